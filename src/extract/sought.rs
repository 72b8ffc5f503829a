//! Words of an article that are looked for at each of its tokens, each with what it stands for.
//!
//! Never hashes them: words of a text could be chosen to fall together. Most tokens begin otherwise and cost one look.

use std::collections::BTreeMap;

pub struct Sought<'t, V> {
    of_word: BTreeMap<&'t str, V>,
    /// First bytes of the words.
    begins: [bool; 256],
}

impl<'t, V> Sought<'t, V> {
    pub const fn new() -> Self {
        Self { of_word: BTreeMap::new(), begins: [false; 256] }
    }

    /// What the word stands for; `value` if it is new.
    pub fn entry(&mut self, word: &'t str, value: V) -> &mut V {
        if let Some(first) = word.bytes().next() {
            self.begins[usize::from(first)] = true;
        }
        self.of_word.entry(word).or_insert(value)
    }

    pub fn get(&self, word: &str) -> Option<&V> {
        let first = word.bytes().next()?;
        if self.begins[usize::from(first)] { self.of_word.get(word) } else { None }
    }

    pub fn is_empty(&self) -> bool {
        self.of_word.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Sought;

    #[test]
    fn only_the_very_words_are_found() {
        let mut sought = Sought::new();
        assert!(sought.is_empty());
        for (word, value) in [("Ruiz", 1), ("Órla", 2), ("Ruiz", 3)] {
            *sought.entry(word, 0) += value;
        }
        let found = ["Ruiz", "Ru", "Ruizes", "ruiz", "Órla", "Órlas", ""].map(|word| sought.get(word).copied());
        assert_eq!(found, [Some(4), None, None, None, Some(2), None, None]);
    }
}

//! Integer hashes of words and of features: no string is ever built to ask for a weight.
//!
//! Never changes without a new version of the weights file: what it gives is what the file is sorted by.

/// Odd constants with well spread bits.
const WORD: u64 = 0x9e37_79b9_7f4a_7c15;
const STEP: u64 = 0xd6e8_feb8_6659_fd93;

/// Spreads the bits of a value, so that any part of it can serve as an index.
#[inline]
pub const fn spread(value: u64) -> u64 {
    let mut value = value;
    value ^= value >> 32;
    value = value.wrapping_mul(STEP);
    value ^= value >> 29;
    value = value.wrapping_mul(WORD);
    value ^ (value >> 32)
}

/// One value from two, in order.
#[inline]
pub const fn join(left: u64, right: u64) -> u64 {
    spread(left.rotate_left(23).wrapping_mul(WORD) ^ right)
}

/// Hash of bytes.
#[inline]
pub fn bytes(text: &[u8]) -> u64 {
    let mut hash = WORD ^ (text.len() as u64);
    let mut chunks = text.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(STEP).rotate_left(29);
    }
    let mut last = 0;
    for byte in chunks.remainder() {
        last = (last << 8) | u64::from(*byte);
    }
    spread((hash ^ last).wrapping_mul(STEP))
}

/// Hash of a word in lower case.
#[inline]
pub fn folded(text: &str, scratch: &mut String) -> u64 {
    scratch.clear();
    fold_into(text, scratch);
    bytes(scratch.as_bytes())
}

/// The word in lower case, its curly apostrophe straight, behind what `into` holds.
#[inline]
pub fn fold_into(text: &str, into: &mut String) {
    if text.is_ascii() {
        let from = into.len();
        into.push_str(text);
        into[from..].make_ascii_lowercase();
        return;
    }
    for c in text.chars() {
        if c == '’' { into.push('\'') } else { into.extend(c.to_lowercase()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_have_other_hashes() {
        let mut scratch = String::new();
        let words = ["", "a", "b", "ab", "ba", "abcdefgh", "abcdefgi", "abcdefgha", "Jilani", "jilani"];
        for (index, word) in words.iter().enumerate() {
            for other in &words[..index] {
                assert_ne!(bytes(word.as_bytes()), bytes(other.as_bytes()), "{word} {other}");
            }
        }
        assert_eq!(folded("O’Brien", &mut scratch), folded("o'brien", &mut scratch));
        assert_ne!(join(1, 2), join(2, 1));
    }
}

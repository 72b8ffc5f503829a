//! How a word of a name sounds, whatever the language of whoever wrote it down: the form under which `Motaqi` and
//! `Muttaqi` come together, its consonants alone, and how far two such forms are apart.
//!
//! Works on Latin letters (`script::romanised`), knows nothing of what a word is in its name.

use std::sync::LazyLock;

/// Letters of the form, beside the plain ones: `S` as in she, `C` as in chair, `J` as in pleasure or jam.
///
/// Longest first; the first that fits at a place is taken.
const SOUNDS: &[(&str, &str)] = &[
    ("shch", "S"),
    ("tsch", "C"),
    ("dzh", "J"),
    ("tch", "C"),
    ("sch", "S"),
    ("sh", "S"),
    ("sz", "S"),
    ("cz", "C"),
    ("ch", "C"),
    ("zh", "J"),
    ("dj", "J"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("ck", "k"),
    ("qu", "ku"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("j", "J"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("aou", "au"),
    ("iya", "ia"),
    ("yya", "ia"),
    ("aye", "ai"),
    ("ayi", "ai"),
    ("eyi", "ai"),
    ("ai", "ai"),
    ("ay", "ai"),
    ("ei", "ai"),
    ("ey", "ai"),
    ("ae", "ai"),
    ("ee", "i"),
    ("ie", "i"),
    ("iy", "i"),
    ("yi", "i"),
    ("ij", "i"),
    ("aw", "au"),
    ("au", "au"),
    ("ow", "au"),
    ("ou", "u"),
    ("oo", "u"),
    ("o", "u"),
];

/// Those of [`SOUNDS`] that begin with a letter.
fn sounds_from(first: char) -> &'static [(&'static str, &'static str)] {
    static BY_FIRST: LazyLock<Vec<Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
        let beginning =
            |first: char| SOUNDS.iter().filter(|(letters, _)| letters.starts_with(first)).copied().collect();
        ('a'..='z').map(beginning).collect()
    });
    let index = (first as usize).checked_sub('a' as usize);
    index.and_then(|index| BY_FIRST.get(index)).map_or(&[], Vec::as_slice)
}

/// The word as it sounds. Words without a Latin letter stay as they are.
pub fn sound(latin: &str) -> String {
    if !latin.is_ascii() {
        return latin.to_owned();
    }
    let mut key = String::with_capacity(latin.len());
    let mut rest = latin;
    if let Some(after) = rest.strip_prefix('x') {
        // Xi, Xavier, Xhosa: no name begins with ks.
        key.push('S');
        rest = after;
    }
    while let Some(first) = rest.chars().next() {
        if !key.is_empty() && matches!(rest, "ow" | "aw" | "ew") {
            // German and Polish ends: Lawrow.
            push_once(&mut key, if first == 'o' { 'u' } else { first });
            push_once(&mut key, 'v');
            break;
        }
        if first == 'j' && key.ends_with(is_vowel) && !rest[1..].starts_with(is_vowel) {
            // Sergej, Andrejs: written for a y where j is one.
            let glide = if key.ends_with('e') { key.pop().map_or("", |_| "ai") } else { "i" };
            glide.chars().for_each(|c| push_once(&mut key, c));
            rest = &rest[1..];
            continue;
        }
        let (length, piece) = sounds_from(first)
            .iter()
            .find(|(letters, _)| rest.starts_with(letters))
            .map_or((1, None), |(letters, piece)| (letters.len(), Some(*piece)));
        match piece {
            Some(piece) => piece.chars().for_each(|c| push_once(&mut key, c)),
            None if first == 'y' && is_vowel_here(&key, rest) => push_once(&mut key, 'i'),
            None if first.is_alphanumeric() => push_once(&mut key, first),
            None => {}
        }
        rest = &rest[length..];
    }
    // Abdullah and Abdulla, Hamzeh and Hamza.
    if key.len() > 2 && key.ends_with('h') && key[..key.len() - 1].ends_with(['a', 'e', 'i', 'u']) {
        key.pop();
    }
    key
}

/// Doubled letters sound once.
fn push_once(key: &mut String, c: char) {
    if !key.ends_with(c) || c.is_ascii_digit() {
        key.push(c);
    }
}

/// `y` between consonants or at the end is a vowel.
fn is_vowel_here(key: &str, rest: &str) -> bool {
    let after_vowel = key.chars().next_back().is_none_or(is_vowel);
    let before_vowel = rest.chars().nth(1).is_some_and(|c| is_vowel(c) || c == 'y');
    !after_vowel && !before_vowel
}

pub const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The consonants of a sound, for what is written without vowels. One that begins with a vowel keeps that as `a`.
pub fn consonants(sound: &str) -> String {
    let mut key = String::with_capacity(sound.len());
    for (index, c) in sound.chars().enumerate() {
        match c {
            c if is_vowel(c) && index == 0 => key.push('a'),
            c if is_vowel(c) => {}
            'v' | 'y' if index > 0 => {}
            c => push_once(&mut key, c),
        }
    }
    key
}

/// The consonants with those merged that romanisations and ears confuse: what a name is looked up by.
pub fn skeleton(sound: &str) -> String {
    let mut key = String::with_capacity(sound.len());
    for c in consonants(sound).chars() {
        let merged = match c {
            'b' => 'p',
            'd' => 't',
            'g' => 'k',
            'z' | 'S' | 'C' | 'J' => 's',
            'f' => 'v',
            'h' if !key.is_empty() => continue,
            c => c,
        };
        push_once(&mut key, merged);
    }
    key
}

/// Pairs of letters that stand for each other, as two-letter words.
const CLOSE: &[&str] = &[
    "bp", "bv", "dt", "gk", "gh", "hk", "sz", "Ss", "CS", "CJ", "JS", "Jz", "Jg", "Cs", "Ck", "Ch", "fv", "fp", "iy",
    "Jy", "Ji", "uv", "tz", "ts", "Ct", "dz",
];

/// Pairs that are heard for each other, more rarely.
const NEAR: &[&str] = &["mn", "lr"];

/// A vowel in place of one that is never written for it.
const OTHER_VOWEL: f64 = 0.5;

/// What one letter in place of another costs, 0..=1, as the lists say: for all pairs of ASCII letters, so that comparing
/// costs a look.
static COSTS: LazyLock<Vec<[f64; 128]>> = LazyLock::new(|| {
    let mut costs = vec![[1.0; 128]; 128];
    for (letter, row) in costs.iter_mut().enumerate() {
        row[letter] = 0.0;
    }
    let mut set = |a: u8, b: u8, cost: f64| {
        costs[usize::from(a)][usize::from(b)] = cost;
        costs[usize::from(b)][usize::from(a)] = cost;
    };
    for (pairs, cost) in [(NEAR, 0.75), (CLOSE, 0.5)] {
        for pair in pairs.iter().map(|pair| pair.as_bytes()).filter(|pair| pair[0] < pair[1]) {
            set(pair[0], pair[1], cost);
        }
    }
    // Other names: Jamal and Jamil, Hasan and Husain.
    for (at, a) in b"aeiou".iter().enumerate() {
        b"aeiou"[at + 1..].iter().for_each(|b| set(*a, *b, OTHER_VOWEL));
    }
    // Written for each other: Mohammed and Mohammad, Rashed and Rashid.
    set(b'a', b'e', 0.25);
    set(b'e', b'i', 0.25);
    costs
});

fn exchange(costs: &[[f64; 128]], a: char, b: char) -> f64 {
    let row = costs.get(a as usize);
    let cost = row.and_then(|row| row.get(b as usize)).copied();
    cost.unwrap_or_else(|| f64::from(u8::from(a != b)))
}

/// What a letter more or less costs, 0..=1.
const fn extra(c: char) -> f64 {
    match c {
        'a' | 'e' | 'i' | 'o' | 'u' => 0.45,
        'h' | 'y' | 'v' => 0.5,
        _ => 1.0,
    }
}

/// How much more a change of the first letter costs: nobody mishears that as easily.
const FIRST: f64 = 1.25;

/// Two letters in each other's place.
const SWAP: f64 = 0.7;

/// Longest word that is compared letter by letter.
const MAX_LETTERS: usize = 40;

/// What lies beyond one slip costs this much more: a name is rarely written with two, however long it is.
const MANY: f64 = 1.0;

/// How alike two sounds are: 1 equal, 0 nothing in common. The same either way round.
pub fn likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (mut letters_a, mut letters_b) = (['\0'; MAX_LETTERS], ['\0'; MAX_LETTERS]);
    let a = letters(a, &mut letters_a);
    let b = letters(b, &mut letters_b);
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 0.0;
    }
    let cost = distance(a, b);
    let cost = cost + (cost - 1.0).max(0.0) * MANY;
    (1.0 - cost / longest as f64).max(0.0)
}

/// The first letters of a word.
fn letters<'b>(word: &str, buffer: &'b mut [char; MAX_LETTERS]) -> &'b [char] {
    let mut n = 0;
    for (place, c) in buffer.iter_mut().zip(word.chars()) {
        *place = c;
        n += 1;
    }
    &buffer[..n]
}

/// Weighted edits that turn one into the other, both of at most [`MAX_LETTERS`].
fn distance(a: &[char], b: &[char]) -> f64 {
    let costs = COSTS.as_slice();
    let mut before = [0.0; MAX_LETTERS + 1];
    let mut last = [0.0; MAX_LETTERS + 1];
    for (j, c) in b.iter().enumerate() {
        last[j + 1] = last[j] + extra(*c);
    }
    for (i, from) in a.iter().enumerate() {
        let mut row = [0.0; MAX_LETTERS + 1];
        row[0] = last[0] + extra(*from);
        for (j, to) in b.iter().enumerate() {
            let exchanged = exchange(costs, *from, *to);
            let exchanged = if i == 0 && j == 0 { exchanged * FIRST } else { exchanged };
            let mut cost = (last[j] + exchanged).min(last[j + 1] + extra(*from)).min(row[j] + extra(*to));
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                cost = cost.min(before[j - 1] + SWAP);
            }
            row[j + 1] = cost;
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_the_same() {
        for (a, b) in [
            ("muttaqi", "motaqi"),
            ("yousaf", "yusaf"),
            ("faisal", "faysal"),
            ("sheikh", "shaykh"),
            ("abdullah", "abdulla"),
            ("schmidt", "shmidt"),
            ("wladimir", "vladimir"),
            ("sergey", "sergei"),
            ("sergey", "sergej"),
        ] {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        for (a, b) in [("west", "hart"), ("jilani", "durrani"), ("kabul", "qandahar")] {
            assert!(likeness(&sound(a), &sound(b)) < 0.7, "{a} {b}");
        }
    }

    #[test]
    fn consonants_alone_compare_with_what_has_no_vowels() {
        for (latin, bare) in [("muhammad", "mhmd"), ("barack", "barak"), ("netanyahu", "ntnyhw")] {
            assert_eq!(consonants(&sound(latin)), consonants(&sound(bare)), "{latin}");
        }
    }

    #[test]
    fn likeness_is_the_same_either_way_round() {
        for (a, b) in [("harry", "larry"), ("", "x"), ("abc", "cba"), ("donlad", "donald")] {
            let (there, back) = (likeness(a, b), likeness(b, a));
            assert!((there - back).abs() < 1e-6 && (0.0..1.0).contains(&there), "{a} {b}: {there} {back}");
        }
    }
}

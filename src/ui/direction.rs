//! Which way text runs: what is written from right to left, and in which order its parts stand on a line.
//!
//! Pure: text in, levels and orders out (Unicode Standard Annex 9). Knows no fonts and paints nothing.

use unicode_bidi::BidiClass;
use unicode_bidi::BidiInfo;
use unicode_bidi::Level;
use unicode_bidi::bidi_class;

/// Whether a letter is of a script that is written from right to left: Hebrew, Arabic, Syriac, Thaana and their like.
pub const fn is_from_right(char: char) -> bool {
    matches!(char, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a letter is a figure of such a script: numbers run from left to right there, too.
pub const fn is_figure(char: char) -> bool {
    matches!(char, '\u{660}'..='\u{669}' | '\u{66B}' | '\u{66C}' | '\u{6F0}'..='\u{6F9}')
}

/// Whether any of it is written from right to left.
pub fn has_from_right(text: &str) -> bool {
    // The first byte of every such letter is at least this: most text is passed over without being decoded.
    text.bytes().any(|byte| byte >= 0xD6) && text.chars().any(is_from_right)
}

/// Whether a paragraph is set from the right: most of its letters are written that way. A Latin name that opens an
/// Arabic sentence does not turn it round.
pub fn reads_from_right(text: &str) -> bool {
    if !has_from_right(text) {
        return false;
    }
    let (mut n_right, mut n_left) = (0_usize, 0_usize);
    for char in text.chars() {
        match bidi_class(char) {
            BidiClass::R | BidiClass::AL => n_right += 1,
            BidiClass::L => n_left += 1,
            _ => {}
        }
    }
    n_right > n_left
}

/// Whether the first letter of a label is written from right to left: what the program says of a name runs its own way.
pub fn begins_from_right(text: &str) -> bool {
    let first = text.chars().find_map(|char| match bidi_class(char) {
        BidiClass::R | BidiClass::AL => Some(true),
        BidiClass::L => Some(false),
        _ => None,
    });
    first.unwrap_or(false)
}

/// The embedding level of each byte: odd ones run from right to left.
pub fn levels(text: &str, reads_from_right: bool) -> Vec<u8> {
    let base = if reads_from_right { Level::rtl() } else { Level::ltr() };
    BidiInfo::new(text, Some(base)).levels.iter().map(Level::number).collect()
}

/// In which order the parts of a line stand, from left to right: indexes into `levels`, which are in reading order.
pub fn visual_order(levels: &[u8]) -> Vec<usize> {
    let levels: Vec<Level> = levels.iter().map(|level| Level::new(*level).unwrap_or(Level::ltr())).collect();
    BidiInfo::reorder_visual(&levels)
}

/// The bracket that is drawn for this one where text runs from right to left.
pub const fn mirrored(char: char) -> Option<char> {
    Some(match char {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '≤' => '≥',
        '≥' => '≤',
        '⟨' => '⟩',
        '⟩' => '⟨',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_know_their_side() {
        for (text, has, reads) in [
            ("Ana Ruiz", false, false),
            ("Ана Руис", false, false),
            ("安娜", false, false),
            ("ليلى الخطيب", true, true),
            ("لیلیٰ خطیب", true, true),
            ("דנה לוי", true, true),
            ("BBC قالت المراسلة ليلى الخطيب", true, true),
            ("Layla (ليلى), said the ministry", true, false),
            ("٤٦٠", true, false),
            ("", false, false),
        ] {
            assert_eq!((has_from_right(text), reads_from_right(text)), (has, reads), "{text}");
        }
    }

    /// The words of a line from left to right.
    fn shown(text: &str) -> Vec<&str> {
        let levels = levels(text, reads_from_right(text));
        let words: Vec<&str> = text.split(' ').collect();
        let level_of = |word: &&str| levels[word.as_ptr() as usize - text.as_ptr() as usize];
        let of_words: Vec<u8> = words.iter().map(level_of).collect();
        visual_order(&of_words).into_iter().map(|index| words[index]).collect()
    }

    #[test]
    fn words_stand_in_the_order_in_which_a_line_shows_them() {
        for (text, expected) in [
            ("Ana met Bo", "Ana met Bo"),
            ("قالت ليلى نعم", "نعم ليلى قالت"),
            // Numbers and Latin names keep their own order inside a line that runs the other way.
            ("قالت Ana Ruiz إن 460 لاجئا", "لاجئا 460 إن Ana Ruiz قالت"),
            ("ליאור פגש את Bo Lind", "Bo Lind את פגש ליאור"),
            ("she met ليلى الخطيب in Amman", "she met الخطيب ليلى in Amman"),
            ("غادر ٤٦٠ ألفا", "ألفا ٤٦٠ غادر"),
        ] {
            assert_eq!(shown(text), expected.split(' ').collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn a_mirrored_bracket_is_mirrored_back() {
        for char in "()[]{}<>«»‹›≤≥⟨⟩".chars() {
            assert_eq!(mirrored(char).and_then(mirrored), Some(char));
        }
        assert_eq!(mirrored('a'), None);
    }
}

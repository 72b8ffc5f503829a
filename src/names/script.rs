//! Other scripts in Latin letters, by tables of our own: Cyrillic, Greek, Arabic with Persian, Urdu and Pashto, Hebrew,
//! Georgian, Armenian, kana, hangul; Chinese characters through `han`.
//!
//! Made for comparing names, not for reading: one plain spelling a letter, in lower case, and never the way back. What no
//! table knows stays as it is, so that two names in such a script still compare with each other.

use crate::names::han;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

// Tables: a letter and what it becomes, between spaces.

/// Cyrillic, of Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian and of Central Asia.
const CYRILLIC: &str = "\
    аa бb вv гg дd еe ёe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu \
    яya іi їyi єye ґg ўu јy љly њny ћch ђdj џdj ѕdz ѓg ќk ѐe ѝi әa ғg қk ңn өo ұu үu һh ӣi ӯu ҳh ҷj ҡk ҙz ҫs \
    җj ҥn ӑa ӗe ӳu ѫa ӏ";

/// Greek; pairs of letters that are one sound stand in [`GREEK_PAIRS`].
const GREEK: &str = "\
    αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo";

const GREEK_PAIRS: &[(&str, &str)] = &[
    ("ου", "ou"),
    ("μπ", "b"),
    ("ντ", "nt"),
    ("γκ", "gk"),
    ("γγ", "ng"),
    ("αι", "ai"),
    ("ει", "ei"),
    ("οι", "i"),
    ("ευ", "ev"),
    ("αυ", "av"),
    ("τσ", "ts"),
    ("τζ", "tz"),
];

/// Arabic with the letters of Persian, Urdu, Pashto, Sindhi and Kurdish. Short vowels are not written; see `Part::bare`.
const ARABIC: &str = "\
    ـ اa آa أa إi ٱa بb پp تt ٹt ټt ثs جj چch حh خkh څts ځdz دd ڈd ډd ذz رr ڑr ړr زz ژzh ږg سs شsh ښsh صs ضd \
    طt ظz ع غgh فf ڤv قq كk کk ګg گg لl ڵl مm نn ںn ڼn هh ہh ھh ةa ۀa وw ؤw ۆo يy یy ئy ېe ۍy ےe ىa ێe ء ەa";

/// Hebrew. Vowels are not written either.
const HEBREW: &str = "\
    אa בb גg דd הh וw זz חh טt יy כk ךkh לl מm םm נn ןn סs ע פp ףf צts ץts קk רr שsh תt";

/// Georgian.
const GEORGIAN: &str = "\
    აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh";

/// Armenian, as in the east.
const ARMENIAN: &str = "\
    աa բb գg դd եe զz էe ըe թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts ւv \
    փp քk օo ֆf ևev";

/// Kana by rows of five vowels, katakana; hiragana lies 0x60 below.
const KANA: &str = "\
    アa イi ウu エe オo カka キki クku ケke コko ガga ギgi グgu ゲge ゴgo サsa シshi スsu セse ソso ザza ジji ズzu ゼze ゾzo タta チchi \
    ツtsu テte トto ダda ヂji ヅzu デde ドdo ナna ニni ヌnu ネne ノno ハha ヒhi フfu ヘhe ホho バba ビbi ブbu ベbe ボbo パpa ピpi プpu \
    ペpe ポpo マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヲo ンn ヴv ャya ュyu ョyo ァa ィi ゥu ェe ォo ッ ー";

/// Latin letters that are more than a letter with a mark.
const LATIN: &str = "\
    ßss æae œoe øo łl đd ðd þth ıi əa ħh ŋng ğg şsh šsh șsh čch çch žzh ţts țts ḥh ḫkh ʿ ʾ";

static KNOWN: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| entries().collect());

fn entries() -> impl Iterator<Item = (char, &'static str)> {
    let tables = [LATIN, CYRILLIC, ARABIC, GREEK, HEBREW, GEORGIAN, ARMENIAN, KANA];
    tables.into_iter().flat_map(str::split_whitespace).filter_map(|entry| {
        let letter = entry.chars().next()?;
        Some((letter, &entry[letter.len_utf8()..]))
    })
}

const INITIALS: &[&str] =
    &["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWELS: &[&str] = &[
    "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "ui",
    "i",
];
const FINALS: &[&str] = &[
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
];

/// What a word is written in, as far as comparing asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin, and all that is written with its vowels.
    Voweled,
    /// Arabic and Hebrew: short vowels are left out.
    Bare,
    /// Chinese characters and hangul: no spaces between the parts of a name.
    Unspaced,
}

pub fn script_of(word: &str) -> Script {
    match word.chars().find(|c| c.is_alphabetic()) {
        Some('\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') => Script::Bare,
        Some('\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') => Script::Unspaced,
        _ => Script::Voweled,
    }
}

/// A word in plain Latin letters, lower case, without marks: `Сергей` is `sergey`, `Erdoğan` `erdogan`.
pub fn romanised(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let lower: String = word.nfc().flat_map(char::to_lowercase).nfc().collect();
    let mut text = Cow::Borrowed(lower.as_str());
    if text.chars().any(|c| matches!(c, 'α'..='ω')) {
        let bare: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect();
        text = Cow::Owned(GREEK_PAIRS.iter().fold(bare, |text, (pair, latin)| text.replace(pair, latin)));
    }
    // The letter of Ukrainian that tells how г sounds there.
    let is_ukrainian = text.contains(['і', 'ї', 'є', 'ґ']);
    let mut latin = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'г' if is_ukrainian => latin.push('h'),
            '\u{ac00}'..='\u{d7a3}' => push_hangul(&mut latin, c),
            '\u{3041}'..='\u{3096}' => push_known(&mut latin, char::from_u32(c as u32 + 0x60).unwrap_or(c)),
            _ => push_known(&mut latin, c),
        }
    }
    latin
}

fn push_known(latin: &mut String, c: char) {
    if c.is_ascii() {
        latin.push(c);
        return;
    }
    if let Some(known) = KNOWN.get(&c) {
        latin.push_str(known);
        return;
    }
    if let Some(syllable) = han::pinyin(c) {
        latin.push_str(syllable);
        return;
    }
    let mut plain = std::iter::once(c).nfkd().filter(|c| !is_ornament(*c)).peekable();
    if let Some(known) = plain.peek().and_then(|first| KNOWN.get(first)) {
        latin.push_str(known);
        return;
    }
    latin.extend(plain.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() || is_combining_mark(*c)));
}

/// Accents, and points that a script mostly leaves out. In Indic and Thai scripts a mark is a vowel, and stays.
const fn is_ornament(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6ed}'
            | '\u{3099}'..='\u{309a}'
            | '\u{fe00}'..='\u{fe2f}'
    )
}

/// A name in plain letters, its words between single spaces: equal where two names differ only in case, accents, script,
/// hyphens and apostrophes.
pub fn plain(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    if name.is_ascii() {
        let mut is_apart = false;
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() {
                if is_apart && !key.is_empty() {
                    key.push(' ');
                }
                is_apart = false;
                key.push(char::from(byte.to_ascii_lowercase()));
            } else if !is_silent(char::from(byte)) {
                is_apart = true;
            }
        }
        return key;
    }
    for word in name.split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c) || is_silent(c))) {
        let latin = romanised(&word.replace(is_silent, ""));
        if !latin.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&latin);
        }
    }
    key
}

/// Signs inside a word that are not heard.
pub const fn is_silent(c: char) -> bool {
    matches!(c, '.' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | 'ʻ' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

fn push_hangul(latin: &mut String, c: char) {
    let index = c as usize - 0xac00;
    latin.push_str(INITIALS[index / 588]);
    latin.push_str(VOWELS[index % 588 / 28]);
    latin.push_str(FINALS[index % 28]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_scripts_become_plain_letters() {
        for (word, expected) in [
            ("Сергей", "sergey"),
            ("Олександр", "oleksandr"),
            ("Григорій", "hrihoriy"),
            ("Μητσοτάκης", "mitsotakis"),
            ("Erdoğan", "erdogan"),
            ("Łukasz", "lukasz"),
            ("Straße", "strasse"),
            ("محمد", "mhmd"),
            ("پاکستان", "pakstan"),
            ("მიხეილ", "mikheil"),
            ("Նիկոլ", "nikol"),
            ("오바마", "obama"),
            ("मोदी", "मोदी"),
            ("バラク", "baraku"),
            ("习近平", "xijinping"),
            ("นายก", "นายก"),
        ] {
            assert_eq!(romanised(word), expected, "{word}");
        }
    }

    #[test]
    fn a_table_has_each_letter_once() {
        let mut letters: Vec<char> = entries().map(|(letter, _)| letter).collect();
        let n = letters.len();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), n);
    }

    #[test]
    fn what_leaves_vowels_out_is_told() {
        for (word, expected) in [
            ("Muhammad", Script::Voweled),
            ("محمد", Script::Bare),
            ("נתניהו", Script::Bare),
            ("Сергей", Script::Voweled),
            ("习近平", Script::Unspaced),
            ("김정은", Script::Unspaced),
        ] {
            assert_eq!(script_of(word), expected, "{word}");
        }
    }
}

//! Bytes to text: which encoding they are in, how sure that is, and what could not be read.
//!
//! The text comes out verbatim but for three things: the byte order mark and NULs go, and line ends become `\n`. Never
//! normalises (no NFC, no spaces changed), never trusts a declaration against the bytes, and never guesses in silence:
//! [`Decoded::guessed`] and [`Decoded::n_replaced`] say what a person should look at.

use chardetng::EncodingDetector;
use chardetng::Iso2022JpDetection;
use chardetng::Utf8Detection;
use encoding_rs::Encoding;
use encoding_rs::UTF_8;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;

/// A text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// Name in the WHATWG Encoding Standard: `UTF-8`, `windows-1252`.
    pub encoding: &'static str,
    /// Whether the encoding was neither marked, nor declared, nor proved by the bytes themselves.
    pub guessed: bool,
    /// Byte sequences that mean nothing in the encoding, now U+FFFD.
    pub n_replaced: usize,
}

/// Why some bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    #[error("is not text: looks like {0}")]
    Signature(&'static str),
    #[error("is not text: too many control characters")]
    Control,
    #[error("is not text in any known encoding: most of it cannot be read")]
    Garbled,
    #[error("is text in UTF-32, which is not supported: save it as UTF-8")]
    Utf32,
}

/// First bytes of files that are often met and are no text, with what a person calls them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"%PDF-", "a PDF: open it and save its text"),
    (b"PK\x03\x04", "a ZIP archive or an office document: unpack it, or save it as text"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"{\\rtf", "an RTF document: save it as text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document: save it as text"),
    (b"\x1f\x8b", "a gzip archive: unpack it"),
    (b"BZh9", "a bzip2 archive: unpack it"),
    (b"\xfd7zXZ\0", "an xz archive: unpack it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive: unpack it"),
    (b"Rar!\x1a\x07", "a RAR archive: unpack it"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"bplist00", "a binary property list (such as a Safari web archive): save the page as HTML"),
    (b"\x7fELF", "a program"),
    (b"OggS", "an Ogg recording"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// Units looked at when telling UTF-16 by its NULs: enough for any article, cheap for any file.
const N_UNITS_SAMPLED: usize = 1 << 15;

/// Fewer NULs than this say nothing about UTF-16. Dropping them reads such a text as well.
const MIN_NULS_OF_UTF_16: usize = 4;

/// Reads bytes as text. `declared` is the label that the source gives for its encoding, if any.
///
/// In order: byte order mark; UTF-16 shown by its NULs; UTF-8 shown by its validity; the declaration; the best guess.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, NotText> {
    if let Some(kind) = signature(bytes) {
        return Err(NotText::Signature(kind));
    }
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Err(NotText::Utf32);
    }
    let choice = choose(bytes, declared);
    let decoded = read_as(bytes, &choice);
    check_is_text(&decoded.text, decoded.n_replaced)?;
    Ok(Decoded { text: tidy(decoded.text), ..decoded })
}

/// The label in a `<meta charset>`, `<meta http-equiv>` or `<?xml encoding?>` among the first bytes of a page.
pub fn charset_in_html(bytes: &[u8]) -> Option<String> {
    /// Browsers look at 1024 bytes; saved pages often have a comment and links before.
    const N_BYTES: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(N_BYTES)]).to_ascii_lowercase();
    if let Some(declaration) = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split('>').next())
        && let Some(label) = after_equals(declaration, "encoding")
    {
        return Some(label);
    }
    head.split("<meta").skip(1).find_map(|rest| after_equals(rest.split('>').next()?, "charset"))
}

/// `x` in `key = "x"`, quotes or not.
fn after_equals(text: &str, key: &str) -> Option<String> {
    let rest = &text[text.find(key)? + key.len()..];
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}

fn signature(bytes: &[u8]) -> Option<&'static str> {
    // "RIFFA, Bahrain" is a dateline; the letters of the kind come after a length.
    if bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI ")) {
        return Some("a picture, recording or film (WebP, WAV, AVI)");
    }
    SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

struct Choice {
    encoding: &'static Encoding,
    guessed: bool,
}

fn choose(bytes: &[u8], declared: Option<&str>) -> Choice {
    let sure = |encoding| Choice { encoding, guessed: false };
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return sure(encoding);
    }
    if let Some(encoding) = utf_16_by_nuls(bytes) {
        return sure(encoding);
    }
    let declared =
        declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())).filter(|it| can_be_declared(it));
    match std::str::from_utf8(bytes) {
        Ok(text) => choose_among_valid(bytes, text, declared),
        Err(_) if is_damaged_utf_8(bytes) => sure(UTF_8),
        Err(_) => match declared.filter(|encoding| *encoding != UTF_8) {
            Some(encoding) => sure(encoding),
            None => Choice { encoding: guess(bytes, Iso2022JpDetection::Deny), guessed: true },
        },
    }
}

/// A page that declares UTF-16 in letters one byte wide is not in UTF-16, and `replacement` reads nothing at all.
fn can_be_declared(encoding: &'static Encoding) -> bool {
    encoding.is_ascii_compatible() || encoding == encoding_rs::ISO_2022_JP
}

/// The encoding of bytes that are valid UTF-8, which most texts in other encodings are not.
fn choose_among_valid(bytes: &[u8], text: &str, declared: Option<&'static Encoding>) -> Choice {
    if text.is_ascii() {
        // ISO-2022-JP writes Japanese in ASCII with escapes.
        let has_escapes = memchr::memmem::find(bytes, b"\x1b$").is_some();
        if has_escapes && declared == Some(encoding_rs::ISO_2022_JP) {
            return Choice { encoding: encoding_rs::ISO_2022_JP, guessed: false };
        }
        if has_escapes {
            return Choice { encoding: guess(bytes, Iso2022JpDetection::Allow), guessed: true };
        }
        return Choice { encoding: UTF_8, guessed: false };
    }
    match declared {
        None => Choice { encoding: UTF_8, guessed: false },
        Some(encoding) if encoding == UTF_8 => Choice { encoding, guessed: false },
        // A short text in two-byte letters can be valid UTF-8 by accident: then the declaration is the better witness.
        Some(encoding) if !encoding.is_single_byte() && !encoding.decode(bytes).2 => {
            Choice { encoding, guessed: false }
        }
        // The bytes speak against the declaration; a letter or two could do so by accident.
        Some(_) => Choice { encoding: UTF_8, guessed: text.chars().filter(|c| !c.is_ascii()).count() < 3 },
    }
}

fn guess(bytes: &[u8], japanese: Iso2022JpDetection) -> &'static Encoding {
    let mut detector = EncodingDetector::new(japanese);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a mark: in most scripts spaces, line ends and digits have a NUL on the same side of each pair.
fn utf_16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(2 * N_UNITS_SAMPLED)];
    let n_units = sample.len() / 2;
    let n_first = sample.iter().step_by(2).filter(|byte| **byte == 0).count();
    let n_second = sample.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
    let (encoding, n_nuls, n_wrong) =
        if n_first > n_second { (UTF_16BE, n_first, n_second) } else { (UTF_16LE, n_second, n_first) };
    let one_sided = n_nuls >= MIN_NULS_OF_UTF_16 && n_nuls * 50 >= n_units && n_wrong * 50 <= n_nuls;
    if !one_sided {
        return None;
    }
    // An ordinary text with stray NULs: few of them, and readable without.
    let n_controls = sample.iter().filter(|byte| is_control(char::from(**byte)) && **byte != 0).count();
    if n_nuls * 4 < n_units && n_controls * 50 < n_units {
        return None;
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(sample);
    (!had_errors && text.chars().filter(|c| is_control(*c)).count() * 50 <= n_units).then_some(encoding)
}

/// Mostly UTF-8, with a few broken sequences: a cut file, or two encodings pasted together.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good >= 4 * n_bad
}

fn read_as(bytes: &[u8], choice: &Choice) -> Decoded {
    let bytes = match Encoding::for_bom(bytes) {
        Some((_, n_mark)) => &bytes[n_mark..],
        None => bytes,
    };
    let (text, had_errors) = choice.encoding.decode_without_bom_handling(bytes);
    // U+FFFD that the text itself holds is not ours to count.
    let n_own = if choice.encoding == UTF_8 { memchr::memmem::find_iter(bytes, "\u{FFFD}").count() } else { 0 };
    let n_replaced = if had_errors { text.matches('\u{FFFD}').count().saturating_sub(n_own) } else { 0 };
    Decoded { text: text.into_owned(), encoding: choice.encoding.name(), guessed: choice.guessed, n_replaced }
}

/// Controls that have no place in an article. ESC and form feed come with old wire services.
fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1b')
}

fn check_is_text(text: &str, n_replaced: usize) -> Result<(), NotText> {
    let n_chars = text.chars().count();
    let n_nuls = text.matches('\0').count();
    let n_controls = text.chars().filter(|c| is_control(*c)).count() - n_nuls;
    // A stray control or two is a wart; one in fifty, or one in four of a short text, is another kind of file.
    if (n_controls > 8 && n_controls * 50 > n_chars) || n_controls * 4 > n_chars || n_nuls * 2 > n_chars.max(8) {
        return Err(NotText::Control);
    }
    if n_replaced * 4 > n_chars.max(8) {
        return Err(NotText::Garbled);
    }
    Ok(())
}

/// Without NULs, and with `\n` as the only line end.
fn tidy(text: String) -> String {
    if memchr::memchr2(b'\0', b'\r', text.as_bytes()).is_none() {
        return text;
    }
    text.replace('\0', "").replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf_16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    /// Bytes, declared label, and then: text, encoding, guessed, replaced.
    #[track_caller]
    fn check(bytes: &[u8], declared: Option<&str>, expected: (&str, &str, bool, usize)) {
        let decoded = decode(bytes, declared).expect("text");
        let got = (decoded.text.as_str(), decoded.encoding, decoded.guessed, decoded.n_replaced);
        assert_eq!(got, expected);
    }

    #[test]
    fn marks_and_line_ends_go_and_nothing_else() {
        check(b"one\r\ntwo\rthree\n\n", None, ("one\ntwo\nthree\n\n", "UTF-8", false, 0));
        check(b"\xef\xbb\xbfmarked", None, ("marked", "UTF-8", false, 0));
        check(b"a\0b", None, ("ab", "UTF-8", false, 0));
        // Decomposed letters, no-break spaces and soft hyphens are the text's own.
        check("e\u{301} \u{a0}x\u{ad}y".as_bytes(), None, ("e\u{301} \u{a0}x\u{ad}y", "UTF-8", false, 0));
    }

    #[test]
    fn utf_16_is_known_by_its_mark_or_its_nuls() {
        for (little, name) in [(true, "UTF-16LE"), (false, "UTF-16BE")] {
            for text in ["Minister met envoys.\nTalks go on.", "Министр принял послов в четверг,\nпереговоры идут."]
            {
                let marked = utf_16(&format!("\u{feff}{text}"), little);
                check(&marked, None, (text, name, false, 0));
                check(&utf_16(text, little), None, (text, name, false, 0));
            }
        }
        // Ordinary text with stray NULs, all on the same side, is not UTF-16.
        let stray = "Four st\0ray NU\0Ls in a\0 text\0 of some length are dropped, and that is all there is to say.";
        check(stray.as_bytes(), None, (&stray.replace('\0', ""), "UTF-8", false, 0));
    }

    #[test]
    fn a_declaration_is_believed_unless_the_bytes_speak_against_it() {
        check(b"caf\xe9 \x93quoted\x94", Some("ISO-8859-1"), ("café “quoted”", "windows-1252", false, 0));
        check(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251"), ("Привет", "windows-1251", false, 0));
        check("café".as_bytes(), Some("windows-1252"), ("café", "UTF-8", true, 0));
        check("“café”".as_bytes(), Some("windows-1252"), ("“café”", "UTF-8", false, 0));
        check(b"\xc4\xe3\xba\xc3", Some("gb2312"), ("你好", "GBK", false, 0));
        check(b"plain", Some("no-such-charset"), ("plain", "UTF-8", false, 0));
        check(b"caf\xe9 au lait", Some("utf-16"), ("café au lait", "windows-1252", true, 0));
    }

    #[test]
    fn what_nobody_declared_is_guessed_and_said_so() {
        let text = b"\x93We will not leave,\x94 the prefect of Orl\xe9ans said, \x96 na\xefve or not.";
        check(
            text,
            None,
            ("“We will not leave,” the prefect of Orléans said, – naïve or not.", "windows-1252", true, 0),
        );
        check(text, Some("utf-8"), (&decode(text, None).expect("text").text, "windows-1252", true, 0));
    }

    #[test]
    fn old_encodings_are_told_apart_by_their_text() {
        for (label, text) in [
            ("windows-1251", "Заместитель министра прибыл в Ош в четверг и встретился с губернатором области."),
            ("koi8-u", "Заместитель министра прибыл в Ош в четверг и встретился с губернатором области."),
            ("windows-1250", "Vláda ve čtvrtek oznámila, že pomoc obdrží přes tisíc rodin postižených záplavami."),
            ("windows-1254", "Bakan, perşembe günü yaptığı açıklamada sınır kapısının açık kalacağını söyledi."),
            ("windows-1256", "وصل نائب الوزير إلى المدينة يوم الخميس والتقى محافظ الإقليم ومسؤولين آخرين."),
            ("shift_jis", "副大臣は木曜日に現地を訪れ、知事と会談した。避難した住民は四千人を超えた。"),
            ("euc-jp", "副大臣は木曜日に現地を訪れ、知事と会談した。避難した住民は四千人を超えた。"),
            ("gb18030", "副部长星期四抵达奥什，会见了州长和其他官员，讨论难民安置问题。"),
            ("big5", "副部長星期四抵達奧什，會見了州長和其他官員，討論難民安置問題。"),
            ("euc-kr", "차관은 목요일 오시에 도착해 주지사와 다른 관리들을 만나 난민 문제를 논의했다."),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).expect("a label");
            let (bytes, _, had_errors) = encoding.encode(text);
            assert!(!had_errors, "{label} cannot write its text");
            let decoded = decode(&bytes, None).expect("text");
            assert_eq!((decoded.text.as_str(), decoded.guessed), (text, true), "{label} read as {}", decoded.encoding);
            let declared = decode(&bytes, Some(label)).expect("text");
            assert_eq!((declared.text.as_str(), declared.guessed), (text, false), "{label} declared");
        }
    }

    #[test]
    fn damaged_utf_8_stays_utf_8_with_its_wounds_counted() {
        let mut cut = "Ünïcödé ünïcödé né".as_bytes().to_vec();
        cut.pop();
        check(&cut, None, ("Ünïcödé ünïcödé n\u{FFFD}", "UTF-8", false, 1));
        // A replacement character of the text's own is no wound.
        check("a \u{FFFD} b".as_bytes(), None, ("a \u{FFFD} b", "UTF-8", false, 0));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        let refusal = |bytes: &[u8]| decode(bytes, None).expect_err("no text").to_string();
        assert_eq!(refusal(b"\x89PNG\r\n\x1a\n...."), "is not text: looks like a PNG image");
        assert_eq!(refusal(b"%PDF-1.7 ..."), "is not text: looks like a PDF: open it and save its text");
        assert_eq!(refusal(b"\xff\xfe\0\0a\0\0\0"), "is text in UTF-32, which is not supported: save it as UTF-8");
        assert_eq!(refusal(&[1, 2, 3, 4, 5, 6, 7, 8]), "is not text: too many control characters");
        // A word that begins like a signature is still a word.
        assert!(decode(b"PKK and PK are acronyms", None).is_ok());
        assert!(decode(b"GIFs are pictures", None).is_ok());
        assert!(decode(b"RIFFA, Bahrain - Talks began.", None).is_ok());
        assert!(decode(b"RIFF\x10\0\0\0WEBPVP8 ", None).is_err());
    }

    #[test]
    fn a_page_declares_its_encoding_in_its_head() {
        for (page, label) in [
            ("<html><meta charset=\"windows-1251\">", Some("windows-1251")),
            ("<META http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", Some("shift_jis")),
            ("<?xml version='1.0' encoding='ISO-8859-2'?><html>", Some("iso-8859-2")),
            ("<html><p>the charset=koi8-r of old</p>", None),
            ("<meta name=description content='x'>", None),
        ] {
            assert_eq!(charset_in_html(page.as_bytes()).as_deref(), label, "{page}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), label in "[a-z0-9-]{0,12}") {
            if let Ok(decoded) = decode(&bytes, Some(&label)) {
                prop_assert!(!decoded.text.contains(['\0', '\r']));
            }
            charset_in_html(&bytes);
        }

        #[test]
        fn what_is_written_is_read_back(text in "[\\PC\n]{0,200}") {
            let text = text.trim_start_matches('\u{feff}');
            prop_assume!(signature(text.as_bytes()).is_none());
            prop_assert_eq!(&decode(text.as_bytes(), None).expect("text").text, text);
            for little in [true, false] {
                let marked = utf_16(&format!("\u{feff}{text}"), little);
                // UTF-16LE whose first letter is NUL would be UTF-32; printable text has none.
                prop_assert_eq!(&decode(&marked, None).expect("text").text, text);
            }
        }

        #[test]
        fn western_text_survives_its_old_encoding(text in "[a-zàâçéèêëîïôûùüÿœæ “”‘’–…€]{0,80}") {
            let (bytes, _, had_errors) = encoding_rs::WINDOWS_1252.encode(&text);
            prop_assert!(!had_errors);
            prop_assume!(std::str::from_utf8(&bytes).is_err() || text.is_ascii());
            prop_assume!(!is_damaged_utf_8(&bytes) || text.is_ascii());
            prop_assert_eq!(decode(&bytes, Some("windows-1252")).expect("text").text, text);
        }
    }
}

//! Files and folders that are no articles, or hostile ones: `import` and `extract` name them and go on.

use crate::bad_input::GOOD;
use crate::bad_input::Room;
use crate::bad_input::Wrong;
use crate::bad_input::tool;
use dossier::import::MAX_FILE_BYTES;
use dossier::import::MAX_TEXT_BYTES;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

/// Name of a file, its bytes, exit status of an import beside a good article, words of the message.
type Row = (&'static str, Vec<u8>, i32, &'static [&'static str]);

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What is no text at all, or hardly.
fn no_texts() -> Vec<Row> {
    let noise: Vec<u8> = (0..5_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let after = |head: &[u8]| [head, &noise].concat();
    vec![
        ("empty.txt", Vec::new(), 2, &["empty.txt: is empty"]),
        ("blank.txt", b" \r\n\t\n".to_vec(), 2, &["blank.txt: is empty"]),
        ("mark.txt", b"\xef\xbb\xbf".to_vec(), 2, &["mark.txt: is empty"]),
        ("mark16.txt", b"\xff\xfe".to_vec(), 2, &["mark16.txt: is empty"]),
        ("a.png", after(b"\x89PNG\r\n\x1a\n"), 2, &["a.png: is not text: looks like a PNG image"]),
        ("ls", after(b"\x7fELF\x02\x01\x01"), 2, &["ls: is not text: looks like a program"]),
        ("a.pdf", after(b"%PDF-1.7\n"), 2, &["a.pdf: is not text: looks like a PDF", "save its text"]),
        ("a.zip", after(b"PK\x03\x04"), 2, &["a.zip: is not text: looks like a ZIP archive", "unpack it"]),
        ("a.docx", after(b"PK\x03\x04"), 2, &["a.docx: is not text", "office document", "save it as text"]),
        // Nothing is ever unpacked on its way in, so no bomb of any format can go off.
        ("a.txt.gz", after(b"\x1f\x8b\x08"), 2, &["a.txt.gz: is not text: looks like a gzip archive: unpack it"]),
        ("old.doc", after(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 2, &["old.doc: is not text", "save it as text"]),
        (
            "other.dossier",
            after(b"SQLite format 3\0"),
            2,
            &["other.dossier: is not text: looks like an SQLite database"],
        ),
        ("noise.txt", noise.clone(), 2, &["noise.txt: is not text"]),
        ("nuls.txt", vec![0; 5_000], 2, &["nuls.txt: is not text"]),
        ("utf32.txt", b"\xff\xfe\0\0T\0\0\0".to_vec(), 2, &["utf32.txt: is text in UTF-32", "save it as UTF-8"]),
        ("none.html", b"<html><img src=x></html>".to_vec(), 2, &["none.html: holds no article text", "paste it"]),
        (
            "none.mhtml",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\nx".to_vec(),
            2,
            &["none.mhtml: is an archive of a page without the page", "save it again"],
        ),
        // These are texts with a wart, and the wart is named.
        (
            "cut.txt",
            [GOOD.repeat(3).as_bytes(), "Märzß“".repeat(30).as_bytes(), b"\xc3\xff\xe2\x80"].concat(),
            0,
            &["cut.txt: has ", "could not be read in its encoding"],
        ),
        ("odd.txt", [utf_16("\u{feff}The minister said no."), b"x".to_vec()].concat(), 0, &["odd.txt: has 1 place"]),
        ("nul.txt", b"The minister\0 said\0 no to 40 envoys.".to_vec(), 0, &["2 articles added"]),
    ]
}

/// Deeper than any person writes.
fn nested() -> Vec<Row> {
    let n = 100_000;
    let page = format!("<html>{}<p>{GOOD}</p>{}", "<div>".repeat(n), "</div>".repeat(n));
    let head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n";
    let mut parts = head.to_owned();
    for level in 0..20_000 {
        let before = if level == 0 { "b".to_owned() } else { format!("b{level}") };
        parts += format!("--{before}\nContent-Type: multipart/mixed; boundary=b{}\n\n", level + 1).as_str();
    }
    let json =
        |open: &str| format!("<html><script type='application/ld+json'>{}</script><p>{GOOD}</p>", open.repeat(n));
    vec![
        (
            "page.mhtml",
            format!("{head}--b\nContent-Type: text/html\n\n{page}\n--b--\n").into_bytes(),
            0,
            &["2 articles added"],
        ),
        ("deep.html", page.into_bytes(), 0, &["2 articles added"]),
        ("parts.mhtml", parts.into_bytes(), 2, &["parts.mhtml: is nested too deeply", "paste it"]),
        (
            "mails.mhtml",
            format!("{head}{}<p>x", "--b\nContent-Type: message/rfc822\n\n".repeat(n)).into_bytes(),
            2,
            &["mails.mhtml: is an archive of a page without the page"],
        ),
        ("lists.html", json("[").into_bytes(), 0, &["2 articles added"]),
        ("objects.html", json("{\"a\":").into_bytes(), 0, &["2 articles added"]),
        ("quotes.md", format!("{}{GOOD}{}", "> ".repeat(n), "[".repeat(n)).into_bytes(), 0, &["2 articles added"]),
    ]
}

#[test]
fn each_bad_file_is_named_and_the_rest_goes_on() {
    let mut wrong = Wrong::default();
    let (mut refused, mut told) = (Vec::new(), vec!["Ana Ruiz"]);
    let room = Room::new();
    for (name, bytes, status, words) in no_texts().into_iter().chain(nested()) {
        room.write(name, &bytes);
        let dossier = format!("{name}.dossier");
        wrong.check(name, &room.run(&["import", &dossier, name, "good.txt"]), status, words);
        if status == 2 {
            refused.push(name);
            told.push(words[0]);
        }
    }
    wrong.check("extract", &room.run(&[&["extract", "good.txt"][..], &refused].concat()), 2, &told);
    // By themselves they leave nothing behind, not even an empty dossier.
    wrong.check("import", &room.run(&[&["import", "none.dossier"][..], &refused].concat()), 1, &told[1..]);
    assert!(!room.path("none.dossier").exists());
}

#[test]
fn a_text_may_be_as_large_as_the_limit_and_not_larger() {
    let mut wrong = Wrong::default();
    let room = Room::new();
    let lines = GOOD.repeat(MAX_TEXT_BYTES / GOOD.len() + 1);
    room.write("just.txt", &lines.as_bytes()[..MAX_TEXT_BYTES]);
    room.write("over.txt", &lines.as_bytes()[..=MAX_TEXT_BYTES]);
    // Without a line end or a space: read, told apart, refused for its length.
    room.write("word.txt", &vec![b'x'; 2 * MAX_TEXT_BYTES]);
    let huge = std::fs::File::create(room.path("huge.txt")).expect("a file");
    huge.set_len(MAX_FILE_BYTES + 1).expect("a sparse file");
    room.own("huge.txt");
    let told = room.run(&["import", "t.dossier", "--no-extract", "just.txt", "over.txt", "word.txt", "huge.txt"]);
    wrong.check(
        "sizes",
        &told,
        2,
        &[
            "1 article added, 3 not read",
            "over.txt: holds more than 4 MiB of text, too much for one article: split it",
            "word.txt: holds more than 4 MiB of text",
            "huge.txt: is larger than 64 MiB: split it",
        ],
    );
    // Standard input has no size before it is read.
    wrong.check(
        "stdin",
        &room.run_with(&["extract", "-"], &vec![b'a'; MAX_FILE_BYTES as usize + 9]),
        1,
        &["-: is larger than 64 MiB"],
    );
}

/// What takes careless readers of text time in the square of its length: a text four times as long would take sixteen
/// times as long, and at the length that `DOSSIER_LONG` asks for that is a hang.
#[test]
fn long_texts_of_every_shape_end() {
    let room = Room::new();
    let is_long = std::env::var_os("DOSSIER_LONG").is_some();
    let n_bytes = if is_long { 100_000 } else { 15_000 };
    if !is_long {
        #[expect(clippy::print_stderr, reason = "a check that was cut short must say so")]
        {
            eprintln!("SHORTENED to {n_bytes} bytes each: the long texts that may hang need DOSSIER_LONG");
        }
    }
    let mut all = Vec::new();
    for (name, piece) in [
        ("one-line", "The minister said no to 1,200 people on Thursday. "),
        ("no-end", "the minister said Ana Ruiz said the ministry said 5 and "),
        ("shouted", "PAKISTAN "),
        ("marks", "( “ ( A "),
        ("dots", "A. "),
        ("quotes", "“No,” he said. ‘Never’ "),
        ("names", "Ana Ruiz, Omar Ruiz, "),
        ("titles", "Foreign Minister Ana Ruiz of Pakistan. The minister said no. "),
        ("lines", "a\n"),
        ("short-lines", "By Ana Ruiz\nKABUL\n"),
        ("letters", "x"),
        ("digits", "1,"),
        ("dates", "on Monday, 3 May 2024 and Tuesday "),
        ("accents", "e\u{301}\u{302}"),
        ("invisible", "\u{200b}\u{ad}"),
        ("ideographs", "会议结束"),
        ("brackets", "[(<{"),
    ] {
        let file = format!("{name}.txt");
        room.write(&file, piece.repeat(n_bytes / piece.len()).as_bytes());
        all.push(file);
    }
    let args: Vec<&str> = ["extract"].into_iter().chain(all.iter().map(String::as_str)).collect();
    let told = room.run(&args);
    assert_eq!((told.status, told.out.lines().count()), (0, all.len()), "{}", told.err);
}

#[test]
fn what_may_not_be_read_and_what_is_no_file_is_named() {
    let mut wrong = Wrong::default();
    let room = Room::new();
    room.write("closed.txt", GOOD.as_bytes());
    room.set_mode("closed.txt", 0);
    room.folder("closed");
    room.write("closed/in.txt", GOOD.as_bytes());
    room.set_mode("closed", 0);
    room.folder("empty");
    room.folder("circle");
    room.write("circle/in.txt", b"Kabul received 40 tents on Monday.");
    std::os::unix::fs::symlink("../circle", room.path("circle/again")).expect("a link");
    std::os::unix::fs::symlink("loop", room.path("loop")).expect("a link");
    room.folder("pipes");
    tool("mkfifo", &[&room.path("pipe"), &room.path("pipes/pipe")]);
    room.own("pipe");
    for (path, status, words) in [
        ("closed.txt", 2, &["closed.txt: cannot be read: permission denied"][..]),
        ("closed", 2, &["closed: cannot be read: permission denied"]),
        ("gone.txt", 2, &["gone.txt: does not exist"]),
        ("gone/in.txt", 2, &["gone/in.txt: does not exist"]),
        ("good.txt/in.txt", 2, &["good.txt/in.txt: cannot be read"]),
        ("loop", 2, &["loop: cannot be read"]),
        ("pipe", 2, &["pipe: is not a regular file"]),
        ("/dev/zero", 2, &["/dev/zero: is not a regular file"]),
        // A folder is walked for what it has: a pipe in it is passed over, a circle is gone round once.
        ("circle", 0, &["2 articles added"]),
        ("pipes", 2, &["pipes: holds no file to import"]),
    ] {
        let dossier = format!("{}.dossier", path.replace('/', "_"));
        wrong.check(path, &room.run(&["import", &dossier, path, "good.txt"]), status, words);
    }
    for path in ["empty", "pipes"] {
        let told = room.run(&["import", "none.dossier", path]);
        wrong.check(path, &told, 1, &[path, "holds no file to import"]);
        wrong.check(path, &room.run(&["extract", path]), 1, &[path, "holds no file to import"]);
    }
    room.set_mode("closed", 0o700);
}

#[test]
fn a_file_that_vanishes_meanwhile_is_named() {
    let room = Room::new();
    let (files, problems) = dossier::import::gather(&[room.path("")]);
    assert_eq!((files.len(), problems.len()), (1, 0));
    std::fs::remove_file(&files[0]).expect("gone");
    let gone = dossier::import::read_file(&files[0]).expect_err("nothing to read").to_string();
    assert!(gone.ends_with("good.txt does not exist"), "{gone}");
}

#[test]
fn names_of_any_bytes_and_any_length_are_read() {
    let room = Room::new();
    let odd = OsString::from_vec(b"caf\xe9 \n\x1b[31m.txt".to_vec());
    std::fs::write(room.path("").join(&odd), "The council met in Lima on Monday.").expect("a file");
    let long = format!("{}.txt", "n".repeat(251));
    room.write(&long, b"The council met in Quito on Tuesday.");
    let too_long = "n".repeat(5_000);
    let args = [OsString::from("import"), "t.dossier".into(), odd, long.into(), too_long.clone().into()];
    let told = room.run(&args);
    let mut wrong = Wrong::default();
    wrong.check("names", &told, 2, &["2 articles added, 1 not read", "nnn: cannot be read"]);
    room.verifies("t.dossier");
    room.ok(&["list", "t.dossier", "articles"]);
    room.ok(&["export", "t.dossier", "out"]);
    room.ok(&["import", "back.dossier", "out"]);
}

#[test]
fn what_is_said_on_the_command_line_is_checked() {
    let room = Room::new();
    let mut wrong = Wrong::default();
    for (flag, nonsense) in [
        ("--published", "yesterday"),
        ("--published", "2024-13-45"),
        ("--published", ""),
        ("--url", "not an address"),
        ("--url", "javascript:alert(1)"),
        ("--url", ""),
        ("--language", "no such language"),
    ] {
        let told = room.run(&["import", "t.dossier", "good.txt", flag, nonsense]);
        wrong.check(&format!("{flag} {nonsense}"), &told, 64, &["wrong usage", nonsense]);
        assert!(!room.path("t.dossier").exists(), "{flag} {nonsense}");
    }
    let args = ["--published", "2024-05", "--url", "https://example.org/a?b=c", "--language", "pt-BR"];
    room.ok(&[&["import", "t.dossier", "good.txt"], &args[..]].concat());
}

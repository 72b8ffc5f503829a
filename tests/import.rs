//! Files and folders in, articles, warnings and problems out: what a user sees who drops things on the program.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use dossier::import::gather;
use dossier::import::read_bytes;
use dossier::import::read_file;
use dossier::model::kind::DateBasis;
use proptest::prelude::*;

/// A folder with these files; a path that ends in `/` is a folder.
fn folder(entries: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in entries {
        let path = dir.path().join(name);
        if name.ends_with('/') {
            fs::create_dir_all(&path).expect("a folder");
        } else {
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(&path, content).expect("a file");
        }
    }
    dir
}

/// What is gathered from `paths` below a folder, relative to it, and the problems as a person reads them.
fn gathered(root: &Path, paths: &[&str]) -> (Vec<String>, Vec<String>) {
    let paths: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
    let (files, problems) = gather(&paths);
    let relative = |text: String| text.replace(&format!("{}/", root.display()), "");
    (
        files.iter().map(|file| relative(file.display().to_string())).collect(),
        problems.iter().map(|problem| relative(problem.to_string())).collect(),
    )
}

#[test]
fn folders_are_walked_in_order_without_what_belongs_to_pages() {
    let dir = folder(&[
        ("b.txt", "b"),
        ("a/z.txt", "z"),
        ("a/2023/y.md", "y"),
        (".hidden/x.txt", "x"),
        ("a/.DS_Store", "x"),
        ("page.html", "<p>page</p>"),
        ("page_files/ad.html", "<p>ad</p>"),
        ("page_files/style.css", "p {}"),
        ("court_files/judgment.txt", "no page beside: a folder like any other"),
        ("empty/", ""),
    ]);
    let (files, problems) = gathered(dir.path(), &["."]);
    let files: Vec<&str> = files.iter().map(|file| file.trim_start_matches("./")).collect();
    assert_eq!(files, ["a/2023/y.md", "a/z.txt", "b.txt", "court_files/judgment.txt", "page.html"]);
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn what_is_named_is_taken_once_and_what_is_missing_is_named() {
    let dir = folder(&[("a/x.txt", "x"), ("a/.y.txt", "y"), ("b.txt", "b")]);
    let (files, problems) = gathered(dir.path(), &["b.txt", "a", "a/x.txt", "a/.y.txt", "./b.txt", "gone.txt"]);
    assert_eq!(files, ["b.txt", "a/x.txt", "a/.y.txt"]);
    assert_eq!(problems, ["gone.txt does not exist"]);
}

#[cfg(unix)]
#[test]
fn links_lead_into_a_folder_once_and_never_in_circles() {
    let dir = folder(&[("a/x.txt", "x"), ("b/y.txt", "y")]);
    std::os::unix::fs::symlink("..", dir.path().join("a/up")).expect("a link");
    std::os::unix::fs::symlink("../b", dir.path().join("a/b")).expect("a link");
    std::os::unix::fs::symlink("nowhere", dir.path().join("dangling")).expect("a link");
    let (files, problems) = gathered(dir.path(), &["a", "b", "."]);
    let names: Vec<&str> = files.iter().map(|file| file.rsplit('/').next().unwrap_or("")).collect();
    assert_eq!(names, ["y.txt", "x.txt"]);
    assert_eq!(problems, ["./dangling does not exist"]);
}

#[test]
fn a_plain_file_comes_out_as_it_went_in() {
    let dir = folder(&[("2023-12-08_talks.txt", "Talks began.\r\n\r\nThey went on\u{a0}…\n")]);
    let path = dir.path().join("2023-12-08_talks.txt");
    let read = read_file(&path).expect("an article");
    assert_eq!(read.warnings, []);
    assert_eq!(read.source.name, "2023-12-08_talks.txt");
    assert_eq!(read.source.path, path.display().to_string());
    assert_eq!(read.source.media_type, "text/plain");
    assert_eq!(read.source.bytes, fs::read(&path).expect("the file"));
    let [article] = read.source.articles.as_slice() else { panic!("one article") };
    assert_eq!(article.body, "Talks began.\n\nThey went on\u{a0}…\n");
    assert_eq!((article.locator.as_str(), article.encoding.as_str()), ("", "UTF-8"));
    assert_eq!(article.metadata.published.as_deref(), Some("2023-12-08"));
    assert_eq!(article.metadata.published_basis, Some(DateBasis::FileName));
    assert_eq!(article.metadata.title, None);
}

#[test]
fn metadata_goes_before_the_files_name() {
    let read = read_bytes("2023-12-09.md", "-", b"---\ndate: 2023-12-08\n---\nText".to_vec()).expect("an article");
    assert_eq!(read.source.articles[0].metadata.published.as_deref(), Some("2023-12-08"));
    assert_eq!(read.source.articles[0].metadata.published_basis, Some(DateBasis::Metadata));
}

#[test]
fn bad_input_is_named_with_what_to_do() {
    for (name, bytes, sentence) in [
        ("a.txt", &b""[..], "in/a.txt is empty"),
        ("a.txt", b" \r\n\t", "in/a.txt is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "in/a.txt is not text: looks like a PNG image"),
        ("a.html", b"\0\x01\x02\x03\x04\x05\x06\x07", "in/a.html is not text: too many control characters"),
        ("a", b"\0\0\xfe\xff\0\0\0a", "in/a is text in UTF-32, which is not supported: save it as UTF-8"),
    ] {
        let problem = read_bytes(name, &format!("in/{name}"), bytes.to_vec()).expect_err(sentence);
        assert_eq!(problem.to_string(), sentence);
    }
    let large = read_bytes("a.txt", "in/a.txt", vec![b'a'; 64 * 1024 * 1024 + 1]).expect_err("too large");
    assert_eq!(large.to_string(), "in/a.txt is larger than 64 MiB: split it");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_or_may_not_be_read_is_refused_without_waiting() {
    let dir = folder(&[("x.txt", "x")]);
    let problem = read_file(dir.path()).expect_err("a folder");
    assert!(problem.to_string().ends_with("is not a regular file"), "{problem}");
    // Reading a pipe would wait for ever.
    let pipe = dir.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    assert!(read_file(&pipe).expect_err("a pipe").to_string().ends_with("is not a regular file"));
    let gone = read_file(&dir.path().join("gone")).expect_err("missing");
    assert!(gone.to_string().ends_with("gone does not exist"), "{gone}");
}

#[test]
fn a_guessed_encoding_is_a_warning() {
    let bytes = b"\x93We stay,\x94 said the pr\xe9fet of Orl\xe9ans.".to_vec();
    let read = read_bytes("a.txt", "in/a.txt", bytes).expect("an article");
    assert_eq!(read.source.articles[0].body, "“We stay,” said the préfet of Orléans.");
    let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["in/a.txt was read as windows-1252, a guess: check the accents and quotation marks"]);
}

/// The lines of a page's article and the warnings.
#[track_caller]
fn page(html: &str) -> (Vec<String>, Vec<String>) {
    let read = read_bytes("a.html", "a.html", html.as_bytes().to_vec()).expect("an article");
    let lines = read.source.articles[0].body.lines().map(str::to_owned).collect();
    (lines, read.warnings.iter().map(|warning| warning.message.to_string()).collect())
}

const FIRST: &str = "The harbour authority of Vessia said on Monday that ferries to the outer islands would run again from \
                     Thursday, after eleven days of storms, and that tickets bought before would stay valid.";
const SECOND: &str = "“We are not taking any risk,” its director told reporters at the quay, adding that two of the five \
                      ships were still being repaired and that the others would leave in daylight only.";

#[test]
fn of_a_page_only_the_article_comes_in() {
    let html = format!(
        "<!DOCTYPE html><html lang=en><head><title>Ferries to run again | The Vessia Post</title>\
         <meta property='og:site_name' content='The Vessia Post'><style>p {{color: red}}</style></head><body>\
         <header><a href=/>The Vessia Post</a></header><nav><ul><li><a href=/w>World</a><li><a href=/s>Sport</a></ul></nav>\
         <div id=cookie-banner><p>We use cookies to improve your visit, and so do our 212 partners.</p></div>\
         <main><article><h1>Ferries to run again</h1><div class=share>Share on Chirp</div><p>{FIRST}</p>\
         <p><strong>Read also:</strong> <a href=/x>Storm closes schools</a></p>\
         <h2>Two ships in the dock</h2><p>{SECOND}</p><ul><li>Daily at 8 a.m.</li><li>Sundays at noon</li></ul></article>\
         <section class=related><h3>More stories</h3><a href=/y>Another</a></section></main>\
         <div id=comments><p>First! I was on that ferry and it was awful, let me tell you about it at length.</p></div>\
         <footer>© The Vessia Post</footer><script>track('x')</script></body></html>"
    );
    let (lines, warnings) = page(&html);
    assert_eq!(
        lines,
        ["Ferries to run again", FIRST, "Two ships in the dock", SECOND, "Daily at 8 a.m.", "Sundays at noon"]
    );
    assert_eq!(warnings, Vec::<String>::new());
}

#[test]
fn a_page_without_an_article_comes_in_whole_and_says_so() {
    let (lines, warnings) = page(&format!("<html><body>{}</body></html>", "<p>Ferry at 8 a.m.</p>".repeat(31_000)));
    assert_eq!(lines.len(), 31_000);
    assert_eq!(warnings, ["did not show where its article is: all of the page's text was taken, check it"]);
    let (lines, warnings) = page("<html><body><p>Ferry times</p><p>Daily at 8 a.m.</p></body></html>");
    assert_eq!(lines, ["Ferry times", "Daily at 8 a.m."]);
    assert_eq!(warnings, Vec::<String>::new());
    let none = read_bytes("a.html", "a.html", b"<html><body><img src=x></body></html>".to_vec()).expect_err("no text");
    assert_eq!(none.to_string(), "a.html holds no article text that could be found: copy the text and paste it");
}

/// What stops careless readers of pages: each must end soon, on the small stack of a test's thread.
#[test]
fn hostile_pages_end() {
    let (n_deep, n) = (50_000, 10_000);
    for (what, html) in [
        ("divisions", format!("{}<p>{FIRST}</p>{}", "<div>".repeat(n_deep), "</div>".repeat(n_deep))),
        ("lists", format!("{}<p>{FIRST}</p>", "<ul><li>".repeat(n))),
        ("tables", format!("{}<p>{FIRST}</p>", "<table><tr><td>".repeat(n))),
        ("ends that do not count", format!("{}<p>{FIRST}</p>", "<div><table><td></div>".repeat(n))),
        (
            "formatting",
            format!("{}{FIRST}", (0..n).map(|id| format!("<p><b id={id}></p>")).collect::<Vec<_>>().concat()),
        ),
        ("links", format!("{}{FIRST}", "<p><a href=x></p>".repeat(n))),
        ("drawings", format!("<svg>{}<p>{FIRST}</p>", "<g>".repeat(n))),
        ("line breaks", format!("{}<p>{FIRST}</p>", "<br>".repeat(n))),
        ("forms", format!("{}<p>{FIRST}</p>", "<form><button><select>".repeat(n))),
        ("attributes", format!("<p {}>{FIRST}</p>", "x=y ".repeat(n))),
        ("open quotes", format!("<p>{FIRST}</p>{}", "<a title='".repeat(n))),
        ("open scripts", format!("<p>{FIRST}</p>{}", "<script>".repeat(n))),
    ] {
        let started = std::time::Instant::now();
        let (lines, _) = page(&format!("<html><body>{html}"));
        assert!(lines.iter().any(|line| line.contains("The harbour authority")), "{what}: {lines:?}");
        assert!(started.elapsed().as_secs() < 20, "{what} took {:?}", started.elapsed());
    }
}

/// What the samples say about themselves: name, title, publisher, day and its basis, language, encoding, warnings.
#[test]
fn samples_come_in_with_what_they_declare() {
    let expected = "\
2024-03-14_glacial-lake-bursts.txt | - | - | 2024-03-14 file_name | - | UTF-8 | 0
2024-03-16_toll-corrected.txt | - | - | 2024-03-16 file_name | - | UTF-8 | 0
2024-05-17_donateurs-geneve.txt | - | - | 2024-05-17 file_name | - | windows-1252 | 1
2024-06-07_road-loan.txt | - | - | 2024-06-07 file_name | - | UTF-8 | 0
2024-07-02_schools-pledge.txt | - | - | 2024-07-02 file_name | - | UTF-16LE | 0
2024-09-20_former-minister-testifies.txt | - | - | 2024-09-20 file_name | - | UTF-8 | 0
camp-at-daroot-korgon.html | UN registers 38,400 flood refugees in Kyrgyzstan | The Chui Herald | 2024-04-05 metadata | en-GB | UTF-8 | 0
camp-visit.txt | - | - | - | - | UTF-8 | 0
hosted-in-kyrgyzstan.mhtml | Dushanbe says 52,000 citizens hosted in Kyrgyzstan | Rasht Times | 2024-04-12 metadata | en | UTF-8 | 0
minister-resigns.md | Emergency minister resigns over late warning | The Chui Herald | 2024-05-03 metadata | en-GB | UTF-8 | 0";
    let mut lines = Vec::new();
    for (name, bytes) in dossier::import::samples::SAMPLES {
        let read = read_bytes(name, name, bytes.to_vec()).expect("a sample is an article");
        let [article] = read.source.articles.as_slice() else { panic!("{name} is one article") };
        let about = &article.metadata;
        let or_dash = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
        let basis = about.published_basis.map_or(String::new(), |basis| format!(" {basis}"));
        lines.push(format!(
            "{name} | {} | {} | {}{basis} | {} | {} | {}",
            or_dash(&about.title),
            or_dash(&about.publisher),
            or_dash(&about.published),
            or_dash(&about.language),
            article.encoding,
            read.warnings.len()
        ));
        assert!((1_000..4_000).contains(&article.body.chars().count()), "{name} has {}", article.body.chars().count());
        assert!(!article.body.contains(['\r', '\0', '\u{FFFD}']), "{name}");
    }
    assert_eq!(lines.join("\n"), expected);
}

#[test]
fn the_folder_of_samples_is_what_the_program_carries() {
    let (files, problems) = gather(&[PathBuf::from("assets/samples")]);
    let names: Vec<String> = files.iter().filter_map(|file| file.file_name()?.to_str().map(str::to_owned)).collect();
    let carried = dossier::import::samples::SAMPLES.iter().map(|(name, _)| (*name).to_owned());
    let on_disk: Vec<String> = names.into_iter().filter(|name| name != "README.md").collect();
    assert_eq!(on_disk, carried.collect::<Vec<_>>());
    assert_eq!(problems, []);
}

#[test]
fn of_the_saved_pages_among_the_samples_only_the_articles_come_in() {
    for (name, first, last, n_lines, never) in [
        (
            "camp-at-daroot-korgon.html",
            "UN registers 38,400 flood refugees in Kyrgyzstan",
            "Tajikistan, whose own figures are higher, is expected to comment next week.",
            11,
            &["partners", "Business", "Share", "Read also", "Most read", "Related", "alai_rider", "©", "track"][..],
        ),
        (
            "hosted-in-kyrgyzstan.mhtml",
            "Dushanbe says 52,000 citizens hosted in Kyrgyzstan",
            "Rasht Times is an independent newspaper. Reprints only with a link to the source.",
            9,
            &["Politics", "Telegram", "Home", "color"][..],
        ),
    ] {
        let (_, bytes) = dossier::import::samples::SAMPLES.iter().find(|(it, _)| *it == name).expect("a sample");
        let read = read_bytes(name, name, bytes.to_vec()).expect("an article");
        let body = &read.source.articles[0].body;
        assert_eq!((body.lines().next(), body.lines().last()), (Some(first), Some(last)), "{body}");
        assert_eq!(body.lines().count(), n_lines, "{body}");
        for word in never {
            assert!(!body.contains(word), "{name}: {word} in {body}");
        }
    }
}

/// Archives within archives, and of very many parts: each must end soon, with the page or a sentence.
#[test]
fn hostile_archives_end() {
    let head = "From: x\r\nMIME-Version: 1.0\r\n";
    let page = format!("Content-Type: text/html\r\n\r\n<p>{FIRST}</p>\r\n");
    let nested: Vec<String> =
        (0..5_000).map(|n| format!("Content-Type: multipart/related; boundary=\"b{n}\"\r\n\r\n--b{n}\r\n")).collect();
    let messages = "Content-Type: message/rfc822\r\n\r\n".repeat(5_000);
    let parts = "--b\r\nContent-Type: text/css\r\n\r\np {}\r\n".repeat(20_000);
    let many = format!("Content-Type: multipart/related; boundary=\"b\"\r\n\r\n{parts}--b\r\n{page}--b--\r\n");
    for (what, archive, is_read) in [
        ("nested", format!("{head}{}{page}", nested.concat()), None),
        ("messages", format!("{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{messages}{page}"), None),
        ("many", format!("{head}{many}"), Some(true)),
    ] {
        let started = std::time::Instant::now();
        let read = read_bytes("a.mhtml", "a.mhtml", archive.into_bytes());
        match &read {
            Ok(read) => assert!(read.source.articles[0].body.contains("The harbour authority"), "{what}"),
            Err(problem) => assert!(problem.to_string().starts_with("a.mhtml "), "{problem}"),
        }
        assert!(is_read.is_none_or(|expected| expected == read.is_ok()), "{what}");
        assert!(started.elapsed().as_secs() < 20, "{what} took {:?}", started.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.md", "a.html", "a.mhtml"] {
            let _ = read_bytes(name, name, bytes.clone());
        }
    }

    #[test]
    fn any_markup_is_read_or_refused(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "<div>", "</div>", "<p>", "<table>", "<td>", "</table>", "<a href=x>", "</a>", "<li>", "<ul>", "</ul>",
                "<script>", "</script>", "<!--", "-->", "<svg>", "</svg>", "<title>", "text", " ", "&amp;", "<", ">", "'",
                "\"", "<h1>", "</h1>", "<pre>", "</pre>", "<form>", "<template>", "é",
            ]),
            0..60,
        )
    ) {
        let html = format!("<html>{}", pieces.concat());
        if let Ok(read) = read_bytes("a.html", "a.html", html.into_bytes()) {
            let body = &read.source.articles[0].body;
            prop_assert!(body.lines().all(|line| !line.trim().is_empty()), "{:?}", body);
        }
    }

    #[test]
    fn any_archive_is_read_or_refused(body in "[\\PC\n]{0,200}", encoding in "base64|quoted-printable|8bit|x", cut in 0_usize..400) {
        let mut archive = format!(
            "From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n\
             Content-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n--b--\r\n"
        ).into_bytes();
        archive.truncate(cut);
        let _ = read_bytes("a.mhtml", "a.mhtml", archive);
    }
}

//! Files and folders in, articles, warnings and problems out: what a user sees who drops things on the program.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use dossier::import::gather;
use dossier::import::read_bytes;
use dossier::import::read_file;
use dossier::model::kind::DateBasis;

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

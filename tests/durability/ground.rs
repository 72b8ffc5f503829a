//! A folder to work in, and the program run there: to its end, or killed at a moment of our choosing.
//!
//! Never looks into a dossier itself: what is in it is what the program says.

use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::ChildStdin;
use std::process::ChildStdout;
use std::process::Command;
use std::process::Stdio;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::sync_channel;
use std::time::Duration;
use std::time::Instant;

/// How lines reach the program.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    /// The next one when the one before is answered.
    OneByOne,
    AtOnce,
}

/// When the program is killed.
#[derive(Clone, Copy)]
pub enum Kill {
    Never,
    After(Duration),
    /// As soon as so many lines of output were read.
    Lines(usize),
}

/// What came of a run.
pub struct Run {
    /// Whether the kill met it alive.
    pub is_killed: bool,
    pub status: Option<i32>,
    /// Whole lines of standard output.
    pub lines: Vec<String>,
    pub took: Duration,
}

/// A folder of its own, with configuration and messages in another.
pub struct Ground {
    dir: tempfile::TempDir,
    beside: tempfile::TempDir,
    program: PathBuf,
}

/// One operation as `log --json` tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    pub hash: String,
    pub verb: String,
}

impl Ground {
    pub fn new() -> Self {
        let folder = || tempfile::tempdir().expect("a temporary folder");
        // A release build, where one is at hand.
        let program = std::env::var_os("DOSSIER_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_dossier").into());
        let program = std::path::absolute(PathBuf::from(program)).expect("a path");
        Self { dir: folder(), beside: folder(), program }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn config(&self) -> PathBuf {
        self.beside.path().join("config")
    }

    fn messages_path(&self) -> PathBuf {
        self.beside.path().join("messages")
    }

    /// What the last run wrote to standard error.
    pub fn messages(&self) -> String {
        fs::read_to_string(self.messages_path()).expect("messages")
    }

    /// What stands in the folder.
    pub fn entries(&self) -> BTreeSet<String> {
        names_in(self.dir.path())
    }

    pub fn run(&self, args: &[&str], lines: &[String], feed: Feed, kill: Kill) -> Run {
        let messages = fs::File::create(self.messages_path()).expect("a file");
        let mut command = Command::new(&self.program);
        command.args(args).current_dir(self.dir.path()).env("DOSSIER_CONFIG_DIR", self.config()).env("USER", "tester");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(messages);
        let started = Instant::now();
        let mut child = command.spawn().expect("the program");
        let (stdin, stdout) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        let (tell, read) = sync_channel(lines.len() + 64);
        let (status, read) = std::thread::scope(|scope| {
            match feed {
                Feed::OneByOne => drop(scope.spawn(move || ask_one_by_one(stdin, stdout, lines, &tell))),
                Feed::AtOnce => {
                    scope.spawn(move || feed_all(stdin, lines));
                    scope.spawn(move || read_all(stdout, &tell));
                }
            }
            let mut heard = Vec::new();
            match kill {
                Kill::Never => {}
                Kill::After(delay) => {
                    std::thread::sleep(delay);
                    kill_now(&mut child);
                }
                Kill::Lines(n) => {
                    heard.extend(read.iter().take(n));
                    kill_now(&mut child);
                }
            }
            heard.extend(read.iter());
            (child.wait().expect("an end"), heard)
        });
        Run { is_killed: status.signal() == Some(9), status: status.code(), lines: read, took: started.elapsed() }
    }

    /// A run to the end, which must do all it was asked to; gives its lines.
    pub fn ok(&self, args: &[&str], lines: &[String]) -> Vec<String> {
        let run = self.run(args, lines, Feed::AtOnce, Kill::Never);
        assert_eq!(run.status, Some(0), "{args:?}: {}{:?}", self.messages(), run.lines);
        run.lines
    }

    /// The one JSON document of a command.
    pub fn json(&self, args: &[&str]) -> Json {
        let lines = self.ok(&[args, &["--json"]].concat(), &[]);
        serde_json::from_str(&lines.concat()).unwrap_or_else(|error| panic!("{args:?}: {error}: {lines:?}"))
    }

    /// Operations in order, each once.
    pub fn log(&self, file: &str) -> Vec<Logged> {
        let mut logged: Vec<Logged> = Vec::new();
        for line in self.ok(&["log", file, "--json"], &[]) {
            let line: Json = serde_json::from_str(&line).expect("JSON");
            let word = |key: &str| line[key].as_str().expect("a word").to_owned();
            if logged.last().is_none_or(|last| last.hash != word("hash")) {
                logged.push(Logged { hash: word("hash"), verb: word("do") });
            }
        }
        logged
    }

    pub fn n_operations(&self, file: &str) -> u64 {
        self.json(&["status", file])["operations"].as_u64().expect("a count")
    }

    pub fn n_articles(&self, file: &str) -> u64 {
        let status = self.json(&["status", file]);
        status["articles"].as_object().expect("counts").values().map(|n| n.as_u64().expect("a count")).sum()
    }
}

pub fn names_in(dir: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(dir).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect()
}

fn kill_now(child: &mut Child) {
    // SIGKILL; to one that has ended already, nothing.
    child.kill().expect("a kill");
}

/// Writes a line, waits for its answer, and so on until the program is gone.
fn ask_one_by_one(mut stdin: ChildStdin, stdout: ChildStdout, lines: &[String], tell: &SyncSender<String>) {
    let mut answers = BufReader::new(stdout);
    for line in lines {
        let mut answer = String::new();
        let is_asked = writeln!(stdin, "{line}").is_ok();
        let is_heard = is_asked && answers.read_line(&mut answer).is_ok() && answer.ends_with('\n');
        if !is_heard || tell.send(answer.trim_end().to_owned()).is_err() {
            return;
        }
    }
}

fn feed_all(mut stdin: ChildStdin, lines: &[String]) {
    // The program may be gone before it has read all.
    let fed = stdin.write_all((lines.join("\n") + "\n").as_bytes());
    drop(fed);
}

fn read_all(stdout: ChildStdout, tell: &SyncSender<String>) {
    let mut out = BufReader::new(stdout);
    let mut line = String::new();
    while out.read_line(&mut line).is_ok() && line.ends_with('\n') {
        if tell.send(line.trim_end().to_owned()).is_err() {
            return;
        }
        line.clear();
    }
}

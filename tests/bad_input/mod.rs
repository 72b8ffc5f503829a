//! Bad input is normal input: each kind gets a sentence that names the file, the cause and what to do, the rest goes on,
//! and everything ends in bounded time and memory. The program is run from outside, as an ordinary user, with its memory
//! limited; a limit on time only turns a hang into a failure.

mod bytes;
mod decisions;
mod disk;
mod dossiers;
mod exports;
mod sources;

use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

/// Address space of the program under test in KiB: 3 GiB, most of it never touched (threads, arenas).
const MEMORY_KIB: u32 = 3 * 1024 * 1024;

/// Seconds after which the program is taken to hang. Nothing here needs a tenth of it.
const HANGS_AFTER: u32 = 200;

/// Nobody: who runs the program where the tests are run by root, for whom no folder is closed.
const NOBODY: u32 = 65534;

const GOOD: &str = "The minister, Ana Ruiz, refused on Thursday. Pakistan sent 1,200 tents to Kabul.\n";

/// A folder that the program may write to, with a good article in it.
struct Room {
    dir: tempfile::TempDir,
}

/// What the program said.
#[derive(Debug)]
struct Told {
    status: i32,
    out: String,
    err: String,
}

impl Room {
    fn new() -> Self {
        let room = Self { dir: tempfile::tempdir().expect("a temporary folder") };
        room.own("");
        room.write("good.txt", GOOD.as_bytes());
        room
    }

    /// With a dossier that holds the good article.
    fn with_dossier() -> Self {
        let room = Self::new();
        room.ok(&["import", "t.dossier", "good.txt", "--published", "2024-05-03"]);
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Makes it the ordinary user's own.
    fn own(&self, name: &str) {
        if is_root() {
            let path = if name.is_empty() { self.dir.path().to_path_buf() } else { self.path(name) };
            std::os::unix::fs::lchown(path, Some(NOBODY), Some(NOBODY)).expect("another owner");
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).expect("a file");
        self.own(name);
    }

    fn folder(&self, name: &str) {
        std::fs::create_dir(self.path(name)).expect("a folder");
        self.own(name);
    }

    fn set_mode(&self, name: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(self.path(name), std::fs::Permissions::from_mode(mode)).expect("another mode");
    }

    /// The program with limits on memory and time, as an ordinary user.
    fn command<A: AsRef<std::ffi::OsStr>>(&self, args: &[A]) -> Command {
        let mut command = Command::new("timeout");
        command.args(["--signal=KILL", &HANGS_AFTER.to_string(), "sh", "-c"]);
        command.arg(format!("ulimit -v {MEMORY_KIB}; ulimit -c 0; exec \"$0\" \"$@\""));
        command.arg(env!("CARGO_BIN_EXE_dossier")).args(args).current_dir(self.dir.path());
        command.env("DOSSIER_CONFIG_DIR", self.path("config")).env("USER", "tester");
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").stdin(Stdio::null());
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    fn run<A: AsRef<std::ffi::OsStr>>(&self, args: &[A]) -> Told {
        finish(self.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program"))
    }

    fn run_with(&self, args: &[&str], stdin: &[u8]) -> Told {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program");
        let mut pipe = child.stdin.take().expect("a pipe");
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // The program may end before it has read everything.
                drop(pipe.write_all(stdin));
            });
            finish(child)
        })
    }

    fn ok(&self, args: &[&str]) -> String {
        let told = self.run(args);
        assert_eq!((told.status, told.err.as_str()), (0, ""), "{args:?}: {}", told.out);
        told.out
    }

    /// Whether the dossier passes its check.
    #[track_caller]
    fn verifies(&self, dossier: &str) {
        let told = self.run(&["verify", dossier]);
        assert_eq!(told.status, 0, "{told:?}");
    }

    fn entries(&self, dir: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(dir)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0)
}

/// Waits for the program's end. Killed by a signal it must never be, not even by the one for hanging.
fn finish(mut child: Child) -> Told {
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    let (out, err) = std::thread::scope(|scope| {
        let reader = scope.spawn(|| text_of(err.as_mut().map(|pipe| pipe as &mut dyn std::io::Read)));
        (text_of(out.as_mut().map(|pipe| pipe as &mut dyn std::io::Read)), reader.join().expect("its errors"))
    });
    let status = child.wait().expect("its end").code();
    let told = Told { status: status.unwrap_or(-1), out, err };
    // 137: the guard's; 134 and 139: aborted, overflowed its stack.
    let ended = matches!(told.status, 0 | 1 | 2 | 64);
    assert!(ended, "it hung, crashed or took too much memory: {}", shown(&told));
    assert!(!told.err.contains("panicked"), "{}", shown(&told));
    told
}

fn text_of(pipe: Option<&mut dyn std::io::Read>) -> String {
    let mut bytes = Vec::new();
    pipe.expect("a pipe").read_to_end(&mut bytes).expect("what it says");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Not the whole of a long answer.
fn shown(told: &Told) -> String {
    let start = |text: &str| text.chars().take(2_000).collect::<String>();
    format!("status {}\n{}\n{}", told.status, start(&told.out), start(&told.err))
}

/// Collects what a table's rows got wrong, so that one failure does not hide the others.
#[derive(Default)]
struct Wrong {
    told: Vec<String>,
}

impl Wrong {
    /// `words` must all stand in what the program said on standard error and output.
    fn check(&mut self, what: &str, told: &Told, status: i32, words: &[&str]) {
        let all = format!("{}{}", told.err, told.out);
        let missing: Vec<&&str> = words.iter().filter(|word| !all.contains(**word)).collect();
        if told.status != status || !missing.is_empty() {
            self.told.push(format!("{what}: wanted {status} and {missing:?}\n  {}", shown(told)));
        }
    }
}

impl Drop for Wrong {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.told.is_empty(), "{}", self.told.join("\n"));
        }
    }
}

/// Runs a tool that the system has; what cannot be made cannot be tested, and that must be seen.
fn tool(program: &str, args: &[&Path]) {
    let made = Command::new(program).args(args).status().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(made.success(), "{program} {args:?}");
}

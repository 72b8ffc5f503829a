//! What a decision costs the window in a dossier of a thousand mentions and in one of a million, and in an article of
//! three kilobytes and in one of a megabyte: time of a frame while deciding, from a key to the next stop, to open an
//! article. One run, both sizes in turn; ratios, not promises.
//!
//! `cargo bench --bench review [MENTIONS [FOLDER]]`: so many instead of a million; dossiers are kept in FOLDER.
#![expect(clippy::print_stdout, reason = "a bench prints")]

use std::fmt::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use dossier::env::Env;
use dossier::jobs::Control;
use dossier::jobs::frame::Frame;
use dossier::ledger::command::Command;
use dossier::ledger::command::Scope;
use dossier::ledger::command::Verdict;
use dossier::model::article::Metadata;
use dossier::model::kind::Label;
use dossier::ui::outbox::Request;
use dossier::ui::shell::Shell;
use dossier::ui::theme;
use dossier::ui::window;
use dossier::workspace::Workspace;
use dossier::workspace::desk::Desk;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Options;

/// Articles of each dossier that are decided, name by name.
const N_DECIDED: usize = 12;
/// Stops that are decided in each of them.
const N_STOPS: usize = 12;
const ARTICLE: usize = 3000;
const LONG_ARTICLE: usize = 1_000_000;

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let n_mentions = args.next().and_then(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    let kept = args.next().map(PathBuf::from);
    let dir = kept
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("dossier-bench-review-{}", std::process::id())));
    std::fs::create_dir_all(&dir).expect("a folder for the dossiers");
    let small = Made::open_or_make(&dir, 1000);
    let large = Made::open_or_make(&dir, n_mentions);
    println!("\na dossier of 1,000 mentions beside one of {n_mentions}, articles of 3 kB");
    compare(&small, &large, ("small", "large"), |made| &made.fresh);
    println!("\nin the small dossier: an article of 3 kB beside one of 1 MB");
    let long = Made { path: small.path.clone(), fresh: vec![small.long; 1], long: small.long };
    compare(&small, &long, ("3 kB", "1 MB"), |made| &made.fresh);
    if kept.is_none() {
        drop((small, large, long));
        if let Err(error) = std::fs::remove_dir_all(&dir) {
            println!("left behind: {}: {error}", dir.display());
        }
    }
}

/// A dossier on the disk.
struct Made {
    path: PathBuf,
    /// Articles nobody has looked at, the same texts in every dossier.
    fresh: Vec<i64>,
    /// An article of a megabyte.
    long: i64,
}

impl Made {
    fn open_or_make(dir: &Path, n_mentions: usize) -> Self {
        let path = dir.join(format!("{n_mentions}.dossier"));
        let is_new = !path.exists();
        let start = Instant::now();
        let mut workspace =
            Workspace::open_or_create(&path, Arc::new(Env::system("bench", "bench"))).expect("a dossier");
        if is_new {
            fill(&mut workspace, n_mentions);
        }
        // Fresh ones for every run, never seen before: the number in them differs.
        let run = Instant::now().elapsed().as_nanos() as usize ^ std::process::id() as usize;
        let fresh: Vec<String> = (0..N_DECIDED).map(|nth| article(7_000_000 + run % 100_000 + nth, ARTICLE)).collect();
        let first = import(&mut workspace, &fresh);
        let fresh = (first..).take(N_DECIDED).collect();
        let long = import(&mut workspace, &[article(9_000_000 + run % 100_000, LONG_ARTICLE)]);
        workspace.close().expect("closed");
        println!("{}: ready after {:.0} s", path.display(), start.elapsed().as_secs_f64());
        Self { path, fresh, long }
    }
}

/// Articles until so many mentions are proposed; a tenth of them accepted.
fn fill(workspace: &mut Workspace, n_mentions: usize) {
    let (mut n_articles, mut n_proposed) = (0, 0);
    while n_proposed < n_mentions {
        let share = (n_mentions - n_proposed) / 16 + 1;
        let texts: Vec<String> = (0..share.min(1000)).map(|nth| article(n_articles + nth, ARTICLE)).collect();
        let inputs = texts.iter().enumerate().map(|(nth, text)| named(n_articles + nth, text)).collect();
        let report = workspace.import(Input::Bytes(inputs), &options(), &Control::default()).expect("imported");
        n_articles += texts.len();
        n_proposed += report.n_proposals;
    }
    for name in ["Peru", "Ghana"] {
        let name = name.to_owned();
        let all = Command::DecideName { name, label: Label::Place, verdict: Verdict::Accept, scope: Scope::Dossier };
        workspace.run(&all).expect("accepted everywhere");
    }
    println!("{n_articles} articles, {n_proposed} mentions and claims proposed");
}

/// Imports texts; the number of the first.
fn import(workspace: &mut Workspace, texts: &[String]) -> i64 {
    let inputs = texts.iter().enumerate().map(|(nth, text)| named(nth, text)).collect();
    let report = workspace.import(Input::Bytes(inputs), &options(), &Control::default()).expect("imported");
    assert_eq!(report.added.len(), texts.len(), "each is new");
    report.added[0]
}

fn named(nth: usize, text: &str) -> (String, String, Vec<u8>) {
    let name = format!("{nth}.txt");
    (name.clone(), name, text.as_bytes().to_vec())
}

fn options() -> Options {
    let metadata = Metadata { published: Some("2023-12-08".to_owned()), ..Metadata::default() };
    Options { metadata, extract: true }
}

/// News of about so many bytes: names, places and figures among plain sentences, other ones for every number.
fn article(number: usize, n_bytes: usize) -> String {
    let pick = |words: &'static str, nth: usize| words.split(' ').nth(nth % words.split(' ').count()).unwrap_or("");
    let family = |seed: usize| {
        let (first, last) =
            ("Bar Kol Ven Tam Mor Sel Dan Ruk Pel Gor Hav Lim", "ado evic oni ukan etti aro indal osh ures amba");
        let middle = pick("an el or um is at en ok ir al", seed / 12);
        format!("{}{middle}{}", pick(first, seed), pick(last, seed / 120))
    };
    let mut text = format!("Talks on harbour number {number} go on\n\n");
    let mut nth = number;
    while text.len() < n_bytes {
        let given = pick("Ana Boris Carla David Elena Felix Greta Hassan Irina Jamal", nth);
        let (family, other) = (family(nth), family(nth * 7 + 3));
        let country = pick("Peru Ghana Norway Kenya Chile Jordan Nepal Latvia", nth / 3);
        let n = 1000 + nth % 9000;
        let written = writeln!(
            text,
            "The foreign minister of {country}, {given} {family}, said on Tuesday that {n} people had left the coast.\n\n\
             The boats came back before the storm, and nobody was hurt. It rained for most of the day, and the market by \
             the old bridge stayed closed until the evening. Those who had come early went home again, some of them on \
             foot, since no bus was running on the road along the shore.\n\n\
             \"We will come back to this,\" {family} told reporters, while {other} was not in the room. What was said \
             behind closed doors is not known; it is thought that the price of bread was part of it."
        );
        written.expect("room in memory");
        nth += 1;
    }
    text
}

/// Times of one dossier.
#[derive(Default)]
struct Times {
    frames: Vec<Duration>,
    keys: Vec<Duration>,
    opened: Vec<Duration>,
}

/// Decides the same in both, article by article in turn, and prints what it cost.
fn compare(one: &Made, other: &Made, names: (&str, &str), articles: impl Fn(&Made) -> &Vec<i64>) {
    let mut times = [Times::default(), Times::default()];
    let mut windows = vec![Window::open(&one.path)];
    // The same file is not opened twice.
    let is_same = one.path == other.path;
    if !is_same {
        windows.push(Window::open(&other.path));
    }
    for nth in 0..N_DECIDED {
        for (side, made) in [one, other].into_iter().enumerate() {
            let window = &mut windows[if is_same { 0 } else { side }];
            let articles = articles(made);
            window.review(articles[nth % articles.len()], &mut times[side]);
        }
    }
    for (what, of) in [
        ("frame while deciding", (|times: &Times| &times.frames) as fn(&Times) -> &Vec<Duration>),
        ("key to next stop", |times: &Times| &times.keys),
        ("article opened", |times: &Times| &times.opened),
    ] {
        for (rank, share) in [("median", 0.5), ("p99", 0.99)] {
            let [a, b] = [0, 1].map(|side| at_rank(of(&times[side]), share).as_secs_f64() * 1e3);
            println!(
                "{what:22} {rank:7} {:>5} {a:8.2} ms {:>6} {b:8.2} ms {:6.2} x   ({} and {} times)",
                names.0,
                names.1,
                b / a,
                of(&times[0]).len(),
                of(&times[1]).len()
            );
        }
    }
}

fn at_rank(times: &[Duration], share: f64) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted
        .get(((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

/// The program's window without a screen: frames are made and cut into triangles, and not sent to a graphics card.
struct Window {
    ctx: egui::Context,
    shell: Shell,
    desk: Desk,
    seconds: f64,
}

impl Window {
    fn open(path: &Path) -> Self {
        let env = Arc::new(Env::system("bench", "bench"));
        let desk = Desk::open(path, env, Arc::new(|| ())).expect("a dossier");
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let mut shell = Shell::default();
        shell.opened("bench".to_owned());
        let mut window = Self { ctx, shell, desk, seconds: 0.0 };
        while window.shell.rows.value().is_none() {
            window.frame(None);
            std::thread::sleep(Duration::from_millis(1));
        }
        window
    }

    /// One frame; whether something had come in, and what it cost.
    fn frame(&mut self, key: Option<(egui::Key, bool)>) -> (bool, Duration) {
        let start = Instant::now();
        let _no_waiting = Frame::begin();
        let events = self.desk.poll();
        let has_news = !events.is_empty() || key.is_some();
        for event in events {
            self.shell.take_event(event);
        }
        self.shell.n_saving = self.desk.n_saving();
        self.run_requests();
        self.seconds += 1.0 / 60.0;
        let modifiers = egui::Modifiers::NONE;
        let events = key
            .map(|(key, pressed)| egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers })
            .into_iter()
            .collect();
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::Vec2::new(1280.0, 800.0));
        let input =
            egui::RawInput { screen_rect: Some(screen), time: Some(self.seconds), events, ..egui::RawInput::default() };
        let shell = &mut self.shell;
        let mut output = self.ctx.run_ui(input, |ui| {
            window::window_ui(ui, shell);
            shell.run_actions();
        });
        output.textures_delta.clear();
        let triangles = self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        std::hint::black_box(triangles.len());
        self.run_requests();
        (has_news, start.elapsed())
    }

    fn run_requests(&mut self) {
        for request in self.shell.take_requests() {
            match request {
                Request::Ask(query) => self.desk.ask(query),
                Request::Send(command, origin) => {
                    let ticket = self.desk.send(command);
                    self.shell.sent(ticket, origin);
                }
                _ => {}
            }
        }
    }

    /// Opens an article and accepts its first stops, as fast as each is saved and read again.
    fn review(&mut self, article: i64, times: &mut Times) {
        let start = Instant::now();
        self.shell.open_article(article);
        while self.shell.review.article() != Some(article) || self.shell.review.review().value().is_none() {
            self.frame(None);
        }
        times.opened.push(start.elapsed());
        self.settle(times);
        for _ in 0..N_STOPS {
            let before = self.shell.review.position();
            let key = Instant::now();
            let (_, cost) = self.frame(Some((egui::Key::Enter, true)));
            times.frames.push(cost);
            while self.shell.review.position() == before && key.elapsed() < Duration::from_secs(5) {
                self.frame(None);
            }
            times.keys.push(key.elapsed());
            self.frame(Some((egui::Key::Enter, false)));
            self.settle(times);
        }
    }

    /// Frames until everything is saved and read again; those in which something came in are counted.
    fn settle(&mut self, times: &mut Times) {
        let mut n_quiet = 0;
        while n_quiet < 20 {
            let (has_news, cost) = self.frame(None);
            if has_news {
                times.frames.push(cost);
            }
            let is_busy = has_news || self.shell.n_saving > 0 || self.shell.review.review().is_loading();
            n_quiet = if is_busy { 0 } else { n_quiet + 1 };
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

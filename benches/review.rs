//! What a decision costs the window in a dossier of a thousand mentions and in one of a million, and in an article of
//! three kilobytes and in one of a megabyte: time of a frame while deciding, while scrolling and while words are taken by
//! mouse; from a key to the next stop on screen, and until it is saved and read again; to open an article; to take a
//! change back; to mark a long article as done; and what the questions behind these cost. One run, both sizes in turn;
//! ratios, not promises. Frames and questions are counted in processor time of their thread, where the system tells it.
//!
//! `cargo bench --bench review [MENTIONS [FOLDER]]`: so many instead of a million; dossiers are kept in FOLDER.
#![expect(clippy::print_stdout, reason = "a bench prints")]

mod clock;

use std::fmt::Write as _;
use std::hash::BuildHasher as _;
use std::hash::Hasher as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use clock::processor_time;
use dossier::env::Env;
use dossier::jobs::Control;
use dossier::jobs::frame::Frame;
use dossier::ledger::command::Command;
use dossier::ledger::command::Verdict;
use dossier::model::article::Metadata;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::How;
use dossier::resolve;
use dossier::resolve::Known;
use dossier::store::Db;
use dossier::store::read::cards::CardsWanted;
use dossier::store::read::claim_table::ClaimFilter;
use dossier::store::read::elsewhere::NameWanted;
use dossier::store::read::review;
use dossier::ui::outbox::Request;
use dossier::ui::shell::Shell;
use dossier::ui::theme;
use dossier::ui::views::review::decide;
use dossier::ui::views::review::decide::Choice;
use dossier::ui::window;
use dossier::workspace;
use dossier::workspace::Workspace;
use dossier::workspace::desk::Answer;
use dossier::workspace::desk::Desk;
use dossier::workspace::desk::Query;
use dossier::workspace::desk::question;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Options;
use dossier::workspace::review::Reading;
use dossier::workspace::review::stops;
use dossier::workspace::review::stops::State;

/// Articles of each dossier that are decided, name by name.
const N_DECIDED: usize = 12;
/// Stops that are decided in each of them.
const N_STOPS: usize = 12;
/// Mentions and claims in one of them, about.
const PER_ARTICLE: usize = 60;
const ARTICLE: usize = 3000;
const LONG_ARTICLE: usize = 1_000_000;
/// So many times as many plain sentences between those with names: 5,000 mentions in a megabyte.
const THIN: usize = 6;

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
    let mut windows: Vec<Window> = [&small, &large].into_iter().map(|made| Window::open(&made.path)).collect();
    let mut times = [Times::default(), Times::default()];
    for (one, other) in small.fresh.iter().zip(&large.fresh) {
        windows[0].review(*one, &mut times[0]);
        windows[1].review(*other, &mut times[1]);
    }
    print("small", "large", &times);
    drop(windows);
    println!("\nin the same two: what the article, what is known of a name, and whole tables cost to read");
    let mut times = [Times::default(), Times::default()];
    for _ in 0..3 {
        ask_all(&small, &mut times[0]);
        ask_all(&large, &mut times[1]);
    }
    print("small", "large", &times);
    println!("\nin the small dossier: an article of 3 kB beside one of 1 MB");
    let mut window = Window::open(&small.path);
    let mut times = [Times::default(), Times::default()];
    for short in &small.further {
        window.review(*short, &mut times[0]);
        window.wander(&mut times[0]);
        window.review(small.long, &mut times[1]);
        window.wander(&mut times[1]);
    }
    window.finish(small.further[0], &mut times[0]);
    window.finish(small.long, &mut times[1]);
    print("3 kB", "1 MB", &times);
    drop(window);
    if kept.is_none()
        && let Err(error) = std::fs::remove_dir_all(&dir)
    {
        println!("left behind: {}: {error}", dir.display());
    }
}

/// A dossier on the disk.
struct Made {
    path: PathBuf,
    /// Articles nobody has looked at, the same texts in every dossier.
    fresh: Vec<i64>,
    /// As many again.
    further: Vec<i64>,
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
        let run = std::hash::RandomState::new().build_hasher().finish() as usize;
        let fresh: Vec<String> =
            (0..2 * N_DECIDED).map(|nth| article(7_000_000 + run % 1_000_000_000 + nth, ARTICLE, 1)).collect();
        let first = import(&mut workspace, &fresh);
        let further = (first + N_DECIDED as i64..).take(N_DECIDED).collect();
        let fresh = (first..).take(N_DECIDED).collect();
        let long = import(&mut workspace, &[article(9_000_000 + run % 1_000_000_000, LONG_ARTICLE, THIN)]);
        workspace.close().expect("closed");
        println!("{}: ready after {:.0} s", path.display(), start.elapsed().as_secs_f64());
        Self { path, fresh, further, long }
    }
}

/// Articles until so many mentions are proposed; one in ten of them went through, stop by stop.
fn fill(workspace: &mut Workspace, n_mentions: usize) {
    let (mut n_articles, mut n_proposed) = (0, 0);
    let mut known = Known::default();
    let mut n_done = 0;
    while n_proposed < n_mentions {
        let share = (n_mentions - n_proposed) / PER_ARTICLE + 1;
        let texts: Vec<String> = (0..share.min(1000)).map(|nth| article(n_articles + nth, ARTICLE, 1)).collect();
        let inputs = texts.iter().enumerate().map(|(nth, text)| named(n_articles + nth, text)).collect();
        let report = workspace.import(Input::Bytes(inputs), &options(), &Control::default()).expect("imported");
        n_articles += texts.len();
        n_proposed += report.n_proposals;
        for article in report.added.iter().step_by(10) {
            n_done += usize::from(decide_all(workspace, &mut known, *article));
        }
    }
    println!("{n_articles} articles, {n_proposed} mentions and claims proposed, {n_done} articles done");
}

/// Accepts what is asked in an article, as Enter would, and marks it done; one step. Whether it could.
fn decide_all(workspace: &mut Workspace, known: &mut Known, article: i64) -> bool {
    let mut review = review::review(workspace.db(), article, workspace::name_key).expect("read").expect("an article");
    resolve::review(workspace.db(), &mut known.names, &mut review).expect("compared");
    let mut commands = Vec::new();
    for stop in stops::stops(&review).iter().filter(|stop| stop.state == State::ToDecide) {
        let told = |choice| decide::commands(&review, stop, Verdict::Accept, choice, How::ByHand);
        let of_its_card = told(Choice::Open);
        commands.extend(if of_its_card.is_empty() { told(Choice::Own) } else { of_its_card });
    }
    commands.push(decide::finish(&review));
    workspace.run(&Command::Together { kind: "done", commands }).is_ok()
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

/// News of about so many bytes: names, places and figures among plain paragraphs, other ones for every number.
fn article(number: usize, n_bytes: usize, n_plain: usize) -> String {
    let pick = |words: &'static str, nth: usize| words.split(' ').nth(nth % words.split(' ').count()).unwrap_or("");
    let family = |seed: usize| {
        let (first, last) =
            ("Bar Kol Ven Tam Mur Sel Dan Ruk Pel Gor Hev Lim", "ado evic oni ukan etti aro indal osh ures amba");
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
        let plain = "The boats came back before the storm, and nobody was hurt. It rained for most of the day, and the \
            market by the old bridge stayed closed until the evening. Those who had come early went home again, some of \
            them on foot, since no bus was running on the road along the shore.\n\n"
            .repeat(n_plain);
        let written = writeln!(
            text,
            "The foreign minister of {country}, {given} {family}, said on Tuesday that {n} people had left the coast.\n\n\
             {plain}\"We will come back to this,\" {family} told reporters, while {other} was not in the room. What was said \
             behind closed doors is not known; it is thought that the price of bread was part of it."
        );
        written.expect("room in memory");
        nth += 1;
    }
    text
}

/// Asks for articles nobody has looked at and for what is known of their names, on this thread.
fn ask_all(made: &Made, times: &mut Times) {
    let db = Db::open_reader(&made.path).expect("a dossier");
    let mut known = Known::default();
    let mut ask = |query: &Query| {
        let start = processor_time();
        let answer = question::answer(&db, &mut known, query).expect("an answer");
        (answer, processor_time().saturating_sub(start))
    };
    // What a reader keeps is read before the first article is opened.
    ask(&Query::Review(made.fresh[0]));
    for article in &made.further {
        let (answer, cost) = ask(&Query::Review(*article));
        times.article.push(cost);
        let Answer::Review(Reading { review, .. }) = answer else { panic!("an article") };
        for name in &review.names {
            let card = name.sure_card().map(|candidate| candidate.card.id);
            let wanted = NameWanted { article: *article, label: name.label, name: name.name.clone(), card };
            times.background.push(ask(&Query::Background(wanted)).1);
        }
        times.same_text.push(ask(&Query::SameText(*article)).1);
    }
    times.library.push(ask(&Query::Library).1);
    times.cards.push(ask(&Query::Cards(CardsWanted::default())).1);
    for kind in ClaimKind::ALL {
        times.claims.push(ask(&Query::Claims(ClaimFilter { kind: Some(*kind), ..ClaimFilter::default() })).1);
    }
}

/// Times of one dossier, or of one length.
#[derive(Default)]
struct Times {
    opened: Vec<Duration>,
    first: Vec<Duration>,
    /// Frames in which a key came in, or an answer.
    frames: Vec<Duration>,
    keys: Vec<Duration>,
    saved: Vec<Duration>,
    undone: Vec<Duration>,
    scrolled: Vec<Duration>,
    jumped: Vec<Duration>,
    dragged: Vec<Duration>,
    done: Vec<Duration>,
    article: Vec<Duration>,
    background: Vec<Duration>,
    same_text: Vec<Duration>,
    library: Vec<Duration>,
    cards: Vec<Duration>,
    claims: Vec<Duration>,
}

type Of = fn(&Times) -> &Vec<Duration>;

fn print(one: &str, other: &str, times: &[Times; 2]) {
    let rows: [(&str, Of); 16] = [
        ("article opened", |times| &times.opened),
        ("its first frame", |times| &times.first),
        ("frame while deciding", |times| &times.frames),
        ("key to next stop", |times| &times.keys),
        ("saved and read again", |times| &times.saved),
        ("taken back", |times| &times.undone),
        ("frame while scrolling", |times| &times.scrolled),
        ("frame of a jump", |times| &times.jumped),
        ("frame of a selection", |times| &times.dragged),
        ("marked done", |times| &times.done),
        ("article read", |times| &times.article),
        ("known of a name", |times| &times.background),
        ("the same text before", |times| &times.same_text),
        ("all articles", |times| &times.library),
        ("all cards", |times| &times.cards),
        ("all claims of a kind", |times| &times.claims),
    ];
    for (what, of) in rows.into_iter().filter(|(_, of)| !of(&times[0]).is_empty()) {
        for (rank, share) in [("median", 0.5), ("p99", 0.99)] {
            let [a, b] = [0, 1].map(|side| at_rank(of(&times[side]), share).as_secs_f64() * 1e3);
            let (n, m) = (of(&times[0]).len(), of(&times[1]).len());
            println!(
                "{what:22} {rank:7} {one:>5} {a:9.2} ms {other:>6} {b:9.2} ms {:6.2} x   ({n} and {m} times)",
                b / a
            );
        }
    }
}

fn at_rank(times: &[Duration], share: f64) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let rank = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(rank).copied().unwrap_or_default()
}

/// The program's window without a screen: frames are made and cut into triangles, and not sent to a graphics card.
struct Window {
    ctx: egui::Context,
    shell: Shell,
    desk: Desk,
    seconds: f64,
}

const SCREEN: egui::Vec2 = egui::Vec2::new(1280.0, 800.0);

impl Window {
    fn open(path: &Path) -> Self {
        let env = Arc::new(Env::system("bench", "bench"));
        let this = std::thread::current();
        let desk = Desk::open(path, env, Arc::new(move || this.unpark())).expect("a dossier");
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let mut shell = Shell::default();
        shell.opened("bench".to_owned());
        let mut window = Self { ctx, shell, desk, seconds: 0.0 };
        while window.shell.rows.value().is_none() {
            window.idle();
        }
        window
    }

    /// One frame; whether something had come in, and what it cost.
    fn frame(&mut self, events: Vec<egui::Event>) -> (bool, Duration) {
        let start = processor_time();
        let _no_waiting = Frame::begin();
        let news = self.desk.poll();
        let has_news = !news.is_empty() || !events.is_empty();
        for event in news {
            self.shell.take_event(event);
        }
        self.shell.n_saving = self.desk.n_saving();
        self.run_requests();
        self.seconds += 1.0 / 60.0;
        let screen_rect = Some(egui::Rect::from_min_size(egui::Pos2::ZERO, SCREEN));
        let time = Some(self.seconds);
        let input = egui::RawInput { screen_rect, time, events, ..egui::RawInput::default() };
        let shell = &mut self.shell;
        let mut output = self.ctx.run_ui(input, |ui| {
            window::window_ui(ui, shell);
            shell.run_actions();
        });
        output.textures_delta.clear();
        let triangles = self.ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        std::hint::black_box(triangles.len());
        self.run_requests();
        (has_news, processor_time().saturating_sub(start))
    }

    fn idle(&mut self) -> (bool, Duration) {
        std::thread::sleep(Duration::from_millis(1));
        self.frame(Vec::new())
    }

    fn run_requests(&mut self) {
        for request in self.shell.take_requests() {
            match request {
                Request::Ask(query) => self.desk.ask(query),
                Request::Send(command, origin) => {
                    let ticket = self.desk.send(command);
                    self.shell.sent(ticket, origin);
                }
                Request::Undo(origin) => {
                    let ticket = self.desk.undo();
                    self.shell.sent(ticket, origin);
                }
                _ => {}
            }
        }
    }

    /// What the frame cost that showed it first. As a window does, it sleeps until something has come in: a frame after
    /// the other would take the core from those who read.
    fn open_article(&mut self, article: i64) -> Duration {
        self.shell.open_article(article);
        loop {
            let (_, cost) = self.frame(Vec::new());
            if self.shell.review.article() == Some(article) && self.shell.review.review().value().is_some() {
                return cost;
            }
            std::thread::park_timeout(Duration::from_millis(16));
        }
    }

    /// Opens an article, accepts its first stops, each once the one before is saved and read again, and takes the last
    /// of them back.
    fn review(&mut self, article: i64, times: &mut Times) {
        let start = Instant::now();
        let first = self.open_article(article);
        times.opened.push(start.elapsed());
        times.first.push(first);
        self.settle(&mut times.frames);
        for _ in 0..N_STOPS {
            let before = self.shell.review.position();
            let start = Instant::now();
            let (_, cost) = self.frame(vec![key(egui::Key::Enter, true, egui::Modifiers::NONE)]);
            times.frames.push(cost);
            while self.shell.review.position() == before && start.elapsed() < Duration::from_secs(1) {
                // Two cards wait to be told apart: it is the first.
                for (pressed, is_down) in [(egui::Key::Enter, false), (egui::Key::Num1, true), (egui::Key::Num1, false)]
                {
                    self.frame(vec![key(pressed, is_down, egui::Modifiers::NONE)]);
                }
            }
            times.keys.push(start.elapsed());
            self.frame(vec![key(egui::Key::Enter, false, egui::Modifiers::NONE)]);
            times.saved.push(start.elapsed() + self.settle(&mut times.frames));
        }
        let start = Instant::now();
        self.frame(vec![key(egui::Key::Z, true, egui::Modifiers::COMMAND)]);
        self.frame(vec![key(egui::Key::Z, false, egui::Modifiers::COMMAND)]);
        times.undone.push(start.elapsed() + self.settle(&mut times.frames));
    }

    /// Frames until everything is saved and read again; those in which something came in are kept. How long that took.
    fn settle(&mut self, frames: &mut Vec<Duration>) -> Duration {
        let start = Instant::now();
        let mut last = Duration::ZERO;
        let mut n_quiet = 0;
        while n_quiet < 20 {
            let (has_news, cost) = self.idle();
            if has_news {
                frames.push(cost);
            }
            let is_busy = has_news
                || self.shell.n_saving > 0
                || self.shell.review.review().is_loading()
                || self.shell.rows.is_loading();
            n_quiet = if is_busy { 0 } else { n_quiet + 1 };
            if is_busy {
                last = start.elapsed();
            }
        }
        last
    }

    /// Scrolls on and back, jumps by the margin, takes words by mouse across a paragraph.
    fn wander(&mut self, times: &mut Times) {
        let middle = egui::Pos2::new(600.0, 400.0);
        self.frame(vec![egui::Event::PointerMoved(middle)]);
        for nth in 0..120 {
            let towards = if nth < 60 { -400.0 } else { 400.0 };
            let turned = egui::Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::Vec2::new(0.0, towards),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
                modifiers: egui::Modifiers::NONE,
            };
            times.scrolled.push(self.frame(vec![turned]).1);
        }
        for nth in 0..20 {
            // The margin stands at the right edge of the text.
            let at = egui::Pos2::new(SCREEN.x - theme::PANEL_WIDTH - 5.0, 120.0 + 30.0 * ((nth * 7) % 20) as f32);
            self.frame(vec![egui::Event::PointerMoved(at)]);
            times.jumped.push(self.frame(vec![pressed(at, true)]).1);
            times.jumped.push(self.frame(vec![pressed(at, false)]).1);
            times.jumped.push(self.frame(Vec::new()).1);
        }
        self.frame(vec![egui::Event::PointerMoved(middle)]);
        self.frame(vec![pressed(middle, true)]);
        for nth in 0..40 {
            let at = middle + egui::Vec2::new((nth % 20) as f32 * 6.0 - 60.0, nth as f32 * 3.0);
            times.dragged.push(self.frame(vec![egui::Event::PointerMoved(at)]).1);
        }
        self.frame(vec![pressed(middle, false)]);
        self.frame(vec![key(egui::Key::Escape, true, egui::Modifiers::NONE)]);
        self.frame(vec![key(egui::Key::Escape, false, egui::Modifiers::NONE)]);
    }

    /// Marks an article as done: what is known in it is accepted.
    fn finish(&mut self, article: i64, times: &mut Times) {
        self.open_article(article);
        self.settle(&mut Vec::new());
        let review = self.shell.review.review().value().expect("read");
        let command = decide::finish(review);
        let start = Instant::now();
        self.desk.send(command);
        times.done.push(start.elapsed() + self.settle(&mut Vec::new()));
        println!(
            "marked done: {} mentions",
            self.shell.review.review().value().map_or(0, |review| review.mentions.len())
        );
    }
}

fn key(key: egui::Key, pressed: bool, modifiers: egui::Modifiers) -> egui::Event {
    egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
}

fn pressed(pos: egui::Pos2, pressed: bool) -> egui::Event {
    egui::Event::PointerButton { pos, button: egui::PointerButton::Primary, pressed, modifiers: egui::Modifiers::NONE }
}

//! The program killed at random moments of everything that writes: what it had acknowledged is there, the dossier passes
//! its check, the next command works, and nothing is left lying about.

use crate::dice::Dice;
use crate::durability::ground::Feed;
use crate::durability::ground::Ground;
use crate::durability::ground::Kill;
use crate::durability::ground::Logged;
use crate::durability::ground::Run;
use crate::durability::ground::names_in;
use crate::durability::lines::Lines;
use crate::durability::seed;
use crate::durability::setting;
use crate::durability::tell;
use dossier::model::id::Sha256;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;

/// What is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Victim {
    /// `decide`, each line sent when the one before is answered.
    DecideOneByOne,
    /// `decide`, all lines sent at once.
    DecideAtOnce,
    /// `import` into a dossier that is there.
    Import,
    /// `import` that makes the dossier.
    ImportNew,
    /// `import` of more files than one operation takes.
    ImportBatches,
    /// `import` of an export.
    ReadBack,
    Undo,
    Redo,
    /// `export` into a folder that is not there.
    ExportNew,
    /// `export` over an earlier one.
    ExportOver,
    Backup,
}

const VICTIMS: &[Victim] = &[
    Victim::DecideOneByOne,
    Victim::ImportNew,
    Victim::DecideAtOnce,
    Victim::ExportOver,
    Victim::Undo,
    Victim::Import,
    Victim::Backup,
    Victim::DecideOneByOne,
    Victim::Redo,
    Victim::ExportNew,
    Victim::DecideAtOnce,
    Victim::ReadBack,
];

/// The dossier in which decisions are made.
const FILE: &str = "t.dossier";
/// Kills on one dossier, before a fresh one.
const KILLS_PER_DOSSIER: u64 = 24;
/// Steps of undo and redo, articles of an import.
const N_STEPS: usize = 8;
const N_ARTICLES: usize = 12;
/// Files of an import in several operations, and how many one operation takes.
const N_FILES: usize = 505;
const BATCH: u64 = 500;

/// What was killed, and what was checked after it.
#[derive(Default)]
struct Tally {
    n_killed: u64,
    n_late: u64,
    /// Operations, imports, exports and backups that were told as done before the kill, and were there after it.
    n_acknowledged: u64,
    /// Kills are spread over this time from the start: about as long as an unkilled run takes.
    span: Duration,
}

/// One dossier under attack.
struct Attack<'a> {
    ground: Ground,
    lines: Lines,
    dice: &'a mut Dice,
    tallies: &'a mut BTreeMap<Victim, Tally>,
    /// Hashes of all operations that were ever acknowledged here.
    acknowledged: BTreeSet<String>,
    /// What stands in the folder on purpose.
    mine: BTreeSet<String>,
    n_made: usize,
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment() {
    let (n_kills, seed) = (setting("DOSSIER_KILLS", VICTIMS.len() as u64), seed());
    let started = Instant::now();
    let mut dice = Dice::new(seed);
    let mut tallies = BTreeMap::new();
    let mut n_done = 0;
    while n_done < n_kills {
        let mut attack = Attack::new(&mut dice, &mut tallies);
        for turn in 0..KILLS_PER_DOSSIER.min(n_kills - n_done) {
            let victim = VICTIMS[turn as usize % VICTIMS.len()];
            // Slow, so only in long runs, and once for each dossier.
            let is_in_batches = n_kills >= 200 && turn == 13;
            attack.kill_one(if is_in_batches { Victim::ImportBatches } else { victim });
            n_done += 1;
            if n_done % 100 == 0 {
                tell(&format!("  {n_done} kills, {:.0} s", started.elapsed().as_secs_f64()));
            }
        }
    }
    let total = |count: fn(&Tally) -> u64| tallies.values().map(count).sum::<u64>();
    for (victim, tally) in &tallies {
        let Tally { n_killed, n_late, n_acknowledged, span } = tally;
        let name = format!("{victim:?}");
        tell(&format!(
            "  {name:<15} {n_killed:>4} killed at work, {n_late:>3} too late, {n_acknowledged:>5} acknowledged before it \
             and there after it; within {span:.0?}"
        ));
    }
    let (n_killed, n_late, n_acknowledged) =
        (total(|tally| tally.n_killed), total(|tally| tally.n_late), total(|tally| tally.n_acknowledged));
    tell(&format!(
        "kills: {n_killed} at work, {n_late} too late; {n_acknowledged} acknowledgements checked, none lost; seed {seed}, \
         {:.0} s",
        started.elapsed().as_secs_f64()
    ));
    assert_eq!(n_killed, n_kills);
    assert!(n_acknowledged > n_kills, "too few acknowledgements to mean anything: {n_acknowledged}");
}

impl<'a> Attack<'a> {
    fn new(dice: &'a mut Dice, tallies: &'a mut BTreeMap<Victim, Tally>) -> Self {
        let (ground, lines) = (Ground::new(), Lines::new());
        for (name, body) in lines.articles() {
            fs::write(ground.path(name), body).expect("an article");
        }
        let names: Vec<&str> = lines.articles().map(|(name, _)| name).collect();
        ground.ok(&[["import", FILE].as_slice(), &names, &["--published", "2024-05-03"]].concat(), &[]);
        let mine = ground.entries();
        let mut attack = Self { ground, lines, dice, tallies, acknowledged: BTreeSet::new(), mine, n_made: 0 };
        attack.ground.ok(&["export", FILE, "out"], &[]);
        attack.mine.insert("out".to_owned());
        attack.acknowledged.extend(attack.log().into_iter().map(|logged| logged.hash));
        attack
    }

    fn kill_one(&mut self, victim: Victim) {
        match victim {
            Victim::DecideOneByOne => self.kill_decide(victim, Feed::OneByOne, 16),
            Victim::DecideAtOnce => self.kill_decide(victim, Feed::AtOnce, 60),
            Victim::Import => self.kill_import(victim, FILE, N_ARTICLES),
            Victim::ImportNew => self.kill_import(victim, "n.dossier", N_ARTICLES),
            Victim::ImportBatches => self.kill_import(victim, "n.dossier", N_FILES),
            Victim::ReadBack => self.kill_read_back(),
            Victim::Undo | Victim::Redo => self.kill_steps(victim),
            Victim::ExportNew => self.kill_export(victim, "out-new"),
            Victim::ExportOver => self.kill_export(victim, "out"),
            Victim::Backup => self.kill_backup(),
        }
        self.check(victim);
    }

    /// Runs until a kill meets the command at work. `again` checks what a run left, and makes ready for the next.
    /// The first run of a command is not killed: it tells how long one takes.
    fn hunt(
        &mut self,
        victim: Victim,
        mut prepare: impl FnMut(&mut Self) -> (Vec<String>, Vec<String>),
        feed: Feed,
        mut check: impl FnMut(&mut Self, &Run) -> u64,
    ) {
        loop {
            let (args, lines) = prepare(self);
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let took = self.tallies.get(&victim).map(|tally| tally.span);
            let kill = match took {
                None => Kill::Never,
                Some(_) if !lines.is_empty() && self.dice.one_in(3) => Kill::Lines(1 + self.dice.below(lines.len())),
                // Past the middle more often than before it: the program has started, the work is on.
                Some(took) => Kill::After(took.mul_f64(self.dice.part().powf(0.7))),
            };
            let run = self.ground.run(&args, &lines, feed, kill);
            let n_acknowledged = check(self, &run);
            let tally = self.tallies.entry(victim).or_default();
            tally.n_acknowledged += n_acknowledged;
            // How long it takes goes up and down with what else the machine does: now and then a kill must come too late,
            // or the end of the work would never be met.
            if run.is_killed {
                tally.n_killed += 1;
                tally.span = tally.span.mul_f64(1.05);
                return;
            }
            tally.n_late += u64::from(took.is_some());
            tally.span = if took.is_none() { run.took } else { (tally.span + run.took) / 2 };
        }
    }

    /// After each kill: the ledger holds all that was acknowledged, the check passes, a decision is taken, and nothing
    /// is left beside the dossier.
    fn check(&mut self, victim: Victim) {
        let hashes: BTreeSet<String> = self.log().into_iter().map(|logged| logged.hash).collect();
        let lost: Vec<&String> = self.acknowledged.difference(&hashes).collect();
        assert!(lost.is_empty(), "{victim:?}: acknowledged and lost: {lost:?}");
        self.ground.ok(&["verify", FILE, "--quiet"], &[]);
        let answers = self.ground.ok(&["decide", FILE], &[self.lines.note(1)]);
        self.acknowledge(&answers);
        assert_eq!(self.ground.entries(), self.mine, "{victim:?}");
        let settings = fs::read_to_string(self.ground.config().join("settings.json")).expect("settings");
        assert!(serde_json::from_str::<Json>(&settings).is_ok(), "{victim:?}: {settings}");
    }

    fn log(&self) -> Vec<Logged> {
        self.ground.log(FILE)
    }

    /// Notes the operations that answers name; gives how many there are.
    fn acknowledge(&mut self, answers: &[String]) -> u64 {
        let before = self.acknowledged.len();
        for answer in answers {
            let answer: Json = serde_json::from_str(answer).expect("JSON");
            if answer["ok"] == true {
                self.acknowledged.insert(answer["op"].as_str().expect("a hash").to_owned());
            }
        }
        (self.acknowledged.len() - before) as u64
    }

    fn kill_decide(&mut self, victim: Victim, feed: Feed, n_lines: usize) {
        let mut before = 0;
        let prepare = |attack: &mut Self| {
            before = attack.ground.n_operations(FILE);
            let lines = (0..n_lines).map(|_| attack.lines.next(attack.dice)).collect();
            (words(&["decide", FILE]), lines)
        };
        let mut n_new = 0;
        self.hunt(victim, prepare, feed, |attack, run| {
            n_new = attack.acknowledge(&run.lines);
            n_new
        });
        // Whoever waits for each answer knows all but the last decision: no more than one can be there unanswered.
        let n_there = self.ground.n_operations(FILE) - before;
        assert!(feed == Feed::AtOnce || n_there <= n_new + 1, "{n_there} operations after {n_new} answers");
    }

    fn kill_steps(&mut self, victim: Victim) {
        let verb = if victim == Victim::Undo { "undo" } else { "redo" };
        let n_steps = N_STEPS.to_string();
        let mut before = 0;
        let prepare = |attack: &mut Self| {
            // Enough of one's own to take back, so that the articles stay.
            let notes: Vec<String> = (0..N_STEPS).map(|_| attack.lines.note(2)).collect();
            let answers = attack.ground.ok(&["decide", FILE], &notes);
            attack.acknowledge(&answers);
            if verb == "redo" {
                attack.ground.ok(&["undo", FILE, &n_steps], &[]);
            }
            before = attack.ground.n_operations(FILE);
            (words(&[verb, FILE, &n_steps]), Vec::new())
        };
        let mut n_told = 0;
        self.hunt(victim, prepare, Feed::AtOnce, |_, run| {
            n_told = run.lines.len();
            n_told as u64
        });
        let log = self.log();
        let steps = &log[before as usize..];
        assert!(steps.iter().all(|step| step.verb == verb), "{steps:?}");
        // A step that was taken is told at once, so no more than one can be there untold.
        assert!([n_told, n_told + 1].contains(&steps.len()), "{n_told} told, {} taken", steps.len());
    }

    fn kill_import(&mut self, victim: Victim, file: &'static str, n_articles: usize) {
        let mut before = 0;
        let prepare = |attack: &mut Self| {
            attack.clear(&["in", if file == FILE { "" } else { file }]);
            attack.n_made += 1;
            fs::create_dir(attack.ground.path("in")).expect("a folder");
            for n in 0..n_articles {
                let text = format!("Article {}.{n}. Ana Ruiz came to Kabul on 3 May 2024 with {n} men.", attack.n_made);
                fs::write(attack.ground.path("in").join(format!("{n}.txt")), text).expect("an article");
            }
            before = if file == FILE { attack.ground.n_articles(file) } else { 0 };
            let how = if n_articles > N_ARTICLES { "--no-extract" } else { "--quiet" };
            (words(&["import", file, "in", "--json", how]), Vec::new())
        };
        let mut n_before = 0;
        self.hunt(victim, prepare, Feed::AtOnce, |attack, run| {
            n_before = if attack.ground.path(file).exists() { attack.ground.n_articles(file) } else { 0 };
            u64::from(told(run, n_before, n_articles as u64, file == FILE))
        });
        self.check_import(file, (before, n_before), n_articles as u64);
    }

    /// Each batch is whole or not there; the same import again brings the rest and makes nothing twice.
    fn check_import(&mut self, file: &str, (before, after): (u64, u64), n_articles: u64) {
        let added = after - before;
        assert!([0, BATCH, n_articles].contains(&added) && added <= n_articles, "{added} of {n_articles} articles");
        let again = self.ground.json(&["import", file, "in", "--no-extract"]);
        assert_eq!(again["duplicates"], added, "{again}");
        assert_eq!(again["articles_added"], n_articles - added, "{again}");
        self.ground.ok(&["verify", file, "--quiet"], &[]);
        self.clear(&["in", if file == FILE { "" } else { file }]);
    }

    fn kill_read_back(&mut self) {
        let file = "n.dossier";
        self.ground.ok(&["export", FILE, "out"], &[]);
        let n_articles = self.ground.n_articles(FILE);
        let prepare = |attack: &mut Self| {
            attack.clear(&[file]);
            (words(&["import", file, "out", "--json"]), Vec::new())
        };
        let mut after = 0;
        self.hunt(Victim::ReadBack, prepare, Feed::AtOnce, |attack, run| {
            after = if attack.ground.path(file).exists() { attack.ground.n_articles(file) } else { 0 };
            u64::from(told(run, after, n_articles, false))
        });
        assert!([0, n_articles].contains(&after), "{after} of {n_articles} articles");
        self.ground.ok(&["import", file, "out"], &[]);
        assert_eq!(self.ground.n_articles(file), n_articles);
        self.ground.ok(&["verify", file, "--quiet"], &[]);
        self.clear(&[file]);
    }

    /// Every named file is a whole one, of the old export or the new; a description goes with all it describes.
    fn kill_export(&mut self, victim: Victim, dir: &'static str) {
        let old = hashes_in(&self.ground.path("out"));
        let answers = self.ground.ok(&["decide", FILE], &[self.lines.note(3)]);
        self.acknowledge(&answers);
        self.ground.ok(&["export", FILE, "reference"], &[]);
        let new = hashes_in(&self.ground.path("reference"));
        assert_ne!(old, new);
        let prepare = |attack: &mut Self| {
            if dir != "out" {
                attack.clear(&[dir]);
            }
            (words(&["export", FILE, dir, "--json"]), Vec::new())
        };
        self.hunt(victim, prepare, Feed::AtOnce, |attack, run| {
            let dir = attack.ground.path(dir);
            let found = if dir.exists() { hashes_in(&dir) } else { BTreeMap::new() };
            for (name, hash) in found.iter().filter(|(name, _)| new.contains_key(*name)) {
                assert!(
                    [old.get(name), new.get(name)].contains(&Some(hash)),
                    "{victim:?}: {name} is neither old nor new"
                );
            }
            if let Some(description) = found.get("datapackage.json") {
                let whole = if new.get("datapackage.json") == Some(description) { &new } else { &old };
                assert!(whole.iter().all(|(name, hash)| found.get(name) == Some(hash)), "{victim:?}: a mixed export");
            }
            let is_told = !run.lines.is_empty();
            assert!(!is_told || found == new, "{victim:?}: told as done, and not whole");
            u64::from(is_told)
        });
        self.ground.ok(&["export", FILE, dir], &[]);
        assert_eq!(hashes_in(&self.ground.path(dir)), new, "{victim:?}: the next export is whole and leaves nothing");
        self.clear(&["reference", if dir == "out" { "" } else { dir }]);
    }

    fn kill_backup(&mut self) {
        let log = self.log();
        let prepare = |attack: &mut Self| {
            attack.clear(&["b.dossier"]);
            (words(&["backup", FILE, "b.dossier", "--json"]), Vec::new())
        };
        self.hunt(Victim::Backup, prepare, Feed::AtOnce, |attack, run| {
            let (is_there, is_told) = (attack.ground.path("b.dossier").exists(), !run.lines.is_empty());
            assert!(is_there || !is_told, "told as done, and not there");
            if is_there {
                attack.check_backup(&log);
            }
            u64::from(is_told)
        });
        // Whatever is left of the killed one, the next backup works and clears it away.
        self.clear(&["b.dossier"]);
        self.ground.ok(&["backup", FILE, "b.dossier"], &[]);
        self.check_backup(&log);
        self.clear(&["b.dossier"]);
    }

    fn check_backup(&self, log: &[Logged]) {
        self.ground.ok(&["verify", "b.dossier", "--quiet"], &[]);
        assert_eq!(self.ground.log("b.dossier"), log);
    }

    /// Removes files and folders that a test made.
    fn clear(&self, names: &[&str]) {
        for name in names.iter().filter(|name| !name.is_empty()) {
            let path = self.ground.path(name);
            if path.is_dir() {
                fs::remove_dir_all(path).expect("a folder");
            } else if path.exists() {
                fs::remove_file(path).expect("a file");
            }
        }
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Whether an import told its summary; then all of it must be there.
fn told(run: &Run, n_there: u64, n_articles: u64, is_old: bool) -> bool {
    let Some(line) = run.lines.first() else { return false };
    let summary: Json = serde_json::from_str(line).expect("JSON");
    assert_eq!(summary["articles_added"], n_articles, "{summary}");
    assert!(if is_old { n_there >= n_articles } else { n_there == n_articles }, "{n_there} there after {summary}");
    true
}

fn hashes_in(dir: &Path) -> BTreeMap<String, Sha256> {
    let hash = |name: String| {
        let bytes = fs::read(dir.join(&name)).expect("a file");
        (name, Sha256::of(&bytes))
    };
    names_in(dir).into_iter().map(hash).collect()
}

//! Keys counted: whole articles reviewed at the window, names and claims, with what the extractor gets wrong put right.
//!
//! A reviewer who reads: each stop is looked at, and the key follows from what the panel says. Letters that are typed
//! count as keys. Once on two invented articles about squid, where the people of the second are known from the first,
//! and where `DOSSIER_SEEDS` names them, on two real ones whose people are new, with six corrections.

use crate::day::sitting::Sitting;
use crate::fixture::Bench;
use dossier::jobs::Control;
use dossier::ledger::command::Verdict;
use dossier::model::claim::Field;
use dossier::model::kind::How;
use dossier::model::kind::Label;
use dossier::names::fold;
use dossier::resolve;
use dossier::resolve::index::Index;
use dossier::store::Db;
use dossier::store::read::claims;
use dossier::store::read::entities;
use dossier::store::read::entities::EntityRow;
use dossier::store::read::review;
use dossier::store::read::review::Review;
use dossier::store::read::status::status;
use dossier::ui::views::review::decide;
use dossier::ui::views::review::decide::Choice;
use dossier::ui::views::review::stops;
use dossier::ui::views::review::stops::State;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Options;
use std::path::Path;
use std::path::PathBuf;

const TALKS: &str = include_str!("squid/2024-05-07-talks.txt");
const INSPECTORS: &str = include_str!("squid/2024-06-14-inspectors.txt");

/// What is done at a stop that begins with these words, instead of what the panel proposes.
struct Correction {
    at: &'static str,
    does: fn(&mut Sitting),
}

/// What a review cost, in numbers of keys and stops.
#[derive(Debug, Default)]
struct Count {
    keys: usize,
    /// Stops that were decided, or left by a bulk key.
    decisions: usize,
    bulk_keys: usize,
}

#[test]
fn an_article_whose_people_are_known_takes_few_keys() {
    let mut bench = Bench::empty();
    import(&mut bench, "2024-05-07-talks.txt", TALKS);
    accept_all(&mut bench, 1);
    import(&mut bench, "2024-06-14-inspectors.txt", INSPECTORS);
    let n_proposed = n_suggestions(bench.ws().db());
    let dossier = bench.path.clone();
    bench.close();
    let config = tempfile::tempdir().expect("a folder");
    let mut sitting = Sitting::begin(config.path(), Some(dossier.clone()));
    sitting.see("Your name").type_text("Ana Ruiz").press("Enter").see(", new").press("Enter").see("Enter: ");
    let reject = |sitting: &mut Sitting| {
        sitting.press("X");
    };
    let count = review_article(&mut sitting, &mut vec![Correction { at: "event: agreement", does: reject }]);
    sitting.quit();
    tell("the invented article", &count, n_proposed);
    assert!(count.keys <= 45, "{count:?}");
    let db = Db::open_reader(&dossier).expect("the dossier");
    let cards = entities::entities(&db).expect("cards");
    for known in ["Marisol Quispe", "Andrés Valdivieso", "Héctor Salcedo", "Rosa Tineo", "Peru"] {
        assert_eq!(card(&cards, known).card.n_articles, 2, "{known}");
    }
}

#[test]
fn two_real_articles_take_few_keys_with_six_corrections() {
    let Some(folder) = std::env::var_os("DOSSIER_SEEDS").map(PathBuf::from) else {
        #[expect(clippy::print_stderr, reason = "a check that did not run must say so")]
        {
            eprintln!("SKIPPED: the keys of the sample articles need DOSSIER_SEEDS");
        }
        return;
    };
    let dir = tempfile::tempdir().expect("a folder");
    let dossier = dir.path().join("region.dossier");
    let mut sitting = begin(dir.path(), &dossier, &folder);
    let n_proposed = n_suggestions(&Db::open_reader(&dossier).expect("the dossier"));
    sitting.press("Ctrl+L").see(", new").press("Home Enter").see("Enter: ");
    let mut corrections = vec![
        // A kind: the platform is an organisation here.
        Correction { at: "X, to decide", does: |sitting| _ = sitting.press("2") },
        // A wrong value.
        Correction { at: "figure: Over 460,000", does: correct_value },
        Correction { at: "event: deportation", does: |sitting| _ = sitting.press("X") },
        // Two boundaries.
        Correction { at: "Trans-Himalayan Forum", does: |sitting| _ = sitting.press("Shift+Left Enter") },
        Correction { at: "Peshawar", does: |sitting| _ = sitting.press("Right Enter") },
        // A join; that of Jilani is what Enter does.
        Correction { at: "Foreign Office, to decide", does: join_the_ministry },
    ];
    let mut count = review_article(&mut sitting, &mut corrections);
    sitting.see_gone("mark it done").see("Enter: ");
    let second = review_article(&mut sitting, &mut corrections);
    count.keys += second.keys;
    count.decisions += second.decisions;
    count.bulk_keys += second.bulk_keys;
    sitting.quit();
    tell("the two real articles", &count, n_proposed);
    assert_eq!(corrections.len(), 0, "each found its stop");
    assert!(count.keys <= 75, "{count:?}");
    check_corrected(&Db::open_reader(&dossier).expect("the dossier"));
}

fn correct_value(sitting: &mut Sitting) {
    sitting.press("E").see("Fields of the figure").press("Ctrl+A").type_counted("470000").press("Enter");
    sitting.see_gone("Fields of the figure").see("already accepted").press("Enter");
}

fn join_the_ministry(sitting: &mut Sitting) {
    sitting.press("S").see("which card is it?").type_counted("f").see("Foreign Ministry, organisation").press("Enter");
    sitting.see_gone("which card is it?");
}

/// All that was put right stands in the record.
fn check_corrected(db: &Db) {
    let cards = entities::entities(db).expect("cards");
    assert_eq!(card(&cards, "X").card.label, Label::Org);
    card(&cards, "third Trans-Himalayan Forum for International Cooperation");
    card(&cards, "Peshawar mosque");
    let ministry = card(&cards, "Foreign Ministry");
    assert!(ministry.aliases.contains(&"Foreign Office".to_owned()), "{:?}", ministry.aliases);
    assert_eq!((ministry.card.n_articles, card(&cards, "Jalil Abbas Jilani").card.n_articles), (2, 2));
    let values: Vec<String> =
        claims::claims(db).expect("claims").iter().map(|claim| claim.cell(Field::Value)).collect();
    assert!(values.contains(&"470000".to_owned()), "{values:?}");
}

/// Starts on two articles from a folder, with the dates that they do not tell.
fn begin(config: &Path, dossier: &Path, folder: &Path) -> Sitting {
    let mut sitting = Sitting::begin(config, Some(dossier.to_path_buf()));
    sitting.see("Your name").type_text("Ana Ruiz").press("Enter").see("No articles yet");
    sitting.press("Ctrl+K").type_text("from a path").press("Enter").see("Path");
    sitting.type_text(&folder.display().to_string()).press("Enter").see("2 articles imported");
    for (title, date) in [("US, Pakistani", "2023-12-08"), ("004_", "2023-10-05")] {
        let field = format!("Date of {title}");
        sitting.tab_to(&field).type_text(date).press("Enter").see_gone(&field);
    }
    sitting
}

/// From the first stop of the open article to the key that marks it done.
fn review_article(sitting: &mut Sitting, corrections: &mut Vec<Correction>) -> Count {
    let before = sitting.n_keys;
    let mut count = Count::default();
    while let Some(promise) = sitting.read("Enter: ") {
        if promise.starts_with("mark it done") && !sitting.is_seen("still to decide") {
            sitting.press("Enter");
            count.keys = sitting.n_keys - before;
            return count;
        }
        let spoken = sitting.focused().unwrap_or_default();
        count.decisions += 1;
        if let Some(at) = corrections.iter().position(|correction| spoken.starts_with(correction.at)) {
            (corrections.remove(at).does)(sitting);
        } else if promise.starts_with("waits") {
            sitting.press("1 Enter");
        } else if promise.starts_with("mark it done") {
            // What was decided meanwhile let something more be found.
            sitting.press("J");
        } else {
            press_at(sitting, &mut count);
        }
        assert!(sitting.n_keys < 500, "no end:\n{}", sitting.on_screen());
    }
    panic!("nothing is asked, and it is not the end:\n{}", sitting.on_screen());
}

/// Space where all that follows in the paragraph may be as sure, else Enter.
fn press_at(sitting: &mut Sitting, count: &mut Count) {
    let n_open = |sitting: &Sitting| -> usize {
        let told = sitting.on_screen();
        let line = told.lines().find_map(|line| line.strip_suffix(" to decide"));
        line.and_then(|n| n.parse().ok()).unwrap_or(0)
    };
    if !sitting.on_screen().lines().any(|line| line == "sure") {
        sitting.press("Enter");
        return;
    }
    let before = n_open(sitting);
    sitting.press("Space");
    match before.saturating_sub(n_open(sitting)) {
        // One of its name is there already, and is a person.
        0 => _ = sitting.press("Enter"),
        n => {
            count.decisions += n - 1;
            count.bulk_keys += 1;
        }
    }
}

fn import(bench: &mut Bench, name: &str, text: &str) {
    let bytes = vec![(name.to_owned(), name.to_owned(), text.as_bytes().to_vec())];
    let report = bench.ws().import(Input::Bytes(bytes), &Options::default(), &Control::default()).expect("an import");
    assert_eq!(report.added.len(), 1);
}

fn read(bench: &mut Bench, article: i64) -> Review {
    let db = bench.ws().db();
    let mut review = review::review(db, article, fold).expect("a review").expect("an article");
    resolve::review(db, &mut Index::default(), &mut review).expect("candidates");
    review
}

/// Decides an article as Enter would at each stop, without the window.
fn accept_all(bench: &mut Bench, article: i64) {
    loop {
        let review = read(bench, article);
        let all = stops::stops(&review);
        let Some(stop) = all.iter().find(|stop| stop.state == State::ToDecide) else {
            bench.ws().run(&decide::finish(&review)).expect("done");
            return;
        };
        let commands = decide::commands(&review, stop, Verdict::Accept, Choice::Own, How::ByHand);
        let command = decide::as_one_step(Verdict::Accept, commands).expect("something to accept");
        bench.ws().run(&command).expect("accepted");
    }
}

/// Suggestions that wait: what one key for each would cost.
fn n_suggestions(db: &Db) -> i64 {
    status(db).expect("its counts").n_proposals
}

fn card<'c>(cards: &'c [EntityRow], name: &str) -> &'c EntityRow {
    let named: Vec<&EntityRow> = cards.iter().filter(|card| card.card.name == name).collect();
    let [one] = named.as_slice() else { panic!("one card {name}: {cards:?}") };
    one
}

#[expect(clippy::print_stderr, reason = "the figures are what this test is for")]
fn tell(what: &str, count: &Count, n_proposed: i64) {
    let Count { keys, decisions, bulk_keys, .. } = *count;
    let alone = (keys - bulk_keys) as f64 / (decisions.max(1)) as f64;
    eprintln!(
        "{what}: {keys} keys for {decisions} stops, {bulk_keys} of the keys Space; {alone:.2} keys a stop without those; \
         one key per suggestion would be {n_proposed}"
    );
}

//! A working day by keyboard alone: two articles come in, get their dates, are read and decided; a card is joined,
//! something is looked up, the record leaves, and the next morning everything is where it was.
//!
//! Drives the program that `main` runs, on a dossier on the disk. Once on two of the bundled articles, and where
//! `DOSSIER_SEEDS` names them, on two real ones.

mod gold;
mod keys;
mod record;
mod sitting;

use crate::day::sitting::Sitting;
use dossier::import::samples::SAMPLES;
use dossier::ledger::verify::verify;
use dossier::store::Db;
use dossier::store::read::status::status;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

/// What lies on the desk in the morning.
struct Papers {
    folder: PathBuf,
    /// Dates of publication that the articles do not tell, with a word of the article's title.
    dates: &'static [(&'static str, &'static str)],
    /// Somebody who is in both.
    person: &'static str,
    /// A place that has a card by the evening.
    country: &'static str,
    /// A figure as it is typed into the search, and a word beside it.
    figure: (&'static str, &'static str),
}

#[test]
fn a_day_with_two_bundled_articles() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path().join("articles");
    std::fs::create_dir(&folder).expect("a folder for the articles");
    let flood = SAMPLES.iter().filter(|(name, _)| name.starts_with("2024-03-1"));
    for (name, bytes) in flood {
        std::fs::write(folder.join(name), bytes).expect("an article");
    }
    work_a_day(
        dir.path(),
        &Papers { folder, dates: &[], person: "Toktobekova", country: "Tajikistan", figure: ("6,000", "people") },
    );
}

#[test]
fn a_day_with_two_real_articles() {
    let Some(folder) = std::env::var_os("DOSSIER_SEEDS").map(PathBuf::from) else {
        #[expect(clippy::print_stderr, reason = "a check that did not run must say so")]
        {
            eprintln!("SKIPPED: the working day on the sample articles needs DOSSIER_SEEDS");
        }
        return;
    };
    let dir = tempfile::tempdir().expect("a folder");
    let dates = &[("US, Pakistani", "2023-12-08"), ("004_", "2023-10-05")];
    work_a_day(
        dir.path(),
        &Papers { folder, dates, person: "Jilani", country: "Pakistan", figure: ("1.4m", "refugees") },
    );
}

fn work_a_day(dir: &Path, papers: &Papers) {
    let dossier = dir.join("region.dossier");
    let mut morning = Sitting::begin(dir, Some(dossier.clone()));
    say_who_is_here(&mut morning);
    import(&mut morning, papers);
    review_both(&mut morning, papers.person);
    join_the_two_cards(&mut morning, papers);
    look_up(&mut morning, papers);
    export(&mut morning);
    morning.quit();
    let written = check_export(&dir.join("region-export"));
    check_record(&dossier, written);

    let mut next_morning = Sitting::begin(dir, None);
    next_morning.see("done").press("Ctrl+6").see("Joined").press("Ctrl+Z").see("Undone");
    next_morning.quit();
}

fn say_who_is_here(sitting: &mut Sitting) {
    sitting.see("Your name").type_text("Ana Ruiz").press("Enter").see("No articles yet");
}

fn import(sitting: &mut Sitting, papers: &Papers) {
    sitting.press("Ctrl+K").type_text("from a path").press("Enter").see("Path");
    sitting.type_text(&papers.folder.display().to_string()).press("Enter").see("2 articles imported");
    for (title, date) in papers.dates {
        sitting
            .tab_to(&format!("Date of {title}"))
            .type_text(date)
            .press("Enter")
            .see_gone(&format!("Date of {title}"));
    }
}

/// From the first article's first stop to the end of the second: what the panel says is read before each key.
fn review_both(sitting: &mut Sitting, person: &str) {
    sitting.press("Ctrl+L").see(", new").press("Home Enter").see("Enter: ");
    // A slip of the finger, and the way back.
    sitting.press("X U");
    read_to_the_end(sitting, person);
    sitting.press("Enter").see_gone("mark it done").see("Enter: ");
    read_to_the_end(sitting, person);
    sitting.press("Enter").see("Every article is done");
}

fn read_to_the_end(sitting: &mut Sitting, person: &str) {
    while let Some(promise) = sitting.read("Enter: ") {
        if promise.starts_with("mark it done") {
            if !sitting.is_seen("still to decide") {
                return;
            }
            // What was decided meanwhile let something more be found.
            sitting.press("J");
            continue;
        }
        // Of the same name, but not looked at closely enough: a card of its own for now.
        let is_person = promise.contains("as the card") && promise.contains(person);
        if is_person {
            // What was decided meanwhile may have settled it while the key went down: then something else is asked.
            if sitting.press("S").see_unless("A new card: ", "Enter: ", &promise) {
                sitting.press("Up Enter").see_gone("A new card: ");
            }
            continue;
        }
        sitting.press(if promise.starts_with("waits") { "1" } else { "Enter" });
    }
    panic!("nothing is asked, and it is not the end:\n{}", sitting.on_screen());
}

fn join_the_two_cards(sitting: &mut Sitting, papers: &Papers) {
    let country = format!("{}, place", papers.country);
    sitting.press("Ctrl+3").see(&country).press("Ctrl+F").type_text(papers.person).see_gone(&country);
    sitting.press("Escape Home S").see("Same as…").see(", person · E").press("Enter").see("One card");
    sitting.press("Enter").see("are one");
}

fn look_up(sitting: &mut Sitting, papers: &Papers) {
    let (figure, beside) = papers.figure;
    sitting.press("Ctrl+5").type_text(figure).see(beside).press("Enter").see("Enter: ");
}

fn export(sitting: &mut Sitting) {
    sitting.press("Ctrl+7").see("claims.csv").press("Ctrl+Enter").see("Exported");
}

/// What left is what was decided: both articles, and each row with words of theirs; gives the number of claims.
fn check_export(folder: &Path) -> usize {
    let read = |name: &str| -> Vec<csv::StringRecord> {
        let table = std::fs::read(folder.join(name)).expect("a table");
        csv::Reader::from_reader(table.as_slice()).into_records().map(|row| row.expect("a row")).collect()
    };
    let claims = read("claims.csv");
    let cards = read("entities.csv");
    let named: BTreeSet<(&str, &str)> = cards.iter().map(|card| (&card[2], &card[1])).collect();
    assert_eq!(named.len(), cards.len(), "nobody and no country has two cards: {cards:?}");
    assert_eq!(read("articles.csv").len(), 2);
    assert!(!claims.is_empty() && read("mentions.csv").len() > claims.len());
    claims.len()
}

/// The file alone tells the same, and is whole.
fn check_record(path: &Path, n_exported: usize) {
    let db = Db::open_reader(path).expect("the dossier");
    let status = status(&db).expect("its counts");
    assert_eq!((status.n_articles_done, status.n_articles_new, status.n_articles_begun), (2, 0, 0));
    assert_eq!(status.n_claims_accepted as usize, n_exported);
    let report = verify(&db, None);
    assert_eq!(report.first_failure(), None);
}

//! The window's side: a dossier that somebody else holds is read, and closing makes a copy.

use crate::care::*;
use dossier::ledger::command::Command;
use dossier::ledger::command::SubjectRef;
use dossier::model::article::Metadata;
use dossier::model::kind::Subject;
use dossier::workspace::Workspace;
use dossier::workspace::care::backups::Done;
use dossier::workspace::care::backups::Plan;
use dossier::workspace::care::closing::Closing;
use dossier::workspace::desk::Answer;
use dossier::workspace::desk::Desk;
use dossier::workspace::desk::Event;
use dossier::workspace::desk::Query;
use dossier::workspace::desk::Wake;
use dossier::workspace::settings::Backups;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

/// Something to be woken by, and the bell that rings.
fn wake() -> (Wake, Receiver<()>) {
    let (bell, rung) = sync_channel(1);
    let wake = move || {
        // One ring is enough until it is heard.
        if bell.try_send(()).is_err() {
            // It still rings from before.
        }
    };
    (Arc::new(wake), rung)
}

/// Waits for the event that `pick` takes; others that came meanwhile are passed over.
fn wait<T>(desk: &mut Desk, rung: &Receiver<()>, mut pick: impl FnMut(Event) -> Option<T>) -> T {
    for _ in 0..600 {
        if let Some(found) = desk.poll().into_iter().find_map(&mut pick) {
            return found;
        }
        if rung.recv_timeout(Duration::from_millis(100)).is_err() {
            // A while passed without a ring: a look is due all the same.
        }
    }
    panic!("the event did not come")
}

fn tag_command(tag: &str) -> Command {
    Command::Tag { on: SubjectRef { subject: Subject::Article, id: 1 }, tag: tag.to_owned() }
}

fn refused(event: Event) -> Option<String> {
    if let Event::Refused(_, reason) = event { Some(reason) } else { None }
}

fn applied(event: Event) -> Option<String> {
    if let Event::Applied(_, applied) = event { Some(applied.summary) } else { None }
}

fn holder(event: Event) -> Option<Option<String>> {
    if let Event::Answered(Query::Holder, Ok(Answer::Holder(holder))) = event { Some(holder) } else { None }
}

#[test]
fn a_dossier_that_somebody_holds_can_be_read_until_it_is_free() {
    let mut bench = decided();
    let (wake, rung) = wake();
    let held = Desk::open(&bench.path, env_at(START), Arc::clone(&wake)).err().expect("it is held").to_string();
    assert!(held.contains("open for writing by Noa Reed, process "), "{held}");

    let mut desk = Desk::open_to_read(&bench.path, env_at(START), Arc::clone(&wake)).expect("a reader");
    assert!(desk.refusal().expect("a reason").contains("by Noa Reed, process "), "{:?}", desk.refusal());
    desk.ask(Query::Library);
    let rows = wait(&mut desk, &rung, |event| match event {
        Event::Answered(Query::Library, Ok(Answer::Library(rows))) => Some(rows.len()),
        _ => None,
    });
    assert_eq!(rows, 3);
    let before = record::head(bench.ws().db()).expect("a head");
    for undoes in [false, true] {
        if undoes {
            desk.undo();
        } else {
            desk.send(tag_command("from elsewhere"));
        }
        let reason = wait(&mut desk, &rung, refused);
        assert!(reason.contains("it can only be read here"), "{reason}");
    }
    assert!(desk.import_bytes(vec![("x.txt".to_owned(), b"Rain.".to_vec())], Metadata::default()));
    wait(&mut desk, &rung, |event| if let Event::ImportFailed(reason) = event { Some(reason) } else { None });
    assert_eq!(record::head(bench.ws().db()).expect("a head"), before);

    desk.ask(Query::Holder);
    assert!(wait(&mut desk, &rung, holder).expect("a holder").starts_with("Noa Reed"));
    // What the other decides is seen.
    tag(&mut bench, 1, "seen");
    bench.close();
    desk.ask(Query::Holder);
    assert_eq!(wait(&mut desk, &rung, holder), None);
    drop(desk);
    assert_eq!(log_bytes(&bench.path), 0);

    let mut desk = Desk::open(&bench.path, env_at(START), wake).expect("it is free");
    assert_eq!(desk.refusal(), None);
    desk.send(tag_command("mine"));
    wait(&mut desk, &rung, applied);
}

#[test]
fn closing_writes_what_was_sent_and_makes_a_copy() {
    let mut bench = decided();
    bench.close();
    let path = bench.path.clone();
    let plan = Plan::of(&path, &Backups::default());
    let close = |word: Option<&str>, plan: Option<Plan>| {
        let (wake, rung) = wake();
        let mut desk = Desk::open(&path, env_at(START), Arc::clone(&wake)).expect("a desk");
        if let Some(word) = word {
            desk.send(tag_command(word));
        }
        let closing = Closing::start(desk, plan, env_at(START), wake);
        for _ in 0..600 {
            if let Some(outcome) = closing.outcome() {
                return outcome.expect("a copy");
            }
            if rung.recv_timeout(Duration::from_millis(100)).is_err() {
                // A while passed without a ring: a look is due all the same.
            }
        }
        panic!("it was never closed")
    };
    let Done::Made { path: copy, .. } = close(Some("one"), plan.clone()) else { panic!("no copy") };
    assert_eq!(head(&copy), head(&path));
    assert_eq!(log_bytes(&path), 0);
    assert_eq!(close(None, plan), Done::Unchanged(copy));
    assert_eq!(close(Some("two"), None), Done::Nothing);
    assert_eq!(head(&path).expect("a head").0, 8);
}

#[test]
fn dropping_a_closing_skips_the_copy_and_loses_nothing() {
    let mut bench = decided();
    bench.close();
    let (wake, _rung) = wake();
    let mut desk = Desk::open(&bench.path, env_at(START), Arc::clone(&wake)).expect("a desk");
    for n in 0..20 {
        desk.send(tag_command(&format!("tag {n}")));
    }
    let closing = Closing::start(desk, Plan::of(&bench.path, &Backups::default()), env_at(START), wake);
    closing.skip_backup();
    drop(closing);
    assert_eq!(head_of_bare_copy(&bench.path).expect("a head").0, 26);
    assert_eq!(log_bytes(&bench.path), 0);
}

#[test]
fn a_desk_tells_of_an_unclean_end_and_makes_the_copy_that_is_due() {
    let mut bench = decided();
    bench.close();
    std::fs::write(beside(&bench.path, "-lock"), "Ana Ruiz, process 4711\n").expect("a lock file");
    let (wake, rung) = wake();
    let mut desk = Desk::open(&bench.path, env_at(START), wake).expect("a desk");
    let told = wait(&mut desk, &rung, |event| if let Event::Opened(opened) = event { opened.sentence() } else { None });
    assert!(told.contains("(Ana Ruiz, process 4711)") && told.ends_with("all is well"), "{told}");
    desk.back_up_if_due(Plan::of(&bench.path, &Backups::default()).expect("a plan"), env_at(START));
    let done = wait(&mut desk, &rung, |event| if let Event::BackedUp(done) = event { Some(done) } else { None });
    assert!(matches!(done, Ok(Done::Made { .. })), "{done:?}");
    drop(desk);
    assert!(Workspace::open(&bench.path, env_at(START)).expect("a dossier").opened().unclean.is_none());
}

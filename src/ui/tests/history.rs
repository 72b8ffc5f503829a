//! History driven by its accessibility tree: what is listed, found, taken back, applied again, verified.
//!
//! Answers are handed in as the reader would give them; requests are looked at.

use crate::model::kind::ArticleState;
use crate::store::read::history::Change;
use crate::store::read::history::ChangeRow;
use crate::store::read::history::Changes;
use crate::store::read::history::Ledger;
use crate::store::read::history::TouchedRow;
use crate::store::record::OperationRow;
use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Outcome;
use crate::workspace::desk::Query;
use crate::workspace::desk::Task;
use crate::workspace::desk::Ticket;
use crate::workspace::desk::history::ChangeInFull;
use crate::workspace::desk::history::ChangeInWords;
use crate::workspace::review::fixture::article;
use egui::Key;
use egui::Modifiers;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;

const SENTENCES: [&str; 4] =
    ["Imported 2 articles", "Accepted West, 5 mentions", "Accepted Jilani", "Undone: accepted Jilani"];

fn row(id: i64) -> ChangeRow {
    let undo = id == 4;
    ChangeRow {
        id,
        kind: if undo { "undo" } else { "accept" }.to_owned(),
        actor: "Ana Ruiz".to_owned(),
        about: undo.then_some(3),
        undone_by: (id == 3).then_some(4),
    }
}

fn in_words(id: i64) -> ChangeInWords {
    ChangeInWords {
        id,
        when: "8 Dec 2023, 14:05".to_owned(),
        sentence: SENTENCES[id as usize - 1].to_owned(),
        n_touched: 7,
        articles: vec![1],
        n_articles: 1,
    }
}

fn in_full(id: i64) -> ChangeInFull {
    let row = row(id);
    let touched = TouchedRow {
        table: "mention".to_owned(),
        name: "West".to_owned(),
        existed_before: true,
        exists_after: true,
        fields: vec![("status".to_owned(), "rejected".to_owned(), "accepted".to_owned())],
    };
    ChangeInFull {
        when: "8 Dec 2023, 14:05".to_owned(),
        sentence: SENTENCES[id as usize - 1].to_owned(),
        other_sentence: row.undone_by.or(row.about).map(|other| SENTENCES[other as usize - 1].to_owned()),
        change: Change {
            operation: OperationRow {
                id,
                hash: format!("{id:064x}"),
                kind: row.kind,
                actor: row.actor,
                device: "device 1".to_owned(),
                at_millis: 0,
                undoes_id: row.about,
                n_facts: 2,
            },
            parents: vec![format!("{:064x}", id - 1)],
            about: row.about,
            undone_by: row.undone_by,
            rows: vec![touched],
            n_touched: 1,
            articles: vec![(1, "Boats sank".to_owned())],
        },
    }
}

/// Answers everything that History asked for since the last call.
fn answer(window: &mut Window) {
    loop {
        window.run();
        let asked: Vec<Query> = window
            .state_mut()
            .requests
            .extract_if(.., |request| matches!(request, Request::Ask(_)))
            .filter_map(|request| if let Request::Ask(query) = request { Some(query) } else { None })
            .collect();
        let mut is_any = false;
        for query in asked {
            let Some(answer) = answer_to(&query) else { continue };
            is_any = true;
            window.state_mut().shell.take_event(Event::Answered(query, Ok(answer)));
        }
        if !is_any {
            break;
        }
    }
    window.run();
}

/// What a reader would answer in a dossier with four changes.
pub fn answer_to(query: &Query) -> Option<Answer> {
    Some(match query {
        Query::Ledger => Answer::Ledger(Ledger {
            kinds: vec!["accept".to_owned(), "import".to_owned(), "undo".to_owned()],
            actors: vec!["Ana Ruiz".to_owned(), "Bo Lind".to_owned()],
            heads: vec![format!("{:064x}", 4)],
            n_operations: 4,
        }),
        Query::Changes(wanted) => {
            let fits = |id: &i64| SENTENCES[*id as usize - 1].to_lowercase().contains(&wanted.words);
            let mut ids: Vec<i64> = (1..=4).filter(fits).collect();
            if !wanted.is_oldest_first {
                ids.reverse();
            }
            let rows: Vec<ChangeRow> = ids.into_iter().map(row).collect();
            Answer::Changes(Changes { n_matching: rows.len() as i64, rows })
        }
        Query::ChangesInWords(ids) => Answer::ChangesInWords(ids.iter().map(|id| in_words(*id)).collect()),
        Query::Change(id) => Answer::Change(Box::new(in_full(*id))),
        _ => return None,
    })
}

fn history() -> Window {
    let rows = vec![article(1, "Boats sank", ArticleState::New)];
    let mut window = window(with_rows(rows));
    window.state_mut().shell.outbox.act(Action::ShowHistory);
    answer(&mut window);
    window
}

fn pressed(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    answer(window);
}

#[test]
fn changes_stand_newest_first_and_say_who_what_when_and_what_was_taken_back() {
    let window = history();
    window.get_by_label("4, Undone: accepted Jilani, 8 Dec 2023, 14:05, Ana Ruiz");
    window.get_by_label("3, Accepted Jilani, 8 Dec 2023, 14:05, Ana Ruiz, undone by 4");
    assert_eq!(window.state().shell.screen, Screen::History);
    window.get_by_label("It is about change 3: Accepted Jilani");
}

#[test]
fn a_change_is_taken_back_and_one_that_was_is_applied_again() {
    let mut window = history();
    for key in [Key::J, Key::J, Key::X] {
        window.key_press(key);
        answer(&mut window);
    }
    assert!(window.state().requests.contains(&Request::UndoOne(2)), "{:?}", window.state().requests);
    window.key_press(Key::K);
    answer(&mut window);
    assert!(window.query_by_label("Undo this change").is_none(), "it is not in force");
    pressed(&mut window, "Apply again");
    assert!(window.state().requests.contains(&Request::ApplyAgain(3)));
}

#[test]
fn what_stands_in_the_way_is_named_and_one_click_away() {
    let mut window = history();
    for key in [Key::J, Key::J, Key::J] {
        window.key_press(key);
        answer(&mut window);
    }
    let reason = "change 1 cannot be undone: change 2 rests on it; undo that one first".to_owned();
    window.state_mut().shell.take_event(Event::InTheWay(Ticket(1), reason, 2));
    answer(&mut window);
    pressed(&mut window, "Go to change 2");
    assert!(window.query_by_label("Go to change 2").is_none());
    window.get_by_label("Change 2 · 8 Dec 2023, 14:05 · Ana Ruiz");
}

#[test]
fn typing_filters_and_nothing_found_offers_all_again() {
    let mut window = history();
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    answer(&mut window);
    window.get_by_label("Filter by words").type_text("jilani");
    answer(&mut window);
    assert!(window.query_by_label("2, Accepted West, 5 mentions, 8 Dec 2023, 14:05, Ana Ruiz").is_none());
    window.get_by_label("Filter by words").type_text("x");
    answer(&mut window);
    window.get_by_label("No change fits the filter");
    pressed(&mut window, "Show all changes");
    window.get_by_label("2, Accepted West, 5 mentions, 8 Dec 2023, 14:05, Ana Ruiz");
}

#[test]
fn the_article_at_hand_narrows_the_list_and_a_day_that_is_none_says_so() {
    let mut window = history();
    pressed(&mut window, "only A1");
    let asks = |request: &Request| matches!(request, Request::Ask(Query::Changes(wanted)) if wanted.article == Some(1));
    assert!(!window.state().requests.iter().any(asks), "it was answered");
    window.get_by_label("Day or days").focus();
    window.run();
    window.get_by_label("Day or days").type_text("soon");
    answer(&mut window);
    window.get_by_label("Day or days, not readable as a date");
}

#[test]
fn a_check_shows_its_result_here_with_the_time() {
    let mut window = history();
    pressed(&mut window, "Verify");
    assert!(window.state().requests.contains(&Request::Task(Task::Verify)));
    window.get_by_label("Verifying…");
    assert!(window.get_by_label("Verify").accesskit_node().is_disabled());
    let outcome = Outcome {
        told: "Something in this dossier is not as it was decided".to_owned(),
        problems: vec!["chain: operation 2 was changed".to_owned()],
        ended: "8 Dec 2023, 14:06".to_owned(),
        ..Outcome::default()
    };
    window.state_mut().shell.take_event(Event::Ended(Task::Verify, Ok(outcome)));
    answer(&mut window);
    window.get_by_label("Something in this dossier is not as it was decided, 8 Dec 2023, 14:06:");
    window.get_by_label("chain: operation 2 was changed");
    assert!(window.state().shell.toasts.texts().is_empty(), "said once");
}

#[test]
fn enter_opens_the_article_of_the_change_and_back_leads_here_again() {
    let mut window = history();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().shell.screen, Screen::Review);
    assert_eq!(window.state().shell.review.article(), Some(1));
    window.state_mut().shell.outbox.act(Action::GoBack);
    window.run();
    assert_eq!(window.state().shell.screen, Screen::History);
}

#[test]
fn undo_and_redo_stay_on_the_list() {
    let mut window = history();
    pressed(&mut window, "Undo");
    pressed(&mut window, "Redo");
    let steps = window.state().requests.iter();
    let n = steps.filter(|request| matches!(request, Request::Undo(_) | Request::Redo(_))).count();
    assert_eq!((n, window.state().shell.screen), (2, Screen::History));
}

#[test]
fn the_table_waits_for_its_sentences_before_it_is_copied() {
    let mut window = history();
    window.state_mut().shell.outbox.act(Action::CopyTable);
    window.run();
    assert_eq!(window.state().shell.toasts.texts(), ["4 rows copied"]);
}

#[test]
fn failures_say_what_could_not_be_read() {
    let mut window = history();
    window.get_by_label("Filter by words").focus();
    window.run();
    window.get_by_label("Filter by words").type_text("j");
    window.run();
    let wanted = window.state().requests.iter().rev().find_map(|request| match request {
        Request::Ask(query @ Query::Changes(_)) => Some(query.clone()),
        _ => None,
    });
    let query = wanted.expect("a question");
    window.state_mut().shell.take_event(Event::Answered(query, Err("disk gone".to_owned())));
    window.run();
    window.get_by_label("The changes could not be read: disk gone");
}

#[test]
fn in_a_low_window_the_rows_stay_above_the_change_below_them() {
    let mut shell = with_rows(Vec::new());
    shell.show(Screen::History);
    shell.run_actions();
    let rows = (5..45).map(row).collect();
    let changes = Changes { rows, n_matching: 40 };
    for request in shell.take_requests() {
        if let Request::Ask(query @ Query::Changes(_)) = request {
            shell.take_event(Event::Answered(query, Ok(Answer::Changes(changes.clone()))));
        }
    }
    let mut window = window(shell);
    window.set_size(egui::Vec2::new(640.0, 400.0));
    window.run_steps(4);
    // The change has nearly half of the room above the foot.
    let end = window.get_by_label("Undo").rect().top() * 0.75;
    let tops: Vec<f32> = window.get_all_by_role(egui::Role::Row).map(|row| row.rect().top()).collect();
    assert!(!tops.is_empty() && tops.iter().all(|top| *top < end), "{tops:?} above {end}");
}

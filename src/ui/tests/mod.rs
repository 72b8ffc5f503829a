//! The window driven by its accessibility tree: find by label, press, look at the state and at what was asked for.
//!
//! No dossier and no pictures: events are handed in as a dossier would send them, requests are looked at.

mod always;
mod backups;
mod cards;
mod claims;
mod export;
mod fields;
mod hand;
mod history;
mod joining;
mod library;
mod lists;
mod notes;
mod pages;
mod program;
mod reading;
mod rescue;
mod review;
mod same_claim;
mod search;
mod several;
mod shown;
mod tables;
mod ways;

use crate::jobs::frame::Frame;
use crate::model::kind::ArticleState;
use crate::store::read::articles::ArticleRow;
use crate::store::read::review::Review;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::window;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

/// A window with what it asked for so far.
#[derive(Default)]
struct Driven {
    shell: Shell,
    /// Without those of `background`.
    requests: Vec<Request>,
    /// What was asked of the name at each stop.
    background: Vec<Query>,
}

impl Driven {
    /// Commands that went out, by the word of the ledger.
    fn sent(&self) -> Vec<&str> {
        self.requests
            .iter()
            .filter_map(|request| match request {
                Request::Send(command, _) => Some(command.kind()),
                _ => None,
            })
            .collect()
    }
}

type Window = Harness<'static, Driven>;

fn window(shell: Shell) -> Window {
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_context_setup(theme::install)
        .with_accessibility_check(true)
        // Short enough for two clicks to be a double click.
        .with_step_dt(1.0 / 30.0)
        .build_ui_state(
            |ui, driven: &mut Driven| {
                let _no_waiting = Frame::begin();
                window::window_ui(ui, &mut driven.shell);
                driven.shell.run_actions();
                let requests = driven.shell.take_requests();
                for request in requests {
                    match request {
                        Request::Ask(query @ Query::Background(_)) => driven.background.push(query),
                        other => driven.requests.push(other),
                    }
                }
            },
            Driven { shell, ..Driven::default() },
        );
    harness.run();
    harness
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(4);
}

/// The words that Review asks about, or `summary`.
fn asked(window: &Window) -> String {
    let review = &window.state().shell.review;
    match (review.current(), review.review().value()) {
        (Some(stop), Some(review)) => stop.key.span.words(&review.body).expect("words").to_owned(),
        _ => "summary".to_owned(),
    }
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run();
}

#[track_caller]
fn check_asked_for(window: &Window, expected: &Request) {
    let requests = &window.state().requests;
    assert!(requests.contains(expected), "{expected:?} in {requests:?}");
}

fn with_rows(rows: Vec<ArticleRow>) -> Shell {
    let mut shell = Shell::default();
    shell.opened("harbour".to_owned());
    shell.take_event(Event::Answered(Query::Library, Ok(Answer::Library(rows))));
    shell
}

/// A window that shows a review of article 1; article 2 is there to go on to.
fn reviewing(review: Review) -> Window {
    let rows = vec![fixture::article(1, "Boats", ArticleState::New), fixture::article(2, "Trains", ArticleState::New)];
    let mut shell = with_rows(rows);
    shell.open_article(1);
    shell.take_event(Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review)))));
    let mut window = window(shell);
    window.state_mut().requests.clear();
    window
}

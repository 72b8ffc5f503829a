//! The analyst's own lists by label: what there is, one more by its file, one less.
//!
//! Answers are handed in as the reader would give them; commands are looked at.

use crate::ledger::command::Command;
use crate::ledger::command::NewList;
use crate::model::kind::Label;
use crate::model::kind::ListFormat;
use crate::model::name_list::ListAbout;
use crate::store::read::name_lists::NameListRow;
use crate::store::read::name_lists::NameListUse;
use crate::ui::action::Action;
use crate::ui::dialog::Chosen;
use crate::ui::dialog::Wanted;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::reviewing;
use crate::ui::words;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::name_lists::ListRead;
use crate::workspace::review::fixture;
use egui::Role;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;
use std::sync::Arc;

fn about(title: &str) -> ListAbout {
    ListAbout { title: title.to_owned(), format: ListFormat::Csv, label: None, is_sure: false, licence: None }
}

fn showing() -> Window {
    let mut window = reviewing(fixture::marked("[West]{person:1}"));
    window.state_mut().shell.outbox.act(Action::ShowLists);
    window.run();
    assert!(window.state().requests.contains(&Request::Ask(Query::Lists)));
    window
}

fn answered(window: &mut Window, query: Query, answer: Answer) {
    window.state_mut().shell.take_event(Event::Answered(query, Ok(answer)));
    window.run();
}

fn sent(window: &Window) -> Vec<Command> {
    let sent = window.state().requests.iter().filter_map(|request| match request {
        Request::Send(command, _) => Some(command.clone()),
        _ => None,
    });
    sent.collect()
}

#[test]
fn each_list_says_what_it_found_and_can_be_removed() {
    let mut window = showing();
    let list = NameListRow {
        uuid: "u".to_owned(),
        about: ListAbout { is_sure: true, licence: Some("CC0".to_owned()), ..about("Ministers") },
        sha256: "ab".to_owned(),
        file: "ministers.csv".to_owned(),
        n_entries: 1204,
        added_by: "Ana Ruiz".to_owned(),
        added_millis: 1_702_000_000_000,
    };
    let used = NameListUse { list, n_names: 35, n_articles: 12 };
    answered(&mut window, Query::Lists, Answer::Lists(vec![used]));
    window.get_by_label("Ministers");
    let entries = words::count(1204, "entry");
    window.get_by_label(&format!("table · {entries} · 35 names found in 12 articles · sure"));
    window.get_by_label("ministers.csv · Ana Ruiz, 8 Dec 2023 · CC0");
    window.get_by_label("Remove: Ministers").click();
    window.run();
    assert_eq!(sent(&window), [Command::RemoveList { title: "Ministers".to_owned() }]);
}

#[test]
fn a_file_is_shown_before_it_comes_in() {
    let mut window = showing();
    answered(&mut window, Query::Lists, Answer::Lists(Vec::new()));
    window.get_by_label("Add a list…").click();
    window.run();
    assert!(window.state().requests.contains(&Request::Choose(Wanted::ListFile)));
    let path = PathBuf::from("/tmp/people.csv");
    window.state_mut().shell.chosen(Chosen::Paths(Wanted::ListFile, vec![path.clone()]));
    window.run();
    let asked = Query::ListFile(path.clone(), None);
    assert!(window.state().requests.contains(&Request::Ask(asked.clone())));
    answered(
        &mut window,
        asked,
        Answer::ListFile(Box::new(Err("people.csv does not say what its names are".to_owned()))),
    );
    window.get_by_label("people.csv does not say what its names are");
    assert!(window.get_by_label("Add").accesskit_node().is_disabled(), "nothing was read");
    window.get_by_role_and_label(Role::RadioButton, "person").click();
    window.run();
    let asked = Query::ListFile(path, Some(Label::Person));
    assert!(window.state().requests.contains(&Request::Ask(asked.clone())));
    let list = NewList {
        about: ListAbout { label: Some(Label::Person), ..about("people") },
        file: "people.csv".to_owned(),
        media_type: "text/csv".to_owned(),
        bytes: Arc::from(&b"name\nAna Ruiz\n"[..]),
        n_entries: 1,
    };
    let read = ListRead {
        list: list.clone(),
        n_of: vec![(Label::Person, 1)],
        examples: vec!["Ana Ruiz".to_owned()],
        warnings: Vec::new(),
    };
    answered(&mut window, asked, Answer::ListFile(Box::new(Ok(read))));
    window.get_by_label("table: 1 person");
    window.get_by_label("I am sure of these names").click();
    window.run();
    window.get_by_label("Add").click();
    window.run();
    let added = NewList { about: ListAbout { is_sure: true, ..list.about.clone() }, ..list };
    assert_eq!(sent(&window), [Command::AddList(Box::new(added))]);
}

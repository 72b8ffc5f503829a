//! What is done with the thing at hand: notes and tags, copies with their source, sheets, zones, setting aside, opening
//! again, removing for good.
//!
//! Each test looks at the words on screen and at what the window asked for.

use crate::export::sheet::Copied;
use crate::export::sheet::Exhibit;
use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::model::kind::ArticleField;
use crate::model::kind::ArticleState;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Subject;
use crate::model::kind::ZoneKind;
use crate::model::span::Span;
use crate::store::read::annotations::Annotations;
use crate::store::read::annotations::Counts;
use crate::store::read::export::NoteRow;
use crate::store::read::review::Review;
use crate::store::read::sheet::ChangeRow;
use crate::store::read::sheet::Removal;
use crate::ui::action::Action;
use crate::ui::action::Screen;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::press;
use crate::ui::tests::reviewing;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::ask::Asked;
use crate::workspace::Applied;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Outcome;
use crate::workspace::desk::Query;
use crate::workspace::desk::Task;
use crate::workspace::desk::Ticket;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use egui::Key;
use egui::Modifiers;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;

const ARTICLE: SubjectRef = SubjectRef { subject: Subject::Article, id: 1 };

fn press_with(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

fn type_into(window: &mut Window, label: &str, text: &str) {
    window.get_by_label(label).focus();
    window.run();
    window.get_by_label(label).type_text(text);
    window.run();
}

/// Commands that went out.
fn commands(window: &Window) -> Vec<Command> {
    let sent = window.state().requests.iter().filter_map(|request| match request {
        Request::Send(command, _) => Some(command.clone()),
        _ => None,
    });
    sent.collect()
}

fn asked_last(window: &Window) -> Option<Query> {
    window.state().requests.iter().rev().find_map(|request| match request {
        Request::Ask(query) => Some(query.clone()),
        _ => None,
    })
}

fn take(window: &mut Window, event: Event) {
    window.state_mut().shell.take_event(event);
    window.run();
}

fn library() -> Window {
    let mut noted = fixture::article(1, "Boats sank", ArticleState::New);
    noted.remarks = Counts { n_notes: 2, n_tags: 1 };
    let mut window = window(with_rows(vec![noted, fixture::article(2, "Trains stop", ArticleState::Done)]));
    window.state_mut().requests.clear();
    window
}

fn annotations() -> Annotations {
    let note = NoteRow {
        uuid: String::new(),
        text: "ask the harbour master".to_owned(),
        written_by: "Bo Lind".to_owned(),
        written_millis: 1_702_000_000_000,
    };
    Annotations {
        reference: "A1".to_owned(),
        title: "Boats sank".to_owned(),
        notes: vec![note],
        tags: vec!["floods".to_owned()],
        in_use: ["camps", "floods", "camp fires"].map(str::to_owned).to_vec(),
    }
}

fn annotating() -> Window {
    let mut window = library();
    press(&mut window, Key::T);
    assert_eq!(asked_last(&window), Some(Query::Annotations(ARTICLE)));
    let answer = Ok(Answer::Annotations(Box::new(annotations())));
    take(&mut window, Event::Answered(Query::Annotations(ARTICLE), answer));
    window.state_mut().requests.clear();
    window
}

#[test]
fn what_is_noted_already_is_shown_with_who_and_when() {
    let window = annotating();
    window.get_by_label("A1  Boats sank");
    window.get_by_label("ask the harbour master");
    window.get_by_label("Bo Lind, 8 Dec 2023");
    window.get_by_label("Take off floods");
}

#[test]
fn enter_saves_the_note_and_shift_enter_begins_a_line() {
    let mut window = annotating();
    window.get_by_label("New note").type_text("first");
    window.run();
    press_with(&mut window, Modifiers::SHIFT, Key::Enter);
    window.get_by_label("New note").type_text("second");
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(commands(&window), [Command::Note { on: ARTICLE, text: "first\nsecond".to_owned() }]);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn control_enter_saves_too_and_an_empty_note_is_none() {
    let mut window = annotating();
    window.get_by_label("New note").type_text("one");
    window.run();
    press_with(&mut window, Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.state().sent(), ["note"]);
    let mut window = annotating();
    window.get_by_label("New note").type_text("  ");
    window.run();
    click(&mut window, "Save");
    assert_eq!(window.state().sent(), Vec::<&str>::new());
}

#[test]
fn tags_are_put_on_and_taken_off_one_by_one() {
    let mut window = annotating();
    type_into(&mut window, "Tags", "harbour ");
    press(&mut window, Key::Enter);
    click(&mut window, "Take off floods");
    type_into(&mut window, "Tags", "camp f");
    assert!(window.query_by_label("Add camps").is_none(), "what does not fit is not offered");
    click(&mut window, "Add camp fires");
    let (tag, untag) = (|tag: &str| Command::Tag { on: ARTICLE, tag: tag.to_owned() }, "floods".to_owned());
    assert_eq!(commands(&window), [tag("harbour"), Command::Untag { on: ARTICLE, tag: untag }, tag("camp fires")]);
    assert!(matches!(window.state().shell.asked, Asked::Annotate(_)), "the dialog stays");
    // Once it is durable the dialog shows it.
    let driven = window.state_mut();
    driven.requests.clear();
    driven.shell.take_event(Event::Applied(Ticket(9), Applied::default()));
    window.run();
    assert!(window.state().requests.contains(&Request::Ask(Query::Annotations(ARTICLE))));
}

#[test]
fn a_note_that_was_begun_outlives_esc() {
    let mut window = annotating();
    window.get_by_label("New note").type_text("half a thou");
    window.run();
    press(&mut window, Key::Escape);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
    assert_eq!(window.state().sent(), Vec::<&str>::new());
    press(&mut window, Key::T);
    window.get_by_label("New note").type_text("ght");
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(commands(&window), [Command::Note { on: ARTICLE, text: "half a thought".to_owned() }]);
}

#[test]
fn rows_say_what_is_noted_on_them() {
    let window = library();
    window.get_by_label("2 notes, 1 tag");
}

/// A review with a name that has a card, a claim with a number, and an undecided date.
fn with_card_and_claim() -> Review {
    let mut review =
        fixture::marked("[Ana Ruiz]{person:1} said 40 boats sank on [Thursday]{date}.\nRead also: [Lima]{place:2}.");
    review.names[0].card = Some(fixture::candidate(7, "Ana Ruiz").card);
    fixture::add_claim(&mut review, ClaimKind::Figure, "40 boats sank", 0.8, &[]);
    review.claims[0].id = Some(4);
    review.remarks.insert((Subject::Entity, 7), Counts { n_notes: 1, n_tags: 0 });
    review
}

#[test]
fn in_review_the_note_goes_on_the_card_or_on_the_article() {
    let mut window = reviewing(with_card_and_claim());
    window.get_by_label("1 note");
    press(&mut window, Key::T);
    let card = SubjectRef { subject: Subject::Entity, id: 7 };
    assert_eq!(asked_last(&window), Some(Query::Annotations(card)));
    click(&mut window, "article");
    assert_eq!(asked_last(&window), Some(Query::Annotations(ARTICLE)));
    window.get_by_label("New note").type_text("n");
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(commands(&window), [Command::Note { on: ARTICLE, text: "n".to_owned() }]);
}

#[test]
fn what_is_at_hand_is_copied_with_its_source() {
    let mut window = reviewing(with_card_and_claim());
    let copy = Modifiers::COMMAND | Modifiers::SHIFT;
    press_with(&mut window, copy, Key::C);
    let name = Exhibit::MentionAt { article: 1, label: Label::Person, span: Span::new(0, 8) };
    assert_eq!(asked_last(&window), Some(Query::Cite(name)));
    press(&mut window, Key::J);
    press_with(&mut window, copy, Key::C);
    assert_eq!(asked_last(&window), Some(Query::Cite(Exhibit::Claim(4))));
    // Ctrl+C where no words are selected.
    window.event(egui::Event::Copy);
    window.run();
    assert_eq!(asked_last(&window), Some(Query::Cite(Exhibit::Claim(4))));

    let copied = Copied { text: "“40 boats sank”. [A1, F4]".to_owned(), what: "F4".to_owned() };
    window.state_mut().shell.take_event(Event::Answered(Query::Cite(Exhibit::Claim(4)), Ok(Answer::Cite(copied))));
    window.step();
    let commands = &window.output().platform_output.commands;
    let text = "“40 boats sank”. [A1, F4]".to_owned();
    assert!(commands.contains(&egui::OutputCommand::CopyText(text)), "{commands:?}");
    window.run();
    window.get_by_label("Copied with its source: F4");
    take(&mut window, Event::Answered(Query::Cite(Exhibit::Claim(4)), Err("disk gone".to_owned())));
    window.get_by_label("Nothing was copied: disk gone");
}

#[test]
fn in_the_library_the_article_is_copied_and_printed() {
    let mut window = library();
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::C);
    assert_eq!(asked_last(&window), Some(Query::Cite(Exhibit::Article(1))));
    press_with(&mut window, Modifiers::COMMAND, Key::P);
    let task = Task::Sheet(Exhibit::Article(1));
    assert_eq!(window.state().requests.last(), Some(&Request::Task(task.clone())));
    let path = PathBuf::from("/tmp/harbour-sheets/A1 Boats.html");
    let outcome = Outcome { told: "Sheet written: A1 Boats.html".to_owned(), path: Some(path), ..Outcome::default() };
    window.state_mut().shell.take_event(Event::Ended(task.clone(), Ok(outcome)));
    window.step();
    let commands = &window.output().platform_output.commands;
    let url = egui::OpenUrl::new_tab("file:///tmp/harbour-sheets/A1%20Boats.html");
    assert!(commands.contains(&egui::OutputCommand::OpenUrl(url)), "{commands:?}");
    window.run();
    window.get_by_label("Sheet written: A1 Boats.html");
    take(&mut window, Event::Ended(task, Err("no sheet was written: /tmp/harbour-sheets".to_owned())));
    window.get_by_label("no sheet was written: /tmp/harbour-sheets");
}

#[test]
fn with_nothing_selected_it_is_said() {
    let mut window = window(with_rows(Vec::new()));
    for action in [Action::Annotate, Action::CopyWithSource, Action::PrintSheet] {
        window.state_mut().shell.outbox.act(action);
        window.run();
        assert_eq!(window.state().shell.toasts.texts().last(), Some(&"Select an article, a card or a claim first"));
    }
    window.state_mut().shell.outbox.act(Action::RemoveForGood);
    window.run();
    assert_eq!(window.state().shell.toasts.texts().last(), Some(&"Select an article first"));
}

#[test]
fn b_says_that_the_paragraph_is_not_part_of_the_article_and_again_that_it_is() {
    let review = with_card_and_claim();
    let start = review.body.find("Read").expect("the words");
    let (first, second) = (Span::new(0, start - 1), Span::new(start, review.body.len()));
    let mut window = reviewing(review.clone());
    press(&mut window, Key::B);
    let zone = |span, kind| Command::SetZone { article: 1, span, kind };
    assert_eq!(commands(&window), [zone(first, ZoneKind::Boilerplate)]);
    // It comes back without the suggestions of the paragraph, and Review goes on in the next one.
    let mut without = review.clone();
    without.mentions.remove(1);
    without.mentions.remove(0);
    without.mentions[0].name = Some(0);
    without.names.remove(0);
    without.names[0].mentions = vec![0];
    without.claims.clear();
    without.zones = vec![crate::model::article::Zone { span: first, kind: ZoneKind::Boilerplate }];
    take(&mut window, Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(without.clone())))));
    let current = window.state().shell.review.current().map(|stop| stop.key.span.start_byte);
    assert_eq!(current, Some(start + "Read also: ".len()));
    // Taken back, from wherever, before anything else was done: the reviewer is where they were.
    let place = |window: &Window| window.state().shell.review.current().map(|stop| stop.key.span.start_byte);
    let answered =
        |review: &Review| Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review.clone()))));
    take(&mut window, answered(&review));
    assert_eq!(place(&window), Some(0));
    take(&mut window, answered(&without));
    press(&mut window, Key::B);
    assert_eq!(commands(&window).last(), Some(&zone(first, ZoneKind::Body)), "again takes it back");
    press(&mut window, Key::K);
    press(&mut window, Key::B);
    assert_eq!(commands(&window).last(), Some(&zone(second, ZoneKind::Boilerplate)), "after a move it is another");
}

#[test]
fn the_menu_of_a_paragraph_says_what_it_is() {
    let mut window = reviewing(fixture::marked("By Noa Reed\n[Ana Ruiz]{person:1} left."));
    window.get_by_label("By Noa Reed").click_secondary();
    window.run();
    click(&mut window, "The byline");
    let span = Span::new(0, "By Noa Reed".len());
    assert_eq!(commands(&window), [Command::SetZone { article: 1, span, kind: ZoneKind::Byline }]);
}

#[test]
fn articles_are_set_aside_and_opened_again_from_the_library() {
    let mut window = library();
    let act = |window: &mut Window, action: Action| {
        window.state_mut().shell.outbox.act(action);
        window.run();
    };
    act(&mut window, Action::ReopenArticle);
    assert_eq!(window.state().sent(), Vec::<&str>::new(), "an open article is open");
    act(&mut window, Action::SetAside);
    press(&mut window, Key::J);
    act(&mut window, Action::ReopenArticle);
    assert_eq!(commands(&window), [Command::SetAside { article: 1 }, Command::ReopenArticle { article: 2 }]);
    assert_eq!(window.state().shell.screen, Screen::Library);
}

#[test]
fn a_done_article_says_so_and_can_be_opened_again() {
    let mut review = with_card_and_claim();
    review.article.state = ArticleState::Done;
    let by = ChangeRow { id: 9, kind: "done".to_owned(), actor: "Ana".to_owned(), at_millis: 1_702_000_000_000 };
    review.state_set_by = Some(by);
    let done = review.clone();
    let mut window = reviewing(review);
    window.get_by_label("Done on 8 Dec 2023 by Ana: decide on, or reopen");
    assert!(window.query_by_label("Done").is_none(), "what is done is not marked done again");
    for _ in 0..9 {
        press(&mut window, Key::J);
    }
    window.get_by_label("Enter: open the next article");
    press(&mut window, Key::Enter);
    assert_eq!((commands(&window), window.state().shell.review.article()), (Vec::new(), Some(2)));
    let mut window = reviewing(done);
    click(&mut window, "Reopen");
    assert_eq!(commands(&window), [Command::ReopenArticle { article: 1 }]);
    let mut aside = with_card_and_claim();
    aside.article.state = ArticleState::SetAside;
    reviewing(aside).get_by_label("Set aside: decide on, or reopen");
}

#[test]
fn the_date_of_an_article_is_set_at_any_time() {
    let mut review = with_card_and_claim();
    review.article.state = ArticleState::Done;
    review.article.published = None;
    let mut window = reviewing(review);
    click(&mut window, "no date");
    let field = window.get_by_label("Published");
    field.focus();
    window.run();
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.get_by_label("Published").type_text("2 Foo 2024");
    window.run();
    window.get_by_label("Not a date: write 2023-12-08, 8 Dec 2023 or 2023");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.get_by_label("Published").type_text("2 July 2024");
    window.run();
    press(&mut window, Key::Enter);
    let value = Some("2024-07-02".to_owned());
    assert_eq!(commands(&window), [Command::SetArticle { article: 1, field: ArticleField::Published, value }]);
}

#[test]
fn undo_after_done_comes_back_to_the_article() {
    for label in ["Done", "Set aside"] {
        let mut window = reviewing(with_card_and_claim());
        click(&mut window, label);
        if label == "Done" {
            // Something is left: that is said first.
            window.get_by_label_contains("still to decide: the same again marks the article done");
            assert_eq!(commands(&window), []);
            click(&mut window, label);
        }
        assert_eq!(window.state().shell.review.article(), Some(2), "the next one is open");
        let left = window.state().requests.iter().any(|request| matches!(request, Request::Send(_, Origin::Left(1))));
        assert!(left, "{:?}", window.state().requests);
        press_with(&mut window, Modifiers::COMMAND, Key::Z);
        assert_eq!((window.state().shell.screen, window.state().shell.review.article()), (Screen::Review, Some(1)));
        assert!(matches!(window.state().requests.last(), Some(Request::Undo(_))));
    }
}

fn removing() -> Window {
    let mut window = library();
    let shell = &mut window.state_mut().shell;
    shell.path = Some(PathBuf::from("/tmp/harbour.dossier"));
    shell.backups.folder = Some(PathBuf::from("/media/stick"));
    shell.outbox.act(Action::RemoveForGood);
    window.run();
    assert_eq!(asked_last(&window), Some(Query::Removal(1)));
    let removal = Removal {
        reference: "A1".to_owned(),
        title: "Boats sank".to_owned(),
        file: "001.txt".to_owned(),
        n_mentions: 3,
        cards: vec!["Ana Ruiz".to_owned()],
        ..Removal::default()
    };
    take(&mut window, Event::Answered(Query::Removal(1), Ok(Answer::Removal(Box::new(removal)))));
    window
}

#[test]
fn removing_for_good_says_what_goes_and_waits_for_a_tick() {
    let mut window = removing();
    window.get_by_label("A1  Boats sank");
    window.get_by_label("3 decided mentions");
    window.get_by_label("The last source of 1 card: Ana Ruiz");
    window.get_by_label_contains("Backups (in /tmp/harbour.dossier-backups and /media/stick)");
    window.get_by_label_contains("cannot be undone");
    assert!(window.get_by_label("Remove for good").accesskit_node().is_disabled());
    press(&mut window, Key::Enter);
    assert_eq!(window.state().sent(), Vec::<&str>::new(), "Enter alone does nothing");
    let mut window = removing();
    click(&mut window, "I know that these words cannot be brought back");
    click(&mut window, "Remove for good");
    assert_eq!(commands(&window), [Command::RemoveForGood { article: 1 }]);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
}

#[test]
fn what_is_removed_is_left_and_undo_says_why_it_stops_there() {
    let mut window = reviewing(with_card_and_claim());
    press(&mut window, Key::X);
    window.state_mut().shell.outbox.act(Action::RemoveForGood);
    window.run();
    take(&mut window, Event::Answered(Query::Removal(1), Ok(Answer::Removal(Box::default()))));
    click(&mut window, "I know that these words cannot be brought back");
    click(&mut window, "Remove for good");
    let shell = &window.state().shell;
    assert_eq!((shell.screen, shell.review.article()), (Screen::Library, None));
    assert_eq!(shell.trail.last().count(), 0, "no step leads back to it");
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    let Some(Request::Undo(origin)) = window.state().requests.last().cloned() else { panic!("an undo was asked for") };
    window.state_mut().shell.sent(Ticket(1), origin);
    let reason = "operation 12 removed words for good and cannot be undone";
    take(&mut window, Event::Refused(Ticket(1), reason.to_owned()));
    window.get_by_label(reason);
}

#[test]
fn a_question_that_failed_is_said_in_its_dialog() {
    let mut window = library();
    press(&mut window, Key::T);
    take(&mut window, Event::Answered(Query::Annotations(ARTICLE), Err("disk gone".to_owned())));
    window.get_by_label("This could not be read: disk gone");
    press(&mut window, Key::Escape);
    window.state_mut().shell.outbox.act(Action::RemoveForGood);
    window.run();
    take(&mut window, Event::Answered(Query::Removal(1), Err("disk gone".to_owned())));
    window.get_by_label("This article could not be read: disk gone");
    assert!(window.get_by_label("Remove for good").accesskit_node().is_disabled());
}

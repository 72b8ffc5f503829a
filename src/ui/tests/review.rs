//! Review by keys: accept, reject, paragraph, undo, cards, the end of an article, refusals, held keys.
//!
//! Each test presses what a reviewer would press and looks at where the window stands then.

use crate::extract::rule::TRAINED;
use crate::ledger::command::Command;
use crate::ledger::command::Verdict;
use crate::model::kind::ArticleState;
use crate::model::kind::ClaimKind;
use crate::model::kind::How;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::read::review::Review;
use crate::ui::action::Screen;
use crate::ui::outbox::Go;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::asked;
use crate::ui::tests::check_asked_for;
use crate::ui::tests::press;
use crate::ui::tests::reviewing;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::ask::Asked;
use crate::ui::views::review::state::Position;
use crate::workspace::Applied;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::desk::Ticket;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use crate::workspace::same_text::SameText;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;

fn three_names() -> Review {
    fixture::marked("[Ana Ruiz]{person:1} met [Bo Lind]{person:2} and [Ilse Mbeki]{person:3}. [Ruiz]{person:1} left.")
}

/// Hands the commands that were sent over, as a dossier would, from ticket 1 on.
fn hand_over(window: &mut Window) -> Vec<Ticket> {
    let driven = window.state_mut();
    let mut tickets = Vec::new();
    for request in std::mem::take(&mut driven.requests) {
        if let Request::Send(_, origin) | Request::Undo(origin) | Request::Redo(origin) = request {
            let ticket = Ticket(tickets.len() as u64 + 1);
            driven.shell.sent(ticket, origin);
            tickets.push(ticket);
        }
    }
    tickets
}

#[test]
fn enter_accepts_all_mentions_and_moves_on() {
    let mut window = reviewing(three_names());
    assert_eq!(asked(&window), "Ana Ruiz");
    window.get_by_label("Enter: accept, 2 here");
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "Bo Lind");
    let Some(Request::Send(Command::Together { kind, commands }, Origin::Decided(step))) =
        window.state().requests.first()
    else {
        panic!("a step was sent: {:?}", window.state().requests);
    };
    assert_eq!((*kind, commands.len(), step.len()), ("accept", 2, 1));
    window.get_by_label("Ana Ruiz, accepted, saving");
}

#[test]
fn x_rejects_and_o_doubts() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::X);
    press(&mut window, Key::O);
    assert_eq!(window.state().sent(), ["reject", "doubtful"]);
    assert_eq!(asked(&window), "Ilse Mbeki");
    window.get_by_label("Bo Lind, doubtful, saving");
}

#[test]
fn the_buttons_do_what_the_keys_do() {
    let mut window = reviewing(three_names());
    window.get_by_label("Reject").click();
    window.run();
    window.get_by_label("Accept").click();
    window.run();
    assert_eq!(window.state().sent(), ["reject", "accept"]);
}

#[test]
fn space_accepts_what_is_sure_up_to_the_first_doubt_in_one_step() {
    let text = "[Ana Ruiz]{person:1 0.95} met [Bo Lind]{person:2 0.99}, [Ilse]{person:3 0.7} and [Kim]{person:4 0.95}.\n\
                [Lee]{person:5 0.99} left.";
    let mut window = reviewing(fixture::marked(text));
    press(&mut window, Key::Space);
    assert_eq!(asked(&window), "Ilse");
    let [Request::Send(Command::Together { commands, .. }, Origin::Decided(step))] = window.state().requests.as_slice()
    else {
        panic!("one step was sent: {:?}", window.state().requests);
    };
    assert_eq!((commands.len(), step.len()), (2, 2));
    let is_with_paragraph = |command: &Command| matches!(command, Command::Decide { how: How::WithParagraph, .. });
    assert!(commands.iter().all(is_with_paragraph));
    press(&mut window, Key::Space);
    assert_eq!(asked(&window), "Ilse", "a doubt is not passed over");
    assert_eq!(window.state().sent().len(), 1);
    press(&mut window, Key::X);
    press(&mut window, Key::Space);
    assert_eq!(asked(&window), "Lee", "the next paragraph is not touched");
}

#[test]
fn undo_goes_back_to_what_was_decided() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::Enter);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert_eq!(asked(&window), "Ana Ruiz");
    let last = window.state().requests.last();
    assert!(matches!(last, Some(Request::Undo(Origin::Undone(step))) if step.len() == 1), "{last:?}");
    window.get_by_label("Ana Ruiz, to decide, saving");
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.run();
    assert!(matches!(window.state().requests.last(), Some(Request::Redo(Origin::Redone(_)))));
    window.get_by_label("Ana Ruiz, accepted, saving");
}

#[test]
fn the_panel_says_what_spoke_for_a_name() {
    let mut review = three_names();
    for mention in &mut review.mentions {
        mention.rule = Some(TRAINED.to_owned());
    }
    let spans: Vec<(Span, Label)> = review.mentions.iter().map(|mention| (mention.span, mention.label)).collect();
    let mut shell = with_rows(vec![fixture::article(1, "Boats", ArticleState::New)]);
    shell.open_article(1);
    shell.take_event(Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review)))));
    let mut window = window(shell);
    window.get_by_label_contains("because: the trained tagger, from the words themselves");
    let query = Query::Reasons(1, spans.clone());
    check_asked_for(&window, &Request::Ask(query.clone()));
    let reasons = spans.iter().map(|_| vec!["“Mr.” before".to_owned(), "its capitals".to_owned()]).collect();
    window.state_mut().shell.take_event(Event::Answered(query, Ok(Answer::Reasons(reasons))));
    window.run();
    window.get_by_label("because: the trained tagger (“Mr.” before, its capitals)");
}

#[test]
fn a_refused_decision_comes_back_with_its_reason() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::Enter);
    let tickets = hand_over(&mut window);
    window.state_mut().shell.take_event(Event::Refused(tickets[0], "the disk is full".to_owned()));
    window.run_steps(4);
    assert_eq!(asked(&window), "Ana Ruiz");
    window.get_by_label("Not saved: the disk is full");
    window.get_by_label("Ana Ruiz, to decide");
    assert_eq!(window.state().shell.trail.last().count(), 0);
}

#[test]
fn a_decision_is_drawn_from_the_dossier_once_it_is_durable() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::Enter);
    let tickets = hand_over(&mut window);
    let applied = Applied { summary: "Accepted".to_owned(), n_touched: 2, articles: vec![1], ..Applied::default() };
    window.state_mut().shell.take_event(Event::Applied(tickets[0], applied));
    window.run();
    assert!(window.state().requests.contains(&Request::Ask(Query::Review(1))));
    let mut review = three_names();
    for mention in [0, 3] {
        review.mentions[mention].status = Some(Status::Accepted);
    }
    window.state_mut().shell.take_event(Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review)))));
    window.run();
    window.get_by_label("Ana Ruiz, accepted");
    assert_eq!(asked(&window), "Bo Lind");
}

#[test]
fn the_list_of_articles_is_read_again_when_it_is_looked_at() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::Enter);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    let applied = || Applied { articles: vec![1], ..Applied::default() };
    for ticket in hand_over(&mut window) {
        window.state_mut().shell.take_event(Event::Applied(ticket, applied()));
    }
    window.run();
    let asks = |window: &Window| window.state().requests.contains(&Request::Ask(Query::Library));
    assert!(!asks(&window), "a decision and its undo leave done what was done");
    // Nothing is left of this sitting: what this takes back may have been anything.
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    for ticket in hand_over(&mut window) {
        window.state_mut().shell.take_event(Event::Applied(ticket, applied()));
    }
    window.run();
    assert!(asks(&window));
}

#[test]
fn enter_waits_for_cards_that_are_looked_for() {
    let answered = |review| Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review))));
    let mut begun = three_names();
    begun.names[1].is_compared = false;
    let mut window = reviewing(begun);
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "Bo Lind");
    let n_sent = window.state().sent().len();
    window.get_by_label("Looking for cards that it may be…");
    for key in [Key::Enter, Key::Space] {
        press(&mut window, key);
        assert_eq!((asked(&window).as_str(), window.state().sent().len()), ("Bo Lind", n_sent), "{key:?}");
    }
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::D);
        window.run();
        assert_eq!(window.state().sent().len(), n_sent, "an article is not done before all of it was read");
    }
    let mut whole = three_names();
    whole.names[1].candidates = vec![fixture::candidate(7, "Bo Lind")];
    window.state_mut().shell.take_event(answered(whole));
    window.run();
    assert_eq!(asked(&window), "Bo Lind", "the reviewer stays");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().sent().len(), n_sent + 1);
    assert_ne!(asked(&window), "Bo Lind");
}

#[test]
fn two_cards_wait_for_a_number() {
    let mut review = three_names();
    review.names[0].candidates = vec![fixture::candidate(7, "Ana Ruiz"), fixture::candidate(9, "Ana M. Ruiz")];
    let mut window = reviewing(review);
    press(&mut window, Key::Enter);
    assert_eq!((asked(&window).as_str(), window.state().sent().len()), ("Ana Ruiz", 0));
    window.get_by_label("which card is it? Its digit accepts it and goes on");
    press(&mut window, Key::Num2);
    assert_ne!(asked(&window), "Ana Ruiz", "on with the next");
    let Some(Request::Send(Command::Together { commands, .. }, _)) = window.state().requests.first() else {
        panic!("a step was sent");
    };
    assert!(commands.iter().any(|command| matches!(command, Command::Link { entity: 9, .. })));
}

#[test]
fn d_makes_a_card_of_its_own() {
    let mut review = three_names();
    review.names[0].candidates = vec![fixture::candidate(7, "Ana Ruiz")];
    let mut window = reviewing(review);
    press(&mut window, Key::D);
    assert_eq!(asked(&window), "Bo Lind");
    let Some(Request::Send(Command::Together { commands, .. }, _)) = window.state().requests.first() else {
        panic!("a step was sent");
    };
    assert!(!commands.iter().any(|command| matches!(command, Command::Link { .. })));
    let apart =
        commands.iter().find_map(|command| if let Command::Apart { from, .. } = command { Some(from) } else { None });
    assert_eq!(apart, Some(&vec![7]), "and it is never the one that was offered");
}

#[test]
fn the_end_is_a_stop_and_the_next_enter_goes_on() {
    let mut window = reviewing(fixture::marked("[Ana Ruiz]{person:1} lives in [Peru]{place:2 known}."));
    press(&mut window, Key::Enter);
    assert_eq!(window.state().shell.review.position(), Some(Position::Summary));
    window.get_by_label("1 known, accepted with the article");
    press(&mut window, Key::Enter);
    let is_done =
        |request: &Request| matches!(request, Request::Send(Command::Done { article: 1, accept_known: true }, _));
    assert!(window.state().requests.iter().any(is_done));
    assert_eq!(window.state().shell.review.article(), Some(2));
}

#[test]
fn the_last_article_leads_back_to_the_library() {
    let mut window = reviewing(fixture::marked("Nothing here."));
    press(&mut window, Key::Enter);
    window
        .state_mut()
        .shell
        .take_event(Event::Answered(Query::Review(2), Ok(Answer::Review(Reading::new(fixture::marked("Nor here."))))));
    window.run();
    let mut rows = window.state().shell.rows.value().expect("rows").clone();
    rows[0].state = crate::model::kind::ArticleState::Done;
    window.state_mut().shell.take_event(Event::Answered(Query::Library, Ok(Answer::Library(rows))));
    press(&mut window, Key::Enter);
    assert_eq!(window.state().shell.screen, Screen::Library);
}

#[test]
fn keys_and_arrows_move_without_deciding() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::J);
    press(&mut window, Key::ArrowDown);
    assert_eq!(asked(&window), "Ilse Mbeki");
    press(&mut window, Key::ArrowDown);
    assert_eq!(asked(&window), "summary");
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::K);
    assert_eq!(asked(&window), "Bo Lind");
    assert_eq!(window.state().sent(), Vec::<&str>::new());
}

#[test]
fn a_click_in_the_list_goes_there_and_known_names_can_be_contested() {
    let mut window = reviewing(fixture::marked("[Ana Ruiz]{person:1} lives in [Peru]{place:2 known}."));
    window.get_by_label("Peru, known").click();
    window.run();
    assert_eq!(asked(&window), "Peru");
    press(&mut window, Key::X);
    assert_eq!(window.state().sent(), ["reject"]);
    assert_eq!(asked(&window), "Ana Ruiz");
}

#[test]
fn the_trail_leads_back() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::Enter);
    press(&mut window, Key::X);
    window.get_by_label("Back to Ana Ruiz ×2, accepted").click();
    window.run();
    assert_eq!(asked(&window), "Ana Ruiz");
}

#[test]
fn z_goes_back_along_the_trail_and_deciding_otherwise_leads_on_from_where_one_was() {
    let mut window = reviewing(three_names());
    for key in [Key::Enter, Key::X, Key::Z] {
        press(&mut window, key);
    }
    assert_eq!(asked(&window), "Bo Lind");
    press(&mut window, Key::Z);
    assert_eq!(asked(&window), "Ana Ruiz");
    press(&mut window, Key::O);
    assert_eq!(window.state().sent(), ["accept", "reject", "doubtful"]);
    assert_eq!(asked(&window), "Ilse Mbeki");
}

#[test]
fn a_claim_is_one_stop_with_its_parts() {
    let mut review = fixture::marked("About [40 men]{quantity} left the harbour on [Monday]{date}.");
    fixture::add_claim(&mut review, ClaimKind::Figure, "About 40 men left the harbour", 0.7, &[0]);
    let mut window = reviewing(review);
    window.get_by_label("Enter: accept this with all its parts");
    press(&mut window, Key::Enter);
    let sent = window.state().requests.first();
    let is_claim =
        matches!(sent, Some(Request::Send(Command::DecideClaim { verdict: Verdict::Accept, .. }, Origin::Decided(_))));
    assert!(is_claim, "{sent:?}");
    assert_eq!(asked(&window), "Monday");
}

#[test]
fn a_dialog_takes_the_keys() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::F1);
    assert!(matches!(window.state().shell.asked, Asked::Keys(_)));
    press(&mut window, Key::X);
    press(&mut window, Key::Enter);
    assert_eq!(window.state().sent(), Vec::<&str>::new());
    press(&mut window, Key::Escape);
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
    press(&mut window, Key::X);
    assert_eq!(window.state().sent(), ["reject"]);
}

#[test]
fn a_held_key_decides_once() {
    let mut window = reviewing(three_names());
    for _ in 0..3 {
        // The toolkit marks what it did not see released as repeated.
        window.key_down(Key::X);
        window.step();
    }
    assert_eq!(window.state().sent(), ["reject"]);
}

/// Forty paragraphs of three names each.
fn long_article() -> Review {
    let paragraph = |n: usize| {
        let name = |of: usize| format!("[Name{}]{{person:{}}}", 3 * n + of, 3 * n + of);
        format!("{} met {} in the harbour town, and both of them wrote to {} about it.", name(0), name(1), name(2))
    };
    fixture::marked(&(0..40).map(paragraph).collect::<Vec<_>>().join("\n"))
}

#[test]
fn the_stop_stays_at_the_reading_height_and_only_what_is_seen_is_drawn() {
    let mut window = reviewing(long_article());
    let mut tops = Vec::new();
    for _ in 0..20 {
        press(&mut window, Key::J);
        press(&mut window, Key::J);
        press(&mut window, Key::J);
        let words = asked(&window);
        let paragraph = window
            .get_all_by_role(Role::Paragraph)
            .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(&format!("{words} met"))));
        tops.push(paragraph.expect("the paragraph is on screen").rect().top());
    }
    let settled = &tops[10..];
    assert!(settled.iter().all(|top| (top - settled[0]).abs() < 2.0), "{settled:?}");
    assert!(window.get_all_by_role(Role::Paragraph).count() < 20);
}

#[test]
fn a_click_on_a_mark_goes_to_its_stop_and_a_click_beside_it_does_not() {
    let mut window =
        reviewing(fixture::marked("[Ana Ruiz]{person:1} spoke.\nIn the harbour, [Bo Lind]{person:2} left."));
    let rect = window.get_by_role_and_label(Role::Paragraph, "In the harbour, Bo Lind left.").rect();
    let mut click = |x: f32| {
        let at = egui::pos2(rect.left() + x, rect.center().y);
        window.hover_at(at);
        window.drag_at(at);
        window.drop_at(at);
        window.run();
        asked(&window)
    };
    assert_eq!(click(20.0), "Ana Ruiz");
    assert_eq!(click(150.0), "Bo Lind");
}

#[test]
fn a_new_card_is_for_names_only() {
    let mut window = reviewing(fixture::marked("on [Monday]{date} it rained"));
    press(&mut window, Key::D);
    assert_eq!(window.state().sent(), Vec::<&str>::new());
}

#[test]
fn a_small_window_keeps_text_and_panel() {
    let mut window = reviewing(three_names());
    window.set_size(egui::Vec2::new(640.0, 400.0));
    window.run();
    window.get_by_label("Enter: accept, 2 here");
    assert!(window.query_by_label("Bo Lind, to decide").is_none(), "the list gives its room to the text");
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "Bo Lind");
}

#[test]
fn in_a_low_window_the_answer_stays_in_sight_however_much_stands_above_it() {
    let mut review = three_names();
    review.names[0].candidates = (1..=9).map(|id| fixture::candidate(id, "Ana Ruiz of the harbour board")).collect();
    let mut window = reviewing(review);
    window.set_size(egui::Vec2::new(640.0, 400.0));
    window.run();
    for label in ["Accept", "Reject", "Doubtful"] {
        let button = window.get_by_role_and_label(Role::Button, label).rect();
        assert!(button.bottom() <= 400.0, "{label} ends at {}", button.bottom());
    }
}

#[test]
fn undoing_nothing_says_so_and_loses_nothing() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::U);
    let tickets = hand_over(&mut window);
    window.state_mut().shell.take_event(Event::Refused(tickets[0], "there is nothing to undo".to_owned()));
    window.run_steps(4);
    window.get_by_label("there is nothing to undo");
    assert_eq!(asked(&window), "Ana Ruiz");
}

#[test]
fn the_focused_surface_says_what_is_asked() {
    let mut window = reviewing(three_names());
    assert!(window.get_by_label("Ana Ruiz, to decide; Enter: accept, 2 here").is_focused());
    press(&mut window, Key::X);
    assert!(window.get_by_label("Bo Lind, to decide; Enter: accept, once here").is_focused());
}

#[test]
fn what_a_claim_takes_along_is_not_asked_again() {
    let mut review = fixture::marked("The harbour board met [Ana Ruiz]{person:1}. [Bo Lind]{person:2} left.");
    fixture::add_claim(&mut review, ClaimKind::Event, "The harbour board met Ana Ruiz", 0.8, &[0]);
    let mut window = reviewing(review);
    press(&mut window, Key::J);
    assert_eq!(asked(&window), "The harbour board met Ana Ruiz");
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "Bo Lind");
    window.get_by_label("Ana Ruiz, accepted, saving");
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "summary");
    assert_eq!(window.state().sent().len(), 2);
}

/// Goes to the `nth` occurrence of `words`, as another screen would.
fn go_to(window: &mut Window, words: &str, nth: usize) {
    let shell = &mut window.state_mut().shell;
    let body = &shell.review.review().value().expect("a review").body;
    let start = body.match_indices(words).nth(nth).expect("words of the body").0;
    shell.outbox.go(Go::Words { article: 1, span: Span::new(start, start + words.len()) });
    window.run();
}

#[test]
fn another_screen_leads_to_a_decided_mention_and_back_returns() {
    let mut review = three_names();
    review.mentions[3].status = Some(Status::Accepted);
    let mut window = reviewing(review);
    window.state_mut().shell.show(Screen::Cards);
    go_to(&mut window, "Ruiz", 1);
    assert_eq!(window.state().shell.screen, Screen::Review);
    assert_eq!(asked(&window), "Ana Ruiz", "the stop that the mention belongs to");
    let sought = window.state().shell.review.sought().expect("words that are marked");
    assert_eq!(sought.start_byte, three_names().mentions[3].span.start_byte);
    press(&mut window, Key::J);
    assert_eq!(window.state().shell.review.sought(), None, "moving on takes the mark away");
    press(&mut window, Key::Backspace);
    assert_eq!(window.state().shell.screen, Screen::Cards);
}

#[test]
fn words_without_a_stop_are_shown_and_nothing_can_be_decided_there() {
    let mut window = reviewing(three_names());
    go_to(&mut window, "left", 0);
    window.get_by_label("Nothing was suggested here.");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().sent(), [""; 0]);
    press(&mut window, Key::K);
    assert_eq!(asked(&window), "Ilse Mbeki", "the stop before the words");
}

#[test]
fn words_of_an_article_that_is_not_read_yet_are_gone_to_once_it_is() {
    let mut window = reviewing(three_names());
    let article = 2;
    let span = three_names().mentions[1].span;
    window.state_mut().shell.outbox.go(Go::Words { article, span });
    window.run();
    assert!(window.state().requests.contains(&Request::Ask(Query::Review(article))));
    let answer = Ok(Answer::Review(Reading::new(three_names())));
    window.state_mut().shell.take_event(Event::Answered(Query::Review(article), answer));
    window.run();
    assert_eq!(asked(&window), "Bo Lind");
}

#[test]
fn c_takes_over_what_an_earlier_article_offers() {
    let mut window = reviewing(three_names());
    press(&mut window, Key::C);
    window.get_by_label("No article that was reviewed has these sentences");
    let offer = SameText { from: 12, publisher: None, published: None, n_sentences: 18, n_decisions: 25, n_left: 0 };
    let answered = Event::Answered(Query::SameText(1), Ok(Answer::SameText(Some(offer.clone()))));
    window.state_mut().shell.take_event(answered);
    window.run();
    window.get_by_label("18 sentences were reviewed in A12: take over 25 decisions?");
    press(&mut window, Key::C);
    let expected = Command::TakeOver { article: 1, from: 12 };
    check_asked_for(&window, &Request::Send(expected, Origin::Other));
    // One that was asked for another article is let go.
    window.state_mut().shell.take_event(Event::Answered(Query::SameText(2), Ok(Answer::SameText(None))));
    window.run();
    window.get_by_label("18 sentences were reviewed in A12: take over 25 decisions?");
    // A done article is offered nothing.
    let mut done = three_names();
    done.article.state = ArticleState::Done;
    window.state_mut().shell.take_event(Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(done)))));
    window.run();
    assert!(window.query_by_label("18 sentences were reviewed in A12: take over 25 decisions?").is_none());
}

#[test]
fn the_margin_leads_to_where_it_is_pressed_and_is_not_there_where_all_is_in_view() {
    let filler = "The boats came back to the harbour before the storm, and nobody was hurt.\n".repeat(60);
    let mut window =
        reviewing(fixture::marked(&format!("[Ana Ruiz]{{person:1}} left.\n{filler}[Bo]{{person:2}} left.")));
    assert!(window.state().shell.review.text.offset < 100.0);
    let rect = window.get_by_label("Where the stops are").rect();
    let low = egui::pos2(rect.center().x, rect.bottom() - 20.0);
    window.drag_at(low);
    window.run_steps(2);
    window.drop_at(low);
    window.run_steps(4);
    let offset = window.state().shell.review.text.offset;
    assert!(offset > 800.0, "{offset}");
    assert_eq!(asked(&window), "Ana Ruiz", "looking elsewhere is not going there");
    let short = reviewing(three_names());
    assert!(short.query_by_label("Where the stops are").is_none());
}

//! Words in the reviewer's hand: borders moved by keys and pointer, kinds said, mentions and claims nobody suggested.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::EntityRef;
use crate::ledger::command::FieldEdit;
use crate::ledger::command::MentionChange;
use crate::ledger::command::MentionRef;
use crate::ledger::command::Verdict;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::read::review::Review;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::joining::choice;
use crate::ui::tests::reviewing;
use crate::ui::views::ask::Asked;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui_kittest::kittest::Queryable as _;

const TEXT: &str = "Mr. [Ana]{person:1} Ruiz met [Bo Lind]{person:2} of Lima. [Ana]{person:1} left.";

fn review() -> Review {
    fixture::marked(TEXT)
}

fn press(window: &mut Window, keys: &[Key]) {
    for key in keys {
        window.key_press(*key);
        window.run();
    }
}

/// What was sent, with steps of several taken apart.
fn sent(window: &Window) -> Vec<Command> {
    let commands = window.state().requests.iter().filter_map(|request| match request {
        Request::Send(Command::Together { commands, .. }, _) => Some(commands.clone()),
        Request::Send(command, _) => Some(vec![command.clone()]),
        _ => None,
    });
    commands.flatten().collect()
}

/// The `nth` place where the words stand.
fn span(words: &str, nth: usize) -> Span {
    let body = review().body;
    let (start, _) = body.match_indices(words).nth(nth).expect("words of the body");
    Span::new(start, start + words.len())
}

fn change(words: &str, nth: usize, label: Label, to: MentionChange) -> Command {
    Command::Change { mention: MentionRef { article: 1, span: span(words, nth), label }, to }
}

#[test]
fn arrows_give_a_name_its_borders_and_enter_accepts_it_so() {
    let mut window = reviewing(review());
    press(&mut window, &[Key::ArrowRight]);
    window.get_by_label("In hand: Ana Ruiz");
    window.get_by_label_contains("was “Ana”");
    window.get_by_label("Enter: accept these words as person");
    press(&mut window, &[Key::Enter]);
    let to = MentionChange { span: Some(span("Ana Ruiz", 0)), ..MentionChange::default() };
    assert_eq!(sent(&window), [change("Ana", 0, Label::Person, to)]);
    assert!(window.query_by_label("In hand: Ana Ruiz").is_none());
}

#[test]
fn shift_moves_the_start_and_alt_goes_by_letters() {
    let mut window = reviewing(review());
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    window.run();
    window.get_by_label("In hand: Mr. Ana");
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.run();
    window.get_by_label("In hand: Mr. An");
    window.key_press_modifiers(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowRight);
    window.run();
    window.get_by_label("In hand: r. An");
    press(&mut window, &[Key::Escape]);
    assert!(window.query_by_label_contains("In hand").is_none());
    assert_eq!(sent(&window), []);
}

#[test]
fn a_digit_says_the_kind_of_all_mentions_of_the_name_and_goes_on() {
    let mut window = reviewing(review());
    press(&mut window, &[Key::Num2]);
    let to = || MentionChange { label: Some(Label::Org), ..MentionChange::default() };
    let expected = [change("Ana", 0, Label::Person, to()), change("Ana", 1, Label::Person, to())];
    assert_eq!(sent(&window), expected);
    window.get_by_label("Enter: accept, once here");
}

#[test]
fn the_kind_it_has_is_accepted_as_by_enter() {
    let mut window = reviewing(review());
    press(&mut window, &[Key::Num1]);
    assert!(matches!(sent(&window)[..], [Command::Decide { .. }, Command::Decide { .. }]), "{:?}", sent(&window));
}

#[test]
fn a_digit_takes_a_card_where_cards_are_in_question_and_goes_on() {
    let mut review = review();
    review.names[0].candidates = vec![fixture::candidate(7, "Ana Ruiz"), fixture::candidate(9, "Ana Ruiz")];
    let mut window = reviewing(review);
    press(&mut window, &[Key::Num2]);
    assert!(sent(&window).iter().any(|command| matches!(command, Command::Link { entity: 9, .. })));
}

#[test]
fn words_nobody_suggested_are_picked_carried_and_named() {
    let mut window = reviewing(review());
    press(&mut window, &[Key::J, Key::M]);
    window.get_by_label("In hand: Bo");
    press(&mut window, &[Key::ArrowRight, Key::ArrowRight, Key::ArrowRight]);
    window.get_by_label("In hand: Lima");
    press(&mut window, &[Key::Enter]);
    window.get_by_label("Say first what it is: 1 to 9, or F, Q, R, V for a claim");
    press(&mut window, &[Key::Num3]);
    let mention = MentionRef { article: 1, span: span("Lima", 0), label: Label::Place };
    assert_eq!(sent(&window), [Command::Create { mention, value: None }]);
}

#[test]
fn what_was_found_is_picked_by_the_next_key() {
    let mut window = reviewing(review());
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    window.get_by_label("Find in the article").type_text("lima");
    window.run();
    press(&mut window, &[Key::Escape, Key::M]);
    window.get_by_label("In hand: Lima");
    press(&mut window, &[Key::Escape, Key::M]);
    window.get_by_label("In hand: Ana");
    // While the field is open, and something else has the focus, it is the hit that is shown.
    press(&mut window, &[Key::Escape]);
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    window.state_mut().shell.outbox.act(crate::ui::action::Action::PickWords);
    window.run();
    window.get_by_label("In hand: Lima");
}

#[test]
fn shift_and_arrows_take_more_words_and_a_letter_makes_a_claim() {
    let mut window = reviewing(fixture::marked("[Ana Ruiz]{person:1} saw 41 miners leave."));
    press(&mut window, &[Key::M, Key::ArrowRight, Key::ArrowRight, Key::ArrowRight]);
    window.get_by_label("In hand: 41");
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    window.run();
    window.get_by_label("In hand: 41 miners leave");
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    window.run();
    window.get_by_label("In hand: saw 41 miners leave");
    window.key_press_modifiers(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowRight);
    press(&mut window, &[Key::ArrowLeft]);
    window.get_by_label("In hand: aw 41 miners");
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowRight);
    }
    window.run();
    window.get_by_label("In hand: 41 miners");
    press(&mut window, &[Key::F]);
    let fields = vec![
        FieldEdit { field: Field::Value, values: vec![PartValue::Number(41.0)] },
        FieldEdit { field: Field::Population, values: vec![PartValue::Text("miners".to_owned())] },
    ];
    let span = Span::new("Ana Ruiz saw ".len(), "Ana Ruiz saw 41 miners".len());
    assert_eq!(sent(&window), [Command::CreateClaim { article: 1, kind: ClaimKind::Figure, span, fields }]);
}

#[test]
fn a_claim_made_by_hand_is_looked_at_and_asks_for_what_its_words_do_not_tell() {
    for (kind, key, parts, asks) in [
        (ClaimKind::Figure, Key::F, vec![Part::number(Field::Value, 41.0)], false),
        (ClaimKind::Figure, Key::F, Vec::new(), true),
        (ClaimKind::Event, Key::V, vec![Part::entity(Field::Place, "Lima".to_owned())], true),
    ] {
        let mut review = fixture::marked("[Ana Ruiz]{person:1} saw 41 miners leave.");
        let mut window = reviewing(review.clone());
        press(&mut window, &[Key::M, Key::ArrowRight, Key::ArrowRight, key]);
        assert!(matches!(sent(&window).as_slice(), [Command::CreateClaim { .. }]), "{kind:?}");
        fixture::add_claim(&mut review, kind, "saw", 0.9, &[]);
        review.claims[0].status = Some(Status::Accepted);
        review.claims[0].parts = parts;
        let answer = Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review))));
        window.state_mut().shell.take_event(answer);
        window.run();
        let title = format!("Fields of the {}", kind.as_str());
        assert_eq!(window.query_by_label(&title).is_some(), asks, "{kind:?}");
    }
}

#[test]
fn a_claim_made_by_hand_takes_the_place_of_what_was_suggested_on_its_words_in_one_step() {
    let text = "[Ana Ruiz]{person:1} said that 41 miners and 7 boys left. [Bo Lind]{person:2} slept.";
    let mut review = fixture::marked(text);
    fixture::add_claim(&mut review, ClaimKind::Quote, "41 miners and 7 boys left", 0.9, &[]);
    fixture::add_claim(&mut review, ClaimKind::Quote, "slept", 0.9, &[]);
    let mut window = reviewing(review.clone());
    press(&mut window, &[Key::J]);
    let at = |words: &str| {
        let start = review.body.find(words).expect("words of the body");
        Span::new(start, start + words.len())
    };
    let words = at("that 41 miners and 7 boys");
    window.state_mut().shell.review.select(words);
    press(&mut window, &[Key::Q]);
    let request = window.state().requests.iter().find_map(|request| match request {
        Request::Send(Command::Together { kind, commands }, _) => Some((*kind, commands.clone())),
        _ => None,
    });
    let (kind, commands) = request.expect("one step");
    assert_eq!(kind, "create_claim");
    let [Command::DecideClaim { claim, verdict, .. }, Command::CreateClaim { span, .. }] = commands.as_slice() else {
        panic!("one is rejected, one made: {commands:?}");
    };
    let suggested = ClaimRef::Proposed { article: 1, kind: ClaimKind::Quote, span: at("41 miners and 7 boys left") };
    assert_eq!((*claim, *verdict, *span), (suggested, Verdict::Reject, words));
    review.claims[0].status = Some(Status::Rejected);
    fixture::add_claim(&mut review, ClaimKind::Quote, "that 41 miners and 7 boys", 0.9, &[]);
    let made = review.claims.last_mut().expect("the claim");
    (made.status, made.id) = (Some(Status::Accepted), Some(4));
    made.parts = vec![Part::entity(Field::Speaker, "Ana Ruiz".to_owned())];
    let answer = Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review))));
    window.state_mut().shell.take_event(answer);
    window.run();
    assert_eq!(crate::ui::tests::asked(&window), "that 41 miners and 7 boys");
    press(&mut window, &[Key::Enter]);
    assert_eq!(crate::ui::tests::asked(&window), "Bo Lind", "not back to what was replaced");
}

#[test]
fn a_suggestion_beside_what_is_made_by_hand_stays() {
    let mut review = fixture::marked("The [41]{quantity} miners and the [7]{quantity} boys of the village left.");
    fixture::add_claim(&mut review, ClaimKind::Figure, "41 miners and the 7 boys", 0.9, &[0]);
    let mut window = reviewing(review.clone());
    let start = review.body.find("7 boys").expect("words");
    window.state_mut().shell.review.select(Span::new(start, start + "7 boys of the village".len()));
    press(&mut window, &[Key::F]);
    assert!(matches!(sent(&window)[..], [Command::CreateClaim { .. }]), "the 41 are another figure");
}

#[test]
fn what_was_asked_about_waits_while_something_is_made_by_hand() {
    let text = "[Ana Ruiz]{person:1} saw 41 miners leave. [Bo Lind]{person:2} slept.";
    let mut review = fixture::marked(text);
    let mut window = reviewing(review.clone());
    press(&mut window, &[Key::M, Key::ArrowRight, Key::ArrowRight, Key::Num3]);
    assert_eq!(crate::ui::tests::asked(&window), "Ana Ruiz", "a name made by hand answers nothing");
    press(&mut window, &[Key::M, Key::ArrowRight, Key::ArrowRight, Key::V]);
    fixture::add_claim(&mut review, ClaimKind::Event, "saw", 0.9, &[]);
    (review.claims[0].status, review.claims[0].id) = (Some(Status::Accepted), Some(4));
    let answer = Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review))));
    window.state_mut().shell.take_event(answer);
    window.run();
    window.get_by_label("Fields of the event");
    window.event(egui::Event::Text("v".to_owned()));
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run();
    assert!(sent(&window).iter().any(|command| matches!(command, Command::EditClaim { .. })));
    assert_eq!(crate::ui::tests::asked(&window), "Ana Ruiz", "back to what is still to decide");
}

#[test]
fn a_letter_without_words_in_hand_says_what_to_do_and_makes_nothing() {
    let mut window = reviewing(review());
    press(&mut window, &[Key::F]);
    window.get_by_label("Pick the words first: M and the arrows, or with the mouse");
    assert_eq!(sent(&window), []);
}

#[test]
fn rejecting_drops_the_words_in_hand() {
    let mut window = reviewing(review());
    press(&mut window, &[Key::ArrowRight, Key::X]);
    assert!(window.query_by_label_contains("In hand").is_none());
    assert!(!sent(&window).iter().any(|command| matches!(command, Command::Change { .. })));
}

#[test]
fn the_pointer_takes_whole_words_in_hand() {
    let mut window = reviewing(review());
    let rect = window.get_by_role_and_label(Role::Paragraph, &review().body).rect();
    let at = |share: f32| egui::pos2(rect.left() + rect.width() * share, rect.center().y);
    // From the middle of `Ana` to the middle of `Ruiz`.
    window.drag_at(at(0.13));
    window.run_steps(2);
    window.hover_at(at(0.26));
    window.run_steps(2);
    window.drop_at(at(0.26));
    window.run_steps(2);
    window.get_by_label("In hand: Ana Ruiz");
    window.get_by_label_contains("was “Ana”");
}

#[test]
fn the_fields_of_a_claim_are_put_right() {
    let mut review = fixture::marked("[Ana Ruiz]{person:1 known} saw 41 miners leave.");
    fixture::add_claim(&mut review, ClaimKind::Figure, "41 miners", 0.9, &[]);
    review.claims[0].parts = vec![Part::number(Field::Value, 41.0), Part::text(Field::Population, "miners")];
    let mut window = reviewing(review);
    press(&mut window, &[Key::E]);
    let field = window.get_by_role_and_label(Role::TextInput, "of whom");
    field.focus();
    window.run();
    window.get_by_role_and_label(Role::TextInput, "of whom").type_text("miners of copper");
    window.run();
    press(&mut window, &[Key::Enter]);
    let span = Span::new("Ana Ruiz saw ".len(), "Ana Ruiz saw 41 miners".len());
    let claim = ClaimRef::Proposed { article: 1, kind: ClaimKind::Figure, span };
    let to = vec![FieldEdit { field: Field::Population, values: vec![PartValue::Text("miners of copper".to_owned())] }];
    let sent = sent(&window);
    assert_eq!(sent.last(), Some(&Command::EditClaim { claim, to }));
    assert!(matches!(&sent[0], Command::DecideClaim { claim: decided, .. } if *decided == claim), "{sent:?}");
    assert!(matches!(window.state().shell.asked, Asked::Nothing));
    window.get_by_label_contains("End of the article");
}

#[test]
fn arrows_lead_from_field_to_field_and_delete_empties_one() {
    let mut review = fixture::marked("[Ana Ruiz]{person:1} saw 41 miners leave [Lima]{place:2 known}.");
    review.mentions[0].status = Some(Status::Accepted);
    review.names[0].card = Some(fixture::candidate(5, "Ana Ruiz").card);
    fixture::add_claim(&mut review, ClaimKind::Figure, "41 miners", 0.9, &[]);
    review.claims[0].parts = vec![
        Part::number(Field::Value, 41.0),
        Part::text(Field::Population, "miners"),
        Part::entity(Field::Place, "Lima".to_owned()),
        Part::entity(Field::SaidBy, "Ana Ruiz".to_owned()),
    ];
    let mut window = reviewing(review);
    press(&mut window, &[Key::E]);
    // The first field is chosen whole: what is typed takes its place.
    window.event(egui::Event::Text("42".to_owned()));
    window.run();
    // Upwards from the first to the last: said on, said by, as of, place.
    press(&mut window, &[Key::ArrowUp, Key::ArrowUp, Key::Delete, Key::ArrowUp, Key::ArrowUp, Key::Delete]);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run();
    let Some(Command::EditClaim { to, .. }) = sent(&window).pop() else { panic!("an edit") };
    let edit = |field, values| FieldEdit { field, values };
    assert_eq!(
        to,
        [
            edit(Field::Value, vec![PartValue::Number(42.0)]),
            edit(Field::Place, Vec::new()),
            edit(Field::SaidBy, Vec::new()),
        ],
        "also who has no card yet"
    );
}

#[test]
fn a_field_of_a_claim_takes_any_card_of_the_dossier_by_typing() {
    let mut review = fixture::marked("[Ana Ruiz]{person:1 known} saw 41 miners leave.");
    fixture::add_claim(&mut review, ClaimKind::Figure, "41 miners", 0.9, &[]);
    let mut window = reviewing(review);
    press(&mut window, &[Key::E]);
    // From the last field upwards; the letter that was typed stands in the field for cards.
    press(&mut window, &[Key::ArrowUp, Key::ArrowUp]);
    window.event(egui::Event::Text("c".to_owned()));
    window.run();
    window.get_by_label("Card").type_text("us");
    window.run();
    let wanted = window.state().requests.iter().rev().find_map(|request| match request {
        Request::Ask(Query::CardChoices(wanted)) => Some(wanted.clone()),
        _ => None,
    });
    let wanted = wanted.expect("a question about cards");
    assert_eq!(wanted.terms, ["cus"]);
    let choices = vec![choice(70, Label::Org, "Cusco Miners", None)];
    let answer = Event::Answered(Query::CardChoices(wanted), Ok(Answer::CardChoices(choices)));
    window.state_mut().shell.take_event(answer);
    window.run();
    press(&mut window, &[Key::Enter]);
    // Back among the fields: Esc would close these, and the card stands in its field.
    window.get_by_label("Fields of the figure");
    assert!(window.get_by_label("said by: Cusco Miners").is_focused(), "on with the next field from here");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run();
    let said = FieldEdit { field: Field::SaidBy, values: vec![PartValue::Entity(EntityRef::Decided(70))] };
    let edits: Vec<Vec<FieldEdit>> = sent(&window)
        .into_iter()
        .filter_map(|command| if let Command::EditClaim { to, .. } = command { Some(to) } else { None })
        .collect();
    assert_eq!(edits, [vec![said]]);
}

#[test]
fn where_no_claim_is_in_question_its_fields_are_not_asked() {
    let mut window = reviewing(review());
    press(&mut window, &[Key::E]);
    window.get_by_label_contains("Go to a figure, a quote, a role or an event first");
}

//! The fields of a claim: where they open, how one is reached by one key, and what the article offers for each.

use crate::ledger::command::Command;
use crate::ledger::command::EntityRef;
use crate::ledger::command::FieldEdit;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::read::card_choice::Beside;
use crate::store::read::review::Review;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::asked;
use crate::ui::tests::joining::choice;
use crate::ui::tests::press;
use crate::ui::tests::reviewing;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui_kittest::kittest::Queryable as _;

/// A figure without a place, between names that have no card yet.
fn review() -> Review {
    let mut review = fixture::marked(
        "[Ana Ruiz]{person:1 known} spoke in [Cusco]{place:2 known}. In [Lima]{place:3 known}, [Bo Lind]{person:4 known} saw 41 tired \
         miners who left [Callao]{place:5 known}.",
    );
    fixture::add_claim(&mut review, ClaimKind::Figure, "41 tired miners", 0.9, &[]);
    review.claims[0].parts = vec![Part::number(Field::Value, 41.0)];
    review
}

fn typed(window: &mut Window, text: &str) {
    window.event(egui::Event::Text(text.to_owned()));
    window.run();
}

fn save(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run();
}

/// The fields that were changed, in all that was sent.
fn edits(window: &Window) -> Vec<FieldEdit> {
    let commands = window.state().requests.iter().filter_map(|request| match request {
        Request::Send(Command::Together { commands, .. }, _) => Some(commands.clone()),
        Request::Send(command, _) => Some(vec![command.clone()]),
        _ => None,
    });
    let edits = commands.flatten().filter_map(|command| match command {
        Command::EditClaim { to, .. } => Some(to),
        _ => None,
    });
    edits.flatten().collect()
}

fn named(review: &Review, words: &str) -> PartValue<EntityRef> {
    let mention = review.mentions.iter().find(|mention| mention.words == words).expect("a name of the article");
    PartValue::Entity(EntityRef::Named { span: mention.span, label: mention.label })
}

#[test]
fn what_lacks_is_asked_first_and_the_sentence_offers_it() {
    let mut window = reviewing(review());
    press(&mut window, Key::E);
    assert!(window.get_by_role_and_label(Role::TextInput, "of whom").is_focused(), "what is counted is not said");
    window.get_by_label_contains("Right takes: tired miners");
    press(&mut window, Key::ArrowRight);
    save(&mut window);
    let of = FieldEdit { field: Field::Population, values: vec![PartValue::Text("tired miners".to_owned())] };
    assert_eq!(edits(&window), [of]);
}

#[test]
fn a_digit_with_alt_leads_to_a_field_and_arrows_take_names_of_the_sentence_first() {
    let mut window = reviewing(review());
    press(&mut window, Key::E);
    window.key_press_modifiers(Modifiers::ALT, Key::Num7);
    window.run();
    assert!(window.get_by_label("place: –").is_focused());
    window.get_by_label_contains("Right takes: Lima · Callao · Cusco");
    press(&mut window, Key::ArrowRight);
    window.get_by_label("place: Lima");
    // The tenth field has the nought.
    window.key_press_modifiers(Modifiers::ALT, Key::Num0);
    window.run();
    assert!(window.get_by_role_and_label(Role::TextInput, "said on").is_focused());
    typed(&mut window, "8 Dec 2023");
    save(&mut window);
    let place = FieldEdit { field: Field::Place, values: vec![named(&review(), "Lima")] };
    let on = FieldEdit { field: Field::SaidOn, values: vec![PartValue::Text("2023-12-08".to_owned())] };
    assert_eq!(edits(&window), [place, on]);
}

#[test]
fn cards_for_a_place_are_places_those_of_the_sentence_first() {
    let mut window = reviewing(review());
    press(&mut window, Key::E);
    window.key_press_modifiers(Modifiers::ALT, Key::Num7);
    window.run();
    typed(&mut window, "c");
    let wanted = window.state().requests.iter().rev().find_map(|request| match request {
        Request::Ask(Query::CardChoices(wanted)) => Some(wanted.clone()),
        _ => None,
    });
    let wanted = wanted.expect("a question about cards");
    let Beside::Field { kinds, .. } = &wanted.beside else { panic!("a field: {:?}", wanted.beside) };
    assert_eq!(kinds.first(), Some(&Label::Place));
    assert!(!kinds.contains(&Label::Person), "{kinds:?}");
    let choices = vec![choice(70, Label::Place, "Cajamarca", None)];
    window.state_mut().shell.take_event(Event::Answered(Query::CardChoices(wanted), Ok(Answer::CardChoices(choices))));
    window.run();
    let at = |label: &str| window.get_by_label_contains(label).rect().top();
    assert!(at("Callao, place · a card of its own · in this sentence") < at("Cusco, place"));
    assert!(at("Cusco, place · a card of its own · in this paragraph") < at("Cajamarca, place · E70"));
    // The card that is taken is the last change.
    press(&mut window, Key::ArrowDown);
    save(&mut window);
    let place = FieldEdit { field: Field::Place, values: vec![named(&review(), "Cusco")] };
    assert_eq!(edits(&window), [place]);
}

#[test]
fn a_type_of_event_is_found_by_its_first_letters() {
    let mut review = fixture::marked("[Ana Ruiz]{person:1 known} lost her post in [Lima]{place:2 known}.");
    fixture::add_claim(&mut review, ClaimKind::Event, "lost her post", 0.9, &[]);
    review.claims[0].parts = vec![Part::entity(Field::Actors, "Ana Ruiz".to_owned())];
    let mut window = reviewing(review);
    press(&mut window, Key::E);
    for letter in ["d", "i", "s", "m"] {
        typed(&mut window, letter);
    }
    save(&mut window);
    let kind = FieldEdit { field: Field::Type, values: vec![PartValue::Text("dismissal".to_owned())] };
    assert_eq!(edits(&window), [kind]);
}

#[test]
fn a_decided_claim_that_was_put_right_leads_on() {
    let mut review = fixture::marked("41 miners left. [Ana Ruiz]{person:1} stayed.");
    fixture::add_claim(&mut review, ClaimKind::Figure, "41 miners", 0.9, &[]);
    review.claims[0].parts = vec![Part::number(Field::Value, 41.0)];
    (review.claims[0].status, review.claims[0].id) = (Some(Status::Accepted), Some(4));
    let mut window = reviewing(review);
    assert_eq!(asked(&window), "Ana Ruiz");
    press(&mut window, Key::K);
    assert_eq!(asked(&window), "41 miners");
    press(&mut window, Key::E);
    press(&mut window, Key::ArrowRight);
    save(&mut window);
    assert_eq!(edits(&window).len(), 1);
    assert_eq!(asked(&window), "Ana Ruiz", "on with what is still to decide");
}

#[test]
fn of_a_speaker_without_a_name_the_words_are_shown() {
    let mut review = fixture::marked("[Ana Ruiz]{person:1 known} stayed, her office said.");
    fixture::add_claim(&mut review, ClaimKind::Quote, "stayed", 0.9, &[]);
    let start = review.body.find("her office").expect("who said it");
    review.claims[0].parts = vec![Part::span(Field::SpeakerSpan, Span::new(start, start + "her office".len()))];
    let mut window = reviewing(review.clone());
    window.get_by_label("“her office”");
    review.claims[0].parts.push(Part::entity(Field::Speaker, "Ana Ruiz".to_owned()));
    let answer = Event::Answered(Query::Review(1), Ok(Answer::Review(Reading::new(review))));
    window.state_mut().shell.take_event(answer);
    window.run();
    assert!(window.query_by_label("“her office”").is_none(), "a name says more");
}

/// A review with one undecided claim on words of it.
fn with_claim(text: &str, kind: ClaimKind, words: &str, parts: Vec<Part<String>>) -> Review {
    let mut review = fixture::marked(text);
    fixture::add_claim(&mut review, kind, words, 0.9, &[]);
    review.claims[0].parts = parts;
    review
}

#[test]
fn a_speaker_of_words_alone_is_shown_as_such_gives_way_to_a_card_and_goes() {
    let review = || {
        let text = "The harbour stays shut, officials in [Lima]{place:1 known} said. [Ana Ruiz]{person:2 known} left.";
        let mut review = with_claim(text, ClaimKind::Quote, "The harbour stays shut", Vec::new());
        let start = review.body.find("officials").expect("who said it");
        review.claims[0].parts = vec![
            Part::text(Field::QuoteForm, "indirect"),
            Part::span(Field::SpeakerSpan, Span::new(start, start + "officials".len())),
        ];
        review
    };
    let mut window = reviewing(review());
    press(&mut window, Key::E);
    window.get_by_role_and_label(Role::CheckBox, "“officials”");
    window.get_by_label("no card yet");
    assert!(window.get_by_label("speaker: Another…").is_focused(), "it has no card");
    press(&mut window, Key::ArrowRight);
    window.get_by_label("speaker: Ana Ruiz");
    save(&mut window);
    let speaker = FieldEdit { field: Field::Speaker, values: vec![named(&review(), "Ana Ruiz")] };
    assert_eq!(edits(&window), [speaker]);
    let mut window = reviewing(review());
    press(&mut window, Key::E);
    press(&mut window, Key::Delete);
    save(&mut window);
    assert_eq!(edits(&window), [FieldEdit { field: Field::SpeakerSpan, values: Vec::new() }]);
    let mut window = reviewing(review());
    press(&mut window, Key::E);
    save(&mut window);
    assert_eq!(edits(&window), [], "the words stay");
}

#[test]
fn where_something_was_is_no_actor_and_who_acts_is_no_place() {
    let text = "Floods struck near [Lima]{place:1 known}, and [Bo Lind]{person:2 known} of [Peru]{place:3 known} fled.";
    let parts = || vec![Part::text(Field::Type, "disaster")];
    let mut window = reviewing(with_claim(text, ClaimKind::Event, "Floods struck near Lima", parts()));
    press(&mut window, Key::E);
    window.get_by_label_contains("Right adds: Bo Lind · Peru · Lima");
    window.key_press_modifiers(Modifiers::ALT, Key::Num5);
    window.run();
    window.get_by_label_contains("Right takes: Lima · Peru");
}

#[test]
fn dates_are_offered_from_the_clause_outward_and_of_saying_from_beside_the_words() {
    let text = "On [Friday]{date} he said 41 miners left in [May]{date}, after a fire in [2020]{date}.";
    let mut review = with_claim(text, ClaimKind::Figure, "On Friday he said 41 miners left", vec![]);
    review.claims[0].parts = vec![Part::number(Field::Value, 41.0)];
    for (mention, date) in review.mentions.iter_mut().zip(["2023-12-08", "2023-05", "2020"]) {
        mention.value = Some(crate::model::value::Value::Text(date.to_owned()));
    }
    let start = review.body.find("41").expect("a number");
    review.mentions.insert(
        1,
        crate::store::read::review::ReviewMention {
            span: Span::new(start, start + 2),
            label: Label::Quantity,
            words: "41".to_owned(),
            value: None,
            ..review.mentions[0].clone()
        },
    );
    review.claims[0].mentions = vec![1];
    let mut window = reviewing(review);
    while !asked(&window).contains("41") {
        press(&mut window, Key::J);
    }
    press(&mut window, Key::E);
    window.key_press_modifiers(Modifiers::ALT, Key::Num8);
    window.run();
    window.get_by_label_contains("Right takes: 2023-12-08 · 2023-05 · 2020");
    window.key_press_modifiers(Modifiers::ALT, Key::Num0);
    window.run();
    window.get_by_label_contains("Right takes: 2023-05 · 2020 · 2023-12-08");
}

#[test]
fn a_date_is_typed_as_people_say_it_and_shown_as_it_will_be_kept() {
    let mut window = reviewing(review());
    press(&mut window, Key::E);
    let to_date = |window: &mut Window| {
        window.key_press_modifiers(Modifiers::ALT, Key::Num8);
        window.run();
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.run();
    };
    for (words, date) in [("last month", "2023-11"), ("Nov. 1", "2023-11-01"), ("yesterday", "2023-12-07")] {
        to_date(&mut window);
        typed(&mut window, words);
        window.get_by_label(&format!("= {date}"));
    }
    // A weekday alone may be the one before or the one to come: nothing is guessed.
    to_date(&mut window);
    typed(&mut window, "Monday");
    window.get_by_label("= 2023-12-04 or 2023-12-11");
    window.get_by_label("“Monday” may be 4 Dec 2023 or 11 Dec 2023: Right takes one");
    press(&mut window, Key::ArrowRight);
    assert!(window.query_by_label_contains("may be").is_none());
    press(&mut window, Key::ArrowRight);
    save(&mut window);
    let as_of = FieldEdit { field: Field::AsOf, values: vec![PartValue::Text("2023-12-11".to_owned())] };
    assert_eq!(edits(&window), [as_of]);
}

#[test]
fn what_the_article_says_of_a_weekday_is_what_the_word_means() {
    let mut review = with_claim(
        "On [Monday]{date} 41 miners left.",
        ClaimKind::Figure,
        "41 miners",
        vec![Part::number(Field::Value, 41.0)],
    );
    review.mentions[0].value = Some(crate::model::value::Value::Text("2023-12-04".to_owned()));
    let mut window = reviewing(review);
    press(&mut window, Key::J);
    press(&mut window, Key::E);
    window.key_press_modifiers(Modifiers::ALT, Key::Num8);
    window.run();
    typed(&mut window, "monday");
    window.get_by_label("= 2023-12-04");
}

#[test]
fn a_name_that_waits_is_found_by_its_words_here_and_by_the_card_it_may_be() {
    let text = "The [Harbour Board]{org:1} met. The [Board]{org:1} said 41 miners left with [Lind]{person:2}.";
    let mut review = with_claim(text, ClaimKind::Figure, "41 miners", vec![Part::number(Field::Value, 41.0)]);
    review.names[1].candidates = vec![fixture::like(9, "Boris Lindqvist")];
    for (letters, found) in [("boris", "Lind, person"), ("board", "Harbour Board, organisation")] {
        let mut window = reviewing(review.clone());
        while asked(&window) != "41 miners" {
            press(&mut window, Key::J);
        }
        press(&mut window, Key::E);
        window.key_press_modifiers(Modifiers::ALT, Key::Num9);
        window.run();
        typed(&mut window, &letters[..1]);
        typed(&mut window, &letters[1..]);
        window.get_by_label_contains(found);
    }
}

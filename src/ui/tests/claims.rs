//! Claims: filters ask anew, rows are moved over, decided on and opened by keyboard, the selected one is told in full.

use crate::ledger::command::ClaimRef;
use crate::ledger::command::Command;
use crate::ledger::command::SubjectRef;
use crate::ledger::command::Verdict;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::model::kind::Status;
use crate::model::kind::Subject;
use crate::model::span::Span;
use crate::store::read::annotations::Counts;
use crate::store::read::claim_table::ClaimChoices;
use crate::store::read::claim_table::ClaimColumn;
use crate::store::read::claim_table::ClaimFilter;
use crate::store::read::claim_table::ClaimTable;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::detail::AlikeClaim;
use crate::store::read::claim_table::detail::ClaimDecision;
use crate::store::read::claim_table::detail::ClaimDetail;
use crate::store::read::claim_table::detail::ClaimPlace;
use crate::store::read::claim_table::detail::ClaimSource;
use crate::store::read::claim_table::measure::Candidate;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::store::read::claim_table::measure::MeasuredFigure;
use crate::ui::action::Screen;
use crate::ui::outbox::Go;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::window;
use crate::ui::tests::with_rows;
use crate::ui::views::View as _;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::fixture::article;
use egui::Key;
use egui::Modifiers;
use egui::Role;
use egui_kittest::kittest::Queryable as _;

pub fn row(key: i64, kind: ClaimKind, words: &str, status: Option<Status>) -> ClaimTableRow {
    let start = key.unsigned_abs() as usize * 100;
    ClaimTableRow {
        key,
        kind,
        status,
        parts: vec![
            Part::number(Field::Value, 41.0),
            Part::text(Field::Population, "people"),
            Part::entity(Field::SaidBy, (Some(5), "Ana Ruiz".to_owned())),
        ],
        measure: None,
        article_id: 1,
        span: Span::new(start, start + words.len()),
        words: words.to_owned(),
        publisher: Some("Harbour Post".to_owned()),
        published: Some("2023-12-08".to_owned()),
        score: Some(0.95),
        rule: Some("amounts.count".to_owned()),
        n_articles: 1,
        remarks: Counts { n_notes: 0, n_tags: i64::from(key == 1) },
    }
}

fn table() -> ClaimTable {
    ClaimTable {
        rows: vec![
            row(203, ClaimKind::Figure, "41 people left", Some(Status::Accepted)),
            row(-7, ClaimKind::Quote, "nobody stays", None),
        ],
        n_matching: 2,
        n_of_kind: [1, 1, 0, 0],
        n_of_status: [1, 0, 0],
        n_proposed: Some(1),
        has_any: true,
    }
}

fn detail(span: Span) -> ClaimDetail {
    ClaimDetail {
        sources: vec![ClaimSource {
            article_id: 1,
            span,
            title: Some("Boats sank".to_owned()),
            publisher: Some("Harbour Post".to_owned()),
            published: Some("2023-12-08".to_owned()),
            sentence: "On Monday 41 people left.".to_owned(),
            words: Span::new(10, 24),
        }],
        decision: Some(ClaimDecision { by: "Noa".to_owned(), at_millis: 1_714_600_000_000, how: "by hand".to_owned() }),
        changed: vec![(Field::Value, vec![PartValue::Number(1200.0)]), (Field::Place, Vec::new())],
        notes: vec![("compare".to_owned(), "Noa".to_owned())],
        tags: vec!["camp".to_owned()],
        alike: Vec::new(),
        own: None,
    }
}

pub fn measure() -> MeasureTable {
    let figure = |key, differs| MeasuredFigure {
        row: row(key, ClaimKind::Figure, "41 people left", Some(Status::Accepted)),
        differs,
    };
    let figures = vec![figure(203, true), figure(204, false)];
    MeasureTable {
        id: 3,
        name: "people of the port".to_owned(),
        figures,
        more: Vec::new(),
        differences: Vec::new(),
        n_articles: 2,
        n_texts: 1,
        candidates: Vec::new(),
    }
}

/// What a reader would answer in a dossier with two claims and a measure.
pub fn answer_to(query: &Query) -> Option<Answer> {
    match query {
        Query::Claims(_) => Some(Answer::Claims(Box::new(table()))),
        Query::ClaimChoices => Some(Answer::ClaimChoices(choices())),
        Query::ClaimDetail(place) => Some(Answer::ClaimDetail(Box::new(Some(detail(place.span))))),
        Query::Measures => Some(Answer::Measures(vec![measure()])),
        _ => None,
    }
}

fn choices() -> ClaimChoices {
    ClaimChoices { publishers: vec!["Harbour Post".to_owned()], tags: vec!["camp".to_owned()] }
}

pub fn asked(window: &Window) -> ClaimFilter {
    let mut filters = window.state().requests.iter().rev().filter_map(|request| match request {
        Request::Ask(Query::Claims(filter)) => Some(filter.clone()),
        _ => None,
    });
    filters.next().expect("a question for claims")
}

fn answer(window: &mut Window, table: ClaimTable) {
    let query = Query::Claims(asked(window));
    window.state_mut().shell.take_event(Event::Answered(query, Ok(Answer::Claims(Box::new(table)))));
    window.run();
}

/// Claims on view with two rows, the first selected.
pub fn claims() -> Window {
    let mut window = window(with_rows(vec![article(1, "Boats sank", crate::model::kind::ArticleState::New)]));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num4);
    window.run();
    let choices = Event::Answered(Query::ClaimChoices, Ok(Answer::ClaimChoices(choices())));
    window.state_mut().shell.take_event(choices);
    answer(&mut window, table());
    window
}

fn held(window: &Window) -> Option<SubjectRef> {
    window.state().shell.claims.held()
}

const CLAIM: SubjectRef = SubjectRef { subject: Subject::Claim, id: 203 };

#[test]
fn rows_are_named_and_moved_over_by_keyboard_and_enter_opens_their_words() {
    let mut window = claims();
    window.get_by_role_and_label(Role::Row, "figure, 41 people left, accepted");
    assert_eq!(held(&window), Some(CLAIM));
    window.key_press(Key::J);
    window.run();
    assert_eq!(held(&window).map(|held| held.subject), Some(Subject::Article), "a suggestion is held by its article");
    window.key_press(Key::Enter);
    window.run();
    assert_eq!((window.state().shell.screen, window.state().shell.review.article()), (Screen::Review, Some(1)));
}

#[test]
fn chips_words_dates_and_titles_ask_anew() {
    let mut window = claims();
    let mut after = |label: &str, role: Role| {
        window.get_by_role_and_label(role, label).click();
        window.run();
        asked(&window)
    };
    assert_eq!(after("figures", Role::RadioButton).kind, Some(ClaimKind::Figure));
    assert_eq!(after("doubtful", Role::RadioButton).status, Some(Status::Doubtful));
    assert!(after("suggestions", Role::CheckBox).with_proposed);
    assert_eq!(after("figures", Role::RadioButton).kind, None, "a second click takes it off");
    window.get_by_label("Filter by words").focus();
    window.run();
    window.get_by_label("Filter by words").type_text("camp");
    window.run();
    assert_eq!(asked(&window).words, "camp");
    window.get_by_label("Published from").focus();
    window.run();
    window.get_by_label("Published from").type_text("2023-1");
    window.run();
    assert_eq!(asked(&window).from, None);
    window.get_by_label("Published from, not a date yet").type_text("1");
    window.run();
    assert_eq!(asked(&window).from.as_deref(), Some("2023-11"));
    answer(&mut window, table());
    window.get_by_label("Publisher, not sorted by it").click();
    window.run();
    assert_eq!((asked(&window).sorted_by, asked(&window).is_descending), (ClaimColumn::Publisher, false));
}

#[test]
fn a_publisher_and_a_tag_are_chosen_from_lists() {
    let mut window = claims();
    window.get_by_label("Publisher: any publisher").click();
    window.run();
    window.get_by_role_and_label(Role::Button, "Harbour Post").click();
    window.run();
    assert_eq!(asked(&window).publisher.as_deref(), Some("Harbour Post"));
    window.get_by_label("Tag: any tag").click();
    window.run();
    window.get_by_role_and_label(Role::Button, "camp").click();
    window.run();
    assert_eq!(asked(&window).tag.as_deref(), Some("camp"));
}

#[test]
fn keys_decide_on_the_selected_claim_and_say_nothing_twice() {
    let mut window = claims();
    let sent = |window: &Window| -> Vec<(ClaimRef, Verdict)> {
        let commands = window.state().requests.iter().filter_map(|request| match request {
            Request::Send(Command::DecideClaim { claim, verdict, .. }, _) => Some((*claim, *verdict)),
            _ => None,
        });
        commands.collect()
    };
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run();
    assert_eq!(sent(&window), [], "it is accepted already");
    for key in [Key::X, Key::O, Key::R] {
        window.key_press(key);
        window.run();
    }
    let decided = ClaimRef::Decided(203);
    assert_eq!(sent(&window), [(decided, Verdict::Reject), (decided, Verdict::Doubtful), (decided, Verdict::Reopen)]);
    window.key_press(Key::J);
    window.run();
    window.state_mut().requests.clear();
    window.get_by_role_and_label(Role::Button, "Accept").click();
    window.run();
    let proposed = ClaimRef::Proposed { article: 1, kind: ClaimKind::Quote, span: Span::new(700, 712) };
    assert_eq!(sent(&window), [(proposed, Verdict::Accept)]);
}

#[test]
fn a_suggestion_stays_selected_when_it_becomes_a_claim() {
    let mut window = claims();
    window.key_press(Key::J);
    window.run();
    window.state_mut().shell.claims.mark_stale();
    window.run();
    let mut decided = table();
    decided.rows[1].key = 204;
    decided.rows[1].status = Some(Status::Accepted);
    answer(&mut window, decided);
    assert_eq!(held(&window), Some(SubjectRef { subject: Subject::Claim, id: 204 }));
}

#[test]
fn beside_the_table_stand_the_sentence_the_fields_and_the_decision() {
    let mut window = claims();
    let span = Span::new(20_300, 20_314);
    let detail = detail(span);
    let place = ClaimPlace { id: Some(203), kind: ClaimKind::Figure, article_id: 1, span };
    assert!(window.state().requests.contains(&Request::Ask(Query::ClaimDetail(place))));
    let answer = Event::Answered(Query::ClaimDetail(place), Ok(Answer::ClaimDetail(Box::new(Some(detail)))));
    window.state_mut().shell.take_event(answer);
    window.run();
    for label in [
        "On Monday 41 people left.",
        "Noa, 1 May 2024, by hand",
        "sure: a number before what it counts",
        "number: 1200",
        "place: nothing",
        "compare (Noa)",
    ] {
        window.get_by_label(label);
    }
    window.get_by_role_and_label(Role::Link, "Ana Ruiz").click();
    window.run();
    assert_eq!(asked(&window).card, Some(5));
    window.get_by_label("Take off: only Ana Ruiz").click();
    window.run();
    assert_eq!(asked(&window).card, None);
    window.get_by_label("Only this article").click();
    window.run();
    assert_eq!(asked(&window).article, Some(1));
    window.get_by_label("A1  Boats sank").click();
    window.run();
    assert_eq!(window.state().shell.screen, Screen::Review);
}

/// The selected figure has two others that may be of the same thing, the second already in a measure.
fn with_candidates() -> Window {
    let mut window = claims();
    let span = Span::new(20_300, 20_314);
    let place = ClaimPlace { id: Some(203), kind: ClaimKind::Figure, article_id: 1, span };
    let alike = |key, measure: &str| AlikeClaim {
        row: row(key, ClaimKind::Figure, "42 people went", None),
        score: 0.8,
        reason: "both of people".to_owned(),
        measure: Some(measure.to_owned()),
    };
    let detail = ClaimDetail { alike: vec![alike(-9, "People who left"), alike(-11, "People")], ..detail(span) };
    let answer = Event::Answered(Query::ClaimDetail(place), Ok(Answer::ClaimDetail(Box::new(Some(detail)))));
    window.state_mut().shell.take_event(answer);
    window.run();
    window
}

fn last_sent(window: &Window) -> Option<Command> {
    window.state().requests.iter().rev().find_map(|request| match request {
        Request::Send(command, _) => Some(command.clone()),
        _ => None,
    })
}

#[test]
fn one_key_puts_two_figures_into_the_measure_that_is_proposed_and_another_tells_them_apart() {
    let mut window = with_candidates();
    for label in ["May be figures of one thing", "as figures of: People who left", "suggested: 41 people"] {
        assert!(window.query_all_by_label(label).next().is_some(), "{label}");
    }
    let proposed = |key: usize| ClaimRef::Proposed {
        article: 1,
        kind: ClaimKind::Figure,
        span: Span::new(key * 100, key * 100 + 14),
    };
    window.key_press(Key::S);
    window.run();
    let figures = vec![ClaimRef::Decided(203), proposed(9)];
    assert_eq!(last_sent(&window), Some(Command::Measure { figures, name: "People who left".to_owned() }));
    window.key_press_modifiers(Modifiers::SHIFT, Key::D);
    window.run();
    let apart =
        |b| Command::Differ { a: ClaimRef::Decided(203), b, how: DifferHow::DifferentThings, prefer: None, note: None };
    assert_eq!(last_sent(&window), Some(apart(proposed(9))));
    window.get_by_label("Different: 42 people went").click();
    window.run();
    assert_eq!(last_sent(&window), Some(apart(proposed(11))), "the second by its button");
}

#[test]
fn an_event_is_joined_to_the_claim_that_is_decided_and_that_one_stays_at_hand() {
    let mut window = claims();
    let mut rows = table();
    rows.rows = vec![
        row(-7, ClaimKind::Event, "a deadline", None),
        row(205, ClaimKind::Event, "the deadline", Some(Status::Accepted)),
    ];
    window.state_mut().shell.claims.mark_stale();
    window.run();
    answer(&mut window, rows.clone());
    window.key_press(Key::Home);
    window.run();
    let span = Span::new(700, 710);
    let place = ClaimPlace { id: None, kind: ClaimKind::Event, article_id: 1, span };
    let other =
        AlikeClaim { row: rows.rows[1].clone(), score: 0.8, reason: "both on 1 Nov 2023".to_owned(), measure: None };
    let detail = ClaimDetail { alike: vec![other], decision: None, ..detail(span) };
    let answer_to_it = Event::Answered(Query::ClaimDetail(place), Ok(Answer::ClaimDetail(Box::new(Some(detail)))));
    window.state_mut().shell.take_event(answer_to_it);
    window.run();
    window.get_by_label("May be the same event");
    window.get_by_label("both on 1 Nov 2023");
    window.key_press(Key::S);
    window.run();
    let from = ClaimRef::Proposed { article: 1, kind: ClaimKind::Event, span };
    assert_eq!(last_sent(&window), Some(Command::JoinClaims { from, into: ClaimRef::Decided(205) }));
    window.state_mut().shell.claims.mark_stale();
    window.run();
    rows.rows.remove(0);
    answer(&mut window, rows);
    assert_eq!(held(&window), Some(SubjectRef { subject: Subject::Claim, id: 205 }));
}

#[test]
fn where_nothing_is_like_it_the_keys_say_so_and_a_filter_shows_what_is() {
    let mut window = claims();
    window.key_press(Key::S);
    window.run();
    window.get_by_label("No other claim is like this one");
    assert_eq!(last_sent(&window), None);
    window.get_by_role_and_label(Role::CheckBox, "may be one").click();
    window.run();
    assert!(asked(&window).is_alike);
}

#[test]
fn measures_are_pointed_at_by_keys_and_take_in_what_may_belong_there() {
    let mut window = claims();
    window.key_press(Key::M);
    window.run();
    let row = row(-9, ClaimKind::Figure, "42 people went", None);
    let with = MeasureTable { candidates: vec![Candidate { row, score: 0.8 }], id: 4, ..measure() };
    let answer = Event::Answered(Query::Measures, Ok(Answer::Measures(vec![measure(), with])));
    window.state_mut().shell.take_event(answer);
    window.run();
    window.get_by_label("Not this: 41, people of the port");
    window.key_press(Key::J);
    window.run();
    window.get_by_label("F203 differs, selected");
    window.key_press(Key::S);
    window.run();
    window.get_by_label("No other figure is likely to belong into this measure");
    window.key_press(Key::PageDown);
    window.run();
    window.key_press(Key::S);
    window.run();
    let figures = vec![ClaimRef::Proposed { article: 1, kind: ClaimKind::Figure, span: Span::new(900, 914) }];
    assert_eq!(last_sent(&window), Some(Command::Measure { figures, name: "people of the port".to_owned() }));
}

#[test]
fn measures_stand_side_by_side_and_lead_to_their_words() {
    let mut window = claims();
    window.key_press(Key::M);
    window.run();
    assert!(window.state().requests.contains(&Request::Ask(Query::Measures)));
    let answer = Event::Answered(Query::Measures, Ok(Answer::Measures(vec![measure()])));
    window.state_mut().shell.take_event(answer);
    window.run();
    window.get_by_label("people of the port");
    window.get_by_label("F203 differs");
    window.get_by_label("F204 meets the others");
    window.get_by_label("F203, 41").click();
    window.run();
    assert_eq!(window.state().shell.screen, Screen::Review);
}

#[test]
fn g_puts_the_selected_figure_into_a_measure_that_is_there_or_a_new_one() {
    let mut window = claims();
    for (typed, expected) in [("port", "people of the port"), ("Missing at sea", "Missing at sea")] {
        window.key_press(Key::G);
        window.run();
        let answer = Event::Answered(Query::Measures, Ok(Answer::Measures(vec![measure()])));
        window.state_mut().shell.take_event(answer);
        window.run();
        window.get_by_label("What it is a figure of").type_text(typed);
        window.run();
        if typed == "port" {
            window.get_by_label("people of the port, 2 figures");
            window.key_press(Key::ArrowDown);
            window.run();
        }
        window.key_press(Key::Enter);
        window.run();
        let put = Command::Measure { figures: vec![ClaimRef::Decided(203)], name: expected.to_owned() };
        let sent = window.state().requests.iter().rev().find_map(|request| match request {
            Request::Send(command, _) => Some(command.clone()),
            _ => None,
        });
        assert_eq!(sent, Some(put));
        assert!(window.query_by_label("Into a measure").is_none(), "the dialog is gone");
    }
}

#[test]
fn only_a_decided_figure_goes_into_a_measure() {
    let mut window = claims();
    window.key_press(Key::J);
    window.run();
    window.key_press(Key::G);
    window.run();
    assert_eq!(window.state().shell.toasts.texts().last(), Some(&"Select a figure first"), "a quote is none");
    assert!(window.query_by_label("What it is a figure of").is_none());
}

#[test]
fn another_screen_shows_a_claim_among_all() {
    let mut window = claims();
    window.key_press(Key::J);
    window.run();
    window.get_by_role_and_label(Role::RadioButton, "rejected").click();
    window.run();
    window.state_mut().shell.outbox.go(Go::Thing(CLAIM));
    window.run();
    assert_eq!(asked(&window).status, None);
    answer(&mut window, table());
    assert_eq!(held(&window), Some(CLAIM));
}

#[test]
fn what_is_listed_can_be_copied_with_all_columns() {
    let window = claims();
    let sheet = window.state().shell.claims.sheet().expect("a table");
    assert_eq!(sheet.header, ["Kind", "Words", "Who", "When", "Publisher", "Published", "Status", "Ref"]);
    assert_eq!(
        sheet.rows[0],
        ["figure", "41 people left", "Ana Ruiz", "", "Harbour Post", "8 Dec 2023", "accepted", "F203"]
    );
}

#[test]
fn empty_tables_say_what_to_do() {
    let mut window = claims();
    let none = |has_any, n_proposed| ClaimTable { has_any, n_proposed: Some(n_proposed), ..ClaimTable::default() };
    for (table, expected) in [
        (none(false, 0), "No claims yet"),
        (none(true, 0), "No claim is like that"),
        (none(true, 12), "Nothing decided here yet"),
    ] {
        window.state_mut().shell.claims.mark_stale();
        window.run();
        answer(&mut window, table);
        window.get_by_label(expected);
    }
    window.get_by_label("Show 12 suggestions").click();
    window.run();
    assert!(asked(&window).with_proposed);
}

#[test]
fn a_failure_is_told_and_the_rows_before_stay() {
    let mut window = claims();
    let query = Query::Claims(asked(&window));
    window.state_mut().shell.take_event(Event::Answered(query, Err("disk gone".to_owned())));
    window.run();
    window.get_by_label("The claims could not be read: disk gone");
    window.get_by_role_and_label(Role::Row, "figure, 41 people left, accepted");
}

#[test]
fn above_the_timeline_a_strip_of_all_days_leads_to_a_day() {
    let mut window = claims();
    window.key_press(Key::L);
    window.run();
    window.get_by_label("Reading…");
    assert!(window.query_by_label("no date: figure").is_none(), "rows of the table are no timeline");
    let mut events = table();
    events.rows = (1..61)
        .map(|key| {
            let day = format!("2023-{:02}-{:02}", 1 + key / 28, 1 + key % 28);
            let parts = vec![Part::text(Field::Type, "visit"), Part::text(Field::Date, day)];
            ClaimTableRow { parts, ..row(key, ClaimKind::Event, "came", Some(Status::Accepted)) }
        })
        .collect();
    answer(&mut window, events);
    window.key_press(Key::Home);
    window.run();
    assert_eq!(held(&window).map(|held| held.id), Some(1));
    window.get_by_label("Over time: 60 events, 2 Jan - 5 Mar 2023").click();
    window.run();
    let id = held(&window).expect("an event").id;
    assert!((25..36).contains(&id), "amid the days: {id}");
    window.get_by_label("3 Feb 2023: visit");
}

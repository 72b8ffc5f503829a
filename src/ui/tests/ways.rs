//! Ways through an article: orders of what is asked, filters, words that are looked for.
//!
//! Each test presses what a reviewer would press and looks at what is asked then.

use crate::model::kind::ArticleState;
use crate::model::span::Span;
use crate::store::read::article_table::Arranged;
use crate::store::read::article_table::ArticleFilter;
use crate::store::read::articles::ArticleRow;
use crate::store::read::background::Background;
use crate::store::read::elsewhere::Elsewhere;
use crate::store::read::elsewhere::Place;
use crate::store::read::review::Review;
use crate::store::read::waiting::Waiting;
use crate::ui::action::Screen;
use crate::ui::outbox::Origin;
use crate::ui::outbox::Request;
use crate::ui::tests::Window;
use crate::ui::tests::asked;
use crate::ui::tests::check_asked_for;
use crate::ui::tests::click;
use crate::ui::tests::press;
use crate::ui::tests::reviewing;
use crate::ui::tests::with_rows;
use crate::ui::views::library;
use crate::ui::views::review::finding;
use crate::ui::views::review::order::Certainty;
use crate::ui::widgets::marker::Marker;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Event;
use crate::workspace::desk::Query;
use crate::workspace::review::Reading;
use crate::workspace::review::fixture;
use egui::Key;
use egui::Modifiers;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;

fn some() -> Review {
    fixture::marked(
        "[Ana Ruiz]{person:1 0.95} met [Bo Lind]{person:2 0.5} in [Lima]{place:3 0.7} on [Monday]{date 0.9}. [Peru]{place:4 known}",
    )
}

/// Presses a key until the end of the article, and tells what was asked on the way.
#[track_caller]
fn asked_on_the_way(window: &mut Window, key: Key) -> Vec<String> {
    let mut all = Vec::new();
    while asked(window) != "summary" {
        assert!(all.len() < 20, "no end: {all:?}");
        all.push(asked(window));
        press(window, key);
    }
    all
}

/// Answers what was asked of the name in question: it waits in these articles, at their first word.
fn answer_background(window: &mut Window, articles: &[i64]) {
    let Some(Query::Background(wanted)) = window.state_mut().background.pop() else { panic!("nothing was asked") };
    let place = |article: &i64| Place {
        origin: fixture::origin(*article),
        span: Span::new(0, 8),
        waiting: vec![Span::new(0, 8)],
        card: None,
        n_mentions: 1,
        sentence: String::new(),
        in_sentence: Span::new(0, 0),
    };
    let elsewhere = Elsewhere { places: articles.iter().map(place).collect(), is_cut: false };
    let found = Box::new(Background { elsewhere, ..Background::default() });
    let answer = Ok(Answer::Background(found));
    window.state_mut().shell.take_event(Event::Answered(Query::Background(wanted), answer));
    window.run();
}

/// Answers the question for an article.
fn answer_review(window: &mut Window, article: i64, review: Review) {
    window.run();
    check_asked_for(window, &Request::Ask(Query::Review(article)));
    let answer = Ok(Answer::Review(Reading::new(review)));
    window.state_mut().shell.take_event(Event::Answered(Query::Review(article), answer));
    window.run();
}

#[test]
fn the_least_certain_is_asked_first_if_wished() {
    let mut window = reviewing(some());
    assert_eq!(asked(&window), "Ana Ruiz");
    press(&mut window, Key::L);
    press(&mut window, Key::L);
    window.get_by_label("Order: least certain first");
    assert_eq!(asked_on_the_way(&mut window, Key::Enter), ["Bo Lind", "Lima", "Monday", "Ana Ruiz"]);
    // The order stays for the next article.
    window.state_mut().shell.open_article(2);
    answer_review(&mut window, 2, some());
    assert_eq!(asked(&window), "Bo Lind");
    press(&mut window, Key::L);
    window.get_by_label("Order: as it is read");
    assert_eq!(asked(&window), "Bo Lind", "the stop in question stays");
    assert_eq!(asked_on_the_way(&mut window, Key::J), ["Bo Lind", "Lima", "Monday"]);
}

#[test]
fn an_order_is_chosen_with_the_mouse_too() {
    let mut window = reviewing(some());
    click(&mut window, "Order: as it is read");
    click(&mut window, "least certain first");
    window.get_by_label("Order: least certain first");
    press(&mut window, Key::J);
    press(&mut window, Key::K);
    assert_eq!(asked(&window), "Ana Ruiz", "the last one in this order");
}

#[test]
fn a_name_is_followed_through_the_articles_and_back() {
    let mut window = reviewing(some());
    press(&mut window, Key::L);
    window.get_by_label("Order: name by name");
    answer_background(&mut window, &[2]);
    press(&mut window, Key::Enter);
    assert_eq!(window.state().sent(), ["accept"]);
    assert_eq!(window.state().shell.review.article(), Some(2));
    answer_review(&mut window, 2, fixture::marked("[Ana Ruiz]{person:1} left [Bo Lind]{person:2}."));
    assert_eq!(asked(&window), "Ana Ruiz");
    // What was decided in the first is not in the file yet: nobody is sent back there for it.
    window.state_mut().requests.clear();
    answer_background(&mut window, &[1]);
    press(&mut window, Key::Enter);
    assert_eq!(window.state().shell.review.article(), Some(1), "home, where it began");
    answer_review(&mut window, 1, some());
    assert_eq!(asked(&window), "Bo Lind", "and on with the next name");
}

#[test]
fn a_name_waits_until_it_is_known_where_it_goes_on() {
    let mut window = reviewing(some());
    press(&mut window, Key::L);
    press(&mut window, Key::Enter);
    assert_eq!((asked(&window).as_str(), window.state().sent().len()), ("Ana Ruiz", 1));
    press(&mut window, Key::Enter);
    assert_eq!(window.state().sent().len(), 1, "decided once");
    answer_background(&mut window, &[]);
    assert_eq!(asked(&window), "Bo Lind", "nowhere else: on in this article");
    answer_background(&mut window, &[]);
    press(&mut window, Key::Enter);
    answer_background(&mut window, &[]);
    press(&mut window, Key::X);
    assert_eq!(asked(&window), "Monday", "dates come when the names are through");
}

#[test]
fn a_filter_asks_for_some_of_it_says_what_is_left_out_and_is_cleared() {
    let mut window = reviewing(some());
    press(&mut window, Key::I);
    window.get_by_label("everything is asked about");
    click(&mut window, "Kind: any kind");
    click(&mut window, "place");
    window.get_by_label("3 open stops left out");
    window.get_by_label("1 to decide, 3 left out");
    assert_eq!(asked(&window), "Lima");
    assert!(window.query_by_label("Ana Ruiz, to decide").is_none());
    press(&mut window, Key::Enter);
    assert_eq!(asked(&window), "summary");
    assert_eq!(window.state().sent(), ["accept"]);
    click(&mut window, "Clear");
    assert!(window.query_by_label("Clear").is_none());
    assert_eq!(asked(&window), "Ana Ruiz");
    window.get_by_label("3 to decide");
}

#[test]
fn space_takes_only_what_the_filter_lets_through() {
    let mut window = reviewing(some());
    window.state_mut().shell.review.way.filter.certainty = Some(Certainty::Sure);
    window.state_mut().shell.review.way_changed();
    window.run();
    window.get_by_label("Certainty: sure");
    press(&mut window, Key::Space);
    assert_eq!(asked(&window), "summary");
    let Some(Request::Send(_, Origin::Decided(step))) = window.state().requests.first() else {
        panic!("a step");
    };
    let words: Vec<&str> = step.iter().map(|decision| decision.words.as_str()).collect();
    assert_eq!(words, ["Ana Ruiz", "Monday"]);
}

#[test]
fn what_is_decided_or_known_is_gone_through_again() {
    let mut window = reviewing(some());
    press(&mut window, Key::Enter);
    press(&mut window, Key::X);
    press(&mut window, Key::I);
    for (state, expected) in [("accepted", "Ana Ruiz"), ("rejected", "Bo Lind"), ("known", "Peru")] {
        let shown =
            window.state().shell.review.way.filter.state.map_or("any state", |state| Marker::of_state(state).name());
        click(&mut window, &format!("State: {shown}"));
        click(&mut window, state);
        assert_eq!(asked_on_the_way(&mut window, Key::J), [expected], "{state}");
    }
    // The key takes the filter off again.
    press(&mut window, Key::I);
    assert_eq!(asked(&window), "Lima");
}

#[test]
fn words_are_found_in_the_article_and_esc_goes_back_to_the_stop() {
    let mut window =
        reviewing(fixture::marked("[Ana Ruiz]{person:1} sold a boat.\n\nNo Boat, no boats, said [Bo Lind]{person:2}."));
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    window.get_by_label(finding::FIELD).type_text("boat");
    window.run();
    window.get_by_label("1 of 3");
    press(&mut window, Key::Enter);
    window.get_by_label("2 of 3");
    window.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    window.run();
    window.get_by_label("1 of 3");
    window.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    window.run();
    window.get_by_label("3 of 3");
    click(&mut window, "Next hit");
    window.get_by_label("1 of 3");
    assert_eq!((asked(&window).as_str(), window.state().sent().len()), ("Ana Ruiz", 0), "Enter decides nothing there");
    press(&mut window, Key::Escape);
    window.run();
    assert!(window.query_by_label(finding::FIELD).is_none());
    press(&mut window, Key::X);
    assert_eq!(window.state().sent(), ["reject"], "the keys are Review's again");
    // The words are still there when the field is opened again, and what is not there is said.
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    window.get_by_label("1 of 3");
    window.get_by_label(finding::FIELD).type_text("yard");
    window.run();
    window.get_by_label("not in this article");
}

#[test]
fn a_dossier_opens_again_at_the_stop_where_it_was_left() {
    let mut window = reviewing(some());
    press(&mut window, Key::J);
    let (article, stop) = window.state().shell.place_to_keep();
    assert_eq!((article, stop.is_some()), (Some(1), true));
    let again = |screen: Screen| {
        let mut shell = with_rows(three_articles());
        shell.resume(article, stop.as_ref().filter(|_| screen == Screen::Review));
        if screen == Screen::Review {
            let answer = Ok(Answer::Review(Reading::new(some())));
            shell.take_event(Event::Answered(Query::Review(1), answer));
        }
        let window = crate::ui::tests::window(shell);
        assert_eq!((window.state().shell.screen, window.state().shell.library.selected), (screen, Some(1)));
        window
    };
    assert_eq!(asked(&again(Screen::Review)), "Bo Lind");
    // Who was in the Library is there again.
    let mut window = again(Screen::Library);
    assert_eq!(window.state().shell.place_to_keep(), (Some(1), None));
    press(&mut window, Key::J);
    assert_eq!(window.state().shell.place_to_keep(), (Some(2), None));
}

fn three_articles() -> Vec<ArticleRow> {
    let mut rows: Vec<ArticleRow> =
        (1..=3).map(|id| fixture::article(id, &format!("Boats {id}"), ArticleState::New)).collect();
    rows[1].publisher = Some("Alder Post".to_owned());
    rows[1].published = Some("2023-10-05".to_owned());
    rows
}

#[test]
fn the_next_article_is_the_next_that_the_library_shows() {
    let mut window = crate::ui::tests::window(with_rows(three_articles()));
    window.state_mut().shell.library.filter.publisher = Some("Harbour Post".to_owned());
    window.run();
    window.get_by_label("1 article left out by the filter");
    window.state_mut().shell.open_article(1);
    answer_review(&mut window, 1, some());
    let is_told = |window: &Window, told: &str| window.query_by_label_contains(told).is_some();
    assert!(is_told(&window, "1 of 2 filtered"));
    press(&mut window, Key::N);
    assert_eq!(window.state().shell.review.article(), Some(3));
    window.key_press_modifiers(Modifiers::COMMAND, Key::L);
    window.run();
    click(&mut window, "Show all articles");
    assert!(!is_told(&window, "left out by the filter"));
    window.state_mut().shell.open_article(1);
    window.run();
    press(&mut window, Key::N);
    assert_eq!(window.state().shell.review.article(), Some(2));
}

#[test]
fn where_no_other_article_waits_what_is_left_is_said() {
    let mut rows = three_articles();
    (rows[0].state, rows[2].state) = (ArticleState::Begun, ArticleState::Done);
    rows[1].state = ArticleState::SetAside;
    let mut window = crate::ui::tests::window(with_rows(rows.clone()));
    window.state_mut().shell.open_article(1);
    answer_review(&mut window, 1, some());
    press(&mut window, Key::N);
    window.get_by_label_contains("No other article waits: this one is neither done nor set aside");
    assert_eq!(window.state().shell.review.article(), Some(1), "it is not left");
    // One of another publisher is left out by the filter.
    rows[1].state = ArticleState::New;
    rows[0].state = ArticleState::Done;
    let mut window = crate::ui::tests::window(with_rows(rows));
    window.state_mut().shell.library.filter.publisher = Some("Harbour Post".to_owned());
    window.run();
    window.state_mut().shell.open_article(1);
    answer_review(&mut window, 1, some());
    press(&mut window, Key::N);
    window.get_by_label_contains("Every article that the filter leaves in is done or set aside; left out are 1 new");
}

#[test]
fn the_library_filters_by_day_and_by_what_waits() {
    let mut window = crate::ui::tests::window(with_rows(three_articles()));
    click(&mut window, library::filter::MORE);
    window.get_by_label("Published").focus();
    window.run();
    window.get_by_label("Published").type_text("2023-12");
    window.run();
    assert_eq!(window.state().shell.library.arranged.shown, [1, 3]);
    window.get_by_label("Published").type_text("x");
    window.run();
    window.get_by_label("Published, not readable as a date");
    assert_eq!(window.state().shell.library.arranged.shown, [1, 2, 3], "what is no date filters nothing");
    click(&mut window, library::filter::MORE);
    assert!(window.query_by_label("Published").is_none());
    click(&mut window, library::filter::MORE);
    click(&mut window, "Certainty: sure or not");
    click(&mut window, "likely");
    let wanted = Waiting { score: Some((600, 900)), ..Waiting::default() };
    let filter = ArticleFilter { waiting: wanted, ..ArticleFilter::default() };
    check_asked_for(&window, &Request::Ask(Query::Arranged(filter.clone())));
    let arranged = Arranged { shown: vec![2], n_all: 3, ..Arranged::default() };
    window
        .state_mut()
        .shell
        .take_event(Event::Answered(Query::Arranged(filter), Ok(Answer::Arranged(Box::new(arranged)))));
    window.run();
    window.get_by_label("2 articles left out by the filter");
}

#[test]
fn a_message_stands_where_no_button_is_and_the_bars_fit_into_a_narrow_window() {
    for size in [[1280.0, 800.0], [1000.0, 640.0], [500.0, 320.0]] {
        let mut window = reviewing(some());
        window.set_size(size.into());
        window.run();
        window.state_mut().shell.toasts.tell("The dossier was checked: all is well, and nothing is lost".to_owned());
        window.run_steps(4);
        let told = window.get_by_label_contains("all is well").rect();
        for button in window.get_all_by_role(egui::Role::Button) {
            let (rect, name) = (button.rect(), button.accesskit_node().label());
            assert!(!rect.intersects(told), "{name:?} lies below it at {size:?}: {rect:?}, {told:?}");
        }
        let order = window.get_by_label_contains("Order:").rect();
        assert!(order.left() >= 0.0, "cut off at {size:?}: {order:?}");
    }
}

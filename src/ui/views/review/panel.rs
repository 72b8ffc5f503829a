//! The panel that says what is asked now, why it is proposed, and what Enter will do.
//!
//! Shows what `decide` promises; its buttons queue the same actions as the keys.

use crate::extract::rule::TRAINED;
use crate::extract::rule::describe;
use crate::model::kind::ClaimKind;
use crate::store::read::entities;
use crate::store::read::review::Card;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewMention;
use crate::store::read::review::ReviewName;
use crate::ui::action::Action;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::READ_ONLY;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::background;
use crate::ui::views::review::decide;
use crate::ui::views::review::decide::Choice;
use crate::ui::views::review::fields;
use crate::ui::views::review::hand;
use crate::ui::views::review::listed;
use crate::ui::views::review::same_claim;
use crate::ui::views::review::selection::KINDS;
use crate::ui::views::review::state::Position;
use crate::ui::views::review::state::ReviewState;
use crate::ui::widgets::control;
use crate::ui::widgets::marker;
use crate::ui::widgets::marker::Marker;
use crate::ui::words;
use crate::workspace::review::stops::About;
use crate::workspace::review::stops::State;
use crate::workspace::review::stops::Stop;
use egui::Frame;
use egui::Margin;
use egui::Panel;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;
use egui::scroll_area::ScrollBarVisibility;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Lower than this, a panel has no room for all that may stand in it.
const LOW: f32 = 420.0;
/// Room that what is asked about has at least: its kind and its words.
const HEAD: f32 = 72.0;

/// What digits and arrow keys do at a name.
static LEGEND: LazyLock<String> = LazyLock::new(|| {
    let kinds: Vec<String> =
        KINDS.iter().enumerate().map(|(at, label)| format!("{} {}", at + 1, words::label(*label))).collect();
    format!("another kind: {} · other borders: arrow keys", kinds.join(", "))
});

pub fn panel_ui(ui: &mut egui::Ui, state: &ReviewState, outbox: &mut Outbox) {
    let Some(review) = state.review().value() else { return };
    if let Some(selection) = state.selection() {
        egui::ScrollArea::vertical().id_salt("panel").auto_shrink(false).show(ui, |ui| {
            ui.add_space(theme::GAP);
            hand::hand_ui(ui, review, &selection, state.notice(), outbox);
        });
        return;
    }
    // The answer to what is asked must not scroll out of sight, however much stands above it.
    let heights = ui.scope_id().with("heights");
    let room = ui.available_height();
    let [above, answer] = ui.data(|data| data.get_temp::<[f32; 2]>(heights)).unwrap_or_default();
    let is_tight = |above: f32, answer: f32| room < LOW || above + answer + theme::GAP_LARGE * 2.0 > room;
    let is_low = is_tight(above, answer);
    let mut now = [above, answer];
    if let Some(stop) = state.current().filter(|_| is_low) {
        let margin = Margin { top: 6, bottom: 6, ..Margin::ZERO };
        let shown = Panel::bottom("panel_answer").frame(Frame::new().inner_margin(margin)).show(ui, |ui| {
            // In a window of few lines what is asked about stays in sight too, and the answer is scrolled.
            let most = (room - HEAD).max(theme::ROW_HEIGHT * 2.0);
            let scroll = egui::ScrollArea::vertical().id_salt("answer").max_height(most).auto_shrink([false, true]);
            let scroll = scroll.min_scrolled_height(most).scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
            scroll.show(ui, |ui| answer_ui(ui, state, review, stop, outbox));
        });
        now[1] = shown.response.rect.height();
    }
    egui::ScrollArea::vertical().id_salt("panel").auto_shrink(false).show(ui, |ui| {
        ui.add_space(theme::GAP);
        match (state.current(), state.position()) {
            (Some(stop), _) => {
                let top = ui.cursor().top();
                stop_ui(ui, state, review, stop, outbox);
                now[0] = ui.cursor().top() - top;
                if !is_low {
                    ui.add_space(theme::GAP_LARGE);
                    let top = ui.cursor().top();
                    answer_ui(ui, state, review, stop, outbox);
                    now[1] = ui.cursor().top() - top;
                }
            }
            (None, Some(Position::Summary)) => summary_ui(ui, state, review, outbox),
            (None, Some(Position::Words(span))) => words_ui(ui, span.words(&review.body).unwrap_or_default(), outbox),
            (None, Some(Position::Gone(_))) => gone_ui(ui, state.settled_words(review).unwrap_or_default(), outbox),
            (None, Some(Position::At(_)) | None) => {}
        }
    });
    ui.data_mut(|data| data.insert_temp(heights, now));
    if is_low != is_tight(now[0], now[1]) {
        ui.ctx().request_discard("the answer moves with what stands above it");
    }
}

fn stop_ui(ui: &mut egui::Ui, state: &ReviewState, review: &Review, stop: &Stop, outbox: &mut Outbox) {
    head_ui(ui, state, review, stop);
    let words = match stop.about {
        About::Claim(claim_idx) => review.claims[claim_idx].words.clone(),
        _ => decide::name_of(review, stop),
    };
    let is_long = words.chars().count() > 60;
    let text = RichText::new(words);
    ui.add(egui::Label::new(if is_long { text } else { text.heading() }).wrap().selectable(true));
    match stop.about {
        About::Name(name_idx) => {
            let name = &review.names[name_idx];
            if !name.aliases.is_empty() {
                ui.weak(format!("also {}", name.aliases.join(", ")));
            }
            ui.add_space(theme::GAP_SMALL);
            cards_ui(ui, state.choice(), name, outbox);
            listed::listed_ui(ui, (review, stop), name, state.choice(), outbox);
            fields::roles_ui(ui, review, stop);
        }
        About::Mention(mention_idx) => {
            if let Some(value) = &review.mentions[mention_idx].value {
                ui.label(format!("= {}", words::value(value)));
            }
        }
        About::Claim(_) => fields::claims_ui(ui, state, review, stop, outbox),
    }
    same_claim::same_claim_ui(ui, state, outbox);
    remarks_ui(ui, state, review);
    because_ui(ui, state, review, stop);
    if let Some(known) = state.background() {
        background::background_ui(ui, known);
    }
}

/// What Enter will do, and the buttons that do it or say otherwise.
fn answer_ui(ui: &mut egui::Ui, state: &ReviewState, review: &Review, stop: &Stop, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    promise_ui(ui, &state.promise(review, stop), outbox, palette);
    if let Some((n_articles, n_mentions, is_cut)) = state.reach().filter(|_| !outbox.is_read_only) {
        let (times, articles) = (words::count(n_mentions as i64, "time"), words::count(n_articles as i64, "article"));
        let key = Action::AcceptEverywhere.key_text(ui.ctx());
        let or_more = if is_cut { ", or more" } else { "" };
        let line = format!("{key}: in {articles}, {times}{or_more}");
        ui.add(egui::Label::new(RichText::new(line).color(palette.muted)).wrap());
    }
    if let Some(notice) = state.notice() {
        let response = ui.colored_label(palette.doubtful, notice);
        response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, notice));
    }
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        control::primary_action_button(ui, Action::Accept, outbox);
        control::action_button(ui, Action::Reject, outbox);
        control::action_button(ui, Action::Doubtful, outbox);
    });
    let is_claim = stop.claims().next().is_some();
    if is_claim && !outbox.is_read_only {
        ui.add_space(theme::GAP_SMALL);
        control::action_button(ui, Action::EditClaim, outbox);
    }
    if state.digits_are_kinds() && !outbox.is_read_only {
        ui.add_space(theme::GAP);
        ui.add(egui::Label::new(RichText::new(LEGEND.as_str()).small().color(palette.muted)).wrap());
    }
}

/// How many notes and tags are on the card or the claim in question.
fn remarks_ui(ui: &mut egui::Ui, state: &ReviewState, review: &Review) {
    let held = state.held().and_then(|held| review.remarks.get(&(held.subject, held.id)));
    if let Some(counts) = held {
        ui.add_space(theme::GAP_SMALL);
        ui.horizontal(|ui| {
            marker::remarks_sign_ui(ui);
            ui.small(words::remarks(*counts));
        });
    }
}

/// Kind on the left; on the right how sure the proposal is, or what was decided.
fn head_ui(ui: &mut egui::Ui, state: &ReviewState, review: &Review, stop: &Stop) {
    let palette = Palette::of(ui);
    let kind = match stop.about {
        About::Name(name_idx) => words::label(review.names[name_idx].label),
        About::Mention(mention_idx) => words::label(review.mentions[mention_idx].label),
        About::Claim(claim_idx) => words::claim_kind(review.claims[claim_idx].kind),
    };
    let kind = match stop.about {
        _ if stop.along.is_empty() => kind.to_owned(),
        About::Claim(_) => format!("{kind}, and {}", decide::along_in_words(review, stop)),
        About::Name(_) | About::Mention(_) => format!("{kind} and role"),
    };
    ui.horizontal(|ui| {
        // How sure it is has its room first: what is asked about may be long.
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let drawn = state.state_of(stop);
            let (text, colour) = match (drawn, stop.score) {
                (State::ToDecide, Some(score)) => (words::score(score), palette.accent),
                (State::ToDecide, None) => ("made by hand", palette.muted),
                (State::Accepted, _) => ("accepted", palette.accepted),
                (State::Doubtful, _) => ("doubtful", palette.doubtful),
                (State::Rejected, _) => ("rejected", palette.muted),
                (State::Known, _) => ("known", palette.muted),
            };
            ui.small(RichText::new(text).color(colour));
            if drawn != State::ToDecide {
                marker::marker_ui(ui, Marker::of_state(drawn), palette);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(kind).small().color(palette.muted)).wrap());
            });
        });
    });
}

fn cards_ui(ui: &mut egui::Ui, choice: Choice, name: &ReviewName, outbox: &mut Outbox) {
    let candidates = name.candidates.as_slice();
    if let Some(card) = &name.card {
        ui.label(format!("= card {}", card.name));
        card_details_ui(ui, card, None);
        return;
    }
    if candidates.is_empty() {
        ui.weak(if name.is_compared { "a card of its own" } else { "Looking for cards that it may be…" });
        return;
    }
    let sure = name.sure_card().map(|candidate| candidate.card.id);
    let question = if candidates.len() == 1 { "is it this card?" } else { "which card is it?" };
    ui.add(egui::Label::new(RichText::new(format!("{question} Its digit accepts it and goes on")).weak()).wrap());
    for (index, candidate) in candidates.iter().enumerate() {
        let is_chosen = choice == Choice::Candidate(index) || choice == Choice::Open && sure == Some(candidate.card.id);
        let label = format!("{}  {}", index + 1, candidate.card.name);
        let response = ui.add(egui::Button::selectable(is_chosen, label).wrap());
        response.widget_info(|| {
            let name = format!("Card {}: {}", index + 1, candidate.card.name);
            WidgetInfo::selected(Role::RadioButton, true, is_chosen, name)
        });
        if let (true, Some(choose)) = (response.clicked(), Action::choose_card(index + 1)) {
            outbox.act(choose);
        }
        card_details_ui(ui, &candidate.card, Some(&candidate.reason));
    }
    let is_chosen = choice == Choice::New;
    let response = ui.add(egui::Button::selectable(is_chosen, "D  a new card"));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, "A new card"));
    if response.clicked() {
        outbox.act(Action::NewCard);
    }
}

fn card_details_ui(ui: &mut egui::Ui, card: &Card, reason: Option<&str>) {
    let palette = Palette::of(ui);
    let seen = match card.n_articles {
        n if n > entities::MANY => format!("over {}", words::count(entities::MANY, "article")),
        n => words::count(n, "article"),
    };
    let details = [card.role.clone(), Some(seen), reason.map(str::to_owned)];
    let line = details.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    ui.horizontal(|ui| {
        ui.add_space(theme::GAP_LARGE);
        ui.add(egui::Label::new(RichText::new(line).small().color(palette.muted)).wrap());
    });
}

fn because_ui(ui: &mut egui::Ui, state: &ReviewState, review: &Review, stop: &Stop) {
    let palette = Palette::of(ui);
    let mentions = || stop.mentions.iter().map(|index| &review.mentions[*index]);
    let mut reasons: Vec<String> = match stop.about {
        About::Claim(claim_idx) => review.claims[claim_idx].rule.iter().map(|rule| because(rule)).collect(),
        _ => {
            let told = mentions().find_map(|mention| by_tagger(state, mention));
            let has_told = told.is_some();
            let rules = mentions().filter_map(|mention| mention.rule.as_deref());
            told.into_iter().chain(rules.filter(|rule| !has_told || *rule != TRAINED).map(because)).collect()
        }
    };
    reasons.extend(stop.along.iter().filter_map(|index| review.claims[*index].rule.as_deref()).map(because));
    let mut seen = BTreeSet::new();
    reasons.retain(|reason| seen.insert(reason.clone()));
    if reasons.is_empty() {
        return;
    }
    ui.add_space(theme::GAP);
    let text = RichText::new(format!("because: {}", reasons.join("; "))).small().color(palette.muted);
    ui.add(egui::Label::new(text).wrap());
}

/// What spoke for the words, where the tagger proposed them and its reasons are known.
fn by_tagger(state: &ReviewState, mention: &ReviewMention) -> Option<String> {
    let reasons = state.reasons.of(mention.span, mention.label);
    (!reasons.is_empty()).then(|| format!("the trained tagger ({})", reasons.join(", ")))
}

/// A rule in words; the bare name of one that this version of the program does not know.
pub fn because(rule: &str) -> String {
    let said = describe(rule).map_or_else(|| rule.replace(['.', '_'], " "), Cow::into_owned);
    // Words of a text stand in marks that people read.
    let mut opens = true;
    let quoted = said.chars().map(|c| match c {
        '`' => {
            let mark = if opens { '“' } else { '”' };
            opens = !opens;
            mark
        }
        other => other,
    });
    quoted.collect()
}

fn promise_ui(ui: &mut egui::Ui, promise: &str, outbox: &Outbox, palette: &Palette) {
    let line =
        if outbox.is_read_only { format!("Nothing to decide: {READ_ONLY}") } else { format!("Enter: {promise}") };
    let response = ui.add(egui::Label::new(RichText::new(&line).color(palette.ink)).wrap());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &line));
}

/// Words that another screen led to, where nothing was suggested and nothing decided.
fn words_ui(ui: &mut egui::Ui, words: &str, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    ui.small(RichText::new("the words").color(palette.muted));
    ui.add(egui::Label::new(format!("“{words}”")).wrap().selectable(true));
    ui.add_space(theme::GAP);
    ui.weak("Nothing was suggested here.");
    ui.add_space(theme::GAP_LARGE);
    ui.horizontal(|ui| {
        control::action_button(ui, Action::NextStop, outbox);
        control::action_button(ui, Action::PreviousStop, outbox);
    });
}

/// Where a stop was that something else has answered meanwhile.
fn gone_ui(ui: &mut egui::Ui, words: &str, outbox: &mut Outbox) {
    ui.small(RichText::new("answered").color(Palette::of(ui).muted));
    ui.add(egui::Label::new(format!("“{words}”")).wrap().selectable(true));
    ui.add_space(theme::GAP);
    ui.add(egui::Label::new(RichText::new("What was decided before has answered this as well.").weak()).wrap());
    ui.add_space(theme::GAP_LARGE);
    promise_ui(ui, "go on", outbox, Palette::of(ui));
    ui.add_space(theme::GAP);
    control::primary_action_button(ui, Action::NextStop, outbox);
}

/// Past the last stop: what was done here, and what the next Enter does.
fn summary_ui(ui: &mut egui::Ui, state: &ReviewState, review: &Review, outbox: &mut Outbox) {
    let palette = Palette::of(ui);
    ui.small(RichText::new("end of the article").color(palette.muted));
    let (n_open, n_all) = state.counts();
    let n_late = state.n_late();
    let title = match (n_open, n_all) {
        _ if n_late > 0 => words::came_up(n_late),
        (_, 0) => "Nothing to decide here".to_owned(),
        (0, _) => "All decided".to_owned(),
        (n, _) => format!("{n} still to decide"),
    };
    ui.heading(title);
    ui.add_space(theme::GAP_SMALL);
    for (drawn, what) in [(State::Accepted, "accepted"), (State::Rejected, "rejected"), (State::Doubtful, "doubtful")] {
        let n = state.n_in_state(drawn);
        if n > 0 {
            ui.horizontal(|ui| {
                marker::marker_ui(ui, Marker::of_state(drawn), palette);
                ui.label(format!("{n} {what}"));
            });
        }
    }
    if state.n_settled() > 0 {
        ui.add(egui::Label::new(format!("{} answered with something else", state.n_settled())).wrap());
    }
    let n_known = decide::n_known(review);
    if n_known > 0 {
        ui.horizontal(|ui| {
            marker::marker_ui(ui, Marker::Known, palette);
            let joined = match decide::n_known_joined(review) {
                0 => String::new(),
                n => format!(", {n} of them as the cards they have"),
            };
            ui.add(egui::Label::new(format!("{n_known} known, accepted with the article{joined}")).wrap());
        });
    }
    let letters = [ClaimKind::Figure, ClaimKind::Quote, ClaimKind::Role, ClaimKind::Event];
    let found: Vec<String> = letters
        .into_iter()
        .filter_map(|kind| {
            let n = review.claims.iter().filter(|claim| claim.kind == kind).count();
            (n > 0).then(|| words::count(n as i64, words::claim_kind(kind)))
        })
        .collect();
    if !found.is_empty() {
        ui.weak(found.join(", "));
    }
    ui.add_space(theme::GAP_LARGE);
    if state.is_finished() {
        promise_ui(ui, "open the next article", outbox, palette);
        ui.add_space(theme::GAP);
        control::primary_action_button(ui, Action::NextArticle, outbox);
        return;
    }
    if n_late > 0 {
        let what = if n_late == 1 { "it" } else { "them" };
        promise_ui(ui, &format!("go on with {what}"), outbox, palette);
        ui.add_space(theme::GAP);
        control::primary_action_button(ui, Action::NextStop, outbox);
        return;
    }
    let promise = match n_open {
        0 => "mark it done and open the next article".to_owned(),
        n => format!("mark it done, {n} left undecided, and open the next article"),
    };
    promise_ui(ui, &promise, outbox, palette);
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        control::primary_action_button(ui, Action::Done, outbox);
        control::action_button(ui, Action::NextArticle, outbox);
    });
}

//! What is new after an import: people, figures of what is measured, roles; each line leads to its words.
//!
//! Never decides anything: a line is looked at, and decided where it stands.

use crate::store::read::news::Batches;
use crate::store::read::news::News;
use crate::store::read::news::NewsLine;
use crate::store::read::news::NewsLines;
use crate::ui::loadable::Loadable;
use crate::ui::outbox::Go;
use crate::ui::outbox::Outbox;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::ask::Answer;
use crate::ui::widgets::control;
use crate::ui::words;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

#[derive(Debug)]
pub struct NewsState {
    pub batches: Batches,
    pub found: Loadable<News>,
}

impl NewsState {
    /// Waits for its answer.
    pub fn asked(batches: Batches) -> Self {
        let mut found = Loadable::default();
        found.start();
        Self { batches, found }
    }
}

/// What the lines of a kind are called, one and several, and what they are.
const PEOPLE: &str = "Not named in any article before";
const FIGURES: &str = "Of what is measured already";
const ROLES: &str = "Of people who have a card";

pub fn news_ui(ui: &mut egui::Ui, state: &NewsState, outbox: &mut Outbox) -> Answer {
    let palette = Palette::of(ui);
    ui.heading("What is new");
    if let Some(reason) = state.found.failure() {
        ui.colored_label(palette.error, format!("It could not be read: {reason}"));
    }
    let mut gone_to = None;
    match state.found.value() {
        None if state.found.failure().is_none() => {
            ui.weak("Reading…");
        }
        None => {}
        Some(news) => {
            ui.weak(format!("In {} of this import, among what is suggested", articles(news)));
            if news.n_all() == 0 {
                ui.add_space(theme::GAP);
                ui.label("Nobody new, no figure of what is measured, and no new role.");
            }
            let all =
                [("person", PEOPLE, &news.people), ("figure", FIGURES, &news.figures), ("role", ROLES, &news.roles)];
            // The way out stays in sight below.
            let height = (ui.ctx().content_rect().height() * 0.6).max(120.0);
            egui::ScrollArea::vertical().id_salt("news").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                for (noun, about, lines) in all {
                    gone_to = lines_ui(ui, noun, about, lines).or(gone_to.take());
                }
            });
        }
    }
    ui.add_space(theme::GAP);
    let close = control::primary_button(ui, "Close", true);
    control::focus_once(ui, close.id);
    match gone_to {
        Some(place) => {
            outbox.go(place);
            Answer::Close
        }
        None if close.clicked() => Answer::Close,
        None => Answer::Stay,
    }
}

fn articles(news: &News) -> String {
    words::count(news.n_articles as i64, "article")
}

/// `12 new people`.
fn counted(n: usize, noun: &str) -> String {
    match (noun, n) {
        ("person", 1) => "1 new person".to_owned(),
        ("person", n) => format!("{} new people", words::number(n as f64)),
        (noun, n) => words::count(n as i64, &format!("new {noun}")),
    }
}

/// `12 new people, 1 new figure of what is measured, 2 new roles`, for the Library.
pub fn in_short(news: &News) -> String {
    let told = [("person", news.people.n_all), ("figure", news.figures.n_all), ("role", news.roles.n_all)];
    let told: Vec<String> = told.iter().filter(|(_, n)| *n > 0).map(|(noun, n)| counted(*n, noun)).collect();
    if told.is_empty() { "nothing that the dossier had not heard of".to_owned() } else { told.join(", ") }
}

fn lines_ui(ui: &mut egui::Ui, noun: &str, about: &str, lines: &NewsLines) -> Option<Go> {
    if lines.n_all == 0 {
        return None;
    }
    let palette = Palette::of(ui);
    ui.add_space(theme::GAP);
    ui.label(RichText::new(counted(lines.n_all, noun)).strong());
    let n_left = lines.n_all - lines.lines.len();
    let shown = if n_left == 0 {
        about.to_owned()
    } else {
        format!("{about}; the first {} are listed", words::number(lines.lines.len() as f64))
    };
    ui.small(RichText::new(shown).color(palette.muted));
    let mut gone_to = None;
    for line in &lines.lines {
        if line_ui(ui, line) {
            gone_to = Some(Go::Words { article: line.article, span: line.span });
        }
    }
    gone_to
}

fn line_ui(ui: &mut egui::Ui, line: &NewsLine) -> bool {
    let palette = Palette::of(ui);
    let what = words::shortened(&line.what, 80);
    let told =
        if line.told.is_empty() { format!("A{}", line.article) } else { format!("{} · A{}", line.told, line.article) };
    ui.horizontal_wrapped(|ui| {
        let response = ui.link(&what);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{what}, {told}")));
        ui.small(RichText::new(&told).color(palette.muted));
        response.clicked()
    })
    .inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_says_in_short_what_came() {
        let lines = |n_all| NewsLines { lines: Vec::new(), n_all };
        let mut news = News { n_articles: 3, people: lines(12), figures: lines(1), roles: lines(0) };
        assert_eq!(in_short(&news), "12 new people, 1 new figure");
        news.people.n_all = 1;
        news.roles.n_all = 2;
        assert_eq!(in_short(&news), "1 new person, 1 new figure, 2 new roles");
        assert_eq!(in_short(&News::default()), "nothing that the dossier had not heard of");
    }
}

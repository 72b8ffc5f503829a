//! Find in the article: a field above the text, hits counted and marked, Enter to the next, Shift+Enter back, Esc away.
//!
//! Never moves the reviewer from the stop in question: only the text is scrolled, and Esc scrolls it back. The key that
//! picks words takes the hit in hand that was shown last.

use crate::model::span::Span;
use crate::text::find;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::review::state::ReviewState;
use crate::ui::words;
use egui::Key;
use egui::Modifiers;
use egui::RichText;
use egui::Role;
use egui::WidgetInfo;

/// What the field is called.
pub const FIELD: &str = "Find in the article";

#[derive(Debug, Default)]
pub struct Finding {
    is_open: bool,
    wants_focus: bool,
    query: String,
    /// The words and the length of the text that the hits are of.
    found_for: (String, usize),
    /// In order and apart.
    hits: Vec<Span>,
    at: usize,
    /// The hit that was shown when the field went away.
    left_at: Option<Span>,
}

/// What the field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    /// Shows these words of the text.
    Show(Span),
    /// Back to where the reviewer was.
    Close,
}

impl Finding {
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Opens the field, or goes back into it.
    pub const fn open(&mut self) {
        self.is_open = true;
        self.wants_focus = true;
    }

    pub fn close(&mut self) {
        self.left_at = self.hits.get(self.at).copied().filter(|_| self.is_open);
        self.is_open = false;
    }

    /// The hit that was shown last, once, to be taken in hand.
    pub const fn take_left(&mut self) -> Option<Span> {
        self.left_at.take()
    }

    /// Another article is read: the same words are looked for in it.
    #[must_use]
    pub fn of_other_text(self) -> Self {
        Self { found_for: (String::new(), 0), hits: Vec::new(), at: 0, left_at: None, ..self }
    }

    /// The hits to mark, and the one that is shown.
    pub fn hits(&self) -> (&[Span], Option<Span>) {
        if self.is_open { (&self.hits, self.hits.get(self.at).copied()) } else { (&[], None) }
    }

    /// Looks anew where the words or the text changed; gives the first hit to show.
    fn refresh(&mut self, body: &str) -> Option<Span> {
        if self.found_for.0 == self.query && self.found_for.1 == body.len() {
            return None;
        }
        self.found_for = (self.query.clone(), body.len());
        self.hits = find::find_all(body, &self.query);
        self.at = 0;
        self.hits.first().copied()
    }

    /// Goes on to the next hit, or back; round at the ends.
    fn step(&mut self, is_forward: bool) -> Option<Span> {
        let n = self.hits.len();
        if n == 0 {
            return None;
        }
        self.at = if is_forward { (self.at + 1) % n } else { (self.at + n - 1) % n };
        self.hits.get(self.at).copied()
    }

    /// `3 of 12`.
    fn told(&self) -> String {
        match (self.query.trim().is_empty(), self.hits.len()) {
            (true, _) => String::new(),
            (false, 0) => "not in this article".to_owned(),
            (false, n) => format!("{} of {}", words::number((self.at + 1) as f64), words::number(n as f64)),
        }
    }
}

/// Draws the field, and shows in the text what is found.
pub fn find_ui(ui: &mut egui::Ui, state: &mut ReviewState) {
    let mut finding = std::mem::take(&mut state.finding);
    let wish = state.review().value().and_then(|review| finding_ui(ui, &mut finding, &review.body));
    state.finding = finding;
    match wish {
        Some(Wish::Show(span)) => state.text.scroll_to(span.start_byte),
        Some(Wish::Close) => state.stop_finding(),
        None => {}
    }
}

fn finding_ui(ui: &mut egui::Ui, finding: &mut Finding, body: &str) -> Option<Wish> {
    let mut wish = None;
    ui.horizontal(|ui| {
        let edit = egui::TextEdit::singleline(&mut finding.query).hint_text(FIELD).desired_width(260.0);
        let field = ui.add(edit);
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, FIELD));
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if enter || std::mem::take(&mut finding.wants_focus) {
            field.request_focus();
        }
        wish = finding.refresh(body).map(Wish::Show);
        if enter && wish.is_none() {
            let is_forward = !ui.input(|input| input.modifiers.matches_logically(Modifiers::SHIFT));
            wish = finding.step(is_forward).map(Wish::Show);
        }
        let told = finding.told();
        let colour = if finding.hits.is_empty() { Palette::of(ui).doubtful } else { Palette::of(ui).ink };
        let label = ui.label(RichText::new(&told).color(colour));
        label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &told));
        ui.add_space(theme::GAP);
        for (name, is_forward) in [("Previous hit", false), ("Next hit", true)] {
            if ui.add_enabled(finding.hits.len() > 1, egui::Button::new(name)).clicked() {
                wish = finding.step(is_forward).map(Wish::Show);
            }
        }
        let is_left = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        if ui.button("Close").clicked() || is_left {
            wish = Some(Wish::Close);
        }
    });
    wish
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_gone_through_and_round() {
        let mut finding = Finding { query: "boat".to_owned(), ..Finding::default() };
        finding.open();
        assert_eq!(finding.refresh("a boat, a boat, Boats"), Some(Span::new(2, 6)));
        assert_eq!((finding.told().as_str(), finding.refresh("a boat, a boat, Boats")), ("1 of 3", None));
        assert_eq!(finding.step(false), Some(Span::new(16, 20)));
        assert_eq!(finding.told(), "3 of 3");
        assert_eq!(finding.step(true), Some(Span::new(2, 6)));
        assert_eq!(finding.hits().0.len(), 3);
        finding.query = "train".to_owned();
        assert_eq!((finding.refresh("a boat"), finding.step(true)), (None, None));
        assert_eq!(finding.told(), "not in this article");
    }

    #[test]
    fn other_text_is_searched_anew() {
        let mut finding = Finding { query: "boat".to_owned(), ..Finding::default() };
        finding.open();
        finding.refresh("a boat");
        let mut finding = finding.of_other_text();
        assert_eq!(finding.hits(), (&[][..], None));
        assert_eq!(finding.refresh("no boat"), Some(Span::new(3, 7)));
        finding.is_open = false;
        assert_eq!(finding.hits(), (&[][..], None), "nothing is marked when the field is away");
    }
}

//! The last decisions of this sitting, newest last: shown at the foot, each a way back to its stop.
//!
//! Never stored: the ledger is the record, this is only what the reviewer did just now.

use crate::ledger::command::ArticleId;
use crate::ledger::command::Verdict;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::widgets::marker;
use crate::ui::words;
use crate::workspace::review::stops::StopKey;

/// One stop that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub article: ArticleId,
    pub key: StopKey,
    pub verdict: Verdict,
    /// "Thomas West ×5".
    pub words: String,
    /// Decided along with a claim that it is part of: not shown by itself.
    pub is_carried: bool,
}

/// One step of undo: what one key decided, or the article that it left for the next one; empty for anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    pub decisions: Vec<Decision>,
    /// Marked done or set aside with it.
    pub left: Option<ArticleId>,
}

impl Step {
    pub const fn deciding(decisions: Vec<Decision>) -> Self {
        Self { decisions, left: None }
    }

    pub const fn leaving(article: ArticleId) -> Self {
        Self { decisions: Vec::new(), left: Some(article) }
    }
}

/// Decisions in steps of undo: one key, one step, however many stops it decided.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    steps: Vec<Step>,
    undone: Vec<Step>,
    /// How many decisions back the reviewer went; 0: nowhere.
    n_back: usize,
}

/// Decisions that are kept for the foot line.
const SHOWN: usize = 4;
/// Room that one of them takes there.
const ITEM_WIDTH: f32 = 176.0;

impl Trail {
    /// A step that was just decided; closes what could be redone.
    pub fn push(&mut self, step: Step) {
        self.steps.push(step);
        self.undone.clear();
        self.n_back = 0;
    }

    /// The decision before the one that was gone back to last; from the last one on.
    pub fn back(&mut self) -> Option<Decision> {
        let found = self.newest_first().nth(self.n_back).cloned();
        self.n_back += usize::from(found.is_some());
        found
    }

    fn newest_first(&self) -> impl Iterator<Item = &Decision> {
        let decisions = self.steps.iter().rev().flat_map(|step| step.decisions.iter().rev());
        decisions.filter(|decision| !decision.is_carried)
    }

    /// The step that undo takes back, `None` when it was decided before this sitting.
    pub fn undo(&mut self) -> Option<&Step> {
        let step = self.steps.pop()?;
        self.n_back = 0;
        self.undone.push(step);
        self.undone.last()
    }

    /// The step that redo brings back.
    pub fn redo(&mut self) -> Option<&Step> {
        let step = self.undone.pop()?;
        self.steps.push(step);
        self.steps.last()
    }

    /// Takes out a step that the dossier refused.
    pub fn forget(&mut self, step: &Step) {
        if let Some(at) = self.steps.iter().rposition(|known| known == step) {
            self.steps.remove(at);
        }
    }

    /// The last decisions, oldest first.
    pub fn last(&self) -> impl DoubleEndedIterator<Item = &Decision> {
        let all: Vec<&Decision> = self.newest_first().take(SHOWN).collect();
        all.into_iter().rev()
    }
}

/// Draws the trail; returns the decision whose stop was asked for.
pub fn trail_ui(ui: &mut egui::Ui, trail: &Trail) -> Option<Decision> {
    let palette = Palette::of(ui);
    let mut asked = None;
    trail.last().next()?;
    ui.small(egui::RichText::new("last").color(palette.muted));
    ui.spacing_mut().item_spacing.x = theme::GAP_SMALL;
    ui.spacing_mut().button_padding.x = theme::GAP_SMALL;
    let n_fit = (ui.available_width() / ITEM_WIDTH) as usize;
    let n_left_out = trail.last().count().saturating_sub(n_fit);
    for decision in trail.last().skip(n_left_out) {
        ui.add_space(theme::GAP);
        let state = marker::Marker::of_verdict(decision.verdict);
        marker::marker_ui(ui, state, palette);
        let label = words::shortened(&decision.words, 22);
        let response = ui.add(egui::Button::new(egui::RichText::new(label).small()).frame_when_inactive(false).small());
        response.widget_info(|| {
            let name = format!("Back to {}, {}", decision.words, state.name());
            egui::WidgetInfo::labeled(egui::Role::Button, true, name)
        });
        if response.on_hover_text("Go back to this").clicked() {
            asked = Some(decision.clone());
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::Label;
    use crate::model::span::Span;
    use crate::workspace::review::stops::StopKind;

    fn decision(words: &str) -> Decision {
        let key = StopKey::new(Span::new(0, 1), StopKind::Name(Label::Person));
        Decision { article: 1, key, verdict: Verdict::Accept, words: words.to_owned(), is_carried: false }
    }

    fn last(trail: &Trail) -> Vec<&str> {
        trail.last().map(|decision| decision.words.as_str()).collect()
    }

    #[test]
    fn undo_and_redo_move_whole_steps() {
        let mut trail = Trail::default();
        trail.push(Step::deciding(vec![decision("a")]));
        trail.push(Step::deciding(vec![decision("b"), decision("c")]));
        assert_eq!(last(&trail), ["a", "b", "c"]);
        assert_eq!(trail.undo().map(|step| step.decisions.len()), Some(2));
        assert_eq!(last(&trail), ["a"]);
        assert_eq!(trail.redo().map(|step| step.decisions.len()), Some(2));
        assert_eq!(last(&trail), ["a", "b", "c"]);
        assert_eq!(trail.redo(), None);
    }

    #[test]
    fn a_new_decision_closes_redo_and_a_refused_one_goes() {
        let mut trail = Trail::default();
        trail.push(Step::deciding(vec![decision("a")]));
        trail.undo();
        trail.push(Step::deciding(vec![decision("b")]));
        assert_eq!(trail.redo(), None);
        trail.forget(&Step::deciding(vec![decision("b")]));
        assert_eq!(last(&trail), Vec::<&str>::new());
        assert_eq!(trail.undo(), None);
    }

    #[test]
    fn back_goes_from_the_last_to_the_first_and_begins_anew_with_a_decision() {
        let mut trail = Trail::default();
        assert_eq!(trail.back(), None);
        trail.push(Step::deciding(vec![decision("a")]));
        trail.push(Step::deciding(vec![decision("b"), Decision { is_carried: true, ..decision("in b") }]));
        let words = |decision: Option<Decision>| decision.map(|decision| decision.words);
        assert_eq!(words(trail.back()).as_deref(), Some("b"));
        assert_eq!(words(trail.back()).as_deref(), Some("a"));
        assert_eq!(trail.back(), None);
        trail.push(Step::deciding(vec![decision("a, otherwise")]));
        assert_eq!(words(trail.back()).as_deref(), Some("a, otherwise"));
    }

    #[test]
    fn what_a_claim_took_along_is_not_shown_by_itself() {
        let mut trail = Trail::default();
        trail.push(Step::deciding(vec![decision("claim"), Decision { is_carried: true, ..decision("name in it") }]));
        assert_eq!(last(&trail), ["claim"]);
    }

    #[test]
    fn only_the_last_few_are_shown() {
        let mut trail = Trail::default();
        for words in ["a", "b", "c", "d", "e"] {
            trail.push(Step::deciding(vec![decision(words)]));
        }
        assert_eq!(last(&trail), ["b", "c", "d", "e"]);
    }
}

//! Why the tagger proposes what it proposes in the open article: asked for once the article is on view.
//!
//! Never finds reasons itself and never draws them.

use crate::extract::rule::TRAINED;
use crate::ledger::command::ArticleId;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::store::read::review::Review;
use crate::ui::outbox::Outbox;
use crate::ui::outbox::Request;
use crate::workspace::desk::Query;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub struct Reasons {
    /// What was asked for, answered or not; the weightiest first.
    by_words: BTreeMap<(Span, Label), Vec<String>>,
}

impl Reasons {
    /// Asks about what the tagger proposes in this article and has not been asked about.
    pub fn ask(&mut self, article: ArticleId, review: &Review, outbox: &mut Outbox) {
        let proposed = review.mentions.iter().filter(|mention| mention.rule.as_deref() == Some(TRAINED));
        let undecided = proposed.filter(|mention| mention.status.is_none());
        let words = undecided.map(|mention| (mention.span, mention.label));
        let new: Vec<(Span, Label)> = words.filter(|words| !self.by_words.contains_key(words)).collect();
        if !new.is_empty() {
            self.by_words.extend(new.iter().map(|words| (*words, Vec::new())));
            outbox.request(Request::Ask(Query::Reasons(article, new)));
        }
    }

    /// One list for each span that was asked about, in its order.
    pub fn answer(&mut self, asked: &[(Span, Label)], reasons: Vec<Vec<String>>) {
        self.by_words.extend(asked.iter().copied().zip(reasons));
    }

    /// None as long as they are not known.
    pub fn of(&self, span: Span, label: Label) -> &[String] {
        self.by_words.get(&(span, label)).map_or(&[], Vec::as_slice)
    }
}

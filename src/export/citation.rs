//! What every row that rests on words has: the words in their sentence, where the article came from, who decided, and
//! the offsets that lead back.
//!
//! All offsets leave here as Unicode code points; never as bytes.

use crate::export::column::Column;
use crate::export::column::Kind;
use crate::export::column::column;
use crate::export::column::text;
use crate::lists::class;
use crate::model::cell;
use crate::model::id::Sha256;
use crate::model::kind::How;
use crate::model::record_set::BETWEEN_NOTES;
use crate::model::span::Span;
use crate::model::value::number_to_cell;
use crate::store::read::export::Cited;
use crate::store::read::export::ExportedArticle;
use crate::store::read::export::NoteRow;
use crate::text::sentence::sentences;
use crate::text::zones::zones;
use std::fmt::Write as _;
use std::rc::Rc;

/// Characters of context before and after the words.
const N_CONTEXT: usize = 40;

/// An article with its sentences, loaded once for all rows that rest on it.
pub struct InArticle {
    pub article: ExportedArticle,
    /// In order.
    sentences: Vec<Span>,
}

impl InArticle {
    pub fn new(article: ExportedArticle) -> Self {
        let body = &article.body;
        let sentences =
            zones(body).iter().flat_map(|zone| sentences(body, zone.span, &class::ends_no_sentence)).collect();
        Self { article, sentences }
    }

    /// The sentences that the span lies in, from the first to the last.
    pub fn sentence(&self, span: Span) -> &str {
        self.sentence_span(span).words(&self.article.body).unwrap_or_default()
    }

    /// Where these sentences stand; never less than the span.
    pub fn sentence_span(&self, span: Span) -> Span {
        let first = self.sentences.partition_point(|sentence| sentence.end_byte <= span.start_byte);
        let last = self.sentences.partition_point(|sentence| sentence.start_byte < span.end_byte);
        let start = self.sentences.get(first).map_or(span.start_byte, |one| one.start_byte.min(span.start_byte));
        let end = last.checked_sub(1).and_then(|last| self.sentences.get(last));
        let end = end.map_or(span.end_byte, |one| one.end_byte.max(span.end_byte));
        Span::new(start, end)
    }

    fn prefix(&self, span: Span) -> &str {
        let before = self.article.body.get(..span.start_byte).unwrap_or_default();
        let start = before.char_indices().rev().nth(N_CONTEXT - 1).map_or(0, |(at, _)| at);
        &before[start..]
    }

    fn suffix(&self, span: Span) -> &str {
        let after = self.article.body.get(span.end_byte..).unwrap_or_default();
        let end = after.char_indices().nth(N_CONTEXT).map_or(after.len(), |(at, _)| at);
        &after[..end]
    }
}

/// Notes and tags on one thing.
#[derive(Default)]
pub struct Remarks {
    pub notes: Vec<NoteRow>,
    pub tags: Vec<String>,
}

impl Remarks {
    pub fn note(&self, out: &mut String) {
        for (index, note) in self.notes.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { BETWEEN_NOTES });
            out.push_str(&note.text);
        }
    }

    pub fn tags(&self, out: &mut String) {
        out.push_str(&cell::join_list(self.tags.iter().map(String::as_str)));
    }

    /// `[[id, written by, written at, text], …]`.
    pub fn notes_json(&self, out: &mut String) {
        if !self.notes.is_empty() {
            let rows: Vec<_> = self
                .notes
                .iter()
                .map(|note| (&note.uuid, &note.written_by, cell::time(note.written_millis), &note.text))
                .collect();
            // Strings alone: writing them as JSON cannot fail.
            out.push_str(&serde_json::to_string(&rows).unwrap_or_default());
        }
    }
}

/// Where a row's words stand.
pub struct Citation {
    pub place: Rc<InArticle>,
    /// Code points.
    pub start: usize,
    pub end: usize,
    /// UUID; of a proposal, one made of its place.
    pub id: String,
    pub remarks: Remarks,
}

/// A row that rests on words.
pub trait Cites {
    fn citation(&self) -> &Citation;
    fn cited(&self) -> &Cited;
}

/// An id for what nobody decided yet, the same for the same place. `what`: kind of row and label.
pub fn proposed_id(article_sha256: &str, what: &str, span: Span, nth: usize) -> String {
    let place = format!("{article_sha256} {what} {} {} {nth}", span.start_byte, span.end_byte);
    format!("proposed-{}", &Sha256::of(place.as_bytes()).to_hex()[..32])
}

/// Words of a status in an export.
pub const STATUSES: &[&str] = &["accepted", "proposed", "rejected", "doubtful"];

/// `accepted`, `rejected`, `doubtful`, or `proposed` where nobody decided.
pub fn status(cited: &Cited) -> &'static str {
    cited.status.map_or("proposed", crate::model::kind::Status::as_str)
}

pub fn optional(out: &mut String, value: Option<&str>) {
    out.push_str(value.unwrap_or_default());
}

pub fn number(out: &mut String, value: Option<f64>) {
    out.push_str(&value.map(number_to_cell).unwrap_or_default());
}

pub fn integer(out: &mut String, value: impl std::fmt::Display) {
    // Writing into a String cannot fail.
    if write!(out, "{value}").is_err() {
        out.clear();
    }
}

/// `words` to `url`.
pub fn words_columns<R: Cites>() -> Vec<Column<R>> {
    vec![
        text("words", "the exact words in the article", |row: &R, out| out.push_str(&row.cited().words)),
        text("sentence", "the sentence or sentences around them", |row: &R, out| {
            out.push_str(row.citation().place.sentence(row.cited().span));
        }),
        text("publisher", "who published the article", |row: &R, out| optional(out, meta(row).publisher.as_deref())),
        column("published", Kind::Date, "when it was published (EDTF)", |row: &R, out| {
            optional(out, meta(row).published.as_deref());
        }),
        text("title", "the article's title", |row: &R, out| optional(out, meta(row).title.as_deref())),
        text("url", "where it was published", |row: &R, out| optional(out, meta(row).url.as_deref())),
    ]
}

fn meta<R: Cites>(row: &R) -> &crate::store::read::articles::ArticleRow {
    &row.citation().place.article.row
}

/// `status` to `decided_how`.
pub fn decision_columns<R: Cites>() -> Vec<Column<R>> {
    let how = How::ALL.iter().map(|how| how.as_str()).collect();
    vec![
        column("status", Kind::OneOf(STATUSES.to_vec()), "what was decided; proposed: nothing yet", |row: &R, out| {
            out.push_str(status(row.cited()));
        }),
        text("note", "remarks of the analyst's own, a blank line between two", |row: &R, out| {
            row.citation().remarks.note(out);
        }),
        text("tags", "keywords of the analyst's own: a; b", |row: &R, out| row.citation().remarks.tags(out)),
        text("decided_by", "who decided", |row: &R, out| {
            optional(out, row.cited().decision.as_ref().map(|decision| decision.by.as_str()));
        }),
        column("decided_at", Kind::Time, "when, in UTC", |row: &R, out| {
            out.push_str(&row.cited().decision.as_ref().map(|by| cell::time(by.millis)).unwrap_or_default());
        }),
        column("decided_how", Kind::OneOf(how), "whether by itself, or with what", |row: &R, out| {
            optional(out, row.cited().decision.as_ref().map(|decision| decision.how.as_str()));
        }),
    ]
}

/// `id` to `score`.
pub fn place_columns<R: Cites>() -> Vec<Column<R>> {
    vec![
        text("id", "key that stays the same everywhere (of a proposal: made of its place)", |row: &R, out| {
            out.push_str(&row.citation().id);
        }),
        text("article_id", "key of the article, articles.csv: id", |row: &R, out| out.push_str(&meta(row).sha256)),
        text("file", "name of the file the article came in", |row: &R, out| out.push_str(&meta(row).file)),
        text("prefix", "the 40 characters before the words", |row: &R, out| {
            out.push_str(row.citation().place.prefix(row.cited().span));
        }),
        text("suffix", "the 40 characters after the words", |row: &R, out| {
            out.push_str(row.citation().place.suffix(row.cited().span));
        }),
        column(
            "start",
            Kind::Integer,
            "first character of the words, counted from 0 in code points",
            |row: &R, out| {
                integer(out, row.citation().start);
            },
        ),
        column("end", Kind::Integer, "the character after the words", |row: &R, out| {
            integer(out, row.citation().end);
        }),
        text("rule", "the rule that proposed it; empty: made by hand", |row: &R, out| {
            optional(out, row.cited().rule.as_deref());
        }),
        text("extractor", "the program and version that proposed it", |row: &R, out| {
            optional(out, row.cited().extractor.as_deref());
        }),
        column("score", Kind::Number, "how sure the rule was, 0 to 1", |row: &R, out| number(out, row.cited().score)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_a_proposal_is_made_of_its_place() {
        let id = proposed_id("ab", "mention person", Span::new(3, 9), 0);
        assert_eq!(id, proposed_id("ab", "mention person", Span::new(3, 9), 0));
        for other in [
            proposed_id("ac", "mention person", Span::new(3, 9), 0),
            proposed_id("ab", "mention place", Span::new(3, 9), 0),
            proposed_id("ab", "mention person", Span::new(3, 8), 0),
            proposed_id("ab", "mention person", Span::new(3, 9), 1),
        ] {
            assert_ne!(id, other);
        }
    }
}

//! Scores quotes and their speakers against attributions: who is said to have said, held or found what.
//!
//! Never counts a quote as found on a word in common: at least half of the words that gold gives must lie in it. Such
//! gold marks every clause that hangs on somebody's word or thought, not quotes alone, so four kinds stand apart, each
//! told by a rule that asks nothing of the extractor:
//!
//! * `direct`: the words stand in quotation marks, or they begin or end with marked words. A report that only holds a
//!   word in marks, wherever (`the meaning of "waive"`), is indirect.
//! * `indirect`: somebody else's words or findings without marks.
//! * `own`: an indirect one whose speaker is `I`, `we` or `you`. The text itself speaks there, or asks its reader; that
//!   is what an interview or an essay consists of and no report of what somebody else has said.
//!
//! * `inside`: the verb itself stands in somebody's quotation marks (`“I think it will hold,” she said`, `“He told me it
//!   would hold,” she said`). The quote has an attribution of its own; this one is a report within it.
//!
//! `… + who` counts those with the right speaker as well. A pronoun is right when it means whom gold means: by name, or
//! because we take other words that gold gives to the same speaker for the same card. Gold that names nobody is compared
//! by its words; a title that stands right before our name (`the minister Ana Ruiz`) is its bearer.

use crate::extract::eval::Attribution;
use crate::extract::eval::Gold;
use crate::extract::eval::Report;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::extraction::ClaimProposal;
use crate::model::extraction::Extraction;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::QuoteForm;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::names::fold;

/// Characters that gold may have between the closing mark and its end: a stop, the number of a note.
const AFTER_MARK: usize = 9;

/// The rows of an attribution: found, and found with its speaker.
fn rows(gold: &Gold, one: &Attribution, text: &[char]) -> (&'static str, &'static str) {
    let spoken = one.speaker.map_or_else(String::new, |(start, end)| text[start..end].iter().collect());
    if one.cue.is_some_and(|(start, _)| is_within_marks(&text[..start.min(text.len())])) {
        ("inside", "inside + who")
    } else if one.direct && is_enclosed(&gold.text, one) {
        ("direct", "direct + who")
    } else if matches!(fold(&spoken).as_str(), "" | "i" | "we" | "you") {
        ("own", "own + who")
    } else {
        ("indirect", "indirect + who")
    }
}

/// Whether a double mark stands open at the end of the text, in its last paragraph.
fn is_within_marks(before: &[char]) -> bool {
    let paragraph = before.rsplit(|c| *c == '\n').next().unwrap_or(before);
    let (mut is_open, mut is_open_single) = (false, false);
    for (at, c) in paragraph.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| paragraph.get(at));
        let is_free = before.is_none_or(|c| c.is_whitespace());
        let is_behind = before.is_some_and(|c| matches!(c, '.' | ',' | '?' | '!'));
        match c {
            '"' => is_open = !is_open,
            '“' => is_open = true,
            '”' => is_open = false,
            '\'' | '‘' if is_free => is_open_single = true,
            '\'' | '’' if is_behind => is_open_single = false,
            _ => {}
        }
    }
    is_open || is_open_single
}

/// Whether the words begin or end with a mark, not only hold one.
fn is_enclosed(text: &str, one: &Attribution) -> bool {
    let is_mark = |c: &char| matches!(c, '"' | '“' | '”' | '«' | '»' | '‘' | '’' | '\'');
    let (Some((start, _)), Some((_, end))) = (one.content.first(), one.content.last()) else {
        return false;
    };
    let words: Vec<char> = text.chars().skip(*start).take(end - start).collect();
    let tail = words.len().saturating_sub(AFTER_MARK);
    let ends = words.iter().skip(tail).rposition(|c| is_mark(c) && !matches!(c, '\'' | '’')).map(|at| at + tail);
    let marked_words = ends.map_or(0, |end| {
        let opens = words[..end].iter().rposition(|c| matches!(c, '"' | '“' | '«')).map_or(0, |at| at + 1);
        words[opens..end].split(|c| c.is_whitespace()).filter(|word| !word.is_empty()).count()
    });
    words.iter().take(2).any(is_mark) || marked_words > 1 || words.ends_with(&['.', '\''])
}

/// Counts the attributions of one article, and the quotes that nobody is said to have said.
pub(super) fn score(gold: &Gold, extraction: &Extraction, report: &mut Report) {
    let points = CodePoints::new(&gold.text);
    let text: Vec<char> = gold.text.chars().collect();
    let claims: Vec<&ClaimProposal> = extraction.claims.iter().filter(|claim| claim.kind == ClaimKind::Quote).collect();
    let spans: Vec<Span> =
        claims.iter().map(|claim| points.range(claim.span)).map(|(start, end)| Span::new(start, end)).collect();
    let mut is_used = vec![false; spans.len()];
    let same = same_speakers(&points, extraction, gold, &text);
    for one in &gold.attributions {
        let (row, row_who) = rows(gold, one, &text);
        // Letters and digits: marks and spaces are no words.
        let n_letters =
            |start: usize, end: usize| text[start..end.max(start)].iter().filter(|c| c.is_alphanumeric()).count();
        let shared = |at: &usize| -> usize {
            let of = |(start, end): &(usize, usize)| {
                n_letters(spans[*at].start_byte.max(*start), spans[*at].end_byte.min(*end))
            };
            one.content.iter().map(of).sum()
        };
        let hits: Vec<usize> = (0..spans.len()).filter(|at| shared(at) > 0).collect();
        for at in &hits {
            is_used[*at] = true;
        }
        let n_gold: usize = one.content.iter().map(|(start, end)| n_letters(*start, *end)).sum();
        let is_found = hits.iter().map(shared).sum::<usize>() * 2 >= n_gold && !hits.is_empty();
        let is_right = is_found
            && hits.iter().any(|at| {
                speaks(&points, extraction, claims[*at], one, &text) || means(&same, extraction, claims[*at], one)
            });
        for (row, hit) in [(row, is_found), (row_who, is_right)] {
            let counts = report.rows.entry(row).or_default();
            if hit { counts.tp += 1 } else { counts.fn_ += 1 }
        }
        if !is_right {
            note(one, &text, if is_found { "speaker" } else { "missed" }, row, report);
        }
    }
    for (claim, _) in claims.iter().zip(&is_used).filter(|(_, is_used)| !**is_used) {
        let is_indirect = claim.parts.iter().any(|part| {
            part.field == Field::QuoteForm && part.value == PartValue::Text(QuoteForm::Indirect.as_str().to_owned())
        });
        report.rows.entry(if is_indirect { "indirect" } else { "direct" }).or_default().fp += 1;
        *report.errors.entry(format!("nobody says [{}]", claim.span.words(&gold.text).unwrap_or(""))).or_default() += 1;
    }
}

/// Enters an error: what was wrong, with the speaker and the first words.
fn note(one: &Attribution, text: &[char], wrong: &str, row: &str, report: &mut Report) {
    let of = |(start, end): (usize, usize)| text[start..end].iter().collect::<String>();
    let speaker = one.speaker.map_or_else(String::new, of);
    let words = one.content.first().map_or_else(String::new, |(start, end)| of((*start, (*end).min(start + 60))));
    *report.errors.entry(format!("{row}: {wrong}: {speaker} [{words}]")).or_default() += 1;
}

/// Gold's speakers and our cards for words that gold gives to them, pronouns aside: a name that overlaps, or one right
/// behind (`the minister Ana Ruiz`).
fn same_speakers<'g>(
    points: &CodePoints<'_>,
    extraction: &Extraction,
    gold: &'g Gold,
    text: &[char],
) -> Vec<(&'g str, usize)> {
    let mut same = Vec::new();
    for one in gold.attributions.iter().filter(|one| one.speaker_type.as_deref() != Some("pronoun")) {
        let (Some(id), Some((from, until))) = (one.speaker_entity.as_deref(), one.speaker) else { continue };
        for mention in extraction.mentions.iter().filter(|mention| mention.label == Label::Person) {
            let (start, end) = points.range(mention.span);
            let is_apposed = start >= until && text[until..start].iter().all(|c| c.is_whitespace());
            let ends_so = Span::new(from, until).overlaps(Span::new(start, end)) && end == until;
            same.extend(mention.entity.filter(|_| is_apposed || ends_so).map(|entity| (id, entity)));
        }
    }
    same
}

/// Whether our speaker is a card that gold's speaker has elsewhere.
fn means(same: &[(&str, usize)], extraction: &Extraction, claim: &ClaimProposal, gold: &Attribution) -> bool {
    let Some(id) = gold.speaker_entity.as_deref() else { return false };
    claim.parts.iter().any(|part| match (part.field, &part.value) {
        (Field::Speaker, PartValue::Entity(entity)) => {
            extraction.entities[*entity].label == Label::Person && same.contains(&(id, *entity))
        }
        _ => false,
    })
}

/// Whether the claim has the speaker that gold has.
fn speaks(
    points: &CodePoints<'_>,
    extraction: &Extraction,
    claim: &ClaimProposal,
    gold: &Attribution,
    text: &[char],
) -> bool {
    let name = gold.speaker_name.as_deref().unwrap_or("");
    let is_pronoun = gold.speaker_type.as_deref() == Some("pronoun");
    claim.parts.iter().any(|part| match (part.field, &part.value) {
        (Field::SpeakerSpan, PartValue::Span(span)) if name.is_empty() || !is_pronoun => {
            let (start, end) = points.range(*span);
            gold.speaker.is_some_and(|(from, until)| Span::new(from, until).overlaps(Span::new(start, end)))
        }
        (Field::Speaker, PartValue::Entity(entity)) => {
            let entity = &extraction.entities[*entity];
            let spoken = gold.speaker.map_or_else(String::new, |(from, until)| text[from..until].iter().collect());
            let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
            names.any(|own| is_same_name(own, name) || !is_pronoun && is_same_name(own, &spoken))
        }
        _ => false,
    })
}

/// The same name, or one that is the last part of the other, as surnames are.
fn is_same_name(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
    !a.is_empty() && !b.is_empty() && (a == b || ends(&a, &b) || ends(&b, &a))
}

//! Scores the extractor against gold: the contract's "Gold" section, as precision, recall and F1 per label.
//!
//! Never reads a file: gold lines come in, a report goes out. Labels that an article does not cover are not scored in
//! it, and gold marked `value_unscored` counts neither way.

pub mod tables;

mod dates;
mod quotes;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::extract::Context;
use crate::extract::extract;
use crate::extract::extract_by;
use crate::extract::memory::Memory;
use crate::extract::tagger::Model;
use crate::model::counts::Counts;
use crate::model::extraction::EntityProposal;
use crate::model::extraction::Extraction;
use crate::model::extraction::MentionProposal;
use crate::model::kind::Label;
use crate::model::score::SURE;
use crate::model::span::CodePoints;
use crate::model::span::Span;
use crate::model::value::Value;

/// Stands for a label where nothing is.
pub const NOTHING: &str = "nothing";

/// What is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Start, end and label equal.
    Mentions,
    /// The same, of people, organisations and the like alone.
    Names,
    /// Overlap and equal value; beside it, by what the values mean.
    Dates,
    /// Speech with marks or without: at least half of the content; `+ who` counts those whose speaker is right too.
    Quotes,
    /// Money, percent and quantity spans that overlap gold of the same label.
    Figures,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("line {line} is not gold: {cause}")]
    Line { line: usize, cause: serde_json::Error },
}

/// Counts by row, and how many articles they come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub n_articles: usize,
    pub rows: BTreeMap<&'static str, Counts>,
    /// Labels in gold and in the proposal for overlapping spans, [`NOTHING`] where there is none; what is right is left out.
    pub confusion: BTreeMap<(&'static str, &'static str), usize>,
    /// Each kind of error in words, with how often it was made.
    pub errors: BTreeMap<String, usize>,
    /// Counted by another convention than the rows, beside them: what it is, and its counts.
    pub beside: BTreeMap<&'static str, Counts>,
    /// What is accepted without a look, and what one key accepts by the paragraph, with or without the article of the
    /// name. Misses mean nothing here.
    known: Counts,
    sure: Counts,
    /// What was wrong of these in words, with how often.
    unasked: BTreeMap<String, usize>,
}

impl Report {
    /// All rows together.
    pub fn micro(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.rows.values() {
            total.add(*counts);
        }
        total
    }

    /// Names that stop nobody, right and wrong, if there were any.
    pub fn known(&self) -> Option<Counts> {
        (self.known.tp + self.known.fp > 0).then_some(self.known)
    }

    /// Stops that the paragraph key takes, each mention right or wrong, if there were any.
    pub fn sure(&self) -> Option<Counts> {
        (self.sure.tp + self.sure.fp > 0).then_some(self.sure)
    }

    /// The most frequent errors, the most frequent first.
    pub fn worst(&self, n: usize) -> Vec<(&str, usize)> {
        most_frequent(&self.errors, n)
    }

    /// The most frequent errors among what stops nobody, and what the paragraph key takes.
    pub fn worst_unasked(&self, n: usize) -> Vec<(&str, usize)> {
        most_frequent(&self.unasked, n)
    }
}

fn most_frequent(errors: &BTreeMap<String, usize>, n: usize) -> Vec<(&str, usize)> {
    let mut errors: Vec<(&str, usize)> = errors.iter().map(|(words, n)| (words.as_str(), *n)).collect();
    errors.sort_by_key(|(words, n)| (std::cmp::Reverse(*n), *words));
    errors.truncate(n);
    errors
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{:14} {:>6} {:>6} {:>6} {:>9} {:>7} {:>6}", "", "tp", "fp", "fn", "precision", "recall", "F1")?;
        let line = |f: &mut std::fmt::Formatter<'_>, name: &str, counts: Counts| {
            let Counts { tp, fp, fn_ } = counts;
            let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
            writeln!(f, "{name:14} {tp:6} {fp:6} {fn_:6} {precision:9.3} {recall:7.3} {f1:6.3}")
        };
        for (name, counts) in &self.rows {
            line(f, name, *counts)?;
        }
        line(f, "all", self.micro())?;
        for (name, counts) in &self.beside {
            line(f, name, *counts)?;
        }
        let unasked = [
            ("no stop", self.known(), "known: they stop no reviewer"),
            ("sure, one key", self.sure(), "what the paragraph key takes"),
        ];
        for (name, counts, meaning) in unasked {
            if let Some(Counts { tp, fp, .. }) = counts {
                let precision = Counts { tp, fp, fn_: 0 }.precision();
                writeln!(f, "{name:14} {tp:6} {fp:6} {:>6} {precision:9.4}   {meaning}", "")?;
            }
        }
        write!(f, "{} {}", self.n_articles, if self.n_articles == 1 { "article" } else { "articles" })
    }
}

#[derive(Deserialize)]
struct Gold {
    text: String,
    published: Option<String>,
    #[serde(default)]
    spans: Vec<GoldSpan>,
    covers: Option<Vec<String>>,
    #[serde(default)]
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct GoldSpan {
    start: usize,
    end: usize,
    label: String,
    value: Option<serde_json::Value>,
    #[serde(default)]
    value_unscored: bool,
}

#[derive(Deserialize)]
struct Attribution {
    /// The verb.
    cue: Option<(usize, usize)>,
    #[serde(default)]
    content: Vec<(usize, usize)>,
    speaker: Option<(usize, usize)>,
    /// Gold's own number of who speaks.
    speaker_entity: Option<String>,
    speaker_name: Option<String>,
    /// `pronoun`, `name` or `nominal`.
    speaker_type: Option<String>,
    #[serde(default)]
    direct: bool,
}

impl Gold {
    fn is_covered(&self, label: Label) -> bool {
        self.covers.as_ref().is_none_or(|covers| covers.iter().any(|word| word == label.as_str()))
    }
}

/// Reads gold lines, extracts each text anew, and counts.
/// With these weights, or the program's own.
pub fn evaluate<'a>(
    lines: impl Iterator<Item = &'a str>,
    mode: Mode,
    model: Option<&Model<'_>>,
) -> Result<Report, Error> {
    evaluate_with(lines, mode, model, &Memory::default())
}

/// The same with what a dossier remembers.
pub fn evaluate_with<'a>(
    lines: impl Iterator<Item = &'a str>,
    mode: Mode,
    model: Option<&Model<'_>>,
    memory: &Memory,
) -> Result<Report, Error> {
    let mut report = Report::default();
    let lines: Vec<&str> = lines.collect();
    let has_lengths = mode == Mode::Dates && dates::marks_lengths(&lines);
    for (index, line) in lines.into_iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let gold: Gold = serde_json::from_str(line).map_err(|cause| Error::Line { line: index + 1, cause })?;
        let context = Context { published: gold.published.as_deref(), memory };
        let extraction = match model {
            Some(model) => extract_by(&gold.text, &context, Some(model)),
            None => extract(&gold.text, &context),
        };
        report.n_articles += 1;
        match mode {
            Mode::Mentions => mentions(&gold, &extraction, |_| true, &mut report),
            Mode::Names => mentions(&gold, &extraction, Label::names_entity, &mut report),
            Mode::Dates => dates::score(&gold, &extraction, has_lengths, &mut report),
            Mode::Quotes => quotes::score(&gold, &extraction, &mut report),
            Mode::Figures => figures(&gold, &extraction, &mut report),
        }
    }
    Ok(report)
}

fn mentions(gold: &Gold, extraction: &Extraction, is_scored: impl Fn(Label) -> bool, report: &mut Report) {
    let points = CodePoints::new(&gold.text);
    let is_scored = |label: Label| is_scored(label) && gold.is_covered(label);
    let mut expected: Vec<(usize, usize, Label)> = Vec::new();
    for span in &gold.spans {
        expected.extend(
            Label::parse(&span.label).filter(|label| is_scored(*label)).map(|label| (span.start, span.end, label)),
        );
    }
    expected.sort_unstable();
    let mut proposed: Vec<(usize, usize, Label)> = Vec::new();
    let takes = Takes::new(extraction);
    for mention in extraction.mentions.iter().filter(|mention| is_scored(mention.label)) {
        let (start, end) = points.range(mention.span);
        proposed.push((start, end, mention.label));
        let counts = report.rows.entry(mention.label.as_str()).or_default();
        let is_right = expected.binary_search(&(start, end, mention.label)).is_ok();
        let (unasked, how) = match takes.of(mention) {
            _ if mention.known => (Some(&mut report.known), "without a stop"),
            true => (Some(&mut report.sure), "with the paragraph"),
            false => (None, ""),
        };
        // Some gold takes the article into the name: "the United States" is the same one.
        let before = gold.text.as_bytes()[..mention.span.start_byte].last_chunk::<4>();
        let has_article = before.is_some_and(|before| before.eq_ignore_ascii_case(b"the "));
        let is_named =
            is_right || has_article && expected.binary_search(&(start.saturating_sub(4), end, mention.label)).is_ok();
        if !is_named && unasked.is_some() {
            let label = mention.label.as_str();
            let words = mention.span.words(&gold.text).unwrap_or_default();
            *report.unasked.entry(format!("{how}: {label} [{words}], {}", mention.rule)).or_default() += 1;
        }
        if is_right {
            counts.tp += 1;
        } else {
            counts.fp += 1;
        }
        if let Some(counts) = unasked {
            if is_named { counts.tp += 1 } else { counts.fp += 1 }
        }
    }
    for one in &expected {
        if !proposed.contains(one) {
            report.rows.entry(one.2.as_str()).or_default().fn_ += 1;
        }
    }
    confusion(gold, &expected, &proposed, report);
}

/// Which mentions the paragraph key of Review takes: those of names that are sure wherever they stand.
struct Takes {
    /// By entity: its least certain mention.
    least: Vec<f64>,
}

impl Takes {
    fn new(extraction: &Extraction) -> Self {
        let least_of = |entity: &EntityProposal| {
            let scores = entity.mentions.iter().map(|index| extraction.mentions[*index].score);
            scores.reduce(f64::min).unwrap_or(0.0)
        };
        Self { least: extraction.entities.iter().map(least_of).collect() }
    }

    fn of(&self, mention: &MentionProposal) -> bool {
        let is_ambiguous = matches!(mention.value, Some(Value::Either(..)));
        !is_ambiguous && mention.entity.map_or(mention.score, |entity| self.least[entity]) >= SURE
    }
}

/// What was taken for what, and the words of it.
fn confusion(gold: &Gold, expected: &[(usize, usize, Label)], proposed: &[(usize, usize, Label)], report: &mut Report) {
    let words = |one: &(usize, usize, Label)| -> String { gold.text.chars().skip(one.0).take(one.1 - one.0).collect() };
    let mut count = |gold: Option<&(usize, usize, Label)>, found: Option<&(usize, usize, Label)>| {
        let label = |one: Option<&(usize, usize, Label)>| one.map_or(NOTHING, |one| one.2.as_str());
        *report.confusion.entry((label(gold), label(found))).or_default() += 1;
        let said = |one: &(usize, usize, Label)| format!("{} [{}]", one.2, words(one));
        let error = match (gold, found) {
            (Some(gold), Some(found)) => format!("{} taken for {}", said(gold), said(found)),
            (Some(gold), None) => format!("{} missed", said(gold)),
            (None, Some(found)) => format!("{} where nothing is", said(found)),
            (None, None) => return,
        };
        *report.errors.entry(error).or_default() += 1;
    };
    let overlap = |a: &(usize, usize, Label), b: &(usize, usize, Label)| a.0 < b.1 && b.0 < a.1;
    for one in expected.iter().filter(|one| !proposed.contains(one)) {
        count(Some(one), proposed.iter().find(|other| overlap(one, other)));
    }
    for one in proposed.iter().filter(|one| !expected.iter().any(|other| overlap(one, other))) {
        count(None, Some(one));
    }
}

/// Pairs each expected span with the first proposal that `fits`; the rest are false or missed.
fn pair(n_expected: usize, n_proposed: usize, counts: &mut Counts, fits: impl Fn(usize, usize) -> bool) {
    let mut taken = vec![false; n_proposed];
    for expected in 0..n_expected {
        match (0..n_proposed).find(|proposed| !taken[*proposed] && fits(expected, *proposed)) {
            Some(proposed) => {
                taken[proposed] = true;
                counts.tp += 1;
            }
            None => counts.fn_ += 1,
        }
    }
    counts.fp += taken.iter().filter(|taken| !**taken).count();
}

fn figures(gold: &Gold, extraction: &Extraction, report: &mut Report) {
    let points = CodePoints::new(&gold.text);
    for label in [Label::Money, Label::Percent, Label::Quantity].into_iter().filter(|label| gold.is_covered(*label)) {
        let expected: Vec<Span> = gold
            .spans
            .iter()
            .filter(|one| one.label == label.as_str())
            .map(|one| Span::new(one.start, one.end))
            .collect();
        let of_label = extraction.mentions.iter().filter(|mention| mention.label == label);
        let proposed: Vec<Span> =
            of_label.map(|mention| points.range(mention.span)).map(|(start, end)| Span::new(start, end)).collect();
        let counts = report.rows.entry(label.as_str()).or_default();
        pair(expected.len(), proposed.len(), counts, |one, at| expected[one].overlaps(proposed[at]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_matches_count_and_uncovered_labels_do_not() {
        let gold = r#"{"id":"a","text":"Ana Ruiz left Peru. Peru wept.","spans":[
            {"start":0,"end":8,"label":"person"},{"start":14,"end":18,"label":"place"},{"start":20,"end":29,"label":"place"}],
            "covers":["person","place"]}"#
            .replace('\n', " ");
        let report = evaluate(std::iter::once(gold.as_str()), Mode::Mentions, None).unwrap();
        assert_eq!(report.rows["person"], Counts { tp: 1, fp: 0, fn_: 0 });
        assert_eq!(report.rows["place"], Counts { tp: 1, fp: 1, fn_: 1 });
        assert!((report.micro().f1() - 2.0 / 3.0).abs() < 1e-9);
        assert!(report.to_string().contains("person"));
    }

    #[test]
    fn errors_say_what_gold_has_and_what_was_found() {
        let gold = r#"{"text":"Ana Ruiz left Peru. Peru wept.","spans":[
            {"start":0,"end":3,"label":"org"},{"start":14,"end":18,"label":"place"},{"start":25,"end":29,"label":"place"}],
            "covers":["org","person","place"]}"#
            .replace('\n', " ");
        let report = evaluate(std::iter::once(gold.as_str()), Mode::Names, None).unwrap();
        let errors: Vec<&str> = report.worst(9).into_iter().map(|(words, _)| words).collect();
        let expected =
            ["org [Ana] taken for person [Ana Ruiz]", "place [Peru] where nothing is", "place [wept] missed"];
        assert_eq!(errors, expected);
        let confused: Vec<(&str, &str)> = report.confusion.keys().copied().collect();
        assert_eq!(confused, [("nothing", "place"), ("org", "person"), ("place", "nothing")]);
    }

    #[test]
    fn what_is_accepted_without_a_look_is_counted_apart() {
        let text = "Officials of the United States met in Peru. Peru agreed.";
        let spans = r#"[{"start":13,"end":30,"label":"place"},{"start":38,"end":42,"label":"place"}]"#;
        let gold = format!(r#"{{"id":"a","text":"{text}","spans":{spans},"covers":["place"]}}"#);
        let report = evaluate(std::iter::once(gold.as_str()), Mode::Mentions, None).unwrap();
        assert_eq!(report.rows["place"].fp, 2, "strictly, the article belongs to the name");
        let known = report.known().expect("countries are known");
        assert_eq!(known.fp, 1);
        assert_eq!(report.worst_unasked(5), [("without a stop: place [Peru], lists.country", 1)]);
        let sure = report.sure().unwrap_or_default();
        assert_eq!((known.tp + sure.tp, sure.fp), (2, 0), "the article of a name makes no difference here");
        assert!(report.to_string().contains("no stop"));
    }

    #[test]
    fn dates_count_by_value() {
        let gold = r#"{"id":"a","published":"2023-12-08","text":"He left last month and on 1 May.","spans":[
            {"start":8,"end":18,"label":"date","value":"2023-11"},{"start":26,"end":31,"label":"date","value":"2022-05-01"}]}"#
            .replace('\n', " ");
        let report = evaluate(std::iter::once(gold.as_str()), Mode::Dates, None).unwrap();
        assert_eq!(report.rows["date"], Counts { tp: 1, fp: 1, fn_: 1 });
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = evaluate(["{\"text\": \"x\"}", "not json"].into_iter(), Mode::Mentions, None).unwrap_err();
        assert!(error.to_string().starts_with("line 2 is not gold"), "{error}");
    }
}

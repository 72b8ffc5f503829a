//! Why the tagger holds words for a name: its weightiest answers, in words an analyst can weigh.
//!
//! Never part of the main pass: asked for when a person looks, it reads the article anew.

use crate::extract::reading::Reading;
use crate::extract::tagger;
use crate::extract::tagger::Model;
use crate::extract::tagger::features;
use crate::extract::tagger::features::Affixes;
use crate::extract::tagger::features::Sink;
use crate::extract::tagger::features::Template;
use crate::extract::tagger::lexicon::Name;
use crate::extract::tagger::scan;
use crate::extract::tagger::scan::Scan;
use crate::extract::tagger::states;
use crate::extract::tagger::states::N_INNER;
use crate::extract::tagger::states::N_LABELS;
use crate::extract::tagger::weights::Weights;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::text::token::TokenKind;

/// So many reasons are given at most.
const MAX_REASONS: usize = 4;

/// Adds up what speaks for one state, by what is said of it.
struct Reasons<'m, 'w, 'r, 't> {
    weights: &'m Weights<'w>,
    state: usize,
    told: Told<'r, 't>,
    sums: Vec<(String, i32)>,
}

impl Sink for Reasons<'_, '_, '_, '_> {
    fn add(&mut self, template: Template, value: u64, _is_word: bool) {
        let Some(row) = self.weights.row(features::key(template, value)) else {
            return;
        };
        let weight = |state: usize| i32::from(row[state].cast_signed());
        let others: i32 = (0..N_INNER).map(weight).sum::<i32>() / N_INNER as i32;
        let speaks = weight(self.state) - others;
        let Some(words) = self.told.words(template).filter(|_| speaks > 0) else {
            return;
        };
        match self.sums.iter_mut().find(|(said, _)| *said == words) {
            Some((_, sum)) => *sum += speaks,
            None => self.sums.push((words, speaks)),
        }
    }
}

/// The token in question, and what stands around it.
struct Told<'r, 't> {
    reading: &'r Reading<'t>,
    scan: &'r Scan,
    at: usize,
    first: usize,
    end: usize,
}

impl Told<'_, '_> {
    fn quoted(&self, at: Option<usize>) -> Option<&str> {
        let token = at.and_then(|at| self.reading.near(at, self.first));
        // A comma tells the tagger something, and a person nothing.
        token.filter(|token| token.kind != TokenKind::Mark).map(|token| token.text)
    }

    /// What an answer is about, in words; `None` for what would tell a person nothing.
    fn words(&self, template: Template) -> Option<String> {
        use Template as T;
        let mark = &self.scan.marks[self.at];
        let opens = self.at == self.first;
        let closes = self.at + 1 == self.end;
        match template {
            T::Exact | T::Fold | T::Begins2 | T::Begins3 | T::Begins4 | T::Ends1 | T::Ends2 | T::Ends3 | T::Ends4 => {
                Some(format!("the word “{}”", self.reading.tokens[self.at].text))
            }
            T::FoldBefore
            | T::PairBefore
            | T::TwoBefore
            | T::ClassBefore
            | T::ClassPair
            | T::RunBefore
            | T::RunBefore2
            | T::RunBeforeClass
            | T::CompanyBefore
            | T::EndsBefore
                if opens =>
            {
                self.quoted(self.first.checked_sub(1)).map(|word| format!("“{word}” before"))
            }
            T::FoldAfter
            | T::PairAfter
            | T::TwoAfter
            | T::ClassAfter
            | T::ClassPairAfter
            | T::RunAfter
            | T::RunAfter2
            | T::RunAfterClass
            | T::CompanyAfter
            | T::EndsAfter
                if closes =>
            {
                self.quoted(Some(self.end)).map(|word| format!("“{word}” after"))
            }
            T::Listed | T::ListedRow => listed(mark.names).map(|list| format!("in the list of {list}")),
            T::RunLast | T::RunLastClass | T::RunLastListed | T::RunLastEnds if self.end > self.first + 1 => {
                Some(format!("ends in “{}”", self.reading.tokens[self.end - 1].text))
            }
            T::RunFirst | T::RunFirstClass | T::RunFirstListed if self.end > self.first + 1 => {
                Some(format!("begins with “{}”", self.reading.tokens[self.first].text))
            }
            T::Elsewhere | T::ElsewhereMuch | T::Seen | T::ElsewhereLast | T::ElsewhereFirst | T::ElsewhereClass => {
                let n = mark.news.checked_sub(1).map(|index| self.scan.news[index as usize].n)?;
                (n > 1).then(|| format!("“{}” stands {n} times in the article", self.reading.tokens[self.at].text))
            }
            T::Expansion => {
                let (first, end) = self.scan.news[mark.news.checked_sub(1)? as usize].expansion;
                let span = self.reading.span(first.checked_sub(1)? as usize, end as usize);
                Some(format!("short for “{}”", self.reading.words(span)))
            }
            T::Shape | T::ShapeRow | T::Capitals => Some("its capitals".to_owned()),
            _ => None,
        }
    }
}

fn listed(names: u64) -> Option<&'static str> {
    let lists = [
        (Name::Country, "countries"),
        (Name::Capital, "capitals"),
        (Name::City, "cities"),
        (Name::Region, "regions"),
        (Name::World, "places"),
        (Name::Town, "towns"),
        (Name::Village, "villages"),
        (Name::Demonym, "nationalities"),
        (Name::People, "peoples"),
        (Name::OrgSure, "organisations"),
        (Name::Org, "organisations"),
        (Name::Party, "parties"),
        (Name::Armed, "armed groups"),
        (Name::Media, "news organisations"),
        (Name::Event, "events"),
        (Name::Person, "persons"),
    ];
    lists.iter().find(|(name, _)| scan::covers(names, *name)).map(|(_, list)| *list)
}

/// What speaks most for each of these spans being a name of its kind, the weightiest first. The article is looked
/// through once, however many are asked for.
pub fn reasons(reading: &Reading<'_>, asked: &[(Span, Label)], model: &Model<'_>) -> Vec<Vec<String>> {
    let mut article = Scan::default();
    article.read(reading, model.weights.lexicon());
    asked.iter().map(|(span, label)| reasons_for(reading, &article, *span, *label, model)).collect()
}

fn reasons_for(reading: &Reading<'_>, article: &Scan, span: Span, label: Label, model: &Model<'_>) -> Vec<String> {
    let (first, end) = reading.range(span);
    let Some(number) = states::number(label) else {
        return Vec::new();
    };
    let mut sums: Vec<(String, i32)> = Vec::new();
    for at in first..end {
        let affixes = |at: Option<usize>| {
            at.filter(|at| *at < reading.tokens.len())
                .map_or_else(Affixes::default, |at| tagger::affixes_at(reading, at))
        };
        let state = if at == first { number } else { number + N_LABELS };
        let told = Told { reading, scan: article, at, first, end };
        let mut reasons = Reasons { weights: &model.weights, state, told, sums };
        let beside = [affixes(at.checked_sub(1)), affixes(Some(at)), affixes(Some(at + 1))];
        features::answers(article, at, beside, &mut reasons);
        sums = reasons.sums;
    }
    sums.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sums.into_iter().take(MAX_REASONS).map(|(words, _)| words).collect()
}

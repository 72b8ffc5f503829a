//! Which cards may be one: ranked, each with its reasons in words. Proposes; only people decide.
//!
//! Two steps: names that share a key are found ([`index`]), then compared part by part ([`crate::names::similarity`])
//! and by what stands around them: roles, identifiers, who is named beside them. A pair that a person said is different
//! is never offered again. Never writes.

pub mod claims;
pub mod context;
pub mod index;
pub mod kept;
pub mod news;

use crate::model::kind::Label;
use crate::names::form::Form;
use crate::names::similarity::Similarity;
use crate::names::why;
use crate::resolve::claims::ClaimIndex;
use crate::resolve::context::Around;
use crate::resolve::context::Company;
use crate::resolve::index::Index;
use crate::resolve::kept::Cards;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::alike;
use crate::store::read::card_choice;
use crate::store::read::card_choice::Beside;
use crate::store::read::card_choice::CardChoice;
use crate::store::read::card_choice::ChoiceWanted;
use crate::store::read::card_page::CardPage;
use crate::store::read::cards;
use crate::store::read::cards::CardTable;
use crate::store::read::cards::CardsWanted;
use crate::store::read::entities;
use crate::store::read::review::Candidate;
use crate::store::read::review::MAX_CANDIDATES;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewName;
use std::cmp::Ordering;

/// What a reader keeps between questions.
#[derive(Debug, Default)]
pub struct Known {
    pub names: Index,
    pub claims: ClaimIndex,
}

/// From here on a name alone is a reason to ask; with a reason beside it, from a little below.
const NAME_ALONE: f64 = 0.66;
const NAME_WITH_MORE: f64 = 0.55;

/// As much the same as two spellings of one key are.
const SAME: f64 = 0.99;

/// A card that another may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// `entity.id`.
    pub card: i64,
    /// 0..=1: the name's likeness, raised by what stands around.
    pub score: f64,
    /// How much of that is what stands around, 0..=1: of two names as like, the one in the same company goes first.
    support: f64,
    pub reason: String,
}

/// What is asked about: a name of an article, or a card.
struct Asked {
    label: Label,
    names: Vec<Form>,
    ids: Vec<(String, String)>,
    /// Cards that are not offered: itself, and those said to be different.
    not: Vec<i64>,
    around: Around,
}

/// Adds to each open name of an article the cards that it may be, beside those that bear the very name.
pub fn review(db: &Db, index: &mut Index, review: &mut Review) -> Result<()> {
    index.catch_up(db)?;
    let (open, known) = undecided(review);
    for name_idx in open.iter().chain(&known) {
        weaken_short_names(index, &mut review.names[*name_idx]);
    }
    compare_all(db, index, review, &open)?;
    for name_idx in known {
        review.names[name_idx].is_compared = true;
    }
    Ok(())
}

/// The same where `bearing` gives each name, by its place in the article, the cards that bear it; and gives what is there
/// once the first name has its cards and others still wait. What it shares with those is not known then, and told behind.
pub fn review_in_parts(
    db: &Db,
    index: &mut Index,
    review: &mut Review,
    mut bearing: impl FnMut(&mut ReviewName, usize) -> Result<()>,
    first: impl FnOnce(&Review),
) -> Result<()> {
    index.catch_up(db)?;
    let (open, known) = undecided(review);
    let at_first = open.first().copied();
    if let Some(name_idx) = at_first {
        bearing(&mut review.names[name_idx], name_idx)?;
        if open.len() + known.len() > 1 {
            let borne = review.names[name_idx].candidates.clone();
            compare_first(db, index, review, name_idx)?;
            first(review);
            review.names[name_idx].candidates = borne;
        }
    }
    for name_idx in open.iter().chain(&known).copied().filter(|name_idx| Some(*name_idx) != at_first) {
        bearing(&mut review.names[name_idx], name_idx)?;
    }
    self::review(db, index, review)
}

/// Reads what [`review_in_parts`] gives first, for what it brings to hand alone.
pub fn review_ahead(
    db: &Db,
    index: &mut Index,
    review: &mut Review,
    bearing: impl FnOnce(&mut ReviewName, usize) -> Result<()>,
) -> Result<()> {
    index.catch_up(db)?;
    let (open, _) = undecided(review);
    let Some(name_idx) = open.first().copied() else { return Ok(()) };
    bearing(&mut review.names[name_idx], name_idx)?;
    compare_first(db, index, review, name_idx)
}

/// Compares one name before all others have the cards that bear them.
fn compare_first(db: &Db, index: &mut Index, review: &mut Review, name_idx: usize) -> Result<()> {
    weaken_short_names(index, &mut review.names[name_idx]);
    compare_all(db, index, review, &[name_idx])
}

/// Names that may be cards of other articles: those that are asked about, and those that need no guess; as they are read.
fn undecided(review: &mut Review) -> (Vec<usize>, Vec<usize>) {
    let (mut open, mut known) = (Vec::new(), Vec::new());
    for (name_idx, name) in review.names.iter_mut().enumerate() {
        // A card of this article alone may be one that others know.
        name.is_compared = name.card.as_ref().is_some_and(|card| card.n_articles > 1);
        if !name.is_compared {
            let is_known = name.mentions.iter().all(|at| review.mentions[*at].known);
            if is_known { &mut known } else { &mut open }.push(name_idx);
        }
    }
    (open, known)
}

/// Looks for cards whose names are like these of an article.
fn compare_all(db: &Db, index: &mut Index, review: &mut Review, names: &[usize]) -> Result<()> {
    let mut around = context::of_review(review);
    let mut company = Company::default();
    for name_idx in names {
        let name = &mut review.names[*name_idx];
        compare(db, index, &mut company, name, std::mem::take(&mut around[*name_idx]))?;
        name.is_compared = true;
    }
    Ok(())
}

/// Looks for cards whose names are like this one of an article.
fn compare(db: &Db, index: &mut Index, company: &mut Company, name: &mut ReviewName, around: Around) -> Result<()> {
    let own = name.card.as_ref().map(|card| card.id);
    let mut not = own.into_iter().collect::<Vec<_>>();
    if let Some(own) = own.map(|own| alike::bearer(db, own)).transpose()?.flatten() {
        not.extend(own.different_from);
    }
    let names = std::iter::once(&name.name).chain(&name.aliases);
    let asked = Asked {
        label: name.label,
        names: names.take(alike::MAX_NAMES).map(|text| Form::new(name.label, text)).collect(),
        ids: Vec::new(),
        not,
        around,
    };
    let found = candidates(db, index, company, &asked)?;
    add(db, &mut index.kept, &mut name.candidates, &found)
}

/// Who bears the same short name need not be the same: a surname alone may be anybody's of that name, also where cards
/// bear it beside their full names.
fn weaken_short_names(index: &mut Index, name: &mut ReviewName) {
    if name.label != Label::Person || name.candidates.is_empty() {
        return;
    }
    let own: Vec<Form> =
        std::iter::once(&name.name).chain(&name.aliases).map(|text| Form::new(name.label, text)).collect();
    let mut kept = Vec::new();
    for mut candidate in std::mem::take(&mut name.candidates) {
        let similarity = best(&own, index.forms(candidate.card.id), name.label);
        if candidate.reason == entities::SAME_NAME && similarity.score < SAME {
            if similarity.score < NAME_ALONE {
                continue;
            }
            candidate.is_sure = false;
            candidate.reason = why::in_words(&similarity);
        }
        kept.push(candidate);
    }
    name.candidates = kept;
}

/// Gives a card's page those that it may be one with, the likeliest first.
pub fn card_page(db: &Db, index: &mut Index, page: &mut CardPage) -> Result<()> {
    let found = for_card(db, index, page.card.id)?;
    add(db, &mut index.kept, &mut page.candidates, &found)
}

/// The table of cards; of those that may be the same as another where these are wanted.
pub fn table(db: &Db, index: &mut Index, wanted: &CardsWanted) -> Result<CardTable> {
    if !wanted.is_alike {
        return cards::table(db, wanted, None);
    }
    let alike: Vec<i64> = pairs(db, index)?.into_iter().flat_map(|pair| [pair.a, pair.b]).collect();
    cards::table(db, wanted, Some(&alike))
}

/// Cards to choose from: those that may be the same come first, and behind those that fit what is typed, those whose
/// names are only like it.
pub fn choices(db: &Db, index: &mut Index, wanted: &ChoiceWanted) -> Result<Vec<CardChoice>> {
    let suggested = match &wanted.beside {
        Beside::Card(card) => with_reasons(for_card(db, index, *card)?),
        Beside::Name { suggested, .. } => suggested.clone(),
        Beside::Field { .. } => Vec::new(),
    };
    let label = match &wanted.beside {
        Beside::Card(card) => alike::bearer(db, *card)?.map(|bearer| bearer.label),
        Beside::Name { label, .. } => *label,
        Beside::Field { kinds, .. } => kinds.first().copied(),
    };
    let also = match label.filter(|_| !wanted.terms.is_empty()) {
        Some(label) => with_reasons(for_words(db, index, label, &wanted.terms.join(" "))?),
        None => Vec::new(),
    };
    card_choice::choices(db, wanted, &suggested, &also)
}

fn with_reasons(found: Vec<Found>) -> Vec<(i64, String)> {
    found.into_iter().map(|found| (found.card, found.reason)).collect()
}

/// Cards whose names are like words that somebody typed.
fn for_words(db: &Db, index: &mut Index, label: Label, words: &str) -> Result<Vec<Found>> {
    index.catch_up(db)?;
    let names = vec![Form::new(label, words)];
    candidates(
        db,
        index,
        &mut Company::default(),
        &Asked { label, names, ids: Vec::new(), not: Vec::new(), around: Around::default() },
    )
}

fn for_card(db: &Db, index: &mut Index, card: i64) -> Result<Vec<Found>> {
    index.catch_up(db)?;
    let Some(bearer) = alike::bearer(db, card)? else { return Ok(Vec::new()) };
    let asked = Asked {
        label: bearer.label,
        names: bearer.names.iter().map(|text| Form::new(bearer.label, text)).collect(),
        ids: bearer.ids,
        not: bearer.different_from.into_iter().chain([card]).collect(),
        around: context::of_card(db, card)?,
    };
    candidates(db, index, &mut Company::default(), &asked)
}

/// Appends what is not there yet, up to [`MAX_CANDIDATES`].
fn add(db: &Db, kept: &mut Cards, candidates: &mut Vec<Candidate>, found: &[Found]) -> Result<()> {
    for Found { card, reason, .. } in found {
        if let Some(known) = candidates.iter_mut().find(|candidate| candidate.card.id == *card) {
            if known.reason == entities::SAME_NAME {
                known.reason.clone_from(reason);
            }
        } else if candidates.len() < MAX_CANDIDATES {
            let card = kept.in_short(db, *card)?;
            candidates.push(Candidate { card, reason: reason.clone(), is_sure: false });
        }
    }
    Ok(())
}

/// Cards that may be what is asked about, the likeliest first.
fn candidates(db: &Db, index: &mut Index, company: &mut Company, asked: &Asked) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for card in index.like(asked.label, &asked.names) {
        if asked.not.contains(&card) {
            continue;
        }
        let similarity = best(&asked.names, index.forms(card), asked.label);
        // Most are told apart by their names: nothing else of them is read.
        if similarity.score < NAME_WITH_MORE && asked.ids.is_empty() {
            continue;
        }
        if !index.kept.is_shown(db, card)? {
            continue;
        }
        if let Some(one) = compared(db, (company, &mut index.kept), (asked, card), &similarity)? {
            found.push(one);
        }
    }
    found.sort_by(by_score);
    found.truncate(MAX_CANDIDATES);
    Ok(found)
}

fn by_score(a: &Found, b: &Found) -> Ordering {
    let rank = |found: &Found| found.score + found.support / 10.0;
    rank(b).total_cmp(&rank(a)).then(a.card.cmp(&b.card))
}

/// How much a card may be what is asked about; `None`: it is not worth asking.
fn compared(
    db: &Db,
    (company, kept): (&mut Company, &mut Cards),
    (asked, card): (&Asked, i64),
    similarity: &Similarity,
) -> Result<Option<Found>> {
    let ids = if asked.ids.is_empty() { Vec::new() } else { alike::ids(db, card)? };
    if contradict(&asked.ids, &ids) {
        return Ok(None);
    }
    let same_id = asked.ids.iter().find(|id| ids.contains(id));
    if similarity.score < NAME_WITH_MORE && same_id.is_none() {
        return Ok(None);
    }
    let shared = asked.around.shared_with(db, (company, kept), card)?;
    let score = similarity.score + (1.0 - similarity.score) * shared.weight;
    let score = if same_id.is_some() { score.max(0.99) } else { score };
    if score < NAME_ALONE {
        return Ok(None);
    }
    let reasons = same_id.map(|(scheme, id)| format!("same {scheme} {id}")).into_iter();
    let reasons: Vec<String> = reasons.chain([why::in_words(similarity)]).chain(shared.reasons).collect();
    let reason = reasons.into_iter().filter(|reason| !reason.is_empty()).collect::<Vec<_>>().join(" · ");
    Ok(Some(Found { card, score, support: shared.weight, reason }))
}

/// Two identifiers of one scheme that differ: another country, another person.
fn contradict(a: &[(String, String)], b: &[(String, String)]) -> bool {
    let differs = |(scheme, id): &(String, String)| {
        let same_scheme = || b.iter().filter(move |(other, _)| other == scheme);
        same_scheme().next().is_some() && same_scheme().all(|(_, other)| other != id)
    };
    a.iter().any(differs)
}

/// The likest of two cards' names. A short form that both bear is no reason while their full names contradict each
/// other: two Durranis both go by `Durrani`.
fn best(asked: &[Form], forms: &[Form], label: Label) -> Similarity {
    fn full(forms: &[Form], label: Label) -> impl Iterator<Item = &Form> {
        let n_words = |form: &Form| form.key().split(' ').count();
        let most = forms.iter().map(n_words).max().unwrap_or(0);
        forms.iter().filter(move |form| label != Label::Person || most < 2 || n_words(form) > 1)
    }
    let mut best = Similarity::none();
    for one in full(asked, label) {
        for other in full(forms, label) {
            let similarity = one.similarity(other);
            if similarity.score > best.score {
                best = similarity;
            }
        }
    }
    best
}

/// Two cards that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub a: i64,
    pub b: i64,
    pub score: f64,
}

/// Most pairs that are compared, and most that are given.
const MAX_COMPARED: usize = 4_000;
const MAX_PAIRS: usize = 200;

/// Pairs of cards over the whole dossier that may be one, the likeliest first.
pub fn pairs(db: &Db, index: &mut Index) -> Result<Vec<Pair>> {
    index.catch_up(db)?;
    let mut found = Vec::new();
    for (a, b) in index.pairs(MAX_COMPARED) {
        let (Some(first), Some(second)) = (alike::bearer(db, a)?, alike::bearer(db, b)?) else { continue };
        if first.different_from.contains(&b) || contradict(&first.ids, &second.ids) {
            continue;
        }
        let names = index.forms(a).to_vec();
        let score = best(&names, index.forms(b), second.label).score;
        if score >= NAME_ALONE {
            found.push(Pair { a, b, score });
        }
    }
    found.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    found.truncate(MAX_PAIRS);
    Ok(found)
}

//! What stands around a name or a card: its roles, and who is named beside it; and what two have in common of that.
//!
//! Never a reason by itself: it supports a name that is alike, or leaves it where it is.

use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::names::fold;
use crate::resolve::kept::Cards;
use crate::store::Db;
use crate::store::Result;
use crate::store::read::alike;
use crate::store::read::alike::Held;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewClaim;
use crate::store::read::review::ReviewName;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

/// What stands around one name or card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    pub roles: Vec<Held>,
    /// `entity.id` of persons and organisations named beside it; at most forty.
    pub companions: Vec<i64>,
}

/// What two have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    /// What it adds of what is missing to a sure name, 0..=1.
    pub weight: f64,
    pub reasons: Vec<String>,
}

const SAME_ROLE: f64 = 0.4;
const SAME_TITLE: f64 = 0.15;
const COMPANION: f64 = 0.1;
const MAX_OF_COMPANIONS: f64 = 0.3;
/// Names beside one that are looked for beside others: the nearest in an article, those most often beside a card.
const MAX_COMPANIONS: usize = 40;

/// Around each name of an article, in the order of its names.
pub fn of_review(review: &Review) -> Vec<Around> {
    let is_companion = |label: Label| matches!(label, Label::Person | Label::Org);
    let cards: Vec<Option<i64>> = review
        .names
        .iter()
        .map(|name| {
            let card = name.card.as_ref().or_else(|| name.sure_card().map(|candidate| &candidate.card));
            card.filter(|_| is_companion(name.label)).map(|card| card.id)
        })
        .collect();
    let mut roles: BTreeMap<&str, Vec<Held>> = BTreeMap::new();
    for (holder, held) in review.claims.iter().filter_map(role_in) {
        roles.entry(holder).or_default().push(held);
    }
    let around = |(own, name): (usize, &ReviewName)| {
        let (before, after) = (cards[..own].iter().rev(), cards[own + 1..].iter());
        let mut companions: Vec<i64> = before.flatten().take(MAX_COMPANIONS / 2).copied().collect();
        companions.extend(after.flatten().take(MAX_COMPANIONS / 2));
        Around { companions, roles: roles.get(name.name.as_str()).cloned().unwrap_or_default() }
    };
    review.names.iter().enumerate().map(around).collect()
}

/// The role that a claim gives, and the name that holds it.
fn role_in(claim: &ReviewClaim) -> Option<(&str, Held)> {
    let entity = |field: Field| {
        claim.parts.iter().find_map(|part| match &part.value {
            PartValue::Entity(entity) if part.field == field => Some(entity.as_str()),
            _ => None,
        })
    };
    let title = claim.parts.iter().find_map(|part| match &part.value {
        PartValue::Text(text) if part.field == Field::Title => Some(text.clone()),
        _ => None,
    });
    let holder = entity(Field::Holder).filter(|_| claim.kind == ClaimKind::Role)?;
    let of = entity(Field::Organisation).or_else(|| entity(Field::Place)).map(str::to_owned);
    Some((holder, Held { title: title?, of }))
}

/// Around a card.
pub fn of_card(db: &Db, card: i64) -> Result<Around> {
    let companions = alike::companions(db, card)?.into_iter().take(MAX_COMPANIONS).map(|(id, ..)| id).collect();
    Ok(Around { roles: alike::roles(db, card)?, companions })
}

impl Around {
    /// What a card has in common with it.
    pub fn shared_with(&self, db: &Db, (company, kept): (&mut Company, &mut Cards), card: i64) -> Result<Shared> {
        let mut shared = Shared::default();
        if !self.roles.is_empty() {
            shared.add_roles(&self.roles, kept.roles(db, card)?);
        }
        if !self.companions.is_empty() {
            shared.add_companions(&company.of(db, card, &self.companions)?);
        }
        Ok(shared)
    }
}

/// In which articles cards are named, read once for all names of an article: most of them stand beside the same others.
#[derive(Debug, Default)]
pub struct Company {
    /// Of those beside a name: what they are called and their latest articles, [`MAX_LATEST`] at most, the latest first.
    beside: BTreeMap<i64, Option<(String, Vec<i64>)>>,
    /// Of cards that it may be, the latest fifty.
    seen: BTreeMap<i64, Vec<i64>>,
}

/// So many articles of a card are read at once; whether it is named in one from before these is looked up by itself.
const MAX_LATEST: usize = 400;

impl Company {
    /// Of these, persons and organisations that are named in the same articles as a card, with in how many of its latest
    /// fifty; those in the most first.
    fn of(&mut self, db: &Db, card: i64, among: &[i64]) -> Result<Vec<(i64, String, i64)>> {
        let seen = match self.seen.entry(card) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(alike::seen(db, card)?),
        };
        let mut found = Vec::new();
        for id in among.iter().copied().collect::<BTreeSet<i64>>().into_iter().filter(|id| *id != card) {
            let beside = match self.beside.entry(id) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    let articles = alike::articles_of(db, id, MAX_LATEST)?;
                    place.insert(alike::name_in_company(db, id)?.map(|name| (name, articles)))
                }
            };
            let Some((name, articles)) = beside else { continue };
            let is_named = |article| alike::is_named_in(db, id, article);
            let n = n_shared(seen, (articles, MAX_LATEST), is_named)?;
            if n > 0 {
                found.push((id, name.clone(), n));
            }
        }
        found.sort_by_key(|(id, _, n)| (-n, *id));
        Ok(found)
    }
}

/// How many of these articles are among the latest of a card. Where these were cut at `most`, `is_named` is asked about
/// those from before.
fn n_shared(seen: &[i64], (latest, most): (&[i64], usize), is_named: impl Fn(i64) -> Result<bool>) -> Result<i64> {
    let mut n = 0;
    for article in seen {
        let is_from_before = latest.len() >= most && latest.last().is_some_and(|last| article < last);
        let is_in = if is_from_before {
            is_named(*article)?
        } else {
            latest.binary_search_by(|other| article.cmp(other)).is_ok()
        };
        n += i64::from(is_in);
    }
    Ok(n)
}

impl Shared {
    fn add_roles(&mut self, here: &[Held], there: &[Held]) {
        let pairs = here.iter().flat_map(|one| there.iter().map(move |other| (one, other)));
        let same_title = |(one, other): &(&Held, &Held)| fold(&one.title) == fold(&other.title);
        let titled: Vec<(&Held, &Held)> = pairs.filter(same_title).collect();
        let of = |held: &Held| held.of.as_deref().map(fold);
        if let Some((one, _)) = titled.iter().find(|(one, other)| one.of.is_some() && of(one) == of(other)) {
            self.weight += SAME_ROLE;
            self.reasons.push(format!("both {} of {}", one.title, one.of.as_deref().unwrap_or_default()));
        } else if let Some((one, _)) = titled.iter().find(|(one, other)| one.of.is_none() || other.of.is_none()) {
            self.weight += SAME_TITLE;
            self.reasons.push(format!("both {}", one.title));
        }
    }

    /// Those in the most articles stand first.
    fn add_companions(&mut self, beside: &[(i64, String, i64)]) {
        if beside.is_empty() {
            return;
        }
        self.weight += (beside.len() as f64 * COMPANION).min(MAX_OF_COMPANIONS);
        const SAID: usize = 2;
        let names: Vec<&str> = beside.iter().take(SAID).map(|(_, name, _)| name.as_str()).collect();
        let n_articles = beside.first().map_or(0, |(_, _, n)| *n);
        let more = beside.len().saturating_sub(SAID);
        let told = match (names.as_slice(), more) {
            ([one], _) if n_articles > 1 => format!("both with {one}, there in {n_articles} articles"),
            (names, 0) => format!("both with {}", names.join(" and ")),
            (names, more) => format!("both with {} and {more} more", names.join(", ")),
        };
        self.reasons.push(told);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(title: &str, of: Option<&str>) -> Held {
        Held { title: title.to_owned(), of: of.map(str::to_owned) }
    }

    #[test]
    fn a_role_is_shared_when_both_hold_it_of_the_same() {
        for (here, there, expected) in [
            (
                held("Foreign Minister", Some("Peru")),
                held("foreign minister", Some("PERU")),
                "both Foreign Minister of Peru",
            ),
            (held("foreign minister", None), held("foreign minister", Some("Peru")), "both foreign minister"),
            (held("foreign minister", Some("Chile")), held("foreign minister", Some("Peru")), ""),
            (held("mayor", Some("Peru")), held("foreign minister", Some("Peru")), ""),
        ] {
            let mut shared = Shared::default();
            shared.add_roles(&[here], &[there]);
            assert_eq!(shared.reasons.join(""), expected);
            assert_eq!(shared.weight > 0.0, !expected.is_empty());
        }
    }

    #[test]
    fn articles_from_before_the_latest_are_looked_up() {
        for (seen, latest, most, expected) in [
            (&[9, 8, 4, 3][..], &[9, 7, 5][..], 3, 2),
            (&[9, 8, 4, 3], &[9, 7, 5], 4, 1),
            (&[9, 7, 5], &[9, 7, 5], 3, 3),
            (&[6, 4], &[], 3, 0),
            (&[], &[9], 3, 0),
        ] {
            let n = n_shared(seen, (latest, most), |article| Ok(article == 4)).unwrap();
            assert_eq!(n, expected, "{seen:?} {latest:?} {most}");
        }
    }

    #[test]
    fn companions_are_named_and_counted() {
        let beside = |n: i64| -> Vec<(i64, String, i64)> {
            ["Ana Ruiz", "Thomas West", "UN"]
                .iter()
                .zip(1..=n)
                .map(|(name, id)| (id, (*name).to_owned(), 4 - id))
                .collect()
        };
        for (n, expected) in [
            (0, ""),
            (1, "both with Ana Ruiz, there in 3 articles"),
            (2, "both with Ana Ruiz and Thomas West"),
            (3, "both with Ana Ruiz, Thomas West and 1 more"),
        ] {
            let mut shared = Shared::default();
            shared.add_companions(&beside(n));
            assert_eq!(shared.reasons.join(""), expected);
        }
    }
}

//! Two cards in full, side by side, and what one card of both would hold.
//!
//! Pure words from two pages; never joins them.

use crate::model::claim::Field;
use crate::model::kind::ClaimKind;
use crate::store::read::card_page::CardPage;
use crate::store::read::claims;
use crate::ui::words;
use std::collections::BTreeSet;

/// A line of what a card holds: what it is, and the words.
pub type Line = (&'static str, String);

/// What one card holds, without its name.
pub fn held(page: &CardPage) -> Vec<Line> {
    told(&[page])
}

/// What one card of both would hold. `kept`: the name it goes by.
pub fn kept(pages: &[CardPage; 2], kept: &str) -> Vec<Line> {
    let names =
        unique(pages.iter().flat_map(|page| std::iter::once(&page.card.name).chain(&page.other_names)).cloned());
    let others: Vec<String> = names.into_iter().filter(|name| name != kept).collect();
    let mut lines = told(&[&pages[0], &pages[1]]);
    lines.retain(|(what, _)| *what != NAMES);
    if !others.is_empty() {
        lines.insert(0, (NAMES, others.join(", ")));
    }
    lines
}

/// Schemes under which the two have different identifiers: they are hardly one.
pub fn contradictions(pages: &[CardPage; 2]) -> Vec<String> {
    let [one, other] = pages;
    let schemes = unique(one.identifiers.iter().map(|(scheme, _)| scheme.clone()));
    let of = |page: &CardPage, scheme: &str| -> BTreeSet<String> {
        page.identifiers.iter().filter(|(own, _)| own == scheme).map(|(_, id)| id.clone()).collect()
    };
    let differ = |scheme: &String| {
        let (a, b) = (of(one, scheme), of(other, scheme));
        (!b.is_empty() && a.is_disjoint(&b)).then(|| {
            let listed = |ids: BTreeSet<String>| ids.into_iter().collect::<Vec<_>>().join(", ");
            format!("{scheme} {} and {}", listed(a), listed(b))
        })
    };
    schemes.iter().filter_map(differ).collect()
}

const NAMES: &str = "also";

fn told(pages: &[&CardPage]) -> Vec<Line> {
    let all = || pages.iter().copied();
    let roles = all().flat_map(|page| {
        let own = page.claims.iter().filter(|claim| claim.claim.kind == ClaimKind::Role && claim.part == Field::Holder);
        own.map(|claim| claims::role_words(&claim.claim))
    });
    let ids = all().flat_map(|page| page.identifiers.iter().map(|(scheme, id)| format!("{scheme} {id}")));
    let lines = [
        (NAMES, unique(all().flat_map(|page| page.other_names.iter().cloned())).join(", ")),
        ("roles", unique(roles).join("; ")),
        ("identifiers", unique(ids).join(", ")),
        ("seen", seen(pages)),
        ("told", told_claims(pages)),
        (
            "notes",
            unique(all().flat_map(|page| page.notes.iter().map(|note| words::shortened(&note.text, 80)))).join("; "),
        ),
        ("tags", unique(all().flat_map(|page| page.tags.iter().cloned())).join(", ")),
        (
            "kept apart from",
            unique(all().flat_map(|page| page.different_from.iter().map(|(id, name)| format!("{name} (E{id})"))))
                .join(", "),
        ),
    ];
    lines.into_iter().filter(|(_, words)| !words.is_empty()).collect()
}

fn seen(pages: &[&CardPage]) -> String {
    let n: i64 = pages.iter().map(|page| page.n_mentions).sum();
    let last = pages.iter().filter_map(|page| page.last_seen.as_deref()).max();
    let last = last.map_or_else(String::new, |date| format!(", last {}", words::edtf(date)));
    match pages {
        // Of two, an article may hold both.
        [one] => format!("{} in {}{last}", words::count(n, "mention"), words::count(one.card.n_articles, "article")),
        _ => format!("{}{last}", words::count(n, "mention")),
    }
}

/// `3 quotes, 1 role`.
fn told_claims(pages: &[&CardPage]) -> String {
    let kinds = [ClaimKind::Role, ClaimKind::Quote, ClaimKind::Figure, ClaimKind::Event];
    let counted = kinds.into_iter().filter_map(|kind| {
        let n: usize = pages.iter().filter_map(|page| page.n_claims.get(&kind)).sum();
        (n > 0).then(|| words::count(n as i64, words::claim_kind(kind)))
    });
    counted.collect::<Vec<_>>().join(", ")
}

/// Each once, in the order in which they came.
fn unique(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    all.filter(|one| seen.insert(one.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::Label;
    use crate::store::read::export::NoteRow;
    use crate::store::read::review::Card;
    use std::collections::BTreeMap;

    fn page(id: i64, name: &str) -> CardPage {
        let card = Card { id, label: Label::Person, name: name.to_owned(), role: None, n_articles: 2, n_mentions: 5 };
        CardPage {
            card,
            other_names: vec!["Ruiz".to_owned()],
            identifiers: Vec::new(),
            claims: Vec::new(),
            n_claims: BTreeMap::from([(ClaimKind::Quote, 2)]),
            mentions: Vec::new(),
            n_mentions: 5,
            n_texts: 2,
            first_seen: None,
            last_seen: Some("2023-12-08".to_owned()),
            notes: Vec::new(),
            tags: vec!["ministers".to_owned()],
            different_from: Vec::new(),
            candidates: Vec::new(),
            last_decided: None,
        }
    }

    #[test]
    fn one_card_of_both_holds_what_each_holds_once() {
        let (one, mut other) = (page(1, "Ana Ruiz"), page(2, "A. Ruiz"));
        let note = NoteRow {
            uuid: String::new(),
            text: "ask her".to_owned(),
            written_by: "Noa".to_owned(),
            written_millis: 1_702_000_000_000,
        };
        other.notes.push(note);
        other.tags.push("harbour".to_owned());
        other.different_from.push((9, "Eva Ruiz".to_owned()));
        let pages = [one, other];
        let expected = [
            ("also", "Ruiz, A. Ruiz"),
            ("seen", "10 mentions, last 8 Dec 2023"),
            ("told", "4 quotes"),
            ("notes", "ask her"),
            ("tags", "ministers, harbour"),
            ("kept apart from", "Eva Ruiz (E9)"),
        ];
        assert_eq!(kept(&pages, "Ana Ruiz"), expected.map(|(what, words)| (what, words.to_owned())));
        assert_eq!(kept(&pages, "A. Ruiz")[0].1, "Ana Ruiz, Ruiz");
        assert_eq!(held(&pages[0])[1].1, "5 mentions in 2 articles, last 8 Dec 2023");
    }

    #[test]
    fn two_identifiers_of_one_scheme_contradict() {
        let id = |scheme: &str, id: &str| (scheme.to_owned(), id.to_owned());
        let (mut one, mut other) = (page(1, "Ana Ruiz"), page(2, "A. Ruiz"));
        one.identifiers = vec![id("wikidata", "Q1"), id("viaf", "7")];
        other.identifiers = vec![id("wikidata", "Q2"), id("viaf", "7"), id("lei", "L")];
        assert_eq!(contradictions(&[one.clone(), other]), ["wikidata Q1 and Q2"]);
        assert_eq!(contradictions(&[one, page(2, "A. Ruiz")]), Vec::<String>::new());
    }
}

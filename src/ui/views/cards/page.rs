//! What stands on a card, line by line: every line rests on words, or leads to another card.
//!
//! Pure: a page goes in, items come out. Painting is done by [`card_ui`](crate::ui::views::cards::card_ui).

use crate::ledger::command::ArticleId;
use crate::ledger::command::EntityId;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::model::span::Span;
use crate::store::read::card_page::CardClaim;
use crate::store::read::card_page::CardMention;
use crate::store::read::card_page::CardPage;
use crate::store::read::card_page::Origin;
use crate::store::read::claims;
use crate::ui::words;

/// Where a line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Words(ArticleId, Span),
    Card(EntityId),
}

/// One line of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub target: Target,
    pub text: String,
    /// Where in the text the words of the card stand; `None`: all of it speaks.
    pub marked: Option<Span>,
    /// Beneath it, smaller; empty: nothing.
    pub details: String,
    /// Index into [`CardPage::mentions`], where it is one.
    pub mention: Option<usize>,
}

impl Line {
    /// What a screen reader calls it.
    pub fn name(&self) -> String {
        if self.details.is_empty() { self.text.clone() } else { format!("{}, {}", self.text, self.details) }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// What the lines below it are.
    Title(String),
    /// An article, above the mentions in it.
    Article(String),
    Line(Line),
    /// What is left out.
    Remark(String),
}

/// A card from top to bottom, without its head.
pub fn items(page: &CardPage) -> Vec<Item> {
    let mut items = Vec::new();
    push_cards(&mut items, page);
    for (kind, title) in [
        (ClaimKind::Role, "Roles"),
        (ClaimKind::Quote, "Quotes"),
        (ClaimKind::Figure, "Figures"),
        (ClaimKind::Event, "Events"),
    ] {
        push_claims(&mut items, page, kind, title);
    }
    push_mentions(&mut items, page);
    items
}

fn push_cards(items: &mut Vec<Item>, page: &CardPage) {
    if !page.candidates.is_empty() {
        items.push(Item::Title("May be the same".to_owned()));
    }
    for candidate in &page.candidates {
        let card = &candidate.card;
        let seen = words::count(card.n_articles, "article");
        let said = [Some(format!("E{}", card.id)), card.role.clone(), Some(seen), Some(candidate.reason.clone())];
        items.push(Item::Line(Line {
            target: Target::Card(card.id),
            text: card.name.clone(),
            marked: None,
            details: said.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            mention: None,
        }));
    }
    if !page.different_from.is_empty() {
        items.push(Item::Title("Said to be different".to_owned()));
    }
    for (id, name) in &page.different_from {
        items.push(Item::Line(Line {
            target: Target::Card(*id),
            text: name.clone(),
            marked: None,
            details: format!("E{id}"),
            mention: None,
        }));
    }
}

fn push_claims(items: &mut Vec<Item>, page: &CardPage, kind: ClaimKind, title: &str) {
    let of_kind = || page.claims.iter().filter(move |claim| claim.claim.kind == kind);
    let n = of_kind().count();
    if n == 0 {
        return;
    }
    items.push(Item::Title(title.to_owned()));
    for claim in of_kind() {
        items.push(Item::Line(claim_line(claim, page)));
    }
    let n_all = page.n_claims.get(&kind).copied().unwrap_or(n);
    if n_all > n {
        items.push(Item::Remark(format!("The {n} newest of {}; all stand in Claims", words::number(n_all as f64))));
    }
}

/// A role in words; of others the very words, with what they mean beneath.
fn claim_line(claim: &CardClaim, page: &CardPage) -> Line {
    let row = &claim.claim;
    let is_own_role = row.kind == ClaimKind::Role && claim.part == Field::Holder;
    let text = match row.kind {
        ClaimKind::Role => {
            let words = claims::role_words(row);
            if is_own_role { words } else { format!("{}: {words}", row.cell(Field::Holder)) }
        }
        ClaimKind::Quote | ClaimKind::Figure | ClaimKind::Event => words::shortened(&row.words, 280),
    };
    let parts = if row.kind == ClaimKind::Role { String::new() } else { parts_line(claim, page.card.id) };
    let state = match row.status {
        Status::Doubtful => "doubtful",
        Status::Accepted | Status::Rejected => "",
    };
    let said: Vec<String> =
        [parts, source(&claim.origin), state.to_owned()].into_iter().filter(|text| !text.is_empty()).collect();
    Line {
        target: Target::Words(row.article_id, row.span),
        text,
        marked: None,
        details: said.join(" · "),
        mention: None,
    }
}

/// `said by UN, as of Nov 2023`: the fields that the words alone do not show, the card's own part aside.
fn parts_line(claim: &CardClaim, card: EntityId) -> String {
    let mut said: Vec<String> = Vec::new();
    for part in &claim.claim.parts {
        let is_plain = matches!(
            part.field,
            Field::Speaker
                | Field::SaidBy
                | Field::Place
                | Field::AsOf
                | Field::SaidOn
                | Field::Date
                | Field::Actors
                | Field::Recipients
                | Field::Medium
                | Field::Type
                | Field::Modality
        );
        if !is_plain {
            continue;
        }
        let value = match &part.value {
            PartValue::Entity((id, _)) if *id == card => match part.field {
                Field::SaidBy => "on its word".to_owned(),
                _ => continue,
            },
            PartValue::Entity((_, name)) => format!("{} {name}", words::field(part.field)),
            PartValue::Text(text) => {
                let Some(value) = words::part_value(part.field, &PartValue::Text(text.clone())) else { continue };
                match part.field {
                    Field::Type | Field::Modality | Field::Date | Field::Medium => value,
                    field => format!("{} {value}", words::field(field)),
                }
            }
            PartValue::Number(_) | PartValue::Span(_) => continue,
        };
        said.push(value);
    }
    said.join(", ")
}

fn push_mentions(items: &mut Vec<Item>, page: &CardPage) {
    items.push(Item::Title("Seen in".to_owned()));
    if page.mentions.is_empty() {
        items.push(Item::Remark("No article names it; it has a part in what was accepted".to_owned()));
    }
    let mut article = None;
    for (index, mention) in page.mentions.iter().enumerate() {
        if article != Some(mention.origin.article) {
            article = Some(mention.origin.article);
            let title = mention.origin.title.as_deref().map(|title| format!("{title} · ")).unwrap_or_default();
            items.push(Item::Article(format!("{title}{}", source(&mention.origin))));
        }
        items.push(Item::Line(mention_line(index, mention)));
    }
    let n = page.mentions.len() as i64;
    if page.n_mentions > n {
        items.push(Item::Remark(format!("The {n} newest of {} mentions", words::number(page.n_mentions as f64))));
    }
}

fn mention_line(index: usize, mention: &CardMention) -> Line {
    Line {
        target: Target::Words(mention.origin.article, mention.span),
        text: mention.sentence.clone(),
        marked: Some(mention.in_sentence),
        details: if mention.status == Status::Doubtful { "doubtful".to_owned() } else { String::new() },
        mention: Some(index),
    }
}

/// `Harbour Post · 8 Dec 2023`.
pub fn source(origin: &Origin) -> String {
    let from = origin.publisher.as_deref().unwrap_or(&origin.file);
    let date = origin.published.as_deref().map_or_else(|| "no date".to_owned(), words::edtf);
    format!("{from} · {date}")
}

//! Reviews for tests, written as text with inline marks: `[Ana Ruiz]{person:1 known}` is a mention of name 1.
//!
//! Never compiled into the program.

#![expect(clippy::missing_panics_doc, reason = "a wrong fixture fails its test")]

use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::kind::ArticleState;
use crate::model::kind::ClaimKind;
use crate::model::kind::DateBasis;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::store::read::articles::ArticleRow;
use crate::store::read::card_page::Origin;
use crate::store::read::review::Candidate;
use crate::store::read::review::Card;
use crate::store::read::review::Review;
use crate::store::read::review::ReviewClaim;
use crate::store::read::review::ReviewMention;
use crate::store::read::review::ReviewName;

/// A row of the Library as it is after import.
pub fn article(id: i64, title: &str, state: ArticleState) -> ArticleRow {
    ArticleRow {
        id,
        sha256: format!("{id:064x}"),
        state,
        title: Some(title.to_owned()),
        publisher: Some("Harbour Post".to_owned()),
        published: Some("2023-12-08".to_owned()),
        published_basis: Some(DateBasis::Given),
        author: None,
        url: None,
        language: Some("en".to_owned()),
        file: format!("{id:03}.txt"),
        media_type: "text/plain".to_owned(),
        encoding: "UTF-8".to_owned(),
        batch: 1,
        imported_millis: 1_702_058_700_000,
        tags: Vec::new(),
        n_same_text: 0,
        n_undecided: 4,
        n_known: 1,
        n_accepted: 0,
        n_rejected: 0,
        n_doubtful: 0,
        remarks: crate::store::read::annotations::Counts::default(),
    }
}

/// Where the words of an article come from.
pub fn origin(article: i64) -> Origin {
    Origin {
        article,
        publisher: Some("Harbour Post".to_owned()),
        published: Some("2023-12-08".to_owned()),
        title: Some("Boats".to_owned()),
        file: format!("{article:03}.txt"),
    }
}

/// A review of the text without its marks. A mark is `{label}` or `{label:name}`, then `known` or a score.
#[track_caller]
pub fn marked(text: &str) -> Review {
    let mut review = Review {
        article: article(1, "A test", ArticleState::New),
        body: String::new(),
        zones: Vec::new(),
        mentions: Vec::new(),
        names: Vec::new(),
        claims: Vec::new(),
        remarks: std::collections::BTreeMap::new(),
        state_set_by: None,
    };
    let mut numbers: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let (words, after) = after.split_once("]{").expect("`]{` after `[`");
        let (mark, after) = after.split_once('}').expect("`}` after `]{`");
        review.body.push_str(before);
        add_mention(&mut review, &mut numbers, words, mark);
        rest = after;
    }
    review.body.push_str(rest);
    review
}

fn add_mention<'t>(review: &mut Review, numbers: &mut Vec<&'t str>, words: &str, mark: &'t str) {
    let mut pieces = mark.split(' ');
    let (label, number) = pieces.next().map_or((mark, None), |first| {
        first.split_once(':').map_or((first, None), |(label, number)| (label, Some(number)))
    });
    let label = Label::parse(label).expect("a label");
    let extra = pieces.next();
    let span = Span::new(review.body.len(), review.body.len() + words.len());
    let mention_idx = review.mentions.len();
    let name = number.map(|number| {
        let known_idx = numbers.iter().position(|known| *known == number);
        known_idx.unwrap_or_else(|| {
            numbers.push(number);
            review.names.push(ReviewName {
                label,
                name: words.to_owned(),
                aliases: Vec::new(),
                mentions: Vec::new(),
                card: None,
                candidates: Vec::new(),
                is_compared: true,
                choices: Vec::new(),
            });
            numbers.len() - 1
        })
    });
    if let Some(name) = name {
        review.names[name].mentions.push(mention_idx);
    }
    review.body.push_str(words);
    review.mentions.push(ReviewMention {
        span,
        label,
        words: words.to_owned(),
        value: None,
        status: None,
        name,
        known: extra == Some("known"),
        score: Some(extra.and_then(|extra| extra.parse().ok()).unwrap_or(0.95)),
        rule: Some("names.shape".to_owned()),
    });
}

#[track_caller]
pub fn add_claim(review: &mut Review, kind: ClaimKind, words: &str, score: f64, mentions: &[usize]) {
    let start = review.body.find(words).expect("words of the body");
    review.claims.push(ReviewClaim {
        kind,
        span: Span::new(start, start + words.len()),
        words: words.to_owned(),
        status: None,
        id: None,
        parts: Vec::new(),
        cards: Vec::new(),
        mentions: mentions.to_vec(),
        score: Some(score),
        rule: Some("figures.count".to_owned()),
    });
}

#[track_caller]
pub fn add_role(review: &mut Review, words: &str, holder: &str, score: f64) {
    add_claim(review, ClaimKind::Role, words, score, &[]);
    let claim = review.claims.last_mut().expect("the claim just added");
    claim.parts.push(Part::text(Field::Title, "finance minister"));
    claim.parts.push(Part::entity(Field::Holder, holder.to_owned()));
}

pub fn candidate(id: i64, name: &str) -> Candidate {
    let card = Card { id, label: Label::Person, name: name.to_owned(), role: None, n_articles: 3, n_mentions: 7 };
    Candidate { card, reason: "same full name".to_owned(), is_sure: true }
}

/// A card whose name is only like the one in question.
pub fn like(id: i64, name: &str) -> Candidate {
    Candidate { reason: format!("same name, spelled {name}"), is_sure: false, ..candidate(id, name) }
}

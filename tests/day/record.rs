//! What a sitting left in the record, as lines that a test compares with what a careful reader would have written.
//!
//! Never decides: an exact line for each mention and each claim, and how it came to be accepted.

use dossier::model::claim::Field;
use dossier::model::claim::Part;
use dossier::model::claim::PartValue;
use dossier::model::kind::Status;
use dossier::store::Db;
use dossier::store::read::export;
use dossier::store::read::export::Cited;
use dossier::store::read::export::Named;
use dossier::store::read::export_claims;

/// Something that was decided, or still waits.
#[derive(Debug)]
pub struct Row {
    pub article: i64,
    pub status: Option<Status>,
    /// `person`, `figure`.
    pub kind: String,
    pub words: String,
    /// The card of a name, or the name it was tied to; empty for others.
    pub card: String,
    /// Of a claim what it says, without how it is said: `value=25`, `place=Peru`.
    pub fields: Vec<String>,
    /// `with paragraph`; empty while it waits.
    pub how: String,
    pub score: Option<f64>,
    pub is_claim: bool,
}

impl Row {
    pub fn waits(&self) -> bool {
        self.status.is_none()
    }

    pub fn is_accepted(&self) -> bool {
        self.status == Some(Status::Accepted)
    }

    fn new(article: i64, cited: Cited, kind: &str, card: String, is_claim: bool) -> Self {
        let how = cited.decision.map(|decision| decision.how).unwrap_or_default();
        let (status, words, score) = (cited.status, cited.words, cited.score);
        Self { article, status, kind: kind.to_owned(), words, card, fields: Vec::new(), how, score, is_claim }
    }

    /// `A1 person Thomas West = Thomas West, with paragraph 0.95`.
    pub fn told(&self) -> String {
        let card = if self.card.is_empty() { String::new() } else { format!(" = {}", self.card) };
        let score = self.score.map(|score| format!(" {score:.2}")).unwrap_or_default();
        let fields = if self.fields.is_empty() { String::new() } else { format!(" ({})", self.fields.join("; ")) };
        format!("A{} {} {}{card}{fields}, {}{score}", self.article, self.kind, self.words, self.how)
    }
}

fn said(part: &Part<Named>) -> Option<String> {
    let is_manner = matches!(part.field, Field::Cue | Field::Medium | Field::Occasion | Field::SpeakerSpan);
    match &part.value {
        _ if is_manner => None,
        PartValue::Text(text) => Some(text.clone()),
        PartValue::Number(number) => Some(number.to_string()),
        PartValue::Entity(named) => Some(named.name.clone()),
        PartValue::Span(_) => None,
    }
}

/// Everything that was decided or waits, article by article, mentions before claims.
pub fn rows(db: &Db) -> Vec<Row> {
    let mut rows = Vec::new();
    for article in export::article_ids(db).expect("articles") {
        let mentions = export::decided_mentions(db, article).expect("mentions");
        let waiting = export::undecided_mentions(db, article).expect("mentions");
        for mention in mentions.into_iter().chain(waiting) {
            let card = mention.entity.map(|card| card.name).unwrap_or_default();
            rows.push(Row::new(article, mention.cited, &mention.label, card, false));
        }
        let claims = export_claims::decided_claims(db, article).expect("claims");
        let waiting = export_claims::undecided_claims(db, article).expect("claims");
        for claim in claims.into_iter().chain(waiting) {
            let fields = claim.parts.iter().filter_map(|part| Some(format!("{}={}", part.field.as_str(), said(part)?)));
            let fields = fields.collect();
            let row = Row::new(article, claim.cited, claim.kind.as_str(), String::new(), true);
            rows.push(Row { fields, ..row });
        }
    }
    rows
}

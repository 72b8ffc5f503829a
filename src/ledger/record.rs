//! Facts: what an operation establishes, in the form that lies in the file for ever.
//!
//! Each fact is one JSON object whose exact bytes are hashed. Fields may be added (with a default), tags and fields are
//! never renamed; `tests/stores/` holds a file of every version. Things are named by keys that mean the same in every
//! copy of the dossier: articles by hash, all else by UUID. Offsets are bytes of the body.
//!
//! Never read back into a `Command`: facts say what became, not what was meant.

use crate::model::claim::PartValue;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::record::Original;
use serde::Deserialize;
use serde::Serialize;

/// Half-open byte range, `[start, end]`.
pub type Range = [usize; 2];

/// A mention's value: `"2023-11"`, `1300000`, `{"either": ["2023-05-04", "2023-04-05"]}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ValueRecord {
    Number(f64),
    Text(String),
    Either { either: (String, String) },
}

/// A value of a claim's field: text or number as such, `{"entity": uuid}`, `{"span": [start, end]}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PartRecord {
    Number(f64),
    Text(String),
    Entity { entity: String },
    Span { span: Range },
}

/// A decided mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MentionFact {
    pub mention: String,
    pub number: i64,
    pub article: String,
    pub span: Range,
    pub label: String,
    pub words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueRecord>,
    /// accepted, rejected or doubtful.
    pub status: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Where and as what it was proposed, when that was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<(Range, String)>,
    #[serde(flatten)]
    pub origin: OriginRecord,
    pub how: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<DecidedRecord>,
}

/// Who decided and when, where that was not the operation's own actor at its own time: in an export that was read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedRecord {
    pub by: String,
    pub at_millis: i64,
}

/// What proposed it; nothing when made by hand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OriginRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extractor: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

/// What is said about an article when it comes in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetadataRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_basis: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where it came from and what it shows, so that the rows of the record that say so are chained too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<OriginalRecord>,
}

/// An article's original: its source's name and media type, the encoding it was read in, the SHA-256 of its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalRecord {
    pub file: String,
    pub media_type: String,
    pub encoding: String,
    pub text: String,
}

/// What a note, tag is on: an article's hash, or the UUID of an entity or claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubjectRecord {
    pub subject: String,
    pub key: String,
    /// The article that a claim rests on: what is said of the claim goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// The article is in the dossier.
    Article {
        article: String,
        #[serde(flatten)]
        metadata: MetadataRecord,
    },
    ArticleField {
        article: String,
        field: String,
        value: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<String>,
    },
    ArticleState {
        article: String,
        state: String,
    },
    Zone {
        article: String,
        span: Range,
        kind: String,
    },
    /// `article`: where its name stands, when its name came from there.
    Entity {
        entity: String,
        number: i64,
        label: String,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<String>,
    },
    /// One more name.
    Name {
        entity: String,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<String>,
    },
    /// The name it is listed under.
    MainName {
        entity: String,
        name: String,
    },
    EntityLabel {
        entity: String,
        label: String,
    },
    Identifier {
        entity: String,
        scheme: String,
        id: String,
    },
    Merge {
        from: String,
        into: String,
    },
    Distinct {
        entities: (String, String),
    },
    Mention(MentionFact),
    /// The decision is taken back.
    MentionReopened {
        mention: String,
        article: String,
    },
    MentionEntity {
        mention: String,
        entity: String,
    },
    Claim {
        claim: String,
        number: i64,
        /// Whose words it rests on.
        article: String,
        kind: String,
        status: String,
        #[serde(flatten)]
        origin: OriginRecord,
        how: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided: Option<DecidedRecord>,
    },
    /// The decision is taken back.
    ClaimReopened {
        claim: String,
    },
    Citation {
        citation: String,
        claim: String,
        article: String,
        span: Range,
        words: String,
    },
    /// All values of one field. `article`: whose words they are, when they are an article's.
    ClaimField {
        claim: String,
        field: String,
        values: Vec<PartRecord>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<String>,
    },
    Measure {
        measure: String,
        number: i64,
        name: String,
    },
    Measured {
        claim: String,
        measure: String,
    },
    Difference {
        difference: String,
        claims: (String, String),
        how: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prefer: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Standing {
        standing: String,
        verdict: String,
        label: String,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided: Option<DecidedRecord>,
    },
    StandingEnded {
        label: String,
        name: String,
    },
    /// A list of names is in the dossier: its bytes are a source's.
    NameList {
        list: String,
        title: String,
        /// SHA-256 of the bytes.
        source: String,
        file: String,
        media_type: String,
        format: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<String>,
        #[serde(default)]
        is_sure: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        licence: Option<String>,
        n_entries: i64,
    },
    NameListRemoved {
        list: String,
        title: String,
    },
    Note {
        note: String,
        #[serde(flatten)]
        on: SubjectRecord,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided: Option<DecidedRecord>,
    },
    Tag {
        #[serde(flatten)]
        on: SubjectRecord,
        tag: String,
    },
    Untag {
        #[serde(flatten)]
        on: SubjectRecord,
        tag: String,
    },
    /// A step of the dossier that an export was made from, kept as a list entry: its facts came as what they led to.
    EarlierOperation {
        hash: String,
        kind: String,
        actor: String,
        device: String,
        at_millis: i64,
        /// Hash of the step that it undid or redid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        undoes: Option<String>,
        n_facts: i64,
    },
    /// The article's words are gone for good; the hash of the article stays.
    Removed {
        article: String,
    },
}

impl Fact {
    /// The article whose words this fact carries: the fact goes when the article is removed for good.
    pub fn article(&self) -> Option<&str> {
        match self {
            Self::Article { article, .. }
            | Self::ArticleField { article, .. }
            | Self::Zone { article, .. }
            | Self::MentionReopened { article, .. }
            | Self::Claim { article, .. }
            | Self::Citation { article, .. } => Some(article),
            Self::Mention(mention) => Some(&mention.article),
            Self::Entity { article, .. } | Self::Name { article, .. } | Self::ClaimField { article, .. } => {
                article.as_deref()
            }
            Self::Note { on, .. } | Self::Tag { on, .. } | Self::Untag { on, .. } => {
                if on.subject == "article" {
                    Some(&on.key)
                } else {
                    on.article.as_deref()
                }
            }
            _ => None,
        }
    }

    /// The exact bytes that are stored and hashed.
    pub fn to_json(&self) -> String {
        // A fact has string keys and finite numbers only (checked where numbers enter), so this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }
}

pub const fn range(span: Span) -> Range {
    [span.start_byte, span.end_byte]
}

pub const fn span(range: Range) -> Span {
    Span::new(range[0], range[1])
}

impl From<Original> for OriginalRecord {
    fn from(original: Original) -> Self {
        let Original { file, media_type, encoding, text_sha256: text } = original;
        Self { file, media_type, encoding, text }
    }
}

impl From<&Value> for ValueRecord {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.clone()),
            Value::Number(number) => Self::Number(*number),
            Value::Either(first, second) => Self::Either { either: (first.clone(), second.clone()) },
        }
    }
}

impl From<ValueRecord> for Value {
    fn from(record: ValueRecord) -> Self {
        match record {
            ValueRecord::Text(text) => Self::Text(text),
            ValueRecord::Number(number) => Self::Number(number),
            ValueRecord::Either { either: (first, second) } => Self::Either(first, second),
        }
    }
}

impl From<PartValue<String>> for PartRecord {
    fn from(value: PartValue<String>) -> Self {
        match value {
            PartValue::Text(text) => Self::Text(text),
            PartValue::Number(number) => Self::Number(number),
            PartValue::Entity(entity) => Self::Entity { entity },
            PartValue::Span(span) => Self::Span { span: range(span) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Facts as they lie in files already written: these lines must parse for ever, and come out the same.
    const WRITTEN: &[&str] = &[
        r#"{"fact":"article","article":"ab","title":"T","published":"2023-12-08","published_basis":"given"}"#,
        r#"{"fact":"article","article":"ab","from":{"file":"a.txt","media_type":"text/plain","encoding":"UTF-8","text":"cd"}}"#,
        r#"{"fact":"article_field","article":"ab","field":"published","value":"2023-12-08","basis":"given"}"#,
        r#"{"fact":"article_state","article":"ab","state":"done"}"#,
        r#"{"fact":"zone","article":"ab","span":[0,5],"kind":"boilerplate"}"#,
        r#"{"fact":"entity","entity":"u1","number":1,"label":"person","name":"Ana Ruiz","article":"ab"}"#,
        r#"{"fact":"name","entity":"u1","name":"Ruiz","article":"ab"}"#,
        r#"{"fact":"main_name","entity":"u1","name":"Ana M. Ruiz"}"#,
        r#"{"fact":"mention","mention":"u2","number":3,"article":"ab","span":[0,8],"label":"person","words":"Ana Ruiz","status":"accepted","entity":"u1","rule":"titles.person","extractor":"dossier 0.1.0","score":0.9,"how":"by hand"}"#,
        r#"{"fact":"mention","mention":"u2","number":3,"article":"ab","span":[0,8],"label":"date","words":"Thursday","value":{"either":["2023-05-04","2023-04-05"]},"status":"doubtful","proposed":[[0,9],"date"],"how":"with paragraph"}"#,
        r#"{"fact":"mention_reopened","mention":"u2","article":"ab"}"#,
        r#"{"fact":"claim","claim":"u3","number":4,"article":"ab","kind":"figure","status":"accepted","rule":"figures.count","extractor":"dossier 0.1.0","score":0.8,"how":"by hand"}"#,
        r#"{"fact":"claim_field","claim":"u3","field":"value","values":[1300000.0],"article":"ab"}"#,
        r#"{"fact":"claim_field","claim":"u3","field":"actors","values":[{"entity":"u1"},{"entity":"u9"}]}"#,
        r#"{"fact":"claim_field","claim":"u3","field":"speaker_span","values":[{"span":[3,9]}],"article":"ab"}"#,
        r#"{"fact":"difference","difference":"u5","claims":["u3","u4"],"how":"disagree","prefer":"u3","note":"n"}"#,
        r#"{"fact":"note","note":"u6","subject":"article","key":"ab","text":"n"}"#,
        r#"{"fact":"tag","subject":"claim","key":"u3","article":"ab","tag":"t"}"#,
        r#"{"fact":"tag","subject":"entity","key":"u1","tag":"t"}"#,
        r#"{"fact":"mention","mention":"u2","number":3,"article":"ab","span":[0,8],"label":"person","words":"Ana Ruiz","status":"accepted","how":"by hand","decided":{"by":"Bo","at_millis":1}}"#,
        r#"{"fact":"note","note":"u6","subject":"article","key":"ab","text":"n","decided":{"by":"Bo","at_millis":1}}"#,
        r#"{"fact":"earlier_operation","hash":"cd","kind":"undo","actor":"Bo","device":"d","at_millis":1,"undoes":"ef","n_facts":0}"#,
        r#"{"fact":"name_list","list":"u7","title":"Ministers","source":"ef","file":"m.csv","media_type":"text/csv","format":"csv","label":"person","is_sure":true,"licence":"CC0","n_entries":12}"#,
        r#"{"fact":"name_list_removed","list":"u7","title":"Ministers"}"#,
        r#"{"fact":"removed","article":"ab"}"#,
    ];

    #[test]
    fn facts_on_disk_parse_and_come_out_the_same() {
        for line in WRITTEN {
            let fact = Fact::parse(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert_eq!(fact.to_json(), *line);
        }
    }

    #[test]
    fn facts_with_words_of_an_article_name_it() {
        let with_words = WRITTEN.iter().filter(|line| Fact::parse(line).unwrap().article() == Some("ab")).count();
        assert_eq!(with_words, 16);
    }
}

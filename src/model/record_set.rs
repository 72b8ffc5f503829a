//! What an export and its reading back agree on: the mark by which a folder is known, and the rows that come back.
//!
//! Never touches a file: `export` writes them, `import` reads them, `ledger` decides which of them fit the dossier.
//! Offsets are code points here, half-open, because that is what leaves the program.

use crate::model::article::Metadata;
use crate::model::claim::Part;
use crate::model::kind::ArticleState;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::model::kind::How;
use crate::model::kind::Label;
use crate::model::kind::Status;
use crate::model::kind::ZoneKind;
use crate::model::value::Value;

/// Describes the files of an export; without it a folder is no (whole) export.
pub const DESCRIPTION: &str = "datapackage.json";

/// Its name while another export takes the place of the one that it describes.
pub const OLD_DESCRIPTION: &str = "datapackage.json.old";

/// `name` in the description: by it a folder is known as an export of this program.
pub const PACKAGE_NAME: &str = "dossier-export";

/// Number of the form of the export. Columns may be added under the same number.
pub const FORM: i64 = 1;

/// What stands between two notes on one thing in one cell.
pub const BETWEEN_NOTES: &str = "\n\n";

/// Everything an export holds, in the order of its files. Entities and claims are named by UUID, articles by hash.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordSet {
    pub articles: Vec<Row<ArticleEntry>>,
    pub entities: Vec<Row<EntityEntry>>,
    pub mentions: Vec<Row<MentionEntry>>,
    pub claims: Vec<Row<ClaimEntry>>,
    pub measures: Vec<Row<MeasureEntry>>,
    pub differences: Vec<Row<DifferenceEntry>>,
    pub standings: Vec<Row<StandingEntry>>,
    pub steps: Vec<Row<StepEntry>>,
}

/// A row, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<T> {
    pub place: Place,
    pub entry: T,
}

/// A line of a file of the export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// `mentions.csv`.
    pub file: String,
    /// From 1; the header is line 1.
    pub line: u64,
}

/// A row, or part of one, that does not come back, and why. Reads as one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {}: {message}", place.line)]
pub struct Problem {
    pub place: Place,
    pub message: String,
}

/// `[start, end)` in code points.
pub type Range = (usize, usize);

/// Who decided, when, how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub by: String,
    pub at_millis: i64,
    pub how: How,
}

/// What proposed it; `None` when made by hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    pub rule: Option<String>,
    pub extractor: Option<String>,
    pub score: Option<f64>,
}

/// Notes and tags on one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    pub notes: Vec<NoteEntry>,
    pub tags: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEntry {
    pub uuid: String,
    pub by: String,
    pub at_millis: i64,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleEntry {
    /// The number of `A17`; `None` where the cell holds none.
    pub number: Option<i64>,
    pub sha256: String,
    pub source_sha256: String,
    pub locator: String,
    pub file: String,
    pub media_type: String,
    pub encoding: String,
    pub metadata: Metadata,
    pub state: ArticleState,
    pub corrections: Vec<(Range, ZoneKind)>,
    pub remarks: Remarks,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityEntry {
    pub number: Option<i64>,
    pub uuid: String,
    pub label: Label,
    pub name: String,
    /// Its other names, in order.
    pub aliases: Vec<String>,
    pub ids: Vec<(String, String)>,
    pub different_from: Vec<String>,
    /// Number and UUID of those that were merged into it.
    pub merged_from: Vec<(Option<i64>, String)>,
    pub remarks: Remarks,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MentionEntry {
    pub number: Option<i64>,
    pub uuid: String,
    pub article: String,
    pub range: Range,
    pub label: Label,
    pub words: String,
    pub value: Option<Value>,
    pub status: Status,
    pub entity: Option<String>,
    pub proposed: Option<(Range, Label)>,
    pub origin: Origin,
    pub decision: Decision,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ClaimEntry {
    pub number: Option<i64>,
    pub uuid: String,
    pub kind: ClaimKind,
    pub status: Status,
    pub citations: Vec<Row<CitationEntry>>,
    /// Entities by UUID; no spans.
    pub parts: Vec<Part<String>>,
    /// Where the article of the citation at the first position names the speaker.
    pub speaker: Option<Range>,
    pub measure: Option<String>,
    pub origin: Origin,
    pub decision: Decision,
    pub remarks: Remarks,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationEntry {
    pub uuid: String,
    /// Place among the citations of the claim, from 1; 0: an export that did not say.
    pub position: u32,
    pub article: String,
    pub range: Range,
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureEntry {
    pub number: Option<i64>,
    pub uuid: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceEntry {
    pub uuid: String,
    pub claims: (String, String),
    pub how: DifferHow,
    pub preferred: Option<String>,
    pub note: Option<String>,
}

/// A name decided for always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingEntry {
    pub uuid: String,
    pub verdict: Status,
    pub label: Label,
    pub name: String,
    pub by: String,
    pub at_millis: i64,
}

/// A step of the ledger that the export was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepEntry {
    pub hash: String,
    pub kind: String,
    pub by: String,
    pub device: String,
    pub at_millis: i64,
    /// Hash of the step that it undoes.
    pub undoes: Option<String>,
    pub n_facts: i64,
}

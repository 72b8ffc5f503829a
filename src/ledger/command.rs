//! Every change a person can make, in the program's own terms.
//!
//! Never stored as it is: `ledger::plan` resolves a command against the present state into facts, and `ledger::record`
//! writes those. Variants may be renamed freely.

use crate::model::article::SourceDraft;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::extraction::Extraction;
use crate::model::kind::ArticleField;
use crate::model::kind::ClaimKind;
use crate::model::kind::DifferHow;
use crate::model::kind::How;
use crate::model::kind::Label;
use crate::model::kind::Subject;
use crate::model::kind::ZoneKind;
use crate::model::name_list::ListAbout;
use crate::model::record_set::RecordSet;
use crate::model::span::Span;
use crate::model::value::Value;
use crate::store::read::export_entities::READ_BACK;
use std::sync::Arc;

/// `article.id` in this dossier: the number of `A17`.
pub type ArticleId = i64;
/// `entity.id` in this dossier: the number of `E12`.
pub type EntityId = i64;
/// `claim.id` in this dossier: the number of `F203`.
pub type ClaimId = i64;

/// What is said of a mention or a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Accept,
    Reject,
    Doubtful,
    /// Takes a decision back: undecided again.
    Reopen,
}

impl Verdict {
    /// The word of the command line and of the ledger.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Doubtful => "doubtful",
            Self::Reopen => "reopen",
        }
    }
}

/// A mention, named by where it stands: proposed or decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MentionRef {
    pub article: ArticleId,
    pub span: Span,
    pub label: Label,
}

/// A claim: one that has a row, or a proposal named by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimRef {
    Decided(ClaimId),
    Proposed { article: ArticleId, kind: ClaimKind, span: Span },
}

/// What a field of a claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityRef {
    /// A card.
    Decided(EntityId),
    /// What is named here in the claim's article, accepted if it still waits: words that it rests on.
    Named { span: Span, label: Label },
}

/// How far a decision on a name reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Article(ArticleId),
    Dossier,
    /// The dossier, and articles to come.
    Always,
}

/// What a note or tag is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectRef {
    pub subject: Subject,
    /// `article.id`, `entity.id` or `claim.id`.
    pub id: i64,
}

/// New values of a mention; `None` leaves as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MentionChange {
    pub span: Option<Span>,
    pub label: Option<Label>,
    /// `Some(None)` takes the value away.
    pub value: Option<Option<Value>>,
}

/// New values of one field of a claim: none clears it, several only for lists (actors).
#[derive(Clone, Debug, PartialEq)]
pub struct FieldEdit {
    pub field: Field,
    pub values: Vec<PartValue<EntityRef>>,
}

/// A source on its way in.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    pub source: SourceDraft,
    /// Version of the extractor, as in `run.extractor`.
    pub extractor: String,
    /// One for each article of the source, in order; empty when nothing was extracted.
    pub extractions: Vec<Extraction>,
}

/// An export on its way back.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRead {
    pub set: RecordSet,
    /// Version of the extractor, as in `run.extractor`.
    pub extractor: String,
    /// One for each article of the set, in order; empty when nothing was extracted.
    pub extractions: Vec<Extraction>,
}

/// An analyst's own list on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewList {
    pub about: ListAbout,
    /// Name of its file, without folders.
    pub file: String,
    pub media_type: String,
    pub bytes: Arc<[u8]>,
    pub n_entries: usize,
}

/// One change, applied as a whole or not at all, and one step of undo.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Sources already read and decoded; those already here are reported, not added.
    Import {
        incoming: Vec<Incoming>,
    },
    /// Rows of an export; those already here, and those that do not fit, are reported, not added.
    ReadBack(Box<ExportRead>),
    Decide {
        mention: MentionRef,
        verdict: Verdict,
        how: How,
    },
    DecideName {
        name: String,
        label: Label,
        verdict: Verdict,
        scope: Scope,
    },
    /// A name is no longer decided for always; what was decided by it stays.
    Forget {
        name: String,
        label: Label,
    },
    Change {
        mention: MentionRef,
        to: MentionChange,
    },
    /// A mention nobody proposed.
    Create {
        mention: MentionRef,
        value: Option<Value>,
    },
    /// This mention, and those its article ties to it, are that entity.
    Link {
        article: ArticleId,
        span: Span,
        entity: EntityId,
    },
    /// What is named at the other places, accepted where it still waits, is what is named here.
    SameName {
        article: ArticleId,
        span: Span,
        others: Vec<(ArticleId, Span)>,
    },
    Merge {
        from: EntityId,
        into: EntityId,
    },
    Distinguish {
        a: EntityId,
        b: EntityId,
    },
    /// What is named here, accepted if it still waits, is none of these.
    Apart {
        article: ArticleId,
        span: Span,
        from: Vec<EntityId>,
    },
    /// Takes mentions out of an entity into one of their own.
    Split {
        entity: EntityId,
        mentions: Vec<(ArticleId, Span)>,
    },
    Rename {
        entity: EntityId,
        name: String,
    },
    Alias {
        entity: EntityId,
        name: String,
    },
    Relabel {
        entity: EntityId,
        label: Label,
    },
    Identify {
        entity: EntityId,
        scheme: String,
        id: String,
    },
    /// This mention, and those its article ties to it, are what others call so.
    IdentifyMention {
        article: ArticleId,
        span: Span,
        /// Scheme and identifier.
        ids: Vec<(String, String)>,
    },
    AddList(Box<NewList>),
    /// A list is no longer looked into; what was decided stays.
    RemoveList {
        title: String,
    },
    DecideClaim {
        claim: ClaimRef,
        verdict: Verdict,
        how: How,
    },
    EditClaim {
        claim: ClaimRef,
        to: Vec<FieldEdit>,
    },
    CreateClaim {
        article: ArticleId,
        kind: ClaimKind,
        span: Span,
        fields: Vec<FieldEdit>,
    },
    /// What was decided in an earlier article, in the sentences that this one has too.
    TakeOver {
        article: ArticleId,
        from: ArticleId,
    },
    /// Both are one claim, which rests on the words of both; `from` goes.
    JoinClaims {
        from: ClaimRef,
        into: ClaimRef,
    },
    /// These figures are figures of one thing.
    Measure {
        figures: Vec<ClaimRef>,
        name: String,
    },
    Differ {
        a: ClaimRef,
        b: ClaimRef,
        how: DifferHow,
        prefer: Option<ClaimRef>,
        note: Option<String>,
    },
    /// `accept_known`: what is known, sure and unambiguous is accepted "with article".
    Done {
        article: ArticleId,
        accept_known: bool,
    },
    SetAside {
        article: ArticleId,
    },
    ReopenArticle {
        article: ArticleId,
    },
    SetZone {
        article: ArticleId,
        span: Span,
        kind: ZoneKind,
    },
    /// `None` clears the field.
    SetArticle {
        article: ArticleId,
        field: ArticleField,
        value: Option<String>,
    },
    Note {
        on: SubjectRef,
        text: String,
    },
    Tag {
        on: SubjectRef,
        tag: String,
    },
    Untag {
        on: SubjectRef,
        tag: String,
    },
    RemoveForGood {
        article: ArticleId,
    },
    /// Several as one step: the rest of a paragraph, a name with its card and role.
    Together {
        kind: &'static str,
        commands: Vec<Command>,
    },
}

impl Command {
    /// The word under which the ledger keeps it: that of the command line.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Import { .. } => "import",
            Self::ReadBack(_) => READ_BACK,
            Self::Decide { verdict, .. } | Self::DecideName { verdict, .. } | Self::DecideClaim { verdict, .. } => {
                verdict.as_str()
            }
            Self::Forget { .. } => "forget",
            Self::Change { .. } => "change",
            Self::Create { .. } => "create",
            Self::Link { .. } | Self::SameName { .. } | Self::Merge { .. } | Self::JoinClaims { .. } => "same_as",
            Self::Distinguish { .. } | Self::Apart { .. } => "different",
            Self::Split { .. } => "split",
            Self::Rename { .. } => "rename",
            Self::Alias { .. } => "alias",
            Self::Relabel { .. } => "kind",
            Self::Identify { .. } | Self::IdentifyMention { .. } => "identify",
            Self::AddList(_) => "add_list",
            Self::RemoveList { .. } => "remove_list",
            Self::EditClaim { .. } => "edit",
            Self::CreateClaim { .. } => "create_claim",
            Self::TakeOver { .. } => "take_over",
            Self::Measure { .. } => "measure",
            Self::Differ { .. } => "differ",
            Self::Done { .. } => "done",
            Self::SetAside { .. } => "set_aside",
            Self::ReopenArticle { .. } => "reopen",
            Self::SetZone { .. } => "zone",
            Self::SetArticle { .. } => "set_article",
            Self::Note { .. } => "note",
            Self::Tag { .. } => "tag",
            Self::Untag { .. } => "untag",
            Self::RemoveForGood { .. } => "remove_for_good",
            Self::Together { kind, .. } => kind,
        }
    }
}

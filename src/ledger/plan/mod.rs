//! Commands to facts: what a change means here and now, or why it cannot be made.
//!
//! Reads proposals and rows, establishes facts through a [`Recorder`]. Never writes a row itself, and never leaves half
//! of a command behind: a refusal rolls the whole transaction back.

pub mod articles;
pub mod claims;
pub mod entities;
pub mod joining;
pub mod lists;
pub mod mentions;
pub mod notes;
pub mod read_back;
pub mod taking_over;

use crate::ledger::command::Command;
use crate::ledger::operation::Recorder;
use crate::model::span::Span;
use crate::store;
use crate::store::record;

/// Why a command changes nothing. Worded for the person who gave it.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("there is no article A{0} in this dossier")]
    NoArticle(i64),
    #[error("there is no entity E{0} in this dossier")]
    NoEntity(i64),
    #[error("there is no claim with the number {0} in this dossier")]
    NoClaim(i64),
    #[error("no {label} is suggested or decided at exactly this place: use create for one nobody suggested")]
    NoMention { label: &'static str },
    #[error("no {kind} is suggested at exactly this place: use create_claim for one nobody suggested")]
    NoProposedClaim { kind: &'static str },
    #[error("no undecided {label} is called \"{name}\" there")]
    NoSuchName { label: &'static str, name: String },
    #[error("this is not decided, so there is nothing to reopen")]
    NotDecided,
    #[error("no {label} called {name:?} is decided for always")]
    NotForAlways { label: &'static str, name: String },
    #[error("a name can be accepted or rejected for always, not left in doubt for always")]
    DoubtfulAlways,
    #[error("these offsets do not fit the article's text")]
    OutsideText,
    #[error("the words may not begin or end with a space or line break")]
    SpaceAtEnd,
    #[error("this overlaps \"{0}\", which is accepted as the same kind: change or reopen that one")]
    Overlaps(String),
    #[error("a {0} names no entity")]
    NamesNoEntity(&'static str),
    #[error("the two are one and the same")]
    SameEntity,
    #[error("someone said that these are different: undo that first")]
    SaidDifferent,
    #[error("\"{0}\" is not a mention of this entity")]
    NotOfEntity(String),
    #[error("a {kind} has no field `{field}`")]
    NoField { kind: &'static str, field: &'static str },
    #[error("the value of `{field}` must be {wanted}")]
    WrongValue { field: &'static str, wanted: &'static str },
    #[error("`{0}` is not an EDTF date (2023-12-08, 2023-12, 2023-12-05/2023-12-15)")]
    NotADate(String),
    #[error("only figures belong to a measure, and {0} is none")]
    NotAFigure(String),
    #[error("an article cannot take over from itself")]
    SameArticle,
    #[error("no sentence of A{0} with a decision in it stands here and waits to be decided")]
    NothingToTakeOver(i64),
    #[error("{0} may not be empty")]
    Empty(&'static str),
    #[error("there is no such tag on it")]
    NoTag,
    #[error("{one}s and {other}s cannot be one claim")]
    NotOneKind { one: &'static str, other: &'static str },
    #[error("one of the two claims was rejected: decide it anew first")]
    JoinsRejected,
    #[error("someone said that these two claims are of different things: say otherwise first")]
    SaidDifferentClaims,
    #[error("the preferred claim must be one of the two")]
    PreferredIsNeither,
    #[error("removing for good stands alone: it cannot be one of several changes")]
    RemovalStandsAlone,
    #[error("a list called \"{0}\" is in this dossier already: give this one another title")]
    ListTitleTaken(String),
    #[error("this very list is in the dossier already, as \"{0}\"")]
    ListIsHere(String),
    #[error("the bytes of this list were removed for good and stay out")]
    ListRemoved,
    #[error("there is no list called \"{0}\" in this dossier")]
    NoList(String),
    #[error("the title of a list has {0} characters at most")]
    LongTitle(usize),
    #[error("the bytes of this article are those of the list \"{0}\": remove the list first")]
    IsAList(String),
    #[error(transparent)]
    Store(#[from] store::Error),
}

pub type Planned<T = ()> = Result<T, Refusal>;

/// Establishes the facts that a command means.
pub fn plan(recorder: &mut Recorder<'_>, command: &Command) -> Planned {
    match command {
        Command::Import { incoming } => articles::import(recorder, incoming).map(|_| ()),
        Command::ReadBack(export) => read_back::read_back(recorder, export),
        Command::Decide { mention, verdict, how } => mentions::decide(recorder, *mention, *verdict, *how),
        Command::DecideName { name, label, verdict, scope } => {
            mentions::decide_name(recorder, name, *label, *verdict, *scope)
        }
        Command::Change { mention, to } => mentions::change(recorder, *mention, to),
        Command::Create { mention, value } => mentions::create(recorder, *mention, value.as_ref()),
        Command::Forget { name, label } => mentions::forget(recorder, name, *label),
        Command::Link { article, span, entity } => entities::link(recorder, *article, *span, *entity),
        Command::SameName { article, span, others } => entities::same_name(recorder, *article, *span, others),
        Command::Merge { from, into } => entities::merge(recorder, *from, *into),
        Command::Distinguish { a, b } => entities::distinguish(recorder, *a, *b),
        Command::Apart { article, span, from } => entities::apart(recorder, *article, *span, from),
        Command::Split { entity, mentions } => entities::split(recorder, *entity, mentions),
        Command::Rename { entity, name } => entities::rename(recorder, *entity, name),
        Command::Alias { entity, name } => entities::alias(recorder, *entity, name),
        Command::Relabel { entity, label } => entities::relabel(recorder, *entity, *label),
        Command::Identify { entity, scheme, id } => entities::identify(recorder, *entity, scheme, id),
        Command::IdentifyMention { article, span, ids } => entities::identify_mention(recorder, *article, *span, ids),
        Command::AddList(list) => lists::add(recorder, list),
        Command::RemoveList { title } => lists::remove(recorder, title),
        Command::DecideClaim { claim, verdict, how } => claims::decide(recorder, *claim, *verdict, *how),
        Command::EditClaim { claim, to } => claims::edit(recorder, *claim, to),
        Command::CreateClaim { article, kind, span, fields } => {
            claims::create(recorder, (*article, *kind, *span), fields).map(|_| ())
        }
        Command::TakeOver { article, from } => taking_over::take_over(recorder, *article, *from),
        Command::JoinClaims { from, into } => joining::join(recorder, *from, *into),
        Command::Measure { figures, name } => claims::measure(recorder, figures, name),
        Command::Differ { a, b, how, prefer, note } => {
            claims::differ(recorder, (*a, *b), *how, *prefer, note.as_deref())
        }
        Command::Done { article, accept_known } => articles::done(recorder, *article, *accept_known),
        Command::SetAside { article } => articles::set_aside(recorder, *article),
        Command::ReopenArticle { article } => articles::reopen(recorder, *article),
        Command::SetZone { article, span, kind } => articles::set_zone(recorder, *article, *span, *kind),
        Command::SetArticle { article, field, value } => {
            articles::set_field(recorder, *article, *field, value.as_deref())
        }
        Command::Note { on, text } => notes::note(recorder, *on, text),
        Command::Tag { on, tag } => notes::tag(recorder, *on, tag),
        Command::Untag { on, tag } => notes::untag(recorder, *on, tag),
        Command::RemoveForGood { article } => articles::remove_for_good(recorder, *article),
        Command::Together { commands, .. } => {
            for command in commands {
                if matches!(command, Command::RemoveForGood { .. }) {
                    return Err(Refusal::RemovalStandsAlone);
                }
                plan(recorder, command)?;
            }
            Ok(())
        }
    }
}

/// The words at a span of an article that is in the dossier, with borders that make sense.
fn checked_words(recorder: &Recorder<'_>, article: i64, span: Span) -> Planned<String> {
    articles::checked(recorder, article)?;
    let body = record::body_of_article(recorder.db, article)?;
    let words = span.words(&body).filter(|words| !words.is_empty()).ok_or(Refusal::OutsideText)?;
    if words.trim() != words {
        return Err(Refusal::SpaceAtEnd);
    }
    Ok(words.to_owned())
}

fn not_empty<'t>(text: &'t str, what: &'static str) -> Planned<&'t str> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::Empty(what)) } else { Ok(text) }
}

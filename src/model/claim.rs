//! What a claim is made of: a kind and parts, each part a field with a value.
//!
//! One shape serves figure, quote, role and event, from proposal to export; which fields a kind has, in which order and
//! of which type, stands in [`fields_of`] and nowhere else.

use crate::model::kind::ClaimKind;
use crate::model::span::Span;

/// One field of a claim. `E` is how entities are named: an index in a proposal, a row's id in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<E> {
    pub field: Field,
    pub value: PartValue<E>,
}

impl<E> Part<E> {
    pub fn text(field: Field, text: impl Into<String>) -> Self {
        Self { field, value: PartValue::Text(text.into()) }
    }

    pub const fn number(field: Field, number: f64) -> Self {
        Self { field, value: PartValue::Number(number) }
    }

    pub const fn entity(field: Field, entity: E) -> Self {
        Self { field, value: PartValue::Entity(entity) }
    }

    pub const fn span(field: Field, span: Span) -> Self {
        Self { field, value: PartValue::Span(span) }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum PartValue<E> {
    /// Words, a closed word (`qualifier`), or an EDTF date.
    Text(String),
    Number(f64),
    Entity(E),
    /// A place in the article's body, as `speaker_span`.
    Span(Span),
}

/// Type of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    Text,
    /// EDTF.
    Date,
    Number,
    Entity,
    /// Any number of entities, in order.
    Entities,
    Span,
}

macro_rules! fields {
    ($($variant:ident = $word:literal: $type:ident),+ $(,)?) => {
        /// The fields of all kinds of claims, by the names that JSON and CSV use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field { $($variant),+ }

        impl Field {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            pub const fn field_type(self) -> FieldType {
                match self { $(Self::$variant => FieldType::$type),+ }
            }
        }
    };
}

fields! {
    // role
    Title = "title": Text,
    Qualifier = "qualifier": Text,
    Holder = "holder": Entity,
    Organisation = "organisation": Entity,
    Place = "place": Entity,
    // quote
    QuoteForm = "form": Text,
    Speaker = "speaker": Entity,
    SpeakerSpan = "speaker_span": Span,
    Cue = "cue": Text,
    Medium = "medium": Text,
    Occasion = "occasion": Text,
    SaidOn = "said_on": Date,
    // figure
    Value = "value": Number,
    Low = "low": Number,
    High = "high": Number,
    Unit = "unit": Text,
    Population = "population": Text,
    AsOf = "as_of": Date,
    SaidBy = "said_by": Entity,
    // event
    Type = "type": Text,
    Modality = "modality": Text,
    Actors = "actors": Entities,
    Recipients = "recipients": Entities,
    Date = "date": Date,
}

/// The fields a kind of claim has, in the order in which they are shown and exported.
pub const fn fields_of(kind: ClaimKind) -> &'static [Field] {
    match kind {
        ClaimKind::Role => {
            &[Field::Title, Field::Qualifier, Field::Holder, Field::Organisation, Field::Place, Field::Date]
        }
        ClaimKind::Quote => &[
            Field::QuoteForm,
            Field::Speaker,
            Field::SpeakerSpan,
            Field::Cue,
            Field::Medium,
            Field::Occasion,
            Field::SaidOn,
        ],
        ClaimKind::Figure => &[
            Field::Value,
            Field::Low,
            Field::High,
            Field::Qualifier,
            Field::Unit,
            Field::Population,
            Field::Place,
            Field::AsOf,
            Field::SaidBy,
            Field::SaidOn,
        ],
        ClaimKind::Event => {
            &[Field::Type, Field::Modality, Field::Actors, Field::Recipients, Field::Place, Field::Date]
        }
    }
}

//! What stands in the fields of a claim: from its parts to what is typed or chosen, and back to what is recorded.
//!
//! Never draws, and never judges what an article means.

use crate::extract;
use crate::extract::picked;
use crate::ledger::command::EntityRef;
use crate::ledger::command::FieldEdit;
use crate::model::claim::Field;
use crate::model::claim::FieldType;
use crate::model::claim::Part;
use crate::model::claim::PartValue;
use crate::model::edtf;
use crate::model::kind::ClaimKind;
use crate::model::kind::Modality;
use crate::model::kind::Qualifier;
use crate::model::kind::QuoteForm;
use crate::model::value::Value;
use crate::ui::views::ask::claim::Beside;
use crate::ui::words;
use crate::workspace::review::offers;
use crate::workspace::review::offers::NameOffer;
use std::collections::BTreeSet;

/// What none of the types is.
const OTHER: &str = "other";

/// Somebody or something that a field can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub who: EntityRef,
    pub name: String,
}

/// What is done with a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Typed: text, a date, a number.
    Typed(String),
    /// One of a few words, or none.
    Word(Vec<&'static str>, Option<&'static str>),
    /// One card or none.
    One(Option<EntityRef>),
    Several(Vec<EntityRef>),
    /// Somebody without a card: words that say who it is, or a name that does not stand in the article. It stays, goes, or
    /// gives way to a card.
    Kept {
        names: String,
        stays: bool,
    },
}

#[derive(Debug)]
pub struct Row {
    pub field: Field,
    pub input: Input,
    /// As it was when the dialog opened.
    before: Input,
    /// Names that stand in the article and fit the field, the nearest first.
    pub names: Vec<NameOffer>,
    /// What may be typed, as the article has it.
    pub texts: Vec<String>,
    /// What else is read where it is typed: dates as the article has them, in words and as EDTF.
    said: Vec<(String, String)>,
    /// The day of publication, which dates like `Monday` are counted from.
    published: Option<String>,
    /// Words of the article stand for it, not a name.
    is_by_words: bool,
    /// A card of the whole dossier is wanted for it; what was typed to say so.
    pub wants_any: Option<String>,
    /// What of it takes the focus, since it was drawn.
    pub focus: Option<egui::Id>,
}

impl Row {
    /// `known`: whom the claim's parts may name.
    pub fn new((kind, field): (ClaimKind, Field), parts: &[Part<String>], known: &[Choice], beside: &Beside) -> Self {
        let around = &beside.offers;
        let by_words = beside.speaker_words.as_ref().filter(|_| field == Field::Speaker && !has(parts, field));
        let input = match by_words {
            Some(words) => Input::Kept { names: format!("“{words}”"), stays: true },
            None => input(kind, field, parts, known),
        };
        let names = match field.field_type() {
            FieldType::Entity | FieldType::Entities => offers::names_for(kind, field, &around.names),
            _ => Vec::new(),
        };
        let texts = match field {
            _ if field.field_type() == FieldType::Date => offers::dates_for(field, &around.dates),
            Field::Population | Field::Title | Field::Occasion => around.phrases.clone(),
            _ => Vec::new(),
        };
        let is_date = field.field_type() == FieldType::Date;
        let said =
            around.dates.iter().filter(|_| is_date).map(|offer| (offer.words.to_lowercase(), offer.date.clone()));
        Self {
            field,
            before: input.clone(),
            input,
            names,
            texts,
            said: said.collect(),
            published: around.published.clone(),
            is_by_words: by_words.is_some(),
            wants_any: None,
            focus: None,
        }
    }

    pub fn clear(&mut self) {
        match &mut self.input {
            Input::Typed(text) => text.clear(),
            Input::Word(_, word) => *word = None,
            Input::One(card) => *card = None,
            Input::Several(cards) => cards.clear(),
            Input::Kept { stays, .. } => *stays = false,
        }
    }

    pub fn is_empty(&self) -> bool {
        match &self.input {
            Input::Typed(text) => text.trim().is_empty(),
            Input::Word(_, word) => word.is_none(),
            Input::One(card) => card.is_none(),
            Input::Several(cards) => cards.is_empty(),
            Input::Kept { stays, .. } => !stays,
        }
    }

    /// Takes the next name or words that the article offers, or the one before, and behind the last what stood there; of
    /// several, adds the next and takes the last out. False where it offers none.
    pub fn take_offer(&mut self, onward: bool) -> bool {
        let who: Vec<EntityRef> = self.names.iter().map(|name| name.who).collect();
        match (&mut self.input, &self.before) {
            (Input::One(chosen), before) => *chosen = Ring::new(&who, one_of(before)).beside(*chosen, onward),
            (Input::Several(chosen), _) if onward => {
                let next = who.into_iter().find(|who| !chosen.contains(who));
                chosen.extend(next);
            }
            (Input::Several(chosen), _) => return chosen.pop().is_some(),
            (Input::Word(choices, word), _) => *word = beside(choices, *word, onward),
            (Input::Typed(_), _) if onward => return self.take_text(),
            // The first of them takes its place.
            (Input::Kept { .. }, _) if onward && !who.is_empty() => {
                let first = who.first().copied();
                let takes_several = self.field.field_type() == FieldType::Entities;
                self.input = if takes_several { Input::Several(Vec::from_iter(first)) } else { Input::One(first) };
            }
            (Input::Typed(_) | Input::Kept { .. }, _) => return false,
        }
        true
    }

    /// Takes the next words for what is typed; of a date that can be read in two ways, one of them.
    fn take_text(&mut self) -> bool {
        let Input::Typed(text) = &self.input else { return false };
        let readings = self.readings(text);
        let next = readings.first().cloned().or_else(|| next_text(&self.texts, &self.before, text));
        let Some(next) = next else { return false };
        if !readings.is_empty() {
            self.texts.retain(|text| !readings.contains(text));
            self.texts.splice(0..0, readings);
        }
        self.input = Input::Typed(next);
        true
    }

    /// The dates that typed words may mean, where they are not one as it is kept.
    fn readings(&self, typed: &str) -> Vec<String> {
        if self.field.field_type() != FieldType::Date || edtf::bounds(typed.trim()).is_some() {
            return Vec::new();
        }
        match self.date(typed.trim()) {
            Some(Value::Text(date)) => vec![date],
            Some(Value::Either(one, other)) => vec![one, other],
            Some(Value::Number(_)) | None => Vec::new(),
        }
    }

    /// The date that typed words mean: as people write dates, as the article has them, as the extraction reads them.
    fn date(&self, typed: &str) -> Option<Value> {
        let low = typed.to_lowercase();
        let written = words::typed_date(typed).or_else(|| edtf::bounds(typed).map(|_| typed.to_owned()));
        let said =
            || self.said.iter().find(|(words, _)| !low.is_empty() && *words == low).map(|(_, date)| date.clone());
        let read = || picked::date(typed, self.published.as_deref());
        written.or_else(said).map(Value::Text).or_else(read).filter(|value| match value {
            Value::Text(date) => edtf::bounds(date).is_some(),
            Value::Either(..) => true,
            Value::Number(_) => false,
        })
    }

    /// As what the typed words of a date will be recorded, where that is not as they stand.
    pub fn reads_as(&self) -> Option<String> {
        let Input::Typed(typed) = &self.input else { return None };
        Some(self.readings(typed)).filter(|readings| !readings.is_empty()).map(|readings| readings.join(" or "))
    }

    /// What the next arrow keys would take, in words, in their order.
    pub fn on_offer(&self) -> Vec<&str> {
        match (&self.input, &self.before) {
            (Input::Kept { .. }, _) => self.names.iter().map(|name| name.name.as_str()).collect(),
            (Input::One(chosen), before) => {
                let who: Vec<EntityRef> = self.names.iter().map(|name| name.who).collect();
                let ahead = Ring::new(&who, one_of(before)).ahead(*chosen);
                let name =
                    |who: EntityRef| self.names.iter().find(|name| name.who == who).map(|name| name.name.as_str());
                ahead.into_iter().filter_map(name).collect()
            }
            (Input::Several(chosen), _) => {
                let others = self.names.iter().filter(|name| !chosen.contains(&name.who));
                others.map(|name| name.name.as_str()).collect()
            }
            (Input::Typed(typed), before) => match ring_of(&self.texts, before, typed) {
                Some((ring, now)) => ring.ahead(now).into_iter().filter(|text| !text.is_empty()).collect(),
                None => self.texts.iter().map(String::as_str).filter(|text| goes_on(text, typed)).collect(),
            },
            (Input::Word(..), _) => Vec::new(),
        }
    }

    /// What is to be recorded; `None` where it was left as it is, the reason in words where it cannot be read.
    pub fn edit(&self) -> Option<Result<FieldEdit, String>> {
        // Words that go are a field of their own.
        let is_gone = self.is_by_words && matches!(self.input, Input::Kept { .. });
        let field = if is_gone { Field::SpeakerSpan } else { self.field };
        (self.input != self.before).then(|| Ok(FieldEdit { field, values: values(self)? }))
    }
}

/// Whom a field named; nobody where it named none, or somebody without a card.
const fn one_of(input: &Input) -> Option<EntityRef> {
    if let Input::One(who) = input { *who } else { None }
}

/// The one behind or before another, and none between the last and the first.
pub fn beside<T: Copy + PartialEq>(choices: &[T], chosen: Option<T>, onward: bool) -> Option<T> {
    let at = chosen.and_then(|chosen| choices.iter().position(|choice| *choice == chosen));
    match (at, onward) {
        (Some(at), true) => choices.get(at + 1).copied(),
        (Some(at), false) => at.checked_sub(1).map(|at| choices[at]),
        (None, true) => choices.first().copied(),
        (None, false) => choices.last().copied(),
    }
}

/// What a field said, and behind it what the article offers in its place, as a ring: the first arrow takes the best.
struct Ring<T>(Vec<Option<T>>);

impl<T: Copy + PartialEq> Ring<T> {
    fn new(offers: &[T], was: Option<T>) -> Self {
        let others = offers.iter().copied().map(Some).filter(|offer| *offer != was);
        Self(std::iter::once(was).chain(others).collect())
    }

    fn place(&self, now: Option<T>) -> Option<usize> {
        self.0.iter().position(|one| *one == now)
    }

    /// The next behind what the field says now, or the one before it.
    fn beside(&self, now: Option<T>, onward: bool) -> Option<T> {
        let (at, n) = (self.place(now).unwrap_or(0), self.0.len());
        self.0[if onward { at + 1 } else { at + n - 1 } % n]
    }

    /// All but what the field says now, the next first.
    fn ahead(&self, now: Option<T>) -> Vec<T> {
        let at = self.place(now).unwrap_or(0);
        let (before, behind) = self.0.split_at(at);
        behind.iter().skip(1).chain(before).copied().flatten().collect()
    }
}

/// The ring of a field of words, and where in it the field is; `None` where something else is being typed.
fn ring_of<'t>(texts: &'t [String], before: &'t Input, typed: &str) -> Option<(Ring<&'t str>, Option<&'t str>)> {
    let was = if let Input::Typed(was) = before { was.as_str() } else { "" };
    let offers: Vec<&str> = texts.iter().map(String::as_str).collect();
    let ring = Ring::new(&offers, Some(was));
    let now = ring.0.iter().copied().flatten().find(|text| *text == typed)?;
    Some((ring, Some(now)))
}

/// The next words for what is typed: behind those that are there, else the first that go on from it.
fn next_text(texts: &[String], before: &Input, typed: &str) -> Option<String> {
    let next = match ring_of(texts, before, typed) {
        Some((ring, now)) => ring.beside(now, true)?,
        None => texts.iter().find(|text| goes_on(text, typed))?,
    };
    (next != typed).then(|| next.to_owned())
}

/// Whether words, or one of them, begin so.
fn goes_on(text: &str, typed: &str) -> bool {
    let (text, typed) = (text.to_lowercase(), typed.trim().to_lowercase());
    text.starts_with(&typed)
        || text.split(' ').any(|word| word.starts_with(&typed))
        || text.contains(&format!(" {typed}"))
}

/// The next word that begins so, behind one and then from the first on.
pub fn next_with(choices: &[&'static str], word: Option<&'static str>, typed: &str) -> Option<&'static str> {
    let after = word.and_then(|word| choices.iter().position(|choice| *choice == word)).map_or(0, |at| at + 1);
    let (before, behind) = choices.split_at(after);
    behind.iter().chain(before).find(|choice| choice.starts_with(typed)).copied()
}

fn input(kind: ClaimKind, field: Field, parts: &[Part<String>], known: &[Choice]) -> Input {
    let said = || parts.iter().filter(|part| part.field == field).map(|part| &part.value);
    let names = || said().filter_map(|value| if let PartValue::Entity(name) = value { Some(name) } else { None });
    let who = |name: &String| known.iter().find(|choice| choice.name == *name).map(|choice| choice.who);
    let typed = || match said().next() {
        Some(PartValue::Text(text)) => text.clone(),
        Some(PartValue::Number(number)) => words::number(*number),
        _ => String::new(),
    };
    match field.field_type() {
        FieldType::Entity | FieldType::Entities => {
            let Some(chosen) = names().map(who).collect::<Option<Vec<EntityRef>>>() else {
                return Input::Kept { names: names().cloned().collect::<Vec<_>>().join(", "), stays: true };
            };
            if field.field_type() == FieldType::Entities {
                Input::Several(chosen)
            } else {
                Input::One(chosen.first().copied())
            }
        }
        _ => {
            let choices = choices(kind, field);
            let now = typed();
            let word = choices.iter().find(|word| **word == now).copied();
            if choices.is_empty() || word.is_none() && !now.is_empty() {
                Input::Typed(now)
            } else {
                Input::Word(choices, word)
            }
        }
    }
}

/// The few words that a field can hold; none where anything may be typed.
fn choices(kind: ClaimKind, field: Field) -> Vec<&'static str> {
    match (kind, field) {
        (ClaimKind::Figure, Field::Qualifier) => Qualifier::ALL.iter().map(|word| word.as_str()).collect(),
        (_, Field::Modality) => Modality::ALL.iter().map(|word| word.as_str()).collect(),
        (_, Field::QuoteForm) => QuoteForm::ALL.iter().map(|word| word.as_str()).collect(),
        (ClaimKind::Event, Field::Type) => {
            let types: BTreeSet<&str> = extract::event_types().collect();
            types.into_iter().filter(|kind| *kind != OTHER).chain([OTHER]).collect()
        }
        _ => Vec::new(),
    }
}

fn values(row: &Row) -> Result<Vec<PartValue<EntityRef>>, String> {
    Ok(match &row.input {
        Input::Word(_, word) => word.iter().map(|word| PartValue::Text((*word).to_owned())).collect(),
        Input::One(card) => card.iter().map(|card| PartValue::Entity(*card)).collect(),
        Input::Several(cards) => cards.iter().map(|card| PartValue::Entity(*card)).collect(),
        Input::Kept { .. } => Vec::new(),
        Input::Typed(text) if text.trim().is_empty() => Vec::new(),
        Input::Typed(text) => vec![typed_value(row, text.trim())?],
    })
}

fn has(parts: &[Part<String>], field: Field) -> bool {
    parts.iter().any(|part| part.field == field)
}

fn typed_value(row: &Row, text: &str) -> Result<PartValue<EntityRef>, String> {
    match row.field.field_type() {
        FieldType::Number => match extract::amount(text) {
            Some((number, rest)) if rest.trim().is_empty() => Ok(PartValue::Number(number)),
            _ => Err(format!("“{text}” is not a number: write 1,300,000 or 1.3 million")),
        },
        FieldType::Date => match row.date(text) {
            Some(Value::Text(date)) => Ok(PartValue::Text(date)),
            Some(Value::Either(one, other)) => {
                Err(format!("“{text}” may be {} or {}: Right takes one", words::edtf(&one), words::edtf(&other)))
            }
            Some(Value::Number(_)) | None => {
                let of_article = if row.published.is_some() { "" } else { "; the article has no date to count from" };
                Err(format!(
                    "“{text}” is not a date: write 2023-12-08, 8 Dec 2023, 2023-12, Monday, last month or \
                     2023-12-05/2023-12-15{of_article}"
                ))
            }
        },
        _ => Ok(PartValue::Text(text.to_owned())),
    }
}

/// Which fields a claim of a kind is for: of each group, one at least says something.
const fn asked_for(kind: ClaimKind) -> &'static [&'static [Field]] {
    match kind {
        ClaimKind::Figure => &[
            &[Field::Value, Field::Low, Field::High],
            &[Field::Population, Field::Unit],
            &[Field::Place],
            &[Field::SaidBy],
        ],
        ClaimKind::Quote => &[&[Field::Speaker]],
        ClaimKind::Role => &[&[Field::Title], &[Field::Holder], &[Field::Organisation, Field::Place]],
        ClaimKind::Event => &[&[Field::Type], &[Field::Actors], &[Field::Place], &[Field::Date]],
    }
}

/// Index of the field that is most likely wanted: the first that the claim is for and that says nothing, else who has no
/// card, else the one that was read with least certainty, else the first. Who holds an office was asked as a name.
pub fn most_wanted(kind: ClaimKind, rows: &[Row], least_sure: Option<Field>) -> usize {
    let at = |field: Field| rows.iter().position(|row| row.field == field);
    let is_empty = |field: &Field| at(*field).is_none_or(|at| rows[at].is_empty());
    let lacking = asked_for(kind).iter().find(|group| group.iter().all(is_empty));
    let has_no_card = || rows.iter().position(|row| matches!(row.input, Input::Kept { stays: true, .. }));
    let least_sure = least_sure.filter(|_| kind != ClaimKind::Role);
    lacking.and_then(|group| at(*group.first()?)).or_else(has_no_card).or_else(|| at(least_sure?)).unwrap_or(0)
}

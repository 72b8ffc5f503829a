//! What a claim is compared by: its kind, who takes part, where, on which days, in which words.
//!
//! Pure: made from a row of a table of claims and the names of its cards. Never asks the dossier.

use crate::lists::class;
use crate::lists::class::Class;
use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::edtf;
use crate::model::kind::ClaimKind;
use crate::names::fold;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::Named;
use crate::store::read::claim_table::when;
use chrono::Datelike as _;
use chrono::NaiveDate;
use std::hash::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher as _;

/// Somebody or some place, by every name that the dossier knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub name: String,
    /// Hashes of its folded names, sorted.
    pub keys: Vec<u64>,
}

impl Who {
    pub fn is(&self, other: &Self) -> bool {
        self.keys.iter().any(|key| other.keys.binary_search(key).is_ok())
    }
}

/// A word of a claim, by its beginning: `deport`, `deported` and `deportation` are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    pub stem: String,
    pub word: String,
}

/// What becomes of those whom a figure counts: killed are not hurt, and who left is not who stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Killed,
    Hurt,
    Missing,
    Arrested,
    Displaced,
    Moved,
    Arrived,
}

/// One claim as others are compared with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub kind: ClaimKind,
    /// Of an event.
    pub event: String,
    pub modality: String,
    /// Days since the first of January of the year 1, first and last.
    pub days: Option<(i32, i32)>,
    pub published: Option<i32>,
    pub who: Vec<Who>,
    pub place: Option<Who>,
    /// Without those that carry nothing; sorted, each once.
    pub words: Vec<Word>,
    /// What a figure counts.
    pub population: Vec<Word>,
    pub fate: Option<Fate>,
    pub unit: String,
    /// Lowest and highest number that the words allow.
    pub range: Option<(f64, f64)>,
    pub measure: Option<i64>,
    pub article: i64,
}

/// Words of a population that say nothing of whom.
const ANYBODY: &[&str] =
    &["people", "person", "persons", "others", "individuals", "lives", "victims", "cases", "members", "total"];

const FATES: &[(Fate, &[&str])] = &[
    (
        Fate::Killed,
        &["killed", "died", "dead", "death", "deaths", "dying", "fatalities", "martyred", "drowned", "toll", "slain"],
    ),
    (Fate::Hurt, &["injured", "wounded", "hurt", "injuries", "hospitalised", "hospitalized"]),
    (Fate::Missing, &["missing", "disappeared"]),
    (Fate::Arrested, &["arrested", "detained", "jailed", "imprisoned", "arrests", "detainees", "custody"]),
    (Fate::Displaced, &["displaced", "homeless", "uprooted", "evacuated"]),
    (
        Fate::Moved,
        &["left", "leave", "fled", "flee", "returned", "return", "expelled", "deported", "repatriated", "departed"],
    ),
    (Fate::Arrived, &["arrived", "entered", "came", "crossed"]),
];

impl Told {
    /// `names_of` gives every name of a card.
    pub fn of(row: &ClaimTableRow, mut names_of: impl FnMut(i64) -> Vec<String>) -> Self {
        let mut entities = |fields: &[Field]| -> Vec<Who> {
            let mut found: Vec<Who> = Vec::new();
            for part in row.parts.iter().filter(|part| fields.contains(&part.field)) {
                let PartValue::Entity(named) = &part.value else { continue };
                let one = who(named, &mut names_of);
                if !found.iter().any(|other| other.is(&one)) {
                    found.push(one);
                }
            }
            found
        };
        let who = entities(&[Field::Actors, Field::Recipients, Field::Speaker, Field::Holder]);
        let place = entities(&[Field::Place]).into_iter().next();
        let text = |field: Field| row.text(field).unwrap_or_default().to_owned();
        let population: Vec<Word> = words(row.text(Field::Population).unwrap_or_default());
        let all = words(&row.words);
        Self {
            kind: row.kind,
            event: text(Field::Type),
            modality: text(Field::Modality),
            days: row.text(when(row.kind)).and_then(days),
            published: row.published.as_deref().and_then(days).map(|(first, _)| first),
            who,
            place,
            fate: fate(&all),
            words: all,
            population: population.into_iter().filter(|word| !ANYBODY.contains(&word.word.as_str())).collect(),
            unit: text(Field::Unit),
            range: row.range(),
            measure: row.measure.as_ref().map(|(id, _)| *id),
            article: row.article_id,
        }
    }

    /// Months that it may have happened in, at most three, as numbers; by its publication where it has no date.
    fn months(&self) -> Vec<i32> {
        const NEAR: i32 = 3;
        let month =
            |day: i32| NaiveDate::from_num_days_from_ce_opt(day).map(|day| day.year() * 12 + day.month() as i32);
        match (self.days, self.published) {
            (Some((first, last)), _) => {
                let (Some(first), Some(last)) = (month(first), month(last)) else { return Vec::new() };
                (first..=last).take(NEAR as usize).collect()
            }
            // The month before too: what is told on the first happened on the last.
            (None, Some(day)) => month(day).map(|month| vec![month - 1, month]).unwrap_or_default(),
            (None, None) => Vec::new(),
        }
    }

    /// Hashes under which others like it are found: what two have no key in common are never compared.
    pub fn keys(&self) -> Vec<u64> {
        let mut keys = match self.kind {
            ClaimKind::Event => self.event_keys(),
            ClaimKind::Quote => {
                let words: Vec<&str> = self.words.iter().map(|word| word.stem.as_str()).collect();
                words.windows(3).map(|three| hash(&("quote", three))).collect()
            }
            ClaimKind::Figure => {
                let whom = self.population.iter().map(|word| hash(&("figure", &self.unit, &word.stem)));
                let fate = self.fate.map(|fate| ("fate", fate as u8));
                let there = self.place.iter().flat_map(|place| &place.keys);
                let bare = self.population.is_empty() && (fate.is_some() || !self.unit.is_empty());
                let there = there.filter(|_| bare).map(|place| hash(&("figure", &self.unit, fate, place)));
                whom.chain(there).collect()
            }
            ClaimKind::Role => Vec::new(),
        };
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn event_keys(&self) -> Vec<u64> {
        let mut keys = Vec::new();
        let places = self.place.iter().flat_map(|place| &place.keys);
        let who = self.who.iter().flat_map(|who| &who.keys);
        let shared: Vec<u64> = who.chain(places).copied().collect();
        for month in self.months() {
            keys.extend(shared.iter().map(|key| hash(&(&self.event, month, key))));
        }
        if let Some((first, last)) = self.days
            && first == last
        {
            keys.push(hash(&(&self.event, "day", first)));
        }
        keys
    }
}

fn who((id, name): &Named, names_of: &mut impl FnMut(i64) -> Vec<String>) -> Who {
    let others = id.map(names_of).unwrap_or_default();
    let mut keys: Vec<u64> = std::iter::once(name).chain(&others).map(|name| hash(&fold(name))).collect();
    keys.sort_unstable();
    keys.dedup();
    Who { name: name.clone(), keys }
}

fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

fn days(date: &str) -> Option<(i32, i32)> {
    let bounds = edtf::bounds(date)?;
    let (first, last) = (bounds.first?, bounds.last?);
    Some((first.num_days_from_ce(), last.num_days_from_ce()))
}

/// The words of a text that carry something, each by its beginning.
pub fn words(text: &str) -> Vec<Word> {
    /// Letters of a word that tell it from others.
    const STEM: usize = 6;
    let mut found: Vec<Word> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let word = fold(word);
        let carries = word.chars().count() > 2
            && word.chars().any(char::is_alphabetic)
            && !class::is_in(Class::Function, &word)
            && !class::is_in(Class::Speech, &word);
        if carries {
            let singular = word.strip_suffix('s').filter(|rest| rest.len() > 3).unwrap_or(&word);
            let stem = singular.chars().take(STEM).collect();
            found.push(Word { stem, word });
        }
    }
    found.sort();
    found.dedup_by(|a, b| a.stem == b.stem);
    found
}

fn fate(words: &[Word]) -> Option<Fate> {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.word.as_str()));
    FATES.iter().find(|(_, list)| has(list)).map(|(fate, _)| *fate)
}

/// Words of both, as the first has them.
pub fn in_common<'w>(one: &'w [Word], other: &[Word]) -> Vec<&'w str> {
    let has = |word: &&Word| other.binary_search_by(|there| there.stem.cmp(&word.stem)).is_ok();
    one.iter().filter(has).map(|word| word.word.as_str()).collect()
}

impl Fate {
    /// As a title says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Hurt => "injured",
            Self::Missing => "missing",
            Self::Arrested => "arrested",
            Self::Displaced => "displaced",
            Self::Moved => "who left",
            Self::Arrived => "who arrived",
        }
    }
}

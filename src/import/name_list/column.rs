//! What the columns of a table are called, and what words for kinds of things mean.
//!
//! Never reads a row.

use crate::model::kind::Label;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    GivenName,
    Surname,
    Aliases,
    Kind,
    /// An identifier in this scheme; `None`: the list's own.
    Id(Option<String>),
    Born,
    /// Words that tell one of a name from another.
    About,
    Other,
}

/// Schemes that are columns by their own name.
const SCHEMES: &[(&str, &str)] = &[
    ("wikidata", "wikidata"),
    ("qid", "wikidata"),
    ("opensanctions", "opensanctions"),
    ("geonames", "geonames"),
    ("geonameid", "geonames"),
    ("geoname id", "geonames"),
    ("iso3166", "iso3166"),
    ("iso 3166", "iso3166"),
    ("lei", "lei"),
    ("imo", "imo"),
    ("isin", "isin"),
    ("viaf", "viaf"),
    ("isni", "isni"),
    ("gnd", "gnd"),
    ("orcid", "orcid"),
    ("ror", "ror"),
];

/// The column of this title.
pub(super) fn column(title: &str) -> Column {
    let title = title.to_lowercase().replace(['_', '-', '.'], " ");
    let title = title.trim();
    match title {
        "name" | "names" | "full name" | "fullname" | "title" | "caption" | "main name" | "person" | "organisation"
        | "organization" | "place" => Column::Name,
        "given name" | "given names" | "first name" | "firstname" | "forename" => Column::GivenName,
        "surname" | "last name" | "lastname" | "family name" => Column::Surname,
        "aliases" | "alias" | "other names" | "other name" | "also known as" | "aka" | "alternative names"
        | "alternate names" | "altlabel" | "short name" | "acronym" | "abbreviation" | "variants" => Column::Aliases,
        "label" | "type" | "kind" | "schema" | "class" | "category" | "entity type" => Column::Kind,
        "id" | "identifier" | "key" | "ref" | "uuid" => Column::Id(None),
        "born" | "birth date" | "birthdate" | "date of birth" | "dob" => Column::Born,
        "about" | "description" | "note" | "notes" | "country" | "countries" | "nationality" | "position" | "role"
        | "office" | "party" => Column::About,
        _ => {
            let known = |title: &str| SCHEMES.iter().find(|(known, _)| *known == title).map(|(_, scheme)| *scheme);
            let scheme = title.strip_suffix(" id").or_else(|| title.strip_suffix(" qid"));
            match (known(title), scheme) {
                (Some(scheme), _) => Column::Id(Some(scheme.to_owned())),
                (None, Some(own)) => Column::Id(Some(known(own).unwrap_or(own).to_owned())),
                (None, None) => Column::Other,
            }
        }
    }
}

/// What a word for a kind of things means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Is(Label),
    /// Known, and nothing that a card is made of.
    Nothing,
    Unknown,
}

const KINDS: &[(Label, &[&str])] = &[
    (
        Label::Person,
        &[
            "person",
            "persons",
            "people",
            "human",
            "humans",
            "individual",
            "politician",
            "natural person",
            "man",
            "woman",
            "per",
        ],
    ),
    (
        Label::Org,
        &[
            "org",
            "organisation",
            "organization",
            "company",
            "companies",
            "legalentity",
            "legal entity",
            "publicbody",
            "public body",
            "business",
            "enterprise",
            "corporation",
            "institution",
            "ministry",
            "agency",
            "authority",
            "government",
            "party",
            "university",
            "bank",
            "ngo",
            "newspaper",
            "broadcaster",
            "militia",
            "armed group",
            "armed organization",
            "armed forces",
            "court",
            "parliament",
            "union",
            "club",
            "team",
            "school",
            "hospital",
        ],
    ),
    (
        Label::Place,
        &[
            "place",
            "location",
            "address",
            "city",
            "town",
            "village",
            "country",
            "state",
            "province",
            "district",
            "region",
            "county",
            "municipality",
            "capital",
            "settlement",
            "human settlement",
            "island",
            "river",
            "sea",
            "lake",
            "mountain",
            "airport",
            "port",
            "camp",
            "loc",
            "gpe",
            "territory",
            "neighbourhood",
        ],
    ),
    (Label::Group, &["group", "ethnic group", "tribe", "religious group", "nationality", "norp"]),
    (Label::Event, &["event", "war", "conflict", "battle", "election", "conference", "summit", "attack", "disaster"]),
    (Label::Law, &["law", "act", "treaty", "agreement", "resolution", "convention"]),
    (Label::Work, &["work", "book", "film", "report", "song", "article"]),
    (Label::Product, &["product", "vessel", "ship", "airplane", "aircraft", "vehicle", "weapon"]),
    (Label::Other, &["other"]),
];

const NOTHING: &[&str] =
    &["cryptowallet", "security", "position", "occupancy", "bankaccount", "passport", "identification", "sanction"];

/// What such rows are: `Company`, `public body`, `capital city`.
pub(super) fn kind(words: &str) -> Kind {
    let words = words.trim().to_lowercase();
    let exact = |wanted: &str| KINDS.iter().find(|(_, all)| all.contains(&wanted)).map(|(label, _)| *label);
    if NOTHING.contains(&words.as_str()) {
        return Kind::Nothing;
    }
    // `capital city`, `political party`: the last word says what it is; `city of Ardania` is told by its first.
    let last = words.rsplit(' ').next().unwrap_or_default();
    let first = words.split_once(" of ").map_or("", |(first, _)| first);
    match exact(&words).or_else(|| exact(last)).or_else(|| exact(first)) {
        Some(label) => Kind::Is(label),
        None => Kind::Unknown,
    }
}

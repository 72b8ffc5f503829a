//! What the invented article about squid inspectors says, as somebody who read it would note it.
//!
//! Every fact that may stand in the record, with all its fields: a suggestion that says more than this is wrong.

use crate::day::record::Row;

const NAMES: &[(&str, &[&str])] = &[
    ("person", &["Marisol Quispe", "Andrés Valdivieso", "Héctor Salcedo", "Rosa Tineo"]),
    ("person", &["Quispe", "Valdivieso", "Salcedo", "Tineo"]),
    ("place", &["Peru", "Chile", "Arequipa", "AREQUIPA", "Paita", "Lima", "Valparaíso", "northern Peru"]),
    ("group", &["Peruvian", "Chilean"]),
    ("org", &["Foreign Ministry", "Food and Agriculture Organization", "Fishermen's Federation", "X"]),
    ("org", &["Production Ministry", "European Union"]),
    ("product", &["X"]),
    ("date", &["Thursday", "three weeks", "July 1", "August", "May 23", "last month", "Wednesday", "the end of June"]),
    ("date", &["Friday", "the first quarter", "September", "June"]),
    ("quantity", &["hundreds", "60", "25", "340", "14", "Over 2,300", "18,000", "first 60"]),
    ("money", &["12 million dollars", "900 dollars"]),
    ("percent", &["30 percent"]),
];

/// Kind, first words, and everything that it says.
const CLAIMS: &[(&str, &str, &str)] = &[
    ("event", "Peru and Chile agreed", "type=agreement modality=happened actors=Peru actors=Chile date=2024-06-13"),
    ("figure", "hundreds of boats", "low=200 qualifier=at_least population=boats as_of=2024-05-23"),
    ("role", "Peruvian Foreign Minister", "title=Foreign_Minister holder=Marisol_Quispe place=Peru"),
    ("role", "Chilean counterpart", "title=Foreign_Minister holder=Andrés_Valdivieso place=Chile"),
    (
        "event",
        "Peruvian Foreign Minister Marisol Quispe met",
        "type=meeting modality=happened actors=Marisol_Quispe recipients=Andrés_Valdivieso place=Arequipa date=2024-06-13",
    ),
    ("quote", "Peruvian Foreign Minister Marisol Quispe met", "form=indirect speaker=Foreign_Ministry"),
    (
        "event",
        "signed a protocol",
        "type=agreement modality=happened actors=Marisol_Quispe actors=Andrés_Valdivieso place=Arequipa date=2024-06-13",
    ),
    ("quote", "Nobody will fish", "form=direct speaker=Marisol_Quispe said_on=2024-06-13"),
    ("quote", "the first 60 inspectors", "form=indirect speaker=Marisol_Quispe said_on=2024-06-13"),
    (
        "figure",
        "60 inspectors",
        "value=60 qualifier=exact population=inspectors as_of=2024-07-01 said_by=Marisol_Quispe said_on=2024-06-13",
    ),
    ("quote", "Chile had already trained", "form=indirect speaker=Andrés_Valdivieso"),
    ("figure", "25 inspectors", "value=25 qualifier=exact population=inspectors place=Chile said_by=Andrés_Valdivieso"),
    ("event", "The storm of May 23", "type=disaster modality=happened place=Paita date=2024-05-23"),
    (
        "figure",
        "340 boats",
        "value=340 qualifier=exact population=boats place=Paita as_of=2024-05-23 said_by=Food_and_Agriculture_Organization",
    ),
    (
        "figure",
        "14 fishermen",
        "value=14 qualifier=exact population=fishermen place=Paita as_of=2024-05-23 said_by=Food_and_Agriculture_Organization",
    ),
    (
        "figure",
        "Over 2,300 families",
        "value=2300 low=2300 qualifier=over population=families place=Peru as_of=2024-05",
    ),
    ("role", "Production Minister", "title=Production_Minister holder=Héctor_Salcedo organisation=Production_Ministry"),
    (
        "event",
        "Production Minister Héctor Salcedo visited",
        "type=visit modality=happened actors=Héctor_Salcedo place=Paita recipients=Paita date=2024-06-12",
    ),
    (
        "figure",
        "12 million dollars",
        "value=12000000 qualifier=exact unit=USD population=aid as_of=2024-06-12 said_by=Héctor_Salcedo",
    ),
    ("quote", "The money will be paid", "form=direct speaker=Héctor_Salcedo said_on=2024-06-12"),
    (
        "role",
        "Rosa Tineo, head",
        "title=head title=head_of_the_Fishermen's_Federation holder=Rosa_Tineo organisation=Fishermen's_Federation",
    ),
    ("quote", "the aid was too small", "form=indirect speaker=Rosa_Tineo"),
    ("quote", "A new boat costs", "form=direct speaker=Rosa_Tineo"),
    (
        "event",
        "Tineo met Salcedo",
        "type=meeting modality=happened actors=Rosa_Tineo recipients=Héctor_Salcedo place=Lima date=2024-06-14",
    ),
    (
        "event",
        "agreement",
        "type=agreement modality=negated actors=Rosa_Tineo actors=Héctor_Salcedo place=Lima date=2024-06-14",
    ),
    ("figure", "18,000 fishermen", "value=18000 qualifier=exact population=fishermen place=Peru"),
    ("quote", "The catch of squid fell", "form=indirect speaker=Production_Ministry"),
    (
        "figure",
        "30 percent",
        "value=30 qualifier=exact unit=percent population=catch_of_squid as_of=2024-33 said_by=Production_Ministry",
    ),
    (
        "figure",
        "900 dollars per tonne",
        "value=900 qualifier=exact unit=USD population=prices as_of=2024-33 said_by=Production_Ministry",
    ),
    ("event", "Chile plans to host", "type=meeting modality=planned actors=Chile place=Valparaíso date=2024-09"),
    ("quote", "Quispe and Valdivieso will attend", "form=indirect speaker=Foreign_Ministry"),
];

fn is_name(row: &Row) -> bool {
    NAMES.iter().any(|(label, all)| *label == row.kind && all.contains(&row.words.as_str()))
}

pub fn is_right(row: &Row) -> bool {
    if !row.is_claim {
        return is_name(row);
    }
    CLAIMS.iter().any(|(kind, words, says)| {
        let says_it = |field: &String| says.split(' ').any(|said| said == field.replace(' ', "_"));
        *kind == row.kind && row.words.starts_with(words) && row.fields.iter().all(says_it)
    })
}

/// What stands in the article and not in the record.
pub fn missing(rows: &[Row]) -> Vec<&'static str> {
    let is_there = |kind: &str, words: &str| {
        rows.iter().any(|row| row.article == 2 && row.is_accepted() && row.kind == kind && row.words.starts_with(words))
    };
    CLAIMS.iter().filter(|(kind, words, _)| !is_there(kind, words)).map(|(_, words, _)| *words).collect()
}

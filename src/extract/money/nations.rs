//! Which nation's currency a word is: ISO 4217 codes by the country of the adjective before it.
//!
//! Never guesses: a word that several nations use has no code without one.

use crate::extract::reading::Reading;
use crate::lists::lists;

/// A currency's word, and for each country that uses it (ISO 3166-1) the code.
const CODES: &[(&str, &[(&str, &str)])] = &[
    (
        "dollar",
        &[
            ("US", "USD"),
            ("AU", "AUD"),
            ("CA", "CAD"),
            ("SG", "SGD"),
            ("TW", "TWD"),
            ("HK", "HKD"),
            ("NZ", "NZD"),
            ("JM", "JMD"),
            ("TT", "TTD"),
            ("BB", "BBD"),
            ("BS", "BSD"),
            ("BZ", "BZD"),
            ("GY", "GYD"),
            ("SR", "SRD"),
            ("FJ", "FJD"),
            ("SB", "SBD"),
            ("BN", "BND"),
            ("KY", "KYD"),
            ("BM", "BMD"),
            ("LR", "LRD"),
            ("NA", "NAD"),
        ],
    ),
    ("rupee", &[("PK", "PKR"), ("IN", "INR"), ("NP", "NPR"), ("LK", "LKR"), ("MU", "MUR"), ("SC", "SCR")]),
    (
        "pound",
        &[
            ("GB", "GBP"),
            ("EG", "EGP"),
            ("LB", "LBP"),
            ("SY", "SYP"),
            ("SD", "SDG"),
            ("SS", "SSP"),
            ("FK", "FKP"),
            ("GI", "GIP"),
        ],
    ),
    ("lira", &[("LB", "LBP"), ("TR", "TRY"), ("SY", "SYP")]),
    (
        "franc",
        &[
            ("CH", "CHF"),
            ("FR", "FRF"),
            ("RW", "RWF"),
            ("BI", "BIF"),
            ("GN", "GNF"),
            ("DJ", "DJF"),
            ("KM", "KMF"),
            // Both countries' people are Congolese; Brazzaville's francs are those of Central Africa, never called so.
            ("CD", "CDF"),
            ("CG", "CDF"),
        ],
    ),
    (
        "dinar",
        &[
            ("KW", "KWD"),
            ("IQ", "IQD"),
            ("JO", "JOD"),
            ("LY", "LYD"),
            ("TN", "TND"),
            ("DZ", "DZD"),
            ("BH", "BHD"),
            ("RS", "RSD"),
        ],
    ),
    ("denar", &[("MK", "MKD")]),
    ("riyal", &[("SA", "SAR"), ("QA", "QAR"), ("YE", "YER"), ("OM", "OMR"), ("IR", "IRR")]),
    ("rial", &[("YE", "YER"), ("IR", "IRR"), ("OM", "OMR"), ("SA", "SAR"), ("QA", "QAR")]),
    ("dirham", &[("AE", "AED"), ("MA", "MAD")]),
    (
        "peso",
        &[
            ("MX", "MXN"),
            ("PH", "PHP"),
            ("AR", "ARS"),
            ("CL", "CLP"),
            ("CO", "COP"),
            ("CU", "CUP"),
            ("DO", "DOP"),
            ("UY", "UYU"),
        ],
    ),
    ("krona", &[("SE", "SEK"), ("IS", "ISK")]),
    ("krone", &[("NO", "NOK"), ("DK", "DKK")]),
    ("crown", &[("SE", "SEK"), ("IS", "ISK"), ("NO", "NOK"), ("DK", "DKK"), ("CZ", "CZK")]),
    ("koruna", &[("CZ", "CZK")]),
    ("shilling", &[("KE", "KES"), ("UG", "UGX"), ("TZ", "TZS"), ("SO", "SOS")]),
    ("kwacha", &[("ZM", "ZMW"), ("MW", "MWK")]),
    ("leu", &[("RO", "RON"), ("MD", "MDL")]),
    ("won", &[("KR", "KRW"), ("KP", "KPW")]),
    ("manat", &[("AZ", "AZN"), ("TM", "TMT")]),
    ("rouble", &[("RU", "RUB"), ("BY", "BYN")]),
    ("ruble", &[("RU", "RUB"), ("BY", "BYN")]),
    ("som", &[("KG", "KGS"), ("UZ", "UZS")]),
    ("mark", &[("BA", "BAM")]),
    ("sol", &[("PE", "PEN")]),
    ("lek", &[("AL", "ALL")]),
    ("lev", &[("BG", "BGN")]),
    ("dram", &[("AM", "AMD")]),
    ("real", &[("BR", "BRL")]),
    ("escudo", &[("CV", "CVE")]),
    ("colon", &[("CR", "CRC")]),
    // No money any more, but sums of its time are told.
    ("markka", &[("FI", "FIM")]),
    ("guilder", &[("NL", "NLG"), ("CW", "ANG")]),
    ("peseta", &[("ES", "ESP")]),
];

/// The code of the currency that `word` names for the people of a country.
pub fn code(iso: &str, word: &str) -> Option<&'static str> {
    let (_, codes) = CODES.iter().find(|(name, _)| *name == word)?;
    codes.iter().find(|(of, _)| *of == iso).map(|(_, code)| *code)
}

/// The country that tokens `[at, end)` name, itself or its people: `Pakistan`, `Sri Lankan`, `chinese`.
pub fn nation(reading: &Reading<'_>, at: usize, end: usize) -> Option<&'static str> {
    let words = reading.words(reading.span(at, end));
    // Not everybody writes the capital.
    lists().named(words).or_else(|| lists().named(&capitalised(words)))?.iso
}

/// `Sri Lankan` of `sri lankan`.
fn capitalised(words: &str) -> String {
    let mut begins = true;
    let upper = |c: char| {
        let is_first = std::mem::replace(&mut begins, c == ' ');
        if is_first { c.to_ascii_uppercase() } else { c }
    };
    words.chars().map(upper).collect()
}

/// The word of a currency that only a nation before it makes one, in the singular: `Czech crowns`, `Brazilian reals`.
pub fn needing(low: &str) -> Option<&'static str> {
    const WORDS: &[&str] = &["crown", "mark", "sol", "real", "colon", "dram", "lek", "lev", "leu", "som"];
    let one = match low {
        "lei" => "leu",
        _ => low.strip_suffix('s').unwrap_or(low),
    };
    WORDS.iter().copied().find(|word| *word == one)
}

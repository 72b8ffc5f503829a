//! What stands beside a name corrects it: the title before a person, the places it is enumerated with, the surname that
//! is a country too.
//!
//! Never reads lists of names itself and never looks beyond the article; each correction is a rule of its own.

pub mod apposed;

use crate::extract::found::Found;
use crate::extract::reading::Reading;
use crate::extract::shape;
use crate::lists::Kind;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::lists::lists;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::text::token::TokenKind;
use std::collections::BTreeSet;

/// From this score on a name is not doubted for what stands beside it.
const FIRM: f64 = 0.96;

/// The names of an article, corrected; in order, as they come.
pub fn corrected(reading: &Reading<'_>, mut found: Vec<Found>) -> Vec<Found> {
    let apart: Vec<Found> = found.iter().filter_map(|one| apart_from_place(reading, one)).collect();
    found = [found, apart].concat();
    found.sort_by_key(|one| (one.first, one.end));
    cut_at_place(&mut found);
    let covered = covered(reading, &found);
    for one in &mut found {
        without_honorific(reading, one);
        agreed_at_place(reading, one, &covered);
        behind_title(reading, one, &covered);
        called_a_house(reading, one, &covered);
        apposed::person(reading, one);
        apposed::institution(reading, one);
    }
    newspapers(reading, &mut found);
    joined_by_of(reading, &mut found);
    found.extend(before_offices(reading, &found));
    found.sort_by_key(|one| (one.first, one.end));
    enumerated(reading, &mut found);
    surnames_that_are_places(reading, &mut found);
    found
}

fn is_body(reading: &Reading<'_>, at: usize) -> bool {
    let sentence = reading.sentence(at);
    sentence.zone != ZoneKind::Boilerplate && !sentence.is_loud
}

/// `Envoy for Somalia Martin North`: the country of the title, and who bears it. Gives the country.
fn apart_from_place(reading: &Reading<'_>, one: &Found) -> Option<Found> {
    let is_of_title = matches!(reading.low_before(one.first), "for" | "to" | "of" | "in");
    if one.label != Label::Person || one.end - one.first < 3 || !is_of_title {
        return None;
    }
    let longest = (1..=one.end - one.first - 2).rev().find_map(|n| {
        let words = reading.words(reading.span(one.first, one.first + n));
        lists().named(words).filter(|entry| matches!(entry.kind, Kind::Country | Kind::Capital)).map(|_| n)
    })?;
    Some(Found::new(one.first, one.first + longest, Label::Place, "lists.country", 0.9))
}

/// A person that a place of the same beginning was taken out of begins behind it. In order of first tokens.
fn cut_at_place(found: &mut [Found]) {
    for index in 1..found.len() {
        let (before, rest) = found.split_at_mut(index);
        if let (Some(place), Some(person)) = (before.last(), rest.first_mut())
            && place.label == Label::Place
            && person.label == Label::Person
            && place.first == person.first
            && place.end < person.end
        {
            person.first = place.end;
        }
    }
}

/// `Mufti Saleem ur Rehman` is Saleem ur Rehman.
fn without_honorific(reading: &Reading<'_>, one: &mut Found) {
    if one.label != Label::Person || one.rule == "memory.name" {
        return;
    }
    // A name that would be left as one word may be called by the title: Sheikh Hasina, Lady Gaga.
    while one.end - one.first > 2 && reading.is_in(one.first, Class::Honorific) {
        one.first += 1;
    }
}

/// `Water Minister Jam Rafiq Lakhano`, of whom `Rafiq Lakhano` was seen: what stands between the title of one person and
/// the name is of the name. Not what the office is over: `Secretary Finance Ana Ruiz`.
fn behind_title(reading: &Reading<'_>, one: &mut Found, covered: &[bool]) {
    if one.label != Label::Person || one.rule == "memory.name" {
        return;
    }
    let classes = [
        Class::TitleNoun,
        Class::TitleModifier,
        Class::TitleQualifier,
        Class::Honorific,
        Class::Function,
        Class::OrgHead,
        Class::PlaceHead,
        Class::Month,
        Class::Weekday,
    ];
    let is_part = |at: usize| {
        let token = &reading.tokens[at];
        let is_field = ["tion", "ment", "ance", "ence", "ing", "ics", "ity", "ure"]
            .iter()
            .any(|ending| reading.folded[at].ends_with(ending));
        token.kind == TokenKind::Word
            && token.is_capitalised()
            && !token.is_shouted()
            && !token.text.contains(['.', '-'])
            && !covered[at]
            && !is_field
            && !matches!(&*reading.folded[at], "barrister" | "engr" | "retired" | "designate" | "elect" | "emeritus")
            && reading.near(at, one.first).is_some()
            && !classes.iter().any(|class| reading.is_in(at, *class))
    };
    let is_title = |at: usize| {
        reading.is_in(at, Class::TitleNoun)
            && !covered[at]
            && reading.folded[at] != "general"
            && (reading.tokens[at].is_capitalised() || !reading.starts_sentence(at))
    };
    let first = (one.first.saturating_sub(2)..one.first).rev().take_while(|at| is_part(*at)).last();
    let Some(first) = first.filter(|first| is_body(reading, *first)) else { return };
    // `the Water Minister, Jam Rafiq Lakhano, said`: between two commas.
    let comma = usize::from(reading.low_before(first) == "," && reading.low(one.end, one.first) == ",");
    if first.checked_sub(1 + comma).is_some_and(is_title) {
        one.first = first;
        (one.known, one.entry) = (false, None);
    }
}

/// Words that companies begin their names with in the languages of the news.
const HOUSES: &[&str] = &[
    "maison",
    "societe",
    "société",
    "compagnie",
    "etablissements",
    "établissements",
    "ets",
    "groupe",
    "grupo",
    "banco",
    "banque",
    "comptoir",
    "entreprise",
    "entreprises",
    "cooperative",
    "coopérative",
    "cooperativa",
    "empresa",
    "companhia",
    "compania",
    "compañía",
];

/// `Maison Kibwe`, of which the whole or `Kibwe` was seen: what its first word makes a company of is no person.
fn called_a_house(reading: &Reading<'_>, one: &mut Found, covered: &[bool]) {
    if one.label != Label::Person || one.rule == "memory.name" || !is_body(reading, one.first) {
        return;
    }
    let is_house = |at: usize| reading.tokens[at].is_capitalised() && HOUSES.contains(&&*reading.folded[at]);
    let before = one.first.checked_sub(1).filter(|at| !covered[*at] && reading.near(*at, one.first).is_some());
    let first = before.filter(|at| is_house(*at)).unwrap_or(one.first);
    if is_house(first) && one.end - first > 1 {
        *one = Found::new(first, one.end, Label::Org, "shape.company", 0.8);
    }
}

/// `The Arica Courier`, `the Lima Evening Mail`: what the last word makes a newspaper of is no place. Mails and posts are
/// trains and huts as well: there, the name must say more.
fn newspapers(reading: &Reading<'_>, found: &mut [Found]) {
    let covered = covered(reading, found);
    for one in found.iter_mut().filter(|one| matches!(one.label, Label::Place | Label::Person)) {
        let end = shape::run_end(reading, one.first);
        let goes_on = end >= one.end && end <= one.end + 3 && !covered[one.end..end].contains(&true);
        if !goes_on || end - one.first < 2 || one.rule == "memory.name" || !is_body(reading, one.first) {
            continue;
        }
        let is_named = match &*reading.folded[end - 1] {
            "courier" | "gazette" | "herald" | "tribune" | "chronicle" | "observer" | "telegraph" | "inquirer"
            | "dispatch" | "examiner" => true,
            "times" | "news" => is_called_the(reading, one.first),
            "mail" | "post" | "daily" | "standard" => {
                let daily = |at: usize| {
                    matches!(&*reading.folded[at], "evening" | "morning" | "daily" | "sunday" | "weekly" | "business")
                };
                (one.first..end - 1).any(daily)
                    || is_called_the(reading, one.first) && !reading.starts_sentence(one.first - 1)
            }
            _ => false,
        };
        if is_named {
            *one = Found::new(one.first, end, Label::Org, "shape.organisation", 0.8);
        }
    }
}

/// Behind `The` with a capital.
fn is_called_the(reading: &Reading<'_>, first: usize) -> bool {
    first > 0 && reading.tokens[first - 1].text == "The"
}

/// `Vienna Convention`, `Oslo Accords`: what was agreed at a place is kept, what meets there is not.
fn agreed_at_place(reading: &Reading<'_>, one: &mut Found, covered: &[bool]) {
    let is_agreed = |at: usize| {
        reading.tokens[at].is_capitalised()
            && matches!(&*reading.folded[at], "convention" | "conventions" | "protocol" | "accords")
    };
    let goes_on = reading.near(one.end, one.first).is_some() && !covered[one.end];
    let end = match one.label {
        Label::Place if goes_on && is_agreed(one.end) => one.end,
        Label::Event if one.end - one.first > 1 && is_agreed(one.end - 1) => one.end - 1,
        _ => return,
    };
    let place = reading.words(reading.span(one.first, end));
    if lists().named(place).is_some_and(|entry| entry.label == Label::Place) {
        (one.end, one.label, one.rule) = (end + 1, Label::Law, "shape.law");
        (one.known, one.entry) = (false, None);
    }
}

/// `International Committee of the Red Crescent` is one.
fn joined_by_of(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let is_head = |word: &str| {
        matches!(
            word,
            "committee" | "federation" | "confederation" | "society" | "organisation" | "organization" | "league"
        ) || matches!(word, "association" | "congress" | "council" | "union" | "office" | "ministry" | "department")
    };
    let mut index = 1;
    while index < found.len() {
        let (one, next) = (&found[index - 1], &found[index]);
        let goes_on = one.label == Label::Org
            && next.label == Label::Org
            && is_head(&reading.folded[one.end - 1])
            && next.first == one.end + 2
            && reading.low(one.end, one.first) == "of"
            && reading.low(one.end + 1, one.first) == "the";
        if goes_on {
            let next = found.remove(index);
            let one = &mut found[index - 1];
            one.end = next.end;
            (one.known, one.entry) = (false, None);
        } else {
            index += 1;
        }
    }
}

/// Which tokens are in a name.
fn covered(reading: &Reading<'_>, found: &[Found]) -> Vec<bool> {
    let mut covered = vec![false; reading.tokens.len()];
    for one in found {
        covered[one.first..one.end].fill(true);
    }
    covered
}

/// `Senator Grace Field`, where nothing else was seen: two or three names right after the title of one person.
/// Before surnames alone are looked for.
pub fn titled(reading: &Reading<'_>, found: &[Found]) -> Vec<Found> {
    let covered = covered(reading, found);
    let mut new = Vec::new();
    for at in 1..reading.tokens.len() {
        if covered[at] || !reading.tokens[at].is_capitalised() || !reading.tokens[at - 1].is_capitalised() {
            continue;
        }
        let is_title = reading.is_in(at - 1, Class::Honorific)
            || reading.is_in(at - 1, Class::TitleNoun) && reading.folded[at - 1] != "general";
        if !is_title || covered[at - 1] || reading.near(at - 1, at).is_none() || !is_body(reading, at) {
            continue;
        }
        let end = shape::run_end(reading, at);
        let is_name = |index: usize| {
            let is_word = [Class::TitleNoun, Class::OrgHead, Class::Function, Class::Month];
            let is_rank = index == at && reading.is_in(index, Class::TitleModifier);
            !covered[index]
                && !is_rank
                && !reading.tokens[index].is_shouted()
                && !is_word.iter().any(|class| reading.is_in(index, *class))
        };
        if matches!(end - at, 2..=3) && (at..end).all(is_name) && shape::by_head(reading, at, end).is_none() {
            new.push(Found::new(at, end, Label::Person, "titles.before", 0.8));
        }
    }
    new
}

/// `FO Spokesperson`, `PTI chief`: an acronym right before an office is whose office it is.
fn before_offices(reading: &Reading<'_>, found: &[Found]) -> Vec<Found> {
    let covered = covered(reading, found);
    let is_acronym = |at: usize| {
        let token = &reading.tokens[at];
        let n_letters = token.text.len();
        token.is_shouted() && (2..=6).contains(&n_letters) && token.text.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let is_office = |at: usize| {
        let word = &*reading.folded[at];
        reading.is_in(at, Class::TitleNoun) && !matches!(word, "general" | "justice" | "counterpart" | "deputy")
    };
    (0..reading.tokens.len().saturating_sub(1))
        .filter(|at| !covered[*at] && is_acronym(*at) && reading.near(*at + 1, *at).is_some() && is_office(*at + 1))
        // DG ISPR, CM Punjab: offices themselves.
        .filter(|at| {
            !matches!(
                reading.tokens[*at].text,
                "PM" | "FM" | "CM" | "DG" | "IG" | "CEO" | "CJ" | "AG" | "MP" | "TV" | "VIP"
            )
        })
        .filter(|at| is_body(reading, *at))
        .map(|at| Found::new(at, at + 1, Label::Org, "shape.acronym", 0.75))
        .collect()
}

/// `Killa Abdullah, Loralai, and Bannu`: among places, what might be a person is a place.
fn enumerated(reading: &Reading<'_>, found: &mut [Found]) {
    let is_link = |left: &Found, right: &Found| {
        let between = right.first - left.end;
        let words = || (left.end..right.first).map(|at| reading.low(at, left.first));
        reading.near(right.first, left.first).is_some()
            && (1..=2).contains(&between)
            && words().all(|word| matches!(word, "," | "and" | "or"))
    };
    let mut first = 0;
    while first < found.len() {
        let mut end = first + 1;
        while end < found.len() && found[end - 1].end < found[end].first && is_link(&found[end - 1], &found[end]) {
            end += 1;
        }
        let row = &mut found[first..end];
        let n_places = row.iter().filter(|one| one.label == Label::Place && one.score >= 0.6).count();
        if n_places >= 2 && n_places + 1 == row.len() {
            // `In Porbandar, Gujarat, Hiraben Kotiya has not …`: a row that ends without `and` may have ended before.
            let (last, link) = (row.len() - 1, reading.low_before(row[row.len() - 1].first));
            let closes = matches!(link, "and" | "or");
            let odd = row
                .iter_mut()
                .enumerate()
                .find(|(at, one)| one.label == Label::Person && one.score < FIRM && (*at < last || closes));
            let odd = odd.map(|(_, odd)| odd);
            if let Some(odd) = odd.filter(|one| one.rule != "memory.name" && !has_title(reading, one)) {
                *odd = Found::new(odd.first, odd.end, Label::Place, "shape.enumeration", 0.7);
            }
        }
        first = end;
    }
}

fn has_title(reading: &Reading<'_>, one: &Found) -> bool {
    let before = reading.low_before(one.first);
    is_in(Class::Honorific, before) || is_in(Class::TitleNoun, before)
}

/// `James Lebanon teaches law. Lebanon published …`: a country that the article never speaks of as a place, and someone
/// of that name in full.
fn surnames_that_are_places(reading: &Reading<'_>, found: &mut [Found]) {
    let surnames: BTreeSet<&str> = found
        .iter()
        .filter(|one| one.label == Label::Person && one.end - one.first > 1 && one.score >= 0.75)
        .map(|one| reading.tokens[one.end - 1].text)
        .collect();
    let word = |one: &Found| reading.tokens[one.first].text;
    let is_meant = |one: &Found| one.label == Label::Place && one.end - one.first == 1 && surnames.contains(word(one));
    let is_place = |one: &Found| {
        let before = reading.low_before(one.first);
        let in_line = reading.sentence(one.first).zone != ZoneKind::Body;
        let possessive = reading.near(one.end, one.first).is_some_and(|next| next.is("'s") || next.is("’s"));
        in_line
            || possessive
            || is_in(Class::PlacePreposition, before)
            || matches!(before, "to" | "from" | "of" | "for")
    };
    let places: BTreeSet<&str> = found.iter().filter(|one| is_meant(one) && is_place(one)).map(word).collect();
    for one in found.iter_mut() {
        if is_meant(one) && !places.contains(word(one)) && one.rule != "memory.name" {
            *one = Found::new(one.first, one.end, Label::Person, "names.surname", 0.7);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text, the names given in it, and the names that come out.
    type Case = (&'static str, &'static [(&'static str, Label)], &'static [&'static str]);

    /// Names as `label words`, from those that are given so.
    fn names(text: &str, given: &[(&str, Label)]) -> Vec<String> {
        let reading = Reading::new(text);
        let mut from = 0;
        let found = given.iter().map(|(words, label)| {
            let start = from + text[from..].find(words).expect("in the text");
            from = start + words.len();
            let (first, end) = reading.range(crate::model::span::Span::new(start, from));
            Found::new(first, end, *label, "tagger.trained", 0.9)
        });
        let found = found.collect();
        let shown = |one: &Found| format!("{} {}", one.label, reading.words(reading.span(one.first, one.end)));
        corrected(&reading, found).iter().map(shown).collect()
    }

    #[test]
    fn a_title_makes_a_person_of_what_nobody_saw() {
        for (text, expected) in [
            ("Then Senator Grace Field left.", "Grace Field"),
            ("Then Senator Public Works left.", ""),
            ("The Senator for Grace Field left.", ""),
            ("The General Assembly Hall was full.", ""),
        ] {
            let reading = Reading::new(text);
            let found = titled(&reading, &[]);
            let words: Vec<&str> = found.iter().map(|one| reading.words(reading.span(one.first, one.end))).collect();
            assert_eq!(words.join("; "), expected, "{text}");
        }
    }

    #[test]
    fn neighbours_correct() {
        use Label::Event;
        use Label::Org;
        use Label::Person;
        use Label::Place;
        let cases: &[Case] = &[
            ("The envoy for Chad Ana Ruiz left.", &[("Chad Ana Ruiz", Person)], &["place Chad", "person Ana Ruiz"]),
            ("They spoke of Chad Ruiz.", &[("Chad Ruiz", Person)], &["person Chad Ruiz"]),
            ("Then Mufti Bo Lind spoke.", &[("Mufti Bo Lind", Person)], &["person Bo Lind"]),
            ("Then Sheikh Hasina spoke.", &[("Sheikh Hasina", Person)], &["person Sheikh Hasina"]),
            ("The Vienna Convention holds.", &[("Vienna Convention", Event)], &["law Vienna Convention"]),
            ("The Miners Convention met.", &[("Miners Convention", Event)], &["event Miners Convention"]),
            (
                "The Andean Committee of the Blue Lamp helps.",
                &[("Andean Committee", Org), ("Blue Lamp", Org)],
                &["org Andean Committee of the Blue Lamp"],
            ),
            ("Then Maison Bo Lind closed.", &[("Maison Bo Lind", Person)], &["org Maison Bo Lind"]),
            ("Then Groupe Lind closed.", &[("Lind", Person)], &["org Groupe Lind"]),
            ("Then the group Lind closed.", &[("Lind", Person)], &["person Lind"]),
            ("It is in Maison Lind today.", &[("Maison Lind", Place)], &["place Maison Lind"]),
            ("Officers of the Blue Lamp help.", &[("Blue Lamp", Org)], &["org Blue Lamp"]),
            ("The FO spokesperson left; the TV editor stayed.", &[], &["org FO"]),
            ("Then Mines Minister Jam Bo Lind left.", &[("Bo Lind", Person)], &["person Jam Bo Lind"]),
            ("The minister, Jam Bo Lind, left.", &[("Bo Lind", Person)], &["person Jam Bo Lind"]),
            ("The ministers, Jam Bo Lind left.", &[("Bo Lind", Person)], &["person Bo Lind"]),
            ("Then Secretary Finance Bo Lind left.", &[("Bo Lind", Person)], &["person Bo Lind"]),
            ("Then Director Operations Bo Lind left.", &[("Bo Lind", Person)], &["person Bo Lind"]),
            ("Then Minister Dr Bo Lind left.", &[("Bo Lind", Person)], &["person Bo Lind"]),
            ("Then Jam Bo Lind left.", &[("Bo Lind", Person)], &["person Bo Lind"]),
            ("It is in The Arica Courier today.", &[("Arica Courier", Place)], &["org Arica Courier"]),
            ("It is in The Arica Evening Mail.", &[("Arica", Place)], &["org Arica Evening Mail"]),
            ("The Arica Mail hit a bus.", &[("Arica Mail", Place)], &["place Arica Mail"]),
            ("It lies near Arica Post.", &[("Arica Post", Place)], &["place Arica Post"]),
            ("A courier in Arica spoke.", &[("Arica", Place)], &["place Arica"]),
            (
                "They hit Ana Ruiz, Lima, and Cusco.",
                &[("Ana Ruiz", Person), ("Lima", Place), ("Cusco", Place)],
                &["place Ana Ruiz", "place Lima", "place Cusco"],
            ),
            (
                "There were Ana Ruiz, Bo Lind, and Cusco.",
                &[("Ana Ruiz", Person), ("Bo Lind", Person), ("Cusco", Place)],
                &["person Ana Ruiz", "person Bo Lind", "place Cusco"],
            ),
            (
                "James Lebanon spoke. Lebanon left.",
                &[("James Lebanon", Person), ("Lebanon", Place)],
                &["person James Lebanon", "person Lebanon"],
            ),
            (
                "James Lebanon spoke in Lebanon. Lebanon paid.",
                &[("James Lebanon", Person), ("Lebanon", Place), ("Lebanon", Place)],
                &["person James Lebanon", "place Lebanon", "place Lebanon"],
            ),
        ];
        for (text, given, expected) in cases {
            assert_eq!(names(text, given), *expected, "{text}");
        }
    }
}

//! Names of what is not a person: organisations, places, groups, ships, laws.
//!
//! Their words tell as words do: legal forms say little, numbers must be the same, an acronym can stand for all of it.

use crate::names::initials;
use crate::names::script::plain;
use crate::names::similarity::How;
use crate::names::similarity::Reason;
use crate::names::similarity::Similarity;
use crate::names::sound::likeness;
use crate::names::sound::sound;
use crate::text::fast;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Legal forms with what they are, longest first: of one line, two mean the same.
const FORMS: &[(&str, &str)] = &[
    (
        "joint stock",
        "public joint stock company|open joint stock company|closed joint stock company|joint stock company|\
        aktsionernoe obshchestvo|pjsc|ojsc|oao|pao|zao|jsc|ao|aktiengesellschaft|ag|sa|societe anonyme|spa|nv|ab|as|asa|oyj|\
        public limited company|plc|tbk",
    ),
    (
        "limited",
        "limited liability company|obshchestvo s ogranichennoy otvetstvennostyu|gesellschaft mit beschrankter haftung|\
        societatea cu raspundere limitata|societe a responsabilite limitee|private limited|pte ltd|pvt ltd|co ltd|company limited|\
        sp z o o|gmbh|ooo|llc|ltd|limited|sarl|srl|bv|sl|kft|doo|oy|pte|pvt|pt",
    ),
    ("company", "incorporated|corporation|company|corp|inc|co|na"),
    ("partnership", "limited liability partnership|limited partnership|llp|lp|kg"),
];

/// Words that many names hold.
const GENERAL: &str = "the of and for in on to a de la le et und fur der die das y e i do da di del al group holding holdings \
    international global industries industry services service systems solutions enterprises enterprise bank trust fund capital \
    national state federal republic ministry department agency office authority commission committee council organization \
    organisation association union party movement front army forces force university institute center centre foundation \
    province district city region county mv mt ss hms";

const SILENT: &str = "the of and for in on to a de la le et und fur der die das y e i do da di del al";

/// Words for numbers, in order from zero.
const NUMBERS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen twenty";
const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
const ORDINALS: &str = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth";
const ROMAN: &str = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv";

/// A name of something that is no person, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Institution {
    pub text: String,
    pub key: String,
    pub words: Vec<Word>,
    /// Which legal form it bears; `None`: none.
    pub form: Option<&'static str>,
    /// Its capital initials, for the acronym that may stand for it.
    pub initials: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub written: String,
    pub sound: String,
    /// How much it tells, 0..=1.
    pub weight: f64,
    pub is_number: bool,
}

/// More words than any name has.
const MAX_WORDS: usize = 32;

impl Institution {
    pub fn new(text: &str) -> Self {
        let key = plain(text);
        let dotless = joined_letters(&plain(&text.replace('&', " and ").replace('%', " percent ")));
        let (rest, form) = without_form(&dotless);
        let kept = if rest.is_empty() { dotless.as_str() } else { rest.as_str() };
        let kept: Vec<&str> = kept.split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS).collect();
        let words = with_numbers(&kept);
        Self { text: text.to_owned(), key, words, form, initials: initials(text) }
    }
}

/// `o o o` is `ooo`, as with dots.
fn joined_letters(plain: &str) -> String {
    let words: Vec<&str> = plain.split(' ').collect();
    let mut joined = String::new();
    for (index, word) in words.iter().enumerate() {
        let is_letter = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        let goes_on = index > 0 && is_letter(word) && is_letter(words[index - 1]);
        if index > 0 && !goes_on {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// First and last words of legal forms.
static ENDS_OF_FORMS: LazyLock<[HashSet<&'static str, fast::Build>; 2]> = LazyLock::new(|| {
    let all = || FORMS.iter().flat_map(|(_, forms)| forms.split('|'));
    [
        all().filter_map(|form| form.split(' ').next()).collect(),
        all().filter_map(|form| form.rsplit(' ').next()).collect(),
    ]
});

/// Whether a legal form may stand at either end.
fn may_have_form(plain: &str) -> bool {
    let [firsts, lasts] = &*ENDS_OF_FORMS;
    plain.split(' ').next().is_some_and(|word| firsts.contains(word))
        || plain.rsplit(' ').next().is_some_and(|word| lasts.contains(word))
}

/// The name without its legal form, which stands at either end.
fn without_form(plain: &str) -> (String, Option<&'static str>) {
    let mut rest = plain.to_owned();
    let mut found = None;
    for _ in 0..3 {
        if !may_have_form(&rest) {
            break;
        }
        let mut longest: Option<(&str, &'static str, bool)> = None;
        for (kind, forms) in FORMS {
            for form in forms.split('|') {
                let at_end = rest.strip_suffix(form).is_some_and(|before| before.is_empty() || before.ends_with(' '));
                let at_start = rest.strip_prefix(form).is_some_and(|after| after.starts_with(' '));
                if (at_end || at_start) && longest.is_none_or(|(known, ..)| form.len() > known.len()) {
                    longest = Some((form, kind, at_end));
                }
            }
        }
        let Some((form, kind, at_end)) = longest else {
            break;
        };
        let shorter = if at_end { &rest[..rest.len() - form.len()] } else { &rest[form.len()..] };
        let shorter = shorter.trim().to_owned();
        if shorter.is_empty() {
            break;
        }
        found = found.filter(|known| *known != "company").or(Some(kind));
        rest = shorter;
    }
    (rest, found)
}

/// What a word is by the lists above.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    is_silent: bool,
    is_general: bool,
    /// The number that it is a word for, of one digit or a few, and of tens; as a Roman number.
    number: Option<usize>,
    ten: Option<usize>,
    roman: Option<usize>,
}

static TOLD: LazyLock<HashMap<&'static str, Told, fast::Build>> = LazyLock::new(|| {
    let mut told: HashMap<&'static str, Told, fast::Build> = HashMap::default();
    let mut tell = |list: &'static str, tell: &dyn Fn(&mut Told, usize)| {
        for (at, word) in list.split_ascii_whitespace().enumerate() {
            tell(told.entry(word).or_default(), at);
        }
    };
    tell(SILENT, &|one, _| one.is_silent = true);
    tell(GENERAL, &|one, _| one.is_general = true);
    tell(NUMBERS, &|one, at| one.number = Some(at));
    tell(ORDINALS, &|one, at| one.number = one.number.or(Some(at)));
    tell(TENS, &|one, at| one.ten = Some(at * 10 + 20));
    tell(ROMAN, &|one, at| one.roman = Some(at + 1));
    told
});

fn told(word: &str) -> Told {
    TOLD.get(word).copied().unwrap_or_default()
}

/// The words, numbers in figures: `Forty-Four` and `44`, `first` and `1st`, `II` and `2` are the same.
fn with_numbers(words: &[&str]) -> Vec<Word> {
    let mut numbered: Vec<Word> = Vec::new();
    let mut tens: Option<usize> = None;
    for (index, word) in words.iter().enumerate() {
        let told = told(word);
        let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_ordinal = !figures.is_empty() && matches!(&word[figures.len()..], "st" | "nd" | "rd" | "th" | "");
        let number = if is_ordinal && figures.len() <= 9 {
            figures.parse().ok()
        } else {
            // One letter is a number at the end only: not in Tehrik-i-Insaf.
            let may_be_roman = index > 0 && (word.len() > 1 || index + 1 == words.len());
            told.number.or(told.roman.filter(|_| may_be_roman))
        };
        if let (Some(before), Some(unit), Some(last)) = (tens.take(), number.filter(|n| *n < 10), numbered.last_mut()) {
            *last = Word::number((before + unit).to_string());
            continue;
        }
        tens = told.ten;
        numbered.push(match told.ten.or(number) {
            Some(number) => Word::number(number.to_string()),
            None => Word::new(word, told),
        });
    }
    numbered
}

impl Word {
    fn new(word: &str, told: Told) -> Self {
        let weight = if told.is_silent {
            0.0
        } else if told.is_general {
            0.5
        } else {
            1.0
        };
        Self {
            written: word.to_owned(),
            sound: sound(word),
            weight,
            is_number: word.bytes().all(|b| b.is_ascii_digit()),
        }
    }

    fn number(figures: String) -> Self {
        Self { sound: figures.clone(), written: figures, weight: 0.7, is_number: true }
    }
}

/// Words that are less alike are two.
const LEAST: f64 = 0.7;
const CONFLICT: f64 = 1.2;
const MORE: f64 = 0.65;

/// Two names of what is no person.
pub fn similarity(a: &Institution, b: &Institution) -> Similarity {
    if a.text == b.text || (a.key == b.key && !a.key.is_empty()) {
        let both = Reason::Matched { how: How::Same, a: a.text.clone(), b: b.text.clone() };
        return Similarity { score: 1.0, reasons: vec![both] };
    }
    if stands_for(a, b) || stands_for(b, a) {
        return Similarity { score: 0.8, reasons: vec![Reason::Acronym] };
    }
    let closed = |name: &Institution| -> String {
        name.words.iter().filter(|word| word.weight > 0.0).map(|word| word.sound.as_str()).collect()
    };
    let (closed_a, closed_b) = (closed(a), closed(b));
    if closed_a == closed_b && !closed_a.is_empty() {
        let both = Reason::Matched { how: How::Spelled, a: a.text.clone(), b: b.text.clone() };
        return Similarity { score: 0.98 * of_forms(a, b), reasons: vec![both] };
    }
    let is_first = (&a.key, &a.text) <= (&b.key, &b.text);
    if is_first { compared(a, b) } else { compared(b, a).turned() }
}

/// Whether one is written as the initials of the other.
fn stands_for(short: &Institution, long: &Institution) -> bool {
    let letters: String = short.text.chars().filter(|c| c.is_alphanumeric()).collect();
    let is_shouted = letters.chars().count() > 1 && !letters.chars().any(char::is_lowercase) && short.words.len() == 1;
    is_shouted && long.words.len() > 1 && letters == long.initials
}

/// What two legal forms that differ take away.
fn of_forms(a: &Institution, b: &Institution) -> f64 {
    match (a.form, b.form) {
        (Some(a), Some(b)) if a != b && a != "company" && b != "company" => 0.85,
        _ => 1.0,
    }
}

fn compared(a: &Institution, b: &Institution) -> Similarity {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (i, one) in a.words.iter().enumerate() {
        for (j, other) in b.words.iter().enumerate() {
            let alike = if one.is_number || other.is_number {
                f64::from(u8::from(one.sound == other.sound))
            } else if one.written == other.written {
                1.0
            } else {
                likeness(&one.sound, &other.sound).min(0.97)
            };
            if alike >= LEAST {
                all.push((alike, i, j));
            }
        }
    }
    all.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.abs_diff(x.2).cmp(&y.1.abs_diff(y.2))).then(x.1.cmp(&y.1)));
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for pair in all {
        if !pairs.iter().any(|taken| taken.1 == pair.1 || taken.2 == pair.2) {
            pairs.push(pair);
        }
    }
    pairs.sort_by_key(|pair| pair.1);
    let (mut matched, mut alike) = (0.0, 0.0);
    for (likeness, i, j) in &pairs {
        let weight = f64::midpoint(a.words[*i].weight, b.words[*j].weight);
        matched += weight;
        alike += weight * likeness * likeness;
    }
    let left = |name: &Institution, is_taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..name.words.len()).filter(|at| !is_taken(*at) && name.words[*at].weight > 0.0).collect()
    };
    let left_a = left(a, &|at| pairs.iter().any(|pair| pair.1 == at));
    let left_b = left(b, &|at| pairs.iter().any(|pair| pair.2 == at));
    let weight = |name: &Institution, left: &[usize]| -> f64 { left.iter().map(|at| name.words[*at].weight).sum() };
    let (weight_a, weight_b) = (weight(a, &left_a), weight(b, &left_b));
    if matched == 0.0 {
        return Similarity::none();
    }
    let (conflict, more) = (weight_a.min(weight_b), (weight_a - weight_b).abs());
    let score = alike / (matched + CONFLICT * 2.0 * conflict + MORE * more) * of_forms(a, b);
    let mut reasons: Vec<Reason> = pairs
        .iter()
        .filter(|(_, i, _)| a.words[*i].weight > 0.0)
        .map(|(likeness, i, j)| {
            let how = if *likeness >= 1.0 { How::Same } else { How::Spelled };
            Reason::Matched { how, a: a.words[*i].written.clone(), b: b.words[*j].written.clone() }
        })
        .collect();
    reasons.extend(left_a.iter().map(|at| Reason::OnlyA(a.words[*at].written.clone())));
    reasons.extend(left_b.iter().map(|at| Reason::OnlyB(b.words[*at].written.clone())));
    Similarity { score: score.clamp(0.0, 0.999), reasons }
}

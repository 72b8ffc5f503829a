//! A name taken apart: titles, particles, initials, the parts that tell who is meant, in the order in which they are said.
//!
//! Never compares two; never decides which part is the family's name, for that differs from people to people.

use crate::names::han;
use crate::names::known;
use crate::names::script::Script;
use crate::names::script::is_silent;
use crate::names::script::plain;
use crate::names::script::romanised;
use crate::names::script::script_of;
use crate::names::sound::consonants;
use crate::names::sound::sound;

/// What a part does in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// First name, family name, father's name.
    Name,
    /// Father's name with an ending that says so: `Ivanovich`.
    Patronymic,
    /// One letter that stands for a name.
    Initial,
    /// In quotes or parentheses.
    Nickname,
    /// `al`, `bin`, `de`, `van`.
    Particle,
    /// `Dr`, `General`.
    Title,
    /// `Jr`, `III`.
    Ending,
}

impl Role {
    /// Whether a part of this kind says who is meant.
    pub const fn tells(self) -> bool {
        matches!(self, Self::Name | Self::Patronymic | Self::Initial | Self::Nickname)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// As written, without its quotes and dots.
    pub words: String,
    /// In plain Latin letters; of `Abdul Rahman` only `rahman`.
    pub latin: String,
    pub sound: String,
    pub consonants: String,
    pub role: Role,
    /// How much it tells, 0..=1.
    pub weight: f64,
    /// Written without its vowels.
    pub is_bare: bool,
    /// "Servant of" stood before it.
    pub is_servant: bool,
    /// Forms of one first name share a line.
    pub lines: &'static [u16],
}

/// A name of a person, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// In plain letters: equal keys are equal names.
    pub key: String,
    /// At most [`MAX_PARTS`].
    pub parts: Vec<Part>,
    /// All that tells is a syllable of Chinese, in one spelling or the other.
    pub is_chinese: bool,
}

/// More parts than any name has.
pub const MAX_PARTS: usize = 24;

/// Longer words are cut: no name is as long.
const MAX_LETTERS: usize = 60;

/// A word of a name as it stands there.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    /// A hyphen stood before it.
    is_joined: bool,
    is_quoted: bool,
    /// How many commas stood before it.
    n_commas: usize,
}

impl Name {
    pub fn new(text: &str) -> Self {
        let words = in_spoken_order(words(text));
        let has_small = words.iter().any(|word| word.text.chars().any(char::is_lowercase));
        let mut parts = Vec::new();
        for (index, word) in words.iter().enumerate() {
            let spelled_out = has_small && words.len() > 1 && is_initials(&word.text);
            if spelled_out {
                parts.extend(word.text.chars().map(|c| Part::new(&c.to_string(), Role::Initial)));
                continue;
            }
            let is_first = parts.iter().all(|part: &Part| part.role == Role::Title);
            let is_last = words[index + 1..].iter().all(|word| known::is_ending(&romanised(&word.text)));
            let next_is_joined = words.get(index + 1).is_some_and(|next| next.is_joined);
            let latin = romanised(&word.text);
            let role = role(word, &latin, Place { is_first, is_last, next_is_joined });
            push(&mut parts, &word.text, role);
        }
        let mut parts = merged(parts);
        parts.truncate(MAX_PARTS);
        let mut telling = parts.iter().filter(|part| part.role.tells());
        let is_chinese = telling.clone().count() > 1 && telling.all(|part| han::syllables(&part.latin).is_some());
        Self { text: text.to_owned(), key: plain(text), parts, is_chinese }
    }

    /// The parts that say who is meant.
    pub fn telling(&self) -> impl DoubleEndedIterator<Item = &Part> {
        self.parts.iter().filter(|part| part.role.tells())
    }
}

#[derive(Clone, Copy)]
struct Place {
    /// Only titles stood before.
    is_first: bool,
    /// Only endings follow.
    is_last: bool,
    next_is_joined: bool,
}

fn role(word: &Word, latin: &str, place: Place) -> Role {
    let n_letters = word.text.chars().count();
    if word.is_quoted {
        Role::Nickname
    } else if n_letters == 1 && script_of(&word.text) == Script::Voweled && word.text.chars().all(char::is_uppercase) {
        Role::Initial
    } else if !place.is_first && known::is_ending(latin) {
        Role::Ending
    } else if place.is_first && !place.is_last && known::is_title(latin) && !place.next_is_joined {
        Role::Title
    } else if !place.is_last
        && known::is_particle(latin)
        && (!place.is_first || place.next_is_joined || known::may_lead(latin))
    {
        Role::Particle
    } else if known::is_patronymic(latin) && !place.is_first && !place.is_last {
        Role::Patronymic
    } else {
        Role::Name
    }
}

/// Adds a word; the Arabic article and what is written without spaces become parts of their own.
fn push(parts: &mut Vec<Part>, word: &str, role: Role) {
    match script_of(word) {
        Script::Unspaced if role == Role::Name => {
            let (family, given) = han::split_family(word);
            for piece in [family, given].into_iter().filter(|piece| !piece.is_empty()) {
                parts.push(Part::new(piece, role));
            }
        }
        Script::Bare => {
            let mut rest = word;
            if let Some(after) = rest.strip_prefix("عبد").filter(|after| after.chars().count() > 1) {
                parts.push(Part::new("عبد", Role::Name));
                rest = after;
            }
            if let Some(after) = rest.strip_prefix("ال").filter(|after| after.chars().count() > 2) {
                parts.push(Part::new("ال", Role::Particle));
                rest = after;
            }
            let is_little = matches!(rest, "بن" | "ابن" | "أبو" | "ابو" | "آل" | "بنت");
            parts.push(Part::new(rest, if is_little && !parts.is_empty() { Role::Particle } else { role }));
        }
        _ => parts.push(Part::new(word, role)),
    }
}

/// Puts together what is one name in several words: `Abd al-Rahman`, `Saif ud Din`.
fn merged(parts: Vec<Part>) -> Vec<Part> {
    let mut whole: Vec<Part> = Vec::with_capacity(parts.len());
    let mut servant: Option<Part> = None;
    for part in parts {
        if let Some(abd) = servant.take() {
            if part.role == Role::Particle {
                servant = Some(abd);
                continue;
            }
            if part.role == Role::Name {
                whole.push(Part {
                    words: format!("{} {}", abd.words, part.words),
                    is_servant: true,
                    weight: 1.0,
                    ..part
                });
                continue;
            }
            whole.push(abd);
        }
        if part.role == Role::Name && known::is_servant(&part.latin) {
            servant = Some(part);
            continue;
        }
        if part.role == Role::Name && known::is_faith(&part.latin) {
            let n_little = whole.iter().rev().take_while(|before| before.role == Role::Particle).count();
            let at = whole.len() - n_little;
            if at > 0 && whole[at - 1].role == Role::Name {
                whole.truncate(at);
                if let Some(before) = whole.pop() {
                    let latin = format!("{}uddin", before.latin);
                    whole.push(Part::of(format!("{} {}", before.words, part.words), latin, Role::Name, before.is_bare));
                    continue;
                }
            }
        }
        whole.push(part);
    }
    whole.extend(servant);
    whole
}

impl Part {
    fn new(word: &str, role: Role) -> Self {
        let is_bare = script_of(word) == Script::Bare;
        let mut latin = romanised(word);
        if latin.chars().any(|c| c.is_ascii_digit()) && latin.chars().any(|c| c.is_ascii_alphabetic()) {
            latin = latin.chars().map(letter_like).collect();
        }
        let servant = if role == Role::Name { known::after_servant(&latin).map(str::to_owned) } else { None };
        let part = Self::of(word.to_owned(), servant.clone().unwrap_or(latin), role, is_bare);
        Self { is_servant: servant.is_some(), ..part }
    }

    fn of(words: String, latin: String, role: Role, is_bare: bool) -> Self {
        let latin = if is_bare { latin } else { known::with_plain_end(&latin).unwrap_or(latin) };
        let sound = sound(&latin);
        let weight = match role {
            Role::Name if known::is_weak(&latin) => 0.35,
            Role::Name if known::is_common(&latin) => 0.6,
            Role::Name => 1.0,
            Role::Patronymic => 0.6,
            Role::Initial => 0.4,
            Role::Nickname | Role::Particle | Role::Title | Role::Ending => 0.0,
        };
        Self {
            consonants: consonants(&sound),
            lines: known::lines_of(&latin),
            words,
            latin,
            sound,
            role,
            weight,
            is_bare,
            is_servant: false,
        }
    }
}

/// Digits that stand for letters, by a slip or on purpose.
const fn letter_like(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        c => c,
    }
}

/// Two or three capitals that begin a name otherwise written in small letters: `JC Juncker`.
fn is_initials(word: &str) -> bool {
    (2..=3).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase())
        && !known::is_ending(&word.to_lowercase())
        && !known::is_title(&word.to_lowercase())
}

/// The words with what stands around them.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut is_joined, mut is_quoted, mut n_commas) = (false, false, 0);
    for c in text.chars() {
        let ends_initial = c == '.' && word.chars().count() == 1;
        if !(ends_initial || is_break(c)) {
            if !is_silent(c) && word.chars().count() < MAX_LETTERS {
                word.push(c);
            }
            continue;
        }
        if !word.is_empty() {
            words.push(Word { text: std::mem::take(&mut word), is_joined, is_quoted, n_commas });
            is_joined = false;
        }
        if words.len() > MAX_PARTS {
            break;
        }
        match c {
            '-' | '‐' | '‑' | '–' => is_joined = true,
            ',' | '،' => n_commas += 1,
            '(' | '[' | '“' | '„' | '«' => is_quoted = true,
            ')' | ']' | '”' | '»' => is_quoted = false,
            '"' => is_quoted = !is_quoted,
            _ => is_joined = false,
        }
    }
    if !word.is_empty() {
        words.push(Word { text: word, is_joined, is_quoted, n_commas });
    }
    words.retain(|word| word.text.chars().any(char::is_alphanumeric));
    if words.iter().all(|word| word.is_quoted) {
        for word in &mut words {
            word.is_quoted = false;
        }
    }
    words
}

fn is_break(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '‐'
                | '‑'
                | '–'
                | '/'
                | '·'
                | '・'
                | '_'
                | ','
                | '،'
                | ';'
                | '('
                | ')'
                | '['
                | ']'
                | '"'
                | '“'
                | '”'
                | '„'
                | '«'
                | '»'
        )
}

/// `Putin, Vladimir` as it is said. A comma before an ending (`Smith, Jr.`) turns nothing round.
fn in_spoken_order(mut words: Vec<Word>) -> Vec<Word> {
    let is_turned = words.last().is_some_and(|last| last.n_commas == 1)
        && words.iter().any(|word| word.n_commas == 0)
        && words.iter().filter(|word| word.n_commas == 1).any(|word| !known::is_ending(&romanised(&word.text)));
    if is_turned {
        words.sort_by_key(|word| std::cmp::Reverse(word.n_commas));
    }
    words
}

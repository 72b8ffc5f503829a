//! How much two names are one: a score, and which parts made it.
//!
//! Never decides: what is the same is for a person to say. The same either way round.

use crate::names::han;
use crate::names::known;
use crate::names::name::Name;
use crate::names::name::Part;
use crate::names::name::Role;
use crate::names::script::Script;
use crate::names::script::script_of;
use crate::names::sound::likeness;
use crate::names::sound::sound;
use std::ops::Range;

/// How two parts, or a part and several, come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Same,
    /// Another spelling, or a slip.
    Spelled,
    /// Another form of the same first name: `Bill`, `William`.
    Form,
    Initial,
    Nickname,
    /// One word here, several there.
    Joined,
}

/// What was found in two names: a is the first that was given, b the second.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    Matched {
        how: How,
        a: String,
        b: String,
    },
    /// A part that the other has nothing for.
    OnlyA(String),
    OnlyB(String),
    /// The parts stand in another order.
    Order,
    /// One is the initials of the other.
    Acronym,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Similarity {
    /// 0 nothing in common ..= 1 the same name.
    pub score: f64,
    pub reasons: Vec<Reason>,
}

impl Similarity {
    /// Nothing in common.
    pub const fn none() -> Self {
        Self { score: 0.0, reasons: Vec::new() }
    }

    /// As the second name sees the first.
    pub(crate) fn turned(mut self) -> Self {
        for reason in &mut self.reasons {
            *reason = match std::mem::replace(reason, Reason::Order) {
                Reason::Matched { how, a, b } => Reason::Matched { how, a: b, b: a },
                Reason::OnlyA(words) => Reason::OnlyB(words),
                Reason::OnlyB(words) => Reason::OnlyA(words),
                same @ (Reason::Order | Reason::Acronym) => same,
            };
        }
        self
    }
}

/// What is given for what, found by trying on half of the labelled pairs (`dossier eval --names`).
pub struct Weights {
    /// Parts that are less alike are two.
    pub least: f64,
    /// What parts left over on both sides count for: they contradict each other.
    pub conflict: f64,
    /// What parts left over on one side count for.
    pub more: f64,
    /// And what they count for beyond two: nobody is called by so little of his name.
    pub far_more: f64,
    /// Another order than a family name moved from one end to the other.
    pub shuffled: f64,
    /// A family name moved.
    pub moved: f64,
    /// Only one part in common, and the other name has more.
    pub alone: f64,
    /// Nothing but initials in common.
    pub initials: f64,
    /// Two words of which neither is the other written wrong, however alike.
    pub unlike: f64,
}

pub const WEIGHTS: Weights = Weights {
    least: 0.62,
    conflict: 2.0,
    more: 0.1,
    far_more: 0.3,
    shuffled: 0.75,
    moved: 0.97,
    alone: 0.85,
    initials: 0.6,
    unlike: 0.7,
};

/// What "servant of" counts for where the other name has another word in its place.
const SERVANT: f64 = 0.6;

/// Two names of persons.
pub fn similarity(a: &Name, b: &Name) -> Similarity {
    similarity_by(&WEIGHTS, a, b)
}

pub fn similarity_by(weights: &Weights, a: &Name, b: &Name) -> Similarity {
    if a.text == b.text || (a.key == b.key && !a.key.is_empty()) {
        let both = Reason::Matched { how: How::Same, a: a.text.clone(), b: b.text.clone() };
        return Similarity { score: 1.0, reasons: vec![both] };
    }
    if (&a.key, &a.text) <= (&b.key, &b.text) { compared(weights, a, b) } else { compared(weights, b, a).turned() }
}

/// Parts of one name and parts of the other that are the same, by their places.
struct Pair {
    a: Range<usize>,
    b: Range<usize>,
    likeness: f64,
    how: How,
}

fn compared(weights: &Weights, a: &Name, b: &Name) -> Similarity {
    let pairs = paired(weights, a, b);
    let taken_a = |index: usize| pairs.iter().any(|pair| pair.a.contains(&index));
    let taken_b = |index: usize| pairs.iter().any(|pair| pair.b.contains(&index));
    let weight_of = |name: &Name, range: &Range<usize>| {
        name.parts[range.clone()].iter().map(|part| part.weight).fold(0.0, f64::max)
    };
    let (mut matched, mut alike) = (0.0, 1.0_f64);
    for pair in &pairs {
        let (weight_a, weight_b) = (weight_of(a, &pair.a), weight_of(b, &pair.b));
        let weight = if pair.how == How::Initial { weight_a.min(weight_b) } else { f64::midpoint(weight_a, weight_b) };
        let weight = weight.max(0.2);
        matched += weight;
        // A part that differs tells two apart as well among five as among two: brothers share all the others.
        alike *= pair.likeness.powf(weight.min(1.0));
    }
    if matched == 0.0 {
        return Similarity::none();
    }
    let (left_a, left_b) = left_over(a, b, &pairs);
    let (conflict, more) = (left_a.min(left_b), (left_a - left_b).abs());
    // Ali Khan and Ali Shah are two, little as either tells.
    let conflict = if conflict > 0.0 { conflict.max(0.6) } else { 0.0 };
    let left_out = weights.more * more + weights.far_more * (more - 2.0).max(0.0);
    let mut score = alike * matched / (matched + left_out) / (1.0 + weights.conflict * conflict);
    if matched < 1.3 && more + conflict > 0.5 {
        score *= weights.alone;
    }
    if pairs.iter().all(|pair| pair.how == How::Initial) {
        score *= weights.initials;
    }
    let order = order(&pairs);
    match order {
        Order::Same => {}
        Order::Moved => score *= weights.moved,
        Order::Shuffled => score *= weights.shuffled,
    }
    if endings_differ(a, b) {
        score *= 0.6;
    }
    let mut reasons: Vec<Reason> = pairs
        .iter()
        .map(|pair| Reason::Matched { how: pair.how, a: words_of(a, &pair.a), b: words_of(b, &pair.b) })
        .collect();
    if order != Order::Same {
        reasons.push(Reason::Order);
    }
    let only = |name: &Name, is_taken: &dyn Fn(usize) -> bool, reason: fn(String) -> Reason| {
        let rest = name.parts.iter().enumerate().filter(|(at, part)| part.weight > 0.0 && !is_taken(*at));
        rest.map(|(_, part)| reason(part.words.clone())).collect::<Vec<_>>()
    };
    reasons.extend(only(a, &taken_a, Reason::OnlyA));
    reasons.extend(only(b, &taken_b, Reason::OnlyB));
    Similarity { score: score.clamp(0.0, 0.999), reasons }
}

/// What the parts count for that the other has nothing for, of a and of b.
fn left_over(a: &Name, b: &Name, pairs: &[Pair]) -> (f64, f64) {
    // A letter that fits nothing contradicts more than one that fits says.
    let weight = |part: &Part| if part.role == Role::Initial { 0.6 } else { part.weight };
    let left = |name: &Name, is_taken: &dyn Fn(usize) -> bool| -> f64 {
        name.parts.iter().enumerate().filter(|(at, _)| !is_taken(*at)).map(|(_, part)| weight(part)).sum()
    };
    let left_a = left(a, &|at| pairs.iter().any(|pair| pair.a.contains(&at)));
    let left_b = left(b, &|at| pairs.iter().any(|pair| pair.b.contains(&at)));
    // Abdul Mohammad is Mohammad with a word left out, but Wali Mohammad is somebody else.
    let is_servant = |name: &Name, range: &Range<usize>| name.parts[range.clone()].iter().any(|part| part.is_servant);
    let n_more = |more: &dyn Fn(&Pair) -> bool| SERVANT * pairs.iter().filter(|pair| more(pair)).count() as f64;
    let more_a = n_more(&|pair| is_servant(a, &pair.a) && !is_servant(b, &pair.b));
    let more_b = n_more(&|pair| is_servant(b, &pair.b) && !is_servant(a, &pair.a));
    (if left_b > 0.0 { left_a + more_a } else { left_a }, if left_a > 0.0 { left_b + more_b } else { left_b })
}

fn words_of(name: &Name, range: &Range<usize>) -> String {
    name.parts[range.clone()].iter().map(|part| part.words.as_str()).collect::<Vec<_>>().join(" ")
}

/// The best pairs, each part in one of them; in the order of a.
fn paired(weights: &Weights, a: &Name, b: &Name) -> Vec<Pair> {
    let is_chinese = a.is_chinese && b.is_chinese;
    let mut all = Vec::new();
    for (i, one) in a.parts.iter().enumerate().filter(|(_, part)| part.role.tells()) {
        for (j, other) in b.parts.iter().enumerate().filter(|(_, part)| part.role.tells()) {
            let (likeness, how) = part_likeness(weights, one, other, is_chinese);
            all.push(Pair { a: i..i + 1, b: j..j + 1, likeness, how });
        }
    }
    all.extend(joined(a, b, is_chinese));
    all.extend(joined(b, a, is_chinese).into_iter().map(|pair| Pair { a: pair.b, b: pair.a, ..pair }));
    all.retain(|pair| pair.likeness >= weights.least);
    // The likeliest first, of equals those that stand at like places: what is given for what does not depend on order.
    all.sort_by(|x, y| {
        let apart = |pair: &Pair| pair.a.start.abs_diff(pair.b.start);
        let size = |pair: &Pair| pair.a.len() + pair.b.len();
        y.likeness
            .total_cmp(&x.likeness)
            .then(size(y).cmp(&size(x)))
            .then(apart(x).cmp(&apart(y)))
            .then(x.a.start.cmp(&y.a.start))
    });
    let mut taken: Vec<Pair> = Vec::new();
    for pair in all {
        let overlaps = |x: &Range<usize>, y: &Range<usize>| x.start < y.end && y.start < x.end;
        if !taken.iter().any(|other| overlaps(&other.a, &pair.a) || overlaps(&other.b, &pair.b)) {
            taken.push(pair);
        }
    }
    taken.sort_by_key(|pair| pair.a.start);
    taken
}

/// One word here that is two or three there, particles included: `Binladin`, `bin Ladin`.
fn joined(one: &Name, several: &Name, is_chinese: bool) -> Vec<Pair> {
    let mut all = Vec::new();
    let may_join = |part: &Part| matches!(part.role, Role::Name | Role::Patronymic) && part.latin.chars().count() >= 5;
    for (i, part) in one.parts.iter().enumerate().filter(|(_, part)| may_join(part)) {
        for n in 2..=3 {
            for (j, window) in several.parts.windows(n).enumerate() {
                if window.iter().any(|part| matches!(part.role, Role::Title | Role::Ending | Role::Nickname)) {
                    continue;
                }
                // No sound is so much shorter than its letters that these could be alike.
                let n_bytes: usize = window.iter().map(|part| part.latin.len()).sum();
                if n_bytes > 2 * part.latin.len() || part.latin.len() > 2 * n_bytes {
                    continue;
                }
                let joined: String = window.iter().map(|part| part.latin.as_str()).collect();
                let likeness = if is_chinese && han::syllables(&joined) == han::syllables(&part.latin) {
                    0.95
                } else {
                    likeness(&sound(&joined), &part.sound) * 0.98
                };
                if likeness >= 0.85 {
                    all.push(Pair { a: i..i + 1, b: j..j + n, likeness, how: How::Joined });
                }
            }
        }
    }
    all
}

fn part_likeness(weights: &Weights, a: &Part, b: &Part, is_chinese: bool) -> (f64, How) {
    let first = |part: &Part| part.sound.chars().next();
    match (a.role == Role::Initial, b.role == Role::Initial) {
        (true, true) => return (if a.latin == b.latin { 1.0 } else { 0.0 }, How::Same),
        (true, false) | (false, true) => {
            let is_same = first(a) == first(b) || a.latin.chars().next() == b.latin.chars().next();
            return (if is_same { 0.9 } else { 0.0 }, How::Initial);
        }
        (false, false) => {}
    }
    let servant = if a.is_servant == b.is_servant { 1.0 } else { 0.85 };
    if a.latin == b.latin {
        let how = if a.role == Role::Nickname || b.role == Role::Nickname { How::Nickname } else { How::Same };
        return (servant, how);
    }
    let by_sound = if a.is_bare || b.is_bare { bare_likeness(a, b) } else { sound_likeness(a, b) };
    if a.sound == b.sound {
        return (0.97 * servant, How::Spelled);
    }
    if (a.role == Role::Patronymic) != (b.role == Role::Patronymic) {
        // Oleksandr is not Oleksandrovych, but his father may be.
        return (0.0, How::Spelled);
    }
    if a.lines.iter().any(|line| b.lines.contains(line)) {
        let how = if by_sound >= 0.65 { How::Spelled } else { How::Form };
        return (0.95 * servant, how);
    }
    if is_chinese && han::syllables(&a.latin) == han::syllables(&b.latin) {
        return (0.95, How::Spelled);
    }
    let likeness = by_sound * servant;
    let is_other = likeness >= weights.least && !a.is_bare && !b.is_bare && are_two_words(&a.latin, &b.latin);
    (if is_other { likeness * weights.unlike } else { likeness }, How::Spelled)
}

/// Whether neither can be the other written wrong, however alike they are.
fn are_two_words(a: &str, b: &str) -> bool {
    is_her_form(a, b) || slips(a, b) > MOST_SLIPS || (known::is_borne(a) && known::is_borne(b))
}

/// More letters than these are not written wrong in one word; what was heard differently sounds the same.
const MOST_SLIPS: usize = 2;

/// Letters that were left out, added, exchanged, or swapped with the next: the optimal string alignment distance, a
/// letter that is doubled in one counted once.
fn slips(a: &str, b: &str) -> usize {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    let (a, b) = (letters(a), letters(b));
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let mut cost = (last[j] + usize::from(a[i] != b[j])).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// Whether one is the other with the ending of a woman's name: `Karim`, `Karima`.
fn is_her_form(a: &str, b: &str) -> bool {
    let (his, hers) = if a.len() < b.len() { (a, b) } else { (b, a) };
    his.len() > 3 && hers.strip_suffix('a').is_some_and(|stem| stem == his || his.strip_suffix('o') == Some(stem))
}

/// Where one was written without vowels, only the consonants can be compared.
fn bare_likeness(a: &Part, b: &Part) -> f64 {
    if a.is_bare && b.is_bare {
        return likeness(&a.latin, &b.latin);
    }
    0.97 * likeness(&a.consonants, &b.consonants)
}

fn sound_likeness(a: &Part, b: &Part) -> f64 {
    if script_of(&a.words) == Script::Unspaced && script_of(&b.words) == Script::Unspaced {
        // A character is a syllable, not a letter.
        let n_equal = a.words.chars().zip(b.words.chars()).filter(|(a, b)| a == b).count();
        return n_equal as f64 / a.words.chars().count().max(b.words.chars().count()).max(1) as f64;
    }
    let ((stem_a, end_a), (stem_b, end_b)) = (known::stem(&a.sound), known::stem(&b.sound));
    if !end_a.is_empty() && end_a == end_b {
        return f64::midpoint(likeness(stem_a, stem_b), likeness(&a.sound, &b.sound));
    }
    likeness(&a.sound, &b.sound).min(0.96)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Same,
    /// What stood first stands last.
    Moved,
    Shuffled,
}

fn order(pairs: &[Pair]) -> Order {
    let places: Vec<usize> = pairs.iter().map(|pair| pair.b.start).collect();
    let n_falls = places.windows(2).filter(|two| two[0] > two[1]).count();
    match n_falls {
        0 => Order::Same,
        1 if places.first() > places.last() => Order::Moved,
        _ => Order::Shuffled,
    }
}

/// `Jr` here, `Sr` there.
fn endings_differ(a: &Name, b: &Name) -> bool {
    let ending = |name: &Name| name.parts.iter().find(|part| part.role == Role::Ending).map(|part| part.latin.clone());
    matches!((ending(a), ending(b)), (Some(a), Some(b)) if a != b)
}

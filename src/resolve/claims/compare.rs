//! Two claims side by side: whether they may be one event, one saying, or figures of one thing, and why.
//!
//! Pure, and never decides: a score above [`WORTH_ASKING`] is a reason to ask a person.

use crate::model::kind::ClaimKind;
use crate::resolve::claims::told::Told;
use crate::resolve::claims::told::Who;
use crate::resolve::claims::told::Word;
use crate::resolve::claims::told::in_common;
use crate::resolve::claims::told::words;
use chrono::NaiveDate;

/// From here on a pair is offered.
pub const WORTH_ASKING: f64 = 0.5;

/// How alike two claims are, 0..=1, and in words what they share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alike {
    pub score: f64,
    pub reasons: Vec<String>,
}

impl Alike {
    fn add(&mut self, weight: f64, reason: String) {
        self.score += weight;
        self.reasons.push(reason);
    }
}

/// `None`: they contradict each other, or share too little to be asked about.
pub fn compared(one: &Told, other: &Told) -> Option<Alike> {
    if one.kind != other.kind {
        return None;
    }
    let alike = match one.kind {
        ClaimKind::Event => events(one, other),
        ClaimKind::Quote => quotes(one, other),
        ClaimKind::Figure => figures(one, other),
        ClaimKind::Role => None,
    };
    alike.filter(|alike| alike.score >= WORTH_ASKING).map(|mut alike| {
        alike.score = alike.score.min(1.0);
        alike
    })
}

/// Days between what was told without a date and what has one.
const TOLD_WITHIN: i32 = 10;

fn events(one: &Told, other: &Told) -> Option<Alike> {
    let is_denied = |told: &Told| matches!(told.modality.as_str(), "negated" | "hypothetical");
    if one.event != other.event || (one.modality != other.modality && (is_denied(one) || is_denied(other))) {
        return None;
    }
    let mut alike = Alike::default();
    let is_same_day = dates(one, other, &mut alike)?;
    let both: Vec<&Who> = one.who.iter().filter(|who| other.who.iter().any(|there| there.is(who))).collect();
    let is_same_place = one.place.as_ref().zip(other.place.as_ref()).map(|(here, there)| here.is(there));
    let names: Vec<&str> = both.iter().map(|who| who.name.as_str()).collect();
    // A name that both have counts as a name, not once more as words.
    let of_names: Vec<Word> = both.iter().copied().chain(&one.place).flat_map(|who| words(&who.name)).collect();
    let is_name = |word: &&str| of_names.iter().any(|name| name.word == **word);
    let common: Vec<&str> = in_common(&one.words, &other.words).into_iter().filter(|word| !is_name(word)).collect();
    match both.len() {
        // Each says who, and they name nobody in common.
        0 if !one.who.is_empty() && !other.who.is_empty() => return None,
        0 if is_same_place != Some(true) && (!is_same_day || common.len() < 2) => return None,
        0 => {}
        1 => alike.add(0.25, format!("both {}", names.join(""))),
        _ => alike.add(0.4, format!("both {}", listed(&names))),
    }
    match is_same_place {
        Some(true) => alike.add(0.2, format!("both in {}", one.place.as_ref().map_or("", |place| &place.name))),
        // A town and its country are no contradiction, but two towns are.
        Some(false) if both.len() < 2 => alike.score -= 0.15,
        _ => {}
    }
    let fewer = one.words.len().min(other.words.len()).max(1);
    if !common.is_empty() {
        alike.add(0.3 * common.len() as f64 / fewer as f64, format!("words in common: {}", listed(&common)));
    }
    // What one article tells twice is told apart by its own rules: more must speak for it.
    (one.article != other.article || alike.score >= 0.65).then_some(alike)
}

/// Weighs the days; `None` where they exclude each other. Whether both name the same day.
fn dates(one: &Told, other: &Told, alike: &mut Alike) -> Option<bool> {
    match (one.days, other.days) {
        (Some(here), Some(there)) => {
            let meet = here.0 <= there.1 && there.0 <= here.1;
            if !meet {
                return None;
            }
            let is_same_day = here == there && here.0 == here.1;
            if is_same_day {
                alike.add(0.4, format!("both on {}", day(here.0)));
            } else {
                alike.add(0.2, "their dates meet".to_owned());
            }
            Some(is_same_day)
        }
        (None, None) => {
            let apart = (one.published? - other.published?).abs();
            (apart <= TOLD_WITHIN).then(|| alike.add(0.1, "told in the same days".to_owned()))?;
            Some(false)
        }
        (Some(dated), None) | (None, Some(dated)) => {
            let told = if one.days.is_none() { one.published? } else { other.published? };
            let is_near = dated.0 - TOLD_WITHIN <= told && told <= dated.1 + TOLD_WITHIN;
            is_near.then(|| alike.add(0.15, "told within days of it".to_owned()))?;
            Some(false)
        }
    }
}

fn quotes(one: &Told, other: &Told) -> Option<Alike> {
    const FEWEST: usize = 4;
    let speaks = one.who.first().zip(other.who.first());
    let is_one_speaker = speaks.map(|(here, there)| here.is(there));
    let fewer = one.words.len().min(other.words.len());
    if is_one_speaker == Some(false) || fewer < FEWEST || one.article == other.article {
        return None;
    }
    let common = in_common(&one.words, &other.words).len();
    let share = common as f64 / fewer as f64;
    if share < 0.8 {
        return None;
    }
    let mut alike = Alike::default();
    alike.add(
        0.5 * share,
        if common == fewer { "the same words".to_owned() } else { "nearly the same words".to_owned() },
    );
    if let Some((speaker, _)) = speaks {
        alike.add(0.4, format!("both said by {}", speaker.name));
    }
    Some(alike)
}

fn figures(one: &Told, other: &Told) -> Option<Alike> {
    let is_placed_apart = one.place.as_ref().zip(other.place.as_ref()).is_some_and(|(here, there)| !here.is(there));
    let is_other_fate = one.fate.zip(other.fate).is_some_and(|(here, there)| here != there);
    let is_measured = one.measure.is_some() && other.measure.is_some();
    if one.unit != other.unit || is_placed_apart || is_other_fate || is_measured {
        return None;
    }
    let mut alike = Alike::default();
    let whom = in_common(&one.population, &other.population);
    let fewer = one.population.len().min(other.population.len());
    if whom.is_empty() && (fewer > 0 || one.place.is_none() || one.fate != other.fate) {
        return None;
    }
    if !whom.is_empty() {
        alike.add(0.3 * whom.len() as f64 / fewer.max(1) as f64, format!("both of {}", listed(&whom)));
    }
    match (one.fate, other.fate) {
        (Some(fate), Some(_)) => alike.add(0.2, format!("both {}", fate.word())),
        (None, None) => {}
        // Who left is not who stays.
        _ => alike.score -= 0.2,
    }
    if let Some((here, _)) = one.place.as_ref().zip(other.place.as_ref()) {
        alike.add(0.15, format!("both in {}", here.name));
    }
    let common = in_common(&one.words, &other.words);
    let n_words = one.words.len().min(other.words.len()).max(1);
    alike.score += 0.25 * common.len() as f64 / n_words as f64;
    let near = nearness(one.range?, other.range?);
    alike.score += 0.2 * near;
    if near >= 1.0 {
        alike.reasons.push("their numbers meet".to_owned());
    } else if near > 0.4 {
        alike.reasons.push("numbers of one size".to_owned());
    }
    // Figures of one article are told apart by whoever wrote it, unless it says the same twice.
    let is_repeated = near >= 1.0 && alike.score >= 0.8;
    (one.article != other.article || is_repeated).then_some(alike)
}

/// 1 where two ranges meet, less the more often the one goes into the other; 0 from three times on.
fn nearness(one: (f64, f64), other: (f64, f64)) -> f64 {
    if one.0 <= other.1 && other.0 <= one.1 {
        return 1.0;
    }
    let (low, high) = if one.1 < other.0 { (one.1, other.0) } else { (other.1, one.0) };
    if low <= 0.0 {
        return 0.0;
    }
    (1.0 - (high / low).ln() / 3.0_f64.ln()).max(0.0)
}

/// `1 Nov 2023`.
fn day(days: i32) -> String {
    NaiveDate::from_num_days_from_ce_opt(days).map_or_else(String::new, |day| day.format("%-d %b %Y").to_string())
}

/// `a, b and 2 more`.
fn listed(names: &[&str]) -> String {
    const SAID: usize = 3;
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] if names.len() <= SAID => format!("{} and {last}", rest.join(", ")),
        _ => format!("{} and {} more", names[..SAID - 1].join(", "), names.len() - SAID + 1),
    }
}

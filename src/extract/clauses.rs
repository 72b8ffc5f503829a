//! Clauses: which words of a sentence stand in one and the same, so that a claim takes its day and its place from its own.
//!
//! Never parses: conjunctions, relative pronouns and commas with a verb behind them are the borders, and where none is
//! seen the sentence is one clause.

use crate::extract::cast::Cast;
use crate::extract::quotes::verbs::is_auxiliary;
use crate::extract::quotes::verbs::is_finite;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// How far the verb of a clause that begins is looked for.
const REACH: usize = 10;

/// How far the comma is looked for that closes an aside.
const ASIDE: usize = 14;

/// The clause of each token, by number.
pub struct Clauses {
    of: Vec<u32>,
}

/// What ends a clause inside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closes {
    Comma,
    /// The verb of the clause around it, once it has had its own.
    Verb,
    Never,
}

#[derive(Clone, Copy)]
struct Open {
    number: u32,
    closes: Closes,
    has_verb: bool,
}

impl Clauses {
    pub fn new(cast: &Cast<'_, '_>) -> Self {
        let mut clauses = Self { of: vec![0; cast.reading.tokens.len()] };
        let mut n_clauses = 0;
        for sentence in cast.reading.body_sentences() {
            n_clauses = clauses.number(cast, sentence, n_clauses + 1);
        }
        clauses
    }

    pub fn same(&self, one: usize, other: usize) -> bool {
        self.of.get(one) == self.of.get(other)
    }

    /// Whether the verb of a token's clause stands before it.
    pub fn is_behind_verb(&self, cast: &Cast<'_, '_>, token: usize) -> bool {
        let first = cast.reading.sentence(token).first;
        (first..token).any(|at| self.same(at, token) && is_finite(cast, at))
    }

    /// Numbers the clauses of a sentence from `first_number` on; the last number given.
    fn number(&mut self, cast: &Cast<'_, '_>, sentence: Sentence, first_number: u32) -> u32 {
        let mut last = first_number;
        let mut outer: Vec<Open> = Vec::new();
        let mut clause = Open { number: last, closes: Closes::Never, has_verb: false };
        for at in sentence.first..sentence.end {
            if closes(cast, at, clause)
                && let Some(around) = outer.pop()
            {
                clause = around;
            }
            if let Some(how) = opens(cast, at, sentence, clause) {
                last += 1;
                outer.push(clause);
                clause = Open { number: last, closes: how, has_verb: false };
            } else if joins(cast, at, sentence, clause) {
                last += 1;
                clause = Open { number: last, has_verb: false, ..clause };
            }
            // What is said has a verb of its own: `says 20 rebels and a soldier died`.
            let reports = cast.mention_at(at).is_none() && is_in(Class::SpeechThat, cast.low(at, at));
            clause.has_verb = (clause.has_verb || is_finite(cast, at)) && !reports;
            self.of[at] = clause.number;
        }
        last
    }
}

fn is_comma(cast: &Cast<'_, '_>, at: usize) -> bool {
    // `on 4 May, 2023` has one of its own.
    cast.reading.tokens[at].text == "," && cast.mention_at(at).is_none()
}

/// The comma of `Lima, Cusco and Quito`.
fn is_of_list(cast: &Cast<'_, '_>, at: usize) -> bool {
    let next = cast.mention_at(at + 1).map(|mention| cast.ranges[mention].1);
    let before = at.checked_sub(1).and_then(|before| cast.label_at(before));
    let goes_on = |end: usize| matches!(cast.low(end, at), "," | "and" | "or");
    next.is_some_and(|end| goes_on(end) && before.is_some() && before == cast.label_at(at + 1))
}

fn closes(cast: &Cast<'_, '_>, at: usize, clause: Open) -> bool {
    match clause.closes {
        Closes::Never => false,
        Closes::Comma => is_comma(cast, at) && !is_of_list(cast, at),
        Closes::Verb => {
            let before = cast.reading.low_before(at);
            clause.has_verb && is_finite(cast, at) && !is_auxiliary(before) && !before.ends_with("ly")
        }
    }
}

/// How a clause ends that opens at a token, if one does.
fn opens(cast: &Cast<'_, '_>, at: usize, sentence: Sentence, around: Open) -> Option<Closes> {
    let behind_comma = at > sentence.first && is_comma(cast, at - 1);
    let word = cast.low(at, at);
    if cast.mention_at(at).is_some() {
        return None;
    }
    // `a battle in which two died`: at the same place and time.
    let is_scene = word == "which" && matches!(cast.reading.low_before(at), "in" | "at" | "during");
    if is_scene {
        return None;
    }
    if matches!(word, "who" | "which" | "whom" | "whose") || word == "where" && behind_comma {
        return Some(match (behind_comma, around.has_verb) {
            (true, _) => Closes::Comma,
            (false, false) => Closes::Verb,
            (false, true) => Closes::Never,
        });
    }
    if behind_comma && is_reduced(cast, at, sentence) {
        return Some(Closes::Comma);
    }
    if !subordinates(cast, at) {
        return None;
    }
    let comma = (at + 1..sentence.end).find(|index| is_comma(cast, *index)).unwrap_or(sentence.end);
    let is_participle = matches!(word, "after" | "before" | "while") && cast.low(at + 1, at).ends_with("ing");
    let has_clause = verb_behind_subject(cast, at + 1, comma, false);
    let is_fronted = at == sentence.first || behind_comma && !around.has_verb;
    (is_participle || has_clause).then_some(if is_fronted { Closes::Comma } else { Closes::Never })
}

/// Words that open a clause of time or reason where a verb follows; of `when` and `as` both are at one time and place.
fn subordinates(cast: &Cast<'_, '_>, at: usize) -> bool {
    matches!(
        cast.low(at, at),
        "after"
            | "before"
            | "because"
            | "although"
            | "though"
            | "while"
            | "whereas"
            | "once"
            | "until"
            | "unless"
            | "since"
    )
}

/// `, elected in 2019,` behind a name.
fn is_reduced(cast: &Cast<'_, '_>, at: usize, sentence: Sentence) -> bool {
    let word = cast.low(at, at);
    let is_participle = word.len() > 4 && word.ends_with("ed")
        || matches!(word, "born" | "held" | "shot" | "found" | "built" | "known" | "made" | "led");
    let behind_name = at >= sentence.first + 2 && cast.mention_at(at - 2).is_some();
    let comma = (at + 1..sentence.end.min(at + ASIDE)).find(|index| is_comma(cast, *index));
    // `, the envoy, Ana Ruiz, held talks in Lima, officials said` has its verb there.
    let goes_on = |comma: usize| {
        let next = cast.low(comma + 1, at);
        is_finite(cast, comma + 1) || is_finite(cast, comma + 2) && next.ends_with("ly") || matches!(next, "on" | "in")
    };
    is_participle && behind_name && comma.is_some_and(goes_on)
}

/// `and the governor resigned`: a clause with a subject of its own is joined at a token; not `and met`, `and 12 wounded`.
fn joins(cast: &Cast<'_, '_>, at: usize, sentence: Sentence, clause: Open) -> bool {
    if matches!(cast.reading.tokens[at].text, ";" | ":") {
        return true;
    }
    let is_link = matches!(cast.low(at, at), "and" | "but" | "or" | "nor" | "yet" | "whereas");
    // `Peru and Chile signed it`: two subjects of one verb.
    let is_second = clause.has_verb || cast.low(at, at) == "but";
    is_link && is_second && cast.mention_at(at).is_none() && verb_behind_subject(cast, at + 1, sentence.end, true)
}

/// Whether a subject stands at `from` and its verb behind it, before `limit`.
fn verb_behind_subject(cast: &Cast<'_, '_>, from: usize, limit: usize, is_joined: bool) -> bool {
    if from >= limit || is_finite(cast, from) || cast.label_at(from) == Some(Label::Date) {
        return false;
    }
    let is_count = matches!(cast.label_at(from), Some(Label::Quantity | Label::Percent | Label::Money))
        || matches!(
            cast.low(from, from),
            "others" | "several" | "dozens" | "hundreds" | "another" | "more" | "two" | "three"
        );
    for at in from + 1..limit.min(from + REACH) {
        let word = cast.low(at, at);
        let is_border = is_comma(cast, at)
            || matches!(
                word,
                "who"
                    | "which"
                    | "that"
                    | "after"
                    | "before"
                    | "when"
                    | "while"
                    | "since"
                    | "until"
                    | "because"
                    | "as"
                    | "to"
                    | "\""
                    | "“"
                    | "”"
            )
            || is_joined && cast.label_at(at) == Some(Label::Date);
        if is_border {
            return false;
        }
        // `and 12 wounded in Lima`, `and three men accused of it`: no verb of their own.
        let is_plain = !is_joined || is_auxiliary(word) || !is_count && !is_participle(word);
        if is_plain && is_finite(cast, at) {
            return true;
        }
    }
    false
}

/// Forms that are participles behind a noun more often than its verb.
fn is_participle(word: &str) -> bool {
    matches!(
        word,
        "accused"
            | "suspected"
            | "involved"
            | "based"
            | "charged"
            | "wanted"
            | "called"
            | "named"
            | "held"
            | "trapped"
            | "injured"
            | "wounded"
            | "displaced"
            | "affected"
            | "located"
            | "believed"
            | "linked"
            | "caused"
            | "found"
            | "made"
            | "built"
            | "shot"
            | "led"
            | "sold"
            | "left"
            | "lost"
            | "hit"
            | "cut"
            | "put"
            | "paid"
            | "set"
    )
}

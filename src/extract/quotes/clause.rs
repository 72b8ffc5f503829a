//! Clauses: where what is said begins and ends, and whether a stretch of words has a verb of its own.
//!
//! Never parses: closed classes of words and endings decide, so that each answer is the same for the same few words.

use crate::extract::cast::Cast;
use crate::extract::quotes::cues::Cue;
use crate::extract::quotes::cues::cue;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::has_finite;
use crate::extract::quotes::verbs::is_auxiliary;
use crate::extract::quotes::verbs::is_finite;
use crate::extract::quotes::verbs::is_link;
use crate::extract::quotes::verbs::is_present;
use crate::extract::quotes::verbs::is_verb;
use crate::extract::reading::Sentence;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;

/// Where the clause that hangs on a verb begins, and whether a word such as `that` opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    pub first: usize,
    pub is_marked: bool,
}

/// How far behind its verb a clause begins at most: `told reporters after a meeting in Lima on Thursday that …`.
const REACH: usize = 24;

/// How verbs begin that name whom they are said to: `informed the court that`.
const ADDRESSING: &[&str] = &["assur", "inform", "remind", "warn", "notif", "advis", "appris", "promise", "promising"];

/// Where the reported clause of the verb at `at` begins: after `that`, or right behind a verb that needs none.
pub fn opening(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize, how: Cue) -> Option<Opening> {
    let cast = speakers.cast;
    let mut from = at + 1;
    if how.tells() || ADDRESSING.iter().any(|stem| cast.low(at, at).starts_with(stem)) {
        from = addressee_end(cast, at + 1);
    } else if matches!(cast.low(at, at), "pointed" | "points" | "pointing") {
        if cast.low(at + 1, at) != "out" {
            return None;
        }
        from = at + 2;
    }
    // `told an official inquiry on Tuesday that`: whom it is told has more than one word.
    let n_more = if how.tells() && from > at + 1 { 1 + plain_nouns(cast, from, at) } else { 1 };
    if let Some(marked) = (from..from + n_more).find_map(|from| word_that(speakers, sentence, at, from)) {
        return how.takes_that().then_some(Opening { first: marked, is_marked: true });
    }
    if how.tells() && from == at + 1 {
        return None;
    }
    let from = skip_day(cast, from, at).or_else(|| skip_setting(cast, from, at)).unwrap_or(from);
    let is_clause = how.takes_clause() && opens_clause(cast, sentence, from, how);
    is_clause.then_some(Opening { first: from, is_marked: false })
}

/// The token behind `that`, or a question word, which may follow asides and adverbials.
fn word_that(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize, from: usize) -> Option<usize> {
    let cast = speakers.cast;
    let limit = sentence.end.min(at + REACH);
    let is_that = |index: usize| cast.low(index, at) == "that" && cast.mention_at(index).is_none();
    let begin = |index: usize| {
        let pronoun = matches!(cast.low(index + 1, at), "is" | "was" | "would" | "will" | "’s" | "'s" | "could");
        if pronoun { index } else { index + 1 }
    };
    let first = (from..limit).find(|index| !matches!(cast.reading.tokens[*index].text, ":"))?;
    if is_that(first) {
        return Some(begin(first));
    }
    if matches!(cast.low(first, at), "whether" | "how" | "why") && !speakers.is_quoted(first) {
        return Some(first);
    }
    // `say at least 30 were arrested and that nine are in jail`
    let is_amount = matches!(cast.label_at(first), Some(Label::Quantity | Label::Money | Label::Percent));
    let is_adverbial = is_link(cast.low(first, at)) && !is_amount
        || matches!(cast.low(first, at), "of" | "about")
        || matches!(cast.label_at(first), Some(Label::Date | Label::Time))
        || cast.low(first, at) == ","
        || matches!(
            cast.low(first, at),
            "again" | "later" | "earlier" | "today" | "yesterday" | "repeatedly" | "publicly"
        );
    if !is_adverbial {
        return None;
    }
    for index in first..limit {
        let text = cast.reading.tokens[index].text;
        if is_that(index) {
            return Some(begin(index));
        }
        let is_other_verb = index > first && cue(cast.low(index, at)).is_some_and(|how| !how.is_noun_too());
        if matches!(text, ":" | ";" | "“" | "”" | "\"") || is_other_verb {
            return None;
        }
        if text == "," && !is_aside(cast, index, limit) {
            return None;
        }
    }
    None
}

/// `said on X, in a post on Thursday, that …`: a comma whose aside ends in another comma and `that`.
fn is_aside(cast: &Cast<'_, '_>, comma: usize, limit: usize) -> bool {
    let that = (comma + 1..limit).find(|at| cast.low(*at, comma) == "that");
    that.is_some_and(|that| cast.low(that - 1, comma) == "," || that == comma + 1)
}

/// Behind whom something is told: `told reporters`, `told the BBC`, `told Ana Ruiz of Lima`.
fn addressee_end(cast: &Cast<'_, '_>, from: usize) -> usize {
    if let Some(mention) = cast.mention_at(from).filter(|mention| cast.mentions[*mention].label.names_entity()) {
        return cast.ranges[mention].1;
    }
    let word = cast.low(from, from.saturating_sub(1));
    if matches!(
        word,
        "me" | "us" | "him" | "them" | "you" | "reporters" | "journalists" | "lawmakers" | "everyone" | "her"
    ) {
        return from + 1;
    }
    let mut at = from;
    let determined = matches!(word, "the" | "a" | "an" | "his" | "her" | "their" | "its" | "some" | "all");
    at += usize::from(determined);
    while at < from + 6 {
        if let Some(mention) = cast.mention_at(at) {
            at = cast.ranges[mention].1;
            if determined && cast.reading.tokens.get(at).is_some_and(|token| token.text.starts_with(char::is_lowercase))
            {
                continue;
            }
            return at;
        }
        let word = cast.low(at, from);
        let is_noun = word.starts_with(char::is_alphabetic) && !is_in(Class::Function, word);
        if !is_noun {
            break;
        }
        at += 1;
        if word.ends_with('s') || determined && !is_title_like(cast.low(at, from)) {
            break;
        }
    }
    at.max(from)
}

/// At most two words that can be nouns.
fn plain_nouns(cast: &Cast<'_, '_>, from: usize, beside: usize) -> usize {
    let is_noun = |at: &usize| {
        let word = cast.low(*at, beside);
        cast.mention_at(*at).is_none()
            && word.starts_with(char::is_alphabetic)
            && !is_in(Class::Function, word)
            && !is_finite(cast, *at)
            && cue(word).is_none_or(Cue::is_noun_too)
    };
    (from..from + 2).take_while(is_noun).count()
}

fn is_title_like(word: &str) -> bool {
    is_in(Class::TitleNoun, word)
        || is_in(Class::TitleModifier, word)
        || matches!(word, "agency" | "newspaper" | "channel")
}

/// `said Thursday the dam …`, `said on Thursday the dam …`.
fn skip_day(cast: &Cast<'_, '_>, from: usize, at: usize) -> Option<usize> {
    let from = from + usize::from(cast.low(from, at) == "on");
    let mention = cast.mention_at(from).filter(|mention| cast.mentions[*mention].label == Label::Date)?;
    Some(cast.ranges[mention].1)
}

/// `said in a statement the dam …`, `said at a press conference the dam …`.
fn skip_setting(cast: &Cast<'_, '_>, from: usize, at: usize) -> Option<usize> {
    if !matches!(cast.low(from, at), "in" | "at" | "during") {
        return None;
    }
    let ends = |index: &usize| {
        matches!(
            cast.low(*index, at),
            "statement" | "conference" | "briefing" | "interview" | "report" | "letter" | "speech" | "post"
        )
    };
    let noun = (from + 1..from + 6).find(ends)?;
    let then = skip_day(cast, noun + 1, at).unwrap_or(noun + 1);
    let next = cast.low(then, at);
    (!matches!(next, "," | "." | "" | "on" | "with" | "by" | "to" | "that" | ":" | "and")).then_some(then)
}

/// Whether a clause begins at `from`: a subject, and a verb of its own where the verb before takes objects too.
pub fn opens_clause(cast: &Cast<'_, '_>, sentence: &Sentence, from: usize, how: Cue) -> bool {
    if from >= sentence.end {
        return false;
    }
    let at = from - 1;
    let word = cast.low(from, at);
    let is_start = word.starts_with(char::is_alphanumeric) || matches!(word, "$" | "€" | "£" | "[" | "“" | "\"");
    let is_barred = is_link(word)
        || matches!(
            word,
            "" | "of" | "as" | "about" | "so" | "or" | "and" | "but" | "into" | "over" | "against" | "up" | "out"
        )
        || (matches!(
            word,
            "no" | "yes" | "nothing" | "something" | "anything" | "it" | "this" | "them" | "him" | "goodbye"
        ) && !has_finite(cast, from + 1, sentence.end.min(from + 3))
            && !(matches!(word, "it" | "this") && cast.low(from + 1, at).ends_with('s')));
    // `said at least 14 had died`: the amount's own words are no preposition.
    let is_amount = matches!(cast.label_at(from), Some(Label::Quantity | Label::Money | Label::Percent));
    if is_barred && let Some(behind) = behind_day(cast, from) {
        return has_finite(cast, behind + 1, sentence.end);
    }
    let is_barred = is_barred && !is_amount;
    let is_day = cast.label_at(from) == Some(Label::Date) && !has_finite(cast, from, sentence.end.min(from + 8));
    if !is_start || is_barred || is_day || sentence.end < from + 3 {
        return false;
    }
    if is_auxiliary(word) && !word.contains(['\'', '’']) {
        return false;
    }
    let subject_pronoun =
        matches!(word, "he" | "she" | "it" | "they" | "we" | "i" | "you" | "there" | "this" | "these" | "those");
    if subject_pronoun || word.contains(['\'', '’']) && is_auxiliary(word) {
        return true;
    }
    if how.takes_bare_clause() {
        let until = clause_limit(cast, from, sentence.end);
        // `declared independence in 1991 but has not been recognised`: the verb has the subject of the one before.
        let is_joined = |index: &usize| matches!(cast.low(*index, at), "but" | "and") && is_finite(cast, index + 1);
        let until = (from + 1..until.saturating_sub(1)).find(is_joined).unwrap_or(until);
        return has_finite(cast, from + 1, until) || (from + 1..until).any(|index| is_present(cast, index));
    }
    is_plain_clause(cast, from, sentence.end)
}

/// `estimated by 2050, demand would double`: what stands behind the day that only opens the clause.
fn behind_day(cast: &Cast<'_, '_>, from: usize) -> Option<usize> {
    let leads = matches!(cast.low(from, from), "by" | "since" | "within" | "until");
    let day = cast.mention_at(from + 1).filter(|day| leads && cast.mentions[*day].label == Label::Date)?;
    let end = cast.ranges[day].1;
    (cast.low(end, from) == ",").then_some(end + 1)
}

/// A subject without commas or clauses of its own, and then a verb: what tells `found the dam has cracks` from `found
/// the dam, which has cracks`.
fn is_plain_clause(cast: &Cast<'_, '_>, from: usize, end: usize) -> bool {
    for at in from..end.min(from + 14) {
        if cast.mention_at(at).is_some() {
            continue;
        }
        // `argued the bill, passed in May, is void`: the verb stands right behind the aside.
        if cast.reading.tokens[at].text == "," && at > from {
            let closing = (at + 2..end.min(at + 14)).find(|index| cast.reading.tokens[*index].text == ",");
            return closing.is_some_and(|closing| {
                let verb = closing + 1;
                verb < end && cue(cast.low(verb, at)).is_none() && (is_finite(cast, verb) || is_present(cast, verb))
            });
        }
        let word: &str = &cast.reading.folded[at];
        let breaks = matches!(
            word,
            "which"
                | "who"
                | "that"
                | "but"
                | "where"
                | "when"
                | "while"
                | "because"
                | "if"
                | "to"
                | "as"
                | "than"
                | "more"
                | "being"
                | "me"
                | "upon"
                | "under"
        ) || matches!(
            cast.reading.tokens[at].text,
            "," | ";" | ":" | "(" | "“" | "”" | "\"" | "—" | "–" | "." | "?"
        );
        if breaks {
            return false;
        }
        if at > from && (is_finite(cast, at) || is_present(cast, at)) {
            return true;
        }
    }
    false
}

/// Where a clause without commas ends at the latest.
fn clause_limit(cast: &Cast<'_, '_>, from: usize, end: usize) -> usize {
    (from..end).find(|at| matches!(cast.reading.tokens[*at].text, ";" | ":")).unwrap_or(end)
}

/// End of a report: before the sentence's last marks, and before another report that goes on behind a comma or `and`.
pub fn content_end(speakers: &Speakers<'_, '_, '_>, first: usize, limit: usize) -> usize {
    let cast = speakers.cast;
    let mut end = limit;
    for at in first + 2..limit {
        let word: &str = &cast.reading.folded[at];
        let before = cast.reading.low_before(at);
        let parts = matches!(before, "," | "and" | "but" | "while" | "–" | "—" | ";");
        if !parts || speakers.is_quoted(at) || cast.mention_at(at).is_some() {
            continue;
        }
        let next_report = cue(word).is_some_and(|how| how.takes_bare_clause() || how.trails() && !how.is_noun_too())
            && (cast.low(at + 1, at) == "that"
                || matches!(
                    word,
                    "said"
                        | "says"
                        | "added"
                        | "saying"
                        | "adding"
                        | "told"
                        | "claiming"
                        | "arguing"
                        | "warning"
                        | "stressing"
                        | "noting"
                ));
        let accords = word == "according" && cast.low(at + 1, at) == "to";
        let addressed =
            matches!(word, "while") && matches!(cast.low(at + 1, at), "addressing" | "speaking" | "talking");
        let own_subject = matches!(before, "," | "but" | "while" | ";" | "and") && other_report(speakers, at, limit);
        // `…, a charge the ministry denied`: what the writer calls it.
        let is_called = before == "," && matches!(word, "a" | "an") && is_called(cast.low(at + 1, at));
        if next_report || accords || addressed || own_subject || is_called {
            end = at;
            break;
        }
    }
    trimmed(cast, first, end)
}

/// What writers call a report behind it.
fn is_called(word: &str) -> bool {
    matches!(word, "charge" | "claim" | "allegation" | "accusation" | "assertion" | "view" | "statement" | "suggestion")
}

/// Whether somebody else's report begins at `at`: a subject, a verb of saying and `that` or a clause within six words.
fn other_report(speakers: &Speakers<'_, '_, '_>, at: usize, limit: usize) -> bool {
    let cast = speakers.cast;
    let Some(verb) = (at + 1..limit.min(at + 7)).find(|index| {
        cast.mention_at(*index).is_none()
            && match &*cast.reading.folded[*index] {
                "said" | "says" | "told" | "added" | "claimed" | "insisted" | "insist" | "insists" => true,
                word => {
                    let parts = cast.reading.tokens[at - 1].text == ";" && cast.low(index + 1, at) == "that";
                    parts && cue(word).is_some_and(|how| how.takes_that() && is_verb(cast, *index, how))
                }
            }
    }) else {
        return false;
    };
    speakers.before(verb).is_some_and(|speaker| speaker.first >= at)
}

/// Without marks and links at the end.
pub fn trimmed(cast: &Cast<'_, '_>, first: usize, end: usize) -> usize {
    let mut end = end;
    while end > first {
        let token = cast.reading.tokens[end - 1].text;
        let stays = token.starts_with(char::is_alphanumeric) || matches!(token, ")" | "%" | "]");
        let links = matches!(cast.low(end - 1, first), "and" | "but" | "while" | "as");
        if stays && !links {
            break;
        }
        end -= 1;
    }
    end
}

//! Clauses: where what is said begins and ends, and whether a stretch of words has a verb of its own.
//!
//! Never parses: closed classes of words and endings decide, so that each answer is the same for the same few words.

use crate::extract::cast::Cast;
use crate::extract::quotes::cues::Cue;
use crate::extract::quotes::cues::cue;
use crate::extract::quotes::speaker::Speakers;
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

/// Whether a cue is used as a verb at `at`: most are nouns too (`a report`, `his claims`), and those need a subject that
/// goes with their form.
pub fn is_verb(cast: &Cast<'_, '_>, at: usize, how: Cue) -> bool {
    let capital = cast.reading.tokens[at].is_capitalised() && !cast.reading.starts_sentence(at);
    if cast.mention_at(at).is_some() || capital {
        return false;
    }
    if !how.is_noun_too() {
        return true;
    }
    let word: &str = &cast.reading.folded[at];
    let mut left = at;
    let first = cast.reading.sentence(at).first;
    while left > first
        && (cast.low(left - 1, at).ends_with("ly")
            || matches!(cast.low(left - 1, at), "also" | "now" | "still" | "often" | "always"))
    {
        left -= 1;
    }
    let before = cast.reading.low_before(left);
    let label = left.checked_sub(1).and_then(|before| cast.label_at(before));
    let named = label.is_some_and(Label::names_entity) || matches!(before, ")" | ",");
    if word.ends_with("ing") {
        let opened = matches!(before, "while" | "and" | "by" | "is" | "are" | "was" | "were" | "been" | "");
        let of_noun = before.len() > 2 && !is_in(Class::Function, before) && !is_determiner(before);
        return named || opened || of_noun && (cast.low(at + 1, at) == "that" || leads_to_mark(cast, at));
    }
    let singular = matches!(before, "he" | "she" | "it" | "who" | "which" | "and" | "—" | "–");
    let plural = matches!(
        before,
        "they"
            | "we"
            | "i"
            | "you"
            | "who"
            | "to"
            | "and"
            | "not"
            | "did"
            | "does"
            | "do"
            | "n't"
            | "will"
            | "would"
            | "others"
            | "some"
            | "many"
    );
    let noun_before = before.len() > 2
        && before.starts_with(char::is_alphabetic)
        && !is_in(Class::Function, before)
        && !is_determiner(before);
    if word == "thought" {
        return named || singular || plural || noun_before;
    }
    if word.ends_with('s') {
        return named && label != Some(Label::Group)
            || singular
            || noun_before && !before.ends_with('s') && has_determiner(cast, left - 1, first);
    }
    plural || before.ends_with('s') && noun_before || label == Some(Label::Group)
}

fn leads_to_mark(cast: &Cast<'_, '_>, at: usize) -> bool {
    (at + 1..at + 3).any(|index| matches!(cast.low(index, at), "“" | "\"" | "‘" | "«"))
}

/// `the court rules`, `a new study shows`: whether an article or owner stands before the noun at `at`.
fn has_determiner(cast: &Cast<'_, '_>, at: usize, first: usize) -> bool {
    (at.saturating_sub(4).max(first)..at).any(|index| {
        is_determiner(cast.low(index, at))
            || matches!(cast.reading.tokens[index].text, "'s" | "’s")
            || cast.mention_at(index).is_some()
    }) || at == first
        || is_in(Class::TitleNoun, cast.low(at, at))
}

/// Where the reported clause of the verb at `at` begins: after `that`, or right behind a verb that needs none.
pub fn opening(speakers: &Speakers<'_, '_, '_>, sentence: &Sentence, at: usize, how: Cue) -> Option<Opening> {
    let cast = speakers.cast;
    let mut from = at + 1;
    if how.tells()
        || matches!(cast.low(at, at), "assured" | "informed" | "reminded" | "warned" | "notified" | "advised")
    {
        from = addressee_end(cast, at + 1);
    } else if matches!(cast.low(at, at), "pointed" | "points" | "pointing") {
        if cast.low(at + 1, at) != "out" {
            return None;
        }
        from = at + 2;
    }
    if let Some(marked) = word_that(speakers, sentence, at, from) {
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
    let is_adverbial = is_link(cast.low(first, at))
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

fn is_link(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "during"
            | "to"
            | "by"
            | "for"
            | "after"
            | "before"
            | "via"
            | "through"
            | "with"
            | "from"
            | "following"
            | "while"
    )
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
fn opens_clause(cast: &Cast<'_, '_>, sentence: &Sentence, from: usize, how: Cue) -> bool {
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
        ) && !has_finite(cast, from + 1, sentence.end.min(from + 3)));
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
        return has_finite(cast, from + 1, until) || (from + 1..until).any(|index| is_present(cast, index));
    }
    is_plain_clause(cast, from, sentence.end)
}

/// A subject without commas or clauses of its own, and then a verb: what tells `found the dam has cracks` from `found
/// the dam, which has cracks`.
fn is_plain_clause(cast: &Cast<'_, '_>, from: usize, end: usize) -> bool {
    for at in from..end.min(from + 14) {
        if cast.mention_at(at).is_some() {
            continue;
        }
        let word: &str = &cast.reading.folded[at];
        let breaks = matches!(
            word,
            "which"
                | "who"
                | "that"
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

/// Whether a verb that makes a clause of its own stands in tokens `[from, until)`.
pub fn has_finite(cast: &Cast<'_, '_>, from: usize, until: usize) -> bool {
    (from..until).any(|at| is_finite(cast, at) || is_past(cast, at))
}

/// A form in `-ed` that may be a participle as well.
fn is_past(cast: &Cast<'_, '_>, at: usize) -> bool {
    let word: &str = &cast.reading.folded[at];
    word.len() > 4 && word.ends_with("ed") && cast.mention_at(at).is_none() && !is_barred(cast, at)
}

/// Behind an article or a preposition stands no verb.
fn is_barred(cast: &Cast<'_, '_>, at: usize) -> bool {
    let before = cast.reading.low_before(at);
    is_determiner(before) || matches!(before, "of" | "by" | "with" | "and" | "to")
}

fn is_finite(cast: &Cast<'_, '_>, at: usize) -> bool {
    if cast.mention_at(at).is_some() {
        return false;
    }
    let word: &str = &cast.reading.folded[at];
    if is_auxiliary(word) {
        return true;
    }
    is_past(cast, at) && takes_object(cast, at) || !is_barred(cast, at) && IRREGULAR.contains(&word)
}

/// Whether what follows a form in `-ed` lets it be a verb: `favoured changing it`, not `bloodied bodies`.
fn takes_object(cast: &Cast<'_, '_>, at: usize) -> bool {
    let Some(next) = cast.reading.near(at + 1, at) else { return true };
    let word = cast.low(at + 1, at);
    cast.mention_at(at + 1).is_some()
        || !next.text.starts_with(char::is_lowercase)
        || is_in(Class::Function, word)
        || is_determiner(word)
        || is_link(word)
        || word.ends_with("ly")
        || word.ends_with("ing")
        || matches!(
            word,
            "of" | "as"
                | "and"
                | "or"
                | "that"
                | "her"
                | "him"
                | "them"
                | "it"
                | "us"
                | "me"
                | "by"
                | "when"
                | "off"
                | "up"
                | "out"
        )
}

/// `starves`, `gives`: the third person of a verb, as far as the word before tells it from a plural.
fn is_present(cast: &Cast<'_, '_>, at: usize) -> bool {
    let word: &str = &cast.reading.folded[at];
    let before_is_name = at.checked_sub(1).and_then(|before| cast.label_at(before)).is_some_and(Label::names_entity);
    let is_small = cast.reading.tokens[at].text.starts_with(char::is_lowercase);
    let ends = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let object_follows = matches!(cast.low(at + 1, at), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "that");
    is_small && cast.mention_at(at).is_none() && ends && (before_is_name || object_follows)
        || !is_determiner(cast.reading.low_before(at))
            && matches!(
                word,
                "want" | "need" | "remain" | "face" | "hold" | "live" | "fear" | "favour" | "favor" | "support"
            )
        || cue(word).is_some() && is_small && cast.reading.low_before(at).ends_with('s') && object_follows
}

fn is_determiner(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "that" | "these" | "those")
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "am"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "can"
            | "could"
            | "should"
            | "must"
            | "may"
            | "might"
            | "shall"
            | "do"
            | "does"
            | "did"
            | "cannot"
            | "ought"
    ) || word.ends_with("n't")
        || word.ends_with("n’t")
        || ["'s", "’s", "'re", "’re", "'ll", "’ll", "'ve", "’ve", "'d", "’d", "'m", "’m"]
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(|rest| is_pronoun(rest)))
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "i" | "you" | "he" | "she" | "it" | "we" | "they" | "there" | "that" | "who" | "what" | "this")
}

/// Past forms that do not end in `-ed`, and a few presents that are no nouns.
const IRREGULAR: &[&str] = &[
    "became",
    "began",
    "bought",
    "broke",
    "brought",
    "built",
    "came",
    "caught",
    "chose",
    "cut",
    "died",
    "drew",
    "drove",
    "fell",
    "felt",
    "fled",
    "forgot",
    "found",
    "fought",
    "gave",
    "goes",
    "got",
    "grew",
    "heard",
    "held",
    "hit",
    "keeps",
    "kept",
    "knew",
    "knows",
    "lay",
    "led",
    "left",
    "lost",
    "made",
    "makes",
    "means",
    "meant",
    "met",
    "needs",
    "paid",
    "posed",
    "put",
    "ran",
    "rose",
    "said",
    "sang",
    "sat",
    "saw",
    "says",
    "seems",
    "sent",
    "shot",
    "showed",
    "slept",
    "sold",
    "spent",
    "split",
    "spoke",
    "spread",
    "stood",
    "stole",
    "struck",
    "taught",
    "takes",
    "thinks",
    "thought",
    "threw",
    "told",
    "took",
    "understood",
    "wants",
    "went",
    "withdrew",
    "won",
    "wrote",
    "remain",
    "remains",
    "want",
    "need",
    "favour",
    "favor",
    "owe",
    "owes",
    "give",
    "gives",
    "allow",
    "allows",
    "belong",
    "belongs",
    "exist",
    "exists",
    "die",
];

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
        if next_report || accords || addressed || own_subject {
            end = at;
            break;
        }
    }
    trimmed(cast, first, end)
}

/// Whether somebody else's report begins at `at`: a subject, a verb of saying and `that` or a clause within six words.
fn other_report(speakers: &Speakers<'_, '_, '_>, at: usize, limit: usize) -> bool {
    let cast = speakers.cast;
    let Some(verb) = (at + 1..limit.min(at + 7)).find(|index| {
        cast.mention_at(*index).is_none()
            && matches!(&*cast.reading.folded[*index], "said" | "says" | "told" | "added" | "claimed" | "insisted")
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

//! Words in quotation marks: who says them, or that nobody does.
//!
//! Never makes a quote of a title, a nickname or a word held at arm's length: what is short needs a verb of speech right
//! beside it.

use crate::extract::cast::Cast;
use crate::extract::quotes::Quote;
use crate::extract::quotes::cues::cue;
use crate::extract::quotes::indirect::main_subject;
use crate::extract::quotes::marks::Marked;
use crate::extract::quotes::speaker::Speaker;
use crate::extract::quotes::speaker::Speakers;
use crate::extract::quotes::verbs::is_verb;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::model::kind::QuoteForm;

/// Words from which on marked words are a sentence's worth, whoever says them.
const MANY: usize = 6;

/// Who says it, by which verb, and the rule that tells.
struct Attribution {
    speaker: Option<Speaker>,
    cue: Option<usize>,
    form: QuoteForm,
    rule: &'static str,
    score: f64,
}

/// The quotes that marked words make, in order. `reports` are those without marks, in order.
pub fn find(speakers: &Speakers<'_, '_, '_>, marked: &[Marked], reports: &[Quote]) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    for one in marked {
        // Both lists stand in order, but a report may hold several marked stretches.
        let next = reports.partition_point(|report| report.end <= one.first);
        let inside = reports.get(next).is_some_and(|report| report.first <= one.first && one.first < report.end);
        if inside {
            continue;
        }
        let report = next.checked_sub(1).and_then(|at| reports.get(at));
        let last = [report, found.last()].into_iter().flatten().max_by_key(|quote| quote.end);
        if let Some(told) = attribution(speakers, one, last) {
            let cast = speakers.cast;
            let (before, after) = (cast.reading.sentence(one.first), cast.reading.sentence(one.end - 1));
            let until = one.first.saturating_sub(1).max(before.first);
            let Attribution { speaker, cue, form, rule, score } = told;
            let around = vec![(before.first, until), (one.after, after.end)];
            found.push(Quote { first: one.first, end: one.end, form, speaker, cue, around, rule, score });
        }
    }
    backward(marked, &mut found);
    found
}

/// A paragraph whose marks do not close goes on in the next one: who speaks there speaks here.
fn backward(marked: &[Marked], found: &mut [Quote]) {
    for index in (1..found.len()).rev() {
        let (earlier, later) = found.split_at_mut(index);
        let (quote, next) = (&mut earlier[index - 1], &later[0]);
        let at = marked.partition_point(|one| one.first < quote.first);
        let continues = marked.get(at).is_some_and(|one| one.first == quote.first && one.continues);
        if continues && quote.speaker.is_none() && next.speaker.is_some() {
            quote.speaker = next.speaker;
            quote.rule = "quotes.continued";
            quote.score = 0.7;
        }
    }
}

fn attribution(speakers: &Speakers<'_, '_, '_>, one: &Marked, last: Option<&Quote>) -> Option<Attribution> {
    let cast = speakers.cast;
    let sentence = cast.reading.sentence(one.first);
    let is_word = |at: &usize| cast.reading.tokens[*at].text.starts_with(char::is_alphanumeric);
    let n_words = (one.first..one.end).filter(is_word).count();
    let direct = |speaker, cue, rule, score| Attribution { speaker, cue, form: QuoteForm::Direct, rule, score };
    if n_words == 0 {
        return None;
    }
    if let Some((speaker, cue)) = after(speakers, one, n_words) {
        return Some(direct(Some(speaker), Some(cue), "quotes.direct", 0.9));
    }
    if let Some((speaker, cue)) = before(speakers, one, n_words) {
        let introduced = matches!(cast.reading.tokens[one.first.saturating_sub(2)].text, ":" | ",");
        let right_after = cue + 2 == one.first && n_words >= MANY;
        let mut told = direct(speaker, Some(cue), "quotes.before", 0.85);
        if !introduced && !right_after && n_words < 12 {
            told.form = QuoteForm::Mixed;
        }
        return Some(told);
    }
    let alone = !(sentence.first..one.first).any(|at| is_word(&at));
    if alone && let Some((speaker, cue)) = announced(speakers, one) {
        return Some(direct(Some(speaker), cue, "quotes.lead", 0.75));
    }
    let leads = one.first >= sentence.first + 2 && cast.reading.tokens[one.first - 2].text == ":";
    if leads
        && n_words > 2
        && let Some(speaker) = main_subject(speakers, &sentence, one.first - 1)
    {
        return Some(direct(Some(speaker), None, "quotes.lead", 0.7));
    }
    let is_name = is_title(cast, one);
    if alone
        && n_words > 2
        && !is_name
        && let Some(speaker) = continued(speakers, one, last)
    {
        return Some(direct(Some(speaker), None, "quotes.continued", 0.7));
    }
    let says_something = n_words >= MANY || alone && n_words > 3;
    (says_something && !is_name).then(|| direct(None, None, "quotes.marks", 0.45))
}

/// `,” Ruiz wrote on X`, `,” said the minister`, `,” Ruiz, the mayor of Lima, told reporters`.
fn after(speakers: &Speakers<'_, '_, '_>, one: &Marked, n_words: usize) -> Option<(Speaker, usize)> {
    let cast = speakers.cast;
    let limit = cast.reading.sentence(one.end - 1).end;
    let mut from = one.after;
    while from < limit && matches!(cast.reading.tokens[from].text, "," | "—" | "–" | "-" | "." | "(" | ")") {
        from += 1;
    }
    let closes =
        matches!(cast.reading.tokens[one.end - 1].text, "," | "?" | "!" | "—" | "–" | "-" | ".") || from > one.after;
    if !closes && n_words < 3 {
        return None;
    }
    let is_cue = |at: &usize| {
        let how = cue(&cast.reading.folded[*at]).filter(|how| how.trails() || how.takes_marked());
        how.is_some_and(|how| is_verb(cast, *at, how))
    };
    let verb = (from..limit.min(from + 32)).find(is_cue)?;
    if (from..verb).any(|at| speakers.is_quoted(at) || matches!(cast.reading.tokens[at].text, ";" | ":")) {
        return None;
    }
    if verb == from {
        return speakers.after(verb).map(|speaker| (speaker, verb));
    }
    // `“…” he said`, not `the “safe” road that, as he said, …`
    let speaker = speakers.before(verb).filter(|speaker| speaker.first >= from && speaker.first <= from + 10)?;
    let begins = (from..speaker.first).all(|at| {
        cast.mention_at(at).is_some()
            || is_in(Class::TitleNoun, cast.low(at, from))
            || is_in(Class::TitleModifier, cast.low(at, from))
            || is_in(Class::TitleQualifier, cast.low(at, from))
            || matches!(
                cast.low(at, from),
                "the" | "a" | "an" | "for" | "of" | "'s" | "’s" | "his" | "her" | "as" | "and" | ","
            )
            || cast.reading.tokens[at].is_capitalised()
    });
    (begins || closes).then_some((speaker, verb))
}

/// `Ruiz said: “…`, `The minister called the plan “…`; whether anybody is named or not.
fn before(speakers: &Speakers<'_, '_, '_>, one: &Marked, n_words: usize) -> Option<(Option<Speaker>, usize)> {
    let cast = speakers.cast;
    let sentence = cast.reading.sentence(one.first);
    let mark = one.first.checked_sub(1)?;
    let is_many = n_words >= MANY;
    let from = mark.saturating_sub(if is_many { 24 } else { 8 }).max(sentence.first);
    let is_cue = |at: &usize| {
        let how = cue(&cast.reading.folded[*at]).filter(|how| how.takes_marked() || how.is_partial());
        let near = how.is_some_and(|how| is_many || how.is_partial() || mark - at <= 3);
        near && !speakers.is_quoted(*at) && how.is_some_and(|how| is_verb(cast, *at, how))
    };
    let verb = (from..mark).rev().find(is_cue)?;
    let how = cue(&cast.reading.folded[verb]).unwrap_or_default();
    let is_introduced = matches!(cast.reading.tokens[mark.saturating_sub(1)].text, ":" | ",");
    let adjacent = verb + 1 == mark || is_introduced;
    if !is_introduced && is_title(cast, one) {
        return None;
    }
    // `defended his record while promising more: “…`: who acts, not what he promised.
    let has_colon = cast.reading.tokens[mark.saturating_sub(1)].text == ":";
    if has_colon && mark - verb > 6 {
        return None;
    }
    let is_be = |word: &str| matches!(word, "was" | "were" | "is" | "are" | "been" | "be" | "being" | "so");
    let before_that = verb.checked_sub(2).map_or("", |at| cast.low(at, verb));
    let adverb = matches!(cast.reading.low_before(verb), "also" | "often" | "sometimes" | "commonly" | "widely");
    let is_passive = is_be(cast.reading.low_before(verb)) || adverb && is_be(before_that);
    let speaker = if is_passive { None } else { subject(speakers, verb, sentence.first) };
    let is_partial = how.is_partial() && !how.takes_marked();
    let names_itself = is_partial && speaker.is_some_and(|speaker| cast.low(speaker.first, verb) == "which");
    if names_itself || (speaker.is_none() && !(is_many && adjacent)) {
        return None;
    }
    Some((speaker, verb))
}

/// The subject of a verb before marks; of a participle, whoever acts in the sentence.
fn subject(speakers: &Speakers<'_, '_, '_>, verb: usize, limit: usize) -> Option<Speaker> {
    let cast = speakers.cast;
    let sentence = cast.reading.sentence(verb);
    let is_participle = cast.reading.folded[verb].ends_with("ing");
    let follows = verb.checked_sub(1).filter(|at| *at >= limit)?;
    let joined =
        matches!(cast.reading.tokens[follows].text, ",") || matches!(cast.low(follows, verb), "and" | "but" | "by");
    if is_participle
        && !joined
        && let Some(speaker) = speakers.ending_before(verb, limit)
    {
        return Some(speaker);
    }
    if is_participle || joined && cast.low(follows, verb) != "," {
        return main_subject(speakers, &sentence, verb);
    }
    speakers.before(verb).or_else(|| main_subject(speakers, &sentence, verb))
}

/// `Ruiz wrote to the miners:` at the end of the sentence before, often of the paragraph before.
fn announced(speakers: &Speakers<'_, '_, '_>, one: &Marked) -> Option<(Speaker, Option<usize>)> {
    let cast = speakers.cast;
    let index = cast.reading.sentence_of[one.first].checked_sub(1)?;
    let earlier = cast.reading.sentences[index];
    // What holds marks that no token is made of has no last one.
    let last = earlier.end.checked_sub(1).filter(|last| *last >= earlier.first)?;
    if !matches!(cast.reading.tokens[last].text, ":" | ";") {
        return None;
    }
    let is_cue =
        |at: &usize| cue(&cast.reading.folded[*at]).is_some_and(|how| how.takes_marked() && is_verb(cast, *at, how));
    let verb = (earlier.first..earlier.end).rev().find(is_cue);
    let by_verb = verb.and_then(|verb| subject(speakers, verb, earlier.first));
    by_verb
        .map(|speaker| (speaker, verb))
        .or_else(|| main_subject(speakers, &earlier, earlier.end).map(|speaker| (speaker, None)))
}

/// Who goes on: the one who spoke right before, or whom the sentence before is about.
fn continued(speakers: &Speakers<'_, '_, '_>, one: &Marked, last: Option<&Quote>) -> Option<Speaker> {
    let cast = speakers.cast;
    let index = cast.reading.sentence_of[one.first];
    let here = cast.reading.sentences[index];
    let last = last
        .filter(|quote| quote.rule != "quotes.own")
        .map(|quote| (cast.reading.sentence_of[quote.end - 1], quote.speaker));
    if let Some((sentence, Some(speaker))) = last
        && sentence + 1 >= index
    {
        return Some(speaker);
    }
    let earlier = index
        .checked_sub(1)
        .map(|at| cast.reading.sentences[at])
        .filter(|earlier| earlier.zone_idx + 1 >= here.zone_idx);
    let subject = earlier.and_then(|earlier| main_subject(speakers, &earlier, earlier.end));
    let is_person = |speaker: &Speaker| {
        cast.label_at(speaker.first) == Some(Label::Person)
            || matches!(cast.low(speaker.first, speaker.first), "he" | "she")
    };
    if let Some(speaker) = subject.filter(is_person) {
        return Some(speaker);
    }
    let (sentence, speaker) = last?;
    speaker.filter(|_| cast.reading.sentences[sentence].zone_idx + 1 >= here.zone_idx)
}

/// Every word of weight is capitalised, as in the title of a work; a single capitalised word is a name.
fn is_title(cast: &Cast<'_, '_>, one: &Marked) -> bool {
    let mut n_high = 0;
    for at in one.first..one.end {
        let token = &cast.reading.tokens[at];
        let small = token.text.starts_with(char::is_lowercase);
        if small && !is_in(Class::Function, &cast.reading.folded[at]) && token.text.chars().count() > 3 {
            return false;
        }
        if matches!(token.text, "." | "?" | "!") && at + 1 < one.end {
            return false;
        }
        n_high += usize::from(token.is_capitalised() && !is_in(Class::Function, &cast.reading.folded[at]));
    }
    n_high > 0 && one.end - one.first < 14
}

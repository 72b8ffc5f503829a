//! Roles: who holds which title for whom, from a title before a name, words after it, or a title alone.
//!
//! Never invents a holder: a title without a name is a role only where exactly one person of the article bears it.

use crate::extract::cast::Cast;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::claim::Field;
use crate::model::claim::Part;
use crate::model::extraction::ClaimProposal;
use crate::model::kind::ClaimKind;
use crate::model::kind::Label;
use crate::model::kind::ZoneKind;
use crate::names::fold;
use std::collections::HashMap;

/// A role in the making, at tokens `[first, end)`.
#[derive(Clone, Debug)]
pub struct Role {
    pub first: usize,
    pub end: usize,
    pub title: String,
    /// Folded, abbreviations spelt out: what titles are compared by.
    pub key: String,
    pub qualifier: Option<String>,
    pub holder: Option<usize>,
    pub organisation: Option<usize>,
    pub place: Option<usize>,
    rule: &'static str,
    score: f64,
}

impl Role {
    /// The last word of the title as it stands in the text.
    pub fn last_word(&self) -> &str {
        self.title.rsplit(' ').next().unwrap_or("")
    }

    pub fn claim(&self, cast: &Cast<'_, '_>) -> ClaimProposal {
        let span = cast.reading.span(self.first, self.end);
        let mut parts = vec![Part::text(Field::Title, self.title.clone())];
        parts.extend(self.qualifier.iter().map(|words| Part::text(Field::Qualifier, words.clone())));
        parts.extend(self.holder.map(|entity| Part::entity(Field::Holder, entity)));
        parts.extend(self.organisation.map(|entity| Part::entity(Field::Organisation, entity)));
        parts.extend(self.place.map(|entity| Part::entity(Field::Place, entity)));
        ClaimProposal {
            kind: ClaimKind::Role,
            span,
            parts,
            mentions: cast.mentions_of(span),
            score: self.score,
            rule: self.rule,
        }
    }
}

/// Roles of the article, in order.
pub fn find(cast: &Cast<'_, '_>) -> Vec<Role> {
    let mut roles = Vec::new();
    for (index, mention) in cast.mentions.iter().enumerate() {
        let (first, end) = cast.ranges[index];
        if mention.label == Label::Person && cast.reading.zone_of(first) != ZoneKind::Boilerplate {
            roles.extend(before(cast, first, end, mention.entity));
            roles.extend(after(cast, first, end, mention.entity));
        }
    }
    counterparts(cast, &mut roles);
    let named = roles.clone();
    roles.extend(bare(cast, &named));
    roles.sort_by_key(|role| (role.first, role.end));
    roles
}

/// `fm` and the like, spelt out.
fn key_of(title: &str) -> String {
    let folded = fold(title);
    match folded.as_str() {
        "fm" => "foreign minister".to_owned(),
        "pm" => "prime minister".to_owned(),
        "cm" => "chief minister".to_owned(),
        "spokesman" | "spokeswoman" => "spokesperson".to_owned(),
        _ => folded,
    }
}

/// Words of a title phrase: titles, modifiers, qualifiers.
fn is_title_word(word: &str) -> bool {
    is_in(Class::TitleNoun, word) || is_in(Class::TitleModifier, word) || is_in(Class::TitleQualifier, word)
}

/// `US Special Representative for Afghanistan` before `Thomas West`.
fn before(cast: &Cast<'_, '_>, first: usize, end: usize, holder: Option<usize>) -> Option<Role> {
    let start = phrase_start(cast, first, cast.reading.sentence(first).first);
    let mut role = parse(cast, start, first)?;
    role.end = end;
    role.holder = holder;
    role.rule = "roles.before";
    role.score = 0.85;
    Some(role)
}

/// Walks left from a name over everything that can belong to its title, not past token `limit`.
fn phrase_start(cast: &Cast<'_, '_>, first: usize, limit: usize) -> usize {
    let mut start = first;
    while start > limit {
        let at = start - 1;
        let word: &str = &cast.reading.folded[at];
        let right_is_name = cast.mention_at(start).is_some() && start < first;
        let taken = match cast.mention_at(at) {
            Some(mention)
                if matches!(cast.mentions[mention].label, Label::Place | Label::Group | Label::Org | Label::Law) =>
            {
                let (mention_first, _) = cast.ranges[mention];
                start = mention_first;
                continue;
            }
            Some(_) => false,
            None => {
                let linked = matches!(word, "for" | "of" | "to")
                    && (right_is_name || is_title_word(cast.low(start, at)) && start < first);
                let possessive = matches!(cast.reading.tokens[at].text, "'s" | "’s" | "'" | "’")
                    && at > limit
                    && cast.mention_at(at - 1).is_some();
                is_title_word(word) || linked || possessive
            }
        };
        if !taken {
            break;
        }
        start = at;
    }
    start
}

/// Takes a title phrase apart: whose, which qualifiers, the title itself.
fn parse(cast: &Cast<'_, '_>, start: usize, end: usize) -> Option<Role> {
    let has_noun =
        (start..end).any(|at| cast.mention_at(at).is_none() && is_in(Class::TitleNoun, &cast.reading.folded[at]));
    if !has_noun {
        return None;
    }
    let mut at = start;
    let (mut place, mut organisation, mut qualifier) = (None, None, Vec::new());
    while at < end {
        let word: &str = &cast.reading.folded[at];
        if let Some(mention) = cast.mention_at(at) {
            match cast.mentions[mention].label {
                Label::Org => organisation = cast.mentions[mention].entity,
                _ => place = cast.country_of(mention),
            }
            at = cast.ranges[mention].1;
        } else if is_in(Class::TitleQualifier, word) && !is_in(Class::TitleNoun, word) {
            qualifier.push(word);
            at += 1;
        } else if is_title_word(word) {
            break;
        } else {
            at += 1;
        }
    }
    let noun = (at..end)
        .rev()
        .find(|index| cast.mention_at(*index).is_none() && is_in(Class::TitleNoun, &cast.reading.folded[*index]))?;
    // What stands behind the noun belongs to the title when it is linked to it.
    let tail = end > noun + 1 && matches!(cast.low(noun + 1, start), "for" | "of" | "to" | "at");
    let title_end = if tail { end } else { noun + 1 };
    if tail {
        for mention in cast.mentions_in(noun, title_end) {
            match cast.mentions[mention].label {
                Label::Org => organisation = organisation.or(cast.mentions[mention].entity),
                Label::Place => place = place.or(cast.country_of(mention)),
                _ => {}
            }
        }
    }
    let title = cast.reading.words(cast.reading.span(at, title_end)).to_owned();
    Some(Role {
        first: start,
        end,
        key: key_of(&title),
        title,
        qualifier: (!qualifier.is_empty()).then(|| qualifier.join(" ")),
        holder: None,
        organisation,
        place,
        rule: "roles.bare",
        score: 0.6,
    })
}

/// `…, the country's foreign minister, …`, `…, a spokesman for the council`.
fn after(cast: &Cast<'_, '_>, first: usize, end: usize, holder: Option<usize>) -> Option<Role> {
    let is_who = cast.low(end, first) == ","
        && matches!(cast.low(end + 1, first), "who")
        && matches!(cast.low(end + 2, first), "is" | "was");
    let mut start = if is_who {
        end + 3
    } else if cast.low(end, first) == "," {
        end + 1
    } else {
        return None;
    };
    if matches!(cast.low(start, first), "the" | "a" | "an" | "his" | "her" | "its" | "their") {
        start += 1;
    }
    let sentence = cast.reading.sentence(first);
    let mut at = start;
    let mut noun = None;
    while at < sentence.end {
        let word: &str = &cast.reading.folded[at];
        let possessive = matches!(cast.reading.tokens[at].text, "'s" | "’s" | "'" | "’");
        match cast.mention_at(at) {
            Some(mention) if matches!(cast.mentions[mention].label, Label::Place | Label::Group | Label::Org) => {
                at = cast.ranges[mention].1;
            }
            None if is_in(Class::TitleNoun, word) => {
                noun = Some(at);
                at += 1;
            }
            None if is_title_word(word) || possessive || matches!(word, "country" | "council") && noun.is_none() => {
                at += 1;
            }
            _ => break,
        }
    }
    let noun = noun?;
    let stop = tail_end(cast, noun + 1, first);
    let mut role = parse(cast, start, stop)?;
    let after_phrase = cast.low(stop, first);
    // `Ruiz, president of Peru and …` is one; `Ruiz, ministers and others` is an enumeration.
    if !matches!(
        after_phrase,
        "," | "." | ";" | "" | "and" | ")" | "who" | "said" | "told" | "”" | "\"" | "in" | "at" | "since" | "on"
    ) {
        return None;
    }
    role.first = first;
    role.holder = holder;
    role.rule = "roles.after";
    role.score = 0.8;
    Some(role)
}

/// `of`, `for`, `at` with a name or up to four words behind it.
fn tail_end(cast: &Cast<'_, '_>, at: usize, beside: usize) -> usize {
    if !matches!(cast.low(at, beside), "of" | "for" | "at" | "to") {
        return at;
    }
    let the = usize::from(cast.low(at + 1, beside) == "the");
    let from = at + 1 + the;
    if let Some(mention) = cast.mention_at(from) {
        return cast.ranges[mention].1;
    }
    let stops = |index: usize| {
        matches!(cast.low(index, beside), "," | "." | ";" | "" | "and" | "who" | "said" | "told" | "in" | "at" | ")")
            || cast.mention_at(index).is_some()
    };
    let end = (from..from + 5).find(|index| stops(*index)).unwrap_or(at);
    if end > from { end } else { at }
}

/// `met his Afghan counterpart Muttaqi`: the title is that of the one he is the counterpart of.
fn counterparts(cast: &Cast<'_, '_>, roles: &mut [Role]) {
    for index in 1..roles.len() {
        if roles[index].key != "counterpart" {
            continue;
        }
        let sentence = cast.reading.sentence_of[roles[index].first];
        let before = roles[..index]
            .iter()
            .rev()
            .find(|role| cast.reading.sentence_of[role.first] == sentence && role.holder != roles[index].holder);
        if let Some((title, key)) = before.map(|role| (role.title.clone(), role.key.clone())) {
            roles[index].title = title;
            roles[index].key = key;
            roles[index].rule = "roles.counterpart";
            roles[index].score = 0.65;
        }
    }
}

/// A title without a name, where one person of the article bears it: `Pakistan's caretaker foreign minister`,
/// `the caretaker foreign minister`.
fn bare(cast: &Cast<'_, '_>, named: &[Role]) -> Vec<Role> {
    let mut found = Vec::new();
    // The same few titles stand without a name again and again.
    let mut holders: HashMap<(String, Option<usize>), Option<usize>> = HashMap::new();
    let mut taken = vec![false; cast.reading.tokens.len()];
    for role in named {
        taken[role.first..role.end].fill(true);
    }
    for sentence in &cast.reading.sentences {
        if sentence.zone == ZoneKind::Boilerplate {
            continue;
        }
        let free = taken.iter().enumerate().take(sentence.end).skip(sentence.first).filter(|(_, taken)| !**taken);
        for (noun, _) in free {
            let is_noun = is_in(Class::TitleNoun, &cast.reading.folded[noun]) && cast.mention_at(noun).is_none();
            if !is_noun || is_title_word(cast.low(noun + 1, noun)) {
                continue;
            }
            let start = phrase_start(cast, noun + 1, sentence.first);
            let Some(mut role) =
                parse(cast, start, noun + 1).filter(|role| role.end - role.first > 2 || role.qualifier.is_some())
            else {
                continue;
            };
            if role.place.is_none() && role.qualifier.is_none() {
                continue;
            }
            let asked = (role.key.clone(), role.place);
            role.holder = *holders.entry(asked).or_insert_with_key(|(key, place)| one_holder(named, key, *place));
            if role.holder.is_some() {
                found.push(role);
            }
        }
    }
    found
}

/// The only person who bears a title that ends in `key`, for that country if one is said.
fn one_holder(roles: &[Role], key: &str, place: Option<usize>) -> Option<usize> {
    let tail = format!(" {key}");
    let fits = |role: &&Role| {
        let same_title = role.key == key || role.key.ends_with(&tail);
        let own_title = role.rule != "roles.counterpart" || place.is_some();
        same_title && own_title && (place.is_none() || role.place.is_none() || role.place == place)
    };
    let mut holders = roles.iter().filter(fits).filter_map(|role| role.holder);
    let first = holders.next()?;
    holders.all(|holder| holder == first).then_some(first)
}

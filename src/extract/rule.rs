//! The catalogue of rules: every proposal names the one that made it, and this page says what that rule goes by.
//!
//! Never holds a rule's code; a test keeps the catalogue and the names that the stages use the same.

use crate::extract::listed;
use std::borrow::Cow;

/// One rule and what it says, in words an analyst can weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub name: &'static str,
    pub says: &'static str,
}

const fn rule(name: &'static str, says: &'static str) -> Rule {
    Rule { name, says }
}

/// The rule of what the trained tagger proposes, whose reasons can be asked for.
pub const TRAINED: &str = "tagger.trained";

/// All rules, by stage.
pub const RULES: &[Rule] = &[
    rule("memory.name", "this dossier has accepted the name before"),
    rule("memory.always", "accepted for always"),
    rule("zones.publisher", "the publisher named in the notice around the article"),
    rule("lists.country", "in the list of countries"),
    rule("lists.demonym", "in the list of nationalities"),
    rule("lists.capital", "in the list of capitals"),
    rule("lists.city", "in the list of cities"),
    rule("lists.region", "in the list of regions and provinces"),
    rule("lists.organisation", "in the list of organisations"),
    rule("lists.publisher", "in the list of news organisations"),
    rule("lists.platform", "in the list of platforms, with words about posting beside it"),
    rule("lists.own", "in a list of the analyst's own"),
    rule("lists.people", "in the list of peoples and religious communities"),
    rule(TRAINED, "the trained tagger, from the words themselves and those around them"),
    rule("titles.honorific", "an honorific or rank before"),
    rule("titles.before", "a title right before"),
    rule("titles.after", "described right after: a title or an age"),
    rule("shape.given_name", "begins with a known given name"),
    rule("shape.particle", "has an initial or a particle as persons' names do"),
    rule("shape.speaks", "a verb of speaking or “who” beside it"),
    rule("shape.company", "ends as companies do"),
    rule("shape.organisation", "has the head of an institution"),
    rule("shape.place", "has the head of a place"),
    rule("shape.vessel", "the letters that stand before ships' names, here or earlier in the article"),
    rule("shape.event", "has the head of a named event"),
    rule("shape.law", "has the head of a law, treaty or plan"),
    rule("shape.acronym", "a word in capitals"),
    rule("shape.location", "a capitalised name after “in” or “near”"),
    rule("shape.enumeration", "in one enumeration with a known place"),
    rule("shape.single", "a single capitalised word that recurs or speaks: check"),
    rule("shape.recurs", "the last word stands alone elsewhere, as surnames do"),
    rule("shape.two_words", "two or three capitalised words: check"),
    rule("names.acronym", "the initials of a longer name in this article"),
    rule("names.surname", "the surname of someone named in full in this article"),
    rule("names.headline", "the text below the line calls it so"),
    rule("amounts.money", "a number with a currency"),
    rule("amounts.percent", "a number with a percent sign or word"),
    rule("amounts.unit", "a number with a unit"),
    rule("amounts.share", "a part of a whole in words: two-thirds, one in five"),
    rule("amounts.count", "a number before what it counts"),
    rule("dates.time", "a time of the day"),
    rule("dates.explicit", "a date said in full"),
    rule("dates.numeric", "a date in digits with two honest readings"),
    rule("dates.relative", "a date counted from the day of publication"),
    rule("dates.open", "a date that needs the day of publication"),
    rule("dates.story", "a date counted from the last one that was told"),
    rule("dates.duration", "a length of time"),
    rule("roles.before", "a title right before the name"),
    rule("roles.apposed", "a title with “the” right before a comma and the name"),
    rule("roles.after", "described by a title right after the name"),
    rule("roles.verb", "a verb that gives a title: “was appointed”, “heads”, “served as”"),
    rule("roles.several", "a title that two names share, or one each of two"),
    rule("roles.counterpart", "the counterpart of someone whose title is said"),
    rule("roles.bare", "a title without a name that one person of the article bears"),
    rule("quotes.direct", "quotation marks and a verb of speech after them"),
    rule("quotes.before", "quotation marks and a verb of speech before them"),
    rule("quotes.lead", "quotation marks after a colon, and who acts in the sentence before it"),
    rule("quotes.block", "a paragraph of its own after a colon and a verb of speech"),
    rule("quotes.continued", "quotation marks that go on with the quote before"),
    rule("quotes.marks", "quotation marks around a whole sentence; nobody named"),
    rule("quotes.that", "a verb of speech with “that”"),
    rule("quotes.said", "a verb of speech with a clause"),
    rule("quotes.participle", "“saying”, “warning” or the like with a clause"),
    rule("quotes.relayed", "“it was claimed by”, “was quoted as saying”, with “that” or a clause"),
    rule("quotes.stance", "“is confident that”, “is of the view that” or the like"),
    rule("quotes.noun", "a noun for what is said, with “that”"),
    rule("quotes.own", "the text itself speaks: “I think that”"),
    rule("quotes.trailing", "a clause and then who said it"),
    rule("quotes.according", "“according to”"),
    rule("quotes.headline", "a colon or “says” between a headline's words and a name"),
    rule("figures.amount", "an amount with what it counts"),
    rule("figures.of_what", "a sum, a share or a measure, and the noun beside it or the subject of its verb"),
    rule("events.verb", "a verb that tells of such an event"),
    rule("events.noun", "a noun for such an event, with who, where or when"),
];

/// What the rule of this name goes by; of an analyst's own list, with its title: `lists.own: Ministers`.
pub fn describe(name: &str) -> Option<Cow<'static, str>> {
    if let Some(title) = name.strip_prefix(listed::RULE).and_then(|rest| rest.strip_prefix(": ")) {
        return Some(Cow::Owned(format!("in the list {title}")));
    }
    RULES.iter().find(|rule| rule.name == name).map(|rule| Cow::Borrowed(rule.says))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_say_something() {
        for (index, rule) in RULES.iter().enumerate() {
            assert!(rule.says.len() > 10, "{}", rule.name);
            assert!(RULES[..index].iter().all(|other| other.name != rule.name), "{} twice", rule.name);
        }
        assert_eq!(describe("lists.country"), Some("in the list of countries".into()));
        assert_eq!(describe("lists.own: Ministers"), Some("in the list Ministers".into()));
        assert_eq!(describe("lists.nothing"), None);
    }
}

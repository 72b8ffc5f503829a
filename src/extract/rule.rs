//! The catalogue of rules: every proposal names the one that made it, and this page says what that rule goes by.
//!
//! Never holds a rule's code; a test keeps the catalogue and the names that the stages use the same.

/// One rule and what it says, in words an analyst can weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub name: &'static str,
    pub says: &'static str,
}

const fn rule(name: &'static str, says: &'static str) -> Rule {
    Rule { name, says }
}

/// All rules, by stage.
pub const RULES: &[Rule] = &[
    rule("memory.name", "this dossier has accepted the name before"),
    rule("zones.publisher", "the publisher named in the notice around the article"),
    rule("lists.country", "in the list of countries"),
    rule("lists.demonym", "in the list of nationalities"),
    rule("lists.capital", "in the list of capitals"),
    rule("lists.city", "in the list of cities"),
    rule("lists.region", "in the list of regions and provinces"),
    rule("lists.organisation", "in the list of organisations"),
    rule("lists.publisher", "in the list of news organisations"),
    rule("lists.platform", "in the list of platforms, with words about posting beside it"),
    rule("lists.people", "in the list of peoples and religious communities"),
    rule("dates.time", "a time of the day"),
    rule("dates.explicit", "a date said in full"),
    rule("dates.numeric", "a date in digits with two honest readings"),
    rule("dates.relative", "a date counted from the day of publication"),
    rule("dates.open", "a date that needs the day of publication"),
    rule("dates.duration", "a length of time"),
];

/// What the rule of this name goes by.
pub fn describe(name: &str) -> Option<&'static str> {
    RULES.iter().find(|rule| rule.name == name).map(|rule| rule.says)
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
        assert_eq!(describe("lists.country"), Some("in the list of countries"));
        assert_eq!(describe("lists.nothing"), None);
    }
}

//! Why two names may be one, in words for people: "same name, spelled Motaqi".

use crate::names::similarity::How;
use crate::names::similarity::Reason;
use crate::names::similarity::Similarity;

/// What the second name has with the first and what not, as a line without a period; empty where there is nothing.
pub fn in_words(similarity: &Similarity) -> String {
    let reasons = &similarity.reasons;
    if reasons.contains(&Reason::Acronym) {
        return "one is the other's initials".to_owned();
    }
    let (mut both, mut spelled, mut instead) = (Vec::new(), Vec::new(), Vec::new());
    let (mut only_a, mut only_b) = (Vec::new(), Vec::new());
    for reason in reasons {
        match reason {
            Reason::Matched { how, a, b } => {
                both.push(b.as_str());
                match how {
                    How::Same => {}
                    How::Spelled | How::Joined => spelled.push(b.as_str()),
                    How::Form | How::Initial | How::Nickname => instead.push(format!("{b} for {a}")),
                }
            }
            Reason::OnlyA(words) => only_a.push(words.as_str()),
            Reason::OnlyB(words) => only_b.push(words.as_str()),
            Reason::Order | Reason::Acronym => {}
        }
    }
    if both.is_empty() {
        return String::new();
    }
    let is_whole = only_a.is_empty() && only_b.is_empty();
    let mut said = vec![if is_whole { "same name".to_owned() } else { format!("{} in both", both.join(" ")) }];
    if !spelled.is_empty() && is_whole {
        said.push(format!("spelled {}", spelled.join(" ")));
    }
    said.extend(instead);
    if reasons.contains(&Reason::Order) {
        said.push("in another order".to_owned());
    }
    match (only_a.is_empty(), only_b.is_empty()) {
        (false, false) => said.push(format!("but {}, not {}", only_b.join(" "), only_a.join(" "))),
        (false, true) => said.push(format!("without {}", only_a.join(" "))),
        (true, false) => said.push(format!("with {}", only_b.join(" "))),
        (true, true) => {}
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::Label;
    use crate::names::form::Form;

    #[test]
    fn reasons_are_said_as_the_second_name_is_seen() {
        for (label, a, b, expected) in [
            (Label::Person, "Ana Ruiz", "ANA RUIZ", "same name"),
            (Label::Person, "Amir Khan Muttaqi", "Amir Khan Motaqi", "same name, spelled Motaqi"),
            (Label::Person, "William Hart", "Bill Hart", "same name, Bill for William"),
            (Label::Person, "Jalil Abbas Jilani", "J. A. Jilani", "same name, J for Jalil, A for Abbas"),
            (Label::Person, "Jalil Abbas Jilani", "Jilani", "Jilani in both, without Jalil Abbas"),
            (Label::Person, "Sarfaraz Bugti", "Sarfaraz Ahmed Bugti", "Sarfaraz Bugti in both, with Ahmed"),
            (Label::Person, "Putin Vladimir", "Vladimir Putin", "same name, in another order"),
            (Label::Person, "Asif Durrani", "Imran Durrani", "Durrani in both, but Imran, not Asif"),
            (Label::Org, "Foreign Office", "FO", "one is the other's initials"),
            (Label::Person, "Ana Ruiz", "Thomas West", ""),
        ] {
            assert_eq!(in_words(&Form::new(label, a).similarity(&Form::new(label, b))), expected, "{a} {b}");
        }
    }
}

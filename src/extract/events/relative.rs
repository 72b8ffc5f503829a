//! Relative clauses around a trigger: what a `who` or `which` cuts off, and what it holds.
//!
//! Never looks for names or days; it only says in which tokens those of an event stand.

use crate::extract::cast::Cast;
use crate::extract::events::actors::is_auxiliary;

/// Tokens in which place and day of an event are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own {
    pub first: usize,
    pub end: usize,
    /// The trigger stands in a relative clause: what is outside is of another verb.
    pub is_relative: bool,
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "who" | "which" | "whom" | "whose")
}

/// The clause of the trigger at `at` within `[from, until)`. Of `the judge who was appointed on Monday will sit in Lima`
/// the appointment has Monday alone; of `freed the miners who were held on Monday` the release has not.
pub fn own(cast: &Cast<'_, '_>, (from, at, until): (usize, usize, usize)) -> Own {
    let mut left = at;
    while left > from && (is_auxiliary(cast.low(left - 1, at)) || cast.low(left - 1, at).ends_with("ly")) {
        left -= 1;
    }
    if left > from && is_pronoun(cast.low(left - 1, at)) && cast.mention_at(at).is_none() {
        return Own { first: left - 1, end: closing(cast, at, until), is_relative: true };
    }
    // A comma takes the main clause up again.
    let opens = (at + 1..until).find(|index| is_pronoun(cast.low(*index, at)) && cast.low(*index - 1, at) != ",");
    Own { first: from, end: opens.unwrap_or(until), is_relative: false }
}

/// Where the relative clause of a verb ends: at the comma behind it, or where the main verb follows.
fn closing(cast: &Cast<'_, '_>, at: usize, until: usize) -> usize {
    let main = |index: usize| matches!(cast.low(index, at), "will" | "would" | "said" | "told" | "has" | "had");
    let is_date_comma = |index: usize| {
        // `on 4 May, 2023`
        let both = cast.mention_at(index);
        both.is_some() && both == cast.mention_at(index + 1)
    };
    (at + 1..until)
        .find(|index| cast.reading.tokens[*index].text == "," && !is_date_comma(*index) || main(*index))
        .unwrap_or(until)
}

/// Whether the token before the trigger at `at` stands in a relative clause that ends before it: `The court, which sits in
/// Lima, freed …`.
pub fn is_aside(cast: &Cast<'_, '_>, token: usize, at: usize) -> bool {
    let Some(opens) = (token.saturating_sub(8)..token).rev().find(|index| is_pronoun(cast.low(*index, at))) else {
        return false;
    };
    let comma = |from: usize, end: usize| (from..end).any(|index| cast.reading.tokens[index].text == ",");
    opens > 0 && cast.low(opens - 1, at) == "," && !comma(opens, token) && comma(token, at)
}

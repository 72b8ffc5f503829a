//! Titles that stand without a name, or as `counterpart`: whose they are by what the article said before.
//!
//! Never chooses between two who bear a title.

use crate::extract::cast::Cast;
use crate::extract::roles::Role;
use crate::extract::roles::parse;
use crate::extract::roles::phrase_start;
use crate::extract::roles::words::is_noun;
use crate::extract::roles::words::is_title_word;
use crate::model::kind::ZoneKind;
use std::collections::HashMap;

/// `met his Afghan counterpart Muttaqi`: the title is that of the one he is the counterpart of.
pub fn counterparts(cast: &Cast<'_, '_>, roles: &mut [Role]) {
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
pub fn bare(cast: &Cast<'_, '_>, named: &[Role]) -> Vec<Role> {
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
            let is_noun = is_noun(&cast.reading.folded[noun]) && cast.mention_at(noun).is_none();
            let owns = matches!(cast.low(noun + 1, noun), "'s" | "’s");
            if !is_noun || owns || is_title_word(cast.low(noun + 1, noun)) {
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
        // `Chile's president` is no president of the Senate.
        let same_place = place.is_none() || role.place == place || role.place.is_none() && role.organisation.is_none();
        same_title && own_title && same_place
    };
    let mut holders = roles.iter().filter(fits).filter_map(|role| role.holder);
    let first = holders.next()?;
    holders.all(|holder| holder == first).then_some(first)
}

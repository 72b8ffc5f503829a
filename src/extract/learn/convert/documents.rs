//! Re-DocRED: a list of articles in JSON, with sentences as tokens and the places where each entity is named.
//!
//! Never gives two marks on the same words: of those that overlap the longer stays.

use serde::Deserialize;

use crate::extract::learn::convert::Draft;
use crate::extract::learn::convert::Problem;
use crate::extract::learn::convert::Set;
use crate::extract::learn::convert::Text;
use crate::extract::learn::convert::joined;

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    title: String,
    sents: Vec<Vec<String>>,
    #[serde(rename = "vertexSet")]
    entities: Vec<Vec<Named>>,
}

/// One place: tokens `pos` of a sentence.
#[derive(Deserialize)]
struct Named {
    pos: (usize, usize),
    sent_id: usize,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads all articles; problems name an article by its number.
pub fn convert(set: Set, content: &str) -> (Vec<Text>, Vec<Problem>) {
    let documents: Vec<serde_json::Value> = match serde_json::from_str(content) {
        Ok(documents) => documents,
        Err(error) => return (Vec::new(), vec![Problem { line: error.line(), reason: error.to_string() }]),
    };
    let (mut texts, mut problems) = (Vec::new(), Vec::new());
    for (index, document) in documents.into_iter().enumerate() {
        match serde_json::from_value::<Document>(document) {
            Ok(document) => texts.push(text(set, &document)),
            Err(error) => problems.push(Problem { line: index + 1, reason: error.to_string() }),
        }
    }
    (texts, problems)
}

fn text(set: Set, document: &Document) -> Text {
    let mut draft = Draft::default();
    for (number, sentence) in document.sents.iter().enumerate() {
        let tokens: Vec<&str> = sentence.iter().map(|token| token.trim()).collect();
        let here = document.entities.iter().flatten().filter(|named| named.sent_id == number);
        let mut marks: Vec<(usize, usize, &str)> = here
            .map(|named| (named.pos.0, named.pos.1, named.kind.as_str()))
            .filter(|(first, end, _)| first < end && *end <= tokens.len())
            .collect();
        marks.sort_by_key(|(first, end, _)| (std::cmp::Reverse(end - first), *first));
        let mut taken = vec![false; tokens.len()];
        marks.retain(|(first, end, _)| {
            let is_free = !taken[*first..*end].contains(&true);
            if is_free {
                taken[*first..*end].fill(true);
            }
            is_free
        });
        marks.sort_unstable();
        let joined = joined::join(&tokens);
        draft.sentence(set, &joined.words, &joined.places, &marks);
    }
    draft.text.id.clone_from(&document.title);
    draft.text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::learn::convert::tests::told;

    #[test]
    fn each_place_of_an_entity_is_marked_and_the_longer_of_two_stays() {
        let content = r#"[{"title":"Velda Moss","sents":[["Velda","Moss","ran","the","Lima","Harbour","Office","."],["Moss","won","40","%","."]],
            "vertexSet":[[{"pos":[0,2],"sent_id":0,"type":"PER","name":"Velda Moss"},{"pos":[0,1],"sent_id":1,"type":"PER","name":"Moss"}],
            [{"pos":[4,5],"sent_id":0,"type":"LOC","name":"Lima"}],[{"pos":[4,7],"sent_id":0,"type":"ORG","name":"o"}],
            [{"pos":[2,4],"sent_id":1,"type":"NUM","name":"n"}],[{"pos":[3,9],"sent_id":1,"type":"MISC","name":"beyond"}]]},
            {"title":"broken"}]"#;
        let (texts, problems) = convert(Set::ReDocRed, content);
        assert_eq!(texts[0].text, "Velda Moss ran the Lima Harbour Office. Moss won 40%.");
        assert_eq!(told(&texts[0]), ["person Velda Moss", "org Lima Harbour Office", "person Moss", "percent 40%"]);
        assert_eq!((texts[0].id.as_str(), problems.len(), problems[0].line), ("Velda Moss", 1, 2));
        assert_eq!(convert(Set::ReDocRed, "{").1.len(), 1);
    }
}

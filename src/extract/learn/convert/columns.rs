//! Sets with one token in a line, its tag beside it: `Lima<TAB>B-location`, `Lima I-LOC`, `3<TAB>Lima<TAB>B-LOC`.
//!
//! Never trusts a tag's first letter alone: a name begins at `B-`, and at `I-` where nothing or another kind stood before.

use crate::extract::learn::convert::Draft;
use crate::extract::learn::convert::Problem;
use crate::extract::learn::convert::Set;
use crate::extract::learn::convert::Text;
use crate::extract::learn::convert::joined;

/// Reads all texts: in some sets each sentence is one, in others several are.
pub fn convert(set: Set, content: &str) -> (Vec<Text>, Vec<Problem>) {
    let mut reader = Reader { set, is_split: matches!(set, Set::CrossNer | Set::Wnut17), ..Reader::new(set) };
    for (index, line) in content.lines().enumerate() {
        reader.line(index + 1, line.trim_end_matches('\r'));
    }
    reader.end_text();
    (reader.texts, reader.problems)
}

struct Reader<'c> {
    set: Set,
    /// Whether each sentence is a text of its own.
    is_split: bool,
    texts: Vec<Text>,
    problems: Vec<Problem>,
    draft: Draft,
    /// A line of the present text could not be read.
    is_spoilt: bool,
    tokens: Vec<&'c str>,
    tags: Vec<&'c str>,
    /// The sentence as it was written, where the set keeps it, and the line it stands in.
    written: Option<(usize, &'c str)>,
}

impl<'c> Reader<'c> {
    fn new(set: Set) -> Self {
        Self {
            set,
            is_split: false,
            texts: Vec::new(),
            problems: Vec::new(),
            draft: Draft::default(),
            is_spoilt: false,
            tokens: Vec::new(),
            tags: Vec::new(),
            written: None,
        }
    }

    fn line(&mut self, number: usize, line: &'c str) {
        if line.trim().is_empty() {
            self.end_sentence();
            if self.is_split {
                self.end_text();
            }
        } else if line.starts_with("-DOCSTART-") {
            self.end_text();
        } else if self.set == Set::Uner && line.starts_with('#') {
            self.comment(number, line);
        } else if let Some((token, tag)) = self.cells(line) {
            self.tokens.push(token);
            self.tags.push(tag);
        } else {
            self.problem(number, "a token and its tag were expected".to_owned());
        }
    }

    fn comment(&mut self, number: usize, line: &'c str) {
        if let Some(id) = line.strip_prefix("# newdoc id =") {
            self.end_text();
            id.trim().clone_into(&mut self.draft.text.id);
        } else if let Some(words) = line.strip_prefix("# text =") {
            self.written = Some((number, words.trim()));
        }
    }

    fn cells(&self, line: &'c str) -> Option<(&'c str, &'c str)> {
        let is_tag = |tag: &str| tag == "O" || tag.starts_with("B-") || tag.starts_with("I-");
        let (token, tag) = if self.set == Set::Uner {
            let mut cells = line.split('\t').skip(1);
            (cells.next()?, cells.next()?)
        } else {
            let (token, tag) = line.rsplit_once(['\t', ' '])?;
            (token.trim(), tag.trim())
        };
        (!token.is_empty() && is_tag(tag)).then_some((token, tag))
    }

    fn problem(&mut self, line: usize, reason: String) {
        self.problems.push(Problem { line, reason });
        self.is_spoilt = true;
    }

    fn end_sentence(&mut self) {
        let (tokens, tags) = (std::mem::take(&mut self.tokens), std::mem::take(&mut self.tags));
        let written = self.written.take();
        if tokens.is_empty() {
            return;
        }
        let marks = marks(&tags);
        match written {
            None => {
                let joined = joined::join(&tokens);
                self.draft.sentence(self.set, &joined.words, &joined.places, &marks);
            }
            Some((line, words)) => match joined::aligned(words, &tokens) {
                Some(places) => self.draft.sentence(self.set, words, &places, &marks),
                None => self.problem(line, "the tokens are not those of the sentence".to_owned()),
            },
        }
    }

    fn end_text(&mut self) {
        self.end_sentence();
        let draft = std::mem::take(&mut self.draft);
        if !draft.text.text.is_empty() && !self.is_spoilt {
            self.texts.push(draft.text);
        }
        self.is_spoilt = false;
    }
}

/// Names by their tags: tokens `[first, end)` and the set's word for the kind.
fn marks<'t>(tags: &[&'t str]) -> Vec<(usize, usize, &'t str)> {
    let mut marks: Vec<(usize, usize, &str)> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        let Some((place, kind)) = tag.split_once('-').filter(|(_, kind)| *kind != "O") else { continue };
        match marks.last_mut() {
            Some((_, end, of)) if place == "I" && *end == at && *of == kind => *end = at + 1,
            _ => marks.push((at, at + 1, kind)),
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::learn::convert::tests::told;

    #[test]
    fn each_sentence_is_a_text_of_its_own() {
        let content = "Velda\tB-politician\nMoss\tI-politician\n'\tO\ns\tO\nHarbour\tB-politicalparty\nParty\tI-politicalparty\nlost\tO\n.\tO\n\nLima\tB-location\nwon\tO\n.\tO\n";
        let (texts, problems) = convert(Set::CrossNer, content);
        assert_eq!(problems, []);
        let words: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(words, ["Velda Moss's Harbour Party lost.", "Lima won."]);
        assert_eq!(told(&texts[0]), ["person Velda Moss", "org Harbour Party"]);
        assert_eq!(told(&texts[1]), ["place Lima"]);
    }

    #[test]
    fn articles_begin_with_docstart_and_names_with_another_kind() {
        let content = "Étaín I-PER\nwent O\n. O\n\nLima I-LOC\nHarbour I-ORG\nOffice I-ORG\nPeruvian I-MISC\nB B-ORG\n\n-DOCSTART- O\n\nNobody O\n";
        let (texts, problems) = convert(Set::WikiGold, content);
        assert_eq!(problems, []);
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0].text, "Étaín went. Lima Harbour Office Peruvian B");
        assert_eq!(told(&texts[0]), ["person Étaín", "place Lima", "org Harbour Office", "group Peruvian", "org B"]);
    }

    #[test]
    fn sentences_stay_as_they_were_written() {
        let content = "# newdoc id = weblog-1\n# sent_id = weblog-1-1\n# text = In  al-Masri's Lima:\n1\tIn\tB-O\t-\tx\n2\tal\tB-PER\t-\tx\n3\t-\tI-PER\t-\tx\n4\tMasri\tI-PER\t-\tx\n5\t's\tO\n6\tLima\tB-LOC\t-\tx\n7\t:\tO\n\n# text = Peruvian\n1\tPeruvian\tB-OTH\t-\tx\n\n# newdoc id = weblog-2\n# text = No\n1\tNo\tO\n";
        let (texts, problems) = convert(Set::Uner, content);
        assert_eq!(problems, []);
        assert_eq!(texts[0].text, "In  al-Masri's Lima: Peruvian");
        assert_eq!(told(&texts[0]), ["person al-Masri", "place Lima"]);
        assert_eq!(texts.iter().map(|text| text.id.as_str()).collect::<Vec<_>>(), ["weblog-1", "weblog-2"]);
    }

    #[test]
    fn what_cannot_be_read_is_left_out_and_named() {
        let (texts, problems) = convert(Set::Wnut17, "Ana\tB-person\nruns\n\nLima\tB-location\n\nX\tZ-what\n");
        assert_eq!(texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>(), ["Lima"]);
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 6]);
        let (texts, problems) = convert(
            Set::Uner,
            "# text = Ana left\n1\tAna\tB-PER\n2\tran\tO\n\n# newdoc id = b\n# text = No\n1\tNo\tO\n",
        );
        assert_eq!((texts.len(), problems[0].line), (1, 1));
    }
}

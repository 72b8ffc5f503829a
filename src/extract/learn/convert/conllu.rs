//! GUM: articles in CoNLL-U, with entities as brackets and dates as TEI tags in the last column.
//!
//! GUM marks every noun phrase; here only proper names count, and of each its core: the head, what makes one word of it,
//! and what follows `of`. Never reads a genre whose texts may not be learned from. Of marks that overlap the longer stays.

use crate::extract::learn::convert::Draft;
use crate::extract::learn::convert::Problem;
use crate::extract::learn::convert::Set;
use crate::extract::learn::convert::Text;
use crate::extract::learn::convert::joined;

/// Genres with an open licence, and which.
const GENRES: &[(&str, &str)] = &[
    ("news", "CC-BY-2.5"),
    ("interview", "CC-BY-2.5"),
    ("academic", "CC-BY-4.0"),
    ("court", "CC-BY-4.0"),
    ("bio", "CC-BY-SA-3.0"),
    ("voyage", "CC-BY-SA-3.0"),
];

/// Reads all articles of the file.
pub fn convert(set: Set, content: &str) -> (Vec<Text>, Vec<Problem>) {
    let mut reader = Reader { set, ..Reader::default() };
    for (index, line) in content.lines().enumerate() {
        reader.line(index + 1, line.trim_end_matches('\r'));
    }
    reader.end_text();
    (reader.texts, reader.problems)
}

#[derive(Clone, Debug)]
struct Token<'c> {
    words: &'c str,
    is_name: bool,
    /// Number of the token it hangs on, from 1; 0 the root.
    head: usize,
    relation: &'c str,
}

/// A noun phrase: tokens `[first, end)`, what kind of thing it is, and the group of its mentions.
#[derive(Clone, Debug)]
struct Phrase<'c> {
    first: usize,
    end: usize,
    kind: &'c str,
}

/// A mark on tokens `[first, end)`; `kind` as the set calls it.
type Mark = (usize, usize, String, Option<String>);

struct Reader<'c> {
    set: Set,
    texts: Vec<Text>,
    problems: Vec<Problem>,
    draft: Draft,
    is_spoilt: bool,
    written: &'c str,
    /// The line that the sentence stands in.
    line: usize,
    tokens: Vec<Token<'c>>,
    phrases: Vec<Phrase<'c>>,
    /// Phrases that are not closed yet: group, kind, first token.
    open: Vec<(&'c str, &'c str, usize)>,
    dates: Vec<Mark>,
    /// A date that is not closed yet.
    open_date: Option<(usize, String, Option<String>)>,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self {
            set: Set::Gum,
            texts: Vec::new(),
            problems: Vec::new(),
            draft: Draft::default(),
            is_spoilt: false,
            written: "",
            line: 0,
            tokens: Vec::new(),
            phrases: Vec::new(),
            open: Vec::new(),
            dates: Vec::new(),
            open_date: None,
        }
    }
}

impl<'c> Reader<'c> {
    fn line(&mut self, number: usize, line: &'c str) {
        if let Some(comment) = line.strip_prefix('#') {
            self.comment(number, comment.trim());
        } else if line.trim().is_empty() {
            self.end_sentence();
        } else {
            self.token(number, line);
        }
    }

    fn comment(&mut self, number: usize, comment: &'c str) {
        let Some((name, value)) = comment.split_once('=').map(|(name, value)| (name.trim(), value.trim())) else {
            self.draft.is_new_line |= comment == "newpar";
            return;
        };
        match name {
            "newdoc id" => {
                self.end_text();
                value.clone_into(&mut self.draft.text.id);
            }
            "meta::genre" => match GENRES.iter().find(|(genre, _)| *genre == value) {
                Some((genre, licence)) => {
                    self.draft.text.source = Some(format!("GUM {genre}"));
                    self.draft.text.licence = Some(licence);
                }
                None => self.problem(number, format!("texts of the genre {value} have no licence to learn from them")),
            },
            "meta::dateCreated" => self.draft.text.published = Some(value.to_owned()),
            "text" => (self.written, self.line) = (value, number),
            _ => {}
        }
    }

    fn token(&mut self, number: usize, line: &'c str) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, words, _, _, tag, _, head, relation, _, more] = cells[..] else {
            return self.problem(number, "ten columns were expected".to_owned());
        };
        if id.contains(['-', '.']) {
            // Several tokens as one word, or one that was left out.
            return;
        }
        let Ok(head) = head.parse() else {
            return self.problem(number, "the number of a head was expected".to_owned());
        };
        let at = self.tokens.len();
        self.tokens.push(Token { words, is_name: matches!(tag, "NNP" | "NNPS"), head, relation });
        for cell in more.split('|') {
            if let Some(brackets) = cell.strip_prefix("Entity=") {
                self.brackets(at, brackets);
            } else if let Some(tags) = cell.strip_prefix("XML=") {
                self.tags(at, tags);
            }
        }
    }

    /// `(4-organization-new-…(5-place-…)` opens one and marks another, `4)1)` closes two.
    fn brackets(&mut self, at: usize, brackets: &'c str) {
        let mut rest = brackets;
        while !rest.is_empty() {
            if let Some(opened) = rest.strip_prefix('(') {
                let end = opened.find(['(', ')']).unwrap_or(opened.len());
                let mut fields = opened[..end].split('-');
                let (group, kind) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
                rest = &opened[end..];
                if let Some(closed) = rest.strip_prefix(')') {
                    self.phrases.push(Phrase { first: at, end: at + 1, kind });
                    rest = closed;
                } else {
                    self.open.push((group, kind, at));
                }
            } else {
                let end = rest.find([')', '(']).unwrap_or(rest.len());
                let group = &rest[..end];
                if let Some(place) = self.open.iter().rposition(|(open, ..)| *open == group) {
                    let (_, kind, first) = self.open.remove(place);
                    self.phrases.push(Phrase { first, end: at + 1, kind });
                }
                rest = rest[end..].strip_prefix(')').unwrap_or(&rest[end..]);
            }
        }
    }

    /// `<date when:::"1799-08">` opens, `</date>` closes.
    fn tags(&mut self, at: usize, tags: &str) {
        for tag in tags.split('<').skip(1).filter_map(|piece| piece.split_once('>')).map(|(tag, _)| tag) {
            let name = tag.split(' ').next().unwrap_or("");
            match name {
                "date" | "time" => {
                    let get = |key: &str| {
                        let (_, rest) = tag.split_once(&format!(" {key}:::\""))?;
                        rest.split_once('"').map(|(value, _)| value)
                    };
                    let from = get("from").or_else(|| get("notBefore"));
                    let until = get("to").or_else(|| get("notAfter"));
                    let value = match (get("when"), from, until) {
                        (Some(when), ..) => Some(when.to_owned()),
                        (_, Some(from), Some(until)) => Some(format!("{from}/{until}")),
                        _ => None,
                    };
                    // A time of no day has no value here.
                    self.open_date = Some((at, format!("xml:{name}"), value.filter(|_| name == "date")));
                }
                "/date" | "/time" => {
                    if let Some((first, kind, value)) = self.open_date.take() {
                        self.dates.push((first, at + 1, kind, value));
                    }
                }
                _ => {}
            }
        }
    }

    fn problem(&mut self, line: usize, reason: String) {
        if !self.is_spoilt {
            self.problems.push(Problem { line, reason });
        }
        self.is_spoilt = true;
    }

    fn end_sentence(&mut self) {
        let tokens = std::mem::take(&mut self.tokens);
        let phrases = std::mem::take(&mut self.phrases);
        let mut marks = std::mem::take(&mut self.dates);
        self.open.clear();
        self.open_date = None;
        if tokens.is_empty() {
            return;
        }
        let words: Vec<&str> = tokens.iter().map(|token| token.words).collect();
        let Some(places) = joined::aligned(self.written, &words) else {
            return self.problem(self.line, "the tokens are not those of the sentence".to_owned());
        };
        for phrase in phrases.iter().filter(|phrase| phrase.kind != "time") {
            marks.extend(core(&tokens, phrase).map(|(first, end)| (first, end, phrase.kind.to_owned(), None)));
        }
        let marks = without_overlaps(marks, tokens.len());
        let plain: Vec<(usize, usize, &str)> =
            marks.iter().map(|(first, end, kind, _)| (*first, *end, kind.as_str())).collect();
        let n_before = self.draft.text.marks.len();
        self.draft.sentence(self.set, self.written, &places, &plain);
        for (mark, (.., value)) in self.draft.text.marks[n_before..].iter_mut().zip(marks) {
            mark.value = value;
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

fn without_overlaps(mut marks: Vec<Mark>, n_tokens: usize) -> Vec<Mark> {
    marks.sort_by_key(|(first, end, ..)| (std::cmp::Reverse(end - first), *first));
    let mut taken = vec![false; n_tokens];
    marks.retain(|(first, end, ..)| {
        let is_free = !taken[*first..*end].contains(&true);
        if is_free {
            taken[*first..*end].fill(true);
        }
        is_free
    });
    marks.sort();
    marks
}

/// The name in a noun phrase, as tokens `[first, end)`: none where its head is no proper noun.
fn core(tokens: &[Token<'_>], phrase: &Phrase<'_>) -> Option<(usize, usize)> {
    let inside = |number: usize| number > phrase.first && number <= phrase.end;
    let head = (phrase.first..phrase.end).find(|at| !inside(tokens[*at].head))?;
    if !tokens[head].is_name {
        return None;
    }
    let mut part = vec![false; tokens.len()];
    part[head] = true;
    let case_of =
        |at: usize| (phrase.first..at).find(|case| tokens[*case].head == at + 1 && tokens[*case].relation == "case");
    let mut grows = true;
    while grows {
        grows = false;
        for at in phrase.first..phrase.end {
            let token = &tokens[at];
            if part[at] || token.head == 0 || !part[token.head - 1] {
                continue;
            }
            let relation = token.relation.split(':').next().unwrap_or("");
            let of = case_of(at).filter(|case| tokens[*case].words.eq_ignore_ascii_case("of"));
            let belongs = match relation {
                "flat" | "compound" | "goeswith" => true,
                "amod" | "nummod" => token.is_name,
                "nmod" if token.relation == "nmod:poss" => token.is_name,
                "nmod" => token.is_name && of.is_some(),
                "conj" => token.is_name && phrase.kind == "organization",
                _ => false,
            };
            if belongs {
                part[at] = true;
                grows = true;
            }
        }
    }
    let first = part.iter().position(|part| *part)?;
    let last = part.iter().rposition(|part| *part)?;
    Some((first, last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::learn::convert::tests::told;
    use std::fmt::Write as _;

    /// A sentence: its text, and for each token its words, tag, head, relation and last column.
    fn sentence(written: &str, tokens: &[(&str, &str, usize, &str, &str)]) -> String {
        let mut lines = format!("# sent_id = x\n# text = {written}\n");
        for (at, (words, tag, head, relation, more)) in tokens.iter().enumerate() {
            let id = at + 1;
            writeln!(lines, "{id}\t{words}\t_\t_\t{tag}\t_\t{head}\t{relation}\t_\t{more}").unwrap();
        }
        lines + "\n"
    }

    fn document(genre: &str, sentences: &str) -> String {
        format!(
            "# newdoc id = GUM_{genre}_ferry\n# meta::dateCreated = 2016-02-01\n# meta::genre = {genre}\n# newpar\n{sentences}"
        )
    }

    #[test]
    fn names_are_the_cores_of_noun_phrases() {
        let first = sentence(
            "Ferries sail",
            &[("Ferries", "NNS", 2, "nsubj", "Entity=(1-object-new-n-cf1-1-sgl)"), ("sail", "VBP", 0, "root", "_")],
        );
        let second = sentence(
            "Dr. Velda Moss, head of the University of East Lima, left in August 1799.",
            &[
                ("Dr.", "NNP", 2, "nmod:desc", "Entity=(2-person-new-nn-cf1-1,2,3-coref-Velda_Moss"),
                ("Velda", "NNP", 13, "nsubj", "_"),
                ("Moss", "NNP", 2, "flat", "SpaceAfter=No"),
                (",", ",", 5, "punct", "_"),
                ("head", "NN", 2, "appos", "_"),
                ("of", "IN", 8, "case", "_"),
                ("the", "DT", 8, "det", "Entity=(3-organization-new-nn-cf1-2-sgl"),
                ("University", "NNP", 5, "nmod", "_"),
                ("of", "IN", 11, "case", "_"),
                ("East", "NNP", 11, "compound", "Entity=(4-place-new-nn-cf1-1-sgl"),
                ("Lima", "NNP", 8, "nmod", "Entity=4)3)2)|SpaceAfter=No"),
                (",", ",", 5, "punct", "_"),
                ("left", "VBD", 0, "root", "_"),
                ("in", "IN", 15, "case", "_"),
                ("August", "NNP", 13, "obl", "Entity=(6-time-new-nn-cf6-1-sgl|XML=<date when:::\"1799-08\">"),
                ("1799", "CD", 15, "nmod:unmarked", "Entity=(7-time-new-nn-cf8-1-sgl)6)|SpaceAfter=No|XML=</date>"),
                (".", ".", 13, "punct", "_"),
            ],
        );
        let third = sentence(
            "She saw Lima.",
            &[
                ("She", "PRP", 2, "nsubj", "Entity=(2-person-giv:act-nn-cf1-1-ana-Velda_Moss)"),
                ("saw", "VBD", 0, "root", "_"),
                (
                    "Lima",
                    "NNP",
                    2,
                    "obj",
                    "Entity=(4-place-giv:act-nn-cf1-1-coref-Lima)|SpaceAfter=No|XML=<ref target:::\"x\"></ref>",
                ),
                (".", ".", 2, "punct", "_"),
            ],
        );
        let content = document("news", &format!("{first}# newpar\n{second}{third}"));
        let (texts, problems) = convert(Set::Gum, &content);
        assert_eq!(problems, []);
        assert_eq!(
            texts[0].text,
            "Ferries sail\nDr. Velda Moss, head of the University of East Lima, left in August 1799. She saw Lima."
        );
        assert_eq!(
            told(&texts[0]),
            ["person Velda Moss", "org University of East Lima", "date August 1799", "place Lima"]
        );
        assert_eq!(texts[0].marks[2].value.as_deref(), Some("1799-08"));
        assert_eq!((texts[0].published.as_deref(), texts[0].licence), (Some("2016-02-01"), Some("CC-BY-2.5")));
        assert_eq!((texts[0].id.as_str(), texts[0].source.as_deref()), ("GUM_news_ferry", Some("GUM news")));
    }

    #[test]
    fn what_may_not_be_learned_from_or_cannot_be_read_is_named() {
        let one = sentence("Lima", &[("Lima", "NNP", 0, "root", "Entity=(1-place-new-n-cf1-1-sgl)")]);
        let (texts, problems) = convert(Set::Gum, &format!("{}{}", document("fiction", &one), document("bio", &one)));
        assert_eq!((texts.len(), texts[0].licence), (1, Some("CC-BY-SA-3.0")));
        assert_eq!((problems.len(), problems[0].line), (1, 3));
        let other = sentence("Lime", &[("Lima", "NNP", 0, "root", "_")]);
        assert_eq!(
            convert(Set::Gum, &document("news", &other)).1[0].reason,
            "the tokens are not those of the sentence"
        );
        assert_eq!(convert(Set::Gum, "1\tLima\n").1[0].reason, "ten columns were expected");
    }

    #[test]
    fn dates_may_span_and_times_have_no_value() {
        let text = sentence(
            "from the 17th century at 7 pm",
            &[
                ("from", "IN", 4, "case", "_"),
                ("the", "DT", 4, "det", "XML=<date from:::\"1600\" to:::\"1699\">"),
                ("17th", "JJ", 4, "amod", "_"),
                ("century", "NN", 0, "root", "XML=</date>"),
                ("at", "IN", 7, "case", "_"),
                ("7", "CD", 7, "nummod", "XML=<time when:::\"19:00:00\">"),
                ("pm", "NN", 4, "nmod", "XML=</time>"),
            ],
        );
        let (texts, _) = convert(Set::Gum, &document("court", &text));
        assert_eq!(told(&texts[0]), ["date the 17th century", "time 7 pm"]);
        let values: Vec<Option<&str>> = texts[0].marks.iter().map(|mark| mark.value.as_deref()).collect();
        assert_eq!(values, [Some("1600/1699"), None]);
    }
}

//! MEANTIME: one article in the XML of the annotation tool CAT. Tokens, what is marked on them, and which marks are of one
//! thing.
//!
//! Never reads beyond the first sentences, which alone are marked everywhere. Of marks that overlap the longer stays.

use std::collections::BTreeMap;

use crate::extract::learn::convert::Draft;
use crate::extract::learn::convert::Problem;
use crate::extract::learn::convert::Set;
use crate::extract::learn::convert::Text;
use crate::extract::learn::convert::joined;
use crate::lists::class::Class;
use crate::lists::class::is_in;

/// Sentences of an article that are marked: the headline, the date, and four more.
const N_MARKED: usize = 6;

/// Reads the article.
pub fn convert(set: Set, content: &str) -> (Vec<Text>, Vec<Problem>) {
    match Document::read(content) {
        Ok(document) => (vec![document.text(set)], Vec::new()),
        Err(problem) => (Vec::new(), vec![problem]),
    }
}

struct Token {
    words: String,
    sentence: usize,
}

/// What stands on tokens: `kind` as the set calls it, empty where only what it refers to has one.
struct Marked {
    id: String,
    element: String,
    kind: String,
    value: String,
    is_day_of_writing: bool,
    /// Places of its tokens.
    tokens: Vec<usize>,
}

#[derive(Default)]
struct Document {
    name: String,
    tokens: Vec<Token>,
    place_of: BTreeMap<String, usize>,
    marked: Vec<Marked>,
    /// Kinds of entities by their ids.
    kinds: BTreeMap<String, String>,
    /// Which entity a mark is of.
    refers_to: BTreeMap<String, String>,
}

impl Document {
    fn read(content: &str) -> Result<Self, Problem> {
        let mut document = Self::default();
        let mut sources: Vec<String> = Vec::new();
        let mut refers = false;
        for (number, piece) in content.split('<').enumerate().skip(1) {
            let line = || content.split('<').take(number).map(|piece| piece.matches('\n').count()).sum::<usize>() + 1;
            let problem = |reason: &str| Problem { line: line(), reason: reason.to_owned() };
            let Some((tag, words)) = piece.split_once('>') else {
                return Err(problem("a tag is not closed"));
            };
            let get = |name: &str| attribute(tag, name);
            match tag.split([' ', '/', '\n']).next().unwrap_or("") {
                "Document" => document.name = get("doc_name").unwrap_or_default(),
                "token" => {
                    let (Some(id), Some(sentence)) = (get("t_id"), get("sentence").and_then(|n| n.parse().ok())) else {
                        return Err(problem("a token without its number or sentence"));
                    };
                    document.place_of.insert(id, document.tokens.len());
                    document.tokens.push(Token { words: unescaped(words.trim()), sentence });
                }
                element @ ("ENTITY_MENTION" | "TIMEX3" | "VALUE") => document.marked.push(Marked {
                    id: get("m_id").unwrap_or_default(),
                    element: element.to_owned(),
                    kind: get("syntactic_type").or_else(|| get("type")).unwrap_or_default(),
                    value: get("value").unwrap_or_default(),
                    is_day_of_writing: get("functionInDocument").as_deref() == Some("CREATION_TIME"),
                    tokens: Vec::new(),
                }),
                // Events have tokens, too, which are nobody's here.
                "EVENT_MENTION" | "SIGNAL" | "C-SIGNAL" => document.marked.push(Marked {
                    id: String::new(),
                    element: String::new(),
                    kind: String::new(),
                    value: String::new(),
                    is_day_of_writing: false,
                    tokens: Vec::new(),
                }),
                "token_anchor" => {
                    let place = get("t_id").and_then(|id| document.place_of.get(&id).copied());
                    let (Some(place), Some(marked)) = (place, document.marked.last_mut()) else {
                        return Err(problem("a mark on a token that is not there"));
                    };
                    marked.tokens.push(place);
                }
                "ENTITY" => {
                    if let (Some(id), Some(kind)) = (get("m_id"), get("ent_type")) {
                        document.kinds.insert(id, kind);
                    }
                }
                "REFERS_TO" => {
                    refers = true;
                    sources.clear();
                }
                "source" if refers => sources.extend(get("m_id")),
                "target" if refers => {
                    let target = get("m_id").unwrap_or_default();
                    document.refers_to.extend(sources.drain(..).map(|source| (source, target.clone())));
                    refers = false;
                }
                _ => {}
            }
        }
        if document.tokens.is_empty() {
            return Err(Problem { line: 1, reason: "no tokens of an article in this form".to_owned() });
        }
        Ok(document)
    }

    fn text(&self, set: Set) -> Text {
        let mut draft = Draft::default();
        let marks = self.marks();
        for sentence in 0..N_MARKED {
            let first = self.tokens.partition_point(|token| token.sentence < sentence);
            let end = self.tokens.partition_point(|token| token.sentence <= sentence);
            if first == end {
                continue;
            }
            let words: Vec<&str> = self.tokens[first..end].iter().map(|token| token.words.as_str()).collect();
            let here: Vec<(usize, usize, &str)> = marks
                .iter()
                .filter(|(from, to, ..)| first <= *from && *to <= end)
                .map(|(from, to, kind, _)| (from - first, to - first, kind.as_str()))
                .collect();
            // Headline and date stand in lines of their own.
            draft.is_new_line = sentence <= 2;
            let joined = joined::join(&words);
            let n_before = draft.text.marks.len();
            draft.sentence(set, &joined.words, &joined.places, &here);
            let values = marks.iter().filter(|(from, to, ..)| first <= *from && *to <= end).map(|(.., value)| value);
            for (mark, value) in draft.text.marks[n_before..].iter_mut().zip(values) {
                mark.value = (!value.is_empty()).then(|| value.clone());
            }
        }
        draft.text.id.clone_from(&self.name);
        let day = self.marked.iter().find(|marked| marked.is_day_of_writing && !marked.value.is_empty());
        draft.text.published = day.map(|day| day.value.clone());
        draft.text
    }

    /// Tokens `[first, end)`, kind and value of what is marked, without overlaps, in order.
    fn marks(&self) -> Vec<(usize, usize, String, String)> {
        let mut all: Vec<(usize, usize, String, String)> =
            self.marked.iter().filter_map(|marked| self.mark(marked)).collect();
        all.sort_by_key(|(first, end, ..)| (std::cmp::Reverse(end - first), *first));
        let mut taken = vec![false; self.tokens.len()];
        all.retain(|(first, end, ..)| {
            let is_free = !taken[*first..*end].contains(&true);
            if is_free {
                taken[*first..*end].fill(true);
            }
            is_free
        });
        all.sort();
        all
    }

    fn mark(&self, marked: &Marked) -> Option<(usize, usize, String, String)> {
        let (first, last) = (*marked.tokens.iter().min()?, *marked.tokens.iter().max()?);
        let (mut first, mut end) = (first, last + 1);
        let kind = match marked.element.as_str() {
            "TIMEX3" => format!("TIMEX3:{}", marked.kind),
            "VALUE" => format!("VALUE:{}", marked.kind),
            "ENTITY_MENTION" => {
                let kind = self.refers_to.get(&marked.id).and_then(|entity| self.kinds.get(entity))?;
                let is_name = match marked.kind.as_str() {
                    "NAM" | "PRE.NAM" => true,
                    // Not the pronoun that begins a sentence.
                    "" => {
                        let is_function = is_in(Class::Function, &self.tokens[first].words.to_lowercase());
                        !is_function && (first..end).all(|at| self.is_high(at))
                    }
                    _ => false,
                };
                if !is_name {
                    return None;
                }
                if kind == "PER" {
                    (first, end) = self.name_of_person(first, end)?;
                }
                if end - first > 1 && matches!(self.tokens[first].words.to_lowercase().as_str(), "the" | "a" | "an") {
                    first += 1;
                }
                kind.clone()
            }
            _ => return None,
        };
        Some((first, end, kind, marked.value.clone()))
    }

    fn is_high(&self, at: usize) -> bool {
        self.tokens[at].words.starts_with(char::is_uppercase)
    }

    /// `the company's vice president John Smith, 45` is John Smith.
    fn name_of_person(&self, first: usize, end: usize) -> Option<(usize, usize)> {
        let is_comma = |at: &usize| matches!(self.tokens[*at].words.as_str(), "," | "(" | "-LRB-");
        let end = (first..end).find(is_comma).unwrap_or(end);
        let begins = (first..end).rev().take_while(|at| self.is_high(*at)).last()?;
        let is_title = |at: &usize| {
            matches!(self.tokens[*at].words.as_str(), "Mr" | "Mr." | "Mrs" | "Mrs." | "Ms" | "Ms." | "Dr.")
        };
        let begins = (begins..end).find(|at| !is_title(at))?;
        Some((begins, end))
    }
}

/// The value of a tag's attribute.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let is_whole = rest[..at].ends_with([' ', '\n', '\t']);
        rest = &rest[at + name.len()..];
        if is_whole && let Some(value) = rest.strip_prefix("=\"") {
            return value.split_once('"').map(|(value, _)| unescaped(value));
        }
    }
}

fn unescaped(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    plain.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::learn::convert::tests::told;
    use std::fmt::Write as _;

    /// An article of sentences with marks: `(words, element, kind, entity's kind, value)`.
    fn article(sentences: &[&str], marks: &[(&str, &str, &str, &str, &str)]) -> String {
        let mut xml = "<?xml version=\"1.0\" ?><Document doc_id=\"7\" doc_name=\"7_Ferries\" lang=\"en\">\n".to_owned();
        let mut tokens: Vec<String> = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            for word in sentence.split(' ') {
                tokens.push(word.to_owned());
                let word = word.replace('&', "&amp;");
                writeln!(xml, "<token number=\"0\" sentence=\"{number}\" t_id=\"{}\">{word}</token>", tokens.len())
                    .unwrap();
            }
        }
        xml += "<Markables>\n<EVENT_MENTION m_id=\"900\">\n<token_anchor t_id=\"1\"/>\n</EVENT_MENTION>\n";
        let (mut entities, mut relations) = (String::new(), String::new());
        for (number, (words, element, kind, entity, value)) in marks.iter().enumerate() {
            let parts: Vec<&str> = words.split(' ').collect();
            let first = tokens.windows(parts.len()).position(|window| window == parts).expect("in the sentences");
            let kind = if *element == "ENTITY_MENTION" {
                format!("syntactic_type=\"{kind}\"")
            } else {
                format!("type=\"{kind}\"")
            };
            let day = if value.len() == 10 { "functionInDocument=\"CREATION_TIME\" " } else { "" };
            writeln!(xml, "<{element} comment=\"\" {day}m_id=\"{number}\" {kind} value=\"{value}\">").unwrap();
            for at in 0..parts.len() {
                writeln!(xml, "<token_anchor t_id=\"{}\"/>", first + at + 1).unwrap();
            }
            writeln!(xml, "</{element}>").unwrap();
            if !entity.is_empty() {
                writeln!(entities, "<ENTITY TAG_DESCRIPTOR=\"\" ent_type=\"{entity}\" m_id=\"e{number}\"/>").unwrap();
                write!(relations, "<HAS_PARTICIPANT r_id=\"1\">\n<source m_id=\"900\"/>\n<target m_id=\"{number}\"/>\n</HAS_PARTICIPANT>\n\
                     <REFERS_TO r_id=\"2\">\n<source m_id=\"{number}\"/>\n<target m_id=\"e{number}\"/>\n</REFERS_TO>\n").unwrap();
            }
        }
        format!("{xml}{entities}</Markables>\n<Relations>\n{relations}</Relations></Document>")
    }

    #[test]
    fn names_dates_and_amounts_of_the_first_sentences() {
        let sentences = [
            "Ferries & boats sail",
            "March 06 , 2008",
            "The Harbour Office 's director Velda Moss , 45 , left Lima .",
            "The Peruvian boats cost $ 5 million and the office paid .",
            "A fifth .",
            "A sixth .",
            "Cusco is beyond .",
        ];
        let marks = [
            ("March 06 , 2008", "TIMEX3", "DATE", "", "2008-03-06"),
            ("The Harbour Office", "ENTITY_MENTION", "NAM", "ORG", ""),
            ("director Velda Moss , 45", "ENTITY_MENTION", "NAM", "PER", ""),
            ("Velda Moss", "ENTITY_MENTION", "", "PER", ""),
            ("Lima", "ENTITY_MENTION", "NAM", "LOC", ""),
            ("Peruvian", "ENTITY_MENTION", "PRE.NAM", "LOC", ""),
            ("The Peruvian boats", "ENTITY_MENTION", "NOM", "PRO", ""),
            ("$ 5 million", "VALUE", "MONEY", "", ""),
            ("the office", "ENTITY_MENTION", "NOM", "ORG", ""),
            ("Cusco", "ENTITY_MENTION", "NAM", "LOC", ""),
        ];
        let (texts, problems) = convert(Set::Meantime, &article(&sentences, &marks));
        assert_eq!(problems, []);
        assert_eq!(
            texts[0].text,
            "Ferries & boats sail\nMarch 06, 2008\nThe Harbour Office's director Velda Moss, 45, left Lima. \
             The Peruvian boats cost $5 million and the office paid. A fifth. A sixth."
        );
        let expected = [
            "date March 06, 2008",
            "org Harbour Office",
            "person Velda Moss",
            "place Lima",
            "group Peruvian",
            "money $5 million",
        ];
        assert_eq!(told(&texts[0]), expected);
        assert_eq!((texts[0].id.as_str(), texts[0].published.as_deref()), ("7_Ferries", Some("2008-03-06")));
        assert_eq!(texts[0].marks[0].value.as_deref(), Some("2008-03-06"));
        assert_eq!(texts[0].marks[1].value, None);
    }

    #[test]
    fn what_is_no_such_article_is_named() {
        let reason = |content: &str| convert(Set::Meantime, content).1[0].clone();
        assert_eq!(reason("nothing").line, 1);
        assert_eq!(reason("<Document>\n<token sentence=\"0\" t_id=\"1\">Lima</token>\n<TIMEX3 m_id=\"1\">\n<token_anchor t_id=\"9\"/>").line, 4);
        assert_eq!(
            reason("<Document>\n<token t_id=\"1\">Lima</token>").reason,
            "a token without its number or sentence"
        );
        assert_eq!(reason("<Document").reason, "a tag is not closed");
    }
}

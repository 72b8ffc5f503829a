//! Random decisions on the three invented articles, as lines of `decide`. Some do not fit what is there, and are refused.

use crate::dice::Dice;
use crate::fixture::ARTICLES;
use crate::fixture::read_marks;
use dossier::model::span::CodePoints;
use dossier::model::span::Span;

/// Words of each article, with their label.
const WORDS: &[&[(&str, &str)]] = &[
    &[
        ("Ana Ruiz", "person"),
        ("Omar Said", "person"),
        ("Pakistan", "place"),
        ("Thursday", "date"),
        ("1,200", "quantity"),
        ("Noor Camp", "place"),
        ("United Nations", "org"),
        ("owner", "person"),
    ],
    &[("Ana Ruiz", "person"), ("Omar Said", "person"), ("Harbour Party", "org"), ("May", "date"), ("Ruiz", "person")],
    &[("Noor Camp", "place"), ("1,900", "quantity"), ("Harbour Party", "org"), ("Said", "person"), ("people", "group")],
];

/// Decisions without end.
pub struct Lines {
    bodies: Vec<String>,
    n_made: usize,
}

impl Lines {
    pub fn new() -> Self {
        let bodies = ARTICLES.iter().map(|(_, marked, claims)| read_marks(marked, claims).0).collect();
        Self { bodies, n_made: 0 }
    }

    /// Names and texts of the articles, in the order A1, A2, A3.
    pub fn articles(&self) -> impl Iterator<Item = (&'static str, &str)> {
        ARTICLES.iter().map(|(name, ..)| *name).zip(self.bodies.iter().map(String::as_str))
    }

    pub fn next(&mut self, dice: &mut Dice) -> String {
        self.n_made += 1;
        let (n, article) = (self.n_made, dice.below(self.bodies.len()));
        let a = article + 1;
        let (words, label) = *dice.pick(WORDS[article]);
        let at = self.at(article, words);
        match dice.below(16) {
            0..=2 => self.note(a),
            3 => format!(r#"{{"do":"tag","on":"A{a}","text":"tag {}"}}"#, n % 7),
            4 => format!(r#"{{"do":"untag","on":"A{a}","text":"tag {}"}}"#, n % 7),
            5 => format!(r#"{{"do":"set_article","article":"A{a}","publisher":"Paper {n}"}}"#),
            6 => format!(r#"{{"do":"set_article","article":"A{a}","published":"2024-05-{:02}"}}"#, 1 + n % 28),
            7 => format!(r#"{{"do":"accept","name":"{words}","label":"{label}","where":"dossier"}}"#),
            8 => {
                let verb = dice.pick(&["done", "reopen", "set_aside"]);
                format!(r#"{{"do":"{verb}","article":"A{a}"}}"#)
            }
            9 => format!(r#"{{"do":"alias","entity":"{words}","to":"{words} {n}"}}"#),
            10 => format!(r#"{{"do":"create",{at},"label":"{label}"}}"#),
            _ => {
                let verb = dice.pick(&["accept", "accept", "reject", "doubtful", "reopen"]);
                format!(r#"{{"do":"{verb}",{at},"label":"{label}"}}"#)
            }
        }
    }

    /// A decision that fits whatever is there.
    pub fn note(&mut self, article: usize) -> String {
        self.n_made += 1;
        format!(r#"{{"do":"note","on":"A{article}","text":"note {}"}}"#, self.n_made)
    }

    fn at(&self, article: usize, words: &str) -> String {
        let body = &self.bodies[article];
        let byte = body.find(words).unwrap_or_else(|| panic!("no \"{words}\""));
        let (start, end) = CodePoints::new(body).range(Span::new(byte, byte + words.len()));
        format!(r#""article":"A{}","start":{start},"end":{end}"#, article + 1)
    }
}

//! Three invented articles with hand-made proposals, and a dossier in a temporary folder to decide on them.
//!
//! Never uses the extractor for its proposals, so that a better extractor changes no test of the ledger.

use dossier::cli::decision;
use dossier::env::Env;
use dossier::ledger::command::Command;
use dossier::ledger::command::Incoming;
use dossier::ledger::verify::verify;
use dossier::model::article::ArticleDraft;
use dossier::model::article::Metadata;
use dossier::model::article::SourceDraft;
use dossier::model::claim::Field;
use dossier::model::claim::Part;
use dossier::model::extraction::ClaimProposal;
use dossier::model::extraction::EntityProposal;
use dossier::model::extraction::Extraction;
use dossier::model::extraction::MentionProposal;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::Label;
use dossier::model::span::CodePoints;
use dossier::model::span::Span;
use dossier::model::value::Value;
use dossier::store::images;
use dossier::store::record;
use dossier::workspace::Applied;
use dossier::workspace::Workspace;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// A claim to propose: kind, words, fields, words of the mentions it consists of.
pub type ClaimMarks = (&'static str, &'static str, &'static [(&'static str, Is)], &'static [&'static str]);

/// A field's value; entities by their key in the marks.
#[derive(Clone, Copy)]
pub enum Is {
    Text(&'static str),
    Number(f64),
    Who(&'static str),
}

/// `[words]{label key =value known iso3166:PK}`: an entity's key, a value, what is known; all but the label optional.
pub const ARTICLES: &[(&str, &str, &[ClaimMarks])] = &[
    (
        "alder.txt",
        "The café's owner [Ana Ruiz]{person ana} met [Omar Said]{person omar} in [Pakistan]{place pk known iso3166:PK} \
         on [Thursday]{date}. [Ruiz]{person ana} said [1,200]{quantity =1200} families had left [Noor Camp]{place noor}. \
         The [United Nations]{org un known} counted [1,350]{quantity =1350} of them.",
        &[
            (
                "figure",
                "1,200 families had left",
                &[("value", Is::Number(1200.0)), ("population", Is::Text("families")), ("said_by", Is::Who("ana"))],
                &["1,200"],
            ),
            ("figure", "counted 1,350", &[("value", Is::Number(1350.0)), ("said_by", Is::Who("un"))], &["1,350"]),
            (
                "quote",
                "said 1,200 families had left Noor Camp",
                &[("form", Is::Text("indirect")), ("speaker", Is::Who("ana"))],
                &["Ruiz"],
            ),
            (
                "event",
                "Ana Ruiz met Omar Said",
                &[("type", Is::Text("meeting")), ("actors", Is::Who("ana")), ("actors", Is::Who("omar"))],
                &["Ana Ruiz", "Omar Said"],
            ),
        ],
    ),
    (
        "bay.txt",
        "[Ana Ruiz]{person ana} returned to [Pakistan]{place pk known iso3166:PK} in [May]{date =2024-05}. \
         Foreign minister [Omar Said]{person omar} of the [Harbour Party]{org party} resigned; [Ruiz]{person ana} stayed.",
        &[(
            "role",
            "Foreign minister Omar Said",
            &[("title", Is::Text("foreign minister")), ("holder", Is::Who("omar"))],
            &["Omar Said"],
        )],
    ),
    (
        "cape.txt",
        "[Noor Camp]{place noor} took in [1,900]{quantity =1900} people, the [Harbour Party]{org party} said. \
         [Said]{person said} spoke at length.",
        &[("figure", "1,900 people", &[("value", Is::Number(1900.0)), ("said_by", Is::Who("party"))], &["1,900"])],
    ),
];

/// The body without its marks, and what they mean.
pub fn read_marks(marked: &str, claims: &[ClaimMarks]) -> (String, Extraction) {
    let mut body = String::new();
    let mut found = Extraction::default();
    let mut keys: Vec<String> = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (words, after) = after.split_once("]{").expect("a mark");
        let (mark, after) = after.split_once('}').expect("the end of a mark");
        body.push_str(before);
        let span = Span::new(body.len(), body.len() + words.len());
        body.push_str(words);
        mention(&mut found, &mut keys, span, words, mark);
        rest = after;
    }
    body.push_str(rest);
    for (kind, words, fields, parts) in claims {
        let at = body.find(words).unwrap_or_else(|| panic!("no \"{words}\" in the text"));
        let part = |(field, is): &(&str, Is)| {
            let field = Field::parse(field).expect("a field");
            match is {
                Is::Text(text) => Part::text(field, *text),
                Is::Number(number) => Part::number(field, *number),
                Is::Who(key) => Part::entity(field, keys.iter().position(|known| known == key).expect("an entity")),
            }
        };
        let of_words = |words: &&str| {
            let is_it = |mention: &MentionProposal| mention.span.words(&body) == Some(words);
            found.mentions.iter().position(is_it).expect("a mention")
        };
        found.claims.push(ClaimProposal {
            kind: ClaimKind::parse(kind).expect("a kind of claim"),
            span: Span::new(at, at + words.len()),
            parts: fields.iter().map(part).collect(),
            mentions: parts.iter().map(of_words).collect(),
            score: 0.75,
            rule: "fixture.claim",
        });
    }
    (body, found)
}

fn mention(found: &mut Extraction, keys: &mut Vec<String>, span: Span, words: &str, mark: &str) {
    let mut marks = mark.split_whitespace();
    let label = marks.next().and_then(Label::parse).expect("a label");
    let (mut entity, mut value, mut known, mut ids) = (None, None, false, Vec::new());
    for mark in marks {
        if let Some(said) = mark.strip_prefix('=') {
            value = Some(said.parse().map_or_else(|_| Value::Text(said.to_owned()), Value::Number));
        } else if let Some((scheme, id)) = mark.split_once(':') {
            ids.push((scheme.to_owned(), id.to_owned()));
        } else if mark == "known" {
            known = true;
        } else {
            let position = keys.iter().position(|key| key == mark).unwrap_or_else(|| {
                keys.push(mark.to_owned());
                let (name, mentions) = (words.to_owned(), Vec::new());
                found.entities.push(EntityProposal {
                    label,
                    name,
                    aliases: Vec::new(),
                    ids: Vec::new(),
                    choices: Vec::new(),
                    mentions,
                });
                keys.len() - 1
            });
            found.entities[position].mentions.push(found.mentions.len());
            entity = Some(position);
        }
    }
    if let Some(position) = entity {
        found.entities[position].ids.extend(ids);
    }
    found.mentions.push(MentionProposal { span, label, value, entity, score: 0.9, rule: "fixture.name".into(), known });
}

/// A source as it comes in, with its proposals.
pub fn incoming(name: &str, marked: &str, claims: &[ClaimMarks]) -> Incoming {
    let (body, extraction) = read_marks(marked, claims);
    let metadata = Metadata { title: Some(format!("About {name}")), ..Metadata::default() };
    let article = ArticleDraft { locator: String::new(), body: body.clone(), encoding: "UTF-8".to_owned(), metadata };
    let source = SourceDraft {
        name: name.to_owned(),
        path: name.to_owned(),
        media_type: "text/plain".to_owned(),
        bytes: body.into_bytes(),
        articles: vec![article],
    };
    Incoming { source, extractor: "fixture 1".to_owned(), extractions: vec![extraction] }
}

/// The import of all three articles.
pub fn import_all() -> Command {
    Command::Import { incoming: ARTICLES.iter().map(|(name, marked, claims)| incoming(name, marked, claims)).collect() }
}

/// Rows of every table of the projection.
pub type Rows = BTreeMap<&'static str, BTreeMap<i64, String>>;

/// A dossier in a temporary folder.
pub struct Bench {
    pub path: PathBuf,
    env: Arc<Env>,
    workspace: Option<Workspace>,
    _dir: tempfile::TempDir,
}

impl Bench {
    /// A new dossier without articles.
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("t.dossier");
        let env = Arc::new(Env::counted("Noa Reed", 1_714_600_000_000));
        let workspace = Workspace::open_or_create(&path, Arc::clone(&env)).expect("a new dossier");
        Self { path, env, workspace: Some(workspace), _dir: dir }
    }

    /// A new dossier with the three articles, undecided.
    pub fn new() -> Self {
        let mut bench = Self::empty();
        bench.ws().run(&import_all()).expect("an import");
        bench
    }

    pub fn ws(&mut self) -> &mut Workspace {
        self.workspace.as_mut().expect("an open dossier")
    }

    /// Closes the dossier, as the end of the program does.
    pub fn close(&mut self) {
        self.workspace.take().expect("an open dossier").close().expect("a clean end");
    }

    /// Opens the dossier again.
    pub fn open(&mut self) {
        self.workspace = Some(Workspace::open(&self.path, Arc::clone(&self.env)).expect("the dossier again"));
    }

    /// The program ends without a word and starts again.
    pub fn restart(&mut self) {
        drop(self.workspace.take());
        self.open();
    }

    /// Applies one line of `decide`.
    pub fn decide(&mut self, line: &str) -> Result<Applied, String> {
        let command = decision::parse(self.ws().db(), line)?;
        self.ws().run(&command).map_err(|error| error.to_string())
    }

    pub fn rows(&mut self) -> Rows {
        let db = self.ws().db();
        images::PROJECTION.iter().map(|table| (*table, images::all_rows(db, table).expect("rows"))).collect()
    }

    /// The one row that a query on a column counts, as JSON arrays; for looking at results.
    pub fn table(&mut self, table: &str) -> Vec<String> {
        images::all_rows(self.ws().db(), table).expect("rows").into_values().collect()
    }

    /// What `verify` finds wrong first: check and place.
    pub fn failure(&mut self) -> Option<String> {
        let report = verify(self.ws().db(), None);
        report.first_failure().map(|check| format!("{}: {}", check.name, check.failure.clone().unwrap_or_default()))
    }

    /// `"article": …, "start": …, "end": …` of the `nth` (from 0) occurrence of words in an article.
    pub fn at(&mut self, article: i64, words: &str, nth: usize) -> String {
        let body = record::body_of_article(self.ws().db(), article).expect("a text");
        let (start, _) = body.match_indices(words).nth(nth).unwrap_or_else(|| panic!("no \"{words}\" in A{article}"));
        let (start, end) = CodePoints::new(&body).range(Span::new(start, start + words.len()));
        format!(r#""article":"A{article}","start":{start},"end":{end}"#)
    }

    /// A line with places for what stands in braces: `{Ana Ruiz}` the first time in A1, `{Ruiz#1}` the second time
    /// (from 0), `{A2:Ruiz#1}` in another article.
    pub fn placed(&mut self, line: &str) -> String {
        let mut placed = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once(",{").filter(is_place) {
            let (what, after) = after.split_once('}').expect("a closing brace");
            let (article, what) = what.strip_prefix('A').and_then(|rest| rest.split_once(':')).unwrap_or(("1", what));
            let (words, nth) = what.split_once('#').unwrap_or((what, "0"));
            let at = self.at(article.parse().expect("a number"), words, nth.parse().expect("a number"));
            placed.push_str(before);
            placed.push(',');
            placed.push_str(&at);
            rest = after;
        }
        placed.push_str(rest);
        placed
    }
}

/// Whether a brace opens a place, not an object.
fn is_place((_, after): &(&str, &str)) -> bool {
    !after.starts_with('"')
}

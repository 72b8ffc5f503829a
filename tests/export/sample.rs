//! A dossier of two invented articles with decisions of every verb: what exports are tested on.
//!
//! Proposals are made by hand, so that these tests hold whatever the extractor learns.

use std::path::Path;
use std::sync::Arc;

use dossier::env::Env;
use dossier::ledger::command::ClaimRef;
use dossier::ledger::command::Command;
use dossier::ledger::command::FieldEdit;
use dossier::ledger::command::Incoming;
use dossier::ledger::command::MentionChange;
use dossier::ledger::command::MentionRef;
use dossier::ledger::command::Scope;
use dossier::ledger::command::SubjectRef;
use dossier::ledger::command::Verdict;
use dossier::model::article::ArticleDraft;
use dossier::model::article::Metadata;
use dossier::model::article::SourceDraft;
use dossier::model::claim::Field;
use dossier::model::claim::Part;
use dossier::model::claim::PartValue;
use dossier::model::extraction::ClaimProposal;
use dossier::model::extraction::EntityProposal;
use dossier::model::extraction::Extraction;
use dossier::model::extraction::MentionProposal;
use dossier::model::kind::ArticleField;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::DateBasis;
use dossier::model::kind::DifferHow;
use dossier::model::kind::How;
use dossier::model::kind::Label;
use dossier::model::kind::Subject;
use dossier::model::kind::ZoneKind;
use dossier::model::span::Span;
use dossier::model::value::Value;
use dossier::workspace::Workspace;

pub const FIRST: &str = "Émile Ortiz to lead Sélune relief\n\nSÉLUNE – Interim minister Émile Ortiz met Dara Vey on Thursday. 🌊 \
    “We will not leave,” Ortiz told reporters. About 12,000 people left the valley by 05/04/2023, the Relief Agency said. \
    Ortiz and Vey signed the accord in Sélune. Both “had no choice”, Ortiz added.\n\n© Valley Wire";
const SECOND: &str = "=Sélune: up to 9,000 people left the valley, \"officials\" said.\r\nThe Relief Agency counted 15,000 people. \
    Émile Ortiz declined to comment. The ministry's Ortiz denied a plan; so did Dara Vey of Sélune. \
    They had signed an accord there, and “had no choice”, Ortiz said.";

/// The `nth` place of some words in a text.
pub fn at(text: &str, words: &str, nth: usize) -> Span {
    let (start, found) = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words} in {text}"));
    Span::new(start, start + found.len())
}

/// Collects proposals for one text.
struct Proposals<'t> {
    text: &'t str,
    extraction: Extraction,
}

impl<'t> Proposals<'t> {
    const fn new(text: &'t str) -> Self {
        let extraction = Extraction {
            zones: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            claims: Vec::new(),
            dateline: None,
            publisher: None,
        };
        Self { text, extraction }
    }

    /// An entity with all places of these words; gives its index.
    fn entity(&mut self, label: Label, words: &[&str]) -> usize {
        let entity = self.extraction.entities.len();
        let mut mentions = Vec::new();
        let mut taken: Vec<Span> = Vec::new();
        for word in words {
            for (start, found) in self.text.match_indices(word) {
                let span = Span::new(start, start + found.len());
                if taken.iter().all(|other| !other.overlaps(span)) {
                    taken.push(span);
                    mentions.push(self.mention(span, label, None, Some(entity)));
                }
            }
        }
        self.extraction.entities.push(EntityProposal {
            label,
            name: words[0].to_owned(),
            aliases: Vec::new(),
            choices: Vec::new(),
            ids: vec![("test:scheme".to_owned(), format!("{};{entity}", words[0]))],
            mentions,
        });
        entity
    }

    fn mention(&mut self, span: Span, label: Label, value: Option<Value>, entity: Option<usize>) -> usize {
        let proposal = MentionProposal {
            span,
            label,
            value,
            entity,
            score: 0.123_456_789,
            rule: "test.rule".into(),
            known: false,
        };
        self.extraction.mentions.push(proposal);
        self.extraction.mentions.len() - 1
    }

    fn claim(&mut self, kind: ClaimKind, span: Span, parts: Vec<Part<usize>>) {
        self.extraction.claims.push(ClaimProposal {
            kind,
            span,
            parts,
            mentions: Vec::new(),
            score: 0.75,
            rule: "test.claim",
        });
    }
}

fn first_proposals() -> Extraction {
    let mut found = Proposals::new(FIRST);
    let ortiz = found.entity(Label::Person, &["Émile Ortiz", "Ortiz"]);
    let vey = found.entity(Label::Person, &["Dara Vey", "Vey"]);
    let place = found.entity(Label::Place, &["Sélune"]);
    let agency = found.entity(Label::Org, &["Relief Agency"]);
    let date = Value::Either("2023-05-04".to_owned(), "2023-04-05".to_owned());
    found.mention(at(FIRST, "05/04/2023", 0), Label::Date, Some(date), None);
    found.mention(at(FIRST, "Thursday", 0), Label::Date, Some(Value::Text("2023-05-11".to_owned())), None);
    found.mention(at(FIRST, "12,000", 0), Label::Quantity, Some(Value::Number(12_000.0)), None);
    found.claim(
        ClaimKind::Role,
        at(FIRST, "Interim minister Émile Ortiz", 0),
        vec![
            Part::text(Field::Title, "minister"),
            Part::text(Field::Qualifier, "interim"),
            Part::entity(Field::Holder, ortiz),
            Part::entity(Field::Place, place),
        ],
    );
    found.claim(
        ClaimKind::Quote,
        at(FIRST, "“We will not leave,”", 0),
        vec![
            Part::text(Field::QuoteForm, "direct"),
            Part::entity(Field::Speaker, ortiz),
            Part::span(Field::SpeakerSpan, at(FIRST, "Ortiz", 2)),
            Part::text(Field::Cue, "told"),
            Part::text(Field::SaidOn, "2023-05-11"),
        ],
    );
    let choice = vec![Part::text(Field::QuoteForm, "mixed"), Part::span(Field::SpeakerSpan, at(FIRST, "Ortiz", 4))];
    found.claim(ClaimKind::Quote, at(FIRST, "“had no choice”", 0), choice);
    found.claim(
        ClaimKind::Figure,
        at(FIRST, "About 12,000 people left the valley", 0),
        vec![
            Part::number(Field::Value, 12_000.0),
            Part::number(Field::Low, 11_000.5),
            Part::text(Field::Qualifier, "about"),
            Part::text(Field::Population, "people"),
            Part::text(Field::AsOf, "2023-05"),
            Part::entity(Field::SaidBy, agency),
        ],
    );
    found.claim(
        ClaimKind::Event,
        at(FIRST, "Ortiz and Vey signed the accord", 0),
        vec![
            Part::text(Field::Type, "signing"),
            Part::text(Field::Modality, "happened"),
            Part::entity(Field::Actors, ortiz),
            Part::entity(Field::Actors, vey),
            Part::entity(Field::Recipients, agency),
            Part::entity(Field::Place, place),
            Part::text(Field::Date, "2023-05-04/2023-05-11"),
        ],
    );
    found.extraction
}

fn second_proposals(text: &str) -> Extraction {
    let mut found = Proposals::new(text);
    let ortiz = found.entity(Label::Person, &["Émile Ortiz", "Ortiz"]);
    found.entity(Label::Person, &["Dara Vey"]);
    found.entity(Label::Place, &["Sélune"]);
    let agency = found.entity(Label::Org, &["Relief Agency"]);
    let signing = vec![Part::text(Field::Type, "signing"), Part::text(Field::Date, "2023-05")];
    found.claim(ClaimKind::Event, at(text, "They had signed an accord there", 0), signing);
    let stays = vec![
        Part::text(Field::QuoteForm, "mixed"),
        Part::entity(Field::Speaker, ortiz),
        Part::span(Field::SpeakerSpan, at(text, "Ortiz", 2)),
    ];
    found.claim(ClaimKind::Quote, at(text, "“had no choice”", 0), stays);
    for (words, value) in [("up to 9,000 people", 9_000.0), ("15,000 people", 15_000.0)] {
        let parts = vec![Part::number(Field::Value, value), Part::entity(Field::SaidBy, agency)];
        found.claim(ClaimKind::Figure, at(text, words, 0), parts);
    }
    found.extraction
}

fn incoming(name: &str, body: &str, metadata: Metadata, extraction: Extraction) -> Incoming {
    let article =
        ArticleDraft { locator: String::new(), body: body.to_owned(), encoding: "UTF-8".to_owned(), metadata };
    let source = SourceDraft {
        name: name.to_owned(),
        path: name.to_owned(),
        media_type: "text/plain".to_owned(),
        bytes: body.as_bytes().to_vec(),
        articles: vec![article],
    };
    Incoming { source, extractor: "test 1".to_owned(), extractions: vec![extraction] }
}

fn metadata(title: &str, published: &str) -> Metadata {
    Metadata {
        title: Some(title.to_owned()),
        publisher: Some("Valley Wire".to_owned()),
        published: Some(published.to_owned()),
        published_basis: Some(DateBasis::Metadata),
        author: None,
        url: Some("https://valley.example/1?a=1,2".to_owned()),
        language: Some("en".to_owned()),
    }
}

/// A dossier with two articles and nothing decided.
pub fn fresh(dir: &Path) -> Workspace {
    let env = Arc::new(Env::counted("Ana Ruiz", 1_700_000_000_000));
    let mut workspace = Workspace::open_or_create(&dir.join("test.dossier"), env).expect("a new dossier");
    let second = SECOND.replace("\r\n", "\n");
    let extraction = second_proposals(&second);
    let all = vec![
        incoming("first.txt", FIRST, metadata("Émile Ortiz to lead", "2023-05-12"), first_proposals()),
        incoming("second.txt", &second, metadata("=Sélune", "2023-05-13"), extraction),
    ];
    run(&mut workspace, &Command::Import { incoming: all });
    workspace
}

#[track_caller]
pub fn run(workspace: &mut Workspace, command: &Command) {
    if let Err(error) = workspace.run(command) {
        panic!("{error}: {command:?}");
    }
}

fn proposed(article: i64, kind: ClaimKind, span: Span) -> ClaimRef {
    ClaimRef::Proposed { article, kind, span }
}

/// Decisions of every verb on the two articles.
fn decide(workspace: &mut Workspace) {
    let second = SECOND.replace("\r\n", "\n");
    let person = |span| MentionRef { article: 1, span, label: Label::Person };
    let date = MentionRef { article: 1, span: at(FIRST, "Thursday", 0), label: Label::Date };
    let by_hand = How::ByHand;
    let name = |name: &str, label, verdict, scope| Command::DecideName { name: name.to_owned(), label, verdict, scope };
    for command in [
        Command::Decide { mention: person(at(FIRST, "Émile Ortiz", 0)), verdict: Verdict::Accept, how: by_hand },
        name("Ortiz", Label::Person, Verdict::Accept, Scope::Dossier),
        Command::Decide {
            mention: person(at(FIRST, "Dara Vey", 0)),
            verdict: Verdict::Doubtful,
            how: How::WithParagraph,
        },
        Command::Decide { mention: date, verdict: Verdict::Reject, how: by_hand },
        name("Émile Ortiz", Label::Person, Verdict::Accept, Scope::Dossier),
        name("Dara Vey", Label::Person, Verdict::Accept, Scope::Article(2)),
        name("sélune", Label::Place, Verdict::Accept, Scope::Always),
        name("Valley", Label::Place, Verdict::Reject, Scope::Always),
        Command::Change {
            mention: MentionRef { article: 1, span: at(FIRST, "05/04/2023", 0), label: Label::Date },
            to: MentionChange { span: Some(at(FIRST, "by 05/04/2023", 0)), ..MentionChange::default() },
        },
        Command::Create {
            mention: MentionRef { article: 1, span: at(FIRST, "accord", 0), label: Label::Law },
            value: None,
        },
        Command::Create {
            mention: MentionRef { article: 2, span: at(&second, "ministry", 0), label: Label::Org },
            value: Some(Value::Text("9".to_owned())),
        },
        Command::DecideClaim {
            claim: proposed(1, ClaimKind::Role, at(FIRST, "Interim minister Émile Ortiz", 0)),
            verdict: Verdict::Accept,
            how: by_hand,
        },
        Command::DecideClaim {
            claim: proposed(1, ClaimKind::Quote, at(FIRST, "“We will not leave,”", 0)),
            verdict: Verdict::Accept,
            how: How::WithParagraph,
        },
        Command::DecideClaim {
            claim: proposed(1, ClaimKind::Event, at(FIRST, "Ortiz and Vey signed the accord", 0)),
            verdict: Verdict::Doubtful,
            how: by_hand,
        },
        // An event that is told twice, the first time in the first article; a quote, first in the second.
        Command::JoinClaims {
            from: proposed(2, ClaimKind::Event, at(&second, "They had signed an accord there", 0)),
            into: proposed(1, ClaimKind::Event, at(FIRST, "Ortiz and Vey signed the accord", 0)),
        },
        Command::JoinClaims {
            from: proposed(1, ClaimKind::Quote, at(FIRST, "“had no choice”", 0)),
            into: proposed(2, ClaimKind::Quote, at(&second, "“had no choice”", 0)),
        },
        Command::Measure {
            figures: vec![
                proposed(1, ClaimKind::Figure, at(FIRST, "About 12,000 people left the valley", 0)),
                proposed(2, ClaimKind::Figure, at(&second, "15,000 people", 0)),
            ],
            name: "People who left".to_owned(),
        },
        Command::DecideClaim {
            claim: proposed(2, ClaimKind::Figure, at(&second, "up to 9,000 people", 0)),
            verdict: Verdict::Reject,
            how: by_hand,
        },
        Command::CreateClaim {
            article: 2,
            kind: ClaimKind::Event,
            span: at(&second, "denied a plan", 0),
            fields: vec![FieldEdit { field: Field::Type, values: vec![PartValue::Text("-denial".to_owned())] }],
        },
    ] {
        run(workspace, &command);
    }
    decide_more(workspace);
}

fn decide_more(workspace: &mut Workspace) {
    let on = |subject, id| SubjectRef { subject, id };
    let entity = |name: &str| {
        let named = dossier::store::read::entities::named(workspace.db(), name, &dossier::names::fold(name));
        named.expect("a readable dossier")
    };
    let (ortiz, vey, agency) = (entity("Émile Ortiz"), entity("Dara Vey"), entity("Relief Agency"));
    let (law, figures) = (entity("accord"), figures(workspace));
    let second = SECOND.replace("\r\n", "\n");
    let name = |name: &str, verdict| Command::DecideName {
        name: name.to_owned(),
        label: Label::Group,
        verdict,
        scope: Scope::Always,
    };
    assert_eq!((ortiz.len(), vey.len()), (2, 2), "one of each article");
    for command in [
        Command::Merge { from: ortiz[1], into: ortiz[0] },
        Command::Distinguish { a: vey[0], b: vey[1] },
        Command::Rename { entity: ortiz[0], name: "Émile A. Ortiz".to_owned() },
        Command::Alias { entity: ortiz[0], name: "E; Ortiz\\".to_owned() },
        Command::Identify { entity: ortiz[0], scheme: "wikidata".to_owned(), id: "Q42".to_owned() },
        Command::Relabel { entity: law[0], label: Label::Work },
        Command::EditClaim {
            claim: ClaimRef::Decided(figures[0]),
            to: vec![FieldEdit { field: Field::High, values: vec![PartValue::Number(12_999.25)] }],
        },
        Command::Differ {
            a: ClaimRef::Decided(figures[0]),
            b: ClaimRef::Decided(figures[1]),
            how: DifferHow::LaterCorrection,
            prefer: Some(ClaimRef::Decided(figures[1])),
            note: Some("@first, then \"second\"".to_owned()),
        },
        Command::Note { on: on(Subject::Article, 1), text: "'quoted\n\nnote".to_owned() },
        Command::Note { on: on(Subject::Article, 1), text: "+2".to_owned() },
        Command::Note { on: on(Subject::Entity, ortiz[0]), text: "=SUM(A1:A9)".to_owned() },
        Command::Note { on: on(Subject::Claim, figures[0]), text: "check".to_owned() },
        Command::Tag { on: on(Subject::Claim, figures[0]), tag: "a;b".to_owned() },
        Command::Tag { on: on(Subject::Entity, agency[0]), tag: "-tag".to_owned() },
        Command::Tag { on: on(Subject::Article, 2), tag: "valley".to_owned() },
        Command::SetZone { article: 1, span: at(FIRST, "© Valley Wire", 0), kind: ZoneKind::Boilerplate },
        Command::SetArticle { article: 2, field: ArticleField::Author, value: Some("J. Doe".to_owned()) },
        Command::Done { article: 1, accept_known: true },
        Command::SetAside { article: 2 },
        Command::ReopenArticle { article: 2 },
        Command::Untag { on: on(Subject::Article, 2), tag: "valley".to_owned() },
        Command::Split { entity: ortiz[0], mentions: vec![(2, at(&second, "Ortiz", 1))] },
        Command::Link { article: 2, span: at(&second, "ministry", 0), entity: agency[0] },
        name("Reporters", Verdict::Reject),
        name("Reporters", Verdict::Reopen),
        Command::Decide {
            mention: MentionRef { article: 2, span: at(&second, "Relief Agency", 0), label: Label::Org },
            verdict: Verdict::Reopen,
            how: How::ByHand,
        },
        Command::DecideClaim { claim: ClaimRef::Decided(figures[1]), verdict: Verdict::Doubtful, how: How::ByHand },
    ] {
        run(workspace, &command);
    }
    workspace.undo(None).expect("undone");
    workspace.redo().expect("redone");
}

/// Numbers of the figures that were not rejected.
fn figures(workspace: &Workspace) -> Vec<i64> {
    let claims = dossier::store::read::claims::claims(workspace.db()).expect("a readable dossier");
    let is_figure = |claim: &&dossier::store::read::claims::ClaimRow| {
        claim.kind == ClaimKind::Figure && claim.status == dossier::model::kind::Status::Accepted
    };
    claims.iter().filter(is_figure).map(|claim| claim.id).collect()
}

pub fn decided(dir: &Path) -> Workspace {
    let mut workspace = fresh(dir);
    decide(&mut workspace);
    workspace
}

//! The export as a colleague gets it: every column under its name, every word at its place, the same bytes each time.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use dossier::env::Env;
use dossier::export;
use dossier::export::Options;
use dossier::jobs::Control;
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
use dossier::model::id::Sha256;
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

/// Rows of one CSV file by column name, as they stand in the file (guards on).
type Rows = Vec<BTreeMap<String, String>>;

const FIRST: &str = "Émile Ortiz to lead Sélune relief\n\nSÉLUNE – Interim minister Émile Ortiz met Dara Vey on Thursday. 🌊 \
    “We will not leave,” Ortiz told reporters. About 12,000 people left the valley by 05/04/2023, the Relief Agency said. \
    Ortiz and Vey signed the accord in Sélune.\n\n© Valley Wire";
const SECOND: &str = "=Sélune: up to 9,000 people left the valley, \"officials\" said.\r\nThe Relief Agency counted 15,000 people. \
    Émile Ortiz declined to comment. The ministry's Ortiz denied a plan; so did Dara Vey of Sélune.";

/// The `nth` place of some words in a text.
fn at(text: &str, words: &str, nth: usize) -> Span {
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
            ids: vec![("test:scheme".to_owned(), format!("{};{entity}", words[0]))],
            mentions,
        });
        entity
    }

    fn mention(&mut self, span: Span, label: Label, value: Option<Value>, entity: Option<usize>) -> usize {
        let proposal =
            MentionProposal { span, label, value, entity, score: 0.123_456_789, rule: "test.rule", known: false };
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
    found.entity(Label::Person, &["Émile Ortiz", "Ortiz"]);
    found.entity(Label::Person, &["Dara Vey"]);
    found.entity(Label::Place, &["Sélune"]);
    let agency = found.entity(Label::Org, &["Relief Agency"]);
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
fn fresh(dir: &Path) -> Workspace {
    let env = Arc::new(Env::counted("Ana Ruiz", 1_700_000_000_000));
    let mut workspace = Workspace::open_or_create(&dir.join("test.dossier"), env).expect("a new dossier");
    let second = SECOND.replace("\r\n", "\n");
    let extraction = second_proposals(&second);
    let all = vec![
        incoming("first.txt", FIRST, metadata("Émile Ortiz to lead", "2023-05-12"), first_proposals()),
        incoming("second.txt", &second, metadata("=Sélune", "2023-05-13"), extraction),
    ];
    run(&mut workspace, Command::Import { incoming: all });
    workspace
}

#[track_caller]
fn run(workspace: &mut Workspace, command: Command) {
    if let Err(error) = workspace.run(&command) {
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
        run(workspace, command);
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
    ] {
        run(workspace, command);
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

fn decided(dir: &Path) -> Workspace {
    let mut workspace = fresh(dir);
    decide(&mut workspace);
    workspace
}

#[track_caller]
fn export_to(workspace: &Workspace, dir: &Path, proposed: bool) -> export::Report {
    export::export(workspace.db(), dir, &Options { proposed }, &Control::default()).expect("an export")
}

/// Cells by column, without guards.
fn rows(dir: &Path, name: &str) -> Rows {
    let mut reader = csv::ReaderBuilder::new().from_path(dir.join(format!("{name}.csv"))).expect("a table");
    let header = reader.headers().expect("a header").clone();
    let unguarded = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    reader
        .records()
        .map(|record| record.expect("a row"))
        .map(|record| header.iter().map(str::to_owned).zip(record.iter().map(unguarded)).collect())
        .collect()
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(path).expect("a file")))
        .collect()
}

/// Columns that the contract names for every row that rests on words.
const OF_WORDS: &str = "words sentence publisher published title url status note tags decided_by decided_at decided_how id \
    article_id file prefix suffix start end rule extractor score";

#[test]
fn claims_have_exactly_the_columns_of_the_contract() {
    let dir = tempfile::tempdir().expect("a folder");
    export_to(&decided(dir.path()), &dir.path().join("out"), false);
    let text = fs::read_to_string(dir.path().join("out/claims.csv")).expect("claims");
    assert_eq!(
        text.lines().next(),
        Some(
            "ref,kind,who,role,what,value,value_low,value_high,qualifier,of_what,place,date,date_from,date_to,said_by,\
             said_on,medium,words,sentence,publisher,published,title,url,articles,measure,differs_from,preferred,status,\
             note,tags,decided_by,decided_at,decided_how,id,article_id,file,prefix,suffix,start,end,rule,extractor,score"
        )
    );
    for name in ["mentions", "roles", "quotes", "figures", "events"] {
        let text = fs::read_to_string(dir.path().join(format!("out/{name}.csv"))).expect("a table");
        let header: Vec<&str> = text.split("\r\n").next().unwrap_or_default().split(',').collect();
        let of_words: Vec<&str> =
            header.iter().copied().filter(|name| OF_WORDS.split_whitespace().any(|one| one == *name)).collect();
        assert_eq!(of_words, OF_WORDS.split_whitespace().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn words_are_the_slice_of_the_text_that_their_offsets_name() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    export_to(&decided(dir.path()), &out, true);
    let texts: BTreeMap<String, Vec<char>> =
        rows(&out, "articles").iter().map(|row| (row["id"].clone(), row["text"].chars().collect())).collect();
    let mut n_checked = 0;
    for name in ["claims", "mentions", "roles", "quotes", "figures", "events"] {
        for row in rows(&out, name) {
            let text = &texts[&row["article_id"]];
            let (start, end): (usize, usize) = (row["start"].parse().expect("start"), row["end"].parse().expect("end"));
            let slice = |from: usize, to: usize| text[from..to].iter().collect::<String>();
            assert_eq!(slice(start, end), row["words"], "{name}");
            assert_eq!(slice(start.saturating_sub(40), start), row["prefix"], "{name}");
            assert_eq!(slice(end, (end + 40).min(text.len())), row["suffix"], "{name}");
            assert!(row["sentence"].contains(&row["words"]), "{name}: {} in {}", row["words"], row["sentence"]);
            assert!(row["sentence"].chars().count() < text.len(), "{name}: a sentence is not the whole text");
            n_checked += 1;
        }
    }
    assert!(n_checked > 25, "{n_checked} rows");
}

#[test]
fn what_was_decided_stands_in_its_columns() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    export_to(&decided(dir.path()), &out, false);
    let claims = rows(&out, "claims");
    let of = |words: &str| claims.iter().find(|row| row["words"].contains(words)).unwrap_or_else(|| panic!("{words}"));
    let (role, quote, event) = (of("Interim"), of("We will"), of("signed"));
    let (first, second, rejected) = (of("12,000"), of("15,000"), of("9,000"));
    let cells = |row: &BTreeMap<String, String>, names: &str| -> String {
        names.split(' ').map(|name| row[name].as_str()).collect::<Vec<_>>().join("|")
    };
    assert_eq!(
        cells(role, "kind who role qualifier place status"),
        "role|Émile A. Ortiz|minister|interim|Sélune|accepted"
    );
    assert_eq!(
        cells(quote, "who what qualifier said_by date_from decided_how"),
        "Émile A. Ortiz|“We will not leave,”|direct|Émile A. Ortiz|2023-05-11|with paragraph"
    );
    assert_eq!(
        cells(event, "who what qualifier of_what date date_from date_to status"),
        "Émile A. Ortiz; Dara Vey|signing|happened|Relief Agency|2023-05-04/2023-05-11|2023-05-04|2023-05-11|doubtful"
    );
    assert_eq!(
        cells(first, "value value_low value_high qualifier of_what date_from date_to note tags"),
        "12000|11000.5|12999.25|about|people|2023-05-01|2023-05-31|check|a\\;b"
    );
    assert_eq!(cells(first, "measure differs_from preferred"), format!("People who left|{0}|{0}", second["ref"]));
    assert_eq!(cells(second, "differs_from preferred articles"), format!("{}|{}|1", first["ref"], second["ref"]));
    assert_eq!(cells(rejected, "status measure differs_from"), "rejected||");
    assert_eq!(cells(of("denied"), "what rule extractor score"), "-denial|||");
    assert_eq!(quote["sentence"], "🌊 “We will not leave,” Ortiz told reporters.");
}

#[test]
fn cells_that_look_like_formulas_are_guarded() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    export_to(&decided(dir.path()), &out, false);
    for (file, cell) in [
        ("articles.csv", ",'=Sélune,"),
        ("articles.csv", "\"'=Sélune: up to"),
        ("articles.csv", "\"''quoted\n\nnote\n\n+2\""),
        ("entities.csv", ",'=SUM(A1:A9),"),
        ("entities.csv", ",'-tag,"),
        ("events.csv", ",'-denial,"),
        ("measures.csv", ",\"'@first, then \"\"second\"\"\","),
    ] {
        let text = fs::read_to_string(out.join(file)).expect("a table");
        assert!(text.contains(cell), "{file} lacks {cell}:\n{text}");
    }
    for (name, bytes) in files(&out).iter().filter(|(name, _)| name.ends_with(".csv")) {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        assert!(text.ends_with("\r\n"), "{name}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for cell in reader.records().flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>()) {
            let is_formula = cell.starts_with(['=', '@', '\t', '\r'])
                || cell.starts_with(['+', '-']) && cell.parse::<f64>().is_err();
            assert!(!is_formula, "{name}: {cell}");
        }
    }
}

#[test]
fn the_same_dossier_gives_the_same_bytes() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = decided(dir.path());
    let (a, b) = (dir.path().join("a"), dir.path().join("b/nested"));
    export_to(&workspace, &a, false);
    export_to(&workspace, &b, false);
    assert_eq!(files(&a), files(&b));
    export_to(&workspace, &a, true);
    assert_ne!(files(&a), files(&b), "proposals were added");
    export_to(&workspace, &a, false);
    assert_eq!(files(&a), files(&b), "an earlier export is replaced");
}

#[test]
fn proposals_come_only_when_asked_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = fresh(dir.path());
    let out = dir.path().join("out");
    export_to(&workspace, &out, false);
    assert_eq!((rows(&out, "claims").len(), rows(&out, "mentions").len(), rows(&out, "articles").len()), (0, 0, 2));
    export_to(&workspace, &out, true);
    let (claims, mentions) = (rows(&out, "claims"), rows(&out, "mentions"));
    assert_eq!(claims.len(), 6);
    assert!(mentions.len() > 15);
    for row in claims.iter().chain(&mentions) {
        assert_eq!((row["status"].as_str(), row["ref"].as_str(), row["decided_by"].as_str()), ("proposed", "", ""));
    }
    let ids: BTreeSet<&str> = claims.iter().chain(&mentions).map(|row| row["id"].as_str()).collect();
    assert_eq!(ids.len(), claims.len() + mentions.len(), "ids name one row each");
    assert_eq!(rows(&out, "event_actors").len(), 3);
}

#[test]
fn the_description_fits_the_files() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = decided(dir.path());
    let out = dir.path().join("out");
    export_to(&workspace, &out, false);
    let package: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("datapackage.json")).expect("a description")).expect("JSON");
    let status = dossier::store::read::status::status(workspace.db()).expect("a status");
    assert_eq!(package["dossier"]["ledger"]["length"], status.n_operations);
    assert_eq!(package["dossier"]["ledger"]["head"], status.head.expect("a head"));
    let readme = fs::read_to_string(out.join("README.txt")).expect("a README");
    let mut named: Vec<String> = vec!["datapackage.json".to_owned()];
    for resource in package["resources"].as_array().expect("resources") {
        let path = resource["path"].as_str().expect("a path");
        let bytes = fs::read(out.join(path)).expect("the file");
        assert_eq!(resource["bytes"], bytes.len(), "{path}");
        assert_eq!(resource["hash"], format!("sha256:{}", Sha256::of(&bytes).to_hex()), "{path}");
        named.push(path.to_owned());
        let Some(name) = path.strip_suffix(".csv") else { continue };
        let table = rows(&out, name);
        assert_eq!(resource["rowCount"], table.len(), "{path}");
        check_schema(&out, name, &resource["schema"], &readme);
    }
    named.sort();
    assert_eq!(files(&out).into_keys().collect::<Vec<_>>(), named);
}

/// Header, types, keys and README of one table.
fn check_schema(out: &Path, name: &str, schema: &serde_json::Value, readme: &str) {
    let header =
        csv::Reader::from_path(out.join(format!("{name}.csv"))).expect("a table").headers().expect("a header").clone();
    let fields: Vec<&str> =
        schema["fields"].as_array().expect("fields").iter().filter_map(|field| field["name"].as_str()).collect();
    assert_eq!(header.iter().collect::<Vec<_>>(), fields, "{name}");
    let table = rows(out, name);
    let section = readme.split(&format!("\n{name}.csv\n")).nth(1).unwrap_or_else(|| panic!("{name} in the README"));
    for field in schema["fields"].as_array().expect("fields") {
        let column = field["name"].as_str().expect("a name");
        assert!(section.contains(&format!("    {column} ")), "{name}: {column} in the README");
        for cell in table.iter().map(|row| row[column].as_str()).filter(|cell| !cell.is_empty()) {
            let fits = match field["type"].as_str() {
                Some("integer") => cell.parse::<i64>().is_ok(),
                Some("number") => cell.parse::<f64>().is_ok(),
                Some("date") => chrono::NaiveDate::parse_from_str(cell, "%Y-%m-%d").is_ok(),
                Some("datetime") => chrono::DateTime::parse_from_rfc3339(cell).is_ok() && cell.len() == 24,
                _ => true,
            };
            assert!(fits, "{name}: {column}: {cell}");
            if let Some(words) = field["constraints"]["enum"].as_array() {
                assert!(words.iter().any(|word| word == cell), "{name}: {column}: {cell}");
            }
        }
    }
    let key = |row: &BTreeMap<String, String>| -> Vec<String> {
        schema["primaryKey"]
            .as_array()
            .expect("a key")
            .iter()
            .map(|field| row[field.as_str().expect("a field")].clone())
            .collect()
    };
    let keys: BTreeSet<Vec<String>> = table.iter().map(key).collect();
    assert_eq!(keys.len(), table.len(), "{name}: keys name one row each");
    for foreign in schema["foreignKeys"].as_array().into_iter().flatten() {
        let field = foreign["fields"].as_str().expect("a field");
        let (other, to) = (
            foreign["reference"]["resource"].as_str().expect("a table"),
            foreign["reference"]["fields"].as_str().expect("a field"),
        );
        let there: BTreeSet<String> = rows(out, other).iter().map(|row| row[to].clone()).collect();
        for cell in table.iter().map(|row| &row[field]).filter(|cell| !cell.is_empty()) {
            assert!(there.contains(cell), "{name}: {field} {cell} is not in {other}");
        }
    }
}

#[test]
fn folders_that_are_not_ours_stay_as_they_are() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = fresh(dir.path());
    let export_into = |name: &str| {
        let out = dir.path().join(name);
        export::export(workspace.db(), &out, &Options::default(), &Control::default())
            .map_err(|error| error.to_string())
    };
    for (folder, file, content) in [
        ("mine", "thesis.txt", "words"),
        ("table", "claims.csv", "a,b\r\n"),
        ("other", "datapackage.json", "{\"name\": \"x\"}"),
    ] {
        let path = dir.path().join(folder).join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("a file");
        let error = export_into(folder).expect_err("a foreign folder");
        assert!(error.contains(file) && error.contains("no part of an export"), "{error}");
        assert_eq!(files(&dir.path().join(folder)), BTreeMap::from([(file.to_owned(), content.as_bytes().to_vec())]));
    }
    fs::write(dir.path().join("file"), "x").expect("a file");
    assert!(export_into("file").expect_err("a file").contains("this is a file, not a folder"));
    // What a killed export leaves behind is ours.
    fs::create_dir(dir.path().join("killed")).expect("a folder");
    fs::write(dir.path().join("killed/claims.csv.part"), "half").expect("a file");
    export_into("killed").expect("an export");
    assert!(!dir.path().join("killed/claims.csv.part").exists());
}

#[test]
fn a_stopped_export_changes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = fresh(dir.path());
    let (old, new) = (dir.path().join("old"), dir.path().join("new"));
    export_to(&workspace, &old, false);
    let before = files(&old);
    let control = Control::default();
    control.cancel();
    for out in [&old, &new] {
        let error = export::export(workspace.db(), out, &Options { proposed: true }, &control).expect_err("stopped");
        assert_eq!(error.to_string(), "the export was stopped; nothing was changed");
    }
    assert_eq!(files(&old), before);
    assert!(!new.exists());
}

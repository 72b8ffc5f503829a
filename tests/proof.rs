//! What leaves as proof, and what stays out: copies with their source, sheets to print, notes and tags, zones, what a
//! removal would take.

use crate::decide::check_on;
use crate::decide::holds;
use crate::fixture::Bench;
use dossier::export::sheet;
use dossier::export::sheet::Exhibit;
use dossier::jobs::Control;
use dossier::model::article::Metadata;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::Label;
use dossier::model::kind::Subject;
use dossier::model::span::Span;
use dossier::store::read::annotations;
use dossier::store::read::annotations::Counts;
use dossier::store::read::review;
use dossier::store::read::sheet as removals;
use dossier::store::record;
use dossier::workspace::desk::Task;
use dossier::workspace::desk::task;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Options;
use dossier::workspace::name_key;

/// Three articles, one of them described and decided in part.
fn decided() -> Bench {
    let mut bench = Bench::new();
    check_on(
        &mut bench,
        &[
            (
                r#"{"do":"set_article","article":"A1","title":"Families leave Noor","publisher":"Harbour Post","url":"https://hp.example/1"}"#,
                "",
            ),
            (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
            (r#"{"do":"accept",{1,200 families had left},"kind":"figure"}"#, ""),
            // Last: a date has the article read anew.
            (r#"{"do":"set_article","article":"A1","published":"2024-05-02"}"#, ""),
            (r#"{"do":"note","on":"F1","text":"compare with <camp> lists"}"#, ""),
            (r#"{"do":"tag","on":"F1","text":"displaced"}"#, ""),
            (r#"{"do":"tag","on":"E1","text":"witness"}"#, ""),
        ],
    );
    bench
}

fn copied(bench: &mut Bench, exhibit: Exhibit) -> String {
    sheet::copied(bench.ws().db(), &exhibit).expect("a readable dossier").expect("a thing of the dossier").text
}

fn html(bench: &mut Bench, exhibit: Exhibit) -> String {
    sheet::sheet(bench.ws().db(), &exhibit, "t.dossier")
        .expect("a readable dossier")
        .expect("a thing of the dossier")
        .html
}

fn place(bench: &mut Bench, article: i64, words: &str) -> Span {
    let body = record::body_of_article(bench.ws().db(), article).expect("a text");
    let start = body.find(words).expect("words of the article");
    Span::new(start, start + words.len())
}

#[test]
fn what_is_copied_takes_its_source_along() {
    let mut bench = decided();
    let source = "Harbour Post, 2024-05-02: “Families leave Noor”. https://hp.example/1";
    let claim = format!("“1,200 families had left” (Ana Ruiz). {source} [A1, F1]");
    assert_eq!(copied(&mut bench, Exhibit::Claim(1)), claim);
    let span = place(&mut bench, 1, "1,200 families had left");
    assert_eq!(copied(&mut bench, Exhibit::ClaimAt { article: 1, kind: ClaimKind::Figure, span }), claim);
    assert_eq!(copied(&mut bench, Exhibit::Article(1)), format!("{source} [A1]"));

    // Nobody decided this one yet: it is copied all the same, with the sentence it stands in.
    let span = place(&mut bench, 1, "Omar Said");
    let first = format!("“The café's owner Ana Ruiz met Omar Said in Pakistan on Thursday.” {source} [A1]");
    let mention = copied(&mut bench, Exhibit::MentionAt { article: 1, label: Label::Person, span });
    assert_eq!(mention, first);
    assert_eq!(copied(&mut bench, Exhibit::Card(1)), format!("Ana Ruiz (person) [E1]\n{first}"));

    // What is not known is left out.
    assert_eq!(copied(&mut bench, Exhibit::Article(2)), "“About bay.txt”. [A2]");
    assert_eq!(sheet::copied(bench.ws().db(), &Exhibit::Article(9)).unwrap(), None);
    assert_eq!(sheet::copied(bench.ws().db(), &Exhibit::Claim(9)).unwrap(), None);
}

#[test]
fn a_source_sheet_proves_a_claim() {
    let mut bench = decided();
    let page = html(&mut bench, Exhibit::Claim(1));
    let hash = record::article_sha256(bench.ws().db(), 1).unwrap();
    let (_, head) = record::head(bench.ws().db()).unwrap().expect("changes");
    for fact in [
        "<mark>1,200 families had left</mark>",
        "Figure: 1,200 families had left",
        "<span class=\"sentence\">Ruiz said ",
        "Harbour Post",
        "set by hand",
        "https://hp.example/1",
        "alder.txt",
        "by Noa Reed",
        "fixture.claim",
        "fixture 1",
        "0.75",
        "by hand",
        "compare with &lt;camp&gt; lists",
        "displaced",
        &hash,
        &head,
        "dossier verify t.dossier --head",
    ] {
        assert!(page.contains(fact), "no `{fact}` in {page}");
    }
    // In the order of the columns.
    let order = [
        "Where it stands",
        "publisher",
        "address",
        "What was decided",
        "decided by",
        "For checking",
        "first character",
    ];
    let places: Vec<usize> =
        order.iter().map(|name| page.find(&format!(">{name}<")).expect("a heading or a name")).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(!page.contains("<script") && !page.contains("http-equiv=\"refresh\""));
    assert_eq!(page, html(&mut bench, Exhibit::Claim(1)), "the same dossier gives the same page");

    // A change since is on the next one.
    check_on(&mut bench, &[(r#"{"do":"doubtful","claim":"F1"}"#, "")]);
    let later = html(&mut bench, Exhibit::Claim(1));
    assert!(later.contains("<td>doubtful</td>") && !page.contains("<td>doubtful</td>"), "{later}");
}

#[test]
fn a_card_sheet_and_an_article_sheet_hold_what_is_theirs() {
    let mut bench = decided();
    let card = html(&mut bench, Exhibit::Card(1));
    for fact in [
        "<h1 dir=\"auto\">Ana Ruiz</h1>",
        "witness",
        "<h2>Figures</h2>",
        "1200, families",
        "<mark>Ana Ruiz</mark>",
        "Named in",
    ] {
        assert!(card.contains(fact), "no `{fact}` in {card}");
    }
    let article = html(&mut bench, Exhibit::Article(1));
    for fact in [
        "Families leave Noor",
        "Accepted claims",
        "<td dir=\"auto\">Figure: 1,200",
        "The café&#39;s owner",
        "set article",
    ] {
        assert!(article.contains(fact), "no `{fact}` in {article}");
    }
    let span = place(&mut bench, 1, "Ana Ruiz");
    let mention = html(&mut bench, Exhibit::MentionAt { article: 1, label: Label::Person, span });
    assert!(mention.contains("person: Ana Ruiz") && mention.contains("<mark>Ana Ruiz</mark>"), "{mention}");
}

/// A dossier of one article with this text, read by the extractor.
fn with_text(text: &str, metadata: Metadata) -> Bench {
    let mut bench = Bench::empty();
    let import = Input::Bytes(vec![("a.txt".to_owned(), "a.txt".to_owned(), text.as_bytes().to_vec())]);
    let options = Options { extract: true, metadata };
    bench.ws().import(import, &options, &Control::default()).expect("an import");
    bench
}

#[test]
fn a_hostile_text_does_nothing_on_paper() {
    let hostile = "</p><script>alert('x')</script><img src=x onerror=alert(1)>";
    let said = |text: &str| Some(text.to_owned());
    let metadata = Metadata {
        title: said(hostile),
        publisher: said("\"><script>"),
        url: said("javascript:alert(1)"),
        language: said("en\" onload=\"x"),
        ..Metadata::default()
    };
    let mut bench = with_text(&format!("Ana Ruiz {hostile} met Omar Said in Lima."), metadata);
    check_on(
        &mut bench,
        &[
            (r#"{"do":"create",{Ana Ruiz </p><script>},"label":"person"}"#, ""),
            (r#"{"do":"note","on":"A1","text":"</table><script>"}"#, ""),
            (r#"{"do":"tag","on":"E1","text":"<b>"}"#, ""),
        ],
    );
    for exhibit in [Exhibit::Article(1), Exhibit::Card(1)] {
        let page = html(&mut bench, exhibit);
        let body = page.split_once("</style>").expect("a page").1;
        for mark in ["<script", "<img", "<b>", "onload=\"", "href="] {
            assert!(!body.contains(mark), "`{mark}` in {body}");
        }
        assert!(body.contains("&lt;script&gt;"));
    }
}

#[test]
fn a_text_from_the_right_stays_from_the_right() {
    let metadata = Metadata { language: Some("ar".to_owned()), ..Metadata::default() };
    let mut bench = with_text("قالت آنا رويز إن العائلات غادرت المخيم.", metadata);
    check_on(&mut bench, &[(r#"{"do":"create",{آنا رويز},"label":"person"}"#, "")]);
    let span = place(&mut bench, 1, "آنا رويز");
    let page = html(&mut bench, Exhibit::MentionAt { article: 1, label: Label::Person, span });
    assert!(page.contains("<blockquote lang=\"ar\" dir=\"rtl\">"), "{page}");
    assert!(page.contains("<mark>آنا رويز</mark>"));
}

#[test]
fn a_sheet_lies_beside_the_dossier_under_a_telling_name() {
    let mut bench = decided();
    let outcome = task::run(&Task::Sheet(Exhibit::Claim(1)), &bench.path, &Control::default()).unwrap();
    let path = outcome.path.expect("a file");
    let n_changes = record::head(bench.ws().db()).unwrap().expect("changes").0;
    let name = format!("F1 1,200 families had left (change {n_changes}).html");
    assert!(path.ends_with(std::path::Path::new("t-sheets").join(name)), "{}", path.display());
    assert!(outcome.told.contains(&path.display().to_string()));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), html(&mut bench, Exhibit::Claim(1)));
    assert_eq!(std::fs::read_dir(path.parent().expect("a folder")).unwrap().count(), 1);

    // Where the folder cannot be made, the message names it and says what to do.
    std::fs::remove_dir_all(path.parent().expect("a folder")).unwrap();
    std::fs::write(path.parent().expect("a folder"), "in the way").unwrap();
    let refused = task::run(&Task::Sheet(Exhibit::Claim(1)), &bench.path, &Control::default()).unwrap_err();
    assert!(refused.contains("t-sheets") && refused.contains("copy with source instead"), "{refused}");
    let gone = task::run(&Task::Sheet(Exhibit::Claim(99)), &bench.path, &Control::default()).unwrap_err();
    assert!(gone.contains("not in the dossier any more"), "{gone}");
}

#[test]
fn what_is_noted_is_counted_where_it_is_shown() {
    let mut bench = decided();
    check_on(
        &mut bench,
        &[
            (r#"{"do":"note","on":"A1","text":"first"}"#, ""),
            (r#"{"do":"note","on":"A1","text":"second"}"#, ""),
            (r#"{"do":"tag","on":"A2","text":"witness"}"#, ""),
        ],
    );
    let db = bench.ws().db();
    let found = annotations::annotations(db, Subject::Article, 1).unwrap().expect("an article");
    let texts: Vec<&str> = found.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!((found.reference.as_str(), texts), ("A1", vec!["first", "second"]));
    assert_eq!(found.in_use, ["witness", "displaced"], "the most used first");
    assert_eq!(annotations::annotations(db, Subject::Claim, 99).unwrap(), None);
    let articles = annotations::counts(db, Subject::Article).unwrap();
    assert_eq!(articles[&1], Counts { n_notes: 2, n_tags: 0 });
    assert_eq!(articles[&2], Counts { n_notes: 0, n_tags: 1 });
    let around = annotations::counts_around(db, 1).unwrap();
    let keys: Vec<_> = around.keys().copied().collect();
    assert_eq!(keys, [(Subject::Article, 1), (Subject::Entity, 1), (Subject::Claim, 1)]);
    assert_eq!(around[&(Subject::Claim, 1)], Counts { n_notes: 1, n_tags: 1 });
}

/// Suggestions before a place and behind it.
fn suggested(bench: &mut Bench, from: usize) -> (usize, usize) {
    let review = review::review(bench.ws().db(), 1, name_key).expect("a readable dossier").expect("an article");
    let mentions = review.mentions.iter().filter(|mention| mention.status.is_none()).map(|mention| mention.span);
    let claims = review.claims.iter().filter(|claim| claim.status.is_none()).map(|claim| claim.span);
    let (behind, before): (Vec<Span>, Vec<Span>) = mentions.chain(claims).partition(|span| span.start_byte >= from);
    (before.len(), behind.len())
}

#[test]
fn what_is_not_part_of_the_article_suggests_nothing_and_what_was_decided_there_stays() {
    let aside = "Read also: Omar Said speaks in Quito to 300 people.";
    let mut bench =
        with_text(&format!("Ana Ruiz met Omar Said in Lima on Thursday.\n\n{aside}\n"), Metadata::default());
    let from = place(&mut bench, 1, aside).start_byte;
    check_on(&mut bench, &[(r#"{"do":"accept",{Quito},"label":"place"}"#, "")]);
    let (n_before, n_aside) = suggested(&mut bench, from);
    assert!(n_before > 1 && n_aside > 1, "{n_before}, {n_aside}");
    let before = ((n_before, n_aside), bench.rows());

    let outside = bench.at(1, aside, 0);
    let not_part = format!(r#"{{"do":"zone",{outside},"kind":"boilerplate"}}"#);
    let applied = bench.decide(&not_part).unwrap();
    assert_eq!(suggested(&mut bench, from), (n_before, 0));
    let told = "Said that a paragraph is not part of the article";
    assert_eq!(applied.summary, format!("{told}: {n_aside} suggestions left out; 1 decided there before and stay"));
    assert!(holds(&mut bench, "mention", &["Quito", "accepted"]));

    // Reading the article again for its date leaves it out too; undo brings it all back, also the count.
    bench.decide(r#"{"do":"set_article","article":"A1","published":"2024-05-02"}"#).unwrap();
    assert_eq!(suggested(&mut bench, from).1, 0);
    bench.ws().undo(None).unwrap();
    let undone = bench.ws().undo(None).unwrap();
    assert_eq!(undone.summary, format!("Undone: s{}: {n_aside} suggestions back", &told[1..]));
    assert_eq!((suggested(&mut bench, from), bench.rows()), before);

    // Said and taken back, it is as it was; another kind of zone leaves suggestions alone.
    bench.decide(&not_part).unwrap();
    bench.decide(&format!(r#"{{"do":"zone",{outside},"kind":"body"}}"#)).unwrap();
    assert_eq!(suggested(&mut bench, from), before.0);
    bench.decide(&format!(r#"{{"do":"zone",{outside},"kind":"byline"}}"#)).unwrap();
    assert_eq!(suggested(&mut bench, from), before.0);
    assert_eq!(bench.failure(), None);
}

#[test]
fn a_removal_says_beforehand_what_it_takes() {
    let mut bench = decided();
    check_on(
        &mut bench,
        &[
            (r#"{"do":"accept",{Omar Said},"label":"person"}"#, ""),
            (r#"{"do":"accept",{A2:Omar Said},"label":"person"}"#, ""),
            (r#"{"do":"note","on":"A1","text":"n"}"#, ""),
        ],
    );
    let removal = removals::removal(bench.ws().db(), 1).unwrap().expect("an article");
    assert_eq!((removal.reference.as_str(), removal.title.as_str()), ("A1", "Families leave Noor"));
    // Note and tag of the claim, note of the article.
    assert_eq!((removal.n_claims, removal.n_remarks, removal.n_sharing), (1, 3, 0));
    assert_eq!(removal.n_mentions as usize, bench.table("mention").iter().filter(|row| row.contains(",1,")).count());
    assert!(removal.cards.iter().any(|name| name == "Ana Ruiz"), "{:?}", removal.cards);
    assert_eq!(removals::removal(bench.ws().db(), 9).unwrap(), None);
    bench.decide(r#"{"do":"remove_for_good","article":"A1"}"#).unwrap();
    assert_eq!(removals::removal(bench.ws().db(), 1).unwrap(), None);
    let refused = bench.ws().undo(None).unwrap_err().to_string();
    assert!(refused.contains("removed words for good and cannot be undone"), "{refused}");
}

#[test]
fn an_article_says_who_left_it_and_when() {
    let mut bench = Bench::new();
    let mut state = |line: &str| {
        if !line.is_empty() {
            bench.decide(line).unwrap();
        }
        let review = review::review(bench.ws().db(), 1, name_key).unwrap().expect("an article");
        (review.article.state.as_str(), review.state_set_by.map(|change| (change.kind, change.actor)))
    };
    let by = |kind: &str| Some((kind.to_owned(), "Noa Reed".to_owned()));
    assert_eq!(state(""), ("new", None));
    assert_eq!(state(r#"{"do":"done","article":"A1"}"#), ("done", by("done")));
    assert_eq!(state(r#"{"do":"set_article","article":"A1","title":"T"}"#), ("done", by("done")));
    assert_eq!(state(r#"{"do":"reopen","article":"A1"}"#), ("begun", by("reopen")));
    assert_eq!(state(r#"{"do":"set_aside","article":"A1"}"#), ("set_aside", by("set_aside")));
}

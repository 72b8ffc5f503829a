//! What is new after an import: people whom nobody named before, roles that a card does not have, and nothing else.

use crate::fixture::Bench;
use crate::fixture::Is;
use crate::fixture::incoming;
use dossier::ledger::command::Command;
use dossier::resolve;
use dossier::resolve::Known;
use dossier::store::read::articles;
use dossier::store::read::news::Batches;
use dossier::store::read::news::NewsLines;
use dossier::workspace::name_key;

fn told(lines: &NewsLines) -> Vec<(&str, &str)> {
    assert_eq!(lines.n_all, lines.lines.len());
    lines.lines.iter().map(|line| (line.what.as_str(), line.told.as_str())).collect()
}

#[test]
fn new_people_and_new_roles_are_told_with_their_words() {
    let mut bench = Bench::new();
    for line in [
        r#"{"do":"accept",{A2:Omar Said},"label":"person"}"#,
        r#"{"do":"accept",{A2:Foreign minister Omar Said},"kind":"role"}"#,
    ] {
        let line = bench.placed(line);
        bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {line}"));
    }
    let role = |words, title| ("role", words, [("title", Is::Text(title)), ("holder", Is::Who("omar"))]);
    let (envoy, minister) =
        (role("Omar Said, the trade envoy", "trade envoy"), role("minister Omar Said", "Foreign Minister"));
    let claims = [(envoy.0, envoy.1, &envoy.2[..], &[][..]), (minister.0, minister.1, &minister.2[..], &[][..])];
    // What a fixture holds lives as long as the test.
    let claims: Vec<crate::fixture::ClaimMarks> = claims
        .into_iter()
        .map(|(kind, words, fields, parts)| {
            let fields: &'static [(&'static str, Is)] = Vec::leak(fields.to_vec());
            (kind, words, fields, parts)
        })
        .collect();
    let echo = "[Lena Fox]{person lena} met [Omar Said]{person omar}, the trade envoy, in [Noor Camp]{place noor}. \
                [Fox]{person lena} thanked foreign minister [Omar Said]{person omar} and [Ana Ruiz]{person ana}.";
    let more = "[Lena Fox]{person lena} and [Kit Moor]{person kit} left.";
    let import =
        Command::Import { incoming: vec![incoming("echo.txt", echo, &claims), incoming("more.txt", more, &[])] };
    bench.ws().run(&import).expect("an import");
    let db = bench.ws().db();
    let rows = articles::articles(db).expect("articles");
    let batches = |from: usize, to: usize| Batches { first: rows[from].batch, last: rows[to].batch };
    let mut known = Known::default();
    let news = resolve::news::news(db, &mut known, batches(3, 4), name_key).expect("news");
    assert_eq!(told(&news.people), [("Lena Fox", "in 2 articles"), ("Kit Moor", "")]);
    assert_eq!(told(&news.roles), [("Omar Said", "trade envoy; so far: foreign minister")]);
    assert_eq!((news.n_articles, news.figures.n_all), (2, 0));
    let first = &news.people.lines[0];
    assert_eq!((first.article, first.span.words(echo.trim_start_matches('['))), (4, Some("Lena Fox")));
    // All of it together had everybody first.
    let all = resolve::news::news(db, &mut known, batches(0, 4), name_key).expect("news");
    let names: Vec<&str> = all.people.lines.iter().map(|line| line.what.as_str()).collect();
    assert!(names.contains(&"Ana Ruiz") && names.contains(&"Lena Fox") && !names.contains(&"Fox"), "{names:?}");
}

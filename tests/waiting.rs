//! Which articles hold what waits: by kind, rule and score; what is decided or known does not count.

use crate::fixture::Bench;
use dossier::model::kind::ClaimKind;
use dossier::model::kind::Label;
use dossier::store::read::waiting;
use dossier::store::read::waiting::Waiting;
use dossier::store::read::waiting::WaitingKind;

#[test]
fn articles_are_found_by_what_waits_in_them() {
    let mut bench = Bench::new();
    let any = Waiting::default();
    let of = |kind| Waiting { kind: Some(kind), ..Waiting::default() };
    let rule = |rule: &str| Waiting { rule: Some(rule.to_owned()), ..Waiting::default() };
    let score = |from, below| Waiting { score: Some((from, below)), ..Waiting::default() };
    let check = |bench: &mut Bench, wanted: &Waiting, expected: Option<&[i64]>| {
        let found = waiting::articles(bench.ws().db(), wanted).expect("articles");
        let found: Option<Vec<i64>> = found.map(|found| found.into_iter().collect());
        assert_eq!(found.as_deref(), expected, "{wanted:?}");
    };
    check(&mut bench, &any, None);
    for (wanted, expected) in [
        (of(WaitingKind::Label(Label::Quantity)), &[1, 3][..]),
        (of(WaitingKind::Claim(ClaimKind::Role)), &[2]),
        (of(WaitingKind::Label(Label::Law)), &[]),
        (rule("fixture.claim"), &[1, 2, 3]),
        (rule("lists.country"), &[]),
        (score(900, 1001), &[1, 2, 3]),
        (score(0, 600), &[]),
        (Waiting { score: Some((600, 900)), ..of(WaitingKind::Claim(ClaimKind::Event)) }, &[1]),
    ] {
        check(&mut bench, &wanted, Some(expected));
    }
    let line = bench.placed(r#"{"do":"reject",{A3:1,900},"label":"quantity"}"#);
    bench.decide(&line).expect("a decision");
    check(&mut bench, &of(WaitingKind::Label(Label::Quantity)), Some(&[1]));
}

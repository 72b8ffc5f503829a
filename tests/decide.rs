//! Every verb of `decide`: what it does, and beside it what it refuses and why.

use crate::fixture::Bench;
use crate::fixture::incoming;
use dossier::ledger::command::Command;
use dossier::store::record;

/// A line and why it is refused; empty: it is applied and changes something. Places as in [`Bench::placed`].
type Said = (&'static str, &'static str);

/// Applies lines to one dossier after the other; refused ones change nothing and say exactly this.
fn check(lines: &[Said]) -> Bench {
    let mut bench = Bench::new();
    check_on(&mut bench, lines);
    bench
}

pub fn check_on(bench: &mut Bench, lines: &[Said]) {
    for (line, reason) in lines {
        let placed = bench.placed(line);
        let before = bench.rows();
        match bench.decide(&placed) {
            Ok(applied) => {
                assert_eq!(*reason, "", "applied, and should have been refused: {placed}");
                assert!(applied.operation.is_some(), "changed nothing: {placed}");
                assert_ne!(bench.rows(), before, "{placed}");
            }
            Err(refused) => {
                assert_eq!(refused, *reason, "{placed}");
                assert_eq!(bench.rows(), before, "refused, and yet changed: {placed}");
            }
        }
    }
    assert_eq!(bench.failure(), None);
}

/// Whether some row of a table holds all of these pieces.
pub fn holds(bench: &mut Bench, table: &str, pieces: &[&str]) -> bool {
    bench.table(table).iter().any(|row| pieces.iter().all(|piece| row.contains(piece)))
}

#[test]
fn one_mention() {
    let mut bench = check(&[
        (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
        (
            r#"{"do":"accept",{Ana Ruiz},"label":"org"}"#,
            "no org is suggested or decided at exactly this place: use create for one nobody suggested",
        ),
        (r#"{"do":"reject",{Thursday},"label":"date"}"#, ""),
        (r#"{"do":"doubtful",{Omar Said},"label":"person"}"#, ""),
        (r#"{"do":"accept",{Ruiz#1},"label":"person","how":"with paragraph"}"#, ""),
        (r#"{"do":"accept",{Noor Camp},"label":"place","how":"by magic"}"#, "`by magic` is not a way of deciding"),
        (r#"{"do":"reopen",{Thursday},"label":"date"}"#, ""),
        (r#"{"do":"reopen",{Thursday},"label":"date"}"#, "this is not decided, so there is nothing to reopen"),
        (
            r#"{"do":"accept",{Ana},"label":"person"}"#,
            "no person is suggested or decided at exactly this place: use create for one nobody suggested",
        ),
        (
            r#"{"do":"accept","article":"A1","start":5,"end":5,"label":"person"}"#,
            "the offsets 5 to 5 do not fit the article's text",
        ),
        (
            r#"{"do":"accept","article":"A1","start":5,"end":9999,"label":"person"}"#,
            "the offsets 5 to 9999 do not fit the article's text",
        ),
        (r#"{"do":"accept","article":"A1","start":-5,"end":9,"label":"person"}"#, "`start` must be a whole number"),
        (r#"{"do":"accept","article":"A1","start":5,"label":"person"}"#, "`end` must be a whole number"),
        (r#"{"do":"accept",{Ana Ruiz}}"#, "`label` is missing"),
        (r#"{"do":"accept",{Ana Ruiz},"label":"hero"}"#, "`hero` is not a label"),
        (r#"{"do":"accept","article":"A9","start":1,"end":2,"label":"person"}"#, "no article is called \"A9\""),
        (
            r#"{"do":"praise"}"#,
            "`praise` is no decision; the ones there are: accept, reject, doubtful, reopen, forget, change, create, same_as, different, \
             split, rename, alias, kind, identify, edit, create_claim, measure, differ, take_over, done, set_aside, zone, set_article, \
             note, tag, untag, remove_list, remove_for_good",
        ),
        (r#"{"do":"undo"}"#, "`undo` is a command of its own: dossier undo FILE"),
        (r#"["accept"]"#, "a decision is a JSON object"),
        (r#"{"label":"person"}"#, "`do` is missing"),
    ]);
    // Both mentions name the card that their article ties them to; the words are the card's names.
    assert_eq!(bench.table("entity").len(), 2);
    assert!(holds(&mut bench, "mention", &["\"Ruiz\"", "accepted", "with paragraph", "fixture.name", "fixture 1"]));
    assert!(holds(&mut bench, "entity_name", &["\"Ruiz\""]));
    assert!(
        holds(&mut bench, "article_state", &["[1,\"begun\""]) && holds(&mut bench, "article_state", &["[2,\"new\""])
    );
}

#[test]
fn what_was_decided_can_be_decided_otherwise() {
    let mut bench = check(&[
        (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
        (r#"{"do":"reject",{Ana Ruiz},"label":"person"}"#, ""),
        (r#"{"do":"doubtful",{Ana Ruiz},"label":"person"}"#, ""),
        (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
    ]);
    assert_eq!(bench.table("mention").len(), 1);
}

#[test]
fn articles_have_several_names() {
    let mut bench = Bench::new();
    let sha256 = record::article_sha256(bench.ws().db(), 2).unwrap();
    for name in ["A2", "a2", "bay.txt", &sha256, &sha256[..12], &sha256[..4].to_uppercase()] {
        let line = format!(r#"{{"do":"tag","on":"{name}","text":"{name}"}}"#);
        bench.decide(&line).unwrap_or_else(|reason| panic!("{reason}: {name}"));
        assert!(holds(&mut bench, "tag", &["\"article\",2", name]), "{name}");
    }
    let twin = Command::Import { incoming: vec![incoming("bay.txt", "Another text of the same name.", &[])] };
    bench.ws().run(&twin).unwrap();
    for (name, reason) in [
        ("bay.txt", "\"bay.txt\" means 2 articles: use a reference (A2)"),
        ("bay", "no article is called \"bay\""),
        (&sha256[..3], &format!("no article is called \"{}\"", &sha256[..3])),
    ] {
        let refused = bench.decide(&format!(r#"{{"do":"done","article":"{name}"}}"#)).unwrap_err();
        assert_eq!(refused, reason);
    }
}

#[test]
fn the_same_name_here_everywhere_and_for_always() {
    let mut bench = check(&[
        (r#"{"do":"reject","name":"Omar Said","label":"person","where":"article","article":"A1"}"#, ""),
        (
            r#"{"do":"reject","name":"Omar Said","label":"person","article":"A1"}"#,
            "no undecided person is called \"Omar Said\" there",
        ),
        (r#"{"do":"accept","name":"omar said","label":"person","where":"dossier"}"#, ""),
        (
            r#"{"do":"accept","name":"Nobody","label":"person","where":"dossier"}"#,
            "no undecided person is called \"Nobody\" there",
        ),
        (
            r#"{"do":"accept","name":"Omar Said","label":"place","where":"dossier"}"#,
            "no undecided place is called \"Omar Said\" there",
        ),
        (
            r#"{"do":"accept","name":"Ruiz","label":"person","where":"everywhere"}"#,
            "`where` is article, dossier or always, not `everywhere`",
        ),
        (r#"{"do":"accept","name":"Ruiz","label":"person","where":7}"#, "`where` must be text"),
        (r#"{"do":"accept","name":"Ruiz","label":"person"}"#, "`article` is missing"),
        (
            r#"{"do":"doubtful","name":"Ruiz","label":"person","where":"always"}"#,
            "a name can be accepted or rejected for always, not left in doubt for always",
        ),
        (r#"{"do":"accept","name":" ","label":"person","where":"always"}"#, "the name may not be empty"),
        (r#"{"do":"reject","name":"Ruiz","label":"person","where":"always"}"#, ""),
        (r#"{"do":"accept","name":"Noor Camp","label":"place","where":"always"}"#, ""),
    ]);
    assert!(holds(&mut bench, "mention", &["Omar Said", "rejected", "same name", ",1,"]));
    assert!(holds(&mut bench, "mention", &["Omar Said", "accepted", "same name"]));
    // In articles that come later, a name decided for always is decided at once, unless nothing suggests it.
    let text = "[Noor Camp]{place noor} filled; [Ruiz]{person r} left [Dune]{place d}.";
    bench.ws().run(&Command::Import { incoming: vec![incoming("dune.txt", text, &[])] }).unwrap();
    let of_a4: Vec<String> = bench.table("mention").into_iter().filter(|row| row.contains(",4,")).collect();
    assert_eq!(of_a4.iter().filter(|row| row.contains("\"always\"")).count(), 2, "{of_a4:?}");
    check_on(
        &mut bench,
        &[
            (r#"{"do":"forget","name":"Noor Camp","label":"place"}"#, ""),
            (
                r#"{"do":"forget","name":"Noor Camp","label":"place"}"#,
                "no place called \"Noor Camp\" is decided for always",
            ),
            (r#"{"do":"reopen","name":"Ruiz","label":"person","where":"always"}"#, ""),
            (r#"{"do":"accept","name":"Ruiz","label":"person","where":"dossier"}"#, ""),
        ],
    );
    assert_eq!(bench.table("standing"), Vec::<String>::new());
}

#[test]
fn borders_labels_and_values_are_changed() {
    let mut bench = check(&[
        (r#"{"do":"change",{Ana Ruiz},"label":"person","to":{"start":4}}"#, ""),
        (r#"{"do":"change",{Thursday},"label":"date","to":{"value":"2024-05-02"}}"#, ""),
        (r#"{"do":"change",{1,200},"label":"quantity","to":{"label":"money","value":{"either":["1200","1.2"]}}}"#, ""),
        (r#"{"do":"change",{Omar Said},"label":"person","to":{"end":"soon"}}"#, "`end` must be a whole number"),
        (
            r#"{"do":"change",{Omar Said},"label":"person","to":{"start":0,"end":9000}}"#,
            "the offsets 0 to 9000 do not fit the article's text",
        ),
        (r#"{"do":"change",{Omar Said},"label":"person","to":{"label":"hero"}}"#, "`hero` is not a label"),
        (
            r#"{"do":"change",{Omar Said},"label":"person","to":{"value":[1]}}"#,
            "`value` must be text, a number or {\"either\": [a, b]}",
        ),
        (r#"{"do":"change",{Omar Said},"label":"person"}"#, "`to` is missing"),
        (
            r#"{"do":"change",{Omar Said},"label":"person","to":{"start":3}}"#,
            "the words may not begin or end with a space or line break",
        ),
        (
            r#"{"do":"change",{Ruiz#1},"label":"person","to":{"start":17}}"#,
            "this overlaps \"café's owner Ana Ruiz\", which is accepted as the same kind: change or reopen that one",
        ),
        (
            r#"{"do":"change",{The},"label":"person","to":{"label":"org"}}"#,
            "no person is suggested or decided at exactly this place: use create for one nobody suggested",
        ),
    ]);
    assert!(holds(&mut bench, "mention", &["café's owner Ana Ruiz", "\"person\",\"fixture.name\""]));
    assert!(holds(&mut bench, "mention", &["1,200", "money", "either", "\"quantity\""]));
    // A changed mention stands in the place of its suggestion, which waits no more.
    let words = r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#;
    check_on(
        &mut bench,
        &[(
            words,
            "this overlaps \"café's owner Ana Ruiz\", which is accepted as the same kind: change or reopen that one",
        )],
    );
}

#[test]
fn mentions_nobody_suggested_are_created() {
    let mut bench = check(&[
        (r#"{"do":"create",{owner},"label":"person"}"#, ""),
        (r#"{"do":"create",{families},"label":"quantity","value":3}"#, ""),
        (r#"{"do":"create",{Ana Ruiz},"label":"person"}"#, ""),
        (r#"{"do":"create",{ met},"label":"person"}"#, "the words may not begin or end with a space or line break"),
        (
            r#"{"do":"create",{Ruiz met},"label":"person"}"#,
            "this overlaps \"Ana Ruiz\", which is accepted as the same kind: change or reopen that one",
        ),
    ]);
    assert!(holds(&mut bench, "mention", &["\"owner\"", "null,null,null,null,null,null", "by hand"]));
    assert!(holds(&mut bench, "mention", &["\"Ana Ruiz\"", "fixture.name"]), "a suggestion is accepted as such");
}

#[test]
fn a_name_is_none_of_these_cards() {
    let mut bench = check(&[
        (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
        (r#"{"do":"accept",{Omar Said},"label":"person"}"#, ""),
        (r#"{"do":"different",{A2:Ana Ruiz},"entities":["E9"]}"#, "no entity is called \"E9\""),
        (r#"{"do":"different",{A2:Ana Ruiz}}"#, "`entities` is missing"),
        // Accepted with it, since it was not decided yet.
        (r#"{"do":"different",{A2:Ana Ruiz},"entities":["E1","E2"]}"#, ""),
        (r#"{"do":"same_as",{A2:Ana Ruiz},"entity":"E1"}"#, "someone said that these are different: undo that first"),
        (r#"{"do":"same_as","entities":["E3","E2"]}"#, "someone said that these are different: undo that first"),
        (r#"{"do":"different",{Ana Ruiz},"entities":["E1"]}"#, "the two are one and the same"),
    ]);
    bench.ws().undo(None).expect("undo");
    check_on(&mut bench, &[(r#"{"do":"same_as",{A2:Ana Ruiz},"entity":"E1"}"#, "")]);
}

#[test]
fn cards_are_joined_told_apart_and_split() {
    let mut bench = check(&[
        (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
        (r#"{"do":"accept",{A2:Ana Ruiz},"label":"person"}"#, ""),
        (r#"{"do":"accept",{A2:Omar Said},"label":"person"}"#, ""),
        // Two of one name are two until someone joins them.
        (
            r#"{"do":"rename","entity":"Ana Ruiz","to":"A. Ruiz"}"#,
            "\"Ana Ruiz\" means 2 entities: use a reference (E1)",
        ),
        (r#"{"do":"different","entities":["E1","E3"]}"#, ""),
        (r#"{"do":"same_as","entities":["E1","E3"]}"#, "someone said that these are different: undo that first"),
        (r#"{"do":"same_as",{A2:Omar Said},"entity":"E1"}"#, "someone said that these are different: undo that first"),
        (r#"{"do":"same_as","entities":["E1","E1"]}"#, "the two are one and the same"),
        (r#"{"do":"different","entities":["E1","E1"]}"#, "the two are one and the same"),
        (r#"{"do":"same_as","entities":["E1","E2"],"into":"E3"}"#, "`into` must be one of the two"),
        (r#"{"do":"same_as","entities":["E1"]}"#, "`entities` must be two entities"),
        (r#"{"do":"same_as","entities":["E1","E99"]}"#, "no entity is called \"E99\""),
        (r#"{"do":"same_as","entities":["E1","E2"],"into":"E1"}"#, ""),
        (r#"{"do":"rename","entity":"ana ruiz","to":"Ana M. Ruiz"}"#, ""),
        (r#"{"do":"same_as",{Omar Said},"entity":"Omar Said"}"#, ""),
        (
            r#"{"do":"same_as",{Thursday},"entity":"E1"}"#,
            "no person is suggested or decided at exactly this place: use create for one nobody suggested",
        ),
        (r#"{"do":"split","entity":"E1","mentions":[]}"#, "the list of mentions may not be empty"),
    ]);
    // E2 leads to E1; everything it had is E1's.
    assert!(holds(&mut bench, "entity", &["[2,", ",1]"]));
    let at = bench.at(2, "Ana Ruiz", 0);
    let other = bench.at(2, "Omar Said", 0);
    let split = |at: &str| format!(r#"{{"do":"split","entity":"E1","mentions":[{{{at}}}]}}"#);
    assert_eq!(bench.decide(&split(&other)).unwrap_err(), "\"Omar Said\" is not a mention of this entity");
    bench.decide(&split(&at)).unwrap();
    // E4 was made for "Omar Said" of A1 and joined; numbers are not given twice.
    assert!(holds(&mut bench, "entity", &["[5,", "\"Ana Ruiz\""]), "{:?}", bench.table("entity"));
    assert_eq!(bench.failure(), None);
}

#[test]
fn cards_are_named_identified_and_sorted() {
    let mut bench = check(&[
        (r#"{"do":"accept",{Noor Camp},"label":"place"}"#, ""),
        (r#"{"do":"alias","entity":"E1","to":"Camp Noor"}"#, ""),
        (r#"{"do":"alias","entity":"E1","to":" "}"#, "the name may not be empty"),
        (r#"{"do":"rename","entity":"Camp Noor","to":"Noor"}"#, ""),
        (r#"{"do":"rename","entity":"Nowhere","to":"Noor"}"#, "no entity is called \"Nowhere\""),
        (r#"{"do":"kind","entity":"Noor","to":"org"}"#, ""),
        (r#"{"do":"kind","entity":"Noor","to":"date"}"#, "a date names no entity"),
        (r#"{"do":"kind","entity":"Noor","to":"camp"}"#, "`camp` is not a label"),
        (r#"{"do":"identify","entity":"Noor","to":{"scheme":"wikidata","id":"Q1"}}"#, ""),
        (r#"{"do":"identify","entity":"Noor","to":{"scheme":"wikidata"}}"#, "`id` is missing"),
        (r#"{"do":"identify","entity":"Noor","to":{"scheme":" ","id":"Q1"}}"#, "the scheme may not be empty"),
    ]);
    assert!(holds(&mut bench, "entity", &["\"org\"", "\"Noor\""]));
    assert!(holds(&mut bench, "mention", &["\"org\"", "Noor Camp", "\"place\",\"fixture.name\""]));
    assert!(holds(&mut bench, "identifier", &["wikidata", "Q1"]));
}

#[test]
fn claims_are_decided_with_what_they_consist_of() {
    let mut bench = check(&[
        (r#"{"do":"accept",{1,200 families had left},"kind":"figure"}"#, ""),
        (
            r#"{"do":"accept","claim":{"article":"A1","start":1,"end":4,"kind":"figure"}}"#,
            "no figure is suggested at exactly this place: use create_claim for one nobody suggested",
        ),
        (r#"{"do":"accept",{1,200 families had left},"kind":"fact"}"#, "`fact` is not a kind of claim"),
        (r#"{"do":"accept","claim":"F9"}"#, "no claim is called \"F9\""),
        (r#"{"do":"doubtful","claim":"F1"}"#, ""),
        (r#"{"do":"accept","claim":"f1"}"#, ""),
        (r#"{"do":"reopen","claim":"F1"}"#, ""),
        (r#"{"do":"reopen","claim":"F1"}"#, "no claim is called \"F1\""),
        (r#"{"do":"reject",{A3:1,900 people},"kind":"figure"}"#, ""),
    ]);
    assert!(holds(&mut bench, "mention", &["\"1,200\"", "accepted"]), "the amount was accepted with its figure");
    assert!(holds(&mut bench, "mention", &["\"1,900\"", "rejected"]), "the amount was rejected with its figure");
    assert!(!holds(&mut bench, "mention", &["Harbour Party"]), "a name stands for itself");
    assert!(!holds(&mut bench, "claim_part", &["said_by"]), "a rejected claim makes no card");
    // Accepted after all, it has what it would have had at once.
    check_on(&mut bench, &[(r#"{"do":"accept",{A3:1,900 people},"kind":"figure"}"#, "")]);
    assert!(holds(&mut bench, "mention", &["\"1,900\"", "accepted"]));
    assert!(holds(&mut bench, "mention", &["Harbour Party", "accepted"]));
    assert!(holds(&mut bench, "claim_part", &["said_by"]));
}

#[test]
fn fields_of_every_type_are_edited() {
    let mut bench = check(&[
        (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
        (r#"{"do":"accept",{Omar Said},"label":"person"}"#, ""),
        (r#"{"do":"accept",{1,200 families had left},"kind":"figure"}"#, ""),
        (
            r#"{"do":"edit","claim":"F1","to":{"value":1250.5,"low":null,"unit":"families","as_of":"2024-05","said_by":"Omar Said"}}"#,
            "",
        ),
        (r#"{"do":"edit","claim":"F1","to":{"value":"many"}}"#, "`value` must be a number"),
        (r#"{"do":"edit","claim":"F1","to":{"value":[1,2]}}"#, "`value` must be a number"),
        (
            r#"{"do":"edit","claim":"F1","to":{"as_of":"last week"}}"#,
            "`last week` is not an EDTF date (2023-12-08, 2023-12, 2023-12-05/2023-12-15)",
        ),
        (r#"{"do":"edit","claim":"F1","to":{"unit":""}}"#, "the value may not be empty"),
        (r#"{"do":"edit","claim":"F1","to":{"said_by":"Nobody"}}"#, "no entity is called \"Nobody\""),
        (r#"{"do":"edit","claim":"F1","to":{"title":"minister"}}"#, "a figure has no field `title`"),
        (r#"{"do":"edit","claim":"F1","to":{"colour":"red"}}"#, "`colour` is not a field of a claim"),
        (r#"{"do":"edit","claim":"F1","to":{"value":1}}"#, ""),
        (r#"{"do":"edit","claim":"F1","to":{"value":1},"claim_is":1}"#, "no decision has a field `claim_is`"),
        (
            r#"{"do":"edit",{Ana Ruiz met Omar Said},"kind":"event","to":{"actors":["Omar Said","E1"],"date":"2024-05-02/2024-05-04"}}"#,
            "",
        ),
        (
            r#"{"do":"edit",{said 1,200 families had left Noor Camp},"kind":"quote","to":{"speaker_span":[17,25],"kind":"mixed"}}"#,
            "",
        ),
        (r#"{"do":"edit","claim":"Q3","to":{"speaker_span":[17]}}"#, "`speaker_span` must be [start, end]"),
        (
            r#"{"do":"edit","claim":"Q3","to":{"speaker_span":[17,9000]}}"#,
            "the offsets 17 to 9000 do not fit the article's text",
        ),
        (r#"{"do":"edit","claim":"V2","to":{"actors":[]}}"#, ""),
    ]);
    for pieces in [
        &["\"unit\"", "\"families\""][..],
        &["\"as_of\"", "\"2024-05\""],
        &["\"value\"", "1.0"],
        &["\"form\"", "\"mixed\""],
        &["\"speaker_span\"", "18,26"],
        &["\"date\"", "2024-05-02/2024-05-04"],
    ] {
        assert!(holds(&mut bench, "claim_part", pieces), "{pieces:?} in {:?}", bench.table("claim_part"));
    }
    assert!(!holds(&mut bench, "claim_part", &["actors"]));
}

#[test]
fn claims_nobody_suggested_are_created() {
    let mut bench = check(&[
        (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
        (
            r#"{"do":"create_claim","kind":"role",{owner Ana Ruiz},"title":"owner","holder":"Ana Ruiz","date":"2024"}"#,
            "",
        ),
        (r#"{"do":"create_claim","kind":"figure",{counted 1,350},"fields":{"value":1350}}"#, ""),
        (r#"{"do":"create_claim","kind":"role",{owner Ana Ruiz},"value":3}"#, "a role has no field `value`"),
        (r#"{"do":"create_claim","kind":"rumour",{owner}}"#, "`rumour` is not a kind of claim"),
        (
            r#"{"do":"create_claim","kind":"role",{owner },"title":"owner"}"#,
            "the words may not begin or end with a space or line break",
        ),
    ]);
    assert!(holds(&mut bench, "citation", &["owner Ana Ruiz"]));
    assert!(holds(&mut bench, "claim", &["\"role\",\"accepted\"", "null,null,null,null"]));
}

#[test]
fn figures_are_measured_and_laid_beside_each_other() {
    let mut bench = check(&[
        (r#"{"do":"accept",{1,200 families had left},"kind":"figure"}"#, ""),
        (r#"{"do":"accept",{counted 1,350},"kind":"figure"}"#, ""),
        (r#"{"do":"accept",{Ana Ruiz met Omar Said},"kind":"event"}"#, ""),
        (r#"{"do":"measure","figures":["F1","F2"],"name":"Families that left"}"#, ""),
        (
            r#"{"do":"measure","figures":["F1","V3"],"name":"Families that left"}"#,
            "only figures belong to a measure, and V3 is none",
        ),
        (r#"{"do":"measure","figures":[],"name":"x"}"#, "the list of figures may not be empty"),
        (r#"{"do":"measure","figures":["F1"],"name":" "}"#, "the measure's name may not be empty"),
        (r#"{"do":"measure","figures":"F1","name":"x"}"#, "`figures` must be a list"),
        (r#"{"do":"differ","claims":["F1","F2"],"how":"disagree","prefer":"F2","note":"the UN counts"}"#, ""),
        (r#"{"do":"differ","claims":["F2","F1"],"how":"later_correction","prefer":null}"#, ""),
        (
            r#"{"do":"differ","claims":["F1","F2"],"how":"shouting"}"#,
            "`shouting` is not disagree, different_things or later_correction",
        ),
        (r#"{"do":"differ","claims":["F1","F1"],"how":"disagree"}"#, "the two are one and the same"),
        (r#"{"do":"differ","claims":["F1"],"how":"disagree"}"#, "`claims` must be two claims"),
        (
            r#"{"do":"differ","claims":["F1","F2"],"how":"disagree","prefer":"V3"}"#,
            "the preferred claim must be one of the two",
        ),
    ]);
    assert_eq!(bench.table("measure").len(), 1);
    assert_eq!(bench.table("difference").len(), 1);
    assert!(holds(&mut bench, "difference", &["later_correction"]));
    // A figure that waits is accepted by being measured.
    let at = bench.at(3, "1,900 people", 0);
    bench
        .decide(&format!(r#"{{"do":"measure","figures":[{{{at},"kind":"figure"}}],"name":"Families that left"}}"#))
        .unwrap();
    assert_eq!(bench.table("measure").len(), 1);
    assert!(holds(&mut bench, "mention", &["Harbour Party", "accepted"]));
}

#[test]
fn articles_are_done_set_aside_and_reopened() {
    let mut bench = check(&[
        (r#"{"do":"reopen","article":"A1"}"#, "this is not decided, so there is nothing to reopen"),
        (r#"{"do":"done","article":"A1"}"#, ""),
        (r#"{"do":"done","article":"A2","known":false}"#, ""),
        (r#"{"do":"done","article":"A3","known":"no"}"#, "`known` must be true or false"),
        (r#"{"do":"set_aside","article":"A3"}"#, ""),
        (r#"{"do":"reopen","article":"A3"}"#, ""),
        (r#"{"do":"reopen","article":"A3"}"#, "this is not decided, so there is nothing to reopen"),
    ]);
    let known: Vec<String> = bench.table("mention");
    assert_eq!(known.len(), 2, "Pakistan and the United Nations of A1: {known:?}");
    assert!(known.iter().all(|row| row.contains("with article")));
    // The same country in another article is the same card, by its code.
    bench.decide(r#"{"do":"reopen","article":"A2"}"#).unwrap();
    bench.decide(r#"{"do":"done","article":"A2"}"#).unwrap();
    assert_eq!(bench.table("entity").len(), 2);
    assert_eq!(bench.table("mention").len(), 3);
    assert_eq!(bench.failure(), None);
}

#[test]
fn zones_notes_and_tags() {
    let mut bench = check(&[
        (r#"{"do":"zone",{The café's owner},"kind":"byline"}"#, ""),
        (r#"{"do":"zone",{The café's owner Ana Ruiz},"kind":"dateline"}"#, ""),
        (r#"{"do":"zone",{The},"kind":"footer"}"#, "`footer` is not a kind of zone"),
        (r#"{"do":"note","on":"alder.txt","text":"ask her"}"#, ""),
        (r#"{"do":"note","on":"A1","text":""}"#, "the note may not be empty"),
        (
            r#"{"do":"note","on":"nothing","text":"x"}"#,
            "no entity is called \"nothing\", and no article or claim is either",
        ),
        (r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#, ""),
        (r#"{"do":"tag","on":"Ana Ruiz","text":"witness"}"#, ""),
        (r#"{"do":"untag","on":"E1","text":"suspect"}"#, "there is no such tag on it"),
        (r#"{"do":"accept",{counted 1,350},"kind":"figure"}"#, ""),
        (r#"{"do":"tag","on":"F1","text":"check"}"#, ""),
        (r#"{"do":"untag","on":"F1","text":"check"}"#, ""),
        (r#"{"do":"untag","on":"F1","text":"check"}"#, "there is no such tag on it"),
    ]);
    assert_eq!(bench.table("zone").len(), 1, "a zone covers what lay beneath it");
    assert_eq!(bench.table("tag").len(), 1);
    assert!(holds(&mut bench, "note", &["\"article\",1", "ask her", "Noa Reed"]));
}

#[test]
fn what_is_said_of_an_article_is_set() {
    let mut bench = check(&[
        (
            r#"{"do":"set_article","article":"A1","publisher":"The Alder Post","author":"N. Vale","url":"https://alder.example/1","language":"en"}"#,
            "",
        ),
        (r#"{"do":"set_article","article":"A1","title":null}"#, ""),
        (
            r#"{"do":"set_article","article":"A1","published":"yesterday"}"#,
            "`yesterday` is not an EDTF date (2023-12-08, 2023-12, 2023-12-05/2023-12-15)",
        ),
        (r#"{"do":"set_article","article":"A1","title":7}"#, "`title` must be text or null"),
        (
            r#"{"do":"set_article","article":"A1"}"#,
            "nothing to set: published, publisher, title, author, url or language",
        ),
    ]);
    assert!(holds(
        &mut bench,
        "article_state",
        &["[1,\"new\",null,\"The Alder Post\"", "N. Vale", "alder.example", "\"en\""]
    ));
}

#[test]
fn a_publication_date_settles_relative_dates_and_tells_those_already_accepted() {
    let mut bench = Bench::empty();
    let text = "The ferry sailed on [Thursday]{date}. Another left on [Monday]{date} with the mail.";
    bench.ws().run(&Command::Import { incoming: vec![incoming("ferry.txt", text, &[])] }).unwrap();
    check_on(&mut bench, &[(r#"{"do":"accept",{Thursday},"label":"date"}"#, "")]);
    let line = r#"{"do":"set_article","article":"A1","published":"2024-05-03"}"#;
    let dates = bench.decide(line).unwrap().dates.expect("dates were looked at");
    assert_eq!(dates.n_resolved, 1, "Monday");
    let told: Vec<_> = dates.accepted_before.iter().map(|date| (date.words.as_str(), &date.value, &date.now)).collect();
    assert_eq!(told, [("Thursday", &None, &Some("2024-05-02".to_owned()))]);
    assert!(holds(&mut bench, "mention", &["Thursday", "accepted", "null"]), "what was accepted stays as it was");
    // The suggestion has its value now; taking the date away opens it again.
    check_on(&mut bench, &[(r#"{"do":"accept",{Monday},"label":"date"}"#, "")]);
    assert!(holds(&mut bench, "mention", &["Monday", "2024-04-29"]));
    bench.ws().undo(None).unwrap();
    bench.ws().undo(None).unwrap();
    check_on(&mut bench, &[(r#"{"do":"accept",{Monday},"label":"date"}"#, "")]);
    assert!(!holds(&mut bench, "mention", &["2024-04-29"]));
    // Another field says nothing about dates.
    let applied = bench.decide(r#"{"do":"set_article","article":"A1","author":"N. Vale"}"#).unwrap();
    assert_eq!(applied.dates, None);
}

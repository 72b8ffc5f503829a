//! What two real articles must give, item by item in the design's words. The articles stand outside the repository:
//! the folder in `DOSSIER_SEEDS` holds them; without it this check is skipped, and says so.

use dossier::model::kind::ClaimKind;

use crate::corpus::claims_of;
use crate::corpus::read_on;

/// Text of the article whose file name begins with `prefix`.
fn seed(prefix: &str) -> Option<String> {
    let Some(folder) = std::env::var_os("DOSSIER_SEEDS") else {
        #[expect(clippy::print_stderr, reason = "a check that did not run must say so")]
        {
            eprintln!("SKIPPED: the check of the sample articles needs DOSSIER_SEEDS");
        }
        return None;
    };
    let mut entries = std::fs::read_dir(&folder).expect("a readable DOSSIER_SEEDS").filter_map(Result::ok);
    let file = entries.find(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
    let path = file.unwrap_or_else(|| panic!("no {prefix}… in DOSSIER_SEEDS")).path();
    Some(std::fs::read_to_string(path).expect("a readable article"))
}

/// Fails unless some line of `lines` has all of `parts`.
#[track_caller]
fn has(lines: &[String], parts: &[&str]) {
    let found = lines.iter().any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(found, "none has {parts:?}:\n{}", lines.join("\n"));
}

/// Mentions as `label words = value @entity`.
fn mention_lines(text: &str, extraction: &dossier::model::extraction::Extraction) -> Vec<String> {
    let line = |mention: &dossier::model::extraction::MentionProposal| {
        let value = mention.value.as_ref().map_or_else(String::new, dossier::model::value::Value::to_cell);
        let entity = mention.entity.map_or("", |entity| extraction.entities[entity].name.as_str());
        format!("{} {} = {value} @{entity};", mention.label, mention.span.words(text).unwrap_or("?"))
    };
    extraction.mentions.iter().map(line).collect()
}

#[test]
fn the_first_article() {
    let Some(text) = seed("000_") else { return };
    let extraction = read_on(&text, "2023-12-08");
    let mentions = mention_lines(&text, &extraction);
    for expected in [
        "person Thomas West =  @Thomas West;",
        "person West =  @Thomas West;",
        "person Jilani =  @Jalil Abbas Jilani;",
        "person Asif Durrani =  @Asif Durrani;",
        "place US =  @United States;",
        "product X =  @X;",
        "group Afghan =  @Afghan;",
        "place Afghanistan =  @Afghanistan;",
        "date Thursday = 2023-12-07 @;",
        "date last month = 2023-11 @;",
        "date Nov. 1 = 2023-11-01 @;",
        "date Dec. 5 to 15 = 2023-12-05/2023-12-15 @;",
        "date October = 2023-10 @;",
    ] {
        assert!(mentions.iter().any(|line| line == expected), "no {expected}\n{}", mentions.join("\n"));
    }
    assert_eq!(extraction.publisher.as_deref(), Some("Anadolu Agency"));
    assert_eq!(extraction.dateline.and_then(|span| span.words(&text)), Some("ISLAMABAD"));
    let roles = claims_of(&text, &extraction, ClaimKind::Role);
    has(&roles, &["title: Special Representative for Afghanistan", "holder: Thomas West", "place: United States"]);
    has(&roles, &["title: Foreign Minister", "qualifier: caretaker", "holder: Jalil Abbas Jilani"]);
    has(&roles, &["[Pakistan's caretaker foreign minister]", "holder: Jalil Abbas Jilani", "place: Pakistan"]);
    has(&roles, &["title: Representative for Afghanistan", "holder: Asif Durrani", "place: Pakistan"]);
    let figures = claims_of(&text, &extraction, ClaimKind::Figure);
    has(
        &figures,
        &["value: 460000", "qualifier: over", "undocumented Afghan refugees", "place: Pakistan", "as_of: 2023-11"],
    );
    has(&figures, &["value: 1300000", "population: Afghans", "said_by: United Nations"]);
    has(&figures, &["value: 880000", "legal permission", "place: Pakistan", "said_by: United Nations"]);
    let quotes = claims_of(&text, &extraction, ClaimKind::Quote);
    has(&quotes, &["[We touched upon", "form: direct", "speaker: Asif Durrani", "medium: on X"]);
    has(&quotes, &["form: indirect", "speaker: Foreign Ministry", "medium: in a statement posted on X"]);
    has(&quotes, &["form: indirect", "speaker: Thomas West", "medium: on X"]);
    let events = claims_of(&text, &extraction, ClaimKind::Event);
    has(
        &events,
        &[
            "type: meeting",
            "actors: Thomas West",
            "Jalil Abbas Jilani",
            "Asif Durrani",
            "place: Islamabad",
            "date: 2023-12-07",
        ],
    );
    has(&events, &["type: deadline", "date: 2023-11-01"]);
}

#[test]
fn the_second_article() {
    let Some(text) = seed("004_") else { return };
    let extraction = read_on(&text, "2023-10-05");
    let mentions = mention_lines(&text, &extraction);
    for expected in [
        "person Jalil Abbas Jilani =  @Jalil Abbas Jilani;",
        "person Jilani =  @Jalil Abbas Jilani;",
        "person Amir Khan Muttaqi =  @Amir Khan Muttaqi;",
        "person Sarfaraz Ahmed Bugti =  @Sarfaraz Ahmed Bugti;",
        "person Mumtaz Zahra Baloch =  @Mumtaz Zahra Baloch;",
        "person Zabihullah Mujahid =  @Zabihullah Mujahid;",
        "org FO =  @Foreign Office;",
        "law NAP =  @National Action Plan;",
        "event Trans-Himalayan Forum for International Cooperation =  @Trans-Himalayan Forum for International Cooperation;",
        "place Tibet =  @Tibet;",
        "place Qila Saifullah =  @Qila Saifullah;",
        "product X =  @X;",
        "date Thursday = 2023-10-05 @;",
        "date November 1 = 2023-11-01 @;",
        "date two-day = P2D @;",
    ] {
        assert!(mentions.iter().any(|line| line == expected), "no {expected}\n{}", mentions.join("\n"));
    }
    let roles = claims_of(&text, &extraction, ClaimKind::Role);
    has(&roles, &["qualifier: interim", "title: foreign minister", "holder: Jalil Abbas Jilani"]);
    has(&roles, &["[caretaker foreign minister]", "holder: Jalil Abbas Jilani"]);
    has(&roles, &["holder: Amir Khan Muttaqi", "place: Afghanistan"]);
    has(&roles, &["title: Interior Minister", "holder: Sarfaraz Ahmed Bugti"]);
    has(&roles, &["title: Spokesperson", "holder: Mumtaz Zahra Baloch", "organisation: Foreign Office"]);
    let quotes = claims_of(&text, &extraction, ClaimKind::Quote);
    has(
        &quotes,
        &["“tolerated”", "form: mixed", "speaker: Zabihullah Mujahid", "medium: in a post on social media platform X"],
    );
    has(&quotes, &["[The Pakistani side", "form: direct", "speaker: Zabihullah Mujahid"]);
    has(&quotes, &["[We were attacked", "speaker: Sarfaraz Ahmed Bugti", "occasion: press conference"]);
    has(&quotes, &["in this context]", "speaker: Pakistan", "said_on: 2023-10-05"]);
    has(&quotes, &["[This operation", "form: direct", "speaker: Mumtaz Zahra Baloch"]);
    has(&quotes, &["[Pakistan wants", "speaker: Mumtaz Zahra Baloch", "occasion: weekly news briefing"]);
    has(&quotes, &["collaborative spirit", "speaker: Jalil Abbas Jilani"]);
    let figures = claims_of(&text, &extraction, ClaimKind::Figure);
    has(&figures, &["value: 1400000", "population: Afghan refugees", "said_by: Mumtaz Zahra Baloch"]);
    let events = claims_of(&text, &extraction, ClaimKind::Event);
    has(
        &events,
        &[
            "type: meeting",
            "actors: Jalil Abbas Jilani",
            "recipients: Amir Khan Muttaqi",
            "place: Tibet",
            "date: 2023-10-05",
        ],
    );
    has(&events, &["type: deadline", "date: 2023-11-01"]);
}

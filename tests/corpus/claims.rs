//! Roles, quotes, figures and events, with their parts, beside sentences that have none.

use dossier::model::kind::ClaimKind;

use crate::corpus::claims_of;
use crate::corpus::read;

/// Fails unless the claims of `kind` in `text` are exactly these.
#[track_caller]
fn check(kind: ClaimKind, text: &str, expected: &[&str]) {
    let extraction = read(text);
    assert_eq!(claims_of(text, &extraction, kind), expected, "{text}");
}

#[test]
fn roles() {
    let kind = ClaimKind::Role;
    check(
        kind,
        "Peru's caretaker foreign minister Ana Ruiz left.",
        &[
            "[Peru's caretaker foreign minister Ana Ruiz] title: foreign minister; qualifier: caretaker; holder: Ana Ruiz; place: Peru",
        ],
    );
    check(
        kind,
        "US Special Envoy for Chile Dario Velmont left.",
        &[
            "[US Special Envoy for Chile Dario Velmont] title: Special Envoy for Chile; holder: Dario Velmont; place: United States",
        ],
    );
    check(
        kind,
        "Ana Ruiz, the mayor of Lima, left.",
        &["[Ana Ruiz, the mayor of Lima] title: mayor; holder: Ana Ruiz; place: Lima"],
    );
    check(kind, "Ana Ruiz left, and so did the minister's house.", &[]);
    check(kind, "The former palace is a museum.", &[]);
}

#[test]
fn a_title_alone_is_a_role_of_its_only_bearer() {
    check(
        ClaimKind::Role,
        "Interim Trade Minister Ana Ruiz left. Later the interim trade minister returned.",
        &[
            "[Interim Trade Minister Ana Ruiz] title: Trade Minister; qualifier: interim; holder: Ana Ruiz",
            "[interim trade minister] title: trade minister; qualifier: interim; holder: Ana Ruiz",
        ],
    );
}

#[test]
fn quotes_in_marks() {
    let kind = ClaimKind::Quote;
    check(
        kind,
        "“We will rebuild the dam,” Ana Ruiz wrote on X.",
        &["[We will rebuild the dam] form: direct; speaker: Ana Ruiz; cue: wrote; medium: on X"],
    );
    check(
        kind,
        "Trade Minister Ana Ruiz left. \"We were misled,\" the minister said, while addressing a press conference.",
        &["[We were misled] form: direct; speaker: Ana Ruiz; cue: said; occasion: press conference"],
    );
    check(
        kind,
        "Ana Ruiz spoke last. “We will rebuild“, she said.",
        &["[We will rebuild] form: direct; speaker: Ana Ruiz; cue: said"],
    );
    check(
        kind,
        "Ana Ruiz said in a post on X that the miners should be “heard” by Peru.",
        &["[the miners should be “heard” by Peru] form: mixed; speaker: Ana Ruiz; cue: said; medium: in a post on X"],
    );
    check(kind, "The so-called “safe” road was shut.", &[]);
}

#[test]
fn quotes_without_marks() {
    let kind = ClaimKind::Quote;
    check(
        kind,
        "During her weekly briefing, Harbour Office spokesperson Ana Ruiz said Peru wants peace with all its neighbours.",
        &[
            "[Peru wants peace with all its neighbours] form: indirect; speaker: Ana Ruiz; cue: said; occasion: weekly briefing",
        ],
    );
    check(
        kind,
        "Peru said on Thursday that the dam is safe.",
        &["[the dam is safe] form: indirect; speaker: Peru; cue: said; said_on: 2023-12-07"],
    );
    check(
        kind,
        "The dam is safe for now, the Water Ministry said in a statement.",
        &["[The dam is safe for now] form: indirect; speaker: Water Ministry; cue: said; medium: in a statement"],
    );
    check(
        kind,
        "Both ministers toured the dam, said the Water Office.",
        &["[Both ministers toured the dam] form: indirect; speaker: Water Office; cue: said"],
    );
    check(
        kind,
        "“The dam holds,” said Water Ministry spokesman Dario Velmont.",
        &["[The dam holds] form: direct; speaker: Dario Velmont; cue: said"],
    );
    check(kind, "He said nothing. She told no one.", &[]);
    check(kind, "The river rose all night.", &[]);
}

#[test]
fn figures() {
    let kind = ClaimKind::Figure;
    check(
        kind,
        "Over 460,000 unpaid Peruvian miners left Chile last month.",
        &["[Over 460,000 unpaid Peruvian miners left Chile last month] value: 460000; low: 460000; qualifier: over; \
           population: unpaid Peruvian miners; place: Chile; as_of: 2023-11"],
    );
    check(
        kind,
        "According to the latest UN figures, 1.3 million Peruvians are registered miners, while 880,000 have papers to stay in Chile.",
        &[
            "[1.3 million Peruvians are registered miners] value: 1300000; qualifier: exact; population: Peruvians; said_by: United Nations",
            "[880,000 have papers to stay in Chile] value: 880000; qualifier: exact; population: Peruvians; place: Chile; said_by: United Nations",
        ],
    );
    check(kind, "Two officials met on 5 May.", &[]);
    check(kind, "A second man took Route 66.", &[]);
}

#[test]
fn events() {
    let kind = ClaimKind::Event;
    check(
        kind,
        "Ana Ruiz met Dario Velmont in Lima on Thursday.",
        &["[Ana Ruiz met Dario Velmont in Lima on Thursday] type: meeting; modality: happened; actors: Ana Ruiz; \
           recipients: Dario Velmont; place: Lima; date: 2023-12-07"],
    );
    check(
        kind,
        "Peru set November 1 as the deadline for miners to go.",
        &["[Peru set November 1 as the deadline for miners to go] type: deadline; modality: happened; actors: Peru; \
           date: 2023-11-01"],
    );
    check(
        kind,
        "Peru decided to expel Chilean miners.",
        &[
            "[Peru decided to expel Chilean miners] type: expulsion; modality: planned; actors: Peru; recipients: Chilean",
        ],
    );
    check(
        kind,
        "Ana Ruiz never met Dario Velmont.",
        &[
            "[Ana Ruiz never met Dario Velmont] type: meeting; modality: negated; actors: Ana Ruiz; recipients: Dario Velmont",
        ],
    );
    check(
        kind,
        "Floods killed 12 miners in Lima on Monday.",
        &[
            "[Floods killed 12 miners in Lima on Monday] type: disaster; modality: happened; place: Lima; date: 2023-12-04",
        ],
    );
    check(kind, "The river rose, and the bridge fell.", &[]);
}

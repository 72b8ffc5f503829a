//! Thirty invented sentences of the kinds that news about a region is made of: roles, quotes, figures, events and dates
//! together. Each must give its lines; what else it gives is not asked.

use dossier::model::kind::ClaimKind;
use dossier::model::kind::ClaimKind::Event;
use dossier::model::kind::ClaimKind::Figure;
use dossier::model::kind::ClaimKind::Quote;
use dossier::model::kind::ClaimKind::Role;

use crate::corpus::claims_of;
use crate::corpus::read;

/// A sentence, and what some claim of a kind must hold, piece by piece.
type Case = (&'static str, &'static [(ClaimKind, &'static [&'static str])]);

const CASES: &[Case] = &[
    (
        "EU Special Envoy for the Sahel Ingrid Halvorsen landed in Niamey on Tuesday and met with interim Defence Minister \
         Moussa Kallo, Mali's envoy to Niger Adama Sissoko, and other officials.",
        &[
            (Role, &["title: Special Envoy for the Sahel", "holder: Ingrid Halvorsen"]),
            (Role, &["title: Defence Minister", "qualifier: interim", "holder: Moussa Kallo"]),
            (Event, &["type: visit", "actors: Ingrid Halvorsen", "place: Niamey", "date: 2023-12-05"]),
            (Event, &["type: meeting", "actors: Ingrid Halvorsen", "Moussa Kallo", "Adama Sissoko", "place: Niamey"]),
        ],
    ),
    (
        "Moussa Kallo, Niger's interim defence minister, thanked the envoy.",
        &[(Role, &["title: defence minister", "qualifier: interim", "holder: Moussa Kallo", "place: Niger"])],
    ),
    (
        "Deputy Agriculture Minister Elif Taskin said on Wednesday that the harvest had failed.",
        &[
            (Role, &["title: Deputy Agriculture Minister", "holder: Elif Taskin"]),
            (Quote, &["[the harvest had failed]", "speaker: Elif Taskin", "said_on: 2023-12-06"]),
        ],
    ),
    (
        "Kenya's outgoing ambassador to Somalia, Wanjiru Maina, left Mogadishu on Monday.",
        &[(Role, &["title: ambassador to Somalia", "qualifier: outgoing", "holder: Wanjiru Maina", "place: Kenya"])],
    ),
    (
        "Former Georgian president Levan Abuladze was jailed in Tbilisi on 3 March 2021.",
        &[
            (Role, &["title: president", "qualifier: former", "holder: Levan Abuladze", "place: Georgia"]),
            (Event, &["type: arrest", "recipients: Levan Abuladze", "place: Tbilisi", "date: 2021-03-03"]),
        ],
    ),
    (
        "Helga Brandt, who heads the Nordic Refugee Council, called the decision “reckless”.",
        &[
            (Role, &["title: head", "holder: Helga Brandt", "organisation: Nordic Refugee Council"]),
            (Quote, &["[reckless]", "form: mixed", "speaker: Helga Brandt", "cue: called"]),
        ],
    ),
    (
        "Prime Minister Tomas Vrana and his Slovak counterpart Peter Hlinka signed a water treaty in Bratislava on Friday.",
        &[
            (Role, &["title: Prime Minister", "holder: Tomas Vrana"]),
            (Role, &["title: Prime Minister", "holder: Peter Hlinka", "place: Slovak"]),
            (
                Event,
                &["type: agreement", "actors: Tomas Vrana", "actors: Peter Hlinka", "Bratislava", "date: 2023-12-08"],
            ),
        ],
    ),
    (
        "Ingrid Halvorsen was appointed special representative for Libya in May.",
        &[
            (Role, &["title: special representative for Libya", "holder: Ingrid Halvorsen", "date: 2023-05"]),
            (Event, &["type: appointment", "recipients: Ingrid Halvorsen", "date: 2023-05"]),
        ],
    ),
    (
        "Health Ministry spokeswoman Leila Haddad said 1,200 people had been treated.",
        &[
            (Role, &["title: spokeswoman", "holder: Leila Haddad", "organisation: Health Ministry"]),
            (Quote, &["[1,200 people had been treated]", "speaker: Leila Haddad"]),
            (Figure, &["value: 1200", "population: people", "said_by: Leila Haddad"]),
        ],
    ),
    (
        "“We will not close the crossing,” Haddad told reporters during a weekly briefing in Amman.",
        &[(Quote, &["form: direct", "speaker: Haddad", "medium: told reporters", "occasion: weekly briefing"])],
    ),
    (
        "The crossing will stay open until the end of the year, the Jordanian Foreign Ministry said in a statement.",
        &[(Quote, &["[The crossing will stay open until the end of the year]", "Foreign Ministry", "in a statement"])],
    ),
    (
        "Vrana wrote on X that his country was “ready to host” the talks.",
        &[(Quote, &["[his country was “ready to host” the talks]", "form: mixed", "speaker: Vrana", "medium: on X"])],
    ),
    ("“Nobody asked us”, said the governor.", &[(Quote, &["[Nobody asked us]", "form: direct", "cue: said"])]),
    (
        "According to the latest WHO figures, 2.3 million children are out of reach, while 640,000 have been vaccinated in \
         Sudan.",
        &[
            (Quote, &["form: indirect", "speaker: World Health Organization", "cue: According to"]),
            (Figure, &["value: 2300000", "population: children", "said_by: World Health Organization"]),
            (Figure, &["value: 640000", "place: Sudan", "said_by: World Health Organization"]),
        ],
    ),
    (
        "Over 85,000 displaced Sudanese families crossed into Chad last month.",
        &[(Figure, &["value: 85000", "qualifier: over", "displaced Sudanese families", "Chad", "as_of: 2023-11"])],
    ),
    (
        "“The camps are full. They cannot take another family,“ Helga Brandt wrote on X after her visit to Chad.",
        &[
            (
                Quote,
                &["[The camps are full. They cannot take another family]", "speaker: Helga Brandt", "medium: on X"],
            ),
            (Event, &["type: visit", "actors: Helga Brandt", "recipients: Chad", "modality: happened"]),
        ],
    ),
    (
        "Ahead of his trip to Dakar, Kallo said on X that during his visit to Senegal, Gambia, and Guinea from Jan. 9 to 14, \
         he would meet with trade unions.",
        &[
            (Quote, &["[during his visit", "speaker: Kallo", "medium: on X"]),
            (Event, &["type: visit", "modality: planned", "actors: Kallo", "date: 2024-01-09/2024-01-14"]),
            (Event, &["type: meeting", "modality: planned", "actors: Kallo"]),
        ],
    ),
    (
        "In September, Chad issued a three-week deadline for all unregistered traders to leave by Oct. 20 or face expulsion.",
        &[(Event, &["type: deadline", "actors: Chad", "date: 2023-10-20"])],
    ),
    (
        "Adama Sissoko met with Nigerien counterpart Moussa Kallo on Wednesday in Agadez to discuss border trade, said the \
         Defence Ministry.",
        &[
            (Quote, &["[Adama Sissoko met", "form: indirect", "speaker: Defence Ministry"]),
            (
                Event,
                &["type: meeting", "actors: Adama Sissoko", "recipients: Moussa Kallo", "Agadez", "date: 2023-12-06"],
            ),
        ],
    ),
    (
        "President Sissoko is in Niger on a three-day visit in order to attend the fifth Sahel Forum for Shared Rivers.",
        &[
            (Event, &["type: visit", "actors: Sissoko", "recipients: Niger", "place: Niger"]),
            (Event, &["[Sahel Forum for Shared Rivers]", "type: meeting", "actors: Sissoko"]),
        ],
    ),
    (
        "Niger has set October 20 as the deadline for unregistered traders to leave the country.",
        &[(Event, &["type: deadline", "actors: Niger", "date: 2023-10-20"])],
    ),
    (
        "Chad's decision to expel traders was criticised by the Traders Union in Ndjamena.",
        &[
            (Event, &["type: expulsion", "modality: planned", "actors: Chad"]),
            (Event, &["type: accusation", "actors: Traders Union", "place: Ndjamena"]),
        ],
    ),
    (
        "The union accused Chad of “herding people like cattle”.",
        &[
            (Quote, &["[herding people like cattle]", "form: mixed", "cue: accused"]),
            (Event, &["type: accusation", "recipients: Chad"]),
        ],
    ),
    (
        "He also stressed the need for “patience on both sides of the river”.",
        &[(Quote, &["[patience on both sides of the river]", "form: mixed", "cue: stressed"])],
    ),
    (
        "In response to the union's letter, Chad said on Thursday that the measure was not aimed at any one people.",
        &[(Quote, &["[the measure was not aimed at any one people]", "speaker: Chad", "said_on: 2023-12-07"])],
    ),
    (
        "Gunmen attacked a convoy near Agadez on Sunday, killing four drivers.",
        &[
            (Event, &["type: attack", "modality: happened", "place: Agadez", "date: 2023-12-03"]),
            (Figure, &["value: 4", "population: drivers"]),
        ],
    ),
    (
        "The mission would be attacked if it stayed, Halvorsen warned.",
        &[(Quote, &["[The mission would be attacked if it stayed]", "form: indirect", "speaker: Halvorsen", "warned"])],
    ),
    (
        "A planned meeting between Vrana and Hlinka in Vienna was called off on Monday.",
        &[(Event, &["type: meeting", "modality: negated", "Vrana", "Hlinka", "place: Vienna", "date: 2023-12-04"])],
    ),
    (
        "Floods killed at least 30 people in Chad in August.",
        &[
            (Event, &["type: disaster", "place: Chad", "date: 2023-08"]),
            (Figure, &["value: 30", "qualifier: at_least", "population: people"]),
        ],
    ),
    (
        "Voters in Senegal will elect a new president on 25 February.",
        &[(Event, &["type: election", "modality: planned", "place: Senegal", "date: 2024-02-25"])],
    ),
];

#[test]
fn thirty_sentences_give_what_they_say() {
    assert_eq!(CASES.len(), 30);
    let mut wrong = Vec::new();
    for (text, expected) in CASES {
        let extraction = read(text);
        for (kind, pieces) in *expected {
            let lines = claims_of(text, &extraction, *kind);
            if !lines.iter().any(|line| pieces.iter().all(|piece| line.contains(piece))) {
                wrong.push(format!("{text}\n  no {kind:?} {pieces:?} in {lines:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

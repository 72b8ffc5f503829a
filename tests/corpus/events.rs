//! Events: what happened, with who, where and when, beside idioms made of the same words. Invented throughout.

use dossier::model::kind::ClaimKind;

use crate::corpus::claims_of;
use crate::corpus::each_gives;
use crate::corpus::none;
use crate::corpus::read;

/// Idioms, and verbs with objects that make something else of them.
const NONE: &[&str] = &[
    "Peru's exports will not meet expectations this year.",
    "Ana Ruiz met the deadline.",
    "Ana Ruiz met with criticism in Lima on Monday.",
    "The plan met resistance in Peru on Monday.",
    "Chile met its targets in 2021.",
    "Peru's mines meet all standards in Chile.",
    "Ana Ruiz attacked the budget in Lima on Monday.",
    "Ana Ruiz attacked the government's record in Lima.",
    "Ana Ruiz defended the law against attacks on its cost in Lima.",
    "Dario Velmont had a heart attack in Lima on Monday.",
    "Ana Ruiz had a panic attack in Quito.",
    "Visit our site for news from Peru.",
    "To learn more about Peru, visit our page.",
    "Ana Ruiz is a visiting professor in Lima.",
    "Peru must strike a balance between Chile and Bolivia.",
    "Ana Ruiz struck a chord in Lima on Monday.",
    "Ana Ruiz struck a pose in Lima.",
    "Peru killed the bill on Monday.",
    "Ana Ruiz killed time in Lima on Monday.",
    "Ana Ruiz shot a film in Lima in May.",
    "Ana Ruiz shot a glance at Dario Velmont.",
    "Ana Ruiz stormed out of the hall in Lima on Monday.",
    "The lawyer raided the fridge in Lima on Monday.",
    "The film bombed at the box office in Peru in May.",
    "A flood of complaints reached Lima on Monday.",
    "A flood of letters reached Ana Ruiz in Lima on Monday.",
    "Ana Ruiz won a landslide victory in Lima.",
    "The club ended its goal drought in Lima on Monday.",
    "Ana Ruiz went through a great deal in Lima in May.",
    "Ana Ruiz can deal with Chile.",
    "Ana Ruiz signed up for a course in Lima on Monday.",
    "Ana Ruiz signed autographs in Lima on Monday.",
    "Ana Ruiz signed off with a smile in Lima.",
    "Ana Ruiz agreed with Dario Velmont.",
    "Ana Ruiz elected to stay in Lima.",
    "Polls show that Peru trails Chile.",
    "An opinion poll in Peru in May favoured Chile.",
    "Shares rallied in Lima on Monday.",
    "Oil prices rallied in Chile on Monday.",
    "Ana Ruiz demonstrated how the pump works in Lima.",
    "Ana Ruiz demonstrated her skill in Lima.",
    "Dario Velmont protested his innocence in Lima.",
    "Ana Ruiz had a doctor's appointment in Lima on Monday.",
    "Dario Velmont is resigned to his fate in Lima.",
    "Ana Ruiz dismissed the claim in Lima on Monday.",
    "Ana Ruiz dismissed reports from Chile.",
    "Ana Ruiz withdrew her complaint in Lima on Monday.",
    "Ana Ruiz withdrew money in Lima on Monday.",
    "Dario Velmont gave first aid in Lima on Monday.",
    "The summit of Mount Halden in Peru is icy.",
    "Ana Ruiz talks about Chile.",
    "The march of time spares nobody in Peru.",
    "In March the roads of Peru are wet.",
    "Ana Ruiz released an album in Lima on Monday.",
    "Peru released data on Monday.",
    "The bank deployed an app in Peru in May.",
    "A stock market crash cost Peru dearly in 1987.",
    "Ana Ruiz fired back at Dario Velmont.",
    "Applause erupted in Lima on Monday.",
    "A population explosion changed Lima.",
    "Ana Ruiz arrived at a conclusion in Lima.",
    "Spring arrived in Peru on Monday.",
    "Time flew in Lima on Monday.",
    "Ana Ruiz waved the visit card in Lima.",
    "The meeting room in Lima is cold.",
    "The election campaign song of Peru is loud.",
    "The strike price in Lima fell on Monday.",
    "The accord of the two flutes in Lima was fine.",
    "Ana Ruiz was donated a kidney in Lima.",
    "Travel guides to Peru are cheap in May.",
];

/// A sentence, and all that it gives.
const SOME: &[(&str, &[&str])] = &[
    (
        "Ana Ruiz met Dario Velmont in Lima on Thursday.",
        &[
            "[Ana Ruiz met Dario Velmont in Lima on Thursday] type: meeting; modality: happened; actors: Ana Ruiz; recipients: Dario Velmont; place: Lima; date: 2023-12-07",
        ],
    ),
    (
        "President Ana Ruiz visited Chile on Monday for talks with Dario Velmont.",
        &[
            "[President Ana Ruiz visited Chile on Monday for talks with Dario Velmont] type: visit; modality: happened; actors: Ana Ruiz; recipients: Chile; place: Chile; date: 2023-12-04",
            "[talks with Dario Velmont] type: meeting; modality: happened; actors: Ana Ruiz; recipients: Dario Velmont; date: 2023-12-04",
        ],
    ),
    (
        "Ana Ruiz paid a visit to Chile on Monday.",
        &[
            "[Ana Ruiz paid a visit to Chile on Monday] type: visit; modality: happened; actors: Ana Ruiz; recipients: Chile; place: Chile; date: 2023-12-04",
        ],
    ),
    (
        "Ana Ruiz is in Chile on a two-day visit.",
        &[
            "[Ana Ruiz is in Chile on a two-day visit] type: visit; modality: happened; actors: Ana Ruiz; recipients: Chile; place: Chile",
        ],
    ),
    (
        "Ana Ruiz postponed her visit to Chile.",
        &[
            "[Ana Ruiz postponed her visit to Chile] type: visit; modality: planned; actors: Ana Ruiz; recipients: Chile; place: Chile",
        ],
    ),
    (
        "The planned visit of Ana Ruiz to Chile was cancelled on Monday.",
        &[
            "[The planned visit of Ana Ruiz to Chile was cancelled on Monday] type: visit; modality: negated; actors: Ana Ruiz; recipients: Chile; place: Chile; date: 2023-12-04",
        ],
    ),
    (
        "Gunmen killed three people in Lima on Monday.",
        &[
            "[Gunmen killed three people in Lima on Monday] type: attack; modality: happened; place: Lima; date: 2023-12-04",
        ],
    ),
    (
        "Three miners were killed in a crash near Lima on Monday.",
        &[
            "[Three miners were killed in a crash near Lima on Monday] type: disaster; modality: happened; place: Lima; date: 2023-12-04",
        ],
    ),
    (
        "Peru's army attacked Arica on Monday.",
        &[
            "[Peru's army attacked Arica on Monday] type: attack; modality: happened; actors: Peru; recipients: Arica; date: 2023-12-04",
        ],
    ),
    (
        "If Chile attacked Peru, Ana Ruiz would resign.",
        &[
            "[If Chile attacked Peru, Ana Ruiz would resign] type: attack; modality: hypothetical; actors: Chile; recipients: Peru",
            "[resign] type: appointment; modality: hypothetical; actors: Ana Ruiz",
        ],
    ),
    (
        "Peru expelled the Chilean ambassador on Monday.",
        &[
            "[Peru expelled the Chilean ambassador on Monday] type: expulsion; modality: happened; actors: Peru; recipients: Chilean; date: 2023-12-04",
        ],
    ),
    (
        "Peru and Chile signed a trade agreement in Quito on Friday.",
        &[
            "[Peru and Chile signed a trade agreement in Quito on Friday] type: agreement; modality: happened; actors: Peru; actors: Chile; place: Quito; date: 2023-12-08",
        ],
    ),
    (
        "Talks between Peru and Chile will begin in Quito next week.",
        &[
            "[Talks between Peru and Chile will begin in Quito next week] type: meeting; modality: planned; actors: Peru; actors: Chile; place: Quito; date: 2023-12-11/2023-12-17",
        ],
    ),
    (
        "Ana Ruiz attended the third Andean Forum for Water in Quito on Monday.",
        &[
            "[Ana Ruiz attended the third Andean Forum for Water in Quito on Monday] type: meeting; modality: happened; actors: Ana Ruiz; place: Quito; date: 2023-12-04",
        ],
    ),
    (
        "Thousands protested against the law in Lima on Sunday.",
        &[
            "[Thousands protested against the law in Lima on Sunday] type: protest; modality: happened; place: Lima; date: 2023-12-03",
        ],
    ),
    (
        "Peru's troops withdrew from Arica in 2021.",
        &["[Peru's troops withdrew from Arica in 2021] type: withdrawal; modality: happened; actors: Peru; date: 2021"],
    ),
    (
        "Police arrested Ana Ruiz in Lima on Monday.",
        &[
            "[Police arrested Ana Ruiz in Lima on Monday] type: arrest; modality: happened; recipients: Ana Ruiz; place: Lima; date: 2023-12-04",
        ],
    ),
    (
        "Dario Velmont was elected mayor of Lima in May.",
        &[
            "[Dario Velmont was elected mayor of Lima in May] type: election; modality: happened; recipients: Dario Velmont; date: 2023-05",
        ],
    ),
    (
        "The US imposed sanctions on Peru on Monday.",
        &[
            "[The US imposed sanctions on Peru on Monday] type: sanction; modality: happened; actors: United States; recipients: Peru; date: 2023-12-04",
        ],
    ),
    (
        "Peru condemned the attack on the embassy in Lima.",
        &[
            "[Peru condemned the attack on the embassy in Lima] type: accusation; modality: happened; actors: Peru; place: Lima",
        ],
    ),
    (
        "An earthquake struck Peru on Monday.",
        &["[An earthquake struck Peru on Monday] type: disaster; modality: happened; place: Peru; date: 2023-12-04"],
    ),
    (
        "Peru released 40 prisoners on Monday.",
        &["[Peru released 40 prisoners on Monday] type: release; modality: happened; actors: Peru; date: 2023-12-04"],
    ),
    (
        "Peru threatened to expel Chilean miners.",
        &[
            "[Peru threatened to expel Chilean miners] type: threat; modality: happened; actors: Peru; recipients: Chilean",
            "[expel Chilean miners] type: expulsion; modality: hypothetical; actors: Peru; recipients: Chilean",
        ],
    ),
    (
        "Ana Ruiz resigned on Monday.",
        &["[Ana Ruiz resigned on Monday] type: appointment; modality: happened; actors: Ana Ruiz; date: 2023-12-04"],
    ),
    (
        "Peru deployed troops in Arica on Monday.",
        &[
            "[Peru deployed troops in Arica on Monday] type: mobilization; modality: happened; actors: Peru; place: Arica; date: 2023-12-04",
        ],
    ),
    (
        "Peru issued a statement in Lima on Monday.",
        &[
            "[Peru issued a statement in Lima on Monday] type: statement; modality: happened; actors: Peru; place: Lima; date: 2023-12-04",
        ],
    ),
    (
        "Peru donated rice to Chile on Monday.",
        &[
            "[Peru donated rice to Chile on Monday] type: aid; modality: happened; actors: Peru; recipients: Chile; date: 2023-12-04",
        ],
    ),
    (
        "Ana Ruiz led a protest on the Arica Highway on Monday.",
        &[
            "[Ana Ruiz led a protest on the Arica Highway on Monday] type: protest; modality: happened; actors: Ana Ruiz; place: Arica Highway; date: 2023-12-04",
        ],
    ),
    (
        "A court in Lima on Friday freed 19 of the 23 protesters who were detained on Wednesday.",
        &[
            "[A court in Lima on Friday freed 19 of the 23 protesters who were detained on Wednesday] type: release; modality: happened; place: Lima; date: 2023-12-08",
            "[detained on Wednesday] type: arrest; modality: happened; date: 2023-12-06",
        ],
    ),
    (
        "Dario Velmont, a judge who was appointed on Monday, will open the trial in Lima on Sunday.",
        &[
            "[Dario Velmont, a judge who was appointed on Monday] type: appointment; modality: happened; recipients: Dario Velmont; date: 2023-12-04",
        ],
    ),
    (
        "Police in Lima arrested 23 miners, among them UNESCO general secretary Velda Moss, on Monday.",
        &[
            "[Police in Lima arrested 23 miners, among them UNESCO general secretary Velda Moss, on Monday] type: arrest; modality: happened; recipients: Velda Moss; place: Lima; date: 2023-12-04",
        ],
    ),
    (
        "Peru condemned UNESCO on Monday.",
        &[
            "[Peru condemned UNESCO on Monday] type: accusation; modality: happened; actors: Peru; recipients: United Nations Educational, Scientific and Cultural Organization; date: 2023-12-04",
        ],
    ),
];

#[test]
fn what_is_none_gives_none() {
    none(ClaimKind::Event, NONE);
}

#[test]
fn what_is_one_has_its_parts() {
    each_gives(ClaimKind::Event, SOME);
}

#[test]
fn words_of_a_kind_that_tell_of_none() {
    let mut wrong = Vec::new();
    let mut n_of: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for line in include_str!("not_events.txt").lines().filter(|line| !line.starts_with('#')) {
        let (kind, text) = line.split_once('\t').expect("a kind and a sentence");
        *n_of.entry(kind).or_default() += 1;
        let claims = claims_of(text, &read(text), ClaimKind::Event);
        wrong.extend(claims.into_iter().filter(|claim| claim.contains(&format!("type: {kind};"))));
    }
    assert!(n_of.len() == 21 && n_of.values().all(|n| *n >= 3), "{n_of:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

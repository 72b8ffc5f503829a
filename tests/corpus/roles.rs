//! Roles: who holds which title, beside sentences that only speak of titles. Invented throughout.

use dossier::model::kind::ClaimKind;

use crate::corpus::each_gives;
use crate::corpus::none;

/// Titles without a bearer, bearers without a title, and words that look like titles.
const NONE: &[&str] = &[
    "The former minister's house burned down.",
    "The minister's meeting was short.",
    "Ministers met in the old palace.",
    "Two ministers left before noon.",
    "A president must be elected every four years.",
    "The former palace is a museum.",
    "The prime reason was money.",
    "The general mood was calm.",
    "The major roads are closed.",
    "The council's chief aim is peace.",
    "The head of the valley is steep.",
    "The secretary desk was sold at auction.",
    "The envoy's car broke down near the pass.",
    "The committee elects its chair in May.",
    "The officer class was abolished long ago.",
    "Presidents come and go.",
    "Nobody knows who will be the next governor.",
    "The post of ambassador has been vacant since May.",
    "The job of treasurer is hard.",
    "The captain's table is laid for ten.",
    "The new school has a large hall.",
    "A doctor was called at midnight.",
    "The king crab is found in cold water.",
    "The queen bee left the hive.",
    "The speaker system failed during the concert.",
    "The judge's ruling is final.",
    "The director's cut runs for three hours.",
    "The leader board changed twice.",
    "The president's plane landed late.",
    "The coach to Lima leaves at nine.",
    "The marshal arts club is closed on Mondays.",
    "An editor is wanted for the weekly.",
    "Ana Ruiz left, and so did the minister's driver.",
    "Ana Ruiz bought the governor's old car.",
    "Ana Ruiz wants to become a lawyer.",
    "Ana Ruiz is a good neighbour.",
    "Ana Ruiz, aged 45, left the hall.",
    "Ana Ruiz, cousins, ministers and others left the hall.",
    "Ana Ruiz, like ministers before her, left the hall.",
    "Ana Ruiz, a mother of three, won the race.",
    "Ana Ruiz, however, stayed at home.",
    "Ana Ruiz was not appointed.",
    "Ana Ruiz asked the minister to resign.",
    "Ana Ruiz met the ambassador twice.",
    "Ana Ruiz wrote to the mayor of Lima.",
    "Ana Ruiz stood beside the outgoing governor.",
    "Ana Ruiz quoted a former president.",
    "Velda Moss served soup to the miners.",
    "Velda Moss runs every morning.",
    "Velda Moss leads a quiet life.",
    "Velda Moss became ill in May.",
    "Velda Moss was named after her aunt.",
    "Velda Moss replaced the broken window.",
    "Velda Moss heads home on Friday.",
    "Velda Moss heads the list of winners.",
    "Velda Moss leads the hospital choir.",
    "Peru paid the Water Authority. Its president, Dario Velmont, left.",
    "The acting was poor and the music loud.",
    "The interim report is due in June.",
    "Family member Ana Ruiz wept.",
    "Ana Ruiz, a daughter of the Water Authority chief, won.",
    "The delegation led by bus arrived late.",
    "Ana Ruiz, a winner of the Senate prize, left.",
    "The talk was of General Electric and little else.",
];

/// A sentence, and all that it gives.
const SOME: &[(&str, &[&str])] = &[
    (
        "US Special Representative for Afghanistan Thomas West arrived.",
        &[
            "[US Special Representative for Afghanistan Thomas West] title: Special Representative for Afghanistan; holder: Thomas West; place: United States",
        ],
    ),
    (
        "Deputy Prime Minister for Regional Development Dario Velmont spoke.",
        &[
            "[Deputy Prime Minister for Regional Development Dario Velmont] title: Deputy Prime Minister for Regional Development; holder: Dario Velmont",
        ],
    ),
    (
        "Pakistan's caretaker foreign minister left. Jalil Abbas Jilani is Pakistan's caretaker foreign minister.",
        &[
            "[Pakistan's caretaker foreign minister] title: foreign minister; qualifier: caretaker; holder: Jalil Abbas Jilani; place: Pakistan",
            "[Jalil Abbas Jilani is Pakistan's caretaker foreign minister] title: foreign minister; qualifier: caretaker; holder: Jalil Abbas Jilani; place: Pakistan",
        ],
    ),
    (
        "Asif Durrani, Pakistan's special envoy, left Kabul.",
        &["[Asif Durrani, Pakistan's special envoy] title: special envoy; holder: Asif Durrani; place: Pakistan"],
    ),
    (
        "Ana Ruiz, who heads the Water Authority, left.",
        &["[Ana Ruiz, who heads the Water Authority] title: head; holder: Ana Ruiz; organisation: Water Authority"],
    ),
    (
        "Ana Ruiz, who heads the civil hospital in Lima, left.",
        &[
            "[Ana Ruiz, who heads the civil hospital in Lima] title: head of the civil hospital; holder: Ana Ruiz; place: Lima",
        ],
    ),
    (
        "The Water Authority met on Monday. Its president, Haji Dario Velmont, left.",
        &["[president, Haji Dario Velmont] title: president; holder: Dario Velmont; organisation: Water Authority"],
    ),
    (
        "The Water Authority paid. Ana Ruiz, its president, left.",
        &["[Ana Ruiz, its president] title: president; holder: Ana Ruiz; organisation: Water Authority"],
    ),
    (
        "Dario Velmont was appointed finance minister on Monday.",
        &[
            "[Dario Velmont was appointed finance minister] title: finance minister; holder: Dario Velmont; date: 2023-12-04",
        ],
    ),
    (
        "Former Peruvian President Ana Ruiz was jailed.",
        &[
            "[Former Peruvian President Ana Ruiz] title: President; qualifier: former; holder: Ana Ruiz; place: Peruvian",
        ],
    ),
    (
        "Finance Minister Ana Ruiz and her Qatari counterpart Khalid Mansouri signed it.",
        &[
            "[Finance Minister Ana Ruiz] title: Finance Minister; holder: Ana Ruiz",
            "[Qatari counterpart Khalid Mansouri] title: Finance Minister; holder: Khalid Mansouri; place: Qatari",
        ],
    ),
    (
        "Governor-designate Igor Moss took the oath.",
        &["[Governor-designate Igor Moss] title: Governor-designate; qualifier: designate; holder: Igor Moss"],
    ),
    (
        "The outgoing ambassador to Chile, Velda Moss, spoke.",
        &[
            "[outgoing ambassador to Chile, Velda Moss] title: ambassador to Chile; qualifier: outgoing; holder: Velda Moss; place: Chile",
        ],
    ),
    (
        "Ana Ruiz, the former head of the Lima police, was arrested.",
        &[
            "[Ana Ruiz, the former head of the Lima police] title: head of the Lima police; qualifier: former; holder: Ana Ruiz; place: Lima",
        ],
    ),
    (
        "Foreign Office spokesperson Mira Zahra Balan said so.",
        &[
            "[Foreign Office spokesperson Mira Zahra Balan] title: spokesperson; holder: Mira Zahra Balan; organisation: Foreign Office",
        ],
    ),
    (
        "Ana Ruiz, emergency coordinator for the Water Authority, left.",
        &[
            "[Ana Ruiz, emergency coordinator for the Water Authority] title: emergency coordinator; holder: Ana Ruiz; organisation: Water Authority",
        ],
    ),
    (
        "Ana Ruiz, chief executive of Velmont Holdings, resigned.",
        &[
            "[Ana Ruiz, chief executive of Velmont Holdings] title: chief executive; holder: Ana Ruiz; organisation: Velmont Holdings",
        ],
    ),
    (
        "Ana Ruiz became president of Peru in 2021.",
        &["[Ana Ruiz became president of Peru] title: president; holder: Ana Ruiz; place: Peru; date: 2021"],
    ),
    (
        "Ana Ruiz, Peru's ambassador to the UN, told reporters.",
        &[
            "[Ana Ruiz, Peru's ambassador to the UN] title: ambassador to the UN; holder: Ana Ruiz; organisation: United Nations; place: Peru",
        ],
    ),
    (
        "President Ana Ruiz of Peru left.",
        &["[President Ana Ruiz of Peru] title: President; holder: Ana Ruiz; place: Peru"],
    ),
    (
        "Ana Ruiz (president of Peru) left.",
        &["[Ana Ruiz (president of Peru)] title: president; holder: Ana Ruiz; place: Peru"],
    ),
    (
        "Ana Ruiz served as health minister until 2019.",
        &["[Ana Ruiz served as health minister] title: health minister; holder: Ana Ruiz"],
    ),
    (
        "UN Secretary-General Antonio Guterres said so.",
        &[
            "[UN Secretary-General Antonio Guterres] title: Secretary-General; holder: Antonio Guterres; organisation: United Nations",
        ],
    ),
    (
        "Peru's president, Ana Ruiz, left.",
        &["[Peru's president, Ana Ruiz] title: president; holder: Ana Ruiz; place: Peru"],
    ),
    (
        "The president of Peru, Ana Ruiz, left.",
        &["[president of Peru, Ana Ruiz] title: president; holder: Ana Ruiz; place: Peru"],
    ),
    (
        "Acting Interior Minister and deputy premier Tovar Quispe left.",
        &[
            "[Acting Interior Minister and deputy premier Tovar Quispe] title: Interior Minister; qualifier: acting; holder: Tovar Quispe",
            "[deputy premier Tovar Quispe] title: deputy premier; holder: Tovar Quispe",
        ],
    ),
    (
        "Ana Ruiz succeeded Dario Velmont as governor of Lima.",
        &["[Ana Ruiz succeeded Dario Velmont as governor of Lima] title: governor; holder: Ana Ruiz; place: Lima"],
    ),
    (
        "Ana Ruiz stepped down as chairwoman of the Harbour Workers Party.",
        &[
            "[Ana Ruiz stepped down as chairwoman of the Harbour Workers Party] title: chairwoman; qualifier: outgoing; holder: Ana Ruiz; organisation: Harbour Workers Party",
        ],
    ),
    (
        "Brigadier General Hadi Barzan, commander of the 5th Brigade, died.",
        &[
            "[Brigadier General Hadi Barzan] title: Brigadier General; holder: Hadi Barzan",
            "[Hadi Barzan, commander of the 5th Brigade] title: commander of the 5th Brigade; holder: Hadi Barzan",
        ],
    ),
    (
        "World Health Organization regional director Ana Ruiz spoke.",
        &[
            "[World Health Organization regional director Ana Ruiz] title: regional director; holder: Ana Ruiz; organisation: World Health Organization",
        ],
    ),
    (
        "Peruvian Prime Minister-designate Ana Ruiz spoke.",
        &[
            "[Peruvian Prime Minister-designate Ana Ruiz] title: Prime Minister-designate; qualifier: designate; holder: Ana Ruiz; place: Peruvian",
        ],
    ),
    (
        "Then-President Ana Ruiz signed the law.",
        &["[Then-President Ana Ruiz] title: Then-President; qualifier: then; holder: Ana Ruiz"],
    ),
    (
        "Ana Ruiz was elected president of the Senate.",
        &["[Ana Ruiz was elected president of the Senate] title: president; holder: Ana Ruiz; organisation: Senate"],
    ),
    (
        "Ana Ruiz, a spokeswoman for the Harbour Ministry, said the dam is safe.",
        &[
            "[Ana Ruiz, a spokeswoman for the Harbour Ministry] title: spokeswoman; holder: Ana Ruiz; organisation: Harbour Ministry",
        ],
    ),
    (
        "The Harbour Ministry's spokeswoman Ana Ruiz spoke.",
        &[
            "[Harbour Ministry's spokeswoman Ana Ruiz] title: spokeswoman; holder: Ana Ruiz; organisation: Harbour Ministry",
        ],
    ),
    (
        "Deputy Emergency Minister Vera Halden flew in.",
        &["[Deputy Emergency Minister Vera Halden] title: Deputy Emergency Minister; holder: Vera Halden"],
    ),
];

#[test]
fn what_is_none_gives_none() {
    none(ClaimKind::Role, NONE);
}

#[test]
fn what_is_one_has_its_parts() {
    each_gives(ClaimKind::Role, SOME);
}

/// Ranks and forms of address between title and name, short institutions in brackets, trades and what follows a name.
const AS_NEWSPAPERS_SAY: &[(&str, &[&str])] = &[
    (
        "Commodore Jerico Abad of the Philippine Coast Guard said the boat was damaged.",
        &[
            "[Commodore Jerico Abad of the Philippine Coast Guard] title: Commodore; holder: Jerico Abad; organisation: Philippine Coast Guard",
        ],
    ),
    (
        "PUK politburo member Azad Duski blamed Lima.",
        &["[PUK politburo member Azad Duski] title: politburo member; holder: Azad Duski; organisation: PUK"],
    ),
    (
        "Hussein Nasreddine, a member of the Finance Committee, told reporters that they would stay.",
        &[
            "[Hussein Nasreddine, a member of the Finance Committee] title: member; holder: Hussein Nasreddine; organisation: Finance Committee",
        ],
    ),
    (
        "The Water Authority head Lt. Gen. Dario Velmont flew to Lima.",
        &[
            "[Water Authority head Lt. Gen. Dario Velmont] title: head; holder: Dario Velmont; organisation: Water Authority",
        ],
    ),
    (
        "The head of the State Committee for Dams (SCD), Velda Moss, signed the deal.",
        &[
            "[head of the State Committee for Dams (SCD), Velda Moss] title: head; holder: Velda Moss; organisation: State Committee for Dams",
        ],
    ),
    (
        "Republican Reform Party (RRP) deputy chair Tamer Gurkan asked why the plant was leased.",
        &[
            "[Republican Reform Party (RRP) deputy chair Tamer Gurkan] title: deputy chair; holder: Tamer Gurkan; organisation: Republican Reform Party",
        ],
    ),
    (
        "Abbas Darwish, a geologist at Cairo University, said the turbines were still.",
        &[
            "[Abbas Darwish, a geologist at Cairo University] title: geologist; holder: Abbas Darwish; organisation: Cairo University",
        ],
    ),
    (
        "Member of parliament Davoud Golpour left Qom.",
        &["[Member of parliament Davoud Golpour] title: Member of parliament; holder: Davoud Golpour"],
    ),
    ("DPO Taimur Khan said a case had been registered.", &["[DPO Taimur Khan] title: DPO; holder: Taimur Khan"]),
    (
        "Corps Commander Lt Gen Safdar Tiwana attended the funeral.",
        &["[Corps Commander Lt Gen Safdar Tiwana] title: Corps Commander; holder: Safdar Tiwana"],
    ),
    (
        "Velda Moss, the union's ambassador to Chile, will present the plan.",
        &["[Velda Moss, the union's ambassador to Chile] title: ambassador to Chile; holder: Velda Moss; place: Chile"],
    ),
    (
        "IOM chief of mission Mohamed Lotfy spoke from Port Sudan.",
        &[
            "[IOM chief of mission Mohamed Lotfy] title: chief of mission; holder: Mohamed Lotfy; organisation: International Organization for Migration",
        ],
    ),
    (
        "The Water Authority, led by Musa Delgo, denied it.",
        &["[Water Authority, led by Musa Delgo] title: leader; holder: Musa Delgo; organisation: Water Authority"],
    ),
    (
        "Rep. Lee Seung-pyo of the ruling People Power Party briefed reporters.",
        &[
            "[Rep. Lee Seung-pyo of the ruling People Power Party] title: Rep.; holder: Lee Seung-pyo; organisation: People Power Party",
        ],
    ),
    (
        "Reform Party chairman Barrister Salman Akhund spoke in Swabi.",
        &[
            "[Reform Party chairman Barrister Salman Akhund] title: chairman; holder: Salman Akhund; organisation: Reform Party",
        ],
    ),
    (
        "Chief of Army Staff General Aslam Durrani met Turkish Defence Minister Orhan Tekin in Ankara.",
        &[
            "[Chief of Army Staff General Aslam Durrani] title: Chief of Army Staff; holder: Aslam Durrani",
            "[Turkish Defence Minister Orhan Tekin] title: Defence Minister; holder: Orhan Tekin; place: Turkish",
        ],
    ),
    (
        "Indonesian police spokesperson Brig. Gen. Ahmad Ramdani said five suspects were held.",
        &[
            "[Indonesian police spokesperson Brig. Gen. Ahmad Ramdani] title: police spokesperson; holder: Ahmad Ramdani; place: Indonesian",
        ],
    ),
    (
        "Special Rapporteur on human rights in Afghanistan Rikard Bengtsson welcomed it.",
        &[
            "[Special Rapporteur on human rights in Afghanistan Rikard Bengtsson] title: Special Rapporteur on human rights in Afghanistan; holder: Rikard Bengtsson; place: Afghanistan",
        ],
    ),
    (
        "WHO's regional director for Peru, Dr Hania Baradei, said supplies were short.",
        &[
            "[WHO's regional director for Peru, Dr Hania Baradei] title: regional director for Peru; holder: Hania Baradei; organisation: World Health Organization; place: Peru",
        ],
    ),
    (
        "Director General Ana Ruiz of the Water Authority left Lima.",
        &[
            "[Director General Ana Ruiz of the Water Authority] title: Director General; holder: Ana Ruiz; organisation: Water Authority",
        ],
    ),
];

#[test]
fn titles_as_newspapers_write_them() {
    each_gives(ClaimKind::Role, AS_NEWSPAPERS_SAY);
}

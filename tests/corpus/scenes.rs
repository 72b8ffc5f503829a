//! Where and when: each claim by the words of its own clause, whoever else has a day and a place in the sentence. Sums and
//! shares with the noun that they are of. Invented throughout; read as published on Friday, 8 December 2023.

use dossier::model::kind::ClaimKind;

use crate::corpus::each_gives;

/// A sentence, and all events that it gives.
const EVENTS: &[(&str, &[&str])] = &[
    (
        "Police on Tuesday arrested three men over last month's attack on a bank in Lima.",
        &[
            "[Police on Tuesday arrested three men over last month's attack on a bank in Lima] type: arrest; modality: happened; date: 2023-12-05",
            "[attack on a bank in Lima] type: attack; modality: happened; place: Lima; date: 2023-11",
        ],
    ),
    (
        "The governor resigned on Friday, two weeks after floods killed 12 people in Lima in January.",
        &[
            "[The governor resigned on Friday, two weeks after floods killed 12 people in Lima in January] type: appointment; modality: happened; date: 2023-12-08",
            "[floods killed 12 people in Lima in January] type: disaster; modality: happened; place: Lima; date: 2023-01",
        ],
    ),
    (
        "Ana Ruiz was sacked on Monday and Dario Velmont was appointed in her place on Tuesday.",
        &[
            "[Ana Ruiz was sacked on Monday and Dario Velmont was appointed in her place on Tuesday] type: dismissal; modality: happened; recipients: Ana Ruiz; date: 2023-12-04",
            "[appointed in her place on Tuesday] type: appointment; modality: happened; recipients: Dario Velmont; date: 2023-12-05",
        ],
    ),
    (
        "Ana Ruiz flew to Lima on Saturday; an official said she was ill.",
        &[
            "[Ana Ruiz flew to Lima on Saturday] type: visit; modality: happened; actors: Ana Ruiz; place: Lima; date: 2023-12-02",
        ],
    ),
    // The day of saying is not the day of what is said.
    (
        "The army said on Wednesday that rebels had attacked a mine near Lima.",
        &["[rebels had attacked a mine near Lima] type: attack; modality: happened; place: Lima"],
    ),
    (
        "On Wednesday the army said rebels had attacked a mine near Lima.",
        &["[rebels had attacked a mine near Lima] type: attack; modality: happened; place: Lima"],
    ),
    (
        "On Wednesday, rebels attacked a mine near Lima, the army said.",
        &[
            "[On Wednesday, rebels attacked a mine near Lima] type: attack; modality: happened; place: Lima; date: 2023-12-06",
        ],
    ),
    (
        "The army said rebels attacked a mine near Lima on Wednesday.",
        &[
            "[rebels attacked a mine near Lima on Wednesday] type: attack; modality: happened; place: Lima; date: 2023-12-06",
        ],
    ),
    (
        "Gunmen who had fled in January attacked a bus in Lima on Monday.",
        &[
            "[Gunmen who had fled in January attacked a bus in Lima on Monday] type: attack; modality: happened; place: Lima; date: 2023-12-04",
        ],
    ),
    (
        "The mine, which opened in January, was flooded on Tuesday.",
        &[
            "[The mine, which opened in January, was flooded on Tuesday] type: disaster; modality: happened; date: 2023-12-05",
        ],
    ),
    (
        "Chile closed its mines in May, while Peru expelled Dario Velmont.",
        &[
            "[Chile closed its mines in May, while Peru expelled Dario Velmont] type: expulsion; modality: happened; actors: Peru; recipients: Dario Velmont",
        ],
    ),
    (
        "On Tuesday, Peru and Chile signed a treaty.",
        &[
            "[On Tuesday, Peru and Chile signed a treaty] type: agreement; modality: happened; actors: Peru; actors: Chile; date: 2023-12-05",
        ],
    ),
    (
        "Ana Ruiz arrived in Lima on Thursday and met Dario Velmont.",
        &[
            "[Ana Ruiz arrived in Lima on Thursday and met Dario Velmont] type: visit; modality: happened; actors: Ana Ruiz; place: Lima; date: 2023-12-07",
            "[met Dario Velmont] type: meeting; modality: happened; actors: Ana Ruiz; recipients: Dario Velmont; place: Lima; date: 2023-12-07",
        ],
    ),
    (
        "The Bank of Lima dismissed Ana Ruiz on Monday.",
        &[
            "[The Bank of Lima dismissed Ana Ruiz on Monday] type: dismissal; modality: happened; actors: Bank of Lima; recipients: Ana Ruiz; date: 2023-12-04",
        ],
    ),
    (
        "Parliament removed Governor Ana Ruiz from office on Monday.",
        &[
            "[Parliament removed Governor Ana Ruiz from office on Monday] type: dismissal; modality: happened; recipients: Ana Ruiz; date: 2023-12-04",
        ],
    ),
    (
        "Ana Ruiz was relieved of her duties on Monday.",
        &[
            "[Ana Ruiz was relieved of her duties on Monday] type: dismissal; modality: happened; recipients: Ana Ruiz; date: 2023-12-04",
        ],
    ),
    (
        "Former president Ana Ruiz died on Monday in Lima.",
        &[
            "[Former president Ana Ruiz died on Monday in Lima] type: death; modality: happened; actors: Ana Ruiz; place: Lima; date: 2023-12-04",
        ],
    ),
    (
        "Ana Ruiz was found dead in Lima on Monday.",
        &[
            "[Ana Ruiz was found dead in Lima on Monday] type: death; modality: happened; actors: Ana Ruiz; place: Lima; date: 2023-12-04",
        ],
    ),
    (
        "The death of Ana Ruiz on Monday shocked Peru.",
        &[
            "[The death of Ana Ruiz on Monday shocked Peru] type: death; modality: happened; actors: Ana Ruiz; date: 2023-12-04",
        ],
    ),
    (
        "Ana Ruiz was taken into custody in Lima on Monday.",
        &[
            "[Ana Ruiz was taken into custody in Lima on Monday] type: arrest; modality: happened; recipients: Ana Ruiz; place: Lima; date: 2023-12-04",
        ],
    ),
];

/// A sentence, and all figures that it gives.
const FIGURES: &[(&str, &[&str])] = &[
    (
        "Exports fell 6 percent in March to 9.4 million tonnes.",
        &[
            "[6 percent in March] value: 6; qualifier: exact; unit: percent; population: Exports; as_of: 2023-03",
            "[9.4 million tonnes] value: 9400000; qualifier: exact; unit: tonnes; population: Exports; as_of: 2023-03",
        ],
    ),
    (
        "Copper output rose 3 percent in May, while gold output fell 10 percent.",
        &[
            "[3 percent in May] value: 3; qualifier: exact; unit: percent; population: Copper output; as_of: 2023-05",
            "[10 percent] value: 10; qualifier: exact; unit: percent; population: gold output",
        ],
    ),
    (
        "The court imposed a fine of 2.1m euros.",
        &["[2.1m euros] value: 2100000; qualifier: exact; unit: EUR; population: fine"],
    ),
    (
        "Each family will get $40,000 in compensation.",
        &["[$40,000 in compensation] value: 40000; qualifier: exact; unit: USD; population: compensation"],
    ),
    (
        "The families received compensation of 3 million pesos.",
        &["[3 million pesos] value: 3000000; qualifier: exact; unit: peso; population: compensation"],
    ),
    ("She paid a $2,000 fine.", &["[$2,000 fine] value: 2000; qualifier: exact; unit: USD; population: fine"]),
    ("A total of $3 million was spent.", &["[$3 million was spent] value: 3000000; qualifier: exact; unit: USD"]),
    ("The bus fell 30 metres.", &["[30 metres] value: 30; qualifier: exact; unit: metres"]),
    (
        "The number of cases rose to 4,200 in May, and hospitals have 300 beds.",
        &[
            "[4,200 in May] value: 4200; qualifier: exact; population: cases; as_of: 2023-05",
            "[300 beds] value: 300; qualifier: exact; population: beds",
        ],
    ),
    (
        "The bank was founded in 2011 and holds deposits of $210 million.",
        &["[$210 million] value: 210000000; qualifier: exact; unit: USD; population: deposits"],
    ),
    (
        "The boat, a hull built in 1968, sank with 71 passengers.",
        &["[71 passengers] value: 71; qualifier: exact; population: passengers"],
    ),
    (
        "Cases reached 28,400, more than twice the number of May.",
        &["[28,400] value: 28400; qualifier: exact; population: Cases"],
    ),
    (
        "It was the worst fire since 1980, when 14 people died.",
        &["[14 people died] value: 14; qualifier: exact; population: people; as_of: 1980"],
    ),
    (
        "They bought 300 tonnes of rice from Peru.",
        &["[300 tonnes of rice from Peru] value: 300; qualifier: exact; unit: tonnes; population: rice"],
    ),
    (
        "Some 30 of the county's 52 trucks are broken.",
        &[
            "[Some 30 of the county] value: 30; qualifier: about; population: trucks",
            "[52 trucks are broken] value: 52; qualifier: exact; population: trucks",
        ],
    ),
    (
        "Floods killed 54 people and displaced 120,000.",
        &[
            "[54 people] value: 54; qualifier: exact; population: people",
            "[120,000] value: 120000; qualifier: exact; population: people",
        ],
    ),
    (
        "Cholera cases in Peru rose to 19,700 in May.",
        &["[19,700 in May] value: 19700; qualifier: exact; population: Cholera cases; place: Peru; as_of: 2023-05"],
    ),
    (
        "Reserves fell to $19 billion in May.",
        &["[$19 billion in May] value: 19000000000; qualifier: exact; unit: USD; population: Reserves; as_of: 2023-05"],
    ),
    (
        "They spent $5 million in Lima.",
        &["[$5 million in Lima] value: 5000000; qualifier: exact; unit: USD; place: Lima"],
    ),
    (
        "The pits give 60% of the province's copper.",
        &["[60% of the province's copper] value: 60; qualifier: exact; unit: percent; population: copper"],
    ),
    (
        "It mines 60% of Peru's copper.",
        &["[60% of Peru's copper] value: 60; qualifier: exact; unit: percent; population: copper; place: Peru"],
    ),
    (
        "The union, set up in 2019 to help miners, hired 300 nurses in a week.",
        &["[300 nurses in a week] value: 300; qualifier: exact; population: nurses"],
    ),
    (
        "The mine will open with 300 workers in a week.",
        &["[300 workers in a week] value: 300; qualifier: exact; population: workers; as_of: 2023-12-11/2023-12-17"],
    ),
    (
        "Saturday's earthquake killed 300 people in Lima.",
        &["[300 people in Lima] value: 300; qualifier: exact; population: people; place: Lima; as_of: 2023-12-02"],
    ),
];

#[test]
fn events_are_where_and_when_their_clause_says() {
    each_gives(ClaimKind::Event, EVENTS);
}

#[test]
fn sums_and_shares_are_of_the_noun_beside_them() {
    each_gives(ClaimKind::Figure, FIGURES);
}

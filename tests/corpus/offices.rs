//! Offices around a name: in apposition, in a relative clause, of two at once; and what only stands beside a name.
//! Invented throughout.

use dossier::model::kind::ClaimKind;

use crate::corpus::each_gives;
use crate::corpus::none;

/// Titles that are nobody's of these names.
const NONE: &[&str] = &[
    "They met the mayor, Ana Ruiz, and the bishop.",
    "The driver, the mayor, Ana Ruiz, and two nuns were there.",
    "The road to the mayor, Ana Ruiz said, is closed.",
    "The council told the mayor that Ana Ruiz, who is 40, had left.",
    "The minister left the council, Ana Ruiz, however, stayed.",
    "Ana Ruiz, who has led a quiet life since 2019, paints.",
    "Ana Ruiz, who led the race from the start, fell.",
    "Ana Ruiz led the choir until May.",
    "Ana Ruiz ran the marathon in May.",
    "Ana Ruiz has run out of time.",
    "Ana Ruiz and Dario Velmont, friends of the minister, left.",
    "Ana Ruiz and Dario Velmont, ministers say, have left.",
    "Ana Ruiz and Dario Velmont met ministers of Peru and Chile.",
    "Ministers said Ana Ruiz and Dario Velmont had left.",
    "Ana Ruiz, once a week, walks to Lima.",
    "Ana Ruiz, who had been ill since May, died.",
    "Ana Ruiz, from the Water Authority, left.",
    "Ana Ruiz, the commission's guest, left.",
    "An aide to the mayor, Ana Ruiz, was hurt.",
    "The brother of the governor of Lima, Dario Velmont, stayed.",
    "Dario Velmont's wife, Ana Ruiz, left.",
    "They met his lawyer, Ana Ruiz, and the bishop.",
];

/// A sentence, and all that it gives.
const SOME: &[(&str, &[&str])] = &[
    (
        "Velda Moss, the prefect of Lima, closed the road.",
        &["[Velda Moss, the prefect of Lima] title: prefect; holder: Velda Moss; place: Lima"],
    ),
    (
        "The head of the Water Authority, Ana Ruiz, resigned.",
        &["[head of the Water Authority, Ana Ruiz] title: head; holder: Ana Ruiz; organisation: Water Authority"],
    ),
    (
        "The Reform Commission met on Monday. The commission's chairman, Dario Velmont, opened it.",
        &[
            "[commission's chairman, Dario Velmont] title: chairman; holder: Dario Velmont; organisation: Reform Commission",
        ],
    ),
    (
        "The country's chief negotiator, Dario Velmont, stayed.",
        &["[country's chief negotiator, Dario Velmont] title: chief negotiator; holder: Dario Velmont"],
    ),
    (
        "A spokesman for the governor, Dario Velmont, closed the road.",
        &["[spokesman for the governor, Dario Velmont] title: spokesman for the governor; holder: Dario Velmont"],
    ),
    (
        "A government spokeswoman for the mayor of Lima, Ana Ruiz, closed the road.",
        &[
            "[government spokeswoman for the mayor of Lima, Ana Ruiz] title: government spokeswoman for the mayor; holder: Ana Ruiz; place: Lima",
        ],
    ),
    (
        "The house of the governor, Dario Velmont, burned down.",
        &["[governor, Dario Velmont] title: governor; holder: Dario Velmont"],
    ),
    ("A letter to the mayor, Ana Ruiz, was lost.", &["[mayor, Ana Ruiz] title: mayor; holder: Ana Ruiz"]),
    (
        "Dario Velmont was jailed on Monday. His lawyer, Ana Ruiz, appealed.",
        &["[lawyer, Ana Ruiz] title: lawyer of Dario Velmont; holder: Ana Ruiz"],
    ),
    (
        "Dario Velmont met Tovar Quispe. His lawyer, Ana Ruiz, was there.",
        &["[lawyer, Ana Ruiz] title: lawyer; holder: Ana Ruiz"],
    ),
    (
        "Dario Velmont left Lima. His health minister, Ana Ruiz, stayed.",
        &["[health minister, Ana Ruiz] title: health minister; holder: Ana Ruiz"],
    ),
    (
        "Dario Velmont's spokesman, Tovar Quispe, stayed.",
        &["[spokesman, Tovar Quispe] title: spokesman of Dario Velmont; holder: Tovar Quispe"],
    ),
    (
        "Velmont Holdings closed two pits after talks with the Miners' Union. Its director, Dario Velmont, stayed.",
        &["[director, Dario Velmont] title: director; holder: Dario Velmont; organisation: Velmont Holdings"],
    ),
    (
        "Velmont Holdings closed a pit. Ana Ruiz thanked them. Its director, Dario Velmont, stayed.",
        &["[director, Dario Velmont] title: director; holder: Dario Velmont; organisation: Velmont Holdings"],
    ),
    (
        "The owner of Velmont Holdings was jailed. The firm appealed. Its former director, Dario Velmont, stayed.",
        &["[former director, Dario Velmont] title: director; qualifier: former; holder: Dario Velmont"],
    ),
    (
        "Velda Moss met the miners. Former governor Tovar Ortega spoke. Her spokesman, Dario Velmont, left.",
        &[
            "[Former governor Tovar Ortega] title: governor; qualifier: former; holder: Tovar Ortega",
            "[spokesman, Dario Velmont] title: spokesman of Velda Moss; holder: Dario Velmont",
        ],
    ),
    (
        "The Reform Union struck. “It was the state,” its leader, Dario Velmont, said.",
        &["[leader, Dario Velmont] title: leader; holder: Dario Velmont; organisation: Reform Union"],
    ),
    (
        "The boat belongs to Velmont Holdings, a company in Lima. Its owner, Tovar Quispe, left.",
        &["[owner, Tovar Quispe] title: owner; holder: Tovar Quispe; organisation: Velmont Holdings"],
    ),
    ("The prosecutor, Ana Ruiz, asked for ten years.", &["[prosecutor, Ana Ruiz] title: prosecutor; holder: Ana Ruiz"]),
    (
        "The deputy head of the mission, Colonel Tovar Quispe, was hurt.",
        &[
            "[deputy head of the mission, Colonel Tovar Quispe] title: deputy head of the mission; holder: Tovar Quispe",
            "[Colonel Tovar Quispe] title: Colonel; holder: Tovar Quispe",
        ],
    ),
    (
        "The Water Authority's deputy director Ana Ruiz spoke.",
        &[
            "[Water Authority's deputy director Ana Ruiz] title: deputy director; holder: Ana Ruiz; organisation: Water Authority",
        ],
    ),
    (
        "The Water Authority's acting deputy director, Ana Ruiz, spoke.",
        &[
            "[Water Authority's acting deputy director, Ana Ruiz] title: deputy director; qualifier: acting; holder: Ana Ruiz; organisation: Water Authority",
        ],
    ),
    (
        "Ana Ruiz, who has led the Water Authority since 2019, left.",
        &[
            "[Ana Ruiz, who has led the Water Authority] title: leader; holder: Ana Ruiz; organisation: Water Authority; date: 2019",
        ],
    ),
    (
        "Ana Ruiz, who led the Water Authority from 2015 to 2019, died.",
        &[
            "[Ana Ruiz, who led the Water Authority] title: leader; qualifier: former; holder: Ana Ruiz; organisation: Water Authority",
        ],
    ),
    (
        "Ana Ruiz, who had been justice minister since 2019, was dismissed.",
        &["[Ana Ruiz, who had been justice minister] title: justice minister; holder: Ana Ruiz; date: 2019"],
    ),
    (
        "Ana Ruiz, who was the head of the Water Authority until May, left.",
        &[
            "[Ana Ruiz, who was the head of the Water Authority] title: head; qualifier: former; holder: Ana Ruiz; organisation: Water Authority",
        ],
    ),
    (
        "Ana Ruiz, formerly deputy head of the Water Authority, left.",
        &[
            "[Ana Ruiz, formerly deputy head of the Water Authority] title: deputy head; qualifier: former; holder: Ana Ruiz; organisation: Water Authority",
        ],
    ),
    (
        "Dario Velmont, finance director of Velmont Holdings, was held.",
        &[
            "[Dario Velmont, finance director of Velmont Holdings] title: finance director; holder: Dario Velmont; organisation: Velmont Holdings",
        ],
    ),
    (
        "Velda Moss, governor of the southern province of Lima, spoke.",
        &["[Velda Moss, governor of the southern province of Lima] title: governor; holder: Velda Moss; place: Lima"],
    ),
    (
        "Velda Moss, a lawmaker from the ruling Harbour Workers Party, spoke.",
        &[
            "[Velda Moss, a lawmaker from the ruling Harbour Workers Party] title: lawmaker; holder: Velda Moss; organisation: Harbour Workers Party",
        ],
    ),
    (
        "Velda Moss, leader of the Harbour Workers Party (HWP), spoke.",
        &[
            "[Velda Moss, leader of the Harbour Workers Party (HWP)] title: leader; holder: Velda Moss; organisation: Harbour Workers Party",
        ],
    ),
    (
        "Ana Ruiz and Dario Velmont, ministers of finance and justice, resigned.",
        &[
            "[Ana Ruiz and Dario Velmont, ministers of finance and justice] title: minister of finance; holder: Ana Ruiz",
            "[Dario Velmont, ministers of finance and justice] title: minister of justice; holder: Dario Velmont",
        ],
    ),
    (
        "Ana Ruiz and Dario Velmont, the presidents of Peru and Chile, met.",
        &[
            "[Ana Ruiz and Dario Velmont, the presidents of Peru and Chile] title: president; holder: Ana Ruiz; place: Peru",
            "[Dario Velmont, the presidents of Peru and Chile] title: president; holder: Dario Velmont; place: Chile",
        ],
    ),
    (
        "Ana Ruiz and Dario Velmont, both members of the Finance Committee, left.",
        &[
            "[Ana Ruiz and Dario Velmont, both members of the Finance Committee] title: member; holder: Ana Ruiz; organisation: Finance Committee",
            "[Dario Velmont, both members of the Finance Committee] title: member; holder: Dario Velmont; organisation: Finance Committee",
        ],
    ),
    (
        "Deputy ministers Ana Ruiz and Dario Velmont resigned.",
        &[
            "[Deputy ministers Ana Ruiz] title: Deputy minister; holder: Ana Ruiz",
            "[Deputy ministers Ana Ruiz and Dario Velmont] title: Deputy minister; holder: Dario Velmont",
        ],
    ),
    (
        "Army spokesman Brigadier General Tovar Quispe said the road was mined.",
        &["[Army spokesman Brigadier General Tovar Quispe] title: spokesman; holder: Tovar Quispe; organisation: Army"],
    ),
];

#[test]
fn what_stands_beside_a_name_is_no_office_of_it() {
    none(ClaimKind::Role, NONE);
}

#[test]
fn offices_behind_and_around_a_name() {
    each_gives(ClaimKind::Role, SOME);
}

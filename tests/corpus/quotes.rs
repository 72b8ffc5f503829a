//! Quotes: what somebody is reported to say, beside sentences in which nobody is. Invented throughout.

use dossier::model::kind::ClaimKind;

use crate::corpus::each_gives;
use crate::corpus::none;

/// Marks and verbs that no one speaks with: titles, nicknames, verbs with objects, denials, plans.
const NONE: &[&str] = &[
    "Peru declared independence from Spain in 1821 but has not been calm.",
    "The mayor denied reports that soldiers had come.",
    "Cases reached 300, more than twice the number reported in May.",
    "The so-called “safe” road was shut for the winter.",
    "A film called “The Long Harvest” opened in Lima last week.",
    "Her novel, “Rivers of Salt”, sold out within days.",
    "Igor “the Hammer” Moss won the bout in the third round.",
    "They sang “Ode to the Harbour” until dawn.",
    "The “miracle” cure turned out to be sugar and chalk.",
    "The ship “Velda Moss” sank near the reef.",
    "Traders call the street “Copper Alley”.",
    "Workers know the pit as “the Well”.",
    "The word “levee” comes from French.",
    "The sign read nothing at all after the rain.",
    "The road is known as the “Way of Bones” among drivers.",
    "The album includes “Blue Night” and “Grey Dawn”.",
    "The report was published on Monday in Lima.",
    "The claim was filed with the court in May.",
    "His claims for damages were settled in March.",
    "The note was found under the door of the mill.",
    "He said nothing.",
    "She told no one.",
    "Ana Ruiz did not say whether the dam would hold.",
    "Ana Ruiz refused to say when the mine would open.",
    "Ana Ruiz declined to comment.",
    "The minister would not confirm the plan.",
    "Neither side said more.",
    "The spokesman was told to wait outside.",
    "The miners were asked to leave the yard.",
    "The workers are believed to have left on Sunday.",
    "He is said to own three boats.",
    "The bridge is thought to date from the war.",
    "The plan was announced in May.",
    "The statement was posted on the door.",
    "The states of the union differ in size.",
    "The posts along the fence have rotted.",
    "It showed a profit of two million last year.",
    "The court found him guilty of theft.",
    "Police found three boats on the beach.",
    "Divers found the wreck at a depth of forty metres.",
    "She added salt and a spoon of honey.",
    "They added two more wells in spring.",
    "He reported to the colonel every morning.",
    "She reports for a radio station in the north.",
    "The company reported a loss for the third year.",
    "She wrote a long novel about the sea.",
    "The poet wrote under a borrowed name.",
    "He argued with the guards for an hour.",
    "They agreed on a price.",
    "The sisters agreed to share the house.",
    "The team conceded a goal in the last minute.",
    "The city maintains two libraries and a museum.",
    "She maintained her lead until the end.",
    "The firm promised higher wages and shorter hours.",
    "They feared the river more than the wind.",
    "The children hoped for snow.",
    "The train is expected on Tuesday.",
    "According to plan, the bridge opened in May.",
    "The seats are filled according to size.",
    "Boats are taxed according to their length.",
    "They met according to custom.",
    "Dates are sorted according to the old calendar.",
    "He read the letter twice.",
    "The rules of the game are simple.",
    "The find was moved to a museum in Quito.",
    "Her thoughts turned to the harvest.",
    "If they say that, leave the room.",
    "Ask whether the shop is open.",
    "Nobody said that the dam was safe.",
    "No one claimed the prize.",
    "The jury is out, and the hall is empty.",
    "She spoke for an hour, then she slept.",
    "They talked about the weather and the price of rice.",
];

/// A sentence, and all that it gives.
const SOME: &[(&str, &[&str])] = &[
    ("“The dam will hold,” Ana Ruiz said.", &["[The dam will hold] form: direct; speaker: Ana Ruiz; cue: said"]),
    ("“The dam will hold,” said Ana Ruiz.", &["[The dam will hold] form: direct; speaker: Ana Ruiz; cue: said"]),
    ("Ana Ruiz said: “The dam will hold.”", &["[The dam will hold.] form: direct; speaker: Ana Ruiz; cue: said"]),
    (
        "“The dam will hold,” Ana Ruiz, the mayor of Lima, told reporters. “Nobody has to leave.”",
        &[
            "[The dam will hold] form: direct; speaker: Ana Ruiz; cue: told; medium: told reporters",
            "[Nobody has to leave.] form: direct; speaker: Ana Ruiz",
        ],
    ),
    ("'The dam will hold,' Ana Ruiz said.", &["[The dam will hold] form: direct; speaker: Ana Ruiz; cue: said"]),
    (
        "\"The dam will hold\", Ana Ruiz told the assembly in Lima.",
        &["[The dam will hold] form: direct; speaker: Ana Ruiz; cue: told"],
    ),
    (
        "Ana Ruiz, in remarks to Lima Radio, said \"the dam will hold for a hundred years\".",
        &["[the dam will hold for a hundred years] form: direct; speaker: Ana Ruiz; cue: said"],
    ),
    (
        "Ana Ruiz defended the dam: “It has held for forty years.”",
        &["[It has held for forty years.] form: direct; speaker: Ana Ruiz"],
    ),
    ("Ana Ruiz called the plan “dangerous”.", &["[dangerous] form: mixed; speaker: Ana Ruiz; cue: called"]),
    (
        "Ana Ruiz said the plan was “dangerous” and had to be stopped.",
        &["[the plan was “dangerous” and had to be stopped] form: mixed; speaker: Ana Ruiz; cue: said"],
    ),
    ("Ana Ruiz said that the dam will hold.", &["[the dam will hold] form: indirect; speaker: Ana Ruiz; cue: said"]),
    (
        "Ana Ruiz said on Thursday in Lima that the dam will hold.",
        &["[the dam will hold] form: indirect; speaker: Ana Ruiz; cue: said; said_on: 2023-12-07"],
    ),
    (
        "Ana Ruiz said in a statement the dam is safe.",
        &["[the dam is safe] form: indirect; speaker: Ana Ruiz; cue: said; medium: in a statement"],
    ),
    (
        "The captain of a boat that sank off Lima last month, killing 40 people, told an official inquiry on Tuesday that the dam will hold.",
        &["[the dam will hold] form: indirect; cue: told; said_on: 2023-12-05"],
    ),
    (
        "Ana Ruiz blamed Velmont Holdings, a private utility, for it. The company said the dam will hold.",
        &["[the dam will hold] form: indirect; speaker: Velmont Holdings; cue: said"],
    ),
    (
        "Captain Ana Ruiz left. The captain of a boat that sank off Lima, killing 40 people, told an official inquiry that the dam will hold.",
        &["[the dam will hold] form: indirect; speaker: Ana Ruiz; cue: told"],
    ),
    (
        "The dam has cracked over the past ten days, and Ana Ruiz warned that the dam will break.",
        &["[the dam will break] form: indirect; speaker: Ana Ruiz; cue: warned"],
    ),
    (
        "The dam has cracked over the past ten days, officials said on Thursday, as Ana Ruiz warned that the dam will break.",
        &[
            "[The dam has cracked over the past ten days] form: indirect; cue: said; said_on: 2023-12-07",
            "[the dam will break] form: indirect; speaker: Ana Ruiz; cue: warned; said_on: 2023-12-07",
        ],
    ),
    (
        "Ana Ruiz told a packed meeting in Lima that the dam will hold.",
        &["[the dam will hold] form: indirect; speaker: Ana Ruiz; cue: told"],
    ),
    (
        "Ana Ruiz told the miners that the dam will hold.",
        &["[the dam will hold] form: indirect; speaker: Ana Ruiz; cue: told"],
    ),
    (
        "The dam will hold, Ana Ruiz told reporters in Lima.",
        &["[The dam will hold] form: indirect; speaker: Ana Ruiz; cue: told; medium: told reporters"],
    ),
    (
        "The dam, said Ana Ruiz, is safe for now.",
        &["[The dam, said Ana Ruiz, is safe for now] form: indirect; speaker: Ana Ruiz; cue: said"],
    ),
    (
        "As Ana Ruiz told reporters, the dam is safe for now.",
        &["[the dam is safe for now] form: indirect; speaker: Ana Ruiz; cue: told; medium: told reporters"],
    ),
    (
        "Ana Ruiz left the hall, saying that the dam would hold.",
        &["[the dam would hold] form: indirect; speaker: Ana Ruiz; cue: saying"],
    ),
    (
        "Ana Ruiz rejected Dario Velmont's claim that the dam had cracks.",
        &["[the dam had cracks] form: indirect; speaker: Dario Velmont; cue: claim"],
    ),
    (
        "According to Ana Ruiz, the dam is safe for now.",
        &["[the dam is safe for now] form: indirect; speaker: Ana Ruiz; cue: According to"],
    ),
    (
        "According to the ministry, the dam is safe for now.",
        &["[the dam is safe for now] form: indirect; cue: According to"],
    ),
    (
        "The dam is safe for now, according to officials in Lima.",
        &["[The dam is safe for now] form: indirect; cue: according to"],
    ),
    (
        "Ana Ruiz said the dam is safe, but Dario Velmont said it had cracks.",
        &[
            "[the dam is safe] form: indirect; speaker: Ana Ruiz; cue: said",
            "[it had cracks] form: indirect; speaker: Dario Velmont; cue: said",
        ],
    ),
    (
        "Ana Ruiz said the dam is safe. She added that nobody had to leave.",
        &[
            "[the dam is safe] form: indirect; speaker: Ana Ruiz; cue: said",
            "[nobody had to leave] form: indirect; speaker: Ana Ruiz; cue: added",
        ],
    ),
    (
        "Dario Velmont met Ana Ruiz in Lima. She said the dam was safe.",
        &["[the dam was safe] form: indirect; speaker: Ana Ruiz; cue: said"],
    ),
    (
        "The Harbour Ministry said the dam is safe. It added that nobody had to leave.",
        &[
            "[the dam is safe] form: indirect; speaker: Harbour Ministry; cue: said",
            "[nobody had to leave] form: indirect; speaker: Harbour Ministry; cue: added",
        ],
    ),
    (
        "A spokesman for the Harbour Ministry said the dam is safe.",
        &["[the dam is safe] form: indirect; speaker: Harbour Ministry; cue: said"],
    ),
    (
        "Ana Ruiz and Dario Velmont said the dam is safe.",
        &["[the dam is safe] form: indirect; speaker: Ana Ruiz; cue: said"],
    ),
    (
        "Ana Ruiz went on to say that the dam was old.",
        &["[the dam was old] form: indirect; speaker: Ana Ruiz; cue: say"],
    ),
    (
        "A study by the Harbour Ministry found that the dam leaks.",
        &["[the dam leaks] form: indirect; speaker: Harbour Ministry; cue: found"],
    ),
    (
        "The Harbour Ministry denied that the dam leaks.",
        &["[the dam leaks] form: indirect; speaker: Harbour Ministry; cue: denied"],
    ),
    (
        "Ana Ruiz confirmed the dam has cracks.",
        &["[the dam has cracks] form: indirect; speaker: Ana Ruiz; cue: confirmed"],
    ),
    (
        "Ana Ruiz, whose union has struck since May, said the dam is safe.",
        &["[the dam is safe] form: indirect; speaker: Ana Ruiz; cue: said"],
    ),
    (
        "Ana Ruiz, who came to Lima in May, said on Thursday that the dam is safe.",
        &["[the dam is safe] form: indirect; speaker: Ana Ruiz; cue: said; said_on: 2023-12-07"],
    ),
    // Whom the aside names speaks, whatever it stands behind; whom it only mentions does not.
    (
        "The mine's chairman, Ana Ruiz, said the dam is safe.",
        &["[the dam is safe] form: indirect; speaker: Ana Ruiz; cue: said"],
    ),
    (
        "“The dam is safe,” its new chief executive, Dr Ana Ruiz, told reporters.",
        &["[The dam is safe] form: direct; speaker: Ana Ruiz; cue: told; medium: told reporters"],
    ),
    (
        "In a statement, Ana Ruiz, said the dam is safe.",
        &["[the dam is safe] form: indirect; speaker: Ana Ruiz; cue: said; medium: In a statement"],
    ),
    ("The company, owned by Ana Ruiz, said the dam is safe.", &["[the dam is safe] form: indirect; cue: said"]),
    // Whose word it is goes on being told, what is said is over.
    (
        "The dam is safe, according to the Water Authority, which sent four boats to Lima.",
        &["[The dam is safe] form: indirect; speaker: Water Authority; cue: according to"],
    ),
    (
        "The Water Authority said the dam was safe. The road would open in May, it said. The plan was ready, the organisation said.",
        &[
            "[the dam was safe] form: indirect; speaker: Water Authority; cue: said",
            "[The road would open in May] form: indirect; speaker: Water Authority; cue: said",
            "[The plan was ready] form: indirect; speaker: Water Authority; cue: said",
        ],
    ),
    (
        "The Water Authority said the dam was safe. The road would open in May, the company said.",
        &[
            "[the dam was safe] form: indirect; speaker: Water Authority; cue: said",
            "[The road would open in May] form: indirect; cue: said",
        ],
    ),
    ("A spokesman for the prosecutor in Lima said the dam is safe.", &["[the dam is safe] form: indirect; cue: said"]),
    (
        "A lawyer for Dario Velmont, Ana Ruiz, said the dam is safe.",
        &["[the dam is safe] form: indirect; speaker: Ana Ruiz; cue: said"],
    ),
    // Whoever acted last is meant, not whoever spoke last.
    (
        "Dario Velmont said the dam was safe. Governor Tovar Quispe accused him of lying. He said the dam had cracks.",
        &[
            "[the dam was safe] form: indirect; speaker: Dario Velmont; cue: said",
            "[the dam had cracks] form: indirect; speaker: Tovar Quispe; cue: said",
        ],
    ),
    (
        "Output fell in May, according to the Water Authority, and miners say the dam is safe.",
        &[
            "[Output fell in May] form: indirect; speaker: Water Authority; cue: according to",
            "[the dam is safe] form: indirect; cue: say",
        ],
    ),
    (
        "They flew to Lima on Saturday; an official said they were safe.",
        &["[they were safe] form: indirect; cue: said"],
    ),
    (
        "Miners say at least 30 boats sank and that nine are safe.",
        &["[at least 30 boats sank and that nine are safe] form: indirect; cue: say"],
    ),
    ("I think that the dam will hold.", &["[the dam will hold] form: indirect; cue: think"]),
];

#[test]
fn what_is_none_gives_none() {
    none(ClaimKind::Quote, NONE);
}

#[test]
fn what_is_one_has_its_parts() {
    each_gives(ClaimKind::Quote, SOME);
}

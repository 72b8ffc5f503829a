//! Sentences as newspapers of South, Central and West Asia write them: the difficulties of the sample articles under
//! other names. None of them is learned from.
//!
//! `[Moss]{person@Velda Moss}` is a mention of the person who is called so; dates and figures are not looked at here.

use crate::corpus::read;
use crate::corpus::unmark;
use dossier::model::kind::Label;

/// Fails unless the names of the text are the marked ones, of the marked kind, and of the marked entity where one is.
fn failure(marked: &str) -> Option<String> {
    let (text, marks) = unmark(marked);
    let extraction = read(&text);
    let is_name =
        |label: Label| !matches!(label, Label::Date | Label::Time | Label::Money | Label::Percent | Label::Quantity);
    let found: Vec<String> = extraction
        .mentions
        .iter()
        .filter(|mention| is_name(mention.label))
        .map(|mention| {
            let words = mention.span.words(&text).unwrap_or("?");
            let is_tied = marks.iter().any(|(at, mark)| *at == mention.span.start_byte && mark.contains('@'));
            let entity = mention.entity.filter(|_| is_tied).map(|entity| &extraction.entities[entity].name);
            format!("[{words}]{{{}{}}}", mention.label, entity.map_or(String::new(), |name| format!("@{name}")))
        })
        .collect();
    let expected: Vec<String> = marks.into_iter().map(|(_, mark)| mark).collect();
    let missing: Vec<&String> = expected.iter().filter(|mark| !found.contains(mark)).collect();
    let surplus: Vec<&String> = found.iter().filter(|mark| !expected.contains(mark)).collect();
    (found != expected).then(|| format!("{text}\n    missing {missing:?}\n    surplus {surplus:?}"))
}

#[track_caller]
fn check_all(all: &[&str]) {
    let failures: Vec<String> = all.iter().filter_map(|marked| failure(marked)).collect();
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), all.len(), failures.join("\n"));
}

#[test]
fn people_with_their_offices() {
    check_all(&[
        "[UK]{place} Special Envoy for [Somalia]{place} [Martin North]{person} arrived in [Nairobi]{place} on Monday and met with caretaker Interior Minister [Yusuf Hassan Warsame]{person}.",
        "[FO]{org} Spokesperson [Shahida Gul Marwat]{person} told reporters that the talks would go on.",
        "[Kenya]{place}'s interim defence minister [Otieno Kamau Wafula]{person} will lead the delegation.",
        "Speaking to [Dawn News]{org}, Deputy Prime Minister [Rustam Nazarov]{person} said the road was open.",
        "[Uzbek]{group} Foreign Minister [Bakhodir Yuldashev]{person} and his [Tajik]{group} counterpart [Sherali Rahimov]{person} signed the paper.",
        "Chief Justice [Anwar ul Haq Qureshi]{person} heard the petition in [Lahore]{place}.",
        "Lt Gen (retd) [Naeem Tariq Malik]{person} chaired the meeting in [Rawalpindi]{place}.",
        "[Bangladesh]{place} Home Minister [Abdul Mannan Chowdhury]{person} visited the camps in [Cox's Bazar]{place}.",
        "Acting Minister of Refugees Mawlawi [Abdul Karim Haqyar]{person} received them in [Kabul]{place}.",
        "The letter was signed by Mufti [Saleem ur Rehman]{person}, who heads the seminary.",
        "[Hezbollah]{org} deputy leader Sheikh [Nabil Hamdan]{person} rejected the offer.",
        "Former president [Emomali Sattorov]{person} was not at the ceremony in [Dushanbe]{place}.",
    ]);
}

#[test]
fn surnames_alone_and_surnames_that_mean_something_else() {
    check_all(&[
        "[Martin North]{person@Martin North} flew in from [London]{place} on Tuesday. [North]{person@Martin North} is to stay for a week.",
        "[Yusuf Hassan Warsame]{person@Yusuf Hassan Warsame} welcomed him. \"We agreed on much,\" [Warsame]{person@Yusuf Hassan Warsame} said.",
        "[Helen Rivers]{person@Helen Rivers} addressed the council. Later [Rivers]{person@Helen Rivers} crossed the river.",
        "Foreign Minister [Tariq Hussain Lodhi]{person@Tariq Hussain Lodhi} left for [Beijing]{place}. FM [Lodhi]{person@Tariq Hussain Lodhi} returns on Friday.",
        "[James Lebanon]{person@James Lebanon} teaches law in [Boston]{place}. [Lebanon]{person@James Lebanon} published two books.",
        "Senator [Grace Field]{person@Grace Field} lost her seat. [Field]{person@Grace Field}'s party won ten others.",
        "[Ali Reza Kermani]{person@Ali Reza Kermani} was arrested in [Shiraz]{place}; [Kermani]{person@Ali Reza Kermani} denies the charge.",
        "Mr [Banerjee]{person} did not answer, and Ms [Sengupta]{person} hung up.",
        "The convoy drove west, then north, and reached the church before March was over.",
        "[Zhao Lihua]{person@Zhao Lihua} spoke first. [Zhao]{person@Zhao Lihua} said [China]{place} would help.",
    ]);
}

#[test]
fn places_and_lists_of_them() {
    check_all(&[
        "Bombs went off in a [Quetta]{place} market, [Killa Abdullah]{place}, [Loralai]{place}, and [Bannu]{place}.",
        "Trucks wait at the [Spin Boldak]{place} crossing between [Kandahar]{place} and [Chaman]{place}.",
        "[NAIROBI]{place}\n\nFloods cut the road to [Garissa]{place} on Sunday.",
        "[KARACHI]{place}: Police closed the harbour road on Friday, [Geo News]{org} reported.",
        "The [Gaza Strip]{place} and the [West Bank]{place} saw strikes, while [East Jerusalem]{place} stayed calm.",
        "People fled from [Idlib]{place}, [Hama]{place} and [Deir ez-Zor]{place} into [Turkey]{place}.",
        "She was born in [Khyber Pakhtunkhwa]{place} and went to school in [Swat]{place}.",
        "The quake shook [Herat]{place} province and was felt in [Mashhad]{place}, [Iran]{place}.",
        "Rebels hold villages in [South Kivu]{place} and around [Lake Tanganyika]{place}.",
        "The governor of [Sindh]{place} met traders from [Hyderabad]{place} and [Sukkur]{place}.",
    ]);
}

#[test]
fn organisations_in_full_and_in_short() {
    check_all(&[
        "The [Ministry of Refugees and Repatriation]{org} denied the report by the [UNHCR]{org}.",
        "The [National Disaster Management Authority]{org@National Disaster Management Authority} ([NDMA]{org@National Disaster Management Authority}) sent tents; the [NDMA]{org@National Disaster Management Authority} also sent food.",
        "The [Awami Workers League]{org} and the [Jamiat Ulema Front]{org} boycotted the vote.",
        "The [State Bank of Pakistan]{org} kept its rate, and the [Asian Development Bank]{org} agreed.",
        "[Al Jazeera]{org} and [Reuters]{org} quoted the [Turkish Defence Ministry]{org}.",
        "Fighters of the [Baloch Liberation Front]{org} claimed the attack on the [Frontier Corps]{org}.",
        "The [International Committee of the Red Crescent]{org} works with [Save the Children]{org} there.",
        "The [Lahore High Court]{org} ordered the [Punjab]{place} police to free him.",
        "The [Kabul Times]{org} printed the decree of the [Supreme Court]{org}.",
        "Engineers of [Huawei]{org} and [Gulf Power Company]{org} repaired the line.",
        "The [European Union]{org} and the [African Union]{org} sent observers, the [EU]{org@European Union} forty of them.",
    ]);
}

#[test]
fn groups_platforms_plans_and_events() {
    check_all(&[
        "[Afghan]{group} refugees in [Iran]{place} fear the winter; [Iranian]{group} officials do not.",
        "[Hazaras]{group} and [Uzbeks]{group} live in the valley.",
        "\"We are ready,\" [North]{person@Martin North} wrote on [X]{product}, formerly [Twitter]{product}. Envoy [Martin North]{person@Martin North} arrives today.",
        "He posted the video on [Telegram]{product} and [WhatsApp]{product}.",
        "The cabinet approved the [National Water Policy]{law@National Water Policy} ([NWP]{law@National Water Policy}); under the [NWP]{law@National Water Policy} wells are taxed.",
        "Ministers met at the [Second Central Asian Forum for Mountain Trade]{event} in [Bishkek]{place}.",
        "The [Vienna Convention]{law} protects diplomats.",
        "The [US]{place} and [Russia]{place} told us little, and let us wait.",
        "[Sikh]{group} and [Hindu]{group} families left [Jalalabad]{place}.",
        "The match against [Sri Lanka]{place} ends the [Asia Cup]{event}.",
    ]);
}

#[test]
fn names_that_go_on_where_others_end() {
    check_all(&[
        "The [Organization for Security and Cooperation in Asia]{org} sent monitors to [Skopje]{place}.",
        "The [Committee for Roads and Bridges]{org} met in [Lima]{place}.",
        "[RFE/RL]{org} reported the arrest from [Prague]{place}.",
        "Fighters of the [PKK]{org}/[YPG]{org} left the town.",
        "The [United Nations Interim Force in Lebanon]{org} ([UNIFIL]{org}) found the store.",
        "A force of the [United Nations]{org} in [Beirut]{place} found the store.",
        "The [International Fund for Saving the Orange River]{org} has its seat in [Bloemfontein]{place}.",
        "The [Iran-Oman Joint Economic Commission]{org} met on Monday.",
        "[NTPC Vidyut Vyapar Nigam]{org} signed the agreement, as did [Gujarat Urja Vikas Nigam]{org}.",
        "Singer [Mohan Nigam]{person} signed the agreement.",
        "[DFA]{org} spokesperson [Ma. Teresita Salonga]{person} said the note was sent to [Beijing]{place}.",
        "A man known as [Abu Jawad]{person} was killed, the army said.",
        "Lt. Gen. [Hartoyo]{person@Hartoyo} visited [Aceh]{place}. Gen. [Hartoyo]{person@Hartoyo} praised the troops.",
        "Two were hurt, according to [Chaman]{place} officials.",
        "The [al-Manar]{org} television showed funerals in [Bint Jbeil]{place}.",
        "[UN]{org} Special Rapporteur [Marielle Dufresne]{person} warned of famine.",
        "Judges in [The Hague]{place} heard the case.",
        "She works at the [Lowy Institute]{org} in [Sydney]{place}.",
        "Court orders release of fishermen held in [Karachi]{place}\n\nThe men were freed on Monday.",
        "[Supreme Court]{org} upholds ban on rallies in [Nairobi]{place}\n\nThe judges ruled on Monday.",
    ]);
}

#[test]
fn what_is_no_name() {
    check_all(&[
        "The minister said the government would act in the spring, and the opposition laughed.",
        "Officials, Teachers and Traders: all must register, said a notice on the door.",
        "After the rains, the army and the police rebuilt the bridge. However, few cars came.",
        "Why did nobody ask? Nobody knows. Perhaps it will be asked in may.",
        "The second man had no papers; the first had two.",
        "Prices rose. Wages did not. Strikes followed in every town of the north.",
        "\"I will not go,\" the old woman said. \"This is my house.\"",
    ]);
}

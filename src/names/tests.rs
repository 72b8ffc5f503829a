//! What holds for names of any kind: pairs that are one and pairs that are not, and laws for arbitrary text.

use crate::model::kind::Label;
use crate::names::fold;
use crate::names::form::Form;
use crate::names::is_acronym_of;
use crate::names::name::Name;
use crate::names::name::Role;
use proptest::prelude::*;

/// From here on two names are offered as one.
const OFFERED: f64 = 0.7;

fn score(label: Label, a: &str, b: &str) -> f64 {
    Form::new(label, a).similarity(&Form::new(label, b)).score
}

#[track_caller]
fn one(label: Label, pairs: &[(&str, &str)]) {
    let apart: Vec<String> = pairs
        .iter()
        .filter(|(a, b)| score(label, a, b) < OFFERED)
        .map(|(a, b)| format!("{a} | {b}: {:.2}", score(label, a, b)))
        .collect();
    assert!(apart.is_empty(), "one, but kept apart:\n{}", apart.join("\n"));
}

#[track_caller]
fn two(label: Label, pairs: &[(&str, &str)]) {
    let joined: Vec<String> = pairs
        .iter()
        .filter(|(a, b)| score(label, a, b) >= OFFERED)
        .map(|(a, b)| format!("{a} | {b}: {:.2}", score(label, a, b)))
        .collect();
    assert!(joined.is_empty(), "two, but taken for one:\n{}", joined.join("\n"));
}

#[test]
fn one_key_for_one_name() {
    for (first, second) in [("Malé", "MALE"), ("al-Qaeda", "Al Qaeda"), ("Sana'a", "Sanaa"), ("U.S.", "US")] {
        assert_eq!(fold(first), fold(second));
    }
    assert_ne!(fold("Oman"), fold("Omar"));
    assert_eq!(fold(" – "), "");
}

#[test]
fn acronyms_are_initials() {
    for (acronym, name, expected) in [
        ("NAP", "National Action Plan", true),
        ("FO", "Foreign Office", true),
        ("U.N.", "United Nations", true),
        ("NAP", "National Plan", false),
        ("N", "Nauru", false),
    ] {
        assert_eq!(is_acronym_of(acronym, name), expected, "{acronym} {name}");
    }
}

#[test]
fn romanisations_of_one_name_are_one() {
    one(
        Label::Person,
        &[
            ("Amir Khan Muttaqi", "AMIR KHAN MOTAQI"),
            ("Mohammed Daoud", "Muhammad Dawood"),
            ("Abd al-Rahman Sherzad", "Abdul Rahman Sherzad"),
            ("Abdul Rahman Sherzad", "Abdurrahman Sherzad"),
            ("Abd-ur-Rahman Sherzad", "Abdel Rahman Sherzad"),
            ("Saif al-Din Qureshi", "Saifuddin Qureshi"),
            ("Saif ud Din Qureshi", "Seifeddine Qureshi"),
            ("Zabihullah Noorzai", "Zabiullah Nurzai"),
            ("Sheikh Yusuf al-Masri", "Youssef el-Masri"),
            ("Hossein Rouhani", "Husain Rohani"),
            ("Mao Zedong", "Mao Tse-tung"),
            ("Zhou Enlai", "Chou En-lai"),
            ("Deng Xiaoping", "Teng Hsiao-p'ing"),
            ("Kim Jong-un", "Kim Jong Un"),
            ("Sergey Lavrov", "Sergej Lawrow"),
            ("Volodymyr Hrytsenko", "Vladimir Gritsenko"),
            ("Dmytro Kuleba", "Dmitry Kuleba"),
        ],
    );
}

#[test]
fn names_in_their_own_script_meet_their_latin_spelling() {
    one(
        Label::Person,
        &[
            ("Сергей Лавров", "Sergey Lavrov"),
            ("Дмитро Кулеба", "Dmytro Kuleba"),
            ("محمد بن سلمان", "Mohammed bin Salman"),
            ("عبد الرحمن الراشد", "Abdul Rahman al-Rashed"),
            ("امیر خان متقی", "Amir Khan Muttaqi"),
            ("شہباز شریف", "Shehbaz Sharif"),
            ("حسن روحانی", "Hassan Rouhani"),
            ("习近平", "Xi Jinping"),
            ("毛泽东", "Mao Tse-tung"),
            ("김정은", "Kim Jong-un"),
            ("Αλέξης Τσίπρας", "Alexis Tsipras"),
            ("בנימין נתניהו", "Benjamin Netanyahu"),
        ],
    );
}

#[test]
fn parts_may_be_left_out_shortened_or_turned_round() {
    one(
        Label::Person,
        &[
            ("Jilani, Jalil Abbas", "Jalil Abbas Jilani"),
            ("Jalil Abbas Jilani", "J. A. Jilani"),
            ("JA Jilani", "Jalil Abbas Jilani"),
            ("Gen. Qamar Javed Bajwa", "Qamar Bajwa"),
            ("Mr. Thomas West", "Thomas West"),
            ("Sergey Viktorovich Lavrov", "Sergey Lavrov"),
            ("William Hart", "Bill Hart"),
            ("Vladimir Orlov", "Vlad Orlov"),
            ("Robert \"Bob\" Hale", "Bob Hale"),
            ("Usama Binladin", "Osama bin Laden"),
            ("Jean-Marie Duval", "Jean Marie Duval"),
            ("Лавров Сергей", "Sergey Lavrov"),
            ("John Hale, Jr.", "John Hale"),
            ("Salim Rahmani", "Salim Rahmanni"),
            ("Peter Hartog", "Peter Hatrog"),
            ("Hamid Abdul Mohammad", "Hamid Mohammad"),
        ],
    );
}

#[test]
fn a_part_that_contradicts_keeps_two_apart() {
    two(
        Label::Person,
        &[
            ("Zabihullah Mujahid", "Mohammed Yahya Mujahid"),
            ("Asif Durrani", "Imran Durrani"),
            ("A. Durrani", "Imran Durrani"),
            ("William G. Frost", "William W. Frost"),
            ("Abdul Rahim Noori", "Abdul Karim Noori"),
            ("Sergey Viktorovich Lavrov", "Sergey Borisovich Lavrov"),
            ("John Hale Jr.", "John Hale Sr."),
            ("N. N.", "Nadia Nasser"),
            ("Mohammed Karimi", "Ahmed Karimi"),
            ("Hassan Rouhani", "Hussein Rouhani"),
            ("Johannes Hale", "Johanna Hale"),
            ("Salim Barakat", "Salima Barakat"),
            ("Salim Rahmani", "Salim Rahimi"),
            ("Luis Salinas", "Luis Saldívar"),
            ("Peter Hartog", "Peter Harkness"),
            ("Hamid Abdul Mohammad", "Hamid Wali Mohammad"),
            ("Amir Khan", "Thomas West"),
            ("习近平", "李克强"),
        ],
    );
}

#[test]
fn a_surname_alone_is_less_than_a_whole_name() {
    let whole = score(Label::Person, "Jalil Abbas Jilani", "Jalil Jilani");
    let alone = score(Label::Person, "Jalil Abbas Jilani", "Jilani");
    assert!(alone < whole && alone > 0.4, "{alone} {whole}");
}

#[test]
fn institutions_are_compared_by_their_words() {
    one(
        Label::Org,
        &[
            ("Foreign Office", "FO"),
            ("The Red Crescent Society", "Red Crescent Society"),
            ("World Health Organisation", "World Health Organization"),
            ("Nordwind Aktiengesellschaft", "Nordwind AG"),
            ("Brigade Forty-Four", "44 Brigade"),
            ("Al Qaeda", "al-Qa'ida"),
            ("1st Rivers Bank", "First Rivers Bank"),
            ("Tehreek-e-Insaf", "Tehrik-i-Insaf"),
        ],
    );
    two(
        Label::Org,
        &[
            ("Ministry of Health", "Ministry of Finance"),
            ("Brigade 44", "Brigade 45"),
            ("Bank of Peru", "Bank of Chile"),
            ("FO", "Finance Department"),
            ("UN", "US"),
        ],
    );
}

#[test]
fn parts_know_what_they_do() {
    for (text, expected) in [
        ("Dr Abd al-Rahman bin Yusuf", "Dr:Title Abd Rahman:Name bin:Particle Yusuf:Name"),
        ("Robert \"Bob\" Hale, Jr.", "Robert:Name Bob:Nickname Hale:Name Jr:Ending"),
        ("Hale, Robert J.", "Robert:Name J:Initial Hale:Name"),
        ("Sergey Viktorovich Lavrov", "Sergey:Name Viktorovich:Patronymic Lavrov:Name"),
        ("Ludwig van Dorn", "Ludwig:Name van:Particle Dorn:Name"),
        ("Ben Hale", "Ben:Name Hale:Name"),
        ("bin Laden", "bin:Particle Laden:Name"),
        ("(Bob)", "Bob:Name"),
        ("…", ""),
    ] {
        let parts: Vec<String> =
            Name::new(text).parts.iter().map(|part| format!("{}:{:?}", part.words, part.role)).collect();
        assert_eq!(parts.join(" "), expected, "{text}");
        assert!(
            Name::new(text).parts.iter().all(|part| part.role.tells() || part.weight == 0.0 || part.role == Role::Name)
        );
    }
}

/// Letters, marks and signs of many scripts, and anything at all.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-zÀ-ž .,'\"()-]{0,24}",
        "[а-яіїєґА-Я .-]{0,16}",
        "[ء-ي ی ک گ پ]{0,16}",
        "[一-龥가-힣ァ-ヴ א-ת α-ω]{0,10}",
        "\\PC{0,24}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn similarity_is_symmetric_bounded_and_whole_for_equals(a in any_name(), b in any_name(), is_person in any::<bool>()) {
        let label = if is_person { Label::Person } else { Label::Org };
        let (first, second) = (Form::new(label, &a), Form::new(label, &b));
        let (there, back) = (first.similarity(&second), second.similarity(&first));
        prop_assert!((there.score - back.score).abs() < 1e-12, "{} {}", there.score, back.score);
        prop_assert_eq!(there.reasons.len(), back.reasons.len());
        prop_assert!((0.0..=1.0).contains(&there.score));
        prop_assert!((first.similarity(&Form::new(label, &a)).score - 1.0).abs() < f64::EPSILON);
        let keys = first.lookup_keys();
        prop_assert_eq!(keys, Form::new(label, &a).lookup_keys());
    }

    #[test]
    fn folding_twice_is_folding_once(text in any_name()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }
}

//! Names, dates and amounts: what is one, beside what only looks like one.

use crate::corpus::check;
use crate::corpus::read;

#[test]
fn people_by_their_names_titles_and_verbs() {
    for marked in [
        "[Ana Ruiz]{person} met the miners in [Lima]{place}.",
        "The talks were led by Foreign Minister [Tovar Quispe]{person} on [Thursday]{date=2023-12-07}.",
        "[Peru]{place}'s Envoy for [Chile]{place} [Dario Velmont]{person} left [Santiago]{place}.",
        "[Oskar Lindqvist]{person} said the plan was dead. [Lindqvist]{person} then left.",
        "Mr. [Adeyemi]{person} kept silent, but the others sang.",
        "They thanked Colonel [Hadi Barzan]{person} and drove away.",
        "[Velda Moss]{person}, 45, runs the harbour kitchen.",
        "He asked [Maria del Prado]{person} for help.",
        "The prize went to [J. K. Ortega]{person} that night.",
    ] {
        check(marked);
    }
}

#[test]
fn surnames_that_are_other_words_too() {
    for marked in [
        "[Thomas North]{person} flew home. [North]{person} gave no reason.",
        "[Helen Church]{person} spoke first, and then [Church]{person} sat down.",
        "He walked north to the church and on to the west.",
        "Settlers in the [West Bank]{place} wrote to the court.",
        "A second man may march in may, they said.",
    ] {
        check(marked);
    }
}

#[test]
fn organisations_places_events_and_laws() {
    for marked in [
        "The [Harbour Ministry]{org} closed the docks.",
        "The [Ministry of Public Works]{org} closed the docks.",
        "The [Andean Workers Party]{org} won the vote.",
        "She studied at the [University of Lagos]{org} for years.",
        "[Velmont Holdings Ltd]{org} sold its boats.",
        "The [United Nations]{org} sent rice, and the [UN]{org} sent doctors.",
        "They meet at the [Pan-Andean Forum for Water Rights]{event} again.",
        "Both signed the [Quito Water Treaty]{law} at dawn.",
        "The [Rural Water Plan]{law} ([RWP]{law}) is late, and the [RWP]{law} is poor.",
        "Blasts hit [Lima]{place}, [Chosovilla]{place}, [Cusco]{place}, and [Umbral]{place}.",
        "The boat sank in the [Sorrel River]{place} near the bridge.",
    ] {
        check(marked);
    }
}

#[test]
fn nations_and_what_only_looks_like_them() {
    for marked in [
        "[Peruvian]{group} miners left [Peru]{place} for [Chile]{place}.",
        "The [US]{place} told us nothing about it.",
        "[U.S.]{place} officials met [Afghans]{group} in [Kabul]{place}.",
        "We ate turkey and drank from the china.",
        "They polish shoes and swim in the bath.",
        "Ask us, they said, or ask who pays.",
    ] {
        check(marked);
    }
}

#[test]
fn a_platform_needs_words_about_posting() {
    for marked in [
        "[Ana Ruiz]{person} wrote on [X]{product} that she was well.",
        "She posted it on social media platform [X]{product} at once.",
        "The letter X marks the spot.",
        "Plan X failed, and so did plan B.",
    ] {
        check(marked);
    }
}

#[test]
fn amounts_and_dates_with_their_values() {
    for marked in [
        "[Over 460,000]{quantity=460000} unpaid miners left [last night]{date}.",
        "It cost [$75 million]{money=USD 75000000} in [2021]{date=2021}.",
        "[About 40 percent]{percent=40} agreed [last month]{date=2023-11}.",
        "From [Dec. 5 to 15]{date=2023-12-05/2023-12-15} the road is shut.",
        "They must go by [Nov. 1]{date=2023-11-01} or pay.",
        "It was signed on [5/4/2023]{date=2023-05-04 or 2023-04-05} in haste.",
    ] {
        check(marked);
    }
}

#[test]
fn sentence_starts_name_nothing() {
    for marked in [
        "However, nothing came of it.",
        "Officials kept silent. Critics did not.",
        "Rain fell all day, and the rain was cold.",
        "In the end it was over.",
        "",
    ] {
        check(marked);
    }
}

/// Entities as `label name = words | words`.
fn cards(text: &str) -> Vec<String> {
    let extraction = read(text);
    let words = |mention: &usize| extraction.mentions[*mention].span.words(text).unwrap_or("?");
    let card = |entity: &dossier::model::extraction::EntityProposal| {
        let mentions: Vec<&str> = entity.mentions.iter().map(words).collect();
        format!("{} {} = {}", entity.label, entity.name, mentions.join(" | "))
    };
    extraction.entities.iter().map(card).collect()
}

#[test]
fn names_of_one_article_are_tied() {
    assert_eq!(
        cards("Ruiz wins\nAna Maria Ruiz won on Monday. FM Ruiz thanked all. Ana Ruiz then slept."),
        ["person Ana Maria Ruiz = Ruiz | Ana Maria Ruiz | Ruiz | Ana Ruiz"]
    );
    assert_eq!(
        cards("The Harbour Office (HO) paid. HO clerks cheered."),
        ["org Harbour Office = Harbour Office | HO | HO"]
    );
    assert_eq!(
        cards("The UAE and the United Arab Emirates are one."),
        ["place United Arab Emirates = UAE | United Arab Emirates"]
    );
}

#[test]
fn an_ambiguous_surname_is_nobodys() {
    assert_eq!(
        cards("Ana Ruiz met Pablo Ruiz. Ruiz laughed."),
        ["person Ana Ruiz = Ana Ruiz", "person Pablo Ruiz = Pablo Ruiz", "person Ruiz = Ruiz"]
    );
}

#[test]
fn what_publishers_add_gives_only_the_publisher() {
    let text = "Ferries sail again\nThe ferries left Lima on Monday.\nNobody asked why.\n\
                © 2023 Reuters. All rights reserved. Write to Ana Ruiz in Paris.";
    let extraction = read(text);
    assert_eq!(extraction.publisher.as_deref(), Some("Reuters"));
    let words: Vec<&str> = extraction.mentions.iter().filter_map(|mention| mention.span.words(text)).collect();
    assert_eq!(words, ["Lima", "Monday", "Reuters"]);
}

#[test]
fn memory_changes_what_is_proposed() {
    use dossier::extract::memory::Entry;
    use dossier::extract::memory::Memory;
    use dossier::extract::memory::Verdict;
    use dossier::model::kind::Label;
    let text = "the grey lantern paid Lima twice.";
    let entry = |name: &str, label, verdict| Entry { name: name.to_owned(), label, verdict };
    let accepted = Verdict::Decided { n_accepted: 1, n_rejected: 0 };
    let memory =
        Memory::new([entry("grey lantern", Label::Org, accepted), entry("Lima", Label::Place, Verdict::Never)]);
    let context = dossier::extract::Context { published: None, memory: &memory };
    let extraction = dossier::extract::extract(text, &context);
    let found: Vec<(Option<&str>, &str)> =
        extraction.mentions.iter().map(|mention| (mention.span.words(text), mention.rule.as_ref())).collect();
    assert_eq!(found, [(Some("grey lantern"), "memory.name")]);
    assert_eq!(read(text).mentions[0].span.words(text), Some("Lima"));
}

/// The words of the names that stop nobody, in order.
fn known(text: &str) -> Vec<String> {
    let extraction = read(text);
    let known = extraction.mentions.iter().filter(|mention| mention.known);
    known.filter_map(|mention| mention.span.words(text).map(str::to_owned)).collect()
}

#[test]
fn countries_and_their_peoples_stop_nobody() {
    for (text, expected) in [
        ("Officials from Peru met their counterparts in Pakistan.", &["Peru", "Pakistan"][..]),
        ("Afghan traders left Islamabad for Kabul on Monday, the UN said.", &["Afghan", "Islamabad", "Kabul", "UN"]),
        // A title, whose capitals are no part of a name.
        (
            "The Special Representative for Afghanistan left. He knows Afghanistan well.",
            &["Afghanistan", "Afghanistan"],
        ),
    ] {
        assert_eq!(known(text), expected, "{text}");
    }
}

#[test]
fn what_may_be_a_part_of_a_longer_name_stops() {
    for text in [
        "The invasion of Peru began at dawn.",
        "They thanked the government of Peru for its help.",
        "It was built by the London and Harbour Valley Railway in 1847.",
        "The Green Harbour Party of Peru won.",
        "The 2014 Harbour Council election in Peru was close.",
        "The War between Peru and Lakeland ended in spring.",
        "It signed the Peru – Lakeland Free Trade Agreement.",
        "She founded the Collège international de Tunis.",
    ] {
        assert_eq!(known(text), Vec::<String>::new(), "{text}");
    }
}

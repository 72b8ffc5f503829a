//! Every form with invented rows, and tables that are broken or hostile.

use super::*;
use crate::model::kind::Label;

const fn given(label: Option<Label>) -> Given<'static> {
    Given { format: None, label, title: "Mine" }
}

/// Each entry as "label name | aliases | ids | about".
fn lines(text: &str, label: Option<Label>) -> (ListFormat, Vec<String>, Vec<String>) {
    let read = read(text.as_bytes(), given(label)).unwrap_or_else(|reason| panic!("{reason}: {text}"));
    let line = |entry: &ListEntry| {
        let ids: Vec<String> = entry.ids.iter().map(|(scheme, id)| format!("{scheme}={id}")).collect();
        let about = entry.about.as_deref().unwrap_or("-");
        format!("{} {} | {} | {} | {about}", entry.label, entry.name, entry.aliases.join("; "), ids.join(" "))
    };
    (read.format, read.entries.iter().map(line).collect(), read.warnings)
}

fn refused(text: &str, label: Option<Label>) -> String {
    match read(text.as_bytes(), given(label)) {
        Ok(read) => panic!("{} entries in {text}", read.entries.len()),
        Err(reason) => reason.to_string(),
    }
}

#[test]
fn an_analysts_own_table_says_what_it_says() {
    let text = "\u{feff}Name;Aliases;Type;Wikidata;id;born;Note\r\n\
        Halden, Amir;A. Halden|Emir Halden;person;Q901;m-1;1951;minister\r\n\
        \r\n\
        Harbour Trust (charity);;Political party;https://www.wikidata.org/entity/Q902;m-2;;\r\n\
        Noor Camp;;camp;;;;\r\n";
    let (format, entries, warnings) = lines(text, None);
    assert_eq!(format, ListFormat::Csv);
    assert_eq!(
        entries,
        [
            "person Amir Halden | A. Halden; Emir Halden | wikidata=Q901 Mine=m-1 | born 1951, minister",
            "org Harbour Trust |  | wikidata=Q902 Mine=m-2 | -",
            "place Noor Camp |  |  | -",
        ]
    );
    assert_eq!(warnings, Vec::<String>::new());
    let (_, entries, _) = lines("First name,Last name\nAna,Ruiz\n,Orm\n", None);
    assert_eq!(entries, ["person Ana Ruiz |  |  | -", "person Orm |  |  | -"]);
    let (_, entries, _) = lines("Ana Ruiz\nOmar Said\n", Some(Label::Person));
    assert_eq!(entries, ["person Ana Ruiz |  |  | -", "person Omar Said |  |  | -"], "bare names");
}

#[test]
fn rows_that_name_nothing_are_told_with_their_line() {
    let text = "name,type\nAna Ruiz,person\n,person\nThe Thing,gizmo\nWallet,CryptoWallet\n7,person\n";
    let (_, entries, warnings) = lines(text, None);
    assert_eq!(entries, ["person Ana Ruiz |  |  | -"]);
    assert_eq!(
        warnings,
        [
            "2 rows were left out: no name (first in line 3)",
            "1 row was left out: what they are is not known here (line 4 says \"gizmo\"); say what such rows are to have them",
            "1 row was left out: of a kind that no card is made of (line 5: \"CryptoWallet\")",
        ]
    );
    let (_, entries, _) = lines(text, Some(Label::Product));
    assert_eq!(entries, ["person Ana Ruiz |  |  | -", "product The Thing |  |  | -"]);
}

#[test]
fn the_simple_table_of_open_sanctions_is_told_by_its_columns() {
    let text = "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\",\"sanctions\",\"phones\",\"emails\",\"dataset\",\"first_seen\",\"last_seen\",\"last_change\"\n\
        \"NK-aa1\",\"Person\",\"AMIR HALDEN\",\"Emir Halden;HALDEN, Amir\",\"1951-02-03\",\"ar;bo\",\"\",\"\",\"\",\"\",\"\",\"x\",\"\",\"\",\"\"\n\
        \"Q903\",\"Company\",\"Korvalis, Inc.\",\"\",\"\",\"ar\",\"1, \"\"Long\"\" Street\",\"\",\"\",\"\",\"\",\"x\",\"\",\"\",\"\"\n\
        \"NK-aa2\",\"Vessel\",\"SEA HALDEN\",\"\",\"\",\"\",\"\",\"IMO 1\",\"\",\"\",\"\",\"x\",\"\",\"\",\"\"\n\
        \"NK-aa3\",\"CryptoWallet\",\"abc123\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"x\",\"\",\"\",\"\"\n";
    let (format, entries, warnings) = lines(text, None);
    assert_eq!(format, ListFormat::OpenSanctions);
    assert_eq!(
        entries,
        [
            "person AMIR HALDEN | Emir Halden; Amir HALDEN | opensanctions=NK-aa1 | born 1951-02-03, ar;bo",
            "org Korvalis, Inc. |  | opensanctions=Q903 wikidata=Q903 | ar",
            "product SEA HALDEN |  | opensanctions=NK-aa2 | -",
        ]
    );
    assert_eq!(warnings.len(), 1, "{warnings:?}");
}

#[test]
fn a_table_of_geonames_has_no_first_line() {
    let row = |id: &str, name: &str, ascii: &str, others: &str, people: &str| {
        format!(
            "{id}\t{name}\t{ascii}\t{others}\t12.5\t-3.25\tP\tPPLA\tAR\t\t01\t\t\t\t{people}\t\t40\tAr/Lome\t2024-01-01\n"
        )
    };
    let text = row("1001", "Málaven", "Malaven", "MLV,Malawen,https://en.example.org/x,malaven,Малавен", "12000")
        + &row("1002", "Nord \"Old\" Halden", "Nord Halden", "", "0");
    let (format, entries, warnings) = lines(&text, None);
    assert_eq!(format, ListFormat::GeoNames);
    assert_eq!(
        entries,
        [
            "place Málaven | Malaven; Malawen; Малавен | geonames=1001 | AR, 12000 inhabitants",
            "place Nord \"Old\" Halden | Nord Halden | geonames=1002 | AR",
        ]
    );
    assert_eq!(warnings, Vec::<String>::new());
    let broken = text + "1003\tHalf a row\n";
    assert_eq!(
        refused(&broken, None),
        "is no table of GeoNames: line 3 has 2 columns, and they have 19, parted by tabs"
    );
}

#[test]
fn answers_of_wikidata_are_read_in_every_form() {
    let expected = [
        "place Ardania | Republic of Ardania | wikidata=Q36001 | country in the north",
        "person Ana Ruiz |  | wikidata=Q36002 | -",
    ];
    let json = r#"{"head":{"vars":["item","itemLabel"]},"results":{"bindings":[
        {"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q36001"},"itemLabel":{"value":"Ardania"},
         "itemAltLabel":{"value":"Republic of Ardania"},"itemDescription":{"value":"country in the north"},"typeLabel":{"value":"country"}},
        {"item":{"value":"http://www.wikidata.org/entity/Q36001"},"itemLabel":{"value":"Ardania"},"typeLabel":{"value":"state"}},
        {"item":{"value":"http://www.wikidata.org/entity/Q36002"},"itemLabel":{"value":"Ana Ruiz"},"typeLabel":{"value":"human"}},
        {"item":{"value":"http://www.wikidata.org/entity/Q36003"},"itemLabel":{"value":"Q36003"},"typeLabel":{"value":"human"}}]}}"#;
    let plain = r#"[{"item":"http://www.wikidata.org/entity/Q36001","itemLabel":"Ardania","itemAltLabel":"Republic of Ardania","itemDescription":"country in the north","typeLabel":"country"},
        {"item":"http://www.wikidata.org/entity/Q36002","itemLabel":"Ana Ruiz","typeLabel":"human"},{"item":"http://www.wikidata.org/entity/Q36003","itemLabel":"Q36003","typeLabel":"human"}]"#;
    let csv = "item,itemLabel,itemAltLabel,itemDescription,typeLabel\n\
        http://www.wikidata.org/entity/Q36001,Ardania,Republic of Ardania,country in the north,country\n\
        http://www.wikidata.org/entity/Q36002,Ana Ruiz,,,human\nhttp://www.wikidata.org/entity/Q36003,Q36003,,,human\n";
    let tsv = "?item\t?itemLabel\t?itemAltLabel\t?itemDescription\t?typeLabel\n\
        <http://www.wikidata.org/entity/Q36001>\t\"Ardania\"@en\t\"Republic of Ardania\"@en\t\"country in the north\"@en\t\"country\"@en\n\
        <http://www.wikidata.org/entity/Q36002>\t\"Ana Ruiz\"@en\t\t\t\"human\"@en\n<http://www.wikidata.org/entity/Q36003>\tQ36003\t\t\t\"human\"@en\n";
    let other_name = csv.replacen(
        "item,itemLabel,itemAltLabel,itemDescription",
        "place,placeLabel,placeAltLabel,placeDescription",
        1,
    );
    for text in [json, plain, csv, tsv, other_name.as_str()] {
        let (format, entries, warnings) = lines(text, None);
        assert_eq!(format, ListFormat::Wikidata, "{text}");
        assert_eq!(entries, expected, "{text}");
        assert!(warnings[0].starts_with("1 row was left out: no name"), "{warnings:?}");
    }
    assert!(refused("{\"results\": 7}", None).contains("results.bindings"));
    assert!(refused("[1, 2]", None).contains("result 1 is no object"));
    assert!(refused("{\"item\": ", None).starts_with("is no answer of the Wikidata query service"));
}

#[test]
fn what_is_no_list_is_refused_in_words_with_its_line() {
    for (text, words) in [
        ("", "is empty"),
        ("name\n", "holds no name"),
        ("name,type\n,\n", "holds no name"),
        ("Ana Ruiz\nOmar Said\n", "does not say what its names are"),
        ("name\nAna Ruiz\n", "does not say what its names are"),
        (
            "colour,size\nred,1\n",
            "has no column of names: its first line must name the columns, and one of them must be `name` (it has: colour, size)",
        ),
        ("name,type\nAna Ruiz,person\nHalden, Amir,person\n", "has 3 cells in line 3, where its first line names 2"),
        ("name,type\n\"Ana Ruiz,person\nOmar Said,person\n", "has a name over several lines in line 2"),
        ("\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}", "is not text"),
        ("%PDF-1.7", "is not text: looks like a PDF"),
    ] {
        let told = refused(text, None);
        assert!(told.contains(words), "{told}: {text:?}");
    }
    let long = format!("name,type\n\"{}\",person\n", "x".repeat(100_001));
    assert_eq!(
        refused(&long, None),
        "has a cell of more than 100,000 bytes in line 2: a quotation mark may lack its other half"
    );
}

#[test]
fn other_encodings_are_read_and_guesses_told() {
    let utf16: Vec<u8> = "\u{feff}name,type\nAna Muñoz,person\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let read_of = |bytes: &[u8]| read(bytes, given(None)).expect("a list");
    assert_eq!(read_of(&utf16).entries[0].name, "Ana Muñoz");
    let latin: Vec<u8> = "name,type\nAna Muñoz,person\n".chars().map(|c| c as u32 as u8).collect();
    let read = read_of(&latin);
    assert_eq!(read.entries[0].name, "Ana Muñoz");
    assert!(read.warnings[0].contains("a guess"), "{:?}", read.warnings);
}

#[test]
fn the_same_bytes_give_the_same_entries() {
    let text = "name,type,aliases\nAna Ruiz,person,A|B C|B C\nAna Ruiz,person,\n";
    assert_eq!(read(text.as_bytes(), given(None)), read(text.as_bytes(), given(None)));
    let (_, entries, _) = lines(text, None);
    assert_eq!(entries, ["person Ana Ruiz | B C |  | -", "person Ana Ruiz |  |  | -"], "a letter is no name");
}

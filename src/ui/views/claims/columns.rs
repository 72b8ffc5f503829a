//! The tables of Claims: which columns each kind has, and the words of their cells.
//!
//! Never decides what is listed: rows come filtered and sorted.

use crate::model::claim::Field;
use crate::model::claim::PartValue;
use crate::model::kind::ClaimKind;
use crate::model::kind::Status;
use crate::store::read::claim_table::ClaimColumn;
use crate::store::read::claim_table::ClaimTableRow;
use crate::store::read::claim_table::Named;
use crate::store::read::claim_table::when;
use crate::store::read::claim_table::who;
use crate::ui::widgets::table::Rows;
use crate::ui::widgets::table::TableColumn;
use crate::ui::widgets::table::Tone;
use crate::ui::widgets::table::Width;
use crate::ui::words;

type Column = TableColumn<ClaimColumn>;

const fn exact(key: ClaimColumn, title: &'static str, width: f32) -> Column {
    TableColumn::words(key, title, Width::Exact(width))
}

const fn rest(key: ClaimColumn, title: &'static str) -> Column {
    TableColumn::words(key, title, Width::Rest(140.0))
}

const STATUS: Column = exact(ClaimColumn::Status, "Status", 92.0);
const PUBLISHER: Column = exact(ClaimColumn::Publisher, "Publisher", 120.0).from_width(860.0);
const PUBLISHED: Column = exact(ClaimColumn::Published, "Published", 96.0);
const REFERENCE: Column = exact(ClaimColumn::Reference, "Ref", 56.0).from_width(710.0);
const PLACE: Column = exact(ClaimColumn::Part(Field::Place), "Place", 110.0).from_width(1070.0);

const ALL: &[Column] = &[
    exact(ClaimColumn::Kind, "Kind", 64.0),
    rest(ClaimColumn::Words, "Words"),
    exact(ClaimColumn::Who, "Who", 130.0).from_width(570.0),
    exact(ClaimColumn::When, "When", 104.0).from_width(1000.0),
    PUBLISHER,
    PUBLISHED,
    STATUS,
    REFERENCE,
];

const FIGURES: &[Column] = &[
    TableColumn::number(ClaimColumn::Value, "Number", 150.0),
    rest(ClaimColumn::Part(Field::Population), "Of what"),
    PLACE,
    exact(ClaimColumn::Part(Field::AsOf), "As of", 104.0).from_width(950.0),
    exact(ClaimColumn::Part(Field::SaidBy), "Said by", 120.0).from_width(640.0),
    exact(ClaimColumn::Measure, "Measure", 120.0).from_width(1200.0),
    PUBLISHER,
    PUBLISHED,
    STATUS,
    REFERENCE,
];

const QUOTES: &[Column] = &[
    rest(ClaimColumn::Words, "Words"),
    exact(ClaimColumn::Part(Field::Speaker), "Speaker", 140.0),
    exact(ClaimColumn::Part(Field::Medium), "Medium", 100.0).from_width(1000.0),
    exact(ClaimColumn::Part(Field::SaidOn), "Said on", 104.0).from_width(900.0),
    PUBLISHER,
    PUBLISHED,
    STATUS,
    REFERENCE,
];

const ROLES: &[Column] = &[
    exact(ClaimColumn::Part(Field::Holder), "Holder", 150.0),
    rest(ClaimColumn::Part(Field::Title), "Title"),
    exact(ClaimColumn::Part(Field::Organisation), "Organisation", 140.0).from_width(730.0),
    PLACE,
    exact(ClaimColumn::Part(Field::Date), "Since", 104.0).from_width(1190.0),
    PUBLISHER,
    PUBLISHED,
    STATUS,
    REFERENCE,
];

const EVENTS: &[Column] = &[
    exact(ClaimColumn::Part(Field::Type), "Event", 92.0),
    rest(ClaimColumn::Part(Field::Actors), "Who"),
    exact(ClaimColumn::Part(Field::Recipients), "To whom", 130.0).from_width(900.0),
    PLACE,
    exact(ClaimColumn::Part(Field::Date), "Date", 104.0).from_width(580.0),
    exact(ClaimColumn::Part(Field::Modality), "It", 100.0).from_width(1130.0),
    PUBLISHER,
    PUBLISHED,
    STATUS,
    REFERENCE,
];

/// The columns of one kind's table, or of the flat one.
pub const fn columns(kind: Option<ClaimKind>) -> &'static [Column] {
    match kind {
        None => ALL,
        Some(ClaimKind::Figure) => FIGURES,
        Some(ClaimKind::Quote) => QUOTES,
        Some(ClaimKind::Role) => ROLES,
        Some(ClaimKind::Event) => EVENTS,
    }
}

/// Rows as a table takes them.
pub struct ClaimRows<'r>(pub &'r [ClaimTableRow]);

impl Rows<ClaimColumn> for ClaimRows<'_> {
    fn n_rows(&self) -> usize {
        self.0.len()
    }

    fn key(&self, row: usize) -> i64 {
        self.0[row].key
    }

    fn cell(&self, row: usize, column: ClaimColumn) -> (String, Tone) {
        let row = &self.0[row];
        let tone = match (column, row.status) {
            (ClaimColumn::Status, Some(Status::Accepted)) => Tone::Accepted,
            (ClaimColumn::Status, Some(Status::Doubtful)) => Tone::Doubtful,
            (ClaimColumn::Status, None) => Tone::Accent,
            (ClaimColumn::Reference, _) | (_, Some(Status::Rejected)) => Tone::Muted,
            _ => Tone::Plain,
        };
        (cell(row, column), tone)
    }

    fn remarks(&self, row: usize) -> String {
        words::remarks(self.0[row].remarks)
    }

    fn name(&self, row: usize) -> String {
        let row = &self.0[row];
        format!("{}, {}, {}", words::claim_kind(row.kind), words::shortened(&row.words, 80), status(row))
    }
}

pub fn status(row: &ClaimTableRow) -> &'static str {
    row.status.map_or("suggestion", words::status)
}

fn cell(row: &ClaimTableRow, column: ClaimColumn) -> String {
    match column {
        ClaimColumn::Kind => words::claim_kind(row.kind).to_owned(),
        ClaimColumn::Words => one_line(&row.words),
        ClaimColumn::Who => field(row, who(row.kind)),
        ClaimColumn::Value => number(row),
        ClaimColumn::When => field(row, when(row.kind)),
        ClaimColumn::Part(Field::Population) => of_what(row),
        ClaimColumn::Part(Field::Title) => {
            let qualifier = field(row, Field::Qualifier);
            let title = field(row, Field::Title);
            if qualifier.is_empty() { title } else { format!("{title} ({qualifier})") }
        }
        ClaimColumn::Part(of) => field(row, of),
        ClaimColumn::Measure => row.measure.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        ClaimColumn::Publisher => publisher(row),
        ClaimColumn::Published => row.published.as_deref().map(words::edtf).unwrap_or_default(),
        ClaimColumn::Status => status(row).to_owned(),
        ClaimColumn::Reference => row.reference().unwrap_or_default(),
    }
}

/// Who published it; where it rests on more articles, that there are more.
fn publisher(row: &ClaimTableRow) -> String {
    let first = row.publisher.as_deref();
    match row.n_articles - 1 {
        n if n > 0 => format!("{} +{n}", first.unwrap_or("no publisher")),
        _ => first.unwrap_or_default().to_owned(),
    }
}

/// Publisher and date of the first source, and how many more there are.
pub fn source(row: &ClaimTableRow) -> String {
    let date = row.published.as_deref().map(words::edtf);
    let more = (row.n_articles > 1).then(|| format!("and {} more", row.n_articles - 1));
    let parts = [row.publisher.clone(), date].into_iter().flatten().collect::<Vec<_>>().join(", ");
    [Some(parts), more].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All values of a field on one line; several actors with commas between.
pub fn field(row: &ClaimTableRow, field: Field) -> String {
    values(field, row.values(field))
}

/// The same, of values that stand in no row.
pub fn values<'v>(field: Field, values: impl Iterator<Item = &'v PartValue<Named>>) -> String {
    let shown = values.filter_map(|value| match value {
        PartValue::Entity((_, name)) => Some(name.clone()),
        PartValue::Number(number) => words::part_value(field, &PartValue::Number(*number)),
        PartValue::Text(text) => words::part_value(field, &PartValue::Text(text.clone())),
        PartValue::Span(_) => None,
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// `over 460,000`, `5 - 10`, `USD 1,400,000`, `30 %`: what the words promise, in a line.
pub fn number(row: &ClaimTableRow) -> String {
    let qualifier = field(row, Field::Qualifier);
    let shown = match (row.number(Field::Value), row.number(Field::Low), row.number(Field::High)) {
        (Some(value), _, _) => words::number(value),
        (None, Some(low), Some(high)) => format!("{} - {}", words::number(low), words::number(high)),
        (None, Some(low), None) if qualifier == "at least" => words::number(low),
        (None, Some(low), None) => format!("from {}", words::number(low)),
        (None, None, Some(high)) => format!("up to {}", words::number(high)),
        (None, None, None) => return String::new(),
    };
    let unit = row.text(Field::Unit).unwrap_or("");
    let shown = match unit {
        "percent" => format!("{shown} %"),
        code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => format!("{code} {shown}"),
        _ => shown,
    };
    if matches!(qualifier.as_str(), "" | "exact") { shown } else { format!("{qualifier} {shown}") }
}

/// What a figure counts: the unit where it is no currency, and whom.
fn of_what(row: &ClaimTableRow) -> String {
    let unit = row.text(Field::Unit).filter(|unit| *unit != "percent" && !unit.bytes().all(|b| b.is_ascii_uppercase()));
    let of = row.text(Field::Population);
    [unit, of].into_iter().flatten().collect::<Vec<_>>().join(" of ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::claim::Part;
    use crate::model::span::Span;
    use crate::store::read::annotations::Counts;

    fn figure(parts: Vec<Part<(Option<i64>, String)>>) -> ClaimTableRow {
        ClaimTableRow {
            key: 203,
            kind: ClaimKind::Figure,
            status: Some(Status::Accepted),
            parts,
            measure: None,
            article_id: 1,
            span: Span::new(0, 4),
            words: "over\n460,000".to_owned(),
            publisher: None,
            published: None,
            score: None,
            rule: None,
            remarks: Counts::default(),
            n_articles: 1,
        }
    }

    #[test]
    fn numbers_say_what_their_words_promise() {
        for (parts, shown) in [
            (vec![Part::number(Field::Value, 460_000.0), Part::text(Field::Qualifier, "over")], "over 460,000"),
            (vec![Part::number(Field::Value, 12_000.0), Part::text(Field::Qualifier, "exact")], "12,000"),
            (vec![Part::number(Field::Low, 5.0), Part::number(Field::High, 10.0)], "5 - 10"),
            (vec![Part::number(Field::Low, 24.0), Part::text(Field::Qualifier, "at_least")], "at least 24"),
            (vec![Part::number(Field::Value, 1.4e6), Part::text(Field::Unit, "USD")], "USD 1,400,000"),
            (vec![Part::number(Field::Value, 30.0), Part::text(Field::Unit, "percent")], "30 %"),
            (vec![], ""),
        ] {
            assert_eq!(number(&figure(parts)), shown);
        }
    }

    #[test]
    fn every_kind_has_its_columns_and_all_end_with_the_source() {
        for kind in [None].into_iter().chain(ClaimKind::ALL.iter().copied().map(Some)) {
            let titles: Vec<&str> = columns(kind).iter().map(|column| column.title).collect();
            assert!(titles.ends_with(&["Publisher", "Published", "Status", "Ref"]), "{titles:?}");
            for (index, title) in titles.iter().enumerate() {
                assert!(!titles[index + 1..].contains(title), "{title} twice");
            }
        }
    }

    #[test]
    fn a_table_shows_no_more_columns_than_it_has_room_for() {
        const GAP: f32 = 8.0;
        for kind in [None].into_iter().chain(ClaimKind::ALL.iter().copied().map(Some)) {
            let all = columns(kind);
            for room in all.iter().map(|column| column.needs_width.max(512.0)) {
                let shown = all.iter().filter(|column| column.needs_width <= room);
                let wanted: f32 = shown
                    .map(|column| match column.width {
                        Width::Exact(points) | Width::Rest(points) => points + GAP,
                    })
                    .sum();
                assert!(wanted <= room, "{kind:?}: {wanted} in {room}");
            }
        }
    }

    #[test]
    fn cells_are_one_line() {
        let rows = [figure(vec![Part::text(Field::Population, "people"), Part::text(Field::Unit, "tonne")])];
        let cell = |column| ClaimRows(&rows).cell(0, column).0;
        assert_eq!(cell(ClaimColumn::Words), "over 460,000");
        assert_eq!(cell(ClaimColumn::Part(Field::Population)), "tonne of people");
        assert_eq!(cell(ClaimColumn::Reference), "F203");
        assert_eq!(ClaimRows(&rows).name(0), "figure, over 460,000, accepted");
    }
}

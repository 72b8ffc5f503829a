//! `claims.csv`: all kinds of claims side by side, flat, one row per claim and source; and what the tables of the four
//! kinds share.
//!
//! Never the only place of anything: `roles`, `quotes`, `figures` and `events` hold each kind with all its fields, and
//! those are read back.

use crate::export::citation::Citation;
use crate::export::citation::Cites;
use crate::export::citation::decision_columns;
use crate::export::citation::integer;
use crate::export::citation::number;
use crate::export::citation::place_columns;
use crate::export::citation::words_columns;
use crate::export::column::Column;
use crate::export::column::ForeignKey;
use crate::export::column::Kind;
use crate::export::column::Table;
use crate::export::column::column;
use crate::export::column::foreign;
use crate::export::column::text;
use crate::export::tables::measures::InMeasure;
use crate::export::tables::mentions::first_day;
use crate::export::tables::mentions::last_day;
use crate::model::claim::Field;
use crate::model::edtf;
use crate::model::edtf::Bounds;
use crate::model::kind::ClaimKind;
use crate::store::read::export::Cited;
use crate::store::read::export_claims::ExportedClaim;
use std::rc::Rc;

pub struct ClaimOut {
    pub citation: Citation,
    pub claim: ExportedClaim,
    /// Its measure and what differs; `None`: neither.
    pub measure: Option<Rc<InMeasure>>,
}

impl Cites for ClaimOut {
    fn citation(&self) -> &Citation {
        &self.citation
    }

    fn cited(&self) -> &Cited {
        &self.claim.cited
    }
}

impl ClaimOut {
    fn is(&self, kind: ClaimKind) -> bool {
        self.claim.kind == kind
    }

    pub fn put(&self, out: &mut String, field: Field) {
        out.push_str(self.claim.text(field));
    }

    /// Names of a field's entities: `a; b`.
    pub fn put_names(&self, out: &mut String, field: Field) {
        out.push_str(&crate::model::cell::join_list(self.claim.entities(field).map(|entity| entity.name.as_str())));
    }

    /// UUID of a field's entity.
    pub fn put_key(&self, out: &mut String, field: Field) {
        if let Some(entity) = self.claim.entities(field).next() {
            out.push_str(entity.uuid());
        }
    }

    pub fn put_number(&self, out: &mut String, field: Field) {
        number(out, self.claim.number(field));
    }

    pub fn bounds(&self, field: Field) -> Option<Bounds> {
        edtf::bounds(self.claim.text(field))
    }

    /// The field that dates what the claim says.
    const fn dated_by(&self) -> Field {
        match self.claim.kind {
            ClaimKind::Figure => Field::AsOf,
            ClaimKind::Quote => Field::SaidOn,
            ClaimKind::Role | ClaimKind::Event => Field::Date,
        }
    }
}

pub fn table() -> Table<ClaimOut> {
    let mut columns = people();
    columns.extend(words_columns());
    columns.push(column("articles", Kind::Integer, "how many articles the claim rests on", |row: &ClaimOut, out| {
        integer(out, row.claim.n_articles);
    }));
    columns.extend(measure_columns());
    columns.extend(decision_columns());
    columns.extend(place_columns());
    Table {
        name: "claims",
        about: "Everything the articles say, flat: one row per claim and article it rests on. A view of roles, quotes, \
                figures and events, which have all fields.",
        columns,
        key: &["id", "article_id", "start", "end"],
        foreign: vec![foreign("article_id", "articles", "id")],
    }
}

fn people() -> Vec<Column<ClaimOut>> {
    let kinds = ClaimKind::ALL.iter().map(|kind| kind.as_str()).collect();
    vec![
        reference(),
        column("kind", Kind::OneOf(kinds), "figure, quote, role or event", |row, out| {
            out.push_str(row.claim.kind.as_str());
        }),
        text("who", "role: its holder; quote: the speaker; event: who acted", |row, out| match row.claim.kind {
            ClaimKind::Role => row.put_names(out, Field::Holder),
            ClaimKind::Quote => row.put_names(out, Field::Speaker),
            ClaimKind::Event => row.put_names(out, Field::Actors),
            ClaimKind::Figure => {}
        }),
        text("role", "role: its title", |row, out| row.put(out, Field::Title)),
        text(
            "what",
            "quote: the words; figure: its unit; role: the organisation; event: its type",
            |row, out| match row.claim.kind {
                ClaimKind::Role => row.put_names(out, Field::Organisation),
                ClaimKind::Quote => out.push_str(&row.claim.cited.words),
                ClaimKind::Figure => row.put(out, Field::Unit),
                ClaimKind::Event => row.put(out, Field::Type),
            },
        ),
        column("value", Kind::Number, "figure: the number", |row, out| row.put_number(out, Field::Value)),
        column("value_low", Kind::Number, "figure: the least it can mean", |row, out| row.put_number(out, Field::Low)),
        column("value_high", Kind::Number, "figure: the most it can mean", |row, out| {
            row.put_number(out, Field::High);
        }),
        text(
            "qualifier",
            "figure: how exact; role: caretaker …; quote: direct, indirect or mixed; event: whether it happened",
            |row, out| match row.claim.kind {
                ClaimKind::Role | ClaimKind::Figure => row.put(out, Field::Qualifier),
                ClaimKind::Quote => row.put(out, Field::QuoteForm),
                ClaimKind::Event => row.put(out, Field::Modality),
            },
        ),
        text("of_what", "figure: what was counted; event: to or with whom", |row, out| {
            if row.is(ClaimKind::Event) {
                row.put_names(out, Field::Recipients);
            } else {
                row.put(out, Field::Population);
            }
        }),
        text("place", "where", |row, out| row.put_names(out, Field::Place)),
        column("date", Kind::Date, "when it was so (EDTF); of a quote: when it was said", |row, out| {
            row.put(out, row.dated_by());
        }),
        column("date_from", Kind::Day, "first day of the date", |row, out| first_day(out, row.bounds(row.dated_by()))),
        column("date_to", Kind::Day, "last day of the date", |row, out| last_day(out, row.bounds(row.dated_by()))),
        text("said_by", "on whose word", |row, out| {
            row.put_names(out, if row.is(ClaimKind::Quote) { Field::Speaker } else { Field::SaidBy });
        }),
        column("said_on", Kind::Date, "when that was said (EDTF)", |row, out| row.put(out, Field::SaidOn)),
        text("medium", "quote: where it was said or written, or at what occasion", |row, out| {
            let is_known = !row.claim.text(Field::Medium).is_empty();
            row.put(out, if is_known { Field::Medium } else { Field::Occasion });
        }),
    ]
}

/// The claim's short name, first in each table of claims.
pub fn reference() -> Column<ClaimOut> {
    text("ref", "short name in this dossier: F203, Q204, R205, V206", |row: &ClaimOut, out| {
        out.push_str(&row.claim.reference());
    })
}

/// `measure`, `differs_from`, `preferred`.
pub fn measure_columns() -> Vec<Column<ClaimOut>> {
    vec![
        text("measure", "figure: what it is a figure of, with others", |row, out| {
            if let Some((_, name)) = row.measure.as_ref().and_then(|measure| measure.measure.as_ref()) {
                out.push_str(name);
            }
        }),
        text(
            "differs_from",
            "figures of the same measure whose ranges do not meet its own: F3; F9; the first thousand",
            |row, out| {
                if let Some(measure) = &row.measure {
                    out.push_str(&measure.differs_from.join("; "));
                }
            },
        ),
        text("preferred", "the one a person preferred where it differs: F3", |row, out| {
            if let Some(measure) = &row.measure {
                out.push_str(&measure.preferred.join("; "));
            }
        }),
    ]
}

/// A table of one kind: its own columns, what all rows with words have, then keys.
pub fn table_of_kind(
    name: &'static str,
    about: &'static str,
    own: Vec<Column<ClaimOut>>,
    keys: Vec<Column<ClaimOut>>,
    mut foreign_keys: Vec<ForeignKey>,
) -> Table<ClaimOut> {
    let mut columns = vec![reference()];
    columns.extend(own);
    columns.extend(words_columns());
    columns.extend(decision_columns());
    columns.extend(place_columns());
    columns.extend(keys);
    columns.push(text("citation_id", "key of the row: the claim on these words", |row: &ClaimOut, out| {
        out.push_str(row.claim.citation.as_deref().unwrap_or(&row.citation.id));
    }));
    columns.push(column(
        "position",
        Kind::Integer,
        "place among the words that the claim rests on, from 1",
        |row, out| {
            integer(out, row.claim.position);
        },
    ));
    columns.push(text("notes_json", "the notes with id, author and time, for reading back", |row: &ClaimOut, out| {
        row.citation.remarks.notes_json(out);
    }));
    foreign_keys.insert(0, foreign("article_id", "articles", "id"));
    Table { name, about, columns, key: &["citation_id"], foreign: foreign_keys }
}

//! Columns and cells of the table of cards.
//!
//! Never sorts: the rows come in the order that was asked for.

use crate::store::read::cards::CardOrder;
use crate::store::read::cards::CardTable;
use crate::ui::widgets::table::Rows;
use crate::ui::widgets::table::TableColumn;
use crate::ui::widgets::table::Tone;
use crate::ui::widgets::table::Width;
use crate::ui::words;

pub const COLUMNS: &[TableColumn<CardOrder>] = &[
    TableColumn::words(CardOrder::Name, "Name", Width::Rest(150.0)),
    TableColumn::words(CardOrder::Kind, "Kind", Width::Exact(96.0)).from_width(380.0),
    TableColumn::words(CardOrder::Role, "Role", Width::Exact(210.0)).from_width(700.0),
    TableColumn::words(CardOrder::OtherNames, "Other names", Width::Exact(190.0)).from_width(1050.0),
    TableColumn::number(CardOrder::Articles, "Articles", 78.0),
    TableColumn::number(CardOrder::Mentions, "Mentions", 84.0).from_width(560.0),
    TableColumn::words(CardOrder::FirstSeen, "First seen", Width::Exact(104.0)).from_width(900.0),
    TableColumn::words(CardOrder::LastSeen, "Last seen", Width::Exact(104.0)).from_width(480.0),
    TableColumn::words(CardOrder::Tags, "Tags", Width::Exact(120.0)).from_width(1150.0),
];

pub struct CardRows<'t>(pub &'t CardTable);

impl Rows<CardOrder> for CardRows<'_> {
    fn n_rows(&self) -> usize {
        self.0.rows.len()
    }

    fn key(&self, row: usize) -> i64 {
        self.0.rows[row].id
    }

    fn cell(&self, row: usize, column: CardOrder) -> (String, Tone) {
        let card = &self.0.rows[row];
        let date = |date: &Option<String>| date.as_deref().map(words::edtf).unwrap_or_default();
        match column {
            CardOrder::Name => (card.name.clone(), Tone::Plain),
            CardOrder::Kind => (words::label(card.label).to_owned(), Tone::Muted),
            CardOrder::Role => (card.role.clone().unwrap_or_default(), Tone::Plain),
            CardOrder::OtherNames => (card.other_names.clone(), Tone::Muted),
            CardOrder::Articles => (words::number(card.n_articles as f64), Tone::Plain),
            CardOrder::Mentions => (words::number(card.n_mentions as f64), Tone::Plain),
            CardOrder::FirstSeen => (date(&card.first_seen), Tone::Muted),
            CardOrder::LastSeen => (date(&card.last_seen), Tone::Muted),
            CardOrder::Tags => (card.tags.clone(), Tone::Muted),
        }
    }

    fn remarks(&self, row: usize) -> String {
        words::remarks(self.0.rows[row].remarks)
    }

    fn name(&self, row: usize) -> String {
        let card = &self.0.rows[row];
        let role = card.role.as_deref().map_or_else(String::new, |role| format!(", {role}"));
        let seen = words::count(card.n_articles, "article");
        format!("{}, {}{role}, {seen}", card.name, words::label(card.label))
    }
}

//! Dossier turns news articles into a curated, sourced record. This page is the map of the house.
//!
//! # Bird's-eye view
//!
//! Bytes come in through [`import`] and become articles with a verbatim body ([`text`]). [`extract`] reads a body and
//! proposes mentions, entities and claims, with the help of [`lists`] and of how names compare ([`names`]). The analyst
//! decides; every decision is a command that [`ledger`] turns into facts, writes into the file ([`store`]) as one
//! operation of a hash-chained list, and applies to the projection that screens and exports read. [`export`] writes
//! the record as CSV. [`resolve`] finds cards and claims that may be one, and says why. [`workspace`] is the one door to
//! all of it; [`cli`] was its first client, [`ui`] is its second.
//!
//! ```text
//! bytes ── import ──▶ article ── extract ──▶ proposals (cache)
//!                        │                       │  decide
//!                        ▼                       ▼
//!                     record  ── replay ──▶  projection ── read models ──▶ window, JSON, CSV
//! ```
//!
//! # How a decision travels
//!
//! 1. A key in [`ui`] or a line of `dossier decide` becomes a [`ledger::command::Command`].
//! 2. [`workspace`] runs it in one transaction on the writer's connection: [`ledger::plan`] resolves it against what is
//!    there into facts, [`ledger::apply`] writes each fact as rows, and [`ledger::operation`] records them, chained by
//!    hashes to what came before.
//! 3. Temporary triggers ([`store::images`]) keep each row as it was: undo puts those back, as an operation of its own.
//! 4. Once it is durable, the answer names the operation and the articles it touched; only those are read again.
//!
//! # Where to start reading
//!
//! The file: `schema.sql`. A change of data: [`ledger`]. What is proposed: [`extract`], its rules by name in
//! [`extract::rule`]. What a dossier learns from decisions: [`extract::memory`], [`workspace::habits`]. A screen: its
//! file below [`ui`], and the read model it paints in [`store::read`]. What Review asks: [`workspace::review`]. A command:
//! its file below [`cli`]. What keeps the file safe (backups, unclean ends, damage): [`workspace::care`].
//!
//! # Arrows
//!
//! A module may name those further down, never those above or beside it. `tests/layering.rs` walks the sources and
//! fails on an arrow that points up.
//!
//! ```text
//!                      main
//!                    cli | ui
//!                    workspace
//!          ledger | resolve | export
//!            extract | import | store
//!                      lists
//!                      names
//!                   text | disk
//!                model | env | jobs
//! ```
//!
//! # What is absent
//!
//! * Only [`store`] names `rusqlite`; no SQL stands anywhere else.
//! * [`extract`] knows no database, no clock and no file: text in, proposals out, the same bytes on any machine.
//! * No view does I/O: a frame paints what [`workspace`] has already brought.
//! * No command has an inverse of its own: undo applies the row images that triggers recorded.
//! * No decision refers to a proposal: proposals can be thrown away and made again.
//! * No file has its name before it is on the disk: SQLite sees to its own, [`disk`] to all others.
//! * There is no network code.

pub mod disk;
pub mod env;
pub mod jobs;
pub mod model;
pub mod text;

pub mod names;

pub mod lists;

pub mod extract;
pub mod import;
pub mod store;

pub mod export;
pub mod ledger;
pub mod resolve;

pub mod workspace;

pub mod cli;
pub mod ui;

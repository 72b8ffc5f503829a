//! The record of decisions: commands become facts, facts become rows, and every step can be undone, replayed, verified.
//!
//! ```text
//! Command ── plan ──▶ Fact ── apply ──▶ rows of the projection
//!                      │                       │ temporary triggers
//!                      ▼                       ▼
//!            operation (hash-chained)     row images ── undo ──▶ rows as they were
//! ```
//!
//! Never proposes anything, and nothing in the record refers to a proposal.

pub mod again;
pub mod apply;
pub mod chain;
pub mod command;
pub mod copies;
pub mod operation;
pub mod plan;
pub mod rebuild;
pub mod record;
pub mod removal;
pub mod undo;
pub mod verify;

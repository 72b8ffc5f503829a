//! The record of decisions: commands, facts, operations, undo, replay, verification.
//!
//! Never proposes anything and never reads a proposal back out of the record.

pub mod command;

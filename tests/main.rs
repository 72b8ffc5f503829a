//! The integration tests: one binary, one module per promise.

/// Sentences with marks: what the extractor finds in them, and nothing else.
mod corpus;

/// No arrow points up, no file is too long, no module lacks its opening words.
mod layering;

/// Whatever is dropped on the program becomes articles, or a sentence that says why not.
mod import;

/// An export says what the dossier says, in files that a colleague can check, and comes back the same.
mod export;

/// Three invented articles and a dossier to decide on them.
mod fixture;

/// Commands of every kind, for random walks over the ledger.
mod actions;

/// Any sequence of decisions can be undone, redone and replayed, and nothing is ever half done.
mod ledger;

/// A long day of decisions of every kind is taken back step by step, and every step leads to what was there before.
mod undo;

/// A copy of a reviewed article takes over what was decided there, and nothing that was changed in it.
mod copies;

/// What was taken back can be applied again where it still fits, and History says what every change was.
mod history;

/// Names and cards that may be one are offered with reasons, and nobody but a person joins them.
mod resolve;

/// One name over several articles, joined and parted, and every step of it taken back.
mod joining;

/// What came with an import that nobody had heard of.
mod news;

/// What `log` tells makes the same record of a fresh import.
mod replay;

/// The schema says what it is, and its lists are the program's.
mod schema;

/// What is changed behind the program's back is noticed.
mod verify;

/// Claims of several articles that may be one are offered with reasons, and become one with all its sources.
mod claims_alike;

/// The tables of claims: filtered, sorted, counted, with their sources.
mod claims;

/// Every verb of `decide`, and what each refuses.
mod decide;

/// An analyst's own lists: what they suggest, what comes along, and the way back.
mod lists;

/// What was decided once is suggested, or left alone, from then on.
mod memory;

/// Decisions change how the next articles are read; gold from outside, and weights of one's own.
mod learning;

/// The program from outside: exit statuses, JSON, pipes, locks.
mod cli;

/// A stored dossier of every version of the format opens for ever.
mod stores;

/// Copies, sheets, notes and zones: what leaves as proof, and what stays out.
mod proof;

/// What is removed for good is gone, and nothing else is.
mod removal;

/// A working day at the real window, by keyboard alone.
mod day;

/// The file takes care of itself: backups, unclean ends, damage, who holds it.
mod care;

/// Random numbers that are the same for the same seed.
mod dice;

/// No kill and no power cut takes away what was acknowledged.
#[cfg(unix)]
mod durability;

/// Bad input is normal input: it is named, the rest goes on, and everything ends.
#[cfg(unix)]
mod bad_input;

/// The table of cards and what stands on one.
mod cards;

/// Which articles hold what waits for a decision.
mod waiting;

/// What a query finds: words, phrases, names, values, in any writing.
mod search;

/// What an import tells while it goes on is what its report says.
mod notices;

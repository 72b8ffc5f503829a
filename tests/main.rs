//! The integration tests: one binary, one module per promise.

/// Sentences with marks: what the extractor finds in them, and nothing else.
mod corpus;
/// No arrow points up, no file is too long, no module lacks its opening words.
mod layering;

/// Whatever is dropped on the program becomes articles, or a sentence that says why not.
mod import;

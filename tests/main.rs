//! The integration tests: one binary, one module per promise.

/// No arrow points up, no file is too long, no module lacks its opening words.
mod layering;

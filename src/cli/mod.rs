//! (being built)

pub mod extract_json;

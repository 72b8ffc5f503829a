//! (being built)
pub mod decode;

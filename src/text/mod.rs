//! A body as text: which stretches are headline, dateline or boilerplate, where sentences end, what the tokens are.
//!
//! Never changes a text and never owns one: everything here borrows the body and speaks in byte spans. What a word
//! means is none of its business; the few English words it knows are marks of layout (`By`, `©`, `Mr.`).

pub mod copies;
pub mod decode;
pub mod fast;
pub mod find;
pub mod month;
pub mod needle;
pub mod sentence;
pub mod token;
pub mod zones;

pub mod paragraph;

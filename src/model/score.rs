//! How sure a score is: the two borders between sure, likely and check.
//!
//! Scores are of 0..=1. Never makes one.

/// Lowest score that is called sure, and that the paragraph key accepts.
pub const SURE: f64 = 0.9;
/// Lowest score that is called likely.
pub const LIKELY: f64 = 0.6;

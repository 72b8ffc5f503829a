//! An article as a reader makes it ready for Review: its rows, what is asked in it, and where that stands.
//!
//! Never decides and never draws: a frame only takes over what was made here.

#[cfg(test)]
pub mod fixture;
pub mod offers;
pub mod phrases;
pub mod places;
pub mod prefill;
pub mod stops;
pub mod within;

use crate::store::read::review::Review;
use crate::workspace::review::places::Place;
use crate::workspace::review::stops::Stop;
use std::sync::Arc;

/// An article that was read, shared by the reader and the screen: whoever lets go of it last pays for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub review: Arc<Review>,
    /// Whether all of its names have the cards that they may be: the rest comes in a second answer.
    pub is_whole: bool,
    /// In reading order.
    pub stops: Arc<Vec<Stop>>,
    /// In order of their spans.
    pub places: Arc<Vec<Place>>,
}

impl Reading {
    pub fn new(review: Review) -> Self {
        let is_whole = review.names.iter().all(|name| name.is_compared);
        let stops = stops::stops(&review);
        let places = places::places(&review, &stops);
        Self { review: Arc::new(review), is_whole, stops: Arc::new(stops), places: Arc::new(places) }
    }
}

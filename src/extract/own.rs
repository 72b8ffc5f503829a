//! Weights that somebody chose in the place of those that come with the program.
//!
//! Never changed once something was read: they are chosen at the start, so that all of a session is read by the same.

use std::sync::OnceLock;

use crate::extract::PROGRAM;
use crate::extract::tagger::Model;
use crate::extract::tagger::weights;
use crate::extract::tagger::weights::Weights;
use crate::model::id::Sha256;

struct Own {
    bytes: &'static [u8],
    model: Model<'static>,
    extractor: String,
}

static OWN: OnceLock<Own> = OnceLock::new();

/// From here on names are found by these weights, for as long as the program runs. The first ones stay.
pub fn use_weights(bytes: Vec<u8>) -> Result<(), weights::Error> {
    Weights::new(&bytes)?;
    let hash = Sha256::of(&bytes).to_hex();
    // Needed until the process ends; chosen once.
    let bytes: &'static [u8] = Vec::leak(bytes);
    let weights = Weights::cut(bytes)?;
    let extractor = format!("{PROGRAM}, weights {}", &hash[..8]);
    // A second choice changes nothing, as said above.
    drop(OWN.set(Own { bytes, model: Model::new(weights), extractor }));
    Ok(())
}

pub fn model() -> Option<&'static Model<'static>> {
    OWN.get().map(|own| &own.model)
}

pub fn bytes() -> Option<&'static [u8]> {
    OWN.get().map(|own| own.bytes)
}

pub fn extractor() -> Option<&'static str> {
    OWN.get().map(|own| own.extractor.as_str())
}

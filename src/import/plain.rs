//! Plain text: the bytes decoded, and nothing else.
//!
//! Never takes the first line for a title: what a line is, zones decide later, visibly.

use crate::import::Parsed;
use crate::import::Reason;
use crate::import::decoding_messages;
use crate::model::article::Metadata;
use crate::text::decode::decode;

pub(super) fn parse(bytes: &[u8]) -> Result<Parsed, Reason> {
    let decoded = decode(bytes, None)?;
    let messages = decoding_messages(&decoded);
    Ok(Parsed { body: decoded.text, encoding: decoded.encoding, metadata: Metadata::default(), messages })
}

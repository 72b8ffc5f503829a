//! A hash for tables of words that never come from outside: a few operations for a word, the same on any machine.
//!
//! Never for keys that somebody could choose to fall together: those keep the standard hash.

use std::hash::BuildHasherDefault;
use std::hash::Hasher;

#[derive(Clone, Copy, Debug, Default)]
pub struct Fast(u64);

pub type Build = BuildHasherDefault<Fast>;

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of bytes.
pub fn of(bytes: &[u8]) -> u64 {
    let mut hash = Fast::default();
    hash.write(bytes);
    hash.finish()
}

impl Hasher for Fast {
    fn write(&mut self, bytes: &[u8]) {
        let mut hash = self.0 ^ bytes.len() as u64;
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR).rotate_left(29);
        }
        let rest = chunks.remainder().iter().fold(0, |rest, byte| (rest << 8) | u64::from(*byte));
        hash = (hash ^ rest).wrapping_mul(FACTOR);
        self.0 = hash ^ (hash >> 32);
    }

    fn write_u8(&mut self, _byte: u8) {}

    fn finish(&self) -> u64 {
        self.0.wrapping_mul(FACTOR)
    }
}

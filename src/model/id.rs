//! Names for things: hashes for what is fixed by its bytes, UUIDs for what is made, short references for people.
//!
//! Never makes an id: fresh UUIDs come from `env`, so that tests are exact.

use sha2::Digest as _;

/// SHA-256 of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// Hash of several pieces, one after the other, without joining them in memory.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut digest = sha2::Sha256::new();
        for part in parts {
            digest.update(part);
        }
        Self(digest.finalize().into())
    }

    /// 64 lower-case hexadecimal digits.
    pub fn to_hex(self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut hex, byte| {
            for nibble in [byte >> 4, byte & 15] {
                hex.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
            hex
        })
    }

    pub fn parse_hex(hex: &str) -> Option<Self> {
        let bytes = hex.as_bytes();
        if bytes.len() != 64 {
            return None;
        }
        let mut out = [0; 32];
        for (byte, pair) in out.iter_mut().zip(bytes.chunks(2)) {
            let high = char::from(pair[0]).to_digit(16)?;
            let low = char::from(pair[1]).to_digit(16)?;
            *byte = (high * 16 + low) as u8;
        }
        Some(Self(out))
    }
}

impl std::fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_hex())
    }
}

/// An article's id: SHA-256 over the source's hash and the locator within the source; with an empty locator, the
/// source's hash itself.
pub fn article_sha256(source: Sha256, locator: &str) -> Sha256 {
    if locator.is_empty() {
        return source;
    }
    Sha256::of_parts([&source.0[..], locator.as_bytes()])
}

/// Splits a short reference such as `A17` into its letter and number.
pub fn parse_ref(text: &str) -> Option<(char, i64)> {
    let mut chars = text.chars();
    let letter = chars.next()?.to_ascii_uppercase();
    let digits = chars.as_str();
    let is_ref = letter.is_ascii_uppercase() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_ref { digits.parse().ok().map(|number| (letter, number)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_goes_both_ways() {
        let hash = Sha256::of(b"dossier");
        assert_eq!(Sha256::parse_hex(&hash.to_hex()), Some(hash));
        assert_eq!(Sha256::parse_hex("xyz"), None);
    }

    #[test]
    fn references_are_a_letter_and_digits() {
        assert_eq!(parse_ref("A17"), Some(('A', 17)));
        assert_eq!(parse_ref("f203"), Some(('F', 203)));
        for not_a_ref in ["", "A", "17", "A1b", "Asif", "A-1"] {
            assert_eq!(parse_ref(not_a_ref), None, "{not_a_ref}");
        }
    }
}

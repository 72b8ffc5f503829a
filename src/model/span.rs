//! Half-open ranges in a text, and the way from bytes (inside the program) to code points (outside) and back.
//!
//! Never holds text itself: a span means something only beside the body it was taken from.

/// Half-open byte range `[start_byte, end_byte)` in a body. Both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub start_byte: usize,
    pub end_byte: usize,
}

impl Span {
    /// `start_byte <= end_byte` is the caller's promise; it is checked where spans enter (decisions, read-back).
    pub const fn new(start_byte: usize, end_byte: usize) -> Self {
        Self { start_byte, end_byte }
    }

    /// The span of `part`, which must be a slice of `whole` (same allocation).
    pub fn of_slice(whole: &str, part: &str) -> Self {
        let start_byte = part.as_ptr() as usize - whole.as_ptr() as usize;
        Self::new(start_byte, start_byte + part.len())
    }

    pub const fn len(self) -> usize {
        self.end_byte - self.start_byte
    }

    pub const fn is_empty(self) -> bool {
        self.start_byte == self.end_byte
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start_byte < other.end_byte && other.start_byte < self.end_byte
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start_byte <= other.start_byte && other.end_byte <= self.end_byte
    }

    pub const fn contains_byte(self, byte: usize) -> bool {
        self.start_byte <= byte && byte < self.end_byte
    }

    /// The words, or `None` where the span does not fit the text (an orphan).
    pub fn words(self, text: &str) -> Option<&str> {
        text.get(self.start_byte..self.end_byte)
    }

    /// The span moved by `n_bytes` to the right: from a slice's own offsets to those of the whole.
    #[must_use]
    pub const fn shifted(self, n_bytes: usize) -> Self {
        Self::new(self.start_byte + n_bytes, self.end_byte + n_bytes)
    }
}

/// Bytes per checkpoint of [`CodePoints`]: small enough to count in a few nanoseconds, large enough to cost nothing.
const STEP: usize = 256;

/// Converts offsets of one text between bytes and Unicode code points.
///
/// For `"né 1"`: byte 3 (after `é`) is code point 2. Building costs one pass; each conversion at most 256 bytes.
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `STEP * i`; empty when the text is ASCII and both counts are the same.
    before: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut n_points = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                before.push(n_points);
                n_points += count_starts(chunk);
            }
        }
        Self { text, before }
    }

    /// Code points before byte offset `byte`; offsets past the end count as the end.
    pub fn from_byte(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if self.before.is_empty() {
            return byte;
        }
        let checkpoint = (byte / STEP).min(self.before.len() - 1);
        self.before[checkpoint] + count_starts(&self.text.as_bytes()[checkpoint * STEP..byte])
    }

    /// Byte offset of code point `point`; `None` past the end of the text.
    pub fn to_byte(&self, point: usize) -> Option<usize> {
        if self.before.is_empty() {
            return (point <= self.text.len()).then_some(point);
        }
        let checkpoint = self.before.partition_point(|n| *n <= point) - 1;
        let mut n_points = self.before[checkpoint];
        let start = checkpoint * STEP;
        for (offset, byte) in self.text.as_bytes()[start..].iter().enumerate() {
            if is_start(*byte) {
                if n_points == point {
                    return Some(start + offset);
                }
                n_points += 1;
            }
        }
        (n_points == point).then_some(self.text.len())
    }

    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.from_byte(span.start_byte), self.from_byte(span.end_byte))
    }

    /// The span of code points `[start, end)`; `None` unless it lies inside the text and is not empty.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let span = Span::new(self.to_byte(start)?, self.to_byte(end)?);
        (start < end).then_some(span)
    }
}

const fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn count_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_start(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn conversions_agree_with_counting_chars(text in "\\PC{0,400}", repeat in 1_usize..4) {
            let text = text.repeat(repeat);
            let points = CodePoints::new(&text);
            for (n_before, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.from_byte(byte), n_before);
                prop_assert_eq!(points.to_byte(n_before), Some(byte));
            }
            let total = text.chars().count();
            prop_assert_eq!(points.to_byte(total), Some(text.len()));
            prop_assert_eq!(points.to_byte(total + 1), None);
        }
    }

    #[test]
    fn empty_and_reversed_ranges_are_no_spans() {
        let points = CodePoints::new("né 1");
        assert_eq!(points.span(1, 2), Some(Span::new(1, 3)));
        assert_eq!(points.span(2, 2), None);
        assert_eq!(points.span(3, 2), None);
        assert_eq!(points.span(3, 9), None);
    }
}

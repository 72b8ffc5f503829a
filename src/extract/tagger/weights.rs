//! The weights file: what stands in it, how it is checked, how a weight is found in place.
//!
//! ```text
//! "DOSSTAG1"  version u32  n_groups u32  n_slots u32  scale f32  hash u64
//! steps   N_STEPS x N_STATES x N_STATES x i16
//! second  the same, for the second look
//! scores  N_LABELS x N_BINS x u8: share of right ones, in 1/250, of spans with a marginal in that bin
//! checks  n_groups x 8 x u16: which feature a row belongs to
//! rows    n_groups x 8 x 16 x i8: its weight for each inner state
//! lexicon n_slots x 12 bytes
//! ```
//!
//! Little-endian throughout. Never parsed at start: rows are read where they lie.

use crate::extract::tagger::hash;
use crate::extract::tagger::lexicon;
use crate::extract::tagger::lexicon::Lexicon;
use crate::extract::tagger::states::N_INNER;
use crate::extract::tagger::states::N_LABELS;
use crate::extract::tagger::states::N_STATES;
use crate::extract::tagger::states::N_STEPS;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

pub const MAGIC: &[u8; 8] = b"DOSSTAG1";
/// Grows whenever templates, states, hashes or this layout change.
pub const VERSION: u32 = 3;
/// Rows that share one place of the table.
pub const GROUP: usize = 8;
pub const N_BINS: usize = 20;
const HEADER: usize = 32;
const N_STEP_BYTES: usize = N_STEPS * N_STATES * N_STATES * 2;
const N_SCORE_BYTES: usize = N_LABELS * N_BINS;

/// How many weights were cut so far.
static N_TABLES: AtomicU64 = AtomicU64::new(0);

/// Why bytes are no weights for this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("not a file of weights: it does not begin with {}", String::from_utf8_lossy(MAGIC))]
    Magic,
    #[error("weights of version {0}; this program reads version {VERSION}: train them anew")]
    Version(u32),
    #[error("weights that are cut off or damaged: train them anew")]
    Damaged,
}

/// A checked file of weights.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'w> {
    n_groups: u64,
    /// What one unit of a row or step is worth, as a natural logarithm.
    pub scale: f32,
    steps: &'w [u8],
    second: &'w [u8],
    scores: &'w [u8],
    checks: &'w [u8],
    rows: &'w [u8],
    lexicon: &'w [u8],
    /// Of the table of words, which no other weights of this process bear.
    number: u64,
}

/// What a weights file is written from.
#[derive(Clone, Debug)]
pub struct Parts {
    pub scale: f32,
    /// `[step][from][to]`.
    pub steps: Vec<i16>,
    /// The same for the second look.
    pub second: Vec<i16>,
    pub scores: Vec<u8>,
    /// Key of each feature with its row.
    pub rows: Vec<(u64, [i8; N_INNER])>,
    pub lexicon: Vec<u8>,
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<'w> Weights<'w> {
    /// Checks length, magic, version and hash.
    pub fn new(bytes: &'w [u8]) -> Result<Self, Error> {
        let sum = u32_at(bytes, 24).zip(u32_at(bytes, 28)).ok_or(Error::Damaged);
        let weights = Self::cut(bytes)?;
        let (low, high) = sum?;
        if checksum(&bytes[HEADER..]) != u64::from(low) | (u64::from(high) << 32) {
            return Err(Error::Damaged);
        }
        Ok(weights)
    }

    /// Checks all but the hash: of bytes that were checked before.
    pub fn cut(bytes: &'w [u8]) -> Result<Self, Error> {
        if !bytes.starts_with(MAGIC) {
            return Err(Error::Magic);
        }
        let header = |at| u32_at(bytes, at).ok_or(Error::Damaged);
        let version = header(8)?;
        if version != VERSION {
            return Err(Error::Version(version));
        }
        let (n_groups, n_slots) = (header(12)? as usize, header(16)? as usize);
        let scale = f32::from_bits(header(20)?);
        let rest = bytes.get(HEADER..).ok_or(Error::Damaged)?;
        let (n_checks, n_rows) = (n_groups * GROUP * 2, n_groups * GROUP * N_INNER);
        let lengths = [N_STEP_BYTES, N_STEP_BYTES, N_SCORE_BYTES, n_checks, n_rows, n_slots * lexicon::SLOT];
        let whole = n_groups > 0 && rest.len() == lengths.iter().sum::<usize>();
        if !whole || !scale.is_finite() {
            return Err(Error::Damaged);
        }
        let (steps, rest) = rest.split_at(lengths[0]);
        let (second, rest) = rest.split_at(lengths[1]);
        let (scores, rest) = rest.split_at(lengths[2]);
        let (checks, rest) = rest.split_at(lengths[3]);
        let (rows, lexicon) = rest.split_at(lengths[4]);
        let number = N_TABLES.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(Self { n_groups: n_groups as u64, scale, steps, second, scores, checks, rows, lexicon, number })
    }

    pub const fn lexicon(&self) -> Lexicon<'w> {
        Lexicon::numbered(self.lexicon, self.number)
    }

    /// Weights of one feature for the inner states, if it has any.
    #[inline]
    pub fn row(&self, key: u64) -> Option<&'w [u8; N_INNER]> {
        let (group, check) = place(key, self.n_groups);
        let checks = self.checks.get(group * GROUP * 2..(group + 1) * GROUP * 2)?;
        let half = |from: usize| checks[from..from + 8].try_into().map_or(0, u64::from_le_bytes);
        let index = find(half(0), check).or_else(|| find(half(8), check).map(|index| index + 4))?;
        let at = (group * GROUP + index) * N_INNER;
        self.rows.get(at..at + N_INNER)?.try_into().ok()
    }

    /// Adds the weights of features to the sums of the inner states. `held` is a buffer.
    ///
    /// First all places are looked up, then all rows are added, and neither branches on what was found: so many places
    /// of the table are fetched side by side, which is what this takes its time for.
    pub fn add(&self, keys: &[u64], held: &mut Vec<u32>, sums: &mut [i16; N_INNER]) {
        held.clear();
        held.resize(keys.len() + 1, 0);
        let mut n_held = 0;
        for key in keys {
            let (group, check) = place(*key, self.n_groups);
            let Some(checks) = self.checks.get(group * GROUP * 2..(group + 1) * GROUP * 2) else { return };
            let half = |from: usize| checks[from..from + 8].try_into().map_or(0, u64::from_le_bytes);
            // Bytes of one word: those of the first four checks and those of the last four take turns.
            let found = (zeros(half(0), check) >> 8) | zeros(half(8), check);
            let lane = found.trailing_zeros() / 8;
            held[n_held] = (group * GROUP) as u32 + (lane >> 1) + 4 * (lane & 1);
            n_held += usize::from(found != 0);
        }
        for index in &held[..n_held] {
            let at = *index as usize * N_INNER;
            let Some(row) = self.rows.get(at..at + N_INNER) else { return };
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
            }
        }
    }

    /// Weight of a step.
    pub fn step(&self, class: usize, from: usize, to: usize) -> i16 {
        step_of(self.steps, (class, from, to))
    }

    /// Weight of a step at the second look.
    pub fn second_step(&self, class: usize, from: usize, to: usize) -> i16 {
        step_of(self.second, (class, from, to))
    }

    /// The share of right ones among spans of the label (by number) with such a marginal.
    pub fn score(&self, label: usize, marginal: f32) -> f64 {
        let bin = bin(marginal);
        self.scores.get(label * N_BINS + bin).map_or(0.0, |share| f64::from(*share) / 250.0)
    }
}

fn step_of(steps: &[u8], (class, from, to): (usize, usize, usize)) -> i16 {
    let at = 2 * ((class * N_STATES + from) * N_STATES + to);
    steps.get(at..at + 2).map_or(0, |bytes| i16::from_le_bytes([bytes[0], bytes[1]]))
}

/// Where bins of marginals begin, but for the first: finer near one.
pub const EDGES: [f32; N_BINS - 1] =
    [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999];

/// Bin of a marginal.
pub fn bin(marginal: f32) -> usize {
    EDGES.iter().take_while(|edge| marginal >= **edge).count()
}

/// Which of four checks in a row is the wanted one.
#[inline]
const fn find(four: u64, wanted: u16) -> Option<usize> {
    let zero = zeros(four, wanted);
    if zero == 0 { None } else { Some(zero.trailing_zeros() as usize / 16) }
}

/// Bits of which the lowest is the last one of the first of four checks that is the wanted one; none if none is.
#[inline]
const fn zeros(four: u64, wanted: u16) -> u64 {
    const ONES: u64 = 0x0001_0001_0001_0001;
    let differ = four ^ (wanted as u64 * ONES);
    differ.wrapping_sub(ONES) & !differ & (ONES << 15)
}

/// Group of a feature, and its check; zero marks an empty row.
#[inline]
const fn place(key: u64, n_groups: u64) -> (usize, u16) {
    let group = ((key >> 32) * n_groups) >> 32;
    let check = key as u16;
    (group as usize, if check == 0 { 1 } else { check })
}

fn checksum(bytes: &[u8]) -> u64 {
    let mut lanes = [1_u64, 2, 3, 4];
    let mut blocks = bytes.chunks_exact(32);
    for block in &mut blocks {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(word);
            *lane = (*lane ^ u64::from_le_bytes(bytes)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
        }
    }
    let sum = lanes.iter().fold(bytes.len() as u64, |sum, lane| hash::join(sum, *lane));
    hash::join(sum, hash::bytes(blocks.remainder()))
}

/// The bytes of a weights file with about `n_rows` rows: of features that fall together, the weightiest stay.
pub fn write(parts: &Parts, n_rows: usize) -> Vec<u8> {
    let n_groups = n_rows.div_ceil(GROUP).max(1);
    let weight = |row: &[i8; N_INNER]| row.iter().map(|one| u32::from(one.unsigned_abs()).pow(2)).sum::<u32>();
    let mut sorted: Vec<&(u64, [i8; N_INNER])> = parts.rows.iter().collect();
    sorted.sort_by_key(|(key, row)| (std::cmp::Reverse(weight(row)), *key));
    let mut checks = vec![0; n_groups * GROUP * 2];
    let mut rows = vec![0; n_groups * GROUP * N_INNER];
    for (key, row) in sorted.iter().filter(|(_, row)| weight(row) > 0) {
        let (group, check) = place(*key, n_groups as u64);
        let slot = (group * GROUP..(group + 1) * GROUP).find(|at| {
            let held = [checks[at * 2], checks[at * 2 + 1]];
            held == [0, 0] || held == check.to_le_bytes()
        });
        let Some(at) = slot.filter(|at| checks[at * 2..at * 2 + 2] == [0, 0]) else {
            continue;
        };
        checks[at * 2..at * 2 + 2].copy_from_slice(&check.to_le_bytes());
        for (into, weight) in rows[at * N_INNER..(at + 1) * N_INNER].iter_mut().zip(row) {
            *into = weight.cast_unsigned();
        }
    }
    let mut body: Vec<u8> = parts.steps.iter().chain(&parts.second).flat_map(|step| step.to_le_bytes()).collect();
    body.extend(&parts.scores);
    body.extend(checks);
    body.extend(rows);
    body.extend(&parts.lexicon);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend((n_groups as u32).to_le_bytes());
    bytes.extend(((parts.lexicon.len() / lexicon::SLOT) as u32).to_le_bytes());
    bytes.extend(parts.scale.to_le_bytes());
    bytes.extend(checksum(&body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// The bytes of a weights file, whose hash was checked, with other rows and steps, `[step][from][to]`. Rows that are not
/// there take free places, or that of the lightest row where they would stand and are weightier.
pub fn edited(file: &[u8], rows: &[(u64, [i8; N_INNER])], steps: &[i16]) -> Result<Vec<u8>, Error> {
    let n_groups = Weights::cut(file)?.n_groups;
    let mut bytes = file.to_vec();
    for (into, step) in bytes[HEADER..HEADER + N_STEP_BYTES].chunks_exact_mut(2).zip(steps) {
        into.copy_from_slice(&step.to_le_bytes());
    }
    let checks_at = HEADER + 2 * N_STEP_BYTES + N_SCORE_BYTES;
    let rows_at = checks_at + n_groups as usize * GROUP * 2;
    let weight = |row: &[u8]| row.iter().map(|one| u32::from(one.cast_signed().unsigned_abs()).pow(2)).sum::<u32>();
    for (key, row) in rows {
        let (group, check) = place(*key, n_groups);
        let row = row.map(i8::cast_unsigned);
        let check = check.to_le_bytes();
        let held = |bytes: &[u8], slot: usize| [bytes[checks_at + slot * 2], bytes[checks_at + slot * 2 + 1]];
        let of_slot =
            |bytes: &[u8], slot: usize| weight(&bytes[rows_at + slot * N_INNER..rows_at + (slot + 1) * N_INNER]);
        let slots = group * GROUP..(group + 1) * GROUP;
        let own = slots.clone().find(|slot| held(&bytes, *slot) == check);
        let free = slots.clone().find(|slot| held(&bytes, *slot) == [0, 0]);
        let lightest = slots.min_by_key(|slot| (of_slot(&bytes, *slot), *slot));
        let place = own.or(free).or_else(|| lightest.filter(|slot| of_slot(&bytes, *slot) < weight(&row)));
        let Some(slot) = place else { continue };
        bytes[checks_at + slot * 2..checks_at + slot * 2 + 2].copy_from_slice(&check);
        bytes[rows_at + slot * N_INNER..rows_at + (slot + 1) * N_INNER].copy_from_slice(&row);
    }
    let sum = checksum(&bytes[HEADER..]);
    bytes[24..HEADER].copy_from_slice(&sum.to_le_bytes());
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        let rows = (1..200_u64).map(|n| (hash::spread(n), [n as i8; N_INNER])).collect();
        let parts = Parts {
            scale: 0.03,
            steps: vec![7; N_STEPS * N_STATES * N_STATES],
            second: vec![8; N_STEPS * N_STATES * N_STATES],
            scores: vec![125; N_LABELS * N_BINS],
            rows,
            lexicon: lexicon::build(&std::collections::BTreeMap::new()),
        };
        write(&parts, 400)
    }

    #[test]
    fn rows_come_back_and_others_are_nothing() {
        let bytes = file();
        let weights = Weights::new(&bytes).unwrap();
        let n_found = (1..200_u64).filter(|n| weights.row(hash::spread(*n)) == Some(&[*n as u8; N_INNER])).count();
        assert!(n_found > 195, "{n_found}");
        assert!((1000..1100).filter(|n| weights.row(hash::spread(*n)).is_some()).count() < 3);
        assert_eq!((weights.step(3, 4, 5), weights.second_step(3, 4, 5)), (7, 8));
        assert!((weights.score(1, 0.5) - 0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn the_weights_that_come_with_the_program_are_whole() {
        assert_eq!(Weights::new(crate::extract::weights()).map(|_| ()), Ok(()));
    }

    #[test]
    fn what_is_not_whole_is_refused() {
        let bytes = file();
        assert_eq!(Weights::new(b"PNG").unwrap_err(), Error::Magic);
        assert_eq!(Weights::new(&bytes[..bytes.len() - 1]).unwrap_err(), Error::Damaged);
        let mut flipped = bytes.clone();
        flipped[5000] ^= 1;
        assert_eq!(Weights::new(&flipped).unwrap_err(), Error::Damaged);
        let mut newer = bytes;
        newer[8] = 99;
        assert_eq!(Weights::new(&newer).unwrap_err(), Error::Version(99));
    }
}

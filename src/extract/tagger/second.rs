//! The second look: what the first one makes of the names around a token, and of the same words elsewhere, asked once
//! more.
//!
//! Never sees the text: it asks of the first look's answers, and adds its weights to the first look's. What one look
//! cannot know is told here: how long the name is, where it ends, what the others of the sentence are.

use crate::extract::tagger::features::Sink;
use crate::extract::tagger::features::Template as T;
use crate::extract::tagger::hash;
use crate::extract::tagger::lattice::Row;
use crate::extract::tagger::scan::Mark;
use crate::extract::tagger::scan::Scan;
use crate::extract::tagger::states::N_LABELS;
use crate::extract::tagger::states::OUT;

/// What the first look holds of one token.
#[derive(Clone, Copy, Debug)]
pub struct First {
    /// Its state on the likeliest way.
    pub state: u8,
    /// How likely that state is: 0 doubtful … 4 sure.
    pub sure: u8,
    /// The likeliest other state.
    pub rival: u8,
    /// Number of the name it is in, one above; 0 for none.
    name: u32,
}

/// Bins of how likely a state is begin at these; from the last on it is sure.
const EDGES: [f32; 4] = [0.55, 0.75, 0.9, 0.98];
const SURE: u8 = EDGES.len() as u8;

const NOTHING: First = First { state: OUT as u8, sure: SURE + 1, rival: OUT as u8, name: 0 };

/// A name of the first look: tokens `[first, end)`.
#[derive(Clone, Copy, Debug)]
struct Name {
    first: u32,
    end: u32,
    label: u8,
    segment: u32,
}

/// What the first look makes of an article.
#[derive(Debug, Default)]
pub struct Draft {
    /// Of each token of each segment, one after the other.
    tokens: Vec<First>,
    names: Vec<Name>,
    /// How many names of each label each sentence has.
    mix: Vec<[u8; N_LABELS]>,
}

impl Draft {
    pub fn clear(&mut self, n_sentences: usize) {
        self.tokens.clear();
        self.names.clear();
        self.mix.clear();
        self.mix.resize(n_sentences, [0; N_LABELS]);
    }

    /// Takes in one segment: its first token, the likeliest way and how likely each state is at each token. Gives
    /// whether it is sure of all of them.
    pub fn add(
        &mut self,
        scan: &Scan,
        (segment, first): (usize, usize),
        way: &[u8],
        likely: impl Fn(usize) -> Row,
    ) -> bool {
        let mut is_sure = true;
        let sentence = scan.marks[first].sentence as usize;
        for (at, state) in way.iter().enumerate() {
            let row = likely(at);
            let own = usize::from(*state);
            let (mut rival, mut best) = (OUT, -1.0);
            for (other, share) in row.iter().enumerate().filter(|(other, _)| *other != own) {
                if *share > best {
                    (rival, best) = (other, *share);
                }
            }
            let sure = EDGES.iter().filter(|edge| row[own] > **edge).count() as u8;
            if own < N_LABELS {
                let end = way[at + 1..].iter().take_while(|next| usize::from(**next) == own + N_LABELS).count();
                let (first, label) = ((first + at) as u32, *state);
                let end = first + 1 + end as u32;
                self.names.push(Name { first, end, label, segment: segment as u32 });
                if let Some(n) = self.mix.get_mut(sentence) {
                    n[own] = n[own].saturating_add(1);
                }
            }
            let name = if own < OUT { self.names.len() as u32 } else { 0 };
            is_sure &= sure == SURE;
            self.tokens.push(First { state: *state, sure, rival: rival as u8, name });
        }
        is_sure
    }
}

/// The token in question: `index` among those of all segments, `at` in the article.
struct Look<'d> {
    draft: &'d Draft,
    scan: &'d Scan,
    at: usize,
    index: usize,
    /// Tokens of its segment.
    segment: (usize, usize),
}

impl<'d> Look<'d> {
    fn first(&self, offset: isize) -> First {
        let there = self.at.wrapping_add_signed(offset);
        if there < self.segment.0 || there >= self.segment.1 {
            return NOTHING;
        }
        self.draft.tokens[self.index.wrapping_add_signed(offset)]
    }

    fn mark(&self, at: usize, offset: isize) -> Mark {
        self.scan.beside(at, offset).copied().unwrap_or_default()
    }

    /// The name before or after this one in the segment, with the hash of what stands between, if that is short.
    fn neighbour(&self, number: usize, offset: isize) -> Option<(&'d Name, u64)> {
        let own = &self.draft.names[number];
        let other = self.draft.names.get(number.checked_add_signed(offset)?)?;
        let (from, to) = if offset < 0 { (other.end, own.first) } else { (own.end, other.first) };
        if other.segment != own.segment || to - from > 2 {
            return None;
        }
        let between = &self.scan.marks[from as usize..to as usize];
        Some((other, between.iter().fold(7, |row, mark| hash::join(row, mark.fold))))
    }
}

/// All answers of the second look for one token. `elsewhere`: the label that its word has in its other places, and how
/// surely.
pub fn answers(
    draft: &Draft,
    scan: &Scan,
    (index, at): (usize, usize),
    segment: (usize, usize),
    elsewhere: Option<(u8, u8)>,
    sink: &mut impl Sink,
) {
    let look = Look { draft, scan, at, index, segment };
    let [before2, before, own, after, after2] = [-2, -1, 0, 1, 2].map(|offset| look.first(offset));
    let mark = &scan.marks[at];
    let state = u64::from(own.state);
    let firm = |first: First| (u64::from(first.state) << 4) | u64::from(first.sure);
    let with = |value: u64| hash::join(state, value);
    sink.add(T::DraftOwn, firm(own), false);
    sink.add(T::DraftRival, (firm(own) << 8) | u64::from(own.rival), false);
    sink.add(T::DraftBefore, (firm(before) << 16) | firm(own), false);
    sink.add(T::DraftAfter, (firm(after) << 16) | firm(own), false);
    let states = [before2, before, own, after, after2].iter().fold(0, |row, one| (row << 8) | u64::from(one.state));
    sink.add(T::DraftRow, states, false);
    sink.add(T::DraftWord, with(mark.fold), true);
    sink.add(T::DraftShape, with((mark.shape as u64) << 8 | u64::from(own.rival)), false);
    sink.add(T::DraftClass, hash::join(state, (u64::from(mark.known.words) << 8) | u64::from(own.rival)), false);
    sink.add(T::DraftCompany, with(u64::from(mark.known.company) << 8 | u64::from(own.rival)), false);
    let heard = elsewhere.map_or(0, |(label, sure)| 1 + u64::from(label) * 4 + u64::from(sure));
    sink.add(T::DraftElsewhere, (firm(own) << 16) | (u64::from(own.rival) << 8) | heard, false);
    let mix = draft.mix.get(mark.sentence as usize).copied().unwrap_or_default();
    let mut others = mix;
    if own.name > 0 {
        let label = usize::from(draft.names[own.name as usize - 1].label);
        others[label] = others[label].saturating_sub(1);
    }
    let most = (0..N_LABELS).max_by_key(|label| (others[*label], N_LABELS - label)).unwrap_or(0);
    let much = u64::from(others[most].min(3));
    sink.add(T::DraftMix, (firm(own) << 16) | (u64::from(own.rival) << 8) | (most as u64) << 2 | much, false);
    if own.name > 0 {
        of_name(&look, own.name as usize - 1, sink);
    } else {
        let (left, right) = (u64::from(before.state), u64::from(after.state));
        sink.add(T::DraftEdge, hash::join((left << 8) | right, mark.fold), true);
        sink.add(T::DraftEdge, hash::join(1 << 20 | (left << 8) | right, u64::from(mark.known.words)), false);
    }
}

/// What the whole name is that the token is in.
fn of_name(look: &Look<'_>, number: usize, sink: &mut impl Sink) {
    let name = look.draft.names[number];
    let (first, end) = (name.first as usize, name.end as usize);
    let words = &look.scan.marks[first..end];
    let (head, last) = (&words[0], &words[words.len() - 1]);
    let position = u64::from(look.at > first) * 2 + u64::from(look.at + 1 < end);
    let own = look.first(0);
    let told = (u64::from(name.label) << 8) | (position << 4) | u64::from(own.sure / 2);
    let with = |value: u64| hash::join(told, value);
    let whole = words.iter().fold(3, |row, mark| hash::join(row, mark.fold));
    sink.add(T::DraftWhole, with(whole), true);
    sink.add(T::DraftFirst, with(head.fold), look.at == first);
    sink.add(T::DraftLast, with(last.fold), look.at + 1 == end);
    sink.add(T::DraftFirstClass, with(u64::from(head.known.words)), false);
    sink.add(T::DraftLastClass, with(u64::from(last.known.words)), false);
    sink.add(T::DraftCompanies, with((u64::from(head.known.company) << 16) | u64::from(last.known.company)), false);
    let (before, after) = (look.mark(first, -1), look.mark(end - 1, 1));
    sink.add(T::DraftWordBefore, with(before.fold), false);
    sink.add(T::DraftWordAfter, with(after.fold), false);
    let beside = (u64::from(before.known.company) << 16) | u64::from(after.known.company);
    sink.add(T::DraftBeside, with(beside), false);
    let n_small = words.iter().filter(|mark| !mark.is_high).count().min(3) as u64;
    let n_words = words.len().min(8) as u64;
    let looks = (head.shape as u64) << 8 | last.shape as u64;
    sink.add(T::DraftLength, with((looks << 16) | (n_small << 4) | n_words), false);
    sink.add(T::DraftLength, with(1 << 40 | (n_words << 8) | u64::from(own.rival)), false);
    for kind in 0..16 {
        let part = |mark: &Mark| (mark.names >> (kind * 4)) & 0xF;
        let is_whole = if words.len() == 1 { part(head) & 1 != 0 } else { part(head) & 2 != 0 && part(last) & 8 != 0 };
        let within = words.iter().any(|mark| part(mark) != 0);
        if is_whole || within {
            sink.add(T::DraftListed, with((kind << 1) | u64::from(is_whole)), false);
        }
    }
    for (side, offset) in [(0, -1), (1, 1)] {
        let value = look.neighbour(number, offset).map_or(0, |(other, between)| {
            let same = u64::from(words.len() == (other.end - other.first) as usize);
            hash::join((u64::from(other.label) << 1) | same, between)
        });
        sink.add(T::DraftNeighbour, with(hash::join(side, value)), false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::reading::Reading;
    use crate::extract::tagger::lexicon::Lexicon;
    use crate::extract::tagger::states::N_STATES;

    #[derive(Default)]
    struct Heard(Vec<(T, u64)>);

    impl Sink for Heard {
        fn add(&mut self, template: T, value: u64, _is_word: bool) {
            self.0.push((template, value));
        }
    }

    /// The answers for the last token of the last segment, where the first look takes the segment's names for these
    /// labels.
    fn last_answers(text: &str, labels: &[usize]) -> Vec<(T, u64)> {
        let reading = Reading::new(text);
        let mut scan = Scan::default();
        scan.read(&reading, Lexicon::new(&[]));
        let (first, end) = *scan.segments.last().expect("a stretch of capitals");
        let (first, end) = (first as usize, end as usize);
        let mut labels = labels.iter();
        let mut label = None;
        let way: Vec<u8> = (first..end)
            .map(|at| match (scan.marks[at].is_high, label) {
                (false, _) => {
                    label = None;
                    OUT as u8
                }
                (true, Some(label)) => (label + N_LABELS) as u8,
                (true, None) => {
                    label = labels.next().copied();
                    label.map_or(OUT as u8, |label| label as u8)
                }
            })
            .collect();
        let mut draft = Draft::default();
        draft.clear(reading.sentences.len());
        draft.add(&scan, (0, first), &way, |_| [0.05; N_STATES]);
        let mut heard = Heard::default();
        answers(&draft, &scan, (end - 1 - first, end - 1), (first, end), None, &mut heard);
        heard.0
    }

    #[test]
    fn it_asks_what_the_name_before_is() {
        let text = "they met Ana Ruiz of Velda Moss.";
        let (person, org) = (last_answers(text, &[0, 0]), last_answers(text, &[1, 0]));
        let differ: Vec<T> = person.iter().zip(&org).filter(|(a, b)| a != b).map(|(a, _)| a.0).collect();
        assert_eq!(person.len(), org.len());
        assert!(differ.contains(&T::DraftNeighbour) && differ.contains(&T::DraftMix), "{differ:?}");
        assert!(!differ.contains(&T::DraftWhole), "{differ:?}");
    }

    #[test]
    fn it_asks_of_the_whole_name_in_a_name_alone() {
        let asks = |labels: &[usize]| {
            last_answers("they met Ana Ruiz.", labels).iter().any(|(template, _)| *template == T::DraftWhole)
        };
        assert!(asks(&[0]));
        assert!(!asks(&[]));
    }
}

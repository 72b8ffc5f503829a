//! What the writer does while nothing is to be written: articles that wait are read again in the light of what was
//! decided, and the sentences of those from before are noted.
//!
//! Never keeps a decision waiting for more than a few short articles, nor begins while one follows the other.

use crate::workspace::Workspace;
use crate::workspace::desk::Bell;
use crate::workspace::desk::Event;
use crate::workspace::desk::Work;
use crate::workspace::desk::question::Questions;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

/// Articles that are read again before it is looked whether something is to be written: a decision waits for so many
/// at most.
const READ_AT_ONCE: usize = 8;
/// Nothing is read while one decision follows the other.
const PAUSE: Duration = Duration::from_millis(250);
/// Reading an article longer than this, in bytes, takes a while: not before nothing was decided for some time.
const LONG: usize = 100_000;
const LONG_PAUSE: Duration = Duration::from_secs(3);

/// What is to be written next; `None` when nothing more can come. While nothing is, articles that wait are read again.
pub(super) fn next_work(
    work: &Receiver<Work>,
    workspace: &mut Workspace,
    bell: &Bell,
    in_hand: &Questions,
) -> Option<Work> {
    let mut read = Vec::new();
    let mut pause = PAUSE;
    let next = loop {
        match work.recv_timeout(pause) {
            Ok(next) => break Some(next),
            Err(RecvTimeoutError::Disconnected) => break None,
            Err(RecvTimeoutError::Timeout) => {}
        }
        let n_bytes = workspace.waiting_n_bytes().unwrap_or_default();
        if pause < LONG_PAUSE && n_bytes.is_some_and(|n_bytes| n_bytes > LONG) {
            pause = LONG_PAUSE;
            continue;
        }
        pause = Duration::ZERO;
        match workspace.read_waiting(READ_AT_ONCE) {
            Ok(some) if !some.is_empty() => read.extend(some),
            // What cannot be read again keeps the suggestions it has.
            Ok(_) | Err(_) if workspace.note_sentences(READ_AT_ONCE).unwrap_or(false) => {}
            Ok(_) | Err(_) => {
                if !read.is_empty() {
                    bell.ring(Event::ReadAgain(std::mem::take(&mut read)));
                    in_hand.stir();
                }
                workspace.learn_aside();
                break work.recv().ok();
            }
        }
    };
    if !read.is_empty() {
        bell.ring(Event::ReadAgain(read));
    }
    next
}

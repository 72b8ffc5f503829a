//! What the writer does while nothing is to be written: articles that wait are read again in the light of what was
//! decided, and the sentences of those from before are noted.
//!
//! Never keeps a decision waiting for more than a few articles.

use crate::workspace::Workspace;
use crate::workspace::desk::Bell;
use crate::workspace::desk::Event;
use crate::workspace::desk::Work;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::TryRecvError;

/// Articles that are read again before it is looked whether something is to be written: a decision waits for so many
/// at most.
const READ_AT_ONCE: usize = 8;

/// What is to be written next; `None` when nothing more can come. While nothing is, articles that wait are read again.
pub fn next_work(work: &Receiver<Work>, workspace: &mut Workspace, bell: &Bell) -> Option<Work> {
    let mut read = Vec::new();
    let next = loop {
        match work.try_recv() {
            Ok(next) => break Some(next),
            Err(TryRecvError::Disconnected) => break None,
            // What cannot be read again keeps the suggestions it has.
            Err(TryRecvError::Empty) => match workspace.read_waiting(READ_AT_ONCE) {
                Ok(some) if !some.is_empty() => read.extend(some),
                Ok(_) | Err(_) if workspace.note_sentences(READ_AT_ONCE).unwrap_or(false) => {}
                Ok(_) | Err(_) => {
                    if !read.is_empty() {
                        bell.ring(Event::ReadAgain(std::mem::take(&mut read)));
                    }
                    workspace.learn_aside();
                    break work.recv().ok();
                }
            },
        }
    };
    if !read.is_empty() {
        bell.ring(Event::ReadAgain(read));
    }
    next
}

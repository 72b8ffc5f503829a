//! The promise that a frame never waits for a disk, kept by a guard: whoever paints says so, and every door to the
//! store and to files asks.
//!
//! In a debug build a door that is opened while a frame is being made ends the program with the place; in a release
//! build nothing is asked, since a stutter is better than an end. Knows neither frames nor files.

use std::cell::Cell;

thread_local! {
    /// How many frames this thread is making: 0 or 1, more only where one is made inside another.
    static FRAMES: Cell<u32> = const { Cell::new(0) };
}

/// Held while this thread makes a frame.
#[derive(Debug)]
pub struct Frame(());

impl Frame {
    #[must_use = "the frame ends when this is dropped"]
    pub fn begin() -> Self {
        FRAMES.set(FRAMES.get() + 1);
        Self(())
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        FRAMES.set(FRAMES.get().saturating_sub(1));
    }
}

/// A door that may lead to a disk: `what` is behind it. Panics in a debug build while this thread makes a frame.
#[track_caller]
pub fn must_not_wait(what: &str) {
    debug_assert!(FRAMES.get() == 0, "a frame must not wait for {what}: ask the desk instead");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_is_shut_while_a_frame_is_made_and_only_on_its_thread() {
        must_not_wait("a file");
        let frame = Frame::begin();
        let caught = std::panic::catch_unwind(|| must_not_wait("a file"));
        let message = caught.unwrap_err().downcast::<String>().unwrap();
        assert_eq!(*message, "a frame must not wait for a file: ask the desk instead");
        std::thread::scope(|scope| scope.spawn(|| must_not_wait("a file")).join()).unwrap();
        drop(frame);
        must_not_wait("a file");
    }
}

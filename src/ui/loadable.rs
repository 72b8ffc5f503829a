//! A value that may still be on its way, and the one before it meanwhile.
//!
//! Never asks for anything itself: whoever holds it sends the question and hands in the answer.

/// What a screen shows of a question put to the reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Loadable<T> {
    value: Option<T>,
    failure: Option<String>,
    is_loading: bool,
}

impl<T> Default for Loadable<T> {
    fn default() -> Self {
        Self { value: None, failure: None, is_loading: false }
    }
}

impl<T> Loadable<T> {
    /// The question went out; the value before stays readable.
    pub fn start(&mut self) {
        self.is_loading = true;
    }

    /// The answer came. A failure keeps the value before, and is shown beside it.
    pub fn finish(&mut self, answer: Result<T, String>) {
        self.is_loading = false;
        match answer {
            Ok(value) => {
                self.value = Some(value);
                self.failure = None;
            }
            Err(reason) => self.failure = Some(reason),
        }
    }

    /// Forgets value and failure: what is asked next is about something else.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub const fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    pub const fn is_loading(&self) -> bool {
        self.is_loading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_before_stays_until_the_next_is_there() {
        let mut rows = Loadable::default();
        assert_eq!((rows.value(), rows.is_loading()), (None, false));
        rows.start();
        rows.finish(Ok(1));
        rows.start();
        assert_eq!((rows.value(), rows.is_loading()), (Some(&1), true));
        rows.finish(Err("disk gone".to_owned()));
        assert_eq!((rows.value(), rows.failure()), (Some(&1), Some("disk gone")));
        rows.finish(Ok(2));
        assert_eq!((rows.value(), rows.failure(), rows.is_loading()), (Some(&2), None, false));
        rows.clear();
        assert_eq!(rows.value(), None);
    }
}

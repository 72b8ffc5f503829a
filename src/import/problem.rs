//! What can go wrong with an input, and what is worth a look: one variant per cause, worded for the person who reads it.
//!
//! Never decides what happens next: whoever imports collects these and goes on.

use std::io;

use crate::import::name_list;
use crate::text::decode::NotText;

/// An input that could not be taken in. Reads as one sentence: "a.txt is empty".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path} {reason}")]
pub struct Problem {
    /// As the user gave it.
    pub path: String,
    pub reason: Reason,
}

impl Problem {
    pub fn new(path: &str, reason: Reason) -> Self {
        Self { path: path.to_owned(), reason }
    }
}

/// Why an input could not be taken in, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("is empty")]
    Empty,
    #[error("holds no article text that could be found: copy the text and paste it")]
    NoText,
    #[error("does not exist")]
    Missing,
    #[error("is an export of a dossier: import it by itself to read it back")]
    Export,
    #[error("is an export that was not finished: export into it again, then import it")]
    UnfinishedExport,
    #[error("holds no file to import")]
    NoFile,
    #[error("is not a regular file")]
    NotAFile,
    #[error("is larger than 64 MiB: split it")]
    TooLarge,
    #[error("holds more than 4 MiB of text, too much for one article: split it")]
    TooLong,
    #[error("cannot be read: permission denied")]
    Denied,
    #[error("cannot be read: {0}")]
    Io(String),
    #[error("{0}")]
    NotText(#[from] NotText),
    #[error("{0}")]
    List(#[from] name_list::Problem),
    #[error("is nested too deeply to be read as a page: copy the text and paste it")]
    TooDeep,
    #[error("is an archive of a page without the page: save it again from the browser")]
    NoPage,
    #[error("cannot be read as {0}: its content is broken in a way we did not foresee")]
    ParserFailed(&'static str),
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Io(error.to_string()),
        }
    }
}

/// Something worth a look in an input that was taken in. Reads as one sentence: "a.txt was read as …".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path} {message}")]
pub struct Warning {
    /// As the user gave it.
    pub path: String,
    pub message: Message,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Message {
    #[error("was read as {0}, a guess: check the accents and quotation marks")]
    EncodingGuessed(&'static str),
    #[error("has {0} places that could not be read in its encoding, marked \u{FFFD} in the text")]
    Replaced(usize),
    #[error("did not show where its article is: all of the page's text was taken, check it")]
    WholePage,
    #[error("gives the date \"{0}\", which is no calendar day: set the publication date by hand")]
    DateNotUnderstood(String),
    #[error("gives two publication dates, {0} and {1}: the first was taken")]
    DatesDiffer(String, String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_refusals_are_said_in_our_words() {
        for (kind, sentence) in [
            (io::ErrorKind::NotFound, "a.txt does not exist"),
            (io::ErrorKind::PermissionDenied, "a.txt cannot be read: permission denied"),
            (io::ErrorKind::TimedOut, "a.txt cannot be read: timed out"),
        ] {
            assert_eq!(Problem::new("a.txt", io::Error::from(kind).into()).to_string(), sentence);
        }
    }
}

//! Bytes in, article drafts and warnings out: one file per format, chosen by content first and by name second.
//!
//! Never writes, never asks the dossier what it already holds, and never gives up on the rest because of one bad input:
//! each comes back as a [`Problem`] that names what is wrong and what to do.

mod dated;
pub mod export_folder;
mod gather;
mod html;
mod markdown;
mod metadata;
mod mhtml;
pub mod name_list;
mod plain;
pub mod problem;
pub mod samples;
mod sniff;

use std::io::Read as _;
use std::panic::AssertUnwindSafe;
use std::path::Path;

pub use gather::gather;
pub use problem::Message;
pub use problem::Problem;
pub use problem::Reason;
pub use problem::Warning;

use crate::jobs::frame;
use crate::model::article::ArticleDraft;
use crate::model::article::Metadata;
use crate::model::article::SourceDraft;
use crate::model::kind::DateBasis;
use crate::text::decode::Decoded;
use sniff::Format;

/// Largest file that is read: 64 MiB. A saved page may carry its pictures; a larger one is an archive of articles.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Longest text that is taken for one article, in bytes of UTF-8: 4 MiB. Thick novels are shorter.
pub const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// A source that could be read, and what a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub source: SourceDraft,
    pub warnings: Vec<Warning>,
}

/// What a format makes of some bytes.
struct Parsed {
    body: String,
    encoding: &'static str,
    metadata: Metadata,
    messages: Vec<Message>,
}

/// Reads one file. Blocks on the disk; never on a pipe or a device, which are refused.
pub fn read_file(path: &Path) -> Result<Read, Problem> {
    let shown = path.display().to_string();
    let bytes = file_bytes(path).map_err(|reason| Problem::new(&shown, reason))?;
    let name = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    read_bytes(&name, &shown, bytes)
}

/// Reads bytes that are at hand: standard input, the clipboard, a bundled sample. `name` is the source's name and may
/// say its format (`x.html`) and date; `path` stands in messages.
pub fn read_bytes(name: &str, path: &str, bytes: Vec<u8>) -> Result<Read, Problem> {
    let problem = |reason| Problem::new(path, reason);
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(problem(Reason::TooLarge));
    }
    if bytes.is_empty() {
        return Err(problem(Reason::Empty));
    }
    let format = sniff::format_of(name, &bytes);
    let mut parsed = parse_guarded(format, &bytes).map_err(problem)?;
    if parsed.body.trim().is_empty() {
        return Err(problem(if format == Format::Plain { Reason::Empty } else { Reason::NoText }));
    }
    if parsed.body.len() > MAX_TEXT_BYTES {
        return Err(problem(Reason::TooLong));
    }
    date_by_name(&mut parsed.metadata, name);
    date_by_text(&mut parsed.metadata, &parsed.body);
    let article = ArticleDraft {
        locator: String::new(),
        body: parsed.body,
        encoding: parsed.encoding.to_owned(),
        metadata: parsed.metadata,
    };
    let source = SourceDraft {
        name: name.to_owned(),
        path: path.to_owned(),
        media_type: format.media_type().to_owned(),
        bytes,
        articles: vec![article],
    };
    let warnings = parsed.messages.into_iter().map(|message| Warning { path: path.to_owned(), message }).collect();
    Ok(Read { source, warnings })
}

/// A publication date that only the file's name tells, where the source itself has none.
fn date_by_name(metadata: &mut Metadata, name: &str) {
    if metadata.published.is_none()
        && let Some(day) = metadata::day_in_name(name)
    {
        metadata.published = Some(day);
        metadata.published_basis = Some(DateBasis::FileName);
    }
}

/// A publication date that only the head of the text tells.
fn date_by_text(metadata: &mut Metadata, body: &str) {
    if metadata.published.is_none()
        && let Some(day) = dated::day_in_text(body)
    {
        metadata.published = Some(day);
        metadata.published_basis = Some(DateBasis::Text);
    }
}

/// The border to the formats: a panic in somebody else's parser is one bad input, not the end of the import.
fn parse_guarded(format: Format, bytes: &[u8]) -> Result<Parsed, Reason> {
    let parse = AssertUnwindSafe(|| match format {
        Format::Plain => plain::parse(bytes),
        Format::Markdown => markdown::parse(bytes),
        Format::Html => html::parse(bytes),
        Format::Mhtml => mhtml::parse(bytes),
    });
    std::panic::catch_unwind(parse).unwrap_or(Err(Reason::ParserFailed(format.in_words())))
}

/// What a person should know about how the bytes were decoded.
fn decoding_messages(decoded: &Decoded) -> Vec<Message> {
    let guess = decoded.guessed.then_some(Message::EncodingGuessed(decoded.encoding));
    let wounds = (decoded.n_replaced > 0).then_some(Message::Replaced(decoded.n_replaced));
    guess.into_iter().chain(wounds).collect()
}

fn file_bytes(path: &Path) -> Result<Vec<u8>, Reason> {
    frame::must_not_wait("files to import");
    let about = std::fs::metadata(path)?;
    if !about.is_file() {
        return Err(Reason::NotAFile);
    }
    if about.len() > MAX_FILE_BYTES {
        return Err(Reason::TooLarge);
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    // One byte more than allowed, should the file grow meanwhile: `read_bytes` then refuses it.
    std::fs::File::open(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

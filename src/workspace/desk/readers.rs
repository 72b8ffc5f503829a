//! The threads that answer questions, each with a connection of its own: what is in hand never waits for a table of
//! the whole dossier.
//!
//! Never writes, and never lets a fault end it: a question that it stumbles over gets a reason for an answer.

use crate::jobs::Job;
use crate::ledger::command::ArticleId;
use crate::resolve::Known;
use crate::store::Db;
use crate::store::Interrupt;
use crate::workspace::Error;
use crate::workspace::desk::Bell;
use crate::workspace::desk::Event;
use crate::workspace::desk::STUMBLED;
use crate::workspace::desk::question;
use crate::workspace::desk::question::Answer;
use crate::workspace::desk::question::Next;
use crate::workspace::desk::question::Query;
use crate::workspace::desk::question::Questions;
use crate::workspace::review::Reading;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Reads what a question asks for: [`question::answer_in_parts`](crate::workspace::desk::question::answer_in_parts).
pub(super) type Read =
    fn(&Db, &mut Known, &Query, Option<&mut dyn FnMut(Answer)>) -> Result<Answer, crate::store::Error>;

/// A frame that shows the beginning of an article is made before the rest is looked up: where there are few cores, the two
/// would share one.
const FRAME: Duration = Duration::from_millis(4);

/// Two readers: one for the article, the name and the words in hand, one for what looks at the whole dossier.
#[derive(Default)]
pub struct Readers {
    in_hand: Arc<Questions>,
    aside: Arc<Questions>,
    interrupts: Vec<Interrupt>,
}

impl Readers {
    /// Starts both; they end when these are closed.
    pub(super) fn start(path: &Path, bell: &Bell, read: Read) -> Result<(Self, Vec<Job>), Error> {
        let mut readers = Self::default();
        let mut threads = Vec::new();
        // Both are open before a thread waits for questions that nobody could end.
        let both = [
            ("dossier-reader", Db::open_reader(path)?, Arc::clone(&readers.in_hand)),
            ("dossier-aside", Db::open_reader(path)?, Arc::clone(&readers.aside)),
        ];
        for (name, db, questions) in both {
            readers.interrupts.push(db.interrupt());
            let is_in_hand = Arc::ptr_eq(&questions, &readers.in_hand);
            let (path, bell) = (path.to_path_buf(), bell.clone());
            let thread = Job::spawn(name, {
                let path = path.clone();
                move |_| answer_all((db, read), &path, &questions, is_in_hand, &bell)
            });
            match thread {
                Ok(thread) => threads.push(thread),
                Err(error) => {
                    readers.close();
                    return Err(Error::Store(crate::store::Error::Io { message: error.to_string(), path }));
                }
            }
        }
        Ok((readers, threads))
    }

    pub fn ask(&self, query: Query) {
        if query.is_in_hand() { self.in_hand.ask(query) } else { self.aside.ask(query) }
    }

    /// The questions that wait for the reader of what is in hand: a writer tells it what nobody asked for.
    pub(super) fn in_hand(&self) -> Arc<Questions> {
        Arc::clone(&self.in_hand)
    }

    /// Takes no more questions, and breaks off the ones in hand: nobody waits for their answers, and a table of a large
    /// dossier would keep its end waiting.
    pub fn close(&self) {
        self.in_hand.close();
        self.aside.close();
        for interrupt in &self.interrupts {
            interrupt.now();
        }
    }
}

/// Answers until there are no more questions. After one that it stumbles over the connection is made anew: the snapshot
/// that was open on it is in nobody's hands. `keeps_up`: what names are compared with is read while nobody asks, so that
/// the next article does not wait for it.
fn answer_all((db, read): (Db, Read), path: &Path, questions: &Questions, keeps_up: bool, bell: &Bell) {
    let mut db = Ok(db);
    let mut known = Known::default();
    let mut held: [Option<Reading>; 3] = [None, None, None];
    loop {
        if keeps_up && questions.is_idle() {
            keep_up(db.as_ref().ok(), &mut known);
        }
        let query = match questions.next() {
            Some(Next::Answer(query)) => query,
            Some(Next::ReadAhead) => {
                read_ahead(db.as_ref().ok(), &mut known, held[0].as_ref());
                continue;
            }
            None => break,
        };
        let mut begun = None;
        let answer = match &db {
            Ok(db) => catch_unwind(AssertUnwindSafe(|| {
                let mut first = |answer: Answer| {
                    begun = as_reading(&answer);
                    bell.ring(Event::Answered(query.clone(), Ok(answer)));
                    std::thread::sleep(FRAME);
                };
                // What is read again is on screen, with all that was found before.
                let is_opened = as_article(&query)
                    .is_some_and(|article| held[0].as_ref().is_none_or(|reading| reading.review.article.id != article));
                read(db, &mut known, &query, is_opened.then_some(&mut first))
            }))
            .map(|answer| {
                if let Some(what) = answer.as_ref().err().and_then(crate::store::Error::damage) {
                    bell.ring(Event::Damaged(what.to_owned()));
                }
                answer.map_err(|error| error.to_string())
            }),
            Err(reason) => Ok(Err(String::clone(reason))),
        };
        let answer = answer.unwrap_or_else(|_told_by_the_hook| {
            db = Db::open_reader(path).map_err(|error| error.to_string());
            known = Known::default();
            Err(STUMBLED.to_owned())
        });
        let whole = answer.as_ref().ok().and_then(as_reading);
        bell.ring(Event::Answered(query, answer));
        // What the window lets go of is held here a while longer: a long article is freed on this thread, not in a frame.
        for reading in begun.into_iter().chain(whole) {
            held.rotate_right(1);
            held[0] = Some(reading);
        }
    }
}

fn as_reading(answer: &Answer) -> Option<Reading> {
    if let Answer::Review(reading) = answer { Some(reading.clone()) } else { None }
}

/// The article that a question opens.
fn as_article(query: &Query) -> Option<ArticleId> {
    if let Query::Review(article) = query { Some(*article) } else { None }
}

/// Reads what the article behind the one in hand is opened with, so that its pages are there.
fn read_ahead(db: Option<&Db>, known: &mut Known, in_hand: Option<&Reading>) {
    let (Some(db), Some(reading)) = (db, in_hand) else { return };
    let read = catch_unwind(AssertUnwindSafe(|| question::read_ahead(db, known, reading.review.article.id)));
    match read {
        // What cannot be read is told when it is asked for.
        Ok(Ok(()) | Err(_)) => {}
        Err(_told_by_the_hook) => *known = Known::default(),
    }
}

fn keep_up(db: Option<&Db>, known: &mut Known) {
    let Some(db) = db else { return };
    let kept_up = catch_unwind(AssertUnwindSafe(|| db.snapshot(|| known.names.catch_up(db))));
    if !matches!(kept_up, Ok(Ok(()))) {
        // The next question runs into the same and says so.
        *known = Known::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Control;
    use crate::model::article::Metadata;
    use crate::workspace::Workspace;
    use crate::workspace::intake::Input;
    use crate::workspace::intake::Options;
    use std::sync::atomic::AtomicBool;
    use std::sync::atomic::Ordering;
    use std::sync::mpsc::sync_channel;

    static IS_BEGUN: AtomicBool = AtomicBool::new(false);

    fn read_long(
        db: &Db,
        _: &mut Known,
        _: &Query,
        _: Option<&mut dyn FnMut(Answer)>,
    ) -> Result<Answer, crate::store::Error> {
        db.read_long(|| IS_BEGUN.store(true, Ordering::Relaxed))?;
        Ok(Answer::Holder(None))
    }

    #[test]
    fn an_article_is_shown_before_all_of_its_names_are_compared_and_read_again_as_a_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.dossier");
        let env = Arc::new(crate::env::Env::counted("Ana Ruiz", 1_700_000_000_000));
        let mut workspace = Workspace::open_or_create(&path, env).unwrap();
        let people = [
            "Ana Ruiz",
            "Omar Said",
            "Greta Lind",
            "Boris Kolt",
            "Irina Vasko",
            "Felix Orme",
            "David Hale",
            "Jamal Deen",
        ];
        let text: String =
            people.map(|name| format!("{name}, the mayor, said on Tuesday that it rained.\n\n")).concat();
        let texts =
            [text, "Nobody came.".to_owned()].map(|text| ("a.txt".to_owned(), "a.txt".to_owned(), text.into_bytes()));
        let options = Options { metadata: Metadata::default(), extract: true };
        workspace.import(Input::Bytes(texts.to_vec()), &options, &Control::default()).unwrap();
        workspace.close().unwrap();
        let (events_in, events) = sync_channel(8);
        let bell = Bell { events: events_in, wake: Arc::new(|| {}) };
        let (readers, threads) = Readers::start(&path, &bell, question::answer_in_parts).unwrap();
        let read = |article| {
            readers.ask(Query::Review(article));
            let mut n_compared = Vec::new();
            loop {
                let Ok(Event::Answered(_, Ok(Answer::Review(reading)))) = events.recv() else { panic!("an article") };
                assert_eq!(reading.review.article.id, article);
                let names = &reading.review.names;
                n_compared.push((names.iter().filter(|name| name.is_compared).count(), names.len()));
                if reading.is_whole {
                    return n_compared;
                }
            }
        };
        let first = read(1);
        assert!(matches!(first[..], [(some, n), (all, _)] if some > 0 && some < n && all == n && n >= 8), "{first:?}");
        assert_eq!(read(1), first[1..], "what is on screen does not lose what was found");
        assert_eq!(read(2), [(0, 0)]);
        assert_eq!(read(1), first, "opened anew");
        readers.close();
        drop(threads);
    }

    #[test]
    fn closing_breaks_off_what_is_being_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.dossier");
        let env = Arc::new(crate::env::Env::counted("Ana Ruiz", 1_700_000_000_000));
        Workspace::open_or_create(&path, env).unwrap().close().unwrap();
        for query in [Query::Library, Query::Review(1)] {
            IS_BEGUN.store(false, Ordering::Relaxed);
            let (events_in, events) = sync_channel(8);
            let bell = Bell { events: events_in, wake: Arc::new(|| {}) };
            let (readers, threads) = Readers::start(&path, &bell, read_long).unwrap();
            readers.ask(query.clone());
            while !IS_BEGUN.load(Ordering::Relaxed) {
                std::thread::yield_now();
            }
            readers.close();
            drop(threads);
            let answered: Vec<Event> = events.try_iter().collect();
            assert!(matches!(&answered[..], [Event::Answered(asked, Err(_))] if *asked == query), "{answered:?}");
        }
    }
}

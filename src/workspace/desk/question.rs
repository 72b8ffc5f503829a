//! What the window asks of a dossier, and the reader's answers: one kind of question for each screen.
//!
//! Never writes: the reader's connection cannot.

use crate::export;
use crate::export::part::Part;
use crate::export::sheet;
use crate::export::sheet::Copied;
use crate::export::sheet::Exhibit;
use crate::extract;
use crate::extract::listed;
use crate::ledger::command::ArticleId;
use crate::ledger::command::EntityId;
use crate::ledger::command::SubjectRef;
use crate::lists::class;
use crate::model::kind::Label;
use crate::model::span::Span;
use crate::names::fold;
use crate::resolve;
use crate::resolve::Known;
use crate::store::Db;
use crate::store::Error;
use crate::store::lock;
use crate::store::read::annotations;
use crate::store::read::annotations::Annotations;
use crate::store::read::article_table;
use crate::store::read::article_table::Arranged;
use crate::store::read::article_table::ArticleFilter;
use crate::store::read::articles;
use crate::store::read::articles::ArticleRow;
use crate::store::read::background;
use crate::store::read::background::Background;
use crate::store::read::card_choice::CardChoice;
use crate::store::read::card_choice::ChoiceWanted;
use crate::store::read::card_page;
use crate::store::read::card_page::CardPage;
use crate::store::read::cards::CardTable;
use crate::store::read::cards::CardsWanted;
use crate::store::read::claim_table;
use crate::store::read::claim_table::ClaimChoices;
use crate::store::read::claim_table::ClaimFilter;
use crate::store::read::claim_table::ClaimTable;
use crate::store::read::claim_table::detail;
use crate::store::read::claim_table::detail::ClaimDetail;
use crate::store::read::claim_table::detail::ClaimPlace;
use crate::store::read::claim_table::measure;
use crate::store::read::claim_table::measure::MeasureTable;
use crate::store::read::elsewhere;
use crate::store::read::elsewhere::Elsewhere;
use crate::store::read::elsewhere::NameWanted;
use crate::store::read::export_counts;
use crate::store::read::export_counts::ExportCounts;
use crate::store::read::history as ledger;
use crate::store::read::history::Changes;
use crate::store::read::history::Ledger;
use crate::store::read::name_lists;
use crate::store::read::name_lists::NameListUse;
use crate::store::read::names;
use crate::store::read::names::Reach;
use crate::store::read::names::Standing;
use crate::store::read::news::Batches;
use crate::store::read::news::News;
use crate::store::read::review;
use crate::store::read::review::ReviewName;
use crate::store::read::search;
use crate::store::read::search::Hits;
use crate::store::read::search::Sought;
use crate::store::read::sheet as removals;
use crate::store::read::sheet::Removal;
use crate::store::read::status;
use crate::store::read::status::Status;
use crate::store::read::waiting;
use crate::store::record;
use crate::text::needle::Beginnings;
use crate::text::sentence::sentences;
use crate::text::zones::zones;
use crate::workspace::desk::history;
use crate::workspace::desk::history::ChangeInFull;
use crate::workspace::desk::history::ChangeInWords;
use crate::workspace::desk::history::Wanted;
use crate::workspace::name_lists::ListRead;
use crate::workspace::name_lists::Said;
use crate::workspace::name_lists::read_file;
use crate::workspace::review::Reading;
use crate::workspace::same_text;
use crate::workspace::same_text::SameText;
use std::collections::VecDeque;
use std::mem::discriminant;
use std::path::PathBuf;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

/// A question to a reader's thread. Asking the same one again while it waits asks it once.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    Library,
    Status,
    Review(ArticleId),
    /// Why the tagger holds these words of an article for names.
    Reasons(ArticleId, Vec<(Span, Label)>),
    /// What History can filter by, and the heads.
    Ledger,
    Changes(Wanted),
    /// Sentences for these operations.
    ChangesInWords(Vec<i64>),
    /// One operation in full.
    Change(i64),
    /// How many rows an export would have.
    ExportCounts(Part),
    Cards(CardsWanted),
    Card(EntityId),
    CardChoices(ChoiceWanted),
    /// The order of the Library, for a dossier too large to sort between two frames, or a filter that must be read.
    Arranged(ArticleFilter),
    Claims(ClaimFilter),
    ClaimChoices,
    ClaimDetail(ClaimPlace),
    Measures,
    /// What an earlier article offers to this one.
    SameText(ArticleId),
    /// What is typed into the search field.
    Search(String),
    /// Notes and tags on a thing.
    Annotations(SubjectRef),
    /// Words with their source, for the clipboard.
    Cite(Exhibit),
    /// What removing an article for good would take.
    Removal(ArticleId),
    /// Names decided for always.
    Standing,
    /// The analyst's own lists.
    Lists,
    /// What the file of a list holds; the label of names that it says nothing of.
    ListFile(PathBuf, Option<Label>),
    /// How much waits for a decision on a name.
    Reach(String, Label),
    /// Where a name stands in other articles, with the sentences.
    Elsewhere(NameWanted),
    /// What is known of a name before it is decided.
    Background(NameWanted),
    /// Two cards that may be one, in full.
    Both(EntityId, EntityId),
    /// What is new in an import.
    News(Batches),
    /// Who writes the dossier, for a desk that can only read it.
    Holder,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Library(Vec<ArticleRow>),
    Status(Status),
    Review(Reading),
    /// For each span in its order: the weightiest first, none where the tagger has no say.
    Reasons(Vec<Vec<String>>),
    Ledger(Ledger),
    Changes(Changes),
    ChangesInWords(Vec<ChangeInWords>),
    Change(Box<ChangeInFull>),
    ExportCounts(ExportCounts),
    Cards(CardTable),
    /// `None`: there is no such card (any more).
    Card(Option<Box<CardPage>>),
    CardChoices(Vec<CardChoice>),
    Arranged(Box<Arranged>),
    Claims(Box<ClaimTable>),
    ClaimChoices(ClaimChoices),
    /// `None`: the claim is gone.
    ClaimDetail(Box<Option<ClaimDetail>>),
    Measures(Vec<MeasureTable>),
    SameText(Option<SameText>),
    Search(Box<Hits>),
    Annotations(Box<Annotations>),
    Cite(Copied),
    Removal(Box<Removal>),
    Standing(Vec<Standing>),
    Lists(Vec<NameListUse>),
    /// The reason in words where it is no list.
    ListFile(Box<Result<ListRead, String>>),
    Reach(Reach),
    Elsewhere(Box<Elsewhere>),
    Background(Box<Background>),
    /// `None`: one of them is gone.
    Both(Option<Box<[CardPage; 2]>>),
    News(Box<News>),
    /// `None`: it is free.
    Holder(Option<String>),
}

impl Query {
    /// Asks about an article, a card or words, not about the whole dossier.
    pub const fn is_in_hand(&self) -> bool {
        matches!(
            self,
            Self::Review(_)
                | Self::Reasons(..)
                | Self::Card(_)
                | Self::CardChoices(_)
                | Self::SameText(_)
                | Self::Annotations(_)
                | Self::Cite(_)
                | Self::Removal(_)
                | Self::Reach(..)
                | Self::Elsewhere(_)
                | Self::Background(_)
                | Self::Both(..)
        )
    }

    /// Whether this one makes the other pointless while it waits: a list is wanted as it was asked for last, so that
    /// typing into a filter asks once.
    fn replaces(&self, waiting: &Self) -> bool {
        discriminant(self) == discriminant(waiting)
    }
}

/// Reads what a question asks for, all of it from one snapshot. `known`: what the reader keeps from before.
pub fn answer(db: &Db, known: &mut Known, query: &Query) -> Result<Answer, Error> {
    answer_in_parts(db, known, query, None)
}

/// The same; what can be shown before all of it is there is given to `first`.
pub fn answer_in_parts(
    db: &Db,
    known: &mut Known,
    query: &Query,
    first: Option<&mut dyn FnMut(Answer)>,
) -> Result<Answer, Error> {
    db.snapshot(|| match query {
        Query::Review(article) => reading(db, known, *article, first),
        Query::Library => Ok(Answer::Library(articles::articles(db)?)),
        Query::Status => Ok(Answer::Status(status::status(db)?)),
        Query::Cards(wanted) => Ok(Answer::Cards(resolve::table(db, &mut known.names, wanted)?)),
        Query::Card(id) => {
            let mut page = card_page::card_page(db, *id, fold)?.map(Box::new);
            if let Some(page) = &mut page {
                resolve::card_page(db, &mut known.names, page)?;
            }
            Ok(Answer::Card(page))
        }
        Query::CardChoices(wanted) => Ok(Answer::CardChoices(resolve::choices(db, &mut known.names, wanted)?)),
        Query::Reasons(article, asked) => {
            Ok(Answer::Reasons(extract::reasons(&record::body_of_article(db, *article)?, asked)))
        }
        Query::Ledger => Ok(Answer::Ledger(ledger::ledger(db)?)),
        Query::Changes(wanted) => Ok(Answer::Changes(history::changes(db, wanted)?)),
        Query::ChangesInWords(ids) => Ok(Answer::ChangesInWords(history::in_words(db, ids)?)),
        Query::ExportCounts(part) => Ok(Answer::ExportCounts(export_counts::counts(db, &part.counted(db)?)?)),
        Query::Change(id) => Ok(Answer::Change(Box::new(history::in_full(db, *id)?))),
        Query::Arranged(filter) => {
            let having = waiting::articles(db, &filter.waiting)?;
            let arranged = article_table::arrange(&articles::articles(db)?, filter, having.as_ref());
            Ok(Answer::Arranged(Box::new(arranged)))
        }
        Query::Claims(filter) => Ok(Answer::Claims(Box::new(resolve::claims::table(db, &mut known.claims, filter)?))),
        Query::ClaimChoices => Ok(Answer::ClaimChoices(claim_table::claim_choices(db)?)),
        Query::ClaimDetail(place) => {
            let mut found = detail::claim_detail(db, *place, sentences_of)?;
            if let Some(found) = &mut found {
                resolve::claims::detail(db, &mut known.claims, *place, found)?;
            }
            Ok(Answer::ClaimDetail(Box::new(found)))
        }
        Query::Measures => {
            let mut tables = measure::measure_tables(db)?;
            resolve::claims::measures(db, &mut known.claims, &mut tables)?;
            Ok(Answer::Measures(tables))
        }
        Query::SameText(article) => Ok(Answer::SameText(same_text::same_text(db, *article)?)),
        Query::Search(query) => {
            let sought = Sought::new(query, Beginnings::Last, extract::amount(query));
            Ok(Answer::Search(Box::new(search::search(db, &sought)?)))
        }
        Query::Annotations(on) => {
            Ok(Answer::Annotations(Box::new(there(annotations::annotations(db, on.subject, on.id)?)?)))
        }
        Query::Cite(exhibit) => Ok(Answer::Cite(there(sheet::copied(db, exhibit).map_err(unexported)?)?)),
        Query::Removal(article) => Ok(Answer::Removal(Box::new(there(removals::removal(db, *article)?)?))),
        Query::Standing => Ok(Answer::Standing(names::standing(db, fold)?)),
        Query::Lists => Ok(Answer::Lists(name_lists::in_use(db, listed::rule)?)),
        Query::ListFile(path, label) => {
            let said = Said { label: *label, ..Said::default() };
            let read = read_file(path, &said).map_err(|problem| problem.to_string());
            Ok(Answer::ListFile(Box::new(read)))
        }
        Query::Reach(name, label) => Ok(Answer::Reach(names::reach(db, &fold(name), *label)?)),
        Query::Elsewhere(wanted) => Ok(Answer::Elsewhere(Box::new(elsewhere::elsewhere(db, wanted, true, fold)?))),
        Query::Background(wanted) => Ok(Answer::Background(Box::new(background::background(db, wanted, fold)?))),
        Query::Both(one, other) => {
            let pages = (card_page::card_page(db, *one, fold)?, card_page::card_page(db, *other, fold)?);
            let (Some(one), Some(other)) = pages else { return Ok(Answer::Both(None)) };
            Ok(Answer::Both(Some(Box::new([one, other]))))
        }
        Query::News(batches) => Ok(Answer::News(Box::new(resolve::news::news(db, known, *batches, fold)?))),
        Query::Holder => Ok(Answer::Holder(lock::holder_of(db))),
    })
}

/// An article as it is reviewed.
fn reading(
    db: &Db,
    known: &mut Known,
    article: ArticleId,
    first: Option<&mut dyn FnMut(Answer)>,
) -> Result<Answer, Error> {
    let found = review::without_candidates(db, article)?;
    let (mut found, identifiers) =
        found.ok_or_else(|| Error::Unexpected(format!("a question for A{article}, which is not there")))?;
    let bearing =
        |name: &mut ReviewName, name_idx: usize| review::find_candidates(db, name, &identifiers[name_idx], fold);
    resolve::review_in_parts(db, &mut known.names, &mut found, bearing, |begun| {
        if let Some(first) = first {
            first(Answer::Review(Reading::new(begun.clone())));
        }
    })?;
    Ok(Answer::Review(Reading::new(found)))
}

/// Reads what the article behind this one is opened with: whoever reads on finds it at hand, unless something is written
/// meanwhile. Nothing is kept of it.
pub fn read_ahead(db: &Db, known: &mut Known, article: ArticleId) -> Result<(), Error> {
    db.snapshot(|| {
        let Some(behind) = articles::behind(db, article)? else { return Ok(()) };
        let Some((mut found, identifiers)) = review::without_candidates(db, behind)? else { return Ok(()) };
        resolve::review_ahead(db, &mut known.names, &mut found, |name, name_idx| {
            review::find_candidates(db, name, &identifiers[name_idx], fold)
        })
    })
}

/// The sentences of a text, in order.
fn sentences_of(text: &str) -> Vec<Span> {
    zones(text).iter().flat_map(|zone| sentences(text, zone.span, &class::ends_no_sentence)).collect()
}

/// What was asked about, or that it is gone.
fn there<T>(found: Option<T>) -> Result<T, Error> {
    found.ok_or_else(|| Error::Unexpected("a question about what is not in the dossier any more".to_owned()))
}

fn unexported(error: export::Error) -> Error {
    match error {
        export::Error::Store(error) => error,
        other => Error::Unexpected(other.to_string()),
    }
}

/// Questions that wait for a reader.
#[derive(Default)]
pub struct Questions {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

#[derive(Default)]
struct Waiting {
    questions: VecDeque<Query>,
    is_closed: bool,
    /// For how long nobody must have asked before something is read ahead; `None`: it was, and nothing came since.
    pause: Option<Duration>,
}

/// What a reader does next.
#[derive(Debug, PartialEq)]
pub enum Next {
    Answer(Query),
    /// Nobody has asked for a while: what may be asked next can be read ahead.
    ReadAhead,
}

/// Nothing is read ahead while one question follows the other.
const PAUSE: Duration = Duration::from_millis(250);

impl Questions {
    pub fn ask(&self, query: Query) {
        let mut waiting = self.waiting();
        waiting.questions.retain(|other| !query.replaces(other));
        // The article in hand first: the rest is about what is seen beside it.
        if matches!(query, Query::Review(_)) {
            waiting.questions.push_front(query);
        } else {
            waiting.questions.push_back(query);
        }
        self.arrived.notify_one();
    }

    /// Something was written while nobody asked: what was read ahead is no longer at hand.
    pub fn stir(&self) {
        self.waiting().pause = Some(Duration::ZERO);
        self.arrived.notify_one();
    }

    /// Whether nothing waits and more may come.
    pub fn is_idle(&self) -> bool {
        let waiting = self.waiting();
        waiting.questions.is_empty() && !waiting.is_closed
    }

    pub fn close(&self) {
        self.waiting().is_closed = true;
        self.arrived.notify_all();
    }

    /// The next question, or after a while without one, once, that there is time; `None` once closed.
    pub fn next(&self) -> Option<Next> {
        let mut waiting = self.waiting();
        loop {
            if waiting.is_closed {
                return None;
            }
            if let Some(query) = waiting.questions.pop_front() {
                waiting.pause = Some(PAUSE);
                return Some(Next::Answer(query));
            }
            let Some(pause) = waiting.pause else {
                waiting = self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let (woken, waited) = self.arrived.wait_timeout(waiting, pause).unwrap_or_else(PoisonError::into_inner);
            waiting = woken;
            if waited.timed_out() && waiting.questions.is_empty() && !waiting.is_closed {
                waiting.pause = None;
                return Some(Next::ReadAhead);
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_asked_for_once_and_as_it_was_wanted_last() {
        let questions = Questions::default();
        for query in [Query::Review(1), Query::Library, Query::Library, Query::Review(2), Query::Status] {
            questions.ask(query);
        }
        for (query, why) in
            [(Query::Review(2), "the article in hand first"), (Query::Library, "once"), (Query::Status, "in its turn")]
        {
            assert_eq!(questions.next(), Some(Next::Answer(query)), "{why}");
        }
        assert!(questions.is_idle());
        questions.close();
        assert_eq!(questions.next(), None);
    }

    #[test]
    fn there_is_time_once_behind_what_was_asked_or_written() {
        let questions = Questions::default();
        for stir in [|questions: &Questions| questions.ask(Query::Status), Questions::stir] {
            stir(&questions);
            let next: Vec<Option<Next>> = std::iter::repeat_with(|| {
                if questions.waiting().pause.is_none() && questions.is_idle() {
                    return None;
                }
                questions.next()
            })
            .take_while(Option::is_some)
            .collect();
            assert_eq!(next.last(), Some(&Some(Next::ReadAhead)));
            assert!(next.iter().rev().skip(1).all(|next| *next == Some(Next::Answer(Query::Status))), "{next:?}");
        }
        questions.stir();
        questions.close();
        assert_eq!(questions.next(), None, "nobody waits for what is to come");
    }
}

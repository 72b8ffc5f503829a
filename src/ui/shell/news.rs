//! What is new after an import: asked for when its articles are listed, told in the Library, shown again at any time.
//!
//! Never waits for it: the articles can be opened meanwhile.

use crate::ledger::command::ArticleId;
use crate::store::read::articles::ArticleRow;
use crate::store::read::news::Batches;
use crate::ui::outbox::Request;
use crate::ui::shell::Shell;
use crate::ui::views::WRONG_ANSWER;
use crate::ui::views::ask::Asked;
use crate::ui::views::ask::news::NewsState;
use crate::ui::views::library::columns::by_id;
use crate::workspace::desk::Answer;
use crate::workspace::desk::Query;

impl Shell {
    /// An import brought these articles: what is new in them is asked for once they are listed.
    pub(super) fn imported(&mut self, added: &[ArticleId]) {
        let ends = added.iter().min().zip(added.iter().max());
        self.library.news_of = ends.map(|(first, last)| (*first, *last)).or(self.library.news_of);
    }

    /// The articles are listed.
    pub(super) fn ask_news(&mut self) {
        let Some((first_article, last_article)) = self.library.news_of else { return };
        let rows = self.rows.value().map_or(&[][..], Vec::as_slice);
        let batch = |id| by_id(rows, id).map(|row: &ArticleRow| row.batch);
        if let (Some(first), Some(last)) = (batch(first_article), batch(last_article)) {
            self.library.news_of = None;
            // What came in is what is opened next.
            self.library.selected = Some(first_article);
            let batches = Batches { first: first.min(last), last: first.max(last) };
            self.library.news = Some(NewsState::asked(batches));
            self.outbox.request(Request::Ask(Query::News(batches)));
        }
    }

    /// Shows what is new in the import that the Library's filter names, else in the last one.
    pub(super) fn show_news(&mut self) {
        let told = self.library.news.as_ref().map(|news| news.batches);
        let latest = || self.rows.value().and_then(|rows| rows.iter().map(|row| row.batch).max());
        let chosen = self.library.filter.batch.map(|batch| Batches { first: batch, last: batch });
        let latest = || latest().map(|batch| Batches { first: batch, last: batch });
        let Some(batches) = chosen.or(told).or_else(latest) else {
            self.toasts.tell("There is no article yet: import some first".to_owned());
            return;
        };
        self.outbox.request(Request::Ask(Query::News(batches)));
        self.asked = Asked::News(NewsState::asked(batches));
    }

    pub(super) fn take_news(&mut self, batches: Batches, answer: Result<Answer, String>) {
        let found = answer.and_then(|answer| match answer {
            Answer::News(news) => Ok(*news),
            _ => Err(WRONG_ANSWER.to_owned()),
        });
        if let Some(state) = self.library.news.as_mut().filter(|state| state.batches == batches) {
            state.found.finish(found.clone());
        }
        if let Asked::News(state) = &mut self.asked
            && state.batches == batches
        {
            state.found.finish(found);
        }
    }
}

//! Leaving a dossier for another: it is closed, and a copy of it made, while the other one opens.
//!
//! Never loses what was sent: a copy can be skipped, saving cannot.

use crate::env::Env;
use crate::jobs::Progress;
use crate::ui::app::App;
use crate::workspace::care::backups::Plan;
use crate::workspace::care::closing::Closing;
use crate::workspace::desk::Desk;
use crate::workspace::desk::Wake;
use crate::workspace::settings::Backups;
use std::path::Path;
use std::sync::Arc;

/// Dossiers that were left for another, on their way to being closed.
#[derive(Default)]
pub struct Left {
    closings: Vec<Closing>,
}

impl Left {
    /// Takes leave of a desk. Gives what must be closed before `next` is opened, being the same file; any other is
    /// closed beside it, with a copy.
    pub fn let_go(
        &mut self,
        desk: Option<Desk>,
        next: &Path,
        settings: &Backups,
        (env, wake): (Arc<Env>, Wake),
    ) -> (Option<Desk>, Vec<Closing>) {
        let (same, others) = self.closings.drain(..).partition(|closing| closing.path() == next);
        self.closings = others;
        match desk {
            Some(desk) if desk.path() != next => {
                let can_write = desk.refusal().is_none();
                let plan = Plan::of(desk.path(), settings).filter(|_| can_write);
                self.closings.push(Closing::start(desk, plan, env, wake));
                (None, same)
            }
            same_desk => (same_desk, same),
        }
    }

    /// Why copies could not be made of those that are closed by now.
    pub fn take_failures(&mut self) -> Vec<String> {
        let finished = self.closings.extract_if(.., |closing| closing.is_finished());
        finished.filter_map(|closing| closing.outcome()?.err()).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.closings.is_empty()
    }

    pub fn progress(&self) -> Option<Progress> {
        self.closings.first().and_then(Closing::progress)
    }

    pub fn skip_backups(&self) {
        self.closings.iter().for_each(Closing::skip_backup);
    }
}

impl App {
    pub(super) fn skip_backups(&self) {
        self.exit.skip_backup();
        self.left.skip_backups();
    }

    /// Takes new settings of the copies; a folder without one of the open dossier gets one, so that one that cannot be
    /// written to is told at once.
    pub(super) fn keep_backups(&mut self, backups: Backups) {
        self.shell.backups.clone_from(&backups);
        self.settings.backups = backups;
        self.save_settings();
        if let Some(desk) = &mut self.desk
            && let Some(plan) = Plan::of(desk.path(), &self.settings.backups)
        {
            desk.back_up_if_due(plan, Arc::clone(&self.env));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::Metadata;
    use crate::workspace::care::backups;

    fn env() -> Arc<Env> {
        Arc::new(Env::counted("Ana Ruiz", 1_700_000_000_000))
    }

    /// A desk with one article in it.
    fn desk(path: &Path) -> Desk {
        let mut desk = Desk::open(path, env(), Arc::new(|| {})).unwrap();
        desk.import_bytes(vec![("a".to_owned(), b"Boats sank in the storm.".to_vec())], Metadata::default());
        while desk.is_busy() {
            std::thread::yield_now();
        }
        desk
    }

    #[test]
    fn the_one_left_is_closed_with_a_copy_and_the_same_one_is_handed_back() {
        let dir = tempfile::tempdir().unwrap();
        let (harbour, camps) = (dir.path().join("harbour.dossier"), dir.path().join("camps.dossier"));
        let settings = Backups::default();
        let with = || -> (Arc<Env>, Wake) { (env(), Arc::new(|| {})) };
        let mut left = Left::default();
        let (same, _) = left.let_go(Some(desk(&harbour)), &harbour, &settings, with());
        assert!(same.is_some() && left.is_empty(), "it is closed before it is opened again");
        let (same, closings) = left.let_go(same, &camps, &settings, with());
        assert!(same.is_none() && closings.is_empty() && !left.is_empty());
        while !left.is_empty() {
            assert_eq!(left.take_failures(), Vec::<String>::new());
            std::thread::yield_now();
        }
        let folder = Plan::of(&harbour, &settings).unwrap().folder;
        assert_eq!(backups::list(&folder, &harbour, None).len(), 1);
        // Opened again while it is still being closed: that is waited for.
        left.let_go(Some(desk(&camps)), &harbour, &settings, with());
        let (_, closings) = left.let_go(None, &camps, &settings, with());
        assert_eq!((closings.len(), left.is_empty()), (1, true));
        drop(closings);
        assert!(Desk::open(&camps, env(), Arc::new(|| {})).is_ok());
    }

    #[test]
    fn a_copy_that_fails_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("harbour.dossier");
        std::fs::write(dir.path().join("taken"), "a file where the folder is to be").unwrap();
        let settings = Backups { keep: 5, folder: Some(dir.path().join("taken")) };
        let mut left = Left::default();
        left.let_go(Some(desk(&path)), &dir.path().join("next.dossier"), &settings, (env(), Arc::new(|| {})));
        let mut told = Vec::new();
        while told.is_empty() && !left.is_empty() {
            told = left.take_failures();
            std::thread::yield_now();
        }
        assert!(told[0].starts_with("no backup was made"), "{told:?}");
    }
}

//! What an import tells while it goes on: each problem once, each batch once, and nothing that its report lacks.

use crate::fixture::Bench;
use dossier::jobs::Control;
use dossier::workspace::intake;
use dossier::workspace::intake::Input;
use dossier::workspace::intake::Notice;
use dossier::workspace::intake::Options;
use std::sync::Mutex;

#[test]
fn problems_and_batches_are_told_as_they_come() {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in [("a.txt", "Boats left the harbour."), ("b.txt", ""), ("c.txt", "Trains stopped in Alder.")] {
        std::fs::write(dir.path().join(name), text).expect("a file");
    }
    // The same words in other bytes are told as a note.
    std::fs::write(dir.path().join("d.txt"), "\u{feff}Boats left the harbour.").expect("a file");
    let missing = dir.path().join("missing.txt");
    let mut bench = Bench::empty();
    let memory = intake::memory(bench.ws().db()).expect("a memory");
    let told = Mutex::new(Vec::new());
    let tell = |notice: Notice| told.lock().expect("nobody panicked").push(notice);
    let input = Input::Paths(vec![dir.path().to_path_buf(), missing]);
    let ws = bench.ws();
    let report = intake::read_in_batches(input, &Options::default(), &memory, &Control::default(), &tell, |batch| {
        ws.write_batch(&batch)
    });
    let report = report.expect("an import");
    let told = told.into_inner().expect("nobody panicked");
    let failed: Vec<_> = told.iter().filter(|notice| matches!(notice, Notice::Failed(_))).collect();
    let warned: Vec<_> = told.iter().filter(|notice| matches!(notice, Notice::Warned(_))).collect();
    assert_eq!((failed.len(), report.failed.len()), (2, 2), "{told:?}");
    for message in &report.failed {
        assert!(told.contains(&Notice::Failed(message.clone())), "{message}");
    }
    assert_eq!((warned.len(), report.warnings.len()), (1, 1), "{told:?}");
    assert!(told.contains(&Notice::Warned(report.warnings[0].clone())));
    let n_proposals = report.n_proposals;
    assert_eq!(told.last(), Some(&Notice::Written { n_added: 3, n_duplicates: 0, n_proposals }));
}

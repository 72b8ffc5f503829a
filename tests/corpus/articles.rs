//! Whole articles as newspapers of Asia and the Middle East write them: how many of their names are found right.
//!
//! `tests/eval/newspapers.txt` was written and marked before the extractor saw it (F1 0.926, 0.948 and, of the last three, 0.936 then).

use dossier::extract::eval::Mode;
use dossier::extract::eval::evaluate;
use dossier::extract::learn::marked;

const ARTICLES: &str = include_str!("../eval/newspapers.txt");

#[test]
fn most_names_of_whole_articles_are_right() {
    let lines = marked::lines(ARTICLES).expect("marks");
    assert_eq!(lines.len(), 18);
    for (at, line) in lines.iter().enumerate() {
        let report = evaluate(std::iter::once(line.as_str()), Mode::Names, None).expect("gold");
        let right = report.micro().f1();
        assert!(right >= 0.85, "article {at}: F1 {right:.3} {:#?}", report.worst(9));
    }
    let report = evaluate(lines.iter().map(String::as_str), Mode::Names, None).expect("gold");
    assert!(report.micro().f1() >= 0.93, "{report}");
    let known = report.known().expect("known names");
    assert!(known.precision() >= 0.98 && known.tp > 60, "{report}");
}

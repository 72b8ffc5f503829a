//! Fonts of the system for scripts that the built-in ones lack, looked up beside the frame.
//!
//! egui's own provider makes the frame wait while the system lists its fonts: hundreds of milliseconds at the first
//! Arabic or Chinese word. This one answers "none yet" at once, looks on a thread of its own, and adds the font when it
//! is found; the word is drawn with it a few frames later. Never reads a font file in a frame.

use egui::FontFamily;
use egui::FontInsert;
use egui::FontProvider;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::SyncSender;
use std::sync::mpsc::sync_channel;

/// Characters that may wait to be looked up; a page of a script that is not there yet has far fewer.
const QUEUE: usize = 4096;

/// A cluster that no font can draw, and the family it was wanted in.
type Missing = (String, FontFamily);

/// Remembers what is missing and looks for it elsewhere.
struct Lookup {
    missing: Mutex<SyncSender<Missing>>,
}

impl FontProvider for Lookup {
    fn font_for(&self, request: &egui::FallbackRequest<'_>) -> Option<FontInsert> {
        let missing = (request.cluster.to_owned(), request.family.clone());
        let queue = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.try_send(missing).is_err() {
            // Full, or no thread: the character stays a box, and is asked for again when the fonts change.
        }
        None
    }
}

/// Letters that no font of the system draws either: a box stands for each.
pub fn undrawn(ctx: &egui::Context) -> Arc<BTreeSet<char>> {
    ctx.data(|data| data.get_temp(undrawn_id())).unwrap_or_default()
}

fn undrawn_id() -> egui::Id {
    egui::Id::unique("letters without a font")
}

fn note_undrawn(ctx: &egui::Context, letter: char) {
    let before = undrawn(ctx);
    if !before.contains(&letter) {
        let all: BTreeSet<char> = before.iter().copied().chain([letter]).collect();
        ctx.data_mut(|data| data.insert_temp(undrawn_id(), Arc::new(all)));
        ctx.request_repaint();
    }
}

/// Fonts of the system fall in where the built-in ones end.
pub fn install(ctx: &egui::Context) {
    install_with(ctx, || {
        let system = egui_system_font_provider::SystemFontProvider::new();
        move |missing: &Missing| system.font_for(&egui::FallbackRequest { cluster: &missing.0, family: &missing.1 })
    });
}

/// `open` runs on the thread that looks; it gives the look-up.
fn install_with<L: FnMut(&Missing) -> Option<FontInsert>>(
    ctx: &egui::Context,
    open: impl FnOnce() -> L + Send + 'static,
) {
    let (missing, wanted) = sync_channel(QUEUE);
    ctx.add_font_provider(Arc::new(Lookup { missing: Mutex::new(missing) }));
    let its_ctx = ctx.clone();
    let started = std::thread::Builder::new().name("fonts".to_owned()).spawn(move || {
        look_up(&its_ctx, &wanted, open());
    });
    if started.is_err() {
        // Without the thread the built-in fonts are all there is.
    }
}

fn look_up(ctx: &egui::Context, wanted: &Receiver<Missing>, mut find: impl FnMut(&Missing) -> Option<FontInsert>) {
    let mut added = BTreeSet::new();
    while let Ok((cluster, family)) = wanted.recv() {
        let telling = telling_letter(&cluster).map(str::to_owned);
        let first = cluster.chars().next().filter(|char| char.is_alphanumeric());
        let mut is_found = false;
        // Where a font that draws all of the script is there already and lacks this, one for this alone.
        for wanted in telling.into_iter().chain([cluster]) {
            let Some(mut font) = find(&(wanted, family.clone())) else { continue };
            is_found = true;
            // One font may serve two families: each has its own entry.
            font.name = format!("{} {family:?}", font.name);
            if added.insert(font.name.clone()) {
                ctx.add_font(font);
                ctx.request_repaint();
                break;
            }
        }
        if let Some(letter) = first.filter(|_| !is_found) {
            note_undrawn(ctx, letter);
        }
    }
}

/// A letter that only fonts for all languages of its script have: an Arabic font may lack letters of Urdu, and a word
/// drawn by two fonts comes apart.
fn telling_letter(cluster: &str) -> Option<&'static str> {
    let is_arabic = matches!(cluster.chars().next()?, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}');
    is_arabic.then_some("\u{6C1}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::epaint::text::FontPriority;
    use egui::epaint::text::InsertFontFamily;

    /// A font that is there, under another name: what it draws does not matter here.
    fn some_font(family: &FontFamily) -> FontInsert {
        let data = egui::FontDefinitions::default().font_data.remove("Hack").unwrap();
        let families = vec![InsertFontFamily { family: family.clone(), priority: FontPriority::Lowest }];
        FontInsert { name: "system".to_owned(), data: (*data).clone(), families }
    }

    /// What was looked for in this order, with a finder that knows these letters only.
    fn looked_for(clusters: &[&str], there: &'static [&'static str]) -> (Vec<String>, egui::Context) {
        let ctx = egui::Context::default();
        let (queue, wanted) = sync_channel(8);
        for cluster in clusters {
            queue.send(((*cluster).to_owned(), FontFamily::Proportional)).unwrap();
        }
        drop(queue);
        let mut asked = Vec::new();
        look_up(&ctx, &wanted, |missing: &Missing| {
            asked.push(missing.0.clone());
            there.contains(&missing.0.as_str()).then(|| FontInsert { name: missing.0.clone(), ..some_font(&missing.1) })
        });
        (asked, ctx)
    }

    #[test]
    fn a_font_for_all_languages_of_the_script_is_looked_for_first() {
        assert_eq!(looked_for(&["\u{648}"], &["\u{6C1}", "\u{648}"]).0, ["\u{6C1}"]);
        assert_eq!(looked_for(&["\u{648}"], &["\u{648}"]).0, ["\u{6C1}", "\u{648}"]);
        assert_eq!(looked_for(&["\u{648}", "\u{649}"], &["\u{6C1}", "\u{649}"]).0, ["\u{6C1}", "\u{6C1}", "\u{649}"]);
        assert_eq!(looked_for(&["字"], &["字"]).0, ["字"]);
    }

    #[test]
    fn letters_that_no_font_draws_are_told() {
        let (_, ctx) = looked_for(&["\u{710}", "字", "\u{1F9FF}"], &["字"]);
        assert_eq!(*undrawn(&ctx), BTreeSet::from(['\u{710}']), "a picture is no letter");
    }

    #[test]
    fn a_frame_does_not_wait_for_a_font_and_has_it_later() {
        let (release, released) = sync_channel(1);
        let (found, finding) = sync_channel(8);
        let ctx = egui::Context::default();
        install_with(&ctx, move || {
            move |missing: &Missing| {
                // The frame below ends before this does, or the test never ends.
                if released.recv().is_err() {
                    return None;
                }
                found.send(missing.0.clone()).unwrap();
                Some(some_font(&missing.1))
            }
        });
        let frame = |ctx: &egui::Context| {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                ui.label("\u{E0B0}");
            });
            output.textures_delta.clear();
            assert!(!output.shapes.is_empty());
        };
        frame(&ctx);
        frame(&ctx);
        release.send(()).unwrap();
        assert_eq!(finding.recv().unwrap(), "\u{E0B0}");
        drop(release);
        let has_font = |ctx: &egui::Context| {
            ctx.fonts(|fonts| fonts.definitions().font_data.keys().any(|name| name.starts_with("system")))
        };
        while !has_font(&ctx) {
            frame(&ctx);
            std::thread::yield_now();
        }
    }
}

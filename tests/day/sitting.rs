//! Somebody at the real window: keys go in, labels come out, time passes until what is waited for is there.
//!
//! The whole program but for the window manager: a desk with its threads, a dossier on the disk, settings in a folder,
//! and a guard that fails on any frame that waits. There is no pointer here, and nothing looks behind the screen.

use dossier::env::Env;
use dossier::env::NOBODY;
use dossier::ui::app::App;
use dossier::ui::app::First;
use dossier::workspace::panic_log::Faults;
use dossier::workspace::settings::Settings;
use egui::Event;
use egui::Key;
use egui::Modifiers;
use egui_kittest::Harness;
use egui_kittest::Node;
use egui_kittest::kittest::By;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::kittest::Queryable as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

/// Nothing in a day with two articles takes so long: what has not come by then never will.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Sitting {
    window: Harness<'static, App>,
    /// Keys pressed so far, letters of typed text apart.
    pub n_keys: usize,
    /// The same keys by name, and what was typed.
    pub pressed: Vec<String>,
}

impl Sitting {
    /// Starts the program as the command line does.
    pub fn begin(config_dir: &Path, dossier: Option<PathBuf>) -> Self {
        let said = Settings::load(config_dir).actor;
        let actor = if said.is_empty() { NOBODY.to_owned() } else { said };
        let config_dir = Some(config_dir.to_path_buf());
        let env = Arc::new(Env::system(actor, "test"));
        let window = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_accessibility_check(true)
            .with_step_dt(1.0 / 30.0)
            .build_eframe(move |creation| {
                App::new(creation, First { dossier, is_demo: false, config_dir }, env, Faults::default())
            });
        Self { window, n_keys: 0, pressed: Vec::new() }
    }

    /// Presses keys one after the other: `Ctrl+K`, `Shift+Tab`, `Enter`, `X`.
    #[track_caller]
    pub fn press(&mut self, chords: &str) -> &mut Self {
        for chord in chords.split_whitespace() {
            let (modifiers, name) = chord.rsplit_once('+').unwrap_or(("", chord));
            let mut held = Modifiers::NONE;
            for modifier in modifiers.split('+').filter(|modifier| !modifier.is_empty()) {
                held |= match modifier {
                    "Ctrl" => Modifiers::COMMAND,
                    "Shift" => Modifiers::SHIFT,
                    "Alt" => Modifiers::ALT,
                    other => panic!("no modifier {other}"),
                };
            }
            let key = Key::from_name(name).unwrap_or_else(|| panic!("no key {name}"));
            self.window.key_press_modifiers(held, key);
            self.n_keys += 1;
            self.pressed.push(chord.to_owned());
            self.window.run_steps(2);
        }
        self
    }

    /// Types into the field that has the focus, each letter a key.
    pub fn type_counted(&mut self, text: &str) -> &mut Self {
        self.n_keys += text.chars().count();
        self.pressed.push(text.to_owned());
        self.type_text(text)
    }

    /// Types into the field that has the focus.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        self.window.event(Event::Text(text.to_owned()));
        self.window.run_steps(2);
        self
    }

    /// Waits until something on screen has these words in its name.
    #[track_caller]
    pub fn see(&mut self, words: &str) -> &mut Self {
        self.wait(words, |sitting| sitting.is_seen(words));
        self
    }

    /// Waits until nothing on screen has these words any more.
    #[track_caller]
    pub fn see_gone(&mut self, words: &str) -> &mut Self {
        self.wait(words, |sitting| !sitting.is_seen(words));
        self
    }

    /// Waits until something has these words in its name, or what begins so is no longer what it was. Gives whether they
    /// are there.
    #[track_caller]
    pub fn see_unless(&mut self, words: &str, beginning: &str, was: &str) -> bool {
        self.wait(words, |sitting| sitting.is_seen(words) || sitting.read(beginning).as_deref() != Some(was));
        self.is_seen(words)
    }

    pub fn is_seen(&self, words: &str) -> bool {
        self.window.query_all(By::new().label_contains(words)).next().is_some()
    }

    /// The first name on screen that begins so, without the beginning.
    pub fn read(&self, beginning: &str) -> Option<String> {
        let all = self.window.query_all(By::new().label_contains(beginning));
        all.filter_map(label_of).find_map(|label| label.strip_prefix(beginning).map(str::to_owned))
    }

    /// Goes from field to button to field, as far as the one with these words in its name.
    #[track_caller]
    pub fn tab_to(&mut self, words: &str) -> &mut Self {
        for _ in 0..200 {
            let focused = self.focused();
            if focused.as_ref().is_some_and(|label| label.contains(words)) {
                return self;
            }
            self.press("Tab");
        }
        panic!("Tab does not come to {words:?}; on screen:\n{}", self.on_screen());
    }

    /// Name of what has the focus.
    pub fn focused(&self) -> Option<String> {
        self.window.query_all(By::new()).find(|node| node.accesskit_node().is_focused()).and_then(label_of)
    }

    /// Closes the window by its key and waits until it goes.
    #[track_caller]
    pub fn quit(mut self) -> usize {
        self.press("Ctrl+Q");
        self.wait("the window to close", |sitting| {
            let output = sitting.window.output();
            output.viewport_output.values().any(|viewport| viewport.commands.contains(&egui::ViewportCommand::Close))
        });
        self.n_keys
    }

    #[track_caller]
    fn wait(&mut self, what: &str, is_there: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !is_there(self) {
            assert!(started.elapsed() < PATIENCE, "waited in vain: {what}; on screen:\n{}", self.on_screen());
            // The threads of the desk work meanwhile.
            std::thread::sleep(Duration::from_millis(2));
            self.window.step();
        }
    }

    /// Names of all that is on screen, a line each.
    pub fn on_screen(&self) -> String {
        self.window.query_all(By::new()).filter_map(label_of).collect::<Vec<_>>().join("\n")
    }
}

fn label_of(node: Node<'_>) -> Option<String> {
    node.accesskit_node().label().or_else(|| node.accesskit_node().value())
}

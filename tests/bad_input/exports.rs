//! Exports that somebody changed before they come back: nothing outside their folder is read, what was changed is named,
//! and rows that cannot be are passed over one by one.

use crate::bad_input::Room;
use crate::bad_input::Told;
use crate::bad_input::Wrong;
use serde_json::Value as Json;

/// A fresh export, changed, and what an import of it says.
fn back(room: &Room, change: impl FnOnce(&Room)) -> Told {
    drop(std::fs::remove_dir_all(room.path("out")));
    drop(std::fs::remove_file(room.path("back.dossier")));
    room.ok(&["export", "t.dossier", "out"]);
    change(room);
    room.run(&["import", "back.dossier", "out"])
}

fn edit(room: &Room, file: &str, change: impl FnOnce(String) -> String) {
    let path = room.path("out").join(file);
    let text = std::fs::read_to_string(&path).expect("a file of the export");
    std::fs::write(path, change(text)).expect("the file again");
}

fn describe(room: &Room, change: impl FnOnce(&mut Json)) {
    edit(room, "datapackage.json", |text| {
        let mut json: Json = serde_json::from_str(&text).expect("a description");
        change(&mut json);
        json.to_string()
    });
}

fn decided() -> Room {
    let room = Room::with_dossier();
    let lines = b"{\"do\":\"accept\",\"name\":\"Ana Ruiz\",\"label\":\"person\",\"where\":\"dossier\"}\n{\"do\":\"done\",\"article\":\"A1\"}";
    assert_eq!(room.run_with(&["decide", "t.dossier"], lines).status, 0);
    room
}

#[test]
fn a_changed_export_never_leads_out_of_its_folder() {
    let room = decided();
    let mut wrong = Wrong::default();
    // The secret has the right hash for what the description says, and is a fine table: still it is not read.
    room.write("secret.csv", b"id,source_id,text,text_sha256,state\r\nstolen,words,x,y,new\r\n");
    for path in ["../secret.csv", "/etc/passwd", "..", ".", "", "a/../../secret.csv", "C:\\secret.csv", "\u{0}"] {
        let told = back(&room, |room| describe(room, |json| json["resources"][0]["path"] = path.into()));
        wrong.check(path, &told, 0, &["1 article added"]);
        assert!(!format!("{told:?}").contains("stolen"), "{path}: {told:?}");
    }
    // A link in the folder leads where somebody else wants; what it holds is no table, and nothing of it is told.
    let told = back(&room, |room| {
        std::fs::remove_file(room.path("out/figures.csv")).expect("gone");
        std::os::unix::fs::symlink("/dev/zero", room.path("out/figures.csv")).expect("a link");
    });
    wrong.check("a device", &told, 2, &["out/figures.csv", "is not a regular file"]);
    let told = back(&room, |room| {
        std::fs::remove_file(room.path("out/notes.csv")).unwrap_or_default();
        std::fs::remove_file(room.path("out/mentions.csv")).expect("gone");
        crate::bad_input::tool("mkfifo", &[&room.path("out/mentions.csv")]);
    });
    wrong.check("a pipe", &told, 2, &["out/mentions.csv", "is not a regular file"]);
}

#[test]
fn what_was_changed_or_is_missing_is_named_and_the_rest_comes_back() {
    let room = decided();
    let mut wrong = Wrong::default();
    for (what, file, change) in [
        ("a cell", "entities.csv", (|text| text.replace("Ana Ruiz", "Ana Ruis")) as fn(String) -> String),
        ("a row", "names.csv", |text| text + "x,y\r\n"),
        ("bytes", "names.csv", |text| text + "\u{0}\u{0}\r\n"),
        ("open quotes", "entities.csv", |text| text + "\"never closed\r\n"),
        ("wide", "mentions.csv", |text| text + &",".repeat(1_000_000) + "\r\n"),
        ("formulas", "entities.csv", |text| text.replace("Ana Ruiz", "=HYPERLINK(\"\"http://x\"\")")),
    ] {
        let told = back(&room, |room| edit(room, file, change));
        assert!(matches!(told.status, 0 | 2), "{what}: {told:?}");
        wrong.check(
            what,
            &told,
            told.status,
            &["1 article added", &format!("out/{file}"), "was changed since it was exported"],
        );
        room.verifies("back.dossier");
    }
    for file in ["mentions.csv", "figures.csv", "names.csv"] {
        let told = back(&room, |room| std::fs::remove_file(room.path("out").join(file)).expect("gone"));
        wrong.check(file, &told, 2, &["1 article added", &format!("out/{file}"), "cannot be read"]);
        room.verifies("back.dossier");
    }
    let told = back(&room, |room| edit(room, "articles.csv", |text| text.replace("tents", "tanks")));
    wrong.check("text", &told, 1, &["the text is not the one that was exported"]);
}

#[test]
fn a_description_that_is_none_makes_a_plain_folder() {
    let room = decided();
    for broken in ["", "{", "[]", "{\"name\": 7}", &"[".repeat(100_000)] {
        let told = back(&room, |room| edit(room, "datapackage.json", |_| broken.to_owned()));
        // Tables are no articles, but texts they are: they come in as such, or not at all, and never as decisions.
        assert!(matches!(told.status, 0..=2), "{broken}: {told:?}");
        let counted = room.run(&["list", "back.dossier", "entities"]);
        assert!(!counted.out.contains("Ana Ruiz"), "{broken}: {counted:?}");
    }
    let told = back(&room, |room| describe(room, |json| json["dossier"]["form"] = 999.into()));
    let mut wrong = Wrong::default();
    wrong.check("newer", &told, 0, &["out/datapackage.json", "written by a newer version of the program"]);
    let told = back(&room, |room| describe(room, |json| json["resources"] = "x".into()));
    wrong.check("no resources", &told, 0, &["1 article added"]);
}

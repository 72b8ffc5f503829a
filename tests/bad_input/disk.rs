//! A full disk: what was acknowledged stays, what was refused says why, and with room again the work goes on.

use crate::bad_input::Room;
use crate::bad_input::is_root;
use crate::fixture::Bench;
use std::collections::BTreeMap;
use std::process::Command;
use std::process::Stdio;

#[test]
fn a_decision_refused_for_want_of_room_leaves_the_dossier_whole() {
    let mut bench = Bench::new();
    let line = bench.placed(r#"{"do":"accept",{Ana Ruiz},"label":"person"}"#);
    bench.decide(&line).expect("room yet");
    let note = format!(r#"{{"do":"note","on":"A1","text":"{}"}}"#, "a remark ".repeat(40_000));
    let before = bench.rows();
    // The file may not grow any more.
    bench.ws().db().limit_pages(Some(1)).expect("a limit");
    for _ in 0..3 {
        let refused = bench.decide(&note).expect_err("no room");
        assert!(refused.contains("the disk is full") && refused.contains("make room"), "{refused}");
    }
    let refused = bench.ws().undo(Some(1)).expect_err("no room to undo an import").to_string();
    assert!(!refused.is_empty());
    assert_eq!((bench.rows() == before, bench.failure()), (true, None));
    bench.ws().db().limit_pages(None).expect("no limit");
    bench.decide(&note).expect("room again");
    bench.restart();
    assert_eq!((bench.table("note").len(), bench.failure()), (1, None));
    bench.ws().undo(None).expect("an undo");
    assert_eq!((bench.rows() == before, bench.failure()), (true, None));
}

/// On a file system of 2 MiB at `$1`; each step prints its name and status, what it said goes to `$2`. `$0` is the
/// program.
const STEPS: &str = r#"
step() { name=$1; shift; "$@" >"$out/$name.out" 2>"$out/$name.err"; echo "$name $?"; }
small=$1 out=$2
mount -t tmpfs -o size=2m none "$small" || exit 99
cp "$out/good.txt" "$small"; cd "$small"
step import "$0" import t.dossier good.txt --published 2024
head -c 500000 /dev/zero >filler
step decide "$0" decide t.dossier "$out/notes.jsonl"
step status "$0" status t.dossier
step list "$0" list t.dossier articles
head -c 2000000 /dev/zero >rest 2>/dev/null
step full_decide "$0" decide t.dossier "$out/one.jsonl"
step full_export "$0" export t.dossier out
step full_backup "$0" backup t.dossier copy.dossier
step full_import "$0" import new.dossier good.txt
step read "$0" list t.dossier articles
step export "$0" export t.dossier "$out/export"
ls -R . >"$out/left.out"
rm filler rest
step verify "$0" verify t.dossier
step again "$0" decide t.dossier "$out/one.jsonl"
step notes "$0" log t.dossier --json
step last "$0" verify t.dossier
"#;

#[test]
fn on_a_small_file_system_every_acknowledged_decision_stays() {
    let room = Room::new();
    let note =
        |number: usize| format!("{{\"do\":\"note\",\"on\":\"A1\",\"text\":\"{number:06} {}\"}}\n", "x".repeat(9_000));
    room.write("notes.jsonl", (0..1_000).map(note).collect::<String>().as_bytes());
    room.write("one.jsonl", note(999_999).as_bytes());
    room.folder("small");
    let mut command = Command::new("timeout");
    command.args(["--signal=KILL", "200", "unshare", if is_root() { "-m" } else { "-rm" }, "sh", "-c", STEPS]);
    command.arg(env!("CARGO_BIN_EXE_dossier")).arg(room.path("small")).arg(room.path(""));
    command.env("DOSSIER_CONFIG_DIR", room.path("config")).stdin(Stdio::null());
    let Ok(output) = command.output() else { return could_not("unshare is not there") };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    if told.is_empty() {
        return could_not(&String::from_utf8_lossy(&output.stderr));
    }
    let status: BTreeMap<&str, &str> = told.lines().filter_map(|line| line.split_once(' ')).collect();
    let said = |step: &str, end: &str| std::fs::read_to_string(room.path(&format!("{step}.{end}"))).unwrap_or_default();
    let all =
        || status.keys().map(|step| format!("{step} {}: {}", status[step], said(step, "err"))).collect::<Vec<_>>();
    for step in ["import", "list", "status", "read", "export", "verify", "again", "notes", "last"] {
        assert_eq!(status.get(step), Some(&"0"), "{step}: {:#?}", all());
    }
    for step in ["decide", "full_decide", "full_export", "full_backup", "full_import"] {
        assert_eq!(status.get(step), Some(&"1"), "{step}: {:#?}", all());
        assert!(said(step, "err").contains("the disk is full"), "{step}: {:#?}", all());
    }
    // No half of anything that reads as whole.
    let left = said("left", "out");
    assert!(!left.contains("datapackage.json") && !left.contains("copy.dossier") && !left.contains(".part"), "{left}");
    assert!(!left.contains("new.dossier"), "{left}");
    let n_acknowledged = said("decide", "out").lines().filter(|line| line.contains("\"ok\":true")).count();
    assert!(n_acknowledged > 5, "room for some: {:#?}", all());
    let kept = said("notes", "out");
    for number in (0..n_acknowledged).chain([999_999]) {
        assert!(kept.contains(&format!("\"{number:06} xxx")), "note {number} of {n_acknowledged} is gone");
    }
    assert!(!kept.contains(&format!("\"{n_acknowledged:06} xxx")), "a refused note is there");
}

/// Said where a person sees it who reads the log: what is not checked must not look as if it were.
fn could_not(why: &str) {
    use std::io::Write as _;
    let told =
        writeln!(std::io::stderr().lock(), "\n!! NOT CHECKED: a full disk, for want of a small file system: {why}");
    drop(told);
}

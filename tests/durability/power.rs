//! The power cut at random moments while decisions are made: what the disk holds then has all that was acknowledged,
//! passes its check, and takes the next decision. And the same on disks that lie, where decisions must be lost: a test
//! that cannot fail would prove nothing.

use crate::dice::Dice;
use crate::durability::disk::Cut;
use crate::durability::disk::Disk;
use crate::durability::disk::Left;
use crate::durability::disk::Sync;
use crate::durability::lines::Lines;
use crate::durability::seed;
use crate::durability::setting;
use crate::durability::tell;
use crate::fixture::import_all;
use crate::fixture::incoming;
use dossier::cli::decision;
use dossier::env::Env;
use dossier::ledger::command::Command;
use dossier::ledger::verify::verify;
use dossier::store::record;
use dossier::workspace::Applied;
use dossier::workspace::Workspace;
use std::sync::Arc;
use std::time::Instant;

const FILE: &str = "t.dossier";
/// Steps of one run: decisions, undos, imports, ends and beginnings.
const N_STEPS: usize = 30;
/// Disks to look at for each moment: what was synced; what a kill leaves; and in between.
const LEFT: &[&[Left]] =
    &[&[Left::Nothing], &[Left::Everything], &[Left::Some(0.2), Left::Some(0.5), Left::Some(0.85)]];
/// A decision that is not there any more, in the words of [`check`].
const LOST: &str = "acknowledged, and not there";

#[test]
fn what_was_acknowledged_survives_a_power_cut_at_any_moment() {
    let (n_cuts, seed) = (setting("DOSSIER_CUTS", 9), seed());
    let started = Instant::now();
    let mut dice = Dice::new(seed);
    let mut found = Found::default();
    while found.n_cuts < n_cuts {
        one_run(Sync::Honest, n_cuts, &mut dice, &mut found);
        assert!(found.problems.is_empty(), "seed {seed}, {} cuts: {:#?}", found.n_cuts, found.problems);
    }
    let Found { n_cuts, n_disks, n_in_doubt, n_acknowledged, n_events, .. } = found;
    tell(&format!(
        "power cuts: {n_cuts} among {n_events} writes and syncs, {n_disks} disks looked at, {n_acknowledged} \
         acknowledgements checked, none lost; {n_in_doubt} disks held a decision not acknowledged yet; seed {seed}, {:.0} s",
        started.elapsed().as_secs_f64()
    ));
    assert!(n_acknowledged > n_cuts || n_cuts < 30, "too few acknowledgements to mean anything: {n_acknowledged}");
    assert!(n_in_doubt > 0 || n_cuts < 200, "no cut fell between the last sync and its acknowledgement");
}

#[test]
fn on_a_disk_that_lies_a_decision_is_lost_and_found_out() {
    for lie in [Sync::Ignored, Sync::Late, Sync::IgnoredForDatabase] {
        let mut dice = Dice::new(seed());
        let mut found = Found::default();
        let is_found_out = (0..40).any(|_| {
            one_run(lie, u64::MAX, &mut dice, &mut found);
            found.has_lost()
        });
        assert!(is_found_out, "{lie:?}: no lost decision in {} cuts: {:#?}", found.n_cuts, found.problems);
        tell(&format!("a disk whose syncs are {lie:?}: a lost decision found after {} power cuts", found.n_cuts));
    }
}

#[derive(Default)]
struct Found {
    n_cuts: u64,
    n_disks: u64,
    /// Disks on which one more operation stood than was acknowledged.
    n_in_doubt: u64,
    n_acknowledged: u64,
    n_events: u64,
    problems: Vec<String>,
}

impl Found {
    fn has_lost(&self) -> bool {
        self.problems.iter().any(|problem| problem.contains(LOST))
    }
}

fn env() -> Arc<Env> {
    Arc::new(Env::counted("Noa Reed", 1_714_600_000_000))
}

/// A run from a new dossier on, and a look at every disk that the cuts leave.
fn one_run(sync: Sync, n_cuts: u64, dice: &mut Dice, found: &mut Found) {
    // In some runs the power fails early and often, while the dossier is made; in the others now and then.
    let (one_in, n_steps) = if sync == Sync::Honest && dice.one_in(3) { (25, 1) } else { (500, N_STEPS) };
    let disk = Disk::new(one_in, dice.next());
    let mut lines = Lines::new();
    work(&disk, sync, n_steps, &mut lines, dice);
    found.n_events += disk.n_events();
    let mut cuts = disk.take_cuts();
    drop(disk);
    let n_wanted = 8.min(n_cuts.saturating_sub(found.n_cuts)) as usize;
    while cuts.len() > n_wanted {
        cuts.remove(dice.below(cuts.len()));
    }
    for cut in cuts {
        found.n_cuts += 1;
        for left in LEFT {
            let left = *dice.pick(left);
            // One is enough.
            if found.has_lost() {
                return;
            }
            if let Err(problem) = look(&cut, left, &mut lines, dice, found) {
                found.problems.push(format!("before {}, with {left:?} left: {problem}", cut.before));
            }
        }
    }
}

fn acknowledge(disk: &Disk, applied: Applied) {
    if let Some((_, hash)) = applied.operation {
        disk.acknowledge(hash);
    }
}

/// Makes a dossier and works on it; each operation is acknowledged when the workspace says it is durable. A disk that
/// lies begins to when the articles are in.
fn work(disk: &Disk, sync: Sync, n_steps: usize, lines: &mut Lines, dice: &mut Dice) {
    let (path, env) = (disk.path(FILE), env());
    let mut workspace = Workspace::open_or_create(&path, Arc::clone(&env)).expect("a new dossier");
    acknowledge(disk, workspace.run(&import_all()).expect("an import"));
    disk.set_sync(sync);
    for n in 0..n_steps {
        let done = match dice.below(20) {
            0 | 1 => workspace.undo(None).map_err(|error| error.to_string()),
            2 => workspace.redo().map_err(|error| error.to_string()),
            3 => {
                let text = format!("[Lea Marsh]{{person lea}} came to [Noor Camp]{{place noor}} with {n} others.");
                let command = Command::Import { incoming: vec![incoming(&format!("{n}.txt"), &text, &[])] };
                workspace.run(&command).map_err(|error| error.to_string())
            }
            4 => {
                workspace.close().expect("a clean end");
                workspace = Workspace::open(&path, Arc::clone(&env)).expect("the dossier again");
                continue;
            }
            5 => {
                // The log goes into the file while work goes on, as it does by itself in a long session.
                workspace.db().checkpoint().expect("a checkpoint");
                continue;
            }
            6 if dice.one_in(4) => {
                workspace.rebuild().expect("the projection again");
                continue;
            }
            7 if dice.one_in(4) => decide(&mut workspace, r#"{"do":"remove_for_good","article":"A3"}"#),
            _ => decide(&mut workspace, &lines.next(dice)),
        };
        // What does not fit what is there is refused, and changes nothing.
        if let Ok(applied) = done {
            acknowledge(disk, applied);
        }
    }
    if dice.one_in(2) {
        workspace.close().expect("a clean end");
    }
}

fn decide(workspace: &mut Workspace, line: &str) -> Result<Applied, String> {
    let command = decision::parse(workspace.db(), line)?;
    workspace.run(&command).map_err(|error| error.to_string())
}

/// Opens what is left, checks it, and goes on working; now and then the power fails in that, too.
fn look(cut: &Cut, left: Left, lines: &mut Lines, dice: &mut Dice, found: &mut Found) -> Result<(), String> {
    let disk = Disk::new(40, dice.next());
    cut.write(&disk, left, dice);
    let hashes = check(&disk, &cut.acknowledged, lines, found)?;
    let again = disk.take_cuts();
    drop(disk);
    if dice.one_in(4) {
        let second = &again[dice.below(again.len())];
        // What stood there at the second cut was acknowledged, or was found to be there after the first.
        let n_known = hashes.len().min(second.acknowledged.len().max(cut.acknowledged.len()));
        let disk = Disk::new(0, dice.next());
        let left = *dice.pick(&LEFT.concat());
        second.write(&disk, left, dice);
        check(&disk, &hashes[..n_known], lines, found).map_err(|problem| format!("cut once more: {problem}"))?;
    }
    Ok(())
}

/// The hashes that stand there in the end, all of them acknowledged on the way.
fn check(disk: &Disk, acknowledged: &[String], lines: &mut Lines, found: &mut Found) -> Result<Vec<String>, String> {
    found.n_disks += 1;
    found.n_acknowledged += acknowledged.len() as u64;
    let path = disk.path(FILE);
    if !path.exists() && !acknowledged.is_empty() {
        return Err("the dossier is not there".to_owned());
    }
    let mut workspace =
        Workspace::open_or_create(&path, env()).map_err(|error| format!("cannot be opened: {error}"))?;
    let problem = |error: dossier::store::Error| error.to_string();
    let mut hashes: Vec<String> =
        record::operations(workspace.db(), 0).map_err(problem)?.into_iter().map(|operation| operation.hash).collect();
    if !hashes.starts_with(acknowledged) {
        let n_kept = hashes.iter().zip(acknowledged).take_while(|(there, known)| there == known).count();
        return Err(format!("{LOST}: {} of {}", acknowledged.len() - n_kept, acknowledged.len()));
    }
    match hashes.len() - acknowledged.len() {
        0 => {}
        1 => found.n_in_doubt += 1,
        n => return Err(format!("{n} operations that nobody was told of")),
    }
    if let Some(check) = verify(workspace.db(), None).first_failure() {
        return Err(format!("{}: {}", check.name, check.failure.clone().unwrap_or_default()));
    }
    for hash in &hashes {
        disk.acknowledge(hash.clone());
    }
    // A text that was never there fits whatever is there.
    let text = format!("[Lea Marsh]{{person lea}} wrote: {}.", lines.note(1).replace(['{', '}', '[', ']'], ""));
    let next = workspace.run(&Command::Import { incoming: vec![incoming("next.txt", &text, &[])] });
    let next = next.map_err(|error| format!("the next import is refused: {error}"))?;
    let hash = next.operation.map(|(_, hash)| hash).ok_or("the next import does nothing")?;
    disk.acknowledge(hash.clone());
    hashes.push(hash);
    workspace.close().map_err(|error| error.to_string())?;
    Ok(hashes)
}

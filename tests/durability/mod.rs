//! What was acknowledged is there: after a kill at any moment, after a power cut at any moment, after what either left.
//!
//! A kill takes the process and leaves what it had written, also what no disk has seen yet; a power cut takes that too.
//! So there are two halves: [`kills`] kills the program from outside, and [`power`] runs it on a disk of our own making
//! ([`disk`]) that keeps only what was synced; [`leftovers`] names what they can leave, one by one. `DOSSIER_KILLS`, `DOSSIER_CUTS` and `DOSSIER_SEED` say how many of each,
//! and which; the defaults keep the whole of it to some seconds (`.ci/kills` runs more).

#[expect(unsafe_code, reason = "a layer under SQLite is a table of C functions")]
mod disk;
mod ground;
mod kills;
mod leftovers;
mod lines;
mod power;

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(value) => value.parse().unwrap_or_else(|_| panic!("{name} is a number, not `{value}`")),
        Err(_) => default,
    }
}

/// Random, and the same in every run that does not ask for another.
fn seed() -> u64 {
    setting("DOSSIER_SEED", 20_240_314)
}

/// A line for whoever asked for a longer run; standard error itself, so that it is seen without `--nocapture`.
fn tell(line: &str) {
    use std::io::Write as _;
    let is_asked_for = ["DOSSIER_KILLS", "DOSSIER_CUTS"].iter().any(|name| std::env::var_os(name).is_some());
    if is_asked_for {
        writeln!(std::io::stderr(), "{line}").expect("standard error");
    }
}

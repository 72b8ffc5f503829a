//! What a thread has cost the processor: what a bench counts, since other programs take their share of the time that
//! passes.
//!
//! Never gives way to ask: who is waited for would run meanwhile, and be counted in what is waited for.

use std::time::Duration;

/// How long this thread has run so far; on systems that do not tell, how long the program has.
#[cfg(all(unix, not(any(target_os = "netbsd", target_os = "redox", target_os = "solaris", target_os = "illumos"))))]
pub fn processor_time() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(spent.tv_sec.unsigned_abs(), u32::try_from(spent.tv_nsec).unwrap_or(0))
}

/// How long this thread has run so far; on systems that do not tell, how long the program has.
#[cfg(not(all(
    unix,
    not(any(target_os = "netbsd", target_os = "redox", target_os = "solaris", target_os = "illumos"))
)))]
pub fn processor_time() -> Duration {
    static BEGINNING: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGINNING.get_or_init(std::time::Instant::now).elapsed()
}

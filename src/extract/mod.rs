//! Being laid out. Never mind the dust.

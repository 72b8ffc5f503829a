//! Checks of the file. Being written.
//! x

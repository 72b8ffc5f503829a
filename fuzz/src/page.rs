//! Any bytes as a web page.
#![cfg_attr(fuzzing, no_main)]

dossier_fuzz::fuzz!(|bytes| dossier_fuzz::read("any.html", &[b"<html>", bytes].concat()));

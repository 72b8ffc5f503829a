//! Any bytes as a text: decoded, cut into zones, extracted.
#![cfg_attr(fuzzing, no_main)]

dossier_fuzz::fuzz!(|bytes| dossier_fuzz::read("any.txt", bytes));

//! Any bytes as a saved web archive: the headers that make it one stand before them.
#![cfg_attr(fuzzing, no_main)]

const HEAD: &[u8] = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n";

dossier_fuzz::fuzz!(|bytes| dossier_fuzz::read("any.mhtml", &[HEAD, bytes].concat()));

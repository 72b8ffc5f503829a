//! The sample articles, in the program itself, so that `dossier demo` needs no file beside it.
//!
//! Never read but by the demonstration and by tests; what each is an example of stands in `assets/samples/README.md`.

/// File name and bytes, in order of the names.
pub const SAMPLES: &[(&str, &[u8])] = &[
    ("2024-03-14_glacial-lake-bursts.txt", include_bytes!("../../assets/samples/2024-03-14_glacial-lake-bursts.txt")),
    ("2024-03-16_toll-corrected.txt", include_bytes!("../../assets/samples/2024-03-16_toll-corrected.txt")),
    ("2024-05-17_donateurs-geneve.txt", include_bytes!("../../assets/samples/2024-05-17_donateurs-geneve.txt")),
    ("2024-06-07_road-loan.txt", include_bytes!("../../assets/samples/2024-06-07_road-loan.txt")),
    ("2024-07-02_schools-pledge.txt", include_bytes!("../../assets/samples/2024-07-02_schools-pledge.txt")),
    (
        "2024-09-20_former-minister-testifies.txt",
        include_bytes!("../../assets/samples/2024-09-20_former-minister-testifies.txt"),
    ),
    ("camp-at-daroot-korgon.html", include_bytes!("../../assets/samples/camp-at-daroot-korgon.html")),
    ("camp-visit.txt", include_bytes!("../../assets/samples/camp-visit.txt")),
    ("hosted-in-kyrgyzstan.mhtml", include_bytes!("../../assets/samples/hosted-in-kyrgyzstan.mhtml")),
    ("minister-resigns.md", include_bytes!("../../assets/samples/minister-resigns.md")),
];

//! The closed sets of words: labels, kinds, states. Each enum is its own list of on-disk and export words.
//!
//! Never holds on-screen wording: what the window calls a thing stands in `ui`.

/// Declares an enum whose variants are words: `ALL` in order, `as_str`, and `parse` back.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The variant of exactly this word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

words! {
    /// What a mention is.
    Label {
        Person = "person", Org = "org", Place = "place", Group = "group", Date = "date", Time = "time",
        Money = "money", Percent = "percent", Quantity = "quantity", Event = "event", Law = "law", Work = "work",
        Product = "product", Other = "other",
    }
}

impl Label {
    /// Whether a mention of this label names an entity (a card), as against a date, an amount and so on.
    pub const fn names_entity(self) -> bool {
        !matches!(self, Self::Date | Self::Time | Self::Money | Self::Percent | Self::Quantity)
    }
}

words! {
    /// The form in which an analyst's own list came.
    ListFormat { Csv = "csv", OpenSanctions = "opensanctions", GeoNames = "geonames", Wikidata = "wikidata" }
}

words! {
    /// What a claim says.
    ClaimKind { Figure = "figure", Quote = "quote", Role = "role", Event = "event" }
}

impl ClaimKind {
    /// The letter before a claim's number in its short reference: `F203`.
    pub const fn letter(self) -> char {
        match self {
            Self::Figure => 'F',
            Self::Quote => 'Q',
            Self::Role => 'R',
            Self::Event => 'V',
        }
    }
}

words! {
    /// What a person decided of a mention or claim. Undecided ones have no row of their own.
    Status { Accepted = "accepted", Rejected = "rejected", Doubtful = "doubtful" }
}

words! {
    /// How a decision was made.
    How {
        ByHand = "by hand", WithParagraph = "with paragraph", WithArticle = "with article", SameName = "same name",
        Always = "always",
    }
}

words! {
    /// How far the reading of an article has come.
    ArticleState { New = "new", Begun = "begun", Done = "done", SetAside = "set_aside" }
}

words! {
    /// What a stretch of an article is.
    ZoneKind {
        Headline = "headline", Subhead = "subhead", Dateline = "dateline", Byline = "byline", Body = "body",
        Boilerplate = "boilerplate",
    }
}

words! {
    /// Why two figures of one measure differ.
    DifferHow { Disagree = "disagree", DifferentThings = "different_things", LaterCorrection = "later_correction" }
}

words! {
    /// Descriptive fields of an article, set on import or by hand.
    ArticleField {
        Published = "published", Publisher = "publisher", Title = "title", Author = "author", Url = "url",
        Language = "language",
    }
}

words! {
    /// Where a publication date comes from.
    DateBasis { Given = "given", Metadata = "metadata", FileName = "file_name", Text = "text" }
}

words! {
    /// What kind of thing notes, tags and references point at.
    Subject { Article = "article", Entity = "entity", Claim = "claim" }
}

words! {
    /// How much of a number the words promise.
    Qualifier {
        Exact = "exact", About = "about", Over = "over", Under = "under", AtLeast = "at_least", UpTo = "up_to",
        Nearly = "nearly",
    }
}

words! {
    /// How the words of a quote stand in the text.
    QuoteForm { Direct = "direct", Indirect = "indirect", Mixed = "mixed" }
}

words! {
    /// Whether an event took place, in the article's words.
    Modality { Happened = "happened", Planned = "planned", Hypothetical = "hypothetical", Negated = "negated" }
}

//! The words that lead to what somebody says: verbs by how they take it, nouns that stand for it.
//!
//! Never looks at a text: whether a word is used as a cue in its place is decided where it stands.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How a verb takes what is said. A sum of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cue(u8);

impl Cue {
    /// `said the dam is safe`: a clause without `that` is the rule.
    const BARE: u8 = 1;
    /// `confirmed the dam is safe`, beside `confirmed the news`: a clause if it has a verb of its own.
    const CLAUSE: u8 = 2;
    /// `showed that the dam is safe`.
    const THAT: u8 = 4;
    /// `The dam is safe, she said.`
    const TRAILS: u8 = 8;
    /// `asked: “Is it safe?”`
    const MARKED: u8 = 16;
    /// `called it “safe”`: a few words of somebody inside the writer's own sentence.
    const PARTIAL: u8 = 32;
    /// The form is a noun too: `reports`, `claim`.
    const NOUN: u8 = 64;
    /// `told Ana Ruiz that …`: first comes whom it is said to.
    const TELLS: u8 = 128;

    const fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    pub const fn takes_bare_clause(self) -> bool {
        self.has(Self::BARE)
    }

    pub const fn takes_clause(self) -> bool {
        self.has(Self::BARE | Self::CLAUSE)
    }

    pub const fn takes_that(self) -> bool {
        self.has(Self::BARE | Self::CLAUSE | Self::THAT)
    }

    pub const fn trails(self) -> bool {
        self.has(Self::TRAILS)
    }

    /// Stands beside words in marks as their verb.
    pub const fn takes_marked(self) -> bool {
        self.has(Self::BARE | Self::CLAUSE | Self::TRAILS | Self::MARKED)
    }

    pub const fn is_partial(self) -> bool {
        self.has(Self::PARTIAL)
    }

    pub const fn is_noun_too(self) -> bool {
        self.has(Self::NOUN)
    }

    pub const fn tells(self) -> bool {
        self.has(Self::TELLS)
    }
}

/// Verbs by how they take what is said; each with its forms: base, third person, past, participle.
const VERBS: &[(u8, &str)] = &[
    (
        Cue::BARE | Cue::TRAILS,
        "say says said saying; add adds added adding; think thinks thought thinking; believe believes believed \
         believing; insist insists insisted insisting",
    ),
    (Cue::BARE | Cue::TRAILS | Cue::TELLS, "tell tells told telling"),
    (
        Cue::CLAUSE | Cue::TRAILS,
        "argue argues argued arguing; state states stated stating; allege alleges alleged alleging; assert asserts \
         asserted asserting; suspect suspects suspected suspecting; claim claims claimed claiming; note notes noted noting; explain explains explained explaining; admit admits \
         admitted admitting; announce announces announced announcing; suggest suggests suggested suggesting; predict \
         predicts predicted predicting; estimate estimates estimated estimating; confirm confirms confirmed \
         confirming; acknowledge acknowledges acknowledged acknowledging; write writes wrote writing; tweet tweets \
         tweeted tweeting; reply replies replied replying; conclude concludes concluded concluding; observe observes \
         observed observing; recall recalls recalled recalling; report reports reported reporting; warn warns warned \
         warning; remark remarks remarked remarking; concede concedes conceded conceding; contend contends contended \
         contending; declare declares declared declaring; maintain maintains maintained maintaining; stress stresses \
         stressed stressing; emphasise emphasises emphasised emphasising; emphasize emphasizes emphasized \
         emphasizing; post posts posted posting; email emails emailed emailing; testify testifies testified testifying; speculate speculates \
         speculated speculating; caution cautions cautioned cautioning; reiterate reiterates reiterated reiterating; \
         complain complains complained complaining; agree agrees agreed agreeing",
    ),
    (
        Cue::CLAUSE,
        "hope hopes hoped hoping; fear fears feared fearing; feel feels felt feeling; deny denies denied denying; \
         promise promises promised promising; vow vows vowed vowing; pledge pledges pledged pledging; find finds \
         found finding; rule rules ruled ruling; show shows showed showing; reveal reveals revealed revealing; \
         assume assumes assumed assuming; theorise theorises theorised theorising; theorize theorizes theorized \
         theorizing; repeat repeats repeated repeating; swear swears swore swearing; guess guesses guessed guessing; \
         mention mentions mentioned mentioning; indicate indicates indicated indicating; hint hints hinted hinting; imply implies implied implying",
    ),
    (
        Cue::THAT,
        "demonstrate demonstrates demonstrated demonstrating; establish establishes established establishing; \
         underline underlines underlined underlining; underscore underscores underscored underscoring; disclose \
         discloses disclosed disclosing; certify certifies certified certifying; rejoin rejoins rejoined rejoining; \
         expect expects expected expecting; doubt doubts doubted doubting; argue argues argued arguing; demand demands \
         demanded demanding; order orders ordered ordering; hear hears heard hearing; learn learns learned learning; \
         posit posits posited positing; hypothesize hypothesizes hypothesized hypothesizing; recommend recommends \
         recommended recommending; clarify clarifies clarified clarifying; affirm affirms affirmed affirming; \
         opine opines opined opining; aver avers averred averring; apprise apprises apprised apprising; decide decides decided deciding; \
         hold holds held holding; propose proposes proposed proposing; reckon reckons reckoned reckoning; object objects \
         objected objecting; calculate calculates calculated calculating; anticipate anticipates anticipated \
         anticipating; submit submits submitted submitting; counter counters countered countering; signal signals \
         signalled signalling; verify verifies verified verifying; foresee foresees foresaw foreseeing; \
         profess professes professed professing; boast boasts boasted boasting; lament laments lamented lamenting; \
         recognise recognises recognised recognising; recognize recognizes recognized recognizing; realise realises \
         realised realising; realize realizes realized realizing; assure assures assured assuring; inform informs \
         informed informing; remind reminds reminded reminding; notify notifies notified notifying; retort retorts \
         retorted retorting; stipulate stipulates stipulated stipulating; point points pointed pointing; advise \
         advises advised advising",
    ),
    (
        Cue::MARKED | Cue::TRAILS,
        "ask asks asked asking; continue continues continued continuing; exclaim exclaims exclaimed exclaiming; \
         comment comments commented commenting; quip quips quipped quipping; joke jokes joked joking; shout shouts \
         shouted shouting; cry cries cried crying; chant chants chanted chanting; yell yells yelled yelling; \
         whisper whispers whispered whispering; retort retorts retorted retorting; answer answers answered answering; \
         respond responds responded responding; reasoned",
    ),
    (Cue::MARKED, "read reads reading; go goes went going; urge urges urged urging"),
    (
        Cue::PARTIAL,
        "call calls called calling; describe describes described describing; denounce denounces denounced denouncing; \
         dismiss dismisses dismissed dismissing; reject rejects rejected rejecting; praise praises praised praising; \
         hail hails hailed hailing; blame blames blamed blaming; accuse accuses accused accusing; label labels \
         labelled labelling; label labels labeled labeling; term terms termed terming; welcome welcomes welcomed \
         welcoming; criticise criticises criticised criticising; criticize criticizes criticized criticizing; condemn \
         condemns condemned condemning; brand brands branded branding; demand demands demanded demanding; urge urges \
         urged urging; express expresses expressed expressing; deem deems deemed deeming; cite cites cited citing; \
         underline underlines underlined underlining; promise promises promised promising; vow vows vowed vowing; \
         pledge pledges pledged pledging; emphasise emphasises emphasised emphasising; emphasize emphasizes emphasized \
         emphasizing; admit admits admitted admitting; warn warns warned warning; stress stresses \
         stressed stressing; reiterate reiterates reiterated reiterating; propose proposes proposed proposing",
    ),
];

/// Forms of the verbs above that are nouns as often.
const NOUNS_TOO: &[&str] = &[
    "claim",
    "claims",
    "report",
    "reports",
    "note",
    "notes",
    "state",
    "states",
    "estimate",
    "estimates",
    "post",
    "posts",
    "tweet",
    "tweets",
    "hope",
    "hopes",
    "fear",
    "fears",
    "promise",
    "promises",
    "pledge",
    "pledges",
    "vow",
    "vows",
    "rule",
    "rules",
    "show",
    "shows",
    "find",
    "finds",
    "remark",
    "remarks",
    "comment",
    "comments",
    "thought",
    "guess",
    "cry",
    "cries",
    "point",
    "points",
    "demand",
    "demands",
    "order",
    "orders",
    "doubt",
    "doubts",
    "answer",
    "answers",
    "reply",
    "email",
    "emails",
    "suspect",
    "suspects",
    "joke",
    "jokes",
    "caution",
    "stress",
    "call",
    "calls",
    "label",
    "labels",
    "term",
    "terms",
    "brand",
    "brands",
    "praise",
    "blame",
    "warning",
    "finding",
    "ruling",
    "saying",
    "feeling",
    "writing",
    "reporting",
    "meeting",
    "posting",
    "reading",
    "hearing",
    "understanding",
    "boast",
    "read",
    "hold",
    "holds",
    "object",
    "objects",
    "counter",
    "counters",
    "signal",
    "signals",
];

/// Nouns that stand for what is said, before `that`.
const NOUNS: &[&str] = &[
    "claim",
    "claims",
    "warning",
    "warnings",
    "allegation",
    "allegations",
    "statement",
    "announcement",
    "assertion",
    "accusation",
    "accusations",
    "promise",
    "pledge",
    "belief",
    "view",
    "opinion",
    "hope",
    "hopes",
    "fear",
    "fears",
    "suggestion",
    "suggestions",
    "admission",
    "assurance",
    "assurances",
    "confirmation",
    "complaint",
    "complaints",
    "reminder",
    "prediction",
    "denial",
    "concern",
    "concerns",
    "insistence",
    "argument",
    "remark",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "testimony",
];

static CUES: LazyLock<HashMap<&'static str, Cue>> = LazyLock::new(|| {
    let mut cues: HashMap<&'static str, Cue> = HashMap::new();
    for (how, verbs) in VERBS {
        for form in verbs.split([' ', ';']).filter(|form| !form.is_empty()) {
            cues.entry(form).or_default().0 |= how;
        }
    }
    for form in NOUNS_TOO {
        if let Some(cue) = cues.get_mut(form) {
            cue.0 |= Cue::NOUN;
        }
    }
    cues
});

/// How the word, in lower case, takes what is said, if it is a verb that does.
pub fn cue(word: &str) -> Option<Cue> {
    CUES.get(word).copied()
}

/// Whether the word is a noun for what is said.
pub fn is_noun(word: &str) -> bool {
    NOUNS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_differ_in_what_they_take() {
        let of = |word| cue(word).unwrap_or_default();
        assert!(of("said").takes_bare_clause() && of("told").tells());
        assert!(of("confirmed").takes_clause() && !of("confirmed").takes_bare_clause());
        assert!(of("disclosed").takes_that() && !of("disclosed").takes_clause());
        assert!(of("asked").takes_marked() && !of("asked").takes_that());
        assert!(of("called").is_partial() && !of("called").takes_marked());
        assert!(of("reports").is_noun_too() && !of("said").is_noun_too());
        assert!(cue("walked").is_none() && cue("river").is_none());
    }

    #[test]
    fn every_form_that_is_a_noun_too_is_a_cue_or_a_noun() {
        for form in NOUNS.iter().filter(|form| !form.contains(' ')) {
            assert!(is_noun(form) && form.chars().all(char::is_lowercase));
        }
        assert!(!is_noun("river"));
    }
}

//! The kinds of events, with the words that tell of them and the company in which those words tell of something else.
//!
//! Never asks who takes part. The kinds follow PLOVER's event types (the Political Language Ontology for Verifiable Event
//! Records) where it has one; [`Kind::plover`] says which. What is only said (PLOVER's REQUEST, REJECT, SUPPORT) is a
//! quote here; deadlines, disasters, elections, appointments, dismissals and
//! deaths, which the press reports as well, have no type there.

use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fast;

/// One kind of event.
#[derive(Debug)]
pub struct Kind {
    pub name: &'static str,
    /// PLOVER's event type.
    pub plover: Option<&'static str>,
    /// Forms that are verbs behind a subject.
    pub verbs: &'static [&'static str],
    /// Base forms: verbs behind `to`, `will` and the like.
    pub bases: &'static [&'static str],
    pub nouns: &'static [&'static str],
}

const fn kind(
    name: &'static str,
    plover: Option<&'static str>,
    verbs: &'static [&'static str],
    bases: &'static [&'static str],
    nouns: &'static [&'static str],
) -> Kind {
    Kind { name, plover, verbs, bases, nouns }
}

pub const KINDS: &[Kind] = &[
    kind(
        "meeting",
        Some("CONSULT"),
        &["met", "meets", "meeting"],
        &["meet"],
        &["meeting", "meetings", "talks", "summit"],
    ),
    kind(
        "visit",
        Some("CONSULT"),
        &["visited", "visits", "visiting", "arrived", "arrives", "arriving", "travelled", "traveled", "flew", "landed"],
        &["visit", "arrive", "travel"],
        &["visit", "visits", "trip", "tour"],
    ),
    kind(
        "attack",
        Some("ASSAULT"),
        &[
            "attacked",
            "attacks",
            "bombed",
            "shelled",
            "shot",
            "stormed",
            "ambushed",
            "raided",
            "killed",
            "struck",
            "assassinated",
            "kidnapped",
            "abducted",
            "wounded",
            "attacking",
            "shelling",
            "bombing",
            "killing",
        ],
        &["attack", "bomb", "shell", "raid", "kill", "ambush", "assassinate", "kidnap"],
        &[
            "attack",
            "attacks",
            "bombing",
            "bombings",
            "explosion",
            "blast",
            "airstrike",
            "airstrikes",
            "shooting",
            "ambush",
            "raid",
            "raids",
            "assassination",
            "massacre",
            "shelling",
            "kidnapping",
            "abduction",
        ],
    ),
    kind(
        "expulsion",
        Some("COERCE"),
        &["deported", "expelled", "evicted", "repatriated", "deporting", "expelling", "evicting"],
        &["deport", "expel", "evict", "repatriate"],
        &["deportation", "deportations", "expulsion", "expulsions", "eviction", "evictions", "repatriation"],
    ),
    kind(
        "arrest",
        Some("COERCE"),
        &[
            "arrested",
            "detained",
            "jailed",
            "imprisoned",
            "sentenced",
            "arresting",
            "detaining",
            "taken",
            "took",
            "apprehended",
        ],
        &["arrest", "detain", "jail"],
        &["arrest", "arrests", "detention"],
    ),
    kind(
        "sanction",
        Some("SANCTION"),
        &["blacklisted", "embargoed"],
        &["blacklist"],
        &["sanctions", "embargo", "boycott"],
    ),
    kind("threat", Some("THREATEN"), &["threatened", "threatens", "threatening"], &["threaten"], &[]),
    kind(
        "accusation",
        Some("ACCUSE"),
        &[
            "condemned",
            "condemns",
            "criticised",
            "criticized",
            "accused",
            "accuses",
            "blamed",
            "denounced",
            "denounces",
        ],
        &["condemn", "accuse", "denounce"],
        &["condemnation"],
    ),
    kind(
        "agreement",
        Some("AGREE"),
        &["signed", "agreed", "ratified", "initialled"],
        &["sign", "ratify"],
        &["agreement", "ceasefire", "truce", "treaty", "accord", "deal", "pact"],
    ),
    kind("aid", Some("AID"), &["donated", "airlifted", "donates"], &["donate", "airlift"], &["airlift", "donation"]),
    kind(
        "release",
        Some("CONCEDE"),
        &["freed", "released", "pardoned"],
        &["free", "release", "pardon"],
        &["pardon", "amnesty"],
    ),
    kind(
        "withdrawal",
        Some("RETREAT"),
        &["withdrew", "retreated", "surrendered", "withdrawn"],
        &["withdraw", "retreat", "surrender"],
        &["withdrawal", "pullout", "retreat", "surrender"],
    ),
    kind(
        "mobilization",
        Some("MOBILIZE"),
        &["deployed", "deploys", "mobilised", "mobilized"],
        &["deploy", "mobilise", "mobilize"],
        &["deployment", "mobilisation", "mobilization"],
    ),
    kind(
        "protest",
        Some("PROTEST"),
        &["protested", "rallied", "demonstrated", "marched", "rioted"],
        &["protest", "demonstrate"],
        &[
            "protest",
            "protests",
            "demonstration",
            "demonstrations",
            "strike",
            "riot",
            "riots",
            "march",
            "rally",
            "sit-in",
        ],
    ),
    kind(
        "election",
        None,
        &["elected", "reelected", "re-elected"],
        &["elect"],
        &["election", "elections", "referendum", "polls", "runoff", "by-election"],
    ),
    kind(
        "appointment",
        None,
        &["appointed", "resigned", "nominated", "resigns", "stepped", "quit"],
        &["appoint", "resign", "step"],
        &["resignation", "appointment"],
    ),
    kind(
        "dismissal",
        None,
        &[
            "sacked",
            "dismissed",
            "fired",
            "ousted",
            "deposed",
            "impeached",
            "removed",
            "relieved",
            "sacks",
            "dismisses",
        ],
        &["dismiss", "sack", "oust", "impeach", "remove"],
        &["dismissal", "ouster", "sacking", "impeachment"],
    ),
    kind("death", None, &["died", "dies", "passed", "found", "drowned"], &[], &["death"]),
    kind("deadline", None, &[], &[], &["deadline", "ultimatum"]),
    kind(
        "disaster",
        None,
        &["capsized", "derailed", "flooded"],
        &[],
        &[
            "earthquake",
            "flood",
            "floods",
            "flooding",
            "cyclone",
            "hurricane",
            "landslide",
            "landslides",
            "wildfire",
            "wildfires",
            "drought",
            "typhoon",
            "quake",
            "tsunami",
            "avalanche",
            "famine",
            "outbreak",
            "epidemic",
            "eruption",
            "crash",
            "collision",
            "stampede",
            "mudslide",
            "heatwave",
        ],
    ),
    kind("statement", None, &["issued", "announced", "issues"], &["issue"], &[]),
];

/// The first kind that each word tells of.
static BY_WORD: LazyLock<HashMap<&'static str, &'static Kind, fast::Build>> = LazyLock::new(|| {
    let mut by_word = HashMap::default();
    for kind in KINDS {
        for word in [kind.verbs, kind.bases, kind.nouns].into_iter().flatten() {
            by_word.entry(*word).or_insert(kind);
        }
    }
    by_word
});

/// The kind that a word tells of, the first of those that have it.
pub fn told_by(word: &str) -> Option<&'static Kind> {
    BY_WORD.get(word).copied()
}

/// Words that, in an object or right behind, make something else of a trigger: `met the deadline`, `struck a balance`.
const OTHER_OBJECTS: &[(&[&str], &str)] = &[
    (
        &["met", "meet", "meets", "meeting"],
        "deadline deadlines expectation expectations target targets criteria demand demands need needs goal goals standard standards \
         requirement requirements match condition conditions obligation obligations cost costs quota quotas challenge challenges resistance \
         criticism silence approval death end fate halfway minds commitments promises threshold bill bills rules scepticism skepticism",
    ),
    (
        &["visit", "visits", "visited", "visiting"],
        "website site page webpage www blog url professor scholar lecturer team fellow hours card cards topic theme question idea",
    ),
    (&["visits"], "museum museums park zoo gallery shop shops cinema clinic doctor site sites"),
    (&["expelled", "expelling", "expel"], "through air gas water smoke fumes waste steam"),
    (&["threatened", "threatens", "threaten"], "until"),
    (&["blamed"], "weather harvest crop drought frost rain rains storm poor bad slow"),
    (&["appointment"], "at with"),
    (
        &["arrived", "arrive", "arrives", "arriving"],
        "conclusion decision compromise consensus answer spring winter summer autumn time moment day news figure estimate",
    ),
    (
        &[
            "attack",
            "attacks",
            "attacked",
            "attacking",
            "bombed",
            "shelled",
            "raid",
            "raided",
            "storm",
            "stormed",
            "assault",
        ],
        "budget plan plans policy policies proposal proposals record idea ideas report law laws bill decision speech problem problems \
         question issue issues causes symptoms poverty inflation corruption handling approach out off fridge larder box argument \
         arguments rights freedom freedoms democracy character credibility reputation critics vigour gusto cells disease figures \
         comments remarks stance measure measures cuts tax taxes economy strategy position manifesto ruling verdict",
    ),
    (
        &["killed", "kill", "killing"],
        "bill deal time plan plans proposal project idea conversation mood momentum motion talks hopes joke lights engine",
    ),
    (
        &["shot", "shooting"],
        "film video photo photos photograph picture pictures scene scenes movie documentary footage up glance look smile star stars \
         advertisement episode range gallery put",
    ),
    (
        &["struck", "strike"],
        "balance chord pose gold tone note match up rate zone partner price fund luck bargain him me us midnight",
    ),
    (&["explosion", "blast"], "interest demand colour color creativity growth population past music heat"),
    (
        &["flood", "floods", "avalanche", "flooded", "tsunami"],
        "calls complaints emails letters tears questions requests messages applications imports light offers memories criticism paperwork orders tourists visitors refugees migrants goods cash money data fans",
    ),
    (&["landslide"], "victory win majority defeat vote"),
    (&["earthquake", "quake"], "politics political"),
    (&["crash"], "course diet test market barrier helmet"),
    (&["eruption", "outbreak"], "applause laughter joy cheers enthusiasm good"),
    (
        &["signed", "sign"],
        "up off in out autograph autographs copies book books guestbook contract striker player defender midfielder goalkeeper language",
    ),
    (&["agreed"], "with that disagree wholeheartedly"),
    (&["elected", "elect"], "to not"),
    (&["polls"], "of show showed suggest suggests suggested indicate put find found"),
    (
        &["dismissed", "dismiss"],
        "claim claims idea suggestion suggestions allegations allegation accusation accusations reports report case lawsuit complaint appeal \
         criticism opposition talk calls demands questions worries possibility prospect findings remarks concerns rumours rumors charges charge notion motion fears warnings warning petition as",
    ),
    (&["sacked"], "city town capital village quarterback"),
    (&["stepped", "step"], "from ladder stage bus train plane"),
    (&["death", "died"], "threat threats toll penalty row squad squads rate rates certificate sentence camp"),
    (&["impeachment"], "trial vote proceedings motion bid"),
    (&["ousted"], "champions champion"),
    (&["resigned", "resign"], "to himself herself themselves"),
    (&["nominated"], "award prize oscar grammy medal"),
    (&["appointed", "appointment"], "time hour doctor dentist well"),
    (&["fired"], "shot shots bullets rounds missile missiles rocket rockets gun warning up questions back at on into"),
    (
        &["withdrew", "withdraw", "withdrawn", "withdrawal"],
        "money cash complaint statement remark remarks offer appeal candidacy bid bill lawsuit nomination charge charges application \
         consent symptoms petition funds savings motion race tournament match contest competition final squad",
    ),
    (&["retreat"], "centre center spa weekend yoga"),
    (
        &["deployed", "deploy", "deployment", "deploys"],
        "app airbag airbags software feature update parachute code model system solution argument tool",
    ),
    (&["protested", "protest"], "innocence too song songs vote album"),
    (&["rallied", "rally"], "percent points shares gains behind win car driver back"),
    (
        &["demonstrated", "demonstrate", "demonstration"],
        "that how ability need skill product technique method what why importance effect courage",
    ),
    (&["march", "marched"], "time madness past band hare on"),
    (
        &["released", "release", "freed", "free"],
        "report album film statement data figures song single book video results new trade market statistics information \
         list details version study poll findings trailer documents transcript names pressure steam hand up",
    ),
    (&["donated"], "kidney blood organ"),
    (&["threatened", "threatens", "threaten", "threatening"], "species rain overshadow storm habitat"),
    (&["travelled", "traveled", "travel", "flew"], "kite time light past flag by open apart"),
    (&["tour", "trip"], "de guide operator wire switch advisor"),
    (&["deal", "deals"], "breaker maker cards of"),
    (&["talks", "meeting"], "point points about like room rooms place expectations deadlines"),
    (&["summit"], "of mountain peak"),
    (&["arrest", "arrested"], "development attention decline decay spread growth"),
    (&["sentenced"], "sentence"),
    (&["drought"], "trophy title goal"),
    (&["deadline"], "extension day"),
    (&["sanctions"], "busting"),
    (&["condemned"], "building buildings prisoner cell unsafe unfit"),
];

/// Words right before a trigger that make something else of it: `a heart attack`, `a great deal`.
const OTHER_BEFORE: &[(&[&str], &str)] = &[
    (&["attack", "attacks"], "heart panic asthma anxiety personal verbal counter scathing"),
    (&["deal", "agreement"], "great good big raw square broad general in no tv record book"),
    (&["drought"], "goal title trophy scoring medal"),
    (&["arrest"], "cardiac respiratory"),
    (&["death"], "to of black brain sudden certain cot near-"),
    (&["appointment"], "doctor doctor’s doctor's dental hair hospital medical by"),
    (&["shooting"], "film photo clay target sharp"),
    (&["explosion"], "population cambrian"),
    (&["blast"], "full a nuclear"),
    (&["polls"], "opinion exit tracking recent most"),
    (
        &["threatened", "threatens"],
        "storm storms sea seas rain rains flood floods fire fires drought disease water waters draw clouds",
    ),
    (&["deployed"], "parachute parachutes airbag airbags"),
    (&["tour"], "concert world package book guided virtual european"),
    (&["trip"], "ego field guilt fishing bus"),
    (&["retreat"], "spa yoga corporate company weekend writing"),
    (&["strike"], "lightning first surgical penalty long-range"),
    (&["talks"], "small ted he she who it pillow"),
    (&["meeting"], "of track chance"),
    (&["protest"], "under in"),
    (&["crash"], "market stock system computer website app dot-com price financial"),
    (&["landslide"], "electoral political a"),
    (&["eruption"], "volcanic’s skin"),
    (&["epidemic"], "obesity loneliness"),
    (&["election"], "papal no"),
    (&["earthquake"], "political"),
    (&["march"], "frog death long onward wedding forward"),
    (&["deadline"], "print submission homework essay newspaper tax"),
    (&["visit"], "flying home doctor"),
    (&["surrender"], "unconditional to"),
    (&["boycott"], "charles geoffrey"),
    (&["rally"], "stock market car oil price late relief bond share"),
];

/// The words of a table's rows, by trigger.
type Others = HashMap<&'static str, HashSet<&'static str, fast::Build>, fast::Build>;

fn others(table: &[(&'static [&'static str], &'static str)]) -> Others {
    let mut others = Others::default();
    for (triggers, words) in table {
        for trigger in *triggers {
            others.entry(trigger).or_default().extend(words.split_whitespace());
        }
    }
    others
}

static OBJECTS: LazyLock<Others> = LazyLock::new(|| others(OTHER_OBJECTS));
static BEFORE: LazyLock<Others> = LazyLock::new(|| others(OTHER_BEFORE));

/// Whether the word, in what the trigger acts on or right behind it, makes something else of it.
pub fn is_other_object(trigger: &str, word: &str) -> bool {
    OBJECTS.get(trigger).is_some_and(|words| words.contains(word))
}

/// Whether the word right before the trigger makes something else of it.
pub fn is_other_before(trigger: &str, word: &str) -> bool {
    BEFORE.get(trigger).is_some_and(|words| words.contains(word))
}

/// Words that tell of their kind only with others behind them: `removed from office`, `taken into custody`. The word that
/// must follow within a few, and what must stand behind that one, if anything.
const COMPANY: &[(&[&str], &str, &str)] = &[
    (&["removed", "remove"], "from", "office post power position duties job cabinet command"),
    (&["relieved"], "of", "duties command post position office job"),
    (&["taken", "took"], "into", "custody detention"),
    (&["passed"], "away", ""),
    (&["stepped", "step"], "down", ""),
    (&["quit"], "as", ""),
    (&["found"], "dead", ""),
];

/// What must stand behind a word for it to tell of its kind.
pub fn company(trigger: &str) -> Option<(&'static str, &'static str)> {
    COMPANY.iter().find(|(words, ..)| words.contains(&trigger)).map(|(_, link, objects)| (*link, *objects))
}

/// The kind of this name.
pub fn named(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// PLOVER's sixteen event types.
    const PLOVER: &[&str] = &[
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ];

    #[test]
    fn kinds_have_types_of_the_ontology_and_words_of_their_own() {
        for kind in KINDS {
            assert!(kind.plover.is_none_or(|plover| PLOVER.contains(&plover)), "{}", kind.name);
            for word in kind.verbs.iter().chain(kind.bases).chain(kind.nouns) {
                let same = KINDS.iter().filter(|other| {
                    other.verbs.contains(word) || other.bases.contains(word) || other.nouns.contains(word)
                });
                assert_eq!(same.count(), 1, "{word} tells of more than one kind");
            }
        }
    }

    #[test]
    fn every_exception_is_one_of_a_trigger() {
        let is_trigger = |word: &&str| {
            KINDS.iter().any(|kind| kind.verbs.contains(word) || kind.bases.contains(word) || kind.nouns.contains(word))
        };
        for (triggers, _) in OTHER_OBJECTS.iter().chain(OTHER_BEFORE) {
            assert!(triggers.iter().any(is_trigger), "{triggers:?}");
        }
        assert!(is_other_object("met", "deadline") && !is_other_object("met", "minister"));
        assert!(is_other_before("attack", "heart") && !is_other_before("attack", "rebel"));
    }
}

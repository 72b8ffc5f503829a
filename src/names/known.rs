//! Words that tell what a part of a name is: titles, particles, endings, first names and their short forms.
//!
//! General knowledge of how names are made, in plain Latin letters (`script::romanised`), never a list of persons.

use crate::names::script::romanised;
use crate::text::fast;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Titles and ranks before a name. Nobody is told apart by one.
const TITLES: &str = "mr mrs ms miss mx sir dame lord lady dr doctor prof professor hon honourable honorable rev reverend \
    fr father sister brother pope saint bishop archbishop cardinal rabbi imam sheikh shaikh shaykh sheik cheikh \
    mullah mulla mollah mawlawi maulvi moulvi mawlana maulana molvi qari haji hajji hajj hafiz ayatollah \
    hojatoleslam hujjatulislam allama ustad ostad alhaj alhaji king queen prince princess emir \
    president premier chancellor minister secretary senator sen rep congressman congresswoman governor gov mayor \
    ambassador amb envoy judge justice general gen lieutenant lt colonel col major maj captain capt brigadier brig \
    admiral adm commander cmdr sergeant sgt corporal marshal field air chief inspector superintendent constable \
    vice deputy prime foreign crown former ex late mp mla mna shri sri smt thiru herr frau monsieur mme madame \
    mademoiselle don dona senor senora signor signora dom sayyid sayed syed seyyed saiyid sayyed engineer eng advocate \
    barrister comrade fm pm";

/// After a name; with or without a comma before.
const ENDINGS: &str = "jr sr junior senior ii iii iv esq phd md mba dds cbe obe mbe kc qc mp mep";

/// Little words between the parts of a name. First and last words are never one, but for the article before a hyphen.
const PARTICLES: &str = "al el ul il ud ur us as ash ar an ad at az ath adh bin ibn ben bint binti bn b ould wuld walad oglu \
    ogly uulu kyzy qizi de da do di du del della dello dei dos das des van von vom zu zur zum der den dem ten ter te la le \
    las los lo y e i av af bar st u abu abou umm";

/// Parts that so many bear that they tell little.
const COMMON: &str =
    "ahmed ali abdul abd singh kumar hassan hasan hussein ibrahim kim li pak nguyen van maria mary john jose";

/// First names and their short forms or their like in other languages: of one line, two are one name.
const ALIKE: &[&str] = &[
    "muhammad mohammed mohammad mohamed mohamad muhamed mehmet mahomet mahammad magomed mukhammad mamadou maxamed mohd muhd md",
    "ahmed ahmad ahmet axmed akhmed akhmad",
    "hussein husain hussain husayn hossein hosein xuseen hussin huseyin husein",
    "hassan hasan hassane xasan khasan",
    "mohsen muhsin mohsin muxsin",
    "hamid hameed xamid khamid",
    "mahdi mehdi mahdy",
    "abdullah abdallah abdulla abdoullah abdellah abdulah cabdullaahi abdullahi abdoulaye",
    "osama usama oussama",
    "yusuf yousef youssef yousaf yusef joseph jose josef giuseppe iosif yosef josip joe joey",
    "ibrahim ebrahim abraham ibraheem avraham abe",
    "musa moussa moses moshe mousa",
    "isa issa eissa essa ciise",
    "yaqub yaqoob yakub jacob yakov jakob jacques james jim jimmy jamie jaime diego santiago giacomo",
    "dawud daoud david dawood daud davud dave davide",
    "sulayman sulaiman suleiman soleiman solomon suleyman sulejman",
    "yahya yehia yahia john johannes johann hans jan jean juan joao ivan giovanni sean ian jack johnny yohannes janos jonny jon",
    "maryam mariam maria mary marie miriam mariya molly polly",
    "ishaq isaac itzhak yitzhak",
    "ismail ismael esmail ishmael ismaeel",
    "daniyal daniel dan danny danylo",
    "jibril gabriel jabril gebrael",
    "mikail michael mike mikhail miguel michel mykhailo mick mickey misha michal mihai",
    "ilyas elias eliyahu ilya elijah",
    "yunus yunis jonah younes",
    "harun aaron haroon haron aron",
    "omar umar omer cumar",
    "othman usman uthman osman cusmaan osmaan",
    "ali aly",
    "jamal gamal djamal",
    "jalil djalil galil",
    "qasim kassem qassem kasim ghassem",
    "mustafa mostafa moustafa",
    "mahmud mahmoud mahmood mehmood",
    "saeed said sayeed saiid",
    "khalid khaled halid",
    "zahra zohra",
    "fatima fatemeh fatma fatimah",
    "aisha ayesha aicha aysha",
    "alexander aleksandr oleksandr alexandre alejandro alessandro alex aleksander sasha sandy aliaksandr iskander aleksandar xander",
    "alexei aleksey oleksii alexey aliaksei alyosha",
    "vladimir volodymyr uladzimir vlad wladimir volodya vova wlodzimierz",
    "sergei serhiy sergey sergio serge siarhei serhii sergiu",
    "nikolai mykola nicholas nicolas nick nikola nicola niklas mikalai claus klaus kolya",
    "dmitry dmytro dmitri dimitri dzmitry demetrios dima",
    "yuri george jorge georg giorgi georgios yury iurii jerzy juraj giorgio georgi heorhii",
    "pavel paul pablo pavlo paulo paolo pal pavlos pol",
    "petr peter pyotr petro pedro pierre pietro piotr pete petar boutros",
    "johanna joanna joana giovanna jana ivana ivanka jeanne jane juana janet",
    "andrei andrew andriy andre andres andreas andrea andy andrzej drew",
    "grigory gregory hryhoriy greg gregor",
    "yevgeny eugene yevhen evgeny evgeniy eugenio gene eugen",
    "kateryna ekaterina catherine katherine kate cathy kathy katie catalina katarina yekaterina kathryn kit",
    "olena elena helen helena yelena helene",
    "oleg oleh",
    "igor ihor",
    "konstantin kostyantyn constantine kostas costas",
    "viktor victor vic",
    "anatoly anatoliy anatol",
    "stephen steven steve stefan stepan esteban etienne stephane stevie istvan",
    "francis francisco francesco francois frank franz frantisek paco pancho fran",
    "charles carlos karl carl carlo charlie chuck karel",
    "henry henri enrique heinrich harry hank hendrik enrico",
    "louis luis luigi ludwig lewis lou ludvig",
    "lawrence laurence larry lorenzo laurent lars",
    "anthony antonio anton antoine tony",
    "benjamin ben benny benyamin binyamin",
    "william bill billy will willy liam guillermo guillaume wilhelm willem",
    "robert bob bobby rob robbie roberto bert",
    "richard dick rick rich ricardo ricky riccardo",
    "edward ed eddie ted eduardo edouard eduard ned",
    "theodore ted teddy teodoro fyodor fedor",
    "thomas tom tommy tomas tomasz tommaso toma",
    "timothy tim timmy",
    "matthew matt mateo matteo matthias mateusz matthieu",
    "mark marc marco marcos markus marcus marek",
    "christopher chris cristobal christoph kristof",
    "frederick fred freddy frederik friedrich federico fryderyk fritz",
    "philip phil phillip felipe philippe filip filippo",
    "samuel sam sammy shmuel",
    "joshua josh yehoshua",
    "jonathan jon yonatan",
    "ronald ron ronnie ronaldo",
    "donald don donnie",
    "kenneth ken kenny",
    "leonard leo len leonardo leonid lev",
    "patrick pat paddy patricio padraig",
    "margaret maggie meg peggy margarita margit greta",
    "elizabeth liz beth betty elisabeth isabel lizzie eliza elisabetta yelizaveta bess libby",
    "anna anne ann hannah anya annie ana",
    "natalia natalie natasha nataliya natalya",
    "susan sue susanna suzanne",
    "rebecca becky",
    "jennifer jen jenny",
    "barbara barb barbra",
    "victoria vicky viktoria",
    "angela angele angelika",
    "angelo angel angelos",
    "carla carole carol",
    "julia julie yulia giulia iulia",
    "julio julius jules giulio",
    "olga",
    "mario marius",
    "paula paola paulina",
    "daniela danielle",
    "martin martino marten",
    "martina martine",
    "alexandra aleksandra oleksandra alessandra",
    "michelle michaela",
    "roberta",
    "simon simeon szymon semyon",
    "simone simona",
    "gabriela gabriele gabrielle",
    "stefania stephanie stefanie",
    "raphael rafael rafa raffaele",
    "emanuel emmanuel manuel manny manolo",
];

/// Endings that a whole people's surnames share, sounds of them: what stands before tells two apart.
const SHARED_ENDINGS: &[&str] = &[
    "uvna", "avna", "ivna", "uvic", "uviC", "iviC", "aviC", "evna", "eviC", "sdutir", "dutir", "Svili", "skaia",
    "skai", "ski", "enku", "iuva", "uva", "eva", "uv", "ev", "ulah", "ula", "udin", "zada", "zadah", "pur", "ian",
    "ainen", "sun", "sen", "ez", "iC", "uglu", "rahman",
];

/// Titles that became names: they tell little, wherever they stand.
const WEAK: &str = "haji hajji hajj mullah mulla mawlawi maulvi mawlana maulana qari hafiz sheikh shaikh shaykh sayyid sayed \
        syed seyyed saiyid sayyed agha akhund khan shah mir bey beg begum bibi singh";

/// Particles that also begin a name: `Bin Laden`, `Abu Bakr`, `Van Gogh`.
const LEADING: &str = "bin ibn abu abou umm van von de della di el ould";

/// "Servant of", before one of the names of God; `bd` is what its Arabic letters say.
const SERVANT: &str = "bd abd abdul abdal abdel abdol abdur abdus abdu abdoul abdual abdun abdush";

/// "Of the faith", as the second half of a name, where it stands alone.
const FAITH: &str = "din deen dine uddin eddin eddine aldin addin uddeen";

/// The lists that a word can stand in, as bits of [`KINDS`].
const LISTS: &[&str] = &[TITLES, WEAK, ENDINGS, PARTICLES, LEADING, COMMON, SERVANT, FAITH];

/// Each word of the lists with the lists that it stands in.
static KINDS: LazyLock<HashMap<&'static str, u8, fast::Build>> = LazyLock::new(|| {
    let mut kinds = HashMap::with_capacity_and_hasher(512, fast::Build::default());
    for (bit, list) in LISTS.iter().enumerate() {
        for word in list.split_ascii_whitespace() {
            *kinds.entry(word).or_insert(0) |= 1 << bit;
        }
    }
    kinds
});

fn stands_in(word: &str, list: usize) -> bool {
    KINDS.get(word).is_some_and(|kinds| kinds & (1 << list) != 0)
}

pub fn is_title(word: &str) -> bool {
    stands_in(word, 0)
}

/// Whether it became a name, and tells little wherever it stands.
pub fn is_weak(word: &str) -> bool {
    stands_in(word, 1)
}

pub fn is_ending(word: &str) -> bool {
    stands_in(word, 2)
}

pub fn is_particle(word: &str) -> bool {
    stands_in(word, 3)
}

/// Whether it is a particle that also begins a name.
pub fn may_lead(word: &str) -> bool {
    stands_in(word, 4)
}

/// Whether so many bear it that it tells little.
pub fn is_common(word: &str) -> bool {
    stands_in(word, 5) || lines_of(word).first() == Some(&0)
}

/// The second half of a name that ends in "of the faith", where it stands alone.
pub fn is_faith(word: &str) -> bool {
    stands_in(word, 7)
}

/// Lines of `ALIKE` that hold a word, in order: two words that share one are forms of one first name.
pub fn lines_of(word: &str) -> &'static [u16] {
    LINES.get(word).map_or(&[], Vec::as_slice)
}

static LINES: LazyLock<HashMap<&'static str, Vec<u16>, fast::Build>> = LazyLock::new(|| {
    let mut lines = HashMap::with_capacity_and_hasher(2048, fast::Build::default());
    for (number, line) in (0..).zip(ALIKE) {
        for word in line.split_ascii_whitespace() {
            lines.entry(word).or_insert_with(Vec::new).push(number);
        }
    }
    lines
});

/// Whether people bear it, as a first name or a family's. Two different such names in one place are no slip of the pen.
pub fn is_borne(latin: &str) -> bool {
    !lines_of(latin).is_empty() || BORNE.contains(latin)
}

static BORNE: LazyLock<HashSet<String, fast::Build>> = LazyLock::new(|| {
    let tables = [include_str!("../../assets/lists/surnames.tsv"), include_str!("../../assets/lists/given_names.tsv")];
    let lines = tables.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(romanised).collect()
});

/// `Abdul Rahman`, `Abd al-Rahman`, `Abdurrahman`: the word that says "servant of".
pub fn is_servant(word: &str) -> bool {
    stands_in(word, 6)
}

/// The name behind "servant of" where both are one word; not of Abdullah, which is a name of its own.
pub fn after_servant(word: &str) -> Option<&str> {
    let rest = ["abdul", "abdal", "abdel", "abdur", "abdus", "abdol", "abdoul", "abdun"]
        .iter()
        .find_map(|abd| word.strip_prefix(abd))?;
    (rest.len() >= 3 && !rest.starts_with("la") && rest != "ahi").then_some(rest)
}

/// Names that end in "of the faith" or "of God", in one spelling: `Saifeddine` is `saifuddin`, `Zabiullah` `zabiullah`.
pub fn with_plain_end(word: &str) -> Option<String> {
    const FAITH: &[&str] = &[
        "uddin", "uddeen", "addin", "eddin", "eddine", "iddin", "aldin", "eldin", "uldin", "aldeen", "eldeen", "adine",
        "oddin",
    ];
    const GOD: &[&str] = &["ullah", "allah", "ollah", "ulla", "olla", "oullah", "ellah"];
    let of = |ends: &[&str], plain: &str| {
        let stem = ends.iter().find_map(|end| word.strip_suffix(end)).filter(|stem| stem.len() >= 3)?;
        Some(format!("{stem}{plain}"))
    };
    of(FAITH, "uddin").or_else(|| of(GOD, "ullah"))
}

/// What stands before an ending that many surnames share, by the sound; the whole where that is too little.
pub fn stem(sound: &str) -> (&str, &str) {
    let ending = SHARED_ENDINGS.iter().find(|ending| sound.ends_with(*ending) && sound.len() >= ending.len() + 3);
    ending.map_or((sound, ""), |ending| sound.split_at(sound.len() - ending.len()))
}

/// Father's names of Russian and its neighbours.
pub fn is_patronymic(latin: &str) -> bool {
    const ENDS: &[&str] =
        &["ovich", "evich", "ovitch", "evitch", "ovych", "evych", "iyovych", "ovna", "evna", "ivna", "avich"];
    latin.len() > 6 && ENDS.iter().any(|ending| latin.ends_with(ending))
}

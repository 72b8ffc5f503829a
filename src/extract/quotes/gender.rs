//! Whom `he` and `she` can mean: what titles, given names and the article's own pronouns tell of a person.
//!
//! Never decides against itself: where signs speak for both, the person is taken for either.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::extract::cast::Cast;
use crate::extract::roles::Role;
use crate::lists::class::Class;
use crate::lists::class::is_in;
use crate::model::kind::Label;
use crate::names::fold;

/// Grammatical gender, as English pronouns have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    She,
    He,
}

impl Gender {
    /// What a pronoun tells of whom it means.
    pub fn of_pronoun(word: &str) -> Option<Self> {
        match word {
            "she" | "her" | "hers" | "herself" => Some(Self::She),
            "he" | "him" | "his" | "himself" => Some(Self::He),
            _ => None,
        }
    }
}

/// Given names that only women bear, or nearly so, across the languages of the news; a name left out tells nothing.
const WOMEN: &str = "ana anna anne ann annie maria marie mary mariam maryam miriam fatima fatema khadija aisha ayesha amina \
    zainab zahra zara sara sarah laila leila layla nadia noor hina mumtaz shireen shirin sherry malala benazir \
    hasina indira sonia priyanka priya anjali sushma smriti nirmala kavita sunita geeta rekha lakshmi meera asha \
    susan susanne suzanne helen helena elena elene irina olga svetlana tatiana natalia natalya ekaterina katerina anastasia \
    daria maia mia sofia sophia sophie julia julie juliet juliette juliana emma emily olivia isabel isabella isabelle \
    elizabeth elisabeth elise eliza lisa liz beth margaret margarita marguerite martha marta theresa teresa rosa rose \
    rosalind linda lucia lucy louise laura lauren lara claire clara carla carol caroline carolina charlotte christine \
    christina kristin kristina kirsten karen karin katharina katherine catherine kathleen kathryn kate katie angela \
    angelina antonia alice alicia alison allison amanda amy audrey barbara beatrice brenda bridget britta camille cecilia celia \
    chloe cynthia deborah debbie diana diane dolores dorothy edith eleanor ellen erica erika esther eva eve fiona florence \
    frances francesca gabriela gabriele georgia gloria grace greta gretchen hannah harriet hilary hillary heather heidi ida \
    ingrid ines irene iris ivana jacinda jacqueline jane janet jeanne jennifer jenny jessica jill joan joanna joanne \
    josephine joyce judith judy kamala kelly kimberly larissa leah lena lesley leticia lilian lillian lily lorraine luisa \
    lydia madeleine magdalena marcela maureen megan melanie melissa mercedes michelle mireille molly monica monika nadine nancy \
    naomi natalie nicole nina nora norma pamela patricia paula pauline penelope penny petra phyllis rachel ramona rebecca regina \
    renata renate rita roberta ruth sabine sally samantha sandra shannon sharon sheila shelley silvia simone stefania stella \
    stephanie sylvia tamara tanya tessa tracy ursula valerie valeria vanessa vera veronica victoria viktoria violet virginia \
    viviane wendy yasmin yvette yvonne yulia zoe zuzana aminata fatou mariama ngozi chioma wanjiru akello dilma \
    yuki yoko keiko sakura mei ling hye eun-hye suella anneliese ursula velda sanna mette sahle samia";

/// The same for men.
const MEN: &str = "ahmad ahmed mohammad mohammed muhammad mohamed mahmoud mahmud ali hassan hasan hussein husain hussain omar umar \
    osama khalid khaled abdul abdullah abdulrahman ibrahim ismail yusuf youssef mustafa tariq tarek bilal imran asif nawaz shahbaz \
    jalil amir sarfaraz zabihullah hamid hamed karim rahim rashid saeed said samir sami walid yasser zaid faisal fahad salman \
    bandar sultan hadi igor ivan dmitry dmitri vladimir sergey sergei alexei aleksei alexander aleksandr nikolai mikhail boris \
    oleg pavel andrei yuri viktor vitaly volodymyr petro john james robert michael william david richard joseph thomas charles \
    christopher daniel matthew anthony mark donald steven stephen paul andrew joshua kenneth kevin brian george edward timothy \
    ronald jason jeffrey jeff ryan jacob jack gary nicholas eric jonathan larry justin scott brandon benjamin samuel frank \
    gregory raymond patrick alan allan peter henry harold douglas arthur carl karl ralph roy louis philip phillip bruce \
    albert victor martin ernest keith roger antony lawrence graham simon neil nigel ian colin trevor barry geoffrey hugh \
    rishi narendra rahul amit arvind raj rajiv sanjay vijay anil sunil suresh ramesh manmohan antonio jose juan luis carlos \
    miguel pedro pablo jorge francisco fernando rafael diego javier manuel alberto roberto ricardo eduardo mario sergio \
    enrique tovar dario giovanni giuseppe marco luca paolo francesco stefano matteo claudio nunzio nabil fuad jean pierre \
    jacques michel philippe francois laurent nicolas olivier emmanuel hans klaus jurgen wolfgang heinz dieter helmut gerhard \
    olaf friedrich otto oskar lars sven erik nils anders bjorn johan jens henrik kofi kwame chinedu emeka olusegun \
    goodluck uhuru paul jomo nelson thabo cyril jacob xi wei jun hiroshi kenji shinzo fumio takeshi tanaka min-ho jin \
    joe bob bill tom tim jim mike dan sam ben nick matt steve chris tony greg rick antony noam shimon benjamin yair naftali \
    ehud rick mitt barack bernie hamdi hamza recep tayyip mehmet bashar ashraf hekmat gulbuddin sirajuddin mullah";

static NAMES: LazyLock<(HashSet<&'static str>, HashSet<&'static str>)> =
    LazyLock::new(|| (WOMEN.split_whitespace().collect(), MEN.split_whitespace().collect()));

/// The gender of one person, as far as titles and given names beside the name tell it.
pub fn by_name(cast: &Cast<'_, '_>, entity: usize) -> Option<Gender> {
    let told = |mention: &usize| {
        let (first, end) = cast.ranges[*mention];
        let given = fold(cast.reading.tokens[first].text);
        let is_full = end - first > 1;
        of_title(cast.reading.low_before(first)).or(match (NAMES.0.contains(&*given), NAMES.1.contains(&*given)) {
            (true, false) if is_full => Some(Gender::She),
            (false, true) if is_full => Some(Gender::He),
            _ => None,
        })
    };
    cast.entities[entity].mentions.iter().take(MANY).find_map(told)
}

/// Mentions of one person that are asked at the most.
const MANY: usize = 16;

/// The gender of each entity, as far as the article tells it.
pub fn of_entities(cast: &Cast<'_, '_>, roles: &[Role]) -> Vec<Option<Gender>> {
    let mut votes = vec![(0_u32, 0_u32); cast.entities.len()];
    let mut vote = |entity: usize, gender: Gender, weight: u32| match gender {
        Gender::She => votes[entity].0 += weight,
        Gender::He => votes[entity].1 += weight,
    };
    for (mention, (first, end)) in cast.mentions.iter().zip(&cast.ranges) {
        let Some(entity) = mention.entity.filter(|_| mention.label == Label::Person) else {
            continue;
        };
        let given = fold(cast.reading.tokens[*first].text);
        let honorific = cast.reading.low_before(*first);
        for word in [honorific, cast.low(*first, *first)] {
            if let Some(gender) = of_title(word) {
                vote(entity, gender, 20);
            }
        }
        if end - first > 1 {
            if NAMES.0.contains(given.as_str()) {
                vote(entity, Gender::She, 8);
            }
            if NAMES.1.contains(given.as_str()) {
                vote(entity, Gender::He, 8);
            }
        }
        if let Some(gender) = pronoun_after(cast, *first, *end) {
            vote(entity, gender, 3);
        }
    }
    for role in roles {
        let words = role.key.rsplit(' ').next().unwrap_or("");
        if let (Some(holder), Some(gender)) = (role.holder, of_title(words).or_else(|| of_title(role.last_word()))) {
            vote(holder, gender, 20);
        }
    }
    let told = |(she, he): &(u32, u32)| match (*she, *he) {
        (0, 0) => None,
        (she, he) if she > he * 2 => Some(Gender::She),
        (she, he) if he > she * 2 => Some(Gender::He),
        _ => None,
    };
    votes.iter().map(told).collect()
}

fn of_title(word: &str) -> Option<Gender> {
    match word {
        "mrs" | "ms" | "miss" | "mme" | "madame" | "madam" | "lady" | "dame" | "queen" | "princess" | "begum"
        | "sister" | "spokeswoman" | "chairwoman" | "congresswoman" | "businesswoman" | "actress" | "mother"
        | "daughter" | "wife" | "widow" | "duchess" | "empress" | "councilwoman" => Some(Gender::She),
        "mr" | "sir" | "lord" | "king" | "prince" | "emir" | "sultan" | "shah" | "imam" | "mullah" | "maulana"
        | "bishop" | "archbishop" | "pope" | "rabbi" | "spokesman" | "chairman" | "congressman" | "businessman"
        | "father" | "son" | "husband" | "brother" | "duke" | "emperor" | "councilman" | "mufti" | "ayatollah"
        | "sheikh" => Some(Gender::He),
        _ => None,
    }
}

/// `his` or `her` behind a name that is the only person of its sentence.
fn pronoun_after(cast: &Cast<'_, '_>, first: usize, end: usize) -> Option<Gender> {
    let sentence = cast.reading.sentence(first);
    let mut persons = cast
        .mentions_in(sentence.first, sentence.end)
        .filter(|mention| cast.mentions[*mention].label == Label::Person)
        .map(|mention| cast.mentions[mention].entity);
    let only = persons.next()?;
    if persons.any(|other| other != only) {
        return None;
    }
    // `Velmont described her as brave, he said`: nobody is the object of his own verb.
    let is_object = |at: usize| {
        let next = cast.low(at + 1, at);
        let owns =
            next.starts_with(char::is_alphabetic) && !is_in(Class::Function, next) && cast.label_at(at + 1).is_none();
        match cast.low(at, first) {
            "him" => true,
            "her" => !owns,
            _ => false,
        }
    };
    let is_near = |at: usize| at < end + NEAR_OBJECT;
    (end..sentence.end)
        .filter(|at| !(is_near(*at) && is_object(*at)))
        .find_map(|at| Gender::of_pronoun(cast.low(at, first)))
}

/// Words behind a name in which an object is that of its own verb.
const NEAR_OBJECT: usize = 3;

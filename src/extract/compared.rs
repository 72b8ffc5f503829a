//! Names ready to be compared with others, made once for each spelling and kept from article to article: most names of
//! an article stood in the last one too.
//!
//! Never changes what comes out: what is kept of a name is found by all its letters and depends on nothing else.

use std::cell::OnceCell;
use std::cell::RefCell;
use std::rc::Rc;

use crate::model::kind::Label;
use crate::names::fold;
use crate::names::form::Form;
use crate::names::name::Role;
use crate::text::fast;

/// A name and what it is compared by.
pub struct Compared {
    pub form: Form,
    /// The parts of a person's name that say who is meant, folded, and how each sounds.
    pub parts: Vec<(String, String)>,
    pub has_initial: bool,
    /// How many parts of a person's name are written out.
    pub n_told: usize,
    /// Hashes of what its like are looked up by; made when they are: a surname alone needs none. Two keys that fall
    /// together are one name more to compare.
    keys: OnceCell<Vec<u64>>,
}

impl Compared {
    fn new(label: Label, words: &str) -> Self {
        let form = Form::new(label, words);
        let keys = OnceCell::new();
        let Form::Person(name) = &form else {
            return Self { form, parts: Vec::new(), has_initial: false, n_told: 0, keys };
        };
        let parts = name.telling().map(|part| (fold(&part.words), part.sound.clone())).collect();
        let has_initial = name.telling().any(|part| part.role == Role::Initial);
        let n_told = name.telling().filter(|part| matches!(part.role, Role::Name | Role::Patronymic)).count();
        Self { form, parts, has_initial, n_told, keys }
    }

    pub fn keys(&self) -> &[u64] {
        self.keys.get_or_init(|| self.form.lookup_keys().iter().map(|key| fast::of(key.as_bytes())).collect())
    }
}

/// How many names a worker keeps; a power of two.
const N_NAMES: usize = 1024;
/// Longest name that is kept, in bytes.
const MAX_BYTES: usize = 64;

struct Kept {
    is_person: bool,
    words: Box<str>,
    name: Rc<Compared>,
}

thread_local! {
    /// Each in the one place where it would be looked for; another that belongs there takes it.
    static KEPT: RefCell<Vec<Option<Kept>>> = const { RefCell::new(Vec::new()) };
}

/// The name, made ready now or before.
pub fn compared(label: Label, words: &str) -> Rc<Compared> {
    let make = || Rc::new(Compared::new(label, words));
    if words.len() > MAX_BYTES {
        return make();
    }
    let is_person = label == Label::Person;
    KEPT.with_borrow_mut(|all| {
        if all.is_empty() {
            all.resize_with(N_NAMES, || None);
        }
        let kept = &mut all[fast::of(words.as_bytes()) as usize % N_NAMES];
        match kept {
            Some(one) if one.is_person == is_person && &*one.words == words => Rc::clone(&one.name),
            other => {
                let name = make();
                *other = Some(Kept { is_person, words: words.into(), name: Rc::clone(&name) });
                name
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_would_be_made() {
        let long = "Ruiz ".repeat(20);
        let names: Vec<String> = (0..2 * N_NAMES).map(|n| format!("Ana Ruiz{n} Lind")).chain([long]).collect();
        for round in 0..2 {
            for name in &names {
                for label in [Label::Person, Label::Org] {
                    let (kept, made) = (compared(label, name), Compared::new(label, name));
                    assert_eq!(kept.form, made.form, "{name} in round {round}");
                    assert_eq!((kept.n_told, kept.keys()), (made.n_told, made.keys()));
                }
            }
        }
        assert!(Rc::ptr_eq(&compared(Label::Person, "Bo Lind"), &compared(Label::Person, "Bo Lind")));
    }
}

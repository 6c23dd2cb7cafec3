//! Names in free text: whole words, whatever their capitals, accents,
//! apostrophes and hyphens.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::char::is_combining_mark;

use super::attached::parts_within;
use super::called::Called;
use super::plain::{
    AFTER_A_VERB, BEFORE_A_MONTH, COMMON, COMMON_FAMILIES, MONTHS, NO_PLURALS, NOBODY, RELATIONS,
    TWO_LETTERS,
};
use super::written::{lookalikes, spelt_out, unhidden};
use crate::text::fold;

/// The fewest letters by which somebody is known.
const FEWEST: usize = 3;

/// The most words that a reference is written in.
const REFERENCE_WORDS: usize = 6;

/// One word of a text.
struct Word {
    /// As it is compared.
    plain: String,
    /// Written with a capital, or in letters that have none.
    capital: bool,
    /// The first of a sentence.
    first: bool,
}

/// How a word has to be written to be a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// However it is.
    Any,
    /// With a capital.
    Capital,
    /// It is a common word too: with a capital, and as no month and no verb.
    /// In small letters it is the word: "a wren sang" warns of no child Wren.
    Common,
    /// With a capital, and not at the beginning of a sentence.
    Within,
}

/// Whose name it is where several have it: the greater decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// The family name of somebody who is looked for.
    Family,
    /// What else they are called.
    Between,
    /// A part of the name of somebody who may be named.
    OwnPart,
    /// The first or the whole name of somebody who is looked for.
    Name,
    /// The first or the whole name of somebody who may be named.
    Own,
}

/// Words by which somebody is known, by those after the first.
type Phrases = BTreeMap<Vec<String>, Phrase>;

/// What words by which somebody is known stand for.
struct Phrase {
    /// Which name it belongs to; none: it may stand anywhere.
    name: Option<usize>,
    form: Form,
    weight: Weight,
}

/// Names to look for, each with what it is, and names that may stand anywhere.
pub struct Names<T> {
    shown: Vec<(T, String)>,
    /// Of a name what is said where it is only perhaps that one.
    perhaps: HashMap<usize, usize>,
    /// By their first word.
    phrases: HashMap<String, Phrases>,
    /// References, as letters and digits alone; none: it may stand anywhere.
    references: HashMap<String, Option<usize>>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        let (phrases, references) = (HashMap::new(), HashMap::new());
        Names { shown: Vec::new(), perhaps: HashMap::new(), phrases, references }
    }
}

impl<T: Copy> Names<T> {
    /// Looks for somebody: by their whole name, and by every part of it but
    /// the family's, where nobody that may be named is called so.
    pub fn add(&mut self, of: T, name: &str) {
        let at = self.shown.len();
        if self.put(name, Some(at)) {
            self.shown.push((of, name.trim().to_owned()));
        }
    }

    /// The same, and by the family name alone too, which may be another's of
    /// that name: then it is `perhaps`, and so is a word that has more on it
    /// than the name, as some scripts attach it.
    pub fn add_with_family(&mut self, of: T, perhaps: T, name: &str) {
        let sure = self.shown.len();
        self.add(of, name);
        let at = self.shown.len();
        let mut put = at > sure;
        if put {
            self.perhaps.insert(sure, at);
        }
        for part in Called::of(name).family {
            // A common word would be taken for a name all over a note.
            if COMMON.contains(&part.as_str()) {
                continue;
            }
            let common = COMMON_FAMILIES.contains(&part.as_str());
            let form = if common { Form::Within } else { Form::Capital };
            self.phrase(&[part], Some(at), form, Weight::Family);
            put = true;
        }
        if put {
            self.shown.push((perhaps, name.trim().to_owned()));
        }
    }

    /// Looks for a reference, in whatever form it is written; `name` is whose
    /// it is, if they have a name.
    pub fn add_reference(&mut self, of: T, reference: &str, name: &str) {
        let Some(key) = reference_key(reference) else { return };
        if self.references.contains_key(&key) {
            return;
        }
        let shown = if name.trim().is_empty() { reference } else { name };
        self.references.insert(key, Some(self.shown.len()));
        self.shown.push((of, shown.trim().to_owned()));
    }

    /// Somebody who may be named, by their whole name and every part of it.
    pub fn passes(&mut self, name: &str) {
        self.put(name, None);
        self.passes_parts(name);
    }

    /// A reference that may stand anywhere.
    pub fn passes_reference(&mut self, reference: &str) {
        if let Some(key) = reference_key(reference) {
            self.references.insert(key, None);
        }
    }

    /// Somebody who was there and may be named in full: their first name alone
    /// may be another's.
    pub fn passes_whole(&mut self, name: &str) {
        self.phrase(&plain_words(name), None, Form::Any, Weight::Own);
        self.phrase(&Called::of(name).whole, None, Form::Any, Weight::Own);
        for part in Called::of(name).family {
            self.phrase(&[part], None, Form::Any, Weight::OwnPart);
        }
    }

    /// Looks for a relative, as "Aunt Sally" or "Mum (Karen)" names one, where
    /// none of those who may be named (`own`, in such words) is called so.
    pub fn add_relative<'a>(&mut self, of: T, who: &str, own: impl Iterator<Item = &'a str>) {
        let given = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
        let own: Vec<String> = own.flat_map(names_in).map(|n| given(&n)).collect();
        for name in names_in(who).into_iter().filter(|n| !own.contains(&given(n))) {
            let at = self.shown.len();
            if self.put(&name, Some(at)) {
                self.shown.push((of, who.trim().to_owned()));
            }
        }
    }

    fn passes_parts(&mut self, name: &str) {
        let called = Called::of(name);
        let parts = called.between.into_iter().chain(called.known_as).chain(called.family);
        for part in parts {
            self.phrase(&[part], None, Form::Any, Weight::OwnPart);
        }
    }

    /// Whether somebody can be known by this name at all.
    fn put(&mut self, name: &str, at: Option<usize>) -> bool {
        let mut put = self.put_spelt(name, at);
        if let Some(spelt) = spelt_out(name) {
            put |= self.put_spelt(&spelt, at);
        }
        put
    }

    fn put_spelt(&mut self, name: &str, at: Option<usize>) -> bool {
        let weight = if at.is_some() { Weight::Name } else { Weight::Own };
        let called = Called::of(name);
        let mut put = false;
        for whole in [plain_words(name), called.whole.clone()] {
            if whole.len() > called.given.len() && letters(&whole) >= FEWEST {
                self.phrase(&whole, at, Form::Any, weight);
                // Without the space between, too.
                self.phrase(&[whole.concat()], at, Form::Any, weight);
                put = true;
            }
        }
        let usable = match called.given.as_slice() {
            [] => None,
            [one] if NOBODY.contains(&one.as_str()) => None,
            [one] => match one.chars().filter(|c| c.is_alphabetic()).count() {
                0 | 1 => None,
                2 if TWO_LETTERS.contains(&one.as_str()) => None,
                2 if one.is_ascii() => Some(true),
                _ => Some(COMMON.contains(&one.as_str())),
            },
            several => (letters(several) >= 2).then_some(false),
        };
        if let Some(common) = usable {
            let form = if common { Form::Common } else { Form::Any };
            self.phrase(&called.given, at, form, weight);
            put = true;
        }
        if at.is_none() {
            return put;
        }
        let common = |part: &String| COMMON.contains(&part.as_str());
        for part in called.known_as {
            let form = if common(&part) { Form::Common } else { Form::Any };
            self.phrase(&[part], at, form, Weight::Between);
            put = true;
        }
        for part in called.between {
            let form = if common(&part) { Form::Common } else { Form::Capital };
            self.phrase(&[part], at, form, Weight::Between);
            put = true;
        }
        put
    }

    fn phrase(&mut self, words: &[String], name: Option<usize>, form: Form, weight: Weight) {
        let Some((first, rest)) = words.split_first() else { return };
        let there = self.phrases.entry(first.clone()).or_default();
        // Of two of the same weight the first that was known.
        match there.get_mut(rest) {
            Some(same) if same.weight < weight => *same = Phrase { name, form, weight },
            Some(_) => {}
            None => {
                there.insert(rest.to_vec(), Phrase { name, form, weight });
            }
        }
    }

    /// Every name in a text, in its order, as often as it stands there; then
    /// those that are only there without what hides them.
    pub fn find(&self, text: &str) -> Vec<(T, &str)> {
        if self.phrases.is_empty() && self.references.is_empty() {
            return Vec::new();
        }
        let mut found = self.places(text);
        for written in [unhidden(text), spelt_out(text)].into_iter().flatten() {
            for at in self.places(&written) {
                if !found.contains(&at) {
                    found.push(at);
                }
            }
        }
        let shown = found.into_iter().filter_map(|at| self.shown.get(at));
        shown.map(|(of, name)| (*of, name.as_str())).collect()
    }

    fn places(&self, text: &str) -> Vec<usize> {
        let mut found = Vec::new();
        let words = words(text);
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if let Some((name, long)) = self.reference(words.get(at..).unwrap_or_default()) {
                found.extend(name);
                at += long;
                continue;
            }
            let best = self.phrase_at(&words, at, &word.plain).or_else(|| {
                let one = singular(word)?;
                self.phrase_at(&words, at, one)
            });
            if let Some((rest, best)) = best {
                at += rest;
                found.extend(best.name);
            } else if let Some(best) =
                parts_within(&word.plain).find_map(|part| self.attached(&words, at, part))
            {
                found.extend(best.name.map(|n| self.perhaps.get(&n).copied().unwrap_or(n)));
            }
            at += 1;
        }
        found
    }

    /// Somebody whose name in one word is a part of the word here.
    fn attached(&self, words: &[Word], at: usize, part: &str) -> Option<&Phrase> {
        let phrase = self.phrases.get(part)?.get(&[] as &[String])?;
        has_form(words, at, phrase.form).then_some(phrase)
    }

    /// The phrase that begins here, and how many words it has after the first:
    /// of several the longest is meant, a whole name before a first name.
    fn phrase_at(&self, words: &[Word], at: usize, plain: &str) -> Option<(usize, &Phrase)> {
        let phrases = self.phrases.get(plain)?;
        let following = words.get(at + 1..).unwrap_or_default();
        let fits = |(rest, p): &(&Vec<String>, &Phrase)| {
            rest.len() <= following.len()
                && rest.iter().zip(following).enumerate().all(|(n, (a, b))| {
                    // "Leila Fenns bag": the last word has the s.
                    *a == b.plain || (n + 1 == rest.len() && singular(b) == Some(a))
                })
                && has_form(words, at, p.form)
        };
        let best = phrases.iter().filter(fits).max_by_key(|(rest, _)| rest.len());
        best.map(|(rest, p)| (rest.len(), p))
    }

    /// Whose reference begins here, and how many words it has.
    fn reference(&self, words: &[Word]) -> Option<(Option<usize>, usize)> {
        if self.references.is_empty() {
            return None;
        }
        let mut key = String::new();
        let mut best = None;
        for (n, word) in words.iter().take(REFERENCE_WORDS).enumerate() {
            key.push_str(&word.plain);
            // Digits in several words are dates and times more often.
            let digits = n > 0 && key.chars().all(|c| c.is_ascii_digit());
            if let Some(name) = self.references.get(&key).filter(|_| !digits) {
                best = Some((*name, n + 1));
            }
        }
        best
    }
}

/// A reference as letters and digits alone; none where it could be a year, an
/// age or a word.
fn reference_key(reference: &str) -> Option<String> {
    let key: String = plain_words(reference).concat();
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let all = key.chars().count();
    let enough = if digits == all { all >= 5 } else { all >= 4 && digits > 0 };
    enough.then_some(key)
}

/// A word without the s of several, or of whose it is where the apostrophe is
/// not written.
fn singular(word: &Word) -> Option<&str> {
    let one = word.plain.strip_suffix('s')?;
    let letters = one.chars().count();
    let enough = letters >= 4 || (letters == 3 && word.capital);
    (enough && !NO_PLURALS.contains(&word.plain.as_str())).then_some(one)
}

fn has_form(words: &[Word], at: usize, form: Form) -> bool {
    let word = words.get(at);
    match form {
        Form::Any => true,
        Form::Capital => word.is_some_and(|w| w.capital),
        Form::Common => is_name(words, at),
        Form::Within => word.is_some_and(|w| w.capital && !w.first),
    }
}

/// Whether a common word is a name in this place: with a capital, and neither
/// a month nor the verb that begins a question.
fn is_name(words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at).filter(|w| w.capital) else { return false };
    let before = at.checked_sub(1).and_then(|n| words.get(n)).filter(|_| !word.first);
    let after = words.get(at + 1).filter(|w| !w.first);
    let is = |w: Option<&Word>, list: &[&str]| w.is_some_and(|w| list.contains(&w.plain.as_str()));
    let figure =
        |w: Option<&Word>| w.is_some_and(|w| w.plain.starts_with(|c: char| c.is_numeric()));
    if MONTHS.contains(&word.plain.as_str())
        && (figure(before) || figure(after) || is(before, BEFORE_A_MONTH))
    {
        return false;
    }
    !(word.first && is(after, AFTER_A_VERB))
}

fn letters(words: &[String]) -> usize {
    words.iter().flat_map(|w| w.chars()).filter(|c| c.is_alphabetic()).count()
}

pub(super) fn plain_words(text: &str) -> Vec<String> {
    words(text).into_iter().map(|w| w.plain).filter(|w| !w.is_empty()).collect()
}

/// The names in words for a relative: what has a capital and is no relation.
fn names_in(who: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut open = false;
    for word in words(who) {
        if word.capital && !RELATIONS.contains(&word.plain.as_str()) && !word.plain.is_empty() {
            match names.last_mut().filter(|_| open) {
                Some(name) => *name = format!("{name} {}", word.plain),
                None => names.push(word.plain),
            }
            open = true;
        } else {
            open = false;
        }
    }
    names
}

/// The words of a text. Letters of scripts that set no spaces stand alone.
fn words(text: &str) -> Vec<Word> {
    let mut all = Vec::new();
    let mut start: Option<usize> = None;
    let mut first = true;
    let mut put = |from: usize, to: usize, first: &mut bool| {
        let raw = text.get(from..to).unwrap_or_default();
        let capital = raw.chars().next().is_some_and(|c| !c.is_lowercase());
        all.push(Word { plain: plain(raw), capital, first: *first });
        *first = false;
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if sets_no_spaces(c) {
            if let Some(from) = start.take() {
                put(from, at, &mut first);
            }
            put(at, at + c.len_utf8(), &mut first);
        } else if c.is_alphanumeric() {
            start.get_or_insert(at);
        } else if start.is_some() && joins(c) {
            // Within a word: an apostrophe before a letter, a mark on one.
            let ends = matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
                && !chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if ends && let Some(from) = start.take() {
                put(from, at, &mut first);
            }
        } else {
            if let Some(from) = start.take() {
                put(from, at, &mut first);
            }
            first |= matches!(c, '.' | '!' | '?' | ':' | '\n' | '\r' | '…');
        }
    }
    if let Some(from) = start {
        put(from, text.len(), &mut first);
    }
    all
}

fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
        || (!c.is_ascii() && (is_combining_mark(c) || fold(c.encode_utf8(&mut [0; 4])).is_empty()))
}

fn sets_no_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A word as it is compared: folded, without an apostrophe, and without the
/// `s` of whose it is.
fn plain(raw: &str) -> String {
    let mut plain = fold(raw);
    if let Some(latin) = lookalikes(&plain) {
        plain = latin;
    }
    if plain.contains('\'') {
        let whose = plain.strip_suffix("'s").unwrap_or(&plain);
        plain = whose.replace('\'', "");
    }
    plain
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;

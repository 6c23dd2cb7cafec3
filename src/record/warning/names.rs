//! Names in free text: whole words, whatever their capitals, accents,
//! apostrophes and hyphens.

use std::collections::HashMap;

use unicode_normalization::char::is_combining_mark;

use super::plain::{AFTER_A_VERB, BEFORE_A_MONTH, COMMON, MONTHS, NOBODY, RELATIONS, TWO_LETTERS};
use crate::text::fold;

/// The fewest letters by which somebody is known.
const FEWEST: usize = 3;

/// One word of a text.
struct Word {
    /// As it is compared.
    plain: String,
    /// Written with a capital, or in letters that have none.
    capital: bool,
    /// The first of a sentence.
    first: bool,
}

/// Words by which somebody is known.
struct Phrase {
    rest: Vec<String>,
    /// Which name it belongs to; none: it may stand anywhere.
    name: Option<usize>,
    /// It is a common word too, so that it needs a capital.
    common: bool,
}

/// Names to look for, each with what it is, and names that may stand anywhere.
pub struct Names<T> {
    shown: Vec<(T, String)>,
    phrases: HashMap<String, Vec<Phrase>>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Names { shown: Vec::new(), phrases: HashMap::new() }
    }
}

impl<T: Copy> Names<T> {
    /// Looks for somebody: by their whole name, and by their first name alone
    /// where nobody that may be named is called so.
    pub fn add(&mut self, of: T, name: &str) {
        let at = self.shown.len();
        if self.put(name, Some(at)) {
            self.shown.push((of, name.trim().to_owned()));
        }
    }

    /// Somebody who may be named, by their whole name and their first.
    pub fn passes(&mut self, name: &str) {
        self.put(name, None);
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

    /// Whether somebody can be known by this name at all.
    fn put(&mut self, name: &str, at: Option<usize>) -> bool {
        let whole = plain_words(name);
        let given = name.split_whitespace().map(plain_words).find(|w| !w.is_empty());
        let given = given.unwrap_or_default();
        let mut put = false;
        if whole.len() > given.len() && letters(&whole) >= FEWEST {
            self.phrase(&whole, at, false);
            put = true;
        }
        let usable = match given.as_slice() {
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
            self.phrase(&given, at, common);
            put = true;
        }
        put
    }

    fn phrase(&mut self, words: &[String], name: Option<usize>, common: bool) {
        let Some((first, rest)) = words.split_first() else { return };
        let there = self.phrases.entry(first.clone()).or_default();
        // Whoever may be named decides; of others the first that was known.
        match there.iter_mut().find(|p| p.rest == rest) {
            Some(same) if name.is_none() => same.name = None,
            Some(_) => {}
            None => there.push(Phrase { rest: rest.to_vec(), name, common }),
        }
    }

    /// Every name in a text, in its order, as often as it stands there.
    pub fn find(&self, text: &str) -> Vec<(T, &str)> {
        let mut found = Vec::new();
        if self.phrases.is_empty() {
            return found;
        }
        let words = words(text);
        let mut at = 0;
        while let Some(word) = words.get(at) {
            at += 1;
            let Some(phrases) = self.phrases.get(&word.plain) else { continue };
            let following = words.get(at..).unwrap_or_default();
            let fits = |p: &&Phrase| {
                p.rest.len() <= following.len()
                    && p.rest.iter().zip(following).all(|(a, b)| *a == b.plain)
                    && (!p.common || is_name(&words, at - 1))
            };
            // The longest one is meant: a whole name before a first name.
            let Some(best) = phrases.iter().filter(fits).max_by_key(|p| p.rest.len()) else {
                continue;
            };
            at += best.rest.len();
            found
                .extend(best.name.and_then(|n| self.shown.get(n)).map(|(of, s)| (*of, s.as_str())));
        }
        found
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

fn plain_words(text: &str) -> Vec<String> {
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
    if plain.contains('\'') {
        let whose = plain.strip_suffix("'s").unwrap_or(&plain);
        plain = whose.replace('\'', "");
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(others: &[&str], own: &[&str], text: &str) -> Vec<String> {
        let mut names = Names::default();
        for name in own {
            names.passes(name);
        }
        for name in others {
            names.add((), name);
        }
        names.find(text).into_iter().map(|((), n)| n.to_owned()).collect()
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for (name, text) in [
            ("Leila Fenn", "He took leila along."),
            ("Leila Fenn", "LEILA FENN's school"),
            ("Leila Fenn", "Leila’s bag"),
            ("Zoë Łuczak", "zoe was there"),
            ("Zoe", "Zoe\u{308}'s"),
            ("Sean O'Brien", "Sean O’Brien said"),
            ("O'Neill Shaw", "ONeill came"),
            ("Anne-Marie Fenn", "Anne Marie laughed"),
            ("Anne Fenn", "Anne-led play"),
            ("Kit Fenn", "Then Kit hit him."),
            ("Will Fenn", "Will hit his sister."),
            ("Will Fenn", "He hit Will."),
            ("will fenn", "so will fenn said"),
            ("May Fenn", "She saw May."),
            ("Jo Fenn", "and Jo left"),
            ("عائشہ خان", "ملاقات عائشہ سے"),
            ("漢字", "我看漢字了"),
            ("Child 2", "then child 2 spoke"),
            ("Ma\u{ad}ya Quill", "maya"),
        ] {
            assert_eq!(found(&[name], &[], text), [name.trim()], "{name} in {text}");
        }
    }

    #[test]
    fn words_that_name_nobody_are_not_found() {
        for (name, text) in [
            ("Leila Fenn", "Leilani came, and delilah too."),
            ("Kit Fenn", "a first aid kit"),
            ("Will Fenn", "She will go. Will she? Will the school?"),
            ("May Fenn", "It may be so by 3 May 2026, or in May. May we ask?"),
            ("Hope Fenn", "We hope so. Hope that it helps."),
            ("Jo Fenn", "jo"),
            ("Do Fenn", "Do go."),
            ("Baby Smith", "The baby sleeps. Baby sleeps."),
            ("Child 2", "This child, 3 years"),
            ("J", "J came"),
            ("", "nobody"),
            ("\u{1b} 👶", "👶"),
        ] {
            assert!(found(&[name], &[], text).is_empty(), "{name} in {text}");
        }
    }

    #[test]
    fn who_may_be_named_is_passed_over_and_a_whole_name_goes_before() {
        let others = ["Maya Fenn", "James Osei", "Tom Fenn"];
        let own = ["Maya Quill", "Leila James Osei", "Tom Bell"];
        let text = "Maya and Tom. Leila James Osei. Tom Bell. Tom Fenn, James.";
        assert_eq!(found(&others, &own, text), ["Tom Fenn", "James Osei"]);
        assert_eq!(found(&["Maya Quill"], &own, "Maya Quill, Maya"), [""; 0]);
    }

    #[test]
    fn a_relative_is_known_by_the_name_and_not_by_the_relation() {
        let mut names = Names::default();
        for who in ["Aunt Sally", "Grandmother", "Mum (Karen)", "older brother", "Uncle Bob Marsh"]
        {
            names.add_relative((), who, ["Mum (Karen)"].into_iter());
        }
        let found = |text: &str| -> Vec<String> {
            names.find(text).into_iter().map(|((), n)| n.to_owned()).collect()
        };
        assert_eq!(found("Sally rang."), ["Aunt Sally"]);
        assert_eq!(found("Then Bob Marsh came."), ["Uncle Bob Marsh"]);
        assert_eq!(found("Mum, Karen and Grandmother; an aunt, a brother."), [""; 0]);
    }
}

//! How somebody is called: the parts of a name as people write it.

use super::names::plain_words;
use super::plain::{NOBODY, PARTICLES};

/// The fewest letters of a part by which somebody is known.
const FEWEST: usize = 3;

/// Titles before a name.
const TITLES: [&str; 6] = ["dr", "master", "miss", "mr", "mrs", "ms"];

/// What says that another name follows: "Daniel (known as Danny)".
const KNOWN_AS: [&str; 7] = ["aka", "as", "called", "known", "nee", "né", "née"];

/// A name in its parts, each as it is compared.
#[derive(Default)]
pub(super) struct Called {
    /// All words of it, without what stands in quotes or brackets.
    pub whole: Vec<String>,
    /// The first, in one word or, with a hyphen, in several.
    pub given: Vec<String>,
    /// What else they are called: halves of the first name, names between the
    /// first and the last.
    pub between: Vec<String>,
    /// What stands in quotes and brackets.
    pub known_as: Vec<String>,
    /// The last: of a whole family.
    pub family: Vec<String>,
}

impl Called {
    pub fn of(name: &str) -> Called {
        let (outside, inside) = apart(name);
        let mut words: Vec<Vec<String>> = outside.split_whitespace().map(plain_words).collect();
        words.retain(|w| !w.is_empty());
        let titled = |w: &[String]| matches!(w, [one] if TITLES.contains(&one.as_str()));
        while words.len() > 1 && words.first().is_some_and(|w| titled(w)) {
            words.remove(0);
        }
        let mut called = Called {
            whole: words.iter().flatten().cloned().collect(),
            known_as: plain_words(&inside),
            ..Called::default()
        };
        called.known_as.retain(|w| is_part(w) && !KNOWN_AS.contains(&w.as_str()));
        if words.len() > 1 {
            called.family = words.pop().unwrap_or_default();
        }
        let mut rest = words.into_iter();
        called.given = rest.next().unwrap_or_default();
        if called.given.len() > 1 {
            called.between.clone_from(&called.given);
        }
        called.between.extend(rest.flatten());
        // In the place of a name that is not there yet nobody has a part.
        let nobody = matches!(called.given.as_slice(), [one] if NOBODY.contains(&one.as_str()));
        called.between.retain(|w| is_part(w) && !nobody);
        called.family.retain(|w| is_part(w));
        called
    }
}

/// Whether somebody can be known by a part of a name alone.
fn is_part(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let needs = if word.is_ascii() { FEWEST } else { 2 };
    letters >= needs && !NOBODY.contains(&word) && !PARTICLES.contains(&word)
}

/// What of a name stands outside and what inside quotes and brackets. A quote
/// within a word is an apostrophe.
fn apart(name: &str) -> (String, String) {
    let (mut outside, mut inside) = (String::new(), String::new());
    let mut open = false;
    let mut before = ' ';
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        let begins = before.is_whitespace();
        let ends = chars.peek().is_none_or(|n| !n.is_alphanumeric());
        match c {
            '(' | '[' | '“' | '«' => open = true,
            ')' | ']' | '”' | '»' => open = false,
            '"' => open = !open,
            '\'' | '‘' | '’' if !open && begins => open = true,
            '\'' | '’' if open && ends => open = false,
            c if open => inside.push(c),
            c => outside.push(c),
        }
        if matches!(c, ')' | ']' | '”' | '»' | '"') {
            outside.push(' ');
            inside.push(' ');
        }
        before = c;
    }
    // A bracket or a quote that nobody closed hides no family name.
    if open { (name.to_owned(), String::new()) } else { (outside, inside) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_apart_as_people_write_it() {
        for (name, given, between, known_as, family) in [
            ("Maya Quill", "maya", "", "", "quill"),
            ("Maya-Rose Shaw", "maya rose", "maya rose", "", "shaw"),
            ("Mohammed Bilal Hussain", "mohammed", "bilal", "", "hussain"),
            ("Ella \"Ellie\" Shaw", "ella", "", "ellie", "shaw"),
            ("Ella ‘Ellie’ O’Neill", "ella", "", "ellie", "oneill"),
            ("Daniel (known as Danny) Shaw", "daniel", "", "danny", "shaw"),
            ("Dr Anna Fenn", "anna", "", "", "fenn"),
            ("Ali bin Ahmed", "ali", "", "", "ahmed"),
            ("Jo (", "jo", "", "", ""),
            ("Leila", "leila", "", "", ""),
            ("", "", "", "", ""),
        ] {
            let called = Called::of(name);
            let parts = [called.given, called.between, called.known_as, called.family];
            let parts = parts.map(|p| p.join(" "));
            assert_eq!(parts, [given, between, known_as, family], "{name}");
        }
    }
}

//! A text as it would stand without what hides a name in it: marks of layout,
//! a word parted at the end of a line, letters set apart, what has no shape.

use std::borrow::Cow;

use crate::text::is_ignorable;

/// The text with such things taken out; none where there is nothing of it.
pub(super) fn unhidden(text: &str) -> Option<String> {
    let marked = |c: char| matches!(c, '*' | '_' | '~' | '`' | '<' | '\n' | '\r' | '+' | '|');
    let seen: Cow<'_, str> = if !text.is_ascii() && text.contains(is_unseen) {
        text.chars().filter(|c| !is_unseen(*c)).collect::<String>().into()
    } else {
        text.into()
    };
    let hides = seen.contains(marked) || has_letters_apart(&seen);
    if !hides {
        return None;
    }
    let plain = closed_up(&without_breaks(&without_marks(&seen)));
    (plain != text).then_some(plain)
}

/// Without a shape; but the hyphen at the end of a line that parts a word.
fn is_unseen(c: char) -> bool {
    is_ignorable(c) && c != '\u{ad}'
}

/// The text with ä, ö, ü, ø and å as people type them who have no such keys.
pub(super) fn spelt_out(text: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    if text.is_ascii() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut changed = false;
    for c in text.nfc() {
        let spelt = match c {
            'ä' => "ae",
            'ö' | 'ø' => "oe",
            'ü' => "ue",
            'å' => "aa",
            'Ä' => "Ae",
            'Ö' | 'Ø' => "Oe",
            'Ü' => "Ue",
            'Å' => "Aa",
            c => {
                out.push(c);
                continue;
            }
        };
        changed = true;
        out.push_str(spelt);
    }
    changed.then_some(out)
}

/// Letters of other scripts that look like Latin ones, in a word that mixes
/// the two.
pub(super) fn lookalikes(word: &str) -> Option<String> {
    let latin = word.chars().any(|c| c.is_ascii_alphabetic());
    if !latin || word.is_ascii() {
        return None;
    }
    let seen: String = word.chars().map(|c| latin_like(c).unwrap_or(c)).collect();
    (seen != word).then_some(seen)
}

fn latin_like(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'һ' | 'н' | 'η' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' | 'μ' => 'm',
        'ո' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        'у' => 'y',
        _ => return None,
    })
}

fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        if c == '<' && after.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()) {
            // A tag is short and on one line.
            let tag: String = after.chars().take(80).take_while(|c| *c != '\n').collect();
            if let Some(end) = tag.find('>') {
                rest = after.get(end + 1..).unwrap_or_default();
                continue;
            }
        }
        if !matches!(c, '*' | '_' | '~' | '`' | '+' | '|') {
            out.push(c);
        }
        rest = after;
    }
    out
}

/// "Jo-" at the end of a line and "nah" on the next are one word.
fn without_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let hyphen = matches!(c, '-' | '‐' | '\u{ad}');
        if hyphen && chars.peek().is_some_and(|n| matches!(n, '\n' | '\r')) {
            let ahead: String = chars.clone().take_while(|n| n.is_whitespace()).collect();
            let next = chars.clone().nth(ahead.chars().count());
            if next.is_some_and(char::is_lowercase) {
                for _ in ahead.chars() {
                    chars.next();
                }
                continue;
            }
        }
        out.push(c);
    }
    out
}

fn has_letters_apart(text: &str) -> bool {
    let mut alone = 0;
    for word in text.split([' ', '.', '-']) {
        let mut chars = word.chars();
        let one = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
        alone = if one { alone + 1 } else { 0 };
        if alone >= 3 {
            return true;
        }
    }
    false
}

/// Three or more letters that each stand alone are a word.
fn closed_up(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let letter = |n: usize| chars.get(n).is_some_and(|c| c.is_alphabetic());
    let word = |n: usize| chars.get(n).is_some_and(|c| c.is_alphanumeric());
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let mut end = at;
        if letter(at) && (at == 0 || !word(at - 1)) && !word(at + 1) {
            while chars.get(end + 1).is_some_and(|c| matches!(c, ' ' | '.' | '-'))
                && letter(end + 2)
                && !word(end + 3)
            {
                end += 2;
            }
        }
        if end >= at + 4 {
            out.extend(chars.iter().take(end + 1).skip(at).step_by(2));
            at = end + 1;
        } else {
            out.push(*c);
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_a_name_is_taken_out() {
        for (text, plain) in [
            ("Jo**na**h came", "Jonah came"),
            ("<b>J</b>onah", "Jonah"),
            ("with Jo-\n  nah", "with Jonah"),
            ("J o n a h left", "Jonah left"),
            ("J.o.n.a.h", "Jonah"),
            ("J\u{2060} o\u{e0041} n a h", "Jonah"),
            ("Jo*\u{200d}*nah", "Jonah"),
        ] {
            assert_eq!(unhidden(text).as_deref(), Some(plain), "{text}");
        }
        for text in ["plain words", "a < b", "I a", "Anne-\nMarie"] {
            assert_eq!(unhidden(text), None, "{text}");
        }
        assert_eq!(spelt_out("Søren").as_deref(), Some("Soeren"));
        assert_eq!(lookalikes("jоnah").as_deref(), Some("jonah"));
        assert_eq!(lookalikes("иван"), None);
    }
}

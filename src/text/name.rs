//! Names: initials, comparing and finding without accents, names for files.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The initials of a name, at most four: "Amina Yusuf" gives "AY". A name
/// without any letter gives "?".
#[must_use]
pub fn initials(name: &str) -> String {
    let mut out = String::new();
    let firsts = name.split_whitespace().filter_map(|word| {
        word.graphemes(true).find_map(|g| g.chars().find(|c| c.is_alphanumeric()).map(|c| (c, g)))
    });
    for (letter, grapheme) in firsts.take(4) {
        out.extend(letter.to_uppercase());
        // The accents that stand on it, up to what any language needs.
        out.extend(
            grapheme
                .chars()
                .skip_while(|c| *c != letter)
                .skip(1)
                .filter(|c| is_combining_mark(*c))
                .take(3),
        );
    }
    if out.is_empty() { "?".to_owned() } else { out }
}

/// A text for finding and comparing: lower case, without accents, with ł, ø,
/// ß, æ and their like as plain letters, curly quotes straight, Arabic and
/// Urdu spellings of one letter the same. Not for showing.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).nfkd().filter(|c| !falls_away(*c)) {
        match plain_letters(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
    }
    out
}

/// Marks that a person leaves out when typing in a hurry.
fn falls_away(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}' // accents
            | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' // Hebrew points
            | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' // Arabic stretch and vowel marks
    ) || is_ignorable(c)
}

/// Whether a character is without a shape of its own, wherever it stands: what
/// Unicode calls default ignorable.
#[must_use]
pub fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// A value that no text may hold, because it never is a letter.
pub fn is_no_letter(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ĸ' => "k",
        'ŋ' => "n",
        'ŧ' => "t",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        '‘' | '’' | 'ʼ' | 'ʻ' | '`' => "'",
        '“' | '”' => "\"",
        '‐' | '–' | '—' => "-",
        'ي' | 'ى' => "ی",
        'ك' => "ک",
        'ە' | 'ہ' | 'ۃ' | 'ة' => "ه",
        _ => return None,
    })
}

/// A stem for a file name made from any text: lower-case ASCII letters, digits
/// and single '-', at most `max` bytes (at least 1), never empty, never a name
/// that Windows keeps for itself.
#[must_use]
pub fn ascii_stem(text: &str, max: usize) -> String {
    let max = max.max(1);
    let mut out = String::new();
    for c in fold(text).chars() {
        if out.len() >= max {
            break;
        }
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !matches!(c, '\'' | '"') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    if out.ends_with('-') {
        out.pop();
    }
    if out.is_empty() {
        "file".clone_into(&mut out);
        out.truncate(max);
    }
    if is_kept_by_windows(&out) {
        out.insert(0, 'x');
        out.truncate(max);
    }
    out
}

/// Whether Windows keeps the stem of a file's name, in small letters, for
/// itself: what is before the first point.
#[must_use]
pub fn is_kept_by_windows(stem: &str) -> bool {
    match stem {
        "con" | "prn" | "aux" | "nul" | "conin" | "conout" => true,
        _ => {
            let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
            number.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn initials_of_many_names() {
        for (name, want) in [
            ("Amina Yusuf", "AY"),
            ("łukasz", "Ł"),
            ("Anne-Marie O'Neill", "AO"),
            ("(baby) Smith", "BS"),
            ("élodie e\u{301}tienne", "ÉE\u{301}"),
            ("a b c d e f", "ABCD"),
            ("عائشہ خان", "عخ"),
            ("", "?"),
            ("\u{1b} 👶", "?"),
        ] {
            assert_eq!(initials(name), want, "{name:?}");
        }
    }

    #[test]
    fn folding_finds_what_was_typed_plainly() {
        for (a, b) in [
            ("Łukasz Żółć", "lukasz zolc"),
            ("Søren Åse", "soren ase"),
            ("Weiß", "weiss"),
            ("Ægir Œuvre Þór", "aegir oeuvre thor"),
            ("e\u{301}", "é"),
            ("O’Neill", "o'neill"),
            ("İstanbul", "istanbul"),
            ("ﬁle", "file"),
            ("علي", "علی"),
            ("عائشة", "عائشہ"),
            ("جميلۃ", "جمیله"),
            ("J\u{2060}on\u{e0041}ah", "jonah"),
            ("ΝΊΚΟΣ", "νικος"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("नमो"), fold("नम"));
    }

    #[test]
    fn stems_are_safe_everywhere() {
        for (text, max, want) in [
            ("Child A, 23 November", 80, "child-a-23-november"),
            ("Łódź / ../etc", 80, "lodz-etc"),
            ("O’Neill's", 80, "oneills"),
            ("漢字", 80, "file"),
            ("", 2, "fi"),
            ("CON", 80, "xcon"),
            ("com1", 80, "xcom1"),
            ("console", 3, "xco"),
            ("abc def", 4, "abc"),
            ("-a-", 0, "a"),
        ] {
            assert_eq!(ascii_stem(text, max), want);
        }
    }

    proptest! {
        #[test]
        fn a_stem_is_always_a_stem(text in any::<String>(), max in 1usize..90) {
            let stem = ascii_stem(&text, max);
            prop_assert!(!stem.is_empty() && stem.len() <= max);
            prop_assert!(stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
            prop_assert!(!stem.starts_with('-') && !stem.ends_with('-'));
            prop_assert!(!is_kept_by_windows(&stem));
        }

        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}

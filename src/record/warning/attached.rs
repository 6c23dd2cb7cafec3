//! Names with more on them: scripts other than Latin write articles,
//! prepositions, "and" and the endings of cases in one word with a name.

/// The fewest letters of a name that is looked for within a word.
const FEWEST: usize = 3;

/// The fewest where every letter is a syllable.
const FEWEST_SYLLABLES: usize = 2;

/// What stands before a name in one word with it, as it is compared: each once
/// and in this order, or not at all.
const ARABIC: [&[&str]; 3] = [&["و", "ف"], &["ب", "ل", "ک"], &["ال", "ل"]];
const HEBREW: [&[&str]; 4] = [&["ו"], &["ש", "כ"], &["ל", "ב", "מ", "כ"], &["ה"]];
const ETHIOPIC: [&[&str]; 1] = [&["የ", "ለ", "በ", "ከ", "ስለ", "እንደ", "ወደ"]];

/// Parts of a word, as it is compared, that may be a name in it, the longest
/// first: its beginnings, and the same behind the usual little words. Nothing
/// of a word in Latin script.
pub(super) fn parts_within(word: &str) -> impl Iterator<Item = &str> {
    let first = word.chars().next().filter(|c| is_other_script(*c));
    let (before, fewest): (&[&[&str]], usize) = match first {
        Some('\u{590}'..='\u{5ff}') => (&HEBREW, FEWEST),
        Some('\u{600}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}') => (&ARABIC, FEWEST),
        Some('\u{1200}'..='\u{139f}' | '\u{2d80}'..='\u{2ddf}') => (&ETHIOPIC, FEWEST_SYLLABLES),
        _ => (&[], FEWEST),
    };
    let mut rests: Vec<&str> = first.map(|_| word).into_iter().collect();
    for little in before {
        let more: Vec<&str> = rests
            .iter()
            .flat_map(|rest| little.iter().filter_map(|one| rest.strip_prefix(one)))
            .collect();
        for rest in more {
            if !rests.contains(&rest) {
                rests.push(rest);
            }
        }
    }
    let mut parts: Vec<&str> =
        rests.into_iter().flat_map(|rest| beginnings(rest, fewest)).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts.into_iter()
}

/// A text up to each of its letters, from where it has the fewest.
fn beginnings(text: &str, fewest: usize) -> impl Iterator<Item = &str> {
    let mut letters = 0;
    text.char_indices().filter_map(move |(at, c)| {
        letters += usize::from(c.is_alphabetic());
        text.get(..at + c.len_utf8()).filter(|_| letters >= fewest)
    })
}

/// A letter of another script than Latin.
fn is_other_script(c: char) -> bool {
    c.is_alphabetic()
        && !matches!(c, '\0'..='\u{36f}' | '\u{1d00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}'
            | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_comes_apart_where_a_name_may_be() {
        let has = |word: &str, part: &str| parts_within(word).any(|p| p == part);
        for (word, part) in [
            ("والمحمد", "محمد"),
            ("للمحمد", "محمد"),
            ("וליונה", "יונה"),
            ("ለሳራ", "ሳራ"),
            ("шевчука", "шевчук"),
        ] {
            assert!(has(word, part), "{part} in {word}");
        }
        assert!(!has("шевчука", "ше"));
        assert_eq!(parts_within("leilani").count(), 0);
        assert_eq!(parts_within("").count(), 0);
        assert_eq!(parts_within("шевчука").next(), Some("шевчука"));
        assert!(parts_within("وووووو").count() < 20);
    }
}

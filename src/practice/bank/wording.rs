//! What a machine can judge of a wording.

use super::mistake::{is_unprintable, quoted};

/// What is wrong, and what to do.
pub(super) type Fault = (String, String);

/// A question never has more words than this.
const MOST_WORDS: usize = 30;
/// It aims to have fewer than this.
const AIM_WORDS: usize = 20;

/// Written in capitals and understood by everyone who asks or is asked.
const UNDERSTOOD: [&str; 5] = ["OK", "UK", "TV", "GP", "NHS"];

/// Openings that can be answered with yes or no.
const CLOSED: [&str; 28] = [
    "am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might",
    "must", "shall", "should", "was", "were", "will", "would", "aren't", "can't", "didn't",
    "doesn't", "don't", "hasn't", "haven't", "isn't",
];

fn fault(what: impl Into<String>, what_to_do: impl Into<String>) -> Fault {
    (what.into(), what_to_do.into())
}

/// What no text of a bank may be: empty, or holding what cannot be seen.
pub(super) fn broken(name: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    if text.trim().is_empty() {
        return vec![fault(format!("The {name} is empty"), "Write it, or take it out.")];
    }
    if text.trim() != text {
        let what = format!("The {name} begins or ends with a space");
        faults.push(fault(what, "Take the space out."));
    }
    if let Some(c) = text.chars().find(|c| is_unprintable(*c)) {
        let name_of_it = match c {
            '\n' | '\r' => "a line break".to_owned(),
            '\t' => "a tab".to_owned(),
            c => format!("an invisible character (U+{:04X})", u32::from(c)),
        };
        let what = format!("The {name} holds {name_of_it}");
        faults.push(fault(what, "Keep each text on one line, in letters that can be seen."));
    }
    faults
}

/// What a question or follow-up of one's own may not do.
pub(super) fn unsayable(name: &str, text: &str, english: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let count = text.split_whitespace().count();
    if count > MOST_WORDS {
        faults.push(fault(
            format!("The {name} has {count} words, more than one breath holds"),
            format!("Say it in {MOST_WORDS} words at most, better in {AIM_WORDS}."),
        ));
    }
    if text.contains('/') && text.to_lowercase().contains("and/or") {
        let what = format!("The {name} says “and/or”");
        faults.push(fault(what, "Say “and”, or say “or”."));
    } else if let Some(word) = text.split_whitespace().find(|w| has_slash(w)) {
        faults.push(fault(
            format!("The {name} has a slash in {}", quoted(word)),
            "Choose one word, or write “or”.",
        ));
    }
    if english && let Some(acronym) = unexplained(text) {
        faults.push(fault(
            format!("The {name} has the acronym {}", quoted(acronym)),
            "Spell it out.",
        ));
    }
    faults
}

/// Whether the text ends as a question does.
pub(super) fn is_asked(text: &str) -> bool {
    text.trim_end().ends_with(['?', '？', '؟', '\u{37e}'])
}

/// Advice: a matter of taste, never refused.
pub(super) fn taste(text: &str, english: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let count = text.split_whitespace().count();
    if count > AIM_WORDS && count <= MOST_WORDS {
        let what = format!("The question has {count} words");
        faults.push(fault(what, format!("Aim at fewer than {AIM_WORDS}.")));
    }
    let first = text.split_whitespace().next().unwrap_or_default();
    let first = first.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    if english && CLOSED.contains(&first.replace('’', "'").as_str()) {
        faults.push(fault(
            format!("The question opens with {}, so yes or no would answer it", quoted(&first)),
            "Begin with what, how, who, when or where.",
        ));
    }
    faults
}

/// The words alone: what is left when case and punctuation do not count.
pub(super) fn bare(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let words: Vec<String> = words.filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    words.join(" ")
}

fn has_slash(word: &str) -> bool {
    // “1/2” is a number; a slash beside a letter, or on its own, joins words.
    word.contains('/') && (word.len() == 1 || word.chars().any(char::is_alphabetic))
}

fn unexplained(text: &str) -> Option<&str> {
    // Nearly every text has no two capitals together and is done here.
    let capitals = |pair: &[u8]| pair.iter().all(u8::is_ascii_uppercase);
    if text.is_ascii() && !text.as_bytes().windows(2).any(capitals) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().enumerate().find_map(|(n, word)| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let core = core.strip_suffix("'s").or_else(|| core.strip_suffix("’s")).unwrap_or(core);
        let core = core.strip_suffix('s').unwrap_or(core);
        let capitals = core.chars().filter(|c| c.is_uppercase()).count();
        let is_acronym = capitals > 1 && capitals == core.chars().count();
        let explained = word.starts_with('(') && spells(words.get(..n).unwrap_or_default(), core);
        (is_acronym && !UNDERSTOOD.contains(&core) && !explained).then_some(core)
    })
}

/// Whether the last of these words begin with the letters of the acronym.
fn spells(words: &[&str], acronym: &str) -> bool {
    let mut letters: Vec<char> = acronym.chars().rev().collect();
    for word in words.iter().rev() {
        let Some(wanted) = letters.first() else { break };
        let first = word.chars().find(|c| c.is_alphabetic());
        if first.is_some_and(|c| c.to_uppercase().eq(wanted.to_uppercase())) {
            letters.remove(0);
        } else if !matches!(*word, "and" | "of" | "the" | "for" | "in") {
            break;
        }
    }
    letters.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_found_unless_spelled_out() {
        assert_eq!(unexplained("What did the IRO say?"), Some("IRO"));
        assert_eq!(unexplained("What have LACs told us?"), Some("LAC"));
        assert_eq!(unexplained("Which Knowledge and Skills Statements (KSS) help?"), None);
        assert_eq!(unexplained("What would the reviewing officer (IRO) say?"), Some("IRO"));
        assert_eq!(unexplained("What did the GP and I see? OK?"), None);
    }

    #[test]
    fn slashes_between_words_are_found() {
        for text in ["child/young person", "he / she", "him/her?"] {
            assert_eq!(unsayable("text", text, true).len(), 1, "{text}");
        }
        assert!(unsayable("text", "How did 1/2 become 2/3?", true).is_empty());
    }

    #[test]
    fn closed_openings_are_a_matter_of_taste() {
        assert_eq!(taste("Is it safe?", true).len(), 1);
        assert_eq!(taste("“Don’t we know?”", true).len(), 1);
        assert!(taste("What is safe?", true).is_empty());
        assert!(taste("Is it safe?", false).is_empty(), "another language has other words");
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert!(broken("text", "Who?").is_empty());
        for text in ["", "  ", "Who?\n", "a\u{1b}[2Jb", "a\u{202e}b", " Who?"] {
            assert!(!broken("text", text).is_empty(), "{text:?}");
        }
    }
}

//! What a machine can judge of a wording.

use super::rule::Rule;
use crate::practice::written::mistake::{is_unprintable, quoted};

/// What rule is not kept, what is wrong, and what to do.
pub(super) type Fault = (Rule, String, String);

/// A question never has more words than this.
const MOST_WORDS: usize = 30;
/// It aims to have fewer than this.
const AIM_WORDS: usize = 20;

/// Written in capitals and understood by everyone who asks or is asked.
const UNDERSTOOD: [&str; 5] = ["OK", "UK", "TV", "GP", "NHS"];

/// Openings that can be answered with yes or no.
const CLOSED: [&str; 36] = [
    "am",
    "are",
    "can",
    "could",
    "did",
    "do",
    "does",
    "had",
    "has",
    "have",
    "is",
    "may",
    "might",
    "must",
    "shall",
    "should",
    "was",
    "were",
    "will",
    "would",
    "aren't",
    "can't",
    "didn't",
    "couldn't",
    "doesn't",
    "don't",
    "hadn't",
    "hasn't",
    "haven't",
    "isn't",
    "mustn't",
    "shouldn't",
    "wasn't",
    "weren't",
    "won't",
    "wouldn't",
];

/// Openings of a condition that stands before what is asked.
const CONDITIONS: [&str; 6] = ["if", "unless", "once", "until", "while", "although"];

fn fault(rule: Rule, what: impl Into<String>, what_to_do: impl Into<String>) -> Fault {
    (rule, what.into(), what_to_do.into())
}

/// What no text of a bank may be: empty, or holding what cannot be seen.
pub(super) fn broken(name: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    if text.trim().is_empty() {
        let what = format!("The {name} is empty");
        return vec![fault(Rule::Empty, what, "Write it, or take it out.")];
    }
    if text.trim() != text {
        let what = format!("The {name} begins or ends with a space");
        faults.push(fault(Rule::SpaceAround, what, "Take the space out."));
    }
    if let Some(c) = text.chars().find(|c| is_unprintable(*c)) {
        let name_of_it = match c {
            '\n' | '\r' => "a line break".to_owned(),
            '\t' => "a tab".to_owned(),
            c => format!("an invisible character (U+{:04X})", u32::from(c)),
        };
        let what = format!("The {name} holds {name_of_it}");
        let what_to_do = "Keep each text on one line, in letters that can be seen.";
        faults.push(fault(Rule::Unseen, what, what_to_do));
    }
    faults
}

/// What a question or follow-up of one's own may not do.
pub(super) fn unsayable(name: &str, text: &str, english: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let count = text.split_whitespace().count();
    if count > MOST_WORDS {
        faults.push(fault(
            Rule::OneBreath,
            format!("The {name} has {count} words, more than one breath holds"),
            format!("Say it in {MOST_WORDS} words at most, better in {AIM_WORDS}."),
        ));
    }
    if text.contains('/') && text.to_lowercase().contains("and/or") {
        let what = format!("The {name} says “and/or”");
        faults.push(fault(Rule::AndOr, what, "Say “and”, or say “or”."));
    } else if let Some(word) = text.split_whitespace().find(|w| has_slash(w)) {
        faults.push(fault(
            Rule::Slash,
            format!("The {name} has a slash in {}", quoted(word)),
            "Choose one word, or write “or”.",
        ));
    }
    if english && let Some(acronym) = unexplained(text) {
        faults.push(fault(
            Rule::Acronym,
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

/// Advice: a question longer than a tired person likes to hear.
pub(super) fn long(text: &str) -> Option<Fault> {
    let count = text.split_whitespace().count();
    (AIM_WORDS + 1..=MOST_WORDS).contains(&count).then(|| {
        let what = format!("The question has {count} words");
        fault(Rule::Short, what, format!("Aim at fewer than {AIM_WORDS}."))
    })
}

/// Advice, in English: a question or follow-up that yes or no would answer.
pub(super) fn closed(name: &str, text: &str) -> Option<Fault> {
    let asked = after_condition(text);
    let first = first_word(asked);
    // “Was it said, seen, or imagined?” is answered by one of the three.
    let is_choice = asked
        .match_indices(", or ")
        .any(|(at, or)| asked.get(at + or.len()..).is_some_and(|rest| first_word(rest) != "not"));
    (!is_choice && CLOSED.contains(&first.replace('’', "'").as_str())).then(|| {
        let what =
            format!("The {name} opens with {}, so yes or no would answer it", quoted(&first));
        fault(Rule::Open, what, "Begin with what, how, who, when or where.")
    })
}

fn first_word(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    first.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase()
}

/// What is asked where a condition is put before it: “how did they show it?”
/// of “If the child has no speech, how did they show it?”. The whole text
/// where there is no condition, or nothing behind it.
pub(super) fn after_condition(text: &str) -> &str {
    if !CONDITIONS.contains(&first_word(text).as_str()) {
        return text;
    }
    // “If the child is deaf, or signs, …”: the condition goes on.
    let goes_on = |rest: &str| matches!(first_word(rest).as_str(), "and" | "or" | "but" | "nor");
    let behind = text.match_indices(',').filter_map(|(at, _)| text.get(at + 1..));
    let mut asked = behind.filter(|rest| !rest.trim().is_empty() && !goes_on(rest));
    asked.next().unwrap_or(text)
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
    fn closed_openings_are_found_behind_a_condition_too() {
        for text in [
            "Is it safe?",
            "“Don’t we know?”",
            "If nobody asked, could you?",
            "If the child is deaf, or signs, do they understand?",
            "If is what it opens with?, is it?",
            "Is it safe, or not?",
        ] {
            assert!(closed("question", text).is_some(), "{text}");
        }
        for text in [
            "What is safe?",
            "If the child is deaf, or signs, who understands?",
            "If it is safe for whom is it?",
            "Was it said, seen, or imagined?",
            "If,",
            "",
        ] {
            assert!(closed("question", text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert!(broken("text", "Who?").is_empty());
        for text in ["", "  ", "Who?\n", "a\u{1b}[2Jb", "a\u{202e}b", " Who?"] {
            assert!(!broken("text", text).is_empty(), "{text:?}");
        }
    }
}

//! Whether two texts ask for the same, as far as their words can tell.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::fold;

/// Words that carry no meaning of their own between two questions.
static SMALL: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "a about all also am an and any are as at be been being but by can child \
    children could did didn do does doesn don done for from had has hasn have haven he her hers \
    him his how i if in into is isn it its like may me might more most much must my no not now of \
    on or other our ours out own shall she should so some than that the their theirs them then \
    there these they this those to too up us very was we were what when where which while who \
    whom whose why will with would yet you young your yours"
        .split_whitespace()
        .collect()
});

/// At most so many questions are looked at for each word they share: a bank
/// of tens of thousands that all share one word is still read at once.
const LOOKED_AT: usize = 64;

/// Words that carry a text's meaning: without case and accents, in English also without
/// small words and endings.
pub(super) struct Words(BTreeSet<String>);

/// How to compare texts of a language.
#[derive(Clone, Copy)]
pub(super) struct Likeness {
    english: bool,
}

impl Likeness {
    pub fn of(english: bool) -> Self {
        Likeness { english }
    }

    pub fn is_english(self) -> bool {
        self.english
    }

    pub fn words(self, text: &str) -> Words {
        let text = fold(text);
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
        let words = words.filter(|w| !w.is_empty());
        if !self.english {
            return Words(words.map(str::to_owned).collect());
        }
        let words = words.filter_map(|w| w.split('\'').find(|w| !w.is_empty()));
        Words(words.filter(|w| !SMALL.contains(w)).map(stem).collect())
    }

    /// More than so many of all words are shared, as a fraction. Where small
    /// words cannot be told from others, more has to be shared.
    fn bound(self) -> (usize, usize) {
        if self.english { (1, 2) } else { (3, 4) }
    }

    /// Whether most words are shared. One or two say nothing: “What helps at
    /// school?” is not “Who helps at school?”.
    pub fn alike(self, a: &Words, b: &Words) -> bool {
        let shared = a.0.intersection(&b.0).count();
        let all = a.0.len() + b.0.len() - shared;
        let (part, whole) = self.bound();
        shared >= 3 && shared * whole > all * part
    }

    /// Whether a follow-up asks for what was asked: in like words, or nearly
    /// all of its words are in the longer text.
    pub fn echoes(self, asked: &Words, follow_up: &Words) -> bool {
        let shared = asked.0.intersection(&follow_up.0).count();
        let most = shared >= 3 && shared * 4 >= follow_up.0.len() * 3;
        (self.english && most) || self.alike(asked, follow_up)
    }

    /// Texts that are like an earlier one: (the later, the earlier). Each
    /// later one is named once.
    pub fn doubles(self, texts: &[&str]) -> Vec<(usize, usize)> {
        let all: Vec<Words> = texts.iter().map(|text| self.words(text)).collect();
        let mut used: HashMap<&str, usize> = HashMap::new();
        for word in all.iter().flat_map(|w| &w.0) {
            *used.entry(word).or_default() += 1;
        }
        let mut with_word: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut doubles = Vec::new();
        for (n, words) in all.iter().enumerate() {
            let rare = self.rarest(words, &used);
            let mut near: Vec<usize> =
                rare.iter().filter_map(|w| with_word.get(w)).flatten().copied().collect();
            near.sort_unstable();
            near.dedup();
            let is_like = |m: &usize| all.get(*m).is_some_and(|other| self.alike(words, other));
            doubles.extend(near.into_iter().find(is_like).map(|m| (n, m)));
            for word in rare {
                let list = with_word.entry(word).or_default();
                if list.len() < LOOKED_AT {
                    list.push(n);
                }
            }
        }
        doubles
    }

    /// The rarest words of a text: as many as two like texts cannot both have
    /// without sharing one of them.
    fn rarest<'a>(self, words: &'a Words, used: &HashMap<&str, usize>) -> Vec<&'a str> {
        let (part, whole) = self.bound();
        let mut rarest: Vec<&str> = words.0.iter().map(String::as_str).collect();
        rarest.sort_unstable_by_key(|w| (used.get(w).copied().unwrap_or(0), *w));
        rarest.truncate(rarest.len() - rarest.len() * part / whole);
        rarest
    }
}

/// An English word without its ending, the same for “plan”, “plans”,
/// “planned” and “planning”; not always a word itself.
fn stem(word: &str) -> String {
    // The endings are ASCII, so that cutting them keeps letters whole.
    let has_vowel = |w: &str| w.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let mut word = word.to_owned();
    let cut = |word: &mut String, ending: &str, least: usize| {
        let rest = word.strip_suffix(ending).filter(|r| r.len() >= least && has_vowel(r));
        let length = rest.map(str::len);
        if let Some(length) = length {
            word.truncate(length);
        }
        length.is_some()
    };
    if !word.ends_with("ss") && !word.ends_with("us") {
        cut(&mut word, "s", 3);
    }
    if cut(&mut word, "ing", 3) || cut(&mut word, "ed", 3) {
        let mut last = word.chars().rev();
        if let (Some(a), Some(b)) = (last.next(), last.next())
            && a == b
            && !matches!(a, 'l' | 's' | 'z' | 'e')
        {
            word.pop();
        }
    }
    cut(&mut word, "e", 3);
    if cut(&mut word, "y", 3) && !word.ends_with(['a', 'e', 'o', 'u']) {
        word.push('i');
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        let likeness = Likeness::of(true);
        likeness.alike(&likeness.words(a), &likeness.words(b))
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            "plan plans planned planning",
            "decide decides decided deciding",
            "worry worries worried worrying",
            "live lives lived living",
            "house houses",
            "tell tells telling",
            "change changes changed changing",
            "day days",
        ] {
            let stems: BTreeSet<String> = forms.split(' ').map(stem).collect();
            assert_eq!(stems.len(), 1, "{forms}: {stems:?}");
        }
        for whole in ["need", "bring", "thing", "less", "bus", "élève", "ça", "s", "ed"] {
            assert!(!stem(whole).is_empty());
        }
        assert_ne!(stem("need"), stem("ne"));
        assert_ne!(stem("bring"), stem("br"));
    }

    #[test]
    fn most_words_shared_is_alike_and_half_is_not() {
        assert!(alike(
            "What worries this family about the plan?",
            "Which plan is worrying the family?"
        ));
        assert!(alike("Who’s helping at school today?", "WHO HELPED at the schools today?"));
        assert!(!alike("What helps at school?", "Who helps at school?"), "two words");
        assert!(!alike("What did school see?", "What did school hear?"));
        assert!(!alike("What must not happen again?", "What feels as if it happens again?"));
        assert!(!alike("", "?"));
    }

    #[test]
    fn a_short_follow_up_within_a_long_question_is_an_echo() {
        let echoes = |a: &str, b: &str| {
            let likeness = Likeness::of(true);
            likeness.echoes(&likeness.words(a), &likeness.words(b))
        };
        let long = "Which promise that somebody made to this family at the first visit was kept?";
        assert!(echoes(long, "Who made the promise at that visit?"));
        assert!(!echoes("Who made the promise at that visit?", long));
        assert!(!echoes(long, "Who was at that visit?"));
    }

    #[test]
    fn another_language_keeps_all_its_words() {
        let welsh = Likeness::of(false);
        let like = |a, b| welsh.alike(&welsh.words(a), &welsh.words(b));
        assert!(like("Beth mae'r plentyn yn ei weld?", "Beth mae'r plentyn yn ei weld nawr?"));
        assert!(!like("Beth mae'r plentyn yn ei weld?", "Beth mae'r plentyn yn ei glywed?"));
    }

    #[test]
    fn doubles_are_found_as_if_every_pair_were_looked_at() {
        let nouns = ["plan", "worry", "visit", "school", "home", "sister", "night", "promise"];
        let texts: Vec<String> = (0_usize..256)
            .map(|n| {
                let chosen = nouns.iter().enumerate().filter(|(k, _)| n >> k & 1 == 1);
                chosen.map(|(_, noun)| *noun).collect::<Vec<_>>().join(" ")
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        // Few enough that no word's list is cut.
        for few in texts.chunks(LOOKED_AT) {
            let likeness = Likeness::of(true);
            let words: Vec<Words> = few.iter().map(|t| likeness.words(t)).collect();
            let first = |n: usize| (0..n).find(|m| likeness.alike(&words[n], &words[*m]));
            let all: Vec<(usize, usize)> =
                (0..few.len()).filter_map(|n| first(n).map(|m| (n, m))).collect();
            assert!(!all.is_empty());
            assert_eq!(likeness.doubles(few), all);
        }
    }
}

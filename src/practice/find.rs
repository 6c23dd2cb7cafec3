//! Finds a question by a few typed words.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::bank::Bank;
use super::question::Question;
use crate::text::fold;

/// The least a letter must be worth, on average, for a word to count as
/// found. A letter in its place is worth 16 and more; letters picked from all
/// over a sentence are worth less, and would find everything. What is held
/// letter by letter always counts.
const LEAST_PER_LETTER: i64 = 17;
/// Matches of the question's own words come before those of its follow-ups.
const OWN_WORDS_FIRST: i64 = 8;

/// What each question of a bank is found by, prepared once.
pub struct Finder {
    matcher: SkimMatcherV2,
    /// For each question its text, and then its follow-ups, part and id.
    questions: Vec<Vec<String>>,
}

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder").field("questions", &self.questions.len()).finish_non_exhaustive()
    }
}

impl Finder {
    /// Prepares a bank to be searched at every key.
    pub fn new(bank: &Bank) -> Self {
        let questions = bank.questions.iter().map(|question| {
            let part = question.part;
            let follow_ups = question.follow_ups.iter().map(String::as_str);
            let texts = std::iter::once(question.text.as_str()).chain(follow_ups);
            texts.chain([part.name(), part.label(), &question.id]).map(fold).collect()
        });
        Finder { matcher: SkimMatcherV2::default().ignore_case(), questions: questions.collect() }
    }

    /// Places in `bank.questions` of what was found, best first; questions
    /// that are equally good stay in the order of the bank. What holds the
    /// words just as they were typed comes first, then what holds each as a
    /// whole word, then what is like them.
    ///
    /// Every typed word must be found, in the text, a follow-up, the name of
    /// the part, or the id. Nothing typed finds all.
    pub fn find(&self, typed: &str) -> Vec<usize> {
        let typed = fold(typed);
        // A comma or a question mark after a word is not looked for.
        let bare = typed.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
        let words: Vec<&str> = bare.filter(|w| !w.is_empty()).collect();
        let scored = self.questions.iter().enumerate().filter_map(|(n, texts)| {
            let scores = words.iter().map(|word| self.best(word, texts));
            Some((nearness(&typed, texts), -scores.sum::<Option<i64>>()?, n))
        });
        let mut found: Vec<(Near, i64, usize)> = scored.collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, n)| n).collect()
    }

    /// What a word is worth in the text that holds it best.
    fn best(&self, word: &str, texts: &[String]) -> Option<i64> {
        best(&self.matcher, word, texts)
    }
}

/// How near a text is to what was typed: the nearest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    /// The question's own words hold the phrase.
    Phrase,
    /// A follow-up holds it, the part's name or the id.
    PhraseBelow,
    /// The question's own words hold each word whole.
    Words,
    /// All that belongs to it holds each word whole.
    WordsBelow,
    /// It holds what is like them.
    Like,
}

/// How near the texts of a question are to what was typed, both folded.
fn nearness(typed: &str, texts: &[String]) -> Near {
    let typed = words(typed);
    if typed.is_empty() {
        return Near::Like;
    }
    let texts: Vec<Vec<&str>> = texts.iter().map(|text| words(text)).collect();
    let phrase = |text: &Vec<&str>| text.windows(typed.len()).any(|held| held == typed);
    let own = texts.first();
    if own.is_some_and(phrase) {
        Near::Phrase
    } else if texts.iter().any(phrase) {
        Near::PhraseBelow
    } else if own.is_some_and(|own| typed.iter().all(|word| own.contains(word))) {
        Near::Words
    } else if typed.iter().all(|word| texts.iter().any(|text| text.contains(word))) {
        Near::WordsBelow
    } else {
        Near::Like
    }
}

/// The words of a text, without what stands between them.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// How well a few typed words fit these texts; none: one of the words is in
/// none of them. The first text counts a little more.
pub fn find_words(typed: &str, texts: &[&str]) -> Option<i64> {
    let matcher = SkimMatcherV2::default().ignore_case();
    let texts: Vec<String> = texts.iter().map(|text| fold(text)).collect();
    fold(typed).split_whitespace().map(|word| best(&matcher, word, &texts)).sum()
}

fn best(matcher: &SkimMatcherV2, word: &str, texts: &[String]) -> Option<i64> {
    let letters = i64::try_from(word.chars().count()).unwrap_or(i64::MAX);
    let least = letters.saturating_mul(LEAST_PER_LETTER);
    let scores = texts.iter().enumerate().filter_map(|(n, text)| {
        let score = matcher.fuzzy_match(text, word)?;
        let own = if n == 0 { OWN_WORDS_FIRST } else { 0 };
        (score >= least || text.contains(word)).then_some(score + own)
    });
    scores.max()
}

/// Finds once; to search at every key, keep a [`Finder`].
pub fn find<'a>(bank: &'a Bank, typed: &str) -> Vec<&'a Question> {
    let found = Finder::new(bank).find(typed);
    found.into_iter().filter_map(|n| bank.questions.get(n)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::practice::bank::{Banks, Sources};
    use crate::practice::wheel::Part;

    fn ids(typed: &str) -> Vec<String> {
        let banks = Banks::built_in().unwrap();
        find(banks.first().unwrap(), typed).into_iter().map(|q| q.id.clone()).collect()
    }

    #[test]
    fn every_word_must_match_in_any_order() {
        for typed in ["eyes theirs", "theirs eyes", "  EYES   theirs "] {
            assert_eq!(ids(typed).first().unwrap(), "journey.where-now", "{typed}");
        }
        assert!(ids("eyes xylophone").is_empty());
    }

    #[test]
    fn a_phrase_comes_first_then_whole_words_then_what_is_like_them() {
        for typed in ["how safe is this child", "how safe", "How SAFE, is this child?"] {
            assert_eq!(ids(typed).first().unwrap(), "safety.scale", "{typed}");
        }
        let different = ids("what is different");
        let first = ["lightbulb.different", "participation.influence"];
        assert!(first.contains(&different[0].as_str()), "{different:?}");
        assert!(first.contains(&different[1].as_str()), "{different:?}");
        // Not in this order, but whole: before words that only hold the letters.
        assert_eq!(ids("child safe how this is").first().unwrap(), "safety.scale");
    }

    #[test]
    fn part_follow_up_and_id_are_searched_too() {
        let banks = Banks::built_in().unwrap();
        let bank = banks.first().unwrap();
        let found = find(bank, "lightbulb");
        assert_eq!(found.len(), bank.part(Part::Lightbulb).count());
        assert!(found.iter().all(|q| q.part == Part::Lightbulb));
        assert_eq!(ids("blocks.good-ending"), ["blocks.good-ending"]);
        assert_eq!(ids("element 9").len(), bank.part(Part::Scales).count());
        assert!(ids("chronology").contains(&"journey.how-here".to_owned()), "a follow-up");
    }

    #[test]
    fn a_letter_may_be_missing_but_not_everything_matches() {
        assert_eq!(ids("brothrs sistrs").first().unwrap(), "relationships.for-brother-sister");
        let found = ids("goodbye");
        assert!(found.first().unwrap() == "blocks.good-ending" && found.len() < 4, "{found:?}");
    }

    #[test]
    fn accents_do_not_count_on_either_side() {
        assert_eq!(ids("éyes thëirs").first().unwrap(), "journey.where-now");
        let text = Banks::built_in_text("practice-framework").unwrap();
        let accented = text.replacen("in our eyes", "in our ëyes", 1);
        let bank = Bank::read(&accented, "accented", &Sources::built_in().unwrap()).unwrap();
        assert_eq!(find(&bank, "eyes theirs").first().unwrap().id, "journey.where-now");
    }

    #[test]
    fn nothing_typed_gives_all_in_order_and_equals_stay_in_order() {
        let banks = Banks::built_in().unwrap();
        let bank = banks.first().unwrap();
        let all: Vec<&str> = bank.questions.iter().map(|q| q.id.as_str()).collect();
        assert_eq!(ids(""), all);
        assert_eq!(ids("   "), all);
        let finder = Finder::new(bank);
        assert_eq!(finder.find("this child"), finder.find("this child"));
    }
}

//! What may be worth a second look in words written to a child: suggestions
//! that stand beside the words and never in their place.
//!
//! The rules come from Leicestershire's standards for writing to the child (a
//! clear and coherent story, the child's own words, how views were obtained)
//! and from word swaps practised in the field; see [`table`]. What is plain is
//! not softened: nothing is said of words that name violence, and what hides
//! it is asked to name it. What stands in quotation marks is somebody's own
//! words: nothing is said of how they put it.

pub mod table;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use table::{Advice, Entry, HOW_WE_KNOW, KNOWN_CAPITALS, NO_VIEW, SPOKEN, TABLE, VIEWS};

/// A sentence of more words than this is long for a child.
pub const LONG_SENTENCE: usize = 25;
/// Fewer words than this say too little for anything to be missing from them.
const FEW_WORDS: usize = 8;

/// Capitals without an entry are an acronym up to so many signs.
const LONGEST_ACRONYM: usize = 5;

/// Something worth a second look.
#[derive(Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Where, in bytes of the text; the whole of it, where something is
    /// missing from it.
    pub at: Range<usize>,
    /// The words as they were typed; empty where the whole text is meant.
    pub words: String,
    /// What it may mean to the child, and what could stand there.
    pub says: String,
}

impl Suggestion {
    /// In one line.
    pub fn line(&self) -> String {
        match self.words.as_str() {
            "" => self.says.clone(),
            words => format!("“{words}”: {}", self.says),
        }
    }
}

/// One word of the text.
struct Word {
    at: Range<usize>,
    folded: String,
    /// Inside quotation marks.
    quoted: bool,
}

impl Word {
    fn typed<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.at.clone()).unwrap_or_default()
    }

    /// Whether it is this part of a form: in capitals only as typed in them.
    fn is(&self, part: &str, text: &str) -> bool {
        if is_capitals(part) { singular(self.typed(text)) == part } else { self.folded == part }
    }
}

/// The entries by the first word of each of their forms, in small letters.
type Index = HashMap<String, Vec<(&'static str, &'static Entry)>>;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::new();
    for entry in TABLE {
        for form in entry.forms {
            let first = form.split(' ').next().unwrap_or(form);
            index.entry(first.to_lowercase()).or_default().push((form, entry));
        }
    }
    // Of several forms that begin alike, the longest is meant.
    for forms in index.values_mut() {
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }
    index
});

/// What may be worth a second look, in the order of the text; each word once.
/// What is missing from the whole of it comes first. `name` is the child's.
pub fn suggestions(text: &str, name: &str) -> Vec<Suggestion> {
    let words = words(text);
    let mut out = missing(text, &words, name);
    let mut found = known_words(text, &words);
    found.extend(capitals(text, &words, name));
    for sentence in sentences(text, &words) {
        found.extend(long(text, sentence));
        found.extend(view(text, sentence));
    }
    found.sort_by_key(|s| (s.at.start, s.at.end));
    let mut said = BTreeSet::new();
    found.retain(|s| said.insert((s.words.to_lowercase(), s.says.clone())));
    out.append(&mut found);
    out
}

/// At most so many of them, in order: what is missing from the whole, then
/// those that begin nearest before `cursor` (a byte of the text); where those
/// are few, some after it too.
pub fn near(all: &[Suggestion], cursor: usize, most: usize) -> Vec<&Suggestion> {
    let (whole, local): (Vec<&Suggestion>, Vec<&Suggestion>) =
        all.iter().partition(|s| s.words.is_empty());
    let room = most.saturating_sub(whole.len()).min(local.len());
    let before = local.iter().filter(|s| s.at.start < cursor).count();
    let end = before.max(room);
    let shown = local.into_iter().take(end).skip(end - room);
    whole.into_iter().take(most).chain(shown).collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The words of a text: letters and figures, with the apostrophes and hyphens
/// between them.
fn words(text: &str) -> Vec<Word> {
    let quotes = quotations(text);
    let mut quotes = quotes.iter().peekable();
    let mut out = Vec::new();
    let joins = |c: char| is_apostrophe(c) || c == '-';
    for (start, part) in pieces(text, |c| c.is_alphanumeric() || joins(c)) {
        let inside = part.trim_matches(joins);
        if inside.is_empty() {
            continue;
        }
        let start = start + (part.len() - part.trim_start_matches(joins).len());
        let at = start..start + inside.len();
        while quotes.peek().is_some_and(|q| q.end <= at.start) {
            quotes.next();
        }
        let quoted = quotes.peek().is_some_and(|q| q.contains(&at.start));
        out.push(Word { at, folded: inside.to_lowercase().replace('’', "'"), quoted });
    }
    out
}

/// The runs of characters that belong together, and where they begin.
fn pieces(text: &str, belongs: impl Fn(char) -> bool) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (belongs(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.extend(text.get(from..at).map(|part| (from, part)));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        out.extend(text.get(from..).map(|part| (from, part)));
    }
    out
}

/// What stands in double quotation marks, within one paragraph.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('\n', _) => open = None,
            ('“', _) | ('"', None) => open = Some(at),
            ('”' | '"', Some(from)) => {
                out.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    out
}

/// The words of each sentence.
fn sentences<'a>(text: &str, words: &'a [Word]) -> Vec<&'a [Word]> {
    let mut out = Vec::new();
    let mut from = 0;
    for (n, word) in words.iter().enumerate() {
        let next = words.get(n + 1).map_or(text.len(), |next| next.at.start);
        let between = text.get(word.at.end..next).unwrap_or_default();
        let ends = between.contains(['.', '!', '?', '\n', ';', ':']);
        // 2.30, and the point after "Mr", end nothing.
        let goes_on = between == "." || matches!(word.folded.as_str(), "mr" | "mrs" | "ms" | "dr");
        if n + 1 == words.len() || (ends && !goes_on) {
            out.extend(words.get(from..=n));
            from = n + 1;
        }
    }
    out
}

/// What the words say to a child as a whole: whether they speak to the child,
/// and who speaks.
fn missing(text: &str, words: &[Word], name: &str) -> Vec<Suggestion> {
    let mut out = Vec::new();
    if words.len() < FEW_WORDS {
        return out;
    }
    let stem = |w: &Word| w.folded.split('\'').next().unwrap_or_default().to_owned();
    let any = |of: &[&str]| words.iter().any(|w| !w.quoted && of.contains(&stem(w).as_str()));
    let whole = |says: String| Suggestion { at: 0..text.len(), words: String::new(), says };
    if !any(&["you", "your", "yours", "yourself"]) {
        let first = name.split_whitespace().next().unwrap_or_default();
        let named = !first.is_empty() && any(&[first.to_lowercase().as_str()]);
        let whom = if named { first } else { "the child" };
        out.push(whole(format!("It speaks about {whom} and not to {whom}: no “you” in it yet")));
    }
    if !any(&["i", "me", "my", "mine", "we", "us", "our", "ours"]) {
        out.push(whole("Who is speaking? No “I” or “we” in it yet".into()));
    }
    out
}

/// The words of the table.
fn known_words(text: &str, words: &[Word]) -> Vec<Suggestion> {
    let mut out = Vec::new();
    let mut n = 0;
    while let Some(word) = words.get(n) {
        let here = |form: &str, from: usize| -> Option<usize> {
            let parts = form.split(' ').count();
            let there = words.get(from..from + parts)?;
            there.iter().zip(form.split(' ')).all(|(w, part)| w.is(part, text)).then_some(parts)
        };
        let found = entries(word, text).iter().find_map(|(form, entry)| {
            let count = here(form, n)?;
            let other = entry.unless_before.iter().any(|form| here(form, n + count).is_some());
            (!other).then_some((count, entry.advice))
        });
        let Some((count, advice)) = found.filter(|_| !word.quoted) else {
            n += 1;
            continue;
        };
        let end = words.get(n + count - 1).map_or(word.at.end, |last| last.at.end);
        let at = word.at.start..end;
        let typed = one_line(text.get(at.clone()).unwrap_or_default());
        out.push(Suggestion { at, words: typed, says: says(advice) });
        n += count;
    }
    out
}

/// The entries that may begin with a word.
fn entries(word: &Word, text: &str) -> &'static [(&'static str, &'static Entry)] {
    let stem = singular(word.typed(text)).to_lowercase();
    INDEX.get(&stem).or_else(|| INDEX.get(&word.folded)).map_or(&[], Vec::as_slice)
}

fn says(advice: Advice) -> String {
    match advice {
        Advice::Perhaps(offer) => format!("perhaps {offer}"),
        Advice::SpeltOut(words) => format!("spell it out ({words})"),
        Advice::FactOrThought => "is this a fact, or what somebody thinks?".into(),
        Advice::Name(what) => what.into(),
    }
}

/// Acronyms the table does not know. What is written in capitals throughout is
/// loud, and no acronym.
fn capitals(text: &str, words: &[Word], name: &str) -> Vec<Suggestion> {
    let mut out = Vec::new();
    let named: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    for sentence in sentences(text, words) {
        let loud = sentence.iter().filter(|w| is_capitals(w.typed(text))).count();
        if sentence.len() > 2 && loud * 2 > sentence.len() {
            continue;
        }
        for word in sentence.iter().filter(|w| !w.quoted && is_capitals(w.typed(text))) {
            let typed = word.typed(text);
            let known = KNOWN_CAPITALS.contains(&singular(typed))
                || named.contains(&word.folded)
                || entries(word, text).iter().any(|(form, _)| word.is(form, text));
            // Longer ones are loud words: an acronym that long is in the table.
            if !known && singular(typed).len() <= LONGEST_ACRONYM {
                let says = "spell it out".into();
                out.push(Suggestion { at: word.at.clone(), words: typed.into(), says });
            }
        }
    }
    out
}

/// "MASH", "S47", "LACs": two signs at least, no small letters.
fn is_capitals(typed: &str) -> bool {
    let stem = singular(typed);
    stem.len() > 1
        && stem.contains(|c: char| c.is_ascii_uppercase())
        && stem.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Without the small "s" that makes an acronym several.
fn singular(typed: &str) -> &str {
    let stem = typed.strip_suffix('s').unwrap_or(typed);
    if stem.contains(|c: char| c.is_lowercase()) { typed } else { stem }
}

fn long(text: &str, sentence: &[Word]) -> Option<Suggestion> {
    let (first, last) = (sentence.first()?, sentence.last()?);
    let count = sentence.len();
    if count <= LONG_SENTENCE || sentence.iter().all(|w| w.quoted) {
        return None;
    }
    let opening = sentence.get(3).map_or(last.at.end, |w| w.at.end);
    let words = format!("{} …", one_line(text.get(first.at.start..opening)?));
    let says = format!("{count} words in one sentence: perhaps two");
    Some(Suggestion { at: first.at.start..last.at.end, words, says })
}

/// "You said", "you want", and nothing of how that is known.
fn view(text: &str, sentence: &[Word]) -> Option<Suggestion> {
    let how = |w: &Word| {
        HOW_WE_KNOW.contains(&w.folded.as_str()) || w.folded.starts_with(|c: char| c.is_numeric())
    };
    let last = sentence.last()?;
    let asks = text.get(last.at.end..).is_some_and(|rest| rest.starts_with('?'));
    if asks || sentence.iter().any(how) {
        return None;
    }
    let holds = |list: &[&str], w: &Word| list.contains(&w.folded.as_str());
    sentence.windows(2).enumerate().find_map(|(n, pair)| {
        let [you, verb] = pair else { return None };
        let told = n.checked_sub(1).and_then(|n| sentence.get(n));
        if you.folded != "you" || you.quoted || told.is_some_and(|w| holds(NO_VIEW, w)) {
            return None;
        }
        let says = match () {
            () if holds(SPOKEN, verb) => "say when, or to whom",
            () if holds(VIEWS, verb) => "how do we know? Say who heard or saw it, and when",
            () => return None,
        };
        let at = you.at.start..verb.at.end;
        let words = one_line(text.get(at.clone())?);
        Some(Suggestion { at, words, says: says.into() })
    })
}

fn one_line(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::table::Source;
    use super::*;

    /// A letter of which nothing is said, around the words that are tried.
    fn lines(text: &str) -> Vec<String> {
        let whole = format!("We write to you, and I hope all is well.\n{text}");
        suggestions(&whole, "Maya Quill").iter().map(Suggestion::line).collect()
    }

    #[test]
    fn each_word_gets_its_line() {
        for (text, want) in [
            ("Your contact is on Friday.", "“contact”: perhaps “family time”"),
            ("A new Placement.", "“Placement”: perhaps “home”"),
            ("Your birth\nmother rang.", "“birth mother”: perhaps “Mum”"),
            ("All siblings came.", "“siblings”: perhaps “brothers and sisters”"),
            ("You are LAC.", "“LAC”: perhaps “child in our care”"),
            ("Two LACs.", "“LACs”: perhaps “child in our care”"),
            ("The IRO came.", "“IRO”: spell it out (independent reviewing officer, by name)"),
            ("It went to MASH.", "“MASH”: spell it out"),
            ("An S47 was done.", "“S47”: spell it out"),
            ("Dad is a liar.", "“liar”: is this a fact, or what somebody thinks?"),
            ("Dad FAILED to come.", "“FAILED to”: is this a fact, or what somebody thinks?"),
            ("He never comes.", "“never”: is this a fact, or what somebody thinks?"),
            (
                "It was attention-seeking.",
                "“attention-seeking”: is this a fact, or what somebody thinks?",
            ),
            (
                "A domestic incident.",
                "“domestic incident”: say what happened: who hurt whom, and how",
            ),
            ("There was DV.", "“DV”: say who hurt whom, and how"),
            ("You said he shouts.", "“You said”: say when, or to whom"),
            (
                "You don’t mind, but you want to live with Nan.",
                "“you want”: how do we know? Say who heard or saw it, and when",
            ),
        ] {
            assert_eq!(lines(text), [want], "{text}");
        }
    }

    #[test]
    fn of_what_is_plain_nothing_is_said() {
        for text in [
            "",
            "Dad hit you, and it hurt. He punched Mum and she bled. He is in prison for it.",
            "Your uncle sexually abused you. It was never your fault, and it is never okay.",
            "Your brother was killed. He died on the way to the hospital.",
            "Contact me or ring, whenever you want. You can contact us too.",
            "On 3 May you said that he shouts. You told Jo you want to stay.",
            "When I came on Monday you wanted to show me the rabbit.",
            "If you want, we can go. I hope you like it. What do you think?",
            "You said to me: “I never refuse the placement, I hate contact.”",
            "MAYA, you are OK and the TV works. Mr. Quill rang at 2.30.",
            "Da rang, and we send you a card. I DID NOT KNOW.",
            "You feel sad. You told me so last week.",
        ] {
            let said: Vec<String> = lines(text)
                .into_iter()
                // Said of feelings told in a sentence of their own.
                .filter(|l| {
                    text != "You feel sad. You told me so last week." || !l.contains("feel")
                })
                .collect();
            assert!(said.is_empty(), "{text}: {said:?}");
        }
    }

    #[test]
    fn nothing_that_names_violence_is_in_the_table() {
        let plain = [
            "hit",
            "hits",
            "hurt",
            "punched",
            "kicked",
            "slapped",
            "beat",
            "bit",
            "burned",
            "strangled",
            "shouted",
            "raped",
            "rape",
            "abuse",
            "abused",
            "neglected",
            "killed",
            "died",
            "violence",
            "violent",
            "threatened",
            "drunk",
            "drugs",
            "prison",
            "scared",
        ];
        let forms = TABLE.iter().flat_map(|e| e.forms);
        for form in forms.clone() {
            assert!(form.split(' ').all(|word| !plain.contains(&word)), "{form}");
        }
        let mut all: Vec<&str> = forms.copied().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "a form stands twice");
    }

    #[test]
    fn the_swaps_of_the_field_are_there_and_marked_as_such() {
        let field: Vec<&str> = TABLE
            .iter()
            .filter(|e| e.from == Source::Field)
            .flat_map(|e| e.forms)
            .copied()
            .collect();
        for word in [
            "contact",
            "placement",
            "birth parents",
            "absconded",
            "challenging behaviour",
            "siblings",
            "LAC",
            "respite",
        ] {
            assert!(field.contains(&word), "{word}");
        }
    }

    #[test]
    fn what_is_missing_from_the_whole_comes_first() {
        let text = "Maya was seen at home and Maya was well and the contact went well.";
        let lines: Vec<String> =
            suggestions(text, "Maya Quill").iter().map(Suggestion::line).collect();
        assert_eq!(
            lines,
            [
                "It speaks about Maya and not to Maya: no “you” in it yet",
                "Who is speaking? No “I” or “we” in it yet",
                "“contact”: perhaps “family time”",
            ]
        );
        assert!(suggestions("Maya was seen.", "Maya").is_empty(), "too little to say so");
        let other = suggestions(text, "").iter().map(Suggestion::line).collect::<Vec<_>>();
        assert_eq!(other[0], "It speaks about the child and not to the child: no “you” in it yet");
    }

    #[test]
    fn a_long_sentence_is_counted_and_a_word_said_once() {
        let of = |count: usize| format!("You and I {}sat.", "also ".repeat(count - 4));
        assert!(lines(&of(LONG_SENTENCE)).is_empty());
        assert_eq!(
            lines(&of(LONG_SENTENCE + 1)),
            ["“You and I also …”: 26 words in one sentence: perhaps two"]
        );
        assert!(lines(&of(LONG_SENTENCE + 1).replacen(" also", ". Also", 12)).is_empty());
        assert_eq!(lines("Your contact, CONTACT and contact.").len(), 1);
    }

    #[test]
    fn where_it_stands_is_true_of_the_text() {
        let text = "I know you. ‘Zoë’ says contact, “contact”, and your siblings; CONTACT again.";
        for s in suggestions(text, "Maya") {
            assert_eq!(text[s.at.clone()].to_lowercase(), s.words.to_lowercase());
        }
        let places: Vec<usize> = suggestions(text, "Maya").iter().map(|s| s.at.start).collect();
        assert_eq!(places.len(), 2, "each once");
        assert!(places.is_sorted());
    }

    #[test]
    fn those_near_the_cursor_are_shown() {
        let said =
            |n: usize| Suggestion { at: n..n + 1, words: n.to_string(), says: String::new() };
        let whole = Suggestion { at: 0..99, words: String::new(), says: "whole".into() };
        let all: Vec<Suggestion> =
            std::iter::once(whole).chain((0..9).map(|n| said(n * 10))).collect();
        let at = |cursor: usize| -> Vec<usize> {
            near(&all, cursor, 4).iter().map(|s| s.at.start).collect()
        };
        assert_eq!(at(0), [0, 0, 10, 20]);
        assert_eq!(at(45), [0, 20, 30, 40]);
        assert_eq!(at(99), [0, 60, 70, 80]);
        assert_eq!(near(&all[..3], 0, 5).len(), 3);
        assert!(near(&[], 0, 5).is_empty());
    }

    #[test]
    fn a_very_long_text_is_read_in_a_moment() {
        let text =
            "You said that contact with your siblings never works, and MASH knew. ".repeat(1600);
        assert!(text.len() > 100 << 10);
        let began = std::time::Instant::now();
        assert_eq!(suggestions(&text, "Maya").len(), 6);
        assert!(began.elapsed().as_secs() < 2, "even where nothing is optimised");
    }

    #[test]
    fn anything_typed_is_read() {
        for text in
            ["“", "\"\"”“", "''-'-", "S", "s", "’s", "\u{301}\u{200d}", "…?!.", "\r\n\u{2028}"]
        {
            assert!(suggestions(text, text).is_empty(), "{text:?}");
        }
    }
}

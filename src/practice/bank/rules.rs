//! The rules of a bank, over as much of it as could be read.

use std::collections::{HashMap, HashSet};

use super::rule::Rule;
use super::wording::{self, Fault};
use super::{Bank, FORMAT, PartText, Sources};
use crate::practice::question::{AnswerKind, Cycle, DatedTag, Question, Source};
use crate::practice::written::mistake::quoted;

/// Where in a bank something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    /// A field of the head; one text of several by its number, from 0.
    Head(&'static str, usize),
    /// A field of the nth part.
    Part(usize, &'static str),
    /// A field of the nth question; one text of several by its number.
    Question(usize, &'static str, usize),
}

/// Something found, not yet given a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub rule: Rule,
    pub spot: Spot,
    pub what: String,
    pub what_to_do: String,
}

/// A bank as far as it could be read; what could not be is `None`, and is
/// reported by whoever tried to read it.
#[derive(Default)]
pub(super) struct Draft<'a> {
    pub format: Option<u32>,
    pub id: Option<&'a str>,
    pub title: Option<&'a str>,
    pub language: Option<&'a str>,
    pub publisher: Option<&'a str>,
    pub based_on: Option<&'a str>,
    pub provenance: Option<&'a [String]>,
    /// With the number each has in the file, from 0.
    pub parts: Vec<(usize, &'a PartText)>,
    pub questions: Vec<QuestionDraft<'a>>,
}

/// A question as far as it could be read.
#[derive(Default)]
pub(super) struct QuestionDraft<'a> {
    pub id: Option<&'a str>,
    pub text: Option<&'a str>,
    pub follow_ups: &'a [String],
    pub cycle: Option<&'a [Cycle]>,
    pub minutes: Option<u8>,
    pub kind: Option<&'a AnswerKind>,
    pub dated: &'a [DatedTag],
    pub source: Option<&'a Source>,
}

impl<'a> Draft<'a> {
    pub fn of(bank: &'a Bank) -> Self {
        Draft {
            format: Some(bank.format),
            id: Some(&bank.id),
            title: Some(&bank.title),
            language: Some(&bank.language),
            publisher: Some(&bank.publisher),
            based_on: Some(&bank.based_on),
            provenance: Some(&bank.provenance),
            parts: bank.parts.iter().enumerate().collect(),
            questions: bank.questions.iter().map(QuestionDraft::of).collect(),
        }
    }

    pub fn is_english(&self) -> bool {
        self.language.is_none_or(|l| l == "en" || l.starts_with("en-"))
    }
}

impl<'a> QuestionDraft<'a> {
    pub fn of(question: &'a Question) -> Self {
        QuestionDraft {
            id: Some(&question.id),
            text: Some(&question.text),
            follow_ups: &question.follow_ups,
            cycle: Some(&question.cycle),
            minutes: Some(question.minutes),
            kind: Some(&question.kind),
            dated: &question.dated,
            source: Some(&question.source),
        }
    }

    /// A publisher's wording is theirs: what would be a mistake in one's own
    /// is then only advice.
    pub fn is_supplied(&self) -> bool {
        matches!(self.source, Some(Source::Supplied { .. }))
    }
}

#[derive(Default)]
pub(super) struct Findings(pub Vec<Finding>);

impl Findings {
    pub fn add(
        &mut self,
        rule: Rule,
        spot: Spot,
        what: impl Into<String>,
        what_to_do: impl Into<String>,
    ) {
        let what = what.into();
        debug_assert!(what.contains(rule.mark()), "{rule:?}: {what}");
        self.0.push(Finding { rule, spot, what, what_to_do: what_to_do.into() });
    }

    pub fn all(&mut self, spot: Spot, faults: impl IntoIterator<Item = Fault>) {
        for (rule, what, what_to_do) in faults {
            self.add(rule, spot, what, what_to_do);
        }
    }
}

/// What keeps a bank from being used.
pub(super) fn gates(bank: &Draft<'_>, sources: &Sources) -> Vec<Finding> {
    let mut found = Findings::default();
    if bank.format == Some(0) {
        let what_to_do = format!("Write `format: {FORMAT}`.");
        found.add(
            Rule::FormatKnown,
            Spot::Head("format", 0),
            "There is no bank format 0",
            what_to_do,
        );
    }
    head(bank, &mut found);
    for (place, (n, text)) in bank.parts.iter().enumerate() {
        if bank.parts.iter().take(place).any(|(_, p)| p.part == text.part) {
            let what = format!("{} is described twice", text.part.name());
            found.add(
                Rule::PartOnce,
                Spot::Part(*n, "part"),
                what,
                "Keep one description of each part.",
            );
        }
        found.all(Spot::Part(*n, "about"), wording::broken("line about this part", &text.about));
        let draws_on = wording::broken("line on what this part draws on", &text.draws_on);
        found.all(Spot::Part(*n, "draws_on"), draws_on);
    }
    if bank.questions.is_empty() {
        let what_to_do = "Write at least one question in `questions`.";
        found.add(
            Rule::Questions,
            Spot::Head("questions", 0),
            "There is no question in this bank",
            what_to_do,
        );
    }
    let mut before = Before::default();
    for (n, draft) in bank.questions.iter().enumerate() {
        question(n, draft, &mut before, bank.is_english(), sources, &mut found);
    }
    found.0
}

/// What the questions above have taken: their ids, and their bare wordings
/// with the id of who asks so.
#[derive(Default)]
struct Before<'a> {
    ids: HashSet<&'a str>,
    wordings: HashMap<String, &'a str>,
}

fn head(bank: &Draft<'_>, found: &mut Findings) {
    if let Some(id) = bank.id.filter(|id| !is_slug(id)) {
        let what = format!("The bank's id {} is not well formed", quoted(id));
        let what_to_do = "Use small letters, digits and hyphens, as in practice-framework.";
        found.add(Rule::BankId, Spot::Head("id", 0), what, what_to_do);
    }
    let texts = [
        ("title", "title", bank.title),
        ("publisher", "publisher", bank.publisher),
        ("based_on", "line on what the bank is based on", bank.based_on),
    ];
    for (field, name, text) in texts {
        if let Some(text) = text {
            found.all(Spot::Head(field, 0), wording::broken(name, text));
        }
    }
    if let Some(language) = bank.language.filter(|l| !is_language(l)) {
        let what = format!("The language {} is not a language tag", quoted(language));
        found.add(Rule::Language, Spot::Head("language", 0), what, "Write it as in en-GB or cy.");
    }
    if let Some(provenance) = bank.provenance {
        if provenance.len() != 2 {
            let what = format!("The provenance has {} sentences", provenance.len());
            let what_to_do = "Say in two plain sentences how the questions were come by.";
            found.add(Rule::TwoSentences, Spot::Head("provenance", 0), what, what_to_do);
        }
        for (n, sentence) in provenance.iter().enumerate() {
            let faults = wording::broken("provenance", sentence);
            found.all(Spot::Head("provenance", n), faults);
        }
    }
}

fn question<'a>(
    n: usize,
    draft: &QuestionDraft<'a>,
    before: &mut Before<'a>,
    english: bool,
    sources: &Sources,
    found: &mut Findings,
) {
    let at = |field| Spot::Question(n, field, 0);
    if let Some(id) = draft.id {
        if !is_question_id(id) {
            let what = format!("The id {} is not well formed", quoted(id));
            let what_to_do = "Use small letters, digits and hyphens with a dot between, as in journey.where-now.";
            found.add(Rule::QuestionId, at("id"), what, what_to_do);
        }
        if !before.ids.insert(id) {
            let what_to_do = "Give this one an id of its own; ids are never used again.";
            found.add(Rule::IdOnce, at("id"), "An earlier question has the same id", what_to_do);
        }
    }
    if let Some(text) = draft.text {
        found.all(at("text"), wording::broken("text", text));
        let bare = wording::bare(text);
        if let Some(twin) = before.wordings.get(&bare) {
            let what = format!("It asks the same as {}", quoted(twin));
            found.add(Rule::WordingOnce, at("text"), what, "Keep one of the two.");
        } else if !bare.is_empty() {
            before.wordings.insert(bare, draft.id.unwrap_or("another"));
        }
    }
    follow_ups(n, draft, found);
    if !draft.is_supplied() {
        sayable(n, draft, english, found);
    }
    if let Some(minutes) = draft.minutes.filter(|m| !(1..=30).contains(m)) {
        let what = format!("It is said to be worth {minutes} minutes");
        found.add(Rule::Minutes, at("minutes"), what, "Write a number from 1 to 30.");
    }
    if let Some(cycle) = draft.cycle {
        let what_to_do = "Name the step it enters at, or two where it truly spans.";
        if matches!(cycle, [a, b] if a == b) {
            let what = "Its cycle has one step twice";
            found.add(Rule::CycleTwice, at("cycle"), what, what_to_do);
        } else if !(1..=2).contains(&cycle.len()) {
            let what = format!("Its cycle names {} steps", cycle.len());
            found.add(Rule::CycleSteps, at("cycle"), what, what_to_do);
        }
    }
    if let Some(AnswerKind::SafetyScale { zero, ten }) = draft.kind {
        found.all(at("kind"), wording::broken("anchor for 0", zero));
        found.all(at("kind"), wording::broken("anchor for 10", ten));
    }
    for tag in draft.dated {
        found.all(at("dated"), wording::broken("dated tag", &tag.tag));
        if let (Some(from), Some(until)) = (tag.from, tag.until)
            && from > until
        {
            let what = format!("A dated tag holds from {from} until {until}, which is before");
            found.add(Rule::TagDates, at("dated"), what, "Put the earlier day first.");
        }
    }
    if let Some(source) = draft.source {
        found.all(at("source"), unresolved(source, sources));
    }
}

fn follow_ups(n: usize, draft: &QuestionDraft<'_>, found: &mut Findings) {
    if draft.follow_ups.len() > 3 {
        let what = format!("It has {} follow-ups", draft.follow_ups.len());
        let what_to_do = "Keep the three that open most.";
        found.add(Rule::ThreeFollowUps, Spot::Question(n, "follow_ups", 3), what, what_to_do);
    }
    let mut asked: Vec<String> = draft.text.iter().map(|text| wording::bare(text)).collect();
    for (k, follow_up) in draft.follow_ups.iter().enumerate() {
        let spot = Spot::Question(n, "follow_ups", k);
        found.all(spot, wording::broken("follow-up", follow_up));
        let bare = wording::bare(follow_up);
        if !bare.is_empty() && asked.contains(&bare) {
            let what = "A follow-up repeats what was already asked";
            found.add(
                Rule::FollowUpOnce,
                spot,
                what,
                "Ask for what the first answer may have left out.",
            );
        }
        asked.push(bare);
    }
}

/// The rules for a wording of one's own.
pub(super) fn sayable(n: usize, draft: &QuestionDraft<'_>, english: bool, found: &mut Findings) {
    if let Some(text) = draft.text.filter(|t| !t.trim().is_empty()) {
        let spot = Spot::Question(n, "text", 0);
        found.all(spot, wording::unsayable("text", text, english));
        if !wording::is_asked(text) {
            let what = "The text does not end with a question mark";
            found.add(Rule::Asked, spot, what, "Ask it as a question.");
        }
    }
    for (k, follow_up) in draft.follow_ups.iter().enumerate() {
        let faults = wording::unsayable("follow-up", follow_up, english);
        found.all(Spot::Question(n, "follow_ups", k), faults);
    }
}

fn unresolved(source: &Source, sources: &Sources) -> Vec<Fault> {
    let (document, key, sort) = match source {
        Source::Ours => return Vec::new(),
        Source::Supplied { publisher, page } => {
            let mut faults = wording::broken("source's publisher", publisher);
            faults.extend(wording::broken("source's page", page));
            return faults;
        }
        Source::Follows { document, item } => (document, item, "item"),
        Source::WrittenFrom { document, section } => (document, section, "section"),
    };
    let list = |keys: Vec<&str>| keys.join(", ");
    let Some(found) = sources.document(document) else {
        let known = list(sources.documents().iter().map(|d| d.key.as_str()).collect());
        let what =
            format!("Its source names the document {}, which is not listed", quoted(document));
        let what_to_do = format!("Name one of {known}, or add it to sources.ron.");
        return vec![(Rule::Document, what, what_to_do)];
    };
    let entries = if sort == "item" { &found.items } else { &found.sections };
    if entries.iter().any(|e| e.key == *key) {
        return Vec::new();
    }
    let known = list(entries.iter().map(|e| e.key.as_str()).collect());
    let what =
        format!("Its source names the {sort} {}, which {document} does not list", quoted(key));
    let what_to_do = if known.is_empty() {
        format!("No {sort} of that document is listed; add it to sources.ron.")
    } else {
        format!("Name one of {known}.")
    };
    vec![(Rule::Entry, what, what_to_do)]
}

fn is_slug(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

fn is_question_id(id: &str) -> bool {
    id.len() <= 64 && id.contains('.') && id.split('.').all(is_slug)
}

fn is_language(tag: &str) -> bool {
    let mut words = tag.split('-');
    let letters = |w: &str| w.bytes().all(|b| b.is_ascii_alphanumeric());
    words
        .next()
        .is_some_and(|w| (2..=3).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_lowercase()))
        && words.all(|w| (1..=8).contains(&w.len()) && letters(w))
}

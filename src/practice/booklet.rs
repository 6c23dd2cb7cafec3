//! A bank as a booklet to be printed and read away from the program.

use super::bank::{Bank, Document, Sources};
use super::question::{AnswerKind, Question, Source};
use super::wheel::{Part, Ring};
use crate::text::{width as columns, wrap};

/// The narrowest that is set; narrower widths are treated as this.
const NARROWEST: usize = 20;

/// The widest that is set: longer lines tire the eye, however wide the paper.
const WIDEST: usize = 72;

/// Sentences that one bank says of how its questions were come by.
const PROVENANCE: usize = 2;

/// What the two ways of coming from a document mean.
const FOLLOWS: &str = "A question that follows an item has its meaning, in other words; one that \
    is written from a passage was written after reading it.";

/// Sets a bank as plain text: what it is and where it comes from, its
/// contents, then ring by ring and part by part the questions, numbered
/// within their part, follow-ups below, and where each comes from. No line is
/// wider than `width` columns, nor than one reads with ease.
pub fn booklet(bank: &Bank, sources: &Sources, width: usize) -> String {
    let mut page = Page { width: width.clamp(NARROWEST, WIDEST), text: String::new() };
    page.heading(&bank.title, '=');
    page.gap();
    page.lines("", &format!("{}, {}", bank.publisher, bank.version.format("%-d %B %Y")));
    page.gap();
    page.lines("", &format!("Based on: {}.", bank.based_on.trim_end_matches('.')));
    for (n, sentences) in bank.provenance.chunks(PROVENANCE).enumerate() {
        page.gap();
        if n > 0 {
            page.lines("", "These words are laid over others. Of the questions kept from those:");
        }
        page.lines("", &sentences.join(" "));
    }
    let asked = |part: &Part| bank.part(*part).next().is_some();
    let rings = Ring::ALL.map(|ring| {
        let parts = Part::ALL.into_iter().filter(|p| p.ring() == ring).filter(asked);
        (ring, parts.collect::<Vec<Part>>())
    });
    page.space();
    page.heading("Contents", '=');
    for (ring, parts) in rings.iter().filter(|(_, parts)| !parts.is_empty()) {
        page.gap();
        page.lines("", ring.name());
        for part in parts {
            let count = bank.part(*part).count();
            page.hanging("  ", "    ", &format!("{}: {} ({count})", part.label(), part.name()));
        }
    }
    page.gap();
    let questions = if bank.questions.len() == 1 { "question" } else { "questions" };
    page.lines("", &format!("{} {questions} in all.", bank.questions.len()));
    let cited = Cited::of(bank, sources);
    cited.list(&mut page);
    for (ring, parts) in rings.iter().filter(|(_, parts)| !parts.is_empty()) {
        page.space();
        page.heading(ring.name(), '=');
        for (n, part) in parts.iter().enumerate() {
            if n == 0 {
                page.gap();
            } else {
                page.space();
            }
            self::part(&mut page, bank, &cited, *part);
        }
    }
    page.text
}

fn part(page: &mut Page, bank: &Bank, cited: &Cited, part: Part) {
    page.heading(&format!("{}: {}", part.label(), part.name()), '-');
    if let Some(text) = bank.about(part) {
        page.gap();
        page.lines("", &text.about);
        page.lines("", &format!("Draws on: {}", text.draws_on));
    }
    for (n, question) in bank.part(part).enumerate() {
        page.gap();
        page.lines(&format!("{:>2}. ", n + 1), &question.text);
        for follow_up in &question.follow_ups {
            page.lines("    - ", follow_up);
        }
        below(page, question, cited);
    }
}

/// What stands quietly below a question: how it is answered where words are
/// not all, and where it comes from.
fn below(page: &mut Page, question: &Question, cited: &Cited) {
    if let Some(beside) = beside_words(&question.kind) {
        page.lines("    ", &format!("Answered in words, and by {beside}."));
    }
    if let AnswerKind::SafetyScale { zero, ten } = &question.kind {
        page.lines("     0: ", zero);
        page.lines("    10: ", ten);
    }
    if let Some(words) = cited.words(&question.source) {
        page.lines("    ", &format!("[{words}]"));
    }
}

/// The documents that questions of a bank come from, named in full once and
/// by a letter from then on.
struct Cited<'a> {
    sources: &'a Sources,
    /// In the order they are listed: the first is A.
    documents: Vec<&'a Document>,
}

impl<'a> Cited<'a> {
    fn of(bank: &Bank, sources: &'a Sources) -> Self {
        let named = |key: &str| {
            bank.questions.iter().any(|q| match &q.source {
                Source::Follows { document, .. } | Source::WrittenFrom { document, .. } => {
                    document == key
                }
                Source::Supplied { .. } | Source::Ours => false,
            })
        };
        let documents = sources.documents().iter().filter(|d| named(&d.key)).collect();
        Cited { sources, documents }
    }

    fn letter(&self, document: &Document) -> String {
        let place = self.documents.iter().position(|d| d.key == document.key);
        place.map_or_else(|| document.title.clone(), |n| ('A'..='Z').nth(n).unwrap_or('Z').into())
    }

    fn list(&self, page: &mut Page) {
        if self.documents.is_empty() {
            return;
        }
        page.space();
        page.heading("Where questions come from", '=');
        page.gap();
        for document in &self.documents {
            let Document { title, publisher, date, .. } = document;
            let lead = format!("{}  ", self.letter(document));
            page.lines(&lead, &format!("{title}. {publisher}, {date}."));
        }
        page.gap();
        page.lines("", FOLLOWS);
    }

    fn words(&self, source: &Source) -> Option<String> {
        self.sources.cite_as(source, |document| self.letter(document))
    }
}

fn beside_words(kind: &AnswerKind) -> Option<&'static str> {
    Some(match kind {
        AnswerKind::Prose => return None,
        AnswerKind::SafetyScale { .. } => "a number from 0 to 10",
        AnswerKind::Balance => "where the balance of process and intervention lies",
        AnswerKind::JourneyPlace => "a place on the Child's Journey map",
        AnswerKind::BuildingBlock => {
            "the stage of the relationship: beginning, middle, repair or ending"
        }
        AnswerKind::FourIs => "each of the four I's: involve, inform, invest, influence",
        AnswerKind::Lightbulb => "what effect, on whom, how we know, and what else",
    })
}

struct Page {
    width: usize,
    text: String,
}

impl Page {
    fn gap(&mut self) {
        self.text.push('\n');
    }

    /// Before a heading that begins something new.
    fn space(&mut self) {
        self.text.push_str("\n\n");
    }

    /// A line of its own with a rule below it.
    fn heading(&mut self, words: &str, rule: char) {
        let rows = wrap(words, self.width);
        let widest = rows.iter().map(|r| columns(r.content(words).trim_end())).max().unwrap_or(0);
        self.lines("", words);
        self.text.extend(std::iter::repeat_n(rule, widest));
        self.text.push('\n');
    }

    /// One paragraph: `lead` before its first row, as much room before the
    /// others.
    fn lines(&mut self, lead: &str, words: &str) {
        self.hanging(lead, &" ".repeat(columns(lead)), words);
    }

    /// One paragraph: `lead` before its first row, `rest` before the others.
    fn hanging(&mut self, lead: &str, rest: &str, words: &str) {
        let room = self.width - columns(lead).max(columns(rest));
        for (n, row) in wrap(words, room).into_iter().enumerate() {
            self.text.push_str(if n == 0 { lead } else { rest });
            self.text.push_str(row.content(words).trim_end());
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::practice::bank::Banks;

    fn ours() -> (Bank, Sources) {
        let banks = Banks::built_in().unwrap();
        (banks.first().unwrap().clone(), banks.sources().clone())
    }

    fn words(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn no_line_is_too_wide_and_nothing_is_lost() {
        let (bank, sources) = ours();
        for width in [0, 20, 24, 40, 72, 80, 200] {
            let text = booklet(&bank, &sources, width);
            let widest = text.lines().map(columns).max().unwrap();
            assert!(widest <= width.clamp(NARROWEST, WIDEST), "{widest} at {width}");
            assert!(text.lines().all(|l| l.trim_end() == l), "a space at the end of a line");
            assert!(!text.contains("\n\n\n\n"), "a hole in the page");
            // A line may break behind a hyphen: letters only are compared.
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            let flat = letters(&text);
            let mut at = 0;
            let mut next = |said: &str| {
                let found = flat[at..].find(&letters(said));
                at += found.unwrap_or_else(|| panic!("{said} in its place at {width}"));
            };
            for question in bank.walk() {
                next(&question.text);
                for follow_up in &question.follow_ups {
                    next(&format!("- {follow_up}"));
                }
                let cited = Cited::of(&bank, &sources).words(&question.source).unwrap();
                next(&format!("[{cited}]"));
            }
        }
        assert_eq!(booklet(&bank, &sources, 80), booklet(&bank, &sources, 200));
    }

    #[test]
    fn every_part_stands_under_its_ring_with_its_own_numbers() {
        let (bank, sources) = ours();
        let text = booklet(&bank, &sources, 72);
        let line = |wanted: &str| {
            let at = text.lines().position(|l| l == wanted);
            at.unwrap_or_else(|| panic!("a line of its own: {wanted}"))
        };
        for part in Part::ALL {
            let name = format!("{}: {}", part.label(), part.name());
            let heading = line(&name);
            assert!(line(&format!("  {name} ({})", bank.part(part).count())) < heading);
            let rest: Vec<&str> = text.lines().skip(heading + 1).collect();
            assert_eq!(rest[0], "-".repeat(columns(&name)));
            let about = bank.about(part).unwrap();
            let lead = words(&rest[2..12].join(" "));
            assert!(lead.starts_with(&words(&about.about)), "{lead}");
            assert!(lead.contains(&format!("Draws on: {}", words(&about.draws_on))), "{lead}");
        }
        for ring in Ring::ALL {
            assert_eq!(text.lines().filter(|l| *l == ring.name()).count(), 2, "{}", ring.name());
        }
        let numbered = |n: usize| {
            let lead = format!("{n:>2}. ");
            text.lines().filter(|l| l.starts_with(&lead)).count()
        };
        for n in 1..=15 {
            let parts = Part::ALL.into_iter().filter(|p| bank.part(*p).count() >= n).count();
            assert_eq!(numbered(n), parts, "number {n}");
        }
        let hanging = text.lines().filter(|l| l.starts_with(' '));
        assert!(hanging.clone().count() > 100);
        assert!(hanging.into_iter().all(|l| l.len() - l.trim_start().len() <= 8));
    }

    #[test]
    fn where_a_number_or_a_place_is_given_the_page_says_so() {
        let (bank, sources) = ours();
        let flat = words(&booklet(&bank, &sources, 72));
        let mut beside = 0;
        for question in &bank.questions {
            if let AnswerKind::SafetyScale { zero, ten } = &question.kind {
                assert!(flat.contains(&format!("0: {} 10: {}", words(zero), words(ten))));
            }
            if let Some(how) = beside_words(&question.kind) {
                assert!(flat.contains(how), "{how}");
                beside += 1;
            }
        }
        assert!(beside >= 6);
        for document in sources.documents() {
            let full = words(&format!("{}. {}", document.title, document.publisher));
            assert!(flat.matches(&full).count() <= 1, "named in full once: {full}");
        }
        assert_eq!(flat.matches("Answered in words, and by ").count(), beside);
    }

    #[test]
    fn a_bank_laid_over_another_says_where_both_come_from() {
        let text = r#"(
            format: 1, id: "practice-framework", title: "Our wording", version: "2027-01-05",
            language: "en-GB", publisher: "A Trust", based_on: "our booklet.",
            provenance: ["The first words are ours.", "They were typed from page 4."],
            questions: [(id: "journey.where-now", part: ChildsJourney, text: "Where now?",
                asks: Either, answers_first: Either, cycle: [Experience], minutes: 5,
                weight: Light, destination: ChildFile,
                source: Supplied(publisher: "A Trust", page: "page 4"))],
        )"#;
        let below = ours().0;
        let banks = Banks::built_in().unwrap().with(text, "trust.ron").unwrap();
        let page = booklet(banks.first().unwrap(), banks.sources(), 72);
        let flat = words(&page);
        assert!(flat.contains("A Trust, 5 January 2027 Based on: our booklet. The first"));
        let ours = format!("kept from those: {}", below.provenance.join(" "));
        assert!(flat.contains(&words(&ours)), "{flat}");
        assert!(page.contains("\n 1. Where now?\n    [supplied by A Trust, page 4]\n"));
        // On its own it has one part, one ring and one question.
        let own = crate::practice::Bank::read(text, "trust.ron", banks.sources()).unwrap();
        let page = booklet(&own, banks.sources(), 72);
        assert!(page.contains("1 question in all.\n") && !page.contains("Basics"));
        assert!(!page.contains("kept from those"));
    }
}

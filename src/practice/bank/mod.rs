//! A question bank: one `.ron` file, read and checked as a whole.
//!
//! A file without a mistake is read in one go. Only when something is wrong
//! is it taken apart by `diagnose`, question by question and field by field,
//! so that every mistake is named with its line at the first try.

mod advice;
mod banks;
mod change;
mod diagnose;
mod json;
mod likeness;
mod rule;
mod rules;
mod sources;
mod wording;
mod write;

use chrono::NaiveDate;
use serde::Deserialize;

pub use banks::Banks;
pub use change::{Change, Slip, is_slip};
pub use json::{BankJson, PartJson, QuestionJson};
pub use rule::Rule;
pub use sources::{Document, Entry, Sources};

use super::question::Question;
use super::wheel::Part;
pub use super::written::mistake::Mistake;
use super::written::options;

/// The newest form of a bank file that this program reads.
pub const FORMAT: u32 = 1;

/// The largest bank file that is read, in bytes.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// A checked bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bank {
    /// Form of the file it was read from.
    pub format: u32,
    /// Stable id; a bank with the id of another replaces its wording.
    pub id: String,
    /// It stands in place of the bank with its id, not over it: no question
    /// of that one is asked any more.
    pub instead: bool,
    /// As it is shown in a list.
    pub title: String,
    /// The date of this wording.
    pub version: NaiveDate,
    /// Language of the questions, such as `en-GB`.
    pub language: String,
    /// Who answers for it.
    pub publisher: String,
    /// What it is based on, in a sentence.
    pub based_on: String,
    /// How its questions were come by: two plain sentences that the app and
    /// every export can print. More only where two banks were laid together.
    pub provenance: Vec<String>,
    /// What is said about each part it covers.
    pub parts: Vec<PartText>,
    /// The questions, in the order of the file.
    pub questions: Vec<Question>,
}

/// What a bank says about one part of the wheel.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename = "Part")]
pub struct PartText {
    /// The part.
    pub part: Part,
    /// What it is about, in one line.
    pub about: String,
    /// What its questions draw on, in one line.
    pub draws_on: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Bank")]
struct Raw {
    format: u32,
    id: String,
    #[serde(default)]
    instead: bool,
    title: String,
    version: NaiveDate,
    language: String,
    publisher: String,
    based_on: String,
    provenance: Vec<String>,
    #[serde(default)]
    parts: Vec<PartText>,
    questions: Vec<Question>,
}

impl Bank {
    /// Reads and checks a bank. `file` is only used to name the place of a
    /// mistake; nothing is read from disk.
    ///
    /// # Errors
    /// All mistakes at once, in the order of their lines.
    pub fn read(text: &str, file: &str, sources: &Sources) -> Result<Bank, Vec<Mistake>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.len() > LARGEST {
            return Err(vec![Mistake {
                file: file.to_owned(),
                line: 1,
                question: None,
                what: format!("This file is larger than {} MiB", LARGEST / 1024 / 1024),
                what_to_do: "Check that it is a question bank, or divide it in two.".to_owned(),
            }]);
        }
        if let Ok(raw) = options().from_str::<Raw>(text) {
            let bank = Bank {
                format: raw.format,
                id: raw.id,
                instead: raw.instead,
                title: raw.title,
                version: raw.version,
                language: raw.language,
                publisher: raw.publisher,
                based_on: raw.based_on,
                provenance: raw.provenance,
                parts: raw.parts,
                questions: raw.questions,
            };
            if bank.format <= FORMAT {
                let found = rules::gates(&rules::Draft::of(&bank), sources);
                if found.is_empty() {
                    return Ok(bank);
                }
                return Err(diagnose::placed(found, text, file));
            }
        }
        Err(diagnose::mistakes(text, file, sources))
    }

    /// What is a matter of taste in a bank that checks: long or closed
    /// questions, two that share most of their words, a part that lacks a
    /// step of the cycle, and what a publisher's own wording does that ours
    /// may not. `text` is what the bank was read from, `file` names it.
    pub fn advice(&self, text: &str, file: &str) -> Vec<Mistake> {
        let found = advice::advice(self);
        if found.is_empty() {
            return Vec::new();
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        diagnose::placed(found, text, file)
    }

    /// How its questions were come by, as a note prints it: on the first line
    /// what every reader is told, on the second the rest. Of banks that were
    /// laid together, each line has what every one of them says there.
    pub fn origin(&self) -> String {
        self.sentences().join("\n")
    }

    /// The first sentences of the banks that were laid together, and the second.
    fn sentences(&self) -> [String; 2] {
        [0, 1].map(|n| {
            let every: Vec<&str> =
                self.provenance.iter().skip(n).step_by(2).map(String::as_str).collect();
            every.join(" ")
        })
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }

    /// The questions of a part, in order.
    pub fn part(&self, part: Part) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |q| q.part == part)
    }

    /// What the bank says about a part.
    pub fn about(&self, part: Part) -> Option<&PartText> {
        self.parts.iter().find(|p| p.part == part)
    }

    /// All questions as they are walked: by part in the order of the
    /// framework, within a part in the order of the file.
    pub fn walk(&self) -> impl Iterator<Item = &Question> {
        Part::ALL.into_iter().flat_map(|part| self.part(part))
    }

    /// Where a question stands within its part: (its number from 1, how many
    /// there are).
    pub fn position(&self, question_id: &str) -> Option<(usize, usize)> {
        let part = self.question(question_id)?.part;
        let at = self.part(part).position(|q| q.id == question_id)?;
        Some((at + 1, self.part(part).count()))
    }
}

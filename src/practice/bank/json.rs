//! A bank as other tools read it: `thinkwheel bank show --json`.
//!
//! The names are those of the bank file; the words of a tag are the words
//! written there, so that one vocabulary holds for both.

use serde::Serialize;

use super::{Bank, Sources};
use crate::practice::doing::{Place, Stage};
use crate::practice::question::{
    AnswerKind, Cycle, DatedTag, Destination, Draws, Fits, Question, Setting, Source, Weight, Who,
};
use crate::practice::wheel::Part;

/// A bank, ready to be written as JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field is described where `Bank` holds it")]
pub struct BankJson<'a> {
    pub format: u32,
    pub id: &'a str,
    pub instead: bool,
    pub title: &'a str,
    pub version: chrono::NaiveDate,
    pub language: &'a str,
    pub publisher: &'a str,
    pub based_on: &'a str,
    pub provenance: &'a [String],
    pub parts: Vec<PartJson<'a>>,
    pub questions: Vec<QuestionJson<'a>>,
}

/// A part: the bank's lines beside the framework's names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartJson<'a> {
    /// The word that questions name it by.
    pub part: Part,
    /// The ring or group it belongs to.
    pub ring: &'static str,
    /// "Principle 1" to "Element 9".
    pub number: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is about.
    pub about: &'a str,
    /// What its questions draw on.
    pub draws_on: &'a str,
}

/// A question, ready to be written as JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs, reason = "each field is described where `Question` holds it")]
pub struct QuestionJson<'a> {
    pub id: &'a str,
    pub part: Part,
    pub text: &'a str,
    pub follow_ups: &'a [String],
    pub asks: Who,
    pub answers_first: Who,
    pub cycle: &'a [Cycle],
    pub draws: &'a [Draws],
    pub stages: &'a [Stage],
    pub places: &'a [Place],
    pub needs_plan: bool,
    pub fits: &'a [Fits],
    pub settings: &'a [Setting],
    pub minutes: u8,
    pub weight: Weight,
    pub opener: bool,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchors: Option<AnchorsJson<'a>>,
    pub destination: Destination,
    pub dated: &'a [DatedTag],
    pub source: SourceJson<'a>,
}

/// What 0 and 10 mean on a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "each is described in `AnswerKind`")]
pub struct AnchorsJson<'a> {
    pub zero: &'a str,
    pub ten: &'a str,
}

/// A source: its sort, what it names, and the same as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceJson<'a> {
    /// `Follows`, `WrittenFrom`, `Supplied` or `Ours`.
    pub kind: &'static str,
    /// Document and its item or section, publisher and page.
    #[serde(flatten)]
    pub names: std::collections::BTreeMap<&'static str, &'a str>,
    /// In words.
    pub cite: String,
}

impl Bank {
    /// The bank as JSON shows it; sources are cited in words from the list.
    pub fn json<'a>(&'a self, sources: &Sources) -> BankJson<'a> {
        let parts = self.parts.iter().map(|text| PartJson {
            part: text.part,
            ring: text.part.ring().name(),
            number: text.part.label(),
            name: text.part.name(),
            about: &text.about,
            draws_on: &text.draws_on,
        });
        BankJson {
            format: self.format,
            id: &self.id,
            instead: self.instead,
            title: &self.title,
            version: self.version,
            language: &self.language,
            publisher: &self.publisher,
            based_on: &self.based_on,
            provenance: &self.provenance,
            parts: parts.collect(),
            questions: self.questions.iter().map(|q| question(q, sources)).collect(),
        }
    }
}

fn question<'a>(question: &'a Question, sources: &Sources) -> QuestionJson<'a> {
    let (kind, anchors) = kind(&question.kind);
    QuestionJson {
        id: &question.id,
        part: question.part,
        text: &question.text,
        follow_ups: &question.follow_ups,
        asks: question.asks,
        answers_first: question.answers_first,
        cycle: &question.cycle,
        draws: &question.draws,
        stages: &question.stages,
        places: &question.places,
        needs_plan: question.needs_plan,
        fits: &question.fits,
        settings: &question.settings,
        minutes: question.minutes,
        weight: question.weight,
        opener: question.opener,
        kind,
        anchors,
        destination: question.destination,
        dated: &question.dated,
        source: source(&question.source, sources),
    }
}

fn kind(kind: &AnswerKind) -> (&'static str, Option<AnchorsJson<'_>>) {
    match kind {
        AnswerKind::Prose => ("Prose", None),
        AnswerKind::SafetyScale { zero, ten } => ("SafetyScale", Some(AnchorsJson { zero, ten })),
        AnswerKind::Balance => ("Balance", None),
        AnswerKind::JourneyPlace => ("JourneyPlace", None),
        AnswerKind::BuildingBlock => ("BuildingBlock", None),
        AnswerKind::FourIs => ("FourIs", None),
        AnswerKind::Lightbulb => ("Lightbulb", None),
    }
}

fn source<'a>(source: &'a Source, sources: &Sources) -> SourceJson<'a> {
    let (kind, names): (_, Vec<(&str, &'a String)>) = match source {
        Source::Follows { document, item } => {
            ("Follows", vec![("document", document), ("item", item)])
        }
        Source::WrittenFrom { document, section } => {
            ("WrittenFrom", vec![("document", document), ("section", section)])
        }
        Source::Supplied { publisher, page } => {
            ("Supplied", vec![("publisher", publisher), ("page", page)])
        }
        Source::Ours => ("Ours", Vec::new()),
    };
    let names = names.into_iter().map(|(name, value)| (name, value.as_str())).collect();
    SourceJson { kind, names, cite: sources.cite(source).unwrap_or_default() }
}

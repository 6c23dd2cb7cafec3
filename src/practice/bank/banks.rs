//! The banks at hand: the one that ships with the program and a Trust's own.

use super::{Bank, Mistake, PartText, Sources};
use crate::practice::question::Question;

const BUILT_IN: [(&str, &str); 1] =
    [("practice-framework.ron", include_str!("../../../question-banks/practice-framework.ron"))];

/// All banks at hand, the built-in first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banks {
    banks: Vec<Bank>,
    sources: Sources,
}

impl Banks {
    /// The banks that ship with the program.
    ///
    /// # Errors
    /// Every mistake found in them; the tests see to it that there is none.
    pub fn built_in() -> Result<Banks, Vec<Mistake>> {
        let mut banks = Banks { banks: Vec::new(), sources: Sources::built_in()? };
        for (file, text) in BUILT_IN {
            banks.add(text, file)?;
        }
        Ok(banks)
    }

    /// These banks and one more, given as text; `file` names its mistakes.
    ///
    /// A bank with the id of one at hand is laid over it: its head counts
    /// from then on, a question with the same id is asked in its wording, a
    /// new one comes after those of the bank below. Where it says `instead`,
    /// it takes that bank's place: none of those questions is left.
    ///
    /// # Errors
    /// All mistakes in the text; use a clone to keep the banks as they were.
    pub fn with(mut self, text: &str, file: &str) -> Result<Banks, Vec<Mistake>> {
        self.add(text, file)?;
        Ok(self)
    }

    /// Like [`Banks::with`], in place; after an error nothing has changed.
    ///
    /// # Errors
    /// All mistakes in the text.
    pub fn add(&mut self, text: &str, file: &str) -> Result<(), Vec<Mistake>> {
        let bank = Bank::read(text, file, &self.sources)?;
        match self.banks.iter_mut().find(|b| b.id == bank.id) {
            Some(below) if bank.instead => put_instead(below, bank),
            Some(below) => lay_over(below, bank),
            None => self.banks.push(bank),
        }
        Ok(())
    }

    /// The banks, the built-in first.
    pub fn iter(&self) -> impl Iterator<Item = &Bank> {
        self.banks.iter()
    }

    /// The bank with this id.
    pub fn bank(&self, id: &str) -> Option<&Bank> {
        self.banks.iter().find(|b| b.id == id)
    }

    /// The first bank: the one a new session walks unless told otherwise.
    pub fn first(&self) -> Option<&Bank> {
        self.banks.first()
    }

    /// A question by the id of its bank and its own.
    pub fn question(&self, bank_id: &str, question_id: &str) -> Option<&Question> {
        self.bank(bank_id)?.question(question_id)
    }

    /// The documents that sources may name.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The text of a bank that ships with the program, as it stands in its
    /// file, to be shown, checked or copied as a beginning for one's own.
    pub fn built_in_text(id: &str) -> Option<&'static str> {
        BUILT_IN.into_iter().find(|(file, _)| file.strip_suffix(".ron") == Some(id)).map(|b| b.1)
    }
}

/// A bank that stands in the place of another: its questions and its
/// sentences alone. The parts it says nothing about keep their lines.
fn put_instead(below: &mut Bank, above: Bank) {
    let parts = parts_over(std::mem::take(&mut below.parts), &above.parts);
    *below = Bank { parts, ..above };
}

fn lay_over(below: &mut Bank, above: Bank) {
    let mut questions = std::mem::take(&mut below.questions);
    let mut from_above = 0;
    for question in above.questions {
        from_above += 1;
        match questions.iter_mut().find(|q| q.id == question.id) {
            Some(old) => *old = question,
            None => questions.push(question),
        }
    }
    let parts = parts_over(std::mem::take(&mut below.parts), &above.parts);
    // Where questions of the bank below are left, its sentences stay true of
    // them and are kept behind the new ones, unless these say the same.
    let mut provenance = above.provenance;
    let says_so = |sentence: &String| provenance.iter().any(|p| p.contains(sentence.as_str()));
    if from_above < questions.len() && !below.provenance.iter().all(says_so) {
        provenance.append(&mut below.provenance);
    }
    *below = Bank { provenance, parts, questions, ..above };
}

/// What is said of each part, where the bank above says it again.
fn parts_over(mut below: Vec<PartText>, above: &[PartText]) -> Vec<PartText> {
    for text in above {
        match below.iter_mut().find(|p| p.part == text.part) {
            Some(old) => old.clone_from(text),
            None => below.push(text.clone()),
        }
    }
    below
}

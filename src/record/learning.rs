//! Learning from supervision: passages that a person chose, de-identified.
//!
//! It starts empty. What a person chooses is read for what could say who a
//! family is, each find is shown with what stands in its place, and the person
//! changes, refuses or adds. Nothing here decides alone, and nothing here is
//! anonymous: somebody who knows the family may know it again, so what leaves
//! is called what it is.
//!
//! Neither the choice nor the replacements are kept in the record. A list of
//! "this name became Child A" beside the passages would undo the work, and a
//! choice that is made anew is looked through anew.

mod ages;
mod capitals;
mod choose;
mod dates;
mod known;
mod ordinary;
mod references;
mod replace;
mod small;
mod token;

use chrono::NaiveDate;
use ulid::Ulid;

use super::block::{Audience, Block, Note};
use super::person::Born;
use super::session::Session;
use crate::text::fold;
use replace::{How, Phrase};
use token::Text;

pub(crate) use super::note::capital;
pub use choose::{Passage, passages};

/// What a find is about. A guess, for a person to correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReplacementKind {
    /// A child of the record, or the family's name.
    Child,
    /// Somebody else.
    Person,
    /// A place, a school, a service.
    Place,
    /// A day, a month or a year.
    Date,
    /// An age.
    Age,
    /// A number or an address that leads to somebody.
    Reference,
    /// A word that may say who somebody is, or may not.
    Word,
}

impl ReplacementKind {
    /// All of them, in the order they are shown.
    pub const ALL: [ReplacementKind; 7] = [
        ReplacementKind::Child,
        ReplacementKind::Person,
        ReplacementKind::Place,
        ReplacementKind::Date,
        ReplacementKind::Age,
        ReplacementKind::Reference,
        ReplacementKind::Word,
    ];

    /// As it is read.
    pub fn words(self) -> &'static str {
        match self {
            ReplacementKind::Child => "children",
            ReplacementKind::Person => "people",
            ReplacementKind::Place => "places, schools and services",
            ReplacementKind::Date => "dates",
            ReplacementKind::Age => "ages",
            ReplacementKind::Reference => "references, numbers and addresses",
            ReplacementKind::Word => "other words",
        }
    }
}

/// Words that were found, and what stands in their place.
#[derive(Clone, PartialEq, Eq)]
pub struct Replacement {
    /// What it seems to be.
    pub kind: ReplacementKind,
    /// The words, as they stand where they were found first.
    pub found: String,
    /// What stands in their place.
    pub with: String,
    /// They stay as they are: refused by a person, or a doubt that is no name.
    pub kept: bool,
    /// It is not sure that they say anything of anybody. What may be a name
    /// does not leave before a person says so.
    pub in_doubt: bool,
    /// A person said so; else it is proposed.
    pub by_hand: bool,
    /// How often they stand in the passages chosen.
    pub times: usize,
    how: How,
}

/// What a person said of some words.
#[derive(Clone, PartialEq, Eq)]
pub struct ByHand {
    /// The words.
    pub found: String,
    /// What stands in their place; none: they stay as they are.
    pub with: Option<String>,
}

wordless!(Replacement, ByHand);

/// What leaves, and how it came to be.
pub struct Learning {
    /// What was replaced, or left by choice or in doubt, in the order it is
    /// shown.
    pub replacements: Vec<Replacement>,
    /// The note; none where nothing is chosen.
    pub note: Option<Note>,
}

/// The title of a note for learning.
pub const TITLE: &str = "Learning from supervision, de-identified";

/// What such a note is, said at its head.
pub const WHAT_IT_IS: &str = "What the program noticed and a person confirmed was replaced; it does \
    not notice everything, least of all names in small letters. It is still personal data: somebody who knows the family may know it again. Keep \
    it as carefully as the record, and share it only with those it was chosen for.";

/// The note of the passages chosen (by id; ids that are not there count for
/// nothing), with what is proposed and what a person said of it.
pub fn learning(session: &Session, chosen: &[Ulid], by_hand: &[ByHand]) -> Learning {
    let passages: Vec<Passage> =
        passages(session, None).into_iter().filter(|p| chosen.contains(&p.id)).collect();
    let texts: Vec<Text> = passages
        .iter()
        .flat_map(|p| std::iter::once(&p.what).chain(p.said.iter().map(|(_, words)| words)))
        .map(|words| Text::new(words))
        .collect();
    let replacements = replacements(session, &texts, by_hand);
    let note = (!passages.is_empty()).then(|| note(&passages, &replacements));
    Learning { replacements, note }
}

/// What of the replacements stays as it was, counted in words: "2 words with a
/// capital". Empty where nothing does.
pub fn left_as_they_were(replacements: &[Replacement]) -> String {
    let mut said = Vec::new();
    for (kinds, one, many) in [
        (
            &[
                ReplacementKind::Child,
                ReplacementKind::Person,
                ReplacementKind::Place,
                ReplacementKind::Word,
            ][..],
            "name or word with a capital",
            "names or words with a capital",
        ),
        (&[ReplacementKind::Date][..], "date", "dates"),
        (&[ReplacementKind::Age][..], "age", "ages"),
        (&[ReplacementKind::Reference][..], "reference", "references"),
    ] {
        let kept = replacements.iter().filter(|r| r.kept && kinds.contains(&r.kind));
        match kept.map(|r| r.times).sum() {
            0 => {}
            1 => said.push(format!("1 {one}")),
            n => said.push(format!("{n} {many}")),
        }
    }
    said.join(", ")
}

/// All that is found in some texts, or said of them by a person.
fn replacements(session: &Session, texts: &[Text], by_hand: &[ByHand]) -> Vec<Replacement> {
    let mut out = find(session, texts, &[]);
    let is_said_of = |r: &Replacement, h: &ByHand| fold(&r.found) == fold(h.found.trim());
    let added: Vec<&ByHand> = by_hand
        .iter()
        .filter(|h| h.found.chars().any(char::is_alphanumeric))
        .filter(|h| !out.iter().any(|r| is_said_of(r, h)))
        .collect();
    if !added.is_empty() {
        out = find(session, texts, &added);
    }
    for r in &mut out {
        // What was said last holds.
        if let Some(h) = by_hand.iter().rev().find(|h| is_said_of(r, h)) {
            r.by_hand = true;
            r.kept = h.with.is_none();
            if let Some(with) = &h.with {
                r.with.clone_from(with);
            }
        }
    }
    out
}

/// What is found: first what a person typed, then what the record knows, then
/// what looks like something. Words belong to the first that finds them.
fn find(session: &Session, texts: &[Text], added: &[&ByHand]) -> Vec<Replacement> {
    let mut finds = Finds::new(texts);
    let typed = added.iter().map(|h| Find {
        kind: ReplacementKind::Word,
        found: h.found.trim().to_owned(),
        label: Label::Words(h.with.clone().unwrap_or_default()),
        how: How::Loose,
        doubtful: false,
    });
    finds.take_known(texts, typed.collect());
    let known = known::names(session);
    let names: Vec<String> = known.iter().map(|k| fold(&k.found)).collect();
    finds.take_known(texts, known);
    let birthdays: Vec<NaiveDate> = session
        .children
        .iter()
        .filter_map(|c| match c.born {
            Born::On(day) | Born::Expected(day) => Some(day),
            Born::NotRecorded | Born::Aged(_) => None,
        })
        .collect();
    finds.take(texts, references::addresses);
    finds.take(texts, |text, free| dates::dates(text, free, session.date, &birthdays));
    finds.take(texts, ages::ages);
    finds.take(texts, references::references);
    finds.take(texts, small::small);
    let habits = capitals::Habits::of(session, names);
    finds.take(texts, |text, free| capitals::capitals(text, free, &habits));
    finds.done(texts)
}

/// Something found at a place, before it has a letter.
#[derive(Clone)]
struct Find {
    kind: ReplacementKind,
    found: String,
    label: Label,
    how: How,
    doubtful: bool,
}

/// What stands in the place of a find.
#[derive(Clone)]
enum Label {
    /// These words.
    Words(String),
    /// This word and a letter, the same for all finds that mean the same.
    Lettered(&'static str),
}

impl Label {
    /// Whether it stands for what may be a name or an ordinary word.
    fn is_name(&self) -> bool {
        matches!(self, Label::Lettered(label) if *label == IN_DOUBT)
    }
}

/// What stands for a word that may be a name.
const IN_DOUBT: &str = "Name";

/// A find, and the words of a text it covers.
struct At {
    words: std::ops::Range<usize>,
    find: Find,
}

/// What was found so far, and which words of each text are still free.
struct Finds {
    finds: Vec<Find>,
    free: Vec<Vec<bool>>,
}

impl Finds {
    fn new(texts: &[Text]) -> Finds {
        let free = texts.iter().map(|t| vec![true; t.tokens.len()]).collect();
        Finds { finds: Vec::new(), free }
    }

    fn add(&mut self, find: Find) {
        let same = |f: &&mut Find| fold(&f.found) == fold(&find.found);
        match self.finds.iter_mut().find(same) {
            // Certain once is certain everywhere.
            Some(there) if there.doubtful && !find.doubtful => {
                let found = std::mem::take(&mut there.found);
                *there = Find { found, ..find };
            }
            Some(_) => {}
            None => self.finds.push(find),
        }
    }

    /// Phrases that are known beforehand, where they stand.
    fn take_known(&mut self, texts: &[Text], known: Vec<Find>) {
        let phrases: Vec<Phrase> = known.iter().map(|f| Phrase::new(&f.found, f.how)).collect();
        let mut there = vec![false; known.len()];
        for (text, free) in texts.iter().zip(&mut self.free) {
            for (n, words) in replace::places(text, &phrases, free) {
                free.get_mut(words).into_iter().flatten().for_each(|f| *f = false);
                if let Some(there) = there.get_mut(n) {
                    *there = true;
                }
            }
        }
        for (find, _) in known.into_iter().zip(there).filter(|(_, there)| *there) {
            self.add(find);
        }
    }

    /// What a rule finds in each text.
    fn take(&mut self, texts: &[Text], rule: impl Fn(&Text, &[bool]) -> Vec<At>) {
        let mut found = Vec::new();
        for (text, free) in texts.iter().zip(&mut self.free) {
            for at in rule(text, free) {
                free.get_mut(at.words).into_iter().flatten().for_each(|f| *f = false);
                found.push(at.find);
            }
        }
        for find in found {
            self.add(find);
        }
    }

    /// Gives letters, counts, and puts them in the order they are shown.
    fn done(self, texts: &[Text]) -> Vec<Replacement> {
        let letters = replace::letters_of(&self.finds);
        let mut out: Vec<Replacement> = self
            .finds
            .into_iter()
            .zip(letters)
            .map(|(f, with)| Replacement {
                kind: f.kind,
                found: f.found,
                with,
                // What may be a name does not leave before a person says so.
                kept: f.doubtful && !f.label.is_name(),
                in_doubt: f.doubtful,
                by_hand: false,
                times: 0,
                how: f.how,
            })
            .collect();
        let phrases = replace::phrases(&out);
        for text in texts {
            let all = vec![true; text.tokens.len()];
            for (n, _) in replace::places(text, &phrases, &all) {
                if let Some(r) = out.get_mut(n) {
                    r.times += 1;
                }
            }
        }
        out.retain(|r| r.times > 0);
        out.sort_by_key(|r| r.kind);
        out
    }
}

fn note(passages: &[Passage], replacements: &[Replacement]) -> Note {
    let phrases = replace::phrases(replacements);
    let put = |words: &str| replace::put(&Text::new(words), &phrases, replacements);
    let mut blocks = vec![
        Block::Remark(WHAT_IT_IS.into()),
        Block::Heading { level: 1, text: "What was said".into() },
    ];
    let mut question = None;
    for passage in passages {
        if question != Some(&passage.what) {
            blocks.push(Block::Question(put(&passage.what)));
            question = Some(&passage.what);
        }
        for (label, words) in &passage.said {
            if !label.is_empty() {
                blocks.push(Block::Said(format!("{label}:")));
            }
            blocks.push(Block::Prose(put(words)));
        }
    }
    blocks.push(Block::Heading { level: 1, text: "What was replaced".into() });
    for kind in ReplacementKind::ALL {
        let times: usize =
            replacements.iter().filter(|r| r.kind == kind && !r.kept).map(|r| r.times).sum();
        if times > 0 {
            blocks.push(Block::Field {
                name: capital(kind.words()),
                value: if times == 1 { "once".into() } else { format!("{times} times") },
            });
        }
    }
    let left = left_as_they_were(replacements);
    let left = if left.is_empty() { "nothing that was noticed".into() } else { left };
    blocks.push(Block::Field { name: "Left as it was".into(), value: left });
    Note {
        title: TITLE.into(),
        date: None,
        held: true,
        draft: false,
        reference: String::new(),
        version: "De-identified".into(),
        audience: Audience::Learning,
        blocks,
        left_out: Vec::new(),
    }
}

#[cfg(test)]
#[path = "learning/tests.rs"]
mod tests;

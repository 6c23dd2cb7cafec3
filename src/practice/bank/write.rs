//! A bank as a file: what is exported can be read, changed and taken back.

use std::fmt::{self, Debug, Write as _};

use super::{Bank, Banks, PartText};
use crate::practice::question::{AnswerKind, DatedTag, Question, Source};

/// The bank whose file explains the form to whoever opens it.
const EXPLAINED_IN: &str = "practice-framework";

impl Bank {
    /// The bank as the text of a file: the notes on the form first, then the
    /// bank, one text a line, fields that say nothing left out. A bank that
    /// was read from one file comes back the same.
    ///
    /// Where two banks were laid together there are more than two sentences
    /// on how the questions were come by: the first of each bank become one,
    /// and the second.
    pub fn ron(&self) -> String {
        let notes = Banks::built_in_text(EXPLAINED_IN).unwrap_or_default();
        let notes = notes.split_once("\nBank(").map_or("", |(notes, _)| notes);
        let mut out = Writer { text: String::new(), depth: 0 };
        for line in notes.lines() {
            out.line(line);
        }
        out.bank(self);
        out.text
    }
}

struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, words: impl fmt::Display) {
        let _ = writeln!(self.text, "{:indent$}{words}", "", indent = self.depth * 4);
    }

    fn field(&mut self, name: &str, value: impl fmt::Display) {
        self.line(format_args!("{name}: {value},"));
    }

    fn text(&mut self, name: &str, value: &str) {
        self.field(name, quoted(value));
    }

    /// A field with one entry a line; left out where there is none.
    fn list<T>(&mut self, name: &str, entries: &[T], entry: impl Fn(&T) -> String) {
        if entries.is_empty() {
            return;
        }
        self.inside(format_args!("{name}: ["), "],", |out| {
            for each in entries {
                out.line(format_args!("{},", entry(each)));
            }
        });
    }

    /// A field with a few words on one line; left out where there is none.
    fn words<T: Debug>(&mut self, name: &str, words: &[T]) {
        if !words.is_empty() {
            let words: Vec<String> = words.iter().map(|w| format!("{w:?}")).collect();
            self.field(name, format_args!("[{}]", words.join(", ")));
        }
    }

    fn flag(&mut self, name: &str, set: bool) {
        if set {
            self.field(name, true);
        }
    }

    fn inside(&mut self, open: impl fmt::Display, close: &str, write: impl FnOnce(&mut Self)) {
        self.line(open);
        self.depth += 1;
        write(self);
        self.depth -= 1;
        self.line(close);
    }

    fn bank(&mut self, bank: &Bank) {
        self.inside("Bank(", ")", |out| {
            out.field("format", bank.format);
            out.text("id", &bank.id);
            out.flag("instead", bank.instead);
            out.text("title", &bank.title);
            out.text("version", &bank.version.to_string());
            out.text("language", &bank.language);
            out.text("publisher", &bank.publisher);
            out.text("based_on", &bank.based_on);
            out.list("provenance", &bank.sentences(), |sentence| quoted(sentence));
            if !bank.parts.is_empty() {
                out.inside("parts: [", "],", |out| {
                    bank.parts.iter().for_each(|part| out.part(part));
                });
            }
            out.inside("questions: [", "],", |out| {
                for (n, question) in bank.questions.iter().enumerate() {
                    if n > 0 {
                        out.text.push('\n');
                    }
                    out.question(question);
                }
            });
        });
    }

    fn part(&mut self, part: &PartText) {
        self.inside("Part(", "),", |out| {
            out.field("part", word(&part.part));
            out.text("about", &part.about);
            out.text("draws_on", &part.draws_on);
        });
    }

    fn question(&mut self, question: &Question) {
        self.inside("Question(", "),", |out| {
            out.text("id", &question.id);
            out.field("part", word(&question.part));
            out.text("text", &question.text);
            out.list("follow_ups", &question.follow_ups, |text| quoted(text));
            out.field("asks", word(&question.asks));
            out.field("answers_first", word(&question.answers_first));
            out.field("cycle", format_args!("{:?}", question.cycle));
            out.words("draws", &question.draws);
            out.words("stages", &question.stages);
            out.words("places", &question.places);
            out.flag("needs_plan", question.needs_plan);
            out.words("fits", &question.fits);
            out.words("settings", &question.settings);
            out.field("minutes", question.minutes);
            out.field("weight", word(&question.weight));
            out.flag("opener", question.opener);
            match &question.kind {
                AnswerKind::Prose => {}
                AnswerKind::SafetyScale { zero, ten } => {
                    let anchors = pairs(&[("zero", zero), ("ten", ten)]);
                    out.field("kind", format_args!("SafetyScale({anchors})"));
                }
                plain => out.field("kind", word(plain)),
            }
            out.field("destination", word(&question.destination));
            out.list("dated", &question.dated, dated);
            out.field("source", source(&question.source));
        });
    }
}

/// A word of the form: banks name things as the program does.
fn word(value: &impl Debug) -> String {
    format!("{value:?}")
}

fn dated(tag: &DatedTag) -> String {
    let days = [("from", tag.from), ("until", tag.until)];
    let days: Vec<(&str, String)> =
        days.into_iter().filter_map(|(name, day)| Some((name, day?.to_string()))).collect();
    let mut all = vec![("tag", tag.tag.as_str())];
    all.extend(days.iter().map(|(name, day)| (*name, day.as_str())));
    format!("({})", pairs(&all))
}

fn source(source: &Source) -> String {
    match source {
        Source::Ours => "Ours".to_owned(),
        Source::Follows { document, item } => {
            format!("Follows({})", pairs(&[("document", document), ("item", item)]))
        }
        Source::WrittenFrom { document, section } => {
            format!("WrittenFrom({})", pairs(&[("document", document), ("section", section)]))
        }
        Source::Supplied { publisher, page } => {
            format!("Supplied({})", pairs(&[("publisher", publisher), ("page", page)]))
        }
    }
}

fn pairs(all: &[(&str, &str)]) -> String {
    let all: Vec<String> =
        all.iter().map(|(name, text)| format!("{name}: {}", quoted(text))).collect();
    all.join(", ")
}

/// A text in quotation marks, on one line whatever it holds.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

//! The documents that a question's source may name (`sources.ron`).

use serde::Deserialize;

use crate::practice::question::Source;
use crate::practice::written::line_of;
use crate::practice::written::mistake::Mistake;

/// The published documents, with the sections and items that may be named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    documents: Vec<Document>,
}

/// One published document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The word a bank names it by.
    pub key: String,
    /// Its title as published.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, in words.
    pub date: String,
    /// Passages that a question may be written from.
    pub sections: Vec<Entry>,
    /// Numbered items that a question may follow.
    #[serde(default)]
    pub items: Vec<Entry>,
}

/// A section or an item of a document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The word a bank names it by.
    pub key: String,
    /// The section's title, or the item's number and what it asks after.
    pub title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Sources")]
struct Raw {
    format: u32,
    documents: Vec<Document>,
}

const BUILT_IN: &str = include_str!("../../../question-banks/sources.ron");

impl Sources {
    /// The newest form of `sources.ron` that this program reads.
    pub const FORMAT: u32 = 1;

    /// The list that ships with the program.
    ///
    /// # Errors
    /// Every mistake found in it; the tests see to it that there is none.
    pub fn built_in() -> Result<Sources, Vec<Mistake>> {
        Self::read(BUILT_IN, "sources.ron")
    }

    /// Reads a list; `file` is only used to name the place of a mistake.
    ///
    /// # Errors
    /// Every mistake found.
    pub fn read(text: &str, file: &str) -> Result<Sources, Vec<Mistake>> {
        let mistake = |line: usize, what: String, what_to_do: &str| Mistake {
            file: file.to_owned(),
            line,
            question: None,
            what,
            what_to_do: what_to_do.to_owned(),
        };
        let raw: Raw = ron::from_str(text).map_err(|error| {
            vec![mistake(
                error.span.start.line,
                format!("The list of sources cannot be read here: {}", error.code),
                "Compare this place with the entries above it.",
            )]
        })?;
        if raw.format > Self::FORMAT {
            return Err(vec![mistake(
                1,
                format!("The list of sources has form {}, newer than this program", raw.format),
                "Use a newer thinkwheel.",
            )]);
        }
        let mut wrong = Vec::new();
        let mut keys: Vec<(&str, &str, &str)> = Vec::new();
        for document in &raw.documents {
            let entries = document.sections.iter().map(|e| ("section", e));
            let entries = entries.chain(document.items.iter().map(|e| ("item", e)));
            let entries = entries.map(|(sort, e)| (document.key.as_str(), sort, e.key.as_str()));
            for key in std::iter::once((document.key.as_str(), "", "")).chain(entries) {
                if keys.contains(&key) {
                    let name = if key.2.is_empty() { key.0 } else { key.2 };
                    // The last place it is written is the one to change.
                    let line = text.rfind(&format!("\"{name}\"")).map_or(1, |at| line_of(text, at));
                    let what = format!("The key “{name}” is used twice");
                    wrong.push(mistake(line, what, "Give every entry a key of its own."));
                }
                keys.push(key);
            }
        }
        if wrong.is_empty() { Ok(Sources { documents: raw.documents }) } else { Err(wrong) }
    }

    /// All documents, in the order of the list.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The document with this key.
    pub fn document(&self, key: &str) -> Option<&Document> {
        self.documents.iter().find(|d| d.key == key)
    }

    /// Where a question comes from, as it is read by a person; nothing when
    /// the source names what is not in this list.
    pub fn cite(&self, source: &Source) -> Option<String> {
        self.cite_as(source, |document| {
            let Document { title, publisher, date, .. } = document;
            format!("{title} ({publisher}, {date})")
        })
    }

    /// The same with the document under a name of the reader's own, such as
    /// its letter in a list.
    pub fn cite_as(&self, source: &Source, name: impl Fn(&Document) -> String) -> Option<String> {
        let (lead, document, entries, key) = match source {
            Source::Ours => return Some("ours".to_owned()),
            Source::Supplied { publisher, page } => {
                return Some(format!("supplied by {publisher}, {page}"));
            }
            Source::Follows { document, item } => {
                let found = self.document(document)?;
                ("follows", found, &found.items, item)
            }
            Source::WrittenFrom { document, section } => {
                let found = self.document(document)?;
                ("written from", found, &found.sections, section)
            }
        };
        let entry = entries.iter().find(|e| e.key == *key)?;
        Some(format!("{lead} {}: {}", name(document), entry.title))
    }
}

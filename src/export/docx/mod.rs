//! A Word document (Office Open XML): real headings, lists and tables, in
//! styles of its own, that Word, `LibreOffice` and screen readers understand.
//!
//! Nothing in it depends on the day, the machine or who writes it; it holds no
//! macro, no outside reference, no field but page numbers. What a person typed
//! is text and never a field code.

mod body;
mod document;
mod package;
mod paragraph;
mod parts;
mod picture;
mod pieces;
mod xml;

use super::digest;
use crate::record::{Leaving, Note};
use document::Section;
use package::Package;

/// How much of the check number stands on every page: enough to tell two
/// versions apart by eye.
const DIGEST_SHOWN: usize = 12;

pub(super) fn write(leaving: &Leaving) -> Vec<u8> {
    let sections: Vec<Section> = leaving.notes.iter().enumerate().map(section).collect();
    let (document, pictures) = document::write(&sections);
    let headers = leaving.notes.len();
    let mut package = Package::new();
    package.add("[Content_Types].xml", &parts::content_types(headers));
    package.add("_rels/.rels", parts::ROOT_RELATIONS.as_bytes());
    package.add("docProps/core.xml", &parts::core_properties(leaving));
    package.add("word/document.xml", &document);
    let relations = parts::document_relations(headers, pictures.len());
    package.add("word/_rels/document.xml.rels", &relations);
    package.add("word/styles.xml", parts::STYLES.as_bytes());
    package.add("word/numbering.xml", parts::NUMBERING.as_bytes());
    package.add("word/settings.xml", parts::SETTINGS.as_bytes());
    package.add("word/footer1.xml", parts::FOOTER.as_bytes());
    package.add("word/footer2.xml", parts::BLANK_FOOTER.as_bytes());
    for (i, note) in leaving.notes.iter().enumerate() {
        package.add(&parts::header_name(i), &parts::header(note, &shown_digest(note)));
    }
    for (i, picture) in pictures.iter().enumerate() {
        package.add_as_it_is(&parts::picture_name(i), &picture.png);
    }
    package.finish()
}

fn section((number, note): (usize, &Note)) -> Section {
    Section { number, pieces: body::pieces(note), counts: !note.is_letter() }
}

fn shown_digest(note: &Note) -> String {
    digest(note).chars().take(DIGEST_SHOWN).collect()
}

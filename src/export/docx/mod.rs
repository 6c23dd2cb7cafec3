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

use super::{contents, digest, name_of};
use crate::record::{Leaving, Note};
use document::Section;
use package::Package;
use pieces::Piece;

/// How much of the check number stands on every page: enough to tell two
/// versions apart by eye.
const DIGEST_SHOWN: usize = 12;

pub(super) fn write(leaving: &Leaving) -> Vec<u8> {
    let list = contents::of(leaving);
    let mut sections: Vec<Section> = Vec::new();
    let mut heads: Vec<Vec<u8>> = Vec::new();
    if let Some(list) = &list {
        let pieces = body::contents(&name_of(leaving), list);
        sections.push(Section { number: 0, pieces, counts: true });
        heads.push(parts::blank_header());
    }
    let count = leaving.notes.len();
    for (n, note) in leaving.notes.iter().enumerate() {
        let mut pieces = body::pieces(note);
        if list.is_some()
            && let Some(Piece::Paragraph(title)) = pieces.first_mut()
        {
            title.mark = Some(body::mark(n));
        }
        sections.push(Section { number: sections.len(), pieces, counts: !note.is_letter() });
        let of = (count > 1).then_some((n + 1, count));
        heads.push(parts::header(note, of, &shown_digest(note)));
    }
    let (document, pictures) = document::write(&sections);
    let headers = heads.len();
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
    for (i, head) in heads.iter().enumerate() {
        package.add(&parts::header_name(i), head);
    }
    for (i, picture) in pictures.iter().enumerate() {
        package.add_as_it_is(&parts::picture_name(i), &picture.png);
    }
    package.finish()
}

fn shown_digest(note: &Note) -> String {
    digest(note).chars().take(DIGEST_SHOWN).collect()
}

//! The parts around the body: what a package must say of itself.

use super::document::NAMESPACES;
use super::paragraph;
use super::pieces::{Paragraph, Span};
use super::xml::{Xml, allowed};
use crate::export::{DRAFT, contact_date, name_of};
use crate::record::{Leaving, Note};

pub(super) const STYLES: &str = include_str!("xml/styles.xml");
pub(super) const NUMBERING: &str = include_str!("xml/numbering.xml");
pub(super) const SETTINGS: &str = include_str!("xml/settings.xml");
pub(super) const FOOTER: &str = include_str!("xml/footer.xml");
pub(super) const BLANK_FOOTER: &str = include_str!("xml/blank_footer.xml");
pub(super) const ROOT_RELATIONS: &str = include_str!("xml/rels.xml");

/// The relation to the page footer, one for all notes.
pub(super) const FOOTER_ID: &str = "footer";
/// The relation to the footer of a letter, which says nothing.
pub(super) const BLANK_FOOTER_ID: &str = "blank";

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) fn header_name(i: usize) -> String {
    format!("word/header{}.xml", i + 1)
}

pub(super) fn header_id(i: usize) -> String {
    format!("header{}", i + 1)
}

pub(super) fn picture_name(i: usize) -> String {
    format!("word/media/picture{}.png", i + 1)
}

pub(super) fn picture_id(i: usize) -> String {
    format!("picture{}", i + 1)
}

/// What each part is.
pub(super) fn content_types(headers: usize) -> Vec<u8> {
    let mut parts = vec![
        ("/word/document.xml".to_owned(), format!("{TYPES}.document.main+xml")),
        ("/word/styles.xml".into(), format!("{TYPES}.styles+xml")),
        ("/word/numbering.xml".into(), format!("{TYPES}.numbering+xml")),
        ("/word/settings.xml".into(), format!("{TYPES}.settings+xml")),
        ("/word/footer1.xml".into(), format!("{TYPES}.footer+xml")),
        ("/word/footer2.xml".into(), format!("{TYPES}.footer+xml")),
        (
            "/docProps/core.xml".into(),
            "application/vnd.openxmlformats-package.core-properties+xml".into(),
        ),
    ];
    parts.extend(
        (0..headers).map(|i| (format!("/{}", header_name(i)), format!("{TYPES}.header+xml"))),
    );
    let mut xml = Xml::part();
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    xml.element("Types", &[("xmlns", types)], |xml| {
        for (end, of) in [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
        ] {
            xml.empty("Default", &[("Extension", end), ("ContentType", of)]);
        }
        for (name, of) in &parts {
            xml.empty("Override", &[("PartName", name), ("ContentType", of)]);
        }
    });
    xml.into_bytes()
}

/// What the body refers to: parts of this package and nothing outside it.
pub(super) fn document_relations(headers: usize, pictures: usize) -> Vec<u8> {
    let mut all: Vec<(String, &str, String)> = vec![
        ("styles".into(), "styles", "styles.xml".into()),
        ("numbering".into(), "numbering", "numbering.xml".into()),
        ("settings".into(), "settings", "settings.xml".into()),
        (FOOTER_ID.into(), "footer", "footer1.xml".into()),
        (BLANK_FOOTER_ID.into(), "footer", "footer2.xml".into()),
    ];
    all.extend((0..headers).map(|i| (header_id(i), "header", header_name(i))));
    all.extend((0..pictures).map(|i| (picture_id(i), "image", picture_name(i))));
    let mut xml = Xml::part();
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    xml.element("Relationships", &[("xmlns", relations)], |xml| {
        for (id, kind, target) in &all {
            let kind = format!("{OFFICE}/{kind}");
            let target = target.strip_prefix("word/").unwrap_or(target);
            xml.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", target)]);
        }
    });
    xml.into_bytes()
}

/// Title, language, and the day of the meeting for a date: neither who wrote
/// the file nor on which machine.
pub(super) fn core_properties(leaving: &Leaving) -> Vec<u8> {
    let mut xml = Xml::part();
    let names = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.element("cp:coreProperties", &names, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&allowed(&name_of(leaving))));
        xml.element("dc:language", &[], |xml| xml.text("en-GB"));
        if let Some(on) = leaving.notes.iter().filter_map(|n| n.date).min() {
            let at = format!("{}T00:00:00Z", on.format("%Y-%m-%d"));
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.text(&at));
            }
        }
    });
    xml.into_bytes()
}

/// The head of every page of a note: whose, when, which version, and whether
/// it is a draft. A letter says the last alone.
/// `of` is which note of how many it is, where there are several.
pub(super) fn header(note: &Note, of: Option<(usize, usize)>, digest: &str) -> Vec<u8> {
    let plain = |words: String| Span { look: None, words };
    let state = if note.draft {
        Span { look: Some("DraftHead"), words: DRAFT.into() }
    } else {
        plain(note.version.clone())
    };
    let reference = match note.reference.as_str() {
        "" => note.title.clone(),
        reference => format!("Reference: {reference}"),
    };
    let lines = if note.is_letter() {
        let draft = if note.draft { vec![state] } else { Vec::new() };
        vec![Paragraph::of("Header", draft)]
    } else {
        let of = of.map(|(n, count)| format!("Note {n} of {count} · ")).unwrap_or_default();
        let of = vec![plain(format!("{of}{reference}\t{}", contact_date(note)))];
        let version = vec![state, plain(format!("\tCheck number: {digest}"))];
        vec![Paragraph::of("Header", of), Paragraph::of("HeaderEnd", version)]
    };
    header_of(&lines)
}

/// Over the list of notes stands nothing.
pub(super) fn blank_header() -> Vec<u8> {
    header_of(&[Paragraph::of("Header", Vec::new())])
}

fn header_of(lines: &[Paragraph]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.element("w:hdr", &NAMESPACES, |xml| {
        for line in lines {
            paragraph::write(xml, line, |_| {});
        }
    });
    xml.into_bytes()
}

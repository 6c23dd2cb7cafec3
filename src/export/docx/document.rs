//! The body of the document: pieces as `WordprocessingML`, a section for each
//! note.

use super::paragraph;
use super::parts;
use super::picture;
use super::pieces::{Paragraph, Picture, Piece, Table};
use super::xml::Xml;

/// The names a part of text uses.
pub(super) const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
];

/// A row of up to this many bytes of words stays on one page. What is longer
/// might not fit on any.
const WHOLE_ROW: usize = 1200;

/// A note, or the list of notes: begins on a page of its own, under a page
/// header of its own.
pub(super) struct Section {
    /// Counted from 0.
    pub number: usize,
    pub pieces: Vec<Piece>,
    /// Whether its pages are counted at their foot.
    pub counts: bool,
}

/// The part, and the pictures in it in the order of their names.
pub(super) fn write(sections: &[Section]) -> (Vec<u8>, Vec<&Picture>) {
    let mut pictures = Vec::new();
    let mut xml = Xml::part();
    xml.element("w:document", &NAMESPACES, |xml| {
        xml.element("w:body", &[], |xml| {
            for section in sections {
                // The properties of the last section stand after it, those of
                // any other in its last paragraph.
                let within = section.number + 1 < sections.len();
                write_section(xml, section, within, &mut pictures);
            }
            section_properties(xml, sections.last());
        });
    });
    (xml.into_bytes(), pictures)
}

fn write_section<'a>(
    xml: &mut Xml,
    section: &'a Section,
    within: bool,
    pictures: &mut Vec<&'a Picture>,
) {
    let after_table = Piece::Paragraph(Paragraph::of("AfterTable", Vec::new()));
    // Word wants a paragraph after a table that ends a section.
    let closing = !matches!(section.pieces.last(), Some(Piece::Paragraph(_)));
    let closing = closing.then_some(&after_table);
    let end = |xml: &mut Xml, is_last: bool| {
        if is_last && within {
            section_properties(xml, Some(section));
        }
    };
    let count = section.pieces.len() + usize::from(closing.is_some());
    for (i, piece) in section.pieces.iter().enumerate() {
        match piece {
            Piece::Paragraph(paragraph) => {
                paragraph::write(xml, paragraph, |xml| end(xml, i + 1 == count));
            }
            Piece::Table(table) => write_table(xml, table),
            Piece::Picture(shown) => {
                picture::write(xml, shown, pictures.len());
                pictures.push(shown);
            }
        }
    }
    if let Some(Piece::Paragraph(paragraph)) = closing {
        paragraph::write(xml, paragraph, |xml| end(xml, true));
    }
}

/// A4, margins of 2.2 cm, more at the top for the page header, and more all
/// round a letter.
fn section_properties(xml: &mut Xml, section: Option<&Section>) {
    xml.element("w:sectPr", &[], |xml| {
        if let Some(section) = section {
            let id = parts::header_id(section.number);
            xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", &id)]);
            let foot = if section.counts { parts::FOOTER_ID } else { parts::BLANK_FOOTER_ID };
            xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", foot)]);
        }
        xml.empty("w:type", &[("w:val", "nextPage")]);
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        // only a letter's pages are not counted
        let is_letter = section.is_some_and(|s| !s.counts);
        let (top, side) = if is_letter { ("2835", "1814") } else { ("1701", "1247") };
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", top),
                ("w:right", side),
                ("w:bottom", "1247"),
                ("w:left", side),
                ("w:header", "680"),
                ("w:footer", "567"),
                ("w:gutter", "0"),
            ],
        );
    });
}

fn write_table(xml: &mut Xml, table: &Table) {
    let width: u32 = table.columns.iter().map(|c| c.width).sum();
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.empty("w:tblStyle", &[("w:val", "RecordTable")]);
            xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", "0620"),
                    ("w:firstRow", "1"),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", "0"),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "1"),
                    ("w:noVBand", "1"),
                ],
            );
            xml.empty("w:tblCaption", &[("w:val", &table.caption)]);
        });
        xml.element("w:tblGrid", &[], |xml| {
            for column in &table.columns {
                xml.empty("w:gridCol", &[("w:w", &column.width.to_string())]);
            }
        });
        let head = table.columns.iter().map(|c| vec![Paragraph::plain("TableHead", c.name)]);
        write_row(xml, table, &head.collect::<Vec<_>>(), true);
        for row in &table.rows {
            write_row(xml, table, row, false);
        }
    });
}

fn write_row(xml: &mut Xml, table: &Table, cells: &[Vec<Paragraph>], is_head: bool) {
    xml.element("w:tr", &[], |xml| {
        let whole = cells.iter().flatten().map(Paragraph::len).sum::<usize>() <= WHOLE_ROW;
        if whole || is_head {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                if is_head {
                    xml.empty("w:tblHeader", &[]);
                }
            });
        }
        for (column, cell) in table.columns.iter().zip(cells) {
            xml.element("w:tc", &[], |xml| {
                xml.element("w:tcPr", &[], |xml| {
                    let width = column.width.to_string();
                    xml.empty("w:tcW", &[("w:w", &width), ("w:type", "dxa")]);
                });
                if cell.is_empty() {
                    // A cell holds a paragraph always.
                    paragraph::write(xml, &Paragraph::plain("TableText", ""), |_| {});
                }
                for words in cell {
                    paragraph::write(xml, words, |_| {});
                }
            });
        }
    });
}

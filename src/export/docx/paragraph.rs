//! Paragraphs as `WordprocessingML`: words, line breaks, tabs, direction.

use unicode_bidi::{BidiClass, BidiInfo, Direction, Level, bidi_class, get_base_direction_full};

use super::pieces::{Paragraph, Span};
use super::xml::{Xml, allowed};

/// Writes a paragraph. `last` adds to its properties, as the last of a section
/// needs it.
pub(super) fn write(xml: &mut Xml, paragraph: &Paragraph, last: impl FnOnce(&mut Xml)) {
    let level = base_level(paragraph);
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.empty("w:pStyle", &[("w:val", paragraph.style)]);
            if paragraph.keeps {
                xml.empty("w:keepNext", &[]);
            }
            if level.is_rtl() {
                xml.empty("w:bidi", &[]);
            }
            last(xml);
        });
        // One mark a note: its number serves as the id, which is of one kind.
        let id = paragraph.mark.as_deref().unwrap_or_default();
        let id = id.trim_start_matches(|c: char| !c.is_ascii_digit());
        if let Some(mark) = &paragraph.mark {
            xml.empty("w:bookmarkStart", &[("w:id", id), ("w:name", mark)]);
        }
        let inside = |xml: &mut Xml| {
            for span in &paragraph.spans {
                runs(xml, span, level);
            }
        };
        match &paragraph.leads_to {
            Some(mark) => xml.element("w:hyperlink", &[("w:anchor", mark)], inside),
            None => inside(xml),
        }
        if paragraph.mark.is_some() {
            xml.empty("w:bookmarkEnd", &[("w:id", id)]);
        }
    });
}

/// Which way a paragraph runs: as its first letter does.
fn base_level(paragraph: &Paragraph) -> Level {
    for span in &paragraph.spans {
        match get_base_direction_full(span.words.as_str()) {
            Direction::Rtl => return Level::rtl(),
            Direction::Ltr => return Level::ltr(),
            Direction::Mixed => {}
        }
    }
    Level::ltr()
}

/// A run for each stretch of one direction.
fn runs(xml: &mut Xml, span: &Span, base: Level) {
    let words = allowed(&span.words);
    if base.is_ltr() && !words.chars().any(runs_from_the_right) {
        run(xml, span.look, &words, false);
        return;
    }
    let info = BidiInfo::new(&words, Some(base));
    let mut from = 0;
    let mut rtl = info.levels.first().is_some_and(Level::is_rtl);
    for (at, _) in words.char_indices() {
        let here = info.levels.get(at).is_some_and(Level::is_rtl);
        if here != rtl {
            run(xml, span.look, words.get(from..at).unwrap_or_default(), rtl);
            (from, rtl) = (at, here);
        }
    }
    run(xml, span.look, words.get(from..).unwrap_or_default(), rtl);
}

fn runs_from_the_right(c: char) -> bool {
    use BidiClass::{AL, AN, R, RLE, RLI, RLO};
    // Nothing before Hebrew does.
    c >= '\u{590}' && matches!(bidi_class(c), AL | AN | R | RLE | RLI | RLO)
}

fn run(xml: &mut Xml, look: Option<&str>, words: &str, rtl: bool) {
    if words.is_empty() {
        return;
    }
    xml.element("w:r", &[], |xml| {
        if look.is_some() || rtl {
            xml.element("w:rPr", &[], |xml| {
                if let Some(look) = look {
                    xml.empty("w:rStyle", &[("w:val", look)]);
                }
                if rtl {
                    xml.empty("w:rtl", &[]);
                }
            });
        }
        for (i, line) in words.split('\n').enumerate() {
            if i > 0 {
                xml.empty("w:br", &[]);
            }
            for (i, stretch) in line.split('\t').enumerate() {
                if i > 0 {
                    xml.empty("w:tab", &[]);
                }
                if !stretch.is_empty() {
                    xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(stretch));
                }
            }
        }
    });
}

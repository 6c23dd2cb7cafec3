//! The letters a document is drawn with: three faces built into the program,
//! how wide their letters are, and what stands where none of them has one.
//!
//! Noto Sans in two weights is what is read; DejaVu Sans has the letters and
//! signs it lacks. A grapheme is drawn in one face. Where no face has all of
//! it, the numbers of its characters stand there, `[U+4F60]`: nothing anybody
//! wrote vanishes because a font is small.

use std::borrow::Cow;
use std::sync::LazyLock;

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use unicode_segmentation::UnicodeSegmentation;

/// A face the program brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Noto Sans: what is read.
    Regular,
    /// Noto Sans Bold: headings.
    Bold,
    /// DejaVu Sans: what the other two lack.
    Fallback,
}

impl Face {
    /// All faces.
    pub const ALL: [Face; 3] = [Face::Regular, Face::Bold, Face::Fallback];

    /// The font file.
    pub fn data(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
            Face::Bold => include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
            Face::Fallback => include_bytes!("../../assets/fonts/DejaVuSans.ttf"),
        }
    }

    fn open(self) -> Option<&'static Opened> {
        static OPENED: LazyLock<[Option<Opened>; 3]> = LazyLock::new(|| Face::ALL.map(Opened::new));
        match self {
            Face::Regular => OPENED[0].as_ref(),
            Face::Bold => OPENED[1].as_ref(),
            Face::Fallback => OPENED[2].as_ref(),
        }
    }

    /// Whether it has a glyph for a character.
    pub fn covers(self, c: char) -> bool {
        self.glyph(c).is_some()
    }

    fn glyph(self, c: char) -> Option<GlyphId> {
        self.open()?.charmap.map(c).filter(|g| g.to_u32() != 0)
    }

    /// Whether it has all of a grapheme that is to be seen.
    fn covers_all(self, grapheme: &str) -> bool {
        grapheme.chars().all(|c| is_unseen(c) || self.covers(c))
    }

    /// The face for a grapheme that is to be drawn in this one: this one, or
    /// the fallback; nothing where neither has it.
    pub fn for_grapheme(self, grapheme: &str) -> Option<Face> {
        [self, Face::Fallback].into_iter().find(|f| f.covers_all(grapheme))
    }
}

/// What is read of a font file once.
struct Opened {
    charmap: Charmap<'static>,
    /// In units of the em.
    widths: GlyphMetrics<'static>,
    outlines: OutlineGlyphCollection<'static>,
    /// Units to the em.
    units: f32,
}

impl Opened {
    fn new(face: Face) -> Option<Opened> {
        let font = FontRef::new(face.data()).ok()?;
        let unscaled = LocationRef::default();
        Some(Opened {
            charmap: font.charmap(),
            widths: font.glyph_metrics(Size::unscaled(), unscaled),
            outlines: font.outline_glyphs(),
            units: f32::from(font.metrics(Size::unscaled(), unscaled).units_per_em),
        })
    }
}

/// Text that is drawn in one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<'a> {
    /// The face that has all of it.
    pub face: Face,
    /// What was written.
    pub written: &'a str,
    /// What is drawn: the same, or the numbers of characters no face has.
    pub drawn: Cow<'a, str>,
}

/// Text cut where the face changes, in its order: nothing is left out.
pub fn runs(text: &str, face: Face) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut from, mut now) = (0, None);
    let mut end = |range: std::ops::Range<usize>, of: Option<Face>| {
        let written = text.get(range).unwrap_or_default();
        if written.is_empty() {
            return;
        }
        let drawn = match of {
            Some(_) => Cow::Borrowed(written),
            None => Cow::Owned(numbers(written)),
        };
        runs.push(Run { face: of.unwrap_or(face), written, drawn });
    };
    for (at, grapheme) in text.grapheme_indices(true) {
        let mut of = face.for_grapheme(grapheme);
        // A space stands in the face before it: fewer pieces.
        if grapheme == " " && now == Some(Some(Face::Fallback)) {
            of = Some(Face::Fallback);
        }
        if now.is_some_and(|now| now != of) {
            end(from..at, now.flatten());
            from = at;
        }
        now = Some(of);
    }
    end(from..text.len(), now.flatten());
    runs
}

/// Text as it is drawn: characters no face has by their numbers.
pub fn drawn(text: &str, face: Face) -> Cow<'_, str> {
    let all = |c: char| is_unseen(c) || face.covers(c) || Face::Fallback.covers(c);
    if text.chars().all(all) {
        // One grapheme may still need both faces; then its numbers stand there.
        let runs = runs(text, face);
        if runs.iter().all(|r| r.written == r.drawn) {
            return Cow::Borrowed(text);
        }
    }
    Cow::Owned(runs(text, face).iter().map(|r| r.drawn.as_ref()).collect())
}

/// `[U+4F60 U+597D]`: the characters of words that no face has.
fn numbers(text: &str) -> String {
    let each: Vec<String> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    format!("[{}]", each.join(" "))
}

/// How wide text is, in the unit of `size` (the height of the em), drawn in a
/// face and where it lacks a letter in the fallback.
pub fn advance(text: &str, size: f32, face: Face) -> f32 {
    runs(text, face).iter().map(|run| glyphs(run).map(|(_, width)| width * size).sum::<f32>()).sum()
}

/// Draws text as outlines, from `(x, y)` on the base line, with y growing
/// downwards as on a page; how far it went to the right.
pub fn outline(
    text: &str,
    size: f32,
    face: Face,
    at: (f32, f32),
    pen: &mut impl OutlinePen,
) -> f32 {
    let mut x = at.0;
    for run in runs(text, face) {
        let Some(font) = run.face.open() else { continue };
        for (glyph, width) in glyphs(&run) {
            if let Some(outline) = font.outlines.get(glyph) {
                let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
                // What cannot be drawn leaves its room empty: the faces are
                // tested whole.
                let _ = outline.draw(settings, &mut Placed { pen, x, y: at.1 });
            }
            x += width * size;
        }
    }
    x - at.0
}

/// The glyphs of a run with their widths in ems.
fn glyphs<'a>(run: &'a Run<'_>) -> impl Iterator<Item = (GlyphId, f32)> + 'a {
    let face = run.face;
    run.drawn.chars().filter(|c| !is_unseen(*c)).filter_map(move |c| {
        let glyph = face.glyph(c)?;
        let font = face.open()?;
        Some((glyph, font.widths.advance_width(glyph)? / font.units))
    })
}

/// A pen that puts a letter where it stands on the page.
struct Placed<'a, P> {
    pen: &'a mut P,
    x: f32,
    y: f32,
}

impl<P: OutlinePen> OutlinePen for Placed<'_, P> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.pen.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.pen.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.pen.quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (px, py) = (self.x, self.y);
        self.pen.curve_to(px + ax, py - ay, px + bx, py - by, px + x, py - y);
    }

    fn close(&mut self) {
        self.pen.close();
    }
}

/// Characters that are not to be seen by themselves: they join, part or turn
/// others (Unicode's default ignorable code points that are assigned).
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{e0001}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_face_opens_and_draws() {
        struct Count(usize);
        impl OutlinePen for Count {
            fn move_to(&mut self, _: f32, _: f32) {
                self.0 += 1;
            }
            fn line_to(&mut self, _: f32, _: f32) {}
            fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
            fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
            fn close(&mut self) {}
        }
        for face in Face::ALL {
            assert!(face.open().is_some(), "{face:?}");
            let mut pen = Count(0);
            let width = outline("Maya ø", 10.0, face, (5.0, 5.0), &mut pen);
            // M, a, y, a, and ø with their holes.
            assert_eq!(pen.0, 9, "{face:?}");
            assert!((width - advance("Maya ø", 10.0, face)).abs() < 0.001);
            assert!(width > 25.0 && width < 50.0, "{width}");
        }
    }

    #[test]
    fn a_letter_is_drawn_in_the_face_that_has_it() {
        for (text, want) in [
            ("What went well", vec![(Face::Regular, "What went well")]),
            ("Zoë Łukasz", vec![(Face::Regular, "Zoë Łukasz")]),
            ("Ελλάδα Україна", vec![(Face::Regular, "Ελλάδα Україна")]),
            (
                "said سلام now",
                vec![(Face::Regular, "said "), (Face::Fallback, "سلام "), (Face::Regular, "now")],
            ),
            ("שלום", vec![(Face::Fallback, "שלום")]),
            ("→ ❤", vec![(Face::Fallback, "→ ❤")]),
        ] {
            let got: Vec<_> =
                runs(text, Face::Regular).iter().map(|r| (r.face, r.written)).collect();
            assert_eq!(got, want);
        }
    }

    #[test]
    fn what_no_face_has_is_shown_by_its_number() {
        assert_eq!(drawn("hello", Face::Bold), "hello");
        assert_eq!(drawn("你好, Maya", Face::Regular), "[U+4F60 U+597D], Maya");
        assert_eq!(drawn("a\u{200d}b", Face::Regular), "a\u{200d}b");
        assert!(advance("你", 10.0, Face::Regular) > 30.0);
    }

    proptest! {
        #[test]
        fn nothing_is_left_out(text in "(\\PC|[a-z 你ب\u{301}\u{200d}]){0,40}") {
            for face in [Face::Regular, Face::Bold] {
                let runs = runs(&text, face);
                let written: String = runs.iter().map(|r| r.written).collect();
                prop_assert_eq!(&written, &text);
                for run in &runs {
                    prop_assert!(run.face.covers_all(&run.drawn), "{:?}", run);
                }
                prop_assert!(advance(&text, 10.0, face) >= 0.0);
            }
        }
    }
}

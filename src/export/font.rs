//! The letters a document is drawn with: faces built into the program, how wide
//! their letters are, and what stands where none of them has one.
//!
//! Noto Sans in two weights is what is read; `DejaVu` Sans has the letters and
//! signs it lacks, and a Noto face for each of seven scripts has theirs, in one
//! weight. A grapheme is drawn in one face. Where no face has all of it, the
//! numbers of its characters stand there, `[U+4F60]`: nothing anybody wrote
//! vanishes because a font is small.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustybuzz::Direction::{LeftToRight, RightToLeft};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use unicode_bidi::{BidiClass, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

/// A face the program brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Noto Sans: what is read.
    Regular,
    /// Noto Sans Bold: headings.
    Bold,
    /// `DejaVu` Sans: what the other two lack.
    Fallback,
    /// Hindi, Marathi, Nepali.
    Devanagari,
    /// Bengali, Sylheti, Assamese.
    Bengali,
    /// Punjabi.
    Gurmukhi,
    /// Gujarati.
    Gujarati,
    /// Tamil.
    Tamil,
    /// Amharic, Tigrinya.
    Ethiopic,
    /// Arabic, Urdu, Persian, Pashto, Sorani.
    Arabic,
}

impl Face {
    /// All faces, in the order they are declared.
    pub const ALL: [Face; 10] = [
        Face::Regular,
        Face::Bold,
        Face::Fallback,
        Face::Devanagari,
        Face::Bengali,
        Face::Gurmukhi,
        Face::Gujarati,
        Face::Tamil,
        Face::Ethiopic,
        Face::Arabic,
    ];
    /// Those of one script each.
    const OF_SCRIPTS: [Face; 7] = [
        Face::Devanagari,
        Face::Bengali,
        Face::Gurmukhi,
        Face::Gujarati,
        Face::Tamil,
        Face::Ethiopic,
        Face::Arabic,
    ];

    /// The font file.
    pub fn data(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
            Face::Bold => include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
            Face::Fallback => include_bytes!("../../assets/fonts/DejaVuSans.ttf"),
            Face::Devanagari => {
                include_bytes!("../../assets/fonts/NotoSansDevanagari-Regular.ttf")
            }
            Face::Bengali => include_bytes!("../../assets/fonts/NotoSansBengali-Regular.ttf"),
            Face::Gurmukhi => include_bytes!("../../assets/fonts/NotoSansGurmukhi-Regular.ttf"),
            Face::Gujarati => include_bytes!("../../assets/fonts/NotoSansGujarati-Regular.ttf"),
            Face::Tamil => include_bytes!("../../assets/fonts/NotoSansTamil-Regular.ttf"),
            Face::Ethiopic => include_bytes!("../../assets/fonts/NotoSansEthiopic-Regular.ttf"),
            Face::Arabic => include_bytes!("../../assets/fonts/NotoNaskhArabic-Regular.ttf"),
        }
    }

    fn open(self) -> Option<&'static Opened> {
        static OPENED: LazyLock<[Option<Opened>; 10]> =
            LazyLock::new(|| Face::ALL.map(Opened::new));
        OPENED.get(self as usize)?.as_ref()
    }

    fn is_of_a_script(self) -> bool {
        Face::OF_SCRIPTS.contains(&self)
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

    /// The face for a grapheme that is to be drawn in this one, after words in
    /// another: this one, the one before, the fallback, or that of its script;
    /// nothing where none has it. What several scripts have in common stays in
    /// the face of the words it ends. Arabic letters come before the fallback,
    /// which has only some of those of Urdu.
    fn for_grapheme(self, grapheme: &str, before: Option<Face>) -> Option<Face> {
        let before = before.filter(|face| face.is_of_a_script());
        let others = [Face::Arabic, Face::Fallback].into_iter().chain(Face::OF_SCRIPTS);
        let mut all = [self].into_iter().chain(before).chain(others);
        all.find(|face| face.covers_all(grapheme))
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
    /// For the face of a script: what sets its letters.
    setter: Option<rustybuzz::Face<'static>>,
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
            setter: if face.is_of_a_script() {
                Some(rustybuzz::Face::from_slice(face.data(), 0)?)
            } else {
                None
            },
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

impl Run<'_> {
    /// Whether it is drawn as it was written.
    pub fn is_drawn(&self) -> bool {
        matches!(self.drawn, Cow::Borrowed(_))
    }
}

/// Text cut where the face changes, in its order: nothing is left out.
pub fn runs(text: &str, face: Face) -> Vec<Run<'_>> {
    // Most words are: the faces are tested to have them.
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) && !text.is_empty() {
        return vec![Run { face, written: text, drawn: Cow::Borrowed(text) }];
    }
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
        // A space stands in the face before it: fewer pieces.
        let of = match now.flatten() {
            Some(before) if grapheme == " " => Some(before),
            before => face.for_grapheme(grapheme, before),
        };
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
    let runs = runs(text, face);
    if runs.iter().all(Run::is_drawn) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(runs.iter().map(|r| r.drawn.as_ref()).collect())
}

/// How many characters of a text no face has: those shown by their numbers.
pub fn count_numbered(text: &str) -> usize {
    let runs = runs(text, Face::Regular);
    runs.iter().filter(|r| !r.is_drawn()).map(|r| r.written.chars().count()).sum()
}

/// `[U+4F60 U+597D]`: the characters of words that no face has.
pub fn numbers(text: &str) -> String {
    let each: Vec<String> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    format!("[{}]", each.join(" "))
}

/// How wide text is, in the unit of `size` (the height of the em), drawn in a
/// face and where it lacks a letter in the fallback.
pub fn advance(text: &str, size: f32, face: Face) -> f32 {
    let wide = |run: &Run| glyphs(run).iter().map(|g| g.advance * size).sum::<f32>();
    runs(text, face).iter().map(wide).sum()
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
        for glyph in glyphs(&run) {
            if let Some(outline) = font.outlines.get(glyph.id) {
                let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
                let (x, y) = (x + glyph.dx * size, at.1 - glyph.dy * size);
                // What cannot be drawn leaves its room empty: the faces are
                // tested whole.
                let _ = outline.draw(settings, &mut Placed { pen, x, y });
            }
            x += glyph.advance * size;
        }
    }
    x - at.0
}

/// A glyph in its place; lengths in ems.
struct Glyph {
    id: GlyphId,
    advance: f32,
    dx: f32,
    dy: f32,
}

/// The glyphs of a run: letter by letter, or as their script sets them.
fn glyphs(run: &Run<'_>) -> Vec<Glyph> {
    let Some(font) = run.face.open() else { return Vec::new() };
    if let Some(setter) = &font.setter {
        if run.face != Face::Arabic {
            return set(setter, font.units, &run.drawn, None);
        }
        // From right to left, but for the digits of a number.
        let is_digit = |c: char| matches!(bidi_class(c), BidiClass::AN | BidiClass::EN);
        let letters: Vec<(usize, char)> = run.drawn.char_indices().collect();
        let parts = letters.chunk_by(|a, b| is_digit(a.1) == is_digit(b.1));
        let parts = parts.filter_map(|part| {
            let (first, last) = (part.first()?, part.last()?);
            run.drawn.get(first.0..last.0 + last.1.len_utf8())
        });
        let parts: Vec<&str> = parts.collect();
        let set = |part: &&str| {
            let is_number = part.chars().all(is_digit);
            let from = if is_number { LeftToRight } else { RightToLeft };
            set(setter, font.units, part, Some(from))
        };
        return parts.iter().rev().flat_map(set).collect();
    }
    let seen = run.drawn.chars().filter(|c| !is_unseen(*c));
    seen.filter_map(|c| {
        let id = run.face.glyph(c)?;
        let advance = font.widths.advance_width(id)? / font.units;
        Some(Glyph { id, advance, dx: 0.0, dy: 0.0 })
    })
    .collect()
}

/// The glyphs of words of one script, from left to right as they are seen.
fn set(
    setter: &rustybuzz::Face,
    units_to_em: f32,
    text: &str,
    direction: Option<rustybuzz::Direction>,
) -> Vec<Glyph> {
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(text);
    if let Some(direction) = direction {
        buffer.set_direction(direction);
    }
    buffer.guess_segment_properties();
    let set = rustybuzz::shape(setter, &[], buffer);
    #[allow(clippy::cast_precision_loss)] // units of an em are small numbers
    let em = |units: i32| units as f32 / units_to_em;
    let glyphs = set.glyph_infos().iter().zip(set.glyph_positions());
    glyphs
        .map(|(info, at)| Glyph {
            id: GlyphId::new(info.glyph_id),
            advance: em(at.x_advance),
            dx: em(at.x_offset),
            dy: em(at.y_offset),
        })
        .collect()
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
        for face in [Face::Regular, Face::Bold, Face::Fallback] {
            let mut pen = Count(0);
            let width = outline("Maya ø", 10.0, face, (5.0, 5.0), &mut pen);
            // M, a, y, a, and ø with their holes.
            assert_eq!(pen.0, 9, "{face:?}");
            assert!((width - advance("Maya ø", 10.0, face)).abs() < 0.001);
            assert!(width > 25.0 && width < 50.0, "{width}");
        }
    }

    #[test]
    fn every_face_has_the_letters_of_english() {
        for face in [Face::Regular, Face::Bold, Face::Fallback] {
            assert!((' '..='~').all(|c| face.covers(c)), "{face:?}");
        }
    }

    #[test]
    fn every_face_opens_and_has_a_space() {
        for face in Face::ALL {
            assert_eq!(Face::ALL.get(face as usize), Some(&face));
            assert!(face.open().is_some() && face.covers(' '), "{face:?}");
            let is_set = face.open().unwrap().setter.is_some();
            assert_eq!(is_set, face.is_of_a_script(), "{face:?}");
        }
    }

    #[test]
    fn words_of_a_script_are_set_as_it_wants_them() {
        for (text, face) in [
            ("नमस्ते क्षमा।", Face::Devanagari),
            ("আমার মা বলেছেন।", Face::Bengali),
            ("ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ।", Face::Gurmukhi),
            ("નમસ્તે, કેમ છો", Face::Gujarati),
            ("அம்மா வீட்டில் இருக்கிறார்", Face::Tamil),
            ("ሰላም፣ እናቴ ሓፍተይ።", Face::Ethiopic),
            ("اس نے کہا کہ وہ ڈرتی ہے", Face::Arabic),
            ("می\u{200c}ترسد، گفت. پښتو ځوړ، خۆشەویستی ڕۆژ", Face::Arabic),
        ] {
            let of: Vec<Face> = runs(text, Face::Regular).iter().map(|r| r.face).collect();
            assert!(of.iter().all(|f| *f == face || *f == Face::Regular), "{text} {of:?}");
            assert_eq!(drawn(text, Face::Bold), text);
            assert_eq!(count_numbered(text), 0);
            assert!(advance(text, 10.0, Face::Regular) > 20.0);
        }
        // Conjuncts are one sign, and a vowel stands before what it is said after.
        let letters = |text: &str| glyphs(runs(text, Face::Regular).first().unwrap());
        assert_eq!(letters("क्ष").len(), 1);
        let (vowel, both) = (letters("नि"), letters("न"));
        assert_eq!((vowel.len(), vowel[1].id), (2, both[0].id));
        // Joined, from right to left, a number from left to right.
        let ids = |text: &str| letters(text).iter().map(|g| g.id).collect::<Vec<_>>();
        assert_eq!(ids("ہے ۱۲")[..2], [ids("۱")[0], ids("۲")[0]]);
        assert_ne!(ids("بب"), ids("ب ب"));
        // What all of these have is not from another.
        assert_eq!(runs("ਅਕਾਲ। ਸਤਿ", Face::Regular).len(), 1);
        assert_eq!(count_numbered("मा 你好 🦖, Tom"), 3);
    }

    #[test]
    fn a_letter_is_drawn_in_the_face_that_has_it() {
        for (text, want) in [
            ("What went well", vec![(Face::Regular, "What went well")]),
            ("Zoë Łukasz", vec![(Face::Regular, "Zoë Łukasz")]),
            ("Ελλάδα Україна", vec![(Face::Regular, "Ελλάδα Україна")]),
            (
                "said سلام now",
                vec![(Face::Regular, "said "), (Face::Arabic, "سلام "), (Face::Regular, "now")],
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
        fn nothing_is_left_out(text in "(\\PC|[a-z 你ب\u{301}\u{200d}]|[क-ह\u{93f}\u{94d}।]|[ਅ-ਹ]|[ሀ-ቐ]){0,40}") {
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

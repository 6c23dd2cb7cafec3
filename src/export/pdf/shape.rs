//! Letters set next to each other as their face wants it: kerned, joined,
//! marks over the letter they belong to. Words recur, so each is set once.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use rustybuzz::{Direction, Face as Font, Script, ShapePlan, UnicodeBuffer};

use crate::export::font::Face;

/// One glyph; lengths in ems.
pub(super) struct Glyph {
    pub id: u32,
    pub advance: f32,
    pub dx: f32,
    pub dy: f32,
    /// The characters it stands for, in the text that was set.
    pub range: Range<usize>,
}

/// A stretch of text in one face and one direction, glyphs from left to right.
pub(super) struct Shaped {
    pub glyphs: Vec<Glyph>,
    /// In ems.
    pub width: f32,
}

/// Nothing where the face has not all of a word.
type Words = HashMap<Box<str>, Option<Rc<Shaped>>>;

#[derive(Default)]
pub(super) struct Shaper {
    fonts: HashMap<Face, Option<Font<'static>>>,
    plans: HashMap<(Face, bool, Script), ShapePlan>,
    words: HashMap<(Face, bool), Words>,
    buffer: Option<UnicodeBuffer>,
}

/// Longer ones seldom recur.
const LONGEST_KEPT: usize = 40;

impl Shaper {
    /// Sets text; nothing where the face has not all of it.
    pub fn shape(&mut self, text: &str, face: Face, from_right: bool) -> Option<Rc<Shaped>> {
        if let Some(known) = self.words.get(&(face, from_right)).and_then(|w| w.get(text)) {
            return known.clone();
        }
        let shaped = self.set(text, face, from_right).map(Rc::new);
        if text.len() <= LONGEST_KEPT {
            let words = self.words.entry((face, from_right)).or_default();
            words.insert(text.into(), shaped.clone());
        }
        shaped
    }

    fn set(&mut self, text: &str, face: Face, from_right: bool) -> Option<Shaped> {
        let font = self.fonts.entry(face).or_insert_with(|| Font::from_slice(face.data(), 0));
        let font = font.as_ref()?;
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(text);
        let direction = if from_right { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        buffer.guess_segment_properties();
        let script = buffer.script();
        let plan = self
            .plans
            .entry((face, from_right, script))
            .or_insert_with(|| ShapePlan::new(font, direction, Some(script), None, &[]));
        let set = rustybuzz::shape_with_plan(font, plan, buffer);
        #[allow(clippy::cast_precision_loss)] // units of an em are small numbers
        let em = |units: i32| units as f32 / font.units_per_em() as f32;
        let mut starts: Vec<usize> = set.glyph_infos().iter().map(|i| i.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let end_of = |start: usize| {
            let next = starts.partition_point(|s| *s <= start);
            starts.get(next).copied().unwrap_or(text.len())
        };
        let glyphs: Vec<Glyph> = set
            .glyph_infos()
            .iter()
            .zip(set.glyph_positions())
            .map(|(info, at)| {
                let start = info.cluster as usize;
                Glyph {
                    id: info.glyph_id,
                    advance: em(at.x_advance),
                    dx: em(at.x_offset),
                    dy: em(at.y_offset),
                    range: start..end_of(start),
                }
            })
            .collect();
        self.buffer = Some(set.clear());
        // Glyph 0 is the box of a face that lacks a letter.
        if glyphs.iter().any(|g| g.id == 0) {
            return None;
        }
        let width = glyphs.iter().map(|g| g.advance).sum();
        Some(Shaped { glyphs, width })
    }
}

//! Letters set next to each other as their face wants it: kerned, joined,
//! marks over the letter they belong to. Words recur, so each is set once.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use rustybuzz::{BufferClusterLevel, Direction, Face as Font, Script, ShapePlan, UnicodeBuffer};

use crate::export::font::{Face, numbers, runs};

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

/// A stretch of text as it is drawn.
pub(super) struct Part {
    pub face: Face,
    pub shaped: Rc<Shaped>,
    /// Where it stands in the text that was set.
    pub range: Range<usize>,
    /// What is drawn in its place where no face has it.
    pub instead: Option<Rc<str>>,
}

type Words = HashMap<Box<str>, Rc<[Part]>>;

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
    /// Sets text in a face, and what that lacks in the fallback, or by its
    /// numbers. Every character stands in exactly one part.
    pub fn parts(&mut self, text: &str, face: Face, from_right: bool) -> Rc<[Part]> {
        if let Some(known) = self.words.get(&(face, from_right)).and_then(|w| w.get(text)) {
            return Rc::clone(known);
        }
        let mut parts = Vec::new();
        let mut at = 0;
        for run in runs(text, face) {
            let range = at..at + run.written.len();
            at = range.end;
            let is_whole = run.is_drawn();
            let shaped = if is_whole { self.set(run.written, run.face, from_right) } else { None };
            if let Some(shaped) = shaped {
                let shaped = Rc::new(shaped);
                parts.push(Part { face: run.face, shaped, range, instead: None });
                continue;
            }
            let instead = numbers(run.written);
            // Digits and brackets are in every face.
            let Some(shaped) = self.set(&instead, face, false) else { continue };
            let shaped = Rc::new(shaped);
            parts.push(Part { face, shaped, range, instead: Some(instead.into()) });
        }
        let parts: Rc<[Part]> = parts.into();
        if text.len() <= LONGEST_KEPT {
            let words = self.words.entry((face, from_right)).or_default();
            words.insert(text.into(), Rc::clone(&parts));
        }
        parts
    }

    /// Sets text of one run; nothing where the face has not all of it.
    pub fn shape(&mut self, text: &str, face: Face) -> Option<Shaped> {
        self.set(text, face, false)
    }

    fn set(&mut self, text: &str, face: Face, from_right: bool) -> Option<Shaped> {
        let font = self.fonts.entry(face).or_insert_with(|| Font::from_slice(face.data(), 0));
        let font = font.as_ref()?;
        let mut buffer = self.buffer.take().unwrap_or_default();
        // A mark stands for itself where it may: readers find it without help.
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
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

//! A paragraph broken into lines, each with its glyphs set and in the order
//! they are seen.

use std::ops::Range;
use std::rc::Rc;

use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::shape::{Shaped, Shaper};
use crate::export::font::Face;

/// A stretch of a line in one face and direction.
pub(super) struct Piece {
    pub face: Face,
    pub shaped: Rc<Shaped>,
    pub level: Level,
    /// Where it stands in the paragraph's text.
    pub range: Range<usize>,
    /// What is drawn in its place where no face has it.
    pub instead: Option<Rc<str>>,
}

/// A line.
#[derive(Default)]
pub(super) struct Line {
    /// In the order of the text.
    pub pieces: Vec<Piece>,
    /// The left end of each, in points.
    pub lefts: Vec<f32>,
}

/// How a paragraph is set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// The height of the em, in points.
    pub size: f32,
    /// The face.
    pub face: Face,
    /// How many bytes at its beginning are bold.
    pub lead: usize,
    /// How long a line may be, in points.
    pub room: f32,
}

/// Words longer than this are set in parts, so that the time it takes grows
/// with their length and no faster: some forty letters of an Indian script.
const PART: usize = 120;

/// Breaks one paragraph, which holds no line break, into lines. Every character
/// stands in exactly one piece of one line.
pub(super) fn break_lines(shaper: &mut Shaper, text: &str, setting: Setting) -> Vec<Line> {
    let mut breaker = Breaker {
        shaper,
        text,
        setting,
        bidi: Bidi::of(text),
        lines: Vec::new(),
        now: Vec::new(),
        x: 0.0,
    };
    let mut from = 0;
    for (end, _) in linebreaks(text) {
        breaker.word(from..end);
        from = end;
    }
    breaker.end_line();
    breaker.lines
}

/// The directions in a paragraph.
struct Bidi {
    paragraph: Level,
    /// By byte; empty where all goes from left to right.
    levels: Vec<Level>,
}

impl Bidi {
    fn of(text: &str) -> Bidi {
        let turns = |c: char| {
            // Nothing below the Hebrew letters goes from right to left.
            c >= '\u{590}' && {
                use unicode_bidi::BidiClass as B;
                !matches!(
                    unicode_bidi::bidi_class(c),
                    B::L | B::EN | B::ES | B::ET | B::CS | B::NSM | B::BN | B::WS | B::ON | B::B
                )
            }
        };
        let left_to_right = Bidi { paragraph: Level::ltr(), levels: Vec::new() };
        if !text.chars().any(turns) {
            return left_to_right;
        }
        let info = BidiInfo::new(text, None);
        // The text holds no separator of paragraphs.
        match info.paragraphs.first() {
            Some(first) => Bidi { paragraph: first.level, levels: info.levels },
            None => left_to_right,
        }
    }

    fn at(&self, byte: usize) -> Level {
        self.levels.get(byte).copied().unwrap_or(self.paragraph)
    }
}

struct Breaker<'a> {
    shaper: &'a mut Shaper,
    text: &'a str,
    setting: Setting,
    bidi: Bidi,
    lines: Vec<Line>,
    now: Vec<Piece>,
    /// How far the line goes, spaces at its end with it, in points.
    x: f32,
}

impl Breaker<'_> {
    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// A word and the spaces behind it.
    fn word(&mut self, range: Range<usize>) {
        let word = self.slice(range.clone()).trim_end_matches(is_space).len();
        let spaces = range.start + word..range.end;
        self.letters(range.start..spaces.start);
        // Spaces may hang over the end of a line, but not off the page.
        for part in self.parts(spaces, PART / 4) {
            if self.x > self.setting.room {
                self.end_line();
            }
            let pieces = self.pieces(part);
            self.push(pieces);
        }
    }

    fn letters(&mut self, range: Range<usize>) {
        let is_long = range.len() > PART;
        for part in self.parts(range, PART) {
            let pieces = self.pieces(part.clone());
            let width = self.width(&pieces);
            if self.x + width <= self.setting.room {
                self.push(pieces);
            } else if width <= self.setting.room && !is_long {
                self.end_line();
                self.push(pieces);
            } else {
                self.cut(part);
            }
        }
    }

    /// Sets a word that fits on no line, or a part of one, where there is room.
    fn cut(&mut self, mut range: Range<usize>) {
        while !range.is_empty() {
            let room = self.setting.room - self.x;
            let pieces = self.pieces(range.clone());
            let width = self.width(&pieces);
            if width <= room {
                self.push(pieces);
                return;
            }
            let ends: Vec<usize> = self
                .slice(range.clone())
                .grapheme_indices(true)
                .map(|(at, g)| range.start + at + g.len())
                .collect();
            // As many graphemes as fit: a guess by the mean width, set right.
            let mean = width / count(ends.len());
            let mut n = ends.len().min(whole(room / mean));
            let mut fits = |n: usize| {
                let end = n.checked_sub(1).and_then(|i| ends.get(i).copied());
                let pieces = self.pieces(range.start..end.unwrap_or(range.start));
                (self.width(&pieces) <= room).then_some(pieces)
            };
            let mut best = None;
            while n > 0 && best.is_none() {
                best = fits(n);
                if best.is_none() {
                    n -= 1;
                }
            }
            while n < ends.len() {
                let Some(more) = fits(n + 1) else { break };
                best = Some(more);
                n += 1;
            }
            if n == 0 && self.now.is_empty() {
                // Not even one has room on a whole line.
                n = 1;
                let end = ends.first().copied().unwrap_or(range.end);
                best = Some(self.pieces(range.start..end));
            }
            if let Some(best) = best.filter(|_| n > 0) {
                self.push(best);
                range.start =
                    n.checked_sub(1).and_then(|i| ends.get(i).copied()).unwrap_or(range.end);
            }
            self.end_line();
        }
    }

    fn push(&mut self, pieces: Vec<Piece>) {
        self.x += self.width(&pieces);
        self.now.extend(pieces);
    }

    fn width(&self, pieces: &[Piece]) -> f32 {
        pieces.iter().map(|p| p.shaped.width * self.setting.size).sum()
    }

    /// A range in parts of at most so many bytes, or one grapheme.
    fn parts(&self, range: Range<usize>, most: usize) -> Vec<Range<usize>> {
        if range.is_empty() {
            return Vec::new();
        }
        if range.len() <= most {
            return vec![range];
        }
        let mut parts = Vec::new();
        let mut from = range.start;
        for (at, grapheme) in self.slice(range.clone()).grapheme_indices(true) {
            let (at, end) = (range.start + at, range.start + at + grapheme.len());
            if end - from > most && at > from {
                parts.push(from..at);
                from = at;
            }
        }
        parts.push(from..range.end);
        parts
    }

    /// Cuts where the weight, the direction or the face changes, and sets each.
    fn pieces(&mut self, range: Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut from = range.start;
        while from < range.end {
            let level = self.bidi.at(from);
            let lead = self.setting.lead;
            let mut end = if from < lead { range.end.min(lead) } else { range.end };
            if !self.bidi.levels.is_empty() {
                let turn = self
                    .slice(from..end)
                    .char_indices()
                    .map(|(at, _)| from + at)
                    .find(|at| self.bidi.at(*at) != level);
                end = turn.unwrap_or(end);
            }
            let face = if from < lead { Face::Bold } else { self.setting.face };
            self.set(from..end, face, level, &mut pieces);
            from = end;
        }
        pieces
    }

    fn set(&mut self, range: Range<usize>, face: Face, level: Level, pieces: &mut Vec<Piece>) {
        let origin = range.start;
        let text = self.text.get(range).unwrap_or_default();
        for part in self.shaper.parts(text, face, level.is_rtl()).iter() {
            pieces.push(Piece {
                face: part.face,
                shaped: Rc::clone(&part.shaped),
                level,
                range: origin + part.range.start..origin + part.range.end,
                instead: part.instead.clone(),
            });
        }
    }

    fn end_line(&mut self) {
        self.x = 0.0;
        if self.now.is_empty() {
            return;
        }
        let mut pieces = std::mem::take(&mut self.now);
        // Spaces at the end go the way of the paragraph.
        for piece in pieces.iter_mut().rev() {
            if !self.text.get(piece.range.clone()).is_some_and(|t| t.chars().all(is_space)) {
                break;
            }
            piece.level = self.bidi.paragraph;
        }
        let width = self.width(&pieces);
        let levels: Vec<Level> = pieces.iter().map(|p| p.level).collect();
        // Spaces at the end hang over on the left there.
        let mut x = if self.bidi.paragraph.is_rtl() { self.setting.room - width } else { 0.0 };
        let mut lefts = vec![0.0; pieces.len()];
        for i in BidiInfo::reorder_visual(&levels) {
            if let (Some(left), Some(piece)) = (lefts.get_mut(i), pieces.get(i)) {
                *left = x;
                x += piece.shaped.width * self.setting.size;
            }
        }
        self.lines.push(Line { pieces, lefts });
    }
}

fn is_space(c: char) -> bool {
    c == ' ' || (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}'))
}

#[allow(clippy::cast_precision_loss)] // at most a part's graphemes
fn count(n: usize) -> f32 {
    n.max(1) as f32
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(n: f32) -> usize {
    n.clamp(0.0, 1000.0) as usize
}

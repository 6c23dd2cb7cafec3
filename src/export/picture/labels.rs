//! Where the words of a figure stand on paper, in which of their forms and how
//! large: the largest size at which all of them have room, off every line.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use super::letters::{self, ABOVE, BELOW, Piece, ROW, SIGN};
use super::outline::{pieces, short, sign};
use super::{Ink, Mark};
use crate::figure::{Anchor, Figure, Label, Outline, Point, Probe, Shape, Tone};

/// Sizes of letters to try, in points: the smallest reads like a footnote.
const SIZES: [f64; 7] = [10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0];
/// Where not even that has room for what is needed.
const SMALLER: [f64; 3] = [6.0, 5.0, 4.0];
/// Air between words and a line or other words, in points.
const AIR: f64 = 2.0;
/// How far words beyond the plane may reach, in points.
const BEYOND: f64 = 14.0;

/// How a figure lies on paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Points to a unit.
    pub scale: f64,
}

impl Frame {
    /// A place of the plane, in points.
    pub fn at(self, point: Point) -> Point {
        Point::new(point.x * self.scale, point.y * self.scale)
    }

    fn back(self, point: Point) -> Point {
        Point::new(point.x / self.scale, point.y / self.scale)
    }
}

/// A box in points.
#[derive(Debug, Clone, Copy)]
struct Room {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Room {
    fn wider(self, by: f64) -> Room {
        Room {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    fn meets(self, other: Room) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether a straight line comes into it.
    fn crossed_by(self, (a, b): (Point, Point)) -> bool {
        // what of the line lies between both pairs of sides at once
        let (mut from, mut until) = (0.0_f64, 1.0_f64);
        for (start, way, least, most) in
            [(a.x, b.x - a.x, self.left, self.right), (a.y, b.y - a.y, self.top, self.bottom)]
        {
            if way.abs() < 1e-9 {
                if start < least || start > most {
                    return false;
                }
                continue;
            }
            let (one, other) = ((least - start) / way, (most - start) / way);
            from = from.max(one.min(other));
            until = until.min(one.max(other));
        }
        from <= until
    }

    fn corners_and_sides(self) -> impl Iterator<Item = Point> {
        (0..=4).flat_map(move |step| {
            let part = f64::from(step) / 4.0;
            let x = self.left + (self.right - self.left) * part;
            let y = self.top + (self.bottom - self.top) * part;
            [
                Point::new(x, self.top),
                Point::new(x, self.bottom),
                Point::new(self.left, y),
                Point::new(self.right, y),
            ]
        })
    }
}

/// A label in its place.
#[derive(Clone)]
pub(super) struct Placed {
    /// Each row and how wide it is.
    rows: Rc<[(String, f64)]>,
    /// Where its rows are anchored, and where the first of them begins.
    x: f64,
    top: f64,
    anchor: Anchor,
    size: f64,
    bold: bool,
}

impl Placed {
    /// The box of each row.
    fn rooms(&self) -> impl Iterator<Item = Room> {
        self.rows.iter().zip(0_u16..).map(|((_, wide), n)| {
            let left = match self.anchor {
                Anchor::Start => self.x,
                Anchor::Middle => self.x - wide / 2.0,
                Anchor::End => self.x - wide,
            };
            let base = self.base(n);
            Room {
                left,
                top: base - self.size * ABOVE,
                right: left + wide,
                bottom: base + self.size * BELOW,
            }
        })
    }

    fn base(&self, row: u16) -> f64 {
        self.top + self.size * (0.9 + ROW * f64::from(row))
    }

    fn bottom(&self) -> f64 {
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        self.top + self.size * ROW * f64::from(rows)
    }

    fn says(&self, label: &Label) -> bool {
        let own: Vec<&str> = self.rows.iter().map(|(text, _)| text.as_str()).collect();
        let own = own.join(" ");
        label.forms.first().is_some_and(|form| own.contains(form.as_str()))
    }

    fn meets(&self, other: &Placed) -> bool {
        self.rooms().any(|room| other.rooms().any(|taken| room.wider(AIR).meets(taken)))
    }

    /// Its rows as marks.
    pub fn draw(&self, ink: Ink, marks: &mut Vec<Mark>) {
        for (((text, _), room), n) in self.rows.iter().zip(self.rooms()).zip(0_u16..) {
            let write = Row { base: self.base(n), size: self.size, bold: self.bold, ink };
            match (letters::pieces(text).as_slice(), self.anchor) {
                ([Piece::Words(words)], Anchor::Start) => {
                    write.words(words, self.anchor, room.left, marks);
                }
                ([Piece::Words(words)], anchor) => write.words(words, anchor, self.x, marks),
                (pieces, _) => write.pieces(pieces, room.left, marks),
            }
        }
    }
}

/// How a row is written.
struct Row {
    base: f64,
    size: f64,
    bold: bool,
    ink: Ink,
}

impl Row {
    fn words(&self, text: &str, anchor: Anchor, x: f64, marks: &mut Vec<Mark>) {
        marks.push(Mark::Words {
            x: short(x),
            y: short(self.base),
            size: short(self.size),
            bold: self.bold,
            anchor,
            width: short(letters::words(text, self.size, self.bold)),
            text: text.to_owned(),
            ink: self.ink,
        });
    }

    /// Words and marks one after the other; returns where they end.
    fn pieces(&self, pieces: &[Piece], left: f64, marks: &mut Vec<Mark>) {
        let mut x = left;
        for piece in pieces {
            match piece {
                Piece::Words(text) => {
                    let before = text.len() - text.trim_start().len();
                    let space = text.get(..before).unwrap_or_default();
                    let from = x + letters::words(space, self.size, self.bold);
                    if !text.trim().is_empty() {
                        self.words(text.trim(), Anchor::Start, from, marks);
                    }
                    x += letters::words(text, self.size, self.bold);
                }
                Piece::Sign(letter) => {
                    let middle =
                        Point::new(x + SIGN * self.size / 2.0, self.base - 0.36 * self.size);
                    sign(*letter, middle, self.size, self.ink, marks);
                    x += SIGN * self.size;
                }
            }
        }
    }
}

/// What a mark means, in one row under a figure of this width and height.
pub(super) fn key(said: &[(char, &str)], wide: f64, high: f64, marks: &mut Vec<Mark>) {
    const SIZE: f64 = 9.0;
    const BETWEEN: f64 = 18.0;
    let rows: Vec<String> = said.iter().map(|(sign, said)| format!("{sign} {said}")).collect();
    let widths: Vec<f64> = rows.iter().map(|text| letters::row(text, SIZE, false)).collect();
    let gaps = BETWEEN * f64::from(u8::try_from(rows.len()).unwrap_or(1)) - BETWEEN;
    let mut x = (wide - widths.iter().sum::<f64>() - gaps) / 2.0;
    for (text, width) in rows.iter().zip(widths) {
        let write = Row { base: high + 16.0, size: SIZE, bold: false, ink: Ink::WORDS };
        write.pieces(&letters::pieces(text), x, marks);
        x += width + BETWEEN;
    }
}

/// Every label that has room, at the largest size at which most of what they
/// say is said.
pub(super) fn place(figure: &Figure, frame: Frame) -> Vec<(&Label, Placed)> {
    let lines = lines(figure, frame);
    let measure = Measure::default();
    let mut best: Option<(usize, Vec<Option<Placed>>)> = None;
    for size in SIZES {
        let Some((unsaid, placed)) = place_at(figure, frame, &lines, &measure, size, false) else {
            continue;
        };
        if best.as_ref().is_none_or(|(fewest, _)| unsaid < *fewest) {
            best = Some((unsaid, placed));
        }
        if unsaid == 0 {
            break;
        }
    }
    let smaller = || {
        SMALLER
            .into_iter()
            .find_map(|size| place_at(figure, frame, &lines, &measure, size, false))
            .or_else(
                // the words under it still say everything
                || place_at(figure, frame, &lines, &measure, SIZES[6], true),
            )
    };
    let placed = best.or_else(smaller).map(|(_, placed)| placed).unwrap_or_default();
    figure.labels.iter().zip(placed).filter_map(|(label, placed)| Some((label, placed?))).collect()
}

/// The lines that words outside of shapes keep off.
fn lines(figure: &Figure, frame: Frame) -> Vec<(Point, Point)> {
    let drawn = figure.shapes.iter().filter(|shape| shape.tone != Tone::Unseen);
    drawn.flat_map(|shape| pieces(&shape.outline, frame)).collect()
}

/// All labels at one size, with how many of them do not say everything; none
/// where one that is needed has no room.
fn place_at(
    figure: &Figure,
    frame: Frame,
    lines: &[(Point, Point)],
    measure: &Measure,
    size: f64,
    lenient: bool,
) -> Option<(usize, Vec<Option<Placed>>)> {
    let mut unsaid = 0;
    let mut out: Vec<Option<Placed>> = Vec::with_capacity(figure.labels.len());
    for label in &figure.labels {
        let other = |index: Option<usize>| out.get(index?).and_then(Option::as_ref);
        if other(label.unless).is_some_and(|placed| placed.says(label)) {
            out.push(None);
            continue;
        }
        let under = other(label.under).map(Placed::bottom);
        let shape = label.within.and_then(|index| figure.shapes.get(index));
        let probe = shape.map(|shape| shape.outline.probe());
        let spot = Spot { figure, frame, lines, measure, size, shape, probe, under };
        let free = |placed: &Placed| !out.iter().flatten().any(|other| placed.meets(other));
        let found = label
            .forms
            .iter()
            .enumerate()
            .find_map(|(n, form)| Some((n, spot.places(label, form)?.find(free)?)));
        match found {
            Some((n, placed)) => {
                unsaid += usize::from(says_less(label, n, &placed));
                out.push(Some(placed));
            }
            None if label.spare || lenient => {
                unsaid += usize::from(!label.spare || label.unless.is_none());
                out.push(None);
            }
            None => return None,
        }
    }
    Some((unsaid, out))
}

/// Whether a label's longest form says more than what stands there.
fn says_less(label: &Label, form: usize, placed: &Placed) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let most = label.forms.first().map_or(0, |form| letters(form));
    let own = label.forms.get(form).map_or(0, |form| letters(form));
    own < most || placed.rows.iter().map(|(row, _)| letters(row)).sum::<usize>() < own
}

/// What a label looks for a place in.
struct Spot<'a> {
    figure: &'a Figure,
    frame: Frame,
    lines: &'a [(Point, Point)],
    measure: &'a Measure,
    size: f64,
    shape: Option<&'a Shape>,
    probe: Option<Probe>,
    under: Option<f64>,
}

impl Spot<'_> {
    /// Where a form has room, the nearest place first.
    fn places(&self, label: &Label, form: &str) -> Option<impl Iterator<Item = Placed>> {
        let size = self.size;
        let rows: Vec<String> = match label.room {
            None => form.split('\n').map(str::to_owned).collect(),
            Some((wide, high)) => {
                let most = (1..=40_u16)
                    .take_while(|n| f64::from(*n) * ROW * size <= high * self.frame.scale + 0.5)
                    .count();
                let wide = wide * self.frame.scale;
                let rows = letters::wrapped(form, size, label.strong, wide, most.max(1));
                if !label.spare && rows.last().is_some_and(|row| row.ends_with('…')) {
                    return None;
                }
                rows
            }
        };
        if rows.iter().all(|row| row.trim().is_empty()) {
            return None;
        }
        let high = f64::from(u16::try_from(rows.len()).ok()?) * ROW * size;
        let measured = |text: String| {
            let wide = self.measure.row(&text, size, label.strong);
            (text, wide)
        };
        let at = self.frame.at(label.at);
        let first = Placed {
            rows: rows.into_iter().map(measured).collect(),
            x: at.x,
            top: match (self.under, label.room) {
                (Some(bottom), _) => bottom,
                (None, Some(_)) => at.y,
                (None, None) => at.y - high / 2.0,
            },
            anchor: label.anchor,
            size,
            bold: label.strong,
        };
        let steps = match (self.shape, label.room) {
            (Some(shape), _) => self.along(&shape.outline, at).unwrap_or_else(|| INSIDE.clone()),
            (None, Some(_)) => vec![(0.0, 0.0)],
            (None, None) => OUTSIDE.clone(),
        };
        Some(steps.into_iter().filter_map(move |(x, y)| {
            let placed = Placed { x: first.x + x, top: first.top + y, ..first.clone() };
            self.holds(label, &placed).then_some(placed)
        }))
    }

    /// Steps along a wide piece of a ring, from its middle on: paper has room
    /// elsewhere than the rows of a screen.
    fn along(&self, outline: &Outline, label: Point) -> Option<Vec<(f64, f64)>> {
        let Outline::Sector { centre, inner, outer, from, to, .. } = outline else { return None };
        if to - from <= 90.0 {
            return None;
        }
        let (middle, ring) = (f64::midpoint(*from, *to), f64::midpoint(*inner, *outer));
        let turns = (0..=22).flat_map(|n| [f64::from(n) * 2.0, f64::from(-n) * 2.0]);
        let places = turns.flat_map(|turn| {
            [0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0].map(|far| {
                let at = self.frame.at(centre.at_angle(middle + turn, ring + far));
                (at.x - label.x, at.y - label.y)
            })
        });
        Some(places.collect())
    }

    fn holds(&self, label: &Label, placed: &Placed) -> bool {
        let (wide, high) =
            (self.figure.width * self.frame.scale, self.figure.height * self.frame.scale);
        placed.rooms().all(|room| {
            let inside = if let Some(probe) = &self.probe {
                let air = room.wider(AIR + 0.5);
                air.corners_and_sides().all(|p| probe.contains(self.frame.back(p)))
            } else {
                let air = room.wider(if label.room.is_some() { 0.5 } else { AIR });
                !self.lines.iter().any(|line| air.crossed_by(*line))
            };
            inside
                && room.left >= -BEYOND
                && room.right <= wide + BEYOND
                && room.top >= -BEYOND
                && room.bottom <= high + BEYOND
        })
    }
}

/// Steps to all sides, the nearest first: within a shape, and outside of any.
static INSIDE: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| offsets(10, 2.5));
static OUTSIDE: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| offsets(9, 1.5));

/// So many steps to each side, and so far apart.
fn offsets(most: i32, apart: f64) -> Vec<(f64, f64)> {
    let line = move || (-most..=most).map(move |n| f64::from(n) * apart);
    let mut steps: Vec<(f64, f64)> = line().flat_map(|x| line().map(move |y| (x, y))).collect();
    steps.sort_by(|a, b| (a.0.hypot(a.1)).total_cmp(&b.0.hypot(b.1)));
    steps
}

/// How wide rows are at a size of one point: each is measured once.
#[derive(Default)]
struct Measure(RefCell<HashMap<(String, bool), f64>>);

impl Measure {
    fn row(&self, text: &str, size: f64, bold: bool) -> f64 {
        let key = (text.to_owned(), bold);
        let known = self.0.borrow().get(&key).copied();
        let one = known.unwrap_or_else(|| letters::row(text, 1.0, bold));
        self.0.borrow_mut().insert(key, one);
        one * size
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_line_through_a_box_is_found() {
        let room = Room { left: 0.0, top: 0.0, right: 10.0, bottom: 4.0 };
        let line = |a: (f64, f64), b: (f64, f64)| (Point::new(a.0, a.1), Point::new(b.0, b.1));
        assert!(room.crossed_by(line((-5.0, 2.0), (20.0, 2.0))));
        assert!(room.crossed_by(line((3.0, 1.0), (4.0, 2.0))));
        assert!(room.crossed_by(line((-1.0, -1.0), (11.0, 5.0))));
        assert!(!room.crossed_by(line((-5.0, 5.0), (20.0, 5.0))));
        assert!(!room.crossed_by(line((-1.0, 3.0), (2.0, 8.0))));
        assert!(!room.crossed_by(line((11.0, 0.0), (20.0, 4.0))));
    }
}

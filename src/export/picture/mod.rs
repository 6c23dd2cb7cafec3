//! Drawings laid out for paper: what a figure shows as areas, lines and rows of
//! words in points, which every format that holds pictures draws alike.
//!
//! Nothing is said by colour alone. Fills differ in lightness as far as white,
//! grey and near black, so that a photocopy says the same, and the marks ●, ◐
//! and ○ are drawn beside them. Marks are areas, not letters: no font has to
//! hold them.

mod ink;
mod labels;
mod letters;
mod outline;
mod png;
mod svg;

pub use ink::Ink;
pub use png::{Png, png};
pub(super) use svg::inline;
pub use svg::svg;

use crate::figure::{Anchor, Figure, Fill, Outline, Tone};
use crate::record::Drawing;
use labels::Frame;

/// A drawing on paper.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// In points, a 72nd of an inch.
    pub width: f32,
    /// In points.
    pub height: f32,
    /// From the back to the front.
    pub marks: Vec<Mark>,
}

/// Something drawn.
#[derive(Clone, PartialEq)]
pub enum Mark {
    /// An area or a line.
    Area {
        /// Its edge.
        path: Vec<Step>,
        /// What it is filled with.
        fill: Option<Ink>,
        /// How thick its edge is, in points, and what it is drawn with.
        line: Option<(f32, Ink)>,
    },
    /// A row of words.
    Words {
        /// Where the row is anchored, in points from the left.
        x: f32,
        /// Where the letters stand, in points from the top.
        y: f32,
        /// The size of the letters in points.
        size: f32,
        /// Whether they are bold.
        bold: bool,
        /// Which end of the row stands at `x`.
        anchor: Anchor,
        /// How wide the row is, in points: whatever font draws it has to keep
        /// to that.
        width: f32,
        /// What it says.
        text: String,
        /// What it is drawn with.
        ink: Ink,
    },
}

/// A step along an edge; places in points from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Begins here.
    MoveTo(f32, f32),
    /// Straight on to here.
    LineTo(f32, f32),
    /// In a curve, pulled by the first two places, to the third.
    CurveTo((f32, f32), (f32, f32), (f32, f32)),
    /// Back to the beginning.
    Close,
}

/// How wide a picture is at most, in points: 14 cm.
const WIDEST: f64 = 397.0;
/// How wide one is that is as high as wide: 11.6 cm. On less, the words in it
/// are too small to read.
const ROUND: f64 = 328.0;
/// What is left free around it.
const MARGIN: f64 = 3.0;

/// A drawing laid out for paper, with the words that have room in it.
pub fn laid_out(drawing: &Drawing) -> Picture {
    let key: &[(Fill, &str)] = match drawing {
        Drawing::Wheel { before, .. } if before.is_empty() => {
            &[(Fill::Full, "asked at this meeting"), (Fill::None, "not asked")]
        }
        Drawing::Wheel { .. } => &[
            (Fill::Full, "asked at this meeting"),
            (Fill::Half, "asked before"),
            (Fill::None, "not asked yet"),
        ],
        _ => &[],
    };
    let back = matches!(drawing, Drawing::Wheel { back, .. } if !back.is_empty());
    let figure = drawing.figure();
    let mut marks = of_figure(&figure);
    if !key.is_empty() {
        let frame = frame_of(&figure);
        let signs = key.iter().map(|(fill, said)| (outline::sign_of(*fill), *said));
        let back = back.then_some((crate::figure::BROUGHT_BACK, "to come back to"));
        let key: Vec<(char, &str)> = signs.chain(back).collect();
        labels::key(&key, figure.width * frame.scale, figure.height * frame.scale, &mut marks);
    }
    cropped(marks)
}

fn frame_of(figure: &Figure) -> Frame {
    let (wide, high) = (figure.width.max(1.0), figure.height.max(1.0));
    let wanted = if high > wide * 0.8 { ROUND } else { WIDEST };
    Frame { scale: wanted / wide }
}

/// Shapes with their fills, then labels on top of them.
fn of_figure(figure: &Figure) -> Vec<Mark> {
    let frame = frame_of(figure);
    let mut marks = Vec::new();
    for shape in figure.shapes.iter().filter(|shape| shape.tone != Tone::Unseen) {
        let is_line = matches!(shape.outline, Outline::Line(_));
        let (fill, line) = ink::of(shape, is_line);
        marks.push(Mark::Area { path: outline::path(&shape.outline, frame), fill, line });
    }
    for (label, placed) in labels::place(figure, frame) {
        let ink = match label.within.and_then(|index| figure.shapes.get(index)) {
            Some(shape) => ink::on(shape),
            None => Ink::WORDS,
        };
        placed.draw(ink, &mut marks);
    }
    marks
}

/// The same with its upper left corner where its marks begin.
fn cropped(mut marks: Vec<Mark>) -> Picture {
    let mut area: Option<(f64, f64, f64, f64)> = None;
    for mark in &marks {
        let (left, top, right, bottom) = extent(mark);
        area = Some(area.map_or((left, top, right, bottom), |a| {
            (a.0.min(left), a.1.min(top), a.2.max(right), a.3.max(bottom))
        }));
    }
    let (left, top, right, bottom) = area.unwrap_or_default();
    let (by_x, by_y) = (outline::short(MARGIN - left), outline::short(MARGIN - top));
    for mark in &mut marks {
        match mark {
            Mark::Area { path, .. } => {
                for step in path {
                    *step = step.moved(by_x, by_y);
                }
            }
            Mark::Words { x, y, .. } => {
                *x += by_x;
                *y += by_y;
            }
        }
    }
    let size = |from: f64, to: f64| outline::short((to - from + 2.0 * MARGIN).ceil());
    Picture { width: size(left, right), height: size(top, bottom), marks }
}

/// The box a mark stays in: left, top, right, bottom.
fn extent(mark: &Mark) -> (f64, f64, f64, f64) {
    match mark {
        Mark::Area { path, line, .. } => {
            let half = line.map_or(0.0, |(thick, _)| f64::from(thick) / 2.0);
            let places = path.iter().flat_map(|step| match step {
                Step::MoveTo(x, y) | Step::LineTo(x, y) => vec![(*x, *y)],
                Step::CurveTo(a, b, c) => vec![*a, *b, *c],
                Step::Close => Vec::new(),
            });
            let start = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
            places.fold(start, |area, (x, y)| {
                let (x, y) = (f64::from(x), f64::from(y));
                (
                    area.0.min(x - half),
                    area.1.min(y - half),
                    area.2.max(x + half),
                    area.3.max(y + half),
                )
            })
        }
        Mark::Words { x, y, size, anchor, width, .. } => {
            let (x, y, size, width) =
                (f64::from(*x), f64::from(*y), f64::from(*size), f64::from(*width));
            let left = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            (left, y - size * letters::ABOVE, left + width, y + size * letters::BELOW)
        }
    }
}

impl Step {
    fn moved(self, x: f32, y: f32) -> Step {
        let by = |place: (f32, f32)| (place.0 + x, place.1 + y);
        match self {
            Step::MoveTo(a, b) => Step::MoveTo(a + x, b + y),
            Step::LineTo(a, b) => Step::LineTo(a + x, b + y),
            Step::CurveTo(a, b, c) => Step::CurveTo(by(a), by(b), by(c)),
            Step::Close => Step::Close,
        }
    }
}

//! Dots: two by four in a cell, as braille.

use super::labels::Placed;
use super::{Frame, whole};
use crate::figure::{Fill, Outline, Point, Shape, Tone};

/// Blank braille; the dots of a cell are the bits above it.
const BLANK: u32 = 0x2800;
/// The bit of each dot of a cell, by row, then column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
/// Thickness of an edge, in dots, and of the edge of what is in hand.
const EDGE: u8 = 1;
const BOLD_EDGE: u8 = 2;
/// Radius in dots under which a circle is no longer round.
const LEAST_CIRCLE: f64 = 4.0;

/// The thickness of a shape's edge, in dots.
pub(super) fn edge(chosen: bool) -> u8 {
    if chosen { BOLD_EDGE } else { EDGE }
}

/// One cell: which of its dots are edges, which texture, and what the shape
/// means that has most of them.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    edges: u8,
    texture: u8,
    tone: Tone,
    /// A mark in place of dots.
    mark: Option<char>,
    /// Dots of the shape that gave the tone.
    most: u8,
    /// The shape that drew here last, and its dots.
    last: u16,
    count: u8,
}

#[derive(Debug)]
pub(super) struct Canvas {
    columns: usize,
    rows: usize,
    cells: Vec<Cell>,
    shape: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dot {
    Edge,
    Texture,
    Clear,
}

impl Canvas {
    pub(super) fn new(columns: u16, rows: u16) -> Canvas {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        Canvas { columns, rows, cells: vec![Cell::default(); columns * rows], shape: 0 }
    }

    /// Draws a shape over what is there.
    pub(super) fn draw(&mut self, shape: &Shape, frame: &Frame) {
        if shape.tone == Tone::Unseen {
            return;
        }
        self.shape += 1;
        if let Outline::Line(points) = &shape.outline {
            for pair in points.windows(2) {
                if let [a, b] = pair {
                    self.line(frame.dots(*a), frame.dots(*b), shape);
                }
            }
            return;
        }
        if let Outline::Circle { centre, radius } = &shape.outline
            && radius * frame.scale < LEAST_CIRCLE
        {
            self.mark(frame.dots(*centre), shape);
            return;
        }
        let probe = shape.outline.probe();
        let area = probe.area();
        let (left, top) = frame.dots(Point { x: area.left, y: area.top });
        let (right, bottom) = frame.dots(Point { x: area.right, y: area.bottom });
        let clip = |from: f64, to: f64, end: usize| {
            let from = usize::try_from(whole(from.floor())).unwrap_or(0).min(end);
            (from, usize::try_from(whole(to.ceil())).unwrap_or(0).min(end))
        };
        let (left, right) = clip(left, right, self.columns * 2);
        let (top, bottom) = clip(top, bottom, self.rows * 4);
        if left >= right || top >= bottom {
            return;
        }
        let mask = Mask::new(right - left, bottom - top, |x, y| {
            let at = |n: usize| f64::from(u16::try_from(n).unwrap_or(u16::MAX)) + 0.5;
            probe.contains(frame.plane(at(left + x), at(top + y)))
        });
        let depth = mask.depths();
        let edge = edge(shape.chosen);
        let roomy = depth.iter().any(|depth| *depth >= ROOMY);
        for (y, row) in depth.chunks(mask.stride).skip(1).take(bottom - top).enumerate() {
            for (x, depth) in row.iter().skip(1).take(right - left).enumerate() {
                if *depth == 0 {
                    continue;
                }
                let (x, y) = (left + x, top + y);
                let dot = if *depth <= edge {
                    Dot::Edge
                } else if textured(shape, *depth - edge, roomy, x, y) {
                    Dot::Texture
                } else {
                    Dot::Clear
                };
                self.set(x, y, dot, shape.tone);
            }
        }
    }

    /// A circle too small to be round in dots: the terminal's own.
    fn mark(&mut self, (x, y): (f64, f64), shape: &Shape) {
        let cell = |at: f64| usize::try_from(whole(at.floor())).ok();
        let (Some(column), Some(row)) = (cell(x / 2.0), cell(y / 4.0)) else { return };
        if column >= self.columns {
            return;
        }
        if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
            let mark = match shape.fill {
                Fill::Full => '●',
                Fill::Half => '◐',
                Fill::Light | Fill::None => '○',
            };
            *cell = Cell { mark: Some(mark), tone: shape.tone, ..Cell::default() };
        }
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), shape: &Shape) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = whole(dx.abs().max(dy.abs()).ceil()).clamp(1, 4_096);
        let gap = if shape.tone == Tone::Faint { 3 } else { 1 };
        for step in (0..=steps).step_by(gap) {
            let along = f64::from(step) / f64::from(steps);
            let (x, y) = (from.0 + dx * along, from.1 + dy * along);
            let thick: &[(f64, f64)] = match (shape.chosen, dx.abs() > dy.abs()) {
                (false, _) => &[(0.0, 0.0)],
                (true, true) => &[(0.0, -0.5), (0.0, 0.5)],
                (true, false) => &[(-0.5, 0.0), (0.5, 0.0)],
            };
            for (by_x, by_y) in thick {
                let x = usize::try_from(whole((x + by_x).floor()));
                let y = usize::try_from(whole((y + by_y).floor()));
                if let (Ok(x), Ok(y)) = (x, y) {
                    self.set(x, y, Dot::Edge, shape.tone);
                }
            }
        }
    }

    fn set(&mut self, x: usize, y: usize, dot: Dot, tone: Tone) {
        if x / 2 >= self.columns {
            return;
        }
        let Some(cell) = self.cells.get_mut(y / 4 * self.columns + x / 2) else { return };
        let bit = BITS[y % 4][x % 2];
        cell.edges &= !bit;
        cell.texture &= !bit;
        match dot {
            Dot::Edge => cell.edges |= bit,
            Dot::Texture => cell.texture |= bit,
            Dot::Clear => return,
        }
        if cell.last != self.shape {
            cell.last = self.shape;
            cell.count = 0;
        }
        cell.count += 1;
        if cell.count >= cell.most {
            cell.most = cell.count;
            cell.tone = tone;
        }
    }

    /// Clears what lies under a label, and the texture around it.
    pub(super) fn make_room(&mut self, label: &Placed) {
        for (column, row) in label.block() {
            let letter = label.covers(column, row);
            let (column, row) = (usize::from(column), usize::from(row));
            if column >= self.columns {
                continue;
            }
            if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
                cell.texture = 0;
                if letter {
                    cell.edges = 0;
                }
            }
        }
    }

    /// The cells with dots: column, row, braille, meaning.
    pub(super) fn cells(&self) -> impl Iterator<Item = (u16, u16, char, Tone)> {
        self.cells.iter().enumerate().filter_map(|(n, cell)| {
            let dots = cell.edges | cell.texture;
            let braille = char::from_u32(BLANK + u32::from(dots)).filter(|_| dots != 0);
            let symbol = cell.mark.or(braille)?;
            let column = u16::try_from(n % self.columns).ok()?;
            let row = u16::try_from(n / self.columns).ok()?;
            Some((column, row, symbol, cell.tone))
        })
    }
}

/// Whether a dot this far inside the edge belongs to the texture. A line of
/// air keeps texture and edge apart.
fn textured(shape: &Shape, inside: u8, roomy: bool, x: usize, y: usize) -> bool {
    let air = inside > 1 || !roomy;
    match shape.fill {
        Fill::None => false,
        Fill::Light => air && (x + y / 2 * 2).is_multiple_of(4) && y.is_multiple_of(2),
        Fill::Half => air && (x + y / 2).is_multiple_of(2) && y.is_multiple_of(2),
        Fill::Full => air || !shape.chosen,
    }
}

/// How deep each dot lies inside a shape, up to what edges and air need.
struct Mask {
    /// With a dot of margin all around.
    stride: usize,
    inside: Vec<u8>,
}

/// Deeper than any edge with its air.
const DEEP: u8 = 12;
/// What is thinner than this (half of it, in dots) has no room for a line of
/// air between its edge and its fill.
const ROOMY: u8 = 5;

impl Mask {
    fn new(width: usize, height: usize, inside: impl Fn(usize, usize) -> bool) -> Mask {
        let stride = width + 2;
        let mut dots = vec![0; stride * (height + 2)];
        for (y, row) in dots.chunks_mut(stride).skip(1).take(height).enumerate() {
            for (x, dot) in row.iter_mut().skip(1).take(width).enumerate() {
                *dot = if inside(x, y) { DEEP } else { 0 };
            }
        }
        Mask { stride, inside: dots }
    }

    /// One for the dots at the rim, two for the next, and so on: the distance
    /// to the outside in steps up, down, left or right, in two passes.
    fn depths(&self) -> Vec<u8> {
        let mut depth = self.inside.clone();
        let (stride, end) = (self.stride, self.inside.len());
        let mut lower = |at: usize, one: usize, other: usize| {
            if depth.get(at) == Some(&0) {
                return;
            }
            let nearest = match (depth.get(one), depth.get(other)) {
                (Some(a), Some(b)) => (*a).min(*b).saturating_add(1),
                _ => 1,
            };
            if let Some(own) = depth.get_mut(at) {
                *own = (*own).min(nearest);
            }
        };
        for at in stride..end {
            lower(at, at - 1, at - stride);
        }
        for at in (0..end.saturating_sub(stride)).rev() {
            lower(at, at + 1, at + stride);
        }
        depth
    }
}

//! Paints a [`Figure`] into cells: lines and textures as braille dots (two by
//! four a cell, which are nearly square), words on top with air around them.
//!
//! Colour falls on dots and marks, never on words. Where a figure would not be
//! legible nothing is painted: the caller shows its words, or a list.

mod canvas;
mod labels;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use self::canvas::Canvas;
use self::labels::Placed;
use super::Look;
use super::look::PLAIN;
use crate::figure::{Figure, Point, Target, Tone};
use crate::text::width;

/// Paints a figure in the middle of an area, as large as it will go.
///
/// Paints nothing and returns `false` where it would not be legible.
pub fn paint(figure: &Figure, area: Rect, buffer: &mut Buffer, look: Look) -> bool {
    let area = area.intersection(buffer.area);
    let Some((frame, placed)) = arrange(figure, area, look) else { return false };
    let mut canvas = Canvas::new(frame.columns, frame.rows);
    for shape in &figure.shapes {
        canvas.draw(shape, &frame);
    }
    for label in &placed {
        canvas.make_room(label);
    }
    for (column, row, symbol, tone) in canvas.cells() {
        if let Some(cell) = buffer.cell_mut((area.x + column, area.y + row)) {
            cell.set_char(symbol).set_style(ink(tone, look));
        }
    }
    for label in &placed {
        write(label, area, buffer, look);
    }
    true
}

/// Whether a figure would be legible in an area.
#[must_use]
pub fn fits(figure: &Figure, area: Rect, look: Look) -> bool {
    arrange(figure, area, look).is_some()
}

/// Whether some words of a figure stand in it where it is painted in an area.
#[must_use]
pub fn says(figure: &Figure, area: Rect, look: Look, words: &str) -> bool {
    let placed = arrange(figure, area, look).map(|(_, placed)| placed);
    placed.iter().flatten().any(|label| label.text().contains(words))
}

/// What a cell of the screen stands for, where [`paint`] has painted the
/// figure in this area, which lies wholly on the screen.
#[must_use]
pub fn hit(figure: &Figure, area: Rect, look: Look, column: u16, row: u16) -> Option<Target> {
    if !area.contains(Position { x: column, y: row }) {
        return None;
    }
    let (frame, placed) = arrange(figure, area, look)?;
    let (column, row) = (column - area.x, row - area.y);
    let named = placed.iter().find(|label| label.covers(column, row)).and_then(|l| l.target);
    named.or_else(|| {
        let (x, y) = (f64::from(column) * 2.0, f64::from(row) * 4.0);
        // the middle of the cell, then its corners: a small thing is hit too
        [(1.0, 2.0), (0.5, 0.5), (1.5, 0.5), (0.5, 3.5), (1.5, 3.5)].into_iter().find_map(
            |(dx, dy)| {
                let point = frame.plane(x + dx, y + dy);
                figure.hit(point.x, point.y)
            },
        )
    })
}

/// The columns a figure fills at a height in rows, so that a screen can share
/// out its room; labels beside it not counted.
#[must_use]
pub fn columns_for(figure: &Figure, rows: u16) -> u16 {
    let rows = odd(rows);
    let dots = figure.width * f64::from(rows) * 4.0 / figure.height.max(1.0);
    u16::try_from(whole((dots / 2.0).ceil())).unwrap_or(u16::MAX) | 1
}

/// The rows that a figure really fills in an area: a screen can give the rest
/// to something else.
#[must_use]
pub fn rows_in(figure: &Figure, columns: u16, rows: u16) -> u16 {
    let Some(frame) = Frame::of(figure, Rect::new(0, 0, columns, rows)) else { return 0 };
    let used = (figure.height * frame.scale / 4.0).ceil();
    (u16::try_from(whole(used)).unwrap_or(rows) | 1).min(rows)
}

/// Where a figure lies in its area, in dots.
#[derive(Debug, Clone, Copy)]
struct Frame {
    columns: u16,
    rows: u16,
    /// Dots of one unit.
    scale: f64,
    /// Units of one dot.
    unit: f64,
    /// Where the plane begins.
    left: f64,
    top: f64,
}

/// An odd number of rows or columns has a middle one, for the words there.
fn odd(count: u16) -> u16 {
    if count.is_multiple_of(2) { count.saturating_sub(1) } else { count }
}

impl Frame {
    fn of(figure: &Figure, area: Rect) -> Option<Frame> {
        if area.is_empty() || figure.width <= 0.0 || figure.height <= 0.0 {
            return None;
        }
        let (columns, rows) = (odd(area.width), odd(area.height));
        let (across, down) = (f64::from(columns) * 2.0, f64::from(rows) * 4.0);
        let scale = (across / figure.width).min(down / figure.height);
        let pitch = (figure.pitch * scale / 2.0).floor() * 2.0;
        let scale = if pitch > 0.0 { pitch / figure.pitch } else { scale };
        let left = (across - figure.width * scale) / 2.0;
        let top = (down - figure.height * scale) / 2.0;
        Some(Frame { columns, rows, scale, unit: scale.recip(), left, top })
    }

    /// From the plane to dots.
    fn dots(&self, point: Point) -> (f64, f64) {
        (point.x * self.scale + self.left, point.y * self.scale + self.top)
    }

    /// From dots to the plane.
    fn plane(&self, x: f64, y: f64) -> Point {
        Point { x: (x - self.left) * self.unit, y: (y - self.top) * self.unit }
    }
}

fn arrange(figure: &Figure, area: Rect, look: Look) -> Option<(Frame, Vec<Placed>)> {
    if look.ascii {
        return None;
    }
    let frame = Frame::of(figure, area)?;
    let placed = labels::place(figure, &frame)?;
    Some((frame, placed))
}

/// The nearest whole number; the figures here are a few hundred dots wide.
#[allow(clippy::cast_possible_truncation)] // saturates
fn whole(value: f64) -> i32 {
    value.round() as i32
}

fn ink(tone: Tone, look: Look) -> Style {
    match tone {
        Tone::Plain | Tone::Unseen => PLAIN,
        Tone::Faint => look.faint(),
        Tone::Ring(ring) => look.ring(ring),
        Tone::YellowHeart => look.yellow_heart(),
    }
}

fn write(label: &Placed, area: Rect, buffer: &mut Buffer, look: Look) {
    let mut base = PLAIN;
    if label.strong {
        base = base.add_modifier(Modifier::BOLD);
    }
    if label.chosen {
        base = base.add_modifier(Modifier::REVERSED);
        // one block, with air around the words wherever no edge runs
        for (column, row) in label.block() {
            if column < area.width
                && let Some(cell) = buffer.cell_mut((area.x + column, area.y + row))
                && cell.symbol() == " "
            {
                cell.set_style(base);
            }
        }
    }
    for (text, (column, row)) in label.lines() {
        let mut column = area.x + column;
        for grapheme in text.graphemes(true) {
            let columns = u16::try_from(width(grapheme)).unwrap_or(0);
            let mark = matches!(grapheme, "●" | "◐" | "○" | "♥");
            let style =
                if mark && !label.chosen { base.patch(ink(label.tone, look)) } else { base };
            if columns > 0 && column + columns <= area.right() {
                buffer.set_string(column, area.y + row, grapheme, style);
            }
            column += columns;
        }
    }
}

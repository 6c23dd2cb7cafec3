//! The sheet that everything is written on. Every word passes the cleaner
//! here, and nowhere else is a cell written.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::figure::Figure;
use crate::text::{clean_line, shown_width, wrap};
use crate::tui::look::{FIELD, SELECTED};
use crate::tui::spot::{Hit, Spot};
use crate::tui::{Look, figure};

/// The cells of one frame.
pub(super) struct Sheet<'a> {
    buffer: &'a mut Buffer,
    /// The whole screen.
    pub(super) area: Rect,
    pub(super) look: Look,
    /// Where the terminal's cursor goes; none: hidden.
    pub(super) cursor: Option<Position>,
    /// How much there is beyond what is shown, for the rule.
    pub(super) more: String,
    /// What a press of the mouse finds where.
    pub(super) spots: Vec<Spot>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, area: Rect, look: Look) -> Self {
        Sheet { buffer, area, look, cursor: None, more: String::new(), spots: Vec::new() }
    }

    /// Writes one row of text, clean, in at most so many columns; gives back
    /// the columns used.
    pub(super) fn put(&mut self, x: u16, y: u16, text: &str, style: Style, most: u16) -> u16 {
        if !self.area.contains(Position { x, y }) {
            return 0;
        }
        let (end, _) = self.buffer.set_stringn(x, y, clean_line(text), most.into(), style);
        end.saturating_sub(x)
    }

    /// Adds a style to cells that are written already.
    pub(super) fn restyle(&mut self, x: u16, y: u16, columns: u16, style: Style) {
        let row = Rect { x, y, width: columns, height: 1 };
        self.buffer.set_style(row.intersection(self.area), style);
    }

    /// Puts the cursor there, where that is on the sheet.
    pub(super) fn point(&mut self, x: u16, y: u16) {
        let at = Position { x: x.min(self.area.right().saturating_sub(1)), y };
        if self.area.contains(at) {
            self.cursor = Some(at);
        }
    }

    /// Says what a press of the mouse finds in an area.
    pub(super) fn spot(&mut self, area: Rect, hit: Hit) {
        let area = area.intersection(self.area);
        if !area.is_empty() {
            self.spots.push(Spot { area, hit });
        }
    }

    /// Paints a drawing that can be pointed at. Paints nothing and returns
    /// `false` where it would not be legible.
    pub(super) fn paint(&mut self, figure: &Figure, area: Rect) -> bool {
        let area = area.intersection(self.area);
        let painted = figure::paint(figure, area, self.buffer, self.look);
        if painted {
            self.spot(area, Hit::Figure(Box::new(figure.clone()), self.look));
        }
        painted
    }

    /// Writes strips one below the other, as many as fit.
    pub(super) fn strips(&mut self, area: Rect, strips: &[Strip]) {
        for (y, strip) in (area.y..area.bottom()).zip(strips) {
            for (column, text, style) in &strip.pieces {
                let x = (i32::from(area.x) + i32::from(*column)).max(0);
                let Ok(x) = u16::try_from(x) else { continue };
                self.put(x, y, text, *style, area.right().saturating_sub(x));
            }
            if let Some((from, to)) = strip.field {
                self.restyle(area.x + from, y, to.saturating_sub(from), FIELD);
            }
            if let Some((from, to)) = strip.selected {
                self.restyle(area.x + from, y, to.saturating_sub(from), SELECTED);
            }
            if let Some(column) = strip.cursor {
                self.point(area.x + column, y);
            }
            for (from, hit) in &strip.hits {
                // A row answers over its whole width, pointer and marks too;
                // a text as far as it can be written.
                let end = strip.field.filter(|_| *from > 0);
                let to = end.map_or(area.width, |(_, to)| to);
                let x = area.x + from;
                let width = to.saturating_sub(*from).min(area.right().saturating_sub(x));
                self.spot(Rect { x, y, width, height: 1 }, hit.clone());
            }
        }
    }
}

/// One row before it has a place: pieces of text at columns, which may stand
/// in the margin (below zero).
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    pieces: Vec<(i16, String, Style)>,
    /// Columns to underline, as a place to write in.
    pub(super) field: Option<(u16, u16)>,
    /// Columns that are selected text.
    pub(super) selected: Option<(u16, u16)>,
    /// Column of the cursor.
    pub(super) cursor: Option<u16>,
    /// What a press finds from a column on; the last lies on top.
    hits: Vec<(u16, Hit)>,
}

impl Strip {
    pub(super) fn new() -> Self {
        Strip::default()
    }

    /// With a text at a column.
    pub(super) fn at(mut self, column: i16, text: impl Into<String>, style: Style) -> Self {
        self.pieces.push((column, text.into(), style));
        self
    }

    /// With what another strip holds.
    pub(super) fn with(mut self, other: Strip) -> Self {
        self.pieces.extend(other.pieces);
        self.field = other.field.or(self.field);
        self.selected = other.selected.or(self.selected);
        self.cursor = other.cursor.or(self.cursor);
        self.hits.extend(other.hits);
        self
    }

    /// All of it moved to the right.
    pub(super) fn moved(mut self, by: u16) -> Self {
        for (column, _, _) in &mut self.pieces {
            *column = column.saturating_add_unsigned(by);
        }
        let both = |(from, to): (u16, u16)| (from.saturating_add(by), to.saturating_add(by));
        self.field = self.field.map(both);
        self.selected = self.selected.map(both);
        self.cursor = self.cursor.map(|column| column.saturating_add(by));
        for (from, _) in &mut self.hits {
            *from = from.saturating_add(by);
        }
        self
    }

    /// With what a press on it finds.
    pub(super) fn hitting(mut self, hit: Hit) -> Self {
        self.hits.push((0, hit));
        self
    }

    /// With what a press finds where it finds nothing else.
    pub(super) fn under(mut self, hit: Hit) -> Self {
        self.hits.insert(0, (0, hit));
        self
    }

    /// With a text that ends before a column.
    pub(super) fn ending(self, column: u16, text: &str, style: Style) -> Self {
        let wide = u16::try_from(shown_width(text)).unwrap_or(column);
        self.at(i16::try_from(column.saturating_sub(wide)).unwrap_or(0), text, style)
    }
}

/// A text set to so many columns, one string a row, clean.
pub(super) fn paragraph(text: &str, columns: u16) -> Vec<String> {
    wrap(text, columns.into())
        .into_iter()
        .map(|row| clean_line(row.content(text).trim_end()).into_owned())
        .collect()
}

/// The columns of a text, as a screen counts them.
pub(super) fn columns(text: &str) -> u16 {
    u16::try_from(shown_width(text)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::app::Event;
    use crate::figure::{self, Target};
    use crate::tui::event_at;

    #[test]
    fn a_drawing_is_pressed_where_it_was_painted() {
        let scale = figure::safety_scale(None, "", "");
        let screen = Rect { x: 0, y: 0, width: 100, height: 30 };
        let mut buffer = Buffer::empty(screen);
        let mut sheet = Sheet::new(&mut buffer, screen, Look::default());
        let area = Rect { x: 10, y: 4, width: 80, height: 20 };
        assert!(sheet.paint(&scale, area));
        let spots = sheet.spots;
        let mut scores = Vec::new();
        for x in 0..screen.width {
            for y in 0..screen.height {
                if let Some(Event::Point(Target::Score(n))) = event_at(&spots, x, y) {
                    assert!(area.contains(Position { x, y }));
                    scores.push(n);
                }
            }
        }
        scores.dedup();
        assert_eq!(scores, (0..=10).collect::<Vec<_>>());
    }
}

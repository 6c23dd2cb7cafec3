//! The sheet that everything is written on. Every word passes the cleaner
//! here, and nowhere else is a cell written.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::text::{clean_line, shown_width, wrap};
use crate::tui::Look;
use crate::tui::look::{FIELD, SELECTED};

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
}

impl<'a> Sheet<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, area: Rect, look: Look) -> Self {
        Sheet { buffer, area, look, cursor: None, more: String::new() }
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

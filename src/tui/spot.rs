//! What the mouse finds: while a page is drawn, everything that can be pressed
//! leaves a [`Spot`]; a press becomes an event of the app by the spots that
//! were drawn last. Nothing above knows coordinates.

use ratatui::layout::{Position, Rect};

use super::{Look, figure};
use crate::app::action::Action;
use crate::app::{Event, TextPlace};
use crate::figure::Figure;

/// An area of the screen, and what stands there.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Where.
    pub area: Rect,
    /// What.
    pub hit: Hit,
}

/// What a press finds.
#[derive(Debug, Clone, PartialEq)]
pub enum Hit {
    /// An item of a list that is not selected: it will be.
    Select(usize),
    /// The selected item: it opens.
    Pick(usize),
    /// A hint of the footer.
    Do(Action),
    /// A field of a form, beside its text.
    Field(usize),
    /// The text of a field, set in so many columns; its first row here is this
    /// one.
    Text {
        /// The field, from 0.
        field: usize,
        /// The row of the text that stands in the area; past all rows: its end.
        row: usize,
        /// Columns it is wrapped at.
        columns: usize,
    },
    /// A drawing, as it was painted in the whole area.
    Figure(Box<Figure>, Look),
}

/// What a press at a column and row means: what was drawn last lies on top.
#[must_use]
pub fn event_at(spots: &[Spot], column: u16, row: u16) -> Option<Event> {
    spots.iter().rev().find(|s| s.area.contains(Position { x: column, y: row }))?.event(column, row)
}

impl Spot {
    fn event(&self, column: u16, row: u16) -> Option<Event> {
        let area = self.area;
        let down = usize::from(row.saturating_sub(area.y));
        let across = usize::from(column.saturating_sub(area.x));
        Some(match &self.hit {
            Hit::Select(n) => Event::Select(*n),
            Hit::Pick(n) => Event::Pick(*n),
            Hit::Do(action) => Event::Do(*action),
            Hit::Field(n) => Event::Field(*n, None),
            Hit::Text { field, row: usize::MAX, columns } => {
                let end = TextPlace { row: usize::MAX, column: usize::MAX, width: *columns };
                Event::Field(*field, Some(end))
            }
            Hit::Text { field, row, columns } => {
                let place = TextPlace { row: row + down, column: across, width: *columns };
                Event::Field(*field, Some(place))
            }
            Hit::Figure(drawn, look) => Event::Point(figure::hit(drawn, area, *look, column, row)?),
        })
    }
}

//! What the app needs of a face: it shows pages and hears keys or lines.

use std::io;

use super::message::Event;
use super::page::Page;

/// Something a face heard.
pub enum Heard {
    /// An event, ready as it is.
    Event(Event),
    /// A line, to be understood beside the page it answers.
    Line(String),
    /// There will be no more: the terminal is gone.
    End,
}

/// Takes what a face heard; false when nobody listens any more.
pub type Listener = Box<dyn Fn(Heard) -> bool + Send>;

/// Shows pages and reads keys or lines; decides nothing.
pub trait Face {
    /// Starts reading, on a thread of its own.
    fn read(&mut self, to: Listener);
    /// Shows a page. `waiting`: a result is still to come.
    ///
    /// # Errors
    /// Where the terminal is gone.
    fn show(&mut self, page: &Page<'_>, waiting: bool) -> io::Result<()>;
    /// What a line means on this page.
    fn understand(&mut self, line: &str, page: &Page<'_>) -> Vec<Event>;
    /// Whether it draws, where there is room.
    fn draws(&self) -> bool {
        false
    }
    /// Size in columns and rows.
    fn size(&self) -> (u16, u16);
    /// Puts the terminal back as it was.
    fn leave(&mut self);
}

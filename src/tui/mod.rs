//! The screen: draws a page, reads keys. Decides nothing.
//!
//! [`view::draw`] is a pure function of the [`Page`](crate::app::page::Page):
//! the app has already masked it and put it into words. [`Terminal`] owns the
//! real terminal and gives it back whatever happens; [`read_event`] turns what
//! the terminal sends into the app's own events.

mod face;
pub mod figure;
mod input;
mod look;
mod palette;
mod spot;
mod terminal;
pub mod view;

pub use face::ScreenFace;
pub use input::{MOST_PASTED, Read, read_event};
pub use look::Look;
pub use spot::{Hit, Spot, event_at};
pub use terminal::{Terminal, columns, install_panic_hook, restore};

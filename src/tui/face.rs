//! The screen as a face of the app.

use std::io;
use std::thread;

use super::{Look, Terminal, read_event};
use crate::app::page::Page;
use crate::app::{Event, Face, Heard, Listener};

/// The screen, taken from the terminal until it is left.
pub struct ScreenFace {
    terminal: Option<Terminal>,
}

impl ScreenFace {
    /// Takes the terminal.
    ///
    /// # Errors
    /// There is no terminal that can be drawn on.
    pub fn enter(look: Look) -> io::Result<ScreenFace> {
        let mut terminal = Terminal::enter()?;
        terminal.set_look(look);
        Ok(ScreenFace { terminal: Some(terminal) })
    }
}

impl Face for ScreenFace {
    fn read(&mut self, to: Listener) {
        let spawned = thread::Builder::new().name("keys".into()).spawn(move || {
            loop {
                let heard = match read_event() {
                    Ok(Some(event)) => Heard::Event(event),
                    Ok(None) => continue,
                    Err(_) => Heard::End,
                };
                let ended = matches!(heard, Heard::End);
                if !to(heard) || ended {
                    return;
                }
            }
        });
        drop(spawned);
    }

    fn show(&mut self, page: &Page<'_>, _waiting: bool) -> io::Result<()> {
        match &mut self.terminal {
            Some(terminal) => terminal.draw(page),
            None => Ok(()),
        }
    }

    fn understand(&mut self, _line: &str, _page: &Page<'_>) -> Vec<Event> {
        Vec::new()
    }

    fn size(&self) -> (u16, u16) {
        self.terminal.as_ref().and_then(|t| t.size().ok()).unwrap_or((80, 24))
    }

    fn leave(&mut self) {
        self.terminal = None;
    }
}

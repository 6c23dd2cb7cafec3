//! The screen as a face of the app.

use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::{Look, Read, Spot, Terminal, event_at, read_event};
use crate::app::page::Page;
use crate::app::{Event, Face, Heard, Listener};

/// The screen, taken from the terminal until it is left.
pub struct ScreenFace {
    terminal: Option<Terminal>,
    /// What the mouse finds on the screen as it was drawn last.
    spots: Arc<Mutex<Vec<Spot>>>,
}

impl ScreenFace {
    /// Takes the terminal, and the mouse where that is wanted.
    ///
    /// # Errors
    /// There is no terminal that can be drawn on.
    pub fn enter(look: Look, mouse: bool) -> io::Result<ScreenFace> {
        let mut terminal = Terminal::enter()?;
        terminal.set_look(look);
        terminal.set_mouse(mouse);
        Ok(ScreenFace { terminal: Some(terminal), spots: Arc::default() })
    }
}

impl Face for ScreenFace {
    fn read(&mut self, to: Listener) {
        let spots = Arc::clone(&self.spots);
        let spawned = thread::Builder::new().name("keys".into()).spawn(move || {
            loop {
                let heard = match read_event() {
                    Ok(Some(Read::Event(event))) => Heard::Event(event),
                    Ok(Some(Read::Press(column, row))) => {
                        let spots = spots.lock().unwrap_or_else(PoisonError::into_inner);
                        match event_at(&spots, column, row) {
                            Some(event) => Heard::Event(event),
                            None => continue,
                        }
                    }
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
            Some(terminal) => {
                let spots = terminal.draw(page)?;
                *self.spots.lock().unwrap_or_else(PoisonError::into_inner) = spots;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn understand(&mut self, _line: &str, _page: &Page<'_>) -> Vec<Event> {
        Vec::new()
    }

    fn draws(&self) -> bool {
        self.terminal.as_ref().is_some_and(Terminal::draws)
    }

    fn size(&self) -> (u16, u16) {
        self.terminal.as_ref().and_then(|t| t.size().ok()).unwrap_or((80, 24))
    }

    fn copy(&mut self, text: &str) -> Result<(), String> {
        match &self.terminal {
            Some(terminal) => terminal.copy(text),
            None => Err("the terminal is given back.".into()),
        }
    }

    fn leave(&mut self) {
        self.terminal = None;
    }

    fn last_word(&mut self, words: &str) {
        let _ = writeln!(io::stdout(), "{words}");
    }
}

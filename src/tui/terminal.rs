//! The real terminal: taken, drawn on, given back.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;

use super::view;
use super::{Look, Spot};
use crate::app::page::{Body, Page};

/// Whether the terminal is ours now: whoever gives it back first does it for
/// all.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours. Dropping it gives it back.
///
/// The window title is never touched, and nothing is asked of the terminal
/// that it would have to answer.
pub struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<Frames>>,
    look: Look,
    /// Whether the mouse is wanted, and whether it is ours now.
    mouse: (bool, bool),
}

impl Terminal {
    /// Takes the terminal: raw mode, the alternate screen, pastes in one piece.
    ///
    /// # Errors
    /// There is no terminal, or it cannot be written to; it is as it was.
    pub fn enter() -> io::Result<Terminal> {
        TAKEN.store(true, Ordering::SeqCst);
        Self::take().inspect_err(|_| restore())
    }

    fn take() -> io::Result<Terminal> {
        enable_raw_mode()?;
        let mut out = Frames(Vec::with_capacity(1 << 16));
        // A program that was killed leaves its last screen behind: nothing of it
        // may show through ours. (ratatui's own clear would ask the terminal
        // where the cursor is, and wait.)
        execute!(out, EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste)?;
        let inner = ratatui::Terminal::new(CrosstermBackend::new(out))?;
        Ok(Terminal { inner, look: Look::default(), mouse: (false, false) })
    }

    /// Draws with this look from now on.
    pub fn set_look(&mut self, look: Look) {
        self.look = look;
    }

    /// Watches the mouse from the next drawing on, or leaves it to the terminal.
    pub fn set_mouse(&mut self, wanted: bool) {
        self.mouse.0 = wanted;
    }

    /// Whether figures can be drawn: braille is not ASCII.
    pub fn draws(&self) -> bool {
        !self.look.ascii
    }

    /// Columns and rows.
    ///
    /// # Errors
    /// The terminal does not say.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        self.inner.size().map(|size| (size.width, size.height))
    }

    /// Draws a page, in one piece where the terminal can; gives back what the
    /// mouse finds where. A hidden screen leaves the mouse to the terminal.
    ///
    /// # Errors
    /// The terminal is gone, or was given back in the meantime.
    pub fn draw(&mut self, page: &Page) -> io::Result<Vec<Spot>> {
        if !TAKEN.load(Ordering::SeqCst) {
            return Err(io::Error::other("the terminal was given back"));
        }
        queue!(self.inner.backend_mut(), BeginSynchronizedUpdate)?;
        let look = self.look;
        let mut spots = Vec::new();
        let drawn = self.inner.draw(|frame| spots = view::draw(frame, page, &look)).map(|_| ());
        let wanted = self.mouse.0 && !matches!(page.body, Body::Veil { .. });
        if wanted != self.mouse.1 {
            self.mouse.1 = wanted;
            watch_mouse(self.inner.backend_mut(), wanted)?;
        }
        let sent = execute!(self.inner.backend_mut(), EndSynchronizedUpdate);
        drawn.and(sent).map(|()| spots)
    }

    /// Asks the terminal to put words on the clipboard of whoever sits at it
    /// (OSC 52). It answers nothing.
    ///
    /// # Errors
    /// They are too long to be passed on, or the terminal is gone.
    pub fn copy(&self, text: &str) -> Result<(), String> {
        let asked = asked_to_copy(text)?;
        let mut out = io::stdout().lock();
        if !TAKEN.load(Ordering::SeqCst) {
            return Err("the terminal was given back.".into());
        }
        out.write_all(asked.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|e| format!("the terminal could not be written to: {e}."))
    }

    /// Gives the terminal back.
    pub fn leave(self) {
        drop(self);
    }
}

/// The most bytes that are asked to be copied: what the strictest terminals
/// take at once is 100,000 letters of base64.
const MOST_COPIED: usize = 74_994;

fn asked_to_copy(text: &str) -> Result<String, String> {
    if text.len() > MOST_COPIED {
        return Err(format!(
            "this note is too long for a terminal to pass on ({} bytes; {MOST_COPIED} at most). \
             Write it to a file instead.",
            text.len()
        ));
    }
    Ok(format!("\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text)))
}

/// Presses alone, as columns and rows: nothing wakes the program while the
/// mouse only moves.
const PRESSES: &str = "\x1b[?1000h\x1b[?1006h";

fn watch_mouse(out: &mut impl Write, wanted: bool) -> io::Result<()> {
    match wanted {
        // The Windows console has no sequence for it.
        true if cfg!(windows) => queue!(out, EnableMouseCapture),
        true => out.write_all(PRESSES.as_bytes()),
        false => queue!(out, DisableMouseCapture),
    }
}

/// What is to be sent. It goes out in one piece once the update it belongs to
/// is whole; dropped unsent it is gone: a frame that a fault cut short must not
/// land on the screen below.
struct Frames(Vec<u8>);

/// Begins and ends a synchronized update, as [`BeginSynchronizedUpdate`] and
/// [`EndSynchronizedUpdate`] write it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.0.starts_with(BEGIN) && !self.0.ends_with(END) {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        let sent = if TAKEN.load(Ordering::SeqCst) {
            out.write_all(&self.0).and_then(|()| out.flush())
        } else {
            Ok(())
        };
        self.0.clear();
        sent
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

/// The columns of the terminal, where there is one: for text that is only
/// printed.
pub fn columns() -> Option<u16> {
    crossterm::terminal::size().ok().map(|(columns, _)| columns).filter(|columns| *columns > 0)
}

/// Gives the terminal back as it was: cursor, screen, pastes, cooked mode. Does
/// nothing where it is not ours, and can be called from any thread, any number
/// of times. A terminal that is gone is no error here.
pub fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail; a terminal that hung up cannot be told.
        let _ = queue!(
            bytes,
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            ResetColor,
            LeaveAlternateScreen,
            cursor::Show
        );
        let mut out = io::stdout();
        let _ = out.write_all(&bytes).and_then(|()| out.flush());
        let _ = disable_raw_mode();
    }
}

/// What is printed when the program fails. Fixed words: what a fault says of
/// itself may hold words of a record.
const FAULT: &str = "\
thinkwheel stopped because of a fault in the program.
Your words are safe: typing is kept in this machine's journal as you type.
Start thinkwheel again; after the passphrase you stand where you stopped.
";

/// Makes every panic give the terminal back and print fixed words: never a
/// backtrace, never content.
pub fn install_panic_hook() {
    std::panic::set_hook(Box::new(|_| {
        restore();
        let _ = io::stderr().write_all(FAULT.as_bytes());
    }));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_frame_goes_out_whole_or_not_at_all() {
        let mut frames = Frames(Vec::new());
        queue!(frames, BeginSynchronizedUpdate).unwrap();
        assert_eq!(frames.0, BEGIN);
        frames.write_all(b"words").unwrap();
        frames.flush().unwrap();
        assert!(frames.0.ends_with(b"words"), "held back");
        execute!(frames, EndSynchronizedUpdate).unwrap();
        // The terminal is not ours in a test: nothing was written, nothing kept.
        assert!(frames.0.is_empty());
    }

    #[test]
    fn what_is_copied_is_one_line_of_letters_and_never_more_than_is_passed_on() {
        assert_eq!(asked_to_copy("Zoë\n\x1b]").unwrap(), "\x1b]52;c;Wm/DqwobXQ==\x07");
        assert!(asked_to_copy(&"x".repeat(MOST_COPIED)).unwrap().len() < 100_010);
        let why = asked_to_copy(&"x".repeat(MOST_COPIED + 1)).unwrap_err();
        assert!(why.contains("too long") && why.contains("file"), "{why}");
    }

    #[test]
    fn what_is_said_of_a_fault_fits_a_small_screen() {
        assert!(FAULT.lines().all(|line| line.len() <= 79));
    }
}

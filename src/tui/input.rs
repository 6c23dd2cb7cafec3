//! What the terminal sends, as the app's own events.

use std::io;

use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::{Code, Direction, Event, Key};

/// Bytes that one paste may hold: 1 MiB, the most an answer can.
pub const MOST_PASTED: usize = 1 << 20;

/// What the terminal sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// An event, ready as it is.
    Event(Event),
    /// The left mouse button was pressed at this column and row.
    Press(u16, u16),
}

/// Waits for the next thing a person does. `None` where it means nothing here:
/// a key let go, focus, a key the program has no name for.
///
/// A paste comes in one piece however long it is; bytes that are not UTF-8
/// arrive as `U+FFFD`, so that they can be seen. A paste of more than
/// [`MOST_PASTED`] bytes is refused whole.
///
/// # Errors
/// The terminal cannot be read any more.
pub fn read_event() -> io::Result<Option<Read>> {
    Ok(convert(event::read()?))
}

fn convert(event: event::Event) -> Option<Read> {
    if let event::Event::Mouse(mouse) = event {
        return convert_mouse(mouse);
    }
    let event = match event {
        event::Event::Key(key) => convert_key(key).map(Event::Key),
        event::Event::Paste(text) if text.len() > MOST_PASTED => Some(Event::PasteRefused),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(columns, rows) => Some(Event::Resize(columns, rows)),
        event::Event::FocusGained | event::Event::FocusLost | event::Event::Mouse(_) => None,
    };
    event.map(Read::Event)
}

/// Presses of the left button and turns of the wheel; what is held with them
/// is the terminal's own (Shift selects its text).
fn convert_mouse(mouse: MouseEvent) -> Option<Read> {
    if !mouse.modifiers.is_empty() {
        return None;
    }
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Read::Press(mouse.column, mouse.row)),
        MouseEventKind::ScrollUp => Some(Read::Event(Event::Scroll(Direction::Up))),
        MouseEventKind::ScrollDown => Some(Read::Event(Event::Scroll(Direction::Down))),
        _ => None,
    }
}

fn convert_key(event: KeyEvent) -> Option<Key> {
    // Windows and newer terminals tell when a key is let go, too.
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = event.modifiers;
    if held.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER) {
        return None;
    }
    let mut key = Key::plain(Code::Esc);
    key.ctrl = held.contains(KeyModifiers::CONTROL);
    key.alt = held.intersects(KeyModifiers::ALT | KeyModifiers::META);
    key.shift = held.contains(KeyModifiers::SHIFT);
    key.code = match event.code {
        KeyCode::Char(c) => return convert_char(c, key),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab if key.shift => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    if key.code == Code::BackTab {
        key.shift = false;
    }
    Some(key)
}

fn convert_char(c: char, held: Key) -> Option<Key> {
    let key = Key { code: Code::Char(c), shift: false, ..held };
    match (held.ctrl, held.alt) {
        // AltGr comes as both at once: what it makes is text. It makes no
        // plain letter; that is Esc and a Ctrl key in one breath.
        (true, true) if c.is_ascii_alphabetic() => None,
        (true, true) => Some(Key::char(c)),
        // A line feed as a terminal without bracketed paste may send it.
        (true, false) if c == 'j' => Some(Key::plain(Code::Enter)),
        (true, false) | (false, true) => Some(Key { code: Code::Char(lower(c)), ..key }),
        // Some terminals name the letter and the shift apart.
        (false, false) if held.shift && c.is_ascii_lowercase() => {
            Some(Key::char(c.to_ascii_uppercase()))
        }
        (false, false) => Some(key),
    }
}

/// Caps lock must not hide a key that is held with Ctrl or Alt.
fn lower(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEventState;

    fn press(code: KeyCode, held: KeyModifiers) -> Option<Key> {
        convert_key(KeyEvent::new(code, held))
    }

    fn kind(kind: KeyEventKind) -> Option<Key> {
        convert_key(KeyEvent {
            code: KeyCode::Char('a'),
            modifiers: KeyModifiers::NONE,
            kind,
            state: KeyEventState::NONE,
        })
    }

    #[test]
    fn only_presses_and_repeats_count() {
        assert_eq!(kind(KeyEventKind::Press), Some(Key::char('a')));
        assert_eq!(kind(KeyEventKind::Repeat), Some(Key::char('a')));
        assert_eq!(kind(KeyEventKind::Release), None);
    }

    #[test]
    fn letters_held_keys_and_names() {
        let none = KeyModifiers::NONE;
        let (ctrl, alt, shift) = (KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
        for (code, held, is) in [
            (KeyCode::Char('A'), shift, "A"),
            (KeyCode::Char('a'), shift, "A"),
            (KeyCode::Char('é'), none, "é"),
            (KeyCode::Char('b'), alt, "Alt-b"),
            (KeyCode::Char('B'), alt | shift, "Alt-b"),
            (KeyCode::Char('q'), ctrl, "Ctrl-q"),
            (KeyCode::Char('h'), ctrl, "Ctrl-h"),
            (KeyCode::Char('/'), none, "/"),
            (KeyCode::Backspace, none, "Backspace"),
            (KeyCode::Backspace, ctrl, "Ctrl-Backspace"),
            (KeyCode::Left, ctrl | shift, "Ctrl-Shift-Left"),
            (KeyCode::Tab, none, "Tab"),
            (KeyCode::Tab, shift, "Shift-Tab"),
            (KeyCode::BackTab, shift, "Shift-Tab"),
            (KeyCode::F(9), none, "F9"),
            (KeyCode::PageDown, none, "PageDown"),
        ] {
            assert_eq!(press(code, held), Key::parse(is), "{is}");
        }
        assert_eq!(press(KeyCode::Char('j'), ctrl), Key::parse("Enter"));
        assert_eq!(press(KeyCode::CapsLock, none), None);
        assert_eq!(press(KeyCode::Char('a'), KeyModifiers::SUPER), None);
    }

    #[test]
    fn what_altgr_makes_is_text() {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        for c in ['€', '@', '{', 'ą', 'Ł'] {
            assert_eq!(press(KeyCode::Char(c), both), Some(Key::char(c)));
        }
        assert_eq!(press(KeyCode::Char('s'), both), None);
    }

    #[test]
    fn a_paste_is_whole_or_refused() {
        let paste = |n: usize| convert(event::Event::Paste("a".repeat(n)));
        let whole = paste(MOST_PASTED);
        assert!(matches!(whole, Some(Read::Event(Event::Paste(t))) if t.len() == MOST_PASTED));
        assert_eq!(paste(MOST_PASTED + 1), Some(Read::Event(Event::PasteRefused)));
    }

    #[test]
    fn only_a_plain_press_of_the_left_button_counts() {
        let mouse = |kind, modifiers| {
            convert(event::Event::Mouse(MouseEvent { kind, column: 7, row: 3, modifiers }))
        };
        let (none, left) = (KeyModifiers::NONE, MouseButton::Left);
        assert_eq!(mouse(MouseEventKind::Down(left), none), Some(Read::Press(7, 3)));
        for kind in [
            MouseEventKind::Up(left),
            MouseEventKind::Drag(left),
            MouseEventKind::Moved,
            MouseEventKind::Down(MouseButton::Right),
            MouseEventKind::ScrollLeft,
        ] {
            assert_eq!(mouse(kind, none), None, "{kind:?}");
        }
        assert_eq!(mouse(MouseEventKind::Down(left), KeyModifiers::SHIFT), None);
        let down = Some(Read::Event(Event::Scroll(Direction::Down)));
        assert_eq!(mouse(MouseEventKind::ScrollDown, none), down);
    }
}

//! Drives the real app with keys and a fixed clock, and draws what it shows.
//! What a runtime would do with the effects, `Desk` does in memory.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use chrono::{DateTime, Duration};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use thinkwheel::app::page::Page;
use thinkwheel::app::{Context, Effect, Event, HomeData, Key, Message, Model, page, update};
use thinkwheel::config::{Colours, Theme};
use thinkwheel::record::{Session, Stamp};
use thinkwheel::tui::{Look, Spot, view};

#[path = "../common/context.rs"]
mod context;

use context::{context, home_of};

/// Colours and all marks.
pub const COLOURED: Look = Look { colours: Colours::Sixteen, ascii: false, theme: Theme::Auto };
/// Neither.
pub const BARE: Look = Look { colours: Colours::None, ascii: true, theme: Theme::Auto };

pub struct Desk {
    pub model: Model,
    pub context: Context,
    pub at: Stamp,
    pub home: HomeData,
    saved: HashMap<String, Session>,
    /// The effects that were carried out, but for the typing.
    pub done: Vec<Effect>,
}

/// A drawn screen.
pub struct Shot {
    pub buffer: Buffer,
    pub cursor: Option<Position>,
    /// What a press finds where.
    pub spots: Vec<Spot>,
}

impl Desk {
    /// A machine without a vault.
    pub fn fresh() -> Desk {
        let at = DateTime::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
        Desk {
            model: Model::new(7, false),
            context: Context {
                folder: PathBuf::from("/home/ruth/Notes"),
                vault: PathBuf::from("/home/ruth/.local/share/thinkwheel"),
                ..context()
            },
            at,
            home: home_of("Ruth Cole"),
            saved: HashMap::new(),
            done: Vec::new(),
        }
    }

    /// At home in a vault that is open and empty.
    pub fn at_home() -> Desk {
        let mut desk = Desk::fresh();
        desk.open();
        desk
    }

    /// At home in the practice vault.
    pub fn in_practice() -> Desk {
        let mut desk = Desk::fresh();
        desk.home.practice = true;
        desk.open();
        desk
    }

    /// Opens the vault as it stands.
    pub fn open(&mut self) {
        self.event(Event::Opened(Box::new(self.home.clone())));
    }

    /// In a session about one child, at the wheel.
    pub fn in_session() -> Desk {
        let mut desk = Desk::at_home();
        desk.keys("<Enter>Dana Okafor<Tab>Amina Yusuf<Tab>CF-10442<Enter>");
        desk
    }

    /// At home in the practice vault: twelve children.
    pub fn with_twelve() -> Desk {
        let mut desk = Desk::fresh();
        let sessions = thinkwheel::runtime::practice::sessions(desk.home.owner_id, desk.at);
        for (n, session) in sessions.into_iter().enumerate() {
            let head = format!("practice-{n}");
            desk.home.sessions.push(thinkwheel::app::SessionHead {
                head: head.clone(),
                written: desk.at,
                header: session.header(),
                beside_another: false,
            });
            desk.saved.insert(head, session);
        }
        desk.open();
        desk
    }

    /// At home with two finalised notes behind it, one child long ago.
    pub fn with_history() -> Desk {
        let mut desk = Desk::at_home();
        let now = desk.at;
        desk.at = now - Duration::weeks(16);
        desk.keys("<Enter>Dana Okafor<Tab>Kit Marlow<Enter><Enter>Settled at school.");
        desk.keys("<Alt-r><Enter><Enter><Esc><Esc>");
        desk.at = now - Duration::weeks(3);
        // Weeks go by without it: nobody sat here so long.
        desk.model.last_touch = None;
        desk.keys("nDana Okafor<Tab>Amina Yusuf<Tab>CF-10442<Enter><Enter>");
        desk.keys("The plan in Dudley ended and nobody can say why.<Alt-a>");
        desk.keys(
            "Ask Dudley for the file<Tab>Dana<Tab>in 2 weeks<Tab>we do not know why it ended",
        );
        desk.keys("<Alt-r><Enter><Enter><Esc><Esc>");
        desk.at = now;
        desk.model.last_touch = None;
        desk
    }

    /// Types text; `<Alt-b>` is a key.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while let Some(c) = rest.chars().next() {
            let (word, tail) = match rest.strip_prefix('<').and_then(|r| r.split_once('>')) {
                Some(split) => split,
                None => rest.split_at(c.len_utf8()),
            };
            let key = match word {
                " " | "Space" => Key::char(' '),
                word => Key::parse(word).unwrap_or_else(|| panic!("no key {word:?}")),
            };
            self.event(Event::Key(key));
            rest = tail;
        }
        self
    }

    pub fn event(&mut self, event: Event) {
        let message = Message { at: self.at, event };
        for effect in update(&mut self.model, message, &self.context) {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match &effect {
            Effect::Keep { seq, .. } => {
                self.event(Event::Kept { seq: *seq });
                return;
            }
            Effect::Save { seq, session } => {
                let head = format!("head-{seq}");
                self.saved.insert(head.clone(), (**session).clone());
                self.event(Event::Saved { seq: *seq, head, confirmed: true });
            }
            Effect::Load { head } => {
                let session = Box::new(self.saved[head].clone());
                self.event(Event::Loaded { session, head: head.clone() });
            }
            Effect::Create { owner, .. } => {
                self.home.owner.clone_from(owner);
                self.open();
            }
            Effect::Offer => {
                self.event(Event::Offered("lantern orbit velvet maple canyon thirst".into()));
            }
            Effect::Export { seq, path, .. } => {
                self.event(Event::Exported { seq: *seq, path: path.clone() });
            }
            Effect::Copy { seq, .. } => self.event(Event::Copied { seq: *seq }),
            _ => {}
        }
        self.done.push(effect);
    }

    /// The page as the app has it.
    pub fn page(&self) -> Page<'_> {
        page(&self.model, self.at, &self.context)
    }

    /// The screen at a size.
    pub fn shot(&mut self, columns: u16, rows: u16, look: Look) -> Shot {
        self.event(Event::Resize(columns, rows));
        draw(&self.page(), columns, rows, look)
    }

    /// The screen at a size, as text.
    pub fn text(&mut self, columns: u16, rows: u16) -> String {
        self.shot(columns, rows, COLOURED).text()
    }
}

/// Draws a page.
pub fn draw(page: &Page, columns: u16, rows: u16, look: Look) -> Shot {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let mut spots = Vec::new();
    terminal.draw(|frame| spots = view::draw(frame, page, &look)).unwrap();
    let seen = terminal.backend().cursor_visible();
    let cursor = seen.then(|| terminal.backend().cursor_position());
    Shot { buffer: terminal.backend().buffer().clone(), cursor, spots }
}

impl Shot {
    pub fn rows(&self) -> Vec<&[Cell]> {
        let columns = usize::from(self.buffer.area.width).max(1);
        self.buffer.content.chunks(columns).collect()
    }

    /// The words, and where the cursor stands.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for row in self.rows() {
            let mut line = String::new();
            let mut skip = 0;
            for cell in row {
                if skip == 0 {
                    line.push_str(cell.symbol());
                    skip = thinkwheel::text::width(cell.symbol());
                }
                skip = skip.saturating_sub(1);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        match self.cursor {
            Some(at) => writeln!(out, "cursor: column {}, row {}", at.x, at.y).unwrap(),
            None => writeln!(out, "no cursor").unwrap(),
        }
        out
    }

    /// Each style that is not how words are by themselves: how many cells have
    /// it, and what the first of them say.
    pub fn digest(&self, look: Look) -> String {
        let mut plain = Cell::default();
        plain.set_style(look.ground());
        let mut found: Vec<(String, usize, String)> = Vec::new();
        let cells = self.buffer.content.iter().filter(|c| style(c) != style(&plain));
        for cell in cells {
            let name = style(cell);
            if !found.iter().any(|(style, ..)| *style == name) {
                found.push((name.clone(), 0, String::new()));
            }
            let Some((_, count, words)) = found.iter_mut().find(|(s, ..)| *s == name) else {
                continue;
            };
            *count += 1;
            if words.chars().count() < 24 {
                words.push_str(cell.symbol());
            }
        }
        let mut out = format!("      ground: {}\n", style(&plain));
        for (style, count, words) in found {
            writeln!(out, "{count:>5} {style}: {words}").unwrap();
        }
        out
    }
}

fn style(cell: &Cell) -> String {
    let mut out = Vec::new();
    if cell.fg != Color::Reset {
        out.push(format!("{:?}", cell.fg).to_lowercase());
    }
    if cell.bg != Color::Reset {
        out.push(format!("on {:?}", cell.bg).to_lowercase());
    }
    for (modifier, name) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
        (Modifier::ITALIC, "italic"),
        (Modifier::SLOW_BLINK | Modifier::RAPID_BLINK, "blinking"),
        (Modifier::HIDDEN | Modifier::CROSSED_OUT, "hidden"),
    ] {
        if cell.modifier.intersects(modifier) {
            out.push(name.to_owned());
        }
    }
    out.join(" ")
}

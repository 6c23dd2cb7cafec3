//! A desk to try the app on: its effects are carried out at once, in memory.

use std::collections::BTreeMap;
use std::path::PathBuf;

use thinkwheel::app::{
    Clearing, Code, Context, Effect, Event, HomeData, Key, Message, Model, SessionHead, update,
};
use thinkwheel::record::{Edit, Session, Stamp};
use ulid::Ulid;

#[path = "context.rs"]
mod context;

pub use context::context;
use context::home_of;

/// The app with everything around it faked in memory.
pub struct Desk {
    pub model: Model,
    pub context: Context,
    pub at: Stamp,
    /// Every published version, newest last.
    pub saved: Vec<Session>,
    /// The journal: the base, then every change.
    pub journal: Vec<Edit>,
    pub base: Option<Session>,
    pub files: BTreeMap<PathBuf, Vec<u8>>,
    pub effects: Vec<String>,
    pub quit: Option<u8>,
    /// Saves fail while this is set.
    pub failing: bool,
    /// Answers are held back while this is set, as by a slow share.
    pub slow: bool,
    pub held: Vec<Effect>,
    /// What is on the clipboard.
    pub clipboard: Option<String>,
}

/// What somebody copied elsewhere.
pub const COPIED_SINCE: &str = "bread, milk";

pub fn home() -> HomeData {
    home_of("Ruth Adeyemi")
}

impl Desk {
    /// A fresh vault, open, at home.
    pub fn new() -> Desk {
        Desk::with(home(), Vec::new())
    }

    /// A vault that holds what was saved before.
    pub fn with(home: HomeData, saved: Vec<Session>) -> Desk {
        let at = Stamp::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
        let mut desk = Desk {
            // As random seeds would: another run, other ids.
            model: Model::new(7 + saved.len() as u64, true),
            context: context(),
            at,
            saved,
            journal: Vec::new(),
            base: None,
            files: BTreeMap::new(),
            effects: Vec::new(),
            quit: None,
            failing: false,
            slow: false,
            held: Vec::new(),
            clipboard: None,
        };
        desk.event(Event::Opened(Box::new(home)));
        desk
    }

    pub fn event(&mut self, event: Event) {
        let effects = update(&mut self.model, Message { at: self.at, event }, &self.context);
        for effect in effects {
            self.effects.push(format!("{effect:?}"));
            self.carry_out(effect);
        }
    }

    /// Gives the answers that were held back.
    pub fn catch_up(&mut self) {
        self.slow = false;
        for effect in std::mem::take(&mut self.held) {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        if self.slow && matches!(effect, Effect::Save { .. } | Effect::Load { .. }) {
            self.held.push(effect);
            return;
        }
        match effect {
            Effect::Keep { seq, edit, .. } => {
                self.journal.push(edit);
                self.event(Event::Kept { seq });
            }
            Effect::Begin(session) => {
                self.base = Some(*session);
                self.journal.clear();
            }
            Effect::Save { seq, session } => {
                if self.failing {
                    self.event(Event::NotSaved { seq, why: "The disk is full.".into() });
                } else {
                    self.saved.push(*session);
                    let head = format!("head-{}", self.saved.len());
                    self.event(Event::Saved { seq, head, confirmed: true });
                }
            }
            Effect::Load { head } => {
                let n: usize = head.trim_start_matches("head-").parse().unwrap();
                let session = self.saved[n - 1].clone();
                self.event(Event::Loaded { session: Box::new(session), head });
            }
            Effect::Export { seq, path, bytes, replace } => {
                if self.files.contains_key(&path) && !replace {
                    self.event(Event::NotExported {
                        seq,
                        exists: true,
                        why: "There is already a file of that name.".into(),
                    });
                } else {
                    self.files.insert(path.clone(), bytes);
                    self.event(Event::Exported { seq, path });
                }
            }
            Effect::Sign { seq, words } => {
                let signature = format!("signed {} bytes", words.len());
                self.event(Event::Signed { seq, signature });
            }
            Effect::Quit(code) => self.quit = Some(code),
            Effect::Copy { seq, text } => {
                self.clipboard = Some(text);
                self.event(Event::Copied { seq });
            }
            // Nothing is said where nothing of ours was put there.
            Effect::ClearCopy if self.clipboard.is_none() => {}
            Effect::ClearCopy => {
                let ours = self.clipboard.as_deref() != Some(COPIED_SINCE);
                let how = if ours { Clearing::Cleared } else { Clearing::Changed };
                self.clipboard = self.clipboard.take().filter(|_| !ours);
                self.event(Event::CopyCleared(how));
            }
            _ => {}
        }
    }

    pub fn press(&mut self, key: &str) {
        let key = Key::parse(key).unwrap_or_else(|| panic!("{key}"));
        self.event(Event::Key(key));
    }

    pub fn type_in(&mut self, words: &str) {
        for c in words.chars() {
            let key = if c == '\n' { Key::plain(Code::Enter) } else { Key::char(c) };
            self.event(Event::Key(key));
        }
    }

    pub fn session(&self) -> &Session {
        self.model.session().unwrap()
    }

    /// A session about a brother and a sister together, in hand.
    pub fn family() -> (Desk, [Ulid; 2]) {
        use thinkwheel::record::{Discussion, Subject};
        let mut desk = Desk::new();
        desk.press("n");
        desk.type_in("Sam");
        desk.press("Tab");
        desk.type_in("Kit");
        desk.press("Enter");
        desk.press("Ctrl-s");
        let mut session = desk.session().clone();
        let kit = session.children[0].id;
        let mut nell = session.children[0].clone();
        nell.id = Ulid::from_parts(9, 9);
        nell.name = "Nell".into();
        let id = session.discussions[0].id;
        session.children.push(nell.clone());
        session.discussions =
            vec![Discussion::new(id, Subject::Family(vec![kit, nell.id]), desk.at)];
        session.bookmark.at_work = true;
        let saved = vec![session];
        let mut at_home = home();
        at_home.sessions.push(SessionHead {
            head: "head-1".into(),
            written: desk.at,
            header: saved[0].header(),
            beside_another: false,
        });
        (Desk::with(at_home, saved), [kit, nell.id])
    }

    /// What the journal alone would bring back.
    pub fn replayed(&self) -> Session {
        let mut session = self.base.clone().unwrap();
        for edit in &self.journal {
            session.apply(edit).unwrap();
        }
        session
    }

    /// A home that knows everything saved so far.
    pub fn home_after(&self) -> HomeData {
        let mut out = home();
        for (i, s) in self.saved.iter().enumerate() {
            out.sessions.retain(|k: &SessionHead| k.header.id != s.id);
            out.sessions.push(SessionHead {
                head: format!("head-{}", i + 1),
                written: self.at,
                header: s.header(),
                beside_another: false,
            });
        }
        out
    }

    /// The page as plain words, for reading in a test.
    pub fn page(&self) -> thinkwheel::app::page::Page<'_> {
        thinkwheel::app::page(&self.model, self.at, &self.context)
    }
}

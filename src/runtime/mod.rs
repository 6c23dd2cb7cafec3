//! The loop over a face: carries out effects on its threads and hands the
//! results back as messages.
//!
//! Besides the face there are the journal's thread (nothing ever blocks it),
//! the disk's own pace behind it, and the vault's thread (saves, key
//! derivation, exports). Results carry numbers, so order never rests on
//! speed. Nothing ticks: the loop sleeps until a message comes or the model
//! asked to be woken.

mod banks;
mod clipboard;
mod keeper;
mod layouts;
mod platform;
mod post;
pub mod practice;
mod vaulter;

pub use banks::{AtHand, at_hand, unused};
pub use clipboard::Board;
pub use layouts::layouts_at_hand;
pub use platform::forbid_core_files;

use std::collections::HashMap;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use ulid::Ulid;

use crate::app::{Clipboard, Context, Effect, Event, Face, Heard, Message, Model, Secret, update};
use crate::record::Stamp;
use crate::vault::{GenerationId, Paths, Seeds};

pub use practice::sessions as practice_sessions;
pub use vaulter::home_data;

/// Something that reaches the loop.
pub enum Input {
    /// From the face.
    Face(Heard),
    /// From the system: a signal.
    Signal(Event),
    /// From the vault's thread.
    Vault(vaulter::Reply),
    /// From the journal's thread.
    Keeper(Event),
    /// From the clipboard's thread.
    Clipboard(Event),
}

/// How the program starts.
pub struct Start {
    /// Where the vault and its state are.
    pub paths: Paths,
    /// The banks of the program, settings, folder, formats. An open vault's
    /// own banks are laid over these.
    pub context: Context,
    /// A passphrase from a file: used once, at the start.
    pub passphrase: Option<Secret>,
    /// The practice vault.
    pub practice: bool,
    /// Whether there is a vault.
    pub has_vault: bool,
    /// Work factor for vaults that are made.
    pub work_factor: u8,
}

/// The time of this machine, with its offset.
pub fn now() -> Stamp {
    chrono::Local::now().fixed_offset()
}

/// Runs the program over a face; returns its exit code.
pub fn run(start: Start, face: &mut dyn Face) -> u8 {
    let (to_loop, inbox) = mpsc::channel();
    let keeper = keeper::start(to_loop.clone());
    let vault = vaulter::start(
        start.paths,
        start.work_factor,
        start.context.banks.clone(),
        to_loop.clone(),
        keeper.clone(),
    );
    platform::watch_signals(&to_loop);
    let clipboard = clipboard::start(to_loop.clone());
    let mut running = Running {
        model: Model::new(Seeds::fresh_seed(), start.has_vault),
        context: start.context,
        vault,
        keeper,
        clipboard,
        sends: None,
        bases: HashMap::new(),
        quit: None,
    };
    running.model.size = face.size();
    running.model.drawings = face.draws();
    running.model.lines = face.is_lines();
    let first = match (start.practice, start.passphrase) {
        (true, _) => Some(Effect::Practice),
        (false, Some(secret)) if start.has_vault => Some(Effect::Unlock(secret)),
        _ => None,
    };
    if let Some(effect) = first {
        running.model.opening();
        running.carry_out(effect);
    }
    face.read(Box::new(move |heard| to_loop.send(Input::Face(heard)).is_ok()));
    let code = running.turn_over(face, &inbox);
    let last_word = running.end();
    face.leave();
    if let Some(words) = last_word {
        face.last_word(words);
    }
    code
}

struct Running {
    model: Model,
    context: Context,
    vault: Sender<vaulter::Task>,
    keeper: Sender<keeper::Task>,
    clipboard: Sender<clipboard::Task>,
    /// What is to be copied through the terminal.
    sends: Option<(u64, String)>,
    /// What the next version of each session is written from.
    bases: HashMap<Ulid, Vec<GenerationId>>,
    quit: Option<u8>,
}

impl Running {
    fn turn_over(&mut self, face: &mut dyn Face, inbox: &Receiver<Input>) -> u8 {
        loop {
            // The size as it is: a resize can be told late, or twice.
            let (columns, rows) = face.size();
            if self.model.size != (columns, rows) {
                self.message(Event::Resize(columns, rows));
            }
            let page = crate::app::page(&self.model, now(), &self.context);
            let shown = face.show(&page, self.model.is_waiting());
            drop(page);
            if shown.is_err() {
                // The terminal is gone; the journal holds the words.
                self.message(Event::Terminate(1));
                return self.quit.unwrap_or(129);
            }
            let Some(first) = self.wait(inbox) else { return 1 };
            self.take(first, face);
            // Whatever else has come is taken before the next drawing.
            while self.quit.is_none() {
                match inbox.try_recv() {
                    Ok(more) => self.take(more, face),
                    Err(_) => break,
                }
            }
            if let Some(code) = self.quit {
                return code;
            }
        }
    }

    /// The next input, or a wake-up at the time the model asked for.
    fn wait(&self, inbox: &Receiver<Input>) -> Option<Input> {
        match self.model.next_deadline(&self.context.config) {
            Some(at) => {
                let left = (at - now()).to_std().unwrap_or(Duration::ZERO);
                match inbox.recv_timeout(left) {
                    Ok(input) => Some(input),
                    Err(RecvTimeoutError::Timeout) => Some(Input::Signal(Event::Wake)),
                    Err(RecvTimeoutError::Disconnected) => None,
                }
            }
            None => inbox.recv().ok(),
        }
    }

    fn take(&mut self, input: Input, face: &mut dyn Face) {
        match input {
            Input::Face(Heard::Event(Event::Resize(..))) => {}
            Input::Face(Heard::Event(event))
            | Input::Signal(event)
            | Input::Keeper(event)
            | Input::Clipboard(event) => self.message(event),
            Input::Face(Heard::Line(line)) => {
                // What was said is said: a line has come after it.
                self.model.notice = None;
                let page = crate::app::page(&self.model, now(), &self.context);
                let events = face.understand(&line, &page);
                drop(page);
                for event in events {
                    self.message(event);
                }
            }
            Input::Face(Heard::End) => self.message(Event::Terminate(1)),
            Input::Vault(reply) => {
                let event = self.learn(reply);
                self.message(event);
            }
        }
        if let Some((seq, text)) = self.sends.take() {
            self.message(match face.copy(&text) {
                Ok(()) => Event::Copied { seq },
                Err(why) => Event::NotCopied { seq, why },
            });
        }
    }

    fn message(&mut self, event: Event) {
        let effects = update(&mut self.model, Message { at: now(), event }, &self.context);
        for effect in effects {
            self.carry_out(effect);
        }
    }

    /// Notes what a reply says about versions and banks, and passes it on.
    fn learn(&mut self, reply: vaulter::Reply) -> Event {
        use vaulter::Reply;
        match reply {
            Reply::Plain(event) => event,
            Reply::Opened { home, banks, layouts } => {
                // Each vault brings all of its banks and layouts: none of
                // another's stay.
                self.context.banks = *banks;
                self.context.layouts = *layouts;
                Event::Opened(home)
            }
            Reply::Loaded { session, id } => {
                self.bases.insert(session.id, vec![id.clone()]);
                Event::Loaded { head: id.as_str().to_owned(), session }
            }
            Reply::Compared { two, parents } => {
                self.bases.insert(two.mine.session.id, parents);
                Event::Compared(two)
            }
            Reply::Rectified { seq, session, id, home, known, elsewhere } => {
                self.bases.insert(session.id, vec![id.clone()]);
                let head = id.as_str().to_owned();
                let _ =
                    self.keeper.send(keeper::Task::Saved { session: session.id, save: seq, id });
                Event::Rectified { session, head, home, known, elsewhere }
            }
            Reply::Saved { seq, session, id, confirmed } => {
                self.bases.insert(session, vec![id.clone()]);
                if confirmed {
                    let _ = self.keeper.send(keeper::Task::Saved {
                        session,
                        save: seq,
                        id: id.clone(),
                    });
                }
                Event::Saved { seq, head: id.as_str().to_owned(), confirmed }
            }
        }
    }

    fn base(&self, session: Ulid) -> Vec<GenerationId> {
        self.bases.get(&session).cloned().unwrap_or_default()
    }

    fn carry_out(&mut self, effect: Effect) {
        use vaulter::Task;
        let task = match effect {
            Effect::Keep { seq, session, edit } => {
                if self.keeper.send(keeper::Task::Edit { seq, session, edit }).is_err() {
                    self.message(Event::NotKept { why: "its thread has ended.".into() });
                }
                return;
            }
            Effect::Begin(session) => {
                let base = self.base(session.id);
                let _ = self.keeper.send(keeper::Task::Begin { session, base });
                return;
            }
            Effect::Save { seq, session } => {
                let _ = self.keeper.send(keeper::Task::Rotate { save: seq });
                let parents = self.base(session.id);
                Task::Save { seq, session, parents }
            }
            Effect::Load { head } => Task::Load { head },
            Effect::Create { owner, passphrase, recovery } => {
                Task::Create { owner, passphrase, recovery }
            }
            Effect::Unlock(secret) => Task::Unlock(secret),
            Effect::Practice => Task::Practice,
            Effect::Offer => Task::Offer,
            Effect::MakeRecovery(recovery) => Task::MakeRecovery(recovery),
            Effect::Lock => Task::Lock,
            Effect::Sign { seq, words } => Task::Sign { seq, words },
            Effect::ReadCard { path } => Task::ReadCard { path },
            Effect::AddPerson { bytes, known_as } => Task::AddPerson { bytes, known_as },
            Effect::Send { to, errand, session, discussions, child, path, .. } => {
                Task::Send { to, errand, session, discussions, child, path }
            }
            Effect::Receive { path } => Task::Receive { path },
            Effect::Rectify { seq, session, remove, why, authority, by } => {
                // What the journal holds until now goes once the words are gone.
                let _ = self.keeper.send(keeper::Task::Rotate { save: seq });
                let stood_on = self.base(session);
                Task::Rectify { seq, session, stood_on, remove, why, authority, by }
            }
            Effect::Export { seq, path, bytes, replace } => {
                Task::Export { seq, path, bytes, replace }
            }
            Effect::Search { words } => Task::Search { words },
            Effect::Compare { session } => Task::Compare { session },
            Effect::Copy { seq, text } => {
                match self.context.clipboard {
                    // A face that has no way to copy says so itself.
                    Clipboard::Terminal { .. } | Clipboard::None => self.sends = Some((seq, text)),
                    Clipboard::Desktop => {
                        let _ = self.clipboard.send(clipboard::Task::Copy { seq, text });
                    }
                }
                return;
            }
            Effect::ClearCopy => {
                let _ = self.clipboard.send(clipboard::Task::Clear);
                return;
            }
            Effect::Quit(code) => {
                self.quit = Some(code);
                return;
            }
        };
        if self.vault.send(task).is_err() {
            // Its thread is gone: the journal holds the words.
            self.quit = Some(1);
        }
    }

    /// Waits until the threads have put everything away; what is to be said
    /// last.
    fn end(self) -> Option<&'static str> {
        let last_word = clipboard::end(&self.clipboard);
        let (done, finished) = mpsc::channel();
        if self.vault.send(vaulter::Task::End(done)).is_ok() {
            // Saves have ended, or somebody chose not to wait for them.
            let _ = finished.recv_timeout(Duration::from_secs(10));
        }
        let (done, finished) = mpsc::channel();
        if self.keeper.send(keeper::Task::Close(done)).is_ok() {
            let _ = finished.recv_timeout(Duration::from_secs(2));
        }
        last_word
    }
}

//! The journal's thread: every change is handed to the system as it comes,
//! and the disk is asked behind it.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use ulid::Ulid;

use super::Input;
use crate::app::Event;
use crate::record::{Edit, Session};
use crate::vault::GenerationId;
use crate::vault::journal::{Entry, Journal, SegmentId, SyncHandle};

/// The disk is asked at most this often while typing goes on.
const DISK_PACE: Duration = Duration::from_millis(250);

/// Something for the journal.
pub enum Task {
    /// The vault is open: here is its journal.
    Open(Box<Journal>),
    /// A session is taken in hand.
    Begin {
        /// As it stands.
        session: Box<Session>,
        /// What it was read from.
        base: Vec<GenerationId>,
    },
    /// A change.
    Edit {
        /// Its number.
        seq: u64,
        /// The session.
        session: Ulid,
        /// The change.
        edit: Edit,
    },
    /// A save begins: what follows goes into a new segment.
    Rotate {
        /// The session.
        session: Ulid,
        /// The number of the save.
        save: u64,
    },
    /// A save was read back: segments that only it needed may go.
    Saved {
        /// The session.
        session: Ulid,
        /// The number of the save.
        save: u64,
        /// The version that holds it.
        id: GenerationId,
    },
    /// Put everything away and drop the key.
    Close(Sender<()>),
}

/// Starts the thread.
pub fn start(to_loop: Sender<Input>) -> Sender<Task> {
    let (to_keeper, tasks) = mpsc::channel();
    let spawned = thread::Builder::new().name("journal".into()).spawn(move || {
        Keeper {
            journal: None,
            disk: None,
            mirrors: HashMap::new(),
            fresh: HashSet::new(),
            changed: HashSet::new(),
            waiting: Vec::new(),
            saved: HashMap::new(),
            out: to_loop,
        }
        .work(&tasks);
    });
    // Without the thread every send fails, and the screen says so.
    drop(spawned);
    to_keeper
}

/// Ended segments, and what must be saved before they go.
struct Ended {
    segments: Vec<SegmentId>,
    /// The save that began when they ended.
    at_save: u64,
    /// Sessions changed in them.
    sessions: HashSet<Ulid>,
}

struct Keeper {
    journal: Option<Box<Journal>>,
    disk: Option<Sender<()>>,
    /// Sessions in hand as they stand, for snapshots.
    mirrors: HashMap<Ulid, (Session, Vec<GenerationId>)>,
    /// Taken in hand, and not yet whole in the journal.
    fresh: HashSet<Ulid>,
    /// Sessions changed in the open segment.
    changed: HashSet<Ulid>,
    waiting: Vec<Ended>,
    /// The newest save of each session that was read back.
    saved: HashMap<Ulid, u64>,
    out: Sender<Input>,
}

impl Keeper {
    fn work(mut self, tasks: &Receiver<Task>) {
        while let Ok(task) = tasks.recv() {
            match task {
                Task::Open(journal) => {
                    self.disk = Some(ask_disk(journal.sync_handle(), self.out.clone()));
                    self.journal = Some(journal);
                }
                Task::Begin { session, base } => {
                    // Only one session is in hand. Its first change is kept as
                    // the whole session: what an older segment says of it may
                    // start from another version.
                    self.mirrors.clear();
                    self.fresh.insert(session.id);
                    self.mirrors.insert(session.id, (*session, base));
                }
                Task::Edit { seq, session, edit } => self.edit(seq, session, edit),
                Task::Rotate { session, save } => self.rotate(session, save),
                Task::Saved { session, save, id } => self.saved(session, save, id),
                Task::Close(done) => {
                    self.close();
                    let _ = done.send(());
                }
            }
        }
        self.close();
    }

    fn edit(&mut self, seq: u64, session: Ulid, edit: Edit) {
        let Some((mirror, base)) = self.mirrors.get_mut(&session) else {
            self.tell(Event::NotKept { why: "the journal does not know this session.".into() });
            return;
        };
        let fits = mirror.apply(&edit).is_ok();
        let Some(journal) = &mut self.journal else {
            self.tell(Event::NotKept { why: "the journal is not open".into() });
            return;
        };
        if !fits {
            self.tell(Event::NotKept { why: "a change did not fit.".into() });
            return;
        }
        let entry = if self.fresh.remove(&session) || journal.wants_snapshot(session) {
            Entry::Snapshot { session: Box::new(mirror.clone()), base: base.clone() }
        } else {
            Entry::Edit { session, edit }
        };
        let mut result = journal.append(&entry);
        if result.is_err() {
            // A new segment begins with the whole session.
            let whole = Entry::Snapshot { session: Box::new(mirror.clone()), base: base.clone() };
            result = journal.append(&whole);
        }
        self.changed.insert(session);
        match result {
            Ok(_) => {
                self.wake_disk();
                self.tell(Event::Kept { seq });
            }
            Err(why) => self.tell(Event::NotKept { why: why.to_string() }),
        }
    }

    fn rotate(&mut self, _session: Ulid, save: u64) {
        let Some(journal) = &mut self.journal else { return };
        let known: HashSet<SegmentId> =
            self.waiting.iter().flat_map(|e| e.segments.iter().cloned()).collect();
        let segments: Vec<SegmentId> =
            journal.rotate().into_iter().filter(|s| !known.contains(s)).collect();
        let sessions = std::mem::take(&mut self.changed);
        self.waiting.push(Ended { segments, at_save: save, sessions });
    }

    fn saved(&mut self, session: Ulid, save: u64, id: GenerationId) {
        if let Some((_, base)) = self.mirrors.get_mut(&session) {
            *base = vec![id.clone()];
        }
        let newest = self.saved.entry(session).or_insert(0);
        *newest = save.max(*newest);
        let Some(journal) = &mut self.journal else { return };
        // Only where the open segment already speaks of this session: an
        // empty journal needs no line.
        if self.changed.contains(&session) {
            let _ = journal.append(&Entry::Based { session, generation: id });
        }
        let saved = &self.saved;
        let safe = |e: &Ended| {
            e.sessions.iter().all(|s| saved.get(s).is_some_and(|newest| *newest >= e.at_save))
        };
        let (gone, left): (Vec<Ended>, Vec<Ended>) = self.waiting.drain(..).partition(safe);
        self.waiting = left;
        for ended in gone {
            // One that stays is replayed at the next start and adds nothing.
            let _ = journal.drop_segments(&ended.segments);
        }
    }

    fn close(&mut self) {
        if let Some(journal) = &mut self.journal {
            let _ = journal.sync_handle().sync();
        }
        self.journal = None;
        self.disk = None;
        self.mirrors.clear();
        self.fresh.clear();
        self.changed.clear();
        self.waiting.clear();
        self.saved.clear();
    }

    fn wake_disk(&self) {
        if let Some(disk) = &self.disk {
            let _ = disk.send(());
        }
    }

    fn tell(&self, event: Event) {
        let _ = self.out.send(Input::Keeper(event));
    }
}

/// Asks the disk behind the journal, at its own pace; sleeps when nothing is
/// typed.
fn ask_disk(handle: SyncHandle, out: Sender<Input>) -> Sender<()> {
    let (wake, woken) = mpsc::channel::<()>();
    let spawned = thread::Builder::new().name("journal-disk".into()).spawn(move || {
        while woken.recv().is_ok() {
            while woken.try_recv().is_ok() {}
            if let Err(why) = handle.sync() {
                let _ = out.send(Input::Keeper(Event::NotKept { why: why.to_string() }));
            }
            thread::sleep(DISK_PACE);
        }
    });
    drop(spawned);
    wake
}

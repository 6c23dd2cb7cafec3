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
                Task::Rotate { save } => self.rotate(save),
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
        let Some(journal) = &mut self.journal else {
            self.tell(Event::NotKept { why: "the journal is not open".into() });
            return;
        };
        let whole = |mirror: &Session, base: &Vec<GenerationId>| Entry::Snapshot {
            session: Box::new(mirror.clone()),
            base: base.clone(),
        };
        let mut result = Ok(0);
        if self.fresh.remove(&session) || journal.wants_snapshot(session) {
            // As it stood before this change: after a save that is just what
            // was saved, so that a replay knows the saved version again.
            result = journal.append(&whole(mirror, base));
        }
        if mirror.apply(&edit).is_err() {
            self.tell(Event::NotKept { why: "a change did not fit.".into() });
            return;
        }
        if result.is_ok() {
            result = journal.append(&Entry::Edit { session, edit });
        }
        if result.is_err() || journal.wants_snapshot(session) {
            // A segment that failed was left for a new one, which begins with
            // the whole session.
            result = journal.append(&whole(mirror, base));
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

    fn rotate(&mut self, save: u64) {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use std::sync::mpsc::RecvTimeoutError;

    use super::*;
    use crate::record::{Field, FieldName, Person, Role, Stamp};
    use crate::vault::{Access, Paths, RecoveryChoice, SecretString, Vault};

    struct Bench {
        _folder: tempfile::TempDir,
        paths: Paths,
        vault: Option<Vault>,
        keeper: Sender<Task>,
        heard: Receiver<Input>,
        at: Stamp,
        seq: u64,
    }

    fn words() -> SecretString {
        SecretString::from("six words are best for this".to_owned())
    }

    impl Bench {
        fn new() -> Bench {
            let folder = tempfile::tempdir().unwrap();
            let paths = Paths { vault: folder.path().join("v"), state: folder.path().join("s") };
            let at = Stamp::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
            let later = RecoveryChoice::Later;
            let vault = Vault::create(&paths, "Ruth", words(), later, 2, at).unwrap();
            let (to, heard) = mpsc::channel();
            let keeper = start(to);
            let journal = Journal::open(&vault.journal_keys().unwrap(), &paths).unwrap();
            keeper.send(Task::Open(Box::new(journal))).unwrap();
            Bench { _folder: folder, paths, vault: Some(vault), keeper, heard, at, seq: 0 }
        }

        fn session(&self, n: u128) -> Session {
            let mut session = Session::new(Ulid::from_parts(1, n), self.at.date_naive(), self.at);
            for (i, role) in [Role::Supervisor, Role::Practitioner].into_iter().enumerate() {
                session.people.push(Person {
                    id: Ulid::from_parts(2, n * 10 + i as u128),
                    name: "Ruth".into(),
                    role,
                    may_see: crate::record::MaySee::All,
                    stepped_out: false,
                });
            }
            session
        }

        fn begin(&self, session: &Session, base: &[GenerationId]) {
            let session = Box::new(session.clone());
            self.keeper.send(Task::Begin { session, base: base.to_vec() }).unwrap();
        }

        /// Types into the practitioner's name, the one text there is.
        fn type_in(&mut self, session: &mut Session, letters: &str) {
            let field = Field { owner: session.people[1].id, name: FieldName::PersonName };
            let at = session.field(field).unwrap().len();
            let edit = Edit::Text { field, at, removed: 0, inserted: letters.into() };
            session.apply(&edit).unwrap();
            self.seq += 1;
            let (seq, session) = (self.seq, session.id);
            self.keeper.send(Task::Edit { seq, session, edit }).unwrap();
            loop {
                match self.heard.recv_timeout(Duration::from_secs(10)) {
                    Ok(Input::Keeper(Event::Kept { seq: kept })) if kept == seq => return,
                    Ok(Input::Keeper(Event::NotKept { why })) => panic!("{why}"),
                    Ok(_) => {}
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => panic!(),
                }
            }
        }

        fn save(&mut self, session: &Session, save: u64, parents: &[GenerationId]) -> GenerationId {
            self.keeper.send(Task::Rotate { save }).unwrap();
            let vault = self.vault.as_mut().unwrap();
            let id = vault.publish(session, parents, self.at).unwrap();
            self.keeper.send(Task::Saved { session: session.id, save, id: id.clone() }).unwrap();
            id
        }

        /// As after a power cut: what the next start brings back.
        fn after_a_crash(mut self) -> Vec<String> {
            let (done, finished) = mpsc::channel();
            self.keeper.send(Task::Close(done)).unwrap();
            finished.recv().unwrap();
            drop(self.vault.take());
            let mut vault = Vault::open(&self.paths, &words(), Access::Write).unwrap();
            vault.recover(self.at).unwrap();
            let heads: Vec<_> = vault.sessions().into_iter().flat_map(|s| s.heads).collect();
            let mut names: Vec<String> = heads
                .iter()
                .map(|h| vault.load(&h.generation).unwrap().people[1].name.clone())
                .collect();
            names.sort();
            names
        }
    }

    #[test]
    fn typing_after_a_save_is_brought_back_on_the_saved_version() {
        let mut bench = Bench::new();
        let mut session = bench.session(1);
        bench.begin(&session, &[]);
        bench.type_in(&mut session, " one");
        let _ = bench.save(&session.clone(), 1, &[]);
        bench.type_in(&mut session, " two");
        assert_eq!(bench.after_a_crash(), ["Ruth one two"]);
    }

    #[test]
    fn typing_while_a_save_is_under_way_does_not_fork_the_session() {
        let mut bench = Bench::new();
        let mut session = bench.session(1);
        bench.begin(&session, &[]);
        bench.type_in(&mut session, " one");
        let first = bench.save(&session.clone(), 1, &[]);
        bench.type_in(&mut session, " two");
        // The second save begins; typing goes on; it is published; and the
        // power goes before anybody could write that down.
        bench.keeper.send(Task::Rotate { save: 2 }).unwrap();
        let saved = session.clone();
        bench.type_in(&mut session, " three");
        bench.vault.as_mut().unwrap().publish(&saved, &[first], bench.at).unwrap();
        assert_eq!(bench.after_a_crash(), ["Ruth one two three"]);
    }

    #[test]
    fn a_save_that_failed_keeps_its_segment_while_another_session_is_saved() {
        let mut bench = Bench::new();
        let mut first = bench.session(1);
        bench.begin(&first, &[]);
        bench.type_in(&mut first, " first");
        // The save begins, and nothing comes of it.
        bench.keeper.send(Task::Rotate { save: 1 }).unwrap();
        let mut second = bench.session(2);
        bench.begin(&second, &[]);
        bench.type_in(&mut second, " second");
        let _ = bench.save(&second.clone(), 2, &[]);
        assert_eq!(bench.after_a_crash(), ["Ruth first", "Ruth second"]);
    }

    #[test]
    fn a_session_taken_up_again_is_whole_in_the_journal_from_its_first_change() {
        let mut bench = Bench::new();
        let mut session = bench.session(1);
        bench.begin(&session, &[]);
        bench.type_in(&mut session, " one");
        let head = bench.save(&session.clone(), 1, &[]);
        bench.begin(&session, std::slice::from_ref(&head));
        bench.type_in(&mut session, " two");
        bench.begin(&session, &[head]);
        bench.type_in(&mut session, " three");
        assert_eq!(bench.after_a_crash(), ["Ruth one two three"]);
    }

    #[test]
    fn a_change_to_an_unknown_session_is_not_called_kept() {
        let bench = Bench::new();
        let edit = Edit::Bookmark(crate::record::Bookmark::default());
        let session = Ulid::from_parts(9, 9);
        bench.keeper.send(Task::Edit { seq: 1, session, edit }).unwrap();
        match bench.heard.recv_timeout(Duration::from_secs(10)) {
            Ok(Input::Keeper(Event::NotKept { .. })) => {}
            _ => panic!("called kept"),
        }
    }
}

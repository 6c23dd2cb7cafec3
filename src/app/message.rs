//! What reaches the app: keys, words, and the results of its effects.

use std::path::PathBuf;

use super::action::Action;
use super::key::Key;
use super::screens::matter::Card;
use super::secret::Secret;
use crate::figure::Target;
use crate::record::{Header, Session, Stamp, StatementCheck, Tombstone};

/// An event with the time it happened: the app has no clock of its own.
#[derive(Clone, PartialEq)]
pub struct Message {
    /// When.
    pub at: Stamp,
    /// What.
    pub event: Event,
}

/// A place in a text as a face has set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextPlace {
    /// Row of the wrapped text, from 0.
    pub row: usize,
    /// Column of that row, from 0.
    pub column: usize,
    /// The columns it is wrapped at there.
    pub width: usize,
}

/// Which way to scroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Back towards the beginning.
    Up,
    /// On towards the end.
    Down,
}

/// What happened.
#[derive(Clone, PartialEq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text came in one piece.
    Paste(String),
    /// More was pasted than can be taken; nothing of it came through.
    PasteRefused,
    /// An action was asked for by name (palette, linear prompts).
    Do(Action),
    /// An item of the list was chosen by its number, from 0.
    Pick(usize),
    /// An item of the list was pointed at: it is selected, and nothing more.
    Select(usize),
    /// A field was pointed at by its number, from 0, and a place in its text.
    Field(usize, Option<TextPlace>),
    /// A thing in a drawing was pointed at.
    Point(Target),
    /// More is wanted of what is shown: further down, or back up.
    Scroll(Direction),
    /// The text of the field in hand, whole (linear prompts: one line).
    Fill(String),
    /// The same, and what comes next where nothing was refused (linear
    /// prompts): what cannot be kept is asked again.
    Line(String, Action),
    /// The value beside the answer at hand, in words (linear prompts).
    Value(String),
    /// An action was asked for by name with words after it (linear prompts).
    Told(Action, String),
    /// The size of the face, in columns and rows.
    Resize(u16, u16),
    /// The time the app asked to be woken at has come.
    Wake,
    /// The system asks the program to end (signal number).
    Terminate(u8),
    /// Six words to offer as a passphrase.
    Offered(String),
    /// The vault is open.
    Opened(Box<HomeData>),
    /// The vault could not be opened.
    NotOpened {
        /// In words for a person.
        why: String,
        /// The passphrase was wrong: ask again.
        passphrase: bool,
    },
    /// A session was read.
    Loaded {
        /// The session.
        session: Box<Session>,
        /// Which head it is, as the vault names it.
        head: String,
    },
    /// A session could not be read.
    NotLoaded {
        /// Why, in words.
        why: String,
    },
    /// Saved: written, read back, on disk.
    Saved {
        /// The number of the save.
        seq: u64,
        /// The name of the new head.
        head: String,
        /// False where the disk did not confirm it.
        confirmed: bool,
    },
    /// Not saved; the words are in memory and, unless said, in the journal.
    NotSaved {
        /// The number of the save.
        seq: u64,
        /// Why, in words.
        why: String,
    },
    /// Typing up to this number is handed to the system.
    Kept {
        /// The number of the newest edit that is kept.
        seq: u64,
    },
    /// Typing is not kept: the journal cannot write.
    NotKept {
        /// Why, in words.
        why: String,
    },
    /// A file was written.
    Exported {
        /// The number of the export.
        seq: u64,
        /// Where it lies.
        path: PathBuf,
    },
    /// A file was not written.
    NotExported {
        /// The number of the export.
        seq: u64,
        /// A file is already there.
        exists: bool,
        /// Why, in words.
        why: String,
    },
    /// The recovery file was made and opened once.
    RecoveryMade {
        /// Where it lies.
        path: PathBuf,
    },
    /// It was not.
    RecoveryNotMade {
        /// Why, in words.
        why: String,
    },
    /// Discussions that have all the words that were looked for.
    Found {
        /// The words.
        words: String,
        /// The newest of them.
        found: Vec<crate::record::Found>,
        /// How many there are.
        count: usize,
    },
    /// Two versions of a session were read.
    Compared(Box<Compared>),
    /// A statement was signed.
    Signed {
        /// The number of the statement.
        seq: u64,
        /// The armoured signature over its words.
        signature: String,
    },
    /// It was not; what was written of it stays.
    NotSigned {
        /// The number of the statement.
        seq: u64,
        /// Why, in words.
        why: String,
    },
    /// What the vault knows beside its sessions.
    Known(Box<Known>),
    /// Somebody's card was read.
    CardRead(Card),
    /// Somebody was added.
    PersonAdded(Box<Known>),
    /// Something was sealed and written.
    Sent {
        /// Where it lies.
        path: PathBuf,
        /// SHA-256 of the file, in hex.
        digest: String,
    },
    /// Something came and was taken in.
    Received {
        /// From whom and what for, in a sentence.
        words: String,
        /// The version it became.
        head: String,
        /// What home needs now.
        home: Box<HomeData>,
    },
    /// Words were taken out of a session.
    Rectified {
        /// The session without them.
        session: Box<Session>,
        /// Which head it is.
        head: String,
        /// What home needs now.
        home: Box<HomeData>,
        /// What the vault knows now.
        known: Box<Known>,
        /// Other meetings that repeat what was removed, in words.
        elsewhere: Vec<String>,
    },
    /// Statements of a session were checked against the keys known here.
    Checked {
        /// The session.
        session: ulid::Ulid,
        /// What was found.
        checks: Vec<StatementCheck>,
    },
    /// Words could not be taken out, or not wholly.
    NotRectified {
        /// Why, in words.
        why: String,
    },
    /// What was asked for last could not be done; nothing was changed.
    NotDone {
        /// Why, in words.
        why: String,
    },
    /// Words were put on the clipboard.
    Copied {
        /// The number of it.
        seq: u64,
    },
    /// They were not.
    NotCopied {
        /// The number of it.
        seq: u64,
        /// Why, in words.
        why: String,
    },
    /// The clipboard was to be cleared.
    CopyCleared(Clearing),
}

/// What became of clearing the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clearing {
    /// It is cleared.
    Cleared,
    /// Something else was copied since: that stays.
    Changed,
    /// It could not be looked at, or not be cleared.
    Failed,
}

impl std::fmt::Debug for Event {
    /// Never prints what was typed or read.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = match self {
            Event::Key(_) => "Key",
            Event::Paste(_) => "Paste",
            Event::PasteRefused => "PasteRefused",
            Event::Do(a) => return f.debug_tuple("Do").field(a).finish(),
            Event::Pick(n) => return f.debug_tuple("Pick").field(n).finish(),
            Event::Select(n) => return f.debug_tuple("Select").field(n).finish(),
            Event::Field(n, at) => return f.debug_tuple("Field").field(n).field(at).finish(),
            Event::Point(target) => return f.debug_tuple("Point").field(target).finish(),
            Event::Scroll(way) => return f.debug_tuple("Scroll").field(way).finish(),
            Event::Fill(_) => "Fill",
            Event::Line(_, then) => return f.debug_tuple("Line").field(then).finish(),
            Event::Value(_) => "Value",
            Event::Told(action, _) => return f.debug_tuple("Told").field(action).finish(),
            Event::Resize(w, h) => return f.debug_tuple("Resize").field(w).field(h).finish(),
            Event::Wake => "Wake",
            Event::Terminate(n) => return f.debug_tuple("Terminate").field(n).finish(),
            Event::Offered(_) => "Offered",
            Event::Opened(_) => "Opened",
            Event::NotOpened { .. } => "NotOpened",
            Event::Loaded { .. } => "Loaded",
            Event::NotLoaded { .. } => "NotLoaded",
            Event::Saved { seq, .. } => return f.debug_tuple("Saved").field(seq).finish(),
            Event::NotSaved { seq, .. } => return f.debug_tuple("NotSaved").field(seq).finish(),
            Event::Kept { seq } => return f.debug_tuple("Kept").field(seq).finish(),
            Event::NotKept { .. } => "NotKept",
            Event::Exported { seq, .. } => return f.debug_tuple("Exported").field(seq).finish(),
            Event::NotExported { seq, .. } => {
                return f.debug_tuple("NotExported").field(seq).finish();
            }
            Event::RecoveryMade { .. } => "RecoveryMade",
            Event::RecoveryNotMade { .. } => "RecoveryNotMade",
            Event::Found { .. } => "Found",
            Event::Compared(_) => "Compared",
            Event::Signed { seq, .. } => return f.debug_tuple("Signed").field(seq).finish(),
            Event::NotSigned { seq, .. } => return f.debug_tuple("NotSigned").field(seq).finish(),
            Event::Known(_) => "Known",
            Event::CardRead(_) => "CardRead",
            Event::PersonAdded(_) => "PersonAdded",
            Event::Sent { .. } => "Sent",
            Event::Received { .. } => "Received",
            Event::Rectified { .. } => "Rectified",
            Event::Checked { .. } => "Checked",
            Event::NotRectified { .. } => "NotRectified",
            Event::NotDone { .. } => "NotDone",
            Event::Copied { seq } => return f.debug_tuple("Copied").field(seq).finish(),
            Event::NotCopied { seq, .. } => return f.debug_tuple("NotCopied").field(seq).finish(),
            Event::CopyCleared(how) => return f.debug_tuple("CopyCleared").field(how).finish(),
        };
        f.write_str(name)
    }
}

/// A version of a session, read whole.
#[derive(Clone, PartialEq)]
pub struct Version {
    /// As the vault names it.
    pub head: String,
    /// When it was written.
    pub written: Stamp,
    /// The session.
    pub session: Box<crate::record::Session>,
}

/// Two versions that stand side by side.
#[derive(Clone, PartialEq)]
pub struct Compared {
    /// The one written last.
    pub mine: Version,
    /// The one beside it.
    pub theirs: Version,
    /// What both were written from, where it is still there.
    pub base: Option<Box<crate::record::Session>>,
}

/// A head of a session, as home lists it.
#[derive(Clone, PartialEq)]
pub struct SessionHead {
    /// How the vault names this version.
    pub head: String,
    /// When it was written.
    pub written: Stamp,
    /// The session in short.
    pub header: Header,
    /// Another version of the same session stands beside it.
    pub beside_another: bool,
}

/// What the vault tells when it opens.
#[derive(Clone, PartialEq)]
pub struct HomeData {
    /// Whose vault it is.
    pub owner: String,
    /// The owner's lasting id as a person.
    pub owner_id: ulid::Ulid,
    /// Every head of every session.
    pub sessions: Vec<SessionHead>,
    /// Files that were not used, in words without content.
    pub problems: Vec<String>,
    /// Recovery was made and tested.
    pub recovery: bool,
    /// Another program writes: this one only reads.
    pub read_only: bool,
    /// A practice vault, gone at exit.
    pub practice: bool,
    /// Typing was brought back after an interruption.
    pub brought_back: bool,
    /// Rules of practice.
    pub rules: crate::record::Rules,
}

/// Somebody whose key is known here.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Their id in the roster.
    pub id: ulid::Ulid,
    /// Their name, as they gave it.
    pub name: String,
    /// The fingerprint of their key.
    pub fingerprint: String,
    /// Which person of the meetings here they are.
    pub known_as: Option<ulid::Ulid>,
}

/// What a vault knows beside its sessions.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The fingerprint of the owner's key.
    pub fingerprint: String,
    /// The owner's card, to give away.
    pub card: String,
    /// People whose keys are known.
    pub people: Vec<KnownPerson>,
    /// What had to be removed: no content, only that it was.
    pub removed: Vec<Tombstone>,
}

/// How recovery is to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recovery {
    /// Put off; home says so until it is made.
    Later,
    /// The organisation's public key.
    Recipient(String),
    /// A file sealed under a passphrase of its own.
    File {
        /// Where.
        path: PathBuf,
        /// Its passphrase.
        passphrase: Secret,
    },
}

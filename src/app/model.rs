//! The state of the program, without terminal, disk or clock.

use std::path::PathBuf;

use super::action::Action;
use super::editor::Editor;
use super::ids::Ids;
use super::key::Key;
use super::keymap::Place;
use super::message::HomeData;
use super::page::Notice;
use super::tour::Tour;
use super::work::Work;
use crate::config::Theme;
use crate::record::{Audience, Session, Stamp};

/// Everything the program knows while it runs.
pub struct Model {
    /// Columns and rows of the face.
    pub size: (u16, u16),
    /// New ids.
    pub ids: Ids,
    /// The screen in hand.
    pub screen: Screen,
    /// What the screen was opened over: help and find go back there.
    pub over: Option<Box<Screen>>,
    /// Hidden or not.
    pub veil: Veil,
    /// Ctrl-G was pressed: a letter follows.
    pub twin: bool,
    /// What the vault told.
    pub home: Option<HomeData>,
    /// The session in hand.
    pub work: Option<Work>,
    /// Sessions that were put away before they were wholly saved.
    pub parked: Vec<Work>,
    /// The version that is being read.
    pub loading: Option<String>,
    /// A message in place.
    pub notice: Option<Notice>,
    /// Leaving, with this exit code, once every save has ended.
    pub leaving: Option<u8>,
    /// A save failed while leaving: asked again, the program leaves.
    pub leave_anyway: bool,
    /// Numbers of edits, saves and exports.
    pub seq: u64,
    /// Results that are still to come: linear prompts wait for them.
    pub waiting: usize,
    /// The last key or word.
    pub last_touch: Option<Stamp>,
    /// The practice vault: fictional, gone at exit.
    pub practice: bool,
    /// Id of the bank that is walked.
    pub bank: String,
    /// Children marked on home for one meeting.
    pub marked: Vec<ulid::Ulid>,
    /// Colours chosen while it runs; none: as set.
    pub theme: Option<Theme>,
    /// The tour of the practice vault.
    pub tour: Tour,
    /// The face draws where it has room: then arrows turn the wheel as it is
    /// seen, else they go through the list.
    pub drawings: bool,
    /// The face is plain lines: words are asked for, not keys.
    pub lines: bool,
    /// What is drawn beside the answer at hand, in a word; none: words only.
    pub drawing: Option<&'static str>,
    /// Files that were written since the start, or are on their way.
    pub files: Vec<NoteFile>,
    /// What was said before to the question at hand, where somebody asked.
    pub earlier: Option<super::screens::earlier::Earlier>,
    /// A statement that is being signed.
    pub signing: Option<super::screens::matter::agree::Signing>,
    /// What the vault found of the statements of each session it gave.
    pub checks: std::collections::HashMap<ulid::Ulid, Vec<crate::record::StatementCheck>>,
    /// Words that are being taken out for good.
    pub removing: Option<super::screens::matter::rectify::Removing>,
    /// What the vault knows beside its sessions.
    pub known: super::message::Known,
    /// What was copied, and is still to be cleared.
    pub copied: Option<super::copying::Copied>,
    /// What is on its way to the clipboard.
    pub copying: Option<super::copying::Copied>,
    /// What left last of each finalised note since the start.
    pub left: Vec<super::copying::LastLeft>,
    /// Somebody said yes to copying over ssh.
    pub copies_far: bool,
    /// Copying failed since the start: writing is offered first.
    pub copy_failed: bool,
    /// Notes that name other children, whose leaving somebody said yes to.
    pub named: Vec<super::screens::leaving::Named>,
    /// Whom the note that was read last may name.
    pub may_name: Option<super::screens::leaving::Gathered>,
}

/// A note that was written to a file.
pub struct NoteFile {
    /// The number of its export.
    pub seq: u64,
    /// Where.
    pub path: PathBuf,
    /// Of which discussion.
    pub discussion: ulid::Ulid,
    /// Number of the page.
    pub page: usize,
    /// The page was finalised; else it is a draft.
    pub is_final: bool,
    /// It is there.
    pub done: bool,
    /// Of a finalised note: what left.
    pub left: Option<super::copying::LastLeft>,
}

/// What may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Veil {
    /// Everything.
    Open,
    /// Nothing, until a key asks.
    Hidden,
    /// Nothing yet: shown on a second key.
    Asking,
}

/// A screen with what it alone knows.
pub enum Screen {
    /// No vault yet.
    Welcome {
        /// Selected choice.
        selected: usize,
    },
    /// Making a vault.
    SetUp(SetUp),
    /// Asking for the passphrase.
    Unlock {
        /// The field.
        field: Editor,
        /// The passphrase is being tried.
        busy: bool,
    },
    /// Today.
    Home {
        /// Selected item.
        selected: usize,
    },
    /// Who is here, when, about whom.
    Begin(Begin),
    /// The discussions of this meeting.
    Meeting {
        /// Selected item.
        selected: usize,
    },
    /// The ring list.
    Wheel {
        /// Selected part.
        selected: usize,
    },
    /// Finding a question.
    Find {
        /// What is looked for.
        field: Editor,
        /// Selected result.
        selected: usize,
    },
    /// At a question.
    Question {
        /// Its id.
        id: String,
        /// The answer before anything is written.
        fresh: Editor,
        /// The passage in hand; none: the last.
        at: Option<ulid::Ulid>,
        /// The small text beside it that has the cursor: told by whom, when.
        detail: Option<crate::record::FieldName>,
        /// The cursor is in "recorded elsewhere".
        in_elsewhere: bool,
        /// The part was opened from the wheel: what it is about is said.
        opened: bool,
        /// The drawing beside the answer is in hand.
        drawn: Option<Drawn>,
    },
    /// Decision and actions.
    Close {
        /// The field in hand.
        focus: usize,
    },
    /// Reading the note.
    Review(Review),
    /// What is possible, or anything by name.
    Help {
        /// Narrows the list.
        field: Editor,
        /// Selected item.
        selected: usize,
        /// Where it was asked for.
        place: Place,
        /// What was possible there, and its keys.
        possible: Vec<(Action, Key)>,
    },
    /// Where the file goes.
    Path {
        /// The path.
        field: Editor,
        /// The review it belongs to.
        review: Review,
    },
    /// Making a recovery later.
    Recovery(SetUp),
    /// The brief check of a child of the discussion in focus.
    Brief {
        /// The child.
        child: ulid::Ulid,
        /// The field in hand.
        focus: usize,
        /// Seen alone, as it is shown.
        alone: Editor,
    },
    /// Choosing questions for this hour.
    Choose(Choosing),
    /// A sheet: a section of the record as rows to write in.
    Sheet(super::screens::sheet::Sheet),
    /// Who said what: every passage of the discussion in focus.
    Said {
        /// Selected passage.
        selected: usize,
        /// The review it was opened from.
        review: Review,
    },
    /// Finding words in all records.
    Search(Box<super::screens::search::Looking>),
    /// Two versions of a session side by side.
    Versions(Box<super::screens::versions::Settling>),
    /// A nudge was set aside: a word of why may follow.
    SetAside {
        /// The entry that holds the word.
        entry: ulid::Ulid,
        /// What the nudge says.
        says: String,
        /// The review it belongs to.
        review: Review,
    },
    /// What is settled about a note, or between two vaults.
    Matter(super::screens::matter::Matter),
    /// Notes still to file.
    Queue(Box<super::screens::queue::Queue>),
    /// Passages for others to learn from.
    Learning(Box<super::screens::learning::Learning>),
}

/// Questions proposed for this hour, as far as two people have changed them.
pub struct Choosing {
    /// As it stands.
    pub now: Proposal,
    /// Selected row.
    pub selected: usize,
    /// As it stood before each change.
    pub past: Vec<Proposal>,
    /// As it stood before changes were taken back.
    pub future: Vec<Proposal>,
    /// Where it was opened.
    pub from: Box<Screen>,
}

/// Proposed questions, and what they were proposed for.
#[derive(Clone)]
pub struct Proposal {
    /// Minutes for this discussion.
    pub minutes: u16,
    /// The two say that the work is stuck.
    pub stuck: bool,
    /// The questions, taken or left out, in the order they are asked.
    pub rows: Vec<Row>,
    /// Questions that another took the place of: not proposed again.
    pub aside: std::collections::BTreeSet<String>,
}

/// A proposed question.
#[derive(Clone)]
pub struct Row {
    /// The question, and why it is there.
    pub chosen: crate::record::Chosen,
    /// Taken, or left out by hand.
    pub taken: bool,
    /// Settled by a person (kept, taken by hand, got in place of another):
    /// other minutes leave it.
    pub settled: bool,
}

/// The drawing beside an answer, while it is in hand.
pub struct Drawn {
    /// It holds four texts: letters are text.
    pub texts: bool,
    /// Which of the four, from 0.
    pub field: usize,
    /// The last key was a 1: a 0 after it makes ten.
    pub one: bool,
    /// The text before anything is written.
    pub blank: Editor,
}

/// Fields of setting up, or of making a recovery.
pub struct SetUp {
    /// Name, passphrase, again, recovery, its passphrase; for recovery alone
    /// only the last two.
    pub fields: Vec<Editor>,
    /// The field in hand.
    pub focus: usize,
    /// Six words offered.
    pub offered: String,
    /// Work is under way.
    pub busy: bool,
}

/// Who is here, when, about whom.
pub struct Begin {
    /// The field in hand.
    pub focus: usize,
    /// The date as typed.
    pub date: Editor,
    /// The chosen offer of a known name.
    pub chosen: Option<usize>,
    /// The discussion whose child is being named.
    pub discussion: ulid::Ulid,
    /// Adding a child to a meeting under way: only the child's fields.
    pub adding: bool,
    /// The child is another one, although the name is known.
    pub another: bool,
    /// The discussion in focus before a child was added.
    pub before: Option<ulid::Ulid>,
    /// What was typed of the child's name before a known one was taken by it.
    pub half_typed: Option<String>,
    /// A person was taken by a half-typed name: typed again, it is another.
    pub person_taken: bool,
}

/// The note in review.
#[derive(Clone)]
pub struct Review {
    /// For whom.
    pub audience: Audience,
    /// Which child's page, in a family.
    pub page: usize,
    /// Index of the format.
    pub format: usize,
    /// Id of the layout, where another than the one in force was chosen.
    pub layout: Option<String>,
    /// First row shown.
    pub scroll: usize,
    /// Finalising waits for a yes: `y`, or where nobody is named a second Enter.
    pub asking: bool,
    /// What is asked about names somebody.
    pub names: bool,
    /// A path other than the proposed one.
    pub path: Option<PathBuf>,
    /// A file of that name is there.
    pub exists: bool,
    /// The export under way.
    pub exporting: Option<u64>,
    /// Where the last file was written.
    pub written: Option<PathBuf>,
    /// The number of the nudge in hand, from 0.
    pub thought: Option<usize>,
}

impl Review {
    /// A fresh review for an audience.
    pub fn new(audience: Audience) -> Self {
        Review {
            audience,
            page: 0,
            format: 0,
            layout: None,
            scroll: 0,
            asking: false,
            names: false,
            path: None,
            exists: false,
            exporting: None,
            written: None,
            thought: None,
        }
    }

    /// Begun anew for an audience and a page, in the same shape.
    #[must_use]
    pub fn afresh(&self, audience: Audience, page: usize) -> Self {
        let (format, layout) = (self.format, self.layout.clone());
        Review { page, format, layout, ..Review::new(audience) }
    }
}

impl Model {
    /// The program at its start: nothing known yet.
    pub fn new(seed: u64, has_vault: bool) -> Self {
        let screen = if has_vault {
            Screen::Unlock { field: Editor::single_line(""), busy: false }
        } else {
            Screen::Welcome { selected: 0 }
        };
        Model {
            size: (80, 24),
            ids: Ids::new(seed),
            screen,
            over: None,
            veil: Veil::Open,
            twin: false,
            home: None,
            work: None,
            parked: Vec::new(),
            loading: None,
            notice: None,
            leaving: None,
            leave_anyway: false,
            seq: 0,
            waiting: 0,
            last_touch: None,
            practice: false,
            bank: String::new(),
            marked: Vec::new(),
            theme: None,
            tour: Tour::Offered,
            drawings: true,
            lines: false,
            drawing: None,
            files: Vec::new(),
            earlier: None,
            signing: None,
            checks: std::collections::HashMap::new(),
            removing: None,
            known: super::message::Known::default(),
            copied: None,
            copying: None,
            left: Vec::new(),
            copies_far: false,
            copy_failed: false,
            named: Vec::new(),
            may_name: None,
        }
    }

    /// What the vault found of the statements of a session, as it was last read
    /// or saved.
    pub fn checks_of(&self, session: ulid::Ulid) -> &[crate::record::StatementCheck] {
        self.checks.get(&session).map_or(&[], Vec::as_slice)
    }

    /// A passphrase came with the start: the door says that it is opening.
    pub fn opening(&mut self) {
        self.screen = Screen::Unlock { field: Editor::single_line(""), busy: true };
        self.waiting += 1;
    }

    /// A new id at a time.
    pub fn id(&mut self, at: Stamp) -> ulid::Ulid {
        self.ids.next(at.timestamp_millis())
    }

    /// The next number.
    pub fn next_seq(&mut self) -> u64 {
        self.seq += 1;
        self.seq
    }

    /// Says that something went wrong, where the person is looking.
    pub fn trouble(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { trouble: true, lasting: false, text: text.into() });
    }

    /// Says that something went well.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { trouble: false, lasting: false, text: text.into() });
    }

    /// Columns that prose is set to: at most 72, however wide the face.
    pub fn prose_width(&self) -> usize {
        super::page::prose_width(self.size.0)
    }

    /// The rules of practice of the vault, or those that come with the program.
    pub fn rules(&self) -> crate::record::Rules {
        self.home.as_ref().map(|h| h.rules.clone()).unwrap_or_default()
    }

    /// The session in hand, if any.
    pub fn session(&self) -> Option<&Session> {
        self.work.as_ref().map(|w| &w.session)
    }

    /// Where bindings hold now.
    pub fn place(&self) -> Place {
        match &self.screen {
            Screen::Welcome { .. } => Place::Welcome,
            Screen::SetUp(_) | Screen::Recovery(_) | Screen::Unlock { .. } => Place::Door,
            Screen::Home { .. } => Place::Home,
            Screen::Begin(_) => Place::Begin,
            Screen::Meeting { .. } => Place::Meeting,
            Screen::Wheel { .. } => Place::Wheel,
            Screen::Find { .. } => Place::Find,
            Screen::Question { drawn: Some(Drawn { texts: false, .. }), .. } => Place::Drawing,
            Screen::Question { .. } => Place::Question,
            Screen::Close { .. } => Place::Close,
            Screen::Review(r) if r.asking && r.names => Place::Named,
            Screen::Review(r) if r.asking => Place::Sure,
            Screen::Review(_) if super::screens::notes::is_final(self) => Place::Final,
            Screen::Review(_) => Place::Review,
            Screen::Help { .. } => Place::Help,
            Screen::Path { .. } => Place::Path,
            Screen::Brief { .. } => Place::Brief,
            Screen::Choose(_) => Place::Choose,
            Screen::Said { .. } => Place::Said,
            Screen::SetAside { .. } => Place::SetAside,
            Screen::Sheet(sheet) => match sheet.in_hand {
                Some(super::screens::sheet::Slot::Choice { .. }) => Place::Pick,
                Some(super::screens::sheet::Slot::Act { .. }) => Place::End,
                Some(_) if !sheet.offers.is_empty() => Place::Offer,
                _ => Place::Sheet,
            },
            Screen::Search(_) => Place::Search,
            Screen::Versions(_) => Place::Versions,
            Screen::Matter(matter) => matter.place(),
            Screen::Queue(queue) if queue.reference.is_some() => Place::Reference,
            Screen::Queue(_) => Place::Queue,
            Screen::Learning(learning) => learning.place(),
        }
    }

    /// When the model wants to be woken next: there are no ticks.
    pub fn next_deadline(&self, config: &crate::config::Config) -> Option<Stamp> {
        let minutes = |n: u16| chrono::Duration::minutes(i64::from(n));
        let save = self
            .parked
            .iter()
            .chain(&self.work)
            .filter(|w| w.saving.is_none())
            .filter_map(|w| w.unsaved_since)
            .min()
            .map(|t| t + minutes(config.save_every_minutes.max(1)));
        let lock = self
            .last_touch
            .filter(|_| self.home.is_some() && config.lock_after_minutes > 0)
            .map(|t| t + minutes(config.lock_after_minutes));
        [save, lock, super::copying::deadline(self)].into_iter().flatten().min()
    }

    /// A result that was waited for has come.
    pub fn done(&mut self) {
        self.waiting = self.waiting.saturating_sub(1);
    }

    /// Whether the two are in the conversation, not at home or at the door.
    pub fn in_conversation(&self) -> bool {
        let under = self.over.as_deref().unwrap_or(&self.screen);
        self.work.is_some()
            && !self.is_filing()
            && !matches!(
                under,
                Screen::Home { .. }
                    | Screen::Welcome { .. }
                    | Screen::Unlock { .. }
                    | Screen::SetUp(_)
                    | Screen::Recovery(_)
            )
    }

    /// Whether notes are being filed: the two are where they left the meeting.
    pub fn is_filing(&self) -> bool {
        match self.over.as_deref().unwrap_or(&self.screen) {
            Screen::Queue(_) => true,
            Screen::Matter(matter) => matches!(*matter.from, Screen::Queue(_)),
            _ => false,
        }
    }

    /// The screen, or the one that help or find was opened over.
    pub fn under_mut(&mut self) -> &mut Screen {
        match &mut self.over {
            Some(under) => under,
            None => &mut self.screen,
        }
    }

    /// Whether linear prompts should wait before they ask again.
    pub fn is_waiting(&self) -> bool {
        self.waiting > 0
    }
}

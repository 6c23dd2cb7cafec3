//! A note as neutral blocks: what it says, not how a format says it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use ulid::Ulid;

use super::agreement::{Agreement, StatementCheck, Tombstone};
use super::drawing::Drawing;
use super::session::Session;

/// Where a note goes: decides what it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Audience {
    /// One child's file.
    ChildFile,
    /// The practitioner's staff file.
    StaffFile,
    /// Everything, for the two people themselves.
    Full,
    /// The child, in a letter: the words the two chose, and nothing else.
    Letter,
    /// For people to learn from: passages a person chose, de-identified. Made
    /// by [`super::learning::learning`] alone.
    Learning,
    /// Everything about one child or one practitioner, for whoever asked to
    /// see what is held about them.
    SubjectAccess,
}

impl Audience {
    /// As commands and file names say it.
    pub fn slug(self) -> &'static str {
        match self {
            Audience::ChildFile => "child-file",
            Audience::StaffFile => "staff-file",
            Audience::Full => "full",
            Audience::Letter => "letter",
            Audience::Learning => "learning",
            Audience::SubjectAccess => "subject-access",
        }
    }

    /// Whether formats that hold the record itself hold it there: a letter is
    /// its words in any format.
    pub fn takes_records(self) -> bool {
        self != Audience::Letter
    }

    /// Whether what goes there is of one child and no other.
    pub fn is_of_one_child(self) -> bool {
        matches!(self, Audience::ChildFile | Audience::Letter)
    }
}

/// A piece of a note.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading; level 1 is below the title.
    Heading {
        /// 1 or 2.
        level: u8,
        /// The words.
        text: String,
    },
    /// "Date of meeting: Monday 23 November 2026".
    Field {
        /// Name.
        name: String,
        /// Value.
        value: String,
    },
    /// The question as it was asked.
    Question(String),
    /// Whose words follow and how they are known: "Practitioner, judgement:".
    /// Always stands right before the [`Block::Prose`] it speaks of.
    Said(String),
    /// What somebody wrote, with line breaks as they were.
    Prose(String),
    /// A remark of the program about the record ("recorded elsewhere: …").
    Remark(String),
    /// An item of a list: who does what by when, with lines below it.
    Item {
        /// Its first line.
        text: String,
        /// Further lines.
        details: Vec<String>,
    },
    /// A drawing of the framework; writers that hold no drawings write its
    /// words.
    Picture(Drawing),
}

/// A note, ready to be written in a format.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Title, without the child's name.
    pub title: String,
    /// The contact date: the day of the meeting. None where it would say too
    /// much: on what is written for learning.
    pub date: Option<NaiveDate>,
    /// Whether that is the day of a supervision: of a page that only says what
    /// follows it is the day it was made.
    pub held: bool,
    /// Not finalised yet.
    pub draft: bool,
    /// What the head of a printed page calls it: the child's reference on
    /// their own file, on a file of the two themselves too; empty elsewhere
    /// and where there is none.
    pub reference: String,
    /// How far it has come, in words: "Draft", "Finalised 23 November 2026",
    /// and when it was added to since.
    pub version: String,
    /// For whom.
    pub audience: Audience,
    /// The body.
    pub blocks: Vec<Block>,
    /// What was left out, in words and without content, for the review screen
    /// only: it never leaves.
    pub left_out: Vec<String>,
}

/// What leaves in one file: one note, or several one after the other, and the
/// records they were made of.
#[derive(Clone, Default)]
pub struct Leaving {
    /// The notes.
    pub notes: Vec<Note>,
    /// For formats that hold the record itself: each cut down to what the
    /// destination may hold. Empty for all others.
    pub records: Vec<Session>,
}

impl Leaving {
    /// One note, in a format that holds no record.
    pub fn of(note: Note) -> Leaving {
        Leaving { notes: vec![note], records: Vec::new() }
    }
}

impl Note {
    /// Whether it is a letter: its blocks are all there is to read in it. A
    /// writer prints no title, date, reference or version, and no remark of
    /// the program, but that a draft is one.
    pub fn is_letter(&self) -> bool {
        self.audience == Audience::Letter
    }

    /// Says at the end of the note what words were removed from its session:
    /// when, by whom, by whose authority, and nothing of them.
    pub fn tell_removed(&mut self, session: &Session, removed: &[Tombstone]) {
        if self.is_letter() {
            return;
        }
        for t in removed.iter().filter(|t| t.session == session.id) {
            let by = session.person(t.by).map_or("the owner of this record", |p| p.name.as_str());
            let day = t.at.format("%-d %B %Y");
            let authority = crate::text::clean_line(&t.authority);
            self.blocks.push(Block::Remark(format!(
                "Words were removed from the record of this meeting on {day} by {by} \
                 (authority: {authority})."
            )));
        }
    }

    /// Says at the end of the note which statements about what it holds cannot
    /// be relied on, and why: a line beside a name is not a signature that
    /// holds. `child` is whose page it is, in a family.
    pub fn tell_checked(
        &mut self,
        session: &Session,
        discussion: Ulid,
        child: Option<Ulid>,
        checks: &[StatementCheck],
    ) {
        let Some(d) = session.discussion(discussion).filter(|_| !self.is_letter()) else { return };
        let is_family = d.subject.children().len() > 1;
        let here = |a: &&Agreement| !is_family || child.is_none() || a.child == child;
        for a in d.agreements.iter().filter(|a| a.is_made()).filter(here) {
            let Some(check) = checks.iter().find(|c| c.statement == a.id && !c.is_well) else {
                continue;
            };
            let name = session.person(a.person).map_or("somebody unknown", |p| p.name.as_str());
            let name = crate::text::clean_line(name);
            let day = a.at.format("%-d %B %Y");
            self.blocks.push(Block::Remark(format!(
                "The statement in the name of {name} of {day} cannot be relied on: {}.",
                check.words
            )));
        }
    }

    /// Whether it says anything beyond its head: who, when, about whom.
    pub fn says_something(&self) -> bool {
        self.is_letter() || self.blocks.iter().any(|b| matches!(b, Block::Heading { .. }))
    }
}

//! The supervision record, and the note made of it.
//!
//! The schema is complete from the first version on. Nothing is said in a
//! session without belonging to one discussion: that is how it can be filed in
//! the right place.

/// Gives types that hold words of a record a `Debug` that prints none: what is
/// printed may end in a report of a fault.
macro_rules! wordless {
    ($($name:ident),+) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        })+
    };
}

pub mod action;
pub mod agreed;
pub mod agreement;
pub mod answer;
mod blank;
pub mod block;
pub mod corpus;
pub mod discussion;
pub mod drawing;
pub mod edit;
mod entries;
pub mod envelope;
mod fields;
pub mod finalise;
pub mod focus;
pub mod format;
pub mod glance;
pub mod header;
pub mod history;
pub mod import;
pub mod layout;
pub mod learning;
mod lost;
pub mod merge;
pub mod minutes;
pub mod note;
pub mod nudge;
pub mod person;
mod persons;
pub mod plain_words;
mod rename;
pub mod rules;
pub mod said;
pub mod scores;
pub mod session;
pub mod share;
pub mod sight;
pub mod strike;
pub mod subject;
pub mod template;
pub mod to_file;
mod unite;
pub mod warning;
mod way;
mod whereabouts;

pub use action::{
    Action, Decision, Due, FollowUp, HypothesisOutcome, Outcome, Standing, UrgentAct,
};
pub use agreement::{Accuracy, Added, Agreement, Amendment, Stance, StatementCheck, Tombstone};
pub use answer::{Answer, AnswerState, Contribution, Kind, SafetyScore, Stamp, Value, View, Voice};
pub use block::{Audience, Block, Leaving, Note};
pub use corpus::{Corpus, Found, Within, about, find_in};
pub use discussion::{
    Checkpoint, DangerStatement, Depth, Discussion, EarlierJourney, Filing, FilingState, HandOver,
    Journey, PartUsed, Personal, SafetyDomain, SafetyJudgement, SafetyPassage, Sent, SetAside,
    SignsOfSafety, Subject, ToolUsed, WordsToChild,
};
pub use drawing::Drawing;
pub use edit::{Edit, EditError, Field, FieldName};
pub use envelope::{FORMAT, ReadError, from_ron, to_ron};
pub use finalise::{FinaliseError, Prospect};
pub use focus::{About, Chosen, Reason};
pub use format::Format;
pub use glance::{AtAGlance, BriefCheck, NextDate, OwnParagraph};
pub use header::{ActionHeader, AskedHeader, FollowedUp, Header, HypothesisHeader, SubjectHeader};
pub use history::{Asked, BroughtBack, ChildHistory, OpenAction, OpenHypothesis, open_actions};
pub use import::{LARGEST_RECORD, LONGEST_TEXT, ids_of, import_check, mark_imported};
pub use layout::{Layout, Layouts};
pub use learning::{ByHand, Learning, Passage, Replacement, ReplacementKind, learning};
pub use lost::Lost;
pub use merge::{Clash, Keep, MergeError, Merged, merge};
pub use minutes::{Shares, left_in_words};
pub(crate) use note::gives_away;
pub use note::{Earlier, NoteError, Wanted, cut, note};
pub use nudge::{Nudge, nudges};
pub use person::{Born, Child, MaySee, Person, Role};
pub use rules::Rules;
pub use said::{Said, Weight};
pub use scores::{OverTime, Score, ScoreOf, ScoreSeries, over_time};
pub use session::{Bookmark, Came, Errand, Session, SessionKind, Step};
pub use share::{ShareError, default_parcel, share};
pub use sight::Sight;
pub use strike::Removed;
pub use template::template;
pub use to_file::{PageHeader, ToFile, to_file};
pub use warning::{Known, Warning, warnings, warnings_with};

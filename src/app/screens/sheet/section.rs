//! Which sections there are, and what a sheet asks of one.

use ulid::Ulid;

use super::{
    Row, Slot, added, at_once, journey, outcomes, own, signs, statement, to_the_child, tools,
};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::record::{Discussion, Field, Step};

/// Which section a sheet is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What could not wait.
    AtOnce,
    /// Signs of Safety.
    Signs,
    /// The journey of this child.
    Journey(Ulid),
    /// Tools and parts of the framework.
    Tools,
    /// The practitioner's own part.
    Own,
    /// What became of what was open.
    Outcomes,
    /// What a person says of a finalised note: of which child's page.
    Statement {
        /// Who says it.
        person: Ulid,
        /// In a family: whose page.
        child: Option<Ulid>,
    },
    /// Words to be added to a finalised note.
    Added {
        /// Which.
        amendment: Ulid,
    },
    /// Words that met a finalised note.
    Proposed {
        /// Which.
        amendment: Ulid,
    },
    /// Words to this child.
    ToTheChild(Ulid),
}

impl Kind {
    pub(super) fn section(self) -> &'static dyn Section {
        match self {
            Kind::AtOnce => &at_once::AtOnce,
            Kind::Signs => &signs::Signs,
            Kind::Journey(_) => &journey::Way,
            Kind::Tools => &tools::Tools,
            Kind::Own => &own::Own,
            Kind::Outcomes => &outcomes::Outcomes,
            Kind::Statement { .. } => &statement::Statement,
            Kind::Added { .. } => &added::Added,
            Kind::Proposed { .. } => &added::Proposed,
            Kind::ToTheChild(_) => &to_the_child::Letter,
        }
    }

    /// Whether it is written beside a finalised note, not in it.
    pub(super) fn is_added(self) -> bool {
        matches!(self, Kind::Statement { .. } | Kind::Added { .. } | Kind::Proposed { .. })
    }

    /// Why nothing can be changed here, if nothing can.
    pub(super) fn frozen(self, model: &Model) -> Option<&'static str> {
        let work = model.work.as_ref()?;
        work.frozen().filter(|_| work.read_only || !self.is_added())
    }

    pub(super) fn change(
        self,
        model: &mut Model,
        turn: Turn,
        f: impl FnOnce(&mut Discussion),
    ) -> Vec<Effect> {
        if self.is_added() {
            model.add_to_final(turn.at, f)
        } else {
            model.change_discussion(turn.at, f)
        }
    }
}

impl Kind {
    /// The child that the whole sheet is about.
    pub fn child(self) -> Option<Ulid> {
        match self {
            Kind::Journey(child) | Kind::ToTheChild(child) => Some(child),
            _ => None,
        }
    }

    /// The same sheet of another child, where it is of one.
    pub(super) fn of_child(self, child: Ulid) -> Kind {
        match self {
            Kind::Journey(_) => Kind::Journey(child),
            Kind::ToTheChild(_) => Kind::ToTheChild(child),
            other => other,
        }
    }

    /// Whether it holds several of the same.
    pub fn has_more(self) -> bool {
        !matches!(self, Kind::Own | Kind::Outcomes | Kind::ToTheChild(_)) && !self.is_added()
    }

    /// The step a bookmark keeps.
    pub fn step(self) -> Step {
        match self {
            Kind::AtOnce => Step::AtOnce,
            Kind::Signs => Step::Signs,
            Kind::Journey(_) => Step::Journey,
            Kind::Tools => Step::Tools,
            Kind::Own => Step::Own,
            Kind::Outcomes => Step::Wheel,
            Kind::ToTheChild(_) => Step::ToTheChild,
            // Both lie beside the note, and are found there again.
            Kind::Statement { .. } | Kind::Added { .. } | Kind::Proposed { .. } => Step::Review,
        }
    }

    /// The sheet that a bookmark kept, of a child where it was of one.
    pub(super) fn of(step: Step, child: Option<Ulid>) -> Option<Kind> {
        Some(match step {
            Step::AtOnce => Kind::AtOnce,
            Step::Signs => Kind::Signs,
            Step::Journey => Kind::Journey(child?),
            Step::Tools => Kind::Tools,
            Step::Own => Kind::Own,
            Step::ToTheChild => Kind::ToTheChild(child?),
            _ => return None,
        })
    }
}

/// A section of the record as rows to write in.
pub trait Section {
    /// Its title.
    fn title(&self, model: &Model) -> String;

    /// A sentence or two before the rows.
    fn intro(&self, model: &Model) -> Vec<String>;

    /// The rows of the discussion in focus, in order.
    fn rows(&self, model: &Model, d: &Discussion, turn: Turn) -> Vec<Row>;

    /// Puts what is still missing into the discussion, ready to be written in.
    fn ready(&self, model: &mut Model, turn: Turn) -> Vec<Effect>;

    /// One more of what the row of this owner is of: where its first row is.
    fn one_more(
        &self,
        model: &mut Model,
        beside: Option<Ulid>,
        turn: Turn,
    ) -> (Option<Field>, Vec<Effect>);

    /// Takes an option of a choice, or none of them.
    fn choose(
        &self,
        model: &mut Model,
        owner: Ulid,
        choice: u8,
        option: Option<usize>,
        turn: Turn,
    ) -> Vec<Effect> {
        let _ = (model, owner, choice, option, turn);
        Vec::new()
    }

    /// What Enter does at a choice, where it does more than go to the next row.
    fn accept(&self, model: &mut Model, slot: &Slot, turn: Turn) -> Option<Vec<Effect>> {
        let _ = (model, slot, turn);
        None
    }

    /// What was written is to be made final: asked once more.
    fn done(&self, model: &mut Model, owner: Ulid, turn: Turn) -> Vec<Effect> {
        let _ = (model, owner, turn);
        Vec::new()
    }

    /// What follows from typing: a day is read as it is typed.
    fn follow(&self, model: &mut Model, field: Field, turn: Turn) -> Vec<Effect> {
        let _ = (model, field, turn);
        Vec::new()
    }

    /// Whether an earlier meeting knows something that is not yet here.
    fn knows(&self, model: &Model, turn: Turn) -> bool {
        let _ = (model, turn);
        false
    }

    /// Takes over what was known then, where nothing stands yet.
    fn last_time(&self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        let _ = turn;
        model.tell("Nothing more is known from an earlier meeting.");
        Vec::new()
    }

    /// What may be worth a second look in the words in hand, a line each: it
    /// stands in sight while they are written, and after them in plain lines.
    fn remarks(&self, model: &Model) -> Vec<String> {
        let _ = model;
        Vec::new()
    }

    /// Takes away what was left empty: nothing is kept that says nothing.
    fn tidy(&self, d: &mut Discussion);
}

//! What an action means at one place, where its line says more than that.

use super::Action;
use crate::app::keymap::Place;

impl Action {
    /// A line for help: what it does at this place. In plain lines there is no
    /// reading on.
    pub fn about_at(self, place: Place, lines: bool) -> &'static str {
        use Place::{
            Final, Learning, Matter, Named, Offer, Passages, Pick, Queue, Reference, Review, Sheet,
            Sure,
        };
        match (self, place) {
            (Action::NextQuestion, Queue) if lines => "the next note to file",
            (Action::PreviousQuestion, Queue) if lines => "the note to file before",
            (Action::NextQuestion, Review | Final) if lines => {
                "the next note of this meeting that is still open, once this one is written"
            }
            (Action::NextQuestion, Review | Final | Queue | Learning | Sure | Named | Matter) => {
                "read on"
            }
            (
                Action::PreviousQuestion,
                Review | Final | Queue | Learning | Sure | Named | Matter,
            ) => "back up in the note",
            (Action::NextQuestion, Passages) => "go on to what is replaced, then to the text",
            (Action::PreviousQuestion, Passages) => "one step back",
            (Action::NextQuestion, Sheet | Pick | Offer) => {
                "go on, to the next child where there is one; what is written here is kept"
            }
            (Action::PreviousQuestion, Sheet | Pick | Offer) => {
                "the child before; what is written here is kept"
            }
            (Action::NextQuestion, _) => "the next question",
            (Action::PreviousQuestion, _) => "the question before",
            (Action::Undo, Queue) => "take back the last note that was marked as handed over",
            (Action::Undo, Review | Final) => "take back what was set aside last",
            (Action::NextFormat, Queue) if lines => {
                "as text, a Word document, PDF or a web page; /format and its name takes it"
            }
            (Action::NextFormat, Queue) => "as text, a Word document, PDF or a web page, in turn",
            (Action::NextFormat, _) if lines => {
                "as text, a Word document, PDF, a web page or another; /format and its name takes it"
            }
            (Action::Accept, Reference) => "mark the note as handed over",
            (Action::NextPage, Review | Final) => {
                "the next child of brothers and sisters, or the next note of this meeting"
            }
            (Action::NextNote, Final) => "the next note of this meeting",
            (Action::PreviousNote, Review | Final) => "the note of this meeting before",
            (Action::WriteNote, Final) => "write the file, as it stands finalised",
            (Action::Finalise, Final) => "write the file",
            (Action::Finalise, Sure | Named) => "yes",
            _ => self.about(),
        }
    }
}

//! Taking back and doing again, in the order things were done: words, marks,
//! filing and the children named have one history for each answer, decision
//! and action. It lasts as long as the session is in hand, wherever the two
//! go in between.

use std::collections::HashMap;

use ulid::Ulid;

use super::context::Turn;
use super::editor;
use super::effect::Effect;
use super::model::{Model, Screen};
use super::screens::{choose, close, nudges, passages, question, said};
use super::work::Work;
use crate::practice::Destination;
use crate::record::{Answer, AnswerState, Contribution, Discussion, Field, FieldName, Value};

/// Steps that are remembered for one answer.
const MOST_STEPS: usize = 500;

/// What an answer, decision or action holds beside its words.
#[derive(Clone, PartialEq)]
pub enum Marks {
    /// Of an answer.
    Answer {
        /// What became of asking.
        state: AnswerState,
        /// Where it is filed.
        destination: Destination,
        /// Its value.
        value: Option<Value>,
        /// Its passages: whom each names, who said it, what kind it is, whether
        /// it is rough; and which there are.
        passages: Vec<Contribution>,
    },
    /// Of a decision or an action: the children it names.
    Concerns(Vec<Ulid>),
}

impl Marks {
    /// The marks of what has this id.
    pub fn of(d: &Discussion, owner: Ulid) -> Option<Marks> {
        if let Some(a) = d.answers.iter().find(|a| a.id == owner) {
            return Some(Marks::Answer {
                state: a.state,
                destination: a.destination,
                value: a.value.clone(),
                passages: a.contributions.clone(),
            });
        }
        let decision = d.decisions.iter().find(|x| x.id == owner).map(|x| &x.children);
        let action = || d.actions.iter().find(|x| x.id == owner).map(|x| &x.children);
        decision.or_else(action).map(|children| Marks::Concerns(children.clone()))
    }

    /// Puts them back.
    fn put(self, d: &mut Discussion, owner: Ulid) {
        match self {
            Marks::Answer { state, destination, value, passages } => {
                let Some(a) = d.answers.iter_mut().find(|a| a.id == owner) else { return };
                (a.state, a.destination, a.value) = (state, destination, value);
                // The words have steps of their own: those that stand now stay.
                let mut now = std::mem::take(&mut a.contributions);
                a.contributions = passages
                    .into_iter()
                    .map(|then| match now.iter_mut().find(|c| c.id == then.id) {
                        Some(c) => Contribution { text: std::mem::take(&mut c.text), ..then },
                        None => then,
                    })
                    .collect();
            }
            Marks::Concerns(children) => {
                if let Some(x) = d.decisions.iter_mut().find(|x| x.id == owner) {
                    x.children = children;
                } else if let Some(x) = d.actions.iter_mut().find(|x| x.id == owner) {
                    x.children = children;
                }
            }
        }
    }

    /// What differs from others, in words.
    fn difference(&self, other: &Marks) -> &'static str {
        match (self, other) {
            (Marks::Answer { state: a, .. }, Marks::Answer { state: b, .. }) if a != b => {
                "the mark"
            }
            (Marks::Answer { destination: a, .. }, Marks::Answer { destination: b, .. })
                if a != b =>
            {
                "where it is filed"
            }
            (Marks::Answer { value: a, .. }, Marks::Answer { value: b, .. }) if a != b => {
                "the value"
            }
            (Marks::Answer { passages: a, .. }, Marks::Answer { passages: b, .. }) => {
                difference(a, b)
            }
            _ => "whom it is about",
        }
    }

    /// The passage that these have and others have not, or that differs.
    fn changed(&self, other: &Marks) -> Option<Ulid> {
        let (Marks::Answer { passages: a, .. }, Marks::Answer { passages: b, .. }) = (self, other)
        else {
            return None;
        };
        a.iter().find(|p| !b.contains(p)).map(|p| p.id)
    }
}

/// What differs between the passages of an answer, in words.
fn difference(a: &[Contribution], b: &[Contribution]) -> &'static str {
    let differs =
        |is: fn(&Contribution, &Contribution) -> bool| a.iter().zip(b).any(|(a, b)| is(a, b));
    if a.iter().map(|p| p.id).ne(b.iter().map(|p| p.id)) {
        "a passage"
    } else if differs(|a, b| a.rough != b.rough) {
        "the rough note"
    } else if differs(|a, b| a.voice != b.voice) {
        "who said it"
    } else if differs(|a, b| a.kind != b.kind) {
        "what kind it is"
    } else if differs(|a, b| a.third_party != b.third_party) {
        "that it is about or from another person"
    } else {
        "whom it is about"
    }
}

/// One thing done.
#[derive(Clone)]
enum Step {
    /// A step of the editor of this field.
    Words(Field),
    /// Marks were changed.
    Marks {
        /// Before.
        before: Box<Marks>,
        /// After.
        after: Box<Marks>,
    },
}

/// What was done to one answer, decision or action.
#[derive(Clone, Default)]
struct Done {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Done {
    fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
        if self.done.len() > MOST_STEPS {
            self.done.remove(0);
        }
    }
}

/// The histories of a session in hand.
#[derive(Default)]
pub struct Past {
    by_owner: HashMap<Ulid, Done>,
    /// Questions chosen before the last choice, for each discussion, and
    /// after it.
    chosen: HashMap<Ulid, (Vec<String>, Vec<String>)>,
}

impl Past {
    /// Remembers that an editor changed its text; `new`: as a step of its own.
    pub fn words(&mut self, owner: Ulid, field: Field, new: bool) {
        let done = self.by_owner.entry(owner).or_default();
        if new {
            done.push(Step::Words(field));
        } else {
            done.undone.clear();
        }
    }

    /// Whether the last thing done to an owner was typing in this field.
    pub fn goes_on(&self, owner: Ulid, field: Field) -> bool {
        let last = self.by_owner.get(&owner).and_then(|d| d.done.last());
        matches!(last, Some(Step::Words(f)) if *f == field)
    }

    /// Remembers a change of marks.
    pub fn marks(&mut self, owner: Ulid, before: Marks, after: Marks) {
        if before != after {
            self.by_owner
                .entry(owner)
                .or_default()
                .push(Step::Marks { before: Box::new(before), after: Box::new(after) });
        }
    }

    /// A passage without words vanished. One that was only just begun is as
    /// if it was taken back: then its beginning can be done again.
    pub fn vanished(&mut self, owner: Ulid, before: Marks, after: Marks) {
        let done = self.by_owner.entry(owner).or_default();
        let begun = matches!(done.done.last(), Some(Step::Marks { before: b, after: a })
            if **b == after && **a == before);
        if let Some(step) = done.done.pop_if(|_| begun) {
            done.undone.push(step);
        } else {
            self.marks(owner, before, after);
        }
    }

    /// Remembers a choice of questions.
    pub fn chose(&mut self, discussion: Ulid, before: Vec<String>, after: Vec<String>) {
        if before != after {
            self.chosen.insert(discussion, (before, after));
        }
    }

    /// The words of the record were changed as a whole: nothing leads back.
    pub fn forget(&mut self) {
        *self = Past::default();
    }
}

impl Work {
    /// The answer, decision or action that a field belongs to; none for names.
    pub fn owner_of(&self, field: Field) -> Option<Ulid> {
        match field.name {
            FieldName::PersonName | FieldName::ChildName | FieldName::Reference => None,
            FieldName::Words
            | FieldName::VoiceBy
            | FieldName::VoiceWhen
            | FieldName::VoiceHow
            | FieldName::Became => self
                .session
                .discussion_of(field)?
                .contributions()
                .find(|(_, c)| c.id == field.owner)
                .map(|(a, _)| a.id),
            _ => Some(field.owner),
        }
    }
}

impl Model {
    /// What has a history of its own here.
    fn owner_here(&self) -> Option<Ulid> {
        match &self.screen {
            Screen::Question { .. } => question::answer(self).map(|a: &Answer| a.id),
            Screen::Close { .. } => close::field(self).map(|f| f.owner),
            Screen::Said { .. } => said::owner(self),
            _ => None,
        }
    }

    /// Takes back the last thing done here, or does it again.
    pub fn undo(&mut self, again: bool, turn: Turn) -> Vec<Effect> {
        if let Screen::Choose(_) = &self.screen {
            choose::undo(self, again);
            return Vec::new();
        }
        if let Screen::Review(_) = &self.screen {
            return nudges::take_back(self, turn);
        }
        if matches!(&self.screen, Screen::Queue(queue) if queue.reference.is_none()) {
            return super::screens::queue::undo(self, turn);
        }
        if !matches!(
            self.screen,
            Screen::Question { .. } | Screen::Close { .. } | Screen::Said { .. }
        ) {
            let edit = if again { editor::Edit::Redo } else { editor::Edit::Undo };
            return self.write(edit, turn);
        }
        if let Some(why) = self.work.as_ref().and_then(Work::frozen) {
            self.trouble(why);
            return Vec::new();
        }
        match self.owner_here().and_then(|owner| self.next_step(owner, again)) {
            Some((_, Step::Words(field))) => self.undo_words(field, again, turn),
            Some((owner, Step::Marks { before, after })) => {
                let what = before.difference(&after);
                let (from, marks) = if again { (before, after) } else { (after, before) };
                let changed = marks.changed(&from).or_else(|| from.changed(&marks));
                let effects = self.change_discussion(turn.at, |d| marks.put(d, owner));
                if effects.is_empty() {
                    // Refused, and said why.
                    return effects;
                }
                if let Some(passage) = changed {
                    if let Some(work) = &mut self.work {
                        work.forget_stale(passage);
                    }
                    said::select(self, passage);
                    passages::stand(self, passage);
                }
                self.tell(format!("{}: {what}.", if again { "Done again" } else { "Taken back" }));
                effects
            }
            None => self.undo_choice(again, turn),
        }
    }

    /// The step to take back or to do again, which changes sides.
    fn next_step(&mut self, owner: Ulid, again: bool) -> Option<(Ulid, Step)> {
        let Work { past, editors, .. } = self.work.as_mut()?;
        let Done { done, undone } = past.by_owner.get_mut(&owner)?;
        let (from, to) = if again { (undone, done) } else { (done, undone) };
        loop {
            let step = from.pop()?;
            // Words that were taken back on another screen are no step here.
            let possible = match &step {
                Step::Words(field) => editors
                    .get(field)
                    .is_some_and(|e| if again { e.can_redo() } else { e.can_undo() }),
                Step::Marks { .. } => true,
            };
            if possible {
                to.push(step.clone());
                return Some((owner, step));
            }
        }
    }

    fn undo_words(&mut self, field: Field, again: bool, turn: Turn) -> Vec<Effect> {
        self.stand_in(field);
        let edit = if again { editor::Edit::Redo } else { editor::Edit::Undo };
        let text = |model: &Model| {
            model.session().and_then(|s| s.field(field)).unwrap_or_default().to_owned()
        };
        let before = text(self);
        let mut effects = self.type_into(field, edit, turn.at);
        effects.extend(self.follow(field, turn));
        let after = text(self);
        if self.lines && before != after {
            // On a screen it is seen; lines are told.
            let what = if again { "Done again" } else { "Taken back" };
            self.tell(format!("{what}: {}", changed(&before, &after)));
        }
        effects
    }

    /// The cursor goes where something is taken back.
    fn stand_in(&mut self, field: Field) {
        let at = match (&self.screen, &self.work) {
            (Screen::Close { .. }, Some(work)) => {
                work.discussion().and_then(|d| close::fields(d).iter().position(|f| *f == field))
            }
            _ => None,
        };
        match &mut self.screen {
            Screen::Close { focus } => *focus = at.unwrap_or(*focus),
            Screen::Question { in_elsewhere, detail, at, .. } => {
                *in_elsewhere = field.name == FieldName::Elsewhere;
                *detail = None;
                match field.name {
                    FieldName::Words => *at = Some(field.owner),
                    FieldName::VoiceBy
                    | FieldName::VoiceWhen
                    | FieldName::VoiceHow
                    | FieldName::Became => (*at, *detail) = (Some(field.owner), Some(field.name)),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Nothing was done to the answer itself: the choice of questions that
    /// led here can be taken back.
    fn undo_choice(&mut self, again: bool, turn: Turn) -> Vec<Effect> {
        let nothing =
            if again { "Nothing to do again here." } else { "Nothing to take back here." };
        let to = self.work.as_ref().and_then(|work| {
            let d = work.discussion()?;
            let (before, after) = work.past.chosen.get(&d.id)?;
            let (from, to) = if again { (before, after) } else { (after, before) };
            (matches!(self.screen, Screen::Question { .. }) && d.chosen == *from)
                .then(|| to.clone())
        });
        let Some(to) = to else {
            self.tell(nothing);
            return Vec::new();
        };
        let effects = self.change_discussion(turn.at, |d| d.chosen = to);
        self.tell(if again {
            "Done again: the questions are chosen as you last chose them."
        } else {
            "Taken back: the questions are chosen as they were before."
        });
        effects
    }

    /// Changes marks, so that they can be taken back.
    pub fn change_marks(
        &mut self,
        owner: Ulid,
        turn: Turn,
        f: impl FnOnce(&mut Discussion),
    ) -> Vec<Effect> {
        let marks = |model: &Model| {
            model.work.as_ref().and_then(|w| w.discussion()).and_then(|d| Marks::of(d, owner))
        };
        let before = marks(self);
        let effects = self.change_discussion(turn.at, f);
        if let (Some(before), Some(after)) = (before, marks(self))
            && let Some(work) = &mut self.work
        {
            work.past.marks(owner, before, after);
        }
        effects
    }
}

/// Letters of a text that are named when it comes or goes.
const NAMED: usize = 60;

/// What one of two texts has and the other has not, in quotation marks.
fn changed(before: &str, after: &str) -> String {
    let (longer, shorter) =
        if before.len() >= after.len() { (before, after) } else { (after, before) };
    let same: usize = longer
        .chars()
        .zip(shorter.chars())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let (longer, shorter) =
        (longer.get(same..).unwrap_or_default(), shorter.get(same..).unwrap_or_default());
    let end: usize = longer
        .chars()
        .rev()
        .zip(shorter.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let words = longer.get(..longer.len() - end).unwrap_or_default();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(NAMED) {
        Some((at, _)) => format!("\"{} ...\"", words.get(..at).unwrap_or_default().trim_end()),
        None if words.is_empty() => "an empty line.".into(),
        None => format!("\"{words}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn what_was_taken_back_is_named() {
        assert_eq!(changed("He is well.\nHe sleeps.", "He is well."), "\"He sleeps.\"");
        assert_eq!(changed("", "Gr\u{fc}ezi"), "\"Gr\u{fc}ezi\"");
        assert_eq!(changed("a long end", "a end"), "\"long\"");
        assert_eq!(changed("a\n", "a"), "an empty line.");
        assert_eq!(changed(&"x".repeat(70), ""), format!("\"{} ...\"", "x".repeat(60)));
    }
}

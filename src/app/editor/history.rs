//! Undo and redo, by words and without a clock.

use std::collections::VecDeque;

/// How much text the steps may hold together, in bytes; the oldest go first.
const MAX_HELD: usize = 16 << 20;

/// What kind of edit a step grew from: only like joins like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters typed one by one: a word and the spaces after it are one step.
    Typing,
    /// Backspace: a word and the spaces before it are one step.
    Backward,
    /// Delete: a word and the spaces after it are one step.
    Forward,
    /// A paste, a cut, a new paragraph, a word deleted: a step of its own.
    Whole,
}

/// Where the cursor stands and where a selection began.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) cursor: usize,
    pub(super) anchor: Option<usize>,
}

/// One stretch of text replaced by another.
#[derive(Clone, PartialEq)]
pub(super) struct Step {
    pub(super) kind: Kind,
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
    pub(super) before: Place,
    pub(super) after: Place,
}

impl Step {
    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    /// Takes the next step into this one where both are one run.
    fn absorb(&mut self, next: &Step) -> bool {
        let space = |c: Option<char>| c.is_some_and(char::is_whitespace);
        let joins = self.kind == next.kind
            && match self.kind {
                Kind::Typing => {
                    next.removed.is_empty()
                        && self.at + self.inserted.len() == next.at
                        && (space(next.inserted.chars().next())
                            || !space(self.inserted.chars().next_back()))
                }
                Kind::Backward => {
                    next.at + next.removed.len() == self.at
                        && (!space(next.removed.chars().next())
                            || space(self.removed.chars().next()))
                }
                Kind::Forward => {
                    next.at == self.at
                        && (space(next.removed.chars().next())
                            || !space(self.removed.chars().next_back()))
                }
                Kind::Whole => false,
            };
        if joins {
            if self.kind == Kind::Backward {
                self.removed.insert_str(0, &next.removed);
                self.at = next.at;
            } else {
                self.removed.push_str(&next.removed);
                self.inserted.push_str(&next.inserted);
            }
            self.after = next.after;
        }
        joins
    }
}

/// The steps done and the steps taken back.
#[derive(Clone, Default, PartialEq)]
pub(super) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// Whether the last step may still grow: not once the cursor has moved.
    open: bool,
    /// Bytes held by `done` and `undone`.
    held: usize,
}

impl History {
    pub(super) fn record(&mut self, step: Step) {
        self.held -= self.undone.drain(..).map(|step| step.bytes()).sum::<usize>();
        self.held += step.bytes();
        let grown = self.open && self.done.back_mut().is_some_and(|last| last.absorb(&step));
        if !grown {
            self.done.push_back(step);
        }
        self.open = true;
        while self.held > MAX_HELD
            && let Some(oldest) = self.done.pop_front()
        {
            self.held -= oldest.bytes();
        }
    }

    /// The next edit begins a step of its own.
    pub(super) fn close(&mut self) {
        self.open = false;
    }

    /// Takes the last step back: the caller undoes what it holds.
    pub(super) fn undo(&mut self) -> Option<&Step> {
        self.close();
        self.undone.push(self.done.pop_back()?);
        self.undone.last()
    }

    /// Does the last undone step again: the caller redoes what it holds.
    pub(super) fn redo(&mut self) -> Option<&Step> {
        self.close();
        self.done.push_back(self.undone.pop()?);
        self.done.back()
    }

    pub(super) fn step_count(&self) -> usize {
        self.done.len()
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

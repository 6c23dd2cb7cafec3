//! Decisions, actions and danger statements that lack a part.

use super::said::first_line;
use super::{Nudge, Page, Place};
use crate::record::action::Standing;
use crate::record::edit::{Field, FieldName};

impl Page<'_> {
    /// A danger, and no picture of safety.
    pub fn dangers_without_goal(&mut self) {
        for x in &self.discussion.signs.dangers {
            if self.takes(&x.children) && !x.statement.trim().is_empty() && x.goal.trim().is_empty()
            {
                self.nudge(Nudge {
                    name: "danger-without-goal",
                    why: "A family can only work towards safety that somebody has described to \
                          them.",
                    says: "A danger is named, and not yet what safety would look like.".into(),
                    place: Place::Signs,
                    about: Some(x.id),
                    beside: vec![first_line(&x.statement), "What we are worried about".into()],
                });
            }
        }
    }

    /// A danger and a goal, and nothing to measure the way by.
    pub fn dangers_without_scale(&mut self) {
        for x in &self.discussion.signs.dangers {
            if self.takes(&x.children) && !x.goal.trim().is_empty() && x.scale.is_none() {
                self.nudge(Nudge {
                    name: "danger-without-scale",
                    why: "A scale with its two ends lets everybody say how far the family has \
                          come, and whether it is enough.",
                    says: "A danger and its goal have no scale between them yet.".into(),
                    place: Place::Signs,
                    about: Some(x.id),
                    beside: vec![first_line(&x.statement), "What we are worried about".into()],
                });
            }
        }
    }

    /// A decision without its reason.
    pub fn decisions_without_why(&mut self) {
        for x in &self.discussion.decisions {
            let given = super::prose::has_any(&super::prose::words(&x.text), super::prose::WHY);
            if self.takes(&x.children)
                && !x.text.trim().is_empty()
                && x.rationale.trim().is_empty()
                && !given
            {
                self.nudge(Nudge {
                    name: "decision-without-why",
                    why: "A decision without its reason cannot be defended, learned from, or \
                          explained to the child.",
                    says: "A decision has no reason yet.".into(),
                    place: Place::Field(Field { owner: x.id, name: FieldName::Rationale }),
                    about: Some(x.id),
                    beside: vec![first_line(&x.text), "What was decided, and why".into()],
                });
            }
        }
    }

    /// A decision that is nobody's.
    pub fn decisions_by_nobody(&mut self) {
        for x in &self.discussion.decisions {
            if self.takes(&x.children) && !x.text.trim().is_empty() && x.by.trim().is_empty() {
                self.nudge(Nudge {
                    name: "decision-by-nobody",
                    why: "Whose decision it is, and with what authority, is what an inspector \
                          looks for first.",
                    says: "It is not said who made a decision.".into(),
                    place: Place::Field(Field { owner: x.id, name: FieldName::DecidedBy }),
                    about: Some(x.id),
                    beside: vec![first_line(&x.text), "What was decided, and why".into()],
                });
            }
        }
    }

    /// An action that is nobody's, or that has no day, or that says nothing to
    /// be done.
    pub fn actions_without_whom_or_when(&mut self) {
        for x in &self.discussion.actions {
            if self.takes(&x.children)
                && x.what.trim().is_empty()
                && !x.is_empty()
                && x.standing == Standing::Agreed
            {
                self.nudge(Nudge {
                    name: "action-without-what",
                    why: "A name or a day alone tells nobody what to do.",
                    says: "An action does not say what is to be done.".into(),
                    place: Place::Field(Field { owner: x.id, name: FieldName::What }),
                    about: Some(x.id),
                    beside: vec!["Who does what, by when".into()],
                });
            }
            if !self.takes(&x.children)
                || x.what.trim().is_empty()
                || x.standing != Standing::Agreed
            {
                continue;
            }
            let (who, when) = (x.who.trim().is_empty(), x.by.typed.trim().is_empty());
            let when = when && x.by.on.is_none();
            let (name, says, field) = match (who, when) {
                (true, true) => (
                    "action-without-whom-or-when",
                    "An action names nobody and no day.",
                    FieldName::Who,
                ),
                (true, false) => ("action-without-whom", "An action names nobody.", FieldName::Who),
                (false, true) => {
                    ("action-without-when", "An action has no day.", FieldName::ByWhen)
                }
                (false, false) => continue,
            };
            self.nudge(Nudge {
                name,
                why: "What names a person and a day gets done; the rest is found again at the next \
                      supervision.",
                says: says.into(),
                place: Place::Field(Field { owner: x.id, name: field }),
                about: Some(x.id),
                beside: vec![first_line(&x.what), "Who does what, by when".into()],
            });
        }
    }
}

//! What was said: the child's view, story and analysis, reasons, and what is
//! good.

use super::prose::{self, GOOD, HOW, MEANING, OBTAINED, PARALLEL, WHY, has_any, words};
use super::{NAMES_ANOTHER, NAMES_NOBODY, Nudge, Page, Place};
use crate::practice::Place as OnTheMap;
use crate::practice::question::Draws;
use crate::record::answer::{Kind, Value, View, Voice};
use crate::record::discussion::SafetyDomain;
use crate::record::edit::{Field, FieldName};
use crate::record::history::ChildHistory;
use crate::record::warning::Names;

/// Texts in which something is told; the rest name who told, decides or acts.
const PROSE: [FieldName; 19] = [
    FieldName::ToTheChild,
    FieldName::Words,
    FieldName::Decision,
    FieldName::Rationale,
    FieldName::What,
    FieldName::Why,
    FieldName::Changed,
    FieldName::Safe,
    FieldName::OwnParagraph,
    FieldName::ActedOn,
    FieldName::Outcome,
    FieldName::Difference,
    FieldName::Became,
    FieldName::Safety,
    FieldName::Danger,
    FieldName::SafetyGoal,
    FieldName::Dispute,
    FieldName::Showed,
    FieldName::Impact,
];

/// From so many words on there is a story to ask something of.
const A_STORY: usize = 40;

impl Page<'_> {
    fn all_words(&self) -> Vec<String> {
        self.texts().into_iter().flat_map(words).collect()
    }

    fn tells_a_story(&self) -> bool {
        self.said().flat_map(|c| words(&c.text)).take(A_STORY).count() == A_STORY
    }

    /// In a family: what reaches nobody's page, the most serious first.
    pub fn nobody_named(&mut self) {
        for lost in self.discussion.lost() {
            let field = lost.field;
            self.nudge(Nudge {
                name: NAMES_NOBODY,
                why: "What names nobody stands on no child's page, and is lost to all of them.",
                says: format!("This names none of the children yet. {}", lost.says()),
                place: match field.name {
                    FieldName::Words => Place::Passage(field.owner),
                    _ => Place::Field(field),
                },
                about: Some(field.owner),
                beside: Vec::new(),
            });
        }
    }

    /// In a family: a brother or sister by name, on this child's page.
    pub fn names_another(&mut self) {
        let d = self.discussion;
        let (Some(child), [_, _, ..]) = (self.child, d.subject.children()) else { return };
        let mut others = Names::default();
        for id in d.subject.children() {
            match self.session.child(*id) {
                Some(own) if *id == child => others.passes(&own.name),
                Some(other) => others.add((), &other.name),
                None => {}
            }
        }
        let rough = |id| d.contributions().any(|(_, c)| c.id == id && c.rough);
        let mut found = None;
        d.texts(&mut |id, name, text| {
            // Who told, who decided, who does it: people at work.
            let prose = PROSE.contains(&name);
            let of_own = d.own.iter().any(|x| x.id == id && x.child == child)
                || d.to_the_child.iter().any(|x| x.id == id && x.child == child)
                || d.brief.iter().any(|x| x.id == id && x.child == child);
            let here = of_own || d.named(id).is_some_and(|named| named.contains(&child));
            if found.is_some() || !prose || !here || rough(id) {
                return;
            }
            let other = others.find(text).into_iter().next();
            found = other.map(|((), full)| (full.to_owned(), id, name, first_line(text)));
        });
        let Some((other, owner, name, line)) = found else { return };
        let whose = self.name();
        self.nudge(Nudge {
            name: NAMES_ANOTHER,
            why: "Each child may read their own file one day: what is another's belongs on that \
                  child's page.",
            says: format!("The page of {whose} names {other}."),
            place: match name {
                FieldName::Words => Place::Passage(owner),
                name => Place::Field(Field { owner, name }),
            },
            about: None,
            beside: vec![line],
        });
    }

    /// The child's view, and how it was come by.
    pub fn childs_view(&mut self) {
        let name = self.name();
        let child = |view: fn(&View) -> bool| move |voice: &Option<Voice>| matches!(voice, Some(Voice::Child { view: own }) if view(own));
        let known = child(|v| !matches!(v, View::Imagined));
        let imagined = child(|v| matches!(v, View::Imagined));
        let marked: Vec<_> = self.said().filter(|c| known(&c.voice)).collect();
        if marked.is_empty() {
            let marks_apart: Vec<String> = self
                .texts()
                .into_iter()
                .filter(|t| !self.said().any(|c| c.text == *t && imagined(&c.voice)))
                .flat_map(words)
                .collect();
            if prose::tells_a_view(&marks_apart, &name) {
                return;
            }
            let only = self.said().find(|c| imagined(&c.voice));
            if let Some((id, line)) = only.map(|c| (c.id, first_line(&c.text))) {
                self.nudge(Nudge {
                    name: "view-only-imagined",
                    why: "What adults imagine is not the child's voice: it helps to ask, or to \
                          look at what the child does.",
                    says: format!("What {name} thinks is imagined here, and not heard or seen."),
                    place: Place::Question(Draws::ChildsView),
                    about: Some(id),
                    beside: vec![line],
                });
            } else {
                self.nudge(Nudge {
                    name: "no-childs-view",
                    why: "The child's own view is what records leave out most often, and what the \
                          child will look for first.",
                    says: format!("We did not find what {name} says or shows."),
                    place: Place::Question(Draws::ChildsView),
                    about: None,
                    beside: Vec::new(),
                });
            }
            return;
        }
        let told = |c: &&&crate::record::Contribution| {
            let details = match &c.voice {
                Some(Voice::Child { view: View::Heard { told_by, when, how } }) => {
                    [told_by, when, how].iter().any(|t| !t.trim().is_empty())
                }
                Some(Voice::Child { view: View::Observed { by, when } }) => {
                    [by, when].iter().any(|t| !t.trim().is_empty())
                }
                _ => true,
            };
            details || has_any(&words(&c.text), OBTAINED)
        };
        let bare = marked.iter().find(|c| !told(c)).map(|c| (c.id, first_line(&c.text)));
        if let Some((id, line)) = bare {
            self.nudge(Nudge {
                name: "view-without-how",
                why: "A child's view carries weight when a reader can see who heard it, when and \
                      how.",
                says: format!("How we know what {name} says or shows is not said."),
                place: Place::Passage(id),
                about: Some(id),
                beside: vec![line],
            });
        }
    }

    /// A story, and nothing of what it means.
    pub fn no_analysis(&mut self) {
        let d = self.discussion;
        let weighed =
            self.said().any(|c| matches!(c.kind, Some(Kind::Judgement | Kind::Hypothesis { .. })))
                || d.signs.judgements.iter().any(|j| self.takes(&j.children))
                || d.signs.dangers.iter().any(|x| self.takes(&x.children))
                || d.answers.iter().any(|a| {
                    matches!(
                        a.value_given(),
                        Some(Value::Safety(_) | Value::Balance(_) | Value::Lightbulb { .. })
                    )
                });
        let said: Vec<String> = self.said().flat_map(|c| words(&c.text)).collect();
        if weighed || !self.tells_a_story() || has_any(&said, MEANING) {
            return;
        }
        self.nudge(Nudge {
            name: "story-without-meaning",
            why: "Most records tell what happened and what will be done; what it means for the \
                  child is the part between.",
            says: "We found what happened, and not what the two of you make of it.".into(),
            place: Place::Question(Draws::Impact),
            about: None,
            beside: vec!["What we talked about".into(), "What has happened".into()],
        });
    }

    /// No reason in the whole note.
    pub fn no_reason_anywhere(&mut self) {
        let d = self.discussion;
        let given = d.decisions.iter().any(|x| !x.rationale.trim().is_empty())
            || d.actions.iter().any(|x| !x.why.trim().is_empty());
        if given || !self.tells_a_story() || has_any(&self.all_words(), WHY) {
            return;
        }
        self.nudge(Nudge {
            name: "no-why",
            why: "Somebody who reads this in ten years can follow a decision only where a reason \
                  stands beside it.",
            says: "We did not find a reason anywhere: why it is so, or why this is done.".into(),
            place: Place::Question(Draws::Why),
            about: None,
            beside: vec!["What we talked about".into()],
        });
    }

    /// What is to be done, and no way of doing it.
    pub fn no_how(&mut self) {
        let d = self.discussion;
        let any = d.actions.iter().any(|a| !a.is_empty() && self.takes(&a.children));
        if !any || !self.tells_a_story() || has_any(&self.all_words(), HOW) {
            return;
        }
        self.nudge(Nudge {
            name: "no-how",
            why: "What to do is easily written down; how to do it is what supervision is for.",
            says: "We found what is to be done, and not how.".into(),
            place: Place::Question(Draws::How),
            about: None,
            beside: vec!["Who does what, by when".into()],
        });
    }

    /// A child in care, and no plan beside the first.
    pub fn no_parallel_plan(&mut self, history: Option<&ChildHistory>) {
        let d = self.discussion;
        let child = self.child;
        let own = d.places().into_iter().find(|(c, _)| Some(*c) == child).map(|(_, place)| place);
        let place = own.or(history.and_then(|h| h.place));
        let status: Vec<String> = d
            .glance
            .iter()
            .filter(|(c, _)| Some(*c) == child)
            .flat_map(|(_, g)| words(&format!("{} . {}", g.legal_status, g.plan)))
            .collect();
        let in_care = has_any(
            &status,
            &["care order", "in care", "section 20", "s20", "looked after", "interim care order"],
        );
        if place != Some(OnTheMap::ChildrenInCare) && !in_care {
            return;
        }
        let planned =
            d.journey.iter().filter(|(c, _)| Some(*c) == child).any(|(_, j)| {
                !j.parallel_plan.trim().is_empty() || !j.permanence.trim().is_empty()
            });
        if planned || has_any(&self.all_words(), PARALLEL) {
            return;
        }
        let name = self.name();
        self.nudge(Nudge {
            name: "no-parallel-plan",
            why: "A child in care cannot wait for one plan to fail before the next is thought of.",
            says: format!("We did not find a plan beside the first, or where {name} will belong."),
            place: Place::Journey,
            about: None,
            beside: vec!["The child's journey".into()],
        });
    }

    /// Nothing good of child or family.
    pub fn nothing_good(&mut self) {
        let d = self.discussion;
        let kept = d.signs.passages.iter().any(|p| {
            matches!(p.domain, SafetyDomain::Strength | SafetyDomain::ExistingSafety)
                && self.takes(&p.children)
        });
        if kept || !self.tells_a_story() || has_any(&self.all_words(), GOOD) {
            return;
        }
        self.nudge(Nudge {
            name: "nothing-good",
            why: "What works is where change begins, and a child should find more than worries in \
                  their file.",
            says: "We did not find anything that works well, or anything to be glad of.".into(),
            place: Place::Question(Draws::Strengths),
            about: None,
            beside: vec!["What we are worried about".into()],
        });
    }
}

/// The first line of some words, as a note prints it.
pub(super) fn first_line(text: &str) -> String {
    text.trim().lines().next().unwrap_or_default().trim_end().to_owned()
}

//! Drift: what stays the same from meeting to meeting. It reads earlier
//! meetings beside this one.

use chrono::{Datelike, NaiveDate};

use super::{Nudge, Page, Place};
use crate::record::action::Outcome;
use crate::record::answer::AnswerState;
use crate::record::history::ChildHistory;
use crate::record::rules::Rules;
use crate::text::fold;

impl Page<'_> {
    /// An action not done that is agreed once more, one that is overdue and
    /// not spoken of, a question brought back once more, a place on the map
    /// that has long stayed the same.
    pub fn drift(&mut self, rules: &Rules, history: &ChildHistory) {
        self.same_action();
        self.not_done_twice(history);
        self.overdue(history);
        self.brought_back_again(history);
        self.same_place(rules, history);
    }

    /// Not done last time, and agreed in the same words.
    fn same_action(&mut self) {
        let d = self.discussion;
        let again = d.actions.iter().find(|a| {
            let same = |words: &str| !a.what.trim().is_empty() && fold(words) == fold(&a.what);
            self.takes(&a.children)
                && d.follow_ups.iter().any(|f| f.outcome == Outcome::NotDone && same(&f.what))
        });
        if let Some(a) = again {
            let beside = vec![super::said::first_line(&a.what), "Who does what, by when".into()];
            let about = Some(a.id);
            self.nudge(Nudge {
                name: "same-action-again",
                why: "An action that was not done and is agreed again as it was often stays \
                      undone: what stood in the way is worth a sentence.",
                says: "An action that was not done is agreed again in the same words.".into(),
                place: Place::Decide,
                about,
                beside,
            });
        }
    }

    /// Found not done before, and found so today.
    fn not_done_twice(&mut self, history: &ChildHistory) {
        let d = self.discussion;
        let again = d.follow_ups.iter().find(|f| {
            f.outcome == Outcome::NotDone
                && self.takes(&f.children)
                && history.open_actions.iter().any(|a| a.action.id == f.action && a.not_done > 0)
        });
        if let Some(f) = again {
            let (about, line) = (Some(f.id), super::said::first_line(&f.what));
            self.nudge(Nudge {
                name: "not-done-twice",
                why: "What is not done twice may need another person, another day, or another \
                      plan.",
                says: "An action was found not done for the second time.".into(),
                place: Place::LastTime,
                about,
                beside: vec![line, "What became of earlier actions".into()],
            });
        }
    }

    /// Guesses of earlier meetings of which nobody has said what became of
    /// them.
    pub fn open_guesses(&mut self, history: &ChildHistory) {
        let d = self.discussion;
        let said = |passage| d.hypotheses.iter().any(|h| h.passage == passage && !h.is_empty());
        let open = history.hypotheses.iter().filter(|h| !said(h.hypothesis.passage));
        let made: Vec<NaiveDate> = open.map(|h| h.made).collect();
        let Some(first) = made.iter().min() else { return };
        let says = match made.len() {
            1 => format!("What became of a guess of {} is not said.", day(*first)),
            n => format!("What became of {n} guesses is not said, the first of {}.", day(*first)),
        };
        self.nudge(Nudge {
            name: "guesses-left-open",
            why: "A guess that nobody tests becomes a fact by staying in the file.",
            says,
            place: Place::LastTime,
            about: None,
            beside: vec!["What we think it means".into()],
        });
    }

    /// An action of earlier that is past its day and was not spoken of.
    fn overdue(&mut self, history: &ChildHistory) {
        let d = self.discussion;
        let spoken_of = |id| d.follow_ups.iter().any(|f| f.action == id);
        let late: Vec<NaiveDate> = history
            .open_actions
            .iter()
            .filter(|a| !spoken_of(a.action.id))
            .filter_map(|a| a.action.on)
            .filter(|on| *on < self.session.date)
            .collect();
        let Some(first) = late.iter().min() else { return };
        let says = match late.len() {
            1 => format!("An action due on {} is not spoken of.", day(*first)),
            n => format!(
                "{n} actions are past their day and not spoken of, the first due on {}.",
                day(*first)
            ),
        };
        self.nudge(Nudge {
            name: "actions-not-followed-up",
            why: "What became of earlier actions, and whether it made a difference, shows whether \
                  the plan works.",
            says,
            place: Place::LastTime,
            about: None,
            beside: vec!["What became of earlier actions".into()],
        });
    }

    /// Brought back once more.
    fn brought_back_again(&mut self, history: &ChildHistory) {
        let d = self.discussion;
        let again = d.answers.iter().find_map(|a| {
            let before = history.asked.get(&(a.bank.clone(), a.question.clone()))?;
            (a.state == AnswerState::BringBack && before.state == AnswerState::BringBack).then(
                || (a.id, a.wording.clone(), before.on, a.contributions.first().map(|c| c.id)),
            )
        });
        if let Some((id, wording, on, passage)) = again {
            self.nudge(Nudge {
                name: "brought-back-again",
                why: "A question that is put off again and again may be the one that matters.",
                says: format!("A question brought back on {} is brought back once more.", day(on)),
                place: passage.map_or(Place::Decide, Place::Passage),
                about: Some(id),
                beside: vec![wording],
            });
        }
    }

    /// The same place on the map for longer than two rounds of supervision.
    fn same_place(&mut self, rules: &Rules, history: &ChildHistory) {
        let (Some(place), Some(since)) = (history.place, history.place_since) else { return };
        let now = self.discussion.places().into_iter().find(|(c, _)| Some(*c) == self.child);
        let same = now.is_none_or(|(_, now)| now == place);
        let weeks = (self.session.date - since).num_weeks();
        let long = i64::from(rules.child_every_weeks) * 2;
        if !same || weeks < long.max(1) {
            return;
        }
        let name = self.name();
        self.nudge(Nudge {
            name: "same-place",
            why: "Time in a child's life is longer than in ours: a place that lasts should be a \
                  decision.",
            says: format!("{name} has been at the same place since {}.", day(since)),
            place: Place::Journey,
            about: None,
            beside: vec!["The child's journey".into()],
        });
    }
}

fn day(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), date.format("%B"), date.year())
}

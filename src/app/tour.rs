//! A one-minute tour of the practice vault: a line at the foot while the
//! person does the real thing. Each step goes on by itself when it is done.
//! It holds no key back, and there is none in a real vault.

use super::model::{Model, Screen};
use crate::record::{AnswerState, Discussion};

/// How far the tour is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tour {
    /// Offered on the home of the practice vault.
    #[default]
    Offered,
    /// Under way.
    At(Step),
    /// Taken, or left.
    Over,
}

impl Tour {
    /// Locked and opened again, it is not taken up: where it stood is gone.
    #[must_use]
    pub fn after_a_lock(self) -> Tour {
        if self == Tour::Offered { self } else { Tour::Over }
    }
}

/// What is to be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Open a child.
    Open,
    /// Answer one question.
    Answer(Before),
    /// Mark one to bring back.
    BringBack(Before),
    /// Decide.
    Decide(Before),
    /// Read the note.
    Review,
    /// That was all.
    Last,
}

/// What was there before a step: only what is new counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    discussion: ulid::Ulid,
    /// Letters in answers.
    letters: usize,
    /// Answers to bring back.
    back: usize,
    /// Letters in decisions.
    decided: usize,
}

/// So many letters say something.
const A_FEW: usize = 12;

impl Before {
    fn of(d: &Discussion) -> Before {
        let words = d.answers.iter().flat_map(|a| &a.contributions).map(|c| c.text.len());
        Before {
            discussion: d.id,
            letters: words.sum(),
            back: d.answers.iter().filter(|a| a.state == AnswerState::BringBack).count(),
            decided: d.decisions.iter().map(|c| c.text.len()).sum(),
        }
    }
}

/// Whether there is a tour to begin, or one to end.
pub fn is_possible(model: &Model) -> bool {
    let at_home = matches!(model.screen, Screen::Home { .. });
    model.practice
        && model.home.is_some()
        && (matches!(model.tour, Tour::At(_)) || (at_home && model.work.is_none()))
}

/// Begins the tour; ends it while it is under way.
pub fn begin_or_end(model: &mut Model) {
    if is_possible(model) {
        model.tour = match model.tour {
            Tour::At(_) => Tour::Over,
            _ => Tour::At(Step::Open),
        };
    }
}

/// Ends the tour, where it is under way.
pub fn end(model: &mut Model) {
    if matches!(model.tour, Tour::At(_)) && model.over.is_none() {
        model.tour = Tour::Over;
    }
}

/// Goes on to the next step once this one is done.
pub fn go_on(model: &mut Model) {
    let Tour::At(step) = model.tour else { return };
    if !model.practice {
        model.tour = Tour::Over;
        return;
    }
    let now = model.work.as_ref().and_then(|w| w.discussion()).map(Before::of);
    let reading = matches!(model.screen, Screen::Review(_) | Screen::Path { .. });
    let here = |before: Before| now.filter(|now| now.discussion == before.discussion);
    let next = match (step, now) {
        (Step::Open, Some(now)) if model.in_conversation() => Step::Answer(now),
        (Step::Answer(before), _)
            if here(before).is_some_and(|n| n.letters >= before.letters + A_FEW) =>
        {
            now.map_or(step, Step::BringBack)
        }
        (Step::BringBack(before), _) if here(before).is_some_and(|n| n.back > before.back) => {
            now.map_or(step, Step::Decide)
        }
        (Step::Decide(before), _)
            if here(before).is_some_and(|n| n.decided >= before.decided + A_FEW) =>
        {
            Step::Review
        }
        (Step::Review, _) if reading => Step::Last,
        (Step::Last, _) if !reading => {
            model.tour = Tour::Over;
            return;
        }
        // Another child: what is there already was not done on the tour.
        (Step::Answer(before), Some(now)) if before.discussion != now.discussion => {
            Step::Answer(now)
        }
        (Step::BringBack(before), Some(now)) if before.discussion != now.discussion => {
            Step::BringBack(now)
        }
        (Step::Decide(before), Some(now)) if before.discussion != now.discussion => {
            Step::Decide(now)
        }
        _ => return,
    };
    model.tour = Tour::At(next);
}

/// The line that stands at the foot.
pub fn words(model: &Model) -> Option<String> {
    let at_home = matches!(model.screen, Screen::Home { .. });
    if !model.practice || matches!(model.screen, Screen::Help { .. }) {
        return None;
    }
    let (n, words) = match model.tour {
        Tour::Offered if at_home => {
            return Some("New here? F3 (/tour) is a one-minute tour.".into());
        }
        Tour::Offered | Tour::Over => return None,
        Tour::At(step) => line(step, &model.screen),
    };
    let end = if n == 1 { " Esc or F3 (/tour) ends the tour." } else { "" };
    Some(if n == STEPS { words.into() } else { format!("{n} of {STEPS}. {words}{end}") })
}

/// Steps of the tour.
const STEPS: usize = 6;

fn line(step: Step, screen: &Screen) -> (usize, &'static str) {
    match (step, screen) {
        (Step::Open, _) => (1, "Open a child: the arrows choose, Enter opens."),
        (Step::Answer(_), Screen::Begin(_)) => (2, "Say who is here, then Enter."),
        (Step::Answer(_), Screen::Meeting { .. }) => (2, "Choose a child, then Enter."),
        (Step::Answer(_), Screen::Wheel { .. }) => (2, "Choose a part of the wheel, then Enter."),
        (Step::Answer(_), _) => {
            (2, "Type what you two would say: there is nothing to press first.")
        }
        (Step::BringBack(_), Screen::Question { .. }) => {
            (3, "Alt-B (/bring-back) brings this question back next time.")
        }
        (Step::BringBack(_), _) => {
            (3, "At a question, Alt-B (/bring-back) brings it back next time.")
        }
        (Step::Decide(_), Screen::Close { .. }) => (4, "Type what you decide, then Tab and why."),
        (Step::Decide(_), _) => (4, "Alt-D (/decide): what you two decide, and why."),
        (Step::Review, _) => (5, "Alt-R (/review) reads the note as it will leave."),
        (Step::Last, _) => (
            6,
            "That is all of it. Enter would finalise the note; Esc goes back, F1 lists the rest.",
        ),
    }
}

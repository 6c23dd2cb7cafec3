//! A one-minute tour of the practice vault: a line at the foot while the
//! person does the real thing. Each step goes on by itself when it is done.
//! It holds no key back, and there is none in a real vault.

use super::model::{Model, Screen};
use crate::record::{Answer, AnswerState, Discussion};

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

/// What was there before the tour came to this child: only what is new counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    discussion: ulid::Ulid,
    /// Letters in answers.
    letters: usize,
    /// Questions with words.
    answered: usize,
    /// Answers with a mark.
    marked: usize,
    /// Letters in decisions and actions.
    decided: usize,
}

/// So many letters say something.
const A_FEW: usize = 12;

impl Before {
    fn of(d: &Discussion) -> Before {
        let words = |a: &Answer| a.contributions.iter().map(|c| c.text.len()).sum::<usize>();
        Before {
            discussion: d.id,
            letters: d.answers.iter().map(words).sum(),
            answered: d.answers.iter().filter(|a| words(a) > 0).count(),
            marked: d.answers.iter().filter(|a| a.state != AnswerState::Answered).count(),
            decided: d.decisions.iter().map(|c| c.text.len()).sum::<usize>()
                + d.actions.iter().map(|c| c.what.len()).sum::<usize>(),
        }
    }

    /// What is left to do, by what is there now and where the two stand.
    fn next(self, now: Before, screen: &Screen) -> Step {
        if now.decided >= self.decided + A_FEW {
            Step::Review
        } else if now.marked > self.marked
            || now.answered > self.answered + 1
            || matches!(screen, Screen::Close { .. })
        {
            Step::Decide(self)
        } else if now.letters >= self.letters + A_FEW {
            Step::BringBack(self)
        } else {
            Step::Answer(self)
        }
    }
}

impl Step {
    /// Where in the tour it stands.
    fn rank(self) -> u8 {
        match self {
            Step::Open => 0,
            Step::Answer(_) => 1,
            Step::BringBack(_) => 2,
            Step::Decide(_) => 3,
            Step::Review => 4,
            Step::Last => 5,
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

/// Goes on to whatever is left to do: a step may be done before it is asked
/// for, and nothing leads back.
pub fn go_on(model: &mut Model) {
    let Tour::At(step) = model.tour else { return };
    if !model.practice {
        model.tour = Tour::Over;
        return;
    }
    let screen = model.over.as_deref().unwrap_or(&model.screen);
    let reading = matches!(screen, Screen::Review(_) | Screen::Path { .. });
    let open = model.work.as_ref().and_then(|w| w.discussion()).filter(|d| !d.is_closed());
    let now = open.map(Before::of).filter(|_| model.in_conversation());
    let next = match (step, now) {
        (Step::Last, _) if reading => return,
        (Step::Last, _) => {
            model.tour = Tour::Over;
            return;
        }
        (step, now) if reading && (now.is_some() || step == Step::Review) => Step::Last,
        (Step::Open, Some(now)) => now.next(now, screen),
        (Step::Answer(before) | Step::BringBack(before) | Step::Decide(before), Some(now))
            if before.discussion == now.discussion =>
        {
            before.next(now, screen)
        }
        // Another child: what is there already was not done on the tour.
        (Step::Answer(_), Some(now)) => Step::Answer(now),
        (Step::BringBack(_), Some(now)) => Step::BringBack(now),
        (Step::Decide(_), Some(now)) => Step::Decide(now),
        _ => return,
    };
    if next.rank() >= step.rank() {
        model.tour = Tour::At(next);
    }
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
        Tour::At(step) => line(step, model),
    };
    let end = if n == 1 { " Esc or F3 (/tour) ends the tour." } else { "" };
    Some(match n {
        0 | STEPS => words.into(),
        n => format!("{n} of {STEPS}. {words}{end}"),
    })
}

/// Texts of the tour: each has its number, and each number one text.
const STEPS: usize = 8;

/// Number and text of what is to be done; 0 where the person has gone aside.
fn line(step: Step, model: &Model) -> (usize, &'static str) {
    match (step, &model.screen) {
        (Step::Open, _) if model.lines => (1, "Open a child: type the number."),
        (Step::Open, _) => (1, "Open a child: the arrows choose, Enter opens."),
        (Step::Answer(_), Screen::Begin(_)) => (2, "Say who is here, then Enter."),
        (Step::Answer(_), Screen::Meeting { .. }) if model.lines => {
            (0, "Choose a child by the number.")
        }
        (Step::Answer(_), Screen::Meeting { .. }) => (0, "Choose a child, then Enter."),
        (Step::Answer(_), Screen::Wheel { .. }) if model.lines => {
            (3, "Choose a part of the wheel by the number.")
        }
        (Step::Answer(_), Screen::Wheel { .. }) => (3, "Choose a part of the wheel, then Enter."),
        (Step::Answer(_), Screen::Sheet(_)) if model.lines => {
            (0, "What is still open from last time: /next goes on.")
        }
        (Step::Answer(_), Screen::Sheet(_)) => {
            (0, "What is still open from last time: PageDown goes on.")
        }
        (Step::Answer(_), _) if model.lines => {
            (4, "Type what you two would say; a single . ends it.")
        }
        (Step::Answer(_), _) => {
            (4, "Type what you two would say: there is nothing to press first.")
        }
        (Step::BringBack(_), _) => {
            (5, "At a question, Alt-B (/bring-back) brings it back next time.")
        }
        (Step::Decide(_), _) => (6, "Alt-D (/decide): what you two decide, and why."),
        (Step::Review, _) => (7, "Alt-R (/review) reads the note as it will leave."),
        (Step::Last, _) => (
            8,
            "That is all of it. Enter (/finalise) would finalise the note; Esc (/back) goes back, \
             F1 (/help) lists the rest.",
        ),
    }
}

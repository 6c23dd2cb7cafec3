//! Why a question was chosen, in plain words.

use chrono::{Datelike, NaiveDate};

use super::About;
use crate::practice::question::Fits;
use crate::practice::{Place, Question, Stage};
use crate::record::answer::AnswerState;

/// Why a question is in the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It was to be brought back.
    BroughtBack {
        /// The day that was said.
        on: NaiveDate,
    },
    /// It opens a conversation.
    WayIn,
    /// It asks for the child's view, and nothing else here does.
    ChildsView,
    /// It leads to what happens next.
    WhatNext,
    /// The two said that the work is stuck.
    Stuck,
    /// It was put off.
    PutOff {
        /// The day that was said.
        on: NaiveDate,
    },
    /// It suits the stage of the work.
    FitsStage(Stage),
    /// It suits where the child is on the journey.
    FitsPlace(Place),
    /// It suits the child's situation.
    FitsChild(Fits),
    /// It was last asked that day.
    NotSince {
        /// The day.
        on: NaiveDate,
    },
    /// It was never asked about this child.
    NeverAsked,
    /// A person added it.
    Wished,
    /// It was kept when questions for this hour were chosen.
    Kept,
    /// It was asked in this meeting.
    AskedToday,
}

/// Why a question that fills the hour is there: the most telling reason.
pub(super) fn of(about: &About, bank: &str, q: &Question) -> Reason {
    if about.stuck && super::weigh::frees(q) > 0 {
        return Reason::Stuck;
    }
    let asked = about.asked(bank, &q.id);
    if let Some(a) = asked.filter(|a| a.state == AnswerState::NotToday) {
        return Reason::PutOff { on: a.on };
    }
    if let Some(stage) = about.stage.filter(|s| q.stages.contains(s)) {
        return Reason::FitsStage(stage);
    }
    if let Some(place) = about.places.iter().find(|p| q.places.contains(p)) {
        return Reason::FitsPlace(*place);
    }
    let situation = about.children.iter().flatten().find(|f| !f.is_age() && q.fits.contains(f));
    if let Some(fits) = situation {
        return Reason::FitsChild(*fits);
    }
    asked.map_or(Reason::NeverAsked, |a| Reason::NotSince { on: a.on })
}

impl Reason {
    /// As it is read beside the question.
    pub fn words(self, today: NaiveDate) -> String {
        match self {
            Reason::BroughtBack { on } => format!("brought back from {}", day(on, today)),
            Reason::WayIn => "a way in".into(),
            Reason::ChildsView => "asks for the child's view, which is missing so far".into(),
            Reason::WhatNext => "leads to what happens next".into(),
            Reason::Stuck => "you said the work is stuck".into(),
            Reason::PutOff { on } => format!("put off on {}", day(on, today)),
            Reason::FitsStage(stage) => match stage {
                Stage::Assessment => "fits an assessment".into(),
                Stage::Plan => "fits making a plan".into(),
                Stage::UpdatingThePlan => "fits updating the plan".into(),
                Stage::Review => "fits a review".into(),
            },
            Reason::FitsPlace(place) => {
                let place = match place {
                    Place::EarlyHelp => "early help",
                    Place::FrontDoor => "the front door",
                    Place::CareManagement => "care management",
                    Place::ChildrenInCare => "children in care",
                    Place::LeavingCare => "leaving care",
                };
                format!("fits where they are: {place}")
            }
            Reason::FitsChild(fits) => {
                let who = match fits {
                    Fits::NoSpeech => "without speech",
                    Fits::Disabled => "disabled",
                    Fits::Unaccompanied => "here without family",
                    Fits::AtHome => "living at home",
                    Fits::InCare => "in care",
                    Fits::LeavingCare => "leaving care",
                    Fits::Unborn => "not yet born",
                    Fits::Baby => "a baby",
                    Fits::YoungChild => "a young child",
                    Fits::SchoolAge => "of school age",
                    Fits::Teenager => "in their teens",
                    Fits::YoungAdult => "a young adult",
                };
                format!("fits a child who is {who}")
            }
            Reason::NotSince { on } => format!("not asked since {}", month(on, today)),
            Reason::NeverAsked => "never asked about this child".into(),
            Reason::Wished => "you chose it".into(),
            Reason::Kept => "kept for this hour".into(),
            Reason::AskedToday => "asked today".into(),
        }
    }
}

/// "3 March", with the year where it is another one.
fn day(on: NaiveDate, today: NaiveDate) -> String {
    let form = if on.year() == today.year() { "%-d %B" } else { "%-d %B %Y" };
    on.format(form).to_string()
}

/// "March"; within the same month the day as well.
fn month(on: NaiveDate, today: NaiveDate) -> String {
    if (on.year(), on.month()) == (today.year(), today.month()) {
        return day(on, today);
    }
    let form = if on.year() == today.year() { "%B" } else { "%B %Y" };
    on.format(form).to_string()
}

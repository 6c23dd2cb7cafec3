//! The drawings a note holds: what is drawn, not how.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::figure::{self, Asked, Figure, PartMark};
use crate::practice::{Part, Place};
use crate::text::short_date;

wordless!(Drawing);

/// A drawing a note holds: what is drawn, not how. [`Drawing::figure`] has
/// its geometry and the words that say the same.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Drawing {
    /// The balance of duty (process) and help (intervention), -5 to 5.
    Balance(i8),
    /// The thinking wheel, with the parts that were asked.
    Wheel {
        /// At this meeting.
        today: Vec<Part>,
        /// Earlier, of those not asked at this meeting.
        before: Vec<Part>,
        /// Parts with a question to come back to.
        back: Vec<Part>,
    },
    /// The child's place on the journey map.
    Journey {
        /// Where the child is.
        place: Option<Place>,
        /// What is hoped for next.
        next: Option<Place>,
        /// What the place is called where the child lives; may be empty.
        local: String,
    },
    /// Safety as one person judged it between the same two ends: one number
    /// is the plain scale, several are joined.
    SafetyOverTime {
        /// The day and the number, 0 to 10, in order of time.
        points: Vec<(NaiveDate, u8)>,
        /// What 0 means.
        zero: String,
        /// What 10 means.
        ten: String,
        /// Who judged.
        rater: String,
    },
}

impl Drawing {
    /// What stands over it.
    pub fn title(&self) -> &'static str {
        match self {
            Drawing::Balance(_) => "Balance of process and intervention",
            Drawing::Wheel { .. } => "The thinking wheel: what was asked",
            Drawing::Journey { .. } => "The child's journey",
            Drawing::SafetyOverTime { points, .. } if points.len() > 1 => "Safety over time",
            Drawing::SafetyOverTime { .. } => "How safe",
        }
    }

    /// A line for those who do not see it, of what it shows: all it says stands
    /// in words beside it.
    pub fn in_short(&self) -> String {
        let first = self.figure().words.into_iter().next().unwrap_or_default();
        format!("{}. {first}", self.title())
    }

    /// Its geometry, and in [`Figure::words`] what it says.
    pub fn figure(&self) -> Figure {
        match self {
            Drawing::Balance(value) => figure::balance(Some(*value)),
            Drawing::Wheel { today, before, back } => wheel(today, before, back),
            Drawing::Journey { place, next, local } => {
                let local: Vec<(Place, &str)> = match place {
                    Some(place) if !local.trim().is_empty() => vec![(*place, local)],
                    _ => Vec::new(),
                };
                figure::journey_told(*place, *next, &local)
            }
            Drawing::SafetyOverTime { points, zero, ten, rater } => match points.as_slice() {
                [(on, score)] => alone(*on, *score, zero, ten, rater),
                points => figure::safety_over_time(points, zero, ten, rater),
            },
        }
    }
}

/// A note stands still, so it says "at this meeting", never "today".
fn wheel(today: &[Part], before: &[Part], back: &[Part]) -> Figure {
    let marks = Part::ALL.map(|part| PartMark {
        asked: if today.contains(&part) {
            Asked::Today
        } else if before.contains(&part) {
            Asked::Before
        } else {
            Asked::Never
        },
        brought_back: back.contains(&part),
    });
    let mut figure = figure::wheel(&marks, None, "");
    for line in &mut figure.words {
        if let Some(rest) = line.strip_prefix("Asked today") {
            *line = format!("Asked at this meeting{rest}");
        } else if let Some(rest) = line.strip_prefix("Not asked yet").filter(|_| before.is_empty())
        {
            *line = format!("Not asked at this meeting{rest}");
        }
    }
    figure
}

/// One number is compared with nothing.
fn alone(on: NaiveDate, score: u8, zero: &str, ten: &str, rater: &str) -> Figure {
    let mut figure = figure::safety_scale(Some(score), zero, ten);
    // what an end means may not have been said
    figure.words.retain(|line| !line.ends_with(" means: "));
    figure.labels.retain(|label| !label.forms.iter().any(|form| form.ends_with(": ")));
    let by = match rater.trim() {
        "" => String::new(),
        rater => format!(", judged by {}", rater.split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    if let Some(first) = figure.words.first_mut() {
        let day = short_date(on);
        *first = format!("Safety: {score} on a scale from 0 to 10, on {day}{by}.");
    }
    figure
}

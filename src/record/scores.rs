//! Scores of safety over time. A number means something beside an earlier one
//! only where the same person judged between the same two ends: only such
//! numbers are joined, and of every other it is said why it stands apart.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::answer::{AnswerState, SafetyScore, Value};
use super::discussion::{Discussion, Filing, FilingState};
use super::header::concerned;
use super::session::Session;
use crate::practice::Destination;
use crate::text::{fold, short_date};

wordless!(ScoreOf, ScoreSeries, OverTime);

/// What a score is of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScoreOf {
    /// A question of a bank.
    Question {
        /// The bank.
        bank: String,
        /// The question.
        question: String,
    },
    /// A statement of danger, in its words.
    Danger(String),
    /// A judgement that belongs to neither.
    Judgement,
}

/// A score as it was given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The id of what holds it.
    pub id: Ulid,
    /// The children it concerns.
    pub children: Vec<Ulid>,
    /// The day it was judged.
    pub on: NaiveDate,
    /// What it is of.
    pub of: ScoreOf,
    /// The number, its ends and who judged.
    pub score: SafetyScore,
    /// The children on whose file it stands for good: their page is finalised,
    /// and it is neither for the staff file nor undecided. Only there may a
    /// later note draw it.
    #[serde(default)]
    pub filed: Vec<Ulid>,
}

/// The finalised pages of a discussion on which something stands that all of
/// these passages speak of.
fn filed(d: &Discussion, named: &[&[Ulid]]) -> Vec<Ulid> {
    let alone = d.subject.children().len() == 1;
    let holds = |child: &Ulid| {
        let is_final = |f: &Filing| f.child == Some(*child) && f.state != FilingState::Open;
        d.filing.iter().any(is_final)
            && named.iter().all(|of| of.contains(child) || (alone && of.is_empty()))
    };
    d.subject.children().iter().copied().filter(holds).collect()
}

impl Session {
    /// Every score of safety of this meeting.
    pub(super) fn scores(&self) -> Vec<Score> {
        let mut out = Vec::new();
        for d in &self.discussions {
            let mut put = |id, children: &[Ulid], of, score: &SafetyScore, filed| {
                out.push(Score {
                    id,
                    children: concerned(d, children),
                    on: score.on.unwrap_or(self.date),
                    of,
                    score: score.clone(),
                    filed,
                });
            };
            for a in &d.answers {
                if let Some(Value::Safety(score)) = &a.value {
                    let named = a.contributions.first().map_or(&[][..], |c| &c.children);
                    let (bank, question) = (a.bank.clone(), a.question.clone());
                    let all: Vec<&[Ulid]> = match a.contributions.as_slice() {
                        [] => vec![&[]],
                        passages => passages.iter().map(|c| c.children.as_slice()).collect(),
                    };
                    let away = a.destination != Destination::ChildFile
                        || matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant);
                    let filed = if away { Vec::new() } else { filed(d, &all) };
                    put(a.id, named, ScoreOf::Question { bank, question }, score, filed);
                }
            }
            for danger in &d.signs.dangers {
                if let Some(score) = &danger.scale {
                    let of = ScoreOf::Danger(danger.statement.clone());
                    let filed = filed(d, &[&danger.children]);
                    put(danger.id, &danger.children, of, score, filed);
                }
            }
            for j in &d.signs.judgements {
                let filed = filed(d, &[&j.children]);
                put(j.id, &j.children, ScoreOf::Judgement, &j.score, filed);
            }
        }
        out
    }
}

/// Scores that can be read as one line: the same thing, between the same ends,
/// by the same person.
#[derive(Clone, PartialEq, Eq)]
pub struct ScoreSeries {
    /// What 0 means.
    pub zero: String,
    /// What 10 means.
    pub ten: String,
    /// Who judged.
    pub rater: String,
    /// The day and the number, in order of time.
    pub points: Vec<(NaiveDate, u8)>,
}

impl ScoreSeries {
    /// "4 on 2 Mar 2026, 6 on 4 May 2026, judged by Ruth (0: …; 10: …)".
    pub fn words(&self) -> String {
        let points = self.points.iter().map(|(on, n)| format!("{n} on {}", short_date(*on)));
        let points = points.collect::<Vec<_>>().join(", ");
        let by = match self.rater.trim() {
            "" => String::new(),
            rater => format!(", judged by {rater}"),
        };
        let end = |name: &str, text: &str| match text.trim() {
            "" => None,
            said => Some(format!("{name}: {said}")),
        };
        let ends: Vec<String> =
            end("0", &self.zero).into_iter().chain(end("10", &self.ten)).collect();
        match ends.as_slice() {
            [] => format!("{points}{by}"),
            ends => format!("{points}{by} ({})", ends.join("; ")),
        }
    }
}

/// Scores over time.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct OverTime {
    /// Lines of numbers that can be compared; one number alone is a line too.
    pub series: Vec<ScoreSeries>,
    /// Why some of them are not joined, in sentences.
    pub apart: Vec<String>,
}

/// Why a score is not joined to an earlier one; none: it is.
fn difference(a: &Score, b: &Score) -> Option<&'static str> {
    let same = |a: &str, b: &str| fold(a.trim()) == fold(b.trim());
    let known =
        |s: &SafetyScore| [&s.zero, &s.ten, &s.rater].iter().all(|text| !text.trim().is_empty());
    let of_the_same = match (&a.of, &b.of) {
        (ScoreOf::Danger(a), ScoreOf::Danger(b)) => same(a, b),
        (a, b) => a == b,
    };
    let (x, y) = (&a.score, &b.score);
    if !of_the_same {
        Some("it is of something else")
    } else if !known(x) || !known(y) {
        Some("what its ends mean, or who judged, was not written down")
    } else if !(same(&x.zero, &y.zero) && same(&x.ten, &y.ten)) {
        Some("its 0 or its 10 means something else")
    } else if !same(&x.rater, &y.rater) {
        Some("somebody else judged")
    } else {
        None
    }
}

/// The days and numbers that can be read as one line with a score, it among
/// them, in order of time.
pub(super) fn line_with<'a>(
    own: &'a Score,
    others: impl IntoIterator<Item = &'a Score>,
) -> Vec<(NaiveDate, u8)> {
    let fits = |other: &&Score| other.id != own.id && difference(own, other).is_none();
    let mut line: Vec<&Score> = others.into_iter().filter(fits).collect();
    line.push(own);
    line.sort_by_key(|s| (s.on, s.id));
    line.iter().map(|s| (s.on, s.score.score)).collect()
}

/// Joins scores over time, only where they can be compared.
pub fn over_time(scores: &[Score]) -> OverTime {
    let mut ordered: Vec<&Score> = scores.iter().collect();
    ordered.sort_by_key(|s| (s.on, s.id));
    let mut lines: Vec<Vec<&Score>> = Vec::new();
    let mut out = OverTime::default();
    for score in ordered {
        let fits = |line: &Vec<&Score>| line.last().is_some_and(|l| difference(l, score).is_none());
        if let Some(line) = lines.iter_mut().find(|line| fits(line)) {
            line.push(score);
            continue;
        }
        // Of two different things nobody would expect one line.
        let why = lines
            .iter()
            .rev()
            .filter_map(|line| line.last())
            .filter_map(|last| difference(last, score).map(|why| (last, why)))
            .find(|(_, why)| !why.starts_with("it is of"));
        if let Some((last, why)) = why {
            out.apart.push(format!(
                "{} on {} is not joined to {} on {}: {why}.",
                score.score.score,
                short_date(score.on),
                last.score.score,
                short_date(last.on),
            ));
        }
        lines.push(vec![score]);
    }
    out.series = lines
        .into_iter()
        .filter_map(|line| {
            let last = &line.last()?.score;
            Some(ScoreSeries {
                zero: last.zero.clone(),
                ten: last.ten.clone(),
                rater: last.rater.clone(),
                points: line.iter().map(|s| (s.on, s.score.score)).collect(),
            })
        })
        .collect();
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn score(n: u128, on: &str, of: ScoreOf, ends: (&str, &str), rater: &str) -> Score {
        let score = SafetyScore {
            score: u8::try_from(n).unwrap(),
            zero: ends.0.into(),
            ten: ends.1.into(),
            rater: rater.into(),
            on: None,
        };
        let (children, filed) = (vec![Ulid(1)], Vec::new());
        Score { id: Ulid(n), children, on: on.parse().unwrap(), of, score, filed }
    }

    const ENDS: (&str, &str) = ("it goes on", "it is safe");

    #[test]
    fn the_same_ends_and_rater_make_a_line_whatever_the_spelling_and_order() {
        let of = || ScoreOf::Danger("He is hit.".into());
        let first = score(3, "2026-03-02", of(), ENDS, "Ruth");
        let second = score(6, "2026-05-04", of(), (" It goes on", "it is safe "), "RUTH");
        let joined = over_time(&[second, first]);
        assert_eq!(joined.apart, Vec::<String>::new());
        assert_eq!(joined.series.len(), 1);
        assert_eq!(
            joined.series[0].words(),
            "3 on 2 Mar 2026, 6 on 4 May 2026, judged by RUTH (0: It goes on; 10: it is safe)"
        );
    }

    #[test]
    fn other_ends_another_rater_or_none_stand_apart_and_it_is_said_why() {
        let of = || ScoreOf::Judgement;
        let first = score(3, "2026-03-02", of(), ENDS, "Ruth");
        for (ends, rater, why) in [
            (("never", "it is safe"), "Ruth", "its 0 or its 10 means something else"),
            (ENDS, "Sam", "somebody else judged"),
            (ENDS, " ", "what its ends mean, or who judged, was not written down"),
        ] {
            let second = score(6, "2026-05-04", of(), ends, rater);
            let apart = over_time(&[first.clone(), second]);
            assert_eq!(apart.series.len(), 2);
            assert_eq!(
                apart.apart,
                [format!("6 on 4 May 2026 is not joined to 3 on 2 Mar 2026: {why}.")]
            );
        }
        // Of two different things nothing needs saying, and nothing is joined.
        let danger = score(6, "2026-05-04", ScoreOf::Danger("He is hit.".into()), ENDS, "Ruth");
        let two = over_time(&[first, danger]);
        assert_eq!((two.series.len(), two.apart.len()), (2, 0));
    }
}

//! What earlier meetings hold of one child, read from their headers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ulid::Ulid;

use super::answer::AnswerState;
use super::discussion::Depth;
use super::glance::AtAGlance;
use super::header::{ActionHeader, Header};
use crate::practice::{Part, Place, Stage};

/// When a question was last asked of a child, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The day.
    pub on: NaiveDate,
    /// What became of it that day.
    pub state: AnswerState,
    /// The part it belonged to.
    pub part: Part,
}

/// What earlier meetings hold of one child. Equal headers give equal
/// histories, whatever their order.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ChildHistory {
    /// By bank and question: the last time it was asked or marked.
    pub asked: BTreeMap<(String, String), Asked>,
    /// The last day the child was discussed.
    pub discussed: Option<NaiveDate>,
    /// The last day they were discussed in depth.
    pub in_depth: Option<NaiveDate>,
    /// What was to be seen at a glance, each thing as it was last said, and
    /// when any of it was last written.
    pub glance: Option<(NaiveDate, AtAGlance)>,
    /// Where they were on the map.
    pub place: Option<Place>,
    /// The meeting from which on they were there.
    pub place_since: Option<NaiveDate>,
    /// The stage of the doing wheel.
    pub stage: Option<Stage>,
    /// Actions agreed and not followed up since.
    pub open_actions: Vec<ActionHeader>,
}

impl ChildHistory {
    /// The history of a child in these meetings, without the one with the id
    /// `without` (the meeting under way is no history of itself).
    pub fn of<'a>(
        headers: impl IntoIterator<Item = &'a Header>,
        child: Ulid,
        without: Option<Ulid>,
    ) -> ChildHistory {
        let mut headers: Vec<&Header> = headers
            .into_iter()
            .filter(|h| Some(h.id) != without && h.children.iter().any(|c| c.id == child))
            .collect();
        headers.sort_by_key(|h| (h.date, h.id));
        let mut history = ChildHistory::default();
        for header in &headers {
            for subject in header.subjects.iter().filter(|s| s.subject.children().contains(&child))
            {
                if !subject.empty {
                    history.discussed = Some(header.date);
                    if subject.depth == Depth::InDepth {
                        history.in_depth = Some(header.date);
                    }
                }
                for asked in &subject.asked {
                    history.asked.insert(
                        (asked.bank.clone(), asked.question.clone()),
                        Asked { on: header.date, state: asked.state, part: asked.part },
                    );
                }
                let seen = subject.glance.iter().find(|(c, g)| *c == child && !g.is_empty());
                if let Some((_, newer)) = seen {
                    let (on, known) = history.glance.get_or_insert_with(Default::default);
                    *on = header.date;
                    known.update(newer);
                }
                if let Some((_, place)) = subject.places.iter().find(|(c, _)| *c == child) {
                    if history.place != Some(*place) {
                        history.place_since = Some(header.date);
                    }
                    history.place = Some(*place);
                }
                history.stage = subject.stage.or(history.stage);
            }
            let agreed = header.actions.iter().filter(|a| a.children.contains(&child));
            history.open_actions.extend(agreed.cloned());
        }
        let followed: Vec<Ulid> =
            headers.iter().flat_map(|h| h.followed_up.iter().copied()).collect();
        history.open_actions.retain(|a| !followed.contains(&a.id));
        history
    }

    /// The last day anything of a part was asked, "not today" and "not
    /// relevant" apart.
    pub fn part_asked(&self, part: Part) -> Option<NaiveDate> {
        let asked = self.asked.values().filter(|a| {
            a.part == part && !matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant)
        });
        asked.map(|a| a.on).max()
    }

    /// Questions of a bank that were to be brought back and were not asked
    /// since, by id.
    pub fn brought_back<'a>(&'a self, bank: &'a str) -> impl Iterator<Item = &'a str> {
        self.asked.iter().filter_map(move |((b, question), asked)| {
            (b == bank && asked.state == AnswerState::BringBack).then_some(question.as_str())
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::practice::Destination;
    use crate::record::{Answer, Child, Contribution, Discussion, Session, Stamp, Subject};

    fn stamp() -> Stamp {
        Stamp::parse_from_rfc3339("2026-03-02T10:00:00+00:00").unwrap()
    }

    fn meeting(n: u128, date: &str, child: Ulid, states: &[(&str, AnswerState)]) -> Header {
        let date: NaiveDate = date.parse().unwrap();
        let mut session = Session::new(Ulid(n), date, stamp());
        session.children.push(Child {
            id: child,
            name: "A".into(),
            reference: String::new(),
            initials: String::new(),
            born: crate::record::Born::Aged(7),
            brothers_and_sisters: Vec::new(),
            situation: Vec::new(),
        });
        let mut d = Discussion::new(Ulid(n + 100), Subject::Child(child), stamp());
        for (k, (question, state)) in states.iter().enumerate() {
            let id = n * 1000 + k as u128;
            d.answers.push(Answer {
                id: Ulid(id),
                question: (*question).to_owned(),
                bank: "b".into(),
                bank_version: "1".into(),
                part: Part::Scales,
                wording: "?".into(),
                state: *state,
                elsewhere: String::new(),
                contributions: vec![Contribution {
                    id: Ulid(id + 500),
                    text: "words".into(),
                    children: Vec::new(),
                    voice: None,
                    kind: None,
                    third_party: false,
                    rough: false,
                    written: stamp(),
                }],
                value: None,
                destination: Destination::ChildFile,
            });
        }
        session.discussions.push(d);
        session.header()
    }

    #[test]
    fn the_newest_word_on_a_question_counts_and_order_does_not() {
        let child = Ulid(7);
        let first = meeting(1, "2026-03-02", child, &[("q", AnswerState::BringBack)]);
        let second = meeting(2, "2026-04-02", child, &[("q", AnswerState::Answered)]);
        let now = meeting(3, "2026-05-02", child, &[("z", AnswerState::BringBack)]);
        let forth = ChildHistory::of([&first, &second, &now], child, Some(Ulid(3)));
        let back = ChildHistory::of([&now, &second, &first], child, Some(Ulid(3)));
        assert!(forth == back);
        assert_eq!(forth.brought_back("b").count(), 0, "asked again since");
        assert_eq!(forth.part_asked(Part::Scales), "2026-04-02".parse().ok());
        assert_eq!(forth.in_depth, "2026-04-02".parse().ok());
        let older = ChildHistory::of([&first], child, None);
        assert_eq!(older.brought_back("b").collect::<Vec<_>>(), ["q"]);
        assert!(ChildHistory::of([&first], Ulid(8), None) == ChildHistory::default());
    }
}

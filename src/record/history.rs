//! What earlier meetings hold of one child, read from their headers.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use ulid::Ulid;

use super::action::Outcome;
use super::answer::AnswerState;
use super::discussion::Depth;
use super::glance::AtAGlance;
use super::header::{ActionHeader, Header, HypothesisHeader};
use super::scores::Score;
use super::session::SessionKind;
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
    /// Actions agreed and not settled since, the oldest first.
    pub open_actions: Vec<OpenAction>,
    /// Guesses of which nobody has said yet what became of them.
    pub hypotheses: Vec<OpenHypothesis>,
    /// Scores of safety, in order of time.
    pub scores: Vec<Score>,
    /// Questions to bring back, as they were worded.
    wordings: BTreeMap<(String, String), String>,
}

/// An action that is still open: agreed, and since then neither done, changed
/// nor given up. Where it was said that it is not done, it stays open.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenAction {
    /// The action.
    pub action: ActionHeader,
    /// The session it was agreed in.
    pub session: Ulid,
    /// The day of that meeting.
    pub agreed: NaiveDate,
    /// How often it was found not done since.
    pub not_done: usize,
}

impl OpenAction {
    /// Whether its day is past.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.action.on.is_some_and(|on| on < today)
    }
}

/// A guess that is still to be tested.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenHypothesis {
    /// The guess.
    pub hypothesis: HypothesisHeader,
    /// The session it was made in.
    pub session: Ulid,
    /// The day of that meeting.
    pub made: NaiveDate,
}

/// A question that was to be brought back and was not asked since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BroughtBack<'a> {
    /// Its id.
    pub question: &'a str,
    /// The day it was put off.
    pub on: NaiveDate,
    /// As it was worded then.
    pub wording: &'a str,
}

/// Whether a meeting took place: one that was cancelled is no meeting.
fn was_held(header: &Header) -> bool {
    !matches!(header.kind, SessionKind::Cancelled { .. })
}

/// Every action of these meetings that is still open, the oldest first, each
/// once however many versions of a session there are.
pub fn open_actions<'a>(headers: impl IntoIterator<Item = &'a Header>) -> Vec<OpenAction> {
    let mut headers: Vec<&Header> = headers.into_iter().collect();
    headers.sort_by_key(|h| (h.date, h.id));
    let mut settled: HashMap<Ulid, (bool, usize)> = HashMap::new();
    let mut said: HashMap<(Ulid, Ulid), bool> = HashMap::new();
    for header in &headers {
        for f in &header.followed_up {
            let (is_settled, not_done) = settled.entry(f.action).or_default();
            // What was said last counts: an action can be taken up again. Of
            // several children it is settled once it is for all of them.
            let here = said.get_mut(&(header.id, f.action));
            let open = f.outcome == Outcome::NotDone;
            if let Some(before) = here {
                *is_settled = *is_settled && !open;
                *not_done += usize::from(open && !*before);
                *before |= open;
            } else {
                *is_settled = !open;
                *not_done += usize::from(open);
                said.insert((header.id, f.action), open);
            }
        }
    }
    let mut out: Vec<OpenAction> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for header in headers {
        for action in &header.actions {
            let (is_settled, not_done) = settled.get(&action.id).copied().unwrap_or_default();
            if !is_settled && seen.insert(action.id) {
                out.push(OpenAction {
                    action: action.clone(),
                    session: header.id,
                    agreed: header.date,
                    not_done,
                });
            }
        }
    }
    out
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
            if !was_held(header) {
                continue;
            }
            for subject in header.subjects.iter().filter(|s| s.subject.children().contains(&child))
            {
                if !subject.empty {
                    history.discussed = Some(header.date);
                    if subject.depth == Depth::InDepth {
                        history.in_depth = Some(header.date);
                    }
                }
                for asked in &subject.asked {
                    let key = (asked.bank.clone(), asked.question.clone());
                    history.wordings.remove(&key);
                    if asked.state == AnswerState::BringBack {
                        history.wordings.insert(key.clone(), asked.wording.clone());
                    }
                    let asked = Asked { on: header.date, state: asked.state, part: asked.part };
                    history.asked.insert(key, asked);
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
            for hypothesis in header.hypotheses.iter().filter(|h| h.children.contains(&child)) {
                let known = |o: &OpenHypothesis| o.hypothesis.passage == hypothesis.passage;
                if !history.hypotheses.iter().any(known) {
                    history.hypotheses.push(OpenHypothesis {
                        hypothesis: hypothesis.clone(),
                        session: header.id,
                        made: header.date,
                    });
                }
            }
            for score in header.scores.iter().filter(|s| s.children.contains(&child)) {
                if !history.scores.iter().any(|known| known.id == score.id) {
                    history.scores.push(score.clone());
                }
            }
        }
        history.open_actions = open_actions(headers.iter().copied());
        history.open_actions.retain(|a| a.action.children.contains(&child));
        let settled = |passage| headers.iter().any(|h| h.settled.contains(&passage));
        history.hypotheses.retain(|h| !settled(h.hypothesis.passage));
        history.scores.sort_by_key(|s| (s.on, s.id));
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

    /// Questions that were to be brought back and were not asked since, each
    /// as it was worded, those put off longest ago first.
    pub fn to_bring_back<'a>(&'a self, bank: &'a str) -> Vec<BroughtBack<'a>> {
        let mut out: Vec<BroughtBack<'a>> = self
            .wordings
            .iter()
            .filter(|((b, _), _)| b == bank)
            .filter_map(|(key, wording)| {
                let asked = self.asked.get(key)?;
                Some(BroughtBack { question: &key.1, on: asked.on, wording })
            })
            .collect();
        out.sort_by_key(|b| (b.on, b.question));
        out
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

    fn headers_of(sessions: &[Session]) -> Vec<Header> {
        sessions.iter().map(Session::header).collect()
    }

    /// The example of the record, its child's meeting again `later` days on,
    /// without what was agreed and guessed there.
    fn two_meetings(later: u64) -> (Vec<Session>, Ulid) {
        let mut n = 0u128;
        let first = crate::record::template(stamp(), &mut || {
            n += 1;
            Ulid(n << 64)
        });
        let child = first.discussions[0].subject.children()[0];
        let mut second = first.clone();
        second.id = Ulid(1);
        second.date = first.date + chrono::Days::new(later);
        for d in &mut second.discussions {
            d.actions.clear();
            d.answers.clear();
            d.follow_ups.clear();
            d.hypotheses.clear();
        }
        (vec![first, second], child)
    }

    fn follow_up(action: Ulid, n: u128, outcome: Outcome) -> crate::record::FollowUp {
        crate::record::FollowUp {
            id: Ulid(n),
            action,
            session: Ulid(0),
            what: String::new(),
            children: Vec::new(),
            outcome,
            words: String::new(),
            difference: String::new(),
            written: stamp(),
        }
    }

    #[test]
    fn what_is_not_done_stays_open_and_is_counted_until_it_is_settled() {
        let (mut sessions, child) = two_meetings(14);
        let action = sessions[0].discussions[0].actions[0].id;
        let open = |sessions: &[Session]| {
            let history = ChildHistory::of(&headers_of(sessions), child, None);
            history.open_actions.iter().find(|o| o.action.id == action).map(|o| o.not_done)
        };
        assert_eq!(open(&sessions), Some(0));
        let mut third = sessions[1].clone();
        third.id = Ulid(2);
        third.date = sessions[1].date + chrono::Days::new(14);
        sessions[1].discussions[0].follow_ups = vec![follow_up(action, 90, Outcome::NotDone)];
        third.discussions[0].follow_ups = vec![follow_up(action, 91, Outcome::NotDone)];
        sessions.push(third);
        assert_eq!(open(&sessions), Some(2));
        // Another version of the same session says nothing twice.
        let twice = [sessions.clone(), vec![sessions[1].clone()]].concat();
        assert_eq!(open(&twice), Some(2));
        for outcome in [Outcome::Done, Outcome::Changed, Outcome::NoLongerNeeded] {
            sessions[2].discussions[0].follow_ups = vec![follow_up(action, 91, outcome)];
            assert_eq!(open(&sessions), None, "{outcome:?}");
        }
    }

    #[test]
    fn a_guess_comes_back_until_it_is_said_what_became_of_it() {
        let (mut sessions, child) = two_meetings(14);
        let guess = sessions[0].discussions[0].contributions().next().unwrap().1.id;
        let kind = Some(crate::record::Kind::Hypothesis { became: String::new() });
        for a in &mut sessions[0].discussions[0].answers {
            for c in a.contributions.iter_mut().filter(|c| c.id == guess) {
                c.kind.clone_from(&kind);
                c.rough = false;
            }
        }
        let open = |sessions: &[Session]| {
            let history = ChildHistory::of(&headers_of(sessions), child, None);
            history.hypotheses.iter().any(|h| h.hypothesis.passage == guess)
        };
        assert!(open(&sessions));
        let mut outcome = crate::record::HypothesisOutcome {
            id: Ulid(80),
            passage: guess,
            session: sessions[0].id,
            guess: String::new(),
            children: Vec::new(),
            destination: Destination::ChildFile,
            third_party: false,
            became: " ".into(),
            written: stamp(),
        };
        sessions[1].discussions[0].hypotheses = vec![outcome.clone()];
        assert!(open(&sessions), "a row left empty says nothing");
        outcome.became = "It was so.".into();
        sessions[1].discussions[0].hypotheses = vec![outcome];
        assert!(!open(&sessions));
    }

    #[test]
    fn a_cancelled_meeting_is_no_discussion_of_the_child() {
        let child = Ulid(7);
        let held = meeting(1, "2026-03-02", child, &[("q", AnswerState::BringBack)]);
        let mut cancelled = meeting(2, "2026-04-02", child, &[("q", AnswerState::Answered)]);
        cancelled.kind = SessionKind::Cancelled { reason: "ill".into() };
        let history = ChildHistory::of([&held, &cancelled], child, None);
        assert_eq!(history.discussed, "2026-03-02".parse().ok());
        let back = history.to_bring_back("b");
        assert_eq!(back.iter().map(|b| (b.question, b.wording)).collect::<Vec<_>>(), [("q", "?")]);
    }
}

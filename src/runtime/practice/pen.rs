//! The pen the practice records are written with: dates counted from today,
//! ids always the same, questions in the bank's own wording.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use ulid::Ulid;

use super::seven::{self, Seven};
use super::talk::Talk;
use super::words::Words;
use crate::app::ids::Ids;
use crate::practice::{AnswerKind, Bank};
use crate::record::{
    Answer, AnswerState, Born, Child, Contribution, Discussion, Person, Role, SafetyScore, Session,
    Stamp, Subject, Value,
};

/// Any number: the ids are only meant to be the same every time.
const SEED: u64 = 106;

/// Everybody who comes back from session to session.
#[derive(Clone, Copy)]
pub(super) struct Cast {
    pub ruth: Ulid,
    pub sam: Ulid,
    pub kit: Ulid,
    pub nell: Ulid,
    pub wren: Ulid,
    pub haris: Ulid,
    pub yonas: Ulid,
    pub seven: Seven,
}

/// An action that a later session comes back to.
#[derive(Clone)]
pub(super) struct Promise {
    pub action: Ulid,
    pub session: Ulid,
    pub what: String,
    pub children: Vec<Ulid>,
}

/// What writes one session after the other.
pub(super) struct Pen<'a> {
    ids: Ids,
    bank: &'a Bank,
    at: Stamp,
    meeting: NaiveDate,
    written: Stamp,
    session: Ulid,
    promises: BTreeMap<&'static str, Promise>,
    missing: Vec<String>,
    pub cast: Cast,
}

impl<'a> Pen<'a> {
    pub fn new(owner: Ulid, bank: &'a Bank, at: Stamp) -> Self {
        let mut ids = Ids::new(SEED);
        let began = days_from(at.date_naive(), -400).and_time(NaiveTime::MIN).and_utc();
        let mut next = || ids.next(began.timestamp_millis());
        let cast = Cast {
            ruth: owner,
            sam: next(),
            kit: next(),
            nell: next(),
            wren: next(),
            haris: next(),
            yonas: next(),
            seven: std::array::from_fn(|_| next()),
        };
        Pen {
            ids,
            bank,
            at,
            meeting: at.date_naive(),
            written: at,
            session: owner,
            promises: BTreeMap::new(),
            missing: Vec::new(),
            cast,
        }
    }

    /// Begins a meeting so many days ago: on a working day, in the morning.
    pub fn meet(&mut self, days_ago: i64) -> Session {
        self.meeting = working_day(days_from(self.at.date_naive(), -days_ago));
        let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
        // A clock that jumps at that hour has no such moment; noon of the
        // same day would do as well, and `at` always exists.
        self.written = self
            .meeting
            .and_time(ten)
            .and_local_timezone(*self.at.offset())
            .earliest()
            .unwrap_or(self.at);
        let mut session = Session::new(self.id(), self.meeting, self.written);
        self.session = session.id;
        session.minutes = Some(90);
        session.people = vec![
            person(self.cast.ruth, "Ruth Adeyemi", Role::Supervisor),
            person(self.cast.sam, "Sam Okafor", Role::Practitioner),
        ];
        session
    }

    pub fn id(&mut self) -> Ulid {
        self.ids.next(self.written.timestamp_millis())
    }

    /// The moment now, in the meeting; writing takes time.
    pub fn now(&mut self) -> Stamp {
        self.written += TimeDelta::seconds(50);
        self.written
    }

    /// So many days after the meeting, in the afternoon, and on a working day.
    pub fn afterwards(&self, days: i64) -> Stamp {
        let weekend = match self.day_of_week(days) {
            Weekday::Sat => 2,
            Weekday::Sun => 1,
            _ => 0,
        };
        (self.written + TimeDelta::days(days + weekend) + TimeDelta::hours(5)).min(self.at)
    }

    fn day_of_week(&self, days: i64) -> Weekday {
        days_from(self.meeting, days).weekday()
    }

    /// A working day counted from the meeting.
    pub fn day(&self, days: i64) -> NaiveDate {
        working_day(days_from(self.meeting, days))
    }

    /// A working day counted from today.
    pub fn today_and(&self, days: i64) -> NaiveDate {
        working_day(days_from(self.at.date_naive(), days))
    }

    pub fn talk(&mut self, subject: Subject) -> Talk<'_, 'a> {
        let discussion = Discussion::new(self.id(), subject, self.written);
        Talk::new(self, discussion)
    }

    /// The answer to a question of the bank, in the bank's own wording.
    pub fn answer(&mut self, question: &str, words: Vec<Words>) -> Option<Answer> {
        let bank = self.bank;
        let Some(asked) = bank.question(question) else {
            self.missing.push(question.to_owned());
            return None;
        };
        Some(Answer {
            id: self.id(),
            question: asked.id.clone(),
            bank: bank.id.clone(),
            bank_version: bank.version.to_string(),
            part: asked.part,
            wording: asked.text.clone(),
            state: AnswerState::Answered,
            elsewhere: String::new(),
            contributions: words.into_iter().map(|w| self.passage(w)).collect(),
            value: None,
            destination: asked.destination,
        })
    }

    fn passage(&mut self, words: Words) -> Contribution {
        Contribution {
            id: self.id(),
            text: words.text.to_owned(),
            children: words.children,
            voice: words.voice,
            kind: words.kind,
            third_party: words.third_party,
            rough: words.rough,
            written: self.now(),
        }
    }

    /// A judgement with the anchors the bank gives its question.
    pub fn how_safe(&mut self, score: u8, rater: &str) -> Option<Value> {
        let anchors = self.bank.questions.iter().find_map(|q| match &q.kind {
            AnswerKind::SafetyScale { zero, ten } => Some((zero.clone(), ten.clone())),
            _ => None,
        });
        let (zero, ten) = anchors?;
        Some(Value::Safety(SafetyScore {
            score,
            zero,
            ten,
            rater: rater.to_owned(),
            on: Some(self.meeting),
        }))
    }

    pub fn promise(&mut self, key: &'static str, action: Ulid, what: &str, children: &[Ulid]) {
        let promise = Promise {
            action,
            session: self.session,
            what: what.to_owned(),
            children: children.to_vec(),
        };
        self.promises.insert(key, promise);
    }

    /// What was promised, once: nothing is followed up twice.
    pub fn kept(&mut self, key: &str) -> Option<Promise> {
        let promise = self.promises.remove(key);
        if promise.is_none() {
            self.missing.push(key.to_owned());
        }
        promise
    }

    /// Not kept yet: a later session comes back to it again.
    pub fn still_promised(&mut self, key: &'static str, promise: &Promise) {
        self.promises.insert(key, promise.clone());
    }

    /// Questions and promises that the history names and nobody has.
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    /// The children of these ids as they are called on the day of the meeting.
    pub fn children(&self, ids: &[Ulid]) -> Vec<Child> {
        ids.iter().filter_map(|id| self.child(*id)).collect()
    }

    fn child(&self, id: Ulid) -> Option<Child> {
        let Cast { kit, nell, wren, haris, yonas, .. } = self.cast;
        let today = self.at.date_naive();
        let birth = days_from(today, -64);
        let (name, reference, born, others) = if id == kit {
            let born = Born::On(days_from(today, -3421));
            ("Kit Thistlewood", "EX-4101", born, vec![nell, wren])
        } else if id == nell {
            let born = Born::On(days_from(today, -2304));
            ("Nell Thistlewood", "EX-4102", born, vec![kit, wren])
        } else if id == wren && self.meeting < birth {
            let born = Born::Expected(days_from(today, -60));
            ("Baby Thistlewood", "EX-4103", born, vec![kit, nell])
        } else if id == wren {
            ("Wren Thistlewood", "EX-4103", Born::On(birth), vec![kit, nell])
        } else if id == haris {
            ("Haris Mirzan", "EX-4201", Born::On(days_from(today, -5655)), vec![])
        } else if id == yonas {
            ("Yonas Tewelu", "EX-4301", Born::Aged(17), vec![])
        } else {
            return seven::child(&self.cast.seven, id, today);
        };
        Some(Child {
            id,
            name: name.into(),
            reference: reference.into(),
            initials: String::new(),
            born,
            brothers_and_sisters: others,
            situation: Vec::new(),
        })
    }
}

fn person(id: Ulid, name: &str, role: Role) -> Person {
    Person { id, name: name.into(), role, may_see: crate::record::MaySee::All, stepped_out: false }
}

fn days_from(date: NaiveDate, days: i64) -> NaiveDate {
    let n = Days::new(days.unsigned_abs());
    let moved = if days < 0 { date.checked_sub_days(n) } else { date.checked_add_days(n) };
    moved.unwrap_or(date)
}

/// The same day, or the Friday before a weekend.
fn working_day(date: NaiveDate) -> NaiveDate {
    match date.weekday() {
        Weekday::Sat => days_from(date, -1),
        Weekday::Sun => days_from(date, -2),
        _ => date,
    }
}

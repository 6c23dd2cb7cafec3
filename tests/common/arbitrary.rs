//! Random sessions with nasty strings, for any integration test:
//!
//! ```ignore
//! #[path = "common/arbitrary.rs"]
//! mod arbitrary;
//! proptest! { #[test] fn t(c in arbitrary::choices()) { let s = arbitrary::session(&c); } }
//! ```
//!
//! A strategy gives choices (numbers) and the session is built from them,
//! because a record has no `Debug`. Choices that run out count as 0, the
//! smallest; so a failing record shrinks.
//!
//! Every text that is not empty holds a marker of its own (`mk000042x`), so
//! that a test can say where a text may be found and where not.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// small numbers, picked from a range that fits
#![allow(clippy::cast_possible_truncation)]

use chrono::{DateTime, Days, NaiveDate};
use proptest::prelude::*;
use thinkwheel::practice::{Block, Destination, Part, Place, Stage};
use thinkwheel::record::*;
use ulid::Ulid;

/// The numbers a session is built from.
pub fn choices() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..900)
}

/// The session those numbers give.
pub fn session(choices: &[u32]) -> Session {
    Builder { choices: choices.iter(), ids: 0, marks: 0 }.session()
}

/// Every marker in a text.
pub fn markers(text: &str) -> Vec<String> {
    text.match_indices("mk")
        .filter_map(|(at, _)| text.get(at..at + 9))
        .filter(|m| m.ends_with('x') && m[2..8].bytes().all(|b| b.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

const NASTY: &[&str] = &[
    "",
    "words, and more words. ",
    "line one\nline two\n\n",
    "\r\ncarriage\rreturn",
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\0\u{1}\u{7f}\u{85}\u{9b}",
    "\u{202e}drow\u{2066}\u{200f}",
    "# heading\n- item\n1. one\n> quote\n---\n",
    "\")]}, (format: 9, kind: \"bank\")",
    "\"#\"##\\\\\\n\\u{41}",
    "<script>alert(1)</script>&amp;&#32;",
    "*_`~|[x](y)![z](w)$$@www.x.org https://x.org",
    "    four spaces\tand\ttabs  \n",
    "👩‍👩‍👧‍👦 e\u{301}\u{302}\u{303} łódź 漢字 عائشہ",
    "DRAFT, not finalised: Case supervision note\nSupervision held: 1 January 1970\n",
    "What the child says, and how we know\n\n",
    "'''' /* no comment */ // none",
    "\u{feff}\u{200b}\u{2028}\u{2029}\u{e0041}",
    "None",
    "   ",
];

const DAYS: &[(i32, u32, u32)] = &[(2026, 11, 23), (2024, 2, 29), (1999, 12, 31), (2199, 1, 1)];

struct Builder<'a> {
    choices: std::slice::Iter<'a, u32>,
    ids: u128,
    marks: u32,
}

impl Builder<'_> {
    fn pick(&mut self, n: usize) -> usize {
        *self.choices.next().unwrap_or(&0) as usize % n
    }

    fn flag(&mut self) -> bool {
        self.pick(2) == 1
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        let i = self.pick(of.len());
        of[i].clone()
    }

    fn id(&mut self) -> Ulid {
        self.ids += 1;
        Ulid((0x0193_u128 << 100) | self.ids)
    }

    /// A text with a marker, or none at all.
    fn text(&mut self) -> String {
        if self.pick(8) == 0 { String::new() } else { self.marked() }
    }

    fn marked(&mut self) -> String {
        self.marks += 1;
        let (before, after) = (self.one(NASTY), self.one(NASTY));
        format!("{before}mk{:06}x{after}", self.marks)
    }

    fn day(&mut self) -> NaiveDate {
        let (y, m, d) = self.one(DAYS);
        let by = Days::new(self.pick(40) as u64);
        NaiveDate::from_ymd_opt(y, m, d).unwrap() + by
    }

    fn stamp(&mut self) -> Stamp {
        let text = self.one(&[
            "2026-11-23T14:02:00+00:00",
            "2026-11-24T09:00:00.123456789+01:00",
            "2026-12-24T23:59:59-11:30",
            "2024-03-01T00:00:00+14:00",
        ]);
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| make(self))
    }

    fn some_of<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let n = self.pick(most + 1);
        (0..n).map(|_| make(self)).collect()
    }

    /// Some of the children a discussion is about, now and then another.
    fn among(&mut self, subject: &[Ulid], all: &[Ulid]) -> Vec<Ulid> {
        let from = if self.pick(9) == 8 { all } else { subject };
        from.iter().copied().filter(|_| self.flag()).collect()
    }

    fn session(&mut self) -> Session {
        let date = self.day();
        let mut s = Session::new(self.id(), date, self.stamp());
        s.kind = match self.pick(4) {
            0 => SessionKind::OneToOne,
            1 => SessionKind::Group,
            2 => SessionKind::Corridor,
            _ => SessionKind::Cancelled { reason: self.text() },
        };
        s.minutes = self.maybe(|b| b.pick(200) as u16);
        s.people = self.some_of(3, Self::person);
        s.children = (0..=self.pick(4)).map(|_| self.child()).collect();
        let all: Vec<Ulid> = s.children.iter().map(|c| c.id).collect();
        for c in &mut s.children {
            c.brothers_and_sisters = self.among(&all, &all);
        }
        let people: Vec<Ulid> = s.people.iter().map(|p| p.id).collect();
        s.discussions = (0..=self.pick(4)).map(|_| self.discussion(&all, &people)).collect();
        if let Some(d) = s.discussions.first().filter(|_| self.flag()) {
            s.bookmark.discussion = Some(d.id);
            s.bookmark.owner = Some(d.id);
            s.bookmark.field = Some(FieldName::Rationale);
            s.bookmark.step = self.one(&[Step::Begin, Step::Wheel, Step::Question, Step::Review]);
            s.bookmark.question = self.text();
            s.bookmark.cursor = self.pick(5000);
        }
        s
    }

    fn person(&mut self) -> Person {
        Person {
            id: self.id(),
            name: self.text(),
            role: self.one(&[Role::Supervisor, Role::Practitioner, Role::Facilitator, Role::Other]),
            may_see: self.one(&[MaySee::All, MaySee::NoNames, MaySee::Nothing]),
            stepped_out: self.flag(),
        }
    }

    fn child(&mut self) -> Child {
        let name = self.text();
        // Somebody types the name where the reference or the initials belong.
        let reference = if self.pick(4) == 3 { name.clone() } else { self.text() };
        let initials = if self.pick(4) == 3 { name.clone() } else { self.text() };
        Child {
            id: self.id(),
            name,
            reference,
            initials,
            born: match self.pick(4) {
                0 => Born::NotRecorded,
                1 => Born::On(self.day()),
                2 => Born::Expected(self.day()),
                _ => Born::Aged(self.pick(18) as u8),
            },
            brothers_and_sisters: Vec::new(),
            situation: Vec::new(),
        }
    }

    fn discussion(&mut self, all: &[Ulid], people: &[Ulid]) -> Discussion {
        let subject = match self.pick(6) {
            0 | 1 => Subject::Child(self.one(all)),
            2 | 3 => {
                let mut some: Vec<Ulid> =
                    all.iter().copied().filter(|_| self.pick(3) > 0).collect();
                if some.is_empty() {
                    some.push(all[0]);
                }
                Subject::Family(some)
            }
            4 => Subject::Practitioner(people.first().copied().unwrap_or(Ulid(99))),
            _ => Subject::Learning,
        };
        let about = subject.children().to_vec();
        let about = about.as_slice();
        let mut d = Discussion::new(self.id(), subject, self.stamp());
        d.depth = self.one(&[Depth::InDepth, Depth::BriefCheck]);
        for c in about {
            if self.flag() {
                d.glance.push((*c, self.glance()));
            }
            if self.flag() {
                let journey = self.journey(all);
                d.journey.push((*c, journey));
            }
            if self.flag() {
                d.to_the_child.push(WordsToChild {
                    id: self.id(),
                    child: *c,
                    text: self.text(),
                    written: self.stamp(),
                });
            }
            if self.flag() {
                d.brief.push(BriefCheck {
                    id: self.id(),
                    child: *c,
                    changed: self.text(),
                    safe: self.text(),
                    written: self.stamp(),
                });
            }
            if about.len() > 1 && self.flag() {
                d.own.push(OwnParagraph {
                    id: self.id(),
                    child: *c,
                    text: self.text(),
                    written: self.stamp(),
                });
            }
        }
        d.stage = self.maybe(|b| b.one(&[Stage::Assessment, Stage::Plan, Stage::Review]));
        d.balance = self.maybe(|b| b.pick(11) as i8 - 5);
        d.block = self.maybe(|b| b.one(&[Block::Beginning, Block::Repair, Block::Ending]));
        d.answers = self.some_of(5, |b| b.answer(about, all));
        d.signs.passages = self.some_of(4, |b| b.safety_passage(about, all));
        d.signs.dangers = self.some_of(2, |b| b.danger(about, all));
        d.signs.judgements = self.some_of(2, |b| SafetyJudgement {
            id: b.id(),
            score: b.score(),
            children: b.among(about, all),
            written: b.stamp(),
        });
        d.tools = self.some_of(2, |b| ToolUsed {
            id: b.id(),
            tool: b.text(),
            showed: b.text(),
            children: b.among(about, all),
        });
        d.decisions = self.some_of(3, |b| Decision {
            id: b.id(),
            text: b.text(),
            rationale: b.text(),
            by: b.text(),
            children: b.among(about, all),
            written: b.stamp(),
        });
        d.actions = self.some_of(3, |b| b.action(about, all, people));
        d.at_once = self.some_of(2, |b| UrgentAct {
            id: b.id(),
            told: b.text(),
            when: b.text(),
            decided: b.text(),
            children: b.among(about, all),
            written: b.stamp(),
        });
        d.follow_ups = self.some_of(2, |b| FollowUp {
            id: b.id(),
            action: b.id(),
            session: b.id(),
            what: b.text(),
            children: b.among(about, all),
            outcome: b.one(&[
                Outcome::Done,
                Outcome::NotDone,
                Outcome::Changed,
                Outcome::NoLongerNeeded,
            ]),
            words: b.text(),
            difference: b.text(),
            written: b.stamp(),
        });
        d.hypotheses = self.some_of(2, |b| HypothesisOutcome {
            id: b.id(),
            passage: b.id(),
            session: b.id(),
            guess: b.text(),
            children: b.among(about, all),
            destination: b.one(&[
                Destination::ChildFile,
                Destination::StaffFile,
                Destination::TheTwoDecide,
            ]),
            third_party: b.flag(),
            became: b.text(),
            written: b.stamp(),
        });
        d.parts_used = self.some_of(2, |b| PartUsed {
            id: b.id(),
            part: b.one(&Part::ALL),
            impact: b.text(),
            children: b.among(about, all),
            left_out: b.pick(4) == 3,
        });
        if matches!(d.subject, Subject::Practitioner(_)) {
            d.personal = self.maybe(|b| Personal {
                id: b.id(),
                wellbeing: b.text(),
                workload: b.text(),
                learning: b.text(),
                safety_at_work: b.text(),
                standards: b.text(),
            });
        }
        d.set_aside = self.some_of(1, |b| SetAside {
            id: b.id(),
            nudge: "why".into(),
            about: None,
            child: None,
            word: b.text(),
            written: b.stamp(),
        });
        for page in &mut d.filing {
            page.state =
                self.one(&[FilingState::Open, FilingState::Finalised, FilingState::Agreed]);
            if page.state != FilingState::Open {
                page.finalised = Some(self.stamp());
                page.finalised_by = people.first().copied();
                page.imported = self.flag();
            }
            page.legal_hold = self.flag();
            page.hand_overs = self.some_of(1, |b| HandOver {
                id: b.id(),
                to: Destination::ChildFile,
                reference: b.text(),
                digest: b.text(),
                as_it_is: b.flag(),
                imported: b.flag(),
                at: b.stamp(),
            });
        }
        d.agreements = self.some_of(2, |b| b.agreement(about, people));
        d.amendments = self.some_of(3, |b| b.amendment(&d, about, all, people));
        d
    }

    fn glance(&mut self) -> AtAGlance {
        AtAGlance {
            id: self.id(),
            legal_status: self.text(),
            plan: self.text(),
            last_seen: thinkwheel::record::Due { typed: self.text(), on: self.maybe(Self::day) },
            seen_where: self.text(),
            seen_alone: self.maybe(Self::flag),
            to_come: self.text(),
            next_dates: self.some_of(2, |b| NextDate {
                id: b.id(),
                what: b.text(),
                on: b.maybe(Self::day),
            }),
            who_decides: self.text(),
        }
    }

    fn journey(&mut self, all: &[Ulid]) -> Journey {
        Journey {
            id: self.id(),
            place: self.maybe(|b| b.one(&[Place::EarlyHelp, Place::FrontDoor])),
            local_name: self.text(),
            next_place: self.maybe(|b| b.one(&[Place::ChildrenInCare, Place::LeavingCare])),
            timescale: self.text(),
            checkpoints: self.some_of(1, |b| Checkpoint {
                id: b.id(),
                what: b.text(),
                by: Due { typed: b.text(), on: b.maybe(Self::day) },
            }),
            earlier: self.some_of(1, |b| EarlierJourney {
                id: b.id(),
                child: b.maybe(|b| b.one(all)),
                authority: b.text(),
                when: b.text(),
                what: b.text(),
                what_worked: b.text(),
            }),
            parallel_plan: self.text(),
            permanence: self.text(),
        }
    }

    fn answer(&mut self, about: &[Ulid], all: &[Ulid]) -> Answer {
        Answer {
            id: self.id(),
            question: self.text(),
            bank: self.text(),
            bank_version: self.text(),
            part: self.one(&Part::ALL),
            wording: self.text(),
            state: self.one(&[
                AnswerState::Answered,
                AnswerState::Answered,
                AnswerState::Answered,
                AnswerState::BringBack,
                AnswerState::AskedNotKnown,
                AnswerState::RecordedElsewhere,
                AnswerState::NotToday,
                AnswerState::NotRelevant,
            ]),
            elsewhere: self.text(),
            contributions: self.some_of(4, |b| b.passage(about, all)),
            value: self.maybe(Self::value),
            destination: self.one(&[
                Destination::ChildFile,
                Destination::ChildFile,
                Destination::StaffFile,
                Destination::TheTwoDecide,
            ]),
        }
    }

    fn passage(&mut self, about: &[Ulid], all: &[Ulid]) -> Contribution {
        Contribution {
            id: self.id(),
            text: self.text(),
            children: self.among(about, all),
            voice: self.maybe(Self::voice),
            kind: self.maybe(|b| match b.pick(4) {
                0 => Kind::Fact,
                1 => Kind::Judgement,
                2 => Kind::Hypothesis { became: b.text() },
                _ => Kind::Feeling,
            }),
            third_party: self.flag(),
            rough: self.pick(4) == 3,
            written: self.stamp(),
        }
    }

    fn voice(&mut self) -> Voice {
        match self.pick(8) {
            0 => Voice::Practitioner,
            1 => Voice::Supervisor,
            2 => Voice::Family { who: self.text() },
            3 => Voice::Partner { who: self.text() },
            4 => Voice::Group { role: Role::ActionPlanner },
            5 => Voice::Child { view: View::Imagined },
            6 => Voice::Child { view: View::Observed { by: self.text(), when: self.text() } },
            _ => Voice::Child {
                view: View::Heard { told_by: self.text(), when: self.text(), how: self.text() },
            },
        }
    }

    fn value(&mut self) -> Value {
        match self.pick(6) {
            0 => Value::Safety(self.score()),
            1 => Value::Balance(self.pick(11) as i8 - 5),
            2 => Value::Place(Place::FrontDoor),
            3 => Value::Block(Block::Middle),
            4 => Value::FourIs {
                involve: self.text(),
                inform: self.text(),
                invest: self.text(),
                influence: self.text(),
            },
            _ => Value::Lightbulb {
                effect: self.text(),
                on_whom: self.text(),
                how_we_know: self.text(),
                what_else: self.text(),
            },
        }
    }

    fn score(&mut self) -> SafetyScore {
        SafetyScore {
            score: self.pick(11) as u8,
            zero: self.text(),
            ten: self.text(),
            rater: self.text(),
            on: self.maybe(Self::day),
        }
    }

    fn safety_passage(&mut self, about: &[Ulid], all: &[Ulid]) -> SafetyPassage {
        SafetyPassage {
            id: self.id(),
            domain: self.one(&[
                SafetyDomain::PastHarm,
                SafetyDomain::FutureDanger,
                SafetyDomain::ComplicatingFactor,
                SafetyDomain::Strength,
                SafetyDomain::ExistingSafety,
                SafetyDomain::NeedsToHappen,
            ]),
            text: self.text(),
            children: self.among(about, all),
            written: self.stamp(),
        }
    }

    fn danger(&mut self, about: &[Ulid], all: &[Ulid]) -> DangerStatement {
        DangerStatement {
            id: self.id(),
            statement: self.text(),
            goal: self.text(),
            scale: self.maybe(Self::score),
            dispute: self.text(),
            children: self.among(about, all),
            written: self.stamp(),
        }
    }

    fn action(&mut self, about: &[Ulid], all: &[Ulid], people: &[Ulid]) -> Action {
        Action {
            id: self.id(),
            what: self.text(),
            who: self.text(),
            by: Due { typed: self.text(), on: self.maybe(Self::day) },
            why: self.text(),
            children: self.among(about, all),
            standing: self.one(&[Standing::Agreed, Standing::Agreed, Standing::Idea]),
            agreed_by: people.first().copied().filter(|_| self.flag()),
            imported: self.flag(),
            written: self.stamp(),
        }
    }

    fn agreement(&mut self, about: &[Ulid], people: &[Ulid]) -> Agreement {
        Agreement {
            id: self.id(),
            person: people.first().copied().unwrap_or(Ulid(98)),
            child: if about.is_empty() { None } else { self.maybe(|b| b.one(about)) },
            accuracy: if self.flag() {
                Accuracy::Accurate
            } else {
                Accuracy::NotAccurate { why: self.text() }
            },
            stance: self.maybe(|b| {
                if b.flag() {
                    Stance::Agree
                } else {
                    Stance::Disagree { why: b.text(), goes_to: b.text() }
                }
            }),
            at: self.stamp(),
            recorded_by: people.last().copied().filter(|_| self.flag()),
            words: self.text(),
            signature: self.text(),
            struck: None,
        }
    }

    fn amendment(
        &mut self,
        d: &Discussion,
        about: &[Ulid],
        all: &[Ulid],
        people: &[Ulid],
    ) -> Amendment {
        let mut targets = vec![d.id, Ulid(97)];
        targets.extend(d.answers.iter().map(|a| a.id));
        targets.extend(d.contributions().map(|(_, c)| c.id));
        targets.extend(d.decisions.iter().map(|x| x.id));
        targets.extend(d.actions.iter().map(|x| x.id));
        Amendment {
            id: self.id(),
            amends: self.one(&targets),
            children: self.among(about, all),
            text: self.text(),
            by: people.first().copied().unwrap_or(Ulid(98)),
            written: self.stamp(),
            late: self.flag(),
            added: self.one(&[Added::Made, Added::Made, Added::Proposed, Added::Draft]),
            imported: self.flag(),
        }
    }
}

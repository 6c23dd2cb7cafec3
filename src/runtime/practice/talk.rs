//! One discussion, written down in the order it was held.

use chrono::NaiveDate;
use ulid::Ulid;

use super::pen::Pen;
use super::words::Words;
use crate::practice::{Block, Destination, Part, Place, Stage};
use crate::record::{
    Action, Added, Amendment, Answer, AnswerState, AtAGlance, BriefCheck, Checkpoint,
    DangerStatement, Decision, Depth, Discussion, Due, EarlierJourney, FollowUp, Journey, NextDate,
    Outcome, PartUsed, SafetyDomain, SafetyPassage, Standing, ToolUsed, UrgentAct, Value,
    WordsToChild,
};

use crate::text;

/// A discussion being written. Where a method takes `about`, these are the
/// children of a family it concerns; with one child it stays empty.
pub(super) struct Talk<'p, 'a> {
    pen: &'p mut Pen<'a>,
    d: Discussion,
}

/// What is seen at a glance, in short.
pub(super) struct Glance {
    pub legal_status: &'static str,
    pub plan: &'static str,
    /// Days before the meeting.
    pub seen_days_ago: i64,
    pub seen_where: &'static str,
    /// Alone or not; nothing where that cannot be asked, as before birth.
    pub alone: Option<bool>,
    /// What comes, in so many days after the meeting.
    pub next: &'static [(&'static str, i64)],
    pub who_decides: &'static str,
}

impl<'p, 'a> Talk<'p, 'a> {
    pub fn new(pen: &'p mut Pen<'a>, d: Discussion) -> Self {
        Talk { pen, d }
    }

    /// In depth, or a brief check.
    pub fn depth(mut self, depth: Depth) -> Self {
        self.d.depth = depth;
        self
    }

    fn put(mut self, answer: Option<Answer>) -> Self {
        self.d.answers.extend(answer);
        self
    }

    /// A question and what was said to it.
    pub fn ask(self, question: &str, words: Vec<Words>) -> Self {
        let answer = self.pen.answer(question, words);
        self.put(answer)
    }

    /// The same, with a value beside the words.
    pub fn ask_valued(self, question: &str, value: Value, words: Vec<Words>) -> Self {
        let answer = self.pen.answer(question, words).map(|a| Answer { value: Some(value), ..a });
        self.put(answer)
    }

    /// How safe, with the anchors of the bank.
    pub fn ask_how_safe(self, score: u8, rater: &str, words: Vec<Words>) -> Self {
        let value = self.pen.how_safe(score, rater);
        let answer = self.pen.answer("safety.scale", words).map(|a| Answer { value, ..a });
        self.put(answer)
    }

    /// A question that was not simply answered.
    pub fn mark(self, question: &str, state: AnswerState, words: Vec<Words>) -> Self {
        let answer = self.pen.answer(question, words).map(|a| Answer { state, ..a });
        self.put(answer)
    }

    /// A question whose answer stands in another record.
    pub fn elsewhere(self, question: &str, place: &str, words: Vec<Words>) -> Self {
        let answer = self.pen.answer(question, words).map(|a| Answer {
            state: AnswerState::RecordedElsewhere,
            elsewhere: place.into(),
            ..a
        });
        self.put(answer)
    }

    /// An answer that the two file elsewhere than its question proposes.
    pub fn filed(self, question: &str, to: Destination, words: Vec<Words>) -> Self {
        let answer = self.pen.answer(question, words).map(|a| Answer { destination: to, ..a });
        self.put(answer)
    }

    pub fn glance(mut self, child: Ulid, g: &Glance) -> Self {
        let next_dates = g
            .next
            .iter()
            .map(|(what, days)| NextDate {
                id: self.pen.id(),
                what: (*what).into(),
                on: Some(self.pen.day(*days)),
            })
            .collect();
        let seen = self.pen.day(-g.seen_days_ago);
        let glance = AtAGlance {
            id: self.pen.id(),
            legal_status: g.legal_status.into(),
            plan: g.plan.into(),
            last_seen: Due { typed: text::short_date(seen), on: Some(seen) },
            seen_where: g.seen_where.into(),
            seen_alone: g.alone,
            to_come: String::new(),
            next_dates,
            who_decides: g.who_decides.into(),
        };
        self.d.glance.push((child, glance));
        self
    }

    pub fn journey(mut self, child: Ulid, journey: Journey) -> Self {
        let journey = Journey { id: self.pen.id(), ..journey };
        self.d.journey.push((child, journey));
        self
    }

    /// Help given before, to the child whose journey was written last.
    pub fn earlier(mut self, authority: &str, when: &str, what: &str, what_worked: &str) -> Self {
        let id = self.pen.id();
        if let Some((_, journey)) = self.d.journey.last_mut() {
            journey.earlier.push(EarlierJourney {
                id,
                child: None,
                authority: authority.into(),
                when: when.into(),
                what: what.into(),
                what_worked: what_worked.into(),
            });
        }
        self
    }

    /// What will be looked at on the way, so many days after the meeting.
    pub fn checkpoint(mut self, what: &str, days: i64) -> Self {
        let (id, on) = (self.pen.id(), self.pen.day(days));
        let by = Due { typed: text::short_date(on), on: Some(on) };
        if let Some((_, journey)) = self.d.journey.last_mut() {
            journey.checkpoints.push(Checkpoint { id, what: what.into(), by });
        }
        self
    }

    pub fn stage(mut self, stage: Stage) -> Self {
        self.d.stage = Some(stage);
        self
    }

    pub fn block(mut self, block: Block) -> Self {
        self.d.block = Some(block);
        self
    }

    pub fn brief(mut self, changed: &str, safe: &str) -> Self {
        self.d.depth = Depth::BriefCheck;
        let (id, written) = (self.pen.id(), self.pen.now());
        self.d.brief.extend(self.d.subject.children().iter().take(1).map(|child| BriefCheck {
            id,
            child: *child,
            changed: changed.into(),
            safe: safe.into(),
            written,
        }));
        self
    }

    pub fn sign(mut self, domain: SafetyDomain, about: &[Ulid], text: &str) -> Self {
        self.d.signs.passages.push(SafetyPassage {
            id: self.pen.id(),
            domain,
            text: text.into(),
            children: about.to_vec(),
            written: self.pen.now(),
        });
        self
    }

    /// A danger statement with its goal, its scale and what is disputed.
    pub fn danger(
        mut self,
        about: &[Ulid],
        statement: &str,
        goal: &str,
        score: u8,
        dispute: &str,
    ) -> Self {
        let scale = match self.pen.how_safe(score, "Josie, with Sam") {
            Some(Value::Safety(s)) => Some(s),
            _ => None,
        };
        self.d.signs.dangers.push(DangerStatement {
            id: self.pen.id(),
            statement: statement.into(),
            goal: goal.into(),
            scale,
            dispute: dispute.into(),
            children: about.to_vec(),
            written: self.pen.now(),
        });
        self
    }

    pub fn tool(mut self, about: &[Ulid], tool: &str, showed: &str) -> Self {
        self.d.tools.push(ToolUsed {
            id: self.pen.id(),
            tool: tool.into(),
            showed: showed.into(),
            children: about.to_vec(),
        });
        self
    }

    pub fn used(mut self, part: Part, impact: &str) -> Self {
        let id = self.pen.id();
        self.d.parts_used.push(PartUsed {
            id,
            part,
            impact: impact.into(),
            children: Vec::new(),
            left_out: false,
        });
        self
    }

    pub fn at_once(mut self, about: &[Ulid], told: &str, when: &str, decided: &str) -> Self {
        self.d.at_once.push(UrgentAct {
            id: self.pen.id(),
            told: told.into(),
            when: when.into(),
            decided: decided.into(),
            children: about.to_vec(),
            written: self.pen.now(),
        });
        self
    }

    pub fn decide(mut self, about: &[Ulid], text: &str, rationale: &str, by: &str) -> Self {
        self.d.decisions.push(Decision {
            id: self.pen.id(),
            text: text.into(),
            rationale: rationale.into(),
            by: by.into(),
            children: about.to_vec(),
            written: self.pen.now(),
        });
        self
    }

    /// An action by a day; `key` is how a later session finds it.
    pub fn act(
        mut self,
        key: &'static str,
        about: &[Ulid],
        who: &str,
        what: &str,
        by: impl FnOnce(&Pen) -> NaiveDate,
        why: &str,
    ) -> Self {
        let id = self.pen.id();
        let on = by(self.pen);
        self.pen.promise(key, id, what, about);
        self.d.actions.push(Action {
            id,
            what: what.into(),
            who: who.into(),
            // As it would be typed, and as it was read.
            by: Due { typed: text::short_date(on), on: Some(on) },
            why: why.into(),
            children: about.to_vec(),
            standing: Standing::Agreed,
            agreed_by: None,
            imported: false,
            written: self.pen.now(),
        });
        self
    }

    /// What became of an earlier action.
    pub fn follow(
        mut self,
        key: &'static str,
        outcome: Outcome,
        words: &str,
        difference: &str,
    ) -> Self {
        let Some(promise) = self.pen.kept(key) else { return self };
        if outcome == Outcome::NotDone {
            self.pen.still_promised(key, &promise);
        }
        self.d.follow_ups.push(FollowUp {
            id: self.pen.id(),
            action: promise.action,
            session: promise.session,
            what: promise.what,
            children: promise.children,
            outcome,
            words: words.into(),
            difference: difference.into(),
            written: self.pen.now(),
        });
        self
    }

    pub fn write_to(mut self, child: Ulid, text: &str) -> Self {
        let (id, written) = (self.pen.id(), self.pen.now());
        self.d.to_the_child.push(WordsToChild { id, child, text: text.into(), written });
        self
    }

    /// Left as it is: still being written.
    pub fn open(self) -> Discussion {
        self.d
    }

    /// Every page finalised by the supervisor, so many days later.
    pub fn finalised(mut self, days: i64) -> Discussion {
        let (by, at) = (self.pen.cast.ruth, self.pen.afterwards(days));
        let pages: Vec<Option<Ulid>> = self.d.filing.iter().map(|f| f.child).collect();
        for page in pages {
            // A page that could not be finalised would stay open on home,
            // where the tests look for it.
            let _ = self.d.finalise(page, by, at);
        }
        self.d
    }

    /// Finalised, and added to when it was past the local limit.
    pub fn finalised_then_amended(self, days: i64, later: i64, text: &str) -> Discussion {
        let (by, written) = (self.pen.cast.ruth, self.pen.afterwards(later));
        let id = self.pen.id();
        let mut d = self.finalised(days);
        let amends = d.decisions.first().map_or(d.id, |x| x.id);
        // In a family what names nobody stands on nobody's page.
        let about = d.subject.children();
        let children = if about.len() > 1 { about.to_vec() } else { Vec::new() };
        d.amendments.push(Amendment {
            id,
            amends,
            children,
            text: text.into(),
            by,
            written,
            late: true,
            added: Added::Made,
            imported: false,
        });
        d
    }
}

/// A place on the map, where it goes, and what is aimed at.
pub(super) fn journey(
    place: Place,
    next_place: Option<Place>,
    timescale: &str,
    permanence: &str,
    parallel_plan: &str,
) -> Journey {
    Journey {
        place: Some(place),
        next_place,
        timescale: timescale.into(),
        permanence: permanence.into(),
        parallel_plan: parallel_plan.into(),
        ..Journey::default()
    }
}

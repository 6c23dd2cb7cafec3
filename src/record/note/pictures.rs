//! The drawings of a note. Each stands right behind what it shows, in the same
//! place in the code, so that it stands nowhere where that would not: no
//! heading of its own, no child, no number that the words beside it do not
//! have.

use ulid::Ulid;

use super::Wanted;
use super::answers::Chosen;
use super::page::Page;
use super::words;
use crate::practice::Part;
use crate::record::answer::{Answer, Value};
use crate::record::scores::line_with;
use crate::record::{Audience, Block, ChildHistory, Drawing, Header, Journey, Score, Session};

/// What earlier meetings hold that a drawing shows beside this one's.
#[derive(Clone, Default)]
pub struct Earlier {
    /// Scores of safety: for [`Wanted::scores`].
    pub scores: Vec<Score>,
    /// Parts of the wheel that were asked: for [`Wanted::asked_before`].
    pub asked: Vec<Part>,
}

impl Earlier {
    /// Of these children, up to the day of a meeting and without it.
    pub fn of<'h>(
        headers: impl IntoIterator<Item = &'h Header>,
        session: &Session,
        children: &[Ulid],
    ) -> Earlier {
        let before: Vec<&Header> = headers.into_iter().filter(|h| h.date <= session.date).collect();
        let mut out = Earlier::default();
        for child in children {
            let history = ChildHistory::of(before.iter().copied(), *child, Some(session.id));
            let asked = |part: &Part| history.part_asked(*part).is_some();
            out.asked.extend(Part::ALL.into_iter().filter(asked));
            let known = |out: &Earlier, score: &Score| out.scores.iter().any(|s| s.id == score.id);
            for score in history.scores {
                if !known(&out, &score) {
                    out.scores.push(score);
                }
            }
        }
        out
    }
}

impl<'a> Page<'a> {
    /// Drawings stand on this page.
    ///
    /// Of other meetings it draws only what was finalised on the same child's
    /// file up to the day of this one: what came later, what was meant for the
    /// staff file and what is undecided would tell a reader more than this
    /// note may.
    pub fn draws(&mut self, wanted: &Wanted<'a>) {
        self.pictures = true;
        if self.audience == Audience::StaffFile {
            // Only what this note says: a staff file is no story of a child.
            self.scores = (self.session.scores(), Vec::new());
            return;
        }
        if self.full() {
            // On a file it would tell of questions that were meant for another.
            self.asked_before = wanted.asked_before;
        }
        let own = self.session.scores();
        let there = self.discussion.subject.children();
        let may = |s: &&Score| {
            let filed = match self.child {
                Some(child) => s.filed.contains(&child),
                None => !s.filed.is_empty() && s.filed.iter().all(|c| there.contains(c)),
            };
            filed && s.on <= self.session.date && !own.iter().any(|known| known.id == s.id)
        };
        let earlier: Vec<&Score> = wanted.scores.iter().filter(may).collect();
        self.scores = (own, earlier);
    }

    /// A drawing, where drawings stand and it does not stand already.
    pub fn draw(&mut self, drawing: Drawing) {
        let block = Block::Picture(drawing);
        if self.pictures && !self.blocks.contains(&block) {
            self.blocks.push(block);
        }
    }

    /// The scale of safety with a score of this meeting, joined to earlier
    /// ones that can be compared.
    pub fn scale_of(&mut self, id: Ulid) {
        let (own, earlier) = &self.scores;
        let Some(score) = own.iter().find(|s| s.id == id) else { return };
        // A page about several children mixes no two of them.
        let of_the_same = |s: &&&Score| self.child.is_some() || s.children == score.children;
        let before = earlier.iter().filter(of_the_same).copied();
        let drawing = Drawing::SafetyOverTime {
            points: line_with(score, before),
            zero: words::line(&score.score.zero).unwrap_or_default(),
            ten: words::line(&score.score.ten).unwrap_or_default(),
            rater: words::line(&score.score.rater).unwrap_or_default(),
        };
        self.draw(drawing);
    }

    /// What a value of an answer is drawn as, if it is.
    pub fn draw_value(&mut self, answer: &Answer, value: &Value) {
        match value {
            Value::Safety(_) => self.scale_of(answer.id),
            Value::Balance(balance) => self.draw(Drawing::Balance(*balance)),
            Value::Place(_)
            | Value::NextPlace(_)
            | Value::Block(_)
            | Value::FourIs { .. }
            | Value::Lightbulb { .. } => {}
        }
    }

    /// The journey map, where the child's place on it is known.
    pub fn draw_journey(&mut self, journey: &Journey) {
        if journey.place.is_some() || journey.next_place.is_some() {
            self.draw(Drawing::Journey {
                place: journey.place,
                next: journey.next_place,
                local: words::line(&journey.local_name).unwrap_or_default(),
            });
        }
    }

    /// The wheel with the parts that were asked, where any was.
    pub fn draw_wheel(&mut self, mut today: Vec<Part>, sorted: &[Chosen<'_>]) {
        today.sort_by_key(|part| part.index());
        today.dedup();
        if today.is_empty() {
            return;
        }
        let before = self.asked_before.iter().copied().filter(|part| !today.contains(part));
        let before: Vec<Part> = before.collect();
        let comes_back = |part: &Part| sorted.iter().any(|c| c.to_bring_back() && c.is_of(*part));
        let back = Part::ALL.into_iter().filter(comes_back).collect();
        self.draw(Drawing::Wheel { today, before, back });
    }
}

//! Choosing what to talk about: as many questions as fit the minutes, each
//! with its reason in plain words. The same record and the same minutes give
//! the same questions.

mod order;
mod reason;
mod weigh;

use std::collections::BTreeSet;

use chrono::NaiveDate;

pub use reason::Reason;

use super::answer::AnswerState;
use super::history::{Asked, ChildHistory};
use crate::practice::question::{Cycle, Draws, Fits, Setting, Weight, Who};
use crate::practice::{Bank, Destination, Place, Question, Stage};
use order::Picked;

/// A heavy question leaves at least so many minutes after it.
pub const AFTER_HEAVY: u16 = 5;
/// One heavy question for each so many minutes, and one in any case.
const PER_HEAVY: u16 = 30;
/// One more question of a part for each so many minutes beyond the first two.
const PER_PART: u16 = 60;

/// What is known when questions are chosen for a discussion.
#[derive(Clone)]
pub struct About {
    /// The day of the meeting.
    pub today: NaiveDate,
    /// What earlier meetings hold, one for each child of the discussion; none
    /// for a discussion that is not about children.
    pub histories: Vec<ChildHistory>,
    /// Tags of each child; empty where nothing is known.
    pub children: Vec<Vec<Fits>>,
    /// Where they are on the journey; none: not known.
    pub places: Vec<Place>,
    /// Where the work is on the doing wheel, if anybody said.
    pub stage: Option<Stage>,
    /// A plan is in place.
    pub plan: bool,
    /// Who sits together.
    pub setting: Setting,
    /// Others look at the screen: nothing heavy.
    pub shared_screen: bool,
    /// The two say that the work is stuck.
    pub stuck: bool,
    /// The practitioner's own part: only what is about the practitioner.
    /// Elsewhere such questions are never proposed.
    pub personal: bool,
    /// Who asks; either: the two together.
    pub asker: Who,
    /// Questions that have an answer or a mark today, by id.
    pub today_asked: BTreeSet<String>,
    /// Questions not to propose: put aside by hand, by id.
    pub aside: BTreeSet<String>,
}

impl About {
    /// A discussion of which nothing is known.
    pub fn unknown(today: NaiveDate) -> About {
        About {
            today,
            histories: Vec::new(),
            children: Vec::new(),
            places: Vec::new(),
            stage: None,
            plan: false,
            setting: Setting::Pair,
            shared_screen: false,
            stuck: false,
            personal: false,
            asker: Who::Either,
            today_asked: BTreeSet::new(),
            aside: BTreeSet::new(),
        }
    }

    /// When a question was last asked of any of the children.
    fn asked(&self, bank: &str, question: &str) -> Option<Asked> {
        let key = (bank.to_owned(), question.to_owned());
        self.histories.iter().filter_map(|h| h.asked.get(&key)).max_by_key(|a| a.on).copied()
    }

    /// The day since which it waits to be brought back: of several children,
    /// one waiting is enough.
    fn brought_back(&self, bank: &str, question: &str) -> Option<NaiveDate> {
        let key = (bank.to_owned(), question.to_owned());
        let waiting = self.histories.iter().filter_map(|h| h.asked.get(&key));
        waiting.filter(|a| a.state == AnswerState::BringBack).map(|a| a.on).min()
    }

    /// Whether it was asked in the last meeting about any of them.
    fn asked_last_time(&self, bank: &str, question: &str) -> bool {
        let key = (bank.to_owned(), question.to_owned());
        self.histories.iter().any(|h| {
            h.asked
                .get(&key)
                .is_some_and(|a| Some(a.on) == h.discussed && a.state != AnswerState::NotToday)
        })
    }

    /// Whether a question may be in the set at all, wished for or not.
    fn allows(&self, q: &Question) -> bool {
        let personal = q.destination == Destination::StaffFile;
        let too_heavy = self.shared_screen && q.weight == Weight::Heavy;
        personal == self.personal
            && !too_heavy
            && !self.today_asked.contains(&q.id)
            && !self.aside.contains(&q.id)
    }

    /// Whether it fits whom and where the discussion is about.
    fn suits(&self, bank: &str, q: &Question) -> bool {
        // What names a place, a stage or a situation waits until that is
        // known: there are enough questions that suit everybody.
        let place = q.places.is_empty() || q.places.iter().any(|p| self.places.contains(p));
        let stage = q.stages.is_empty() || self.stage.is_some_and(|s| q.stages.contains(&s));
        let child = match self.children.as_slice() {
            [] => q.fits_child(&[]),
            children => children.iter().any(|c| q.fits_child(c)),
        };
        let asker = self.asker == Who::Either || q.asks == Who::Either || q.asks == self.asker;
        let set_aside =
            self.asked(bank, &q.id).is_some_and(|a| a.state == AnswerState::NotRelevant);
        place
            && stage
            && child
            && asker
            && !set_aside
            && (!q.needs_plan || self.plan)
            && (q.settings.is_empty() || q.settings.contains(&self.setting))
            && !self.asked_last_time(bank, &q.id)
    }
}

/// A question chosen, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Its id.
    pub question: String,
    /// Why.
    pub reason: Reason,
}

/// As many questions as fit the minutes, in the order they are asked: what
/// was to be brought back, then a way in, then through the cycle from what
/// happened to what comes next.
pub fn focus_set(bank: &Bank, about: &About, minutes: u16) -> Vec<Chosen> {
    complete(bank, about, minutes, &[])
}

/// The same around questions that are settled already (asked today, or wished
/// for): those stay, and take their minutes.
pub fn complete(bank: &Bank, about: &About, minutes: u16, kept: &[Chosen]) -> Vec<Chosen> {
    let mut set = Set::new(bank, about, minutes, kept);
    set.bring_back();
    // Each step is one kind of question that the hour should not be without.
    set.add_best(|q| q.opener, Some(Reason::WayIn), |q| !q.opener);
    set.add_best(childs_view, Some(Reason::ChildsView), |q| !childs_view(q));
    for kind in [|q: &Question| q.cycle == [Cycle::Action], leads_on] {
        set.add_best(kind, Some(Reason::WhatNext), |q| !leads_on(q));
    }
    while set.add_best(|_| true, None, |_| true) {}
    set.chosen()
}

/// The next best in place of the one at `at`: of the same kind where there is
/// one, else of the same step of the cycle, else any that fits.
pub fn instead(
    bank: &Bank,
    about: &About,
    minutes: u16,
    set: &[Chosen],
    at: usize,
) -> Option<Chosen> {
    let old = set.get(at)?;
    let step = bank.question(&old.question).and_then(|q| q.cycle.first().copied());
    let mut kept: Vec<Chosen> = set.to_vec();
    kept.remove(at);
    let mut about = about.clone();
    about.aside.insert(old.question.clone());
    let mut trial = Set::new(bank, &about, minutes, &kept);
    let of_step = |q: &Question| q.cycle.first().copied() == step;
    match old.reason {
        Reason::WayIn => trial.pick(|q| q.opener, Some(Reason::WayIn)),
        Reason::ChildsView => trial.pick(childs_view, Some(Reason::ChildsView)),
        Reason::WhatNext => trial.pick(leads_on, Some(Reason::WhatNext)),
        _ => None,
    }
    .or_else(|| trial.pick(of_step, None))
    .or_else(|| trial.pick(|_| true, None))
}

/// Puts questions in the order they are asked.
pub fn in_order(bank: &Bank, set: &mut Vec<Chosen>) {
    let mut picked = order::picked(bank, set);
    order::walk(&mut picked);
    let known: Vec<Chosen> =
        picked.into_iter().map(|p| Chosen { question: p.q.id.clone(), reason: p.reason }).collect();
    // A question that the bank no longer has keeps a place at the end.
    let gone: Vec<Chosen> =
        set.iter().filter(|c| bank.question(&c.question).is_none()).cloned().collect();
    *set = [known, gone].concat();
}

fn childs_view(q: &Question) -> bool {
    q.draws.contains(&Draws::ChildsView)
}

fn leads_on(q: &Question) -> bool {
    q.cycle.contains(&Cycle::Action)
}

/// A set being made.
struct Set<'a> {
    bank: &'a Bank,
    about: &'a About,
    minutes: u16,
    picked: Vec<Picked<'a>>,
}

impl<'a> Set<'a> {
    fn new(bank: &'a Bank, about: &'a About, minutes: u16, kept: &[Chosen]) -> Self {
        let mut picked = order::picked(bank, kept);
        order::walk(&mut picked);
        Set { bank, about, minutes, picked }
    }

    fn chosen(self) -> Vec<Chosen> {
        let named = |p: Picked| Chosen { question: p.q.id.clone(), reason: p.reason };
        self.picked.into_iter().map(named).collect()
    }

    /// Those in the set, and those asked today already.
    fn so_far(&self) -> impl Iterator<Item = &'a Question> {
        let today = self.about.today_asked.iter().filter_map(|id| self.bank.question(id));
        self.picked.iter().map(|p| p.q).chain(today)
    }

    /// What the last meeting promised comes before all else, oldest first.
    fn bring_back(&mut self) {
        let (bank, about) = (self.bank, self.about);
        let mut back: Vec<(NaiveDate, &Question)> = bank
            .walk()
            .filter(|q| about.allows(q))
            .filter_map(|q| Some((about.brought_back(&bank.id, &q.id)?, q)))
            .collect();
        back.sort_by_key(|(on, _)| *on);
        for (on, q) in back {
            self.put(q, Reason::BroughtBack { on });
        }
    }

    /// Adds the best of a kind unless `lacks` is false of one already there;
    /// whether one was added. Without a reason the most telling one is said.
    fn add_best(
        &mut self,
        kind: impl Fn(&Question) -> bool,
        reason: Option<Reason>,
        lacks: impl Fn(&Question) -> bool,
    ) -> bool {
        if !self.so_far().all(lacks) {
            return false;
        }
        match self.pick(kind, reason) {
            Some(best) => {
                self.bank.question(&best.question).is_some_and(|q| self.put(q, best.reason))
            }
            None => false,
        }
    }

    /// The best of a kind that has room; of equals the first in the bank.
    fn pick(&mut self, kind: impl Fn(&Question) -> bool, reason: Option<Reason>) -> Option<Chosen> {
        let mut best: Option<(i32, &Question)> = None;
        for q in self.bank.walk() {
            if !kind(q) || !self.about.allows(q) || !self.about.suits(&self.bank.id, q) {
                continue;
            }
            let worth = weigh::worth(self, q);
            if best.is_none_or(|(most, _)| worth > most) && self.has_room(q) {
                best = Some((worth, q));
            }
        }
        best.map(|(_, q)| Chosen {
            question: q.id.clone(),
            reason: reason.unwrap_or_else(|| self.reason(q)),
        })
    }

    /// Why a question that fills the hour is there.
    fn reason(&self, q: &Question) -> Reason {
        reason::of(self.about, &self.bank.id, q)
    }

    fn has_room(&mut self, q: &'a Question) -> bool {
        let room = self.put(q, Reason::NeverAsked);
        if room {
            self.picked.retain(|p| p.q.id != q.id);
        }
        room
    }

    /// Puts a question in its place, where the set allows it.
    fn put(&mut self, q: &'a Question, reason: Reason) -> bool {
        if self.picked.iter().any(|p| p.q.id == q.id) {
            return false;
        }
        let mut trial = self.picked.clone();
        trial.push(Picked { q, reason });
        order::walk(&mut trial);
        let back = matches!(reason, Reason::BroughtBack { .. });
        let fits = self.is_sound(&trial) && (back || self.is_varied(&trial));
        if fits {
            self.picked = trial;
        }
        fits
    }

    /// Whether it fits the minutes, and nobody is left alone with a heavy one.
    fn is_sound(&self, set: &[Picked]) -> bool {
        let mut so_far = 0u16;
        for p in set {
            so_far = so_far.saturating_add(p.q.minutes.into());
            let heavy = p.q.weight == Weight::Heavy && !self.is_settled(p);
            if so_far > self.minutes || (heavy && so_far + AFTER_HEAVY > self.minutes) {
                return false;
            }
        }
        true
    }

    /// Asked today already, or a person's own wish: not ours to judge.
    fn is_settled(&self, p: &Picked) -> bool {
        matches!(p.reason, Reason::Wished | Reason::Kept | Reason::AskedToday)
    }

    /// Not too much of one part, and not too much that is heavy at once: after
    /// each there is something lighter to go on to.
    fn is_varied(&self, set: &[Picked]) -> bool {
        let most = 2 + usize::from(self.minutes.saturating_sub(1) / PER_PART);
        let heavy = |p: &Picked| p.q.weight == Weight::Heavy;
        let mine = |p: &Picked| {
            heavy(p) && !self.is_settled(p) && !matches!(p.reason, Reason::BroughtBack { .. })
        };
        let ends_light = set.last().is_none_or(|p| !mine(p));
        let heavies = set.iter().filter(|p| heavy(p)).count();
        let few = heavies <= usize::from(self.minutes / PER_HEAVY).max(1);
        let parts = set.iter().all(|p| {
            let of_part = set.iter().filter(|o| o.q.part == p.q.part);
            of_part.count() <= most || self.is_settled(p)
        });
        ends_light && parts && (few || !set.iter().any(mine))
    }
}

#[cfg(test)]
mod tests;

//! Every text of a record by owner and name, in one list: what is typed into,
//! merged, searched and removed is read off it, so that none is forgotten.

use ulid::Ulid;

use super::answer::{Kind, Value, View, Voice};
use super::discussion::Discussion;
use super::edit::{Field, FieldName as F};
use super::session::{Session, SessionKind};
use super::{Accuracy, Stance};

/// The list, once for reading and once for changing.
macro_rules! texts_of_a_discussion {
    ($d:expr, $take:expr, $iter:ident $(, $mut:tt)?) => {{
        let (d, take) = ($d, $take);
        for a in d.answers.$iter() {
            take(a.id, F::Elsewhere, & $($mut)? a.elsewhere);
            for c in a.contributions.$iter() {
                take(c.id, F::Words, & $($mut)? c.text);
                match & $($mut)? c.voice {
                    Some(Voice::Child { view: View::Heard { told_by, when, how } }) => {
                        take(c.id, F::VoiceBy, told_by);
                        take(c.id, F::VoiceWhen, when);
                        take(c.id, F::VoiceHow, how);
                    }
                    Some(Voice::Child { view: View::Observed { by, when } }) => {
                        take(c.id, F::VoiceBy, by);
                        take(c.id, F::VoiceWhen, when);
                    }
                    Some(Voice::Family { who } | Voice::Partner { who }) => {
                        take(c.id, F::VoiceBy, who);
                    }
                    _ => {}
                }
                if let Some(Kind::Hypothesis { became }) = & $($mut)? c.kind {
                    take(c.id, F::Became, became);
                }
            }
            match & $($mut)? a.value {
                Some(Value::FourIs { involve, inform, invest, influence }) => {
                    take(a.id, F::Involve, involve);
                    take(a.id, F::Inform, inform);
                    take(a.id, F::Invest, invest);
                    take(a.id, F::Influence, influence);
                }
                Some(Value::Lightbulb { effect, on_whom, how_we_know, what_else }) => {
                    take(a.id, F::Effect, effect);
                    take(a.id, F::OnWhom, on_whom);
                    take(a.id, F::HowWeKnow, how_we_know);
                    take(a.id, F::WhatElse, what_else);
                }
                Some(Value::Safety(score)) => {
                    take(a.id, F::Zero, & $($mut)? score.zero);
                    take(a.id, F::Ten, & $($mut)? score.ten);
                    take(a.id, F::Rater, & $($mut)? score.rater);
                }
                _ => {}
            }
        }
        for x in d.decisions.$iter() {
            take(x.id, F::Decision, & $($mut)? x.text);
            take(x.id, F::Rationale, & $($mut)? x.rationale);
            take(x.id, F::DecidedBy, & $($mut)? x.by);
        }
        for x in d.actions.$iter() {
            take(x.id, F::What, & $($mut)? x.what);
            take(x.id, F::Who, & $($mut)? x.who);
            take(x.id, F::ByWhen, & $($mut)? x.by.typed);
            take(x.id, F::Why, & $($mut)? x.why);
        }
        for x in d.brief.$iter() {
            take(x.id, F::Changed, & $($mut)? x.changed);
            take(x.id, F::Safe, & $($mut)? x.safe);
        }
        for (_, x) in d.glance.$iter() {
            take(x.id, F::LegalStatus, & $($mut)? x.legal_status);
            take(x.id, F::Plan, & $($mut)? x.plan);
            take(x.id, F::LastSeen, & $($mut)? x.last_seen.typed);
            take(x.id, F::SeenWhere, & $($mut)? x.seen_where);
            take(x.id, F::ToCome, & $($mut)? x.to_come);
            take(x.id, F::WhoDecides, & $($mut)? x.who_decides);
        }
        for x in d.own.$iter() {
            take(x.id, F::OwnParagraph, & $($mut)? x.text);
        }
        for x in d.to_the_child.$iter() {
            take(x.id, F::ToTheChild, & $($mut)? x.text);
        }
        for x in d.follow_ups.$iter() {
            take(x.id, F::Outcome, & $($mut)? x.words);
            take(x.id, F::Difference, & $($mut)? x.difference);
        }
        for x in d.hypotheses.$iter() {
            take(x.id, F::Became, & $($mut)? x.became);
        }
        for x in d.at_once.$iter() {
            take(x.id, F::Told, & $($mut)? x.told);
            take(x.id, F::ToldWhen, & $($mut)? x.when);
            take(x.id, F::ActedOn, & $($mut)? x.decided);
        }
        for x in d.signs.passages.$iter() {
            take(x.id, F::Safety, & $($mut)? x.text);
        }
        for x in d.signs.dangers.$iter() {
            take(x.id, F::Danger, & $($mut)? x.statement);
            take(x.id, F::SafetyGoal, & $($mut)? x.goal);
            take(x.id, F::Dispute, & $($mut)? x.dispute);
            if let Some(score) = & $($mut)? x.scale {
                take(x.id, F::Zero, & $($mut)? score.zero);
                take(x.id, F::Ten, & $($mut)? score.ten);
                take(x.id, F::Rater, & $($mut)? score.rater);
            }
        }
        for x in d.signs.judgements.$iter() {
            take(x.id, F::Zero, & $($mut)? x.score.zero);
            take(x.id, F::Ten, & $($mut)? x.score.ten);
            take(x.id, F::Rater, & $($mut)? x.score.rater);
        }
        for (_, x) in d.journey.$iter() {
            take(x.id, F::PlaceName, & $($mut)? x.local_name);
            take(x.id, F::Timescale, & $($mut)? x.timescale);
            take(x.id, F::ParallelPlan, & $($mut)? x.parallel_plan);
            take(x.id, F::Permanence, & $($mut)? x.permanence);
            for c in x.checkpoints.$iter() {
                take(c.id, F::Checkpoint, & $($mut)? c.what);
                take(c.id, F::CheckpointBy, & $($mut)? c.by.typed);
            }
            for e in x.earlier.$iter() {
                take(e.id, F::Authority, & $($mut)? e.authority);
                take(e.id, F::GivenWhen, & $($mut)? e.when);
                take(e.id, F::Given, & $($mut)? e.what);
                take(e.id, F::WhatWorked, & $($mut)? e.what_worked);
            }
        }
        for x in d.tools.$iter() {
            take(x.id, F::Tool, & $($mut)? x.tool);
            take(x.id, F::Showed, & $($mut)? x.showed);
        }
        for x in d.parts_used.$iter() {
            take(x.id, F::Impact, & $($mut)? x.impact);
        }
        if let Some(x) = & $($mut)? d.personal {
            take(x.id, F::Wellbeing, & $($mut)? x.wellbeing);
            take(x.id, F::Workload, & $($mut)? x.workload);
            take(x.id, F::Learning, & $($mut)? x.learning);
            take(x.id, F::SafetyAtWork, & $($mut)? x.safety_at_work);
            take(x.id, F::Standards, & $($mut)? x.standards);
        }
        for page in d.filing.$iter() {
            for x in page.hand_overs.$iter() {
                take(x.id, F::HandedOver, & $($mut)? x.reference);
            }
        }
        for x in d.set_aside.$iter() {
            take(x.id, F::SetAside, & $($mut)? x.word);
        }
        for x in d.amendments.$iter() {
            take(x.id, F::Amendment, & $($mut)? x.text);
        }
        for x in d.agreements.$iter() {
            if let Accuracy::NotAccurate { why } = & $($mut)? x.accuracy {
                take(x.id, F::NotAccurate, why);
            }
            if let Some(Stance::Disagree { why, goes_to }) = & $($mut)? x.stance {
                take(x.id, F::Disagree, why);
                take(x.id, F::GoesTo, goes_to);
            }
        }
    }};
}

macro_rules! texts_of_a_session {
    ($s:expr, $take:expr, $iter:ident, $discussion:ident $(, $mut:tt)?) => {{
        let (s, take) = ($s, $take);
        for p in s.people.$iter() {
            take(p.id, F::PersonName, & $($mut)? p.name);
        }
        for c in s.children.$iter() {
            take(c.id, F::ChildName, & $($mut)? c.name);
            take(c.id, F::Reference, & $($mut)? c.reference);
        }
        if let SessionKind::Cancelled { reason } = & $($mut)? s.kind {
            take(s.id, F::Cancelled, reason);
        }
        for d in s.discussions.$iter() {
            d.$discussion(&mut *take);
        }
    }};
}

impl Discussion {
    /// Every text a person can write in this discussion, with its owner and
    /// name, in a fixed order.
    pub fn texts<'a>(&'a self, take: &mut dyn FnMut(Ulid, F, &'a String)) {
        texts_of_a_discussion!(self, take, iter);
    }

    /// The same, to change.
    pub fn texts_mut<'a>(&'a mut self, take: &mut dyn FnMut(Ulid, F, &'a mut String)) {
        texts_of_a_discussion!(self, take, iter_mut, mut);
    }

    /// The text of a field, if it is of this discussion.
    pub fn field(&self, field: Field) -> Option<&str> {
        let mut found = None;
        self.texts(&mut |owner, name, text| {
            if owner == field.owner && name == field.name {
                found = Some(text.as_str());
            }
        });
        found
    }
}

/// Whom an entry names, in one list for reading and for changing.
macro_rules! named {
    ($d:expr, $id:expr, $iter:ident $(, $mut:tt)?) => {{
        let (d, id) = ($d, $id);
        for a in d.answers.$iter() {
            for c in a.contributions.$iter().filter(|c| c.id == id) {
                return Some(& $($mut)? c.children);
            }
        }
        named!(@each d, id, $iter, ($($mut)?), decisions, actions, follow_ups, hypotheses, at_once,
            tools, parts_used, amendments);
        named!(@signs d, id, $iter, ($($mut)?), passages, dangers, judgements);
        None
    }};
    (@each $d:ident, $id:ident, $iter:ident, $mut:tt, $($list:ident),*) => {
        $(named!(@one $d.$list, $id, $iter, $mut);)*
    };
    (@signs $d:ident, $id:ident, $iter:ident, $mut:tt, $($list:ident),*) => {
        $(named!(@one $d.signs.$list, $id, $iter, $mut);)*
    };
    (@one $list:expr, $id:ident, $iter:ident, ($($mut:tt)?)) => {
        if let Some(x) = $list.$iter().find(|x| x.id == $id) {
            return Some(& $($mut)? x.children);
        }
    };
}

impl Discussion {
    /// In a family: the children that the entry with this id names.
    pub fn named(&self, id: Ulid) -> Option<&Vec<Ulid>> {
        named!(self, id, iter)
    }

    /// The same, to change.
    pub fn named_mut(&mut self, id: Ulid) -> Option<&mut Vec<Ulid>> {
        named!(self, id, iter_mut, mut)
    }
}

impl Session {
    /// Every text a person can write in this session, with its owner and name,
    /// in a fixed order.
    pub fn texts<'a>(&'a self, take: &mut dyn FnMut(Ulid, F, &'a String)) {
        texts_of_a_session!(self, take, iter, texts);
    }

    /// The same, to change.
    pub fn texts_mut<'a>(&'a mut self, take: &mut dyn FnMut(Ulid, F, &'a mut String)) {
        texts_of_a_session!(self, take, iter_mut, texts_mut, mut);
    }

    /// The text of a field, if the record has it.
    pub fn field(&self, field: Field) -> Option<&str> {
        let mut found = None;
        self.texts(&mut |owner, name, text| {
            if owner == field.owner && name == field.name {
                found = Some(text.as_str());
            }
        });
        found
    }

    /// The text of a field, to change.
    pub fn field_mut(&mut self, field: Field) -> Option<&mut String> {
        let mut found = None;
        self.texts_mut(&mut |owner, name, text| {
            if owner == field.owner && name == field.name {
                found = Some(text);
            }
        });
        found
    }
}

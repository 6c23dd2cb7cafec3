//! From what is worth a look to the place where it can be mended.

use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::screens::{
    asked, brief, close, leaving, passages, question, review, sheet, thread, wheel,
};
use crate::practice::question::Draws;
use crate::record::nudge::{Nudge, Place};
use crate::record::{Depth, Discussion, Field, FieldName, Warning};

/// To the text in which somebody is named.
pub(super) fn go_to_name(model: &mut Model, named: &Warning, turn: Turn) -> Vec<Effect> {
    let Some(field) = field_of(model, named) else {
        model.tell("This name is not in the words of this talk: Alt-M (/meeting) shows who is.");
        return Vec::new();
    };
    let d = model.work.as_ref().and_then(|w| w.discussion());
    let of = |d: &Discussion| {
        let passage = d.contributions().any(|(_, c)| c.id == field.owner);
        let answer = d.answers.iter().find(|a| a.id == field.owner);
        (passage, answer.map(|a| a.question.clone()))
    };
    match d.map(of) {
        Some((true, _)) => {
            passages::go(model, field.owner, turn);
            Vec::new()
        }
        Some((_, Some(id))) if asked::question(model, turn, &id).is_some() => {
            question::leave_set(model);
            question::open(model, id);
            Vec::new()
        }
        _ => to_field(model, field, turn),
    }
}

/// The text that names them: of several the one that the line of the note is
/// of, else the first on this page.
pub(in crate::app::screens) fn field_of(model: &Model, named: &Warning) -> Option<Field> {
    let d = model.work.as_ref()?.discussion()?;
    let (known, child) = (leaving::known(model)?, review::child(model));
    let family = d.subject.children().len() > 1;
    let mut found: Vec<(u8, Field)> = Vec::new();
    d.texts(&mut |owner, name, text| {
        if name == FieldName::SetAside || !known.named_in(text).contains(&named.name.as_str()) {
            return;
        }
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let in_line = |line: &str| named.line.contains(line) || line.contains(&named.line);
        let of_child = d.named(owner).is_none_or(|n| child.is_none_or(|c| n.contains(&c)));
        let rank = match () {
            () if lines.any(in_line) => 0,
            () if !family || of_child => 1,
            () => 2,
        };
        found.push((rank, Field { owner, name }));
    });
    found.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, field)| field)
}

/// To the place where it can be mended.
pub(super) fn go(model: &mut Model, nudge: &Nudge, turn: Turn) -> Vec<Effect> {
    match nudge.place {
        Place::Field(field) => to_field(model, field, turn),
        Place::Decide => close::open(model, turn),
        Place::LastTime => thread::open(model, turn),
        Place::Passage(id) => {
            passages::go(model, id, turn);
            Vec::new()
        }
        Place::Question(draws) => {
            to_question(model, draws, turn);
            Vec::new()
        }
        Place::Signs => {
            let effects = sheet::open(model, sheet::Kind::Signs, turn);
            if let Some(owner) = nudge.about {
                sheet::stand_at(model, Field { owner, name: FieldName::SafetyGoal }, turn);
            }
            effects
        }
        Place::Journey => match review::child(model) {
            Some(child) => sheet::open(model, sheet::Kind::Journey(child), turn),
            None => Vec::new(),
        },
    }
}

fn to_field(model: &mut Model, field: Field, turn: Turn) -> Vec<Effect> {
    if let Some(kind) = sheet_of(model, field) {
        let effects = sheet::open(model, kind, turn);
        sheet::stand_at(model, field, turn);
        return effects;
    }
    let d = model.work.as_ref().and_then(|w| w.discussion());
    let brief = d.is_some_and(|d| d.depth == Depth::BriefCheck);
    if brief && let Screen::Review(_) = &model.screen {
        let child = review::child(model);
        let effects = brief::open(model, child, turn);
        let at = brief::screen_at(model, Some(field.owner), Some(field.name));
        model.screen = at;
        return effects;
    }
    let effects = close::open(model, turn);
    model.screen = close::screen_at(model, Some(field.owner), Some(field.name));
    effects
}

/// The sheet that an entry is written in, if it is written in one.
fn sheet_of(model: &Model, field: Field) -> Option<sheet::Kind> {
    let d = model.work.as_ref()?.discussion()?;
    let id = field.owner;
    let signs = &d.signs;
    Some(if d.at_once.iter().any(|x| x.id == id) {
        sheet::Kind::AtOnce
    } else if signs.passages.iter().any(|x| x.id == id)
        || signs.dangers.iter().any(|x| x.id == id)
        || signs.judgements.iter().any(|x| x.id == id)
    {
        sheet::Kind::Signs
    } else if d.tools.iter().any(|x| x.id == id) || d.parts_used.iter().any(|x| x.id == id) {
        sheet::Kind::Tools
    } else if let Some(x) = d.to_the_child.iter().find(|x| x.id == id) {
        sheet::Kind::ToTheChild(x.child)
    } else if let Some((child, _)) = d.journey.iter().find(|(_, j)| {
        j.id == id
            || j.checkpoints.iter().any(|x| x.id == id)
            || j.earlier.iter().any(|x| x.id == id)
    }) {
        sheet::Kind::Journey(*child)
    } else if d.personal.as_ref().is_some_and(|x| x.id == id) {
        sheet::Kind::Own
    } else if d.follow_ups.iter().any(|x| x.id == id) || d.hypotheses.iter().any(|x| x.id == id) {
        sheet::Kind::Outcomes
    } else {
        return None;
    })
}

/// The first question that draws this out and is not yet asked, else the
/// first that does.
fn to_question(model: &mut Model, draws: Draws, turn: Turn) {
    let walk: Vec<&crate::practice::Question> =
        turn.context.bank().map(|bank| bank.walk().collect()).unwrap_or_default();
    let fitting = |q: &&&crate::practice::Question| {
        q.draws.contains(&draws)
            && wheel::asks(model, q)
            && asked::question(model, turn, &q.id).is_some()
    };
    let fresh = walk.iter().filter(fitting).find(|q| !wheel::is_touched(model, q));
    let Some(id) = fresh.or_else(|| walk.iter().find(fitting)).map(|q| q.id.clone()) else {
        model.tell("No question of this bank asks for it. Alt-W (/wheel) shows all parts.");
        return;
    };
    question::leave_set(model);
    question::open(model, id);
}

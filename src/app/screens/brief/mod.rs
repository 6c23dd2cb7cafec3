//! The brief check of one child: what has changed, are they safe, last seen,
//! what is to come, a decision, an action. One screen, and nothing in it is
//! compulsory. In a family each child has their own: what is written here
//! names that child by the choice of whose check it is.

use ulid::Ulid;

mod form;

pub use form::body;

use super::{close, facts};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::{self, Editor};
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::record::{
    AtAGlance, BriefCheck, Depth, Discussion, Field, FieldName, NextDate, Role, left_in_words,
};
use crate::text::{self, Lean};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A text of the record.
    Record(Field),
    /// Seen alone: yes, no, or not known.
    Alone,
}

use FieldName::{
    ByWhen, Changed, DecidedBy, Decision, LastSeen, LegalStatus, Plan, Rationale, Safe, SeenWhere,
    ToCome, What, Who, WhoDecides,
};

/// The fields of one child's check, in order.
pub fn slots(d: &Discussion, child: Ulid) -> Vec<Slot> {
    let mut out = Vec::new();
    let mut put = |owner: Ulid, names: &[FieldName]| {
        out.extend(names.iter().map(|name| Slot::Record(Field { owner, name: *name })));
    };
    if let Some(b) = brief_of(d, child) {
        put(b.id, &[Changed, Safe]);
    }
    let glance = glance_of(d, child);
    if let Some(g) = glance {
        put(g.id, &[LastSeen, SeenWhere]);
        out.push(Slot::Alone);
        out.push(Slot::Record(Field { owner: g.id, name: ToCome }));
    }
    let mut put = |owner: Ulid, names: &[FieldName]| {
        out.extend(names.iter().map(|name| Slot::Record(Field { owner, name: *name })));
    };
    for x in d.decisions.iter().filter(|x| belongs(d, &x.children, child)) {
        put(x.id, &[Decision, Rationale, DecidedBy]);
    }
    for x in d.actions.iter().filter(|x| belongs(d, &x.children, child)) {
        put(x.id, &[What, Who, ByWhen]);
    }
    if let Some(g) = glance {
        put(g.id, &[Plan, LegalStatus, WhoDecides]);
    }
    out
}

/// Whether what names these children stands in this child's check: in a
/// family, what names them alone.
fn belongs(d: &Discussion, children: &[Ulid], child: Ulid) -> bool {
    d.subject.children().len() < 2 || children == [child]
}

fn brief_of(d: &Discussion, child: Ulid) -> Option<&BriefCheck> {
    d.brief.iter().find(|b| b.child == child)
}

fn glance_of(d: &Discussion, child: Ulid) -> Option<&AtAGlance> {
    d.glance.iter().find(|(c, _)| *c == child).map(|(_, g)| g)
}

fn here(model: &Model) -> Option<(&Discussion, Ulid, usize)> {
    let Screen::Brief { child, focus, .. } = &model.screen else { return None };
    Some((model.work.as_ref()?.discussion()?, *child, *focus))
}

/// The field in hand.
pub fn slot(model: &Model) -> Option<Slot> {
    let (d, child, focus) = here(model)?;
    slots(d, child).get(focus).copied()
}

/// The texts of the record on the screen.
pub fn fields(model: &Model) -> Vec<Field> {
    let Some((d, child, _)) = here(model) else { return Vec::new() };
    let texts = slots(d, child).into_iter().filter_map(|s| match s {
        Slot::Record(f) => Some(f),
        Slot::Alone => None,
    });
    texts.collect()
}

/// Opens the check of a child of the discussion in focus, of its first where
/// none is named, with everything ready to be written in.
pub fn open(model: &mut Model, child: Option<Ulid>, turn: Turn) -> Vec<Effect> {
    let Some(work) = &model.work else { return Vec::new() };
    let Some(child) = child.or_else(|| work.child()) else {
        model.tell("A brief check is of a child. This is about none.");
        return Vec::new();
    };
    let effects = make_ready(model, child, turn);
    model.screen = screen(model, child, 0);
    effects
}

fn screen(model: &Model, child: Ulid, focus: usize) -> Screen {
    let mut alone = Editor::single_line("");
    if let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) {
        alone = Editor::single_line(alone_words(glance_of(d, child).and_then(|g| g.seen_alone)));
    }
    alone.set_width(model.prose_width());
    Screen::Brief { child, focus, alone }
}

/// The screen at the field a bookmark names.
pub fn screen_at(model: &Model, owner: Option<Ulid>, name: Option<FieldName>) -> Screen {
    let d = model.work.as_ref().and_then(|w| w.discussion());
    let found = d.and_then(|d| {
        d.subject.children().iter().find_map(|child| {
            let at = slots(d, *child).iter().position(|s| match s {
                Slot::Record(f) => Some(f.owner) == owner && Some(f.name) == name,
                Slot::Alone => false,
            });
            at.map(|at| (*child, at))
        })
    });
    let first = d.and_then(|d| d.subject.children().first().copied());
    let (child, focus) = found.unwrap_or((first.unwrap_or_else(Ulid::nil), 0));
    screen(model, child, focus)
}

fn make_ready(model: &mut Model, child: Ulid, turn: Turn) -> Vec<Effect> {
    let Some(work) = &model.work else { return Vec::new() };
    if work.frozen().is_some() {
        return Vec::new();
    }
    let by = work.session.in_role(Role::Supervisor).map(|p| p.name.clone()).unwrap_or_default();
    let Some(d) = work.discussion() else { return Vec::new() };
    let about = names(d, child);
    let no_decision = !d.decisions.iter().any(|x| belongs(d, &x.children, child));
    let no_action = !d.actions.iter().any(|x| belongs(d, &x.children, child));
    let (no_brief, no_glance) = (brief_of(d, child).is_none(), glance_of(d, child).is_none());
    let brief = no_brief.then(|| BriefCheck {
        id: model.id(turn.at),
        child,
        changed: String::new(),
        safe: String::new(),
        written: turn.at,
    });
    let glance = no_glance.then(|| AtAGlance::new(model.id(turn.at)));
    let decision = no_decision.then(|| model.new_decision(turn.at, by));
    let action = no_action.then(|| model.new_action(turn.at));
    model.change_discussion(turn.at, |d| {
        d.brief.extend(brief);
        d.glance.extend(glance.map(|g| (child, g)));
        d.decisions
            .extend(decision.map(|x| crate::record::Decision { children: about.clone(), ..x }));
        d.actions.extend(action.map(|x| crate::record::Action { children: about, ..x }));
    })
}

/// The children that a decision or an action of this check names.
fn names(d: &Discussion, child: Ulid) -> Vec<Ulid> {
    if d.subject.children().len() > 1 { vec![child] } else { Vec::new() }
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let Some((d, child, focus)) = here(model) else { return Vec::new() };
    let all = slots(d, child);
    let at =
        |name: FieldName| all.iter().position(|s| matches!(s, Slot::Record(f) if f.name == name));
    match action {
        Action::NextField => go(model, (focus + 1).min(all.len().saturating_sub(1))),
        Action::PreviousField => go(model, focus.saturating_sub(1)),
        Action::Close => go(model, at(Decision).unwrap_or(focus)),
        Action::AddAction => return add_action(model, turn),
        Action::LastTime => return last_time(model, turn),
        Action::NextChild => return go_by(model, 1, turn),
        Action::PreviousChild => return go_by(model, -1, turn),
        Action::Back => super::meeting::open(model),
        Action::Wheel => {
            let effects = if model.work.as_ref().is_some_and(|w| w.frozen().is_none()) {
                model.change_discussion(turn.at, |d| d.depth = Depth::InDepth)
            } else {
                Vec::new()
            };
            super::wheel::open(model, turn);
            return effects;
        }
        other => return super::meeting::in_session(model, other, turn),
    }
    Vec::new()
}

fn go(model: &mut Model, to: usize) {
    if let Screen::Brief { focus, .. } = &mut model.screen {
        *focus = to;
    }
}

/// The empty action that is there, or one more.
fn add_action(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(crate::app::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    let Some((d, child, _)) = here(model) else { return Vec::new() };
    let empty = d.actions.iter().find(|x| x.is_empty() && belongs(d, &x.children, child));
    let (empty, about) = (empty.map(|x| x.id), names(d, child));
    let mut effects = Vec::new();
    let id = if let Some(id) = empty {
        id
    } else {
        let mut new = model.new_action(turn.at);
        new.children = about;
        let id = new.id;
        effects = model.change_discussion(turn.at, |d| d.actions.push(new));
        id
    };
    if let Some((d, child, _)) = here(model) {
        let what = Slot::Record(Field { owner: id, name: What });
        let to = slots(d, child).iter().position(|s| *s == what);
        go(model, to.unwrap_or(0));
    }
    effects
}

/// The brief checks of this meeting in order, as discussion and child, and
/// which of them is in hand.
fn in_order(model: &Model) -> Option<(Vec<(Ulid, Ulid)>, usize)> {
    let (work, Screen::Brief { child, .. }) = (model.work.as_ref()?, &model.screen) else {
        return None;
    };
    let all: Vec<(Ulid, Ulid)> = work
        .session
        .discussions
        .iter()
        .filter(|d| (d.depth == Depth::BriefCheck && d.is_open()) || d.id == work.focus)
        .flat_map(|d| d.subject.children().iter().map(|c| (d.id, *c)))
        .collect();
    let at = all.iter().position(|one| *one == (work.focus, *child))?;
    Some((all, at))
}

/// "about 40 minutes left · 3/10": quietly, at the right of the top line.
pub fn progress(model: &Model, turn: Turn) -> String {
    let Some((all, at)) = in_order(model).filter(|(all, _)| all.len() > 1) else {
        return String::new();
    };
    let rules = model.rules();
    let left = model.session().and_then(|s| s.minutes_left(&rules, turn.at));
    let left = left.map_or_else(String::new, |n| format!("{} · ", left_in_words(n)));
    format!("{left}{}/{}", at + 1, all.len())
}

/// To the brief check of the next child of this meeting, or of the one before.
fn go_by(model: &mut Model, step: isize, turn: Turn) -> Vec<Effect> {
    let Some((all, at)) = in_order(model) else { return Vec::new() };
    let to = at.checked_add_signed(step).and_then(|i| all.get(i).copied());
    let Some((discussion, child)) = to else {
        model.tell(if step > 0 {
            "That was the last brief check. Alt-R (/review) goes on to the notes, Alt-M (/meeting) \
             to the list."
        } else {
            "This is the first brief check."
        });
        return Vec::new();
    };
    let mut effects = model.save();
    if let Some(work) = &mut model.work {
        work.focus = discussion;
    }
    effects.extend(open(model, Some(child), turn));
    effects
}

/// Takes over what was last known, where nothing stands yet: day, place and
/// alone together, status, plan and who decides together.
fn last_time(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(crate::app::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    let Some((d, child, _)) = here(model) else { return Vec::new() };
    let (Some(now), Some((_, last))) =
        (glance_of(d, child).cloned(), facts::history(model, child).glance)
    else {
        model.tell("Nothing is known from an earlier meeting.");
        return Vec::new();
    };
    let mut texts: Vec<(FieldName, String)> = Vec::new();
    let mut alone = None;
    let free = match slot(model) {
        Some(Slot::Record(Field { name: ToCome, .. })) => {
            texts.push((ToCome, facts::still_to_come(&last, turn.today())));
            now.has_no_dates()
        }
        Some(Slot::Record(Field { name: Plan | LegalStatus | WhoDecides, .. })) => {
            texts.push((Plan, last.plan));
            texts.push((LegalStatus, last.legal_status));
            texts.push((WhoDecides, last.who_decides));
            now.has_no_standing()
        }
        Some(Slot::Alone | Slot::Record(Field { name: LastSeen | SeenWhere, .. })) => {
            let day = last.last_seen.on.map(text::short_date);
            texts.push((LastSeen, day.unwrap_or(last.last_seen.typed)));
            texts.push((SeenWhere, last.seen_where));
            alone = last.seen_alone;
            now.is_unseen()
        }
        _ => {
            model.tell("What was said of this last time is in the earlier note.");
            return Vec::new();
        }
    };
    if !free {
        model.tell("Something is written here already: it stays as it is.");
        return Vec::new();
    }
    if alone.is_none() && texts.iter().all(|(_, words)| words.trim().is_empty()) {
        model.tell("Nothing is known of this from an earlier meeting.");
        return Vec::new();
    }
    let mut effects = Vec::new();
    for (name, words) in texts.into_iter().filter(|(_, w)| !w.trim().is_empty()) {
        let field = Field { owner: now.id, name };
        effects.extend(model.type_into(field, editor::Edit::InsertText(words), turn.at));
        effects.extend(follow(model, field, turn));
    }
    if alone.is_some() {
        effects.extend(set_alone(model, alone, turn));
    }
    effects
}

/// What follows from typing: a day, or what is to come, is read as it is typed.
pub fn follow(model: &mut Model, field: Field, turn: Turn) -> Vec<Effect> {
    let today = turn.today();
    let typed = model.session().and_then(|s| s.field(field)).unwrap_or_default().to_owned();
    match field.name {
        ByWhen => close::read_day(model, field.owner, turn),
        LastSeen => model.change_discussion(turn.at, |d| {
            if let Some((_, g)) = d.glance.iter_mut().find(|(_, g)| g.id == field.owner) {
                g.last_seen.on = text::parse_date(&typed, today, Lean::Past).ok();
            }
        }),
        ToCome => {
            let read = text::read_coming(&typed, today);
            let d = model.work.as_ref().and_then(|w| w.discussion());
            let known = d.and_then(|d| d.glance.iter().find(|(_, g)| g.id == field.owner));
            let mut ids: Vec<Ulid> =
                known.map(|(_, g)| g.next_dates.iter().map(|n| n.id).collect()).unwrap_or_default();
            while ids.len() < read.len() {
                ids.push(model.id(turn.at));
            }
            model.change_discussion(turn.at, |d| {
                if let Some((_, g)) = d.glance.iter_mut().find(|(_, g)| g.id == field.owner) {
                    let dates = ids.into_iter().zip(read);
                    g.next_dates =
                        dates.map(|(id, (what, on))| NextDate { id, what, on }).collect();
                }
            })
        }
        _ => Vec::new(),
    }
}

fn alone_words(alone: Option<bool>) -> &'static str {
    match alone {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// A key in "alone": y, n, the space bar goes round, Backspace takes it away.
pub fn type_alone(model: &mut Model, edit: &editor::Edit, turn: Turn) -> Vec<Effect> {
    let now = here(model).and_then(|(d, child, _)| glance_of(d, child)?.seen_alone);
    let first = match edit {
        editor::Edit::Insert(c) => Some(*c),
        editor::Edit::InsertText(words) => words.trim().chars().next(),
        editor::Edit::Backspace | editor::Edit::Delete | editor::Edit::DeleteWordLeft => Some('?'),
        _ => None,
    };
    let to = match first {
        Some('y' | 'Y' | 'a' | 'A') => Some(true),
        Some('n' | 'N') => Some(false),
        Some('?') => None,
        Some(' ') => match now {
            None => Some(true),
            Some(true) => Some(false),
            Some(false) => None,
        },
        Some(_) => {
            model.tell("Type y if they were seen alone, n if not; Backspace leaves it open.");
            return Vec::new();
        }
        None => return Vec::new(),
    };
    set_alone(model, to, turn)
}

fn set_alone(model: &mut Model, to: Option<bool>, turn: Turn) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(crate::app::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    let width = model.prose_width();
    let Screen::Brief { child, alone, .. } = &mut model.screen else { return Vec::new() };
    let child = *child;
    *alone = Editor::single_line(alone_words(to));
    alone.set_width(width);
    model.notice = None;
    model.change_discussion(turn.at, |d| {
        if let Some((_, g)) = d.glance.iter_mut().find(|(c, _)| *c == child) {
            g.seen_alone = to;
        }
    })
}

//! Close: decision and rationale, and who does what by when, and why.

use chrono::NaiveDate;
use ulid::Ulid;

use super::question;
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Form, FormField, about_words};
use crate::app::work::takes_lines;
use crate::record::{Discussion, Field, FieldName, OwnParagraph, Role, Sight};
use crate::text::{self, Lean};

/// Said in plain lines at an action in which nothing stands.
const ENDS: &str = "left empty, it goes on to the note";

/// Fields of the discussion in focus, in order.
pub fn fields(d: &Discussion) -> Vec<Field> {
    let mut out = Vec::new();
    for decision in &d.decisions {
        for name in [FieldName::Decision, FieldName::Rationale, FieldName::DecidedBy] {
            out.push(Field { owner: decision.id, name });
        }
    }
    for own in &d.own {
        out.push(Field { owner: own.id, name: FieldName::OwnParagraph });
    }
    for action in &d.actions {
        for name in [FieldName::What, FieldName::Who, FieldName::ByWhen, FieldName::Why] {
            out.push(Field { owner: action.id, name });
        }
    }
    out
}

/// The field in hand.
pub fn field(model: &Model) -> Option<Field> {
    let Screen::Close { focus } = &model.screen else { return None };
    model.work.as_ref()?.discussion().and_then(|d| fields(d).get(*focus).copied())
}

/// Opens the screen, with a decision and an action ready to be written.
pub fn open(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let effects = make_ready(model, turn);
    model.screen = Screen::Close { focus: 0 };
    effects
}

/// Opens it at the field a bookmark names.
pub fn screen_at(model: &Model, owner: Option<Ulid>, name: Option<FieldName>) -> Screen {
    let focus = model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .and_then(|d| fields(d).iter().position(|f| Some(f.owner) == owner && Some(f.name) == name))
        .unwrap_or(0);
    Screen::Close { focus }
}

fn frozen(model: &mut Model) -> bool {
    match model.work.as_ref().and_then(super::super::work::Work::frozen) {
        Some(why) => {
            model.trouble(why);
            true
        }
        None => false,
    }
}

fn make_ready(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Some(work) = &model.work else { return Vec::new() };
    if work.frozen().is_some() {
        return Vec::new();
    }
    let by = work.session.in_role(Role::Supervisor).map(|p| p.name.clone()).unwrap_or_default();
    let Some(d) = work.discussion() else { return Vec::new() };
    let (no_decision, no_action) = (d.decisions.is_empty(), d.actions.is_empty());
    let decision = no_decision.then(|| model.new_decision(turn.at, by));
    let action = no_action.then(|| model.new_action(turn.at));
    // Brothers and sisters: a paragraph of each child's own.
    let family: Vec<Ulid> = model.work.as_ref().map_or(Vec::new(), |w| w.family().to_vec());
    let mut own = Vec::new();
    for child in family.iter().filter(|_| family.len() > 1) {
        own.push(OwnParagraph {
            id: model.id(turn.at),
            child: *child,
            text: String::new(),
            written: turn.at,
        });
    }
    model.change_discussion(turn.at, |d| {
        d.decisions.extend(decision);
        own.retain(|o| d.own.iter().all(|known| known.child != o.child));
        d.own.extend(own);
        d.actions.extend(action);
    })
}

/// One more action: the empty one that is there, or a new one.
pub fn add_action(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if frozen(model) {
        return Vec::new();
    }
    let mut effects = read_days(model, turn);
    effects.extend(make_ready(model, turn));
    let empty = model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .and_then(|d| d.actions.iter().find(|a| a.is_empty()))
        .map(|a| a.id);
    let id = if let Some(id) = empty {
        id
    } else {
        let action = model.new_action(turn.at);
        let id = action.id;
        effects.extend(model.change_discussion(turn.at, |d| d.actions.push(action)));
        id
    };
    model.screen = screen_at(model, Some(id), Some(FieldName::What));
    effects
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let count = model.work.as_ref().and_then(|w| w.discussion()).map_or(0, |d| fields(d).len());
    let mut effects = read_days(model, turn);
    let (ends, no_day) = (model.lines && is_at_empty_action(model), no_day(model));
    let Screen::Close { focus } = &mut model.screen else { return effects };
    match action {
        // In plain lines an empty action ends them: nobody sees what else is there.
        Action::NextField if ends => {
            effects.extend(super::meeting::in_session(model, Action::Review, turn));
        }
        Action::NextField => {
            *focus = (*focus + 1).min(count.saturating_sub(1));
            if let Some(said) = no_day {
                model.tell(said);
            }
        }
        Action::PreviousField => *focus = focus.saturating_sub(1),
        Action::Back => {
            // Back to the question the two came from.
            let question = model.session().map(|s| s.bookmark.question.clone());
            match question.filter(|q| super::asked::question(model, turn, q).is_some()) {
                Some(q) => question::open(model, q),
                None => super::wheel::open(model, turn),
            }
        }
        Action::Concerns => effects.extend(concerns(model, None, turn)),
        Action::AboutChild(n) => effects.extend(concerns(model, Some(n), turn)),
        other => effects.extend(super::meeting::in_session(model, other, turn)),
    }
    effects
}

/// Whether the field in hand is the first of an action in which nothing stands.
fn is_at_empty_action(model: &Model) -> bool {
    let field = field(model).filter(|field| field.name == FieldName::What);
    let d = model.work.as_ref().and_then(|w| w.discussion());
    field.zip(d).is_some_and(|(f, d)| d.actions.iter().any(|a| a.id == f.owner && a.is_empty()))
}

/// Said in plain lines where a day that is left behind was not read as one.
fn no_day(model: &Model) -> Option<String> {
    let field = field(model).filter(|field| model.lines && field.name == FieldName::ByWhen)?;
    let d = model.work.as_ref()?.discussion()?;
    let by = &d.actions.iter().find(|a| a.id == field.owner)?.by;
    let typed = by.typed.trim();
    (by.on.is_none() && !typed.is_empty())
        .then(|| format!("\u{201c}{typed}\u{201d} is not read as a date: kept as words."))
}

/// Brothers and sisters: whom the decision or action in hand is about; the
/// child with a number, or the next choice. It reaches a child's page only by
/// this choice.
fn concerns(model: &mut Model, number: Option<u8>, turn: Turn) -> Vec<Effect> {
    let family: Vec<Ulid> = model.work.as_ref().map_or(Vec::new(), |w| w.family().to_vec());
    let Some(field) = field(model).filter(|_| family.len() > 1) else { return Vec::new() };
    if frozen(model) {
        return Vec::new();
    }
    let child = number.map(|n| usize::from(n).checked_sub(1).and_then(|n| family.get(n).copied()));
    let next = |named: &[Ulid]| match child {
        None => question::next_named(&family, named),
        Some(Some(child)) => question::toggled(&family, named, child),
        Some(None) => named.to_vec(),
    };
    model.change_marks(field.owner, turn, |d| {
        if let Some(x) = d.decisions.iter_mut().find(|x| x.id == field.owner) {
            x.children = next(&x.children);
        } else if let Some(x) = d.actions.iter_mut().find(|x| x.id == field.owner) {
            x.children = next(&x.children);
        }
    })
}

/// Whom a decision or action is about, where that has to be said.
fn about_whom(model: &Model, d: &Discussion, owner: Ulid) -> String {
    let decision = d.decisions.iter().find(|x| x.id == owner).map(|x| &x.children);
    let action = || d.actions.iter().find(|x| x.id == owner).map(|x| &x.children);
    let named = question::named(model, decision.or_else(action).map_or(&[], Vec::as_slice));
    if named.is_empty() {
        return String::new();
    }
    let words = about_words(&named);
    if named.iter().any(|n| n.named) {
        return words;
    }
    let keys = named.iter().filter_map(|n| Some(format!("{} {}", n.key?, n.name)));
    format!("{words} ({})", keys.collect::<Vec<_>>().join(", "))
}

/// Reads the day of an action while it is typed: what "fri" means is settled
/// on the day it is written, and stays.
pub fn read_day(model: &mut Model, action: Ulid, turn: Turn) -> Vec<Effect> {
    let today = turn.today();
    model.change_discussion(turn.at, |d| {
        if let Some(a) = d.actions.iter_mut().find(|a| a.id == action) {
            a.by.on = text::parse_date(&a.by.typed, today, Lean::Future).ok();
        }
    })
}

/// Reads the days that came without one, as from an import or a crash.
pub fn read_days(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if model.work.as_ref().is_none_or(|w| w.frozen().is_some()) {
        return Vec::new();
    }
    let today = turn.today();
    model.change_discussion(turn.at, |d| {
        for action in d.actions.iter_mut().filter(|a| a.by.on.is_none()) {
            action.by.on = text::parse_date(&action.by.typed, today, Lean::Future).ok();
        }
    })
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let Screen::Close { focus } = &model.screen else { return None };
    let work = model.work.as_ref()?;
    let d = work.discussion()?;
    let mut out = Vec::new();
    let actions = d.actions.len();
    for (i, field) in fields(d).into_iter().enumerate() {
        let Some(editor) = work.editors.get(&field) else { continue };
        let heading = match field.name {
            FieldName::Decision => Some("Decision".to_owned()),
            FieldName::OwnParagraph if d.own.first().is_some_and(|o| o.id == field.owner) => {
                Some("A paragraph of each child's own".to_owned())
            }
            FieldName::What if actions == 1 => Some("Action".to_owned()),
            FieldName::What => {
                let n = d.actions.iter().position(|a| a.id == field.owner).map_or(1, |n| n + 1);
                Some(format!("Action {n}"))
            }
            _ => None,
        };
        let label = match field.name {
            FieldName::Decision => "What is decided",
            FieldName::Rationale | FieldName::Why => "Why",
            FieldName::DecidedBy => "Who decides",
            FieldName::What => "What",
            FieldName::Who => "Who",
            FieldName::OwnParagraph => "",
            _ => "By when",
        };
        let own = d.own.iter().find(|o| o.id == field.owner);
        let own = own.and_then(|o| work.session.child(o.child));
        let label = own.map_or_else(|| label.to_owned(), |c| Sight::Full.child(c));
        let aside = if field.name == FieldName::ByWhen {
            let on = d.actions.iter().find(|a| a.id == field.owner).and_then(|a| a.by.on);
            due_aside(editor.text(), on, turn, i == *focus)
        } else if matches!(field.name, FieldName::Decision | FieldName::What) {
            let about = about_whom(model, d, field.owner);
            match (model.lines && i == *focus && is_at_empty_action(model), about.as_str()) {
                (true, "") => ENDS.into(),
                (true, about) => format!("{about}; {ENDS}"),
                (false, _) => about,
            }
        } else {
            String::new()
        };
        out.push(FormField {
            heading,
            label,
            editor,
            secret: false,
            prose: takes_lines(field.name),
            aside,
            offers: Vec::new(),
            chosen: None,
        });
    }
    let empty = out.is_empty();
    Some(Body::Form(Form {
        title: "Decision and actions".into(),
        intro: if empty { vec!["Nothing was decided here.".into()] } else { Vec::new() },
        focus: (*focus).min(out.len().saturating_sub(1)),
        fields: out,
    }))
}

pub(super) fn due_aside(typed: &str, on: Option<NaiveDate>, turn: Turn, here: bool) -> String {
    if typed.trim().is_empty() {
        return if here { "fri, in 2 weeks, 3/12 …".into() } else { String::new() };
    }
    if let Some(day) = on {
        let past = if day < turn.today() { ", which is past" } else { "" };
        return format!("{}{past}", text::long_date(day));
    }
    match text::parse_date(typed, turn.today(), Lean::Future) {
        Ok(day) => text::long_date(day),
        // Words that name no day stay words; a slip in a date is said.
        Err(why) if typed.chars().any(|c| c.is_ascii_digit()) => why.to_string(),
        Err(_) => "kept as words: no day is read from it".into(),
    }
}

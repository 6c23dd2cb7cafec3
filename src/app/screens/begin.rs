//! Begin: who is here, the day, the first child; later, one more child.

use ulid::Ulid;

use super::identity::{
    Offer, describe, half_typed, is_known_as_typed, link, offers, part_company, several, unlink,
};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::message::HomeData;
use crate::app::model::{Begin, Model, Screen};
use crate::app::page::{Body, Form, FormField};
use crate::app::work::Work;
use crate::record::{
    Born, Child, Discussion, Field, FieldName, MaySee, Person, Role, Session, Subject,
};
use crate::text::{self, Lean};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A text of the record.
    Record(Field),
    /// The date of the meeting.
    Date,
}

/// Begins a session, about a known child if one is given.
pub fn open(model: &mut Model, child: Option<Ulid>, turn: Turn) -> Vec<Effect> {
    let role = model.home.as_ref().map_or(Role::Supervisor, HomeData::owner_role);
    open_as(model, role, child, turn)
}

/// Prepares for supervision: the owner of this vault is the practitioner.
pub fn prepare(model: &mut Model, turn: Turn) -> Vec<Effect> {
    open_as(model, Role::Practitioner, None, turn)
}

fn open_as(model: &mut Model, role: Role, child: Option<Ulid>, turn: Turn) -> Vec<Effect> {
    let Some(home) = &model.home else { return Vec::new() };
    if home.read_only {
        model.trouble("Another thinkwheel has this vault open: here it can only be read.");
        return Vec::new();
    }
    let owner = Person {
        id: home.owner_id,
        name: home.owner.clone(),
        role,
        may_see: MaySee::All,
        stepped_out: false,
    };
    let opposite = role.other();
    let known = child.and_then(|id| home.children().into_iter().find(|(c, _)| c.id == id));
    let mut session = Session::new(model.id(turn.at), turn.today(), turn.at);
    let other = Person {
        id: model.id(turn.at),
        name: String::new(),
        role: opposite,
        may_see: MaySee::All,
        stepped_out: false,
    };
    session.people = vec![owner, other];
    let child = known.map_or_else(|| new_child(model, turn), |(c, _)| c);
    let discussion = Discussion::new(model.id(turn.at), Subject::Child(child.id), turn.at);
    let id = discussion.id;
    session.children.push(child);
    session.discussions.push(discussion);
    let begun = Effect::Begin(Box::new(session.clone()));
    let mut work = Work::new(session, false);
    work.focus = id;
    model.put_away();
    model.loading = None;
    model.work = Some(work);
    model.screen = screen_for(model, turn, false);
    vec![begun]
}

/// One more child in the meeting under way.
pub fn add_child(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if model.work.as_ref().is_none_or(|w| w.read_only) {
        return Vec::new();
    }
    let mut effects = model.save();
    let child = new_child(model, turn);
    let discussion = Discussion::new(model.id(turn.at), Subject::Child(child.id), turn.at);
    let id = discussion.id;
    effects.extend(model.change_session(turn.at, |s| {
        s.children.push(child);
        s.discussions.push(discussion);
    }));
    let before = model.work.as_mut().map(|w| std::mem::replace(&mut w.focus, id));
    model.screen = screen_for(model, turn, true);
    if let Screen::Begin(b) = &mut model.screen {
        b.before = before;
    }
    effects
}

pub(super) fn new_child(model: &mut Model, turn: Turn) -> Child {
    Child {
        id: model.id(turn.at),
        name: String::new(),
        reference: String::new(),
        initials: String::new(),
        born: Born::NotRecorded,
        brothers_and_sisters: Vec::new(),
        situation: Vec::new(),
    }
}

/// The form for the discussion in focus.
pub fn screen_for(model: &Model, turn: Turn, adding: bool) -> Screen {
    let date = model.session().map_or(turn.today(), |s| s.date);
    let mut editor = Editor::single_line(&text::short_date(date));
    editor.set_width(model.prose_width());
    Screen::Begin(Begin {
        focus: 0,
        date: editor,
        chosen: None,
        discussion: model.work.as_ref().map_or_else(Ulid::nil, |w| w.focus),
        adding,
        another: false,
        before: None,
        half_typed: None,
        person_taken: false,
    })
}

/// The fields, in order.
pub fn slots(model: &Model) -> Vec<Slot> {
    let (Some(session), Screen::Begin(b)) = (model.session(), &model.screen) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let settled = model.work.as_ref().is_some_and(super::super::work::Work::is_meeting_settled);
    let person = |role| {
        session
            .in_role(role)
            .map(|p| Slot::Record(Field { owner: p.id, name: FieldName::PersonName }))
    };
    // The other is named first, the owner of this vault last.
    let owner = model.home.as_ref().map(|h| h.owner_id);
    let prepared = session.in_role(Role::Practitioner).map(|p| p.id) == owner;
    let (first, last) = if prepared {
        (Role::Supervisor, Role::Practitioner)
    } else {
        (Role::Practitioner, Role::Supervisor)
    };
    let short = super::corridor::is_here(model);
    if !b.adding && !settled {
        out.extend(person(first));
    }
    // Only a child alone, and only while the words are open, is named here.
    let child = session.discussion(b.discussion).filter(|d| d.is_open()).map(|d| &d.subject);
    if let Some(Subject::Child(child)) = child.cloned() {
        out.push(Slot::Record(Field { owner: child, name: FieldName::ChildName }));
        out.push(Slot::Record(Field { owner: child, name: FieldName::Reference }));
    }
    if !b.adding && !settled {
        out.push(Slot::Date);
        if !short {
            out.extend(person(last));
        }
    }
    if short {
        out.extend(super::corridor::slots(session, b.discussion));
    }
    out
}

/// The field in hand.
pub fn slot(model: &Model) -> Option<Slot> {
    let Screen::Begin(b) = &model.screen else { return None };
    slots(model).get(b.focus).copied()
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let offered = offers(model, turn).len();
    let count = slots(model).len();
    let Screen::Begin(b) = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemDown if offered > 0 => {
            b.chosen = Some(b.chosen.map_or(0, |i| (i + 1).min(offered - 1)));
            Vec::new()
        }
        Action::ItemUp if b.chosen.is_some() => {
            b.chosen = b.chosen.and_then(|i| i.checked_sub(1));
            Vec::new()
        }
        Action::NextField | Action::ItemDown => {
            take_the_only_offer(model, turn);
            let (effects, ok) = leave_field(model, true, turn);
            if ok {
                focus(model, |f| (f + 1).min(count.saturating_sub(1)));
            }
            effects
        }
        Action::PreviousField | Action::ItemUp => {
            let (effects, ok) = leave_field(model, true, turn);
            if ok {
                focus(model, |f| f.saturating_sub(1));
            }
            effects
        }
        Action::AnotherChild => {
            b.another = true;
            model.tell("Taken as another child of that name, with a page of their own.");
            unlink(model, turn)
        }
        Action::Accept => accept(model, turn),
        Action::Back if is_untouched(model) => {
            // Only looked at: nothing of it is kept.
            let mut effects = model.change_session(turn.at, |s| {
                s.children.clear();
                s.discussions.clear();
                s.people.truncate(1);
            });
            effects.extend(super::home::go(model, turn));
            effects
        }
        Action::Back => {
            let (mut effects, _) = leave_field(model, false, turn);
            // A day that could not be read stays as it was.
            model.notice = None;
            if matches!(&model.screen, Screen::Begin(Begin { adding: false, before: Some(_), .. }))
            {
                super::meeting::open(model);
            } else if let Screen::Begin(Begin { adding: true, before, .. }) = &model.screen {
                let before = *before;
                effects.extend(think_better(model, before, turn));
                super::meeting::open(model);
            } else if model
                .session()
                .is_some_and(|s| s.discussions.iter().all(Discussion::is_empty))
            {
                effects.extend(super::home::go(model, turn));
            } else {
                model.screen = Screen::Wheel { selected: 0 };
            }
            effects
        }
        _ => Vec::new(),
    }
}

/// Whether a meeting was opened at its form, and nothing was written since: all
/// that stands there is what was known.
fn is_untouched(model: &Model) -> bool {
    matches!(&model.screen, Screen::Begin(Begin { adding: false, before: None, .. }))
        && model.work.as_ref().is_some_and(|w| w.saved.is_none() && w.unsaved_since.is_none())
}

/// Whether there are names to choose from that Enter does not take by itself.
pub fn has_a_choice(model: &Model, turn: Turn) -> bool {
    let Screen::Begin(b) = &model.screen else { return false };
    b.chosen.is_none() && !offers(model, turn).is_empty() && only_offer(model, turn).is_none()
}

/// At the empty name of a person, the one known name there is: what looks
/// filled in is taken so.
fn only_offer(model: &Model, turn: Turn) -> Option<usize> {
    let Some(Slot::Record(field @ Field { name: FieldName::PersonName, .. })) = slot(model) else {
        return None;
    };
    let empty = model.session()?.field(field)?.trim().is_empty();
    (empty && offers(model, turn).len() == 1).then_some(0)
}

fn take_the_only_offer(model: &mut Model, turn: Turn) {
    let only = only_offer(model, turn);
    if let Screen::Begin(b) = &mut model.screen {
        b.chosen = b.chosen.or(only);
    }
}

fn focus(model: &mut Model, f: impl FnOnce(usize) -> usize) {
    if let Screen::Begin(b) = &mut model.screen {
        b.focus = f(b.focus);
        b.chosen = None;
    }
}

/// A child was not added after all: nothing is left of the empty form.
fn think_better(model: &mut Model, before: Option<Ulid>, turn: Turn) -> Vec<Effect> {
    let Screen::Begin(b) = &model.screen else { return Vec::new() };
    let discussion = b.discussion;
    let Some(d) = model.session().and_then(|s| s.discussion(discussion)) else {
        return Vec::new();
    };
    let child = d.subject.children().first().copied();
    let named = child
        .and_then(|id| model.session().and_then(|s| s.child(id)))
        .is_some_and(|c| !c.name.trim().is_empty());
    if named || !d.is_empty() {
        return Vec::new();
    }
    if let (Some(work), Some(before)) = (&mut model.work, before) {
        work.focus = before;
    }
    model.change_session(turn.at, |s| {
        s.discussions.retain(|d| d.id != discussion);
        s.children.retain(|c| Some(c.id) != child);
    })
}

/// Enter: to the first field that still needs a name, else to the wheel. A
/// child taken as a known one by the name alone is said first.
fn accept(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let chosen = matches!(&model.screen, Screen::Begin(b) if b.chosen.is_some());
    let child = |model: &Model| match slot(model) {
        Some(Slot::Record(f)) if f.name == FieldName::ChildName => Some(f.owner),
        _ => None,
    };
    take_the_only_offer(model, turn);
    let before = child(model);
    let (mut effects, ok) = leave_field(model, true, turn);
    if !ok {
        return effects;
    }
    let after = child(model);
    let known = model.home.as_ref().map(HomeData::children).unwrap_or_default();
    if before != after
        && !chosen
        && let Some((c, last)) = known.into_iter().find(|(c, _)| Some(c.id) == after)
    {
        model.tell(format!(
            "Taken as the child you know: {}. Enter goes on; Alt-O (/another) if this is another \
             child of that name.",
            describe(&c, last, turn)
        ));
        return effects;
    }
    if super::corridor::is_here(model) {
        effects.extend(go_on_in_short(model, turn));
        return effects;
    }
    let needed = slots(model).into_iter().position(|s| match s {
        Slot::Record(f) => {
            matches!(f.name, FieldName::PersonName | FieldName::ChildName)
                && model.session().and_then(|s| s.field(f)).is_none_or(|t| t.trim().is_empty())
        }
        Slot::Date => false,
    });
    if let Some(i) = needed {
        let (here, name) = match &model.screen {
            Screen::Begin(b) => (b.focus == i, slots(model).get(i).copied()),
            _ => (false, None),
        };
        focus(model, |_| i);
        if here {
            model.tell(match name {
                Some(Slot::Record(Field { name: FieldName::ChildName, .. })) => {
                    "Type the name of the child you will talk about. Esc (/back) leaves this form."
                }
                _ => "Type who is here. A first name is enough.",
            });
        }
        return effects;
    }
    let from_meeting =
        matches!(&model.screen, Screen::Begin(Begin { adding: false, before: Some(_), .. }));
    if let (Screen::Begin(b), Some(work)) = (&model.screen, &mut model.work) {
        work.focus = b.discussion;
    }
    if from_meeting {
        super::meeting::open(model);
    } else {
        model.screen = Screen::Wheel { selected: 0 };
        effects.extend(super::thread::open_first(model, turn));
    }
    effects.extend(model.save_if_due());
    effects
}

/// A decision in passing, a cancelled meeting: to the next field; after the
/// last one to what is still missing, else to the note.
fn go_on_in_short(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Screen::Begin(b) = &model.screen else { return Vec::new() };
    let (all, at) = (slots(model), b.focus);
    if at + 1 < all.len() {
        focus(model, |at| at + 1);
        return Vec::new();
    }
    let missing = all.iter().position(|slot| super::corridor::is_missing(model, slot));
    if let Some(missing) = missing {
        if let Some(Slot::Record(f)) = all.get(missing) {
            model.tell(super::corridor::ask_for(f.name));
        }
        focus(model, |_| missing);
        return Vec::new();
    }
    let mut effects = super::review::open(model, turn);
    effects.extend(model.save_if_due());
    effects
}

/// Leaving a field: an offer that was chosen, or a name that is known, is
/// taken as that person or child; a date is read. Going `on`, so is the only
/// known name that begins with what was typed, and that is said.
fn leave_field(model: &mut Model, on: bool, turn: Turn) -> (Vec<Effect>, bool) {
    match slot(model) {
        Some(Slot::Record(field)) => {
            let offered = offers(model, turn);
            let is_child = field.name == FieldName::ChildName;
            let (chosen, another) = match &model.screen {
                Screen::Begin(b) => (b.chosen, if is_child { b.another } else { b.person_taken }),
                _ => (None, false),
            };
            let typed = model.session().and_then(|s| s.field(field)).unwrap_or_default().to_owned();
            let wanted = text::fold(typed.trim());
            let same: Vec<&Offer> =
                offered.iter().filter(|o| text::fold(o.name.trim()) == wanted).collect();
            let taken = match chosen.and_then(|i| offered.get(i)) {
                Some(offer) => {
                    if let Screen::Begin(b) = &mut model.screen {
                        b.half_typed = None;
                    }
                    Some(offer)
                }
                None if same.len() == 1 && !(is_child && another) && !wanted.is_empty() => {
                    same.first().copied()
                }
                None if on && !another && same.is_empty() => {
                    let only = half_typed(&offered, &typed);
                    if let Some(only) = only {
                        say_taken(model, only, &typed, is_child);
                    }
                    only
                }
                None => None,
            };
            match taken.map(|o| o.id) {
                Some(id) => (link(model, field, id, turn), true),
                None => (part_company(model, field, turn), true),
            }
        }
        Some(Slot::Date) => read_date(model, turn),
        None => (Vec::new(), true),
    }
}

/// Says that a half-typed name was taken as a known one.
fn say_taken(model: &mut Model, taken: &Offer, typed: &str, is_child: bool) {
    if let Screen::Begin(b) = &mut model.screen {
        if is_child {
            b.half_typed = Some(typed.trim().to_owned());
        } else {
            b.person_taken = true;
        }
    }
    let words = &taken.words;
    model.tell(if is_child {
        format!("Taken as the child you know: {words}. Alt-O (/another) if this is another child.")
    } else {
        format!("Taken as {words}, whom you know. If it is another, type the name again there.")
    });
}

fn read_date(model: &mut Model, turn: Turn) -> (Vec<Effect>, bool) {
    let width = model.prose_width();
    let Screen::Begin(b) = &mut model.screen else { return (Vec::new(), true) };
    match text::parse_date(b.date.text(), turn.today(), Lean::Past) {
        Ok(date) => {
            b.date = Editor::single_line(&text::short_date(date));
            b.date.set_width(width);
            (model.change_session(turn.at, |s| s.date = date), true)
        }
        Err(why) => {
            model.trouble(why.to_string());
            (Vec::new(), false)
        }
    }
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let Screen::Begin(b) = &model.screen else { return None };
    let work = model.work.as_ref()?;
    let offered = offers(model, turn);
    let mut fields = Vec::new();
    for (i, slot) in slots(model).into_iter().enumerate() {
        let here = i == b.focus;
        let short = match slot {
            Slot::Record(f) => super::corridor::label(f.name).map(|words| (f, words)),
            Slot::Date => None,
        };
        if let Some((f, (heading, label))) = short {
            let Some(editor) = work.editors.get(&f) else { continue };
            fields.push(FormField {
                heading: heading.map(str::to_owned),
                label: label.into(),
                editor,
                secret: false,
                prose: crate::app::work::takes_lines(f.name),
                aside: super::corridor::due(model, f, editor.text(), here, turn),
                offers: Vec::new(),
                chosen: None,
            });
            continue;
        }
        let (label, editor, aside) = match slot {
            Slot::Date => {
                let read = text::parse_date(b.date.text(), turn.today(), Lean::Past);
                let aside = match read {
                    Ok(d) => text::long_date(d),
                    Err(e) if here => e.to_string(),
                    Err(_) => String::new(),
                };
                ("Date of the meeting", &b.date, aside)
            }
            Slot::Record(f) => {
                let Some(editor) = work.editors.get(&f) else { continue };
                let known = model.home.as_ref();
                match f.name {
                    FieldName::ChildName => {
                        let found = known
                            .and_then(|h| h.children().into_iter().find(|(c, _)| c.id == f.owner));
                        let aside = match found {
                            Some((c, last)) if is_known_as_typed(model, f) => {
                                format!("known: {}", describe(&c, last, turn))
                            }
                            Some((c, _)) => format!("no longer {}: another child", c.name),
                            None if editor.text().trim().is_empty() => String::new(),
                            None if several(editor.text()) => {
                                "one name here: each child has a page of their own, add the \
                                 others with Alt-C (/child)"
                                    .into()
                            }
                            None => match half_typed(&offered, editor.text()) {
                                Some(known) if here && !b.another => {
                                    format!("Enter takes the child you know: {}", known.words)
                                }
                                _ => "a new child here".into(),
                            },
                        };
                        ("Child", editor, aside)
                    }
                    FieldName::Reference => {
                        ("Reference", editor, "of the case system, if you have it".into())
                    }
                    _ => {
                        let supervisor = model
                            .session()
                            .and_then(|s| s.in_role(Role::Supervisor))
                            .is_some_and(|p| p.id == f.owner);
                        let label = if supervisor { "Supervisor" } else { "Practitioner" };
                        (label, editor, String::new())
                    }
                }
            }
        };
        fields.push(FormField {
            heading: None,
            label: label.into(),
            editor,
            secret: false,
            prose: false,
            aside,
            offers: if here {
                offered.iter().map(|o| o.words.clone()).collect()
            } else {
                Vec::new()
            },
            chosen: if here { b.chosen } else { None },
        });
    }
    let focus = b.focus.min(fields.len().saturating_sub(1));
    let (title, intro) = super::corridor::heading(model).unwrap_or_else(|| {
        let title = if b.adding { "Another child" } else { "Who is here" };
        (title, vec!["Enter goes on as soon as there are names.".into()])
    });
    Some(Body::Form(Form { title: title.into(), intro, fields, focus }))
}

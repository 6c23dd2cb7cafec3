//! Choosing questions for this hour: a proposal that two people change until
//! it is theirs, and then walk.

use std::collections::BTreeSet;

use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Choosing, Model, Proposal, Row, Screen};
use crate::app::page::{Body, Item, List, Mark};
use crate::practice::question::Setting;
use crate::practice::{Bank, Stage};
use crate::record::{
    About, ChildHistory, Chosen, Discussion, Header, Reason, Session, SessionKind, Subject, focus,
};

/// Minutes where nobody said how many there are.
const MINUTES: u16 = 20;
/// Minutes are changed by so many, between so few and so many.
const STEP: u16 = 5;
const FEWEST: u16 = 5;
const MOST: u16 = 180;

/// Opens it over the screen in hand.
pub fn open(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(super::super::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    let (Some(bank), Some(work)) = (turn.context.bank(), &model.work) else { return Vec::new() };
    let Some(d) = work.discussion() else { return Vec::new() };
    let now = Proposal {
        minutes: share(model, &work.session),
        stuck: false,
        rows: Vec::new(),
        aside: BTreeSet::new(),
    };
    let mut choosing = Choosing {
        now,
        selected: 0,
        past: Vec::new(),
        future: Vec::new(),
        from: Box::new(Screen::Meeting { selected: 0 }),
    };
    let about = about(model, d, &choosing);
    let asked = |id: &str| about.today_asked.contains(id);
    if d.chosen.is_empty() {
        choosing.now.rows = taken(focus::focus_set(bank, &about, choosing.now.minutes));
    } else {
        // Chosen before: what the program would still propose says why, the
        // rest is the two people's own.
        let proposed = focus::focus_set(bank, &about, choosing.now.minutes);
        let mut set: Vec<Chosen> = d
            .chosen
            .iter()
            // What the bank no longer has cannot be asked.
            .filter(|id| bank.question(id).is_some())
            .map(|id| Chosen {
                question: id.clone(),
                reason: proposed
                    .iter()
                    .find(|c| c.question == *id)
                    .map_or(Reason::Wished, |c| c.reason),
            })
            .collect();
        for c in set.iter_mut().filter(|c| asked(&c.question)) {
            c.reason = Reason::AskedToday;
        }
        focus::in_order(bank, &mut set);
        choosing.now.rows = taken(set);
    }
    choosing.selected =
        choosing.now.rows.iter().position(|r| !asked(&r.chosen.question)).unwrap_or_default();
    let from = std::mem::replace(&mut model.screen, Screen::Meeting { selected: 0 });
    choosing.from = Box::new(from);
    model.screen = Screen::Choose(choosing);
    Vec::new()
}

fn taken(set: Vec<Chosen>) -> Vec<Row> {
    set.into_iter().map(|chosen| Row { chosen, taken: true }).collect()
}

/// The minutes of a discussion: its share of the meeting's, where somebody
/// said how many those are.
fn share(model: &Model, session: &Session) -> u16 {
    let rules = model.home.as_ref().map(|h| h.rules.clone()).unwrap_or_default();
    let said = session.minutes.and_then(|_| session.shares(&rules).in_depth);
    said.unwrap_or(MINUTES).clamp(FEWEST, MOST)
}

/// What is known of a discussion: from its record and from earlier meetings.
fn about(model: &Model, d: &Discussion, choosing: &Choosing) -> About {
    let Some(session) = model.session() else { return About::unknown(d.begun.date_naive()) };
    let parked: Vec<Header> = model.parked.iter().map(|w| w.session.header()).collect();
    let saved = model.home.iter().flat_map(|h| h.sessions.iter().map(|s| &s.header));
    let headers: Vec<&Header> = saved.chain(&parked).collect();
    let ids = d.subject.children();
    let histories: Vec<ChildHistory> = ids
        .iter()
        .map(|id| ChildHistory::of(headers.iter().copied(), *id, Some(session.id)))
        .collect();
    let place = |(id, history): (&ulid::Ulid, &ChildHistory)| {
        let now = d.journey.iter().find(|(c, _)| c == id).and_then(|(_, j)| j.place);
        now.or(history.place)
    };
    let stage = d.stage.or_else(|| histories.iter().find_map(|h| h.stage));
    let named = |glance: &crate::record::AtAGlance| !glance.plan.trim().is_empty();
    let plan = d.glance.iter().any(|(_, g)| named(g))
        || histories.iter().any(|h| h.glance.as_ref().is_some_and(|(_, g)| named(g)))
        || matches!(stage, Some(Stage::UpdatingThePlan | Stage::Review));
    let today_asked = d
        .answers
        .iter()
        .filter(|a| a.bank == model.bank && !a.is_empty())
        .map(|a| a.question.clone());
    About {
        places: ids.iter().zip(&histories).filter_map(place).collect(),
        children: ids
            .iter()
            .filter_map(|id| session.child(*id))
            .map(|c| c.fits_on(session.date))
            .collect(),
        histories,
        stage,
        plan,
        setting: if session.kind == SessionKind::Group { Setting::Group } else { Setting::Pair },
        stuck: choosing.now.stuck,
        personal: matches!(d.subject, Subject::Practitioner(_)),
        today_asked: today_asked.collect(),
        aside: choosing
            .now
            .aside
            .iter()
            .chain(choosing.now.rows.iter().filter(|r| !r.taken).map(|r| &r.chosen.question))
            .cloned()
            .collect(),
        ..About::unknown(session.date)
    }
}

fn in_hand<'m>(model: &'m Model, turn: Turn<'m>) -> Option<(&'m Choosing, &'m Bank, About)> {
    let Screen::Choose(choosing) = &model.screen else { return None };
    let d = model.work.as_ref()?.discussion()?;
    Some((choosing, turn.context.bank()?, about(model, d, choosing)))
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let Screen::Choose(choosing) = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemUp => choosing.selected = choosing.selected.saturating_sub(1),
        Action::ItemDown => {
            let last = choosing.now.rows.len().saturating_sub(1);
            choosing.selected = (choosing.selected + 1).min(last);
        }
        Action::TakeOrLeave => {
            let selected = choosing.selected;
            remember(choosing);
            if let Some(row) = choosing.now.rows.get_mut(selected) {
                row.taken = !row.taken;
            }
        }
        Action::MoreMinutes | Action::FewerMinutes => {
            remember(choosing);
            let to = if action == Action::MoreMinutes {
                choosing.now.minutes.saturating_add(STEP)
            } else {
                choosing.now.minutes.saturating_sub(STEP)
            };
            choosing.now.minutes = to.clamp(FEWEST, MOST);
            follow(model, turn);
        }
        Action::Stuck => {
            remember(choosing);
            choosing.now.stuck = !choosing.now.stuck;
            follow(model, turn);
        }
        Action::AnotherQuestion => another(model, turn),
        Action::Find => super::find::open(model),
        Action::Accept => return begin(model, turn),
        Action::Back => leave(model),
        _ => {}
    }
    Vec::new()
}

/// Back to where it was opened, with nothing changed.
fn leave(model: &mut Model) {
    let screen = std::mem::replace(&mut model.screen, Screen::Meeting { selected: 0 });
    if let Screen::Choose(choosing) = screen {
        model.screen = *choosing.from;
    }
}

fn remember(choosing: &mut Choosing) {
    choosing.past.push(choosing.now.clone());
    choosing.future.clear();
}

/// Takes back the last change of the list, or does it again.
pub fn undo(model: &mut Model, again: bool) {
    let Screen::Choose(choosing) = &mut model.screen else { return };
    let (from, to) = if again {
        (&mut choosing.future, &mut choosing.past)
    } else {
        (&mut choosing.past, &mut choosing.future)
    };
    let Some(now) = from.pop() else {
        model.tell(if again { "Nothing to do again here." } else { "Nothing to take back here." });
        return;
    };
    to.push(std::mem::replace(&mut choosing.now, now));
    choosing.selected = choosing.selected.min(choosing.now.rows.len().saturating_sub(1));
}

/// The proposal follows what was changed; what people wished for, and what
/// they left out, stays as they said.
fn follow(model: &mut Model, turn: Turn) {
    let Some((choosing, bank, about)) = in_hand(model, turn) else { return };
    let settled = |r: &&Row| matches!(r.chosen.reason, Reason::Wished | Reason::AskedToday);
    let kept: Vec<Chosen> = choosing
        .now
        .rows
        .iter()
        .filter(|r| r.taken)
        .filter(settled)
        .map(|r| r.chosen.clone())
        .collect();
    let at = choosing.now.rows.get(choosing.selected).map(|r| r.chosen.question.clone());
    let left: Vec<Row> = choosing.now.rows.iter().filter(|r| !r.taken).cloned().collect();
    let mut rows = taken(focus::complete(bank, &about, choosing.now.minutes, &kept));
    rows.extend(left);
    order(bank, &mut rows);
    show(model, rows, at.as_deref());
}

fn order(bank: &Bank, rows: &mut Vec<Row>) {
    let left: BTreeSet<String> =
        rows.iter().filter(|r| !r.taken).map(|r| r.chosen.question.clone()).collect();
    let mut set: Vec<Chosen> = rows.iter().map(|r| r.chosen.clone()).collect();
    focus::in_order(bank, &mut set);
    *rows = set
        .into_iter()
        .map(|chosen| Row { taken: !left.contains(&chosen.question), chosen })
        .collect();
}

fn show(model: &mut Model, rows: Vec<Row>, at: Option<&str>) {
    let Screen::Choose(choosing) = &mut model.screen else { return };
    let same = rows.iter().position(|r| Some(r.chosen.question.as_str()) == at);
    let last = rows.len().saturating_sub(1);
    choosing.selected = same.unwrap_or(choosing.selected).min(last);
    choosing.now.rows = rows;
}

/// The next best in place of the selected one.
fn another(model: &mut Model, turn: Turn) {
    let Some((choosing, bank, about)) = in_hand(model, turn) else { return };
    let Some(row) = choosing.now.rows.get(choosing.selected).cloned() else { return };
    if row.chosen.reason == Reason::AskedToday {
        model.tell("That one was asked today. Space (/take) leaves it out of the walk.");
        return;
    }
    let set: Vec<Chosen> = choosing
        .now
        .rows
        .iter()
        .filter(|r| r.taken || r.chosen == row.chosen)
        .map(|r| r.chosen.clone())
        .collect();
    let at = set.iter().position(|c| *c == row.chosen).unwrap_or_default();
    let Some(new) = focus::instead(bank, &about, choosing.now.minutes, &set, at) else {
        model.tell("No other question fits in its place. / finds one by its words.");
        return;
    };
    let mut rows = choosing.now.rows.clone();
    rows.retain(|r| r.chosen != row.chosen);
    let name = new.question.clone();
    rows.push(Row { chosen: new, taken: true });
    order(bank, &mut rows);
    if let Screen::Choose(choosing) = &mut model.screen {
        remember(choosing);
        choosing.now.aside.insert(row.chosen.question);
    }
    show(model, rows, Some(&name));
}

/// Adds a question that was found; it is selected.
pub fn add(model: &mut Model, question: &str, turn: Turn) {
    let Some((choosing, bank, about)) = in_hand(model, turn) else { return };
    let mut rows = choosing.now.rows.clone();
    if let Some(row) = rows.iter_mut().find(|r| r.chosen.question == question) {
        row.taken = true;
    } else {
        let asked = about.today_asked.contains(question);
        let reason = if asked { Reason::AskedToday } else { Reason::Wished };
        rows.push(Row { chosen: Chosen { question: question.to_owned(), reason }, taken: true });
        order(bank, &mut rows);
    }
    if let Screen::Choose(choosing) = &mut model.screen {
        remember(choosing);
        choosing.now.aside.remove(question);
    }
    show(model, rows, Some(question));
}

/// Keeps the choice, and stands at its first question not yet asked.
fn begin(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let Screen::Choose(choosing) = &model.screen else { return Vec::new() };
    let ids: Vec<String> =
        choosing.now.rows.iter().filter(|r| r.taken).map(|r| r.chosen.question.clone()).collect();
    let Some(first) = ids
        .iter()
        .filter_map(|id| super::asked::question(model, turn, id))
        .find(|q| !super::wheel::is_touched(model, q))
        .map(|q| q.id.clone())
        .or_else(|| ids.first().cloned())
    else {
        model.tell(
            "Nothing is chosen. Space (/take) takes a question back in, / (/find) finds \
                   one, Esc (/back) goes back.",
        );
        return Vec::new();
    };
    let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) else { return Vec::new() };
    let (id, before) = (d.id, d.chosen.clone());
    let effects = model.change_discussion(turn.at, |d| d.chosen.clone_from(&ids));
    if let Some(work) = &mut model.work {
        work.past.chose(id, before, ids);
        work.in_set = true;
    }
    super::question::open(model, first);
    effects
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let Screen::Choose(choosing) = &model.screen else { return None };
    let bank = turn.context.bank()?;
    let today = model.session()?.date;
    let mut minutes = 0u16;
    let items: Vec<Item> = choosing
        .now
        .rows
        .iter()
        .filter_map(|r| Some((r, bank.question(&r.chosen.question)?)))
        .map(|(r, q)| {
            if r.taken {
                minutes += u16::from(q.minutes);
            }
            let why = r.chosen.reason.words(today);
            Item {
                mark: Some(if r.taken { Mark::Chosen } else { Mark::NotChosen }),
                text: q.text.clone(),
                aside: if r.taken { format!("{} min", q.minutes) } else { "left out".into() },
                below: format!("{}: {why}", q.part.short_name()),
                ring: Some(q.part.ring()),
                ..Item::default()
            }
        })
        .collect();
    let mut intro = format!("{minutes} of {} minutes", choosing.now.minutes);
    if choosing.now.stuck {
        intro.push_str(", for work that is stuck");
    }
    if minutes > choosing.now.minutes {
        intro.push_str(": more than there are");
    }
    Some(Body::List(List {
        title: "Questions for this hour".into(),
        intro: vec![format!("{intro}. Enter (/go) begins.")],
        filter: None,
        selected: choosing.selected.min(items.len().saturating_sub(1)),
        items,
        empty: "No question fits so few minutes. + gives more, / finds one by its words.".into(),
    }))
}

/// How many items there are.
pub fn count(model: &Model) -> usize {
    match &model.screen {
        Screen::Choose(choosing) => choosing.now.rows.len(),
        _ => 0,
    }
}

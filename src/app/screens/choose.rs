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
    About, ChildHistory, Chosen, Depth, Discussion, Header, Reason, Session, SessionKind, Subject,
    focus,
};

/// Minutes of what has no share of the meeting's.
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
        minutes: share(model, &work.session, d),
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
    // Nothing chosen, or nothing of it in the bank any more: proposed afresh.
    if d.chosen.iter().all(|id| bank.question(id).is_none()) {
        choosing.now.rows = taken(focus::focus_set(bank, &about, choosing.now.minutes), &[]);
    } else {
        // Chosen before, and kept whatever the minutes: what the program
        // would still propose says why.
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
                    .map_or(Reason::Kept, |c| c.reason),
            })
            .collect();
        for c in set.iter_mut().filter(|c| asked(&c.question)) {
            c.reason = Reason::AskedToday;
        }
        focus::in_order(bank, &mut set);
        choosing.now.rows = taken(set, &d.chosen);
    }
    choosing.selected =
        choosing.now.rows.iter().position(|r| !asked(&r.chosen.question)).unwrap_or_default();
    let from = std::mem::replace(&mut model.screen, Screen::Meeting { selected: 0 });
    choosing.from = Box::new(from);
    model.screen = Screen::Choose(choosing);
    Vec::new()
}

fn taken(set: Vec<Chosen>, settled: &[String]) -> Vec<Row> {
    let row =
        |chosen: Chosen| Row { settled: settled.contains(&chosen.question), taken: true, chosen };
    set.into_iter().map(row).collect()
}

/// The minutes of a discussion: what one in depth gets of the meeting's, just
/// as the list of the meeting shares them out.
fn share(model: &Model, session: &Session, d: &Discussion) -> u16 {
    let rules = model.rules();
    let shares = if d.depth == Depth::InDepth {
        session.shares(&rules)
    } else {
        // Choosing questions for a child is taking them in depth.
        let mut deeper = session.clone();
        if let Some(d) = deeper.discussion_mut(d.id) {
            d.depth = Depth::InDepth;
        }
        deeper.shares(&rules)
    };
    shares.in_depth.unwrap_or(MINUTES).clamp(FEWEST, MOST)
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
                row.settled = true;
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
            if action == Action::MoreMinutes {
                fill(model, turn);
            } else {
                trim(model, turn);
            }
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
    let rows = &choosing.now.rows;
    let proposed = focus::complete(bank, &about, choosing.now.minutes, &kept(rows, is_settled));
    arrange(model, turn, proposed);
}

/// More minutes: what stands stays, and more is proposed beside it.
fn fill(model: &mut Model, turn: Turn) {
    let Some((choosing, bank, about)) = in_hand(model, turn) else { return };
    let rows = &choosing.now.rows;
    let filled = focus::complete(bank, &about, choosing.now.minutes, &kept(rows, |_| true));
    arrange(model, turn, filled);
}

/// Fewer minutes: of what was only proposed goes as much as no longer fits,
/// first what the program would not propose for so few.
fn trim(model: &mut Model, turn: Turn) {
    let Some((choosing, bank, about)) = in_hand(model, turn) else { return };
    let (rows, minutes) = (&choosing.now.rows, choosing.now.minutes);
    let best = focus::complete(bank, &about, minutes, &kept(rows, is_settled));
    let takes = |set: &[&Row]| -> u16 {
        let questions = set.iter().filter_map(|r| bank.question(&r.chosen.question));
        questions.map(|q| u16::from(q.minutes)).sum()
    };
    let mut left: Vec<&Row> = rows.iter().filter(|r| r.taken).collect();
    while takes(&left) > minutes {
        let loose = |r: &&Row| !is_settled(r);
        let spare = |r: &&Row| loose(r) && !best.iter().any(|c| c.question == r.chosen.question);
        let Some(at) = left.iter().rposition(spare).or_else(|| left.iter().rposition(loose)) else {
            break;
        };
        left.remove(at);
    }
    let left = left.into_iter().map(|r| r.chosen.clone()).collect();
    arrange(model, turn, left);
}

/// What a person settled stays, however many minutes there are.
fn is_settled(row: &Row) -> bool {
    row.settled || matches!(row.chosen.reason, Reason::Wished | Reason::Kept | Reason::AskedToday)
}

/// Those taken that are to stay.
fn kept(rows: &[Row], stays: impl Fn(&Row) -> bool) -> Vec<Chosen> {
    rows.iter().filter(|r| r.taken && stays(r)).map(|r| r.chosen.clone()).collect()
}

/// Shows those taken, and those left out, in the order they are asked.
fn arrange(model: &mut Model, turn: Turn, set: Vec<Chosen>) {
    let Some((choosing, bank, _)) = in_hand(model, turn) else { return };
    let now = &choosing.now.rows;
    let at = now.get(choosing.selected).map(|r| r.chosen.question.clone());
    let settled: Vec<String> =
        now.iter().filter(|r| r.settled).map(|r| r.chosen.question.clone()).collect();
    let mut rows = taken(set, &settled);
    rows.extend(now.iter().filter(|r| !r.taken).cloned());
    order(bank, &mut rows);
    show(model, rows, at.as_deref());
}

fn order(bank: &Bank, rows: &mut [Row]) {
    let mut set: Vec<Chosen> = rows.iter().map(|r| r.chosen.clone()).collect();
    focus::in_order(bank, &mut set);
    let place = |r: &Row| set.iter().position(|c| c.question == r.chosen.question);
    rows.sort_by_key(place);
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
    rows.push(Row { chosen: new, taken: true, settled: true });
    order(bank, &mut rows);
    let said = bank.question(&row.chosen.question).map(|q| q.text.clone()).unwrap_or_default();
    if let Screen::Choose(choosing) = &mut model.screen {
        remember(choosing);
        choosing.now.aside.insert(row.chosen.question);
    }
    show(model, rows, Some(&name));
    model.tell(format!(
        "Instead of “{said}”. x (/other) again goes on, Ctrl-Z (/undo) brings it back."
    ));
}

/// Adds a question that was found; it is selected.
pub fn add(model: &mut Model, question: &str, turn: Turn) {
    let Some((choosing, bank, about)) = in_hand(model, turn) else { return };
    let mut rows = choosing.now.rows.clone();
    if let Some(row) = rows.iter_mut().find(|r| r.chosen.question == question) {
        row.taken = true;
        row.settled = true;
    } else {
        let asked = about.today_asked.contains(question);
        let reason = if asked { Reason::AskedToday } else { Reason::Wished };
        let chosen = Chosen { question: question.to_owned(), reason };
        rows.push(Row { chosen, taken: true, settled: true });
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

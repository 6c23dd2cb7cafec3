//! What was pointed at: a list item, a field, a thing in a drawing. A face
//! says what stood there; nothing here knows coordinates.

use super::action::Action;
use super::context::Turn;
use super::editor::{Edit, Motion};
use super::effect::Effect;
use super::message::{Direction, Event, TextPlace};
use super::model::{Model, Screen, Veil};
use super::page::{FIELD_DETAIL, FIELD_DRAWING, FIELD_ELSEWHERE};
use super::screens;
use super::update::act;
use crate::figure::Target;

/// Rows that one turn of the mouse's wheel goes on, as most programs do.
const TURN: usize = 3;
/// No form has as many fields: looking for one ends there.
const MOST_FIELDS: usize = 512;

/// Carries out what was pointed at. A hidden screen takes nothing.
pub fn on_event(model: &mut Model, event: &Event, turn: Turn) -> Vec<Effect> {
    if model.veil != Veil::Open {
        return match event {
            Event::Do(Action::Leave) => act(model, Action::Leave, turn),
            _ => Vec::new(),
        };
    }
    match *event {
        Event::Do(action) => act(model, action, turn),
        Event::Pick(n) | Event::Select(n) if matches!(model.screen, Screen::Sheet(_)) => {
            screens::sheet::pick(model, n, turn)
        }
        Event::Pick(n) => {
            select(model, n, turn);
            // In a list to take from, pointing takes or leaves; Enter goes on.
            let choosing = matches!(model.screen, Screen::Choose(_));
            act(model, if choosing { Action::TakeOrLeave } else { Action::Accept }, turn)
        }
        Event::Select(n) => {
            select(model, n, turn);
            Vec::new()
        }
        Event::Field(n, at) => field(model, n, at, turn),
        Event::Scroll(way) => scroll(model, way, turn),
        Event::Point(target) => point(model, target, turn),
        _ => Vec::new(),
    }
}

/// What pointing at something drawn does.
fn point(model: &mut Model, target: Target, turn: Turn) -> Vec<Effect> {
    model.notice = None;
    match &model.screen {
        Screen::Wheel { .. } => screens::wheel::point(model, target, turn),
        Screen::Question { .. } => screens::drawn::point(model, target, turn),
        _ => Vec::new(),
    }
}

fn select(model: &mut Model, n: usize, turn: Turn) {
    let n = n.min(model.item_count(turn).saturating_sub(1));
    model.select(n);
}

/// The number of the field in hand.
fn field_in_hand(model: &Model) -> usize {
    match &model.screen {
        Screen::SetUp(s) | Screen::Recovery(s) => s.focus,
        Screen::Begin(b) => b.focus,
        Screen::Sheet(sheet) => sheet.focus,
        Screen::Matter(matter) => matter.focus,
        Screen::Close { focus } | Screen::Brief { focus, .. } => *focus,
        Screen::Question { drawn: Some(drawn), .. } => FIELD_DRAWING + drawn.field,
        Screen::Question { in_elsewhere: true, .. } => FIELD_ELSEWHERE,
        Screen::Question { .. } => {
            screens::passages::detail_number(model).map_or(0, |n| FIELD_DETAIL + n)
        }
        _ => 0,
    }
}

/// Goes to a field the way Tab would, so that what leaving a field means
/// (a date is read, a name is known) holds here too; then into its text.
fn field(model: &mut Model, n: usize, at: Option<TextPlace>, turn: Turn) -> Vec<Effect> {
    let mut effects = Vec::new();
    for _ in 0..MOST_FIELDS {
        let here = field_in_hand(model);
        let step = match here.cmp(&n) {
            std::cmp::Ordering::Less => Action::NextField,
            std::cmp::Ordering::Greater => Action::PreviousField,
            std::cmp::Ordering::Equal => break,
        };
        effects.extend(act(model, step, turn));
        if field_in_hand(model) == here {
            return effects;
        }
    }
    // The editor of a field is made when it comes into hand.
    effects.extend(model.settle(turn));
    if let Some((row, col)) = at.and_then(|at| model.place_of(at)) {
        effects.extend(model.write(Edit::PlaceCursor { row, col, select: false }, turn));
    }
    effects
}

fn scroll(model: &mut Model, way: Direction, turn: Turn) -> Vec<Effect> {
    let (item, motion) = match way {
        Direction::Up => (Action::ItemUp, Motion::Up),
        Direction::Down => (Action::ItemDown, Motion::Down),
    };
    match &model.screen {
        Screen::Wheel { .. } if screens::wheel::is_drawn(model) => {
            // Round the ring, as a wheel turns.
            let round = match way {
                Direction::Up => Action::TurnBack,
                Direction::Down => Action::TurnOn,
            };
            act(model, round, turn)
        }
        Screen::Review(_) | Screen::Versions(_) | Screen::Queue(_) => {
            (0..TURN).flat_map(|_| act(model, item, turn)).collect()
        }
        Screen::Question { in_elsewhere: false, .. } | Screen::Close { .. } => (0..TURN)
            .flat_map(|_| model.write(Edit::Move { motion, select: false }, turn))
            .collect(),
        Screen::Welcome { .. }
        | Screen::Home { .. }
        | Screen::Meeting { .. }
        | Screen::Wheel { .. }
        | Screen::Find { .. }
        | Screen::Help { .. }
        | Screen::Said { .. }
        | Screen::Search(_)
        | Screen::Choose(_)
        | Screen::Matter(_) => act(model, item, turn),
        Screen::Brief { .. } | Screen::Sheet(_) => {
            let step = match way {
                Direction::Up => Action::PreviousField,
                Direction::Down => Action::NextField,
            };
            act(model, step, turn)
        }
        // Nothing of these is longer than what is shown.
        _ => Vec::new(),
    }
}

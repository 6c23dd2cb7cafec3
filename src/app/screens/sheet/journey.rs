//! The child's journey: where the child is, what comes next and by when, where
//! they are to belong for good, and what help was given before. One sheet a
//! child.

use chrono::NaiveDate;
use ulid::Ulid;

use super::{Kind, Row, Section, sheet};
use crate::app::context::Turn;
use crate::app::editor;
use crate::app::effect::Effect;
use crate::app::message::HomeData;
use crate::app::model::Model;
use crate::app::screens::close::due_aside;
use crate::practice::Place;
use crate::record::{
    Checkpoint, Child, Discussion, Due, EarlierJourney, Field, FieldName, Journey, Sight,
};
use crate::text::{self, Lean};

pub struct Way;

/// The choices of a journey.
const NOW: u8 = 0;
const NEXT: u8 = 1;
/// The choice of an earlier one: whose it was.
const WHOSE: u8 = 0;

/// The child of the sheet in hand.
fn child(model: &Model) -> Option<Ulid> {
    match sheet(model)?.kind {
        Kind::Journey(child) => Some(child),
        _ => None,
    }
}

fn name(model: &Model, id: Ulid) -> String {
    let of = |children: &[Child]| {
        children.iter().find(|c| c.id == id).map(|c| Sight::Full.child(c)).unwrap_or_default()
    };
    let here = model.session().map_or_else(String::new, |s| of(&s.children));
    let known = || model.home.as_ref().map_or(Vec::new(), HomeData::children);
    if here.is_empty() {
        of(&known().into_iter().map(|(c, _)| c).collect::<Vec<_>>())
    } else {
        here
    }
}

fn journey_of(d: &Discussion, child: Ulid) -> Option<&Journey> {
    d.journey.iter().find(|(of, _)| *of == child).map(|(_, journey)| journey)
}

fn here(model: &Model) -> Option<(Ulid, &Journey)> {
    let child = child(model)?;
    Some((child, journey_of(model.work.as_ref()?.discussion()?, child)?))
}

/// What earlier meetings know of the child in hand.
fn known(model: &Model) -> Option<(NaiveDate, Journey)> {
    let child = child(model)?;
    let without = model.session().map(|s| s.id);
    Journey::known(
        model.home.iter().flat_map(|h| h.sessions.iter().map(|s| &s.header)),
        child,
        without,
    )
}

/// The child, then the brothers and sisters that are known.
fn whose(model: &Model, child: Ulid) -> Vec<Ulid> {
    let mut out = vec![child];
    let family = model.work.as_ref().map_or(&[][..], |w| w.family());
    out.extend(family.iter().copied().filter(|c| *c != child));
    let at_home = model.home.as_ref().map_or(Vec::new(), HomeData::children);
    let here = model.session().map_or(&[][..], |s| s.children.as_slice());
    for known in here.iter().chain(at_home.iter().map(|(c, _)| c)) {
        let others = if known.id == child {
            known.brothers_and_sisters.clone()
        } else if known.brothers_and_sisters.contains(&child) {
            vec![known.id]
        } else {
            continue;
        };
        for other in others {
            if !out.contains(&other) && !name(model, other).is_empty() {
                out.push(other);
            }
        }
    }
    out
}

fn places() -> Vec<String> {
    Place::ALL.iter().map(|place| place.name().to_owned()).collect()
}

fn index(place: Option<Place>) -> Option<usize> {
    place.map(|place| place as usize)
}

fn checkpoint_rows(model: &Model, journey: &Journey, turn: Turn, out: &mut Vec<Row>) {
    for (n, point) in journey.checkpoints.iter().enumerate() {
        let row = Row::text("What to look at", point.id, FieldName::Checkpoint)
            .hinting("How we shall know on the way that it is going well for the child.");
        out.push(if n == 0 { row.under("To look at on the way") } else { row });
        if !point.is_empty() {
            let on = point.by.on;
            let in_hand = matches!(super::slot(model), Some(super::Slot::Text(f))
                if f.owner == point.id && f.name == FieldName::CheckpointBy);
            let row = Row::text("By when", point.id, FieldName::CheckpointBy);
            out.push(row.beside(due_aside(&point.by.typed, on, turn, in_hand)));
        }
    }
}

fn earlier_rows(model: &Model, child: Ulid, journey: &Journey, out: &mut Vec<Row>) {
    for (n, earlier) in journey.earlier.iter().enumerate() {
        let row = Row::text("What, how it ended", earlier.id, FieldName::Given)
            .hinting("One time help was given: what it was, and how it ended.")
            .folding();
        out.push(if n == 0 { row.under("Help given before, here or elsewhere") } else { row });
        if earlier.is_empty() {
            continue;
        }
        let mut children = whose(model, child);
        children.extend(earlier.child.filter(|c| !children.contains(c)));
        if children.len() > 1 {
            let at = children.iter().position(|c| *c == earlier.child.unwrap_or(child));
            let names = children.iter().map(|c| name(model, *c)).collect();
            out.push(Row::choice("  Whose help it was", (earlier.id, WHOSE), names, at));
        }
        out.push(Row::text("  Which authority", earlier.id, FieldName::Authority));
        out.push(Row::text("  When", earlier.id, FieldName::GivenWhen));
        out.push(
            Row::text("  What worked", earlier.id, FieldName::WhatWorked)
                .hinting("What helped then and could help again.")
                .folding(),
        );
    }
}

/// How much time there was said to be in an earlier meeting: time has passed
/// since, so it stands beside and is never taken over.
fn timescale_then(model: &Model, now: &Journey) -> String {
    let then = known(model).filter(|_| now.timescale.trim().is_empty());
    match then.map(|(on, last)| (on, last.timescale.trim().to_owned())) {
        Some((on, words)) if !words.is_empty() => {
            format!("{} said: {words}", text::short_date(on))
        }
        _ => String::new(),
    }
}

/// What is known, in a line.
fn in_short(journey: &Journey) -> String {
    let place = match (journey.place, journey.local_name.trim()) {
        (_, local) if !local.is_empty() => Some(local.to_owned()),
        (place, _) => place.map(|p| p.name().to_owned()),
    };
    let next = journey.next_place.map(|p| format!("next {}", p.name()));
    let before = match journey.earlier.len() {
        0 => None,
        1 => Some("help given once before".to_owned()),
        n => Some(format!("help given {n} times before")),
    };
    let said: Vec<String> = [place, next, before].into_iter().flatten().collect();
    if said.is_empty() { "something is known".into() } else { said.join(", ") }
}

impl Section for Way {
    fn title(&self, model: &Model) -> String {
        let child = child(model).map(|c| name(model, c)).unwrap_or_default();
        format!("The child's journey: {child}")
    }

    fn intro(&self, model: &Model) -> Vec<String> {
        let last = known(model).filter(|_| sheet(model).is_some_and(|s| s.knows));
        last.map(|(on, journey)| {
            format!(
                "Known since {}: {}. Alt-L (/last-time) takes it over.",
                text::long_date(on),
                in_short(&journey)
            )
        })
        .into_iter()
        .collect()
    }

    fn rows(&self, model: &Model, _: &Discussion, turn: Turn) -> Vec<Row> {
        let Some((child, journey)) = here(model) else { return Vec::new() };
        let who = name(model, child);
        let id = journey.id;
        let mut out = vec![
            Row::choice("Now", (id, NOW), places(), index(journey.place)),
            Row::text("Known here as", id, FieldName::PlaceName)
                .hinting("where your place has a name of its own for it"),
            Row::choice("Next", (id, NEXT), places(), index(journey.next_place)),
            Row::text("When, for this child", id, FieldName::Timescale)
                .hinting("such as: before she starts school")
                .beside(timescale_then(model, journey)),
            Row::text("To belong for good", id, FieldName::Permanence)
                .hinting(format!(
                    "Permanence: where, and with whom, {who} is to grow up and belong."
                ))
                .folding(),
            Row::text("Parallel plan", id, FieldName::ParallelPlan)
                .hinting("What is prepared beside the first plan, in case that one fails.")
                .folding(),
        ];
        checkpoint_rows(model, journey, turn, &mut out);
        earlier_rows(model, child, journey, &mut out);
        out
    }

    fn ready(&self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        let Some(child) = child(model) else { return Vec::new() };
        let d = model.work.as_ref().and_then(|w| w.discussion());
        let there = d.and_then(|d| journey_of(d, child));
        let missing = there.is_none();
        let no_point = there.is_none_or(|j| j.checkpoints.is_empty());
        let no_earlier = there.is_none_or(|j| j.earlier.is_empty());
        let id = model.id(turn.at);
        let point = no_point.then(|| checkpoint(model, turn));
        let before = no_earlier.then(|| earlier(model, turn));
        model.change_discussion(turn.at, |d| {
            if missing {
                d.journey.push((child, Journey { id, ..Journey::default() }));
            }
            if let Some((_, journey)) = d.journey.iter_mut().find(|(of, _)| *of == child) {
                if journey.id.is_nil() {
                    journey.id = id;
                }
                journey.checkpoints.extend(point);
                journey.earlier.extend(before);
            }
        })
    }

    fn one_more(
        &self,
        model: &mut Model,
        beside: Option<Ulid>,
        turn: Turn,
    ) -> (Option<Field>, Vec<Effect>) {
        let Some((child, journey)) = here(model) else { return (None, Vec::new()) };
        let point = journey.checkpoints.iter().any(|c| Some(c.id) == beside);
        let empty = if point {
            journey.checkpoints.iter().find(|c| c.is_empty()).map(|c| c.id)
        } else {
            journey.earlier.iter().find(|e| e.is_empty()).map(|e| e.id)
        };
        let name = if point { FieldName::Checkpoint } else { FieldName::Given };
        if let Some(owner) = empty {
            return (Some(Field { owner, name }), Vec::new());
        }
        let (new_point, new_before) = (checkpoint(model, turn), earlier(model, turn));
        let owner = if point { new_point.id } else { new_before.id };
        let effects = model.change_discussion(turn.at, |d| {
            if let Some((_, journey)) = d.journey.iter_mut().find(|(of, _)| *of == child) {
                if point {
                    journey.checkpoints.push(new_point);
                } else {
                    journey.earlier.push(new_before);
                }
            }
        });
        (Some(Field { owner, name }), effects)
    }

    fn choose(
        &self,
        model: &mut Model,
        owner: Ulid,
        choice: u8,
        option: Option<usize>,
        turn: Turn,
    ) -> Vec<Effect> {
        let Some(child) = child(model) else { return Vec::new() };
        let known = here(model)
            .and_then(|(_, j)| j.earlier.iter().find(|e| e.id == owner))
            .and_then(|e| e.child);
        let mut children = whose(model, child);
        children.extend(known.filter(|c| !children.contains(c)));
        let place = option.and_then(|n| Place::ALL.get(n).copied());
        model.change_discussion(turn.at, |d| {
            let Some((_, journey)) = d.journey.iter_mut().find(|(of, _)| *of == child) else {
                return;
            };
            if journey.id == owner {
                match choice {
                    NOW => journey.place = place,
                    _ => journey.next_place = place,
                }
            } else if let Some(earlier) = journey.earlier.iter_mut().find(|e| e.id == owner) {
                // None named: this child's own.
                let of = option.and_then(|n| children.get(n).copied());
                earlier.child = of.filter(|of| *of != child);
            }
        })
    }

    fn follow(&self, model: &mut Model, field: Field, turn: Turn) -> Vec<Effect> {
        if field.name != FieldName::CheckpointBy {
            return Vec::new();
        }
        let today = turn.today();
        model.change_discussion(turn.at, |d| {
            let journeys = d.journey.iter_mut().map(|(_, j)| j);
            if let Some(point) =
                journeys.flat_map(|j| &mut j.checkpoints).find(|c| c.id == field.owner)
            {
                point.by.on = text::parse_date(&point.by.typed, today, Lean::Future).ok();
            }
        })
    }

    fn knows(&self, model: &Model, _: Turn) -> bool {
        let Some(((_, last), (_, now))) = known(model).zip(here(model)) else { return false };
        let told = |now: &str, last: &str| now.trim().is_empty() && !last.trim().is_empty();
        told(&now.permanence, &last.permanence)
            || told(&now.parallel_plan, &last.parallel_plan)
            || (now.place.is_none()
                && (last.place.is_some() || told(&now.local_name, &last.local_name)))
            || (now.next_place.is_none() && last.next_place.is_some())
            || last.checkpoints.iter().any(|c| !holds_point(now, c))
            || last.earlier.iter().any(|e| !holds_earlier(now, e))
    }

    fn last_time(&self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        let Some(((_, last), (child, now))) = known(model).zip(here(model)) else {
            model.tell("Nothing is known of this child's journey from an earlier meeting.");
            return Vec::new();
        };
        let now = now.clone();
        let mut effects = Vec::new();
        let mut texts = vec![
            (FieldName::Permanence, &now.permanence, last.permanence),
            (FieldName::ParallelPlan, &now.parallel_plan, last.parallel_plan),
        ];
        if now.place.is_none() {
            texts.push((FieldName::PlaceName, &now.local_name, last.local_name));
        }
        for (name, there, words) in texts {
            if there.trim().is_empty() && !words.trim().is_empty() {
                let field = Field { owner: now.id, name };
                let insert = editor::Edit::InsertText(words);
                effects.extend(model.type_into(field, insert, turn.at));
            }
        }
        // Taken over, each is an entry of this meeting: its id is its own.
        let points: Vec<Checkpoint> = last
            .checkpoints
            .into_iter()
            .filter(|c| !holds_point(&now, c))
            .map(|c| Checkpoint { id: model.id(turn.at), ..c })
            .collect();
        let before: Vec<EarlierJourney> = last
            .earlier
            .into_iter()
            .filter(|e| !holds_earlier(&now, e))
            .map(|e| EarlierJourney { id: model.id(turn.at), ..e })
            .collect();
        effects.extend(model.change_discussion(turn.at, |d| {
            if let Some((_, journey)) = d.journey.iter_mut().find(|(of, _)| *of == child) {
                journey.place = journey.place.or(last.place);
                journey.next_place = journey.next_place.or(last.next_place);
                if !points.is_empty() {
                    journey.checkpoints.retain(|c| !c.is_empty());
                    journey.checkpoints.extend(points);
                }
                if !before.is_empty() {
                    journey.earlier.retain(|e| !e.is_empty());
                    journey.earlier.extend(before);
                }
            }
        }));
        effects
    }

    fn tidy(&self, d: &mut Discussion) {
        d.drop_blank();
    }
}

fn holds_point(now: &Journey, point: &Checkpoint) -> bool {
    point.is_empty() || now.checkpoints.iter().any(|c| c.what.trim() == point.what.trim())
}

fn holds_earlier(now: &Journey, earlier: &EarlierJourney) -> bool {
    let same = |e: &EarlierJourney| {
        [(&e.what, &earlier.what), (&e.authority, &earlier.authority), (&e.when, &earlier.when)]
            .iter()
            .all(|(a, b)| a.trim() == b.trim())
    };
    earlier.is_empty() || now.earlier.iter().any(same)
}

fn checkpoint(model: &mut Model, turn: Turn) -> Checkpoint {
    Checkpoint { id: model.id(turn.at), what: String::new(), by: Due::default() }
}

fn earlier(model: &mut Model, turn: Turn) -> EarlierJourney {
    EarlierJourney {
        id: model.id(turn.at),
        child: None,
        authority: String::new(),
        when: String::new(),
        what: String::new(),
        what_worked: String::new(),
    }
}

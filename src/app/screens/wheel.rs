//! The wheel: twelve parts in four rings, drawn where there is room, else a
//! ring list. Arrows follow what is seen.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::asked;
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{self, Body, Item, List, Mark, PartLines, WheelBody};
use crate::figure::{self, Asked, PartMark, Target};
use crate::practice::{Part, Question, Ring, Stage};
use crate::record::{AnswerState, ChildHistory};
use crate::text::initials;

/// Opens the list at the part of the question at hand.
pub fn open(model: &mut Model, turn: Turn) {
    let at = match &model.screen {
        Screen::Question { id, .. } => part_of(model, turn, id),
        _ => 0,
    };
    model.screen = Screen::Wheel { selected: at };
}

/// Index of the part of a question.
pub fn part_of(model: &Model, turn: Turn, question: &str) -> usize {
    asked::question(model, turn, question).map_or(0, |q| q.part.index())
}

/// From the first question not yet answered, over all parts.
pub fn all_in_order(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if let Some(id) = first_of(model, &asked::walk(model, turn)) {
        super::question::leave_set(model);
        super::question::open(model, id);
    }
    Vec::new()
}

/// The first that is not yet answered, else the first.
fn first_of(model: &Model, all: &[Cow<'_, Question>]) -> Option<String> {
    let next = all.iter().find(|q| !is_touched(model, q)).or_else(|| all.first());
    next.map(|q| q.id.clone())
}

/// Whether a question belongs into the discussion in focus.
pub fn asks(model: &Model, q: &Question) -> bool {
    model.work.as_ref().is_none_or(|w| w.asks(q))
}

/// Whether a question has an answer or a mark in the discussion in focus.
pub fn is_touched(model: &Model, q: &Question) -> bool {
    model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .and_then(|d| d.answer_to(&model.bank, &q.id))
        .is_some_and(|a| !a.is_empty())
}

/// Whether it was asked today: "not today" and "not relevant" are not.
fn was_asked(model: &Model, q: &Question) -> bool {
    model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .and_then(|d| d.answer_to(&model.bank, &q.id))
        .is_some_and(|a| {
            !a.is_empty() && !matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant)
        })
}

/// Whether the wheel is drawn, not listed.
pub fn is_drawn(model: &Model) -> bool {
    model.drawings && page::draws_wheel(model.size.0, model.size.1)
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let drawn = is_drawn(model);
    let Screen::Wheel { selected } = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemUp if drawn => *selected = outward(*selected),
        Action::ItemDown if drawn => *selected = inward(*selected),
        Action::ItemUp => *selected = selected.saturating_sub(1),
        Action::ItemDown => *selected = (*selected + 1).min(Part::ALL.len() - 1),
        Action::TurnOn => *selected = round(*selected, 1),
        Action::TurnBack => *selected = round(*selected, -1),
        Action::Number(n @ 1..=9) => *selected = PRINCIPLES + usize::from(n) - 1,
        Action::Principle if *selected < PRINCIPLES => *selected = round(*selected, 1),
        Action::Principle => *selected = 0,
        Action::Stage => return next_stage(model, turn),
        Action::Back => super::meeting::open(model),
        Action::Accept => open_part(model, turn),
        other => return super::meeting::in_session(model, other, turn),
    }
    Vec::new()
}

/// The three Principles are the outer ring, the nine Elements the inner one.
const PRINCIPLES: usize = 3;

/// Round the ring one is on, clockwise for 1 and back for -1.
fn round(part: usize, by: isize) -> usize {
    let (first, count) = if part < PRINCIPLES { (0, PRINCIPLES) } else { (PRINCIPLES, 9) };
    let within = part - first + count;
    first + within.checked_add_signed(by).unwrap_or(within) % count
}

/// From an Element to the Principle around it.
fn outward(part: usize) -> usize {
    if part < PRINCIPLES { part } else { (part - PRINCIPLES) / 3 }
}

/// From a Principle to the middle one of the three Elements it goes around.
fn inward(part: usize) -> usize {
    if part < PRINCIPLES { PRINCIPLES + 3 * part + 1 } else { part }
}

fn open_part(model: &mut Model, turn: Turn) {
    let Screen::Wheel { selected } = model.screen else { return };
    let part = Part::ALL.get(selected).copied();
    let asked = part.map(|p| asked::part(model, turn, p)).unwrap_or_default();
    // Where the two were writing they go on.
    let last = model.session().map(|s| s.bookmark.question.as_str());
    let left = asked.iter().find(|q| Some(q.id.as_str()) == last && is_touched(model, q));
    match left.map(|q| q.id.clone()).or_else(|| first_of(model, &asked)) {
        Some(id) => super::question::open_part(model, id),
        None => model.tell("There is no question here for that part."),
    }
}

/// What pointing at the wheel does: a part is taken in hand, the part in hand
/// is opened; a stage is chosen, the chosen stage is let go.
pub fn point(model: &mut Model, target: Target, turn: Turn) -> Vec<Effect> {
    match target {
        Target::Part(part) => {
            let Screen::Wheel { selected } = &mut model.screen else { return Vec::new() };
            if *selected == part.index() {
                open_part(model, turn);
            } else {
                *selected = part.index();
            }
            Vec::new()
        }
        Target::Stage(stage) => {
            let now = model.work.as_ref().and_then(|w| w.discussion()).and_then(|d| d.stage);
            set_stage(model, (now != Some(stage)).then_some(stage), turn)
        }
        _ => Vec::new(),
    }
}

/// Once round the doing wheel, then no stage.
fn next_stage(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let now = model.work.as_ref().and_then(|w| w.discussion()).and_then(|d| d.stage);
    let next = match now {
        None => Some(Stage::Assessment),
        Some(Stage::Assessment) => Some(Stage::Plan),
        Some(Stage::Plan) => Some(Stage::UpdatingThePlan),
        Some(Stage::UpdatingThePlan) => Some(Stage::Review),
        Some(Stage::Review) => None,
    };
    set_stage(model, next, turn)
}

fn set_stage(model: &mut Model, stage: Option<Stage>, turn: Turn) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(super::super::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    model.change_discussion(turn.at, |d| d.stage = stage)
}

/// What is known of one part for those in focus.
struct Coverage {
    part: Part,
    questions: usize,
    today: usize,
    before: Option<NaiveDate>,
    back: usize,
}

/// With the key of the sheet that belongs to a part.
fn with_sheet(model: &Model, part: Part, asked: String) -> String {
    let work = model.work.as_ref().filter(|w| w.child().is_some() && w.frozen().is_none());
    match part {
        _ if work.is_none() => asked,
        Part::ChildsJourney => format!("{asked} F6: the journey itself."),
        Part::SignsOfSafety => format!("{asked} F5: to write them down."),
        _ => asked,
    }
}

/// What was asked of each part: in the discussion in hand, and in earlier
/// meetings about the same children.
fn coverage(model: &Model, turn: Turn) -> Vec<Coverage> {
    let work = model.work.as_ref();
    let headers = || model.home.iter().flat_map(|h| &h.sessions).map(|s| &s.header);
    let earlier: Vec<ChildHistory> = work
        .map_or(&[][..], |w| w.family())
        .iter()
        .map(|child| ChildHistory::of(headers(), *child, work.map(|w| w.session.id)))
        .collect();
    let given = |q: &Question| {
        work.and_then(|w| w.discussion()).and_then(|d| d.answer_to(&model.bank, &q.id))
    };
    Part::ALL
        .into_iter()
        .map(|part| {
            let questions = asked::part(model, turn, part);
            let comes_back = |q: &Question| match given(q).filter(|a| !a.is_empty()) {
                Some(answer) => answer.state == AnswerState::BringBack,
                None => earlier.iter().any(|h| h.brought_back(&model.bank).any(|id| id == q.id)),
            };
            Coverage {
                part,
                questions: questions.len(),
                today: questions.iter().filter(|q| was_asked(model, q)).count(),
                before: earlier.iter().filter_map(|h| h.part_asked(part)).max(),
                back: questions.iter().filter(|q| comes_back(q)).count(),
            }
        })
        .collect()
}

impl Coverage {
    fn asked(&self) -> Asked {
        match (self.today, self.before) {
            (0, None) => Asked::Never,
            (0, Some(_)) => Asked::Before,
            _ => Asked::Today,
        }
    }

    /// In a few words, for the list.
    fn aside(&self) -> String {
        let back = match self.back {
            0 => String::new(),
            n => format!(", {n} to come back to"),
        };
        match (self.today, self.questions, self.before) {
            (0, 0, _) => "not asked here".into(),
            (0, all, Some(_)) => format!("{}, asked before{back}", counted(all)),
            (0, all, None) => format!("{}{back}", counted(all)),
            (n, all, _) => format!("{n} of {all} asked today{back}"),
        }
    }

    /// In sentences, for the part in hand.
    fn said(&self) -> String {
        let mut out = match (self.questions, self.today, self.before) {
            (0, 0, _) => "No questions here.".to_owned(),
            (all, 0, None) => format!("{}, not asked yet.", counted(all)),
            (all, 0, Some(_)) => format!("{}.", counted(all)),
            (all, n, _) => format!("{n} of {} asked today.", counted(all)),
        };
        if let Some(on) = self.before {
            let before = if self.today > 0 { "Before that" } else { "Last asked" };
            out = format!("{out} {before} on {}.", on.format("%-d %B %Y"));
        }
        match self.back {
            0 => out,
            1 => format!("{out} One to come back to."),
            n => format!("{out} {n} to come back to."),
        }
    }
}

fn counted(questions: usize) -> String {
    if questions == 1 { "1 question".into() } else { format!("{questions} questions") }
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Body<'a> {
    let selected = if let Screen::Wheel { selected } = &model.screen { *selected } else { 0 };
    let parts = coverage(model, turn);
    let lines = |part: Part| {
        let lines = turn.context.bank().and_then(|b| b.about(part))?;
        let draws_on = page::draws_on(&lines.draws_on);
        Some(PartLines { about: lines.about.clone(), draws_on })
    };
    let mut marks = [PartMark::default(); 12];
    for (mark, part) in marks.iter_mut().zip(&parts) {
        *mark = PartMark { asked: part.asked(), brought_back: part.back > 0 };
    }
    let part = Part::ALL.get(selected).copied().unwrap_or(Part::ChildsJourney);
    let child = child(model);
    let stage = model.work.as_ref().and_then(|w| w.discussion()).and_then(|d| d.stage);
    let doing = figure::doing_wheel(stage, &child);
    Body::Wheel(Box::new(WheelBody {
        wheel: figure::wheel(&marks, Some(part), &child),
        stage: match stage {
            None => "Where the work is: not said yet.".into(),
            Some(_) => doing.words.last().cloned().unwrap_or_default(),
        },
        doing,
        title: (part.label(), part.name()),
        ring: part.ring(),
        lines: lines(part),
        asked: with_sheet(
            model,
            part,
            parts.get(part.index()).map(Coverage::said).unwrap_or_default(),
        ),
        list: list(&parts, lines, selected),
    }))
}

/// The initials of the child in focus, where it is one alone.
fn child(model: &Model) -> String {
    let child = model.work.as_ref().and_then(|w| match w.family() {
        [one] => w.session.child(*one),
        _ => None,
    });
    child.map(|c| initials(&c.name)).unwrap_or_default()
}

fn list<'a>(
    parts: &[Coverage],
    lines: impl Fn(Part) -> Option<PartLines>,
    selected: usize,
) -> List<'a> {
    let mut last: Option<Ring> = None;
    let items = parts
        .iter()
        .map(|known| {
            let part = known.part;
            let ring = part.ring();
            let heading = (last != Some(ring)).then(|| ring.name().to_owned());
            last = Some(ring);
            let lines = lines(part);
            Item {
                heading,
                mark: Some(match known.asked() {
                    Asked::Today => Mark::Full,
                    Asked::Before => Mark::Half,
                    Asked::Never => Mark::Empty,
                }),
                text: format!("{}  {}", part.label(), part.name()),
                aside: known.aside(),
                below: lines.as_ref().map(|l| l.about.clone()).unwrap_or_default(),
                quiet: lines.map(|l| l.draws_on).unwrap_or_default(),
                ring: Some(ring),
                cells: Vec::new(),
            }
        })
        .collect();
    List {
        title: "The thinking wheel".into(),
        intro: Vec::new(),
        filter: None,
        items,
        selected,
        empty: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_reach_every_part_and_stay_on_their_ring() {
        for part in 0..12 {
            let mut seen = vec![part];
            loop {
                let next = round(*seen.last().unwrap_or(&0), 1);
                assert_eq!(round(next, -1), *seen.last().unwrap_or(&0));
                if next == part {
                    break;
                }
                seen.push(next);
            }
            assert_eq!(seen.len(), if part < 3 { 3 } else { 9 });
            assert_eq!(outward(part), outward(inward(part)), "inward and back");
            assert!(outward(part) < 3 && inward(part) >= 3);
            assert_eq!(Part::ALL.get(outward(part)).map(|p| p.ring()), Some(Ring::Principles));
        }
    }
}

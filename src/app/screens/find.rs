//! Finding a question: every word must match, accents folded.

use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Item, List, Mark};
use crate::practice::{self, Question};

/// Said where nothing is found.
const NO_QUESTION: &str =
    "No question has all these words. Take one out, or Esc (/back) goes back.";

/// Opens it over the screen in hand.
pub fn open(model: &mut Model) {
    if matches!(model.screen, Screen::Find { .. }) {
        return;
    }
    let mut field = Editor::single_line("");
    field.set_width(model.prose_width());
    let under = std::mem::replace(&mut model.screen, Screen::Find { field, selected: 0 });
    model.over = Some(Box::new(under));
}

fn found<'a>(model: &Model, turn: Turn<'a>) -> Vec<&'a Question> {
    let (Screen::Find { field, .. }, Some(bank)) = (&model.screen, turn.context.bank()) else {
        return Vec::new();
    };
    let mut found = practice::find(bank, field.text());
    found.retain(|q| super::wheel::asks(model, q));
    found
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let results = found(model, turn);
    let Screen::Find { selected, .. } = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemUp => *selected = selected.saturating_sub(1),
        Action::ItemDown => *selected = (*selected + 1).min(results.len().saturating_sub(1)),
        Action::Back => {
            if let Some(under) = model.over.take() {
                model.screen = *under;
            }
        }
        Action::Accept => match results.get(*selected) {
            Some(q) if matches!(model.over.as_deref(), Some(Screen::Choose(_))) => {
                if let Some(under) = model.over.take() {
                    model.screen = *under;
                }
                super::choose::add(model, &q.id, turn);
            }
            Some(q) => {
                model.over = None;
                super::question::leave_set(model);
                super::question::open(model, q.id.clone());
            }
            None => model.tell(NO_QUESTION),
        },
        Action::Choose => {
            if let Some(under) = model.over.take() {
                model.screen = *under;
            }
            if !matches!(model.screen, Screen::Choose(_)) {
                return super::choose::open(model, turn);
            }
        }
        other => {
            model.over = None;
            return super::meeting::in_session(model, other, turn);
        }
    }
    Vec::new()
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let Screen::Find { field, selected } = &model.screen else { return None };
    let items: Vec<Item> = found(model, turn)
        .into_iter()
        .map(|q| Item {
            mark: Some(if super::wheel::is_touched(model, q) { Mark::Full } else { Mark::Empty }),
            text: q.text.clone(),
            aside: q.part.short_name().into(),
            ring: Some(q.part.ring()),
            ..Item::default()
        })
        .collect();
    let selected = (*selected).min(items.len().saturating_sub(1));
    Some(Body::List(List {
        title: "Find a question".into(),
        intro: Vec::new(),
        filter: Some(field),
        items,
        selected,
        empty: NO_QUESTION.into(),
    }))
}

/// How many results there are.
pub fn count(model: &Model, turn: Turn) -> usize {
    found(model, turn).len()
}

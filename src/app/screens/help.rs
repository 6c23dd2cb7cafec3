//! Help and palette: what is possible, searchable and runnable.

use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keymap::{self, Place};
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Item, List};
use crate::text;

/// Opens it over the screen in hand.
pub fn open(model: &mut Model) {
    if matches!(model.screen, Screen::Help { .. }) {
        return;
    }
    let place = model.place();
    let mut field = Editor::single_line("");
    field.set_width(model.prose_width());
    let under = std::mem::replace(&mut model.screen, Screen::Help { field, selected: 0, place });
    if model.over.is_none() {
        model.over = Some(Box::new(under));
    } else if let Some(first) = model.over.take() {
        // Help over find: back goes to what find was opened over.
        model.over = Some(first);
    }
}

fn possible(model: &Model) -> Vec<(Action, Key)> {
    let Screen::Help { field, place, .. } = &model.screen else { return Vec::new() };
    let words = text::fold(field.text());
    keymap::actions_at(*place)
        .into_iter()
        // Numbers of children that are not there would only fill the list.
        .filter(|(a, _)| {
            !matches!(a, Action::AboutChild(_)) || crate::app::show::possible(model, *a)
        })
        .filter(|(a, _)| {
            let line = text::fold(&format!("{} {} {}", a.word(), a.hint(), a.about()));
            words.split_whitespace().all(|w| line.contains(w))
        })
        .collect()
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let list = possible(model);
    let Screen::Help { selected, .. } = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemUp => *selected = selected.saturating_sub(1),
        Action::ItemDown => *selected = (*selected + 1).min(list.len().saturating_sub(1)),
        Action::Back => close(model),
        Action::Accept => {
            let run = list.get(*selected).map(|(a, _)| *a);
            close(model);
            if let Some(action) = run {
                return crate::app::update::act(model, action, turn);
            }
        }
        _ => {}
    }
    Vec::new()
}

fn close(model: &mut Model) {
    if let Some(under) = model.over.take() {
        model.screen = *under;
    }
}

/// What is shown.
pub fn body(model: &Model) -> Option<Body<'_>> {
    let Screen::Help { field, selected, place } = &model.screen else { return None };
    let items: Vec<Item> = possible(model)
        .into_iter()
        .map(|(action, key)| Item {
            text: action.about().into(),
            aside: if key.alt {
                format!("{key}  or Ctrl-G {}", twin(key))
            } else {
                key.to_string()
            },
            ..Item::default()
        })
        .collect();
    Some(Body::List(List {
        title: format!("What is possible: {}", Place::name(*place)),
        intro: vec!["Type to narrow, Enter runs it, Esc goes back.".into()],
        filter: Some(field),
        selected: (*selected).min(items.len().saturating_sub(1)),
        items,
        empty: "Nothing here goes by that name.".into(),
    }))
}

fn twin(key: Key) -> String {
    Key { alt: false, ..key }.to_string()
}

/// How many items there are.
pub fn count(model: &Model) -> usize {
    possible(model).len()
}

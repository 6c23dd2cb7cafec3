//! Help and palette: what is possible, searchable and runnable.

use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keymap::{self, Place};
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Item, List};
use crate::app::show;
use crate::practice;

/// Opens it over the screen in hand: what is possible there, now, is listed.
pub fn open(model: &mut Model) {
    if matches!(model.screen, Screen::Help { .. }) {
        return;
    }
    let place = model.place();
    let possible: Vec<(Action, Key)> = keymap::actions_at(place)
        .into_iter()
        // What opens this list does nothing in it.
        .filter(|(a, _)| !matches!(a, Action::Help | Action::Palette))
        .filter(|(a, _)| show::possible(model, *a))
        .collect();
    let mut field = Editor::single_line("");
    field.set_width(model.prose_width());
    let help = Screen::Help { field, selected: 0, place, possible };
    let under = std::mem::replace(&mut model.screen, help);
    if model.over.is_none() {
        model.over = Some(Box::new(under));
    } else if let Some(first) = model.over.take() {
        // Help over find: back goes to what find was opened over.
        model.over = Some(first);
    }
}

/// What is listed: in groups, or the best first once something is typed.
fn listed(model: &Model) -> Vec<(Action, Key)> {
    let Screen::Help { field, place, possible, .. } = &model.screen else { return Vec::new() };
    let mut out = possible.clone();
    if field.text().trim().is_empty() {
        out.sort_by_key(|(action, _)| group(*action));
        return out;
    }
    let mut scored: Vec<_> = out
        .into_iter()
        .filter_map(|(action, key)| {
            let words =
                [action.about_at(*place, false), action.word(), action.hint(), also(action)];
            let score = practice::find_words(field.text(), &words)?;
            Some((score, (action, key)))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, line)| line).collect()
}

/// The groups, in their order.
const GROUPS: [&str; 6] =
    ["Here", "Mark this answer", "The note", "Go to", "Everywhere", "Moving about"];

fn group(action: Action) -> usize {
    use Action as A;
    match action {
        A::NotToday
        | A::BringBack
        | A::NotRelevant
        | A::AskedNotKnown
        | A::RecordedElsewhere
        | A::FileElsewhere
        | A::RoughNote
        | A::Concerns
        | A::AboutChild(_) => 1,
        A::NextAudience
        | A::NextFormat
        | A::NextLayout
        | A::Learning
        | A::NextPage
        | A::Finalise
        | A::Export
        | A::ChangePath
        | A::ReplaceFile
        | A::StandBehind
        | A::AddLater
        | A::TakeOut
        | A::Send => 2,
        A::Close
        | A::AddAction
        | A::Review
        | A::Meeting
        | A::Wheel
        | A::AllInOrder
        | A::Find
        | A::AddChild
        | A::OwnPart
        | A::Brief
        | A::Search
        | A::Choose => 3,
        A::Save | A::Undo | A::Redo | A::Palette | A::Hide | A::Leave | A::Theme => 4,
        A::Accept
        | A::Back
        | A::NextField
        | A::PreviousField
        | A::ItemUp
        | A::ItemDown
        | A::ScreenUp
        | A::ScreenDown
        | A::First
        | A::Last => 5,
        _ => 0,
    }
}

/// Other words that somebody may look for.
fn also(action: Action) -> &'static str {
    match action {
        Action::Said(0) | Action::WhoSaid => "voice quote whose words speaker",
        Action::Kind(0) => "fact opinion hypothesis",
        Action::Concerns | Action::AboutChild(_) | Action::AddChild => {
            "sibling brother sister twin family"
        }
        Action::ThirdParty => "confidential somebody else",
        _ => "",
    }
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let list = listed(model);
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
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let Screen::Help { field, selected, place, .. } = &model.screen else { return None };
    let grouped = field.text().trim().is_empty();
    let mut last = None;
    let items: Vec<Item> = listed(model)
        .into_iter()
        .map(|(action, key)| {
            let group = Some(group(action)).filter(|_| grouped);
            let first = group != std::mem::replace(&mut last, group);
            let heading = group.filter(|_| first).and_then(|n| GROUPS.get(n));
            Item {
                heading: heading.map(|words| (*words).to_owned()),
                text: action.about_at(*place, false).into(),
                aside: key.to_string(),
                ..Item::default()
            }
        })
        .collect();
    let mut intro =
        vec!["Type to narrow, Enter runs it. Ctrl-G, then a letter, stands in for Alt.".to_owned()];
    if turn.context.config.mouse {
        intro
            .push("The mouse: press to choose, again to open. Shift and drag selects text.".into());
    }
    Some(Body::List(List {
        title: format!("What is possible: {}", Place::name(*place)),
        intro,
        filter: Some(field),
        selected: (*selected).min(items.len().saturating_sub(1)),
        items,
        empty: "Nothing that is possible here goes by that name. Esc goes back.".into(),
    }))
}

/// How many items there are.
pub fn count(model: &Model) -> usize {
    listed(model).len()
}

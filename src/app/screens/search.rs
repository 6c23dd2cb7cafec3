//! Finding words in all records: nothing of it is on disk, and nothing stays
//! after a lock.

use super::home;
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Item, List};
use crate::record::Found;

/// Said where nothing is found.
const NOTHING: &str = "No discussion has all these words. Take one out, or Esc (/back) goes back.";
/// Said before anything is typed.
const TYPE: &str = "Type words from any record: a name, a place, what somebody said.";

/// What is looked for, and what was found.
pub struct Looking {
    /// The words.
    pub field: Editor,
    /// Selected result.
    pub selected: usize,
    /// The words that were last asked for.
    asked: String,
    /// What came back last: it stands until there is something newer.
    found: Vec<Found>,
    /// It came back for these words.
    answered: bool,
    /// How many there are in all.
    count: usize,
}

/// Opens it from home.
pub fn open(model: &mut Model) {
    let mut field = Editor::single_line("");
    field.set_width(model.prose_width());
    model.screen = Screen::Search(Box::new(Looking {
        field,
        selected: 0,
        asked: String::new(),
        found: Vec::new(),
        answered: true,
        count: 0,
    }));
}

/// After every key: other words are asked for.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let Screen::Search(looking) = &mut model.screen else { return Vec::new() };
    let words = looking.field.text().trim().to_owned();
    if words == looking.asked {
        return Vec::new();
    }
    looking.asked.clone_from(&words);
    looking.selected = 0;
    if words.is_empty() {
        looking.found.clear();
        looking.count = 0;
        looking.answered = true;
        return Vec::new();
    }
    looking.answered = false;
    model.waiting += 1;
    vec![Effect::Search { words }]
}

/// What was found; for words that are no longer looked for it is let go.
pub fn found(model: &mut Model, words: &str, found: Vec<Found>, count: usize) {
    model.done();
    if let Screen::Search(looking) = model.under_mut()
        && looking.asked == words
    {
        looking.found = found;
        looking.answered = true;
        looking.count = count;
    }
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let count = count(model);
    let Screen::Search(looking) = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemUp => looking.selected = looking.selected.saturating_sub(1),
        Action::ItemDown => looking.selected = (looking.selected + 1).min(count.saturating_sub(1)),
        Action::Back => model.screen = Screen::Home { selected: 0 },
        Action::Accept if model.loading.is_none() => {
            let found = looking.found.get(looking.selected).cloned();
            if let Some(found) = found {
                return home::open_found(model, &found, turn);
            }
            let none_yet = looking.asked.is_empty();
            model.tell(if none_yet { TYPE } else { NOTHING });
        }
        _ => {}
    }
    Vec::new()
}

/// How many results are shown.
pub fn count(model: &Model) -> usize {
    match &model.screen {
        Screen::Search(looking) => looking.found.len(),
        _ => 0,
    }
}

/// What is shown.
pub fn body(model: &Model) -> Option<Body<'_>> {
    let Screen::Search(looking) = &model.screen else { return None };
    let items: Vec<Item> = looking
        .found
        .iter()
        .map(|f| Item {
            text: f.about.clone(),
            aside: crate::text::short_date(f.date),
            below: format!("{}: {}", f.place, f.excerpt),
            ..Item::default()
        })
        .collect();
    let empty = match (looking.asked.is_empty(), looking.answered) {
        (true, _) => TYPE,
        (false, false) => "Reading what is written …",
        (false, true) => NOTHING,
    };
    let more = looking.count.saturating_sub(items.len());
    let intro = if model.lines && more == 0 && looking.answered && !items.is_empty() {
        vec![format!("{} found. Type other words to look again.", items.len())]
    } else if more > 0 {
        vec![format!("The newest {}; {more} more have these words too.", items.len())]
    } else {
        Vec::new()
    };
    let selected = looking.selected.min(items.len().saturating_sub(1));
    Some(Body::List(List {
        title: "Find in all records".into(),
        intro,
        filter: Some(&looking.field),
        items,
        selected,
        empty: empty.into(),
    }))
}

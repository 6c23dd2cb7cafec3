//! Who said what: every passage of the discussion in focus with its marks, to
//! be looked through once, later. Letters set them; nothing has to be set.

use ulid::Ulid;

use super::{passages, question};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Item, List, about_words};
use crate::record::{Answer, Contribution};

/// Letters of a passage that are shown here.
const SHOWN: usize = 150;

/// Passages with words, in the order of the talk.
fn passages_of(model: &Model) -> Vec<(&Answer, &Contribution)> {
    let d = model.work.as_ref().and_then(|w| w.discussion());
    d.map(|d| d.contributions().filter(|(_, c)| !c.text.trim().is_empty()).collect())
        .unwrap_or_default()
}

/// How many there are.
pub fn count(model: &Model) -> usize {
    passages_of(model).len()
}

fn selected(model: &Model) -> Option<(&Answer, &Contribution)> {
    let Screen::Said { selected, .. } = &model.screen else { return None };
    passages_of(model).get(*selected).copied()
}

/// The answer of the selected passage.
pub fn owner(model: &Model) -> Option<Ulid> {
    selected(model).map(|(answer, _)| answer.id)
}

/// Selects a passage, where this screen is open.
pub fn select(model: &mut Model, passage: Ulid) {
    let at = passages_of(model).iter().position(|(_, c)| c.id == passage);
    if let (Screen::Said { selected, .. }, Some(at)) = (&mut model.screen, at) {
        *selected = at;
    }
}

/// Opens it from the review.
pub fn open(model: &mut Model) {
    let Screen::Review(review) = &model.screen else { return };
    let review = crate::app::model::Review { asking: false, ..review.clone() };
    if count(model) == 0 {
        model.tell("Nothing is said here yet.");
        return;
    }
    model.screen = Screen::Said { selected: 0, review };
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let last = count(model).saturating_sub(1);
    let Screen::Said { selected: at, review } = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemUp => *at = at.saturating_sub(1),
        Action::ItemDown => *at = (*at + 1).min(last),
        Action::Back => model.screen = Screen::Review(review.clone()),
        Action::Accept => {
            if let Some(passage) = selected(model).map(|(_, c)| c.id) {
                passages::go(model, passage, turn);
            }
        }
        Action::Said(_) | Action::Kind(_) | Action::ThirdParty | Action::AboutChild(_) => {
            let Some(passage) = selected(model).map(|(_, c)| c.id) else { return Vec::new() };
            let effects = mark(model, passage, action, turn);
            if !effects.is_empty() {
                say_so(model);
            }
            return effects;
        }
        other => return super::meeting::in_session(model, other, turn),
    }
    Vec::new()
}

/// What is said of the selected passage from now on.
fn say_so(model: &mut Model) {
    let label = selected(model).map_or_else(String::new, |(_, c)| {
        let family = question::named(model, &c.children);
        let about = (!family.is_empty()).then(|| about_words(&family));
        let label = c.label(&passages::child_of(model, c));
        let all = [Some(label).filter(|l| !l.is_empty()), about];
        all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let now = if label.is_empty() { "nothing is said of it" } else { label.as_str() };
    model.tell(format!("Now: {now}. Ctrl-Z (/undo) takes it back."));
}

fn mark(model: &mut Model, passage: Ulid, action: Action, turn: Turn) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(crate::app::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    let Action::AboutChild(number) = action else {
        return passages::mark(model, passage, action, turn);
    };
    let family: Vec<Ulid> = model.work.as_ref().map_or(Vec::new(), |w| w.family().to_vec());
    let child = usize::from(number).checked_sub(1).and_then(|n| family.get(n).copied());
    let (Some(child), Some(owner)) = (child.filter(|_| family.len() > 1), owner(model)) else {
        return Vec::new();
    };
    model.change_marks(owner, turn, |d| {
        let all = d.answers.iter_mut().flat_map(|a| a.contributions.iter_mut());
        for c in all.filter(|c| c.id == passage) {
            c.children = question::toggled(&family, &c.children, child);
        }
    })
}

/// An action with words after it, from linear prompts: here its first word is
/// the number of the passage; at a question it is about the one in hand.
pub fn told(model: &mut Model, action: Action, words: &str, turn: Turn) -> Vec<Effect> {
    if let Some(why) = model.work.as_ref().and_then(crate::app::work::Work::frozen) {
        model.trouble(why);
        return Vec::new();
    }
    if let Screen::Question { id, .. } = &model.screen {
        let id = id.clone();
        let (_, mut effects) = model.ensure_answer(&id, turn);
        if let Some(passage) = passages::in_hand(model).map(|c| c.id) {
            effects.extend(passages::say(model, passage, action, words, turn));
            if model.notice.is_none() {
                passages::say_details(model, action);
            }
        }
        return effects;
    }
    let (number, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let all: Vec<Ulid> = passages_of(model).iter().map(|(_, c)| c.id).collect();
    let at = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let Some((at, passage)) = at.and_then(|at| Some((at, *all.get(at)?))) else {
        model.trouble(format!(
            "Begin with the number of a passage, from 1 to {}: {} 2 …",
            all.len(),
            format_args!("/{}", action.word())
        ));
        return Vec::new();
    };
    if let Screen::Said { selected, .. } = &mut model.screen {
        *selected = at;
    }
    match action {
        Action::Said(_) | Action::Kind(_) => {
            passages::say(model, passage, action, rest.trim(), turn)
        }
        _ => mark(model, passage, action, turn),
    }
}

/// What is shown.
pub fn body(model: &Model) -> Body<'_> {
    let at = if let Screen::Said { selected, .. } = &model.screen { *selected } else { 0 };
    let mut last = None;
    let items: Vec<Item> = passages_of(model)
        .into_iter()
        .map(|(answer, c)| {
            let first = last.replace(answer.id) != Some(answer.id);
            let mut label = c.label(&passages::child_of(model, c));
            let family = question::named(model, &c.children);
            for more in [
                (!family.is_empty()).then(|| about_words(&family)),
                c.rough.then(|| "rough note".to_owned()),
            ]
            .into_iter()
            .flatten()
            {
                label = if label.is_empty() { more } else { format!("{label} · {more}") };
            }
            let words = c.text.split_whitespace().collect::<Vec<_>>().join(" ");
            Item {
                heading: first.then(|| answer.wording.clone()),
                text: match words.char_indices().nth(SHOWN) {
                    Some((end, _)) => format!("{} …", words.get(..end).unwrap_or_default()),
                    None => words,
                },
                below: if label.is_empty() { "nothing said of it".into() } else { label },
                ..Item::default()
            }
        })
        .collect();
    let intro = if model.lines {
        vec![
            "/said 2 family Mum, /kind 2 guess, /third-party 2: of passage 2. Who: child, seen, \
             imagined, practitioner, supervisor, family, partner, nobody. Kind: guess, judgement, \
             fact, feeling, none. A number alone goes there."
                .into(),
        ]
    } else {
        vec![
            "c the child said it · o observed · i imagined · p practitioner · s supervisor · \
             f family · r partner agency · n nobody"
                .into(),
            "g a guess · j a judgement · k known, a fact · e a feeling · t about or from another \
             person"
                .into(),
        ]
    };
    Body::List(List {
        title: "Who said what".into(),
        intro,
        filter: None,
        selected: at.min(items.len().saturating_sub(1)),
        items,
        empty: "Nothing is said here yet. Esc (/back) goes back.".into(),
    })
}

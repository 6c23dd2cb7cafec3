//! Numbers of a list, as they are typed.

use crate::app::Event;
use crate::app::action::Action;
use crate::app::page::{List, Page};

/// Whether this list is one to take from, where a number takes or leaves.
pub fn is_to_take(page: &Page<'_>) -> bool {
    let has = |action: Action| page.commands.iter().any(|(w, _)| *w == action.word());
    has(Action::Mark) && has(Action::NextQuestion)
}

/// "1 3, 5" as places of a list, each once; nothing where one of them is none
/// of it, or no number.
pub fn all(words: &str, items: usize) -> Option<Vec<usize>> {
    let mut out = Vec::new();
    for word in words.split([' ', ',']).filter(|w| !w.is_empty()) {
        let n: usize = word.parse().ok().filter(|n| (1..=items).contains(n))?;
        if !out.contains(&(n - 1)) {
            out.push(n - 1);
        }
    }
    Some(out)
}

/// What a command does that is about lines of a list: those of its numbers,
/// each in turn. None where it is about no line.
///
/// # Errors
/// What is to be typed instead: a number is never dropped, and where nothing
/// shows what is selected, nothing is done without one.
pub fn of_list(
    action: Action,
    rest: &str,
    list: &List<'_>,
    page: &Page<'_>,
) -> Option<Result<Vec<Event>, String>> {
    let looks_through = page.commands.iter().any(|(w, _)| *w == Action::LeaveAsIs.word());
    let (word, items) = (action.word(), list.items.len());
    let (needs, one) = match action {
        Action::LeaveAsIs => (true, false),
        Action::Accept => (looks_through, true),
        Action::Mark => (is_to_take(page), false),
        _ => return None,
    };
    if rest.is_empty() && !needs {
        return None;
    }
    let wanted = all(rest, items).filter(|all| !all.is_empty() && (!one || all.len() == 1));
    let Some(wanted) = wanted else {
        return Some(Err(if items == 0 {
            format!("There is no line here that /{word} could be about. Nothing was changed.")
        } else {
            let which = if one { "the number of a line" } else { "the numbers of lines" };
            format!("Which? /{word} and {which}, from 1 to {items}. Nothing was changed.")
        }));
    };
    Some(Ok(wanted.into_iter().flat_map(|n| [Event::Select(n), Event::Do(action)]).collect()))
}

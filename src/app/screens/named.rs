//! What lines choose by name or by number: for whom, which format, which
//! layout.

use super::audience::audiences;
use super::{layouts, learning, review};
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::record::{Audience, Format};
use crate::text::fold;

/// Takes what was named; where nothing is called so, nothing is changed and
/// what there is is said.
pub fn told(model: &mut Model, action: Action, words: &str, turn: Turn) -> Vec<Effect> {
    let choices: Vec<Vec<String>> = match action {
        Action::NextFormat => formats(model, turn).iter().map(|f| format_names(*f)).collect(),
        Action::NextAudience => audiences(model).into_iter().map(audience_names).collect(),
        _ => {
            let all = turn.context.layouts.iter();
            all.map(|l| vec![l.id.clone(), l.title.clone()]).collect()
        }
    };
    let Some(at) = meant(&choices, words) else {
        let names: Vec<String> = choices
            .iter()
            .enumerate()
            .filter_map(|(n, names)| names.first().map(|name| format!("{} {name}", n + 1)))
            .collect();
        model.trouble(format!(
            "Nothing here is called so, and nothing was changed. /{} and one of these, by name \
             or number: {}.",
            action.word(),
            names.join(", ")
        ));
        return Vec::new();
    };
    match action {
        Action::NextFormat => {
            if let Some(format) = formats(model, turn).get(at).copied() {
                take_format(model, format, turn);
            }
        }
        Action::NextAudience => {
            if let (Some(audience), Screen::Review(r)) =
                (audiences(model).get(at).copied(), &mut model.screen)
            {
                *r = r.afresh(audience, r.page);
            }
        }
        _ => {
            let id = turn.context.layouts.iter().nth(at).map(|l| l.id.clone());
            if let Some(id) = id {
                layouts::take(model, &id, turn);
            }
        }
    }
    Vec::new()
}

/// Which of them words mean: its number, a name of it, or the beginning of a
/// name that no other begins with.
fn meant(choices: &[Vec<String>], words: &str) -> Option<usize> {
    let wanted = fold(words.trim());
    if let Ok(n) = wanted.parse::<usize>() {
        return n.checked_sub(1).filter(|at| *at < choices.len());
    }
    if wanted.is_empty() {
        return None;
    }
    let is_it = |names: &Vec<String>| names.iter().any(|name| fold(name) == wanted);
    let begins = |names: &Vec<String>| names.iter().any(|name| fold(name).starts_with(&wanted));
    choices.iter().position(is_it).or_else(|| {
        let mut fitting = (0..choices.len()).filter(|at| choices.get(*at).is_some_and(begins));
        fitting.next().filter(|_| fitting.next().is_none())
    })
}

fn formats(model: &Model, turn: Turn) -> Vec<Format> {
    match &model.screen {
        Screen::Learning(_) => learning::formats(turn),
        _ => turn.context.formats.clone(),
    }
}

fn take_format(model: &mut Model, format: Format, turn: Turn) {
    if let Screen::Learning(l) = &mut model.screen {
        l.take_format(format, turn);
    } else {
        review::take_format(model, format, turn);
    }
}

fn format_names(format: Format) -> Vec<String> {
    [format.slug(), format.words(), format.extension()].map(ToOwned::to_owned).to_vec()
}

fn audience_names(audience: Audience) -> Vec<String> {
    let names: &[&str] = match audience {
        Audience::ChildFile => &["child-file", "child", "child's file", "child file"],
        Audience::StaffFile => &["staff-file", "staff file"],
        Audience::Full => &["full", "in full"],
        Audience::Letter => &["letter"],
        Audience::Learning => &["learning"],
        Audience::SubjectAccess => &["subject-access"],
    };
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_a_name_or_an_unmistakable_beginning() {
        let choices: Vec<Vec<String>> = Format::ALL.into_iter().map(format_names).collect();
        let format = |words: &str| meant(&choices, words).and_then(|at| Format::ALL.get(at));
        assert_eq!(format("docx"), Some(&Format::Docx));
        assert_eq!(format(" Word "), Some(&Format::Docx));
        assert_eq!(format("web page"), Some(&Format::Html));
        assert_eq!(format("md"), Some(&Format::Markdown));
        assert_eq!(format("1"), Some(&Format::Text));
        for none in ["", "0", "99", "-1", "t h e", "rtf", "99999999999999999999"] {
            assert_eq!(format(none), None, "{none}");
        }
    }
}

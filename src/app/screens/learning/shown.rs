//! What is shown of it.

use super::{Learning, Step, all, format, in_hand, made, replacements, target};
use crate::app::context::Turn;
use crate::app::model::Model;
use crate::app::page::{Body, Form, FormField, Item, List, Mark, NoteBody};
use crate::record::Leaving;
use crate::record::learning::left_as_they_were;

/// Letters of a passage that are shown in the list.
const SHOWN: usize = 150;

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let l = in_hand(model)?;
    Some(match &l.step {
        Step::Choose => Body::List(choosing(model, l)),
        Step::Replace => Body::List(replacing(model, l)),
        Step::Put(found) => Body::Form(putting(l, found.as_deref())),
        Step::Path => Body::Form(form(
            l,
            "Where the file goes".into(),
            "A path. Enter takes it, Esc (/back) keeps the old one.".into(),
            &["File"],
        )),
        Step::Read => Body::Note(reading(model, l, turn)?),
    })
}

fn choosing<'a>(model: &'a Model, l: &Learning) -> List<'a> {
    let mut what = String::new();
    let items: Vec<Item> = all(model)
        .into_iter()
        .map(|p| {
            let said: Vec<&str> = p.said.iter().map(|(_, words)| words.trim()).collect();
            let words = said.join(" · ").split_whitespace().collect::<Vec<_>>().join(" ");
            let heading = (p.what != what).then(|| p.what.clone());
            what = p.what;
            let is_chosen = l.chosen.contains(&p.id);
            let words = crate::text::truncate(&words, SHOWN);
            Item {
                heading,
                mark: Some(if is_chosen { Mark::Chosen } else { Mark::NotChosen }),
                // Lines have no box to tick: words say it.
                text: if is_chosen && model.lines {
                    format!("taken: {words}")
                } else {
                    words.to_string()
                },
                below: if p.third_party {
                    "about or from another person".into()
                } else {
                    String::new()
                },
                ..Item::default()
            }
        })
        .collect();
    let how = if model.lines {
        "A number takes a passage, several take each (1 3)"
    } else {
        "Space takes a passage"
    };
    List {
        title: "What can others learn from this?".into(),
        intro: vec![format!(
            "It starts empty. {how}, or leaves it out; {} chosen. Then names, places, dates and \
             references in them are replaced, and you look through each. Enter (/next) goes on.",
            l.chosen.len()
        )],
        filter: None,
        selected: l.selected.min(items.len().saturating_sub(1)),
        items,
        empty: "Nothing is said here yet.".into(),
    }
}

fn replacing<'a>(model: &'a Model, l: &Learning) -> List<'a> {
    let mut kind = None;
    let items: Vec<Item> = replacements(model)
        .into_iter()
        .map(|r| {
            let heading =
                (kind != Some(r.kind)).then(|| crate::record::learning::capital(r.kind.words()));
            kind = Some(r.kind);
            let found = r.found.split_whitespace().collect::<Vec<_>>().join(" ");
            Item {
                heading,
                mark: Some(if r.kept { Mark::NotChosen } else { Mark::Chosen }),
                text: if r.kept {
                    format!("“{found}” stays as it is")
                } else {
                    format!("“{found}” becomes “{}”", r.with)
                },
                aside: match (r.times, r.by_hand, r.in_doubt) {
                    (_, false, true) => "is it a name?".into(),
                    (1, ..) => "once".into(),
                    (n, ..) => format!("{n} times"),
                },
                ..Item::default()
            }
        })
        .collect();
    List {
        title: "What is replaced".into(),
        intro: vec![
            "Look at each: what a program finds is a guess. Enter (/go) changes what stands \
             there, Delete (/keep) leaves the words as they are or takes that back, + \
             (/add-words) adds others. PageDown (/next) shows the text."
                .into(),
        ],
        filter: None,
        selected: l.selected.min(items.len().saturating_sub(1)),
        items,
        empty: "Nothing was found. That is no proof that nothing is there.".into(),
    }
}

fn form<'a>(l: &'a Learning, title: String, intro: String, labels: &[&str]) -> Form<'a> {
    let fields = l.fields.iter().zip(labels).map(|(editor, label)| FormField {
        heading: None,
        label: (*label).to_owned(),
        editor,
        secret: false,
        prose: false,
        aside: String::new(),
        offers: Vec::new(),
        chosen: None,
    });
    Form { title, intro: vec![intro], fields: fields.collect(), focus: l.focus }
}

fn putting<'a>(l: &'a Learning, found: Option<&str>) -> Form<'a> {
    match found {
        Some(found) => form(
            l,
            format!("What stands in the place of “{}”", found.replace('\n', " ")),
            "The same everywhere in the passages chosen. Enter takes it, Esc (/back) changes nothing."
                .into(),
            &["Instead"],
        ),
        None => form(
            l,
            "Words to replace".into(),
            "Everywhere in the passages chosen, in large letters or small.".into(),
            &["Words", "Instead"],
        ),
    }
}

fn reading(model: &Model, l: &Learning, turn: Turn) -> Option<NoteBody> {
    let (made, format) = (made(model)?, format(model, turn)?);
    let text = (turn.context.preview)(&Leaving::of(made.note?), format);
    let path = target(model, turn).map_or_else(String::new, |p| p.display().to_string());
    let left = left_as_they_were(&made.replacements);
    let left = if left.is_empty() {
        "Nothing that was noticed is left as it was.".to_owned()
    } else {
        format!("Left as they were: {left}.")
    };
    let replaced: usize = made.replacements.iter().filter(|r| !r.kept).map(|r| r.times).sum();
    let keys = if model.lines { "" } else { " Enter: yes. Esc: not yet." };
    let ask = l.asking.then(|| {
        format!(
            "Write this to {path}? {replaced} replaced. {left} It is still personal data, and \
             you have read it.{keys}"
        )
    });
    Some(NoteBody {
        about: vec![
            format!("For learning, as {}: the very text, de-identified.", format.words()),
            match &l.written {
                Some(path) => format!("Written to {}", path.display()),
                None => format!("Goes to {path}"),
            },
            left,
        ],
        text,
        scroll: l.scroll,
        left_out: Vec::new(),
        ask,
        thoughts: Vec::new(),
    })
}

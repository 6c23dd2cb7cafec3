//! Words to the child, of the two and nobody else: suggestions stand beside
//! them, and nothing is changed by any of them. One sheet a child.

use ulid::Ulid;

use super::{Kind, Row, Section, frozen, go_to_child, sheet};
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::record::plain_words::{Suggestion, near, suggestions};
use crate::record::{Discussion, Field, FieldName, Sight, WordsToChild};

/// At most so many suggestions are in sight at once.
const IN_SIGHT: usize = 5;
/// In plain lines, where they are read once: all of them, up to so many.
const IN_LINES: usize = 12;

pub struct Letter;

/// The child of the sheet in hand.
fn child(model: &Model) -> Option<Ulid> {
    match sheet(model)?.kind {
        Kind::ToTheChild(child) => Some(child),
        _ => None,
    }
}

fn name(model: &Model) -> String {
    let child = child(model).and_then(|id| model.session()?.child(id));
    child.map(|c| Sight::Full.child(c)).unwrap_or_default()
}

/// What stands there.
fn words(model: &Model) -> Option<&WordsToChild> {
    let child = child(model)?;
    model.work.as_ref()?.discussion()?.to_the_child.iter().find(|x| x.child == child)
}

fn all(model: &Model) -> Vec<Suggestion> {
    match words(model) {
        Some(words) if !frozen(model) => suggestions(&words.text, &name(model)),
        _ => Vec::new(),
    }
}

impl Section for Letter {
    fn title(&self, model: &Model) -> String {
        format!("To {}", name(model))
    }

    fn intro(&self, _: &Model) -> Vec<String> {
        vec![
            "Your own words, and theirs: they stand in the note as they are. At review Tab (/for) \
             shows them as a letter by itself, with no date, name or greeting but those you write."
                .into(),
        ]
    }

    fn rows(&self, model: &Model, _: &Discussion, _: Turn) -> Vec<Row> {
        let Some(words) = words(model) else { return Vec::new() };
        let hint = "For the child to read, now or grown up: what happened, what was decided and \
                    why, what is good, what you heard from them and when.";
        let mut out =
            vec![Row::text("What you want to say", words.id, FieldName::ToTheChild).hinting(hint)];
        let all = if model.lines { all(model) } else { Vec::new() };
        if !all.is_empty() {
            let lines = all.iter().take(IN_LINES).map(Suggestion::line);
            out.push(
                Row::act(words.id, "Enter goes on", "Enter goes on")
                    .under(heading(IN_LINES.min(all.len()), all.len()))
                    .offering(lines),
            );
        }
        out
    }

    fn ready(&self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        let (Some(child), None) = (child(model), words(model)) else { return Vec::new() };
        let id = model.id(turn.at);
        model.change_discussion(turn.at, |d| {
            d.to_the_child.push(WordsToChild { id, child, text: String::new(), written: turn.at });
        })
    }

    fn one_more(&self, _: &mut Model, _: Option<Ulid>, _: Turn) -> (Option<Field>, Vec<Effect>) {
        (None, Vec::new())
    }

    /// In plain lines, once the suggestions were read: to the next child, or
    /// back.
    fn done(&self, model: &mut Model, _: Ulid, turn: Turn) -> Vec<Effect> {
        go_to_child(model, 1, turn)
    }

    fn remarks(&self, model: &Model) -> Vec<String> {
        let all = all(model);
        if all.is_empty() {
            return Vec::new();
        }
        let field = words(model).map(|w| Field { owner: w.id, name: FieldName::ToTheChild });
        let editor = field.and_then(|field| model.work.as_ref()?.editors.get(&field));
        // One more takes no more room than to say that there is one more.
        let most = if all.len() == IN_SIGHT + 1 { IN_SIGHT + 1 } else { IN_SIGHT };
        let shown = near(&all, editor.map_or(usize::MAX, Editor::cursor), most);
        let lines = shown.iter().map(|s| s.line());
        let others: Vec<String> =
            all.iter().filter(|s| !shown.contains(s)).map(|s| called(&s.words)).collect();
        // Those out of sight by their words alone, in one line.
        let rest = (!others.is_empty())
            .then(|| format!("Also, with the cursor there: {}", others.join(", ")));
        std::iter::once(heading(shown.len(), all.len())).chain(lines).chain(rest).collect()
    }

    fn tidy(&self, d: &mut Discussion) {
        d.drop_blank();
    }
}

/// The words a suggestion is about, in short; of the whole text, so.
fn called(words: &str) -> String {
    const LONGEST: usize = 24;
    match words.chars().count() {
        0 => "the whole of it".to_owned(),
        n if n > LONGEST => {
            format!("“{}…”", words.chars().take(LONGEST - 1).collect::<String>().trim_end())
        }
        _ => format!("“{words}”"),
    }
}

fn heading(shown: usize, all: usize) -> String {
    let count = if shown < all { format!(", {shown} of {all}") } else { String::new() };
    format!("Worth a second look{count} (a legal term may be right)")
}

//! Tools that were used, and the parts of the framework: those of the
//! questions answered here are known, and may be taken away; others may be
//! added, and what a part changed may be said.

use ulid::Ulid;

use super::{Row, Section, begun_about, frozen};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::practice::Part;
use crate::record::{Discussion, Field, FieldName, PartUsed, ToolUsed};

pub struct Tools;

/// Tools that the framework and the field name.
const OFFERS: [&str; 7] = [
    "the journey map",
    "Cultural Genogram",
    "Impact Chronology",
    "Three Houses",
    "This is me",
    "MOMO",
    "advocacy",
];

/// The choice of a part that is there: used, or left out.
const USED: u8 = 0;
/// The choice of one more part, of the discussion; those of parts follow it.
const ADD: u8 = 0;
const FIRST_PART: u8 = 1;

/// A part that is shown: computed from answers, written, or both.
fn shown(d: &Discussion) -> Vec<(Part, usize, Option<&PartUsed>)> {
    Part::ALL
        .into_iter()
        .map(|part| {
            let answers = d.answers_standing_for(part);
            (part, answers, d.parts_used.iter().find(|used| used.part == part))
        })
        .filter(|(_, answers, written)| *answers > 0 || written.is_some())
        .collect()
}

fn to_add(d: &Discussion) -> Vec<Part> {
    let there = shown(d);
    Part::ALL.into_iter().filter(|part| there.iter().all(|(p, ..)| p != part)).collect()
}

fn part_rows(d: &Discussion, out: &mut Vec<Row>) {
    let mut heading = Some("Parts of the framework used");
    for (part, answers, written) in shown(d) {
        let aside = match answers {
            0 => String::new(),
            1 => "1 answer".into(),
            n => format!("{n} answers"),
        };
        let left_out = written.is_some_and(|used| used.left_out);
        let owner = match (written, u8::try_from(part.index())) {
            (Some(used), _) => (used.id, USED),
            (None, Ok(n)) => (d.id, FIRST_PART + n),
            (None, Err(_)) => continue,
        };
        let options = vec!["used".to_owned(), "left out".to_owned()];
        let row = Row::choice(part.short_name(), owner, options, Some(usize::from(left_out)));
        let row = if written.is_some() { row.naming() } else { row };
        let row = row.beside(aside);
        out.push(match heading.take() {
            Some(heading) => row.under(heading),
            None => row,
        });
        if let Some(used) = written.filter(|used| !used.left_out) {
            out.push(
                Row::text("  What it changed", used.id, FieldName::Impact)
                    .hinting("Only if you want to say it.")
                    .folding(),
            );
        }
    }
    let names: Vec<String> =
        to_add(d).into_iter().map(|part| part.short_name().to_owned()).collect();
    if !names.is_empty() {
        let row = Row::choice("Add a part", (d.id, ADD), names, None);
        out.push(match heading {
            Some(heading) => row.under(heading),
            None => row,
        });
    }
}

impl Section for Tools {
    fn title(&self, _: &Model) -> String {
        "Tools and parts of the framework".into()
    }

    fn intro(&self, _: &Model) -> Vec<String> {
        vec!["All of this may stay empty. Parts are known from the questions answered.".into()]
    }

    fn rows(&self, model: &Model, d: &Discussion, _: Turn) -> Vec<Row> {
        let mut out = Vec::new();
        for (n, tool) in d.tools.iter().enumerate() {
            let row = Row::text("Tool", tool.id, FieldName::Tool)
                .offering(OFFERS.map(str::to_owned))
                .naming();
            out.push(if n == 0 { row.under("Tools used") } else { row });
            if !tool.is_empty() {
                out.push(Row::text("  What it showed", tool.id, FieldName::Showed).folding());
            }
        }
        if frozen(model) {
            return out;
        }
        part_rows(d, &mut out);
        out
    }

    fn ready(&self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        let none = model.work.as_ref().and_then(|w| w.discussion()).map(|d| d.tools.is_empty());
        if none == Some(true) { self.one_more(model, None, turn).1 } else { Vec::new() }
    }

    fn one_more(
        &self,
        model: &mut Model,
        _: Option<Ulid>,
        turn: Turn,
    ) -> (Option<Field>, Vec<Effect>) {
        let d = model.work.as_ref().and_then(|w| w.discussion());
        let empty = d.and_then(|d| d.tools.iter().find(|t| t.is_empty())).map(|t| t.id);
        let owner = empty.unwrap_or_else(|| model.id(turn.at));
        let children = begun_about(model, owner);
        let effects = model.change_discussion(turn.at, |d| {
            if empty.is_none() {
                let (tool, showed) = (String::new(), String::new());
                d.tools.push(ToolUsed { id: owner, tool, showed, children });
            }
        });
        (Some(Field { owner, name: FieldName::Tool }), effects)
    }

    fn choose(
        &self,
        model: &mut Model,
        owner: Ulid,
        choice: u8,
        option: Option<usize>,
        turn: Turn,
    ) -> Vec<Effect> {
        let id = model.id(turn.at);
        let children = begun_about(model, id);
        let left_out = option == Some(1);
        let new = |part, left_out| PartUsed { id, part, impact: String::new(), children, left_out };
        model.change_discussion(turn.at, |d| {
            if let Some(at) = d.parts_used.iter().position(|used| used.id == owner) {
                let by_answers =
                    d.parts_used.get(at).is_some_and(|u| d.answers_standing_for(u.part) > 0);
                match d.parts_used.get_mut(at) {
                    // What nobody answered and nobody wants is not there.
                    Some(_) if left_out && !by_answers => drop(d.parts_used.remove(at)),
                    Some(used) => used.left_out = left_out,
                    None => {}
                }
            } else if choice == ADD {
                if let Some(part) = option.and_then(|n| to_add(d).get(n).copied()) {
                    d.parts_used.push(new(part, false));
                }
            } else if let Some(part) = Part::ALL.get(usize::from(choice - FIRST_PART)) {
                d.parts_used.push(new(*part, left_out));
            }
        })
    }

    fn tidy(&self, d: &mut Discussion) {
        d.drop_blank();
    }
}

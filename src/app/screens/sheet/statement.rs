//! What a person says of a finalised note: that it is accurate or not, and
//! apart from that whether they agree with the decision. Nothing is preset.

use ulid::Ulid;

use super::{Kind, Row, Section, Sheet, Slot, go, rows};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::screens::matter::{self, agree};
use crate::record::{Accuracy, Agreement, Discussion, Field, FieldName, Stance};

pub struct Statement;

const ACCURACY: u8 = 0;
const STANCE: u8 = 1;

/// Who says it, and of which page.
fn whose(model: &Model) -> Option<(Ulid, Option<Ulid>)> {
    match &model.screen {
        Screen::Sheet(Sheet { kind: Kind::Statement { person, child }, .. }) => {
            Some((*person, *child))
        }
        _ => None,
    }
}

fn choice(label: &str, owner: Ulid, choice: u8, options: [&str; 2], at: Option<usize>) -> Row {
    Row::choice(label, (owner, choice), options.map(Into::into).to_vec(), at)
}

impl Section for Statement {
    fn title(&self, model: &Model) -> String {
        let name = whose(model)
            .and_then(|(person, _)| model.session()?.person(person))
            .map_or("", |p| p.name.as_str());
        format!("What {name} says of this note")
    }

    fn intro(&self, model: &Model) -> Vec<String> {
        let owner = model.home.as_ref().map(|h| h.owner_id);
        let own = whose(model).map(|(person, _)| person) == owner;
        vec![
            if own {
                "In your own words. Nothing counts before you have made it."
            } else {
                "You record what they say, in their words: the note says that you did. Nothing \
                 counts before it is made."
            }
            .into(),
        ]
    }

    fn rows(&self, model: &Model, d: &Discussion, _: Turn) -> Vec<Row> {
        let Some((person, child)) = whose(model) else { return Vec::new() };
        let draft = agree::draft(d, person, child);
        let owner = draft.map_or(person, |a| a.id);
        let mut out = vec![choice(
            "An accurate record?",
            owner,
            ACCURACY,
            ["Yes, it is accurate", "No, it is not"],
            draft.map(|a| usize::from(a.accuracy != Accuracy::Accurate)),
        )];
        let Some(draft) = draft else { return out };
        if matches!(draft.accuracy, Accuracy::NotAccurate { .. }) {
            out.push(Row::text("Why not accurate", owner, FieldName::NotAccurate));
        }
        if agree::is_decided(d, child) || draft.stance.is_some() {
            out.push(choice(
                "And the decision?",
                owner,
                STANCE,
                ["Agree", "Do not agree"],
                draft.stance.as_ref().map(|s| usize::from(*s != Stance::Agree)),
            ));
        }
        if matches!(draft.stance, Some(Stance::Disagree { .. })) {
            out.push(Row::text("Why not agreed", owner, FieldName::Disagree));
            out.push(Row::text("Where it goes next", owner, FieldName::GoesTo));
        }
        out.push(Row::act(owner, "Make it", "Enter shows what it will say"));
        out
    }

    fn ready(&self, _: &mut Model, _: Turn) -> Vec<Effect> {
        // Silence is not agreement: nothing is there until somebody says it.
        Vec::new()
    }

    fn one_more(&self, _: &mut Model, _: Option<Ulid>, _: Turn) -> (Option<Field>, Vec<Effect>) {
        (None, Vec::new())
    }

    fn choose(
        &self,
        model: &mut Model,
        owner: Ulid,
        choice: u8,
        option: Option<usize>,
        turn: Turn,
    ) -> Vec<Effect> {
        let Some((person, child)) = whose(model) else { return Vec::new() };
        let new = model.id(turn.at);
        let mut lost = false;
        let effects = model.add_to_final(turn.at, |d| {
            let at = d.agreements.iter().position(|a| a.id == owner && !a.is_made());
            match (at, choice) {
                (None, ACCURACY) => {
                    if let Some(option) = option {
                        d.agreements.push(begun(new, person, child, option, turn));
                    }
                }
                (Some(at), _) => {
                    let Some(a) = d.agreements.get_mut(at) else { return };
                    lost = !change(a, choice, option);
                    if choice == ACCURACY && option.is_none() && !lost && a.stance.is_none() {
                        d.agreements.remove(at);
                    }
                }
                _ => {}
            }
        });
        if lost {
            model.trouble("That would lose the words below it: take them away first.");
        }
        effects
    }

    fn done(&self, model: &mut Model, owner: Ulid, turn: Turn) -> Vec<Effect> {
        let missing = model.work.as_ref().and_then(|w| w.discussion()).and_then(|d| {
            let a = d.agreements.iter().find(|a| a.id == owner && !a.is_made())?;
            Some((agree::missing(a, agree::is_decided(d, a.child))?, place_of_missing(a)))
        });
        match missing {
            Some((why, place)) => {
                model.trouble(why);
                let at = rows(model, turn).iter().position(|row| match &row.slot {
                    Slot::Text(field) => Some(field.name) == place,
                    Slot::Choice { choice, .. } => place.is_none() && *choice == STANCE,
                    Slot::Act { .. } => false,
                });
                if let Some(at) = at {
                    go(model, at);
                }
            }
            None => matter::open_over(model, matter::Kind::Make { statement: owner }),
        }
        Vec::new()
    }

    fn tidy(&self, _: &mut Discussion) {}
}

/// Where what is missing is written; none: where it is chosen.
fn place_of_missing(a: &Agreement) -> Option<FieldName> {
    let blank = |text: &String| text.trim().is_empty();
    match (&a.accuracy, &a.stance) {
        (Accuracy::NotAccurate { why }, _) if blank(why) => Some(FieldName::NotAccurate),
        (_, Some(Stance::Disagree { why, .. })) if blank(why) => Some(FieldName::Disagree),
        (_, Some(Stance::Disagree { .. })) => Some(FieldName::GoesTo),
        _ => None,
    }
}

fn begun(id: Ulid, person: Ulid, child: Option<Ulid>, option: usize, turn: Turn) -> Agreement {
    Agreement {
        id,
        person,
        child,
        accuracy: accuracy(option),
        stance: None,
        at: turn.at,
        recorded_by: None,
        words: String::new(),
        signature: String::new(),
        struck: None,
    }
}

fn accuracy(option: usize) -> Accuracy {
    if option == 0 { Accuracy::Accurate } else { Accuracy::NotAccurate { why: String::new() } }
}

/// Takes an option; false where words would be lost by it.
fn change(a: &mut Agreement, choice: u8, option: Option<usize>) -> bool {
    let said = |text: &String| !text.trim().is_empty();
    if choice == ACCURACY {
        if option == Some(usize::from(a.accuracy != Accuracy::Accurate)) {
            return true;
        }
        if matches!(&a.accuracy, Accuracy::NotAccurate { why } if said(why)) {
            return false;
        }
        match option {
            Some(option) => a.accuracy = accuracy(option),
            // Taken back whole, unless something else was said already.
            None if a.stance.is_some() => return false,
            None => {}
        }
        return true;
    }
    if option.is_some() && option == a.stance.as_ref().map(|s| usize::from(*s != Stance::Agree)) {
        return true;
    }
    if matches!(&a.stance, Some(Stance::Disagree { why, goes_to }) if said(why) || said(goes_to)) {
        return false;
    }
    a.stance = option.map(|option| {
        if option == 0 {
            Stance::Agree
        } else {
            Stance::Disagree { why: String::new(), goes_to: String::new() }
        }
    });
    true
}

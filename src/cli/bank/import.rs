//! `bank import`: a bank from outside, taken whole or not at all.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{named, read};
use crate::cli::failure::{Ended, FAILED, Failure};
use crate::cli::{Place, output};
use crate::practice::bank::{Change, is_slip};
use crate::practice::{Bank, Banks, Mistake, Sources};
use crate::runtime;
use crate::vault::{Access, Vault};

/// Ids that are named one by one; of more only the number is said.
const NAMED: usize = 12;

#[derive(Args)]
pub struct Import {
    /// The file; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What it does as JSON, or the mistakes that were found.
    #[arg(long)]
    json: bool,
}

/// What other tools read.
#[derive(Serialize)]
struct Report<'a> {
    id: &'a str,
    title: &'a str,
    version: chrono::NaiveDate,
    filed: bool,
    instead: bool,
    #[serde(flatten)]
    change: &'a Change,
    advice: Vec<Mistake>,
}

#[derive(Serialize)]
struct Refused<'a> {
    filed: bool,
    mistakes: &'a [Mistake],
}

/// What is at hand before, and would be after.
struct Effect {
    change: Change,
    /// No question is at hand under this id yet; these ids are taken.
    beside: Option<Vec<String>>,
    /// A bank of this id lies in the vault already.
    makes_way: bool,
    /// What comes of it is the bank that ships with the program.
    is_ours: bool,
}

pub fn run(import: &Import, place: &Place) -> Ended {
    // What can be told without the passphrase is told before it is asked for.
    let sources = Sources::built_in()?;
    let file = named(&import.file);
    let checked = read(&import.file).map_err(|m| vec![*m]);
    let checked = checked.and_then(|text| Ok((Bank::read(&text, &file, &sources)?, text)));
    let (bank, text) = match checked {
        Ok(checked) => checked,
        Err(mistakes) => return refuse(mistakes, import.json),
    };
    let advice = bank.advice(&text, &file);
    let mut vault = place.open(Access::Write)?;
    let effect = effect(&bank, &text, &file, &vault)?;
    let filed = !effect.change.is_nothing;
    let done = if filed { vault.add_bank(&bank.id, &text) } else { Ok(()) };
    vault.close();
    done?;
    if import.json {
        let Bank { id, title, version, instead, .. } = &bank;
        let change = &effect.change;
        let (version, instead) = (*version, *instead);
        return output::json(&Report { id, title, version, filed, instead, change, advice });
    }
    for remark in &advice {
        output::say(&format!("advice: {remark}"));
    }
    output::lines(&in_words(&bank, &effect))
}

fn refuse(mistakes: Vec<Mistake>, json: bool) -> Ended {
    if json {
        let done = output::json(&Refused { filed: false, mistakes: &mistakes });
        return done.map(|code| code.max(FAILED));
    }
    let all = match mistakes.len() {
        1 => "this".to_owned(),
        n => format!("these {n}"),
    };
    let last = format!("thinkwheel: nothing was filed: put {all} right and import it again");
    Err(Failure::from(mistakes).and(&last))
}

/// Nothing is filed yet: what would come of it.
fn effect(bank: &Bank, text: &str, file: &str, vault: &Vault) -> Result<Effect, Failure> {
    let at_hand = runtime::at_hand(Banks::built_in()?, vault)?;
    let before = at_hand.banks.bank(&bank.id);
    // The bank that lies there makes way, so the new one goes over ours alone.
    let ours = Banks::built_in()?;
    let after = ours.clone().with(text, file)?;
    let is_ours = after == ours;
    let after = after.bank(&bank.id).unwrap_or(bank);
    let mut change = Change::of(before, bank, after);
    // One that lies there unused makes way even if no question changes.
    change.is_nothing &= !at_hand.unused.contains(&bank.id);
    let taken = || at_hand.banks.iter().map(|b| b.id.clone()).collect();
    let makes_way = vault.get_bank(&bank.id)?.is_some();
    Ok(Effect { change, beside: before.is_none().then(taken), makes_way, is_ours })
}

fn in_words(bank: &Bank, effect: &Effect) -> Vec<String> {
    let Effect { change, beside, makes_way, is_ours } = effect;
    let id = &bank.id;
    if change.is_nothing {
        return vec![format!(
            "{id}: nothing would change, so nothing was filed. The questions at hand are these \
             already."
        )];
    }
    let mut out = vec![format!("{id}: filed in this vault: {}, {}.", bank.title, bank.version)];
    if *makes_way {
        out.push("The bank that was filed under this id before has made way for it.".to_owned());
    }
    if bank.instead {
        out.push("It stands in place of the bank with its id, not over it.".to_owned());
    }
    match beside {
        None => out.extend(counts(change)),
        Some(taken) => {
            out.push(format!(
                "It is a bank of its own, with {}, beside those at hand: `bank list` and `bank \
                 show` have it. The screen asks the questions of {}; to change their wording, \
                 import a bank with that id.",
                questions(bank.questions.len()),
                taken.first().map_or("", String::as_str),
            ));
            if let Some(like) = taken.iter().find(|other| is_slip(id, other)) {
                out.push(format!("Look again: was {like} meant?"));
            }
        }
    }
    for slip in &change.looks_like {
        let why = if slip.same_wording { "asks the same as" } else { "is written almost like" };
        out.push(format!(
            "Look again: {} is new and {why} {}. If that one was meant, change the id and import \
             the bank again.",
            slip.id, slip.like
        ));
    }
    out.push("Answers given before keep the wording they were asked with.".to_owned());
    if *is_ours {
        out.push(
            "This is the wording that ships with this version of the program. It stays in force \
             until another is imported, also when a later version ships a newer one."
                .to_owned(),
        );
    } else if Banks::built_in_text(id).is_some() {
        out.push(format!(
            "To go back to the wording that ships with the program: `thinkwheel bank export {id} \
             --built-in --output ours.ron`, then `thinkwheel bank import ours.ron`."
        ));
    }
    out
}

fn counts(change: &Change) -> Vec<String> {
    let is = |n: usize, ids: &[String], what: &str| {
        let verb = if n == 1 { "is" } else { "are" };
        let listed = if ids.is_empty() || ids.len() > NAMED {
            String::new()
        } else {
            format!(": {}", ids.join(", "))
        };
        format!("{} {verb} {what}{listed}.", questions(n))
    };
    let named = |ids: &[String], what: &str| (!ids.is_empty()).then(|| is(ids.len(), ids, what));
    let mut out = vec![match change.replaced.len() {
        0 => "No question that was asked before gets another wording.".to_owned(),
        n => is(n, &[], "asked in this wording from now on"),
    }];
    out.extend(named(&change.new, "new"));
    if change.unchanged > 0 {
        let n = change.unchanged;
        let verb = if n == 1 { "stays as it was" } else { "stay as they were" };
        out.push(format!("{} {verb}.", questions(n)));
    }
    out.extend(named(&change.restored, "asked again as before the bank that made way"));
    out.extend(named(&change.removed, "not asked any more"));
    out
}

fn questions(n: usize) -> String {
    if n == 1 { "1 question".to_owned() } else { format!("{n} questions") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_ids_are_named_and_of_many_the_number_is_said() {
        let ids = |n: usize| (1..=n).map(|n| format!("a.q-{n}")).collect::<Vec<_>>();
        let change = Change {
            replaced: ids(1),
            new: ids(2),
            unchanged: 1,
            removed: ids(NAMED + 1),
            ..Change::default()
        };
        assert_eq!(
            counts(&change),
            [
                "1 question is asked in this wording from now on.",
                "2 questions are new: a.q-1, a.q-2.",
                "1 question stays as it was.",
                "13 questions are not asked any more.",
            ]
        );
    }
}

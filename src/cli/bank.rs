//! `bank`: the question banks at hand, checking a new one, and putting one in
//! the place of ours.

mod export;
mod import;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::failure::{DONE, Ended, FAILED, Failure};
use super::input::{self, named};
use super::{Place, output};
use crate::practice::bank::LARGEST;
use crate::practice::{Bank, Banks, Mistake, Sources, booklet};
use crate::text::width;
use crate::vault::Access;

#[derive(Subcommand)]
pub enum Command {
    /// The banks that ship with the program; with --passphrase-file the
    /// vault's own as well.
    List {
        /// As JSON: an array of objects with `id`, `title`, `version`,
        /// `publisher`, `language`, `questions`.
        #[arg(long)]
        json: bool,
    },
    /// A bank as a booklet to read or print.
    Show {
        /// The bank's id, as `bank list` gives it.
        id: String,
        /// As JSON, with everything the bank says.
        #[arg(long)]
        json: bool,
    },
    /// Names every mistake in bank files, each with file, line and question.
    Check {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The mistakes as JSON, on standard output.
        #[arg(long)]
        json: bool,
    },
    /// A bank as a file, to be read, changed, and imported again.
    Export(export::Export),
    /// Takes a bank into the vault: from then on its wording is asked.
    Import(import::Import),
}

pub fn run(command: Command, place: &Place) -> Ended {
    match command {
        Command::List { json } => list(&at_hand(place)?, json),
        Command::Show { id, json } => show(&at_hand(place)?, &id, json),
        Command::Check { files, json } => check(&files, json),
        Command::Export(export) => export::run(&export, place),
        Command::Import(import) => import::run(&import, place),
    }
}

/// Banks need no passphrase, but a vault's own are believed only when its
/// owner's signature was checked.
fn at_hand(place: &Place) -> Result<Banks, Failure> {
    if place.passphrase_file.is_none() {
        if has_banks(place) {
            output::say(
                "this vault has question banks of its own, which are not shown here; with \
                 --passphrase-file they are",
            );
        }
        return Place::banks(None);
    }
    Place::banks(Some(&place.open(Access::Read)?))
}

/// Whether there is a vault with banks of its own.
fn has_banks(place: &Place) -> bool {
    place.paths().is_ok_and(|paths| {
        std::fs::read_dir(paths.vault.join("banks")).is_ok_and(|mut all| all.next().is_some())
    })
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    version: chrono::NaiveDate,
    publisher: &'a str,
    language: &'a str,
    questions: usize,
}

fn list(banks: &Banks, json: bool) -> Ended {
    let row = |bank: &'_ Bank| (bank.id.clone(), bank.questions.len());
    if json {
        let rows: Vec<Row<'_>> = banks
            .iter()
            .map(|b| Row {
                id: &b.id,
                title: &b.title,
                version: b.version,
                publisher: &b.publisher,
                language: &b.language,
                questions: b.questions.len(),
            })
            .collect();
        return output::json(&rows);
    }
    let widest = banks.iter().map(|b| width(&row(b).0)).max().unwrap_or(0);
    let lines: Vec<String> = banks
        .iter()
        .map(|b| {
            let (id, questions) = row(b);
            let gap = " ".repeat(widest - width(&id));
            format!("{id}{gap}  {}  {questions:>3} questions  {}", b.version, b.title)
        })
        .collect();
    output::lines(&lines)
}

fn no_such_bank() -> Failure {
    Failure::failed(
        "there is no bank with this id. `thinkwheel bank list` names those at hand; a vault's own \
         need --passphrase-file",
    )
}

fn show(banks: &Banks, id: &str, json: bool) -> Ended {
    let bank = banks.bank(id).ok_or_else(no_such_bank)?;
    if json {
        output::json(&bank.json(banks.sources()))
    } else {
        output::text(&booklet(bank, banks.sources(), output::columns()))
    }
}

fn check(files: &[PathBuf], json: bool) -> Ended {
    let sources = Sources::built_in()?;
    let mut mistakes = Vec::new();
    let mut good = Vec::new();
    for path in files {
        let file = named(path);
        match read(path).map_err(|m| vec![*m]).and_then(|text| {
            let bank = Bank::read(&text, &file, &sources)?;
            Ok((bank.advice(&text, &file), bank.questions.len()))
        }) {
            Ok((advice, questions)) => {
                for remark in advice {
                    output::say(&format!("advice: {remark}"));
                }
                good.push(format!("{file}: checks, {questions} questions"));
            }
            Err(found) => mistakes.extend(found),
        }
    }
    let code = if mistakes.is_empty() { DONE } else { FAILED };
    if json {
        return output::json(&mistakes).map(|done| done.max(code));
    }
    output::lines(&good)?;
    if code == DONE { Ok(DONE) } else { Err(mistakes.into()) }
}

/// A file's text, or why there is none, in the shape of a mistake.
fn read(path: &Path) -> Result<String, Box<Mistake>> {
    // A little more than is taken, so that the bank itself says it is too large.
    input::by_hand(path, LARGEST as u64 * 2, "question bank")
}

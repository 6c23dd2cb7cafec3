//! `people`: one's own card, and whom one exchanges bundles with.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use ulid::Ulid;

use super::failure::{DONE, Ended, Failure};
use super::session::now;
use super::{Place, input, output};
use crate::text::fold;
use crate::vault::{Access, LARGEST_CARD, PersonCard, Vault, write_outside};

#[derive(Subcommand)]
pub enum Command {
    /// Your own card, to give to the other person: a name and public keys,
    /// nothing secret.
    Card {
        /// Write it to this new file; `-` is standard output, as without it.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Adds somebody by their card, after you two compared fingerprints.
    Add(Add),
    /// Everybody who was added.
    List {
        /// As JSON: an array of objects with `id`, `name`, `fingerprint`,
        /// `person`.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct Add {
    /// Their card, as `thinkwheel people card` wrote it.
    file: PathBuf,
    /// Which person of your sessions they are: the name, or the id. Without
    /// it, whoever is called as the card says.
    #[arg(long = "as", value_name = "NAME")]
    known_as: Option<String>,
    /// The fingerprint they read out to you: needed where there is no terminal
    /// to compare it on.
    #[arg(long, value_name = "FINGERPRINT")]
    fingerprint: Option<String>,
}

pub fn run(command: Command, place: &Place) -> Ended {
    match command {
        Command::Card { output } => card(place, output.as_deref()),
        Command::Add(add) => self::add(&add, place),
        Command::List { json } => list(place, json),
    }
}

fn card(place: &Place, to: Option<&Path>) -> Ended {
    let vault = place.open(Access::Read)?;
    let card = vault.card()?;
    output::say(&format!(
        "your fingerprint, to compare in the room: {}",
        vault.owner_fingerprint()
    ));
    match to {
        Some(path) if path != Path::new("-") => {
            write_outside(vault.paths(), path, card.as_bytes(), false)
                .map_err(|e| Failure::failed(e.to_string()).about(path))?;
            output::lines(&[path.display().to_string()]).map(|_| DONE)
        }
        _ => output::text(&card),
    }
}

fn add(add: &Add, place: &Place) -> Ended {
    let bytes = input::bytes(&add.file, LARGEST_CARD as u64)
        .map_err(|unread| Failure::failed(unread.words()).about(&add.file))?;
    let mut vault = place.open(Access::Write)?;
    let card = vault.read_card(&bytes)?;
    compare(add, &vault, &card)?;
    let known_as = match &add.known_as {
        Some(name) => Some(person(&vault, name)?),
        None => match vault.persons_called(&card.name).as_slice() {
            [only] if vault.people().iter().all(|p| p.id != card.id) => Some(*only),
            _ => None,
        },
    };
    let added = vault.add_person(&bytes, known_as, now())?;
    vault.close();
    output::lines(&[added.id.to_string()]).map(|_| DONE)
}

/// Both fingerprints, for two people in one room.
fn compare(add: &Add, vault: &Vault, card: &PersonCard) -> Result<(), Failure> {
    let differs = || {
        Failure::failed(
            "the fingerprint is another one, so nobody was added. Ask for the card again, in \
             person",
        )
    };
    if let Some(told) = &add.fingerprint {
        return if is_fingerprint(told, &card.fingerprint) { Ok(()) } else { Err(differs()) };
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::wrong_use(
            "compare fingerprints first, and give theirs with --fingerprint. Nobody was added",
        ));
    }
    output::say(&format!("the card says: {}", card.name));
    output::say(&format!("their fingerprint: {}", card.fingerprint));
    output::say(&format!("your fingerprint:  {}", vault.owner_fingerprint()));
    let answer = input::ask("Do both of you read the same two fingerprints? (yes or no) ");
    if fold(answer.trim()) == "yes" { Ok(()) } else { Err(differs()) }
}

/// Whether somebody gave this fingerprint: as it is printed, or in groups as
/// the screen shows it, with `SHA256:` or without.
pub fn is_fingerprint(told: &str, fingerprint: &str) -> bool {
    let plain = |words: &str| {
        let words: String = words.split_whitespace().collect();
        words.strip_prefix("SHA256:").map(str::to_owned).unwrap_or(words)
    };
    !plain(told).is_empty() && plain(told) == plain(fingerprint)
}

/// The person of the sessions here whom somebody means.
fn person(vault: &Vault, words: &str) -> Result<Ulid, Failure> {
    let sessions = vault.sessions();
    let people = || sessions.iter().flat_map(|s| &s.heads).flat_map(|h| &h.header.people);
    if let Ok(id) = words.trim().parse::<Ulid>()
        && people().any(|p| p.id == id)
    {
        return Ok(id);
    }
    let mut meant: Vec<Ulid> = people()
        .filter(|p| p.id != vault.id() && fold(p.name.trim()) == fold(words.trim()))
        .map(|p| p.id)
        .collect();
    meant.sort_unstable();
    meant.dedup();
    match meant.as_slice() {
        [only] => Ok(*only),
        [] => Err(Failure::failed(
            "nobody in your sessions is called so. Nobody was added. Leave --as out, or name them \
             as a session does",
        )),
        several => {
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Failure::wrong_use(format!(
                "several people in your sessions are called so. Give one's id with --as: {}",
                ids.join(", ")
            )))
        }
    }
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    fingerprint: String,
    person: String,
}

fn list(place: &Place, json: bool) -> Ended {
    let vault = place.open(Access::Read)?;
    let rows: Vec<Row> = vault
        .people()
        .into_iter()
        .map(|p| Row {
            id: p.id.to_string(),
            person: p.person().to_string(),
            name: p.name,
            fingerprint: p.fingerprint,
        })
        .collect();
    if json {
        return output::json(&rows);
    }
    let lines: Vec<String> =
        rows.iter().map(|r| format!("{}  {}  {}", r.id, r.fingerprint, r.name)).collect();
    if lines.is_empty() {
        output::say("nobody was added yet: `thinkwheel people add THEIR-CARD`");
    }
    output::lines(&lines)
}

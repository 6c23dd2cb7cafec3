//! `session`: list, show, template, import, settle.

mod agree;
mod amend;
mod hand_over;
mod import;
mod list;
mod nudges;
mod page;
pub mod pick;
mod rectify;
mod settle;
mod within;

use std::path::PathBuf;

use chrono::SubsecRound;
use clap::Subcommand;

pub use within::Narrow;

use super::failure::{Ended, Failure};
use super::place::mention_problems;
use super::{Place, output};
use crate::record::{Session, Stamp, envelope, template};
use crate::vault::{Access, fresh_id};

/// What a file says it holds.
pub const KIND: &str = "session";

#[derive(Subcommand)]
pub enum Command {
    /// Every session, the latest meeting first.
    List {
        /// As JSON: an array of objects with `id`, `date`, `kind`, `subjects`
        /// and more.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        narrow: Narrow,
        /// Only what is still being written.
        #[arg(long)]
        open: bool,
    },
    /// The whole record of a session, to read or for another tool. What is
    /// printed stays in the terminal's scrollback.
    Show {
        /// The session's id, or its beginning.
        id: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
        /// Which version, where two stand side by side: its name, or the
        /// beginning of it.
        #[arg(long, value_name = "VERSION")]
        head: Option<String>,
        /// Only what may be missing from its notes that are still open: a line
        /// each, or with `--json` an array.
        #[arg(long)]
        nudges: bool,
    },
    /// A filled example record, as `session import` takes it.
    Template {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Takes a record in: as `session template` or `session show` prints one,
    /// RON or JSON. Prints its id. Nothing is stored if anything is wrong. That
    /// a page was finalised or handed over is then marked as what the file
    /// says: nobody did it here, and the page waits to be filed.
    Import {
        /// The file; `-` reads standard input.
        file: PathBuf,
    },
    /// Removes words that must not be there (another family's, say), for good.
    ///
    /// Every file of the vault that holds them goes. What stays says who
    /// removed something, when, why and by whose authority. Backups, other
    /// devices and what was sent or printed are not reached.
    Rectify(rectify::Rectify),
    /// Where two versions of a session stand side by side: shows what differs
    /// (exit code 4 while something stands against something), or makes them
    /// one. What only one of them changed is always taken.
    Settle {
        /// The session's id, or its beginning.
        id: String,
        /// What is kept where both were changed.
        #[arg(long, value_enum)]
        keep: Option<settle::Keep>,
        /// The differences as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Says of a finalised page whether it is an accurate record and, apart
    /// from that, whether somebody agrees with the decision. Your own
    /// statement is signed with your key. It cannot be changed afterwards; a
    /// later one counts instead.
    Agree(agree::Agree),
    /// Adds words to a finalised page: dated, named, and there for good.
    Amend(amend::Amend),
    /// Finalises a page: its rough notes go, and its words stay as they are.
    Finalise(amend::Finalise),
    /// Notes that a finalised page was put into the file it belongs to, with
    /// the case system's reference and, of a file, its check number. Its words
    /// stay as they are. Prints the id of the entry.
    HandOver(hand_over::HandOverTo),
}

pub fn run(command: Command, place: &Place) -> Ended {
    match command {
        Command::List { json, narrow, open } => list::run(place, json, &narrow.within(open)),
        Command::Show { id, json, head, nudges } => show(place, &id, head.as_deref(), json, nudges),
        Command::Template { json } => print(&template(now(), &mut fresh_id), json),
        Command::Import { file } => import::run(place, &file),
        Command::Rectify(rectify) => rectify::run(&rectify, place),
        Command::Settle { id, keep, json } => settle::run(place, &id, keep, json),
        Command::Agree(agree) => agree::run(&agree, place),
        Command::Amend(amend) => amend::amend(&amend, place),
        Command::Finalise(finalise) => amend::finalise(&finalise, place),
        Command::HandOver(over) => hand_over::run(&over, place),
    }
}

/// Now, in whole seconds: nobody reads nanoseconds in a record.
pub fn now() -> Stamp {
    chrono::Local::now().fixed_offset().trunc_subsecs(0)
}

fn show(place: &Place, id: &str, head: Option<&str>, json: bool, only_nudges: bool) -> Ended {
    let vault = place.open(Access::Read)?;
    let session = pick::session(&vault, id, head)?;
    mention_problems(&vault);
    output::warn_of_scrollback();
    if only_nudges {
        return nudges::run(&vault, &session, json);
    }
    print(&session, json)
}

fn print(session: &Session, json: bool) -> Ended {
    let written = if json {
        envelope::write_json(KIND, session).ok()
    } else {
        envelope::write(KIND, session).ok()
    };
    output::text(&written.ok_or_else(|| {
        Failure::failed("this record could not be written out; it is unchanged in the vault")
    })?)
}

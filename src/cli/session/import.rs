//! `session import`: a record from outside, taken whole or not at all.

use std::collections::HashSet;
use std::path::Path;

use ulid::Ulid;

use super::{KIND, now};
use crate::cli::failure::{DONE, Ended, FAILED, Failure};
use crate::cli::input::{self, Unread};
use crate::cli::place::mention_problems;
use crate::cli::{Place, output};
use crate::record::{LARGEST_RECORD, ReadError, Session, envelope, import_check, mark_imported};
use crate::vault::{Access, SaveError, Vault};

/// The most that is read: escaped JSON takes more room than the record.
const LONGEST: u64 = 4 * LARGEST_RECORD as u64;

pub fn run(place: &Place, file: &Path) -> Ended {
    // What can be told without the passphrase is told before it is asked for.
    let mut session = parse(&read(file)?).map_err(|e| nothing_stored(vec![e.to_string()], file))?;
    let faults = import_check(&session).err().unwrap_or_default();
    if !faults.is_empty() && place.passphrase_file.is_none() {
        return Err(nothing_stored(faults, file));
    }
    let mut vault = place.open(Access::Write)?;
    let faults: Vec<String> = faults.into_iter().chain(taken_ids(&vault, &session)).collect();
    if !faults.is_empty() {
        return Err(nothing_stored(faults, file));
    }
    mention_problems(&vault);
    mark_imported(&mut session);
    let saved = vault.publish(&session, &[], now());
    vault.close();
    match saved {
        Ok(_) => {}
        // The words of the error speak of a journal; here the file has them.
        Err(SaveError::NotConfirmed { happened, .. }) => {
            return Err(Failure::failed(format!(
                "stored, not confirmed on disk: {happened}. Keep the file until `thinkwheel \
                 session show {}` gives it back",
                session.id
            )));
        }
        Err(SaveError::NotSaved { happened }) => {
            return Err(Failure::failed(format!(
                "nothing was stored: {happened}. The file is as it was. Check free space and the \
                 folder, and import it again"
            )));
        }
        // Nothing that is imported has parents.
        Err(e @ SaveError::FinalChanged) => return Err(Failure::failed(e.to_string())),
        Err(SaveError::TooLarge { .. }) => {
            return Err(Failure::failed(
                "nothing was stored: this record is larger than 16 MiB. Divide it into several \
                 sessions",
            ));
        }
    }
    output::lines(&[session.id.to_string()]).map(|_| DONE)
}

fn read(file: &Path) -> Result<String, Failure> {
    input::text(file, LONGEST).map_err(|unread| {
        let what = match unread {
            Unread::Folder => "this is a folder, not a file".to_owned(),
            Unread::Failed(e) => format!("this file could not be read: {e}"),
            Unread::TooLarge => "this is larger than any record".to_owned(),
            Unread::NoText(line) => {
                format!("line {line}: this is not text (UTF-8); save the file as UTF-8")
            }
        };
        nothing_stored(vec![what], file)
    })
}

/// JSON begins with a brace, RON with a bracket or a name.
fn parse(text: &str) -> Result<Session, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        envelope::read_json(KIND, text)
    } else {
        envelope::read(KIND, text)
    }
}

/// Ids that the vault knows already; it keeps what it has.
fn taken_ids(vault: &Vault, session: &Session) -> Vec<String> {
    let sessions = vault.sessions();
    if sessions.iter().any(|s| s.id == session.id) {
        return vec![
            "id: a session with this id is in the vault; an import replaces nothing".to_owned(),
        ];
    }
    let heads = || sessions.iter().flat_map(|s| &s.heads);
    let discussions: HashSet<Ulid> =
        heads().flat_map(|h| h.header.subjects.iter().map(|s| s.discussion)).collect();
    let actions: HashSet<Ulid> =
        heads().flat_map(|h| h.header.actions.iter().map(|a| a.id)).collect();
    let mut faults = Vec::new();
    for (i, d) in session.discussions.iter().enumerate() {
        let mut taken = |place: String| {
            faults.push(format!(
                "{place}.id: another session in the vault has this id; every id is used once"
            ));
        };
        if discussions.contains(&d.id) {
            taken(format!("discussions[{i}]"));
        }
        for (j, a) in d.actions.iter().enumerate() {
            if actions.contains(&a.id) {
                taken(format!("discussions[{i}].actions[{j}]"));
            }
        }
    }
    faults
}

fn nothing_stored(mut faults: Vec<String>, file: &Path) -> Failure {
    let name =
        if file == Path::new("-") { "standard input".into() } else { file.display().to_string() };
    for fault in &mut faults {
        *fault = format!("{name}: {fault}");
    }
    let things =
        if faults.len() == 1 { "this".to_owned() } else { format!("these {}", faults.len()) };
    faults.push(format!("nothing was stored: put {things} right and import it again"));
    Failure::all(FAILED, faults)
}

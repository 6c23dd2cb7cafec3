//! Looking at everything, changing nothing: intact, damaged, or cannot tell,
//! by name, never by content.

use std::collections::BTreeSet;

use age::secrecy::SecretString;

use super::catalogue::{self, Catalogue};
use super::create::MARK;
use super::error::{Problem, ProblemKind, Refusal, VaultError};
use super::generation;
use super::journal::{self, Dropped, segment_state};
use super::open::{self, Trust};
use super::own::Own;
use super::platform::{Folder, Kind};
use super::signed::{self, Purpose};
use super::state::{Paths, State};
use super::store::{FolderStore, Store, StoreError, read};
use super::{digest, rules, tombstone};

/// What can be said of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Whole, and by its owner.
    Intact,
    /// Without the passphrase: nothing speaks against it, and no more can be
    /// said.
    CannotTell,
    /// Something is wrong.
    Wrong(ProblemKind),
}

/// One file and what can be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its name, in the vault or (with `state/` before it) in the state folder.
    pub name: String,
    /// What can be said.
    pub finding: Finding,
}

/// Everything that was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Every file, by name.
    pub checked: Vec<Checked>,
}

impl Report {
    /// Whether something is wrong with any file.
    pub fn found_trouble(&self) -> bool {
        self.checked.iter().any(|c| matches!(c.finding, Finding::Wrong(_)))
    }

    /// Whether nothing is wrong, but not all could be told.
    pub fn cannot_tell(&self) -> bool {
        let unclear =
            |f| matches!(f, Finding::CannotTell | Finding::Wrong(ProblemKind::Unreadable));
        self.checked.iter().any(|c| unclear(c.finding))
    }

    fn say(&mut self, name: impl Into<String>, result: Result<Finding, ProblemKind>) {
        let name = name.into();
        let finding = result.unwrap_or_else(Finding::Wrong);
        if self.checked.iter().all(|c| c.name != name) {
            self.checked.push(Checked { name, finding });
        }
    }

    /// Something wrong with what a whole file says: it outweighs its wholeness.
    fn tampered(&mut self, problem: Problem) {
        let finding = Finding::Wrong(problem.kind);
        self.checked.retain(|c| c.name != problem.name || c.finding != Finding::Intact);
        self.checked.push(Checked { name: problem.name, finding });
    }
}

/// Checks the vault and this machine's side of it. With the passphrase every
/// signature is checked against the owner's key; without it, only what the
/// files say of themselves.
///
/// # Errors
/// Where there is no vault, no key, or the passphrase is wrong: then nothing
/// can be said.
pub fn verify(paths: &Paths, passphrase: Option<&SecretString>) -> Result<Report, VaultError> {
    let store = FolderStore::new(&paths.vault);
    open::read_mark(&store)?;
    let state = State::open(&paths.state)?;
    let mut report = Report::default();
    let trust = match passphrase {
        None => None,
        Some(passphrase) => match open::unlock(&store, &state, passphrase)
            .and_then(|seal| open::trust(&store, &state, seal))
        {
            Ok(trust) => Some(trust),
            // What cannot be done without is wrong: it is named, and the rest
            // is looked at as far as that goes without it.
            Err(VaultError::Damaged { name }) => {
                report.say(shown(&name), Err(ProblemKind::Damaged));
                None
            }
            Err(VaultError::Foreign { name }) => {
                report.say(shown(&name), Err(ProblemKind::Foreign));
                None
            }
            Err(other) => return Err(other),
        },
    };
    match &trust {
        Some(trust) => with_keys(&mut report, &store, paths, &state, trust)?,
        None => without_keys(&mut report, &store, paths)?,
    }
    report.checked.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(report)
}

fn shown(name: &str) -> String {
    let in_state = name == "pins.ron" || name.starts_with("keys/");
    if in_state { format!("state/{name}") } else { name.to_owned() }
}

fn names(store: &dyn Store) -> Result<BTreeSet<String>, VaultError> {
    Ok(store.list("").map_err(|e| VaultError::store("the vault", e))?.into_iter().collect())
}

fn with_keys(
    report: &mut Report,
    store: &dyn Store,
    paths: &Paths,
    state: &State,
    trust: &Trust,
) -> Result<(), VaultError> {
    let seal = &trust.seal;
    let intact = |()| Finding::Intact;
    report.say("state/keys/owner.age", Ok(Finding::Intact));
    let pins = if trust.pins_missing { Err(ProblemKind::Missing) } else { Ok(Finding::Intact) };
    report.say(open::PINS_SHOWN, pins);
    for problem in &trust.judge.rosters.problems {
        report.say(problem.name.clone(), Err(problem.kind));
    }
    let everything = names(store)?;
    for name in &everything {
        let result = if name == MARK {
            bytes_of(store, name).and_then(|b| Ok(open::check_mark(seal, &b)?)).map(intact)
        } else if name.starts_with("people/") {
            // Those that are wrong were named above.
            Ok(Finding::Intact)
        } else if name.starts_with("settings") {
            rules::check_settings(store, seal, name).map(|_| Finding::Intact)
        } else if let Some(own) = Own::of(name) {
            own.check(store, seal, name).map(|_| Finding::Intact)
        } else if name.starts_with(tombstone::FOLDER) {
            bytes_of(store, name)
                .and_then(|b| tombstone::check(seal, name, &b))
                .map(|_| Finding::Intact)
        } else if name.starts_with("sessions/") {
            bytes_of(store, name)
                .and_then(|b| Ok(generation::decode(seal, &trust.judge, name, &b)?))
                .and_then(|(known, _)| {
                    if known.recipients < seal.recipients() {
                        Err(ProblemKind::WithoutRecovery)
                    } else {
                        Ok(Finding::Intact)
                    }
                })
        } else {
            Err(ProblemKind::Foreign)
        };
        report.say(name.clone(), result);
    }
    for problem in &trust.judge.tombstones.problems {
        report.say(problem.name.clone(), Err(problem.kind));
    }
    // Nothing of the index is believed here: every generation was opened.
    let catalogue = Catalogue::read(store, seal, &trust.judge, Vec::new())?;
    for problem in catalogue.tampering() {
        report.tampered(problem);
    }
    for problem in open::missing(&catalogue, &trust.pins.seen) {
        report.say(problem.name, Err(problem.kind));
    }
    for Problem { name, kind } in rules::read(store, seal, trust.pins.settings)?.2 {
        report.say(name, Err(kind));
    }
    if let Some(bytes) = state.index() {
        let whole =
            catalogue::index_from(seal, &trust.roster_hash, &trust.judge.tombstones, &bytes)
                .is_some();
        let finding = if whole { Ok(Finding::Intact) } else { Err(ProblemKind::Damaged) };
        report.say("state/index.age", finding);
    }
    let dropped = match Folder::open(&paths.state).map(|folder| Dropped::read(&folder, seal)) {
        Ok(Ok(dropped)) => dropped,
        Ok(Err(kind)) => {
            report.say(format!("state/{}", journal::DROPPED_FILE), Err(kind));
            Dropped::default()
        }
        Err(e) => return Err(VaultError::reading(e)),
    };
    if paths.state.join(journal::DROPPED_FILE).is_file() {
        report.say(format!("state/{}", journal::DROPPED_FILE), Ok(Finding::Intact));
    }
    each_segment(report, paths, |name, bytes| {
        segment_state(seal, &dropped, name, bytes).map(|()| Finding::Intact)
    })
}

fn without_keys(report: &mut Report, store: &dyn Store, paths: &Paths) -> Result<(), VaultError> {
    for name in names(store)? {
        let purpose = if name == MARK {
            Some(Purpose::Vault)
        } else if name.starts_with("people/") {
            Some(Purpose::Roster)
        } else if name.starts_with("settings") {
            Some(Purpose::Settings)
        } else if let Some(own) = Own::of(&name) {
            Some(own.purpose())
        } else if name.starts_with(tombstone::FOLDER) {
            Some(Purpose::Tombstone)
        } else {
            None
        };
        let result = match purpose {
            Some(purpose) => bytes_of(store, &name).and_then(|b| {
                let named = ["people/", tombstone::FOLDER]
                    .iter()
                    .find_map(|folder| name.strip_prefix(folder))
                    .and_then(|l| l.strip_suffix(".ron"));
                if named.and_then(|l| l.split_once('-')).is_some_and(|(_, h)| h != digest::of(&b)) {
                    return Err(ProblemKind::Damaged);
                }
                holds_by_itself(&b, purpose)
            }),
            None if name.starts_with("sessions/") => bytes_of(store, &name)
                .and_then(|b| Ok(generation::matches_name(&name, &b)?))
                .map(|()| Finding::CannotTell),
            None => Err(ProblemKind::Foreign),
        };
        report.say(name, result);
    }
    for name in ["keys/owner.age", "pins.ron", "index.age", journal::DROPPED_FILE] {
        if paths.state.join(name).is_file() {
            report.say(format!("state/{name}"), Ok(Finding::CannotTell));
        } else if name == "pins.ron" {
            report.say(open::PINS_SHOWN, Err(ProblemKind::Missing));
        }
    }
    each_segment(report, paths, |_, _| Ok(Finding::CannotTell))
}

/// Whether a signature holds, whoever made it.
fn holds_by_itself(bytes: &[u8], purpose: Purpose) -> Result<Finding, ProblemKind> {
    match signed::check(bytes, purpose, &[]) {
        Err(Refusal::Foreign)
            if std::str::from_utf8(bytes).is_ok_and(|t| signed::split(t).is_some()) =>
        {
            Ok(Finding::CannotTell)
        }
        Err(refusal) => Err(refusal.into()),
        Ok(_) => Ok(Finding::CannotTell),
    }
}

fn bytes_of(store: &dyn Store, name: &str) -> Result<Vec<u8>, ProblemKind> {
    store.get(name).map_err(|e| match e {
        StoreError::BadName => ProblemKind::Foreign,
        StoreError::NotFound => ProblemKind::Missing,
        _ => ProblemKind::Unreadable,
    })
}

fn each_segment(
    report: &mut Report,
    paths: &Paths,
    check: impl Fn(&str, &[u8]) -> Result<Finding, ProblemKind>,
) -> Result<(), VaultError> {
    let folder = match Folder::open(&paths.state).and_then(|s| s.enter(journal::FOLDER)) {
        Ok(folder) => folder,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(VaultError::reading(e)),
    };
    for (name, kind) in folder.entries().map_err(VaultError::reading)? {
        if kind == Kind::Folder {
            continue;
        }
        let result = match read(&folder, &name) {
            Ok(bytes) => check(&name, &bytes),
            Err(_) => Err(ProblemKind::Unreadable),
        };
        report.say(format!("state/{}/{name}", journal::FOLDER), result);
    }
    Ok(())
}

//! Which session is meant, and which of its versions.

use crate::cli::failure::{DAMAGE, Failure};
use crate::record::Session;
use crate::vault::{Head, SessionHeads, Vault};
use ulid::Ulid;

/// Digits of a version's name that are shown: enough to tell two apart.
pub const SHOWN: usize = 12;

/// The session whose id begins so, in the version named or the only one.
///
/// # Errors
/// Where none or several fit, and, with code 4, where two versions stand side
/// by side and none was named.
pub fn session(vault: &Vault, id: &str, version: Option<&str>) -> Result<Session, Failure> {
    let sessions = vault.sessions();
    let found = by_id(&sessions, id)?;
    let head = head(found, version)?;
    Ok(vault.load(&head.generation)?)
}

/// The id of the one session whose id begins so.
///
/// # Errors
/// Where none or several fit.
pub fn id(vault: &Vault, id: &str) -> Result<Ulid, Failure> {
    by_id(&vault.sessions(), id).map(|s| s.id)
}

fn by_id<'a>(sessions: &'a [SessionHeads], id: &str) -> Result<&'a SessionHeads, Failure> {
    let wanted = id.to_ascii_uppercase();
    let mut fitting =
        sessions.iter().filter(|s| !wanted.is_empty() && s.id.to_string().starts_with(&wanted));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => {
            Err(Failure::wrong_use("several sessions have ids that begin so; give more of the id"))
        }
        (None, _) => Err(Failure::failed(
            "no session in this vault has this id. `thinkwheel session list` names them",
        )),
    }
}

fn head<'a>(session: &'a SessionHeads, version: Option<&str>) -> Result<&'a Head, Failure> {
    let Some(version) = version else {
        return match session.heads.as_slice() {
            [only] => Ok(only),
            _ => Err(side_by_side(session)),
        };
    };
    let wanted = version.to_ascii_lowercase();
    let mut fitting = session
        .heads
        .iter()
        .filter(|h| !wanted.is_empty() && h.generation.as_str().starts_with(&wanted));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => {
            Err(Failure::wrong_use("several versions have names that begin so; give more of it"))
        }
        (None, _) => Err(Failure::failed(
            "this session has no such version. `thinkwheel session list --json` names them",
        )),
    }
}

/// The beginning of a version's name.
pub fn short(head: &Head) -> &str {
    let name = head.generation.as_str();
    name.get(..SHOWN).unwrap_or(name)
}

fn side_by_side(session: &SessionHeads) -> Failure {
    let mut lines = vec![format!(
        "{} versions of this session stand side by side; both are kept, nothing was changed. Name \
         one with --head, or make them one with `thinkwheel session settle`:",
        session.heads.len()
    )];
    for head in &session.heads {
        lines.push(format!(
            "--head {}  written {}",
            short(head),
            head.written.format("%Y-%m-%d %H:%M:%S")
        ));
    }
    Failure::all(DAMAGE, lines)
}

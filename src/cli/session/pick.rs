//! Which session is meant, which of its versions, and what of it.

use ulid::Ulid;

use crate::cli::failure::{DAMAGE, Failure};
use crate::record::{Child, Discussion, Person, Session};
use crate::text::fold;
use crate::vault::{GenerationId, Head, SessionHeads, Vault};

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

/// The session whose id begins so, with the one version that stands.
///
/// # Errors
/// As [`session`].
pub fn only_version(vault: &Vault, id: &str) -> Result<(Session, GenerationId), Failure> {
    let sessions = vault.sessions();
    let head = head(by_id(&sessions, id)?, None)?;
    Ok((vault.load(&head.generation)?, head.generation.clone()))
}

/// The id of the one session whose id begins so.
///
/// # Errors
/// Where none or several fit.
pub fn id(vault: &Vault, id: &str) -> Result<Ulid, Failure> {
    by_id(&vault.sessions(), id).map(|s| s.id)
}

/// The discussion whose id begins so.
///
/// # Errors
/// Where none or several fit.
pub fn discussion<'a>(session: &'a Session, id: &str) -> Result<&'a Discussion, Failure> {
    let wanted = id.to_ascii_uppercase();
    let mut fitting = session
        .discussions
        .iter()
        .filter(|d| !wanted.is_empty() && d.id.to_string().starts_with(&wanted));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => {
            Err(Failure::wrong_use("several discussions have ids that begin so; give more of it"))
        }
        (None, _) => Err(Failure::failed(
            "this session has no discussion with this id. `thinkwheel session list --json` names \
             them",
        )),
    }
}

/// The child somebody means by a reference, initials, a name or an id.
///
/// # Errors
/// Where none or several are meant so.
pub fn child(session: &Session, words: &str) -> Result<Ulid, Failure> {
    child_among(&session.children.iter().collect::<Vec<_>>(), words, "of this session")
}

/// The child somebody means among these, who are all those `of` something.
///
/// # Errors
/// Where none or several are meant so.
pub fn child_among(children: &[&Child], words: &str, of: &str) -> Result<Ulid, Failure> {
    let wanted = fold(words.trim());
    let ways: [fn(&Child) -> String; 4] =
        [|c| c.id.to_string(), |c| c.reference.clone(), |c| c.name.clone(), Child::shown_initials];
    // The surest way in which anybody is meant, decides.
    for way in ways {
        let mut meant: Vec<Ulid> = children
            .iter()
            .filter(|c| !wanted.is_empty() && fold(way(c).trim()) == wanted)
            .map(|c| c.id)
            .collect();
        meant.sort_unstable();
        meant.dedup();
        match meant.as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => {
                let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
                return Err(Failure::wrong_use(format!(
                    "several children {of} are called so. Give one's id with --child: {}",
                    ids.join(", ")
                )));
            }
        }
    }
    Err(Failure::failed(format!(
        "no child {of} is known by that reference, name, initials or id; nothing was written"
    )))
}

/// The person somebody means by a name or an id, among these.
///
/// # Errors
/// Where none or several are meant so.
pub fn person_among(people: &[&Person], words: &str) -> Result<Ulid, Failure> {
    let wanted = fold(words.trim());
    let fits = |p: &&&Person| {
        !wanted.is_empty() && (fold(&p.id.to_string()) == wanted || fold(p.name.trim()) == wanted)
    };
    let mut meant: Vec<Ulid> = people.iter().filter(fits).map(|p| p.id).collect();
    meant.sort_unstable();
    meant.dedup();
    match meant.as_slice() {
        [only] => Ok(*only),
        [] => Err(Failure::failed(
            "nobody of that name or id was at a meeting in this vault; nothing was written",
        )),
        several => {
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Failure::wrong_use(format!(
                "several people are called so. Give one's id: {}",
                ids.join(", ")
            )))
        }
    }
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

//! `subject-access`: everything that is held about one child or one
//! practitioner, in one file, for a person to judge before it is given.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{ArgGroup, Args};
use ulid::Ulid;

use super::export::{As, written_as};
use super::failure::{DONE, Ended, Failure};
use super::place::mention_problems;
use super::session::{now, pick};
use super::{Place, output};
use crate::export;
use crate::record::subject::{Asker, Gathering, Held};
use crate::record::{Child, Person};
use crate::text::fold;
use crate::vault::{Access, Vault, write_outside};

/// Everything about one child or one practitioner, across all sessions, drafts
/// included, for a person to judge before it is given to anybody.
#[derive(Args)]
#[command(group(ArgGroup::new("whose").required(true).args(["child", "practitioner"])))]
pub struct SubjectAccess {
    /// The child: reference, name, initials or id. An id may be given again
    /// for each under which the child is known here.
    #[arg(long, value_name = "REF")]
    child: Vec<String>,
    /// The practitioner: name or id. An id may be given again, as with a child.
    #[arg(long, value_name = "NAME")]
    practitioner: Vec<String>,
    /// What it is written as; without it, what the ending of --output says, or
    /// text.
    #[arg(long, value_enum)]
    format: Option<As>,
    /// Write it to this file, or into this folder under a name that gives
    /// nobody away; `-` is standard output. Without it, it is shown and nothing
    /// is written.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already.
    #[arg(long, requires = "output")]
    replace: bool,
    /// Write it although it names another child or a relative of one, or holds
    /// what is about or from somebody else: it was read, and a person judges
    /// all of it before it is given.
    #[arg(long, requires = "output")]
    despite_warnings: bool,
}

pub fn run(asked: &SubjectAccess, place: &Place) -> Ended {
    let vault = place.open(Access::Read)?;
    let (asker, called, id) = who(asked, &vault)?;
    let format = written_as(asked.format, asked.output.as_deref())?;
    let (pictures, records) = (format.holds_pictures(), format.holds_records());
    let all = vault.sessions();
    let mut gathering = Gathering::new(asker.clone(), vault.rules(), pictures, records);
    gathering.among(all.iter().flat_map(|s| &s.heads).map(|h| &h.header));
    if let Asker::Child { ids, .. } = &asker {
        let (references, other_ids) = known_by(ids, &vault);
        if !other_ids.is_empty() {
            let one = other_ids.len() == 1;
            output::say(&format!(
                "{} with the same reference {} not part of this; the file names {}, and how to \
                 add {}",
                if one { "1 more id".to_owned() } else { format!("{} more ids", other_ids.len()) },
                if one { "is" } else { "are" },
                if one { "it" } else { "them" },
                if one { "it" } else { "them" },
            ));
        }
        gathering.known_by(references, other_ids);
    }
    let removed = vault.tombstones();
    let mut sessions = all.clone();
    let meeting = |s: &crate::vault::SessionHeads| s.heads.first().map(|h| h.header.date);
    sessions.sort_by_key(|s| (meeting(s), s.id));
    for session in &sessions {
        for head in &session.heads {
            let read = vault.load(&head.generation)?;
            gathering.take(&Held {
                session: &read,
                version: (session.heads.len() > 1).then_some(head.written),
                checks: &vault.statements_checked(&read),
                removed: &removed,
            });
        }
    }
    let made = now().date_naive();
    let (to_judge, theirs_alone) = (gathering.to_judge(), gathering.is_theirs_alone());
    let (leaving, left_out) = gathering.finish(&called, made);
    mention_problems(&vault);
    for remark in &left_out {
        output::say(&format!("left out: {remark}"));
    }
    for line in to_judge {
        output::say(&format!("warning: {line}"));
    }
    output::say(
        "a person judges this before it is given: what is about others, and every passage marked \
         so",
    );
    if asked.output.is_some() && !theirs_alone && !asked.despite_warnings {
        return Err(Failure::failed(
            "nothing was written: this names others, or holds what is about or from somebody \
             else. Read it without --output; --despite-warnings writes it, with those passages \
             marked for whoever judges it",
        ));
    }
    if let Some(lacking) = export::lacks_letters(&leaving, format) {
        output::say(&lacking);
    }
    let bytes = export::write(&leaving, format);
    match asked.output.as_deref() {
        None => {
            output::warn_of_scrollback();
            output::bytes(&bytes)
        }
        Some(path) if path == Path::new("-") => output::bytes(&bytes),
        Some(path) => {
            let id = id.to_string().to_ascii_lowercase();
            let code = id.get(id.len().saturating_sub(6)..).unwrap_or_default();
            let name = format!("{made}-subject-access-{code}.{}", format.extension());
            let path = if path.is_dir() { path.join(name) } else { path.to_path_buf() };
            output::warn_of_name(&path);
            write_outside(vault.paths(), &path, &bytes, asked.replace).map_err(|e| {
                let option = if e.exists() { ": --replace" } else { "" };
                Failure::failed(format!("{e}{option}")).about(&path)
            })?;
            output::lines(&[path.display().to_string()]).map(|_| DONE)
        }
    }
}

/// Who is meant, how they are called in the records, and an id of theirs.
fn who(asked: &SubjectAccess, vault: &Vault) -> Result<(Asker, String, Ulid), Failure> {
    let sessions = vault.sessions();
    let headers = || sessions.iter().flat_map(|s| &s.heads).map(|h| &h.header);
    if !asked.practitioner.is_empty() {
        let people: Vec<&Person> = headers().flat_map(|h| &h.people).collect();
        let ids = each(&asked.practitioner, |words| pick::person_among(&people, words))?;
        let named = people.iter().filter(|p| ids.contains(&p.id)).map(|p| p.name.as_str());
        let called = names(named).join(", also ");
        let first = ids.first().copied().unwrap_or_default();
        return Ok((Asker::Practitioner(ids), called, first));
    }
    let children: Vec<&Child> = headers().flat_map(|h| &h.children).collect();
    let ids = each(&asked.child, |words| pick::child_among(&children, words, "of this vault"))?;
    let named = children.iter().filter(|c| ids.contains(&c.id)).map(|c| c.name.as_str());
    let names = names(named);
    let called =
        if names.is_empty() { "a child not yet named".to_owned() } else { names.join(", also ") };
    let first = ids.first().copied().unwrap_or_default();
    Ok((Asker::Child { ids, names }, called, first))
}

/// The references of a child, and the other ids that a child of one of them is
/// known under, each with the day of the first meeting.
fn known_by(ids: &[Ulid], vault: &Vault) -> (Vec<String>, Vec<(Ulid, NaiveDate)>) {
    let sessions = vault.sessions();
    let headers = || sessions.iter().flat_map(|s| &s.heads).map(|h| &h.header);
    let children = || headers().flat_map(|h| h.children.iter().map(move |c| (c, h.date)));
    let own = children().filter(|(c, _)| ids.contains(&c.id)).map(|(c, _)| c.reference.as_str());
    let references = names(own);
    let folded: Vec<String> = references.iter().map(|r| fold(r)).collect();
    let mut others: BTreeMap<Ulid, NaiveDate> = BTreeMap::new();
    for (c, date) in children().filter(|(c, _)| !ids.contains(&c.id)) {
        if folded.contains(&fold(c.reference.trim())) {
            others.entry(c.id).and_modify(|met| *met = date.min(*met)).or_insert(date);
        }
    }
    (references, others.into_iter().collect())
}

/// Everybody meant, each once.
fn each(
    all: &[String],
    meant: impl Fn(&str) -> Result<Ulid, Failure>,
) -> Result<Vec<Ulid>, Failure> {
    let mut ids: Vec<Ulid> = Vec::new();
    for words in all {
        let id = meant(words)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Each name once.
fn names<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let all: BTreeSet<&str> = all.map(str::trim).filter(|n| !n.is_empty()).collect();
    all.into_iter().map(str::to_owned).collect()
}

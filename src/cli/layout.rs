//! `layout`: the layouts of notes at hand, checking a new one, taking it into
//! the vault, and choosing the one that notes have.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::failure::{DONE, Ended, FAILED, Failure};
use super::input::{self, named};
use super::{Place, output};
use crate::practice::Mistake;
use crate::record::layout::{LARGEST, SHIPPED, usual};
use crate::record::{Layout, Layouts, Rules};
use crate::text::width;
use crate::vault::{Access, Vault};

#[derive(Subcommand)]
pub enum Command {
    /// The layouts that ship with the program; with --passphrase-file the
    /// vault's own as well, and which one is in force.
    List {
        /// As JSON: an array of objects with `id`, `title`, `leaves_out`,
        /// `own`, `in_force`.
        #[arg(long)]
        json: bool,
    },
    /// A layout as a file, with its notes: to be copied, changed, imported.
    Show {
        /// The layout's id, as `layout list` gives it.
        id: String,
    },
    /// Names every mistake in layout files, each with file and line.
    Check {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The mistakes as JSON, on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Takes a layout into the vault: it can then be chosen for a note.
    Import {
        /// The file; `-` is standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Puts a layout in force: notes have it where nobody chooses another.
    Use {
        /// The layout's id, as `layout list` gives it.
        id: String,
    },
    /// Takes a layout of the vault's own out of it again.
    Remove {
        /// The layout's id, as `layout list` gives it.
        id: String,
    },
}

pub fn run(command: Command, place: &Place) -> Ended {
    match command {
        Command::List { json } => list(place, json),
        Command::Show { id } => show(place, &id),
        Command::Check { files, json } => check(&files, json),
        Command::Import { file } => import(place, &file),
        Command::Use { id } => put_in_force(place, &id),
        Command::Remove { id } => remove(place, &id),
    }
}

/// The layout that a note is exported in: chosen by id, or by a file that
/// checks; else the one in force.
///
/// # Errors
/// Where there is no such layout, or its file has mistakes.
pub fn for_export(chosen: Option<&str>, vault: &Vault) -> Result<Layout, Failure> {
    let at_hand = Place::layouts(Some(vault))?;
    let Some(chosen) = chosen else { return Ok(at_hand.in_force(vault.rules()).clone()) };
    if let Some(layout) = at_hand.get(chosen) {
        return Ok(layout.clone());
    }
    let path = Path::new(chosen);
    if chosen != "-" && !path.exists() {
        return Err(Failure::wrong_use(
            "there is no layout with this id, and no file of this name. `thinkwheel layout list` \
             names those at hand. Nothing was written",
        ));
    }
    match read(path) {
        Ok((layout, _)) => Ok(layout),
        Err(mistakes) => {
            let last = "thinkwheel: nothing was written: put the layout right first";
            Err(Failure::from(mistakes).and(last))
        }
    }
}

/// Layouts need no passphrase, but a vault's own are believed only when its
/// owner's signature was checked.
fn opened(place: &Place) -> Result<Option<Vault>, Failure> {
    if place.passphrase_file.is_some() {
        return place.open(Access::Read).map(Some);
    }
    let has_own = place.paths().is_ok_and(|paths| {
        std::fs::read_dir(paths.vault.join("layouts")).is_ok_and(|mut all| all.next().is_some())
    });
    if has_own {
        output::say(
            "this vault has layouts of its own, which are not shown here; with \
             --passphrase-file they are",
        );
    }
    Ok(None)
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    leaves_out: Vec<&'static str>,
    own: bool,
    in_force: bool,
}

fn list(place: &Place, json: bool) -> Ended {
    let vault = opened(place)?;
    let layouts = Place::layouts(vault.as_ref())?;
    let own: Vec<String> = match &vault {
        Some(vault) => vault.layouts()?.into_iter().map(|own| own.id).collect(),
        None => Vec::new(),
    };
    let default = Rules::default();
    let in_force = &layouts.in_force(vault.as_ref().map_or(&default, Vault::rules)).id;
    let row = |l: &'_ Layout| (own.contains(&l.id), l.id == *in_force);
    if json {
        let rows: Vec<Row<'_>> = layouts
            .iter()
            .map(|l| {
                let ((own, in_force), leaves_out) = (row(l), l.leaves_out());
                Row { id: &l.id, title: &l.title, leaves_out, own, in_force }
            })
            .collect();
        return output::json(&rows);
    }
    let widest = layouts.iter().map(|l| width(&l.id)).max().unwrap_or(0);
    let lines: Vec<String> = layouts
        .iter()
        .map(|l| {
            let (own, in_force) = row(l);
            let gap = " ".repeat(widest - width(&l.id));
            let out = match l.leaves_out().len() {
                0 => "leaves nothing out".to_owned(),
                n => format!("leaves {n} of what a child's file can hold out"),
            };
            let own = if own { ", this vault's own" } else { "" };
            let force = if in_force && vault.is_some() { ", in force" } else { "" };
            format!("{}{gap}  {}: {out}{own}{force}", l.id, l.title)
        })
        .collect();
    output::lines(&lines)
}

fn no_such_layout() -> Failure {
    Failure::failed(
        "there is no layout with this id. `thinkwheel layout list` names those at hand; a vault's \
         own need --passphrase-file",
    )
}

fn show(place: &Place, id: &str) -> Ended {
    let own = match opened(place)? {
        Some(vault) => vault.layouts()?.into_iter().find(|own| own.id == id).map(|own| own.text),
        None => None,
    };
    let shipped = || SHIPPED.iter().find(|(shipped, _)| *shipped == id);
    let text = own.or_else(|| shipped().map(|(_, text)| (*text).to_owned()));
    output::bytes(text.ok_or_else(no_such_layout)?.as_bytes())
}

/// A layout and its text, or every mistake in its file.
fn read(path: &Path) -> Result<(Layout, String), Vec<Mistake>> {
    // A little more than is taken, so that the layout itself says it is too large.
    let text = input::by_hand(path, LARGEST as u64 * 2, "layout").map_err(|m| vec![*m])?;
    Ok((Layout::read(&text, &named(path))?, text))
}

/// A mistake as other tools read it.
#[derive(Serialize)]
struct Wrong<'a> {
    file: &'a str,
    line: usize,
    section: Option<&'a str>,
    what: &'a str,
    what_to_do: &'a str,
}

fn check(files: &[PathBuf], json: bool) -> Ended {
    let (mut good, mut mistakes) = (Vec::new(), Vec::new());
    for path in files {
        match read(path) {
            Ok((layout, _)) => good.push(checks(&named(path), &layout)),
            Err(found) => mistakes.extend(found),
        }
    }
    let code = if mistakes.is_empty() { DONE } else { FAILED };
    if json {
        let wrong: Vec<Wrong<'_>> = mistakes
            .iter()
            .map(|m| Wrong {
                file: &m.file,
                line: m.line,
                section: m.question.as_deref(),
                what: &m.what,
                what_to_do: &m.what_to_do,
            })
            .collect();
        return output::json(&wrong).map(|done| done.max(code));
    }
    output::lines(&good)?;
    if code == DONE { Ok(DONE) } else { Err(mistakes.into()) }
}

fn checks(file: &str, layout: &Layout) -> String {
    let sections = layout.sections.len();
    let said = format!("{file}: checks, {sections} sections");
    match layout.leaves_out().as_slice() {
        [] => format!("{said}, leaves nothing out"),
        out => format!("{said}; a child's file does without: {}", out.join("; ")),
    }
}

fn import(place: &Place, file: &Path) -> Ended {
    // What can be told without the passphrase is told before it is asked for.
    let (layout, text) = read(file).map_err(|mistakes| {
        let all = match mistakes.len() {
            1 => "this".to_owned(),
            n => format!("these {n}"),
        };
        let last = format!("thinkwheel: nothing was filed: put {all} right and import it again");
        Failure::from(mistakes).and(&last)
    })?;
    let Layout { id, title, .. } = &layout;
    let mut vault = place.open(Access::Write)?;
    let there = vault.layouts()?.into_iter().find(|own| own.id == *id);
    let same = there.as_ref().is_some_and(|own| own.text == text);
    let in_force = vault.rules().layout == *id;
    let done = if same { Ok(()) } else { vault.add_layout(id, &text) };
    vault.close();
    done?;
    if same {
        return output::lines(&[format!("{id}: nothing would change, so nothing was filed.")]);
    }
    let mut said = vec![format!("{id}: filed in this vault: {title}.")];
    if there.is_some() {
        said.push("The layout that was filed under this id before has made way for it.".to_owned());
    } else if Layouts::built_in().get(id).is_some() {
        said.push(format!(
            "It stands in place of the one that ships with the program. `thinkwheel layout remove \
             {id}` goes back to that."
        ));
    }
    if let [first, rest @ ..] = layout.leaves_out().as_slice() {
        let all: Vec<&str> = std::iter::once(*first).chain(rest.iter().copied()).collect();
        said.push(format!("A child's file does without: {}.", all.join("; ")));
    }
    said.push(if in_force {
        "It is in force: notes have it where nobody chooses another.".to_owned()
    } else {
        format!(
            "It can be chosen at review and with `export --layout {id}`. `thinkwheel layout use \
             {id}` puts it in force."
        )
    });
    output::lines(&said)
}

fn put_in_force(place: &Place, id: &str) -> Ended {
    let mut vault = place.open(Access::Write)?;
    let layouts = Place::layouts(Some(&vault));
    let done = layouts.and_then(|layouts| {
        let layout = layouts.get(id).ok_or_else(no_such_layout)?;
        let rules = Rules { layout: id.to_owned(), ..vault.rules().clone() };
        if *vault.rules() != rules {
            vault.set_rules(&rules)?;
        }
        Ok(layout.title.clone())
    });
    vault.close();
    output::lines(&[format!(
        "{id}: in force: {}. Notes have this layout where nobody chooses another; what was \
         written before stays as it is.",
        done?
    )])
}

fn remove(place: &Place, id: &str) -> Ended {
    let mut vault = place.open(Access::Write)?;
    let ships = Layouts::built_in().get(id).is_some();
    let done = if vault.rules().layout == id && !ships {
        Err(Failure::failed(format!(
            "this layout is in force, so it stays. `thinkwheel layout use {}` puts another in \
             force; then it can go",
            usual().id
        )))
    } else {
        vault.remove_layout(id).map_err(Failure::from)
    };
    vault.close();
    if !done? {
        return Err(Failure::failed(
            "this vault has no layout of its own with this id: nothing was removed",
        ));
    }
    let now = if ships { " The one that ships with the program is used again." } else { "" };
    output::lines(&[format!("{id}: taken out of this vault.{now}")])
}

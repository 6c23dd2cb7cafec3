//! What is said of a note before it leaves, wherever it leaves from: that it
//! names another child or a relative of one, or holds what somebody else said.

use std::sync::Arc;

use ulid::Ulid;

use super::notes::{self, Read};
use super::{matter, review};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::record::warning::basis;
use crate::record::warning::{Of, in_short};
use crate::record::{
    Audience, Header, Known, Leaving, Note, Wanted, Warning, warnings, warnings_with,
};

/// Said where Enter is pressed as for a note that names nobody.
pub(super) const NOT_ENTER: &str = "It names somebody: y is the yes here, Esc not yet.";

/// Said where another letter is pressed than what answers.
pub const HOW: &str = "Nothing was done. y or Enter is the yes here, Esc not yet.";

/// The same where somebody is named.
pub const HOW_NAMED: &str = "Nothing was done. y is the yes here, Esc not yet.";

/// How a note is to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the clipboard.
    Copy,
    /// To a file; of what was written before it is only said.
    WriteOnce,
    /// To a file.
    Write,
}

/// A note that names other children, whose leaving was agreed to.
#[derive(Clone, PartialEq, Eq)]
pub struct Named {
    discussion: Ulid,
    page: usize,
    audience: Audience,
    /// Whom it names: of another name it is asked again.
    names: Vec<String>,
}

/// The note on the screen, if it names anybody.
fn named(model: &Model, turn: Turn) -> Option<(Named, Read)> {
    let r = review::here(model)?;
    let discussion = model.work.as_ref()?.focus;
    let read = notes::read(model, turn).ok()?;
    let names: Vec<String> =
        read.warned.iter().filter(|w| !w.name.is_empty()).map(|w| w.name.clone()).collect();
    let named = Named { discussion, page: r.page, audience: r.audience, names };
    (!named.names.is_empty()).then_some((named, read))
}

/// Notes that somebody said yes: the note on the screen may leave.
pub(super) fn agree(model: &mut Model, turn: Turn) {
    if let Some((named, _)) = named(model, turn).filter(|(n, _)| !model.named.contains(n)) {
        model.named.push(named);
    }
}

/// Asks before a note leaves that names other children, once for each note;
/// says whether it asked.
pub(super) fn asks(model: &mut Model, way: Way, turn: Turn) -> bool {
    let Some((named, read)) = named(model, turn) else { return false };
    if model.named.contains(&named) {
        return false;
    }
    let names = in_short(&read.warned).join("\n");
    matter::open_over(model, matter::Kind::Names { text: read.text, names, way });
    true
}

/// The yes: it leaves.
pub(super) fn leave(model: &mut Model, way: Way, turn: Turn) -> Vec<Effect> {
    agree(model, turn);
    match way {
        Way::Copy => super::copy::copy(model, turn),
        Way::WriteOnce => super::notes::write_once(model, turn),
        Way::Write => review::write(model, false, turn),
    }
}

/// Whom the note that is read may name, as it was gathered last.
pub struct Gathered {
    /// What it was gathered of.
    basis: u64,
    known: Arc<Known>,
    /// The last edit of the record that was read, and its version.
    read: (u64, Option<String>),
    /// The note names somebody, in whatever shape it leaves.
    somebody: bool,
}

fn headers(model: &Model) -> impl Iterator<Item = &Header> {
    model.home.iter().flat_map(|h| h.sessions.iter().map(|s| &s.header))
}

/// Whom the note of the discussion in focus may name, and what that is made of.
fn gathered(model: &Model, page: Option<Ulid>, audience: Audience) -> Option<(u64, Arc<Known>)> {
    let work = model.work.as_ref()?;
    let basis = basis(&work.session, work.focus, page, audience, headers(model));
    if let Some(same) = model.may_name.as_ref().filter(|g| g.basis == basis) {
        return Some((basis, Arc::clone(&same.known)));
    }
    let known = Known::of(&work.session, work.focus, page, audience, headers(model));
    Some((basis, Arc::new(known)))
}

/// Gathers whom the note on the screen may name, before it is drawn.
pub fn gather(model: &mut Model) {
    let Some(r) = review::here(model) else { return };
    let (page, audience, rules) =
        (review::page_of(review::child(model), r.audience), r.audience, model.rules());
    let Some((basis, known)) = gathered(model, page, audience) else { return };
    let Some(read) = model.work.as_ref().map(|w| (w.edited, w.head.clone())) else { return };
    if model.may_name.as_ref().is_some_and(|g| g.basis == basis && g.read == read) {
        return;
    }
    let note = model
        .work
        .as_ref()
        .and_then(|work| Wanted::new(page, audience, &rules).note(&work.session, work.focus).ok());
    let warned = note.map_or_else(Vec::new, |note| warnings(&note, &known));
    let somebody = warned.iter().any(|w| !w.name.is_empty());
    model.may_name = Some(Gathered { basis, known, read, somebody });
}

/// Whether the page that is read names anybody, in whatever shape it leaves.
pub(super) fn names_somebody(model: &Model) -> bool {
    review::here(model).is_some() && model.may_name.as_ref().is_some_and(|g| g.somebody)
}

/// What to look at in what leaves from the discussion in focus.
pub(super) fn here(model: &Model, page: Option<Ulid>, leaving: &Leaving) -> Vec<Warning> {
    // Where the record itself leaves, it says more than the note made of it.
    let record = leaving.records.first();
    let of = |note: &Note| {
        let known = gathered(model, page, note.audience);
        known.map_or_else(Vec::new, |(_, known)| warnings_with(note, record, &known))
    };
    leaving.notes.iter().flat_map(of).collect()
}

/// Whom the page that is read may name without a word, and whom not.
pub(super) fn known(model: &Model) -> Option<Arc<Known>> {
    let r = review::here(model)?;
    let page = review::page_of(review::child(model), r.audience);
    gathered(model, page, r.audience).map(|(_, known)| known)
}

/// Who is named in the note on the screen.
pub(super) fn names(model: &Model, turn: Turn) -> Vec<Warning> {
    let warned = named(model, turn).map(|(_, read)| read.warned);
    warned.unwrap_or_default().into_iter().filter(|w| !w.name.is_empty()).collect()
}

/// Warnings as lines: every name, however many they are.
pub(super) fn said(all: &[Warning]) -> Vec<String> {
    let mut lines = in_short(all);
    lines.extend(third_party(all));
    lines
}

/// Those that name nobody, as lines.
pub(super) fn third_party(all: &[Warning]) -> Vec<String> {
    all.iter().filter(|w| w.of == Of::ThirdParty).map(|w| w.says.clone()).collect()
}

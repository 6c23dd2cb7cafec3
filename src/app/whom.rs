//! Brothers and sisters: whom words are about. Nobody is named before somebody
//! said so once; what is begun after that keeps the last choice, and the first
//! key on such an entry chooses afresh.

use ulid::Ulid;

use super::context::Turn;
use super::effect::Effect;
use super::model::Model;
use super::screens::question::{next_named, toggled};
use crate::record::{Discussion, FilingState};

/// What was said of whom words are about, since the session was opened.
#[derive(Default)]
pub struct Whom {
    /// The discussion, and the last choice made in it.
    last: Option<(Ulid, Vec<Ulid>)>,
    /// Entries that keep a choice made for another.
    kept: Vec<Ulid>,
}

impl Model {
    /// The last choice made in the discussion in focus, kept for an entry that
    /// is begun.
    pub fn begun_about(&mut self, entry: Ulid) -> Vec<Ulid> {
        let Some(work) = &mut self.work else { return Vec::new() };
        let last = work.whom.last.as_ref().filter(|(of, _)| *of == work.focus);
        let named: Vec<Ulid> = last.map(|(_, named)| named.clone()).unwrap_or_default();
        self.keep_about(entry, named)
    }

    /// The choice of another entry, kept for one that is begun.
    pub fn keep_about(&mut self, entry: Ulid, mut named: Vec<Ulid>) -> Vec<Ulid> {
        let Some(work) = &mut self.work else { return Vec::new() };
        let family = work.family();
        // What is begun now cannot stand on a page that is finalised.
        let is_open = |child: &Ulid| {
            work.discussion().is_some_and(|d| {
                d.filing.iter().any(|f| f.child == Some(*child) && f.state == FilingState::Open)
            })
        };
        named.retain(|child| family.len() > 1 && family.contains(child) && is_open(child));
        if !named.is_empty() {
            work.whom.kept.push(entry);
        }
        named
    }

    /// Whom an entry is about after a choice: the child with a number, from 1,
    /// or the next in turn. Nothing where there is no such child.
    pub fn choice_of(&self, entry: Ulid, number: Option<u8>, now: &[Ulid]) -> Option<Vec<Ulid>> {
        let work = self.work.as_ref()?;
        let family = work.family();
        if family.len() < 2 {
            return None;
        }
        let Some(number) = number else { return Some(next_named(family, now)) };
        let child = *family.get(usize::from(number).checked_sub(1)?)?;
        let now = if work.whom.kept.contains(&entry) { &[] } else { now };
        Some(toggled(family, now, child))
    }

    /// A choice was made for an entry: what is begun after it keeps it, and so
    /// do the empty ones of its kind.
    pub fn chose(&mut self, entry: Ulid, turn: Turn) -> Vec<Effect> {
        let Some(work) = &self.work else { return Vec::new() };
        let Some(d) = work.discussion() else { return Vec::new() };
        let Some(named) = d.named(entry).cloned() else { return Vec::new() };
        let blank = blank_beside(d, entry);
        let focus = work.focus;
        if let Some(work) = &mut self.work {
            work.whom.last = Some((focus, named.clone()));
            work.whom.kept.retain(|id| *id != entry && !blank.contains(id));
            if !named.is_empty() {
                work.whom.kept.extend(&blank);
            }
        }
        self.change_discussion(turn.at, |d| {
            for id in blank {
                if let Some(children) = d.named_mut(id) {
                    children.clone_from(&named);
                }
            }
        })
    }
}

/// The entries without a word that are written on the same page as this one.
fn blank_beside(d: &Discussion, entry: Ulid) -> Vec<Ulid> {
    let decisions = d.decisions.iter().map(|x| (x.id, x.is_empty()));
    let closing: Vec<_> = decisions.chain(d.actions.iter().map(|x| (x.id, x.is_empty()))).collect();
    let dangers = d.signs.dangers.iter().map(|x| (x.id, x.is_empty()));
    let signs: Vec<_> =
        dangers.chain(d.signs.passages.iter().map(|x| (x.id, x.is_empty()))).collect();
    let at_once: Vec<_> = d.at_once.iter().map(|x| (x.id, x.is_empty())).collect();
    let tools: Vec<_> = d.tools.iter().map(|x| (x.id, x.is_empty())).collect();
    let pages = [closing, signs, at_once, tools];
    let page = pages.into_iter().find(|page| page.iter().any(|(id, _)| *id == entry));
    let blank = page.into_iter().flatten().filter(|(id, blank)| *blank && *id != entry);
    blank.map(|(id, _)| id).collect()
}

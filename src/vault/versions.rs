//! Versions of one session that stand side by side, and what they were both
//! written from.

use ulid::Ulid;

use super::Vault;
use super::catalogue::{Catalogue, Head};
use super::error::VaultError;
use super::generation::{GenerationId, Known};
use crate::record::Session;

/// The two latest versions of a session.
pub struct Versions {
    /// Which generations: what is made of them names both as its parents.
    pub parents: Vec<GenerationId>,
    /// The latest written.
    pub mine: (Head, Box<Session>),
    /// The one beside it.
    pub theirs: (Head, Box<Session>),
    /// What both were written from, where it is still there.
    pub base: Option<Box<Session>>,
    /// Versions beside these two: their turn comes after.
    pub more: usize,
}

impl Vault {
    /// The two latest versions of a session that stand side by side; none
    /// where there is one alone. Changes nothing.
    ///
    /// # Errors
    /// Where one of them cannot be read.
    pub fn side_by_side(&self, session: Ulid) -> Result<Option<Versions>, VaultError> {
        let all = self.catalogue.sessions();
        let heads = all.into_iter().find(|s| s.id == session).map(|s| s.heads).unwrap_or_default();
        let more = heads.len().saturating_sub(2);
        let mut heads = heads.into_iter();
        let (Some(mine), Some(theirs)) = (heads.next(), heads.next()) else { return Ok(None) };
        let base = match parent_of_both(&self.catalogue, &mine.generation, &theirs.generation) {
            Some(base) => Some(Box::new(self.load(&base)?)),
            None => None,
        };
        let (a, b) = (self.load(&mine.generation)?, self.load(&theirs.generation)?);
        Ok(Some(Versions {
            parents: vec![mine.generation.clone(), theirs.generation.clone()],
            mine: (mine, Box::new(a)),
            theirs: (theirs, Box::new(b)),
            base,
            more,
        }))
    }
}

/// The nearest generation that both follow, if it was not collapsed.
fn parent_of_both(
    catalogue: &Catalogue,
    one: &GenerationId,
    other: &GenerationId,
) -> Option<GenerationId> {
    let (one, other) = (catalogue.get(one)?, catalogue.get(other)?);
    let common: Vec<&Known> = catalogue
        .of_session(one.session)
        .iter()
        .filter(|k| one.descends_from(&k.id) && other.descends_from(&k.id))
        .collect();
    let nearest = common
        .iter()
        .filter(|k| !common.iter().any(|later| later.descends_from(&k.id)))
        // Of several, after lines that crossed, the latest.
        .max_by(|a, b| a.written.cmp(&b.written).then_with(|| a.id.cmp(&b.id)));
    nearest.map(|k| k.id.clone())
}

//! What is in the vault: verified generations, heads, and what is not used.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::agreement::AgreementCheck;
use super::error::{Problem, ProblemKind, Refusal, VaultError};
use super::generation::{self, GenerationId, Judge, Known};
use super::keys::Seal;
use super::signed::{FORMAT, Purpose};
use super::store::{Store, StoreError};
use super::tombstone::Tombstones;
use crate::record::{Header, Stamp};

/// The newest of one line of generations.
#[derive(Clone, PartialEq)]
pub struct Head {
    /// Which generation.
    pub generation: GenerationId,
    /// Its number: for display only.
    pub number: u32,
    /// When it was written.
    pub written: Stamp,
    /// The session in short.
    pub header: Header,
}

/// A session and its heads: more than one where two lines of writing stand
/// side by side until a person merges them.
#[derive(Clone, PartialEq)]
pub struct SessionHeads {
    /// The session.
    pub id: Ulid,
    /// Its heads, the latest written first; never empty.
    pub heads: Vec<Head>,
}

/// Verified generations by session.
#[derive(Default)]
pub(super) struct Catalogue {
    sessions: HashMap<Ulid, Vec<Known>>,
    place: HashMap<GenerationId, Ulid>,
    pub(super) problems: Vec<Problem>,
    /// Files sealed to fewer keys than the roster asks for: a crash came while
    /// a recovery key was being added, or an old copy turned up again.
    pub(super) under: Vec<Known>,
    /// Files that hold words which had to be removed: they are to go.
    pub(super) holding: Vec<Known>,
}

/// Prints and checks are as one version of the program makes them.
const MADE_BY: &str = env!("CARGO_PKG_VERSION");

#[derive(Deserialize)]
struct IndexRead {
    vault: Ulid,
    roster: String,
    #[serde(default)]
    made_by: String,
    #[serde(default)]
    tombstones: BTreeSet<String>,
    known: Vec<Known>,
}

#[derive(Serialize)]
struct IndexWritten<'a> {
    vault: Ulid,
    roster: &'a str,
    made_by: &'a str,
    tombstones: &'a BTreeSet<String>,
    known: Vec<&'a Known>,
}

impl Catalogue {
    /// Lists the vault; what the index already knows is not opened again.
    pub(super) fn read(
        store: &dyn Store,
        seal: &Seal,
        judge: &Judge,
        index: Vec<Known>,
    ) -> Result<Self, VaultError> {
        let mut indexed: HashMap<String, Known> =
            index.into_iter().map(|k| (k.name.clone(), k)).collect();
        let mut catalogue = Catalogue::default();
        let names = store.list("sessions/").map_err(|e| VaultError::store("sessions", e))?;
        for name in names {
            if let Some(known) = indexed.remove(&name).filter(|k| k.recipients > 0) {
                catalogue.found(seal, known);
                continue;
            }
            match store.get(&name) {
                Ok(bytes) => match generation::decode(seal, judge, &name, &bytes) {
                    Ok((known, _)) => catalogue.found(seal, known),
                    Err(refusal) => catalogue.problems.push(Problem::new(&name, refusal)),
                },
                // Gone between listing and reading: another process collapsed it.
                Err(StoreError::NotFound) => {}
                Err(StoreError::BadName) => {
                    catalogue.problems.push(Problem::new(&name, Refusal::Foreign));
                }
                Err(_) => {
                    catalogue.problems.push(Problem::new(&name, ProblemKind::Unreadable));
                }
            }
        }
        Ok(catalogue)
    }

    fn found(&mut self, seal: &Seal, known: Known) {
        if known.recipients < seal.recipients() {
            self.under.push(known.clone());
        }
        if known.holds_removed {
            self.holding.push(known.clone());
        }
        self.add(known);
    }

    pub(super) fn add(&mut self, known: Known) {
        // The same text sealed twice is one generation: the copy that more
        // keys open is the one that counts.
        if self.place.insert(known.id.clone(), known.session).is_none() {
            self.sessions.entry(known.session).or_default().push(known);
        } else if let Some(same) = self
            .sessions
            .get_mut(&known.session)
            .and_then(|all| all.iter_mut().find(|k| k.id == known.id))
            && same.recipients < known.recipients
        {
            *same = known;
        }
    }

    /// What a file holds, after it was read anew.
    pub(super) fn read_again(&mut self, read: Known) {
        if read.holds_removed && self.holding.iter().all(|k| k.name != read.name) {
            self.holding.push(read.clone());
        }
        if let Some(known) = self.sessions.get_mut(&read.session)
            && let Some(one) = known.iter_mut().find(|k| k.id == read.id)
        {
            *one = read;
        }
    }

    pub(super) fn forget(&mut self, id: &GenerationId) {
        if let Some(session) = self.place.remove(id)
            && let Some(known) = self.sessions.get_mut(&session)
        {
            known.retain(|k| k.id != *id);
        }
    }

    /// The same generation, sealed anew under another name.
    pub(super) fn resealed(&mut self, id: &GenerationId, name: String, recipients: u8) {
        if let Some(session) = self.place.get(id)
            && let Some(known) = self.sessions.get_mut(session)
            && let Some(one) = known.iter_mut().find(|k| k.id == *id)
        {
            one.name = name;
            one.recipients = recipients;
        }
    }

    pub(super) fn get(&self, id: &GenerationId) -> Option<&Known> {
        let session = self.place.get(id)?;
        self.sessions.get(session)?.iter().find(|k| k.id == *id)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Known> {
        self.sessions.values().flatten()
    }

    pub(super) fn of_session(&self, session: Ulid) -> &[Known] {
        self.sessions.get(&session).map(Vec::as_slice).unwrap_or_default()
    }

    /// Those no other one names as parent or as replaced, latest first.
    pub(super) fn heads(&self, session: Ulid) -> Vec<&Known> {
        let known = self.of_session(session);
        let named: HashSet<&str> = known
            .iter()
            .flat_map(|k| {
                k.parents
                    .iter()
                    .map(GenerationId::short)
                    .chain(k.replaced.iter().map(String::as_str))
            })
            .collect();
        let mut heads: Vec<&Known> =
            known.iter().filter(|k| !named.contains(k.id.short())).collect();
        heads.sort_by(|a, b| b.written.cmp(&a.written).then_with(|| b.id.cmp(&a.id)));
        heads
    }

    /// Every session with its heads, the latest meeting first.
    pub(super) fn sessions(&self) -> Vec<SessionHeads> {
        let mut all: Vec<SessionHeads> = self
            .sessions
            .keys()
            .map(|id| SessionHeads {
                id: *id,
                heads: self
                    .heads(*id)
                    .into_iter()
                    .map(|k| Head {
                        generation: k.id.clone(),
                        number: k.number,
                        written: k.written,
                        header: k.header.clone(),
                    })
                    .collect(),
            })
            .filter(|s| !s.heads.is_empty())
            .collect();
        all.sort_by(|a, b| {
            let date = |s: &SessionHeads| s.heads.first().map(|h| h.header.date);
            date(b).cmp(&date(a)).then_with(|| b.id.cmp(&a.id))
        });
        all
    }

    /// What a generation with these parents replaces: every earlier ancestor.
    pub(super) fn ancestors_of(&self, parents: &[GenerationId]) -> Vec<String> {
        let mut earlier = Vec::new();
        for parent in parents.iter().filter_map(|p| self.get(p)) {
            let named = parent
                .replaced
                .iter()
                .cloned()
                .chain(parent.parents.iter().map(|p| p.short().to_owned()));
            for id in named {
                if !earlier.contains(&id) && !parents.iter().any(|p| p.short() == id) {
                    earlier.push(id);
                }
            }
        }
        earlier
    }

    /// Generations of a session that nothing needs any more: not a head, in
    /// the past of exactly one head, no parent of a merge, holding no
    /// agreement that an earlier one does not hold as well, and nothing final
    /// that was set aside: there alone it can be read.
    pub(super) fn collapsible(&self, session: Ulid) -> Vec<(GenerationId, String)> {
        let known = self.of_session(session);
        let heads = self.heads(session);
        known
            .iter()
            .filter(|k| {
                let past_of = heads.iter().filter(|h| h.descends_from(&k.id)).count();
                let merged = known.iter().any(|m| m.parents.len() > 1 && m.parents.contains(&k.id));
                let new_agreement = k.agreements.iter().any(|agreement| {
                    !known
                        .iter()
                        .any(|a| k.descends_from(&a.id) && a.agreements.contains(agreement))
                });
                let set_aside =
                    |m: &Known| m.sets_aside.iter().any(|print| k.finals.contains(print));
                // The last of a day stays: another machine may have written on
                // from it, and without it every text the two changed clashes.
                let later_that_day = known.iter().any(|later| {
                    later.descends_from(&k.id)
                        && later.written.date_naive() == k.written.date_naive()
                });
                let proof = known.iter().any(|later| breaks(later, k) || set_aside(later));
                past_of == 1 && later_that_day && !merged && !new_agreement && !proof
            })
            .map(|k| (k.id.clone(), k.name.clone()))
            .collect()
    }

    /// What is wrong with what the generations say, though each is whole and
    /// signed: statements that do not hold, what was final and is no longer
    /// there, words that had to be removed.
    pub(super) fn tampering(&self) -> Vec<Problem> {
        let mut all = Vec::new();
        for known in self.all() {
            for (id, check) in &known.troubled {
                let name = format!("{}, statement {id}", known.name);
                all.push(Problem::new(&name, ProblemKind::Agreement(*check)));
            }
            let line = self.of_session(known.session);
            if line.iter().any(|earlier| breaks(known, earlier)) {
                all.push(Problem::new(&known.name, ProblemKind::FinalChanged));
            } else if line.len() > 1 && !known.finals.is_empty() {
                // Beside another, whichever of the two was agreed.
                let heads = self.heads(known.session);
                let among = heads.iter().any(|h| h.id == known.id);
                if among && heads.iter().any(|h| h.differs_in_final(known)) {
                    all.push(Problem::new(&known.name, ProblemKind::FinalDiffers));
                }
            }
        }
        all.extend(self.old_copies());
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// Files that hold words which had to be removed, by name.
    pub(super) fn old_copies(&self) -> Vec<Problem> {
        let named = |k: &Known| Problem::new(&k.name, ProblemKind::HoldsRemoved);
        self.holding.iter().map(named).collect()
    }

    /// Generations with statements that do not hold.
    pub(super) fn with_troubled_agreements(&self) -> Vec<GenerationId> {
        self.all().filter(|k| !k.troubled.is_empty()).map(|k| k.id.clone()).collect()
    }

    /// What a new look at its statements found.
    pub(super) fn agreements_checked(
        &mut self,
        id: &GenerationId,
        troubled: Vec<(Ulid, AgreementCheck)>,
    ) {
        if let Some(session) = self.place.get(id)
            && let Some(known) = self.sessions.get_mut(session)
            && let Some(one) = known.iter_mut().find(|k| k.id == *id)
        {
            one.troubled = troubled;
        }
    }

    /// The index as it is kept on this machine: signed and sealed.
    pub(super) fn to_index(
        &self,
        seal: &Seal,
        roster: &str,
        tombstones: &Tombstones,
    ) -> Result<Vec<u8>, VaultError> {
        // JSON: thousands of sessions are read at every start, and RON takes
        // many times as long. The number that comes first stays where it is.
        let index = serde_json::to_string(&IndexWritten {
            vault: seal.vault,
            roster,
            made_by: MADE_BY,
            tombstones: tombstones.names(),
            known: self.all().collect(),
        });
        let index = index.map_err(|_| VaultError::internal("the index could not be written"))?;
        let body = format!("// (format: {FORMAT})\n{index}\n");
        seal.seal(seal.sign(Purpose::Index, &body)?.as_bytes())
    }
}

/// Whether a generation lacks something that was final in one before it.
fn breaks(later: &Known, earlier: &Known) -> bool {
    !earlier.finals.is_empty()
        && later.descends_from(&earlier.id)
        && !earlier.finals.iter().all(|f| later.answers_for(f))
}

/// Reads an index; anything wrong with it means an empty one, and a rebuild.
/// Sessions from which something had to be removed since are read anew.
pub(super) fn index_from(
    seal: &Seal,
    roster: &str,
    tombstones: &Tombstones,
    bytes: &[u8],
) -> Option<Vec<Known>> {
    let plain = seal.open(bytes).ok()?;
    let body = seal.check(&plain, Purpose::Index).ok()?;
    let (_, index) = body.split_once('\n')?;
    let mut index: IndexRead = serde_json::from_str(index).ok()?;
    if index.vault != seal.vault || index.roster != roster || index.made_by != MADE_BY {
        return None;
    }
    if index.tombstones != *tombstones.names() {
        let since = tombstones.newer_than(&index.tombstones);
        index.known.retain(|k| !since.contains(&k.session));
    }
    Some(index.known)
}

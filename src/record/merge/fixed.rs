//! What was finalised stands: a draft that met it becomes proposed amendments.

use std::collections::HashSet;

use serde_json::Value as Json;
use ulid::Ulid;

use super::MergeError;
use super::side::is_pair;
use super::walk::{Place, Walk, id_of, is_before};
use super::words;
use crate::record::agreement::{Added, Amendment};
use crate::record::answer::Stamp;
use crate::record::edit::FieldName;

/// Whose words stand as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixed {
    /// Both are drafts, or both were finalised alike.
    Neither,
    /// This version's.
    Mine,
    /// The other's.
    Theirs,
}

/// Words of a draft, for the discussion they were written in.
pub(super) struct Proposal {
    discussion: Ulid,
    /// What they may amend: the first of these that is still there.
    amends: Vec<Ulid>,
    children: Vec<String>,
    owner: Ulid,
    text: String,
}

/// How far a page has come.
pub(super) fn rank(page: &Json) -> usize {
    match page.get("state").and_then(Json::as_str) {
        Some("Finalised") => 1,
        Some("Agreed") => 2,
        _ => 0,
    }
}

/// Whether the first of two pages stands: it has come further, or was
/// finalised earlier.
pub(super) fn stands(one: &Json, other: &Json) -> bool {
    if rank(one) != rank(other) {
        return rank(one) > rank(other);
    }
    if one["finalised"] != other["finalised"] {
        return is_before(&one["finalised"], &other["finalised"]);
    }
    let (one, other) = (one.to_string(), other.to_string());
    one <= other
}

/// The children a thing names, with those its passages name.
pub(super) fn children_of(item: &Json) -> Vec<String> {
    let mut out = Vec::new();
    let mut take = |v: &Json| {
        if let Some(id) = v.as_str().filter(|id| !out.iter().any(|o| o == id)) {
            out.push(id.to_owned());
        }
    };
    if is_pair(item) {
        item.get(0).into_iter().for_each(&mut take);
    }
    item.get("child").into_iter().for_each(&mut take);
    let list = |v: &Json, key: &str| v.get(key).and_then(Json::as_array).cloned();
    list(item, "children").into_iter().flatten().for_each(|v| take(&v));
    for passage in list(item, "contributions").into_iter().flatten() {
        list(&passage, "children").into_iter().flatten().for_each(|v| take(&v));
    }
    out
}

impl Walk<'_> {
    /// Whose words stand for what names these children.
    pub(super) fn fixed(&self, place: &Place) -> Fixed {
        let Some(discussion) = place.discussion.map(|d| d.to_string()) else {
            return Fixed::Neither;
        };
        let page = |tree: &Json| -> Option<Json> {
            let all = tree.get("discussions")?.as_array()?;
            let d = all.iter().find(|d| d["id"] == discussion.as_str())?;
            let pages = d.get("filing")?.as_array()?.iter().filter(|p| {
                let child = p.get("child").and_then(Json::as_str);
                child.is_none_or(|c| {
                    place.children.is_empty() || place.children.iter().any(|n| n == c)
                })
            });
            pages.filter(|p| rank(p) > 0).reduce(|a, b| if stands(a, b) { a } else { b }).cloned()
        };
        let mine = page(&self.mine.tree);
        let theirs = page(&self.theirs.tree);
        match (mine, theirs) {
            (None, None) => Fixed::Neither,
            (Some(_), None) => Fixed::Mine,
            (Some(_), Some(_)) if let Some(of_mine) = self.prefer => {
                if of_mine {
                    Fixed::Mine
                } else {
                    Fixed::Theirs
                }
            }
            // It was finalised before the two went apart.
            (Some(_), Some(_)) if self.base.is_some_and(|b| page(&b.tree).is_some()) => {
                Fixed::Neither
            }
            (Some(m), Some(t)) if m == t && self.mine_first => Fixed::Mine,
            (Some(m), Some(t)) if m == t => Fixed::Theirs,
            (Some(m), Some(t)) if stands(&m, &t) => Fixed::Mine,
            (_, Some(_)) => Fixed::Theirs,
        }
    }

    /// Where one version alone has a finalised page, or a person chose between
    /// two: the discussion it is in, and whose it is. The meeting is as that
    /// version has it.
    pub(super) fn meeting_fixed(&self) -> Option<(Ulid, Fixed)> {
        let finalised = |tree: &Json| -> Option<Ulid> {
            let all = tree.get("discussions")?.as_array()?;
            all.iter().find(|d| is_final(d, None)).and_then(id_of)
        };
        match (finalised(&self.mine.tree), finalised(&self.theirs.tree)) {
            (Some(id), None) => Some((id, Fixed::Mine)),
            (None, Some(id)) => Some((id, Fixed::Theirs)),
            (Some(id), Some(_)) if self.prefer == Some(true) => Some((id, Fixed::Mine)),
            (Some(_), Some(id)) if self.prefer == Some(false) => Some((id, Fixed::Theirs)),
            _ => None,
        }
    }

    /// A discussion in which a child's page is finalised.
    pub(super) fn page_of(&self, child: &str) -> Option<Ulid> {
        [self.mine, self.theirs].iter().find_map(|side| {
            let all = side.tree.get("discussions")?.as_array()?;
            all.iter().find(|d| is_final(d, Some(child))).and_then(id_of)
        })
    }

    /// Takes note of what a draft changed here.
    pub(super) fn propose_changed(
        &mut self,
        place: &Place,
        draft: &Json,
        base: Option<&Json>,
        of_mine: bool,
    ) {
        if base == Some(draft) {
            return;
        }
        self.propose_beside(place, draft, base, of_mine, &Json::Null);
    }

    /// The same; what stands is not said again.
    pub(super) fn propose_beside(
        &mut self,
        place: &Place,
        draft: &Json,
        base: Option<&Json>,
        of_mine: bool,
        stands: &Json,
    ) {
        let Some(discussion) = place.discussion else { return };
        let side = if of_mine { self.mine } else { self.theirs };
        let said_there = strings(stands);
        // Rough notes go when a note is finalised.
        let mut amends = vec![place.owner];
        amends.extend(place.answer);
        let key = self.key().to_owned();
        let mut add = |owner: Ulid, text: &str| {
            if text.trim().is_empty() || side.rough.contains(&owner) || said_there.contains(text) {
                return;
            }
            self.proposals.push(Proposal {
                discussion,
                amends: [&[owner][..], &amends].concat(),
                children: place.children.clone(),
                owner,
                text: text.to_owned(),
            });
        };
        let mut any = false;
        for text in side.texts_under(&self.at) {
            any = true;
            let before = self.base.and_then(|b| b.text(&text.at)).map(|t| &t.words);
            if before == Some(&text.words) || said_there.contains(&text.words) {
                continue;
            }
            if matches!(text.name, FieldName::Words | FieldName::Amendment) {
                add(text.owner, &text.words);
            } else if !text.words.trim().is_empty() {
                add(text.owner, &format!("{}: {}", text.name.words(), text.words));
            }
        }
        match draft.as_str().or_else(|| super::side::said(draft).as_str()) {
            _ if any => {}
            _ if is_choice_of_weight(&key) && base != Some(draft) => {
                let names = &side.names;
                let value = words::of_value(&key, draft, &|id| names.get(id).cloned());
                if !value.is_empty() {
                    add(place.owner, &format!("{}: {value}", words::of_key(&key)));
                }
            }
            _ => {}
        }
    }
}

/// Whether a page of a discussion is finalised: this child's, or any.
pub(super) fn is_final(discussion: &Json, child: Option<&str>) -> bool {
    let pages = discussion.get("filing").and_then(Json::as_array);
    pages.into_iter().flatten().any(|p| {
        rank(p) > 0 && child.is_none_or(|c| p.get("child").and_then(Json::as_str) == Some(c))
    })
}

/// Values that say something by themselves.
fn is_choice_of_weight(key: &str) -> bool {
    matches!(
        key,
        "state"
            | "value"
            | "stage"
            | "balance"
            | "block"
            | "outcome"
            | "seen_alone"
            | "place"
            | "next_place"
            | "standing"
    )
}

fn strings(value: &Json) -> HashSet<String> {
    match value {
        Json::String(text) => HashSet::from([text.clone()]),
        Json::Array(list) => list.iter().flat_map(strings).collect(),
        Json::Object(fields) => fields.values().flat_map(strings).collect(),
        _ => HashSet::new(),
    }
}

/// Adds the proposed amendments to their discussions, those of one owner as
/// one; gives how many there are.
pub(super) fn propose(
    tree: &mut Json,
    proposals: Vec<Proposal>,
    by: Ulid,
    at: Stamp,
) -> Result<usize, MergeError> {
    let mut joined: Vec<Proposal> = Vec::new();
    for p in proposals {
        match joined.iter_mut().find(|j| j.discussion == p.discussion && j.owner == p.owner) {
            Some(same) => {
                same.text.push('\n');
                same.text.push_str(&p.text);
            }
            None => joined.push(p),
        }
    }
    let mut count = 0;
    let discussions = tree.get_mut("discussions").and_then(Json::as_array_mut);
    for d in discussions.into_iter().flatten() {
        let Some(id) = id_of(d) else { continue };
        let there: Vec<Ulid> = ["answers", "decisions", "actions"]
            .iter()
            .filter_map(|key| d.get(key)?.as_array())
            .flatten()
            .filter_map(id_of)
            .collect();
        let Some(amendments) = d.get_mut("amendments").and_then(Json::as_array_mut) else {
            continue;
        };
        for p in joined.iter().filter(|p| p.discussion == id) {
            let own = named_by(p.owner, &p.text);
            if amendments.iter().any(|a| id_of(a) == Some(own)) {
                continue;
            }
            let amends = p.amends.iter().copied().find(|a| there.contains(a)).unwrap_or(id);
            let amendment = Amendment {
                id: own,
                amends,
                children: p.children.iter().filter_map(|c| c.parse().ok()).collect(),
                text: p.text.clone(),
                by,
                written: at,
                late: false,
                added: Added::Proposed,
                imported: false,
            };
            amendments.push(serde_json::to_value(amendment).map_err(|_| MergeError::NotWhole)?);
            count += 1;
        }
    }
    Ok(count)
}

/// An id that follows from what is proposed (FNV-1a): two machines that bring
/// the same two versions together propose the same, once.
fn named_by(owner: Ulid, text: &str) -> Ulid {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let bytes = owner.0.to_be_bytes();
    let hash = bytes
        .iter()
        .chain(text.as_bytes())
        .fold(START, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME));
    // The time stays that of the owner, so that ids go on sorting by time.
    Ulid((owner.0 >> 80 << 80) | (hash & ((1 << 80) - 1)))
}

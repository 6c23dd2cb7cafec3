//! A version as it is serialised, and where its texts are.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;
use ulid::Ulid;

use super::MergeError;
use crate::record::discussion::Discussion;
use crate::record::edit::FieldName;
use crate::record::session::Session;

/// One step down into a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// A field.
    Key(String),
    /// A thing in a list by what it is known by, and which of those that are
    /// known by the same.
    Item(String, usize),
    /// What a pair says of its first half.
    Said,
}

pub(super) type Path = Vec<Step>;

/// A text, and what it belongs to.
pub(super) struct Text {
    pub(super) at: Path,
    pub(super) owner: Ulid,
    pub(super) name: FieldName,
    pub(super) words: String,
}

/// One version.
pub(super) struct Side {
    pub(super) tree: Json,
    pub(super) texts: Vec<Text>,
    places: HashMap<Path, usize>,
    /// Names by the id of a person or child.
    pub(super) names: HashMap<String, String>,
    /// Rough notes.
    pub(super) rough: HashSet<Ulid>,
}

impl Side {
    pub(super) fn new(session: &Session) -> Result<Self, MergeError> {
        let tree = serde_json::to_value(session).map_err(|_| MergeError::NotWhole)?;
        // Every text gives way to its number, and the numbers are looked for:
        // where a text lies is never written down twice.
        let mut marked = session.clone();
        let mut found = Vec::new();
        marked.texts_mut(&mut |owner, name, text| {
            let number = format!("{MARK}{}", found.len());
            found.push((owner, name, std::mem::replace(text, number)));
        });
        let marked = serde_json::to_value(&marked).map_err(|_| MergeError::NotWhole)?;
        let mut at = vec![None; found.len()];
        look(&marked, &mut Vec::new(), &mut at);
        let texts: Vec<Text> = found
            .into_iter()
            .zip(at)
            .filter_map(|((owner, name, words), at)| Some(Text { at: at?, owner, name, words }))
            .collect();
        let places = texts.iter().enumerate().map(|(n, t)| (t.at.clone(), n)).collect();
        let named = session.people.iter().map(|p| (p.id, &p.name));
        let named = named.chain(session.children.iter().map(|c| (c.id, &c.name)));
        let names = named.map(|(id, name)| (id.to_string(), name.clone())).collect();
        let passages = session.discussions.iter().flat_map(Discussion::contributions);
        let rough = passages.filter(|(_, c)| c.rough).map(|(_, c)| c.id).collect();
        Ok(Side { tree, texts, places, names, rough })
    }

    /// The text at a place.
    pub(super) fn text(&self, at: &[Step]) -> Option<&Text> {
        self.places.get(at).and_then(|n| self.texts.get(*n))
    }

    /// Every text at or below a place.
    pub(super) fn texts_under<'a>(&'a self, at: &'a [Step]) -> impl Iterator<Item = &'a Text> {
        self.texts.iter().filter(move |t| t.at.starts_with(at))
    }
}

const MARK: &str = "\u{1}";

fn look(node: &Json, at: &mut Path, found: &mut [Option<Path>]) {
    match node {
        Json::String(text) => {
            let number = text.strip_prefix(MARK).and_then(|n| n.parse::<usize>().ok());
            if let Some(place) = number.and_then(|n| found.get_mut(n)) {
                *place = Some(at.clone());
            }
        }
        Json::Object(fields) => {
            for (key, value) in fields {
                at.push(Step::Key(key.clone()));
                look(value, at, found);
                at.pop();
            }
        }
        Json::Array(_) => {
            for (step, value) in items(node) {
                at.push(step);
                let pair = is_pair(value);
                if pair {
                    at.push(Step::Said);
                }
                look(said(value), at, found);
                if pair {
                    at.pop();
                }
                at.pop();
            }
        }
        _ => {}
    }
}

/// What a thing in a list is known by: its id, else the child it is about.
fn known_by(value: &Json) -> Option<String> {
    match value {
        Json::Object(fields) => match fields.get("id") {
            Some(id) => id.as_str().map(str::to_owned),
            None => fields.get("child").map(ToString::to_string),
        },
        Json::Array(pair) if is_pair(value) => {
            pair.first().and_then(Json::as_str).map(str::to_owned)
        }
        _ => None,
    }
}

/// Whether it says something of a child: a pair of an id and more.
pub(super) fn is_pair(value: &Json) -> bool {
    let id = |v: &Json| v.as_str().is_some_and(|s| s.parse::<Ulid>().is_ok());
    value.as_array().is_some_and(|a| a.len() == 2 && a.first().is_some_and(id))
}

/// Of a pair its second half; else the thing itself.
pub(super) fn said(value: &Json) -> &Json {
    if is_pair(value) { value.get(1).unwrap_or(value) } else { value }
}

/// Things of a list, each with its step.
pub(super) fn items(list: &Json) -> Vec<(Step, &Json)> {
    let mut out: Vec<(Step, &Json)> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for value in list.as_array().map(Vec::as_slice).unwrap_or_default() {
        let Some(key) = known_by(value) else { continue };
        let count = seen.entry(key.clone()).or_default();
        out.push((Step::Item(key, *count), value));
        *count += 1;
    }
    out
}

/// Whether it is a list of things that are known by something.
pub(super) fn is_list(value: &Json) -> bool {
    value.as_array().is_some_and(|a| a.first().is_some_and(|v| known_by(v).is_some()))
}

/// Puts something at a place; nothing: a thing of a list is taken out.
pub(super) fn put(tree: &mut Json, at: &[Step], value: Option<&Json>) {
    let Some((step, rest)) = at.split_first() else {
        if let Some(value) = value {
            *tree = value.clone();
        }
        return;
    };
    match step {
        Step::Key(key) => {
            if let Some(field) = tree.get_mut(key) {
                put(field, rest, value);
            }
        }
        Step::Said => {
            if let Some(second) = tree.get_mut(1) {
                put(second, rest, value);
            }
        }
        Step::Item(..) => {
            let Some(place) = items(tree).iter().position(|(s, _)| s == step) else { return };
            let Some(list) = tree.as_array_mut() else { return };
            if rest.is_empty() && value.is_none() {
                list.remove(place);
            } else if let Some(item) = list.get_mut(place) {
                put(item, rest, value);
            }
        }
    }
}

/// What lies at a place.
pub(super) fn get<'a>(tree: &'a Json, at: &[Step]) -> Option<&'a Json> {
    let Some((step, rest)) = at.split_first() else { return Some(tree) };
    let next = match step {
        Step::Key(key) => tree.get(key)?,
        Step::Said => tree.get(1)?,
        Step::Item(..) => items(tree).into_iter().find(|(s, _)| s == step)?.1,
    };
    get(next, rest)
}

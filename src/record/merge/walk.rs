//! The walk over three versions at once.

use chrono::DateTime;
use serde_json::{Map, Value as Json};
use ulid::Ulid;

use super::fixed::{self, Fixed, Proposal};
use super::side::{Path, Side, Step, is_list};
use super::words;
use super::{Choice, Clash, MergeError};
use crate::record::answer::Stamp;

/// Where the walk stands.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) discussion: Option<Ulid>,
    pub(super) answer: Option<Ulid>,
    pub(super) owner: Ulid,
    /// The children a thing names; none: it stands on every page.
    pub(super) children: Vec<String>,
    pub(super) fixed: Fixed,
}

/// The three, of which any may not be there.
#[derive(Clone, Copy)]
pub(super) struct Three<'a> {
    pub(super) base: Option<&'a Json>,
    pub(super) mine: &'a Json,
    pub(super) theirs: &'a Json,
}

impl<'a> Three<'a> {
    fn field(self, key: &str) -> Three<'a> {
        Three {
            base: self.base.and_then(|b| b.get(key)),
            mine: self.mine.get(key).unwrap_or(&Json::Null),
            theirs: self.theirs.get(key).unwrap_or(&Json::Null),
        }
    }
}

pub(super) struct Walk<'a> {
    pub(super) base: Option<&'a Side>,
    pub(super) mine: &'a Side,
    pub(super) theirs: &'a Side,
    pub(super) at: Path,
    pub(super) clashes: Vec<Clash>,
    pub(super) proposals: Vec<Proposal>,
    /// Which stands where nothing else tells two finalised ones apart.
    pub(super) mine_first: bool,
    /// Whose finalised notes stand, where those of both cannot: this
    /// version's, or the other's.
    pub(super) prefer: Option<bool>,
}

/// Walks from the top; gives the tree, the clashes and how much is proposed.
pub(super) fn whole(
    base: Option<&Side>,
    mine: &Side,
    theirs: &Side,
    prefer: Option<bool>,
    by: Ulid,
    at: Stamp,
) -> Result<(Json, Vec<Clash>, usize), MergeError> {
    let (first, second) = (mine.tree.to_string(), theirs.tree.to_string());
    let mut walk = Walk {
        base,
        mine,
        theirs,
        at: Vec::new(),
        clashes: Vec::new(),
        proposals: Vec::new(),
        mine_first: first <= second,
        prefer,
    };
    let place = Place {
        discussion: None,
        answer: None,
        owner: id_of(&mine.tree).unwrap_or_default(),
        children: Vec::new(),
        fixed: Fixed::Neither,
    };
    let three = Three { base: base.map(|b| &b.tree), mine: &mine.tree, theirs: &theirs.tree };
    let mut tree = walk.object(three, &place);
    let proposed = fixed::propose(&mut tree, walk.proposals, by, at)?;
    Ok((tree, walk.clashes, proposed))
}

pub(super) fn id_of(value: &Json) -> Option<Ulid> {
    value.get("id")?.as_str()?.parse().ok()
}

/// Nothing said: what is said on the other side is more.
fn is_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(list) => list.is_empty(),
        _ => false,
    }
}

impl Walk<'_> {
    /// One step down.
    pub(super) fn under<T>(&mut self, step: Step, f: impl FnOnce(&mut Self) -> T) -> T {
        self.at.push(step);
        let out = f(self);
        self.at.pop();
        out
    }

    /// What both have, made one.
    pub(super) fn node(&mut self, three: Three<'_>, place: &Place) -> Json {
        let Three { base, mine, theirs } = three;
        if mine == theirs {
            return mine.clone();
        }
        let inside = place.discussion.is_some();
        if inside && place.fixed == Fixed::Neither {
            if base == Some(mine) {
                return theirs.clone();
            }
            if base == Some(theirs) {
                return mine.clone();
            }
        }
        match (mine, theirs) {
            _ if is_unit(mine) || is_unit(theirs) => self.value(three, place),
            (Json::Object(a), Json::Object(b)) if a.keys().eq(b.keys()) => {
                self.object(three, place)
            }
            _ if is_list(mine) || is_list(theirs) => self.list(three, place),
            _ => self.value(three, place),
        }
    }

    /// Field by field.
    fn object(&mut self, three: Three<'_>, place: &Place) -> Json {
        let mut out = Map::new();
        let Some(fields) = three.mine.as_object() else { return three.mine.clone() };
        for key in fields.keys() {
            let field = three.field(key);
            let value = self.under(Step::Key(key.clone()), |w| w.field(key, three, field, place));
            out.insert(key.clone(), value);
        }
        Json::Object(out)
    }

    fn field(&mut self, key: &str, all: Three<'_>, three: Three<'_>, place: &Place) -> Json {
        let Three { base, mine, theirs } = three;
        // What is said before and after finalising: it only grows.
        let grows = matches!(key, "agreements" | "amendments" | "filing" | "sent" | "set_aside");
        if grows && place.discussion.is_some() {
            return self.list(three, &Place { fixed: Fixed::Neither, ..place.clone() });
        }
        if mine == theirs {
            return mine.clone();
        }
        // A finalised page names when, how and with whom the meeting was.
        if place.discussion.is_none()
            && matches!(key, "date" | "kind" | "people")
            && let Some((discussion, fixed)) = self.meeting_fixed()
        {
            let place = Place { discussion: Some(discussion), fixed, ..place.clone() };
            return self.node(three, &place);
        }
        match (key, place.fixed) {
            // Two made it apart: one id for the one thing it is.
            ("id", _) => if mine.as_str() < theirs.as_str() { mine } else { theirs }.clone(),
            (_, Fixed::Mine) if is_stricter_kind(key) => mine.clone(),
            (_, Fixed::Theirs) if is_stricter_kind(key) => theirs.clone(),
            ("destination" | "may_see" | "added", _) => stricter(mine, theirs),
            // Rough notes leave in no note, and finalising lists each before
            // it goes; a mark too many can be taken off again.
            ("third_party" | "rough" | "legal_hold" | "late" | "stepped_out", _) => {
                Json::Bool(mine == &Json::Bool(true) || theirs == &Json::Bool(true))
            }
            ("written" | "begun" | "at", _) => later(mine, theirs).clone(),
            ("bookmark", _) => if base == Some(mine) { theirs } else { mine }.clone(),
            ("brothers_and_sisters" | "situation" | "chosen" | "Family", Fixed::Neither)
                if mine.is_array() && theirs.is_array() =>
            {
                union(base, mine, theirs)
            }
            // Read from what was typed: it goes with the words.
            ("next_dates", _) if all.mine.get("to_come").is_some() => {
                self.with_the_words(all.field("to_come"), three, place)
            }
            _ if key == "discussions" && place.discussion.is_none() => self.list(three, place),
            _ => self.node(three, place),
        }
    }

    /// Dates that were read from a line follow the line.
    fn with_the_words(&mut self, line: Three<'_>, dates: Three<'_>, place: &Place) -> Json {
        let whose = |three: Three<'_>| match place.fixed {
            Fixed::Theirs => Some(false),
            Fixed::Neither if three.mine == three.theirs => None,
            Fixed::Neither if three.base == Some(three.mine) => Some(false),
            Fixed::Neither if three.base == Some(three.theirs) => Some(true),
            Fixed::Neither if three.base.is_none() && is_nothing(three.mine) => Some(false),
            Fixed::Mine | Fixed::Neither => Some(true),
        };
        match whose(line) {
            Some(true) => dates.mine.clone(),
            Some(false) => dates.theirs.clone(),
            None => self.list(dates, place),
        }
    }

    /// A text or a value: whole or not at all.
    fn value(&mut self, three: Three<'_>, place: &Place) -> Json {
        let Three { base, mine, theirs } = three;
        match place.fixed {
            Fixed::Mine => {
                self.propose_changed(place, theirs, base, false);
                return mine.clone();
            }
            Fixed::Theirs => {
                self.propose_changed(place, mine, base, true);
                return theirs.clone();
            }
            Fixed::Neither => {}
        }
        if base == Some(mine) || (base.is_none_or(is_nothing) && is_nothing(mine)) {
            return theirs.clone();
        }
        if base == Some(theirs) || (base.is_none_or(is_nothing) && is_nothing(theirs)) {
            return mine.clone();
        }
        self.clash(three, place);
        mine.clone()
    }

    fn clash(&mut self, three: Three<'_>, place: &Place) {
        let Three { base: _, mine, theirs } = three;
        let mut at = self.at.clone();
        let key = self.key().to_owned();
        let due = is_due(mine);
        if due {
            at.push(Step::Key("typed".into()));
        }
        let text = self.mine.text(&at).or_else(|| self.theirs.text(&at));
        let both = match (mine.as_str(), theirs.as_str()) {
            (Some(a), Some(b)) if text.is_some() => Some(Json::String(together(a, b))),
            _ if due => {
                let typed = |v: &Json| v["typed"].as_str().unwrap_or_default().to_owned();
                let mut both = Map::new();
                both.insert("typed".into(), together(&typed(mine), &typed(theirs)).into());
                both.insert("on".into(), Json::Null);
                Some(Json::Object(both))
            }
            _ if key == "children" => Some(union(None, mine, theirs)),
            _ => None,
        };
        let mut choices = vec![Choice {
            at: self.at.clone(),
            mine: Some(mine.clone()),
            theirs: Some(theirs.clone()),
            both: both.clone(),
        }];
        if key == "to_come" {
            choices.extend(self.dates_choice());
        }
        let what = text.map_or_else(|| words::of_key(&key), |t| t.name.words().to_owned());
        let clash = Clash {
            discussion: place.discussion,
            owner: text.map_or(place.owner, |t| t.owner),
            name: text.map(|t| t.name),
            what,
            mine: self.in_words(mine, due || text.is_some()),
            theirs: self.in_words(theirs, due || text.is_some()),
            can_keep_both: both.is_some(),
            kept: None,
            choices,
            finals: false,
        };
        self.clashes.push(clash);
    }

    /// The dates that go with a line that clashes.
    fn dates_choice(&self) -> Option<Choice> {
        let mut at = self.at.clone();
        at.pop();
        at.push(Step::Key("next_dates".into()));
        let of = |side: &Side| super::side::get(&side.tree, &at).cloned();
        let (mine, theirs) = (of(self.mine)?, of(self.theirs)?);
        let both = both_lists(&mine, &theirs);
        Some(Choice { at, mine: Some(mine), theirs: Some(theirs), both: Some(both) })
    }

    /// A thing that one version removed and the other changed: it is kept
    /// until somebody chooses.
    pub(super) fn removed(&mut self, item: &Json, removed_by_mine: bool, place: &Place) {
        let shown = self.thing_in_words(item, !removed_by_mine);
        let none = String::new();
        let (mine, theirs) = if removed_by_mine { (none, shown) } else { (shown, none) };
        let keep = Some(item.clone());
        let gone = None;
        self.clashes.push(Clash {
            discussion: place
                .discussion
                .or_else(|| (self.key() == "discussions").then(|| id_of(item)).flatten()),
            owner: id_of(item).unwrap_or(place.owner),
            name: None,
            what: words::of_key(self.key()),
            mine,
            theirs,
            can_keep_both: true,
            kept: None,
            choices: vec![Choice {
                at: self.at.clone(),
                mine: if removed_by_mine { gone.clone() } else { keep.clone() },
                theirs: if removed_by_mine { keep.clone() } else { gone },
                both: keep,
            }],
            finals: false,
        });
    }

    /// The field the walk is in.
    pub(super) fn key(&self) -> &str {
        let keys = self.at.iter().rev().find_map(|step| match step {
            // Which of several choices it is has a name of its own.
            Step::Key(key) if !key.starts_with(|c: char| c.is_ascii_uppercase()) => {
                Some(key.as_str())
            }
            _ => None,
        });
        keys.unwrap_or_default()
    }

    fn in_words(&self, value: &Json, text: bool) -> String {
        if text {
            let typed = value.as_str().or_else(|| value["typed"].as_str());
            return typed.unwrap_or_default().to_owned();
        }
        words::of_value(self.key(), value, &|id| {
            self.mine.names.get(id).or_else(|| self.theirs.names.get(id)).cloned()
        })
    }

    fn thing_in_words(&self, item: &Json, mine: bool) -> String {
        let side = if mine { self.mine } else { self.theirs };
        let texts: Vec<&str> = side
            .texts_under(&self.at)
            .map(|t| t.words.as_str())
            .filter(|w| !w.trim().is_empty())
            .collect();
        if texts.is_empty() {
            self.in_words(super::side::said(item), false)
        } else {
            texts.join("\n")
        }
    }
}

/// A day as typed and as read.
fn is_due(value: &Json) -> bool {
    value.as_object().is_some_and(|o| o.len() == 2 && o.contains_key("typed"))
}

/// What means something only as a whole: a day as typed and as read, a score
/// with its anchors and whoever gave it.
fn is_unit(value: &Json) -> bool {
    is_due(value) || value.as_object().is_some_and(|o| o.contains_key("rater"))
}

fn is_stricter_kind(key: &str) -> bool {
    matches!(key, "destination" | "third_party" | "rough" | "written" | "may_see" | "stepped_out")
}

/// The one that lets fewer read it. Undecided leaves in the full export only;
/// the staff file has fewer readers than the child's. Of an amendment: the one
/// that is further.
fn stricter(mine: &Json, theirs: &Json) -> Json {
    const FROM_LAX: [&str; 9] = [
        "ChildFile",
        "StaffFile",
        "TheTwoDecide",
        "All",
        "NoNames",
        "Nothing",
        "Draft",
        "Proposed",
        "Made",
    ];
    let rank = |v: &Json| FROM_LAX.iter().position(|w| v.as_str() == Some(w));
    if rank(mine) >= rank(theirs) { mine.clone() } else { theirs.clone() }
}

/// The later of two times.
pub(super) fn later<'a>(mine: &'a Json, theirs: &'a Json) -> &'a Json {
    if is_before(mine, theirs) { theirs } else { mine }
}

/// Whether one time is before another; the text decides where they are one.
pub(super) fn is_before(one: &Json, other: &Json) -> bool {
    let read = |v: &Json| v.as_str().and_then(|s| DateTime::parse_from_rfc3339(s).ok());
    (read(one), one.as_str()) < (read(other), other.as_str())
}

/// Both texts whole, one after the other.
fn together(mine: &str, theirs: &str) -> String {
    if mine.contains(theirs) {
        mine.to_owned()
    } else if theirs.contains(mine) {
        theirs.to_owned()
    } else if mine.len().max(theirs.len()) < 60 && !mine.contains('\n') && !theirs.contains('\n') {
        format!("{mine}; {theirs}")
    } else {
        format!("{mine}\n\n{theirs}")
    }
}

/// What either has, less what one of them took away.
fn union(base: Option<&Json>, mine: &Json, theirs: &Json) -> Json {
    let list = |v: &Json| v.as_array().cloned().unwrap_or_default();
    let (before, mine, theirs) = (base.map(list).unwrap_or_default(), list(mine), list(theirs));
    let mut out: Vec<Json> =
        mine.iter().filter(|v| theirs.contains(v) || !before.contains(v)).cloned().collect();
    for v in theirs {
        if !out.contains(&v) && !mine.contains(&v) && !before.contains(&v) {
            out.push(v);
        }
    }
    Json::Array(out)
}

/// Both lists, each thing once.
fn both_lists(mine: &Json, theirs: &Json) -> Json {
    let mut out = mine.as_array().cloned().unwrap_or_default();
    for item in theirs.as_array().map(Vec::as_slice).unwrap_or_default() {
        if !out.iter().any(|o| o == item || (id_of(o).is_some() && id_of(o) == id_of(item))) {
            out.push(item.clone());
        }
    }
    Json::Array(out)
}

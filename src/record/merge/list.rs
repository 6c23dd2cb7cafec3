//! Lists: things unite by what they are known by.

use serde_json::Value as Json;

use super::fixed::{self, Fixed};
use super::side::{Step, is_pair, items, said};
use super::walk::{Place, Three, Walk, id_of};

impl Walk<'_> {
    pub(super) fn list(&mut self, three: Three<'_>, place: &Place) -> Json {
        let (mine, theirs) = (items(three.mine), items(three.theirs));
        let base = three.base.map(items).unwrap_or_default();
        // What only the other has goes behind what it follows there.
        let mut order: Vec<&Step> = mine.iter().map(|(s, _)| s).collect();
        let mut behind = 0;
        for (step, _) in &theirs {
            if let Some(at) = order.iter().position(|s| *s == step) {
                behind = at + 1;
            } else {
                order.insert(behind, step);
                behind += 1;
            }
        }
        let find = |list: &[(Step, &Json)], step: &Step| {
            list.iter().find(|(s, _)| s == step).map(|(_, v)| (*v).clone())
        };
        let mut out = Vec::new();
        for step in order {
            let (b, m, t) = (find(&base, step), find(&mine, step), find(&theirs, step));
            let made =
                self.under(step.clone(), |w| w.item(b.as_ref(), m.as_ref(), t.as_ref(), place));
            out.extend(made);
        }
        Json::Array(out)
    }

    fn item(
        &mut self,
        base: Option<&Json>,
        mine: Option<&Json>,
        theirs: Option<&Json>,
        place: &Place,
    ) -> Option<Json> {
        let grows = place.discussion.is_some()
            && matches!(self.key(), "agreements" | "amendments" | "filing");
        let place = self.place_of(mine, theirs, place);
        match (mine, theirs) {
            (Some(m), Some(t)) if self.key() == "filing" => Some(self.page(m, t, base, &place)),
            (Some(m), Some(t)) if grows && (is_made(m) || is_made(t)) => {
                Some(self.made(base, m, t, &place))
            }
            (Some(m), Some(t)) if is_pair(m) && is_pair(t) => {
                let three = Three { base: base.map(said), mine: said(m), theirs: said(t) };
                let second = self.under(Step::Said, |w| w.node(three, &place));
                Some(Json::Array(vec![m.get(0)?.clone(), second]))
            }
            (Some(m), Some(t)) => Some(self.node(Three { base, mine: m, theirs: t }, &place)),
            (Some(one), None) => self.one_sided(base, one, true, grows, &place),
            (None, Some(one)) => self.one_sided(base, one, false, grows, &place),
            (None, None) => None,
        }
    }

    /// What only one version has: new there, or removed in the other.
    fn one_sided(
        &mut self,
        base: Option<&Json>,
        one: &Json,
        of_mine: bool,
        grows: bool,
        place: &Place,
    ) -> Option<Json> {
        let stands = if of_mine { Fixed::Mine } else { Fixed::Theirs };
        if place.fixed == stands || (grows && is_made(one)) || is_finalised(one) {
            return Some(one.clone());
        }
        if place.fixed != Fixed::Neither {
            self.propose_changed(place, one, base, of_mine);
            return None;
        }
        match base {
            None => Some(one.clone()),
            Some(before) if before == one => None,
            Some(_) => {
                self.removed(one, !of_mine, place);
                Some(one.clone())
            }
        }
    }

    /// Where the walk stands at a thing: whose it is, and whether it is fixed.
    fn place_of(&self, mine: Option<&Json>, theirs: Option<&Json>, place: &Place) -> Place {
        let Some(one) = mine.or(theirs) else { return place.clone() };
        let mut out = place.clone();
        if let Some(id) = id_of(said(one)) {
            out.owner = id;
        }
        match self.key() {
            "discussions" if place.discussion.is_none() => {
                out.discussion = id_of(one);
            }
            "children" if place.discussion.is_none() => {
                // A finalised page names its child.
                if let Some(child) = id_text(one)
                    && let Some(discussion) = self.page_of(&child)
                {
                    out.discussion = Some(discussion);
                    out.children = vec![child];
                }
            }
            "answers" => out.answer = id_of(one),
            "agreements" | "amendments" | "filing" | "sent" | "set_aside" => return out,
            _ => {}
        }
        if out.discussion.is_some() {
            let mut children = mine.map(fixed::children_of).unwrap_or_default();
            for child in theirs.map(fixed::children_of).unwrap_or_default() {
                if !children.contains(&child) {
                    children.push(child);
                }
            }
            if !children.is_empty() {
                out.children = children;
            }
            out.fixed = self.fixed(&out);
        }
        out
    }

    /// A statement or amendment that one of them made: it stands whole, and
    /// what the other was still writing is proposed.
    fn made(&mut self, base: Option<&Json>, mine: &Json, theirs: &Json, place: &Place) -> Json {
        if mine == theirs {
            return mine.clone();
        }
        let weight = |v: &Json| {
            let struck = v.get("struck").is_some_and(|s| !s.is_null());
            (is_made(v), struck, v.to_string())
        };
        let (m, t) = (weight(mine), weight(theirs));
        let of_mine = match self.prefer {
            Some(of_mine) if (m.0, m.1) == (t.0, t.1) => of_mine,
            _ => m > t,
        };
        let (stands, gives) = if of_mine { (mine, theirs) } else { (theirs, mine) };
        // What had to be removed from a statement does not come back.
        if stands.get("struck").is_none_or(Json::is_null) {
            self.propose_beside(place, gives, base, !of_mine, stands);
        }
        stands.clone()
    }

    /// A page: as far as either has come.
    fn page(&mut self, mine: &Json, theirs: &Json, base: Option<&Json>, place: &Place) -> Json {
        let both = fixed::rank(mine) > 0 && fixed::rank(theirs) > 0;
        let of_mine = self.prefer.filter(|_| both).unwrap_or_else(|| fixed::stands(mine, theirs));
        let (further, other) = if of_mine { (mine, theirs) } else { (theirs, mine) };
        let mut out = further.clone();
        let held = [further, other].iter().any(|f| f["legal_hold"] == Json::Bool(true));
        if let Some(fields) = out.as_object_mut() {
            fields.insert("legal_hold".into(), Json::Bool(held));
            let three = Three {
                base: base.and_then(|b| b.get("hand_overs")),
                mine: mine.get("hand_overs").unwrap_or(&Json::Null),
                theirs: theirs.get("hand_overs").unwrap_or(&Json::Null),
            };
            let hand_overs = self.under(Step::Key("hand_overs".into()), |w| w.list(three, place));
            fields.insert("hand_overs".into(), hand_overs);
        }
        out
    }
}

fn id_text(child: &Json) -> Option<String> {
    child.get("id").and_then(Json::as_str).map(str::to_owned)
}

/// Whether a statement, an amendment or a page is no draft any more.
fn is_made(value: &Json) -> bool {
    let said = |key: &str| value.get(key);
    match said("added") {
        Some(added) => added == "Made",
        None => {
            said("hand_overs").is_some()
                || said("words").is_some_and(|w| w != "")
                || said("struck").is_some_and(|s| !s.is_null())
        }
    }
}

/// Whether it is a discussion with a page that is no draft any more.
fn is_finalised(value: &Json) -> bool {
    fixed::is_final(value, None)
}

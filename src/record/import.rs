//! What an imported record may not hold.
//!
//! An import brings words in; it never brings anybody's consent. Agreements
//! are refused and so is a page that claims to be agreed. A page that was
//! finalised elsewhere stays finalised, because its words may not change; but
//! that it was, by whom, that it was handed over or added to, and that an
//! action was agreed, is only what the file says, and is marked so.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use ulid::Ulid;

use super::answer::{SafetyScore, Value};
use super::{Discussion, FilingState, Session, Subject};

/// The longest text of a record, in bytes: 1 MiB.
pub const LONGEST_TEXT: usize = 1 << 20;
/// The largest record, in bytes as it is written: 16 MiB.
pub const LARGEST_RECORD: usize = 16 << 20;

/// Checks a record that was read from outside.
///
/// # Errors
/// All faults at once, each with its place (`discussions[1].answers[0]`,
/// counted from 0) and what to do. Never a word of the record.
pub fn import_check(session: &Session) -> Result<(), Vec<String>> {
    let mut check = Check { session, faults: Vec::new() };
    check.sizes_and_ids();
    check.children_and_people();
    check.comes_from_nobody();
    for (i, d) in session.discussions.iter().enumerate() {
        check.discussion(&format!("discussions[{i}]"), d);
    }
    if check.faults.is_empty() { Ok(()) } else { Err(check.faults) }
}

/// Marks what only the file says and nobody did here: that pages were
/// finalised and handed over, that something was added later, and that a
/// manager agreed to an action.
pub fn mark_imported(session: &mut Session) {
    for d in &mut session.discussions {
        d.amendments.iter_mut().for_each(|a| a.imported = true);
        d.actions.iter_mut().for_each(|a| a.imported = a.agreed_by.is_some());
    }
    for page in session.discussions.iter_mut().flat_map(|d| &mut d.filing) {
        page.imported = page.state != FilingState::Open;
        page.hand_overs.iter_mut().for_each(|over| over.imported = true);
    }
}

struct Check<'a> {
    session: &'a Session,
    faults: Vec<String>,
}

impl Check<'_> {
    fn fault(&mut self, place: &str, what: &str) {
        self.faults.push(format!("{place}: {what}"));
    }

    /// Read off the written form, so that no field is ever forgotten.
    fn sizes_and_ids(&mut self) {
        let size = super::to_ron(self.session).map_or(usize::MAX, |s| s.len());
        if size > LARGEST_RECORD {
            self.fault("record", "it is larger than 16 MiB; divide it into several sessions");
        }
        match serde_json::to_value(self.session) {
            Err(_) => self.fault("record", "it cannot be written; nothing was imported"),
            Ok(json) => {
                let mut seen = BTreeMap::new();
                self.walk("", &json, &mut seen);
            }
        }
    }

    fn walk(&mut self, place: &str, json: &Json, seen: &mut BTreeMap<String, String>) {
        match json {
            Json::String(s) if s.len() > LONGEST_TEXT => {
                self.fault(place, "this text is longer than 1 MiB; shorten it");
            }
            Json::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.walk(&format!("{place}[{i}]"), item, seen);
                }
            }
            Json::Object(fields) => {
                for (name, value) in fields {
                    let here =
                        if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                    if name == "id"
                        && let Json::String(id) = value
                        && let Some(first) = seen.insert(id.clone(), here.clone())
                    {
                        self.fault(
                            &here,
                            &format!("this id stands at {first} too; every id is used once"),
                        );
                    }
                    self.walk(&here, value, seen);
                }
            }
            _ => {}
        }
    }

    fn children_and_people(&mut self) {
        if let Some(id) = self.session.bookmark.discussion
            && self.session.discussion(id).is_none()
        {
            self.fault(
                "bookmark.discussion",
                "there is no such discussion; leave the bookmark out",
            );
        }
    }

    /// Only a bundle can say from whom a session came.
    fn comes_from_nobody(&mut self) {
        if self.session.came.is_some() {
            self.fault("came", "an import does not come from somebody's vault; leave it out");
        }
    }

    fn person(&mut self, place: &str, id: Ulid) {
        if self.session.person(id).is_none() {
            self.fault(place, "this person is not among the people of the session; add them");
        }
    }

    fn discussion(&mut self, at: &str, d: &Discussion) {
        self.subject(at, d);
        self.filing(at, d);
        if !d.agreements.is_empty() {
            self.fault(
                &format!("{at}.agreements"),
                "an import takes over nobody's agreement; remove them, each person agrees anew",
            );
        }
        if !d.sent.is_empty() {
            self.fault(
                &format!("{at}.sent"),
                "an import was sent to nobody from here; remove what says so",
            );
        }
        self.named_children(at, d);
        self.scores(at, d);
        for (i, a) in d.actions.iter().enumerate() {
            if let Some(by) = a.agreed_by {
                self.person(&format!("{at}.actions[{i}].agreed_by"), by);
            }
        }
        let known = ids_of(d);
        for (i, a) in d.amendments.iter().enumerate() {
            self.person(&format!("{at}.amendments[{i}].by"), a.by);
            if !known.contains(&a.amends) {
                self.fault(
                    &format!("{at}.amendments[{i}].amends"),
                    "there is nothing with this id in the discussion; name what it amends",
                );
            }
        }
    }

    fn subject(&mut self, at: &str, d: &Discussion) {
        let place = format!("{at}.subject");
        match &d.subject {
            Subject::Practitioner(id) => self.person(&place, *id),
            Subject::Learning => {}
            Subject::Child(_) | Subject::Family(_) => {
                let children = d.subject.children();
                if children.is_empty() {
                    self.fault(&place, "a family without children; name them");
                }
                for (i, c) in children.iter().enumerate() {
                    if self.session.child(*c).is_none() {
                        self.fault(
                            &place,
                            "this child is not among the children of the session; add them",
                        );
                    }
                    if children.iter().take(i).any(|other| other == c) {
                        self.fault(&place, "a child stands here twice; name each once");
                    }
                }
            }
        }
    }

    fn filing(&mut self, at: &str, d: &Discussion) {
        let mut wanted: Vec<Option<Ulid>> =
            d.subject.children().iter().copied().map(Some).collect();
        if wanted.is_empty() {
            wanted.push(None);
        }
        for (i, page) in d.filing.iter().enumerate() {
            let place = format!("{at}.filing[{i}]");
            match wanted.iter().position(|w| *w == page.child) {
                Some(n) => {
                    wanted.remove(n);
                }
                None => self.fault(
                    &place,
                    "this page is of nobody the discussion is about, or stands twice; remove it",
                ),
            }
            match page.state {
                FilingState::Agreed => self.fault(
                    &place,
                    "an import takes over nobody's agreement; write Finalised or Open",
                ),
                FilingState::Finalised if page.finalised.is_none() => {
                    self.fault(&place, "it is finalised but does not say when; add finalised");
                }
                FilingState::Open if page.finalised.is_some() || page.finalised_by.is_some() => {
                    self.fault(
                        &place,
                        "it is open and says when it was finalised; write Finalised, or remove that",
                    );
                }
                FilingState::Open | FilingState::Finalised => {}
            }
            if let Some(by) = page.finalised_by {
                self.person(&format!("{place}.finalised_by"), by);
            }
        }
        for _ in wanted {
            self.fault(
                &format!("{at}.filing"),
                "a page is missing; there is one for each child, or one where there are none",
            );
        }
    }

    /// What names a child must name one that the discussion is about: it would
    /// stand on nobody's page otherwise.
    fn named_children(&mut self, at: &str, d: &Discussion) {
        let mut named: Vec<(String, &[Ulid])> = Vec::new();
        for (i, a) in d.answers.iter().enumerate() {
            for (j, c) in a.contributions.iter().enumerate() {
                named.push((format!("{at}.answers[{i}].contributions[{j}]"), &c.children));
            }
        }
        let list = |name: &str, all: Vec<&[Ulid]>| -> Vec<(String, Vec<Ulid>)> {
            all.into_iter()
                .enumerate()
                .map(|(i, c)| (format!("{at}.{name}[{i}]"), c.to_vec()))
                .collect()
        };
        let one = std::slice::from_ref;
        let mut rest = Vec::new();
        rest.extend(list("glance", d.glance.iter().map(|(c, _)| one(c)).collect()));
        rest.extend(list("brief", d.brief.iter().map(|b| one(&b.child)).collect()));
        rest.extend(list("own", d.own.iter().map(|o| one(&o.child)).collect()));
        rest.extend(list("journey", d.journey.iter().map(|(c, _)| one(c)).collect()));
        rest.extend(list("to_the_child", d.to_the_child.iter().map(|x| one(&x.child)).collect()));
        rest.extend(list(
            "signs.passages",
            d.signs.passages.iter().map(|p| &*p.children).collect(),
        ));
        rest.extend(list("signs.dangers", d.signs.dangers.iter().map(|p| &*p.children).collect()));
        rest.extend(list(
            "signs.judgements",
            d.signs.judgements.iter().map(|p| &*p.children).collect(),
        ));
        rest.extend(list("parts_used", d.parts_used.iter().map(|p| &*p.children).collect()));
        rest.extend(list("tools", d.tools.iter().map(|p| &*p.children).collect()));
        rest.extend(list("decisions", d.decisions.iter().map(|p| &*p.children).collect()));
        rest.extend(list("at_once", d.at_once.iter().map(|p| &*p.children).collect()));
        rest.extend(list("actions", d.actions.iter().map(|p| &*p.children).collect()));
        rest.extend(list("follow_ups", d.follow_ups.iter().map(|p| &*p.children).collect()));
        rest.extend(list("hypotheses", d.hypotheses.iter().map(|p| &*p.children).collect()));
        rest.extend(list("amendments", d.amendments.iter().map(|p| &*p.children).collect()));
        let about = d.subject.children();
        let all = named
            .iter()
            .map(|(place, c)| (place.as_str(), *c))
            .chain(rest.iter().map(|(place, c)| (place.as_str(), c.as_slice())));
        let faults: Vec<String> = all
            .filter(|(_, children)| children.iter().any(|c| !about.contains(c)))
            .map(|(place, _)| place.to_owned())
            .collect();
        for place in faults {
            self.fault(&place, "it names a child this discussion is not about; correct the id");
        }
    }

    fn scores(&mut self, at: &str, d: &Discussion) {
        let mut scores: Vec<(String, &SafetyScore)> = Vec::new();
        let mut balances: Vec<(String, i8)> =
            d.balance.into_iter().map(|b| (format!("{at}.balance"), b)).collect();
        for (i, a) in d.answers.iter().enumerate() {
            let place = format!("{at}.answers[{i}].value");
            match &a.value {
                Some(Value::Safety(s)) => scores.push((place, s)),
                Some(Value::Balance(b)) => balances.push((place, *b)),
                _ => {}
            }
        }
        for (i, s) in d.signs.judgements.iter().enumerate() {
            scores.push((format!("{at}.signs.judgements[{i}].score"), &s.score));
        }
        for (i, s) in d.signs.dangers.iter().enumerate() {
            scores.extend(s.scale.iter().map(|s| (format!("{at}.signs.dangers[{i}].scale"), s)));
        }
        for (place, _) in scores.iter().filter(|(_, s)| s.score > 10) {
            self.fault(place, "a score goes from 0 to 10; correct it");
        }
        for (place, _) in balances.iter().filter(|(_, b)| !(-5..=5).contains(b)) {
            self.fault(place, "a balance goes from -5 to 5; correct it");
        }
    }
}

/// Everything of a discussion that an amendment can speak of.
pub fn ids_of(d: &Discussion) -> Vec<Ulid> {
    let mut ids = vec![d.id];
    for a in &d.answers {
        ids.push(a.id);
        ids.extend(a.contributions.iter().map(|c| c.id));
    }
    for (_, j) in &d.journey {
        ids.push(j.id);
        ids.extend(j.earlier.iter().map(|e| e.id));
        ids.extend(j.checkpoints.iter().map(|c| c.id));
    }
    for (_, g) in &d.glance {
        ids.push(g.id);
        ids.extend(g.next_dates.iter().map(|n| n.id));
    }
    ids.extend(d.brief.iter().map(|b| b.id));
    ids.extend(d.own.iter().map(|o| o.id));
    ids.extend(d.signs.passages.iter().map(|p| p.id));
    ids.extend(d.signs.dangers.iter().map(|p| p.id));
    ids.extend(d.signs.judgements.iter().map(|j| j.id));
    ids.extend(d.parts_used.iter().map(|p| p.id));
    ids.extend(d.personal.iter().map(|p| p.id));
    ids.extend(d.tools.iter().map(|t| t.id));
    ids.extend(d.decisions.iter().map(|x| x.id));
    ids.extend(d.at_once.iter().map(|x| x.id));
    ids.extend(d.actions.iter().map(|x| x.id));
    ids.extend(d.follow_ups.iter().map(|x| x.id));
    ids.extend(d.hypotheses.iter().map(|x| x.id));
    ids
}

//! Words that must not be there: taken out wherever they stand.

use std::collections::BTreeMap;

use ulid::Ulid;

use super::agreement::{Accuracy, Agreement, Stance};
use super::discussion::Discussion;
use super::session::Session;

/// What is to go, by id, each with the tombstone that says so.
pub type Removed = BTreeMap<Ulid, Ulid>;

impl Session {
    /// Takes out every entry with one of these ids, with all it holds; of a
    /// statement that was made, only the reasons. A statement whose agreed words held one of them keeps what it says and
    /// loses those words and its signature. Doing it twice changes nothing
    /// more. Says how many places were changed.
    pub fn strike(&mut self, removed: &Removed) -> usize {
        let people = &self.people;
        let before = self.discussions.len();
        self.discussions.retain(|d| !removed.contains_key(&d.id));
        let mut count = before - self.discussions.len();
        for d in &mut self.discussions {
            let struck = d.strike(removed);
            if struck > 0 {
                d.settle_agreement(people);
            }
            count += struck;
        }
        count
    }
}

impl Discussion {
    fn strike(&mut self, removed: &Removed) -> usize {
        let mut count = 0;
        let mut goes = |id: Ulid| {
            let goes = removed.contains_key(&id);
            count += usize::from(goes);
            goes
        };
        self.answers.retain_mut(|a| {
            a.contributions.retain(|c| !goes(c.id));
            !goes(a.id)
        });
        self.decisions.retain(|x| !goes(x.id));
        self.actions.retain(|x| !goes(x.id));
        self.at_once.retain(|x| !goes(x.id));
        self.follow_ups.retain(|x| !goes(x.id));
        self.hypotheses.retain(|x| !goes(x.id));
        self.brief.retain(|x| !goes(x.id));
        self.own.retain(|x| !goes(x.id));
        self.to_the_child.retain(|x| !goes(x.id));
        self.glance.retain_mut(|(_, x)| {
            x.next_dates.retain(|n| !goes(n.id));
            !goes(x.id)
        });
        self.journey.retain_mut(|(_, x)| {
            x.checkpoints.retain(|c| !goes(c.id));
            x.earlier.retain(|e| !goes(e.id));
            !goes(x.id)
        });
        self.signs.passages.retain(|x| !goes(x.id));
        self.signs.dangers.retain(|x| !goes(x.id));
        self.signs.judgements.retain(|x| !goes(x.id));
        self.tools.retain(|x| !goes(x.id));
        self.parts_used.retain(|x| !goes(x.id));
        if self.personal.as_ref().is_some_and(|x| goes(x.id)) {
            self.personal = None;
        }
        self.set_aside.retain(|x| !goes(x.id));
        self.sent.retain(|x| !goes(x.id));
        for page in &mut self.filing {
            page.hand_overs.retain(|x| !goes(x.id));
        }
        self.amendments.retain(|x| !goes(x.id));
        self.agreements.retain(|x| x.is_made() || !goes(x.id));
        let made = self.agreements.iter_mut();
        count + made.filter_map(|a| take_reasons(a, removed).or_else(|| blank(a, removed))).count()
    }
}

/// A statement that was made is never taken away: only the reasons in it go,
/// with the words that repeat them. Who said what, and when, stays.
fn take_reasons(agreement: &mut Agreement, removed: &Removed) -> Option<()> {
    let tombstone = *removed.get(&agreement.id)?;
    let mut texts: Vec<&mut String> = Vec::new();
    if let Accuracy::NotAccurate { why } = &mut agreement.accuracy {
        texts.push(why);
    }
    if let Some(Stance::Disagree { why, goes_to }) = &mut agreement.stance {
        texts.extend([why, goes_to]);
    }
    texts.retain(|text| !text.is_empty());
    if texts.is_empty() {
        return None;
    }
    texts.into_iter().for_each(String::clear);
    agreement.words.clear();
    agreement.signature.clear();
    agreement.struck = Some(tombstone);
    Some(())
}

/// Blanks agreed words that hold something removed: every entry stands in them
/// with its id.
fn blank(agreement: &mut Agreement, removed: &Removed) -> Option<()> {
    if agreement.words.is_empty() {
        return None;
    }
    let tombstone = removed
        .iter()
        .find(|(id, _)| agreement.words.contains(&id.to_string()))
        .map(|(_, tombstone)| *tombstone)?;
    agreement.words.clear();
    agreement.signature.clear();
    agreement.struck = Some(tombstone);
    Some(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::record::{self, Stamp, agreed};

    /// Ids of everything in a record that has one, but people, children and
    /// the record itself.
    fn ids(json: &serde_json::Value, out: &mut Vec<Ulid>) {
        match json {
            serde_json::Value::Array(all) => all.iter().for_each(|j| ids(j, out)),
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_str().and_then(|s| s.parse().ok()) {
                        Some(id) if name == "id" => out.push(id),
                        _ => ids(value, out),
                    }
                }
            }
            _ => {}
        }
    }

    #[test]
    fn whatever_has_an_id_can_be_taken_out_and_nothing_else_goes() {
        let now = Stamp::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap();
        let mut n = 0u128;
        let mut session = record::template(now, &mut || {
            n += 1;
            Ulid(n << 64)
        });
        session.bookmark = record::Bookmark::default();
        let mut all = Vec::new();
        ids(&serde_json::to_value(&session.discussions).unwrap(), &mut all);
        assert!(all.len() > 40, "{}", all.len());
        for id in all {
            let whole = session.discussions.iter().any(|d| d.id == id);
            let removed = Removed::from([(id, Ulid(1))]);
            let mut struck = session.clone();
            assert!(struck.strike(&removed) > 0, "{id} is not found");
            let line = format!("id: \"{id}\"");
            assert!(!record::to_ron(&struck).unwrap().contains(&line), "{id} is still there");
            let again = struck.clone();
            assert_eq!(struck.strike(&removed), 0);
            assert!(struck == again);
            let left = struck.discussions.iter().map(|d| d.id);
            assert_eq!(left.count(), session.discussions.len() - usize::from(whole));
        }
    }

    #[test]
    fn a_statement_over_what_went_keeps_what_it_says_and_not_the_words() {
        let now = Stamp::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap();
        let mut n = 0u128;
        let mut session = record::template(now, &mut || {
            n += 1;
            Ulid(n << 64)
        });
        let person = session.people[0].id;
        let d = session.discussions.iter().find(|d| !d.decisions.is_empty()).unwrap();
        let (id, decision) = (d.id, d.decisions[0].id);
        let named = d.decisions[0].children.first().or(d.subject.children().first());
        let child = named.copied();
        let mut statement = record::Agreement {
            id: Ulid(3),
            person,
            child,
            accuracy: record::Accuracy::Accurate,
            stance: None,
            at: now,
            recorded_by: None,
            words: String::new(),
            signature: "signed".into(),
            struck: None,
        };
        statement.words = agreed::words_to_sign(&session, id, &statement).unwrap();
        session.discussion_mut(id).unwrap().agreements = vec![statement];
        session.strike(&Removed::from([(decision, Ulid(9))]));
        // By its own id nothing more of it can be taken away.
        assert_eq!(session.strike(&Removed::from([(Ulid(3), Ulid(9))])), 0);
        let left = &session.discussion(id).unwrap().agreements[0];
        assert_eq!((left.words.as_str(), left.signature.as_str()), ("", ""));
        assert_eq!(left.struck, Some(Ulid(9)));
        assert!(left.is_made() && left.accuracy == record::Accuracy::Accurate);
    }
}

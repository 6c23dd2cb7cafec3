//! Two versions of a session made one: the union is kept, every clash is
//! shown, nothing is invented.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_possible_truncation)]

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "merge/cases.rs"]
mod cases;

use std::collections::BTreeSet;

use chrono::DateTime;
use proptest::prelude::*;
use serde_json::Value as Json;
use thinkwheel::practice::{Destination, Part};
use thinkwheel::record::agreed::keeps_what_is_final;
use thinkwheel::record::*;
use ulid::Ulid;

const BY: Ulid = Ulid(7);

fn at() -> Stamp {
    DateTime::parse_from_rfc3339("2026-11-24T10:00:00+00:00").unwrap()
}

fn join(base: Option<&Session>, mine: &Session, theirs: &Session) -> Merged {
    merge(base, mine, theirs, BY, at()).unwrap()
}

fn tree(session: &Session) -> Json {
    serde_json::to_value(session).unwrap()
}

fn strings(value: &Json, out: &mut BTreeSet<String>) {
    match value {
        Json::String(s) => {
            out.insert(s.clone());
        }
        Json::Array(list) => list.iter().for_each(|v| strings(v, out)),
        Json::Object(fields) => fields.values().for_each(|v| strings(v, out)),
        _ => {}
    }
}

fn all_strings(session: &Session) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    strings(&tree(session), &mut out);
    out
}

/// Random changes as a person makes them: in drafts, and by finalising.
struct Hand<'a> {
    tag: &'a str,
    count: u128,
    choices: std::slice::Iter<'a, u32>,
}

impl Hand<'_> {
    fn pick(&mut self, n: usize) -> usize {
        *self.choices.next().unwrap_or(&0) as usize % n.max(1)
    }

    fn words(&mut self) -> String {
        self.count += 1;
        format!("{}{:05}z, and more.", self.tag, self.count)
    }

    fn id(&mut self) -> Ulid {
        self.count += 1;
        let tag = u128::from(self.tag.as_bytes()[0]) << 64 | u128::from(self.tag.as_bytes()[1]);
        Ulid((tag << 40) | self.count)
    }

    fn change(&mut self, s: &mut Session) {
        let pick = self.pick(1000);
        let kind = self.pick(8);
        let Some(place) = (!s.discussions.is_empty()).then(|| pick % s.discussions.len()) else {
            return;
        };
        let people = s.people.first().map_or(BY, |p| p.id);
        let words = self.words();
        let id = self.id();
        let d = &mut s.discussions[place];
        if !d.is_open() {
            d.amendments.push(Amendment {
                id,
                amends: d.id,
                children: Vec::new(),
                text: words,
                by: BY,
                written: at(),
                late: false,
                added: if pick.is_multiple_of(2) { Added::Made } else { Added::Draft },
                imported: false,
            });
            return;
        }
        match kind {
            0..=2 => {
                let mut all = 0;
                let made: Vec<Ulid> = fixed_ids(d);
                d.texts(&mut |owner, _, _| all += usize::from(!made.contains(&owner)));
                let mut at = 0;
                d.texts_mut(&mut |owner, _, text| {
                    if !made.contains(&owner) {
                        if all > 0 && at == pick % all {
                            text.clone_from(&words);
                        }
                        at += 1;
                    }
                });
            }
            3 => {
                let n = d.answers.len();
                match pick % 3 {
                    0 if n > 0 => drop(d.answers.remove(pick % n)),
                    1 if !d.decisions.is_empty() => drop(d.decisions.remove(0)),
                    _ => drop(d.actions.pop()),
                }
            }
            4 => {
                let children: Vec<Ulid> = d.subject.children().iter().take(1).copied().collect();
                let passage = Contribution {
                    id,
                    text: words,
                    children,
                    voice: None,
                    kind: None,
                    third_party: pick.is_multiple_of(3),
                    rough: pick.is_multiple_of(5),
                    written: at(),
                };
                if let Some(a) = d.answers.first_mut().filter(|_| pick.is_multiple_of(2)) {
                    a.contributions.push(passage);
                } else {
                    d.answers.push(Answer {
                        id: Ulid(id.0 + (1 << 60)),
                        question: "q".into(),
                        bank: "b".into(),
                        bank_version: "1".into(),
                        part: Part::ALL[0],
                        wording: "What?".into(),
                        state: AnswerState::Answered,
                        elsewhere: String::new(),
                        contributions: vec![passage],
                        value: None,
                        destination: Destination::ChildFile,
                    });
                }
            }
            5 => {
                if let Some(a) = d.answers.first_mut() {
                    match pick % 3 {
                        0 => a.state = AnswerState::BringBack,
                        1 => a.destination = Destination::StaffFile,
                        _ => a.value = Some(Value::Balance((pick % 5) as i8)),
                    }
                    if let Some(c) = a.contributions.first_mut() {
                        c.third_party = !c.third_party;
                    }
                }
            }
            6 => d.decisions.push(Decision {
                id,
                text: words,
                rationale: String::new(),
                by: String::new(),
                children: d.subject.children().to_vec(),
                written: at(),
            }),
            _ => {
                let child = d.filing[pick % d.filing.len()].child;
                let _ = d.finalise(child, people, at());
            }
        }
    }
}

/// Statements and amendments that were made: nobody types into them.
fn fixed_ids(d: &Discussion) -> Vec<Ulid> {
    let made = d.agreements.iter().filter(|a| a.is_made()).map(|a| a.id);
    let made = made.chain(d.amendments.iter().filter(|a| a.added == Added::Made).map(|a| a.id));
    made.collect()
}

fn edited(base: &Session, choices: &[u32], tag: &str) -> Session {
    let mut out = base.clone();
    let mut hand = Hand { tag, count: 0, choices: choices.iter() };
    for _ in 0..choices.len() / 2 {
        hand.change(&mut out);
    }
    out
}

fn rough_texts(s: &Session) -> BTreeSet<&str> {
    let all = s.discussions.iter().flat_map(Discussion::contributions);
    let mut out: BTreeSet<&str> = BTreeSet::new();
    for (_, c) in all.filter(|(_, c)| c.rough) {
        out.insert(&c.text);
        for d in &s.discussions {
            d.texts(&mut |owner, _, text| {
                if owner == c.id {
                    out.insert(text);
                }
            });
        }
    }
    out
}

/// What is not there any more of one version's texts, although nobody took it
/// away and no clash shows it.
fn lost(base: Option<&Session>, one: &Session, other: &Session, merged: &Merged) -> Vec<String> {
    let mut there: Vec<String> = all_strings(&merged.session).into_iter().collect();
    there.extend(merged.clashes.iter().flat_map(|c| [c.mine.clone(), c.theirs.clone()]));
    let theirs = all_strings(other);
    let before = base.map(all_strings).unwrap_or_default();
    let rough = rough_texts(one);
    let mut lost = Vec::new();
    one.texts(&mut |_, _, text| {
        let taken_away = before.contains(text) && !theirs.contains(text);
        let kept = there.iter().any(|t| t.contains(text.as_str()));
        if !text.trim().is_empty() && !taken_away && !kept && !rough.contains(text.as_str()) {
            lost.push(text.clone());
        }
    });
    lost
}

fn invented(mine: &Session, theirs: &Session, merged: &Merged) -> Vec<String> {
    let mut known = all_strings(mine);
    known.extend(all_strings(theirs));
    let mut session = merged.session.clone();
    let there: Vec<Ulid> = [mine, theirs]
        .iter()
        .flat_map(|s| &s.discussions)
        .flat_map(|d| d.amendments.iter().map(|a| a.id))
        .collect();
    for d in &mut session.discussions {
        d.amendments.retain(|a| there.contains(&a.id));
    }
    all_strings(&session).into_iter().filter(|s| !known.contains(s)).collect()
}

/// Order and bookmark aside.
fn canonical(value: &Json) -> Json {
    match value {
        Json::Array(list) => {
            let mut list: Vec<Json> = list.iter().map(canonical).collect();
            list.sort_by_key(ToString::to_string);
            Json::Array(list)
        }
        Json::Object(fields) => fields
            .iter()
            .filter(|(k, _)| *k != "bookmark")
            .map(|(k, v)| (k.clone(), canonical(v)))
            .collect(),
        other => other.clone(),
    }
}

fn settled(mut merged: Merged, keep: Keep) -> Session {
    for n in 0..merged.clashes.len() {
        merged.settle(n, keep).unwrap();
    }
    assert_eq!(merged.unsettled(), 0);
    merged.session
}

fn hands() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_itself_or_with_what_it_was_written_from_nothing_happens(
        c in arbitrary::choices(), h in hands()
    ) {
        let base = arbitrary::session(&c);
        let new = edited(&base, &h, "ma");
        for (b, mine, theirs) in [
            (None, &new, &new),
            (Some(&base), &new, &new),
            (Some(&base), &new, &base),
            (Some(&base), &base, &new),
        ] {
            let merged = join(b, mine, theirs);
            prop_assert!(merged.clashes.is_empty());
            prop_assert!(canonical(&tree(&merged.session)) == canonical(&tree(&new)));
            prop_assert_eq!(merged.proposed, 0);
        }
    }

    #[test]
    fn the_union_is_kept_and_nothing_invented(
        c in arbitrary::choices(), h in hands(), g in hands(), based in any::<bool>()
    ) {
        let base = arbitrary::session(&c);
        let (mine, theirs) = (edited(&base, &h, "ma"), edited(&base, &g, "th"));
        let base = based.then_some(&base);
        let merged = join(base, &mine, &theirs);
        prop_assert_eq!(lost(base, &mine, &theirs, &merged), Vec::<String>::new());
        prop_assert_eq!(lost(base, &theirs, &mine, &merged), Vec::<String>::new());
        prop_assert_eq!(invented(&mine, &theirs, &merged), Vec::<String>::new());
    }

    #[test]
    fn it_is_the_same_from_either_side(
        c in arbitrary::choices(), h in hands(), g in hands(), based in any::<bool>()
    ) {
        let base = arbitrary::session(&c);
        let (mine, theirs) = (edited(&base, &h, "ma"), edited(&base, &g, "th"));
        let base = based.then_some(&base);
        let (here, there) = (join(base, &mine, &theirs), join(base, &theirs, &mine));
        prop_assert_eq!(here.clashes.len(), there.clashes.len());
        prop_assert_eq!(here.proposed, there.proposed);
        let (here, there) = (settled(here, Keep::Mine), settled(there, Keep::Theirs));
        prop_assert!(canonical(&tree(&here)) == canonical(&tree(&there)));
    }

    #[test]
    fn every_clash_of_texts_is_shown_whole(
        c in arbitrary::choices(), h in hands(), g in hands()
    ) {
        let base = arbitrary::session(&c);
        let (mine, theirs) = (edited(&base, &h, "ma"), edited(&base, &g, "th"));
        let merged = join(Some(&base), &mine, &theirs);
        let mut expected = Vec::new();
        base.texts(&mut |owner, name, before| {
            let field = Field { owner, name };
            let open = |s: &Session| s.discussion_of(field).is_none_or(Discussion::is_open);
            if let (Some(a), Some(b)) = (mine.field(field), theirs.field(field))
                && a != b && a != before && b != before && open(&mine) && open(&theirs)
            {
                expected.push((owner, a.to_owned(), b.to_owned()));
            }
        });
        for (owner, a, b) in expected {
            prop_assert!(
                merged.clashes.iter().any(|c| {
                    c.mine.contains(&a) && c.theirs.contains(&b)
                        && (c.owner == owner || c.name.is_none())
                }),
                "{a} {b}"
            );
        }
        for (n, clash) in merged.clashes.iter().enumerate().filter(|(_, c)| c.can_keep_both) {
            let mut both = merged.clone();
            both.settle(n, Keep::Both).unwrap();
            let there = all_strings(&both.session);
            if clash.name.is_some() {
                for text in [&clash.mine, &clash.theirs] {
                    prop_assert!(there.iter().any(|t| t.contains(text.as_str())));
                }
            }
        }
    }

    #[test]
    fn histories_of_several_rounds_lose_nothing(
        c in arbitrary::choices(),
        rounds in proptest::collection::vec((hands(), hands(), 0..3_usize), 1..4)
    ) {
        let mut base = arbitrary::session(&c);
        for (n, (h, g, keep)) in rounds.iter().enumerate() {
            let mine = edited(&base, h, ["ma", "mb", "mc"][n % 3]);
            let theirs = edited(&base, g, ["th", "ti", "tj"][n % 3]);
            let merged = join(Some(&base), &mine, &theirs);
            prop_assert_eq!(lost(Some(&base), &mine, &theirs, &merged), Vec::<String>::new());
            prop_assert_eq!(lost(Some(&base), &theirs, &mine, &merged), Vec::<String>::new());
            // What was final before the two went apart is final in what is
            // made of them, whatever is chosen.
            prop_assert!(keeps_what_is_final(&base, &merged.session).is_ok());
            let mut merged = merged;
            for n in 0..merged.clashes.len() {
                let keep = match keep {
                    0 => Keep::Mine,
                    2 if merged.clashes[n].can_keep_both => Keep::Both,
                    _ => Keep::Theirs,
                };
                merged.settle(n, keep).unwrap();
            }
            // What was made stays made, and is there once.
            for one in [&mine, &theirs] {
                for d in &one.discussions {
                    let there = merged.session.discussion(d.id);
                    for id in fixed_ids(d) {
                        let count = there.map_or(0, |t| {
                            let a = t.agreements.iter().filter(|a| a.id == id).count();
                            a + t.amendments.iter().filter(|a| a.id == id).count()
                        });
                        prop_assert!(count == 1 || there.is_none() && d.is_open());
                    }
                }
            }
            // Bringing the result together with either line again adds nothing:
            // but where a final page of that line was set aside by choice, a
            // person would be asked anew.
            if agreed::keeps_what_is_final(&mine, &merged.session).is_ok() {
                let again = join(Some(&mine), &merged.session, &mine);
                prop_assert!(canonical(&tree(&again.session)) == canonical(&tree(&merged.session)));
            }
            base = merged.session;
        }
    }
}

/// Every string of the record that somebody wrote, changed at its place.
fn with_each_text_changed(value: &Json, tag: &str) -> Vec<Json> {
    let mut out = Vec::new();
    match value {
        Json::String(s) if !arbitrary::markers(s).is_empty() => {
            out.push(Json::String(format!("{tag} of {s}")));
        }
        Json::Array(list) => {
            for (n, v) in list.iter().enumerate() {
                for changed in with_each_text_changed(v, tag) {
                    let mut list = list.clone();
                    list[n] = changed;
                    out.push(Json::Array(list));
                }
            }
        }
        Json::Object(fields) => {
            for (k, v) in fields.iter().filter(|(k, _)| *k != "bookmark") {
                for changed in with_each_text_changed(v, tag) {
                    let mut fields = fields.clone();
                    fields.insert(k.clone(), changed);
                    out.push(Json::Object(fields));
                }
            }
        }
        _ => {}
    }
    out
}

/// Walks what is serialised, so that a text field somebody adds to the schema
/// is in it: changed by one it is taken, changed by both it clashes.
#[test]
fn no_text_of_the_schema_is_forgotten() {
    let mut seen = 0;
    for seed in 1..5_u32 {
        let choices: Vec<u32> =
            (0..700_u32).map(|n| n.wrapping_mul(seed).wrapping_mul(2_654_435_761) >> 7).collect();
        let mut base = arbitrary::session(&choices);
        for d in &mut base.discussions {
            d.agreements.clear();
            d.amendments.retain(|a| a.added != Added::Made);
            for f in &mut d.filing {
                f.state = FilingState::Open;
                f.hand_overs.clear();
            }
        }
        let whole = tree(&base);
        let (a, b) = (with_each_text_changed(&whole, "AA"), with_each_text_changed(&whole, "BB"));
        for (a, b) in a.into_iter().zip(b) {
            let mine: Session = serde_json::from_value(a).unwrap();
            let theirs: Session = serde_json::from_value(b).unwrap();
            let taken = join(Some(&base), &base, &theirs);
            assert!(taken.clashes.is_empty());
            assert!(tree(&taken.session) == tree(&theirs));
            let both = join(Some(&base), &mine, &theirs);
            assert_eq!(both.clashes.len(), 1);
            let clash = &both.clashes[0];
            assert!(clash.mine.contains("AA of") && clash.theirs.contains("BB of"));
            assert!(tree(&settled(both.clone(), Keep::Mine)) == tree(&mine));
            assert!(tree(&settled(both, Keep::Theirs)) == tree(&theirs));
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen}");
}

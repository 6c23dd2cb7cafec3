//! What does not belong on a page does not show on it, not even as a number, a
//! mark in a drawing or an order: with all of it taken away or changed, the
//! page is the same.

use proptest::prelude::*;
use thinkwheel::export::Format;
use thinkwheel::practice::{Block as Stage, Destination, Place};
use thinkwheel::record::*;
use ulid::Ulid;

use super::{arbitrary, example};

/// Another value of the same kind.
fn other(value: &Value) -> Value {
    match value {
        Value::Safety(score) => Value::Safety(SafetyScore {
            score: (score.score + 1) % 11,
            zero: "other".into(),
            ten: "other".into(),
            rater: "other".into(),
            on: None,
        }),
        Value::Balance(b) => Value::Balance(if *b == 3 { -3 } else { 3 }),
        Value::Place(p) => Value::Place(other_place(*p)),
        Value::NextPlace(p) => Value::NextPlace(other_place(*p)),
        Value::Block(b) => Value::Block(other_stage(*b)),
        Value::FourIs { .. } => Value::FourIs {
            involve: "other".into(),
            inform: "other".into(),
            invest: "other".into(),
            influence: "other".into(),
        },
        Value::Lightbulb { .. } => Value::Lightbulb {
            effect: "other".into(),
            on_whom: "other".into(),
            how_we_know: "other".into(),
            what_else: "other".into(),
        },
    }
}

fn other_place(place: Place) -> Place {
    if place == Place::ALL[0] { Place::ALL[1] } else { Place::ALL[0] }
}

fn other_stage(stage: Stage) -> Stage {
    if stage == Stage::Beginning { Stage::Ending } else { Stage::Beginning }
}

/// The session with all that a child's file may not hold taken away, or where
/// it shares something with what it may, changed.
fn without(s: &Session, d: Ulid, child: Ulid) -> Session {
    let mut s = s.clone();
    s.discussions.retain(|x| x.id == d);
    s.bookmark = Bookmark::default();
    for c in s.children.iter_mut().filter(|c| c.id != child) {
        *c = Child {
            name: "Somebody Else".into(),
            reference: "OTHER-1".into(),
            initials: "SE".into(),
            born: Born::Aged(3),
            brothers_and_sisters: Vec::new(),
            situation: Vec::new(),
            ..c.clone()
        };
    }
    let d = &mut s.discussions[0];
    let alone = d.subject.children().len() == 1;
    let here = |named: &[Ulid]| named.contains(&child) || (named.is_empty() && alone);
    d.answers.retain(|a| {
        a.destination == Destination::ChildFile
            && !matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant)
    });
    for a in &mut d.answers {
        let whole = if a.contributions.is_empty() {
            alone
        } else {
            a.contributions.iter().all(|c| here(&c.children))
        };
        if !whole {
            a.value = a.value.as_ref().map(other);
            a.elsewhere = "other".into();
        }
        for c in a.contributions.iter_mut().filter(|c| c.rough || !here(&c.children)) {
            let children = std::mem::take(&mut c.children);
            *c = Contribution {
                text: "other".into(),
                voice: Some(Voice::Practitioner),
                kind: Some(Kind::Fact),
                third_party: true,
                children,
                ..c.clone()
            };
        }
    }
    if !alone {
        d.balance = d.balance.map(|b| if b == 3 { -3 } else { 3 });
        d.block = d.block.map(other_stage);
    }
    d.glance.retain(|(c, _)| *c == child);
    d.journey.retain(|(c, _)| *c == child);
    d.brief.retain(|x| x.child == child);
    d.own.retain(|x| x.child == child);
    d.to_the_child.retain(|x| x.child == child);
    d.signs.passages.retain(|x| here(&x.children));
    d.signs.dangers.retain(|x| here(&x.children));
    d.signs.judgements.retain(|x| here(&x.children));
    d.tools.retain(|x| here(&x.children));
    d.decisions.retain(|x| here(&x.children));
    d.actions.retain(|x| here(&x.children) && x.standing == Standing::Agreed);
    d.at_once.retain(|x| here(&x.children));
    d.follow_ups.retain(|x| here(&x.children));
    d.hypotheses.retain(|x| here(&x.children) && x.destination == Destination::ChildFile);
    // That a part is left out is said of the talk.
    d.parts_used.retain(|x| here(&x.children) || x.left_out);
    d.agreements.retain(|x| x.child == Some(child) || (x.child.is_none() && alone));
    d.amendments.retain(|x| here(&x.children) && x.added == Added::Made);
    d.filing.retain(|x| x.child == Some(child));
    d.personal = None;
    d.chosen.clear();
    d.set_aside.clear();
    d.sent.clear();
    s
}

/// The same of the staff file of a talk about a child: all but the answers
/// that are meant for it.
fn without_the_case(s: &Session, d: Ulid) -> Session {
    let mut s = s.clone();
    s.discussions.retain(|x| x.id == d);
    s.bookmark = Bookmark::default();
    for c in &mut s.children {
        (c.born, c.reference) = (Born::Aged(3), "OTHER-1".into());
        c.brothers_and_sisters.clear();
        c.situation.clear();
    }
    let d = &mut s.discussions[0];
    d.answers.retain(|a| {
        a.destination == Destination::StaffFile
            && !matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant)
    });
    for c in d.answers.iter_mut().flat_map(|a| &mut a.contributions).filter(|c| c.rough) {
        (c.text, c.voice, c.kind) = ("other".into(), None, None);
    }
    let kept = Discussion::new(d.id, d.subject.clone(), d.begun);
    *d = Discussion {
        depth: d.depth,
        answers: std::mem::take(&mut d.answers),
        amendments: std::mem::take(&mut d.amendments),
        filing: std::mem::take(&mut d.filing),
        ..kept
    };
    d.amendments.retain(|x| x.added == Added::Made);
    s
}

/// The note with its drawings, and the record that goes with it.
fn leaving(s: &Session, d: Ulid, child: Option<Ulid>, to: Audience) -> (Note, String) {
    let rules = Rules::default();
    let wanted = Wanted { pictures: true, ..Wanted::new(child, to, &rules) };
    let mut note = wanted.note(s, d).unwrap();
    // For the screen alone.
    note.left_out.clear();
    let records = vec![cut(s, d, child, to, &rules).unwrap()];
    let file =
        thinkwheel::export::write(&Leaving { notes: vec![note.clone()], records }, Format::Ron);
    (note, String::from_utf8(file).unwrap())
}

/// The first line in which two texts differ.
fn differ(one: &str, two: &str) -> Option<(String, String)> {
    let of = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (one, two) = (of(one), of(two));
    let at = (0..one.len().max(two.len())).find(|n| one.get(*n) != two.get(*n))?;
    let line = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
    Some((line(&one), line(&two)))
}

/// A letter is what was written to the child then: what was added to it, what
/// somebody else said and what the page is called stay away.
#[test]
fn what_was_added_to_a_letter_is_not_in_it() {
    let mut s = example::session();
    let (d, child) = (s.discussions[0].id, s.children[0].id);
    let rules = Rules::default();
    let of = |s: &Session| {
        let wanted = Wanted::new(Some(child), Audience::Letter, &rules);
        wanted.note(s, d).unwrap()
    };
    let before = of(&s);
    let (by, written) = (s.people[0].id, s.begun);
    let mut amendment = Amendment {
        id: Ulid(80),
        amends: s.discussions[0].to_the_child[0].id,
        children: Vec::new(),
        written,
        by,
        text: "ADDED".into(),
        late: false,
        added: Added::Made,
        imported: false,
    };
    s.discussions[0].amendments.push(amendment.clone());
    (amendment.id, amendment.amends) = (Ulid(81), d);
    s.discussions[0].amendments.push(amendment);
    let after = of(&s);
    assert!(after.blocks == before.blocks && after.version == before.version);
    assert!(after.left_out.contains(&"1 amendment to those words".to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_does_not_belong_changes_nothing_of_a_childs_file(choices in arbitrary::choices()) {
        let mut s = arbitrary::session(&choices);
        // Of a cancelled meeting that holds nothing a page is no draft.
        s.kind = SessionKind::Group;
        for d in &s.discussions {
            for child in d.subject.children() {
                let of = |s: &Session| leaving(s, d.id, Some(*child), Audience::ChildFile);
                let ((note, file), (bare, bare_file)) = (of(&s), of(&without(&s, d.id, *child)));
                let said = |note: &Note| serde_json::to_string_pretty(note).unwrap();
                prop_assert_eq!(differ(&said(&note), &said(&bare)), None);
                prop_assert_eq!(differ(&file, &bare_file), None);
            }
        }
    }

    #[test]
    fn what_does_not_belong_changes_nothing_of_a_staff_file(choices in arbitrary::choices()) {
        let mut s = arbitrary::session(&choices);
        // Of a cancelled meeting that holds nothing a page is no draft.
        s.kind = SessionKind::Group;
        for d in s.discussions.iter().filter(|d| !d.subject.children().is_empty()) {
            let of = |s: &Session| leaving(s, d.id, None, Audience::StaffFile);
            let ((note, file), (bare, bare_file)) = (of(&s), of(&without_the_case(&s, d.id)));
            let said = |note: &Note| serde_json::to_string_pretty(note).unwrap();
            prop_assert_eq!(differ(&said(&note), &said(&bare)), None);
            prop_assert_eq!(differ(&file, &bare_file), None);
        }
    }
}

//! What earlier meetings hold, and what of it a drawing may show: on a file,
//! nothing that did not stand on that very file for good.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use thinkwheel::export::Format;
use thinkwheel::practice::{Destination, Part};
use thinkwheel::record::*;
use ulid::Ulid;

use super::{arbitrary, example, read_back, write};

/// The day of the earlier meeting, and how a drawing says it.
const DAY: &str = "2026-09-24";
const SAID: &str = "24 Sep 2026";

fn day() -> NaiveDate {
    DAY.parse().unwrap()
}

/// Every score of a discussion: where its id is, and the score.
fn scores(d: &mut Discussion) -> Vec<(&mut Ulid, &mut SafetyScore)> {
    let mut out: Vec<(&mut Ulid, &mut SafetyScore)> = Vec::new();
    for a in &mut d.answers {
        if let Some(Value::Safety(score)) = &mut a.value {
            out.push((&mut a.id, score));
        }
    }
    for x in &mut d.signs.dangers {
        if let Some(score) = &mut x.scale {
            out.push((&mut x.id, score));
        }
    }
    out.extend(d.signs.judgements.iter_mut().map(|x| (&mut x.id, &mut x.score)));
    out
}

/// Another id that is as plainly the earlier twin of this one.
fn twin(id: Ulid) -> Ulid {
    Ulid(id.0 ^ (1 << 90))
}

/// The drawings of a note.
fn drawings(note: &Note) -> impl Iterator<Item = &Drawing> {
    note.blocks.iter().filter_map(|b| match b {
        Block::Picture(drawing) => Some(drawing),
        _ => None,
    })
}

/// The days of every scale that is drawn.
fn days_drawn(note: &Note) -> BTreeSet<NaiveDate> {
    let points = drawings(note).filter_map(|drawing| match drawing {
        Drawing::SafetyOverTime { points, .. } => Some(points),
        _ => None,
    });
    points.flatten().map(|(on, _)| *on).collect()
}

fn drawn(s: &Session, d: Ulid, page: (Option<Ulid>, Audience), earlier: &Earlier) -> Option<Note> {
    let rules = Rules::default();
    let wanted = Wanted {
        pictures: true,
        scores: &earlier.scores,
        asked_before: &earlier.asked,
        ..Wanted::new(page.0, page.1, &rules)
    };
    wanted.note(s, d).ok()
}

/// A meeting with a score of each kind, and one two months before it with the
/// same three, each 9.
fn two_meetings() -> (Session, Session) {
    let mut now = example::session();
    let judgement = now.discussions[0].signs.judgements[0].clone();
    let ends = judgement.score;
    let d = &mut now.discussions[0];
    for (n, (_, score)) in (4..).zip(scores(d)) {
        *score = SafetyScore { score: n, on: None, ..ends.clone() };
    }
    assert_eq!(scores(d).len(), 3, "a question's, a danger's and one of neither");
    let mut before = now.clone();
    before.id = twin(now.id);
    before.date = day();
    before.discussions.truncate(1);
    for (id, score) in scores(&mut before.discussions[0]) {
        *id = twin(*id);
        score.score = 9;
    }
    (now, before)
}

fn earlier_of(now: &Session, before: &Session, children: &[Ulid]) -> Earlier {
    Earlier::of([&before.header(), &now.header()], now, children)
}

/// What stood for good on this child's file is drawn, in every format, and
/// said in words.
#[test]
fn a_score_that_stood_on_the_file_is_drawn_beside_todays() {
    let (now, before) = two_meetings();
    let (d, child) = (now.discussions[0].id, now.children[0].id);
    let page = (Some(child), Audience::ChildFile);
    let note = drawn(&now, d, page, &earlier_of(&now, &before, &[child])).unwrap();
    let lines = drawings(&note)
        .filter(|x| matches!(x, Drawing::SafetyOverTime { points, .. } if points.len() == 2));
    assert_eq!(lines.count(), 3);
    let alone = drawn(&now, d, page, &Earlier::default()).unwrap();
    for format in Format::ALL.into_iter().filter(|f| f.holds_pictures()) {
        let (bytes, without) = (write(&note, format), write(&alone, format));
        assert!(read_back::text(format, &bytes).contains(SAID), "{format:?}");
        assert!(!read_back::text(format, &without).contains(SAID), "{format:?}");
        assert!(bytes != without, "{format:?}");
    }
}

/// A change that keeps earlier scores off a child's file, and how many of the
/// three are kept off.
type Case = (&'static str, fn(&mut Session), usize);

const CASES: [Case; 10] = [
    ("for the staff file", |s| answers(s, |a| a.destination = Destination::StaffFile), 1),
    ("undecided", |s| answers(s, |a| a.destination = Destination::TheTwoDecide), 1),
    ("put off", |s| answers(s, |a| a.state = AnswerState::NotToday), 1),
    ("not relevant", |s| answers(s, |a| a.state = AnswerState::NotRelevant), 1),
    ("a draft", |s| s.discussions[0].filing[0].state = FilingState::Open, 3),
    ("no page", |s| s.discussions[0].filing.clear(), 3),
    ("of the whole talk", |s| s.discussions[0].filing[0].child = None, 3),
    ("judged later", |s| of_scores(s, |x| x.on = "2026-11-24".parse().ok()), 3),
    ("held later", |s| s.date = "2026-11-24".parse().unwrap(), 3),
    ("about a brother", |s| about_a_brother(s), 3),
];

fn answers(s: &mut Session, change: fn(&mut Answer)) {
    s.discussions[0].answers.iter_mut().for_each(change);
}

fn of_scores(s: &mut Session, change: fn(&mut SafetyScore)) {
    for (_, score) in scores(&mut s.discussions[0]) {
        change(score);
    }
}

/// Brothers and sisters together, all pages final: what names the brother
/// alone is his.
fn about_a_brother(s: &mut Session) {
    let ids: Vec<Ulid> = s.children.iter().take(2).map(|c| c.id).collect();
    let d = &mut s.discussions[0];
    d.subject = Subject::Family(ids.clone());
    let page = d.filing[0].clone();
    d.filing = ids.iter().map(|c| Filing { child: Some(*c), ..page.clone() }).collect();
    let brother = vec![ids[1]];
    for c in d.answers.iter_mut().flat_map(|a| &mut a.contributions) {
        c.children.clone_from(&brother);
    }
    d.signs.dangers.iter_mut().for_each(|x| x.children.clone_from(&brother));
    d.signs.judgements.iter_mut().for_each(|x| x.children.clone_from(&brother));
}

/// Neither drawn nor said, and where nothing else is there to draw, not one
/// byte of the file is another.
#[test]
fn a_score_that_did_not_stand_on_the_file_is_in_no_drawing() {
    let (now, before) = two_meetings();
    let (d, child) = (now.discussions[0].id, now.children[0].id);
    let page = (Some(child), Audience::ChildFile);
    let alone = drawn(&now, d, page, &Earlier::default()).unwrap();
    for (why, change, kept_off) in CASES {
        let mut before = before.clone();
        change(&mut before);
        // Handed to the note as they are, and as the program gathers them.
        let header = before.header();
        let known = [
            Earlier { scores: header.scores.clone(), asked: Part::ALL.to_vec() },
            earlier_of(&now, &before, &[child]),
        ];
        assert_eq!(header.scores.len(), 3, "{why}");
        for earlier in known {
            let note = drawn(&now, d, page, &earlier).unwrap();
            let joined = drawings(&note)
                .filter(|x| matches!(x, Drawing::SafetyOverTime { points, .. } if points.len() > 1))
                .count();
            assert_eq!(joined, 3 - kept_off, "{why}");
            if kept_off < 3 {
                continue;
            }
            assert!(note == alone, "{why}");
        }
    }
    // A brother's page of that talk holds them, and his file alone.
    let mut family = before.clone();
    about_a_brother(&mut family);
    let filed = |child: Ulid| {
        let header = family.header();
        header.scores.iter().filter(|s| s.filed.contains(&child)).count()
    };
    assert_eq!(filed(child), 0);
    assert!(filed(now.children[1].id) >= 2);
}

/// The words and dots of a whole file, where the earlier meeting was all for
/// the staff file or a draft.
#[test]
fn a_draft_and_the_staff_file_change_no_byte_of_a_childs_file() {
    let (now, mut before) = two_meetings();
    let (d, child) = (now.discussions[0].id, now.children[0].id);
    let page = (Some(child), Audience::ChildFile);
    let alone = drawn(&now, d, page, &Earlier::default()).unwrap();
    before.discussions[0].signs = SignsOfSafety::default();
    let mut draft = before.clone();
    draft.discussions[0].filing[0].state = FilingState::Open;
    answers(&mut before, |a| a.destination = Destination::StaffFile);
    for before in [before, draft] {
        let note = drawn(&now, d, page, &earlier_of(&now, &before, &[child])).unwrap();
        for format in Format::ALL.into_iter().filter(|f| f.holds_pictures()) {
            let bytes = write(&note, format);
            assert!(bytes == write(&alone, format), "{format:?}");
            assert!(!read_back::text(format, &bytes).contains(SAID), "{format:?}");
        }
    }
}

/// The staff file is no story of a child: no earlier score, no earlier part of
/// the wheel, whatever is known of them.
#[test]
fn the_staff_file_draws_this_meeting_alone() {
    let (mut now, mut before) = two_meetings();
    for s in [&mut now, &mut before] {
        answers(s, |a| a.destination = Destination::StaffFile);
    }
    let (d, child) = (now.discussions[0].id, now.children[0].id);
    let mut scores = before.header().scores;
    for s in &mut scores {
        s.filed = vec![child];
    }
    let earlier = Earlier { scores, asked: Part::ALL.to_vec() };
    let page = (None, Audience::StaffFile);
    let note = drawn(&now, d, page, &earlier).unwrap();
    assert!(days_drawn(&note) == BTreeSet::from([now.date]));
    assert!(note == drawn(&now, d, page, &Earlier::default()).unwrap());
}

/// Which parts were asked before stands in full alone.
#[test]
fn what_was_asked_before_is_drawn_for_the_two_alone() {
    let (now, before) = two_meetings();
    let (d, child) = (now.discussions[0].id, now.children[0].id);
    let mut earlier = earlier_of(&now, &before, &[child]);
    assert!(!earlier.asked.is_empty());
    earlier.asked = Part::ALL.to_vec();
    let before_of = |page| -> Vec<Part> {
        let note = drawn(&now, d, page, &earlier).unwrap();
        let wheel = drawings(&note).find_map(|x| match x {
            Drawing::Wheel { before, .. } => Some(before.clone()),
            _ => None,
        });
        wheel.unwrap()
    };
    assert!(before_of((Some(child), Audience::ChildFile)).is_empty());
    assert!(!before_of((None, Audience::Full)).is_empty());
}

/// This meeting is not earlier than itself: an older version of it adds
/// nothing, and neither does a meeting that came after it.
#[test]
fn neither_this_meeting_nor_a_later_one_is_earlier() {
    let (mut now, mut later) = two_meetings();
    let child = now.children[0].id;
    // Judged twice: of neither is an older version drawn beside the other.
    let judged = &mut now.discussions[0].signs.judgements;
    judged.push(SafetyJudgement { id: Ulid(70), ..judged[0].clone() });
    let mut version = now.clone();
    version.date = day();
    for (_, score) in scores(&mut version.discussions[0]) {
        score.score = 8;
    }
    let page = (Some(child), Audience::ChildFile);
    let d = now.discussions[0].id;
    let alone = drawn(&now, d, page, &Earlier::default()).unwrap();
    let itself = earlier_of(&now, &version, &[child]);
    assert!(itself.scores.is_empty() && itself.asked.is_empty());
    let given = Earlier { scores: version.header().scores, asked: Vec::new() };
    assert!(drawn(&now, d, page, &given).unwrap() == alone);
    later.date = now.date + Days::new(1);
    let after = earlier_of(&now, &later, &[child]);
    assert!(after.scores.is_empty() && after.asked.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Of random meetings before this one a drawing holds only what an oracle
    /// written apart lets stand on that page; and it does hold that.
    #[test]
    fn a_drawing_holds_only_what_may_stand_there(
        choices in arbitrary::choices(),
        turns in proptest::collection::vec(0u8..8, 1..12),
    ) {
        let mut now = arbitrary::session(&choices);
        now.kind = SessionKind::OneToOne;
        let mut turns = turns.into_iter().cycle();
        let mut n = 0;
        for d in &mut now.discussions {
            for (_, score) in scores(d) {
                n += 1;
                score.on = Some(now.date - Days::new(n));
            }
        }
        let mut before = now.clone();
        before.id = twin(now.id);
        for d in &mut before.discussions {
            for a in &mut d.answers {
                a.destination = [Destination::ChildFile, Destination::StaffFile, Destination::TheTwoDecide]
                    [usize::from(turns.next().unwrap() % 3)];
            }
            for page in &mut d.filing {
                page.state = if turns.next().unwrap() % 2 == 0 { FilingState::Open } else { FilingState::Finalised };
            }
            for (id, score) in scores(d) {
                *id = twin(*id);
                score.on = score.on.map(|on| on - Days::new(1000));
            }
        }
        let earlier = Earlier { scores: before.header().scores, asked: Part::ALL.to_vec() };
        for d in &now.discussions {
            let mut pages = vec![(None, Audience::Full), (None, Audience::StaffFile)];
            for child in d.subject.children() {
                pages.extend([Audience::ChildFile, Audience::Full, Audience::SubjectAccess].map(|to| (Some(*child), to)));
            }
            for page in pages {
                let Some(note) = drawn(&now, d.id, page, &earlier) else { continue };
                let there = days_drawn(&note);
                let may = may_be_drawn(&before, d, page);
                for on in there.iter().filter(|on| **on < now.date - Days::new(900)) {
                    prop_assert!(may.contains(on), "{:?}", page.1);
                }
                if page.1 != Audience::Full {
                    let clean = |x: &Drawing| !matches!(x, Drawing::Wheel { before, .. } if !before.is_empty());
                    prop_assert!(page.1 == Audience::SubjectAccess || drawings(&note).all(clean));
                }
                // What may be drawn beside its own twin is.
                let joinable = |s: &SafetyScore| [&s.zero, &s.ten, &s.rater].iter().all(|t| !t.trim().is_empty());
                for (_, score) in scores(&mut d.clone()) {
                    let on = score.on.unwrap();
                    let was = on - Days::new(1000);
                    if there.contains(&on) && may.contains(&was) && joinable(score) && page.0.is_some() {
                        prop_assert!(there.contains(&was), "lost");
                    }
                }
            }
        }
    }
}

/// The days of scores of that meeting that a page about this talk may draw.
fn may_be_drawn(
    before: &Session,
    now: &Discussion,
    (child, audience): (Option<Ulid>, Audience),
) -> BTreeSet<NaiveDate> {
    let mut out = BTreeSet::new();
    if audience == Audience::StaffFile {
        return out;
    }
    for d in &before.discussions {
        let about = d.subject.children();
        let is_final = |c: Ulid| {
            d.filing.iter().any(|f| f.child == Some(c) && f.state == FilingState::Finalised)
        };
        let names =
            |c: Ulid, named: &[Ulid]| named.contains(&c) || (named.is_empty() && about == [c]);
        let mut put = |score: &SafetyScore, named: &[&[Ulid]]| {
            let filed = about.iter().copied().filter(|c| is_final(*c));
            let filed: Vec<Ulid> = filed.filter(|c| named.iter().all(|n| names(*c, n))).collect();
            let stands = match child {
                Some(child) => filed.contains(&child),
                // In full of a whole talk: only what is of its children alone.
                None => {
                    !filed.is_empty() && filed.iter().all(|c| now.subject.children().contains(c))
                }
            };
            if stands {
                out.insert(score.on.unwrap());
            }
        };
        for a in &d.answers {
            let there = a.destination == Destination::ChildFile
                && !matches!(a.state, AnswerState::NotToday | AnswerState::NotRelevant);
            if let (Some(Value::Safety(score)), true) = (&a.value, there) {
                let mut named: Vec<&[Ulid]> =
                    a.contributions.iter().map(|c| c.children.as_slice()).collect();
                if named.is_empty() {
                    named.push(&[]);
                }
                put(score, &named);
            }
        }
        for x in &d.signs.dangers {
            if let Some(score) = &x.scale {
                put(score, &[&x.children]);
            }
        }
        d.signs.judgements.iter().for_each(|x| put(&x.score, &[&x.children]));
    }
    out
}

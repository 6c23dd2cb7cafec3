#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use proptest::prelude::*;
use ulid::Ulid;

use super::*;
use crate::practice::{Banks, Part};
use crate::record::{
    Answer, Born, Child, Contribution, Discussion, Header, Session, Stamp, Subject,
};

const CHILD: Ulid = Ulid(7);

fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

/// Read once: a debug build takes its time over it.
fn banks() -> &'static Banks {
    static BANKS: std::sync::LazyLock<Banks> =
        std::sync::LazyLock::new(|| Banks::built_in().unwrap());
    &BANKS
}

/// A meeting about the child, with what became of each question.
fn meeting(n: u128, date: &str, asked: &[(&str, AnswerState)]) -> Header {
    let banks = banks();
    let bank = banks.first().unwrap();
    let at = Stamp::parse_from_rfc3339("2026-03-02T10:00:00+00:00").unwrap();
    let mut session = Session::new(Ulid(n), date.parse().unwrap(), at);
    session.children.push(Child {
        id: CHILD,
        name: "A".into(),
        reference: String::new(),
        initials: String::new(),
        born: Born::Aged(7),
        brothers_and_sisters: Vec::new(),
        situation: Vec::new(),
    });
    let mut d = Discussion::new(Ulid(n + 1000), Subject::Child(CHILD), at);
    for (k, (question, state)) in asked.iter().enumerate() {
        let q = bank.question(question).unwrap();
        d.answers.push(Answer {
            id: Ulid(n * 10_000 + k as u128),
            question: q.id.clone(),
            bank: bank.id.clone(),
            bank_version: "1".into(),
            part: q.part,
            wording: q.text.clone(),
            state: *state,
            elsewhere: String::new(),
            contributions: vec![Contribution {
                id: Ulid(n * 10_000 + 5_000 + k as u128),
                text: "words".into(),
                children: Vec::new(),
                voice: None,
                kind: None,
                third_party: false,
                rough: false,
                written: at,
            }],
            value: None,
            destination: q.destination,
        });
    }
    session.discussions.push(d);
    session.header()
}

fn about(headers: &[Header]) -> About {
    let histories = vec![ChildHistory::of(headers, CHILD, None)];
    About { histories, children: vec![vec![Fits::SchoolAge]], ..About::unknown(today()) }
}

fn set(about: &About, minutes: u16) -> Vec<(Question, Reason)> {
    let banks = banks();
    let bank = banks.first().unwrap();
    let named = |c: Chosen| (bank.question(&c.question).unwrap().clone(), c.reason);
    focus_set(bank, about, minutes).into_iter().map(named).collect()
}

fn ids(set: &[(Question, Reason)]) -> Vec<&str> {
    set.iter().map(|(q, _)| q.id.as_str()).collect()
}

#[test]
fn with_nothing_known_it_is_still_a_good_set() {
    for minutes in [15, 20, 30, 45, 60, 90] {
        let set = set(&About::unknown(today()), minutes);
        let sum: u16 = set.iter().map(|(q, _)| u16::from(q.minutes)).sum();
        assert!(sum <= minutes && sum + 5 > minutes, "{sum} of {minutes}");
        let (first, reason) = &set[0];
        assert!(first.opener && *reason == Reason::WayIn);
        assert!(set.iter().any(|(q, _)| childs_view(q)));
        assert!(set.iter().any(|(q, _)| leads_on(q)));
        let steps: Vec<usize> = set.iter().skip(1).map(|(q, _)| q.cycle[0] as usize).collect();
        assert!(steps.windows(2).all(|w| w[0] <= w[1] + 1), "{steps:?}");
        let rings: BTreeSet<_> = set.iter().map(|(q, _)| q.part.ring()).collect();
        assert!(rings.len() >= set.len().min(4), "{rings:?}");
        for step in [Cycle::Experience, Cycle::Analysis] {
            let of_step = set.iter().filter(|(q, _)| q.cycle[0] == step).count();
            assert!(of_step * 2 <= set.len() + 1, "{step:?} {of_step} of {}", set.len());
        }
        assert!(set.last().is_some_and(|(q, _)| q.weight == Weight::Light));
    }
    assert!(set(&About::unknown(today()), 3).is_empty(), "no question is that short");
}

#[test]
fn what_was_promised_comes_first_and_oldest_first() {
    let headers = [
        meeting(1, "2026-03-03", &[("scales.balance", AnswerState::BringBack)]),
        meeting(2, "2026-10-01", &[("trauma.learnt", AnswerState::BringBack)]),
    ];
    let set = set(&about(&headers), 30);
    assert_eq!(ids(&set)[..2], ["scales.balance", "trauma.learnt"]);
    let words: Vec<String> = set.iter().map(|(_, r)| r.words(today())).collect();
    assert_eq!(words[0], "brought back from 3 March");
    assert_eq!(words[1], "brought back from 1 October");
    assert_eq!(set[2].1, Reason::WayIn);
}

#[test]
fn a_heavy_one_brought_back_waits_where_time_is_short_or_others_look() {
    let headers = [meeting(1, "2026-03-03", &[("trauma.learnt", AnswerState::BringBack)])];
    let known = about(&headers);
    assert_eq!(ids(&set(&known, 13))[0], "trauma.learnt");
    assert!(!ids(&set(&known, 12)).contains(&"trauma.learnt"));
    let shared = About { shared_screen: true, ..known };
    assert!(set(&shared, 90).iter().all(|(q, _)| q.weight == Weight::Light));
}

#[test]
fn the_last_meeting_is_not_repeated_but_what_was_put_off_comes() {
    let mut known = about(&[]);
    let first = set(&known, 40);
    let asked: Vec<(&str, AnswerState)> =
        ids(&first).into_iter().map(|id| (id, AnswerState::Answered)).collect();
    let mut with_one_off = asked.clone();
    with_one_off.push(("journey.how-here", AnswerState::NotToday));
    let last = meeting(1, "2026-10-01", &with_one_off);
    known.histories = vec![ChildHistory::of([&last], CHILD, None)];
    let second = set(&known, 40);
    assert!(ids(&second).iter().all(|id| !ids(&first).contains(id)));
    let off = second.iter().find(|(q, _)| q.id == "journey.how-here").unwrap();
    assert_eq!(off.1.words(today()), "put off on 1 October");
    // A meeting later they may come again, and say so.
    let later = meeting(2, "2026-11-01", &[("scales.balance", AnswerState::Answered)]);
    known.histories = vec![ChildHistory::of([&last, &later], CHILD, None)];
    let many = set(&known, 400);
    let again = many.iter().find(|(q, r)| {
        asked.iter().any(|(id, _)| *id == q.id) && matches!(r, Reason::NotSince { .. })
    });
    assert_eq!(again.unwrap().1.words(today()), "not asked since October");
}

#[test]
fn what_does_not_fit_is_out() {
    let long = |about: &About| set(about, 900);
    let child = long(&about(&[]));
    assert!(child.iter().all(|(q, _)| q.destination != Destination::StaffFile));
    assert!(child.iter().all(|(q, _)| !q.needs_plan && q.stages.is_empty()));
    let own = About { personal: true, ..About::unknown(today()) };
    assert!(!long(&own).is_empty());
    assert!(long(&own).iter().all(|(q, _)| q.destination == Destination::StaffFile));
    let unborn = About { children: vec![vec![Fits::Unborn]], ..about(&[]) };
    assert!(!ids(&long(&unborn)).contains(&"relationships.enjoying"));
    let review = About { plan: true, stage: Some(Stage::Review), ..about(&[]) };
    let review = set(&review, 60);
    let fitting = review.iter().find(|(_, r)| *r == Reason::FitsStage(Stage::Review)).unwrap();
    assert_eq!(fitting.1.words(today()), "fits a review");
    let done = BTreeSet::from(["journey.where-now".to_owned()]);
    let after = About { today_asked: done, ..about(&[]) };
    assert!(!ids(&set(&after, 60)).contains(&"journey.where-now"));
    let solo = About { setting: Setting::Group, ..own };
    assert!(long(&solo).iter().all(|(q, _)| q.settings.is_empty()));
}

#[test]
fn a_place_that_a_bank_names_is_a_reason() {
    let banks = banks();
    let mut bank = banks.first().unwrap().clone();
    let at = bank.questions.iter().position(|q| q.id == "trauma.too-much").unwrap();
    bank.questions[at].places = vec![Place::ChildrenInCare];
    let mut known = about(&[]);
    let has = |set: &[Chosen]| set.iter().find(|c| c.question == "trauma.too-much").cloned();
    assert!(has(&focus_set(&bank, &known, 900)).is_none(), "not known to be there");
    known.places = vec![Place::ChildrenInCare];
    let chosen = has(&focus_set(&bank, &known, 900)).unwrap();
    assert_eq!(chosen.reason.words(today()), "fits where they are: children in care");
}

#[test]
fn being_stuck_turns_to_the_worker_the_feeling_and_another_way() {
    let stuck = About { stuck: true, ..about(&[]) };
    let (calm, stuck) = (set(&about(&[]), 30), set(&stuck, 30));
    let frees =
        |set: &[(Question, Reason)]| -> i32 { set.iter().map(|(q, _)| weigh::frees(q)).sum() };
    assert!(frees(&stuck) > frees(&calm), "{:?}", ids(&stuck));
    assert!(stuck.iter().any(|(q, _)| q.part == Part::Lightbulb));
    assert!(stuck.iter().any(|(q, _)| q.cycle.contains(&Cycle::Reflection)));
    let why = stuck.iter().filter(|(_, r)| *r == Reason::Stuck).count();
    assert!(why >= 2, "{stuck:?}");
    assert_eq!(Reason::Stuck.words(today()), "you said the work is stuck");
}

#[test]
fn another_is_of_the_same_kind_and_fits() {
    let banks = banks();
    let bank = banks.first().unwrap();
    let known = about(&[]);
    let set = focus_set(bank, &known, 30);
    for at in 0..set.len() {
        let other = instead(bank, &known, 30, &set, at).unwrap();
        assert!(set.iter().all(|c| c.question != other.question));
        let (old, new) =
            (bank.question(&set[at].question).unwrap(), bank.question(&other.question).unwrap());
        assert!(
            other.reason == set[at].reason || old.cycle.first() == new.cycle.first(),
            "{} for {}",
            other.question,
            set[at].question
        );
        let mut changed = set.clone();
        changed[at] = other;
        in_order(bank, &mut changed);
        let sum: u16 =
            changed.iter().map(|c| u16::from(bank.question(&c.question).unwrap().minutes)).sum();
        assert!(sum <= 30);
    }
}

#[test]
fn what_a_person_wished_for_stays_and_takes_its_minutes() {
    let banks = banks();
    let bank = banks.first().unwrap();
    let wished = vec![Chosen { question: "safety.our-worry".into(), reason: Reason::Wished }];
    let set = complete(bank, &about(&[]), 20, &wished);
    assert!(set.contains(&wished[0]), "heavy, and wished for");
    let sum: u16 = set.iter().map(|c| u16::from(bank.question(&c.question).unwrap().minutes)).sum();
    assert!(set.len() > 1 && sum <= 20, "{sum}");
}

fn state() -> impl Strategy<Value = AnswerState> {
    prop_oneof![
        Just(AnswerState::Answered),
        Just(AnswerState::NotToday),
        Just(AnswerState::BringBack),
        Just(AnswerState::NotRelevant),
        Just(AnswerState::AskedNotKnown),
    ]
}

type Meeting = (u32, Vec<(usize, AnswerState)>);

/// Meetings: how many days ago, and what became of which question.
fn meetings() -> impl Strategy<Value = Vec<Meeting>> {
    let asked = proptest::collection::vec((0..106usize, state()), 0..12);
    proptest::collection::vec((1u32..=300, asked), 0..6)
}

fn headers(meetings: &[Meeting]) -> Vec<Header> {
    let banks = banks();
    let bank = banks.first().unwrap();
    let made = meetings.iter().enumerate().map(|(n, (ago, asked))| {
        let date = (today() - chrono::Days::new((*ago).into())).to_string();
        let mut named: Vec<(&str, AnswerState)> = Vec::new();
        for (q, state) in asked {
            let id = bank.questions[*q].id.as_str();
            if named.iter().all(|(known, _)| *known != id) {
                named.push((id, *state));
            }
        }
        meeting(n as u128 + 1, &date, &named)
    });
    made.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_meetings_changes_nothing(
        meetings in meetings(),
        keys: [u64; 6],
        minutes in 0u16..=120,
        stuck: bool,
    ) {
        let headers = headers(&meetings);
        let mut order: Vec<usize> = (0..headers.len()).collect();
        order.sort_by_key(|n| keys[*n]);
        let shuffled: Vec<Header> = order.iter().map(|n| headers[*n].clone()).collect();
        let there = About { stuck, ..about(&headers) };
        let here = About { stuck, ..about(&shuffled) };
        prop_assert_eq!(set(&there, minutes), set(&here, minutes));
    }

    #[test]
    fn whatever_the_history_the_rules_hold(
        meetings in meetings(),
        minutes in 0u16..=120,
        stuck: bool,
        shared_screen: bool,
        plan: bool,
    ) {
        let known = About { plan, shared_screen, stuck, ..about(&headers(&meetings)) };
        let set = set(&known, minutes);
        let history = &known.histories[0];
        let mut so_far = 0u16;
        let mut seen = BTreeSet::new();
        for (q, reason) in &set {
            so_far += u16::from(q.minutes);
            prop_assert!(so_far <= minutes);
            prop_assert!(seen.insert(q.id.clone()));
            prop_assert!(q.destination != Destination::StaffFile);
            let asked = history.asked.get(&("practice-framework".to_owned(), q.id.clone()));
            let state = asked.map(|a| a.state);
            prop_assert_eq!(
                matches!(reason, Reason::BroughtBack { .. }),
                state == Some(AnswerState::BringBack)
            );
            prop_assert!(state != Some(AnswerState::NotRelevant));
            if matches!(state, Some(AnswerState::Answered | AnswerState::AskedNotKnown)) {
                prop_assert!(asked.map(|a| a.on) < history.discussed, "{} again", q.id);
            }
            if q.weight == Weight::Heavy {
                prop_assert!(!shared_screen && so_far + AFTER_HEAVY <= minutes, "{}", q.id);
            }
            prop_assert!(plan || !q.needs_plan || state == Some(AnswerState::BringBack));
        }
        let back = |r: &Reason| matches!(r, Reason::BroughtBack { .. });
        let first_other = set.iter().position(|(_, r)| !back(r)).unwrap_or(set.len());
        prop_assert!(set.iter().skip(first_other).all(|(_, r)| !back(r)));
        for part in Part::ALL {
            let of_part = set.iter().filter(|(q, r)| q.part == part && !back(r)).count();
            prop_assert!(of_part <= 2 + usize::from(minutes.saturating_sub(1) / 60));
        }
    }
}

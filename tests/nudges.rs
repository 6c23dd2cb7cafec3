//! What is usually missing is said, with why it matters and where to mend it:
//! never to somebody who wrote it in plain prose, and never in the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "nudges/at_review.rs"]
mod at_review;
mod common;

use proptest::prelude::*;
use thinkwheel::practice::{Destination, Part, Place as OnTheMap};
use thinkwheel::record::nudge::{MOST, Place};
use thinkwheel::record::*;
use ulid::Ulid;

const KIT: Ulid = Ulid(7);
const NELL: Ulid = Ulid(8);

fn at() -> Stamp {
    Stamp::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap()
}

fn child(id: Ulid, name: &str) -> Child {
    Child {
        id,
        name: name.into(),
        reference: String::new(),
        initials: String::new(),
        born: Born::Aged(7),
        brothers_and_sisters: Vec::new(),
        situation: Vec::new(),
    }
}

fn about(subject: Subject) -> Session {
    let mut s = Session::new(Ulid(1), at().date_naive(), at());
    s.children = vec![child(KIT, "Kit Moss"), child(NELL, "Nell Moss")];
    s.discussions = vec![Discussion::new(Ulid(100), subject, at())];
    s
}

fn kit() -> Session {
    about(Subject::Child(KIT))
}

fn passage(id: u128, text: &str) -> Contribution {
    Contribution {
        id: Ulid(id),
        text: text.into(),
        children: Vec::new(),
        voice: None,
        kind: None,
        third_party: false,
        rough: false,
        written: at(),
    }
}

fn say(s: &mut Session, contributions: Vec<Contribution>) -> Ulid {
    let id = Ulid(200 + s.discussions[0].answers.len() as u128);
    s.discussions[0].answers.push(Answer {
        id,
        question: format!("q{id}"),
        bank: "b".into(),
        bank_version: "1".into(),
        part: Part::Scales,
        wording: "What now?".into(),
        state: AnswerState::Answered,
        elsewhere: String::new(),
        contributions,
        value: None,
        destination: Destination::ChildFile,
    });
    id
}

fn decide(s: &mut Session, text: &str, rationale: &str, by: &str) -> Ulid {
    let id = Ulid(300 + s.discussions[0].decisions.len() as u128);
    s.discussions[0].decisions.push(Decision {
        id,
        text: text.into(),
        rationale: rationale.into(),
        by: by.into(),
        children: Vec::new(),
        written: at(),
    });
    id
}

fn act(s: &mut Session, what: &str, who: &str, by: &str) -> Ulid {
    let id = Ulid(400 + s.discussions[0].actions.len() as u128);
    s.discussions[0].actions.push(Action {
        id,
        what: what.into(),
        who: who.into(),
        by: Due { typed: by.into(), on: None },
        why: String::new(),
        children: Vec::new(),
        standing: Standing::Agreed,
        agreed_by: None,
        imported: false,
        written: at(),
    });
    id
}

fn danger(s: &mut Session, goal: &str) {
    let id = Ulid(500 + s.discussions[0].signs.dangers.len() as u128);
    s.discussions[0].signs.dangers.push(DangerStatement {
        id,
        statement: "We worry that Kit is left alone at night.".into(),
        goal: goal.into(),
        scale: None,
        dispute: String::new(),
        children: Vec::new(),
        written: at(),
    });
}

fn of(s: &Session, child: Option<Ulid>, history: Option<&ChildHistory>) -> Vec<Nudge> {
    nudges(s, Ulid(100), child, &Rules::default(), history)
}

fn names(s: &Session) -> Vec<&'static str> {
    of(s, None, None).iter().map(|n| n.name).collect()
}

/// A story with none of what is usually missing.
const STORY: &str = "There was a row at the flat on Friday night and the police came out at two. \
    Mum went to her sister in Dudley. School rang on Monday about the uniform and the coat, and Dad \
    turned up at the gate at three.";

/// The same, as somebody writes who knows what a record is for.
const PROSE: &str = "There was a row at the flat on Friday night and the police came out at two. \
    Mum went to her sister, because she had promised us to leave before it starts. Kit said he was \
    glad to be woken: he told his teacher on Monday, and drew the sofa at his aunt's. We think it \
    means that the safety plan works when it matters.";

#[test]
fn an_empty_note_and_a_finalised_one_are_left_alone() {
    assert_eq!(names(&kit()), [""; 0]);
    let mut s = kit();
    say(&mut s, vec![passage(1, STORY)]);
    assert!(!names(&s).is_empty());
    s.discussions[0].finalise(Some(KIT), Ulid(3), at()).unwrap();
    assert_eq!(names(&s), [""; 0]);
}

#[test]
fn a_story_alone_is_asked_for_what_is_usually_missing() {
    let mut s = kit();
    say(&mut s, vec![passage(1, STORY)]);
    act(&mut s, "Ring the school", "Sam", "fri");
    assert_eq!(
        names(&s),
        ["no-childs-view", "story-without-meaning", "no-why", "nothing-good", "no-how"]
    );
}

#[test]
fn good_prose_without_a_mark_is_never_nagged() {
    let mut s = kit();
    say(&mut s, vec![passage(1, PROSE)]);
    decide(&mut s, "We keep to the safety plan.", "It held on Friday.", "Ruth");
    act(&mut s, "See Kit at school, with the drawing", "Sam", "fri");
    assert_eq!(names(&s), [""; 0]);
}

#[test]
fn a_few_words_are_no_story_yet() {
    let mut s = kit();
    say(&mut s, vec![passage(1, "He told us he is fine.")]);
    assert_eq!(names(&s), [""; 0]);
}

#[test]
fn a_view_is_asked_how_it_was_come_by_only_where_nothing_says_it() {
    let heard = |text: &str, told_by: &str| {
        let mut s = kit();
        let mut c = passage(1, text);
        let view = View::Heard { told_by: told_by.into(), when: String::new(), how: String::new() };
        c.voice = Some(Voice::Child { view });
        say(&mut s, vec![c]);
        names(&s)
    };
    assert_eq!(heard("I want a dog.", ""), ["view-without-how"]);
    assert_eq!(heard("I want a dog.", "Sam"), [""; 0]);
    assert_eq!(heard("He wants a dog, he told Sam in the car.", ""), [""; 0]);
}

#[test]
fn what_is_only_imagined_is_not_taken_for_the_childs_view() {
    let mut s = kit();
    let mut c = passage(1, "He would have said that he misses his dad.");
    c.voice = Some(Voice::Child { view: View::Imagined });
    say(&mut s, vec![c]);
    let found = of(&s, None, None);
    assert_eq!(found[0].name, "view-only-imagined");
    assert_eq!(found[0].about, Some(Ulid(1)));
    // Seen as well: nothing is missing.
    let mut seen = passage(2, "He cried at the door.");
    let view = View::Observed { by: "Sam".into(), when: "Monday".into() };
    seen.voice = Some(Voice::Child { view });
    say(&mut s, vec![seen]);
    assert_eq!(names(&s), [""; 0]);
}

#[test]
fn decisions_and_actions_are_asked_for_the_part_they_lack() {
    let mut s = kit();
    let d = decide(&mut s, "Kit goes to his aunt.", "", "");
    let a = act(&mut s, "Ring the aunt", "", "");
    act(&mut s, "Ring the school", "Sam", "");
    act(&mut s, "Ring Dad", "", "before the conference");
    act(&mut s, "", "Sam", "Friday");
    let found: Vec<Nudge> = of(&s, None, None);
    let said: Vec<_> = found.iter().map(|n| n.name).collect();
    assert_eq!(said[..2], ["decision-without-why", "action-without-whom-or-when"]);
    assert!(said.contains(&"action-without-when") && said.contains(&"action-without-whom"));
    assert!(said.contains(&"action-without-what"), "{said:?}");
    assert_eq!(found[0].place, Place::Field(Field { owner: d, name: FieldName::Rationale }));
    assert_eq!(found[1].place, Place::Field(Field { owner: a, name: FieldName::Who }));
    assert_eq!(found[0].beside[0], "Kit goes to his aunt.");
    // A reason in the decision itself is a reason.
    let mut s = kit();
    decide(&mut s, "Kit goes to his aunt because he feels safe there.", "", "Ruth");
    assert!(!names(&s).contains(&"decision-without-why"));
}

#[test]
fn a_danger_wants_a_goal_and_then_a_scale() {
    let mut s = kit();
    danger(&mut s, "");
    assert_eq!(names(&s)[0], "danger-without-goal");
    let mut s = kit();
    danger(&mut s, "Kit sleeps with an adult in the flat.");
    assert!(names(&s).contains(&"danger-without-scale"));
    assert!(!names(&s).contains(&"danger-without-goal"));
}

#[test]
fn a_brief_check_is_asked_only_of_dangers_decisions_and_actions() {
    let mut s = kit();
    s.discussions[0].depth = Depth::BriefCheck;
    say(&mut s, vec![passage(1, STORY)]);
    assert_eq!(names(&s), [""; 0]);
    decide(&mut s, "We wait.", "", "");
    danger(&mut s, "");
    assert_eq!(names(&s), ["danger-without-goal", "decision-without-why", "decision-by-nobody"]);
}

#[test]
fn personal_supervision_gets_none_of_the_childs() {
    let mut s = about(Subject::Practitioner(Ulid(3)));
    say(&mut s, vec![passage(1, STORY)]);
    assert_eq!(names(&s), [""; 0]);
}

#[test]
fn in_a_family_what_names_nobody_is_said_and_each_page_is_read_by_itself() {
    let mut s = about(Subject::Family(vec![KIT, NELL]));
    let mut told = passage(1, PROSE);
    told.children = vec![KIT];
    let mut other = passage(2, STORY);
    other.children = vec![NELL];
    say(&mut s, vec![told, other]);
    let of_page = |s: &Session, child| -> Vec<&str> {
        of(s, Some(child), None).iter().map(|n| n.name).collect()
    };
    assert_eq!(of_page(&s, KIT), [""; 0]);
    assert!(of_page(&s, NELL).contains(&"no-childs-view"));
    assert!(of(&s, Some(NELL), None).iter().any(|n| n.says.contains("Nell")));
    say(&mut s, vec![passage(3, "They sleep.")]);
    assert_eq!(of_page(&s, KIT), ["names-nobody"]);
    assert_eq!(of_page(&s, NELL)[0], "names-nobody");
}

#[test]
fn in_a_family_every_entry_that_names_nobody_is_said_by_its_words_most_serious_first() {
    let mut s = about(Subject::Family(vec![KIT, NELL]));
    let mut told = passage(1, PROSE);
    told.children = vec![KIT];
    say(&mut s, vec![told, passage(2, "They sleep.")]);
    act(&mut s, "Ring the aunt", "Sam", "10 November");
    s.discussions[0].signs.dangers.push(DangerStatement {
        id: Ulid(701),
        statement: "If Lee comes back drunk he may hurt them".into(),
        goal: String::new(),
        scale: None,
        dispute: String::new(),
        children: Vec::new(),
        written: at(),
    });
    for n in 0..9 {
        s.discussions[0].tools.push(ToolUsed {
            id: Ulid(710 + n),
            tool: format!("Tool {n}"),
            showed: String::new(),
            children: Vec::new(),
        });
    }
    let lost = |s: &Session, child| -> Vec<Nudge> {
        let all = of(s, Some(child), None).into_iter();
        all.filter(|n| n.name == "names-nobody").collect()
    };
    // Nothing names Nell: her empty page still says what is lost to her.
    for child in [KIT, NELL] {
        let found = lost(&s, child);
        assert_eq!(found.len(), 12);
        assert!(
            found[0].says.contains("danger statement: “If Lee comes back"),
            "{}",
            found[0].says
        );
        assert!(found[1].says.contains("Ring the aunt"));
        assert!(found[2].says.contains("They sleep."));
        assert_eq!(found[2].place, Place::Passage(Ulid(2)));
    }
    s.discussions[0].set_aside.push(SetAside {
        id: Ulid(730),
        nudge: "names-nobody".into(),
        about: Some(Ulid(710)),
        child: Some(KIT),
        word: String::new(),
        written: at(),
    });
    assert_eq!(lost(&s, NELL).len(), 11, "one thing, set aside once");
    s.discussions[0].signs.dangers[0].children = vec![NELL];
    assert!(lost(&s, KIT)[0].says.contains("Ring the aunt"));
    let one = about(Subject::Child(KIT));
    assert!(one.discussions[0].lost().is_empty());
}

#[test]
fn a_page_that_names_a_brother_or_sister_says_so() {
    let mut s = about(Subject::Family(vec![KIT, NELL]));
    let mut both = passage(1, "Kit said he is glad. Nell would not say.");
    both.children = vec![KIT, NELL];
    say(&mut s, vec![both]);
    let named = |s: &Session, child| {
        let all = of(s, Some(child), None).into_iter();
        all.filter(|n| n.name == "names-another-child").map(|n| n.says).collect::<Vec<_>>()
    };
    assert_eq!(named(&s, KIT), ["The page of Kit Moss names Nell Moss."]);
    assert_eq!(named(&s, NELL), ["The page of Nell Moss names Kit Moss."]);
    s.discussions[0].answers[0].contributions[0].children = vec![KIT];
    assert_eq!(named(&s, NELL), [""; 0]);
    // A kitten, and a nickname of one letter, are nobody.
    s.discussions[0].answers[0].contributions[0].text = "The kitten knells.".into();
    assert_eq!(named(&s, KIT), [""; 0]);
    let one = kit();
    assert_eq!(named(&one, KIT), [""; 0]);
}

#[test]
fn a_child_in_care_wants_a_plan_beside_the_first() {
    let mut s = kit();
    say(&mut s, vec![passage(1, PROSE)]);
    let mut glance = AtAGlance::new(Ulid(600));
    glance.legal_status = "Interim care order".into();
    s.discussions[0].glance.push((KIT, glance));
    assert_eq!(names(&s), ["no-parallel-plan"]);
    let plan = "If going home fails, his aunt is assessed.".to_owned();
    let journey = Journey { id: Ulid(601), parallel_plan: plan, ..Journey::default() };
    s.discussions[0].journey.push((KIT, journey));
    assert_eq!(names(&s), [""; 0]);
}

#[test]
fn drift_is_read_off_earlier_meetings() {
    let mut s = kit();
    let answer = say(&mut s, vec![passage(1, PROSE)]);
    let mut before = kit();
    before.id = Ulid(2);
    before.date = "2025-11-03".parse().unwrap();
    let q = say(&mut before, vec![passage(11, "Half.")]);
    assert_eq!(q, answer);
    before.discussions[0].answers[0].state = AnswerState::BringBack;
    let journey =
        Journey { id: Ulid(9), place: Some(OnTheMap::CareManagement), ..Journey::default() };
    before.discussions[0].journey.push((KIT, journey));
    let act_id = act(&mut before, "Ring the aunt", "Sam", "10 November");
    before.discussions[0].actions[0].by.on = "2025-11-10".parse().ok();
    let history = ChildHistory::of([&before.header()], KIT, None);
    let said =
        |s: &Session| -> Vec<&str> { of(s, None, Some(&history)).iter().map(|n| n.name).collect() };
    assert_eq!(said(&s), ["actions-not-followed-up", "same-place"]);
    s.discussions[0].answers[0].state = AnswerState::BringBack;
    assert!(said(&s).contains(&"brought-back-again"));
    // Followed up, and agreed again in the same words.
    s.discussions[0].follow_ups.push(FollowUp {
        id: Ulid(700),
        action: act_id,
        session: before.id,
        what: "Ring the aunt".into(),
        children: Vec::new(),
        outcome: Outcome::NotDone,
        words: String::new(),
        difference: String::new(),
        written: at(),
    });
    assert!(!said(&s).contains(&"actions-not-followed-up"));
    act(&mut s, "ring the aunt", "Sam", "fri");
    assert_eq!(said(&s)[0], "same-action-again");
    // Found not done in between, too.
    let mut between = kit();
    between.id = Ulid(3);
    between.date = "2026-02-03".parse().unwrap();
    between.discussions[0].follow_ups.clone_from(&s.discussions[0].follow_ups);
    let history = ChildHistory::of([&before.header(), &between.header()], KIT, None);
    let found = of(&s, None, Some(&history));
    assert!(found.iter().any(|n| n.name == "not-done-twice" && n.place == Place::LastTime));
}

#[test]
fn a_guess_of_an_earlier_meeting_waits_for_what_became_of_it() {
    let mut before = kit();
    before.id = Ulid(2);
    before.date = "2026-05-04".parse().unwrap();
    let mut guess = passage(11, "It is the bus.");
    guess.kind = Some(Kind::Hypothesis { became: String::new() });
    say(&mut before, vec![guess]);
    let mut s = kit();
    say(&mut s, vec![passage(1, PROSE)]);
    let said = |before: &Session| -> Vec<String> {
        let history = ChildHistory::of([&before.header()], KIT, None);
        of(&s, None, Some(&history)).into_iter().map(|n| n.says).collect()
    };
    assert_eq!(said(&before), ["What became of a guess of 4 May 2026 is not said."]);
    let became = "Asked: it is the noise.".to_owned();
    before.discussions[0].answers[0].contributions[0].kind = Some(Kind::Hypothesis { became });
    assert_eq!(said(&before), [""; 0]);
}

#[test]
fn what_was_set_aside_does_not_come_again() {
    let mut s = kit();
    let d = decide(&mut s, "Kit goes to his aunt.", "", "Ruth");
    decide(&mut s, "Dad is told.", "", "Ruth");
    assert_eq!(names(&s), ["decision-without-why", "decision-without-why", "no-childs-view"]);
    s.discussions[0].set_aside.push(SetAside {
        id: Ulid(800),
        nudge: "decision-without-why".into(),
        about: Some(d),
        child: Some(KIT),
        word: "court order".into(),
        written: at(),
    });
    assert_eq!(names(&s), ["decision-without-why", "no-childs-view"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Of any record: few, each with a sentence of why, and setting each aside
    /// brings none of them back.
    #[test]
    fn of_any_record_few_are_said_and_each_can_be_set_aside(choices in arbitrary::choices()) {
        let mut s = arbitrary::session(&choices);
        let entries = s.discussions.iter().map(|d| d.lost().len()).sum::<usize>();
        let pages: Vec<(Ulid, Option<Ulid>)> = s
            .discussions
            .iter()
            .flat_map(|d| d.filing.iter().map(move |f| (d.id, f.child)))
            .collect();
        for (discussion, child) in pages {
            for _ in 0..40 + entries {
                let found = nudges(&s, discussion, child, &Rules::default(), None);
                let lost = found.iter().filter(|n| n.name == "names-nobody").count();
                prop_assert!(found.len() <= lost + MOST);
                let Some(n) = found.first() else { break };
                prop_assert!(n.why.ends_with('.') && n.says.ends_with(['.', '”']));
                let (name, about) = (n.name, n.about);
                let again = |found: &[Nudge]| {
                    found.iter().filter(|n| n.name == name && n.about == about).count()
                };
                prop_assert_eq!(again(&found), 1);
                s.discussion_mut(discussion).unwrap().set_aside.push(SetAside {
                    id: Ulid::from_parts(1, 1),
                    nudge: name.into(),
                    about,
                    child,
                    word: String::new(),
                    written: at(),
                });
                let after = nudges(&s, discussion, child, &Rules::default(), None);
                prop_assert_eq!(again(&after), 0);
            }
        }
    }
}

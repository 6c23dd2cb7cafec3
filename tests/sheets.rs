//! Sheets: sections of the record as rows to write in, keys in, record out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::desk::Desk;
use thinkwheel::app::page::Body;
use thinkwheel::practice::Place;
use thinkwheel::record::{Audience, Rules, SafetyDomain, SignsOfSafety, note};

#[test]
fn what_could_not_wait_is_written_and_an_empty_one_is_not_kept() {
    let (mut desk, _) = Desk::family();
    desk.press("F4");
    desk.press("Esc");
    assert!(desk.session().discussions[0].at_once.is_empty(), "nothing was written");

    desk.press("F4");
    desk.type_in("Team manager");
    desk.press("Tab");
    desk.type_in("at once");
    desk.press("Tab");
    desk.type_in("A visit this evening, by two.");
    desk.press("Alt-o");
    desk.press("Esc");
    let acts = &desk.session().discussions[0].at_once;
    assert_eq!(acts.len(), 1, "the second one stayed empty");
    assert_eq!(acts[0].told, "Team manager");
    assert_eq!(acts[0].when, "at once");
    assert_eq!(acts[0].decided, "A visit this evening, by two.");
    assert!(desk.replayed() == *desk.session(), "every key is in the journal");
}

#[test]
fn whom_an_entry_is_about_is_said_in_one_key() {
    let (mut desk, [first, second]) = Desk::family();
    desk.press("F4");
    desk.type_in("Team manager");
    assert!(desk.session().discussions[0].at_once[0].children.is_empty());
    desk.press("Alt-2");
    assert_eq!(desk.session().discussions[0].at_once[0].children, [second]);
    desk.press("Alt-1");
    assert_eq!(desk.session().discussions[0].at_once[0].children, [first, second]);
}

/// A session about one child, at the wheel; Mum and Dad are words, Sam the
/// practitioner.
fn about_kit() -> Desk {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Kit");
    desk.press("Enter");
    desk
}

fn tabs(desk: &mut Desk, n: usize) {
    for _ in 0..n {
        desk.press("Tab");
    }
}

#[test]
fn signs_of_safety_are_written_and_what_stays_empty_is_not_kept() {
    let mut desk = about_kit();
    desk.press("F5");
    desk.press("Esc");
    assert!(desk.session().discussions[0].signs == SignsOfSafety::default());
    assert!(desk.session().discussions[0].is_empty());

    desk.press("F5");
    desk.type_in("Hit in May.");
    desk.press("Alt-o");
    desk.type_in("Left alone in June.");
    // Past four empty domains and the last one to the danger statement.
    tabs(&mut desk, 6);
    desk.type_in("Nan worries that Kit is hit again.");
    desk.press("Tab");
    desk.type_in("Nobody hits.");
    desk.press("Tab");
    // A 0 after a 1 makes ten; arrows go on and back.
    desk.press("1");
    desk.press("0");
    assert_eq!(desk.session().discussions[0].signs.dangers[0].scale.as_ref().unwrap().score, 10);
    desk.press("Left");
    desk.press("4");
    tabs(&mut desk, 3);
    desk.press("Down");
    desk.press("Down");
    desk.press("Tab");
    desk.type_in("Dad: it was once.");
    desk.press("Tab");
    desk.press("6");
    desk.press("Esc");

    let session = desk.session();
    let signs = &session.discussions[0].signs;
    let written: Vec<(SafetyDomain, &str)> =
        signs.passages.iter().map(|p| (p.domain, p.text.as_str())).collect();
    assert_eq!(
        written,
        [(SafetyDomain::PastHarm, "Hit in May."), (SafetyDomain::PastHarm, "Left alone in June.")]
    );
    let [danger] = signs.dangers.as_slice() else { panic!("one danger statement") };
    assert_eq!(danger.statement, "Nan worries that Kit is hit again.");
    assert_eq!(danger.goal, "Nobody hits.");
    assert_eq!(danger.dispute, "Dad: it was once.");
    let scale = danger.scale.as_ref().unwrap();
    assert_eq!((scale.score, scale.rater.as_str()), (4, "Ruth Adeyemi"), "the second offered");
    assert_eq!(scale.on, Some(session.date), "judged on the day of the meeting");
    let judged = &signs.judgements[0].score;
    assert_eq!((judged.score, judged.on), (6, Some(session.date)));
    assert!(!judged.zero.is_empty() && !judged.ten.is_empty(), "the anchors of the question");
    assert!(desk.replayed() == *desk.session(), "every key is in the journal");
}

#[test]
fn a_number_taken_away_takes_its_scale_along() {
    let mut desk = about_kit();
    desk.press("F5");
    tabs(&mut desk, 8);
    desk.press("7");
    assert!(desk.session().discussions[0].signs.dangers[0].scale.is_some());
    desk.press("Backspace");
    assert!(desk.session().discussions[0].signs.dangers[0].scale.is_none());
    desk.press("0");
    assert_eq!(desk.session().discussions[0].signs.dangers[0].scale.as_ref().unwrap().score, 0);
}

#[test]
fn in_a_family_each_sign_names_its_children() {
    let (mut desk, [first, second]) = Desk::family();
    desk.press("F5");
    desk.type_in("Both saw it.");
    desk.press("Alt-1");
    desk.press("Alt-2");
    tabs(&mut desk, 6);
    desk.type_in("Nan worries about Nell.");
    desk.press("Alt-2");
    desk.press("Esc");
    let d = &desk.session().discussions[0];
    assert_eq!(d.signs.passages[0].children, [first, second]);
    assert_eq!(d.signs.dangers[0].children, [second]);
}

#[test]
fn from_the_brief_check_of_a_child_what_is_begun_is_about_that_child() {
    let (mut desk, [first, _]) = Desk::family();
    desk.press("Alt-m");
    desk.press("Alt-u");
    desk.press("F4");
    desk.type_in("Team manager");
    desk.press("Esc");
    assert_eq!(desk.session().discussions[0].at_once[0].children, [first]);
    desk.press("F5");
    desk.type_in("Hit in May.");
    desk.press("Esc");
    assert_eq!(desk.session().discussions[0].signs.passages[0].children, [first]);
}

/// Writes a journey of Kit: now, next, when, parallel plan, a checkpoint and
/// help given before.
fn write_a_journey(desk: &mut Desk) {
    desk.press("F6");
    desk.press("3");
    tabs(desk, 2);
    desk.press("Right");
    desk.press("Tab");
    desk.type_in("before school starts");
    tabs(desk, 2);
    desk.type_in("Nan's home is looked at now.");
    desk.press("Tab");
    desk.type_in("Nights at Nan's");
    desk.press("Tab");
    desk.type_in("14/12/26");
    desk.press("Tab");
    desk.type_in("Family support, it ended with the move.");
    desk.press("Tab");
    desk.type_in("Dudley");
    desk.press("Esc");
}

#[test]
fn the_journey_is_written_and_an_empty_one_is_not_kept() {
    let mut desk = about_kit();
    desk.press("F6");
    desk.press("Esc");
    assert!(desk.session().discussions[0].journey.is_empty());
    write_a_journey(&mut desk);
    let (child, journey) = &desk.session().discussions[0].journey[0];
    assert_eq!(*child, desk.session().children[0].id);
    assert_eq!(journey.place, Some(Place::CareManagement));
    assert_eq!(journey.next_place, Some(Place::EarlyHelp));
    assert_eq!(journey.timescale, "before school starts");
    assert_eq!(journey.parallel_plan, "Nan's home is looked at now.");
    assert_eq!(journey.checkpoints[0].what, "Nights at Nan's");
    assert_eq!(journey.checkpoints[0].by.on, "2026-12-14".parse().ok(), "read as it is typed");
    assert_eq!(journey.earlier[0].authority, "Dudley");
    assert!(journey.earlier[0].child.is_none(), "this child's own");
    assert!(desk.replayed() == *desk.session(), "every key is in the journal");
}

#[test]
fn what_an_earlier_meeting_knew_of_the_journey_is_taken_over_with_one_key() {
    let mut first = about_kit();
    write_a_journey(&mut first);
    // Out of the wheel and the meeting, home: what was written is saved.
    let journeys = |desk: &Desk| desk.session().discussions[0].journey[0].1.clone();
    let kit = first.session().children[0].id;
    let before = journeys(&first);
    first.press("Esc");
    first.press("Esc");
    let mut desk = Desk::with(first.home_after(), first.saved.clone());
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Kit");
    desk.press("Enter");
    desk.press("Enter");
    assert_eq!(desk.session().children[0].id, kit, "the child that is known");
    desk.press("F6");
    let page = desk.page();
    let Body::Form(form) = &page.body else { panic!("a form") };
    assert!(form.intro.iter().any(|l| l.contains("Alt-L takes it over")), "{:?}", form.intro);
    tabs(&mut desk, 3);
    desk.type_in("by her birthday");
    for _ in 0.."by her birthday".len() {
        desk.press("Backspace");
    }
    let page = desk.page();
    let Body::Form(form) = &page.body else { panic!("a form") };
    let then = &form.fields[form.focus].aside;
    assert!(then.contains("said: before school starts"), "{then}");
    desk.press("Alt-l");
    let now = journeys(&desk);
    assert_eq!(now.timescale, "", "time has passed since: it is said anew");
    desk.type_in("by her birthday");
    let now2 = journeys(&desk);
    assert_eq!(now2.timescale, "by her birthday");
    assert_eq!(now.place, before.place);
    assert_eq!(now.parallel_plan, before.parallel_plan);
    assert_eq!(now.checkpoints[0].what, before.checkpoints[0].what);
    assert_eq!(now.earlier[0].authority, "Dudley");
    assert_ne!(now.earlier[0].id, before.earlier[0].id, "an entry of this meeting");
    desk.press("Alt-l");
    let again = &desk.session().discussions[0].journey[0].1;
    assert_eq!(again.earlier.len(), 1, "nothing is taken over twice");
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn of_a_family_each_child_has_a_journey_and_whose_help_it_was_is_a_choice() {
    let (mut desk, [first, second]) = Desk::family();
    desk.press("F6");
    desk.press("1");
    desk.press("PageDown");
    desk.press("2");
    tabs(&mut desk, 7);
    desk.type_in("A parenting course.");
    desk.press("Tab");
    desk.press("2");
    desk.press("Esc");
    let d = &desk.session().discussions[0];
    let of = |child| d.journey.iter().find(|(c, _)| *c == child).map(|(_, j)| j).unwrap();
    assert_eq!(of(first).place, Some(Place::EarlyHelp));
    assert_eq!(of(second).place, Some(Place::FrontDoor));
    assert_eq!(of(second).earlier[0].child, Some(first), "an older brother's, by choice");
}

#[test]
fn parts_are_known_from_the_answers_and_may_be_taken_away() {
    let mut desk = about_kit();
    desk.press("Enter");
    desk.type_in("We do not know why the plan ended.");
    desk.press("F8");
    desk.press("Down");
    desk.press("Tab");
    desk.type_in("Four moves.");
    desk.press("Tab");
    let text = |desk: &Desk| {
        let s = desk.session();
        let id = s.discussions[0].id;
        let note = note(s, id, None, Audience::ChildFile, &Rules::default(), None).unwrap();
        String::from_utf8(thinkwheel::export::write(
            &thinkwheel::record::Leaving::of(note.clone()),
            thinkwheel::export::Format::Text,
        ))
        .unwrap()
    };
    let tool = desk.session().discussions[0].tools[0].clone();
    assert_eq!((tool.tool.as_str(), tool.showed.as_str()), ("the journey map", "Four moves."));
    assert!(desk.session().discussions[0].parts_used.is_empty(), "known, not written");
    assert!(text(&desk).contains("Parts of the practice framework used"));
    desk.press("2");
    assert!(desk.session().discussions[0].parts_used[0].left_out);
    assert!(!text(&desk).contains("Parts of the practice framework used"));
    desk.press("1");
    desk.press("Tab");
    desk.type_in("It showed us what to ask.");
    desk.press("Esc");
    assert!(text(&desk).contains("It showed us what to ask."));
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn the_own_part_opens_on_its_sheet_and_says_who_can_read_it() {
    let mut desk = about_kit();
    desk.press("Alt-p");
    let page = desk.page();
    let Body::Form(form) = &page.body else { panic!("a form") };
    assert!(form.intro[0].starts_with("Who can read this: the two of you"), "{:?}", form.intro);
    desk.type_in("Tired.");
    tabs(&mut desk, 3);
    desk.type_in("Two on visits after dark.");
    desk.press("Esc");
    // Back to Kit: what is decided now is decided about Kit.
    assert!(desk.page().top_left.starts_with("Kit · "), "{}", desk.page().top_left);
    desk.press("Alt-d");
    desk.type_in("Kit stays.");
    desk.press("Alt-p");
    let own = desk.session().discussions.iter().find(|d| d.personal.is_some()).unwrap();
    let personal = own.personal.as_ref().unwrap();
    assert_eq!((personal.wellbeing.as_str(), personal.workload.as_str()), ("Tired.", ""));
    assert_eq!(personal.safety_at_work, "Two on visits after dark.");
    desk.press("Alt-r");
    let page = desk.page();
    let Body::Note(note) = &page.body else { panic!("a note") };
    assert!(note.text.contains("Who can read this: the two of you"), "{}", note.text);
    assert!(note.text.contains("Safety at work") && !note.text.contains("Workload"));
    let decided = |d: &thinkwheel::record::Discussion| !d.decisions.is_empty();
    let with: Vec<bool> = desk.session().discussions.iter().map(decided).collect();
    assert_eq!(with, [true, false], "nothing of Kit is in the staff file");
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn from_the_own_part_pagedown_goes_to_the_meeting() {
    let mut desk = about_kit();
    desk.press("Alt-p");
    desk.type_in("Well enough.");
    desk.press("PageDown");
    assert!(matches!(desk.model.screen, thinkwheel::app::model::Screen::Meeting { .. }));
}

#[test]
fn a_session_that_was_left_in_a_sheet_stands_there_again() {
    for (key, tab) in [("F4", 2), ("F5", 6), ("F6", 3), ("F8", 0)] {
        let mut desk = about_kit();
        desk.press(key);
        tabs(&mut desk, tab);
        desk.type_in("half a word");
        desk.press("Ctrl-s");
        let place = desk.model.field_in_hand().unwrap();
        let mut again = Desk::with(desk.home_after(), desk.saved.clone());
        assert!(matches!(again.page().body, Body::Form(_)), "{key}");
        assert!(again.model.field_in_hand() == Some(place), "{key}");
        again.type_in(" more");
        let text = again.session().field(place).unwrap();
        assert_eq!(text, "half a word more", "{key}: the cursor too");
        assert!(again.replayed() == *again.session(), "{key}");
    }
}

#[test]
fn a_finalised_note_is_read_on_its_sheets_and_nothing_is_written() {
    let mut desk = about_kit();
    desk.press("F5");
    desk.type_in("Hit in May.");
    desk.press("Alt-r");
    desk.press("Enter");
    desk.press("Enter");
    let before = desk.session().clone();
    desk.press("F5");
    desk.type_in("x");
    desk.press("Alt-o");
    tabs(&mut desk, 9);
    desk.press("6");
    desk.press("Esc");
    assert!(desk.session().discussions == before.discussions);
}

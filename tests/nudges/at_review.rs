//! At review: stepped through, mended, set aside.

use super::common::desk::Desk;
use thinkwheel::app::page::{Body, NoteBody};
use thinkwheel::app::{Event, action::Action, keymap::Place};
use thinkwheel::record::{FieldName, FilingState};

fn keys(desk: &mut Desk, keys: &[&str]) {
    for key in keys {
        desk.press(key);
    }
}

fn note<T>(desk: &Desk, f: impl Fn(&NoteBody) -> T) -> T {
    let page = desk.page();
    let Body::Note(note) = &page.body else { panic!("not at review") };
    f(note)
}

fn says(desk: &Desk) -> Vec<String> {
    note(desk, |n| n.thoughts.iter().map(|t| t.says.clone()).collect())
}

/// At the review of a note with a decision that has no reason.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Leila");
    keys(&mut desk, &["Enter", "Enter"]);
    desk.type_in("Leila said she is glad, and told Sam so at school.");
    desk.press("Alt-d");
    desk.type_in("We keep to the plan.");
    desk.press("Alt-a");
    desk.type_in("Ring the school");
    desk.press("Alt-r");
    desk
}

#[test]
fn each_stands_beside_its_place_and_one_key_mends_it() {
    let mut desk = desk();
    assert_eq!(
        says(&desk),
        ["A decision has no reason yet.", "An action names nobody and no day."]
    );
    note(&desk, |n| {
        let line = |i: usize| n.text.lines().nth(n.thoughts[i].line.unwrap()).unwrap();
        assert!(line(0).contains("We keep to the plan."));
        assert!(line(1).contains("Ring the school"));
        assert!(!n.thoughts.iter().any(|t| t.current));
    });
    desk.press("n");
    assert!(note(&desk, |n| n.thoughts[0].current));
    desk.press("n");
    assert!(note(&desk, |n| n.thoughts[1].current));
    keys(&mut desk, &["n", "g"]);
    assert_eq!(desk.model.field_in_hand().unwrap().name, FieldName::Rationale);
    desk.type_in("It works.");
    desk.press("Alt-r");
    assert_eq!(says(&desk), ["An action names nobody and no day."]);
    keys(&mut desk, &["n", "g"]);
    assert_eq!(desk.model.field_in_hand().unwrap().name, FieldName::Who);
}

#[test]
fn set_aside_with_a_word_it_stays_away_until_it_is_brought_back() {
    let mut desk = desk();
    keys(&mut desk, &["n", "x"]);
    assert_eq!(desk.model.place(), Place::SetAside);
    desk.type_in("court order");
    desk.press("Enter");
    assert_eq!(says(&desk), ["An action names nobody and no day."]);
    let set = &desk.session().discussions[0].set_aside;
    assert_eq!(
        (set[0].nudge.as_str(), set[0].word.as_str()),
        ("decision-without-why", "court order")
    );
    assert!(desk.replayed() == *desk.session());
    desk.press("Ctrl-z");
    assert_eq!(says(&desk).len(), 2);
    assert!(desk.session().discussions[0].set_aside.is_empty());
    // No word is needed.
    keys(&mut desk, &["n", "x", "Esc"]);
    assert_eq!(says(&desk).len(), 1);
}

#[test]
fn another_file_than_the_one_it_is_read_off_shows_and_sets_aside_nothing() {
    let mut desk = desk();
    desk.press("Tab");
    assert!(says(&desk).is_empty(), "the staff file");
    keys(&mut desk, &["n", "x", "Esc"]);
    assert!(desk.session().discussions[0].set_aside.is_empty());
}

#[test]
fn another_name_takes_the_place_of_the_one_filled_in_and_more_goes_after_it() {
    let decided = |more: &str| {
        let mut desk = desk();
        desk.press("Alt-d");
        keys(&mut desk, &["Tab", "Tab"]);
        assert_eq!(desk.model.field_in_hand().unwrap().name, FieldName::DecidedBy);
        let filled = desk.session().discussions[0].decisions[0].by.clone();
        assert!(!filled.is_empty());
        desk.type_in(more);
        assert!(desk.replayed() == *desk.session());
        let by = desk.session().discussions[0].decisions[0].by.clone();
        if !more.starts_with(' ') {
            desk.press("Ctrl-z");
            assert_eq!(desk.session().discussions[0].decisions[0].by, filled);
        }
        (filled, by)
    };
    assert_eq!(decided("Lee").1, "Lee");
    let (filled, by) = decided(" and Lee");
    assert_eq!(by, format!("{filled} and Lee"));
}

#[test]
fn nothing_of_it_gates_or_leaves() {
    let mut desk = desk();
    keys(&mut desk, &["n", "Enter"]);
    note(&desk, |n| assert!(n.ask.is_some() && n.thoughts.is_empty()));
    desk.press("Enter");
    assert_eq!(desk.session().discussions[0].filing[0].state, FilingState::Finalised);
    let text = String::from_utf8(desk.files.values().next().unwrap().clone()).unwrap();
    assert!(!text.contains("no reason yet") && !text.contains("Worth a thought"));
    assert!(says(&desk).is_empty());
}

#[test]
fn a_missing_view_leads_to_a_question_that_asks_for_it() {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Leila");
    keys(&mut desk, &["Enter", "Enter"]);
    desk.type_in("Mum rings us.");
    keys(&mut desk, &["Alt-r", "n", "g"]);
    assert_eq!(desk.model.place(), Place::Question);
    desk.type_in("She says she likes it.");
    desk.press("Alt-r");
    assert!(says(&desk).is_empty());
}

#[test]
fn a_name_alone_is_toured_until_it_is_written_out() {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Leila");
    keys(&mut desk, &["Enter", "Enter"]);
    desk.type_in("Mum rings us. She says Jonah likes it.");
    let mut other = desk.session().header();
    other.id = ulid::Ulid::from_parts(8, 8);
    other.children[0].id = ulid::Ulid::from_parts(8, 9);
    other.children[0].name = "Jonah Fenn".into();
    desk.model.home.as_mut().unwrap().sessions.push(thinkwheel::app::SessionHead {
        head: "head-9".into(),
        written: desk.at,
        header: other,
        beside_another: false,
    });
    let toured =
        |desk: &Desk| desk.page().hints.iter().any(|h| h.action == Some(Action::NextNudge));
    desk.press("Alt-r");
    let named = |desk: &Desk| note(desk, |n| n.thoughts.iter().filter(|t| t.is_name).count());
    let missing = |desk: &Desk| note(desk, |n| n.thoughts.iter().filter(|t| !t.is_name).count());
    assert_eq!((named(&desk), missing(&desk)), (1, 0));
    assert!(toured(&desk));
    keys(&mut desk, &["n", "g"]);
    assert_eq!(desk.model.place(), Place::Question);
    desk.event(Event::Fill("Mum rings us. She says she likes it.".into()));
    desk.press("Alt-r");
    assert_eq!((named(&desk), missing(&desk)), (0, 0));
    assert!(!toured(&desk));
}

#[test]
fn a_danger_without_a_goal_leads_to_the_goal_and_back() {
    use thinkwheel::record::DangerStatement;
    let mut desk = desk();
    desk.press("Ctrl-s");
    let mut session = desk.session().clone();
    let id = ulid::Ulid::from_parts(5, 5);
    session.discussions[0].signs.dangers.push(DangerStatement {
        id,
        statement: "We worry that Leila is alone at night.".into(),
        goal: String::new(),
        scale: None,
        dispute: String::new(),
        children: Vec::new(),
        written: desk.at,
    });
    let mut home = super::common::desk::home();
    home.sessions.push(thinkwheel::app::SessionHead {
        head: "head-1".into(),
        written: desk.at,
        header: session.header(),
        beside_another: false,
    });
    let mut desk = Desk::with(home, vec![session]);
    // It was kept at review, and opens there.
    assert_eq!(desk.model.place(), Place::Review);
    keys(&mut desk, &["n", "g"]);
    let field = desk.model.field_in_hand().unwrap();
    assert_eq!((field.owner, field.name), (id, FieldName::SafetyGoal));
    desk.type_in("Leila has somebody with her every night.");
    desk.press("Esc");
    assert!(!says(&desk).iter().any(|s| s.contains("what safety would look like")));
}

#[test]
fn plain_lines_name_them_by_number() {
    let mut desk = desk();
    desk.model.lines = true;
    desk.event(Event::Told(Action::SetAside, "1 court order".into()));
    assert_eq!(desk.session().discussions[0].set_aside[0].word, "court order");
    assert_eq!(says(&desk).len(), 1);
    desk.event(Event::Told(Action::Mend, "9".into()));
    assert!(desk.page().notice.unwrap().trouble);
    desk.event(Event::Told(Action::Mend, "1".into()));
    assert_eq!(desk.model.place(), Place::Close);
}

//! Keys in, effects out: what a person does, and what becomes of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::desk::Desk;
use common::keys::{self, Step};
use thinkwheel::app::page::Body;
use thinkwheel::record::{AnswerState, FilingState};

fn run(desk: &mut Desk, file: &str) -> usize {
    let steps = keys::read(file);
    for step in &steps {
        match step {
            Step::Press(key) => desk.event(thinkwheel::app::Event::Key(*key)),
            Step::Type(words) => desk.type_in(words),
        }
    }
    keys::count(&steps)
}

const PLAIN: &str = include_str!("keys/plain-note.keys");
const STANDARD: &str = include_str!("keys/standard-session.keys");

#[test]
fn a_plain_note_takes_at_most_fifteen_keys() {
    let mut desk = Desk::new();
    let keys = run(&mut desk, PLAIN);
    assert!(keys <= 15, "{keys} keys");
    assert_eq!(desk.files.len(), 1, "{:?}", desk.page().notice);
    let (path, bytes) = desk.files.first_key_value().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(
        name.is_ascii() && name.len() <= 80 && !name.to_lowercase().contains("leila"),
        "{name}"
    );
    for words in [
        "Leila moved back to her mum in May. The plan in Dudley ended when they moved.",
        "We know the dates, not why the support there stopped. Her nan would know.",
        "Her mum now rings us before things get hard.",
        "Stay with a child in need plan until the school place is settled.",
        "Mum asks for help early, and Leila has somebody to talk to at school.",
        "Ask Leila's nan what helped last time",
        "She saw the good months and can say what they were like.",
        "7 December 2026",
    ] {
        assert!(text.contains(words), "{words}\n---\n{text}");
    }
    assert!(!text.contains("DRAFT"), "{text}");
    let session = desk.saved.last().unwrap();
    assert_eq!(session.discussions[0].filing[0].state, FilingState::Finalised);
}

#[test]
fn a_standard_session_takes_at_most_sixty_keys() {
    let mut desk = Desk::new();
    let keys = run(&mut desk, STANDARD);
    assert!(keys <= 60, "{keys} keys");
    let session = desk.saved.last().unwrap();
    let d = &session.discussions[0];
    assert_eq!(d.answers.len(), 12);
    assert_eq!(d.actions.len(), 3);
    assert_eq!(d.decisions.len(), 1);
    assert!(d.actions.iter().all(|a| a.by.on.is_some()));
    assert_eq!(desk.files.len(), 1);
}

#[test]
fn the_journal_alone_brings_everything_back_at_every_moment() {
    let mut desk = Desk::new();
    for step in keys::read(STANDARD) {
        match step {
            Step::Press(key) => desk.event(thinkwheel::app::Event::Key(key)),
            Step::Type(words) => {
                for c in words.chars() {
                    desk.type_in(&c.to_string());
                }
            }
        }
        if desk.model.work.is_some() {
            assert!(desk.replayed() == *desk.session());
        }
    }
}

#[test]
fn a_mark_can_be_taken_back_and_keeps_the_words() {
    let mut desk = Desk::new();
    {
        let key = "Enter";
        desk.press(key);
    }
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Leila");
    desk.press("Enter");
    desk.press("Enter");
    desk.type_in("half a thought");
    desk.press("Alt-b");
    assert_eq!(desk.session().discussions[0].answers[0].state, AnswerState::BringBack);
    // The twin of Alt-b, for terminals that have no Alt.
    desk.press("Ctrl-g");
    desk.press("b");
    let answer = &desk.session().discussions[0].answers[0];
    assert_eq!(answer.state, AnswerState::Answered);
    assert_eq!(answer.contributions[0].text, "half a thought");
}

#[test]
fn hiding_shows_nothing_and_twice_locks() {
    let mut desk = Desk::new();
    run(&mut desk, &PLAIN.lines().take(9).collect::<Vec<_>>().join("\n"));
    desk.press("F9");
    assert!(matches!(desk.page().body, Body::Veil { .. }));
    assert!(desk.page().top_left.is_empty());
    desk.press("x");
    assert!(matches!(desk.page().body, Body::Veil { .. }), "one key only asks");
    desk.press("Enter");
    assert!(!matches!(desk.page().body, Body::Veil { .. }));
    desk.press("F9");
    desk.press("F9");
    assert!(desk.model.work.is_none() && desk.model.home.is_none());
    assert!(desk.effects.last().unwrap().contains("Lock"), "{:?}", desk.effects.last());
    assert_eq!(desk.saved.last().unwrap().children[0].name, "Leila Hart");
}

#[test]
fn after_leaving_the_program_stands_at_the_same_question_and_word() {
    let mut desk = Desk::new();
    run(&mut desk, &PLAIN.lines().take(12).collect::<Vec<_>>().join("\n"));
    desk.press("Ctrl-Left");
    desk.press("Ctrl-Left");
    let field = desk.model.field_in_hand().unwrap();
    let cursor = desk.model.work.as_ref().unwrap().editors[&field].cursor();
    desk.press("Ctrl-q");
    assert_eq!(desk.quit, Some(0));
    let next = Desk::with(desk.home_after(), desk.saved);
    let again = next.model.field_in_hand().unwrap();
    assert_eq!(again, field);
    assert_eq!(next.model.work.as_ref().unwrap().editors[&again].cursor(), cursor);
    assert!(matches!(next.page().body, Body::Question(_)));
}

#[test]
fn a_failed_save_says_so_keeps_the_words_and_does_not_leave() {
    let mut desk = Desk::new();
    run(&mut desk, &PLAIN.lines().take(9).collect::<Vec<_>>().join("\n"));
    desk.failing = true;
    desk.press("Ctrl-q");
    assert_eq!(desk.quit, None);
    let notice = desk.page().notice.unwrap();
    assert!(notice.trouble && notice.text.contains("journal"), "{}", notice.text);
    assert!(desk.page().saved.contains("NOT saved"));
    desk.press("Ctrl-q");
    assert_eq!(desk.quit, Some(0), "a second time leaves: the journal holds the words");
}

#[test]
fn an_existing_file_is_refused_unless_told() {
    let mut desk = Desk::new();
    run(&mut desk, PLAIN);
    let (path, bytes) = desk.files.pop_first().unwrap();
    desk.files.insert(path.clone(), b"somebody else's".to_vec());
    desk.press("Enter");
    assert_eq!(desk.files[&path], b"somebody else's");
    assert!(desk.page().notice.unwrap().trouble);
    desk.press("Alt-o");
    assert_eq!(desk.files[&path], bytes);
}

#[test]
fn a_finalised_note_takes_no_more_words() {
    let mut desk = Desk::new();
    run(&mut desk, PLAIN);
    let before = desk.session().discussions.clone();
    desk.press("Alt-d");
    desk.type_in("x");
    desk.press("Alt-w");
    desk.press("Enter");
    desk.type_in("y");
    desk.press("Alt-b");
    assert!(desk.session().discussions == before);
    assert!(desk.page().notice.unwrap().text.contains("finalised"));
}

#[test]
fn a_known_child_is_offered_and_linked_and_another_of_that_name_is_not() {
    let mut desk = Desk::new();
    run(&mut desk, PLAIN);
    let first = desk.session().children[0].id;
    desk.press("Esc");
    desk.press("Esc");
    let mut next = Desk::with(desk.home_after(), desk.saved);
    next.press("n");
    next.type_in("Sam Okafor");
    next.press("Tab");
    next.type_in("leil");
    let Body::Form(form) = next.page().body else { panic!() };
    assert_eq!(form.fields[form.focus].offers.len(), 1);
    next.press("Down");
    next.press("Enter");
    assert_eq!(next.session().children[0].id, first);
    assert_eq!(next.session().discussions[0].subject.children(), [first]);
}

#[test]
fn saved_means_saved() {
    let mut desk = Desk::new();
    run(&mut desk, &PLAIN.lines().take(10).collect::<Vec<_>>().join("\n"));
    assert_eq!(desk.page().saved, "typing kept");
    desk.press("Ctrl-s");
    assert_eq!(desk.page().saved, "saved 14:02", "{:?}", &desk.effects[desk.effects.len() - 4..]);
    desk.type_in("x");
    assert_eq!(desk.page().saved, "typing kept");
}

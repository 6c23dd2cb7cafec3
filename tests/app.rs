//! Keys in, effects out: what a person does, and what becomes of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
#[path = "app/filing.rs"]
mod filing;
#[path = "app/naming.rs"]
mod naming;

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
    desk.press("Alt-s");
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

/// A session about a child, three keys in, at its first question.
fn begin(desk: &mut Desk, child: &str) {
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in(child);
    desk.press("Enter");
    desk.press("Enter");
}

fn home(desk: &mut Desk) {
    for _ in 0..6 {
        if desk.model.in_conversation() {
            desk.press("Esc");
        }
    }
    assert!(!desk.model.in_conversation());
}

fn lines(desk: &Desk) -> Vec<String> {
    match desk.page().body {
        Body::List(list) => list.items.iter().map(|i| i.text.clone()).collect(),
        _ => panic!("not a list"),
    }
}

fn words(session: &thinkwheel::record::Session) -> String {
    session.discussions[0].answers[0].contributions[0].text.clone()
}

#[test]
fn a_session_that_could_not_be_saved_is_never_replaced_by_its_older_version() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.type_in("first");
    desk.press("Ctrl-s");
    desk.failing = true;
    desk.type_in(" second");
    home(&mut desk);
    assert!(lines(&desk)[0].contains("Leila"), "{:?}", lines(&desk));
    desk.press("Enter");
    assert_eq!(words(desk.session()), "first second");
    desk.failing = false;
    desk.press("Ctrl-s");
    assert_eq!(words(desk.saved.last().unwrap()), "first second");
    home(&mut desk);
    assert!(desk.model.parked.is_empty());
}

#[test]
fn another_session_can_begin_while_one_is_being_saved_and_neither_is_lost() {
    let mut desk = Desk::new();
    desk.slow = true;
    begin(&mut desk, "Leila");
    desk.type_in("hers");
    home(&mut desk);
    desk.slow = true;
    begin(&mut desk, "Omar");
    desk.type_in("his");
    desk.catch_up();
    home(&mut desk);
    let texts: Vec<String> = desk.saved.iter().map(words_or_none).collect();
    assert!(texts.contains(&"hers".to_owned()) && texts.contains(&"his".to_owned()), "{texts:?}");
    assert!(desk.model.parked.is_empty());
    let all = lines(&desk).join("|");
    assert!(all.contains("Leila") && all.contains("Omar"), "{all}");
}

fn words_or_none(session: &thinkwheel::record::Session) -> String {
    session.discussions[0]
        .answers
        .first()
        .and_then(|a| a.contributions.first())
        .map_or_else(String::new, |c| c.text.clone())
}

#[test]
fn a_session_that_comes_late_does_not_take_the_place_of_the_one_in_hand() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.type_in("hers");
    home(&mut desk);
    desk.slow = true;
    desk.press("Enter");
    begin(&mut desk, "Omar");
    desk.type_in("his");
    desk.catch_up();
    assert_eq!(desk.session().children[0].name, "Omar");
    assert_eq!(words(desk.session()), "his");
}

#[test]
fn a_known_child_whose_name_is_typed_over_is_another_child() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.type_in("hers");
    let leila = desk.session().children[0].id;
    home(&mut desk);
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("leil");
    desk.press("Down");
    desk.press("Tab");
    assert_eq!(desk.session().children[0].id, leila);
    desk.press("Shift-Tab");
    desk.press("Ctrl-a");
    desk.type_in("Omar");
    desk.press("Enter");
    assert_eq!(desk.session().children[0].name, "Omar");
    assert_ne!(desk.session().children[0].id, leila);
    assert_eq!(desk.session().discussions[0].subject.children(), [desk.session().children[0].id]);
}

#[test]
fn a_name_that_is_known_is_said_before_the_form_is_left() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.type_in("hers");
    let leila = desk.session().children[0].id;
    home(&mut desk);
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Leila");
    desk.press("Enter");
    assert!(desk.page().notice.unwrap().text.contains("the child you know"));
    assert!(matches!(desk.page().body, Body::Form(_)));
    desk.press("Alt-o");
    desk.press("Enter");
    assert!(matches!(desk.page().body, Body::Wheel(_)));
    assert_ne!(desk.session().children[0].id, leila, "another child of that name");
}

#[test]
fn the_number_of_an_offer_takes_that_offer() {
    let mut desk = Desk::new();
    for child in ["Leila A", "Leila B"] {
        begin(&mut desk, child);
        desk.type_in("x");
        home(&mut desk);
    }
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Leila");
    let wanted = match desk.page().body {
        Body::Form(form) => form.fields[form.focus].offers[1].clone(),
        _ => panic!(),
    };
    desk.event(thinkwheel::app::Event::Pick(1));
    assert!(wanted.starts_with(&desk.session().children[0].name), "{wanted}");
}

#[test]
fn a_child_not_added_after_all_leaves_nothing_behind() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.type_in("hers");
    desk.press("Alt-c");
    desk.press("Esc");
    assert_eq!(desk.session().children.len(), 1);
    assert_eq!(desk.session().discussions.len(), 1);
    desk.press("Alt-w");
    desk.press("Enter");
    desk.type_in(" and still hers");
    let answers = &desk.session().discussions[0].answers;
    assert_eq!(answers.len(), 1, "the wheel leads back to where was written last");
    assert_eq!(answers[0].contributions[0].text, "hers and still hers");
    desk.press("PageDown");
    desk.press("Esc");
    desk.press("Enter");
    desk.type_in("the next");
    assert_eq!(desk.session().discussions[0].answers.len(), 2);
}

#[test]
fn a_day_stays_as_it_was_read_when_it_was_typed() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.press("Alt-a");
    desk.type_in("ring the school");
    desk.press("Tab");
    desk.press("Tab");
    desk.type_in("in 2 weeks");
    let read = desk.session().discussions[0].actions[0].by.on.unwrap();
    assert_eq!(read.to_string(), "2026-12-07");
    // Days later, the same field visited and left again.
    desk.context.config.lock_after_minutes = 0;
    desk.at += chrono::Duration::days(3);
    desk.press("Tab");
    desk.press("Shift-Tab");
    desk.press("Tab");
    desk.press("Alt-r");
    assert_eq!(desk.session().discussions[0].actions[0].by.on, Some(read));
    desk.press("Alt-a");
    assert_eq!(desk.session().discussions[0].actions[0].by.on, Some(read));
}

#[test]
fn after_a_long_sleep_the_first_key_locks() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.type_in("hers");
    desk.at += chrono::Duration::hours(9);
    desk.press("x");
    assert!(desk.model.home.is_none());
    assert_eq!(words(desk.saved.last().unwrap()), "hers");
}

#[test]
fn words_that_only_memory_holds_are_hidden_never_dropped() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.type_in("hers");
    desk.failing = true;
    desk.event(thinkwheel::app::Event::NotKept { why: "The disk is full.".into() });
    desk.press("F9");
    desk.press("F9");
    assert!(desk.model.home.is_some());
    assert!(matches!(desk.page().body, Body::Veil { .. }));
    desk.press("x");
    desk.press("Enter");
    assert_eq!(words(desk.session()), "hers");
    assert!(desk.page().saved.contains("NOT"));
}

#[test]
fn in_a_family_words_stand_on_a_page_only_by_a_choice() {
    let (mut desk, [kit, nell]) = Desk::family();
    desk.press("Alt-w");
    desk.press("Enter");
    desk.type_in("the garden");
    let about =
        |desk: &Desk| desk.session().discussions[0].answers[0].contributions[0].children.clone();
    assert!(about(&desk).is_empty());
    desk.press("Alt-h");
    assert_eq!(about(&desk), [kit]);
    desk.press("Alt-h");
    assert_eq!(about(&desk), [nell]);
    desk.press("Alt-r");
    let page = |desk: &Desk| match desk.page().body {
        Body::Note(note) => note.text,
        _ => panic!(),
    };
    assert!(!page(&desk).contains("the garden"), "Kit's page");
    desk.press("Right");
    assert!(page(&desk).contains("the garden"), "Nell's page");
    desk.press("Enter");
    desk.press("Enter");
    let filing = &desk.session().discussions[0].filing;
    assert_eq!(filing[0].state, FilingState::Open);
    assert_eq!(filing[1].state, FilingState::Finalised);
}

#[test]
fn the_practitioners_own_part_asks_only_about_the_practitioner() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.press("Alt-p");
    desk.press("Alt-i");
    let bank = desk.context.bank().unwrap();
    let asked = match &desk.model.screen {
        thinkwheel::app::model::Screen::Question { id, .. } => bank.question(id).unwrap(),
        _ => panic!(),
    };
    assert_eq!(asked.destination, thinkwheel::practice::Destination::StaffFile);
}

#[test]
fn recorded_elsewhere_can_be_returned_to_without_taking_the_mark_away() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.press("Alt-e");
    desk.type_in("in the chronology");
    desk.press("Esc");
    desk.type_in("in short");
    desk.press("Alt-e");
    desk.type_in(", page 2");
    let answer = &desk.session().discussions[0].answers[0];
    assert_eq!(answer.state, AnswerState::RecordedElsewhere);
    assert_eq!(answer.elsewhere, "in the chronology, page 2");
    assert_eq!(answer.contributions[0].text, "in short");
}

#[test]
fn a_share_that_does_not_answer_holds_nobody() {
    let mut desk = Desk::new();
    begin(&mut desk, "Leila");
    desk.slow = true;
    desk.type_in("hers");
    desk.press("Ctrl-q");
    assert_eq!(desk.quit, None);
    desk.press("Ctrl-q");
    assert_eq!(desk.quit, None);
    assert!(desk.page().notice.unwrap().text.contains("journal"));
    desk.press("Ctrl-q");
    assert_eq!(desk.quit, Some(0));
}

#[test]
fn another_child_of_the_same_name_never_takes_the_place_of_the_one_in_hand() {
    let mut desk = Desk::new();
    begin(&mut desk, "Ella");
    desk.type_in("hers");
    home(&mut desk);
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Ella");
    desk.press("Enter");
    desk.press("Alt-o");
    desk.press("Enter");
    desk.press("Enter");
    desk.type_in("the other's");
    home(&mut desk);
    let mut next = Desk::with(desk.home_after(), desk.saved);
    let at = lines(&next).iter().position(|l| l.contains("Go on")).unwrap();
    next.event(thinkwheel::app::Event::Pick(at));
    let in_hand = next.session().children[0].id;
    next.press("Alt-m");
    next.press("Down");
    next.press("Enter");
    assert!(matches!(next.page().body, Body::Form(_)));
    next.press("Tab");
    next.press("Ctrl-a");
    next.type_in("Ella");
    next.press("Tab");
    next.press("Enter");
    assert_eq!(next.session().children[0].id, in_hand);
    assert!(matches!(next.page().body, Body::List(_)), "back in this meeting");
}

#[test]
fn what_a_finalised_note_names_stays_as_it_is() {
    let mut desk = Desk::new();
    run(&mut desk, PLAIN);
    let before = desk.session().clone();
    desk.press("Alt-c");
    desk.type_in("Omar");
    desk.press("Enter");
    desk.press("Alt-m");
    let at = lines(&desk).iter().position(|l| l.contains("Names")).unwrap();
    desk.event(thinkwheel::app::Event::Pick(at));
    let labels: Vec<String> = match desk.page().body {
        Body::Form(form) => form.fields.iter().map(|f| f.label.clone()).collect(),
        _ => panic!(),
    };
    assert_eq!(labels, ["Child", "Reference"], "the open child's alone");
    assert_eq!(desk.session().people.len(), before.people.len());
    assert!(desk.session().people == before.people);
    assert_eq!(desk.session().date, before.date);
}

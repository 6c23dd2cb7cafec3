//! Several passages in an answer, who said each, and what kind it is: with
//! one key at the question, or later, and never a key for who does not want
//! it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::desk::Desk;
use thinkwheel::app::page::{Body, QuestionBody};
use thinkwheel::app::{Event, action::Action};
use thinkwheel::record::{Contribution, Kind, Said, View, Voice, Weight};

fn keys(desk: &mut Desk, keys: &[&str]) {
    for key in keys {
        desk.press(key);
    }
}

/// At the first question about one child.
fn at_a_question() -> Desk {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Leila");
    keys(&mut desk, &["Enter", "Enter"]);
    desk
}

fn passages(desk: &Desk) -> &[Contribution] {
    &desk.session().discussions[0].answers[0].contributions
}

fn texts(desk: &Desk) -> Vec<&str> {
    passages(desk).iter().map(|c| c.text.as_str()).collect()
}

fn with_question<T>(desk: &Desk, f: impl Fn(&QuestionBody) -> T) -> T {
    let page = desk.page();
    let Body::Question(q) = &page.body else { panic!("not at a question") };
    f(q)
}

#[test]
fn a_new_passage_stands_below_and_arrows_lead_between_them() {
    let mut desk = at_a_question();
    desk.type_in("Mum says he sleeps.");
    desk.press("Alt-o");
    desk.type_in("He says he does not.");
    assert_eq!(texts(&desk), ["Mum says he sleeps.", "He says he does not."]);
    assert_eq!(with_question(&desk, |q| q.before.len()), 1);
    desk.press("Up");
    desk.type_in(" Well.");
    assert!(passages(&desk)[0].text.contains("Well."), "{:?}", texts(&desk));
    assert_eq!(with_question(&desk, |q| (q.before.len(), q.after.len())), (0, 1));
    desk.press("Down");
    assert_eq!(with_question(&desk, |q| q.answer.text().to_owned()), "He says he does not.");
    desk.press("Alt-l");
    assert_eq!(with_question(&desk, |q| q.after.len()), 1, "round to the first");
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn an_empty_passage_left_behind_vanishes_and_can_come_back() {
    let mut desk = at_a_question();
    desk.press("Alt-o");
    assert!(desk.model.work.is_some());
    desk.type_in("One.");
    desk.press("Alt-o");
    assert_eq!(passages(&desk).len(), 2);
    desk.press("Alt-o");
    assert_eq!(passages(&desk).len(), 2, "no second empty one");
    desk.press("Up");
    assert_eq!(texts(&desk), ["One."]);
    // Begun and left is as if it was taken back.
    desk.press("Ctrl-y");
    assert_eq!(passages(&desk).len(), 2);
    desk.type_in("Two.");
    keys(&mut desk, &["Ctrl-z", "Ctrl-z"]);
    assert_eq!(texts(&desk), ["One."]);
    keys(&mut desk, &["Ctrl-y", "Ctrl-y"]);
    assert_eq!(texts(&desk), ["One.", "Two."]);
    // Emptied, then left by going to the next question.
    for _ in 0..4 {
        desk.press("Backspace");
    }
    desk.press("PageDown");
    assert_eq!(texts(&desk), ["One."]);
    desk.press("PageUp");
    keys(&mut desk, &["Ctrl-z", "Ctrl-z"]);
    assert_eq!(texts(&desk), ["One.", "Two."]);
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn the_only_passage_stays_even_when_it_is_empty() {
    let mut desk = at_a_question();
    desk.type_in("a");
    desk.press("Backspace");
    keys(&mut desk, &["PageDown", "PageUp"]);
    desk.type_in("b");
    assert_eq!(texts(&desk), ["b"]);
}

#[test]
fn one_key_says_that_the_child_said_it_and_tab_says_how_we_know() {
    let mut desk = at_a_question();
    desk.type_in("I want to stay with Nan.");
    desk.press("Alt-s");
    assert!(matches!(passages(&desk)[0].voice, Some(Voice::Child { view: View::Heard { .. } })));
    desk.press("Tab");
    desk.type_in("Nan");
    desk.press("Enter");
    desk.type_in("on Tuesday");
    desk.press("Tab");
    desk.type_in("a drawing");
    desk.press("Tab");
    desk.type_in(" And the dog.");
    let c = &passages(&desk)[0];
    let heard =
        View::Heard { told_by: "Nan".into(), when: "on Tuesday".into(), how: "a drawing".into() };
    assert_eq!(c.voice, Some(Voice::Child { view: heard }));
    assert_eq!(c.text, "I want to stay with Nan. And the dog.");
    assert_eq!(
        with_question(&desk, |q| q.label.clone()),
        "Leila said this, told by Nan, when: on Tuesday, how: a drawing"
    );
    // Seen instead: who and when still fit. Then it is taken back.
    desk.press("Alt-s");
    let seen = View::Observed { by: "Nan".into(), when: "on Tuesday".into() };
    assert_eq!(passages(&desk)[0].voice, Some(Voice::Child { view: seen }));
    desk.press("Ctrl-z");
    assert!(with_question(&desk, |q| q.label.contains("a drawing")));
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn every_voice_and_kind_comes_round_and_goes_again() {
    let mut desk = at_a_question();
    desk.type_in("Words.");
    for said in Said::ALL {
        desk.press("Alt-s");
        assert_eq!(passages(&desk)[0].voice.as_ref().and_then(Said::of), Some(said));
    }
    desk.press("Alt-s");
    assert_eq!(passages(&desk)[0].voice, None);
    for kind in Weight::ALL {
        desk.press("Alt-y");
        assert_eq!(passages(&desk)[0].kind.as_ref().map(Weight::of), Some(kind));
    }
    desk.press("Alt-y");
    assert_eq!(passages(&desk)[0].kind, None);
    desk.press("Alt-z");
    assert!(passages(&desk)[0].third_party);
    for _ in 0..=(Said::ALL.len() + 1 + Weight::ALL.len() + 1) {
        desk.press("Ctrl-z");
    }
    assert!(!passages(&desk)[0].is_marked());
    assert_eq!(texts(&desk), ["Words."], "the words have a step of their own");
}

#[test]
fn what_is_imagined_says_so_on_the_screen_and_stays_out_of_the_childs_voice() {
    let mut desk = at_a_question();
    desk.type_in("He would want his dad.");
    keys(&mut desk, &["Alt-s", "Alt-s", "Alt-s"]);
    assert_eq!(
        with_question(&desk, |q| q.label.clone()),
        "Imagined: it never leaves as what Leila said"
    );
    desk.press("Alt-r");
    let page = desk.page();
    let Body::Note(note) = &page.body else { panic!() };
    assert!(!note.text.contains("What the child says"), "{}", note.text);
    assert!(note.text.contains("He would want his dad."));
}

#[test]
fn what_became_of_a_guess_is_said_beside_it() {
    let mut desk = at_a_question();
    desk.type_in("School is too loud.");
    keys(&mut desk, &["Alt-y", "Tab"]);
    desk.type_in("Asked: it is the bus.");
    desk.press("Esc");
    assert_eq!(
        passages(&desk)[0].kind,
        Some(Kind::Hypothesis { became: "Asked: it is the bus.".into() })
    );
    assert!(with_question(&desk, |q| q.in_answer && q.label.contains("it is the bus")));
    desk.press("Esc");
    assert!(matches!(desk.page().body, Body::Wheel(_) | Body::List(_)));
}

#[test]
fn rough_notes_and_whom_it_is_about_are_said_of_each_passage() {
    let (mut desk, [kit, nell]) = Desk::family();
    desk.press("Enter");
    desk.press("Alt-w");
    desk.press("Enter");
    desk.type_in("Kit sleeps.");
    desk.press("Alt-1");
    desk.press("Alt-o");
    desk.type_in("Nell does not.");
    desk.press("Alt-2");
    desk.press("Alt-j");
    let all = passages(&desk);
    assert_eq!(all[0].children, [kit]);
    assert_eq!(all[1].children, [nell]);
    assert!(!all[0].rough && all[1].rough);
}

#[test]
fn at_review_every_passage_is_listed_and_letters_mark_it() {
    let mut desk = at_a_question();
    desk.type_in("He is scared at night.");
    desk.press("Alt-o");
    desk.type_in("Perhaps it is the dark.");
    keys(&mut desk, &["Alt-r", "w"]);
    let rows = |desk: &Desk| {
        let page = desk.page();
        let list = page.list().unwrap();
        list.items.iter().map(|i| (i.text.clone(), i.below.clone())).collect::<Vec<_>>()
    };
    assert_eq!(rows(&desk).len(), 2);
    assert_eq!(rows(&desk)[0].1, "nothing said of it");
    keys(&mut desk, &["c", "Down", "g", "t"]);
    assert_eq!(rows(&desk)[0].1, "Leila said this");
    let said = desk.page().notice.map(|n| n.text).unwrap_or_default();
    assert!(said.starts_with("Now: A guess") && said.ends_with("Ctrl-Z takes it back."), "{said}");
    assert_eq!(rows(&desk)[1].1, "A guess, to be tested · about or from another person");
    // The same letter takes it away; Ctrl-Z brings it back.
    desk.press("g");
    assert_eq!(passages(&desk)[1].kind, None);
    desk.press("Ctrl-z");
    assert!(matches!(passages(&desk)[1].kind, Some(Kind::Hypothesis { .. })));
    desk.press("Enter");
    assert_eq!(with_question(&desk, |q| q.answer.text().to_owned()), "Perhaps it is the dark.");
    keys(&mut desk, &["Alt-r", "w", "Esc"]);
    assert!(matches!(desk.page().body, Body::Note(_)));
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn plain_lines_say_it_in_words() {
    let mut desk = at_a_question();
    desk.type_in("They just stopped coming.");
    let tell = |desk: &mut Desk, action, words: &str| {
        desk.event(Event::Told(action, words.into()));
    };
    tell(&mut desk, Action::Said(0), "family Mum");
    assert_eq!(passages(&desk)[0].voice, Some(Voice::Family { who: "Mum".into() }));
    tell(&mut desk, Action::Said(0), "family Nan");
    assert_eq!(passages(&desk)[0].voice, Some(Voice::Family { who: "Nan".into() }));
    tell(&mut desk, Action::Said(0), "the dog");
    assert!(desk.page().notice.unwrap().trouble);
    assert_eq!(passages(&desk)[0].voice, Some(Voice::Family { who: "Nan".into() }));
    keys(&mut desk, &["Alt-r", "w"]);
    tell(&mut desk, Action::Kind(0), "1 fact");
    assert_eq!(passages(&desk)[0].kind, Some(Kind::Fact));
    tell(&mut desk, Action::Kind(0), "1 fact");
    assert_eq!(passages(&desk)[0].kind, Some(Kind::Fact), "said twice is said");
    tell(&mut desk, Action::Said(0), "1 nobody");
    assert_eq!(passages(&desk)[0].voice, None);
    tell(&mut desk, Action::ThirdParty, "1");
    assert!(passages(&desk)[0].third_party);
    tell(&mut desk, Action::Said(0), "7 child");
    assert!(desk.page().notice.unwrap().trouble);
}

#[test]
fn a_finalised_note_takes_no_mark() {
    let mut desk = at_a_question();
    desk.type_in("Settled.");
    keys(&mut desk, &["Alt-r", "Enter", "Enter"]);
    let before = desk.session().clone();
    desk.event(Event::Told(Action::Said(0), "1 child".into()));
    keys(&mut desk, &["w", "c"]);
    assert!(desk.session().discussions == before.discussions);
}

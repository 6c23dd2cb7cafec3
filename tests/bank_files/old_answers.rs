//! An answer outlives the question it was given to.

use std::path::Path;

use thinkwheel::app::page::Body;
use thinkwheel::app::{Event, HomeData};
use thinkwheel::practice::Banks;
use thinkwheel::record::Session;

use super::{ID, a_trusts, ours, theirs};
use crate::common::{self, desk::Desk};

const NEW: &str = "What has the child shown us this week?";

/// Two answers were given; since then the first question is worded anew and
/// the second is gone.
fn later() -> Desk {
    let mut desk = Desk::new();
    for words in ["n", "Sam", "Tab", "Leila Hart", "Enter", "Enter"] {
        if words.chars().count() == 1 || matches!(words, "Tab" | "Enter") {
            desk.press(words);
        } else {
            desk.type_in(words);
        }
    }
    desk.type_in("The first words.");
    desk.press("PageDown");
    desk.type_in("The second words.");
    desk.press("Ctrl-q");
    let asked: Vec<_> = desk.session().discussions[0].answers.clone();
    assert_eq!(asked[0].question, ours().questions[0].id);
    let mut bank = a_trusts(vec![theirs(&ours().questions[0], NEW)]);
    bank.questions.push(ours().questions[2].clone());
    bank.instead = true;
    let banks = Banks::built_in().unwrap().with(&bank.ron(), "theirs.ron").unwrap();
    opened(desk.home_after(), desk.saved, banks)
}

/// The vault opened with these banks at hand.
fn opened(home: HomeData, saved: Vec<Session>, banks: Banks) -> Desk {
    let mut desk = Desk::with(common::desk::home(), saved);
    desk.context.banks = banks;
    desk.event(Event::Opened(Box::new(home)));
    desk
}

fn question(desk: &Desk) -> (String, String, usize) {
    match desk.page().body {
        Body::Question(q) => (q.text.clone(), q.answer.text().to_owned(), q.follow_ups.len()),
        _ => panic!("not at a question"),
    }
}

#[test]
fn one_stands_again_at_the_question_as_it_was_asked() {
    let desk = later();
    let (text, answer, _) = question(&desk);
    assert_eq!((text, answer.as_str()), (ours().questions[1].text.clone(), "The second words."));
    assert_eq!(desk.page().top_right, "Child's Journey", "it has no number any more");
}

#[test]
fn old_answers_are_walked_changed_and_counted() {
    let mut desk = later();
    desk.type_in(" And more.");
    desk.press("Alt-b");
    desk.press("Alt-b");
    desk.press("PageUp");
    // The next of the part in the bank as it is now: its wording, unanswered.
    assert_eq!(question(&desk).0, ours().questions[2].text);
    desk.press("PageUp");
    let (text, answer, follow_ups) = question(&desk);
    assert_eq!(text, ours().questions[0].text, "as it was asked");
    assert_eq!((answer.as_str(), follow_ups), ("The first words.", 0));
    for _ in 0..2 {
        desk.press("PageDown");
    }
    assert_eq!(question(&desk).1, "The second words. And more.");
    // Emptied, it is still there while one stands at it.
    desk.press("Ctrl-a");
    desk.press("Backspace");
    assert_eq!(question(&desk).1, "");
    desk.press("Ctrl-z");
    desk.press("Esc");
    let page = desk.page();
    let item = &page.list().unwrap().items[0];
    assert_eq!(item.aside, "2 of 3 asked today");
    let asked = &desk.session().discussions[0].answers;
    assert_eq!(asked[1].wording, ours().questions[1].text);
    assert_eq!(asked[1].bank, ID);
}

#[test]
fn the_note_has_the_wording_as_asked() {
    let mut desk = later();
    desk.press("Alt-r");
    let Body::Note(note) = desk.page().body else { panic!("no note") };
    // A note sets long lines anew.
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = flat(&note.text);
    for (n, words) in ["The first words.", "The second words."].into_iter().enumerate() {
        assert!(text.contains(&flat(&ours().questions[n].text)), "{text}");
        assert!(text.contains(words), "{text}");
    }
    assert!(!text.contains(NEW));
    desk.press("Enter");
    desk.press("Enter");
    assert_eq!(desk.files.len(), 1, "{:?}", desk.page().notice);
    let (path, bytes) = desk.files.first_key_value().unwrap();
    assert!(path.starts_with(Path::new("/desk")));
    assert!(flat(&String::from_utf8_lossy(bytes)).contains(&flat(&ours().questions[1].text)));
    // And back: a finalised note is read as it was.
    desk.press("Esc");
}

#[test]
fn a_mark_alone_can_be_given_words_later() {
    let mut desk = later();
    let mut session = desk.session().clone();
    session.discussions[0].answers[1].contributions.clear();
    session.discussions[0].answers[1].state = thinkwheel::record::AnswerState::NotToday;
    desk.saved.push(session);
    let mut next = opened(desk.home_after(), desk.saved, desk.context.banks);
    next.type_in("Words at last.");
    let answers = &next.session().discussions[0].answers;
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[1].contributions[0].text, "Words at last.");
}

//! Picking up the thread: what earlier meetings left open, and what became of
//! it, keys in, record out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::desk::{Desk, home};
use thinkwheel::app::SessionHead;
use thinkwheel::app::model::Screen;
use thinkwheel::app::page::Body;
use thinkwheel::record::{
    Action, Audience, ChildHistory, Discussion, Due, Kind, Outcome, Rules, Session, Subject, note,
};
use ulid::Ulid;

/// A meeting about Kit, by keys: what is to be asked again, a guess, an action.
fn first_meeting() -> Desk {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Kit");
    desk.press("Enter");
    desk.press("Enter");
    desk.type_in("It may be the mornings.");
    desk.press("PageDown");
    desk.type_in("Something to come back to.");
    desk.press("Alt-b");
    desk.press("Alt-a");
    desk.type_in("Ring his nan");
    desk.press("Tab");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("in 2 weeks");
    desk.press("Ctrl-s");
    desk
}

/// The vault a month after these meetings, at home, Kit selected.
fn a_month_later(mut saved: Vec<Session>) -> Desk {
    let mut at_home = home();
    for (n, session) in saved.iter_mut().enumerate() {
        session.bookmark.at_work = false;
        at_home.sessions.push(SessionHead {
            head: format!("head-{}", n + 1),
            written: session.begun,
            header: session.header(),
            beside_another: false,
        });
    }
    let mut desk = Desk::with(at_home, saved);
    desk.at += chrono::Duration::days(28);
    desk.model.last_touch = Some(desk.at);
    let at = desk.page().list().unwrap().items.iter().position(|i| i.text == "Kit").unwrap();
    desk.event(thinkwheel::app::Event::Select(at));
    desk
}

/// That meeting, its first answer marked as a guess.
fn with_a_guess() -> Vec<Session> {
    let mut session = first_meeting().saved.pop().unwrap();
    let kind = Some(Kind::Hypothesis { became: String::new() });
    session.discussions[0].answers[0].contributions[0].kind = kind;
    vec![session]
}

fn title(desk: &Desk) -> String {
    match desk.page().body {
        Body::Form(form) => form.title,
        Body::List(list) => list.title,
        Body::Wheel(_) => "the wheel".into(),
        Body::Question(q) => q.text,
        _ => String::new(),
    }
}

/// Headings, labels and what is said beside, of the form in hand.
fn form(desk: &Desk) -> String {
    let Body::Form(form) = desk.page().body else { panic!("no form") };
    let fields = form.fields.iter().map(|f| {
        format!(
            "{}\n{}: {} ({})",
            f.heading.as_deref().unwrap_or(""),
            f.label,
            f.editor.text(),
            f.aside
        )
    });
    form.intro.iter().cloned().chain(fields).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_discussion_opens_on_what_is_open_and_one_key_goes_on() {
    for key in ["Enter", "Esc", "PageDown"] {
        let mut desk = a_month_later(with_a_guess());
        desk.press("Enter");
        desk.press("Enter");
        assert_eq!(title(&desk), "Last time");
        let said = form(&desk);
        for words in [
            "Ring his nan",
            "Sam · by 7 Dec 2026, which is past · agreed 4 weeks ago",
            "To be asked again",
            "It may be the mornings.",
            "a guess, 4 weeks ago",
        ] {
            assert!(said.contains(words), "{words} in {said}");
        }
        desk.press(key);
        assert_eq!(title(&desk), "the wheel", "{key}");
        let d = &desk.session().discussions[0];
        assert!(d.follow_ups.is_empty() && d.hypotheses.is_empty(), "nothing was said");
        assert!(d.is_empty());
    }
}

#[test]
fn an_unknown_child_and_one_with_nothing_open_go_straight_to_the_wheel() {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Kit");
    desk.press("Enter");
    assert_eq!(title(&desk), "the wheel");
    desk.press("F7");
    assert_eq!(title(&desk), "the wheel");
    assert!(desk.page().notice.unwrap().text.contains("Nothing is open"));

    let mut session = first_meeting().saved.pop().unwrap();
    session.discussions[0].actions.clear();
    session.discussions[0].answers.truncate(1);
    let mut desk = a_month_later(vec![session]);
    desk.press("Enter");
    desk.press("Enter");
    assert_eq!(title(&desk), "the wheel");
}

#[test]
fn what_became_of_an_action_is_chosen_and_told_and_stands_in_the_note() {
    let mut desk = a_month_later(with_a_guess());
    desk.press("Enter");
    desk.press("Enter");
    desk.press("1");
    assert!(form(&desk).contains("What became of it: done"));
    desk.press("Tab");
    desk.type_in("Yes: he slept there twice, she says.");
    desk.press("Tab");
    desk.press("Tab");
    desk.type_in("It was the bus, not the mornings.");
    desk.press("PageDown");
    assert_eq!(title(&desk), "the wheel");
    let session = desk.session();
    let d = &session.discussions[0];
    assert_eq!(d.follow_ups.len(), 1);
    assert_eq!(d.follow_ups[0].outcome, Outcome::Done);
    assert_eq!(d.follow_ups[0].what, "Ring his nan");
    assert_eq!(d.follow_ups[0].difference, "Yes: he slept there twice, she says.");
    assert_eq!(d.follow_ups[0].session, desk.saved[0].id);
    assert_eq!(d.hypotheses[0].became, "It was the bus, not the mornings.");
    assert!(desk.replayed() == *session, "every key is in the journal");
    let written = note(session, d.id, None, Audience::ChildFile, &Rules::default(), None).unwrap();
    let bytes = thinkwheel::export::write(
        &thinkwheel::record::Leaving::of(written.clone()),
        thinkwheel::export::Format::Text,
    );
    let text = String::from_utf8(bytes).unwrap();
    for words in ["Ring his nan", "Outcome: done", "he slept there twice", "It was the bus"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    // Settled: the next meeting does not come back to it.
    let child = session.children[0].id;
    let headers: Vec<_> = [&desk.saved[0], session].map(Session::header).into();
    let history = ChildHistory::of(&headers, child, None);
    assert!(history.open_actions.is_empty() && history.hypotheses.is_empty());
}

#[test]
fn what_was_not_done_says_why_and_comes_back_counted() {
    let mut desk = a_month_later(vec![first_meeting().saved.pop().unwrap()]);
    desk.press("Enter");
    desk.press("Enter");
    desk.press("2");
    desk.press("Tab");
    desk.type_in("She changed her number.");
    desk.press("PageDown");
    desk.press("Ctrl-s");
    assert_eq!(desk.session().discussions[0].follow_ups[0].words, "She changed her number.");
    let mut saved = desk.saved.clone();
    saved.dedup_by_key(|s| s.id);
    let last = desk.session().clone();
    saved.retain(|s| s.id != last.id);
    saved.push(last);
    let mut desk = a_month_later(saved);
    desk.press("Enter");
    desk.press("Enter");
    assert!(form(&desk).contains("not done once before"), "{}", form(&desk));
}

#[test]
fn a_choice_is_taken_back_until_words_stand_on_it() {
    let mut desk = a_month_later(vec![first_meeting().saved.pop().unwrap()]);
    desk.press("Enter");
    desk.press("Enter");
    desk.press("3");
    desk.press("Backspace");
    assert!(desk.session().discussions[0].follow_ups.is_empty());
    desk.press("4");
    desk.press("Tab");
    desk.type_in("He lives with her now.");
    desk.press("Shift-Tab");
    desk.press("Backspace");
    assert_eq!(desk.session().discussions[0].follow_ups[0].words, "He lives with her now.");
    desk.press("1");
    let follow_up = &desk.session().discussions[0].follow_ups[0];
    assert_eq!(follow_up.outcome, Outcome::NoLongerNeeded, "words stay what they were said of");
    assert!(form(&desk).contains("He lives with her now."));
}

#[test]
fn a_question_put_off_is_asked_from_there() {
    let mut desk = a_month_later(vec![first_meeting().saved.pop().unwrap()]);
    let wording = desk.saved[0].discussions[0].answers[1].wording.clone();
    desk.press("Enter");
    desk.press("Enter");
    desk.press("Tab");
    assert!(form(&desk).contains("From 23 Nov 2026"));
    assert!(form(&desk).contains(&wording));
    desk.press("Enter");
    assert_eq!(title(&desk), wording);
    desk.type_in("Now we know.");
    desk.press("F7");
    assert!(!form(&desk).contains(&wording), "asked today: no longer put off");
    desk.press("Esc");
    assert_eq!(title(&desk), wording, "back to where it was opened");
}

#[test]
fn in_a_family_it_names_the_children_it_was_agreed_for() {
    let (desk, [kit, nell]) = Desk::family();
    let mut session = desk.saved[0].clone();
    session.bookmark.at_work = false;
    let mut later = session.clone();
    session.discussions[0].actions.push(Action {
        id: Ulid(5),
        what: "Ask Nell's school".into(),
        who: "Sam".into(),
        by: Due::default(),
        why: String::new(),
        children: vec![nell],
        standing: thinkwheel::record::Standing::default(),
        agreed_by: None,
        imported: false,
        written: session.begun,
    });
    later.id = Ulid(6);
    later.bookmark.at_work = true;
    later.discussions =
        vec![Discussion::new(Ulid(7), Subject::Family(vec![kit, nell]), session.begun)];
    later.bookmark.discussion = None;
    let mut at_home = home();
    for (n, s) in [&session, &later].into_iter().enumerate() {
        at_home.sessions.push(SessionHead {
            head: format!("head-{}", n + 1),
            written: s.begun,
            header: s.header(),
            beside_another: false,
        });
    }
    let mut desk = Desk::with(at_home, vec![session, later]);
    assert!(matches!(desk.model.screen, Screen::Wheel { .. }), "in the meeting again");
    desk.press("F7");
    desk.press("1");
    assert_eq!(desk.session().discussions[0].follow_ups[0].children, [nell]);
    desk.press("Alt-1");
    assert_eq!(desk.session().discussions[0].follow_ups[0].children, [kit, nell]);
}

#[test]
fn what_became_of_an_action_for_two_children_can_be_said_for_each_apart() {
    let (desk, [kit, nell]) = Desk::family();
    let mut session = desk.saved[0].clone();
    session.bookmark.at_work = false;
    let mut later = session.clone();
    session.discussions[0].actions.push(Action {
        id: Ulid(5),
        what: "Ask them both".into(),
        who: "Sam".into(),
        by: Due::default(),
        why: String::new(),
        children: vec![kit, nell],
        standing: thinkwheel::record::Standing::default(),
        agreed_by: None,
        imported: false,
        written: session.begun,
    });
    later.id = Ulid(6);
    later.bookmark.at_work = true;
    later.discussions =
        vec![Discussion::new(Ulid(7), Subject::Family(vec![kit, nell]), session.begun)];
    later.bookmark.discussion = None;
    let mut at_home = home();
    for (n, s) in [&session, &later].into_iter().enumerate() {
        at_home.sessions.push(SessionHead {
            head: format!("head-{}", n + 1),
            written: s.begun,
            header: s.header(),
            beside_another: false,
        });
    }
    let mut desk = Desk::with(at_home, vec![session, later]);
    desk.press("F7");
    desk.press("1");
    assert!(!form(&desk).contains("about Nell"), "for both, as it was agreed");
    desk.press("Alt-2");
    assert!(form(&desk).contains("What became of it, about Nell"), "{}", form(&desk));
    desk.press("Tab");
    desk.type_in("Kit said yes.");
    desk.press("Tab");
    desk.press("2");
    desk.press("Tab");
    desk.type_in("She would not say.");
    let said: Vec<_> = desk.session().discussions[0]
        .follow_ups
        .iter()
        .map(|f| (f.outcome, f.children.clone(), f.words.clone(), f.difference.clone()))
        .collect();
    let yes = (Outcome::Done, vec![kit], String::new(), "Kit said yes.".to_owned());
    let no = (Outcome::NotDone, vec![nell], "She would not say.".to_owned(), String::new());
    assert_eq!(said, [yes, no]);
    // Words said of one outcome never come to stand under another.
    desk.press("Shift-Tab");
    desk.press("3");
    assert_eq!(desk.session().discussions[0].follow_ups[1].outcome, Outcome::NotDone);
    assert!(desk.page().notice.unwrap().text.contains("under \"Why not\""));
    assert!(desk.replayed() == *desk.session());
    // Not done for one of them: it stays open.
    let headers = [desk.saved[0].header(), desk.session().header()];
    let open = thinkwheel::record::open_actions(&headers);
    assert_eq!((open.len(), open[0].not_done), (1, 1));
}

#[test]
fn open_actions_are_in_reach_of_a_brief_check() {
    let mut desk = a_month_later(vec![first_meeting().saved.pop().unwrap()]);
    desk.press("Enter");
    desk.press("Enter");
    desk.press("Esc");
    desk.press("Alt-u");
    desk.press("F7");
    assert_eq!(title(&desk), "Last time");
    desk.press("1");
    desk.press("Esc");
    assert!(matches!(desk.model.screen, Screen::Brief { .. }));
    assert_eq!(desk.session().discussions[0].follow_ups.len(), 1);
}

/// What stands under the answer at hand.
fn under(desk: &Desk) -> Vec<(String, String)> {
    let Body::Question(q) = desk.page().body else { panic!("no question") };
    q.after.iter().map(|p| (p.label.clone(), p.text.clone())).collect()
}

#[test]
fn an_earlier_answer_comes_after_the_new_one_or_when_asked_for() {
    let mut desk = a_month_later(with_a_guess());
    desk.press("Enter");
    desk.press("Enter");
    desk.press("PageDown");
    desk.press("Enter");
    assert!(under(&desk).is_empty(), "nothing leads before anything is written");
    desk.press("Alt-q");
    let said = under(&desk);
    assert_eq!(said.len(), 1);
    assert!(said[0].0.starts_with("23 Nov 2026"), "{said:?}");
    assert_eq!(said[0].1, "It may be the mornings.");
    desk.press("Alt-q");
    assert!(under(&desk).is_empty(), "and is put away again");
    desk.type_in("It was the bus.");
    let said = under(&desk);
    assert!(said[0].1.starts_with("Asked before, 4 weeks ago: Alt-Q"), "{said:?}");
    desk.press("Alt-q");
    assert_eq!(under(&desk)[0].1, "It may be the mornings.");
    let words: Vec<&str> = desk.session().discussions[0].answers[0]
        .contributions
        .iter()
        .map(|c| c.text.as_str())
        .collect();
    assert_eq!(words, ["It was the bus."], "nothing of it is taken into today's record");
    assert!(!desk.model.is_waiting());
    desk.press("PageDown");
    desk.press("PageDown");
    desk.press("Alt-q");
    assert!(desk.page().notice.unwrap().text.contains("not asked before"));
}

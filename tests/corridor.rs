//! A decision in passing in under a minute, and a meeting that did not take
//! place: keys in, record and file out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::desk::Desk;
use common::keys::{self, Step};
use thinkwheel::app::Event;
use thinkwheel::app::model::Screen;
use thinkwheel::app::page::Body;
use thinkwheel::record::{ChildHistory, Session, SessionKind};

/// A vault in which Kit is known, with Sam, at home.
fn known() -> Desk {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Kit");
    desk.press("Enter");
    desk.press("Enter");
    desk.type_in("Something was said.");
    desk.press("Ctrl-s");
    desk.saved = vec![desk.saved.pop().unwrap()];
    desk.saved[0].bookmark.at_work = false;
    let mut desk = Desk::with(desk.home_after(), desk.saved);
    select(&mut desk, "Kit");
    desk
}

fn items(desk: &Desk) -> Vec<(String, String)> {
    let page = desk.page();
    let list = page.list().unwrap();
    list.items.iter().map(|i| (i.text.clone(), i.below.clone())).collect()
}

fn select(desk: &mut Desk, name: &str) {
    let at = items(desk).iter().position(|(text, _)| text == name).unwrap();
    desk.event(Event::Select(at));
}

#[test]
fn a_decision_in_passing_takes_at_most_twelve_keys() {
    let mut desk = known();
    let steps = keys::read(include_str!("keys/corridor.keys"));
    for step in &steps {
        match step {
            Step::Press(key) => desk.event(Event::Key(*key)),
            Step::Type(words) => desk.type_in(words),
        }
    }
    let keys = keys::count(&steps);
    println!("a decision in passing, from home to the file: {keys} keys");
    assert!(keys <= 12, "{keys} keys");
    assert_eq!(desk.files.len(), 1, "{:?}", desk.page().notice);
    let note = String::from_utf8(desk.files.values().next().unwrap().clone()).unwrap();
    for words in [
        "In passing",
        "Kit may stay at his nan's until Sunday.",
        "She asked for it",
        "Ruth Adeyemi",
        "Tell his mum today",
        "23 November 2026",
    ] {
        assert!(note.contains(words), "{words} in {note}");
    }
    assert!(!note.contains("DRAFT"));
    let s = desk.session();
    assert!(s.kind == SessionKind::Corridor);
    assert_eq!(s.children[0].id, desk.saved[0].children[0].id, "the child who is known");
    assert_eq!(s.people[1].id, desk.saved[0].people[1].id, "with the practitioner of last time");
    assert!(desk.replayed() == *s, "every key is in the journal");
    desk.press("Esc");
    desk.press("Esc");
    let home = items(&desk);
    assert!(home.iter().any(|(text, _)| text == "Kit (in passing)"), "{home:?}");
}

#[test]
fn a_child_who_is_not_known_is_named_first_and_nothing_goes_on_undecided() {
    let mut desk = Desk::new();
    desk.press("d");
    let Body::Form(form) = desk.page().body else { panic!("no form") };
    assert_eq!(form.title, "A decision in passing");
    assert_eq!(form.fields[form.focus].label, "Practitioner");
    desk.type_in("Sam");
    desk.press("Enter");
    desk.type_in("Kit");
    for _ in 0..9 {
        desk.press("Enter");
    }
    assert!(matches!(desk.model.screen, Screen::Begin(_)), "nothing is decided yet");
    assert!(desk.page().notice.unwrap().text.contains("what is decided"));
    desk.type_in("He stays.");
    for _ in 0..6 {
        desk.press("Enter");
    }
    assert!(matches!(desk.model.screen, Screen::Review(_)));
    assert_eq!(desk.session().discussions[0].decisions[0].text, "He stays.");
    assert_eq!(desk.session().children[0].name, "Kit");
}

#[test]
fn a_cancelled_meeting_keeps_its_reason_off_the_childs_page_and_counts_as_not_held() {
    let mut desk = known();
    let kit = desk.saved[0].children[0].id;
    let held = desk.saved[0].date;
    desk.at += chrono::Duration::days(28);
    desk.model.last_touch = Some(desk.at);
    desk.press("x");
    let Body::Form(form) = desk.page().body else { panic!("no form") };
    assert_eq!(form.title, "A meeting that did not take place");
    assert!(form.intro[0].contains("Kit"), "{:?}", form.intro);
    assert_eq!(form.fields[form.focus].label, "Why it was cancelled");
    desk.type_in("Sam was ill.");
    desk.press("Enter");
    assert!(matches!(desk.model.screen, Screen::Review(_)));
    desk.press("Enter");
    let (path, bytes) = desk.files.iter().next().unwrap();
    assert!(path.to_string_lossy().contains("staff-file"), "{}", path.display());
    let note = String::from_utf8(bytes.clone()).unwrap();
    assert!(note.contains("Sam was ill.") && note.contains("Cancelled"), "{note}");
    assert!(!note.contains("DRAFT") && !note.contains("Present"), "{note}");

    let session = desk.session().clone();
    assert_eq!(session.discussions.len(), 2, "of the practitioner, and of the child");
    let headers: Vec<_> = [&desk.saved[0], &session].map(Session::header).into();
    assert_eq!(ChildHistory::of(&headers, kit, None).discussed, Some(held));
    let childs = &session.discussions[1];
    let page = thinkwheel::record::note(
        &session,
        childs.id,
        Some(kit),
        thinkwheel::record::Audience::ChildFile,
        &thinkwheel::record::Rules::default(),
        None,
    );
    let bytes = thinkwheel::export::write(
        &thinkwheel::record::Leaving::of(page.unwrap()),
        thinkwheel::export::Format::Text,
    );
    assert!(!String::from_utf8(bytes).unwrap().contains("ill"));

    desk.press("Esc");
    desk.press("Esc");
    let home = items(&desk);
    let kept = home.iter().find(|(text, _)| text.ends_with("(cancelled)")).unwrap();
    assert_eq!(kept.0, "Sam · Kit (cancelled)");
    assert_eq!(kept.1, "Sam was ill.");
    assert!(!home.iter().any(|(text, _)| text.starts_with("Go on with Sam")), "{home:?}");
}

#[test]
fn a_cancelled_meeting_asks_with_whom_and_why_and_no_more() {
    let mut desk = Desk::new();
    desk.press("x");
    desk.type_in("Sam");
    for _ in 0..3 {
        desk.press("Enter");
    }
    assert!(matches!(desk.model.screen, Screen::Begin(_)), "why is not said yet");
    desk.type_in("Court ran over.");
    desk.press("Enter");
    let s = desk.session();
    assert!(s.kind == SessionKind::Cancelled { reason: "Court ran over.".into() });
    assert!(s.children.is_empty());
    assert_eq!(desk.saved.len(), 1, "it is kept");
    // Whoever was typed is whose supervision it was.
    assert_eq!(s.discussions[0].subject, thinkwheel::record::Subject::Practitioner(s.people[1].id));
}

#[test]
fn a_cancelled_meeting_is_no_part_of_anybodys_yet() {
    let mut desk = Desk::new();
    desk.press("x");
    assert!(!desk.page().top_left.contains("own part"), "{}", desk.page().top_left);
    desk.type_in("Sam");
    assert!(desk.page().top_left.starts_with("Sam ·"), "{}", desk.page().top_left);
}

#[test]
fn a_meeting_selected_on_home_gives_its_children_to_the_cancelled_one() {
    let mut desk = known();
    let kit = desk.saved[0].children[0].id;
    let at = items(&desk).iter().position(|(text, _)| text.starts_with("Sam · Kit"));
    let at = at.or_else(|| items(&desk).iter().position(|(text, _)| text.contains("Kit")));
    for _ in 0..at.unwrap() {
        desk.press("Down");
    }
    desk.press("x");
    assert_eq!(desk.session().children.iter().map(|c| c.id).collect::<Vec<_>>(), [kit]);
}

#[test]
fn a_form_that_was_only_looked_at_leaves_nothing_behind() {
    for key in ["Enter", "n", "x", "d"] {
        let mut desk = known();
        select(&mut desk, "Kit");
        let (before, saved) = (items(&desk), desk.saved.len());
        desk.press(key);
        if !matches!(desk.model.screen, Screen::Begin(_)) {
            continue;
        }
        desk.press("Esc");
        assert!(matches!(desk.model.screen, Screen::Home { .. }), "{key}");
        assert_eq!(items(&desk), before, "{key}");
        assert_eq!(desk.saved.len(), saved, "{key}");
        assert!(desk.replayed().is_empty(), "{key}: the journal brings nothing back");
    }
}

#[test]
fn what_was_typed_in_the_form_is_kept() {
    let mut desk = known();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Wren");
    desk.press("Esc");
    assert!(items(&desk).iter().any(|(text, _)| text.contains("Wren")), "{:?}", items(&desk));
}

#[test]
fn a_stray_mark_of_all_is_taken_away_with_escape() {
    let mut desk = known();
    desk.press("a");
    assert!(!desk.model.marked.is_empty());
    let said = desk.page().notice.unwrap().text;
    assert!(said.contains("Esc unmarks"), "{said}");
    desk.press("Esc");
    assert!(desk.model.marked.is_empty());
    assert!(matches!(desk.model.screen, Screen::Home { .. }) && desk.quit.is_none());
}

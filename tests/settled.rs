//! What is settled stays settled: a corrected name, a day that was read, a
//! page that was finalised.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chrono::Duration;
use common::desk::Desk;
use thinkwheel::app::page::Body;
use thinkwheel::export::{self, Format};
use thinkwheel::practice::Stage;
use thinkwheel::record::{self, Audience, Discussion, Rules, Session};
use ulid::Ulid;

fn press(desk: &mut Desk, keys: &[&str]) {
    for key in keys {
        desk.press(key);
    }
}

fn begin(desk: &mut Desk, child: &str) {
    desk.press("n");
    desk.type_in("Sam Okafor");
    desk.press("Tab");
    desk.type_in(child);
    press(desk, &["Enter", "Ctrl-s"]);
}

fn discussion(desk: &Desk) -> &Discussion {
    &desk.session().discussions[0]
}

#[test]
fn a_misspelt_name_is_corrected_and_takes_nothing_with_it() {
    let mut desk = Desk::new();
    begin(&mut desk, "Maya Quil");
    desk.press("Alt-u");
    desk.type_in("She has moved school.");
    desk.press("Tab");
    desk.type_in("Yes: seen on Friday, alone.");
    desk.press("Ctrl-s");
    let before = discussion(&desk).clone();
    assert!(!before.brief[0].is_empty());
    desk.press("Alt-m");
    let names = desk.page().list().unwrap().items.iter().position(|i| i.text.contains("Names"));
    for _ in 0..names.unwrap() {
        desk.press("Down");
    }
    press(&mut desk, &["Enter", "Tab"]);
    desk.type_in("l");
    press(&mut desk, &["Enter", "Ctrl-s"]);
    let session = desk.session();
    assert_eq!(session.children[0].name, "Maya Quill");
    let child = session.children[0].id;
    assert_eq!(discussion(&desk).subject.children(), [child]);
    assert_eq!(discussion(&desk).brief.len(), before.brief.len());
    assert_eq!(discussion(&desk).brief[0].child, child);
    assert_eq!(discussion(&desk).brief[0].changed, "She has moved school.");
    let note = note_of(session, child);
    assert!(note.contains("moved school") && !note.contains("other children"), "{note}");
}

fn note_of(session: &Session, child: Ulid) -> String {
    let d = session.discussions.iter().find(|d| d.subject.children().contains(&child)).unwrap();
    let rules = Rules::default();
    let note = record::note(session, d.id, Some(child), Audience::ChildFile, &rules, None).unwrap();
    String::from_utf8(export::write(&record::Leaving::of(note), Format::Text)).unwrap()
}

/// Every key that could move, mark, value or read something again.
const RESTLESS: &[&str] = &[
    "Alt-u",
    "Tab",
    "Tab",
    "Left",
    "Right",
    "Tab",
    "Left",
    "Tab",
    "Left",
    "Space",
    "Alt-l",
    "Backspace",
    "x",
    "Alt-m",
    "Space",
    "+",
    "-",
    "Alt-h",
    "Alt-w",
    "s",
    "Right",
    "Enter",
    "Alt-b",
    "Alt-f",
    "Alt-j",
    "Alt-v",
    "7",
    "Up",
    "Backspace",
    "Esc",
    "x",
    "Ctrl-z",
    "Ctrl-y",
    "Alt-g",
    "Space",
    "x",
    "Enter",
    "Alt-d",
    "Tab",
    "Tab",
    "Tab",
    "Tab",
    "Tab",
    "Left",
    "x",
    "Alt-a",
    "Left",
    "Alt-1",
    "Alt-r",
    "PageDown",
    "Alt-w",
    "p",
    "Enter",
    "x",
];

#[test]
fn nothing_moves_a_finalised_note_on_a_later_day() {
    let mut desk = Desk::new();
    desk.context.config.lock_after_minutes = 0;
    begin(&mut desk, "Maya");
    desk.press("Alt-u");
    desk.type_in("New school.");
    press(&mut desk, &["Tab", "Tab"]);
    desk.type_in("yesterday");
    press(&mut desk, &["Tab", "Tab", "Tab"]);
    desk.type_in("court in 2 weeks");
    press(&mut desk, &["Alt-a"]);
    desk.type_in("See her");
    press(&mut desk, &["Tab", "Tab"]);
    desk.type_in("fri");
    press(&mut desk, &["Alt-w", "Enter"]);
    desk.type_in("At home.");
    press(&mut desk, &["Alt-r", "Enter", "Enter"]);
    assert!(!discussion(&desk).is_open());
    let settled = discussion(&desk).clone();
    assert!(settled.actions[0].by.on.is_some() && settled.glance[0].1.last_seen.on.is_some());
    desk.at += Duration::days(14);
    for key in RESTLESS {
        desk.press(key);
        assert!(*discussion(&desk) == settled, "{key} moved something");
    }
    // And where no screen asks first, the one place that rules it does.
    let at = desk.at;
    let effects = desk.model.change_discussion(at, |d| d.stage = Some(Stage::Plan));
    assert!(effects.is_empty() && *discussion(&desk) == settled);
    assert!(desk.session().minutes.is_none());
    assert!(desk.replayed().discussions[0] == settled);
}

#[test]
fn a_day_is_read_when_it_is_typed_and_never_again() {
    let mut desk = Desk::new();
    desk.context.config.lock_after_minutes = 0;
    begin(&mut desk, "Maya");
    desk.press("Alt-a");
    desk.type_in("See her");
    press(&mut desk, &["Tab", "Tab"]);
    desk.type_in("fri");
    let read = discussion(&desk).actions[0].by.on;
    assert!(read.is_some());
    desk.at += Duration::days(9);
    press(&mut desk, &["Left", "Right", "Home", "End"]);
    assert_eq!(discussion(&desk).actions[0].by.on, read);
}

#[test]
fn a_value_stays_on_the_page_it_was_filed_on_when_other_pages_follow() {
    let (mut desk, [kit, nell]) = Desk::family();
    desk.press("Enter");
    desk.press("Ctrl-f");
    desk.type_in("safety.scale");
    press(&mut desk, &["Enter", "Alt-v", "7", "Esc", "Alt-1", "Alt-2"]);
    let mut session = desk.session().clone();
    let page = |session: &mut Session, child: Ulid| {
        session.discussions[0].finalise(Some(child), Ulid(8), desk.at).unwrap();
    };
    page(&mut session, kit);
    let filed = note_of(&session, kit);
    assert!(filed.contains("7 on a scale") || filed.contains("How safe: 7"), "{filed}");
    page(&mut session, nell);
    assert_eq!(note_of(&session, kit), filed);
}

#[test]
fn after_a_restart_the_same_childs_page_is_read() {
    let (mut desk, [_, nell]) = Desk::family();
    press(&mut desk, &["Enter", "Ctrl-f"]);
    desk.type_in("safety.kept-safe");
    desk.press("Enter");
    desk.type_in("Nan came over.");
    press(&mut desk, &["Alt-1", "Alt-2", "Alt-r", "Right", "Ctrl-s"]);
    assert_eq!(desk.session().bookmark.child, Some(nell));
    let (home, saved) = (desk.home_after(), desk.saved.clone());
    let mut again = Desk::with(home, saved);
    if !matches!(again.page().body, Body::Note(_)) {
        again.press("Enter");
    }
    let Body::Note(note) = again.page().body else { panic!("not at the note") };
    assert!(note.text.contains("Nell") || note.about.iter().any(|l| l.contains("Nell")));
    assert!(!note.about.iter().any(|l| l.contains("Kit")), "{:?}", note.about);
}

#[test]
fn a_line_never_lands_in_the_words_while_a_drawing_is_in_hand() {
    let mut desk = Desk::new();
    begin(&mut desk, "Maya");
    press(&mut desk, &["Ctrl-f"]);
    desk.type_in("safety.scale");
    desk.press("Enter");
    desk.type_in("She feels safe with Nan");
    desk.press("Alt-v");
    desk.event(thinkwheel::app::Event::Fill("8".into()));
    let words: Vec<String> =
        discussion(&desk).contributions().map(|(_, c)| c.text.clone()).collect();
    assert_eq!(words, ["She feels safe with Nan"]);
    assert!(desk.page().notice.unwrap().text.contains("/value"));
}

/// A brother and a sister: words of both, of each and of nobody, a decision of
/// both, an action of each; Nell's page is finalised, Kit's is not.
fn half_final() -> (Desk, [Ulid; 2]) {
    let (mut desk, [kit, nell]) = Desk::family();
    press(&mut desk, &["Enter", "Ctrl-f"]);
    desk.type_in("safety.kept-safe");
    desk.press("Enter");
    desk.type_in("Nan came over.");
    press(&mut desk, &["Alt-1", "Alt-2", "Alt-o"]);
    desk.type_in("He slept there.");
    press(&mut desk, &["Alt-1", "Alt-o"]);
    desk.type_in("She would not.");
    press(&mut desk, &["Alt-2", "Alt-d"]);
    desk.type_in("Both stay with Nan.");
    press(&mut desk, &["Alt-1", "Alt-2", "Alt-a"]);
    desk.type_in("See her school");
    press(&mut desk, &["Alt-2", "Alt-r", "Right"]);
    let Body::Note(note) = desk.page().body else { panic!("the note") };
    assert!(note.about[0].contains("of Nell"), "{:?}", note.about);
    press(&mut desk, &["Enter", "Enter"]);
    let d = discussion(&desk);
    assert!(!d.is_open() && !d.is_closed(), "{:?}", desk.page().notice);
    (desk, [kit, nell])
}

fn words_of(desk: &Desk, child: Ulid) -> String {
    let session = desk.session();
    record::agreed::canonical(session, session.discussions[0].id, Some(child)).unwrap()
}

fn notice(desk: &Desk) -> String {
    desk.page().notice.map(|n| n.text).unwrap_or_default()
}

/// To the passage of an answer that says this.
fn stand_at(desk: &mut Desk, words: &str) {
    press(desk, &["Ctrl-f"]);
    desk.type_in("safety.kept-safe");
    desk.press("Enter");
    for _ in 0..5 {
        let Body::Question(body) = desk.page().body else { panic!("the question") };
        if body.answer.text().contains(words) {
            return;
        }
        desk.press("Alt-l");
    }
    panic!("no such passage");
}

#[test]
fn the_other_page_of_a_family_is_written_on() {
    let (mut desk, [kit, nell]) = half_final();
    let (before, note) = (words_of(&desk, nell), note_of(desk.session(), nell));
    stand_at(&mut desk, "He slept");
    desk.type_in(" All night.");
    press(&mut desk, &["Alt-o"]);
    desk.type_in("He wants to go again.");
    desk.press("Alt-1");
    press(&mut desk, &["Alt-a"]);
    desk.type_in("Ask his teacher");
    press(&mut desk, &["Alt-1", "Alt-r"]);
    let page = note_of(desk.session(), kit);
    for words in ["All night.", "go again", "Ask his teacher"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(words_of(&desk, nell) == before && note_of(desk.session(), nell) == note);
    assert!(desk.replayed() == *desk.session());
    // And then his page is finalised too, and nothing is left to write.
    press(&mut desk, &["Enter", "Enter"]);
    assert!(discussion(&desk).is_closed(), "{}", notice(&desk));
    assert!(words_of(&desk, nell) == before && note_of(desk.session(), nell) == note);
    let settled = discussion(&desk).clone();
    stand_at(&mut desk, "He slept");
    desk.type_in("x");
    assert!(*discussion(&desk) == settled);
}

#[test]
fn what_stands_on_the_finalised_page_is_refused_and_says_whose() {
    let (mut desk, [_, nell]) = half_final();
    let before = words_of(&desk, nell);
    for there in ["Nan came", "She would"] {
        for key in ["x", "Backspace", "Alt-2", "Alt-h", "Alt-s", "Alt-k", "Alt-z"] {
            stand_at(&mut desk, there);
            let was = desk.session().discussions[0].clone();
            desk.press(key);
            assert!(words_of(&desk, nell) == before, "{key} at {there}");
            if discussion(&desk) == &was {
                let said = notice(&desk);
                assert!(said.contains("Nell's finalised page"), "{key} at {there}: {said}");
            }
        }
    }
    // His words cannot be put on her page, and no new ones either.
    stand_at(&mut desk, "He slept");
    desk.press("Alt-2");
    assert!(notice(&desk).contains("Nell's finalised page"), "{}", notice(&desk));
    // Where no screen asks first, the one place that rules it does.
    let at = desk.at;
    for change in [
        |d: &mut Discussion| d.answers.clear(),
        |d: &mut Discussion| d.actions.clear(),
        |d: &mut Discussion| d.decisions[0].children.clear(),
        |d: &mut Discussion| d.filing.clear(),
        |d: &mut Discussion| d.filing.iter_mut().for_each(|f| f.finalised = None),
    ] {
        let effects = desk.model.change_discussion(at, change);
        assert!(effects.is_empty() && words_of(&desk, nell) == before);
    }
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn no_key_moves_the_finalised_page_while_the_other_is_open() {
    let (mut desk, [_, nell]) = half_final();
    desk.context.config.lock_after_minutes = 0;
    let sheets = ["F4", "x", "Alt-1", "Alt-2", "Esc", "F5", "x", "Alt-2", "Tab", "x", "Esc"];
    let more = ["F6", "Right", "Tab", "x", "Esc", "F7", "Right", "Esc", "F8", "x", "Alt-2", "Esc"];
    for later in [0, 14] {
        desk.at += Duration::days(later);
        let before = desk.session().clone();
        for key in RESTLESS.iter().chain(&sheets).chain(&more).take_while(|k| **k != "p") {
            desk.press(key);
            let kept = record::agreed::keeps_what_is_final(&before, desk.session());
            assert!(kept.is_ok(), "{key} moved something");
        }
        assert!(
            words_of(&desk, nell) == {
                record::agreed::canonical(&before, before.discussions[0].id, Some(nell)).unwrap()
            }
        );
    }
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn finalising_one_of_two_says_what_it_fixes_and_what_names_nobody() {
    let (mut desk, _) = Desk::family();
    press(&mut desk, &["Enter", "Ctrl-f"]);
    desk.type_in("safety.kept-safe");
    desk.press("Enter");
    desk.type_in("Nan came over.");
    press(&mut desk, &["Alt-1", "Alt-2", "Alt-o"]);
    desk.type_in("Somebody cried.");
    // It keeps whom the words before it were about, until that is taken back.
    press(&mut desk, &["Alt-1", "Alt-1", "Alt-r", "Right", "Enter"]);
    let Body::Note(note) = desk.page().body else { panic!("the note") };
    let ask = note.ask.unwrap();
    assert!(ask.contains("1 entry still names nobody"), "{ask}");
    assert!(ask.contains("everything about Nell stays as it is"), "{ask}");
    press(&mut desk, &["Enter", "Esc", "Alt-r", "Enter"]);
    let Body::Note(note) = desk.page().body else { panic!("the note") };
    assert!(note.ask.unwrap().contains("nothing of the whole note can be changed"));
}

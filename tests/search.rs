//! Finding words in all records, and settling two versions, on the screen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::desk::{Desk, home};
use thinkwheel::app::page::{Body, Page};
use thinkwheel::app::{Compared, Event, SessionHead, Version};
use thinkwheel::record::{Corpus, Session, Stamp, template};
use ulid::Ulid;

fn example() -> Session {
    let at = Stamp::parse_from_rfc3339("2026-11-20T10:00:00+00:00").unwrap();
    let mut next = 1_u128 << 70;
    template(at, &mut || {
        next += 1;
        Ulid(next)
    })
}

fn head(desk: &Desk, name: &str, session: &Session, beside_another: bool) -> SessionHead {
    SessionHead { head: name.into(), written: desk.at, header: session.header(), beside_another }
}

fn at_home(sessions: &[(&str, &Session)]) -> Desk {
    let desk = Desk::new();
    let mut home = home();
    let beside = sessions.len() > 1;
    home.sessions = sessions.iter().map(|(n, s)| head(&desk, n, s, beside)).collect();
    Desk::with(home, vec![sessions[0].1.clone()])
}

fn words(page: &Page<'_>) -> String {
    match &page.body {
        Body::List(list) => {
            let mut out = format!("{}\n{}\n{}\n", list.title, list.intro.join("\n"), list.empty);
            for item in &list.items {
                for part in [&item.text, &item.aside, &item.below] {
                    out.push_str(part);
                    out.push('\n');
                }
            }
            out
        }
        Body::Note(note) => format!("{}\n{}", note.about.join("\n"), note.text),
        Body::Veil { words } => (*words).to_owned(),
        _ => String::new(),
    }
}

fn answer(desk: &mut Desk, corpus: &Corpus, words: &str) {
    let (found, count) = corpus.find(words, 100);
    desk.event(Event::Found { words: words.into(), found, count });
}

#[test]
fn words_are_found_as_they_are_typed_and_a_result_opens() {
    let mut s = example();
    s.children[0].name = "Zoë Quill".into();
    let mut corpus = Corpus::new();
    corpus.put("head-1", &s, &[]);
    let mut desk = at_home(&[("head-1", &s)]);
    desk.press("/");
    assert!(words(&desk.page()).starts_with("Find in all records"));
    desk.type_in("zo");
    assert_eq!(desk.effects.iter().filter(|e| *e == "Search").count(), 2);
    desk.press("Left");
    assert_eq!(desk.effects.iter().filter(|e| *e == "Search").count(), 2, "moving asks nothing");
    assert!(words(&desk.page()).contains("Reading what is written"));
    // What was looked for before comes late, and is let go.
    answer(&mut desk, &corpus, "z");
    assert!(words(&desk.page()).contains("Reading what is written"));
    answer(&mut desk, &corpus, "zo");
    assert!(words(&desk.page()).contains("Zoë Quill\n20 Nov"), "{}", words(&desk.page()));
    // Nothing of it on the screen that is hidden, and nothing after a lock.
    desk.press("F9");
    assert!(!words(&desk.page()).contains("Zoë"));
    desk.press("x");
    desk.press("Enter");
    assert!(words(&desk.page()).contains("Zoë Quill"));
    desk.press("Enter");
    assert!(desk.model.session().is_some(), "the session is open");
    desk.press("Esc");
    desk.press("F9");
    desk.press("F9");
    assert!(desk.model.home.is_none());
    answer(&mut desk, &corpus, "zo");
    assert!(!words(&desk.page()).contains("Zoë"));
}

#[test]
fn nothing_found_says_so_and_esc_goes_home() {
    let s = example();
    let mut desk = at_home(&[("head-1", &s)]);
    desk.press("/");
    desk.type_in("zebra");
    answer(&mut desk, &Corpus::new(), "zebra");
    assert!(words(&desk.page()).contains("No discussion has all these words"));
    desk.press("Enter");
    assert!(desk.page().notice.is_some());
    desk.press("Esc");
    assert!(words(&desk.page()).starts_with("Today"));
}

fn two() -> (Session, Session, Session) {
    let mut base = example();
    for d in &mut base.discussions {
        d.amendments.clear();
        for page in &mut d.filing {
            page.state = thinkwheel::record::FilingState::Open;
            page.finalised = None;
            page.finalised_by = None;
        }
    }
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.people[0].name = "Ruth Adeyemi-Stone".into();
    theirs.people[0].name = "Ruth Stone".into();
    mine.children[1].name = "Jonah changed alone".into();
    theirs.people[1].name = "Tom Bell, changed alone".into();
    (base, mine, theirs)
}

fn comparing() -> Desk {
    let (base, mine, theirs) = two();
    let mut desk = at_home(&[("head-1", &mine), ("head-2", &theirs)]);
    desk.saved = Vec::new();
    while !matches!(&desk.page().body, Body::List(l) if l.items[l.selected].text.contains("Jonah"))
    {
        desk.press("Down");
    }
    desk.press("Enter");
    assert!(desk.effects.iter().any(|e| e.starts_with("Compare")), "{:?}", desk.effects);
    let version = |head: &str, session: Session| Version {
        head: head.into(),
        written: desk.at,
        session: Box::new(session),
    };
    let two = Compared {
        mine: version("head-1", mine),
        theirs: version("head-2", theirs),
        base: Some(Box::new(base)),
    };
    desk.event(Event::Compared(Box::new(two)));
    desk
}

#[test]
fn two_versions_are_shown_whole_and_made_one() {
    let mut desk = comparing();
    let shown = words(&desk.page());
    assert!(shown.contains("Ruth Adeyemi-Stone") && shown.contains("Ruth Stone"), "{shown}");
    assert!(!shown.contains("alone"), "what one changed is taken and not asked: {shown}");
    desk.press("Enter");
    assert!(desk.saved.is_empty(), "not before somebody chose");
    desk.press("o");
    assert!(words(&desk.page()).contains("Chosen: the other version"));
    desk.press("b");
    assert!(words(&desk.page()).contains("Chosen: both"));
    desk.press("o");
    desk.press("Enter");
    assert_eq!(desk.saved.len(), 1);
    let one = &desk.saved[0];
    assert_eq!(one.people[0].name, "Ruth Stone");
    assert_eq!(one.people[1].name, "Tom Bell, changed alone");
    assert_eq!(one.children[1].name, "Jonah changed alone");
    let home = desk.model.home.as_ref().unwrap();
    assert_eq!(home.sessions.len(), 1);
    assert!(!home.sessions[0].beside_another);
    assert!(desk.page().notice.unwrap().text.contains("one now"));
}

#[test]
fn they_are_one_only_once_that_is_saved() {
    let mut desk = comparing();
    desk.failing = true;
    desk.press("o");
    desk.press("Enter");
    let notice = desk.page().notice.unwrap().text;
    assert!(notice.contains("Not saved") && !notice.contains("one now"), "{notice}");
    let home = desk.model.home.as_ref().unwrap();
    assert_eq!(home.sessions.len(), 2, "both are there");
    assert!(home.sessions.iter().all(|h| h.beside_another));
}

#[test]
fn looking_writes_nothing() {
    let mut desk = comparing();
    desk.press("t");
    desk.press("Esc");
    assert!(desk.saved.is_empty());
    assert!(desk.journal.is_empty() && desk.base.is_none());
    assert_eq!(desk.model.home.as_ref().unwrap().sessions.len(), 2);
    assert!(words(&desk.page()).starts_with("Today"));
}

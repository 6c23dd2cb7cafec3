//! Who stands behind a finalised note, and what is added to it: keys in,
//! record out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
#[path = "agree/removing.rs"]
mod removing;

use chrono::Duration;
use common::desk::Desk;
use thinkwheel::app::page::Body;
use thinkwheel::record::agreed::{keeps_what_is_final, still_holds};
use thinkwheel::record::{Accuracy, Added, Agreement, Discussion, FilingState, Role, Stance};

fn press(desk: &mut Desk, keys: &[&str]) {
    for key in keys {
        desk.press(key);
    }
}

/// A finalised note about one child, with a decision, at its review.
fn finalised() -> Desk {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam Okafor");
    desk.press("Tab");
    desk.type_in("Kit Marlow");
    press(&mut desk, &["Enter", "Enter"]);
    desk.type_in("She sleeps at last.");
    desk.press("Alt-d");
    desk.type_in("We meet the school.");
    press(&mut desk, &["Alt-r", "Enter", "Enter"]);
    assert_eq!(discussion(&desk).filing[0].state, FilingState::Finalised);
    desk
}

fn discussion(desk: &Desk) -> &Discussion {
    &desk.session().discussions[0]
}

fn items(desk: &Desk) -> Vec<String> {
    match desk.page().body {
        Body::List(list) => list.items.iter().map(|i| i.text.clone()).collect(),
        _ => panic!("no list"),
    }
}

fn labels(desk: &Desk) -> Vec<String> {
    match desk.page().body {
        Body::Form(form) => form.fields.iter().map(|f| f.label.clone()).collect(),
        _ => panic!("no form"),
    }
}

fn notice(desk: &Desk) -> String {
    desk.page().notice.map(|n| n.text).unwrap_or_default()
}

/// The owner (first) or the other says it is accurate and agrees.
fn agrees(desk: &mut Desk, other: bool) {
    desk.press("b");
    if other {
        desk.press("Down");
    }
    press(desk, &["Enter", "1", "Tab", "1", "Tab", "Enter", "Enter", "Esc"]);
}

#[test]
fn nothing_is_preset_and_each_says_two_things() {
    let mut desk = finalised();
    desk.press("b");
    let said = items(&desk);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|s| s.ends_with("has not said anything yet")), "{said:?}");
    desk.press("Enter");
    assert_eq!(labels(&desk), ["An accurate record?"]);
    assert!(discussion(&desk).agreements.is_empty(), "looking says nothing");
    press(&mut desk, &["Esc", "Enter", "2"]);
    let draft = &discussion(&desk).agreements[0];
    assert!(!draft.is_made());
    press(&mut desk, &["Tab"]);
    desk.type_in("The visit was on Monday.");
    press(&mut desk, &["Tab", "2", "Tab"]);
    desk.type_in("The plan is too late for her.");
    desk.press("Tab");
    desk.type_in("the service manager");
    assert!(desk.replayed() == *desk.session(), "every key is in the journal");
    desk.press("Tab");
    desk.press("Enter");
    let Body::Note(note) = desk.page().body else { panic!("asked once more") };
    assert!(note.about[0].contains("does not agree with the decision"), "{:?}", note.about);
    assert!(note.text.contains("She sleeps at last."), "what it is about is shown");
    desk.press("Enter");
    let d = discussion(&desk);
    let made = &d.agreements[0];
    assert!(made.is_made(), "{}", notice(&desk));
    assert!(made.is_made() && made.recorded_by.is_none() && !made.signature.is_empty());
    assert!(
        made.accuracy == Accuracy::NotAccurate { why: "The visit was on Monday.".into() }
            && made.stance
                == Some(Stance::Disagree {
                    why: "The plan is too late for her.".into(),
                    goes_to: "the service manager".into()
                })
    );
    assert!(still_holds(desk.session(), d.id, made));
    assert_eq!(d.filing[0].state, FilingState::Finalised);
    assert!(desk.saved.last().unwrap() == desk.session(), "saved at once");
    assert!(items(&desk)[0].contains("not an accurate record"));
}

#[test]
fn both_agree_and_the_other_is_said_to_be_recorded() {
    let mut desk = finalised();
    agrees(&mut desk, false);
    assert_eq!(discussion(&desk).filing[0].state, FilingState::Finalised, "one is not both");
    agrees(&mut desk, true);
    let d = discussion(&desk);
    assert_eq!(d.filing[0].state, FilingState::Agreed);
    let [own, other]: &[Agreement; 2] = d.agreements.as_slice().try_into().unwrap();
    assert!(own.recorded_by.is_none() && !own.signature.is_empty());
    assert_eq!(other.recorded_by, Some(own.person));
    assert!(other.signature.is_empty(), "no key of theirs signs it");
    desk.press("Tab");
    desk.press("Tab");
    let Body::Note(note) = desk.page().body else { panic!("the note") };
    assert!(note.text.contains("(recorded by Ruth Adeyemi)"), "{}", note.text);
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn a_statement_that_lacks_something_is_not_made() {
    let mut desk = finalised();
    press(&mut desk, &["b", "Enter", "1", "Tab", "Tab", "Enter"]);
    assert!(notice(&desk).contains("agree with the decision"), "{}", notice(&desk));
    // It goes to what is missing.
    press(&mut desk, &["2", "Tab", "Tab", "Tab", "Enter"]);
    assert!(notice(&desk).contains("where it goes next"), "{}", notice(&desk));
    assert!(!discussion(&desk).agreements[0].is_made());
    desk.type_in("It came too late.");
    press(&mut desk, &["Tab", "Tab", "Enter"]);
    assert_eq!(notice(&desk), "Where it goes next is not yet said.");
    desk.type_in("panel");
    press(&mut desk, &["Shift-Tab", "Shift-Tab", "1"]);
    assert!(notice(&desk).contains("would lose the words"), "{}", notice(&desk));
}

#[test]
fn a_made_statement_stays_and_a_change_of_mind_is_another() {
    let mut desk = finalised();
    agrees(&mut desk, true);
    agrees(&mut desk, false);
    assert_eq!(discussion(&desk).filing[0].state, FilingState::Agreed);
    let before = desk.session().clone();
    press(&mut desk, &["b", "Enter", "Ctrl-z", "Backspace", "Esc", "Ctrl-z", "Esc", "Ctrl-z"]);
    assert!(discussion(&desk).agreements == before.discussions[0].agreements);

    desk.at += Duration::days(2);
    desk.model.last_touch = None;
    press(&mut desk, &["b", "Enter", "1", "Tab", "2", "Tab"]);
    desk.type_in("It came too late.");
    desk.press("Tab");
    desk.type_in("the panel");
    press(&mut desk, &["Tab", "Enter", "Enter"]);
    let d = discussion(&desk);
    assert_eq!(d.agreements.len(), 3, "both stay");
    assert_eq!(d.filing[0].state, FilingState::Finalised, "the newer one counts");
    assert!(keeps_what_is_final(&before, desk.session()).is_ok());
}

#[test]
fn words_that_change_while_the_key_signs_are_not_signed() {
    let mut desk = finalised();
    press(&mut desk, &["b", "Enter", "2", "Tab"]);
    desk.type_in("The date is wrong.");
    press(&mut desk, &["Tab", "1", "Tab", "Enter"]);
    let at = desk.at;
    let message = thinkwheel::app::Message { at, event: key("Enter") };
    let effects = thinkwheel::app::update(&mut desk.model, message, &desk.context);
    let [thinkwheel::app::Effect::Sign { seq, .. }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let seq = *seq;
    // Back, and on with the words.
    press(&mut desk, &["Esc", "Shift-Tab", "Shift-Tab"]);
    desk.type_in(" And the place.");
    desk.event(thinkwheel::app::Event::Signed { seq, signature: "old".into() });
    assert!(!discussion(&desk).agreements[0].is_made());
    assert!(notice(&desk).contains("changed since"), "{}", notice(&desk));
}

fn key(key: &str) -> thinkwheel::app::Event {
    thinkwheel::app::Event::Key(thinkwheel::app::Key::parse(key).unwrap())
}

#[test]
fn words_are_added_to_an_entry_and_stay() {
    let mut desk = finalised();
    let before = desk.session().clone();
    desk.at += Duration::days(1);
    desk.model.last_touch = None;
    desk.press("l");
    let listed = items(&desk);
    assert_eq!(listed[0], "The whole note");
    assert!(listed.contains(&"She sleeps at last.".into()), "{listed:?}");
    press(&mut desk, &["Down", "Enter"]);
    desk.press("Esc");
    assert!(discussion(&desk).amendments.is_empty(), "nothing is kept that says nothing");
    press(&mut desk, &["Enter"]);
    desk.type_in("Since the new bed came.");
    desk.press("Tab");
    assert_eq!(discussion(&desk).amendments[0].added, Added::Draft);
    assert!(desk.replayed() == *desk.session(), "every key is in the journal");
    press(&mut desk, &["Enter", "Enter"]);
    let d = discussion(&desk);
    let made = d.amendments[0].clone();
    assert_eq!(made.added, Added::Made);
    assert!(!made.late);
    assert_eq!(made.amends, d.answers[0].contributions[0].id);
    assert!(keeps_what_is_final(&before, desk.session()).is_ok());

    // Nothing takes it back.
    press(&mut desk, &["Ctrl-z", "Enter", "Ctrl-z", "Esc", "Esc", "Ctrl-z"]);
    assert!(discussion(&desk).amendments.contains(&made));
    let Body::Note(note) = desk.page().body else { panic!("the note") };
    assert!(note.text.contains("Since the new bed came."), "{}", note.text);
}

#[test]
fn what_is_added_after_the_limit_is_a_late_entry_by_itself() {
    for (days, late) in [(5, false), (6, true)] {
        let mut desk = finalised();
        desk.at += Duration::days(days);
        desk.model.last_touch = None;
        press(&mut desk, &["l", "Enter"]);
        desk.type_in("The report came.");
        press(&mut desk, &["Tab", "Enter", "Enter"]);
        assert_eq!(discussion(&desk).amendments[0].late, late, "{days} days");
        assert_eq!(discussion(&desk).amendments[0].amends, discussion(&desk).id);
    }
}

/// A proposed amendment, as a draft that met a finalised note leaves one.
fn with_a_proposal() -> Desk {
    let desk = finalised();
    let mut session = desk.session().clone();
    let d = &mut session.discussions[0];
    let (amends, by) = (d.id, session.people[0].id);
    d.amendments.push(thinkwheel::record::Amendment {
        id: ulid::Ulid::from_parts(3, 3),
        amends,
        children: Vec::new(),
        text: "Written on the train.".into(),
        by,
        written: desk.at,
        late: false,
        added: Added::Proposed,
        imported: false,
    });
    let mut saved = Desk::with(common::desk::home(), vec![session]);
    saved.model.home = Some(saved.home_after());
    let home = saved.home_after();
    let session = saved.saved.clone();
    let mut desk = Desk::with(home, session);
    let at = items(&desk).iter().position(|i| i.contains("Kit Marlow") && !i.contains("CF"));
    for _ in 0..at.unwrap() {
        desk.press("Down");
    }
    while !matches!(desk.page().body, Body::Note(_)) {
        press(&mut desk, &["Down", "Enter"]);
        if desk.model.session().is_some_and(|s| s.discussions[0].is_open()) {
            press(&mut desk, &["Esc"]);
        }
    }
    desk
}

#[test]
fn a_proposal_is_added_or_left_out_with_a_word() {
    let mut desk = with_a_proposal();
    press(&mut desk, &["l", "Enter", "Enter", "Enter"]);
    assert_eq!(discussion(&desk).amendments[0].added, Added::Made);
    assert!(discussion(&desk).set_aside.is_empty());

    let mut desk = with_a_proposal();
    press(&mut desk, &["l", "Enter", "Tab", "Tab", "Enter"]);
    assert!(notice(&desk).contains("A word of why"), "{}", notice(&desk));
    desk.press("Shift-Tab");
    desk.type_in("It is in the note already.");
    press(&mut desk, &["Tab", "Enter"]);
    assert!(discussion(&desk).amendments.is_empty());
    assert_eq!(discussion(&desk).set_aside[0].word, "It is in the note already.");
    assert!(desk.replayed() == *desk.session());
}

/// Every key that writes, marks, values, names or takes back.
const RESTLESS: &[&str] = &[
    "Alt-b",
    "Alt-f",
    "Alt-t",
    "Alt-n",
    "Alt-k",
    "Alt-e",
    "Alt-j",
    "Alt-h",
    "Alt-1",
    "Alt-d",
    "Alt-a",
    "Alt-u",
    "Alt-v",
    "Alt-p",
    "Alt-l",
    "Alt-z",
    "Alt-g",
    "F4",
    "Tab",
    "Left",
    "Right",
    "Space",
    "1",
    "x",
    "Backspace",
    "Delete",
    "Ctrl-z",
    "Ctrl-y",
    "Ctrl-u",
    "+",
    "-",
    "Enter",
    "PageDown",
    "Esc",
    "Up",
    "Down",
    "Alt-w",
    "Alt-m",
    "Alt-i",
    "Alt-c",
    "b",
    "l",
    "s",
    "t",
];

#[test]
fn an_agreed_note_is_read_only_for_good_on_every_way_in() {
    let mut desk = finalised();
    agrees(&mut desk, false);
    agrees(&mut desk, true);
    let before = desk.session().clone();
    // Each key after each other: all pairs come up in one long walk.
    let n = RESTLESS.len();
    for step in 1..n {
        for start in 0..n {
            desk.press(RESTLESS[(start * step + step) % n]);
            if desk.model.session().is_none() {
                break;
            }
            let after = desk.session();
            assert!(
                keeps_what_is_final(&before, after).is_ok(),
                "{} after {step}",
                RESTLESS[(start * step + step) % n]
            );
        }
    }
    let there = desk.saved.iter().rev().find(|s| s.id == before.id).unwrap();
    assert!(keeps_what_is_final(&before, there).is_ok());
    // Minutes, names and the day as well: the words that were agreed name them.
    let d = &there.discussions[0];
    assert!(d.agreements.iter().filter(|a| a.is_made()).all(|a| still_holds(there, d.id, a)));
}

#[test]
fn of_brothers_and_sisters_each_page_is_agreed_by_itself() {
    let (mut desk, [kit, nell]) = Desk::family();
    desk.press("F4");
    desk.type_in("The duty team");
    press(&mut desk, &["Alt-1", "Alt-2", "Esc", "Alt-d"]);
    desk.type_in("They stay together.");
    press(&mut desk, &["Alt-1", "Alt-2", "Alt-r", "Enter", "Enter"]);
    let state = |desk: &Desk, child| {
        discussion(desk).filing.iter().find(|f| f.child == Some(child)).unwrap().state
    };
    assert_eq!(
        (state(&desk, kit), state(&desk, nell)),
        (FilingState::Finalised, FilingState::Open)
    );
    agrees(&mut desk, false);
    agrees(&mut desk, true);
    assert_eq!((state(&desk, kit), state(&desk, nell)), (FilingState::Agreed, FilingState::Open));
    assert!(discussion(&desk).agreements.iter().all(|a| a.child == Some(kit)));

    // The other page is still open: nobody stands behind it, nothing is added.
    desk.press("Right");
    press(&mut desk, &["b", "l"]);
    assert!(matches!(desk.page().body, Body::Note(_)), "nothing opens");
    press(&mut desk, &["Enter", "Enter"]);
    assert_eq!(state(&desk, nell), FilingState::Finalised);
    assert_eq!(state(&desk, kit), FilingState::Agreed, "the first page stands");
    press(&mut desk, &["l", "Enter"]);
    desk.type_in("Nell knows.");
    press(&mut desk, &["Tab", "Enter", "Enter"]);
    assert_eq!(discussion(&desk).amendments[0].children, [nell]);
}

#[test]
fn nobody_is_recorded_who_has_a_vault() {
    let mut desk = finalised();
    let sam = desk.session().people[1].id;
    let person = thinkwheel::app::KnownPerson {
        id: ulid::Ulid::from_parts(5, 5),
        name: "Sam Okafor".into(),
        fingerprint: "SHA256:abc".into(),
        known_as: Some(sam),
    };
    let known = thinkwheel::app::Known { people: vec![person], ..Default::default() };
    desk.event(thinkwheel::app::Event::Known(Box::new(known)));
    press(&mut desk, &["b", "Down", "Enter"]);
    assert!(notice(&desk).contains("theirs to make there"), "{}", notice(&desk));
    assert!(matches!(desk.page().body, Body::List(_)));
}

#[test]
fn the_next_hour_is_begun_in_the_role_of_the_last() {
    let mut desk = Desk::new();
    desk.press("v");
    desk.type_in("Ruth Cole");
    desk.press("Tab");
    desk.type_in("Kit Marlow");
    press(&mut desk, &["Enter", "Ctrl-s", "Esc", "Esc"]);
    desk.press("n");
    let roles: Vec<_> = desk.session().people.iter().map(|p| p.role).collect();
    assert_eq!(roles, [Role::Practitioner, Role::Supervisor], "the owner stands first");
    assert_eq!(desk.session().people[0].id, common::desk::home().owner_id);
    assert_eq!(labels(&desk)[0], "Supervisor", "the other is asked for first");
}

#[test]
fn a_session_taken_over_names_who_took_it() {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam Okafor");
    desk.press("Tab");
    desk.type_in("Kit Marlow");
    press(&mut desk, &["Enter", "Ctrl-s"]);
    let mut session = desk.session().clone();
    session.people[0].id = ulid::Ulid::from_parts(6, 6);
    session.people[0].name = "Ada Quill".into();
    session.came = Some(thinkwheel::record::Came {
        from: ulid::Ulid::from_parts(6, 6),
        name: "Ada Quill".into(),
        errand: thinkwheel::record::Errand::Cover,
        at: desk.at,
    });
    let mut desk = Desk::with(common::desk::home(), vec![session]);
    let home = Box::new(desk.home_after());
    let head = "head-1".into();
    desk.event(thinkwheel::app::Event::Received { words: "Ada hands it over.".into(), head, home });
    let n = items(&desk).iter().position(|i| i.starts_with("Go on with")).unwrap_or(0);
    for _ in 0..n {
        desk.press("Down");
    }
    desk.press("Enter");
    let names: Vec<_> = desk.session().people.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Ada Quill", "Sam Okafor", "Ruth Adeyemi"]);
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn a_session_that_is_handed_over_takes_personal_supervision_only_where_it_is_chosen() {
    use thinkwheel::record::{Discussion, Errand, Subject, default_parcel};
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam Okafor");
    desk.press("Tab");
    desk.type_in("Kit Marlow");
    press(&mut desk, &["Enter", "Ctrl-s"]);
    let mut session = desk.session().clone();
    let (kit, own, shared) = (session.discussions[0].id, ulid::Ulid(77), ulid::Ulid(78));
    let sam = session.people[1].id;
    let personal = Discussion::new(own, Subject::Practitioner(sam), desk.at);
    session.discussions.push(personal);
    session.discussions.push(Discussion::new(shared, Subject::Learning, desk.at));
    assert_eq!(default_parcel(&session, Errand::Cover, None), [kit, shared]);
    let dana = thinkwheel::app::KnownPerson {
        id: ulid::Ulid::from_parts(5, 1),
        name: "Dana Okafor".into(),
        fingerprint: "SHA256:h8".into(),
        known_as: None,
    };
    // What goes, when this row of the choice is first taken.
    let goes = |ticked: Option<&str>| -> Vec<ulid::Ulid> {
        let mut desk = Desk::with(common::desk::home(), vec![session.clone()]);
        let home = Box::new(desk.home_after());
        let head = "head-1".into();
        desk.event(thinkwheel::app::Event::Received { words: String::new(), head, home });
        desk.press("Enter");
        let people = vec![dana.clone()];
        let known = thinkwheel::app::Known { people, ..Default::default() };
        desk.event(thinkwheel::app::Event::Known(Box::new(known)));
        if !matches!(desk.model.screen, thinkwheel::app::model::Screen::Meeting { .. }) {
            desk.press("Alt-m");
        }
        desk.press("s");
        let Body::List(list) = desk.page().body else { panic!("what goes") };
        let hand_over = list.items.iter().position(|i| i.text.starts_with("Hand the whole"));
        assert!(list.items[hand_over.unwrap()].below.contains("only if it is chosen"));
        let ticked = ticked.map(|t| list.items.iter().position(|i| i.text.contains(t)).unwrap());
        for _ in 0..ticked.unwrap_or(0) {
            desk.press("Down");
        }
        if ticked.is_some() {
            desk.press("Enter");
        }
        for _ in ticked.unwrap_or(0)..hand_over.unwrap() {
            desk.press("Down");
        }
        press(&mut desk, &["Enter", "Enter"]);
        match &desk.model.screen {
            thinkwheel::app::model::Screen::Matter(m) => match &m.kind {
                thinkwheel::app::screens::matter::Kind::ParcelPath { parcel } => {
                    assert_eq!(parcel.errand, Errand::Cover);
                    parcel.discussions.clone()
                }
                _ => panic!("no parcel"),
            },
            _ => panic!("not asked where to"),
        }
    };
    assert_eq!(goes(None), [kit, shared]);
    assert_eq!(goes(Some("Sam")), [kit, own, shared]);
    assert_eq!(goes(Some("Kit")), [kit, shared], "what was ticked goes once");
}

//! Words that are taken out from the screen, and what a signature is worth.

use super::*;

#[test]
fn words_go_only_after_why_by_whom_and_the_word() {
    let mut desk = finalised();
    let rectified = |desk: &Desk| desk.effects.iter().any(|e| e.starts_with("Rectify"));
    press(&mut desk, &["t", "Enter"]);
    press(&mut desk, &["Enter", "Enter", "Enter"]);
    assert!(notice(&desk).contains("Nothing was removed"), "{}", notice(&desk));
    press(&mut desk, &["Shift-Tab", "Shift-Tab"]);
    desk.type_in("Another family");
    desk.press("Enter");
    desk.type_in("the data officer");
    desk.press("Enter");
    desk.type_in("yes");
    desk.press("Enter");
    assert!(notice(&desk).contains("Nothing was removed") && !rectified(&desk));
    press(&mut desk, &["Ctrl-u"]);
    desk.type_in("remove");
    desk.press("Enter");
    assert!(rectified(&desk));
    // The vault answers with the session as it stands without them.
    let mut without = desk.session().clone();
    without.discussions[0].answers.clear();
    let home = desk.home_after();
    let by = home.owner_id;
    let removed = thinkwheel::record::Tombstone {
        id: ulid::Ulid::from_parts(4, 4),
        removed: ulid::Ulid::from_parts(4, 5),
        session: without.id,
        why: "Another family".into(),
        by,
        authority: "the data officer".into(),
        at: desk.at,
    };
    let known = thinkwheel::app::Known { removed: vec![removed], ..Default::default() };
    desk.event(thinkwheel::app::Event::Rectified {
        session: Box::new(without),
        head: "head-9".into(),
        home: Box::new(home),
        known: Box::new(known),
        elsewhere: vec!["the meeting of 30 Nov (Kit Marlow)".into()],
    });
    let told = "repeated, in the meeting of 30 Nov (Kit Marlow): remove it there too.";
    assert!(notice(&desk).contains(told), "{}", notice(&desk));
    let Body::Note(note) = desk.page().body else { panic!("the note") };
    assert!(!note.text.contains("She sleeps at last."));
    assert!(note.text.contains("(authority: the data officer)"), "{}", note.text);
    assert!(!note.text.contains("Another family"), "why is not in the note: {}", note.text);
    assert!(desk.base.as_ref().unwrap() == desk.session(), "the journal begins anew");
}

/// A finalised note, with "remove" typed for the first entry: one Enter takes
/// it out.
fn about_to_remove() -> Desk {
    let mut desk = finalised();
    press(&mut desk, &["t", "Enter"]);
    desk.type_in("Another family");
    desk.press("Enter");
    desk.type_in("the data officer");
    desk.press("Enter");
    desk.type_in("remove");
    desk
}

fn rectified(desk: &Desk, session: thinkwheel::record::Session) -> thinkwheel::app::Event {
    thinkwheel::app::Event::Rectified {
        session: Box::new(session),
        head: "head-9".into(),
        home: Box::new(desk.home_after()),
        known: Box::default(),
        elsewhere: Vec::new(),
    }
}

#[test]
fn words_go_only_once_all_else_is_saved() {
    let asked = |desk: &Desk| desk.effects.iter().any(|e| e.starts_with("Rectify"));
    // Something is not saved, and the disk is slow, then full.
    for failing in [false, true] {
        let mut desk = about_to_remove();
        let added = desk.session().discussions[0].id;
        desk.model.work.as_mut().unwrap().edited += 1;
        desk.slow = true;
        desk.press("Enter");
        assert!(!asked(&desk), "not before it is saved");
        desk.failing = failing;
        desk.catch_up();
        assert_eq!(asked(&desk), !failing);
        if failing {
            assert!(notice(&desk).ends_with("Nothing was removed."), "{}", notice(&desk));
            // What is saved later takes nothing out by itself.
            desk.failing = false;
            desk.press("Ctrl-s");
            assert!(!asked(&desk));
        }
        assert!(desk.session().discussion(added).is_some());
    }
}

#[test]
fn what_is_written_while_words_go_stays_and_is_saved_after() {
    let mut desk = about_to_remove();
    desk.press("Enter");
    let mut without = desk.session().clone();
    without.discussions[0].answers.clear();
    // Meanwhile the two write on; a save waits until the words are gone.
    let work = desk.model.work.as_mut().unwrap();
    work.session.people[0].name = "Written meanwhile".into();
    work.edited += 1;
    let saved = desk.saved.len();
    desk.press("Ctrl-s");
    assert_eq!(desk.saved.len(), saved, "it would stand beside");
    let event = rectified(&desk, without);
    desk.event(event);
    assert_eq!(desk.saved.len(), saved + 1);
    assert_eq!(desk.session().people[0].name, "Written meanwhile");
    assert!(desk.saved.last().unwrap() == desk.session());
}

#[test]
fn after_a_lock_nothing_of_what_went_is_shown() {
    let mut desk = about_to_remove();
    desk.press("Enter");
    let without = desk.session().clone();
    let event = rectified(&desk, without);
    press(&mut desk, &["F9", "F9"]);
    assert!(desk.model.home.is_none(), "locked");
    desk.event(event);
    assert!(desk.model.home.is_none() && desk.model.work.is_none());
}

#[test]
fn words_that_could_not_be_removed_are_told_of() {
    let mut desk = about_to_remove();
    desk.press("Enter");
    desk.event(thinkwheel::app::Event::NotRectified { why: "The disk is full.".into() });
    assert!(notice(&desk).contains("The disk is full."));
    desk.press("Enter");
    let asked = desk.effects.iter().filter(|e| e.starts_with("Rectify")).count();
    assert_eq!(asked, 2, "it can be asked again");
}

#[test]
fn a_statement_is_shown_with_what_its_signature_is_worth() {
    let mut desk = finalised();
    press(&mut desk, &["b", "Enter"]);
    let mut session = desk.session().clone();
    let id = session.id;
    let (person, at) = (session.people[1].id, desk.at);
    let child = session.discussions[0].filing[0].child;
    session.discussions[0].agreements = vec![thinkwheel::record::Agreement {
        id: ulid::Ulid::from_parts(6, 6),
        person,
        child,
        accuracy: thinkwheel::record::Accuracy::Accurate,
        stance: None,
        at,
        recorded_by: None,
        words: "anything".into(),
        signature: "anything".into(),
        struck: None,
    }];
    let shown = |desk: &Desk| match desk.page().body {
        Body::List(list) => list.items[1].below.clone(),
        _ => panic!("the list"),
    };
    press(&mut desk, &["Esc"]);
    desk.model.work.as_mut().unwrap().session = session;
    assert_eq!(shown(&desk), "Not yet checked.");
    let (statement, words) = (ulid::Ulid::from_parts(6, 6), "it was changed after it was signed");
    let mut check = thinkwheel::record::StatementCheck { statement, is_well: false, words };
    let told = |check| thinkwheel::app::Event::Checked { session: id, checks: vec![check] };
    desk.event(told(check));
    assert_eq!(shown(&desk), "Cannot be relied on: it was changed after it was signed.");
    press(&mut desk, &["Esc"]);
    let remark = "cannot be relied on: it was changed after it was signed.";
    let text = |desk: &Desk| match desk.page().body {
        Body::Note(note) => note.text.clone(),
        _ => panic!("the note"),
    };
    assert!(text(&desk).contains(remark), "{}", text(&desk));
    (check.is_well, check.words) = (true, "signed by that person");
    desk.event(told(check));
    assert!(!text(&desk).contains("relied on"));
    press(&mut desk, &["b"]);
    assert_eq!(shown(&desk), "Signed by that person.");
}

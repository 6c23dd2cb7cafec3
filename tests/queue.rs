//! Notes still to file: keys in, effects and record out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
#[path = "queue/copying.rs"]
mod copying;
#[path = "queue/naming.rs"]
mod naming;

use chrono::NaiveDate;
use common::desk::{Desk, home};
use common::keys::{self, Step};
use thinkwheel::app::page::{Body, NoteBody};
use thinkwheel::app::{Event, SessionHead};
use thinkwheel::export::digest_of;
use thinkwheel::practice::Destination;
use thinkwheel::record::agreed::keeps_what_is_final;
use thinkwheel::record::{
    Added, Amendment, Child, Decision, Discussion, Errand, FilingState, HandOver, Person, Role,
    Session, Stamp, Subject,
};
use ulid::Ulid;

const TWELVE: &str = include_str!("keys/file-twelve.keys");

fn at() -> Stamp {
    Stamp::parse_from_rfc3339("2026-11-23T12:00:00+00:00").unwrap()
}

fn child(id: u128, name: &str) -> Child {
    let mut child = thinkwheel::record::template(at(), &mut Ulid::default).children[0].clone();
    child.id = Ulid(id);
    child.name = name.into();
    child.initials = String::new();
    child.reference = format!("CN-{id}");
    child
}

fn decision(id: u128, text: &str, children: Vec<Ulid>) -> Decision {
    Decision {
        id: Ulid(id),
        text: text.into(),
        rationale: String::new(),
        by: "Ruth".into(),
        children,
        written: at(),
    }
}

/// A meeting about these children, one discussion each, all finalised.
fn meeting(n: u128, date: &str, names: &[&str]) -> Session {
    let date: NaiveDate = date.parse().unwrap();
    let mut s = Session::new(Ulid(n << 64), date, at());
    let owner = home().owner_id;
    s.people = vec![Person {
        id: owner,
        name: "Ruth Adeyemi".into(),
        role: Role::Supervisor,
        may_see: thinkwheel::record::MaySee::All,
        stepped_out: false,
    }];
    for (i, name) in (1u128..).zip(names) {
        let id = n * 1000 + i;
        s.children.push(child(id, name));
        let mut d = Discussion::new(Ulid(id << 32), Subject::Child(Ulid(id)), at());
        d.decisions = vec![decision(id << 33, &format!("What was decided about {name}."), vec![])];
        let page = d.filing[0].child;
        d.finalise(page, owner, at()).unwrap();
        s.discussions.push(d);
    }
    s
}

/// A vault that holds these sessions, at home.
fn vault(sessions: Vec<Session>) -> Desk {
    let mut at_home = home();
    for (i, s) in sessions.iter().enumerate() {
        at_home.sessions.push(SessionHead {
            head: format!("head-{}", i + 1),
            written: at(),
            header: s.header(),
            beside_another: false,
        });
    }
    Desk::with(at_home, sessions)
}

fn press(desk: &mut Desk, keys: &[&str]) {
    for key in keys {
        desk.press(key);
    }
}

fn note(desk: &Desk) -> NoteBody {
    match desk.page().body {
        Body::Note(note) => note,
        _ => panic!("not a note"),
    }
}

fn notice(desk: &Desk) -> String {
    desk.page().notice.map(|n| n.text).unwrap_or_default()
}

fn intro(desk: &Desk) -> String {
    match desk.page().body {
        Body::List(list) => list.intro.join(" "),
        Body::Form(form) => form.intro.join(" "),
        _ => panic!("no list, no form"),
    }
}

fn rows(desk: &Desk) -> Vec<String> {
    match desk.page().body {
        Body::List(list) => list.items.iter().map(|i| i.text.clone()).collect(),
        _ => panic!("no list"),
    }
}

fn overs(session: &Session) -> Vec<&HandOver> {
    session.discussions.iter().flat_map(|d| &d.filing).flat_map(|f| &f.hand_overs).collect()
}

const NAMES: [&str; 12] =
    ["Ada", "Ben", "Cleo", "Dan", "Esi", "Finn", "Gia", "Hal", "Ines", "Jo", "Kit", "Lea"];

#[test]
fn twelve_notes_are_filed_with_at_most_five_keys_each() {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &NAMES)]);
    assert!(rows(&desk).contains(&"12 notes to file".to_owned()), "{:?}", rows(&desk));
    let steps = keys::read(TWELVE);
    let mut copied = Vec::new();
    for step in &steps {
        match step {
            Step::Press(key) => {
                desk.event(Event::Key(*key));
                if key.to_string() == "c" {
                    copied.push(desk.clipboard.clone().unwrap());
                }
            }
            Step::Type(words) => desk.type_in(words),
        }
    }
    let keys = keys::count(&steps);
    assert!(keys <= 1 + 12 * 5, "{keys} keys");
    assert!(intro(&desk).starts_with("All 12 notes are filed."), "{}", intro(&desk));
    let session = desk.saved.last().unwrap().clone();
    let overs = overs(&session);
    assert_eq!(overs.len(), 12);
    for (i, over) in overs.iter().enumerate() {
        assert_eq!(over.to, Destination::ChildFile);
        assert_eq!(over.reference, format!("CS-{}", 7001 + i));
        assert_eq!(over.digest, digest_of(copied[i].as_bytes()), "of the very words");
        assert!(copied[i].contains(&format!("decided about {}.", NAMES[i])), "{}", copied[i]);
    }
    // Nothing of what is final changed, and home has nothing to file any more.
    assert_eq!(keeps_what_is_final(&desk.saved[0], &session), Ok(()));
    desk.press("Esc");
    assert!(!rows(&desk).iter().any(|row| row.contains("to file")), "{:?}", rows(&desk));
    desk.press("f");
    assert!(notice(&desk).starts_with("No note waits"), "{}", notice(&desk));
}

#[test]
fn from_agreed_to_the_clipboard_or_a_file_takes_at_most_six_keys() {
    for (keys, copied) in [
        (&["Esc", "c"][..], true),
        (&["Esc", "f", "w"], false),
        // Alt-X takes the next format: a Word document.
        (&["Esc", "f", "Alt-x", "w"], false),
    ] {
        let mut desk = Desk::new();
        desk.press("n");
        desk.type_in("Sam Okafor");
        desk.press("Tab");
        desk.type_in("Kit Marlow");
        press(&mut desk, &["Enter", "Enter"]);
        desk.type_in("She sleeps at last.");
        press(&mut desk, &["Alt-r", "Enter", "Enter", "b"]);
        for person in ["Enter", "Down"] {
            if person == "Down" {
                press(&mut desk, &["Down", "Enter"]);
            } else {
                desk.press("Enter");
            }
            press(&mut desk, &["Right", "Tab", "Enter", "Enter"]);
        }
        desk.files.clear();
        let agreed = desk.session().discussions[0].filing[0].state;
        assert_eq!(agreed, FilingState::Agreed, "{}", notice(&desk));
        press(&mut desk, keys);
        assert!(keys.len() <= 6);
        assert_eq!(desk.clipboard.is_some(), copied, "{}", notice(&desk));
        if !copied {
            // What was written before the statements is not what it says now.
            assert!(notice(&desk).starts_with("Written to"), "{}", notice(&desk));
            assert_eq!(desk.files.len(), 1);
        }
        if keys.len() > 3 {
            let docx = |path: &&std::path::PathBuf| path.extension().is_some_and(|e| e == "docx");
            let path = desk.files.keys().find(docx).unwrap();
            assert!(desk.files[path].starts_with(b"PK"));
        }
    }
}

#[test]
fn the_oldest_meeting_comes_first_and_each_is_opened_as_it_goes() {
    let older = meeting(1, "2026-11-09", &["Ada", "Ben"]);
    let newer = meeting(2, "2026-11-23", &["Cleo"]);
    let mut desk = vault(vec![newer, older]);
    desk.press("f");
    for (name, right) in [("Ada", "note 1 of 3"), ("Ben", "note 2 of 3"), ("Cleo", "note 3 of 3")] {
        let note = note(&desk);
        assert!(note.text.contains(&format!("decided about {name}.")), "{}", note.text);
        assert!(note.about[0].starts_with(&format!("{name} · CN-")), "{:?}", note.about);
        assert_eq!(desk.page().top_right, right);
        desk.press("n");
    }
    assert_eq!(desk.page().top_right, "note 1 of 3");
    press(&mut desk, &["p"]);
    assert_eq!(desk.page().top_right, "note 3 of 3");
    // What is filed is passed over from then on.
    press(&mut desk, &["Enter", "y", "Enter"]);
    assert_eq!(desk.page().top_right, "note 1 of 3");
    press(&mut desk, &["p"]);
    assert_eq!(desk.page().top_right, "note 2 of 3");
    // Reading leaves no trace; marking is one change of one session.
    assert_eq!(desk.saved.len(), 3);
    assert_eq!(overs(desk.saved.last().unwrap()).len(), 1);
}

#[test]
fn a_wrong_mark_is_taken_back_also_in_another_meeting() {
    let sessions =
        vec![meeting(1, "2026-11-09", &["Ada"]), meeting(2, "2026-11-23", &["Ben", "Cleo"])];
    let mut desk = vault(sessions.clone());
    desk.press("f");
    assert!(!desk.page().commands.iter().any(|(word, _)| *word == "undo"));
    press(&mut desk, &["Enter", "y", "Enter"]);
    assert_eq!(desk.page().top_right, "note 2 of 3");
    assert!(notice(&desk).starts_with("Ada: handed over to the child's file."));
    desk.press("u");
    assert!(notice(&desk).starts_with("Taken back"), "{}", notice(&desk));
    assert_eq!(desk.page().top_right, "note 1 of 3");
    assert!(note(&desk).text.contains("decided about Ada."));
    assert_eq!(overs(desk.saved.last().unwrap()).len(), 0);
    assert!(*desk.saved.last().unwrap() == sessions[0], "as if nothing had been marked");
    desk.press("Ctrl-z");
    assert!(notice(&desk).starts_with("Nothing was marked"), "{}", notice(&desk));
    // After the last one too.
    for _ in 0..3 {
        press(&mut desk, &["Enter", "y", "Enter"]);
    }
    assert!(intro(&desk).starts_with("All 3 notes"));
    desk.press("u");
    assert_eq!(desk.page().top_right, "note 3 of 3");
}

#[test]
fn esc_at_the_reference_marks_nothing_and_writing_a_file_marks_nothing() {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada", "Ben"])]);
    press(&mut desk, &["f", "w"]);
    assert!(notice(&desk).contains("Written to /desk/"), "{}", notice(&desk));
    let bytes = desk.files.values().next().unwrap().clone();
    desk.press("w");
    assert!(notice(&desk).starts_with("It was written before"), "{}", notice(&desk));
    desk.press("Enter");
    desk.type_in("CS-1");
    desk.press("Esc");
    assert_eq!(desk.page().top_right, "note 1 of 2");
    assert_eq!(desk.saved.len(), 1, "nothing was saved");
    press(&mut desk, &["Enter", "Enter"]);
    let saved = desk.saved.last().unwrap();
    assert_eq!(overs(saved)[0].digest, digest_of(&bytes));
    assert_eq!(overs(saved)[0].reference, "");
    // Of the next nothing left: no number is made up.
    press(&mut desk, &["Enter"]);
    assert!(intro(&desk).contains("no check number"), "{}", intro(&desk));
    press(&mut desk, &["y", "Enter"]);
    let saved = desk.saved.last().unwrap();
    assert_eq!((overs(saved)[1].digest.as_str(), overs(saved)[1].reference.as_str()), ("", ""));
}

#[test]
fn a_held_enter_marks_no_note_that_was_never_copied_or_written() {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada", "Ben"])]);
    desk.press("f");
    for _ in 0..9 {
        desk.press("Enter");
    }
    assert_eq!(desk.page().top_right, "note 1 of 2");
    assert_eq!(desk.saved.len(), 1, "nothing was marked");
    assert!(notice(&desk).starts_with("Not copied and not written yet."), "{}", notice(&desk));
    // Copied, it goes on; the next one waits again.
    press(&mut desk, &["Esc", "c", "Enter", "Enter", "Enter", "Enter", "Enter"]);
    assert_eq!(desk.page().top_right, "note 2 of 2");
    assert_eq!(overs(desk.saved.last().unwrap()).len(), 1);
    // A reference of the case system's is enough as well.
    desk.type_in("CS-2");
    desk.press("Enter");
    assert_eq!(overs(desk.saved.last().unwrap())[1].reference, "CS-2");
}

#[test]
fn a_full_stop_at_the_reference_means_not_yet() {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada"])]);
    press(&mut desk, &["f", "c", "Enter", ".", "Enter"]);
    assert!(notice(&desk).starts_with("Not marked"), "{}", notice(&desk));
    assert_eq!(desk.page().top_right, "note 1 of 1");
    assert_eq!(desk.saved.len(), 1);
}

#[test]
fn a_reference_that_cannot_be_read_as_one_marks_nothing() {
    for reference in ["x".repeat(81), "EX\u{202e}1".into(), "EX\u{2066}1\u{feff}".into()] {
        let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada", "Ben"])]);
        press(&mut desk, &["f", "Enter"]);
        desk.event(Event::Paste(reference.clone()));
        press(&mut desk, &["Enter"]);
        let saved = desk.saved.last().unwrap();
        let over = overs(saved).first().map(|o| o.reference.clone());
        assert!(over.is_none_or(|r| r != reference && r.is_ascii()), "{reference:?}");
    }
}

#[test]
fn a_reference_that_names_another_child_is_asked_for_once_more() {
    for reference in ["Ben", "ben quill", "EX-2002"] {
        let mut met = meeting(1, "2026-11-23", &["Ada", "Ben"]);
        met.children[1].reference = "EX-2002".into();
        let mut desk = vault(vec![met]);
        let before = desk.saved.len();
        press(&mut desk, &["f", "c", "Enter"]);
        desk.event(Event::Paste(reference.into()));
        press(&mut desk, &["Enter"]);
        assert!(notice(&desk).contains("names another child"), "{}", notice(&desk));
        assert!(!notice(&desk).contains(reference));
        assert_eq!(desk.saved.len(), before);
        press(&mut desk, &["Enter"]);
        let over = overs(desk.saved.last().unwrap()).first().map(|o| o.reference.clone());
        assert_eq!(over.as_deref(), Some(reference));
    }
    // The child's own is taken at once.
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada", "Ben"])]);
    press(&mut desk, &["f", "c", "Enter"]);
    desk.event(Event::Paste("Ada 7".into()));
    press(&mut desk, &["Enter"]);
    assert_eq!(overs(desk.saved.last().unwrap()).len(), 1);
}

/// Adds an amendment to the note in hand, as the sheet for it does.
fn amend(desk: &mut Desk) {
    let at = desk.at;
    let by = home().owner_id;
    let effects = desk.model.add_to_final(at, |d| {
        d.amendments.push(Amendment {
            id: Ulid(77),
            amends: d.id,
            children: d.subject.children().to_vec(),
            written: at,
            by,
            text: "It was the 20th.".into(),
            late: false,
            added: Added::Made,
            imported: false,
        });
    });
    assert!(!effects.is_empty(), "{}", notice(desk));
}

#[test]
fn an_old_file_is_never_taken_for_the_note_that_was_amended_since() {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada", "Ben"])]);
    press(&mut desk, &["f", "w"]);
    let old = desk.files.values().next().unwrap().clone();
    amend(&mut desk);
    // What left says something else: its number is no proof of this note.
    press(&mut desk, &["Enter"]);
    assert!(intro(&desk).contains("no check number"), "{}", intro(&desk));
    press(&mut desk, &["Esc", "w"]);
    assert!(notice(&desk).contains("one of that name is there"), "{}", notice(&desk));
    press(&mut desk, &["Alt-o"]);
    let new = desk.files.values().next().unwrap().clone();
    assert!(new != old && String::from_utf8(new.clone()).unwrap().contains("It was the 20th."));
    desk.press("w");
    assert!(notice(&desk).starts_with("It was written before"), "{}", notice(&desk));
    press(&mut desk, &["Enter", "Enter"]);
    assert_eq!(overs(desk.saved.last().unwrap())[0].digest, digest_of(&new));
}

#[test]
fn a_review_writes_a_note_anew_that_was_amended_since() {
    let mut desk =
        vault(vec![meeting(1, "2026-11-09", &["Ada"]), meeting(2, "2026-11-23", &["Ben", "Cleo"])]);
    let notes = rows(&desk).iter().position(|r| r.starts_with("Ben · Cleo")).unwrap();
    desk.event(Event::Pick(notes));
    press(&mut desk, &["Alt-r", "Enter"]);
    assert_eq!(desk.files.len(), 1, "{}", notice(&desk));
    // Come back to, it is known.
    press(&mut desk, &["Esc", "Alt-r", "Enter"]);
    assert!(notice(&desk).contains("is written"), "{}", notice(&desk));
    amend(&mut desk);
    press(&mut desk, &["Enter"]);
    assert!(notice(&desk).contains("one of that name is there"), "{}", notice(&desk));
}

#[test]
fn a_file_that_is_there_stays_until_it_is_replaced_on_purpose() {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada"])]);
    press(&mut desk, &["f", "w"]);
    let path = desk.files.keys().next().unwrap().clone();
    desk.files.insert(path.clone(), b"another's".to_vec());
    // Another run of the program knows nothing of that file.
    let mut again = vault(vec![meeting(1, "2026-11-23", &["Ada"])]);
    again.files = desk.files.clone();
    press(&mut again, &["f", "w"]);
    assert!(notice(&again).contains("Alt-O"), "{}", notice(&again));
    assert_eq!(again.files[&path], b"another's");
    again.press("Alt-o");
    assert_ne!(again.files[&path], b"another's");
}

#[test]
fn drafts_of_the_meeting_are_named_and_left_out_and_what_is_answered_elsewhere_too() {
    let mut s = meeting(1, "2026-11-23", &["Ada", "Ben", "Cleo"]);
    s.discussions[1].filing[0].state = FilingState::Open;
    let mut learning = Discussion::new(Ulid(77), Subject::Learning, at());
    learning.decisions = vec![decision(78, "We read it again.", vec![])];
    learning.finalise(None, home().owner_id, at()).unwrap();
    s.discussions.push(learning);
    let mut read = meeting(2, "2026-11-20", &["Dan"]);
    read.came = Some(thinkwheel::record::Came {
        from: Ulid(5),
        name: "Sam".into(),
        errand: Errand::Note,
        at: at(),
    });
    let mut desk = vault(vec![s, read]);
    assert!(rows(&desk).contains(&"2 notes to file".to_owned()), "{:?}", rows(&desk));
    desk.press("f");
    assert!(note(&desk).about.join(" ").contains("Not finalised yet, so not here: Ben."));
    for _ in 0..2 {
        press(&mut desk, &["Enter", "y", "Enter"]);
    }
    assert!(intro(&desk).contains("Not finalised yet, so not filed: Ben."), "{}", intro(&desk));
}

#[test]
fn of_brothers_and_sisters_each_page_is_filed_and_the_own_part_goes_to_the_staff_file() {
    let mut s = meeting(1, "2026-11-23", &["Ada", "Ben"]);
    let owner = home().owner_id;
    let ids: Vec<Ulid> = s.children.iter().map(|c| c.id).collect();
    let mut family = Discussion::new(Ulid(70), Subject::Family(ids.clone()), at());
    family.decisions =
        vec![decision(71, "Ada first.", vec![ids[0]]), decision(72, "Ben next.", vec![ids[1]])];
    let mut own = Discussion::new(Ulid(80), Subject::Practitioner(owner), at());
    own.personal = Some(thinkwheel::record::Personal {
        id: Ulid(81),
        wellbeing: "Sleeping again.".into(),
        ..Default::default()
    });
    own.finalise(None, owner, at()).unwrap();
    for child in &ids {
        family.finalise(Some(*child), owner, at()).unwrap();
    }
    s.discussions = vec![family, own];
    let mut desk = vault(vec![s]);
    desk.press("f");
    for (mine, others) in [("Ada first.", "Ben next."), ("Ben next.", "Ada first.")] {
        let text = note(&desk).text;
        assert!(text.contains(mine) && !text.contains(others), "{text}");
        press(&mut desk, &["c", "Enter", "Enter"]);
    }
    assert!(note(&desk).about[1].starts_with("For the staff file"), "{:?}", note(&desk).about);
    assert!(note(&desk).text.contains("Sleeping again."));
    press(&mut desk, &["Enter", "y", "Enter"]);
    let saved = desk.saved.last().unwrap();
    let to: Vec<Destination> = overs(saved).iter().map(|o| o.to).collect();
    let file = Destination::ChildFile;
    assert_eq!(to, [file, file, Destination::StaffFile]);
    assert_eq!(saved.discussions[0].filing[1].hand_overs.len(), 1);
}

#[test]
fn from_a_review_it_starts_there_and_esc_goes_back_to_it() {
    let mut desk =
        vault(vec![meeting(1, "2026-11-09", &["Ada"]), meeting(2, "2026-11-23", &["Ben", "Cleo"])]);
    let notes = rows(&desk).iter().position(|r| r.starts_with("Ben · Cleo")).unwrap();
    desk.event(Event::Pick(notes));
    press(&mut desk, &["Alt-r"]);
    let before = desk.page().top_left.clone();
    press(&mut desk, &["f"]);
    assert_eq!(desk.page().top_right, "note 2 of 3", "{}", notice(&desk));
    assert!(note(&desk).text.contains("decided about Ben."), "at the note that was read");
    desk.press("Esc");
    assert_eq!(desk.page().top_left, before);
    // Gone on to another meeting, home is where it leads.
    press(&mut desk, &["f", "p", "Esc"]);
    assert!(matches!(desk.page().body, Body::List(_)));
}

#[test]
fn a_vault_that_can_only_be_read_shows_notes_and_marks_none() {
    let sessions = vec![meeting(1, "2026-11-23", &["Ada"])];
    let mut at_home = vault(sessions.clone()).home_after();
    at_home.read_only = true;
    let mut desk = Desk::with(at_home, sessions);
    press(&mut desk, &["f", "c"]);
    assert!(desk.clipboard.is_some());
    desk.press("Enter");
    assert!(notice(&desk).contains("only be read"), "{}", notice(&desk));
    assert_eq!(desk.saved.len(), 1);
}

#[test]
fn a_meeting_that_is_still_being_saved_is_taken_up_where_it_is() {
    let sessions =
        vec![meeting(1, "2026-11-09", &["Ada", "Ben"]), meeting(2, "2026-11-23", &["Cleo"])];
    let mut desk = vault(sessions);
    desk.press("f");
    desk.slow = true;
    press(&mut desk, &["Enter", "y", "Enter", "p"]);
    assert_eq!(desk.page().top_right, "note 3 of 3");
    desk.press("p");
    assert!(note(&desk).text.contains("decided about Ben."), "from what is in hand");
    press(&mut desk, &["Enter", "y", "Enter"]);
    desk.catch_up();
    let saved = desk.saved.iter().rfind(|s| s.id == Ulid(1 << 64)).unwrap();
    assert_eq!(overs(saved).len(), 2);
}

#[test]
fn a_note_that_is_still_being_opened_is_not_copied_unseen() {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada"])]);
    desk.slow = true;
    press(&mut desk, &["f", "c"]);
    assert!(notice(&desk).contains("still being opened"), "{}", notice(&desk));
    assert_eq!(note(&desk).text, "Opening this note.");
    desk.catch_up();
    assert_eq!(desk.clipboard, None);
    desk.press("c");
    assert!(desk.clipboard.is_some());
}

#[test]
fn a_list_of_what_waits_is_made_from_headers_that_come_back_as_they_were() {
    let s = meeting(1, "2026-11-23", &["Ada", "Ben"]);
    let text = serde_json::to_string(&s.header()).unwrap();
    let read: thinkwheel::record::Header = serde_json::from_str(&text).unwrap();
    assert!(read == s.header());
    assert_eq!(read.to_file().len(), 2);
    assert_eq!(read.to_file()[1].child, Some(s.children[1].id));
    let mut over = s.clone();
    let made = HandOver {
        id: Ulid(9),
        to: Destination::ChildFile,
        reference: "CS-1".into(),
        digest: String::new(),
        as_it_is: false,
        imported: false,
        at: at(),
    };
    let child = over.discussions[0].filing[0].child;
    assert!(over.discussions[0].hand_over(child, made.clone()));
    assert_eq!(over.header().to_file().len(), 1);
    // A draft is handed over nowhere.
    over.discussions[1].filing[0].state = FilingState::Open;
    let child = over.discussions[1].filing[0].child;
    assert!(!over.discussions[1].hand_over(child, made));
    assert_eq!(over.header().still_drafts(), [Some(s.children[1].id)]);
    // An index written before pages were kept is not read: it is made anew.
    let old = text.replace("\"pages\"", "\"leaves\"");
    assert!(serde_json::from_str::<thinkwheel::record::Header>(&old).is_err());
}

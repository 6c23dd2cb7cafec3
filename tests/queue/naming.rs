//! Notes that name other children, and files that are still being written.

use thinkwheel::app::{Effect, Event, Key, Message, update};
use thinkwheel::record::{FieldName, FilingState, Session};

use super::common::desk::Desk;
use super::{NAMES, meeting, note, notice, press, vault};

/// A meeting whose first note names six other children.
fn naming_six() -> Session {
    let mut s = meeting(1, "2026-11-23", &NAMES[..7]);
    s.discussions[0].decisions[0].text =
        "Ada came. Ben hit Cleo, Dan saw it. Esi, Finn and then Gia ran, and Ben again.".into();
    s
}

const SIX: &str = "Names 6 other children: Ben, Cleo, Dan, Esi, Finn, Gia.";

#[test]
fn every_name_is_given_however_many_there_are() {
    let mut desk = vault(vec![naming_six()]);
    desk.press("f");
    let about = note(&desk).about;
    assert!(about.contains(&SIX.to_owned()), "{about:?}");
    assert!(about.iter().any(|line| line.contains("/take-out")), "{about:?}");
    // One alone is told with the place.
    let mut s = meeting(1, "2026-11-23", &NAMES[..2]);
    s.discussions[0].decisions[0].text = "Ben came.".into();
    let mut desk = vault(vec![s]);
    desk.press("f");
    let about = note(&desk).about.join(" ");
    assert!(about.contains("Names another child: Ben (under “"), "{about}");
}

#[test]
fn the_question_of_finalising_begins_with_the_names_and_says_them_once() {
    let mut s = naming_six();
    s.discussions[0].filing[0].state = FilingState::Open;
    (s.discussions[0].filing[0].finalised, s.discussions[0].filing[0].finalised_by) = (None, None);
    let mut desk = vault(vec![s]);
    desk.event(Event::Pick(0));
    press(&mut desk, &["Alt-r"]);
    assert!(note(&desk).about.contains(&SIX.to_owned()), "{:?}", note(&desk).about);
    desk.press("Enter");
    let asked = note(&desk);
    let ask = asked.ask.unwrap();
    let lines: Vec<&str> = ask.lines().collect();
    assert_eq!(lines[0], SIX);
    assert!(lines[1].starts_with("Finalise this note? "), "{ask}");
    assert!(lines[2].starts_with("It is written to /desk/"), "{ask}");
    assert!(!asked.about.contains(&SIX.to_owned()), "{:?}", asked.about);
}

/// What a key asks for, not yet done.
fn tell(desk: &mut Desk, event: Event) -> Vec<Effect> {
    update(&mut desk.model, Message { at: desk.at, event }, &desk.context)
}

fn key(desk: &mut Desk, key: &str) -> Vec<Effect> {
    tell(desk, Event::Key(Key::parse(key).unwrap()))
}

#[test]
fn a_file_of_another_format_is_written_while_one_is_and_none_is_named_for_the_other() {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada"])]);
    press(&mut desk, &["f", "Alt-x"]);
    let first = key(&mut desk, "w");
    let [Effect::Export { seq, path, .. }] = &first[..] else { panic!("{first:?}") };
    assert!(path.to_string_lossy().ends_with(".docx"));
    assert_eq!(key(&mut desk, "w"), [], "once");
    assert_eq!(notice(&desk), "Still writing this note, as Word document.");
    key(&mut desk, "Alt-x");
    let second = key(&mut desk, "w");
    assert!(
        matches!(&second[..], [Effect::Export { path, .. }]
        if path.to_string_lossy().ends_with(".pdf")),
        "{second:?}"
    );
    tell(&mut desk, Event::Exported { seq: *seq, path: path.clone() });
    let about = note(&desk).about.join(" ");
    assert!(about.contains("as PDF; a file would be"), "{about}");
    let [Effect::Export { seq, path, .. }] = &second[..] else { panic!() };
    tell(&mut desk, Event::Exported { seq: *seq, path: path.clone() });
    let about = note(&desk).about.join(" ");
    assert!(about.contains("as PDF. Written to") && about.contains(".pdf"), "{about}");
}

#[test]
fn a_note_that_names_others_leaves_after_one_yes_and_not_before() {
    let mut desk = vault(vec![naming_six()]);
    press(&mut desk, &["f", "c"]);
    let ask = note(&desk).ask.unwrap();
    assert!(ask.starts_with(SIX) && ask.contains("Copy it anyway?"), "{ask}");
    assert!(note(&desk).text.contains("Ben hit Cleo"), "what would leave is shown");
    press(&mut desk, &["Esc", "w"]);
    assert!(note(&desk).ask.unwrap().contains("Write it anyway?"));
    desk.press("Esc");
    assert!(desk.clipboard.is_none() && desk.files.is_empty(), "nothing left");
    assert!(note(&desk).ask.is_none() && desk.page().top_right == "note 1 of 7");
    // A held Enter is no yes, and a held y is nothing but the yes.
    press(&mut desk, &["w", "Enter", "Enter"]);
    assert!(desk.files.is_empty() && notice(&desk).contains("y is the yes"), "{}", notice(&desk));
    press(&mut desk, &["y", "y", "y"]);
    assert_eq!(desk.files.len(), 1);
    assert!(!note(&desk).about.iter().any(|line| line.starts_with("Layout")));
    // Once for each note, however it leaves then.
    press(&mut desk, &["c"]);
    assert!(desk.clipboard.as_ref().unwrap().contains("Ben hit Cleo"));
    // And another that names nobody is not asked about; after locking it is.
    press(&mut desk, &["n", "c"]);
    assert!(desk.clipboard.as_ref().unwrap().contains("decided about Ben."));
    press(&mut desk, &["F9", "F9"]);
    assert!(desk.model.named.is_empty());
}

#[test]
fn the_yes_of_finalising_counts_and_a_review_asks_too() {
    let mut s = naming_six();
    s.discussions[0].filing[0].state = FilingState::Open;
    (s.discussions[0].filing[0].finalised, s.discussions[0].filing[0].finalised_by) = (None, None);
    let mut desk = vault(vec![s]);
    desk.event(Event::Pick(0));
    press(&mut desk, &["Alt-r", "Alt-s"]);
    assert!(note(&desk).ask.unwrap().contains("Write it anyway?"));
    desk.press("Esc");
    assert!(desk.files.is_empty());
    press(&mut desk, &["Enter", "Enter", "Enter"]);
    assert!(desk.files.is_empty(), "a held Enter finalises no note that names others");
    assert_eq!(desk.session().discussions[0].filing[0].state, FilingState::Open);
    let ask = note(&desk).ask.unwrap();
    assert!(ask.ends_with(" y: yes. Esc: not yet."), "{ask}");
    assert!(desk.page().hints.iter().any(|h| h.key == Key::parse("y").unwrap()), "at the foot");
    press(&mut desk, &["y", "y"]);
    assert_eq!(desk.files.len(), 1, "{}", notice(&desk));
    assert!(!note(&desk).about.iter().any(|line| line.starts_with("Layout")));
    desk.press("c");
    assert!(desk.clipboard.is_some(), "{}", notice(&desk));
}

/// The first note of the meeting, still open.
fn still_open(mut s: Session) -> Session {
    let page = &mut s.discussions[0].filing[0];
    page.state = FilingState::Open;
    (page.finalised, page.finalised_by) = (None, None);
    s
}

#[test]
fn names_come_first_in_the_tour_and_each_leads_to_where_it_stands() {
    let mut s = still_open(naming_six());
    // Two decisions: each name leads to its own.
    let mut second = s.discussions[0].decisions[0].clone();
    second.id = ulid::Ulid(4242);
    second.text = "Nothing.".into();
    second.rationale = "Because\nGia was there.".into();
    s.discussions[0].decisions[0].text = "Ada came. Ben hit Ada.".into();
    s.discussions[0].decisions.push(second);
    let first = s.discussions[0].decisions[0].id;
    let mut desk = vault(vec![s]);
    desk.event(Event::Pick(0));
    desk.press("Alt-r");
    let shown = note(&desk);
    let names: Vec<&str> =
        shown.thoughts.iter().filter(|t| t.is_name).map(|t| t.says.as_str()).collect();
    assert!(names[0].contains("Ben") && names[1].contains("Gia"), "{names:?}");
    assert!(shown.thoughts[0].is_name && shown.thoughts[1].is_name, "before all else");
    let line = |n: usize| shown.text.lines().nth(shown.thoughts[n].line.unwrap()).unwrap();
    assert!(line(0).contains("Ben hit Ada") && line(1).contains("Gia was there"));
    // A name cannot be set aside.
    press(&mut desk, &["n", "x"]);
    assert!(desk.session().discussions[0].set_aside.is_empty());
    assert!(notice(&desk).contains("not set aside"), "{}", notice(&desk));
    press(&mut desk, &["g"]);
    let field = desk.model.field_in_hand().unwrap();
    assert_eq!((field.owner, field.name), (first, FieldName::Decision));
    press(&mut desk, &["Alt-r", "n", "n", "g"]);
    let field = desk.model.field_in_hand().unwrap();
    assert_eq!((field.owner, field.name), (ulid::Ulid(4242), FieldName::Rationale));
    // Mended, it is gone from the tour.
    for _ in 0.."Gia was there.".len() {
        desk.press("Backspace");
    }
    desk.press("Alt-r");
    assert_eq!(note(&desk).thoughts.iter().filter(|t| t.is_name).count(), 1);
}

#[test]
fn a_finalised_note_has_the_same_keys_at_review_as_among_those_to_file() {
    let mut desk = vault(vec![still_open(meeting(1, "2026-11-23", &["Ada", "Ben"]))]);
    desk.event(Event::Pick(0));
    press(&mut desk, &["Alt-r", "Enter", "Enter"]);
    assert_eq!(desk.page().top_right, "note 1 of 2, 2 finalised");
    press(&mut desk, &["Alt-x", "w"]);
    assert_eq!(desk.files.len(), 2, "w writes it");
    desk.press("n");
    assert_eq!(desk.page().top_right, "note 2 of 2, 2 finalised");
    desk.press("Right");
    assert!(notice(&desk).contains("last note of this meeting"), "{}", notice(&desk));
    desk.press("Left");
    assert_eq!(desk.page().top_right, "note 1 of 2, 2 finalised");
    desk.press("Left");
    assert!(notice(&desk).contains("first note"), "{}", notice(&desk));
    // Among those to file f is no key for something else.
    press(&mut desk, &["f", "f"]);
    assert!(notice(&desk).contains("Alt-X"), "{}", notice(&desk));
    assert!(note(&desk).about.join(" ").contains("as Word document"));
    press(&mut desk, &["Alt-x", "Alt-s"]);
    assert_eq!(desk.files.len(), 3);
    // And a layout is taken as at review, where it makes another note of it.
    desk.press("h");
    assert!(notice(&desk).starts_with("Layout: "), "{}", notice(&desk));
    let about = note(&desk).about;
    assert!(about.iter().any(|line| line.starts_with("Layout: ")), "{about:?}");
}

#[test]
fn a_note_alone_says_that_there_is_no_other() {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Kit");
    press(&mut desk, &["Enter", "Enter"]);
    desk.type_in("The move.");
    press(&mut desk, &["Alt-r", "Right"]);
    assert!(notice(&desk).contains("no other note"), "{}", notice(&desk));
    // Who said what is still w where something can be changed.
    desk.press("w");
    assert_eq!(desk.model.place(), thinkwheel::app::keymap::Place::Said);
}

#[test]
fn a_finalised_note_is_saved_and_the_foot_says_so() {
    // The last of its meeting, and before it one of two.
    for names in [&["Ada", "Ben"][..], &["Ada", "Ben", "Cleo"]] {
        let mut s = meeting(1, "2026-11-23", names);
        for d in &mut s.discussions[..2] {
            let page = &mut d.filing[0];
            page.state = FilingState::Open;
            (page.finalised, page.finalised_by) = (None, None);
        }
        let mut desk = vault(vec![s]);
        desk.event(Event::Pick(0));
        press(&mut desk, &["Alt-r", "Enter", "Enter"]);
        assert!(desk.page().saved.starts_with("saved"), "{}", desk.page().saved);
        press(&mut desk, &["PageDown", "Enter", "Enter"]);
        assert!(desk.page().saved.starts_with("saved"), "{}", desk.page().saved);
        assert!(desk.replayed() == *desk.session());
        press(&mut desk, &["Left"]);
        assert!(desk.page().saved.starts_with("saved"), "{}", desk.page().saved);
    }
}

/// The foot at 80 columns, as far as it is sure to be seen.
fn foot(desk: &Desk) -> Vec<String> {
    let hints = desk.page().hints;
    hints.iter().take(5).map(|h| format!("{} {}", h.key, h.label)).collect()
}

#[test]
fn the_way_to_the_queue_and_the_next_note_stand_at_the_foot() {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada", "Ben"])]);
    assert!(foot(&desk).contains(&"f to file".to_owned()), "{:?}", foot(&desk));
    press(&mut desk, &["f", "c"]);
    assert!(foot(&desk).contains(&"n next".to_owned()), "{:?}", foot(&desk));
    press(&mut desk, &["Enter", "Enter"]);
    assert!(foot(&desk).contains(&"u undo".to_owned()), "{:?}", foot(&desk));
}

#[test]
fn y_is_the_yes_at_every_question_and_nothing_else_beside_it() {
    let s = still_open(meeting(1, "2026-11-23", &["Ada", "Ben"]));
    let mut desk = vault(vec![s]);
    desk.event(Event::Pick(0));
    press(&mut desk, &["Alt-r", "Enter"]);
    let ask = note(&desk).ask.unwrap();
    assert!(ask.ends_with(" y or Enter: yes. Esc: not yet."), "{ask}");
    // Letters that mean something in the note mean nothing to the question.
    for key in ["h", "f", "c", "d", "t", "b", "l", "w", "n", "x", "g", "s", "?", "q", "1"] {
        desk.press(key);
        assert_eq!(note(&desk).ask.as_deref(), Some(ask.as_str()), "{key}");
        assert!(notice(&desk).contains("y or Enter is the yes"), "{key}: {}", notice(&desk));
    }
    press(&mut desk, &["Tab", "Alt-x"]);
    assert!(note(&desk).ask.is_some() && desk.files.is_empty());
    let about = note(&desk).about;
    press(&mut desk, &["y"]);
    assert_eq!(desk.session().discussions[0].filing[0].state, FilingState::Finalised);
    let written = note(&desk).text;
    // Pressed again it changes nothing of what was read.
    press(&mut desk, &["y", "y"]);
    assert_eq!(note(&desk).text, written);
    assert!(!note(&desk).about.iter().any(|line| line.starts_with("Layout")), "{about:?}");
    assert_eq!(desk.files.len(), 1);
    // Nor where Enter was the yes and y comes after it; nor in the queue.
    press(&mut desk, &["f", "y"]);
    assert!(!note(&desk).about.iter().any(|line| line.starts_with("Layout")));
}

#[test]
fn a_letter_at_a_question_that_names_somebody_leaves_it_standing() {
    let mut desk = vault(vec![still_open(naming_six())]);
    desk.event(Event::Pick(0));
    press(&mut desk, &["Alt-r", "Enter", "h", "f"]);
    assert!(note(&desk).ask.is_some());
    assert!(notice(&desk).contains("y is the yes here"), "{}", notice(&desk));
    assert!(!notice(&desk).contains("Enter"), "{}", notice(&desk));
}

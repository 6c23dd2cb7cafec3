//! Finalising and its files: what is asked, said and refused.

use thinkwheel::app::page::Body;
use thinkwheel::record::FilingState;

use super::common::desk::Desk;
use super::{PLAIN, run};

fn note(desk: &Desk) -> thinkwheel::app::page::NoteBody {
    match desk.page().body {
        Body::Note(note) => note,
        _ => panic!("not a note"),
    }
}

#[test]
fn after_a_note_is_written_enter_says_so_and_the_footer_no_longer_offers_it() {
    let mut desk = Desk::new();
    run(&mut desk, PLAIN);
    let says = |desk: &Desk| desk.page().notice.unwrap();
    for _ in 0..3 {
        desk.press("Enter");
        assert!(!says(&desk).trouble && says(&desk).text.contains("is written"));
    }
    assert!(!desk.page().hints.iter().any(|h| h.label == "save file"));
    // Come back to later, it is still there.
    desk.press("Alt-m");
    desk.press("Alt-r");
    desk.press("Enter");
    assert!(says(&desk).text.contains("is written"), "{}", says(&desk).text);
    assert_eq!(desk.files.len(), 1);
}

#[test]
fn what_is_asked_about_is_a_draft_until_the_yes_and_a_draft_in_the_way_is_said() {
    let mut desk = Desk::new();
    let keys: Vec<&str> = PLAIN.lines().collect();
    run(&mut desk, &keys[..keys.len() - 2].join("\n"));
    desk.press("Alt-s");
    assert_eq!(desk.files.len(), 1, "a draft on purpose");
    desk.press("Enter");
    let asked = note(&desk);
    assert!(asked.text.contains("DRAFT"), "{}", asked.text);
    assert!(!asked.text.contains("Finalised"), "{}", asked.text);
    let about = asked.about.join(" ");
    assert!(about.contains("will say \"Finalised 23 November 2026, by Ruth Adeyemi\""), "{about}");
    let ask = asked.ask.unwrap();
    assert!(ask.contains("A draft of it is there already"), "{ask}");
    desk.press("Enter");
    assert!(desk.page().notice.unwrap().trouble);
    desk.press("Alt-o");
    let text = String::from_utf8(desk.files.pop_first().unwrap().1).unwrap();
    assert!(!text.contains("DRAFT") && text.contains("Finalised"), "{text}");
    desk.press("Enter");
    assert!(desk.page().notice.unwrap().text.contains("is written"));
}

#[test]
fn the_page_of_a_child_nobody_spoke_of_is_not_finalised() {
    let (mut desk, [_, nell]) = Desk::family();
    desk.press("Alt-w");
    desk.press("Enter");
    desk.type_in("the garden");
    desk.press("Alt-r");
    desk.press("Enter");
    let words = desk.page().notice.unwrap().text;
    assert!(words.contains("1 answer names nobody: Alt-1"), "{words}");
    assert!(note(&desk).ask.is_none());
    desk.press("Esc");
    desk.press("Alt-2");
    desk.press("Alt-r");
    desk.press("Enter");
    assert!(note(&desk).ask.is_none(), "nothing is about Kit");
    desk.press("Right");
    desk.press("Enter");
    desk.press("Enter");
    let filing = &desk.session().discussions[0].filing;
    assert_eq!(filing[0].state, FilingState::Open);
    assert_eq!((filing[1].child, filing[1].state), (Some(nell), FilingState::Finalised));
    assert!(!desk.session().header().is_open(), "nothing more can be written");
}

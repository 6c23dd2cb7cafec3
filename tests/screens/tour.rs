//! The tour: a line at the foot that goes on by itself, in the practice vault
//! alone.

use super::desk::Desk;
use thinkwheel::app::page::Body;

fn line(desk: &Desk) -> String {
    desk.page().notice.map(|n| n.text).unwrap_or_default()
}

#[test]
fn each_step_goes_on_when_it_is_done() {
    let mut desk = Desk::in_practice();
    assert!(line(&desk).contains("F3 is"), "{}", line(&desk));
    let steps = [
        ("<F3>", "1 of 8. Open a child"),
        ("<Enter>", "2 of 8. Say who is here"),
        ("Dana<Tab>Kit<Enter>", "3 of 8. Choose a part"),
        ("<Enter>", "4 of 8. Type what you two"),
        ("Safe", "4 of 8"),
        (" where he is now", "5 of 8. At a question, Alt-B"),
        ("<Alt-b>", "6 of 8. Alt-D"),
        ("<Alt-d>", "6 of 8. Alt-D"),
        ("We stay with the plan.", "7 of 8. Alt-R"),
        ("<Alt-r>", "That is all of it."),
    ];
    for (keys, says) in steps {
        desk.keys(keys);
        assert!(line(&desk).starts_with(says), "{keys}: {}", line(&desk));
    }
    desk.keys("<Esc>");
    assert_eq!(line(&desk), "");
    desk.keys("<Esc><Esc><Esc>");
    assert_eq!(line(&desk), "", "taken once, it is not offered again");
}

#[test]
fn escape_ends_it_and_does_what_it_always_does() {
    let mut desk = Desk::in_practice();
    desk.keys("<F3><Enter>Dana<Tab>Kit<Enter><Enter>");
    assert!(line(&desk).starts_with("4 of 8"));
    // Help is not left with the tour.
    desk.keys("<F1><Esc>");
    assert!(line(&desk).starts_with("4 of 8"));
    desk.keys("<Esc>");
    assert_eq!(line(&desk), "");
    assert_eq!(desk.page().list().unwrap().title, "The thinking wheel");
}

#[test]
fn what_was_there_before_does_not_count() {
    let mut desk = Desk::in_practice();
    desk.keys("<Enter>Dana<Tab>Kit<Enter><Enter>A good many words already.<Alt-b><Esc><Esc><Esc>");
    desk.keys("<F3><Enter>");
    assert!(line(&desk).starts_with("3 of 8"), "{}", line(&desk));
}

#[test]
fn there_is_none_in_a_real_vault() {
    let mut desk = Desk::at_home();
    assert_eq!(line(&desk), "");
    desk.keys("<F3>");
    assert_eq!(line(&desk), "");
    let page = desk.page();
    assert!(page.hints.iter().all(|h| h.word != "tour"));
    assert!(page.commands.iter().all(|(word, _)| *word != "tour"));
}

#[test]
fn a_note_that_is_finalised_says_so_at_the_wheel() {
    let mut desk = Desk::in_session();
    desk.keys("<Enter>Settled.<Alt-r><Enter><Enter><Alt-w>");
    assert!(matches!(desk.page().body, Body::Wheel(_)));
    assert!(line(&desk).contains("Finalised") && line(&desk).contains("Alt-R"));
}

#[test]
fn what_is_done_before_it_is_asked_for_counts() {
    let start = "<F3><Enter>Dana<Tab>Kit<Enter><Enter>";
    for (keys, says) in [
        ("<Alt-d>", "6 of 8"),
        ("<Alt-d>We stay with the plan.", "7 of 8"),
        ("<Alt-b>", "6 of 8"),
        ("A good many words.<PageDown>And as many again.", "6 of 8"),
        ("<Alt-r>", "That is all of it."),
        ("<Alt-m>", "Choose a child"),
    ] {
        let mut desk = Desk::in_practice();
        desk.keys(&format!("{start}{keys}"));
        assert!(line(&desk).starts_with(says), "{keys}: {}", line(&desk));
    }
}

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
    assert!(line(&desk).contains("F3 (/tour)"), "{}", line(&desk));
    let steps = [
        ("<F3>", "1 of 6. Open a child"),
        ("<Enter>", "2 of 6. Say who is here"),
        ("Dana<Tab>Kit<Enter>", "2 of 6. Choose a part"),
        ("<Enter>", "2 of 6. Type what you two"),
        ("Safe", "2 of 6"),
        (" where he is now", "3 of 6. Alt-B"),
        ("<Alt-b>", "4 of 6. Alt-D"),
        ("<Alt-d>", "4 of 6. Type what you decide"),
        ("We stay with the plan.", "5 of 6. Alt-R"),
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
    assert!(line(&desk).starts_with("2 of 6"));
    // Help is not left with the tour.
    desk.keys("<F1><Esc>");
    assert!(line(&desk).starts_with("2 of 6"));
    desk.keys("<Esc>");
    assert_eq!(line(&desk), "");
    assert_eq!(desk.page().list().unwrap().title, "The thinking wheel");
}

#[test]
fn what_was_there_before_does_not_count() {
    let mut desk = Desk::in_practice();
    desk.keys("<Enter>Dana<Tab>Kit<Enter><Enter>A good many words already.<Alt-b><Esc><Esc><Esc>");
    desk.keys("<F3><Enter>");
    assert!(line(&desk).starts_with("2 of 6"), "{}", line(&desk));
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

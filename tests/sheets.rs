//! Sheets: sections of the record as rows to write in, keys in, record out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::desk::Desk;

#[test]
fn what_could_not_wait_is_written_and_an_empty_one_is_not_kept() {
    let (mut desk, _) = Desk::family();
    desk.press("F4");
    desk.press("Esc");
    assert!(desk.session().discussions[0].at_once.is_empty(), "nothing was written");

    desk.press("F4");
    desk.type_in("Team manager");
    desk.press("Tab");
    desk.type_in("at once");
    desk.press("Tab");
    desk.type_in("A visit this evening, by two.");
    desk.press("Alt-z");
    desk.press("Esc");
    let acts = &desk.session().discussions[0].at_once;
    assert_eq!(acts.len(), 1, "the second one stayed empty");
    assert_eq!(acts[0].told, "Team manager");
    assert_eq!(acts[0].when, "at once");
    assert_eq!(acts[0].decided, "A visit this evening, by two.");
    assert!(desk.replayed() == *desk.session(), "every key is in the journal");
}

#[test]
fn whom_an_entry_is_about_is_said_in_one_key() {
    let (mut desk, [first, second]) = Desk::family();
    desk.press("F4");
    desk.type_in("Team manager");
    assert!(desk.session().discussions[0].at_once[0].children.is_empty());
    desk.press("Alt-2");
    assert_eq!(desk.session().discussions[0].at_once[0].children, [second]);
    desk.press("Alt-1");
    assert_eq!(desk.session().discussions[0].at_once[0].children, [first, second]);
}

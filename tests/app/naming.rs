//! A half-typed name is no new child.

use thinkwheel::app::page::Body;

use super::common::desk::Desk;
use super::{begin, home};

#[test]
fn a_half_typed_name_takes_the_only_known_one_and_says_so() {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam Okafor");
    desk.press("Tab");
    desk.type_in("Elin Pryce");
    desk.press("Enter");
    desk.press("Enter");
    desk.type_in("hers");
    let (sam, elin) = (desk.session().people[1].id, desk.session().children[0].id);
    home(&mut desk);
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Enter");
    assert!(desk.page().notice.unwrap().text.contains("Sam Okafor"));
    assert_eq!((desk.session().people[1].id, desk.session().people.len()), (sam, 2));
    desk.type_in("elin");
    let Body::Form(form) = desk.page().body else { panic!() };
    assert!(form.fields[form.focus].aside.contains("Enter takes"), "said before");
    desk.press("Enter");
    assert!(desk.page().notice.unwrap().text.contains("the child you know: Elin Pryce"));
    assert!(matches!(desk.page().body, Body::Form(_)));
    assert_eq!(desk.session().children[0].id, elin);
    // Another child after all: the name as it was typed.
    desk.press("Alt-o");
    assert_eq!(desk.session().children[0].name, "elin");
    desk.press("Enter");
    assert!(matches!(desk.page().body, Body::Wheel(_)));
    assert_ne!(desk.session().children[0].id, elin);
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn a_half_typed_name_takes_nobody_where_two_fit_or_on_leaving() {
    let mut desk = Desk::new();
    for child in ["Leila A", "Leila B", "Annabel"] {
        begin(&mut desk, child);
        desk.type_in("x");
        home(&mut desk);
    }
    let known: Vec<_> =
        desk.home_after().sessions.iter().map(|s| s.header.children[0].id).collect();
    for (typed, key) in [("Leila", "Enter"), ("Ann", "Enter"), ("Annab", "Esc")] {
        desk.press("n");
        desk.type_in("Sam");
        desk.press("Tab");
        desk.type_in(typed);
        let page = desk.session().children[0].id;
        desk.press(key);
        if desk.model.in_conversation() {
            assert_eq!(desk.session().children[0].id, page, "{typed}");
            assert!(!known.contains(&page));
            home(&mut desk);
        }
    }
}

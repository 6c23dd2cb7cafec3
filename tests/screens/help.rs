//! Help: what is possible now, found by a few letters, and run.

use super::desk::Desk;
use thinkwheel::app::action::Action;
use thinkwheel::app::keymap::{self, Place};
use thinkwheel::app::page::Body;

fn texts(desk: &Desk) -> Vec<String> {
    desk.page().list().unwrap().items.iter().map(|i| i.text.clone()).collect()
}

#[test]
fn only_what_is_possible_now_is_listed() {
    let mut desk = Desk::in_session();
    desk.keys("<Enter><F1>");
    let one_child = texts(&desk);
    assert!(one_child.contains(&Action::Close.about().to_owned()));
    assert!(!one_child.contains(&Action::Concerns.about().to_owned()), "nobody's sister is here");
    assert!(!one_child.contains(&Action::Tour.about().to_owned()), "no practice vault");
    assert!(!one_child.contains(&Action::Help.about().to_owned()), "it is open");
    // A finalised note takes no decision any more.
    desk.keys("<Esc>Now.<Alt-r><Enter><Enter><F1>");
    assert!(!texts(&desk).contains(&Action::Close.about().to_owned()));
    desk.keys("<Esc>");
}

#[test]
fn it_is_grouped_until_something_is_typed() {
    let mut desk = Desk::in_session();
    desk.keys("<Enter><F1>");
    let headings = |desk: &Desk| {
        let page = desk.page();
        let items = &page.list().unwrap().items;
        items.iter().filter_map(|i| i.heading.clone()).collect::<Vec<_>>()
    };
    let all = headings(&desk);
    assert_eq!(all, ["Here", "Mark this answer", "Go to", "Everywhere", "Moving about"]);
    desk.keys("back");
    assert!(headings(&desk).is_empty());
}

#[test]
fn a_few_letters_find_it_and_enter_runs_it() {
    for (typed, action) in [
        ("revw", Action::Review),
        ("decision", Action::Close),
        ("brng bck", Action::BringBack),
        ("high contrast", Action::Theme),
    ] {
        let mut desk = Desk::in_session();
        desk.keys(&format!("<Enter>Words.<Ctrl-p>{typed}"));
        assert_eq!(texts(&desk).first().unwrap(), action.about(), "{typed}");
        desk.keys("<Enter>");
        assert!(!matches!(desk.page().body, Body::List(_)), "{typed}: back where one was");
    }
    let mut desk = Desk::in_session();
    desk.keys("<Enter>Words.<Ctrl-p>decision<Enter>");
    assert!(desk.text(80, 24).contains("What is decided"));
}

#[test]
fn the_list_is_never_empty_without_a_word() {
    let mut desk = Desk::in_session();
    desk.keys("<F1>xylophone");
    assert!(texts(&desk).is_empty());
    for (columns, rows) in [(40, 15), (80, 24)] {
        let said = desk.text(columns, rows).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("goes by that name. Esc goes back."), "{said}");
    }
    // Enter runs nothing, and the screen under it is as it was.
    desk.keys("<Enter>");
    assert_eq!(desk.page().list().unwrap().title, "The thinking wheel");
}

#[test]
fn every_place_lists_something_and_every_line_has_its_key() {
    for place in Place::ALL {
        assert!(!keymap::actions_at(place).is_empty(), "{place:?}");
    }
    for keys in ["", "<Enter>", "<Alt-d>", "<Alt-m>", "<Alt-r>", "<Ctrl-f>"] {
        let mut desk = Desk::in_session();
        desk.keys(&format!("{keys}<F1>"));
        let page = desk.page();
        let list = page.list().unwrap();
        assert!(list.items.len() > 8, "{keys}");
        assert!(list.items.iter().all(|i| !i.aside.is_empty() && !i.text.is_empty()), "{keys}");
    }
}

#[test]
fn a_long_list_moves_by_a_screenful_and_to_its_ends() {
    let mut desk = Desk::in_session();
    let selected = |desk: &Desk| desk.page().list().unwrap().selected;
    let shown = desk.keys("<Ctrl-f>").text(80, 24);
    desk.keys("<PageDown>");
    // What was the last row, or the one after it, is in hand now: nothing is
    // passed over unseen, and most of what is shown is new.
    let item = |desk: &Desk| {
        let page = desk.page();
        let list = page.list().unwrap();
        let seen = |n: usize| shown.contains(list.items[n].text.split_at(20).0);
        (seen(list.selected - 1), seen(list.selected + 1))
    };
    assert_eq!(item(&desk), (true, false));
    let first = selected(&desk);
    assert!((5..10).contains(&first), "{first}");
    desk.keys("<PageUp>");
    assert_eq!(selected(&desk), 0);
    desk.keys(&"<PageDown>".repeat(40));
    assert_eq!(selected(&desk), desk.page().list().unwrap().items.len() - 1);
    desk.keys("<Esc>");
    let mut desk = Desk::with_history();
    desk.keys("<End>");
    let last = desk.page().list().unwrap().items.len() - 1;
    assert!(last > 2);
    assert_eq!(selected(&desk), last);
    desk.keys("<Home>");
    assert_eq!(selected(&desk), 0);
}

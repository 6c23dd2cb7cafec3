//! A press on each kind of thing does what a person would expect.

use super::desk::{BARE, COLOURED, Desk, Shot};
use thinkwheel::app::action::Action;
use thinkwheel::app::page::Body;
use thinkwheel::app::{Direction, Event, TextPlace};
use thinkwheel::tui::{Look, event_at};

/// Where words stand on the screen; the last, for names stand in the top line.
fn find(shot: &Shot, words: &str) -> (u16, u16) {
    let rows = usize::from(shot.buffer.area.height);
    for (y, line) in shot.text().lines().take(rows).enumerate().collect::<Vec<_>>().iter().rev() {
        if let Some(at) = line.find(words) {
            let x = thinkwheel::text::width(&line[..at]);
            return (u16::try_from(x).unwrap(), u16::try_from(*y).unwrap());
        }
    }
    panic!("no {words:?} on\n{}", shot.text());
}

fn at(shot: &Shot, words: &str, by: u16) -> Option<Event> {
    let (x, y) = find(shot, words);
    event_at(&shot.spots, x + by, y)
}

fn press(desk: &mut Desk, words: &str, by: u16) {
    press_in(desk, COLOURED, words, by);
}

fn press_in(desk: &mut Desk, look: Look, words: &str, by: u16) {
    let shot = desk.shot(80, 24, look);
    let event = at(&shot, words, by).unwrap_or_else(|| panic!("{words} answers nothing"));
    desk.event(event);
}

#[test]
fn a_drawing_answers_wherever_something_stands() {
    let mut desk = Desk::in_session();
    press(&mut desk, "E6", 0);
    assert_eq!(desk.page().list().unwrap().selected, 8);
    let shot = desk.shot(120, 40, COLOURED);
    desk.event(at(&shot, "Review", 0).unwrap());
    assert!(desk.text(120, 40).contains("The work is at the review."));
    press(&mut desk, "E6", 1);
    assert!(desk.page().top_right.starts_with("Trauma"), "{}", desk.page().top_right);
    let text = desk.context.question("safety.scale").unwrap().text.clone();
    desk.keys("<Ctrl-f>");
    desk.event(Event::Fill(text));
    desk.keys("<Enter>Calmer.");
    // Its words take the drawing in hand, the drawing the value, a text the words.
    press(&mut desk, "no score yet", 0);
    let shot = desk.shot(80, 24, COLOURED);
    let (x, y) = find(&shot, "  0    1 ");
    desk.event(event_at(&shot.spots, x + 2 + 5 * 4, y - 1).unwrap());
    assert!(desk.text(80, 24).contains("4 out of 10, whose: not said"));
    press(&mut desk, "Calmer.", 3);
    desk.keys("X");
    assert!(desk.text(80, 24).contains("CalXmer."));
}

#[test]
fn the_first_press_selects_and_the_second_opens() {
    let mut desk = Desk::in_session();
    let shot = desk.shot(80, 24, BARE);
    let named = "Trauma-informed practice";
    assert_eq!(at(&shot, named, 3), Some(Event::Select(8)));
    // Its whole row answers, what stands at its right too; headings do not.
    assert_eq!(at(&shot, "10 questions", 0), Some(Event::Select(8)));
    assert_eq!(at(&shot, "3 Basics", 0), None);
    press_in(&mut desk, BARE, named, 0);
    assert_eq!(desk.page().list().unwrap().selected, 8);
    let shot = desk.shot(80, 24, BARE);
    assert_eq!(at(&shot, named, 0), Some(Event::Pick(8)));
    press_in(&mut desk, BARE, named, 0);
    assert!(matches!(desk.page().body, Body::Question(_)));
    assert!(desk.page().top_right.starts_with("Trauma"), "{}", desk.page().top_right);
}

#[test]
fn a_hint_does_what_it_says() {
    let mut desk = Desk::in_session();
    let shot = desk.shot(80, 24, COLOURED);
    assert_eq!(at(&shot, "Alt-D", 0), Some(Event::Do(Action::Close)));
    assert_eq!(at(&shot, "decide", 0), Some(Event::Do(Action::Close)));
    press(&mut desk, "decide", 0);
    assert!(matches!(desk.page().body, Body::Form(_)));
}

#[test]
fn a_press_in_a_text_places_the_cursor_there() {
    let mut desk = Desk::in_session();
    desk.keys("<Enter>one two three<Enter>four");
    press(&mut desk, "two three", 4);
    desk.keys("X");
    let text = |desk: &Desk| match desk.page().body {
        Body::Question(q) => q.answer.text().to_owned(),
        _ => panic!("not at a question"),
    };
    assert_eq!(text(&desk), "one two Xthree\nfour");
    // Under the last row: the end. Nothing is written by pressing.
    let shot = desk.shot(80, 24, COLOURED);
    let (x, y) = find(&shot, "four");
    desk.event(event_at(&shot.spots, x, y + 3).unwrap());
    desk.keys("!");
    assert_eq!(text(&desk), "one two Xthree\nfour!");
}

#[test]
fn a_press_takes_a_field_in_hand_as_tab_would() {
    let mut desk = Desk::at_home();
    desk.keys("<Enter>Dana Okafor<Tab>Amina<Tab>CF-1");
    let shot = desk.shot(80, 24, COLOURED);
    let found = at(&shot, "Amina", 2);
    let is_there = |p: TextPlace| (p.row, p.column) == (0, 2);
    assert!(matches!(found, Some(Event::Field(1, Some(p))) if is_there(p)), "{found:?}");
    assert_eq!(at(&shot, "Supervisor", 0), Some(Event::Field(4, None)));
    press(&mut desk, "Dana", 4);
    desk.keys("!");
    press(&mut desk, "Reference", 0);
    desk.keys("0");
    let page = desk.page();
    let Body::Form(form) = &page.body else { panic!("not a form") };
    let texts: Vec<_> = form.fields.iter().take(3).map(|f| f.editor.text()).collect();
    assert_eq!(texts, ["Dana! Okafor", "Amina", "CF-10"]);
    drop(page);
    // A day that cannot be read holds the person there, as Tab does.
    desk.keys("<Tab><Ctrl-a>99/99");
    press(&mut desk, "Amina", 0);
    let page = desk.page();
    let Body::Form(form) = &page.body else { panic!("not a form") };
    assert_eq!(form.focus, 3);
    assert!(page.notice.as_ref().unwrap().trouble);
}

/// A field on the screen is narrower than the editor wraps: the place is the
/// same all the same.
#[test]
fn a_place_is_found_however_wide_the_field_is() {
    let words = "a place that is named at such length that the room on the screen is far too \
                 small for all of it";
    let mut desk = Desk::in_session();
    desk.keys(&format!("<Enter>x<Alt-e>{words}"));
    press(&mut desk, "small for", 0);
    desk.keys("#");
    let page = desk.page();
    let Body::Question(q) = &page.body else { panic!("not at a question") };
    assert!(q.elsewhere.unwrap().text().contains("too #small for"));
    assert!(!q.in_answer);
}

#[test]
fn a_secret_says_nothing_of_where_it_was_pressed() {
    let mut desk = Desk::fresh();
    desk.keys("<Enter>Ruth<Tab>secret<Tab>");
    let shot = desk.shot(80, 24, COLOURED);
    assert_eq!(at(&shot, "••", 3), Some(Event::Field(1, None)));
}

#[test]
fn the_mouse_wheel_goes_through_lists_notes_and_answers() {
    let mut desk = Desk::in_session();
    desk.event(Event::Scroll(Direction::Down));
    assert_eq!(desk.page().list().unwrap().selected, 1);
    desk.event(Event::Scroll(Direction::Up));
    assert_eq!(desk.page().list().unwrap().selected, 0);
    let long: Vec<_> = (1..=40).map(|n| format!("Line {n}.")).collect();
    desk.keys(&format!("<Enter>{}", long.join("<Enter>")));
    assert!(!desk.text(80, 24).contains("Line 20."));
    for _ in 0..7 {
        desk.event(Event::Scroll(Direction::Up));
    }
    assert!(desk.text(80, 24).contains("Line 20."));
    desk.keys("<Alt-r>");
    let before = desk.text(80, 24);
    desk.event(Event::Scroll(Direction::Down));
    assert_ne!(desk.text(80, 24), before);
}

#[test]
fn a_hidden_screen_answers_to_no_press() {
    let mut desk = Desk::in_session();
    let shot = desk.shot(80, 24, COLOURED);
    let event = at(&shot, "E6", 0).unwrap();
    desk.keys("<F9>");
    assert!(desk.shot(80, 24, COLOURED).spots.is_empty());
    // A press that was on its way when the screen was hidden.
    desk.event(event);
    desk.event(Event::Pick(3));
    desk.keys("x<Enter>");
    assert_eq!(desk.page().list().unwrap().selected, 0);
}

#[test]
fn after_a_sleep_a_press_locks_as_a_key_does() {
    let mut desk = Desk::in_session();
    desk.at += chrono::Duration::hours(1);
    desk.event(Event::Pick(0));
    assert!(matches!(desk.page().body, Body::Form(_)), "the door");
    assert!(desk.page().top_left.contains("2026") && desk.model.home.is_none());
}

#[test]
fn a_row_of_the_table_answers_as_a_row_of_the_list_does() {
    let mut desk = Desk::with_twelve();
    desk.keys("an");
    let shot = desk.shot(120, 40, COLOURED);
    let list = desk.page().list().map(|l| l.items.iter().position(|i| i.text.contains("Otis")));
    let otis = list.flatten().unwrap();
    assert_eq!(at(&shot, "Otis", 0), Some(Event::Select(otis)));
    assert_eq!(at(&shot, "review 25 Dec", 2), Some(Event::Select(otis)), "any of its cells");
    desk.event(Event::Select(otis));
    let shot = desk.shot(120, 40, COLOURED);
    assert_eq!(at(&shot, "Otis", 0), Some(Event::Pick(otis)));
    assert_eq!(at(&shot, "Last seen", 0), None, "a heading opens nothing");
}

#[test]
fn a_press_in_a_field_of_the_brief_check_goes_there() {
    let mut desk = Desk::with_twelve();
    desk.keys("an<Enter>He is well.<Tab>Yes.<Tab>thu<Tab>at home");
    press(&mut desk, "is well", 0);
    desk.keys("now ");
    let Body::Form(form) = desk.page().body else { panic!("not at a form") };
    assert_eq!(form.focus, 0);
    assert_eq!(form.fields[0].editor.text(), "He now is well.");
}

//! At review: another layout by a key, in the preview, in the file, in lines.

use thinkwheel::app::page::Body;
use thinkwheel::record::{Layouts, Rules};

use super::LEAST;
use super::bench::Bench;
use super::common::desk::{Desk, home};

fn at_review(mut desk: Desk) -> Desk {
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Kit");
    desk.press("Enter");
    desk.press("Enter");
    desk.type_in("The move from Dudley.");
    desk.press("Alt-d");
    desk.type_in("We meet Dudley.");
    desk.press("Alt-r");
    desk
}

fn preview(desk: &Desk) -> (Vec<String>, String, Vec<String>) {
    match desk.page().body {
        Body::Note(note) => (note.about, note.text, note.left_out),
        _ => panic!("no note"),
    }
}

#[test]
fn a_key_takes_the_next_layout_and_the_preview_follows() {
    let mut desk = at_review(Desk::new());
    let (about, text, left) = preview(&desk);
    assert!(!about.iter().any(|l| l.starts_with("Layout")), "the usual one needs no word");
    assert!(text.contains("What we talked about") && left.is_empty(), "{text}");
    desk.press("h");
    let (about, text, _) = preview(&desk);
    assert!(about.contains(&"Layout: Signs of Safety.".to_owned()), "{about:?}");
    assert!(text.contains("Signs of Safety supervision note"), "{text}");
    desk.press("h");
    let (about, text, left) = preview(&desk);
    assert!(about.contains(&"Layout: Brief.".to_owned()), "{about:?}");
    assert!(!text.contains("Dudley.\n\n") && !text.contains("The move"), "{text}");
    assert!(text.contains("Decided, and why\n\nWe meet Dudley."), "{text}");
    let counted = "1 entry under “What we talked about” that this layout leaves out";
    assert!(left.contains(&counted.to_owned()), "{left:?}");
    // It stays when the audience or the format changes, is said where it makes
    // another note of it, and the way round ends where it began.
    desk.press("Tab");
    let staff_file = preview(&desk);
    assert!(staff_file.0[0].starts_with("For the staff file"));
    assert!(!staff_file.0.iter().any(|l| l.starts_with("Layout")), "{:?}", staff_file.0);
    desk.press("Tab");
    desk.press("Tab");
    desk.press("Alt-x");
    assert!(preview(&desk).0.contains(&"Layout: Brief.".to_owned()));
    desk.press("h");
    assert!(!preview(&desk).0.iter().any(|l| l.starts_with("Layout")));
}

#[test]
fn what_is_written_has_the_layout_that_was_read() {
    let mut desk = at_review(Desk::new());
    desk.press("h");
    desk.press("h");
    desk.press("Enter");
    let (_, read, _) = preview(&desk);
    desk.press("Enter");
    let written = desk.files.values().next().unwrap();
    // What was shown as a draft is written as final: the same but for that.
    let written = String::from_utf8(written.clone()).unwrap();
    assert!(written.starts_with("Supervision note, in brief\n"), "{written}");
    assert_eq!(written.lines().count(), read.lines().count() + 1, "{read}\n{written}");
    // In another layout it is another note: Enter does not say it is written.
    desk.press("h");
    desk.press("Enter");
    let notice = desk.page().notice.clone().map(|n| n.text).unwrap_or_default();
    assert!(notice.contains("one of that name is there"), "{notice}");
}

#[test]
fn the_layout_in_force_is_taken_without_a_key() {
    let mut at_home = home();
    at_home.rules = Rules { layout: "our-trust".into(), ..Rules::default() };
    let mut desk = Desk::with(at_home, Vec::new());
    let mut layouts = Layouts::built_in();
    layouts.add(super::layout(LEAST));
    desk.context.layouts = layouts;
    let mut desk = at_review(desk);
    let (about, text, _) = preview(&desk);
    assert!(
        text.contains("Decided\n\nWe meet Dudley.") && !text.contains("talked about"),
        "{text}"
    );
    assert!(!about.iter().any(|l| l.starts_with("Layout")));
    desk.press("h");
    assert!(preview(&desk).0.contains(&"Layout: Case supervision.".to_owned()));
}

#[test]
fn in_lines_a_word_does_the_same() {
    let bench = Bench::new();
    bench.write("least.ron", LEAST);
    bench.run(&["layout", "import", "least.ron"]).ok();
    let script = "1\nSam Okafor\nLeila Hart\nLH-204\n\n\n1\nWe know the dates.\n.\n/review\n\
                  /layout\n/layout\n/layout\n/finalise\nyes\n/leave\n";
    let said = bench.run_with(&["--line"], script).ok();
    for title in ["Layout: Signs of Safety", "Layout: Brief", "Layout: Our Trust"] {
        assert!(said.contains(title), "{title}: {said}");
    }
    let file = bench.names(".").into_iter().find(|n| n.contains("supervision")).expect("a file");
    let text = std::fs::read_to_string(bench.at(&file)).unwrap();
    assert!(!text.contains("What we talked about") && text.contains("Written: "), "{text}");
}

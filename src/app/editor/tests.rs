#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

const FAMILY: &str = "👨\u{200d}👩\u{200d}👧";

fn typed(editor: &mut Editor, text: &str) {
    for c in text.chars() {
        editor.apply(Edit::Insert(c)).unwrap();
    }
}

fn go(editor: &mut Editor, motion: Motion) {
    editor.apply(Edit::Move { motion, select: false }).unwrap();
}

fn select(editor: &mut Editor, motion: Motion) {
    editor.apply(Edit::Move { motion, select: true }).unwrap();
}

/// Text with the cursor in it as `|`, and with a selection's start as `^`.
fn editor(marked: &str) -> Editor {
    let cursor = marked.replace('^', "").find('|').unwrap();
    let mut editor = Editor::with_cursor(marked.replace(['^', '|'], ""), cursor);
    editor.anchor = marked.replace('|', "").find('^');
    editor
}

fn shown(editor: &Editor) -> String {
    let mut text = editor.text().to_owned();
    let mut marks = vec![(editor.cursor, '|')];
    marks.extend(editor.selection().map(|_| (editor.anchor.unwrap(), '^')));
    marks.sort_by_key(|mark| std::cmp::Reverse(mark.0));
    for (at, mark) in marks {
        text.insert(at, mark);
    }
    text
}

fn after(marked: &str, edit: Edit) -> String {
    let mut editor = editor(marked);
    editor.apply(edit).unwrap();
    shown(&editor)
}

fn moved(marked: &str, motion: Motion) -> String {
    after(marked, Edit::Move { motion, select: false })
}

#[test]
fn typing_and_removing_whole_characters() {
    assert_eq!(after("a|b", Edit::Insert('é')), "aé|b");
    assert_eq!(after("a|b", Edit::Newline), "a\n|b");
    assert_eq!(after("a|b", Edit::Insert('\r')), "a\n|b");
    for whole in [FAMILY, "🇬🇧", "e\u{301}", "각", "ᄒ\u{1161}\u{11ab}", "👩🏽", "क्ष", "\r\n"]
    {
        assert_eq!(after(&format!("a{whole}|b"), Edit::Backspace), "a|b", "{whole:?}");
        assert_eq!(after(&format!("a|{whole}b"), Edit::Delete), "a|b", "{whole:?}");
        assert_eq!(moved(&format!("a|{whole}b"), Motion::Right), format!("a{whole}|b"));
        assert_eq!(moved(&format!("a{whole}|b"), Motion::Left), format!("a|{whole}b"));
    }
}

#[test]
fn nothing_happens_at_the_ends() {
    for (text, edit) in [
        ("|ab", Edit::Backspace),
        ("ab|", Edit::Delete),
        ("|ab", Edit::DeleteWordLeft),
        ("ab|", Edit::DeleteWordRight),
        ("a|b", Edit::Cut),
        ("a|b", Edit::Undo),
        ("a|b", Edit::Redo),
        ("^a|b", Edit::InsertText(String::new())),
    ] {
        let mut it = editor(text);
        assert_eq!(it.apply(edit), Ok(None));
        assert_eq!(shown(&it), text);
    }
    assert_eq!(moved("|ab", Motion::Left), "|ab");
    assert_eq!(moved("ab|", Motion::Right), "ab|");
    assert_eq!(moved("a|b", Motion::Up), "a|b");
    assert_eq!(moved("a|b", Motion::Down), "a|b");
}

#[test]
fn changes_say_exactly_what_happened() {
    let mut it = editor("one ^two|");
    let change = it.apply(Edit::InsertText("2\r\n3".to_owned())).unwrap().unwrap();
    assert_eq!(change, Change { at: 4, removed: 3, inserted: "2\n3".to_owned() });
    let mut copy = "one two".to_owned();
    assert!(change.replay(&mut copy));
    assert_eq!(copy, it.text());
    assert!(!Change { at: 9, removed: 9, inserted: "x".to_owned() }.replay(&mut copy));
    assert!(!Change { at: 1, removed: usize::MAX, inserted: String::new() }.replay(&mut copy));
    assert_eq!(copy, it.text());
}

#[test]
fn words() {
    assert_eq!(moved("one two| three", Motion::WordRight), "one two |three");
    assert_eq!(moved("one two |three", Motion::WordLeft), "one |two three");
    assert_eq!(moved("one|\ntwo", Motion::WordRight), "one\n|two");
    assert_eq!(after("one two|", Edit::DeleteWordLeft), "one |");
    assert_eq!(after("one two  |", Edit::DeleteWordLeft), "one |");
    assert_eq!(after("|one two", Edit::DeleteWordRight), "|two");
    assert_eq!(after("one\n|two", Edit::DeleteWordLeft), "one|two");
}

#[test]
fn selecting() {
    let mut it = editor("one |two three");
    select(&mut it, Motion::WordRight);
    assert_eq!(it.selected_text(), Some("two "));
    typed(&mut it, "x");
    assert_eq!(shown(&it), "one x|three");
    it.apply(Edit::Undo).unwrap();
    assert_eq!(shown(&it), "one ^two |three");
    assert_eq!(moved("a ^b|c", Motion::Left), "a |bc");
    assert_eq!(moved("a |b^c", Motion::Right), "a b|c");
    assert_eq!(moved("a ^b|c", Motion::End), "a bc|");
    assert_eq!(after("a |b^c", Edit::Backspace), "a |c");
    assert_eq!(after("a |b^c", Edit::DeleteWordRight), "a |c");
    assert_eq!(after("a^b|c", Edit::Cut), "a|c");
    assert_eq!(after("a|b", Edit::SelectAll), "^ab|");
    assert_eq!(after("a^b|", Edit::ClearSelection), "ab|");
    // Back to where it began: nothing is selected, and it can grow again.
    let mut it = editor("a|b");
    select(&mut it, Motion::Right);
    select(&mut it, Motion::Left);
    assert_eq!(it.selection(), None);
    select(&mut it, Motion::Left);
    assert_eq!(it.selected_text(), Some("a"));
}

#[test]
fn up_and_down_keep_the_column_they_set_out_from() {
    let mut it = editor("a long li|ne\nab\nanother one");
    go(&mut it, Motion::Down);
    assert_eq!(shown(&it), "a long line\nab|\nanother one");
    go(&mut it, Motion::Down);
    assert_eq!(shown(&it), "a long line\nab\nanother o|ne");
    go(&mut it, Motion::PageUp(9));
    assert_eq!(shown(&it), "a long li|ne\nab\nanother one");
    go(&mut it, Motion::PageDown(9));
    assert_eq!(shown(&it), "a long line\nab\nanother o|ne");
    go(&mut it, Motion::Left);
    go(&mut it, Motion::PageUp(2));
    assert_eq!(shown(&it), "a long l|ine\nab\nanother one");
}

#[test]
fn up_and_down_go_by_rows_as_shown() {
    let mut it = editor("one two| three four");
    it.set_width(8);
    assert_eq!(it.row_count(), 3);
    assert_eq!(it.cursor_row_col(), (0, 7));
    go(&mut it, Motion::Down);
    assert_eq!(shown(&it), "one two three| four");
    assert_eq!(it.cursor_row_col(), (1, 5));
    go(&mut it, Motion::Down);
    assert_eq!(shown(&it), "one two three four|");
    go(&mut it, Motion::RowStart);
    assert_eq!(shown(&it), "one two three |four");
    go(&mut it, Motion::Up);
    go(&mut it, Motion::RowEnd);
    assert_eq!(shown(&it), "one two three| four");
    // Wide characters and characters spelt out count as they are shown.
    let mut it = editor("abcdefghi|\n漢字漢字漢字\nx\u{202e}y");
    go(&mut it, Motion::Down);
    assert_eq!(it.cursor_row_col(), (1, 8));
    go(&mut it, Motion::Down);
    assert_eq!(it.cursor_row_col(), (2, 9));
}

#[test]
fn paragraphs_and_ends() {
    assert_eq!(moved("a b\n\nc |d", Motion::ParagraphUp), "a b\n\n|c d");
    assert_eq!(moved("a b\n\n|c d", Motion::ParagraphUp), "|a b\n\nc d");
    assert_eq!(moved("a| b\n\nc d", Motion::ParagraphDown), "a b\n\n|c d");
    assert_eq!(moved("a b\n\nc| d", Motion::ParagraphDown), "a b\n\nc d|");
    assert_eq!(moved("a\nb|", Motion::Start), "|a\nb");
    assert_eq!(moved("|a\nb", Motion::End), "a\nb|");
}

fn undone(it: &mut Editor) -> Vec<String> {
    let mut all = vec![];
    while it.apply(Edit::Undo).unwrap().is_some() {
        all.push(it.text().to_owned());
    }
    all
}

#[test]
fn undo_goes_by_words() {
    let mut it = Editor::new(String::new());
    typed(&mut it, "Mum says no\nok");
    assert_eq!(undone(&mut it), ["Mum says no\n", "Mum says no", "Mum says ", "Mum ", ""]);
    while it.apply(Edit::Redo).unwrap().is_some() {}
    assert_eq!(shown(&it), "Mum says no\nok|");
    // Moving, a paste, a deletion each begin a step of their own.
    let mut it = Editor::new(String::new());
    typed(&mut it, "ab");
    go(&mut it, Motion::Left);
    typed(&mut it, "c");
    it.apply(Edit::InsertText("x y z".to_owned())).unwrap();
    typed(&mut it, "d");
    assert_eq!(it.text(), "acx y zdb");
    assert_eq!(undone(&mut it), ["acx y zb", "acb", "ab", ""]);
}

#[test]
fn deletions_group_by_words() {
    let mut it = editor("one two|");
    for _ in 0..7 {
        it.apply(Edit::Backspace).unwrap();
    }
    assert_eq!(undone(&mut it), ["one ", "one two"]);
    let mut it = editor("|one two");
    for _ in 0..7 {
        it.apply(Edit::Delete).unwrap();
    }
    assert_eq!(undone(&mut it), ["two", "one two"]);
    let mut it = editor("one two three|");
    it.apply(Edit::DeleteWordLeft).unwrap();
    it.apply(Edit::DeleteWordLeft).unwrap();
    assert_eq!(undone(&mut it), ["one two ", "one two three"]);
}

#[test]
fn writing_after_undo_drops_what_was_undone() {
    let mut it = Editor::new(String::new());
    typed(&mut it, "one two");
    it.apply(Edit::Undo).unwrap();
    assert!(it.can_redo());
    typed(&mut it, "x");
    assert!(!it.can_redo() && it.can_undo());
    assert_eq!(it.apply(Edit::Redo), Ok(None));
    assert_eq!(it.text(), "one x");
}

#[test]
fn pastes_are_kept_true() {
    assert_eq!(
        after("|", Edit::InsertText("a\r\nb\rc\0\u{1b}[m\t".to_owned())),
        "a\nb\nc\0\u{1b}[m\t|"
    );
    let mut it = Editor::single_line("Amina\nYusuf");
    assert_eq!(it.text(), "Amina Yusuf");
    assert_eq!(it.apply(Edit::Newline), Ok(None));
    assert_eq!(it.apply(Edit::Insert('\n')), Ok(None));
    it.apply(Edit::InsertText("\r\nx\n".to_owned())).unwrap();
    assert_eq!(it.text(), "Amina Yusuf x ");
}

#[test]
fn too_much_is_refused_whole() {
    let mut it = editor("keep ^this|");
    let before = it.clone();
    let refused = it.apply(Edit::InsertText("x".repeat(2 << 20))).unwrap_err();
    assert_eq!(refused, Refused::TooLong { limit: 1 << 20 });
    assert!(refused.to_string().contains("1024 KiB"), "{refused}");
    assert!(it == before);
    let mut it = Editor::new("x".repeat(MAX_BYTES - 1));
    typed(&mut it, "y");
    assert_eq!(it.len(), MAX_BYTES);
    assert!(it.apply(Edit::Insert('z')).is_err());
    assert!(it.apply(Edit::Newline).is_err());
    assert!(it.apply(Edit::Backspace).unwrap().is_some());
    assert!(it.apply(Edit::Undo).unwrap().is_some());
    assert_eq!(it.len(), MAX_BYTES);
}

#[test]
fn characters_that_join_leave_the_cursor_past_the_whole() {
    let mut it = editor("a👩|👧b");
    typed(&mut it, "\u{200d}");
    assert_eq!(shown(&it), "a👩\u{200d}👧|b");
    let mut it = editor("a\n|\u{301}b");
    it.apply(Edit::Backspace).unwrap();
    assert_eq!(shown(&it), "a\u{301}|b");
    it.apply(Edit::Undo).unwrap();
    assert_eq!(shown(&it), "a\n|\u{301}b");
    assert_eq!(Editor::with_cursor(FAMILY.to_owned(), 5).cursor(), 0);
    assert_eq!(Editor::with_cursor("ab".to_owned(), 99).cursor(), 2);
}

#[test]
fn rows_are_ready_to_draw() {
    let mut it = editor("one  ^two\u{1b}\nthree|   ");
    it.set_width(5);
    let rows = it.visible_rows(0, 9);
    let shown: Vec<&str> = rows.iter().map(|row| row.shown.as_ref()).collect();
    assert_eq!(shown, ["one  ", "two␛", "three"]);
    let selected: Vec<_> = rows.iter().map(|row| row.selected.clone()).collect();
    assert_eq!(selected, [None, Some(0..5), Some(0..5)]);
    assert_eq!(it.visible_rows(1, 1).len(), 1);
    assert_eq!(it.visible_rows(7, 2).len(), 0);
    go(&mut it, Motion::End);
    assert_eq!(it.cursor_row_col(), (2, 5), "spaces hang at the edge");
    it.apply(Edit::PlaceCursor { row: 1, col: 99, select: false }).unwrap();
    assert_eq!(it.cursor_row_col(), (1, 4));
    it.apply(Edit::PlaceCursor { row: 99, col: 1, select: true }).unwrap();
    assert_eq!(it.cursor_row_col(), (2, 1));
    assert_eq!(it.selected_text(), Some("\nt"));
}

#[test]
fn the_window_follows_the_cursor() {
    let mut it = Editor::new("\n".repeat(20));
    assert_eq!(it.scrolled(0, 5), 16);
    assert_eq!(it.scrolled(99, 5), 20);
    go(&mut it, Motion::PageUp(2));
    assert_eq!(it.scrolled(16, 5), 16);
    go(&mut it, Motion::Start);
    assert_eq!(it.scrolled(16, 5), 0);
    assert_eq!(it.scrolled(3, 0), 0);
}

#[test]
fn debug_never_prints_the_text() {
    let mut it = editor("secret ^sec|");
    let change = it.apply(Edit::InsertText("secret".to_owned())).unwrap();
    let all = format!(
        "{it:?} {change:?} {:?} {:?} {:?}",
        Edit::InsertText("secret".to_owned()),
        Edit::Insert('q'),
        it.visible_rows(0, 1)
    );
    assert!(!all.contains("sec") && !all.contains('q'), "{all}");
}

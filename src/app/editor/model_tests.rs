//! Random edits against a model too simple to be wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use crate::text::is_boundary;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// A text and a place in it; everything is worked out again each time.
struct Naive {
    text: String,
    cursor: usize,
    anchor: Option<usize>,
}

impl Naive {
    fn replace(&mut self, from: usize, to: usize, with: &str) {
        self.text = format!("{}{with}{}", &self.text[..from], &self.text[to..]);
        let end = from + with.len();
        let ends = self.text.grapheme_indices(true).map(|(at, _)| at).chain([self.text.len()]);
        self.cursor = ends.into_iter().find(|at| *at >= end).unwrap();
        self.anchor = None;
    }

    fn step(&mut self, edit: &Edit) {
        let (from, to) = match self.anchor {
            Some(anchor) => (anchor.min(self.cursor), anchor.max(self.cursor)),
            None => (self.cursor, self.cursor),
        };
        let bounds: Vec<usize> =
            self.text.grapheme_indices(true).map(|(at, _)| at).chain([self.text.len()]).collect();
        let here = bounds.iter().position(|at| *at == self.cursor).unwrap();
        let left = bounds[here.saturating_sub(1)];
        let right = bounds[(here + 1).min(bounds.len() - 1)];
        match edit {
            Edit::Insert('\r' | '\n') | Edit::Newline => self.replace(from, to, "\n"),
            Edit::Insert(c) => self.replace(from, to, &c.to_string()),
            Edit::InsertText(text) if !text.is_empty() => {
                self.replace(from, to, &text.replace("\r\n", "\n").replace('\r', "\n"));
            }
            Edit::Backspace | Edit::Delete | Edit::Cut if from < to => self.replace(from, to, ""),
            Edit::Backspace if left < from => self.replace(left, from, ""),
            Edit::Delete if right > from => self.replace(from, right, ""),
            Edit::SelectAll => (self.anchor, self.cursor) = (Some(0), self.text.len()),
            Edit::ClearSelection => self.anchor = None,
            Edit::Move { motion, select } => {
                let before = self.cursor;
                self.cursor = match motion {
                    Motion::Left if from < to && !select => from,
                    Motion::Right if from < to && !select => to,
                    Motion::Left => left,
                    Motion::Right => right,
                    Motion::Start => 0,
                    Motion::End => self.text.len(),
                    _ => unreachable!(),
                };
                self.anchor = select.then(|| self.anchor.unwrap_or(before));
            }
            _ => {}
        }
    }
}

fn piece() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "\n",
        "\r",
        "\r\n",
        "\t",
        " ",
        "  ",
        "a",
        "word ",
        "well-known",
        "é",
        "\u{301}",
        "\u{200d}",
        "👩",
        "🏽",
        "\u{fe0f}",
        "🇬",
        "🇧",
        "\u{202e}",
        "\u{600}",
        "\u{1161}",
        "ᄒ",
        "क",
        "\u{94d}",
        "漢",
        "(",
        "\u{a0}",
        "“",
        "\u{2028}",
        "\u{1b}",
        "12,5",
        "verylongwordthatpassestherow",
        "یہ ",
        "\u{ad}",
        "/",
        "—",
        "\u{200b}",
    ]);
    prop_oneof![6 => odd.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..most).prop_map(|pieces| pieces.concat())
}

fn simple_edit() -> impl Strategy<Value = Edit> {
    let motion = prop::sample::select(vec![
        Motion::Left,
        Motion::Right,
        Motion::Left,
        Motion::Right,
        Motion::Start,
        Motion::End,
    ]);
    prop_oneof![
        6 => piece().prop_map(|p| Edit::Insert(p.chars().next().unwrap())),
        3 => text(6).prop_map(Edit::InsertText),
        1 => Just(Edit::Newline),
        4 => Just(Edit::Backspace),
        3 => Just(Edit::Delete),
        1 => Just(Edit::Cut),
        1 => prop::sample::select(vec![Edit::SelectAll, Edit::ClearSelection]),
        8 => (motion, any::<bool>()).prop_map(|(motion, select)| Edit::Move { motion, select }),
    ]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let motion = prop_oneof![
        prop::sample::select(vec![
            Motion::Up,
            Motion::Down,
            Motion::WordLeft,
            Motion::WordRight,
            Motion::RowStart,
            Motion::RowEnd,
            Motion::ParagraphUp,
            Motion::ParagraphDown,
        ]),
        (0usize..4).prop_map(Motion::PageUp),
        (0usize..4).prop_map(Motion::PageDown),
    ];
    prop_oneof![
        4 => simple_edit(),
        1 => prop::sample::select(vec![Edit::DeleteWordLeft, Edit::DeleteWordRight]),
        1 => prop::sample::select(vec![Edit::Undo, Edit::Undo, Edit::Redo]),
        2 => (motion, any::<bool>()).prop_map(|(motion, select)| Edit::Move { motion, select }),
        2 => (0usize..12, 0usize..12, any::<bool>())
            .prop_map(|(row, col, select)| Edit::PlaceCursor { row, col, select }),
    ]
}

proptest! {
    #[test]
    fn does_what_the_model_does(start in text(12), edits in prop::collection::vec(simple_edit(), 1..40)) {
        let mut editor = Editor::new(start.clone());
        let mut naive = Naive { cursor: start.len(), text: start, anchor: None };
        for edit in edits {
            naive.step(&edit);
            editor.apply(edit).unwrap();
            prop_assert_eq!(&editor.text, &naive.text);
            prop_assert_eq!(editor.cursor, naive.cursor);
        }
    }

    #[test]
    fn every_edit_keeps_the_promises(
        start in text(40),
        columns in 1usize..14,
        edits in prop::collection::vec(any_edit(), 1..60),
    ) {
        let mut editor = Editor::new(start.clone());
        editor.set_width(columns);
        let mut replayed = start.clone();
        for edit in edits {
            let before = editor.text.clone();
            let change = editor.apply(edit.clone()).unwrap();
            // What it says it did is what it did.
            if let Some(change) = change {
                prop_assert!(change.replay(&mut replayed));
            } else {
                prop_assert_eq!(&editor.text, &before);
            }
            prop_assert_eq!(&replayed, &editor.text);
            // The cursor stands between whole characters, on the screen.
            prop_assert!(is_boundary(&editor.text, editor.cursor));
            let (row, col) = editor.cursor_row_col();
            prop_assert!(row < editor.row_count() && col <= columns);
            // Rows wrapped bit by bit are the rows wrapped at once.
            prop_assert!(editor.layout == Layout::new(&editor.text, columns), "{:?} in {:?}", edit, before);
            // The rows can be drawn: nothing passes the edge but what is wider than the edge.
            for row in editor.visible_rows(0, usize::MAX) {
                let wide = crate::text::width(&row.shown);
                prop_assert!(wide <= columns || editor.text[row.row.range()].trim_end_matches([' ', '\t', '\n']).graphemes(true).count() == 1, "{:?}", row.shown);
            }
        }
        // Undo all is the start, redo all the end.
        while editor.apply(Edit::Redo).unwrap().is_some() {}
        let furthest = editor.text.clone();
        while let Some(change) = editor.apply(Edit::Undo).unwrap() {
            prop_assert!(!change.inserted.is_empty() || change.removed > 0);
            prop_assert!(is_boundary(&editor.text, editor.cursor));
        }
        prop_assert_eq!(&editor.text, &start);
        while editor.apply(Edit::Redo).unwrap().is_some() {}
        prop_assert_eq!(&editor.text, &furthest);
    }
}

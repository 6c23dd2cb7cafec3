//! What one key costs in the editor. Run with `cargo bench --bench editor`.

use divan::{Bencher, black_box};
use thinkwheel::app::editor::{Edit, Editor, Motion};

const SENTENCE: &str =
    "We know about the move from Dudley but not why the plan there ended, and asked twice. ";

fn main() {
    divan::main();
}

/// 100 KB in one paragraph.
fn one_paragraph() -> String {
    SENTENCE.repeat(100_000 / SENTENCE.len())
}

/// Just under 1 MiB in some 1,300 paragraphs.
fn many_paragraphs() -> String {
    let paragraph = format!("{}\n\n", SENTENCE.repeat(9));
    paragraph.repeat(1_040_000 / paragraph.len())
}

fn urdu() -> String {
    "یہ ایک چھوٹا سا جملہ ہے اور اس کے بعد ایک اور۔ ".repeat(1_000)
}

fn one_word() -> String {
    "w".repeat(100_000)
}

/// Types one letter and takes it away again, in place: two keys.
fn type_and_remove(bencher: Bencher, text: String, at: usize) {
    let mut editor = Editor::with_cursor(text, at);
    bencher.bench_local(move || {
        let typed = editor.apply(Edit::Insert('x'));
        let removed = editor.apply(Edit::Backspace);
        black_box((typed, removed, editor.cursor_row_col())).2
    });
}

#[divan::bench(args = ["start", "middle", "end"])]
fn two_keys_in_100_kb_in_one_paragraph(bencher: Bencher, at: &str) {
    let text = one_paragraph();
    let at = place(&text, at);
    type_and_remove(bencher, text, at);
}

#[divan::bench(args = ["start", "middle", "end"])]
fn two_keys_in_1_mib_in_many_paragraphs(bencher: Bencher, at: &str) {
    let text = many_paragraphs();
    let at = place(&text, at);
    type_and_remove(bencher, text, at);
}

#[divan::bench(args = ["start", "middle", "end"])]
fn two_keys_in_80_kb_of_urdu(bencher: Bencher, at: &str) {
    let text = urdu();
    let at = place(&text, at);
    type_and_remove(bencher, text, at);
}

#[divan::bench(args = ["start", "middle", "end"])]
fn two_keys_in_one_word_of_100_kb(bencher: Bencher, at: &str) {
    let text = one_word();
    let at = place(&text, at);
    type_and_remove(bencher, text, at);
}

fn place(text: &str, at: &str) -> usize {
    match at {
        "start" => 0,
        "middle" => text.len() / 2,
        _ => text.len(),
    }
}

#[divan::bench]
fn down_and_up_in_100_kb_in_one_paragraph(bencher: Bencher) {
    let text = one_paragraph();
    let mut editor = Editor::with_cursor(text, 50_000);
    bencher.bench_local(move || {
        let down = editor.apply(Edit::Move { motion: Motion::Down, select: false });
        let up = editor.apply(Edit::Move { motion: Motion::Up, select: false });
        black_box((down, up)).0
    });
}

#[divan::bench]
fn word_left_and_right_in_100_kb_in_one_paragraph(bencher: Bencher) {
    let text = one_paragraph();
    let mut editor = Editor::with_cursor(text, 50_000);
    bencher.bench_local(move || {
        let left = editor.apply(Edit::Move { motion: Motion::WordLeft, select: false });
        let right = editor.apply(Edit::Move { motion: Motion::WordRight, select: false });
        black_box((left, right)).0
    });
}

#[divan::bench]
fn a_new_width_for_1_mib(bencher: Bencher) {
    let mut editor = Editor::new(many_paragraphs());
    let mut columns = 60;
    bencher.bench_local(move || {
        columns = if columns == 60 { 72 } else { 60 };
        editor.set_width(columns);
        black_box(editor.row_count())
    });
}

#[divan::bench]
fn rows_of_one_screen(bencher: Bencher) {
    let editor = Editor::new(many_paragraphs());
    bencher.bench_local(|| black_box(editor.visible_rows(black_box(5_000), 40)).len());
}

//! How much room words take: as measured in the face the pictures are drawn
//! in, so that every format can keep to it.

use unicode_segmentation::UnicodeSegmentation;

use super::outline::is_sign;
use crate::export::font::{Face, advance};

/// How far letters reach above and below the line they stand on, in sizes.
pub(super) const ABOVE: f64 = 0.78;
pub(super) const BELOW: f64 = 0.24;
/// From one row to the next.
pub(super) const ROW: f64 = 1.2;
/// How wide a mark is with the air beside it.
pub(super) const SIGN: f64 = 0.9;

fn face(bold: bool) -> Face {
    if bold { Face::Bold } else { Face::Regular }
}

/// A piece of a row: words, or one mark.
pub(super) enum Piece<'a> {
    Words(&'a str),
    Sign(char),
}

/// A row cut where marks stand in it.
pub(super) fn pieces(row: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, letter) in row.char_indices().filter(|(_, letter)| is_sign(*letter)) {
        if let Some(words) = row.get(from..at).filter(|words| !words.is_empty()) {
            out.push(Piece::Words(words));
        }
        out.push(Piece::Sign(letter));
        from = at + letter.len_utf8();
    }
    if let Some(words) = row.get(from..).filter(|words| !words.is_empty()) {
        out.push(Piece::Words(words));
    }
    out
}

/// How wide words without marks are, in points.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn words(text: &str, size: f64, bold: bool) -> f64 {
    f64::from(advance(text, size as f32, face(bold)))
}

/// How wide a row is, in points.
pub(super) fn row(text: &str, size: f64, bold: bool) -> f64 {
    let wide = |piece: &Piece| match piece {
        Piece::Words(text) => words(text, size, bold),
        Piece::Sign(_) => SIGN * size,
    };
    pieces(text).iter().map(wide).sum()
}

/// The rows a text fills at a width, broken between words, within a word only
/// where it is wider than the row; cut with `…` where there is no further row.
pub(super) fn wrapped(text: &str, size: f64, bold: bool, wide: f64, most: usize) -> Vec<String> {
    let fits = |text: &str| row(text, size, bold) <= wide;
    let mut rows: Vec<String> = Vec::new();
    let mut now = String::new();
    for word in text.split_whitespace() {
        let longer = if now.is_empty() { word.to_owned() } else { format!("{now} {word}") };
        if fits(&longer) {
            now = longer;
            continue;
        }
        if !now.is_empty() {
            rows.push(std::mem::take(&mut now));
        }
        if rows.len() > most {
            break;
        }
        for grapheme in word.graphemes(true) {
            if !now.is_empty() && !fits(&format!("{now}{grapheme}")) {
                rows.push(std::mem::take(&mut now));
            }
            now.push_str(grapheme);
        }
    }
    if !now.is_empty() {
        rows.push(now);
    }
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            let whole = last.clone();
            let mut kept: Vec<&str> = whole.graphemes(true).collect();
            while !kept.is_empty() && !fits(&format!("{}…", kept.concat().trim_end())) {
                kept.pop();
            }
            *last = format!("{}…", kept.concat().trim_end());
        }
    }
    rows
}

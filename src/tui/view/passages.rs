//! An answer of several passages: the one in hand is written in, the others
//! stand calmly above and below it.

use ratatui::layout::Rect;

use super::prose;
use super::sheet::{Sheet, Strip, paragraph};
use crate::app::page::{Passage, QuestionBody};
use crate::text::truncate;
use crate::tui::Look;
use crate::tui::look::{PLAIN, STRONG};

/// Rows the words in hand keep, and rows below which no other passage is
/// shown.
const WORDS_KEEP: usize = 3;
const ROWS_FOR_OTHERS: usize = 4;
/// Rows of another passage's words that are shown where there is room.
const ROWS_OF_OTHERS: usize = 2;
/// How far the other passages stand in.
const INDENT: u16 = 2;

/// How much of the other passages is shown.
#[derive(Clone, Copy)]
enum Room {
    /// Label and words, with air between.
    Airy,
    /// Label and words.
    Close,
    /// One row each.
    OneRow,
}

fn strips(passage: &Passage, width: u16, room: Room, look: Look) -> Vec<Strip> {
    let indent = i16::try_from(INDENT).unwrap_or(0);
    let width = width.saturating_sub(INDENT);
    let row = |text: String| Strip::new().at(indent, text, PLAIN);
    let words = passage.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let label = &passage.label;
    let mut out: Vec<Strip> = if matches!(room, Room::OneRow) {
        let one = if label.is_empty() { words } else { format!("{label}: {words}") };
        vec![row(truncate(&one, width.into()).into_owned())]
    } else {
        let mut rows: Vec<String> = Vec::new();
        if !label.is_empty() {
            rows.push(truncate(&format!("{label}:"), width.into()).into_owned());
        }
        let said = paragraph(&words, width);
        let cut = said.len() > ROWS_OF_OTHERS;
        rows.extend(said.into_iter().take(ROWS_OF_OTHERS));
        if let Some(last) = rows.last_mut().filter(|_| cut) {
            let short = truncate(last, width.saturating_sub(2).into());
            *last = format!("{} …", short.trim_end_matches(['…', ' ']));
        }
        rows.into_iter().map(row).collect()
    };
    if let Some(first) = out.first_mut() {
        *first = first.clone().at(0, look.bullet(), PLAIN);
    }
    if matches!(room, Room::Airy) {
        out.push(Strip::new());
    }
    out
}

/// All of them, and how many rows they take.
fn all(passages: &[Passage], width: u16, room: Room, look: Look) -> Vec<Vec<Strip>> {
    passages.iter().map(|p| strips(p, width, room, look)).collect()
}

fn count(groups: &[Vec<Strip>]) -> usize {
    groups.iter().map(Vec::len).sum()
}

/// Draws the answer in an area.
pub(super) fn draw(sheet: &mut Sheet, area: Rect, body: &QuestionBody, in_hand: bool) {
    let (look, height) = (sheet.look, usize::from(area.height));
    let label: Vec<Strip> = if body.label.is_empty() || height < WORDS_KEEP {
        Vec::new()
    } else {
        let rows = paragraph(&body.label, area.width).into_iter().take((height / 3).max(1));
        rows.map(|row| Strip::new().at(0, row, STRONG)).collect()
    };
    // Where room is short a row of the words gives way to what is around them.
    let keep = WORDS_KEEP.min(height.saturating_sub(label.len() + 1)).max(1);
    let words = body.answer.row_count().clamp(keep, keep.max(height / 2));
    let free = height.saturating_sub(label.len() + words);
    let (mut above, mut below) = (Vec::new(), Vec::new());
    if height >= ROWS_FOR_OTHERS {
        for room in [Room::Airy, Room::Close, Room::OneRow] {
            above = all(&body.before, area.width, room, look);
            below = all(&body.after, area.width, room, look);
            if matches!(room, Room::Airy) && !below.is_empty() {
                below.insert(0, vec![Strip::new()]);
            }
            if count(&above) + count(&below) <= free {
                break;
            }
        }
    }
    // The nearest stay, those above first: that is where the talk comes from.
    let mut left_out = 0;
    while count(&above) + count(&below) > free.saturating_sub(usize::from(left_out > 0)) {
        left_out += 1;
        if below.pop().is_none() {
            if above.is_empty() {
                break;
            }
            above.remove(0);
        }
    }
    let mut top: Vec<Strip> = Vec::new();
    if left_out > 0 && height >= ROWS_FOR_OTHERS {
        let many = if left_out == 1 { "passage" } else { "passages" };
        let words = format!("… {left_out} more {many}");
        top.push(Strip::new().at(0, words, look.ground()));
    }
    top.extend(above.concat());
    top.extend(label);
    sheet.strips(area, &top);
    let used = u16::try_from(top.len()).unwrap_or(0).min(area.height);
    let rest = Rect { y: area.y + used, height: area.height - used, ..area };
    let below = below.concat();
    let under = u16::try_from(below.len()).unwrap_or(0).min(rest.height);
    let mut own = rest.height - under;
    if under > 0 {
        own = own.min(u16::try_from(body.answer.row_count()).unwrap_or(own).max(1));
    }
    let at = Rect { y: rest.y + own, height: rest.height - own, ..rest };
    sheet.strips(at, &below);
    prose::draw(sheet, Rect { height: own, ..rest }, body.answer, in_hand);
}

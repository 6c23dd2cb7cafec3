//! The note as it will leave.

use ratatui::layout::Rect;

use super::sheet::{Sheet, Strip, paragraph};
use super::{Notice, prose};
use crate::app::page::{Mark, NoteBody, Thought};
use crate::tui::Look;
use crate::tui::look::{PLAIN, STRONG};

/// Below this many rows only the first line about the note is shown.
const ROWS_FOR_ABOUT: u16 = 10;
/// Below this many rows a nudge in hand does not say why it matters.
const ROWS_FOR_WHY: u16 = 14;

pub(super) fn draw(sheet: &mut Sheet, area: Rect, body: &NoteBody, notice: Notice) {
    let look = sheet.look;
    let ask: Vec<Strip> = body
        .ask
        .iter()
        .flat_map(|ask| paragraph(ask, area.width))
        .map(|row| Strip::new().at(0, row, STRONG).at(-2, look.bar(), STRONG))
        .collect();
    let ask = if ask.is_empty() { thought_in_hand(body, area, look) } else { ask };
    let area = notice.stand_on(sheet, area, ask, true);
    let lines = if area.height < ROWS_FOR_ABOUT { 1 } else { body.about.len() };
    let mut about: Vec<Strip> = body
        .about
        .iter()
        .take(lines)
        .flat_map(|line| paragraph(line, area.width))
        .map(|row| Strip::new().at(0, row, PLAIN))
        .collect();
    let rule = look.rule().repeat(area.width.into());
    if area.height >= ROWS_FOR_ABOUT {
        about.push(Strip::new().at(0, rule.clone(), look.faint()));
    }
    about.truncate(usize::from(area.height / 2));
    let used = u16::try_from(about.len()).unwrap_or(0);
    sheet.strips(area, &about);
    let window = Rect { y: area.y + used, height: area.height - used, ..area };

    let mut rows: Vec<Strip> = paragraph(body.text.trim_end(), area.width)
        .into_iter()
        .map(|row| Strip::new().at(0, row, PLAIN))
        .collect();
    for (n, thought) in body.thoughts.iter().enumerate().filter(|(_, t)| t.line.is_some()) {
        let at = body.row_of_thought(n, area.width.into());
        if let Some(row) = at.and_then(|at| rows.get_mut(at)) {
            *row = std::mem::take(row).at(-2, look.mark(mark(thought)), STRONG);
        }
    }
    let mut list = |heading: &str, lines: Vec<(&str, &str)>| {
        if lines.is_empty() {
            return;
        }
        rows.push(Strip::new());
        rows.push(Strip::new().at(0, rule.clone(), look.faint()));
        rows.push(Strip::new().at(0, heading, STRONG));
        for (mark, line) in lines {
            for (n, row) in paragraph(line, area.width.saturating_sub(2)).into_iter().enumerate() {
                let strip = Strip::new().at(2, row, PLAIN);
                rows.push(if n == 0 { strip.at(0, mark, PLAIN) } else { strip });
            }
        }
    };
    let thoughts = body.thoughts.iter().map(|t| (look.mark(mark(t)), t.says.as_str()));
    list("Worth a thought", thoughts.collect());
    let left = body.left_out.iter().map(|line| (look.bullet(), line.as_str()));
    list("Stays behind", left.collect());
    debug_assert_eq!(rows.len(), body.row_count(area.width.into()));
    let height = usize::from(window.height);
    let top = body.scroll.min(rows.len().saturating_sub(height));
    sheet.strips(window, rows.get(top..).unwrap_or_default());
    sheet.more = prose::beyond(top, rows.len().saturating_sub(top + height), "row", "rows");
}

fn mark(thought: &Thought) -> Mark {
    if thought.current { Mark::Full } else { Mark::Empty }
}

/// The nudge in hand, with why it matters and what can be done.
fn thought_in_hand(body: &NoteBody, area: Rect, look: Look) -> Vec<Strip> {
    let width = area.width;
    let Some(at) = body.thoughts.iter().position(|t| t.current) else { return Vec::new() };
    let Some(thought) = body.thoughts.get(at) else { return Vec::new() };
    let of = format!("{} of {}. {}", at + 1, body.thoughts.len(), thought.says);
    let says = paragraph(&of, width).into_iter().map(|row| Strip::new().at(0, row, STRONG));
    let aside = if thought.is_name { "" } else { ", x sets it aside" };
    let why = format!("{} g goes there{aside}, n is the next.", thought.why);
    let why = paragraph(&why, width).into_iter().map(|row| Strip::new().at(0, row, PLAIN));
    let why = why.filter(|_| area.height >= ROWS_FOR_WHY);
    let mut out: Vec<Strip> = says.chain(why).collect();
    if let Some(first) = out.first_mut() {
        *first = std::mem::take(first).at(-2, look.mark(Mark::Full), STRONG);
    }
    out
}

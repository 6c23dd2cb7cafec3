//! From a page to cells: a pure function.
//!
//! Fixed places: the top line, the rule and the footer stand where they stand
//! on every screen, and what comes and goes (a notice, a state) takes empty
//! room from the middle instead of pushing it about. Where room is short,
//! ornament goes first, then spacing, then what explains; the question stays.

mod drawing;
mod form;
mod list;
mod note;
mod passages;
mod prose;
mod question;
mod sheet;
mod table;
mod wheel;

use ratatui::Frame;
use ratatui::layout::Rect;

use self::sheet::{Sheet, Strip, paragraph};
use super::Look;
use super::look::{PLAIN, STRONG};
use super::spot::{Hit, Spot};
use crate::app::action::Action;
use crate::app::key::Code;
use crate::app::page::{Body, Hint, Page, prose_width};
use crate::text::{shown_width, truncate};

/// Below this many rows the thin rule gives its place to the middle.
const ROWS_FOR_RULE: u16 = 10;
/// Below this many rows no row stays empty under the top line.
const ROWS_FOR_AIR: u16 = 14;

/// Draws a page; gives back what a press of the mouse finds where.
pub fn draw(frame: &mut Frame, page: &Page, look: &Look) -> Vec<Spot> {
    let area = frame.area();
    let look = look.in_theme(page.theme);
    frame.buffer_mut().set_style(area, look.ground());
    let mut sheet = Sheet::new(frame.buffer_mut(), area, look);
    if let Body::Veil { words } = &page.body {
        veil(&mut sheet, words);
        return Vec::new();
    }
    if area.height == 0 || area.width < 2 {
        return Vec::new();
    }
    top(&mut sheet, page);
    let air = u16::from(area.height >= ROWS_FOR_AIR);
    let rule = u16::from(area.height >= ROWS_FOR_RULE);
    let body = column(Rect {
        y: area.y + 1 + air,
        height: area.height.saturating_sub(2 + air + rule),
        ..area
    });
    let notice = Notice::new(page, body, look);
    match &page.body {
        Body::List(list) if table::fits(&sheet, list) => {
            table::draw(&mut sheet, body, list, notice);
        }
        Body::List(list) => list::draw(&mut sheet, body, list, notice),
        Body::Wheel(wheel) => wheel::draw(&mut sheet, body, wheel, page),
        Body::Question(question) => question::draw(&mut sheet, body, question, notice),
        Body::Form(form) => form::draw(&mut sheet, body, form, notice),
        Body::Note(note) => note::draw(&mut sheet, body, note, notice),
        Body::Veil { .. } => {}
    }
    if rule > 0 {
        thin_rule(&mut sheet, area.bottom().saturating_sub(2));
    }
    footer(&mut sheet, page);
    let Sheet { cursor, spots, .. } = sheet;
    if let Some(at) = cursor {
        frame.set_cursor_position(at);
    }
    spots
}

/// The column that everything stands in: as wide as prose is set, in the
/// middle of a wide terminal.
fn column(area: Rect) -> Rect {
    let width = u16::try_from(prose_width(area.width)).unwrap_or(72);
    let left = (area.width.saturating_sub(width + 2) / 2).max(3);
    Rect { x: area.x + left, width: width.min(area.width.saturating_sub(left)), ..area }
}

fn veil(sheet: &mut Sheet, words: &str) {
    let area = sheet.area;
    let width = area.width.saturating_sub(2).clamp(1, 60);
    let rows = paragraph(words, width);
    let down = usize::from(area.height).saturating_sub(rows.len()) / 2;
    for (y, row) in (area.y + u16::try_from(down).unwrap_or(0)..area.bottom()).zip(rows) {
        let wide = u16::try_from(shown_width(&row)).unwrap_or(width);
        let x = area.x + area.width.saturating_sub(wide) / 2;
        sheet.put(x, y, &row, PLAIN, area.right().saturating_sub(x));
    }
}

/// Whose hour this is, at the left; where in it, at the right.
fn top(sheet: &mut Sheet, page: &Page) {
    let area = sheet.area;
    let room = usize::from(area.width).saturating_sub(2);
    let named = fitting_name(&page.top_left, &page.top_right, room);
    let left = shown_width(named);
    // The name of who is in focus comes first; of the place, its number.
    let right = [page.top_right.as_str(), page.top_right.rsplit(' ').next().unwrap_or_default()]
        .into_iter()
        .find(|right| left + shown_width(right) + 2 <= room)
        .unwrap_or_default();
    let style = PLAIN;
    sheet.put(area.x + 1, area.y, &truncate(named, room), style, area.width - 1);
    let wide = u16::try_from(shown_width(right)).unwrap_or(0);
    sheet.put(area.right().saturating_sub(wide + 1), area.y, right, style, wide);
}

/// As much at the left as leaves the place its room: first goes that it is for
/// practice, then the day; the names stay.
fn fitting_name<'a>(left: &'a str, right: &str, room: usize) -> &'a str {
    let bare = left.strip_prefix("Practice vault · ").unwrap_or(left);
    let day = bare.rsplit_once(", ").filter(|(head, _)| head.contains(" · "));
    let dateless = day.map_or(bare, |(head, _)| head);
    let fits = |named: &&str| shown_width(named) + shown_width(right) + 2 <= room;
    [left, bare, dateless].into_iter().find(fits).filter(|_| !right.is_empty()).unwrap_or(left)
}

/// A thin rule, with how much there is beyond what is shown.
fn thin_rule(sheet: &mut Sheet, y: u16) {
    let area = sheet.area;
    let (look, more) = (sheet.look, std::mem::take(&mut sheet.more));
    let width = area.width.saturating_sub(2);
    sheet.put(area.x + 1, y, &look.rule().repeat(width.into()), look.faint(), width);
    let wide = u16::try_from(shown_width(&more)).unwrap_or(u16::MAX);
    if wide > 0 && wide + 6 <= width {
        let style = look.ground();
        sheet.put(area.right() - wide - 5, y, &format!(" {more} "), style, wide + 2);
    }
}

/// What is possible here, now, and at the right end the truth about saving.
fn footer(sheet: &mut Sheet, page: &Page) {
    let area = sheet.area;
    let y = area.bottom().saturating_sub(1);
    let room = area.width.saturating_sub(2);
    let saved = truncate(&page.saved, room.into());
    let wide = u16::try_from(shown_width(&saved)).unwrap_or(room);
    let style = if page.saved.contains("NOT") { STRONG } else { PLAIN };
    sheet.put(area.right().saturating_sub(wide + 1), y, &saved, style, wide);
    let end = area.right().saturating_sub(1 + if wide > 0 { wide + 2 } else { 0 });
    let gap = if area.width < 100 { 2 } else { 3 };
    let mut x = area.x + 1;
    let of = |hint: &Hint| {
        let key = hint.keys.map_or_else(|| hint.key.to_string(), str::to_owned);
        u16::try_from(shown_width(&key) + 1 + shown_width(&hint.label)).map(|wide| (key, wide))
    };
    // The way back and the way to help are always there.
    let stays = |hint: &Hint| matches!(hint.key.code, Code::Esc | Code::F(1));
    let wide = |hint: &Hint| of(hint).map_or(0, |(_, columns)| columns + gap);
    let mut kept: u16 = page.hints.iter().filter(|hint| stays(hint)).map(wide).sum();
    for hint @ Hint { label, action, .. } in &page.hints {
        let Ok((key, columns)) = of(hint) else { continue };
        if stays(hint) {
            kept = kept.saturating_sub(columns + gap);
        }
        if x + columns + kept > end {
            continue;
        }
        let used = sheet.put(x, y, &key, STRONG, columns);
        sheet.put(x + used + 1, y, label, PLAIN, columns - used);
        // Leaving is asked for with the key: one slip of the hand is too little.
        if let Some(action) = action.as_ref().filter(|a| **a != Action::Leave) {
            sheet.spot(Rect { x, y, width: columns, height: 1 }, Hit::Do(*action));
        }
        x += columns + gap;
    }
}

/// What happened, where the person is looking: rows that stand at the foot of
/// the middle.
struct Notice {
    rows: Vec<Strip>,
}

impl Notice {
    fn new(page: &Page, body: Rect, look: Look) -> Notice {
        let Some(notice) = &page.notice else { return Notice { rows: Vec::new() } };
        let (mark, style) =
            if notice.trouble { ("!", look.trouble()) } else { (look.bullet(), PLAIN) };
        let words = paragraph(&notice.text, body.width.saturating_sub(2));
        // What is being worked on keeps a few rows in any case.
        let most = usize::from(body.height.saturating_sub(3)).max(1);
        let cut = words.len() > most;
        let mut rows: Vec<Strip> = Vec::new();
        for (n, row) in words.into_iter().take(most).enumerate() {
            let words = if cut && n + 1 == most { format!("{row} …") } else { row };
            let strip = Strip::new().at(2, words, PLAIN);
            rows.push(if n == 0 { strip.at(0, mark, style) } else { strip });
        }
        Notice { rows }
    }

    /// Puts `last` at the foot of an area and the notice above it; gives back
    /// what is left above.
    fn stand_on(self, sheet: &mut Sheet, area: Rect, last: Vec<Strip>, air: bool) -> Rect {
        let mut rest = area;
        for group in [last, self.rows] {
            if group.is_empty() {
                continue;
            }
            let height = u16::try_from(group.len()).unwrap_or(u16::MAX).min(rest.height);
            rest.height -= height;
            let at = Rect { y: rest.bottom(), height, ..rest };
            sheet.strips(at, &group);
            // A row of air between, where there is some.
            if air && rest.height > 8 {
                rest.height -= 1;
            }
        }
        rest
    }
}

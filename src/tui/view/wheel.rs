//! The thinking wheel with the part in hand opened out beside it, and the
//! doing wheel where there is room for both.

use ratatui::layout::Rect;

use super::sheet::{Sheet, Strip, columns, paragraph};
use super::{Notice, list};
use crate::app::page::{Page, WheelBody, draws_wheel};
use crate::figure::part_code;
use crate::practice::Part;
use crate::tui::Look;
use crate::tui::figure::{columns_for, fits, says};
use crate::tui::look::{PLAIN, STRONG};

/// Columns between the wheel and what stands beside it.
const GUTTER: u16 = 3;
/// What stands beside the wheel is at least and at most this wide.
const LEAST_BESIDE: u16 = 26;
const MOST_BESIDE: u16 = 50;
/// Rows of the doing wheel, and of air above it.
const LEAST_DOING: u16 = 15;
const MOST_DOING: u16 = 27;
const AIR: u16 = 2;
/// Rows that the part in hand keeps above the doing wheel.
const ROWS_FOR_WORDS: u16 = 16;
/// Rows that it keeps below the wheel.
const ROWS_UNDER: u16 = 12;
/// Columns of the words from which on they list names that the wheel lacks.
const COLUMNS_FOR_NAMES: u16 = 40;
/// Rows of the wheel at least.
const LEAST_WHEEL: u16 = 15;

/// Where the two stand.
struct Places {
    wheel: Rect,
    words: Rect,
}

pub(super) fn draw(sheet: &mut Sheet, column: Rect, body: &WheelBody, page: &Page) {
    let look = sheet.look;
    let screen = sheet.area;
    let places = Some(Rect { x: screen.x + 1, width: screen.width.saturating_sub(2), ..column })
        .filter(|_| draws_wheel(screen.width, screen.height))
        .and_then(|area| places(area, body, look));
    let Some(Places { words, wheel }) = places.filter(|p| sheet.paint(&body.wheel, p.wheel)) else {
        list::draw(sheet, column, &body.list, Notice::new(page, column, look));
        return;
    };
    // A notice stands at the foot of the words, above the doing wheel: what is
    // drawn stays as it is.
    let doing = doing(words, body).filter(|at| sheet.paint(&body.doing, *at));
    let all = words;
    let words = match doing {
        Some(at) => Rect { height: at.y.saturating_sub(words.y), ..words },
        None => words,
    };
    let words = Notice::new(page, words, look).stand_on(sheet, words, Vec::new(), true);
    let names = names(body, wheel, words.width, look);
    let mut foot = foot(words.width, doing.is_none().then_some(body.stage.as_str()), look);
    let room = usize::from(words.height);
    let least = |rows: usize| room.saturating_sub(foot.len() + rows + 1);
    let mut rows = part(body, words.width, least(0), look);
    if !names.is_empty() && rows.len() > least(names.len() + 1) {
        // The names come before what a part draws on, not before what it is.
        let fewer = part(body, words.width, least(names.len() + 1), look);
        if fewer.len() > 2 {
            rows = fewer;
        }
    }
    let under = u16::try_from(rows.len()).unwrap_or(0) + 1;
    // What has no room for its name in the wheel has it here, where there is.
    if !names.is_empty() && rows.len() + foot.len() + names.len() + 2 <= room {
        foot.push(Strip::new());
        foot.extend(names);
    }
    sheet.strips(words, &rows);
    let high = u16::try_from(foot.len()).unwrap_or(0);
    if let Some(doing) = doing {
        if under + high <= words.height {
            sheet.strips(Rect { y: words.y + under, height: high, ..words }, &foot);
        }
        let said = Rect { y: doing.bottom() + 1, height: 1, ..all };
        sheet.strips(said, &[Strip::new().at(0, body.stage.clone(), PLAIN)]);
    } else if under + high <= words.height {
        sheet.strips(Rect { y: words.bottom() - high, height: high, ..words }, &foot);
    }
}

/// The wheel as large as it will go beside its words, else above them.
fn places(area: Rect, body: &WheelBody, look: Look) -> Option<Places> {
    let columns = columns_for(&body.wheel, area.height);
    if columns + GUTTER + LEAST_BESIDE <= area.width {
        let beside = (area.width - columns - GUTTER).min(MOST_BESIDE);
        // What is left goes to both sides of the wheel: names may stand there.
        let wheel = Rect { width: area.width - beside - GUTTER, ..area };
        let words = Rect { x: wheel.right() + GUTTER, width: beside, ..area };
        return Some(Places { wheel, words });
    }
    // From the widest down to the least that is legible.
    let most = area.height.saturating_sub(ROWS_UNDER + 1);
    (LEAST_WHEEL..=most).rev().find_map(|height| {
        let wheel = Rect { height, ..area };
        let wide = columns_for(&body.wheel, height) <= area.width;
        let words = Rect {
            x: area.x + 2,
            y: wheel.bottom() + 1,
            width: area.width.saturating_sub(4),
            height: area.height - height - 1,
        };
        (wide && fits(&body.wheel, wheel, look)).then_some(Places { wheel, words })
    })
}

/// Where the doing wheel stands: at the foot of the words, where they leave it
/// room.
fn doing(words: Rect, body: &WheelBody) -> Option<Rect> {
    let height = words.height.checked_sub(ROWS_FOR_WORDS + AIR + 2)?.min(MOST_DOING);
    let width = columns_for(&body.doing, height).min(words.width);
    let at = Rect { y: words.bottom() - height - 2, height, width, ..words };
    (height >= LEAST_DOING).then_some(at)
}

/// The part in hand: its name, what it is about, what it draws on, and what
/// was asked. What explains most goes last.
fn part(body: &WheelBody, width: u16, most: usize, look: Look) -> Vec<Strip> {
    let plain = |text: &String| -> Vec<Strip> {
        paragraph(text, width).into_iter().map(|row| Strip::new().at(0, row, PLAIN)).collect()
    };
    let (label, name) = body.title;
    let both = format!("{label}  {name}");
    let head = if columns(&both) <= width {
        vec![both]
    } else {
        let name = paragraph(name, width);
        std::iter::once(label.to_owned()).chain(name).collect()
    };
    let head = head.into_iter().map(|row| Strip::new().at(0, row, STRONG));
    let accent = look.ring(body.ring);
    let head: Vec<Strip> = head.map(|s| s.at(-2, look.bar(), accent)).collect();
    let about = body.lines.as_ref().map(|l| plain(&l.about)).unwrap_or_default();
    let draws_on = body.lines.as_ref().map(|l| plain(&l.draws_on)).unwrap_or_default();
    let asked: Vec<Strip> = plain(&body.asked);
    for blocks in
        [vec![&head, &about, &asked, &draws_on], vec![&head, &about, &asked], vec![&head, &asked]]
    {
        let blocks: Vec<&Vec<Strip>> = blocks.into_iter().filter(|b| !b.is_empty()).collect();
        let rows = blocks.iter().map(|b| b.len() + 1).sum::<usize>().saturating_sub(1);
        if rows <= most {
            return blocks.iter().map(|b| b.as_slice()).collect::<Vec<_>>().join(&Strip::new());
        }
    }
    head
}

/// The names of those parts that are drawn with their number alone; none where
/// the words are narrow.
fn names(body: &WheelBody, wheel: Rect, width: u16, look: Look) -> Vec<Strip> {
    if width < COLUMNS_FOR_NAMES {
        return Vec::new();
    }
    let unnamed = Part::ALL
        .into_iter()
        .filter(|part| !says(&body.wheel, wheel, look, part.short_name()))
        .map(|part| format!("{} {}", part_code(part), part.short_name()))
        .collect::<Vec<_>>();
    let all = unnamed.join(", ");
    let rows = paragraph(&all, width).into_iter().filter(|row| !row.is_empty());
    rows.map(|row| Strip::new().at(0, row, PLAIN)).collect()
}

/// What the marks mean, and where the work is if nothing else says so.
fn foot(width: u16, stage: Option<&str>, look: Look) -> Vec<Strip> {
    use crate::app::page::Mark;
    let mut out: Vec<Strip> = stage
        .map(|stage| paragraph(stage, width))
        .unwrap_or_default()
        .into_iter()
        .map(|row| Strip::new().at(0, row, PLAIN))
        .collect();
    if !out.is_empty() {
        out.push(Strip::new());
    }
    let mark = |mark: Mark| look.mark(mark);
    let (full, half, empty) = (mark(Mark::Full), mark(Mark::Half), mark(Mark::Empty));
    let all = format!("{full} asked today   {half} before   {empty} not yet");
    for row in
        paragraph(&all, width).into_iter().chain(paragraph("↺ something to come back to", width))
    {
        out.push(Strip::new().at(0, row, PLAIN));
    }
    out
}

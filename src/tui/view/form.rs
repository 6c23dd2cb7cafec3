//! Fields one after the other: label, text, what is known beside it.

use std::ops::Range;

use ratatui::layout::Rect;

use super::sheet::{Sheet, Strip, columns, paragraph};
use super::{Notice, prose};
use crate::app::page::{Form, FormField};
use crate::tui::Look;
use crate::tui::look::{PLAIN, STRONG};
use crate::tui::spot::Hit;

/// Prose stands this far in, below its label.
const INDENT: u16 = 2;
/// Labels stand beside their fields up to this column; longer ones above.
const MOST_LABEL: u16 = 24;
/// A field is at least this wide, or stands below its label.
const LEAST_FIELD: u16 = 24;
/// A form that scrolls has air between its parts from so many rows on.
const ROWS_FOR_AIR: usize = 18;
/// What is known stands beside a field where it leaves the field this much.
const FIELD_BESIDE: u16 = 24;

pub(super) fn draw(sheet: &mut Sheet, area: Rect, form: &Form, notice: Notice) {
    let look = sheet.look;
    let foot = foot(form, area);
    let area = notice.stand_on(sheet, area, foot, true);
    let height = usize::from(area.height);
    let (airy, dense) = (rows(form, area, true, look), rows(form, area, false, look));
    // What scrolls in any case keeps its air where there is room for it.
    let air = airy.0.len() <= height || (dense.0.len() > height && height >= ROWS_FOR_AIR);
    let (rows, hand) = if air { airy } else { dense };
    // The field in hand is seen whole, and a row of what follows; where it is
    // longer than the screen, its cursor is.
    let mut top = (hand.end + 1).min(rows.len()).saturating_sub(height);
    if hand.len() > height {
        let cursor = rows.iter().position(|row| row.cursor.is_some()).unwrap_or(hand.start);
        let inside = cursor.saturating_sub(hand.start);
        top = hand.start + prose::first_row(inside, hand.len(), height);
    } else {
        top = top.min(hand.start);
    }
    let wider = Rect { width: area.width + 3, ..area }.intersection(sheet.area);
    sheet.strips(wider, rows.get(top..).unwrap_or_default());
    sheet.more = prose::beyond(top, rows.len().saturating_sub(top + height), "row", "rows");
}

/// What is said of prose in hand in several lines stays in sight at the foot,
/// however long the prose is, and leaves it at least half of what there is.
fn foot(form: &Form, area: Rect) -> Vec<Strip> {
    let lines = form.fields.get(form.focus).filter(|field| at_foot(field));
    let rows = lines.into_iter().flat_map(|field| field.aside.lines().enumerate());
    let strips = rows.flat_map(|(n, line)| {
        let rows = paragraph(line, area.width.saturating_sub(INDENT)).into_iter();
        rows.map(move |row| Strip::new().at(if n == 0 { 0 } else { 2 }, row, PLAIN))
    });
    strips.take(usize::from(area.height / 2)).collect()
}

fn at_foot(field: &FormField) -> bool {
    field.prose && field.aside.contains('\n')
}

/// All rows of a form, and which of them are the field in hand's.
fn rows(form: &Form, area: Rect, airy: bool, look: Look) -> (Vec<Strip>, Range<usize>) {
    let mut out = vec![Strip::new().at(0, form.title.clone(), STRONG)];
    let air = |out: &mut Vec<Strip>| {
        if airy {
            out.push(Strip::new());
        }
    };
    air(&mut out);
    for text in &form.intro {
        out.extend(
            paragraph(text, area.width).into_iter().map(|row| Strip::new().at(0, row, PLAIN)),
        );
        air(&mut out);
    }
    let labels = form.fields.iter().filter(|f| !f.prose).map(|f| columns(&f.label) + 3);
    let at = labels.filter(|wide| *wide <= MOST_LABEL).max().unwrap_or(INDENT);
    let at = if at + LEAST_FIELD <= area.width { at } else { INDENT };
    let mut hand = 0..0;
    for (n, field) in form.fields.iter().enumerate() {
        let start = out.len();
        if let Some(heading) = &field.heading {
            if n > 0 {
                out.push(Strip::new());
            }
            for row in paragraph(heading, area.width) {
                out.push(Strip::new().at(0, row, STRONG));
            }
        }
        let here = n == form.focus;
        let head = out.len();
        if field.prose {
            prose_field(&mut out, field, (n, here), area.width, look);
        } else {
            line_field(&mut out, field, (n, here), at, area.width, look);
        }
        // Label, and what is known beside: the field, wherever its text is.
        for strip in out.iter_mut().skip(head) {
            *strip = std::mem::take(strip).under(Hit::Field(n));
        }
        if here {
            hand = start..out.len();
        }
    }
    (out, hand)
}

fn label(field: &FormField, here: bool, look: Look) -> Strip {
    let style = if here { STRONG } else { PLAIN };
    let strip = Strip::new().at(0, field.label.clone(), style);
    if here { strip.at(-2, look.pointer(), STRONG) } else { strip }
}

/// Prose grows below its label, set as the editor wraps it.
fn prose_field(
    out: &mut Vec<Strip>,
    field: &FormField,
    (n, here): (usize, bool),
    width: u16,
    look: Look,
) {
    out.push(label(field, here, look));
    let count = field.editor.row_count();
    let mut texts = prose::rows(field.editor, 0, count, n, here);
    if let Some(last) = texts.last_mut() {
        // As far as the fields that stand beside their labels.
        last.field = Some((0, prose::narrow(field.editor.width()).saturating_sub(INDENT)));
    }
    out.extend(texts.into_iter().map(|strip| strip.moved(INDENT)));
    if here && at_foot(field) {
        return;
    }
    for row in paragraph(&field.aside, width.saturating_sub(INDENT).clamp(8, 72))
        .into_iter()
        .filter(|row| !row.is_empty())
    {
        out.push(Strip::new().at(2, row, PLAIN));
    }
}

/// A short text stands beside its label, all of them at one column.
fn line_field(
    out: &mut Vec<Strip>,
    field: &FormField,
    (n, here): (usize, bool),
    at: u16,
    width: u16,
    look: Look,
) {
    let first = label(field, here, look);
    let beside_label = columns(&field.label) + 2 < at;
    let room = width.saturating_sub(at).max(1);
    let aside = columns(&field.aside);
    let beside = aside > 0 && aside + 2 + FIELD_BESIDE <= room;
    let columns_here = if beside { FIELD_BESIDE } else { room };
    let mut texts = if field.secret {
        vec![prose::dots(field.editor, columns_here.saturating_sub(1), here, look)]
    } else {
        let fitted = prose::fitted(field.editor, columns_here);
        prose::rows(&fitted, 0, fitted.row_count(), n, here)
    };
    for strip in &mut texts {
        strip.field = Some((0, columns_here));
        *strip = std::mem::take(strip).moved(at);
    }
    if beside_label {
        if let Some(strip) = texts.first_mut() {
            let text = std::mem::take(strip);
            *strip = first.with(text);
        }
    } else {
        out.push(first);
    }
    if beside && let Some(strip) = texts.first_mut() {
        let text = std::mem::take(strip);
        let column = i16::try_from(at + columns_here + 2).unwrap_or(i16::MAX);
        *strip = text.at(column, field.aside.clone(), PLAIN);
    }
    out.extend(texts);
    let column = i16::try_from(at).unwrap_or(0);
    if !beside && aside > 0 {
        for row in paragraph(&field.aside, room) {
            out.push(Strip::new().at(column, row, PLAIN));
        }
    }
    for (n, offer) in field.offers.iter().enumerate() {
        let chosen = field.chosen == Some(n);
        let style = if chosen { STRONG } else { PLAIN };
        for (m, row) in paragraph(offer, room.saturating_sub(2)).into_iter().enumerate() {
            let hit = if chosen { Hit::Pick(n) } else { Hit::Select(n) };
            let strip = Strip::new().at(column + 2, row, style).hitting(hit);
            out.push(match (m, chosen) {
                (0, true) => strip.at(column, look.pointer(), STRONG),
                (0, false) => strip.at(column, look.bullet(), PLAIN),
                _ => strip,
            });
        }
    }
}

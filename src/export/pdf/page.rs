//! Which line stands on which page, and where.

use std::ops::Range;

use super::flow::Paragraph;
use super::table;

/// A4, in points.
pub(super) const WIDTH: f32 = 595.276;
pub(super) const HEIGHT: f32 = 841.89;
/// 2.2 cm.
pub(super) const MARGIN: f32 = 62.362;
/// How long a line may be.
pub(super) const ROOM: f32 = WIDTH - 2.0 * MARGIN;
/// Where the words of a page begin and end.
pub(super) const TOP: f32 = MARGIN + 8.0;
pub(super) const BOTTOM: f32 = HEIGHT - MARGIN;

/// Lines of a paragraph on a page.
pub(super) struct Placed {
    /// Which of the flow.
    pub paragraph: usize,
    pub lines: Range<usize>,
    /// The top of the first line, from the top of the page.
    pub top: f32,
    /// Where the row of a table that begins with it ends.
    pub rule: Option<f32>,
    /// Stood on a page before: names of columns, over the rows that go on.
    pub again: bool,
}

/// Fewest lines of a paragraph that stand alone at the foot or the head of a
/// page.
const FEWEST: usize = 2;

/// How far below the top the words of a letter begin.
pub(super) const LETTER_TOP: f32 = 64.0;

/// Puts a flow on pages; at least one. `lower` is how far below the top of the
/// first it begins.
pub(super) fn pages(flow: &[Paragraph], lower: f32) -> Vec<Vec<Placed>> {
    let mut pages = vec![Vec::new()];
    let mut y = TOP + lower;
    let mut i = 0;
    // The names of the columns of the table that is open.
    let mut head: Option<Range<usize>> = None;
    while let Some(paragraph) = flow.get(i) {
        let top = y + if i > 0 && y > TOP { paragraph.above } else { 0.0 };
        let row = table::row(flow, i);
        let goes_on = row.as_ref().is_some_and(|row| !table::is_head(flow, row));
        if !goes_on {
            head = None;
        }
        if i > 0 && y > TOP && top + kept(flow, i) > BOTTOM {
            let mut page = Vec::new();
            y = TOP;
            if let Some(head) = head.clone() {
                y = put_row(flow, head, y, true, &mut page);
            }
            pages.push(page);
            continue;
        }
        y = top;
        if let Some(row) = row {
            if table::is_head(flow, &row) {
                head = Some(row.clone());
            }
            i = row.end;
            if let Some(page) = pages.last_mut() {
                y = put_row(flow, row, y, false, page);
            }
            continue;
        }
        let mut from = 0;
        while from < paragraph.lines.len() {
            let left = paragraph.lines.len() - from;
            let here = fit(left, BOTTOM - y, paragraph.look.leading, y > TOP);
            if here > 0
                && let Some(page) = pages.last_mut()
            {
                let lines = from..from + here;
                page.push(Placed { paragraph: i, lines, top: y, rule: None, again: false });
            }
            from += here;
            y += lines_high(here, paragraph.look.leading);
            if from < paragraph.lines.len() {
                pages.push(Vec::new());
                y = TOP;
            }
        }
        i += 1;
    }
    pages
}

/// Puts a row of a table on a page, its top there; where it ends.
fn put_row(
    flow: &[Paragraph],
    row: Range<usize>,
    top: f32,
    again: bool,
    page: &mut Vec<Placed>,
) -> f32 {
    let from = row.start;
    let row = flow.get(row).unwrap_or_default();
    let end = top + table::height(row);
    table::tops(row, |n, below, _| {
        let lines = 0..row.get(n).map_or(0, |p| p.lines.len());
        let rule = (n == 0).then_some(end);
        let top = top + table::PADDING + below;
        page.push(Placed { paragraph: from + n, lines, top, rule, again });
    });
    end
}

/// How many of the lines that are left stand on this page.
fn fit(left: usize, room: f32, leading: f32, has_more_above: bool) -> usize {
    let mut here = 0;
    while here < left && lines_high(here + 1, leading) <= room {
        here += 1;
    }
    if here < left {
        // Not one line alone at the head of the next page …
        if left - here < FEWEST {
            here = left.saturating_sub(FEWEST);
        }
        // … nor at the foot of this one.
        if here < FEWEST && has_more_above {
            here = 0;
        }
    }
    // A page that holds nothing yet takes a line.
    if has_more_above { here } else { here.max(1) }
}

/// How much room a paragraph needs to begin here: with all that it keeps with,
/// and the beginning of what follows.
fn kept(flow: &[Paragraph], from: usize) -> f32 {
    let mut needed = 0.0;
    let mut i = from;
    while let Some(p) = flow.get(i) {
        if i > from {
            needed += p.above;
        }
        if let Some(row) = table::row(flow, i) {
            i = row.end;
            needed += table::height(flow.get(row).unwrap_or_default());
            if !p.keeps {
                break;
            }
            continue;
        }
        i += 1;
        let lines = p.lines.len();
        let begins = if lines <= FEWEST + 1 { lines } else { FEWEST };
        needed += lines_high(if p.keeps { lines } else { begins }, p.look.leading);
        if !p.keeps {
            break;
        }
        if needed > BOTTOM - TOP {
            // No page holds all that: it begins here.
            return flow.get(from).map_or(0.0, |p| lines_high(FEWEST, p.look.leading));
        }
    }
    needed
}

#[allow(clippy::cast_precision_loss)] // a page holds less than a hundred
pub(super) fn lines_high(lines: usize, leading: f32) -> f32 {
    lines as f32 * leading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_stands_alone() {
        // Room for ten lines of 10 points.
        for (left, above, want) in
            [(5, true, 5), (10, true, 10), (11, true, 9), (12, true, 10), (100, true, 10)]
        {
            assert_eq!(fit(left, 100.0, 10.0, above), want, "{left}");
        }
        assert_eq!(fit(5, 15.0, 10.0, true), 0, "one line at the foot");
        assert_eq!(fit(3, 25.0, 10.0, true), 0, "two and one, so all on the next");
        assert_eq!(fit(4, 25.0, 10.0, true), 2);
        assert_eq!(fit(1, 5.0, 10.0, true), 0);
        assert_eq!(fit(1, 5.0, 10.0, false), 1, "a page takes at least a line");
    }
}

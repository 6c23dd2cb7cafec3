//! Which line stands on which page, and where.

use std::ops::Range;

use super::flow::Paragraph;

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
    while let Some(paragraph) = flow.get(i) {
        let top = y + if i > 0 && y > TOP { paragraph.above } else { 0.0 };
        if i > 0 && y > TOP && top + kept(flow, i) > BOTTOM {
            pages.push(Vec::new());
            y = TOP;
            continue;
        }
        y = top;
        let mut from = 0;
        while from < paragraph.lines.len() {
            let left = paragraph.lines.len() - from;
            let here = fit(left, BOTTOM - y, paragraph.look.leading, y > TOP);
            if here > 0
                && let Some(page) = pages.last_mut()
            {
                page.push(Placed { paragraph: i, lines: from..from + here, top: y });
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
    for (n, p) in flow.iter().skip(from).enumerate() {
        if n > 0 {
            needed += p.above;
        }
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
fn lines_high(lines: usize, leading: f32) -> f32 {
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

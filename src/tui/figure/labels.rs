//! Where the words of a figure stand, and in which of their forms.

use super::canvas::edge;
use super::{Frame, whole};
use crate::figure::{Anchor, Figure, Label, Point, Probe, Shape, Target, Tone};
use crate::text::{truncate, width, wrap};

/// A label in its place, in cells from the corner of the area.
#[derive(Debug)]
pub(super) struct Placed {
    left: u16,
    top: u16,
    columns: u16,
    anchor: Anchor,
    rows: Vec<String>,
    pub(super) strong: bool,
    pub(super) chosen: bool,
    pub(super) tone: Tone,
    pub(super) target: Option<Target>,
}

impl Placed {
    /// Each row and where it begins.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&str, (u16, u16))> {
        self.rows.iter().zip(self.top..).map(|(text, row)| {
            let free = self.columns.saturating_sub(columns_of(text));
            let by = match self.anchor {
                Anchor::Start => 0,
                Anchor::Middle => free / 2,
                Anchor::End => free,
            };
            (text.as_str(), (self.left + by, row))
        })
    }

    /// All its rows in one.
    pub(super) fn text(&self) -> String {
        self.rows.join(" ")
    }

    /// Whether one of its letters stands in a cell.
    pub(super) fn covers(&self, column: u16, row: u16) -> bool {
        self.lines().any(|(text, (left, top))| {
            top == row && (left..left + columns_of(text)).contains(&column)
        })
    }

    /// The cells of its box, and of a column on either side.
    pub(super) fn block(&self) -> impl Iterator<Item = (u16, u16)> {
        let columns = self.left.saturating_sub(1)..=self.left + self.columns;
        (self.top..self.bottom())
            .flat_map(move |row| columns.clone().map(move |column| (column, row)))
    }

    /// Whether it comes nearer than a cell of air to another.
    fn meets(&self, other: &Placed) -> bool {
        let end = |label: &Placed| (label.left + label.columns, label.bottom());
        let ((right, bottom), (other_right, other_bottom)) = (end(self), end(other));
        self.left <= other_right
            && other.left <= right
            && self.top < other_bottom
            && other.top < bottom
    }

    /// Whether it already says what a label would.
    fn says(&self, label: &Label) -> bool {
        let own = self.rows.join(" ");
        label.forms.first().is_some_and(|form| own.contains(form.as_str()))
    }

    fn bottom(&self) -> u16 {
        self.top + u16::try_from(self.rows.len()).unwrap_or(u16::MAX)
    }
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// Places all labels; none where one that is needed has no room.
pub(super) fn place(figure: &Figure, frame: &Frame) -> Option<Vec<Placed>> {
    let placed = place_with(figure, frame, false)?;
    // what is alike looks alike: one at its shortest, all at their shortest
    let shortest = |(label, placed): (&Label, &Option<Placed>)| {
        let last = label.forms.last().filter(|_| crowds(label));
        placed.as_ref().zip(last).is_some_and(|(placed, last)| placed.rows.concat() == *last)
    };
    let short = figure.labels.iter().zip(&placed).any(shortest);
    let placed = if short { place_with(figure, frame, true)? } else { placed };
    Some(placed.into_iter().flatten().collect())
}

/// Whether a label stands in a shape and can be shortened.
fn crowds(label: &Label) -> bool {
    label.within.is_some() && label.forms.len() > 1
}

/// By index, with nothing for those that are left out.
fn place_with(figure: &Figure, frame: &Frame, short: bool) -> Option<Vec<Option<Placed>>> {
    let mut out: Vec<Option<Placed>> = Vec::with_capacity(figure.labels.len());
    for label in &figure.labels {
        let other = |index: Option<usize>| out.get(index?).and_then(Option::as_ref);
        if other(label.unless).is_some_and(|placed| placed.says(label)) {
            out.push(None);
            continue;
        }
        let under = other(label.under).map(Placed::bottom);
        let shape = label.within.and_then(|index| figure.shapes.get(index));
        let shape = shape.map(|shape| (shape, shape.outline.probe()));
        let from = if short && crowds(label) { label.forms.len() - 1 } else { 0 };
        let forms = label.forms.get(from..).unwrap_or_default();
        // what is in hand has air inside its block, if it can
        let airs: &[bool] = if label.chosen { &[true, false] } else { &[false] };
        let found = airs
            .iter()
            .flat_map(|air| forms.iter().map(move |form| (form, *air || form.contains('\n'))))
            .filter_map(|(form, air)| try_form(label, form, air, shape.as_ref(), under, frame))
            .find(|placed| !out.iter().flatten().any(|other| other.meets(placed)));
        if found.is_none() && !label.spare {
            return None;
        }
        out.push(found);
    }
    Some(out)
}

fn try_form(
    label: &Label,
    form: &str,
    air: bool,
    shape: Option<&(&Shape, Probe)>,
    under: Option<u16>,
    frame: &Frame,
) -> Option<Placed> {
    let rows = rows(label, form, frame)?;
    let columns = rows.iter().map(|row| columns_of(row)).max().filter(|columns| *columns > 0)?;
    let high = u16::try_from(rows.len()).ok()?;
    let (x, y) = frame.dots(label.at);
    let before = match label.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => f64::from(columns) / 2.0,
        Anchor::End => f64::from(columns),
    };
    let left = x / 2.0 - before;
    let top = match (under, label.room) {
        (Some(row), _) => f64::from(row),
        (None, Some(_)) => y / 4.0,
        (None, None) => y / 4.0 - f64::from(high) / 2.0,
    };
    let mut places: Vec<(f64, f64)> = [-1.0, 0.0, 1.0, 2.0]
        .into_iter()
        .map(|by| left.floor() + by)
        .flat_map(|l| [-1.0, 0.0, 1.0].map(|by| (l, top.round() + by)))
        .collect();
    // the nearest first; cells are twice as high as wide
    let far = |(l, t): &(f64, f64)| (l - left).abs() + 2.0 * (t - top).abs();
    places.sort_by(|a, b| far(a).total_cmp(&far(b)));
    if shape.is_none() {
        places.truncate(1);
    }
    let (left, top) = places.into_iter().find_map(|(left, top)| {
        let inside = shape.is_none_or(|(shape, probe)| {
            let edge = if air { edge(shape.chosen) } else { edge(false) };
            let margin = (f64::from(edge) - 0.5, if air { 2.0 } else { 0.0 });
            holds(probe, margin, (left, top, columns, high), frame)
        });
        let left = u16::try_from(whole(left)).ok().filter(|_| inside)?;
        let top = u16::try_from(whole(top)).ok()?;
        (left + columns <= frame.columns && top + high <= frame.rows).then_some((left, top))
    })?;
    Some(Placed {
        left,
        top,
        columns,
        anchor: label.anchor,
        rows,
        strong: label.strong,
        chosen: label.chosen,
        tone: label.tone,
        target: label.target,
    })
}

/// The rows of a form, wrapped and cut to its room if it has one.
fn rows(label: &Label, form: &str, frame: &Frame) -> Option<Vec<String>> {
    let Some((wide, high)) = label.room else {
        return Some(form.split('\n').map(str::to_owned).collect());
    };
    let count = |dots: f64| usize::try_from(whole(dots.floor())).ok().filter(|n| *n > 0);
    let (columns, most) = (count(wide * frame.scale / 2.0)?, count(high * frame.scale / 4.0)?);
    let all = wrap(form, columns);
    let mut rows: Vec<String> =
        all.iter().take(most).map(|row| row.content(form).trim_end().to_owned()).collect();
    if all.len() > most && !label.spare {
        return None;
    }
    if let (true, Some(last), Some(row)) = (all.len() > most, rows.last_mut(), all.get(most - 1)) {
        let rest = form.get(row.start..).unwrap_or_default();
        *last = truncate(rest, columns).into_owned();
    }
    Some(rows)
}

/// Whether a box of cells (left, top, columns, rows), with a margin in dots
/// (all around, and more at both sides), leaves a shape's edge whole.
fn holds(probe: &Probe, margin: (f64, f64), cells: (f64, f64, u16, u16), frame: &Frame) -> bool {
    let (left, top, columns, rows) = cells;
    let (edge, side) = (margin.0, margin.0 + margin.1);
    let (left, right) = (left * 2.0 - side, (left + f64::from(columns)) * 2.0 + side);
    let (top, bottom) = (top * 4.0 - edge, (top + f64::from(rows)) * 4.0 + edge);
    let at = |x: f64, y: f64| -> Point { frame.plane(x, y) };
    [0.0, 0.25, 0.5, 0.75, 1.0].into_iter().all(|part| {
        let (x, y) = (left + (right - left) * part, top + (bottom - top) * part);
        [at(x, top), at(x, bottom), at(left, y), at(right, y)]
            .into_iter()
            .all(|point| probe.contains(point))
    })
}

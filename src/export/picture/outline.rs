//! Edges of shapes as steps in points, and the marks that stand in words.

use super::labels::Frame;
use super::{Ink, Mark, Step};
use crate::figure::{BROUGHT_BACK, Fill, Outline, Point};

/// A length in points, to a hundredth: the same on every machine.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn short(length: f64) -> f32 {
    ((length * 100.0).round() / 100.0) as f32
}

fn to(point: Point) -> (f32, f32) {
    (short(point.x), short(point.y))
}

/// The edge of an outline.
pub(super) fn path(outline: &Outline, frame: Frame) -> Vec<Step> {
    match outline {
        Outline::Line(points) => through(points.iter().map(|p| frame.at(*p)), false),
        Outline::Polygon(points) => through(points.iter().map(|p| frame.at(*p)), true),
        Outline::Circle { centre, radius } => circle(frame.at(*centre), radius * frame.scale),
        Outline::Heart { centre, width } => heart(frame.at(*centre), width * frame.scale),
        Outline::Sector { centre, inner, outer, from, to, inset } => {
            let scale = frame.scale;
            sector(frame.at(*centre), (inner * scale, outer * scale), (*from, *to), inset * scale)
        }
    }
}

fn through(points: impl Iterator<Item = Point>, closed: bool) -> Vec<Step> {
    let mut out: Vec<Step> = points
        .map(to)
        .enumerate()
        .map(|(n, (x, y))| if n == 0 { Step::MoveTo(x, y) } else { Step::LineTo(x, y) })
        .collect();
    if closed {
        out.push(Step::Close);
    }
    out
}

/// A quarter of a circle and less as one curve each.
fn arc(out: &mut Vec<Step>, centre: Point, radius: f64, from: f64, until: f64) {
    let pieces = ((until - from).abs() / 45.0).ceil().max(1.0);
    let turn = (until - from) / pieces;
    // the pull that makes a curve of this turn as round as a circle
    let pull = 4.0 / 3.0 * (turn.to_radians() / 4.0).tan() * radius;
    let mut angle = from;
    let mut piece = 0.0;
    while piece < pieces {
        let next = angle + turn;
        let (start, end) = (centre.at_angle(angle, radius), centre.at_angle(next, radius));
        let along = |at: Point, degrees: f64, by: f64| {
            let (sin, cos) = degrees.to_radians().sin_cos();
            Point::new(at.x + cos * by, at.y + sin * by)
        };
        let (first, second) = (along(start, angle, pull), along(end, next, -pull));
        out.push(Step::CurveTo(to(first), to(second), to(end)));
        angle = next;
        piece += 1.0;
    }
}

pub(super) fn circle(centre: Point, radius: f64) -> Vec<Step> {
    let start = to(centre.at_angle(0.0, radius));
    let mut out = vec![Step::MoveTo(start.0, start.1)];
    arc(&mut out, centre, radius, 0.0, 360.0);
    out.push(Step::Close);
    out
}

/// A piece of a ring; its straight sides stand back, each parallel to its
/// radius.
fn sector(centre: Point, rings: (f64, f64), angles: (f64, f64), inset: f64) -> Vec<Step> {
    let (inner, outer) = rings;
    let back = |radius: f64| (inset / radius).clamp(-1.0, 1.0).asin().to_degrees();
    let start = to(centre.at_angle(angles.0 + back(outer), outer));
    let mut out = vec![Step::MoveTo(start.0, start.1)];
    arc(&mut out, centre, outer, angles.0 + back(outer), angles.1 - back(outer));
    let turn = to(centre.at_angle(angles.1 - back(inner), inner));
    out.push(Step::LineTo(turn.0, turn.1));
    arc(&mut out, centre, inner, angles.1 - back(inner), angles.0 + back(inner));
    out.push(Step::Close);
    out
}

/// A heart in four curves, as high as nine tenths of its width.
fn heart(centre: Point, width: f64) -> Vec<Step> {
    let at = |x: f64, y: f64| to(Point::new(centre.x + x * width, centre.y + y * width));
    let dip = at(0.0, -0.25);
    vec![
        Step::MoveTo(dip.0, dip.1),
        Step::CurveTo(at(0.09, -0.40), at(0.22, -0.45), at(0.32, -0.42)),
        Step::CurveTo(at(0.47, -0.37), at(0.53, -0.20), at(0.48, -0.04)),
        Step::CurveTo(at(0.41, 0.16), at(0.16, 0.28), at(0.0, 0.45)),
        Step::CurveTo(at(-0.16, 0.28), at(-0.41, 0.16), at(-0.48, -0.04)),
        Step::CurveTo(at(-0.53, -0.20), at(-0.47, -0.37), at(-0.32, -0.42)),
        Step::CurveTo(at(-0.22, -0.45), at(-0.09, -0.40), dip),
        Step::Close,
    ]
}

/// The mark that says a fill in words.
pub(super) fn sign_of(fill: Fill) -> char {
    match fill {
        Fill::Full => '●',
        Fill::Half => '◐',
        Fill::Light | Fill::None => '○',
    }
}

/// Whether a letter is drawn and not written.
pub(super) fn is_sign(letter: char) -> bool {
    matches!(letter, '●' | '◐' | '○' | '→') || letter == BROUGHT_BACK
}

/// Draws a mark around a point, as high as capital letters of this size.
pub(super) fn sign(letter: char, centre: Point, size: f64, ink: Ink, marks: &mut Vec<Mark>) {
    let radius = size * 0.33;
    let thick = Some((short(size * 0.1), ink));
    let mut area = |path: Vec<Step>, fill: Option<Ink>, line: Option<(f32, Ink)>| {
        marks.push(Mark::Area { path, fill, line });
    };
    let head = |tip: Point, from: Point| {
        // a small triangle whose tip lies where it points
        let (x, y) = (tip.x - from.x, tip.y - from.y);
        let (back, side) = (Point::new(tip.x - x, tip.y - y), (-y * 0.75, x * 0.75));
        let corners = [
            tip,
            Point::new(back.x + side.0, back.y + side.1),
            Point::new(back.x - side.0, back.y - side.1),
        ];
        through(corners.into_iter(), true)
    };
    match letter {
        '●' => area(circle(centre, radius), Some(ink), thick),
        '○' => area(circle(centre, radius), None, thick),
        '◐' => {
            area(circle(centre, radius), None, thick);
            let top = to(centre.at_angle(0.0, radius));
            let mut half = vec![Step::MoveTo(top.0, top.1)];
            arc(&mut half, centre, radius, 0.0, -180.0);
            half.push(Step::Close);
            area(half, Some(ink), None);
        }
        '→' => {
            let half = size * 0.42;
            let shaft = [Point::new(centre.x - half, centre.y), Point::new(centre.x, centre.y)];
            area(through(shaft.into_iter(), false), None, thick);
            let tip = Point::new(centre.x + half, centre.y);
            area(head(tip, Point::new(tip.x - half, tip.y)), Some(ink), None);
        }
        _ => {
            // nearly a circle, back to where it began
            let start = to(centre.at_angle(35.0, radius));
            let mut around = vec![Step::MoveTo(start.0, start.1)];
            arc(&mut around, centre, radius, 35.0, 310.0);
            area(around, None, thick);
            let tip = centre.at_angle(350.0, radius * 1.02);
            area(head(tip, centre.at_angle(305.0, radius)), Some(ink), None);
        }
    }
}

/// The straight pieces of an outline, for keeping words off lines.
pub(super) fn pieces(outline: &Outline, frame: Frame) -> Vec<(Point, Point)> {
    let mut out = Vec::new();
    let mut at = Point::new(0.0, 0.0);
    let mut begun = at;
    let point = |(x, y): (f32, f32)| Point::new(f64::from(x), f64::from(y));
    for step in path(outline, frame) {
        match step {
            Step::MoveTo(x, y) => {
                at = point((x, y));
                begun = at;
            }
            Step::LineTo(x, y) => {
                out.push((at, point((x, y))));
                at = point((x, y));
            }
            Step::CurveTo(a, b, c) => {
                let ends = [at, point(a), point(b), point(c)];
                for n in 1..=6 {
                    let next = on_curve(ends, f64::from(n) / 6.0);
                    out.push((at, next));
                    at = next;
                }
            }
            Step::Close => out.push((at, begun)),
        }
    }
    out
}

fn on_curve([a, b, c, d]: [Point; 4], t: f64) -> Point {
    let s = 1.0 - t;
    let mix = |a: f64, b: f64, c: f64, d: f64| {
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    Point::new(mix(a.x, b.x, c.x, d.x), mix(a.y, b.y, c.y, d.y))
}

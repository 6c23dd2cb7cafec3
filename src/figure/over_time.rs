//! The scale of safety over time: numbers that can be compared, joined.

use chrono::NaiveDate;

use super::{Anchor, Figure, Fill, Label, Outline, Point, SAFETY_END, Shape, Tone, one_line};
use crate::text::short_date;

const WIDTH: f64 = 160.0;
const LEFT: f64 = 11.0;
const RIGHT: f64 = WIDTH - 13.0;
/// Where 10 is.
const TOP: f64 = 17.0;
const STEP: f64 = 4.6;
/// How near two days may come to each other on the page.
const NEAREST: f64 = 24.0;
/// So many days have room beside each other in one row each, and in two.
const TO_ONE_ROW: usize = 6;
const DATED: usize = 12;

fn height_of(score: u8) -> f64 {
    TOP + f64::from(SAFETY_END - score.min(SAFETY_END)) * STEP
}

/// Scores of safety over time, in order of time, all judged by the same person
/// between the same two ends: each a point with its number and its day, joined
/// by a line. A score above 10 is left out.
#[must_use]
pub fn safety_over_time(points: &[(NaiveDate, u8)], zero: &str, ten: &str, rater: &str) -> Figure {
    let (zero, ten, rater) = (one_line(zero), one_line(ten), one_line(rater));
    let points: Vec<(NaiveDate, u8)> =
        points.iter().copied().filter(|(_, score)| *score <= SAFETY_END).collect();
    let bottom = height_of(0);
    let mut figure = Figure::new(WIDTH, bottom + 32.0);
    figure.pitch = STEP;
    for score in [0, 5, SAFETY_END] {
        let y = height_of(score);
        let guide = Outline::Line(vec![Point::new(LEFT, y), Point::new(RIGHT + 6.0, y)]);
        figure.add(Shape::new(guide).tone(Tone::Faint));
        figure.labels.push(Label {
            anchor: Anchor::End,
            ..Label::new(Point::new(LEFT - 2.5, y), [score.to_string()])
        });
    }
    let places: Vec<Point> = across(&points)
        .into_iter()
        .zip(&points)
        .map(|(x, (_, score))| Point::new(x, height_of(*score)))
        .collect();
    figure.add(Shape::new(Outline::Line(places.clone())).chosen(true));
    for (n, (at, (on, score))) in places.iter().zip(&points).enumerate() {
        let last = n + 1 == points.len();
        let radius = if last { 2.6 } else { 1.9 };
        let circle = Outline::Circle { centre: *at, radius };
        figure.add(Shape::new(circle).fill(Fill::Full).chosen(last));
        // beside a line that climbs or falls steeply there is room on one side only
        figure.labels.push(Label {
            strong: true,
            ..Label::new(Point::new(at.x, at.y - 6.0), [score.to_string()])
        });
        let day = short_date(*on);
        let rows = day.rsplit_once(' ').map(|(day, year)| format!("{day}\n{year}"));
        // all of them in one way
        let one_row = (points.len() <= TO_ONE_ROW).then_some(day.clone());
        let forms = [one_row, rows].into_iter().flatten();
        figure.labels.push(Label {
            spare: points.len() > DATED && n > 0 && !last,
            ..Label::new(Point::new(at.x, bottom + 7.0), forms)
        });
    }
    for (number, text, y) in [(SAFETY_END, &ten, 0.0), (0, &zero, bottom + 14.0)] {
        if !text.is_empty() {
            figure.labels.push(Label {
                anchor: Anchor::Start,
                room: Some((WIDTH - 4.0, 10.0)),
                spare: true,
                ..Label::new(Point::new(2.0, y), [format!("{number}: {text}")])
            });
        }
    }
    figure.words = words(&points, &zero, &ten, &rater);
    figure
}

/// How far to the right each day is: as time passes, but never nearer to the
/// day before than its words need.
fn across(points: &[(NaiveDate, u8)]) -> Vec<f64> {
    let days = |from: NaiveDate, to: NaiveDate| {
        f64::from(i32::try_from((to - from).num_days().max(0)).unwrap_or(i32::MAX))
    };
    let gaps: Vec<f64> = points
        .iter()
        .zip(points.iter().skip(1))
        .map(|((before, _), (after, _))| days(*before, *after))
        .collect();
    let (mut count, mut all) = (0.0, 0.0);
    for gap in &gaps {
        count += 1.0;
        all += gap;
    }
    let wide = RIGHT - LEFT - 18.0;
    let nearest = if count > 0.0 { NEAREST.min(wide / count) } else { 0.0 };
    // what is left when every gap has the least is shared out by days
    let free = wide - nearest * count;
    let mut x = LEFT + 12.0;
    let mut out = vec![x];
    for gap in gaps {
        x += nearest + if all > 0.0 { free * gap / all } else { free / count };
        out.push(x);
    }
    out.truncate(points.len());
    out
}

fn words(points: &[(NaiveDate, u8)], zero: &str, ten: &str, rater: &str) -> Vec<String> {
    let by = if rater.is_empty() { String::new() } else { format!(", judged by {rater}") };
    let said: Vec<String> =
        points.iter().map(|(on, n)| format!("{n} on {}", short_date(*on))).collect();
    let mut out =
        vec![format!("Safety over time, on a scale from 0 to 10{by}: {}.", said.join(", "))];
    for (number, text) in [(0, zero), (SAFETY_END, ten)] {
        if !text.is_empty() {
            out.push(format!("{number} means: {text}"));
        }
    }
    out
}

//! Drawings that hold words: the four I's, and the lightbulb's four.

use super::{Anchor, Figure, Fill, Label, Outline, Point, Shape, Target, Tone, one_line};
use crate::practice::doing::{FOUR_IS, LIGHTBULB};

const WIDTH: f64 = 160.0;
const HEIGHT: f64 = 80.0;

fn given(words: &str) -> bool {
    !words.trim().is_empty()
}

/// The name of a field with its words, in one line.
fn said(name: &str, words: &str) -> String {
    if given(words) {
        format!("{name}: {}", one_line(words))
    } else {
        format!("{name}: nothing said yet.")
    }
}

/// The four I's (involve, inform, invest, influence): four fields that fill
/// when words are given. `chosen` counts from 0.
#[must_use]
pub fn four_is(words: &[&str; 4], chosen: Option<usize>) -> Figure {
    let mut figure = Figure::new(WIDTH, HEIGHT);
    let corners = [(1.0, 1.0), (81.0, 1.0), (1.0, 41.0), (81.0, 41.0)];
    for (n, ((name, own), (left, top))) in FOUR_IS.into_iter().zip(words).zip(corners).enumerate() {
        let target = Target::FourI(n);
        let chosen = chosen == Some(n);
        figure.add(Shape::new(rectangle(left, top, 78.0, 38.0)).chosen(chosen).target(target));
        // a capital I, which fills when there are words
        let fill = if given(own) { Fill::Full } else { Fill::None };
        figure.add(Shape::new(capital_i(left + 5.0, top + 6.0)).fill(fill).target(target));
        let at = Point::new(left + 20.0, top + 5.0);
        field(&mut figure, at, (55.0, 28.0), name, own, target, chosen);
    }
    figure.words = FOUR_IS.into_iter().zip(words).map(|(name, own)| said(name, own)).collect();
    figure
}

/// The lightbulb: what effect, on whom, how we know, what else. It grows
/// brighter with every field that has words. `chosen` counts from 0.
#[must_use]
pub fn lightbulb(words: &[&str; 4], chosen: Option<usize>) -> Figure {
    const CENTRE: Point = Point { x: WIDTH / 2.0, y: 30.0 };
    const RADIUS: f64 = 18.0;
    let mut figure = Figure::new(WIDTH, HEIGHT);
    let fill = match words.iter().filter(|own| given(own)).count() {
        0 => Fill::None,
        1 => Fill::Light,
        2 | 3 => Fill::Half,
        _ => Fill::Full,
    };
    let mut bulb: Vec<Point> = (0..=28)
        .map(|step| CENTRE.at_angle(-145.0 + 290.0 / 28.0 * f64::from(step), RADIUS))
        .collect();
    bulb.push(Point::new(CENTRE.x + 7.0, CENTRE.y + 25.0));
    bulb.push(Point::new(CENTRE.x - 7.0, CENTRE.y + 25.0));
    figure.add(Shape::new(Outline::Polygon(bulb)).fill(fill));
    for (half, down) in [(7.0, 27.0), (7.0, 32.0), (4.0, 37.0)] {
        let foot = rectangle(CENTRE.x - half, CENTRE.y + down, 2.0 * half, 3.0);
        figure.add(Shape::new(foot).fill(Fill::Full));
    }
    let fields = [(2.0, 1.0, -62.0), (112.0, 1.0, 62.0), (2.0, 42.0, -112.0), (112.0, 42.0, 112.0)];
    for (n, ((name, own), (x, top, degrees))) in
        LIGHTBULB.into_iter().zip(words).zip(fields).enumerate()
    {
        let target = Target::Lightbulb(n);
        let ray = [4.0, 11.0].map(|far| CENTRE.at_angle(degrees, RADIUS + far));
        figure.add(Shape::new(Outline::Line(ray.to_vec())).chosen(given(own)));
        let chosen = chosen == Some(n);
        let place = rectangle(x, top, 46.0, 36.0);
        figure.add(Shape::new(place).tone(Tone::Unseen).target(target));
        field(&mut figure, Point::new(x, top), (46.0, 32.0), name, own, target, chosen);
    }
    figure.words = LIGHTBULB.into_iter().zip(words).map(|(name, own)| said(name, own)).collect();
    figure
}

fn rectangle(left: f64, top: f64, width: f64, height: f64) -> Outline {
    Outline::Polygon(vec![
        Point::new(left, top),
        Point::new(left + width, top),
        Point::new(left + width, top + height),
        Point::new(left, top + height),
    ])
}

/// The outline of a capital I, from its upper left corner.
fn capital_i(left: f64, top: f64) -> Outline {
    let (wide, high, stem, serif) = (10.0, 26.0, 3.0, 4.0);
    let half = [
        (0.0, 0.0),
        (wide, 0.0),
        (wide, serif),
        (wide - stem, serif),
        (wide - stem, high - serif),
        (wide, high - serif),
    ];
    let turned = half.map(|(x, y)| (wide - x, high - y));
    let points = half.into_iter().chain(turned);
    Outline::Polygon(points.map(|(x, y)| Point::new(left + x, top + y)).collect())
}

/// A title with a person's words under it, in a room of this width and height.
fn field(
    figure: &mut Figure,
    at: Point,
    room: (f64, f64),
    title: &str,
    words: &str,
    target: Target,
    chosen: bool,
) {
    let title = format!("{} {title}", if given(words) { '●' } else { '○' });
    let title = figure.write(Label {
        anchor: Anchor::Start,
        room: Some((room.0, 8.0)),
        strong: true,
        chosen,
        target: Some(target),
        ..Label::new(at, [title])
    });
    // what is being written stands where it is written
    if given(words) && !chosen {
        figure.write(Label {
            anchor: Anchor::Start,
            room: Some(room),
            under: Some(title),
            spare: true,
            target: Some(target),
            ..Label::new(at, [one_line(words)])
        });
    }
}

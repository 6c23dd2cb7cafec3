//! The Child's Journey map: five places, all tied to the yellow heart.

use super::{Anchor, Figure, Fill, Label, Outline, Point, Shape, Target, Tone, one_line};
use crate::practice::Place;

const WIDTH: f64 = 160.0;
const HEIGHT: f64 = 78.0;
const HEART: Point = Point { x: WIDTH / 2.0, y: 55.0 };
const HEART_WIDTH: f64 = 30.0;
const NODE: f64 = 6.0;

/// Where a place stands on the arch over the heart.
fn node(index: usize) -> (Point, f64) {
    let degrees = -88.0 + 44.0 * f64::from(u8::try_from(index).unwrap_or(0));
    let (sin, cos) = f64::to_radians(degrees).sin_cos();
    (Point { x: HEART.x + 56.0 * sin, y: 60.0 - 40.0 * cos }, degrees)
}

/// The journey map: where the child is and what comes next, every place tied
/// to the yellow heart (permanence, in the child's own time). `local` gives
/// places the names they have where this child lives.
#[must_use]
pub fn journey_map(place: Option<Place>, next: Option<Place>, local: &[(Place, &str)]) -> Figure {
    let local: Vec<(Place, String)> =
        local.iter().map(|(place, name)| (*place, one_line(name))).collect();
    let mut figure = Figure::new(WIDTH, HEIGHT);
    for index in 0..Place::ALL.len() {
        let (point, _) = node(index);
        let thread = Outline::Line(vec![point, HEART]);
        figure.add(Shape::new(thread).tone(Tone::Faint));
    }
    let arch: Vec<Point> = (0..=44)
        .map(|step| {
            let (sin, cos) = (-88.0 + 4.0 * f64::from(step)).to_radians().sin_cos();
            Point { x: HEART.x + 56.0 * sin, y: 60.0 - 40.0 * cos }
        })
        .collect();
    figure.add(Shape::new(Outline::Line(arch)));
    for (index, own) in Place::ALL.into_iter().enumerate() {
        let (point, degrees) = node(index);
        let here = place == Some(own);
        let coming = next == Some(own) && !here;
        // the answer just given stands out; beside what comes next, today's
        // place is said quietly
        let in_hand = if next.is_some() { next == Some(own) } else { here };
        let fill = match (in_hand, here) {
            (true, _) => Fill::Full,
            (_, true) => Fill::Light,
            _ => Fill::None,
        };
        let radius = NODE + if in_hand { 1.0 } else { 0.0 };
        let circle = Outline::Circle { centre: point, radius };
        figure.add(Shape::new(circle).fill(fill).chosen(in_hand).target(Target::Place(own)));
        let (sign, now) = match (here, coming) {
            (true, _) if next.is_some_and(|next| next != own) => ("", " (now)"),
            (true, _) => ("● ", ""),
            (_, true) => ("→ ", ""),
            _ => ("", ""),
        };
        let short = format!("{sign}{}{now}", own.name());
        let local = local.iter().find(|(of, _)| *of == own).map(|(_, local)| local);
        // "Care Management" on two rows; a local name is worth a row of its own
        let narrow = match own.name().split_once(' ') {
            Some((first, last)) => format!("{sign}{first}\n{last}{now}"),
            None => short.clone(),
        };
        let forms = match local {
            Some(local) => {
                vec![format!("{short}\n{local}"), format!("{narrow}\n{local}"), short, narrow]
            }
            None => vec![short, narrow],
        };
        let (at, anchor) = label_place(point, degrees);
        figure.labels.push(Label {
            anchor,
            strong: in_hand,
            chosen: in_hand,
            target: Some(Target::Place(own)),
            ..Label::new(at, forms)
        });
    }
    let heart = Outline::Heart { centre: HEART, width: HEART_WIDTH };
    let within = figure.add(Shape::new(heart).fill(Fill::Light).tone(Tone::YellowHeart));
    let inside = figure.write(Label {
        within: Some(within),
        spare: true,
        ..Label::new(Point::new(HEART.x, HEART.y - 2.0), ["permanence"])
    });
    figure.write(Label {
        unless: Some(inside),
        spare: true,
        ..Label::new(Point::new(HEART.x, HEART.y + HEART_WIDTH * 0.45 + 5.0), ["permanence"])
    });
    figure.words = words(place, next, &local);
    figure
}

fn label_place(point: Point, degrees: f64) -> (Point, Anchor) {
    if degrees.abs() < 1.0 {
        (Point::new(point.x, point.y - NODE - 6.0), Anchor::Middle)
    } else if degrees.abs() > 60.0 {
        (Point::new(point.x, point.y + NODE + 5.5), Anchor::Middle)
    } else if degrees < 0.0 {
        (Point::new(point.x - NODE - 4.0, point.y - 2.0), Anchor::End)
    } else {
        (Point::new(point.x + NODE + 4.0, point.y - 2.0), Anchor::Start)
    }
}

fn words(place: Option<Place>, next: Option<Place>, local: &[(Place, String)]) -> Vec<String> {
    let called = |place: Place| match local.iter().find(|(of, _)| *of == place) {
        Some((_, local)) => format!("{} ({local})", place.name()),
        None => place.name().to_owned(),
    };
    let all = Place::ALL.map(called).join(", ");
    let mut out = vec![
        format!("Child's Journey: {all}."),
        "Every place is tied to the yellow heart: permanence, in the child's own time.".into(),
    ];
    out.push(match place {
        Some(place) => format!("Place on the journey: {} (in our eyes).", called(place)),
        None => "Place on the journey: not said yet.".into(),
    });
    if let Some(next) = next.filter(|next| place != Some(*next)) {
        out.push(format!("What comes next: {}.", called(next)));
    }
    out
}

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

/// How a place is marked on the map.
struct Mark {
    fill: Fill,
    stands_out: bool,
    /// Around its name.
    before: &'static str,
    after: &'static str,
}

/// The journey map: where the child is and what comes next, every place tied
/// to the yellow heart (permanence, in the child's own time). `local` gives
/// places the names they have where this child lives. It is the map one
/// answers on: the answer just given stands out; beside what comes next,
/// today's place is said quietly.
#[must_use]
pub fn journey_map(place: Option<Place>, next: Option<Place>, local: &[(Place, &str)]) -> Figure {
    let mark = |own: Place| {
        let here = place == Some(own);
        let coming = next == Some(own) && !here;
        let in_hand = if next.is_some() { next == Some(own) } else { here };
        let fill = match (in_hand, here) {
            (true, _) => Fill::Full,
            (_, true) => Fill::Light,
            _ => Fill::None,
        };
        let (before, after) = match (here, coming) {
            (true, _) if next.is_some_and(|next| next != own) => ("", " (now)"),
            (true, _) => ("● ", ""),
            (_, true) => ("→ ", ""),
            _ => ("", ""),
        };
        Mark { fill, stands_out: in_hand, before, after }
    };
    let mut figure = map(mark, None, local);
    figure.words = words(place, next, local);
    figure
}

/// The same map as it stands in a note, where the child is already: dark for
/// now, a bold ring and an arrow for what is hoped for next.
#[must_use]
pub fn journey_told(place: Option<Place>, next: Option<Place>, local: &[(Place, &str)]) -> Figure {
    let next = next.filter(|next| place != Some(*next));
    let mark = |own: Place| {
        let (here, coming) = (place == Some(own), next == Some(own));
        let before = match (here, coming) {
            (true, _) => "Now: ",
            (_, true) => "Hoped for next:\n",
            _ => "",
        };
        let fill = if here { Fill::Full } else { Fill::None };
        Mark { fill, stands_out: here || coming, before, after: "" }
    };
    let mut figure = map(mark, place.zip(next), local);
    let called = |place: Place| called(place, local);
    figure.words = Vec::new();
    figure.words.push(match place {
        Some(place) => format!("Now: {} (in our eyes).", called(place)),
        None => "Place on the journey: not said yet.".into(),
    });
    figure.words.extend(next.map(|next| format!("Hoped for next: {}.", called(next))));
    figure.words.extend(whole(local));
    figure
}

/// `way` is from where to where an arrow leads.
fn map(
    marked: impl Fn(Place) -> Mark,
    way: Option<(Place, Place)>,
    local: &[(Place, &str)],
) -> Figure {
    let local: Vec<(Place, String)> =
        local.iter().map(|(place, name)| (*place, one_line(name))).collect();
    let mut figure = Figure::new(WIDTH, HEIGHT);
    for index in 0..Place::ALL.len() {
        let (point, _) = node(index);
        let thread = Outline::Line(vec![point, HEART]);
        figure.add(Shape::new(thread).tone(Tone::Faint));
    }
    figure.add(Shape::new(Outline::Line(arch(-88.0, 88.0))));
    if let Some((from, to)) = way {
        arrow(&mut figure, index_of(from), index_of(to));
    }
    for (index, own) in Place::ALL.into_iter().enumerate() {
        let (point, degrees) = node(index);
        let Mark { fill, stands_out, before, after } = marked(own);
        let radius = NODE + if stands_out { 1.0 } else { 0.0 };
        let circle = Outline::Circle { centre: point, radius };
        figure.add(Shape::new(circle).fill(fill).chosen(stands_out).target(Target::Place(own)));
        let short = format!("{before}{}{after}", own.name());
        let local = local.iter().find(|(of, _)| *of == own).map(|(_, local)| local);
        // "Care Management" on two rows; a local name is worth a row of its own
        let narrow = match own.name().split_once(' ') {
            Some((first, last)) => format!("{before}{first}\n{last}{after}"),
            None => short.clone(),
        };
        let forms = match local {
            Some(local) => {
                vec![format!("{short}\n{local}"), format!("{narrow}\n{local}"), short, narrow]
            }
            None => vec![short, narrow],
        };
        let (mut at, anchor) = label_place(point, degrees);
        if before.ends_with('\n') && anchor == Anchor::Middle {
            // a row more, away from its place
            at.y += if at.y < point.y { -3.0 } else { 3.0 };
        }
        figure.labels.push(Label {
            anchor,
            strong: stands_out,
            chosen: stands_out,
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
    figure
}

/// The arch from one angle to another.
fn arch(from: f64, to: f64) -> Vec<Point> {
    let steps = 44;
    (0..=steps)
        .map(|step| {
            let degrees = from + (to - from) * f64::from(step) / f64::from(steps);
            let (sin, cos) = degrees.to_radians().sin_cos();
            Point { x: HEART.x + 56.0 * sin, y: 60.0 - 40.0 * cos }
        })
        .collect()
}

fn index_of(place: Place) -> usize {
    Place::ALL.iter().position(|own| *own == place).unwrap_or(0)
}

/// An arrow along the arch that ends before the place it leads to.
fn arrow(figure: &mut Figure, from: usize, to: usize) {
    let ((_, from), (end, to)) = (node(from), node(to));
    let back = if to > from { -1.0 } else { 1.0 };
    let beside = |distance: f64| {
        // the arch is not round: look for the angle that is as far away
        let off = |degrees: f64| {
            let at = arch(to + back * degrees, to).first().copied().unwrap_or(end);
            (at.x - end.x).hypot(at.y - end.y)
        };
        (1..40).map(f64::from).find(|degrees| off(*degrees) >= distance).unwrap_or(10.0)
    };
    let (tip, root) = (to + back * beside(NODE + 2.0), to + back * beside(NODE + 6.5));
    let line = arch(from, root);
    let at = |degrees: f64| arch(degrees, degrees).first().copied().unwrap_or(end);
    let (tip, root) = (at(tip), at(root));
    let (x, y) = (tip.x - root.x, tip.y - root.y);
    let long = x.hypot(y).max(0.001);
    let (x, y) = (x / long * 2.6, y / long * 2.6);
    let head = vec![tip, Point::new(root.x - y, root.y + x), Point::new(root.x + y, root.y - x)];
    figure.add(Shape::new(Outline::Line(line)).chosen(true));
    figure.add(Shape::new(Outline::Polygon(head)).fill(Fill::Full));
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

fn called(place: Place, local: &[(Place, &str)]) -> String {
    match local.iter().find(|(of, _)| *of == place) {
        Some((_, local)) => format!("{} ({})", place.name(), one_line(local)),
        None => place.name().to_owned(),
    }
}

/// What the whole map says, whoever's it is.
fn whole(local: &[(Place, &str)]) -> [String; 2] {
    let all = Place::ALL.map(|place| called(place, local)).join(", ");
    [
        format!("Child's Journey: {all}."),
        "Every place is tied to the yellow heart: permanence, in the child's own time.".into(),
    ]
}

fn words(place: Option<Place>, next: Option<Place>, local: &[(Place, &str)]) -> Vec<String> {
    let mut out = Vec::from(whole(local));
    out.push(match place {
        Some(place) => format!("Place on the journey: {} (in our eyes).", called(place, local)),
        None => "Place on the journey: not said yet.".into(),
    });
    if let Some(next) = next.filter(|next| place != Some(*next)) {
        out.push(format!("What comes next: {}.", called(next, local)));
    }
    out
}

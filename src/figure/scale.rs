//! The safety scale (0 to 10), and the balance of process and intervention:
//! two different things.

use super::{Anchor, Figure, Fill, Label, Outline, Point, Shape, Target, Tone, one_line};

/// The highest score of the safety scale.
pub const SAFETY_END: u8 = 10;
/// The furthest step of the balance to either side.
pub const BALANCE_END: i8 = 5;

fn rectangle(left: f64, top: f64, width: f64, height: f64) -> Outline {
    Outline::Polygon(vec![
        Point::new(left, top),
        Point::new(left + width, top),
        Point::new(left + width, top + height),
        Point::new(left, top + height),
    ])
}

/// The Signs of Safety judgement from 0 to 10, with what the two ends mean. A
/// score above 10 is drawn as none.
#[must_use]
pub fn safety_scale(score: Option<u8>, zero: &str, ten: &str) -> Figure {
    const STEP: f64 = 14.0;
    const EDGE: f64 = 3.0;
    const TOP: f64 = 2.0;
    let (zero, ten) = (one_line(zero), one_line(ten));
    let score = score.filter(|score| *score <= SAFETY_END);
    let mut figure = Figure::new(11.0 * STEP + 2.0 * EDGE, 58.0);
    figure.pitch = STEP;
    for own in 0..=SAFETY_END {
        let left = EDGE + f64::from(own) * STEP;
        let chosen = score == Some(own);
        // steps that rise: more safety is more, without colour; the one in
        // hand says so by fill and edge, never by its height
        let height = 10.0 + f64::from(own);
        let base = TOP + 22.0;
        let fill = match score {
            _ if chosen => Fill::Full,
            Some(score) if own < score => Fill::Half,
            _ => Fill::None,
        };
        let shape = Shape::new(rectangle(left, base - height, STEP - 2.0, height));
        figure.add(shape.fill(fill).chosen(chosen));
        let column = Shape::new(rectangle(left, TOP, STEP - 1.0, 28.0)).tone(Tone::Unseen);
        figure.add(column.target(Target::Score(own)));
        figure.labels.push(Label {
            strong: chosen,
            chosen,
            target: Some(Target::Score(own)),
            ..Label::new(Point::new(left + (STEP - 2.0) / 2.0, base + 5.0), [own.to_string()])
        });
    }
    let below = TOP + 34.0;
    for (text, number, x) in [(&zero, 0, EDGE), (&ten, SAFETY_END, EDGE + 5.65 * STEP)] {
        figure.labels.push(Label {
            anchor: Anchor::Start,
            room: Some((STEP * 5.35, 24.0)),
            spare: true,
            ..Label::new(Point::new(x, below), [format!("{number}: {text}")])
        });
    }
    figure.words = vec![
        match score {
            Some(score) => format!("Safety: {score} on a scale from 0 to 10."),
            None => "Safety, on a scale from 0 to 10: no score yet.".into(),
        },
        format!("0 means: {zero}"),
        format!("10 means: {ten}"),
    ];
    figure
}

const PROCESS: &str = "duty (process)";
const INTERVENTION: &str = "help (intervention)";

/// The balance of duty (process) and help (intervention):
/// -5 all process, 0 even, +5 all intervention. A value beyond is drawn as
/// none.
#[must_use]
pub fn balance(value: Option<i8>) -> Figure {
    const CENTRE: f64 = 80.0;
    /// Where the beam turns.
    const PIVOT: Point = Point { x: CENTRE, y: 16.0 };
    const ARM: f64 = 50.0;
    const DEGREES: f64 = 2.6;
    const STEP: f64 = 12.0;
    let value = value.filter(|value| value.unsigned_abs() <= BALANCE_END.unsigned_abs());
    let mut figure = Figure::new(2.0 * CENTRE, 72.0);
    figure.pitch = STEP;
    // clockwise: the right side sinks where intervention weighs more
    let tilt = f64::from(value.unwrap_or(0)) * DEGREES;
    let ends = [-90.0, 90.0].map(|side| PIVOT.at_angle(side + tilt, ARM));
    let foot = [(-2.0, 50.0), (2.0, 50.0), (11.0, 55.0), (-11.0, 55.0)];
    let foot = foot.map(|(x, y)| Point::new(CENTRE + x, y)).to_vec();
    let pole = vec![PIVOT, Point::new(CENTRE, 51.0)];
    figure.add(Shape::new(Outline::Line(pole)).chosen(true));
    figure.add(Shape::new(Outline::Polygon(foot)).fill(Fill::Full));
    let thick = |end: Point, by: f64| Point::new(end.x, end.y + by);
    let beam =
        vec![thick(ends[0], -1.5), thick(ends[1], -1.5), thick(ends[1], 1.5), thick(ends[0], 1.5)];
    figure.add(Shape::new(Outline::Polygon(beam)).fill(Fill::Full));
    figure.add(Shape::new(Outline::Circle { centre: PIVOT, radius: 4.0 }).fill(Fill::Full));
    let sides = [
        (PROCESS, "duty", value.is_some_and(|v| v < 0)),
        (INTERVENTION, "help", value.is_some_and(|v| v > 0)),
    ];
    for (end, (long, short, heavier)) in ends.into_iter().zip(sides) {
        pan(&mut figure, end, [long, short], heavier);
    }
    for own in -BALANCE_END..=BALANCE_END {
        let chosen = value == Some(own);
        let at = Point::new(CENTRE + f64::from(own) * STEP, 66.0);
        let circle = Outline::Circle { centre: at, radius: 3.0 };
        let fill = if chosen { Fill::Full } else { Fill::None };
        figure.add(Shape::new(circle).fill(fill));
        let place = rectangle(at.x - STEP / 2.0, at.y - 6.0, STEP, 12.0);
        figure.add(Shape::new(place).tone(Tone::Unseen).target(Target::Balance(own)));
    }
    figure.words = vec![balance_words(value)];
    figure
}

/// A pan on its strings, with its name under it.
fn pan(figure: &mut Figure, end: Point, forms: [&str; 2], heavier: bool) {
    let (half, drop) = (14.0, 14.0);
    for side in [-half, half] {
        figure.add(Shape::new(Outline::Line(vec![end, Point::new(end.x + side, end.y + drop)])));
    }
    let dish = [(-half - 3.0, 0.0), (half + 3.0, 0.0), (half - 3.0, 4.0), (-half + 3.0, 4.0)];
    let dish = dish.map(|(x, y)| Point::new(end.x + x, end.y + drop + y)).to_vec();
    let fill = if heavier { Fill::Full } else { Fill::None };
    figure.add(Shape::new(Outline::Polygon(dish)).fill(fill));
    figure.labels.push(Label {
        strong: heavier,
        // below the dish, never over it
        room: Some((80.0, 16.0)),
        ..Label::new(Point::new(end.x, end.y + drop + 6.0), forms)
    });
}

/// A balance in words that need no drawing: for the screen, for a note. A
/// value beyond the ends counts as the end.
#[must_use]
pub fn balance_said(value: i8) -> String {
    let (more, less) = if value < 0 { (PROCESS, INTERVENTION) } else { (INTERVENTION, PROCESS) };
    let steps = match value.unsigned_abs() {
        0 => return format!("even between {PROCESS} and {INTERVENTION}"),
        1 => "one step",
        2 => "two steps",
        3 => "three steps",
        4 => "four steps",
        _ => return format!("all {more}, no {less}"),
    };
    format!("tilts towards {more}, away from {less}: {steps} of five")
}

fn balance_words(value: Option<i8>) -> String {
    match value {
        Some(value) => format!("Balance: {}.", balance_said(value)),
        None => format!("Balance of {PROCESS} and {INTERVENTION}: not said yet."),
    }
}

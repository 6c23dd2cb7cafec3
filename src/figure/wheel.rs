//! The thinking wheel and the doing wheel.

use super::{Figure, Fill, Label, Outline, Point, Shape, Target, Tone, one_line};
use crate::practice::{Part, Ring, Stage};

/// Stands behind a part that holds something brought back.
pub const BROUGHT_BACK: char = '↺';

/// Whether a part was asked about this child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asked {
    /// In this session.
    Today,
    /// In an earlier one.
    Before,
    /// Not yet.
    #[default]
    Never,
}

/// What is known of one part of the wheel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartMark {
    /// Whether it was asked.
    pub asked: Asked,
    /// Whether a question in it was set aside to come back to.
    pub brought_back: bool,
}

impl Asked {
    /// The mark that says it: filled, half, empty.
    #[must_use]
    pub fn mark(self) -> char {
        match self {
            Asked::Today => '●',
            Asked::Before => '◐',
            Asked::Never => '○',
        }
    }

    /// The same in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Asked::Today => "asked today",
            Asked::Before => "asked before",
            Asked::Never => "not asked yet",
        }
    }

    fn fill(self) -> Fill {
        match self {
            Asked::Today => Fill::Full,
            Asked::Before => Fill::Half,
            Asked::Never => Fill::None,
        }
    }
}

const SIZE: f64 = 100.0;
const CENTRE: Point = Point { x: SIZE / 2.0, y: SIZE / 2.0 };
const CHILD: f64 = 9.5;
/// The nine Elements.
const INNER_RING: (f64, f64) = (11.5, 34.0);
/// The three Principles.
const OUTER_RING: (f64, f64) = (36.5, 49.5);
/// Half of the gap between two sectors.
const INSET: f64 = 0.9;
/// What Basics, Heart and Aids leave free at either end, in degrees.
const BETWEEN_GROUPS: f64 = 1.5;
/// How far the part in hand stands out.
const PULLED: f64 = 1.0;

/// The thinking wheel: three Principles around nine Elements (Basics, Heart
/// and Aids, three each) around the child. Marks in the order of
/// [`Part::ALL`]; `child` is what stands in the middle, "child" if empty.
#[must_use]
pub fn wheel(marks: &[PartMark; 12], chosen: Option<Part>, child: &str) -> Figure {
    let mut figure = Figure::new(SIZE, SIZE);
    for (part, mark) in Part::ALL.into_iter().zip(marks) {
        sector(&mut figure, part, *mark, chosen == Some(part));
    }
    centre(&mut figure, child);
    figure.words = words(marks, chosen);
    figure
}

/// A name on two rows, as even as its words allow.
fn two_rows(name: &str) -> String {
    let breaks = name.match_indices(' ').map(|(at, _)| name.split_at(at));
    let longest = |(a, b): &(&str, &str)| a.len().max(b.len());
    let best = breaks.min_by_key(longest);
    best.map_or_else(|| name.to_owned(), |(a, b)| format!("{a}\n{}", b.trim_start()))
}

/// "P1", "E4": the two series are never confused.
#[must_use]
pub fn part_code(part: Part) -> String {
    let (series, number) = match part.ring() {
        Ring::Principles => ("P", part.index() + 1),
        _ => ("E", part.index() - 2),
    };
    format!("{series}{number}")
}

fn sector(figure: &mut Figure, part: Part, mark: PartMark, chosen: bool) {
    let place = part.index();
    let third = |n: usize| 120.0 * f64::from(u8::try_from(n).unwrap_or(0));
    let ((inner, outer), from, to) = if part.ring() == Ring::Principles {
        let from = third(place);
        (OUTER_RING, from, from + 120.0)
    } else {
        let (group, within) = ((place - 3) / 3, place % 3);
        let width = (120.0 - 2.0 * BETWEEN_GROUPS) / 3.0;
        let from = third(group) + BETWEEN_GROUPS + third(within) / 120.0 * width;
        (INNER_RING, from, from + width)
    };
    let out = if chosen { PULLED } else { 0.0 };
    let tone = Tone::Ring(part.ring());
    let shape = Shape::new(Outline::Sector {
        centre: CENTRE,
        inner,
        outer: outer + out,
        from,
        to,
        inset: INSET,
    });
    let shape = shape.fill(mark.asked.fill()).tone(tone).chosen(chosen);
    let within = figure.add(shape.target(Target::Part(part)));
    let short = part_code(part);
    let sign = mark.asked.mark();
    let back = if mark.brought_back { String::from(BROUGHT_BACK) } else { String::new() };
    let named = two_rows(part.short_name());
    let rows = part.short_name().replace(' ', "\n");
    let middle = match part {
        // where the ring is widest from side to side
        Part::ChildsJourney => 90.0,
        Part::KnowledgeAndSkills => 270.0,
        _ => f64::midpoint(from, to),
    };
    // a sector is wider outside: its middle lies a little beyond the half
    let at = CENTRE.at_angle(middle, f64::midpoint(inner, outer) + (outer - inner) * 0.06);
    figure.labels.push(Label {
        within: Some(within),
        strong: chosen,
        chosen,
        tone,
        target: Some(Target::Part(part)),
        ..Label::new(
            at,
            [
                format!("{short} {sign}{back}\n{}", part.short_name()),
                format!("{short} {sign}{back}\n{named}"),
                format!("{short} {sign}{back}\n{rows}"),
                format!("{short} {sign}{back}"),
                // the texture still says what was asked
                format!("{short}{}", if mark.brought_back { BROUGHT_BACK } else { sign }),
            ],
        )
    });
}

fn centre(figure: &mut Figure, child: &str) {
    let within = figure.add(Shape::new(Outline::Circle { centre: CENTRE, radius: CHILD }));
    let own = one_line(child);
    // a name too long for the middle gives way to the word
    let fallback = if (1..=5).contains(&crate::text::width(&own)) { "" } else { "child" };
    let forms = [own.as_str(), fallback].into_iter().filter(|form| !form.is_empty());
    figure.labels.push(Label {
        within: Some(within),
        strong: true,
        spare: true,
        ..Label::new(CENTRE, forms)
    });
}

fn named(part: Part) -> String {
    format!("{} {}", part.label(), part.short_name())
}

fn words(marks: &[PartMark; 12], chosen: Option<Part>) -> Vec<String> {
    let list = |keep: &dyn Fn(PartMark) -> bool| -> Vec<String> {
        let kept = Part::ALL.into_iter().zip(marks).filter(|(_, mark)| keep(**mark));
        kept.map(|(part, _)| named(part)).collect()
    };
    let mut out = Vec::new();
    for asked in [Asked::Today, Asked::Before, Asked::Never] {
        let parts = list(&|mark| mark.asked == asked);
        let what = match asked {
            Asked::Today => "Asked today",
            Asked::Before => "Asked before",
            Asked::Never => "Not asked yet",
        };
        if parts.len() == 12 {
            out.push(format!("{what}: all twelve parts."));
        } else if !parts.is_empty() {
            out.push(format!("{what}: {}.", parts.join(", ")));
        }
    }
    let back = list(&|mark| mark.brought_back);
    if !back.is_empty() {
        out.push(format!("To come back to: {}.", back.join(", ")));
    }
    if let Some(part) = chosen {
        let asked = marks.get(part.index()).copied().unwrap_or_default().asked;
        out.push(format!("In hand: {}, {}: {}.", part.label(), part.name(), asked.words()));
    }
    out
}

const STAGES: [Stage; 4] = [Stage::Assessment, Stage::Plan, Stage::UpdatingThePlan, Stage::Review];

fn stage_forms(stage: Stage) -> &'static [&'static str] {
    match stage {
        Stage::Assessment => &["Assessment"],
        Stage::Plan => &["Plan"],
        Stage::UpdatingThePlan => &["Updating\nthe plan"],
        Stage::Review => &["Review"],
    }
}

/// The doing wheel: assessment, plan, updating the plan, review, and again,
/// around the child (`child` as in [`wheel`]).
#[must_use]
pub fn doing_wheel(stage: Option<Stage>, child: &str) -> Figure {
    const RING: (f64, f64) = (20.0, 48.0);
    let mut figure = Figure::new(SIZE, SIZE);
    let mut middle = 0.0;
    for own in STAGES {
        let chosen = stage == Some(own);
        let out = if chosen { PULLED } else { 0.0 };
        let outline = arrow(middle - 45.0, middle + 45.0, RING.0, RING.1 + out);
        let shape = Shape::new(outline).target(Target::Stage(own));
        let within = figure.add(shape.fill(if chosen { Fill::Full } else { Fill::None }));
        figure.labels.push(Label {
            within: Some(within),
            strong: chosen,
            chosen,
            target: Some(Target::Stage(own)),
            ..Label::new(
                CENTRE.at_angle(middle + 5.0, f64::midpoint(RING.0, RING.1)),
                stage_forms(own).iter().copied(),
            )
        });
        middle += 90.0;
    }
    centre(&mut figure, child);
    let cycle =
        "Assessment, plan, updating the plan, review, and again, with the child in the middle.";
    figure.words = vec![format!("Doing wheel: {cycle}")];
    figure.words.push(match stage {
        Some(Stage::Assessment) => "The work is at the assessment.".into(),
        Some(Stage::Plan) => "The work is at the plan.".into(),
        Some(Stage::UpdatingThePlan) => "The work is at updating the plan.".into(),
        Some(Stage::Review) => "The work is at the review.".into(),
        None => "No stage chosen.".into(),
    });
    figure
}

/// A piece of a ring that points clockwise: its end is a tip, its beginning
/// the notch for the tip before it.
fn arrow(from: f64, to: f64, inner: f64, outer: f64) -> Outline {
    /// How far the tip reaches, in degrees, and half of the gap.
    const TIP: f64 = 13.0;
    const GAP: f64 = 2.0;
    const STEPS: u8 = 24;
    let (from, to) = (from + GAP, to - GAP);
    let along = |step: u8| from + (to - from) * f64::from(step) / f64::from(STEPS);
    let tip = f64::midpoint(inner, outer);
    let mut points: Vec<Point> =
        (0..=STEPS).map(|step| CENTRE.at_angle(along(step), outer)).collect();
    points.push(CENTRE.at_angle(to + TIP, tip));
    points.extend((0..=STEPS).rev().map(|step| CENTRE.at_angle(along(step), inner)));
    points.push(CENTRE.at_angle(from + TIP, tip));
    Outline::Polygon(points)
}

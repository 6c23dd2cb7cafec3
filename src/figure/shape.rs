//! What a figure is made of.

use std::fmt;

use super::heart;
use crate::practice::{Block, Part, Place, Ring, Stage};

/// A place on the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    /// A point.
    #[must_use]
    pub fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    /// The point at a distance and an angle (degrees clockwise from 12
    /// o'clock) from this one.
    #[must_use]
    pub fn at_angle(self, degrees: f64, distance: f64) -> Point {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Point { x: self.x + distance * sin, y: self.y - distance * cos }
    }
}

/// The outline of a shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Outline {
    /// A piece of a ring.
    Sector {
        /// Middle of the ring.
        centre: Point,
        /// Inner radius.
        inner: f64,
        /// Outer radius.
        outer: f64,
        /// Where it begins: degrees clockwise from 12 o'clock.
        from: f64,
        /// Where it ends: less than 180 degrees after `from`.
        to: f64,
        /// How far its two straight sides stand back, each parallel to its
        /// radius: two neighbours have an even gap between them.
        inset: f64,
    },
    /// A line through points.
    Line(Vec<Point>),
    /// A closed area.
    Polygon(Vec<Point>),
    /// A circle.
    Circle {
        /// Its middle.
        centre: Point,
        /// Its radius.
        radius: f64,
    },
    /// A heart, upright.
    Heart {
        /// The middle of its box.
        centre: Point,
        /// Its width; its height is nine tenths of that.
        width: f64,
    },
}

/// How full a shape is: a texture, so that it reads without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fill {
    /// Outline only.
    #[default]
    None,
    /// Hardly.
    Light,
    /// Half.
    Half,
    /// Wholly.
    Full,
}

/// What a shape means; a colour may follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Drawn as words are.
    #[default]
    Plain,
    /// Ornament: threads, paths, guides.
    Faint,
    /// A ring or group of the thinking wheel.
    Ring(Ring),
    /// Permanence.
    YellowHeart,
    /// Not drawn: only a place to point at.
    Unseen,
}

/// What can be pointed at and chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A part of the thinking wheel.
    Part(Part),
    /// A stage of the doing wheel.
    Stage(Stage),
    /// A place on the journey map.
    Place(Place),
    /// A score of the safety scale, 0 to 10.
    Score(u8),
    /// A step of the balance, -5 to 5.
    Balance(i8),
    /// A stage of the relationship.
    Block(Block),
    /// One of the four I's: 0 involve, 1 inform, 2 invest, 3 influence.
    FourI(usize),
    /// One of the lightbulb's four: 0 what effect, 1 on whom, 2 how we know,
    /// 3 what else.
    Lightbulb(usize),
}

/// One shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Where its edge runs.
    pub outline: Outline,
    /// How full it is; lines have none.
    pub fill: Fill,
    /// What it means.
    pub tone: Tone,
    /// Whether it is the one in hand: drawn with a bold edge.
    pub chosen: bool,
    /// What it stands for, if it can be pointed at.
    pub target: Option<Target>,
}

impl Shape {
    /// A plain outline.
    #[must_use]
    pub fn new(outline: Outline) -> Shape {
        Shape { outline, fill: Fill::None, tone: Tone::Plain, chosen: false, target: None }
    }

    /// The same with a fill.
    #[must_use]
    pub fn fill(self, fill: Fill) -> Shape {
        Shape { fill, ..self }
    }

    /// The same with a meaning.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Shape {
        Shape { tone, ..self }
    }

    /// The same, in hand or not.
    #[must_use]
    pub fn chosen(self, chosen: bool) -> Shape {
        Shape { chosen, ..self }
    }

    /// The same, standing for something.
    #[must_use]
    pub fn target(self, target: Target) -> Shape {
        Shape { target: Some(target), ..self }
    }
}

/// Which end of a label's rows stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    /// Rows begin at the point.
    Start,
    /// Rows are centred on it.
    #[default]
    Middle,
    /// Rows end at it.
    End,
}

/// Words on a figure, always upright, never crossed by a line.
#[derive(Clone, PartialEq)]
pub struct Label {
    /// Where: the anchor left and right; up and down the middle of its rows,
    /// or the upper edge of the first if it has `room`.
    pub at: Point,
    /// Left, middle or right.
    pub anchor: Anchor,
    /// What it says, longest first, `\n` between rows: the first that has
    /// room is drawn.
    pub forms: Vec<String>,
    /// The shape (by index) that it must stand inside.
    pub within: Option<usize>,
    /// The width and height it may fill: longer text is wrapped to it and cut
    /// with `…`. Without it, rows stay as they are.
    pub room: Option<(f64, f64)>,
    /// The label (by index, before this one) straight under which it begins.
    pub under: Option<usize>,
    /// The label (by index, before this one) that makes this one needless
    /// where it is drawn in a form that says the same.
    pub unless: Option<usize>,
    /// Whether it stands out.
    pub strong: bool,
    /// Whether it belongs to the one in hand.
    pub chosen: bool,
    /// Whether the figure can be read without it.
    pub spare: bool,
    /// What its marks (●, ◐, ○, ♥) mean.
    pub tone: Tone,
    /// What it stands for, if it can be pointed at.
    pub target: Option<Target>,
}

impl Label {
    /// A label with forms from the longest to the shortest.
    #[must_use]
    pub fn new<T: Into<String>>(at: Point, forms: impl IntoIterator<Item = T>) -> Label {
        Label {
            at,
            anchor: Anchor::Middle,
            forms: forms.into_iter().map(Into::into).collect(),
            within: None,
            room: None,
            under: None,
            unless: None,
            strong: false,
            chosen: false,
            spare: false,
            tone: Tone::Plain,
            target: None,
        }
    }
}

/// Words may be a person's: they stay out of logs.
impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Label").field("at", &self.at).finish_non_exhaustive()
    }
}

/// A drawing, and words that say the same.
#[derive(Clone, PartialEq, Default)]
pub struct Figure {
    /// Width in units.
    pub width: f64,
    /// Height in units.
    pub height: f64,
    /// A length across that repeats, or 0: drawn in whole columns, so that
    /// what repeats looks the same each time.
    pub pitch: f64,
    /// From the back to the front.
    pub shapes: Vec<Shape>,
    /// On top of all shapes.
    pub labels: Vec<Label>,
    /// One to six plain lines that say everything the drawing says.
    pub words: Vec<String>,
}

/// Words may be a person's: they stay out of logs.
impl fmt::Debug for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Figure")
            .field("width", &self.width)
            .field("height", &self.height)
            .field("shapes", &self.shapes)
            .finish_non_exhaustive()
    }
}

impl Figure {
    /// An empty figure.
    #[must_use]
    pub fn new(width: f64, height: f64) -> Figure {
        Figure { width, height, ..Figure::default() }
    }

    /// What a point of the plane stands for: that of the frontmost shape
    /// there that can be pointed at.
    #[must_use]
    pub fn hit(&self, x: f64, y: f64) -> Option<Target> {
        let point = Point { x, y };
        self.shapes
            .iter()
            .rev()
            .filter(|shape| shape.target.is_some())
            .find(|shape| shape.outline.probe().contains(point))
            .and_then(|shape| shape.target)
    }

    /// Adds a shape and says its index.
    pub(super) fn add(&mut self, shape: Shape) -> usize {
        self.shapes.push(shape);
        self.shapes.len() - 1
    }

    /// Adds a label and says its index.
    pub(super) fn write(&mut self, label: Label) -> usize {
        self.labels.push(label);
        self.labels.len() - 1
    }
}

/// A box on the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// An outline made ready to be asked about many points.
#[derive(Debug, Clone)]
pub struct Probe {
    area: Area,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Sector { centre: Point, inner: f64, outer: f64, from: (f64, f64), to: (f64, f64), inset: f64 },
    Circle { centre: Point, radius: f64 },
    Polygon(Vec<Point>),
    Nothing,
}

impl Outline {
    /// Made ready to be asked about many points.
    #[must_use]
    pub fn probe(&self) -> Probe {
        match self {
            Outline::Sector { centre, inner, outer, from, to, inset } => {
                let edge = |degrees: f64| degrees.to_radians().sin_cos();
                let steps = ((to - from) / 3.0).ceil().max(1.0);
                let mut points = Vec::new();
                let mut step = 0.0;
                while step <= steps {
                    let degrees = from + (to - from) * step / steps;
                    points.push(centre.at_angle(degrees, *inner));
                    // a little more than the chord leaves out
                    points.push(centre.at_angle(degrees, *outer * 1.001));
                    step += 1.0;
                }
                Probe {
                    area: around(&points),
                    kind: Kind::Sector {
                        centre: *centre,
                        inner: *inner,
                        outer: *outer,
                        from: edge(*from),
                        to: edge(*to),
                        inset: *inset,
                    },
                }
            }
            Outline::Circle { centre, radius } => Probe {
                area: Area {
                    left: centre.x - radius,
                    top: centre.y - radius,
                    right: centre.x + radius,
                    bottom: centre.y + radius,
                },
                kind: Kind::Circle { centre: *centre, radius: *radius },
            },
            Outline::Polygon(points) => polygon(points.clone()),
            Outline::Heart { centre, width } => polygon(heart::points(*centre, *width)),
            Outline::Line(points) => Probe { area: around(points), kind: Kind::Nothing },
        }
    }
}

fn polygon(points: Vec<Point>) -> Probe {
    Probe { area: around(&points), kind: Kind::Polygon(points) }
}

fn around(points: &[Point]) -> Area {
    let first = points.first().copied().unwrap_or(Point { x: 0.0, y: 0.0 });
    let start = Area { left: first.x, top: first.y, right: first.x, bottom: first.y };
    points.iter().fold(start, |area, p| Area {
        left: area.left.min(p.x),
        top: area.top.min(p.y),
        right: area.right.max(p.x),
        bottom: area.bottom.max(p.y),
    })
}

impl Probe {
    /// A box that holds the whole shape.
    #[must_use]
    pub fn area(&self) -> Area {
        self.area
    }

    /// Whether a point lies inside; a line has no inside.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        match &self.kind {
            Kind::Sector { centre, inner, outer, from, to, inset } => {
                let (x, y) = (point.x - centre.x, point.y - centre.y);
                let squared = x * x + y * y;
                let clockwise_of = |(sin, cos): (f64, f64)| x * cos + y * sin;
                squared <= outer * outer
                    && squared >= inner * inner
                    && clockwise_of(*from) >= *inset
                    && clockwise_of(*to) <= -*inset
            }
            Kind::Circle { centre, radius } => {
                let (x, y) = (point.x - centre.x, point.y - centre.y);
                x * x + y * y <= radius * radius
            }
            Kind::Polygon(points) => {
                let mut inside = false;
                let before = points.iter().cycle().skip(points.len().saturating_sub(1));
                for (a, b) in points.iter().zip(before) {
                    if (a.y > point.y) != (b.y > point.y)
                        && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x
                    {
                        inside = !inside;
                    }
                }
                inside
            }
            Kind::Nothing => false,
        }
    }
}

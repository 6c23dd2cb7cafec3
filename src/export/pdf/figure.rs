//! A drawing on a page: its areas as areas, its words as words.

use krilla::geom::{Path, PathBuilder, Point};
use krilla::num::NormalizedF32;
use krilla::paint::{LineCap, LineJoin, Stroke};
use krilla::tagging::{ContentTag, Identifier};

use super::draw::{Pen, colour, fill};
use super::flow::{Ink, Look, one_line};
use super::page;
use crate::export::font::Face;
use crate::export::picture::{Mark, Picture, Step};

/// Makes a picture small enough for a page, with room for the words below it.
pub(super) fn fit(picture: &mut Picture) {
    let high = (page::BOTTOM - page::TOP) * 0.8;
    let scale = (page::ROOM / picture.width).min(high / picture.height);
    if scale < 1.0 && scale > 0.0 {
        for mark in &mut picture.marks {
            shrink(mark, scale);
        }
        picture.width *= scale;
        picture.height *= scale;
    }
}

fn shrink(mark: &mut Mark, scale: f32) {
    match mark {
        Mark::Area { path, line, .. } => {
            for step in path {
                *step = match *step {
                    Step::MoveTo(x, y) => Step::MoveTo(x * scale, y * scale),
                    Step::LineTo(x, y) => Step::LineTo(x * scale, y * scale),
                    Step::CurveTo(a, b, c) => {
                        let [a, b, c] = [a, b, c].map(|(x, y)| (x * scale, y * scale));
                        Step::CurveTo(a, b, c)
                    }
                    Step::Close => Step::Close,
                };
            }
            if let Some((thick, _)) = line {
                *thick *= scale;
            }
        }
        Mark::Words { x, y, size, width, .. } => {
            for length in [x, y, size, width] {
                *length *= scale;
            }
        }
    }
}

impl Pen<'_, '_> {
    /// Draws a picture with its top left corner there; its name in the tags.
    pub(super) fn picture(&mut self, picture: &Picture, left: f32, top: f32) -> Identifier {
        let id = self.surface.start_tagged(ContentTag::Other);
        for mark in &picture.marks {
            match mark {
                Mark::Area { path, fill: inside, line } => {
                    let Some(path) = path_of(path, left, top) else { continue };
                    self.surface.set_fill(inside.map(|ink| fill(colour(Ink::Drawn(ink)))));
                    self.surface.set_stroke(line.map(|(width, ink)| Stroke {
                        paint: colour(Ink::Drawn(ink)).into(),
                        width,
                        miter_limit: 4.0,
                        line_cap: LineCap::Round,
                        line_join: LineJoin::Round,
                        opacity: NormalizedF32::ONE,
                        dash: None,
                    }));
                    if inside.is_some() || line.is_some() {
                        self.surface.draw_path(&path);
                    }
                    self.surface.set_stroke(None);
                }
                Mark::Words { x, y, size, bold, anchor, text, ink, .. } => {
                    let face = if *bold { Face::Bold } else { Face::Regular };
                    let ink = Ink::Drawn(*ink);
                    let look =
                        Look { face, size: *size, leading: *size, ink, lead_ink: ink, indent: 0.0 };
                    self.row(&one_line(text), &look, Point::from_xy(left + x, top + y), *anchor);
                }
            }
        }
        self.surface.end_tagged();
        id
    }
}

fn path_of(steps: &[Step], left: f32, top: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    let at = |(x, y): (f32, f32)| (left + x, top + y);
    for step in steps {
        match *step {
            Step::MoveTo(x, y) => path.move_to(left + x, top + y),
            Step::LineTo(x, y) => path.line_to(left + x, top + y),
            Step::CurveTo(a, b, c) => {
                let ((ax, ay), (bx, by), (cx, cy)) = (at(a), at(b), at(c));
                path.cubic_to(ax, ay, bx, by, cx, cy);
            }
            Step::Close => path.close(),
        }
    }
    path.finish()
}

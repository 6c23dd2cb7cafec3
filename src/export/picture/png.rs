//! A picture as PNG, for documents that take no drawing.

use skrifa::outline::OutlinePen;
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, Transform,
};
use unicode_bidi::BidiInfo;

use super::{Ink, Mark, Picture, Step};
use crate::export::font::{self, Face};
use crate::figure::Anchor;

/// Dots to a point: 180 to the inch, sharp in print; more takes time and room.
const DOTS: f32 = 2.5;

/// A picture in dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// How wide it is, in dots.
    pub width_px: u32,
    /// How high it is, in dots.
    pub height_px: u32,
}

/// The picture in dots, on white paper. Nothing of it is in the file but the
/// dots: no time, no name. Nothing where it is too large to be drawn.
pub fn png(picture: &Picture) -> Option<Png> {
    let (width_px, height_px) = (dots(picture.width * DOTS), dots(picture.height * DOTS));
    let mut page = Pixmap::new(width_px, height_px)?;
    page.fill(Color::WHITE);
    let onto = Transform::from_scale(DOTS, DOTS);
    for mark in &picture.marks {
        match mark {
            Mark::Area { path, fill, line } => {
                let Some(path) = path_of(path) else { continue };
                if let Some(ink) = fill {
                    page.fill_path(&path, &paint(*ink), FillRule::Winding, onto, None);
                }
                if let Some((width, ink)) = line {
                    let stroke = Stroke {
                        width: *width,
                        line_join: LineJoin::Round,
                        line_cap: LineCap::Round,
                        ..Stroke::default()
                    };
                    page.stroke_path(&path, &paint(*ink), &stroke, onto, None);
                }
            }
            Mark::Words { x, y, size, bold, anchor, width, text, ink } => {
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - width / 2.0,
                    Anchor::End => x - width,
                };
                let face = if *bold { Face::Bold } else { Face::Regular };
                let mut pen = Pen(PathBuilder::new());
                font::outline(&as_seen(text), *size, face, (left, *y), &mut pen);
                if let Some(path) = pen.0.finish() {
                    page.fill_path(&path, &paint(*ink), FillRule::Winding, onto, None);
                }
            }
        }
    }
    let bytes = packed(&page)?;
    Some(Png { bytes, width_px, height_px })
}

/// The dots as a file: no transparency, as the paper is white throughout; every
/// line as what differs from the one above it. Trying more for each line takes
/// most of the time a document is written in, and saves little of flat areas.
fn packed(page: &Pixmap) -> Option<Vec<u8>> {
    let mut dots = vec![0; page.pixels().len() * 3];
    let (seen, _) = page.data().as_chunks::<4>();
    for (dot, [red, green, blue, _]) in dots.as_chunks_mut::<3>().0.iter_mut().zip(seen) {
        *dot = [*red, *green, *blue];
    }
    let mut bytes = Vec::new();
    let mut file = png::Encoder::new(&mut bytes, page.width(), page.height());
    file.set_color(png::ColorType::Rgb);
    file.set_depth(png::BitDepth::Eight);
    file.set_compression(png::Compression::Fast);
    file.set_filter(png::Filter::Up);
    file.write_header().ok()?.write_image_data(&dots).ok()?;
    Some(bytes)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn dots(length: f32) -> u32 {
    length.ceil().clamp(1.0, 20_000.0) as u32
}

fn paint(ink: Ink) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(ink.0, ink.1, ink.2, 0xff);
    paint
}

fn path_of(steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in steps {
        match step {
            Step::MoveTo(x, y) => path.move_to(*x, *y),
            Step::LineTo(x, y) => path.line_to(*x, *y),
            Step::CurveTo(a, b, c) => path.cubic_to(a.0, a.1, b.0, b.1, c.0, c.1),
            Step::Close => path.close(),
        }
    }
    path.finish()
}

/// Words in the order they are seen, from left to right.
fn as_seen(text: &str) -> String {
    let info = BidiInfo::new(text, None);
    let lines = info.paragraphs.iter().map(|p| info.reorder_line(p, p.range.clone()));
    lines.map(std::borrow::Cow::into_owned).collect()
}

/// Letters as a path.
struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

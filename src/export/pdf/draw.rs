//! Lines drawn on a page, each piece tagged with what it is.

use std::collections::HashMap;

use krilla::Data;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::flow::{Ink, Look, Paragraph, Role};
use super::lines::{Line, Piece, Setting, break_lines};
use super::page::{self, Placed};
use super::shape::{Shaped, Shaper};
use crate::export::font::Face;
use crate::figure::Anchor;

/// The fonts of a document.
pub(super) struct Fonts(HashMap<Face, Font>);

impl Fonts {
    pub fn new() -> Fonts {
        let open = |face: Face| Some((face, Font::new(Data::from(face.data()), 0)?));
        Fonts(Face::ALL.into_iter().filter_map(open).collect())
    }

    fn get(&self, face: Face) -> Option<Font> {
        self.0.get(&face).cloned()
    }
}

pub(super) fn colour(ink: Ink) -> rgb::Color {
    match ink {
        Ink::Text => rgb::Color::new(24, 24, 27),
        Ink::Heading => rgb::Color::new(24, 42, 72),
        Ink::Quiet => rgb::Color::new(74, 78, 86),
        Ink::Warning => rgb::Color::new(150, 20, 20),
        Ink::Drawn(ink) => rgb::Color::new(ink.0, ink.1, ink.2),
    }
}

pub(super) fn fill(colour: rgb::Color) -> Fill {
    Fill { paint: colour.into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

/// Draws and tags on one page.
pub(super) struct Pen<'p, 's> {
    pub surface: &'p mut Surface<'s>,
    pub fonts: &'p Fonts,
    pub shaper: &'p mut Shaper,
}

impl Pen<'_, '_> {
    /// Draws lines of a paragraph. What is returned names them in the tags, in
    /// the order they are read.
    pub fn paragraph(&mut self, paragraph: &Paragraph, placed: &Placed) -> Vec<Identifier> {
        let look = paragraph.look;
        if let Some(picture) = &paragraph.picture {
            return vec![self.picture(picture, page::MARGIN, placed.top)];
        }
        if let Some(y) = placed.rule {
            let is_head =
                matches!(paragraph.role, Role::Cell(super::table::Cell { is_head: true, .. }));
            self.rule(y, if is_head { 1.0 } else { 0.5 });
        }
        let mut ids = Vec::new();
        let mut baseline = placed.top + baseline(&look);
        if placed.lines.start == 0 && paragraph.role == (Role::Item { begins: true }) {
            self.bullet(page::MARGIN + 2.0, baseline, look.size);
        }
        let lines = paragraph.lines.get(placed.lines.clone()).unwrap_or_default();
        let mut tag = Tagging { is_open: placed.again, ids: Some(&mut ids) };
        if placed.again {
            // Read once, over the first of its rows.
            let kind = ArtifactType::PaginationOther;
            self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            tag.ids = None;
        }
        for line in lines {
            let at = Point::from_xy(page::MARGIN + look.indent, baseline);
            self.line(line, &paragraph.text, &look, paragraph.lead, at, &mut tag);
            baseline += look.leading;
        }
        tag.close(self.surface);
        if placed.again {
            self.surface.end_tagged();
        }
        ids
    }

    /// A line under a row of a table, as wide as the words of the page.
    fn rule(&mut self, y: f32, thick: f32) {
        let Some(area) = Rect::from_xywh(page::MARGIN, y - thick / 2.0, page::ROOM, thick) else {
            return;
        };
        let mut path = PathBuilder::new();
        path.push_rect(area);
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.surface.set_fill(Some(fill(colour(Ink::Quiet))));
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
        self.surface.end_tagged();
    }

    /// Draws one line. Pieces are drawn in the order they are read, each where
    /// it is seen.
    fn line(
        &mut self,
        line: &Line,
        text: &str,
        look: &Look,
        lead: usize,
        at: Point,
        tag: &mut Tagging,
    ) {
        let mut from = 0;
        while let Some(first) = line.pieces.get(from) {
            let is_lead = first.range.start < lead;
            let ink = if is_lead { look.lead_ink } else { look.ink };
            self.surface.set_fill(Some(fill(colour(ink))));
            let left = |i: usize| line.lefts.get(i).copied().unwrap_or_default();
            if let Some(instead) = &first.instead {
                // Seen as numbers; found, copied and heard as it was written.
                let written = text.get(first.range.clone()).unwrap_or_default();
                tag.close(self.surface);
                tag.open(self.surface, SpanTag::empty().with_actual_text(Some(written)));
                let start = Point::from_xy(at.x + left(from), at.y);
                let glyphs: Vec<KrillaGlyph> = glyphs_of(&first.shaped, 0).collect();
                self.glyphs(start, &glyphs, first.face, instead, look.size);
                tag.close(self.surface);
                from += 1;
                continue;
            }
            let mut end = from + 1;
            while line.pieces.get(end).is_some_and(|p| {
                p.instead.is_none()
                    && p.face == first.face
                    && p.level == first.level
                    && (p.range.start < lead) == is_lead
            }) {
                end += 1;
            }
            let pieces = line.pieces.get(from..end).unwrap_or_default();
            tag.open(self.surface, SpanTag::empty());
            if first.level.is_rtl() {
                for (i, piece) in pieces.iter().enumerate() {
                    let at = Point::from_xy(at.x + left(from + i), at.y);
                    self.right_to_left(at, piece, text, look.size);
                }
            } else {
                // The text given with the glyphs ends where they end.
                let start = first.range.start;
                let stop = pieces.last().map_or(start, |p| p.range.end);
                let words = text.get(start..stop).unwrap_or_default();
                let each = pieces.iter().flat_map(|p| glyphs_of(&p.shaped, p.range.start - start));
                let glyphs: Vec<KrillaGlyph> = each.collect();
                let at = Point::from_xy(at.x + left(from), at.y);
                self.glyphs(at, &glyphs, first.face, words, look.size);
            }
            from = end;
        }
    }

    /// Draws words that go from right to left, letter by letter in the order
    /// they are read: a reader that follows the file finds them in order, too.
    fn right_to_left(&mut self, at: Point, piece: &Piece, text: &str, size: f32) {
        let words = text.get(piece.range.clone()).unwrap_or_default();
        let glyphs: Vec<KrillaGlyph> = glyphs_of(&piece.shaped, 0).collect();
        let mut letters: Vec<(f32, &[KrillaGlyph])> = Vec::new();
        let mut x = at.x;
        for letter in glyphs.chunk_by(|a, b| a.text_range == b.text_range) {
            letters.push((x, letter));
            x += letter.iter().map(|g| g.x_advance * size).sum::<f32>();
        }
        for (x, letter) in letters.into_iter().rev() {
            self.glyphs(Point::from_xy(x, at.y), letter, piece.face, words, size);
        }
    }

    fn glyphs(&mut self, at: Point, glyphs: &[KrillaGlyph], face: Face, text: &str, size: f32) {
        if let Some(font) = self.fonts.get(face) {
            self.surface.draw_glyphs(at, glyphs, font, text, size, false);
        }
    }

    /// The mark before an item: drawn, not written.
    fn bullet(&mut self, x: f32, baseline: f32, size: f32) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.outline("•", x, baseline, size, colour(Ink::Quiet));
        self.surface.end_tagged();
    }

    /// Letters as a drawing, which nobody reads aloud or copies.
    fn outline(&mut self, text: &str, x: f32, y: f32, size: f32, colour: rgb::Color) {
        let Some(shaped) = self.shaper.shape(text, Face::Bold) else { return };
        let Some(font) = self.fonts.get(Face::Bold) else { return };
        self.surface.set_fill(Some(fill(colour)));
        let glyphs: Vec<KrillaGlyph> = glyphs_of(&shaped, 0).collect();
        self.surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, text, size, true);
    }

    /// DRAFT across the whole page, under the words and pale enough to read
    /// them.
    pub fn draft(&mut self) {
        let size = 150.0;
        let width = self.shaper.shape("DRAFT", Face::Bold).map_or(0.0, |s| s.width) * size;
        let (x, y) = (page::WIDTH / 2.0, page::HEIGHT / 2.0);
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Watermark)));
        self.surface.push_transform(&Transform::from_rotate_at(-52.0, x, y));
        let pale = rgb::Color::new(243, 236, 236);
        self.outline("DRAFT", x - width / 2.0, y + size * 0.36, size, pale);
        self.surface.pop();
        self.surface.end_tagged();
    }

    /// A line of the head or the foot of a page: on the left, on the right, or
    /// both. Neither is read with the text.
    pub fn margin(&mut self, kind: ArtifactType, y: f32, left: (&str, Ink), right: &str) {
        // Enough for the longest that stands on the right, the check number.
        let room = if right.is_empty() { page::ROOM } else { page::ROOM - 150.0 };
        let parts =
            [(left.0, left.1, Some(page::MARGIN), room), (right, Ink::Quiet, None, page::ROOM)];
        for (text, ink, left, room) in parts.into_iter().filter(|part| !part.0.is_empty()) {
            self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            self.aside(text, ink, y, left, room);
            self.surface.end_tagged();
        }
    }

    /// A row of words of a drawing; `at` is where it is anchored on its base
    /// line.
    pub(super) fn row(&mut self, text: &str, look: &Look, at: Point, anchor: Anchor) {
        let room = page::WIDTH * 2.0;
        let setting = Setting { size: look.size, face: look.face, lead: 0, room };
        let Some(line) = break_lines(self.shaper, text, setting).into_iter().next() else { return };
        let width: f32 = line.pieces.iter().map(|p| p.shaped.width * look.size).sum();
        let first = line.lefts.iter().copied().fold(f32::INFINITY, f32::min);
        let left = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::End => at.x - width,
        };
        let mut tag = Tagging { is_open: true, ids: None };
        self.line(&line, text, look, 0, Point::from_xy(left - first, at.y), &mut tag);
    }

    /// One line of small words, cut with "…" where it has no room; on the right
    /// where no left end is given.
    fn aside(&mut self, text: &str, ink: Ink, y: f32, left: Option<f32>, room: f32) {
        let face = if ink == Ink::Warning { Face::Bold } else { Face::Regular };
        let look = Look { face, size: 8.5, leading: 11.0, ink, lead_ink: ink, indent: 0.0 };
        let mut setting = Setting { size: look.size, face, lead: 0, room };
        let mut cut = text.to_owned();
        let mut lines = break_lines(self.shaper, text, setting);
        if lines.len() > 1 {
            setting.room = room - 10.0;
            let first = break_lines(self.shaper, text, setting).into_iter().next();
            let end = first.and_then(|l| l.pieces.last().map(|p| p.range.end)).unwrap_or(0);
            cut = format!("{}…", text.get(..end).unwrap_or_default().trim_end());
            setting.room = room + 20.0;
            lines = break_lines(self.shaper, &cut, setting);
        }
        let Some(line) = lines.first() else { return };
        let width: f32 = line.pieces.iter().map(|p| p.shaped.width * look.size).sum();
        // Where everything goes from right to left, a line begins at the right
        // end of its room; here it stands on the left all the same.
        let first = line.lefts.iter().copied().fold(f32::INFINITY, f32::min);
        let x = left.unwrap_or(page::WIDTH - page::MARGIN - width) - first;
        let mut tag = Tagging { is_open: true, ids: None };
        self.line(line, &cut, &look, 0, Point::from_xy(x, y), &mut tag);
    }
}

/// Whether a tag is open, and the names of those that were.
struct Tagging<'a> {
    is_open: bool,
    /// Nothing in the head and the foot of a page, which are one artifact each.
    ids: Option<&'a mut Vec<Identifier>>,
}

impl Tagging<'_> {
    /// Opens a tag where none is open.
    fn open(&mut self, surface: &mut Surface, tag: SpanTag) {
        if let Some(ids) = &mut self.ids
            && !self.is_open
        {
            ids.push(surface.start_tagged(ContentTag::Span(tag)));
            self.is_open = true;
        }
    }

    fn close(&mut self, surface: &mut Surface) {
        if self.ids.is_some() && self.is_open {
            surface.end_tagged();
            self.is_open = false;
        }
    }
}

fn baseline(look: &Look) -> f32 {
    look.leading / 2.0 + look.size * 0.36
}

fn glyphs_of(shaped: &Shaped, from: usize) -> impl Iterator<Item = KrillaGlyph> + '_ {
    shaped.glyphs.iter().map(move |g| {
        let range = g.range.start + from..g.range.end + from;
        KrillaGlyph::new(GlyphId::new(g.id), g.advance, g.dx, g.dy, 0.0, range, None)
    })
}

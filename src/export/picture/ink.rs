//! What is drawn with what. Every fill differs from the others in lightness
//! alone, and every pair of words and ground has a contrast of at least 7 to 1.

use crate::figure::{Fill, Shape, Tone};
use crate::practice::Ring;

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// Words on paper.
    pub const WORDS: Ink = Ink(0x1b, 0x1f, 0x23);
    /// Paper.
    pub const PAPER: Ink = Ink(0xff, 0xff, 0xff);
    /// Threads and guides.
    const FAINT: Ink = Ink(0x9a, 0xa0, 0xa6);

    /// "#1b1f23".
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The dark, the middle and the light shade of a meaning.
fn shades(tone: Tone) -> (Ink, Ink, Ink) {
    match tone {
        Tone::Ring(Ring::Principles) => {
            (Ink(0x28, 0x46, 0x6b), Ink(0xc9, 0xd6, 0xe6), Ink(0xec, 0xf1, 0xf7))
        }
        Tone::Ring(Ring::Basics) => {
            (Ink(0x1e, 0x55, 0x46), Ink(0xc3, 0xdc, 0xd2), Ink(0xea, 0xf4, 0xf0))
        }
        Tone::Ring(Ring::Heart) => {
            (Ink(0x7c, 0x2f, 0x4c), Ink(0xea, 0xcd, 0xd7), Ink(0xf8, 0xee, 0xf1))
        }
        Tone::Ring(Ring::Aids) => {
            (Ink(0x53, 0x40, 0x7e), Ink(0xd8, 0xd0, 0xe8), Ink(0xf2, 0xef, 0xf8))
        }
        Tone::YellowHeart => (Ink(0x7a, 0x5c, 0x00), Ink(0xf7, 0xd5, 0x4f), Ink(0xfb, 0xdf, 0x6b)),
        Tone::Plain | Tone::Faint | Tone::Unseen => {
            (Ink(0x2f, 0x3b, 0x47), Ink(0xd0, 0xd5, 0xda), Ink(0xe9, 0xec, 0xef))
        }
    }
}

/// The fill and the edge of a shape.
pub(super) fn of(shape: &Shape, is_line: bool) -> (Option<Ink>, Option<(f32, Ink)>) {
    let (dark, middle, light) = shades(shape.tone);
    let thick = if shape.chosen { 2.0 } else { 1.0 };
    if is_line {
        let line = if shape.tone == Tone::Faint { (0.75, Ink::FAINT) } else { (thick, dark) };
        return (None, Some(line));
    }
    let fill = match shape.fill {
        Fill::None => Ink::PAPER,
        Fill::Light => light,
        Fill::Half => middle,
        Fill::Full => dark,
    };
    (Some(fill), Some((thick, dark)))
}

/// What words are drawn with on a shape.
pub(super) fn on(shape: &Shape) -> Ink {
    if shape.fill == Fill::Full { Ink::PAPER } else { Ink::WORDS }
}

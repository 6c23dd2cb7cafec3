//! Drawings as geometry, and words that say the same. Knows no terminal, no
//! page and no file format.
//!
//! A [`Figure`] is a plane with square units, x to the right and y down. It
//! holds [`Shape`]s, [`Label`]s on top of them, and `words`: one to a few plain
//! lines that say everything the drawing says, for `--line`, for exports, for a
//! screen without room, and under the drawing itself. Nothing is said by colour
//! alone: a [`Tone`] is a meaning, and [`Fill`] and marks say it in shape.
//!
//! What can be chosen carries a [`Target`], so that a pointer can be mapped
//! back to what it points at ([`Figure::hit`]).

mod blocks;
mod fields;
mod heart;
mod journey;
mod over_time;
mod scale;
mod shape;
mod wheel;

pub use blocks::building_blocks;
pub use fields::{four_is, lightbulb};
pub use journey::{journey_map, journey_told};
pub use over_time::safety_over_time;
pub use scale::{BALANCE_END, SAFETY_END, balance, balance_said, safety_scale};
pub use shape::{Anchor, Area, Figure, Fill, Label, Outline, Point, Probe, Shape, Target, Tone};
pub use wheel::{Asked, BROUGHT_BACK, PartMark, doing_wheel, part_code, wheel};

/// A person's words as one clean line.
fn one_line(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    crate::text::clean_line(&words.join(" ")).into_owned()
}

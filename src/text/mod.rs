//! Cleaning, graphemes, wrapping, names and dates as people type them.

/// x
pub fn clean_line(s: &str) -> std::borrow::Cow<'_, str> { s.into() }
/// x
pub mod name;
pub use name::{ascii_stem, fold, initials};

//! Cleaning, graphemes, wrapping, names and dates as people type them.

mod clean;
mod coming;
mod date;
mod grapheme;
mod name;
mod wrap;

pub(crate) use clean::is_home_nation_flag;
pub use clean::{clean_line, clean_prose};
pub use coming::read_coming;
pub use date::{DateError, Lean, ago, ago_or_never, long_date, parse_date, short_date};
pub use grapheme::{
    ceil_boundary, floor_boundary, is_boundary, next_boundary, next_word, prev_boundary, prev_word,
    shown_width, truncate, width,
};
pub use name::{ascii_stem, fold, initials, is_ignorable, is_kept_by_windows, is_no_letter};
pub use wrap::{Row, wrap};
pub(crate) use wrap::{is_settled, wrap_from};

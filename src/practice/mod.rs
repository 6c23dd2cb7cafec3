//! The practice framework and its question banks. Knows no disk and no screen.

pub mod bank;
mod booklet;
pub mod doing;
mod find;
pub mod question;
pub mod wheel;
pub(crate) mod written;

pub use bank::{Bank, Banks, Mistake, Sources};
pub use booklet::booklet;
pub use doing::{Block, Place, Stage};
pub use find::{Finder, find, find_words};
pub use question::{AnswerKind, Destination, Question};
pub use wheel::{Part, Ring};

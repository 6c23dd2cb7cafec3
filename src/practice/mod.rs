//! The practice framework and its question banks. Knows no disk and no screen.

pub mod bank;
pub mod doing;
pub mod question;
pub mod wheel;

pub use bank::{Bank, Banks, Mistake, Sources};
pub use doing::{Block, Place, Stage};
pub use question::{AnswerKind, Destination, Question};
pub use wheel::{Part, Ring};

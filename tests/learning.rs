//! Learning: passages a person chose, with everything replaced that says who
//! it was, and never without a person.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "commands/bench.rs"]
#[allow(dead_code)]
mod bench;
#[path = "learning/command.rs"]
mod command;
mod common;
#[path = "learning/leaks.rs"]
mod leaks;
#[path = "common/read_back.rs"]
mod read_back;
#[path = "learning/screen.rs"]
mod screen;

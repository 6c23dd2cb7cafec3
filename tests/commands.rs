//! The commands from outside: what they print, what they refuse, how they end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "commands/actions.rs"]
mod actions;
#[path = "commands/bad_input.rs"]
mod bad_input;
#[path = "commands/banks.rs"]
mod banks;
#[path = "commands/bench.rs"]
mod bench;
#[path = "commands/bundles.rs"]
mod bundles;
#[path = "commands/exports.rs"]
mod exports;
#[path = "commands/filing.rs"]
mod filing;
#[path = "commands/leaving.rs"]
mod leaving;
#[path = "common/read_back.rs"]
mod read_back;
#[path = "commands/same_bytes.rs"]
mod same_bytes;
#[path = "commands/search.rs"]
mod search;
#[path = "commands/sessions.rs"]
mod sessions;
#[path = "commands/silence.rs"]
mod silence;
#[path = "commands/use.rs"]
mod usage;
#[path = "commands/vaults.rs"]
mod vaults;

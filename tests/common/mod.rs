//! What several tests share.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod desk;
pub mod keys;
#[cfg(unix)]
pub mod pty;

//! The template, the same at every run.
#![allow(dead_code, clippy::unwrap_used)]

use thinkwheel::record::{Session, template};
use ulid::Ulid;

/// The template of a fixed moment, with ids that count up.
pub fn session() -> Session {
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
    let mut n = 0x0193_u128 << 100;
    template(now, &mut || {
        n += 1;
        Ulid(n)
    })
}

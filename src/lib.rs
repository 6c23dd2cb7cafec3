//! thinkwheel: a terminal companion for reflective supervision.
//!
//! The floors, from the bottom up; each imports only from below:
//! `text` → `practice` → `figure` → `record` → `vault`, `export`, `app` → `runtime` →
//! `tui`, `line` → `cli`.

pub mod app;
pub mod cli;
pub mod config;
pub mod export;
pub mod figure;
pub mod line;
pub mod practice;
pub mod record;
pub mod runtime;
pub mod text;
pub mod tui;
pub mod vault;

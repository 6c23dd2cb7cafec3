//! Decides what happens: keys in, effects out. No disk, no clock, no randomness.

pub mod editor;

//! Decides what happens: keys in, effects out. No disk, no clock, no randomness.
//!
//! A key becomes an [`action::Action`] through the one binding table
//! ([`keymap`]); [`update()`] changes the [`Model`] and returns [`Effect`]s;
//! [`page()`] says what a face draws.

pub mod action;
pub mod context;
pub mod copying;
pub mod editor;
pub mod effect;
pub mod face;
pub mod hand;
pub mod ids;
pub mod key;
pub mod keymap;
pub mod message;
pub mod model;
pub mod page;
pub mod pointer;
pub mod screens;
pub mod secret;
mod settled;
pub mod show;
pub mod tour;
pub mod undo;
pub mod update;
pub mod whom;
pub mod work;

pub use context::{Clipboard, Context};
pub use effect::Effect;
pub use face::{Face, Heard, Listener};
pub use key::{Code, Key};
pub use message::{
    Clearing, Compared, Direction, Event, HomeData, Known, KnownPerson, Message, Recovery,
    SessionHead, TextPlace, Version,
};
pub use model::Model;
pub use secret::Secret;
pub use show::page;
pub use update::update;

//! One file a screen: what it does with an action, and what it shows.

pub mod asked;
pub mod begin;
pub mod brief;
pub mod choose;
pub mod close;
pub mod corridor;
pub mod door;
pub mod drawn;
pub mod facts;
pub mod find;
pub mod gather;
pub mod help;
pub mod home;
pub mod identity;
pub mod meeting;
pub mod notes;
pub mod question;
pub mod review;
pub mod sheet;
pub mod thread;
pub mod today;
pub mod wheel;

//! One file a screen: what it does with an action, and what it shows.

pub mod asked;
pub mod begin;
pub mod brief;
pub mod choose;
pub mod close;
pub mod door;
pub mod drawn;
pub mod facts;
pub mod find;
pub mod gather;
pub mod help;
pub mod home;
pub mod identity;
pub mod matter;
pub mod meeting;
pub mod notes;
pub mod nudges;
pub mod passages;
pub mod question;
pub mod review;
pub mod said;
pub mod search;
pub mod sheet;
pub mod today;
pub mod versions;
pub mod wheel;

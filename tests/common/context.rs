//! What the app is given from outside, wherever it is tried or measured: here
//! alone, so that a new field is filled in once.
#![allow(dead_code, clippy::unwrap_used)]

use std::path::PathBuf;

use thinkwheel::app::{Clipboard, Context, HomeData};
use thinkwheel::config::Config;
use thinkwheel::export::{Format, digest_of, file_name, preview, write};
use thinkwheel::practice::Banks;
use thinkwheel::record::{Layouts, Rules};
use ulid::Ulid;

pub fn context() -> Context {
    Context {
        banks: Banks::built_in().unwrap(),
        layouts: Layouts::built_in(),
        config: Config::default(),
        folder: PathBuf::from("/desk"),
        vault: PathBuf::from("/vault"),
        formats: Format::ALL.to_vec(),
        write,
        preview,
        file_name,
        digest: digest_of,
        clipboard: Clipboard::Desktop,
    }
}

/// A vault of this person, open and empty.
pub fn home_of(owner: &str) -> HomeData {
    HomeData {
        owner: owner.into(),
        owner_id: Ulid::from_parts(1, 1),
        sessions: Vec::new(),
        problems: Vec::new(),
        recovery: true,
        read_only: false,
        practice: false,
        brought_back: false,
        rules: Rules::default(),
    }
}

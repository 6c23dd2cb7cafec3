//! Which sessions are meant: read from headers, nothing else is opened.

use chrono::NaiveDate;
use clap::Args;

use crate::record::Within;
use crate::text::{Lean, parse_date};

/// Options that narrow a list.
#[derive(Args)]
pub struct Narrow {
    /// Only this child: a name, part of one, or the reference.
    #[arg(long, value_name = "NAME|REF")]
    child: Option<String>,
    /// Only meetings with this person: a name, or part of one.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// Only from this day on: 2026-11-23, 23/11, "3 weeks ago".
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<NaiveDate>,
    /// Only up to this day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<NaiveDate>,
}

impl Narrow {
    /// As the record understands it.
    pub fn within(&self, open: bool) -> Within {
        Within {
            child: self.child.clone(),
            person: self.person.clone(),
            since: self.since,
            until: self.until,
            open,
        }
    }
}

fn day(typed: &str) -> Result<NaiveDate, String> {
    let today = super::now().date_naive();
    parse_date(typed, today, Lean::Past).map_err(|e| e.to_string())
}

//! `keys`: the table that decides what every key does.

use clap::Args;
use serde::Serialize;

use super::failure::Ended;
use super::output;
use crate::app::show::key_table;
use crate::text::width;

#[derive(Args)]
pub struct Keys {
    /// As JSON: an array of objects with `key`, `does`, `where`.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row {
    key: String,
    does: String,
    #[serde(rename = "where")]
    places: String,
}

pub fn run(keys: &Keys) -> Ended {
    let rows: Vec<Row> =
        key_table().into_iter().map(|(key, does, places)| Row { key, does, places }).collect();
    if keys.json {
        return output::json(&rows);
    }
    let widest = |of: fn(&Row) -> &str| rows.iter().map(|r| width(of(r))).max().unwrap_or(0);
    let (key, does) = (widest(|r| &r.key), widest(|r| &r.does));
    let lines: Vec<String> = rows
        .iter()
        .map(|r| {
            let (a, b) = (key - width(&r.key), does - width(&r.does));
            format!("{}{}  {}{}  {}", r.key, " ".repeat(a), r.does, " ".repeat(b), r.places)
        })
        .collect();
    output::lines(&lines)
}

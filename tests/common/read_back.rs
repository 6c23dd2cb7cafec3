//! What somebody reads in a file of each format: its text, in order. The
//! readers here are not the program's own.
#![allow(dead_code, clippy::unwrap_used)]

use thinkwheel::export::Format;

#[path = "read_pdf.rs"]
pub mod pdf;

/// The text of a file.
pub fn text(format: Format, bytes: &[u8]) -> String {
    match format {
        Format::Text | Format::Markdown => String::from_utf8(bytes.to_vec()).unwrap(),
        Format::Pdf => pdf::text(bytes),
    }
}

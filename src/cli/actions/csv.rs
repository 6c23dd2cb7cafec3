//! Actions for a spreadsheet.

use csv::{Terminator, WriterBuilder};

use super::Row;
use crate::cli::failure::Failure;
use crate::export::visible;

const HEADINGS: [&str; 13] = [
    "due",
    "state",
    "overdue",
    "who",
    "what",
    "children",
    "references",
    "by",
    "agreed",
    "not done",
    "session",
    "id",
    "code",
];

/// RFC 4180: a heading, lines ended by CR LF, quotes where they are needed.
pub fn write(rows: &[Row<'_>]) -> Result<Vec<u8>, Failure> {
    let records = rows.iter().map(|row| {
        [
            row.due.map(|on| on.to_string()).unwrap_or_default(),
            row.state.to_owned(),
            if row.overdue { "yes" } else { "no" }.to_owned(),
            row.who.to_owned(),
            row.what.to_owned(),
            row.children.join("; "),
            row.references.join("; "),
            row.by.to_owned(),
            row.agreed.to_string(),
            row.not_done.to_string(),
            row.session.to_string(),
            row.id.to_string(),
            row.code.clone(),
        ]
    });
    let headings = HEADINGS.map(str::to_owned);
    written(std::iter::once(headings).chain(records))
        .ok_or_else(|| Failure::failed("the actions have no form as CSV; nothing was written"))
}

fn written<const N: usize>(records: impl Iterator<Item = [String; N]>) -> Option<Vec<u8>> {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for record in records {
        out.write_record(record.iter().map(|cell| harmless(cell))).ok()?;
    }
    out.into_inner().ok()
}

/// A cell that a spreadsheet does not take for a formula, and that holds no
/// control character: with a NUL, some readers take none of the file.
fn harmless(cell: &str) -> String {
    let cell = visible(cell);
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    if cell.trim_start().starts_with(signs) || cell.starts_with(['\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.into_owned()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_cell_comes_back_as_it_was_and_is_never_a_formula() {
        let nasty = [
            ("Ring his nan", "Ring his nan"),
            ("nan, and \"Bob\"", "nan, and \"Bob\""),
            ("two\nlines\r\nand \"three\",", "two\nlines\nand \"three\","),
            ("nul\0 and \u{1b}[31m", "nul␀ and ␛[31m"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            (" @SUM(A1)", "' @SUM(A1)"),
            ("\u{a0}=1+1", "'\u{a0}=1+1"),
            ("\t=1+1", "'\t=1+1"),
            ("-2", "'-2"),
            ("+44 121", "'+44 121"),
            ("＝1", "'＝1"),
            ("a;=1+1", "a;=1+1"),
            ("  spaces  ", "  spaces  "),
            ("שלום, 漢字 \u{1f469}\u{200d}\u{1f467}", "שלום, 漢字 \u{1f469}\u{200d}\u{1f467}"),
            ("", ""),
        ];
        let cells = nasty.map(|(typed, _)| typed.to_owned());
        let bytes = written([cells.clone(), cells].into_iter()).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), 2);
        for record in records {
            assert_eq!(record.iter().collect::<Vec<_>>(), nasty.map(|(_, read)| read));
        }
        assert!(bytes.ends_with(b"\r\n"));
    }
}

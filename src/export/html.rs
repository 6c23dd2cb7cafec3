//! A web page of one file: nothing outside is asked for, nothing runs, and it
//! prints as a document does.
//!
//! What a person wrote stands as text and never as markup. Line breaks are
//! kept by the style of the page, so that the words in the file are the very
//! words of the record; control characters are shown as [`visible`] shows
//! them.

mod blocks;
mod style;

use super::{dateline, digest, headline, name_of, title, visible};
use crate::record::{Leaving, Note};

/// How many signs of a note's check number stand on its pages.
const CHECK: usize = 12;

pub(super) fn write(leaving: &Leaving) -> String {
    let heads: Vec<Head> = leaving.notes.iter().map(Head::of).collect();
    let several = heads.len() > 1;
    let name = name_of(leaving);
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n");
    out.push_str("<meta charset=\"utf-8\">\n");
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n",
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light\">\n");
    element(&mut out, "title", "", &name);
    out.push_str("<style>\n");
    out.push_str(style::PAGE);
    // a letter is read by a child: nothing stands around it
    for (n, head) in heads.iter().enumerate().filter(|(_, head)| !head.is_letter) {
        out.push_str(&style::running(n + 1, head));
    }
    out.push_str("</style>\n</head>\n<body>\n<main>\n");
    if several {
        element(&mut out, "h1", "", &name);
    }
    let mut pictures = 0;
    for (n, (note, head)) in leaving.notes.iter().zip(&heads).enumerate() {
        let letter = if head.is_letter { " letter" } else { "" };
        out.push_str(&format!("<article class=\"note-{}{letter}\">\n", n + 1));
        head.write(&mut out, note, several);
        blocks::write(&mut out, note, several, &mut pictures);
        out.push_str("</article>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// What stands at the head of a note, and of every page it is printed on.
struct Head {
    /// What the page is called, and what is read over it.
    name: String,
    headline: Option<String>,
    is_letter: bool,
    draft: bool,
    /// Reference, date, how far it has come.
    about: String,
    check: String,
}

impl Head {
    fn of(note: &Note) -> Head {
        let date = note.date.map_or_else(String::new, |on| on.format("%-d %B %Y").to_string());
        let about = [note.reference.as_str(), &date, &note.version];
        let about: Vec<&str> = about.into_iter().filter(|text| !text.trim().is_empty()).collect();
        let check: String = digest(note).chars().take(CHECK).collect();
        Head {
            name: title(note),
            headline: headline(note),
            is_letter: note.is_letter(),
            draft: note.draft,
            about: about.join(" · "),
            check: format!("Check number {check}"),
        }
    }

    fn write(&self, out: &mut String, note: &Note, several: bool) {
        let level = if several { "h2" } else { "h1" };
        if self.is_letter && self.headline.is_none() {
            // For those who walk by headings: nobody sees it.
            element(out, level, "unseen", &self.name);
            return;
        }
        let class = if self.draft { " class=\"draft\"" } else { "" };
        out.push_str(&format!("<header{class}>\n"));
        if let Some(headline) = &self.headline {
            element(out, level, "", headline);
        }
        if let Some(dateline) = dateline(note) {
            element(out, "p", "held", &dateline);
        }
        if !self.is_letter {
            element(out, "p", "about", &format!("{} · {}", self.about, self.check));
        }
        out.push_str("</header>\n");
    }
}

/// An element that holds words alone, in the direction they are read in.
fn element(out: &mut String, name: &str, class: &str, text: &str) {
    out.push('<');
    out.push_str(name);
    if !class.is_empty() {
        out.push_str(&format!(" class=\"{class}\""));
    }
    if name != "title" {
        out.push_str(" dir=\"auto\"");
    }
    out.push('>');
    out.push_str(&escape(text));
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

/// Words as HTML that reads as those very words.
fn escape(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

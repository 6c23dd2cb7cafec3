//! A picture as SVG: no script, nothing from outside, a name and a
//! description that say the same.

use std::fmt::Write;

use super::{Mark, Picture, Step};
use crate::export::visible;
use crate::figure::Anchor;

/// The picture as a file of its own, named by a title and described by words.
pub fn svg(picture: &Picture, title: &str, words: &[String]) -> String {
    drawn(picture, title, words, "picture", "xmlns=\"http://www.w3.org/2000/svg\" ")
}

/// The picture as a part of a web page. Its ids begin with `id`, which is
/// unlike that of any other picture of the page.
pub(in crate::export) fn inline(
    picture: &Picture,
    title: &str,
    words: &[String],
    id: &str,
) -> String {
    drawn(picture, title, words, id, "")
}

fn drawn(picture: &Picture, title: &str, words: &[String], id: &str, space: &str) -> String {
    let (width, height) = (number(picture.width), number(picture.height));
    let mut out = format!(
        "<svg {space}role=\"img\" viewBox=\"0 0 {width} {height}\" width=\"{width}pt\" \
         height=\"{height}pt\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" \
         font-family=\"'Noto Sans', 'Segoe UI', Arial, Helvetica, sans-serif\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        escape(title),
        escape(&words.join(" ")),
    );
    for mark in &picture.marks {
        match mark {
            Mark::Area { path, fill, line } => {
                let fill = fill.map_or_else(|| "none".to_owned(), super::Ink::hex);
                out.push_str("<path d=\"");
                steps(&mut out, path);
                // Writing to a string cannot fail.
                let _ = write!(out, "\" fill=\"{fill}\"");
                if let Some((thick, ink)) = line {
                    let (ink, thick) = (ink.hex(), number(*thick));
                    let _ = write!(
                        out,
                        " stroke=\"{ink}\" stroke-width=\"{thick}\" stroke-linejoin=\"round\" \
                         stroke-linecap=\"round\""
                    );
                }
                out.push_str("/>\n");
            }
            Mark::Words { x, y, size, bold, anchor, width, text, ink } => {
                let anchor = match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                let weight = if *bold { " font-weight=\"700\"" } else { "" };
                let _ = writeln!(
                    out,
                    "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight} text-anchor=\"{anchor}\" \
                     textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\">{}</text>",
                    number(*x),
                    number(*y),
                    number(*size),
                    number(*width),
                    ink.hex(),
                    escape(text),
                );
            }
        }
    }
    out.push_str("</svg>\n");
    out
}

fn steps(out: &mut String, path: &[Step]) {
    for step in path {
        let _ = match step {
            Step::MoveTo(x, y) => write!(out, "M{} {}", number(*x), number(*y)),
            Step::LineTo(x, y) => write!(out, "L{} {}", number(*x), number(*y)),
            Step::CurveTo(a, b, c) => {
                let [a, b, c] = [a, b, c].map(|p| format!("{} {}", number(p.0), number(p.1)));
                write!(out, "C{a} {b} {c}")
            }
            Step::Close => write!(out, "Z"),
        };
    }
}

/// A length with at most two digits behind the point.
fn number(length: f32) -> String {
    let text = format!("{length:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Words as they stand in XML; characters XML cannot hold as their pictures.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
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

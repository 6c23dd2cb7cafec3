//! The blocks of a note as elements.

use super::{element, escape};
use crate::export::picture;
use crate::record::{Block, Drawing, Note};

/// What an item says first where it is somebody's to do.
const WHO: &str = "Who: ";
const WHEN: &str = "By when: ";
const WHY: &str = "Why: ";

/// `pictures` counts the drawings of the whole page.
pub(super) fn write(out: &mut String, note: &Note, several: bool, pictures: &mut usize) {
    // No level of heading is skipped: a screen reader walks by them.
    let top = if several { 2 } else { 1 };
    let (mut under, mut heading) = (top, "");
    let mut rest = note.blocks.as_slice();
    while let [block, after @ ..] = rest {
        rest = after;
        match block {
            Block::Heading { level, text } => {
                under = top + level;
                heading = text;
                element(out, &format!("h{}", under.min(6)), "", text);
            }
            Block::Question(text) => {
                element(out, &format!("h{}", (under + 1).min(6)), "question", text);
            }
            Block::Said(text) => element(out, "p", "said", text),
            Block::Prose(text) => element(out, "p", "prose", text),
            Block::Remark(text) => element(out, "p", "remark", text),
            Block::Field { .. } => {
                let many = alike(block, after, |b| matches!(b, Block::Field { .. }));
                rest = after.get(many.len() - 1..).unwrap_or_default();
                fields(out, &many);
            }
            Block::Item { .. } => {
                let to_do = is_to_do(block);
                let many = alike(block, after, |b| {
                    matches!(b, Block::Item { .. }) && is_to_do(b) == to_do
                });
                rest = after.get(many.len() - 1..).unwrap_or_default();
                if to_do { actions(out, &many, heading) } else { items(out, &many) }
            }
            Block::Picture(drawing) => {
                *pictures += 1;
                figure(out, drawing, *pictures);
            }
        }
    }
}

/// A block and those straight after it that belong with it.
fn alike<'a>(
    first: &'a Block,
    after: &'a [Block],
    belongs: impl Fn(&Block) -> bool,
) -> Vec<&'a Block> {
    let more = after.iter().take_while(|block| belongs(block));
    std::iter::once(first).chain(more).collect()
}

fn fields(out: &mut String, many: &[&Block]) {
    out.push_str("<dl>\n");
    let mut named: Vec<&str> = Vec::new();
    for block in many {
        if let Block::Field { name, value } = block {
            // A list names each thing once: a second "To come" begins another.
            if named.contains(&name.as_str()) {
                out.push_str("</dl>\n<dl>\n");
                named.clear();
            }
            named.push(name);
            out.push_str("<div>");
            out.push_str(&format!("<dt dir=\"auto\">{}</dt>", escape(name)));
            out.push_str(&format!("<dd dir=\"auto\">{}</dd></div>\n", escape(value)));
        }
    }
    out.push_str("</dl>\n");
}

fn items(out: &mut String, many: &[&Block]) {
    out.push_str("<ul>\n");
    for block in many {
        if let Block::Item { text, details } = block {
            out.push_str("<li>\n");
            element(out, "p", "", text);
            for detail in details {
                element(out, "p", "detail", detail);
            }
            out.push_str("</li>\n");
        }
    }
    out.push_str("</ul>\n");
}

/// Whether it says who does something by when.
fn is_to_do(block: &Block) -> bool {
    match block {
        Block::Item { details, .. } => match details.as_slice() {
            [who, when, ..] => who.starts_with(WHO) && when.starts_with(WHEN),
            _ => false,
        },
        _ => false,
    }
}

/// Who does what by when, as a table: every cell has its heads.
fn actions(out: &mut String, many: &[&Block], heading: &str) {
    out.push_str("<table>\n");
    element(out, "caption", "", heading);
    out.push_str("<thead>\n<tr>");
    for head in ["What", "Who", "By when", "Why, and more"] {
        out.push_str(&format!("<th scope=\"col\">{head}</th>"));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for block in many {
        let Block::Item { text, details } = block else { continue };
        let [who, when, more @ ..] = details.as_slice() else { continue };
        out.push_str(&format!("<tr>\n<th scope=\"row\" dir=\"auto\">{}</th>\n", escape(text)));
        element(out, "td", "", who.strip_prefix(WHO).unwrap_or(who));
        element(out, "td", "", when.strip_prefix(WHEN).unwrap_or(when));
        // line breaks are kept, so none stands between the lines of a cell
        out.push_str("<td>");
        for (n, line) in more.iter().enumerate() {
            let why = line.strip_prefix(WHY).filter(|_| n == 0);
            out.push_str(&format!("<p dir=\"auto\">{}</p>", escape(why.unwrap_or(line))));
        }
        out.push_str("</td>\n</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// A drawing, and under it words that say the same.
fn figure(out: &mut String, drawing: &Drawing, number: usize) {
    let words = drawing.figure().words;
    // heard with the picture; all of them are read under it
    let said = words.get(..1).unwrap_or_default();
    out.push_str("<figure>\n");
    let drawn = picture::laid_out(drawing);
    out.push_str(&picture::inline(&drawn, drawing.title(), said, &format!("picture-{number}")));
    out.push_str("<figcaption>\n");
    element(out, "p", "named", drawing.title());
    for line in &words {
        element(out, "p", "", line);
    }
    out.push_str("</figcaption>\n</figure>\n");
}

//! Signs that are not seen and turn words round, and values that are no
//! letters at all.
//!
//! Right-to-left writing needs none of them to be read in its order; some use
//! them in pairs, and a pair stays as it was written. What would turn the rest
//! of a line is spelled out instead, as on the screen: `⟨U+202E⟩`.

use std::collections::HashSet;
use std::fmt::Write as _;

/// Embeddings, overrides, isolates, and what ends them.
pub(super) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A value that no text may hold, because it never is a letter.
pub(super) fn is_no_letter(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// The text, with what would turn the rest of a line, or make its letters read
/// backwards, and what is no letter spelled out.
pub(super) fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        let paired = in_pairs(line);
        for (at, c) in line.char_indices() {
            if is_no_letter(c) || (turns(c) && !paired.contains(&at)) {
                // Writing to a String cannot fail.
                let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
            } else {
                out.push(c);
            }
        }
    }
    out
}

/// Where in a line stands what opens an embedding or an isolate and what
/// closes it again. An override is never one of a pair: it makes "not" read
/// "ton".
fn in_pairs(line: &str) -> HashSet<usize> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut paired = HashSet::new();
    for (at, c) in line.char_indices().filter(|(_, c)| turns(*c)) {
        let opener = match c {
            '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' => {
                open.push((c, at));
                None
            }
            '\u{202c}' => open.pop_if(|(opener, _)| *opener < '\u{2066}'),
            // The end of an isolate ends what was opened within it.
            '\u{2069}' => {
                let isolate = open.iter().rposition(|(opener, _)| *opener >= '\u{2066}');
                isolate.and_then(|n| open.drain(n..).next())
            }
            _ => None,
        };
        if let Some((_, opened)) = opener {
            paired.extend([opened, at]);
        }
    }
    paired
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_stays_and_what_turns_a_line_is_spelled() {
        for (text, want) in [
            ("not \u{202e}safe\u{202c} here", "not ⟨U+202E⟩safe⟨U+202C⟩ here"),
            ("a \u{202d}b", "a ⟨U+202D⟩b"),
            ("\u{202b}سلام\u{202c} x", "\u{202b}سلام\u{202c} x"),
            ("\u{2067}سلام\u{2069} x", "\u{2067}سلام\u{2069} x"),
            ("\u{2067}سلام\nx\u{2069}", "⟨U+2067⟩سلام\nx⟨U+2069⟩"),
            ("\u{202b}a \u{2066}b\u{2069}", "⟨U+202B⟩a \u{2066}b\u{2069}"),
            ("\u{2066}\u{202b}a\u{2069}\u{202c}", "\u{2066}⟨U+202B⟩a\u{2069}⟨U+202C⟩"),
            (
                "\u{202b}\u{2066}a\u{202c}\u{2069}\u{202c}",
                "\u{202b}\u{2066}a⟨U+202C⟩\u{2069}\u{202c}",
            ),
            ("\u{fdd0}\u{ffff}\u{1fffe}", "⟨U+FDD0⟩⟨U+FFFF⟩⟨U+1FFFE⟩"),
            ("שלום 12, a\u{200f}b\u{200d}", "שלום 12, a\u{200f}b\u{200d}"),
        ] {
            assert_eq!(spelled(text), want, "{text:?}");
        }
    }
}

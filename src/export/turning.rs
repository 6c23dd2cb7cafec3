//! Signs that are not seen and turn words round, signs that hide words, and
//! values that are no letters at all.
//!
//! Right-to-left writing needs none of them to be read in its order; some use
//! them about it, and there they stay as they were written. What would turn
//! other words, or the rest of a line, is spelled out instead, as on the
//! screen: `⟨U+202E⟩`.

use std::collections::HashSet;
use std::fmt::Write as _;

use unicode_bidi::{BidiClass, bidi_class};

use crate::text::{is_home_nation_flag, is_no_letter};

/// How often what was spelled out may call for more: a text nested deeper has
/// all of its signs spelled.
const ROUNDS: usize = 4;

/// Whether a character may have to be spelled out.
pub(super) fn may_be_spelled(c: char) -> bool {
    turns(c) || is_mark(c) || is_tag(c) || is_no_letter(c)
}

/// Embeddings, overrides, isolates, and what ends them.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Marks that count as a right-to-left letter and are none.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200f}' | '\u{61c}')
}

/// Letters nobody sees: only three flags are written with them.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// A letter that is seen and goes from right to left.
fn goes_left(c: char) -> bool {
    c >= '\u{590}'
        && c.is_alphabetic()
        && !is_no_letter(c)
        && matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

fn goes_right(c: char) -> bool {
    bidi_class(c) == BidiClass::L
}

/// The text, with what would turn words that are not right-to-left writing,
/// what hides and what is no letter spelled out. Done again, it changes nothing.
pub(super) fn spelled(text: &str) -> String {
    let mut now = text.to_owned();
    for _ in 0..ROUNDS {
        let next = once(&now, true);
        if next == now {
            return now;
        }
        now = next;
    }
    once(&now, false)
}

fn once(text: &str, may_stay: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive(['\n', '\u{2029}']) {
        let stay = if may_stay { staying(line) } else { HashSet::new() };
        let mut flag = 0;
        for (at, c) in line.char_indices() {
            if c == '\u{1f3f4}' {
                flag = at + flag_at(line.get(at..).unwrap_or_default());
            }
            let is_of_a_flag = is_tag(c) && at < flag;
            if may_be_spelled(c) && !stay.contains(&at) && !is_of_a_flag {
                // Writing to a String cannot fail.
                let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
            } else {
                out.push(c);
            }
        }
    }
    out
}

/// How many bytes the flag takes with which a text begins.
fn flag_at(text: &str) -> usize {
    let of_flag = |c: char| c == '\u{1f3f4}' || is_tag(c);
    let end = text.char_indices().skip(1).find(|(_, c)| !of_flag(*c) || *c == '\u{1f3f4}');
    let flag = text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or_default();
    if is_home_nation_flag(flag) { flag.len() } else { 0 }
}

/// Where in a line stand signs that may stay.
fn staying(line: &str) -> HashSet<usize> {
    let mut stay = in_pairs(line);
    stay.extend(beside_letters(line));
    stay
}

/// What opened a direction, and how many letters stand in it so far.
struct Opened {
    opener: char,
    at: usize,
    leftward: usize,
    rightward: usize,
}

impl Opened {
    /// Whether it is about right-to-left writing: one that turns to the left
    /// holds such letters, and no fewer than others; one that holds on to the
    /// other direction is needed only on a line that has some.
    fn is_honest(&self, line_has_some: bool) -> bool {
        match self.opener {
            '\u{202b}' | '\u{2067}' => self.leftward > 0 && self.leftward >= self.rightward,
            _ => line_has_some,
        }
    }
}

/// Where in a line stands what opens an embedding or an isolate about
/// right-to-left writing, and what closes it again. An override is never one of
/// a pair: it makes "not" read "ton".
fn in_pairs(line: &str) -> HashSet<usize> {
    let line_has_some = line.chars().any(goes_left);
    let mut open: Vec<Opened> = Vec::new();
    let mut paired = HashSet::new();
    for (at, c) in line.char_indices() {
        let closed = match c {
            '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' => {
                open.push(Opened { opener: c, at, leftward: 0, rightward: 0 });
                None
            }
            '\u{202c}' => open.pop_if(|o| o.opener < '\u{2066}'),
            // The end of an isolate ends what was opened within it.
            '\u{2069}' => {
                let isolate = open.iter().rposition(|o| o.opener >= '\u{2066}');
                isolate.and_then(|n| open.drain(n..).next())
            }
            _ => {
                if let Some(innermost) = open.last_mut() {
                    innermost.leftward += usize::from(goes_left(c));
                    innermost.rightward += usize::from(goes_right(c));
                }
                None
            }
        };
        if let Some(closed) = closed
            && closed.is_honest(line_has_some)
        {
            paired.extend([closed.at, at]);
        }
    }
    paired
}

/// Where marks stand at right-to-left letters: behind them, with at most
/// digits and signs between, or before them with at most signs between, and
/// digits, too, where no letter stands before.
fn beside_letters(line: &str) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut behind = None;
    for (at, c) in line.char_indices() {
        if is_mark(c) {
            marks.push((at, behind));
        } else if goes_left(c) || goes_right(c) {
            behind = Some(goes_left(c));
        }
    }
    // From the end: what comes next, and whether digits come before that.
    let (mut ahead, mut digits) = (None, false);
    let mut stay = Vec::new();
    for (at, c) in line.char_indices().rev() {
        if is_mark(c) {
            let Some((_, behind)) = marks.pop() else { break };
            let opens = ahead == Some(true) && (!digits || behind.is_none());
            if behind == Some(true) || opens {
                stay.push(at);
            }
        } else if goes_left(c) || goes_right(c) {
            (ahead, digits) = (Some(goes_left(c)), false);
        } else {
            digits |= c.is_numeric();
        }
    }
    stay
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pair_stays_and_what_turns_a_line_is_spelled() {
        for (text, want) in [
            ("not \u{202e}safe\u{202c} here", "not ⟨U+202E⟩safe⟨U+202C⟩ here"),
            ("a \u{202d}b", "a ⟨U+202D⟩b"),
            ("\u{2067}سلام\nx\u{2069}", "⟨U+2067⟩سلام\nx⟨U+2069⟩"),
            ("\u{202b}ש \u{2066}b\u{2069}", "⟨U+202B⟩ש \u{2066}b\u{2069}"),
            ("ש\u{2066}\u{202b}a\u{2069}\u{202c}", "ש\u{2066}⟨U+202B⟩a\u{2069}⟨U+202C⟩"),
            ("\u{fdd0}\u{ffff}\u{1fffe}", "⟨U+FDD0⟩⟨U+FFFF⟩⟨U+1FFFE⟩"),
        ] {
            assert_eq!(spelled(text), want, "{text:?}");
        }
    }

    #[test]
    fn words_that_go_from_left_to_right_are_never_turned() {
        for (text, want) in [
            ("\u{2067}she is not \u{200f}safe\u{2069}", "⟨U+2067⟩she is not ⟨U+200F⟩safe⟨U+2069⟩"),
            ("from \u{200f}2 - 8\u{200f}", "from ⟨U+200F⟩2 - 8⟨U+200F⟩"),
            ("from \u{61c}2 - 8 pm", "from ⟨U+061C⟩2 - 8 pm"),
            ("\u{2067}2 - 8\u{2069}", "⟨U+2067⟩2 - 8⟨U+2069⟩"),
            ("\u{202b}2 - 8\u{202c} שלום", "⟨U+202B⟩2 - 8⟨U+202C⟩ שלום"),
            ("\u{2068}2 - 8\u{2069}", "⟨U+2068⟩2 - 8⟨U+2069⟩"),
            ("from \u{200f}2 - 8 ש", "from ⟨U+200F⟩2 - 8 ש"),
            ("\u{200f}she is not safe", "⟨U+200F⟩she is not safe"),
            // One letter far off, or held apart, makes no quotation.
            ("\u{2067}she is not safe ש\u{2069}", "⟨U+2067⟩she is not safe ש⟨U+2069⟩"),
            (
                "\u{2067}not \u{2068}שלום\u{2069} safe\u{2069}",
                "⟨U+2067⟩not \u{2068}שלום\u{2069} safe⟨U+2069⟩",
            ),
            // Nor does one that is no letter.
            ("\u{2067}\u{200f}\u{fdd1} 2 - 8\u{2069}", "⟨U+2067⟩⟨U+200F⟩⟨U+FDD1⟩ 2 - 8⟨U+2069⟩"),
        ] {
            assert_eq!(spelled(text), want, "{text:?}");
        }
    }

    #[test]
    fn right_to_left_writing_stays_as_it_was_typed() {
        for text in [
            "\u{202b}سلام\u{202c} x",
            "She said \u{2067}היא בת 12, ולא 13!\u{2069} twice",
            "Dad said: \u{2067}اس کی عمر ۱۲ سال ہے (2 - 8)\u{2069}.",
            "שלום 12!\u{200f} he said",
            "\u{200f}12 שנים, 3-4 ימים\u{200f}.",
            "said: \u{200f}\"שלום\"\u{200f}",
            "قال: \u{61c}12-34\u{61c}",
            "هاتف \u{2066}+44 20 7946\u{2069} بيت",
            "\u{2068}שרה\u{2069} and \u{2068}Tom\u{2069}",
            "می\u{200c}ترسد a\u{200e}b\u{200d}\u{2060}",
        ] {
            assert_eq!(spelled(text), text);
        }
    }

    #[test]
    fn letters_nobody_sees_are_spelled_but_for_flags() {
        let wales = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}";
        assert_eq!(
            spelled(&format!("{wales}{wales}x\u{e0041}")),
            format!("{wales}{wales}x⟨U+E0041⟩")
        );
        assert_eq!(spelled("a\u{e0001}\u{e0020}"), "a⟨U+E0001⟩⟨U+E0020⟩");
        assert_eq!(spelled("\u{1f3f4}\u{e0061}\u{e007f}"), "\u{1f3f4}⟨U+E0061⟩⟨U+E007F⟩");
    }

    proptest! {
        #[test]
        fn a_second_time_changes_nothing(
            text in "([aש2\u{200f}\u{61c}\u{202b}\u{202c}\u{202e}\u{2066}-\u{2069}\u{e0041}\u{fdd0}🏴\n -]){0,40}"
        ) {
            let once = spelled(&text);
            prop_assert_eq!(spelled(&once), once.as_str());
        }
    }
}

//! The one cleaner that everything written to a terminal passes.
//!
//! A record keeps what a person put in it, character for character. A terminal
//! must not: an escape would be obeyed, a bidi control would reorder the line,
//! a zero-width character would hide. So what can't be shown safely is shown
//! *visibly* instead: `␛`, `⟨U+202E⟩`. Nothing is passed raw, nothing dropped.
//!
//! It works grapheme by grapheme and looks at nothing outside the grapheme, so
//! a row cut from a text at grapheme boundaries is cleaned as the whole is, and
//! widths add up.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many marks one base letter may carry; the rest are spelt out beside it.
const MARKS: usize = 8;
/// How many joiners one emoji may hold; the largest in use has four.
const JOINERS: usize = 8;
/// A tab has no place of its own in a cell grid: it is shown as this.
const TAB: &str = "    ";

const ZWNJ: char = '\u{200c}';
const ZWJ: char = '\u{200d}';

/// Cleans text that must stay on one line: a newline is shown as `␤`, a tab as
/// four spaces. Borrows when there is nothing to change.
#[must_use]
pub fn clean_line(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

/// Cleans prose: `'\n'` stays a newline, all else as [`clean_line`].
#[must_use]
pub fn clean_prose(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

fn clean(text: &str, one_line: bool) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~') || (b == b'\n' && !one_line)) {
        return Cow::Borrowed(text);
    }
    let mut out: Option<String> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        match spelt_out(grapheme, one_line) {
            None => {
                if let Some(out) = &mut out {
                    out.push_str(grapheme);
                }
            }
            Some(shown) => out
                .get_or_insert_with(|| text.get(..at).unwrap_or_default().to_owned())
                .push_str(&shown),
        }
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The columns one grapheme takes as it will be shown; a newline takes none.
pub(super) fn shown_columns(grapheme: &str) -> usize {
    if let [byte] = grapheme.as_bytes()
        && matches!(byte, b' '..=b'~')
    {
        return 1;
    }
    match spelt_out(grapheme, false) {
        None if grapheme == "\n" => 0,
        None => grapheme.width(),
        // What is spelt out can hold several graphemes, one of them a newline.
        Some(shown) => {
            shown.graphemes(true).filter(|g| *g != "\n").map(UnicodeWidthStr::width).sum()
        }
    }
}

/// How a grapheme must be written, or `None` where it can stand as it is.
fn spelt_out(grapheme: &str, one_line: bool) -> Option<Cow<'static, str>> {
    match grapheme {
        "\n" => return one_line.then_some(Cow::Borrowed("␤")),
        "\r\n" => return Some(Cow::Borrowed(if one_line { "␍␤" } else { "␍\n" })),
        "\t" => return Some(Cow::Borrowed(TAB)),
        _ => {}
    }
    if matches!(grapheme.as_bytes(), [b' '..=b'~']) || is_home_nation_flag(grapheme) {
        return None;
    }

    let mut out = String::new();
    let mut whole = true;
    let mut base: Option<char> = None; // the letter the marks stand on
    let mut before: Option<char> = None;
    let mut spoiled = false; // after one mark is spelt out, so are the rest
    let (mut marks, mut joiners) = (0, 0);
    let mut chars = grapheme.chars().peekable();
    while let Some(c) = chars.next() {
        let keep = if is_never_raw(c) {
            spoiled = true;
            false
        } else if extends(c) {
            let fits = match (base, before) {
                (Some(base), Some(before)) if !spoiled && marks < MARKS => match c {
                    ZWJ | ZWNJ => {
                        joiners += 1;
                        let joins = c == ZWJ && chars.peek().is_some_and(|&next| !extends(next));
                        (joins || writes_with_joiners(before)) && joiners <= JOINERS
                    }
                    _ if is_variation_selector(c) => before == base && has_variants(base, c),
                    _ => !is_tag(c),
                },
                _ => false,
            };
            marks += 1;
            spoiled |= !fits;
            fits
        } else {
            if spoiled {
                joiners = 0;
            }
            (base, marks, spoiled) = (Some(c), 0, false);
            true
        };
        if keep {
            out.push(c);
        } else {
            whole = false;
            push_visible(c, &mut out);
        }
        before = Some(c);
    }
    if whole && grapheme.width() == 0 {
        out.clear();
        grapheme.chars().for_each(|c| push_visible(c, &mut out));
        whole = false;
    }
    (!whole).then_some(Cow::Owned(out))
}

fn push_visible(c: char, out: &mut String) {
    let code = u32::from(c);
    match code {
        0..=0x1f => out.push(char::from_u32(0x2400 + code).unwrap_or('\u{fffd}')),
        0x7f => out.push('␡'),
        _ => {
            // Writing to a String cannot fail.
            let _ = write!(out, "⟨U+{code:04X}⟩");
        }
    }
}

/// Obeyed, reordering, invisible, or not a character at all.
fn is_never_raw(c: char) -> bool {
    c.is_control()
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(
            c,
            '\u{00ad}' // soft hyphen
                | '\u{034f}' // grapheme joiner
                | '\u{061c}' // Arabic letter mark
                | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
                | '\u{17b4}' | '\u{17b5}' // Khmer inherent vowels
                | '\u{180e}' // Mongolian vowel separator
                | '\u{200b}' | '\u{200e}' | '\u{200f}' // zero-width space, direction marks
                | '\u{2028}'..='\u{202e}' // line separators, embeddings, overrides
                | '\u{2060}'..='\u{206f}' // word joiner, invisible operators, isolates
                | '\u{fdd0}'..='\u{fdef}' // noncharacters
                | '\u{feff}'
                | '\u{fff0}'..='\u{fffb}' // interlinear annotation
                | '\u{13430}'..='\u{1343f}' // hieroglyph controls
                | '\u{1bca0}'..='\u{1bca3}' // shorthand controls
                | '\u{1d173}'..='\u{1d17a}' // musical controls
                | '\u{e0000}'..='\u{e001f}'
                | '\u{e0080}'..='\u{e00ff}'
                | '\u{e01f0}'..='\u{e0fff}'
        )
}

/// Draws on the character before it rather than standing by itself.
fn extends(c: char) -> bool {
    is_combining_mark(c)
        || is_tag(c)
        || is_variation_selector(c)
        || matches!(
            c,
            ZWNJ | ZWJ
                | '\u{1161}'..='\u{11ff}' // conjoining vowels and finals
                | '\u{d7b0}'..='\u{d7ff}'
                | '\u{ff9e}' | '\u{ff9f}' // halfwidth voicing marks
                | '\u{1f3fb}'..='\u{1f3ff}' // skin tones
        )
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

/// Whether a variation selector means something on this character: elsewhere
/// it is only a place to hide things.
fn has_variants(base: char, selector: char) -> bool {
    match selector {
        '\u{fe0e}' | '\u{fe0f}' => matches!(
            base,
            '#' | '*' | '0'..='9' | '©' | '®' | '\u{203c}'..='\u{2bff}' | '〰' | '〽' | '㊗' | '㊙'
                | '\u{1f000}'..='\u{1faff}'
        ),
        '\u{180b}'..='\u{180f}' => matches!(base, '\u{1820}'..='\u{18aa}'),
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => {
            matches!(base, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        }
        _ => false,
    }
}

/// Scripts in which a joiner or non-joiner after a letter is spelling, not
/// decoration: Arabic and its neighbours, the scripts of India and Sri Lanka,
/// Khmer, Mongolian.
fn writes_with_joiners(c: char) -> bool {
    matches!(
        c,
        '\u{0620}'..='\u{074f}' | '\u{0750}'..='\u{077f}' | '\u{08a0}'..='\u{08ff}'
            | '\u{0900}'..='\u{0dff}' | '\u{1780}'..='\u{17d3}' | '\u{1820}'..='\u{18aa}'
    )
}

/// England, Scotland, Wales: the flags that are written with tag characters.
pub(crate) fn is_home_nation_flag(grapheme: &str) -> bool {
    grapheme.strip_prefix('\u{1f3f4}').is_some_and(|tags| {
        ["gbeng", "gbsct", "gbwls"].iter().any(|nation| {
            let spelt = nation.chars().filter_map(|c| char::from_u32(0xe0000 + u32::from(c)));
            tags.chars().eq(spelt.chain(['\u{e007f}']))
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    fn bidi(c: char) -> bool {
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    }

    #[test]
    fn ordinary_writing_is_left_alone() {
        for text in [
            "She said “they just stopped coming” — twice.",
            "Zażółć gęślą jaźń",
            "Cáit, Siân, Noël, Łukasz, Øyvind",
            "e\u{301}cole",
            "Magaalada Hargeysa waa qurux badan",
            "یہ ایک چھوٹا سا جملہ ہے۔",
            "می\u{200c}خواهم",
            "আমার নাম ক্\u{200d}ষ",
            "ශ්\u{200d}රී",
            "नमस्ते क्षत्रिय",
            "한국어 각 ᄒ\u{1161}\u{11ab}",
            "葛\u{e0100}城",
            "👨\u{200d}👩\u{200d}👧\u{200d}👦 👩🏽\u{200d}🚀 ❤\u{fe0f} 1\u{fe0f}\u{20e3} 🇬🇧",
            "👩🏻\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👩🏿",
            "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
            "Việt Nam ế ở",
        ] {
            assert!(matches!(clean_line(text), Cow::Borrowed(t) if t == text), "{text:?}");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(clean_line("a\u{1b}[31mred"), "a␛[31mred");
        assert_eq!(clean_line("\0\u{7}\u{8}\u{7f}"), "␀␇␈␡");
        assert_eq!(clean_line("a\u{9b}2J"), "a⟨U+009B⟩2J");
        assert_eq!(clean_line("a\nb\tc\r\nd"), "a␤b    c␍␤d");
        assert_eq!(clean_prose("a\nb\tc\r\nd\re"), "a\nb    c␍\nd␍e");
        assert_eq!(clean_prose("a\u{2028}b\u{85}c"), "a⟨U+2028⟩b⟨U+0085⟩c");
    }

    #[test]
    fn what_would_reorder_or_hide_is_shown() {
        assert_eq!(clean_line("abc\u{202e}def"), "abc⟨U+202E⟩def");
        assert_eq!(clean_line("a\u{200b}b\u{feff}c\u{ad}d"), "a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+00AD⟩d");
        assert_eq!(clean_line("a\u{200d}b\u{200c}"), "a⟨U+200D⟩b⟨U+200C⟩");
        assert_eq!(clean_line("a\u{fe0f}"), "a⟨U+FE0F⟩");
        assert_eq!(clean_line("x\u{e0041}"), "x⟨U+E0041⟩");
        assert_eq!(clean_line("\u{1f3f4}\u{e0061}\u{e007f}"), "\u{1f3f4}⟨U+E0061⟩⟨U+E007F⟩");
        assert_eq!(clean_line("\u{ffff}\u{fdd0}\u{10fffe}"), "⟨U+FFFF⟩⟨U+FDD0⟩⟨U+10FFFE⟩");
        assert_eq!(clean_line("\u{3164}"), "⟨U+3164⟩");
    }

    #[test]
    fn endless_marks_are_counted_out() {
        let zalgo = format!("a{}b", "\u{301}".repeat(10));
        assert_eq!(clean_line(&zalgo), format!("a{}⟨U+0301⟩⟨U+0301⟩b", "\u{301}".repeat(8)));
        assert_eq!(clean_line("\u{301}a"), "⟨U+0301⟩a");
        assert_eq!(clean_prose("a\n\u{301}"), "a\n⟨U+0301⟩");
        let crowd = ["👩"; 12].join("\u{200d}");
        let shown = clean_line(&crowd);
        assert_eq!(shown.matches("⟨U+200D⟩").count(), 1, "{shown}");
        assert_eq!(shown.matches('👩').count(), 12);
    }

    pub(crate) fn rough_text() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(vec![
            "\u{1b}",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\0",
            " ",
            "a",
            "é",
            "e\u{301}",
            "\u{301}",
            "\u{200d}",
            "\u{200c}",
            "👩",
            "🏽",
            "\u{fe0f}",
            "🇬",
            "🇧",
            "\u{e0067}",
            "\u{e007f}",
            "\u{1f3f4}",
            "\u{202e}",
            "\u{600}",
            "ᄒ",
            "\u{1161}",
            "\u{11ab}",
            "ک",
            "क",
            "\u{94d}",
            "ष",
            "\u{903}",
            "漢",
            "\u{ad}",
            "\u{2028}",
            "\u{e33}",
            "ﾞ",
        ]);
        let piece = prop_oneof![4 => odd.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
        prop::collection::vec(piece, 0..24).prop_map(|v| v.concat())
    }

    proptest! {
        #[test]
        fn nothing_unsafe_comes_out(text in rough_text()) {
            let line = clean_line(&text);
            let unsafe_char = |c: char| c.is_control() || bidi(c) || is_never_raw(c);
            prop_assert!(!line.chars().any(unsafe_char), "{line:?}");
            prop_assert_eq!(clean_line(&line), line.as_ref());
            let prose = clean_prose(&text);
            prop_assert!(!prose.chars().any(|c| c != '\n' && unsafe_char(c)), "{prose:?}");
            prop_assert_eq!(clean_prose(&prose), prose.as_ref());
        }

        #[test]
        fn nothing_is_dropped(text in rough_text()) {
            // Text that itself holds the signs we spell with cannot be told
            // from what is spelt out.
            let spelt = |c: char| ('\u{2400}'..='\u{2424}').contains(&c) || c == '⟨';
            prop_assume!(!text.contains(spelt));
            // Read the spelt-out characters back: the text must be there again.
            let mut back = String::new();
            let line = clean_line(&text);
            let mut rest = line.as_ref();
            while let Some(c) = rest.chars().next() {
                rest = &rest[c.len_utf8()..];
                match c {
                    '⟨' => {
                        let end = rest.find('⟩').unwrap();
                        back.push(char::from_u32(u32::from_str_radix(&rest[2..end], 16).unwrap()).unwrap());
                        rest = &rest[end + '⟩'.len_utf8()..];
                    }
                    '␤' => back.push('\n'),
                    '␡' => back.push('\u{7f}'),
                    '␀'..='␟' => back.push(char::from_u32(u32::from(c) - 0x2400).unwrap()),
                    c => back.push(c),
                }
            }
            prop_assert_eq!(back, text.replace('\t', TAB));
        }

        #[test]
        fn each_grapheme_is_shown_with_width_and_on_its_own(text in rough_text()) {
            let whole: String = text.graphemes(true).map(|g| clean_prose(g).into_owned()).collect();
            prop_assert_eq!(clean_prose(&text), whole);
            for g in text.graphemes(true) {
                prop_assert!(g == "\n" || shown_columns(g) > 0, "{g:?}");
            }
        }
    }
}

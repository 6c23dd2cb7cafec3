//! A text cut into words, each with its place and in the spelling that is
//! compared: lower case, without accents.

use unicode_normalization::char::is_combining_mark;

use crate::text::fold;

/// A run of letters and figures.
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub fold: String,
}

/// A text and its words.
pub(super) struct Text<'a> {
    pub words: &'a str,
    pub tokens: Vec<Token>,
}

/// What is not seen inside a word: a soft hyphen, a mark of direction.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl<'a> Text<'a> {
    pub fn new(words: &'a str) -> Text<'a> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut start = None;
        let mut close = |start: &mut Option<usize>, end: usize| {
            if let Some(start) = start.take() {
                let word: String = words
                    .get(start..end)
                    .unwrap_or_default()
                    .chars()
                    .filter(|c| !is_unseen(*c))
                    .collect();
                tokens.push(Token { start, end, fold: fold(&word) });
            }
        };
        for (at, c) in words.char_indices() {
            let goes_on = start.is_some() && (is_combining_mark(c) || is_unseen(c));
            if c.is_alphanumeric() {
                start.get_or_insert(at);
            } else if !goes_on {
                close(&mut start, at);
            }
        }
        close(&mut start, words.len());
        Text { words, tokens }
    }

    /// The folded word at a place; empty beyond the ends.
    pub fn fold(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &t.fold)
    }

    /// The folded word `n` places before one; empty beyond the beginning.
    pub fn before(&self, at: usize, n: usize) -> &str {
        at.checked_sub(n).map_or("", |at| self.fold(at))
    }

    /// The word as it was written.
    pub fn raw(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.words.get(t.start..t.end)).unwrap_or_default()
    }

    /// What stands between a word and the next; to the ends, before the first
    /// and after the last.
    pub fn gap_after(&self, at: usize) -> &'a str {
        let from = self.tokens.get(at).map_or(self.words.len(), |t| t.end);
        let to = self.tokens.get(at + 1).map_or(self.words.len(), |t| t.start);
        self.words.get(from..to).unwrap_or_default()
    }

    /// What stands before a word.
    pub fn gap_before(&self, at: usize) -> &'a str {
        let to = self.tokens.get(at).map_or(self.words.len(), |t| t.start);
        let from = at.checked_sub(1).and_then(|n| self.tokens.get(n)).map_or(0, |t| t.end);
        self.words.get(from..to).unwrap_or_default()
    }

    /// The words from one place to another as they were written.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        let start = self.tokens.get(from).map(|t| t.start);
        let end = to.checked_sub(1).and_then(|n| self.tokens.get(n)).map(|t| t.end);
        start.zip(end).and_then(|(s, e)| self.words.get(s..e)).unwrap_or_default()
    }

    /// Whether a word is written with a capital, or in a script that has none.
    pub fn is_capital(&self, at: usize) -> bool {
        self.raw(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// A number of at most `digits` figures.
    pub fn number(&self, at: usize, digits: usize) -> Option<u32> {
        let word = self.fold(at);
        let plain = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        (plain && word.len() <= digits).then(|| word.parse().ok()).flatten()
    }

    /// Whether a sentence begins with this word.
    pub fn begins_sentence(&self, at: usize) -> bool {
        let gap = self.gap_before(at);
        if at == 0 || gap.contains('\n') {
            return true;
        }
        let shortened = super::ordinary::is_title(self.before(at, 1));
        if !shortened && gap.contains(['.', '!', '?', ':', '…', '\u{2028}', '\u{2029}', '·', '•'])
        {
            return true;
        }
        // What somebody is quoted to say begins a sentence of its own.
        gap.ends_with(['“', '"', '‘', '«']) || (gap.ends_with('\'') && gap.len() > 1)
    }
}

//! Finds the pieces of a file that cannot be read as a whole.
//!
//! A scanner over RON's strings, comments and brackets; it knows no types. It
//! cuts a list into its elements and an element into its fields, each with
//! its place in the file. Where brackets do not balance it cuts where a line
//! begins the way its neighbours do, so that one broken element does not
//! swallow the next.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Open(u8),
    Close(u8),
    Comma,
    Colon,
    /// A string; `closed` is false where its line ended first.
    Text {
        closed: bool,
    },
    /// Anything else between blanks and punctuation.
    Word,
}

/// A token with its bytes in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub at: usize,
    pub end: usize,
    /// Bytes before it on its line.
    pub column: usize,
    /// Whether nothing but blanks stands before it on its line.
    pub first: bool,
}

/// A field: its name, and the tokens of its value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'t> {
    pub name: Token,
    pub value: &'t [Token],
    /// A comma is missing before it.
    pub no_comma_before: bool,
}

/// An element of a list, and what is wrong with its brackets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'t> {
    pub tokens: &'t [Token],
    pub wrong: Option<Wrong>,
}

/// What is wrong with the brackets or commas of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Its opening bracket, at this token, is never closed.
    NotClosed(Token),
    /// A closing bracket too many or of the wrong sort, or something that
    /// stands outside all elements.
    Stray(Token),
    /// No comma stands between it, closed by this token, and the next.
    NoComma(Token),
}

/// Cuts the text into tokens. `strings_span_lines` says whether a string may
/// run over the end of its line; where a file is broken, a string that does
/// is one that was never closed, and a comma is put in its place.
pub(crate) fn tokens(text: &str, strings_span_lines: bool) -> Vec<Token> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied();
    let mut tokens = Vec::new();
    let (mut at, mut line_start, mut first) = (0, 0, true);
    while let Some(b) = byte(at) {
        let start = at;
        let mut push = |kind, end| {
            tokens.push(Token { kind, at: start, end, column: start - line_start, first });
        };
        match b {
            b'\n' => {
                at += 1;
                line_start = at;
                first = true;
                continue;
            }
            b if b.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'/' if byte(at + 1) == Some(b'/') => {
                at += text.get(at..).and_then(|t| t.find('\n')).unwrap_or(text.len() - at);
                continue;
            }
            b'/' if byte(at + 1) == Some(b'*') => {
                at = comment_end(bytes, at);
                if let Some(last) = text.get(start..at).and_then(|t| t.rfind('\n')) {
                    line_start = start + last + 1;
                    first = true;
                }
                continue;
            }
            b'(' | b'[' | b'{' => {
                at += 1;
                push(Kind::Open(b), at);
            }
            b')' | b']' | b'}' => {
                at += 1;
                push(Kind::Close(b), at);
            }
            b',' => {
                at += 1;
                push(Kind::Comma, at);
            }
            b':' => {
                at += 1;
                push(Kind::Colon, at);
            }
            b'"' | b'r' if b == b'"' || is_raw_string(bytes, at) => {
                let (end, closed) = string_end(bytes, at, strings_span_lines);
                at = end;
                push(Kind::Text { closed }, at);
                if !closed {
                    push(Kind::Comma, at);
                }
            }
            b'\'' if byte(at + 1) == Some(b'\\') && byte(at + 3) == Some(b'\'') => {
                at += 4;
                push(Kind::Word, at);
            }
            b'\'' if byte(at + 2) == Some(b'\'') => {
                at += 3;
                push(Kind::Word, at);
            }
            _ => {
                at += 1;
                while byte(at)
                    .is_some_and(|b| !b.is_ascii_whitespace() && !b"()[]{},:\"".contains(&b))
                {
                    at += 1;
                }
                push(Kind::Word, at);
            }
        }
        first = false;
        if let Some(last) = text.get(start..at).and_then(|t| t.rfind('\n')) {
            line_start = start + last + 1;
        }
    }
    tokens
}

fn comment_end(bytes: &[u8], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0_usize);
    while at < bytes.len() {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'/'), Some(b'*')) => {
                depth += 1;
                at += 2;
            }
            (Some(b'*'), Some(b'/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

fn is_raw_string(bytes: &[u8], at: usize) -> bool {
    let mut rest = bytes.get(at + 1..).unwrap_or_default().iter();
    rest.find(|b| **b != b'#') == Some(&b'"')
}

/// The end of the string that begins here, and whether it is closed.
fn string_end(bytes: &[u8], from: usize, spans_lines: bool) -> (usize, bool) {
    let raw = bytes.get(from) == Some(&b'r');
    let marks = bytes.iter().skip(from + 1).take_while(|b| raw && **b == b'#').count();
    let mut at = from + 1 + if raw { marks + 1 } else { 0 };
    while let Some(b) = bytes.get(at) {
        match b {
            b'\\' if !raw => at += 2,
            b'"' => {
                let after = bytes.get(at + 1..at + 1 + marks);
                if after.is_some_and(|a| a.iter().all(|b| *b == b'#')) {
                    return (at + 1 + marks, true);
                }
                at += 1;
            }
            b'\n' if !spans_lines => return (at, false),
            _ => at += 1,
        }
    }
    (bytes.len(), false)
}

fn closing(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

/// Where the value that begins with the first token ends: the index after its
/// last token. `Err` holds what is wrong with its brackets.
fn value_end(tokens: &[Token]) -> Result<usize, Wrong> {
    let mut stack: Vec<Token> = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open(_) => stack.push(*token),
            Kind::Close(b) => match stack.pop() {
                None => return Ok(n),
                Some(Token { kind: Kind::Open(open), .. }) if closing(open) == b => {}
                Some(open) if stack.is_empty() => return Err(Wrong::NotClosed(open)),
                Some(_) => return Err(Wrong::Stray(*token)),
            },
            Kind::Comma if stack.is_empty() => return Ok(n),
            _ => {}
        }
    }
    stack.first().map_or(Ok(tokens.len()), |open| Err(Wrong::NotClosed(*open)))
}

fn is_name(tokens: &[Token], n: usize) -> bool {
    tokens.get(n).is_some_and(|t| t.kind == Kind::Word)
        && tokens.get(n + 1).is_some_and(|t| t.kind == Kind::Colon)
}

/// Skips what stands before the bracket: an attribute, a name. Nothing where
/// the first value is not in round brackets.
pub(crate) fn inside<'t>(mut tokens: &'t [Token], text: &str) -> Option<&'t [Token]> {
    while tokens.first().is_some_and(|t| text.get(t.at..t.end) == Some("#!")) {
        let end = tokens.iter().position(|t| t.kind == Kind::Close(b']'))?;
        tokens = tokens.get(end + 1..)?;
    }
    if tokens.first()?.kind == Kind::Word {
        tokens = tokens.get(1..)?;
    }
    (tokens.first()?.kind == Kind::Open(b'(')).then(|| tokens.get(1..))?
}

/// Whether every bracket in these tokens is closed there.
pub(crate) fn is_balanced(tokens: &[Token]) -> bool {
    value_end(tokens).is_ok()
}

/// The fields inside round brackets, and what is left over that is none.
///
/// `tokens` begin behind the opening bracket and may go on behind the closing
/// one. Where the brackets of a value do not balance, the next field is the
/// next line that begins with a name in the column of the first field.
pub(crate) fn fields(tokens: &[Token]) -> (Vec<Field<'_>>, Vec<Token>) {
    let (mut fields, mut strays) = (Vec::new(), Vec::new());
    let column = tokens.first().map_or(0, |t| t.column);
    let (mut n, mut no_comma_before) = (0, false);
    while let Some(token) = tokens.get(n) {
        if matches!(token.kind, Kind::Close(_)) {
            break;
        }
        if token.kind == Kind::Comma {
            n += 1;
            continue;
        }
        if !is_name(tokens, n) {
            strays.push(*token);
            // One report is enough for what stands between two fields.
            while n < tokens.len() && tokens.get(n).is_some_and(|t| t.kind != Kind::Comma) {
                n += 1;
            }
            continue;
        }
        let rest = tokens.get(n + 2..).unwrap_or_default();
        let next_line = || {
            (1..rest.len())
                .find(|k| {
                    is_name(rest, *k) && rest.get(*k).is_some_and(|t| t.first && t.column == column)
                })
                .unwrap_or(rest.len())
        };
        let end = value_end(rest).unwrap_or_else(|_| next_line());
        // A name within one value means that a comma is missing before it.
        let mut depth = 0_i32;
        let cut = (0..end).find(|k| {
            match rest.get(*k).map(|t| t.kind) {
                Some(Kind::Open(_)) => depth += 1,
                Some(Kind::Close(_)) => depth -= 1,
                _ => {}
            }
            *k > 0 && depth == 0 && is_name(rest, *k)
        });
        let end = cut.unwrap_or(end);
        let mut value = rest.get(..end).unwrap_or_default();
        while let Some((last, before)) = value.split_last()
            && last.kind == Kind::Comma
        {
            value = before;
        }
        fields.push(Field { name: *token, value, no_comma_before });
        no_comma_before = cut.is_some();
        n += 2 + end;
    }
    (fields, strays)
}

/// The elements of a list, given the tokens of its value.
pub(crate) fn elements(list: &[Token]) -> Vec<Element<'_>> {
    let Some((Token { kind: Kind::Open(b'['), .. }, inner)) = list.split_first() else {
        return Vec::new();
    };
    let balanced = value_end(list) == Ok(list.len());
    let starts = starts(inner);
    if balanced
        && let Some(elements) = balanced_elements(inner)
        && elements.iter().all(|e| {
            // None of them holds what looks like the beginning of another.
            let held = |at: usize| e.tokens.iter().skip(1).any(|t| t.at == at);
            !starts.iter().any(|s| inner.get(*s).is_some_and(|t| held(t.at)))
        })
    {
        return elements;
    }
    let ends = starts.iter().skip(1).copied().chain([inner.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(from, to)| cut(inner.get(*from..to).unwrap_or_default(), to == inner.len()))
        .collect()
}

/// Lines that begin the way an element does, not further in than the first.
fn starts(inner: &[Token]) -> Vec<usize> {
    let Some(column) = inner.first().map(|t| t.column) else { return Vec::new() };
    let opens = |n: usize| {
        let kind = |n: usize| inner.get(n).map(|t| t.kind);
        let bracket = Some(Kind::Open(b'('));
        kind(n) == bracket || (kind(n) == Some(Kind::Word) && kind(n + 1) == bracket)
    };
    (0..inner.len())
        .filter(|n| {
            let here = inner.get(*n).is_some_and(|t| *n == 0 || (t.first && t.column <= column));
            here && opens(*n)
        })
        .collect()
}

fn balanced_elements(inner: &[Token]) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    let mut n = 0;
    while let Some(token) = inner.get(n) {
        match token.kind {
            Kind::Close(_) => break,
            Kind::Comma => n += 1,
            _ => {
                let rest = inner.get(n..)?;
                let end = value_end(rest).ok()?;
                // `(…) (…)`: two elements without a comma between.
                let one =
                    1 + rest.iter().take(end).position(|t| matches!(t.kind, Kind::Open(_)))?;
                let one = one + value_end_of_bracket(rest.get(one..end)?)?;
                let closing = rest.get(one - 1).filter(|_| one < end);
                let wrong = closing.map(|t| Wrong::NoComma(*t));
                elements.push(Element { tokens: rest.get(..one)?, wrong });
                n += one;
            }
        }
    }
    Some(elements)
}

/// Tokens up to and with the bracket that closes what these stand in.
fn value_end_of_bracket(tokens: &[Token]) -> Option<usize> {
    let mut depth = 1;
    for (n, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(n + 1);
        }
    }
    None
}

/// An element of a list whose brackets do not balance: its own tokens, and
/// what is wrong with them. The last one may be followed by the list's end.
fn cut(tokens: &[Token], last: bool) -> Element<'_> {
    let open = tokens.iter().position(|t| matches!(t.kind, Kind::Open(_))).unwrap_or(0);
    let mut stack: Vec<Token> = Vec::new();
    for (n, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Open(_) => stack.push(*token),
            Kind::Close(b) => {
                let matches = |t: &Token| matches!(t.kind, Kind::Open(o) if closing(o) == b);
                match stack.pop() {
                    Some(top) if matches(&top) => {}
                    // It closes a bracket further out: the one within is open.
                    Some(top) if stack.iter().any(matches) => {
                        return Element { tokens, wrong: Some(Wrong::NotClosed(top)) };
                    }
                    // The list's own end comes before the element's.
                    Some(own) if last && stack.is_empty() && !goes_on(tokens, n) => {
                        return Element { tokens, wrong: Some(Wrong::NotClosed(own)) };
                    }
                    _ => return Element { tokens, wrong: Some(Wrong::Stray(*token)) },
                }
                if stack.is_empty() {
                    let after = tokens.get(n + 1..).unwrap_or_default();
                    let own = tokens.get(..=n).unwrap_or(tokens);
                    return Element { tokens: own, wrong: left_over(*token, after, last) };
                }
            }
            _ => {}
        }
    }
    let wrong = tokens.get(open).map(|t| Wrong::NotClosed(*t));
    Element { tokens, wrong }
}

/// Whether there are more fields behind this token.
fn goes_on(tokens: &[Token], n: usize) -> bool {
    (n + 1..tokens.len()).any(|k| is_name(tokens, k))
}

/// What is wrong with the tokens between an element's closing bracket and the
/// next element, or the list's end.
fn left_over(closing: Token, after: &[Token], last: bool) -> Option<Wrong> {
    let comma = after.first().is_some_and(|t| t.kind == Kind::Comma);
    match after.get(usize::from(comma)) {
        None => (!comma && !last).then_some(Wrong::NoComma(closing)),
        Some(t) if last && t.kind == Kind::Close(b']') => None,
        Some(stray) => Some(Wrong::Stray(*stray)),
    }
}

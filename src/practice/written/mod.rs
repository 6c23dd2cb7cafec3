//! RON files that people write by hand, and what is wrong in them.
//!
//! A file that cannot be read as a whole is taken apart field by field, so
//! that every mistake is named with its line at the first try. What a file
//! may hold is for whoever reads it to say; this knows brackets, commas,
//! names of fields, and texts.

pub(crate) mod mistake;
pub(crate) mod scan;

use serde::de::DeserializeOwned;

use mistake::{Mistake, quoted};
use scan::{Field, Kind, Token, Wrong};

/// What a field expects, in words. `true`: it may not be left out.
pub(crate) type Expected = (&'static str, &'static str, bool);

/// How the values are read: `until: "2027-03-31"` needs no `Some`.
pub(crate) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// The line of a place in a text, from 1.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
}

/// A token as it is written.
pub(crate) fn word(text: &str, token: Token) -> &str {
    text.get(token.at..token.end).unwrap_or_default()
}

/// Tokens as they are written.
pub(crate) fn slice<'a>(text: &'a str, tokens: &[Token]) -> &'a str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => text.get(first.at..last.end).unwrap_or_default(),
        _ => "",
    }
}

/// The field of this name.
pub(crate) fn field<'t>(text: &str, fields: &[Field<'t>], name: &str) -> Option<Field<'t>> {
    fields.iter().find(|f| word(text, f.name) == name).copied()
}

/// The format number of a file, where it is newer than `known`.
pub(crate) fn newer(text: &str, head: &[Field<'_>], known: u32) -> Option<u32> {
    let format = options().from_str::<u32>(slice(text, field(text, head, "format")?.value)).ok()?;
    (format > known).then_some(format)
}

/// What was found in a file so far.
pub(crate) struct Report<'a> {
    pub text: &'a str,
    file: &'a str,
    found: Vec<Mistake>,
    /// The brackets of the element at hand were spoken of already.
    brackets_reported: bool,
}

impl<'a> Report<'a> {
    pub fn new(text: &'a str, file: &'a str) -> Self {
        Report { text, file, found: Vec::new(), brackets_reported: false }
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Something is wrong at this byte; `whose` names the element it stands in.
    pub fn add(
        &mut self,
        at: usize,
        whose: Option<&str>,
        what: impl Into<String>,
        what_to_do: impl Into<String>,
    ) {
        self.add_at_line(line_of(self.text, at), whose, what.into(), what_to_do.into());
    }

    fn add_at_line(&mut self, line: usize, whose: Option<&str>, what: String, what_to_do: String) {
        self.found.push(Mistake {
            file: self.file.to_owned(),
            line,
            question: whose.map(str::to_owned),
            what,
            what_to_do,
        });
    }

    pub fn sorted(mut self) -> Vec<Mistake> {
        self.found.sort_by_key(|m| m.line);
        self.found.dedup();
        self.found
    }

    /// Strings that are not closed on their line; `whose` names the element
    /// around a place.
    pub fn strings(&mut self, tokens: &[Token], whose: impl Fn(usize) -> Option<String>) {
        for token in tokens.iter().filter(|t| t.kind == Kind::Text { closed: false }) {
            let what = "A text that begins on this line has no closing quotation mark on it";
            let what_to_do =
                "Close it on the same line; write \\\" for a quotation mark inside a text.";
            self.add(token.at, whose(token.at).as_deref(), what, what_to_do);
        }
    }

    /// What stands outside all fields, names no field, or names one twice,
    /// and fields that are missing.
    pub fn outside(
        &mut self,
        fields: &[Field<'_>],
        strays: &[Token],
        whose: Option<&str>,
        known: &[Expected],
        owner: &str,
    ) {
        for stray in strays {
            let what = format!(
                "{} stands where the name of a field should",
                quoted(word(self.text, *stray))
            );
            let what_to_do = "Write each field as name: value, with a comma behind it.";
            self.add(stray.at, whose, what, what_to_do);
        }
        for (n, field) in fields.iter().enumerate() {
            let name = word(self.text, field.name);
            if field.no_comma_before {
                let what = format!("There is no comma before `{name}`");
                self.add(field.name.at, whose, what, "End the line above it with a comma.");
            }
            if !known.iter().any(|k| k.0 == name) {
                let names: Vec<&str> = known.iter().map(|k| k.0).collect();
                let what = format!("A {owner} has no field {}", quoted(name));
                let what_to_do = format!("Take it out, or use one of {}.", names.join(", "));
                self.add(field.name.at, whose, what, what_to_do);
            }
            if fields.iter().take(n).any(|f| word(self.text, f.name) == name) {
                let what = format!("The field `{name}` is written twice");
                self.add(field.name.at, whose, what, "Keep one of the two.");
            }
        }
    }

    /// Fields that may not be left out and are.
    pub fn missing(
        &mut self,
        fields: &[Field<'_>],
        at: usize,
        whose: Option<&str>,
        known: &[Expected],
    ) {
        for (name, expects, needed) in known {
            if *needed && !fields.iter().any(|f| word(self.text, f.name) == *name) {
                let what = format!("The field `{name}` is missing");
                self.add(at, whose, what, format!("Add {name}: {expects}."));
            }
        }
    }
    /// Goes through the elements of a list, reporting what is wrong with
    /// their brackets.
    pub fn elements<'t>(
        &mut self,
        head: &[Field<'t>],
        list: &str,
        known: &[Expected],
        name: impl Fn(&[Field<'t>], usize) -> Option<String>,
        mut each: impl FnMut(&mut Self, usize, scan::Element<'t>, Vec<Field<'t>>, Vec<Token>),
    ) {
        let Some(field) = head.iter().find(|f| word(self.text, f.name) == list) else { return };
        if field.value.first().is_none_or(|t| t.kind != Kind::Open(b'[')) {
            let expects = known.iter().find(|k| k.0 == list).map_or("", |k| k.1);
            let what = format!("`{list}` is not a list");
            self.add(field.name.at, None, what, format!("Write {expects}."));
            return;
        }
        let owner = list.trim_end_matches('s');
        for (n, element) in scan::elements(field.value).into_iter().enumerate() {
            let inner = scan::inside(element.tokens, self.text);
            let (fields, strays) = inner.map(scan::fields).unwrap_or_default();
            let whose = name(&fields, n);
            self.wrong(&element, whose.as_deref(), owner);
            self.brackets_reported = element.wrong.is_some();
            each(self, n, element, fields, strays);
            self.brackets_reported = false;
        }
    }

    fn wrong(&mut self, element: &scan::Element<'_>, id: Option<&str>, owner: &str) {
        match element.wrong {
            None => {}
            Some(Wrong::NotClosed(open)) => {
                let bracket = word(self.text, open).to_owned();
                let what = format!("The bracket `{bracket}` that opens here is not closed");
                let what_to_do =
                    format!("Close the {owner} with a bracket before the next begins.");
                self.add(open.at, id, what, what_to_do);
            }
            Some(Wrong::NoComma(closing)) => {
                let what = format!("There is no comma after this {owner}");
                self.add(closing.at, id, what, "End it with ), and a comma.");
            }
            Some(Wrong::Stray(stray)) => {
                let what = format!(
                    "{} stands here outside the {owner} it follows, or closes a bracket that is not open",
                    quoted(word(self.text, stray))
                );
                let what_to_do = "Look for a bracket too many, here or just above.";
                self.add(stray.at, id, what, what_to_do);
            }
        }
    }

    /// Reads the value of a field; what cannot be read is reported.
    pub fn value<T: DeserializeOwned>(
        &mut self,
        fields: &[Field<'_>],
        whose: Option<&str>,
        name: &'static str,
        known: &[Expected],
    ) -> Option<T> {
        let field = fields.iter().find(|f| word(self.text, f.name) == name)?;
        let unclosed = field.value.iter().any(|t| t.kind == Kind::Text { closed: false });
        if unclosed || (self.brackets_reported && !scan::is_balanced(field.value)) {
            return None;
        }
        let begins = field.value.first().map_or(field.name.at, |t| t.at);
        let error = match options().from_str::<T>(slice(self.text, field.value)) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let expects = known.iter().find(|k| k.0 == name).map_or("", |k| k.1);
        let (what, what_to_do) = in_words(name, expects, &error.code);
        // RON begins its span before the blanks; what it stumbled on ends it.
        let within = match error.code {
            ron::Error::MissingStructField { .. } => error.span.start.line,
            _ => error.span.end.line,
        };
        let line = line_of(self.text, begins) + within.saturating_sub(1);
        self.add_at_line(line, whose, what, what_to_do);
        None
    }

    /// The file cannot be read and no rule says why: RON's own words.
    pub fn unexplained(&mut self, error: &ron::error::SpannedError, like: &str) {
        let what = format!("The file cannot be read here: {}", error.code);
        let what_to_do = format!("Compare this place with {like} that can be read.");
        self.add_at_line(error.span.start.line, None, what, what_to_do);
    }
}

/// What RON says of a value, in words for someone who edits a bank.
fn in_words(name: &str, expects: &str, error: &ron::Error) -> (String, String) {
    let fallback = || format!("Write {expects}.");
    match error {
        ron::Error::NoSuchEnumVariant { expected, found, .. } => (
            format!("`{name}` has the word {}, which it does not know", quoted(found)),
            format!("Use one of {}.", expected.join(", ")),
        ),
        ron::Error::NoSuchStructField { expected, found, .. } => (
            format!("`{name}` has no field {}", quoted(found)),
            format!("Use {}.", expected.join(", ")),
        ),
        ron::Error::MissingStructField { field, .. } => {
            (format!("`{name}` lacks `{field}`"), fallback())
        }
        ron::Error::DuplicateStructField { field, .. } => {
            (format!("`{name}` has `{field}` twice"), "Keep one of the two.".to_owned())
        }
        _ => (format!("`{name}` cannot be read"), fallback()),
    }
}

//! XML in the making: every element that is opened is closed, and nothing a
//! person typed is markup.

use std::borrow::Cow;

use quick_xml::escape::escape;

use crate::export::{visible, without_controls};

/// An XML text in the making.
pub(super) struct Xml {
    out: String,
}

impl Xml {
    /// A part of a package, with its declaration.
    pub fn part() -> Self {
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        Xml { out: declaration.to_owned() }
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// An element and what is in it.
    pub fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.begin(name, attributes);
        self.out.push('>');
        inside(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.out.push_str("/>");
    }

    /// Words.
    pub fn text(&mut self, words: &str) {
        // Part of a line at times: what turns words round was spelled before.
        self.out.push_str(&escape(&*without_controls(words)));
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            // A reader makes a space of a bare line break or tab here.
            let value = allowed(value);
            for (i, line) in value.split('\n').enumerate() {
                if i > 0 {
                    self.out.push_str("&#10;");
                }
                self.out.push_str(&escape(line).replace('\t', "&#9;"));
            }
            self.out.push('"');
        }
    }
}

/// Words as XML can hold them: what it forbids as [`visible`] shows it.
pub(super) fn allowed(words: &str) -> Cow<'_, str> {
    visible(words)
}

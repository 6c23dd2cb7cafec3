//! What a note can be written as. The writers are in `export`.

/// What a note can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text, ready to paste into a case system: no markup, no tables,
    /// paragraphs not wrapped.
    Text,
    /// Markdown with real headings.
    Markdown,
    /// The record itself, as RON: what `session import` takes back.
    Ron,
}

impl Format {
    /// All formats, the first the one to propose.
    pub const ALL: [Format; 3] = [Format::Text, Format::Markdown, Format::Ron];

    /// As commands name it.
    pub fn slug(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Ron => "ron",
        }
    }

    /// As people name it.
    pub fn words(self) -> &'static str {
        match self {
            Format::Text => "text to paste",
            Format::Markdown => "Markdown",
            Format::Ron => "the record itself (RON)",
        }
    }

    /// The end of its file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Ron => "ron",
        }
    }

    /// Whether what is written can be read as it stands.
    pub fn is_read_as_text(self) -> bool {
        match self {
            Format::Text | Format::Markdown | Format::Ron => true,
        }
    }

    /// Whether it holds drawings.
    pub fn holds_pictures(self) -> bool {
        match self {
            Format::Text | Format::Markdown | Format::Ron => false,
        }
    }

    /// Whether it holds the record itself ([`Leaving::records`]).
    pub fn holds_records(self) -> bool {
        match self {
            Format::Text | Format::Markdown => false,
            Format::Ron => true,
        }
    }

    /// The format of that name, as [`Format::slug`] gives it.
    pub fn from_slug(slug: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|f| f.slug() == slug)
    }
}

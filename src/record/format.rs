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
    /// A Word document: real headings, lists, tables.
    Docx,
    /// The note's blocks, for other tools.
    Json,
}

impl Format {
    /// All formats, the first the one to propose.
    pub const ALL: [Format; 5] =
        [Format::Text, Format::Markdown, Format::Ron, Format::Docx, Format::Json];

    /// As commands name it.
    pub fn slug(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Ron => "ron",
            Format::Docx => "docx",
            Format::Json => "json",
        }
    }

    /// As people name it.
    pub fn words(self) -> &'static str {
        match self {
            Format::Text => "text to paste",
            Format::Markdown => "Markdown",
            Format::Ron => "the record itself (RON)",
            Format::Docx => "Word document",
            Format::Json => "JSON, for other tools",
        }
    }

    /// The end of its file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Ron => "ron",
            Format::Docx => "docx",
            Format::Json => "json",
        }
    }

    /// Whether what is written can be read as it stands.
    pub fn is_read_as_text(self) -> bool {
        match self {
            Format::Text | Format::Markdown | Format::Ron => true,
            Format::Docx | Format::Json => false,
        }
    }

    /// Whether it holds drawings.
    pub fn holds_pictures(self) -> bool {
        match self {
            Format::Text | Format::Markdown | Format::Ron | Format::Json => false,
            Format::Docx => true,
        }
    }

    /// Whether it holds the record itself ([`Leaving::records`]).
    pub fn holds_records(self) -> bool {
        match self {
            Format::Text | Format::Markdown | Format::Docx | Format::Json => false,
            Format::Ron => true,
        }
    }

    /// The format of that name, as [`Format::slug`] gives it.
    pub fn from_slug(slug: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|f| f.slug() == slug)
    }
}

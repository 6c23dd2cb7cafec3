//! What a note can be written as. The writers are in `export`.

/// What a note can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Plain text, ready to paste into a case system: no markup, no tables,
    /// paragraphs not wrapped.
    Text,
    /// A Word document: real headings, lists, tables.
    Docx,
    /// PDF: pages to attach or print, tagged, with its fonts.
    Pdf,
    /// A web page of one file, with pictures, that prints well.
    Html,
    /// Markdown with real headings.
    Markdown,
    /// The note's blocks, for other tools.
    Json,
    /// The record itself, as RON: what `session import` takes back.
    Ron,
}

impl Format {
    /// All formats, the first the one to propose.
    pub const ALL: [Format; 7] = [
        Format::Text,
        Format::Docx,
        Format::Pdf,
        Format::Html,
        Format::Markdown,
        Format::Json,
        Format::Ron,
    ];

    /// As commands name it.
    pub fn slug(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Docx => "docx",
            Format::Html => "html",
            Format::Markdown => "markdown",
            Format::Json => "json",
            Format::Ron => "ron",
            Format::Pdf => "pdf",
        }
    }

    /// As people name it.
    pub fn words(self) -> &'static str {
        match self {
            Format::Text => "text to paste",
            Format::Docx => "Word document",
            Format::Html => "web page",
            Format::Markdown => "Markdown",
            Format::Json => "JSON, for other tools",
            Format::Ron => "the record itself (RON)",
            Format::Pdf => "PDF",
        }
    }

    /// The end of its file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Docx => "docx",
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Json => "json",
            Format::Ron => "ron",
            Format::Pdf => "pdf",
        }
    }

    /// Whether what is written can be read as it stands.
    pub fn is_read_as_text(self) -> bool {
        matches!(self, Format::Text | Format::Markdown | Format::Ron)
    }

    /// Whether it holds drawings.
    pub fn holds_pictures(self) -> bool {
        matches!(self, Format::Docx | Format::Pdf | Format::Html)
    }

    /// Whether it holds the record itself ([`Leaving::records`]).
    ///
    /// [`Leaving::records`]: super::Leaving::records
    pub fn holds_records(self) -> bool {
        matches!(self, Format::Ron)
    }

    /// The format that the ending of a file's name says, where it says one.
    pub fn of_name(name: &str) -> Option<Format> {
        let leaf = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let ending = leaf.rsplit_once('.')?.1.to_ascii_lowercase();
        Format::ALL.into_iter().find(|f| match f {
            Format::Html => ["html", "htm"].contains(&ending.as_str()),
            Format::Markdown => ["md", "markdown"].contains(&ending.as_str()),
            f => f.extension() == ending,
        })
    }

    /// The format of that name, as [`Format::slug`] gives it.
    pub fn from_slug(slug: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|f| f.slug() == slug)
    }
}

//! What a document is made of, before it is XML.

/// A piece of a document's body.
pub(super) enum Piece {
    Paragraph(Paragraph),
    Table(Table),
    Picture(Picture),
}

/// A paragraph in a style of `styles.xml`.
pub(super) struct Paragraph {
    pub style: &'static str,
    /// Stays on the page of what follows it.
    pub keeps: bool,
    /// What leads to it from elsewhere in the document.
    pub mark: Option<String>,
    /// The mark of where it leads.
    pub leads_to: Option<String>,
    pub spans: Vec<Span>,
}

/// Words of one look.
pub(super) struct Span {
    /// A character style of `styles.xml`; none is the paragraph's own look.
    pub look: Option<&'static str>,
    pub words: String,
}

/// Rows under a header row that is repeated on every page.
pub(super) struct Table {
    /// What it is, for those who do not see it.
    pub caption: String,
    pub columns: Vec<Column>,
    /// Cells in the order of the columns, each of one paragraph or more.
    pub rows: Vec<Vec<Vec<Paragraph>>>,
}

/// A column of a table.
pub(super) struct Column {
    pub name: &'static str,
    /// In twentieths of a point.
    pub width: u32,
}

/// A picture in a line of its own.
pub(super) struct Picture {
    /// As PNG.
    pub png: Vec<u8>,
    pub title: &'static str,
    /// What it shows, for those who do not see it.
    pub words: String,
    /// In points.
    pub width: f32,
    /// In points.
    pub height: f32,
}

impl Paragraph {
    /// Of words of several looks.
    pub fn of(style: &'static str, spans: Vec<Span>) -> Self {
        Paragraph { style, keeps: false, mark: None, leads_to: None, spans }
    }

    /// Of words of one look.
    pub fn plain(style: &'static str, words: &str) -> Self {
        Paragraph::of(style, vec![Span { look: None, words: words.to_owned() }])
    }

    /// "Name: value", the name set off.
    pub fn labelled(style: &'static str, name: &str, value: &str) -> Self {
        let label = Span { look: Some("Label"), words: format!("{name}:") };
        Paragraph::of(style, vec![label, Span { look: None, words: format!(" {value}") }])
    }

    /// That it stays with what follows it.
    pub fn kept(self, keeps: bool) -> Self {
        Paragraph { keeps, ..self }
    }

    /// How many bytes its words take.
    pub fn len(&self) -> usize {
        self.spans.iter().map(|s| s.words.len()).sum()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|s| s.words.is_empty())
    }
}

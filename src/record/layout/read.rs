//! Reads a layout file; where it cannot be used, names every mistake with its
//! line and what to do.

use serde::Deserialize;

use super::check::{self, Draft, Finding, Spot};
use super::{Content, Detail, FORMAT, LARGEST, Layout, Section};
use crate::practice::Mistake;
use crate::practice::written::scan::{self, Field, Kind, Token};
use crate::practice::written::{self, Expected, Report, options, word};

const LAYOUT: [Expected; 6] = [
    ("format", "the number of the layout format, 1", true),
    ("id", "a short name in quotation marks, such as \"our-trust\"", true),
    ("title", "a title in quotation marks, as people read it in a list", true),
    ("note_title", "the title of a note in quotation marks", false),
    ("sections", "a list of sections: [Section(heading: \"…\", holds: […]), …]", true),
    ("without", "a list of details, such as [Born, Roles]", false),
];

const SECTION: [Expected; 2] = [
    ("heading", "a heading in quotation marks", false),
    ("holds", "a list of what stands there, such as [Decisions]", true),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Layout")]
struct Raw {
    format: u32,
    id: String,
    title: String,
    #[serde(default)]
    note_title: Option<String>,
    sections: Vec<Section>,
    #[serde(default)]
    without: Vec<Detail>,
}

impl Layout {
    /// Reads and checks a layout. `file` is only used to name the place of a
    /// mistake; nothing is read from disk.
    ///
    /// # Errors
    /// All mistakes at once, in the order of their lines.
    pub fn read(text: &str, file: &str) -> Result<Layout, Vec<Mistake>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.len() > LARGEST {
            let mut report = Report::new("", file);
            let what = format!("This file is larger than {} KiB", LARGEST / 1024);
            report.add(0, None, what, "Check that it is a layout: one is a page or two.");
            return Err(report.sorted());
        }
        let raw = match options().from_str::<Raw>(text) {
            Ok(raw) if raw.format <= FORMAT => raw,
            _ => return Err(mistakes(text, file)),
        };
        let draft = Draft {
            format: Some(raw.format),
            id: Some(&raw.id),
            title: Some(&raw.title),
            note_title: raw.note_title.as_deref(),
            sections: raw.sections.iter().enumerate().collect(),
            whole: true,
            without: &raw.without,
        };
        let found = check::findings(&draft);
        if !found.is_empty() {
            let tokens = scan::tokens(text, true);
            let mut report = Report::new(text, file);
            place(&mut report, &Places::of(text, &tokens), found);
            return Err(report.sorted());
        }
        let Raw { id, title, note_title, sections, without, .. } = raw;
        Ok(Layout { id, title, note_title, sections, without })
    }
}

/// Where the fields of a file stand.
struct Places<'a> {
    text: &'a str,
    begin: usize,
    head: Vec<Field<'a>>,
    /// Each section: where it begins, and its fields.
    sections: Vec<(usize, Vec<Field<'a>>)>,
}

impl<'a> Places<'a> {
    fn of(text: &'a str, tokens: &'a [Token]) -> Self {
        let fields = |tokens: &'a [Token]| {
            scan::inside(tokens, text).map(|t| scan::fields(t).0).unwrap_or_default()
        };
        let head = fields(tokens);
        let list = written::field(text, &head, "sections");
        let elements = list.map(|f| scan::elements(f.value)).unwrap_or_default();
        let begins = |e: &scan::Element<'_>| e.tokens.first().map_or(0, |t| t.at);
        let sections = elements.iter().map(|e| (begins(e), fields(e.tokens))).collect();
        Places { text, begin: tokens.first().map_or(0, |t| t.at), head, sections }
    }

    fn offset(&self, spot: Spot) -> usize {
        let (fields, name, nth, otherwise) = match spot {
            Spot::Head(name) => (Some(&self.head), name, None, self.begin),
            Spot::Without(nth) => (Some(&self.head), "without", Some(nth), self.begin),
            Spot::Section(n, name, nth) => {
                let section = self.sections.get(n);
                let at = section.map_or(self.begin, |s| s.0);
                (section.map(|s| &s.1), name, Some(nth), at)
            }
        };
        let Some(field) = fields.and_then(|f| written::field(self.text, f, name)) else {
            return otherwise;
        };
        let words = field.value.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Text { .. }));
        let nth = nth.and_then(|nth| words.map(|t| t.at).nth(nth));
        nth.unwrap_or(field.name.at)
    }

    fn around(&self, at: usize) -> Option<String> {
        self.sections.iter().rposition(|s| s.0 <= at).map(named)
    }
}

fn named(n: usize) -> String {
    format!("section {}", n + 1)
}

fn place(report: &mut Report<'_>, places: &Places<'_>, found: Vec<Finding>) {
    for Finding { spot, what, what_to_do } in found {
        let whose = match spot {
            Spot::Section(n, ..) => Some(named(n)),
            _ => None,
        };
        report.add(places.offset(spot), whose.as_deref(), what, what_to_do);
    }
}

/// All mistakes of a text that cannot be read as it is.
fn mistakes(text: &str, file: &str) -> Vec<Mistake> {
    let mut report = Report::new(text, file);
    let tokens = scan::tokens(text, false);
    let Some(inner) = scan::inside(&tokens, text) else {
        let at = tokens.first().map_or(0, |t| t.at);
        let what_to_do = "Begin with Layout( and end with ).";
        report.add(at, None, "This is not the beginning of a layout", what_to_do);
        return report.sorted();
    };
    let places = Places::of(text, &tokens);
    if let Some(newer) = written::newer(text, &places.head, FORMAT) {
        let what = format!(
            "This layout has format {newer}; this program reads format {FORMAT} and nothing newer"
        );
        report.add(places.offset(Spot::Head("format")), None, what, "Use a newer thinkwheel.");
        return report.sorted();
    }
    report.strings(&tokens, |at| places.around(at));
    let (head, strays) = scan::fields(inner);
    report.outside(&head, &strays, None, &LAYOUT, "layout");
    report.missing(&head, places.begin, None, &LAYOUT);
    let format: Option<u32> = report.value(&head, None, "format", &LAYOUT);
    let id: Option<String> = report.value(&head, None, "id", &LAYOUT);
    let title: Option<String> = report.value(&head, None, "title", &LAYOUT);
    let note_title: Option<String> = report.value(&head, None, "note_title", &LAYOUT);
    let without: Vec<Detail> = report.value(&head, None, "without", &LAYOUT).unwrap_or_default();
    let (sections, whole) = sections(&mut report, &head);
    let draft = Draft {
        format,
        id: id.as_deref(),
        title: title.as_deref(),
        note_title: note_title.as_deref(),
        sections: sections.iter().map(|(n, s)| (*n, s)).collect(),
        whole,
        without: &without,
    };
    place(&mut report, &places, check::findings(&draft));
    if report.is_empty()
        && let Err(error) = options().from_str::<Raw>(text)
    {
        report.unexplained(&error, "a layout");
    }
    report.sorted()
}

/// The sections that can be read, each with its number, and whether that is
/// all of them.
fn sections(report: &mut Report<'_>, head: &[Field<'_>]) -> (Vec<(usize, Section)>, bool) {
    let mut sections = Vec::new();
    let list = written::field(report.text, head, "sections");
    let mut whole =
        list.is_some_and(|f| f.value.first().is_some_and(|t| t.kind == Kind::Open(b'[')));
    let name = |_: &[Field<'_>], n: usize| Some(named(n));
    report.elements(head, "sections", &LAYOUT, name, |report, n, element, fields, strays| {
        let whose = named(n);
        let whose = Some(whose.as_str());
        report.outside(&fields, &strays, whose, &SECTION, "section");
        if element.wrong.is_none() {
            let at = element.tokens.first().map_or(0, |t| t.at);
            report.missing(&fields, at, whose, &SECTION);
        }
        let heading: Option<String> = report.value(&fields, whose, "heading", &SECTION);
        let is_unread = heading.is_none() && has(report.text, &fields, "heading");
        let holds: Option<Vec<Content>> = report.value(&fields, whose, "holds", &SECTION);
        match holds {
            Some(holds) if !is_unread => sections.push((n, Section { heading, holds })),
            // Its heading is spoken of already.
            Some(holds) => sections.push((n, Section { heading: Some(named(n)), holds })),
            None => whole = false,
        }
    });
    (sections, whole)
}

fn has(text: &str, fields: &[Field<'_>], name: &str) -> bool {
    fields.iter().any(|f| word(text, f.name) == name)
}

//! Names every mistake of a bank that cannot be used, each with its line.

use serde::de::DeserializeOwned;

use super::mistake::{Mistake, quoted};
use super::rules::{self, Draft, Finding, QuestionDraft, Spot};
use super::scan::{self, Field, Kind, Token, Wrong};
use super::sources::line_of;
use super::{FORMAT, PartText, Sources, options};
use crate::practice::doing::{Place, Stage};
use crate::practice::question::{
    AnswerKind, Cycle, DatedTag, Destination, Draws, Fits, Setting, Source, Weight, Who,
};
use crate::practice::wheel::Part;

/// What a field of a bank expects, in words. `true`: it may not be left out.
const BANK: [(&str, &str, bool); 11] = [
    ("format", "the number of the bank format, 1", true),
    ("id", "a short name in quotation marks, such as \"practice-framework\"", true),
    ("instead", "true or false", false),
    ("title", "a title in quotation marks", true),
    ("version", "a date in quotation marks, such as \"2026-11-23\"", true),
    ("language", "a language in quotation marks, such as \"en-GB\"", true),
    ("publisher", "a name in quotation marks", true),
    ("based_on", "a sentence in quotation marks", true),
    ("provenance", "a list of two sentences: [\"…\", \"…\"]", true),
    ("parts", "a list of parts: [Part(part: …, about: \"…\", draws_on: \"…\"), …]", false),
    ("questions", "a list of questions: [Question(…), …]", true),
];

const PART: [(&str, &str, bool); 3] = [
    ("part", "a part of the wheel, such as ChildsJourney", true),
    ("about", "a line in quotation marks", true),
    ("draws_on", "a line in quotation marks", true),
];

const QUESTION: [(&str, &str, bool); 20] = [
    ("id", "an id in quotation marks, such as \"journey.where-now\"", true),
    ("part", "a part of the wheel, such as ChildsJourney", true),
    ("text", "the question in quotation marks", true),
    ("follow_ups", "a list of up to three texts: [\"…\", \"…\"]", false),
    ("asks", "Practitioner, Supervisor or Either", true),
    ("answers_first", "Practitioner, Supervisor or Either", true),
    ("cycle", "one or two steps in a list, such as [Experience]", true),
    ("draws", "words in a list, such as [Why, ChildsView]", false),
    ("stages", "stages in a list, such as [Plan, Review]", false),
    ("places", "places in a list, such as [ChildrenInCare]", false),
    ("needs_plan", "true or false", false),
    ("fits", "words in a list, such as [Baby, NoSpeech]", false),
    ("settings", "words in a list, such as [Pair, Group]", false),
    ("minutes", "a whole number from 1 to 30", true),
    ("weight", "Light or Heavy", true),
    ("opener", "true or false", false),
    ("kind", "a kind of answer, such as Prose", false),
    ("destination", "ChildFile, StaffFile or TheTwoDecide", true),
    ("dated", "a list of tags: [(tag: \"…\", until: \"2027-03-31\")]", false),
    ("source", "a source, such as Ours or Follows(document: \"…\", item: \"…\")", true),
];

/// Where the fields of a file stand, found by the scanner.
struct Layout<'a> {
    text: &'a str,
    /// Where the bank begins, behind the notes above it.
    begin: usize,
    head: Vec<Field<'a>>,
    parts: Vec<Vec<Field<'a>>>,
    questions: Vec<Vec<Field<'a>>>,
    /// Where each question begins.
    begins: Vec<usize>,
}

impl<'a> Layout<'a> {
    fn of(text: &'a str, tokens: &'a [Token]) -> Self {
        let head = scan::inside(tokens, text).map(|t| scan::fields(t).0).unwrap_or_default();
        let children = |name: &str| -> Vec<(usize, Vec<Field<'a>>)> {
            let list = head.iter().find(|f| word(text, f.name) == name);
            let elements = list.map(|f| scan::elements(f.value)).unwrap_or_default();
            let inside = |e: scan::Element<'a>| {
                let begins = e.tokens.first().map_or(0, |t| t.at);
                (
                    begins,
                    scan::inside(e.tokens, text).map(|t| scan::fields(t).0).unwrap_or_default(),
                )
            };
            elements.into_iter().map(inside).collect()
        };
        let parts = children("parts").into_iter().map(|c| c.1).collect();
        let (begins, questions) = children("questions").into_iter().unzip();
        let begin = tokens.first().map_or(0, |t| t.at);
        Layout { text, begin, head, parts, questions, begins }
    }

    fn offset(&self, spot: Spot) -> usize {
        let (fields, name, nth, otherwise) = match spot {
            Spot::Head(name, nth) => (Some(&self.head), name, nth, self.begin),
            Spot::Part(n, name) => (self.parts.get(n), name, 0, self.begin),
            Spot::Question(n, name, nth) => {
                (self.questions.get(n), name, nth, self.begins.get(n).copied().unwrap_or(0))
            }
        };
        let field = fields.and_then(|f| f.iter().find(|f| word(self.text, f.name) == name));
        let Some(field) = field else { return otherwise };
        let texts = field.value.iter().filter(|t| matches!(t.kind, Kind::Text { .. }));
        texts.skip(nth).map(|t| t.at).next().unwrap_or(field.name.at)
    }

    /// The id of the nth question, or its number where there is none.
    fn name(&self, n: usize) -> String {
        let fields = self.questions.get(n);
        let id = fields.and_then(|f| f.iter().find(|f| word(self.text, f.name) == "id"));
        let id = id.and_then(|f| options().from_str::<String>(slice(self.text, f.value)).ok());
        let id = id.filter(|id| id.len() <= 64 && id.bytes().all(|b| b.is_ascii_graphic()));
        id.unwrap_or_else(|| format!("question {}", n + 1))
    }
}

fn word(text: &str, token: Token) -> &str {
    text.get(token.at..token.end).unwrap_or_default()
}

fn slice<'a>(text: &'a str, tokens: &[Token]) -> &'a str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => text.get(first.at..last.end).unwrap_or_default(),
        _ => "",
    }
}

/// Gives findings about a text that could be read their lines.
pub(super) fn placed(findings: Vec<Finding>, text: &str, file: &str) -> Vec<Mistake> {
    let tokens = scan::tokens(text, true);
    let layout = Layout::of(text, &tokens);
    let mut report = Report { text, file, found: Vec::new(), brackets_reported: false };
    for finding in findings {
        report.place(&layout, finding);
    }
    report.sorted()
}

/// All mistakes of a text that cannot be used as it is.
pub(super) fn mistakes(text: &str, file: &str, sources: &Sources) -> Vec<Mistake> {
    let mut report = Report { text, file, found: Vec::new(), brackets_reported: false };
    let tokens = scan::tokens(text, false);
    let Some(inner) = scan::inside(&tokens, text) else {
        let at = tokens.first().map_or(0, |t| t.at);
        let what_to_do = "Begin with Bank( and end with ).";
        report.add(at, None, "This is not the beginning of a question bank", what_to_do);
        return report.sorted();
    };
    let layout = Layout::of(text, &tokens);
    if let Some(newer) = newer(&layout) {
        let what = format!(
            "This bank has format {newer}; this program reads format {FORMAT} and nothing newer"
        );
        report.add(layout.offset(Spot::Head("format", 0)), None, what, "Use a newer thinkwheel.");
        return report.sorted();
    }
    report.strings(&layout, &tokens);
    let (head, strays) = scan::fields(inner);
    report.outside(&head, &strays, None, &BANK, "bank");
    let loose = report.bank(&layout);
    for finding in rules::gates(&loose.draft(), sources) {
        report.place(&layout, finding);
    }
    if report.found.is_empty() {
        report.unexplained();
    }
    report.sorted()
}

fn newer(layout: &Layout<'_>) -> Option<u32> {
    let field = layout.head.iter().find(|f| word(layout.text, f.name) == "format")?;
    let format = options().from_str::<u32>(slice(layout.text, field.value)).ok()?;
    (format > FORMAT).then_some(format)
}

/// A bank as far as its fields could be read.
#[derive(Default)]
struct Loose {
    format: Option<u32>,
    id: Option<String>,
    title: Option<String>,
    language: Option<String>,
    publisher: Option<String>,
    based_on: Option<String>,
    provenance: Option<Vec<String>>,
    parts: Vec<(usize, PartText)>,
    questions: Vec<LooseQuestion>,
}

#[derive(Default)]
struct LooseQuestion {
    id: Option<String>,
    text: Option<String>,
    follow_ups: Vec<String>,
    cycle: Option<Vec<Cycle>>,
    minutes: Option<u8>,
    kind: Option<AnswerKind>,
    dated: Vec<DatedTag>,
    source: Option<Source>,
}

impl LooseQuestion {
    fn draft(&self) -> QuestionDraft<'_> {
        QuestionDraft {
            id: self.id.as_deref(),
            text: self.text.as_deref(),
            follow_ups: &self.follow_ups,
            cycle: self.cycle.as_deref(),
            minutes: self.minutes,
            kind: self.kind.as_ref(),
            dated: &self.dated,
            source: self.source.as_ref(),
        }
    }
}

impl Loose {
    fn draft(&self) -> Draft<'_> {
        Draft {
            format: self.format,
            id: self.id.as_deref(),
            title: self.title.as_deref(),
            language: self.language.as_deref(),
            publisher: self.publisher.as_deref(),
            based_on: self.based_on.as_deref(),
            provenance: self.provenance.as_deref(),
            parts: self.parts.iter().map(|(n, p)| (*n, p)).collect(),
            questions: self.questions.iter().map(LooseQuestion::draft).collect(),
        }
    }
}

struct Report<'a> {
    text: &'a str,
    file: &'a str,
    found: Vec<Mistake>,
    /// The brackets of the element at hand were spoken of already.
    brackets_reported: bool,
}

impl Report<'_> {
    fn add(
        &mut self,
        at: usize,
        question: Option<&str>,
        what: impl Into<String>,
        what_to_do: impl Into<String>,
    ) {
        self.found.push(Mistake {
            file: self.file.to_owned(),
            line: line_of(self.text, at),
            question: question.map(str::to_owned),
            what: what.into(),
            what_to_do: what_to_do.into(),
        });
    }

    fn place(&mut self, layout: &Layout<'_>, finding: Finding) {
        let question = match finding.spot {
            Spot::Question(n, ..) => Some(layout.name(n)),
            _ => None,
        };
        let at = layout.offset(finding.spot);
        self.add(at, question.as_deref(), finding.what, finding.what_to_do);
    }

    fn sorted(mut self) -> Vec<Mistake> {
        self.found.sort_by_key(|m| m.line);
        self.found.dedup();
        self.found
    }

    /// Strings that are not closed on their line.
    fn strings(&mut self, layout: &Layout<'_>, tokens: &[Token]) {
        for token in tokens.iter().filter(|t| t.kind == Kind::Text { closed: false }) {
            let n = layout.begins.iter().rposition(|b| *b <= token.at);
            let question = n.map(|n| layout.name(n));
            let what = "A text that begins on this line has no closing quotation mark on it";
            let what_to_do =
                "Close it on the same line; write \\\" for a quotation mark inside a text.";
            self.add(token.at, question.as_deref(), what, what_to_do);
        }
    }

    /// What stands outside all fields, names no field, or names one twice,
    /// and fields that are missing.
    fn outside(
        &mut self,
        fields: &[Field<'_>],
        strays: &[Token],
        question: Option<&str>,
        known: &[(&str, &str, bool)],
        owner: &str,
    ) {
        for stray in strays {
            let what = format!(
                "{} stands where the name of a field should",
                quoted(word(self.text, *stray))
            );
            let what_to_do = "Write each field as name: value, with a comma behind it.";
            self.add(stray.at, question, what, what_to_do);
        }
        for (n, field) in fields.iter().enumerate() {
            let name = word(self.text, field.name);
            if field.no_comma_before {
                let what = format!("There is no comma before `{name}`");
                self.add(field.name.at, question, what, "End the line above it with a comma.");
            }
            if !known.iter().any(|k| k.0 == name) {
                let names: Vec<&str> = known.iter().map(|k| k.0).collect();
                let what = format!("A {owner} has no field {}", quoted(name));
                let what_to_do = format!("Take it out, or use one of {}.", names.join(", "));
                self.add(field.name.at, question, what, what_to_do);
            }
            if fields.iter().take(n).any(|f| word(self.text, f.name) == name) {
                let what = format!("The field `{name}` is written twice");
                self.add(field.name.at, question, what, "Keep one of the two.");
            }
        }
    }

    fn missing(
        &mut self,
        fields: &[Field<'_>],
        at: usize,
        question: Option<&str>,
        known: &[(&str, &str, bool)],
    ) {
        for (name, expects, needed) in known {
            if *needed && !fields.iter().any(|f| word(self.text, f.name) == *name) {
                let what = format!("The field `{name}` is missing");
                self.add(at, question, what, format!("Add {name}: {expects}."));
            }
        }
    }

    fn bank(&mut self, layout: &Layout<'_>) -> Loose {
        let mut loose = Loose::default();
        let head = layout.head.as_slice();
        self.missing(head, layout.begin, None, &BANK);
        let read = |report: &mut Self, name: &'static str| -> Option<String> {
            report.value(head, None, name, &BANK)
        };
        loose.id = read(self, "id");
        loose.title = read(self, "title");
        loose.language = read(self, "language");
        loose.publisher = read(self, "publisher");
        loose.based_on = read(self, "based_on");
        loose.format = self.value(head, None, "format", &BANK);
        loose.provenance = self.value(head, None, "provenance", &BANK);
        // These only have to be readable; no rule speaks of them.
        let _: Option<chrono::NaiveDate> = self.value(head, None, "version", &BANK);
        let _: Option<bool> = self.value(head, None, "instead", &BANK);
        self.elements(head, "parts", |report, n, element, fields, strays| {
            report.outside(&fields, &strays, None, &PART, "part");
            if element.wrong.is_none() {
                let at = element.tokens.first().map_or(0, |t| t.at);
                report.missing(&fields, at, None, &PART);
            }
            let part: Option<Part> = report.value(&fields, None, "part", &PART);
            let about: Option<String> = report.value(&fields, None, "about", &PART);
            let draws_on: Option<String> = report.value(&fields, None, "draws_on", &PART);
            if let (Some(part), Some(about), Some(draws_on)) = (part, about, draws_on) {
                loose.parts.push((n, PartText { part, about, draws_on }));
            }
        });
        self.elements(head, "questions", |report, n, element, fields, strays| {
            let name = layout.name(n);
            let name = Some(name.as_str());
            report.outside(&fields, &strays, name, &QUESTION, "question");
            if element.wrong.is_none() {
                let at = element.tokens.first().map_or(0, |t| t.at);
                report.missing(&fields, at, name, &QUESTION);
            }
            loose.questions.push(report.question(&fields, name));
        });
        loose
    }

    /// Goes through the elements of a list, reporting what is wrong with
    /// their brackets.
    fn elements<'t>(
        &mut self,
        head: &[Field<'t>],
        list: &str,
        mut each: impl FnMut(&mut Self, usize, scan::Element<'t>, Vec<Field<'t>>, Vec<Token>),
    ) {
        let Some(field) = head.iter().find(|f| word(self.text, f.name) == list) else { return };
        if field.value.first().is_none_or(|t| t.kind != Kind::Open(b'[')) {
            let expects = BANK.iter().find(|k| k.0 == list).map_or("", |k| k.1);
            let what = format!("`{list}` is not a list");
            self.add(field.name.at, None, what, format!("Write {expects}."));
            return;
        }
        let owner = list.trim_end_matches('s');
        for (n, element) in scan::elements(field.value).into_iter().enumerate() {
            let inner = scan::inside(element.tokens, self.text);
            let (fields, strays) = inner.map(scan::fields).unwrap_or_default();
            self.wrong(&element, &fields, n, owner);
            self.brackets_reported = element.wrong.is_some();
            each(self, n, element, fields, strays);
            self.brackets_reported = false;
        }
    }

    fn wrong(&mut self, element: &scan::Element<'_>, fields: &[Field<'_>], n: usize, owner: &str) {
        let id = fields.iter().find(|f| owner == "question" && word(self.text, f.name) == "id");
        let id = id.map(|f| slice(self.text, f.value).trim_matches('"').to_owned());
        let id = id.unwrap_or_else(|| format!("{owner} {}", n + 1));
        let id = Some(id.as_str());
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

    fn question(&mut self, fields: &[Field<'_>], name: Option<&str>) -> LooseQuestion {
        macro_rules! read {
            ($kind:ty, $field:literal) => {
                self.value::<$kind>(fields, name, $field, &QUESTION)
            };
        }
        let loose = LooseQuestion {
            id: read!(String, "id"),
            text: read!(String, "text"),
            follow_ups: read!(Vec<String>, "follow_ups").unwrap_or_default(),
            cycle: read!(Vec<Cycle>, "cycle"),
            minutes: read!(u8, "minutes"),
            kind: read!(AnswerKind, "kind"),
            dated: read!(Vec<DatedTag>, "dated").unwrap_or_default(),
            source: read!(Source, "source"),
        };
        // These only have to be readable; no rule speaks of them.
        let _ = read!(Part, "part");
        let _ = (read!(Who, "asks"), read!(Who, "answers_first"));
        let _ = (read!(Vec<Draws>, "draws"), read!(Vec<Stage>, "stages"));
        let _ = (read!(Vec<Place>, "places"), read!(Vec<Fits>, "fits"));
        let _ = (read!(bool, "needs_plan"), read!(bool, "opener"));
        let _ = (read!(Vec<Setting>, "settings"), read!(Weight, "weight"));
        let _ = read!(Destination, "destination");
        loose
    }

    /// Reads the value of a field; what cannot be read is reported.
    fn value<T: DeserializeOwned>(
        &mut self,
        fields: &[Field<'_>],
        question: Option<&str>,
        name: &'static str,
        known: &[(&str, &str, bool)],
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
        self.found.push(Mistake {
            file: self.file.to_owned(),
            line,
            question: question.map(str::to_owned),
            what,
            what_to_do,
        });
        None
    }

    /// The file cannot be read and no rule says why: RON's own words.
    fn unexplained(&mut self) {
        let Err(error) = options().from_str::<super::Raw>(self.text) else { return };
        self.found.push(Mistake {
            file: self.file.to_owned(),
            line: error.span.start.line,
            question: None,
            what: format!("The file cannot be read here: {}", error.code),
            what_to_do: "Compare this place with a question that can be read.".to_owned(),
        });
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

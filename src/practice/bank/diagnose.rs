//! Names every mistake of a bank that cannot be used, each with its line.

use super::rules::{self, Draft, Finding, QuestionDraft, Spot};
use super::{FORMAT, Mistake, PartText, Sources};
use crate::practice::doing::{Place, Stage};
use crate::practice::question::{
    AnswerKind, Cycle, DatedTag, Destination, Draws, Fits, Setting, Source, Weight, Who,
};
use crate::practice::wheel::Part;
use crate::practice::written::scan::{self, Field, Kind, Token};
use crate::practice::written::{self, Expected, Report, options, slice, word};

/// What a field of a bank expects, in words. `true`: it may not be left out.
const BANK: [Expected; 11] = [
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

const PART: [Expected; 3] = [
    ("part", "a part of the wheel, such as ChildsJourney", true),
    ("about", "a line in quotation marks", true),
    ("draws_on", "a line in quotation marks", true),
];

const QUESTION: [Expected; 20] = [
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

    /// The question that a byte of the file stands in.
    fn around(&self, at: usize) -> Option<String> {
        self.begins.iter().rposition(|b| *b <= at).map(|n| self.name(n))
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

/// Gives findings about a text that could be read their lines.
pub(super) fn placed(findings: Vec<Finding>, text: &str, file: &str) -> Vec<Mistake> {
    let tokens = scan::tokens(text, true);
    let layout = Layout::of(text, &tokens);
    let mut report = Report::new(text, file);
    for finding in findings {
        report.place(&layout, finding);
    }
    report.sorted()
}

/// All mistakes of a text that cannot be used as it is.
pub(super) fn mistakes(text: &str, file: &str, sources: &Sources) -> Vec<Mistake> {
    let mut report = Report::new(text, file);
    let tokens = scan::tokens(text, false);
    let Some(inner) = scan::inside(&tokens, text) else {
        let at = tokens.first().map_or(0, |t| t.at);
        let what_to_do = "Begin with Bank( and end with ).";
        report.add(at, None, "This is not the beginning of a question bank", what_to_do);
        return report.sorted();
    };
    let layout = Layout::of(text, &tokens);
    if let Some(newer) = written::newer(text, &layout.head, FORMAT) {
        let what = format!(
            "This bank has format {newer}; this program reads format {FORMAT} and nothing newer"
        );
        report.add(layout.offset(Spot::Head("format", 0)), None, what, "Use a newer thinkwheel.");
        return report.sorted();
    }
    report.strings(&tokens, |at| layout.around(at));
    let (head, strays) = scan::fields(inner);
    report.outside(&head, &strays, None, &BANK, "bank");
    let loose = report.bank(&layout);
    for finding in rules::gates(&loose.draft(), sources) {
        report.place(&layout, finding);
    }
    if report.is_empty()
        && let Err(error) = options().from_str::<super::Raw>(text)
    {
        report.unexplained(&error, "a question");
    }
    report.sorted()
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

impl Report<'_> {
    fn place(&mut self, layout: &Layout<'_>, finding: Finding) {
        let question = match finding.spot {
            Spot::Question(n, ..) => Some(layout.name(n)),
            _ => None,
        };
        let at = layout.offset(finding.spot);
        self.add(at, question.as_deref(), finding.what, finding.what_to_do);
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
        let name = |_: &[Field<'_>], n: usize| Some(format!("part {}", n + 1));
        self.elements(head, "parts", &BANK, name, |report, n, element, fields, strays| {
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
        let name = |fields: &[Field<'_>], n: usize| {
            let id = written::field(layout.text, fields, "id");
            let id = id.map(|f| slice(layout.text, f.value).trim_matches('"').to_owned());
            Some(id.unwrap_or_else(|| format!("question {}", n + 1)))
        };
        self.elements(head, "questions", &BANK, name, |report, n, element, fields, strays| {
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
}

//! Reads a PDF back by the standard alone (ISO 32000-1): the tree of tags, the
//! marked content of pages, what a glyph stands for (`ToUnicode`, `ActualText`).
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // small whole numbers

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

/// A value of the format.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Number(f64),
    /// True, false, null, and operators.
    Word(String),
    Name(String),
    String(Vec<u8>),
    Array(Vec<Value>),
    Dict(HashMap<String, Value>),
    Ref(usize),
}

/// An element of the tree of tags.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    pub tag: String,
    pub alt: Option<String>,
    /// The text of its own content, without that of its children.
    pub text: String,
    pub children: Vec<Element>,
}

/// A PDF file.
pub struct Pdf {
    pub objects: HashMap<usize, Value>,
    pub streams: HashMap<usize, Vec<u8>>,
    pub root: usize,
    pub info: Option<usize>,
    pages: Vec<usize>,
    /// Page and number of marked content → its text.
    pub marked: HashMap<(usize, i64), String>,
    /// What stands outside the tags, head and foot of each page.
    pub artifacts: Vec<String>,
}

/// Every text of a file: what it is called, bookmarks, heads and feet, the words
/// in the order of the tags, what is said in place of drawings.
pub fn text(bytes: &[u8]) -> String {
    let pdf = Pdf::read(bytes);
    let mut all = pdf.metadata();
    all.extend(pdf.bookmarks().into_iter().map(|(_, b)| b));
    all.extend(pdf.artifacts.iter().cloned());
    all.extend(pdf.lines());
    alts(&pdf.tree(), &mut all);
    all.join("\n")
}

fn own_texts(e: &Element, all: &mut Vec<(String, String)>) {
    if !e.text.is_empty() {
        all.push((e.tag.clone(), e.text.clone()));
    }
    e.children.iter().for_each(|c| own_texts(c, all));
}

fn alts(e: &Element, all: &mut Vec<String>) {
    all.extend(e.alt.clone());
    e.children.iter().for_each(|c| alts(c, all));
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Pdf {
        assert!(bytes.starts_with(b"%PDF-1.7"), "not a PDF");
        assert!(bytes.ends_with(b"%%EOF"), "cut short");
        let mut pdf = Pdf {
            objects: HashMap::new(),
            streams: HashMap::new(),
            root: 0,
            info: None,
            pages: Vec::new(),
            marked: HashMap::new(),
            artifacts: Vec::new(),
        };
        // By the table at the end, as a viewer reads it.
        let tail = &bytes[find_last(bytes, b"startxref")..];
        let table = Lexer::new(&tail[9..]).integer() as usize;
        let mut lexer = Lexer::at(bytes, table);
        assert_eq!(lexer.word(), "xref");
        let (first, count) = (lexer.integer(), lexer.integer());
        assert_eq!(first, 0);
        let mut offsets = Vec::new();
        for n in 0..count as usize {
            let (offset, _, kind) = (lexer.integer(), lexer.integer(), lexer.word());
            if kind == "n" {
                offsets.push((n, offset as usize));
            }
        }
        assert_eq!(lexer.word(), "trailer");
        let Some(Value::Dict(trailer)) = lexer.value() else { panic!("no trailer") };
        let Some(Value::Ref(root)) = trailer.get("Root") else { panic!("no root") };
        pdf.root = *root;
        pdf.info = match trailer.get("Info") {
            Some(Value::Ref(info)) => Some(*info),
            _ => None,
        };
        for (n, offset) in offsets {
            pdf.object(bytes, n, offset);
        }
        let pages = pdf.get(pdf.root, "Pages");
        pdf.collect_pages(&pages.expect("pages"));
        for page in 0..pdf.pages.len() {
            pdf.read_page(page);
        }
        pdf
    }

    fn object(&mut self, bytes: &[u8], n: usize, offset: usize) {
        let mut lexer = Lexer::at(bytes, offset);
        assert_eq!(lexer.integer() as usize, n, "the table points elsewhere");
        lexer.integer();
        assert_eq!(lexer.word(), "obj");
        let value = lexer.value().expect("an object");
        if let Value::Dict(dict) = &value
            && lexer.word() == "stream"
        {
            let Some(Value::Number(length)) = dict.get("Length") else { panic!("no length") };
            let start = lexer.at + usize::from(bytes[lexer.at] == b'\r') + 1;
            let raw = &bytes[start..start + *length as usize];
            let mut out = Vec::new();
            match dict.get("Filter") {
                None => out.extend_from_slice(raw),
                Some(Value::Name(name)) if name == "FlateDecode" => {
                    flate2::read::ZlibDecoder::new(raw).read_to_end(&mut out).unwrap();
                }
                other => panic!("{other:?}"),
            }
            self.streams.insert(n, out);
        }
        self.objects.insert(n, value);
    }

    fn follow(&self, value: &Value) -> Value {
        match value {
            Value::Ref(n) => self.objects[n].clone(),
            other => other.clone(),
        }
    }

    /// An entry of an object, references followed.
    pub fn get(&self, object: usize, key: &str) -> Option<Value> {
        match &self.objects[&object] {
            Value::Dict(d) => d.get(key).map(|v| self.follow(v)),
            _ => None,
        }
    }

    fn collect_pages(&mut self, node: &Value) {
        let Value::Dict(node) = node else { panic!() };
        let Some(Value::Array(kids)) = node.get("Kids") else { panic!("no pages") };
        for kid in kids.clone() {
            let Value::Ref(n) = kid else { panic!() };
            match self.get(n, "Type") {
                Some(Value::Name(t)) if t == "Page" => self.pages.push(n),
                _ => self.collect_pages(&self.objects[&n].clone()),
            }
        }
    }

    pub fn count_pages(&self) -> usize {
        self.pages.len()
    }

    /// The fonts' names and whether each is embedded.
    pub fn fonts(&self) -> BTreeMap<String, bool> {
        let dicts = self.objects.values().filter_map(|v| match v {
            Value::Dict(d) if d.get("Type") == Some(&Value::Name("FontDescriptor".into())) => {
                Some(d)
            }
            _ => None,
        });
        dicts
            .map(|d| {
                let Some(Value::Name(name)) = d.get("FontName") else { panic!("no name") };
                (name.clone(), d.contains_key("FontFile2"))
            })
            .collect()
    }

    fn cmaps(&self, page: usize) -> HashMap<String, HashMap<u16, String>> {
        let Some(Value::Dict(resources)) = self.get(self.pages[page], "Resources") else {
            return HashMap::new();
        };
        let Some(Value::Dict(fonts)) = resources.get("Font").map(|f| self.follow(f)) else {
            return HashMap::new();
        };
        let map = |font: &Value| {
            let Value::Dict(font) = self.follow(font) else { panic!() };
            let Some(Value::Ref(n)) = font.get("ToUnicode") else { panic!("no ToUnicode") };
            to_unicode(&self.streams[n])
        };
        fonts.iter().map(|(name, font)| (name.clone(), map(font))).collect()
    }

    fn read_page(&mut self, page: usize) {
        let fonts = self.cmaps(page);
        let Value::Dict(dict) = &self.objects[&self.pages[page]] else { panic!() };
        let Some(Value::Ref(contents)) = dict.get("Contents") else { return };
        let content = self.streams[contents].clone();
        let mut lexer = Lexer::new(&content);
        let mut stack: Vec<Value> = Vec::new();
        let mut marks: Vec<Mark> = Vec::new();
        let mut font = &HashMap::new();
        while let Some(value) = lexer.value() {
            let Value::Word(operator) = &value else {
                stack.push(value);
                continue;
            };
            match operator.as_str() {
                "BDC" | "BMC" => marks.push(Mark::of(operator, &stack)),
                "EMC" => {
                    let mark = marks.pop().expect("an end without a beginning");
                    self.end(mark, &mut marks, page);
                }
                "Tf" => {
                    let Value::Name(name) = &stack[stack.len() - 2] else { panic!() };
                    font = &fonts[name];
                }
                "Tj" | "TJ" => {
                    let mut shown = Vec::new();
                    match stack.last().unwrap() {
                        Value::String(s) => shown.extend_from_slice(s),
                        Value::Array(parts) => {
                            for part in parts {
                                if let Value::String(s) = part {
                                    shown.extend_from_slice(s);
                                }
                            }
                        }
                        other => panic!("{other:?}"),
                    }
                    let mark = marks.last_mut().expect("text outside of any mark");
                    for code in shown.chunks(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        let says = font.get(&code).expect("a glyph that stands for nothing");
                        mark.text.push(says.clone());
                    }
                }
                _ => {}
            }
            stack.clear();
        }
        assert!(marks.is_empty(), "a mark without an end");
    }

    fn end(&mut self, mark: Mark, marks: &mut [Mark], page: usize) {
        let mut text = mark.text;
        if mark.is_reversed {
            text.reverse();
        }
        let text = mark.actual.unwrap_or_else(|| text.concat());
        match marks.last_mut() {
            Some(outer) => outer.text.push(text),
            None => match mark.id {
                Some(id) => {
                    self.marked.insert((self.pages[page], id), text);
                }
                None => self.artifacts.push(text),
            },
        }
    }

    /// The tree of tags.
    pub fn tree(&self) -> Element {
        let Some(Value::Dict(root)) = self.get(self.root, "StructTreeRoot") else {
            panic!("no tags")
        };
        let mut kids = Vec::new();
        self.kids(&root, None, &mut kids, &mut String::new());
        assert_eq!(kids.len(), 1);
        kids.remove(0)
    }

    fn kids(
        &self,
        dict: &HashMap<String, Value>,
        page: Option<usize>,
        kids: &mut Vec<Element>,
        text: &mut String,
    ) {
        let page = match dict.get("Pg") {
            Some(Value::Ref(n)) => Some(*n),
            _ => page,
        };
        let all = match dict.get("K") {
            Some(Value::Array(all)) => all.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        for kid in all {
            match self.follow(&kid) {
                Value::Number(id) => text.push_str(&self.marked[&(page.unwrap(), id as i64)]),
                Value::Dict(d) if d.contains_key("MCID") => {
                    let Some(Value::Number(id)) = d.get("MCID") else { panic!() };
                    let Some(Value::Ref(page)) = d.get("Pg") else { panic!() };
                    text.push_str(&self.marked[&(*page, *id as i64)]);
                }
                Value::Dict(d) => {
                    let Some(Value::Name(tag)) = d.get("S") else { panic!("{d:?}") };
                    let (mut children, mut text) = (Vec::new(), String::new());
                    self.kids(&d, page, &mut children, &mut text);
                    let alt = d.get("Alt").map(string);
                    kids.push(Element { tag: tag.clone(), alt, text, children });
                }
                other => panic!("{other:?}"),
            }
        }
    }

    /// The text of each element, in the order of the tags.
    pub fn lines(&self) -> Vec<String> {
        self.tagged().into_iter().map(|(_, text)| text).collect()
    }

    /// The tag and the text of each element that has text of its own.
    pub fn tagged(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        own_texts(&self.tree(), &mut all);
        all
    }

    /// The bookmarks, each with how deep it lies.
    pub fn bookmarks(&self) -> Vec<(usize, String)> {
        let mut all = Vec::new();
        if let Some(Value::Dict(root)) = self.get(self.root, "Outlines") {
            self.marks_below(&root, 0, &mut all);
        }
        all
    }

    fn marks_below(
        &self,
        of: &HashMap<String, Value>,
        deep: usize,
        all: &mut Vec<(usize, String)>,
    ) {
        let mut next = of.get("First").cloned();
        while let Some(Value::Dict(mark)) = next.map(|n| self.follow(&n)) {
            all.push((deep, string(&mark["Title"])));
            self.marks_below(&mark, deep + 1, all);
            next = mark.get("Next").cloned();
        }
    }

    /// What the file says of itself: each text of the information about it, and
    /// its XMP packet as it stands.
    pub fn metadata(&self) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(Value::Dict(info)) = self.info.map(|i| &self.objects[&i]) {
            all.extend(info.values().map(string));
        }
        let Value::Dict(root) = &self.objects[&self.root] else { panic!() };
        if let Some(Value::Ref(n)) = root.get("Metadata") {
            all.push(String::from_utf8(self.streams[n].clone()).unwrap());
        }
        all
    }
}

/// Marked content that is open.
struct Mark {
    id: Option<i64>,
    actual: Option<String>,
    is_reversed: bool,
    text: Vec<String>,
}

impl Mark {
    fn of(operator: &str, stack: &[Value]) -> Mark {
        let mut mark = Mark { id: None, actual: None, is_reversed: false, text: Vec::new() };
        if operator == "BMC" {
            mark.is_reversed = stack.last() == Some(&Value::Name("ReversedChars".into()));
        } else if let Some(Value::Dict(d)) = stack.last() {
            mark.actual = d.get("ActualText").map(string);
            if let Some(Value::Number(id)) = d.get("MCID") {
                mark.id = Some(*id as i64);
            }
        }
        mark
    }
}

/// A text string: UTF-16 with a mark, or `PDFDocEncoding`, of which the program's
/// own words use the ASCII part.
fn string(value: &Value) -> String {
    let Value::String(bytes) = value else { panic!("{value:?}") };
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => utf16(wide),
        None => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
    String::from_utf16(&units).unwrap()
}

fn to_unicode(cmap: &[u8]) -> HashMap<u16, String> {
    let mut lexer = Lexer::new(cmap);
    let mut map = HashMap::new();
    let mut stack = Vec::new();
    while let Some(value) = lexer.value() {
        match value {
            Value::Word(w) if w == "endbfchar" => {
                for pair in stack.chunks(2) {
                    let [Value::String(code), Value::String(says)] = pair else { panic!() };
                    map.insert(u16::from_be_bytes([code[0], code[1]]), utf16(says));
                }
                stack.clear();
            }
            Value::Word(w) => {
                assert_ne!(w, "endbfrange", "ranges are not read");
                stack.clear();
            }
            other => stack.push(other),
        }
    }
    map
}

fn find_last(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).rposition(|w| w == what).expect("not there")
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    fn new(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0 }
    }

    fn at(bytes: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self) {
        while let Some(b) = self.peek() {
            if b == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if b.is_ascii_whitespace() || b == 0 {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn word(&mut self) -> String {
        self.skip();
        self.regular()
    }

    fn regular(&mut self) -> String {
        let start = self.at;
        while let Some(b) = self.peek() {
            if b.is_ascii_whitespace() || b == 0 || b"()<>[]{}/%".contains(&b) {
                break;
            }
            self.at += 1;
        }
        String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned()
    }

    fn integer(&mut self) -> i64 {
        self.word().parse().expect("a number")
    }

    fn value(&mut self) -> Option<Value> {
        self.skip();
        Some(match self.peek()? {
            b'/' => {
                self.at += 1;
                Value::Name(self.regular())
            }
            b'(' => self.literal(),
            b'[' => {
                self.at += 1;
                let mut all = Vec::new();
                while !self.took(b"]") {
                    all.push(self.value()?);
                }
                Value::Array(all)
            }
            b'<' if self.took(b"<<") => {
                let mut dict = HashMap::new();
                while !self.took(b">>") {
                    let Some(Value::Name(key)) = self.value() else { panic!("no key") };
                    dict.insert(key, self.value()?);
                }
                Value::Dict(dict)
            }
            b'<' => self.hex(),
            _ => self.number_or_word(),
        })
    }

    fn took(&mut self, what: &[u8]) -> bool {
        self.skip();
        let is_there = self.bytes[self.at..].starts_with(what);
        if is_there {
            self.at += what.len();
        }
        is_there
    }

    fn number_or_word(&mut self) -> Value {
        let word = self.regular();
        assert!(!word.is_empty(), "a stray {:?}", self.peek().map(char::from));
        let Ok(number) = word.parse::<f64>() else { return Value::Word(word) };
        // "12 0 R" refers to an object.
        let back = self.at;
        if word.bytes().all(|b| b.is_ascii_digit())
            && self.word().bytes().all(|b| b.is_ascii_digit())
            && self.word() == "R"
        {
            return Value::Ref(word.parse().unwrap());
        }
        self.at = back;
        Value::Number(number)
    }

    fn hex(&mut self) -> Value {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(b) = self.peek() {
            self.at += 1;
            if b == b'>' {
                break;
            }
            digits.extend(char::from(b).to_digit(16).map(|d| d as u8));
        }
        Value::String(digits.chunks(2).map(|d| d[0] * 16 + d.get(1).unwrap_or(&0)).collect())
    }

    fn literal(&mut self) -> Value {
        self.at += 1;
        let (mut out, mut deep) = (Vec::new(), 1);
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b'(' => deep += 1,
                b')' => {
                    deep -= 1;
                    if deep == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            out.push(b);
        }
        Value::String(out)
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let b = self.peek().unwrap();
        self.at += 1;
        match b {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'0'..=b'7' => {
                let mut n = u32::from(b - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(d @ b'0'..=b'7') => {
                            n = n * 8 + u32::from(d - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                out.push(n as u8);
            }
            other => out.push(other),
        }
    }
}

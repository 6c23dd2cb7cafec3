//! What somebody reads in a file of each format: its text, in order. The
//! readers here are not the program's own.
#![allow(dead_code, clippy::unwrap_used)]
#![allow(clippy::disallowed_types, clippy::case_sensitive_file_extension_comparisons)]

use std::io::Read as _;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use quick_xml::events::Event;
use serde_json::Value;
use thinkwheel::export::Format;

#[path = "read_pdf.rs"]
pub mod pdf;

/// The text of a file.
pub fn text(format: Format, bytes: &[u8]) -> String {
    match format {
        Format::Text | Format::Markdown => String::from_utf8(bytes.to_vec()).unwrap(),
        Format::Html => html(bytes).into_iter().map(|(_, words)| words + "\n").collect(),
        Format::Ron => ron(std::str::from_utf8(bytes).unwrap()),
        Format::Docx => docx(bytes),
        Format::Json => json(&serde_json::from_slice(bytes).unwrap()),
        Format::Pdf => pdf::text(bytes),
    }
}

/// Every word of every part of a Word document: names and values that are not
/// on the page first, then what is read, paragraph by paragraph, the body last.
fn docx(bytes: &[u8]) -> String {
    let (mut beside, mut body) = (String::new(), String::new());
    for (name, part) in parts(bytes) {
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let (values, words) = xml_words(&part);
        beside.push_str(&values);
        let out = if name == "word/document.xml" { &mut body } else { &mut beside };
        out.push_str(&words);
    }
    beside + &body
}

/// The parts of a package, in their order.
pub fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..package.len())
        .map(|i| {
            let mut file = package.by_index(i).unwrap();
            let mut held = Vec::new();
            file.read_to_end(&mut held).unwrap();
            (file.name().unwrap().into_owned(), String::from_utf8_lossy(&held).into_owned())
        })
        .collect()
}

/// The values of a part's attributes, and its words: a line for each
/// paragraph, breaks and tabs as they are.
fn xml_words(xml: &str) -> (String, String) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut values, mut words) = (String::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return (values, words),
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let raw = attribute.unwrap().value;
                    let raw = std::str::from_utf8(&raw).unwrap();
                    values.push_str(&quick_xml::escape::unescape(raw).unwrap());
                    values.push('\n');
                }
                match tag.name().as_ref() {
                    b"w:br" => words.push('\n'),
                    b"w:tab" => words.push('\t'),
                    _ => {}
                }
            }
            Event::End(tag) => {
                if matches!(tag.name().as_ref(), b"w:p" | b"dc:title" | b"dc:language") {
                    words.push('\n');
                }
            }
            Event::Text(text) => words.push_str(&text.decode().unwrap()),
            Event::GeneralRef(name) => {
                let name = format!("&{};", name.decode().unwrap());
                words.push_str(&quick_xml::escape::unescape(&name).unwrap());
            }
            _ => {}
        }
    }
}

/// Every string in it, keys aside, each on lines of its own.
fn json(value: &Value) -> String {
    match value {
        Value::String(words) => format!("{words}\n"),
        Value::Array(held) => held.iter().map(json).collect(),
        Value::Object(held) => held.values().map(json).collect(),
        _ => String::new(),
    }
}

/// The remarks before a record, then every string and name of a field in it:
/// read as nothing that is ours, so that no word is passed over.
#[allow(clippy::disallowed_types)]
/// Every word of a web page, each with the element it stands in: text, and the
/// values of attributes (under the name of the attribute, with an `@`).
pub fn html(bytes: &[u8]) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let name = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    for token in html_tokens(bytes) {
        match token {
            Token::StartTag(tag) => {
                let element = name(&tag.name);
                for (attribute, value) in &tag.attributes {
                    out.push((format!("@{}", name(attribute)), name(value)));
                }
                let empty = matches!(element.as_str(), "meta" | "br" | "img");
                if !tag.self_closing && !empty {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => {
                // What is opened last is closed first.
                assert_eq!(open.pop(), Some(name(&tag.name)));
            }
            Token::String(text) => {
                let element = open.last().cloned().unwrap_or_default();
                out.push((element, name(&text)));
            }
            Token::Comment(text) => out.push(("!".into(), name(&text))),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    out
}

/// A web page as a browser cuts it up.
pub fn html_tokens(bytes: &[u8]) -> Vec<Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(bytes, emitter).map(|token| token.unwrap()).collect()
}

/// The remarks before a record, then every string and name of a field in it.
fn ron(text: &str) -> String {
    let remarks = text.lines().take_while(|l| l.starts_with("//"));
    let mut out: Vec<String> = remarks.map(str::to_owned).collect();
    let options = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .without_recursion_limit();
    strings(&options.from_str::<ron::Value>(text).unwrap(), &mut out);
    out.join("\n")
}

#[allow(clippy::disallowed_types)]
fn strings(value: &ron::Value, out: &mut Vec<String>) {
    match value {
        ron::Value::String(text) => out.push(text.clone()),
        ron::Value::Option(Some(inner)) => strings(inner, out),
        ron::Value::Seq(items) => items.iter().for_each(|v| strings(v, out)),
        ron::Value::Map(fields) => {
            for (name, inner) in fields.iter() {
                strings(name, out);
                strings(inner, out);
            }
        }
        _ => {}
    }
}

#[test]
fn every_word_of_a_record_is_read() {
    let text =
        "// first\n(a: Why(why: \"x\"), b: Child(\"y\"), c: [(\"z\", Deep(Deeper(w: \"v\")))])";
    assert_eq!(ron(text), "// first\na\nwhy\nx\nb\ny\nc\nz\nw\nv");
}

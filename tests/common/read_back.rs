//! What somebody reads in a file of each format: its text, in order. The
//! readers here are not the program's own.
#![allow(dead_code, clippy::unwrap_used)]

use html5gum::{DefaultEmitter, Token, Tokenizer};
use thinkwheel::export::Format;

/// The text of a file.
pub fn text(format: Format, bytes: &[u8]) -> String {
    match format {
        Format::Text | Format::Markdown => String::from_utf8(bytes.to_vec()).unwrap(),
        Format::Html => html(bytes).into_iter().map(|(_, words)| words + "\n").collect(),
        Format::Ron => ron(&String::from_utf8(bytes.to_vec()).unwrap()),
    }
}

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
    words(&options.from_str::<ron::Value>(text).unwrap(), &mut out);
    out.join("\n")
}

fn words(value: &ron::Value, out: &mut Vec<String>) {
    match value {
        ron::Value::String(text) => out.push(text.clone()),
        ron::Value::Option(Some(inner)) => words(inner, out),
        ron::Value::Seq(items) => items.iter().for_each(|v| words(v, out)),
        ron::Value::Map(fields) => {
            for (name, inner) in fields.iter() {
                words(name, out);
                words(inner, out);
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

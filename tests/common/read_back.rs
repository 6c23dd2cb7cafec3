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

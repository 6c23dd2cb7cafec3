//! What somebody reads in a file of each format: its text, in order. The
//! readers here are not the program's own.
#![allow(dead_code, clippy::unwrap_used)]

use thinkwheel::export::Format;

/// The text of a file.
pub fn text(format: Format, bytes: &[u8]) -> String {
    match format {
        Format::Text | Format::Markdown => String::from_utf8(bytes.to_vec()).unwrap(),
        Format::Ron => ron(&String::from_utf8(bytes.to_vec()).unwrap()),
    }
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

//! Values as a person reads them.

use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::text::short_date;

/// A field's name as it is read: "third party", "seen alone".
pub(super) fn of_key(key: &str) -> String {
    match key {
        "answers" => "a question that was asked",
        "contributions" => "words of an answer",
        "discussions" => "a whole discussion",
        "decisions" => "a decision",
        "actions" => "an action",
        "at_once" => "what could not wait",
        "follow_ups" => "what became of an earlier action",
        "hypotheses" => "what became of an earlier guess",
        "passages" => "a passage of Signs of Safety",
        "dangers" => "a danger statement",
        "judgements" => "a judgement of safety",
        "parts_used" => "a part of the framework",
        "tools" => "a tool",
        "brief" => "a brief check",
        "glance" => "what is seen at a glance",
        "own" => "a paragraph of a child's own",
        "personal" => "personal supervision",
        "people" => "a person",
        "children" => "the children it is about",
        "to_the_child" => "words to the child",
        "amendments" => "an amendment",
        "agreements" => "a statement",
        "state" => "what became of asking",
        "value" => "the answer beside the words",
        "on" => "the day",
        "kind" => "what kind it is",
        "voice" => "whose voice it is",
        "subject" => "whom it is about",
        other => return spaced(other),
    }
    .to_owned()
}

/// A value as it is read; ids by the names they stand for.
pub(super) fn of_value(key: &str, value: &Json, name: &dyn Fn(&str) -> Option<String>) -> String {
    match value {
        Json::Null => String::new(),
        Json::Bool(true) => "yes".into(),
        Json::Bool(false) => "no".into(),
        Json::Number(n) => n.to_string(),
        Json::String(text) => {
            if let Some(named) = name(text) {
                named
            } else if let Ok(day) = text.parse::<NaiveDate>() {
                short_date(day)
            } else if is_choice(key) {
                spaced(text)
            } else {
                text.clone()
            }
        }
        Json::Array(list) => {
            let parts: Vec<String> = list.iter().map(|v| of_value(key, v, name)).collect();
            parts.join(", ")
        }
        Json::Object(fields) if fields.contains_key("rater") => {
            let of = |field: &str| {
                fields.get(field).map(|v| of_value(field, v, name)).unwrap_or_default()
            };
            let parts = [
                format!("{} of 10", of("score")),
                format!("0: {}", of("zero")),
                format!("10: {}", of("ten")),
                of("rater"),
                of("on"),
            ];
            parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        Json::Object(fields) => {
            // A choice among several is named by its one field.
            let chosen = fields.len() == 1
                && fields.keys().all(|k| k.starts_with(|c: char| c.is_ascii_uppercase()));
            let parts = fields.iter().filter(|(k, _)| {
                !matches!(k.as_str(), "id" | "written" | "at" | "signature" | "words")
            });
            let parts: Vec<String> = parts
                .map(|(k, v)| {
                    let v = of_value(if chosen { key } else { k }, v, name);
                    match (chosen, v.is_empty()) {
                        (true, true) => spaced(k),
                        (true, false) => format!("{}: {v}", spaced(k)),
                        (false, _) => v,
                    }
                })
                .filter(|v| !v.is_empty())
                .collect();
            parts.join(" · ")
        }
    }
}

/// Fields in which a bare word is one of a fixed choice, not somebody's text.
fn is_choice(key: &str) -> bool {
    matches!(
        key,
        "state"
            | "kind"
            | "role"
            | "may_see"
            | "domain"
            | "outcome"
            | "standing"
            | "depth"
            | "part"
            | "place"
            | "next_place"
            | "stage"
            | "block"
            | "born"
            | "subject"
            | "destination"
            | "situation"
            | "value"
            | "voice"
            | "view"
            | "accuracy"
            | "stance"
            | "errand"
            | "step"
    )
}

/// `RecordedElsewhere`, `recorded_elsewhere`: "recorded elsewhere".
fn spaced(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        if c.is_uppercase() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
        } else {
            out.push(if c == '_' { ' ' } else { c });
        }
    }
    out
}

//! A page as plain lines.

use std::fmt::Write as _;

use crate::app::page::{
    Body, Form, List, Mark, NoteBody, Page, Passage, QuestionBody, about_words,
};
use crate::text::{clean_line, clean_prose};

/// The whole page; `part` is what is said of the part before its question.
pub fn page(page: &Page<'_>, part: &str) -> String {
    let mut out = String::new();
    let top: Vec<&str> = [page.top_left.as_str(), page.top_right.as_str()]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect();
    if !top.is_empty() {
        line(&mut out, &top.join(" · "));
    }
    out.push_str(part);
    match &page.body {
        Body::List(list) => write_list(&mut out, list),
        Body::Wheel(wheel) => {
            for words in &wheel.wheel.words {
                line(&mut out, words);
            }
            line(&mut out, &wheel.stage);
            write_list(&mut out, &wheel.list);
        }
        Body::Question(q) => write_question(&mut out, q),
        Body::Form(form) => write_form(&mut out, form),
        Body::Note(note) => write_note(&mut out, note, page),
        Body::Veil { words } => line(&mut out, words),
    }
    out
}

/// The lines of a page that were not on it before; the title of it where the
/// page is another one.
pub fn changed(before: &str, now: &str) -> String {
    if before.lines().next() != now.lines().next() {
        return now.to_owned();
    }
    now.lines()
        .filter(|line| !before.lines().any(|b| b == *line))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// Ornament that ASCII has no sign for, in signs that it has.
pub fn in_ascii(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '·' | '•' | '–' | '—' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            '‘' | '’' => out.push('\''),
            '“' | '”' => out.push('"'),
            '→' => out.push_str("->"),
            c => out.push(c),
        }
    }
    out
}

/// What the part that was just opened is about; else nothing.
pub fn part(page: &Page<'_>) -> String {
    let mut out = String::new();
    if let Body::Question(q) = &page.body
        && let Some(part) = &q.part
    {
        line(&mut out, &part.about);
        line(&mut out, &part.draws_on);
    }
    out
}

/// What stands before the cursor.
pub fn prompt(page: &Page<'_>) -> String {
    match &page.body {
        Body::Form(form) => match form.fields.get(form.focus) {
            Some(f) if f.prose => {
                format!("{} (a line with a single . ends it):\n", clean_line(f.label.trim_start()))
            }
            Some(f) => format!("{}: ", clean_line(f.label.trim_start())),
            None => "> ".into(),
        },
        Body::Question(q) if q.frozen.is_some() => "> ".into(),
        Body::Question(q) if q.in_answer => {
            "Your answer (a line with a single . ends it; /help lists what else is possible):\n"
                .into()
        }
        Body::Question(q) if q.detail.is_some() => {
            let name = q.detail.as_ref().map_or("", |d| d.name);
            format!("{name} (an empty line goes on): ")
        }
        Body::Question(q) if q.drawing.as_ref().is_some_and(|d| d.in_hand) => "> ".into(),
        Body::Question(_) => "Recorded elsewhere, where: ".into(),
        Body::Note(note) if note.ask.is_some() => "Type yes, or Enter for not yet: ".into(),
        _ => "> ".into(),
    }
}

/// Of the eye alone: nothing in plain lines.
const OF_THE_SCREEN: [&str; 2] = ["palette", "theme"];
/// Said after what belongs to this prompt alone.
const EVERYWHERE: [&str; 7] = ["help", "hide", "leave", "save", "undo", "redo", "tour"];

/// What is possible now.
pub fn help(page: &Page<'_>) -> String {
    let mut out = String::from("Possible here:\n");
    // What belongs to this prompt first, then what is possible everywhere.
    let (everywhere, own): (Vec<_>, Vec<_>) = page
        .commands
        .iter()
        .filter(|(word, _)| !OF_THE_SCREEN.contains(word))
        .partition(|(word, _)| EVERYWHERE.contains(word));
    for (word, about) in own.into_iter().chain(everywhere) {
        let words = match word {
            "said" => {
                " (/said and child, seen, imagined, practitioner, supervisor, family, partner or \
                 nobody; a name may follow)"
            }
            "kind" => " (/kind and guess, judgement, fact, feeling or none)",
            _ => "",
        };
        let _ = writeln!(out, "  /{word}: {about}{words}");
    }
    out.push_str(
        "  /again: print this again\n  /lock: lock\n  //: begins a line of text with a slash\n",
    );
    out
}

fn line(out: &mut String, words: &str) {
    let _ = writeln!(out, "{}", clean_line(words));
}

fn prose(out: &mut String, words: &str) {
    let _ = writeln!(out, "{}", clean_prose(words).trim_end_matches('\n'));
}

fn write_list(out: &mut String, list: &List<'_>) {
    line(out, &list.title);
    for words in &list.intro {
        line(out, words);
    }
    if let Some(filter) = list.filter.filter(|f| !f.is_empty()) {
        line(out, &format!("Looking for: {}", filter.text()));
    }
    if list.items.is_empty() && !list.empty.is_empty() {
        line(out, &list.empty);
    }
    for (i, item) in list.items.iter().enumerate() {
        if let Some(heading) = &item.heading {
            line(out, &format!("-- {heading}:"));
        }
        let mark = match item.mark {
            // One question of a part asked is not the part done.
            Some(Mark::Full) if item.aside.contains("asked today") => "",
            Some(Mark::Full) => " [asked today]",
            // Of a part of the wheel its aside says when it was asked.
            Some(Mark::Half) if item.ring.is_none() => " [begun]",
            _ => "",
        };
        let aside =
            if item.aside.is_empty() { String::new() } else { format!(" ({})", item.aside) };
        line(out, &format!("{}. {}{aside}{mark}", i + 1, item.text));
        // What a part is about would be twelve lines more each time.
        let to_take = matches!(item.mark, Some(Mark::Chosen | Mark::NotChosen));
        if !item.below.is_empty() && (item.ring.is_none() || to_take) {
            for row in item.below.lines() {
                line(out, &format!("   {row}"));
            }
        }
    }
}

fn write_question(out: &mut String, q: &QuestionBody<'_>) {
    line(out, &q.text);
    for follow_up in &q.follow_ups {
        line(out, &format!("- {follow_up}"));
    }
    let mut about = vec![q.destination.clone()];
    about.extend(q.state.clone());
    line(out, &format!("({})", about.join("; ")));
    if let Some(why) = &q.frozen {
        line(out, why);
    }
    if !q.about.is_empty() {
        let names: Vec<String> =
            q.about.iter().enumerate().map(|(n, c)| format!("{} {}", n + 1, c.name)).collect();
        line(
            out,
            &format!(
                "({}; /about-child and a number: {})",
                about_words(&q.about),
                names.join(", ")
            ),
        );
    }
    for passage in &q.before {
        write_passage(out, passage);
    }
    if !q.label.is_empty() {
        line(out, &format!("[{}]", q.label));
    }
    if !q.answer.is_empty() {
        let more =
            if q.in_answer && q.frozen.is_none() { "; what you type is added to it" } else { "" };
        line(out, &format!("So far{more}:"));
        prose(out, q.answer.text());
    }
    if !q.after.is_empty() {
        line(out, "After that:");
    }
    for passage in &q.after {
        write_passage(out, passage);
    }
    if let Some(detail) = q.detail.as_ref().filter(|d| !d.editor.is_empty()) {
        line(out, &format!("{}: {}", detail.name, detail.editor.text()));
    }
    if let Some(drawing) = &q.drawing {
        for words in &drawing.figure.words {
            line(out, words);
        }
        line(out, &format!("({})", drawing.usage));
    }
    if let Some(elsewhere) = q.elsewhere.filter(|e| !e.is_empty()) {
        line(out, &format!("Recorded elsewhere: {}", elsewhere.text()));
    }
}

fn write_passage(out: &mut String, passage: &Passage) {
    if !passage.label.is_empty() {
        line(out, &format!("[{}]", passage.label));
    }
    prose(out, &passage.text);
}

fn write_form(out: &mut String, form: &Form<'_>) {
    if form.focus == 0 {
        line(out, &form.title);
        for words in &form.intro {
            line(out, words);
        }
    }
    let Some(field) = form.fields.get(form.focus) else { return };
    if let Some(heading) = &field.heading {
        line(out, heading);
    }
    if !field.aside.is_empty() {
        line(out, &format!("({})", field.aside));
    }
    if !field.editor.is_empty() && !field.secret {
        if field.prose {
            line(out, "So far; what you type is added, a single . keeps it as it is:");
        } else {
            line(out, "Now, and kept by an empty line:");
        }
        prose(out, field.editor.text());
    }
    for (i, offer) in field.offers.iter().enumerate() {
        let chosen = if field.chosen == Some(i) { " (chosen)" } else { "" };
        line(out, &format!("{}. {offer}{chosen}", i + 1));
    }
}

const FOR: &str = "/for chooses for whom";

fn write_note(out: &mut String, note: &NoteBody, page: &Page<'_>) {
    for words in &note.about {
        line(out, words);
    }
    line(out, "---");
    prose(out, &note.text);
    line(out, "---");
    if !note.thoughts.is_empty() {
        line(
            out,
            "Worth a thought before this is filed (/mend 1 goes there, /set-aside 1 and a word):",
        );
        for (n, thought) in note.thoughts.iter().enumerate() {
            line(out, &format!("{}. {} {}", n + 1, thought.says, thought.why));
        }
    }
    if !note.left_out.is_empty() {
        line(out, "Stays behind:");
        for words in &note.left_out {
            line(out, &format!("- {words}"));
        }
    }
    match &note.ask {
        Some(ask) => ask.lines().for_each(|part| line(out, part)),
        None if page.commands.iter().any(|(w, _)| matches!(*w, "keep-this" | "settle")) => line(
            out,
            "/keep-this, /keep-other or /keep-both chooses; /settle makes them one, once all is \
             chosen; /help lists the rest.",
        ),
        None if page.commands.iter().any(|(w, _)| *w == "filed") => line(
            out,
            &format!(
                "{} /filed says that it was handed over; /next goes on to another; {}/help lists \
                 the rest.",
                if page.copy_failed {
                    "/write writes it to a file;"
                } else {
                    "/copy copies it, /write writes it to a file;"
                },
                if page.commands.iter().any(|(w, _)| *w == "undo") {
                    "/undo takes the last one back; "
                } else {
                    ""
                },
            ),
        ),
        None => {
            let ways = [
                ("stand-behind", "/stand-behind says who stands behind it"),
                ("add-later", "/add-later adds words"),
                ("send", "/send sends it"),
            ];
            let is_final = page.commands.iter().any(|(w, _)| *w == "stand-behind");
            let (finalise, more) = if is_final {
                ("/finalise writes the file", ("meeting", "/meeting goes back"))
            } else {
                ("/finalise finalises and writes the file", ("for", FOR))
            };
            let all = [("finalise", finalise)].into_iter().chain(ways).chain([more]);
            let here: Vec<&str> = all
                .filter(|(word, _)| page.commands.iter().any(|(w, _)| w == word))
                .filter(|(word, _)| is_final || ["finalise", "for"].contains(word))
                .map(|(_, says)| says)
                .collect();
            line(out, &format!("{}; /help lists the rest.", here.join("; ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::page::Item;

    #[test]
    fn one_question_asked_is_not_said_to_be_a_part_done() {
        let item = |text: &str, aside: &str| Item {
            mark: Some(Mark::Full),
            text: text.into(),
            aside: aside.into(),
            ..Item::default()
        };
        let list = List {
            title: "Wheel".into(),
            intro: Vec::new(),
            filter: None,
            items: vec![item("Lightbulb", "1 of 14 asked today"), item("What now?", "Lightbulb")],
            selected: 0,
            empty: String::new(),
        };
        let mut out = String::new();
        write_list(&mut out, &list);
        assert_eq!(
            out,
            "Wheel\n1. Lightbulb (1 of 14 asked today)\n2. What now? (Lightbulb) [asked today]\n"
        );
    }

    #[test]
    fn only_what_changed_is_said_and_another_page_whole() {
        let before = "Home\n1. Kit\n2. Lea\n";
        assert_eq!(changed(before, "Home\n1. Kit (marked)\n2. Lea\n"), "1. Kit (marked)\n");
        assert_eq!(changed(before, "Wheel\n2. Lea\n"), "Wheel\n2. Lea\n");
        assert_eq!(changed(before, before), "");
    }

    #[test]
    fn ornament_becomes_ascii_and_names_stay() {
        assert_eq!(in_ascii("Zoë · 1 … 9 – “so”"), "Zoë - 1 ... 9 - \"so\"");
    }
}

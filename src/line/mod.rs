//! Linear prompts: the same app, one plain line after another, for screen
//! readers, braille and plain logs. No colours, no redrawing.

mod print;

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::app::action::Action;
use crate::app::page::{Body, Form, NoteBody, Page};
use crate::app::{Code, Event, Face, Heard, Key, Listener};
use crate::text;

/// What is asked of the reading thread.
enum Ask {
    /// A line, echoed.
    Line,
    /// A line that must not be seen.
    Secret,
}

/// The linear face.
#[derive(Default)]
pub struct LineFace {
    ask: Option<Sender<Ask>>,
    asked: bool,
    /// The page as it was last printed.
    printed: String,
    /// What was last said of a part that was opened.
    part: String,
    /// Words already written into the field since its prompt.
    writing: bool,
    /// The saving line that was last printed.
    saved: String,
    notice: String,
}

impl LineFace {
    /// A face over standard input and output.
    pub fn new() -> Self {
        LineFace::default()
    }
}

impl Face for LineFace {
    fn read(&mut self, to: Listener) {
        let (ask, asked) = mpsc::channel();
        self.ask = Some(ask);
        let spawned =
            thread::Builder::new().name("lines".into()).spawn(move || read_lines(&asked, &to));
        drop(spawned);
    }

    fn show(&mut self, page: &Page<'_>, waiting: bool) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let notice = page.notice.as_ref().map(|n| n.text.clone()).unwrap_or_default();
        if notice != self.notice {
            self.notice.clone_from(&notice);
            if !notice.is_empty() {
                let mark = if page.notice.as_ref().is_some_and(|n| n.trouble) { "! " } else { "" };
                writeln!(out, "\n{mark}{}", text::clean_line(&notice))?;
            }
        }
        if waiting {
            return out.flush();
        }
        if page.saved != self.saved && page.saved.starts_with("saved") {
            self.saved.clone_from(&page.saved);
            writeln!(out, "({})", text::clean_line(&page.saved))?;
        }
        if self.asked {
            return out.flush();
        }
        if !self.writing {
            let part = print::part(page);
            let now = print::page(page, "");
            if now != self.printed || part != self.part {
                // What a part is about is said once, when it is opened.
                let part_said = if part == self.part { "" } else { &part };
                write!(out, "\n{}", print::page(page, part_said))?;
                self.printed = now;
                self.part = part;
            }
            write!(out, "{}", print::prompt(page))?;
        }
        out.flush()?;
        drop(out);
        self.asked = true;
        let ask = match &page.body {
            Body::Form(form) if secret(form) => Ask::Secret,
            _ => Ask::Line,
        };
        if let Some(to_reader) = &self.ask {
            let _ = to_reader.send(ask);
        }
        Ok(())
    }

    fn understand(&mut self, line: &str, page: &Page<'_>) -> Vec<Event> {
        self.asked = false;
        // The same message said again is a message again.
        self.notice.clear();
        if matches!(page.body, Body::Veil { .. }) {
            return match line.trim() {
                "/lock" | "/hide" => vec![Event::Key(Key::plain(Code::F(9)))],
                "/leave" => vec![Event::Do(Action::Leave)],
                _ => vec![Event::Key(Key::char('x')), Event::Key(Key::plain(Code::Enter))],
            };
        }
        let secret_field = matches!(&page.body, Body::Form(f) if secret(f));
        if let Some(command) = line.strip_prefix('/').filter(|c| !c.starts_with('/'))
            && !secret_field
        {
            self.writing = false;
            return self.command(command, page);
        }
        let words = match line.strip_prefix('/') {
            Some(rest) if rest.starts_with('/') && !secret_field => rest,
            _ => line,
        };
        match &page.body {
            Body::Wheel(wheel) => self.in_list(words, wheel.list.items.len(), false),
            Body::List(list) => self.in_list(words, list.items.len(), list.filter.is_some()),
            Body::Question(q) if q.in_answer => {
                self.prose(words, q.answer.is_empty(), Action::NextQuestion)
            }
            Body::Question(_) => vec![Event::Fill(words.into()), Event::Do(Action::NextField)],
            Body::Form(form) => self.in_form(words, form, page),
            Body::Note(note) => match (words.trim(), &note.ask) {
                (no, Some(_)) if no.is_empty() || no.eq_ignore_ascii_case("no") => {
                    vec![Event::Do(Action::Back)]
                }
                (yes, Some(_)) if yes.eq_ignore_ascii_case("yes") => {
                    vec![Event::Do(Action::Finalise)]
                }
                (_, Some(_)) => {
                    say("Type yes to finalise, or an empty line for not yet.\n");
                    Vec::new()
                }
                _ => {
                    say("! Only /commands here; /help lists them.\n");
                    Vec::new()
                }
            },
            Body::Veil { .. } => Vec::new(),
        }
    }

    fn size(&self) -> (u16, u16) {
        // Lines have no width of their own; the terminal wraps.
        (120, 200)
    }

    fn leave(&mut self) {
        let _ = writeln!(io::stdout());
    }
}

impl LineFace {
    fn command(&mut self, command: &str, page: &Page<'_>) -> Vec<Event> {
        let (word, rest) = command.split_once(' ').unwrap_or((command, ""));
        let rest = rest.trim();
        match word {
            "help" | "quit" | "exit" if word != "help" => {
                return vec![Event::Do(Action::Leave)];
            }
            "help" => {
                say(&print::help(page));
                return Vec::new();
            }
            "again" => {
                self.printed.clear();
                self.part.clear();
                return Vec::new();
            }
            "value" if page.commands.iter().any(|(w, _)| *w == word) => {
                self.printed.clear();
                return vec![Event::Value(rest.into())];
            }
            "lock" => {
                let hide = Event::Key(Key::plain(Code::F(9)));
                return vec![hide.clone(), hide];
            }
            _ => {}
        }
        let found = Action::ALL
            .into_iter()
            .find(|a| a.word() == word && page.commands.iter().any(|(w, _)| *w == word));
        if let (Some(Action::Finalise), Body::Note(NoteBody { ask: Some(_), .. })) =
            (found, &page.body)
        {
            say("Type yes to finalise, or an empty line for not yet.\n");
            return Vec::new();
        }
        let Some(action) = found else {
            say(&format!(
                "! There is no /{} here. /help lists what is possible; // begins a line with a \
                 slash.\n",
                text::clean_line(word)
            ));
            return Vec::new();
        };
        self.printed.clear();
        if let (Action::Mark, Body::List(list)) = (action, &page.body) {
            // "/mark 3 5": each in turn; alone, the one in hand.
            let numbers: Vec<usize> =
                rest.split([' ', ',']).filter_map(|n| n.parse().ok()).collect();
            let wrong = numbers.iter().any(|n| !(1..=list.items.len()).contains(n));
            if wrong || (numbers.is_empty() && !rest.is_empty()) {
                say("! Type /mark and the numbers of the lines to mark, as in /mark 3 5.\n");
                return Vec::new();
            }
            if !numbers.is_empty() {
                return numbers
                    .into_iter()
                    .flat_map(|n| [Event::Select(n - 1), Event::Do(Action::Mark)])
                    .collect();
            }
        }
        if let Action::AboutChild(_) = action {
            if let Ok(n @ 1..=9) = rest.parse::<u8>() {
                return vec![Event::Do(Action::AboutChild(n))];
            }
            say("! Say which child by their number: /about-child 2\n");
            return Vec::new();
        }
        let mut events = vec![Event::Do(action)];
        if !rest.is_empty() {
            let after = match action {
                Action::Find => None,
                Action::ChangePath => Some(Action::Accept),
                Action::RecordedElsewhere => Some(Action::NextField),
                _ => return events,
            };
            events.push(Event::Fill(rest.into()));
            events.extend(after.map(Event::Do));
        }
        events
    }

    fn in_list(&mut self, words: &str, items: usize, filter: bool) -> Vec<Event> {
        let typed = words.trim();
        match typed.parse::<usize>() {
            Ok(n) if (1..=items).contains(&n) => {
                self.printed.clear();
                vec![Event::Pick(n - 1)]
            }
            _ if typed.is_empty() => {
                self.printed.clear();
                Vec::new()
            }
            _ if filter => vec![Event::Fill(typed.into())],
            _ => {
                say(&format!(
                    "! Type a number from 1 to {items}, or a /command; /help lists them.\n"
                ));
                Vec::new()
            }
        }
    }

    /// Each line is written as it comes; a single full stop ends the answer.
    fn prose(&mut self, words: &str, empty: bool, then: Action) -> Vec<Event> {
        if words == "." {
            self.writing = false;
            self.printed.clear();
            return vec![Event::Do(then)];
        }
        let first = empty && !self.writing;
        let mut events = Vec::new();
        if !self.writing {
            // What is added comes after what is there, wherever the cursor was.
            events.push(Event::Key(Key::plain(Code::End).with_ctrl()));
        }
        self.writing = true;
        events.push(Event::Paste(if first { words.to_owned() } else { format!("\n{words}") }));
        events
    }

    fn in_form(&mut self, words: &str, form: &Form<'_>, page: &Page<'_>) -> Vec<Event> {
        let last = form.focus + 1 >= form.fields.len();
        let can_go = page.commands.iter().any(|(w, _)| *w == Action::Accept.word());
        let goes_on = page.commands.iter().any(|(w, _)| *w == Action::NextChild.word());
        let then = match (last, can_go) {
            (true, false) if goes_on => Action::NextChild,
            (true, true) => Action::Accept,
            (true, false) => Action::Review,
            (false, _) => Action::NextField,
        };
        let Some(field) = form.fields.get(form.focus) else { return Vec::new() };
        if field.prose {
            return self.prose(words, field.editor.is_empty(), then);
        }
        self.printed.clear();
        if let Ok(n) = words.trim().parse::<usize>()
            && (1..=field.offers.len()).contains(&n)
        {
            return vec![Event::Pick(n - 1)];
        }
        let mut events = Vec::new();
        if !words.is_empty() {
            events.push(Event::Fill(words.to_owned()));
        }
        events.push(Event::Do(then));
        events
    }
}

fn say(words: &str) {
    let mut out = io::stdout().lock();
    let _ = write!(out, "\n{words}");
    let _ = out.flush();
}

fn secret(form: &Form<'_>) -> bool {
    form.fields.get(form.focus).is_some_and(|f| f.secret)
}

/// Reads one line each time it is asked to, so that nothing is read before
/// the page it belongs to stands.
fn read_lines(asked: &Receiver<Ask>, to: &Listener) {
    let terminal = io::stdin().is_terminal();
    while let Ok(ask) = asked.recv() {
        let line = match ask {
            Ask::Secret if terminal => rpassword::read_password().map(Some),
            _ => read_line(),
        };
        let input = match line {
            Ok(Some(line)) => Heard::Line(line),
            // The input has ended: leave, with everything kept.
            Ok(None) => Heard::Event(Event::Do(Action::Leave)),
            Err(_) => Heard::End,
        };
        let ended = !matches!(input, Heard::Line(_));
        if !to(input) || ended {
            return;
        }
    }
}

/// The most one line may hold; more is refused whole.
const LONGEST: usize = 1 << 20;

/// Bytes of a line after which a terminal drops the rest without a word.
const TERMINAL_LINE: usize = 4094;

fn read_line() -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let mut input = io::stdin().lock();
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX) + 2;
    let read = io::Read::take(&mut input, most).read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.len() > LONGEST && !bytes.ends_with(b"\n") {
        // The rest of that line goes unread into nothing, a piece at a time.
        loop {
            let rest = input.fill_buf()?;
            if rest.is_empty() {
                break;
            }
            let end = rest.iter().position(|b| *b == b'\n');
            let used = end.map_or(rest.len(), |at| at + 1);
            input.consume(used);
            if end.is_some() {
                break;
            }
        }
    }
    drop(input);
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    if bytes.len() > LONGEST {
        say("! That line was more than 1 MiB: none of it came in. Send it in parts.\n");
        return read_line();
    }
    if io::stdin().is_terminal() && bytes.len() >= TERMINAL_LINE {
        say("! That line was longer than a terminal passes on, so its end is missing: none of it \
             came in. Send it again in shorter lines.\n");
        return read_line();
    }
    // What is not UTF-8 is shown as such, never guessed.
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

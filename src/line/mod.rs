//! Linear prompts: the same app, one plain line after another, for screen
//! readers, braille and plain logs. No colours, no redrawing.

mod numbers;
mod print;

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::app::action::Action;
use crate::app::keymap::places_of;
use crate::app::page::{Body, Form, List, NoteBody, Page};
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
    /// What was last said of what happened.
    notice: String,
    /// What was last said and still stands.
    lasting: String,
    /// Only what has changed on the page is to be printed.
    only_changed: bool,
    /// A line was added: said once it is in.
    added: bool,
    /// What was printed is no longer to be seen.
    shut: bool,
    /// It was shut while a line was being waited for: that line is nothing.
    stale: bool,
    /// Only ASCII goes out as ornament.
    ascii: bool,
}

impl LineFace {
    /// A face over standard input and output.
    pub fn new() -> Self {
        LineFace::default()
    }

    /// The same with ornament in ASCII only, where that is wanted.
    #[must_use]
    pub fn in_ascii(self, ascii: bool) -> Self {
        LineFace { ascii, ..self }
    }

    fn set(&self, words: &str) -> String {
        if self.ascii { print::in_ascii(words) } else { words.to_owned() }
    }

    /// What happened, once; what stands, when it is another than before.
    fn write_notice(&mut self, out: &mut impl Write, page: &Page<'_>) -> io::Result<()> {
        let Some(notice) = &page.notice else {
            self.notice.clear();
            self.lasting.clear();
            return Ok(());
        };
        let said = if notice.lasting { &mut self.lasting } else { &mut self.notice };
        if *said == notice.text {
            return Ok(());
        }
        said.clone_from(&notice.text);
        let mark = if notice.trouble { "! " } else { "" };
        writeln!(out, "\n{mark}{}", self.set(&text::clean_line(&notice.text)))
    }

    /// Takes away what was printed, where that can be done.
    fn shut(&mut self, out: &mut impl Write, page: &Page<'_>) -> io::Result<()> {
        let shut = match &page.body {
            Body::Veil { .. } => true,
            // The door of a vault: one passphrase.
            Body::Form(form) => form.fields.len() == 1 && secret(form),
            _ => false,
        };
        if shut && !self.shut && !self.printed.is_empty() {
            self.notice.clear();
            self.lasting.clear();
            self.saved.clear();
            self.part.clear();
            self.printed.clear();
            if io::stdout().is_terminal() {
                write!(out, "\x1b[2J\x1b[3J\x1b[H")?;
            } else if matches!(page.body, Body::Veil { .. }) {
                writeln!(out, "\nWhat was printed above stays there; /lock locks.")?;
            }
            if self.asked {
                self.stale = true;
                writeln!(out, "Locked. Enter goes on.")?;
            }
        }
        self.shut = shut;
        Ok(())
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
        self.shut(&mut out, page)?;
        let trouble = page.notice.as_ref().is_some_and(|n| n.trouble);
        if !waiting && !self.asked && std::mem::take(&mut self.added) && !trouble {
            writeln!(out, "(Added; /undo takes it back.)")?;
        }
        self.write_notice(&mut out, page)?;
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
        let only_changed = std::mem::take(&mut self.only_changed);
        if !self.writing {
            let part = print::part(page);
            let now = print::page(page, "");
            if now != self.printed || part != self.part {
                // What a part is about is said once, when it is opened.
                let part_said = if part == self.part { "" } else { &part };
                let said = print::page(page, part_said);
                let said = if only_changed { print::changed(&self.printed, &now) } else { said };
                write!(out, "\n{}", self.set(&said))?;
                self.printed = now;
                self.part = part;
            }
            write!(out, "{}", self.set(&print::prompt(page)))?;
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
        if std::mem::take(&mut self.stale) {
            self.writing = false;
            return Vec::new();
        }
        if matches!(page.body, Body::Veil { .. }) {
            return match line.trim() {
                "/lock" | "/hide" => vec![Event::Key(Key::plain(Code::F(9)))],
                "/leave" | "/quit" | "/exit" => vec![Event::Do(Action::Leave)],
                yes if yes.eq_ignore_ascii_case("yes") => {
                    vec![Event::Key(Key::char('x')), Event::Key(Key::plain(Code::Enter))]
                }
                _ => {
                    self.printed.clear();
                    Vec::new()
                }
            };
        }
        let secret_field = matches!(&page.body, Body::Form(f) if secret(f));
        // "/home/…" in a field is a path: no command has a second slash.
        let is_path = matches!(&page.body, Body::Form(_))
            && line.split(' ').next().is_some_and(|word| word.matches('/').count() > 1)
            && !line.starts_with("//");
        if let Some(command) = line.strip_prefix('/').filter(|c| !c.starts_with('/'))
            && !secret_field
            && !is_path
        {
            self.writing = false;
            return self.command(command, page);
        }
        let words = match line.strip_prefix('/') {
            Some(rest) if rest.starts_with('/') && !secret_field => rest,
            _ => line,
        };
        match &page.body {
            Body::List(list) if numbers::is_to_take(page) && words.trim().contains([' ', ',']) => {
                self.only_changed = true;
                numbers::all(words, list.items.len()).map_or_else(
                    || {
                        let items = list.items.len();
                        say(&format!("! Type numbers from 1 to {items}, as in 1 3.\n"));
                        Vec::new()
                    },
                    |all| all.into_iter().map(Event::Pick).collect(),
                )
            }
            Body::List(list) if numbers::is_to_take(page) => {
                self.only_changed = true;
                self.in_list(words, list.items.len(), false)
            }
            Body::Wheel(wheel) => self.in_list(words, wheel.list.items.len(), false),
            Body::List(list) => self.in_list(words, list.items.len(), list.filter.is_some()),
            Body::Question(q) if q.in_answer => {
                self.prose(words, q.answer.is_empty(), Action::NextQuestion)
            }
            Body::Question(_) => {
                self.only_changed = true;
                if is_nothing(words) {
                    vec![Event::Do(Action::NextField)]
                } else {
                    vec![Event::Line(words.into(), Action::NextField)]
                }
            }
            Body::Form(form) => self.in_form(words, form, page),
            Body::Note(note) => match (words.trim(), &note.ask) {
                (no, Some(_)) if no.is_empty() || no.eq_ignore_ascii_case("no") => {
                    vec![Event::Do(Action::Back)]
                }
                (yes, Some(_)) if yes.eq_ignore_ascii_case("yes") => {
                    vec![Event::Do(Action::Finalise)]
                }
                (_, Some(_)) => {
                    say("Type yes to go on, or an empty line for not yet.\n");
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

    fn is_lines(&self) -> bool {
        true
    }

    fn size(&self) -> (u16, u16) {
        // Lines have no width of their own; the terminal wraps.
        (120, 200)
    }

    fn leave(&mut self) {
        let _ = writeln!(io::stdout());
    }

    fn last_word(&mut self, words: &str) {
        let _ = writeln!(io::stdout(), "{words}");
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
            "help" | "palette" => {
                say(&self.set(&print::help(page)));
                return Vec::new();
            }
            "again" => {
                self.printed.clear();
                self.part.clear();
                return Vec::new();
            }
            "value" if page.commands.iter().any(|(w, _)| *w == word) => {
                self.only_changed = true;
                return vec![Event::Value(rest.into())];
            }
            "lock" => {
                let hide = Event::Key(Key::plain(Code::F(9)));
                return vec![hide.clone(), hide];
            }
            _ => {}
        }
        if let ("search", Body::List(List { filter: Some(_), .. })) = (word, &page.body) {
            self.printed.clear();
            return vec![Event::Fill(rest.into())];
        }
        let found = Action::ALL
            .into_iter()
            .find(|a| a.word() == word && page.commands.iter().any(|(w, _)| *w == word));
        // Said again, a command is no yes: only the word writes.
        if let (
            Some(Action::Finalise | Action::Export),
            Body::Note(NoteBody { ask: Some(_), .. }),
        ) = (found, &page.body)
        {
            say("Type yes to go on, or an empty line for not yet.\n");
            return Vec::new();
        }
        let Some(action) = found else {
            let places = places_of(word);
            let elsewhere = match places.as_slice() {
                [] => String::new(),
                names => format!(" It belongs to: {}.", names.join("; ")),
            };
            say(&format!(
                "! There is no /{} here.{elsewhere} /help lists what is possible; // begins a \
                 line with a slash.\n",
                text::clean_line(word)
            ));
            return Vec::new();
        };
        self.only_changed = matches!(
            action,
            Action::Mark
                | Action::MarkAll
                | Action::TurnOn
                | Action::TurnBack
                | Action::Stage
                | Action::Principle
                | Action::MoreMinutes
                | Action::FewerMinutes
                | Action::Hide
                | Action::Tour
                | Action::Said(_)
                | Action::Kind(_)
                | Action::ThirdParty
                | Action::AboutChild(_)
                | Action::NewPassage
                | Action::NextField
                | Action::PreviousField
                | Action::Copy
                | Action::WriteNote
                | Action::LeaveAsIs
        ) && !matches!(page.body, Body::Form(_));
        if !self.only_changed {
            self.printed.clear();
        }
        if let Body::List(list) = &page.body
            && let Some(events) = numbers::of_list(action, rest, list, page)
        {
            return events.unwrap_or_else(|why| {
                say(&format!("! {why}\n"));
                Vec::new()
            });
        }
        if let (
            Action::Said(_)
            | Action::Kind(_)
            | Action::ThirdParty
            | Action::NextNudge
            | Action::Mend
            | Action::SetAside
            | Action::Corridor
            | Action::Cancelled
            | Action::NextFormat
            | Action::NextLayout
            | Action::NextAudience,
            false,
        ) = (action, rest.is_empty())
        {
            return vec![Event::Told(action, rest.into())];
        }
        if let Action::AboutChild(_) = action {
            return if let Ok(n @ 1..=9) = rest.parse::<u8>() {
                vec![Event::Do(Action::AboutChild(n))]
            } else {
                say("! Say which child by their number: /about-child 2\n");
                Vec::new()
            };
        }
        let mut events = vec![Event::Do(action)];
        if !rest.is_empty() {
            let after = match action {
                Action::Find | Action::Search => None,
                Action::ChangePath => Some(Action::Accept),
                Action::RecordedElsewhere => Some(Action::NextField),
                _ => {
                    // What is typed is never dropped without a word.
                    say(&format!(
                        "! /{word} takes nothing after it, and nothing was done. /{word} alone \
                         does it.\n"
                    ));
                    return Vec::new();
                }
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
                if !self.only_changed {
                    self.printed.clear();
                }
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
        if first && words.trim().is_empty() {
            say("Nothing is written; a single . goes on.\n");
            return Vec::new();
        }
        let mut events = Vec::new();
        if !self.writing {
            // What is added comes after what is there, wherever the cursor was.
            events.push(Event::Key(Key::plain(Code::End).with_ctrl()));
        }
        self.writing = true;
        self.added = true;
        events.push(Event::Paste(if first { words.to_owned() } else { format!("\n{words}") }));
        events
    }

    fn in_form(&mut self, words: &str, form: &Form<'_>, page: &Page<'_>) -> Vec<Event> {
        let last = form.focus + 1 >= form.fields.len();
        let can_go = page.commands.iter().any(|(w, _)| *w == Action::Accept.word());
        let has_word = |action: Action| page.commands.iter().any(|(w, _)| *w == action.word());
        let goes_on = has_word(Action::NextChild);
        let leaves = has_word(Action::NextQuestion);
        // Decision and actions, the one form of its kind that leads to the note,
        // does not lead to itself.
        let in_sheet =
            (has_word(Action::OneMore) || (has_word(Action::Close) && !goes_on)) && !leaves;
        let then = match (last, can_go) {
            // There may be more by now; a sheet goes back by itself.
            (true, false) if in_sheet => Action::NextField,
            (true, false) if goes_on => Action::NextChild,
            (true, false) if leaves => Action::NextQuestion,
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
        if words.is_empty() || (!field.secret && is_nothing(words)) {
            return vec![Event::Do(then)];
        }
        vec![Event::Line(words.to_owned(), then)]
    }
}

/// Whether a line in a field of one line says nothing: a single full stop ends
/// an answer, and nobody means it as one.
fn is_nothing(words: &str) -> bool {
    matches!(words.trim(), "" | ".")
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

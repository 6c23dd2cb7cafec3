//! The clipboard of a desktop, on a thread of its own: what somebody copies is
//! kept there for pasting as long as the program runs, and cleared again only
//! if it is still what is on it.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::Input;
use crate::app::{Clearing, Event};
use crate::export::digest_of;

/// How long leaving waits for the clipboard.
const PATIENCE: Duration = Duration::from_secs(2);

/// What can be asked of a clipboard.
pub trait Board {
    /// Puts words on it, with the wish that no history keeps them.
    ///
    /// # Errors
    /// Why not, in words.
    fn put(&mut self, text: &str) -> Result<(), String>;
    /// What is on it; none where that is no text, or nothing.
    ///
    /// # Errors
    /// It does not answer.
    fn text(&mut self) -> Result<Option<String>, String>;
    /// Takes off it whatever is on it.
    ///
    /// # Errors
    /// It does not answer.
    fn clear(&mut self) -> Result<(), String>;
}

/// Opens a clipboard, when something is copied for the first time.
type Open = fn() -> Result<Box<dyn Board>, String>;

/// What the thread is asked to do.
pub(super) enum Task {
    /// Put words on it.
    Copy {
        /// The number of it.
        seq: u64,
        /// The very words.
        text: String,
    },
    /// Clear it, if ours are still on it.
    Clear,
    /// The same, for good; what became of it where something of ours was there.
    End(Sender<Option<Clearing>>),
}

/// Starts the thread.
pub(super) fn start(to_loop: Sender<Input>) -> Sender<Task> {
    let (tasks, inbox) = mpsc::channel();
    let work = move || {
        work(desktop, &inbox, &|event| {
            let _ = to_loop.send(Input::Clipboard(event));
        });
    };
    drop(thread::Builder::new().name("clipboard".into()).spawn(work));
    tasks
}

/// Clears the clipboard at the end of the program; what is to be said of it.
pub(super) fn end(tasks: &Sender<Task>) -> Option<&'static str> {
    let (done, finished) = mpsc::channel();
    tasks.send(Task::End(done)).ok()?;
    match finished.recv_timeout(PATIENCE) {
        Ok(None | Some(Clearing::Changed)) => None,
        Ok(Some(Clearing::Cleared)) => Some("The copied note is cleared from the clipboard."),
        Ok(Some(Clearing::Failed)) | Err(_) => Some(
            "The copied note could not be cleared from the clipboard: copy something else over it.",
        ),
    }
}

fn work(open: Open, inbox: &Receiver<Task>, tell: &dyn Fn(Event)) {
    let mut board: Option<Box<dyn Board>> = None;
    // The print of what was put there: the words themselves are not kept.
    let mut ours: Option<String> = None;
    while let Ok(task) = inbox.recv() {
        match task {
            Task::Copy { seq, text } => {
                let put = match &mut board {
                    Some(board) => board.put(&text),
                    None => open().and_then(|opened| board.insert(opened).put(&text)),
                };
                match put {
                    Ok(()) => {
                        ours = Some(print(&text));
                        tell(Event::Copied { seq });
                    }
                    Err(why) => {
                        // What was there before may be gone or not: looked at anew.
                        board = None;
                        tell(Event::NotCopied { seq, why });
                    }
                }
            }
            Task::Clear => {
                if let Some(how) = clear(&mut board, open, ours.as_deref()) {
                    if how != Clearing::Failed {
                        ours = None;
                    }
                    tell(Event::CopyCleared(how));
                }
            }
            Task::End(done) => {
                let how = clear(&mut board, open, ours.as_deref());
                let _ = done.send(how);
                return;
            }
        }
    }
}

/// Clears a clipboard that still holds what was put there; none where nothing
/// was. One that was lost is opened anew.
fn clear(board: &mut Option<Box<dyn Board>>, open: Open, ours: Option<&str>) -> Option<Clearing> {
    let ours = ours?;
    let board = match board {
        Some(board) => board,
        None => match open() {
            Ok(opened) => board.insert(opened),
            Err(_) => return Some(Clearing::Failed),
        },
    };
    Some(match board.text() {
        Ok(Some(there)) if print(&there) == ours => match board.clear() {
            Ok(()) => Clearing::Cleared,
            Err(_) => Clearing::Failed,
        },
        Ok(_) => Clearing::Changed,
        Err(_) => Clearing::Failed,
    })
}

/// The print of some words, however their lines are ended: a desktop may end
/// them in its own way.
fn print(text: &str) -> String {
    digest_of(text.replace('\r', "").as_bytes())
}

/// The clipboard of this desktop.
struct Desktop(arboard::Clipboard);

fn desktop() -> Result<Box<dyn Board>, String> {
    let board = arboard::Clipboard::new().map_err(|e| refused(&e))?;
    Ok(Box::new(Desktop(board)))
}

/// The library's own words are of no use to whoever copies.
fn refused(_: &arboard::Error) -> String {
    "this desktop's clipboard does not answer. Nothing left; write the note to a file instead."
        .into()
}

impl Board for Desktop {
    fn put(&mut self, text: &str) -> Result<(), String> {
        private(self.0.set()).text(text).map_err(|e| refused(&e))
    }

    fn text(&mut self) -> Result<Option<String>, String> {
        match self.0.get_text() {
            Ok(text) => Ok(Some(text)),
            Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure) => {
                Ok(None)
            }
            Err(e) => Err(e.to_string()),
        }
    }

    fn clear(&mut self) -> Result<(), String> {
        self.0.clear().map_err(|e| e.to_string())
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn private(set: arboard::Set<'_>) -> arboard::Set<'_> {
    // Neither the history of this machine, nor that of the account, nor what
    // watches the clipboard.
    let set = arboard::SetExtWindows::exclude_from_monitoring(set);
    let set = arboard::SetExtWindows::exclude_from_cloud(set);
    arboard::SetExtWindows::exclude_from_history(set)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    thread_local! {
        static HELD: Rc<RefCell<Fake>> = Rc::default();
    }

    #[derive(Default)]
    struct Fake {
        text: Option<String>,
        opens: bool,
        answers: bool,
        refuses: bool,
        crlf: bool,
    }

    struct Handle(Rc<RefCell<Fake>>);

    impl Board for Handle {
        fn put(&mut self, text: &str) -> Result<(), String> {
            let mut fake = self.0.borrow_mut();
            if std::mem::take(&mut fake.refuses) {
                return Err("full".into());
            }
            fake.text = Some(if fake.crlf { text.replace('\n', "\r\n") } else { text.to_owned() });
            Ok(())
        }

        fn text(&mut self) -> Result<Option<String>, String> {
            let fake = self.0.borrow();
            if fake.answers { Ok(fake.text.clone()) } else { Err("silence".into()) }
        }

        fn clear(&mut self) -> Result<(), String> {
            self.0.borrow_mut().text = None;
            Ok(())
        }
    }

    fn held() -> Rc<RefCell<Fake>> {
        HELD.with(Rc::clone)
    }

    fn open() -> Result<Box<dyn Board>, String> {
        if held().borrow().opens { Ok(Box::new(Handle(held()))) } else { Err("no desktop".into()) }
    }

    fn fresh() {
        *held().borrow_mut() = Fake { opens: true, answers: true, ..Fake::default() };
    }

    /// Carries out tasks in order, on this thread: what was told, what stays.
    fn done(tasks: Vec<Task>) -> Vec<Event> {
        let (to, inbox) = mpsc::channel();
        for task in tasks {
            to.send(task).unwrap();
        }
        drop(to);
        let told = RefCell::new(Vec::new());
        work(open, &inbox, &|event| told.borrow_mut().push(event));
        told.into_inner()
    }

    fn copy(seq: u64) -> Task {
        Task::Copy { seq, text: format!("note {seq}\nof Kit") }
    }

    #[test]
    fn what_was_copied_is_there_and_is_cleared_when_asked() {
        fresh();
        let told = done(vec![copy(1)]);
        assert_eq!(told, [Event::Copied { seq: 1 }]);
        assert_eq!(held().borrow().text.as_deref(), Some("note 1\nof Kit"));
        fresh();
        let told = done(vec![copy(1), copy(2), Task::Clear, Task::Clear]);
        let cleared = Event::CopyCleared(Clearing::Cleared);
        assert_eq!(told, [Event::Copied { seq: 1 }, Event::Copied { seq: 2 }, cleared]);
        assert_eq!(held().borrow().text, None);
    }

    #[test]
    fn a_desktop_that_ends_lines_its_own_way_is_cleared_too() {
        fresh();
        held().borrow_mut().crlf = true;
        let told = done(vec![copy(1), Task::Clear]);
        assert_eq!(told.last(), Some(&Event::CopyCleared(Clearing::Cleared)));
    }

    /// Copies what a person copies elsewhere in the meantime.
    struct Elsewhere;

    impl Drop for Elsewhere {
        fn drop(&mut self) {
            held().borrow_mut().text = Some("somebody's shopping list".into());
        }
    }

    #[test]
    fn what_somebody_copied_since_stays() {
        fresh();
        let (to, inbox) = mpsc::channel();
        to.send(copy(1)).unwrap();
        let told = RefCell::new(Vec::new());
        let (done, finished) = mpsc::channel();
        let to = RefCell::new(Some((to, done)));
        work(open, &inbox, &|event| {
            told.borrow_mut().push(event.clone());
            if event == (Event::Copied { seq: 1 }) {
                drop(Elsewhere);
                let (to, done) = to.borrow_mut().take().unwrap();
                to.send(Task::Clear).unwrap();
                to.send(Task::End(done)).unwrap();
            }
        });
        let told = told.into_inner();
        assert_eq!(told.last(), Some(&Event::CopyCleared(Clearing::Changed)));
        assert_eq!(finished.recv().unwrap(), None, "nothing of ours is left");
        assert_eq!(held().borrow().text.as_deref(), Some("somebody's shopping list"));
    }

    #[test]
    fn leaving_clears_and_says_so_and_says_where_it_could_not() {
        for (answers, how) in [(true, Clearing::Cleared), (false, Clearing::Failed)] {
            fresh();
            held().borrow_mut().answers = answers;
            let (to, finished) = mpsc::channel();
            done(vec![copy(1), Task::End(to)]);
            assert_eq!(finished.recv().unwrap(), Some(how));
        }
        fresh();
        let (to, finished) = mpsc::channel();
        done(vec![Task::End(to)]);
        assert_eq!(finished.recv().unwrap(), None);
    }

    #[test]
    fn what_was_copied_before_is_cleared_after_a_copy_that_failed() {
        fresh();
        let (to, inbox) = mpsc::channel();
        to.send(copy(1)).unwrap();
        let told = RefCell::new(Vec::new());
        let to = RefCell::new(Some(to));
        work(open, &inbox, &|event| {
            told.borrow_mut().push(event.clone());
            match event {
                Event::Copied { .. } => {
                    held().borrow_mut().refuses = true;
                    to.borrow().as_ref().unwrap().send(copy(2)).unwrap();
                }
                Event::NotCopied { .. } => {
                    assert_eq!(held().borrow().text.as_deref(), Some("note 1\nof Kit"));
                    to.borrow_mut().take().unwrap().send(Task::Clear).unwrap();
                }
                _ => {}
            }
        });
        let refused = Event::NotCopied { seq: 2, why: "full".into() };
        let cleared = Event::CopyCleared(Clearing::Cleared);
        assert_eq!(told.into_inner(), [Event::Copied { seq: 1 }, refused, cleared]);
        assert_eq!(held().borrow().text, None, "nothing of ours stays behind");
    }

    #[test]
    fn where_there_is_no_desktop_it_is_said() {
        fresh();
        held().borrow_mut().opens = false;
        let told = done(vec![copy(1), Task::Clear]);
        assert_eq!(told, [Event::NotCopied { seq: 1, why: "no desktop".into() }]);
    }
}

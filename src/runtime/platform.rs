//! What differs between systems. Windows twin: there the console sends
//! Ctrl-C, Ctrl-Break and close events (`SetConsoleCtrlHandler`), which the
//! standard library turns into an ended process; words are in the journal. A
//! temporary folder there lies in the user's own profile. No core files are
//! written there either; crash dumps are kept only where Windows Error
//! Reporting was told to (`LocalDumps`), which no program can forbid for itself.

use std::sync::mpsc::Sender;

use super::Input;

/// Turns the system's wish that the program end into a message.
#[cfg(unix)]
pub fn watch_signals(to_loop: &Sender<Input>) {
    use crate::app::Event;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT]) else {
        return;
    };
    let out = to_loop.clone();
    let spawned = std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let number = u8::try_from(signal).unwrap_or(15);
            if out.send(Input::Signal(Event::Terminate(number))).is_err() {
                return;
            }
        }
    });
    drop(spawned);
}

/// Turns the system's wish that the program end into a message.
#[cfg(not(unix))]
pub fn watch_signals(_to_loop: &Sender<Input>) {}

/// Forbids core files: memory holds keys and words, and a file of it would not
/// be sealed. A system that refuses is left as it is.
#[cfg(unix)]
pub fn forbid_core_files() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
}

/// Forbids core files.
#[cfg(not(unix))]
pub fn forbid_core_files() {}

/// Makes a temporary folder that only this user can read.
pub fn private_folder(prefix: &str) -> std::io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}

#[cfg(all(test, unix))]
mod tests {
    use rustix::process::{Resource, getrlimit};

    #[test]
    fn no_core_file_is_allowed_any_more() {
        super::forbid_core_files();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
    }
}

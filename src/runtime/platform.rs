//! What differs between systems. Windows twin: there the console sends
//! Ctrl-C, Ctrl-Break and close events (`SetConsoleCtrlHandler`), which the
//! standard library turns into an ended process; words are in the journal. A
//! temporary folder there lies in the user's own profile.

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

/// Makes a temporary folder that only this user can read.
pub fn private_folder(prefix: &str) -> std::io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir()
}

//! The screen, and the same program line by line.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::failure::{self, Failure};
use super::{Place, passphrase};
use crate::app::{Clipboard, Context, Face, Secret};
use crate::config::Config;
use crate::export::{self, Format};
use crate::line::LineFace;
use crate::runtime::{self, Start};
use crate::tui::{self, Look, ScreenFace};
use crate::vault::{ExposeSecret, Vault, VaultError, WORK_FACTOR};

/// How the program is to be opened.
#[derive(Debug, Clone)]
pub struct Open {
    /// Vault, state, settings.
    pub place: Place,
    /// The practice vault.
    pub demo: bool,
    /// Line by line instead of the screen.
    pub line: bool,
}

/// Opens the program and gives its exit code when it ends.
pub fn screen(options: &Open) -> u8 {
    match start(options) {
        Ok((start, look)) => run(start, look, options.line),
        Err(failure) => failure.report(),
    }
}

fn start(options: &Open) -> Result<(Start, Look), Failure> {
    let paths = options.place.paths()?;
    let config = options.place.config()?;
    let has_vault = match Vault::look(&paths) {
        Ok(()) => true,
        Err(VaultError::NoVault) => false,
        Err(_) if options.demo => false,
        Err(e) => return Err(Failure::from(e).about(&paths.vault)),
    };
    let mut config = config;
    if options.line {
        // A line is composed unseen by the program: locking under it would
        // take it for a passphrase, and what was printed stays printed.
        config.lock_after_minutes = 0;
    }
    let passphrase = match &options.place.passphrase_file {
        Some(file) if !options.demo => {
            Some(Secret::new(passphrase::from_file(file)?.expose_secret().to_owned()))
        }
        _ => None,
    };
    let look = Look::new(&config);
    let context = Context {
        banks: Place::banks(None)?,
        layouts: Place::layouts(None)?,
        folder: folder(&config),
        vault: paths.vault.clone(),
        formats: Format::ALL.to_vec(),
        write: export::write,
        preview: export::preview,
        file_name: export::file_name,
        digest: export::digest_of,
        clipboard: clipboard(options.line),
        config,
    };
    let start = Start {
        paths,
        context,
        passphrase,
        practice: options.demo,
        has_vault,
        work_factor: WORK_FACTOR,
    };
    Ok((start, look))
}

fn run(start: Start, look: Look, line: bool) -> u8 {
    if line {
        return runtime::run(start, &mut LineFace::new().in_ascii(look.ascii));
    }
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Failure::new(
            failure::FAILED,
            "the screen needs a terminal. Nothing was changed. `thinkwheel --line` does the same \
             through plain lines",
        )
        .report();
    }
    tui::install_panic_hook();
    match ScreenFace::enter(look, start.context.config.mouse) {
        Ok(mut face) => {
            let code = runtime::run(start, &mut face);
            face.leave();
            code
        }
        Err(e) => Failure::failed(format!(
            "the terminal could not be taken: {e}. Nothing was changed. `thinkwheel --line` does \
             the same through plain lines"
        ))
        .report(),
    }
}

/// Where copied text goes: over ssh and where there is no desktop, through the
/// terminal, which the screen alone can ask.
fn clipboard(line: bool) -> Clipboard {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let remote = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].into_iter().any(set);
    let desktop = cfg!(windows)
        || cfg!(target_os = "macos")
        || ["WAYLAND_DISPLAY", "DISPLAY"].into_iter().any(set);
    // These have no clipboard and pass nothing on.
    let bare = std::env::var("TERM").is_ok_and(|term| term == "linux" || term == "dumb");
    if desktop && !remote {
        Clipboard::Desktop
    } else if line || bare {
        Clipboard::None
    } else {
        Clipboard::Terminal { remote, tmux: set("TMUX") }
    }
}

/// Where exported files go: as set, else where the program was started.
fn folder(config: &Config) -> PathBuf {
    config
        .export_folder
        .clone()
        .or_else(|| std::env::current_dir().ok())
        .unwrap_or_else(|| PathBuf::from("."))
}

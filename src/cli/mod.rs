//! Commands: what the screen can do to a record, without the screen.
//!
//! One file per command group. Results go to standard output, messages to
//! standard error; nothing of a record is ever in a message. Everything ends
//! in one of the exit codes of `failure`.

mod actions;
mod bank;
mod bundle;
mod export;
mod failure;
mod input;
mod keys;
mod layout;
mod learning;
pub mod open;
mod output;
mod passphrase;
mod people;
mod place;
mod queue;
mod search;
mod session;
mod subject;
mod vault;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

pub use failure::{Ended, Failure};
pub use place::Place;

/// Think with, and write down, reflective supervision in social work.
///
/// Without a command the screen opens. The first time it sets up a vault, in
/// which everything is kept sealed, or opens the practice one.
#[derive(Parser)]
#[command(
    name = "thinkwheel",
    version,
    color = clap::ColorChoice::Never,
    args_conflicts_with_subcommands = false,
    after_help = "Exit codes: 0 done, 1 failed, 2 wrong use, 3 cannot unlock, 4 damage, forgery or \
                  conflict found, 5 cannot tell, 128+n ended by signal n.\n\
                  Results go to standard output, messages to standard error."
)]
struct Cli {
    #[command(flatten)]
    place: Place,
    /// Open a practice vault: a fictional team and families, gone at the end.
    #[arg(long)]
    demo: bool,
    /// The same program as questions and answers, line by line: for screen
    /// readers, braille and plain logs. What it prints stays in the terminal.
    #[arg(long)]
    line: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// List, show, import sessions; print an example of one.
    #[command(subcommand)]
    Session(session::Command),
    /// Show the note as it would leave, or write it to a file.
    Export(export::Export),
    /// List, show, check, export and import question banks.
    #[command(subcommand)]
    Bank(bank::Command),
    /// List, show, check, import layouts of notes, and choose one.
    #[command(subcommand)]
    Layout(layout::Command),
    /// Make a vault, and look whether one is whole.
    #[command(subcommand)]
    Vault(vault::Command),
    /// Every key of the screen, and what it does.
    Keys(keys::Keys),
    /// Your own card, and the people you exchange bundles with.
    #[command(subcommand)]
    People(people::Command),
    /// Write a sealed, signed bundle of a session for somebody.
    Send(bundle::Send),
    /// Take in a bundle that somebody sent.
    Receive(bundle::Receive),
    /// Find where words stand, in all records.
    Search(search::Search),
    /// Actions that were agreed, and what became of them.
    Actions(actions::Actions),
    /// Notes still to file: finalised, and not yet handed over to the file they
    /// belong to. `session hand-over` notes that one was.
    Queue(queue::Queue),
    /// Everything about one child or one practitioner, for a person to judge.
    SubjectAccess(subject::SubjectAccess),
}

/// Runs the program with these arguments (the first is its name) and gives its
/// exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    // A panic message could quote a record: fixed words only.
    std::panic::set_hook(Box::new(|_| {
        output::say(
            "something went wrong inside the program, and it stopped. What was saved is safe",
        );
    }));
    crate::runtime::forbid_core_files();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match std::panic::catch_unwind(|| run(arguments)) {
        Ok(Ok(code)) => code,
        Ok(Err(failure)) => failure.report(),
        Err(_) => failure::FAILED,
    }
}

fn run(arguments: Vec<OsString>) -> Ended {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(e) => return wrong_use(&e),
    };
    let Cli { place, demo, line, command } = cli;
    let Some(command) = command else {
        return Ok(open::screen(&open::Open { place, demo, line }));
    };
    if demo || line {
        let words = "--demo and --line open the program; they go with no command";
        return wrong_use(&Cli::command().error(ErrorKind::ArgumentConflict, words));
    }
    match command {
        Command::Session(command) => session::run(command, &place),
        Command::Export(export) => export::run(&export, &place),
        Command::Bank(command) => bank::run(command, &place),
        Command::Layout(command) => layout::run(command, &place),
        Command::Vault(command) => vault::run(command, &place),
        Command::Keys(keys) => keys::run(&keys),
        Command::People(command) => people::run(command, &place),
        Command::Send(send) => bundle::send(&send, &place),
        Command::Receive(receive) => bundle::receive(&receive, &place),
        Command::Search(search) => search::run(&search, &place),
        Command::Actions(asked) => actions::run(&asked, &place),
        Command::Queue(asked) => queue::run(&asked, &place),
        Command::SubjectAccess(asked) => subject::run(&asked, &place),
    }
}

/// Help and version are results; anything else is a message, with code 2.
fn wrong_use(e: &clap::Error) -> Ended {
    let words = format!("{}\n", e.render().to_string().trim_end());
    if e.use_stderr() { Err(Failure::wrong_use_in_words(words)) } else { output::text(&words) }
}

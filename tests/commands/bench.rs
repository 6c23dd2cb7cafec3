//! A folder with a vault, and the program run in it.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

pub const PASSPHRASE: &str = "kettle garden violin thirteen";

/// How a command ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Standard output, where the command ended well.
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out
    }

    pub fn json(self) -> Value {
        serde_json::from_str(&self.ok()).unwrap()
    }

    /// Standard error, where the command ended with this code and printed no
    /// result.
    pub fn failed(self, code: i32) -> String {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        assert_eq!(self.out, "");
        assert!(!self.err.trim().is_empty(), "no reason given");
        self.err
    }
}

pub struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    /// A folder with a passphrase, and no vault yet.
    pub fn empty() -> Bench {
        let bench = Bench { folder: tempfile::tempdir().unwrap() };
        bench.write("passphrase", format!("{PASSPHRASE}\n"));
        bench
    }

    pub fn new() -> Bench {
        let bench = Bench::empty();
        bench.run(&["vault", "init", "--work-factor", "2", "--name", "Sam Okafor"]).ok();
        bench
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn names(&self, folder: &str) -> Vec<String> {
        let mut all: Vec<String> = std::fs::read_dir(self.at(folder))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        all.sort();
        all
    }

    /// The program in this folder, knowing nothing of this machine.
    pub fn bare(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thinkwheel"));
        command.args(args).current_dir(self.folder.path()).env("HOME", self.at("home"));
        for name in ["VAULT", "STATE", "CONFIG"] {
            command.env_remove(format!("THINKWHEEL_{name}"));
        }
        for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env_remove(name);
        }
        command
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.bare(&["--vault", "vault", "--state", "state"]);
        command.args(["--passphrase-file", "passphrase"]).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        ran(&mut self.command(args))
    }

    pub fn run_with(&self, args: &[&str], input: impl Into<Vec<u8>>) -> Ran {
        ran(self.command(args).write_stdin(input))
    }

    /// An example record as JSON, changed, taken in; its id.
    pub fn import(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut example = self.run(&["session", "template", "--json"]).json();
        change(&mut example);
        self.run_with(&["session", "import", "-"], example.to_string()).ok().trim().to_owned()
    }

    /// The files of the vault's generations.
    pub fn generations(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for folder in self.names("vault/sessions") {
            let folder = format!("vault/sessions/{folder}");
            found.extend(self.names(&folder).iter().map(|f| self.at(&folder).join(f)));
        }
        found
    }
}

pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().expect("ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file's name in its folder and the folder's name, as the vault names it.
pub fn leaf(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

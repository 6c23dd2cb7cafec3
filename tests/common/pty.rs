//! The program in a real pseudo-terminal, seen through a terminal emulator.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use thinkwheel::app::{Code, Key};

/// The program, running.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    seen: Arc<Mutex<(vt100::Parser, Vec<u8>)>>,
}

/// The binary under test.
pub fn program() -> &'static str {
    env!("CARGO_BIN_EXE_thinkwheel")
}

/// A vault made for a test, with its passphrase in a file.
pub struct Place {
    pub folder: tempfile::TempDir,
}

impl Place {
    /// Makes an empty vault, quickly.
    pub fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { folder };
        std::fs::write(place.passphrase(), "six words are best for this\n").unwrap();
        std::fs::write(place.folder.path().join("config.ron"), "()\n").unwrap();
        std::fs::create_dir(place.out()).unwrap();
        let out = std::process::Command::new(program())
            .args(place.options())
            .args(["vault", "init", "--name", "Ruth Adeyemi", "--work-factor", "2"])
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        place
    }

    pub fn passphrase(&self) -> PathBuf {
        self.folder.path().join("passphrase")
    }

    pub fn vault(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    pub fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// Where exported files go.
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// The global options of every command.
    pub fn options(&self) -> Vec<String> {
        let text = |p: PathBuf| p.to_str().unwrap().to_owned();
        vec![
            "--vault".into(),
            text(self.vault()),
            "--state".into(),
            text(self.state()),
            "--config".into(),
            text(self.folder.path().join("config.ron")),
            "--passphrase-file".into(),
            text(self.passphrase()),
        ]
    }

    /// Runs a command from outside and gives what it printed.
    pub fn command(&self, args: &[&str]) -> std::process::Output {
        std::process::Command::new(program())
            .args(self.options())
            .args(args)
            .current_dir(self.out())
            .output()
            .unwrap()
    }

    /// Exported files.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut out: Vec<_> =
            std::fs::read_dir(self.out()).unwrap().map(|e| e.unwrap().path()).collect();
        out.sort();
        out
    }
}

impl Pty {
    /// Starts it in a terminal of this size, in `folder`.
    pub fn start(args: &[String], columns: u16, rows: u16, folder: &Path) -> Pty {
        Pty::start_with(args, columns, rows, folder, &[])
    }

    /// The same, with paths in its environment.
    pub fn start_with(
        args: &[String],
        columns: u16,
        rows: u16,
        folder: &Path,
        paths: &[(&str, &Path)],
    ) -> Pty {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program());
        command.args(args);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        for (name, path) in paths {
            command.env(name, path);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let seen = Arc::new(Mutex::new((vt100::Parser::new(rows, columns, 0), Vec::new())));
        let to = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(n) = reader.read(&mut bytes) {
                if n == 0 {
                    break;
                }
                let mut seen = to.lock().unwrap();
                seen.0.process(&bytes[..n]);
                seen.1.extend_from_slice(&bytes[..n]);
            }
        });
        Pty { master: pair.master, child, writer, seen }
    }

    /// The screen as words.
    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().0.screen().contents()
    }

    /// Every byte the program wrote to the terminal.
    pub fn output(&self) -> Vec<u8> {
        self.seen.lock().unwrap().1.clone()
    }

    /// Makes the screen as an earlier program left it, as if this one had been
    /// started in the same window: its output comes after.
    pub fn shows_already(&self, left: &[u8]) {
        let mut seen = self.seen.lock().unwrap();
        let (rows, columns) = seen.0.screen().size();
        let mut parser = vt100::Parser::new(rows, columns, 0);
        parser.process(left);
        parser.process(&seen.1);
        seen.0 = parser;
    }

    /// Waits until the screen holds these words.
    pub fn wait_for(&self, words: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        while !self.screen().contains(words) {
            assert!(Instant::now() < end, "never saw {words:?} in:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends bytes as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        let bytes = bytes_of(key);
        self.send(&bytes);
        if key.code == Code::Esc {
            // A bare escape and what follows must not be read as one key.
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// Presses a key by its name.
    pub fn key(&mut self, name: &str) {
        self.press(Key::parse(name).unwrap());
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        // First the emulator: the program may draw at once.
        let mut seen = self.seen.lock().unwrap();
        seen.0.screen_mut().set_size(rows, columns);
        self.master.resize(size).unwrap();
    }

    pub fn pid(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    /// Sends a signal.
    pub fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_raw(self.pid()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Waits for the end and gives the exit code.
    pub fn end(&mut self) -> u32 {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                std::thread::sleep(Duration::from_millis(50));
                return status.exit_code();
            }
            assert!(Instant::now() < end, "did not end:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether the terminal is as a shell wants it: lines, echo.
    pub fn is_cooked(&self) -> bool {
        use std::os::fd::BorrowedFd;
        let Some(fd) = self.master.as_raw_fd() else { return false };
        // The descriptor belongs to `self.master`, which outlives this call.
        let termios = with_fd(fd, |fd: BorrowedFd<'_>| rustix::termios::tcgetattr(fd));
        let modes = termios.unwrap().local_modes;
        modes.contains(rustix::termios::LocalModes::ICANON | rustix::termios::LocalModes::ECHO)
    }
}

fn with_fd<T>(fd: i32, f: impl FnOnce(std::os::fd::BorrowedFd<'_>) -> T) -> T {
    // Opened anew through /proc, so that no unsafe borrow is needed.
    let file = std::fs::File::open(format!("/proc/self/fd/{fd}")).unwrap();
    f(std::os::fd::AsFd::as_fd(&file))
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a terminal sends for a key.
pub fn bytes_of(key: Key) -> Vec<u8> {
    let mut out = Vec::new();
    if key.alt {
        out.push(0x1b);
    }
    let arrow = |c: char| match (key.ctrl, key.shift) {
        (false, false) => format!("\x1b[{c}"),
        (true, false) => format!("\x1b[1;5{c}"),
        (false, true) => format!("\x1b[1;2{c}"),
        (true, true) => format!("\x1b[1;6{c}"),
    };
    let text = match key.code {
        Code::Char(c) if key.ctrl => ((c as u8 & 0x1f) as char).to_string(),
        Code::Char(c) => c.to_string(),
        Code::Enter => "\r".into(),
        Code::Esc => "\x1b".into(),
        Code::Tab => "\t".into(),
        Code::BackTab => "\x1b[Z".into(),
        Code::Backspace => "\x7f".into(),
        Code::Delete => "\x1b[3~".into(),
        Code::Up => arrow('A'),
        Code::Down => arrow('B'),
        Code::Right => arrow('C'),
        Code::Left => arrow('D'),
        Code::Home => arrow('H'),
        Code::End => arrow('F'),
        Code::PageUp => "\x1b[5~".into(),
        Code::PageDown => "\x1b[6~".into(),
        Code::F(1) => "\x1bOP".into(),
        Code::F(9) => "\x1b[20~".into(),
        Code::F(n) => panic!("F{n}"),
    };
    out.extend_from_slice(text.as_bytes());
    out
}

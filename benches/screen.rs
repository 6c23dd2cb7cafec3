//! The screen from outside, in a real pseudo-terminal, beside a bare ratatui
//! program that echoes text: `cargo bench --bench screen`.
//!
//! Prints medians and 95th percentiles in milliseconds; judges nothing, for a
//! busy machine would make a liar of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
fn main() {
    if std::env::args().any(|a| a == "--bare") {
        unix::bare();
    } else {
        unix::measure();
    }
}

#[cfg(unix)]
mod unix {
    use std::io::{Read, Write};
    use std::path::Path;
    use std::sync::mpsc::{self, Receiver};
    use std::time::{Duration, Instant};

    use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
    use thinkwheel::record::{Session, Stamp};
    use thinkwheel::vault::{Paths, RecoveryChoice, SecretString, Vault};

    /// The least a ratatui program does: shows what was typed.
    pub fn bare() {
        use ratatui::widgets::{Paragraph, Wrap};
        let mut terminal = ratatui::init();
        let mut text = String::from("ready\n");
        loop {
            let words = text.clone();
            terminal
                .draw(|f| {
                    let area = f.area();
                    f.render_widget(Paragraph::new(words).wrap(Wrap { trim: false }), area);
                })
                .unwrap();
            match crossterm::event::read().unwrap() {
                crossterm::event::Event::Key(k) => match k.code {
                    crossterm::event::KeyCode::Char('q')
                        if k.modifiers == crossterm::event::KeyModifiers::CONTROL =>
                    {
                        break;
                    }
                    crossterm::event::KeyCode::Char(c) => text.push(c),
                    _ => {}
                },
                crossterm::event::Event::Paste(p) => text.push_str(&p),
                _ => {}
            }
        }
        ratatui::restore();
    }

    struct Running {
        child: Box<dyn Child + Send + Sync>,
        writer: Box<dyn Write + Send>,
        bytes: Receiver<(Instant, Vec<u8>)>,
        started: Instant,
        screen: vt100::Parser,
        _master: Box<dyn portable_pty::MasterPty + Send>,
    }

    fn start(program: &Path, args: &[String]) -> Running {
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(env!("CARGO_TARGET_TMPDIR"));
        command.env("TERM", "xterm-256color");
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (to, bytes) = mpsc::channel();
        std::thread::spawn(move || {
            let mut room = vec![0; 1 << 16];
            while let Ok(n) = reader.read(&mut room) {
                if n == 0 || to.send((Instant::now(), room[..n].to_vec())).is_err() {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let writer = pair.master.take_writer().unwrap();
        let screen = vt100::Parser::new(30, 100, 0);
        Running { child, writer, bytes, started, screen, _master: pair.master }
    }

    impl Running {
        /// Time from `since` to the output that brought these words.
        fn until(&mut self, words: &str, since: Instant) -> Duration {
            loop {
                let (at, bytes) = self.bytes.recv_timeout(Duration::from_secs(20)).unwrap();
                self.screen.process(&bytes);
                if self.screen.screen().contents().contains(words) {
                    return at - since;
                }
            }
        }

        fn send(&mut self, bytes: &[u8]) -> Instant {
            let at = Instant::now();
            self.writer.write_all(bytes).unwrap();
            at
        }

        /// Types letters one by one and times each until the screen changes.
        fn type_letters(&mut self, count: usize) -> Vec<f64> {
            let mut times = Vec::new();
            for n in 0..count {
                while let Ok((_, bytes)) = self.bytes.try_recv() {
                    self.screen.process(&bytes);
                }
                let letter = [b'a' + u8::try_from(n % 26).unwrap()];
                let at = self.send(if n % 6 == 5 { b" " } else { &letter });
                let (seen, bytes) = self.bytes.recv_timeout(Duration::from_secs(20)).unwrap();
                self.screen.process(&bytes);
                times.push((seen - at).as_secs_f64() * 1e3);
                std::thread::sleep(Duration::from_millis(12));
            }
            times
        }

        /// Processor time used while nothing happens, in milliseconds.
        fn idle(&self, long: Duration) -> u64 {
            let used = || -> u64 {
                let pid = self.child.process_id().unwrap();
                let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
                let rest = stat.rsplit(')').next().unwrap();
                let fields: Vec<&str> = rest.split_whitespace().collect();
                (fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()) * 10
            };
            let before = used();
            std::thread::sleep(long);
            used() - before
        }
    }

    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    fn row(name: &str, mut times: Vec<f64>) {
        times.sort_by(f64::total_cmp);
        let at = |p: usize| times[(times.len() - 1) * p / 100];
        println!("{name:<52} p50 {:>7.2}   p95 {:>7.2}   max {:>7.2}", at(50), at(95), at(100));
    }

    fn vault_with(sessions: usize, folder: &Path) -> Vec<String> {
        let paths = Paths { vault: folder.join("vault"), state: folder.join("state") };
        let at = Stamp::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
        let words = SecretString::from("six words are best for this".to_owned());
        let mut vault = Vault::create(&paths, "Ruth", words, RecoveryChoice::Later, 2, at).unwrap();
        let mut ids = thinkwheel::app::ids::Ids::new(5);
        for n in 0..sessions {
            let mut next = || ids.next(1_700_000_000_000 + i64::try_from(n).unwrap());
            let mut session: Session = thinkwheel::record::template(at, &mut next);
            session.bookmark.at_work = false;
            vault.publish(&session, &[], at).unwrap();
        }
        vault.close();
        let file = folder.join("passphrase");
        std::fs::write(&file, "six words are best for this\n").unwrap();
        let text = |p: std::path::PathBuf| p.to_str().unwrap().to_owned();
        vec!["--vault".into(), text(paths.vault), "--state".into(), text(paths.state)]
    }

    pub fn measure() {
        let program = Path::new(env!("CARGO_BIN_EXE_thinkwheel"));
        let this = std::env::current_exe().unwrap();
        let bare_args = ["--bare".to_owned()];
        let empty = tempfile::tempdir().unwrap();
        let args = vault_with(0, empty.path());
        let ms = |d: Duration| d.as_secs_f64() * 1e3;

        let first = |program: &Path, args: &[String], words: &str| -> Vec<f64> {
            (0..20)
                .map(|_| {
                    let mut running = start(program, args);
                    let since = running.started;
                    ms(running.until(words, since))
                })
                .collect()
        };
        row("first frame, bare ratatui program", first(&this, &bare_args, "ready"));
        row(
            "first frame, thinkwheel (asks for the passphrase)",
            first(program, &args, "Passphrase"),
        );

        for sessions in [0, 300] {
            let folder = tempfile::tempdir().unwrap();
            let args = vault_with(sessions, folder.path());
            let times = (0..10)
                .map(|_| {
                    let mut running = start(program, &args);
                    let since = running.started;
                    running.until("Passphrase", since);
                    running.send(b"six words are best for this");
                    std::thread::sleep(Duration::from_millis(30));
                    let at = running.send(b"\r");
                    let time = ms(running.until("Today", at));
                    running.send(b"\x11");
                    let _ = running.child.wait();
                    time
                })
                .collect();
            row(&format!("Enter to home, {sessions} sessions, work factor 2"), times);
        }

        let page: String = "A page of five thousand letters. ".repeat(155);
        let paste = format!("\x1b[200~{page}\x1b[201~");
        let mut bare = start(&this, &bare_args);
        let since = bare.started;
        bare.until("ready", since);
        for c in page.bytes() {
            bare.send(&[c]);
        }
        std::thread::sleep(Duration::from_secs(1));
        row("key to screen in 5 KB, bare ratatui program", bare.type_letters(300));
        drop(bare);

        let mut running = start(program, &args);
        let since = running.started;
        running.until("Passphrase", since);
        running.send(b"six words are best for this\r");
        running.until("Begin a session", since);
        running.send(b"\rSam\tLeila\r\r");
        running.until("1/14", since);
        running.send(paste.as_bytes());
        running.until("letters.", since);
        std::thread::sleep(Duration::from_secs(1));
        row("key to screen in 5 KB, thinkwheel", running.type_letters(300));
        std::thread::sleep(Duration::from_secs(1));
        let idle = running.idle(Duration::from_secs(10));
        println!("{:<52} {idle} ms of processor time", "ten idle seconds, thinkwheel");
    }
}

//! A note of a whole bank's answers, made and written. As text at most 5 ms; as
//! a Word document at most a tenth of what pandoc takes to make one of the same
//! words, measured in the same run where it is installed.

use std::io::Write;
use std::process::{Command, Stdio};

use thinkwheel::export::{Format, write};
use thinkwheel::practice::Part;
use thinkwheel::record::{Audience, Leaving, Rules, Session, Wanted, template};
use ulid::Ulid;

fn main() {
    divan::main();
}

/// The template's first discussion with 106 answers of four paragraphs each.
fn session() -> Session {
    let now = chrono::DateTime::UNIX_EPOCH.fixed_offset();
    let mut n = 0;
    let mut session = template(now, &mut || {
        n += 1;
        Ulid(n)
    });
    if let Some(discussion) = session.discussions.first_mut()
        && let Some(mut answer) = discussion.answers.first().cloned()
    {
        answer.contributions.truncate(4);
        for passage in &mut answer.contributions {
            passage.text = "We know about the move, but not why the plan there ended. ".repeat(8);
        }
        discussion.answers = (0..106)
            .map(|i| {
                let mut answer = answer.clone();
                answer.part = Part::ALL[i % Part::ALL.len()];
                answer
            })
            .collect();
    }
    session
}

#[allow(clippy::trivially_copy_pass_by_ref)] // divan lends its arguments
#[divan::bench(args = Format::ALL)]
fn a_note_of_106_answers(bencher: divan::Bencher<'_, '_>, format: &Format) {
    let session = session();
    let rules = Rules::default();
    let Some(discussion) = session.discussions.first().map(|d| d.id) else { return };
    bencher.bench(|| {
        let wanted = Wanted {
            pictures: format.holds_pictures(),
            ..Wanted::new(None, Audience::ChildFile, &rules)
        };
        wanted.note(&session, discussion).map(|note| write(&Leaving::of(note), *format)).is_ok()
    });
}

/// pandoc, from the Markdown of the same note to a Word document: its start
/// included, as a user would wait for it.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn pandoc_makes_the_docx(bencher: divan::Bencher<'_, '_>) {
    let session = session();
    let rules = Rules::default();
    let Some(discussion) = session.discussions.first().map(|d| d.id) else { return };
    let wanted = Wanted::new(None, Audience::ChildFile, &rules);
    let Ok(note) = wanted.note(&session, discussion) else { return };
    let markdown = write(&Leaving::of(note), Format::Markdown);
    let run = || -> Option<usize> {
        let mut pandoc = Command::new("pandoc")
            .args(["--from", "commonmark", "--to", "docx", "--output", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        pandoc.stdin.take()?.write_all(&markdown).ok()?;
        let made = pandoc.wait_with_output().ok()?;
        made.status.success().then_some(made.stdout.len())
    };
    if run().is_none() {
        eprintln!("pandoc is not installed here: nothing to compare with");
        return;
    }
    bencher.bench(run);
}

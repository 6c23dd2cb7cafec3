//! A note of a whole bank's answers, made and written: at most 5 ms.

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

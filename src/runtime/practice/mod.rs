//! The practice vault: fictional people, to try everything; gone at exit.

mod between;
mod haris;
mod pen;
mod seven;
mod talk;
#[cfg(test)]
mod tests;
mod thistlewood;
mod words;
mod wren;
mod year;
mod yonas;

use tempfile::TempDir;
use ulid::Ulid;

use self::pen::{Cast, Pen};
use super::now;
use super::platform::private_folder;
use crate::app::hand::PRACTICE_PASSPHRASE;
use crate::practice::{Bank, Banks};
use crate::record::{
    Bookmark, Discussion, FieldName, FilingState, HandOver, Role, Session, SessionKind, Stamp, Step,
};
use crate::vault::{Paths, RecoveryChoice, SecretString, Vault};

/// Work factor of the practice vault: its passphrase is printed on the
/// screen, so there is nothing to guard.
const QUICK: u8 = 2;

/// Days: notes of older meetings are filed, those of later ones wait to be.
const LATELY: i64 = 25;

/// The question that the open session stands at.
const IN_HAND: &str = "safety.smallest-change";

/// Makes it in a temporary folder that only this user can read; the folder
/// goes when it is dropped.
///
/// # Errors
/// In words, where the folder cannot be made.
pub fn make() -> Result<(TempDir, Paths), String> {
    let folder = private_folder("practice-vault-")
        .map_err(|e| format!("The practice vault could not be made: {e}. Nothing was written."))?;
    let paths = Paths { vault: folder.path().join("vault"), state: folder.path().join("state") };
    let words = SecretString::from(PRACTICE_PASSPHRASE.to_owned());
    let at = now();
    let mut vault = Vault::create(&paths, "Ruth Adeyemi", words, RecoveryChoice::Later, QUICK, at)
        .map_err(|e| e.to_string())?;
    let all = sessions(vault.id(), at);
    if let [disputed, agreed, .., prepared] = all.as_slice() {
        let sam =
            all.iter().find_map(|s| s.in_role(Role::Practitioner)).map_or(vault.id(), |p| p.id);
        let kept =
            between::Kept { disputed: disputed.id, agreed: agreed.id, prepared: prepared.id, sam };
        between::keep(&mut vault, folder.path(), &all, &kept, at)?;
    }
    vault.close();
    Ok((folder, paths))
}

/// The history of fictional families and young people, dated back from `at`; `owner` is
/// the person the vault belongs to. The same `at` gives the same sessions.
pub fn sessions(owner: Ulid, at: Stamp) -> Vec<Session> {
    // The built-in banks are checked by their own tests; without them there
    // is nothing to have asked.
    let Ok(banks) = Banks::built_in() else { return Vec::new() };
    banks.first().map_or_else(Vec::new, |bank| history(owner, bank, at).0)
}

/// The sessions, and what they name that nobody has (nothing: a test looks).
fn history(owner: Ulid, bank: &Bank, at: Stamp) -> (Vec<Session>, Vec<String>) {
    let mut pen = Pen::new(owner, bank, at);
    let Cast { kit, nell, wren, haris, yonas, seven, .. } = pen.cast;
    let [baby, otis, maribel, tadhg, shanice, idris, elin] = seven;
    let mut all = Vec::new();

    let meeting = pen.meet(352);
    let talks = vec![year::a_year_ago(&mut pen)];
    all.push(held(&pen, meeting, &[kit, nell], talks));

    let meeting = pen.meet(178);
    let talks = vec![thistlewood::first(&mut pen)];
    all.push(held(&pen, meeting, &[kit, nell], talks));

    let meeting = pen.meet(149);
    let talks = vec![haris::in_depth(&mut pen), wren::expected(&mut pen)];
    all.push(held(&pen, meeting, &[haris, wren], talks));

    let meeting = pen.meet(121);
    let talks = vec![yonas::in_depth(&mut pen), thistlewood::check(&mut pen)];
    all.push(held(&pen, meeting, &[yonas, kit, nell], talks));

    let meeting = pen.meet(94);
    let talks = vec![haris::last_time(&mut pen), wren::nearly(&mut pen)];
    all.push(held(&pen, meeting, &[haris, wren], talks));

    let mut meeting = pen.meet(75);
    meeting.kind = SessionKind::Corridor;
    meeting.minutes = Some(10);
    let talks = vec![thistlewood::the_night(&mut pen)];
    all.push(held(&pen, meeting, &[kit, nell, wren], talks));

    let meeting = pen.meet(66);
    let talks = vec![seven::expected(&mut pen), seven::going_home(&mut pen)];
    all.push(held(&pen, meeting, &[baby, otis], talks));

    let meeting = pen.meet(57);
    let talks = vec![wren::born(&mut pen), thistlewood::with_the_baby(&mut pen)];
    all.push(held(&pen, meeting, &[wren, kit, nell], talks));

    let meeting = pen.meet(48);
    let talks = vec![seven::her_own_signs(&mut pen), seven::on_the_road(&mut pen)];
    all.push(held(&pen, meeting, &[maribel, tadhg], talks));

    let meeting = pen.meet(39);
    let talks = vec![seven::her_own_front_door(&mut pen)];
    all.push(held(&pen, meeting, &[shanice], talks));

    let meeting = pen.meet(30);
    let talks =
        vec![yonas::waiting(&mut pen), wren::growing(&mut pen), yonas::sams_own_part(&mut pen)];
    all.push(held(&pen, meeting, &[yonas, wren], talks));

    let meeting = pen.meet(22);
    let talks = vec![seven::with_their_nain(&mut pen)];
    all.push(held(&pen, meeting, &[idris, elin], talks));

    let meeting = pen.meet(1);
    let talks = vec![thistlewood::unfinished(&mut pen)];
    let mut open = held(&pen, meeting, &[kit, nell], talks);
    open.bookmark = standing_at(&open, IN_HAND);
    all.push(open);

    for meeting in all.iter_mut().filter(|s| (at.date_naive() - s.date).num_days() > LATELY) {
        filed(&mut pen, meeting, at);
    }

    let missing = pen.missing().to_vec();
    (all, missing)
}

/// Every finalised page was handed over, shortly after it was finalised.
fn filed(pen: &mut Pen, meeting: &mut Session, at: Stamp) {
    for d in &mut meeting.discussions {
        let Some(to) = d.subject.file() else { continue };
        for page in d.filing.iter_mut().filter(|f| f.state != FilingState::Open) {
            let Some(finalised) = page.finalised else { continue };
            let id = pen.id();
            page.hand_overs.push(HandOver {
                id,
                to,
                reference: format!("EX-CN-{}", 2000 + id.random() % 7000),
                digest: String::new(),
                as_it_is: false,
                imported: false,
                at: (finalised + chrono::TimeDelta::minutes(20)).min(at),
            });
        }
    }
}

fn held(pen: &Pen, mut meeting: Session, children: &[Ulid], talks: Vec<Discussion>) -> Session {
    meeting.children = pen.children(children);
    meeting.bookmark = Bookmark {
        discussion: talks.first().map(|d| d.id),
        step: Step::Review,
        ..Bookmark::default()
    };
    meeting.discussions = talks;
    meeting
}

/// At the end of what was typed to a question; the two have left the
/// conversation, so that the program opens on home.
fn standing_at(session: &Session, question: &str) -> Bookmark {
    let found = session.discussions.iter().find_map(|d| {
        d.contributions().find(|(a, _)| a.question == question).map(|(_, c)| (d.id, c))
    });
    Bookmark {
        discussion: found.map(|(d, _)| d),
        step: Step::Question,
        question: question.to_owned(),
        child: None,
        owner: found.map(|(_, c)| c.id),
        field: found.map(|_| FieldName::Words),
        cursor: found.map_or(0, |(_, c)| c.text.len()),
        at_work: false,
    }
}

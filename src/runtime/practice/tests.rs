#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use ulid::Ulid;

use super::*;
use crate::practice::Destination;
use crate::record::{
    AnswerState, Audience, Child, FilingState, Note, Outcome, Rules, Subject, View, Voice,
    from_ron, import_check, note, open_actions, to_ron,
};

const OWNER: Ulid = Ulid(7);

fn at(day: &str) -> Stamp {
    DateTime::parse_from_rfc3339(&format!("{day}T08:15:00+01:00")).unwrap()
}

/// A week of days, a leap day, a change of year: home looks alive on any.
fn days() -> Vec<Stamp> {
    let mut days: Vec<Stamp> = (0..7).map(|n| at(&format!("2026-11-{}", 23 + n))).collect();
    days.extend([at("2028-02-29"), at("2027-01-01")]);
    days
}

fn today() -> Stamp {
    at("2026-11-23")
}

fn discussions(all: &[Session]) -> impl Iterator<Item = (&Session, &Discussion)> {
    all.iter().flat_map(|s| s.discussions.iter().map(move |d| (s, d)))
}

fn text_of(note: &Note) -> String {
    String::from_utf8(crate::export::write(
        &crate::record::Leaving::of(note.clone()),
        crate::export::Format::Text,
    ))
    .unwrap()
}

fn holds_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|w| w.eq_ignore_ascii_case(word))
}

fn first_name(child: &Child) -> &str {
    child.name.split_whitespace().next().unwrap()
}

#[test]
fn the_same_moment_gives_the_same_sessions() {
    let a: Vec<_> = sessions(OWNER, today()).iter().map(|s| to_ron(s).unwrap()).collect();
    let b: Vec<_> = sessions(OWNER, today()).iter().map(|s| to_ron(s).unwrap()).collect();
    assert_eq!(a, b);
    assert_eq!(a.len(), 13);
}

#[test]
fn every_question_and_promise_it_names_is_there() {
    let banks = Banks::built_in().unwrap();
    let bank = banks.first().unwrap();
    let (all, missing) = history(OWNER, bank, today());
    assert_eq!(missing, Vec::<String>::new());
    for (_, d) in discussions(&all) {
        for a in &d.answers {
            assert_eq!(a.wording, bank.question(&a.question).unwrap().text);
        }
    }
    // Without its questions the history says what it misses.
    let mut empty = bank.clone();
    empty.questions.clear();
    assert!(history(OWNER, &empty, today()).1.iter().any(|m| m == IN_HAND));
}

#[test]
fn every_session_survives_writing_and_reading_and_passes_an_import() {
    for at in days() {
        for s in sessions(OWNER, at) {
            let back: Session = from_ron(&to_ron(&s).unwrap()).unwrap();
            assert!(back == s);
            assert_eq!(import_check(&s), Ok(()));
        }
    }
}

#[test]
fn ids_resolve_across_sessions_and_are_used_once() {
    let all = sessions(OWNER, today());
    let children: BTreeSet<Ulid> = all.iter().flat_map(|s| &s.children).map(|c| c.id).collect();
    assert_eq!(children.len(), 12);
    let mut used = BTreeSet::new();
    for s in &all {
        assert!(used.insert(s.id));
        assert!(s.person(OWNER).is_some());
        for c in &s.children {
            assert!(c.brothers_and_sisters.iter().all(|o| children.contains(o) && *o != c.id));
        }
        for d in &s.discussions {
            assert!(used.insert(d.id));
            for id in d.actions.iter().map(|a| a.id).chain(d.contributions().map(|(_, c)| c.id)) {
                assert!(used.insert(id));
            }
        }
    }
    let mut followed = BTreeSet::new();
    for (s, d) in discussions(&all) {
        for f in d.follow_ups.iter().filter(|f| f.outcome != Outcome::NotDone) {
            let from = all.iter().find(|o| o.id == f.session).unwrap();
            let action =
                from.discussions.iter().flat_map(|d| &d.actions).find(|a| a.id == f.action);
            assert_eq!(action.unwrap().what, f.what);
            assert!(from.date < s.date);
            assert!(followed.insert(f.action), "what was done is done");
        }
    }
}

#[test]
fn nothing_is_dated_after_today_and_meetings_are_on_working_days() {
    let at_work = |day: NaiveDate| !["Sat", "Sun"].contains(&day.format("%a").to_string().as_str());
    for at in days() {
        let all = sessions(OWNER, at);
        assert!(all.windows(2).all(|w| matches!(w, [a, b] if a.date < b.date)));
        for (s, d) in discussions(&all) {
            assert!(s.date < at.date_naive());
            assert!(at_work(s.date));
            assert!(d.filing.iter().filter_map(|f| f.finalised).all(|t| at_work(t.date_naive())));
            assert!(d.contributions().all(|(_, c)| c.written < at));
            assert!(d.filing.iter().all(|f| f.finalised.is_none_or(|t| t <= at)));
            assert!(d.amendments.iter().all(|a| a.written <= at));
            assert!(d.actions.iter().map(|a| a.by.on.unwrap()).all(|d| d > s.date && at_work(d)));
        }
    }
}

#[test]
fn one_session_is_open_and_home_opens_first() {
    let all = sessions(OWNER, today());
    let open: Vec<_> = all.iter().filter(|s| s.header().is_open()).collect();
    let [open] = open[..] else { panic!("one session is still being written") };
    assert_eq!(open.id, all.last().unwrap().id);
    assert!(all.iter().all(|s| !s.bookmark.at_work));
    assert!(all.iter().all(|s| s.bookmark.discussion.is_some_and(|d| s.discussion(d).is_some())));
    let mark = &open.bookmark;
    let field = crate::record::Field { owner: mark.owner.unwrap(), name: mark.field.unwrap() };
    assert_eq!((mark.step, mark.question.as_str()), (Step::Question, IN_HAND));
    assert_eq!(open.field(field).unwrap().len(), mark.cursor);
    // Every other page is finalised, by the owner.
    for (_, d) in discussions(&all).filter(|(s, _)| s.id != open.id) {
        assert!(d.filing.iter().all(|f| f.state == FilingState::Finalised));
        assert!(d.filing.iter().all(|f| f.finalised_by == Some(OWNER)));
        assert!(d.contributions().all(|(_, c)| !c.rough));
    }
}

#[test]
fn home_has_something_for_today_whatever_the_day() {
    for at in days() {
        let today = at.date_naive();
        let all = sessions(OWNER, at);
        let headers: Vec<_> = all.iter().map(Session::header).collect();
        let due: Vec<NaiveDate> =
            open_actions(&headers).into_iter().map(|o| o.action.on.unwrap()).collect();
        let in_days = |d: &&NaiveDate| (**d - today).num_days();
        assert_eq!(due.iter().filter(|d| in_days(d) < 0).count(), 1);
        assert_eq!(due.iter().filter(|d| (0..7).contains(&in_days(d))).count(), 1);
        assert!(due.len() >= 4);

        let last = |child: Ulid| {
            let talked = |h: &&crate::record::Header| {
                h.subjects.iter().any(|s| s.subject.children().contains(&child))
            };
            headers.iter().filter(talked).map(|h| h.date).max().unwrap()
        };
        let long_ago: BTreeSet<&str> = all
            .iter()
            .flat_map(|s| &s.children)
            .filter(|c| (today - last(c.id)).num_days() > 12 * 7)
            .map(|c| c.name.as_str())
            .collect();
        assert_eq!(long_ago, BTreeSet::from(["Haris Mirzan"]));
    }
}

#[test]
fn every_child_has_a_note_that_names_no_other() {
    let all = sessions(OWNER, today());
    let mut children: Vec<Child> = Vec::new();
    for c in all.iter().flat_map(|s| &s.children) {
        if !children.iter().any(|k| k.id == c.id && k.name == c.name) {
            children.push(c.clone());
        }
    }
    let mut notes = 0;
    for (s, d) in discussions(&all) {
        for child in d.subject.children() {
            let made =
                note(s, d.id, Some(*child), Audience::ChildFile, &Rules::default(), None).unwrap();
            let text = text_of(&made);
            assert_eq!(made.draft, d.is_open());
            assert!(holds_word(&text, first_name(s.child(*child).unwrap())));
            // "Baby" is no name: it is what an unborn child is called by all.
            for other in children.iter().filter(|c| c.id != *child && first_name(c) != "Baby") {
                assert!(!holds_word(&text, first_name(other)), "{}", first_name(other));
            }
            // Nothing is lost between two children's pages.
            let unfiled = made.left_out.iter().any(|l| l.contains("name no child"));
            assert!(!unfiled, "{:?}", made.left_out);
            notes += 1;
        }
    }
    assert_eq!(notes, 28);
}

#[test]
fn why_how_and_the_childs_view_stand_in_every_finalised_talk_about_children() {
    let all = sessions(OWNER, today());
    for (_, d) in discussions(&all).filter(|(_, d)| !d.is_open()) {
        assert!(!d.decisions.is_empty());
        assert!(d.decisions.iter().all(|x| !x.rationale.is_empty() && !x.by.is_empty()));
        assert!(d.actions.iter().all(|a| !a.who.is_empty() && !a.why.is_empty()));
    }
    let seen_or_heard = |child: Ulid| {
        discussions(&all)
            .filter(|(_, d)| d.subject.children().contains(&child))
            .flat_map(|(_, d)| d.contributions())
            .filter(|(_, c)| c.children.is_empty() || c.children.contains(&child))
            .filter_map(|(_, c)| c.voice.as_ref())
            .filter(|v| match v {
                Voice::Child { view: View::Heard { told_by, when, how } } => {
                    ![told_by, when, how].iter().any(|t| t.is_empty())
                }
                Voice::Child { view: View::Observed { by, when } } => {
                    !by.is_empty() && !when.is_empty()
                }
                _ => false,
            })
            .count()
    };
    let children: BTreeSet<Ulid> = all.iter().flat_map(|s| &s.children).map(|c| c.id).collect();
    assert!(children.into_iter().all(|c| seen_or_heard(c) >= 2));
}

#[test]
fn it_shows_what_a_record_can_hold() {
    let all = sessions(OWNER, today());
    let answers = || discussions(&all).flat_map(|(_, d)| &d.answers);
    for state in
        [AnswerState::BringBack, AnswerState::AskedNotKnown, AnswerState::RecordedElsewhere]
    {
        assert!(answers().any(|a| a.state == state), "{}", state.words());
    }
    assert!(
        answers()
            .filter(|a| a.state == AnswerState::RecordedElsewhere)
            .all(|a| { !a.elsewhere.is_empty() })
    );
    assert!(discussions(&all).any(|(_, d)| matches!(d.subject, Subject::Child(_))
        && d.answers.iter().any(|a| a.destination == Destination::StaffFile)));
    let own: Vec<_> =
        discussions(&all).filter(|(_, d)| matches!(d.subject, Subject::Practitioner(_))).collect();
    let [(s, own)] = own[..] else { panic!("Sam has an hour of his own, once") };
    let staff = note(s, own.id, None, Audience::StaffFile, &Rules::default(), None).unwrap();
    assert!(text_of(&staff).contains("Sam Okafor"));
    let names: Vec<&str> =
        all.iter().flat_map(|s| &s.children).map(first_name).filter(|n| *n != "Baby").collect();
    assert!(names.iter().all(|n| !holds_word(&text_of(&staff), n)));
    assert!(discussions(&all).any(|(_, d)| !d.signs.dangers.is_empty()));
    assert!(discussions(&all).any(|(_, d)| !d.at_once.is_empty()));
    assert!(discussions(&all).any(|(_, d)| !d.amendments.is_empty()));
}

#[test]
fn the_folder_is_private_opens_and_goes_when_dropped() {
    let (folder, paths) = make().unwrap();
    let place = folder.path().to_path_buf();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&place).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
    let words = SecretString::from(PRACTICE_PASSPHRASE.to_owned());
    let vault = Vault::open(&paths, &words, crate::vault::Access::Read).unwrap();
    assert_eq!(vault.owner_name(), "Ruth Adeyemi");
    assert_eq!(vault.sessions().len(), 13);
    assert!(vault.problems().is_empty());
    vault.close();
    drop(folder);
    assert!(!place.exists());
}

/// What the practice vault holds of a session, as it stands.
fn held_of(vault: &Vault, session: Ulid) -> Session {
    let all = vault.sessions();
    let found = all.iter().find(|s| s.id == session).unwrap();
    assert_eq!(found.heads.len(), 1);
    vault.load(&found.heads[0].generation).unwrap()
}

#[test]
fn the_year_of_a_family_is_kept_between_two_people() {
    use crate::record::{FilingState, Outcome, Stance, View, Voice};
    use crate::vault::AgreementCheck;

    let (folder, paths) = make().unwrap();
    let words = SecretString::from(PRACTICE_PASSPHRASE.to_owned());
    let vault = Vault::open(&paths, &words, crate::vault::Access::Read).unwrap();
    assert!(vault.problems().is_empty());
    let (kit, nell, wren) = {
        let banks = Banks::built_in().unwrap();
        let pen = Pen::new(vault.id(), banks.first().unwrap(), now());
        (pen.cast.kit, pen.cast.nell, pen.cast.wren)
    };
    let mut theirs: Vec<Session> = vault
        .sessions()
        .iter()
        .map(|s| held_of(&vault, s.id))
        .filter(|s| s.children.iter().any(|c| c.id == kit))
        .collect();
    theirs.sort_by_key(|s| s.date);
    // Three children, six meetings in a year.
    assert_eq!(theirs.len(), 6);
    assert!(theirs.iter().any(|s| [kit, nell, wren].iter().all(|c| s.child(*c).is_some())));
    let days = (theirs[5].date - theirs[0].date).num_days();
    assert!((300..=366).contains(&days), "{days} days");

    // A scale that moved, an action that was not done and then was.
    let scores: Vec<u8> = theirs
        .iter()
        .flat_map(|s| &s.discussions)
        .flat_map(|d| d.signs.dangers.iter().filter_map(|x| x.scale.as_ref().map(|s| s.score)))
        .collect();
    assert!(scores.len() > 1 && scores.first() < scores.last(), "{scores:?}");
    let ups = || theirs.iter().flat_map(|s| &s.discussions).flat_map(|d| &d.follow_ups);
    let again = ups().find(|f| f.outcome == Outcome::NotDone).unwrap();
    assert!(ups().any(|f| f.action == again.action && f.outcome == Outcome::Done));

    // A disagreement that was sent and came back, signed by two keys.
    let first = &theirs[0];
    let d = &first.discussions[0];
    let against = |a: &&crate::record::Agreement| matches!(a.stance, Some(Stance::Disagree { .. }));
    assert_eq!(d.agreements.iter().filter(against).count(), 2, "on each child's page");
    assert!(d.filing.iter().all(|f| f.state == FilingState::Finalised));
    assert!(theirs[1].discussions[0].filing.iter().all(|f| f.state == FilingState::Agreed));
    for s in &theirs[..2] {
        let checks = vault.check_agreements(s);
        assert_eq!(checks.len(), 4);
        assert!(checks.iter().all(|(_, check)| *check == AgreementCheck::Holds));
    }
    let text = text_of(
        &note(first, d.id, Some(kit), Audience::ChildFile, &Rules::default(), None).unwrap(),
    );
    assert!(text.contains("Sam Okafor does not agree with the decision."));
    assert!(text.contains("Where it goes next: the service manager"));
    // An amendment, late by the local rule, beside what it amends.
    assert!(text.contains("by Ruth Adeyemi, late entry:"));

    // Words of another family went, and a tombstone stays.
    let stone = &vault.tombstones()[0];
    assert_eq!((stone.session, vault.tombstones().len()), (first.id, 1));
    assert!(!to_ron(first).unwrap().contains("Alina") && !text.contains("Alina"));

    // The open one was prepared by the practitioner.
    let came = theirs[5].came.as_ref().unwrap();
    assert_eq!(
        (came.name.as_str(), came.errand),
        ("Sam Okafor", crate::record::Errand::Preparation)
    );
    // A child's view, heard and seen, in the words of who was there.
    let heard = |s: &Session| {
        s.discussions.iter().flat_map(|d| d.contributions().map(|(_, c)| c.voice.clone())).any(
            |v| {
                matches!(v, Some(Voice::Child { view: View::Heard { .. } | View::Observed { .. } }))
            },
        )
    };
    assert!(theirs[..5].iter().all(heard));
    vault.close();
    drop(folder);
}

#[test]
fn hardly_a_note_is_warned_of_by_mistake() {
    use crate::record::warning::Of;
    use crate::record::{Known, warnings};
    let all = sessions(OWNER, today());
    let headers: Vec<_> = all.iter().map(Session::header).collect();
    let mut wrong: Vec<String> = Vec::new();
    for (s, d) in discussions(&all) {
        for child in d.subject.children() {
            let made = note(s, d.id, Some(*child), Audience::ChildFile, &Rules::default(), None);
            let Ok(made) = made else { continue };
            let known = Known::of(s, d.id, Some(*child), Audience::ChildFile, headers.iter());
            let told = warnings(&made, &known).into_iter();
            wrong.extend(told.filter(|w| w.of != Of::ThirdParty).map(|w| w.says));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

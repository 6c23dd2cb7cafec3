//! Cases of two versions, one by one.

use thinkwheel::practice::Destination;
use thinkwheel::record::agreed::keeps_what_is_final;
use thinkwheel::record::*;
use ulid::Ulid;

use super::{BY, all_strings, at, join};

fn small() -> Session {
    let mut s = template(at(), &mut fresh());
    for d in &mut s.discussions {
        for f in &mut d.filing {
            f.state = FilingState::Open;
            f.finalised = None;
            f.finalised_by = None;
        }
        d.amendments.clear();
    }
    s
}

fn fresh() -> impl FnMut() -> Ulid {
    let mut n = 1_u128 << 90;
    move || {
        n += 1;
        Ulid(n)
    }
}

/// The first discussion with an answer in words.
fn one(s: &mut Session) -> &mut Discussion {
    s.discussions
        .iter_mut()
        .find(|d| d.answers.iter().any(|a| !a.contributions.is_empty()))
        .unwrap()
}

fn passage(s: &mut Session) -> &mut Contribution {
    one(s).answers.iter_mut().flat_map(|a| &mut a.contributions).next().unwrap()
}

#[test]
fn what_one_finalised_stays_word_for_word_with_its_meeting() {
    let base = small();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.people[0].name = "Another spelling".into();
    mine.people
        .insert(0, Person { id: Ulid(55), name: "Newcomer".into(), ..base.people[0].clone() });
    mine.date = mine.date.succ_opt().unwrap();
    let d = one(&mut theirs);
    let page = d.filing[0].child;
    d.finalise(page, BY, at()).unwrap();
    if let Some(child) = page {
        mine.children.iter_mut().find(|c| c.id == child).unwrap().name = "Renamed".into();
    }
    for (a, b) in [(&mine, &theirs), (&theirs, &mine)] {
        for base in [None, Some(&base)] {
            let merged = join(base, a, b);
            assert!(merged.clashes.is_empty());
            assert!(keeps_what_is_final(&theirs, &merged.session).is_ok());
            let there = all_strings(&merged.session);
            for words in ["Another spelling", "Newcomer", "Renamed"] {
                assert!(there.iter().any(|t| t.contains(words)), "{words}");
            }
        }
    }
}

#[test]
fn a_draft_that_met_a_finalised_note_becomes_a_proposed_amendment() {
    let base = small();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    passage(&mut mine).text = "What I wrote after.".into();
    let d = one(&mut theirs);
    let (id, page) = (d.id, d.filing[0].child);
    d.finalise(page, BY, at()).unwrap();
    for (a, b) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = join(Some(&base), a, b);
        assert!(merged.clashes.is_empty());
        assert_eq!(merged.proposed, 1);
        let got = merged.session.discussion(id).unwrap();
        let new = got.amendments.last().unwrap();
        assert_eq!(new.added, Added::Proposed);
        assert_eq!(new.text, "What I wrote after.");
        assert!(got.answers.iter().any(|a| a.id == new.amends));
        // Beside it the note stands as it was finalised.
        let mut without = got.clone();
        without.amendments.pop();
        assert!(&without == theirs.discussion(id).unwrap());
    }
    // Two machines propose the same, once.
    let (a, b) = (join(Some(&base), &mine, &theirs), join(Some(&base), &theirs, &mine));
    let again = join(Some(&base), &a.session, &b.session);
    let count = again.session.discussion(id).unwrap().amendments.len();
    assert_eq!(count, a.session.discussion(id).unwrap().amendments.len());
}

#[test]
fn the_stricter_mark_stays_where_both_changed_the_passage() {
    let mut base = small();
    passage(&mut base).third_party = true;
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    passage(&mut mine).third_party = false;
    // Taken off, and nobody else was at the passage: it is off.
    assert!(!passage(&mut join(Some(&base), &mine, &theirs).session).third_party);
    // Taken off while somebody wrote more of the third party: it stays.
    passage(&mut theirs).text = "The neighbour said more.".into();
    let mut merged = join(Some(&base), &mine, &theirs);
    assert!(passage(&mut merged.session).third_party);
    assert_eq!(passage(&mut merged.session).text, "The neighbour said more.");
    let answer = |s: &Session| s.discussions.iter().flat_map(|d| &d.answers).next().unwrap().id;
    let id = answer(&base);
    let set = |s: &mut Session, to: Destination| {
        s.discussions
            .iter_mut()
            .flat_map(|d| &mut d.answers)
            .find(|a| a.id == id)
            .unwrap()
            .destination = to;
    };
    for (a, b, wins) in [
        (Destination::ChildFile, Destination::StaffFile, Destination::StaffFile),
        (Destination::TheTwoDecide, Destination::StaffFile, Destination::TheTwoDecide),
        (Destination::ChildFile, Destination::TheTwoDecide, Destination::TheTwoDecide),
    ] {
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        set(&mut mine, a);
        set(&mut theirs, b);
        for merged in [join(None, &mine, &theirs), join(None, &theirs, &mine)] {
            let got =
                merged.session.discussions.iter().flat_map(|d| &d.answers).find(|a| a.id == id);
            assert_eq!(got.unwrap().destination, wins);
            assert!(merged.clashes.is_empty());
        }
    }
}

#[test]
fn removed_here_and_changed_there_is_a_clash() {
    let base = small();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    let gone = one(&mut mine).answers.remove(0);
    one(&mut theirs).answers[0].contributions[0].text = "Changed meanwhile.".into();
    let mut merged = join(Some(&base), &mine, &theirs);
    assert_eq!(merged.clashes.len(), 1);
    assert_eq!(merged.clashes[0].owner, gone.id);
    assert!(merged.clashes[0].mine.is_empty());
    assert!(merged.clashes[0].theirs.contains("Changed meanwhile."));
    let has = |m: &Merged| {
        m.session.discussions.iter().any(|d| d.answers.iter().any(|a| a.id == gone.id))
    };
    assert!(has(&merged), "kept until somebody chooses");
    merged.settle(0, Keep::Mine).unwrap();
    assert!(!has(&merged));
    merged.settle(0, Keep::Theirs).unwrap();
    assert!(has(&merged));
    assert!(merge(None, &mine, &Session::new(Ulid(3), mine.date, at()), BY, at()).is_err());
}

/// Both finalised the same page, each with words of its own.
fn two_finals() -> (Session, Session, Session, Ulid) {
    let base = small();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    for (s, words) in [(&mut mine, "What I wrote."), (&mut theirs, "What they wrote.")] {
        passage(s).text = words.into();
        let d = one(s);
        let page = d.filing[0].child;
        d.finalise(page, BY, at()).unwrap();
    }
    let id = one(&mut mine).id;
    (base, mine, theirs, id)
}

#[test]
fn of_two_finalised_notes_a_person_says_which_stands() {
    let (base, mine, theirs, id) = two_finals();
    for base in [None, Some(&base)] {
        for (keep, stands, gives, words) in [
            (Keep::Mine, &mine, &theirs, "What they wrote."),
            (Keep::Theirs, &theirs, &mine, "What I wrote."),
        ] {
            let mut merged = join(base, &mine, &theirs);
            assert!(merged.has_two_finals() && merged.unsettled() > 0);
            let asked = &merged.clashes[0];
            assert!(asked.mine.contains("What I wrote."), "{}", asked.mine);
            assert!(asked.theirs.contains("What they wrote.") && !asked.can_keep_both);
            assert!(merged.settle(0, Keep::Both).is_err());
            // Chosen, thought better of, and chosen again.
            merged.settle(0, if keep == Keep::Mine { Keep::Theirs } else { Keep::Mine }).unwrap();
            merged.settle(0, keep).unwrap();
            assert_eq!(merged.clashes[0].kept, Some(keep));
            for n in 1..merged.clashes.len() {
                merged.settle(n, keep).unwrap();
            }
            assert_eq!(merged.unsettled(), 0);
            assert!(keeps_what_is_final(stands, &merged.session).is_ok());
            assert_eq!(keeps_what_is_final(gives, &merged.session), Err(vec![id]));
            let proposed = &merged.session.discussion(id).unwrap().amendments;
            let found = proposed.iter().find(|a| a.text.contains(words)).unwrap();
            assert_eq!((found.added, merged.proposed), (Added::Proposed, proposed.len()));
        }
    }
}

#[test]
fn finalised_twice_in_the_same_words_asks_nobody() {
    let (_, mine, mut theirs, _) = two_finals();
    theirs.clone_from(&mine);
    one(&mut theirs).filing[0].finalised = Some(at() - chrono::Duration::hours(1));
    for (a, b) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = join(None, a, b);
        assert!(merged.clashes.is_empty() && !merged.has_two_finals());
        assert!(keeps_what_is_final(&theirs, &merged.session).is_ok(), "the earlier stands");
    }
}

#[test]
fn what_somebody_sent_does_not_outrank_what_was_finalised_here() {
    let (_, mine, mut theirs, id) = two_finals();
    theirs.came = Some(Came { from: Ulid(9), name: String::new(), errand: Errand::Note, at: at() });
    let page = &mut one(&mut theirs).filing[0];
    page.state = FilingState::Agreed;
    page.finalised = Some(at() - chrono::Duration::days(900));
    for (a, b) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = join(None, a, b);
        assert!(merged.has_two_finals(), "and somebody is asked");
        assert!(keeps_what_is_final(&mine, &merged.session).is_ok());
        let state = merged.session.discussion(id).unwrap().filing[0].state;
        assert_eq!(state, FilingState::Finalised);
    }
}

#[test]
fn notes_of_two_meetings_that_differ_cannot_both_stand() {
    // Each finalised another discussion, and one put somebody on the list.
    let base = small();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.people.push(Person { id: Ulid(55), name: "Newcomer".into(), ..base.people[0].clone() });
    for (s, n) in [(&mut mine, 0), (&mut theirs, 1)] {
        let page = s.discussions[n].filing[0].child;
        s.discussions[n].finalise(page, BY, at()).unwrap();
    }
    let mut merged = join(Some(&base), &mine, &theirs);
    assert!(merged.has_two_finals());
    merged.settle(0, Keep::Theirs).unwrap();
    assert!(keeps_what_is_final(&theirs, &merged.session).is_ok());
    merged.settle(0, Keep::Mine).unwrap();
    assert!(keeps_what_is_final(&mine, &merged.session).is_ok());
}

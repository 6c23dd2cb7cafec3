//! Two people, two vaults: cards, a preparation, a note, an answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use thinkwheel::record::{self, Errand, FilingState, Role, Session, ShareError, Stance, agreed};
use thinkwheel::vault::{
    Access, AgreementCheck, BundleError, SaveError, SecretString, Vault, VaultError,
};
use ulid::Ulid;
use vault_common::{
    ADA, Bench, KIT, NELL, PASSPHRASE, Two, amend, d, decision, finalise, meeting, only, stamp,
    state,
};

const NONE: Option<Ulid> = None;

/// Sam's meeting 1, its first discussion and both pages of the family final,
/// with his statement on the first.
fn finalised(sam: &mut Vault) -> Session {
    let mut s = meeting(1, sam.id(), ADA);
    finalise(&mut s, d(1, 1), Some(KIT));
    finalise(&mut s, d(1, 2), Some(KIT));
    finalise(&mut s, d(1, 2), Some(NELL));
    state(sam, &mut s, 71, (d(1, 1), Some(KIT)), sam.id(), Some(Stance::Agree));
    sam.publish(&s, &[], stamp(2)).unwrap();
    s
}

fn send(from: &Vault, to: &Vault, errand: Errand, s: &Session, what: &[Ulid]) -> Vec<u8> {
    from.bundle(to.id(), errand, s, what, NONE, stamp(3)).unwrap().bytes
}

#[test]
fn cards_are_exchanged_and_nobody_takes_anothers_place() {
    let (two, mut sam, ada) = Two::new();
    let people = sam.people();
    assert_eq!(people.len(), 1);
    assert_eq!((people[0].id, people[0].person()), (ada.id(), ADA));
    assert_eq!(people[0].name, "Ada Quill");
    assert_eq!(people[0].fingerprint, ada.owner_fingerprint());
    // Their own card, a card changed by one byte, a stranger's with her id.
    let own = sam.card().unwrap();
    assert!(matches!(sam.add_person(own.as_bytes(), NONE, stamp(1)), Err(VaultError::Refused(_))));
    let card = ada.card().unwrap();
    for at in (0..card.len()).step_by(7) {
        let mut bytes = card.clone().into_bytes();
        bytes[at] ^= 2;
        assert!(sam.read_card(&bytes).is_err(), "byte {at}");
    }
    // As if she came with new keys: her vault's id over another's keys.
    let other = Bench::new();
    let stranger = other.create();
    assert!(sam.read_card(stranger.card().unwrap().as_bytes()).is_ok());
    let new_id =
        stranger.card().unwrap().replace(&stranger.id().to_string(), &ada.id().to_string());
    assert!(sam.read_card(new_id.as_bytes()).is_err(), "the signature binds the id");
    // The same person of the sessions cannot be two.
    let theirs = stranger.card().unwrap();
    assert!(sam.add_person(theirs.as_bytes(), Some(ADA), stamp(1)).is_err());
    sam.add_person(theirs.as_bytes(), NONE, stamp(1)).unwrap();
    assert_eq!(sam.people().len(), 2);
    let saved = finalised(&mut sam);
    drop(sam);
    // Kept, pinned, approved: the next opening knows them and finds no fault.
    let sam = two.sam.open();
    assert_eq!(sam.people().len(), 2);
    assert_eq!(sam.problems(), []);
    assert!(only(&sam, 1).0 == saved);
    assert_eq!(sam.persons_called("ada quill"), [], "she has a card already");
}

#[test]
fn a_preparation_comes_as_a_session_of_the_supervisors_own() {
    let (_two, mut sam, mut ada) = Two::new();
    // In Ada's vault she is herself, and Sam the person his card speaks of.
    let mut prepared = meeting(2, sam.id(), ada.id());
    prepared.bookmark.at_work = true;
    ada.publish(&prepared, &[], stamp(0)).unwrap();
    let bytes = send(&ada, &sam, Errand::Preparation, &prepared, &[d(2, 1)]);
    let received = sam.receive(&bytes, stamp(4)).unwrap();
    assert_eq!((received.from, received.errand), (ada.id(), Errand::Preparation));
    assert_eq!((received.session, received.beside), (Ulid(2), false));
    let (s, head) = only(&sam, 2);
    assert_eq!(s.came.as_ref().unwrap().from, ada.id());
    assert_eq!(s.in_role(Role::Supervisor).unwrap().id, sam.id());
    assert_eq!(s.in_role(Role::Practitioner).unwrap().id, ADA);
    // What was not chosen did not come: not the family, not what is personal.
    assert_eq!(s.discussions.len(), 1);
    assert!(!record::to_ron(&s).unwrap().contains("Nell"));
    assert!(!s.bookmark.at_work);

    // She thinks again: while nothing was changed here it follows the first.
    prepared.discussion_mut(d(2, 1)).unwrap().decisions.push(decision(0x99, "And school", &[]));
    let bytes = send(&ada, &sam, Errand::Preparation, &prepared, &[d(2, 1), d(2, 3)]);
    assert!(!sam.receive(&bytes, stamp(5)).unwrap().beside);
    let (mut s, head2) = only(&sam, 2);
    assert_ne!(head, head2);
    assert_eq!(s.discussions.len(), 2);
    assert_eq!(s.discussion(d(2, 1)).unwrap().decisions.len(), 2);

    // Sam writes on; what comes then stands beside, and nothing is lost.
    s.discussion_mut(d(2, 1)).unwrap().decisions.push(decision(0x98, "Sam's own", &[]));
    sam.publish(&s, &[head2], stamp(6)).unwrap();
    let bytes = send(&ada, &sam, Errand::Preparation, &prepared, &[d(2, 2)]);
    assert!(sam.receive(&bytes, stamp(7)).unwrap().beside);
    assert_eq!(sam.sessions().iter().find(|x| x.id == Ulid(2)).unwrap().heads.len(), 2);
    assert_eq!(sam.problems(), []);
}

#[test]
fn a_note_is_kept_read_only_answered_and_the_answer_is_put_in() {
    let (two, mut sam, mut ada) = Two::new();
    let s = finalised(&mut sam);
    let bytes = send(&sam, &ada, Errand::Note, &s, &[d(1, 1)]);
    let received = ada.receive(&bytes, stamp(4)).unwrap();
    assert_eq!(received.what, "1 note");
    let (mut hers, head) = only(&ada, 1);
    assert_eq!(ada.problems(), []);
    // The words are the same in both vaults, though people's ids are not.
    assert_eq!(hers.in_role(Role::Practitioner).unwrap().id, ada.id());
    let words = |s: &Session| agreed::canonical(s, d(1, 1), Some(KIT)).unwrap();
    assert_eq!(words(&hers), words(&s));
    assert_eq!(ada.check_agreements(&hers), [(Ulid(71), AgreementCheck::Holds)]);
    // It is read-only for good.
    let mut changed = hers.clone();
    changed.discussion_mut(d(1, 1)).unwrap().decisions[0].text = "Kit goes home".into();
    let refused = ada.publish(&changed, std::slice::from_ref(&head), stamp(5));
    assert!(matches!(refused, Err(SaveError::FinalChanged)));

    // She disagrees with the decision and adds a word.
    let stance =
        Stance::Disagree { why: "too far away".into(), goes_to: "the head of service".into() };
    let me = ada.id();
    state(&ada, &mut hers, 72, (d(1, 1), Some(KIT)), me, Some(stance));
    amend(&mut hers, 73, d(1, 1), me, "Kit said so herself.");
    ada.publish(&hers, &[head], stamp(5)).unwrap();
    let bytes = send(&ada, &sam, Errand::Answer, &hers, &[d(1, 1)]);
    drop(sam);
    let mut sam = two.sam.open();
    let received = sam.receive(&bytes, stamp(6)).unwrap();
    assert_eq!(received.what, "1 statement and 1 amendment");
    let (answered, head) = only(&sam, 1);
    let there = answered.discussion(d(1, 1)).unwrap();
    assert_eq!(there.agreements.len(), 2);
    assert_eq!((there.agreements[1].person, there.amendments[0].by), (ADA, ADA));
    assert_eq!(there.filing[0].state, FilingState::Finalised, "she does not agree");
    assert_eq!(there.decisions[0].text, "Kit stays with her aunt");
    let all: Vec<AgreementCheck> =
        sam.check_agreements(&answered).into_iter().map(|(_, check)| check).collect();
    assert_eq!(all, [AgreementCheck::Holds, AgreementCheck::Holds]);
    assert_eq!(sam.problems(), []);
    // What she said can be neither dropped nor turned round by anybody here.
    for spoil in [
        |s: &mut Session| {
            s.discussion_mut(d(1, 1)).unwrap().agreements.pop();
        },
        |s: &mut Session| {
            s.discussion_mut(d(1, 1)).unwrap().agreements[1].stance = Some(Stance::Agree);
        },
        |s: &mut Session| {
            s.discussion_mut(d(1, 1)).unwrap().amendments.clear();
        },
        |s: &mut Session| {
            s.discussion_mut(d(1, 1)).unwrap().filing[0].finalised = Some(stamp(0));
        },
    ] {
        let mut spoilt = answered.clone();
        spoil(&mut spoilt);
        let refused = sam.publish(&spoilt, std::slice::from_ref(&head), stamp(7));
        assert!(matches!(refused, Err(SaveError::FinalChanged)));
    }
    // The same answer once more, from a replayed file or a fresh bundle.
    assert!(matches!(sam.receive(&bytes, stamp(8)), Err(BundleError::ReceivedBefore)));
    let fresh = send(&ada, &sam, Errand::Answer, &hers, &[d(1, 1)]);
    assert!(matches!(sam.receive(&fresh, stamp(8)), Err(BundleError::ReceivedBefore)));
    drop(sam);
    let mut sam = two.sam.open();
    assert!(matches!(sam.receive(&bytes, stamp(9)), Err(BundleError::ReceivedBefore)));
}

#[test]
fn both_agree_and_the_page_is_agreed() {
    let (_two, mut sam, mut ada) = Two::new();
    let s = finalised(&mut sam);
    ada.receive(&send(&sam, &ada, Errand::Note, &s, &[d(1, 1)]), stamp(4)).unwrap();
    let (mut hers, head) = only(&ada, 1);
    state(&ada, &mut hers, 72, (d(1, 1), Some(KIT)), ada.id(), None);
    assert_eq!(hers.discussion(d(1, 1)).unwrap().filing[0].state, FilingState::Agreed);
    ada.publish(&hers, &[head], stamp(5)).unwrap();
    sam.receive(&send(&ada, &sam, Errand::Answer, &hers, &[d(1, 1)]), stamp(6)).unwrap();
    let (answered, _) = only(&sam, 1);
    assert_eq!(answered.discussion(d(1, 1)).unwrap().filing[0].state, FilingState::Agreed);
    assert_eq!(answered.discussion(d(1, 2)).unwrap().filing[0].state, FilingState::Finalised);
}

#[test]
fn of_a_family_one_childs_page_goes_and_nothing_of_the_other() {
    let (_two, mut sam, mut ada) = Two::new();
    let s = finalised(&mut sam);
    let kit = sam.bundle(ada.id(), Errand::Note, &s, &[d(1, 2)], Some(KIT), stamp(3)).unwrap();
    ada.receive(&kit.bytes, stamp(4)).unwrap();
    let (mut hers, head) = only(&ada, 1);
    let text = record::to_ron(&hers).unwrap();
    for not in ["Nell", "changes school", "tired", "takes leave", "aunt"] {
        assert!(!text.contains(not), "{not} came too");
    }
    assert!(text.contains("dentist") && text.contains("Both go"));
    let page = (d(1, 2), Some(KIT));
    let words = |s: &Session| agreed::canonical(s, page.0, page.1).unwrap();
    assert_eq!(words(&hers), words(&s));
    // She agrees to that page, and her answer fits the record it came from.
    state(&ada, &mut hers, 72, page, ada.id(), None);
    ada.publish(&hers, &[head], stamp(5)).unwrap();
    sam.receive(&send(&ada, &sam, Errand::Answer, &hers, &[d(1, 2)]), stamp(6)).unwrap();
    let (answered, _) = only(&sam, 1);
    assert_eq!(sam.check_agreements(&answered).len(), 2);
    assert_eq!(sam.problems(), []);
    // The other child's page may follow later: one note of both, with what she
    // said of the first.
    let nell = sam.bundle(ada.id(), Errand::Note, &s, &[d(1, 2)], Some(NELL), stamp(7)).unwrap();
    let received = ada.receive(&nell.bytes, stamp(8)).unwrap();
    assert_eq!(received.what, "1 note");
    assert!(!received.beside);
    let (hers, _) = only(&ada, 1);
    let text = record::to_ron(&hers).unwrap();
    assert!(text.contains("dentist") && text.contains("tired"));
    let holds = AgreementCheck::Holds;
    assert_eq!(ada.check_agreements(&hers), [(Ulid(72), holds)]);
    assert_eq!(ada.problems(), []);
}

#[test]
fn of_a_family_both_pages_make_one_note() {
    for (first, second) in [(KIT, NELL), (NELL, KIT)] {
        let (_two, mut sam, mut ada) = Two::new();
        let mut s = finalised(&mut sam);
        state(&sam, &mut s, 75, (d(1, 2), Some(KIT)), sam.id(), None);
        for (n, child) in [first, second].into_iter().enumerate() {
            let page = sam.bundle(ada.id(), Errand::Note, &s, &[d(1, 2)], Some(child), stamp(3));
            let received = ada.receive(&page.unwrap().bytes, stamp(4)).unwrap();
            assert_eq!((received.what.as_str(), received.beside), ("1 note", false), "{n}");
        }
        let (hers, _) = only(&ada, 1);
        let text = record::to_ron(&hers).unwrap();
        assert!(text.contains("dentist") && text.contains("tired"));
        for child in [KIT, NELL] {
            let words = |s: &Session| agreed::canonical(s, d(1, 2), Some(child)).unwrap();
            assert_eq!(words(&hers), words(&s));
        }
        assert_eq!(ada.check_agreements(&hers), [(Ulid(75), AgreementCheck::Holds)]);
        assert_eq!(hers.children.len(), 2);
        assert_eq!(ada.problems(), []);
    }
}

#[test]
fn what_is_not_there_or_not_final_does_not_go() {
    let (_two, mut sam, ada) = Two::new();
    let mut s = meeting(1, sam.id(), ADA);
    let to = ada.id();
    let tried = |s: &Session, errand, what: &[Ulid], child| {
        sam.bundle(to, errand, s, what, child, stamp(3)).map(|_| ())
    };
    let nothing = |r: Result<(), BundleError>, why| {
        assert!(matches!(r, Err(BundleError::Nothing(w)) if w == why));
    };
    nothing(tried(&s, Errand::Note, &[d(1, 1)], NONE), ShareError::NotFinal);
    finalise(&mut s, d(1, 2), Some(KIT));
    nothing(tried(&s, Errand::Note, &[d(1, 2)], NONE), ShareError::NotFinal);
    nothing(tried(&s, Errand::Note, &[d(1, 2)], Some(NELL)), ShareError::NotFinal);
    assert!(tried(&s, Errand::Note, &[d(1, 2)], Some(KIT)).is_ok());
    nothing(tried(&s, Errand::Note, &[], NONE), ShareError::NoSuchDiscussion);
    nothing(tried(&s, Errand::Cover, &[Ulid(1)], NONE), ShareError::NoSuchDiscussion);
    nothing(tried(&s, Errand::Note, &[d(1, 1)], Some(NELL)), ShareError::NoSuchChild);
    nothing(tried(&s, Errand::Answer, &[d(1, 2)], NONE), ShareError::NothingToSay);
    nothing(tried(&s, Errand::Cover, &[d(1, 2)], Some(KIT)), ShareError::WholeOnly);
    let nobody = sam.bundle(Ulid(5), Errand::Note, &s, &[d(1, 2)], NONE, stamp(3));
    assert!(matches!(nobody, Err(BundleError::NoSuchPerson)));
    s.people.remove(1);
    let refused = tried(&s, Errand::Note, &[d(1, 2)], Some(KIT));
    assert!(matches!(refused, Err(BundleError::NotInSession)));
    sam.publish(&s, &[], stamp(4)).unwrap();
}

#[test]
fn bundles_for_others_by_others_or_changed_are_refused_and_change_nothing() {
    let (two, mut sam, mut ada) = Two::new();
    let s = finalised(&mut sam);
    let bytes = send(&sam, &ada, Errand::Note, &s, &[d(1, 1)]);
    // For somebody else: he cannot even open it.
    let other = Bench::new();
    let mut stranger = other.create();
    assert!(matches!(stranger.receive(&bytes, stamp(4)), Err(BundleError::NotForHere)));
    assert!(matches!(stranger.receive(b"words", stamp(4)), Err(BundleError::NotForHere)));
    // One's own.
    assert!(matches!(sam.receive(&bytes, stamp(4)), Err(BundleError::OwnBundle)));
    // By somebody unknown: he has her card, she has not his.
    stranger.add_person(ada.card().unwrap().as_bytes(), NONE, stamp(1)).unwrap();
    let theirs = meeting(1, stranger.id(), ada.id());
    let forged = send(&stranger, &ada, Errand::Cover, &theirs, &[d(1, 1)]);
    let Err(BundleError::UnknownSender { fingerprint }) = ada.receive(&forged, stamp(4)) else {
        panic!("taken")
    };
    assert_eq!(fingerprint, stranger.owner_fingerprint());
    // Changed or cut on the way.
    for at in (0..bytes.len()).step_by(211) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(ada.receive(&changed, stamp(4)).is_err(), "byte {at}");
        assert!(ada.receive(&bytes[..at], stamp(4)).is_err(), "cut at {at}");
    }
    assert_eq!(ada.sessions().len(), 0);
    assert_eq!(two.ada.generations().len(), 0);
    // Whoever only reads takes nothing in.
    drop(ada);
    let pass = SecretString::from(PASSPHRASE);
    let mut reader = Vault::open(&two.ada.paths, &pass, Access::Read).unwrap();
    assert!(matches!(
        reader.receive(&bytes, stamp(4)),
        Err(BundleError::Vault(VaultError::ReadOnly))
    ));
    drop(reader);
    two.ada.open().receive(&bytes, stamp(4)).unwrap();
}

#[test]
fn an_answer_that_is_not_the_senders_own_or_over_other_words_is_refused_whole() {
    let (_two, mut sam, mut ada) = Two::new();
    let s = finalised(&mut sam);
    ada.receive(&send(&sam, &ada, Errand::Note, &s, &[d(1, 1)]), stamp(4)).unwrap();
    let (hers, _) = only(&ada, 1);
    let me = ada.id();
    let page = (d(1, 1), Some(KIT));
    let refused = |sam: &mut Vault, s: &Session| {
        let bytes = send(&ada, sam, Errand::Answer, s, &[d(1, 1)]);
        assert!(matches!(sam.receive(&bytes, stamp(6)), Err(BundleError::NotAllowed { .. })));
        assert_eq!(only(sam, 1).0.discussion(d(1, 1)).unwrap().agreements.len(), 1);
    };
    // Over other words than those that stand here.
    let mut other = hers.clone();
    other.discussion_mut(d(1, 1)).unwrap().decisions[0].text = "Kit goes home".into();
    state(&ada, &mut other, 72, page, me, None);
    refused(&mut sam, &other);
    // Signed, and turned round afterwards.
    let mut turned = hers.clone();
    state(&ada, &mut turned, 72, page, me, None);
    turned.discussion_mut(d(1, 1)).unwrap().agreements[1].stance = Some(Stance::Agree);
    refused(&mut sam, &turned);
    // Not signed at all.
    let mut unsigned = hers.clone();
    state(&ada, &mut unsigned, 72, page, me, None);
    unsigned.discussion_mut(d(1, 1)).unwrap().agreements[1].signature.clear();
    refused(&mut sam, &unsigned);
    // Under an id that is taken here.
    let mut taken = hers.clone();
    state(&ada, &mut taken, 71, page, me, None);
    refused(&mut sam, &taken);
    // To a session and a discussion that are not here; to a note still open.
    let mut elsewhere = meeting(9, sam.id(), me);
    finalise(&mut elsewhere, d(9, 1), Some(KIT));
    state(&ada, &mut elsewhere, 74, (d(9, 1), Some(KIT)), me, None);
    let bytes = send(&ada, &sam, Errand::Answer, &elsewhere, &[d(9, 1)]);
    assert!(matches!(sam.receive(&bytes, stamp(6)), Err(BundleError::NotAllowed { .. })));
    // An amendment to something else.
    let mut astray = hers.clone();
    amend(&mut astray, 75, d(1, 1), me, "words");
    astray.discussion_mut(d(1, 1)).unwrap().amendments[0].amends = Ulid(0xabc);
    refused(&mut sam, &astray);
    // And the right one goes in after all that.
    let mut right = hers;
    state(&ada, &mut right, 76, page, me, None);
    let bytes = send(&ada, &sam, Errand::Answer, &right, &[d(1, 1)]);
    sam.receive(&bytes, stamp(7)).unwrap();
}

#[test]
fn a_session_is_covered_by_another_supervisor() {
    let (_two, mut sam, mut bea) = Two::new();
    let mut s = meeting(1, sam.id(), Ulid(0xbea));
    finalise(&mut s, d(1, 1), Some(KIT));
    state(&sam, &mut s, 71, (d(1, 1), Some(KIT)), sam.id(), None);
    sam.publish(&s, &[], stamp(2)).unwrap();
    let bytes = send(&sam, &bea, Errand::Cover, &s, &[d(1, 1), d(1, 2)]);
    bea.receive(&bytes, stamp(4)).unwrap();
    let (mut taken, head) = only(&bea, 1);
    assert_eq!(taken.discussions.len(), 2);
    assert_eq!(bea.problems(), []);
    // What is open can be written on; what was final stays.
    taken.discussion_mut(d(1, 2)).unwrap().decisions[0].text = "Kit saw the dentist".into();
    let head = bea.publish(&taken, &[head], stamp(5)).unwrap();
    taken.discussion_mut(d(1, 1)).unwrap().decisions[0].text = "changed".into();
    assert!(matches!(bea.publish(&taken, &[head], stamp(6)), Err(SaveError::FinalChanged)));
}

//! An honest year between two vaults: what is sent back and forth follows what
//! was there, and what somebody stood behind stays.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use thinkwheel::record::{
    self, Accuracy, Added, Agreement, Errand, FilingState, Role, Sent, Session, Stance, agreed,
};
use thinkwheel::vault::{AgreementCheck, BundleError, SecretString, Vault, VaultError, verify};
use ulid::Ulid;
use vault_common::{
    ADA, Bench, KIT, NELL, PASSPHRASE, Two, amend, d, decision, finalise, meeting, only, stamp,
    state,
};

const NONE: Option<Ulid> = None;
const PAGE: (Ulid, Option<Ulid>) = (Ulid(1 << 32 | 1 << 8), Some(KIT));

fn send(from: &Vault, to: &Vault, errand: Errand, s: &Session, what: &[Ulid]) -> Vec<u8> {
    from.bundle(to.id(), errand, s, what, NONE, stamp(3)).unwrap().bytes
}

/// Sam's finalised note of one child in Ada's vault too.
fn noted() -> (Two, Vault, Vault, Session) {
    let (two, mut sam, mut ada) = Two::new();
    let mut s = meeting(1, sam.id(), ADA);
    finalise(&mut s, PAGE.0, PAGE.1);
    sam.publish(&s, &[], stamp(2)).unwrap();
    ada.receive(&send(&sam, &ada, Errand::Note, &s, &[PAGE.0]), stamp(4)).unwrap();
    (two, sam, ada, s)
}

/// Ada disagrees, in her own vault, and answers.
fn dissent(ada: &mut Vault, sam: &Vault) -> Vec<u8> {
    let (mut hers, head) = only(ada, 1);
    let stance = Stance::Disagree { why: "too far away".into(), goes_to: "the service".into() };
    let me = ada.id();
    state(ada, &mut hers, 72, PAGE, me, Some(stance));
    ada.publish(&hers, &[head], stamp(5)).unwrap();
    send(ada, sam, Errand::Answer, &hers, &[PAGE.0])
}

fn statement(s: &Session, id: u128) -> &Agreement {
    s.discussion(PAGE.0).unwrap().agreements.iter().find(|a| a.id == Ulid(id)).unwrap()
}

fn assert_intact(bench: &Bench) {
    let pass = SecretString::from(PASSPHRASE);
    assert!(!verify(&bench.paths, Some(&pass)).unwrap().found_trouble());
}

#[test]
fn a_statement_cannot_be_rectified_away() {
    let (two, mut sam, mut ada, _) = noted();
    let answer = dissent(&mut ada, &sam);
    sam.receive(&answer, stamp(6)).unwrap();
    let (mut s, head) = only(&sam, 1);
    let own = sam.id();
    state(&sam, &mut s, 71, PAGE, own, Some(Stance::Agree));
    sam.publish(&s, &[head], stamp(7)).unwrap();
    // Nothing in it but where somebody stands: it is refused by name.
    let refused = sam.rectify(Ulid(1), &[Ulid(71)], "why", "me", own, stamp(8));
    let Err(VaultError::Refused(words)) = refused else { panic!("removed") };
    assert!(words.contains("somebody's statement"));
    // Of hers only the reasons can go; that she does not agree stays.
    sam.rectify(Ulid(1), &[Ulid(72)], "names a child", "the council", own, stamp(8)).unwrap();
    let (s, _) = only(&sam, 1);
    let left = statement(&s, 72);
    assert_eq!((left.person, left.at), (ADA, stamp(2)));
    assert!(left.is_made() && left.struck.is_some() && left.words.is_empty());
    assert!(left.accuracy == Accuracy::Accurate);
    assert!(left.stance == Some(Stance::Disagree { why: String::new(), goes_to: String::new() }));
    assert_eq!(s.discussion(PAGE.0).unwrap().filing[0].state, FilingState::Finalised);
    let again = sam.rectify(Ulid(1), &[Ulid(72)], "why", "me", own, stamp(9));
    assert!(matches!(again, Err(VaultError::Refused(_))));
    drop(sam);
    assert_eq!(only(&two.sam.open(), 1).0.discussion(PAGE.0).unwrap().agreements.len(), 2);
}

/// Ada prepares in her vault, sends one discussion, and puts down that she did.
fn prepared(ada: &mut Vault, sam: &mut Vault) -> Session {
    let mut s = meeting(1, sam.id(), ada.id());
    ada.publish(&s, &[], stamp(0)).unwrap();
    let bytes = send(ada, sam, Errand::Preparation, &s, &[PAGE.0]);
    let (_, head) = only(ada, 1);
    s.discussion_mut(PAGE.0).unwrap().sent.push(Sent {
        id: Ulid(90),
        to: sam.id(),
        child: None,
        digest: String::new(),
        at: stamp(3),
    });
    ada.publish(&s, &[head], stamp(3)).unwrap();
    sam.receive(&bytes, stamp(4)).unwrap();
    s
}

/// Sam changes a word of what was prepared, finalises it and sends the note.
fn held(sam: &mut Vault, ada: &Vault) -> (Session, Vec<u8>) {
    let (mut s, head) = only(sam, 1);
    let decisions = &mut s.discussion_mut(PAGE.0).unwrap().decisions;
    decisions[0].text = "Kit stays with her aunt until May".into();
    decisions.push(decision(0x99, "The school is told", &[]));
    finalise(&mut s, PAGE.0, PAGE.1);
    sam.publish(&s, &[head], stamp(5)).unwrap();
    let bytes = send(sam, ada, Errand::Note, &s, &[PAGE.0]);
    (s, bytes)
}

#[test]
fn a_note_follows_the_preparation_it_was_made_of_and_is_answered() {
    let (two, mut sam, mut ada) = Two::new();
    let before = prepared(&mut ada, &mut sam);
    let (his, note) = held(&mut sam, &ada);
    let received = ada.receive(&note, stamp(6)).unwrap();
    assert_eq!((received.beside, received.proposed), (false, 0));
    let (mut hers, head) = only(&ada, 1);
    let words = |s: &Session| agreed::canonical(s, PAGE.0, PAGE.1).unwrap();
    assert_eq!(words(&hers), words(&his));
    // What she did not send is as she wrote it.
    for other in [d(1, 2), d(1, 3)] {
        assert!(hers.discussion(other) == before.discussion(other));
    }
    assert_eq!(hers.children.len(), 2);
    state(&ada, &mut hers, 72, PAGE, ada.id(), Some(Stance::Agree));
    ada.publish(&hers, &[head], stamp(7)).unwrap();
    let answer = send(&ada, &sam, Errand::Answer, &hers, &[PAGE.0]);
    sam.receive(&answer, stamp(8)).unwrap();
    let (answered, _) = only(&sam, 1);
    assert_eq!(sam.check_agreements(&answered), [(Ulid(72), AgreementCheck::Holds)]);
    // Both stand as they are, and the note sent once more adds to the one here.
    let (mut s, head) = only(&sam, 1);
    amend(&mut s, 73, PAGE.0, sam.id(), "The school rang.");
    sam.publish(&s, &[head], stamp(9)).unwrap();
    let again = ada.receive(&send(&sam, &ada, Errand::Note, &s, &[PAGE.0]), stamp(10)).unwrap();
    assert!(!again.beside);
    let (hers, _) = only(&ada, 1);
    assert_eq!(hers.discussion(PAGE.0).unwrap().amendments.len(), 1);
    assert_eq!(hers.discussion(PAGE.0).unwrap().agreements.len(), 1);
    drop((sam, ada));
    assert_intact(&two.sam);
    assert_intact(&two.ada);
}

#[test]
fn what_she_wrote_on_since_she_sent_it_becomes_a_proposal_and_is_not_lost() {
    let (_two, mut sam, mut ada) = Two::new();
    prepared(&mut ada, &mut sam);
    let (mut s, head) = only(&ada, 1);
    s.discussion_mut(PAGE.0).unwrap().decisions[0].text = "Kit goes to her gran".into();
    ada.publish(&s, &[head], stamp(4)).unwrap();
    let (his, note) = held(&mut sam, &ada);
    let received = ada.receive(&note, stamp(6)).unwrap();
    assert!(!received.beside && received.proposed > 0);
    let (hers, _) = only(&ada, 1);
    let words = |s: &Session| agreed::canonical(s, PAGE.0, PAGE.1).unwrap();
    assert_eq!(words(&hers), words(&his));
    let mut proposals = hers.discussion(PAGE.0).unwrap().amendments.iter();
    assert!(proposals.any(|a| a.added == Added::Proposed && a.text.contains("gran")));
}

#[test]
fn a_note_does_not_take_the_place_of_what_was_not_sent() {
    let (_two, mut sam, mut ada) = Two::new();
    prepared(&mut ada, &mut sam);
    // Sam's note claims a discussion that she kept for herself.
    let (mut s, _) = only(&sam, 1);
    let mut other = meeting(1, sam.id(), ADA);
    finalise(&mut other, d(1, 2), Some(KIT));
    finalise(&mut other, d(1, 2), Some(NELL));
    s.discussions.push(other.discussion(d(1, 2)).unwrap().clone());
    s.children = other.children.clone();
    let bytes = send(&sam, &ada, Errand::Note, &s, &[d(1, 2)]);
    let before = only(&ada, 1);
    let received = ada.receive(&bytes, stamp(6));
    assert!(received.is_err() || received.is_ok_and(|r| r.beside));
    assert!(ada.load(&before.1).unwrap() == before.0);
}

const SECRET: Ulid = Ulid(0xcafe);

/// Sam's note with words that must not be there, sent, and put down as sent.
fn with_words_to_go() -> (Two, Vault, Vault) {
    let (two, mut sam, mut ada) = Two::new();
    let mut s = meeting(1, sam.id(), ADA);
    s.discussions[0].decisions.push(decision(SECRET.0, "The Heron boy told us", &[]));
    finalise(&mut s, PAGE.0, PAGE.1);
    let head = sam.publish(&s, &[], stamp(2)).unwrap();
    ada.receive(&send(&sam, &ada, Errand::Note, &s, &[PAGE.0]), stamp(4)).unwrap();
    let (to, at) = (ada.id(), stamp(3));
    let sent = Sent { id: Ulid(91), to, child: None, digest: String::new(), at };
    s.discussion_mut(PAGE.0).unwrap().sent.push(sent);
    sam.publish(&s, &[head], stamp(4)).unwrap();
    (two, sam, ada)
}

fn take_out(sam: &mut Vault, entry: Ulid) -> Session {
    let by = sam.id();
    sam.rectify(Ulid(1), &[entry], "another family", "the council", by, stamp(6)).unwrap();
    only(sam, 1).0
}

#[test]
fn what_is_rectified_goes_from_the_copy_that_was_sent_too() {
    let (two, mut sam, mut ada) = with_words_to_go();
    let answer = dissent(&mut ada, &sam);
    let s = take_out(&mut sam, SECRET);
    let received = ada.receive(&send(&sam, &ada, Errand::Note, &s, &[PAGE.0]), stamp(7)).unwrap();
    assert!(!received.beside);
    assert_eq!(received.removed.len(), 1);
    assert_eq!((received.removed[0].by, received.removed[0].removed), (sam.id(), SECRET));
    let (hers, _) = only(&ada, 1);
    assert!(!record::to_ron(&hers).unwrap().contains("Heron"));
    // What she said of it stays, and says that it was about other words.
    let own = statement(&hers, 72);
    assert!(own.struck.is_some() && matches!(own.stance, Some(Stance::Disagree { .. })));
    assert_eq!(ada.tombstones().len(), 1);
    assert_eq!(ada.problems(), []);
    // Her answer from before is taken in as about what stood before.
    let received = sam.receive(&answer, stamp(8)).unwrap();
    assert!(received.before_removal);
    let (answered, _) = only(&sam, 1);
    let there = statement(&answered, 72);
    assert!(there.is_made() && there.struck.is_some() && there.words.is_empty());
    assert!(!record::to_ron(&answered).unwrap().contains("Heron"));
    drop((sam, ada));
    assert_intact(&two.sam);
    assert_intact(&two.ada);
}

#[test]
fn nobody_removes_what_somebody_else_said() {
    let (_two, mut sam, mut ada) = with_words_to_go();
    dissent(&mut ada, &sam);
    let (mut hers, head) = only(&ada, 1);
    amend(&mut hers, 74, PAGE.0, ada.id(), "Kit said so herself.");
    ada.publish(&hers, &[head], stamp(5)).unwrap();
    let before = only(&ada, 1).0;
    // The whole discussion, with all she said of it.
    let s = take_out(&mut sam, PAGE.0);
    let mut anew = meeting(1, sam.id(), ADA).discussions.remove(0);
    anew.id = d(1, 7);
    anew.decisions = vec![decision(0x77, "Kit stays", &[])];
    let mut s = Session { discussions: vec![anew], ..s };
    finalise(&mut s, d(1, 7), PAGE.1);
    let sent =
        Sent { id: Ulid(92), to: ada.id(), child: None, digest: String::new(), at: stamp(3) };
    s.discussions[0].sent.push(sent);
    let received = ada.receive(&send(&sam, &ada, Errand::Note, &s, &[d(1, 7)]), stamp(7)).unwrap();
    assert_eq!(received.removed.len(), 0);
    assert_eq!(ada.tombstones().len(), 0);
    let there = |s: &Session| s.discussion(PAGE.0).cloned();
    let versions: Vec<_> = ada.sessions()[0].heads.iter().map(|h| h.generation.clone()).collect();
    assert!(versions.iter().any(|v| there(&ada.load(v).unwrap()) == there(&before)));
}

#[test]
fn a_session_that_was_covered_comes_back_as_its_note() {
    covered_and_back(Errand::Note);
}

#[test]
fn a_session_that_was_covered_comes_back_whole() {
    covered_and_back(Errand::Cover);
}

fn covered_and_back(errand: Errand) {
    let (two, mut sam, mut bea) = Two::new();
    // Bea is in Sam's cards, and not in this meeting.
    let mut s = meeting(1, sam.id(), Ulid(0x9ac));
    let head = sam.publish(&s, &[], stamp(2)).unwrap();
    let bytes = send(&sam, &bea, Errand::Cover, &s, &[PAGE.0]);
    let sent =
        Sent { id: Ulid(92), to: bea.id(), child: None, digest: String::new(), at: stamp(3) };
    s.discussion_mut(PAGE.0).unwrap().sent.push(sent);
    sam.publish(&s, &[head], stamp(3)).unwrap();
    bea.receive(&bytes, stamp(4)).unwrap();
    // Taking over she is named, and what she finalises says so.
    let (mut hers, head) = only(&bea, 1);
    assert_eq!(hers.person(bea.id()).map(|p| p.role), Some(Role::Supervisor));
    hers.discussion_mut(PAGE.0).unwrap().finalise(PAGE.1, bea.id(), stamp(5)).unwrap();
    bea.publish(&hers, &[head], stamp(5)).unwrap();
    let back = send(&bea, &sam, errand, &hers, &[PAGE.0]);
    assert!(!sam.receive(&back, stamp(6)).unwrap().beside);
    let (back, _) = only(&sam, 1);
    let page = &back.discussion(PAGE.0).unwrap().filing[0];
    assert_eq!((page.state, page.finalised_by), (FilingState::Finalised, Some(ADA)));
    assert!(back.person(ADA).is_some());
    assert!(back.discussion(d(1, 3)) == s.discussion(d(1, 3)), "what stayed here stays");
    drop((sam, bea));
    assert_intact(&two.sam);
    assert_intact(&two.ada);
}

#[test]
fn what_its_receiver_would_refuse_is_not_sent() {
    let (_two, sam, _bea) = Two::new();
    let mut s = meeting(1, sam.id(), ADA);
    s.discussion_mut(PAGE.0).unwrap().finalise(PAGE.1, Ulid(0xbad), stamp(1)).unwrap();
    let refused = sam.check_before_sending(Errand::Cover, &s, &[PAGE.0], NONE);
    assert!(matches!(refused, Err(BundleError::NotWhole { .. })));
}

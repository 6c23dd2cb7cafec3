//! Bundles by somebody whose card is here and who means no good: what they
//! may say is theirs, and nothing of anybody else's moves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use chrono::Duration;
use thinkwheel::record::{
    Accuracy, Agreement, Amendment, Errand, FilingState, Person, Role, Session, agreed,
};
use thinkwheel::vault::{AgreementCheck, BundleError, SaveError, Vault, VaultError};
use ulid::Ulid;
use vault_common::{
    ADA, Bench, KIT, NELL, Two, amend, d, decision, finalise, meeting, only, stamp, state,
};

const NONE: Option<Ulid> = None;
const BEA: Ulid = Ulid(0xbea);

fn send(from: &Vault, to: &Vault, errand: Errand, s: &Session, what: &[Ulid]) -> Vec<u8> {
    from.bundle(to.id(), errand, s, what, NONE, stamp(3)).unwrap().bytes
}

/// A statement as somebody says it was made, with no key.
fn claimed(s: &Session, id: u128, person: Ulid, recorded_by: Option<Ulid>) -> Agreement {
    let mut a = Agreement {
        id: Ulid(id),
        person,
        child: Some(KIT),
        accuracy: Accuracy::Accurate,
        stance: None,
        at: stamp(2),
        recorded_by,
        words: String::new(),
        signature: String::new(),
        struck: None,
    };
    a.words = agreed::words_to_sign(s, d(5, 1), &a).unwrap();
    a
}

/// Ada's note of a meeting that Sam's vault knows nothing of, with her own
/// statement, claimed to be agreed by both.
fn made_up(sam: &Vault, ada: &Vault) -> Session {
    let mut s = meeting(5, sam.id(), ada.id());
    let bea = Person { id: BEA, name: "Bea Stone".into(), ..s.people[0].clone() };
    s.people.push(Person { role: Role::Other, ..bea });
    s.discussion_mut(d(5, 1)).unwrap().finalise(Some(KIT), ada.id(), stamp(1)).unwrap();
    state(ada, &mut s, 71, (d(5, 1), Some(KIT)), ada.id(), None);
    s
}

fn with(s: &Session, a: Agreement) -> Session {
    let mut s = s.clone();
    let one = s.discussion_mut(d(5, 1)).unwrap();
    one.agreements.push(a);
    one.filing[0].state = FilingState::Agreed;
    s
}

fn refused(by: &Vault, at: &mut Vault, errand: Errand, s: &Session, what: &[Ulid]) -> String {
    let bytes = send(by, at, errand, s, what);
    let before = at.sessions().len();
    match at.receive(&bytes, stamp(6)) {
        Err(BundleError::NotAllowed { what }) => {
            assert_eq!(at.sessions().len(), before);
            what
        }
        other => panic!("taken in, or refused otherwise: {:?}", other.map(|_| ())),
    }
}

#[test]
fn nobody_says_anything_in_the_owners_name() {
    let (_two, mut sam, ada) = Two::new();
    let s = made_up(&sam, &ada);
    let me = sam.id();
    // Not signed, and said to be recorded by the owner, or by nobody.
    let by_me = with(&s, claimed(&s, 72, ada.id(), Some(me)));
    let by_nobody = with(&s, claimed(&s, 72, me, None));
    // Signed, with a key that is not the owner's.
    let mut hers = s.clone();
    state(&ada, &mut hers, 72, (d(5, 1), Some(KIT)), me, None);
    let mut finalised = s.clone();
    finalised.discussion_mut(d(5, 1)).unwrap().filing[0].finalised_by = Some(me);
    let mut added = s.clone();
    amend(&mut added, 73, d(5, 1), me, "I was wrong.");
    for errand in [Errand::Note, Errand::Cover] {
        for s in [&by_me, &by_nobody, &hers, &finalised, &added] {
            refused(&ada, &mut sam, errand, s, &[d(5, 1)]);
        }
    }
    assert_eq!(sam.problems(), []);
}

type Make = fn(&Vault, &Vault, &Session) -> Session;

#[test]
fn what_cannot_be_checked_makes_no_page_an_agreed_one() {
    let claims: [(&str, Make, usize); 4] = [
        (
            "removed, it says",
            |sam, _, s| {
                let mut a = claimed(s, 72, sam.id(), None);
                a.words.clear();
                a.struck = Some(Ulid(9));
                with(s, a)
            },
            1,
        ),
        // That may be; it is no word of the owner's.
        (
            "recorded by the sender",
            |sam, ada, s| with(s, claimed(s, 72, sam.id(), Some(ada.id()))),
            2,
        ),
        ("recorded by a third", |_, _, s| with(s, claimed(s, 72, BEA, Some(BEA))), 1),
        (
            "signed with a key nobody here knows",
            |sam, ada, s| {
                let mut s = s.clone();
                s.people[0].id = BEA;
                s.people[2].id = sam.id();
                s.discussion_mut(d(5, 1)).unwrap().agreements.clear();
                state(ada, &mut s, 71, (d(5, 1), Some(KIT)), ada.id(), None);
                let bench = Bench::new();
                state(&bench.create(), &mut s, 72, (d(5, 1), Some(KIT)), BEA, None);
                s
            },
            2,
        ),
    ];
    for (what, make, statements) in claims {
        let (_two, mut sam, ada) = Two::new();
        let s = make(&sam, &ada, &made_up(&sam, &ada));
        assert_eq!(s.discussion(d(5, 1)).unwrap().filing[0].state, FilingState::Agreed);
        sam.receive(&send(&ada, &sam, Errand::Note, &s, &[d(5, 1)]), stamp(6)).unwrap();
        let (mut there, head) = only(&sam, 5);
        let one = there.discussion(d(5, 1)).unwrap();
        assert_eq!(one.agreements.len(), statements, "{what}");
        assert_eq!(one.filing[0].state, FilingState::Finalised, "{what}");
        // Nor when it is saved again by somebody who asks no key.
        let people = there.people.clone();
        there.discussion_mut(d(5, 1)).unwrap().settle_agreement(&people);
        sam.publish(&there, &[head], stamp(7)).unwrap();
        let (there, _) = only(&sam, 5);
        let state = there.discussion(d(5, 1)).unwrap().filing[0].state;
        assert_eq!(state, FilingState::Finalised, "{what}");
    }
}

/// Sam's meeting 1 with one note final, at Ada's too.
fn shared() -> (Two, Vault, Vault, Session, Session) {
    let (two, mut sam, mut ada) = Two::new();
    let mut s = meeting(1, sam.id(), ADA);
    finalise(&mut s, d(1, 1), Some(KIT));
    sam.publish(&s, &[], stamp(2)).unwrap();
    ada.receive(&send(&sam, &ada, Errand::Note, &s, &[d(1, 1)]), stamp(4)).unwrap();
    let (hers, _) = only(&ada, 1);
    (two, sam, ada, s, hers)
}

#[test]
fn no_id_comes_to_stand_for_two_things() {
    let (_two, mut sam, ada, s, hers) = shared();
    let me = ada.id();
    let mine = s.discussion(d(1, 1)).unwrap().decisions[0].id;
    let other = s.discussion(d(1, 2)).unwrap();
    let ids = [
        mine,
        other.decisions[0].id,
        other.answers[0].contributions[0].id,
        d(1, 1),
        d(1, 2),
        s.id,
        KIT,
        NELL,
        ADA,
        sam.id(),
        Ulid::nil(),
    ];
    for id in ids {
        let mut spoilt = hers.clone();
        amend(&mut spoilt, id.0, d(1, 1), me, "words");
        refused(&ada, &mut sam, Errand::Answer, &spoilt, &[d(1, 1)]);
        let mut spoilt = hers.clone();
        state(&ada, &mut spoilt, id.0, (d(1, 1), Some(KIT)), me, None);
        refused(&ada, &mut sam, Errand::Answer, &spoilt, &[d(1, 1)]);
    }
    // A statement and an amendment under one new id.
    let mut spoilt = hers.clone();
    state(&ada, &mut spoilt, 72, (d(1, 1), Some(KIT)), me, None);
    amend(&mut spoilt, 72, d(1, 1), me, "words");
    refused(&ada, &mut sam, Errand::Answer, &spoilt, &[d(1, 1)]);
    assert!(only(&sam, 1).0 == s);
    // In what comes whole: twice in itself; for something else than it is here.
    let mut twice = meeting(6, sam.id(), me);
    let one = twice.discussion_mut(d(6, 1)).unwrap();
    one.decisions.push(one.decisions[0].clone());
    refused(&ada, &mut sam, Errand::Cover, &twice, &[d(6, 1)]);
    let mut over = meeting(1, sam.id(), me);
    amend(&mut over, other.decisions[0].id.0, d(1, 1), me, "words");
    refused(&ada, &mut sam, Errand::Cover, &over, &[d(1, 1)]);
    let mut over = meeting(7, sam.id(), me);
    over.discussion_mut(d(7, 1)).unwrap().decisions.push(decision(s.id.0, "words", &[]));
    refused(&ada, &mut sam, Errand::Cover, &over, &[d(7, 1)]);
    assert!(only(&sam, 1).0 == s);
}

#[test]
fn what_is_written_here_is_never_written_over() {
    let (_two, mut sam, mut ada, s, mut hers) = shared();
    let me = ada.id();
    // She answers, so that the version here is one that a bundle made.
    amend(&mut hers, 73, d(1, 1), me, "Kit said so herself.");
    sam.receive(&send(&ada, &sam, Errand::Answer, &hers, &[d(1, 1)]), stamp(5)).unwrap();
    let (answered, head) = only(&sam, 1);
    // What was in progress comes as hers: beside, whatever it is called.
    let mut other = meeting(1, sam.id(), me);
    other.discussion_mut(d(1, 2)).unwrap().decisions.truncate(1);
    other.discussion_mut(d(1, 2)).unwrap().decisions[0].text = "Kit sees nobody".into();
    for (n, errand) in [Errand::Preparation, Errand::Cover].into_iter().enumerate() {
        let bytes = send(&ada, &sam, errand, &other, &[d(1, 2)]);
        assert!(sam.receive(&bytes, stamp(6)).unwrap().beside);
        let heads = &sam.sessions()[0].heads;
        assert_eq!(heads.len(), 2, "{n}: hers follows hers");
        assert!(heads.iter().any(|h| h.generation == head));
        assert!(sam.load(&head).unwrap() == answered);
    }
    // A note that says something else than the one that is final here.
    let mut changed = meeting(1, sam.id(), me);
    changed.discussion_mut(d(1, 1)).unwrap().decisions[0].text = "Kit goes home".into();
    changed.discussion_mut(d(1, 1)).unwrap().finalise(Some(KIT), me, stamp(1)).unwrap();
    let why = refused(&ada, &mut sam, Errand::Note, &changed, &[d(1, 1)]);
    assert!(why.contains("final here"), "{why}");
    assert_eq!(sam.problems(), []);
    // Another sender's version follows nobody's but their own.
    let bench = Bench::new();
    let mut bea = bench.create();
    bea.add_person(ada.card().unwrap().as_bytes(), NONE, stamp(1)).unwrap();
    ada.add_person(bea.card().unwrap().as_bytes(), NONE, stamp(1)).unwrap();
    let mut cover = meeting(8, bea.id(), me);
    bea.publish(&cover, &[], stamp(1)).unwrap();
    ada.receive(&send(&bea, &ada, Errand::Cover, &cover, &[d(8, 1)]), stamp(2)).unwrap();
    let (_, first) = only(&ada, 8);
    cover.people[0].id = sam.id();
    cover.discussion_mut(d(8, 1)).unwrap().decisions[0].text = "Kit moves".into();
    let bytes = send(&sam, &ada, Errand::Cover, &cover, &[d(8, 1)]);
    assert!(ada.receive(&bytes, stamp(3)).unwrap().beside);
    let all = ada.sessions();
    let heads = &all.iter().find(|x| x.id == Ulid(8)).unwrap().heads;
    assert!(heads.iter().any(|h| h.generation == first));
    let _ = s;
}

type Spoil = fn(&mut Session);

#[test]
fn a_note_is_checked_as_any_record_is() {
    let (_two, mut sam, ada) = Two::new();
    let whole = made_up(&sam, &ada);
    let spoilt: [(&str, Spoil); 7] = [
        ("no time", |s| s.discussion_mut(d(5, 1)).unwrap().filing[0].finalised = None),
        ("another's page", |s| {
            let one = s.discussion_mut(d(5, 1)).unwrap();
            one.filing[0].child = Some(NELL);
            one.agreements.clear();
        }),
        ("a page twice", |s| {
            let one = s.discussion_mut(d(5, 1)).unwrap();
            one.filing.push(one.filing[0].clone());
        }),
        ("a decision twice", |s| {
            let one = s.discussion_mut(d(5, 1)).unwrap();
            one.decisions.push(one.decisions[0].clone());
            one.agreements.clear();
        }),
        ("a child of another discussion", |s| {
            let one = s.discussion_mut(d(5, 1)).unwrap();
            one.decisions[0].children = vec![Ulid(0xc9)];
            one.agreements.clear();
        }),
        ("two people in one", |s| s.people[2].id = s.people[0].id),
        ("an addition by nobody", |s| amend(s, 74, d(5, 1), Ulid(0xf00), "words")),
    ];
    for (what, spoil) in spoilt {
        let mut s = whole.clone();
        spoil(&mut s);
        let bytes = send(&ada, &sam, Errand::Note, &s, &[d(5, 1)]);
        let refused = matches!(sam.receive(&bytes, stamp(6)), Err(BundleError::NotAllowed { .. }));
        assert!(refused, "{what}");
    }
    // Two whose cards make them one here.
    let mut two_in_one = whole.clone();
    two_in_one.people[2].id = ADA;
    refused(&ada, &mut sam, Errand::Note, &two_in_one, &[d(5, 1)]);
    assert_eq!(sam.sessions().len(), 0);
    sam.receive(&send(&ada, &sam, Errand::Note, &whole, &[d(5, 1)]), stamp(6)).unwrap();
    assert_eq!(sam.problems(), []);
}

#[test]
fn what_is_added_is_measured_here() {
    let (_two, mut sam, ada, _, hers) = shared();
    let me = ada.id();
    let added = |change: &dyn Fn(&mut Amendment)| {
        let mut s = hers.clone();
        amend(&mut s, 73, d(1, 1), me, "Kit said so herself.");
        change(&mut s.discussion_mut(d(1, 1)).unwrap().amendments[0]);
        s
    };
    for s in [
        added(&|a| a.text = "x".repeat((64 << 10) + 1)),
        added(&|a| a.text = " \n".into()),
        added(&|a| a.written = stamp(1) - Duration::days(1)),
        added(&|a| a.written = stamp(6) + Duration::days(1)),
        // An id that stands in the discussion and is nothing one can add to.
        added(&|a| a.amends = KIT),
        added(&|a| a.children = vec![NELL]),
    ] {
        refused(&ada, &mut sam, Errand::Answer, &s, &[d(1, 1)]);
    }
    let mut many = hers.clone();
    for n in 0..51 {
        amend(&mut many, 0x100 + n, d(1, 1), me, "words");
    }
    refused(&ada, &mut sam, Errand::Answer, &many, &[d(1, 1)]);
    // A statement of a day before the note was finalised.
    let mut early = hers.clone();
    let mut a = claimed_at(&early, me);
    a.signature = ada.sign_words(&a.words).unwrap();
    early.discussion_mut(d(1, 1)).unwrap().agreements.push(a);
    refused(&ada, &mut sam, Errand::Answer, &early, &[d(1, 1)]);
    // Whether it is late is not for the sender to say.
    let late = added(&|a| a.late = true);
    let bytes = send(&ada, &sam, Errand::Answer, &late, &[d(1, 1)]);
    sam.receive(&bytes, stamp(6)).unwrap();
    let (answered, _) = only(&sam, 1);
    assert!(!answered.discussion(d(1, 1)).unwrap().amendments[0].late);
    let again = send(&ada, &sam, Errand::Answer, &late, &[d(1, 1)]);
    assert!(matches!(sam.receive(&again, stamp(7)), Err(BundleError::ReceivedBefore)));
    let much = stamp(60 * 24 * 30);
    let mut later = late.clone();
    amend(&mut later, 75, d(1, 1), me, "A month later.");
    later.discussion_mut(d(1, 1)).unwrap().amendments[1].written = much;
    sam.receive(&send(&ada, &sam, Errand::Answer, &later, &[d(1, 1)]), much).unwrap();
    let (answered, head) = only(&sam, 1);
    assert!(answered.discussion(d(1, 1)).unwrap().amendments[1].late);
    // And it stays as it was put in.
    let mut spoilt = answered;
    spoilt.discussion_mut(d(1, 1)).unwrap().amendments[1].late = false;
    assert!(matches!(sam.publish(&spoilt, &[head], much), Err(SaveError::FinalChanged)));
}

fn claimed_at(s: &Session, person: Ulid) -> Agreement {
    let mut a = Agreement {
        id: Ulid(72),
        person,
        child: Some(KIT),
        accuracy: Accuracy::Accurate,
        stance: None,
        at: stamp(1) - Duration::days(1),
        recorded_by: None,
        words: String::new(),
        signature: String::new(),
        struck: None,
    };
    a.words = agreed::words_to_sign(s, d(1, 1), &a).unwrap();
    a
}

#[test]
fn a_card_takes_nobodys_place() {
    let bench = Bench::new();
    let (mut sam, ada, other) = (bench.create(), Bench::new().create(), Bench::new().create());
    let theirs = other.card().unwrap();
    // Somebody of the sessions, by the id that stands on the card.
    let s = meeting(1, sam.id(), other.id());
    let head = sam.publish(&s, &[], stamp(1)).unwrap();
    let add = |sam: &mut Vault, known_as| sam.add_person(theirs.as_bytes(), known_as, stamp(2));
    assert!(matches!(add(&mut sam, NONE), Err(VaultError::Refused(_))));
    assert_eq!(sam.people().len(), 0);
    // Somebody with a card, who is known by that id.
    let hers = ada.card().unwrap();
    sam.add_person(hers.as_bytes(), Some(other.id()), stamp(2)).unwrap();
    assert!(matches!(add(&mut sam, NONE), Err(VaultError::Refused(_))));
    assert!(matches!(add(&mut sam, Some(other.id())), Err(VaultError::Refused(_))));
    // Nor the other way round, nor a child's place.
    sam.add_person(hers.as_bytes(), Some(ADA), stamp(3)).unwrap();
    assert!(matches!(add(&mut sam, Some(ada.id())), Err(VaultError::Refused(_))));
    let mut child = s.clone();
    child.children[0].id = other.id();
    child.people[1].id = ADA;
    child.discussions.truncate(0);
    sam.publish(&child, &[head], stamp(4)).unwrap();
    assert!(matches!(add(&mut sam, NONE), Err(VaultError::Refused(_))));
    // Said outright, it is that person.
    let bench = Bench::new();
    let mut sam = bench.create();
    sam.publish(&meeting(1, sam.id(), other.id()), &[], stamp(1)).unwrap();
    add(&mut sam, Some(other.id())).unwrap();
    assert_eq!(sam.people()[0].person(), other.id());
    // And once known, the same card again changes nothing.
    add(&mut sam, NONE).unwrap();
    assert_eq!(sam.check_agreements(&s), Vec::<(Ulid, AgreementCheck)>::new());
}

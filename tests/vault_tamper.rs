//! Every way of changing what is final is refused, or named by id: nothing of
//! it passes for what was agreed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use std::path::Path;

use thinkwheel::record::{Accuracy, Agreement, Session, Stance, agreed};
use thinkwheel::vault::{
    Access, AgreementCheck, Finding, ProblemKind, SecretString, Vault, verify,
};
use vault_common::{
    ADA, Bench, KIT, PASSPHRASE, Two, amend, d, finalise, kinds, meeting, only, stamp, state,
};

fn wrong(bench: &Bench) -> Vec<ProblemKind> {
    let pass = SecretString::from(PASSPHRASE);
    let report = verify(&bench.paths, Some(&pass)).unwrap();
    let wrong = |f| match f {
        Finding::Wrong(kind) => Some(kind),
        _ => None,
    };
    report.checked.iter().filter_map(|c| wrong(c.finding)).collect()
}

/// A final first discussion with Sam's statement, and an amendment.
fn signed(sam: &Vault) -> Session {
    let mut s = meeting(1, sam.id(), ADA);
    finalise(&mut s, d(1, 1), Some(KIT));
    state(sam, &mut s, 71, (d(1, 1), Some(KIT)), sam.id(), Some(Stance::Agree));
    amend(&mut s, 73, d(1, 1), sam.id(), "What is new.");
    s
}

/// The owner's own key signs a successor that the program would never make:
/// it was made while the version before it was out of the way.
fn forge(bench: &Bench, spoil: fn(&mut Session)) -> Session {
    let mut vault = bench.create();
    let s = signed(&vault);
    let before = vault.publish(&s, &[], stamp(2)).unwrap();
    let path = bench.generations().remove(0);
    let bytes = std::fs::read(&path).unwrap();
    drop(vault);
    std::fs::remove_file(&path).unwrap();
    std::fs::remove_file(bench.paths.state.join("index.age")).unwrap();
    let mut vault = bench.open();
    let mut spoilt = s.clone();
    spoil(&mut spoilt);
    vault.publish(&spoilt, &[before], stamp(3)).unwrap();
    drop(vault);
    std::fs::write(&path, bytes).unwrap();
    s
}

#[test]
fn a_change_of_what_is_final_is_named_though_the_owners_key_signed_it() {
    type Spoil = fn(&mut Session);
    let spoils: [(&str, Spoil); 8] = [
        ("words", |s| s.discussions[0].decisions[0].text = "Kit goes home".into()),
        ("a word added", |s| {
            let more = vault_common::decision(0x77, "more", &[]);
            s.discussions[0].decisions.push(more);
        }),
        ("a name", |s| s.children[0].name = "Kim Wren".into()),
        ("who was there", |s| s.people[1].name = "Somebody else".into()),
        ("the day", |s| s.date = s.date.succ_opt().unwrap()),
        ("open again", |s| {
            s.discussions[0].filing[0].state = thinkwheel::record::FilingState::Open;
        }),
        ("a statement gone", |s| s.discussions[0].agreements.clear()),
        ("an amendment changed", |s| s.discussions[0].amendments[0].text = "Old.".into()),
    ];
    for (what, spoil) in spoils {
        let bench = Bench::new();
        forge(&bench, spoil);
        assert!(wrong(&bench).contains(&ProblemKind::FinalChanged), "{what}: verify");
        for _ in 0..2 {
            // Found without the index, and with it.
            let vault = bench.open();
            let found = kinds(&vault.problems());
            assert!(found.contains(&ProblemKind::FinalChanged), "{what}: opening");
            drop(vault);
        }
        // Neither is tidied away by the next save: the proof stays.
        let mut vault = bench.open();
        let (mut s, head) = only(&vault, 1);
        s.minutes = Some(50);
        vault.publish(&s, &[head], stamp(4)).unwrap();
        drop(vault);
        assert!(wrong(&bench).contains(&ProblemKind::FinalChanged), "{what}: after a save");
    }
}

#[test]
fn what_is_added_to_something_final_is_no_tampering() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let mut s = signed(&vault);
    let head = vault.publish(&s, &[], stamp(2)).unwrap();
    amend(&mut s, 74, d(1, 1), vault.id(), "And more.");
    s.discussions[1].decisions[0].text = "Kit saw the dentist".into();
    s.discussions[0].filing[0].legal_hold = true;
    s.minutes = Some(50);
    s.bookmark.at_work = true;
    let head = vault.publish(&s, &[head], stamp(3)).unwrap();
    // A draft of a statement or an amendment may come and go.
    let mut draft = s.clone();
    let mut a = draft.discussions[0].agreements[0].clone();
    (a.id, a.words, a.signature) = (ulid::Ulid(75), String::new(), String::new());
    draft.discussions[0].agreements.push(a);
    let mut b = draft.discussions[0].amendments[0].clone();
    (b.id, b.added) = (ulid::Ulid(76), thinkwheel::record::Added::Draft);
    draft.discussions[0].amendments.push(b);
    let head = vault.publish(&draft, &[head], stamp(4)).unwrap();
    let head = vault.publish(&s, &[head], stamp(5)).unwrap();
    // The other child's page is finalised later: rough notes and shells go.
    finalise(&mut s, d(1, 2), Some(KIT));
    let head = vault.publish(&s, &[head], stamp(6)).unwrap();
    finalise(&mut s, d(1, 2), Some(vault_common::NELL));
    vault.publish(&s, &[head], stamp(7)).unwrap();
    drop(vault);
    assert_eq!(wrong(&bench), []);
    assert_eq!(bench.open().problems(), []);
}

fn statement(s: &mut Session) -> &mut Agreement {
    &mut s.discussions[0].agreements[0]
}

#[test]
fn statements_that_do_not_hold_are_named() {
    let (two, sam, ada) = Two::new();
    let whole = signed(&sam);
    let by_ada = {
        let mut s = whole.clone();
        s.discussions[0].agreements.clear();
        state(&ada, &mut s, 71, (d(1, 1), Some(KIT)), sam.id(), None);
        s
    };
    let spoil = |f: &dyn Fn(&mut Session)| {
        let mut s = whole.clone();
        f(&mut s);
        s
    };
    let recorded = |words_fit: bool| {
        spoil(&|s| {
            let sam = s.people[0].id;
            let a = statement(s);
            (a.person, a.recorded_by) = (ADA, Some(sam));
            a.signature.clear();
            if words_fit {
                let a = s.discussions[0].agreements[0].clone();
                let words = agreed::words_to_sign(s, d(1, 1), &a).unwrap();
                statement(s).words = words;
            }
        })
    };
    let cases: Vec<(&str, Session, Option<AgreementCheck>)> = vec![
        ("whole", whole.clone(), None),
        ("not signed", spoil(&|s| statement(s).signature.clear()), Some(AgreementCheck::NotSigned)),
        ("another's key", by_ada, Some(AgreementCheck::ForeignKey)),
        ("another person", spoil(&|s| statement(s).person = ADA), Some(AgreementCheck::ForeignKey)),
        (
            "turned round",
            spoil(&|s| statement(s).accuracy = Accuracy::NotAccurate { why: "x".into() }),
            Some(AgreementCheck::Forged),
        ),
        ("at another time", spoil(&|s| statement(s).at = stamp(9)), Some(AgreementCheck::Forged)),
        (
            "its words changed",
            spoil(&|s| {
                let words = statement(s).words.replace("aunt", "uncle");
                statement(s).words = words;
            }),
            Some(AgreementCheck::Forged),
        ),
        (
            "the record changed",
            spoil(&|s| s.discussions[0].decisions[0].text = "Kit goes home".into()),
            Some(AgreementCheck::WordsChanged),
        ),
        ("recorded", recorded(true), None),
        ("recorded over other words", recorded(false), Some(AgreementCheck::WordsChanged)),
    ];
    drop((sam, ada));
    for (what, s, check) in cases {
        let mut vault = two.sam.open();
        let head = vault.publish(&s, &[], stamp(3)).unwrap();
        let expected: Vec<ProblemKind> = check.into_iter().map(ProblemKind::Agreement).collect();
        assert_eq!(kinds(&vault.problems()), expected, "{what}");
        let named = vault
            .problems()
            .iter()
            .all(|p| p.name.contains(&ulid::Ulid(71).to_string()) && !p.name.contains("Ada"));
        assert!(named, "{what}");
        let said = vault.check_agreements(&vault.load(&head).unwrap());
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].1.is_well(), check.is_none(), "{what}");
        drop(vault);
        assert_eq!(wrong(&two.sam), expected, "{what}");
        // Away with it, for the next.
        for path in two.sam.generations() {
            std::fs::remove_file(path).unwrap();
        }
        for file in ["index.age", "pins.ron"] {
            std::fs::remove_file(two.sam.paths.state.join(file)).unwrap();
        }
        drop(two.sam.open());
    }
}

#[test]
fn a_statement_holds_as_soon_as_its_makers_card_is_known() {
    let (_two, sam, ada) = Two::new();
    let mut s = meeting(1, sam.id(), ada.id());
    finalise(&mut s, d(1, 1), Some(KIT));
    state(&ada, &mut s, 71, (d(1, 1), Some(KIT)), ada.id(), None);
    let bench = Bench::new();
    let mut bea = bench.create();
    bea.publish(&s, &[], stamp(3)).unwrap();
    let foreign = ProblemKind::Agreement(AgreementCheck::ForeignKey);
    assert_eq!(kinds(&bea.problems()), [foreign]);
    bea.add_person(ada.card().unwrap().as_bytes(), Some(ada.id()), stamp(4)).unwrap();
    assert_eq!(bea.problems(), []);
    drop(bea);
    assert_eq!(bench.open().problems(), []);
}

#[test]
fn an_edited_renamed_or_replaced_file_of_a_signed_session_is_named() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let s = signed(&vault);
    let head = vault.publish(&s, &[], stamp(2)).unwrap();
    drop(vault);
    let path = bench.generations().remove(0);
    let whole = std::fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(607) {
        let mut changed = whole.clone();
        changed[at] ^= 4;
        std::fs::write(&path, &changed).unwrap();
        assert!(wrong(&bench).contains(&ProblemKind::Damaged), "byte {at}");
        // The index knows the file, and reading it still finds out.
        assert!(bench.open().load(&head).is_err());
    }
    std::fs::write(&path, &whole).unwrap();
    let leaf = path.file_name().unwrap().to_str().unwrap().to_owned();
    let other = format!("{}{}", &leaf[..2], leaf[2..].replacen(&leaf[2..4], "00", 1));
    let renamed = path.with_file_name(other);
    std::fs::rename(&path, &renamed).unwrap();
    assert!(!wrong(&bench).is_empty());
    std::fs::rename(&renamed, &path).unwrap();
    assert_eq!(wrong(&bench), []);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(wrong(&bench), [ProblemKind::Missing]);
}

#[test]
fn a_generation_by_another_key_over_a_signed_session_is_foreign() {
    let (two, mut sam, mut ada) = Two::new();
    let s = signed(&sam);
    sam.publish(&s, &[], stamp(2)).unwrap();
    // The same session in her vault; her file among his.
    let mut hers = s.clone();
    hers.discussions[0].decisions[0].text = "Kit goes home".into();
    ada.publish(&hers, &[], stamp(3)).unwrap();
    drop((sam, ada));
    let from = two.ada.generations().remove(0);
    let under = Path::new(from.parent().unwrap().file_name().unwrap());
    let folder = two.sam.paths.vault.join("sessions").join(under);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(&from, folder.join(from.file_name().unwrap())).unwrap();
    assert_eq!(wrong(&two.sam), [ProblemKind::Foreign]);
    let pass = SecretString::from(PASSPHRASE);
    let vault = Vault::open(&two.sam.paths, &pass, Access::Read).unwrap();
    assert!(only(&vault, 1).0 == s);
}

#[test]
fn a_changed_version_that_names_no_parent_is_named_beside_the_other() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let s = signed(&vault);
    vault.publish(&s, &[], stamp(2)).unwrap();
    // The same page, statement and amendment, and more to come: no clash.
    let mut other = s.clone();
    other.discussions[1].decisions[0].text = "Kit saw the dentist".into();
    vault.publish(&other, &[], stamp(3)).unwrap();
    assert_eq!(vault.problems(), []);
    let mut changed = s.clone();
    changed.discussions[0].decisions[0].text = "Kit goes home".into();
    changed.discussions[0].agreements.clear();
    vault.publish(&changed, &[], stamp(4)).unwrap();
    assert!(kinds(&vault.problems()).contains(&ProblemKind::FinalDiffers));
    drop(vault);
    assert!(wrong(&bench).contains(&ProblemKind::FinalDiffers));
    assert!(kinds(&bench.open().problems()).contains(&ProblemKind::FinalDiffers));
}

#[test]
fn of_two_finalised_notes_one_stands_and_the_other_is_named_as_set_aside() {
    use thinkwheel::record::{Keep, merge};
    use thinkwheel::vault::SaveError;
    let bench = Bench::new();
    let mut vault = bench.create();
    let s = signed(&vault);
    let mut other = meeting(1, vault.id(), ADA);
    other.discussions[0].decisions[0].text = "Kit goes home".into();
    finalise(&mut other, d(1, 1), Some(KIT));
    state(&vault, &mut other, 75, (d(1, 1), Some(KIT)), vault.id(), Some(Stance::Agree));
    vault.publish(&other, &[], stamp(2)).unwrap();
    vault.publish(&s, &[], stamp(3)).unwrap();
    let two = vault.side_by_side(s.id).unwrap().unwrap();
    let mut merged =
        merge(two.base.as_deref(), &two.mine.1, &two.theirs.1, vault.id(), stamp(4)).unwrap();
    assert!(merged.has_two_finals());
    for n in 0..merged.clashes.len() {
        merged.settle(n, Keep::Mine).unwrap();
    }
    let spoil = |f: fn(&mut Session)| {
        let mut spoilt = merged.session.clone();
        f(&mut spoilt);
        spoilt
    };
    // Neither as it was, or a statement gone: that is no settling.
    for spoilt in [
        spoil(|s| s.discussions[0].decisions[0].text = "Kit lives with an aunt".into()),
        spoil(|s| s.discussions[0].agreements.retain(|a| a.id == ulid::Ulid(71))),
        spoil(|s| s.discussions[0].filing.clear()),
    ] {
        let refused = vault.publish(&spoilt, &two.parents, stamp(5)).err();
        assert!(matches!(refused, Some(SaveError::FinalChanged)));
    }
    // Nor can one version alone be followed by the other's words.
    let refused = vault.publish(&merged.session, &two.parents[1..], stamp(5));
    assert!(matches!(refused, Err(SaveError::FinalChanged)));
    let head = vault.publish(&merged.session, &two.parents, stamp(5)).unwrap();
    let stands = &vault.load(&head).unwrap();
    assert_eq!(stands.discussions[0].decisions[0].text, s.discussions[0].decisions[0].text);
    let proposed = &stands.discussions[0].amendments;
    assert!(proposed.iter().any(|a| a.text.contains("Kit goes home")));
    assert_eq!(stands.discussions[0].agreements.len(), 2, "statements only unite");
    // It goes on from there, and what was set aside can still be read.
    let mut later = stands.clone();
    let mut before = head;
    for n in 6..9 {
        later.discussions[1].decisions[0].text.push('.');
        before = vault.publish(&later, &[before], stamp(n)).unwrap();
    }
    assert!(vault.load(&two.theirs.0.generation).is_ok());
    // What stands goes on standing.
    let mut spoilt = later.clone();
    spoilt.discussions[0].decisions[0].text = "Kit goes home".into();
    let refused = vault.publish(&spoilt, &[before], stamp(9));
    assert!(matches!(refused, Err(SaveError::FinalChanged)));
    assert_eq!(vault.problems(), []);
    drop(vault);
    assert_eq!(wrong(&bench), []);
    std::fs::remove_file(bench.paths.state.join("index.age")).unwrap();
    assert_eq!(bench.open().problems(), [], "nor when everything is read anew");
}

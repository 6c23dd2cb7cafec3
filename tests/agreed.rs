//! The words two people stand behind, over random sessions: they are the same
//! wherever a page goes, and nothing that is done to other pages changes them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;

use proptest::prelude::*;
use thinkwheel::record::agreed::{canonical, keeps_what_is_final, still_holds, words_to_sign};
use thinkwheel::record::*;
use ulid::Ulid;

fn pages(s: &Session) -> Vec<(Ulid, Option<Ulid>)> {
    s.discussions.iter().flat_map(|d| d.filing.iter().map(|f| (d.id, f.child))).collect()
}

fn statement(s: &Session, child: Option<Ulid>) -> Agreement {
    Agreement {
        id: Ulid(1),
        person: s.people.first().unwrap().id,
        child,
        accuracy: Accuracy::NotAccurate { why: "a \"word\"\nand another".into() },
        stance: Some(Stance::Agree),
        at: s.begun,
        recorded_by: None,
        words: String::new(),
        signature: String::new(),
        struck: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// Finalising one page after the other: what is final keeps its words,
    /// whatever goes with the pages that come later.
    #[test]
    fn a_final_page_keeps_its_words(choices in arbitrary::choices()) {
        let mut s = arbitrary::session(&choices);
        let all = pages(&s);
        for (d, child) in all {
            let before = s.clone();
            let at = s.begun;
            let by = s.people.first().map_or(Ulid(5), |p| p.id);
            if s.discussion_mut(d).unwrap().finalise(child, by, at).is_err() {
                continue;
            }
            prop_assert!(keeps_what_is_final(&before, &s).is_ok());
            // And back again it is no longer so.
            prop_assert!(keeps_what_is_final(&s, &before).is_err());
        }
    }

    /// A page that goes to somebody, under other ids for the people, has the
    /// very words it has here, and a statement over them holds in both vaults.
    #[test]
    fn a_page_that_was_sent_has_the_same_words(choices in arbitrary::choices()) {
        let mut s = arbitrary::session(&choices);
        let at = s.begun;
        prop_assume!(!s.people.is_empty());
        let by = s.people[0].id;
        for (d, child) in pages(&s) {
            let _ = s.discussion_mut(d).unwrap().finalise(child, by, at);
            let Ok(mut theirs) = share(&s, Errand::Note, &[d], child, by) else { continue };
            let people: Vec<Ulid> = s.people.iter().map(|p| p.id).collect();
            theirs.put_people(&|id| if people.contains(&id) { Ulid(id.0 ^ 0xabc) } else { id });
            let words = canonical(&s, d, child);
            prop_assert!(words.is_some());
            prop_assert!(canonical(&theirs, d, child) == words);
            let mut a = statement(&theirs, child);
            a.words = words_to_sign(&theirs, d, &a).unwrap();
            prop_assert!(still_holds(&theirs, d, &a));
            a.person = s.people[0].id;
            prop_assert!(still_holds(&s, d, &a));
            a.accuracy = Accuracy::Accurate;
            prop_assert!(!still_holds(&s, d, &a));
        }
    }

    /// Of a family the page of one child holds no text that does not name that
    /// child.
    #[test]
    fn a_childs_page_holds_nothing_that_does_not_name_them(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        for d in s.discussions.iter().filter(|d| d.subject.children().len() > 1) {
            for child in d.subject.children() {
                let page = d.page(Some(*child));
                let names = |children: &[Ulid]| children.contains(child);
                prop_assert!(page.contributions().all(|(_, c)| names(&c.children) && !c.rough));
                prop_assert!(page.decisions.iter().all(|x| names(&x.children)));
                prop_assert!(page.actions.iter().all(|x| names(&x.children)));
                prop_assert!(page.at_once.iter().all(|x| names(&x.children)));
                prop_assert!(page.follow_ups.iter().all(|x| names(&x.children)));
                prop_assert!(page.signs.passages.iter().all(|x| names(&x.children)));
                prop_assert!(page.signs.dangers.iter().all(|x| names(&x.children)));
                prop_assert!(page.signs.judgements.iter().all(|x| names(&x.children)));
                prop_assert!(page.tools.iter().all(|x| names(&x.children)));
                prop_assert!(page.parts_used.iter().all(|x| names(&x.children)));
                prop_assert!(page.brief.iter().all(|x| x.child == *child));
                prop_assert!(page.own.iter().all(|x| x.child == *child));
                prop_assert!(page.glance.iter().all(|(c, _)| c == child));
                prop_assert!(page.journey.iter().all(|(c, _)| c == child));
                prop_assert!(page.to_the_child.iter().all(|x| x.child == *child));
                prop_assert!(page.personal.is_none() && page.stage.is_none());
                // Taken once more, it is the same.
                prop_assert!(page.page(Some(*child)) == page);
            }
        }
    }

    /// Whatever is taken out is taken out of what two people agreed too, and
    /// what is left stands as it stood.
    #[test]
    fn what_is_struck_is_in_no_words(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        for d in &s.discussions {
            for c in d.contributions().map(|(_, c)| c) {
                let mut struck = s.clone();
                struck.strike(&Removed::from([(c.id, Ulid(9))]));
                for (d, child) in pages(&s) {
                    let words = canonical(&struck, d, child).unwrap_or_default();
                    prop_assert!(!words.contains(&c.id.to_string()));
                }
            }
        }
    }
}

#[test]
fn words_bind_who_stepped_out_what_they_may_see_and_how_the_child_is_named() {
    let mut next = 1_u128 << 70;
    let at = chrono::DateTime::parse_from_rfc3339("2026-11-24T10:00:00+00:00").unwrap();
    let s = template(at, &mut || {
        next += 1;
        Ulid(next)
    });
    let d = s.discussions.iter().find(|d| d.subject.children().len() == 1).unwrap();
    let (id, child) = (d.id, d.subject.children()[0]);
    let before = canonical(&s, id, Some(child));
    let changes: [&dyn Fn(&mut Session); 3] = [
        &|s| s.people[0].stepped_out = !s.people[0].stepped_out,
        &|s| s.people[0].may_see = MaySee::Nothing,
        &|s| s.children.iter_mut().for_each(|c| c.initials.push('X')),
    ];
    for change in changes {
        let mut changed = s.clone();
        change(&mut changed);
        assert!(before.is_some() && canonical(&changed, id, Some(child)) != before);
    }
    // Of two people with one id nobody can say which of them it was.
    let mut twice = s.clone();
    twice.people.push(Person { name: "Another".into(), ..s.people[0].clone() });
    assert!(words_to_sign(&s, id, &statement(&s, Some(child))).is_some());
    assert!(words_to_sign(&twice, id, &statement(&twice, Some(child))).is_none());
}

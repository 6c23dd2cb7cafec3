//! Personal supervision: where it stands, and where it never does.

use proptest::prelude::*;
use thinkwheel::export::Format;
use thinkwheel::record::*;

use super::arbitrary::{self, markers};
use super::{Marks, marks, write};

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Personal supervision stands in no note about a child, whoever reads it,
    /// nor in what the group learned; in the practitioner's own all of it does.
    #[test]
    fn personal_supervision_stays_in_the_practitioners_own_note(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        let personal: Marks = s.discussions.iter().flat_map(|d| marks(&d.personal)).collect();
        for d in &s.discussions {
            let children = d.subject.children().iter().copied().map(Some);
            for child in std::iter::once(None).chain(children) {
                for audience in [Audience::ChildFile, Audience::StaffFile, Audience::Full] {
                    let Ok(note) = note(&s, d.id, child, audience, &Rules::default(), None) else {
                        continue;
                    };
                    let text = String::from_utf8(write(&note, Format::Text)).unwrap();
                    let there: Marks = markers(&text).into_iter().collect();
                    if matches!(d.subject, Subject::Practitioner(_)) {
                        prop_assert!(marks(&d.personal).is_subset(&there));
                        prop_assert!(text.contains("Who can read this: "));
                    } else {
                        prop_assert!(there.is_disjoint(&personal));
                        prop_assert!(!text.contains("Who can read this: "));
                    }
                }
            }
        }
    }
}

//! What an exported file is called: never after the child.

use ulid::Ulid;

use super::Format;
use crate::record::{Audience, Child, Session, gives_away};
use crate::text::{ascii_stem, fold};

/// Case systems cut file names at this many characters.
const LONGEST: usize = 80;
/// What is left for a reference beside the longest of the other parts.
const REFERENCE: usize = 36;
/// The same where a code stands behind it.
const BEFORE_A_CODE: usize = REFERENCE - 7;

/// The name of the file a note is written to:
/// `2026-11-23-supervision-child-file-12345.txt`.
///
/// ASCII, at most 80 characters, without the name of any child, even where
/// somebody typed the name as the reference, or initials and a year: then, and
/// where there is no reference, a short code made from the child's id stands
/// there; so it does on the staff file, where initials inside and a reference
/// outside would say who the child is. A reference that a file name cannot hold
/// letter for letter has the code behind it: "EX/2001" is not "EX-2001". What
/// is for learning has neither a reference nor a day:
/// `supervision-learning-4f7zq2.txt`. The same record gives the same name.
pub fn file_name(
    session: &Session,
    discussion: Ulid,
    child: Option<Ulid>,
    audience: Audience,
    format: Format,
) -> String {
    if audience == Audience::Learning {
        let code = code(discussion);
        return format!("supervision-{}-{code}.{}", audience.slug(), format.extension());
    }
    let only = session.discussion(discussion).and_then(|d| match d.subject.children() {
        [only] => Some(*only),
        _ => None,
    });
    let reference = match child.or(only) {
        Some(id) => session
            .child(id)
            .filter(|_| audience != Audience::StaffFile)
            .and_then(|c| reference(c, &session.children))
            .unwrap_or_else(|| code(id)),
        None => code(discussion),
    };
    // A letter is the child's own.
    let of = if audience == Audience::Letter { "" } else { "supervision-" };
    let mut name =
        format!("{}-{of}{}-{reference}", session.date.format("%Y-%m-%d"), audience.slug());
    // Only a year of more than four digits could make it longer.
    let extension = format.extension();
    name.truncate(LONGEST - extension.len() - 1);
    format!("{}.{extension}", name.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-', "-"))
}

/// The reference as a file name may hold it, if it holds nobody's name.
fn reference(child: &Child, all: &[Child]) -> Option<String> {
    let told = |c: &Child| gives_away(&child.reference, c) || is_initials(&child.reference, c);
    if !child.reference.chars().any(char::is_alphanumeric) || all.iter().any(told) {
        return None;
    }
    let stem = ascii_stem(&child.reference, REFERENCE);
    if stem == "file" || all.iter().any(|c| gives_away(&stem, c)) {
        return None;
    }
    // Large letters and small are the same to many a disk.
    if stem == child.reference.trim().to_ascii_lowercase() {
        return Some(stem);
    }
    let stem = ascii_stem(&child.reference, BEFORE_A_CODE);
    Some(format!("{stem}-{}", code(child.id)))
}

/// Whether a reference is no more than somebody's initials, alone or with a
/// year or a day of birth.
fn is_initials(reference: &str, child: &Child) -> bool {
    let of = |text: &str, keep: fn(&char) -> bool| -> String {
        fold(text).chars().filter(keep).collect()
    };
    let (letters, digits) =
        (of(reference, |c| c.is_alphabetic()), of(reference, |c| c.is_ascii_digit()));
    let as_a_date = match digits.len() {
        0 | 2 | 6 | 8 => true,
        4 => digits.starts_with("19") || digits.starts_with("20"),
        _ => false,
    };
    let initials = [child.shown_initials(), crate::text::initials(&child.name)];
    as_a_date
        && letters.chars().count() > 1
        && initials.iter().any(|i| of(i, |c| c.is_alphabetic()) == letters)
}

/// Six letters and digits of an id: the part that is random.
fn code(id: Ulid) -> String {
    let id = id.to_string().to_ascii_lowercase();
    id.get(id.len().saturating_sub(6)..).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::record::{Born, Discussion, Subject};
    use chrono::{DateTime, NaiveDate};

    fn session(name: &str, reference: &str) -> Session {
        let stamp = DateTime::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let mut s = Session::new(Ulid(1), date, stamp);
        s.children.push(Child {
            id: Ulid(7),
            name: name.into(),
            reference: reference.into(),
            initials: String::new(),
            born: Born::NotRecorded,
            brothers_and_sisters: Vec::new(),
            situation: Vec::new(),
        });
        s.discussions.push(Discussion::new(Ulid(2), Subject::Child(Ulid(7)), stamp));
        s
    }

    #[test]
    fn names_of_files() {
        for (name, reference, want) in [
            ("Maya Osei", "LCS 12345", "2026-11-23-supervision-child-file-lcs-12345-000007.txt"),
            ("Maya Osei", "LCS-12345", "2026-11-23-supervision-child-file-lcs-12345.txt"),
            ("Maya Osei", "EX/2001", "2026-11-23-supervision-child-file-ex-2001-000007.txt"),
            ("Maya Osei", "EX-2001-", "2026-11-23-supervision-child-file-ex-2001-000007.txt"),
            ("Maya Osei", " ex-2001", "2026-11-23-supervision-child-file-ex-2001.txt"),
            ("Maya Osei", "ÉX-2001", "2026-11-23-supervision-child-file-ex-2001-000007.txt"),
            ("Maya Osei", "", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "Maya", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "osei-2019", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "ma漢ya", "2026-11-23-supervision-child-file-000007.txt"),
            ("Zoë Ł.", "ZOE", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "../../etc/x", "2026-11-23-supervision-child-file-etc-x-000007.txt"),
            ("Jo Quill", "Jo", "2026-11-23-supervision-child-file-000007.txt"),
            ("Jo Quill", "jo2001", "2026-11-23-supervision-child-file-000007.txt"),
            ("Jo Quill", "JOB 17", "2026-11-23-supervision-child-file-job-17-000007.txt"),
            ("Anna-Maria Fenn", "Anna 2001", "2026-11-23-supervision-child-file-000007.txt"),
            ("Annabel Fenn", "Ann-01", "2026-11-23-supervision-child-file-000007.txt"),
            ("Sean O'Brien", "brien 4", "2026-11-23-supervision-child-file-000007.txt"),
            ("Jo-Jo Fenn", "jojo", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "MO 12", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "MO-2017", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "m.o. 14/03/2017", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "mo", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "MO-31007", "2026-11-23-supervision-child-file-mo-31007.txt"),
            ("Maya Osei", "AB-2017", "2026-11-23-supervision-child-file-ab-2017.txt"),
            ("Child 2", "EX-2", "2026-11-23-supervision-child-file-ex-2.txt"),
            ("Maya Osei", "漢字", "2026-11-23-supervision-child-file-000007.txt"),
        ] {
            let s = session(name, reference);
            let got = file_name(&s, Ulid(2), None, Audience::ChildFile, Format::Text);
            assert_eq!(got, want, "{reference:?}");
        }
    }

    #[test]
    fn the_staff_file_is_not_named_after_the_reference() {
        let s = session("Maya Osei", "LCS 12345");
        let got = file_name(&s, Ulid(2), None, Audience::StaffFile, Format::Text);
        assert_eq!(got, "2026-11-23-supervision-staff-file-000007.txt");
    }

    #[test]
    fn a_letter_is_called_a_letter() {
        let s = session("Maya Osei", "LCS 12345");
        let got = file_name(&s, Ulid(2), None, Audience::Letter, Format::Text);
        assert_eq!(got, "2026-11-23-letter-lcs-12345-000007.txt");
    }

    #[test]
    fn what_is_for_learning_says_neither_who_nor_when() {
        let s = session("Maya Osei", "LCS 12345");
        let got = file_name(&s, Ulid(2), Some(Ulid(7)), Audience::Learning, Format::Text);
        assert_eq!(got, "supervision-learning-000002.txt");
    }

    #[test]
    fn never_longer_than_a_case_system_takes() {
        let s = session("Maya", &"1234567890".repeat(20));
        let cut = file_name(&s, Ulid(2), None, Audience::ChildFile, Format::Docx);
        assert!(cut.ends_with("-000007.docx"), "the code is never cut: {cut}");
        for audience in [Audience::ChildFile, Audience::StaffFile, Audience::Full, Audience::Letter]
        {
            for format in Format::ALL {
                let name = file_name(&s, Ulid(2), Some(Ulid(7)), audience, format);
                assert!(name.len() <= LONGEST && name.is_ascii(), "{name}");
            }
        }
    }
}

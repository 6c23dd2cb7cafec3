//! What an exported file is called: never after the child.

use ulid::Ulid;

use super::Format;
use crate::record::{Audience, Child, Session, gives_away};
use crate::text::ascii_stem;

/// Case systems cut file names at this many characters.
const LONGEST: usize = 80;
/// What is left for a reference beside the longest of the other parts.
const REFERENCE: usize = 36;

/// The name of the file a note is written to:
/// `2026-11-23-supervision-child-file-12345.txt`.
///
/// ASCII, at most 80 characters, without the name of any child, even where
/// somebody typed the name as the reference: then, and where there is no
/// reference, a short code made from the child's id stands there; so it does on
/// the staff file, where initials inside and a reference outside would say who
/// the child is. The same record gives the same name.
pub fn file_name(
    session: &Session,
    discussion: Ulid,
    child: Option<Ulid>,
    audience: Audience,
    format: Format,
) -> String {
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
    if !child.reference.chars().any(char::is_alphanumeric)
        || all.iter().any(|c| gives_away(&child.reference, c))
    {
        return None;
    }
    let stem = ascii_stem(&child.reference, REFERENCE);
    (stem != "file" && !all.iter().any(|c| gives_away(&stem, c))).then_some(stem)
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
            ("Maya Osei", "LCS 12345", "2026-11-23-supervision-child-file-lcs-12345.txt"),
            ("Maya Osei", "", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "Maya", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "osei-2019", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "ma漢ya", "2026-11-23-supervision-child-file-000007.txt"),
            ("Zoë Ł.", "ZOE", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "../../etc/x", "2026-11-23-supervision-child-file-etc-x.txt"),
            ("Jo Quill", "Jo", "2026-11-23-supervision-child-file-000007.txt"),
            ("Jo Quill", "jo2001", "2026-11-23-supervision-child-file-000007.txt"),
            ("Jo Quill", "JOB 17", "2026-11-23-supervision-child-file-job-17.txt"),
            ("Anna-Maria Fenn", "Anna 2001", "2026-11-23-supervision-child-file-000007.txt"),
            ("Annabel Fenn", "Ann-01", "2026-11-23-supervision-child-file-000007.txt"),
            ("Sean O'Brien", "brien 4", "2026-11-23-supervision-child-file-000007.txt"),
            ("Jo-Jo Fenn", "jojo", "2026-11-23-supervision-child-file-000007.txt"),
            ("Maya Osei", "MO 12", "2026-11-23-supervision-child-file-mo-12.txt"),
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
        assert_eq!(got, "2026-11-23-letter-lcs-12345.txt");
    }

    #[test]
    fn never_longer_than_a_case_system_takes() {
        let s = session("Maya", &"1234567890".repeat(20));
        for audience in [Audience::ChildFile, Audience::StaffFile, Audience::Full, Audience::Letter]
        {
            for format in Format::ALL {
                let name = file_name(&s, Ulid(2), Some(Ulid(7)), audience, format);
                assert!(name.len() <= LONGEST && name.is_ascii(), "{name}");
            }
        }
    }
}

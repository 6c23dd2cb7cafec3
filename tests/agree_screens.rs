//! How agreeing, adding, taking out, people and sending look at 80×24.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
#[path = "screens/desk.rs"]
mod desk;

use desk::Desk;
use insta::assert_snapshot;
use thinkwheel::app::screens::matter::Card;
use thinkwheel::app::{Event, Known, KnownPerson};
use ulid::Ulid;

const FINGERPRINT: &str = "SHA256:h8PoLM39v2Vrij6oQJYuoIjWYz/JKKWO0ulw6I9v+/Q";

/// A finalised note about one child, with a decision, at its review.
fn finalised() -> Desk {
    let mut desk = Desk::in_session();
    desk.keys("<Enter>She sleeps at last.<Alt-d>We meet the school.<Tab>They know her.<Alt-r>");
    desk.keys("<Enter><Enter>");
    desk
}

fn met(mut desk: Desk) -> Desk {
    let person = |n, name: &str| KnownPerson {
        id: Ulid::from_parts(5, n),
        name: name.into(),
        fingerprint: FINGERPRINT.chars().rev().collect(),
        known_as: None,
    };
    desk.event(Event::Known(Box::new(Known {
        fingerprint: FINGERPRINT.into(),
        card: String::new(),
        people: vec![person(1, "Dana Okafor"), person(2, "Ada Quill")],
        removed: Vec::new(),
    })));
    desk
}

#[test]
fn each_screen_reads_as_it_should() {
    let scenes: Vec<(&str, Desk, &str)> = vec![
        ("review-finalised", finalised(), ""),
        ("behind", finalised(), "b"),
        ("statement", finalised(), "b<Enter>"),
        (
            "statement-against",
            finalised(),
            "b<Down><Enter>2<Tab>The visit was on Monday.<Tab>2<Tab>It comes too late.<Tab>panel",
        ),
        ("statement-end", finalised(), "b<Enter>1<Tab>1<Tab>"),
        ("statement-asked", finalised(), "b<Enter>1<Tab>1<Tab><Enter>"),
        ("add-later", finalised(), "l<Down>"),
        ("added", finalised(), "l<Down><Enter>Since the new bed came."),
        ("added-asked", finalised(), "l<Down><Enter>Since the new bed came.<Tab><Enter>"),
        ("take-out", finalised(), "t"),
        ("take-out-fields", finalised(), "t<Enter>Another family<Tab>the data officer<Tab>"),
        ("people", met(Desk::at_home()), "p"),
        ("send-whom", met(finalised()), "s"),
        ("send-path", met(finalised()), "s<Enter>"),
        ("send-meeting", met(Desk::in_session()), "<Alt-m>s<Enter>"),
        ("receive", Desk::at_home(), "r"),
        ("prepare", Desk::at_home(), "v"),
    ];
    for (name, mut desk, keys) in scenes {
        desk.keys(keys);
        assert_snapshot!(name, desk.text(80, 24));
    }
    let mut desk = met(Desk::in_session());
    desk.keys("<Esc><Esc>p<Down><Down><Enter>/home/ruth/sam.ron<Enter>");
    desk.event(Event::CardRead(Card {
        name: "Dana Okafor".into(),
        fingerprint: FINGERPRINT.into(),
        bytes: Vec::new(),
    }));
    assert_snapshot!("compare", desk.text(80, 24));
}

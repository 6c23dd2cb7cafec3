//! The year of the Thistlewoods as two people kept it between them: what the
//! first meeting got wrong, and how that was put right in the record.

use super::pen::{Cast, Pen};
use super::talk::{Glance, journey};
use super::words::{family, heard, observed, partner, ruth, sam};
use crate::practice::Place;
use crate::record::{Discussion, SafetyDomain, Subject};

/// Words of another family that were pasted into the first note, and had to
/// be removed from it.
pub(super) const NOT_THEIRS: &str = "Alina told her teacher that she sleeps in the car when the \
                                     uncles come.";

/// The first meeting, a year ago: before anybody but Kit had said it aloud.
pub(super) fn a_year_ago(pen: &mut Pen) -> Discussion {
    let Cast { kit, nell, .. } = pen.cast;
    let both = [kit, nell];
    let glance = Glance {
        legal_status: "no legal order; lives with Mum and Dad",
        plan: "an assessment, ten days old",
        seen_days_ago: 3,
        seen_where: "at school",
        alone: Some(true),
        next: &[("end of the assessment", 25)],
        who_decides: "Ruth Adeyemi",
    };
    let way = journey(
        Place::FrontDoor,
        Some(Place::EarlyHelp),
        "within eight weeks, so that nobody waits a term",
        "at home with Mum and Dad, as far as we can see",
        "",
    );
    pen.talk(Subject::Family(both.to_vec()))
        .glance(kit, &glance)
        .glance(nell, &glance)
        .journey(kit, way.clone())
        .journey(nell, way)
        .ask(
            "journey.threshold",
            vec![
                partner(
                    "Mr Adair, class teacher",
                    "\"He asks to stay in at break and then sleeps on his arms. His sister waits \
                     for him at the gate and will not go in first.\"",
                )
                .of(&both),
                sam("The police were called once, six weeks ago, by a neighbour. Both parents say it \
                     was the television.")
                .fact()
                .of(&both),
            ],
        )
        .ask(
            "journey.own-story",
            vec![
                observed(
                    "Sam",
                    "on the one visit before this meeting",
                    "Said that everything was fine before he was asked anything, and looked at \
                     the door.",
                )
                .of(&[kit]),
                heard(
                    "Sam",
                    "on the one visit before this meeting",
                    "in play, with the animals from Sam's bag",
                    "\"The pig has a house inside the house.\"",
                )
                .of(&[nell]),
            ],
        )
        .ask(
            "journey.how-here",
            vec![
                sam("That the children are tired because they listen at night.")
                    .guess("")
                    .of(&both),
                ruth("We have one call and two tired children. It may be nights; it may be more.")
                    .judgement()
                    .of(&both),
            ],
        )
        .ask(
            "participation.who-speaks",
            vec![
                family("Josie", "\"They're good kids. They'd tell me.\"").of(&both)],
        )
        .ask_how_safe(3, "Josie, with Sam", vec![sam("Josie said three and did not say why.").of(&both)])
        .sign(
            SafetyDomain::Strength,
            &both,
            "Josie rang school herself to ask how they were doing.",
        )
        .decide(
            &both,
            "When the assessment ends the family is offered Early Help, and we close.",
            "One call in a year, both parents willing, and school keeps an eye on both children.",
            "Ruth Adeyemi",
        )
        .act(
            "josie-alone",
            &both,
            "Sam",
            "Talk with Josie on her own, away from the house, about that night",
            |p| p.day(10),
            "nobody has asked her where nobody else can hear",
        )
        .finalised_then_amended(
            2,
            9,
            "Mr Adair rang today: the neighbour had called the police twice in that month, not \
             once. It came after the decision and was not known when it was made.",
        )
}

//! Haris: fifteen, with a great deal to say and no speech.

use super::pen::Pen;
use super::talk::{Glance, journey};
use super::words::{family, heard, observed, partner, ruth, sam};
use crate::practice::{Block, Part, Place, Stage};
use crate::record::{Discussion, Outcome, SafetyDomain, Subject, Value};

/// Five months ago.
pub(super) fn in_depth(pen: &mut Pen) -> Discussion {
    let haris = pen.cast.haris;
    pen.talk(Subject::Child(haris))
        .stage(Stage::UpdatingThePlan)
        .glance(
            haris,
            &Glance {
                legal_status: "no legal order; lives with his parents",
                plan: "child in need plan; short breaks, two nights a month",
                seen_days_ago: 6,
                seen_where: "at school, in the pool",
                alone: Some(true),
                next: &[("child in need review", 140)],
                who_decides: "Sam with the family; Ruth Adeyemi for short breaks",
            },
        )
        .journey(
            haris,
            journey(
                Place::CareManagement,
                None,
                "adult services begin at eighteen; his friends at school began planning at fourteen",
                "at home, with his own people, for as long as he wants to",
                "a second house for short breaks is being looked at, because the first may close",
            ),
        )
        .ask(
            "participation.invest",
            vec![
                sam(
                    "Four visits. His sister Saira taught me: he looks up for yes, and turns his \
                     head away for no. If you ask too fast he shuts his eyes, which is not \
                     \"no\", it is \"you are not listening\".",
                ),
                observed(
                    "Sam",
                    "in the school pool, the week before this meeting",
                    "When the pump starts he hums on the same note as it. When it stops he goes \
                     on, and looks round to see who noticed.",
                ),
            ],
        )
        .ask(
            "participation.involve",
            vec![
                heard(
                    "Saira, his sister",
                    "the weekend before this meeting",
                    "by looking, between two pictures",
                    "The blue house for short breaks, not the one with the garden. She asked three \
                     times in different order, and he looked at the blue one each time, the third \
                     time laughing.",
                ),
            ],
        )
        .ask(
            "maps.waiting",
            vec![
                sam(
                    "A wheelchair that fits. He has grown eleven centimetres, and the skin on his \
                     hip is red by the evening. Referred nine months ago. He can't say that it \
                     hurts, so nobody is in a hurry.",
                )
                .fact(),
                family(
                    "Nasreen, his mother",
                    "\"If he could shout they would have come. I shout for him, and then I am the \
                     difficult mother.\"",
                ),
            ],
        )
        .ask(
            "relationships.belonging",
            vec![
                sam(
                    "His grandmother recites to him in the evening, and he hums under it, never \
                     over it. At Friday prayers there is a place at the end of the row that is \
                     wide enough for his chair and is never taken. We had \"isolated family\" \
                     in our file.",
                ),
                ruth("Then we were wrong, and the file has to say so."),
            ],
        )
        .ask(
            "trauma.hurt-by-help",
            vec![
                sam(
                    "At the last short-break house he was left wet from seven until the morning \
                     shift. The parents complained and were sent a leaflet. Nobody has said to \
                     them that it happened.",
                ),
            ],
        )
        .sign(
            SafetyDomain::Strength,
            &[],
            "Five people in this house can read him, and they teach whoever will learn.",
        )
        .sign(
            SafetyDomain::ComplicatingFactor,
            &[],
            "Tariq's back is going. The hoist has been broken since before the last review.",
        )
        .used(
            Part::Participation,
            "His choice of house is in the plan because of a look, and the plan says so.",
        )
        .decide(
            &[],
            "Short breaks move to the blue house. Ruth writes to the parents about the night he \
             was left wet: that it happened, and that it was wrong.",
            "He was asked in a way he can answer, and he answered three times. Trust was lost \
             through our silence, so the first move is ours.",
            "Ruth Adeyemi, for short breaks; Nasreen and Tariq agree",
        )
        .act(
            "letter",
            &[],
            "Ruth",
            "Write to Nasreen and Tariq, and take the letter there in person",
            |p| p.day(10),
            "a leaflet was the answer last time",
        )
        .act(
            "hoist",
            &[],
            "Sam",
            "Get the hoist repaired: ring every Monday until it is",
            |p| p.day(21),
            "his father lifts fifty kilos six times a day",
        )
        .write_to(
            haris,
            "Haris, you chose the blue house, and you laughed the third time because we were \
             asking again what you had already told us. It is in the plan now. So is the pool, \
             and the note you hum.",
        )
        .finalised(3)
}

/// Three months ago: the last time.
pub(super) fn last_time(pen: &mut Pen) -> Discussion {
    let haris = pen.cast.haris;
    pen.talk(Subject::Child(haris))
        .stage(Stage::UpdatingThePlan)
        .follow(
            "letter",
            Outcome::Done,
            "Read aloud by Tariq, at the table, twice.",
            "Nasreen said: \"So it was not in my head.\" She rings now before she is angry.",
        )
        .follow(
            "hoist",
            Outcome::Done,
            "Repaired on the fourth Monday.",
            "Tariq can straighten up. He said so by carrying the tea tray himself.",
        )
        .ask_valued(
            "blocks.where-now",
            Value::Block(Block::Repair),
            vec![
                sam(
                    "Middle with him, mending with his parents. He looks up when I come in now. \
                     With Tariq it is tea first.",
                ),
                observed(
                    "his teacher",
                    "the week before this meeting",
                    "When Sam's name is said he looks at the door.",
                ),
            ],
        )
        .ask_valued(
            "participation.four-is",
            Value::FourIs {
                involve: "He chose the house. Nobody has asked him yet about his review.".into(),
                inform: "Least of all. We tell his parents in front of him.".into(),
                invest: "Well: Sam has learnt to wait.".into(),
                influence: "The house, and the time of his bath.".into(),
            },
            vec![sam("Inform. I had explained the move to everybody in the room but him.")],
        )
        .ask(
            "trauma.too-much",
            vec![
                partner(
                    "school",
                    "\"By two o'clock he has his eyes shut. We used to think that he was tired. \
                     We now think it is the chair.\"",
                ),
            ],
        )
        .decide(
            &[],
            "The wheelchair is now a complaint, made by us together with the parents, and not a \
             wait.",
            "A sore hip that nobody can hear is still a sore hip. Asking politely has taken \
             most of a year. Sam should not stand between the family and the clinic any longer, but beside \
             the family.",
            "Ruth Adeyemi; Nasreen signs it with us",
        )
        .act(
            "chair",
            &[],
            "Sam",
            "See Haris at school in his new chair before his review, and ask him how it is",
            |p| p.today_and(-8),
            "he was measured by people who cannot read him",
        )
        .finalised_then_amended(
            2,
            12,
            "The clinic has answered the complaint and given a day for the fitting. Nasreen had \
             the letter before we did, as it should be.",
        )
}

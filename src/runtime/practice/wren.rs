//! Wren: expected, then born, into a family with a plan.

use super::pen::{Cast, Pen};
use super::talk::{Glance, journey};
use super::words::{family, imagined, observed, partner, plain, ruth, sam};
use crate::practice::{Block, Part, Place, Stage};
use crate::record::{AnswerState, Discussion, Outcome, SafetyDomain, Subject, Value};

/// Five months ago: not yet born.
pub(super) fn expected(pen: &mut Pen) -> Discussion {
    let wren = pen.cast.wren;
    pen.talk(Subject::Child(wren))
        .stage(Stage::Assessment)
        .glance(
            wren,
            &Glance {
                legal_status: "no legal order; not yet born",
                plan: "pre-birth assessment",
                seen_days_ago: 5,
                seen_where: "with Mum, at the midwife's clinic",
                alone: None,
                next: &[("pre-birth conference", 28)],
                who_decides: "Ruth Adeyemi; the conference for a plan",
            },
        )
        .journey(
            wren,
            journey(
                Place::FrontDoor,
                Some(Place::CareManagement),
                "everything that matters has to be settled four weeks before the birth",
                "at home with Mum from the first day",
                "Nana Pat would take the baby, with Mum staying there too, if home were not safe",
            ),
        )
        .ask(
            "journey.timescales",
            vec![
                sam(
                    "Three months. The conference in a month, the plan a month after that, and \
                     then a month in which nothing is new for Josie.",
                ),
                ruth("So the date that counts is not the due date but the one a month before it."),
            ],
        )
        .ask(
            "safety.our-worry",
            vec![
                family(
                    "Josie",
                    "\"That he'd shove me and it's two of us he's shoving. You can write that. \
                     That's what I lie awake with.\"",
                ),
            ],
        )
        .ask(
            "standards.at-twenty-five",
            vec![
                imagined(
                    "Why were you all talking about my dad before I had even met him? Did anybody \
                     say that they were looking forward to me?",
                ),
                sam(
                    "They were. There is a box of knitted hats at Pat's, and a list of names on \
                     the fridge that everybody is allowed to cross out.",
                )
                .fact(),
            ],
        )
        .sign(
            SafetyDomain::FutureDanger,
            &[],
            "That Josie is pushed or hit while she is pregnant and the baby is hurt before birth.",
        )
        .sign(
            SafetyDomain::Strength,
            &[],
            "Josie has not missed one appointment. She has stopped smoking, and says so with pride.",
        )
        .decide(
            &[],
            "A pre-birth conference is called.",
            "The last assault was in this pregnancy. A plan made before the birth is made with \
             Josie; one made after it would be made around her.",
            "Ruth Adeyemi",
        )
        .act(
            "midwife",
            &[],
            "Sam",
            "Meet the midwife with Josie, so that the three have one plan for the day of the birth",
            |p| p.day(21),
            "Josie should not have to tell it twice, nor in labour",
        )
        .finalised(2)
}

/// Three months ago: five weeks before the birth.
pub(super) fn nearly(pen: &mut Pen) -> Discussion {
    let wren = pen.cast.wren;
    pen.talk(Subject::Child(wren))
        .stage(Stage::Plan)
        .follow(
            "midwife",
            Outcome::Done,
            "Met twice. The plan is in Josie's hospital bag, on yellow paper.",
            "Josie says it is the first plan she could find in the dark.",
        )
        .brief(
            "The conference made a plan. Josie chose Pat to be with her at the birth. Dean has \
             been told that he will be rung afterwards, and by whom.",
            "Yes, today. The baby grows well, Josie is seen every week by the midwife, and the \
             door is locked. We know from Josie, Pat and the midwife, who do not always agree and \
             agree on this.",
        )
        .decide(
            &[],
            "The baby comes home with Josie. Dean meets the baby at the hospital with Pat there, \
             once Josie says so.",
            "Josie has kept to every part of the plan for three months. A father who is told when \
             and how he will meet his child has less reason to come to the door.",
            "Ruth Adeyemi, within the conference's plan",
        )
        .act(
            "duty",
            &[],
            "Ruth",
            "Put the birth plan where the out-of-hours team will find it",
            |p| p.day(5),
            "babies come at night",
        )
        .finalised(1)
}

/// Eight weeks ago: not a week old.
pub(super) fn born(pen: &mut Pen) -> Discussion {
    let wren = pen.cast.wren;
    pen.talk(Subject::Child(wren))
        .stage(Stage::UpdatingThePlan)
        .follow(
            "duty",
            Outcome::Done,
            "There the same day.",
            "It was read: the out-of-hours worker rang Pat, and not Dean, at four in the morning.",
        )
        .glance(
            wren,
            &Glance {
                legal_status: "no legal order; lives with Mum",
                plan: "child protection plan",
                seen_days_ago: 1,
                seen_where: "at home, asleep on Mum, then awake in the basket",
                alone: Some(false),
                next: &[("health visitor, new birth visit", 6), ("core group", 11)],
                who_decides: "Ruth Adeyemi; the conference for the plan itself",
            },
        )
        .ask(
            "relationships.surprise",
            vec![
                observed(
                    "Sam",
                    "at home, on the last visit before this meeting",
                    "Not a week old. Cries, hears Josie say \"I know, I know\" from the sink, and \
                     stops to listen before she has even dried her hands.",
                ),
            ],
        )
        .ask(
            "relationships.belonging",
            vec![
                sam(
                    "The name was on the fridge, and it is the one nobody crossed out. Everybody \
                     in the family has a name that is a small thing. Pat says that is so the big \
                     things do not notice you.",
                ),
            ],
        )
        .ask(
            "safety.not-again",
            vec![
                sam(
                    "Dean kicked the door less than two weeks before the birth, drunk, with Josie behind \
                     it. Nobody was hurt. It could have brought labour on.",
                )
                .fact(),
                partner(
                    "community midwife",
                    "\"Feeding well, and putting the weight back on. Mum is tired and says so. I \
                     have no worry about her care, only about her being on her own with it.\"",
                )
                .third_party(),
            ],
        )
        .ask_how_safe(
            6,
            "Sam Okafor",
            vec![
                plain(
                    "Not lower, because the plan held on the night and on the day of the birth. \
                     Not higher, because Dean has only begun.",
                )
                .judgement(),
            ],
        )
        .used(Part::Relationships, "We asked about the name before we asked about the plan.")
        .decide(
            &[],
            "The plan stays. Sam visits weekly for six weeks, and each second visit is for Josie.",
            "A newborn cannot wait for us to notice. Josie is the plan, so she has to be looked \
             after too.",
            "Ruth Adeyemi",
        )
        .act(
            "evening",
            &[],
            "Sam",
            "Ask the home-visiting volunteers for somebody on Tuesday evenings, when Pat works",
            |p| p.day(14),
            "it is the one evening when Josie is alone with all of it",
        )
        .write_to(
            wren,
            "Wren, in your first week you stopped crying to hear what your mum was saying. \
             Everybody was waiting for you: there were nine hats. Your dad had frightened people \
             before you came, and the grown-ups round you made a plan so that you could sleep. \
             You did.",
        )
        .finalised(2)
}

/// A month ago.
pub(super) fn growing(pen: &mut Pen) -> Discussion {
    let Cast { wren, .. } = pen.cast;
    pen.talk(Subject::Child(wren))
        .stage(Stage::Review)
        .block(Block::Middle)
        .follow(
            "evening",
            Outcome::Changed,
            "There is a waiting list. Josie found her own: Bev from the antenatal class comes, \
             with her baby.",
            "More than ours would have. They laugh.",
        )
        .ask_valued(
            "scales.balance",
            Value::Balance(-2),
            vec![sam("More process than help. I counted: on the last three visits I was writing \
                     for half of the time. Josie said the baby thinks my face is a laptop.")],
        )
        .ask(
            "participation.invest",
            vec![
                observed(
                    "Sam",
                    "at home, on the last visit before this meeting",
                    "A month old. Follows Josie's face from one side to the other, looks away \
                     when it is enough, and comes back. Josie waits for it.",
                ),
                sam("I sat for twenty minutes and only watched. I had never done that before."),
            ],
        )
        .mark(
            "journey.if-better",
            AnswerState::BringBack,
            vec![sam("We know exactly what happens if it gets worse. Ask this one properly.")],
        )
        .decide(
            &[],
            "Visits stay weekly until the review. Every other one is without the laptop.",
            "What we need to know about a baby we see, and we have not been looking.",
            "Ruth Adeyemi and Sam",
        )
        .act(
            "health-visitor",
            &[],
            "Sam",
            "Visit once together with the health visitor",
            |p| p.today_and(12),
            "two pairs of eyes on the same half hour, and Josie asked for it",
        )
        .finalised(2)
}

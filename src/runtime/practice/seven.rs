//! Seven more children, one short meeting each: so that a meeting of twelve
//! can be tried. Every one of them is fictional.

use chrono::{Days, NaiveDate};
use ulid::Ulid;

use super::pen::Pen;
use super::talk::{Glance, Talk};
use super::words::{heard, observed, sam};
use crate::practice::question::Fits;
use crate::record::{Born, Child, Depth, Discussion, Subject};

/// Their ids, in this order: Baby Penhallow, Otis, Maribel, Tadhg, Shanice,
/// Idris and Elin.
pub(super) type Seven = [Ulid; 7];

/// The child of this id, if it is one of the seven.
pub(super) fn child(seven: &Seven, id: Ulid, today: NaiveDate) -> Option<Child> {
    let born = |days| Born::On(today.checked_sub_days(Days::new(days)).unwrap_or(today));
    let due = today.checked_add_days(Days::new(47)).unwrap_or(today);
    let [baby, otis, maribel, tadhg, shanice, idris, elin] = *seven;
    let (name, reference, born, with, situation) = if id == baby {
        ("Baby Penhallow", "EX-4401", Born::Expected(due), vec![], vec![])
    } else if id == otis {
        ("Otis Fairweather", "EX-4501", born(152), vec![], vec![Fits::InCare])
    } else if id == maribel {
        let situation = vec![Fits::Disabled, Fits::NoSpeech, Fits::AtHome];
        ("Maribel Osei", "EX-4601", born(3510), vec![], situation)
    } else if id == tadhg {
        ("Tadhg Delaney", "EX-4701", born(4480), vec![], vec![Fits::AtHome])
    } else if id == shanice {
        ("Shanice Beaumont", "EX-4801", Born::Aged(19), vec![], vec![Fits::LeavingCare])
    } else if id == idris {
        ("Idris Pryce", "EX-4901", born(2690), vec![elin], vec![])
    } else if id == elin {
        ("Elin Pryce", "EX-4902", born(2690), vec![idris], vec![])
    } else {
        return None;
    };
    Some(Child {
        id,
        name: name.into(),
        reference: reference.into(),
        initials: String::new(),
        born,
        brothers_and_sisters: with,
        situation,
    })
}

fn talk<'p, 'a>(pen: &'p mut Pen<'a>, child: Ulid, depth: Depth) -> Talk<'p, 'a> {
    pen.talk(Subject::Child(child)).depth(depth)
}

/// An unborn baby, whose parents were themselves in care.
pub(super) fn expected(pen: &mut Pen) -> Discussion {
    let baby = pen.cast.seven[0];
    talk(pen, baby, Depth::InDepth)
        .glance(
            baby,
            &Glance {
                legal_status: "no legal order before birth",
                plan: "child in need plan, before birth",
                seen_days_ago: 4,
                seen_where: "at home with Morwenna and Joss, at the scan pictures",
                alone: None,
                next: &[("planning meeting before birth", 84), ("baby due", 113)],
                who_decides: "Ruth Adeyemi, with the midwife and both parents",
            },
        )
        .ask(
            "safety.strength-not-safety",
            vec![
                sam("Both of them know care from the inside, and have written down what no child \
                     of theirs will have to wonder. Nobody had asked to read it."),
                observed(
                    "the midwife",
                    "at the last scan",
                    "Turned towards Joss when he sang, both times.",
                ),
            ],
        )
        .ask(
            "relationships.glad-to-see",
            vec![observed(
                "Morwenna, who carries the baby",
                "in the week before this meeting",
                "Kicks at the same time every evening, when the house is quiet.",
            )],
        )
        .decide(
            &[],
            "We plan for the baby to come home, with help from the first day.",
            "Both parents ask for help before it is needed, and the midwife sees the same.",
            "Ruth Adeyemi",
        )
        .act(
            "penhallow-letter",
            &[],
            "Sam",
            "Read with both parents what they have written, and bring it to the planning meeting",
            |p| p.today_and(16),
            "it says better than we do what safe will look like",
        )
        .finalised(2)
}

/// A baby with foster carers, going home step by step.
pub(super) fn going_home(pen: &mut Pen) -> Discussion {
    let otis = pen.cast.seven[1];
    talk(pen, otis, Depth::BriefCheck)
        .glance(
            otis,
            &Glance {
                legal_status: "interim care order",
                plan: "care plan: back to his mother by spring",
                seen_days_ago: 9,
                seen_where: "with his foster carers, on the mat",
                alone: Some(true),
                next: &[("review", 98), ("final hearing", 124)],
                who_decides: "the court; Ruth Adeyemi until then",
            },
        )
        .brief(
            "Family time is now at his mother's flat, three mornings a week.",
            "Yes. His carers, the health visitor and Sam each saw him this fortnight.",
        )
        .ask(
            "relationships.turns-to",
            vec![
                observed(
                    "his foster carer",
                    "in the week before this meeting",
                    "Looks for her voice when he wakes, and for his mother's when she comes in.",
                ),
                observed(
                    "Sam",
                    "at family time",
                    "Fell asleep on his mother's shoulder before she had sat down.",
                ),
            ],
        )
        .decide(
            &[],
            "One night a week at home from next month.",
            "He settles with both. More mornings alone would not tell us about the nights.",
            "Ruth Adeyemi, within the care plan",
        )
        .act(
            "otis-nights",
            &[],
            "Sam",
            "Agree with his mother and his carers who does what on the first night",
            |p| p.today_and(13),
            "the two should hear it from each other",
        )
        .finalised(2)
}

/// A girl without speech, at home, whose school does not know her signs.
pub(super) fn her_own_signs(pen: &mut Pen) -> Discussion {
    let maribel = pen.cast.seven[2];
    talk(pen, maribel, Depth::InDepth)
        .glance(
            maribel,
            &Glance {
                legal_status: "no legal order; lives with her parents",
                plan: "child in need plan; disabled children's team",
                seen_days_ago: 8,
                seen_where: "at school, in the sensory garden",
                alone: Some(true),
                next: &[("child in need review", 70)],
                who_decides: "her parents; Ruth Adeyemi for overnight breaks",
            },
        )
        .ask(
            "participation.says-no",
            vec![
                observed(
                    "Sam, with her mother beside",
                    "two visits before this meeting",
                    "Puts the cup down twice for no. Once means not yet.",
                ),
                sam("School had been counting both as a refusal to drink.").fact(),
            ],
        )
        .ask(
            "relationships.enjoying",
            vec![observed(
                "her class teacher",
                "in the week before this meeting",
                "Stood at the wind chimes until everybody else had gone in, laughing.",
            )],
        )
        .decide(
            &[],
            "School and home use one page of her signs, made by those who know her.",
            "She was telling people clearly, and was written down as difficult.",
            "Ruth Adeyemi, with her parents",
        )
        .act(
            "maribel-signs",
            &[],
            "Sam",
            "Make the page of signs with her mother and her class teacher",
            |p| p.today_and(20),
            "who reads her well should not depend on who is in that day",
        )
        .finalised(3)
}

/// A Traveller boy whose schooling stops whenever the site is moved on.
pub(super) fn on_the_road(pen: &mut Pen) -> Discussion {
    let tadhg = pen.cast.seven[3];
    talk(pen, tadhg, Depth::BriefCheck)
        .glance(
            tadhg,
            &Glance {
                legal_status: "no legal order; lives with his parents and grandparents",
                plan: "child in need plan",
                seen_days_ago: 11,
                seen_where: "at the site, with the horses",
                alone: Some(true),
                next: &[("meeting with the school", 66)],
                who_decides: "his parents; Ruth Adeyemi for the plan",
            },
        )
        .brief(
            "The family were moved on twice, and his school place with them.",
            "Yes. Many adults look out for him; the road beside the site is what they fear.",
        )
        .ask(
            "relationships.belonging",
            vec![
                heard(
                    "himself, to Sam",
                    "at the last visit",
                    "while he groomed the pony",
                    "\"I'm not missing school. School keeps missing me.\"",
                ),
                observed(
                    "Sam",
                    "at the last visit",
                    "Reads the racing pages aloud to his grandfather, every word.",
                ),
            ],
        )
        .decide(
            &[],
            "His school place is held while the family are moved on, and work goes with him.",
            "He reads and wants to. What breaks his schooling is us moving the family.",
            "Ruth Adeyemi, with his parents",
        )
        .act(
            "tadhg-school",
            &[],
            "Sam",
            "Ask the school in writing to hold his place",
            |p| p.today_and(24),
            "a promise by telephone was forgotten last time",
        )
        .finalised(2)
}

/// A young woman of nineteen, leaving care in her own time.
pub(super) fn her_own_front_door(pen: &mut Pen) -> Discussion {
    let shanice = pen.cast.seven[4];
    talk(pen, shanice, Depth::InDepth)
        .glance(
            shanice,
            &Glance {
                legal_status: "was looked after; owed support until twenty-five",
                plan: "pathway plan",
                seen_days_ago: 5,
                seen_where: "at her flat",
                alone: Some(true),
                next: &[("pathway review", 60)],
                who_decides: "she does; Ruth Adeyemi for the money",
            },
        )
        .ask(
            "participation.influence",
            vec![
                heard(
                    "herself, to Sam",
                    "at the last visit",
                    "over tea, on her own two chairs",
                    "\"You lot ask if I'm managing. Ask me what I'm planning.\"",
                ),
                sam("So we did. A plumbing course, two buses away."),
            ],
        )
        .ask(
            "relationships.come-closer",
            vec![heard(
                "herself, to Sam",
                "at the last visit",
                "when the telephone rang",
                "Her old foster mother rings on Sundays, and she answers now.",
            )],
        )
        .decide(
            &[],
            "The course and the bus fares go into the pathway plan, in her words.",
            "She asked for it, and the plan so far held only what worried us.",
            "Ruth Adeyemi, agreed with her",
        )
        .act(
            "shanice-course",
            &[],
            "Sam",
            "Find out with her what the course costs before she signs",
            |p| p.today_and(12),
            "a bill she did not know of ended the last one",
        )
        .finalised(2)
}

/// Twins with their grandmother, under a special guardianship order.
pub(super) fn with_their_nain(pen: &mut Pen) -> Discussion {
    let [.., idris, elin] = pen.cast.seven;
    let glance = |seen_where| Glance {
        legal_status: "special guardianship order, to their grandmother",
        plan: "special guardianship support plan",
        seen_days_ago: 7,
        seen_where,
        alone: Some(true),
        next: &[("support plan review", 40)],
        who_decides: "their grandmother, Nain to them; Ruth Adeyemi for support",
    };
    pen.talk(Subject::Family(vec![idris, elin]))
        .glance(idris, &glance("at school, on the wall he likes"))
        .glance(elin, &glance("at home, in the bath with the door ajar and a song going"))
        .ask(
            "relationships.enjoying",
            vec![
                observed(
                    "Sam",
                    "in the week before this meeting",
                    "Balanced along the whole school wall and told each brick its number.",
                )
                .of(&[idris]),
                observed(
                    "their grandmother",
                    "in the week before this meeting",
                    "Made up a song in two languages about the bath being too full.",
                )
                .of(&[elin]),
            ],
        )
        .ask(
            "participation.inform",
            vec![
                heard(
                    "himself, to Sam",
                    "on the school wall",
                    "without being asked",
                    "\"We live with Nain for good. It's on a paper from the judge.\"",
                )
                .of(&[idris]),
                heard(
                    "herself, to her grandmother",
                    "at bedtime",
                    "in Welsh",
                    "Asked whether good means the same as always.",
                )
                .of(&[elin]),
            ],
        )
        .decide(
            &[idris, elin],
            "Support goes on for another year, with a short break each month.",
            "Their grandmother is tired and says so. That is what keeps this home for good.",
            "Ruth Adeyemi",
        )
        .act(
            "elin-always",
            &[elin],
            "Sam",
            "Sit with her and her grandmother and say what the order means, in Welsh",
            |p| p.today_and(15),
            "she asked whether good means always",
        )
        .finalised(2)
}

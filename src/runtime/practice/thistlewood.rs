//! Kit and Nell: a brother and a sister who have lived with violence at home,
//! and the people who stood between them and it.

use super::pen::{Cast, Pen};
use super::talk::{Glance, journey};
use super::words::{family, heard, observed, partner, plain, ruth, sam};
use crate::practice::{Destination, Place};
use crate::record::{AnswerState, Discussion, Outcome, SafetyDomain, Subject, Value};

/// The first time in depth, six months ago.
pub(super) fn first(pen: &mut Pen) -> Discussion {
    let Cast { kit, nell, .. } = pen.cast;
    let both = [kit, nell];
    let glance = |seen_where| Glance {
        legal_status: "no legal order; lives with Mum",
        plan: "child protection plan, for three weeks now",
        seen_days_ago: 2,
        seen_where,
        alone: Some(true),
        next: &[("core group", 9), ("review conference", 68)],
        who_decides: "Ruth Adeyemi with Sam; the conference for the plan itself",
    };
    let way = journey(
        Place::CareManagement,
        Some(Place::EarlyHelp),
        "before the baby comes, which is about four months",
        "at home with Mum, and with Dad only in a way that is safe",
        "Nana Pat has been asked, and has said yes, if home could not be made safe",
    );
    pen.talk(Subject::Family(both.to_vec()))
        .glance(kit, &glance("at school, in the library"))
        .glance(nell, &glance("at home, in her den under the table"))
        .follow(
            "josie-alone",
            Outcome::NotDone,
            "The assessment ended and the family was no longer ours before Sam had found a place \
             where nobody else could hear.",
            "",
        )
        .journey(kit, way.clone())
        .earlier(
            "a neighbouring authority",
            "when he was three, for about four months",
            "A family worker came after the police had been called twice. It ended when the \
             family moved. Nobody here was told.",
            "Josie remembers that the worker came back when she said she would.",
        )
        .checkpoint("are the grown-ups keeping to the safety plan when nobody is looking", 28)
        .journey(nell, way)
        .ask_valued(
            "journey.where-now",
            Value::Place(Place::CareManagement),
            vec![
                sam(
                    "Care Management, and the family know it. We looked at the map together at the \
                     kitchen table. Josie put her finger on the line to Early Help and said \
                     \"there, by the time this one is born\".",
                )
                .of(&both),
            ],
        )
        .ask(
            "journey.own-story",
            vec![
                heard(
                    "Sam",
                    "on the last visit before this meeting",
                    "talking while drawing the house, room by room",
                    "\"It starts with the car. You hear how he shuts the car door and then you \
                     know which dad it is. If it's that one we go up to the top stair and I put \
                     my hands on her ears.\"",
                )
                .of(&[kit]),
                heard(
                    "Sam",
                    "on the last visit before this meeting",
                    "in play, with the animals from Sam's bag",
                    "The little pig goes into the den and pulls the cloth down. \"She's not \
                     hiding. She's having a meeting.\"",
                )
                .of(&[nell]),
            ],
        )
        .ask(
            "journey.other-authorities",
            vec![
                sam("I read the closing summary from where they lived before. It says \"parental \
                     disputes\". Josie says he had broken her wrist. I have not yet spoken to \
                     anybody who knew them there.")
                .fact()
                .of(&both),
            ],
        )
        .mark(
            "journey.brothers-sisters",
            AnswerState::AskedNotKnown,
            vec![
                plain(
                    "Dean has an older son who grew up with his grandparents. Nobody here knows \
                     why he did not live with Dean. Dean looked at the floor when Sam asked.",
                )
                .third_party()
                .of(&both),
            ],
        )
        .ask(
            "safety.kept-safe",
            vec![
                sam("The night Dean hit Josie in the kitchen she got out to the hall, locked the \
                     door between them and rang the police herself, with both children listening. \
                     She had never rung before.")
                .fact()
                .of(&both),
                heard(
                    "Sam",
                    "on the last visit before this meeting",
                    "talking",
                    "\"Nana Pat says I don't have to be the ear man any more. That's her job.\"",
                )
                .of(&[kit]),
            ],
        )
        .ask(
            "trauma.learnt",
            vec![
                sam("That it is your job to know the weather in a grown-up before they do. He \
                     watches my face the whole time I am there.")
                .guess("Still held. School see the same with new teachers, less with the old one.")
                .of(&[kit]),
                ruth(
                    "That small spaces work. Her den is a good idea, not a symptom. What would it \
                     take for her to need it less?",
                )
                .judgement()
                .of(&[nell]),
            ],
        )
        .sign(
            SafetyDomain::PastHarm,
            &both,
            "Over at least six years Dean has hit, pushed and frightened Josie. The children have \
             heard it many times and seen it twice. The last time she was pregnant.",
        )
        .sign(
            SafetyDomain::ComplicatingFactor,
            &both,
            "The house is in both names, and Dean pays the rent.",
        )
        .sign(
            SafetyDomain::Strength,
            &both,
            "Josie gets both of them to school every day, on time, with breakfast. Evenings at \
             Nana Pat's are loud and funny.",
        )
        .sign(
            SafetyDomain::ExistingSafety,
            &both,
            "Josie rang the police herself, and Nana Pat took the children the same night.",
        )
        .sign(
            SafetyDomain::NeedsToHappen,
            &both,
            "Everybody who loves these children knows the plan, and knows that they are allowed \
             to ring.",
        )
        .danger(
            &both,
            "Nana Pat, school and Sam are worried that Dean will hit and frighten Josie again, \
             and that the children will be hurt in the way or will grow up thinking that this is \
             what home is.",
            "Dean sees the children only where somebody who knows the plan is there, and Josie \
             and the children sleep every night knowing that nobody will come to the door.",
            4,
            "Dean says he lost his temper twice, not for years.",
        )
        .tool(
            &both,
            "Impact Chronology",
            "Each of the four calls to the police came within a fortnight of rent day.",
        )
        .decide(
            &both,
            "The children stay at home with Josie. Dean lives at his brother's and sees them at \
             Nana Pat's on Saturdays, with Pat there.",
            "Josie has shown once, and clearly, that she can act. Pat lives four doors away and \
             has a key. Moving the children would punish them for something they did not do. We \
             shall see within four weeks whether it holds.",
            "Ruth Adeyemi, with Sam; Josie and Pat agree, Dean agrees \"for now\"",
        )
        .act(
            "old-worker",
            &both,
            "Sam",
            "Ring the worker who knew the family where they lived before, and ask what helped",
            |p| p.day(14),
            "the file says disputes, Josie says a broken wrist, and somebody was there",
        )
        .act(
            "ear-man",
            &[kit],
            "Sam",
            "Ask his teacher to be the grown-up he can tell in the mornings",
            |p| p.day(10),
            "so that he can put it down at the school gate",
        )
        .finalised(2)
}

/// A brief check, four months ago.
pub(super) fn check(pen: &mut Pen) -> Discussion {
    let Cast { kit, nell, .. } = pen.cast;
    let both = [kit, nell];
    pen.talk(Subject::Family(both.to_vec()))
        .follow(
            "old-worker",
            Outcome::Done,
            "She remembered them at once.",
            "Yes. She said Josie talks while washing up and never at a table. Sam dries up now.",
        )
        .follow(
            "josie-alone",
            Outcome::Done,
            "Over the washing up, with the children at Nana Pat's.",
            "She told of six years, and of the wrist. The plan is built on what she said there.",
        )
        .follow(
            "ear-man",
            Outcome::Done,
            "Mr Adair keeps ten minutes free before the bell.",
            "He goes most days. Some days they only feed the fish.",
        )
        .ask(
            "safety.smallest-change",
            vec![
                family(
                    "Josie",
                    "\"Change the lock. Everyone asks how I feel. I'd feel better with a lock.\"",
                )
                .of(&both),
            ],
        )
        .ask(
            "relationships.surprise",
            vec![
                observed(
                    "Sam",
                    "on the visit a week before",
                    "She has cut a window into the side of the den.",
                )
                .of(&[nell]),
                heard(
                    "Mr Adair, his teacher",
                    "the week before this meeting",
                    "over the fish tank",
                    "\"They've got no eyelids. They have to see everything as well.\"",
                )
                .of(&[kit]),
            ],
        )
        .decide(
            &both,
            "The plan goes on as it is. The lock comes before anything else.",
            "Every Saturday at Pat's has been kept, without one argument in front of the \
             children. The lock is what Josie asked for, and it costs less than this meeting.",
            "Ruth Adeyemi",
        )
        .act(
            "lock",
            &both,
            "Ruth",
            "Get the lock on the house door changed and paid for",
            |p| p.day(7),
            "it was asked for three weeks ago, and nobody had the budget code",
        )
        .finalised(1)
}

/// Eight weeks ago, with the baby just born.
pub(super) fn with_the_baby(pen: &mut Pen) -> Discussion {
    let Cast { kit, nell, .. } = pen.cast;
    let both = [kit, nell];
    pen.talk(Subject::Family(both.to_vec()))
        .follow(
            "lock",
            Outcome::Done,
            "Changed within the week.",
            "Yes. It held the night Dean came. Josie says the sound of it is her favourite sound.",
        )
        .follow(
            "night",
            Outcome::Done,
            "Both talks were held, each on its own, at Nana Pat's.",
            "They know now that the police came because of what a grown-up did, not because \
             somebody told.",
        )
        .ask(
            "journey.if-worse",
            vec![
                sam(
                    "Josie rings Pat, Pat comes with her key, the door stays shut, the police are \
                     rung every time. The children go to the top bedroom with the tablet. They \
                     chose the film.",
                )
                .fact()
                .of(&both),
            ],
        )
        .ask(
            "participation.influence",
            vec![
                sam("He asked that nobody say \"contact\". It says \"Saturdays with Dad\" in the \
                     plan now.")
                .of(&[kit]),
                sam("She asked who feeds the pig when she is at Nana's. There is a box for the \
                     animals at Pat's, with her name on it.")
                .of(&[nell]),
            ],
        )
        .ask(
            "safety.says-safe",
            vec![
                heard(
                    "Sam",
                    "on the last visit before this meeting",
                    "drawing her three houses",
                    "House of worries: a shoe. \"It's by the door and it isn't ours.\" House of \
                     good things: Nana, chips, the window. House of dreams: \"A dog that only \
                     barks at the right people.\"",
                )
                .of(&[nell]),
                heard(
                    "Sam",
                    "on the last visit before this meeting",
                    "talking; he did not want to draw",
                    "\"The good thing is I slept at school. Like, at my desk. Because I didn't \
                     have to listen at night.\"",
                )
                .of(&[kit]),
            ],
        )
        .elsewhere(
            "safety.not-again",
            "the Impact Chronology on this file",
            vec![plain("It is all there; we did not tell it again.").of(&both)],
        )
        .ask(
            "safety.our-worry",
            vec![
                sam("Dean read the new one aloud, slowly, and asked us to take out \"allegedly\".")
                    .fact()
                    .of(&both),
            ],
        )
        .danger(
            &both,
            "Nana Pat, school and Sam are worried that Dean will come to the house drunk again, \
             frighten or hit Josie, and that the children will be hurt or will go back to \
             listening all night.",
            "Dean finishes the programme for men who have used violence at home, and comes only \
             where and when the plan says, for three months without a break.",
            6,
            "",
        )
        .tool(&both, "Three Houses", "Sleep came up in both, without being asked for.")
        .decide(
            &both,
            "Saturdays with Dad may begin again next month, for two hours, at Pat's, if he has \
             by then kept every session of the programme. They stop at once if he has been \
             drinking, and Pat decides that, not he.",
            "The children asked for it, each on their own. The condition is something that Dean \
             can do and that we can see. The worker on the programme says he has begun to speak \
             of what he did, and not of what was done to him. It can be stopped by somebody who \
             will really stop it.",
            "Ruth Adeyemi, with Sam, Josie and Pat; Dean was told by Sam in person",
        )
        .act(
            "saturdays",
            &both,
            "Sam",
            "Before the review, ask each child, alone, what the Saturdays with Dad are like",
            |p| p.today_and(3),
            "they asked for it, so they must be the ones who can end it",
        )
        .write_to(
            kit,
            "Kit, you told us you slept at your desk and that it was good. We wrote it down \
             because it was the best news in the meeting. Listening at night was never your job. \
             You did it well, and you can stop.",
        )
        .write_to(
            nell,
            "Nell, you cut a window into your den so that you could see out when you wanted to. \
             We thought about that for a long time. There is a shoe you do not like by the door. \
             We asked about it, and it is gone.",
        )
        .finalised(3)
}

/// Yesterday's, still being written. The last answer is the one in hand.
pub(super) fn unfinished(pen: &mut Pen) -> Discussion {
    let Cast { kit, nell, .. } = pen.cast;
    let both = [kit, nell];
    pen.talk(Subject::Family(both.to_vec()))
        .ask(
            "lightbulb.different",
            vec![
                heard(
                    "Sam",
                    "on the visit last week, in the car",
                    "talking",
                    "\"I don't hear the car door now. I mean it still goes, but it's just a car.\"",
                )
                .of(&[kit]),
            ],
        )
        .ask_how_safe(
            7,
            "Sam Okafor",
            vec![
                sam(
                    "Seven. The lock, Pat, and every Saturday so far without drink. Not an \
                     eight, because it has not yet been tested by a bad week. Josie says eight, Dean \
                     says nine, Pat says six and will not be moved.",
                )
                .judgement()
                .of(&both),
            ],
        )
        .filed(
            "scales.next-duty",
            Destination::TheTwoDecide,
            vec![
                sam(
                    "The next visit has to happen anyway: it could be at the big aquarium, with \
                     the fish. I'm not sure whether that is for him or for me.",
                )
                .of(&[kit]),
            ],
        )
        .mark(
            "journey.step-away",
            AnswerState::BringBack,
            vec![plain("Bring back when the programme has ended.").of(&both)],
        )
        .ask(
            "relationships.never-met",
            vec![plain("Dean's older son?? ask Pat, not Dean").rough().of(&both)],
        )
        .ask(
            "safety.smallest-change",
            vec![
                plain(
                    "A night light on the stairs. She told the school nurse that the dark on the \
                     top stair is \"still the old dark\". Josie will",
                )
                .of(&[nell]),
            ],
        )
        .open()
}

/// The night Dean came: in a corridor, ten weeks ago, with the baby not yet
/// born.
pub(super) fn the_night(pen: &mut Pen) -> Discussion {
    let Cast { kit, nell, wren, .. } = pen.cast;
    let all = [kit, nell, wren];
    pen.talk(Subject::Family(all.to_vec()))
        .at_once(
            &all,
            "Police on the night; the out-of-hours team; Ruth at ten to nine; the midwife at nine",
            "the night before, from twenty to eleven",
            "A strategy discussion the same morning. Dean was arrested and released on condition \
             that he does not come near the house. The Saturdays at Nana Pat's stop for now.",
        )
        .ask(
            "safety.kept-safe",
            vec![
                sam("Dean came drunk, shouted through the letter box and kicked the door until \
                     the panel cracked. Josie did not open. She rang Pat, then the police, and \
                     put the film on. It is the plan, step by step. She is thirty-eight weeks \
                     pregnant.")
                .fact()
                .of(&all),
                partner(
                    "midwife",
                    "\"I listened in this morning. A good strong heartbeat, plenty of movement. \
                     Mum's blood pressure is up; I'll see her again tomorrow.\"",
                )
                .of(&[wren]),
                heard("Josie", "at breakfast the next morning", "talking", "\"The lock won.\"")
                    .of(&[kit]),
                observed(
                    "Nana Pat",
                    "that night",
                    "She slept across the end of Pat's bed with both shoes on.",
                )
                .of(&[nell]),
            ],
        )
        .decide(
            &all,
            "Josie and the children stay at home. No time with Dean until he is sober, has spoken \
             to Sam alone, and has begun the programme.",
            "The safety plan was tested by the thing it was made for, and it held. What frightened \
             the children was Dean at the door, not home. The midwife and Pat see them daily this \
             week.",
            "Ruth Adeyemi, after the strategy discussion with police and health",
        )
        .act(
            "night",
            &[kit, nell],
            "Sam",
            "Talk with each child alone about that night, at Nana Pat's",
            |p| p.day(4),
            "so that nobody is left thinking that they made the police come",
        )
        .finalised(0)
}

//! Yonas: seventeen, alone in this country, nearly grown up; and Sam, who
//! works with all of them.

use super::pen::Pen;
use super::talk::{Glance, journey};
use super::words::{family, heard, partner, plain, ruth, sam};
use crate::practice::{Block, Part, Place, Stage};
use crate::record::{AnswerState, Discussion, Outcome, SafetyDomain, Subject, Value};

/// Four months ago.
pub(super) fn in_depth(pen: &mut Pen) -> Discussion {
    let yonas = pen.cast.yonas;
    pen.talk(Subject::Child(yonas))
        .stage(Stage::Plan)
        .glance(
            yonas,
            &Glance {
                legal_status: "in our care by agreement; claim for asylum not yet decided",
                plan: "care plan; pathway plan begun",
                seen_days_ago: 3,
                seen_where: "on a bench by the running track",
                alone: Some(true),
                next: &[("review of his care plan", 40), ("turns eighteen", 200)],
                who_decides: "the responsible manager for care plans; Ruth Adeyemi day to day",
            },
        )
        .journey(
            yonas,
            journey(
                Place::ChildrenInCare,
                Some(Place::LeavingCare),
                "he turns eighteen in about seven months, whatever is decided about his claim",
                "staying with Marge and Ollie after eighteen, which all three of them want",
                "a plan for each answer to his claim: yes, not yet, and no",
            ),
        )
        .earlier(
            "a neighbouring authority",
            "for his first five weeks in this country",
            "A hotel room with another boy, then moved here in a day. His friend was left there.",
            "The night porter, who taught him to count change.",
        )
        .ask(
            "blocks.beginning",
            vec![sam("Walking. He does not talk across a table, because a table is where they \
                     interviewed him. Side by side on the track he talks.")],
        )
        .ask(
            "journey.own-story",
            vec![heard(
                "Sam, through the interpreter he chose",
                "on the last visit before this meeting",
                "talking, in Tigrinya",
                "\"I have told it to the police, to a doctor, to the lawyer and two times to \
                     the office. You can read it there. With you I want to talk about running.\"",
            )],
        )
        .mark(
            "relationships.never-met",
            AnswerState::AskedNotKnown,
            vec![sam("His younger brother. They were put on two different boats. He asks every \
                     time, and we do not know where he is, or whether he is alive.")],
        )
        .elsewhere(
            "service.never-again",
            "his statement to the solicitor; nobody here asks him for it again",
            Vec::new(),
        )
        .ask(
            "journey.parallel-plan",
            vec![
                ruth(
                    "If the answer is no, the first thing he hears cannot be the word \"appeal\" \
                     from a stranger. Who sits beside him when the letter is opened?",
                ),
                sam("Marge. He has already asked her."),
            ],
        )
        .ask(
            "skills.to-learn",
            vec![sam(
                "How a claim works, step by step. I nod when the solicitor speaks, and then I \
                     look it up in the car. I don't want him to see that I don't know.",
            )],
        )
        .sign(
            SafetyDomain::Strength,
            &[],
            "He cooks for the house on Sundays. He ran the county mile in the school's spare \
             shoes and came third.",
        )
        .tool(
            &[],
            "Cultural Genogram",
            "Eleven people on the page, seven of them called uncle. Two he can ring.",
        )
        .used(Part::Relationships, "We stopped asking for the story, and he began to tell his own.")
        .decide(
            &[],
            "He stays with Marge and Ollie after eighteen, and this is written into the pathway \
             plan now.",
            "All three want it and have said so, each on their own. To wait for the decision on \
             his claim would leave him not knowing where he will sleep in the week he is most \
             afraid.",
            "Ruth Adeyemi recommends it; the responsible manager has agreed",
        )
        .act(
            "tracing",
            &[],
            "Sam",
            "Ask the family tracing service, with Yonas beside him, and say truly how slow it is",
            |p| p.day(20),
            "he asks every time, and \"we are looking\" has to be true when we say it",
        )
        .act(
            "claim",
            &[],
            "Ruth",
            "Find Sam an hour with somebody who knows asylum claims",
            |p| p.day(25),
            "what we pretend to know, he pays for",
        )
        .finalised(2)
}

/// A month ago.
pub(super) fn waiting(pen: &mut Pen) -> Discussion {
    let yonas = pen.cast.yonas;
    pen.talk(Subject::Child(yonas))
        .stage(Stage::UpdatingThePlan)
        .block(Block::Middle)
        .follow(
            "tracing",
            Outcome::Done,
            "He wrote the description himself: what his brother laughs at.",
            "No answer yet. He says it is better to wait with a number than without.",
        )
        .ask_valued(
            "lightbulb.different",
            Value::Lightbulb {
                effect: "He sleeps until six; it was three.".into(),
                on_whom: "On him, and on Marge, who heard him walk about.".into(),
                how_we_know: "Marge says so, and he says so. He runs after school again.".into(),
                what_else: "The therapy we offered was in a room with a table. Ask about the track."
                    .into(),
            },
            vec![
                heard(
                    "Sam",
                    "on the track, on the last visit before this meeting",
                    "talking, in English",
                    "\"Before, I run because I cannot sleep. Now I sleep because I run. It is the \
                     same road, other way.\"",
                ),
            ],
        )
        .ask(
            "service.open-promise",
            vec![
                sam(
                    "That I would take him to see the friend who was left behind in the hotel. I \
                     said \"soon\". That was in his second week here.",
                ),
                ruth("What would \"soon\" have meant to you at seventeen?"),
            ],
        )
        .ask(
            "journey.next-stage",
            vec![
                family(
                    "Marge, whom he lives with",
                    "\"His personal adviser came and stayed for supper. He asked her three \
                     questions, and wrote the answers on his hand.\"",
                ),
                partner(
                    "solicitor",
                    "\"A decision could come at any time. I will ring Sam before I write.\"",
                )
                .third_party(),
            ],
        )
        .decide(
            &[],
            "The visit to his friend happens before anything else is planned with him.",
            "He has had many promises from people with lanyards. He keeps his own.",
            "Ruth Adeyemi and Sam",
        )
        .act(
            "friend",
            &[],
            "Sam",
            "Take Yonas to see his friend, on a Saturday, with lunch paid for",
            |p| p.today_and(19),
            "it was promised in his second week",
        )
        .write_to(
            yonas,
            "Yonas, you have waited longer than anybody should, and you cooked for the house \
             while you waited. We were slow about your friend. You have asked about your brother \
             every time, and we will go on asking with you.",
        )
        .finalised(1)
}

/// Sam's own hour, a month ago: personal supervision.
pub(super) fn sams_own_part(pen: &mut Pen) -> Discussion {
    let sam_okafor = pen.cast.sam;
    pen.talk(Subject::Practitioner(sam_okafor))
        .follow(
            "claim",
            Outcome::Done,
            "An hour with the team's asylum lead.",
            "Sam asked the solicitor a question out loud.",
        )
        .ask(
            "trauma.stayed-with-you",
            vec![
                sam("The shoes. A child asleep in her shoes, so as to be ready. I took mine off \
                     at the door that evening and could not stop looking at them.")
                .feeling(),
                ruth("Thank you for saying it here. Who else knows?"),
                sam("My partner. And the running club, without the details."),
            ],
        )
        .ask(
            "skills.hard-to-say",
            vec![
                sam("I dried up for forty minutes, and Josie told me about the wrist."),
                ruth("I noticed. It is the best assessment visit I have read this year."),
            ],
        )
        .ask(
            "skills.authority",
            vec![plain(
                "Sam would have waited longer before the Saturdays at Pat's began again. We \
                     disagreed, and I decided. Sam says that it was explained. I should have \
                     asked first what made him uneasy.",
            )],
        )
        .decide(
            &[],
            "Two mornings a month without visits, kept free for writing.",
            "Sam writes up at night. Tired notes are short notes, and it is the child's voice \
             that gets cut.",
            "Ruth Adeyemi",
        )
        .act(
            "leave",
            &[],
            "Sam",
            "Book the week's leave that has been carried over twice",
            |p| p.today_and(25),
            "rest is part of the work",
        )
        .finalised(1)
}

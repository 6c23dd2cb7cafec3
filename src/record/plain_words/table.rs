//! The words that are looked at in what is written to a child, and what is
//! said of each. Data: a row is all that another word needs.

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Leicestershire, Writing to the child: an accurate, clear and coherent
    /// story in language the child understands.
    Leicestershire,
    /// Word swaps practised in the field (FACTS, "Words").
    Field,
    /// Our own, in the spirit of both.
    Ours,
}

/// What is said of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// A plainer or kinder word, in quotation marks. The word may be a legal
    /// term, and right.
    Perhaps(&'static str),
    /// What the letters stand for, in words for the child.
    SpeltOut(&'static str),
    /// It sounds like a fact and may be somebody's opinion.
    FactOrThought,
    /// It hides what happened: what to name instead.
    Name(&'static str),
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The forms of it, in small letters; of several words, one space between.
    /// In capitals where only what is typed in capitals is meant.
    pub forms: &'static [&'static str],
    /// What is said.
    pub advice: Advice,
    /// Where that comes from.
    pub from: Source,
    /// Followed by one of these it means something else, and nothing is said.
    pub unless_before: &'static [&'static str],
}

const fn row(forms: &'static [&'static str], advice: Advice, from: Source) -> Entry {
    Entry { forms, advice, from, unless_before: &[] }
}

const fn unless(entry: Entry, unless_before: &'static [&'static str]) -> Entry {
    Entry { unless_before, ..entry }
}

use Advice::{FactOrThought, Name, Perhaps, SpeltOut};
use Source::{Field, Leicestershire, Ours};

/// All rows.
pub const TABLE: &[Entry] = &[
    // Practised in the field.
    unless(
        row(&["contact", "contacts"], Perhaps("“family time”"), Field),
        &["me", "us", "him", "her", "them", "the", "your", "my", "our", "details", "number"],
    ),
    row(&["placement", "placements"], Perhaps("“home”"), Field),
    row(&["birth parents", "birth family"], Perhaps("“parents”, “Mum” or “Dad”"), Field),
    row(&["birth mother", "birth mum"], Perhaps("“Mum”"), Field),
    row(&["birth father", "birth dad"], Perhaps("“Dad”"), Field),
    row(
        &["absconded", "abscond", "absconding", "absconds"],
        Perhaps("“ran away” or “went missing”"),
        Field,
    ),
    row(
        &["challenging behaviour", "challenging behaviours"],
        Perhaps("“finding it hard to cope”"),
        Field,
    ),
    row(&["siblings", "sibling"], Perhaps("“brothers and sisters”"), Field),
    row(&["LAC"], Perhaps("“child in our care”"), Field),
    row(&["respite"], Perhaps("“short break”"), Field),
    // Acronyms that are known.
    row(&["CLA"], Perhaps("“child in our care”"), Leicestershire),
    row(&["CIN"], SpeltOut("child in need"), Leicestershire),
    row(&["CP"], SpeltOut("child protection: keeping you safe"), Leicestershire),
    row(&["CPP"], SpeltOut("child protection plan: the plan to keep you safe"), Leicestershire),
    row(
        &["ICPC", "CPC", "RCPC"],
        SpeltOut("child protection conference: the meeting about keeping you safe"),
        Leicestershire,
    ),
    row(&["IRO"], SpeltOut("independent reviewing officer, by name"), Leicestershire),
    row(&["EHCP"], SpeltOut("education, health and care plan"), Leicestershire),
    row(&["SEN", "SEND"], SpeltOut("extra help with learning"), Leicestershire),
    row(
        &["CAMHS"],
        SpeltOut("the service that helps children with their feelings"),
        Leicestershire,
    ),
    row(&["DV", "DA"], Name("say who hurt whom, and how"), Leicestershire),
    row(&["NAI"], Name("say who hurt whom, and how"), Leicestershire),
    row(&["PR"], SpeltOut("parental responsibility: who decides for you"), Leicestershire),
    row(&["CAFCASS"], SpeltOut("the people who speak for children in court"), Leicestershire),
    row(&["SGO"], SpeltOut("special guardianship order: who looks after you"), Leicestershire),
    row(&["FGC"], SpeltOut("family group conference: your family's meeting"), Leicestershire),
    row(&["PEP"], SpeltOut("personal education plan: the plan for school"), Leicestershire),
    row(&["SW", "SSW", "ASW"], SpeltOut("social worker, by name"), Leicestershire),
    row(&["HV"], SpeltOut("health visitor, by name"), Leicestershire),
    row(&["PA"], SpeltOut("personal adviser, by name"), Leicestershire),
    row(&["YP"], Perhaps("“you”"), Leicestershire),
    row(&["MGM", "PGM"], SpeltOut("your nan or grandma, as you call her"), Leicestershire),
    row(&["MGF", "PGF"], SpeltOut("your grandad, as you call him"), Leicestershire),
    // What offices say.
    row(&["looked after child", "looked-after child"], Perhaps("“child in our care”"), Ours),
    row(&["young person", "the child", "subject child", "service user"], Perhaps("“you”"), Ours),
    row(&["disclosed", "made a disclosure", "disclosure"], Perhaps("“told us”"), Ours),
    row(
        &["engaged with", "engages with", "engage with", "engaging with"],
        Perhaps("“worked with”, or what was done"),
        Ours,
    ),
    row(&["intervention", "interventions"], Perhaps("“help”"), Ours),
    row(&["assessment", "assessments"], Perhaps("“finding out what you need”"), Ours),
    row(
        &["multi-agency", "multi agency"],
        Perhaps("“the people who help you, from different places”"),
        Ours,
    ),
    row(&["professionals"], Perhaps("“the people who help you”, by name"), Ours),
    row(&["permanence", "permanency"], Perhaps("“where you will grow up and belong”"), Ours),
    row(&["transition", "transitions", "transitioned"], Perhaps("“move” or “change”"), Ours),
    row(&["peers"], Perhaps("“friends” or “other children”"), Ours),
    row(&["caregiver", "caregivers", "primary carer"], Perhaps("the name the child uses"), Ours),
    row(&["dysregulated", "dysregulation"], Perhaps("“too upset to calm down”"), Ours),
    row(&["safeguarding"], Perhaps("“keeping you safe”"), Ours),
    row(&["allocated"], Perhaps("“your social worker became”"), Ours),
    row(&["statutory visit", "stat visit"], Perhaps("“visit”"), Ours),
    row(
        &["strategy meeting", "strategy discussion"],
        Perhaps("“a meeting about your safety”"),
        Ours,
    ),
    row(&["referral", "referrals"], Perhaps("“asked for help for you”"), Ours),
    // Fact, or what somebody thinks.
    unless(
        row(&["always", "never"], FactOrThought, Leicestershire),
        // "It was never your fault", "it is never right to hit".
        &["your fault", "okay", "ok", "right", "all right", "alright", "be able", "been your"],
    ),
    row(&["liar", "lies", "lied", "lying"], FactOrThought, Leicestershire),
    row(&["manipulative", "manipulating", "manipulates"], FactOrThought, Leicestershire),
    row(
        &["attention seeking", "attention-seeking", "seeking attention"],
        FactOrThought,
        Leicestershire,
    ),
    row(&["refuses", "refused", "refusing", "refusal"], FactOrThought, Leicestershire),
    row(
        &["non-compliant", "non compliant", "non-compliance", "uncooperative"],
        FactOrThought,
        Leicestershire,
    ),
    row(&["failed to", "fails to", "failure to", "failing to"], FactOrThought, Leicestershire),
    row(
        &["disguised compliance", "hard to reach", "hard-to-reach", "not engaging"],
        FactOrThought,
        Leicestershire,
    ),
    row(&["aggressive", "hostile", "defiant"], FactOrThought, Leicestershire),
    row(&["naughty", "bad behaviour", "difficult child"], FactOrThought, Leicestershire),
    row(&["promiscuous", "streetwise", "lifestyle choice"], FactOrThought, Leicestershire),
    row(
        &["puts yourself at risk", "put yourself at risk", "putting yourself at risk"],
        Name("say who was a danger to you"),
        Ours,
    ),
    row(&["clearly", "obviously"], FactOrThought, Leicestershire),
    // What hides that somebody was hurt.
    row(
        &["domestic incident", "domestic incidents", "domestic dispute", "domestic disputes"],
        Name("say what happened: who hurt whom, and how"),
        Ours,
    ),
    row(
        &["incident", "incidents", "altercation", "altercations", "physical altercation"],
        Name("say what happened"),
        Ours,
    ),
    row(
        &["volatile relationship", "turbulent relationship"],
        Name("say what happened: who hurt whom, and how"),
        Ours,
    ),
    row(
        &["chastised", "chastisement", "physical chastisement", "physically chastised"],
        Name("say what happened: “hit”, “slapped”"),
        Ours,
    ),
    row(
        &["inappropriate touching", "touched inappropriately", "inappropriately touched"],
        Name("say that it was sexual abuse, if it was"),
        Ours,
    ),
    row(
        &["non-accidental injury", "non-accidental injuries", "sustained an injury"],
        Name("say who hurt whom, and how"),
        Ours,
    ),
    row(&["passed away"], Name("say “died”: a child can understand it otherwise"), Ours),
];

/// Capitals that everybody reads as a word.
pub const KNOWN_CAPITALS: &[&str] = &[
    "OK", "TV", "UK", "DVD", "PE", "NHS", "GP", "BBC", "USA", "PM", "AM", "PS", "ID", "CD", "DJ",
    "NOT", "NO", "YES", "VERY", "SO", "ALL", "YOU", "WE", "AND", "IS", "ARE",
];

/// How a view was obtained, or when: any of these in the sentence, or a number.
pub const HOW_WE_KNOW: &[&str] = &[
    "when",
    "me",
    "us",
    "told",
    "asked",
    "drew",
    "drawing",
    "wrote",
    "letter",
    "showed",
    "heard",
    "saw",
    "yesterday",
    "today",
    "last",
    "ago",
    "visit",
    "visited",
    "during",
    "after",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "christmas",
    "easter",
    "birthday",
];

/// Verbs of speech after "you": said when, and to whom?
pub const SPOKEN: &[&str] = &["said", "say"];

/// Verbs of a view after "you": how is it known?
pub const VIEWS: &[&str] = &[
    "think",
    "thought",
    "feel",
    "felt",
    "want",
    "wanted",
    "wish",
    "wished",
    "hoped",
    "like",
    "liked",
    "love",
    "loved",
    "hate",
    "hated",
    "prefer",
    "preferred",
    "miss",
    "missed",
];

/// Before "you", these say that no view is told: "if you want", "I hope you
/// like it".
pub const NO_VIEW: &[&str] = &[
    "if", "do", "did", "would", "could", "should", "can", "may", "might", "when", "whenever",
    "whatever", "what", "whether", "hope", "hopes", "as", "unless", "until",
];

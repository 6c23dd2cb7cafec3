//! Everything a person can ask the program to do, by name.

/// Something a person can do. Each has a row in the binding table, a name for
/// the palette and linear prompts, and one handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Open what is selected, or go on.
    Accept,
    /// Out of the text, then back; discards nothing.
    Back,
    /// The next field.
    NextField,
    /// The field before.
    PreviousField,
    /// The item above.
    ItemUp,
    /// The item below.
    ItemDown,
    /// The next question.
    NextQuestion,
    /// The question before.
    PreviousQuestion,
    /// Choose a part of the wheel.
    Wheel,
    /// All questions in order, from the first not yet answered.
    AllInOrder,
    /// Find a question.
    Find,
    /// Not today.
    NotToday,
    /// Bring it back next time.
    BringBack,
    /// Not relevant for this child.
    NotRelevant,
    /// Asked, and not known.
    AskedNotKnown,
    /// Recorded elsewhere.
    RecordedElsewhere,
    /// File this answer elsewhere.
    FileElsewhere,
    /// Mark as a rough note.
    RoughNote,
    /// Brothers and sisters: whom these words are about.
    Concerns,
    /// Decision and actions.
    Close,
    /// One more action.
    AddAction,
    /// The children and people of this meeting.
    Meeting,
    /// One more child.
    AddChild,
    /// The practitioner's own part.
    OwnPart,
    /// Another child of the same name.
    AnotherChild,
    /// Read the note as it will leave.
    Review,
    /// For whom the note is: next choice.
    NextAudience,
    /// Text or Markdown: next choice.
    NextFormat,
    /// Brothers and sisters: the next child's page.
    NextPage,
    /// Finalise, and write the file.
    Finalise,
    /// Write the file as it stands.
    Export,
    /// Change where the file goes.
    ChangePath,
    /// Replace the file that is there.
    ReplaceFile,
    /// Begin a session.
    BeginSession,
    /// Make the recovery file.
    MakeRecovery,
    /// Save now.
    Save,
    /// Undo the last words.
    Undo,
    /// Redo.
    Redo,
    /// Help.
    Help,
    /// Run anything by name.
    Palette,
    /// Hide the screen; again, lock.
    Hide,
    /// Leave; everything is kept.
    Leave,
    /// Mark a child; in the meeting, in depth or brief.
    Mark,
    /// The brief check of a child.
    Brief,
    /// The next child's brief check.
    NextChild,
    /// The brief check before.
    PreviousChild,
    /// Take over what was known last time.
    LastTime,
    /// Brothers and sisters together, or one by one.
    Together,
    /// Five minutes more.
    MoreMinutes,
    /// Five minutes less.
    FewerMinutes,
    /// The next theme.
    Theme,
    /// A screenful up in a list.
    ScreenUp,
    /// A screenful down in a list.
    ScreenDown,
    /// The first item.
    First,
    /// The last item.
    Last,
    /// The tour of the practice vault.
    Tour,
    /// Choose questions for this hour.
    Choose,
    /// Choosing: take a question, or leave it out.
    TakeOrLeave,
    /// Choosing: another question in its place.
    AnotherQuestion,
    /// Choosing: the work is stuck.
    Stuck,
    /// Brothers and sisters: these words are about the child with this number,
    /// from 1; again, they are not.
    AboutChild(u8),
    /// Back round the ring of the wheel, or to less in a drawing.
    TurnBack,
    /// On round the ring of the wheel, or to more in a drawing.
    TurnOn,
    /// A part of the wheel, or a step of a drawing, by its number.
    Number(u8),
    /// Round the three Principles.
    Principle,
    /// Where the work is on the doing wheel: next stage.
    Stage,
    /// The drawing beside an answer, and back.
    Drawing,
    /// Take a drawing's value away.
    ClearValue,
    /// On the scale: whose number it is.
    Whose,
    /// Mark every child that is shown, or none.
    MarkAll,
    /// This can't wait: who was told, when, what was decided.
    AtOnce,
    /// In a sheet: one more of the same.
    OneMore,
    /// One more passage of this answer.
    NewPassage,
    /// The next passage of this answer.
    NextPassage,
    /// Whose words a passage is: 0 is the next in turn, 1 to 7 one of those
    /// there are, 8 nobody.
    Said(u8),
    /// What kind of statement it is: 0 is the next in turn, 1 to 4 one of those
    /// there are, 5 none.
    Kind(u8),
    /// Mark a passage as about or from another person.
    ThirdParty,
    /// Every passage of this discussion, with who said it.
    WhoSaid,
    /// Find words in all records.
    Search,
    /// Two versions: keep this one's words.
    KeepThis,
    /// Two versions: keep the other's.
    KeepOther,
    /// Two versions: keep both.
    KeepBoth,
    /// Two versions: the next difference.
    NextDifference,
    /// Two versions: the difference before.
    PreviousDifference,
    /// Make two versions one.
    Settle,
    /// The next thing that may be missing from the note.
    NextNudge,
    /// To the place where it can be mended.
    Mend,
    /// Set it aside, with a word.
    SetAside,
    /// Signs of Safety.
    Signs,
    /// The child's journey.
    Journey,
    /// Tools and parts of the framework.
    Tools,
    /// Who stands behind a finalised note.
    StandBehind,
    /// Words that are added to a finalised note.
    AddLater,
    /// Words that must not be there.
    TakeOut,
    /// Send a note, or what is prepared.
    Send,
    /// The people whose keys are known here.
    People,
    /// Take in what somebody sent.
    Receive,
    /// Prepare for supervision, as the practitioner.
    Prepare,
    /// What is still open from earlier meetings.
    Thread,
    /// A decision in passing.
    Corridor,
    /// A meeting that did not take place.
    Cancelled,
    /// What was said before to this question.
    Earlier,
}

impl Action {
    /// All of them, in the order help shows them.
    pub const ALL: [Action; 102] = [
        Action::Accept,
        Action::Back,
        Action::NextField,
        Action::PreviousField,
        Action::ItemUp,
        Action::ItemDown,
        Action::NextQuestion,
        Action::PreviousQuestion,
        Action::Wheel,
        Action::AllInOrder,
        Action::Find,
        Action::NotToday,
        Action::BringBack,
        Action::NotRelevant,
        Action::AskedNotKnown,
        Action::RecordedElsewhere,
        Action::FileElsewhere,
        Action::RoughNote,
        Action::Concerns,
        Action::Close,
        Action::AddAction,
        Action::Meeting,
        Action::AddChild,
        Action::OwnPart,
        Action::AnotherChild,
        Action::Review,
        Action::NextAudience,
        Action::NextFormat,
        Action::NextPage,
        Action::Finalise,
        Action::Export,
        Action::ChangePath,
        Action::ReplaceFile,
        Action::BeginSession,
        Action::MakeRecovery,
        Action::Save,
        Action::Undo,
        Action::Redo,
        Action::Help,
        Action::Palette,
        Action::Hide,
        Action::Leave,
        Action::Mark,
        Action::Brief,
        Action::NextChild,
        Action::PreviousChild,
        Action::LastTime,
        Action::Together,
        Action::MoreMinutes,
        Action::FewerMinutes,
        Action::Theme,
        Action::ScreenUp,
        Action::ScreenDown,
        Action::First,
        Action::Last,
        Action::Tour,
        Action::Choose,
        Action::TakeOrLeave,
        Action::AnotherQuestion,
        Action::Stuck,
        Action::AboutChild(1),
        Action::TurnBack,
        Action::TurnOn,
        Action::Number(1),
        Action::Principle,
        Action::Stage,
        Action::Drawing,
        Action::ClearValue,
        Action::Whose,
        Action::MarkAll,
        Action::AtOnce,
        Action::OneMore,
        Action::NewPassage,
        Action::NextPassage,
        Action::Said(0),
        Action::Kind(0),
        Action::ThirdParty,
        Action::WhoSaid,
        Action::Search,
        Action::KeepThis,
        Action::KeepOther,
        Action::KeepBoth,
        Action::NextDifference,
        Action::PreviousDifference,
        Action::Settle,
        Action::NextNudge,
        Action::Mend,
        Action::SetAside,
        Action::Signs,
        Action::Journey,
        Action::Tools,
        Action::StandBehind,
        Action::AddLater,
        Action::TakeOut,
        Action::Send,
        Action::People,
        Action::Receive,
        Action::Prepare,
        Action::Thread,
        Action::Corridor,
        Action::Cancelled,
        Action::Earlier,
    ];

    /// Whether it moves a selection and no more: lines have none to move.
    pub fn moves_only(self) -> bool {
        matches!(
            self,
            Action::ItemUp
                | Action::ItemDown
                | Action::ScreenUp
                | Action::ScreenDown
                | Action::First
                | Action::Last
        )
    }

    /// The word after `/` in linear prompts.
    pub fn word(self) -> &'static str {
        match self {
            Action::Accept => "go",
            Action::Back => "back",
            Action::NextField => "next-field",
            Action::PreviousField => "previous-field",
            Action::ItemUp => "up",
            Action::ItemDown => "down",
            Action::NextQuestion => "next",
            Action::PreviousQuestion => "previous",
            Action::Wheel => "wheel",
            Action::AllInOrder => "all",
            Action::Find => "find",
            Action::NotToday => "not-today",
            Action::BringBack => "bring-back",
            Action::NotRelevant => "not-relevant",
            Action::AskedNotKnown => "not-known",
            Action::RecordedElsewhere => "elsewhere",
            Action::FileElsewhere => "file",
            Action::RoughNote => "rough",
            Action::Concerns => "about",
            Action::Close => "decide",
            Action::AddAction => "action",
            Action::Meeting => "meeting",
            Action::AddChild => "child",
            Action::OwnPart => "own-part",
            Action::AnotherChild => "another",
            Action::Review => "review",
            Action::NextAudience => "for",
            Action::NextFormat => "format",
            Action::NextPage => "page",
            Action::Finalise => "finalise",
            Action::Export => "export",
            Action::ChangePath => "path",
            Action::ReplaceFile => "replace",
            Action::BeginSession => "begin",
            Action::MakeRecovery => "recovery",
            Action::Save => "save",
            Action::Undo => "undo",
            Action::Redo => "redo",
            Action::Help => "help",
            Action::Palette => "palette",
            Action::Hide => "hide",
            Action::Leave => "leave",
            Action::Mark => "mark",
            Action::Brief => "brief",
            Action::NextChild => "next-child",
            Action::PreviousChild => "previous-child",
            Action::LastTime => "last-time",
            Action::Together => "together",
            Action::MoreMinutes => "longer",
            Action::FewerMinutes => "shorter",
            Action::Theme => "theme",
            Action::ScreenUp => "screen-up",
            Action::ScreenDown => "screen-down",
            Action::First => "first",
            Action::Last => "last",
            Action::Tour => "tour",
            Action::Choose => "choose",
            Action::TakeOrLeave => "take",
            Action::AnotherQuestion => "other",
            Action::Stuck => "stuck",
            Action::AboutChild(_) => "about-child",
            Action::TurnBack => "turn-back",
            Action::TurnOn => "turn",
            Action::Number(_) => "number",
            Action::Principle => "principle",
            Action::Stage => "stage",
            Action::Drawing => "value",
            Action::ClearValue => "no-value",
            Action::Whose => "whose",
            Action::MarkAll => "mark-all",
            Action::AtOnce => "at-once",
            Action::OneMore => "one-more",
            Action::NewPassage => "new-passage",
            Action::NextPassage => "passage",
            Action::Said(_) => "said",
            Action::Kind(_) => "kind",
            Action::ThirdParty => "third-party",
            Action::WhoSaid => "who-said",
            Action::Search => "search",
            Action::KeepThis => "keep-this",
            Action::KeepOther => "keep-other",
            Action::KeepBoth => "keep-both",
            Action::NextDifference => "next-difference",
            Action::PreviousDifference => "previous-difference",
            Action::Settle => "settle",
            Action::NextNudge => "nudge",
            Action::Mend => "mend",
            Action::SetAside => "set-aside",
            Action::Signs => "signs",
            Action::Journey => "journey",
            Action::Tools => "tools",
            Action::StandBehind => "stand-behind",
            Action::AddLater => "add-later",
            Action::TakeOut => "take-out",
            Action::Send => "send",
            Action::People => "people",
            Action::Receive => "receive",
            Action::Prepare => "prepare",
            Action::Thread => "thread",
            Action::Corridor => "in-passing",
            Action::Cancelled => "cancelled",
            Action::Earlier => "earlier",
        }
    }

    /// A line for help and palette.
    pub fn about(self) -> &'static str {
        match self {
            Action::Accept => "open what is selected, or go on",
            Action::Back => "one step back; nothing is discarded",
            Action::NextField => "the next field",
            Action::PreviousField => "the field before",
            Action::ItemUp => "the item above",
            Action::ItemDown => "the item below",
            Action::NextQuestion => "next question; in the note, read on",
            Action::PreviousQuestion => "previous question; in the note, back up",
            Action::Wheel => "choose a part of the wheel",
            Action::AllInOrder => "take all questions in order",
            Action::Find => "find a question by its words",
            Action::NotToday => "mark: not today",
            Action::BringBack => "mark: bring back next time",
            Action::NotRelevant => "mark: not relevant",
            Action::AskedNotKnown => "mark: asked, and not known",
            Action::RecordedElsewhere => "mark: recorded elsewhere, and say where",
            Action::FileElsewhere => "change where this answer is filed",
            Action::RoughNote => "mark as a rough note: it is deleted when the note is finalised",
            Action::Concerns => "brothers and sisters: whom these words are about",
            Action::Close => "decision and actions",
            Action::AddAction => "add an action",
            Action::Meeting => "the children and people of this meeting",
            Action::AddChild => "add a child to this meeting",
            Action::OwnPart => "the practitioner's own part",
            Action::AnotherChild => "this is another child of the same name",
            Action::Review => "read the note as it will leave",
            Action::NextAudience => "for the child's file, the staff file, or in full",
            Action::NextFormat => "as text or as Markdown",
            Action::NextPage => "brothers and sisters: the next child's page",
            Action::Finalise => "finalise the note and write the file",
            Action::Export => "write the file as it stands",
            Action::ChangePath => "change where the file goes",
            Action::ReplaceFile => "replace the file that is there",
            Action::BeginSession => "begin a session",
            Action::MakeRecovery => "make the recovery file",
            Action::Save => "save now",
            Action::Undo => "undo the last words",
            Action::Redo => "redo",
            Action::Help => "what is possible here",
            Action::Palette => "run anything by name",
            Action::Hide => "hide the screen; twice locks it",
            Action::Leave => "leave; everything is kept",
            Action::Mark => {
                "mark a child for one meeting; in the meeting, in depth or a brief check"
            }
            Action::Brief => "the brief check of this child",
            Action::NextChild => "the next child",
            Action::PreviousChild => "the child before",
            Action::LastTime => "take over what was known last time",
            Action::Together => "brothers and sisters: talk about them together, or one by one",
            Action::Theme => "theme: the next colours (light, dark, high contrast, none)",
            Action::ScreenUp => "a screenful up",
            Action::ScreenDown => "a screenful down",
            Action::First => "to the first item",
            Action::Last => "to the last item",
            Action::Tour => "in the practice vault: a one-minute tour; again, it ends",
            Action::MoreMinutes => "five minutes more",
            Action::FewerMinutes => "five minutes less",
            Action::Choose => "choose questions for the minutes you have",
            Action::TakeOrLeave => "take this question, or leave it out",
            Action::AnotherQuestion => "another question in its place",
            Action::Stuck => "the work is stuck: questions that loosen it",
            Action::AboutChild(1) => "brothers and sisters: about the first child, or not",
            Action::AboutChild(2) => "brothers and sisters: about the second child, or not",
            Action::AboutChild(3) => "brothers and sisters: about the third child, or not",
            Action::AboutChild(4) => "brothers and sisters: about the fourth child, or not",
            Action::AboutChild(5) => "brothers and sisters: about the fifth child, or not",
            Action::AboutChild(6) => "brothers and sisters: about the sixth child, or not",
            Action::AboutChild(7) => "brothers and sisters: about the seventh child, or not",
            Action::AboutChild(8) => "brothers and sisters: about the eighth child, or not",
            Action::AboutChild(_) => "brothers and sisters: about the ninth child, or not",
            Action::TurnBack => "back round the ring; in a drawing, less",
            Action::TurnOn => "on round the ring; in a drawing, more",
            Action::Number(10) => "ten, on a scale",
            Action::Number(_) => "Element 1 to 9 by its number; in a drawing, the step",
            Action::Principle => "the three Principles in turn",
            Action::Stage => "where the work is on the doing wheel: next stage",
            Action::Drawing => "the drawing or scale beside your words, and back",
            Action::ClearValue => "take the value of the drawing away",
            Action::Whose => "on the scale: whose number it is",
            Action::MarkAll => "mark all children that are shown; again, none",
            Action::AtOnce => "this can't wait: who was told, when, what was decided",
            Action::OneMore => "one more of the same",
            Action::NewPassage => "one more passage, of somebody else perhaps",
            Action::NextPassage => "the next passage of this answer",
            Action::Said(1) => "the child said it",
            Action::Said(2) => "it was observed in what the child does",
            Action::Said(3) => "imagined by adults: it never leaves as the child's voice",
            Action::Said(4) => "the practitioner said it",
            Action::Said(5) => "the supervisor said it",
            Action::Said(6) => "someone of the family said it",
            Action::Said(7) => "a partner agency said it",
            Action::Said(8) => "nobody is named as saying it",
            Action::Said(_) => "who said this: the child, observed, imagined, ... in turn",
            Action::Kind(1) => "a guess, to be tested",
            Action::Kind(2) => "a judgement",
            Action::Kind(3) => "known: a fact",
            Action::Kind(4) => "a feeling",
            Action::Kind(5) => "no kind is named",
            Action::Kind(_) => "what this is: a guess, a judgement, a fact, a feeling, in turn",
            Action::ThirdParty => "mark these words as about or from another person",
            Action::WhoSaid => "who said what: look through every passage",
            Action::Search => "find words in all records",
            Action::KeepThis => "two versions: keep the words of this one",
            Action::KeepOther => "two versions: keep the words of the other",
            Action::KeepBoth => "two versions: keep both, one after the other",
            Action::NextDifference => "two versions: the next difference",
            Action::PreviousDifference => "two versions: the difference before",
            Action::Settle => "make the two versions one",
            Action::NextNudge => "the next thing that may be missing from this note",
            Action::Mend => "go to the place where it can be mended",
            Action::SetAside => "set it aside, with a word if you wish",
            Action::Signs => {
                "Signs of Safety: worries, what works, danger statements, safety goals, scales"
            }
            Action::Journey => {
                "the child's journey: place, next, permanence, parallel plan, help given before"
            }
            Action::Tools => {
                "tools used (genogram, chronology, Three Houses) and parts of the framework"
            }
            Action::StandBehind => "who stands behind this note: accurate, and agreed",
            Action::AddLater => "add words to a finalised note, dated and named",
            Action::TakeOut => "take out words that must not be there, with everything older",
            Action::Send => "send this to somebody, sealed to their key",
            Action::People => "your own card and fingerprint, and the people you have met",
            Action::Receive => "take in what somebody sent you",
            Action::Prepare => "prepare for supervision, as the practitioner",
            Action::Thread => "last time: what became of actions, guesses and questions put off",
            Action::Corridor => "a decision in passing, about the child that is selected",
            Action::Cancelled => "keep that a meeting did not take place, and why",
            Action::Earlier => "what was said to this question before; again, put away",
        }
    }

    /// A word or two for the footer.
    pub fn hint(self) -> &'static str {
        match self {
            Action::Accept => "go on",
            Action::Back => "back",
            Action::NextField => "next field",
            Action::PreviousField => "field before",
            Action::ItemUp | Action::ItemDown | Action::Choose => "choose",
            Action::NextQuestion | Action::NextDifference => "next",
            Action::PreviousQuestion | Action::PreviousDifference => "before",
            Action::Wheel => "wheel",
            Action::AllInOrder => "all in order",
            Action::Find => "find",
            Action::NotToday => "not today",
            Action::BringBack => "bring back",
            Action::NotRelevant => "not relevant",
            Action::AskedNotKnown => "not known",
            Action::RecordedElsewhere => "elsewhere",
            Action::FileElsewhere => "file elsewhere",
            Action::RoughNote => "rough note",
            Action::Concerns => "about whom",
            Action::Close => "decide",
            Action::AddAction => "action",
            Action::Meeting => "meeting",
            Action::AddChild => "add child",
            Action::OwnPart => "own part",
            Action::AnotherChild => "another child",
            Action::Review => "review",
            Action::NextAudience => "for whom",
            Action::NextFormat => "format",
            Action::NextPage | Action::NextChild => "next child",
            Action::Finalise => "finalise and save",
            Action::Export => "save draft",
            Action::ChangePath => "where",
            Action::ReplaceFile => "replace it",
            Action::BeginSession => "begin",
            Action::MakeRecovery => "recovery",
            Action::Save => "save",
            Action::Undo => "undo",
            Action::Redo => "redo",
            Action::Help => "help",
            Action::Palette => "anything",
            Action::Hide => "hide",
            Action::Leave => "leave",
            Action::Mark => "mark",
            Action::Brief => "brief check",
            Action::PreviousChild => "child before",
            Action::LastTime => "as last time",
            Action::Together => "together",
            Action::MoreMinutes => "longer",
            Action::FewerMinutes => "shorter",
            Action::Theme => "colours",
            Action::ScreenUp => "screen up",
            Action::ScreenDown => "screen down",
            Action::First => "first",
            Action::Last => "last",
            Action::Tour => "tour",
            Action::TakeOrLeave => "take or leave",
            Action::AnotherQuestion => "another",
            Action::Stuck => "we are stuck",
            Action::AboutChild(_) => "about",
            Action::TurnBack => "less",
            Action::TurnOn => "more",
            Action::Number(_) => "by number",
            Action::Principle => "Principles",
            Action::Stage => "stage",
            Action::Drawing => "drawing",
            Action::ClearValue => "clear",
            Action::Whose => "whose",
            Action::MarkAll => "mark all",
            Action::AtOnce => "can't wait",
            Action::OneMore => "one more",
            Action::NewPassage => "new passage",
            Action::NextPassage => "next passage",
            Action::Said(1) => "child",
            Action::Said(2) => "observed",
            Action::Said(3) => "imagined",
            Action::Said(4) => "practitioner",
            Action::Said(5) => "supervisor",
            Action::Said(6) => "family",
            Action::Said(7) => "partner",
            Action::Said(8) => "nobody",
            Action::Said(_) => "who said it",
            Action::Kind(1) => "guess",
            Action::Kind(2) => "judgement",
            Action::Kind(3) => "fact",
            Action::Kind(4) => "feeling",
            Action::Kind(5) => "no kind",
            Action::Kind(_) => "what it is",
            Action::ThirdParty => "third party",
            Action::WhoSaid => "who said what",
            Action::Search => "search",
            Action::KeepThis => "keep this",
            Action::KeepOther => "keep the other",
            Action::KeepBoth => "keep both",
            Action::Settle => "make them one",
            Action::NextNudge => "worth a thought",
            Action::Mend => "go there",
            Action::SetAside => "set aside",
            Action::Signs => "Signs of Safety",
            Action::Journey => "journey",
            Action::Tools => "tools",
            Action::StandBehind => "who agrees",
            Action::AddLater => "add words",
            Action::TakeOut => "take words out",
            Action::Send => "send",
            Action::People => "people",
            Action::Receive => "receive",
            Action::Prepare => "prepare",
            Action::Thread => "last time",
            Action::Corridor => "in passing",
            Action::Cancelled => "cancelled",
            Action::Earlier => "said before",
        }
    }
}

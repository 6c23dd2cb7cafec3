//! Every rule a bank is held to, by name.

/// Names the rules, and with each the words its message always has.
macro_rules! rules {
    (gates { $($(#[$gate_doc:meta])* $gate:ident: $gate_mark:literal,)* }
     advice { $($(#[$doc:meta])* $advice:ident: $mark:literal,)* }) => {
        /// A rule of a bank. What keeps a bank from being used is a gate; the
        /// rest is advice. (A file that cannot be read as a bank at all is
        /// reported besides; there is no end to the ways that can happen.)
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule {
            $($(#[$gate_doc])* $gate,)*
            $($(#[$doc])* $advice,)*
        }

        impl Rule {
            /// Every rule, gates first.
            pub const ALL: &'static [Rule] = &[$(Rule::$gate,)* $(Rule::$advice,)*];

            /// Whether the rule only advises. A gate too is advice where a
            /// question is a publisher's own wording.
            pub fn is_advice(self) -> bool {
                matches!(self, $(Rule::$advice)|*)
            }

            /// Words that stand in every message of this rule, and in none of
            /// another.
            pub fn mark(self) -> &'static str {
                match self {
                    $(Rule::$gate => $gate_mark,)*
                    $(Rule::$advice => $mark,)*
                }
            }
        }
    };
}

rules! {
    gates {
        /// The format has a number that was never given.
        FormatKnown: "no bank format 0",
        /// The bank's id is small letters, digits and hyphens.
        BankId: "The bank's id",
        /// The language is a language tag.
        Language: "not a language tag",
        /// Two sentences say how the questions were come by.
        TwoSentences: "The provenance has",
        /// A part is described once.
        PartOnce: "is described twice",
        /// A bank has questions.
        Questions: "no question in this bank",
        /// A question's id is well formed.
        QuestionId: "The id “",
        /// An id is used once.
        IdOnce: "has the same id",
        /// No two questions have the same words.
        WordingOnce: "It asks the same as",
        /// A question has three follow-ups at most.
        ThreeFollowUps: " follow-ups",
        /// A follow-up has not been asked already.
        FollowUpOnce: "repeats what was already asked",
        /// Minutes are from 1 to 30.
        Minutes: "said to be worth",
        /// A question enters the cycle at one step, or two.
        CycleSteps: "Its cycle names",
        /// The two steps differ.
        CycleTwice: "one step twice",
        /// A dated tag begins before it ends.
        TagDates: "which is before",
        /// A source names a document that is listed.
        Document: "which is not listed",
        /// A source names an item or section that its document has.
        Entry: "does not list",
        /// A text says something.
        Empty: "is empty",
        /// A text has no spaces around it.
        SpaceAround: "begins or ends with a space",
        /// A text holds only what can be seen, on one line.
        Unseen: " holds a",
        /// A text can be said in one breath.
        OneBreath: "more than one breath holds",
        /// “and/or” is one of the two.
        AndOr: "says “and/or”",
        /// No slash joins words.
        Slash: "has a slash in",
        /// An acronym is spelled out.
        Acronym: "has the acronym",
        /// A question is asked.
        Asked: "The text does not end with a question mark",
    }
    advice {
        /// A question has twenty words at most.
        Short: "The question has",
        /// A question cannot be answered with yes or no.
        Open: "so yes or no would answer it",
        /// A follow-up is asked.
        FollowUpAsked: "The follow-up does not end with a question mark",
        /// No two questions of the bank share most of their words.
        NearDouble: "in much the same words as",
        /// A follow-up does not share most of its question's words.
        FollowUpEcho: "the follow-up repeats its question",
        /// Two follow-ups of a question do not share most of their words.
        FollowUpsAlike: "the follow-up repeats follow-up",
        /// What is imagined is not the child's view.
        Imagined: "only imagined",
        /// A conversation does not open with what is heavy.
        HeavyOpener: "heavy and an opener",
        /// A part does not begin with what to do.
        ActionFirst: "begins with what to do",
        /// A part meets all steps of the cycle.
        AllSteps: "no question enters at",
        /// A part that can be asked about from the child's view is.
        ChildsView: "no question draws out the child's view",
    }
}

//! Words that begin with a capital and say nothing of who somebody is.

/// Words that often begin a sentence, that the work is made of, or that are
/// written with a capital by habit. Folded.
const ORDINARY: &str = "
i a an the this that these those there here it its is are was were be been has have had having do
does did done will would can could may might must shall should not no never none nothing nobody
yes ok okay and or but so if as at by for from in into of on onto off out over under to up with
without about above after again against all also although always am another any anybody anyone
anything are around ask asked asking away back because before being below between both came
come comes coming during each either else even ever every everybody everyone everything few find
finds first five four found further get gets getting gave give given gives go goes going gone good
got happy he her hers herself him himself his how however hi hello just keep keeps kept kind know
knows known last late later less let like likes little long look looks made make makes many maybe
me met mine more most mother much my myself near need needs new next now often old on once one
only open other others our ours own part parents part perhaps plan please promised put quite
ran rather read ready really right ring rang safe said same saw say says second see seen seeing
sees seems send sent seven several she show showed shows since six small some somebody someone
something sometimes soon spoke spoken stay stayed stays still stop stopped such take taken takes
talk talked tell tells than thank thanks their them themselves then they thing things think thinks
thought three through today together told tomorrow tonight too took tried try trying two until us
use used very visit visited wait waiting want wanted wants watch way we week weeks well went what
whatever when where whether which while who whole whom whose why wishes word words work worked
evening morning afternoon eight nine ten eleven twelve tool book brief middle imagine involve inform
invest influence meet stood fell cries puts kicks follow worker working worried worries worry wrote year years yesterday yet you young your yours
agree agreed agrees aim anger angry asleep baby bad bed big both boy boys brother brothers call
called calls care carer carers child children clear contact cried crying cut dates decided decision
detail doubt draw drew drink eat family families father feel feels felt fine follow friend friends
full girl girls hard harm hear heard help helped helps hit hits hold home hope hopes house hurt
hypothesis idea judgement keeping left life live lives living longer loved loves manager matters
mind missed missing move moved moves night older outcome people person phone place placed play
played point police question quiet rationale record refused remember report review sad scared
school score sibling siblings sister sisters sit sits sleep sleeps slept sorry speak staff start
started strength strengths supervision supervisor support supported teacher time times today
turned unless unsure update upset upsets violence voice walk walks woke wondered yelled younger
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri
sat sun weekend christmas easter eid ramadan diwali hanukkah halloween bonfire new year
january february march april june july august september october november december
mum mums mummy mam nain taid mama mom dad dads daddy dada papa nan nans nana nanna nanny gran grans granny
grandma grandmother grandad grandads granddad grandfather grandpa grandparents aunt aunts auntie
aunty uncle uncles stepdad stepmum stepfather stepmother foster cousin cousins niece nephew son
daughter twins twin partner husband wife
child children practitioner practitioners social worker workers supervisor service services team
teams manager head teacher headteacher class nurse midwife doctor health visitor paediatrician
psychologist therapist solicitor judge guardian officer advocate reviewing chair school nursery
college hospital court family core group conference strategy meeting assessment plan plans order
orders act section signs safety danger statement goal goals scale thinking wheel doing journey
heart basics aids principle principles element elements history culture identity wishes feelings
early help front door management leaving pathway placement kinship connected permanence
three houses wizards fairies words pictures genogram chronology ecomap impact cultural trauma
informed restorative relational systemic strengths based model framework practice lived experience
draft confidential note notes english maths reception internet online facebook whatsapp snapchat
tiktok instagram youtube xbox playstation minecraft roblox fortnite god
north south east west midlands england scotland wales ireland britain uk kingdom
";

/// Short forms of the work.
const ACRONYMS: &str = "
ok uk tv id nhs gp a&e ae hv sw psw iro lado mash marac cafcass camhs senco send sen ehcp ehc ehcps
cin cp cpp icpc rcpc lac cla clac plo dv da ds pru sgo so ico epo ppo fgc fgdm tac taf cab csc ssw
asye ncs nsw aft iss cse cce fgm ndm nrm uasc pep pip dwp hmrc cps dbs gcse gcses sats ks iq adhd
asd asc add ocd ptsd odd ld pmld salt ot ed a level bmi gcp nspcc rspca rsl pc dc ds dci wpc
sdq gcp2 hcpc bsw ma phd vat mot ehm lcs cv dna pcc ypas cyp cypmhs emdr cbt dbt vig maf ehat
";

/// Words of people, language and faith: they may say who somebody is, and they
/// may be what matters most in the passage.
const ORIGINS: &str = "
english british scottish welsh irish polish romanian bulgarian slovak czech hungarian lithuanian
latvian ukrainian russian albanian kosovan bosnian serbian greek turkish kurdish italian spanish
portuguese french german dutch arabic arab iraqi iranian persian farsi syrian lebanese yemeni afghan
pashto dari pakistani punjabi urdu indian hindi gujarati bengali bangladeshi sylheti tamil sri
lankan nepali chinese mandarin cantonese vietnamese filipino japanese korean thai somali eritrean
ethiopian tigrinya amharic sudanese nigerian yoruba igbo ghanaian twi congolese lingala ugandan
kenyan zimbabwean shona gambian jamaican caribbean african asian european american black white
mixed roma romany gypsy traveller travellers muslim islamic islam christian christianity catholic
catholics protestant orthodox methodist baptist pentecostal hindu sikh jewish jew buddhist jehovah
witness witnesses church mosque gurdwara synagogue temple quran koran bible
";

/// Ordinary words that are names as well: of the record's own names they are
/// found only with a capital.
const NAMES_TOO: &str = "
will may mark grace hope faith joy rose april june august summer bill frank jack rob sue art ray
dawn daisy lily ivy holly poppy jade ruby amber pearl crystal robin heath cliff dean earl grant
guy hunter lance max miles pat penny piers drew rich rusty sandy sky storm wade ward wood woods
young long short king knight bishop abbot baker butcher carter cook cooper fisher gardener mason
miller potter smith taylor turner walker weaver black brown gray grey green white day may winter
bell bird bond bush field fields hill hall lane marsh moor park pool rivers shore stone street
wells west north east price rice rush self sharp swift wise best bright brook case chance child
mercy honor honour victor van de la le el al bin ali an so do to
";

/// What stands before a name.
const TITLES: &str =
    "mr mrs ms miss mx dr prof professor sir lady rev reverend father sister pc dc st";

/// What an institution or an address is called by, and what it becomes.
const INSTITUTIONS: &[(&str, &str)] = &[
    ("school", "School"),
    ("academy", "School"),
    ("college", "School"),
    ("primary", "School"),
    ("secondary", "School"),
    ("infants", "School"),
    ("infant", "School"),
    ("juniors", "School"),
    ("junior", "School"),
    ("nursery", "School"),
    ("preschool", "School"),
    ("playgroup", "School"),
    ("university", "School"),
    ("hospital", "Health service"),
    ("clinic", "Health service"),
    ("surgery", "Health service"),
    ("infirmary", "Health service"),
    ("ward", "Health service"),
    ("road", "Address"),
    ("rd", "Address"),
    ("street", "Address"),
    ("lane", "Address"),
    ("avenue", "Address"),
    ("ave", "Address"),
    ("close", "Address"),
    ("drive", "Address"),
    ("way", "Address"),
    ("gardens", "Address"),
    ("crescent", "Address"),
    ("terrace", "Address"),
    ("place", "Address"),
    ("square", "Address"),
    ("estate", "Address"),
    ("court", "Address"),
    ("house", "Address"),
    ("flats", "Address"),
    ("park", "Place"),
    ("library", "Place"),
    ("centre", "Place"),
    ("hotel", "Place"),
    ("hostel", "Place"),
    ("refuge", "Place"),
    ("church", "Place"),
    ("mosque", "Place"),
    ("temple", "Place"),
    ("gurdwara", "Place"),
    ("station", "Place"),
    ("team", "Organisation"),
    ("trust", "Organisation"),
    ("council", "Organisation"),
    ("borough", "Organisation"),
    ("service", "Organisation"),
    ("services", "Organisation"),
    ("agency", "Organisation"),
    ("project", "Organisation"),
    ("ltd", "Organisation"),
    ("limited", "Organisation"),
    ("police", "Organisation"),
];

fn holds(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|w| w == word)
}

pub(super) fn is_ordinary(word: &str) -> bool {
    let several = || word.strip_suffix('s').is_some_and(|one| holds(ORDINARY, one));
    holds(ORDINARY, word) || several()
}

pub(super) fn is_acronym(word: &str) -> bool {
    holds(ACRONYMS, word)
}

pub(super) fn is_origin(word: &str) -> bool {
    holds(ORIGINS, word)
}

/// Whether a name of the record is an ordinary word as well.
pub(super) fn is_a_word_too(name: &str) -> bool {
    holds(NAMES_TOO, name) || is_ordinary(name)
}

pub(super) fn is_title(word: &str) -> bool {
    holds(TITLES, word)
}

/// What a name with this word in it becomes, if it is an institution's.
pub(super) fn institution(word: &str) -> Option<&'static str> {
    INSTITUTIONS.iter().find(|(w, _)| *w == word).map(|(_, what)| *what)
}

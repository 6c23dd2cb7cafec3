//! Names in free text.

use super::*;

fn found(others: &[&str], own: &[&str], text: &str) -> Vec<String> {
    let mut names = Names::default();
    for name in own {
        names.passes(name);
    }
    for name in others {
        names.add((), name);
    }
    names.find(text).into_iter().map(|((), n)| n.to_owned()).collect()
}

#[test]
fn a_name_is_found_however_it_is_written() {
    for (name, text) in [
        ("Leila Fenn", "He took leila along."),
        ("Leila Fenn", "LEILA FENN's school"),
        ("Leila Fenn", "Leila’s bag"),
        ("Zoë Łuczak", "zoe was there"),
        ("Zoe", "Zoe\u{308}'s"),
        ("Sean O'Brien", "Sean O’Brien said"),
        ("O'Neill Shaw", "ONeill came"),
        ("Anne-Marie Fenn", "Anne Marie laughed"),
        ("Anne Fenn", "Anne-led play"),
        ("Kit Fenn", "Then Kit hit him."),
        ("Will Fenn", "Will hit his sister."),
        ("Will Fenn", "He hit Will."),
        ("will fenn", "so will fenn said"),
        ("May Fenn", "She saw May."),
        ("Jo Fenn", "and Jo left"),
        ("عائشہ خان", "ملاقات عائشہ سے"),
        ("漢字", "我看漢字了"),
        ("Child 2", "then child 2 spoke"),
        ("Ma\u{ad}ya Quill", "maya"),
        ("Jonah Fenn", "Jonahs bag, his"),
        ("Jonah Fenn", "jonahs bag"),
        ("Jonah Fenn", "to Jo-\nnah"),
        ("Jonah Fenn", "Jo**na**h"),
        ("Jonah Fenn", "<b>J</b>onah"),
        ("Jonah Fenn", "J o n a h"),
        ("Jonah Fenn", "JonahFenn"),
        ("Jonah Fenn", "J\u{43e}nah"),
        ("Mohammed Bilal Hussain", "then Bilal hit him"),
        ("Maya-Rose Shaw", "with Rose at home"),
        ("Ella \"Ellie\" Shaw", "ellie cried"),
        ("Daniel (known as Danny) Shaw", "Danny’s bag"),
        ("Dr Anna Fenn", "anna came"),
        ("Öz", "and Öz left"),
        ("Jonah Fenn", "J\u{2060}onah"),
        ("Jonah Fenn", "Jo\u{e0041}nah"),
        ("Jonah Fenn", "J\u{3164}o\u{61c}nah"),
        ("عائشة خان", "عائشہ"),
        ("Søren Fenn", "Soeren left"),
        ("Juergen Fenn", "Jürgen left"),
        ("Jürgen Fenn", "Juergen left"),
    ] {
        assert_eq!(found(&[name], &[], text), [name.trim()], "{name} in {text}");
    }
}

#[test]
fn words_that_name_nobody_are_not_found() {
    for (name, text) in [
        ("Leila Fenn", "Leilani came, and delilah too."),
        ("Kit Fenn", "a first aid kit"),
        ("Wren Fenn", "a wren sang"),
        ("Robin Fenn", "the robin, robins"),
        ("Will Fenn", "She will go. Will she? Will the school?"),
        ("May Fenn", "It may be so by 3 May 2026, or in May. May we ask?"),
        ("Hope Fenn", "We hope so. Hope that it helps."),
        ("Jo Fenn", "jo"),
        ("Do Fenn", "Do go."),
        ("Baby Smith", "The baby sleeps. Baby sleeps."),
        ("Rose Fenn", "a bunch of roses"),
        ("Alia Fenn", "an alias"),
        ("Ann Van Der Berg", "the van, and Van"),
        ("Jonah Bell", "Bell rang. The bell."),
        ("Child 2", "This child, 3 years"),
        ("J", "J came"),
        ("", "nobody"),
        ("\u{1b} 👶", "👶"),
    ] {
        assert!(found(&[name], &[], text).is_empty(), "{name} in {text}");
    }
}

#[test]
fn who_may_be_named_is_passed_over_and_a_whole_name_goes_before() {
    let others = ["Maya Fenn", "James Osei", "Tom Fenn"];
    let own = ["Maya Quill", "Leila James Osei", "Tom Bell"];
    let text = "Maya and Tom. Leila James Osei. Tom Bell. Tom Fenn, James.";
    assert_eq!(found(&others, &own, text), ["Tom Fenn", "James Osei"]);
    assert_eq!(found(&["Maya Quill"], &own, "Maya Quill, Maya"), [""; 0]);
}

#[test]
fn a_reference_is_found_in_any_form_and_a_family_name_may_be_anothers() {
    let mut names = Names::default();
    names.passes("Maya Quill");
    names.passes_whole("Amira Khan");
    names.passes_reference("EX-1001");
    for (name, reference) in
        [("Jonah Fenn", "EX-2001"), ("Sam Quill", "EX-1001"), ("Ali Khan", "2026"), ("", "P/77")]
    {
        names.add_with_family("is", "may be", name);
        names.add_reference("is", reference, name);
    }
    let found = |text: &str| -> Vec<String> {
        names.find(text).into_iter().map(|(of, n)| format!("{of} {n}")).collect()
    };
    for text in ["EX-2001", "ex2001", "(EX 2001)", "EX/2001, and"] {
        assert_eq!(found(text), ["is Jonah Fenn"], "{text}");
    }
    assert_eq!(found("the Fenn boy; Mrs Fenn"), ["may be Jonah Fenn", "may be Jonah Fenn"]);
    assert_eq!(found("The Fenns. J. Fenn"), ["may be Jonah Fenn", "may be Jonah Fenn"]);
    assert_eq!(found("p77"), [""; 0]);
    assert_eq!(found("Mrs Quill, EX-1001, Ms Khan in 2026, fenn, 20 01"), [""; 0]);
}

#[test]
fn who_was_there_takes_no_first_name_away() {
    let mut names = Names::default();
    names.passes_whole("Jonah Bell");
    names.add((), "Jonah Fenn");
    assert_eq!(names.find("Jonah Bell rang. Jonah wets the bed.").len(), 1);
}

#[test]
fn a_relative_is_known_by_the_name_and_not_by_the_relation() {
    let mut names = Names::default();
    for who in ["Aunt Sally", "Grandmother", "Mum (Karen)", "older brother", "Uncle Bob Marsh"] {
        names.add_relative((), who, ["Mum (Karen)"].into_iter());
    }
    let found = |text: &str| -> Vec<String> {
        names.find(text).into_iter().map(|((), n)| n.to_owned()).collect()
    };
    assert_eq!(found("Sally rang."), ["Aunt Sally"]);
    assert_eq!(found("Then Bob Marsh came."), ["Uncle Bob Marsh"]);
    assert_eq!(found("Mum, Karen and Grandmother; an aunt, a brother."), [""; 0]);
}

#[test]
fn a_name_with_a_little_word_on_it_is_perhaps_that_name() {
    let mut names = Names::default();
    names.passes("דנה");
    for name in [
        "محمد",
        "יונה",
        "রহিম",
        "સીતા",
        "கவிதா",
        "ሳራ",
        "प्रीति",
        "Тарас Шевчук",
        "عائشة",
        "علي خان",
        "דן",
    ] {
        names.add_with_family("is", "may be", name);
    }
    for (text, name) in [
        ("قال لمحمد", "محمد"),
        ("ومحمد هنا", "محمد"),
        ("وبالمحمد", "محمد"),
        ("אמר ליונה", "יונה"),
        ("ויונה בא", "יונה"),
        ("রহিমের বাড়ি", "রহিম"),
        ("સીતાએ, અને", "સીતા"),
        ("સીતાને", "સીતા"),
        ("கவிதாவின்", "கவிதா"),
        ("ለሳራ", "ሳራ"),
        ("ሳራን", "ሳራ"),
        ("प्रीतिने कहा", "प्रीति"),
        ("мама Шевчука", "Тарас Шевчук"),
        ("с Тарасом", "Тарас Шевчук"),
        ("ولعائشہ", "عائشة"),
        ("والي خان", "علي خان"),
    ] {
        assert_eq!(names.find(text), [("may be", name)], "{name} in {text}");
    }
    assert_eq!(names.find("محمد"), [("is", "محمد")]);
    assert_eq!(names.find("عائشہ"), [("is", "عائشة")]);
    // Who may be named, may be so with a little word, too.
    assert_eq!(names.find("לדנה, ודנה"), []);
    // Of two letters a name is in too many words.
    assert_eq!(names.find("ודנו"), []);
    assert_eq!(names.find("Leilani, мухомор, محل"), []);
}

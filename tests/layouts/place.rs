//! A place's own layouts: taken into the vault, put in force, taken out again,
//! and never believed without the owner's signature.

use serde_json::Value;
use thinkwheel::vault::{Access, Paths, ProblemKind, SecretString, Vault};

use super::LEAST;
use super::bench::{Bench, PASSPHRASE};

fn vault(bench: &Bench, access: Access) -> Vault {
    let paths = Paths { vault: bench.at("vault"), state: bench.at("state") };
    Vault::open(&paths, &SecretString::from(PASSPHRASE), access).unwrap()
}

fn listed(bench: &Bench) -> Vec<(String, bool, bool)> {
    let list: Value = bench.run(&["layout", "list", "--json"]).json();
    let row = |l: &Value| {
        let is = |name: &str| l[name].as_bool().unwrap();
        (l["id"].as_str().unwrap().to_owned(), is("own"), is("in_force"))
    };
    list.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn a_layout_is_copied_checked_imported_used_and_removed() {
    let bench = Bench::new();
    let shipped = bench.run(&["layout", "show", "case-supervision"]).ok();
    assert!(shipped.starts_with("// Case supervision"), "{shipped}");
    bench.write("ours.ron", shipped.replacen("id: \"case-supervision\"", "id: \"ours\"", 1));
    bench.write("least.ron", LEAST);
    let said = bench.run(&["layout", "check", "ours.ron", "least.ron"]).ok();
    assert!(said.contains("ours.ron: checks, 26 sections, leaves nothing out"), "{said}");
    assert!(said.contains("least.ron: checks, 6 sections; a child's file does without"), "{said}");
    let said = bench.run(&["layout", "import", "least.ron"]).ok();
    assert!(said.starts_with("our-trust: filed in this vault: Our Trust.\n"), "{said}");
    assert!(said.contains("thinkwheel layout use our-trust"), "{said}");
    assert!(bench.run(&["layout", "import", "least.ron"]).ok().contains("nothing would change"));
    assert_eq!(bench.run(&["layout", "show", "our-trust"]).ok(), LEAST);
    assert_eq!(
        listed(&bench),
        [
            ("case-supervision".to_owned(), false, true),
            ("signs-of-safety".to_owned(), false, false),
            ("brief".to_owned(), false, false),
            ("our-trust".to_owned(), true, false),
        ]
    );
    assert!(bench.run(&["layout", "use", "our-trust"]).ok().contains("in force: Our Trust"));
    assert!(listed(&bench)[3].2 && !listed(&bench)[0].2);
    assert!(bench.run(&["layout", "list"]).ok().contains("this vault's own, in force"));
    assert!(bench.run(&["layout", "remove", "our-trust"]).failed(1).contains("is in force"));
    bench.run(&["layout", "use", "none"]).failed(1);
    bench.run(&["layout", "use", "case-supervision"]).ok();
    bench.run(&["layout", "remove", "our-trust"]).ok();
    assert_eq!(listed(&bench).len(), 3);
    assert!(bench.run(&["layout", "remove", "brief"]).failed(1).contains("no layout of its own"));
    bench.run(&["vault", "verify"]).ok();
}

#[test]
fn one_in_place_of_ours_can_be_taken_back() {
    let bench = Bench::new();
    bench.write("own.ron", LEAST.replace("our-trust", "brief"));
    let said = bench.run(&["layout", "import", "own.ron"]).ok();
    assert!(said.contains("in place of the one that ships"), "{said}");
    bench.run(&["layout", "use", "brief"]).ok();
    assert!(bench.run(&["layout", "show", "brief"]).ok().contains("Our Trust"));
    let again = LEAST.replace("our-trust", "brief").replace("Our Trust", "Ours, again");
    let said = bench.run_with(&["layout", "import", "-"], again).ok();
    assert!(said.contains("has made way") && said.contains("It is in force"), "{said}");
    assert_eq!(bench.names("vault/layouts"), ["brief.2.ron"]);
    let said = bench.run(&["layout", "remove", "brief"]).ok();
    assert!(said.contains("ships with the program is used again"), "{said}");
    assert_eq!(bench.names("vault/layouts"), [""; 0]);
    assert!(!bench.run(&["layout", "show", "brief"]).ok().contains("Ours, again"));
}

#[test]
fn a_file_with_mistakes_is_filed_nowhere_and_no_note_is_written_of_it() {
    let bench = Bench::new();
    let id = bench.import(|_| {});
    bench.write("bad.ron", LEAST.replace("[Decisions]", "[Decision]"));
    let err = bench.run(&["layout", "check", "bad.ron"]).failed(1);
    assert!(err.starts_with("bad.ron:7: section 2: "), "{err}");
    let json = bench.run(&["layout", "check", "bad.ron", "--json"]);
    assert_eq!(json.code, 1);
    let wrong: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&wrong[0]["line"], &wrong[0]["section"]), (&7.into(), &"section 2".into()));
    let err = bench.run(&["layout", "import", "bad.ron"]).failed(1);
    assert!(err.contains("nothing was filed"), "{err}");
    assert!(vault(&bench, Access::Read).layouts().unwrap().is_empty());
    let export = ["export", &id, "--to", "child-file", "--child", "EX-1001", "--layout"];
    let with = |layout: &str| bench.run(&[&export[..], &[layout, "--output", "n.txt"]].concat());
    let err = with("bad.ron").failed(1);
    assert!(err.contains("bad.ron:7: ") && err.contains("nothing was written"), "{err}");
    assert!(with("nowhere").failed(2).contains("no layout with this id, and no file"));
    assert!(bench.run(&["layout", "check"]).failed(2).contains("FILE"));
    assert!(bench.run(&["layout", "check", "vault"]).failed(1).contains("folder"));
    bench.write("bytes.ron", b"Layout(\n\xff");
    assert!(bench.run(&["layout", "check", "bytes.ron"]).failed(1).contains("bytes.ron:2: "));
    assert!(!bench.at("n.txt").exists());
}

#[test]
fn a_note_is_exported_in_the_layout_chosen_else_in_the_one_in_force() {
    let bench = Bench::new();
    let id = bench.import(|_| {});
    bench.write("least.ron", LEAST);
    let export = |more: &[&str]| {
        let args = ["export", &id, "--to", "child-file", "--child", "EX-1001"];
        bench.run(&[&args[..], more].concat())
    };
    let usual = export(&[]).ok();
    assert!(usual.contains("\nWhat was decided, and why\n"), "{usual}");
    let chosen = export(&["--layout", "signs-of-safety"]).ok();
    assert!(chosen.contains("\nWhat are we worried about?\n"), "{chosen}");
    assert!(chosen.contains("Signs of Safety supervision note\n"), "{chosen}");
    let by_file = export(&["--layout", "least.ron"]);
    assert!(by_file.err.contains("left out: "), "{}", by_file.err);
    assert!(by_file.err.contains("under “What we talked about” that this layout leaves out"));
    let by_file = by_file.ok();
    assert!(by_file.contains("\nDecided\n") && !by_file.contains("What we talked about"));
    bench.run(&["layout", "import", "least.ron"]).ok();
    bench.run(&["layout", "use", "our-trust"]).ok();
    assert_eq!(export(&[]).ok(), by_file);
    assert_eq!(export(&["--layout", "case-supervision"]).ok(), usual);
}

#[test]
fn what_the_owner_did_not_sign_is_named_and_never_used() {
    let bench = Bench::new();
    bench.write("least.ron", LEAST);
    bench.run(&["layout", "import", "least.ron"]).ok();
    bench.run(&["layout", "use", "our-trust"]).ok();
    // Laid into the folder; and signed, but for another place.
    bench.write("vault/layouts/loose.ron", LEAST);
    let signed = std::fs::read(bench.at("vault/layouts/our-trust.ron")).unwrap();
    bench.write("vault/layouts/brief.ron", &signed);
    bench.write("vault/banks.ron", "");
    std::fs::remove_file(bench.at("vault/banks.ron")).unwrap();
    let held = vault(&bench, Access::Read);
    let ids: Vec<String> = held.layouts().unwrap().into_iter().map(|l| l.id).collect();
    assert_eq!(ids, ["our-trust"]);
    let mut problems: Vec<(String, ProblemKind)> =
        held.problems().into_iter().map(|p| (p.name, p.kind)).collect();
    problems.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(
        problems,
        [
            ("layouts/brief.ron".to_owned(), ProblemKind::Foreign),
            ("layouts/loose.ron".to_owned(), ProblemKind::Foreign),
        ]
    );
    drop(held);
    let verified = bench.run(&["vault", "verify"]);
    assert_eq!(verified.code, 4, "{}", verified.out);
    let all = format!("{}{}", verified.out, verified.err);
    assert!(all.contains("layouts/loose.ron") && all.contains("layouts/brief.ron"), "{all}");
    for name in ["loose", "brief"] {
        std::fs::remove_file(bench.at(&format!("vault/layouts/{name}.ron"))).unwrap();
    }

    // One changed letter: named as damaged, and notes fall back, which is said.
    let text = String::from_utf8(signed).unwrap().replace("Decided", "Decoded");
    bench.write("vault/layouts/our-trust.ron", text);
    let held = vault(&bench, Access::Read);
    assert!(held.layouts().unwrap().is_empty());
    assert_eq!(held.problems()[0].kind, ProblemKind::Damaged);
    drop(held);
    let id_list = bench.run(&["layout", "list"]);
    assert!(id_list.err.contains("is not at hand, so notes have the layout case-supervision"));
    assert!(
        id_list.ok().contains("case-supervision  Case supervision: leaves nothing out, in force")
    );
}

#[test]
fn one_that_does_not_check_is_not_used_and_that_is_said() {
    let bench = Bench::new();
    let mut open = vault(&bench, Access::Write);
    open.add_layout("ours", "Layout(format: 1)").unwrap();
    // Filed under one id, and saying another.
    open.add_layout("brief", LEAST).unwrap();
    assert!(open.add_layout("../x", LEAST).is_err());
    open.close();
    let list = bench.run(&["layout", "list", "--json"]);
    assert_eq!(list.err.matches("does not check and is not used").count(), 2, "{}", list.err);
    assert!(list.ok().contains("\"Brief\""));
    let said = bench.run_with(&["--line"], "/leave\n").ok();
    assert_eq!(said.matches("does not check and is not used").count(), 2, "{said}");
}

//! Reads one source file as a syntax tree and says where it breaks a rule.
//!
//! Names are followed through `use` (nested groups, renames, globs), type
//! aliases, `self`, `super` and `crate`; what stands inside a macro call is
//! read token by token, because a parser does not look there.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, Meta, UseTree};

use super::house::{
    DISK_METHODS, MACHINE_NAMES, MACHINE_PATHS, PANIC_MACROS, PANIC_METHODS, PRINT_MACROS, ROOMS,
    Room, SCREEN_CRATES,
};
use super::names::{Names, flatten, segments};

/// The rule that a fault breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A room imports from one it may not know.
    Import,
    /// The screen outside its room.
    Screen,
    /// Disk, clock or randomness in the core.
    Machine,
    /// A way to end the program by surprise.
    Panic,
    /// A write to the terminal that passes no cleaner.
    Print,
    /// A source file that lies elsewhere than its module says.
    Place,
}

/// One broken rule.
#[derive(Debug)]
pub struct Fault {
    pub line: usize,
    pub rule: Rule,
    pub what: String,
}

/// A module that is compiled for tests only and lies in a file of its own.
#[derive(Debug)]
pub struct TestModule {
    pub name: String,
    pub path: Option<String>,
}

/// What one file holds.
#[derive(Debug)]
pub struct Scan {
    pub faults: Vec<Fault>,
    pub test_modules: Vec<TestModule>,
}

/// Reads one file of a room.
///
/// # Errors
/// The file is not Rust.
pub fn scan(source: &str, room: Room, module: &[String]) -> Result<Scan, syn::Error> {
    let file = syn::parse_file(source)?;
    // the crate's two roots have no module name of their own
    let module = if matches!(room.name, "lib" | "main") { Vec::new() } else { module.to_vec() };
    let names = Names::of(&file.items);
    let mut reader = Reader {
        room,
        module,
        names: vec![names],
        out: Scan { faults: Vec::new(), test_modules: Vec::new() },
    };
    reader.visit_file(&file);
    reader.out.faults.sort_by(|a, b| (a.line, a.rule, &a.what).cmp(&(b.line, b.rule, &b.what)));
    reader.out.faults.dedup_by(|a, b| a.line == b.line && a.rule == b.rule && a.what == b.what);
    Ok(reader.out)
}

struct Reader {
    room: Room,
    /// The module being read, from the crate's root.
    module: Vec<String>,
    /// The names of that module, those of the modules around it below.
    names: Vec<Names>,
    out: Scan,
}

impl Reader {
    fn fault(&mut self, span: Span, rule: Rule, what: String) {
        self.out.faults.push(Fault { line: span.start().line, rule, what });
    }

    /// Follows a path as written to every path it may mean, and checks them.
    fn follow(&mut self, span: Span, written: &[String], from_outside: bool, glob: bool) {
        let meant = match self.names.last() {
            Some(names) if !from_outside => names.meanings(written, &self.module),
            _ => vec![written.to_vec()],
        };
        for path in meant {
            self.check(span, &path, glob);
        }
    }

    fn check(&mut self, span: Span, path: &[String], glob: bool) {
        let shown = if glob { format!("{}::*", path.join("::")) } else { path.join("::") };
        match path {
            [first, second, ..] if first == "crate" => self.check_room(span, second, &shown),
            [first] if first == "crate" && glob => {
                let what = format!("`{shown}` brings in every room: name what is needed");
                self.fault(span, Rule::Import, what);
            }
            [first, ..] if first != "crate" => self.check_outside(span, path, &shown, glob),
            _ => {}
        }
    }

    fn check_room(&mut self, span: Span, target: &str, shown: &str) {
        let here = self.room.name;
        if target == here || self.room.imports.contains(&target) {
            return;
        }
        let what = if ROOMS.iter().any(|room| room.name == target) {
            format!("`{shown}`: {here} may not import from {target}")
        } else {
            format!("`{shown}`: the crate's root holds rooms only, and {target} is none")
        };
        self.fault(span, Rule::Import, what);
    }

    fn check_outside(&mut self, span: Span, path: &[String], shown: &str, glob: bool) {
        if !self.room.screen && path.first().is_some_and(|c| is_screen_crate(c)) {
            let what = format!("`{shown}`: only tui knows the screen, not {}", self.room.name);
            self.fault(span, Rule::Screen, what);
        }
        if self.room.machine {
            return;
        }
        let named = path.iter().any(|part| MACHINE_NAMES.contains(&part.as_str()));
        let reached = MACHINE_PATHS.iter().any(|forbidden| {
            let shared = forbidden.iter().zip(path).take_while(|(a, b)| **a == b.as_str()).count();
            // a glob over what lies above brings the forbidden thing in too
            shared == forbidden.len() || (glob && shared == path.len())
        });
        if named || reached {
            let what = format!(
                "`{shown}`: disk, clock and randomness stay in vault, runtime and cli, not {}",
                self.room.name
            );
            self.fault(span, Rule::Machine, what);
        }
    }

    fn check_method(&mut self, span: Span, name: &str, no_arguments: bool) {
        if PANIC_METHODS.contains(&name) {
            let what = format!("`.{name}()` ends the program: handle what is not there");
            self.fault(span, Rule::Panic, what);
        }
        if no_arguments && !self.room.machine && DISK_METHODS.contains(&name) {
            let what = format!("`.{name}()` asks the disk: that stays in vault, runtime and cli");
            self.fault(span, Rule::Machine, what);
        }
    }

    fn check_macro(&mut self, span: Span, name: &str) {
        if PANIC_MACROS.contains(&name) {
            self.fault(span, Rule::Panic, format!("`{name}!` has no place outside tests"));
        }
        if PRINT_MACROS.contains(&name) {
            let what = format!("`{name}!` panics on a closed pipe and passes no cleaner");
            self.fault(span, Rule::Print, what);
        }
        if name == "include" {
            self.fault(span, Rule::Place, "`include!` hides a file from its room".to_owned());
        }
    }

    /// Reads what a parser leaves alone: paths, methods and macros in tokens.
    fn tokens(&mut self, stream: TokenStream, strings: bool) {
        let all: Vec<TokenTree> = stream.into_iter().collect();
        let punct = |at: usize, c: char| matches!(all.get(at), Some(TokenTree::Punct(p)) if p.as_char() == c);
        let ident = |at: usize| match all.get(at) {
            Some(TokenTree::Ident(name)) => Some(name.to_string()),
            _ => None,
        };
        let mut at = 0;
        while let Some(token) = all.get(at) {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream(), strings),
                TokenTree::Literal(literal) if strings => {
                    // attributes of serde name functions in strings
                    let text: Option<syn::LitStr> = syn::parse_str(&literal.to_string()).ok();
                    if let Some(path) = text.and_then(|t| t.parse::<syn::Path>().ok()) {
                        self.follow(literal.span(), &segments(&path), false, false);
                    }
                }
                TokenTree::Ident(first) => {
                    let span = first.span();
                    let method = at > 0 && punct(at - 1, '.');
                    let mut path = vec![first.to_string()];
                    while let Some(next) = ident(at + 3)
                        && punct(at + 1, ':')
                        && punct(at + 2, ':')
                    {
                        path.push(next);
                        at += 3;
                    }
                    let last = path.last().cloned().unwrap_or_default();
                    if method {
                        if let Some(TokenTree::Group(group)) = all.get(at + 1) {
                            self.check_method(span, &last, group.stream().is_empty());
                        }
                    } else {
                        if punct(at + 1, '!')
                            && matches!(all.get(at + 2), Some(TokenTree::Group(_)))
                        {
                            self.check_macro(span, &last);
                        }
                        self.check_call_path(span, &path);
                        if path.len() > 1 {
                            self.follow(span, &path, false, false);
                        }
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// `Option::unwrap` handed over as a function.
    fn check_call_path(&mut self, span: Span, path: &[String]) {
        if let [.., owner, name] = path
            && matches!(owner.as_str(), "Option" | "Result")
        {
            self.check_method(span, name, false);
        }
    }
}

fn is_screen_crate(name: &str) -> bool {
    SCREEN_CRATES
        .iter()
        .any(|c| name == *c || name.strip_prefix(c).is_some_and(|rest| rest.starts_with('_')))
}

/// Whether an item is compiled for tests only: `#[test]`, `#[cfg(test)]`, or
/// `#[cfg(all(test, …))]`. `not(test)` and `any(test, …)` are not.
fn for_tests_only(attributes: &[Attribute]) -> bool {
    fn needs_test(meta: &Meta) -> bool {
        match meta {
            Meta::Path(path) => path.is_ident("test"),
            Meta::List(list) if list.path.is_ident("all") => list
                .parse_args_with(
                    syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated,
                )
                .is_ok_and(|inner| inner.iter().any(needs_test)),
            _ => false,
        }
    }
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => {
            list.parse_args::<Meta>().is_ok_and(|inner| needs_test(&inner))
        }
        _ => false,
    })
}

/// The file that `#[path = "…"]` names.
fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}

fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(i) => &i.attrs,
        Item::Enum(i) => &i.attrs,
        Item::ExternCrate(i) => &i.attrs,
        Item::Fn(i) => &i.attrs,
        Item::Impl(i) => &i.attrs,
        Item::Macro(i) => &i.attrs,
        Item::Mod(i) => &i.attrs,
        Item::Static(i) => &i.attrs,
        Item::Struct(i) => &i.attrs,
        Item::Trait(i) => &i.attrs,
        Item::Type(i) => &i.attrs,
        Item::Use(i) => &i.attrs,
        _ => &[],
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if for_tests_only(attributes_of(item)) {
            if let Item::Mod(module) = item
                && module.content.is_none()
            {
                let name = module.ident.to_string();
                let path = path_attribute(&module.attrs);
                self.out.test_modules.push(TestModule { name, path });
            }
            return;
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let attributes = match item {
            syn::ImplItem::Fn(function) => function.attrs.as_slice(),
            syn::ImplItem::Const(constant) => constant.attrs.as_slice(),
            _ => &[],
        };
        if !for_tests_only(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if path_attribute(&module.attrs).is_some() {
            let what = format!("`#[path]` puts module {} elsewhere than its name", module.ident);
            self.fault(module.ident.span(), Rule::Place, what);
        }
        let Some((_, items)) = &module.content else { return };
        self.module.push(module.ident.to_string());
        self.names.push(Names::of(items));
        visit::visit_item_mod(self, module);
        self.names.pop();
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let outside = item.leading_colon.is_some();
        for import in flatten(&item.tree) {
            self.follow(import.span, &import.path, outside, import.glob);
        }
    }

    fn visit_use_tree(&mut self, _: &'ast UseTree) {}

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        self.follow(item.ident.span(), &[item.ident.to_string()], true, false);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(last) = path.segments.last() {
            let written = segments(path);
            self.check_call_path(last.ident.span(), &written);
            let outside = path.leading_colon.is_some();
            // a single name is reported where it is brought in
            if written.len() > 1 || outside {
                self.follow(last.ident.span(), &written, outside, false);
            }
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_path(&mut self, expr: &'ast syn::ExprPath) {
        // `<Utc>::now`: the type stands apart from the function's name
        if let Some(qself) = &expr.qself
            && qself.position == 0
            && let syn::Type::Path(owner) = &*qself.ty
        {
            let mut written = segments(&owner.path);
            written.extend(segments(&expr.path));
            let span = syn::spanned::Spanned::span(&expr.path);
            self.check_call_path(span, &written);
            self.follow(span, &written, owner.path.leading_colon.is_some(), false);
        }
        visit::visit_expr_path(self, expr);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.check_method(call.method.span(), &call.method.to_string(), call.args.is_empty());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(last) = call.path.segments.last() {
            self.check_macro(last.ident.span(), &last.ident.to_string());
        }
        self.tokens(call.tokens.clone(), false);
        visit::visit_macro(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone(), true);
        }
        visit::visit_path(self, attribute.path());
    }
}

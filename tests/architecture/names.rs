//! What a name in a module stands for.

use std::collections::{HashMap, HashSet};

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{Item, UseTree};

/// How often an alias of an alias is followed: a guard against circles.
const DEEPEST: usize = 8;

/// One leaf of a `use`.
pub struct Import {
    pub span: Span,
    /// As written, from its first segment.
    pub path: Vec<String>,
    /// The name it gets here; none for a glob and for `as _`.
    pub name: Option<String>,
    pub glob: bool,
}

/// The segments of a path, without generic arguments.
pub fn segments(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

/// Every leaf of a `use`, nested groups opened.
pub fn flatten(tree: &UseTree) -> Vec<Import> {
    let mut leaves = Vec::new();
    open(tree, &mut Vec::new(), &mut leaves);
    leaves
}

fn open(tree: &UseTree, above: &mut Vec<String>, leaves: &mut Vec<Import>) {
    // `a::{self}` is `a`; `self::x` keeps its first segment
    let whole = |above: &[String], last: &syn::Ident| {
        let mut path = above.to_vec();
        if last != "self" || above.is_empty() {
            path.push(last.to_string());
        }
        path
    };
    match tree {
        UseTree::Path(step) => {
            above.push(step.ident.to_string());
            open(&step.tree, above, leaves);
            above.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|item| open(item, above, leaves)),
        UseTree::Name(name) => {
            let path = whole(above, &name.ident);
            let known = path.last().cloned();
            leaves.push(Import { span: name.ident.span(), path, name: known, glob: false });
        }
        UseTree::Rename(rename) => {
            let path = whole(above, &rename.ident);
            let known = Some(rename.rename.to_string()).filter(|name| name != "_");
            leaves.push(Import { span: rename.ident.span(), path, name: known, glob: false });
        }
        UseTree::Glob(glob) => {
            let span = glob.star_token.spans[0];
            leaves.push(Import { span, path: above.clone(), name: None, glob: true });
        }
    }
}

/// The names one module brings in or declares.
#[derive(Default)]
pub struct Names {
    /// Two functions may each bring in a thing of the same name: all are kept.
    aliases: HashMap<String, Vec<Vec<String>>>,
    modules: HashSet<String>,
}

impl Names {
    /// The names of these items, those inside functions too, those of inner
    /// modules not.
    pub fn of(items: &[Item]) -> Names {
        let mut names = Names::default();
        for item in items {
            names.visit_item(item);
        }
        names
    }

    /// Every path that a path written in `module` may mean: from `crate`, or
    /// from the name of another crate.
    pub fn meanings(&self, written: &[String], module: &[String]) -> Vec<Vec<String>> {
        self.follow(written, module, DEEPEST)
    }

    fn follow(&self, written: &[String], module: &[String], depth: usize) -> Vec<Vec<String>> {
        let Some((first, rest)) = written.split_first() else { return Vec::new() };
        let in_crate = |above: &[String], below: &[String]| {
            let mut path = vec!["crate".to_owned()];
            path.extend(above.iter().chain(below).cloned());
            path
        };
        match first.as_str() {
            "crate" => vec![written.to_vec()],
            // the binary sees the library by its name
            "thinkwheel" => vec![in_crate(&[], rest)],
            "self" | "super" => {
                let ups = written.iter().take_while(|s| *s == "self" || *s == "super");
                let (count, up) =
                    ups.fold((0, 0), |(n, up), s| (n + 1, up + usize::from(s == "super")));
                let above = &module[..module.len().saturating_sub(up)];
                let below = &written[count..];
                if above.len() == module.len() && !below.is_empty() && depth > 0 {
                    return self.follow_here(below, module, depth);
                }
                vec![in_crate(above, below)]
            }
            _ => self.follow_here(written, module, depth),
        }
    }

    /// A path whose first segment is a name of this module, or of a crate.
    fn follow_here(&self, written: &[String], module: &[String], depth: usize) -> Vec<Vec<String>> {
        let Some((first, rest)) = written.split_first() else { return Vec::new() };
        let targets: Vec<&Vec<String>> = self
            .aliases
            .get(first)
            .into_iter()
            .flatten()
            .filter(|target| target.first() != Some(first))
            .collect();
        if depth > 0 && !targets.is_empty() {
            return targets
                .into_iter()
                .flat_map(|target| {
                    let whole: Vec<String> = target.iter().chain(rest).cloned().collect();
                    self.follow(&whole, module, depth - 1)
                })
                .collect();
        }
        if self.modules.contains(first) {
            let mut path = vec!["crate".to_owned()];
            path.extend(module.iter().chain(written).cloned());
            return vec![path];
        }
        vec![written.to_vec()]
    }

    fn add(&mut self, name: String, target: Vec<String>) {
        self.aliases.entry(name).or_default().push(target);
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.modules.insert(module.ident.to_string());
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for import in flatten(&item.tree) {
            if let Some(name) = import.name {
                self.add(name, import.path);
            }
        }
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        if let Some((_, rename)) = &item.rename {
            self.add(rename.to_string(), vec![item.ident.to_string()]);
        }
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        if let syn::Type::Path(target) = &*item.ty
            && target.qself.is_none()
        {
            self.add(item.ident.to_string(), segments(&target.path));
        }
        visit::visit_item_type(self, item);
    }
}

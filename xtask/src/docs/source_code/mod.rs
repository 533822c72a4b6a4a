//! Where the program's source sends an event: by the tokens of its Rust files, without compiling them.
//!
//! A place counts when a value of the event's type is built there. The type is the one that the macros
//! make for the event's file, or one that declares the event with `#[letter(track = "…")]`.

mod tokens;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use self::tokens::{Kind, Token, tokens};
use super::catalog::Place;

/// Folders inside of folders that are looked through.
const MAX_DEPTH: usize = 32;
/// Files that are looked through.
const MAX_FILES: usize = 50_000;
/// Bytes of a file; longer ones are generated.
const MAX_BYTES: u64 = 2 << 20;
/// Places that are listed for one event.
const MAX_PLACES: usize = 20;

/// Where types are built, and which of them declare which event.
#[derive(Debug, Default)]
pub(crate) struct Sendings {
    /// The lines on which a value of a type is built, by the type's name.
    built: BTreeMap<String, Vec<Place>>,
    /// The events that types declare, by the types' names.
    declared: BTreeMap<String, String>,
}

impl Sendings {
    /// Looks through every Rust file in these folders.
    pub(crate) fn scan(folders: &[PathBuf]) -> Self {
        let mut sendings = Self::default();
        for folder in folders {
            let mut files = Vec::new();
            walk(folder, 0, &mut files);
            files.sort();
            let top = top(folder);
            for file in files {
                let Ok(source) = fs::read_to_string(&file) else { continue };
                let shown = file.strip_prefix(&top).unwrap_or(&file).to_string_lossy().replace('\\', "/");
                sendings.file(&shown, &source);
            }
        }
        sendings
    }

    /// The lines on which an event of this name, or its generated type, is sent.
    pub(crate) fn of(&self, name: &str, ty: Option<&str>) -> Vec<Place> {
        let declaring = self.declared.iter().filter(|(_, event)| *event == name).map(|(ty, _)| ty.as_str());
        // A type of the same name that declares another event is not the generated one.
        let generated = ty.filter(|ty| self.declared.get(*ty).is_none_or(|event| event == name));
        let mut places: Vec<Place> =
            declaring.chain(generated).filter_map(|ty| self.built.get(ty)).flatten().cloned().collect();
        places.sort();
        places.dedup();
        places.truncate(MAX_PLACES);
        places
    }

    fn file(&mut self, path: &str, source: &str) {
        let tokens = tokens(source);
        let aliases = aliases(&tokens);
        let mut silent_until = 0;
        for at in 0..tokens.len() {
            silent_until = silent_until.max(without_values(&tokens, at).unwrap_or(0));
            if let Some((ty, event)) = declaration(&tokens[at..]) {
                self.declared.insert(ty, event);
            }
            if let Some(ty) = built(&tokens, at).filter(|_| at >= silent_until) {
                let ty = aliases.get(ty).copied().unwrap_or(ty);
                let place = Place { file: path.to_owned(), line: tokens[at].line, href: None };
                self.built.entry(ty.to_owned()).or_default().push(place);
            }
        }
    }
}

/// Other names of types: `use plan::SignedUp as Joined`.
fn aliases<'a>(tokens: &[Token<'a>]) -> BTreeMap<&'a str, &'a str> {
    let alias = |three: &[Token<'a>]| match (&three[0].kind, &three[1].kind, &three[2].kind) {
        (Kind::Name(ty), Kind::Name("as"), Kind::Name(alias)) if ty.starts_with(char::is_uppercase) => {
            Some((*alias, *ty))
        }
        _ => None,
    };
    tokens.windows(3).filter_map(alias).collect()
}

/// The end of what begins at a token and builds no values: the variants of an enum, and the pattern of `matches!`.
fn without_values(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let sign = |at: usize, sign| tokens.get(at).is_some_and(|token| token.kind == Kind::Sign(sign));
    match tokens[at].kind {
        Kind::Name("enum") => {
            let open = (at..tokens.len()).take(200).find(|at| sign(*at, '{') || sign(*at, ';'))?;
            if sign(open, '{') { closing(tokens, open, ('{', '}')) } else { None }
        }
        Kind::Name("matches" | "assert_matches") if sign(at + 1, '!') && sign(at + 2, '(') => {
            closing(tokens, at + 2, ('(', ')'))
        }
        _ => None,
    }
}

/// `letter(track = "Order Completed", …)` with the `struct` that follows: the type, and its event.
fn declaration(tokens: &[Token<'_>]) -> Option<(String, String)> {
    let [first, open, kind, ..] = tokens else { return None };
    if first.kind != Kind::Name("letter") || open.kind != Kind::Sign('(') {
        return None;
    }
    let Kind::Name(kind @ ("track" | "identify" | "group")) = kind.kind else { return None };
    let named = match tokens.get(3..5) {
        Some([equals, Token { kind: Kind::Text(name), .. }]) if equals.kind == Kind::Sign('=') => Some(*name),
        _ => None,
    };
    let item =
        tokens.iter().take(400).position(|token| matches!(token.kind, Kind::Name("struct" | "enum")))?;
    let Kind::Name(ty) = tokens.get(item + 1)?.kind else { return None };
    let event = match (kind, named) {
        (_, Some(name)) => name.to_owned(),
        ("track", None) => spaced(ty),
        _ => ty.to_owned(),
    };
    Some((ty.to_owned(), event))
}

/// `OrderCompleted` as `Order Completed`.
fn spaced(ty: &str) -> String {
    let mut words = String::new();
    for letter in ty.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter);
    }
    words
}

/// The type of which a value is built at a token: `Type { … }` or `Type::new(…)`, and no pattern.
fn built<'a>(tokens: &[Token<'a>], at: usize) -> Option<&'a str> {
    let Kind::Name(ty) = tokens[at].kind else { return None };
    if !ty.starts_with(char::is_uppercase) {
        return None;
    }
    let sign = |at: usize| match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Sign(sign)) => Some(*sign),
        _ => None,
    };
    let name = |at: usize| match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Name(name)) => Some(*name),
        _ => None,
    };
    // The path before it: `plan::SignedUp`.
    let mut start = at;
    while start >= 3
        && sign(start - 1) == Some(':')
        && sign(start - 2) == Some(':')
        && name(start - 3).is_some()
    {
        start -= 3;
    }
    if let Some(before) = start.checked_sub(1) {
        let item =
            ["struct", "enum", "union", "trait", "impl", "for", "mod", "type", "use", "dyn", "let", "as"];
        if name(before).is_some_and(|name| item.contains(&name)) {
            return None;
        }
        // `-> Type {` and `impl<T> Type {`.
        if sign(before) == Some('>') {
            return None;
        }
    }
    let called = sign(at + 1) == Some(':')
        && sign(at + 2) == Some(':')
        && name(at + 3).is_some_and(|name| name.starts_with(char::is_lowercase))
        && sign(at + 4) == Some('(');
    if called {
        return Some(ty);
    }
    if sign(at + 1) != Some('{') {
        return None;
    }
    let end = closing(tokens, at + 1, ('{', '}'))?;
    // `Type { a, .. }`
    let has_rest = sign(end - 1) == Some('.') && sign(end - 2) == Some('.');
    let pattern = has_rest
        || match (sign(end + 1), sign(end + 2)) {
            (Some('='), Some('=')) => false,
            (Some('=' | '|' | ':'), _) => true,
            _ => name(end + 1) == Some("if"),
        };
    (!pattern).then_some(ty)
}

/// What closes the brace or bracket at a token.
fn closing(tokens: &[Token<'_>], open: usize, (opens, closes): (char, char)) -> Option<usize> {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open).take(4_000) {
        match token.kind {
            Kind::Sign(sign) if sign == opens => depth += 1,
            Kind::Sign(sign) if sign == closes && depth == 1 => return Some(at),
            Kind::Sign(sign) if sign == closes => depth -= 1,
            _ => {}
        }
    }
    None
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        // Links are not followed: they lead to files that are found anyway, or that are none of ours.
        let Ok(kind) = entry.file_type() else { continue };
        let name = name.to_string_lossy();
        if kind.is_dir()
            && depth < MAX_DEPTH
            && !name.starts_with('.')
            && name != "target"
            && name != "node_modules"
        {
            walk(&entry.path(), depth + 1, files);
        } else if kind.is_file()
            && name.ends_with(".rs")
            && files.len() < MAX_FILES
            && entry.metadata().is_ok_and(|metadata| metadata.len() <= MAX_BYTES)
        {
            files.push(entry.path());
        }
    }
}

/// The folder that paths are shown relative to: that of the repository, as links to it need.
fn top(folder: &Path) -> PathBuf {
    let full = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let repository = full.ancestors().find(|above| above.join(".git").exists());
    // As many levels up from the folder as it was written.
    let above = repository
        .and_then(|top| full.strip_prefix(top).ok())
        .map_or(0, |inside| inside.components().count());
    let mut top = folder.to_owned();
    for _ in 0..above {
        top = match top.parent() {
            Some(parent) if top.file_name().is_some() => parent.to_owned(),
            _ => return full.ancestors().nth(above).map_or(full.clone(), Path::to_owned),
        };
    }
    top
}

#[cfg(test)]
mod tests {
    use super::Sendings;

    fn lines(source: &str, name: &str, ty: &str) -> Vec<usize> {
        let mut sendings = Sendings::default();
        sendings.file("src/main.rs", source);
        sendings.of(name, Some(ty)).into_iter().map(|place| place.line).collect()
    }

    #[test]
    fn values_are_found_and_mentions_are_not() {
        let source = r#"
use plan::SignedUp;
struct SignedUp { a: u8 }
impl SignedUp { fn new() -> SignedUp { todo!() } }
impl From<u8> for SignedUp { }
// SignedUp { a: 1 }
fn f() -> SignedUp { letter.track("u", SignedUp { a: 1 })?; }
fn g() { let text = "SignedUp { a: 1 }"; let SignedUp { a } = x; match y { SignedUp { a } => 1 } }
fn h() { letter.track(id, plan::SignedUp {
    a: 2 })?; send(Track::new("u", SignedUp::default())) }
fn i(SignedUp { a }: SignedUp) { if let Some(SignedUp { a } | X) = z {} }
"#;
        assert_eq!(lines(source, "Signed Up", "SignedUp"), [7, 9, 10]);
    }

    #[test]
    fn patterns_and_variants_build_nothing() {
        let source = r#"
use plan::SignedUp as Joined;
fn f(e: E) -> bool { matches!(e, SignedUp { .. }) || matches!(e, E::SignedUp { a }) }
pub enum E { SignedUp { a: u8 }, Other }
fn g() { match e { E::SignedUp { a, .. } => {} } if let SignedUp { .. } = x {} }
fn h() { track(Joined { a: 1 }); track(SignedUp { a: 1, ..Default::default() }) }
"#;
        assert_eq!(lines(source, "Signed Up", "SignedUp"), [6]);
    }

    #[test]
    fn types_that_declare_an_event_are_known_by_it() {
        let source = r#"
#[derive(LetterEvent)]
#[letter(track = "Order Completed", owner = "checkout")]
struct Purchase { id: u8 }
#[letter(track)] struct CartOpened {}
fn f() { track(Purchase { id: 1 });
    track(CartOpened {}); }
"#;
        assert_eq!(lines(source, "Order Completed", "OrderCompleted"), [6]);
        assert_eq!(lines(source, "Cart Opened", "X"), [7]);
        assert!(lines(source, "Purchase", "Purchase").is_empty(), "the type declares another event");
    }
}

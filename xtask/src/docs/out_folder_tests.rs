//! Folders that a catalog is not written to, and that stay as they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::tests::{Folder, contents};

/// Everything below a folder, its folders as well.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut all: BTreeMap<PathBuf, Option<Vec<u8>>> =
        contents(folder).into_iter().map(|(path, text)| (path, Some(text))).collect();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
            if !entry.path().is_symlink() {
                waiting.push(entry.path());
            }
            all.insert(entry.path(), None);
        }
    }
    all
}

#[test]
fn the_catalog_is_not_written_among_the_plan_s_files() {
    let folder = Folder::new("inside");
    fs::create_dir_all(folder.0.join("plan/deep")).unwrap();
    let before = everything(&folder.0);
    let beside = folder.0.join("catalog");
    for out in [
        "plan",
        "./plan",
        "plan/",
        "plan/.",
        "plan/deep/..",
        "plan/deep",
        "plan/new",
        "plan/new/er",
        "new/../plan",
        "new/../plan/new",
    ] {
        let said = folder.build(out, false).unwrap_err();
        assert!(said.contains("the folder of the plan's schema files"), "{out}: {said}");
        assert!(said.contains(&format!("--out {}", beside.display())), "{out}: {said}");
        assert_eq!(everything(&folder.0), before, "{out}");
    }
    folder.build("plan-catalog", false).unwrap();
    folder.build(".", true).unwrap();
}

#[cfg(unix)]
#[test]
fn nor_by_way_of_links() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new("links");
    let at = |path: &str| folder.0.join(path);
    fs::create_dir_all(at("site")).unwrap();
    fs::create_dir_all(at("other")).unwrap();
    symlink(at("plan"), at("link")).unwrap();
    symlink(at("plan"), at("site/events")).unwrap();
    symlink(at("other"), at("elsewhere")).unwrap();
    let before = everything(&folder.0);
    for out in ["link", "link/new", "elsewhere/../link", "site"] {
        let said = folder.build(out, false).unwrap_err();
        assert!(said.contains("the folder of the plan's schema files"), "{out}: {said}");
        assert_eq!(everything(&folder.0), before, "{out}");
    }
    folder.build("elsewhere", false).unwrap();
    assert!(at("other/index.html").exists(), "a link to another folder is as good as the folder");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let folder = Folder::new("through");
    fs::create_dir_all(folder.0.join("out")).unwrap();
    std::os::unix::fs::symlink(folder.0.join("mine.html"), folder.0.join("out/index.html")).unwrap();
    let said = folder.build("out", false).unwrap_err();
    assert!(said.contains("index.html is in the way"), "{said}");
    assert!(!folder.0.join("mine.html").exists());
}

#[test]
fn a_plan_where_the_catalog_has_its_events_is_no_place_for_it() {
    let folder = Folder::new("around");
    for name in ["events", "markdown/events/mine"] {
        fs::create_dir_all(folder.0.join(name).parent().unwrap()).unwrap();
        fs::rename(folder.0.join("plan"), folder.0.join(name)).unwrap();
        let before = everything(&folder.0);
        let said = folder.build_plan(name, ".", false).unwrap_err();
        assert!(said.contains("the plan's schema files"), "{name}: {said}");
        assert_eq!(everything(&folder.0), before);
        fs::rename(folder.0.join(name), folder.0.join("plan")).unwrap();
    }
}

#[test]
fn what_is_refused_leaves_nothing_behind() {
    let folder = Folder::new("behind");
    // A file where a folder should be, which comes last of all that is written.
    folder.write("out/traits", "mine");
    folder.write("plan/c.json", r#"{"title": "C", "x-letter": {"identify": true}, "type": "object"}"#);
    let before = everything(&folder.0);
    let said = folder.build("out", false).unwrap_err();
    assert!(said.contains("traits is in the way"), "{said}");
    assert_eq!(everything(&folder.0), before);

    folder.write("file", "mine");
    assert!(folder.build("file", false).is_err());
    assert!(folder.build("file/inside", false).is_err());
    fs::remove_file(folder.0.join("file")).unwrap();
    assert_eq!(everything(&folder.0), before);
}

/// Puts files on the list of what an earlier run wrote to a folder, with the digests of what they hold.
fn list(folder: &Folder, out: &str, files: &[(&str, &str)]) {
    let path = folder.0.join(out).join(".letter-catalog");
    let mut list = fs::read_to_string(&path).unwrap();
    for (file, content) in files {
        let digest: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
        list.push_str(&format!("{digest} {file}\n"));
    }
    fs::write(path, list).unwrap();
}

#[test]
fn a_list_that_names_the_plan_s_files_is_not_followed() {
    let folder = Folder::new("list");
    folder.build(".", false).unwrap();
    let read = |path: &str| fs::read_to_string(folder.0.join(path)).unwrap();
    folder.write("events/gone.html", "of an earlier run");
    folder.write("outside.txt", "kept");
    folder.build("site", false).unwrap();
    list(&folder, "site", &[("../outside.txt", "kept"), ("../plan/a.json", &read("plan/a.json"))]);
    folder.build("site", false).unwrap();
    list(&folder, ".", &[("plan/a.json", &read("plan/a.json")), ("events/gone.html", "of an earlier run")]);
    folder.build(".", false).unwrap();
    assert!(folder.0.join("plan/a.json").exists() && folder.0.join("plan/b.json").exists());
    assert!(folder.0.join("outside.txt").exists());
    assert!(!folder.0.join("events/gone.html").exists());
}

#[test]
fn only_what_is_still_as_it_was_written_is_taken_away() {
    let folder = Folder::new("digest");
    let out = folder.build("out", false).unwrap();
    folder.write("out/notes.txt", "mine");
    folder.write("out/sub/keep.txt", "mine");
    folder.write("out/sub/old.html", "of an earlier run");
    let old = "of an earlier run";
    list(&folder, "out", &[("notes.txt", "other"), ("sub/keep.txt", old), ("sub/old.html", old)]);
    folder.build("out", false).unwrap();
    assert_eq!(fs::read_to_string(out.join("notes.txt")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(out.join("sub/keep.txt")).unwrap(), "mine");
    assert!(!out.join("sub/old.html").exists());
}

#[test]
fn what_an_interrupted_run_left_is_still_its_own() {
    let folder = Folder::new("interrupted");
    let out = folder.build("out", false).unwrap();
    // A run that changes the page, and is stopped after the list and before the page.
    list(&folder, "out", &[("events/b.html", "what it would have been")]);
    fs::write(out.join(".letter-catalog.part"), "half of a pa").unwrap();
    fs::remove_file(folder.0.join("plan/b.json")).unwrap();
    folder.build("out", false).unwrap();
    assert!(!out.join("events/b.html").exists());
    assert!(!out.join(".letter-catalog.part").exists());
}

#[test]
fn a_list_that_somebody_else_made_is_not_believed() {
    let folder = Folder::new("foreign");
    folder.write("out/.letter-catalog", "notes.txt\nsub/keep.txt\nindex.html\n");
    folder.write("out/notes.txt", "mine");
    folder.write("out/sub/keep.txt", "mine");
    let before = everything(&folder.0);
    let said = folder.build("out", false).unwrap_err();
    assert!(said.contains(".letter-catalog is in the way"), "{said}");
    assert_eq!(everything(&folder.0), before);
}

#[cfg(unix)]
#[test]
fn neither_the_list_nor_a_folder_is_written_through_a_link() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new("linked");
    let at = |path: &str| folder.0.join(path);
    folder.write("else/precious", "mine");
    fs::create_dir_all(at("out")).unwrap();
    symlink("../else/precious", at("out/.letter-catalog")).unwrap();
    let said = folder.build("out", false).unwrap_err();
    assert!(said.contains(".letter-catalog is in the way"), "{said}");
    assert_eq!(fs::read_to_string(at("else/precious")).unwrap(), "mine");

    // Also where an earlier run wrote to the folder whose place the link has taken.
    folder.build("site", false).unwrap();
    fs::rename(at("site/events"), at("else/events")).unwrap();
    symlink("../else/events", at("site/events")).unwrap();
    fs::remove_file(at("plan/b.json")).unwrap();
    let before = everything(&at("else"));
    let said = folder.build("site", false).unwrap_err();
    assert!(said.contains("events is in the way"), "{said}");
    assert_eq!(everything(&at("else")), before);

    // And where nothing is written any more, but an old file is listed.
    folder.build("third", false).unwrap();
    folder.write("else/more/old.html", "old");
    symlink("../else/more", at("third/more")).unwrap();
    list(&folder, "third", &[("more/old.html", "old")]);
    folder.build("third", false).unwrap();
    assert!(at("else/more/old.html").exists());
}

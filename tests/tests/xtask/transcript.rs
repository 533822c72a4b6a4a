//! The page about a whole change says what happens when its commands are typed.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::repository::{folder, git, run, variables};
use super::workspace;

/// A fenced block: what stands behind its backticks, and its text.
struct Block {
    info: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if let Some(info) = line.strip_prefix("```") {
            if !inside {
                blocks.push(Block { info: info.to_owned(), text: String::new() });
            }
            inside = !inside;
        } else if inside {
            let block = blocks.last_mut().unwrap();
            block.text += line;
            block.text.push('\n');
        }
    }
    blocks
}

/// The output of every command of a block, below it.
fn typed(folder: &Path, day: &str, text: &str) -> String {
    let mut said = String::new();
    for line in text.lines() {
        let Some(command) = line.strip_prefix("$ ") else { continue };
        let path = std::env::var("PATH").unwrap_or_default();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1; {command}")]).current_dir(folder);
        shell.env("PATH", format!("{}/bin:{path}", folder.display()));
        variables(&mut shell, day);
        let output = shell.output().unwrap();
        said += &format!("{line}\n{}", String::from_utf8(output.stdout).unwrap());
    }
    said
}

#[test]
fn the_page_of_a_change_is_what_happens() {
    let path = workspace().join("docs/ledger.md");
    let page = fs::read_to_string(&path).unwrap();
    let folder = folder("transcript");
    // Builds the program that `cargo xtask` starts here.
    run(&folder, &["explain"]);
    fs::create_dir(folder.join("bin")).unwrap();
    let cargo = folder.join("bin/cargo");
    let program = super::repository::program();
    fs::write(&cargo, format!("#!/bin/sh\nshift\nexec '{}' \"$@\"\n", program.display())).unwrap();
    let made = Command::new("chmod").arg("+x").arg(&cargo).status().unwrap();
    assert!(made.success());
    fs::write(folder.join(".gitignore"), "bin\ncatalog\n").unwrap();
    git(&folder, &["init", "--quiet"]);

    let mut now = page.clone();
    let mut days = 0;
    for block in blocks(&page) {
        if let Some(file) = block.info.strip_prefix("json ") {
            fs::write(folder.join(file), &block.text).unwrap();
        } else if let Some(day) = block.info.strip_prefix("console ") {
            let said = typed(&folder, day, &block.text);
            now = now.replace(
                &format!("```{}\n{}```", block.info, block.text),
                &format!("```{}\n{said}```", block.info),
            );
            days += 1;
        }
    }
    assert!(days > 4, "the page has its commands");
    if std::env::var_os("UPDATE_TRANSCRIPT").is_some() {
        fs::write(&path, &now).unwrap();
    }
    assert_eq!(page, now, "UPDATE_TRANSCRIPT=1 writes the page anew: read it then");
}

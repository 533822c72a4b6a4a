//! What the macro writes, for a few telling schemas: each `snapshots/NAME.json` with its `NAME.rs`.

use std::path::Path;

use expect_test::expect_file;
use letter_schema::lower::{lower, samples};
use letter_schema::plan::Plan;
use letter_schema::render;

/// The code of one file, formatted. Errors stand before it, as they are shown.
fn code(name: &str, text: &str) -> String {
    let plan = Plan::read(vec![(name.to_owned(), text.to_owned())], &mut |_| None);
    let mut found = plan.found.clone();
    let module = lower(&plan, &mut found);
    let errors: String =
        render::all(&plan.sources, &found).lines().map(|line| format!("// {line}\n")).collect();
    let file = syn::parse2(super::emit::module(&plan, &module, &samples(&plan, &module)))
        .expect("the macro writes items");
    errors + &prettyplease::unparse(&file)
}

#[test]
fn generated_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder is there")
        .filter_map(|entry| {
            entry.ok()?.file_name().into_string().ok()?.strip_suffix(".json").map(str::to_owned)
        })
        .collect();
    names.sort();
    assert!(names.len() >= 12, "only {names:?}");
    for name in names {
        let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).expect("it was listed");
        expect_file![folder.join(format!("{name}.rs"))].assert_eq(&code(&format!("{name}.json"), &text));
    }
}

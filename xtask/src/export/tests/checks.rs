//! What a check says.

use letter_schema::plan::Plan;
use serde_json::{Value, json};

use super::{but, export, paid};

#[test]
fn a_check_points_at_what_differs() {
    let first = export(&[paid()], &[]).files.remove(0);
    let file = first.after.replace("\"maximum\": 255", "\"maximum\": 9").replace("\"OrderPaid\"", "\"Paid\"");
    let gone = first.after.replace("Order Paid", "Cart Paid").replace("shop::OrderPaid", "shop::CartPaid");
    let gone = gone.replace("total", "sum");
    let added = [("/type", json!("shop::New")), ("/event/name", json!("New"))];
    let blind = [("/type", json!("shop::Blind")), ("/event/name", json!("Blind")), ("/schema", Value::Null)];
    let files = [("cart_paid.json", gone.as_str()), ("order_paid.json", file.as_str())];
    let plan = Plan::read(files.map(|(path, text)| (path.to_owned(), text.to_owned())).into(), &mut |_| None);
    let export = export(&[paid(), but(paid(), &added), but(paid(), &blind)], &files);
    let found = super::super::findings::of(&export, &plan);
    let lines = found.iter().map(|found| {
        let place = found.span.map(|span| plan.sources.place(span)).unwrap_or_default();
        format!("{place} {}: {}; {}", found.rule, found.message, found.help.as_deref().unwrap_or_default())
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "order_paid.json:3:12 export-differs: this is \"OrderPaid\" by `shop::OrderPaid`; run `cargo xtask export`",
            " export-missing: the plan has no file of `shop::New`; run `cargo xtask export`, which writes new.json",
            "cart_paid.json:7:22 export-left-over: `shop::CartPaid` is no more, from which this file was exported; delete \
             the file, or have `cargo xtask export --prune` do it; if the type is behind a feature, name it with `--features`",
            " export-refused: `shop::Blind` does not tell its schema (src/events.rs:7); run `cargo add schemars --package \
             shop`, then add `#[derive(schemars::JsonSchema)]` (of schemars 1) to `Blind` and to the types of its fields",
        ]
    );
}

#[test]
fn a_check_says_what_differs_and_not_how_it_is_laid_out() {
    let first = export(&[paid()], &[]).files.remove(0);
    let compact = first.after.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = |changed: &str| {
        let files = [("order_paid.json", changed)];
        let plan =
            Plan::read(files.map(|(path, text)| (path.to_owned(), text.to_owned())).into(), &mut |_| None);
        let found = super::super::findings::of(&export(&[paid()], &files), &plan);
        let found = found.first().map(|found| {
            let text = &changed[found.span.unwrap().start as usize..found.span.unwrap().end as usize];
            format!("{} {text}: {}", found.pointer, found.message)
        });
        found.unwrap_or_default()
    };
    assert_eq!(told(&compact), "");
    assert_eq!(
        told(&compact.replace("\"maximum\": 255", "\"maximum\": 9")),
        "/properties/total/maximum 9: this is 255 by `shop::OrderPaid`"
    );
    assert_eq!(
        told(&compact.replace("\"maximum\": 255", "\"multipleOf\": 5, \"maximum\": 255")),
        "/properties/total/multipleOf 5: `multipleOf` is nothing that `shop::OrderPaid` says"
    );
    assert_eq!(
        told(&compact.replace(", \"maximum\": 255", "")),
        "/properties/total \"total\": `maximum` is missing, which `shop::OrderPaid` has"
    );
    assert_eq!(
        told(&compact.replace("[\"total\"]", "[]")),
        "/required \"required\": this is [\"total\"] by `shop::OrderPaid`"
    );
}

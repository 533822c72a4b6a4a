//! Lifetimes, type parameters and constants, and types that contain themselves.

use std::collections::BTreeMap;
use std::fmt::Debug;

use letter::testing::Recorder;
use letter::{LetterEvent, PropertyValue, Track};
use serde::Serialize;

use crate::violations;

#[derive(Debug, Serialize, LetterEvent)]
#[letter(track)]
struct Generic<'a, T, K = String, const N: usize = 2>
where
    T: Debug,
    K: Ord + std::fmt::Display,
{
    name: &'a str,
    values: Vec<T>,
    map: BTreeMap<K, T>,
    sized: Sized<N>,
    #[serde(skip)]
    #[allow(dead_code, reason = "its type needs nothing, which is the point")]
    unsent: std::marker::PhantomData<K>,
}

#[derive(Debug, Serialize, PropertyValue)]
struct Sized<const N: usize>;

#[derive(Debug, Serialize, PropertyValue)]
struct Short(#[schemars(length(max = 1))] String);

#[derive(Debug, Serialize, PropertyValue)]
struct Tree<T> {
    value: T,
    children: Vec<Tree<T>>,
}

#[test]
fn parameters_are_checked_as_what_they_are() {
    let event = Generic::<Short, u8, 2> {
        name: "n",
        values: vec![Short("a".into()), Short("ab".into())],
        map: [(1, Short("abc".into()))].into(),
        sized: Sized,
        unsent: std::marker::PhantomData,
    };
    assert_eq!(violations(&event), ["values[1]: maxLength", "map[\"1\"]: maxLength"]);
}

#[derive(Debug, Serialize, LetterEvent)]
#[letter(track)]
struct Planted {
    tree: Tree<Short>,
}

#[test]
fn types_may_contain_themselves() {
    let leaf = |text: &str| Tree { value: Short(text.into()), children: vec![] };
    let tree = Tree { value: Short("a".into()), children: vec![leaf("b"), leaf("cc")] };
    assert_eq!(violations(&Planted { tree }), ["tree.children[1].value: maxLength"]);
}

#[test]
fn events_can_be_sent_by_reference() {
    let recorder = Recorder::new();
    let event = Planted { tree: Tree { value: Short("a".into()), children: vec![] } };
    recorder.client().track("u", &event).unwrap();
    recorder.client().track(String::from("u"), &event).unwrap();
    recorder.assert_sent(Track::new("u", event));
    recorder.assert_sent_times::<Planted>(2);
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct TreePlanted {
    trunk: Branch,
}

#[derive(Serialize, PropertyValue)]
struct Branch {
    leaves: Vec<Leaf>,
}

#[derive(Serialize, PropertyValue)]
struct Leaf {
    #[schemars(length(min = 1))]
    name: String,
    grown_into: Vec<Branch>,
}

#[test]
fn types_that_hold_each_other() {
    let leaf = |name: &str, grown_into| Leaf { name: name.into(), grown_into };
    let branch = Branch { leaves: vec![leaf("", vec![])] };
    let event = TreePlanted { trunk: Branch { leaves: vec![leaf("oak", vec![branch])] } };
    assert_eq!(violations(&event), ["trunk.leaves[0].grown_into[0].leaves[0].name: minLength"]);
}

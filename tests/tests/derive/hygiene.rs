//! Generated code leans on nothing around it, and disturbs nothing.
#![deny(warnings, clippy::pedantic, reason = "generated code has to be quiet under any of them")]

/// Every name that generated code could lean on by mistake stands for something else here.
mod shadowed {
    #![no_implicit_prelude]
    #![allow(dead_code, non_camel_case_types, reason = "they only have to be in the way")]

    mod letter {}
    mod core {}
    mod std {}
    mod serde {}
    struct Option;
    struct Result;
    struct Vec;
    struct String;
    struct Some;
    struct Ok;
    struct str;
    struct bool;
    trait Default {}
    trait Clone {}

    #[derive(::serde::Serialize, ::letter::LetterEvent)]
    #[letter(identify)]
    #[serde(crate = "::serde")]
    pub(super) struct Event {
        #[letter(email)]
        pub(super) email: ::std::option::Option<::std::string::String>,
        #[schemars(length(min = 1), inner(range(max = 3)))]
        pub(super) list: ::std::vec::Vec<u8>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[schemars(regex(pattern = "^a"))]
        pub(super) choice: ::std::option::Option<::std::string::String>,
    }

    #[derive(::serde::Serialize, ::letter::PropertyValue)]
    #[serde(tag = "type", crate = "::serde")]
    pub(super) enum Value {
        One { found: u8, at: u8, __at: u8, __found: u8, __field0: u8 },
        Two(Inner),
    }

    #[derive(::serde::Serialize, ::letter::PropertyValue)]
    #[serde(crate = "::serde")]
    pub(super) struct Inner {
        pub(super) __letter: u8,
    }
}

/// `letter` under another name.
mod renamed {
    pub(super) mod vendored {
        pub(in super::super) use letter as events;
    }

    #[derive(serde::Serialize, letter::LetterEvent)]
    #[letter(track, crate = vendored::events)]
    pub(super) struct Event {
        #[schemars(length(min = 1))]
        pub(super) name: String,
    }
}

/// A type out of a macro, as applications make them.
macro_rules! event {
    ($name:ident, $event:literal, $field:ident: $type:ty, $min:literal) => {
        #[derive(serde::Serialize, letter::LetterEvent)]
        #[letter(track = $event)]
        struct $name {
            #[schemars(range(min = $min))]
            $field: $type,
        }
    };
}

event!(FromMacro, "From Macro", count: u32, 2);

#[deprecated = "a type of yesterday"]
#[derive(serde::Serialize, letter::LetterEvent)]
#[letter(track)]
struct Yesterday {
    #[deprecated = "a field of yesterday"]
    #[schemars(length(min = 1))]
    name: String,
}

#[test]
fn generated_code_works_wherever_it_stands() {
    use letter::LetterEvent as _;

    /// Inside a function, with a parameter that has the name of a binding.
    #[derive(serde::Serialize, letter::LetterEvent)]
    #[letter(track)]
    struct Local {
        found: u8,
        at: u8,
    }

    let event = shadowed::Event { email: None, list: vec![4], choice: Some("b".to_owned()) };
    assert_eq!(crate::violations(&event), ["list[0]: maximum", "choice: pattern"]);
    assert_eq!(crate::violations(&renamed::Event { name: String::new() }), ["name: minLength"]);
    assert_eq!(crate::violations(&FromMacro { count: 1 }), ["count: minimum"]);
    assert_eq!(FromMacro::NAME, "From Macro");

    assert!(crate::violations(&Local { found: 1, at: 2 }).is_empty());
}

#[test]
#[expect(deprecated, reason = "only its use is, and not what the derive makes")]
fn what_is_deprecated_can_still_be_sent() {
    assert_eq!(crate::violations(&Yesterday { name: String::new() }), ["name: minLength"]);
}

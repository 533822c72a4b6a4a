//! Rules about changes: what `diff`, and `check` against an earlier version, say.

use super::rule::{Family, Rule, Settable, Setting};

pub(super) const FAMILY: Family = Family {
    title: "Changes",
    about: "What changed since an earlier version of the plan, and whom it breaks: those who send what the old plan \
            allows, or those who read by it. `diff` shows every change, `check --against` those that break somebody.",
    rules: &[
        note("event-added", "An event is new.", "Nothing breaks: a minor step."),
        change(
            "event-removed",
            "An event has gone.",
            "Code that sends it is refused, and what reads it waits for ever. An event whose `status` was `removed` can go.",
        ),
        change(
            "event-renamed",
            "An event is sent under another name.",
            "Whoever reads by the old name finds nothing. It is recognised by its file, its properties, or a name that is near.",
        ),
        change(
            "event-kind-changed",
            "An event is sent with another call.",
            "Events, users and accounts are read in different places.",
        ),
        note(
            "property-added-optional",
            "A property is new and may be left out.",
            "Nothing breaks: what is written today lacks it, and what reads today does not look at it.",
        ),
        change(
            "property-added-required",
            "A property is new and has to be there.",
            "What is sent today lacks it. Add it as optional, and require it when all senders have it.",
        ),
        change(
            "property-removed",
            "A property has gone.",
            "If it was required, readers miss it; if the object is closed, payloads that have it are refused.",
        ),
        change(
            "property-renamed",
            "A property has another name.",
            "It is a removal and an addition: send both for a while, and name the new one in `replaced_by`.",
        ),
        change(
            "property-became-required",
            "A property that could be left out has to be there.",
            "Payloads without it are refused.",
        ),
        change(
            "property-became-optional",
            "A property that was always there may be missing.",
            "Readers that rely on it fail on payloads without it.",
        ),
        change("became-nullable", "A value may be `null`.", "Readers that rely on the value fail on `null`."),
        change(
            "became-not-nullable",
            "A value may not be `null` any more.",
            "Payloads that have `null` there are refused.",
        ),
        change(
            "type-changed",
            "A value has another type.",
            "Neither senders nor readers can go on: add another property instead.",
        ),
        change(
            "type-widened",
            "A value may have further types.",
            "Readers meet types that they do not know.",
        ),
        change(
            "type-narrowed",
            "A value has fewer types.",
            "Payloads with the types that have gone are refused.",
        ),
        change(
            "enum-value-added",
            "A list of values has one more.",
            "Readers that tell the values apart meet one that they do not know.",
        ),
        change(
            "enum-value-removed",
            "A list of values has one less.",
            "Payloads with that value are refused.",
        ),
        change("enum-added", "A value has to be one of a list.", "Payloads with other values are refused."),
        change(
            "enum-removed",
            "A value is not bound to a list any more.",
            "Readers that tell the values apart meet others.",
        ),
        change(
            "const-changed",
            "A constant is another one.",
            "Payloads with the old one are refused, and readers do not know the new one.",
        ),
        change(
            "minimum-tightened",
            "The smallest number is larger.",
            "Payloads with smaller numbers are refused.",
        ),
        change(
            "minimum-loosened",
            "The smallest number is smaller.",
            "Readers meet numbers that were not possible.",
        ),
        change(
            "maximum-tightened",
            "The largest number is smaller.",
            "Payloads with larger numbers are refused.",
        ),
        change(
            "maximum-loosened",
            "The largest number is larger.",
            "Readers, and columns of a warehouse, meet numbers that were not possible.",
        ),
        change(
            "multiple-of-tightened",
            "A number has to be a multiple of more.",
            "Payloads with other numbers are refused.",
        ),
        change(
            "multiple-of-loosened",
            "A number may be a multiple of less.",
            "Readers meet numbers that were not possible, such as fractions.",
        ),
        change(
            "length-tightened",
            "A text may be less long, or less short.",
            "Payloads with such texts are refused.",
        ),
        change(
            "length-loosened",
            "A text may be longer, or shorter.",
            "Readers, and columns of a warehouse, meet texts that were not possible.",
        ),
        change("pattern-added", "A text has to match a pattern.", "Payloads with other texts are refused."),
        change(
            "pattern-removed",
            "A text does not have to match a pattern any more.",
            "Readers that take it apart meet others.",
        ),
        change(
            "pattern-changed",
            "A text has to match another pattern.",
            "Whether one pattern includes the other is not decided: both sides are taken to break.",
        ),
        change("format-added", "A text has to have a format.", "Payloads with other texts are refused."),
        change(
            "format-removed",
            "A text does not have to have a format any more.",
            "Readers that parse it fail on others.",
        ),
        change("format-changed", "A text has another format.", "Neither senders nor readers can go on."),
        change(
            "items-tightened",
            "An array may have fewer items, or has to have more.",
            "Payloads with other arrays are refused.",
        ),
        change(
            "items-loosened",
            "An array may have more items, or fewer.",
            "Readers meet arrays that were not possible, such as empty ones.",
        ),
        change(
            "unique-items-added",
            "The items of an array have to differ.",
            "Payloads that have an item twice are refused.",
        ),
        change(
            "unique-items-removed",
            "The items of an array may be the same.",
            "Readers that count on it fail.",
        ),
        change(
            "contains-changed",
            "What an array has to contain changed.",
            "What that means is not decided: the safe side is taken.",
        ),
        change(
            "object-closed",
            "An object takes no further properties.",
            "Payloads that have some are refused.",
        ),
        note(
            "object-opened",
            "An object takes further properties.",
            "Nothing breaks: readers look at what they know.",
        ),
        change(
            "size-tightened",
            "An object may have fewer properties, or has to have more.",
            "Payloads with other objects are refused.",
        ),
        change(
            "size-loosened",
            "An object may have more properties, or fewer.",
            "Readers meet objects that were not possible.",
        ),
        change(
            "names-changed",
            "What is asked of the names of properties, or for some of them, changed.",
            "What that means is not decided: the safe side is taken.",
        ),
        change(
            "dependency-added",
            "A property needs another one beside it.",
            "Payloads without the other one are refused.",
        ),
        change(
            "dependency-removed",
            "A property does not need another one beside it any more.",
            "Readers that rely on both fail on one.",
        ),
        change(
            "variant-added",
            "A value may be of one more kind.",
            "Readers meet a kind that they do not know.",
        ),
        change("variant-removed", "A value may be of one kind less.", "Payloads of that kind are refused."),
        change(
            "combination-changed",
            "`anyOf`, `oneOf`, `not` or `if` changed.",
            "What that means is not decided: the safe side is taken.",
        ),
        change(
            "instance-rejected",
            "A payload of one version is refused by the other, and no other rule says why.",
            "The payload is the proof: look at what refuses it.",
        ),
        change(
            "undecided",
            "Two schemas are too large to be compared to the end.",
            "The safe side is taken. Split the schema.",
        ),
        change(
            "unit-changed",
            "A number counts something else.",
            "Every number is valid and means something else: add another property instead.",
        ),
        note(
            "unit-said",
            "What a number counts is said where it was not, or the other way round.",
            "Only words changed.",
        ),
        note(
            "pii-raised",
            "A property is said to hold personal data.",
            "Whoever stores it has to know: a minor step.",
        ),
        note(
            "pii-lowered",
            "A property is not said to hold personal data any more.",
            "Somebody should have decided that: a minor step.",
        ),
        note(
            "pii-changed",
            "A property holds another class of personal data.",
            "Whoever stores it has to know: a minor step.",
        ),
        note(
            "status-changed",
            "An event is in another part of its life.",
            "Its readers should know: a minor step.",
        ),
        note(
            "deprecation-added",
            "An event or a property should not be used in new code any more.",
            "Its senders should know: a minor step.",
        ),
        note("deprecation-lifted", "An event or a property may be used again.", "Nothing breaks."),
        note(
            "default-changed",
            "What it means that a property is left out changed.",
            "Payloads without it are valid as before, and readers that fill it in read something else.",
        ),
        note("replacement-changed", "An event or a property has another replacement.", "Only words changed."),
        note(
            "facts-changed",
            "The tags, the sources or the `since` of an event changed.",
            "Only words changed.",
        ),
        note("owner-changed", "Another team answers for an event.", "Only words changed."),
        note(
            "description-changed",
            "Something is described in other words.",
            "Only words changed. If it means something else, it should be something else.",
        ),
    ],
};

/// A change that breaks nobody: `check` says nothing of it unless the plan asks for that.
const fn note(id: &'static str, summary: &'static str, reason: &'static str) -> Rule {
    Rule { level: Setting::Allow, ..change(id, summary, reason) }
}

/// A change that breaks somebody. It takes two versions to show.
const fn change(id: &'static str, summary: &'static str, reason: &'static str) -> Rule {
    Rule {
        id,
        level: Setting::Error,
        settable: Settable::Yes,
        summary,
        reason,
        invalid: &[],
        valid: &[],
        check: None,
    }
}

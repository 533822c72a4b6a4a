//! What can be sent: events of `track`, traits of `identify` and `group`.

use serde::Serialize;

use crate::Violations;

/// The call that sends a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `track`: something that a user did, with properties.
    Track,
    /// `identify`: who a user is, with user traits.
    Identify,
    /// `group`: which account a user belongs to, with account traits.
    Group,
}

/// The kinds as types, for [`SentWith`].
pub mod kind {
    /// Sent with `track`.
    #[derive(Debug)]
    pub enum Track {}
    /// Sent with `identify`.
    #[derive(Debug)]
    pub enum Identify {}
    /// Sent with `group`.
    #[derive(Debug)]
    pub enum Group {}
}

/// A typed event, or the typed traits of a user or an account.
///
/// Derive it; the derive reads the type's serde and schemars attributes, so that
/// what is checked is what is sent. See [the derive](derive@crate::LetterEvent).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Letter event",
    label = "this type is not declared as an event or as traits",
    note = "add `#[derive(letter::LetterEvent, serde::Serialize)]` to `{Self}`, with `#[letter(track)]` for an event, `#[letter(identify)]` for a user's traits, or `#[letter(group)]` for an account's traits"
)]
pub trait LetterEvent: Serialize {
    /// The call that sends this type.
    const KIND: Kind;

    /// The event's name, as it stands on the wire and in Letter, byte for byte. For traits, which have
    /// no name on the wire, the name of the type.
    const NAME: &'static str;

    /// What the tracking plan says about this type beside its properties.
    const METADATA: Metadata = Metadata::EMPTY;

    /// Keys of the fields that [`envelope`](Self::envelope) lifts out of the traits.
    #[doc(hidden)]
    const LIFTED: &'static [&'static str] = &[];

    /// Checks every constraint that Rust's types do not carry.
    ///
    /// # Errors
    /// Everything that is wrong with the value: which property, which rule, which value.
    fn validate(&self) -> Result<(), Violations>;

    /// The values that the wire wants beside the traits and not inside them.
    #[doc(hidden)]
    fn envelope(&self) -> Envelope<'_> {
        Envelope::default()
    }
}

/// That a type is sent with the call of kind `K`; `track`, `identify` and `group` ask for it.
///
/// [`LetterEvent`](derive@crate::LetterEvent) implements it for the one kind a type is declared with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as `{K}`",
    label = "this call does not send this type",
    note = "send events with `track`, a user's traits with `identify`, an account's traits with `group`; `#[letter(…)]` on the type says which of them it is",
    note = "a type that is none of them yet becomes an event with `#[derive(letter::LetterEvent, serde::Serialize)]` and `#[letter(track)]`"
)]
pub trait SentWith<K>: LetterEvent {}

impl<E: LetterEvent> LetterEvent for &E {
    const KIND: Kind = E::KIND;
    const NAME: &'static str = E::NAME;
    const METADATA: Metadata = E::METADATA;
    const LIFTED: &'static [&'static str] = E::LIFTED;

    fn validate(&self) -> Result<(), Violations> {
        E::validate(self)
    }

    fn envelope(&self) -> Envelope<'_> {
        E::envelope(self)
    }
}

#[diagnostic::do_not_recommend]
impl<K, E: SentWith<K>> SentWith<K> for &E {}

/// What the wire wants beside the traits. An absent value is left out, never `null`.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// `identify`: the user's e-mail address.
    pub email: Option<&'a str>,
    /// `identify`: the user's time zone.
    pub timezone: Option<&'a str>,
    /// `group`: the account's name.
    pub name: Option<&'a str>,
}

/// The text of a field that stands in the envelope.
#[doc(hidden)]
pub fn envelope_text<T: crate::check::HasText + ?Sized>(value: &T) -> Option<&str> {
    value.text()
}

/// What the tracking plan says about a type beside its properties. Where it is written by hand, end it
/// with `..Metadata::EMPTY`: further fields may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metadata {
    /// What the event means, from the type's documentation.
    pub description: &'static str,
    /// The team that answers for it.
    pub owner: &'static str,
    /// Free labels.
    pub tags: &'static [&'static str],
    /// The date or version since when it is sent.
    pub since: &'static str,
    /// Whether code should stop sending it.
    pub deprecated: bool,
    /// The event that takes its place.
    pub replaced_by: &'static str,
    /// Properties declared as personal data: `(property, class)`.
    pub personal_data: &'static [(&'static str, &'static str)],
}

impl Metadata {
    /// Nothing said.
    pub const EMPTY: Self = Self {
        description: "",
        owner: "",
        tags: &[],
        since: "",
        deprecated: false,
        replaced_by: "",
        personal_data: &[],
    };
}

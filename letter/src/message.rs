//! The three messages with their envelope: what `track`, `identify` and `group` build.

use crate::encode::Call;
use crate::timestamp::Timestamp;
use crate::{Kind, LetterEvent, SendError, SentWith, kind};

/// A message that [`Client::send`](crate::Client::send) takes: [`Track`], [`Identify`] or [`Group`].
pub trait Message: sealed::Parts {}

pub(crate) mod sealed {
    use super::{Kind, LetterEvent, Timestamp};

    /// What a message consists of.
    pub trait Parts {
        type Event: LetterEvent;
        const KIND: Kind;
        fn event(&self) -> &Self::Event;
        fn user_id(&self) -> &str;
        fn account_id(&self) -> &str;
        fn message_id(&self) -> Option<&str>;
        fn timestamp(&self) -> Option<Timestamp>;
    }
}

/// The call of a message, with the id and time that it leaves to the client.
pub(crate) fn call<'a, M: Message>(
    message: &'a M,
    message_id: &'a str,
    timestamp: Option<Timestamp>,
) -> Call<'a> {
    Call {
        kind: M::KIND,
        user_id: message.user_id(),
        account_id: message.account_id(),
        message_id,
        timestamp: message.timestamp().or(timestamp),
    }
}

/// What the wire demands of every message, and the event's own constraints.
pub(crate) fn check<M: Message>(message: &M) -> Result<(), SendError> {
    let empty =
        |value: &str, argument| if value.is_empty() { Err(SendError::empty(argument)) } else { Ok(()) };
    empty(message.user_id(), "userId")?;
    if M::KIND == Kind::Group {
        empty(message.account_id(), "accountId")?;
    }
    if M::KIND == Kind::Track {
        empty(M::Event::NAME, "event")?;
    }
    if let Some(given) = message.message_id() {
        empty(given, "messageId")?;
    }
    message.event().validate().map_err(SendError::Invalid)
}

/// The envelope's optional fields.
#[derive(Debug, Clone, Default)]
struct Options {
    message_id: Option<String>,
    timestamp: Option<Timestamp>,
}

macro_rules! envelope_methods {
    () => {
        /// When it happened. Left out of the message unless given: the service then dates it on
        /// arrival.
        pub fn timestamp(mut self, timestamp: impl Into<Timestamp>) -> Self {
            self.options.timestamp = Some(timestamp.into());
            self
        }

        /// The id by which the service recognises a message that it already has. A random UUID
        /// unless given.
        pub fn message_id(mut self, message_id: impl Into<String>) -> Self {
            self.options.message_id = Some(message_id.into());
            self
        }
    };
}

macro_rules! parts {
    ($message:ident<$($id:ident),+>, $kind:ident, |$this:ident| $account_id:expr) => {
        impl<$($id: AsRef<str>,)+ E: SentWith<kind::$kind>> Message for $message<$($id,)+ E> {}

        impl<$($id: AsRef<str>,)+ E: SentWith<kind::$kind>> sealed::Parts for $message<$($id,)+ E> {
            type Event = E;
            const KIND: Kind = Kind::$kind;

            fn event(&self) -> &E {
                &self.event
            }

            fn user_id(&self) -> &str {
                self.user_id.as_ref()
            }

            fn account_id(&self) -> &str {
                let $this = self;
                $account_id
            }

            fn message_id(&self) -> Option<&str> {
                self.options.message_id.as_deref()
            }

            fn timestamp(&self) -> Option<Timestamp> {
                self.options.timestamp
            }
        }
    };
}

/// A user did something.
#[derive(Debug, Clone)]
#[must_use = "a message does nothing until it is sent"]
pub struct Track<U, E> {
    user_id: U,
    event: E,
    options: Options,
}

impl<U, E> Track<U, E> {
    /// The user `user_id` did what `event` says.
    pub fn new(user_id: U, event: E) -> Self {
        Self { user_id, event, options: Options::default() }
    }

    envelope_methods!();
}

parts!(Track<U>, Track, |_this| "");

/// Who a user is. The service merges the traits into those that it has.
#[derive(Debug, Clone)]
#[must_use = "a message does nothing until it is sent"]
pub struct Identify<U, E> {
    user_id: U,
    event: E,
    options: Options,
}

impl<U, E> Identify<U, E> {
    /// The user `user_id` has these traits.
    pub fn new(user_id: U, traits: E) -> Self {
        Self { user_id, event: traits, options: Options::default() }
    }

    envelope_methods!();
}

parts!(Identify<U>, Identify, |_this| "");

/// Which account a user belongs to. The service merges the traits into those that it has.
#[derive(Debug, Clone)]
#[must_use = "a message does nothing until it is sent"]
pub struct Group<U, A, E> {
    user_id: U,
    account_id: A,
    event: E,
    options: Options,
}

impl<U, A, E> Group<U, A, E> {
    /// The user `user_id` belongs to the account `account_id`, which has these traits.
    pub fn new(user_id: U, account_id: A, traits: E) -> Self {
        Self { user_id, account_id, event: traits, options: Options::default() }
    }

    envelope_methods!();
}

parts!(Group<U, A>, Group, |this| this.account_id.as_ref());

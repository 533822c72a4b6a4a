//! A client that keeps what it is given, for an application's own unit tests.

use std::fmt::Write as _;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::builder::ClientBuilder;
use crate::message::{self, Message};
use crate::testing::Item;
use crate::{Client, LetterEvent, encode};

/// Records what clients send, instead of sending it.
///
/// The recorder's [client](Self::client) is an ordinary [`Client`]: it validates, refuses and counts as
/// any other, and `flush` and `close` work; only that everything is delivered at once, to the recorder.
/// An event is recorded when the call returns; no flush is needed before asserting.
///
/// ```
/// # use letter::{LetterEvent, SentWith, Violations, Kind, kind, Track};
/// # #[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq)] struct SignedUp { source: String }
/// # impl LetterEvent for SignedUp {
/// #     const KIND: Kind = Kind::Track; const NAME: &'static str = "Signed Up";
/// #     fn validate(&self) -> Result<(), Violations> { Ok(()) } }
/// # impl SentWith<kind::Track> for SignedUp {}
/// fn sign_up(letter: &letter::Client) -> Result<(), letter::SendError> {
///     letter.track("user_123", SignedUp { source: "web".into() })
/// }
///
/// let recorder = letter::testing::Recorder::new();
/// sign_up(&recorder.client())?;
/// recorder.assert_sent(Track::new("user_123", SignedUp { source: "web".into() }));
/// assert_eq!(recorder.sent_as::<SignedUp>().len(), 1);
/// # Ok::<(), letter::SendError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Recorder {
    recording: Arc<Recording>,
    client: Client,
}

impl Recorder {
    /// A recorder with nothing recorded.
    ///
    /// # Panics
    /// If the system cannot start a thread.
    #[must_use]
    pub fn new() -> Self {
        let recording = Arc::new(Recording::default());
        let client = ClientBuilder::new("recorder").build_recording(Arc::clone(&recording));
        Self { recording, client: client.expect("the recorder's worker thread starts") }
    }

    /// A client whose messages are recorded here. All of the recorder's clients are one client.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// What was sent, in order.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.recording.with(|sent| sent.clone())
    }

    /// What was sent, in order, and forgets it.
    #[must_use = "to forget what was sent, drop the result explicitly"]
    pub fn take(&self) -> Vec<Sent> {
        self.recording.with(std::mem::take)
    }

    /// What was sent as the type `E`, in order.
    #[must_use]
    pub fn sent_as<E: LetterEvent>(&self) -> Vec<Sent> {
        let mut sent = self.sent();
        sent.retain(|sent| sent.kind() == E::KIND && sent.name == E::NAME);
        sent
    }

    /// Asserts that this very message was sent. Its message id and timestamp count only if it has them.
    ///
    /// # Panics
    /// If it was not; the panic lists what was sent.
    #[track_caller]
    pub fn assert_sent(&self, expected: impl Message) {
        let sent = self.sent();
        let wanted = expected_item(&expected);
        if !sent.iter().any(|sent| matches(sent.json(), &wanted)) {
            panic!("this message was not sent:\n  {wanted}\n{}", list(&sent));
        }
    }

    /// Asserts that these are the only messages that were sent as `E`: none, if `times` is 0.
    ///
    /// # Panics
    /// If there were more or fewer; the panic lists what was sent.
    #[track_caller]
    pub fn assert_sent_times<E: LetterEvent>(&self, times: usize) {
        let found = self.sent_as::<E>().len();
        assert!(
            found == times,
            "`{}` was sent {found} times and not {times}\n{}",
            E::NAME,
            list(&self.sent())
        );
    }

    /// Asserts that nothing was sent.
    ///
    /// # Panics
    /// If something was; the panic lists it.
    #[track_caller]
    pub fn assert_nothing_sent(&self) {
        let sent = self.sent();
        assert!(sent.is_empty(), "nothing was to be sent\n{}", list(&sent));
    }
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new()
    }
}

/// One recorded message: an [`Item`], with the name of its type.
#[derive(Debug, Clone)]
pub struct Sent {
    name: &'static str,
    item: Item,
}

impl Sent {
    /// The event's name; for traits, which have none on the wire, the type's.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl Deref for Sent {
    type Target = Item;

    fn deref(&self) -> &Item {
        &self.item
    }
}

/// What the clients of one recorder have sent.
#[derive(Debug, Default)]
pub(crate) struct Recording(Mutex<Vec<Sent>>);

impl Recording {
    fn with<R>(&self, change: impl FnOnce(&mut Vec<Sent>) -> R) -> R {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps an item that was accepted.
    pub(crate) fn keep<E: LetterEvent>(&self, item: &[u8]) {
        let item = serde_json::from_slice(item).expect("an accepted item is JSON");
        self.with(|sent| sent.push(Sent { name: E::NAME, item: Item::new(E::KIND, item) }));
    }
}

/// The item of a message that a test expects.
fn expected_item<M: Message>(message: &M) -> Value {
    let call = message::call(message, message.message_id().unwrap_or_default(), None);
    let item = encode::encode(&call, message.event(), usize::MAX, |encoded| encoded.item.to_vec());
    let item = item.unwrap_or_else(|error| panic!("the expected message cannot be sent: {error}"));
    let mut item: Value = serde_json::from_slice(&item).expect("an encoded item is JSON");
    if message.message_id().is_none()
        && let Some(item) = item.as_object_mut()
    {
        item.remove("messageId");
    }
    item
}

/// Whether a sent item has everything of the wanted one, and nothing else but an id and a time.
fn matches(sent: &Value, wanted: &Value) -> bool {
    let (Some(sent), Some(wanted)) = (sent.as_object(), wanted.as_object()) else { return false };
    wanted.iter().all(|(key, value)| sent.get(key) == Some(value))
        && sent.keys().all(|key| wanted.contains_key(key) || key == "messageId" || key == "timestamp")
}

fn list(sent: &[Sent]) -> String {
    if sent.is_empty() {
        return "nothing was sent".to_owned();
    }
    let mut list = "sent were:".to_owned();
    for sent in sent {
        // Writing to a string does not fail.
        let _ = write!(list, "\n  {}", sent.json());
    }
    list
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::{Identify, SendError, Track};

    #[derive(Debug, PartialEq, Serialize, Deserialize, LetterEvent)]
    #[letter(track, crate = crate)]
    struct SignedUp {
        #[schemars(length(min = 1))]
        source: String,
    }

    #[derive(Serialize, LetterEvent)]
    #[letter(identify, crate = crate)]
    struct Person {
        #[letter(email)]
        email: String,
    }

    fn web() -> SignedUp {
        SignedUp { source: "web".into() }
    }

    /// What a failing assertion says.
    fn complaint(assertion: impl FnOnce()) -> String {
        let panic = catch_unwind(AssertUnwindSafe(assertion)).expect_err("the assertion has to fail");
        panic.downcast_ref::<String>().cloned().unwrap_or_default()
    }

    #[test]
    fn messages_are_recorded_at_the_call_and_compared_as_they_are_sent() {
        let recorder = Recorder::new();
        let letter = recorder.client();
        letter.track("ada", web()).unwrap();
        letter.send(Identify::new("ada", Person { email: "a@example.org".into() }).message_id("m1")).unwrap();
        recorder.assert_sent(Track::new("ada", web()));
        recorder.assert_sent(Identify::new("ada", Person { email: "a@example.org".into() }));
        recorder.assert_sent_times::<SignedUp>(1);
        assert_eq!(recorder.sent()[0].decode::<SignedUp>().unwrap(), web());
        assert_eq!((recorder.sent()[1].message_id(), recorder.sent()[1].name()), ("m1", "Person"));
        assert_eq!(recorder.take().len(), 2);
        recorder.assert_nothing_sent();
    }

    #[test]
    fn a_failing_assertion_lists_what_was_sent() {
        let recorder = Recorder::new();
        let text = complaint(|| recorder.assert_sent(Track::new("ada", web())));
        assert!(
            text.starts_with("this message was not sent:") && text.ends_with("nothing was sent"),
            "{text}"
        );
        recorder.client().track("bo", web()).unwrap();
        let text = complaint(|| recorder.assert_sent(Track::new("ada", web())));
        assert!(text.contains(r#""userId":"ada""#) && text.contains(r#""userId":"bo""#), "{text}");
        let text = complaint(|| recorder.assert_nothing_sent());
        assert!(text.contains("Signed Up"), "{text}");
        let text = complaint(|| recorder.assert_sent_times::<SignedUp>(2));
        assert!(text.starts_with("`Signed Up` was sent 1 times and not 2"), "{text}");
        let text = complaint(|| recorder.assert_sent(Track::new("bo", web()).message_id("other")));
        assert!(text.contains("other"), "an id that is given counts: {text}");
    }

    #[test]
    fn its_client_validates_flushes_and_closes_as_any_other() {
        let recorder = Recorder::new();
        let letter = recorder.client();
        letter.track("ada", web()).unwrap();
        let invalid = letter.track("ada", SignedUp { source: String::new() });
        assert!(matches!(invalid, Err(SendError::Invalid(_))));
        assert!(letter.flush_blocking().unwrap().is_complete());
        assert_eq!(letter.stats().delivered, 1);
        assert_eq!(letter.close_blocking().unwrap().events.abandoned, 0);
        assert!(matches!(letter.track("ada", web()), Err(SendError::Closed)));
        recorder.assert_sent_times::<SignedUp>(1);
    }
}

//! The item of one call: the envelope around the properties or traits.

use std::cell::Cell;
use std::io::Write as _;
use std::ops::Range;

use serde::Serialize;

use super::body::{Body, Place};
use super::fault::{Fault, Trace};
use crate::event::Envelope;
use crate::timestamp::Timestamp;
use crate::{Kind, LetterEvent, SendError};

/// Scratch space above this size is given back after the event that needed it.
const KEPT: usize = 64 * 1024;

thread_local! {
    /// Taken for the time of one call: a `Serialize` that itself sends events finds it empty.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Everything about a call but its properties or traits.
pub(crate) struct Call<'a> {
    pub(crate) kind: Kind,
    pub(crate) user_id: &'a str,
    /// `group` only.
    pub(crate) account_id: &'a str,
    pub(crate) message_id: &'a str,
    pub(crate) timestamp: Option<Timestamp>,
}

/// A serialised item, and where its `messageId` stands.
pub(crate) struct Encoded<'a> {
    pub(crate) item: &'a [u8],
    pub(crate) message_id: Range<usize>,
}

/// Serialises the item of a call and passes it on. Nothing is allocated once the thread's scratch
/// space is large enough.
pub(crate) fn encode<E: LetterEvent, R>(
    call: &Call<'_>,
    event: &E,
    limit: usize,
    then: impl FnOnce(Encoded<'_>) -> R,
) -> Result<R, SendError> {
    // While a thread ends, its scratch space may be gone already.
    let mut buffer = SCRATCH.try_with(Cell::take).unwrap_or_default();
    buffer.clear();
    let result = match write_item(&mut buffer, call, event) {
        Ok(_) if buffer.len() > limit => Err(SendError::TooLarge { size: buffer.len(), limit }),
        Ok(message_id) => Ok(then(Encoded { item: &buffer, message_id })),
        Err(fault) => Err(fault.into()),
    };
    if buffer.capacity() <= KEPT {
        let _ = SCRATCH.try_with(|scratch| scratch.set(buffer));
    }
    result
}

fn write_item<E: LetterEvent>(out: &mut Vec<u8>, call: &Call<'_>, event: &E) -> Result<Range<usize>, Fault> {
    out.extend_from_slice(match call.kind {
        Kind::Track => br#"{"type":"track","messageId":"#,
        Kind::Identify => br#"{"type":"identify","messageId":"#,
        Kind::Group => br#"{"type":"group","messageId":"#,
    });
    let start = out.len() + 1;
    string(out, call.message_id)?;
    let message_id = start..out.len() - 1;
    field(out, br#","userId":"#, call.user_id)?;
    let Envelope { email, timezone, name } = event.envelope();
    let body = match call.kind {
        Kind::Track => {
            field(out, br#","event":"#, E::NAME)?;
            &br#","properties":"#[..]
        }
        Kind::Identify => {
            optional(out, br#","email":"#, email)?;
            optional(out, br#","timezone":"#, timezone)?;
            br#","traits":"#
        }
        Kind::Group => {
            field(out, br#","accountId":"#, call.account_id)?;
            optional(out, br#","name":"#, name)?;
            br#","traits":"#
        }
    };
    if let Some(timestamp) = call.timestamp {
        write!(out, r#","timestamp":"{timestamp}""#)?;
    }
    out.extend_from_slice(body);
    let mut json = serde_json::Serializer::new(&mut *out);
    let trace = Trace::default();
    let body = Body { inner: &mut json, place: Place::Outermost(E::LIFTED), trace: &trace };
    if let Err(error) = event.serialize(body) {
        return Err(trace.into_fault(&error));
    }
    out.push(b'}');
    Ok(message_id)
}

/// Writes `,"key":` and a string.
fn field(out: &mut Vec<u8>, key: &[u8], value: &str) -> Result<(), Fault> {
    out.extend_from_slice(key);
    string(out, value)
}

fn optional(out: &mut Vec<u8>, key: &[u8], value: Option<&str>) -> Result<(), Fault> {
    value.map_or(Ok(()), |value| field(out, key, value))
}

fn string(out: &mut Vec<u8>, value: &str) -> Result<(), Fault> {
    Ok(value.serialize(&mut serde_json::Serializer::new(out))?)
}

//! An application that tests its own events, without a network.
//!
//! `cargo test -p letter --features testing --example recorder`

use letter::{Client, LetterEvent, SendError};
use serde::Serialize;

/// A user accepted an invitation.
#[derive(Debug, Serialize, LetterEvent)]
#[letter(track = "Invitation Accepted")]
struct InvitationAccepted {
    /// The invitation's identifier.
    #[schemars(length(min = 1))]
    invitation_id: String,
    /// Days between invitation and acceptance.
    days_waited: u32,
}

/// The application's code: it takes a client, whichever it is.
fn accept_invitation(letter: &Client, user_id: &str, invitation_id: &str) -> Result<(), SendError> {
    letter.track(user_id, InvitationAccepted { invitation_id: invitation_id.to_owned(), days_waited: 3 })
}

fn main() -> Result<(), SendError> {
    let recorder = letter::testing::Recorder::new();
    accept_invitation(&recorder.client(), "user_123", "inv_1")?;
    for sent in recorder.sent() {
        println!("{} {}", sent.name(), sent.body());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use letter::Track;
    use letter::testing::Recorder;

    use super::*;

    #[test]
    fn accepting_an_invitation_is_tracked() {
        let recorder = Recorder::new();
        accept_invitation(&recorder.client(), "user_123", "inv_1").unwrap();
        let expected = InvitationAccepted { invitation_id: "inv_1".to_owned(), days_waited: 3 };
        recorder.assert_sent(Track::new("user_123", expected));
        recorder.assert_sent_times::<InvitationAccepted>(1);
    }

    #[test]
    fn an_invitation_without_an_id_is_not_tracked() {
        let recorder = Recorder::new();
        let error = accept_invitation(&recorder.client(), "user_123", "").unwrap_err();
        assert!(matches!(error, SendError::Invalid(_)), "{error}");
        recorder.assert_nothing_sent();
    }
}

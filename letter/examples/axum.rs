//! `letter` as the state of an axum application: one client, cloned into every handler.
//!
//! `cargo run -p letter --features testing --example axum`

use std::error::Error;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use letter::{Client, LetterEvent};
use serde::Serialize;

/// A user created a project.
#[derive(Debug, Serialize, LetterEvent)]
#[letter(track = "Project Created")]
struct ProjectCreated {
    /// The project's name, as the user typed it.
    #[schemars(length(min = 1, max = 80))]
    name: String,
}

async fn create_project(
    State(letter): State<Client>,
    Path((user_id, name)): Path<(String, String)>,
) -> StatusCode {
    // `track` only queues: it neither blocks nor awaits. A product event that cannot be sent is
    // no reason to fail the request.
    if let Err(error) = letter.track(user_id, ProjectCreated { name }) {
        eprintln!("not tracked: {error}");
    }
    StatusCode::CREATED
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = letter::testing::Server::start()?;
    let letter = Client::builder("lt_live_example").base_url(server.url()).build()?;

    let app = Router::new()
        .route("/users/{user_id}/projects/{name}", post(create_project))
        .with_state(letter.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(async move {
        axum::serve(listener, app).with_graceful_shutdown(async { drop(stopped.await) }).await
    });

    let http =
        letter::reqwest::Client::builder().tls_backend_preconfigured(letter::testing::no_tls()).build()?;
    for name in ["Apollo", "Borealis"] {
        let reply = http.post(format!("http://{address}/users/user_123/projects/{name}")).send().await?;
        println!("{name}: {}", reply.status());
    }

    // On shutdown: stop serving, then close, so that nothing is lost.
    drop(stop);
    serving.await??;
    println!("closed: {}", letter.close().await?);
    for message in server.messages() {
        println!("arrived: {}", message.raw());
    }
    Ok(())
}

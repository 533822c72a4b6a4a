//! `letter` as the state of an axum application: one client, cloned into every handler.
//!
//! `cargo run -p letter --features testing --example axum`

use std::error::Error;
use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use letter::{Client, LetterEvent};
use serde::Serialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

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

    for name in ["Apollo", "Borealis"] {
        println!("{name}: {}", request(address, &format!("/users/user_123/projects/{name}")).await?);
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

/// The status line of the answer to a request, so that the example needs no HTTP client.
async fn request(address: SocketAddr, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

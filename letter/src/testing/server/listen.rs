//! The local server's thread: connections in, answers out.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::answer::{Answer, Body, decide};
use super::reply::Then;
use super::state::{MAX_BODY, Shared};

/// Read beyond the limit and thrown away, so that a client that is still writing gets its 413.
const MAX_DISCARDED: usize = 4 * MAX_BODY;

/// Starts the thread. It ends when the sender is dropped.
pub(super) fn start(
    listener: TcpListener,
    shared: Arc<Shared>,
) -> io::Result<(oneshot::Sender<()>, JoinHandle<()>)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    listener.set_nonblocking(true)?;
    let listener = {
        let _context = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    let (stop, stopped) = oneshot::channel();
    let thread = std::thread::Builder::new().name("letter-test-server".to_owned()).spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                () = accept(listener, shared) => {}
                _ = stopped => {}
            }
        });
        // Dropping the runtime ends the connections, also those that are made to hang.
    })?;
    Ok((stop, thread))
}

async fn accept(listener: tokio::net::TcpListener, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
            // Out of file descriptors, say: connections that end give some back.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    // Failing to switch off Nagle's algorithm costs time and nothing else.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let shared = Arc::clone(&shared);
        async move { respond(&shared, request).await }
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // A connection that ends in an error is the client's or the script's doing.
    let _ = connection.await;
}

/// The error closes the connection without a reply.
async fn respond(shared: &Shared, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Disconnected> {
    let (parts, body) = request.into_parts();
    let body = read(body, shared.body_limit()).await?;
    let Answer { delay, then } = decide(shared, &parts, body);
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    match then {
        Then::Answer { status, headers, body } => {
            let mut response = Response::new(Full::new(body));
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            let json = HeaderValue::from_static("application/json");
            response.headers_mut().entry(CONTENT_TYPE).or_insert(json);
            Ok(response)
        }
        Then::Hang => match std::future::pending::<Infallible>().await {},
        Then::Disconnect => Err(Disconnected),
    }
}

async fn read(mut body: Incoming, limit: usize) -> Result<Body, Disconnected> {
    let mut bytes = Vec::new();
    let mut received = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Disconnected)?.into_data() else { continue };
        received = received.saturating_add(data.len());
        if received > MAX_DISCARDED {
            return Err(Disconnected);
        }
        let room = limit - bytes.len();
        bytes.extend_from_slice(&data[..data.len().min(room)]);
    }
    Ok(Body { bytes: Bytes::from(bytes), is_over_limit: received > limit })
}

/// The connection ends here.
#[derive(Debug)]
struct Disconnected;

impl std::fmt::Display for Disconnected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection is closed without a reply")
    }
}

impl std::error::Error for Disconnected {}

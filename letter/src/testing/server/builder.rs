//! The options of the local server.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use super::state::Shared;
use super::{Received, Request, Server, listen};

/// Says what is wrong with a message.
pub(super) type Check = Box<dyn Fn(&Received) -> Vec<String> + Send + Sync>;
/// Is told of each request.
pub(super) type OnRequest = Box<dyn Fn(&Request) + Send + Sync>;

/// The options of a [`Server`].
#[must_use = "a builder does nothing until `start` is called"]
pub struct ServerBuilder {
    port: u16,
    hooks: Hooks,
}

/// What the server calls, and what it may show.
pub(super) struct Hooks {
    pub(super) check: Check,
    pub(super) on_request: OnRequest,
    pub(super) show_authorization: bool,
}

impl ServerBuilder {
    pub(super) fn new() -> Self {
        let hooks = Hooks {
            check: Box::new(|_| Vec::new()),
            on_request: Box::new(|_| {}),
            show_authorization: false,
        };
        Self { port: 0, hooks }
    }

    /// The port to listen on. 0, which is the default, lets the system choose a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Looks at each message before it is kept, for instance to hold it against a tracking plan. What
    /// it returns refuses nothing; it is shown by [`Received::findings`] and `GET /_letter/findings`.
    ///
    /// ```
    /// # use letter::testing::Server;
    /// let server = Server::builder()
    ///     .check(|message| match message.event() {
    ///         Some(name) if name.ends_with(" Clicked") => vec![format!("{name}: say what was meant")],
    ///         _ => vec![],
    ///     })
    ///     .start()?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn check(mut self, check: impl Fn(&Received) -> Vec<String> + Send + Sync + 'static) -> Self {
        self.hooks.check = Box::new(check);
        self
    }

    /// Is called on the server's thread after each request to the ingestion API, before the reply.
    pub fn on_request(mut self, on_request: impl Fn(&Request) + Send + Sync + 'static) -> Self {
        self.hooks.on_request = Box::new(on_request);
        self
    }

    /// Whether [`Request::headers`] shows the key of the `Authorization` header; `***` stands in its
    /// place unless this is set.
    pub fn show_authorization(mut self, show: bool) -> Self {
        self.hooks.show_authorization = show;
        self
    }

    /// Starts the server. It listens when this returns.
    ///
    /// # Errors
    /// The system's: the port is in use, or not allowed, or there is no thread to be had.
    pub fn start(self) -> io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new(self.hooks));
        let (stop, thread) = listen::start(listener, Arc::clone(&shared))?;
        let url = format!("http://{address}");
        Ok(Server { shared, address, url, stop: Some(stop), thread: Some(thread) })
    }
}

impl fmt::Debug for ServerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerBuilder").field("port", &self.port).finish_non_exhaustive()
    }
}

//! A server on bare TCP that answers as it is told, down to the bytes.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

/// Makes a reply of the ids in a request.
type Decide = Box<dyn Fn(&[String]) -> String + Send>;

/// What happens to the next request.
pub(crate) enum Fault {
    /// These bytes; the connection stays open.
    Reply(String),
    /// A reply that depends on the ids in the request.
    Decide(Decide),
    /// The request is read and never answered.
    Silence,
    /// These bytes, and then nothing, with the connection open.
    Stall(String),
    /// These bytes, and then a body without an end.
    Endless(String),
    /// These bytes, and then the connection is closed.
    Close(String),
    /// The request is read, and then the connection is reset.
    ResetAfter,
    /// The connection is reset before anything is read.
    ResetBefore,
    /// The request is read, and then the server's half of the connection is closed.
    HalfClose,
}

/// A reply with this status and body.
pub(crate) fn reply(status: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
}

pub(crate) fn status(status: u16) -> Fault {
    Fault::Reply(reply(status, "", "{}"))
}

pub(crate) fn with_header(code: u16, header: &str) -> Fault {
    Fault::Reply(reply(code, &format!("{header}\r\n"), "{}"))
}

#[derive(Default)]
struct State {
    script: VecDeque<Fault>,
    /// The message ids of each request that was read, in order.
    requests: Vec<Vec<String>>,
    connections: usize,
    heads: Vec<String>,
}

/// Answers 202 once the script has ended.
pub(crate) struct FaultServer {
    address: SocketAddr,
    state: Arc<(Mutex<State>, Condvar)>,
}

impl FaultServer {
    pub(crate) fn start(script: impl IntoIterator<Item = Fault>) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").unwrap(), script)
    }

    pub(crate) fn on(listener: TcpListener, script: impl IntoIterator<Item = Fault>) -> Self {
        let address = listener.local_addr().unwrap();
        let script = script.into_iter().collect();
        let state = Arc::new((Mutex::new(State { script, ..State::default() }), Condvar::new()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(stream, &shared));
            }
        });
        Self { address, state }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The message ids of each request that was read, in order.
    pub(crate) fn requests(&self) -> Vec<Vec<String>> {
        self.state.0.lock().unwrap().requests.clone()
    }

    pub(crate) fn heads(&self) -> Vec<String> {
        self.state.0.lock().unwrap().heads.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.state.0.lock().unwrap().connections
    }

    /// Waits until so many requests have been read.
    pub(crate) fn wait_for_requests(&self, count: usize) {
        let (state, changed) = &*self.state;
        let (state, timed_out) = changed
            .wait_timeout_while(state.lock().unwrap(), Duration::from_secs(20), |state| {
                state.requests.len() < count
            })
            .unwrap();
        assert!(!timed_out.timed_out(), "only {} of {count} requests came", state.requests.len());
    }
}

fn serve(stream: TcpStream, shared: &(Mutex<State>, Condvar)) -> io::Result<()> {
    let (state, changed) = shared;
    {
        let mut state = state.lock().unwrap();
        state.connections += 1;
        if matches!(state.script.front(), Some(Fault::ResetBefore)) {
            state.script.pop_front();
            drop(state);
            return reset(&stream);
        }
    }
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    while let Some((head, ids)) = read_request(&mut reader)? {
        let fault = {
            let mut state = state.lock().unwrap();
            state.requests.push(ids.clone());
            state.heads.push(head);
            changed.notify_all();
            state.script.pop_front().unwrap_or_else(|| status(202))
        };
        match fault {
            Fault::Reply(reply) => writer.write_all(reply.as_bytes())?,
            Fault::Decide(decide) => writer.write_all(decide(&ids).as_bytes())?,
            Fault::Silence => return until_closed(&mut reader),
            Fault::Stall(start) => {
                writer.write_all(start.as_bytes())?;
                return until_closed(&mut reader);
            }
            Fault::Endless(start) => {
                writer.write_all(start.as_bytes())?;
                // The client ends it by closing: writing fails then.
                loop {
                    writer.write_all(&[b'x'; 4096])?;
                }
            }
            Fault::Close(start) => {
                writer.write_all(start.as_bytes())?;
                return writer.shutdown(Shutdown::Both);
            }
            Fault::ResetAfter | Fault::ResetBefore => return reset(&writer),
            Fault::HalfClose => {
                writer.shutdown(Shutdown::Write)?;
                return until_closed(&mut reader);
            }
        }
    }
    Ok(())
}

fn reset(stream: &TcpStream) -> io::Result<()> {
    // With no time to linger, closing sends RST.
    SockRef::from(stream).set_linger(Some(Duration::ZERO))?;
    stream.shutdown(Shutdown::Both).or(Ok(()))
}

fn until_closed(reader: &mut impl Read) -> io::Result<()> {
    io::copy(reader, &mut io::sink()).map(drop)
}

/// The head of the next request, and the message ids in its body.
fn read_request(reader: &mut impl BufRead) -> io::Result<Option<(String, Vec<String>)>> {
    let mut head = String::new();
    loop {
        let start = head.len();
        if reader.read_line(&mut head)? == 0 {
            return Ok(None);
        }
        if head[start..].trim().is_empty() {
            break;
        }
    }
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .expect("the client says how long its body is");
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body: serde_json::Value = serde_json::from_slice(&body).expect("a body is JSON");
    let items = body["batch"].as_array().expect("a body has a batch").iter();
    let ids = items.map(|item| item["messageId"].as_str().expect("an item has an id").to_owned()).collect();
    Ok(Some((head, ids)))
}

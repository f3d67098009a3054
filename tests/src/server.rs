//! A small HTTP server for tests of what touches the network: it plays what a test tells it, byte by
//! byte if need be, and keeps what it was asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST`.
    pub method: String,
    /// With its query.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Request {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What answers a request: it is given the connection, and how many requests came before.
type Play = dyn Fn(usize, &Request, &mut TcpStream) + Send + Sync;

/// A server on this machine that closes each connection after one answer. It ends with its value.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    ended: Arc<AtomicBool>,
}

impl Server {
    /// Begins to serve, each connection on a thread of its own.
    pub fn play(play: impl Fn(usize, &Request, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine can be listened on");
        let address = listener.local_addr().expect("it listens somewhere");
        let server = Self { address, requests: Arc::default(), ended: Arc::default() };
        let (requests, ended) = (Arc::clone(&server.requests), Arc::clone(&server.ended));
        let play: Arc<Play> = Arc::new(play);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                let (play, requests) = (Arc::clone(&play), Arc::clone(&requests));
                std::thread::spawn(move || answer(&*play, &requests, stream));
            }
        });
        server
    }

    /// A server that gives its answers one after the other, and the last one ever after.
    pub fn say(answers: Vec<Vec<u8>>) -> Self {
        Self::play(move |before, _, stream| {
            let answer = answers.get(before).or(answers.last()).expect("an answer");
            let _ = stream.write_all(answer); // The client may have had enough.
        })
    }

    /// An address of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What it was asked so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address); // Wakes the one who listens.
    }
}

/// An answer with a length: status such as `200 OK`, further header lines, body.
pub fn answer_of(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut answer = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    for header in headers.iter().chain(&["Connection: close"]) {
        answer += &format!("{header}\r\n");
    }
    [format!("{answer}\r\n").as_bytes(), body].concat()
}

fn answer(play: &Play, requests: &Mutex<Vec<Request>>, mut stream: TcpStream) {
    let Some(request) = read(&stream) else { return };
    let before = {
        let mut requests = requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.push(request.clone());
        requests.len() - 1
    };
    play(before, &request, &mut stream);
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut lines = reader.by_ref().lines();
    let first = lines.next()?.ok()?;
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    for line in lines {
        let line = line.ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let mut request = Request { method, path, headers, body: String::new() };
    let length = request.header("content-length").and_then(|length| length.parse().ok());
    reader.take(length.unwrap_or(0)).read_to_string(&mut request.body).ok()?;
    Some(request)
}

//! One file from the network, gone on with where it broke off.
//!
//! The rest of a file is asked for with `Range`, and with `If-Range` so that a file that has changed
//! comes whole. A server without ranges sends it whole too; both start over. A connection that breaks
//! is taken up again, as often as patience says without a further byte.

use super::part::{CHUNK_BYTES, Part};
use super::{PackError, Progress, file::Meter};
use crate::http::{Redirects, client, explain, explain_read};
use crate::{Cancel, NetError, Patience, address};
use std::io::Read;
use std::path::Path;
use std::time::Duration;
use ureq::http::{HeaderMap, Uri, header};
use ureq::{Body, http::Response};

/// What is to be downloaded.
pub(super) struct Job<'a> {
    pub(super) url: &'a str,
    pub(super) to: &'a Path,
    /// Whether the hash is known beforehand, so that a wrong joint would be found.
    pub(super) pinned: bool,
    /// Whether this many bytes more may come.
    pub(super) room: &'a dyn Fn(u64) -> Result<(), PackError>,
    pub(super) patience: &'a Patience,
    pub(super) cancel: &'a Cancel,
}

/// How a try ended without an error.
enum Turn {
    /// All is there.
    Whole,
    /// The part is of no use: from the beginning.
    StartOver,
}

/// Downloads until all is there; the part is handed over for its hash to be looked at. What has come
/// is kept for the next time where it ends before.
pub(super) fn download(
    job: &Job<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Part, PackError> {
    let mut part = Part::open(job.to, job.url, job.cancel)?;
    match fill(job, &mut part, progress) {
        Ok(()) => Ok(part),
        Err(error) => {
            if part.bytes() == 0 {
                part.discard()?;
            }
            Err(error)
        }
    }
}

fn fill(
    job: &Job<'_>,
    part: &mut Part,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), PackError> {
    let uri = address::parse(job.url)?;
    let mut meter = Meter::new();
    let mut failed = 0;
    loop {
        let before = part.bytes();
        let mut told = |done, total| progress(meter.at(done, total));
        match turn(job, &uri, part, &mut told) {
            Ok(Turn::Whole) => return Ok(()),
            Ok(Turn::StartOver) => part.start_over(None)?,
            Err(Failed { error, again: None }) => return Err(error),
            Err(Failed { error, again: Some(wait) }) => {
                failed = if part.bytes() > before { 1 } else { failed + 1 };
                if failed >= job.patience.tries {
                    return Err(error);
                }
                job.cancel.sleep(job.patience.pause_after(failed, wait));
            }
        }
        if job.cancel.is_cancelled() {
            return Err(NetError::Cancelled.into());
        }
    }
}

/// Why a try failed, and whether and when another one can help.
struct Failed {
    error: PackError,
    again: Option<Option<Duration>>,
}

impl From<PackError> for Failed {
    fn from(error: PackError) -> Self {
        let passes = matches!(&error, PackError::Net(net) if net.may_pass())
            || matches!(&error, PackError::Short { .. });
        Self { error, again: passes.then_some(None) }
    }
}

fn turn(
    job: &Job<'_>,
    uri: &Uri,
    part: &mut Part,
    told: &mut dyn FnMut(u64, Option<u64>),
) -> Result<Turn, Failed> {
    let response = ask(job, uri, part).map_err(PackError::from)?;
    let headers = response.headers();
    let total = match response.status().as_u16() {
        200 => {
            part.start_over(version(headers))?;
            length(headers)
        }
        206 => match range(headers) {
            Some((from, total)) if from == part.bytes() && fits(part, headers) => total,
            _ => return Ok(Turn::StartOver),
        },
        // Nothing is left to send: either all is there, or the part is of something else.
        416 => match range(headers) {
            Some((_, Some(total))) if total == part.bytes() => return Ok(Turn::Whole),
            _ if part.bytes() > 0 => return Ok(Turn::StartOver),
            _ => return Err(refused(job.url, &response)),
        },
        _ => return Err(refused(job.url, &response)),
    };
    if is_page(headers) {
        return Err(PackError::NotAModel { what: job.url.to_owned() }.into());
    }
    receive(job, uri, part, response, total, told)?;
    Ok(Turn::Whole)
}

/// Asks for the file, or for the rest of it where it can be told that it is the rest of the same.
fn ask(job: &Job<'_>, uri: &Uri, part: &Part) -> Result<Response<Body>, NetError> {
    let agent = client(uri, Redirects::Download, job.patience, job.cancel);
    let mut request = agent.get(uri).header(header::ACCEPT_ENCODING, "identity");
    if part.bytes() > 0 && (part.version().is_some() || job.pinned) {
        request = request.header(header::RANGE, format!("bytes={}-", part.bytes()));
        if let Some(version) = part.version() {
            request = request.header(header::IF_RANGE, version);
        }
    }
    request.call().map_err(|error| explain(error, uri, job.patience, job.cancel))
}

/// Takes in the body.
fn receive(
    job: &Job<'_>,
    uri: &Uri,
    part: &mut Part,
    response: Response<Body>,
    total: Option<u64>,
    told: &mut dyn FnMut(u64, Option<u64>),
) -> Result<(), PackError> {
    (job.room)(total.map_or(0, |total| total.saturating_sub(part.bytes())))?;
    let mut body = response.into_body().into_reader();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        told(part.bytes(), total);
        if job.cancel.is_cancelled() {
            return Err(NetError::Cancelled.into());
        }
        let read = body.read(&mut chunk);
        let count = read.map_err(|error| explain_read(error, uri, job.patience, job.cancel))?;
        if count == 0 {
            break;
        }
        if total.is_none_or(|total| part.bytes() + count as u64 > total) {
            (job.room)(count as u64)?; // It was not promised, so it was not looked at before.
        }
        part.append(&chunk[..count])?;
    }
    match total {
        Some(total) if part.bytes() < total => {
            Err(PackError::Short { url: job.url.to_owned(), bytes: part.bytes(), total })
        }
        _ => Ok(()),
    }
}

/// What tells this version of the file from others: a strong ETag, or else the date of its change
/// (RFC 9110, 13.1.5).
fn version(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::to_owned);
    text(header::ETAG)
        .filter(|tag: &String| !tag.starts_with("W/"))
        .or_else(|| text(header::LAST_MODIFIED))
}

/// Whether what is sent is of the version that the part is of, as far as the server says.
fn fits(part: &Part, headers: &HeaderMap) -> bool {
    version(headers).is_none_or(|version| part.version().is_none_or(|known| known == version))
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Begin and total of `Content-Range: bytes 5-9/10` or `bytes */10`.
fn range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let text = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (span, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let from = span.split_once('-').map_or(Ok(0), |(from, _)| from.parse());
    Some((from.ok()?, total.parse().ok()))
}

/// Whether it is a page for people: of a portal that wants a login, say.
fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

fn refused(url: &str, response: &Response<Body>) -> Failed {
    let (url, status) = (url.to_owned(), response.status().as_u16());
    let wait = response.headers().get(header::RETRY_AFTER);
    let wait = wait.and_then(|secs| secs.to_str().ok()?.parse().ok()).map(Duration::from_secs);
    let refuse = |hint| PackError::Refused { url: url.clone(), status, hint };
    match status {
        404 | 410 => PackError::Missing { url }.into(),
        401 | 403 => refuse(
            "its publisher wants a login or a consent; fetch it in a browser, then `risorius models import` it",
        )
        .into(),
        408 | 429 | 500 | 502 | 503 | 504 => {
            Failed { error: refuse("the server is busy; try again later"), again: Some(wait) }
        }
        _ => refuse("the server does not do what it should; try again later").into(),
    }
}

//! The HTTP client as both packs and servers use it, and what can go wrong on the way.

use crate::{Cancel, Patience, address};
use std::io::{self, ErrorKind};
use ureq::http::Uri;
use ureq::{Agent, Error, Timeout};

/// Why there was no exchange with a server. One line each.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// It was cancelled.
    #[error("it was cancelled")]
    Cancelled,
    /// No address.
    #[error("\"{address}\" cannot be used: {why}")]
    BadAddress {
        /// As given, shortened.
        address: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Nobody listens there.
    #[error("nothing answers at {place}: is the server running?")]
    Refused {
        /// Host and port.
        place: String,
    },
    /// The name is unknown, or there is no network.
    #[error("{place} cannot be found: is this machine online, and is the name right?")]
    NoHost {
        /// Host and port.
        place: String,
    },
    /// It takes too long.
    #[error("{place} took longer than {secs} s to answer: try again later")]
    Slow {
        /// Host and port.
        place: String,
        /// How long it was waited for, seconds.
        secs: u64,
    },
    /// No secure connection.
    #[error("no secure connection to {place}: {why}")]
    Insecure {
        /// Host and port.
        place: String,
        /// What the TLS library says.
        why: String,
    },
    /// The connection broke.
    #[error("the connection to {place} broke: {why}")]
    Broken {
        /// Host and port.
        place: String,
        /// What the system says.
        why: String,
    },
}

impl NetError {
    /// Whether the same request could succeed a moment later.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Broken { .. } | Self::Slow { .. })
    }
}

/// Which addresses a client may be sent on to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Redirects {
    /// None: what was sent was for this host alone.
    None,
    /// As downloads are, to other hosts too, but never from TLS to plain text.
    Download,
}

/// A client for one address. Cancelling shuts its connections.
pub(crate) fn client(
    uri: &Uri,
    redirects: Redirects,
    patience: &Patience,
    cancel: &Cancel,
) -> Agent {
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(if redirects == Redirects::None { 0 } else { 10 })
        .https_only(uri.scheme_str() == Some("https"))
        .timeout_global(patience.whole)
        .timeout_resolve(Some(patience.connect))
        .timeout_connect(Some(patience.connect))
        .timeout_per_read(Some(patience.read))
        .timeout_per_write(Some(patience.read))
        .user_agent(concat!("risorius/", env!("CARGO_PKG_VERSION")));
    if address::is_this_machine(uri) {
        // A proxy cannot reach this machine's own servers.
        config = config.proxy(None);
    }
    let agent = config.build().new_agent();
    cancel.watch(&agent);
    agent
}

/// What an error of the client means.
pub(crate) fn explain(error: Error, uri: &Uri, patience: &Patience, cancel: &Cancel) -> NetError {
    let place = address::place(uri);
    match error {
        _ if cancel.is_cancelled() => NetError::Cancelled,
        Error::HostNotFound => NetError::NoHost { place },
        Error::Timeout(Timeout::Resolve) => NetError::NoHost { place },
        Error::Timeout(Timeout::Connect) => {
            NetError::Slow { place, secs: patience.connect.as_secs() }
        }
        Error::Timeout(Timeout::Global) => {
            NetError::Slow { place, secs: patience.whole.unwrap_or_default().as_secs() }
        }
        Error::Timeout(_) => NetError::Slow { place, secs: patience.read.as_secs() },
        Error::Io(error) => explain_io(&error, place, patience),
        Error::Rustls(error) => NetError::Insecure { place, why: error.to_string() },
        Error::Tls(why) => NetError::Insecure { place, why: why.to_owned() },
        Error::RequireHttpsOnly(_) => {
            NetError::Insecure { place, why: "it sends on to an address without TLS".to_owned() }
        }
        other => NetError::Broken { place, why: address::shortened(&other.to_string()) },
    }
}

/// What an error while reading a body means.
pub(crate) fn explain_read(
    error: io::Error,
    uri: &Uri,
    patience: &Patience,
    cancel: &Cancel,
) -> NetError {
    explain(Error::from(error), uri, patience, cancel)
}

fn explain_io(error: &io::Error, place: String, patience: &Patience) -> NetError {
    match error.kind() {
        ErrorKind::ConnectionRefused => NetError::Refused { place },
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::NetworkDown => {
            NetError::NoHost { place }
        }
        ErrorKind::TimedOut | ErrorKind::WouldBlock => {
            NetError::Slow { place, secs: patience.read.as_secs() }
        }
        _ => match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
            Some(Error::Timeout(_)) => NetError::Slow { place, secs: patience.read.as_secs() },
            _ => NetError::Broken { place, why: address::shortened(&error.to_string()) },
        },
    }
}

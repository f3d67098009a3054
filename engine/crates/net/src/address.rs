//! Addresses on the network, and what may be said about them.

use crate::NetError;
use std::net::IpAddr;
use ureq::http::Uri;

/// The longest address that is read, characters.
const MAX_CHARS: usize = 2000;

/// Reads an address of a file or a server.
pub(crate) fn parse(text: &str) -> Result<Uri, NetError> {
    let wrong = |why| NetError::BadAddress { address: shortened(text), why };
    if text.chars().count() > MAX_CHARS {
        return Err(wrong("it is too long"));
    }
    let uri: Uri = text.trim().parse().map_err(|_| wrong("it is no address"))?;
    if !matches!(uri.scheme_str(), Some("http" | "https")) {
        return Err(wrong("it must begin with http:// or https://"));
    }
    if uri.host().is_none_or(str::is_empty) {
        return Err(wrong("it names no host"));
    }
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(wrong("a name or password has no place in it"));
    }
    Ok(uri)
}

/// Host and port as people write them, for messages.
pub(crate) fn place(uri: &Uri) -> String {
    uri.authority().map(ToString::to_string).unwrap_or_default()
}

/// Scheme, host and port: what a key belongs to.
pub(crate) fn origin(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or("http");
    let port = uri.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
    format!("{scheme}://{}:{port}", uri.host().unwrap_or_default().to_lowercase())
}

/// Whether it is this machine.
pub(crate) fn is_this_machine(uri: &Uri) -> bool {
    match host_ip(uri) {
        Some(ip) => ip.is_loopback(),
        None => uri.host().is_some_and(|host| host.eq_ignore_ascii_case("localhost")),
    }
}

/// Whether a secret may go there: over TLS, or without it as far as the local network.
pub(crate) fn may_take_secrets(uri: &Uri) -> bool {
    let local = match host_ip(uri) {
        Some(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Some(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unique_local(),
        // Names without a dot, and those of multicast DNS, are only resolved in the local network.
        None => uri.host().is_some_and(|host| !host.contains('.') || host.ends_with(".local")),
    };
    local || uri.scheme_str() == Some("https")
}

fn host_ip(uri: &Uri) -> Option<IpAddr> {
    uri.host()?.trim_matches(['[', ']']).parse().ok()
}

/// Text of unknown origin in one short line.
pub(crate) fn shortened(text: &str) -> String {
    const SHOWN_CHARS: usize = 200;
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !word.is_empty() {
            line += if line.is_empty() { "" } else { " " };
            line += word;
        }
        if line.len() > 4 * SHOWN_CHARS {
            break;
        }
    }
    match line.char_indices().nth(SHOWN_CHARS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_are_taken() {
        for (text, good) in [
            ("http://localhost:11434/v1", true),
            ("https://example.org", true),
            ("http://[::1]:8080/v1", true),
            (" https://example.org/v1 ", true),
            ("localhost:11434", false),
            ("ftp://example.org", false),
            ("http://", false),
            ("https://user:secret@example.org", false),
            ("file:///etc/passwd", false),
            ("", false),
            ("\u{202e}http://x", false),
        ] {
            assert_eq!(parse(text).is_ok(), good, "{text}");
        }
    }

    #[test]
    fn secrets_stay_on_safe_ways() {
        for (text, safe) in [
            ("https://api.example.org/v1", true),
            ("http://api.example.org/v1", false),
            ("http://localhost:11434/v1", true),
            ("http://127.0.0.1:1", true),
            ("http://192.168.1.7:8000", true),
            ("http://8.8.8.8", false),
            ("http://[::1]:8000", true),
            ("http://renderbox:8000", true),
            ("http://renderbox.local:8000", true),
        ] {
            assert_eq!(may_take_secrets(&parse(text).unwrap()), safe, "{text}");
        }
    }

    #[test]
    fn an_origin_has_one_spelling() {
        for (text, expect) in [
            ("HTTPS://API.Example.org/v1", "https://api.example.org:443"),
            ("https://api.example.org:443", "https://api.example.org:443"),
            ("http://localhost:11434/v1/", "http://localhost:11434"),
        ] {
            assert_eq!(origin(&parse(text).unwrap()), expect, "{text}");
        }
    }
}

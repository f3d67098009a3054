//! How long the network is waited for, and how often it is asked again.

use std::time::Duration;

/// How long to wait and how often to try. Nothing ever waits without an end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patience {
    /// Until a name is resolved, and until a connection stands.
    pub connect: Duration,
    /// Until the next bytes come.
    pub read: Duration,
    /// Until an answer is whole, where that can be said beforehand.
    pub whole: Option<Duration>,
    /// Tries in all, where trying again can help.
    pub tries: u32,
    /// Before the second try; doubled before each further one.
    pub pause: Duration,
    /// The longest pause, also where a server asks for a longer one.
    pub longest_pause: Duration,
}

impl Patience {
    /// For downloads: bytes that stay away for half a minute will not come.
    pub const DOWNLOAD: Self = Self {
        connect: Duration::from_secs(10),
        read: Duration::from_secs(30),
        whole: None,
        tries: 5,
        pause: Duration::from_secs(1),
        longest_pause: Duration::from_secs(30),
    };

    /// For chat: a server on a slow machine first loads its model and reads the question, and says
    /// nothing meanwhile.
    pub const CHAT: Self = Self {
        read: Duration::from_secs(300),
        whole: Some(Duration::from_secs(1800)),
        tries: 4,
        ..Self::DOWNLOAD
    };

    /// The pause after a number of failed tries, or what the server asks for.
    pub(crate) fn pause_after(&self, failed: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.pause.saturating_mul(1 << failed.saturating_sub(1).min(16));
        asked.unwrap_or(doubled).min(self.longest_pause)
    }
}

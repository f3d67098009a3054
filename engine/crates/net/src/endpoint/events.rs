//! Server-sent events, as chat servers send them: lines that begin with `data:`, one chunk each.
//!
//! Bytes come in any pieces, lines end in LF, CR LF or CR, and comments (`: keep-alive`), other
//! fields and empty lines lie between (WHATWG HTML, 9.2). The protocol's chunks are single lines, so
//! each `data:` line is an event of its own, and servers that forget the empty line are understood.

/// The largest line, bytes.
const MAX_LINE_BYTES: usize = 1 << 20;

/// A line that is too long.
#[derive(Debug, PartialEq)]
pub(super) struct LineTooLong;

/// Takes bytes in and hands events out.
#[derive(Default)]
pub(super) struct Events {
    line: Vec<u8>,
}

impl Events {
    /// The events that these bytes complete.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<Vec<String>, LineTooLong> {
        let mut events = Vec::new();
        for piece in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
            self.line.extend_from_slice(piece);
            if matches!(piece.last(), Some(b'\n' | b'\r')) {
                events.extend(self.end());
            } else if self.line.len() > MAX_LINE_BYTES {
                return Err(LineTooLong);
            }
        }
        Ok(events)
    }

    /// The event in the last line, should the stream end without a line's end.
    pub(super) fn end(&mut self) -> Option<String> {
        let line = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        let data = line.trim_start_matches('\u{feff}').strip_prefix("data:")?.trim();
        (!data.is_empty()).then(|| data.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STREAM: &str = "\u{feff}: keep-alive\r\n\r\nevent: message\rdata: {\"a\": \"é🙂\"}\r\n\r\n\
                          data:{\"b\": 1}\ndata: {\"c\": 2}\n\nid: 7\n\ndata:\n\ndata: [DONE]";

    fn read(pieces: impl Iterator<Item = Vec<u8>>) -> Vec<String> {
        let mut events = Events::default();
        let mut read: Vec<String> = pieces.flat_map(|piece| events.feed(&piece).unwrap()).collect();
        read.extend(events.end());
        read
    }

    proptest! {
        #[test]
        fn events_are_the_same_in_any_pieces(size in 1_usize..40) {
            let pieces = STREAM.as_bytes().chunks(size).map(<[u8]>::to_vec);
            prop_assert_eq!(
                read(pieces),
                ["{\"a\": \"é🙂\"}", "{\"b\": 1}", "{\"c\": 2}", "[DONE]"]
            );
        }

        #[test]
        fn any_bytes_are_borne(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            read(bytes.chunks(7).map(<[u8]>::to_vec));
        }
    }

    #[test]
    fn a_line_without_an_end_is_stopped() {
        let mut events = Events::default();
        let fed = (0..40).try_for_each(|_| events.feed(&[b'x'; 1 << 16]).map(drop));
        assert_eq!(fed, Err(LineTooLong));
    }
}

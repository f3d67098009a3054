//! Free words on one line: any printable UTF-8, up to a limit.

use crate::answer::MAX_WORDS_BYTES;

/// A line of words that is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Words {
    bytes: u16,
    /// Bytes that the present character still needs.
    wanted: u8,
    /// What the next of them may be.
    low: u8,
    high: u8,
}

impl Words {
    pub(super) fn is_empty(self) -> bool {
        self.bytes == 0
    }

    /// Whether no character is half written.
    pub(super) fn is_whole(self) -> bool {
        self.wanted == 0
    }

    /// The words with one byte more. Control characters (C0, DEL, C1), line breaks and bytes that
    /// are no UTF-8 are refused, and a blank at the head.
    pub(super) fn step(self, byte: u8) -> Option<Self> {
        if !self.is_whole() {
            let fits = (self.low..=self.high).contains(&byte);
            let wanted = self.wanted - 1;
            return fits.then_some(Self { wanted, low: 0x80, high: 0xBF, ..self });
        }
        if self.is_empty() && byte == b' ' {
            return None;
        }
        // Table 3-7 of the Unicode standard: well-formed UTF-8. 0xC2 begins the C1 controls too.
        let (wanted, low, high) = match byte {
            b' '..=b'~' => (0, 0, 0),
            0xC2 => (1, 0xA0, 0xBF),
            0xC3..=0xDF => (1, 0x80, 0xBF),
            0xE0 => (2, 0xA0, 0xBF),
            0xED => (2, 0x80, 0x9F),
            0xE1..=0xEF => (2, 0x80, 0xBF),
            0xF0 => (3, 0x90, 0xBF),
            0xF1..=0xF3 => (3, 0x80, 0xBF),
            0xF4 => (3, 0x80, 0x8F),
            _ => return None,
        };
        let bytes = self.bytes + 1 + u16::from(wanted);
        (bytes <= MAX_WORDS_BYTES).then_some(Self { bytes, wanted, low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(bytes: &[u8]) -> bool {
        let mut words = Words::default();
        bytes.iter().all(|&byte| words.step(byte).map(|next| words = next).is_some())
            && words.is_whole()
    }

    #[test]
    fn every_printable_character_is_accepted_and_no_other() {
        for c in (0..=0x10FFFF_u32).filter_map(char::from_u32) {
            let text = format!("a{c}");
            assert_eq!(accepts(text.as_bytes()), !c.is_control(), "{c:?}");
        }
        for bytes in [b"a\x80" as &[u8], b"a\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b" a"]
        {
            assert!(!accepts(bytes), "{bytes:?}");
        }
    }

    #[test]
    fn words_end_at_the_limit() {
        let full = "é".repeat(usize::from(MAX_WORDS_BYTES) / 2);
        assert!(accepts(full.as_bytes()));
        assert!(!accepts((full + "x").as_bytes()));
    }
}

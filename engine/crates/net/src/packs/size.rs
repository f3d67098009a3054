//! Sizes as people write them: `640 MB`, `20 GB`, decimal as disks are sold.

/// A text that is no size.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("\"{0}\" is no size: use a number with MB, GB or TB, such as 20GB")]
pub struct BadSize(String);

const UNITS: [(&str, f64); 5] = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1.0)];

/// The largest size, bytes: more than any disk has.
const MAX_BYTES: f64 = 1e15;

/// Reads a size into bytes.
///
/// # Errors
/// A text that is no size.
pub fn read_size(text: &str) -> Result<u64, BadSize> {
    let wrong = || BadSize(crate::address::shortened(text));
    let text = text.trim();
    let at = text.find(|c: char| c.is_alphabetic()).ok_or_else(wrong)?;
    let (number, unit) = text.split_at(at);
    let known = UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit.trim()));
    let bytes = number.trim().parse::<f64>().map_err(|_| wrong())? * known.ok_or_else(wrong)?.1;
    if (0.0..=MAX_BYTES).contains(&bytes) { Ok(bytes as u64) } else { Err(wrong()) }
}

/// Writes a number of bytes for people: three digits and a unit.
pub fn show_size(bytes: u64) -> String {
    let bytes = bytes as f64;
    let (unit, scale) = UNITS.iter().find(|(_, scale)| bytes >= *scale).unwrap_or(&UNITS[4]);
    let number = bytes / scale;
    let digits = match number {
        _ if *unit == "B" || number >= 99.95 => 0,
        _ if number >= 9.995 => 1,
        _ => 2,
    };
    format!("{number:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_they_are_written() {
        for (text, expect) in [
            ("20GB", Some(20_000_000_000)),
            ("1.5 gb", Some(1_500_000_000)),
            ("640 MB", Some(640_000_000)),
            ("0B", Some(0)),
            ("20", None),
            ("-1GB", None),
            ("NaN GB", None),
            ("inf GB", None),
            ("1e300 GB", None),
            ("", None),
        ] {
            assert_eq!(read_size(text).ok(), expect, "{text}");
        }
    }

    #[test]
    fn sizes_have_three_digits() {
        for (bytes, expect) in [
            (0, "0 B"),
            (999, "999 B"),
            (2_497_280_256, "2.50 GB"),
            (20_000_000_000, "20.0 GB"),
            (639_446_688, "639 MB"),
        ] {
            assert_eq!(show_size(bytes), expect);
        }
    }
}

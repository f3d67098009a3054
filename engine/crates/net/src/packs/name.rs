//! Names of packs and of their files: what is a folder or file name on every system.

use super::PackError;
use ureq::http::Uri;

/// The longest name, bytes.
const MAX_BYTES: usize = 100;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Whether a pack can have this name.
pub(super) fn check(name: &str) -> Result<(), PackError> {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
    let fine = is_file_name(name) && !DEVICES.contains(&stem.as_str());
    if fine { Ok(()) } else { Err(PackError::BadName { name: crate::address::shortened(name) }) }
}

/// The name of a file without its ending, as the name of a pack.
pub(super) fn of_file(file: &str) -> String {
    let stem = file.strip_suffix(".gguf").unwrap_or(file).to_lowercase();
    let plain = |c: char| if is_plain(c) { c } else { '-' };
    stem.chars().map(plain).take(MAX_BYTES).collect::<String>().trim_matches(['-', '.']).to_owned()
}

/// The last part of an address as the name of a file.
pub(super) fn of_address(uri: &Uri) -> &str {
    let last = uri.path().rsplit('/').next().unwrap_or_default();
    if is_file_name(last) { last } else { "model.gguf" }
}

/// Whether these are the hexadecimal digits of a SHA-256.
pub(crate) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

fn is_file_name(name: &str) -> bool {
    (1..=MAX_BYTES).contains(&name.len())
        && name.chars().all(is_plain)
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !name.ends_with('.')
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder() {
        for (name, good) in [
            ("qwen3-4b-q4", true),
            ("My.Model_2", true),
            ("", false),
            ("..", false),
            (".hidden", false),
            ("a/b", false),
            ("a\\b", false),
            ("nul", false),
            ("COM1.gguf", false),
            ("combined", true),
            ("ends.", false),
            ("a\u{202e}b", false),
        ] {
            assert_eq!(check(name).is_ok(), good, "{name}");
        }
    }

    #[test]
    fn files_name_their_pack() {
        for (file, expect) in [
            ("Qwen3-4B-Q4_K_M.gguf", "qwen3-4b-q4_k_m"),
            ("mein Modell (2).gguf", "mein-modell--2"),
            ("…", ""),
        ] {
            assert_eq!(of_file(file), expect, "{file}");
        }
    }
}

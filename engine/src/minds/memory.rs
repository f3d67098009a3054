//! How much memory a model may take.

/// Memory that the system can give away, bytes, where it says so: Linux does.
pub(super) fn free_bytes() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    available(&told)
}

/// The line `MemAvailable: 16384 kB`.
fn available(told: &str) -> Option<u64> {
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    #[test]
    fn free_memory_is_read_where_it_is_told() {
        for (told, expect) in [
            ("MemTotal: 9 kB\nMemAvailable:   16 kB\n", Some(16384)),
            ("MemTotal: 9 kB\n", None),
            ("MemAvailable: lots", None),
        ] {
            assert_eq!(super::available(told), expect, "{told}");
        }
    }
}

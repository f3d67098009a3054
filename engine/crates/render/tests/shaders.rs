//! Every shader parses and is valid, without a device.

use naga::valid::{Capabilities, ValidationFlags, Validator};
use std::fs;
use std::path::Path;

/// Put before every pass, and before some: what a file without entry points is for.
const SHARED: [&str; 3] = ["common.wgsl", "opening.wgsl", "grid.wgsl"];

#[test]
fn shaders_are_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shaders");
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a shader");
    let shared: String = SHARED.map(read).concat();
    let mut checked = 0;
    for entry in fs::read_dir(&folder).expect("the shaders folder") {
        let name = entry.expect("a folder entry").file_name().into_string().expect("a plain name");
        if !name.ends_with(".wgsl") || SHARED.contains(&name.as_str()) {
            continue;
        }
        let source = format!("{shared}\n{}", read(&name));
        let module = naga::front::wgsl::parse_str(&source)
            .unwrap_or_else(|error| panic!("{name}: {}", error.emit_to_string(&source)));
        Validator::new(ValidationFlags::all(), Capabilities::default())
            .validate(&module)
            .unwrap_or_else(|error| panic!("{name}: {}", error.emit_to_string(&source)));
        assert!(!module.entry_points.is_empty(), "{name}: no entry point");
        checked += 1;
    }
    assert!(checked > 0, "no shaders in {}", folder.display());
}

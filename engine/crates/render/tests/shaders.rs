//! Every shader parses and is valid, without a device.

use naga::valid::{Capabilities, ValidationFlags, Validator};
use std::fs;
use std::path::Path;

#[test]
fn shaders_are_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shaders");
    let common = fs::read_to_string(folder.join("common.wgsl")).expect("common.wgsl");
    let mut checked = 0;
    for entry in fs::read_dir(&folder).expect("the shaders folder") {
        let path = entry.expect("a folder entry").path();
        if path.extension().is_none_or(|ending| ending != "wgsl") || path.ends_with("common.wgsl") {
            continue;
        }
        let name = path.display();
        let source = format!("{common}\n{}", fs::read_to_string(&path).expect("a shader"));
        let module = naga::front::wgsl::parse_str(&source)
            .unwrap_or_else(|error| panic!("{name}: {}", error.emit_to_string(&source)));
        Validator::new(ValidationFlags::all(), Capabilities::default())
            .validate(&module)
            .unwrap_or_else(|error| panic!("{name}: {}", error.emit_to_string(&source)));
        for entry_point in ["vertex", "fragment"] {
            let found = module
                .entry_points
                .iter()
                .any(|point| point.name == entry_point);
            assert!(found, "{name}: no entry point `{entry_point}`");
        }
        checked += 1;
    }
    assert!(checked > 0, "no shaders in {}", folder.display());
}

//! Who may know whom: `app → engine → {think, motion, portrait, render, media} → {face, rig}`,
//! rig → face; siblings never see each other, and only the app sees the interface's crates.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use risorius_tests::repository;
use serde_json::Value;
use std::process::Command;

/// Every package of the workspace with the packages of the workspace that it may depend on.
/// Development dependencies are free: an example may bring a sibling that makes its data.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("risorius", &["risorius-engine", "risorius-face"]),
    (
        "risorius-engine",
        &[
            "risorius-think",
            "risorius-library",
            "risorius-motion",
            "risorius-portrait",
            "risorius-render",
            "risorius-media",
            "risorius-llm",
            "risorius-net",
            "risorius-rig",
            "risorius-face",
        ],
    ),
    ("risorius-think", &["risorius-face", "risorius-rig"]),
    ("risorius-library", &["risorius-face"]),
    // Holds a language model to the form of answer that think knows.
    ("risorius-llm", &["risorius-think", "risorius-face"]),
    ("risorius-motion", &["risorius-face", "risorius-rig"]),
    ("risorius-portrait", &["risorius-face", "risorius-rig"]),
    ("risorius-render", &["risorius-face", "risorius-rig"]),
    ("risorius-media", &["risorius-face", "risorius-rig"]),
    ("risorius-net", &[]),
    ("risorius-rig", &["risorius-face"]),
    ("risorius-face", &[]),
    // Beside the program: the tasks write the rig's data, the end-to-end tests run the binary.
    ("xtask", &["risorius-rig", "risorius-face"]),
    // Train the networks; the program ships only what came of it.
    ("risorius-synth", &["risorius-rig", "risorius-face"]),
    ("risorius-train", &["risorius-motion", "risorius-face"]),
    ("risorius-tests", &[]),
];

/// Packages of the interface; the engine and all below must run without a window.
const INTERFACE: [&str; 6] = ["eframe", "egui", "egui-wgpu", "egui_kittest", "rfd", "winit"];

/// Crates that speak to the network or keep secrets, and the one package that may depend on them.
const NETWORK: [&str; 12] = [
    "ureq",
    "reqwest",
    "hyper",
    "curl",
    "attohttpc",
    "isahc",
    "minreq",
    "rustls",
    "native-tls",
    "tungstenite",
    "keyring",
    "hf-hub",
];
const NETWORKER: &str = "risorius-net";

/// Packages whose types cross crates: two versions of one would not fit together. (glam's many
/// versions in the lock file are options of nalgebra that nobody takes.)
const ONE_VERSION: [&str; 5] = ["egui", "image", "moxcms", "naga", "wgpu"];

/// Packages of the workspace with the names of all that their code depends on directly.
fn packages() -> Vec<(String, Vec<String>)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let dependencies = |package: &Value| {
        let all = package["dependencies"].as_array().unwrap().iter();
        all.filter(|dependency| dependency["kind"] != "dev").map(name).collect()
    };
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages.map(|package| (name(package), dependencies(package))).collect()
}

#[test]
fn dependencies_point_down() {
    let packages = packages();
    assert_eq!(packages.len(), MAY_KNOW.len(), "a new package needs its line in the table");
    let ours = |name: &&String| MAY_KNOW.iter().any(|(package, _)| package == name);
    for (package, dependencies) in &packages {
        let (_, allowed) = MAY_KNOW
            .iter()
            .find(|(name, _)| name == package)
            .unwrap_or_else(|| panic!("{package} has no line in the table"));
        for dependency in dependencies.iter().filter(ours) {
            assert!(allowed.contains(&dependency.as_str()), "{package} must not know {dependency}");
        }
    }
}

#[test]
fn only_the_app_knows_the_interface() {
    for (package, dependencies) in packages().iter().filter(|(package, _)| package != "risorius") {
        let found = dependencies.iter().find(|name| INTERFACE.contains(&name.as_str()));
        assert_eq!(found, None, "{package} must not know the interface");
    }
}

#[test]
fn only_one_crate_knows_the_network() {
    for (package, dependencies) in packages().iter().filter(|(package, _)| package != NETWORKER) {
        let found = dependencies.iter().find(|name| NETWORK.contains(&name.as_str()));
        assert_eq!(found, None, "{package} must not know the network");
    }
}

#[test]
fn shared_types_have_one_version() {
    let lock = std::fs::read_to_string(repository().join("Cargo.lock")).unwrap();
    for package in ONE_VERSION {
        let line = format!("name = \"{package}\"");
        let versions = lock.lines().filter(|found| *found == line).count();
        assert_eq!(versions, 1, "versions of {package} in Cargo.lock");
    }
}

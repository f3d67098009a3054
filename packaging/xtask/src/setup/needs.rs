//! What the program needs of a machine, why, and how to see whether it is there.

use super::manager::Manager;
use crate::command::is_on_path;
use std::fs;
use std::path::{Path, PathBuf};

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Compile.
    Build,
    /// Render pictures.
    Draw,
    /// Open a window.
    Window,
    /// Run the tests.
    Test,
}

/// How to see whether a need is met.
#[derive(Clone, Copy, Debug)]
pub(super) enum Probe {
    /// Any of these programs is on the PATH.
    Program(&'static [&'static str]),
    /// All of these shared libraries are in the system's folders.
    Libraries(&'static [&'static str]),
    /// There is a Vulkan driver whose file name starts like this.
    VulkanDriver(&'static str),
}

/// One thing that a machine must or should have.
#[derive(Debug)]
pub(super) struct Need {
    pub(super) what: &'static str,
    pub(super) why: &'static str,
    pub(super) purpose: Purpose,
    /// Whether nothing works without it.
    pub(super) essential: bool,
    pub(super) probe: Probe,
    /// Packages by manager; a manager that is absent needs none.
    pub(super) packages: &'static [(Manager, &'static [&'static str])],
}

use Manager::{Apt, Brew, Dnf, Pacman, Winget};

const COMPILER: Need = Need {
    what: "a C++ compiler",
    why: "the H.264 encoder is C++",
    purpose: Purpose::Build,
    essential: true,
    probe: Probe::Program(&["c++", "g++", "clang++", "cl"]),
    packages: &[(Apt, &["g++"]), (Dnf, &["gcc-c++"]), (Pacman, &["gcc"])],
};

const ASSEMBLER: Need = Need {
    what: "nasm",
    why: "the H.264 encoder is three times slower without its assembly",
    purpose: Purpose::Build,
    essential: false,
    probe: Probe::Program(&["nasm"]),
    packages: &[
        (Apt, &["nasm"]),
        (Dnf, &["nasm"]),
        (Pacman, &["nasm"]),
        (Brew, &["nasm"]),
        (Winget, &["NASM.NASM"]),
    ],
};

const VULKAN: Need = Need {
    what: "the Vulkan loader",
    why: "pictures are rendered with it",
    purpose: Purpose::Draw,
    essential: true,
    probe: Probe::Libraries(&["libvulkan.so.1"]),
    packages: &[
        (Apt, &["libvulkan1"]),
        (Dnf, &["vulkan-loader"]),
        (Pacman, &["vulkan-icd-loader"]),
    ],
};

const DRIVER: Need = Need {
    what: "a Vulkan driver",
    why: "pictures are rendered with it, on the processor where there is no graphics card",
    purpose: Purpose::Draw,
    essential: true,
    probe: Probe::VulkanDriver(""),
    packages: SOFTWARE_PACKAGES,
};

const SOFTWARE_DRIVER: Need = Need {
    what: "the software Vulkan driver",
    why: "tests render on it, the same on every machine",
    purpose: Purpose::Test,
    essential: true,
    probe: Probe::VulkanDriver(SOFTWARE),
    packages: SOFTWARE_PACKAGES,
};

const WINDOW: Need = Need {
    what: "the X11 libraries",
    why: "the studio's window is opened with them",
    purpose: Purpose::Window,
    essential: true,
    probe: Probe::Libraries(&[
        "libX11-xcb.so.1",
        "libXcursor.so.1",
        "libXi.so.6",
        "libxkbcommon-x11.so.0",
    ]),
    packages: &[
        (Apt, &["libx11-xcb1", "libxcursor1", "libxi6", "libxkbcommon-x11-0"]),
        (Dnf, &["libX11-xcb", "libXcursor", "libXi", "libxkbcommon-x11"]),
        (Pacman, &["libx11", "libxcursor", "libxi", "libxkbcommon-x11"]),
    ],
};

const FFMPEG: Need = Need {
    what: "ffmpeg",
    why: "tests read clips back with a program that is not ours",
    purpose: Purpose::Test,
    essential: true,
    probe: Probe::Program(&["ffprobe"]),
    packages: &[
        (Apt, &["ffmpeg"]),
        (Dnf, &["ffmpeg-free"]),
        (Pacman, &["ffmpeg"]),
        (Brew, &["ffmpeg"]),
        (Winget, &["Gyan.FFmpeg"]),
    ],
};

const SOFTWARE: &str = "lvp_icd";
const SOFTWARE_PACKAGES: &[(Manager, &[&str])] = &[
    (Apt, &["mesa-vulkan-drivers"]),
    (Dnf, &["mesa-vulkan-drivers"]),
    (Pacman, &["vulkan-swrast"]),
];

/// What an operating system needs: macOS and Windows bring their own graphics, and OpenH264 has
/// x86 assembly only.
fn all() -> Vec<&'static Need> {
    let mut needs = Vec::new();
    // On Windows the compiler that Rust itself needs is found without the PATH.
    if !cfg!(windows) {
        needs.push(&COMPILER);
    }
    if cfg!(any(target_arch = "x86", target_arch = "x86_64")) {
        needs.push(&ASSEMBLER);
    }
    if cfg!(target_os = "linux") {
        needs.extend([&VULKAN, &DRIVER, &SOFTWARE_DRIVER, &WINDOW]);
    }
    needs.push(&FFMPEG);
    needs
}

/// What is not there.
pub(super) fn missing(purposes: &[Purpose]) -> Vec<&'static Need> {
    let asked = |need: &&Need| purposes.contains(&need.purpose);
    all().into_iter().filter(asked).filter(|need| !is_met(need.probe)).collect()
}

fn is_met(probe: Probe) -> bool {
    match probe {
        Probe::Program(names) => names.iter().any(|name| is_on_path(name)),
        Probe::Libraries(names) => {
            let folders = library_folders();
            names.iter().all(|name| folders.iter().any(|folder| folder.join(name).exists()))
        }
        Probe::VulkanDriver(start) => vulkan_driver(start).is_some(),
    }
}

/// Where a loader finds shared libraries: the folders of Debian's, Fedora's and Arch's layouts.
fn library_folders() -> Vec<PathBuf> {
    let extra = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let machine = format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH);
    let fixed = ["/usr/lib64", "/usr/lib", "/lib64", "/lib", "/usr/local/lib", &machine];
    std::env::split_paths(&extra).chain(fixed.into_iter().map(PathBuf::from)).collect()
}

/// The description file of lavapipe, Mesa's Vulkan on the processor.
pub(crate) fn software_driver() -> Option<PathBuf> {
    vulkan_driver(SOFTWARE)
}

fn vulkan_driver(start: &str) -> Option<PathBuf> {
    let folders = ["/usr/share/vulkan/icd.d", "/usr/local/share/vulkan/icd.d", "/etc/vulkan/icd.d"];
    let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    files.map(|file| file.path()).find(|path| is_driver(path, start))
}

fn is_driver(path: &Path, start: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(start) && name.ends_with(".json")
}

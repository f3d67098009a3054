//! The program: see [`risorius::cli`].

fn main() -> std::process::ExitCode {
    hush_device_selection();
    risorius::cli::main()
}

/// Mesa's Vulkan layer that picks a graphics card asks the desktop for it, and complains on stderr
/// where there is none. Without a runtime folder it can learn nothing, so it is left out.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "the environment is changed before there is another thread")]
fn hush_device_selection() {
    if std::env::var_os("XDG_RUNTIME_DIR").is_none() {
        // SAFETY: this is the first statement of the program; no other thread reads the environment.
        unsafe { std::env::set_var("NODEVICE_SELECT", "1") };
    }
}

#[cfg(not(target_os = "linux"))]
fn hush_device_selection() {}

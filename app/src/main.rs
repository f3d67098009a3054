//! The program: see [`risorius::cli`].

use std::env;

fn main() -> std::process::ExitCode {
    hush_device_selection();
    count_cores_once();
    risorius::cli::main()
}

/// Mesa's Vulkan layer that picks a graphics card asks the desktop for it, and complains on stderr
/// where there is none. Without a runtime folder it can learn nothing, so it is left out.
fn hush_device_selection() {
    if cfg!(target_os = "linux") && env::var_os("XDG_RUNTIME_DIR").is_none() {
        set_first("NODEVICE_SELECT", "1");
    }
}

/// Candle 0.11 counts the processor's cores anew for every product unless it is told, which is a quarter
/// of the time that a performance takes.
fn count_cores_once() {
    if let (None, Ok(cores)) =
        (env::var_os("RAYON_NUM_THREADS"), std::thread::available_parallelism())
    {
        set_first("RAYON_NUM_THREADS", &cores.to_string());
    }
}

#[allow(unsafe_code, reason = "the environment is changed before there is another thread")]
fn set_first(name: &str, value: &str) {
    // SAFETY: only the first statements of the program call this; no other thread reads the environment.
    unsafe { env::set_var(name, value) };
}

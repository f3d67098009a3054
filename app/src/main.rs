//! The program: see [`risorius::cli`].

fn main() -> std::process::ExitCode {
    risorius::cli::main()
}

//! The binary: calls the library and ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(thinkwheel::cli::main(std::env::args_os()))
}

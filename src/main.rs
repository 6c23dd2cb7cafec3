//! The binary: parse, call the library, map to an exit code.
fn main() {}

//! Writes a note in a format: blocks in, bytes out.

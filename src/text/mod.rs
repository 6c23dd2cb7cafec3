//! Cleaning, graphemes, wrapping, names and dates as people type them.

//! Keeps records safe: sealed, signed, read back.

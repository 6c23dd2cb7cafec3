//! The supervision record, and the note made of it.

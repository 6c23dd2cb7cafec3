//! The package: a ZIP file in memory, the same bytes for the same parts.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Words shrink to a fifth already at the quickest level; a better one takes
/// several times as long and saves little.
const LEVEL: i64 = 1;

/// A package in the making.
pub(super) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    /// The first thing that went wrong; nothing is written after it.
    so_far: ZipResult<()>,
}

impl Package {
    pub fn new() -> Self {
        Package { zip: ZipWriter::new(Cursor::new(Vec::new())), so_far: Ok(()) }
    }

    /// Adds a part, made smaller.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        self.put(name, bytes, CompressionMethod::Deflated);
    }

    /// Adds a part that is small already.
    pub fn add_as_it_is(&mut self, name: &str, bytes: &[u8]) {
        self.put(name, bytes, CompressionMethod::Stored);
    }

    fn put(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) {
        let level = (method == CompressionMethod::Deflated).then_some(LEVEL);
        if self.so_far.is_ok() {
            // No clock: the earliest day a ZIP file knows.
            let options = SimpleFileOptions::default()
                .compression_method(method)
                .compression_level(level)
                .last_modified_time(DateTime::default())
                .large_file(bytes.len() > (1 << 30));
            let begun = self.zip.start_file(name, options);
            self.so_far = begun.and_then(|()| Ok(self.zip.write_all(bytes)?));
        }
    }

    /// The whole file. In memory, with names of our own, no step of it fails;
    /// if one did, there is no file rather than half of one.
    pub fn finish(self) -> Vec<u8> {
        let whole = self.so_far.and_then(|()| self.zip.finish());
        whole.map(Cursor::into_inner).unwrap_or_default()
    }
}

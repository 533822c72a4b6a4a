//! A writer that stops at a limit, so that a huge value never costs more memory than an event may.

use std::io;

/// Appends to a buffer until it holds `limit` bytes.
pub(super) struct Limited<'a> {
    pub(super) buffer: &'a mut Vec<u8>,
    pub(super) limit: usize,
    pub(super) exceeded: bool,
}

impl io::Write for Limited<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.buffer.len() + bytes.len() > self.limit {
            self.exceeded = true;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.buffer.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

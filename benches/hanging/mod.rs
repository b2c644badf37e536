//! A disk that hangs, for benches of what must not wait for it.

use std::io;
use std::sync::mpsc::Receiver;

use herringbone::session::{Sink, Snapshot};

/// Never comes back from a write until its gate is dropped.
pub(crate) struct Hanging(pub(crate) Receiver<()>);

impl Sink for Hanging {
    fn append(&mut self, _: &[u8]) -> io::Result<()> {
        let _ = self.0.recv();
        Ok(())
    }

    fn snapshot(&mut self, _: &Snapshot) -> io::Result<()> {
        Ok(())
    }
}

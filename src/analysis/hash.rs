//! A hash of short keys, several times as fast as the one of the standard library.
//!
//! Must not be used where a stranger gains by keys that collide.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map of short keys.
pub(super) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// The hash: whoever writes a study of keys that collide slows down nobody but himself.
#[derive(Debug, Default, Clone)]
pub(super) struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = self.0.rotate_left(5) ^ number;
        self.0 = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_keys_spread() {
        let hash = |key: u32| {
            let mut hasher = Quick::default();
            hasher.write(key.to_string().as_bytes());
            hasher.finish() & 0xffff
        };
        let places: std::collections::HashSet<u64> = (0..1000).map(hash).collect();
        assert!(places.len() > 900, "{}", places.len());
    }
}

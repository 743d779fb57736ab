//! Whether bytes are a record: every length, count, order and index, read once when they come in.

use super::Reader;
use crate::clock::Stamp;
use crate::wire::{self, DecodeError};

/// Whether bytes are a record, whole and with every count, order and index as it must be: what [`Wire::parse`](wire::Wire)
/// says of them, without keeping what is read.
pub(crate) fn check(bytes: &[u8]) -> Result<(), DecodeError> {
    if bytes.len() > wire::MAX_PLAIN {
        return Err(DecodeError::TooLong);
    }
    let mut reader = Reader(bytes);
    match reader.exact(u16::BITS).ok_or(DecodeError::Malformed)? as u16 {
        newer if newer > wire::SCHEMA => Err(DecodeError::Newer(newer)),
        wire::SCHEMA => reader.rest_of_record().filter(|()| reader.0.is_empty()).ok_or(DecodeError::Malformed),
        _ => Err(DecodeError::Malformed),
    }
}

impl<'a> Reader<'a> {
    /// A number of so many bits, as postcard reads one.
    fn exact(&mut self, bits: u32) -> Option<u64> {
        let most = bits.div_ceil(7);
        let mut value = 0;
        for nth in 0..most {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << (7 * nth);
            if byte < 0x80 {
                return (nth + 1 < most || byte >> (bits - 7 * nth) == 0).then_some(value);
            }
        }
        None
    }

    /// The length of a sequence of at most so many.
    fn count(&mut self, most: usize) -> Option<usize> {
        let count = usize::try_from(self.exact(usize::BITS)?).ok()?;
        (count <= most).then_some(count)
    }

    /// The index of one of so many stamps.
    fn index(&mut self, stamps: usize) -> Option<()> {
        (self.exact(u16::BITS)? < stamps as u64).then_some(())
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let len = self.count(wire::MAX_PLAIN)?;
        self.take(len)
    }

    fn rest_of_record(&mut self) -> Option<()> {
        self.exact(u16::BITS)?;
        let stamps = self.count(wire::MAX_STAMPS)?;
        let mut last = None;
        for _ in 0..stamps {
            let ms = self.exact(u64::BITS)?;
            let counter = self.exact(u16::BITS)? as u16;
            let stamp = Some(Stamp { ms, counter, author: self.exact(u32::BITS)? as u32 });
            if last >= stamp {
                return None;
            }
            last = stamp;
        }
        self.index(stamps)?;
        let mut last = None;
        for _ in 0..self.count(wire::MAX_FIELDS)? {
            let key = Some(self.exact(u16::BITS)?);
            if last >= key {
                return None;
            }
            last = key;
            self.cell(stamps)?;
        }
        for _ in 0..self.count(wire::MAX_ENTRIES)? {
            self.index(stamps)?;
            self.exact(u16::BITS)?;
            self.text()?;
        }
        Some(())
    }

    fn cell(&mut self, stamps: usize) -> Option<()> {
        match self.exact(u32::BITS)? {
            0 => {
                self.index(stamps)?;
                for _ in 0..self.count(wire::MAX_ENTRIES)? {
                    self.index(stamps)?;
                }
                self.text()?;
            }
            1 => {
                for _ in 0..self.count(wire::MAX_ENTRIES)? {
                    self.text()?;
                    self.index(stamps)?;
                    self.exact(u16::BITS)?;
                }
                for _ in 0..self.count(wire::MAX_ENTRIES)? {
                    self.take(8)?;
                    self.index(stamps)?;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

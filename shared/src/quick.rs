//! What stands before every record, read as the canonical codec reads it, but whole arrays at a time: a device that unlocks
//! reads hundreds of thousands, and byte by byte, with a second pass for the canonical form, that takes as long as hashing.

/// Bytes still to be read.
pub(crate) struct Reader<'b>(pub(crate) &'b [u8]);

impl<'b> Reader<'b> {
    /// A fixed array.
    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    /// A byte.
    pub(crate) fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    /// A number of 64 bits.
    pub(crate) fn long(&mut self) -> Option<u64> {
        self.number(u64::BITS)
    }

    /// A number of 32 bits.
    pub(crate) fn short(&mut self) -> Option<u32> {
        self.number(u32::BITS).map(|number| number as u32)
    }

    /// LEB128 of so many bits, in the one shortest form.
    fn number(&mut self, bits: u32) -> Option<u64> {
        let mut value = 0;
        for shift in (0..bits).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if shift + 7 > bits && part >> (bits - shift) != 0 {
                return None;
            }
            value |= part << shift;
            if byte < 0x80 {
                return (byte != 0 || shift == 0).then_some(value);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec;
    use proptest::prelude::*;

    /// What the codec reads, with what stands behind it.
    fn plain<T: serde::Serialize + serde::de::DeserializeOwned>(bytes: &[u8]) -> Option<(T, &[u8])> {
        let (value, rest) = postcard::take_from_bytes::<T>(bytes).ok()?;
        (codec::rest_behind(&value, bytes)?.len() == rest.len()).then_some((value, rest))
    }

    fn agrees(bytes: &[u8]) -> Result<(), TestCaseError> {
        let mut reader = Reader(bytes);
        prop_assert_eq!(reader.long().map(|number| (number, reader.0)), plain(bytes));
        let mut reader = Reader(bytes);
        prop_assert_eq!(reader.short().map(|number| (number, reader.0)), plain(bytes));
        let mut reader = Reader(bytes);
        prop_assert_eq!(reader.array::<3>().map(|array| (array, reader.0)), plain(bytes));
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn numbers_are_read_as_the_codec_reads_them(number: u64, cut in 0..64_u32, behind in prop::collection::vec(any::<u8>(), 0..3)) {
            agrees(&[codec::encode(&(number >> cut)), behind].concat())?;
        }

        #[test]
        fn so_is_what_is_no_number(
            bytes in prop::collection::vec(prop::sample::select(vec![0, 1, 2, 0x0f, 0x10, 0x7f, 0x80, 0x81, 0xff]), 0..12),
        ) {
            agrees(&bytes)?;
        }
    }
}

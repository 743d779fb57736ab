//! Padding before sealing: one byte 0x80, then zeros (ISO/IEC 7816-4) up to the Padmé length, so that
//! sizes say little. Taken off only after the tag was checked, so there is no oracle.

use tacit_shared::padme;

/// No padding that an honest client writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadPadding;

/// Pads to Padmé of at least `floor` bytes.
pub(crate) fn pad(plain: &mut Vec<u8>, floor: usize) {
    let target = padded_len(plain.len(), floor);
    plain.push(0x80);
    plain.resize(target, 0);
}

/// The length that [`pad`] gives.
pub(crate) fn padded_len(len: usize, floor: usize) -> usize {
    padme::padme((len + 1).max(floor))
}

/// Takes the padding off; the whole length must be the one that [`pad`] gives.
pub(crate) fn unpad(padded: &mut Vec<u8>, floor: usize) -> Result<(), BadPadding> {
    let mark = padded.iter().rposition(|byte| *byte != 0).ok_or(BadPadding)?;
    if padded[mark] != 0x80 || padded_len(mark, floor) != padded.len() {
        return Err(BadPadding);
    }
    padded.truncate(mark);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_padded_comes_back(plain in prop::collection::vec(any::<u8>(), 0..5000), floor in prop::sample::select(vec![256usize, 4096])) {
            let mut bytes = plain.clone();
            pad(&mut bytes, floor);
            prop_assert!(bytes.len() >= floor);
            prop_assert_eq!(padme::padme(bytes.len()), bytes.len());
            prop_assert_eq!(unpad(&mut bytes, floor), Ok(()));
            prop_assert_eq!(bytes, plain);
        }

        #[test]
        fn arbitrary_bytes_unpad_only_to_what_pads_back(bytes in prop::collection::vec(any::<u8>(), 0..700)) {
            let mut plain = bytes.clone();
            if unpad(&mut plain, 256).is_ok() {
                pad(&mut plain, 256);
                prop_assert_eq!(plain, bytes);
            }
        }
    }

    #[test]
    fn zeros_alone_and_a_wrong_mark_are_refused() {
        assert_eq!(unpad(&mut vec![0; 256], 256), Err(BadPadding));
        let mut wrong = vec![0; 256];
        wrong[7] = 0x81;
        assert_eq!(unpad(&mut wrong, 256), Err(BadPadding));
    }

    #[test]
    fn more_padding_than_needed_is_refused() {
        let mut long = vec![0; 512];
        long[3] = 0x80;
        assert_eq!(unpad(&mut long, 256), Err(BadPadding));
    }
}

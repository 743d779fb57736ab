//! Padmé (Nikitin et al., PETS 2019, "Reducing Metadata Leakage from Encrypted Files and
//! Communication with PURBs"): lengths rounded so that at most 12 % is added and little shows.

/// Smallest padded length: a floor under which all records look alike.
pub const FLOOR: usize = 256;

/// The Padmé length of `len` bytes.
pub fn padme(len: usize) -> usize {
    if len < 2 {
        return len;
    }
    let exponent = len.ilog2();
    let significant = exponent.ilog2() + 1;
    let mask = (1usize << exponent.saturating_sub(significant)) - 1;
    (len + mask) & !mask
}

/// The padded length of a plaintext of `len` bytes: one byte more for the 0x80 mark, never under the floor.
pub fn padded(len: usize) -> usize {
    padme((len + 1).max(FLOOR))
}

/// Whether a padded length is one that [`padded`] gives.
pub fn is_padded(len: usize) -> bool {
    len >= FLOOR && padme(len) == len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_lengths() {
        let known = [(0, 256), (255, 256), (256, 272), (511, 512), (512, 544), (1_000, 1_024), (100_000, 100_352)];
        for (len, expected) in known {
            assert_eq!(padded(len), expected, "{len}");
        }
    }

    #[test]
    fn padding_grows_never_shrinks_and_is_stable() {
        let mut before = 0;
        for len in 0..70_000 {
            let padded = padded(len);
            assert!(padded > len && padded >= before && is_padded(padded));
            assert!(padded <= 256.max((len + 1) * 112 / 100 + 1), "{len} -> {padded}");
            before = padded;
        }
    }
}

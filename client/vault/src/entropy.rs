//! Where randomness comes from: a port, so that simulations can be repeated byte for byte.

use zeroize::Zeroizing;

/// A source of random bytes fit for keys.
pub trait Entropy {
    /// Fills the whole buffer with bytes that nobody can predict.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl<E: Entropy + ?Sized> Entropy for &mut E {
    fn fill(&mut self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}

impl<E: Entropy + ?Sized> Entropy for Box<E> {
    fn fill(&mut self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}

/// The platform's own source: the operating system, or `crypto.getRandomValues` in a browser.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlatformEntropy;

impl Entropy for PlatformEntropy {
    /// # Panics
    /// If the platform has no randomness: going on without would be worse than stopping.
    fn fill(&mut self, bytes: &mut [u8]) {
        #[expect(clippy::expect_used, reason = "no key may ever be made without randomness")]
        getrandom::fill(bytes).expect("the platform gives randomness");
    }
}

/// A repeatable source for tests and simulations: BLAKE3's output stream of a seed.
#[cfg(any(test, feature = "test-entropy"))]
pub struct SeededEntropy(blake3::OutputReader);

#[cfg(any(test, feature = "test-entropy"))]
impl SeededEntropy {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("tacit/1 test entropy");
        hasher.update(&seed.to_le_bytes());
        Self(hasher.finalize_xof())
    }
}

#[cfg(any(test, feature = "test-entropy"))]
impl Entropy for SeededEntropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
}

/// `N` random bytes that are no secret: ids, nonces.
pub fn random<const N: usize>(entropy: &mut dyn Entropy) -> [u8; N] {
    let mut out = [0; N];
    entropy.fill(&mut out);
    out
}

/// `N` random bytes that are wiped when dropped.
pub(crate) fn random_secret<const N: usize>(entropy: &mut dyn Entropy) -> Zeroizing<[u8; N]> {
    let mut out = Zeroizing::new([0; N]);
    entropy.fill(&mut *out);
    out
}

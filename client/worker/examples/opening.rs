//! What `tests/browser/opening.mjs` measures: records opened as unlocking does it (hash, key of its own, cipher, padding)
//! on a vault that is held in memory, and the cipher alone. No part of the product.

#[cfg(target_arch = "wasm32")]
mod opening {
    use tacit_shared::api::{Head, Permit};
    use tacit_shared::entry::Policy;
    use tacit_shared::ids::RecordId;
    use tacit_shared::limits;
    use tacit_vault::{
        AccountKeys, Expected, LocalKey, Password, PlatformEntropy, SecretKey, SignInName, Unlocked, VaultState,
        Writer, create_vault,
    };
    use wasm_bindgen::prelude::wasm_bindgen;

    const NOW: u64 = 1_800_000_000_000;
    const POLICY: Policy = Policy { min_suite: limits::SUITE, words_for_all: false, editors_purge: false };

    /// As long as a record's associated data.
    const CONTEXT: &[u8] = &[0; 60];

    /// A vault and the envelopes of its records, as a server would hand them out.
    #[wasm_bindgen]
    pub struct Opening {
        state: VaultState,
        sealed: Vec<(Expected, Vec<u8>)>,
        local: LocalKey,
        bare: Vec<Vec<u8>>,
    }

    fn account(entropy: &mut PlatformEntropy) -> Unlocked {
        let name = SignInName::new("bench").expect("a name");
        let password = Password::new("a long enough password").expect("a password");
        let keys = AccountKeys::derive(&SecretKey::generate(entropy), &name, &password);
        Unlocked::sign_up(entropy, "https://crm.example", Permit::Token([0; 32]), keys).0
    }

    #[wasm_bindgen]
    impl Opening {
        /// A vault of `count` records of `size` bytes each, committed in entries of full length.
        #[wasm_bindgen(constructor)]
        pub fn new(count: u32, size: usize) -> Self {
            let entropy = &mut PlatformEntropy;
            let account = account(entropy);
            let mut state = create_vault(entropy, account.identity(), POLICY, NOW).state;
            let mut sealed = Vec::with_capacity(count as usize);
            for from in (0..count).step_by(limits::CHANGES) {
                let numbers = from..count.min(from + limits::CHANGES as u32);
                let writer = Writer::new(&state, account.identity(), NOW).expect("the owner writes");
                let changes = numbers.map(|number| {
                    let mut id = [0; 16];
                    id[..4].copy_from_slice(&number.reverse_bits().to_be_bytes());
                    writer.seal(entropy, RecordId(id), Some(&vec![7; size])).expect("sealed")
                });
                let draft = writer.commit(changes.collect(), Vec::new()).expect("fits");
                let Head { seq, hash } = draft.head();
                let followed = state.follow(Head { seq, hash }, &draft.post().entries);
                let expected = state.expected_of(followed.deltas.first().expect("our own entry"));
                sealed.extend(expected.into_iter().zip(draft.post().envelopes.iter().cloned()));
            }
            let local = account.local_key(&[0; 16]);
            let bare = (0..count).map(|_| local.seal(entropy, CONTEXT, &vec![7; size])).collect();
            Self { state, sealed, local, bare }
        }

        /// Opens all of them; bytes of plain text in all.
        pub fn open_all(&self) -> usize {
            let open = |(expected, envelope): &(Expected, Vec<u8>)| {
                self.state.open(expected, envelope).expect("opens").plain().len()
            };
            self.sealed.iter().map(open).sum()
        }

        /// Opens as many under one key, with neither hash nor padding; bytes of plain text in all.
        pub fn open_bare(&self) -> usize {
            self.bare.iter().map(|sealed| self.local.open(CONTEXT, sealed).expect("opens").len()).sum()
        }
    }
}

fn main() {}

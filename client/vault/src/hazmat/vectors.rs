//! Published test vectors of the primitives, so that a wrong version, feature or target shows at once.

use crate::entropy::Entropy;
use crate::hazmat::aead;
use crate::hazmat::boxes::Rng;
use crate::hazmat::key::Key;
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signer, SigningKey};
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, Serializable};
use sha2::{Digest, Sha256};

fn hex<const N: usize>(text: &str) -> [u8; N] {
    HEXLOWER.decode(text.as_bytes()).expect("hex").try_into().expect("length")
}

/// RFC 7748 §5.2, both one-shot vectors.
#[test]
fn x25519_multiplies_as_rfc_7748_says() {
    let vectors = [
        (
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        ),
        (
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
        ),
    ];
    for (scalar, point, product) in vectors {
        assert_eq!(x25519_dalek::x25519(hex(scalar), hex(point)), hex::<32>(product));
    }
}

/// RFC 7748 §5.2, the iterated vector after one and after 1,000 rounds.
#[test]
fn x25519_iterates_as_rfc_7748_says() {
    let mut point = [0; 32];
    point[0] = 9;
    let mut scalar = point;
    for round in 1..=1000 {
        (scalar, point) = (x25519_dalek::x25519(scalar, point), scalar);
        if round == 1 {
            assert_eq!(scalar, hex("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"));
        }
    }
    assert_eq!(scalar, hex("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
}

/// RFC 8032 §7.1, tests 1 to 3: secret key, public key, message, signature.
#[test]
fn ed25519_signs_as_rfc_8032_says() {
    let vectors = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            &[][..],
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            &[0x72][..],
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            &[0xaf, 0x82][..],
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ];
    for (secret, public, message, signature) in vectors {
        let key = SigningKey::from_bytes(&hex(secret));
        assert_eq!(key.verifying_key().to_bytes(), hex::<32>(public));
        let made = key.sign(message);
        assert_eq!(made.to_bytes(), hex::<64>(signature));
        assert!(key.verifying_key().verify_strict(message, &made).is_ok());
    }
}

/// draft-connolly-cfrg-xwing-kem, appendix C: private key, encapsulation's randomness, shared secret, and the SHA-256
/// of public key and ciphertext, which have more than a thousand bytes each.
#[test]
fn x_wing_encapsulates_as_its_draft_says() {
    let vectors = [
        (
            "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26",
            "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e235b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2",
            "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
            "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb",
            "17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33",
        ),
        (
            "badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea",
            "17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdefaee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d",
            "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
            "c42ba5f8430d7d2c83739338203819f090e8303ce9c8b02107c272bfa5376916",
            "1661ea86d608a1924ba30840cb0a65f13ae051e3aec9cf0f064efc0bc92f2154",
        ),
        (
            "ef58538b8d23f87732ea63b02b4fa0f4873360e2841928cd60dd4cee8cc0d4c9",
            "22a96188d032675c8ac850933c7aff1533b94c834adbb69c6115bad4692d8619f90b0cdf8a7b9c264029ac185b70b83f2801f2f4b3f70c593ea3aeeb613a7f1b",
            "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f",
            "6b080d6b84f095342092fa7a22423e58bd681397ad0ef00eac92bd254db4fa95",
            "d3ca5578500344b5896cffc4fd740c9311946b82951df155e6fd86a7966b43c6",
        ),
    ];
    for (private, randomness, shared, public_hash, sealed_hash) in vectors {
        let private = <XWing as Kem>::PrivateKey::from_bytes(&hex::<32>(private)).expect("32 bytes");
        let public = XWing::sk_to_pk(&private);
        assert_eq!(Sha256::digest(public.to_bytes())[..], hex::<32>(public_hash));
        let mut fixed = Fixed(hex(randomness));
        let (secret, sealed) = XWing::encap_with_rng(&public, None, &mut Rng(&mut fixed)).expect("a sound key");
        assert_eq!(Sha256::digest(sealed.to_bytes())[..], hex::<32>(sealed_hash));
        assert_eq!(secret.0[..], hex::<32>(shared));
        assert_eq!(XWing::decap(&private, None, &sealed).expect("opens").0[..], hex::<32>(shared));
    }
}

/// Randomness that a vector names.
struct Fixed([u8; 64]);

impl Entropy for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self.0);
    }
}

/// The official vectors of BLAKE3 for one byte of input, in its two keyed modes.
#[test]
fn blake3_keys_and_derives_as_its_vectors_say() {
    let keyed = blake3::keyed_hash(b"whats the Elvish word for friend", &[0]);
    assert_eq!(*keyed.as_bytes(), hex("6d7878dfff2f485635d39013278ae14f1454b8c0a3a2d34bc1ab38228a80c95b"));
    let derived = blake3::derive_key("BLAKE3 2019-12-27 16:29:52 test vectors context", &[0]);
    assert_eq!(derived, hex("b3e2e340a117a499c6cf2398a19ee0d29cca2bb7404c73063382693bf66cb06c"));
}

/// draft-irtf-cfrg-xchacha-03, A.3.1.
#[test]
fn xchacha20_poly1305_seals_as_its_draft_says() {
    let key = Key::from_bytes(&hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"));
    let nonce = hex("404142434445464748494a4b4c4d4e4f5051525354555657");
    let associated: [u8; 12] = hex("50515253c0c1c2c3c4c5c6c7");
    let plain = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    let sealed = "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39\
                  ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
                  21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49";
    let mut bytes = plain.to_vec();
    aead::seal(&key, &nonce, &associated, &mut bytes);
    assert_eq!(bytes, hex::<130>(sealed));
    aead::open(&key, &nonce, &associated, &mut bytes).expect("opens");
    assert_eq!(bytes, plain);
}

/// RFC 5869, test cases 1 to 3 (SHA-256).
#[test]
fn hkdf_expands_as_rfc_5869_says() {
    fn expand<const N: usize>(salt: &[u8], ikm: &[u8], info: &[u8]) -> [u8; N] {
        let mut out = [0; N];
        hkdf::Hkdf::<Sha256>::new(Some(salt), ikm).expand(info, &mut out).expect("short");
        out
    }
    let ascending = |from: u8, count: u8| (0..count).map(|at| from + at).collect::<Vec<_>>();
    let (salt, info) = (ascending(0x00, 13), ascending(0xf0, 10));
    assert_eq!(
        expand(&salt, &[0x0b; 22], &info),
        hex::<42>("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    );
    let (ikm, salt, info) = (ascending(0x00, 80), ascending(0x60, 80), ascending(0xb0, 80));
    assert_eq!(
        expand(&salt, &ikm, &info),
        hex::<82>(
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09\
             da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
        )
    );
    assert_eq!(
        expand(&[], &[0x0b; 22], &[]),
        hex::<42>("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
    );
}

/// RFC 9106 §5.3 (Argon2id with secret and associated data; 32 KiB, 3 passes, 4 lanes).
#[test]
fn argon2id_stretches_as_rfc_9106_says() {
    let params = argon2::ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(argon2::AssociatedData::new(&[4; 12]).expect("short"))
        .build()
        .expect("the RFC's parameters");
    let mut out = [0; 32];
    argon2::Argon2::new_with_secret(&[3; 8], argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
        .expect("a short secret")
        .hash_password_into(&[1; 32], &[2; 16], &mut out)
        .expect("stretches");
    assert_eq!(out, hex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));
}

/// The costs are the suite's: another amount of memory, passes or lanes would give other bytes.
#[test]
fn stretching_uses_the_suites_costs() {
    let expected = {
        let params = argon2::Params::new(65_536, 3, 1, Some(32)).expect("constants");
        let mut out = [0; 32];
        argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(b"correct horse", &[5; 16], &mut out)
            .expect("stretches");
        out
    };
    assert_eq!(*super::stretch::stretch(b"correct horse", &[5; 16]).bytes(), expected);
}

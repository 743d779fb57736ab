//! Published test vectors of the primitives, so that a wrong version, feature or target shows at once.

use crate::hazmat::aead;
use crate::hazmat::key::Key;
use data_encoding::HEXLOWER;

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

/// draft-irtf-cfrg-xchacha-03, A.3.1.
#[test]
fn xchacha20_poly1305_seals_as_its_draft_says() {
    let key = Key::from_bytes(&hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"));
    let nonce = hex("404142434445464748494a4b4c4d4e4f5051525354555657");
    let associated: [u8; 12] = hex("50515253c0c1c2c3c4c5c6c7");
    let plain = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    let mut bytes = plain.to_vec();
    aead::seal(&key, &nonce, &associated, &mut bytes);
    assert_eq!(bytes[..16], hex::<16>("bd6d179d3e83d43b9576579493c0e939"));
    assert_eq!(bytes[plain.len()..], hex::<16>("c0875924c1c7987947deafd8780acf49"));
    aead::open(&key, &nonce, &associated, &mut bytes).expect("opens");
    assert_eq!(bytes, plain);
}

/// RFC 5869, test case 1 (SHA-256).
#[test]
fn hkdf_expands_as_rfc_5869_says() {
    let salt: [u8; 13] = hex("000102030405060708090a0b0c");
    let info: [u8; 10] = hex("f0f1f2f3f4f5f6f7f8f9");
    let mut out = [0; 42];
    hkdf::Hkdf::<sha2::Sha256>::new(Some(&salt), &[0x0b; 22]).expand(&info, &mut out).expect("short");
    assert_eq!(out, hex::<42>("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
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

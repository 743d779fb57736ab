//! The emergency kit: what is printed, and the check that it was.

use crate::problem::say;
use qrcode::{Color, EcLevel, QrCode};
use tacit_bridge::Problem;
use tacit_bridge::account::EmergencyKit;
use tacit_bridge::problem::ProblemKind::BadInput;
use tacit_vault::account::SecretKey;

/// The group of the Secret Key that the page asks to retype: the last, which only a whole look at the print gives.
const RETYPE_GROUP: u8 = 5;

/// Everything of the kit.
pub(crate) fn kit(
    origin: &str,
    name: &str,
    secret: &SecretKey,
    vaults: Vec<(String, String)>,
    now: u64,
) -> EmergencyKit {
    let printed = secret.printed();
    let (qr_side, qr_path) = qr(&format!("{origin}\n{name}\n{}", printed.as_str()));
    EmergencyKit {
        origin: origin.to_owned(),
        name: name.to_owned(),
        secret_key: printed.as_str().to_owned(),
        qr_side,
        qr_path,
        retype_group: RETYPE_GROUP,
        vaults,
        made_at: now,
    }
}

/// Whether this is the group asked for, however sloppily typed.
pub(crate) fn is_retyped(secret: &SecretKey, typed: &str) -> bool {
    let printed = secret.printed();
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|symbol| symbol.is_alphanumeric())
            .map(|symbol| match symbol.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect()
    };
    printed.split('-').nth(usize::from(RETYPE_GROUP)).is_some_and(|group| plain(group) == plain(typed))
}

/// The retyped group was another.
pub(crate) fn not_the_group() -> Problem {
    say(BadInput, "That is not the group asked for.", "Read it from the printed kit and type it again.")
}

/// Side length and dark modules as SVG path data, in module units.
fn qr(text: &str) -> (u32, String) {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return (0, String::new()) };
    let side = code.width();
    let mut path = String::new();
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", index % side, index / side));
        }
    }
    (side as u32, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kit_prints_and_a_sloppy_hand_confirms_it() {
        let secret = SecretKey::from_bytes(&[7; 16]);
        let kit = kit("https://crm.example", "mira", &secret, Vec::new(), 0);
        let groups: Vec<&str> = kit.secret_key.split('-').collect();
        let asked = groups[usize::from(kit.retype_group)];
        assert!(is_retyped(&secret, &format!(" {} ", asked.to_lowercase())));
        assert!(!is_retyped(&secret, groups[0]));
        assert!(!is_retyped(&secret, ""));
        assert!(kit.qr_side >= 21 && kit.qr_path.starts_with('M'));
    }
}

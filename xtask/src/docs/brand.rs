//! The accent colour, made to be read in both schemes.

use sha2::{Digest, Sha256};

use super::settings::rgb;

/// The accent unless the plan has its own.
const ACCENT: [u8; 3] = [0x0f, 0x6b, 0x5c];
/// What the accent is read on: the darkest light ground, and the lightest dark one.
const LIGHT: [u8; 3] = [0xee, 0xf1, 0xee];
const DARK: [u8; 3] = [0x26, 0x2a, 0x28];
/// Contrast of text, as WCAG's level AA asks, with a little to spare.
const CONTRAST: f64 = 4.8;

/// The style sheet with the colours of the brand.
pub(crate) fn css(accent: Option<&str>) -> String {
    let accent = accent.and_then(rgb).unwrap_or(ACCENT);
    let light = hex(until_readable(accent, LIGHT, [0, 0, 0]));
    let dark = hex(until_readable(accent, DARK, [255, 255, 255]));
    format!(":root {{ --accent: light-dark({light}, {dark}); --on-accent: light-dark(#fff, #101312); }}\n")
}

/// The icon of the browser's tab.
pub(crate) fn icon(accent: Option<&str>) -> String {
    let accent = hex(accent.and_then(rgb).unwrap_or(ACCENT));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><rect x=\"1.5\" y=\"4\" width=\"21\" \
         height=\"16\" rx=\"3.5\" fill=\"{accent}\"/><path d=\"M5.5 8.5 12 13.5l6.5-5\" fill=\"none\" \
         stroke=\"#fff\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>\n"
    )
}

/// Mixes `color` with `towards` until it can be read on `ground`.
fn until_readable(color: [u8; 3], ground: [u8; 3], towards: [u8; 3]) -> [u8; 3] {
    (0..=20)
        .map(|step| mix(color, towards, f64::from(step) / 20.0))
        .find(|mixed| contrast(*mixed, ground) >= CONTRAST)
        .unwrap_or(towards)
}

fn mix(a: [u8; 3], b: [u8; 3], part: f64) -> [u8; 3] {
    std::array::from_fn(|at| (f64::from(a[at]) * (1.0 - part) + f64::from(b[at]) * part).round() as u8)
}

/// WCAG's contrast ratio.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: [u8; 3]) -> f64 {
    let linear = color.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn hex(color: [u8; 3]) -> String {
    format!("#{:02x}{:02x}{:02x}", color[0], color[1], color[2])
}

/// The hash of a text as a Content-Security-Policy names it.
pub(crate) fn policy_hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// Bytes as base64.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let part = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let all = part(0) << 16 | part(1) << 8 | part(2);
        for at in 0..4 {
            if at <= chunk.len() {
                text.push(char::from(LETTERS[(all >> (18 - 6 * at) & 63) as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{DARK, LIGHT, base64, contrast, until_readable};

    #[test]
    fn any_accent_can_be_read() {
        for accent in
            [[255, 255, 255], [0, 0, 0], [255, 255, 0], [0x0f, 0x6b, 0x5c], [255, 0, 0], [0, 0, 255]]
        {
            assert!(contrast(until_readable(accent, LIGHT, [0; 3]), LIGHT) >= 4.5);
            assert!(contrast(until_readable(accent, DARK, [255; 3]), DARK) >= 4.5);
        }
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
    }

    #[test]
    fn base64_is_base64() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}

//! The digest by which the policy of a file lets its own script and style run and no other: SHA-256 in base64, worked out when the
//! program is built, so that it can never be another than that of the text beside it.

#![allow(clippy::indexing_slicing, reason = "runs at compile time, over its own bounds")]
#![allow(long_running_const_eval, reason = "a script of a few thousand letters")]

/// Length of the digest in base64.
pub(super) const LENGTH: usize = 44;

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4).
const ROUNDS: [u32; 64] = [
    0x428a_2f98,
    0x7137_4491,
    0xb5c0_fbcf,
    0xe9b5_dba5,
    0x3956_c25b,
    0x59f1_11f1,
    0x923f_82a4,
    0xab1c_5ed5,
    0xd807_aa98,
    0x1283_5b01,
    0x2431_85be,
    0x550c_7dc3,
    0x72be_5d74,
    0x80de_b1fe,
    0x9bdc_06a7,
    0xc19b_f174,
    0xe49b_69c1,
    0xefbe_4786,
    0x0fc1_9dc6,
    0x240c_a1cc,
    0x2de9_2c6f,
    0x4a74_84aa,
    0x5cb0_a9dc,
    0x76f9_88da,
    0x983e_5152,
    0xa831_c66d,
    0xb003_27c8,
    0xbf59_7fc7,
    0xc6e0_0bf3,
    0xd5a7_9147,
    0x06ca_6351,
    0x1429_2967,
    0x27b7_0a85,
    0x2e1b_2138,
    0x4d2c_6dfc,
    0x5338_0d13,
    0x650a_7354,
    0x766a_0abb,
    0x81c2_c92e,
    0x9272_2c85,
    0xa2bf_e8a1,
    0xa81a_664b,
    0xc24b_8b70,
    0xc76c_51a3,
    0xd192_e819,
    0xd699_0624,
    0xf40e_3585,
    0x106a_a070,
    0x19a4_c116,
    0x1e37_6c08,
    0x2748_774c,
    0x34b0_bcb5,
    0x391c_0cb3,
    0x4ed8_aa4a,
    0x5b9c_ca4f,
    0x682e_6ff3,
    0x748f_82ee,
    0x78a5_636f,
    0x84c8_7814,
    0x8cc7_0208,
    0x90be_fffa,
    0xa450_6ceb,
    0xbef9_a3f7,
    0xc671_78f2,
];

/// The byte at a place of the text as it is padded.
const fn padded(text: &[u8], at: usize, length: usize) -> u8 {
    if at < text.len() {
        text[at]
    } else if at == text.len() {
        0x80
    } else if at + 8 >= length {
        let bits = (text.len() as u64) * 8;
        (bits >> ((length - 1 - at) * 8)) as u8
    } else {
        0
    }
}

const fn block(state: [u32; 8], text: &[u8], from: usize, length: usize) -> [u32; 8] {
    let mut words = [0u32; 64];
    let mut at = 0;
    while at < 64 {
        words[at] = if at < 16 {
            let first = from + at * 4;
            u32::from_be_bytes([
                padded(text, first, length),
                padded(text, first + 1, length),
                padded(text, first + 2, length),
                padded(text, first + 3, length),
            ])
        } else {
            let (near, far) = (words[at - 15], words[at - 2]);
            let near = near.rotate_right(7) ^ near.rotate_right(18) ^ (near >> 3);
            let far = far.rotate_right(17) ^ far.rotate_right(19) ^ (far >> 10);
            words[at - 16].wrapping_add(near).wrapping_add(words[at - 7]).wrapping_add(far)
        };
        at += 1;
    }
    let mut mixed = state;
    at = 0;
    while at < 64 {
        let [a, b, c, d, e, f, g, h] = mixed;
        let turned = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let chosen = (e & f) ^ (!e & g);
        let first = h.wrapping_add(turned).wrapping_add(chosen).wrapping_add(ROUNDS[at]).wrapping_add(words[at]);
        let turned = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let second = turned.wrapping_add((a & b) ^ (a & c) ^ (b & c));
        mixed = [first.wrapping_add(second), a, b, c, d.wrapping_add(first), e, f, g];
        at += 1;
    }
    let mut sum = state;
    at = 0;
    while at < 8 {
        sum[at] = sum[at].wrapping_add(mixed[at]);
        at += 1;
    }
    sum
}

const fn sha256(text: &[u8]) -> [u8; 32] {
    let length = (text.len() + 9).div_ceil(64) * 64;
    let mut state =
        [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
    let mut from = 0;
    while from < length {
        state = block(state, text, from, length);
        from += 64;
    }
    let mut bytes = [0; 32];
    let mut at = 0;
    while at < 32 {
        bytes[at] = (state[at / 4] >> (24 - at % 4 * 8)) as u8;
        at += 1;
    }
    bytes
}

/// The digest of a text as a policy names it, without the word before it.
pub(super) const fn digest(text: &str) -> [u8; LENGTH] {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = sha256(text.as_bytes());
    let mut written = [b'='; LENGTH];
    let mut at = 0;
    while at < 43 {
        // Six bits at a time; beyond the last byte there are none.
        let bit = at * 6;
        let high = bytes[bit / 8] as u16;
        let low = if bit / 8 + 1 < 32 { bytes[bit / 8 + 1] as u16 } else { 0 };
        let six = (high << 8 | low) >> (10 - bit % 8) & 63;
        written[at] = LETTERS[six as usize];
        at += 1;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        let of = |text: &str| String::from_utf8(digest(text).to_vec()).unwrap();
        assert_eq!(of(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(of("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        // Two blocks, and a text that leaves no room for its length in the first.
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(of(long), "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
    }
}

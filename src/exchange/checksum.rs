//! CRC-32C (Castagnoli): notices damage by accident. It is no protection against somebody who wants to deceive.

/// Reflected form of the polynomial 0x1EDC6F41.
const POLYNOMIAL: u32 = 0x82f6_3b78;

const fn entry(byte: u32) -> u32 {
    let mut value = byte;
    let mut bit = 0;
    while bit < 8 {
        value = if value & 1 == 1 { (value >> 1) ^ POLYNOMIAL } else { value >> 1 };
        bit += 1;
    }
    value
}

#[allow(clippy::indexing_slicing)] // Runs at compile time, over its own bounds.
static TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = entry(at as u32);
        at += 1;
    }
    table
};

/// A checksum in the making, for what is not in one piece.
#[derive(Clone, Copy, Debug)]
pub struct Checksum(u32);

impl Default for Checksum {
    fn default() -> Self {
        Self(!0)
    }
}

impl Checksum {
    /// Takes in more bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let at = (self.0 ^ u32::from(*byte)) & 0xff;
            self.0 = (self.0 >> 8) ^ TABLE.get(at as usize).copied().unwrap_or_default();
        }
    }

    /// The checksum of all bytes taken in.
    pub fn value(self) -> u32 {
        !self.0
    }
}

/// Checksum of these bytes.
pub fn crc32c(bytes: &[u8]) -> u32 {
    let mut sum = Checksum::default();
    sum.add(bytes);
    sum.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert_eq!(crc32c(b"123456789"), 0xe306_9283);
        assert_eq!(crc32c(b""), 0);
        // RFC 3720, appendix B.4.
        assert_eq!(crc32c(&[0; 32]), 0x8a91_36aa);
        assert_eq!(crc32c(&[0xff; 32]), 0x62a8_ab43);
        let mut parts = Checksum::default();
        parts.add(b"1234");
        parts.add(b"56789");
        assert_eq!(parts.value(), 0xe306_9283);
    }
}

//! The number of a finding: short enough to say aloud, and the same in all versions, for it is made from its id.

use crate::finding::Finding;

/// Without letters and digits that are mistaken for others.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The number of the finding with this id, as `7K3Q-9DZM`: 40 bits of the SHA-256 of the id.
pub fn finding_number(id: &str) -> String {
    let hash = hmac_sha256::Hash::hash(id.as_bytes());
    let bits = hash.iter().take(5).fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
    let sign = |n: u32| {
        let index = usize::try_from(bits >> (5 * n) & 31).unwrap_or_default();
        char::from(SIGNS.get(index).copied().unwrap_or(b'0'))
    };
    let signs = |from: u32| (from..from + 4).rev().map(sign).collect::<String>();
    format!("{}-{}", signs(4), signs(0))
}

/// The number by which a finding is known on paper; none for what is wrong with the files or the model, which is
/// mended and not followed over time.
pub(super) fn number_of(finding: &Finding) -> Option<String> {
    (!finding.is_model_error()).then(|| finding_number(&finding.id))
}

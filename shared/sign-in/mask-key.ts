const KEY_IDS = /\bA[KS]IA[A-Z0-9]{12,124}\b/g;

/** `AKIA…7Q2M`: enough to find the key in the console. */
export function maskedKey(keyId: string): string {
	return `${keyId.slice(0, 4)}…${keyId.slice(-4)}`;
}

/** Masks every id of an access key in a text that AWS wrote. */
export function withMaskedKeys(text: string): string {
	return text.replaceAll(KEY_IDS, maskedKey);
}

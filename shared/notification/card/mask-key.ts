/** `****WXYZ`: enough to tell keys apart, useless to anybody else. Too short a text is hidden whole. */
export function maskKey(keyId: string): string {
	return keyId.length < 16 ? '****' : `****${keyId.slice(-4)}`;
}

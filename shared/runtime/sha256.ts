import { createHash } from 'node:crypto';

/**
 * Gives the SHA-256 of a text's UTF-8 bytes as 64 hexadecimal digits. All our hashed ids and keys
 * are made with it.
 */
export function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/**
 * Gives the first 128 bits of it. They are enough: nobody can find two texts with the same hash.
 * Fewer are not where a caller chooses the text.
 */
export function shortHash(text: string): string {
	return sha256(text).slice(0, 32);
}

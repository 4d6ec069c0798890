import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8, as 64 hexadecimal digits. Every id and key of ours that is a hash begins here. */
export function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

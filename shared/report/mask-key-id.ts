import { maskedKey } from '../sign-in/mask-key.ts';

const KEY_ID = /^(AKIA|ASIA|ACCA)[A-Z0-9]{8,}$/;

/**
 * `AKIA…7Q2M`: enough to tell keys apart and to find one in the console. A text that is no id of a
 * credential is given unchanged.
 */
export function maskKeyId(id: string): string {
	return KEY_ID.test(id) ? maskedKey(id) : id;
}

import type { ReportWords } from '../words/report-words.ts';

const SLOT = /^(access-key|certificate)-([12])$/;

/**
 * What people call a credential: the id of a key as it is, otherwise `password`, `access key 1` and
 * so on in the language of the message.
 */
export function credentialName(credential: string, { credentials }: ReportWords): string {
	if (credential === 'password' || credential === 'user') return credentials[credential];
	const [, kind, slot] = SLOT.exec(credential) ?? [];
	if (kind !== 'access-key' && kind !== 'certificate') return credential;
	return `${credentials[kind]} ${slot}`;
}

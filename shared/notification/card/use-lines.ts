import type { Case } from '../../case/case.ts';
import { localDay } from '../../runtime/local-time.ts';
import { nameInArn } from '../../sign-in/arn.ts';
import { isLongTerm } from '../../sign-in/used-credential.ts';
import { isTellingAction, mostTellingFirst } from '../../verdict/telling-actions.ts';
import { isDenied } from './use-facts.ts';

const YEAR = 365 * 86_400_000;
const KEY_ID = /^AKIA[A-Z0-9]{12,124}$/;
/** What IAM accepts as a name of a user, without what a shell or the CLI could read as an option. */
const USER = /^\w[\w+=,.@-]{0,63}$/;
const PRINCIPAL_ARN = /^arn:[\w-]+:iam::\d{12}:user\/[\w+=,.@/-]+$/;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const IPV6_NETWORK = /^[0-9a-f]{1,4}(:[0-9a-f]{1,4}){3}::\/64$/;

/**
 * The line that makes the network of a job of ours a trusted one; null if the address is not
 * certain.
 */
export function networkLine({ lead }: Pick<Case, 'lead'>): string | null {
	const { classification, key } = lead.verdict.network;
	if (classification !== 'untrusted') return null;
	const cidr = IPV4.test(key) ? `${key}/32` : IPV6_NETWORK.test(key) ? key : null;
	return cidr === null ? null : `networks: [{ name: '…', cidrs: ['${cidr}'] }]`;
}

/**
 * The line for a key whose use from anywhere is expected. Only a well-formed ARN goes into text that
 * somebody will run. The review day is a year away.
 */
export function exceptionLine({ lead }: Pick<Case, 'lead'>): string | null {
	const { signIn } = lead;
	const arn = signIn.principal.arn ?? '';
	if (!isLongTerm(signIn) || !PRINCIPAL_ARN.test(arn)) return null;
	const review = localDay(signIn.time + YEAR, 'UTC');
	return `use: { except: [{ principal: '${arn}', reason: '…', review: '${review}' }] }`;
}

/**
 * The command that switches off the key of a case. A message never shows a whole key id, so the
 * command finds it by its end. Null if no IAM user's key was used.
 */
export function deactivation({ lead }: Pick<Case, 'lead'>): string | null {
	const { principal } = lead.signIn;
	const keyId = lead.verdict.credential.keyId ?? '';
	const name = nameInArn(principal.arn ?? '') ?? principal.name ?? '';
	if (principal.kind !== 'iam-user' || !KEY_ID.test(keyId) || !USER.test(name)) return null;
	const query = `AccessKeyMetadata[?ends_with(AccessKeyId,'${keyId.slice(-4)}')].AccessKeyId`;
	return [
		`aws iam update-access-key --user-name ${name} --status Inactive --access-key-id`,
		`$(aws iam list-access-keys --user-name ${name} --query "${query}" --output text)`,
	].join(' ');
}

/** What was done that must be looked at and undone, the most telling first. */
export function doneActions({ uses }: Pick<Case, 'uses'>): readonly string[] {
	if (uses === null) return [];
	const done = Object.keys(uses.actions).filter(
		(action) => isTellingAction(action) && !isDenied(action, uses),
	);
	return mostTellingFirst(done);
}

import { nameInArn } from '../arn.ts';
import { type Fields, objectAt, textAt } from '../fields.ts';
import { readInstant } from '../instant.ts';
import { readPrincipal } from '../read-principal.ts';
import { readIssuer } from '../read-session.ts';
import type { Principal, SignIn } from '../sign-in.ts';
import type { Attacher } from './alarm.ts';
import { alarmSignIn } from './alarm-sign-in.ts';

/** AWS's managed policies that it attaches to a user whose key was exposed begin with this. */
export const QUARANTINE_POLICY = 'AWSCompromisedKeyQuarantine';

/** `arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3`, of any partition. */
const QUARANTINE = new RegExp(`^arn:[\\w-]+:iam::aws:policy/${QUARANTINE_POLICY}\\w*$`);

/**
 * Reads a record of CloudTrail by which a quarantine policy was attached to a user; null for all
 * other records. AWS attaches it, and anybody who may attach policies can do the same: who it was
 * cannot be told with certainty.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
 */
export function readQuarantine(record: Fields): SignIn | null {
	const request = objectAt(record, 'requestParameters');
	const policy = textAt(request, 'policyArn') ?? '';
	const name = textAt(request, 'userName');
	const time = readInstant(textAt(record, 'eventTime') ?? '');
	const account =
		textAt(record, 'recipientAccountId') ?? textAt(objectAt(record, 'userIdentity'), 'accountId');
	if (!isAttaching(record) || !QUARANTINE.test(policy)) return null;
	if (name === null || time === null || account === null) return null;
	const eventId = textAt(record, 'eventID');
	const attacher = attacherIn(record, account);
	return alarmSignIn({
		alarm: {
			...{ kind: 'quarantine', id: `${account}|${attacher.key}`, state: 'open' },
			...{ code: nameInArn(policy) ?? QUARANTINE_POLICY, text: null, severity: null },
			...{ subject: 'to-find', attacher, isBacked: false },
		},
		eventId,
		...{ time, event: 'AttachUserPolicy', eventSource: 'iam.amazonaws.com' },
		...{ recipient: account, account, region: textAt(record, 'awsRegion') },
		principal: { kind: 'iam-user', name, id: null, arn: null, account },
		keyId: null,
	});
}

/** A denied call attaches nothing. */
function isAttaching(record: Fields): boolean {
	return (
		textAt(record, 'eventSource') === 'iam.amazonaws.com' &&
		textAt(record, 'eventName') === 'AttachUserPolicy' &&
		textAt(record, 'errorCode') === null
	);
}

/** A session counts as its role, because who holds a role can give sessions any name. */
function attacherIn(record: Fields, account: string): Attacher {
	const principal = readPrincipal(record, 'AttachUserPolicy');
	const owner = principal.account ?? account;
	const role = readIssuer(record, principal);
	const name = principal.name ?? textAt(record, 'sourceIPAddress') ?? principal.kind;
	return { key: keyOf(principal, owner, role), name };
}

function keyOf(principal: Principal, owner: string, role: string | null): string {
	const { kind, id, name } = principal;
	if (kind === 'root') return `root:${owner}`;
	if (kind === 'iam-user') return `user:${owner}/${id ?? name ?? ''}`;
	const issuer = nameInArn(role ?? '');
	return issuer === null ? `${kind}:${owner}/${id ?? ''}` : `role:${owner}/${issuer}`;
}

import { isObject } from '../../record/json-object.ts';
import { type Fields, objectAt, textAt } from '../fields.ts';
import { kindOfType } from '../read-principal.ts';
import type { Principal, SignIn } from '../sign-in.ts';
import type { Alarm, Subject } from './alarm.ts';
import { alarmSignIn, NOBODY } from './alarm-sign-in.ts';
import type { Envelope } from './read-envelope.ts';

/** What AWS calls these events on the bus. */
export const FINDING_TYPE = 'GuardDuty Finding';

/** Findings about a sequence of acts with stolen credentials name their actors, no access key. */
export const SEQUENCE = 'AttackSequence:IAM/';

export function isFinding({ source, type }: Envelope): boolean {
	return source === 'aws.guardduty' && type === FINDING_TYPE;
}

/**
 * Reads one alarm for each principal that a finding names. A finding is sent again when it is
 * updated, and to the administrator's account as well; its id stays.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 */
export function readFinding(envelope: Envelope): SignIn[] {
	const { detail } = envelope;
	const details = objectAt(objectAt(detail, 'resource'), 'accessKeyDetails');
	const holder: Holder = {
		type: textAt(details, 'userType'),
		id: textAt(details, 'principalId'),
		name: textAt(details, 'userName'),
		keyId: textAt(details, 'accessKeyId'),
	};
	const isNamed = holder.id !== null || holder.keyId !== null || holder.name !== null;
	const holders = isNamed ? [holder] : actorsIn(detail);
	const all: readonly (Holder | null)[] = holders.length === 0 ? [null] : holders;
	return all.map((one) => alarmAbout(one, envelope));
}

/** Whose credential a finding is about. */
interface Holder {
	readonly type: string | null;
	readonly id: string | null;
	/** Of a session: the name of its role. */
	readonly name: string | null;
	readonly keyId: string | null;
}

function alarmAbout(holder: Holder | null, envelope: Envelope): SignIn {
	const { detail, time, region } = envelope;
	const account = textAt(detail, 'accountId') ?? envelope.account;
	const id = textAt(detail, 'id') ?? envelope.id;
	const code = textAt(detail, 'type') ?? envelope.type;
	const owner = { account, partition: textAt(detail, 'partition') ?? 'aws' };
	const principal = holder === null ? NOBODY : principalOf(holder, owner);
	const alarm: Alarm = {
		...{ kind: 'guardduty', id, code, text: textIn(detail), state: stateOf(detail) },
		...{ severity: severityIn(detail), subject: subjectOf(principal) },
		...{ attacher: null, isBacked: false },
	};
	return alarmSignIn({
		alarm,
		eventId: [id, textAt(detail, 'updatedAt') ?? '', holder?.id ?? ''].join('|'),
		...{ time, event: code, eventSource: 'guardduty.amazonaws.com' },
		...{ recipient: envelope.account, account, region, principal },
		keyId: holder?.keyId ?? null,
		callerIssuer: holder === null ? null : roleOf(holder, principal, owner),
		address: addressIn(detail),
	});
}

function subjectOf({ kind, id }: Principal): Subject {
	if (kind === 'root') return 'named';
	return id === null ? 'nobody' : 'named';
}

/** The account of a finding, and the partition in which it is. */
interface Owner {
	readonly account: string;
	readonly partition: string;
}

function principalOf({ type, id, name }: Holder, { account, partition }: Owner): Principal {
	const kind = kindOfType(type) ?? 'unknown';
	const session =
		kind === 'role-session' && id?.includes(':') ? id.slice(id.indexOf(':') + 1) : null;
	const arn = kind === 'root' ? `arn:${partition}:iam::${account}:root` : null;
	return { kind, name: session ?? name, id, arn, account };
}

/** A finding names the role of a session without its path. */
function roleOf({ name }: Holder, { kind }: Principal, owner: Owner): string | null {
	if (kind !== 'role-session' || name === null) return null;
	return `arn:${owner.partition}:iam::${owner.account}:role/${name}`;
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-attack-sequence-finding-types.html */
function actorsIn(detail: Fields): Holder[] {
	const sequence = objectAt(objectAt(objectAt(detail, 'service'), 'detection'), 'sequence');
	const actors = Object.hasOwn(sequence, 'actors') ? sequence.actors : [];
	return (Array.isArray(actors) ? actors.filter(isObject) : []).map((actor) => {
		const user = objectAt(actor, 'user');
		return {
			type: textAt(user, 'type'),
			id: textAt(user, 'uid'),
			name: textAt(user, 'name'),
			keyId: textAt(user, 'credentialUid'),
		};
	});
}

/** Only the sample findings of the console and of `CreateSampleFindings` are marked like this. */
function stateOf(detail: Fields): Alarm['state'] {
	const service = objectAt(detail, 'service');
	const isMarked = textAt(objectAt(service, 'additionalInfo'), 'sample') === 'true';
	if (isMarked || textAt(detail, 'title')?.startsWith('[SAMPLE]')) return 'sample';
	return textAt(service, 'archived') === 'true' ? 'closed' : 'open';
}

function severityIn({ severity }: Fields): number | null {
	return typeof severity === 'number' && Number.isFinite(severity) ? severity : null;
}

function textIn(detail: Fields): string | null {
	return textAt(detail, 'title') ?? textAt(detail, 'description');
}

function addressIn(detail: Fields): string | null {
	const action = objectAt(objectAt(objectAt(detail, 'service'), 'action'), 'awsApiCallAction');
	const remote = objectAt(action, 'remoteIpDetails');
	return textAt(remote, 'ipAddressV4') ?? textAt(remote, 'ipAddressV6');
}

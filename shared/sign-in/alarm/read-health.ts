import { isObject } from '../../record/json-object.ts';
import { shortHash } from '../../runtime/sha256.ts';
import { readArn } from '../arn.ts';
import { type Fields, textAt } from '../fields.ts';
import type { Principal, SignIn } from '../sign-in.ts';
import type { Alarm, Subject } from './alarm.ts';
import { alarmSignIn, NOBODY } from './alarm-sign-in.ts';
import type { Envelope } from './read-envelope.ts';

/** What AWS calls these events on the bus. */
export const HEALTH_TYPE = 'AWS Health Event';

/** The service in Health's events about credentials, and how their codes begin. */
export const RISK = { service: 'RISK', prefix: 'AWS_RISK_' } as const;

/** True for an event of Health about a credential, also of a kind that is new. */
export function isRiskEvent({ source, type, detail }: Envelope): boolean {
	const code = textAt(detail, 'eventTypeCode') ?? '';
	const isRisk = textAt(detail, 'service') === RISK.service || code.startsWith(RISK.prefix);
	return source === 'aws.health' && type === HEALTH_TYPE && isRisk;
}

/**
 * Reads one alarm for each credential that an event of Health names. Its ARN is not unique to an
 * account; its pages and the copy in the backup Region have one `communicationId`.
 * https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
 */
export function readHealth(envelope: Envelope): SignIn[] {
	const { detail } = envelope;
	const entities = listAt(detail, 'affectedEntities').flatMap((entity) => {
		const value = textAt(entity, 'entityValue');
		return value === null ? [] : [value];
	});
	const named = entities.length === 0 ? [null] : [...new Set(entities)];
	return named.map((entity) => alarmAbout(entity, envelope));
}

function alarmAbout(entity: string | null, envelope: Envelope): SignIn {
	const { detail, time, region, id } = envelope;
	// In a view of the whole organization the event goes to another account than the affected one.
	const account = textAt(detail, 'affectedAccount') ?? envelope.account;
	const arn = textAt(detail, 'eventArn') ?? id;
	const code = textAt(detail, 'eventTypeCode') ?? 'AWS_RISK';
	const communication =
		textAt(detail, 'communicationId') ?? textAt(detail, 'lastUpdatedTime') ?? arn;
	const alarm: Omit<Alarm, 'subject'> = {
		...{ kind: 'health', id: `${account}|${arn}`, code, text: descriptionIn(detail) },
		state: textAt(detail, 'statusCode') === 'closed' ? 'closed' : 'open',
		...{ severity: null, attacher: null, isBacked: false },
	};
	const { subject, principal, keyId } = entityOf(entity, account);
	return alarmSignIn({
		alarm: { ...alarm, subject },
		// It is shown and logged, and the whole id of a key must not be.
		eventId: [communication, shortHash(entity ?? '').slice(0, 8)].join('|'),
		...{ time, event: code, eventSource: 'health.amazonaws.com' },
		...{ recipient: envelope.account, account, region, principal, keyId },
	});
}

interface Entity {
	readonly subject: Subject;
	readonly principal: Principal;
	readonly keyId: string | null;
}

const KEY_ID = /^A[KS]IA[A-Z0-9]{12,124}$/;
const ACCOUNT = /^\d{12}$/;
const USER_NAME = /^[\w+=,.@-]{1,64}$/;

/**
 * Tells whose credential `entityValue` means: AWS's sample has the id of an access key. What the
 * other codes have there is not documented, so a user's ARN and name are read too.
 */
function entityOf(entity: string | null, account: string): Entity {
	const nobody = { subject: 'nobody', principal: NOBODY, keyId: null } as const;
	if (entity === null || ACCOUNT.test(entity)) return nobody;
	if (KEY_ID.test(entity)) {
		// Nobody can ask IAM whose session a temporary key belongs to.
		const subject = entity.startsWith('AKIA') ? 'to-find' : 'nobody';
		return { subject, principal: NOBODY, keyId: entity };
	}
	const arn = readArn(entity);
	if (arn?.service === 'iam' && arn.account === account) {
		const [kind, ...parts] = arn.resource.split('/');
		const name = parts.at(-1);
		if (kind === 'root') return { ...nobody, subject: 'named', principal: rootOf(account, entity) };
		if (kind === 'user' && name !== undefined)
			return { subject: 'to-find', principal: userOf({ account, name, arn: entity }), keyId: null };
	}
	if (!USER_NAME.test(entity)) return nobody;
	return {
		subject: 'to-find',
		principal: userOf({ account, name: entity, arn: null }),
		keyId: null,
	};
}

function rootOf(account: string, arn: string): Principal {
	return { kind: 'root', name: 'root', id: account, arn, account };
}

function userOf(user: Pick<Principal, 'account' | 'name' | 'arn'>): Principal {
	return { kind: 'iam-user', id: null, ...user };
}

/** Health describes an event in English; other languages are beside it. */
function descriptionIn(detail: Fields): string | null {
	const all = listAt(detail, 'eventDescription');
	const english = all.find((one) => textAt(one, 'language')?.startsWith('en')) ?? all[0];
	return english === undefined ? null : textAt(english, 'latestDescription');
}

function listAt(fields: Fields, key: string): readonly Fields[] {
	const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
	return Array.isArray(value) ? value.filter(isObject) : [];
}

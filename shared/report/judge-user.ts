import type { ReportSettings } from '../configuration/configuration.ts';
import type { Finding } from './account-report.ts';
import type { ServiceCredential, UserCredentials } from './credentials.ts';
import { DAY, daysSince, wholeDays } from './whole-days.ts';

/** A user with the limits to judge by. */
export interface UserToJudge {
	readonly user: UserCredentials;
	/** Ages are counted up to this time, milliseconds since 1970. */
	readonly at: number;
	readonly limits: ReportSettings['limits'];
}

/** A rule about a user. Gives null if it finds nothing. */
type UserRule = (toJudge: UserToJudge) => Finding | null;

/** A second key that is younger than this is probably a rotation under way. */
const ROTATION_DAYS = 14;

const quarantined: UserRule = ({ user: { quarantine } }) =>
	quarantine === null
		? null
		: { code: 'quarantined', severity: 'critical', dueAt: null, detail: quarantine };

const twoActiveKeys: UserRule = ({ user: { keys }, at }) => {
	const active = keys.filter(({ status }) => status === 'active');
	if (active.length < 2) return null;
	const ages = active.map(({ createdAt }) => daysSince(createdAt, at) ?? Number.POSITIVE_INFINITY);
	const severity = Math.min(...ages) < ROTATION_DAYS ? 'info' : 'low';
	return { code: 'two-active-keys', severity, dueAt: null, detail: null };
};

const moreCredentials: UserRule = ({ user: { more } }) =>
	more === null ? null : { code: 'more-credentials', severity: 'info', dueAt: null, detail: more };

/**
 * ISMS-P 2.5.6 names accounts without a sign-in for six months as a defect. A new credential of an
 * old user is no such account. Nobody knows when a service-specific credential was last used, so a
 * user who has one is never called dormant.
 */
const dormant: UserRule = ({ user, at, limits }) => {
	const active = user.keys.filter(({ status }) => status === 'active');
	if (active.length === 0 && user.password.isEnabled !== true) return null;
	if (user.serviceCredentials.some(({ isActive }) => isActive)) return null;
	if (active.some(({ use }) => use.kind === 'unknown')) return null;
	const signs = [
		...user.keys.map(({ use }) => ('at' in use ? use.at : null)),
		...active.map(({ createdAt }) => createdAt),
		user.password.usedAt,
		user.password.changedAt,
	].filter((time) => time !== null);
	const newest = signs.length > 0 ? Math.max(...signs) : user.createdAt;
	if (newest === null || wholeDays(newest, at) < limits.dormantDays) return null;
	const dueAt = newest + limits.dormantDays * DAY;
	return { code: 'user-dormant', severity: 'high', dueAt, detail: null };
};

/** Judges a user who is not root. */
export function judgeUser(toJudge: UserToJudge): Finding[] {
	return findings([quarantined, dormant, twoActiveKeys, moreCredentials], toJudge);
}

const passwordWithoutMfa: UserRule = ({ user: { hasMfa } }) =>
	hasMfa ? null : { code: 'password-no-mfa', severity: 'high', dueAt: null, detail: null };

const passwordUnused: UserRule = ({ user: { password, createdAt }, at, limits }) => {
	const since = password.usedAt ?? password.changedAt ?? createdAt;
	if (since === null || wholeDays(since, at) < limits.unusedDays) return null;
	const dueAt = since + limits.unusedDays * DAY;
	return { code: 'password-unused', severity: 'medium', dueAt, detail: null };
};

/** Judges the console password of a user who is not root. */
export function judgePassword(toJudge: UserToJudge): Finding[] {
	if (toJudge.user.password.isEnabled !== true) return [];
	return findings([passwordWithoutMfa, passwordUnused], toJudge);
}

/** The holder of one of these has an API key that works until somebody ends it. */
const LONG_TERM_API_KEYS = new Set([
	'bedrock.amazonaws.com',
	'aws-external-anthropic.amazonaws.com',
	'cloudwatch.amazonaws.com',
	'logs.amazonaws.com',
]);
/** An end further away than this is none. */
const NEVER_DAYS = 10_000;
const SERVICE_CREDENTIAL_DAYS = 90;

/** Judges a service-specific credential. */
export function judgeServiceCredential(
	{ service, isActive, createdAt, expiresAt }: ServiceCredential,
	at: number,
): Finding[] {
	if (!isActive) return [];
	const neverEnds = expiresAt === null || expiresAt - at > NEVER_DAYS * DAY;
	const isOld = createdAt !== null && wholeDays(createdAt, at) > SERVICE_CREDENTIAL_DAYS;
	const detail = service;
	return [
		...(LONG_TERM_API_KEYS.has(service) && neverEnds
			? [{ code: 'service-credential-no-expiry', severity: 'high', dueAt: null, detail } as const]
			: []),
		...(isOld
			? [
					{
						...({ code: 'service-credential-too-old', severity: 'medium' } as const),
						...{ dueAt: createdAt + SERVICE_CREDENTIAL_DAYS * DAY, detail },
					},
				]
			: []),
	];
}

/**
 * Judges root by its own rules only: the report says little about it, and `not_supported` is no
 * sign of disuse. A report that does not tell whether root has a password leaves it possible.
 */
export function judgeRoot({ password, keys, hasMfa }: UserCredentials): {
	readonly root: Finding[];
	readonly key: Finding[];
} {
	const hasKey = keys.some(({ status }) => status === 'active');
	const hasCredential = hasKey || password.isEnabled !== false;
	const critical = { severity: 'critical', dueAt: null, detail: null } as const;
	return {
		root: hasCredential && !hasMfa ? [{ code: 'root-no-mfa', ...critical }] : [],
		key: [{ code: 'root-key', ...critical }],
	};
}

function findings(rules: readonly UserRule[], toJudge: UserToJudge): Finding[] {
	return rules.map((rule) => rule(toJudge)).filter((finding) => finding !== null);
}

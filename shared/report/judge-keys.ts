import type { ReportSettings, UseException } from '../configuration/configuration.ts';
import { matchesPattern } from '../configuration/pattern.ts';
import type { Finding } from './account-report.ts';
import type { CredentialUse, KeyActivity } from './credential-use.ts';
import type { AccessKey, UserCredentials } from './credentials.ts';
import { DAY, daysSince, wholeDays } from './whole-days.ts';

/** A key, whose it is, and what is known of its use. */
export interface KeyToJudge {
	readonly key: AccessKey;
	readonly user: UserCredentials;
	readonly use: CredentialUse;
	/** Ages are counted up to this time, milliseconds since 1970. */
	readonly at: number;
	readonly settings: Pick<ReportSettings, 'limits' | 'machineUsers'>;
	/** Set if the configuration expects the use of the user's keys from anywhere. */
	readonly exception: UseException | null;
}

/** A rule about one access key. Gives null if it finds nothing. */
type KeyRule = (toJudge: KeyToJudge) => Finding | null;

/** Uses older than this are not counted any more. */
const RECENT_DAYS = 90;
/** A key older than this is a high finding. */
const VERY_OLD_DAYS = 365;

/** CIS: "rotated every 90 days or less", so 90 days pass and 91 do not. */
const tooOld: KeyRule = ({ key: { createdAt }, user, at, settings }) => {
	const { limits, machineUsers } = settings;
	const isMachine = machineUsers.some((pattern) => matchesPattern(pattern, user.user));
	const limit = isMachine ? limits.machineKeyDays : limits.keyDays;
	const age = daysSince(createdAt, at);
	if (createdAt === null || age === null || age <= limit) return null;
	const severity = age > VERY_OLD_DAYS ? 'high' : 'medium';
	return { code: 'key-too-old', severity, dueAt: createdAt + limit * DAY, detail: null };
};

/** CIS: "unused for 45 days or more". */
const unused: KeyRule = ({ key: { use }, at, settings: { limits } }) => {
	if (!('at' in use) || wholeDays(use.at, at) < limits.unusedDays) return null;
	const dueAt = use.at + limits.unusedDays * DAY;
	return { code: 'key-unused', severity: 'medium', dueAt, detail: null };
};

/** A key that was never used is judged by its making: a new one is nothing to report. */
const neverUsed: KeyRule = ({ key: { use, createdAt }, at, settings: { limits } }) => {
	if (use.kind !== 'never' || createdAt === null) return null;
	if (wholeDays(createdAt, at) < limits.unusedDays) return null;
	const dueAt = createdAt + limits.unusedDays * DAY;
	return { code: 'key-never-used', severity: 'medium', dueAt, detail: null };
};

/** The key was handed out before anybody needed it. */
const atSetup: KeyRule = ({ key: { use, createdAt }, user: { password, createdAt: setUpAt } }) => {
	if (password.isEnabled !== true || use.kind !== 'never') return null;
	if (createdAt === null || setUpAt === null || Math.abs(createdAt - setUpAt) > DAY) return null;
	return { code: 'key-at-setup', severity: 'info', dueAt: null, detail: null };
};

const untrustedUse: KeyRule = ({ use, at, exception }) => {
	const networks = activitiesOf(use)
		.flatMap((activity) => activity.networks)
		.filter(({ classification, lastAt }) => classification === 'untrusted' && isRecent(lastAt, at));
	const names = [...new Set(networks.map(({ network }) => network))];
	if (names.length === 0) return null;
	const detail = names.slice(0, 3).join(', ');
	const severity = exception === null ? 'high' : 'info';
	return { code: 'key-untrusted-use', severity, dueAt: null, detail };
};

/**
 * An agent is a word that the holder of the key chooses, so this is only a hint: the key may be
 * replaced by a role if all that is known of its use comes from a machine that can have one.
 */
const couldBeRole: KeyRule = ({ use, at }) => {
	const recent = activitiesOf(use).filter(({ lastAt }) => lastAt !== null && isRecent(lastAt, at));
	const [runsOn, ...others] = new Set(recent.map((activity) => activity.runsOn));
	if (runsOn === undefined || runsOn === null || others.length > 0) return null;
	return { code: 'could-be-role', severity: 'info', dueAt: null, detail: runsOn };
};

/** Nobody is told what such a key does, so somebody must ask again whether that is right. */
const excepted: KeyRule = ({ exception, at }) => {
	if (exception === null) return null;
	const dueAt = Date.parse(exception.review);
	const severity = at >= dueAt + DAY ? 'medium' : 'info';
	return { code: 'use-excepted', severity, dueAt, detail: exception.reason };
};

const ACTIVE_KEY_RULES: readonly KeyRule[] = [
	untrustedUse,
	excepted,
	tooOld,
	unused,
	neverUsed,
	atSetup,
	couldBeRole,
];

/** A key that was switched off and forgotten can be switched on again. */
const inactiveKept: KeyRule = ({ key, at, settings: { limits } }) => {
	const since = key.changedAt ?? key.createdAt;
	if (since === null || wholeDays(since, at) < limits.inactiveDays) return null;
	const dueAt = since + limits.inactiveDays * DAY;
	return { code: 'inactive-key-kept', severity: 'low', dueAt, detail: null };
};

/** Judges one access key of a user who is not root. */
export function judgeKey(toJudge: KeyToJudge): Finding[] {
	const rules = toJudge.key.status === 'active' ? ACTIVE_KEY_RULES : [inactiveKept];
	return rules.map((rule) => rule(toJudge)).filter((finding) => finding !== null);
}

function activitiesOf({ history, trail }: CredentialUse): readonly KeyActivity[] {
	return [history, trail].filter((activity) => activity !== null);
}

function isRecent(time: number, at: number): boolean {
	return at - time <= RECENT_DAYS * DAY;
}

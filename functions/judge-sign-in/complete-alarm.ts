import type {
	FoundUser,
	KeyOwners,
	OwnerAnswer,
	Wanted,
} from '../../shared/credential/key-owner.ts';
import { type AlarmsSeen, isBackedBy } from '../../shared/history/alarms-seen.ts';
import type { Alarm, Subject } from '../../shared/sign-in/alarm/alarm.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';

interface AlarmDeps {
	readonly keyOwners: KeyOwners;
	readonly alarmsSeen: AlarmsSeen;
}

/**
 * Adds to an alarm what only IAM and earlier alarms tell: whose key it is, and whether Health and a
 * quarantine report the same user. Everything else is given back as it is.
 */
export async function completeAlarm(signIn: SignIn, deps: AlarmDeps): Promise<SignIn> {
	const { alarm } = signIn;
	if (alarm === undefined || alarm.state !== 'open') return signIn;
	const found = await withOwner(signIn, alarm, deps);
	return { ...found.signIn, alarm: await withBacking(found, deps) };
}

interface Found {
	readonly signIn: SignIn;
	readonly alarm: Alarm;
}

async function withOwner(signIn: SignIn, alarm: Alarm, { keyOwners }: AlarmDeps): Promise<Found> {
	const wanted = alarm.subject === 'to-find' ? wantedOf(signIn) : null;
	if (wanted === null) return { signIn, alarm };
	const answer = await keyOwners.find(wanted);
	const subject = subjectOf(answer, signIn);
	if (answer.kind !== 'found') return { signIn, alarm: { ...alarm, subject } };
	return { signIn: ofUser(signIn, answer.user), alarm: { ...alarm, subject } };
}

function wantedOf({ account, clues, principal }: SignIn): Wanted | null {
	if (account === null) return null;
	if (clues.accessKeyId !== null) return { account, keyId: clues.accessKeyId };
	return principal.name === null ? null : { account, user: principal.name };
}

/** A record names a user surely, and so does an ARN; what a bare name of Health means is a guess. */
function subjectOf({ kind }: OwnerAnswer, { alarm, principal, clues }: SignIn): Subject {
	if (kind !== 'found') return kind;
	const isBareName = principal.arn === null && clues.accessKeyId === null;
	return alarm?.kind === 'health' && isBareName ? 'by-name' : 'named';
}

function ofUser(signIn: SignIn, { id, name, arn }: FoundUser): SignIn {
	const { account } = signIn;
	return { ...signIn, principal: { kind: 'iam-user', name, id, arn, account } };
}

/** The own alarm is noted before the other one is looked for, so that of two at once one sees both. */
async function withBacking({ signIn, alarm }: Found, { alarmsSeen }: AlarmDeps): Promise<Alarm> {
	const { account, principal, time } = signIn;
	const { kind } = alarm;
	if (kind !== 'health' && kind !== 'quarantine') return alarm;
	if (account === null || principal.kind !== 'iam-user' || principal.id === null) return alarm;
	const user = { account, userId: principal.id };
	await alarmsSeen.note(user, kind, time);
	const other = kind === 'health' ? 'quarantine' : 'health';
	const last = await alarmsSeen.last(user, other);
	return { ...alarm, isBacked: isBackedBy(time, last) };
}

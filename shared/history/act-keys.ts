import { nameInArn, readArn } from '../sign-in/arn.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

/**
 * A key that the records of one act share. It holds for so many seconds; later the same key means
 * another act.
 */
export interface ActKey {
	readonly key: string;
	readonly seconds: number;
}

const MINUTE = 60;

/**
 * Gives the key of exactly this record. AWS gives each event its own `eventID`, but edited logs
 * reuse ids. So the key holds everything that can differ between two sign-ins, and no sign-in is
 * taken for a copy of another one.
 */
export function deliveryKey(signIn: SignIn): string {
	// A copy from another Region, or one that the administrator's account got, differs in its time.
	if (signIn.alarm !== undefined)
		return JSON.stringify(['alarm', signIn.alarm.kind, signIn.alarm.id, signIn.eventId]);
	return deliveryKeys(signIn)(signIn);
}

/** Gives the keys of records that differ from this one in nothing but their id and time. */
export function deliveryKeys(signIn: SignIn): (record: Pick<SignIn, 'eventId' | 'time'>) => string {
	const { account, event, principal, address, outcome, clues, session } = signIn;
	const who = principal.arn ?? principal.id ?? principal.name;
	const what = [session?.roleArn, session?.userId, session?.name, clues.accessKeyId, clues.mfaUsed];
	const owner = JSON.stringify(account ?? null);
	const same = JSON.stringify([event, who, address, outcome, ...what]).slice(1);
	// The keys of stored records are hashes of this list.
	return ({ eventId, time }) =>
		`["delivery",${JSON.stringify(eventId ?? null)},${owner},${time},${same}`;
}

/**
 * Gives the keys under which a main sign-in is found: a step with one of these keys belongs to it.
 */
export function mainKeys(signIn: SignIn): ActKey[] {
	const { links, event } = signIn;
	const keys: ActKey[] = [];
	if (links.sharedEventId !== null)
		keys.push({ key: `shared:${links.sharedEventId}`, seconds: 15 * MINUTE });
	if (event === 'UserAuthentication' && links.workflowId !== null) keys.push(workflow(signIn));
	if (event === 'SwitchRole') keys.push(...switchKeys(signIn));
	return keys;
}

/**
 * Gives the keys under which a second main record is a copy of the first. A copy shows the same
 * address: the same login or role switch from two addresses at once means two people, and the
 * second may be the attacker.
 */
export function copyKeys(signIn: SignIn): ActKey[] {
	return mainKeys(signIn).map(({ key, seconds }) => ({ key: `${key}@${signIn.address}`, seconds }));
}

/**
 * Gives the keys under which steps find a main sign-in if several sign-ins can have the same key. A
 * sign-in with such a key is never taken for a copy.
 */
export function leadKeys(signIn: SignIn): ActKey[] {
	const { event, principal } = signIn;
	if (event !== 'ConsoleLogin') return [];
	return [
		{ key: consoleKey(signIn), seconds: MINUTE },
		...(principal.name === null ? [] : [mfaKey(signIn)]),
	];
}

/** Gives the keys under which a step looks for its sign-in; none if the record is not a step. */
export function stepKeys(signIn: SignIn): ActKey[] {
	const { event, links } = signIn;
	switch (event) {
		case 'CredentialChallenge':
		case 'CredentialVerification':
			return links.workflowId === null ? [] : [workflow(signIn)];
		case 'CheckMfa':
			return [mfaKey(signIn)];
		case 'AssumeRole':
			return switchKeys(signIn);
		case 'AssumeRoleWithSAML':
		case 'GetSigninToken':
			return [{ key: consoleKey(signIn), seconds: MINUTE }];
		default:
			return [];
	}
}

function workflow({ account, links }: SignIn): ActKey {
	return { key: `workflow:${account}/${links.workflowId}`, seconds: 30 * MINUTE };
}

function mfaKey({ account, principal, address }: SignIn): ActKey {
	return { key: `mfa:${account}/${principal.name}@${address}`, seconds: 10 * MINUTE };
}

/**
 * A role switch prints up to four records in the same second. The session keeps the person's name.
 */
function switchKeys({ session, principal }: SignIn): ActKey[] {
	const roleArn = session?.roleArn ?? '';
	const role = readArn(roleArn);
	if (role === null) return [];
	return [
		{
			key: `switch:${role.account}/${nameInArn(roleArn)}/${session?.name ?? principal.name}`,
			seconds: 5,
		},
	];
}

function consoleKey({ account, session, principal }: SignIn): string {
	const role = nameInArn(session?.roleArn ?? '') ?? '';
	return `console:${account}/${role}/${session?.name ?? principal.name}`;
}

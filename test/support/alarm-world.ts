import { judgeSignIn } from '../../functions/judge-sign-in/judge-sign-in.ts';
import type { KeyOwners } from '../../shared/credential/key-owner.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { EXPOSED_KEY } from './an-alarm.ts';
import { CONTAIN, judgeDeps } from './judge-deps.ts';

type Deps = ReturnType<typeof judgeDeps>;

/** The id of the user whose key was exposed. */
export const MINJI = 'AIDAMINJIEXAMPLE0001';

/** An IAM that knows the owner of the exposed key, and every user by name. */
const KNOWN_OWNERS: KeyOwners = {
	find: async (wanted) => {
		const name = 'user' in wanted ? wanted.user : wanted.keyId === EXPOSED_KEY ? 'minji' : null;
		if (name === null) return { kind: 'not-found' };
		const id = `AIDA${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}EXAMPLE0001`;
		const arn = `arn:aws:iam::${wanted.account}:user/${name}`;
		return { kind: 'found', user: { id, name, arn } };
	},
};

/** The deps of judge-sign-in, by default in mode `contain`, with an IAM that knows everybody. */
export function alarmDeps(table: Table, over = CONTAIN, keyOwners = KNOWN_OWNERS): Deps {
	return { ...judgeDeps(table, over), keyOwners };
}

/** Judges an event a minute after its time. */
export async function deliverEvent(
	event: Readonly<Record<string, unknown>>,
	deps: Deps,
): Promise<void> {
	const now = Date.parse(String(event.time)) + 60_000;
	await judgeSignIn(JSON.stringify(event), deps, { now, waited: Number.POSITIVE_INFINITY });
}

/** What the containment SCP must hold now. */
export async function activeOf(deps: Deps) {
	return (await deps.ledger.activeFor('scp')).active;
}

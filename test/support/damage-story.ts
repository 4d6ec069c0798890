import { noteUnannounced } from '../../shared/containment/ledger/dynamodb-announcements.ts';
import { dynamodbPartPositions } from '../../shared/containment/ledger/dynamodb-part-positions.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { DamagedItemError } from '../../shared/runtime/dynamodb-item.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { ACCOUNT, assumeRole, iamUser } from './a-record.ts';
import { allItems } from './all-items.ts';
import { writeEveryKind } from './every-kind-of-item.ts';
import { memoryPolicy } from './memory-publisher.ts';
import { smallCloud } from './small-cloud.ts';

export type Item = Readonly<Record<string, unknown>>;

/** People who are contained when the damage happens, and how that ends for them. */
const BEFORE = {
	emma: 'expires',
	ravi: 'is released',
	eli: 'expires',
	rosa: 'is released',
} as const;
type Before = keyof typeof BEFORE;
/** Signs in for the first time after the damage. */
const AFTER = 'nora';

const NAMES = Object.keys(BEFORE).filter((name): name is Before => Object.hasOwn(BEFORE, name));
const HOUR = 3_600_000;
const MORNING = Date.parse('2026-03-03T04:00:00Z');
/** A run of reconcile after the sessions of the first four have ended. */
const EVENING = MORNING + 16 * HOUR;
const RUN = 5 * 60_000;

/** A table with an item of every kind, and four people who are contained. */
export interface Story {
	readonly items: readonly Item[];
	/** The text of the SCP. */
	readonly text: string;
	/** Parts of the keys of the items about each of the four. */
	readonly about: ReadonlyMap<Before, readonly string[]>;
}

/** An hour between two people, so that the circuit breaker stays closed. */
export function signInOf(name: string, hour: number) {
	const eventTime = new Date(MORNING + hour * HOUR).toISOString().replace('.000', '');
	const roleArn = `arn:aws:iam::${ACCOUNT}:role/ops/deploy`;
	const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/${name}`;
	return assumeRole({
		...{ eventTime, eventID: `event-${name}`, sourceIPAddress: `198.51.100.${100 + hour}` },
		userIdentity: { ...iamUser(name), accessKeyId: `AKIA${name.toUpperCase()}EXAMPLE` },
		requestParameters: { roleArn, roleSessionName: name },
		responseElements: {
			credentials: { accessKeyId: `ASIA${name.toUpperCase()}` },
			assumedRoleUser: { assumedRoleId: `AROADEPLOYEXAMPLE0001:${name}`, arn },
		},
	});
}

/** Writes the table before the damage. */
export async function tellStory(table: Table): Promise<Story> {
	await writeEveryKind(table);
	let now = MORNING;
	const cloud = smallCloud(table, () => now);
	for (const [hour, name] of NAMES.entries()) {
		now = MORNING + hour * HOUR + 5_000;
		await cloud.arrive(signInOf(name, hour));
		await cloud.settle();
	}
	const about = new Map<Before, readonly string[]>();
	const open = await cloud.ledger.open();
	for (const name of NAMES) about.set(name, await keysAbout(name, open, cloud));
	const run = { policy: 'scp', generation: 1, holder: 'run-0', ids: [] } as const;
	await noteUnannounced(table, run, now);
	for (const work of ['ends', 'repairs'] as const)
		await dynamodbPartPositions(table).write(work, `${now} 0123456789abcdef`);
	return { items: await allItems(table), text: cloud.scpText(), about };
}

/** Also has their case answered, so that reconcile does not extend their containments. */
async function keysAbout(
	name: Before,
	open: readonly Containment[],
	{ cases }: Pick<ReturnType<typeof smallCloud>, 'cases'>,
): Promise<string[]> {
	const mine = open.filter((one) => isOf(name, one));
	const caseId = mine[0]?.caseId ?? '';
	const stored = await cases.find(caseId);
	if (mine.length !== 2 || stored === null) throw new Error(`${name} is not contained`);
	await cases.answer(caseId, { by: 'sora', at: MORNING });
	return [caseId, stored.whose.key, ...mine.map(({ id }) => id)];
}

function isOf(name: string, { selector }: Containment): boolean {
	return selector.value.endsWith(`:${name}`) || selector.value.includes(name.toUpperCase());
}

/** What came of everybody but those whom the damaged item is about; empty if all is well. */
export async function goOn(table: Table, story: Story, isAbout: (name: string) => boolean) {
	const told: string[] = [];
	const passOver = ({ item }: DamagedItemError) => void told.push(item);
	let now = MORNING + 5 * HOUR;
	const cloud = smallCloud({ ...table, passOver }, () => now, memoryPolicy(story.text));
	const wrong: string[] = [];
	const attempt = async (what: string, work: () => Promise<unknown>) => {
		await work().catch((error: unknown) => wrong.push(`${what}: ${String(error)}`));
	};
	await attempt('judging', () => cloud.arrive(signInOf(AFTER, 4)));
	await attempt('settling', () => cloud.settle());
	for (const [name, keys] of story.about) {
		if (BEFORE[name] === 'expires' || isAbout(name)) continue;
		await attempt(`releasing ${name}`, () => cloud.release(keys[0] ?? ''));
	}
	await attempt('settling', () => cloud.settle());
	/** What a run of reconcile does later, by so many runs. */
	const runAgain = async (runs: number) => {
		now = EVENING + runs * RUN;
		await attempt('reconciling', () => cloud.reconcile());
		await attempt('settling', () => cloud.settle());
	};
	await runAgain(0);
	return { wrong, cloud, told, runAgain };
}

type Went = Awaited<ReturnType<typeof goOn>>;

/**
 * Answers with what is not as it should be for those whom the damaged item is not about, at last
 * after one more run of reconcile.
 */
export async function whatIsWrong(
	went: Went,
	story: Story,
	isAbout: (name: string) => boolean,
): Promise<string[]> {
	const found = await wrongNow(went, story, isAbout);
	if (found.length === 0) return found;
	await went.runAgain(1);
	return wrongNow(went, story, isAbout);
}

async function wrongNow(
	{ wrong, cloud }: Went,
	{ about }: Story,
	isAbout: (name: string) => boolean,
): Promise<string[]> {
	const found = [...wrong, ...(await wrongWithNew(cloud))];
	for (const [name, keys] of about)
		if (!isAbout(name)) found.push(...(await wrongWith(name, keys, cloud)));
	return found;
}

type Cloud = ReturnType<typeof smallCloud>;

async function wrongWithNew(cloud: Cloud): Promise<string[]> {
	const open = (await cloud.ledger.open()).filter((one) => isOf(AFTER, one));
	const states = open.map(({ state }) => state).join();
	const cards = [...cloud.cards.values()].filter((card) => card.includes(AFTER)).join();
	return [
		...(states === 'effective,effective' ? [] : [`${AFTER} is ${states || 'not contained'}`]),
		...(cloud.scpText().includes(`:${AFTER}`) ? [] : [`${AFTER} is not denied by the text`]),
		...(cards.length > 0 ? [] : [`${AFTER} is not alerted to`]),
		...(cards.includes('<!subteam^S0ONCALL>') ? [] : [`nobody is mentioned for ${AFTER}`]),
		...(cards.includes('Blocked') ? [] : [`no card says that ${AFTER} is blocked`]),
	];
}

async function wrongWith(
	name: Before,
	[caseId = '', , ...ids]: readonly string[],
	{ ledger, cases, scpText }: Cloud,
): Promise<string[]> {
	const found = await Promise.all(ids.map((id) => ledger.find(id)));
	const states = found.map((one) => one?.state);
	const ended = states.filter((state) => state === 'ended').length;
	const stored = await cases.find(caseId);
	const isTold = stored !== null && stored.postedRevision === stored.revision;
	return [
		...(ended >= (BEFORE[name] === 'expires' ? 1 : 2) ? [] : [`${name} is ${states.join()}`]),
		...(scpText().includes(`:${name}`) ? [`${name} is still denied by the text`] : []),
		...(isTold ? [] : [`the card of ${name} is not up to date`]),
	];
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteListed } from '../shared/history/dynamodb-own-accounts.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	OFFICE,
	OTHER_ACCOUNT,
	roleSession,
	UNTRUSTED,
} from './support/a-record.ts';
import { HUB, inFunctions, inReplay } from './support/both-ways.ts';
import {
	asking,
	asserting,
	BACKEND,
	fetching,
	later,
	type Opening,
	opening,
	reservedSession,
} from './support/directory-acts.ts';
import { withDynamo } from './support/each-ledger.ts';
import { CONTAIN } from './support/judge-deps.ts';
import { pilotOf } from './support/some-settings.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const SETTINGS = {
	...{ ...CONTAIN, ...HUB },
	containment: {
		...CONTAIN.containment,
		breaker: { people: 1_000, movedPeople: 1_000, accounts: 1_000 },
	},
};

/** Whatever AWS, or a thief, writes there. */
const agents = fc.constantFrom(
	'Go-http-client/2.0',
	// biome-ignore lint/suspicious/noTemplateCurlyInString: the portal once printed this
	'Jersey/${project.version} (HttpUrlConnection)',
	'aws-mcp.amazonaws.com',
	'cloudformation.amazonaws.com',
	'AWS Internal',
	'aws-cli/2.32.0',
	'',
);
const servers = fc.constantFrom('aws-mcp.amazonaws.com', 'eks-mcp.amazonaws.com');
const services = fc.constantFrom('states', 'apigateway', 'cloudformation', 'athena');
const backends = fc.constantFrom(BACKEND, '52.95.4.20', '2600:1f18::7', 'AWS Internal');
const kinds = fc.constantFrom('console', 'credentials', 'switch', 'agent', 'service', 'account');

const work = fc.record({
	kind: kinds,
	agent: agents,
	server: servers,
	service: services,
	backends,
	/** Some of the four records of an opening may be lost: the portal's, then AWS's, then the login. */
	lost: fc.constantFrom<readonly number[]>([], [], [0], [1], [3], [0, 1], [0, 3], [1, 3]),
	/** The console prints the date of the session, or its own time. */
	isOwnDate: fc.boolean(),
});
type Work = typeof work extends fc.Arbitrary<infer T> ? T : never;

/** The records of an opening of the console, as far as they arrive. */
function openingBy({ lost, isOwnDate, backends: backend }: Work, act: Opening): Fields[] {
	const date = later(act.at, isOwnDate ? 4 : 1);
	const console = { ...opening(act), userIdentity: reservedSession(act.name, date) };
	return [asking(act), asserting(act), fetching(act), console]
		.filter((_, at) => !lost.includes(at))
		.map((record) => byBackend(record, backend));
}

function byBackend(record: Fields, address: string): Fields {
	return record.sourceIPAddress === BACKEND ? { ...record, sourceIPAddress: address } : record;
}

/** The records of what one person does at the desk. */
function recordsOf(done: Work, n: number): Fields[] {
	const { kind, agent, server, service, backends: backend } = done;
	const at = later('2026-03-03T01:00:00Z', n * 37);
	const name = `person-${n % 3}`;
	const act = { name, at, from: OFFICE, agent };
	const session = reservedSession(name, later(at, 1));
	const call = (over: Fields) =>
		assumeRole({ eventID: `call-${n}`, eventTime: later(at, 30), userAgent: agent, ...over });
	switch (kind) {
		case 'console':
			return openingBy(done, act);
		case 'credentials':
			return [asking(act, 'GetRoleCredentials'), byBackend(asserting(act), backend)];
		case 'switch':
			return switching(n, at);
		case 'agent':
			return [
				...openingBy(done, act),
				call({ sourceIPAddress: server, userIdentity: { ...session, invokedBy: server } }),
			];
		case 'service': {
			const invokedBy = `${service}.amazonaws.com`;
			const userIdentity = { ...roleSession('machine', `execution-${n}`), invokedBy };
			return [call({ sourceIPAddress: invokedBy, userIdentity })];
		}
		case 'account':
			return twoCopies(n, at);
	}
}

function switching(n: number, at: string): Fields[] {
	const role = `arn:aws:iam::${ACCOUNT}:role/ops`;
	const asked = { roleArn: role, roleSessionName: `bora-${n}` };
	const common = {
		eventTime: at,
		eventName: 'SwitchRole',
		responseElements: { SwitchRole: 'Success' },
	};
	return [
		consoleLogin({ ...common, eventID: `switch-${n}`, additionalEventData: { SwitchTo: role } }),
		assumeRole({
			...{ eventID: `internal-${n}`, eventTime: at, requestParameters: asked },
			sourceIPAddress: 'AWS Internal',
		}),
	];
}

/** A call into another account of ours leaves a copy in each. */
function twoCopies(n: number, eventTime: string): Fields[] {
	const common = { eventTime, sharedEventID: `shared-${n}`, sourceIPAddress: OFFICE };
	return [
		assumeRole({ ...common, eventID: `callers-${n}` }),
		assumeRole({
			...{ ...common, eventID: `targets-${n}`, recipientAccountId: OTHER_ACCOUNT },
			userIdentity: { type: 'AWSAccount', accountId: ACCOUNT, principalId: 'AIDABORAEXAMPLE0001' },
		}),
	];
}

/** Some work at the desk, each record once or twice, in any order of arrival. */
const days = fc.array(work, { minLength: 1, maxLength: 4 }).chain((all) => {
	const records = all.flatMap(recordsOf);
	const twice = [...records, ...records];
	const arrivals = fc.shuffledSubarray(twice, { minLength: records.length });
	return arrivals.map((order) => ({ records, arrivals: order }));
});

/** Each run fills a table. Set `EYES_RUNS=200` for a longer search. */
const numRuns = Number(process.env.EYES_RUNS ?? 12);
const timeout = 120_000 + numRuns * 10_000;

const EXAMPLES = fc.sample(work, { numRuns: 30, seed: 1 });

describe('a person whose sign-ins are all from trusted networks', () => {
	it.each(['console', 'credentials', 'switch', 'agent', 'service', 'account'] as const)(
		'is never in a plan, whichever record of an act arrives first (%s)',
		async (kind) => {
			const [example] = EXAMPLES.filter((one) => one.backends !== 'AWS Internal');
			const records = example === undefined ? [] : recordsOf({ ...example, kind }, 0);
			for (const first of records) {
				const arrivals = [first, ...records.filter((record) => record !== first)];
				const { denied } = await inFunctions(arrivals, SETTINGS, await dynamo().makeTable());
				expect(denied).toEqual([]);
			}
			expect(records.length).toBeGreaterThan(0);
		},
	);

	it('is never in a plan, whatever agents, services and addresses of AWS the records name', {
		timeout,
	}, async () => {
		await fc.assert(
			fc.asyncProperty(days, async ({ records, arrivals }) => {
				const came = [
					await inReplay(records, SETTINGS),
					await inFunctions([...arrivals, ...records], SETTINGS, await dynamo().makeTable()),
				];
				for (const { denied, plans } of came) {
					expect(denied).toEqual([]);
					expect(plans.filter((plan) => !plan.includes('"asked":[]'))).toEqual([]);
				}
			}),
			{ numRuns },
		);
	});
});

const DIRECTORY_ACCOUNT = '666677778888';

/** The accounts of a pilot: where the work is, where the role of the calls is, and the directory's. */
const pilots = fc.subarray([ACCOUNT, OTHER_ACCOUNT, DIRECTORY_ACCOUNT], { minLength: 1 });

/** The portal's records are in the account that owns the directory. */
function withDirectory(record: Fields): Fields {
	const isPortals = record.eventSource === 'sso.amazonaws.com';
	return isPortals ? { ...record, recipientAccountId: DIRECTORY_ACCOUNT } : record;
}

/** Only the accounts of a pilot deliver; Organizations lists the others, or has not been asked yet. */
async function inPilot(arrivals: readonly Fields[], pilot: readonly string[], isListed: boolean) {
	const table = await dynamo().makeTable();
	const all = [ACCOUNT, OTHER_ACCOUNT, DIRECTORY_ACCOUNT];
	if (isListed) await noteListed(table, all, Date.parse('2026-03-03T00:00:00Z'));
	const came = arrivals
		.map(withDirectory)
		.filter((record) => pilot.includes(String(record.recipientAccountId)));
	const settings = { ...SETTINGS, ...pilotOf(...pilot) };
	return [await inReplay(came, settings), await inFunctions(came, settings, table)];
}

describe('a person at the desk in a pilot, where the records of the other accounts never come', () => {
	it('is never in a plan', { timeout }, async () => {
		await fc.assert(
			fc.asyncProperty(
				days,
				pilots,
				fc.boolean(),
				async ({ arrivals, records }, pilot, isListed) => {
					for (const { denied, plans } of await inPilot(
						[...arrivals, ...records],
						pilot,
						isListed,
					)) {
						expect(denied).toEqual([]);
						expect(plans.filter((plan) => !plan.includes('"asked":[]'))).toEqual([]);
					}
				},
			),
			{ numRuns },
		);
	});
});

const names = fc.constantFrom(
	'person-0',
	'AWSCodeBuild',
	'aws-mcp.amazonaws.com',
	'Go-http-client',
);
const thefts = fc.record({
	kind: fc.constantFrom('token', 'key', 'session', 'account'),
	agent: agents,
	name: names,
});
type Theft = typeof thefts extends fc.Arbitrary<infer T> ? T : never;

/** What a thief does from abroad with what they stole. They choose the agent and the names. */
function stolen({ kind, agent, name }: Theft): Fields {
	const eventTime = '2026-03-03T03:00:00Z';
	const common = { eventID: 'theft', eventTime, sourceIPAddress: UNTRUSTED, userAgent: agent };
	const requestParameters = {
		...{ roleArn: `arn:aws:iam::${ACCOUNT}:role/ops`, roleSessionName: name },
		sourceIdentity: name,
	};
	const old = reservedSession('person-0', '2026-03-03T01:00:01Z');
	switch (kind) {
		case 'token':
			return {
				...fetching({ name: 'person-0', at: eventTime, from: UNTRUSTED }),
				...{ ...common, userIdentity: old },
			};
		case 'key':
			return assumeRole({
				...{ ...common, requestParameters },
				userIdentity: { ...iamUser('bora'), accessKeyId: 'AKIABORAEXAMPLE' },
			});
		case 'session':
			return assumeRole({ ...common, requestParameters, userIdentity: roleSession('dev', name) });
		case 'account':
			return assumeRole({
				...{ ...common, requestParameters, sharedEventID: 'shared-theft' },
				userIdentity: {
					...{ type: 'AWSAccount', accountId: '999988887777' },
					principalId: `AROATHIEFEXAMPLE0001:${name}`,
				},
			});
	}
}

describe('a thief who calls from an untrusted network', () => {
	it('is planned, whatever agent, session name and source identity they choose', {
		timeout,
	}, async () => {
		await fc.assert(
			fc.asyncProperty(days, thefts, async ({ records, arrivals }, theft) => {
				const record = stolen(theft);
				const replay = await inReplay([...records, record], SETTINGS);
				const table = await dynamo().makeTable();
				const functions = await inFunctions([...arrivals, ...records, record], SETTINGS, table);
				expect(replay.denied).not.toEqual([]);
				expect(functions.denied).toEqual(replay.denied);
			}),
			{ numRuns },
		);
	});
});

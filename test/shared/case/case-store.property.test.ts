import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../shared/case/case.ts';
import { caseKey } from '../../../shared/case/case-key.ts';
import { caseName } from '../../../shared/case/case-name.ts';
import type { CaseStore } from '../../../shared/case/case-store.ts';
import { dynamodbCases } from '../../../shared/case/dynamodb-cases.ts';
import { MemoryCases } from '../../../shared/case/memory-cases.ts';
import type { Known } from '../../../shared/history/history.ts';
import { NO_MAKERS } from '../../../shared/history/makers.ts';
import { compareSignIns } from '../../../shared/sign-in/compare-sign-ins.ts';
import type { JudgedSignIn } from '../../../shared/verdict/judged-sign-in.ts';
import type { ReasonCode } from '../../../shared/verdict/reasons.ts';
import { SEVERITIES } from '../../../shared/verdict/verdict.ts';
import { addAsJudge, aLogin, CASE_GAPS, CASE_MINUTES } from '../../support/an-addition.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { memoryCaseStore } from '../../support/memory-case-store.ts';

/** Milliseconds. An idle machine needs a few seconds. */
const SLOW = 120_000;
const ID = '90676abcde-0123-4567-89ab-cdef01234567';
const known: Known = {
	...{
		person: 'idc:sora',
		name: null,
		initiator: null,
		actor: null,
		consoleSignIn: null,
		isNewToEndpointAccount: false,
		used: null,
		networks: [],
		newNetworks: 0,
		isNewHere: false,
		copyOf: null,
		stepOf: null,
		witness: null,
		sessionOrigin: null,
		makers: NO_MAKERS,
	},
	...{
		personFailures: 0,
		failuresHere: 0,
		addressFailures: 0,
		addressNames: 0,
		isNameNewHere: false,
	},
	...{ login: null, tokenBefore: null, ageReported: false },
};
const CODES: readonly ReasonCode[] = ['untrusted-network', 'new-network', 'mfa-absent', 'root'];

/** All are within one window, so that all belong to one case in any order. */
const someSignIn = fc
	.record({
		minute: fc.integer({ min: 0, max: CASE_MINUTES - 1 }),
		event: fc.constantFrom('ConsoleLogin', 'AssumeRole', 'GetFederationToken'),
		outcome: fc.constantFrom('success', 'failure', 'unknown'),
		account: fc.constantFrom('111122223333', '444455556666', null),
		principalName: fc.constantFrom(null, 'sora', 'sora@example.com'),
		severity: fc.constantFrom(...SEVERITIES),
		posted: fc.boolean(),
		reasons: fc.array(
			fc.record({ code: fc.constantFrom(...CODES), detail: fc.constantFrom('1', '2', '3') }),
			{ maxLength: 3 },
		),
	})
	.map(
		({ minute, principalName, severity, posted, reasons, ...signIn }) =>
			(at: number) =>
				// Each has its own time, so that the newest name is unique.
				aLogin(minute + at / 60_000, {
					...signIn,
					...{ eventId: `event-${at}`, verdict: { severity, posted, reasons } },
					principal: {
						kind: 'identity-center-user',
						name: principalName,
						id: ID,
						arn: null,
						account: null,
					},
				}),
	);

const someSignIns = (most: number) =>
	fc
		.array(someSignIn, { minLength: 1, maxLength: most, size: 'max' })
		.map((made) => made.map((make, at) => make(at)))
		.chain((signIns) =>
			fc.tuple(
				fc.constant(signIns),
				fc
					.tuple(
						fc.shuffledSubarray(signIns, { minLength: signIns.length }),
						fc.subarray(signIns),
						fc.subarray(signIns),
					)
					.map(([all, again, more]) => [...again, ...all, ...more]),
			),
		);

function whoseOf(judged: JudgedSignIn) {
	const whose = caseKey(judged, known);
	if (whose === null) throw new Error('the sign-in needs no case');
	return { whose, name: caseName(whose, judged, known) };
}

function inReplay(signIns: readonly JudgedSignIn[]): Case {
	const cases = new MemoryCases(CASE_GAPS);
	for (const judged of signIns.toSorted((a, b) => compareSignIns(a.signIn, b.signIn)))
		cases.add(judged, known);
	const [only] = cases.closeAll();
	if (only === undefined) throw new Error('no case');
	return only;
}

async function inStore(cases: CaseStore, signIns: readonly JudgedSignIn[]): Promise<Case> {
	const ids = new Set<string>();
	for (const judged of signIns) ids.add((await addAsJudge(cases, judged, whoseOf(judged))).case.id);
	const [id = '', ...others] = ids;
	expect(others).toEqual([]);
	const stored = await cases.find(id);
	if (stored === null) throw new Error('no case');
	return stored.case;
}

/** Replay makes the id of a case from its beginning, which a late record can change. */
const withoutId = ({ id: _, ...theCase }: Case) => theCase;

/** Without the order of lists: it is not known for sign-ins that are not kept one by one. */
function unordered({ accounts, reasons, ...theCase }: Case) {
	return {
		...withoutId({ ...theCase, accounts, reasons }),
		accounts: accounts.toSorted(),
		reasons: reasons.map(({ code }) => code).toSorted(),
	};
}

describe('a case, for any order of arrival, with repeats', { timeout: SLOW }, () => {
	const dynamo = withDynamo();

	it('equals the case that replay makes of the sign-ins in order', async () => {
		await fc.assert(
			fc.asyncProperty(someSignIns(25), async ([signIns, arrivals]) => {
				const stored = await inStore(memoryCaseStore(), arrivals);
				expect(withoutId(stored)).toEqual(withoutId(inReplay(signIns)));
			}),
			{ numRuns: 100, endOnFailure: true },
		);
	});

	it('equals it in the table too', async () => {
		await fc.assert(
			fc.asyncProperty(someSignIns(10), async ([signIns, arrivals]) => {
				const stored = await inStore(dynamodbCases(await dynamo().makeTable()), arrivals);
				expect(withoutId(stored)).toEqual(withoutId(inReplay(signIns)));
			}),
			{ numRuns: 15, endOnFailure: true },
		);
	});

	it('has the same counts, severity, lead, times, accounts and reasons if there are too many to keep', async () => {
		await fc.assert(
			fc.asyncProperty(someSignIns(80), async ([signIns, arrivals]) => {
				const stored = await inStore(memoryCaseStore(), arrivals);
				expect(unordered(stored)).toEqual(unordered(inReplay(signIns)));
			}),
			{ numRuns: 40, endOnFailure: true },
		);
	});
});

import { describe, expect, it } from 'vitest';
import { Denials } from '../../../cli/replay/denials.ts';
import type { PlanOutcome } from '../../../cli/replay/plan-log.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';
import { NOTHING_KNOWN } from '../../support/a-summary.ts';
import { MINJIS_REQUEST } from '../../support/decision-world.ts';
import { eyes, SAMPLE_DAY } from '../../support/run-eyes.ts';

const SIGN_IN = { ...aJudgedSignIn(), known: NOTHING_KNOWN };

function outcome(person: string, over: Partial<PlanOutcome> = {}): PlanOutcome {
	const requests = [{ ...MINJIS_REQUEST, person }];
	return { ...{ requests, notContained: null, advice: null, breakerOpened: null }, ...over };
}

function linesOf(outcomes: readonly PlanOutcome[]): string[] {
	const denials = new Denials();
	for (const one of outcomes) denials.add(SIGN_IN, one, 'UTC');
	return denials.lines();
}

it('counts who would be denied, and whom the circuit breaker would hold', () => {
	const held = outcome('bora', { notContained: 'breaker-open', breakerOpened: 'people' });
	expect(linesOf([outcome('ari'), outcome('ari'), held])).toEqual([
		'would be denied from untrusted networks in mode contain: 1 person',
		'who, and in how many alerts: minji.kim (iam-user of 111122223333) 2',
		'on which days: 2026-03-03 1',
		'from which networks: 192.0.2.77 1',
		'the circuit breaker would have opened: 2026-03-03 (people); held for a human: 1 person',
	]);
});

it('counts those held by a breaker that opened before the period', () => {
	expect(linesOf([outcome('bora', { notContained: 'breaker-open' })])).toEqual([
		'the circuit breaker would have opened: before; held for a human: 1 person',
	]);
});

it('counts the openings of a day', () => {
	const opened = outcome('bora', { notContained: 'breaker-open', breakerOpened: 'people' });
	expect(linesOf([opened, opened])).toEqual([
		'the circuit breaker would have opened: 2026-03-03 (people) × 2; held for a human: 1 person',
	]);
});

it('names those for whom a human would have to decide in mode contain too', () => {
	const nowhere = outcome('ari', { notContained: 'key-known-nowhere' });
	const unknown = outcome('cho', { notContained: 'key-past-not-answered' });
	expect(linesOf([nowhere, nowhere, outcome('bora'), unknown, outcome('cho')])).toEqual([
		'would be denied from untrusted networks in mode contain: 2 people',
		'who, and in how many alerts: minji.kim (iam-user of 111122223333) 1, minji.kim (iam-user of 111122223333) 1',
		'on which days: 2026-03-03 2',
		'from which networks: 192.0.2.77 2',
		'would wait for a human in mode contain too: 1 person',
	]);
});

it('says nothing if nobody would be denied', () => {
	expect(linesOf([outcome('ari', { notContained: 'workload' })])).toEqual([]);
});

describe('the line about the alerts', () => {
	const nobody = (notContained: PlanOutcome['notContained']) => ({
		...{ ...outcome('x'), requests: [], notContained },
	});

	it.each([
		['no alert', [], []],
		[
			'nobody',
			[nobody('unknown-origin'), nobody('no-selector'), nobody('unknown-origin')],
			['0 of 3 alerts could be denied: 2 location unknown, 1 no id'],
		],
		['everybody', [outcome('ari')], ['1 of 1 alert would be denied']],
		[
			'some',
			[outcome('ari'), outcome('bora'), nobody('workload'), nobody(null)],
			['2 of 4 alerts would be denied; 2 not: 1 workload, 1 told once a day'],
		],
		[
			'mode observe',
			[outcome('ari', { notContained: 'mode-observe' }), nobody('exempt')],
			['1 of 2 alerts could be denied (1 only reported in mode observe); 1 not: 1 exempt'],
		],
		[
			'some only in part',
			[outcome('ari'), outcome('bora', { advice: 'too-many-sessions' }), nobody('workload')],
			['2 of 3 alerts would be denied; 1 only in part: 1 too many sessions; 1 not: 1 workload'],
		],
		[
			'more to do by hand',
			[outcome('ari', { advice: 'external-caller-only' })],
			['1 of 1 alert would be denied; 1 with more to do by hand: 1 external caller'],
		],
		[
			'different modes, and the circuit breaker',
			[
				outcome('ari'),
				outcome('bora', { notContained: 'mode-ask' }),
				outcome('cho', { notContained: 'breaker-open' }),
			],
			[
				'3 of 3 alerts could be denied (1 denied, 1 left to a human in mode ask, 1 held by the circuit breaker)',
			],
		],
	])('says what the mode does: %s', (_, outcomes, lines) => {
		const denials = new Denials();
		for (const one of outcomes) denials.addAlert(one, null);
		expect(denials.lines()).toEqual(lines);
	});
});

it('counts the cases of the alerts, which the cards and the page show', () => {
	const denials = new Denials();
	const nobody = { ...outcome('x'), requests: [], notContained: 'workload' } as const;
	denials.addAlert(nobody, 'one');
	denials.addAlert(nobody, 'one');
	denials.addAlert(nobody, 'two');
	denials.addAlert(outcome('ari'), 'two');
	denials.addAlert(nobody, 'two');
	expect(denials.lines()).toContain('in 2 cases: 1 could be denied, 1 not');
});

it('agrees with the lines of the sample day', async () => {
	const args = [...SAMPLE_DAY, '--mode', 'contain', '--only', 'alert'];
	const run = await eyes(['replay', ...args, '--format', 'jsonl']);
	const alerts = run.stdout
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line).containment);
	const denied = alerts.filter(({ requests }) => requests.length > 0);
	const workloads = alerts.filter(({ notContained }) => notContained === 'workload');
	expect([alerts.length, denied.length, workloads.length]).toEqual([15, 13, 2]);
	expect(run.stderr).toContain(
		'13 of 15 alerts would be denied; 1 with more to do by hand: 1 external caller; 2 not: 2 workload',
	);
});

it('agrees with the page of the sample day', async () => {
	const args = [...SAMPLE_DAY, '--mode', 'contain', '--format', 'html'];
	const { stdout, stderr } = await eyes(['replay', ...args]);
	expect(stdout).toContain(
		'6명을 차단했을 것입니다. 사건 1건은 어느 모드에서도 차단할 수 없습니다',
	);
	expect(stderr).toContain('in mode contain: 6 people\n');
	expect(stderr).toContain('in 7 cases: 6 could be denied, 1 not\n');
});

it('limits its lists of days, networks and openings', () => {
	const denials = new Denials();
	for (let day = 0; day < 40; day++) {
		const signIn = { ...SIGN_IN.signIn, time: SIGN_IN.signIn.time + day * 86_400_000 };
		const network = { ...SIGN_IN.verdict.network, key: `192.0.2.${day}` };
		const judged = { ...SIGN_IN, signIn, verdict: { ...SIGN_IN.verdict, network } };
		denials.add(judged, outcome('ari'), 'UTC');
		denials.add(judged, outcome('bora', { breakerOpened: 'people' }), 'UTC');
	}
	const lines = denials.lines();
	expect(lines).toHaveLength(5);
	for (const line of lines.slice(2)) expect(line).toMatch(/, and \d\d more/);
});

import type { PlannedCase } from '../../cli/replay/html/kept-cases.ts';
import type { PageSource } from '../../cli/replay/html/page-source.ts';
import { Whereabouts } from '../../cli/replay/html/whereabouts.ts';
import type { Case } from '../../shared/case/case.ts';
import { NO_PLAN } from '../../shared/case/case-plan.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { SEVERITIES } from '../../shared/verdict/verdict.ts';
import { aCase, aJudgedSignIn } from './a-case.ts';
import { stolenKeyPlan } from './a-case-plan.ts';
import { check } from './checked-configuration.ts';
import { stolenKeyCase } from './telling-cases.ts';

const HOUR = 3_600_000;
/** 1 January 2026 in Seoul. */
const START = Date.UTC(2025, 11, 31, 15);

/** The configuration of a page: Seoul, in mode `contain`, with an SCP. */
export function pageConfiguration(given: Record<string, unknown> = {}): Configuration {
	const checked = check({
		networks: [{ name: 'office', cidrs: ['203.0.113.0/24'] }],
		accounts: { '111122223333': 'harbor-prod', '444455556666': 'harbor-dev' },
		containment: { mode: 'contain', policyType: 'scp' },
		timeZone: 'Asia/Seoul',
		locale: 'ko',
		...given,
	});
	if ('errors' in checked) throw new Error(checked.errors.join('\n'));
	return checked.configuration;
}

/** Everything that a page is made from: one log of two cases, of which one would be denied. */
export function aPageSource(given: Partial<PageSource> = {}): PageSource {
	const cases = given.cases ?? [
		{ theCase: stolenKeyCase(), plan: { ...stolenKeyPlan(), notContained: [] }, actor: null },
		{ theCase: aCase(), plan: { requests: [], notContained: ['unknown-origin'] }, actor: null },
	];
	const times = cases.map(({ theCase }) => theCase.openedAt);
	return {
		configuration: pageConfiguration(),
		counts: {
			files: 3,
			skippedFiles: 1,
			records: 1200,
			signIns: 40,
			inSummaries: 0,
			uses: { calls: 0 },
		},
		refused: [],
		period: [Math.min(...times), Math.max(...times) + HOUR],
		limits: [],
		whereabouts: new Whereabouts(),
		leftOut: 0,
		...given,
		cases,
	};
}

/** So many cases of so many people over three months, of every severity and network. */
export function manyCases(count: number, people: number): readonly PlannedCase[] {
	return Array.from({ length: count }, (_, n) => ({
		theCase: nthCase(n, count, people),
		plan: planOf(n, people),
		actor: null,
	}));
}

function nthCase(n: number, count: number, people: number): Case {
	const networks = ['untrusted', 'untrusted', 'unknown', 'trusted'] as const;
	const classification = networks[n % networks.length] ?? 'untrusted';
	const severity = SEVERITIES[((n * 7) % 11) % SEVERITIES.length] ?? 'info';
	const time = START + Math.floor((n / count) * 90 * 24 * HOUR);
	const address = `192.0.${n % 250}.${n % 199}`;
	const name = `user${(n * 31) % people}.kim`;
	const lead = aJudgedSignIn({
		signIn: {
			time,
			eventId: `5f1c2b3a-0d4e-4f60-8a71-${String(n).padStart(12, '0')}`,
			principal: { kind: 'iam-user', name, id: null, arn: null, account: '111122223333' },
		},
		verdict: {
			severity,
			origin: { address, kind: 'public', vpcEndpointId: null },
			network: { classification, name: null, key: address },
		},
	});
	return aCase({ lead, id: `case${n}`, openedAt: time, lastAt: time + (n % 5) * 600_000 });
}

function planOf(n: number, people: number): PlannedCase['plan'] {
	if (n % 4 === 3) return NO_PLAN;
	if (n % 4 === 2) return { requests: [], notContained: ['unknown-origin'] };
	const [request] = stolenKeyPlan().requests;
	if (request === undefined) return NO_PLAN;
	const value = `AIDAEXAMPLE${String(n).padStart(9, '0')}`;
	const until = START + n * HOUR;
	const selector = { ...request.selector, value };
	return {
		requests: [{ ...request, selector, person: `person${n % people}`, until }],
		notContained: [],
	};
}

import { completeAlarm } from '../../functions/judge-sign-in/complete-alarm.ts';
import { readEvents } from '../../functions/judge-sign-in/read-event.ts';
import { addToCasePlan, NO_PLAN } from '../../shared/case/case-plan.ts';
import { followSignIn } from '../../shared/case/follow-sign-in.ts';
import { MemoryCases } from '../../shared/case/memory-cases.ts';
import type { Locale } from '../../shared/configuration/configuration.ts';
import { planContainment } from '../../shared/containment/plan-containment.ts';
import { MemoryHistory } from '../../shared/history/memory-history.ts';
import { MemoryKeyPasts } from '../../shared/history/memory-key-pasts.ts';
import { CASE_GAPS } from './an-addition.ts';
import { someSettings } from './some-settings.ts';

/** The user whom IAM names for every key. */
export const REPORTED_USER = {
	...{ id: 'AIDAMINJIEXAMPLE0001', name: 'minji' },
	arn: 'arn:aws:iam::111122223333:user/minji',
};

/** The case of an alarm in mode `contain`, with its plan and the settings of its card. */
export async function followAlarm(event: object, locale: Locale) {
	const settings = someSettings({
		...{ locale, accounts: { '111122223333': 'harbor-prod' } },
		containment: { mode: 'contain', policyType: 'scp', managementAccount: '222233334444' },
	});
	const deps = {
		keyOwners: { find: async () => ({ kind: 'found', user: REPORTED_USER }) as const },
		alarmsSeen: { note: async () => {}, last: async () => null },
	};
	const following = {
		...{ history: new MemoryHistory(), keyPasts: new MemoryKeyPasts() },
		...{ cases: new MemoryCases(CASE_GAPS), settings },
	};
	const [first] = readEvents(JSON.stringify(event));
	if (first === undefined) throw new Error('no alarm');
	const followed = await followSignIn(await completeAlarm(first, deps), following);
	const { theCase } = followed;
	if (theCase === null) throw new Error('no case');
	const plan = addToCasePlan(NO_PLAN, planContainment(followed, settings));
	return { theCase, plan, source: { ...settings.configuration, workloads: [] } };
}

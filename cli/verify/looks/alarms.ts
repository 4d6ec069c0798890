import { HUB_STACK } from '../../../shared/runtime/names.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import type { LiveAlarm } from '../verify-deps.ts';

/** Alarms must reach somebody. */
export const checkSubscribers: Check = {
	places: ['single-account', 'hub'],
	byHand: 'aws sns list-subscriptions-by-topic --topic-arn AlarmTopic',
	ask: async ({ configuration, deploy, aws }) => {
		const { region } = configuration.deployment;
		const topic = (await deploy.aws.outputs(HUB_STACK, region))?.get('AlarmTopic');
		const count = topic === undefined ? null : await aws.subscribers(region, topic);
		if (topic === undefined || count === null)
			return [differs(`${region}: there is no topic of the alarms`, 'npm run deploy')];
		if (count > 0) return [ok(`alarms: ${count} subscriptions of their topic are confirmed`)];
		return [
			differs(
				'alarms: nobody has confirmed a subscription, so nobody hears of them',
				`aws sns subscribe --region ${region} --topic-arn ${topic} --protocol email --notification-endpoint you@example.com`,
			),
		];
	},
};

/** No alarm must ring; that of reconcile rings if it did not run for 15 minutes. */
export const checkAlarms: Check = {
	places: ['single-account', 'hub'],
	byHand: `aws cloudwatch describe-alarms --alarm-name-prefix ${HUB_STACK}- --query 'MetricAlarms[].[AlarmName,StateValue]'`,
	ask: async ({ configuration, aws }) => {
		const { region } = configuration.deployment;
		return judgeAlarms(await aws.alarms(region, `${HUB_STACK}-`));
	},
};

/** Says which alarms ring, act on nothing, or have no data yet. */
export function judgeAlarms(alarms: readonly LiveAlarm[]): Finding[] {
	if (alarms.length === 0) return [differs('alarms: there is none', 'npm run deploy')];
	const ringing = alarms.filter(({ state }) => state === 'ALARM');
	const silent = alarms.filter(({ acts }) => !acts);
	const unknown = alarms.filter(({ state }) => state !== 'ALARM' && state !== 'OK');
	const count = alarms.length - ringing.length - unknown.length;
	return [
		...(count === 0 ? [] : [ok(`alarms: ${count} of ${alarms.length} are OK`)]),
		...ringing.map(({ says }) => differs(`alarm rings: ${says}`, 'docs/runbook.md')),
		...silent.map(({ name }) =>
			differs(
				`alarm ${name}: its actions are switched off`,
				`aws cloudwatch enable-alarm-actions --alarm-names ${name}`,
			),
		),
		...(unknown.length === 0
			? []
			: [notChecked(`alarms: ${unknown.length} have no data yet`, checkAlarms.byHand)]),
	];
}

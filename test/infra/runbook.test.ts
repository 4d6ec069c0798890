import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARTICLES, anchorOf } from '../../infra/runbook.ts';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import { ORGANIZATION, SINGLE, synthesize } from '../support/synthesize.ts';

const runbook = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
const articles = new Map(
	runbook
		.split(/^## /m)
		.slice(1)
		.map((article) => [article.split('\n', 1)[0] ?? '', article]),
);
const template = synthesize({ ...ORGANIZATION, runbook: 'https://wiki.example.com/eyes' }).template(
	'eyes-system',
);
const withoutLink = synthesize(SINGLE).template('eyes-system');
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
	({ Properties: alarm }) => alarm,
);

describe('the runbook', () => {
	it.each(ARTICLES)('says for "%s" what it means, where to look and what to do', (article) => {
		const text = articles.get(article) ?? '';
		for (const part of ['**Meaning.** ', '**Investigation.** ', '**Resolution.** ']) {
			expect(text.split(part)[1]?.length, part).toBeGreaterThan(20);
		}
	});

	it.each([
		'Somebody is denied who should not be',
		'Undo everything by hand without eyes-system',
		'Slack is silent',
		'Something of the stack was changed by hand',
	])('has an article without an alarm: %s', (article) => {
		expect([...articles.keys()]).toContain(article);
	});

	it('contains the text that denies nobody', () => {
		expect(runbook).toContain(PLACEHOLDER);
	});

	it('has only links that exist', () => {
		const anchors = [...articles.keys()].map(anchorOf);
		const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
		expect(links.length).toBeGreaterThan(5);
		expect(links.filter((anchor) => !anchors.includes(anchor ?? ''))).toEqual([]);
	});
});

describe('alarms', () => {
	it('each link to an article, and every article is used', () => {
		const links = alarms.map(({ AlarmDescription }) => String(AlarmDescription).split(' ').at(-1));
		const wanted = ARTICLES.map((article) => `https://wiki.example.com/eyes#${anchorOf(article)}`);
		expect(new Set(links)).toEqual(new Set(wanted));
	});

	it('link to the runbook of this repository if no other is configured', () => {
		const [alarm] = Object.values(withoutLink.findResources('AWS::CloudWatch::Alarm'));
		expect(alarm?.Properties.AlarmDescription).toContain(' docs/runbook.md#');
	});

	it('watch StackSets only in an organization', () => {
		const rings = (given: typeof template) =>
			JSON.stringify(given.findResources('AWS::CloudWatch::Alarm')).includes('StackInstance');
		expect([rings(template), rings(withoutLink)]).toEqual([true, false]);
	});

	it('say what they mean for people, and notify the topic when they start and end', () => {
		for (const { AlarmDescription, AlarmActions, OKActions } of alarms) {
			expect(AlarmDescription).toMatch(/^[a-zA-Z -]+\. [A-Z].{30,}\. https:/);
			expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^HubMonitoringTopic/) }]);
			expect(OKActions).toEqual(AlarmActions);
		}
	});

	it('watch every function, every queue and every dead-letter queue', () => {
		const seen = (metric: string) =>
			alarms
				.filter(({ MetricName }) => MetricName === metric)
				.map(({ Dimensions }) => JSON.stringify(Dimensions));
		expect(new Set(seen('Errors')).size).toBe(6);
		expect(new Set(seen('Throttles')).size).toBe(6);
		expect(new Set(seen('ApproximateAgeOfOldestMessage')).size).toBe(5);
		expect(new Set(seen('ApproximateNumberOfMessagesVisible')).size).toBe(8);
	});

	it('ring for missing data only if reconcile has not completed for a quarter of an hour', () => {
		const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');
		expect(silent).toEqual([
			expect.objectContaining({
				MetricName: 'Reconciled',
				Dimensions: [{ Name: 'service', Value: 'reconcile' }],
				Period: 300,
				EvaluationPeriods: 3,
				Threshold: 1,
				ComparisonOperator: 'LessThanThreshold',
				TreatMissingData: 'breaching',
			}),
		]);
	});

	it('ring for an overdue credential report only if reconcile could not wake it', () => {
		expect(alarms).toContainEqual(
			expect.objectContaining({
				MetricName: 'ReportOverdue',
				Dimensions: [{ Name: 'service', Value: 'reconcile' }],
				EvaluationPeriods: 3,
				Threshold: 1,
			}),
		);
	});

	it('use an encrypted topic to which CloudWatch of this account may publish', () => {
		template.hasResourceProperties('AWS::SNS::Topic', {
			KmsMasterKeyId: { 'Fn::GetAtt': [expectedKey(), 'Arn'] },
		});
		for (const [type, property] of [
			['AWS::SNS::TopicPolicy', 'PolicyDocument'],
			['AWS::KMS::Key', 'KeyPolicy'],
		] as const) {
			const [policy] = Object.values(template.findResources(type));
			expect(policy?.Properties[property].Statement).toContainEqual(
				expect.objectContaining({
					Effect: 'Allow',
					Principal: { Service: 'cloudwatch.amazonaws.com' },
					Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
				}),
			);
		}
	});

	function expectedKey(): string {
		return Object.keys(template.findResources('AWS::KMS::Key'))[0] ?? 'no key';
	}
});

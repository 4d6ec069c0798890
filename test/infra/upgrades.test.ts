import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../shared/record/json-object.ts';
import { at } from '../support/infra-templates.ts';
import { refusals, type Templates } from '../support/upgrade-rules.ts';
import { deployedBefore, deployedToday, KINDS } from '../support/upgrade-templates.ts';

describe.each(KINDS)('the templates of today over those of the release before: %s', (kind) => {
	it('are accepted by CloudFormation, and lose nothing', () => {
		expect(refusals(deployedBefore(kind), deployedToday(kind))).toEqual([]);
	});
});

describe('the rules for upgrades', () => {
	const single = deployedBefore('single-account');
	const whole = deployedBefore('organization');
	const MANAGEMENT = 'eyes-system-management';

	it('accept the same templates, and unnamed resources that come and go', () => {
		expect(refusals(whole, whole)).toEqual([]);
		expect(renamed(single, 'HubBusRuleC5422DF0')).toEqual([]);
	});

	it.each([
		['AWS::DynamoDB::Table', /no longer in the template/],
		['AWS::S3::Bucket', /no longer in the template/],
		['AWS::SecretsManager::Secret', /no longer in the template/],
		['AWS::IAM::ManagedPolicy', /its text goes with it/],
		['AWS::Events::EventBus', /has the same name, which already exists/],
		['AWS::IAM::Role', /has the same name, which already exists/],
	])('refuse another logical id: %s', (type, why) => {
		expect(renamed(single, idOf(single, type)).join('\n')).toMatch(why);
	});

	it.each([
		['AWS::DynamoDB::Table', 'KeySchema', /a changed KeySchema replaces it/],
		['AWS::S3::Bucket', 'BucketName', /a changed BucketName replaces it/],
		['AWS::IAM::Role', 'Path', /a changed Path replaces it/],
		['AWS::IAM::ManagedPolicy', 'PolicyDocument', /CloudFormation would write its text/],
	])('refuse another property: %s %s', (type, key, why) => {
		const found = changed(single, 'eyes-system', (resources) =>
			Object.assign(at(at(resources, idOf(single, type)), 'Properties'), { [key]: 'another' }),
		);
		expect(found.join('\n')).toMatch(why);
	});

	it.each([
		['AWS::Events::EventBus', { Type: 'AWS::SNS::Topic' }, /becomes AWS::SNS::Topic/],
		['AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' }, /no longer outlives its stack/],
	])('refuse another attribute of %s: %o', (type, attribute, why) => {
		const found = changed(single, 'eyes-system', (resources) =>
			Object.assign(at(resources, idOf(single, type)), attribute),
		);
		expect(found).toEqual([expect.stringMatching(why)]);
	});

	it('refuse a change of the containment SCP, even of its targets', () => {
		const found = changed(whole, MANAGEMENT, (resources) =>
			Object.values(resources)
				.filter(isObject)
				.map((one) => at(one, 'Properties'))
				.filter(({ Name }) => Name === 'eyes-containment')
				.map((scp) => Object.assign(scp, { TargetIds: ['r-5by1'] })),
		);
		expect(found).toEqual([expect.stringMatching(/CloudFormation would write its text/)]);
	});

	it('refuse a stack that is gone, and a name that moves to another stack', () => {
		const { 'eyes-system-bus': bus, ...others } = whole;
		expect(refusals(whole, others)).toContain('eyes-system-bus: the stack is gone');
		const early = structuredClone(others);
		Object.assign(at(at(early, 'eyes-system'), 'Resources'), at(bus ?? {}, 'Resources'));
		expect(refusals(early, whole)).toContain(
			'eyes-system: AWS::Events::EventBus "eyes-hub" moves to eyes-system-bus',
		);
	});

	it('look into the templates of StackSets', () => {
		const found = changed(whole, MANAGEMENT, (resources) =>
			Object.values(resources)
				.filter(isObject)
				.map((one) => at(one, 'Properties'))
				.filter(({ StackSetName }) => StackSetName === 'eyes-accounts')
				.map((set) =>
					Object.assign(set, {
						TemplateBody: String(set.TemplateBody).replaceAll('"/eyes/"', '"/x/"'),
					}),
				),
		);
		expect(found.join('\n')).toMatch(
			/StackSet eyes-accounts \w+ \(AWS::IAM::Role\): a changed Path/,
		);
	});
});

/** What the rules say if one stack changes. */
function changed(
	templates: Templates,
	stack: string,
	change: (resources: JsonObject) => unknown,
): string[] {
	const copy = structuredClone(templates);
	change(at(at(copy, stack), 'Resources'));
	return refusals(templates, copy);
}

/** What the rules say if a resource of a single account has another logical id. */
function renamed(templates: Templates, id: string): string[] {
	return changed(templates, 'eyes-system', (resources) => {
		Object.assign(resources, { Other: resources[id] });
		Reflect.deleteProperty(resources, id);
	});
}

/** The logical id of the first resource of a type in a single account. */
function idOf(templates: Templates, type: string): string {
	const resources = Object.entries(at(at(templates, 'eyes-system'), 'Resources'));
	const [id] = resources.find(([, one]) => isObject(one) && one.Type === type) ?? [];
	if (id === undefined) throw new Error(`there is no ${type}`);
	return id;
}

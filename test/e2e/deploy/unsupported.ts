import type { Resource } from './template.ts';

/**
 * What the emulator's CloudFormation does not take, so that the harness leaves it out of a
 * template. The list is fixed: the tests hold that the emulator refuses each, and that nothing else
 * is left out. `property`: only resources with it.
 */
export const UNSUPPORTED: readonly Unsupported[] = [
	{ type: 'AWS::CloudFormation::StackSet', property: null, instead: 'stand-ins/stack-sets.ts' },
	{
		type: 'AWS::CloudTrail::Trail',
		property: null,
		instead: 'nothing: events are delivered by hand',
	},
	{
		type: 'AWS::CloudWatch::Alarm',
		property: 'Metrics',
		instead: 'nothing: tests of the templates hold the alarms',
	},
	{
		type: 'AWS::Events::EventBusPolicy',
		property: null,
		instead: 'nothing: tests of the templates hold the policy',
	},
	{ type: 'AWS::Organizations::Policy', property: null, instead: 'moto, by the-organization.ts' },
	{
		type: 'AWS::Organizations::ResourcePolicy',
		property: null,
		instead: 'nothing: moto does not ask for delegation',
	},
];

export interface Unsupported {
	readonly type: string;
	readonly property: string | null;
	/** What stands in its place, or who holds it. */
	readonly instead: string;
}

/** The entry that says why a resource is left out, or undefined. */
export function whyUnsupported({ type, properties }: Resource): Unsupported | undefined {
	return UNSUPPORTED.find(
		(one) => one.type === type && (one.property === null || properties[one.property] !== undefined),
	);
}

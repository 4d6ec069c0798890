import type { Resource } from './template.ts';

/**
 * The resources that the emulator's CloudFormation does not take, so the harness leaves them out of
 * a template. The list is fixed: the tests check that the emulator refuses each one, and that
 * nothing else is left out. With `property`, only resources that have it are left out.
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
		instead: 'nothing: unit tests check the alarms in the templates',
	},
	{
		type: 'AWS::Events::EventBusPolicy',
		property: null,
		instead: 'nothing: unit tests check the policy in the templates',
	},
	{ type: 'AWS::Organizations::Policy', property: null, instead: 'moto, by the-organization.ts' },
	{
		type: 'AWS::Organizations::ResourcePolicy',
		property: null,
		instead: 'nothing: moto does not check delegation',
	},
];

export interface Unsupported {
	readonly type: string;
	readonly property: string | null;
	/** What replaces it, or which tests check it. */
	readonly instead: string;
}

/** Gives the entry that says why a resource is left out, or undefined. */
export function whyUnsupported({ type, properties }: Resource): Unsupported | undefined {
	return UNSUPPORTED.find(
		(one) => one.type === type && (one.property === null || properties[one.property] !== undefined),
	);
}

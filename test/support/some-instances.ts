import { UNIT_STACK_SETS } from '../../shared/runtime/names.ts';
import { expectedInstances } from '../../shared/stack-sets/look.ts';
import type { StackInstance } from '../../shared/stack-sets/stack-instance.ts';

const HUB_REGION = 'ap-northeast-2';
const REGIONS = [HUB_REGION, 'us-west-2'] as const;

/** An instance of a StackSet of Regions that is current; the test names what differs. */
export function anInstance(over: Partial<StackInstance> = {}): StackInstance {
	return {
		...{ stackSet: UNIT_STACK_SETS.regions, account: '333344445555', region: 'us-west-2' },
		...{ status: 'CURRENT', detail: 'SUCCEEDED', reason: '' },
		...over,
	};
}

/** Everything that these accounts need, under the root and in two Regions. */
export function instancesOf(...active: string[]): StackInstance[] {
	const targets = { root: true, units: [], accounts: [] } as const;
	const places = expectedInstances({ targets, active, inUnits: [], regions: REGIONS });
	return places.map((place) => anInstance(place));
}

/** Reasons as they were seen in the field, with other ids. */
export const REASONS = {
	scp: 'User: arn:aws:sts::333344445555:assumed-role/stacksets-exec-0a1b2c3d4e5f60718293a4b5c6d7e8f9/9c1588c0-3906-11f1-a4a3-1262d45d8089 is not authorized to perform: cloudformation:CreateStack on resource: arn:aws:cloudformation:us-west-2:333344445555:stack/StackSet-eyes-regions-4de247c2-0079-4e4b-8ee9-cf4f781eebb3/* with an explicit deny in a service control policy',
	region:
		'STS is not activated in this region for account:333344445555. Your account administrator can activate STS in this region using the IAM Console.',
	exists:
		"ResourceLogicalId:AccountReader, ResourceType:AWS::IAM::Role, ResourceStatusReason:Resource handler returned message: \"Resource of type 'AWS::IAM::Role' with identifier 'eyes-reader' already exists.\" (RequestToken: 021a5ecf-0929-9702-c1d3-0cfda96b6712, HandlerErrorCode: AlreadyExists).",
	suspended:
		'This account is suspended. To remove this instance from the stack set, run DeleteStackInstances with the RetainStacks parameter.',
	cancelled: 'Cancelled since failure tolerance has exceeded',
} as const;

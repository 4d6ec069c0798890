import {
	type AdvancedFieldSelector,
	type Trail as AwsTrail,
	CloudTrailClient,
	DescribeTrailsCommand,
	GetEventSelectorsCommand,
	type GetEventSelectorsResponse,
	GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { EventSelectors, FieldSelector, Trail } from '../questions/check-trails.ts';

/**
 * Gives all trails that log in a Region, wherever they were created; in a member account also those
 * of the organization.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export async function trailsOf(region: string): Promise<Trail[]> {
	const client = new CloudTrailClient({ region });
	const { trailList = [] } = await client.send(
		new DescribeTrailsCommand({ includeShadowTrails: true }),
	);
	return Promise.all(trailList.map(askTrail));
}

/** AWS shows selectors only in the Region in which the trail was created. */
async function askTrail({
	TrailARN: arn = '',
	HomeRegion,
	IsMultiRegionTrail,
	IsOrganizationTrail,
}: AwsTrail): Promise<Trail> {
	const client = new CloudTrailClient(HomeRegion === undefined ? {} : { region: HomeRegion });
	const [status, selectors] = await Promise.all([
		ifAllowed(() => client.send(new GetTrailStatusCommand({ Name: arn }))),
		ifAllowed(() => client.send(new GetEventSelectorsCommand({ TrailName: arn }))),
	]);
	return {
		arn,
		isOrganization: IsOrganizationTrail ?? false,
		isMultiRegion: IsMultiRegionTrail ?? false,
		isLogging: status === null ? null : (status.IsLogging ?? false),
		selectors: selectors === null ? null : selectorsOf(selectors),
	};
}

function selectorsOf({
	AdvancedEventSelectors,
	EventSelectors,
}: GetEventSelectorsResponse): EventSelectors {
	if (AdvancedEventSelectors !== undefined && AdvancedEventSelectors.length > 0) {
		return {
			kind: 'advanced',
			selectors: AdvancedEventSelectors.map(({ FieldSelectors = [] }) =>
				FieldSelectors.map(fieldOf),
			),
		};
	}
	return {
		kind: 'basic',
		selectors: (EventSelectors ?? []).map(({ ReadWriteType, IncludeManagementEvents }) => ({
			readWrite: ReadWriteType ?? 'All',
			management: IncludeManagementEvents ?? true,
		})),
	};
}

function fieldOf({
	Field = '',
	Equals = [],
	NotEquals = [],
	...others
}: AdvancedFieldSelector): FieldSelector {
	const other = Object.values(others).some((values) => values !== undefined && values.length > 0);
	return { field: Field, equals: Equals, notEquals: NotEquals, other };
}

/**
 * A member account sees that the organization has a trail, but may not be allowed to read its
 * settings.
 */
async function ifAllowed<T>(ask: () => Promise<T>): Promise<T | null> {
	try {
		return await ask();
	} catch (error) {
		if (
			error instanceof Error &&
			/^(AccessDenied|CloudTrailAccessNotEnabled|TrailNotFound|InsufficientDependencyServiceAccessPermission)/.test(
				error.name,
			)
		)
			return null;
		throw error;
	}
}

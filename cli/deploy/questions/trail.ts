import type { Part } from '../part.ts';
import { checkTrails, type TrailFound } from './check-trails.ts';
import { ifAllowed } from './if-allowed.ts';
import type { Question } from './question.ts';

/**
 * Without a trail no event ever arrives, and it would look as if nothing happened. Outside of the
 * management account a trail of the account itself is surer; in the management account such a trail
 * says nothing about the members.
 */
export const askTrail: Question = ifAllowed(
	async ({ part: { kind, main }, deps: { aws } }) => {
		const trails = await aws.trails(main.region);
		const wanted = kind === 'management';
		const first = checkTrails(trails.filter(({ isOrganization }) => isOrganization === wanted));
		const found = first.kind === 'none' ? checkTrails(trails) : first;
		if (found.kind === 'none') return { told: [], problems: [noTrail(found.problems, kind)] };
		const isOwn = wanted && first.kind === 'none';
		const doubts = isOwn ? [ownTrailOnly(found.arn, first.problems)] : [];
		return { told: [trailLine(found), ...doubts], problems: [] };
	},
	({ part: { main } }) => ({
		what: 'whether a trail logs management events that read and write in all Regions; without one nothing is ever seen',
		command: `aws cloudtrail describe-trails --region ${main.region}`,
	}),
);

function trailLine({ kind, arn, isShown }: Exclude<TrailFound, { kind: 'none' }>): string {
	const found = isShown
		? `trail: ${arn}, logs reads and writes in all Regions`
		: `warning: the settings of the trail ${arn} were not checked, because they cannot be read from here: check in the management account that it logs management events that read and write`;
	return kind === 'organization' ? `${found}. ${OF_THE_ORGANIZATION}` : found;
}

/**
 * EventBridge needs a trail, and no page says whose.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
const OF_THE_ORGANIZATION =
	'It is a trail of the organization: that it feeds the event buses of member accounts too is likely, but AWS does not document it; see after deploying whether an event of each account arrives';

function ownTrailOnly(arn: string, problems: readonly string[]): string {
	return [
		`warning: ${arn} logs only the management account. No trail of the organization logs management events that read and write in all Regions, so each member needs such a trail of its own, which cannot be seen from here. An account without one is not watched. Look in each:`,
		'  aws cloudtrail describe-trails',
		...problems.map((problem) => `  ${problem}`),
	].join('\n');
}

function noTrail(problems: readonly string[], kind: Part['kind']): string {
	const whose = kind === 'management' ? ' --is-organization-trail' : '';
	return [
		'no trail logs management events that read and write in all Regions, and without one EventBridge does not see sign-ins:',
		...(problems.length === 0
			? ['  this account has no trail']
			: problems.map((problem) => `  ${problem}`)),
		'  Create one, or correct one of these:',
		`  aws cloudtrail create-trail --name management-events --s3-bucket-name BUCKET --is-multi-region-trail${whose}`,
		'  aws cloudtrail put-event-selectors --trail-name management-events --event-selectors \'[{"ReadWriteType":"All","IncludeManagementEvents":true}]\'',
		'  aws cloudtrail start-logging --name management-events',
		'  https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-a-trail-using-the-console-first-time.html',
	].join('\n');
}

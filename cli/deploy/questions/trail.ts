import { checkTrails } from './check-trails.ts';
import type { Question } from './question.ts';

/** Without a trail no event ever arrives, and it would look as if nothing happened. */
export const askTrail: Question = async ({ part: { main }, deps: { aws } }) => {
	const found = checkTrails(await aws.trails(main.region));
	if (found.kind === 'found') {
		const doubt = found.isShown
			? 'logs reads and writes in all Regions'
			: 'but its settings cannot be read from here: check in the management account that it logs management events that read and write';
		return { told: [`trail: ${found.arn}, ${doubt}`], problems: [] };
	}
	return { told: [], problems: [noTrail(found.problems)] };
};

function noTrail(problems: readonly string[]): string {
	return [
		'no trail logs management events that read and write in all Regions, and without one EventBridge does not see sign-ins:',
		...(problems.length === 0
			? ['  this account has no trail']
			: problems.map((problem) => `  ${problem}`)),
		'  Create one, or correct one of these:',
		'  aws cloudtrail create-trail --name management-events --s3-bucket-name BUCKET --is-multi-region-trail',
		'  aws cloudtrail put-event-selectors --trail-name management-events --event-selectors \'[{"ReadWriteType":"All","IncludeManagementEvents":true}]\'',
		'  aws cloudtrail start-logging --name management-events',
		'  https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-a-trail-using-the-console-first-time.html',
	].join('\n');
}

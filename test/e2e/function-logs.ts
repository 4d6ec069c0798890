import { restJson } from './aws/rest-call.ts';
import type { Deployed } from './deploy/deploy-stack.ts';
import { objectOr } from './deploy/template.ts';

/** Reads the log lines of the functions of a stack. */
export async function functionLogs({ place, resources }: Deployed): Promise<string[]> {
	const groups = resources.filter(({ type }) => type === 'AWS::Logs::LogGroup');
	const lines = await Promise.all(
		groups.map(async ({ physicalId }) => {
			const answer = await restJson(place, {
				service: 'logs',
				method: 'POST',
				path: '/',
				target: 'Logs_20140328.FilterLogEvents',
				body: JSON.stringify({ logGroupName: physicalId, limit: 10_000 }),
			});
			const { events } = objectOr(answer);
			return (Array.isArray(events) ? events : []).map((event) => String(objectOr(event).message));
		}),
	);
	return lines.flat();
}

import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../shared/record/json-object.ts';
import { functionLogs } from './function-logs.ts';
import { type Picture, queuesOf, takePicture } from './picture.ts';
import type { System } from './system.ts';
import { until } from './until.ts';

/**
 * Waits until nothing is left to do: no queue holds anything but `left` (by the queue's name in the template), and of every
 * case all is said.
 */
export async function untilSettled(
	system: System,
	left: Readonly<Record<string, number>> = {},
	ms = 60_000,
): Promise<Picture> {
	let last: unknown;
	try {
		return await until(
			'settled',
			async () => {
				const queues = await queuesOf(system);
				last = queues;
				if (!isDeepStrictEqual(queues, left)) return undefined;
				const picture = await takePicture(system);
				last = picture;
				return isSettled(picture) ? picture : undefined;
			},
			ms,
		);
	} catch (cause) {
		const complaints = (await functionLogs(system.hub)).filter((line) =>
			/"level":"(ERROR|WARN)"/.test(line),
		);
		throw new Error(
			`it does not come to rest: ${JSON.stringify(last).slice(0, 3000)}\n${complaints.slice(-10).join('\n')}`,
			{ cause },
		);
	}
}

const SETTLED = ['effective', 'failed', 'refused', 'ended', 'held', 'asked'];

function isSettled({ cases, containments }: Picture): boolean {
	return (
		cases.length > 0 &&
		cases.every((one) => isObject(one) && (one.allSaid === true || !isPosted(one.case))) &&
		containments.every((one) => isObject(one) && SETTLED.includes(String(one.state)))
	);
}

function isPosted(theCase: unknown): boolean {
	return isObject(theCase) && theCase.needsMessage === true;
}

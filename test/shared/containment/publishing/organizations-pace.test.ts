import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	type OrganizationsOperation,
	organizationsPace,
} from '../../../../shared/containment/publishing/organizations-pace.ts';

/** A clock that only sleeping moves, and the time of each call. */
function aPace() {
	let now = 1_000_000;
	const sent: number[] = [];
	const sleep = async (ms: number) => {
		now += ms;
	};
	const pace = organizationsPace({ clock: () => now, sleep });
	return {
		pace,
		wait: sleep,
		sent,
		async send(operation: OrganizationsOperation) {
			await pace(operation);
			sent.push(now - 1_000_000);
		},
	};
}

describe('the pace of Organizations', () => {
	it.each([
		['UpdatePolicy', [0, 0, 0, 500, 1000, 1500]],
		['DescribePolicy', [0, 0, 500, 1000, 1500, 2000]],
		['ListParents', [0, 0, 0, 0, 0, 0, 0, 0, 200, 400]],
	] as const)('allows %s in a burst and then evenly', async (operation, times) => {
		const { send, sent } = aPace();
		for (const _ of times) await send(operation);
		expect(sent).toEqual(times);
	});

	it('counts each operation separately', async () => {
		const { send, sent } = aPace();
		for (const operation of ['DescribePolicy', 'DescribePolicy', 'UpdatePolicy'] as const)
			await send(operation);
		expect(sent).toEqual([0, 0, 0]);
	});

	it('allows calls that are made at the same time one after the other', async () => {
		const pauses: number[] = [];
		const pace = organizationsPace({ clock: () => 0, sleep: async (ms) => void pauses.push(ms) });
		await Promise.all(Array.from({ length: 5 }, () => pace('UpdatePolicy')));
		expect(pauses).toEqual([500, 1000]);
	});

	it('never allows more than the burst and the rate', async () => {
		const gaps = fc.array(fc.nat(1500), { minLength: 1, maxLength: 30 });
		await fc.assert(
			fc.asyncProperty(gaps, async (waits) => {
				const { send, sent, wait } = aPace();
				for (const ms of waits) {
					await wait(ms);
					await send('UpdatePolicy');
				}
				for (const [first, start] of sent.entries()) {
					for (const [more, time] of sent.slice(first).entries()) {
						expect(more + 1).toBeLessThanOrEqual(3 + (time - start) / 500);
					}
				}
			}),
		);
	});
});

import { describe, expect, it } from 'vitest';
import { checkLiveStack } from '../../../cli/operate/live-stack.ts';
import type { StackState } from '../../../cli/operate/stack-state.ts';
import { SORA } from '../../support/decision-world.ts';

const PLACE = { caller: { ...SORA, account: '111122223333' }, region: 'us-east-1' };
const FAILURE = { id: 'Function', type: 'AWS::Lambda::Function', reason: 'no concurrency\nleft' };

function check(state: Partial<StackState> | null, failures = [FAILURE]) {
	const whole = { name: 'eyes-system', region: 'us-east-1', id: 'arn', reason: null, status: '' };
	return checkLiveStack(state === null ? null : { ...whole, ...state }, PLACE, {
		failures: async () => failures,
	});
}

describe('the stack of the live table', () => {
	it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'])(
		'is well in %s',
		async (status) => expect(await check({ status })).toBeNull(),
	);

	it.each(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])(
		'can be read during %s',
		async (status) => expect(await check({ status })).toBeNull(),
	);

	it('is missing: it says where it was looked for', async () => {
		await expect(check(null)).rejects.toThrow(/111122223333 has no stack eyes-system in us-east-1/);
	});

	it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED'])(
		'never worked in %s: it says what failed, in one line, and what to do',
		async (status) => {
			await expect(check({ status })).rejects.toThrow(
				`stack eyes-system in us-east-1: ${status}, its first deployment did not complete, and nothing of it works\n` +
					'  Function (AWS::Lambda::Function): no concurrency left\n' +
					'Deploy it again with npm run deploy, or remove it with npm run destroy',
			);
		},
	);

	it('was only reviewed: nothing failed', async () => {
		const failure = check({ status: 'REVIEW_IN_PROGRESS' });
		await expect(failure).rejects.toThrow(/did not complete/);
		await expect(failure).rejects.not.toThrow(/Function/);
	});

	it('is being deployed for the first time', async () => {
		await expect(check({ status: 'CREATE_IN_PROGRESS' })).rejects.toThrow(/first time: wait/);
	});

	it.each(['UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED'])(
		'can be read in %s, with a warning',
		async (status) => {
			expect(await check({ status })).toMatch(/failed[\s\S]*Function \(AWS::Lambda::Function\)/);
		},
	);

	it('gives the reason of the stack if no resource failed, and says what may not be read', async () => {
		const status = 'DELETE_FAILED';
		expect(await check({ status, reason: 'Role is missing' }, [])).toMatch(/\n {2}Role is missing/);
		const denied = checkLiveStack(
			{ name: 'eyes-system', region: 'us-east-1', id: 'arn', reason: null, status },
			PLACE,
			{ failures: async () => 'denied' },
		);
		expect(await denied).toContain('cloudformation:DescribeStackEvents');
	});
});

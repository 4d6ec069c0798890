import { describe, expect, it } from 'vitest';
import { contain } from '../../../cli/operate/contain.ts';
import { addContain } from '../../../cli/operate/options.ts';
import { waitUntilDenied } from '../../../cli/operate/wait.ts';
import type { Outcome } from '../../../shared/containment/ledger/ledger-policy.ts';
import { ACCOUNT, publish, release } from '../../support/decision-world.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { aWorld, type World } from './operate-world.ts';

const MINJI = ['AIDAEXAMPLEMINJIKIM01', '--account', ACCOUNT, '--reason', 'stolen', '--wait'];

/** Runs the command in a world in which something happens while it waits. */
function run(world: World, meanwhile: (pauses: number) => Promise<unknown>): Promise<number> {
	let pauses = 0;
	const sleep = async (ms: number) => {
		await world.deps.sleep(ms);
		await meanwhile(++pauses);
	};
	return contain(parseOptions(addContain, MINJI), { ...world.deps, sleep });
}

async function settle({ deps: { ledger, now } }: World, outcome: Omit<Outcome, 'id'>) {
	const lease = await ledger.lease('scp', { holder: `run-${now()}`, now: now(), ms: 1 });
	const { active } = await ledger.activeFor('scp');
	if (lease === null) throw new Error('the policy is leased');
	await ledger.settle(
		lease,
		active.map(({ id }) => ({ ...outcome, id })),
		now(),
	);
}

describe('eyes contain --wait', () => {
	it('says each state once, and ends with 0 when it is effective', async () => {
		const world = aWorld();
		const code = await run(world, async (pauses) =>
			pauses === 3 ? publish(world, world.deps.now()) : null,
		);
		expect(code).toBe(0);
		const printed = world.printed();
		expect(printed.match(/: under way/g)).toHaveLength(1);
		expect(printed).toMatch(/: effective, denied$/);
	});

	it.each(['failed', 'refused'] as const)(
		'ends with 5 and the reason when it is %s',
		async (state) => {
			const world = aWorld();
			const problem = { reason: 'not-permitted', remediation: 'Allow UpdatePolicy.' };
			expect(await run(world, () => settle(world, { state, problem }))).toBe(5);
			expect(world.printed()).toContain('scp: not-permitted. Allow UpdatePolicy.');
		},
	);

	it('waits for the others before it ends with 5 for a session outside of a pilot', async () => {
		const world = aWorld();
		const outside = { reason: 'outside-pilot', remediation: 'Revoke the sessions by hand.' };
		const code = await run(world, async (pauses) => {
			if (pauses === 1) await settle(world, { state: 'refused', problem: outside });
		});
		expect(code).toBe(5);
		expect(world.printed()).toContain('NOT DENIED, acts outside of the pilot');
	});

	it('ends with 5 when somebody releases it in the meantime', async () => {
		const world = aWorld();
		const code = await run(world, async () => {
			const [open] = await world.deps.ledger.open();
			await release(world, open?.id ?? '');
		});
		expect(code).toBe(5);
	});

	it('ends with 6 after five minutes, and says what to look at', async () => {
		const world = aWorld();
		expect(await run(world, async () => null)).toBe(6);
		expect(world.printed()).toMatch(
			/not effective after 5 minutes: 1 of 1\..*\n {2}\$ npm run eyes -- status [0-9a-f]+$/,
		);
	});

	it('does not hold a containment that is not found for effective', async () => {
		const world = aWorld();
		const ledger = { ...world.deps.ledger, find: async () => null };
		const id = 'c0ffee';
		expect(await waitUntilDenied([{ id }], { ...world.deps, ledger })).toBe(6);
		expect(world.printed()).toContain(`status ${id}`);
	});

	it('does not wait without the option', async () => {
		const world = aWorld();
		const asked = MINJI.filter((one) => one !== '--wait');
		expect(await contain(parseOptions(addContain, asked), world.deps)).toBe(0);
		expect(world.printed()).not.toContain(': effective');
	});
});

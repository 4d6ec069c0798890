import { describe, expect, it } from 'vitest';
import { contain } from '../../../cli/operate/contain.ts';
import { addContain, addStatus } from '../../../cli/operate/options.ts';
import { hitLines } from '../../../cli/operate/role-text.ts';
import { status } from '../../../cli/operate/status.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import type { RoleUse, RoleUsesSeen } from '../../../shared/history/role-use.ts';
import { ACCOUNT } from '../../support/decision-world.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { aWorld, type World } from './operate-world.ts';

const HOUR = 3_600_000;
const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/deployer`;

function run({ deps }: World, ...args: string[]): Promise<number> {
	return contain(parseOptions(addContain, [...args, '--reason', 'a stolen laptop']), deps);
}

async function seen({ deps }: World, name: string | null, over: Partial<RoleUse> = {}) {
	const use: RoleUse = {
		...{ roleId: 'AROAEXAMPLEDEPLOYER01', kind: 'person', name },
		...{ network: 'office', classification: 'trusted', lastAt: deps.now() - HOUR },
		...over,
	};
	await deps.roleUses.remember({ role: DEPLOYER, actor: String(name), use });
}

describe('eyes contain with a role', () => {
	it('lists whom it hits, asks, and then denies', async () => {
		const world = aWorld();
		await seen(world, 'bora');
		await seen(world, 'ci-runner', {
			...{ kind: 'machine', network: '192.0.2.7', classification: 'untrusted' },
		});
		await seen(world, 'long ago', { lastAt: world.deps.now() - 14 * HOUR });
		await seen(world, 'of another role', { roleId: 'AROAEXAMPLEDELETED001' });
		world.answers.push(true);
		expect(await run(world, DEPLOYER)).toBe(0);
		const printed = world.printed();
		expect(printed).toContain(`to be denied: role deployer of account ${ACCOUNT}, aws:userid`);
		expect(printed).toContain(
			[
				'Seen on this role in the last 12 hours:',
				'  bora · person · office · last seen after 2026-03-03 12:45:21 (KST)',
				'  ci-runner · machine · untrusted network 192.0.2.7 · last seen after 2026-03-03 12:45:21 (KST)',
				'Only sign-ins',
			].join('\n'),
		);
		expect(printed).toMatch(/GetScopedCredentials.*\ndecided by/);
		expect(world.asked).toEqual(['Deny all of these sessions?']);
		expect(await world.deps.ledger.open()).toHaveLength(1);
	});

	it('changes nothing if the answer is no', async () => {
		const world = aWorld();
		world.answers.push(false);
		expect(await run(world, DEPLOYER)).toBe(0);
		expect(world.printed()).toMatch(/Nobody was seen on this role.*nobody was denied$/s);
		expect(await world.deps.ledger.open()).toEqual([]);
		expect(world.sent).toEqual({ notify: [], contain: [] });
	});

	it('is refused without a terminal, unless --yes answers', async () => {
		const world = aWorld();
		await expect(run(world, DEPLOYER)).rejects.toThrow(UsageError);
		expect(await world.deps.ledger.open()).toEqual([]);
		expect(await run(world, DEPLOYER, '--yes')).toBe(0);
		expect(world.printed()).toContain('Nobody was seen on this role');
		expect(await world.deps.ledger.open()).toHaveLength(1);
	});

	it('lists 200 at most, as one line each that a terminal can show', async () => {
		const world = aWorld();
		for (let n = 0; n < 203; n++) await seen(world, `person-${n}\u001b[2J\n`);
		world.answers.push(false);
		await run(world, DEPLOYER);
		const printed = world.printed();
		expect(printed.match(/person-/g)).toHaveLength(200);
		expect(printed).toContain('\n  and 3 more\n');
		expect(printed).not.toContain('\u001b');
	});

	it('is shown by eyes status in people’s words', async () => {
		const world = aWorld();
		await run(world, DEPLOYER, '--yes');
		world.printed();
		await status(parseOptions(addStatus, []), world.deps);
		expect(world.printed()).toContain(
			`role deployer of account ${ACCOUNT}, sessions before 2026-03-03 13:46:21 (KST): under way`,
		);
		const [one] = await world.deps.ledger.open();
		await status(parseOptions(addStatus, [one?.id ?? '']), world.deps);
		expect(world.printed()).toContain(': scp requested, sessions before 2026-03-03 13:46:21 (KST)');
	});

	it('never says that nobody was seen while not all uses were read', () => {
		const lines = (seen: RoleUsesSeen) =>
			hitLines(seen, { denied: 'everything', timeZone: 'UTC' }).join('\n');
		const none = lines({ uses: [], isMore: true });
		expect(none).not.toContain('Nobody was seen');
		expect(none).toContain('not all uses of this role were read');
		expect(lines({ uses: [], isMore: false })).toContain('Nobody was seen');
	});
});

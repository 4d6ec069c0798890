import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deploy } from '../../../../cli/deploy/deploy.ts';
import type { DeployDeps } from '../../../../cli/deploy/deps.ts';
import { destroy } from '../../../../cli/deploy/destroy.ts';
import type { ConfigurationInput } from '../../../../shared/configuration/configuration-schema.ts';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT } from '../../../support/decision-world.ts';
import { aDeployWorld, ORGANIZATION, SCP } from '../deploy-world.ts';

const ROOT = 'r-a1b2';
const UNITS = ['ou-a1b2-11111111', 'ou-a1b2-22222222', 'ou-a1b2-33333333'] as const;
/** The third unit is in the first, and each unit has an account. */
const ABOVE: Readonly<Record<string, readonly string[]>> = {
	[UNITS[0]]: [ROOT],
	[UNITS[1]]: [ROOT],
	[UNITS[2]]: [UNITS[0], ROOT],
	'444455556666': [UNITS[0], ROOT],
	'555566667777': [UNITS[1], ROOT],
	'666677778888': [UNITS[2], UNITS[0], ROOT],
};
const ACCOUNTS = ['444455556666', '555566667777', '666677778888'] as const;
const MAIN = 'eyes-system-management';
const DENIES = '{"Version":"2012-10-17","Statement":[]}';

interface Run {
	readonly does: 'deploy' | 'destroy';
	readonly targets: NonNullable<ConfigurationInput['deployment']>['targets'];
	readonly policyType: 'scp' | 'iam';
	/** Whether the SCP denies somebody when the run begins. */
	readonly denies: boolean;
	/** The run is killed at this change of AWS; then nothing after it happens. */
	readonly killedAt: number;
	readonly differs: boolean;
}

const RUN: fc.Arbitrary<Run> = fc.record({
	does: fc.constantFrom('deploy', 'deploy', 'deploy', 'destroy'),
	targets: fc.oneof(
		fc.constant({ root: true as const }),
		fc
			.record({
				units: fc.subarray([...UNITS]),
				accounts: fc.subarray([...ACCOUNTS]),
			})
			.filter(({ units, accounts }) => units.length + accounts.length > 0),
	),
	policyType: fc.constantFrom('scp', 'scp', 'iam'),
	denies: fc.boolean(),
	killedAt: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(6)),
	differs: fc.boolean(),
});

const DEPLOY: Run = {
	...{ does: 'deploy', targets: { root: true }, policyType: 'scp', denies: false },
	...{ killedAt: Number.POSITIVE_INFINITY, differs: true },
};
const DESTROY: Run = { ...DEPLOY, does: 'destroy' };
/** Both commands come to each of their ends: done, refused and killed. */
const EACH_END: [Run[]][] = [
	[[DEPLOY, { ...DEPLOY, targets: { units: [UNITS[0]] }, denies: true }]],
	[[DEPLOY, { ...DESTROY, killedAt: 0 }]],
	[[DESTROY, { ...DEPLOY, killedAt: 1 }, DEPLOY, DESTROY]],
];

class Killed extends Error {}

/** Where the SCP is attached, and whether the stack is there, from run to run. */
interface Organization {
	attached: readonly string[];
	isDeployed: boolean;
}

function covered(attached: readonly string[]): string[] {
	return ACCOUNTS.filter((id) =>
		[id, ...(ABOVE[id] ?? [])].some((target) => attached.includes(target)),
	);
}

/** Runs a command in the management account, and tells which accounts each change uncovered. */
async function runIn(organization: Organization, run: Run) {
	const uncovered: string[] = [];
	let changes = 0;
	const change = (act: () => void) => {
		if (changes === run.killedAt) throw new Killed();
		changes += 1;
		const before = covered(organization.attached);
		act();
		const after = covered(organization.attached);
		uncovered.push(...before.filter((id) => !after.includes(id)));
	};
	const { deps } = aDeployWorld({
		configuration: {
			...ORGANIZATION,
			containment: { ...ORGANIZATION.containment, policyType: run.policyType },
			deployment: { ...ORGANIZATION.deployment, targets: run.targets },
		},
		account: MANAGEMENT_ACCOUNT,
		stacks: organization.isDeployed ? { [MAIN]: { ContainmentScpArn: SCP } } : {},
		makes: { [MAIN]: { ContainmentScpArn: SCP } },
		differs: run.differs || !organization.isDeployed,
		aws: {
			above: async (id) => ABOVE[id] ?? null,
			scpText: async () => (run.denies ? DENIES : PLACEHOLDER),
		},
	});
	const attachments: DeployDeps['attachments'] = {
		targetsOf: async () => organization.attached,
		attach: async (_, target) => {
			change(() => {
				organization.attached = [...organization.attached, target];
			});
			return 'done';
		},
		detach: async (_, target) => {
			change(() => {
				organization.attached = organization.attached.filter((one) => one !== target);
			});
			return 'done';
		},
	};
	const cdk: DeployDeps['cdk'] = async (args, output) => {
		// Organizations refuses to delete an SCP that is attached.
		if (args[0] === 'destroy' && organization.attached.length > 0) return 1;
		if (args[0] === 'deploy' || args[0] === 'destroy')
			change(() => {
				organization.isDeployed = args[0] === 'deploy';
			});
		return deps.cdk(args, output);
	};
	const given = { ...deps, attachments, cdk };
	const options = { config: null, yes: true };
	const bus = `arn:aws:events:ap-northeast-2:${ACCOUNT}:event-bus/eyes-hub`;
	const running =
		run.does === 'deploy'
			? deploy({ ...options, bootstrap: false, bus, scp: null, delegationByHand: false }, given)
			: destroy({ ...options, endBecause: null }, given);
	const ended = await running.then(
		() => 'done' as const,
		(error: unknown) => (error instanceof Killed ? ('killed' as const) : ('refused' as const)),
	);
	return { ended, uncovered };
}

function wantedBy({ policyType, targets }: Run): string[] {
	if (policyType === 'iam') return [];
	const { units = [], accounts = [], root } = targets ?? {};
	return root === true ? [ROOT] : [...units, ...accounts].toSorted();
}

describe('any runs in the management account, with any targets, killed anywhere', () => {
	it('uncover nobody while the SCP denies somebody, and a deployment that ends covers its targets', async () => {
		const seen = new Set<string>();
		await fc.assert(
			fc.asyncProperty(fc.array(RUN, { minLength: 1, maxLength: 6 }), async (runs) => {
				const organization: Organization = { attached: [], isDeployed: false };
				for (const run of runs) {
					const { ended, uncovered } = await runIn(organization, run);
					seen.add(`${run.does} ${ended}`);
					if (run.denies) expect(uncovered).toEqual([]);
					if (run.does === 'deploy' && ended === 'done')
						expect(organization.attached.toSorted()).toEqual(wantedBy(run));
				}
			}),
			{ numRuns: 150, examples: EACH_END },
		);
		expect([...seen].toSorted()).toEqual(
			['deploy', 'destroy'].flatMap((does) =>
				['done', 'killed', 'refused'].map((ended) => `${does} ${ended}`),
			),
		);
	}, 60_000);

	it('can be undone in the end, if nobody is denied any more', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(RUN, { minLength: 1, maxLength: 4 }), async ([last, ...runs]) => {
				const organization: Organization = { attached: [], isDeployed: true };
				for (const run of runs) await runIn(organization, run);
				fc.pre(organization.isDeployed && last !== undefined);
				const alone = {
					does: 'destroy',
					denies: false,
					killedAt: Number.POSITIVE_INFINITY,
				} as const;
				const { ended } = await runIn(organization, { ...last, ...alone });
				expect([ended, organization]).toEqual(['done', { attached: [], isDeployed: false }]);
			}),
			{ numRuns: 60 },
		);
	}, 60_000);
});

import { describe, expect, it } from 'vitest';
import { attachScp } from '../../../../cli/deploy/scp/attach-scp.ts';
import type { ConfigurationInput } from '../../../../shared/configuration/configuration-schema.ts';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import { MANAGEMENT_ACCOUNT } from '../../../support/decision-world.ts';
import { aDeployWorld, ORGANIZATION, SCP } from '../deploy-world.ts';

const UNIT = 'ou-a1b2-11111111';
const OTHER = 'ou-a1b2-22222222';
const PROD = '444455556666';

function pilot(targets: { units?: string[]; accounts?: string[] }): Partial<ConfigurationInput> {
	return { ...ORGANIZATION, deployment: { ...ORGANIZATION.deployment, targets } };
}

/** The management account; everything is below the root, and the account below the unit. */
function world(given: Parameters<typeof aDeployWorld>[0], text = PLACEHOLDER) {
	return aDeployWorld({
		account: MANAGEMENT_ACCOUNT,
		...given,
		aws: {
			scpText: async () => text,
			above: async (id) => (id === PROD ? [UNIT, 'r-a1b2'] : ['r-a1b2']),
		},
	});
}

const DENIES = '{"Version":"2012-10-17","Statement":[]}';

describe('the containment SCP', () => {
	it('is attached to every unit and account of a pilot, and keeps what is attached', async () => {
		const configuration = pilot({ units: [UNIT], accounts: [PROD] });
		const made = world({ configuration, attachedTo: [PROD] });
		await attachScp(SCP, made.deps);
		expect(made.attached).toEqual([PROD, UNIT]);
		expect(made.lines).toEqual([`containment SCP: attached to ${UNIT}, ${PROD}`]);
	});

	it('leaves a target that the configuration no longer names, if it denies nobody', async () => {
		const made = world({ configuration: pilot({ units: [UNIT] }), attachedTo: [UNIT, OTHER] });
		await attachScp(SCP, made.deps);
		expect(made.attached).toEqual([UNIT]);
		expect(made.lines[0]).toContain(`detached from ${OTHER}`);
	});

	it('stays where it would release somebody, and says what to do', async () => {
		const given = { configuration: pilot({ units: [UNIT] }), attachedTo: [UNIT, OTHER] };
		const made = world(given, DENIES);
		await expect(attachScp(SCP, made.deps)).rejects.toThrow(
			new RegExp(`no longer attaches the containment SCP to ${OTHER}[\\s\\S]*eyes -- status`),
		);
		expect(made.attached).toEqual([UNIT, OTHER]);
	});

	it('goes from a pilot to the root while it denies somebody, and releases nobody', async () => {
		const made = world({ configuration: ORGANIZATION, attachedTo: [UNIT, PROD] }, DENIES);
		const attached: string[][] = [];
		const { attachments } = made.deps;
		const detach = (scp: string, target: string) => {
			attached.push([...made.attached]);
			return attachments.detach(scp, target);
		};
		await attachScp(SCP, { ...made.deps, attachments: { ...attachments, detach } });
		expect(made.attached).toEqual(['r-a1b2']);
		expect(attached.every((one) => one.includes('r-a1b2'))).toBe(true);
	});

	it('waits while Organizations is busy, and gives up after a minute', async () => {
		const made = world({ configuration: ORGANIZATION });
		let tries = 0;
		const attach = async (scp: string, target: string) => {
			tries += 1;
			return tries < 3 ? ('busy' as const) : made.deps.attachments.attach(scp, target);
		};
		const attachments = { ...made.deps.attachments, attach };
		await attachScp(SCP, { ...made.deps, attachments });
		expect([made.attached, made.slept()]).toEqual([['r-a1b2'], 10_000]);
		const always = { ...attachments, attach: async () => 'busy' as const };
		const busy = world({ configuration: ORGANIZATION });
		const none = { ...always, targetsOf: async () => [] };
		await expect(attachScp(SCP, { ...busy.deps, attachments: none })).rejects.toThrow(
			/still working on another change/,
		);
	});

	it('is not called attached before Organizations says so', async () => {
		const made = world({ configuration: ORGANIZATION });
		const attachments = { ...made.deps.attachments, targetsOf: async () => [] };
		await expect(attachScp(SCP, { ...made.deps, attachments })).rejects.toThrow(
			/is not attached to r-a1b2, although/,
		);
		expect(made.lines).toEqual([]);
	});
});

import { setTimeout } from 'node:timers/promises';
import {
	DescribePolicyCommand,
	OrganizationsClient,
	UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { globalRegion } from '../../runtime/global-region.ts';
import { PUBLISHING_LIMITS } from '../../runtime/request-limits.ts';
import { readArn } from '../../sign-in/arn.ts';
import { organizationsApplies, type Scp } from './organizations-applies.ts';
import { ORGANIZATIONS_ERRORS } from './organizations-errors.ts';
import {
	type OrganizationsOperation,
	type OrganizationsPace,
	organizationsPace,
} from './organizations-pace.ts';
import {
	type Failed,
	failed,
	type PolicyPublisher,
	type PublishingFailure,
	type Retry,
	retry,
} from './policy-publisher.ts';
import { publishText, type Sleep, type TextStore } from './publish-text.ts';
import { ask, settle } from './refused-call.ts';

/** Nobody's denial waits longer for an answer about accounts, which may be somebody else's. */
const LONGEST_MS = 5_000;

export interface OrganizationsPublisherOptions {
	/** A client of the management account, or of the account to which the SCP is delegated. */
	readonly client: OrganizationsClient;
	readonly policyArn: string;
	readonly pace: OrganizationsPace;
	readonly sleep: Sleep;
	/** As in `OrganizationsAppliesOptions`. */
	readonly targets: readonly string[];
}

/**
 * Publishes the containment SCP. It must exist and be attached; only its text is changed here.
 * Organizations keeps no versions of it. Throws if the ARN is not that of an SCP.
 */
export function organizationsPublisher(options: OrganizationsPublisherOptions): PolicyPublisher {
	const { client, pace, sleep, targets } = options;
	const scp = readScpArn(options.policyArn);
	const { isAttachedAbove, isMeant } = organizationsApplies({ client, scp, pace, targets });
	const store = scpText(options, scp);
	return {
		async whyNotUnder(account, now) {
			if (account === null) return null;
			const why = await inTime(async () => {
				if (await isAttachedAbove(account, now)) return null;
				return (await isMeant(account, now)) ? notUnder(scp, account) : outsidePilot(account);
			});
			if (why === null || why.kind === 'retry') return null;
			if (why.reason === 'account-unknown') return notOfTheOrganization(account);
			return OURS.includes(why.reason) ? why : null;
		},
		publish: (publishing) => settle(() => publishText(store, { ...publishing, sleep })),
		async applyTo({ account }, now) {
			if (account === scp.managementAccount) {
				return failed(
					'management-account',
					`Contain in account ${account} by its own containment policy: no SCP applies to the management account.`,
				);
			}
			return inTime(async () => {
				if (await isAttachedAbove(account, now)) return { kind: 'applies' };
				return failed(
					'not-attached-above',
					`Attach the SCP ${scp.arn} to the root of the organization` +
						(account === null ? '.' : `, or to an OU above account ${account}.`),
				);
			});
		},
		// The SCP stays attached. It denies nobody if nobody is in its text.
		detachAllBut: async () => ({ kind: 'detached', names: [] }),
	};
}

/** If the answer comes later, the next run finds it in memory. */
async function inTime<T>(work: () => Promise<T>): Promise<T | Failed | Retry> {
	const answer = settle(work);
	const late = setTimeout(LONGEST_MS, retry('service-fault'), { ref: false });
	return Promise.race([answer, late]);
}

/** What Organizations answers; other failures are told by `applyTo`. */
const OURS: readonly PublishingFailure[] = ['not-under-the-policy', 'outside-pilot'];

function outsidePilot(account: string): Failed {
	return failed('outside-pilot', `Revoke the sessions of the role in account ${account} by hand.`);
}

function notUnder({ id }: Scp, account: string): Failed {
	return failed(
		'not-under-the-policy',
		`Attach the SCP ${id} to account ${account} or to an OU above it and run eyes contain again, ` +
			'or revoke the sessions of the role in that account by hand.',
	);
}

function notOfTheOrganization(account: string): Failed {
	return failed(
		'not-under-the-policy',
		`Tell the owner of account ${account}, which does not belong to the organization, to revoke ` +
			'the sessions of the role and to trust the caller no more.',
	);
}

function scpText({ client, pace }: OrganizationsPublisherOptions, { arn, id }: Scp): TextStore {
	async function send<T>(operation: OrganizationsOperation, request: () => Promise<T>): Promise<T> {
		await pace(operation);
		return ask(ORGANIZATIONS_ERRORS, { operation, on: arn }, request);
	}
	return {
		async read() {
			const { Policy } = await send('DescribePolicy', () =>
				client.send(new DescribePolicyCommand({ PolicyId: id })),
			);
			if (Policy?.Content === undefined) throw new Error(`DescribePolicy gave no text for ${arn}`);
			return Policy.Content;
		},
		async write(Content) {
			await send('UpdatePolicy', () =>
				client.send(new UpdatePolicyCommand({ PolicyId: id, Content })),
			);
		},
	};
}

const SCP_ARN =
	/^arn:[\w-]+:organizations::(\d{12}):policy\/o-[a-z0-9]+\/service_control_policy\/(p-\w+)$/;

/**
 * The account in a policy's ARN is the management account: it owns all policies of the
 * organization.
 */
function readScpArn(arn: string): Scp {
	const [, managementAccount, id] = SCP_ARN.exec(arn) ?? [];
	if (managementAccount === undefined || id === undefined) {
		throw new Error(
			`"${arn}" is not the ARN of an SCP; give the one that the stack of the management account puts out ` +
				'(arn:…:organizations::<management account>:policy/o-…/service_control_policy/p-…)',
		);
	}
	return { arn, id, managementAccount };
}

type Opening = Pick<OrganizationsPublisherOptions, 'sleep' | 'targets'> & {
	readonly clock: () => number;
};

/**
 * The publisher of the containment SCP with the function's own role: the SCP is delegated to the
 * hub.
 */
export function openOrganizationsPublisher(
	policyArn: string,
	{ clock, sleep, targets }: Opening,
): PolicyPublisher {
	const client = new OrganizationsClient({
		region: globalRegion(readArn(policyArn)?.partition ?? 'unknown'),
		...PUBLISHING_LIMITS,
	});
	return organizationsPublisher({
		client,
		policyArn,
		pace: organizationsPace({ clock, sleep }),
		...{ sleep, targets },
	});
}

import type { Configuration } from '../../../shared/configuration/configuration.ts';
import { targetIds } from '../../../shared/configuration/deployment-targets.ts';
import { isPlaceholder } from '../../../shared/containment/document/placeholder.ts';
import { UsageError } from '../../usage-error.ts';
import type { DeployDeps } from '../deps.ts';

/** Organizations needs seconds for a change, also until it tells about it. */
const PAUSE_MS = 5_000;
const MOST_TRIES = 12;

/**
 * Gives the ids to which the containment SCP is to be attached. Where managed policies deny, its
 * text denies nobody and it is attached to nothing.
 */
export function scpTargets({ deployment, containment }: Configuration): string[] {
	return containment.policyType === 'scp' ? targetIds(deployment) : [];
}

/** Where an SCP is attached although the configuration does not name it any more. */
interface Leftover {
	readonly target: string;
	/** True if it is below a target, so that detaching the SCP here releases nobody. */
	readonly isCovered: boolean;
}

/** Gives where the SCP hangs although the configuration does not name it any more. */
export async function leftoversOf(scp: string, deps: DeployDeps): Promise<readonly Leftover[]> {
	const wanted = scpTargets(deps.configuration);
	const attached = await deps.attachments.targetsOf(scp);
	const left = attached.filter((target) => !wanted.includes(target));
	return Promise.all(
		left.map(async (target) => {
			const above = (await deps.aws.above(target)) ?? [];
			return { target, isCovered: above.some((one) => wanted.includes(one)) };
		}),
	);
}

/**
 * Attaches the containment SCP to the targets of the configuration, and then detaches it from
 * everything else: nobody is uncovered in between. No template does this, because CloudFormation
 * writes the text of an SCP again whenever it changes its attachments.
 */
export async function attachScp(scp: string, deps: DeployDeps): Promise<void> {
	const { attachments, configuration, aws, tell } = deps;
	const wanted = scpTargets(configuration);
	const before = await attachments.targetsOf(scp);
	for (const target of wanted.filter((one) => !before.includes(one)))
		await untilDone(() => attachments.attach(scp, target), deps);
	await untilAttached(scp, wanted, deps);

	for (const { target, isCovered } of await leftoversOf(scp, deps)) {
		if (!isCovered && !isPlaceholder(await aws.scpText(scp)))
			throw new UsageError(stillDenies(scp, [target]));
		await untilDone(() => attachments.detach(scp, target), deps);
		await tell(`containment SCP: detached from ${target}, which the configuration no longer names`);
	}
	await tell(
		wanted.length === 0
			? 'containment SCP: attached to nothing, because containment.policyType is "iam"'
			: `containment SCP: attached to ${wanted.join(', ')}`,
	);
}

/**
 * Gives where people would be denied who are not denied there now, because the SCP is not attached
 * although the configuration says so: somebody may have detached it by hand to release them. None if
 * the SCP denies nobody.
 */
export async function wouldDenyAgain(scp: string, deps: DeployDeps): Promise<readonly string[]> {
	const attached = await deps.attachments.targetsOf(scp);
	const missing = scpTargets(deps.configuration).filter((one) => !attached.includes(one));
	return missing.length === 0 || isPlaceholder(await deps.aws.scpText(scp)) ? [] : missing;
}

/** Says why the SCP cannot be detached, and what to do. */
export function stillDenies(scp: string, targets: readonly string[]): string {
	return [
		`the configuration no longer attaches the containment SCP to ${targets.join(', ')}, but ${scp} still denies somebody, who would be released there:`,
		'  Release them first, with credentials of the hub: npm run eyes -- status, then release',
		'  Or leave the targets as they are until the containments have ended',
	].join('\n');
}

/** Tries again while Organizations works on another change. */
export async function untilDone(
	change: () => Promise<'done' | 'busy'>,
	{ sleep }: DeployDeps,
): Promise<void> {
	for (let tries = 1; (await change()) === 'busy'; tries += 1) {
		if (tries === MOST_TRIES)
			throw new UsageError(
				'Organizations is still working on another change of its policies: run this again in a few minutes',
			);
		await sleep(PAUSE_MS);
	}
}

/** Reads back, because only what Organizations tells is known to be in force. */
async function untilAttached(
	scp: string,
	wanted: readonly string[],
	{ attachments, sleep }: DeployDeps,
): Promise<void> {
	for (let tries = 1; ; tries += 1) {
		const attached = await attachments.targetsOf(scp);
		const missing = wanted.filter((target) => !attached.includes(target));
		if (missing.length === 0) return;
		if (tries === MOST_TRIES)
			throw new UsageError(
				`the containment SCP ${scp} is not attached to ${missing.join(', ')}, although Organizations accepted it: run this again, or look at the console of Organizations`,
			);
		await sleep(PAUSE_MS);
	}
}

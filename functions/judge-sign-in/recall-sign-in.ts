import { possibleCaseKeys } from '../../shared/case/case-key.ts';
import type { FoundCase } from '../../shared/case/case-store.ts';
import { type PlanContext, recallPlanContext } from '../../shared/containment/planner.ts';
import { withKeyAge } from '../../shared/credential/judge-credential.ts';
import type { KeyAge, KeyOfUser } from '../../shared/credential/key-age.ts';
import type { Facts, Known } from '../../shared/history/history.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import { establishFacts } from '../../shared/verdict/judge.ts';
import { judgeSettings } from '../../shared/verdict/own-settings.ts';
import type { JudgeDeps } from './deps.ts';

/** How long a verdict waits for IAM; the card says that the age is being asked for, and reconcile asks again. */
const KEY_AGE_MS = 1_000;

/** All that is read for one sign-in, at once. */
export interface Recalled {
	readonly facts: Facts;
	readonly known: Known;
	/** What the planner needs: the circuit breaker and the caller's other sessions. */
	readonly context: PlanContext;
	/** The keys of cases that were asked for, and the latest case under each that has one. */
	readonly asked: readonly string[];
	readonly stored: ReadonlyMap<string, FoundCase>;
	/** With all accounts that are known to be ours. */
	readonly settings: JudgeSettings;
	/** The key whose age IAM has not told in time. */
	readonly keyAsked: KeyOfUser | null;
}

/** Reads what is known, the cases, the breaker, the caller's sessions and the key's age at the same time: one stage of calls. */
export async function recallSignIn(signIn: SignIn, deps: JudgeDeps): Promise<Recalled> {
	const { configuration } = deps.settings;
	const facts = establishFacts(signIn, deps.settings);
	const { key: network, classification } = facts.network;
	// From inside hardly anything becomes a case; what does is read when it is known.
	const keys =
		classification === 'trusted' || classification === 'not-judged'
			? []
			: possibleCaseKeys(signIn, network);
	const key = keyOfUser(facts);
	const [known, accounts, stored, context, age] = await Promise.all([
		deps.history.recall(facts),
		deps.accounts.known(callersAccount(signIn)),
		deps.cases.recall(keys),
		recallPlanContext(deps.ledger, facts, configuration),
		key === null ? null : deps.keyAges.find(key, KEY_AGE_MS),
	]);
	const credential = withKeyAge(
		facts.credential,
		signIn,
		age?.kind === 'known' ? age.createdAt : null,
	);
	countUnknown(age, deps);
	const delivering = signIn.account === null ? [] : [signIn.account];
	return {
		facts: { ...facts, credential },
		known,
		context,
		asked: keys,
		stored,
		settings: judgeSettings(deps.settings, [...delivering, ...accounts]),
		keyAsked: age?.kind === 'asking' ? key : null,
	};
}

/** Whose account it is matters where the record names nothing but the account. */
function callersAccount({ principal }: SignIn): string[] {
	return principal.kind === 'aws-account' && principal.account !== null ? [principal.account] : [];
}

/** Only a user's own long-term key has an age that IAM knows. */
function keyOfUser({ signIn, credential }: Facts): KeyOfUser | null {
	const { principal } = signIn;
	if (credential.kind !== 'access-key' || credential.keyId === null) return null;
	if (principal.kind !== 'iam-user' || principal.account === null || principal.name === null)
		return null;
	return { keyId: credential.keyId, account: principal.account, user: principal.name };
}

function countUnknown(age: KeyAge | null, { telemetry }: JudgeDeps): void {
	if (age?.kind === 'unknown') telemetry.count('KeyAgeUnknown', age.reason);
	if (age?.kind === 'asking') telemetry.count('KeyAgeUnknown', 'asking');
}

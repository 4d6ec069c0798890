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
import { settleFacts } from '../../shared/verdict/settle-facts.ts';
import type { JudgeDeps } from './deps.ts';

/**
 * How long a verdict waits for IAM. If IAM is slower, the card says that the age is being looked
 * up, and reconcile asks again.
 */
const KEY_AGE_MS = 1_000;

/** Everything that is read for one sign-in. */
export interface Recalled {
	readonly facts: Facts;
	readonly known: Known;
	/** What the planner needs: the circuit breaker and the caller's other sessions. */
	readonly context: PlanContext;
	/** The case keys that were looked up; `stored` is the latest case of each key that has one. */
	readonly asked: readonly string[];
	readonly stored: ReadonlyMap<string, FoundCase>;
	/** They say which of the accounts that the sign-in names are ours. */
	readonly settings: JudgeSettings;
	/** The access key whose age IAM did not answer in time. */
	readonly keyAsked: KeyOfUser | null;
}

/**
 * Reads the history, the cases, the breaker, the caller's sessions and the key's age, all in one
 * round of calls.
 */
export async function recallSignIn(signIn: SignIn, deps: JudgeDeps): Promise<Recalled> {
	const { configuration } = deps.settings;
	const facts = establishFacts(signIn, deps.settings);
	const { classification } = facts.network;
	// Sign-ins from trusted networks hardly ever become a case. If one does, its case is read
	// later.
	const keys =
		classification === 'trusted' || classification === 'not-judged' ? [] : possibleCaseKeys(facts);
	const key = keyOfUser(facts);
	const [known, ours, stored, context, age] = await Promise.all([
		deps.history.recall(facts),
		deps.accounts.recall(signIn),
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
	const settings = judgeSettings(deps.settings, ours);
	return {
		facts: settleFacts({ ...facts, credential }, known, settings),
		known,
		context,
		asked: keys,
		stored,
		settings,
		keyAsked: age?.kind === 'asking' ? key : null,
	};
}

/** Gives the key to ask IAM about: IAM knows the age only of an IAM user's long-term key. */
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

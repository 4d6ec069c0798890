import { possibleCaseKeys } from '../../shared/case/case-key.ts';
import type { FoundCase } from '../../shared/case/case-store.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { type BreakerGate, recallBreaker } from '../../shared/containment/breaker.ts';
import { modeFor } from '../../shared/containment/plan-containment.ts';
import { withKeyAge } from '../../shared/credential/judge-credential.ts';
import type { KeyAge, KeyOfUser } from '../../shared/credential/key-age.ts';
import type { Facts, Known } from '../../shared/history/history.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { showsHolder } from '../../shared/sign-in/used-credential.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import { establishFacts, isWorkload } from '../../shared/verdict/judge.ts';
import { keyQuestionOf } from '../../shared/verdict/key-question.ts';
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
	/** The case keys that were looked up; `stored` is the latest case of each key that has one. */
	readonly asked: readonly string[];
	readonly stored: ReadonlyMap<string, FoundCase>;
	/** The circuit breaker; null where rules would not contain. */
	readonly gate: BreakerGate | null;
	/** They say which of the accounts that the sign-in names are ours. */
	readonly settings: JudgeSettings;
	/** The access key whose age IAM did not answer in time. */
	readonly keyAsked: KeyOfUser | null;
}

/**
 * Reads the history, the cases, the breaker, and the ages of the key and its user, all in one round
 * of calls. Only for a key whose use is going to be told it then asks where the key was used before.
 */
export async function recallSignIn(signIn: SignIn, deps: JudgeDeps): Promise<Recalled> {
	const { configuration } = deps.settings;
	const facts = establishFacts(signIn, deps.settings);
	const { classification } = facts.network;
	// Sign-ins from trusted networks hardly ever become a case. If one does, its case is read
	// later.
	const isRead =
		signIn.alarm !== undefined || (classification !== 'trusted' && classification !== 'not-judged');
	const keys = isRead ? possibleCaseKeys(facts) : [];
	const key = keyOfUser(facts);
	const user = userOf(facts, configuration);
	const [known, ours, stored, age, userAge, gate] = await Promise.all([
		deps.history.recall(facts),
		deps.accounts.recall(signIn),
		deps.cases.recall(keys),
		key === null ? null : deps.keyAges.find(key, KEY_AGE_MS),
		user === null ? null : deps.userAges.find(user, KEY_AGE_MS),
		recallGate(facts, deps),
	]);
	const credential = withKeyAge(
		facts.credential,
		signIn,
		age?.kind === 'known' ? age.createdAt : null,
	);
	countUnknown(age, deps);
	const settings = judgeSettings(deps.settings, ours);
	const settled = settleFacts({ ...facts, credential, age: userAge }, known, settings);
	const evidence = { ...settled, known, settings, workload: isWorkload(known) };
	const question = keyQuestionOf(evidence);
	return {
		facts: { ...settled, past: question === null ? null : await deps.keyPasts.find(question) },
		known,
		asked: keys,
		...{ stored, gate },
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

async function recallGate(
	{ signIn, network: { classification, key } }: Facts,
	{ ledger, settings }: JudgeDeps,
): Promise<BreakerGate | null> {
	const { containment } = settings.configuration;
	if (classification !== 'untrusted' || modeFor(signIn.account, containment) === 'observe')
		return null;
	return recallBreaker(ledger, { at: signIn.time, network: key }, containment.breaker);
}

/**
 * Gives the IAM user to ask about. How old they are matters only where rules may contain: the
 * circuit breaker counts whose credential is old.
 */
function userOf({ signIn, network, credential }: Facts, configuration: Configuration) {
	const { principal, account: entered } = signIn;
	const { account, name, id } = principal;
	const isUser = principal.kind === 'iam-user' && account !== null && name !== null && id !== null;
	if (!isUser || network.classification !== 'untrusted' || !showsHolder(signIn)) return null;
	const { kind, keyId } = credential;
	const shown = kind === 'access-key' || kind === 'password' ? kind : 'session';
	const mayContain = modeFor(entered, configuration.containment) === 'contain';
	return mayContain ? ({ account, user: name, userId: id, shown, keyId } as const) : null;
}

function countUnknown(age: KeyAge | null, { telemetry }: JudgeDeps): void {
	if (age?.kind === 'unknown') telemetry.count('KeyAgeUnknown', age.reason);
	if (age?.kind === 'asking') telemetry.count('KeyAgeUnknown', 'asking');
}

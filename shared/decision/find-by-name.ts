import type { Selector } from '../containment/containment.ts';
import { selectorProblem } from '../containment/selector-form.ts';
import type { KnownUser, SeenUser } from '../history/people-by-name.ts';
import type { DecisionDeps } from './decision-deps.ts';
import type { PrincipalHints } from './principal.ts';
import { type Refused, refused } from './refusals.ts';

/** The one person whom a name means. */
export type FoundByName =
	| { readonly kind: 'directory-user'; readonly selector: Selector }
	| {
			readonly kind: 'iam-user';
			readonly selector: Selector;
			readonly user: SeenUser & Partial<Pick<KnownUser, 'lastAt'>>;
	  };

type Looking = Pick<DecisionDeps, 'people' | 'identityCenter' | 'iam' | 'caller'>;

/**
 * Finds a person by their user name or e-mail address: in the table, and if it knows nobody of that
 * name, in IAM of the caller's account and in the identity store. If several are meant, the answer
 * lists them.
 */
export async function findByName(
	name: string,
	{ account }: Pick<PrincipalHints, 'account'>,
	deps: Looking,
): Promise<FoundByName | Refused> {
	const isThere = (one: FoundByName) =>
		account === null || (one.kind === 'iam-user' && one.user.account === account);
	const known = (await inTable(name, deps)).filter(isThere);
	if (known.length > 0) return onlyOne(name, known);
	const asked = await Promise.all([inIam(name, deps), inIdentityStore(name, deps)]);
	const found = asked.flatMap((answer) => answer.found).filter(isThere);
	if (found.length > 0) return onlyOne(name, found);
	const places = asked.filter(({ why }) => why === null).map(({ what }) => what);
	const notAsked = asked.map(({ why }) => why).filter((why) => why !== null);
	return refused('name-not-found', { name, places: ['the table', ...places], notAsked });
}

function onlyOne(name: string, found: readonly FoundByName[]): FoundByName | Refused {
	const distinct = new Map(found.map((one) => [one.selector.value, one]));
	const [one, ...others] = distinct.values();
	if (one !== undefined && others.length === 0) return one;
	return refused('name-unclear', { name, choices: [...distinct.values()].map(choiceOf) });
}

/** How the person is named without doubt. */
function choiceOf(found: FoundByName): string {
	const { value } = found.selector;
	if (found.kind === 'directory-user') return value;
	const { account, name, lastAt } = found.user;
	const seen =
		lastAt === undefined
			? ''
			: `     # last seen on ${new Date(lastAt).toISOString().slice(0, 10)}`;
	return `${value} --account ${account} --name ${name}${seen}`;
}

async function inTable(name: string, { people }: Looking): Promise<FoundByName[]> {
	const [ids, users] = await Promise.all([people.directoryUsers(name), people.iamUsers(name)]);
	return [...ids.flatMap(directoryUser), ...users.flatMap(iamUser)];
}

interface Answer {
	/** Who was asked. */
	readonly what: string;
	readonly found: readonly FoundByName[];
	/** Why it could not be asked; null if it was. */
	readonly why: string | null;
}

async function inIam(name: string, { iam, caller: { account } }: Looking): Promise<Answer> {
	return ifAnswered(`IAM of account ${account}`, async () => {
		const user = IAM_NAME.test(name) ? await iam.user(name) : null;
		return user === null ? [] : iamUser({ account, id: user.id, name: user.name });
	});
}

async function inIdentityStore(name: string, { identityCenter }: Looking): Promise<Answer> {
	return ifAnswered('the identity store', async () =>
		(await identityCenter.userIds(name)).flatMap(directoryUser),
	);
}

/** Names that IAM accepts. It answers others with an error. */
const IAM_NAME = /^[\w+=,.@-]{1,64}$/;

/** What cannot be asked is told if nobody is found, because the person may be there. */
async function ifAnswered(what: string, ask: () => Promise<FoundByName[]>): Promise<Answer> {
	try {
		return { what, found: await ask(), why: null };
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		return { what, found: [], why: `${what} did not answer: ${error.message}` };
	}
}

function directoryUser(id: string): FoundByName[] {
	const selector: Selector = { key: 'identitystore:UserId', value: id };
	return isSound(selector) ? [{ kind: 'directory-user', selector }] : [];
}

function iamUser(user: SeenUser & Partial<Pick<KnownUser, 'lastAt'>>): FoundByName[] {
	const selector: Selector = { key: 'aws:userid', value: user.id };
	return isSound(selector) ? [{ kind: 'iam-user', selector, user }] : [];
}

/** No id goes into a policy before its form is checked, wherever it comes from. */
function isSound(selector: Selector): boolean {
	return selectorProblem(selector, 'scp') === null;
}

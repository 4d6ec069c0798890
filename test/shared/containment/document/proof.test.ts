import { describe, expect, it } from 'vitest';
import type { DenyScope, PolicyId, Selector } from '../../../../shared/containment/containment.ts';
import { renderDenyDocument } from '../../../../shared/containment/document/deny-document.ts';
import { validateDenyDocument } from '../../../../shared/containment/document/validate-deny-document.ts';
import { aContainment, END, someOptions } from '../../../support/a-containment.ts';
import {
	CALLERS,
	type CallerName,
	type Context,
	DEV,
	everyRequest,
	MANAGEMENT,
	PROD,
	WAYS,
} from '../../../support/request-contexts.ts';
import { type InForce, simulate } from '../../../support/simulate.ts';

/** Kim as the requests name them. The ids are written here again, not taken from the contexts. */
const KIM: Readonly<Record<string, Selector>> = {
	user: { key: 'aws:userid', value: 'AIDAKIMKIMKIMKIMKIM22' },
	federated: { key: 'aws:userid', value: '111122223333:kim-batch' },
	role: { key: 'aws:userid', value: 'AROADEVELOPERROLE2222:kim' },
	saml: { key: 'aws:userid', value: 'AROASAMLSAMLSAMLSAM22:kim@example.com' },
	webIdentity: { key: 'aws:userid', value: 'AROAMOBILEMOBILEMOB22:kim-phone' },
	chain: { key: 'aws:userid', value: 'AROAOPERATOROPERATO22:from-developer' },
	person: { key: 'identitystore:UserId', value: '9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b' },
	portalSession: { key: 'aws:userid', value: 'AROAADMININPRODADMI22:kim@example.com' },
	root: { key: 'aws:PrincipalArn', value: 'arn:aws:iam::111122223333:root' },
};

interface Subject {
	readonly caller: CallerName;
	/** The name under which kim is contained. */
	readonly as: string;
	readonly policy: PolicyId;
	/** How the policy of an account applies to the caller; the SCP is above all accounts. */
	readonly by: string;
}

const inScp = (caller: CallerName, as: string): Subject => ({
	caller,
	as,
	policy: 'scp',
	by: 'the SCP',
});
const inAccount = (
	caller: CallerName,
	as: string,
	[account, by]: readonly [string, string],
): Subject => ({
	caller,
	as,
	policy: `iam:${account}`,
	by: `the policy ${by}`,
});
const ON_USER = [PROD, 'on the user'] as const;
const ON_ROLE = [PROD, 'on the role'] as const;

/** Every kind of principal, in every kind of policy that can hold it. */
const SUBJECTS: readonly Subject[] = [
	inScp('userWithKey', 'user'),
	inAccount('userWithKey', 'user', ON_USER),
	inScp('userInConsole', 'user'),
	inAccount('userInConsole', 'user', ON_USER),
	inScp('userSession', 'user'),
	inAccount('userSession', 'user', ON_USER),
	inScp('federated', 'federated'),
	inAccount('federated', 'federated', ON_USER),
	// The session does not carry the id of the user who made it, but the policy is attached to that
	// user.
	inAccount('federated', 'user', ON_USER),
	inScp('role', 'role'),
	inAccount('role', 'role', ON_ROLE),
	inScp('saml', 'saml'),
	inAccount('saml', 'saml', ON_ROLE),
	inScp('webIdentity', 'webIdentity'),
	inAccount('webIdentity', 'webIdentity', ON_ROLE),
	inScp('chain', 'chain'),
	inAccount('chain', 'chain', [DEV, 'on the last role']),
	inScp('portal', 'person'),
	inScp('portalInDev', 'person'),
	inAccount('portalInManagement', 'person', [MANAGEMENT, 'referenced by the permission set']),
	inScp('portal', 'portalSession'),
	inAccount('portal', 'portalSession', [PROD, 'referenced by the permission set']),
	inScp('root', 'root'),
];

interface Situation {
	readonly situation: string;
	readonly denyScope: DenyScope;
	readonly way: Context;
	readonly time: number;
	readonly expected: 'allowed' | 'denied';
}

const during = END - 60_000;
type Row = readonly [situation: string, way: Context, expected: 'allowed' | 'denied'];
const situationOf =
	(denyScope: DenyScope, time: number) =>
	([situation, way, expected]: Row): Situation => ({ situation, denyScope, way, time, expected });

const SITUATIONS: readonly Situation[] = [
	...(
		[
			['from an untrusted network, IPv4', WAYS.untrustedV4, 'denied'],
			['from an untrusted network, IPv6', WAYS.untrustedV6, 'denied'],
			['from the office, IPv4', WAYS.officeV4, 'allowed'],
			['from the office, IPv6', WAYS.officeV6, 'allowed'],
			['through our VPC endpoint', WAYS.ownEndpoint, 'allowed'],
			['through an unknown endpoint', WAYS.unknownEndpoint, 'denied'],
			[
				'through an unknown endpoint, with our public range as its address',
				WAYS.unknownEndpointWithOurRange,
				'denied',
			],
			[
				'by a service on behalf of somebody in an untrusted network',
				WAYS.serviceForUntrusted,
				'allowed',
			],
			['by a service that was called through an endpoint', WAYS.serviceWithoutNetwork, 'allowed'],
			['without any network key', WAYS.noNetwork, 'denied'],
			['without any network key and without aws:ViaAWSService', WAYS.nothing, 'denied'],
		] as const
	).map(situationOf('untrusted-networks', during)),
	...(
		[
			['from an untrusted network, a second before the end', WAYS.untrustedV4, 'denied'],
			['without any network key, a second before the end', WAYS.noNetwork, 'denied'],
		] as const
	).map(situationOf('untrusted-networks', END - 1000)),
	...(
		[
			['from an untrusted network, at the end', WAYS.untrustedV4, 'allowed'],
			['without any network key, at the end', WAYS.noNetwork, 'allowed'],
		] as const
	).map(situationOf('untrusted-networks', END)),
	...(
		[
			['to everything, from an untrusted network', WAYS.untrustedV4, 'denied'],
			['to everything, from the office', WAYS.officeV4, 'denied'],
			['to everything, through our VPC endpoint', WAYS.ownEndpoint, 'denied'],
			['to everything, by a service', WAYS.serviceWithoutNetwork, 'denied'],
			['to everything, without any network key', WAYS.nothing, 'denied'],
		] as const
	).map(situationOf('everything', during)),
	...([['to everything, at the end', WAYS.officeV4, 'allowed']] as const).map(
		situationOf('everything', END),
	),
];

function documentFor(
	as: string,
	policy: PolicyId,
	denyScope: DenyScope = 'untrusted-networks',
): InForce {
	const selector = KIM[as];
	if (selector === undefined) throw new Error(`kim has no selector called "${as}"`);
	const { text, refusals } = renderDenyDocument(
		[aContainment(selector, { denyScope })],
		someOptions(policy),
	);
	expect(refusals).toEqual([]);
	expect(validateDenyDocument(text, someOptions(policy))).toEqual([]);
	return policy === 'scp' ? { scp: text } : { attached: text };
}

function asked(
	caller: CallerName,
	{ way, time }: Pick<Situation, 'way' | 'time'>,
	inForce: InForce,
) {
	const who = CALLERS[caller];
	return simulate(who, { ...everyRequest(who, time), ...way }, inForce);
}

const ROWS = SUBJECTS.flatMap((subject) =>
	SITUATIONS.map((situation) => ({
		...subject,
		...situation,
		kind: CALLERS[subject.caller].kind,
		source: CALLERS[subject.caller].source,
	})),
);

describe('a contained principal', () => {
	it.each(ROWS)('$kind, contained as $as by $by, $situation, is $expected', async (row) => {
		const answer = await asked(row.caller, row, documentFor(row.as, row.policy, row.denyScope));
		expect(answer, row.source).toBe(row.expected);
	});

	it.each(ROWS)('$kind, $situation, is allowed without $by', async (row) => {
		expect(await asked(row.caller, row, {})).toBe('allowed');
	});
});

/**
 * Callers from an untrusted network while kim is contained. The text applies to them too, as on a
 * shared role.
 */
const BYSTANDERS: readonly (Subject & {
	readonly expected: 'allowed' | 'denied';
	readonly why: string;
})[] = [
	...(
		[
			['otherUser', 'user', ON_USER],
			['userElsewhere', 'user', [DEV, 'on the user']],
			['otherFederated', 'federated', ON_USER],
			['federatedElsewhere', 'federated', ON_USER],
			['federatedElsewhere', 'user', ON_USER],
			['otherRole', 'role', ON_ROLE],
			['roleElsewhere', 'role', ON_ROLE],
			['otherSaml', 'saml', ON_ROLE],
			['otherWebIdentity', 'webIdentity', ON_ROLE],
			['role', 'chain', [DEV, 'on the last role']],
			['otherChain', 'chain', [DEV, 'on the last role']],
			['otherPortal', 'portalSession', [PROD, 'referenced by the permission set']],
			['portalInDev', 'portalSession', [PROD, 'referenced by the permission set']],
			['otherPortalInManagement', 'person', [MANAGEMENT, 'referenced by the permission set']],
		] as const
	).flatMap(([caller, as, account]) =>
		[inScp(caller, as), inAccount(caller, as, account)].map(
			(subject) => ({ ...subject, expected: 'allowed', why: 'it is somebody else' }) as const,
		),
	),
	{ ...inScp('otherPortal', 'person'), expected: 'allowed', why: 'it is somebody else' },
	{ ...inScp('rootElsewhere', 'root'), expected: 'allowed', why: 'it is somebody else' },
	{ ...inScp('userWithKey', 'root'), expected: 'allowed', why: 'it is not root' },
	{ ...inScp('portalInDev', 'person'), expected: 'denied', why: 'it is the same person' },
	{ ...inScp('chain', 'role'), expected: 'allowed', why: 'it needs its own containment' },
	{
		...inScp('federated', 'user'),
		expected: 'allowed',
		why: 'it needs its own containment in the SCP',
	},
	{ ...inScp('otherFederated', 'user'), expected: 'allowed', why: 'the SCP has no pattern for it' },
	{
		...inAccount('otherFederated', 'user', ON_USER),
		expected: 'denied',
		why: 'a user with the policy made it',
	},
];

describe('while somebody is contained', () => {
	it.each(BYSTANDERS.map((row) => ({ ...row, kind: CALLERS[row.caller].kind })))(
		'$kind is $expected while kim is contained as $as by $by, because $why',
		async ({ caller, as, policy, expected }) => {
			const answer = await asked(
				caller,
				{ way: WAYS.untrustedV4, time: during },
				documentFor(as, policy),
			);
			expect(answer).toBe(expected);
		},
	);

	it('a federated user whom a colleague made is allowed, because the policy is not attached to the colleague', async () => {
		expect(await asked('otherFederated', { way: WAYS.untrustedV4, time: during }, {})).toBe(
			'allowed',
		);
	});
});

describe('the table of request contexts', () => {
	it('gives each principal its own id, so that no row can stand for another', () => {
		const users = new Set(['userWithKey', 'userInConsole', 'userSession']);
		const others = Object.entries(CALLERS).filter(
			([name]) => !users.has(name) || name === 'userWithKey',
		);
		const ids = others.map(([, { context }]) => context['aws:userid']);
		expect(new Set(ids).size).toBe(ids.length);
	});
});

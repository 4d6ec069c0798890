import { describe, expect, it } from 'vitest';
import type { Owner } from '../../../shared/report/owner.ts';
import { ownerShares, readOwnerShares } from '../../../shared/report/owner-shares.ts';
import type { ReportedCredential } from '../../../shared/report/report.ts';
import { aFinding, aReportedKey } from '../../support/a-report.ts';
import { aConfiguration } from '../../support/some-settings.ts';

const { owners } = aConfiguration({
	report: {
		owners: [
			{ user: 'deploy', owner: 'platform', slack: 'U0PLATFORM' },
			{ user: 'export', owner: 'data', slack: 'U0PLATFORM' },
			{ user: 'backup', owner: 'storage' },
		],
	},
}).report;

const configured = { value: 'platform', source: 'configuration', tag: null } as const;
const EMAIL = 'dana@harbor.example';

function aKeyOf(user: string, owner: Owner | null, given: Partial<ReportedCredential> = {}) {
	return aReportedKey({ user, owner, ...given });
}

function recipientsOf(credentials: readonly ReportedCredential[]) {
	return ownerShares({ credentials }, owners).map(({ recipient }) => recipient);
}

describe('ownerShares', () => {
	it('gives each person all of their credentials, and nobody those of others', () => {
		const own = { value: EMAIL, source: 'user-name', tag: null } as const;
		const credentials = [
			aKeyOf('deploy', configured),
			aKeyOf(EMAIL, own),
			aKeyOf('export', { ...configured, value: 'data' }),
			aKeyOf(EMAIL, own, { credential: 'password' }),
			aKeyOf('nobody', null),
		];
		const shares = ownerShares({ credentials }, owners);
		expect(shares.map(({ recipient, owner }) => [recipient, owner])).toEqual([
			[{ kind: 'slack', id: 'U0PLATFORM' }, 'platform'],
			[{ kind: 'email', address: EMAIL }, EMAIL],
		]);
		expect(shares.map((share) => share.credentials.map(({ user }) => user))).toEqual([
			['deploy', 'export'],
			[EMAIL, EMAIL],
		]);
	});

	it.each([
		['tag', 'Owner'],
		['key-description', null],
		['created-by', null],
	] as const)('tells nobody whom a %s names, not even an address', (source, tag) => {
		expect(recipientsOf([aKeyOf('ci', { value: 'thief@evil.example', source, tag })])).toEqual([]);
	});

	it('tells the address in the user name only where that is the owner', () => {
		const tagged = { value: 'team-a', source: 'tag', tag: 'Owner' } as const;
		expect(recipientsOf([aKeyOf(EMAIL, tagged)])).toEqual([]);
	});

	it('tells nobody whom the configuration names without a Slack id', () => {
		expect(recipientsOf([aKeyOf('backup', { ...configured, value: 'storage' })])).toEqual([]);
	});

	it('tells only of what needs action', () => {
		const info = [aFinding({ code: 'could-be-role', severity: 'info' })];
		const credentials = [
			aKeyOf('deploy', configured, { findings: info }),
			aKeyOf('deploy', configured, { isGone: true }),
		];
		expect(ownerShares({ credentials }, owners)).toEqual([]);
	});

	it('is the same after it was kept as JSON', () => {
		const credentials = [aKeyOf('deploy', configured)];
		const shares = ownerShares({ credentials }, owners);
		expect(readOwnerShares(JSON.stringify(shares))).toEqual(shares);
	});

	it.each([
		'',
		'{}',
		'[{}]',
		'[{"recipient":{"kind":"slack","id":""},"owner":"x","credentials":[]}]',
	])('refuses to read %j', (text) => {
		expect(() => readOwnerShares(text)).toThrow();
	});
});

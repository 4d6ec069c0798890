import { describe, expect, it } from 'vitest';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { configuredOwner, findOwner, type Owned } from '../../../shared/report/find-owner.ts';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/a-record.ts';
import { aUser } from '../../support/a-user.ts';
import { aConfiguration } from '../../support/some-settings.ts';

const KEY = 'AKIAEXAMPLEDEPLO7Q2M';

function settingsOf(report: ConfigurationInput['report'] = {}) {
	return aConfiguration({ report }).report;
}

function ownerOf(given: Partial<Owned>, report: ConfigurationInput['report'] = {}) {
	const owned = { account: ACCOUNT, user: aUser(), keyId: KEY, madeBy: null, ...given };
	return findOwner(owned, settingsOf(report));
}

const everything = {
	user: aUser({
		user: 'dana@harbor.example',
		tags: { Owner: 'team-a', Team: 'team-b', [KEY]: 'key of the nightly export' },
	}),
	madeBy: 'seo.yun',
};
const configured = { owners: [{ user: 'dana@*', owner: 'platform' }] };

describe('findOwner', () => {
	it('believes the configuration, then a tag, the description, the maker, the name', () => {
		const { user } = everything;
		const { [KEY]: description = '', ...tags } = user.tags ?? {};
		const described = { ...user, tags: { [KEY]: description } };
		const bare = { ...user, tags: null };
		expect(ownerOf(everything, configured)).toEqual({
			...{ value: 'platform', source: 'configuration', tag: null },
		});
		expect(ownerOf({ ...everything, user: { ...user, tags } })).toEqual({
			...{ value: 'team-a', source: 'tag', tag: 'Owner' },
		});
		expect(ownerOf({ ...everything, user: described })).toEqual({
			...{ value: 'key of the nightly export', source: 'key-description', tag: null },
		});
		expect(ownerOf({ ...everything, user: bare })).toEqual({
			...{ value: 'seo.yun', source: 'created-by', tag: null },
		});
		expect(ownerOf({ user: bare })).toEqual({
			...{ value: 'dana@harbor.example', source: 'user-name', tag: null },
		});
		expect(ownerOf({})).toBeNull();
	});

	it('takes the first of the configured tags that has a value', () => {
		const tags = { Team: 'team-b', Owner: '  ', 담당자: '김민수' };
		expect(ownerOf({ user: aUser({ tags }) })).toMatchObject({ value: 'team-b', tag: 'Team' });
		expect(ownerOf({ user: aUser({ tags }) }, { ownerTags: ['담당자', 'Team'] })).toMatchObject({
			...{ value: '김민수', tag: '담당자' },
		});
		expect(ownerOf({ user: aUser({ tags: { cost: 'x' } }) })).toBeNull();
	});

	it('takes the description of this key only', () => {
		const tags = { AKIAEXAMPLEOTHER00001: 'another key', [KEY]: ' ' };
		expect(ownerOf({ user: aUser({ tags }) })).toBeNull();
		expect(ownerOf({ user: aUser({ tags: { [KEY]: 'mine' } }), keyId: null })).toBeNull();
	});

	it('removes spaces around a value', () => {
		expect(ownerOf({ user: aUser({ tags: { Owner: ' team-a\n' } }) })?.value).toBe('team-a');
	});

	it('is not led astray by tags that are named like parts of an object', () => {
		const tags = { toString: 'x' };
		const report = { ownerTags: ['constructor', '__proto__'] };
		expect(ownerOf({ user: aUser({ tags }) }, report)).toBeNull();
	});

	it.each(['dana', 'dana@', '@harbor.example', 'a@b', 'a@b@c.d'])(
		'does not take %s for an address',
		(user) => {
			expect(ownerOf({ user: aUser({ user }) })).toBeNull();
		},
	);
});

describe('configuredOwner', () => {
	const { owners } = settingsOf({
		owners: [
			{ user: 'deploy', account: OTHER_ACCOUNT, owner: 'team-dev' },
			{ user: 'deploy', owner: 'team-prod' },
			{ user: 'ci-*', owner: 'team-ci' },
			{ user: '*', account: OTHER_ACCOUNT, owner: 'everybody' },
		],
	});

	it.each([
		[ACCOUNT, 'deploy', 'team-prod'],
		[OTHER_ACCOUNT, 'deploy', 'team-dev'],
		[ACCOUNT, 'ci-export', 'team-ci'],
		[OTHER_ACCOUNT, 'x', 'everybody'],
		[ACCOUNT, 'deployer', undefined],
		[ACCOUNT, 'my-ci-export', undefined],
	])('is for account %s and user %s %s', (account, user, owner) => {
		expect(configuredOwner({ account, user }, owners)?.owner).toBe(owner);
	});
});

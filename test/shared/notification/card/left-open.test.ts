import { describe, expect, it } from 'vitest';
import type { ContainmentRequest } from '../../../../shared/containment/containment.ts';
import { STATES } from '../../../../shared/containment/ledger/ledger-states.ts';
import { caseMessage } from '../../../../shared/notification/card/case-message.ts';
import { leftOpenOf } from '../../../../shared/notification/card/left-open.ts';
import { toMrkdwn } from '../../../../shared/notification/card/phrase.ts';
import { onlyPlanned } from '../../../../shared/notification/card/standing.ts';
import { wordsOf } from '../../../../shared/notification/words/words-of.ts';
import { messageSettings } from '../../../support/a-case.ts';
import {
	CONTAINED_AT,
	RELEASED,
	standingOf,
	stolenKeyStanding,
} from '../../../support/a-standing.ts';
import { stolenKeyCase } from '../../../support/telling-cases.ts';

const words = wordsOf({ locale: 'ko' });

/** A session of Identity Center whose user id is not known, in a state. */
function byName(person: string, more: Partial<ContainmentRequest> = {}) {
	const request: ContainmentRequest = {
		...{ person, denyScope: 'untrusted-networks', reason: 'untrusted-sign-in' },
		selector: { key: 'aws:userid', value: 'AROAADMININPRODADMI22:kim@corp.example' },
		policies: [{ policy: 'scp', account: '111122223333', attachment: null }],
		until: CONTAINED_AT + 12 * 3_600_000,
		...more,
	};
	return { requests: [request], notContained: [] };
}

function linesOf(standing: Parameters<typeof leftOpenOf>[0]): readonly string[] {
	return leftOpenOf(standing, words).lines.map(toMrkdwn);
}

describe('what a denial does not stop', () => {
	it('is a line each for tokens, open sessions and given work once it is effective', () => {
		expect(linesOf(stolenKeyStanding({ state: 'effective' }))).toEqual([
			expect.stringContaining('EKS'),
			expect.stringContaining('SSM'),
			expect.stringContaining('CloudFormation'),
		]);
		const card = caseMessage(
			stolenKeyCase(),
			messageSettings(),
			stolenKeyStanding({ state: 'effective' }),
		);
		expect(JSON.stringify(card)).toContain('*차단으로 막지 못하는 것*');
	});

	it.each(STATES.filter((state) => state !== 'effective'))(
		'is not said while it is %s',
		(state) => {
			expect(linesOf(stolenKeyStanding({ state }))).toEqual([]);
		},
	);

	it('is not said once it was released, nor in replay, nor of root', () => {
		expect(linesOf(stolenKeyStanding({ state: 'effective', ending: RELEASED }))).toEqual([]);
		expect(linesOf(onlyPlanned(stolenKeyStanding({ state: 'effective' }).plan))).toEqual([]);
		const root = { key: 'aws:PrincipalArn', value: 'arn:aws:iam::111122223333:root' } as const;
		const plan = byName('root:111122223333', { selector: root });
		expect(linesOf(standingOf(plan, { state: 'effective' }))).toEqual([]);
	});

	it('is the rest of a directory user whose id is not known, with the command that finds it', () => {
		const plan = byName('idc-name:kim@corp.example');
		const command = '`npm run eyes -- contain kim@corp.example --reason "…"`';
		for (const state of ['requested', 'effective', 'asked'] as const)
			expect(linesOf(standingOf(plan, { state }))[0]).toContain(command);
		expect(linesOf({ plan, containments: [], isKeyAsked: false })[0]).toContain(command);
	});

	it('names no command in replay, nor with a name that a shell would read', () => {
		const replayed = onlyPlanned(byName('idc-name:kim@corp.example'));
		expect(linesOf(replayed)).toEqual([words.leftOpen.otherSets(null)].map(toMrkdwn));
		for (const name of ['--yes', 'kim;rm', '$(id)', 'k']) {
			const standing = standingOf(byName(`idc-name:${name}`), { state: 'requested' });
			expect(linesOf(standing).join()).not.toContain('npm run');
		}
	});

	it('says nothing of a directory user who is denied by the id, nor of a session that they made', () => {
		const id = '9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b';
		const known = byName(`idc:${id}`, { selector: { key: 'identitystore:UserId', value: id } });
		expect(linesOf(standingOf(known, { state: 'requested' }))).toEqual([]);
		const made = byName('idc-name:kim', { reason: 'obtained-by-untrusted-caller' });
		expect(linesOf(standingOf(made, { state: 'requested' }))).toEqual([]);
	});
});

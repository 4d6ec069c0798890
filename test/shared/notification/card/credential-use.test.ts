import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/case/case.ts';
import type { CaseUses } from '../../../../shared/case/case-uses.ts';
import type { MessageSettings } from '../../../../shared/notification/card/card-source.ts';
import { caseForms } from '../../../../shared/notification/card/case-message.ts';
import { caseText } from '../../../../shared/notification/card/case-text.ts';
import { headlineOf } from '../../../../shared/notification/card/headline.ts';
import type { Standing } from '../../../../shared/notification/card/standing.ts';
import { threadReplies } from '../../../../shared/notification/card/thread-replies.ts';
import { aCase, aJudgedSignIn, messageSettings } from '../../../support/a-case.ts';
import { stolenKeyStanding } from '../../../support/a-standing.ts';
import { checkLimits } from '../../../support/check-limits.ts';
import { stolenKeyCase } from '../../../support/telling-cases.ts';
import {
	carriedSessionCase,
	firstUseCase,
	keyOfJobCase,
	usedKeyCase,
} from '../../../support/telling-uses.ts';

const ko = messageSettings({ runbook: null });
const en = messageSettings({ locale: 'en', runbook: null });
const effective = stolenKeyStanding({ state: 'effective' });
const observed: Standing = {
	plan: { requests: [], notContained: ['mode-observe'] },
	containments: [],
	isKeyAsked: false,
};
const MINUTE = 60_000;

function text(theCase: Case, settings: MessageSettings, standing: Standing = effective): string {
	return caseText(theCase, settings, { colour: false, standing });
}

describe('the card of a credential at work', () => {
	it('says who, that a key was used, from where, what was called and that it is blocked', () => {
		const card = text(usedKeyCase(), ko);
		for (const words of [
			'🟠 taeho.lim · harbor-dev · 외부망 액세스 키 도용 의심 · 차단 완료',
			'AWS 액세스 키 사용 감지',
			'호출 42회(실패 4회) · iam:CreateAccessKey · iam:CreateUser · iam:AttachUserPolicy\n',
			'192.0.2.77 · 외부망',
			'2026-03-03 13:30:21 ~ 13:42:21 (KST)',
			'****7Q2M · 발급 후 412일',
			'cloudtrail:StopLogging (실패) 2회',
			'sts · iam · s3 · cloudtrail · ec2',
			'User-Agent aws-cli/2.34.1',
		])
			expect(card).toContain(words);
	});

	it.each([
		['a stolen key', usedKeyCase()],
		['a first call', firstUseCase()],
		['a job', keyOfJobCase()],
		['a session', carriedSessionCase()],
	])('never speaks of a login: %s', (_, theCase) => {
		expect(text(theCase, ko, observed)).not.toMatch(/로그인|Login/);
		expect(text(theCase, en, observed)).not.toMatch(/log ?in|sign-?in|signed in/i);
		const replies = threadReplies({
			...{ theCase, answer: null, replies: [], now: 0, settings: en, containments: [] },
		});
		expect(JSON.stringify(replies)).not.toMatch(/login|sign-?in/i);
	});

	it('fits Slack and names the account in 90 characters', () => {
		for (const theCase of [usedKeyCase(), firstUseCase(), keyOfJobCase(), carriedSessionCase()])
			for (const settings of [ko, en]) {
				const forms = caseForms(theCase, settings, effective);
				expect(forms.flatMap(checkLimits)).toEqual([]);
				expect(forms[0].text.length).toBeLessThanOrEqual(90);
			}
	});

	it('shows a single call as an outcome, and says nothing twice', () => {
		const card = text(firstUseCase(), en, observed);
		expect(card).toMatch(/Call status +Success · sts:GetCallerIdentity\n/);
		expect(card).not.toContain('Calls by action');
		const { lead } = firstUseCase();
		const denied = { ...lead.signIn, outcome: 'failure', error: 'AccessDenied' } as const;
		expect(text(aCase({ lead: { ...lead, signIn: denied } }), en, observed)).toMatch(
			/Call status +Failure · sts:GetCallerIdentity \(failed\) · AccessDenied\n/,
		);
	});

	it('counts sign-ins and uses apart', () => {
		const card = text({ ...stolenKeyCase(), uses: usedKeyCase().uses }, en);
		expect(card).toMatch(/AWS Login detected/);
		expect(card).toMatch(/Login status +4 succeeded\n/);
		expect(card).toMatch(/API calls +42 calls, 4 failed · iam:CreateAccessKey/);
		const sessions = { AROAEXAMPLEDEPLOYER01: ['cli'] };
		const beside = { successes: 1, events: { AssumeRole: 1 }, sessions };
		const both = text({ ...usedKeyCase(), ...beside }, en, observed);
		expect(both).toMatch(/Login status +1 succeeded\n/);
		expect(both).toMatch(/Events +AssumeRole × 1/);
		expect(both).toContain('Sessions of the assumed role stay valid');
		expect(text(usedKeyCase(), en, observed)).not.toContain('Sessions of the assumed role');
	});

	it('says "or more" where not all calls are counted, and calls nothing failed then', () => {
		const { actions } = usedKeyCase().uses ?? { actions: {} };
		const given = { calls: 1000, denied: 400, countedUntil: 0, deniedActions: actions };
		const card = text(usedKeyCase(given), en);
		expect(card).toContain('1,000 or more calls, 400 failed');
		expect(card).not.toContain('(failed)');
	});

	it('does not count a case as failed in which a key works', () => {
		const failed = { ...usedKeyCase(), failures: 3, successes: 0 };
		expect(text(failed, en, observed)).toContain('not blocked');
		expect(headlineOf(failed)).toBe('stolen-key');
	});
});

describe('the headline of a use', () => {
	const root = { kind: 'root', name: 'root', id: '1', arn: null, account: '1' } as const;
	const rootUse = aCase({
		lead: aJudgedSignIn({
			signIn: { part: 'use', principal: root },
			verdict: { reasons: [{ code: 'untrusted-network' }, { code: 'root' }] },
		}),
	});
	const sessionUse = { ...carriedSessionCase(), reasons: [{ code: 'credential-use' } as const] };

	it.each([
		['stolen-key', usedKeyCase()],
		['key-use', firstUseCase()],
		['key-of-job', keyOfJobCase()],
		['stolen-session', carriedSessionCase()],
		['session-use', sessionUse],
		['root-key', rootUse],
	] as const)('is %s', (headline, theCase) => {
		expect(headlineOf(theCase)).toBe(headline);
	});
});

describe('what to do about a use', () => {
	function steps(theCase: Case, standing: Standing): string[] {
		return text(theCase, en, standing)
			.split('\n')
			.flatMap((line) => /\d\. (.+)$/.exec(line)?.[1] ?? []);
	}

	it('begins with the owner of the key and its deactivation', () => {
		const [ask, stop] = steps(firstUseCase(), observed);
		expect(ask).toMatch(/^Call the key's owner/);
		expect(stop).toMatch(/deactivate and replace the access key now: \*{4}7Q2M$/);
	});

	it('has the line to add for a key of which nothing is known, which may be a job of ours', () => {
		const line = "networks: [{ name: '…', cidrs: ['192.0.2.77/32'] }]";
		expect(steps(firstUseCase(), observed).at(-1)).toContain(line);
		expect(steps(usedKeyCase(), observed).join()).not.toContain(line);
	});

	it('undoes early what a block does not cover, and only what was not denied', () => {
		expect(steps(usedKeyCase(), effective)[1]).toBe(
			'If not confirmed, undo what these calls changed: iam:CreateAccessKey, iam:CreateUser, iam:AttachUserPolicy',
		);
		const { actions } = usedKeyCase().uses ?? { actions: {} };
		expect(steps(usedKeyCase({ deniedActions: actions }), effective).join()).not.toContain('undo');
	});

	it('is not hidden by a role that the key takes, which may be worse', () => {
		const used = usedKeyCase();
		const { lead, events } = stolenKeyCase();
		const reasons = [...used.reasons, ...lead.verdict.reasons];
		const both = { ...used, lead, events, successes: 1, severity: 'critical', reasons } as const;
		expect(headlineOf(both)).toBe('stolen-key');
		expect(steps(both, effective).slice(0, 2)).toEqual(steps(used, effective).slice(0, 2));
	});

	it.each(['failures-then-success', 'exempt'] as const)(
		'undoes under every headline: %s',
		(code) => {
			const used = usedKeyCase();
			const all = steps({ ...used, reasons: [{ code }, ...used.reasons] }, observed);
			expect(all.join()).toContain('undo what these calls changed');
		},
	);

	it('gives the command that switches the key off, without the whole id of the key', () => {
		const card = text(usedKeyCase(), en);
		expect(card).toContain(
			`Deactivate the key (in harbor-dev) aws iam update-access-key --user-name taeho.lim --status Inactive --access-key-id $(aws iam list-access-keys --user-name taeho.lim --query "AccessKeyMetadata[?ends_with(AccessKeyId,'7Q2M')].AccessKeyId" --output text)`,
		);
		expect(card).not.toContain('AKIAEXAMPLETAEHO7Q2M');
	});

	it.each(['$(reboot)', 'a;b', '--profile', "a'b", 'a b', '`x`'])(
		'gives no command for a user called %s',
		(name) => {
			const { lead, ...theCase } = usedKeyCase();
			const principal = { ...lead.signIn.principal, name };
			const arn = `arn:aws:iam::444455556666:user/${name}`;
			const signIn = { ...lead.signIn, principal: { ...principal, arn } };
			expect(text({ ...theCase, lead: { ...lead, signIn } }, en)).not.toContain('aws iam update');
		},
	);

	it('has the line to add for a job of ours, and no command that would stop the job', () => {
		expect(text(keyOfJobCase(), en, observed)).not.toContain('aws iam update');
		expect(steps(keyOfJobCase(), observed)[1]).toContain(
			"networks: [{ name: '…', cidrs: ['192.0.2.77/32'] }]",
		);
	});

	it('names the cost and the exception of a chatty key, and of no other', () => {
		const { firstAt = 0 } = keyOfJobCase().uses ?? {};
		const day = { calls: 4_000_000, firstAt, lastAt: firstAt + 24 * 60 * MINUTE };
		const { uses } = keyOfJobCase();
		if (uses === null) throw new Error('the case has uses');
		const actions = { 'ec2:DescribeInstances': 1_234_567 };
		const chatty = text({ ...keyOfJobCase(), uses: { ...uses, ...day, actions } }, en, observed);
		expect(chatty).toMatch(/Cost of watching +at this rate at most \$\d+ a month/);
		expect(chatty).toContain('ec2:DescribeInstances × 1,234,567');
		expect(chatty).toContain(
			"use: { except: [{ principal: 'arn:aws:iam::444455556666:user/backup-nas', reason: '…', review: '2027-03-03' }] }",
		);
		const rare = text({ ...keyOfJobCase(), uses: { ...uses, ...day, calls: 500 } }, en, observed);
		expect(rare).not.toMatch(/Cost of watching|use\.except|except:/);
	});
});

describe('the thread of a case with uses', () => {
	it('tells each telling action once, the most telling first', () => {
		const given = { answer: null, replies: [], now: 0, settings: en, containments: [] };
		const replies = threadReplies({ ...given, theCase: usedKeyCase() });
		expect(replies.map(({ key }) => key).filter((key) => /^(action|denied):/.test(key))).toEqual([
			...['action:iam:CreateAccessKey', 'action:iam:CreateUser'],
			...['action:iam:AttachUserPolicy', 'denied:cloudtrail:StopLogging'],
		]);
		expect(JSON.stringify(replies)).toContain('cloudtrail:StopLogging` (failed).');
	});

	it('tells a telling action anew that succeeds after it was denied, and none that was counted', () => {
		const given = { answer: null, replies: [], now: 0, settings: en, containments: [] };
		const theCase = usedKeyCase();
		const { uses: before } = theCase;
		if (before === null) throw new Error('the case has no uses');
		const keysOf = (uses: Partial<CaseUses>) =>
			threadReplies({ ...given, theCase: { ...theCase, uses: { ...before, ...uses } } })
				.map(({ key }) => key)
				.filter((key) => key.endsWith(':cloudtrail:StopLogging'));
		expect(keysOf({})).toEqual(['denied:cloudtrail:StopLogging']);
		expect(keysOf({ countedUntil: 0 })).toEqual(['denied:cloudtrail:StopLogging']);
		const actions = { 'cloudtrail:StopLogging': 9 };
		expect(keysOf({ actions, countedUntil: 0 })).toEqual(['action:cloudtrail:StopLogging']);
	});
});

import { describe, expect, it } from 'vitest';
import type { CasePlan } from '../../../../shared/case/case-plan.ts';
import { growCase } from '../../../../shared/case/grow-case.ts';
import { cardOf } from '../../../../shared/notification/card/card.ts';
import { caseText } from '../../../../shared/notification/card/case-text.ts';
import { toMrkdwn, toPlain } from '../../../../shared/notification/card/phrase.ts';
import type { Standing } from '../../../../shared/notification/card/standing.ts';
import type { JudgedSignIn } from '../../../../shared/verdict/judged-sign-in.ts';
import { aCase, aJudgedSignIn, messageSettings } from '../../../support/a-case.ts';
import { stolenKeyStanding } from '../../../support/a-standing.ts';

const DEPLOY = 'arn:aws:iam::111122223333:role/deploy';
const ADMIN = 'arn:aws:iam::444455556666:role/admin';
const TOO_MANY: CasePlan = { requests: [], notContained: ['too-many-sessions'] };

/** A session that Minji obtained. */
function made(
	role: string,
	session: string,
	roleId = `AROA${role.slice(-6).toUpperCase()}EXAMPLE01`,
) {
	return aJudgedSignIn({
		signIn: {
			...{ event: 'AssumeRole', eventSource: 'sts.amazonaws.com' },
			session: {
				...{ userId: `${roleId.replaceAll(/\W/g, 'X')}:${session}`, roleArn: role, name: session },
				...{ issuedAt: 0, endsAt: null },
			},
		},
	});
}

function caseOf(signIns: readonly JudgedSignIn[]) {
	return signIns.reduce((theCase, one) => growCase(theCase, one, theCase.name), aCase());
}
const standing = (over: Partial<Standing> = {}): Standing => ({
	...{ plan: TOO_MANY, containments: [], isKeyAsked: false },
	...over,
});
const MANY = [
	...Array.from({ length: 4 }, (_, n) => made(DEPLOY, `deploy-${n}`)),
	...Array.from({ length: 9 }, (_, n) => made(ADMIN, `admin-${n}`)),
];

describe('the card of a case with too many sessions', () => {
	it('asks to cut the roles, with one command a role, the role with most sessions first', () => {
		const card = cardOf({
			theCase: caseOf(MANY),
			standing: standing(),
			settings: messageSettings(),
		});
		expect(card.commands.lines.map(toMrkdwn)).toEqual([
			`역할 세션 차단(9개) \`npm run eyes -- contain ${ADMIN} --reason "…"\``,
			`역할 세션 차단(4개) \`npm run eyes -- contain ${DEPLOY} --reason "…"\``,
			expect.stringContaining('status'),
		]);
		expect(card.steps.lines.map(toPlain).join('\n')).toContain('세션이 너무 많아');
	});

	it('says it in English and in replay too, instead of how to revoke sessions by hand', () => {
		const text = caseText(caseOf(MANY), messageSettings({ locale: 'en' }), {
			colour: false,
			standing: standing({ containments: null }),
		});
		expect(text).toContain(`Cut the role (9 sessions) npm run eyes -- contain ${ADMIN}`);
		expect(text).toContain('Too many sessions to block one by one');
		expect(text).not.toContain('revoke');
	});

	it('prints no command for a role of which all sessions are denied', () => {
		const requests = Array.from({ length: 4 }, (_, n) => ({
			...{ person: 'minji', denyScope: 'untrusted-networks' as const, policies: [], until: 0 },
			selector: { key: 'aws:userid' as const, value: `AROADEPLOYEXAMPLE01:deploy-${n}` },
			reason: 'obtained-by-untrusted-caller' as const,
		}));
		const plan = { ...TOO_MANY, requests };
		const card = cardOf({
			...{ theCase: caseOf(MANY.map((one) => one)), settings: messageSettings() },
			standing: standing({ plan }),
		});
		const commands = card.commands.lines.map(toPlain).join('\n');
		expect(commands).toContain(ADMIN);
	});

	it('says what is missing if no record names the role', () => {
		const strange = 'arn:aws:iam::111122223333:role/$(reboot)';
		const card = cardOf({
			theCase: caseOf([made(strange, 'one', 'AROASTRANGEEXAMPLE1')]),
			standing: standing(),
			settings: messageSettings(),
		});
		const [first = []] = card.commands.lines;
		expect(toPlain(first)).toBe(
			'역할 세션 차단(1개, 기록에 역할 이름 없음: 계정과 이름을 넣어 주세요) npm run eyes -- contain AROASTRANGEEXAMPLE1 --account … --name … --reason "…"',
		);
		expect(JSON.stringify(card)).not.toContain('contain arn:aws:iam::111122223333:role/$');
	});

	it('shows three roles at most', () => {
		const roles = Array.from({ length: 7 }, (_, n) =>
			made(`${DEPLOY}-${n}`, 'one', `AROAEXAMPLE00000000${n}`),
		);
		const card = cardOf({
			theCase: caseOf(roles),
			standing: standing(),
			settings: messageSettings(),
		});
		const lines = card.commands.lines.map(toPlain);
		expect(lines.filter((line) => line.includes('contain arn:'))).toHaveLength(3);
		expect(lines).toContain('외 4건');
	});

	it.each(['too-many-sessions', 'session-not-denied', 'protected'] as const)(
		'claims no complete block while sessions are open: %s',
		(why) => {
			const { plan, containments } = stolenKeyStanding({ state: 'effective' });
			const headOf = (notContained: CasePlan['notContained']) => {
				const given = { plan: { ...plan, notContained }, containments, isKeyAsked: false };
				const settings = messageSettings();
				const { header, action } = cardOf({ theCase: caseOf(MANY), standing: given, settings });
				return [header, ...action.lines.map(toPlain)].join('\n');
			};
			expect(headOf([why])).toContain('일부 차단');
			expect(headOf([why])).toContain('차단되지 않은 세션이 남아 있습니다');
			expect(headOf([why])).not.toContain('차단 완료');
			expect(headOf([])).toContain('차단 완료');
		},
	);

	it('prints nothing of this while ten sessions are enough', () => {
		const plan: CasePlan = { requests: [], notContained: [] };
		const card = cardOf({
			theCase: caseOf(MANY),
			standing: standing({ plan }),
			settings: messageSettings(),
		});
		expect(card.commands.lines.map(toPlain).join('\n')).not.toContain('arn:');
		expect(card.steps.lines.map(toPlain).join('\n')).not.toContain('세션이 너무 많아');
	});
});

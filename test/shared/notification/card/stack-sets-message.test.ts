import { describe, expect, it } from 'vitest';
import type { MessageSettings } from '../../../../shared/notification/card/card-source.ts';
import { stackSetForms } from '../../../../shared/notification/card/stack-sets-message.ts';
import { lookText } from '../../../../shared/stack-sets/kept-look.ts';
import type { StackInstance } from '../../../../shared/stack-sets/stack-instance.ts';
import { messageSettings } from '../../../support/a-case.ts';
import { CONTAINED_AT } from '../../../support/a-standing.ts';
import { checkLimits } from '../../../support/check-limits.ts';
import { anInstance, instancesOf, REASONS } from '../../../support/some-instances.ts';
import { aKeptLook } from '../../../support/some-looks.ts';

const A = '333344445555';
const B = '444455556666';
const ko = messageSettings({ accounts: { [B]: 'audit' } });
const en = messageSettings({ locale: 'en', accounts: { [B]: 'audit' } });

function formsOf(instances: readonly StackInstance[], settings: MessageSettings) {
	const look = lookText(aKeptLook(instances, CONTAINED_AT));
	return stackSetForms({ facts: { look } }, settings);
}

function denied(over: Partial<StackInstance> = {}): StackInstance {
	return anInstance({ status: 'OUTDATED', detail: 'FAILED', reason: REASONS.scp, ...over });
}

const SOME = [...instancesOf(A), denied({ account: B })];

describe('the notice that instances of the StackSets are not current', () => {
	it('says what that means, where, why, since when, and what helps', () => {
		const text = JSON.stringify(formsOf(SOME, ko)[0]);
		expect(text).toContain('"⚠️ 배포되지 않은 계정·리전 있음"');
		expect(text).toContain('로그인이 감지되지 않을 수 있습니다');
		expect(text).toContain('인스턴스 1개(계정 1개)가 최신 상태가 아닙니다. 최신 상태는 3개입니다');
		expect(text).toContain('*SCP가 배포를 거부함*');
		expect(text).toContain('`eyes-regions` · `us-west-2` · `audit`');
		expect(text).toContain('처음 확인한 시각 2026-03-03 13:35:21 (KST)');
		expect(text).toContain('AWS 메시지 `User: arn:aws:sts::333344445555');
		expect(text).toContain('→ 해당 SCP에서 stacksets-exec-* 역할을 예외로');
		expect(text).toContain('`npm run eyes -- deploy`');
	});

	it('says the same in English, also as plain text', () => {
		const [, { text }] = formsOf(SOME, en);
		expect(text).toContain('Not deployed to every account and Region');
		expect(text).toContain('An SCP denies StackSets what the stack needs: ');
		expect(text).toContain('`eyes-regions` · `us-west-2` · `audit`');
		expect(text).toContain('`npm run eyes -- deploy`');
	});

	it('says once that all are current again', () => {
		const [{ blocks }, { text }] = formsOf(instancesOf(A, B), ko);
		expect(JSON.stringify(blocks)).toContain('인스턴스 6개(계정 2개)가 모두 최신 상태입니다');
		expect(text).toContain('✅ 모든 계정·리전에 배포됨');
		expect(text).not.toContain('npm run');
	});

	it.each(Object.entries({ ko, en }))(
		'keeps the limits in %s for a large organization, and counts what it leaves out',
		(_, settings) => {
			const hostile = '<'.repeat(500);
			const accounts = Object.fromEntries(
				Array.from({ length: 400 }, (__, n) => [`3333444${10_000 + n}`, hostile]),
			);
			const regions = Array.from({ length: 17 }, (__, n) => `us-gov-region-${n}`);
			const reasons = ['', hostile, ...Object.values(REASONS)];
			const many = Object.keys(accounts).flatMap((account, n) =>
				regions
					.slice(n % 17)
					.map((region) => denied({ account, region, reason: reasons[n % reasons.length] ?? '' })),
			);
			const forms = formsOf(many, { ...settings, accounts });
			for (const form of forms) expect(checkLimits(form)).toEqual([]);
			const text = JSON.stringify(forms[0]);
			expect(text).toMatch(/표시하지 않은 인스턴스 3\d\d\d개|not shown: 3\d\d\d/);
			expect(text).not.toContain('<<');
		},
	);
});

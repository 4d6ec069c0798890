import { describe, expect, it } from 'vitest';
import { toMrkdwn, toPlain } from '../../../../shared/notification/card/phrase.ts';
import { reportWordsOf } from '../../../../shared/notification/report/report-settings.ts';
import { useLine } from '../../../../shared/notification/report/use-line.ts';
import type { CredentialUse } from '../../../../shared/report/credential-use.ts';
import { DAY } from '../../../../shared/report/whole-days.ts';
import { anActivity, REPORT_AT } from '../../../support/a-report.ts';

const NOBODY: CredentialUse = { iam: null, history: null, trail: null };
const NOTHING = anActivity({ calls: 0, networks: [], networkCount: 0, services: [], programs: [] });
const iam = { at: REPORT_AT - DAY, service: 's3', region: null, isShared: false };

function lineIn(locale: 'ko' | 'en', use: Partial<CredentialUse>): string {
	return toPlain(useLine({ ...NOBODY, ...use }, REPORT_AT, reportWordsOf({ locale })));
}

describe('useLine', () => {
	it('says by what, from where, for which services and when, with the source', () => {
		const trail = anActivity();
		expect(lineIn('ko', { trail })).toBe('terraform 1.9 · seoul-hq · s3+dynamodb · 어제 (트레일)');
		expect(lineIn('en', { trail })).toBe(
			'terraform 1.9 · seoul-hq · s3+dynamodb · yesterday (trail)',
		);
	});

	it('counts many addresses, and names the product on which all of it ran', () => {
		const trail = anActivity({
			...{ runsOn: 'GitHub Actions', networkCount: 12, services: ['ecr'] },
			lastAt: REPORT_AT - 3 * DAY,
		});
		expect(lineIn('ko', { trail })).toBe('GitHub Actions · 주소 12개 · ecr · 3일 전 (트레일)');
		expect(lineIn('en', { trail })).toBe(
			'GitHub Actions · 12 addresses · ecr · 3 days ago (trail)',
		);
	});

	it('prefers the trail, then our history, then IAM', () => {
		const history = anActivity({ programs: ['aws-cli'], services: ['sts'] });
		expect(lineIn('en', { trail: anActivity(), history, iam })).toContain('(trail)');
		expect(lineIn('en', { trail: NOTHING, history, iam })).toBe(
			'aws-cli · seoul-hq · sts · yesterday (sign-in history)',
		);
		expect(lineIn('en', { trail: NOTHING, history: NOTHING, iam })).toContain('(IAM)');
	});

	it('says of a use without a Region that the Region is unknown, not that there was none', () => {
		expect(lineIn('ko', { iam })).toBe('s3 · 리전 미상 · 어제 (IAM)');
		expect(lineIn('en', { iam })).toBe('s3 · Region unknown · yesterday (IAM)');
	});

	it('says that a time may be that of another key of the user', () => {
		const shared = { ...iam, region: 'ap-northeast-2', isShared: true };
		expect(lineIn('ko', { iam: shared })).toBe(
			's3 · ap-northeast-2 · 어제 · 어느 키인지 구분 불가 (IAM)',
		);
	});

	it('names the sources that know nothing, and never says that a key is not used', () => {
		const never = { ...iam, at: null, service: null };
		expect(lineIn('ko', { iam: never })).toBe('IAM에 사용 기록 없음');
		expect(lineIn('ko', { trail: NOTHING })).toBe('트레일에 이벤트 없음');
		expect(lineIn('ko', { trail: NOTHING, history: NOTHING, iam: never })).toBe(
			'트레일에 이벤트 없음, 로그인 이력 없음, IAM에 사용 기록 없음',
		);
		expect(lineIn('en', { trail: NOTHING, history: NOTHING })).toBe(
			'no event in the trail, no sign-in in our history',
		);
		for (const locale of ['ko', 'en'] as const) {
			const words = JSON.stringify(reportWordsOf({ locale }));
			expect(words).not.toMatch(/사용 안 함|not used"/);
		}
	});

	it('shows what a user agent says as a value', () => {
		const trail = anActivity({ programs: ['=HYPERLINK("x") <!channel> `x`'], networks: [] });
		const line = toMrkdwn(
			useLine({ ...NOBODY, trail }, REPORT_AT, reportWordsOf({ locale: 'en' })),
		);
		expect(line).toContain('`=HYPERLINK("x") &lt;!channel&gt; \'x\'`');
	});
});

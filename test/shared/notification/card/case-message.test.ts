import { describe, expect, it } from 'vitest';
import type { Case } from '../../../../shared/case/case.ts';
import type { Credential } from '../../../../shared/credential/credential.ts';
import { caseMessage } from '../../../../shared/notification/card/case-message.ts';
import type { SlackMessage } from '../../../../shared/notification/slack/channel-message.ts';
import { aCase, aJudgedSignIn, messageSettings } from '../../../support/a-case.ts';
import * as cases from '../../../support/telling-cases.ts';

const ko = messageSettings();
const en = messageSettings({ locale: 'en' });

/** Everything that a reader sees, in order. */
function shown({ blocks, attachments }: SlackMessage): string {
	return JSON.stringify([blocks, attachments.map((attachment) => attachment.blocks)]);
}

function koOf(theCase: Case): string {
	return shown(caseMessage(theCase, ko));
}

function headerOf(theCase: Case, settings = ko): string {
	return caseMessage(theCase, settings).blocks[0].text.text;
}

describe('the message of a case', () => {
	it('uses the words of the first bot in its order', () => {
		const words = [
			'AWS Login 감지',
			'로그인 상태',
			'유저정보',
			'접속환경',
			'접근 IP',
			'로그인 시간:* 2026-03-03 13:35:21 (KST)',
			'powered by : devops팀',
		];
		const places = words.map((word) => koOf(aCase()).indexOf(word));
		expect(places).not.toContain(-1);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
	});

	it.each([
		[cases.rootCase, '🔴 root · harbor-prod · 외부망 루트 계정 로그인 · 차단하지 않음', '#D32F2F'],
		[
			cases.phishedCase,
			'🔴 hyunwoo.jo · 777788889999 · 기기 코드 피싱 의심 · 차단하지 않음',
			'#D32F2F',
		],
		[cases.stolenKeyCase, '🟠 taeho.lim · harbor-dev · 외부망 접근 · 차단하지 않음', '#F57C00'],
		[
			cases.workloadCase,
			'🟡 harbor-prod-ci-deploy · harbor-prod · 외부망 워크로드 접근 · 차단하지 않음',
			'#FBC02D',
		],
		[cases.exemptCase, '🟡 break-glass · harbor-prod · 차단 제외 대상 · 차단하지 않음', '#FBC02D'],
		[
			cases.guessingCase,
			'🟡 198.51.100.203 · harbor-prod · 외부망 사용자 이름 추측 시도',
			'#FBC02D',
		],
		[
			cases.unknownNetworkCase,
			'🟡 minji.kim · harbor-prod · 접근 위치 확인 불가 · 차단하지 않음',
			'#FBC02D',
		],
		[cases.trustedCase, '🟢 minji.kim · harbor-prod · 내부망 로그인', '#388E3C'],
	])(
		'shows who, where, what and the state in the header, and the severity as colour: %o',
		(make, header, color) => {
			const message = caseMessage(make(), ko);
			expect(message.blocks[0].text.text).toBe(header);
			expect(message.attachments[0].color).toBe(color);
		},
	);

	it('has a one-line text with who, what, where and the first step, for phones', () => {
		expect(caseMessage(cases.stolenKeyCase(), ko).text).toBe(
			'🟠 `taeho.lim` · 외부망 접근 · 차단하지 않음 · `harbor-dev` · 본인에게 전화로 확인',
		);
		expect(caseMessage(cases.guessingCase(), en).text).toBe(
			'🟡 `198.51.100.203` · User-name guessing · `harbor-prod` · look for a success',
		);
	});

	it.each(Object.entries(cases))('says in %s that nothing was blocked', (_, make) => {
		expect(koOf(make())).toContain('차단하지 않았습니다');
		expect(koOf(make())).not.toMatch(/차단했습니다|차단 완료|차단 중/);
		expect(shown(caseMessage(make(), en))).toMatch(/(were not|Nothing was) blocked/);
	});

	it('never calls an origin untrusted if its network is unknown', () => {
		for (const settings of [ko, en]) {
			const text = JSON.stringify(caseMessage(cases.unknownNetworkCase(), settings));
			expect(text).not.toMatch(/외부망|[Uu]ntrusted|[Oo]utside|[Ee]xternal/);
		}
	});

	it('shows the name of an account, or the id if it has no name', () => {
		expect(koOf(aCase())).toContain('`harbor-prod` · `111122223333` · `ap-northeast-2`');
		expect(koOf(cases.phishedCase())).toContain('*접속환경:* `777788889999` · `ap-northeast-2`');
		const nowhere = aCase({ lead: aJudgedSignIn({ signIn: { account: null, region: null } }) });
		expect(koOf(nowhere)).toContain('*접속환경:* 계정 확인 불가\\n');
	});

	it('handles an account and an event that are called like a property of every object', () => {
		const theCase = aCase({
			lead: aJudgedSignIn({ signIn: { account: 'constructor', event: 'constructor' } }),
		});
		expect(koOf(theCase)).toContain('*접속환경:* `constructor`');
	});

	it('shows only the last four characters of a key', () => {
		const json = JSON.stringify(caseMessage(cases.stolenKeyCase(), ko));
		expect(json).toContain('`****7Q2M`');
		expect(json).not.toContain('AKIA');
	});

	it.each([
		[412.9, '발급 후 412일', '412 days old'],
		[1, '발급 후 1일', '1 day old'],
		[0.25, '발급 후 6시간', '6 hours old'],
		[0.01, '발급 후 14분', '14 minutes old'],
	])('shows the age of a credential of %d days', (ageDays, korean, english) => {
		const credential: Credential = {
			kind: 'session',
			ageDays,
			mfa: 'yes',
			keyId: null,
			password: false,
		};
		const theCase = aCase({ lead: aJudgedSignIn({ verdict: { credential } }) });
		expect(koOf(theCase)).toContain(`${korean} · MFA 사용`);
		expect(shown(caseMessage(theCase, en))).toContain(english);
	});

	it('counts a case of several sign-ins by outcome, event and account', () => {
		const text = koOf({ ...cases.stolenKeyCase(), successes: 3, failures: 1 });
		expect(text).toContain('실패 1회, 성공 3회');
		expect(text).toContain('`AssumeRole` 3회 · `GetFederationToken` 1회');
		expect(text).toContain('2026-03-03 13:33:21 ~ 13:42:21 (KST)');
		expect(text).toContain('*관련 계정*\\n`harbor-prod` · `harbor-dev`');
	});

	it('counts sign-ins that neither succeeded nor failed', () => {
		const theCase = aCase({ events: { CreateToken: 3 }, successes: 2, failures: 0 });
		expect(koOf(theCase)).toContain('성공 2회, 확인 불가 1회');
	});

	it('leaves out counts and accounts if there is one of each', () => {
		expect(koOf(aCase())).not.toMatch(/감지 횟수|관련 계정/);
	});

	it('names the account of a role that was taken in another account', () => {
		const roleArn = 'arn:aws:iam::555566667777:role/admin';
		const session = { userId: null, roleArn, name: null, issuedAt: 0, endsAt: null };
		const lead = aJudgedSignIn({ signIn: { session } });
		expect(koOf(aCase({ lead }))).toContain('*전환한 역할*\\n`role/admin` · `555566667777`');
	});

	it('names the role of a failed attempt and of a success, but not the role of the caller', () => {
		const attemptedRole = 'arn:aws:iam::111122223333:role/admin';
		const refused = aCase({
			lead: aJudgedSignIn({ signIn: { outcome: 'failure', attemptedRole } }),
		});
		expect(koOf(refused)).toContain(`*시도한 역할*\\n\`${attemptedRole}\``);
		expect(koOf(cases.stolenKeyCase())).toContain('*전환한 역할*\\n`role/harbor-dev-deployer`');
		const session = {
			userId: null,
			roleArn: 'arn:aws:iam::1:role/team/ops',
			name: null,
			issuedAt: 0,
			endsAt: null,
		};
		const principal = {
			...aCase().principal,
			kind: 'role-session',
			arn: 'arn:aws:sts::1:assumed-role/ops/minji',
		} as const;
		expect(koOf(aCase({ lead: aJudgedSignIn({ signIn: { session, principal } }) }))).not.toContain(
			'전환한 역할',
		);
	});

	it('shows every reason with its evidence, and the same evidence once', () => {
		const text = koOf(cases.stolenKeyCase());
		expect(text).toContain('• 허용되지 않은 네트워크(외부망)에서 접근했습니다 · `192.0.2.77`\\n');
		expect(text).toContain('• 이 사용자가 이전에 사용한 적 없는 네트워크입니다\\n');
		expect(text).toContain('• 자격 증명이 허용 기한보다 오래되었습니다 · 412일 경과');
		expect(koOf(cases.guessingCase())).toContain(
			'• 한 IP에서 여러 사용자 이름을 시도했습니다 · 이름 7개',
		);
		expect(koOf(cases.exemptCase())).toContain('등록되어 있습니다 · 사유 `포털 장애 시 비상 접속`');
		expect(koOf(cases.phishedCase())).toContain(
			'(기기 코드 피싱 의심) · 포털 로그인 네트워크 `seoul-hq`',
		);
		expect(koOf(cases.workloadCase())).toContain('사용했습니다 · OIDC 토큰(CI 등)');
	});

	it('says that AWS hides a name', () => {
		expect(koOf(cases.guessingCase())).toContain('*유저정보:* 여러 이름(일부는 AWS가 가림)');
		const hidden = { ...cases.guessingCase(), reasons: [{ code: 'failed-attempt' as const }] };
		expect(koOf(hidden)).toContain('*유저정보:* 이름 비공개(AWS가 가림)');
	});

	it('distinguishes an unregistered VPC endpoint from an untrusted address', () => {
		const origin = {
			address: '10.0.0.9',
			kind: 'vpc-endpoint',
			vpcEndpointId: 'vpce-0ff1ce',
		} as const;
		const network = { classification: 'untrusted', name: null, key: 'vpce-0ff1ce' } as const;
		const text = koOf(aCase({ lead: aJudgedSignIn({ verdict: { origin, network } }) }));
		expect(text).toContain('`10.0.0.9` · `vpce-0ff1ce` · 외부망(등록되지 않은 VPC 엔드포인트)');
	});

	it('names the previous role or user, the source identity and the account of the user', () => {
		const { links } = aJudgedSignIn().signIn;
		const switchedFrom = 'arn:aws:iam::444455556666:user/minji.kim';
		const signIn = {
			account: '444455556666',
			links: { ...links, switchedFrom, sourceIdentity: 'minji@harbor.example' },
		};
		const text = koOf(aCase({ lead: aJudgedSignIn({ signIn }) }));
		expect(text).toContain(
			'전환 전 `user/minji.kim` · sourceIdentity `minji@harbor.example` (호출자 주장) · 소속 계정 `harbor-prod`',
		);
	});

	it('marks a source identity as a claim where it stands for the name', () => {
		const claimed = aCase({ name: 'sourceIdentity:ceo (x1)' });
		expect(koOf(claimed)).toContain('*유저정보:* `ceo (x1)` (호출자 주장)');
		const english = caseMessage(claimed, messageSettings({ locale: 'en' }));
		expect(shown(english)).toContain('`ceo (x1)` (claimed by the caller)');
	});

	it('shows the whole line for the configuration', () => {
		expect(koOf(cases.workloadCase())).toContain(
			"`workloads: [{ role: 'arn:aws:iam::111122223333:role/harbor-prod-ci-deploy', reason: '…' }]`",
		);
	});

	it('links the runbook if there is one', () => {
		expect(koOf(aCase())).toContain('<https://docs.example.com/runbooks/aws-login|런북 보기>');
		const without = caseMessage(aCase(), messageSettings({ runbook: null }));
		expect(shown(without)).not.toContain('런북 보기');
		expect(shown(without)).toContain('CloudTrail에서 보기');
	});

	it('shows the ids of the event and the case', () => {
		expect(koOf(aCase())).toContain(
			'이벤트 ID `5f1c2b3a-0d4e-4f60-8a71-92b3c4d5e6f7` · 사건 ID `3fa9c1d07e`',
		);
	});

	it('adds the network to a headline that does not name it', () => {
		expect(headerOf(cases.rootCase(), en)).toBe(
			'🔴 root · harbor-prod · Root sign-in from untrusted network · not blocked',
		);
		const root = { ...cases.unknownNetworkCase(), reasons: [{ code: 'root' as const }] };
		expect(headerOf(root)).toBe(
			'🟡 minji.kim · harbor-prod · 위치 미확인 루트 계정 로그인 · 차단하지 않음',
		);
	});

	it('shows the time in the configured zone, and once if that is UTC', () => {
		expect(shown(caseMessage(aCase(), messageSettings({ timeZone: 'UTC' })))).toContain(
			'*로그인 시간:* 2026-03-03 04:35:21 (UTC) (',
		);
	});
});

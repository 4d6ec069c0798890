import { own, phrase } from '../card/phrase.ts';
import { koContainment } from './ko-containment.ts';
import type { Age, Words } from './words.ts';

const UNITS: Readonly<Record<Age['unit'], string>> = { minutes: '분', hours: '시간', days: '일' };

/** Labels are nouns. Sentences are polite and blame nobody. Names of AWS calls stay English. */
export const ko: Words = {
	...koContainment,
	title: 'AWS Login 감지',
	labels: {
		status: '로그인 상태',
		user: '유저정보',
		environment: '접속환경',
		address: '접근 IP',
		method: '로그인 방식',
		credential: '자격 증명',
		role: '전환한 역할',
		attemptedRole: '시도한 역할',
		counts: '감지 횟수',
		accounts: '관련 계정',
		plan: '차단 계획(모의)',
		action: '조치 내용',
		reasons: '감지 근거',
		time: '로그인 시간',
	},
	severities: { info: '정보', low: '낮음', medium: '주의', high: '높음', critical: '심각' },
	due: {
		info: '할 일',
		low: '업무 시간에 할 일',
		medium: '오늘 할 일',
		high: '지금 할 일',
		critical: '지금 할 일',
	},
	headlines: {
		'device-code-phishing': '기기 코드 피싱 의심',
		'root-password': '루트 비밀번호 변경',
		exempt: '차단 제외 대상',
		'assume-root': '멤버 계정 루트 권한 사용',
		'root-failed': '루트 계정 로그인 실패',
		root: '루트 계정 로그인',
		'instance-credential': '워크로드 자격 증명으로 콘솔 접속',
		'success-after-failures': '연속 실패 후 로그인 성공',
		'assume-root-denied': '멤버 계정 루트 권한 요청 거부',
		guessing: '사용자 이름 추측 시도',
		'guessing-from-many': '여러 IP에서 로그인 시도',
		failed: '로그인 실패',
		'machine-elsewhere': '워크로드 자격 증명 유출 의심',
		'own-endpoint': '등록되지 않은 우리 VPC 엔드포인트',
		'console-session': '콘솔 세션의 AWS 주소 사용(CloudShell 추정)',
		vendor: '등록된 외부 업체 접근',
		'external-account': '타 계정 역할 전환',
		workload: '워크로드 접근',
		'unknown-event': '미확인 API 호출로 자격 증명 발급',
		untrusted: '외부망 접근',
		'unknown-network': '접근 위치 확인 불가',
		'old-credential': '오래된 자격 증명 사용',
		'no-mfa': '내부망 로그인(MFA 없음)',
		'trusted-network': '내부망 로그인',
		'sign-in': '로그인',
	},
	placed: (headline, network) => {
		if (network === 'not-judged') return headline;
		return `${{ untrusted: '외부망', trusted: '내부망', unknown: '위치 미확인' }[network]} ${headline}`;
	},
	outcomes: { success: '성공', failure: '실패', unknown: '성공 여부 확인 불가' },
	counted: (outcome, count) =>
		`${{ success: '성공', failure: '실패', unknown: '확인 불가' }[outcome]} ${count}회`,
	principals: {
		root: '루트 사용자',
		'iam-user': 'IAM 사용자',
		'role-session': '역할 세션',
		'identity-center-user': 'IAM Identity Center 사용자',
		'federated-user': '페더레이션 사용자',
		'saml-user': 'SAML 사용자',
		'web-identity': '웹 자격 증명(OIDC)',
		certificate: '인증서 기반 워크로드(IAM Roles Anywhere)',
		'aws-account': '다른 AWS 계정의 사용자',
		'aws-service': 'AWS 서비스',
		unknown: '사용자 유형 확인 불가',
	},
	hiddenName: '이름 비공개(AWS가 가림)',
	claimed: (name) => phrase`${name} (호출자 주장)`,
	amongOthers: (name) =>
		name === null ? own('여러 이름(일부는 AWS가 가림)') : phrase`${name} 등 여러 이름`,
	ownedBy: (account) => phrase`소속 계정 ${account}`,
	unknownAccount: '계정 확인 불가',
	switchedFrom: (arn) => phrase`전환 전 ${arn}`,
	delegatedTo: (account) => phrase`위임받은 계정 ${account}`,
	places: {
		trusted: '내부망',
		untrusted: '외부망(허용 목록에 없음)',
		'not-judged': 'AWS 내부 주소(본인 주소 아님)',
		unknown: '접근 위치 확인 불가',
		'untrusted-endpoint': '외부망(등록되지 않은 VPC 엔드포인트)',
		private: '사설 IP, 접근 위치 확인 불가',
	},
	methods: {
		console: '콘솔 로그인',
		root: '루트 계정 로그인',
		'switch-role': '콘솔 역할 전환(SwitchRole)',
		'signin-token': '콘솔 로그인 토큰 발급',
		portal: 'IAM Identity Center(SSO) 로그인',
		'portal-app': 'IAM Identity Center(SSO) 포털에서 콘솔 열기',
		'portal-role': 'IAM Identity Center(SSO) 역할 자격 증명 발급',
		'portal-token': 'IAM Identity Center(SSO) CLI 로그인',
		'aws-login': '브라우저 인증(aws login)',
		password: '비밀번호 변경·재설정',
		'assume-role': '역할 전환(AssumeRole)',
		'assume-role-saml': 'SAML 역할 전환(AssumeRoleWithSAML)',
		'assume-role-web-identity': 'OIDC 역할 전환(AssumeRoleWithWebIdentity)',
		'assume-root': '루트 권한 획득(AssumeRoot)',
		'federation-token': '페더레이션 토큰 발급(GetFederationToken)',
		'session-token': '임시 자격 증명 발급(GetSessionToken)',
		'scoped-credentials': '권한을 줄인 임시 자격 증명 발급(GetScopedCredentials)',
		'delegated-token': '위임 대상의 자격 증명 발급(GetDelegatedAccessToken)',
		'roles-anywhere': '인증서로 세션 발급(IAM Roles Anywhere CreateSession)',
		'access-key': '액세스 키 API 호출',
		other: '기타',
	},
	credentials: {
		password: '비밀번호',
		'access-key': '액세스 키',
		session: '임시 자격 증명',
		portal: 'IAM Identity Center 포털 세션',
		'web-identity': 'OIDC 토큰',
		certificate: 'X.509 인증서',
		saml: 'SAML 어설션',
		unknown: '자격 증명 확인 불가',
	},
	sessionNamed: (raw) => phrase`세션 이름 ${{ raw, max: 40 }}`,
	age: ({ count, unit }) => `발급 후 ${count}${UNITS[unit]}`,
	mfa: {
		yes: 'MFA 사용',
		no: 'MFA 사용 안 함',
		'at-identity-provider': 'MFA는 IdP에서 확인',
		unknown: 'MFA 확인 불가',
	},
	times: (count) => `${count}회`,
	more: (count) => `외 ${count}건`,
	actions: {
		untrusted: '외부망 접근입니다. AWS API를 차단하지 않았습니다.',
		'untrusted-failed': '외부망에서 시도했으나 로그인에 실패했습니다. 차단하지 않았습니다.',
		exempt: '차단 제외 대상입니다. 차단하지 않았습니다.',
		'own-endpoint': '등록되지 않은 우리 VPC 엔드포인트로 접근했습니다. 차단하지 않았습니다.',
		vendor: '등록된 외부 업체의 접근입니다. 차단하지 않았습니다.',
		trusted: '내부망 접근입니다. 차단하지 않았습니다.',
		unknown: '접근 위치를 확인할 수 없습니다. 차단하지 않았습니다.',
		'not-judged': '본인의 접근 위치가 기록에 없습니다. 차단하지 않았습니다.',
	},
	planned: (denyScope, until) =>
		`${{ 'untrusted-networks': '외부망에서만 차단', 'aws-mcp': 'AWS MCP 서버 경유 차단', everything: '모든 접근 차단' }[denyScope]} · ${until}까지`,
	observing: '현재는 알림만 보내고 차단하지 않습니다.',
	replayed: '로그를 다시 판정한 모의 결과이며, 실제로 차단하지 않습니다.',
	notBlocked: '차단하지 않음',
	steps: {
		'ask-person': () => own('전화 등 Slack이 아닌 방법으로 본인에게 접속 여부를 확인해 주세요.'),
		'decide-release': () =>
			own('본인이 맞으면 내부망(VPN)으로 접속하도록 안내하고 아래 명령으로 차단을 해제해 주세요.'),
		'keep-contained': () =>
			own('본인이 아니거나 확인되지 않으면 차단을 유지하고 다음 조치를 진행해 주세요.'),
		'decide-contain': () =>
			own('본인이 아니거나 확인되지 않으면 아래 명령으로 바로 차단해 주세요.'),
		'check-office': () => own('내부망 IP가 바뀌었는지 먼저 확인해 주세요.'),
		'fix-containment': () =>
			own('차단에 실패했습니다. 위의 안내대로 해결하거나, 아래 순서대로 직접 차단해 주세요.'),
		'ask-attempt': () => own('본인에게 로그인을 시도했는지 확인해 주세요.'),
		'ask-device-code': () => own('본인에게 전화해 방금 기기 인증 코드를 승인했는지 확인해 주세요.'),
		'ask-service': () =>
			own('이 작업(상태 머신, API 등)을 운영하는 담당자에게 의도한 호출인지 확인해 주세요.'),
		'ask-exempt-reason': () => own('사용 사유를 확인하고 기록해 주세요.'),
		'ask-root-owner': () => own('루트 계정 담당자에게 본인이 로그인했는지 전화로 확인해 주세요.'),
		'ask-root-mail': () =>
			own('루트 이메일 담당자에게 비밀번호를 변경했는지 전화로 확인해 주세요.'),
		'ask-root-task': () => own('예정된 루트 작업인지 담당자에게 확인해 주세요.'),
		'ask-trust': () => own('이 계정에 역할을 열어 준 것이 의도한 것인지 담당자에게 확인해 주세요.'),
		'ask-workload': () => own('담당자에게 이 네트워크에서 실행하는 것이 맞는지 확인해 주세요.'),
		'add-workload': ({ workloadLine }) =>
			workloadLine === null
				? own('의도한 것이면 eyes.config.ts의 workloads에 이 역할의 ARN을 추가해 주세요.')
				: phrase`의도한 것이면 eyes.config.ts에 추가해 주세요: ${{ raw: workloadLine, max: 300 }}`,
		'add-endpoint': ({ endpointLine }) =>
			endpointLine === null
				? own('우리 엔드포인트가 맞으면 eyes.config.ts의 vpcEndpoints에 이 ID를 추가해 주세요.')
				: phrase`우리 엔드포인트가 맞으면 eyes.config.ts의 networks에 추가해 주세요: ${{ raw: endpointLine, max: 100 }}`,
		'ask-vendor': () => own('처음 보는 접근이면 업체 담당자에게 작업 내용을 확인해 주세요.'),
		'isolate-workload': () =>
			own(
				'자격 증명 유출이 의심됩니다. 이 역할을 쓰는 워크로드를 격리하고 담당자에게 확인해 주세요.',
			),
		'look-for-success': () =>
			own('같은 IP에서 성공한 로그인이 있는지 CloudTrail에서 확인해 주세요.'),
		'stop-key': ({ maskedKey }) =>
			phrase`확인되지 않으면 액세스 키를 바로 비활성화하고 교체해 주세요: ${maskedKey}`,
		'stop-entered-role': () =>
			own('전환한 역할의 세션은 계속 유효합니다. IAM에서 그 역할의 활성 세션도 취소해 주세요.'),
		'cut-roles': () =>
			own(
				'세션이 너무 많아 일부는 차단되지 않았습니다. 아래 명령으로 역할의 기존 세션을 모두 차단해 주세요. 영향을 받는 사람을 먼저 보여 줍니다.',
			),
		'stop-vended': () =>
			own('발급된 임시 자격 증명도 계속 유효합니다. 사용자에게 AWSDenyAll 정책을 연결해 주세요.'),
		'stop-user': () =>
			own(
				'확인되지 않으면 사용자에게 AWSDenyAll 정책을 연결하고 비밀번호와 액세스 키를 교체해 주세요.',
			),
		'stop-portal': () =>
			own(
				'확인되지 않으면 IAM Identity Center에서 사용자를 비활성화하고 활성 세션을 삭제해 주세요(이미 발급된 역할 세션은 만료될 때까지 유지됩니다).',
			),
		'stop-role': () =>
			own(
				'확인되지 않으면 IAM에서 역할의 활성 세션을 취소해 주세요(같은 역할의 현재 세션이 모두 끊깁니다).',
			),
		'stop-certificate': () =>
			own(
				'확인되지 않으면 IAM Roles Anywhere에서 프로필을 비활성화하거나 CRL을 가져와 인증서를 해지해 주세요.',
			),
		'stop-other': () => own('확인되지 않으면 런북에 따라 수동으로 차단해 주세요.'),
		'secure-root': () =>
			own('확인되지 않으면 루트 비밀번호와 MFA를 재설정하고 루트 액세스 키를 삭제해 주세요.'),
		'cut-trust': () => own('의도한 것이 아니면 역할의 신뢰 정책에서 해당 계정을 제거해 주세요.'),
		'use-vpn': () => own('본인이 맞으면 내부망(VPN)에 연결한 뒤 이용하도록 안내해 주세요.'),
		'renew-credential': () => own('기한이 지난 자격 증명은 새로 발급하고 이전 것은 폐기해 주세요.'),
		'enrol-mfa': () => own('본인에게 MFA를 등록해 사용하도록 안내해 주세요.'),
		nothing: () => own('필요한 조치가 없습니다.'),
	},
	reasons: {
		'untrusted-network': '허용되지 않은 네트워크(외부망)에서 접근했습니다',
		'untrusted-vpc-endpoint': '등록되지 않은 VPC 엔드포인트를 거쳐 접근했습니다',
		'own-vpc-endpoint': '우리 계정의 VPC 엔드포인트이지만 eyes.config.ts에 없습니다',
		'private-address': 'VPC 엔드포인트 ID가 없는 사설 IP라 내부망인지 확인할 수 없습니다',
		'unreadable-address': 'IP가 없거나 가려져 있어 접근 위치를 확인할 수 없습니다',
		'network-hidden': 'AWS 서비스를 거친 호출이라 접속한 사람의 IP가 기록에 없습니다',
		'trusted-network': '허용된 네트워크(내부망)에서 접근했습니다',
		'address-not-a-persons': '기록된 주소는 AWS의 것이며, 본인의 주소는 다른 이벤트에 있습니다',
		'copy-of': '같은 로그인의 다른 기록입니다',
		'step-of': '따로 기록된 로그인의 한 단계입니다',
		'own-account-caller': '호출한 계정의 기록이 우리 계정에 있습니다',
		'callers-copy-missing': '우리 계정에서 호출했는데 그 계정의 기록이 도착하지 않았습니다',
		'no-portal-record': '포털에서 요청한 기록이 없는데 Identity Center 세션이 발급되었습니다',
		'directory-not-watched':
			'포털 로그인의 한 단계이지만, Identity Center 포털의 기록이 도착하지 않고 있습니다',
		repeat: '처음 발급받은 네트워크에서 토큰을 갱신했습니다',
		'aws-service': 'AWS 서비스의 동작입니다',
		'service-on-behalf': 'AWS 서비스가 호출자의 권한으로 동작했습니다',
		'monitor-itself': 'eyes-system이 사용하는 역할입니다',
		'no-session': '세션을 발급하지 않는 호출입니다',
		'credential-made': '사용자, 액세스 키 또는 비밀번호를 만드는 호출입니다',
		'failed-attempt': '실패한 로그인 시도가 있습니다',
		'initiator-flagged': '경보가 발생한 로그인으로 만들어진 세션입니다',
		'nobody-nowhere': '누가 어디서 접근했는지 기록에 없습니다',
		'outcome-unknown': '성공 여부가 기록에 없습니다',
		'unknown-event': 'eyes-system이 아직 모르는 로그인 서비스 호출입니다',
		'credentials-returned': '이 호출의 응답에 자격 증명이 들어 있습니다',
		root: '루트 사용자입니다',
		'root-credentials-changed': '루트 비밀번호의 재설정 또는 변경이 감지되었습니다',
		'assume-root': '멤버 계정의 루트 권한을 얻었습니다',
		'external-account': '우리 계정이 아닌 AWS 계정이 호출했습니다',
		vendor: 'eyes.config.ts에 등록된 외부 업체입니다',
		workload: '사람이 아닌 워크로드가 역할을 사용했습니다',
		exempt: 'eyes.config.ts에 차단 제외 대상으로 등록되어 있습니다',
		'instance-credential-in-console': '인스턴스나 함수의 자격 증명으로 콘솔을 열었습니다',
		'machine-elsewhere':
			'이 역할의 워크로드가 사용한 적 없는 네트워크에서 자격 증명이 사용되었습니다',
		'console-session-from-inside': '1시간 안에 내부망에서 연 콘솔 세션의 호출입니다',
		'mfa-absent': 'MFA를 사용하지 않았습니다',
		'credential-too-old': '자격 증명이 허용 기한보다 오래되었습니다',
		'new-to-endpoint-account': '이 자격 증명을 그 계정의 VPC 엔드포인트에서 사용한 적이 없습니다',
		'new-network': '이 사용자가 이전에 사용한 적 없는 네트워크입니다',
		'failures-then-success': '여러 번 실패한 뒤 성공했습니다',
		'many-names': '한 IP에서 여러 사용자 이름을 시도했습니다',
		'many-addresses': '같은 이름으로 여러 IP에서 실패했습니다',
		'assume-root-denied': '유효한 자격 증명으로 루트 권한을 요청했으나 거부되었습니다',
		'many-networks': '한 시간 안에 여러 네트워크에서 접근했습니다',
		'token-from-elsewhere':
			'포털 로그인과 다른 네트워크에서 토큰을 받아 갔습니다(기기 코드 피싱 의심)',
		'watch-threshold': '최근 1시간 실패 횟수가 기준을 넘었습니다',
	},
	evidence: { 'token-from-elsewhere': '포털 로그인 네트워크', exempt: '사유', vendor: '사유' },
	figures: {
		days: (count) => `${count}일 경과`,
		failures: (count) => `실패 ${count}회`,
		names: (count) => `이름 ${count}개`,
		networks: (count) => `네트워크 ${count}개`,
	},
	workloadSigns: {
		'in-scope-of': 'AWS 컴퓨팅 서비스의 자격 증명',
		'ec2-role-delivery': 'EC2 인스턴스의 자격 증명',
		'instance-session': '세션 이름이 EC2 인스턴스 형식',
		'codebuild-session': '세션 이름이 CodeBuild 형식',
		'ecs-task-session': '세션 이름이 ECS 태스크 형식',
		'pod-identity-session': '세션 이름이 EKS Pod Identity 형식',
		'web-identity': 'OIDC 토큰(CI 등)',
		certificate: 'IAM Roles Anywhere 인증서',
		configured: 'eyes.config.ts에 등록된 역할',
	},
	event: '이벤트 ID',
	case: '사건 ID',
	runbook: '런북 보기',
	cloudTrail: 'CloudTrail에서 보기',
	poweredBy: 'powered by',
};

import { actionList, own, phrase } from '../card/phrase.ts';
import type { StepWords } from '../card/steps.ts';
import { koAlarms } from './ko-alarms.ts';

/** What the reader is asked to do. */
export const koSteps: StepWords = {
	steps: {
		...koAlarms.steps,
		'ask-person': () => own('전화 등 Slack이 아닌 방법으로 본인에게 접속 여부를 확인해 주세요.'),
		'ask-key-owner': () =>
			own('키 담당자에게 전화해 본인이나 담당 작업이 사용한 것인지 확인해 주세요.'),
		'decide-release': () =>
			own(
				'본인이 맞으면 내부망(VPN)으로 접속하도록 안내하고 release 명령으로 차단을 해제해 주세요.',
			),
		'release-intended': () => own('의도한 것이면 release 명령으로 차단을 해제해 주세요.'),
		'keep-contained': () =>
			own('본인이 아니거나 확인되지 않으면 차단을 유지하고 다음 조치를 진행해 주세요.'),
		'keep-unintended': () =>
			own('의도한 것이 아니거나 확인되지 않으면 차단을 유지하고 다음 조치를 진행해 주세요.'),
		'decide-contain': () =>
			own('본인이 아니거나 확인되지 않으면 contain 명령으로 바로 차단해 주세요.'),
		'contain-unintended': () =>
			own('의도한 것이 아니거나 확인되지 않으면 contain 명령으로 바로 차단해 주세요.'),
		'check-office': () => own('내부망 IP가 바뀌었는지 먼저 확인해 주세요.'),
		'fix-containment': () =>
			own('위에 안내된 방법으로 해결하거나, 다음 순서로 직접 차단해 주세요.'),
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
		'add-network': ({ networkLine }) =>
			networkLine === null
				? own('우리 작업이 맞으면 eyes.config.ts의 networks에 이 네트워크를 추가해 주세요.')
				: phrase`우리 네트워크에서 도는 작업이 맞으면 eyes.config.ts에 추가해 주세요: ${{ raw: networkLine, max: 120 }}`,
		'except-key': ({ exceptionLine }) =>
			exceptionLine === null
				? own('어디서나 쓰는 것이 맞으면 eyes.config.ts의 use.except에 이 사용자를 추가해 주세요.')
				: phrase`어디서나 쓰는 것이 맞으면 eyes.config.ts에 추가해 주세요: ${{ raw: exceptionLine, max: 300 }}`,
		'ask-vendor': () => own('처음 보는 접근이면 업체 담당자에게 작업 내용을 확인해 주세요.'),
		'isolate-workload': () =>
			own(
				'자격 증명 유출이 의심됩니다. 이 역할을 쓰는 워크로드를 격리하고 담당자에게 확인해 주세요.',
			),
		'look-for-success': () =>
			own('같은 IP에서 성공한 로그인이 있는지 CloudTrail에서 확인해 주세요.'),
		'stop-key': ({ maskedKey }) =>
			phrase`확인되지 않으면 액세스 키를 바로 비활성화하고 교체해 주세요: ${maskedKey}`,
		'undo-actions': ({ done }) =>
			phrase`확인되지 않으면 이 호출로 바뀐 것을 되돌려 주세요: ${actionList(done)}`,
		'stop-entered-role': () =>
			own('전환한 역할의 세션은 계속 유효합니다. IAM에서 그 역할의 활성 세션도 취소해 주세요.'),
		'cut-roles': () =>
			own(
				'세션이 너무 많아 일부는 차단되지 않았습니다. contain 명령으로 역할의 기존 세션을 모두 차단해 주세요. 영향을 받는 사람을 먼저 보여 줍니다.',
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
	firstSteps: {
		...koAlarms.firstSteps,
		'ask-person': '본인에게 전화로 확인',
		'ask-key-owner': '키 담당자에게 전화로 확인',
		'ask-attempt': '본인에게 시도 여부 확인',
		'ask-device-code': '본인에게 전화로 확인',
		'ask-service': '운영 담당자에게 확인',
		'ask-exempt-reason': '사용 사유 확인',
		'ask-root-owner': '루트 담당자에게 전화로 확인',
		'ask-root-mail': '루트 이메일 담당자에게 전화로 확인',
		'ask-root-task': '루트 작업 담당자에게 확인',
		'ask-trust': '역할 담당자에게 확인',
		'ask-workload': '워크로드 담당자에게 확인',
		'ask-vendor': '업체 담당자에게 확인',
		'check-office': '내부망 IP 변경 여부 확인',
		'fix-containment': '직접 차단',
		'isolate-workload': '워크로드 격리',
		'look-for-success': '같은 IP의 성공 여부 확인',
		'renew-credential': '자격 증명 재발급',
		'enrol-mfa': 'MFA 등록 안내',
		nothing: '조치 없음',
	},
};

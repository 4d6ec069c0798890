import { own, phrase } from '../card/phrase.ts';
import type { ContainmentWords } from './containment-words.ts';
import { koAlarms } from './ko-alarms.ts';

const PROPAGATION = '전파까지 최대 수 분';

/** Polite sentences that blame nobody, as in `ko.ts`. 외부망 접근으로 AWS API차단 is from the first bot. */
export const koContainment: ContainmentWords = {
	containmentLabel: '차단 내용',
	commandsLabel: '명령',
	states: {
		failed: '차단 실패',
		refused: '차단 실패',
		held: '차단 보류',
		asked: '승인 대기',
		'under-way': '차단 중',
		effective: '차단 완료',
		partly: '일부 차단',
		ending: '해제 중',
		outside: '차단 안 함(시범 적용 밖)',
		expired: '차단 기간 종료',
		released: '해제 완료',
	},
	contained: (state, isUntrusted) => {
		const cause = isUntrusted ? '외부망 접근으로 ' : '';
		const sentences = {
			failed: `${cause}AWS API를 차단하려 했으나 실패했습니다. 지금 수동으로 차단해 주세요.`,
			refused: `${cause}AWS API를 차단하려 했으나 정책에 추가할 수 없었습니다. 지금 수동으로 차단해 주세요.`,
			held: '자동 차단 중지(서킷 브레이커) 상태라서 아직 차단하지 않았습니다. 내부망 IP가 바뀌었는지 먼저 확인해 주세요.',
			asked: '담당자의 승인을 기다리며, 아직 차단하지 않았습니다.',
			'under-way': `${cause}AWS API를 차단하는 중입니다. 아직 차단이 확인되지 않았습니다.`,
			effective: `${cause}AWS API차단 완료 (${PROPAGATION})`,
			partly: `${cause}AWS API를 차단했으나, 차단되지 않은 세션이 남아 있습니다.`,
			ending: '차단을 해제하는 중입니다. 아직 차단되어 있을 수 있습니다.',
			outside: `${cause}감지했으나, 시범 적용 대상이 아닌 계정이라서 차단하지 않았습니다.`,
			expired: '정해진 기간이 끝났습니다. 지금은 차단하고 있지 않습니다.',
			released: `차단을 해제했습니다 (${PROPAGATION}).`,
		};
		return sentences[state];
	},
	denyScopes: {
		'untrusted-networks': '내부망에서는 평소처럼 쓸 수 있습니다.',
		'aws-mcp': 'AWS MCP 서버를 거친 호출은 내부망에서도 거부됩니다.',
		everything: '내부망을 포함한 모든 호출이 거부됩니다.',
	},
	pilotOnly: '시범 적용 계정에서만 차단됩니다. 다른 계정의 세션은 계속 쓸 수 있습니다.',
	leftOpen: {
		label: '차단으로 막지 못하는 것',
		effective: [
			'EKS 토큰: 클러스터의 access entry(aws-auth)에서 제거해 주세요.',
			'열려 있는 SSM·DB 세션: 직접 종료해 주세요.',
			'미리 맡긴 작업(CloudFormation, SSM Automation, Step Functions, 예약): 확인해 주세요.',
		],
		otherSets: (command) =>
			command === null
				? own(
						'디렉터리 사용자 ID를 몰라 이 역할의 세션만 차단됩니다. 다른 권한 세트와 계정은 막지 못합니다.',
					)
				: phrase`디렉터리 사용자 ID를 몰라 이 역할의 세션만 차단됩니다. 모두 막으려면: ${command}`,
	},
	notContained: {
		...koAlarms.notContained,
		'mode-observe': '관찰 전용 모드인 계정의 대상은 차단하지 않습니다.',
		'mode-ask': '담당자의 승인을 기다립니다.',
		'use-observe': '자격 증명 사용은 알리기만 합니다(use.mode: observe).',
		'usual-network':
			'하루 넘게 이 네트워크에서 사용해 온 키이므로 차단하지 않습니다. 우리 네트워크라면 eyes.config.ts의 networks에, 아니면 사용자를 use.except에 등록해 주세요.',
		'key-usual-elsewhere':
			'늘 다른 외부망에서 쓰던 키라서, 차단하면 그곳의 작업도 멈춥니다. 담당자의 승인을 기다립니다.',
		'key-known-nowhere':
			'이 키를 이전에 사용한 기록이 없어 우리 작업일 수 있습니다. 담당자의 승인을 기다립니다.',
		'key-past-not-answered':
			'이 키를 이전에 어디서 사용했는지 CloudTrail이 제때 답하지 않았습니다. 담당자의 승인을 기다립니다.',
		'session-origin-unknown': '세션을 어디서 받았는지 알 수 없습니다. 담당자의 승인을 기다립니다.',
		'caller-not-watched':
			'호출한 계정은 우리 계정이지만 감시 대상이 아니어서 우리 작업일 수 있습니다. 담당자의 승인을 기다립니다.',
		'breaker-open':
			'자동 차단 중지(서킷 브레이커): 짧은 시간에 차단 대상이 너무 많았습니다. 내부망 IP가 바뀌었는지 먼저 확인해 주세요.',
		'unknown-origin': '외부망에서 접근했다고 확인할 수 없어 차단 대상이 아닙니다.',
		exempt: '차단 제외 대상입니다. 사용 사유를 확인해 주세요.',
		protected: '보호 대상이므로 차단하지 않습니다. 본인이 아니면 세션을 직접 취소해 주세요.',
		vendor:
			'등록된 외부 업체이므로 차단하지 않습니다. 의도하지 않은 접근이면 업체에 확인해 주세요.',
		'own-endpoint':
			'우리 계정의 VPC 엔드포인트이므로 차단하지 않습니다. eyes.config.ts에 등록하거나 누가 쓰는지 확인해 주세요.',
		'console-session':
			'1시간 안에 내부망에서 연 콘솔 세션이므로 차단하지 않습니다. CloudShell을 썼는지 본인에게 확인해 주세요.',
		workload: '워크로드는 차단하지 않습니다. 의도하지 않은 네트워크라면 워크로드를 중지해 주세요.',
		'management-root':
			'관리 계정의 루트는 어떤 정책으로도 차단할 수 없습니다. 비밀번호와 MFA를 바꾸고 키를 삭제해 주세요.',
		'root-needs-organization':
			'루트는 SCP로만 차단할 수 있습니다. 비밀번호와 MFA를 바꾸고 키를 삭제해 주세요.',
		'service-linked-role':
			'서비스 연결 역할은 차단할 수 없습니다. 그 서비스를 쓰는 사람을 확인해 주세요.',
		'external-caller-only': '호출한 계정은 우리 계정이 아닙니다. 역할의 신뢰 정책을 수정해 주세요.',
		'caller-not-named':
			'누가 호출했는지 이 기록에 없습니다. 호출한 계정의 로그에서 찾아 직접 차단해 주세요.',
		'outside-caller-only':
			'AWS 외부의 토큰이나 인증서로 호출했습니다. 발급처에서 중지하거나 역할의 신뢰 정책을 수정해 주세요.',
		'caller-without-id': '호출한 주체의 ID가 기록에 없습니다. 호출한 주체를 직접 차단해 주세요.',
		'no-selector': '기록에 차단에 필요한 ID가 없습니다. 직접 차단해 주세요.',
		'no-policy': '이 계정에 적용할 차단 정책이 없습니다. 직접 차단해 주세요.',
		'management-not-covered':
			'관리 계정에는 SCP가 적용되지 않아 그 계정에서는 차단되지 않습니다. 그 계정에 들어갈 수 있는 사용자라면 직접 조치하거나, containment.modes에 관리 계정을 추가해 주세요.',
		'session-not-denied':
			'새로 만들어진 세션은 ID를 알 수 없어 차단할 수 없습니다. 그 역할의 활성 세션을 직접 취소해 주세요.',
		'too-many-sessions':
			'한 사용자의 세션이 열 개를 넘어 나머지는 차단하지 않았습니다. 역할의 기존 세션을 모두 차단해 주세요.',
	},
	problems: {
		'policy-missing': '차단 정책이 없습니다.',
		'not-permitted': 'AWS가 호출을 허용하지 않았습니다.',
		'request-refused': 'AWS가 요청을 받아들이지 않았습니다.',
		'text-too-long': '정책 문서가 AWS의 크기 한도를 넘었습니다.',
		'text-refused': 'AWS가 정책 문서를 받아들이지 않았습니다.',
		'text-invalid': '정책 문서가 eyes-system의 자체 검사를 통과하지 못했습니다.',
		'not-an-organization': '조직에 속하지 않은 계정입니다.',
		'endpoint-unsupported': '이 리전 또는 엔드포인트에서 쓸 수 없는 호출입니다.',
		'management-account': '관리 계정에는 SCP가 적용되지 않습니다.',
		'account-unknown': '조직에 없는 계정입니다.',
		'not-attached-above': 'SCP가 이 계정이나 그 위에 연결되어 있지 않습니다.',
		'not-under-the-policy':
			'이 계정에는 SCP가 적용되지 않아 차단할 수 없습니다. 우리 계정이면 계정이나 상위 OU에 SCP를 연결한 뒤 다시 차단하거나, 그 계정에서 역할의 활성 세션을 취소해 주세요. 외부 계정이면 소유자에게 세션 취소와 신뢰 정책 수정을 요청해 주세요.',
		'outside-pilot': '시범 적용 대상이 아닌 계정이라서 그 계정에서는 차단하지 않았습니다.',
		'not-referenced': '권한 세트가 차단 정책을 참조하지 않습니다.',
		'protected-role': 'AWS만 바꿀 수 있는 역할입니다.',
		'principal-missing': '사용자 또는 역할이 없습니다.',
		renamed:
			'이름이 바뀌었습니다. 그 이름은 지금 다른 사용자 또는 역할이 쓰고 있고, 차단 대상을 찾을 수 없습니다.',
		'too-many-policies': '사용자 또는 역할에 연결된 정책이 이미 한도에 이르렀습니다.',
		'nothing-to-attach-to': '이 계정의 정책으로는 이 사용자의 호출에 적용할 수 없습니다.',
		throttled: 'AWS가 요청을 제한하고 있습니다. 다시 시도합니다.',
		'not-visible-yet': '바뀐 정책이 아직 보이지 않습니다. 다시 시도합니다.',
		busy: '다른 변경이 진행 중입니다. 다시 시도합니다.',
		'service-fault': 'AWS 서비스 오류입니다. 다시 시도합니다.',
		'too-large': '정책 문서가 크기 한도에 도달해 더 추가할 수 없습니다.',
		malformed: '대상 ID 또는 만료 시각이 올바르지 않아 정책에 추가하지 않았습니다.',
		protected: '보호 대상이므로 차단할 수 없습니다.',
	},
	requestedBy: (who, why) => phrase`${who} 님이 차단을 요청했습니다. 사유: ${why}`,
	released: (who, why) => phrase`${who} 님이 차단을 해제했습니다. 사유: ${why}`,
	commands: { release: '해제', contain: '차단', status: '상태 확인' },
	decline: '차단 안 함',
	cutRole: ({ sessions, isMore, isKnown }) =>
		`역할 세션 차단(${sessions}개${isMore ? ' 이상' : ''}${isKnown ? '' : ', 기록에 역할 이름 없음: 계정과 이름을 넣어 주세요'})`,
	askingAge: '발급일 확인 중',
	thread: {
		count: (count) => `이 사건에서 지금까지 ${count}건이 감지되었습니다.`,
		severity: (severity) => `심각도가 올라갔습니다: ${severity}`,
		openCard: '카드 보기',
		effective: (state, count, until) =>
			`${state} (${PROPAGATION}): ${count === 1 ? '' : `대상 ${count}건, `}${until}까지`,
		failed: (policy, reason, remediation) =>
			phrase`🚨 차단 실패 — 수동 조치 필요 · ${policy}: ${reason} ${remediation}`,
		notBlocked: (policy, reason, remediation) =>
			phrase`차단 안 함 · ${policy}: ${reason} ${remediation}`,
		notEnded: (policy, reason, remediation) =>
			phrase`해제 실패 — 아직 차단되어 있을 수 있습니다 · ${policy}: ${reason} ${remediation}`,
		extended: (until) => `차단 기간이 ${until}까지 연장되었습니다.`,
		expired: '정해진 기간이 끝났습니다. 지금은 차단하고 있지 않습니다.',
		ends: (until) =>
			`아직 답이 없습니다. ${until}에 차단이 해제됩니다. 계속 차단하려면 그 전에 contain 명령에 --hours를 붙여 실행해 주세요.`,
		endsExtended: (until) =>
			`아직 답이 없습니다. ${until}에 끝날 차단을 담당자가 답할 때까지 연장합니다(최대 30일).`,
		answered: (who) => phrase`${who} 님이 확인했습니다.`,
	},
	mention: {
		others: (count) => `외 ${count}건`,
		posted: (count) =>
			`멘션 없이 올린 긴급 알림이 ${count}건 있습니다. 이 채널의 최근 메시지를 확인해 주세요.`,
	},
	notices: {
		breakerTitle: '자동 차단 중지(서킷 브레이커)',
		breakerMeans:
			'규칙에 따른 자동 차단이 중지되었습니다. 기존 차단은 유지되고 알림도 계속됩니다. 새 차단은 담당자의 확인을 기다립니다.',
		breakerReasons: {
			unreadable:
				'자동 차단 상태(서킷 브레이커) 기록을 읽을 수 없어 자동 차단을 중지한 것으로 처리합니다.',
			people: '짧은 시간에 차단 대상 인원이 한도를 넘었습니다.',
			accounts: '짧은 시간에 차단 대상 계정 수가 한도를 넘었습니다.',
			share: '짧은 시간에 차단 대상이 전체 인원에서 차지하는 비율이 한도를 넘었습니다.',
			moved:
				'내부망에서 접속하던 여러 사람이 등록되지 않은 한 네트워크에서 접속했습니다. 내부망 IP가 바뀌었을 수 있습니다.',
		},
		breakerSteps: [
			'내부망 IP가 바뀌었는지 먼저 확인해 주세요. 바뀌었으면 eyes.config.ts의 networks를 수정해 다시 배포해 주세요.',
			'바뀌지 않았으면 대기 중인 사건을 하나씩 확인해 차단해 주세요.',
			'확인을 마쳤으면 자동 차단을 다시 시작해 주세요.',
		],
		breakerFirst: '내부망 IP 변경 여부 확인',
		unreadableFirst: '함수 로그 확인',
		unreadableSteps: [
			'함수 로그에서 item cannot be read를 검색하고, 누가 테이블을 변경했는지 확인해 주세요.',
			'대기 중인 사건을 하나씩 확인해 차단해 주세요.',
			'확인을 마쳤으면 자동 차단을 다시 시작해 주세요. 기록이 새로 작성됩니다.',
		],
		resume: '다시 시작',
		tamperingTitle: '차단 정책 변조 감지',
		textChanged: (policy) => phrase`다른 사용자가 차단 정책의 내용을 변경했습니다: ${policy}`,
		policyDetached: (policy, from) =>
			phrase`다른 사용자가 차단 정책을 분리했습니다: ${policy} · ${from}`,
		principalRenamed: (policy, from, to) =>
			phrase`다른 사용자가 차단 대상의 이름을 변경했습니다: ${policy} · ${from} → ${to}`,
		beingRepaired:
			'eyes-system이 복구하는 중입니다. 차단이 유지되는지 status 명령으로 확인해 주세요.',
		tamperingSteps: [
			'누가 변경했는지 CloudTrail에서 확인하고, 의도한 변경이 아니면 침해 사고로 보고 대응해 주세요.',
		],
		tamperingFirst: '차단 유지 여부 확인',
		openedAt: '시각',
		byHand: {
			title: '수동 차단',
			whom: '차단 대상',
			wholeRole: (before) => `${before} 전에 발급된 이 역할의 모든 세션`,
			askedBy: '요청자',
			why: '사유',
			scope: '차단 범위',
			fix: '안내된 방법으로 해결하거나, 런북에 따라 직접 차단해 주세요.',
		},
	},
};

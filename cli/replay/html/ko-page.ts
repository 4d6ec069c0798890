import type { PageWords } from './page-words.ts';

/** The words of the page in Korean. */
export const koPage: PageWords = {
	title: 'AWS Login 감지 · 로그 모의 판정',
	read: ({ files, skippedFiles, records, signIns, uses }) => {
		const skipped = skippedFiles === 0 ? '' : `(제외 ${number(skippedFiles)}개)`;
		const read = `파일 ${number(files)}개${skipped}, 기록 ${number(records)}건`;
		const more =
			uses.calls === 0 ? '' : `과 외부망에서 자격 증명을 사용한 호출 ${number(uses.calls)}건`;
		return `${read} 중 로그인 서비스 기록 ${number(signIns)}건${more}을 읽었습니다.`;
	},
	nothingRead:
		'판정한 로그인 기록이 없습니다. 이상이 없다는 뜻이 아닙니다. 로그 경로와 기간(--since, --until)을 확인해 주세요.',
	refusedTitle: (count) => `읽지 못한 기록 ${count}건`,
	refusedMeans: '아래 기록은 판정하지 못했습니다. 이 페이지에 없어도 이상이 없다는 뜻이 아닙니다.',
	refusedExamples: '파일과 내용 보기',
	refusals: {
		'file-unreadable': '파일을 열거나 읽을 수 없습니다',
		'file-damaged': '파일이 중간에 끝났거나 이름과 내용이 다릅니다(gzip, JSON)',
		'other-format': '먼저 압축을 풀거나 변환해야 하는 파일입니다(명령은 아래 설명에 있습니다)',
		'no-event-json': 'CloudTrail Lake 또는 Athena의 행에 eventJson 열이 없습니다',
		'not-json': 'JSON이 아닙니다',
		'not-a-record': 'JSON이지만 CloudTrail 기록이 아닙니다(eventSource 또는 eventName 없음)',
		'record-too-large': '기록 하나가 8MB를 넘습니다',
		'no-time': 'eventTime이 없거나 읽을 수 없습니다',
		'account-mismatch': 'EventBridge 봉투의 계정이 기록의 계정과 다릅니다',
		'source-mismatch': 'EventBridge 봉투의 source가 기록의 source와 다릅니다',
	},
	noCases: '읽은 기록 중에는 알릴 사건이 없습니다.',
	noneOfOptions: (options) =>
		`이 옵션에 해당하는 사건이 없습니다: ${options}. 다른 사건이 있어도 이 페이지에는 나오지 않습니다.`,
	onceADay: (signIns) => `하루에 한 번 요약으로 알리는 기록 ${signIns}건은 아래 사건에 없습니다.`,
	limits: (options) => `옵션으로 제한한 사건만 있습니다: ${options}.`,
	leftOut: (count) =>
		`사건이 많아 심각도가 낮은 ${count}건은 이 페이지에 없습니다. --severity나 --since로 범위를 줄여 주세요.`,
	mode: (mode) =>
		({
			observe: 'observe 모드: 차단하지 않고 알림만 보냅니다.',
			ask: 'ask 모드: 담당자가 승인해야 차단합니다.',
			contain: 'contain 모드: 자동으로 차단합니다.',
		})[mode],
	otherModes: (modes) => `계정별 모드 ${modes}.`,
	fateSentences: {
		denied: (people) => `${number(people)}명을 차단했을 것입니다.`,
		partly: (people) => `${number(people)}명은 일부 세션이 차단되지 않은 채 남았을 것입니다.`,
		asked: (people) => `${number(people)}명은 담당자의 승인을 기다렸을 것입니다.`,
		held: (people) => `${number(people)}명은 서킷 브레이커가 차단을 보류했을 것입니다.`,
		observed: (people) => `contain 모드였다면 ${number(people)}명을 차단했을 것입니다.`,
	},
	impossible: (cases, why) =>
		`사건 ${number(cases)}건은 어느 모드에서도 차단할 수 없습니다(${why}).`,
	nobodyDenied: '차단할 대상이 없습니다.',
	letters: { info: '정', low: '낮', medium: '주', high: '높', critical: '심' },
	networks: {
		untrusted: '외부망',
		unknown: '위치 미확인',
		trusted: '내부망',
		'not-judged': 'AWS 내부 주소',
	},
	whyNot: {
		'mode-observe': 'observe 모드',
		'mode-ask': 'ask 모드',
		'use-observe': '사용은 알리기만 함',
		'usual-network': '늘 쓰던 네트워크',
		'key-usual-elsewhere': '늘 다른 외부망에서 쓰던 키',
		'key-known-nowhere': '이전 사용 기록 없음',
		'key-past-not-answered': '이전 사용 확인 못 함',
		'caller-not-watched': '호출한 계정을 감시하지 않음',
		'session-origin-unknown': '세션을 받은 곳 모름',
		'breaker-open': '서킷 브레이커',
		'alarm-is-no-proof': '확증 없는 AWS 경보',
		'alarm-names-nobody': '대상 없는 AWS 경보',
		'unknown-origin': '위치 미확인',
		exempt: '차단 제외 대상',
		protected: '보호 대상',
		workload: '워크로드',
		vendor: '등록된 외부 업체',
		'own-endpoint': '우리 VPC 엔드포인트',
		'console-session': '내부망에서 연 콘솔 세션',
		'management-root': '관리 계정의 루트',
		'root-needs-organization': 'SCP 없는 루트',
		'service-linked-role': '서비스 연결 역할',
		'external-caller-only': '외부 계정의 호출',
		'caller-not-named': '호출자 이름 없음',
		'outside-caller-only': 'AWS 외부의 호출',
		'caller-without-id': '호출자 ID 없음',
		'no-selector': '차단에 필요한 ID 없음',
		'no-policy': '적용할 정책 없음',
		'management-not-covered': '관리 계정에 SCP 미적용',
		'session-not-denied': '세션 ID 없음',
		'too-many-sessions': '세션이 너무 많음',
	},
	fates: {
		denied: '차단 완료(모의)',
		partly: '일부 차단(모의)',
		asked: '승인 대기(모의)',
		held: '차단 보류(모의)',
		observed: '알림만(차단 가능)',
		impossible: '차단 불가',
		none: '차단 대상 아님',
	},
	filters: {
		title: '사건 필터',
		severity: '심각도',
		search: '사용자, 계정, IP 검색',
		network: '네트워크',
		fate: '차단',
		all: '전체',
		reset: '필터 해제',
	},
	timeLine: '타임라인',
	timeLineHint: '표시를 누르면 카드가 열립니다',
	legend: {
		denial: '위 막대: 차단 기간(모의)',
		network: '아래 띠: 로그인한 네트워크(사건이 아닌 로그인 포함)',
	},
	zoom: { in: '확대', out: '축소', earlier: '이전', later: '다음', all: '전체 기간' },
	denials: '차단 대상과 기한(모의)',
	notDenied: '차단할 수 없는 사건과 이유',
	columns: {
		severity: '심각도',
		time: '시각',
		who: '사용자',
		what: '내용',
		account: 'AWS 계정',
		address: '접근 IP',
		fate: '차단',
		selector: '차단 기한, 조건, 정책',
	},
	cases: '사건',
	sortHint: '제목을 누르면 정렬됩니다',
	until: (time) => `~ ${time}`,
	casesCount: (count) => `사건 ${number(count)}건`,
	more: (count) => `외 ${number(count)}건`,
	noScript:
		'스크립트가 꺼져 있어 타임라인, 필터, 카드를 볼 수 없습니다. 아래 표는 모든 사건입니다.',
	browser: {
		shown: '사건 {shown} / {all}건',
		noneShown: '조건에 맞는 사건이 없습니다. 필터를 해제해 주세요.',
		moreLanes: '나머지 {count}개 더 보기',
		notDrawn: '외 {count}개는 표에 있습니다.',
		onlyThis: '이 이름의 사건만 보기',
		casesHere: '사건 {count}건',
		until: '{time}까지',
		close: '닫기',
		before: '이전 사건',
		next: '다음 사건',
	},
};

function number(count: number): string {
	return count.toLocaleString('ko');
}

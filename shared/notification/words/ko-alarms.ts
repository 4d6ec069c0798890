import { own, phrase } from '../card/phrase.ts';
import type { AlarmWords } from './alarm-words.ts';

export const koAlarms: AlarmWords = {
	title: 'AWS 자격 증명 경보',
	labels: { status: 'AWS 경보', time: '경보 시간' },
	from: {
		health: 'AWS Health',
		quarantine: '격리 정책 연결',
		'sign-in-anomaly': 'AWS Sign-In 이상 로그인 경보',
		guardduty: 'GuardDuty 탐지',
	},
	attachedBy: (name) => phrase`연결한 주체 ${{ raw: name, max: 80 }}`,
	noAddress: '경보에 IP가 없음',
	openConsole: 'AWS 콘솔에서 보기',
	headlines: {
		'alarm-sample': '샘플 탐지(실제 사건 아님)',
		'key-exposed': '액세스 키 노출',
		'key-compromised': '액세스 키 유출',
		'key-suspected': '액세스 키 노출 의심',
		'console-compromised': '계정 콘솔 침해',
		quarantined: '사용자 격리됨',
		'aws-risk': 'AWS 자격 증명 위험 경보',
		guardduty: 'GuardDuty 탐지',
		'sign-in-anomaly': '이상 로그인 경보',
	},
	actions: {
		alarm: '자격 증명 위험 경보입니다. AWS API를 차단하지 않았습니다.',
		'alarm-sample': '샘플입니다. 실제 사건이 아니므로 차단하지 않았습니다.',
	},
	reasons: {
		'aws-alarm': '자격 증명에 대한 경보가 도착했습니다',
		'alarm-backed': '1시간 안에 AWS Health 경보와 격리 정책 연결이 같은 사용자에게 있었습니다',
		quarantined: '사용자에게 AWSCompromisedKeyQuarantine 정책이 연결되었습니다',
		'alarm-user-not-found': '계정의 IAM에 이 키나 이름의 사용자가 없습니다',
		'alarm-user-not-answered': 'IAM에서 키의 소유자를 확인하지 못했습니다',
		'alarm-sample': '샘플 탐지이며 실제 사건이 아닙니다',
		'alarm-closed': 'AWS가 경보를 종료했습니다',
		'alarm-off': 'eyes.config.ts에서 이 경보를 끄도록 설정했습니다',
	},
	steps: {
		'ask-reported-owner': () =>
			own('자격 증명 소유자에게 전화해 어디에 보관했고 어떤 프로그램이 쓰는지 확인해 주세요.'),
		'ask-attacher': () =>
			own('정책을 연결한 것이 AWS인지 동료인지 확인하고, 동료라면 이유를 물어봐 주세요.'),
		'replace-key': ({ maskedKey }) =>
			maskedKey === null
				? own('새 액세스 키로 프로그램을 옮긴 뒤 경보가 난 키를 비활성화해 주세요.')
				: phrase`새 액세스 키로 프로그램을 옮긴 뒤 이 키를 비활성화해 주세요: ${maskedKey}`,
		'check-key-use': () =>
			own(
				'CloudTrail에서 이 자격 증명이 한 일을 확인해 주세요. 새 사용자, 키, 정책부터 확인합니다.',
			),
		'answer-aws': () =>
			own(
				'AWS Support Center에 열린 케이스에 답해 주세요. AWSCompromisedKeyQuarantine 정책은 키를 교체한 뒤에 분리합니다.',
			),
		'look-at-finding': () =>
			own('GuardDuty에서 탐지 내용을 열어 어떤 호출이 평소와 다른지 확인해 주세요.'),
		'release-replaced': () => own('키를 교체한 뒤 release 명령으로 차단을 해제해 주세요.'),
		'contain-reported': () =>
			own('유출되지 않았다고 확신할 수 없으면 contain 명령으로 바로 차단해 주세요.'),
	},
	firstSteps: {
		'ask-reported-owner': '키 소유자에게 전화로 확인',
		'ask-attacher': '정책을 연결한 주체 확인',
	},
	notContained: {
		'alarm-is-no-proof': '이 경보만으로는 유출을 확신할 수 없어 담당자의 결정을 기다립니다.',
		'alarm-names-nobody':
			'경보에 나온 사용자를 IAM에서 찾지 못했습니다. 소유자를 확인해 수동으로 차단해 주세요.',
	},
};

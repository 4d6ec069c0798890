import { DAY } from '../../../shared/report/whole-days.ts';
import type { Amend } from '../proxy/fault-proxy.ts';
import type { Answer } from '../proxy/pass-on.ts';

/** An IAM user of the emulator, and since how many days they and their keys have existed. */
export interface OldUser {
	readonly account: string;
	readonly name: string;
	readonly days: number;
}

/** A long-term API key of Bedrock that never ends. */
export interface BedrockKey {
	readonly account: string;
	readonly user: string;
	readonly id: string;
	readonly days: number;
}

interface Past {
	readonly users: readonly OldUser[];
	readonly bedrockKeys: readonly BedrockKey[];
	/** IAM does not know this service. */
	readonly unknownService: string;
}

/**
 * Completes what the emulator's IAM says to the credential report. The emulator makes every user and
 * key now, so their dates are moved into the past; and it knows no service-specific credentials.
 */
export function iamCredentials({ users, bedrockKeys, unknownService }: Past): Amend {
	/** The accounts of the sessions by their access keys. */
	const accounts = new Map<string, string>();
	const daysOf = (account: string, user: string) =>
		users.find((one) => one.account === account && one.name === user)?.days ?? 0;
	const noteSession = (role: string, answer: Answer) => {
		const [, session] = /<AccessKeyId>(\w+)</.exec(answer.body.toString()) ?? [];
		if (session !== undefined) accounts.set(session, role.split(':')[4] ?? '');
		return answer;
	};
	const listServices = (account: string, service: string) => {
		if (service === unknownService) return NOT_SUPPORTED;
		const isBedrock = service === 'bedrock.amazonaws.com';
		return listed(bedrockKeys.filter((one) => isBedrock && one.account === account));
	};
	return ({ action, key, on }, body, answer) => {
		const input = new URLSearchParams(body.toString());
		const account = accounts.get(key) ?? '';
		switch (action) {
			case 'AssumeRole':
				return noteSession(on, answer);
			case 'GetCredentialReport':
				return withReport(answer, (row, user) => movedBack(row, daysOf(account, user)));
			case 'ListAccessKeys':
				return withText(answer, (xml) =>
					movedBack(xml, daysOf(account, input.get('UserName') ?? '')),
				);
			case 'ListServiceSpecificCredentials':
				return listServices(account, input.get('ServiceName') ?? '');
			default:
				return answer;
		}
	};
}

/**
 * The report of an account was made some seconds before its keys are listed, and ages count up to
 * the report. So a key must have its whole days a little earlier.
 */
const MADE_EARLIER = 3_600_000;

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;

function movedBack(text: string, days: number): string {
	return text.replace(TIME, (time) => secondsOf(Date.parse(time) - days * DAY));
}

function secondsOf(time: number): string {
	return new Date(time).toISOString().replace(/\.\d+/, '');
}

/** Changes the rows of a report, each with the name of its user. */
function withReport(answer: Answer, change: (row: string, user: string) => string): Answer {
	const changed = (content: string) =>
		Buffer.from(content, 'base64')
			.toString()
			.replace(/^([^,\n]+),.*$/gm, change);
	return withText(answer, (xml) =>
		xml.replace(/(?<=<Content>)[^<]+/, (content) =>
			Buffer.from(changed(content)).toString('base64'),
		),
	);
}

function withText(answer: Answer, change: (text: string) => string): Answer {
	return { ...answer, body: Buffer.from(change(answer.body.toString())) };
}

function xmlAnswer(status: number, body: string): Answer {
	return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html */
const NOT_SUPPORTED = xmlAnswer(
	404,
	'<ErrorResponse><Error><Type>Sender</Type><Code>NotSupportedService</Code>' +
		'<Message>The specified service is not supported.</Message></Error>' +
		'<RequestId>e2e</RequestId></ErrorResponse>',
);

function listed(keys: readonly BedrockKey[]): Answer {
	const operation = 'ListServiceSpecificCredentials';
	const members = keys.map(
		({ user, id, days }) =>
			`<member><UserName>${user}</UserName><ServiceSpecificCredentialId>${id}` +
			'</ServiceSpecificCredentialId><ServiceName>bedrock.amazonaws.com</ServiceName>' +
			`<Status>Active</Status><CreateDate>${secondsOf(Date.now() - MADE_EARLIER - days * DAY)}</CreateDate></member>`,
	);
	return xmlAnswer(
		200,
		`<${operation}Response><${operation}Result><ServiceSpecificCredentials>${members.join('')}` +
			'</ServiceSpecificCredentials><IsTruncated>false</IsTruncated>' +
			`</${operation}Result></${operation}Response>`,
	);
}
